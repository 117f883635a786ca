/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "layer/layer.h"

/** A column, or a spelling in a long table, that holds values of an item. */
struct bc_row_column {
    size_t column;
    enum bc_item item; /* BC_NO_ITEM: a spelling that is no item */
    struct bc_decimal factor;
    char *header; /* as written, for findings */
};

/* ---- header ---- */

/* Headers of the key columns, the more telling first; before all the key
 * itself, which `fields` of the project puts in a header's place. */
static const char section_aliases[] =
    "section|断面名称|断面|监测断面|断面编码|断面编号|断面代码|监测断面名称|"
    "测站|测站名称|站点|站点名称|点位|点位名称|监测点位|section_code|"
    "section_name|code|station|station_code|name|名称|编码|代码";
static const char time_aliases[] =
    "time|监测时间|采样时间|时间|监测日期|采样日期|日期|监测月份|月份|年月|"
    "datetime|date|sample_time|sample_date|month";
static const char class_aliases[] = "class|水质类别|类别|水质级别|class_no";
static const char item_aliases[] = "item|项目|监测项目|项目名称|指标|监测指标|"
                                   "因子|parameter|param|indicator";
static const char value_aliases[] = "value|值|监测值|数值|浓度|结果|监测结果|"
                                    "result|concentration";
static const char unit_aliases[] = "unit|单位|units";
static const char limit_aliases[] =
    "limit|检出限|方法检出限|detection_limit|dl|mdl|lod";
/* Known, and of no use here: not worth a finding. */
static const char other_aliases[] =
    "省份|省|城市|地市|市|区县|县|流域|水系|河流|湖库|水体|水体名称|站点情况|"
    "站点状态|状态|序号|备注|经度|纬度|id|province|city|county|basin|river|"
    "water|status|note|lon|lat";

/* Which alias a header is, from 0; SIZE_MAX when none. */
static size_t alias_rank(const char *aliases, const char *key)
{
    size_t rank = 0;

    for (; *aliases; rank++) {
        size_t n = strcspn(aliases, "|");
        char *alias = bc_copy_bytes(aliases, n);
        char *alias_key = bc_text_key(alias);
        bool same = strcmp(alias_key, key) == 0;

        free(alias);
        free(alias_key);
        if (same)
            return rank;
        aliases += n + (aliases[n] == '|');
    }
    return SIZE_MAX;
}

/* The header with the first alias; BC_NO_COLUMN when there is none. */
static size_t find_column(char *const *keys, size_t n, const char *aliases)
{
    size_t best = SIZE_MAX, column = BC_NO_COLUMN;

    for (size_t c = 0; c < n; c++) {
        size_t rank = alias_rank(aliases, keys[c]);

        if (rank < best) {
            best = rank;
            column = c;
        }
    }
    return column;
}

/* Every header that names the section, by rank. */
static void find_sections(struct bc_row_layout *layout, char *const *keys,
                          size_t n)
{
    size_t rank_of[BC_SECTION_COLUMNS];

    layout->n_section = 0;
    for (size_t c = 0; c < n; c++) {
        size_t rank = alias_rank(section_aliases, keys[c]);
        size_t at = layout->n_section;

        if (rank == SIZE_MAX || at == BC_SECTION_COLUMNS)
            continue;
        for (; at > 0 && rank_of[at - 1] > rank; at--) {
            rank_of[at] = rank_of[at - 1];
            layout->section[at] = layout->section[at - 1];
        }
        rank_of[at] = rank;
        layout->section[at] = c;
        layout->n_section++;
    }
}

static enum bc_status add_item(struct bc_row_layout *layout, const char *source,
                               struct bc_slice name, size_t column,
                               enum bc_item item, struct bc_decimal factor,
                               struct bc_error *err)
{
    struct bc_row_column *added;

    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].item == item)
            return bc_error_set(
                err, BC_BAD_INPUT,
                "%s:1: columns '%s' and '%.*s' are both %s; keep one", source,
                layout->columns[i].header, (int)name.length, name.data,
                bc_item_symbol(item));
    if (!bc_decimal_known(factor))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:1: column '%.*s' has an unknown unit; %s is "
                            "counted in %s",
                            source, (int)name.length, name.data,
                            bc_item_symbol(item), bc_item_unit(item));
    added = &layout->columns[layout->n_columns++];
    *added = (struct bc_row_column){column, item, factor,
                                    bc_copy_bytes(name.data, name.length)};
    return BC_OK;
}

static bool is_key_column(const struct bc_row_layout *layout, size_t c)
{
    for (size_t i = 0; i < layout->n_section; i++)
        if (layout->section[i] == c)
            return true;
    return c == layout->time || c == layout->published;
}

static enum bc_status
find_items(struct bc_row_layout *layout, const char *source,
           const struct bc_slice *names, char *const *keys, size_t n,
           struct bc_findings *findings, struct bc_error *err)
{
    const struct bc_observation header = {.source = source, .line = 1};
    enum bc_status status = BC_OK;

    layout->columns = bc_alloc(n, sizeof *layout->columns);
    for (size_t c = 0; c < n && !status; c++) {
        struct bc_decimal factor;
        enum bc_item item;

        if (is_key_column(layout, c) || keys[c][0] == '\0')
            continue;
        item = bc_item_of_header(names[c], &factor);
        if (item != BC_NO_ITEM)
            status = add_item(layout, source, names[c], c, item, factor, err);
        else if (alias_rank(other_aliases, keys[c]) == SIZE_MAX)
            bc_row_found(findings, &header, BC_FOUND_UNKNOWN_COLUMN, NULL,
                         names[c], "the column is no item; it was not read");
    }
    if (!status && layout->n_columns == 0)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s:1: no column is an item; head them as '总磷' "
                              "or 'TP(mg/L)'",
                              source);
    return status;
}

static enum bc_status
find_columns(struct bc_row_layout *layout, const char *source,
             const struct bc_slice *names, char *const *keys, size_t n,
             struct bc_findings *findings, struct bc_error *err)
{
    find_sections(layout, keys, n);
    layout->time = find_column(keys, n, time_aliases);
    layout->published = find_column(keys, n, class_aliases);
    layout->item = find_column(keys, n, item_aliases);
    layout->value = find_column(keys, n, value_aliases);
    layout->unit = find_column(keys, n, unit_aliases);
    layout->limit = find_column(keys, n, limit_aliases);
    layout->is_long =
        layout->item != BC_NO_COLUMN && layout->value != BC_NO_COLUMN;
    if (layout->n_section == 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:1: no column names the section; head it as "
                            "'断面名称' or 'section'",
                            source);
    if (layout->time == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:1: no column holds the time; head it as "
                            "'监测时间' or 'time'",
                            source);
    if (layout->is_long)
        return BC_OK;
    return find_items(layout, source, names, keys, n, findings, err);
}

enum bc_status bc_row_layout_read(struct bc_row_layout *layout,
                                  const char *source,
                                  const struct bc_slice *names, size_t n_names,
                                  struct bc_findings *findings,
                                  struct bc_error *err)
{
    char **keys = bc_alloc(n_names, sizeof *keys);
    enum bc_status status;

    bc_row_layout_clear(layout);
    for (size_t c = 0; c < n_names; c++) {
        char *name = bc_copy_bytes(names[c].data, names[c].length);

        keys[c] = bc_text_key(name);
        free(name);
    }
    status = find_columns(layout, source, names, keys, n_names, findings, err);
    for (size_t c = 0; c < n_names; c++)
        free(keys[c]);
    free(keys);
    return status;
}

void bc_row_layout_clear(struct bc_row_layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        free(layout->columns[i].header);
    for (size_t i = 0; i < layout->n_spelt; i++)
        free(layout->spelt[i].header);
    free(layout->columns);
    free(layout->spelt);
    bc_names_clear(&layout->spellings);
    bc_text_clear(&layout->spelling_key);
    *layout = (struct bc_row_layout){0};
}

/* ---- rows ---- */

void bc_row_found(struct bc_findings *findings,
                  const struct bc_observation *row, enum bc_finding_code code,
                  const char *field, struct bc_slice value, const char *message)
{
    char *feature = NULL, *text;

    if (!findings)
        return;
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

static bool is_plain(char byte)
{
    return byte > ' ' && byte <= '~';
}

static struct bc_slice cell_of(const struct bc_rows *rows, size_t r, size_t c)
{
    struct bc_slice cell;

    if (c == BC_NO_COLUMN)
        return (struct bc_slice){"", 0};
    assert(c < rows->n_columns);
    cell = rows->cells[r * rows->n_columns + c];
    if (cell.length == 0 ||
        (is_plain(cell.data[0]) && is_plain(cell.data[cell.length - 1])))
        return cell; /* nearly every cell */
    return bc_slice_trim(cell);
}

static bool parse_time(struct bc_slice text, int year, int offset_minutes,
                       int64_t *seconds)
{
    struct bc_period month;
    struct bc_text folded = {0};
    bool parsed = bc_time_parse(text, year, offset_minutes, seconds);

    if (parsed || text.length == 0)
        return parsed;
    bc_text_fold(&folded, text.data, text.length);
    parsed = bc_time_parse((struct bc_slice){folded.data, folded.length}, year,
                           offset_minutes, seconds);
    /* A month stands for its first day: monthly tables have no other. */
    if (!parsed && bc_period_parse(folded.data, &month) &&
        bc_period_months(&month) == 1 && month.first != month.last) {
        *seconds = (int64_t)month.first * 86400;
        parsed = true;
    }
    bc_text_clear(&folded);
    return parsed;
}

static enum bc_status read_time(struct bc_row_layout *layout,
                                struct bc_observation *row, int year,
                                int offset_minutes,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    enum { LEAP_YEAR = 2020 };
    int64_t any;

    if (layout->last_year == year &&
        bc_slice_is(row->time, layout->last_time)) {
        row->has_time = true;
        row->seconds = layout->last_seconds;
        return BC_OK;
    }
    row->has_time = parse_time(row->time, year, offset_minutes, &row->seconds);
    if (row->has_time && row->time.length < sizeof layout->last_time) {
        memcpy(layout->last_time, row->time.data, row->time.length);
        layout->last_time[row->time.length] = '\0';
        layout->last_seconds = row->seconds;
        layout->last_year = year;
    }
    if (row->has_time)
        return BC_OK;
    if (year == 0 && parse_time(row->time, LEAP_YEAR, offset_minutes, &any))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: the time '%.*s' has no year; give 'year' "
                            "with the source",
                            row->source, row->line, (int)row->time.length,
                            row->time.data);
    bc_row_found(findings, row, BC_FOUND_BAD_DATE, "time", row->time,
                 "not a time; the row was left out");
    return BC_OK;
}

static void read_value(const struct bc_row_column *column, struct bc_slice cell,
                       struct bc_decimal limit, struct bc_findings *findings,
                       struct bc_observation *row)
{
    struct bc_reading *reading = &row->reading[column->item];

    switch (bc_reading_parse(cell, limit, reading)) {
    case BC_CELL_EMPTY:
        return;
    case BC_CELL_VALUE:
        if (bc_reading_convert(column->item, column->factor, reading)) {
            row->n_readings++;
            return;
        }
        break;
    case BC_CELL_BAD:
        break;
    }
    *reading = (struct bc_reading){BC_MISSING, false};
    bc_row_found(findings, row, BC_FOUND_BAD_VALUE, column->header, cell,
                 "not a value of the item; treated as missing");
}

/* How a long table's row spells its item and unit: parsed once each. */
static const struct bc_row_column *spelling(struct bc_row_layout *layout,
                                            struct bc_slice item,
                                            struct bc_slice unit)
{
    struct bc_text *key = &layout->spelling_key;
    const size_t *known;
    struct bc_row_column *column;

    key->length = 0;
    bc_text_add_bytes(key, item.data, item.length);
    bc_text_add_bytes(key, "", 1); /* no cell holds a NUL */
    bc_text_add_bytes(key, unit.data, unit.length);
    known = bc_names_find(&layout->spellings, key->data, key->length);
    if (known)
        return &layout->spelt[*known];
    bc_names_put(&layout->spellings, key->data, key->length, layout->n_spelt);
    layout->spelt = bc_reserve(layout->spelt, &layout->spelt_room,
                               layout->n_spelt + 1, sizeof *column);
    column = &layout->spelt[layout->n_spelt++];
    column->item = bc_item_of_header(item, &column->factor);
    if (column->item != BC_NO_ITEM && unit.length > 0)
        bc_item_factor(column->item, unit, &column->factor);
    column->header = bc_copy_bytes(item.data, item.length);
    return column;
}

static enum bc_status read_long(struct bc_row_layout *layout,
                                const struct bc_rows *rows, size_t r,
                                struct bc_findings *findings,
                                struct bc_observation *row,
                                struct bc_error *err)
{
    struct bc_slice item = cell_of(rows, r, layout->item);
    struct bc_slice unit = cell_of(rows, r, layout->unit);
    struct bc_slice limit_text = cell_of(rows, r, layout->limit);
    size_t n_known = layout->n_spelt;
    const struct bc_row_column *column = spelling(layout, item, unit);
    struct bc_reading limit;

    if (column->item == BC_NO_ITEM) {
        if (layout->n_spelt > n_known) /* met for the first time */
            bc_row_found(findings, row, BC_FOUND_UNKNOWN_COLUMN, NULL, item,
                         "no such item; its rows were not read");
        return BC_OK;
    }
    if (!bc_decimal_known(column->factor))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: unknown unit '%.*s' of '%s'; %s is "
                            "counted in %s",
                            row->source, row->line, (int)unit.length, unit.data,
                            column->header, bc_item_symbol(column->item),
                            bc_item_unit(column->item));
    row->item = column->item;
    if (bc_reading_parse(limit_text, BC_MISSING, &limit) == BC_CELL_BAD)
        bc_row_found(findings, row, BC_FOUND_BAD_VALUE, "limit", limit_text,
                     "not a detection limit; treated as missing");
    read_value(column, cell_of(rows, r, layout->value), limit.value, findings,
               row);
    return BC_OK;
}

enum bc_status bc_row_read(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    enum bc_status status;
    int published = bc_class_parse(cell_of(rows, r, layout->published));

    if (row->item == BC_NO_ITEM) /* forget what the row before has set */
        memset(row->reading, 0, sizeof row->reading);
    else
        row->reading[row->item] = (struct bc_reading){BC_MISSING, false};
    row->n_readings = 0;
    row->source = rows->source;
    row->line = rows->lines[r];
    row->item = BC_NO_ITEM;
    row->published = published > 0 ? published : 0;
    row->n_section = layout->n_section;
    for (size_t i = 0; i < layout->n_section; i++)
        row->section[i] = cell_of(rows, r, layout->section[i]);
    row->time = cell_of(rows, r, layout->time);
    status = read_time(layout, row, year, offset_minutes, findings, err);
    if (status)
        return status;
    if (layout->is_long)
        return read_long(layout, rows, r, findings, row, err);
    for (size_t i = 0; i < layout->n_columns; i++)
        read_value(&layout->columns[i],
                   cell_of(rows, r, layout->columns[i].column), BC_MISSING,
                   findings, row);
    return BC_OK;
}
