/* SPDX-License-Identifier: MIT */
#include "water/month_means.h"

#include <string.h>

#include "water/cells.h"

struct columns {
    size_t section, month, item, samples, limit, sum;
};

static enum bc_status find_columns(const struct bc_layer *table,
                                   struct columns *columns,
                                   struct bc_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } wanted[] = {{BC_MONTH_MEANS_SECTION, &columns->section},
                  {BC_MONTH_MEANS_MONTH, &columns->month},
                  {BC_MONTH_MEANS_ITEM, &columns->item},
                  {BC_MONTH_MEANS_SAMPLES, &columns->samples},
                  {BC_MONTH_MEANS_LIMIT, &columns->limit},
                  {BC_MONTH_MEANS_SUM, &columns->sum}};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        *wanted[i].column = bc_layer_find(table, wanted[i].name);
        if (*wanted[i].column == BC_NO_COLUMN)
            return bc_error_set(err, BC_BAD_INPUT, "%s: no column '%s'",
                                table->source, wanted[i].name);
    }
    return BC_OK;
}

/* The month and the sum of a row; false when a cell is not what it must be. */
static bool read_sum(const struct bc_layer *table,
                     const struct columns *columns, size_t row, int *month,
                     struct bc_sum *sum)
{
    const char *label = bc_cells_text(table, columns->month, row);
    const char *total = bc_cells_text(table, columns->sum, row);
    struct bc_decimal n = bc_cells_number(table, columns->samples, row, NULL);
    bc_int128 units;
    struct bc_period period;

    if (!label || !bc_period_parse(label, &period) ||
        bc_period_months(&period) != 1 || !bc_decimal_known(n) ||
        n.scale != 0 || n.units < 1 || n.units > UINT32_MAX || !total ||
        !bc_int128_parse(total, &units))
        return false;
    *month = bc_month_of_day(period.first);
    *sum = bc_sum_of(units, (size_t)n.units,
                     bc_cells_number(table, columns->limit, row, NULL));
    return true;
}

enum bc_status bc_month_means_take(const struct bc_layer *table,
                                   const struct bc_names *rows,
                                   struct bc_observations *observations,
                                   struct bc_error *err)
{
    struct columns columns = {0};
    enum bc_status status = find_columns(table, &columns, err);

    for (size_t row = 0; !status && row < table->n_features; row++) {
        const char *section = bc_cells_text(table, columns.section, row);
        const char *name = bc_cells_text(table, columns.item, row);
        const size_t *found =
            section ? bc_names_find(rows, section, strlen(section)) : NULL;
        enum bc_item item = name ? bc_item_find(bc_slice_of(name)) : BC_NO_ITEM;
        struct bc_sum sum;
        int month;

        if (item == BC_NO_ITEM || !read_sum(table, &columns, row, &month, &sum))
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s:%zu: not a row that assess wrote; make "
                                  "the result anew",
                                  table->source, table->row_line[row]);
        else if (found)
            bc_observations_set_sum(observations, *found, BC_KIND_UNKNOWN, item,
                                    month, &sum);
    }
    return status;
}
