/* SPDX-License-Identifier: MIT */
#include "water/rating.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "water/section.h"

const char *bc_rating_name(enum bc_rating rating)
{
    static const char *const names[] = {"",
                                        BC_ZH("优"),
                                        BC_ZH("良好"),
                                        BC_ZH("轻度污染"),
                                        BC_ZH("中度污染"),
                                        BC_ZH("重度污染")};

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

/* The waters that are rated: a river section each, a lake once. */
struct waters {
    size_t *rows; /* those of one water together */
    size_t *n_of; /* [water]: how many of the rows */
    size_t n, n_rows, n_dry;
    const struct bc_judgement **judgement; /* [water] */
    struct bc_judgement *of_lakes;         /* those of several points */
};

static void count_waters(const struct waters *waters,
                         struct bc_basin_rating *rating)
{
    for (size_t w = 0; w < waters->n; w++) {
        int class_no = waters->judgement[w]->class_no;

        rating->n += class_no > 0;
        rating->n_unknown += class_no == 0;
        rating->n_good += class_no >= 1 && class_no <= 3;
        rating->n_worse += class_no == 6;
    }
}

/* The items over class III in most sections; ties in the table's order. All
 * shares have the judged sections for denominator (断面超标率, 22号). */
static void pollutants_by_share(const struct waters *waters,
                                struct bc_basin_rating *rating)
{
    size_t n_over[BC_N_ITEMS] = {0};

    for (size_t w = 0; w < waters->n; w++) {
        const struct bc_judgement *judgement = waters->judgement[w];

        for (int i = 0; i < BC_N_ITEMS && judgement->class_no > 3; i++)
            n_over[i] +=
                judgement->item[i].assessed && judgement->item[i].class_no > 3;
    }
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
 * judged waters; it replaces a better one. */
static void rate_means(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections,
                       const struct waters *waters,
                       const struct bc_period *period, bool rivers,
                       struct bc_basin_rating *rating)
{
    size_t *rows = bc_alloc(waters->n_rows + 1, sizeof *rows), n_rows = 0;
    size_t *n_of = bc_alloc(waters->n + 1, sizeof *n_of), n = 0;
    const size_t *own = waters->rows;
    struct bc_judgement group;
    enum bc_rating rated;

    for (size_t w = 0; w < waters->n; own += waters->n_of[w++]) {
        if (waters->judgement[w]->class_no == 0 ||
            (waters->judgement[w]->water == BC_RIVER) != rivers)
            continue;
        memcpy(rows + n_rows, own, waters->n_of[w] * sizeof *rows);
        n_rows += waters->n_of[w];
        n_of[n++] = waters->n_of[w];
    }
    bc_assess_waters(observations, method, sections, rows, n_of, n, period,
                     &group);
    free(n_of);
    free(rows);
    rated = bc_rating_of_class(group.class_no);
    if (rated <= rating->rating)
        return;
    rating->rating = rated;
    for (int p = 0; p < 3; p++)
        rating->main_pollutant[p] = group.main_pollutant[p];
}

/* The lake that a section is a point of; NULL for a river section. */
static const char *lake_of(const struct bc_layer *sections,
                           const struct bc_judgement *judgement, size_t row)
{
    enum bc_water water = judgement[row].water;

    return sections && (water == BC_LAKE || water == BC_RESERVOIR)
               ? bc_layer_text(sections, "water", row)
               : NULL;
}

/* Without observations there is no mean: points that agree speak for all. */
static void judge_given(const struct bc_judgement *judgement,
                        const size_t *rows, size_t n_rows,
                        struct bc_judgement *water)
{
    *water = judgement[rows[0]];
    for (size_t p = 1; p < n_rows; p++)
        if (judgement[rows[p]].class_no != water->class_no)
            water->class_no = 0;
}

/* Brings the points of a lake together and leaves out what is dry. */
static void gather_waters(const struct bc_layer *sections,
                          const struct bc_judgement *judgement,
                          const size_t *rows, size_t n_rows,
                          struct waters *waters)
{
    bool *done = bc_alloc(n_rows + 1, sizeof *done);

    waters->rows = bc_alloc(n_rows + 1, sizeof *waters->rows);
    waters->n_of = bc_alloc(n_rows + 1, sizeof *waters->n_of);
    for (size_t r = 0; r < n_rows; r++) {
        const char *lake = lake_of(sections, judgement, rows[r]);
        size_t end = lake ? n_rows : r + 1, first = waters->n_rows;

        for (size_t q = r; q < end && !done[r]; q++) {
            const char *own =
                q == r ? lake : lake_of(sections, judgement, rows[q]);

            if (q > r && (!own || done[q] || strcmp(own, lake) != 0))
                continue;
            done[q] = q > r;
            if (!bc_section_is_dry(sections, rows[q]))
                waters->rows[waters->n_rows++] = rows[q];
        }
        if (waters->n_rows > first)
            waters->n_of[waters->n++] = waters->n_rows - first;
        else
            waters->n_dry += !done[r];
    }
    free(done);
}

static void judge_waters(const struct bc_observations *observations,
                         const struct bc_water_method *method,
                         const struct bc_layer *sections,
                         const struct bc_judgement *judgement,
                         const struct bc_period *period, struct waters *waters)
{
    const size_t *rows = waters->rows;
    struct bc_judgement *lake;
    size_t n_lakes = 0;

    for (size_t w = 0; w < waters->n; w++)
        n_lakes += waters->n_of[w] > 1;
    lake = waters->of_lakes = bc_alloc(n_lakes + 1, sizeof *lake);
    waters->judgement =
        bc_alloc(waters->n + 1, sizeof(const struct bc_judgement *));
    for (size_t w = 0; w < waters->n; rows += waters->n_of[w++]) {
        if (waters->n_of[w] == 1) {
            waters->judgement[w] = &judgement[rows[0]];
            continue;
        }
        if (observations)
            bc_assess_group(observations, method, sections, rows,
                            waters->n_of[w], period, lake);
        else
            judge_given(judgement, rows, waters->n_of[w], lake);
        waters->judgement[w] = lake++;
    }
}

static void waters_clear(struct waters *waters)
{
    free(waters->judgement);
    free(waters->of_lakes);
    free(waters->n_of);
    free(waters->rows);
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
    struct waters waters = {0};

    gather_waters(sections, judgement, rows, n_rows, &waters);
    judge_waters(observations, method, sections, judgement, period, &waters);
    rating->n_dry = waters.n_dry;
    count_waters(&waters, rating);
    rating->by_shares =
        rating->n >= (size_t)method->rating_minimum || !observations;
    if (rating->by_shares) {
        rating->rating =
            bc_rating_by_shares(rating->n, rating->n_good, rating->n_worse);
        pollutants_by_share(&waters, rating);
    }
    for (int rivers = 0; rivers <= 1 && !rating->by_shares; rivers++)
        rate_means(observations, method, sections, &waters, period, rivers,
                   rating);
    waters_clear(&waters);
}
