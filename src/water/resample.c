/* SPDX-License-Identifier: MIT */
#include "water/resample.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The samples of an item on one day. */
struct cell {
    bc_day day;
    size_t block; /* the day among those of its kind, once they are known */
    struct bc_sum sum;
};

struct series { /* in order of days */
    struct cell *cells;
    size_t n, room;
};

/* A day that can be drawn, and how often it was. */
struct block {
    bc_day day;
    int month;
    size_t times;
};

enum { AUTOMATIC, OTHER, N_KINDS };

struct kind {
    struct series item[BC_N_ITEMS];
    struct block *blocks; /* in order of days */
    size_t n;
};

struct section {
    struct kind kind[N_KINDS];
};

struct bc_resample {
    struct section *sections;
    size_t n, room;
    bool ready; /* the blocks are known */
};

struct bc_resample *bc_resample_new(void)
{
    return bc_alloc(1, sizeof(struct bc_resample));
}

void bc_resample_free(struct bc_resample *resample)
{
    if (!resample)
        return;
    for (size_t s = 0; s < resample->n; s++) {
        for (int k = 0; k < N_KINDS; k++) {
            struct kind *kind = &resample->sections[s].kind[k];

            for (int i = 0; i < BC_N_ITEMS; i++)
                free(kind->item[i].cells);
            free(kind->blocks);
        }
    }
    free(resample->sections);
    free(resample);
}

/* ---- keeping ---- */

static struct cell *need_cell(struct series *series, bc_day day)
{
    size_t at = series->n;

    while (at > 0 && series->cells[at - 1].day > day) /* the last, mostly */
        at--;
    if (at > 0 && series->cells[at - 1].day == day)
        return &series->cells[at - 1];
    series->cells = bc_reserve(series->cells, &series->room, series->n + 1,
                               sizeof *series->cells);
    memmove(series->cells + at + 1, series->cells + at,
            (series->n - at) * sizeof *series->cells);
    series->n++;
    series->cells[at] = (struct cell){.day = day};
    return &series->cells[at];
}

void bc_resample_keep(void *context, const struct bc_day_sample *sample)
{
    struct bc_resample *resample = context;
    int kind = sample->kind == BC_KIND_AUTO ? AUTOMATIC : OTHER;
    struct series *series;

    resample->sections =
        bc_reserve(resample->sections, &resample->room, sample->section + 1,
                   sizeof *resample->sections);
    while (resample->n <= sample->section)
        memset(&resample->sections[resample->n++], 0,
               sizeof *resample->sections);
    series = &resample->sections[sample->section].kind[kind].item[sample->item];
    bc_sum_merge(&need_cell(series, sample->day)->sum, &sample->sum);
    resample->ready = false;
}

static int by_day(const void *a, const void *b)
{
    const struct block *left = a, *right = b;

    return (left->day > right->day) - (left->day < right->day);
}

/* The days on which any item was sampled, each once. */
static void find_blocks(struct kind *kind)
{
    size_t n = 0, kept = 0;

    for (int i = 0; i < BC_N_ITEMS; i++)
        n += kind->item[i].n;
    free(kind->blocks);
    kind->blocks = bc_alloc(n + 1, sizeof *kind->blocks);
    kind->n = 0;
    for (int i = 0; i < BC_N_ITEMS; i++)
        for (size_t c = 0; c < kind->item[i].n; c++)
            kind->blocks[kind->n++].day = kind->item[i].cells[c].day;
    qsort(kind->blocks, n, sizeof *kind->blocks, by_day);
    for (size_t b = 0; b < n; b++)
        if (kept == 0 || kind->blocks[kept - 1].day != kind->blocks[b].day)
            kind->blocks[kept++] = kind->blocks[b];
    kind->n = kept;
    for (size_t b = 0; b < kept; b++)
        kind->blocks[b].month = bc_month_of_day(kind->blocks[b].day);
    for (int i = 0; i < BC_N_ITEMS; i++) {
        for (size_t c = 0, b = 0; c < kind->item[i].n; c++) {
            while (kind->blocks[b].day != kind->item[i].cells[c].day)
                b++;
            kind->item[i].cells[c].block = b;
        }
    }
}

static void prepare(struct bc_resample *resample)
{
    for (size_t s = 0; s < resample->n && !resample->ready; s++)
        for (int k = 0; k < N_KINDS; k++)
            find_blocks(&resample->sections[s].kind[k]);
    resample->ready = true;
}

/* ---- drawing ---- */

static size_t end_of_month(const struct kind *kind, size_t first)
{
    size_t end = first;

    while (end < kind->n &&
           kind->blocks[end].month == kind->blocks[first].month)
        end++;
    return end;
}

/* As many days of each month as it has; without @p random each day once. */
static void draw_days(struct kind *kind, struct bc_random *random)
{
    for (size_t b = 0; b < kind->n; b++)
        kind->blocks[b].times = random ? 0 : 1;
    for (size_t first = 0, end; random && first < kind->n; first = end) {
        end = end_of_month(kind, first);
        for (size_t b = first; b < end; b++)
            kind->blocks[first + bc_random_below(random, end - first)].times++;
    }
}

static void add_times(struct bc_sum *sum, const struct bc_sum *day,
                      size_t times)
{
    const struct bc_sum drawn = bc_sum_of((bc_int128)times * day->total,
                                          times * day->n, bc_sum_limit(day));

    if (times > 0)
        bc_sum_merge(sum, &drawn);
}

/* The sums of the months of an item from the days as they were drawn. */
static void sum_months(const struct kind *kind, size_t section, int k,
                       enum bc_item item, size_t least,
                       struct bc_observations *observations)
{
    const struct series *series = &kind->item[item];

    for (size_t c = 0; c < series->n;) {
        int month = kind->blocks[series->cells[c].block].month;
        struct bc_sum drawn = {0}, measured = {0};

        for (; c < series->n &&
               kind->blocks[series->cells[c].block].month == month;
             c++) {
            const struct cell *cell = &series->cells[c];

            add_times(&drawn, &cell->sum, kind->blocks[cell->block].times);
            add_times(&measured, &cell->sum, 1);
        }
        bc_observations_set_sum(observations, section,
                                k == AUTOMATIC ? BC_KIND_AUTO : BC_KIND_UNKNOWN,
                                item, month,
                                drawn.n < least ? &measured : &drawn);
    }
}

static void redraw(struct bc_resample *resample, struct bc_random *random,
                   int min_samples, struct bc_observations *observations)
{
    prepare(resample);
    for (size_t s = 0; s < resample->n; s++) {
        for (int k = 0; k < N_KINDS; k++) {
            struct kind *kind = &resample->sections[s].kind[k];

            draw_days(kind, random);
            for (int i = 0; i < BC_N_ITEMS; i++)
                sum_months(kind, s, k, (enum bc_item)i,
                           min_samples > 1 ? (size_t)min_samples : 1,
                           observations);
        }
    }
}

void bc_resample_draw(struct bc_resample *resample, struct bc_random *random,
                      int min_samples, struct bc_observations *observations)
{
    redraw(resample, random, min_samples, observations);
}

void bc_resample_restore(struct bc_resample *resample,
                         struct bc_observations *observations)
{
    redraw(resample, NULL, 1, observations);
}

/* ---- what cannot vary ---- */

static size_t days_of_month(const struct kind *kind, int month)
{
    size_t n = 0;

    for (size_t b = 0; b < kind->n; b++)
        n += kind->blocks[b].month == month;
    return n;
}

void bc_resample_months(struct bc_resample *resample, size_t section,
                        const struct bc_period *period, size_t *n_months,
                        size_t *n_one_day)
{
    int last = bc_month_of_day(period->last);

    prepare(resample);
    if (section >= resample->n)
        return;
    for (int month = bc_month_of_day(period->first); month <= last; month++) {
        const struct kind *kind = resample->sections[section].kind;
        size_t automatic = days_of_month(&kind[AUTOMATIC], month);
        size_t other = days_of_month(&kind[OTHER], month);

        *n_months += automatic + other > 0;
        *n_one_day += automatic + other > 0 && automatic <= 1 && other <= 1;
    }
}
