/* SPDX-License-Identifier: MIT */
#include "output/report_view.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

#define SLACK 4.0 /* lines run so far out of the frame that no end is seen */
#define TOLERANCE 0.5
#define COARSE_TOLERANCE 1.5

/* A degree on the meridian circle of CGCS2000 and WGS 84, at a latitude. */
static const double semi_major_m = 6378137, eccentricity2 = 0.00669438;

static double degree_m(double lat)
{
    double sine = sin(lat * M_PI / 180);

    return M_PI / 180 * semi_major_m / sqrt(1 - eccentricity2 * sine * sine);
}

struct bc_view bc_view_fit(const double bounds[4], double width, double low,
                           double high, double pad, double precision_m)
{
    double middle = (bounds[1] + bounds[3]) / 2;
    double cosine = fmax(0.01, cos(middle * M_PI / 180));
    double dx = fmax(1e-6, (bounds[2] - bounds[0]) * cosine);
    double dy = fmax(1e-6, bounds[3] - bounds[1]);
    double scale = fmin((width - 2 * pad) / dx, (high - 2 * pad) / dy);
    double height = fmin(high, fmax(low, dy * scale + 2 * pad));
    double metres = degree_m(middle);
    struct bc_view view = {.scale_x = scale * cosine,
                           .scale_y = scale,
                           .frame = {0, 0, width, height},
                           .metres = metres / scale};

    view.origin_x = width / 2 - (bounds[0] + bounds[2]) / 2 * view.scale_x;
    view.origin_y = height / 2 + middle * view.scale_y;
    if (precision_m > 0) {
        view.step_lat = precision_m / metres;
        view.step_lon = precision_m / metres / cosine;
    }
    return view;
}

struct bc_view bc_view_zoom(const struct bc_view *view, struct bc_box window,
                            struct bc_box frame)
{
    double factor = (frame.x1 - frame.x0) / (window.x1 - window.x0);
    struct bc_view zoomed = *view;

    zoomed.scale_x *= factor;
    zoomed.scale_y *= factor;
    zoomed.origin_x = (view->origin_x - window.x0) * factor + frame.x0;
    zoomed.origin_y = (view->origin_y - window.y0) * factor + frame.y0;
    zoomed.metres /= factor;
    zoomed.frame = frame;
    return zoomed;
}

static void project(const struct bc_view *view, double lon, double lat,
                    double *x, double *y)
{
    *x = view->origin_x + lon * view->scale_x;
    *y = view->origin_y - lat * view->scale_y;
}

static double rounded(double value, double step)
{
    return step > 0 ? round(value / step) * step : value;
}

void bc_view_point(const struct bc_view *view, double lon, double lat,
                   double *x, double *y)
{
    project(view, rounded(lon, view->step_lon), rounded(lat, view->step_lat), x,
            y);
}

bool bc_box_has(struct bc_box box, double x, double y)
{
    return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

bool bc_box_meet(struct bc_box a, struct bc_box b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/* Traces. */

void bc_trace_clear(struct bc_trace *trace)
{
    free(trace->x);
    free(trace->y);
    free(trace->first);
    *trace = (struct bc_trace){0};
}

static void add_point(struct bc_trace *trace, double x, double y)
{
    size_t room = trace->point_room;

    trace->x = bc_reserve(trace->x, &room, trace->n_points + 1, sizeof(double));
    trace->y = bc_reserve(trace->y, &trace->point_room, trace->n_points + 1,
                          sizeof(double));
    trace->x[trace->n_points] = x;
    trace->y[trace->n_points++] = y;
}

/** Ends the piece that the points since the last end make; one too short to be
 * seen is dropped. */
static void end_piece(struct bc_trace *trace, size_t least)
{
    size_t start = trace->n_pieces ? trace->first[trace->n_pieces] : 0;

    if (trace->n_points - start < least) {
        trace->n_points = start;
        return;
    }
    trace->first = bc_reserve(trace->first, &trace->piece_room,
                              trace->n_pieces + 2, sizeof(*trace->first));
    trace->first[0] = 0;
    trace->first[++trace->n_pieces] = trace->n_points;
}

/** A ring or line in view units. */
struct run {
    size_t n;
    double *x, *y;
};

static double distance2(const struct run *run, size_t i, size_t a, size_t b)
{
    double dx = run->x[b] - run->x[a], dy = run->y[b] - run->y[a];
    double px = run->x[i] - run->x[a], py = run->y[i] - run->y[a];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? (px * dx + py * dy) / length2 : 0;

    t = t < 0 ? 0 : t > 1 ? 1 : t;
    px -= t * dx;
    py -= t * dy;
    return px * px + py * py;
}

/** Douglas and Peucker's line, in place; a stack instead of recursion, for
 * rings may have a million vertices. */
static void simplify(struct run *run, double tolerance)
{
    if (run->n < 3)
        return;
    bool *keep = bc_alloc(run->n, sizeof(*keep));
    size_t *stack = bc_alloc(run->n, 2 * sizeof(*stack));
    size_t depth = 0, kept = 0;

    keep[0] = keep[run->n - 1] = true;
    stack[depth++] = 0;
    stack[depth++] = run->n - 1;
    while (depth > 0) {
        size_t b = stack[--depth], a = stack[--depth], farthest = a;
        double most = tolerance * tolerance;

        for (size_t i = a + 1; i < b; i++) {
            double d = distance2(run, i, a, b);

            if (d > most) {
                most = d;
                farthest = i;
            }
        }
        if (farthest == a)
            continue;
        keep[farthest] = true;
        stack[depth++] = a;
        stack[depth++] = farthest;
        stack[depth++] = farthest;
        stack[depth++] = b;
    }
    for (size_t i = 0; i < run->n; i++)
        if (keep[i]) {
            run->x[kept] = run->x[i];
            run->y[kept++] = run->y[i];
        }
    run->n = kept;
    free(keep);
    free(stack);
}

static struct run run_of_ring(const struct bc_view *view,
                              const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    struct run run = {.n = end - first};

    run.x = bc_alloc(run.n + 1, sizeof(*run.x));
    run.y = bc_alloc(run.n + 1, sizeof(*run.y));
    for (size_t i = 0; i < run.n; i++)
        project(view, shapes->x[first + i], shapes->y[first + i], &run.x[i],
                &run.y[i]);
    simplify(&run, view->coarse ? COARSE_TOLERANCE : TOLERANCE);
    return run;
}

/** Sutherland and Hodgman: what of a ring lies on one side of an edge. */
static void clip_edge(struct run *run, bool vertical, double at, bool keep_less)
{
    struct run in = *run;

    run->n = 0;
    run->x = bc_alloc(2 * in.n + 2, sizeof(*run->x));
    run->y = bc_alloc(2 * in.n + 2, sizeof(*run->y));
    for (size_t i = 0; i < in.n; i++) {
        size_t j = (i + 1) % in.n;
        double a = vertical ? in.x[i] : in.y[i];
        double b = vertical ? in.x[j] : in.y[j];
        bool a_in = keep_less ? a <= at : a >= at;
        bool b_in = keep_less ? b <= at : b >= at;

        if (a_in) {
            run->x[run->n] = in.x[i];
            run->y[run->n++] = in.y[i];
        }
        if (a_in != b_in) {
            double t = (at - a) / (b - a);

            run->x[run->n] = in.x[i] + t * (in.x[j] - in.x[i]);
            run->y[run->n++] = in.y[i] + t * (in.y[j] - in.y[i]);
        }
    }
    free(in.x);
    free(in.y);
}

static struct bc_box slack_frame(const struct bc_view *view)
{
    return (struct bc_box){view->frame.x0 - SLACK, view->frame.y0 - SLACK,
                           view->frame.x1 + SLACK, view->frame.y1 + SLACK};
}

static void add_area_run(const struct bc_view *view, struct run *run,
                         struct bc_trace *trace)
{
    struct bc_box box = slack_frame(view);

    if (run->n > 1 && run->x[0] == run->x[run->n - 1] &&
        run->y[0] == run->y[run->n - 1])
        run->n--; /* `z` closes it */
    clip_edge(run, true, box.x0, false);
    clip_edge(run, true, box.x1, true);
    clip_edge(run, false, box.y0, false);
    clip_edge(run, false, box.y1, true);
    for (size_t i = 0; i < run->n; i++)
        add_point(trace, run->x[i], run->y[i]);
    end_piece(trace, 3);
}

/** Liang and Barsky: the part of a segment inside the box, as parameters. */
static bool clip_segment(struct bc_box box, double x0, double y0, double x1,
                         double y1, double *from, double *to)
{
    double p[] = {x0 - x1, x1 - x0, y0 - y1, y1 - y0};
    double q[] = {x0 - box.x0, box.x1 - x0, y0 - box.y0, box.y1 - y0};

    *from = 0;
    *to = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return false;
            continue;
        }
        double t = q[i] / p[i];

        if (p[i] < 0 && t > *from)
            *from = t;
        else if (p[i] > 0 && t < *to)
            *to = t;
    }
    return *from <= *to;
}

static void add_line_run(const struct bc_view *view, const struct run *run,
                         struct bc_trace *trace)
{
    struct bc_box box = slack_frame(view);
    bool open = false;

    for (size_t i = 0; i + 1 < run->n; i++) {
        double x0 = run->x[i], y0 = run->y[i];
        double dx = run->x[i + 1] - x0, dy = run->y[i + 1] - y0, from, to;
        bool seen = clip_segment(box, x0, y0, x0 + dx, y0 + dy, &from, &to);

        if (open && (!seen || from > 0)) {
            end_piece(trace, 2);
            open = false;
        }
        if (!seen)
            continue;
        if (!open)
            add_point(trace, x0 + from * dx, y0 + from * dy);
        add_point(trace, x0 + to * dx, y0 + to * dy);
        open = to >= 1;
        if (!open)
            end_piece(trace, 2);
    }
    if (open)
        end_piece(trace, 2);
}

static void trace_feature(const struct bc_view *view,
                          const struct bc_shapes *shapes, size_t feature,
                          bool area, struct bc_trace *trace)
{
    trace->coarse = view->coarse;
    for (size_t part = shapes->part_of[feature];
         part < shapes->part_of[feature + 1]; part++)
        for (size_t ring = shapes->ring_of[part];
             ring < shapes->ring_of[part + 1]; ring++) {
            struct run run = run_of_ring(view, shapes, ring);

            if (area)
                add_area_run(view, &run, trace);
            else
                add_line_run(view, &run, trace);
            free(run.x);
            free(run.y);
        }
}

void bc_view_trace_area(const struct bc_view *view,
                        const struct bc_shapes *shapes, size_t feature,
                        struct bc_trace *trace)
{
    trace_feature(view, shapes, feature, true, trace);
}

void bc_view_trace_line(const struct bc_view *view,
                        const struct bc_shapes *shapes, size_t feature,
                        struct bc_trace *trace)
{
    trace_feature(view, shapes, feature, false, trace);
}

/** Tenths as a number: 12, -3.4; a sign parts it from the one before, or a
 * blank. */
static void add_tenths(struct bc_text *d, long tenths, bool starts)
{
    long size = labs(tenths);

    if (tenths < 0)
        bc_text_add(d, "-");
    else if (!starts)
        bc_text_add(d, " ");
    if (size >= 10 || size == 0)
        bc_text_printf(d, "%ld", size / 10);
    if (size % 10)
        bc_text_printf(d, ".%ld", size % 10);
}

static void add_piece(const struct bc_trace *trace, size_t piece,
                      struct bc_text *d)
{
    size_t first = trace->first[piece];
    double unit = trace->coarse ? 1 : 10;
    long tenths = trace->coarse ? 10 : 1;
    long at_x = lround(trace->x[first] * unit) * tenths;
    long at_y = lround(trace->y[first] * unit) * tenths;
    bool moved = false;

    bc_text_add(d, "M");
    add_tenths(d, at_x, true);
    add_tenths(d, at_y, false);
    for (size_t i = first + 1; i < trace->first[piece + 1]; i++) {
        long x = lround(trace->x[i] * unit) * tenths;
        long y = lround(trace->y[i] * unit) * tenths;

        if (x == at_x && y == at_y)
            continue;
        if (!moved)
            bc_text_add(d, "l");
        add_tenths(d, x - at_x, !moved);
        add_tenths(d, y - at_y, false);
        moved = true;
        at_x = x;
        at_y = y;
    }
}

void bc_trace_path(const struct bc_trace *trace, bool closed, struct bc_text *d)
{
    for (size_t p = 0; p < trace->n_pieces; p++) {
        add_piece(trace, p, d);
        if (closed)
            bc_text_add(d, "z");
    }
}

bool bc_trace_covers(const struct bc_trace *trace, double x, double y)
{
    bool inside = false;

    for (size_t p = 0; p < trace->n_pieces; p++) {
        size_t first = trace->first[p], end = trace->first[p + 1];

        for (size_t i = first, j = end - 1; i < end; j = i++) {
            double yi = trace->y[i], yj = trace->y[j];

            if ((yi > y) != (yj > y) &&
                x < trace->x[i] +
                        (trace->x[j] - trace->x[i]) * (y - yi) / (yj - yi))
                inside = !inside;
        }
    }
    return inside;
}

double bc_trace_length(const struct bc_trace *trace, size_t piece)
{
    double length = 0;

    for (size_t i = trace->first[piece] + 1; i < trace->first[piece + 1]; i++)
        length +=
            hypot(trace->x[i] - trace->x[i - 1], trace->y[i] - trace->y[i - 1]);
    return length;
}

void bc_trace_along(const struct bc_trace *trace, size_t piece, double along,
                    double *x, double *y)
{
    size_t i = trace->first[piece] + 1, last = trace->first[piece + 1] - 1;
    double dx, dy, length, t;

    for (;; i++) { /* a piece has two points or more */
        dx = trace->x[i] - trace->x[i - 1];
        dy = trace->y[i] - trace->y[i - 1];
        length = hypot(dx, dy);
        if (along <= length || i == last)
            break;
        along -= length;
    }
    t = length > 0 ? fmin(1, along / length) : 0;
    *x = trace->x[i - 1] + t * dx;
    *y = trace->y[i - 1] + t * dy;
}
