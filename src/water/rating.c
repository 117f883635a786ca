/* SPDX-License-Identifier: MIT */
#include "water/rating.h"

#include <assert.h>
#include <stdlib.h>

#include "water/section.h"

const char *bc_rating_name(enum bc_rating rating)
{
    static const char *const names[] = {"",         "优",       "良好",
                                        "轻度污染", "中度污染", "重度污染"};

    return names[rating];
}

enum bc_rating bc_rating_by_shares(size_t n, size_t n_good, size_t n_worse)
{
    if (n == 0)
        return BC_RATING_NONE;
    if (100 * n_good >= 90 * n)
        return BC_RATING_EXCELLENT;
    if (100 * n_good >= 75 * n)
        return BC_RATING_GOOD;
    if (100 * n_worse < 20 * n)
        return BC_RATING_LIGHT;
    return 100 * n_worse < 40 * n ? BC_RATING_MODERATE : BC_RATING_HEAVY;
}

enum bc_rating bc_rating_of_class(int class_no)
{
    static const enum bc_rating ratings[] = {
        BC_RATING_NONE, BC_RATING_EXCELLENT, BC_RATING_EXCELLENT,
        BC_RATING_GOOD, BC_RATING_LIGHT,     BC_RATING_MODERATE,
        BC_RATING_HEAVY};

    assert(class_no >= 0 && class_no <= 6);
    return ratings[class_no];
}

static void count_sections(const struct bc_judgement *judgement,
                           const size_t *rows, size_t n_rows,
                           struct bc_basin_rating *rating)
{
    for (size_t r = 0; r < n_rows; r++) {
        int class_no = judgement[rows[r]].class_no;

        rating->n += class_no > 0;
        rating->n_unknown += class_no == 0;
        rating->n_good += class_no >= 1 && class_no <= 3;
        rating->n_worse += class_no == 6;
    }
}

/* The items over class III in most sections; ties in the table's order. All
 * shares have the judged sections for denominator (断面超标率, 22号). */
static void pollutants_by_share(const struct bc_judgement *judgement,
                                const size_t *rows, size_t n_rows,
                                struct bc_basin_rating *rating)
{
    size_t n_over[BC_N_ITEMS] = {0};

    for (size_t r = 0; r < n_rows; r++)
        for (int i = 0; i < BC_N_ITEMS; i++)
            n_over[i] += judgement[rows[r]].item[i].assessed &&
                         judgement[rows[r]].item[i].class_no > 3;
    for (int p = 0; p < 3; p++) {
        int most = 0;

        for (int i = 1; i < BC_N_ITEMS; i++)
            if (n_over[i] > n_over[most])
                most = i;
        rating->n_over[p] = n_over[most];
        if (n_over[most] > 0)
            rating->main_pollutant[p] = (enum bc_item)most;
        n_over[most] = 0;
    }
}

/* The rating of the item means of the rivers, or of the lakes, among the
 * judged sections; it replaces a better one. */
static void rate_means(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections,
                       const struct bc_judgement *judgement, const size_t *rows,
                       size_t n_rows, const struct bc_period *period,
                       bool rivers, struct bc_basin_rating *rating)
{
    size_t *chosen = bc_alloc(n_rows, sizeof *chosen), n = 0;
    struct bc_judgement group;
    enum bc_rating rated;

    for (size_t r = 0; r < n_rows; r++)
        if (judgement[rows[r]].class_no > 0 &&
            (judgement[rows[r]].water == BC_RIVER) == rivers)
            chosen[n++] = rows[r];
    bc_assess_group(observations, method, sections, chosen, n, period, &group);
    free(chosen);
    rated = bc_rating_of_class(group.class_no);
    if (rated <= rating->rating)
        return;
    rating->rating = rated;
    for (int p = 0; p < 3; p++)
        rating->main_pollutant[p] = group.main_pollutant[p];
}

/* The rows that are not dry; the caller frees them. */
static size_t *wet_rows(const struct bc_layer *sections, const size_t *rows,
                        size_t n_rows, size_t *n_wet)
{
    size_t *wet = bc_alloc(n_rows, sizeof *wet);

    *n_wet = 0;
    for (size_t r = 0; r < n_rows; r++)
        if (!bc_section_is_dry(sections, rows[r]))
            wet[(*n_wet)++] = rows[r];
    return wet;
}

void bc_rating_basin(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections,
                     const struct bc_judgement *judgement, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_basin_rating *rating)
{
    *rating = (struct bc_basin_rating){
        .main_pollutant = {BC_NO_ITEM, BC_NO_ITEM, BC_NO_ITEM}};
    size_t n_wet = 0, *wet = wet_rows(sections, rows, n_rows, &n_wet);

    rating->n_dry = n_rows - n_wet;
    count_sections(judgement, wet, n_wet, rating);
    rating->by_shares =
        rating->n >= (size_t)method->rating_minimum || !observations;
    if (rating->by_shares) {
        rating->rating =
            bc_rating_by_shares(rating->n, rating->n_good, rating->n_worse);
        pollutants_by_share(judgement, wet, n_wet, rating);
    }
    for (int rivers = 0; rivers <= 1 && !rating->by_shares; rivers++)
        rate_means(observations, method, sections, judgement, wet, n_wet,
                   period, rivers, rating);
    free(wet);
}
