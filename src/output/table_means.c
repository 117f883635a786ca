/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "output/table.h"
#include "water/month_means.h"

static void add_row(struct bc_table *table, const char *section,
                    const char *month, enum bc_item item,
                    const struct bc_sum *sum)
{
    struct bc_mean mean = {0};
    char value[24], samples[24], limit[24], total[41];

    bc_mean_add_sum(&mean, sum);
    bc_decimal_print_short(bc_mean_value(item, &mean, -1), value);
    snprintf(samples, sizeof samples, "%" PRIu32, sum->n);
    bc_decimal_print_short(bc_sum_limit(sum), limit);
    bc_int128_print(sum->total, total);
    bc_table_add_row(table, (const char *const[]){
                                section, month, bc_item_symbol(item), value,
                                bc_item_unit(item), samples, limit, total});
}

/* All months that a judgement of the period looks at. */
static void add_section(struct bc_table *table,
                        const struct bc_outcome *outcome, size_t row)
{
    const struct bc_period span =
        bc_water_method_span(outcome->water_method, &outcome->period);
    const char *code = bc_layer_text(outcome->sections, "code", row);

    if (!code)
        code = bc_layer_text(outcome->sections, "name", row);
    for (int m = bc_month_of_day(span.first); m <= bc_month_of_day(span.last);
         m++) {
        const struct bc_period month = bc_period_of_months(m, m);

        for (int item = 0; item < BC_N_ITEMS; item++) {
            const struct bc_sum *sum = bc_observations_sum(
                outcome->observations, row, (enum bc_item)item, m);

            if (sum)
                add_row(table, code, month.label, (enum bc_item)item, sum);
        }
    }
}

void bc_table_means(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {BC_MONTH_MEANS_SECTION, false}, {BC_MONTH_MEANS_MONTH, false},
        {BC_MONTH_MEANS_ITEM, false},    {BC_MONTH_MEANS_MEAN, true},
        {BC_MONTH_MEANS_UNIT, false},    {BC_MONTH_MEANS_SAMPLES, true},
        {BC_MONTH_MEANS_LIMIT, true},    {BC_MONTH_MEANS_SUM, false}};
    const struct bc_layer *sections = outcome->sections;

    *table = (struct bc_table){.name = "means",
                               .columns = columns,
                               .n_columns = sizeof columns / sizeof *columns};
    if (!sections || !outcome->observations)
        return;
    for (size_t i = 0; i < sections->n_features; i++)
        add_section(table, outcome, i);
}
