/* SPDX-License-Identifier: MIT */
#include "base/language.h"
#include "water/observation_parts.h"

struct bc_day_sample
bc_observations_day(const struct bc_observations *observations,
                    const struct bc_observed *section, enum bc_item item,
                    int64_t time, const struct bc_sum *sum)
{
    return (struct bc_day_sample){
        .section = (size_t)(section - observations->sections),
        .kind = observations->store == BC_STORE_AUTOMATIC ? BC_KIND_AUTO
                                                          : BC_KIND_UNKNOWN,
        .day = bc_day_of_seconds(time),
        .item = item,
        .sum = *sum};
}

static void tell_sample(const struct bc_observations *observations,
                        const struct bc_observed *section, enum bc_item item,
                        int64_t time, const struct bc_sum *one)
{
    const struct bc_day_sample sample =
        bc_observations_day(observations, section, item, time, one);

    observations->options.keep(observations->options.keep_context, &sample);
}

void bc_observations_hand_over(struct bc_observations *observations,
                               struct bc_observed *section,
                               struct bc_hour *hour, enum bc_item item)
{
    if (hour->gathered.n > 0)
        bc_sum_merge(bc_sums_need(&section->store[observations->store],
                                  &section->slots, &observations->sums,
                                  hour->month, item),
                     &hour->gathered);
    hour->gathered = (struct bc_sum){0};
}

void bc_observations_close_hour(struct bc_observations *observations,
                                struct bc_observed *section,
                                struct bc_hour *hour, enum bc_item first)
{
    if (!hour->open)
        return;
    hour->open = false;
    for (size_t i = 0; i < hour->width; i++) {
        const enum bc_item item = (enum bc_item)(first + i);
        const struct bc_sum rows = bc_hour_sum(hour, first, i);
        const struct bc_sum one = bc_sum_of(rows.n ? bc_sum_sample(&rows) : 0,
                                            1, bc_sum_limit(&rows));

        if (rows.n == 0)
            continue;
        bc_sum_merge(hour->width == 1
                         ? &hour->gathered
                         : bc_sums_need(&section->store[observations->store],
                                        &section->slots, &observations->sums,
                                        hour->month, item),
                     &one);
        if (observations->options.keep)
            tell_sample(observations, section, item, hour->time, &one);
    }
}

/* Closes an hour and forgets its time. */
static void end_hour(struct bc_observations *observations,
                     struct bc_observed *section, struct bc_hour *hour,
                     enum bc_item first)
{
    bc_observations_close_hour(observations, section, hour, first);
    bc_observations_hand_over(observations, section, hour, first);
    hour->met = false;
    hour->direction = 0;
}

void bc_observations_close_all(struct bc_observations *observations)
{
    for (size_t s = 0; s < observations->n_sections; s++) {
        struct bc_observed *section = &observations->sections[s];

        if (section->wide)
            end_hour(observations, section, section->wide, 0);
        for (int item = 0; item < BC_N_ITEMS; item++) {
            size_t slot = section->slots.of[item];

            if (slot > 0 && slot <= section->n_hours)
                end_hour(observations, section, &section->hours[slot - 1],
                         (enum bc_item)item);
        }
    }
}

/* Rows of one time differ: what the options say. @p drop: leave the row out */
static enum bc_status settle(struct bc_observations *observations,
                             struct bc_hour *hour, enum bc_item item,
                             bool *drop, struct bc_error *err)
{
    static const char *const messages[] = {
        [BC_DUPLICATES_MEAN] =
            BC_N("rows of this time differ; their mean was used"),
        [BC_DUPLICATES_FIRST] =
            BC_N("rows of this time differ; the first was used"),
        [BC_DUPLICATES_LAST] =
            BC_N("rows of this time differ; the last was used")};
    const struct bc_observation *row = &observations->row;
    enum bc_duplicates policy = observations->options.duplicates;

    if (policy == BC_DUPLICATES_ERROR)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: '%.*s' has another %s at '%.*s' in an "
                            "earlier row",
                            row->source, row->line, (int)row->section[0].length,
                            row->section[0].data, bc_item_symbol(item),
                            (int)row->time.length, row->time.data);
    if (!hour->differs)
        bc_row_found(observations->findings, row, BC_FOUND_DUPLICATE_VALUE,
                     bc_item_symbol(item), row->time, messages[policy]);
    hour->differs = true;
    *drop = policy == BC_DUPLICATES_FIRST;
    if (policy == BC_DUPLICATES_LAST) {
        observations->counts.rows_used -= hour->n_rows;
        observations->counts.rows_duplicate += hour->n_rows;
        bc_hour_empty(hour);
    }
    return BC_OK;
}

static void tell_unordered(struct bc_observations *observations,
                           const char *message)
{
    const struct bc_observation *row = &observations->row;

    if (!observations->unordered)
        bc_row_found(observations->findings, row, BC_FOUND_UNORDERED_ROWS,
                     "time", row->time, message);
    observations->unordered = true;
}

static bool has_samples(const struct bc_observations *observations,
                        const struct bc_observed *section, int month)
{
    bool has = bc_sums_has(&section->store[observations->store], month);

    for (size_t h = 0; h < section->n_hours && !has; h++)
        has = section->hours[h].gathered.n > 0 &&
              section->hours[h].month == month;
    return has;
}

/* A file may begin anew, but not in a month that another one has filled. */
static void check_new_file(struct bc_observations *observations,
                           const struct bc_observed *section,
                           struct bc_hour *hour)
{
    int64_t time = observations->row.seconds;

    if (hour->met && time <= hour->latest &&
        has_samples(observations, section,
                    bc_observations_month(observations, time)))
        tell_unordered(observations,
                       "an earlier file holds samples of this section and "
                       "month; repeats between files count as samples");
    hour->file = observations->file;
    hour->direction = 0;
}

static void check_order(struct bc_observations *observations,
                        const struct bc_observed *section, struct bc_hour *hour)
{
    int64_t time = observations->row.seconds;
    int direction = time > hour->time ? 1 : -1;

    if (hour->file != observations->file) {
        check_new_file(observations, section, hour);
    } else if (hour->met) {
        if (hour->direction != 0 && direction != hour->direction)
            tell_unordered(observations,
                           "the rows of this section are not in order of time; "
                           "repeats further apart count as samples");
        hour->direction = (signed char)direction;
    }
    if (!hour->met || time > hour->latest)
        hour->latest = time;
}

enum bc_status bc_observations_enter_row(struct bc_observations *observations,
                                         struct bc_observed *section,
                                         struct bc_hour *hour,
                                         enum bc_item first,
                                         struct bc_error *err)
{
    const struct bc_observation *row = &observations->row;
    const struct bc_reading *readings = row->reading + first;
    bool drop = false;
    size_t differing;

    if (!hour->open || hour->time != row->seconds) {
        const int month = bc_observations_month(observations, row->seconds);

        bc_observations_close_hour(observations, section, hour, first);
        check_order(observations, section, hour);
        if (month != hour->month)
            bc_observations_hand_over(observations, section, hour, first);
        bc_hour_open(hour, row->seconds, month);
    } else if (bc_hour_has(hour, readings)) {
        bc_row_found(observations->findings, row, BC_FOUND_DUPLICATE_ROW, NULL,
                     row->time, "same values as an earlier row of this time");
        drop = true;
    } else if ((differing = bc_hour_contradiction(hour, readings)) <
               hour->width) {
        enum bc_status status = settle(
            observations, hour, (enum bc_item)(first + differing), &drop, err);

        if (status)
            return status;
    }
    if (drop) {
        observations->counts.rows_duplicate++;
        return BC_OK;
    }
    bc_hour_add(hour, first, readings);
    observations->counts.rows_used++;
    return BC_OK;
}
