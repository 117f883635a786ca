/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_TABLE_H
#define BC_OUTPUT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/outcome.h"

/** A table to print: what results.csv and its like, --json, the GeoPackage's
 * tables and the workbook are made from. Cells are text, "" is empty. */
struct bc_table_column {
    const char *name;
    bool number; /* printed bare in JSON */
};
struct bc_table {
    const char *name; /* "results" */
    size_t n_columns, n_rows;
    const struct bc_table_column *columns;
    const char **cells; /* row by row; one may be that of the row above */
    size_t room;
    struct bc_arena texts;
    struct bc_table_csv *csv; /* in place of cells: see bc_table_print */
};
void bc_table_clear(struct bc_table *table);
/**
 * The rows of a table of classes are printed as CSV as they come from here on,
 * where there may be a hundred thousand, and cells are not kept. @p with_header
 * where it is no part that will be appended to another.
 */
void bc_table_print(struct bc_table *table, bool with_header);
/** What was printed so, as bc_table_csv prints it; NULL of other tables. */
const struct bc_text *bc_table_printed(const struct bc_table *table);
/** Appends a row of n_columns copies (NULL is ""). */
void bc_table_add_row(struct bc_table *table, const char *const *cells);
/** Appends the rows of another table with the same columns, and clears it: of
 * two that are printed, or of two that are not. */
void bc_table_append(struct bc_table *table, struct bc_table *rows);

/* The tables of DESIGN.md section 6, columns in its order. */
void bc_table_results(const struct bc_outcome *outcome, struct bc_table *table);
/** what_if.csv: every verdict before and after; @p changed_only leaves out the
 * rows in which nothing changes. */
void bc_table_what_if(const struct bc_outcome *outcome, bool changed_only,
                      struct bc_table *table);
/** changes.csv: what must change so that what is missed is met. */
void bc_table_changes(const struct bc_outcome *outcome, struct bc_table *table);
void bc_table_classes(const struct bc_outcome *outcome, struct bc_table *table);
/** means.csv: what the observations come to in each month that the classes rest
 * on; a later run compares with it (water/month_means.h). */
void bc_table_means(const struct bc_outcome *outcome, struct bc_table *table);
void bc_table_crosswalk(const struct bc_outcome *outcome,
                        struct bc_table *table);
void bc_table_overlaps(const struct bc_outcome *outcome,
                       struct bc_table *table);
/** An outfall not remediated upstream of a section that misses its target:
 * `section, outfall, distance_km, stage, category, responsible, basin,
 * section_name, outfall_name, travel_h` (`basin` is the outfall's; no time
 * where the project is silent about the speed of the water). */
void bc_table_upstream(const struct bc_outcome *outcome,
                       struct bc_table *table);
/**
 * Outfalls by group and stage: `basin, group, n, unknown, stage_1` … `stage_8`
 * (at exactly this stage), `remediated_percent, closed_percent` (of n),
 * `closed_of_remediated_percent, basin_name`. Rows per basin and over `all`, of
 * each group and of `all` groups.
 */
void bc_table_stages(const struct bc_outcome *outcome, struct bc_table *table);
/** Suspects by status: `basin, n, unknown, suspected, confirmed, unfounded,
 * correcting, corrected, closed, closed_percent` (of n),
 * `closed_of_confirmed_percent` (of all but suspected, unfounded and unknown),
 * `basin_name`. */
void bc_table_statuses(const struct bc_outcome *outcome,
                       struct bc_table *table);
/** redline_conflicts.csv: outfalls, sections and suspects inside a red line or
 * within a buffer of one, a row for each red line: `layer, code, name, redline,
 * redline_name, inside` (1, 0), `distance_m` (to the outline; 0 inside),
 * `buffer_m` (the smallest that holds it; 0 inside), `stage` (of outfalls, at
 * the date), `status` (of suspects), `basin, basin_name`; by layer, code and
 * distance. */
void bc_table_conflicts(const struct bc_outcome *outcome,
                        struct bc_table *table);
void bc_table_findings(const struct bc_findings *findings,
                       struct bc_table *table);
/** One row of classes.csv from a judgement; @p method says how it was made
 * (bc_water_method_text). */
void bc_table_classes_start(struct bc_table *table);
void bc_table_classes_add(struct bc_table *table, const char *section,
                          const char *period,
                          const struct bc_judgement *judgement,
                          const char *method);

/** UTF-8 with BOM, RFC 4180 (CRLF), formula cells guarded. */
void bc_table_csv(const struct bc_table *table, struct bc_text *out);
/** An array of objects; empty cells are null. */
void bc_table_json(const struct bc_table *table, struct bc_text *out);

#endif
