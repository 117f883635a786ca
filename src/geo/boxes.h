/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_BOXES_H
#define BC_GEO_BOXES_H

/* Private to geo: boxes (xmin ymin xmax ymax) packed into a tree, so that
 * those that meet another box are found without looking at each (Leutenegger,
 * Lopez and Edgington 1997: sort-tile-recursive). */

#include <stddef.h>

struct bc_boxes;
/** @param boxes  n of them; one with NaN meets nothing; copied */
struct bc_boxes *bc_boxes_new(const double (*boxes)[4], size_t n);
void bc_boxes_free(struct bc_boxes *boxes);

/** The boxes that meet @p box or touch it, by number, ascending.
 * @return how many there are, of which the first found @p room are kept:
 * ask again with more when they are too few; 0 for NaN */
size_t bc_boxes_meet(const struct bc_boxes *boxes, const double box[4],
                     size_t *found, size_t room);

#endif
