/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_BACKGROUND_H
#define BC_WATER_BACKGROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"
#include "layer/layer.h"
#include "water/assess.h"

/*
 * What does not count: background values and dry sections.
 *
 * Where a document says that an item is high by nature (本底值), the item is
 * left out of the section's judgement. Both judgements are given, with all
 * items and without those, for the procedure is from memory [M].
 *
 * A dry section (bc_section_is_dry) leaves numerator and denominator and is
 * listed with the reason; a section not sampled for another reason is unknown.
 */

/** An item that a document takes out of a section's judgement. */
struct bc_background_item {
    size_t section; /* row of the sections layer */
    enum bc_item item;
    const char *document; /* its number; borrowed from the table */
};

struct bc_background {
    struct bc_background_item *items;
    size_t n;
};

/**
 * A table with the columns section, item (one or several,
 * `氟化物/高锰酸盐指数`) and document (断面, 项目, 文号). A row whose section
 * or item is unknown, or that names no document, is left out with a finding.
 * @retval BC_BAD_INPUT  one of the columns is not there
 */
enum bc_status bc_background_read(const struct bc_layer *table,
                                  const struct bc_layer *sections,
                                  struct bc_findings *findings,
                                  struct bc_background *background,
                                  struct bc_error *err);
void bc_background_clear(struct bc_background *background);

/** A row to print. */
struct bc_background_row {
    size_t section;
    const char *code; /* or the name; borrowed, may be NULL */
    bool dry;         /* left out; its judgements say what was measured */
    bool left_out[BC_N_ITEMS];
    size_t n_left_out;
    struct bc_judgement with;    /* all items */
    struct bc_judgement without; /* those left out; the same when there are
                                    none, or no observations */
};

/** As bc_assess_section, twice. @p background may be NULL: only dry sections */
void bc_background_assess(const struct bc_background *background,
                          const struct bc_observations *observations,
                          const struct bc_water_method *method,
                          const struct bc_layer *sections, size_t section,
                          const struct bc_period *period,
                          struct bc_findings *findings,
                          struct bc_background_row *row);

/** Every section once, also one that two cities assess; the caller frees the
 * rows with free(). */
struct bc_background_row *bc_background_rows(
    const struct bc_background *background,
    const struct bc_observations *observations,
    const struct bc_water_method *method, const struct bc_layer *sections,
    const struct bc_period *period, struct bc_findings *findings, size_t *n);

/** Counts of sections; n = judged, which dry and unknown ones are not. */
struct bc_background_counts {
    size_t n, n_good, n_worse; /* judged; class I-III; worse than V */
    size_t n_target, n_met;    /* with a target that can be told; meeting it */
    size_t n_dry, n_unknown;
};
/** @param without  of the judgements without background items */
struct bc_background_counts
bc_background_count(const struct bc_background_row *rows, size_t n,
                    bool without);

/** `本底扣除：氟化物(鄂环函〔2023〕1号)；全部项目Ⅳ，扣除后Ⅲ`,
 * `断流，不参与统计`; nothing when everything counts. */
void bc_background_reason(const struct bc_background *background,
                          const struct bc_background_row *row, bool chinese,
                          struct bc_text *out);
/** That the procedure is from memory. */
const char *bc_background_note(bool chinese);

#endif
