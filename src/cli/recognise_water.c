/* SPDX-License-Identifier: MIT */
#include "cli/recognise_water.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "water/observation.h"
#include "water/row.h"

enum { MOST_ROWS = 200 }; /* by whose values a header is told */

/** The header of a table and its first rows. */
struct peek {
    struct bc_arena *arena;
    struct bc_header header; /* copied */
    size_t n_rows;
    struct bc_slice *cells;
};

static const char *keep(struct bc_arena *arena, const char *text)
{
    return bc_arena_copy(arena, text, strlen(text));
}

static struct bc_slice keep_slice(struct bc_arena *arena, struct bc_slice text)
{
    return (struct bc_slice){bc_arena_copy(arena, text.data, text.length),
                             text.length};
}

/* ---- a look at the first rows ---- */

static enum bc_status take_header(void *context, const struct bc_header *header,
                                  struct bc_error *err)
{
    struct peek *peek = context;
    struct bc_slice *names =
        bc_arena_alloc(peek->arena, header->n_columns * sizeof *names);

    (void)err;
    for (size_t c = 0; c < header->n_columns; c++)
        names[c] = keep_slice(peek->arena, header->names[c]);
    peek->header = *header;
    peek->header.names = names;
    peek->header.source = keep(peek->arena, header->source);
    peek->header.above = keep(peek->arena, header->above);
    peek->cells = bc_arena_alloc(peek->arena, MOST_ROWS * header->n_columns *
                                                  sizeof *peek->cells);
    return BC_OK;
}

/** Enough is enough: the status only ends the reading. */
static enum bc_status take_rows(void *context, const struct bc_rows *rows,
                                struct bc_error *err)
{
    struct peek *peek = context;

    for (size_t r = 0; r < rows->n_rows && peek->n_rows < MOST_ROWS; r++) {
        for (size_t c = 0; c < rows->n_columns; c++)
            peek->cells[peek->n_rows * rows->n_columns + c] =
                keep_slice(peek->arena,
                           bc_slice_trim(rows->cells[r * rows->n_columns + c]));
        peek->n_rows++;
    }
    return peek->n_rows < MOST_ROWS
               ? BC_OK
               : bc_error_set(err, BC_INTERRUPTED, "interrupted");
}

/** How many of ten filled cells a test is true of. */
static size_t tenths(const struct peek *peek, size_t column,
                     bool (*test)(struct bc_slice cell))
{
    size_t n = 0, n_filled = 0;

    for (size_t r = 0; r < peek->n_rows; r++) {
        struct bc_slice cell = peek->cells[r * peek->header.n_columns + column];

        n_filled += cell.length > 0;
        n += cell.length > 0 && test(cell);
    }
    return n_filled > 0 ? n * 10 / n_filled : 0;
}

static bool is_number(struct bc_slice cell)
{
    struct bc_decimal value;

    return bc_decimal_parse(cell, &value) <= BC_PARSED_ROUNDED;
}

static bool is_time(struct bc_slice cell)
{
    int64_t seconds;
    bc_day first;

    return bc_time_parse(cell, 2000, 480, &seconds) ||
           bc_month_parse(cell, 2000, &first);
}

static bool is_text(struct bc_slice cell)
{
    return !is_number(cell) && !is_time(cell);
}

/* ---- headers that nobody knows ---- */

/** What `fields` is to say: the columns renamed so far. */
struct naming {
    const struct peek *peek;
    struct bc_slice *names; /* as the reader will see them */
    struct bc_water_guess *guess;
    struct bc_arena *arena;
};

static bool is_free(const struct naming *naming, size_t column)
{
    return bc_row_word(naming->names[column]) == BC_WORD_OTHER &&
           naming->names[column].length > 0;
}

static void name_column(struct naming *naming, size_t column, const char *key,
                        enum bc_clue clue)
{
    struct bc_water_guess *guess = naming->guess;
    struct bc_water_column *own = &guess->columns[column];

    own->key = keep(naming->arena, key);
    own->clue = clue;
    guess->fields[guess->n_fields++] =
        (struct bc_field_map){own->key, own->header};
    naming->names[column] = bc_slice_of(own->key);
}

static bool holds_one_of(struct bc_slice header, const char *parts)
{
    char *copy = bc_copy_bytes(header.data, header.length);
    char *key = bc_text_key(copy);
    bool found = false;

    for (const char *at = parts; *at && !found;) {
        size_t n = strcspn(at, "|");
        char *part = bc_copy_bytes(at, n);

        found = strstr(key, part) != NULL;
        free(part);
        at += n + (at[n] == '|');
    }
    free(key);
    free(copy);
    return found;
}

/** By a part of the header, else, where @p test is not NULL, by the values. */
static void name_key(struct naming *naming, const char *key, const char *parts,
                     bool (*test)(struct bc_slice cell))
{
    size_t n = naming->peek->header.n_columns;

    for (size_t c = 0; c < n; c++) {
        if (!is_free(naming, c) || !holds_one_of(naming->names[c], parts))
            continue;
        name_column(naming, c, key, BC_CLUE_PART);
        return;
    }
    for (size_t c = 0; test && c < n; c++) {
        if (!is_free(naming, c) || tenths(naming->peek, c, test) < 8)
            continue;
        name_column(naming, c, key, BC_CLUE_VALUES);
        return;
    }
}

/** `总磷浓度(mg/L)`: the longest beginning that names an item, with the unit.
 */
static bool item_within(struct bc_slice header, struct bc_text *name)
{
    struct bc_text folded = {0};
    struct bc_decimal factor;
    const char *open;
    size_t n;
    bool found = false;

    bc_text_fold(&folded, header.data, header.length);
    open = strchr(bc_text_string(&folded), '(');
    n = open ? (size_t)(open - folded.data) : folded.length;
    while (n > 1 && !found) {
        n--;
        if (((unsigned char)folded.data[n] & 0xc0) == 0x80)
            continue; /* inside a character */
        name->length = 0;
        bc_text_add_bytes(name, folded.data, n);
        if (bc_item_find(bc_slice_of(bc_text_string(name))) == BC_NO_ITEM)
            continue;
        bc_text_add(name, open);
        found =
            bc_item_of_header(bc_slice_of(name->data), &factor) != BC_NO_ITEM &&
            bc_decimal_known(factor);
    }
    bc_text_clear(&folded);
    return found;
}

static bool has_item(const struct naming *naming, enum bc_item item)
{
    struct bc_decimal factor;

    for (size_t c = 0; c < naming->peek->header.n_columns; c++)
        if (bc_item_of_header(naming->names[c], &factor) == item)
            return true;
    return false;
}

static void name_items(struct naming *naming)
{
    static const char no_value[] =
        "超标|倍数|类别|目标|限值|标准|同比|环比|检出限|limit|class";

    for (size_t c = 0; c < naming->peek->header.n_columns; c++) {
        struct bc_text name = {0};
        struct bc_decimal factor;

        if (is_free(naming, c) && !holds_one_of(naming->names[c], no_value) &&
            tenths(naming->peek, c, is_number) >= 5 &&
            item_within(naming->names[c], &name) &&
            !has_item(naming,
                      bc_item_of_header(bc_slice_of(name.data), &factor)))
            name_column(naming, c, name.data, BC_CLUE_PART);
        bc_text_clear(&name);
    }
}

static enum bc_status read_layout(const struct naming *naming,
                                  struct bc_row_layout *layout)
{
    struct bc_header header = naming->peek->header;
    struct bc_error ignored;

    header.names = naming->names;
    return bc_row_layout_read(layout, &header, NULL, &ignored);
}

/** Names what the reader misses, in the order in which it looks. */
static bool find_layout(struct naming *naming, struct bc_row_layout *layout)
{
    if (read_layout(naming, layout) == BC_OK)
        return true;
    name_items(naming);
    if (layout->time == BC_NO_COLUMN && layout->month == BC_NO_COLUMN)
        name_key(naming, "time", "时间|日期|date|time", is_time);
    if (layout->n_section == 0)
        name_key(naming, "section",
                 "断面|站点|点位|测站|站名|section|station|site", is_text);
    if (read_layout(naming, layout) == BC_OK)
        return true;
    if (layout->item == BC_NO_COLUMN)
        name_key(naming, "item", "项目|指标|因子|参数|parameter|analyte", NULL);
    if (layout->value == BC_NO_COLUMN)
        name_key(naming, "value", "结果|浓度|数值|监测值|result|value", NULL);
    if (layout->unit == BC_NO_COLUMN)
        name_key(naming, "unit", "单位|unit", NULL);
    return read_layout(naming, layout) == BC_OK;
}

/** What each column is read as, for the dictionary. */
static void describe(const struct naming *naming,
                     const struct bc_row_layout *layout)
{
    const struct {
        const char *key;
        size_t column;
    } columns[] = {
        {"time", layout->time},         {"class", layout->published},
        {"type", layout->type},         {"year", layout->year},
        {"month", layout->month},       {"day", layout->day},
        {"hour", layout->hour},         {"item", layout->item},
        {"value", layout->value},       {"unit", layout->unit},
        {"limit", layout->limit},       {"limit_unit", layout->limit_unit},
        {"fraction", layout->fraction}, {"condition", layout->condition}};
    struct bc_water_guess *guess = naming->guess;

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        struct bc_water_column *own;

        if (columns[i].column == BC_NO_COLUMN)
            continue;
        own = &guess->columns[columns[i].column];
        own->key = own->key ? own->key : columns[i].key;
        own->clue = own->clue ? own->clue : BC_CLUE_HEADER;
    }
    for (size_t i = 0; i < layout->n_section; i++) {
        struct bc_water_column *own = &guess->columns[layout->section[i]];

        own->key = own->key ? own->key : "section";
        own->clue = own->clue ? own->clue : BC_CLUE_HEADER;
    }
    guess->n_items = layout->is_long ? 6 : layout->n_columns;
    for (size_t c = 0; !layout->is_long && c < guess->n_columns; c++) {
        struct bc_water_column *own = &guess->columns[c];
        struct bc_decimal factor;
        enum bc_item item = bc_item_of_header(naming->names[c], &factor);

        if (item == BC_NO_ITEM)
            continue;
        own->key = bc_item_symbol(item);
        own->clue = own->clue ? own->clue : BC_CLUE_HEADER;
    }
}

/* ---- the whole table ---- */

struct counting {
    struct bc_water_guess *guess;
    size_t n, n_hours;
};

static void count_row(void *context, size_t section,
                      const struct bc_observation *row)
{
    struct counting *counting = context;
    int64_t day = row->seconds / 86400 - (row->seconds % 86400 < 0);
    int month = bc_month_of_day((bc_day)day);

    (void)section;
    counting->n++;
    counting->n_hours += row->seconds % 86400 != 0;
    if (month < BC_MONTHS_KNOWN) /* no year is before 1 */
        counting->guess->months[month] = true;
}

static enum bc_status read_whole(const struct bc_source *source,
                                 struct bc_water_guess *guess,
                                 struct bc_error *err)
{
    struct counting counting = {.guess = guess};
    const struct bc_observation_options options = {.offset_minutes = 480,
                                                   .year = guess->year,
                                                   .visit = count_row,
                                                   .visit_context = &counting};
    struct bc_observations *observations = bc_observations_new(&options, NULL);
    struct bc_rows_sink sink = bc_observations_sink(observations);
    struct bc_source named = *source;
    struct bc_observation_counts counts;
    enum bc_status status;

    named.fields = guess->fields;
    named.n_fields = guess->n_fields;
    status = bc_rows_read(&named, &sink, err);
    if (!status)
        status = bc_observations_finish(observations, err);
    counts = bc_observations_counts(observations);
    guess->n_rows = counts.rows_read;
    guess->n_used = counts.rows_used;
    guess->n_sections = bc_observations_n_sections(observations);
    guess->has_hours = counting.n_hours * 2 > counting.n;
    bc_observations_free(observations);
    return status;
}

int bc_year_in(const char *name)
{
    for (const char *at = name; *at; at++) {
        bool starts = at == name || !isdigit((unsigned char)at[-1]);

        if (starts && strspn(at, "0123456789") >= 4 &&
            strspn(at, "0123456789") != 5 &&
            (strncmp(at, "20", 2) == 0 || strncmp(at, "19", 2) == 0))
            return (at[0] - '0') * 1000 + (at[1] - '0') * 100 +
                   (at[2] - '0') * 10 + (at[3] - '0');
    }
    return 0;
}

/** A time without a year, perhaps: names may tell it; a year that cannot be
 * wrong for a date tells whether that was all. */
static void read_with_year(const struct bc_source *source, const char *name,
                           const char *above, struct bc_water_guess *guess)
{
    const int years[] = {0, bc_year_in(name), bc_year_in(above), 2000};
    struct bc_error err = {0}; /* of the last try: no lack of a year */

    for (size_t i = 0; i < 4; i++) {
        if (i > 0 && years[i] == 0)
            continue;
        guess->year = years[i];
        memset(guess->months, 0, BC_MONTHS_KNOWN * sizeof *guess->months);
        if (read_whole(source, guess, &err) == BC_OK) {
            guess->needs_year = i == 3;
            if (guess->needs_year) /* 2000 was to try, and is no guess */
                guess->year = 0;
            if (guess->n_used == 0)
                guess->fault = bc_say("no row can be used; look at its times "
                                      "and values");
            return;
        }
    }
    guess->year = 0;
    guess->fault = keep(guess->arena, err.message);
}

void bc_recognise_water(const struct bc_source *source, const char *name,
                        struct bc_arena *arena, struct bc_water_guess *guess)
{
    struct peek peek = {.arena = arena};
    const struct bc_rows_sink sink = {.header = take_header,
                                      .rows = take_rows,
                                      .context = &peek,
                                      .word = bc_row_word};
    struct bc_row_layout layout = {0};
    struct naming naming = {.peek = &peek, .guess = guess, .arena = arena};
    struct bc_error err = {0};
    enum bc_status status = bc_rows_read(source, &sink, &err);
    size_t n = peek.header.n_columns;

    *guess = (struct bc_water_guess){.arena = arena};
    if ((status && status != BC_INTERRUPTED) || n == 0)
        return;
    guess->n_columns = n;
    guess->columns = bc_arena_alloc(arena, n * sizeof *guess->columns);
    guess->fields = bc_arena_alloc(arena, n * sizeof *guess->fields);
    guess->months = bc_arena_alloc(arena, BC_MONTHS_KNOWN * sizeof(bool));
    naming.names = bc_arena_alloc(arena, n * sizeof *naming.names);
    for (size_t c = 0; c < n; c++) {
        naming.names[c] = peek.header.names[c];
        guess->columns[c].header = peek.header.names[c].data;
    }
    guess->is = find_layout(&naming, &layout);
    if (guess->is)
        describe(&naming, &layout);
    bc_row_layout_clear(&layout);
    if (!guess->is)
        return;
    read_with_year(source, name, peek.header.above, guess);
}
