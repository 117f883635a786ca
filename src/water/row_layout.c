/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "layer/layer.h"
#include "water/row_parts.h"

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
    layout->is_bare = layout->is_long && !layout->value_unit &&
                      layout->unit == BC_NO_COLUMN &&
                      layout->fraction == BC_NO_COLUMN &&
                      layout->condition == BC_NO_COLUMN;
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
