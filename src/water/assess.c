/* SPDX-License-Identifier: MIT */
#include "water/assess.h"

#include "water/lack.h"
#include "water/section.h"

static void set_mean(const struct bc_water_method *method, enum bc_item item,
                     const struct bc_mean *mean, struct bc_item_result *result)
{
    int decimals = bc_limits_of(item, BC_RIVER)->decimals;

    result->mean = bc_mean_value(item, mean, method->round ? decimals : -1);
    result->n_samples = mean->n_samples;
    result->detection_limit = mean->highest_limit;
}

/* The means as they are judged; before rounding where the trophic state asks
 * for them. */
static void set_means(const struct bc_water_method *method,
                      const struct bc_mean means[BC_N_ITEMS], size_t needed,
                      struct bc_judgement *judgement)
{
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const enum bc_item item = (enum bc_item)i;

        if (means[i].n == 0 || means[i].n < needed)
            continue;
        set_mean(method, item, &means[i], &judgement->item[i]);
        if (bc_judgement_needs_exact(judgement, item))
            judgement->item[i].exact =
                bc_decimal_real(bc_mean_value(item, &means[i], -1));
    }
}

/* The class that the section row states, where nothing was measured here. */
static void take_given_class(const struct bc_layer *sections, size_t section,
                             struct bc_judgement *judgement)
{
    const char *text = bc_layer_text(sections, "class", section);
    int class_no = text ? bc_class_parse(bc_slice_of(text)) : 0;

    judgement->class_no = class_no > 0 ? class_no : 0;
    if (judgement->class_no > 0 && judgement->target_class > 0)
        judgement->meets_target =
            judgement->class_no <= judgement->target_class;
}

/* As the section table says, else a column of the observations, else the
 * method. */
static enum bc_water water_of(const struct bc_observations *observations,
                              const struct bc_water_method *method,
                              const struct bc_layer *sections, size_t section)
{
    enum bc_water water = bc_section_water(sections, section);

    if (water == BC_WATER_UNKNOWN && observations)
        water = bc_observations_water(observations, section);
    return water == BC_WATER_UNKNOWN ? method->water : water;
}

static int target_of(const struct bc_water_method *method,
                     const struct bc_layer *sections, size_t section)
{
    int target = bc_section_target(sections, section);

    return target ? target : method->target_class;
}

/* ---- X of 5+X ---- */

static const struct bc_water_method *
own_method(const struct bc_observations *observations,
           const struct bc_water_method *method,
           const struct bc_layer *sections, const size_t *rows, size_t n_rows,
           const struct bc_period *period, struct bc_water_method *own)
{
    if (!method->others_over)
        return method;
    bc_water_method_resolve(observations, method, sections, rows, n_rows,
                            period, own);
    return own;
}

/* Whether the mean of any month is over the limit; one that rests on a
 * detection limit above it is not known to be. */
static bool was_over(const struct bc_observations *observations,
                     const struct bc_water_method *method, size_t section,
                     enum bc_item item, const struct bc_limits *limits,
                     int class_no, const struct bc_period *span)
{
    int last = bc_month_of_day(span->last);

    for (int m = bc_month_of_day(span->first); m <= last; m++) {
        struct bc_period month = bc_period_of_months(m, m);
        struct bc_mean mean = bc_observations_mean(
            observations, section, item, &month, method->min_samples_month);
        struct bc_item_result result = {0};

        set_mean(method, item, &mean, &result);
        if (bc_decimal_known(result.mean) &&
            !bc_item_result_is_blind(&result, limits, class_no) &&
            !bc_limits_meet(limits, class_no, result.mean))
            return true;
    }
    return false;
}

struct bc_period bc_water_method_span(const struct bc_water_method *method,
                                      const struct bc_period *period)
{
    enum { MONTHS = 12 };
    int first = bc_month_of_day(period->first);

    if (!method->others_over)
        return *period;
    return bc_period_of_months((first / MONTHS - 1) * MONTHS,
                               bc_month_of_day(period->last));
}

void bc_water_method_resolve(const struct bc_observations *observations,
                             const struct bc_water_method *method,
                             const struct bc_layer *sections,
                             const size_t *rows, size_t n_rows,
                             const struct bc_period *period,
                             struct bc_water_method *own)
{
    struct bc_period span = bc_water_method_span(method, period);

    *own = *method;
    own->others_over = false;
    for (size_t p = 0; method->others_over && p < n_rows; p++) {
        enum bc_water water = water_of(observations, method, sections, rows[p]);
        int target = target_of(method, sections, rows[p]);

        if (water == BC_WATER_UNKNOWN)
            continue;
        for (int i = 0; i < BC_N_ITEMS; i++) {
            const struct bc_limits *limits =
                bc_limits_of((enum bc_item)i, water);

            if (limits->in_21 && !own->items[i] &&
                was_over(observations, method, rows[p], (enum bc_item)i, limits,
                         target > 0 && target < 3 ? target : 3, &span))
                bc_water_method_include(own, (enum bc_item)i);
        }
    }
}

/* ---- sections and groups, judged ---- */

void bc_assess_section(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       struct bc_findings *findings,
                       struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS];
    struct bc_water_method own;
    int needed = bc_water_method_months(method, period);

    bc_judgement_init(judgement);
    judgement->water = water_of(observations, method, sections, section);
    judgement->target_class = target_of(method, sections, section);
    if (!observations) {
        take_given_class(sections, section, judgement);
        return;
    }
    method =
        own_method(observations, method, sections, &section, 1, period, &own);
    bc_observations_means(observations, section, period,
                          method->min_samples_month, means);
    set_means(method, means, (size_t)needed, judgement);
    for (int i = 0; i < BC_N_ITEMS; i++)
        judgement->item[i].n_samples = means[i].n_samples;
    bc_judge(method, judgement);
    judgement->n_points = judgement->n_assessed > 0;
    if (findings)
        bc_lacks_tell(findings, observations, method, sections, section, period,
                      means, judgement);
}

/* The target of the points when they agree. */
static int common_target(const struct bc_water_method *method,
                         const struct bc_layer *sections, const size_t *rows,
                         size_t n_rows)
{
    int target = n_rows > 0 ? target_of(method, sections, rows[0]) : 0;

    for (size_t p = 1; p < n_rows; p++)
        if (target_of(method, sections, rows[p]) != target)
            return 0;
    return target;
}

/* Adds the means of the points. @return how many have data */
static size_t add_points(const struct bc_observations *observations,
                         const struct bc_water_method *method,
                         const size_t *rows, size_t n_rows,
                         const struct bc_period *period,
                         struct bc_mean means[BC_N_ITEMS])
{
    size_t needed = (size_t)bc_water_method_months(method, period),
           n_points = 0;

    for (size_t p = 0; p < n_rows; p++) {
        struct bc_mean of_point[BC_N_ITEMS];
        bool any = false;

        bc_observations_means(observations, rows[p], period,
                              method->min_samples_month, of_point);
        for (int i = 0; i < BC_N_ITEMS; i++) {
            if (of_point[i].n < needed || of_point[i].n == 0)
                continue;
            bc_mean_add_mean(&means[i], &of_point[i]);
            any |= method->items[i];
        }
        n_points += any;
    }
    return n_points;
}

static enum bc_water first_water(const struct bc_observations *observations,
                                 const struct bc_water_method *method,
                                 const struct bc_layer *sections,
                                 const size_t *rows, size_t n_rows)
{
    enum bc_water water = BC_WATER_UNKNOWN;

    for (size_t p = 0; p < n_rows && water == BC_WATER_UNKNOWN; p++)
        water = water_of(observations, method, sections, rows[p]);
    return water;
}

void bc_assess_group(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS] = {0};
    struct bc_water_method own;

    bc_judgement_init(judgement);
    method =
        own_method(observations, method, sections, rows, n_rows, period, &own);
    judgement->target_class = common_target(method, sections, rows, n_rows);
    judgement->water =
        first_water(observations, method, sections, rows, n_rows);
    judgement->n_points =
        add_points(observations, method, rows, n_rows, period, means);
    set_means(method, means, 1, judgement);
    bc_judge(method, judgement);
}

void bc_assess_waters(const struct bc_observations *observations,
                      const struct bc_water_method *method,
                      const struct bc_layer *sections, const size_t *rows,
                      const size_t *n_of, size_t n_waters,
                      const struct bc_period *period,
                      struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS] = {0};
    struct bc_water_method named;
    size_t n_rows = 0;

    bc_judgement_init(judgement);
    for (size_t w = 0; w < n_waters; w++)
        n_rows += n_of[w];
    method = own_method(observations, method, sections, rows, n_rows, period,
                        &named);
    for (size_t w = 0; w < n_waters; rows += n_of[w++]) {
        struct bc_mean own[BC_N_ITEMS] = {0};

        if (judgement->water == BC_WATER_UNKNOWN)
            judgement->water =
                first_water(observations, method, sections, rows, n_of[w]);
        judgement->n_points +=
            add_points(observations, method, rows, n_of[w], period, own) > 0;
        for (int i = 0; i < BC_N_ITEMS; i++)
            if (own[i].n > 0)
                bc_mean_add_mean(&means[i], &own[i]);
    }
    set_means(method, means, 1, judgement);
    bc_judge(method, judgement);
}
