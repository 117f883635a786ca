/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/language.h"
#include "layer/layer.h"

/** A column, or a spelling in a long table, that holds values of an item. */
struct bc_row_column {
    size_t column;
    enum bc_item item; /* BC_NO_ITEM: a spelling that is no item */
    struct bc_decimal factor;
    char *header; /* as written, for findings */
    char *words;  /* of a spelling: item, fraction and unit, NUL between */
    size_t n_words;
};

/* ---- header ---- */

/* Headers of the key columns, the more telling first; before all the key
 * itself, which `fields` of the project puts in a header's place. Those in one
 * English word are the U.S. Water Quality Portal's. */
enum key {
    SECTION,
    TIME,
    CLASS,
    TYPE,
    ITEM,
    VALUE,
    UNIT,
    LIMIT,
    LIMIT_UNIT,
    FRACTION,
    CONDITION,
    YEAR, /* the date in parts */
    MONTH,
    DAY,
    HOUR,
    OTHER,
    N_KEYS
};

static const char *const aliases[N_KEYS] = {
    [SECTION] =
        "section|断面名称|断面|监测断面|断面编码|断面编号|断面代码|"
        "监测断面名称|测站|测站名称|站点|站点名称|点位|点位名称|监测点位|"
        "采样点|采样点位|采样断面|采样地点|水源地|水源地名称|"
        "水源地编码|水源地代码|section_code|section_name|code|"
        "station|station_code|MonitoringLocationIdentifier|name|名称|编码|"
        "代码|MonitoringLocationName",
    [TIME] =
        "time|监测时间|采样时间|时间|监测日期|采样日期|日期|年月|datetime|date|"
        "sample_time|sample_date|ActivityStartDate",
    [CLASS] = "class|水质类别|类别|水质级别|class_no",
    [TYPE] = "type|类型|断面类型|水体类型|水域类型|水体类别|water_type",
    [ITEM] = "item|项目|监测项目|项目名称|指标|监测指标|因子|检测项目|检测指标|"
             "分析项目|parameter|param|indicator|CharacteristicName",
    [VALUE] =
        "value|值|监测值|数值|浓度|结果|监测结果|检测结果|检测值|测定结果|"
        "测定值|分析结果|result|concentration|ResultMeasureValue",
    [UNIT] = "unit|单位|units|计量单位|ResultMeasure/MeasureUnitCode|"
             "ResultMeasureMeasureUnitCode",
    [LIMIT] = "limit|检出限|方法检出限|最低检出限|detection_limit|dl|mdl|lod|"
              "DetectionQuantitationLimitMeasure/MeasureValue|"
              "DetectionQuantitationLimitMeasureMeasureValue",
    [LIMIT_UNIT] = "limit_unit|检出限单位|"
                   "DetectionQuantitationLimitMeasure/MeasureUnitCode|"
                   "DetectionQuantitationLimitMeasureMeasureUnitCode",
    [FRACTION] = "fraction|sample_fraction|形态|ResultSampleFractionText",
    [CONDITION] = "condition|检出标志|检出情况|是否检出|qualifier|"
                  "ResultDetectionConditionText",
    [YEAR] = "year|年|年份|年度|监测年份|采样年份|监测年|采样年|yr",
    [MONTH] = "month|监测月份|采样月份|月份|月|监测月|采样月|mon",
    [DAY] = "day|日|监测日|采样日",
    [HOUR] = "hour|时|小时|监测时|采样时",
    /* known, and of no use here: not worth a finding */
    [OTHER] = "省份|省|城市|地市|市|区县|县|流域|水系|河流|湖库|水体|水体名称|"
              "站点情况|站点状态|状态|序号|备注|经度|纬度|id|province|city|"
              "county|basin|river|water|status|note|lon|lat|样品编号|分析方法|"
              "检测方法|方法",
};

/* By bc_text_key: key x MOST_ALIASES + rank. Kept like the table itself. */
static struct bc_names alias_names;

enum { MOST_ALIASES = 1000 };

static void build_alias_names(void)
{
    for (size_t key = 0; key < N_KEYS; key++) {
        const char *at = aliases[key];

        for (size_t rank = 0; *at; rank++) {
            size_t n = strcspn(at, "|");
            char *alias = bc_copy_bytes(at, n), *name = bc_text_key(alias);

            /* Two spellings with one key: the first counts. */
            if (!bc_names_find(&alias_names, name, strlen(name)))
                bc_names_put(&alias_names, name, strlen(name),
                             key * MOST_ALIASES + rank);
            free(name);
            free(alias);
            at += n + (at[n] == '|');
        }
    }
}

static const size_t *find_alias(const char *name)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, build_alias_names);
    return bc_names_find(&alias_names, name, strlen(name));
}

/* Which alias of a key a header is, from 0; SIZE_MAX when none. */
static size_t alias_rank(enum key key, const char *name)
{
    const size_t *found = find_alias(name);

    return found && *found / MOST_ALIASES == key ? *found % MOST_ALIASES
                                                 : SIZE_MAX;
}

static bool is_alias(const char *name)
{
    return find_alias(name) != NULL;
}

/* The key of a header without the `(mg/L)` of a value or limit, which is put
 * into @p unit; both are the caller's. */
static char *header_key(struct bc_slice name, char **unit)
{
    char *copy = bc_copy_bytes(name.data, name.length), *open;
    char *key = bc_text_key(copy);
    size_t n = strlen(key);

    free(copy);
    *unit = NULL;
    open = strchr(key, '(');
    if (!open || key[n - 1] != ')' || is_alias(key))
        return key;
    *open = '\0';
    if (is_alias(key)) {
        key[n - 1] = '\0';
        *unit = bc_copy(open + 1);
    } else {
        *open = '(';
    }
    return key;
}

/* `lb/gal`: not a unit that is known, but nothing else either; a header that
 * has it is refused, not read as a row. */
static bool looks_like_unit(struct bc_slice cell)
{
    size_t n_letters[2] = {0}, n_strokes = 0;

    cell = bc_slice_trim(cell);
    for (size_t i = 0; i < cell.length && n_strokes < 2; i++) {
        char letter = (char)(cell.data[i] | 0x20);

        if (cell.data[i] == '/')
            n_strokes++;
        else if (letter >= 'a' && letter <= 'z')
            n_letters[n_strokes]++;
        else
            return false;
    }
    return n_strokes == 1 && n_letters[0] > 0 && n_letters[0] < 5 &&
           n_letters[1] > 0 && n_letters[1] < 5;
}

enum bc_word bc_row_word(struct bc_slice cell)
{
    struct bc_decimal factor;
    char *unit = NULL, *key = header_key(cell, &unit);
    bool is_name = *key && is_alias(key);

    free(key);
    free(unit);
    if (is_name || bc_item_of_header(cell, &factor) != BC_NO_ITEM)
        return BC_WORD_NAME;
    return bc_unit_is(cell) || looks_like_unit(cell) ? BC_WORD_UNIT
                                                     : BC_WORD_OTHER;
}

/* The header with the first alias; BC_NO_COLUMN when there is none. */
static size_t find_column(char *const *keys, size_t n, enum key key)
{
    size_t best = SIZE_MAX, column = BC_NO_COLUMN;

    for (size_t c = 0; c < n; c++) {
        size_t rank = alias_rank(key, keys[c]);

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
        size_t rank = alias_rank(SECTION, keys[c]);
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

static enum bc_status add_item(struct bc_row_layout *layout,
                               const struct bc_header *header, size_t column,
                               enum bc_item item, struct bc_decimal factor,
                               struct bc_error *err)
{
    struct bc_slice name = header->names[column];
    struct bc_row_column *added;

    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].item == item)
            return bc_error_set(
                err, BC_BAD_INPUT,
                "%s:%zu: columns '%s' and '%.*s' are both %s; keep one",
                header->source, layout->line, layout->columns[i].header,
                (int)name.length, name.data, bc_item_symbol(item));
    if (!bc_decimal_known(factor))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: column '%.*s' has an unknown unit; %s is "
                            "counted in %s",
                            header->source, layout->line, (int)name.length,
                            name.data, bc_item_symbol(item),
                            bc_item_unit(item));
    added = &layout->columns[layout->n_columns++];
    *added =
        (struct bc_row_column){.column = column,
                               .item = item,
                               .factor = factor,
                               .header = bc_copy_bytes(name.data, name.length)};
    return BC_OK;
}

static bool is_key_column(const struct bc_row_layout *layout, size_t c)
{
    for (size_t i = 0; i < layout->n_section; i++)
        if (layout->section[i] == c)
            return true;
    return c == layout->time || c == layout->published || c == layout->type ||
           c == layout->year || c == layout->month || c == layout->day ||
           c == layout->hour;
}

static enum bc_status find_items(struct bc_row_layout *layout,
                                 const struct bc_header *header,
                                 char *const *keys,
                                 struct bc_findings *findings,
                                 struct bc_error *err)
{
    const struct bc_observation top = {.source = header->source,
                                       .line = layout->line};
    enum bc_status status = BC_OK;

    layout->columns = bc_alloc(header->n_columns, sizeof *layout->columns);
    for (size_t c = 0; c < header->n_columns && !status; c++) {
        struct bc_decimal factor;
        enum bc_item item;

        if (is_key_column(layout, c) || keys[c][0] == '\0')
            continue;
        item = bc_item_of_header(header->names[c], &factor);
        if (item != BC_NO_ITEM)
            status = add_item(layout, header, c, item, factor, err);
        else if (alias_rank(OTHER, keys[c]) == SIZE_MAX)
            bc_row_found(findings, &top, BC_FOUND_UNKNOWN_COLUMN, NULL,
                         header->names[c],
                         "the column is no item; it was not read");
    }
    if (!status && layout->n_columns == 0)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s:%zu: no column is an item; head them as "
                              "'总磷' or 'TP(mg/L)'",
                              header->source, layout->line);
    return status;
}

static char *copy_unit(char *const *units, size_t column)
{
    return column == BC_NO_COLUMN ? NULL : bc_copy(units[column]);
}

static enum bc_status find_columns(struct bc_row_layout *layout,
                                   const struct bc_header *header,
                                   char *const *keys, char *const *units,
                                   struct bc_findings *findings,
                                   struct bc_error *err)
{
    size_t n = header->n_columns;

    layout->line = header->first_line;
    find_sections(layout, keys, n);
    layout->time = find_column(keys, n, TIME);
    layout->year = find_column(keys, n, YEAR);
    layout->month = find_column(keys, n, MONTH);
    layout->day = find_column(keys, n, DAY);
    layout->hour = find_column(keys, n, HOUR);
    layout->published = find_column(keys, n, CLASS);
    layout->type = find_column(keys, n, TYPE);
    layout->item = find_column(keys, n, ITEM);
    layout->value = find_column(keys, n, VALUE);
    layout->unit = find_column(keys, n, UNIT);
    layout->limit = find_column(keys, n, LIMIT);
    layout->limit_unit = find_column(keys, n, LIMIT_UNIT);
    layout->fraction = find_column(keys, n, FRACTION);
    layout->condition = find_column(keys, n, CONDITION);
    layout->is_long =
        layout->item != BC_NO_COLUMN && layout->value != BC_NO_COLUMN;
    if (layout->n_section == 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: no column names the section; head it as "
                            "'断面名称' or 'section'",
                            header->source, layout->line);
    if (layout->time == BC_NO_COLUMN && layout->month == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: no column holds the time; head it as "
                            "'监测时间' or 'time', or its parts as 年, 月, 日",
                            header->source, layout->line);
    if (!layout->is_long)
        return find_items(layout, header, keys, findings, err);
    layout->value_unit = copy_unit(units, layout->value);
    layout->own_unit = copy_unit(units, layout->limit);
    return BC_OK;
}

/* Tells of a header that is not simply the first row. */
static void tell_header(const struct bc_header *header,
                        struct bc_findings *findings)
{
    struct bc_finding found = {.code = BC_FOUND_HEADER_ROWS,
                               .source = header->source,
                               .line = header->first_line,
                               .value = *header->above ? header->above : NULL};

    if (!findings ||
        (!*header->above && header->first_line == 1 && header->last_line == 1))
        return;
    if (header->first_line == header->last_line)
        bc_findings_addf(findings, found,
                         "the header is row %zu; what stands above it was "
                         "passed over",
                         header->first_line);
    else
        bc_findings_addf(
            findings, found,
            *header->above
                ? BC_N("the header is rows %zu to %zu, taken together; what "
                       "stands above was passed over")
                : BC_N("the header is rows %zu to %zu, taken together"),
            header->first_line, header->last_line);
}

enum bc_status bc_row_layout_read(struct bc_row_layout *layout,
                                  const struct bc_header *header,
                                  struct bc_findings *findings,
                                  struct bc_error *err)
{
    char **keys = bc_alloc(header->n_columns, sizeof *keys);
    char **units = bc_alloc(header->n_columns, sizeof *units);
    enum bc_status status;

    bc_row_layout_clear(layout);
    for (size_t c = 0; c < header->n_columns; c++)
        keys[c] = header_key(header->names[c], &units[c]);
    tell_header(header, findings);
    status = find_columns(layout, header, keys, units, findings, err);
    for (size_t c = 0; c < header->n_columns; c++) {
        free(keys[c]);
        free(units[c]);
    }
    free(keys);
    free(units);
    return status;
}

void bc_row_layout_clear(struct bc_row_layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        free(layout->columns[i].header);
    for (size_t i = 0; i < layout->n_spelt; i++) {
        free(layout->spelt[i].header);
        free(layout->spelt[i].words);
    }
    free(layout->columns);
    free(layout->spelt);
    free(layout->value_unit);
    free(layout->own_unit);
    bc_names_clear(&layout->spellings);
    bc_text_clear(&layout->spelling_key);
    bc_text_clear(&layout->date);
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

/* A date that a spreadsheet has left as a number, `44287.333`: days since
 * 1899-12-30, of the years 2000 to 2099, to the minute. */
static bool take_serial(struct bc_slice text, int64_t *seconds)
{
    enum { FIRST = 36526, LAST = 73050, BEFORE_1970 = 25569, MINUTES = 1440 };
    struct bc_decimal days, minutes;

    if (text.length < 5 || (text.length > 5 && text.data[5] != '.') ||
        bc_decimal_parse(text, &days) > BC_PARSED_ROUNDED ||
        bc_decimal_compare(days, bc_decimal_of(FIRST, 0)) < 0 ||
        bc_decimal_compare(days, bc_decimal_of(LAST + 1, 0)) >= 0)
        return false;
    minutes =
        bc_decimal_divide((bc_int128)days.units * MINUTES, days.scale, 1, 0);
    *seconds = (minutes.units - (int64_t)BEFORE_1970 * MINUTES) * 60;
    return true;
}

static bool parse_time(struct bc_slice text, int year, int offset_minutes,
                       int64_t *seconds, bool *is_month)
{
    bc_day day = BC_NO_DATE;
    struct bc_text folded = {0};
    bool parsed = bc_time_parse(text, year, offset_minutes, seconds);

    *is_month = false;
    if (parsed || text.length == 0)
        return parsed;
    bc_text_fold(&folded, text.data, text.length);
    parsed = bc_time_parse((struct bc_slice){folded.data, folded.length}, year,
                           offset_minutes, seconds);
    /* A month stands for its first day: monthly tables have no other. */
    if (!parsed &&
        bc_month_parse(bc_slice_of(bc_text_string(&folded)), year, &day)) {
        *seconds = (int64_t)day * 86400;
        parsed = *is_month = true;
    }
    if (!parsed)
        parsed =
            take_serial((struct bc_slice){folded.data, folded.length}, seconds);
    bc_text_clear(&folded);
    return parsed;
}

/* `4`, `4月`, `4.0` of a part of the date: its digits. */
static struct bc_slice digits_of(struct bc_slice cell)
{
    size_t n = 0;

    while (n < cell.length && cell.data[n] >= '0' && cell.data[n] <= '9')
        n++;
    if (bc_slice_is((struct bc_slice){cell.data + n, cell.length - n}, ".0"))
        cell.length = n;
    for (const char *const *unit =
             (const char *const[]){"年", "月", "日", "号", "时", NULL};
         *unit; unit++)
        if (bc_slice_is((struct bc_slice){cell.data + n, cell.length - n},
                        *unit))
            cell.length = n;
    return cell;
}

/* Adds a part of the date to the text; false when the cell is empty. */
static bool add_part(struct bc_text *date, const struct bc_rows *rows, size_t r,
                     size_t column, const char *unit)
{
    struct bc_slice cell = cell_of(rows, r, column);
    struct bc_text folded = {0};
    struct bc_slice digits;

    if (cell.length == 0)
        return false;
    bc_text_fold(&folded, cell.data, cell.length);
    digits =
        digits_of((struct bc_slice){bc_text_string(&folded), folded.length});
    bc_text_printf(date, "%.*s%s", (int)digits.length, digits.data, unit);
    bc_text_clear(&folded);
    return true;
}

/* The time of a row as one text, `2021年4月1日 8时` where it stands in parts; a
 * month that has its year in it, `2021-04`, needs no parts. */
static struct bc_slice time_of(struct bc_row_layout *layout,
                               const struct bc_rows *rows, size_t r)
{
    struct bc_slice whole = cell_of(rows, r, layout->time);
    struct bc_text *date = &layout->date;
    bool is_clock = whole.length > 0 && whole.length <= 8 &&
                    memchr(whole.data, ':', whole.length);

    if (layout->month == BC_NO_COLUMN || (whole.length > 0 && !is_clock))
        return whole;
    date->length = 0;
    add_part(date, rows, r, layout->month, "");
    if (strspn(bc_text_string(date), "0123456789") >= 4)
        return cell_of(rows, r, layout->month);
    date->length = 0;
    add_part(date, rows, r, layout->year, "年");
    if (add_part(date, rows, r, layout->month, "月") &&
        add_part(date, rows, r, layout->day, "日 ") &&
        !add_part(date, rows, r, is_clock ? layout->time : BC_NO_COLUMN, ""))
        add_part(date, rows, r, layout->hour, "时");
    return bc_slice_trim((struct bc_slice){bc_text_string(date), date->length});
}

/* The year of a row: its own column's, else @p year. */
static int year_of(const struct bc_row_layout *layout,
                   const struct bc_rows *rows, size_t r, int year)
{
    enum { FIRST = 1900, LAST = 2100 };
    struct bc_slice cell = digits_of(cell_of(rows, r, layout->year));
    struct bc_decimal own;

    if (cell.length != 4 || bc_decimal_parse(cell, &own) != BC_PARSED ||
        own.scale != 0 || own.units < FIRST || own.units > LAST)
        return year;
    return (int)own.units;
}

static enum bc_status read_time(struct bc_row_layout *layout,
                                struct bc_observation *row, int year,
                                int offset_minutes,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    enum { LEAP_YEAR = 2020 };
    int64_t any;
    bool is_month;

    if (layout->n_last_time > 0 && layout->last_year == year &&
        row->time.length == layout->n_last_time &&
        bc_bytes_same(row->time.data, layout->last_time, row->time.length)) {
        row->has_time = true;
        row->seconds = layout->last_seconds;
        row->is_month = layout->last_is_month;
        return BC_OK;
    }
    row->has_time = parse_time(row->time, year, offset_minutes, &row->seconds,
                               &row->is_month);
    if (row->has_time && row->time.length < sizeof layout->last_time) {
        memcpy(layout->last_time, row->time.data, row->time.length);
        layout->n_last_time = row->time.length;
        layout->last_seconds = row->seconds;
        layout->last_is_month = row->is_month;
        layout->last_year = year;
    }
    if (row->has_time)
        return BC_OK;
    if (year == 0 &&
        parse_time(row->time, LEAP_YEAR, offset_minutes, &any, &is_month))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: the time '%.*s' has no year; give --year, "
                            "or 'year' with the source",
                            row->source, row->line, (int)row->time.length,
                            row->time.data);
    bc_row_found(findings, row, BC_FOUND_BAD_DATE, "time", row->time,
                 "not a time; the row was left out");
    return BC_OK;
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

/* What was parsed into the row: brought to the item's unit, or missing. */
static void take_reading(enum bc_item item, const char *header,
                         struct bc_decimal factor, struct bc_slice cell,
                         enum bc_cell kind, struct bc_findings *findings,
                         struct bc_observation *row)
{
    struct bc_reading *reading = &row->reading[item];

    if (kind == BC_CELL_VALUE && bc_reading_convert(item, factor, reading)) {
        row->n_readings++;
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
        struct bc_slice cell = cell_of(rows, r, column->column);
        enum bc_cell kind =
            bc_reading_parse(cell, BC_MISSING, &row->reading[column->item]);

        take_reading(column->item, column->header, column->factor, cell, kind,
                     findings, row);
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
    struct bc_slice unit = cell_of(rows, r, column);

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
    struct bc_slice cell = cell_of(rows, r, layout->limit);
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
    column = spelling(layout, cell_of(rows, r, layout->item),
                      cell_of(rows, r, layout->fraction), unit);
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
    struct bc_slice cell = cell_of(rows, r, layout->value);
    struct bc_slice condition = cell_of(rows, r, layout->condition);
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
        take_reading(item, header, factor, cell, kind, findings, row);
    return status;
}

static enum bc_status read_long(struct bc_row_layout *layout,
                                const struct bc_rows *rows, size_t r,
                                struct bc_findings *findings,
                                struct bc_observation *row,
                                struct bc_error *err)
{
    struct bc_slice unit = unit_of(rows, r, layout->unit, layout->value_unit);
    size_t n_known = layout->n_spelt;
    const struct bc_row_column *column =
        spelling(layout, cell_of(rows, r, layout->item),
                 cell_of(rows, r, layout->fraction), unit);

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

static void forget_readings(struct bc_observation *row)
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
        read_class(cell_of(rows, r, layout->published), findings, row);
    if (layout->type != BC_NO_COLUMN)
        read_type(layout, cell_of(rows, r, layout->type), findings, row);
}

static void begin_row(struct bc_row_layout *layout, const struct bc_rows *rows,
                      size_t r, struct bc_observation *row)
{
    forget_readings(row);
    row->source = rows->source;
    row->line = rows->lines[r];
    row->n_section = layout->n_section;
    for (size_t i = 0; i < layout->n_section; i++)
        row->section[i] = cell_of(rows, r, layout->section[i]);
    row->time = time_of(layout, rows, r);
}

enum bc_status bc_row_read(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    enum bc_status status;

    begin_row(layout, rows, r, row);
    read_words(layout, rows, r, findings, row);
    if (layout->year != BC_NO_COLUMN)
        year = year_of(layout, rows, r, year);
    status = read_time(layout, row, year, offset_minutes, findings, err);
    if (status)
        return status;
    if (layout->is_long)
        return read_long(layout, rows, r, findings, row, err);
    read_wide(layout, rows, r, findings, row);
    return BC_OK;
}

/* ---- rows before their turn ---- */

bool bc_row_ahead_header(struct bc_row_ahead *ahead,
                         const struct bc_header *header)
{
    struct bc_error err;

    return !bc_row_layout_read(&ahead->layout, header, NULL, &err) &&
           ahead->layout.is_long && ahead->layout.month == BC_NO_COLUMN;
}

static bool is_same_section(const struct bc_row_layout *layout,
                            const struct bc_rows *rows, size_t r)
{
    const struct bc_slice *cell =
        &rows->cells[r * rows->n_columns + layout->section[0]];
    const struct bc_slice *before = cell - rows->n_columns;

    return r > 0 && layout->n_section == 1 && cell->length == before->length &&
           bc_bytes_same(cell->data, before->data, cell->length);
}

/* Whatever is told of a row leaves it without time or value. */
void bc_row_ahead_read(struct bc_row_ahead *ahead, const struct bc_rows *rows,
                       int year, int offset_minutes)
{
    struct bc_row_layout *layout = &ahead->layout;
    struct bc_observation *row = &ahead->row;
    struct bc_error err;

    ahead->values = bc_reserve(ahead->values, &ahead->room, rows->n_rows,
                               sizeof *ahead->values);
    for (size_t r = 0; r < rows->n_rows; r++) {
        struct bc_row_value *value = &ahead->values[r];
        int own_year = layout->year == BC_NO_COLUMN
                           ? year
                           : year_of(layout, rows, r, year);

        forget_readings(row);
        row->time = cell_of(rows, r, layout->time);
        value->in_turn =
            read_time(layout, row, own_year, offset_minutes, NULL, &err) ||
            read_long(layout, rows, r, NULL, row, &err) || !row->has_time ||
            row->n_readings == 0;
        value->same_section = is_same_section(layout, rows, r);
        if (value->in_turn)
            continue;
        value->seconds = row->seconds;
        value->is_month = row->is_month;
        value->item = row->item;
        value->reading = row->reading[row->item];
    }
}

void bc_row_ahead_clear(struct bc_row_ahead *ahead)
{
    bc_row_layout_clear(&ahead->layout);
    free(ahead->values);
    *ahead = (struct bc_row_ahead){0};
}

enum bc_status bc_row_take(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, const struct bc_row_value *value,
                           struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    if (value->in_turn)
        return bc_row_read(layout, rows, r, year, offset_minutes, findings, row,
                           err);
    begin_row(layout, rows, r, row);
    read_words(layout, rows, r, findings, row);
    row->has_time = true;
    row->seconds = value->seconds;
    row->is_month = value->is_month;
    row->item = value->item;
    row->reading[row->item] = value->reading;
    row->n_readings = 1;
    return BC_OK;
}

struct bc_decimal bc_row_factor(const struct bc_row_layout *layout)
{
    return layout->spelt[layout->last_spelt].factor;
}
