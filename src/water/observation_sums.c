/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "water/observation_parts.h"

/* ---- sums in place of rows ---- */

size_t bc_observations_section_of(struct bc_observations *observations,
                                  const struct bc_observation *row)
{
    return bc_section_of_row(&observations->index, row, observations->findings);
}

void bc_observations_add_unknown(struct bc_observations *observations,
                                 size_t n_rows)
{
    observations->counts.rows_read += n_rows;
    observations->counts.rows_unknown += n_rows;
}

void bc_observations_add_outside(struct bc_observations *observations,
                                 size_t n_rows)
{
    observations->counts.rows_read += n_rows;
    observations->counts.rows_outside += n_rows;
}

void bc_observations_add_samples(struct bc_observations *observations,
                                 const struct bc_observation *row,
                                 size_t section, enum bc_item item,
                                 const struct bc_sum *sum, bool of_day)
{
    struct bc_observed *found = bc_observations_need(observations, section);
    const struct bc_observation_options *options = &observations->options;
    const struct bc_day_sample day =
        bc_observations_day(observations, found, item, row->seconds, sum);

    observations->counts.rows_read += sum->n;
    observations->counts.rows_used += sum->n;
    observations->row = *row;
    bc_observations_note_water(observations, found);
    bc_sum_merge(bc_sums_need(&found->store[observations->store], &found->slots,
                              &observations->sums,
                              bc_observations_month(observations, row->seconds),
                              item),
                 sum);
    if (of_day && options->keep)
        options->keep(options->keep_context, &day);
    if (of_day && options->visit_day)
        options->visit_day(options->visit_context, &day);
}

const struct bc_period *
bc_observations_periods(const struct bc_observations *observations, size_t *n)
{
    *n = observations->options.n_periods;
    return observations->periods;
}

const struct bc_row_layout *
bc_observations_layout(const struct bc_observations *observations)
{
    return &observations->layout;
}

/* ---- what was gathered ---- */

struct bc_observation_counts
bc_observations_counts(const struct bc_observations *observations)
{
    return observations->counts;
}

size_t bc_observations_n_sections(const struct bc_observations *observations)
{
    return bc_section_index_count(&observations->index);
}

const char *bc_observations_section(const struct bc_observations *observations,
                                    size_t section)
{
    return bc_section_name(&observations->index, section);
}

void bc_observations_set_water(struct bc_observations *observations,
                               size_t section, enum bc_water water)
{
    bc_observations_need(observations, section)->water = water;
}

enum bc_water bc_observations_water(const struct bc_observations *observations,
                                    size_t section)
{
    return section < observations->n_sections
               ? observations->sections[section].water
               : BC_WATER_UNKNOWN;
}

/* Automatic samples where there are any, else the others; NULL for none. */
const struct bc_sum *
bc_observations_sum(const struct bc_observations *observations, size_t section,
                    enum bc_item item, int month)
{
    const struct bc_observed *found;
    const struct bc_sum *sum = NULL;

    assert(observations->finished);
    if (section >= observations->n_sections)
        return NULL;
    found = &observations->sections[section];
    for (int store = 0; store < BC_N_STORES && !sum; store++)
        sum = bc_sums_find(&found->store[store], &found->slots, month, item);
    return sum;
}

static void add_month(struct bc_mean *mean, const struct bc_sum *sum,
                      int min_samples)
{
    if (sum->n >= (size_t)(min_samples > 1 ? min_samples : 1))
        bc_mean_add_sum(mean, sum);
    else
        mean->n_short++;
}

struct bc_mean bc_observations_mean(const struct bc_observations *observations,
                                    size_t section, enum bc_item item,
                                    const struct bc_period *period,
                                    int min_samples)
{
    struct bc_mean mean = {0};
    int last = bc_month_of_day(period->last);

    for (int month = bc_month_of_day(period->first); month <= last; month++) {
        const struct bc_sum *sum =
            bc_observations_sum(observations, section, item, month);

        if (sum)
            add_month(&mean, sum, min_samples);
    }
    return mean;
}

/* Automatic samples of an item win over others. */
static void add_items(const struct bc_observed *found, int month,
                      int min_samples, struct bc_mean means[BC_N_ITEMS])
{
    const struct bc_sum *sums[BC_N_STORES];
    size_t n[BC_N_STORES];

    for (int store = 0; store < BC_N_STORES; store++)
        sums[store] = bc_sums_of_month(&found->store[store], month, &n[store]);
    for (int item = 0; item < BC_N_ITEMS; item++) {
        const size_t slot = found->slots.of[item];
        bool any = false;

        for (int store = 0; store < BC_N_STORES && !any; store++) {
            any = slot > 0 && slot <= n[store] && sums[store][slot - 1].n > 0;
            if (any)
                add_month(&means[item], &sums[store][slot - 1], min_samples);
        }
    }
}

void bc_observations_means(const struct bc_observations *observations,
                           size_t section, const struct bc_period *period,
                           int min_samples, struct bc_mean means[BC_N_ITEMS])
{
    const struct bc_observed *found;
    int last = bc_month_of_day(period->last);

    memset(means, 0, BC_N_ITEMS * sizeof *means);
    if (section >= observations->n_sections)
        return;
    assert(observations->finished);
    found = &observations->sections[section];
    for (int month = bc_month_of_day(period->first); month <= last; month++)
        add_items(found, month, min_samples, means);
}

void bc_observations_fetch(const struct bc_observations *observations,
                           size_t section, const struct bc_period *period)
{
    if (section >= observations->n_sections)
        return;
    for (int store = 0; store < BC_N_STORES; store++)
        bc_sums_fetch(&observations->sections[section].store[store],
                      bc_month_of_day(period->first));
}

bool bc_observations_months(const struct bc_observations *observations,
                            int *first, int *last)
{
    bool any = false;

    assert(observations->finished);
    for (size_t s = 0; s < observations->n_sections; s++)
        for (int store = 0; store < BC_N_STORES; store++)
            bc_sums_span(&observations->sections[s].store[store], &any, first,
                         last);
    return any;
}

bool bc_observations_has(const struct bc_observations *observations,
                         size_t section, int month)
{
    bool has = false;

    for (int store = 0;
         store < BC_N_STORES && section < observations->n_sections; store++)
        has = has ||
              bc_sums_has(&observations->sections[section].store[store], month);
    return has;
}

size_t bc_observations_samples(const struct bc_observations *observations,
                               size_t section, enum bc_item item, int month)
{
    const struct bc_sum *sum =
        bc_observations_sum(observations, section, item, month);

    return sum ? sum->n : 0;
}

void bc_observations_set_mean(struct bc_observations *observations,
                              size_t section, enum bc_item item,
                              const struct bc_period *period,
                              struct bc_decimal value, int min_samples)
{
    const struct bc_reading reading = {value, false};
    int last = bc_month_of_day(period->last);
    struct bc_observed *found = bc_observations_need(observations, section);

    assert(observations->finished);
    for (int month = bc_month_of_day(period->first); month <= last; month++) {
        size_t n = bc_observations_samples(observations, section, item, month);
        /* automatic ones win over all others */
        struct bc_sum *sum =
            bc_sums_need(&found->store[BC_STORE_AUTOMATIC], &found->slots,
                         &observations->sums, month, item);

        if (n < 1 || n < (size_t)min_samples)
            n = min_samples > 1 ? (size_t)min_samples : 1;
        *sum = bc_sum_of((bc_int128)n * bc_sample_units(item, reading), n,
                         BC_MISSING);
    }
}

void bc_observations_set_sum(struct bc_observations *observations,
                             size_t section, enum bc_kind kind,
                             enum bc_item item, int month,
                             const struct bc_sum *sum)
{
    enum bc_store store =
        kind == BC_KIND_AUTO ? BC_STORE_AUTOMATIC : BC_STORE_OTHER;
    struct bc_observed *found = bc_observations_need(observations, section);

    assert(observations->finished);
    *bc_sums_need(&found->store[store], &found->slots, &observations->sums,
                  month, item) = *sum;
}
