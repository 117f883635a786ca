/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "layer/layer.h"
#include "water/reading_quick.h"
#include "water/row_parts.h"

void bc_row_found(struct bc_findings *findings,
                  const struct bc_observation *row, enum bc_finding_code code,
                  const char *field, struct bc_slice value, const char *message)
{
    char *feature = NULL, *text;

    if (bc_findings_is_full(findings, code)) {
        bc_findings_add(findings, &(struct bc_finding){.code = code});
        return;
    }
    if (row->n_section > 0)
        feature = bc_copy_bytes(row->section[0].data, row->section[0].length);
    text = value.data ? bc_copy_bytes(value.data, value.length) : NULL;
    bc_findings_add(findings, &(struct bc_finding){.code = code,
                                                   .source = row->source,
                                                   .line = row->line,
                                                   .feature = feature,
                                                   .field = field,
                                                   .value = text,
                                                   .message = message});
    free(feature);
    free(text);
}

static void read_class(struct bc_slice cell, struct bc_findings *findings,
                       struct bc_observation *row)
{
    int class_no = bc_class_parse(cell);

    row->published = class_no > 0 ? class_no : 0;
    if (class_no < 0)
        bc_row_found(findings, row, BC_FOUND_UNKNOWN_WORD, "class", cell,
                     "not a class; treated as missing");
}

static void read_type(struct bc_row_layout *layout, struct bc_slice cell,
                      struct bc_findings *findings, struct bc_observation *row)
{
    char *word;

    row->water = BC_WATER_UNKNOWN;
    if (cell.length == 0)
        return;
    row->water = layout->last_water;
    if (cell.length == layout->n_last_type &&
        bc_bytes_same(cell.data, layout->last_type, cell.length))
        return;
    word = bc_copy_bytes(cell.data, cell.length);
    row->water = bc_water_parse(word);
    free(word);
    if (row->water == BC_WATER_UNKNOWN)
        bc_row_found(findings, row, BC_FOUND_UNKNOWN_WORD, "type", cell,
                     "none of river, lake, reservoir; treated as missing");
    layout->n_last_type = 0;
    if (cell.length > sizeof layout->last_type)
        return;
    memcpy(layout->last_type, cell.data, cell.length);
    layout->n_last_type = cell.length;
    layout->last_water = row->water;
}

/* A word such as ND, which only a detection limit would give a value. */
static bool lacks_limit(struct bc_slice cell)
{
    struct bc_reading reading;

    return bc_reading_parse(cell, bc_decimal_of(1, 0), &reading) ==
               BC_CELL_VALUE &&
           reading.non_detect;
}

static void tell_incredible(struct bc_findings *findings,
                            const struct bc_observation *row,
                            const char *header, struct bc_slice cell)
{
    struct bc_finding finding = {.code = BC_FOUND_IMPLAUSIBLE_VALUE,
                                 .source = row->source,
                                 .line = row->line,
                                 .field = header};
    char *feature = NULL, *value;

    if (bc_findings_is_full(findings, finding.code)) {
        bc_findings_add(findings, &finding);
        return;
    }
    value = bc_copy_bytes(cell.data, cell.length);
    if (row->n_section > 0)
        feature = bc_copy_bytes(row->section[0].data, row->section[0].length);
    finding.feature = feature;
    finding.value = value;
    bc_findings_addf(findings, finding,
                     "'%s' of '%s' is more, or less, than surface water has; "
                     "it was used as it is",
                     value, header);
    free(feature);
    free(value);
}

/* What was parsed into the row: brought to the item's unit, or missing. */
static void take_reading(const struct bc_row_layout *layout, enum bc_item item,
                         const char *header, struct bc_decimal factor,
                         struct bc_slice cell, enum bc_cell kind,
                         struct bc_findings *findings,
                         struct bc_observation *row)
{
    struct bc_reading *reading = &row->reading[item];

    if (kind == BC_CELL_VALUE && bc_reading_convert(item, factor, reading)) {
        row->n_readings++;
        if (!bc_credible_is(layout->credible, item, reading))
            tell_incredible(findings, row, header, cell);
        return;
    }
    *reading = (struct bc_reading){BC_MISSING, false};
    if (kind != BC_CELL_EMPTY)
        bc_row_found(findings, row, BC_FOUND_BAD_VALUE, header, cell,
                     lacks_limit(cell)
                         ? "not detected, but below what limit? write 0.01L; "
                           "treated as missing"
                         : BC_N("not a value of the item; treated as missing"));
}

static void read_wide(const struct bc_row_layout *layout,
                      const struct bc_rows *rows, size_t r,
                      struct bc_findings *findings, struct bc_observation *row)
{
    for (size_t i = 0; i < layout->n_columns; i++) {
        const struct bc_row_column *column = &layout->columns[i];
        struct bc_slice cell = bc_row_cell(rows, r, column->column);
        enum bc_cell kind =
            bc_reading_parse(cell, BC_MISSING, &row->reading[column->item]);

        take_reading(layout, column->item, column->header, column->factor, cell,
                     kind, findings, row);
    }
}

/* A part of the sample, `Dissolved`, is another item than the whole. */
static bool is_whole(struct bc_slice fraction)
{
    static const char *const words[] = {
        "",   "total", "unfiltered", "totalrecoverable", "recoverable", "none",
        "总", "总量",  "全量"};
    char *copy = bc_copy_bytes(fraction.data, fraction.length);
    char *key = bc_text_key(copy);
    bool whole = false;

    for (size_t i = 0; i < sizeof words / sizeof words[0] && !whole; i++)
        whole = strcmp(key, words[i]) == 0;
    free(key);
    free(copy);
    return whole;
}

/* What a spelling means: item and fraction, in a unit. */
static void understand(struct bc_row_column *column, struct bc_slice item,
                       struct bc_slice fraction, struct bc_slice unit)
{
    struct bc_text name = {0};

    bc_text_add_bytes(&name, item.data, item.length);
    if (!is_whole(fraction)) {
        bc_text_add(&name, " ");
        bc_text_add_bytes(&name, fraction.data, fraction.length);
    }
    column->item = bc_item_of_header(
        (struct bc_slice){bc_text_string(&name), name.length}, &column->factor);
    if (column->item != BC_NO_ITEM && unit.length > 0)
        bc_item_factor(column->item, unit, &column->factor);
    column->header = bc_copy(bc_text_string(&name));
    bc_text_clear(&name);
}

static bool takes(const char **words, struct bc_slice part)
{
    bool same = bc_bytes_same(*words, part.data, part.length) &&
                (*words)[part.length] == '\0';

    *words += part.length + 1;
    return same;
}

static bool is_spelling(const struct bc_row_column *column,
                        struct bc_slice item, struct bc_slice fraction,
                        struct bc_slice unit)
{
    const char *words = column->words;

    return column->n_words == item.length + fraction.length + unit.length + 2 &&
           takes(&words, item) && takes(&words, fraction) &&
           takes(&words, unit);
}

/* The items of a sample follow one another in the same order. */
static bool guess_spelling(struct bc_row_layout *layout, struct bc_slice item,
                           struct bc_slice fraction, struct bc_slice unit)
{
    size_t last = layout->last_spelt;
    size_t next = last + 1 < layout->n_spelt ? last + 1 : 0;

    if (layout->n_spelt == 0)
        return false;
    if (is_spelling(&layout->spelt[next], item, fraction, unit))
        layout->last_spelt = next;
    else if (!is_spelling(&layout->spelt[last], item, fraction, unit))
        return false;
    return true;
}

static void find_spelling(struct bc_row_layout *layout, struct bc_slice item,
                          struct bc_slice fraction, struct bc_slice unit)
{
    struct bc_text *key = &layout->spelling_key;
    const size_t *known;
    struct bc_row_column *column;

    key->length = 0;
    bc_text_add_bytes(key, item.data, item.length);
    bc_text_add_bytes(key, "", 1); /* no cell holds a NUL */
    bc_text_add_bytes(key, fraction.data, fraction.length);
    bc_text_add_bytes(key, "", 1);
    bc_text_add_bytes(key, unit.data, unit.length);
    known = bc_names_find(&layout->spellings, key->data, key->length);
    if (known) {
        layout->last_spelt = *known;
        return;
    }
    bc_names_put(&layout->spellings, key->data, key->length, layout->n_spelt);
    layout->spelt = bc_reserve(layout->spelt, &layout->spelt_room,
                               layout->n_spelt + 1, sizeof *layout->spelt);
    column = &layout->spelt[layout->n_spelt];
    understand(column, item, fraction, unit);
    column->words = bc_copy_bytes(key->data, key->length);
    column->n_words = key->length;
    column->n_item = item.length;
    layout->last_spelt = layout->n_spelt++;
}

/* How a long table's row spells its item and unit: parsed once each. */
static const struct bc_row_column *spelling(struct bc_row_layout *layout,
                                            struct bc_slice item,
                                            struct bc_slice fraction,
                                            struct bc_slice unit)
{
    if (!guess_spelling(layout, item, fraction, unit))
        find_spelling(layout, item, fraction, unit);
    return &layout->spelt[layout->last_spelt];
}

static enum bc_status refuse_unit(const struct bc_observation *row,
                                  const struct bc_row_column *column,
                                  struct bc_slice unit, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s:%zu: unknown unit '%.*s' of '%s'; %s is counted "
                        "in %s",
                        row->source, row->line, (int)unit.length, unit.data,
                        column->header, bc_item_symbol(column->item),
                        bc_item_unit(column->item));
}

static struct bc_slice unit_of(const struct bc_rows *rows, size_t r,
                               size_t column, const char *of_every_row)
{
    struct bc_slice unit = bc_row_cell(rows, r, column);

    return unit.length == 0 && of_every_row ? bc_slice_of(of_every_row) : unit;
}

/* The detection limit of a row, in the item's unit; missing: none. */
static enum bc_status read_limit(struct bc_row_layout *layout,
                                 const struct bc_rows *rows, size_t r,
                                 struct bc_slice unit,
                                 struct bc_findings *findings,
                                 struct bc_observation *row,
                                 struct bc_reading *limit, struct bc_error *err)
{
    struct bc_slice cell = bc_row_cell(rows, r, layout->limit);
    struct bc_slice own =
        unit_of(rows, r, layout->limit_unit, layout->own_unit);
    const struct bc_row_column *column;

    switch (bc_reading_parse(cell, BC_MISSING, limit)) {
    case BC_CELL_EMPTY:
        return BC_OK;
    case BC_CELL_BAD:
        bc_row_found(findings, row, BC_FOUND_BAD_VALUE, "limit", cell,
                     "not a detection limit; treated as missing");
        return BC_OK;
    case BC_CELL_VALUE:
        break;
    }
    if (own.length > 0)
        unit = own;
    column = spelling(layout, bc_row_cell(rows, r, layout->item),
                      bc_row_cell(rows, r, layout->fraction), unit);
    if (!bc_decimal_known(column->factor))
        return refuse_unit(row, column, unit, err);
    if (!bc_reading_convert(column->item, column->factor, limit))
        *limit = (struct bc_reading){BC_MISSING, false};
    return BC_OK;
}

/* The value of a row whose item and unit are known. */
static enum bc_status
read_result(struct bc_row_layout *layout, const struct bc_rows *rows, size_t r,
            const struct bc_row_column *column, struct bc_slice unit,
            struct bc_findings *findings, struct bc_observation *row,
            struct bc_error *err)
{
    struct bc_slice cell = bc_row_cell(rows, r, layout->value);
    struct bc_slice condition = bc_row_cell(rows, r, layout->condition);
    const enum bc_item item = column->item;
    const char *header = column->header; /* the column may move */
    struct bc_decimal factor = column->factor;
    struct bc_reading *reading = &row->reading[item];
    enum bc_cell kind = bc_reading_parse(cell, BC_MISSING, reading);
    enum bc_status status = BC_OK;

    if (condition.length > 0 && kind == BC_CELL_VALUE)
        reading->non_detect |= bc_slice_is(condition, "<");
    if (condition.length > 0 && kind == BC_CELL_EMPTY &&
        bc_reading_is_non_detect(condition)) {
        cell = condition;
        kind = BC_CELL_BAD;
    }
    if (kind == BC_CELL_BAD && bc_reading_is_non_detect(cell)) {
        status = read_limit(layout, rows, r, unit, findings, row, reading, err);
        reading->non_detect = true;
        if (bc_decimal_known(reading->value))
            kind = BC_CELL_VALUE;
        factor = bc_decimal_of(1, 0); /* the limit is converted */
    }
    if (!status)
        take_reading(layout, item, header, factor, cell, kind, findings, row);
    return status;
}

const struct bc_row_column *bc_row_spelling(struct bc_row_layout *layout,
                                            struct bc_slice item)
{
    const struct bc_slice none = {"", 0};
    const struct bc_row_column *next = bc_row_next_spelling(layout);

    if (!next || next->n_item != item.length ||
        !bc_bytes_same(next->words, item.data, item.length))
        return spelling(layout, item, none, none);
    bc_row_take_spelling(layout, next);
    return next;
}

/* As spelling, of a row of a long table. */
static const struct bc_row_column *spelling_of_row(struct bc_row_layout *layout,
                                                   const struct bc_rows *rows,
                                                   size_t r)
{
    struct bc_slice item = bc_row_cell(rows, r, layout->item);

    if (layout->is_bare)
        return bc_row_spelling(layout, item);
    return spelling(layout, item, bc_row_cell(rows, r, layout->fraction),
                    unit_of(rows, r, layout->unit, layout->value_unit));
}

/* Values need not be brought to the item's unit: they are in it. */
static bool is_own_unit(const struct bc_row_column *column)
{
    return column->item != BC_NO_ITEM && column->factor.known &&
           column->factor.units == 1 && column->factor.scale == 0;
}

bool bc_row_read_value(const struct bc_row_layout *layout,
                       const struct bc_row_column *column, struct bc_slice cell,
                       struct bc_reading *reading, enum bc_cell *kind)
{
    const enum bc_item item = column->item;

    *kind = BC_CELL_VALUE;
    if (is_own_unit(column) && bc_reading_quick(cell, item, reading))
        return bc_credible_is(layout->credible, item, reading);
    *kind = bc_reading_parse(cell, BC_MISSING, reading);
    return *kind == BC_CELL_EMPTY ||
           (*kind == BC_CELL_VALUE &&
            bc_reading_convert(item, column->factor, reading) &&
            bc_credible_is(layout->credible, item, reading));
}

bool bc_row_read_plain(struct bc_row_layout *layout, const struct bc_rows *rows,
                       size_t r, enum bc_item *item, struct bc_reading *reading,
                       enum bc_cell *kind)
{
    const struct bc_row_column *column = spelling_of_row(layout, rows, r);

    *item = column->item;
    return column->item != BC_NO_ITEM && bc_decimal_known(column->factor) &&
           bc_row_cell(rows, r, layout->condition).length == 0 &&
           bc_row_read_value(layout, column,
                             bc_row_cell(rows, r, layout->value), reading,
                             kind);
}

bool bc_row_read_cells(const struct bc_row_layout *layout,
                       const struct bc_rows *rows, size_t r,
                       struct bc_reading *readings, size_t *n_readings)
{
    *n_readings = 0;
    for (size_t i = 0; i < layout->n_columns; i++) {
        const struct bc_row_column *column = &layout->columns[i];
        enum bc_cell kind;

        if (!bc_row_read_value(layout, column,
                               bc_row_cell(rows, r, column->column),
                               &readings[i], &kind))
            return false;
        *n_readings += kind == BC_CELL_VALUE;
    }
    return true;
}

enum bc_status bc_row_read_long(struct bc_row_layout *layout,
                                const struct bc_rows *rows, size_t r,
                                struct bc_findings *findings,
                                struct bc_observation *row,
                                struct bc_error *err)
{
    struct bc_slice unit = unit_of(rows, r, layout->unit, layout->value_unit);
    size_t n_known = layout->n_spelt;
    const struct bc_row_column *column =
        spelling(layout, bc_row_cell(rows, r, layout->item),
                 bc_row_cell(rows, r, layout->fraction), unit);

    if (column->item == BC_NO_ITEM) {
        if (layout->n_spelt > n_known) /* met for the first time */
            bc_row_found(findings, row, BC_FOUND_UNKNOWN_COLUMN, NULL,
                         bc_slice_of(column->header),
                         "no such item; its rows were not read");
        return BC_OK;
    }
    if (!bc_decimal_known(column->factor))
        return refuse_unit(row, column, unit, err);
    row->item = column->item;
    return read_result(layout, rows, r, column, unit, findings, row, err);
}

void bc_row_forget(struct bc_observation *row)
{
    if (row->item == BC_NO_ITEM)
        memset(row->reading, 0, sizeof row->reading);
    else
        row->reading[row->item] = (struct bc_reading){BC_MISSING, false};
    row->n_readings = 0;
    row->item = BC_NO_ITEM;
}

/* Words, which are told of in the order of rows. */
static void read_words(struct bc_row_layout *layout, const struct bc_rows *rows,
                       size_t r, struct bc_findings *findings,
                       struct bc_observation *row)
{
    row->published = 0;
    row->water = BC_WATER_UNKNOWN;
    if (layout->published != BC_NO_COLUMN)
        read_class(bc_row_cell(rows, r, layout->published), findings, row);
    if (layout->type != BC_NO_COLUMN)
        read_type(layout, bc_row_cell(rows, r, layout->type), findings, row);
}

void bc_row_begin(struct bc_row_layout *layout, const struct bc_rows *rows,
                  size_t r, struct bc_findings *findings,
                  struct bc_observation *row)
{
    bc_row_forget(row);
    row->source = rows->source;
    row->line = rows->lines[r];
    row->n_section = layout->n_section;
    for (size_t i = 0; i < layout->n_section; i++)
        row->section[i] = bc_row_cell(rows, r, layout->section[i]);
    row->time = bc_row_time_of(layout, rows, r);
    read_words(layout, rows, r, findings, row);
}

enum bc_status bc_row_read(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    enum bc_status status;

    bc_row_begin(layout, rows, r, findings, row);
    if (layout->year != BC_NO_COLUMN)
        year = bc_row_year_of(layout, rows, r, year);
    status = bc_row_read_time(layout, row, year, offset_minutes, findings, err);
    if (status)
        return status;
    if (layout->is_long)
        return bc_row_read_long(layout, rows, r, findings, row, err);
    read_wide(layout, rows, r, findings, row);
    return BC_OK;
}

struct bc_decimal bc_row_factor(const struct bc_row_layout *layout)
{
    return layout->spelt[layout->last_spelt].factor;
}
