/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "output/series_tables.h"
#include "output/table.h"
#include "output/writers.h"

static enum bc_status write_table(struct bc_table *table,
                                  struct bc_stage *stage, struct bc_error *err)
{
    struct bc_text bytes = {0};
    enum bc_status status;
    char name[32];

    snprintf(name, sizeof name, "%s.csv", table->name);
    bc_table_csv(table, &bytes);
    status = bc_stage_write(stage, name, bytes.data, bytes.length, err);
    bc_text_clear(&bytes);
    bc_table_clear(table);
    return status;
}

/* With --by month only. */
static enum bc_status write_series(const struct bc_outcome *outcome,
                                   struct bc_stage *stage, struct bc_error *err)
{
    static void (*const make[])(const struct bc_outcome *,
                                struct bc_table *) = {
        bc_table_series, bc_table_bulletin, bc_table_cards};
    enum bc_status status = BC_OK;
    struct bc_table table = {0};

    for (size_t i = 0; !status && i < sizeof make / sizeof *make; i++) {
        make[i](outcome, &table);
        status = write_table(&table, stage, err);
    }
    return status;
}

/* Every run writes all of them, with their header at least: scripts look for
 * the files. */
enum bc_status bc_tables_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err)
{
    static void (*const make[])(const struct bc_outcome *,
                                struct bc_table *) = {
        bc_table_results,  bc_table_changes,   bc_table_classes,
        bc_table_means,    bc_table_crosswalk, bc_table_overlaps,
        bc_table_upstream, bc_table_stages,    bc_table_statuses,
        bc_table_conflicts};
    enum bc_status status = BC_OK;
    struct bc_table table = {0};

    for (size_t i = 0; !status && i < sizeof make / sizeof *make; i++) {
        make[i](outcome, &table);
        status = write_table(&table, stage, err);
    }
    if (!status && outcome->what_if) {
        bc_table_what_if(outcome, false, &table);
        status = write_table(&table, stage, err);
    }
    if (!status && outcome->series)
        status = write_series(outcome, stage, err);
    if (status)
        return status;
    bc_table_findings(outcome->findings, &table);
    return write_table(&table, stage, err);
}
