/* SPDX-License-Identifier: MIT */
#include "geo/edges_meet.h"

#include <math.h>

#include "geo/tiles.h"

static bool is_same(const double a[2], const double b[2])
{
    return a[0] == b[0] && a[1] == b[1];
}

static int turn(const double a[2], const double b[2], const double p[2])
{
    if (is_same(a, p) || is_same(b, p))
        return 0;
    return bc_orientation(a[0], a[1], b[0], b[1], p[0], p[1]);
}

/** The side of the line from a to b that leaving it by (e, e*e) leads to. */
static int side_of_move(const double a[2], const double b[2])
{
    if (a[1] != b[1])
        return b[1] < a[1] ? 1 : -1;
    return (b[0] > a[0]) - (b[0] < a[0]);
}

int bc_turn_moved(const double a[2], const double b[2], const double p[2])
{
    int side = turn(a, b, p);

    return side ? side : side_of_move(a, b);
}

int bc_turn_to_moved(const double p[2], const double q[2], const double a[2])
{
    int side = turn(p, q, a);

    return side ? side : -side_of_move(p, q);
}

static bool boxes_meet(const double p[2], const double q[2], const double a[2],
                       const double b[2])
{
    return fmin(p[0], q[0]) <= fmax(a[0], b[0]) &&
           fmin(a[0], b[0]) <= fmax(p[0], q[0]) &&
           fmin(p[1], q[1]) <= fmax(a[1], b[1]) &&
           fmin(a[1], b[1]) <= fmax(p[1], q[1]);
}

/** How far a place lies from the line of an edge, in no unit; the products are
 * subtracted without rounding (Kahan). */
static double offset(const double a[2], const double b[2], const double p[2])
{
    double dx = b[0] - a[0], dy = b[1] - a[1];
    double px = p[0] - a[0], py = p[1] - a[1];
    double product = dy * px;

    return fma(dx, py, -product) - fma(dy, px, -product);
}

/** How far along the edge from p to q a place on it is, 0 to 1. */
static double way_to(const double p[2], const double q[2], const double x[2])
{
    double dx = q[0] - p[0], dy = q[1] - p[1], way;

    if (is_same(p, x))
        return 0;
    if (is_same(q, x))
        return 1;
    way = ((x[0] - p[0]) * dx + (x[1] - p[1]) * dy) / (dx * dx + dy * dy);
    return fmin(fmax(way, 0), 1);
}

static void set_place(struct bc_meeting *meeting, const double x[2])
{
    meeting->place[0] = x[0];
    meeting->place[1] = x[1];
}

/** Edges that cross as they stand, each within itself. */
static void cross_plainly(const double p[2], const double q[2],
                          const double a[2], const double b[2],
                          struct bc_meeting *meeting)
{
    double from = fabs(offset(a, b, p)), to = fabs(offset(a, b, q));
    double way = from + to > 0 ? from / (from + to) : 0.5;

    meeting->at[0] = way;
    meeting->place[0] = p[0] + way * (q[0] - p[0]);
    meeting->place[1] = p[1] + way * (q[1] - p[1]);
    meeting->at[1] = way_to(a, b, meeting->place);
}

static bool is_within(const double p[2], const double q[2], const double x[2])
{
    return !is_same(p, x) && !is_same(q, x) && boxes_meet(p, q, x, x);
}

/** The stretch that edges on one line share. */
static void find_stretch(const double p[2], const double q[2],
                         const double a[2], const double b[2],
                         struct bc_meeting *meeting)
{
    double to_a = way_to(p, q, a), to_b = way_to(p, q, b);
    bool ahead = to_a < to_b;
    const double *first = fmin(to_a, to_b) <= 0 ? p : ahead ? a : b;
    const double *last = fmax(to_a, to_b) >= 1 ? q : ahead ? b : a;

    if (to_a == to_b) /* they touch at an end */
        return;
    meeting->along = ahead ? 1 : -1;
    meeting->side = bc_turn_moved(a, b, p);
    for (int i = 0; i < 2; i++) {
        meeting->stretch[0][i] = first[i];
        meeting->stretch[1][i] = last[i];
    }
}

bool bc_edges_meet(const double p[2], const double q[2], const double a[2],
                   const double b[2], struct bc_meeting *meeting)
{
    int from, to, of_a, of_b;

    if (!boxes_meet(p, q, a, b) || is_same(p, q) || is_same(a, b))
        return false;
    from = turn(a, b, p);
    to = turn(a, b, q);
    if (from * to > 0)
        return false;
    of_a = turn(p, q, a);
    of_b = turn(p, q, b);
    if (of_a * of_b > 0)
        return false;
    *meeting = (struct bc_meeting){.a_at = -1, .p_at = -1};
    if (from && to && of_a && of_b) {
        meeting->crosses = to;
        cross_plainly(p, q, a, b, meeting);
        return true;
    }
    if (of_a == 0 && is_within(p, q, a))
        meeting->a_at = way_to(p, q, a);
    if (from == 0 && is_within(a, b, p))
        meeting->p_at = way_to(a, b, p);
    if (from == 0 && to == 0) {
        find_stretch(p, q, a, b, meeting);
    } else if (bc_turn_moved(a, b, p) != bc_turn_moved(a, b, q) &&
               bc_turn_to_moved(p, q, a) != bc_turn_to_moved(p, q, b)) {
        meeting->crosses = bc_turn_moved(a, b, q);
        set_place(meeting, from == 0 ? p : to == 0 ? q : of_a == 0 ? a : b);
        meeting->at[0] = way_to(p, q, meeting->place);
        meeting->at[1] = way_to(a, b, meeting->place);
    }
    return meeting->crosses || meeting->a_at >= 0 || meeting->p_at >= 0 ||
           meeting->along;
}
