/* SPDX-License-Identifier: MIT */
#include "water/month_query.h"

#include <assert.h>
#include <string.h>

#include "base/language.h"
#include "base/sql.h"
#include "layer/layer.h"

/* ---- which tables ---- */

static bool is_one_of(const struct bc_month_table *table, size_t column,
                      const char *const *types)
{
    for (; *types; types++)
        if (strcmp(table->types[column], *types) == 0)
            return true;
    return false;
}

const char *bc_month_query_obstacle(const struct bc_month_table *table)
{
    static const char *const whole[] = {"integer", "bigint", "smallint", NULL};
    static const char *const exact[] = {"numeric", "integer", "bigint",
                                        "smallint", NULL};
    static const char *const time[] = {"timestamp without time zone", "date",
                                       NULL};
    static const char *const text[] = {"text", "character varying", "character",
                                       NULL};
    const struct bc_row_layout *layout = table->layout;

    if (!layout->is_long)
        return BC_N("read row by row, for it has a column an item, not columns "
                    "item and value; 'init --postgres' prints a view that "
                    "turns it");
    if (layout->month == BC_NO_COLUMN ||
        !is_one_of(table, layout->month, whole))
        return BC_N("read row by row, for it has no column 'month' of integers "
                    "such as 202104");
    if (layout->time == BC_NO_COLUMN || !is_one_of(table, layout->time, time))
        return BC_N(
            "read row by row, for its time is no timestamp without time zone");
    if (!is_one_of(table, layout->value, exact)) /* binary sums round */
        return BC_N("read row by row, for its values are not numeric");
    if (layout->condition != BC_NO_COLUMN &&
        !is_one_of(table, layout->condition, text))
        return BC_N("read row by row, for its column of conditions is no text");
    if (layout->published != BC_NO_COLUMN)
        return BC_N("read row by row, for it has a column of classes");
    return NULL;
}

static void add_key(struct bc_month_keys *keys, size_t column)
{
    if (column != BC_NO_COLUMN)
        keys->column[keys->n++] = column;
}

struct bc_month_keys bc_month_query_keys(const struct bc_month_table *table,
                                         bool by_day)
{
    const struct bc_row_layout *layout = table->layout;
    struct bc_month_keys keys = {.day = BC_NO_COLUMN};

    for (size_t i = 0; i < layout->n_section; i++)
        add_key(&keys, layout->section[i]);
    keys.month = keys.n;
    add_key(&keys, layout->month);
    if (by_day) {
        keys.day = keys.n;
        add_key(&keys, layout->time);
    }
    add_key(&keys, layout->item);
    add_key(&keys, layout->unit);
    add_key(&keys, layout->fraction);
    add_key(&keys, layout->type);
    assert(keys.n <= BC_MONTH_KEYS);
    return keys;
}

/* ---- pieces ---- */

static void add_column(const struct bc_month_table *table, size_t column,
                       struct bc_text *sql)
{
    bc_sql_add_name(sql, bc_slice_of(table->names[column]));
}

/* Writes @p format with the columns that its `%` stand for, in their order. */
static void add(const struct bc_month_table *table, struct bc_text *sql,
                const char *format, const size_t *columns)
{
    for (; *format; format++) {
        if (*format == '%')
            add_column(table, *columns++, sql);
        else
            bc_text_add_bytes(sql, format, 1);
    }
}

static void add_months(const struct bc_month_table *table, const int *months,
                       size_t n, struct bc_text *sql)
{
    assert(n > 0);
    add_column(table, table->layout->month, sql);
    for (size_t i = 0; i < n; i++)
        bc_text_printf(sql, "%s%d", i ? ", " : " IN (", months[i]);
    bc_text_add(sql, ")");
}

static void add_keys(const struct bc_month_table *table,
                     const struct bc_month_keys *keys, struct bc_text *sql)
{
    for (size_t i = 0; i < keys->n; i++) {
        bc_text_add(sql, i ? ", " : "");
        add_column(table, keys->column[i], sql);
        bc_text_add(sql, i == keys->day ? "::date" : "");
    }
}

/* `SELECT g.c1::text ... FROM (SELECT `: what is cast to text is cast where the
 * answer is, behind the sums. */
static void begin(size_t n_cells, struct bc_text *sql)
{
    for (size_t i = 1; i <= n_cells; i++)
        bc_text_printf(sql, "%sg.c%zu::text AS c%zu", i > 1 ? ", " : "SELECT ",
                       i, i);
    bc_text_add(sql, " FROM (SELECT ");
}

static void end(size_t n_cells, struct bc_text *sql)
{
    for (size_t i = 1; i <= n_cells; i++)
        bc_text_printf(sql, "%sc%zu", i > 1 ? ", " : ") AS g(", i);
    bc_text_add(sql, ")");
}

/* `<` marks a value as the detection limit that it is below, as it does for
 * water/row; one that has more in it is for the rules of rows to read. */
static void add_below(const struct bc_month_table *table, struct bc_text *sql)
{
    if (table->layout->condition == BC_NO_COLUMN)
        bc_text_add(sql, "FALSE");
    else
        add(table, sql, "% = '<'", &table->layout->condition);
}

static void add_odd(const struct bc_month_table *table, struct bc_text *sql)
{
    const struct bc_row_layout *layout = table->layout;
    const size_t columns[] = {layout->value, layout->condition,
                              layout->condition, layout->condition};

    /* a part of a second; 0 rows of a date */
    add(table, sql, "count(*) FILTER (WHERE % <> %::timestamp(0)",
        (const size_t[]){layout->time, layout->time});
    if (layout->condition != BC_NO_COLUMN)
        add(table, sql,
            " OR (% IS NULL AND % <> '') OR "
            "(position('<' IN %) > 0 AND % <> '<')",
            columns);
    bc_text_add(sql, ")");
}

/* ---- questions ---- */

void bc_month_query_sums(const struct bc_month_table *table, const int *months,
                         size_t n_months, bool by_day, struct bc_text *sql)
{
    const struct bc_row_layout *layout = table->layout;
    const size_t time = layout->time, value = layout->value;
    const struct bc_month_keys keys = bc_month_query_keys(table, by_day);

    begin(keys.n + BC_N_MONTH_CELLS, sql);
    add_keys(table, &keys, sql);
    /* in the order of enum bc_month_cell */
    add(table, sql,
        ", count(*), count(%), count(DISTINCT %) FILTER (WHERE % IS NOT NULL)"
        ", min(%), max(%), min(%), max(%), max(scale(%)), sum(%)",
        (const size_t[]){value, time, value, time, time, value, value, value,
                         value});
    add(table, sql, ", sum(%) FILTER (WHERE ", &value);
    add_below(table, sql);
    add(table, sql, "), max(%) FILTER (WHERE ", &value);
    add_below(table, sql);
    bc_text_add(sql, "), ");
    add_odd(table, sql);
    bc_text_add(sql, " FROM ");
    bc_sql_add_table(sql, table->name);
    bc_text_add(sql, " WHERE ");
    add_months(table, months, n_months, sql);
    bc_text_add(sql, " GROUP BY ");
    add_keys(table, &keys, sql);
    end(keys.n + BC_N_MONTH_CELLS, sql);
    /* sections that no table lists are numbered as they are met */
    for (size_t i = 1; i <= layout->n_section; i++)
        bc_text_printf(sql, "%sg.c%zu::text COLLATE \"C\"",
                       i > 1 ? ", " : " ORDER BY ", i);
}

void bc_month_query_values(const struct bc_month_table *table,
                           const int *months, size_t n_months, bool by_day,
                           const char *const *items, size_t n_items,
                           struct bc_text *sql)
{
    const struct bc_row_layout *layout = table->layout;
    const struct bc_month_keys keys = bc_month_query_keys(table, by_day);

    begin(keys.n + 2, sql);
    add_keys(table, &keys, sql);
    add(table, sql, ", %, count(*) FROM ", &layout->value);
    bc_sql_add_table(sql, table->name);
    bc_text_add(sql, " WHERE ");
    add_months(table, months, n_months, sql);
    add(table, sql, " AND % IS NOT NULL AND %",
        (const size_t[]){layout->value, layout->item});
    for (size_t i = 0; i < n_items; i++) {
        bc_text_add(sql, i ? ", " : " IN (");
        bc_sql_add_text(sql, bc_slice_of(items[i]));
    }
    bc_text_add(sql, ") GROUP BY ");
    add_keys(table, &keys, sql);
    add(table, sql, ", %", &layout->value);
    end(keys.n + 2, sql);
}

void bc_month_query_months(const struct bc_month_table *table,
                           struct bc_text *sql)
{
    const struct bc_row_layout *layout = table->layout;
    struct bc_month_keys keys = {.n = layout->n_section, .day = BC_NO_COLUMN};

    memcpy(keys.column, layout->section, sizeof layout->section);
    keys.column[keys.n++] = layout->month;
    begin(keys.n, sql);
    add_keys(table, &keys, sql);
    bc_text_add(sql, " FROM ");
    bc_sql_add_table(sql, table->name);
    bc_text_add(sql, " GROUP BY ");
    add_keys(table, &keys, sql);
    end(keys.n, sql);
}

void bc_month_query_outside(const struct bc_month_table *table,
                            const int *months, size_t n_months,
                            struct bc_text *sql)
{
    const struct bc_row_layout *layout = table->layout;
    struct bc_month_keys keys = {.n = layout->n_section, .day = BC_NO_COLUMN};

    memcpy(keys.column, layout->section, sizeof layout->section);
    begin(keys.n + 2, sql);
    add_keys(table, &keys, sql);
    add(table, sql, ", count(*), count(*) - count(%) FROM ", &layout->month);
    bc_sql_add_table(sql, table->name);
    bc_text_add(sql, " WHERE NOT ");
    add_months(table, months, n_months, sql);
    add(table, sql, " OR % IS NULL GROUP BY ", &layout->month);
    add_keys(table, &keys, sql);
    end(keys.n + 2, sql);
}

/* A row without a value, and without a word in its place. */
static void add_empty(const struct bc_month_table *table, struct bc_text *sql)
{
    const size_t condition = table->layout->condition;

    add(table, sql, "(% IS NULL", &table->layout->value);
    if (condition != BC_NO_COLUMN)
        add(table, sql, " AND (% IS NULL OR % = '')",
            (const size_t[]){condition, condition});
    bc_text_add(sql, ")");
}

void bc_month_query_where_empty(const struct bc_month_table *table,
                                const int *months, size_t n_months,
                                struct bc_text *sql)
{
    add_months(table, months, n_months, sql);
    bc_text_add(sql, " AND ");
    add_empty(table, sql);
}

void bc_month_query_where_group(const struct bc_month_table *table,
                                const struct bc_month_keys *keys,
                                const struct bc_slice *cells,
                                struct bc_text *sql)
{
    assert(keys->day == BC_NO_COLUMN);
    bc_text_add(sql, sql->length ? " OR (NOT " : "(NOT ");
    add_empty(table, sql);
    for (size_t i = 0; i < keys->n; i++) {
        bc_text_add(sql, " AND ");
        add_column(table, keys->column[i], sql);
        bc_text_add(sql, cells[i].data ? " = " : " IS NULL");
        if (cells[i].data)
            bc_sql_add_text(sql, cells[i]);
    }
    bc_text_add(sql, ")");
}

void bc_month_query_order(const struct bc_month_table *table,
                          struct bc_text *sql)
{
    add(table, sql, "%::text COLLATE \"C\", %",
        (const size_t[]){table->layout->section[0], table->layout->time});
}

/* ---- the plan ---- */

/* A foreign scan that sums up is `Foreign Scan` with `Relations: Aggregate on
 * ...` below; one of rows is `Foreign Scan on TABLE`. */
bool bc_month_query_travels(const char *plan)
{
    static const char fetch[] = "Foreign Scan on ";

    while (*plan) {
        size_t length = strcspn(plan, "\n");
        const char *at = plan + strspn(plan, " ->");

        if (strncmp(at, "Async ", strlen("Async ")) == 0)
            at += strlen("Async ");
        if (at < plan + length && strncmp(at, fetch, strlen(fetch)) == 0)
            return true;
        plan += length + (plan[length] == '\n');
    }
    return false;
}
