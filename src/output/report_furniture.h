/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_FURNITURE_H
#define BC_OUTPUT_REPORT_FURNITURE_H

#include "output/canvas.h"
#include "output/report_map.h"

/** What a map needs besides its subject: scale bar, north arrow, locator. */
#define BC_LOCATOR_WIDTH 160.0
#define BC_LOCATOR_HEIGHT 144.0

/** A bar of two segments of a round length. */
struct bc_scale {
    double segment; /* units */
    double segment_km;
};
struct bc_scale bc_scale_of(double metres_a_unit);
/** From the left end of the bar's foot. @p single: one segment. */
void bc_scale_write(struct bc_canvas *canvas, struct bc_scale scale, double x,
                    double y, double size, bool single);

struct bc_furniture {
    struct bc_scale scale;
    struct bc_box bar, north, locator;
    bool has_locator;
};
/** Labels keep off it. The phone's map has no locator, and larger texts. */
void bc_furniture_block(const struct bc_furniture *furniture, double size,
                        bool phone, struct bc_label_sheet *sheet);
void bc_furniture_write(const struct bc_map_base *base, size_t basin,
                        const struct bc_furniture *furniture, bool phone,
                        struct bc_canvas *canvas);

/** The small map of all basins: not for one alone. */
bool bc_locator_is_useful(const struct bc_outcome *outcome);
/** West, south, east, north of all basins. */
void bc_basins_bounds(const struct bc_outcome *outcome, double all[4]);
struct bc_view bc_locator_view(const struct bc_outcome *outcome);
void bc_locator_defs(const struct bc_map_base *base, struct bc_html *html);

#endif
