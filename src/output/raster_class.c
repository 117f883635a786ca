/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/language.h"
#include "output/raster_parts.h"
#include "output/report_words.h"
#include "plan/summary.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define N_CLASSES 6
#define N_RATINGS 5

/* Basins. */

static const struct bc_layer *basins_with_results(const struct bc_outcome *o)
{
    return o->results && o->targets && o->targets->n > 0 ? o->basins : NULL;
}

static const struct bc_layer *basins_with_rating(const struct bc_outcome *o)
{
    for (size_t i = 0; o->rating && o->basins && i < o->basins->n_features; i++)
        if (o->rating[i].rating != BC_RATING_NONE)
            return o->basins;
    return NULL; /* a map of nothing says nothing */
}

static int verdict_of(const struct bc_outcome *outcome, size_t row)
{
    const char *code = bc_layer_text(outcome->basins, "code", row);

    if (!code)
        return 0;
    switch (bc_summary_of(outcome->targets, outcome->results, code).overall) {
    case BC_OVERALL_MET:
        return 1;
    case BC_OVERALL_INTERIM:
        return 2;
    case BC_OVERALL_MISSED:
        return 3;
    case BC_OVERALL_NONE:
        break;
    }
    return 4;
}

static size_t verdict_legend(const struct bc_outcome *outcome,
                             struct bc_raster_class *classes)
{
    static const struct {
        enum bc_overall overall;
        const char *label;
    } verdicts[] = {{BC_OVERALL_MET, BC_ZH("达标")},
                    {BC_OVERALL_INTERIM, BC_ZH("未达（未到期）")},
                    {BC_OVERALL_MISSED, BC_ZH("未达")},
                    {BC_OVERALL_NONE, BC_ZH("无法判断")}};

    (void)outcome;
    for (size_t i = 0; i < COUNT(verdicts); i++)
        classes[i] = (struct bc_raster_class){
            (int)i + 1, bc_verdict_colour((int)verdicts[i].overall),
            bc_in_report(verdicts[i].label)};
    return COUNT(verdicts);
}

static int rating_of(const struct bc_outcome *outcome, size_t row)
{
    return (int)outcome->rating[row].rating;
}

/* 优 is the blue of class Ⅱ, 良好 the green of Ⅲ, and so on (22号). */
static size_t rating_legend(const struct bc_outcome *outcome,
                            struct bc_raster_class *classes)
{
    for (int i = 0; i < N_RATINGS; i++)
        classes[i] = (struct bc_raster_class){
            i + 1, bc_class_colour(i + 2, outcome->palette),
            bc_in_report(bc_rating_name((enum bc_rating)(i + 1)))};
    return N_RATINGS;
}

/* Lakes: one class for the whole water, from the means over its points. */

static const struct bc_layer *lakes_with_class(const struct bc_outcome *o)
{
    for (size_t i = 0;
         o->lakes && o->lake_judgement && i < o->lakes->n_features; i++)
        if (o->lake_judgement[i].class_no)
            return o->lakes;
    return NULL;
}

static int lake_class(const struct bc_outcome *outcome, size_t row)
{
    return outcome->lake_judgement[row].class_no;
}

static int lake_deciding(const struct bc_outcome *outcome, size_t row)
{
    const struct bc_judgement *lake = &outcome->lake_judgement[row];

    return lake->deciding == BC_NO_ITEM ? 0
                                        : lake->item[lake->deciding].class_no;
}

static size_t class_legend(const struct bc_outcome *outcome,
                           struct bc_raster_class *classes)
{
    static const char *const labels[N_CLASSES] = {BC_ZH("Ⅰ类"), BC_ZH("Ⅱ类"),
                                                  BC_ZH("Ⅲ类"), BC_ZH("Ⅳ类"),
                                                  BC_ZH("Ⅴ类"), BC_ZH("劣Ⅴ类")};

    for (int i = 0; i < N_CLASSES; i++)
        classes[i] = (struct bc_raster_class){
            i + 1, bc_class_colour(i + 1, outcome->palette),
            bc_in_report(labels[i])};
    return N_CLASSES;
}

static void remark_points(const struct bc_outcome *outcome, size_t row,
                          struct bc_text *out)
{
    bc_text_add(out, bc_layer_text(outcome->lakes, "name", row));
    bc_text_printf(out, ":%zu", outcome->lake_judgement[row].n_points);
}

static void remark_item(const struct bc_outcome *outcome, size_t row,
                        struct bc_text *out)
{
    const struct bc_judgement *lake = &outcome->lake_judgement[row];

    bc_text_add(out, bc_layer_text(outcome->lakes, "name", row));
    bc_text_printf(out, ":%s:%zu", bc_words_item(lake->deciding),
                   lake->n_points);
}

const struct bc_raster_kind bc_raster_classes[BC_N_RASTER_CLASSES] = {
    {"verdict", BC_ZH("流域结论"),
     "the worst verdict of the basin over its targets; "
     "1 met, 2 missed but not yet due, 3 missed, 4 cannot be judged",
     basins_with_results, verdict_of, verdict_legend, NULL, NULL},
    {"rating", BC_ZH("流域水质状况"),
     "环办〔2011〕22号: shares of classes, or means", basins_with_rating,
     rating_of, rating_legend, NULL, NULL},
    {"lake_class", BC_ZH("湖库水质类别"),
     "GB 3838-2002, single factor on the mean of the points with data; one "
     "class for the whole lake, nothing interpolated",
     lakes_with_class, lake_class, class_legend, remark_points, "LAKE_POINTS"},
    {"lake_deciding", BC_ZH("湖库定类项目的类别"),
     "the class of the item that decides the class of the lake; one class for "
     "the whole lake, nothing interpolated",
     lakes_with_class, lake_deciding, class_legend, remark_item, "LAKE_ITEMS"},
};
