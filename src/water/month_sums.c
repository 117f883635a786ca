/* SPDX-License-Identifier: MIT */
#include "water/month_sums.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "layer/layer.h"
#include "water/names.h"

/* Values below it have, with ten decimals, no more digits than a decimal
 * holds: what is more is for the rules of rows. */
enum { FEW_DIGITS = 100000000, OFFSET_MINUTES = 480 };

/* A section, month (or day) and item, as they are spelt. */
struct group {
    size_t keys; /* where its cells begin in `cells` */
    size_t section;
    enum bc_item item;
    int month;
    int64_t seconds; /* of its first time */
    enum bc_water water;
    size_t n_values;
    size_t n_known; /* of pH: values whose ions are in the sum */
    struct bc_sum sum;
    bool doubtful;
};

struct bc_month_sums {
    const struct bc_month_table *table;
    struct bc_observations *observations;
    struct bc_row_layout layout; /* its own: what it meets is no finding */
    struct bc_month_keys keys;
    char *source;
    struct bc_names spellings; /* of cells; holds their bytes */
    const char **spelt;
    size_t spelt_room;
    size_t *cells; /* spelling + 1 of each key of each group; 0 is NULL */
    size_t n_cells, cell_room;
    struct group *groups;
    size_t n, room;
    struct bc_names places; /* keys of groups of pH to their number */
    const char **ph;        /* spellings of the item */
    size_t n_ph, ph_room;
    size_t n_empty;
    struct bc_slice *probe; /* the cells of a row */
    struct bc_observation row;
};

struct bc_month_sums *bc_month_sums_new(const struct bc_month_table *table,
                                        const struct bc_header *header,
                                        bool by_day,
                                        struct bc_observations *observations)
{
    struct bc_month_sums *made = bc_alloc(1, sizeof *made);
    struct bc_error known; /* the header was read before */

    made->table = table;
    made->observations = observations;
    made->keys = bc_month_query_keys(table, by_day);
    made->source = bc_copy(header->source);
    made->probe = bc_alloc(header->n_columns, sizeof *made->probe);
    bc_row_layout_read(&made->layout, header, NULL, &known);
    return made;
}

void bc_month_sums_free(struct bc_month_sums *sums)
{
    if (!sums)
        return;
    bc_row_layout_clear(&sums->layout);
    bc_names_clear(&sums->spellings);
    bc_names_clear(&sums->places);
    free(sums->spelt);
    free(sums->cells);
    free(sums->groups);
    free(sums->ph);
    free(sums->probe);
    free(sums->source);
    free(sums);
}

/* ---- cells ---- */

/* The number of a spelling, from 1; 0 is NULL. */
static size_t spelling(struct bc_month_sums *sums, struct bc_slice cell)
{
    const size_t *known;
    size_t n = sums->spellings.n_names;

    if (!cell.data)
        return 0;
    known = bc_names_find(&sums->spellings, cell.data, cell.length);
    if (known)
        return *known;
    bc_names_put(&sums->spellings, cell.data, cell.length, n + 1);
    sums->spelt =
        bc_reserve(sums->spelt, &sums->spelt_room, n + 1, sizeof *sums->spelt);
    sums->spelt[n] =
        bc_arena_copy(&sums->spellings.arena, cell.data, cell.length);
    return n + 1;
}

static struct bc_slice cell_of(const struct bc_month_sums *sums,
                               const struct group *group, size_t key)
{
    size_t spelt = sums->cells[group->keys + key];

    return spelt ? bc_slice_of(sums->spelt[spelt - 1])
                 : (struct bc_slice){NULL, 0};
}

static size_t count_of(struct bc_slice cell)
{
    return cell.data ? strtoull(cell.data, NULL, 10) : 0;
}

/* A decimal, not below 0, as a whole number of 10^-@p places; false when it is
 * none, or has more decimals. */
static bool scaled(struct bc_slice text, int places, bc_int128 *units)
{
    bool point = false;

    *units = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        if (byte == '.' && !point) {
            point = true;
            continue;
        }
        if (byte < '0' || byte > '9' || (point && --places < 0))
            return false;
        *units = *units * 10 + (byte - '0');
    }
    while (places-- > 0)
        *units *= 10;
    return text.length > 0;
}

/* ---- is it what rows would have made? ---- */

/* Reads a row that has the group's keys, this value and this time, by the
 * rules of rows. */
static bool probe(struct bc_month_sums *sums, const struct bc_slice *cells,
                  struct bc_slice time, struct bc_slice value)
{
    const size_t line = 0; /* none */
    const struct bc_row_layout *layout = sums->table->layout;
    struct bc_rows rows = {.source = sums->source,
                           .n_rows = 1,
                           .n_columns = sums->table->n_columns,
                           .cells = sums->probe,
                           .lines = &line};
    struct bc_error err;

    for (size_t c = 0; c < rows.n_columns; c++)
        sums->probe[c] = bc_slice_of("");
    for (size_t k = 0; k < sums->keys.n; k++)
        if (cells[k].data)
            sums->probe[sums->keys.column[k]] = cells[k];
    sums->probe[layout->time] = time;
    if (value.data)
        sums->probe[layout->value] = value;
    return bc_row_read(&sums->layout, &rows, 0, 0, OFFSET_MINUTES, NULL,
                       &sums->row, &err) == BC_OK &&
           sums->row.has_time && sums->row.n_readings == 1 &&
           bc_credible_is(layout->credible, sums->row.item,
                          &sums->row.reading[sums->row.item]);
}

/* The last time alone; the first stands in the row that was probed. */
static int month_of(struct bc_slice time)
{
    int64_t seconds = 0;

    if (!bc_time_parse(time, 0, OFFSET_MINUTES, &seconds))
        return -1;
    return bc_month_of_day((bc_day)(seconds / 86400 - (seconds % 86400 < 0)));
}

static enum bc_status check_month(const struct bc_month_sums *sums,
                                  const struct bc_slice *cells,
                                  const struct bc_slice *values, int *month,
                                  struct bc_error *err)
{
    struct bc_slice written = cells[sums->keys.month];
    bc_day first = BC_NO_DATE;

    if (written.data && bc_month_parse(written, 0, &first) &&
        bc_month_of_day(first) == month_of(values[BC_MONTH_FIRST]) &&
        bc_month_of_day(first) == month_of(values[BC_MONTH_LAST])) {
        *month = bc_month_of_day(first);
        return BC_OK;
    }
    return bc_error_set(
        err, BC_BAD_INPUT,
        "%s: the month '%.*s' has times from '%s' to '%s'; let "
        "the server make it: 202104 for 2021-04-01",
        sums->source, (int)written.length, written.data ? written.data : "",
        values[BC_MONTH_FIRST].data ? values[BC_MONTH_FIRST].data : "",
        values[BC_MONTH_LAST].data ? values[BC_MONTH_LAST].data : "");
}

/* The sum as samples, exactly; false when some value would have been rounded
 * on its way. The row that was read last is of the group. */
static bool sum_up(struct bc_month_sums *sums, const struct bc_slice *values,
                   struct group *group)
{
    const struct bc_decimal factor = bc_row_factor(&sums->layout);
    const size_t places = count_of(values[BC_MONTH_PLACES]);
    const int left = BC_READING_PLACES - factor.scale;
    struct bc_decimal high;
    struct bc_reading limit = {BC_MISSING, true};
    bc_int128 all, below = 0, total = 0;

    if (left < 0 || places > (size_t)left || group->n_values > UINT32_MAX ||
        bc_decimal_parse(values[BC_MONTH_HIGH], &high) != BC_PARSED ||
        bc_decimal_compare(high, bc_decimal_of(FEW_DIGITS, 0)) >= 0 ||
        !scaled(values[BC_MONTH_SUM], left, &all))
        return false;
    if (values[BC_MONTH_BELOW].data) {
        if (group->item == BC_PH ||
            !scaled(values[BC_MONTH_BELOW], left, &below) ||
            bc_decimal_parse(values[BC_MONTH_LIMIT], &limit.value) !=
                BC_PARSED ||
            !bc_reading_convert(group->item, factor, &limit))
            return false;
    }
    if (group->item != BC_PH)
        total = bc_samples_total((all - below) * factor.units,
                                 below * factor.units);
    group->sum = bc_sum_of(total, group->n_values, limit.value);
    return true;
}

static bool is_sound(struct bc_month_sums *sums, const struct bc_slice *cells,
                     const struct bc_slice *values, struct group *group)
{
    bool sound =
        probe(sums, cells, values[BC_MONTH_FIRST], values[BC_MONTH_LOW]);

    group->item = sums->row.item;
    group->seconds = sums->row.seconds;
    group->water = sums->row.water;
    return sound && count_of(values[BC_MONTH_TIMES]) == group->n_values &&
           count_of(values[BC_MONTH_ODD]) == 0 &&
           probe(sums, cells, values[BC_MONTH_FIRST], values[BC_MONTH_HIGH]) &&
           sum_up(sums, values, group);
}

/* ---- taking ---- */

static void add_keys_text(const struct bc_month_sums *sums,
                          const struct bc_slice *cells, struct bc_text *text)
{
    for (size_t k = 0; k < sums->keys.n; k++) {
        bc_text_add(text, cells[k].data ? "." : "");
        bc_text_add_bytes(text, cells[k].data ? cells[k].data : "",
                          cells[k].length);
        bc_text_add_bytes(text, "", 1); /* no cell holds a NUL */
    }
}

/* pH is summed as ions, which the server does not: its values are asked for. */
static void expect_values(struct bc_month_sums *sums,
                          const struct bc_slice *cells)
{
    const size_t item = sums->table->layout->item;
    struct bc_text key = {0};

    add_keys_text(sums, cells, &key);
    bc_names_put(&sums->places, key.data, key.length, sums->n - 1);
    bc_text_clear(&key);
    for (size_t k = 0; k < sums->keys.n; k++) {
        const char *spelt;
        size_t i = 0;

        if (sums->keys.column[k] != item || k == sums->keys.day)
            continue;
        spelt = cell_of(sums, &sums->groups[sums->n - 1], k).data;
        while (i < sums->n_ph && sums->ph[i] != spelt)
            i++;
        if (i < sums->n_ph)
            continue;
        sums->ph = bc_reserve(sums->ph, &sums->ph_room, sums->n_ph + 1,
                              sizeof *sums->ph);
        sums->ph[sums->n_ph++] = spelt;
    }
}

enum bc_status bc_month_sums_take(struct bc_month_sums *sums,
                                  const struct bc_slice *cells,
                                  struct bc_error *err)
{
    const struct bc_slice *values = cells + sums->keys.n;
    struct group *group;
    enum bc_status status;
    int month = 0;

    status = check_month(sums, cells, values, &month, err);
    if (status)
        return status;
    sums->n_empty +=
        count_of(values[BC_MONTH_ROWS]) - count_of(values[BC_MONTH_VALUES]);
    if (count_of(values[BC_MONTH_VALUES]) == 0 &&
        count_of(values[BC_MONTH_ODD]) == 0)
        return BC_OK;
    sums->groups = bc_reserve(sums->groups, &sums->room, sums->n + 1,
                              sizeof *sums->groups);
    group = &sums->groups[sums->n++];
    *group = (struct group){.keys = sums->n_cells,
                            .item = BC_NO_ITEM,
                            .month = month,
                            .n_values = count_of(values[BC_MONTH_VALUES])};
    sums->cells = bc_reserve(sums->cells, &sums->cell_room,
                             sums->n_cells + sums->keys.n, sizeof *sums->cells);
    for (size_t k = 0; k < sums->keys.n; k++)
        sums->cells[sums->n_cells++] = spelling(sums, cells[k]);
    group->doubtful = !is_sound(sums, cells, values, group);
    group->section = bc_observations_section_of(sums->observations, &sums->row);
    if (group->item == BC_PH && !group->doubtful && group->section != BC_NO_ROW)
        expect_values(sums, cells);
    return BC_OK;
}

const char *const *bc_month_sums_ph(const struct bc_month_sums *sums, size_t *n)
{
    *n = sums->n_ph;
    return sums->ph;
}

enum bc_status bc_month_sums_take_value(struct bc_month_sums *sums,
                                        const struct bc_slice *cells,
                                        struct bc_error *err)
{
    const struct bc_slice *values = cells + sums->keys.n;
    const size_t times = count_of(values[1]);
    const size_t *place;
    struct bc_reading reading = {BC_MISSING, false};
    struct bc_text key = {0};
    struct group *group;

    add_keys_text(sums, cells, &key);
    place = bc_names_find(&sums->places, key.data, key.length);
    bc_text_clear(&key);
    if (!place)
        return BC_OK; /* doubtful, or of no section */
    group = &sums->groups[*place];
    if (bc_decimal_parse(values[0], &reading.value) != BC_PARSED ||
        !bc_reading_convert(BC_PH, bc_decimal_of(1, 0), &reading))
        return bc_error_set(err, BC_INTERNAL,
                            "%s: '%s' is no pH, but lies between two",
                            sums->source, values[0].data);
    group->sum.total += bc_sample_units(BC_PH, reading) * (bc_int128)times;
    group->n_known += times;
    return BC_OK;
}

/* ---- entering ---- */

static bc_day day_of(const struct group *group)
{
    return (bc_day)(group->seconds / 86400 - (group->seconds % 86400 < 0));
}

/* By spelling, whatever the day. */
static int compare_spellings(const struct bc_month_sums *sums,
                             const struct group *x, const struct group *y)
{
    for (size_t k = 0; k < sums->keys.n; k++) {
        size_t a = sums->cells[x->keys + k], b = sums->cells[y->keys + k];

        if (k != sums->keys.day && a != b)
            return a < b ? -1 : 1;
    }
    return 0;
}

/* Groups whose rows could repeat one another: of one section, item and month;
 * of sections that nobody knows, those that are spelt alike. */
static int compare_months(const struct bc_month_sums *sums,
                          const struct group *x, const struct group *y)
{
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    if (x->section == BC_NO_ROW)
        return compare_spellings(sums, x, y);
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    return (x->month > y->month) - (x->month < y->month);
}

static int compare(const void *a, const void *b, void *context)
{
    const struct group *x = a, *y = b;
    int order = compare_months(context, x, y);

    if (order == 0)
        order = (day_of(x) > day_of(y)) - (day_of(x) < day_of(y));
    return order;
}

/* The first group behind those that belong together with group @p at. */
static size_t end_of_month(const struct bc_month_sums *sums, size_t at)
{
    size_t last = at;

    while (++last < sums->n &&
           compare_months(sums, &sums->groups[at], &sums->groups[last]) == 0)
        continue;
    return last;
}

/* One doubtful group, or two of the same time, make all of them doubtful. */
static void spread_doubt(struct bc_month_sums *sums, size_t from, size_t to)
{
    struct group *groups = sums->groups;
    bool doubtful = groups[from].doubtful;

    for (size_t i = from + 1; i < to; i++)
        doubtful |= groups[i].doubtful || sums->keys.day == BC_NO_COLUMN ||
                    day_of(&groups[i]) == day_of(&groups[i - 1]);
    for (size_t i = from; i < to; i++)
        groups[i].doubtful = doubtful;
}

/* What a row of the group would say of its section. */
static void restore_row(struct bc_month_sums *sums, const struct group *group)
{
    const size_t n = sums->table->layout->n_section;

    sums->row.n_section = n;
    for (size_t k = 0; k < n; k++) {
        sums->row.section[k] = cell_of(sums, group, k);
        if (!sums->row.section[k].data)
            sums->row.section[k] = bc_slice_of("");
    }
    sums->row.seconds = group->seconds;
    sums->row.water = group->water;
}

static enum bc_status enter(struct bc_month_sums *sums,
                            const struct group *group, struct bc_error *err)
{
    if (group->section == BC_NO_ROW) {
        bc_observations_add_unknown(sums->observations, group->n_values);
        return BC_OK;
    }
    if (group->item == BC_PH && group->n_known != group->n_values)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: changes while it is read; try again",
                            sums->source);
    restore_row(sums, group);
    bc_observations_add_samples(sums->observations, &sums->row, group->section,
                                group->item, &group->sum,
                                sums->keys.day != BC_NO_COLUMN);
    return BC_OK;
}

enum bc_status bc_month_sums_enter(struct bc_month_sums *sums,
                                   struct bc_error *err)
{
    enum bc_status status = BC_OK;

    if (sums->n)
        qsort_r(sums->groups, sums->n, sizeof *sums->groups, compare, sums);
    for (size_t at = 0; at < sums->n && !status;) {
        size_t end = end_of_month(sums, at);

        spread_doubt(sums, at, end);
        for (; at < end && !status; at++)
            if (!sums->groups[at].doubtful)
                status = enter(sums, &sums->groups[at], err);
    }
    return status;
}

/* ---- what is left ---- */

size_t bc_month_sums_n_empty(const struct bc_month_sums *sums)
{
    return sums->n_empty;
}

/* Whether an earlier group has the same rows by another day. */
static bool is_listed(const struct bc_month_sums *sums, size_t at)
{
    const struct group *group = &sums->groups[at];

    while (at-- > 0 && compare_months(sums, &sums->groups[at], group) == 0)
        if (compare_spellings(sums, &sums->groups[at], group) == 0)
            return true;
    return false;
}

bool bc_month_sums_next_doubtful(const struct bc_month_sums *sums, size_t *at,
                                 struct bc_text *condition)
{
    const struct bc_month_keys keys = bc_month_query_keys(sums->table, false);
    struct bc_slice cells[BC_MONTH_KEYS];
    size_t n = 0;

    while (*at < sums->n &&
           (!sums->groups[*at].doubtful || is_listed(sums, *at)))
        (*at)++;
    if (*at == sums->n)
        return false;
    for (size_t k = 0; k < sums->keys.n; k++)
        if (k != sums->keys.day)
            cells[n++] = cell_of(sums, &sums->groups[*at], k);
    bc_month_query_where_group(sums->table, &keys, cells, condition);
    (*at)++;
    return true;
}
