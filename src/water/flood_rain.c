/* SPDX-License-Identifier: MIT */
#include "water/flood.h"

#include <stdlib.h>

#include "water/cells.h"

static int by_day(const void *a, const void *b)
{
    const struct bc_flood_rain *left = a, *right = b;

    return (left->day > right->day) - (left->day < right->day);
}

/* Puts the days in order, each once, with the larger value. */
static size_t merge_days(const struct bc_layer *table,
                         struct bc_findings *findings,
                         struct bc_flood_rain *rain, size_t n)
{
    size_t kept = 0;

    qsort(rain, n, sizeof *rain, by_day);
    for (size_t i = 0; i < n; i++) {
        char day[16];

        if (kept == 0 || rain[kept - 1].day != rain[i].day) {
            rain[kept++] = rain[i];
            continue;
        }
        bc_day_print(rain[i].day, day);
        bc_findings_add(findings,
                        &(struct bc_finding){
                            .code = BC_FOUND_DUPLICATE_VALUE,
                            .source = table->source,
                            .field = "rain",
                            .value = day,
                            .message = BC_N("two rows of this day; the larger "
                                            "rain was used")});
        if (bc_decimal_compare(rain[i].mm, rain[kept - 1].mm) > 0)
            rain[kept - 1].mm = rain[i].mm;
    }
    return kept;
}

enum bc_status bc_flood_rain_read(const struct bc_layer *table,
                                  struct bc_findings *findings,
                                  struct bc_flood_rain **rain, size_t *n,
                                  struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];
    size_t day_column =
        bc_cells_column(table, "day|date|日期|时间|监测日期|time", unit);
    size_t mm_column = bc_cells_column(
        table, "rain_mm|rain|mm|降雨量|降水量|日降雨量|日降水量|雨量", unit);

    *rain = NULL;
    *n = 0;
    if (day_column == BC_NO_COLUMN || mm_column == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has no columns '日期' and '降雨量(mm)'",
                            table->source);
    if (unit[0] && strcmp(unit, "mm") != 0 && strcmp(unit, "毫米") != 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' gives rain in '%s'; give it in mm",
                            table->source, unit);
    *rain = bc_alloc(table->n_features, sizeof **rain);
    for (size_t row = 0; row < table->n_features; row++) {
        const char *text = bc_cells_text(table, day_column, row);
        struct bc_flood_rain read = {
            BC_NO_DATE, bc_cells_number(table, mm_column, row, findings)};

        if (text && !bc_day_parse(bc_slice_of(text), &read.day))
            bc_cells_found(findings, table, row, BC_FOUND_BAD_DATE, "day", text,
                           "not a day; the row was left out");
        else if (text && bc_decimal_known(read.mm))
            (*rain)[(*n)++] = read;
    }
    *n = merge_days(table, findings, *rain, *n);
    return BC_OK;
}

bool bc_flood_is_wet(const struct bc_flood_options *options, bc_day day)
{
    if (!options->rain)
        return true;
    for (int back = 0; back <= options->days_after; back++) {
        struct bc_flood_rain wanted = {day - back, BC_MISSING};
        const struct bc_flood_rain *rain =
            bsearch(&wanted, options->rain, options->n_rain,
                    sizeof *options->rain, by_day);

        if (rain && bc_decimal_compare(rain->mm, options->rain_mm) >= 0)
            return true;
    }
    return false;
}
