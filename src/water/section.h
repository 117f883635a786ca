/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_SECTION_H
#define BC_WATER_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "layer/layer.h"
#include "water/names.h"
#include "water/row.h"
#include "water/standard.h"

/**
 * Which section a row is about: by code, then name, then alias of a sections
 * layer, as written or as bc_text_key reads it. Without a layer every name is
 * a section of its own, in the order in which they are met.
 */
struct bc_section_index {
    const struct bc_layer *sections; /* NULL: any name */
    struct bc_names names[6]; /* code, name, alias: exactly, then by key */
    struct bc_names met_as;   /* what rows wrote, with what it led to */
    const char **met;         /* without a layer: name of each */
    size_t n_met, met_room;
};

void bc_section_index_init(struct bc_section_index *index,
                           const struct bc_layer *sections);
void bc_section_index_clear(struct bc_section_index *index);

/** The section's row, or its number without a layer. BC_NO_ROW when no column
 * of the row names one, with a finding for each new name. */
size_t bc_section_of_row(struct bc_section_index *index,
                         const struct bc_observation *row,
                         struct bc_findings *findings);

/** The section that a spelling has led to before; BC_NO_ROW when it was not met
 * or led to none. */
size_t bc_section_met(const struct bc_section_index *index,
                      struct bc_slice name);

size_t bc_section_index_count(const struct bc_section_index *index);
const char *bc_section_name(const struct bc_section_index *index,
                            size_t section); /* code, or name as read */

/** Its code, or its name where it has none. */
const char *bc_section_code(const struct bc_layer *sections, size_t section);

/** The type of a section row; unknown without a layer. */
enum bc_water bc_section_water(const struct bc_layer *sections, size_t section);
/** The rows of type lake or reservoir whose water has this name.
 * @param[out] rows  room for all rows; @return how many there are */
size_t bc_section_points_of(const struct bc_layer *sections, const char *water,
                            size_t *rows);
/** Its target class 1..5; 0 when it has none. */
int bc_section_target(const struct bc_layer *sections, size_t section);
/** Its `state` says 断流, 已断流, 干涸 or dry, and nothing else (未断流 is not
 * dry): it leaves numerator and denominator. False without a layer. */
bool bc_section_is_dry(const struct bc_layer *sections, size_t section);

#endif
