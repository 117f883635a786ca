/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_EDGES_MEET_H
#define BC_GEO_EDGES_MEET_H

/* Private to geo: where an edge of one polygon meets one of another, so that
 * polygons that touch, that share vertices, edges or stretches of them, need no
 * cases of their own.
 *
 * The first polygon is thought of as moved by (e, e*e), where e is above 0 and
 * smaller than any number (Edelsbrunner and Muecke 1990, "Simulation of
 * simplicity"). No vertex then lies on an edge of the other: two edges cross
 * within themselves or are apart, and every place is inside or outside. What
 * the polygons share changes by less than any number, so that areas are those
 * of the polygons as they stand; so are the coordinates that are told. */

#include <stdbool.h>

/** The side of the line from a to b that p is on, moved: 1 left, -1 right; 0
 * when a is b. Exact. */
int bc_turn_moved(const double a[2], const double b[2], const double p[2]);
/** The side of the line from p to q, moved, that a is on. */
int bc_turn_to_moved(const double p[2], const double q[2], const double a[2]);

/** How an edge from p to q, which is moved, meets one from a to b. */
struct bc_meeting {
    int crosses;  /* to the left of the other, 1, or to its right, -1; or 0 */
    double at[2]; /* of the way along each: of the crossing */
    double place[2]; /* there */
    double a_at;     /* where a lies within the first, as it stands; else -1 */
    double p_at;     /* where p lies within the second; else -1 */
    int along; /* on one line for a stretch: 1 in one direction, -1 against one
                  another; or 0 */
    int side;  /* of the second that the first, moved, is on then */
    double stretch[2][2]; /* its ends */
};

/** @return false when they do not meet at all */
bool bc_edges_meet(const double p[2], const double q[2], const double a[2],
                   const double b[2], struct bc_meeting *meeting);

#endif
