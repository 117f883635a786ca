/* SPDX-License-Identifier: MIT */
#include "output/table_row.h"

void bc_table_classes_start(struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},      {"period", false},
        {"type", false},         {"class_no", true},
        {"class", false},        {"items_assessed", true},
        {"items_missing", true}, {"main_pollutants", false},
        {"target_class", true},  {"meets_target", true},
        {"over_target", false},  {"class_tn", true},
        {"tli", true},           {"trophic_state", false},
        {"n_samples", true},     {"tli_parts", false},
        {"n_points", true},      {"method", false}};

    *table = BC_TABLE("classes", columns);
}

static const char *water_name(enum bc_water water)
{
    switch (water) {
    case BC_RIVER:
        return "river";
    case BC_LAKE:
        return "lake";
    case BC_RESERVOIR:
        return "reservoir";
    case BC_WATER_UNKNOWN:
        break;
    }
    return "";
}

void bc_table_classes_add(struct bc_table *table, const char *section,
                          const char *period,
                          const struct bc_judgement *judgement,
                          const char *method)
{
    struct bc_table_row row = bc_table_row_begin(table);

    bc_put_text(&row, section);
    bc_put_text(&row, period);
    bc_put_text(&row, water_name(judgement->water));
    bc_put_positive(&row, judgement->class_no);
    bc_put_text(&row, bc_class_name(judgement->class_no));
    bc_put_count(&row, (int64_t)judgement->n_assessed);
    bc_put_count(&row, (int64_t)judgement->n_missing);
    bc_judgement_pollutants(judgement, false, bc_put_cell(&row));
    bc_put_positive(&row, judgement->target_class);
    bc_put_flag(&row, judgement->meets_target);
    bc_judgement_pollutants(judgement, true, bc_put_cell(&row));
    bc_put_positive(&row, judgement->class_tn);
    bc_put_decimal(&row, judgement->tli);
    bc_put_text(&row, judgement->trophic_state);
    bc_put_count(&row, (int64_t)judgement->n_samples);
    bc_judgement_tli_parts(judgement, bc_put_cell(&row));
    bc_put_positive(&row, (int64_t)judgement->n_points);
    bc_put_text(&row, method);
    bc_put_end(&row, table);
}

/* Below the whole period, which they make up. */
static void add_months(const struct bc_outcome *outcome, const char *method,
                       struct bc_table *table)
{
    const struct bc_series *series = outcome->series;

    for (size_t month = 0; month < series->n_months; month++)
        for (size_t i = 0; i < series->n_sections; i++)
            bc_table_classes_add(table, bc_layer_label(outcome->sections, i),
                                 series->months[month].label,
                                 bc_series_judgement(series, i, month), method);
}

void bc_table_classes(const struct bc_outcome *outcome, struct bc_table *table)
{
    const struct bc_layer *sections = outcome->sections;
    struct bc_text method = {0};

    bc_table_classes_start(table);
    if (outcome->observations)
        bc_water_method_text(outcome->water_method, false, &method);
    else
        bc_text_add(&method, "断面表所列类别");
    for (size_t i = 0; i < sections->n_features; i++)
        bc_table_classes_add(table, bc_layer_label(sections, i),
                             outcome->period.label, &outcome->judgement[i],
                             bc_text_string(&method));
    if (outcome->series && outcome->series->n_months > 1)
        add_months(outcome, bc_text_string(&method), table);
    bc_text_clear(&method);
}
