/* SPDX-License-Identifier: MIT */
#include "geo/recorded_area.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "geo/feature.h"

#define TOLERANCE_PERCENT 1

/** A unit of area: 15 mu are a hectare. */
struct unit {
    const char *name;
    double m2;
    const char *marks[6]; /* in a header, as bc_text_key writes it */
};

/* The first stands for a header that says none. A mark that holds another
 * stands before it. */
static const struct unit units[] = {
    {"km2", 1e6, {"km2", "km²", "平方公里", "平方千米"}},
    {"ha", 1e4, {"公顷", "hm2", "hm²", "(ha)", "areaha"}},
    {"mu", 1e4 / 15, {"亩", "(mu)", "areamu"}},
    {"m2", 1, {"平方米", "m2", "m²"}}};
#define N_UNITS (sizeof units / sizeof *units)

/** The unit that a header says; NULL when it says none. */
static const struct unit *unit_of_header(const char *header)
{
    char *key = bc_text_key(header);
    const struct unit *found = NULL;

    for (size_t u = 0; u < N_UNITS && !found; u++)
        for (const char *const *mark = units[u].marks; *mark; mark++)
            if (strstr(key, *mark))
                found = &units[u];
    free(key);
    return found;
}

static struct bc_decimal recorded(const struct bc_layer *polygons, size_t row)
{
    const char *text = bc_layer_text(polygons, "area", row);
    struct bc_decimal value = BC_MISSING;

    if (text && bc_decimal_parse(bc_slice_trim(bc_slice_of(text)), &value) >
                    BC_PARSED_ROUNDED)
        value = BC_MISSING;
    return value;
}

/** How much more than the outline the table says; NaN: nothing to compare. */
static double excess_percent(struct bc_decimal value, const struct unit *unit,
                             double area_m2)
{
    if (!bc_decimal_known(value) || !(area_m2 > 0))
        return NAN;
    return (bc_decimal_real(value) * unit->m2 / area_m2 - 1) * 100;
}

/** The unit in which most rows agree, the first of equals. */
static const struct unit *unit_of_rows(const struct bc_layer *polygons,
                                       const double *area_m2)
{
    size_t agree[N_UNITS] = {0}, best = 0;

    for (size_t row = 0; row < polygons->n_features; row++)
        for (size_t u = 0; u < N_UNITS; u++)
            agree[u] += fabs(excess_percent(recorded(polygons, row), &units[u],
                                            area_m2[row])) <= TOLERANCE_PERCENT;
    for (size_t u = 1; u < N_UNITS; u++)
        if (agree[u] > agree[best])
            best = u;
    return &units[best];
}

static void check_number(const struct bc_layer *polygons, size_t row,
                         struct bc_findings *findings)
{
    const char *text = bc_layer_text(polygons, "area", row);
    struct bc_finding finding =
        bc_feature_finding(polygons, row, BC_FOUND_BAD_VALUE);

    if (!text || bc_decimal_known(recorded(polygons, row)))
        return;
    finding.field = "area";
    finding.value = text;
    bc_findings_addf(findings, finding,
                     "'%s' is no area; it was not compared with the outline",
                     text);
}

static void compare(const struct bc_layer *polygons, size_t row,
                    const struct unit *unit, double area_m2,
                    struct bc_findings *findings)
{
    struct bc_decimal value = recorded(polygons, row);
    double excess = excess_percent(value, unit, area_m2);
    struct bc_finding finding =
        bc_feature_finding(polygons, row, BC_FOUND_AREA_DIFFERS);
    char text[24];

    if (isnan(excess) || fabs(excess) <= TOLERANCE_PERCENT)
        return;
    bc_decimal_print(value, text);
    finding.field = "area";
    finding.value = text;
    bc_findings_addf(findings, finding,
                     "recorded area %s %s, but the outline holds %.2f %s "
                     "(%+.1f %%); the outline counts",
                     text, unit->name, area_m2 / unit->m2, unit->name, excess);
}

void bc_recorded_area_check(const struct bc_layer *polygons,
                            const double *area_m2, struct bc_findings *findings)
{
    size_t column = bc_layer_find(polygons, "area");
    const struct unit *unit;

    if (column == BC_NO_COLUMN)
        return;
    unit = unit_of_header(polygons->columns[column].name);
    if (!unit) {
        struct bc_finding finding = {.code = BC_FOUND_AREA_UNIT,
                                     .source = polygons->source,
                                     .field = "area",
                                     .value = polygons->columns[column].name};

        unit = unit_of_rows(polygons, area_m2);
        if (unit != units)
            bc_findings_addf(findings, finding,
                             "the header says no unit; in %s the areas agree "
                             "with the outlines",
                             unit->name);
    }
    for (size_t row = 0; row < polygons->n_features; row++) {
        check_number(polygons, row, findings);
        compare(polygons, row, unit, area_m2[row], findings);
    }
}
