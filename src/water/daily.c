/* SPDX-License-Identifier: MIT */
#include "water/daily.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { AUTOMATIC, OTHER, N_KINDS };

struct section {
    struct bc_sum *days[BC_N_ITEMS][N_KINDS]; /* NULL: never sampled */
};

struct bc_daily {
    bc_day first, n_days;
    bc_day earliest, latest; /* that has a sample, when n > 0 */
    size_t n, room;
    struct section *sections;
};

struct bc_daily *bc_daily_new(const struct bc_period *period)
{
    struct bc_daily *daily = bc_alloc(1, sizeof *daily);

    daily->first = period->first;
    daily->n_days = period->last - period->first + 1;
    return daily;
}

void bc_daily_free(struct bc_daily *daily)
{
    if (!daily)
        return;
    for (size_t s = 0; s < daily->n; s++)
        for (int i = 0; i < BC_N_ITEMS; i++)
            for (int k = 0; k < N_KINDS; k++)
                free(daily->sections[s].days[i][k]);
    free(daily->sections);
    free(daily);
}

bool bc_daily_span(const struct bc_daily *daily, bc_day *first, bc_day *last)
{
    *first = daily->earliest;
    *last = daily->latest;
    return daily->n > 0;
}

void bc_daily_keep(void *context, const struct bc_day_sample *sample)
{
    struct bc_daily *daily = context;
    int kind = sample->kind == BC_KIND_AUTO ? AUTOMATIC : OTHER;
    struct bc_sum **days;

    if (sample->day < daily->first ||
        sample->day - daily->first >= daily->n_days)
        return;
    if (daily->n == 0 || sample->day < daily->earliest)
        daily->earliest = sample->day;
    if (daily->n == 0 || sample->day > daily->latest)
        daily->latest = sample->day;
    daily->sections = bc_reserve(daily->sections, &daily->room,
                                 sample->section + 1, sizeof *daily->sections);
    while (daily->n <= sample->section)
        memset(&daily->sections[daily->n++], 0, sizeof *daily->sections);
    days = &daily->sections[sample->section].days[sample->item][kind];
    if (!*days)
        *days = bc_alloc((size_t)daily->n_days, sizeof **days);
    bc_sum_merge(&(*days)[sample->day - daily->first], &sample->sum);
}

struct bc_mean bc_daily_mean(const struct bc_daily *daily, size_t section,
                             enum bc_item item, bc_day day)
{
    struct bc_mean mean = {0};
    const struct bc_sum *days = NULL;

    for (int k = 0; k < N_KINDS && !days && section < daily->n; k++)
        days = daily->sections[section].days[item][k];
    if (days && day >= daily->first && day - daily->first < daily->n_days &&
        days[day - daily->first].n)
        bc_mean_add_sum(&mean, &days[day - daily->first]);
    return mean;
}
