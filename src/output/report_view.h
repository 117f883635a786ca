/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_VIEW_H
#define BC_OUTPUT_REPORT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "layer/layer.h"
#include "output/label.h"

/**
 * How degrees become a drawing: plain degrees times the cosine of the middle
 * latitude, north up, so that a kilometre is one length everywhere to 1 %.
 */
struct bc_view {
    double scale_x, scale_y; /* units a degree */
    double origin_x, origin_y;
    struct bc_box frame;       /* what is drawn, in units */
    double step_lon, step_lat; /* positions are rounded to these; 0: exact */
    double metres;             /* a unit is so many */
    bool coarse;               /* lines to a unit, where bytes count */
};

/**
 * A view of @p bounds (degrees) that is @p width wide with @p pad free on each
 * side, and as high as it must be, between @p low and @p high.
 */
struct bc_view bc_view_fit(const double bounds[4], double width, double low,
                           double high, double pad, double precision_m);
/** The part @p window of a view drawn into the box @p frame. */
struct bc_view bc_view_zoom(const struct bc_view *view, struct bc_box window,
                            struct bc_box frame);

/** A place, rounded as the report may show it. */
void bc_view_point(const struct bc_view *view, double lon, double lat,
                   double *x, double *y);
bool bc_box_has(struct bc_box box, double x, double y);
bool bc_box_meet(struct bc_box a, struct bc_box b);

/** Lines in units: simplified to half a unit (coarse: 1.5) and cut at the frame
 * (4 outside it). Piece i is the points first[i] .. first[i + 1] - 1. */
struct bc_trace {
    size_t n_points, n_pieces;
    double *x, *y;
    size_t *first; /* n_pieces + 1 */
    size_t point_room, piece_room;
    bool coarse; /* written as whole units */
};
void bc_trace_clear(struct bc_trace *trace);
/** A feature's rings as areas (closed at the frame's edge) ... */
void bc_view_trace_area(const struct bc_view *view,
                        const struct bc_shapes *shapes, size_t feature,
                        struct bc_trace *trace);
/** ... or as lines, in as many pieces as the frame makes of them. */
void bc_view_trace_line(const struct bc_view *view,
                        const struct bc_shapes *shapes, size_t feature,
                        struct bc_trace *trace);

/** The `d` of an SVG path, one decimal (coarse: none), relative; @p closed adds
 * `z`. */
void bc_trace_path(const struct bc_trace *trace, bool closed,
                   struct bc_text *d);
/** Even-odd over all pieces of an area. */
bool bc_trace_covers(const struct bc_trace *trace, double x, double y);
double bc_trace_length(const struct bc_trace *trace, size_t piece);
/** The point @p along units down a piece. */
void bc_trace_along(const struct bc_trace *trace, size_t piece, double along,
                    double *x, double *y);

#endif
