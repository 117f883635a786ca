/* SPDX-License-Identifier: MIT */
#include "water/observation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/language.h"
#include "water/observation_parts.h"

struct bc_observations *
bc_observations_new(const struct bc_observation_options *options,
                    struct bc_findings *findings)
{
    struct bc_observations *made = bc_alloc(1, sizeof *made);

    made->options = *options;
    made->sums.large = true;
    made->periods = bc_alloc(options->n_periods, sizeof *made->periods);
    for (size_t p = 0; p < options->n_periods; p++)
        made->periods[p] = options->periods[p];
    made->options.periods = made->periods;
    made->credible = bc_credible_of(options->implausible);
    made->findings = findings;
    made->store = BC_STORE_OTHER;
    made->last_day = BC_NO_DATE;
    bc_section_index_init(&made->index, options->sections);
    return made;
}

static void section_clear(struct bc_observed *section)
{
    for (int store = 0; store < BC_N_STORES; store++)
        bc_sums_clear(&section->store[store]);
    for (size_t h = 0; h < section->n_hours; h++)
        bc_hour_clear(&section->hours[h]);
    free(section->hours);
    if (section->wide)
        bc_hour_clear(section->wide);
    free(section->wide);
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
    bc_held_clear(&observations->held);
    bc_text_clear(&observations->last_name);
    bc_row_layout_clear(&observations->layout);
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++)
        bc_row_ahead_clear(&observations->ahead[i]);
    bc_section_index_clear(&observations->index);
    bc_arena_clear(&observations->sums);
    free(observations);
}

/* What is known of a day: neighbours share it. */
static void know_day(struct bc_observations *observations, int64_t seconds)
{
    bc_day day = bc_day_of_seconds(seconds);

    if (day == observations->last_day)
        return;
    observations->last_day = day;
    observations->last_month = bc_month_of_day(day);
    observations->last_inside = observations->options.n_periods == 0;
    for (size_t p = 0; p < observations->options.n_periods; p++)
        observations->last_inside |= day >= observations->periods[p].first &&
                                     day <= observations->periods[p].last;
}

int bc_observations_month(struct bc_observations *observations, int64_t seconds)
{
    know_day(observations, seconds);
    return observations->last_month;
}

static bool is_inside(struct bc_observations *observations, int64_t seconds)
{
    know_day(observations, seconds);
    return observations->last_inside;
}

/* ---- rows ---- */

struct bc_observed *bc_observations_need(struct bc_observations *observations,
                                         size_t section)
{
    if (section < observations->n_sections)
        return &observations->sections[section];
    observations->sections =
        bc_reserve(observations->sections, &observations->room, section + 1,
                   sizeof *observations->sections);
    while (observations->n_sections <= section)
        observations->sections[observations->n_sections++] =
            (struct bc_observed){0};
    return &observations->sections[section];
}

static struct bc_hour *need_wide(struct bc_observed *section)
{
    if (!section->wide) {
        section->wide = bc_alloc(1, sizeof *section->wide);
        section->wide->width = BC_N_ITEMS;
    }
    return section->wide;
}

static struct bc_hour *hour_of(struct bc_observed *section, enum bc_item item)
{
    size_t slot;

    if (item == BC_NO_ITEM)
        return need_wide(section);
    slot = bc_slots_need(&section->slots, item);
    if (slot >= section->n_hours) {
        section->hours =
            bc_resize(section->hours, slot + 1, sizeof(struct bc_hour));
        while (section->n_hours <= slot)
            section->hours[section->n_hours++] = (struct bc_hour){.width = 1};
    }
    return &section->hours[slot];
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

void bc_observations_note_water(struct bc_observations *observations,
                                struct bc_observed *section)
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

/* A row with a section, a value and a time inside. */
static enum bc_status use_row(struct bc_observations *observations,
                              size_t number, struct bc_error *err)
{
    const struct bc_observation *row = &observations->row;
    struct bc_observed *section = bc_observations_need(observations, number);

    if (observations->options.visit)
        observations->options.visit(observations->options.visit_context, number,
                                    row);
    bc_observations_note_water(observations, section);
    return bc_observations_enter_row(
        observations, section, hour_of(section, row->item),
        row->item == BC_NO_ITEM ? 0 : row->item, err);
}

static enum bc_status use_held(struct bc_observations *observations,
                               struct bc_error *err)
{
    struct bc_held *held = &observations->held;
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < held->n && !status; i++) {
        size_t number = bc_held_get(held, i, &observations->row);

        observations->row.source = observations->source;
        status = use_row(observations, number, err);
    }
    bc_held_empty(held);
    return status;
}

static bool is_holding(const struct bc_observations *observations)
{
    return observations->most_held > 0 && !observations->too_many;
}

/* A row waits for others of its time, until there are too many. */
static enum bc_status hold_row(struct bc_observations *observations,
                               size_t number, struct bc_error *err)
{
    enum bc_status status;

    bc_held_add(&observations->held, number, &observations->row);
    if (bc_held_size(&observations->held) <= observations->most_held)
        return BC_OK;
    observations->too_many = true;
    status = use_held(observations, err);
    bc_held_clear(&observations->held);
    return status;
}

size_t bc_observations_room(const char *path)
{
    /* rows would find room whose text is four times what is held of them */
    const off_t most = 4 * (off_t)BC_OBSERVATIONS_HELD;
    struct stat file;

    if (!path || (stat(path, &file) == 0 && file.st_size > most))
        return 0;
    return BC_OBSERVATIONS_HELD;
}

void bc_observations_hold(struct bc_observations *observations, size_t bytes)
{
    observations->most_held = bytes;
}

enum bc_status bc_observations_end_file(struct bc_observations *observations,
                                        struct bc_error *err)
{
    /* of a mean alone it is all one which row came first */
    bc_held_sort(&observations->held,
                 observations->options.duplicates != BC_DUPLICATES_MEAN);
    return use_held(observations, err);
}

static enum bc_status take_row(struct bc_observations *observations, bool same,
                               struct bc_error *err)
{
    struct bc_observation *row = &observations->row;
    struct bc_observation_counts *counts = &observations->counts;
    size_t number = section_of_row(observations, same);

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
    } else if (is_holding(observations)) {
        return hold_row(observations, number, err);
    } else {
        return use_row(observations, number, err);
    }
    return BC_OK;
}

/* ---- usual rows ---- */

/* Tables repeat the order of their sections day after day. What the next one
 * will touch is brought near while the rows of this one are added up: each
 * section's place in memory is another, and far. */
static void fetch_next(const struct bc_observations *observations,
                       size_t section)
{
    enum { LINE = 64 }; /* bytes that a processor fetches at once */
    const struct bc_observed *sections = observations->sections;
    const struct bc_observed *next = &sections[sections[section].next];
    const char *hours = (const char *)next->hours;
    const char *after = (const char *)&sections[next->next];

    for (size_t at = 0; at < next->n_hours * sizeof *next->hours; at += LINE)
        __builtin_prefetch(hours + at, 1);
    for (size_t at = 0; at < sizeof *next; at += LINE)
        __builtin_prefetch(after + at, 1);
}

static void follow(struct bc_observations *observations, size_t section)
{
    enum { FEW = 4 }; /* rows: they touch little of a section */

    if (section >= observations->n_sections)
        return;
    if (observations->last_section < observations->n_sections)
        observations->sections[observations->last_section].next = section;
    if (observations->n_of_last >= FEW)
        fetch_next(observations, section);
}

/* The section of a run that is named in one cell; BC_NO_ROW when it is not
 * known yet, or unknown. */
static size_t known_section(struct bc_observations *observations,
                            const struct bc_row_run *run, bool same)
{
    struct bc_text *last = &observations->last_name;
    size_t section;

    if (same && last->length > 0)
        return observations->last_section;
    if (observations->layout.n_section != 1)
        return BC_NO_ROW;
    section = bc_section_met(&observations->index, run->section);
    if (section == BC_NO_ROW)
        return BC_NO_ROW;
    last->length = 0;
    bc_text_add_bytes(last, run->section.data, run->section.length);
    follow(observations, section);
    observations->n_of_last = 0;
    return observations->last_section = section;
}

/* The hour of a value that simply follows an earlier one in time; NULL of any
 * other. */
static struct bc_hour *next_hour(const struct bc_observations *observations,
                                 struct bc_observed *section, enum bc_item item,
                                 int64_t seconds)
{
    size_t slot = section->slots.of[item];
    struct bc_hour *hour;
    int direction;

    if (slot == 0 || slot > section->n_hours)
        return NULL;
    hour = &section->hours[slot - 1];
    if (!hour->open || hour->n_rows != 1 || hour->file != observations->file ||
        hour->time == seconds)
        return NULL;
    direction = seconds > hour->time ? 1 : -1;
    if (hour->direction == -direction)
        return NULL;
    hour->direction = (signed char)direction;
    return hour;
}

/* The one row of the hour is gathered, the value begins another hour. */
static void pass_hour(struct bc_observations *observations,
                      struct bc_observed *section, struct bc_hour *hour,
                      const struct bc_row_run *run,
                      const struct bc_row_value *value)
{
    const enum bc_item item = (enum bc_item)value->item;

    if (observations->options.keep) {
        bc_observations_close_hour(observations, section, hour, item);
        hour->open = true;
    } else if (!bc_sum_add_plain(&hour->gathered, item, hour->units,
                                 hour->scale, hour->non_detect)) {
        bc_sum_add_reading(&hour->gathered, item, bc_hour_first(hour));
    }
    if (hour->month != run->month)
        bc_observations_hand_over(observations, section, hour, item);
    bc_hour_pass(hour, run->seconds, run->month, bc_row_reading(value));
}

/* A row without a value is counted, when that is all there is to do. */
static bool count_empty(struct bc_observations *observations)
{
    if (!bc_findings_is_full(observations->findings, BC_FOUND_EMPTY_ROW))
        return false;
    bc_findings_add(observations->findings,
                    &(struct bc_finding){.code = BC_FOUND_EMPTY_ROW});
    observations->counts.rows_empty++;
    return true;
}

/* Nearly every row of a long table: a value of a section and an item that were
 * met before, at another time, which goes on in its direction; or no value,
 * when that is only counted. It does what take_row does, and nothing is told.
 * @param same  section as in the row before
 * @return how many rows of the run from @p values on, of @p n, are such: with
 *         the others nothing is done */
static size_t take_usual(struct bc_observations *observations,
                         const struct bc_row_run *run, bool same,
                         const struct bc_row_value *values, size_t n)
{
    struct bc_observed *section;
    struct bc_hour *hour;
    size_t number, i = 0, n_used = 0;

    if (observations->in_full || values->state == BC_ROW_IN_TURN)
        return 0;
    number = known_section(observations, run, same);
    if (number >= observations->n_sections ||
        (observations->options.n_periods > 0 &&
         !is_inside(observations, run->seconds)))
        return 0;
    section = &observations->sections[number];
    for (; i < n && values[i].state != BC_ROW_IN_TURN; i++) {
        if (values[i].state == BC_ROW_EMPTY) {
            if (!count_empty(observations))
                break;
            continue;
        }
        hour = next_hour(observations, section, (enum bc_item)values[i].item,
                         run->seconds);
        if (!hour)
            break;
        pass_hour(observations, section, hour, run, &values[i]);
        n_used++;
    }
    observations->n_of_last += i;
    observations->counts.rows_used += n_used;
    observations->counts.rows_read += i;
    return i;
}

/* ---- files ---- */

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
    struct bc_row_layout *layout = &observations->layout;
    enum bc_status status = bc_observations_end_file(observations, err);

    if (status)
        return status;
    tell_outside(observations);
    observations->too_many = false;
    observations->unordered = false;
    observations->finished = false;
    free(observations->source);
    observations->source = bc_copy(header->source);
    observations->file++;
    observations->looks_ahead = true;
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++) {
        observations->looks_ahead =
            observations->looks_ahead &&
            bc_row_ahead_header(&observations->ahead[i], header);
        observations->ahead[i].layout.credible = &observations->credible;
    }
    status = bc_row_layout_read(layout, header, observations->findings, err);
    layout->credible = &observations->credible;
    observations->in_full = observations->options.visit || !layout->is_long ||
                            layout->published != BC_NO_COLUMN ||
                            layout->type != BC_NO_COLUMN;
    return status;
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

/* The same of lines. */
static size_t look_at_lines(void *context, const struct bc_lines *lines)
{
    struct bc_observations *observations = context;

    if (!observations->looks_ahead)
        return 0;
    return bc_row_ahead_lines(&observations->ahead[lines->slot - 1], lines,
                              observations->options.year,
                              observations->options.offset_minutes);
}

/* The rows as they were read before; here when nobody has looked at them. */
static const struct bc_row_ahead *
read_ahead(struct bc_observations *observations, const struct bc_rows *rows)
{
    if (rows->slot > 0)
        return &observations->ahead[rows->slot - 1];
    bc_row_ahead_read(&observations->ahead[0], rows, observations->options.year,
                      observations->options.offset_minutes);
    return &observations->ahead[0];
}

/* Rows whose time stands in parts, which nobody reads ahead. */
static enum bc_status take_in_turn(struct bc_observations *observations,
                                   const struct bc_rows *rows,
                                   struct bc_error *err)
{
    const struct bc_observation_options *options = &observations->options;
    enum bc_status status = BC_OK;

    for (size_t r = 0; r < rows->n_rows && !status; r++) {
        status = bc_row_read(&observations->layout, rows, r, options->year,
                             options->offset_minutes, observations->findings,
                             &observations->row, err);
        if (!status)
            status = take_row(observations, false, err);
    }
    return status;
}

/* Rows @p r to the end of their run. */
static enum bc_status take_run(struct bc_observations *observations,
                               const struct bc_rows *rows, size_t r,
                               const struct bc_row_ahead *ahead,
                               const struct bc_row_run *run,
                               struct bc_error *err)
{
    const struct bc_observation_options *options = &observations->options;
    bool same = run->same_section; /* as in the row before */
    enum bc_status status = BC_OK;
    size_t n;

    while (r < run->end && !status) {
        n = is_holding(observations)
                ? 0
                : take_usual(observations, run, same, &ahead->values[r],
                             run->end - r);
        r += n;
        same = same || n > 0;
        if (r == run->end)
            break;
        status = bc_row_take(&observations->layout, rows, r++, options->year,
                             options->offset_minutes, ahead, run,
                             observations->findings, &observations->row, err);
        if (!status)
            status = take_row(observations, same, err);
        same = observations->layout.n_section == 1;
    }
    return status;
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct bc_observations *observations = context;
    const struct bc_row_ahead *ahead;
    enum bc_status status = BC_OK;
    size_t r = 0;

    assert(!observations->finished);
    if (!observations->looks_ahead)
        return take_in_turn(observations, rows, err);
    ahead = read_ahead(observations, rows);
    for (size_t i = 0; i < ahead->n_runs && !status; i++) {
        status = take_run(observations, rows, r, ahead, &ahead->runs[i], err);
        r = ahead->runs[i].end;
    }
    return status;
}

struct bc_rows_sink bc_observations_sink(struct bc_observations *observations)
{
    return (struct bc_rows_sink){.header = on_header,
                                 .rows = on_rows,
                                 .context = observations,
                                 .word = bc_row_word,
                                 .findings = observations->findings,
                                 .look = look,
                                 .look_at_lines = look_at_lines};
}

void bc_observations_begin_anew(struct bc_observations *observations)
{
    bc_observations_close_all(observations);
}

void bc_observations_set_year(struct bc_observations *observations, int year)
{
    observations->options.year = year;
}

void bc_observations_set_kind(struct bc_observations *observations,
                              enum bc_kind kind)
{
    enum bc_store store =
        kind == BC_KIND_AUTO ? BC_STORE_AUTOMATIC : BC_STORE_OTHER;

    if (store != observations->store)
        bc_observations_close_all(observations);
    observations->store = store;
}

enum bc_status bc_observations_finish(struct bc_observations *observations,
                                      struct bc_error *err)
{
    enum bc_status status = bc_observations_end_file(observations, err);

    bc_observations_close_all(observations);
    tell_outside(observations);
    observations->finished = true;
    return status;
}
