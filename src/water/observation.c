/* SPDX-License-Identifier: MIT */
#include "water/observation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "water/section.h"

#define MOST_KEPT 64 /* rows of one time, to recognise identical ones */

/* The rows of one section and time that were met last. In a long table each
 * item has its own, for it may be sorted by item. */
struct hour {
    int64_t time;
    int direction;  /* of time, row by row: -1, 0 not known, 1 */
    int64_t latest; /* of all the times met */
    size_t file;    /* that the last row came from */
    bool met, open;
    bool differs; /* found and told */
    size_t width; /* items of a row: all, or one */
    size_t n_rows;
    size_t n_kept, room;
    struct bc_reading *kept; /* n_kept x width */
    struct bc_sum *sums;     /* width */
};

struct month {
    int month; /* bc_month_of_day */
    struct bc_sum item[BC_N_ITEMS];
};

enum store { AUTOMATIC, OTHER, N_STORES };

struct series { /* the months of a section, by month */
    struct month **months;
    size_t n, room;
};

struct section {
    struct series store[N_STORES];
    struct hour wide;
    struct hour *by_item[BC_N_ITEMS]; /* of a long table, on demand */
    enum bc_water water;              /* that its rows say */
    bool mixed;                       /* they differ, told */
};

struct bc_observations {
    struct bc_observation_options options;
    struct bc_period *periods;
    struct bc_findings *findings;
    enum store store;
    struct bc_section_index index;
    struct bc_row_layout layout;
    bool looks_ahead; /* in this file */
    struct bc_row_ahead ahead[BC_ROWS_SLOTS];
    struct section *sections;
    size_t n_sections, room;
    struct bc_observation_counts counts;
    struct bc_observation row; /* being read */
    bool unordered;            /* told for this file */
    bc_day last_day;           /* whose month is known: neighbours share it */
    int last_month;
    struct bc_text last_name; /* whose section is known, as above */
    size_t last_section;
    bool finished;
    char *source;                      /* of the current file */
    size_t file;                       /* its number */
    struct bc_observation_counts told; /* when the last file ended */
};

struct bc_observations *
bc_observations_new(const struct bc_observation_options *options,
                    struct bc_findings *findings)
{
    struct bc_observations *made = bc_alloc(1, sizeof *made);

    made->options = *options;
    made->periods = bc_alloc(options->n_periods, sizeof *made->periods);
    for (size_t p = 0; p < options->n_periods; p++)
        made->periods[p] = options->periods[p];
    made->options.periods = made->periods;
    made->findings = findings;
    made->store = OTHER;
    made->last_day = BC_NO_DATE;
    bc_section_index_init(&made->index, options->sections);
    return made;
}

static void hour_clear(struct hour *hour)
{
    free(hour->kept);
    free(hour->sums);
    *hour = (struct hour){0};
}

static void section_clear(struct section *section)
{
    for (int store = 0; store < N_STORES; store++) {
        struct series *series = &section->store[store];

        for (size_t m = 0; m < series->n; m++)
            free(series->months[m]);
        free(series->months);
    }
    hour_clear(&section->wide);
    for (int item = 0; item < BC_N_ITEMS; item++) {
        if (section->by_item[item])
            hour_clear(section->by_item[item]);
        free(section->by_item[item]);
    }
}

void bc_observations_free(struct bc_observations *observations)
{
    if (!observations)
        return;
    for (size_t s = 0; s < observations->n_sections; s++)
        section_clear(&observations->sections[s]);
    free(observations->sections);
    free(observations->periods);
    free(observations->source);
    bc_text_clear(&observations->last_name);
    bc_row_layout_clear(&observations->layout);
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++)
        bc_row_ahead_clear(&observations->ahead[i]);
    bc_section_index_clear(&observations->index);
    free(observations);
}

/* ---- months ---- */

/* Where a month stands, or would stand, in a series. */
static size_t place_of(const struct series *series, int month)
{
    size_t at = series->n;

    while (at > 0 && series->months[at - 1]->month >= month)
        at--;
    return at;
}

static const struct month *find_month(const struct series *series, int month)
{
    size_t at = place_of(series, month);

    return at < series->n && series->months[at]->month == month
               ? series->months[at]
               : NULL;
}

static struct month *need_month(struct series *series, int month)
{
    size_t at = place_of(series, month);

    if (at < series->n && series->months[at]->month == month)
        return series->months[at];
    series->months = bc_reserve(series->months, &series->room, series->n + 1,
                                sizeof(struct month *));
    memmove(series->months + at + 1, series->months + at,
            (series->n - at) * sizeof(struct month *));
    series->n++;
    series->months[at] = bc_alloc(1, sizeof(struct month));
    series->months[at]->month = month;
    return series->months[at];
}

static bc_day day_of(int64_t seconds)
{
    return (bc_day)(seconds / 86400 - (seconds % 86400 < 0));
}

/* ---- hours ---- */

static int month_of(struct bc_observations *observations, int64_t seconds)
{
    bc_day day = day_of(seconds);

    if (day != observations->last_day) {
        observations->last_day = day;
        observations->last_month = bc_month_of_day(day);
    }
    return observations->last_month;
}

/* Tells who keeps days of a sample. */
static struct bc_day_sample
day_sample(const struct bc_observations *observations,
           const struct section *section, enum bc_item item, int64_t time,
           const struct bc_sum *sum)
{
    return (struct bc_day_sample){
        .section = (size_t)(section - observations->sections),
        .kind =
            observations->store == AUTOMATIC ? BC_KIND_AUTO : BC_KIND_UNKNOWN,
        .day = day_of(time),
        .item = item,
        .sum = *sum};
}

static void tell_sample(const struct bc_observations *observations,
                        const struct section *section, enum bc_item item,
                        int64_t time, const struct bc_sum *rows)
{
    const struct bc_sum one = {bc_sum_sample(rows), 1, rows->highest_limit};
    const struct bc_day_sample sample =
        day_sample(observations, section, item, time, &one);

    observations->options.keep(observations->options.keep_context, &sample);
}

/* The samples of a finished hour go into their month. */
static void close_hour(struct bc_observations *observations,
                       struct section *section, struct hour *hour,
                       enum bc_item first)
{
    struct month *month;

    if (!hour->open)
        return;
    hour->open = false;
    month = need_month(&section->store[observations->store],
                       month_of(observations, hour->time));
    for (size_t i = 0; i < hour->width; i++) {
        if (hour->sums[i].n == 0)
            continue;
        bc_sum_add(&month->item[first + i], bc_sum_sample(&hour->sums[i]),
                   hour->sums[i].highest_limit);
        if (observations->options.keep)
            tell_sample(observations, section, (enum bc_item)(first + i),
                        hour->time, &hour->sums[i]);
    }
}

/* Closes every hour and forgets its time: other files may start anew. */
static void close_all(struct bc_observations *observations)
{
    for (size_t s = 0; s < observations->n_sections; s++) {
        struct section *section = &observations->sections[s];

        close_hour(observations, section, &section->wide, 0);
        section->wide.met = false;
        section->wide.direction = 0;
        for (int item = 0; item < BC_N_ITEMS; item++) {
            struct hour *hour = section->by_item[item];

            if (!hour)
                continue;
            close_hour(observations, section, hour, (enum bc_item)item);
            hour->met = false;
            hour->direction = 0;
        }
    }
}

/* Forgets the rows of an hour. */
static void empty_hour(struct hour *hour)
{
    hour->n_rows = 0;
    hour->n_kept = 0;
    memset(hour->sums, 0, hour->width * sizeof *hour->sums);
}

static void open_hour(struct hour *hour, int64_t time)
{
    if (!hour->sums)
        hour->sums = bc_alloc(hour->width, sizeof *hour->sums);
    empty_hour(hour);
    hour->time = time;
    hour->open = hour->met = true;
    hour->differs = false;
}

static void add_to_hour(struct hour *hour, enum bc_item first,
                        const struct bc_reading *readings)
{
    for (size_t i = 0; i < hour->width; i++)
        if (bc_decimal_known(readings[i].value))
            bc_sum_add(&hour->sums[i],
                       bc_sample_units((enum bc_item)(first + i), readings[i]),
                       readings[i].non_detect ? readings[i].value : BC_MISSING);
    hour->n_rows++;
    if (hour->n_kept == MOST_KEPT)
        return;
    if ((hour->n_kept + 1) * hour->width > hour->room)
        hour->kept =
            bc_reserve(hour->kept, &hour->room,
                       (hour->n_kept + 1) * hour->width, sizeof *hour->kept);
    memcpy(hour->kept + hour->n_kept++ * hour->width, readings,
           hour->width * sizeof *readings);
}

static bool is_repeat(const struct hour *hour,
                      const struct bc_reading *readings)
{
    for (size_t k = 0; k < hour->n_kept; k++) {
        size_t i = 0;

        while (i < hour->width &&
               bc_reading_same(hour->kept[k * hour->width + i], readings[i]))
            i++;
        if (i == hour->width)
            return true;
    }
    return false;
}

/* The first item that has another value in an earlier row; width if none. */
static size_t contradiction(const struct hour *hour,
                            const struct bc_reading *readings)
{
    for (size_t i = 0; i < hour->width; i++) {
        if (!bc_decimal_known(readings[i].value))
            continue;
        for (size_t k = 0; k < hour->n_kept; k++) {
            struct bc_reading kept = hour->kept[k * hour->width + i];

            if (bc_decimal_known(kept.value) &&
                !bc_reading_same(kept, readings[i]))
                return i;
        }
    }
    return hour->width;
}

/* Rows of one time differ: what the options say. @p drop: leave the row out */
static enum bc_status settle(struct bc_observations *observations,
                             struct hour *hour, enum bc_item item, bool *drop,
                             struct bc_error *err)
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
        empty_hour(hour);
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

/* A file may begin anew, but not in a month that another one has filled. */
static void check_new_file(struct bc_observations *observations,
                           const struct section *section, struct hour *hour)
{
    int64_t time = observations->row.seconds;

    if (hour->met && time <= hour->latest &&
        find_month(&section->store[observations->store],
                   month_of(observations, time)))
        tell_unordered(observations,
                       "an earlier file holds samples of this section and "
                       "month; repeats between files count as samples");
    hour->file = observations->file;
    hour->direction = 0;
}

static void check_order(struct bc_observations *observations,
                        const struct section *section, struct hour *hour)
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
        hour->direction = direction;
    }
    if (!hour->met || time > hour->latest)
        hour->latest = time;
}

static enum bc_status enter_row(struct bc_observations *observations,
                                struct section *section, struct hour *hour,
                                enum bc_item first, struct bc_error *err)
{
    const struct bc_observation *row = &observations->row;
    const struct bc_reading *readings = row->reading + first;
    bool drop = false;
    size_t differing;

    if (!hour->open || hour->time != row->seconds) {
        close_hour(observations, section, hour, first);
        check_order(observations, section, hour);
        open_hour(hour, row->seconds);
    } else if (is_repeat(hour, readings)) {
        bc_row_found(observations->findings, row, BC_FOUND_DUPLICATE_ROW, NULL,
                     row->time, "same values as an earlier row of this time");
        drop = true;
    } else if ((differing = contradiction(hour, readings)) < hour->width) {
        enum bc_status status = settle(
            observations, hour, (enum bc_item)(first + differing), &drop, err);

        if (status)
            return status;
    }
    if (drop) {
        observations->counts.rows_duplicate++;
        return BC_OK;
    }
    add_to_hour(hour, first, readings);
    observations->counts.rows_used++;
    return BC_OK;
}

/* ---- rows ---- */

static struct section *need_section(struct bc_observations *observations,
                                    size_t section)
{
    if (section < observations->n_sections)
        return &observations->sections[section];
    observations->sections =
        bc_reserve(observations->sections, &observations->room, section + 1,
                   sizeof *observations->sections);
    while (observations->n_sections <= section)
        memset(&observations->sections[observations->n_sections++], 0,
               sizeof *observations->sections);
    return &observations->sections[section];
}

static struct hour *hour_of(struct section *section,
                            const struct bc_observation *row)
{
    struct hour *hour = &section->wide;

    if (row->item == BC_NO_ITEM) {
        hour->width = BC_N_ITEMS;
        return hour;
    }
    if (!section->by_item[row->item])
        section->by_item[row->item] = bc_alloc(1, sizeof *hour);
    hour = section->by_item[row->item];
    hour->width = 1;
    return hour;
}

static bool is_inside(const struct bc_observations *observations,
                      int64_t seconds)
{
    bc_day day = day_of(seconds);

    for (size_t p = 0; p < observations->options.n_periods; p++)
        if (day >= observations->periods[p].first &&
            day <= observations->periods[p].last)
            return true;
    return observations->options.n_periods == 0;
}

/* The section of the row; one that is named as in the row before is the same,
 * @p same says so. */
static size_t section_of_row(struct bc_observations *observations, bool same)
{
    const struct bc_observation *row = &observations->row;
    struct bc_text *last = &observations->last_name;
    size_t section;

    if (same && last->length > 0)
        return observations->last_section;
    if (row->n_section == 1 && last->length == row->section[0].length &&
        last->length > 0 &&
        bc_bytes_same(last->data, row->section[0].data, last->length))
        return observations->last_section;
    section =
        bc_section_of_row(&observations->index, row, observations->findings);
    last->length = 0;
    if (row->n_section == 1 && section != BC_NO_ROW)
        bc_text_add_bytes(last, row->section[0].data, row->section[0].length);
    observations->last_section = section;
    return section;
}

/* A section is a river or a lake, not now one and then the other. */
static void note_water(struct bc_observations *observations,
                       struct section *section)
{
    const struct bc_observation *row = &observations->row;

    if (row->water == BC_WATER_UNKNOWN || row->water == section->water)
        return;
    if (section->water == BC_WATER_UNKNOWN) {
        section->water = row->water;
    } else if (!section->mixed) {
        section->mixed = true;
        bc_row_found(observations->findings, row, BC_FOUND_TYPE_DIFFERS, "type",
                     bc_slice_of(bc_water_name(row->water)),
                     "an earlier row of this section has another type, which "
                     "counts");
    }
}

static enum bc_status take_row(struct bc_observations *observations, bool same,
                               struct bc_error *err)
{
    struct bc_observation *row = &observations->row;
    struct bc_observation_counts *counts = &observations->counts;
    size_t number = section_of_row(observations, same);
    struct section *section;

    counts->rows_read++;
    if (number == BC_NO_ROW) {
        counts->rows_unknown++;
    } else if (!row->has_time) {
        counts->rows_bad_time++;
    } else if (!is_inside(observations, row->seconds)) {
        counts->rows_outside++;
    } else if (row->n_readings == 0) {
        counts->rows_empty++;
        bc_row_found(observations->findings, row, BC_FOUND_EMPTY_ROW, NULL,
                     row->time, "the row holds no value");
    } else {
        if (observations->options.visit)
            observations->options.visit(observations->options.visit_context,
                                        number, row);
        section = need_section(observations, number);
        note_water(observations, section);
        return enter_row(observations, section, hour_of(section, row),
                         row->item == BC_NO_ITEM ? 0 : row->item, err);
    }
    return BC_OK;
}

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
    const struct bc_observation_options *options = &observations->options;
    struct section *found = need_section(observations, section);
    struct month *month = need_month(&found->store[observations->store],
                                     month_of(observations, row->seconds));
    const struct bc_day_sample day =
        day_sample(observations, found, item, row->seconds, sum);

    observations->counts.rows_read += sum->n;
    observations->counts.rows_used += sum->n;
    observations->row = *row;
    note_water(observations, found);
    bc_sum_merge(&month->item[item], sum);
    if (of_day && options->keep)
        options->keep(options->keep_context, &day);
    if (of_day && options->visit_day)
        options->visit_day(options->visit_context, &day);
}

void bc_observations_begin_anew(struct bc_observations *observations)
{
    close_all(observations);
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

/* How many rows of the file that ends lie outside. */
static void tell_outside(struct bc_observations *observations)
{
    size_t outside =
        observations->counts.rows_outside - observations->told.rows_outside;
    size_t read = observations->counts.rows_read - observations->told.rows_read;

    observations->told = observations->counts;
    if (outside && observations->findings)
        bc_findings_addf(observations->findings,
                         (struct bc_finding){.code = BC_FOUND_OUT_OF_PERIOD,
                                             .source = observations->source},
                         "%zu of %zu observations lie outside the periods",
                         outside, read);
}

static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct bc_observations *observations = context;

    tell_outside(observations);
    observations->unordered = false;
    observations->finished = false;
    free(observations->source);
    observations->source = bc_copy(header->source);
    observations->file++;
    observations->looks_ahead = true;
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++)
        observations->looks_ahead =
            observations->looks_ahead &&
            bc_row_ahead_header(&observations->ahead[i], header);
    return bc_row_layout_read(&observations->layout, header,
                              observations->findings, err);
}

/* In any thread. */
static void look(void *context, const struct bc_rows *rows)
{
    struct bc_observations *observations = context;

    if (observations->looks_ahead)
        bc_row_ahead_read(&observations->ahead[rows->slot - 1], rows,
                          observations->options.year,
                          observations->options.offset_minutes);
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct bc_observations *observations = context;
    const struct bc_observation_options *options = &observations->options;
    const struct bc_row_value *values =
        rows->slot > 0 && observations->looks_ahead
            ? observations->ahead[rows->slot - 1].values
            : NULL;
    enum bc_status status = BC_OK;

    assert(!observations->finished);
    for (size_t r = 0; r < rows->n_rows && !status; r++) {
        status =
            values
                ? bc_row_take(&observations->layout, rows, r, options->year,
                              options->offset_minutes, &values[r],
                              observations->findings, &observations->row, err)
                : bc_row_read(&observations->layout, rows, r, options->year,
                              options->offset_minutes, observations->findings,
                              &observations->row, err);
        if (!status)
            status =
                take_row(observations, values && values[r].same_section, err);
    }
    return status;
}

struct bc_rows_sink bc_observations_sink(struct bc_observations *observations)
{
    return (struct bc_rows_sink){
        on_header, on_rows, observations, bc_row_word, observations->findings,
        look};
}

void bc_observations_set_year(struct bc_observations *observations, int year)
{
    observations->options.year = year;
}

void bc_observations_set_kind(struct bc_observations *observations,
                              enum bc_kind kind)
{
    enum store store = kind == BC_KIND_AUTO ? AUTOMATIC : OTHER;

    if (store != observations->store)
        close_all(observations);
    observations->store = store;
}

enum bc_status bc_observations_finish(struct bc_observations *observations,
                                      struct bc_error *err)
{
    (void)err;
    close_all(observations);
    tell_outside(observations);
    observations->finished = true;
    return BC_OK;
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
    need_section(observations, section)->water = water;
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
    assert(observations->finished);
    for (int store = 0; store < N_STORES; store++) {
        const struct month *found = NULL;

        if (section < observations->n_sections)
            found = find_month(&observations->sections[section].store[store],
                               month);
        if (found && found->item[item].n > 0)
            return &found->item[item];
    }
    return NULL;
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

        if (sum && sum->n >= (size_t)(min_samples > 1 ? min_samples : 1))
            bc_mean_add_sum(&mean, sum);
        else if (sum)
            mean.n_short++;
    }
    return mean;
}

bool bc_observations_months(const struct bc_observations *observations,
                            int *first, int *last)
{
    bool any = false;

    assert(observations->finished);
    for (size_t s = 0; s < observations->n_sections; s++) {
        for (int store = 0; store < N_STORES; store++) {
            const struct series *series =
                &observations->sections[s].store[store];

            if (series->n == 0)
                continue;
            if (!any || series->months[0]->month < *first)
                *first = series->months[0]->month;
            if (!any || series->months[series->n - 1]->month > *last)
                *last = series->months[series->n - 1]->month;
            any = true;
        }
    }
    return any;
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
    struct section *found = need_section(observations, section);

    assert(observations->finished);
    for (int month = bc_month_of_day(period->first); month <= last; month++) {
        size_t n = bc_observations_samples(observations, section, item, month);
        /* automatic ones win over all others */
        struct bc_sum *sum =
            &need_month(&found->store[AUTOMATIC], month)->item[item];

        if (n < 1 || n < (size_t)min_samples)
            n = min_samples > 1 ? (size_t)min_samples : 1;
        *sum = (struct bc_sum){.total = (bc_int128)n *
                                        bc_sample_units(item, reading),
                               .n = n,
                               .highest_limit = BC_MISSING};
    }
}

void bc_observations_set_sum(struct bc_observations *observations,
                             size_t section, enum bc_kind kind,
                             enum bc_item item, int month,
                             const struct bc_sum *sum)
{
    enum store store = kind == BC_KIND_AUTO ? AUTOMATIC : OTHER;
    struct series *series = &need_section(observations, section)->store[store];

    assert(observations->finished);
    need_month(series, month)->item[item] = *sum;
}
