/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_RUN_PARTS_H
#define BC_CLI_RUN_PARTS_H

/* What the stages of a run share with each other and with nobody else. */

#include "base/parallel.h"
#include "cli/run.h"
#include "water/compensation.h"
#include "water/flood.h"
#include "water/risk.h"

/** Tables that `method` names; NULL where it names none. */
struct bc_run_method_tables {
    struct bc_layer *risk_list, *rules, *pairs;
    struct bc_compensation_rule rule; /* read from `rules` */
    struct bc_flood_rain *rain;
    size_t n_rain;
};

bool bc_run_is_observations(const struct bc_source *source);

/** Between steps: whether one that is told as @p doing may begin.
 * @retval BC_INTERRUPTED  a signal came
 * @retval BC_BAD_INPUT    the time of `limits: seconds` is over */
enum bc_status bc_run_go_on(const char *doing, struct bc_error *err);

/** Tells whoever watches that the share @p done of the run is over. */
void bc_run_tell(const struct bc_run *run, double done);

/** A file for the manifest; valid until the next one is added. */
struct bc_input_file *bc_run_add_input(struct bc_run *run, const char *label,
                                       const char *path, const char *role);

/** Rows of a file that were left out because they hold nothing. */
size_t bc_run_empty_rows(const struct bc_findings *findings, const char *label);

/** What cannot be read, as a finding of @p source or of the project file, with
 * the line, where the message starts `file:line: `. */
void bc_run_tell_unreadable(struct bc_run *run, const char *source,
                            const char *message);
/** Under `check` an unreadable source is one more finding, and no error. */
enum bc_status bc_run_or_finding(struct bc_run *run, const char *source,
                                 enum bc_status status, struct bc_error *err);

/**
 * The same of a file of @p source, the one that the message begins with: of a
 * CSV or workbook with all faults behind which it can be understood, and where
 * that ends a finding REST_UNREAD.
 * @param word  as of the sink that has refused it; NULL
 */
enum bc_status bc_run_file_or_finding(struct bc_run *run,
                                      const struct bc_source *source,
                                      enum bc_word (*word)(struct bc_slice),
                                      enum bc_status status,
                                      struct bc_error *err);

/** What the risk of sections and of grouped waters is told from. */
struct bc_risk_input bc_run_risk_input(const struct bc_run *run);

/** Reads the folder that `compare_with` names, if it does, and tells when it is
 * not like this run (不作比较). */
enum bc_status bc_run_earlier(struct bc_run *run, struct bc_error *err);
/** run->before of that folder, after the sections have been judged. */
enum bc_status bc_run_judge_earlier(struct bc_run *run,
                                    const struct bc_layer *sections,
                                    struct bc_error *err);
/** What the waters of `compare_with` are judged by; NULL: nothing. */
const struct bc_observations *
bc_run_observations_before(const struct bc_run *run);

/** The tables that `method` names, before the observations are read. */
enum bc_status bc_run_method_tables(struct bc_run *run,
                                    struct bc_run_method_tables *tables,
                                    struct bc_error *err);
/** The compensation rule, for findings. */
const char *bc_run_rule_label(const struct bc_project *project);
void bc_run_method_tables_clear(struct bc_run_method_tables *tables);

/** Red lines and drinking-water zones of a layer's features, with the columns
 * and findings that follow. */
enum bc_status bc_run_cover(struct bc_run *run, struct bc_layer *layer,
                            struct bc_error *err);

/** Brings a layer to the project CRS, and makes polygons valid. */
enum bc_status bc_run_place(const struct bc_run *run, struct bc_geos *geos,
                            const struct bc_project_source *entry,
                            struct bc_layer *layer,
                            struct bc_findings *findings, struct bc_error *err);

/** Points that were joined while they were read, of which none is held. */
struct bc_run_counted {
    size_t n_rows;
    size_t *count; /* of each basin, and last of none */
    struct bc_findings *findings;
};
/** Whether points of a source may be counted so: nobody asks for more, and
 * nothing that looks at all rows is to be told of them. */
bool bc_run_may_count(const struct bc_run *run,
                      const struct bc_project_source *entry);
/** Basins that are being read beside the points. */
struct bc_run_basins {
    struct bc_beside *beside; /* who reads them; NULL: they are there */
    const struct bc_layer
        *layer; /* NULL, when they are there: there are none */
    const struct bc_index *index;
};
/** Waits until they are there. */
void bc_run_basins_wait(struct bc_run_basins *basins);
/**
 * Joins the points of a source batch by batch.
 * @param findings  of the layer: what is to be told of all rows is added
 * @return false, and nothing counted: they are to be read whole, for something
 *         but where they lie is to be told of them
 */
bool bc_run_count(const struct bc_run *run,
                  const struct bc_project_source *entry,
                  struct bc_run_basins *basins, struct bc_findings *findings,
                  struct bc_run_counted *counted);

/** Whether the project names a layer that could not be read. */
bool bc_run_is_unread(const struct bc_run *run, const char *role);

/** Whether @p role is among @p roles, which end with NULL; NULL is all. */
bool bc_run_wanted(const char *role, const char *const *roles);

/** What targets are evaluated over: the layers and the observations. */
struct bc_plan_input bc_run_plan_input(const struct bc_run *run,
                                       const struct bc_risk_input *risk);

#endif
