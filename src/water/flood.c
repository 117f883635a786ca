/* SPDX-License-Identifier: MIT */
#include "water/flood.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "water/assess.h"
#include "water/cells.h"
#include "water/row.h"
#include "water/section.h"

#define FINE 10 /* decimals of the ratios that choose the primary pollutant */

/* The distinct rows of one section, item and time that were met last. */
struct hour {
    int64_t time;
    bool open;
    size_t n, room;
    struct bc_reading *readings;
};

/* The samples of one day, by slot of the items asked for. */
struct day {
    bc_day day;
    struct bc_sum sums[];
};

enum store { AUTOMATIC, OTHER, N_STORES };

struct section {
    struct {
        struct day **days; /* in order */
        size_t n, room;
    } store[N_STORES];
    struct hour *hours; /* by slot */
};

struct bc_flood {
    struct bc_flood_options options;
    struct bc_findings *findings;
    struct bc_section_index index;
    struct bc_row_layout layout;
    struct bc_observation row;
    enum store store;
    size_t n_slots;
    enum bc_item slot[BC_N_ITEMS];
    struct section *sections;
    size_t n_sections, room;
};

/* ---- gathering ---- */

struct bc_flood *bc_flood_new(const struct bc_flood_options *options,
                              struct bc_findings *findings)
{
    struct bc_flood *flood = bc_alloc(1, sizeof *flood);

    flood->options = *options;
    flood->findings = findings;
    flood->store = OTHER;
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (options->items[i])
            flood->slot[flood->n_slots++] = (enum bc_item)i;
    bc_section_index_init(&flood->index, options->sections);
    return flood;
}

void bc_flood_free(struct bc_flood *flood)
{
    if (!flood)
        return;
    for (size_t s = 0; s < flood->n_sections; s++) {
        struct section *section = &flood->sections[s];

        for (int store = 0; store < N_STORES; store++) {
            for (size_t d = 0; d < section->store[store].n; d++)
                free(section->store[store].days[d]);
            free(section->store[store].days);
        }
        for (size_t i = 0; section->hours && i < flood->n_slots; i++)
            free(section->hours[i].readings);
        free(section->hours);
    }
    free(flood->sections);
    bc_row_layout_clear(&flood->layout);
    bc_section_index_clear(&flood->index);
    free(flood);
}

static bc_day day_of(int64_t seconds)
{
    return (bc_day)(seconds / 86400 - (seconds % 86400 < 0));
}

static struct day *need_day(const struct bc_flood *flood,
                            struct section *section, bc_day day)
{
    struct day ***days = &section->store[flood->store].days;
    size_t *n = &section->store[flood->store].n, at = *n;

    while (at > 0 && (*days)[at - 1]->day > day) /* the last, nearly always */
        at--;
    if (at > 0 && (*days)[at - 1]->day == day)
        return (*days)[at - 1];
    *days = bc_reserve(*days, &section->store[flood->store].room, *n + 1,
                       sizeof **days);
    memmove(*days + at + 1, *days + at, (*n - at) * sizeof **days);
    (*n)++;
    (*days)[at] =
        bc_alloc(1, sizeof ***days + flood->n_slots * sizeof(struct bc_sum));
    (*days)[at]->day = day;
    return (*days)[at];
}

/* The rows of an hour are one sample of its day: their mean. */
static void close_hour(const struct bc_flood *flood, struct section *section,
                       size_t slot)
{
    struct hour *hour = &section->hours[slot];
    struct bc_sum sum = {0};

    if (!hour->open)
        return;
    hour->open = false;
    for (size_t i = 0; i < hour->n; i++)
        bc_sum_add(&sum, bc_sample_units(flood->slot[slot], hour->readings[i]),
                   hour->readings[i].non_detect ? hour->readings[i].value
                                                : BC_MISSING);
    bc_sum_add(&need_day(flood, section, day_of(hour->time))->sums[slot],
               bc_sum_sample(&sum), bc_sum_limit(&sum));
}

static void close_all(struct bc_flood *flood)
{
    for (size_t s = 0; s < flood->n_sections; s++)
        for (size_t i = 0; flood->sections[s].hours && i < flood->n_slots; i++)
            close_hour(flood, &flood->sections[s], i);
}

static bool is_repeat(const struct hour *hour, struct bc_reading reading)
{
    for (size_t i = 0; i < hour->n; i++)
        if (bc_reading_same(hour->readings[i], reading))
            return true;
    return false;
}

static void enter(const struct bc_flood *flood, struct section *section,
                  size_t slot, int64_t time, struct bc_reading reading)
{
    struct hour *hour = &section->hours[slot];

    if (!hour->open || hour->time != time) {
        close_hour(flood, section, slot);
        hour->open = true;
        hour->time = time;
        hour->n = 0;
    } else if (is_repeat(hour, reading) ||
               flood->options.duplicates == BC_DUPLICATES_FIRST) {
        return;
    } else if (flood->options.duplicates == BC_DUPLICATES_LAST) {
        hour->n = 0;
    }
    hour->readings = bc_reserve(hour->readings, &hour->room, hour->n + 1,
                                sizeof *hour->readings);
    hour->readings[hour->n++] = reading;
}

static struct section *need_section(struct bc_flood *flood, size_t number)
{
    struct section *section;

    flood->sections = bc_reserve(flood->sections, &flood->room, number + 1,
                                 sizeof *flood->sections);
    while (flood->n_sections <= number)
        memset(&flood->sections[flood->n_sections++], 0,
               sizeof *flood->sections);
    section = &flood->sections[number];
    if (!section->hours)
        section->hours = bc_alloc(flood->n_slots, sizeof *section->hours);
    return section;
}

static bool is_season(const struct bc_flood_options *options, bc_day day)
{
    return options->months[bc_month_of_day(day) % 12] &&
           (!options->period ||
            (day >= options->period->first && day <= options->period->last));
}

void bc_flood_take(void *context, size_t number,
                   const struct bc_observation *row)
{
    struct bc_flood *flood = context;
    struct section *section;

    if (!row->has_time || row->is_month || row->n_readings == 0 ||
        !is_season(&flood->options, day_of(row->seconds)))
        return;
    section = need_section(flood, number);
    for (size_t i = 0; i < flood->n_slots; i++)
        if (bc_decimal_known(row->reading[flood->slot[i]].value))
            enter(flood, section, i, row->seconds,
                  row->reading[flood->slot[i]]);
}

void bc_flood_take_day(void *context, const struct bc_day_sample *day)
{
    struct bc_flood *flood = context;

    if (!is_season(&flood->options, day->day))
        return;
    for (size_t i = 0; i < flood->n_slots; i++)
        if (flood->slot[i] == day->item)
            bc_sum_merge(
                &need_day(flood, need_section(flood, day->section), day->day)
                     ->sums[i],
                &day->sum);
}

static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct bc_flood *flood = context;

    return bc_row_layout_read(&flood->layout, header, flood->findings, err);
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct bc_flood *flood = context;
    enum bc_status status = BC_OK;
    size_t number;

    for (size_t r = 0; r < rows->n_rows; r++) {
        status = bc_row_read(&flood->layout, rows, r, flood->options.year,
                             flood->options.offset_minutes, flood->findings,
                             &flood->row, err);
        if (status)
            break;
        number = bc_section_of_row(&flood->index, &flood->row, flood->findings);
        if (number != BC_NO_ROW)
            bc_flood_take(flood, number, &flood->row);
    }
    return status;
}

struct bc_rows_sink bc_flood_sink(struct bc_flood *flood)
{
    return (struct bc_rows_sink){.header = on_header,
                                 .rows = on_rows,
                                 .context = flood,
                                 .word = bc_row_word};
}

void bc_flood_set_kind(struct bc_flood *flood, enum bc_kind kind)
{
    close_all(flood);
    flood->store = kind == BC_KIND_AUTO ? AUTOMATIC : OTHER;
}

void bc_flood_finish(struct bc_flood *flood)
{
    close_all(flood);
}

/* ---- aggregating ---- */

/* A daily mean of one item. */
struct daily {
    bc_day day;
    struct bc_mean mean;
    struct bc_decimal value; /* not rounded */
};

static bool has_month(const struct section *section, enum store store,
                      size_t slot, int month)
{
    for (size_t d = 0; d < section->store[store].n; d++) {
        const struct day *day = section->store[store].days[d];

        if (day->sums[slot].n > 0 && bc_month_of_day(day->day) == month)
            return true;
    }
    return false;
}

/* The daily means that count, by day; automatic ones where a month has any. */
static struct daily *daily_means(const struct bc_flood *flood,
                                 const struct section *section, size_t slot,
                                 const struct bc_period *period, size_t *n)
{
    struct daily *made = bc_alloc(
        section->store[AUTOMATIC].n + section->store[OTHER].n, sizeof *made);

    *n = 0;
    for (int store = 0; store < N_STORES; store++) {
        int month = -1; /* that was asked about last */
        bool superseded = false;

        for (size_t d = 0; d < section->store[store].n; d++) {
            const struct day *day = section->store[store].days[d];
            struct daily daily = {.day = day->day};

            if (day->sums[slot].n == 0 || day->day < period->first ||
                day->day > period->last ||
                !bc_flood_is_wet(&flood->options, day->day))
                continue;
            if (store == OTHER && bc_month_of_day(day->day) != month) {
                month = bc_month_of_day(day->day);
                superseded = has_month(section, AUTOMATIC, slot, month);
            }
            if (superseded)
                continue;
            bc_mean_add_sum(&daily.mean, &day->sums[slot]);
            daily.value = bc_mean_value(flood->slot[slot], &daily.mean, -1);
            made[(*n)++] = daily;
        }
    }
    return made;
}

static int by_value(const void *a, const void *b)
{
    const struct daily *left = a, *right = b;
    int compared = bc_decimal_compare(left->value, right->value);

    return compared ? compared
                    : (left->day < right->day) - (left->day > right->day);
}

/* The mean that stands for the season, and its day. @p n > 0 */
static struct bc_mean aggregate(enum bc_flood_aggregate kind,
                                struct daily *daily, size_t n, bc_day *day)
{
    struct bc_mean mean = {0};
    size_t rank = n; /* from 1, of the sorted daily means */

    *day = BC_NO_DATE;
    if (kind == BC_FLOOD_MEAN) {
        for (size_t i = 0; i < n; i++)
            bc_mean_add_mean(&mean, &daily[i].mean);
        return mean;
    }
    qsort(daily, n, sizeof *daily, by_value);
    if (kind == BC_FLOOD_P95)
        rank = (95 * n + 99) / 100;
    *day = daily[rank - 1].day;
    for (size_t i = 0; i < n; i++) /* the first day of equal ones */
        if (bc_decimal_compare(daily[i].value, daily[rank - 1].value) == 0 &&
            daily[i].day < *day)
            *day = daily[i].day;
    return daily[rank - 1].mean;
}

/* A value above the limit is over whatever hides below other detection limits,
 * unless it is half of such a limit itself. */
static bool is_blind(const struct bc_mean *mean, const struct daily *daily,
                     size_t n, struct bc_decimal limit, bool over)
{
    bool blind = bc_decimal_known(mean->highest_limit) &&
                 bc_decimal_compare(mean->highest_limit, limit) > 0;

    for (size_t i = 0; i < n && !over; i++)
        blind = blind ||
                (bc_decimal_known(daily[i].mean.highest_limit) &&
                 bc_decimal_compare(daily[i].mean.highest_limit, limit) > 0);
    return blind;
}

static struct bc_decimal limit_of(const struct bc_limits *limits, int target)
{
    bool has_one =
        limits->direction == BC_UPPER_LIMIT && target >= 1 && target <= 5;

    return has_one ? limits->limit[target] : BC_MISSING;
}

static void assess_item(const struct bc_flood *flood,
                        const struct section *section, size_t slot,
                        const struct bc_period *period, enum bc_water water,
                        int target, struct bc_flood_item *item)
{
    const struct bc_limits *limits = bc_limits_of(flood->slot[slot], water);
    struct daily *daily =
        daily_means(flood, section, slot, period, &item->n_days);
    struct bc_mean mean;

    if (item->n_days > 0) {
        mean = aggregate(flood->options.aggregate, daily, item->n_days,
                         &item->day);
        item->value =
            bc_mean_value(flood->slot[slot], &mean,
                          flood->options.round ? limits->decimals : -1);
        item->limit = limit_of(limits, target);
        if (bc_decimal_known(item->limit)) {
            item->ratio = bc_cells_ratio(item->value, item->limit, 4);
            item->over = bc_decimal_compare(item->value, item->limit) > 0;
            item->blind = is_blind(&mean, daily, item->n_days, item->limit,
                                   item->over == 1);
            if (item->blind)
                item->over = -1;
        }
    }
    free(daily);
}

static bool is_larger(const struct bc_flood_item *item,
                      const struct bc_flood_item *than)
{
    return bc_decimal_compare(bc_cells_ratio(item->value, item->limit, FINE),
                              bc_cells_ratio(than->value, than->limit, FINE)) >
           0;
}

/* The largest ratio that can be told is the section's. */
static void combine(struct bc_flood_row *row)
{
    bool any_blind = false;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_flood_item *item = &row->item[i];

        any_blind |= item->blind;
        if (bc_decimal_known(item->ratio) && !item->blind &&
            (row->primary == BC_NO_ITEM ||
             is_larger(item, &row->item[row->primary])))
            row->primary = (enum bc_item)i;
    }
    if (row->primary != BC_NO_ITEM) {
        row->intensity = row->item[row->primary].ratio;
        row->day = row->item[row->primary].day;
        row->over = row->item[row->primary].over;
        row->doubt = BC_FLOOD_SURE;
    }
    if (any_blind && row->over != 1) {
        row->over = -1;
        row->doubt = BC_FLOOD_BLIND;
    }
}

static enum bc_water water_of(const struct bc_flood *flood, size_t section)
{
    enum bc_water water = bc_section_water(flood->options.sections, section);

    return water == BC_WATER_UNKNOWN ? flood->options.water : water;
}

void bc_flood_assess(const struct bc_flood *flood, size_t section,
                     const struct bc_period *period, struct bc_flood_row *row)
{
    enum bc_water water = water_of(flood, section);
    const struct section *gathered = section < flood->n_sections
                                         ? &flood->sections[section]
                                         : &(const struct section){0};

    *row = (struct bc_flood_row){
        .section = section,
        .code = bc_section_name(&flood->index, section),
        .target_class = bc_section_target(flood->options.sections, section),
        .intensity = BC_MISSING,
        .primary = BC_NO_ITEM,
        .day = BC_NO_DATE,
        .over = -1};
    if (row->target_class == 0)
        row->target_class = flood->options.target_class;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        row->item[i].day = BC_NO_DATE;
        row->item[i].over = -1;
    }
    for (size_t i = 0; i < flood->n_slots; i++) {
        struct bc_flood_item *item = &row->item[flood->slot[i]];

        assess_item(flood, gathered, i, period, water,
                    water == BC_WATER_UNKNOWN ? 0 : row->target_class, item);
        if (item->n_days > row->n_days)
            row->n_days = item->n_days;
    }
    if (row->target_class == 0)
        row->doubt = BC_FLOOD_NO_TARGET;
    else if (water == BC_WATER_UNKNOWN)
        row->doubt = BC_FLOOD_NO_TYPE;
    else
        row->doubt = BC_FLOOD_NO_DAYS;
    combine(row);
}

struct bc_flood_row *bc_flood_rows(const struct bc_flood *flood,
                                   const struct bc_period *period, size_t *n)
{
    struct bc_flood_row *rows;

    *n = bc_section_index_count(&flood->index);
    rows = bc_alloc(*n, sizeof *rows);
    for (size_t s = 0; s < *n; s++)
        bc_flood_assess(flood, s, period, &rows[s]);
    return rows;
}
