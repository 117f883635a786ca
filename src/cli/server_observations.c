/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/run.h"
#include "cli/server_observations.h"
#include "layer/server.h"
#include "water/month_query.h"
#include "water/month_sums.h"

/** Doubtful groups that one question asks for. */
enum { GROUPS_AT_ONCE = 200 };

/** A table of observations on a server, and those who take its rows. */
struct asking {
    struct bc_server_observations to;
    struct bc_source source; /* one table, with the session */
    struct bc_rows_sink inner;
    struct bc_arena arena;
    struct bc_slice *header;     /* columns as `fields` has renamed them */
    const char **names, **types; /* of the same columns on the server */
    size_t n_columns;
    struct bc_month_table table;
    bool is_numbered; /* by a key, which is the order of its rows */
    int *months;      /* that the table has, where no period is asked for */
    size_t n_months, months_room;
    size_t n_rows_read; /* one by one, where sums were asked for */
};

/* ---- rows one by one ---- */

static struct bc_header header_of(const struct asking *asking)
{
    return (struct bc_header){.source = asking->source.labels[0],
                              .names = asking->header,
                              .n_columns = asking->n_columns,
                              .first_line = 1,
                              .last_line = 1,
                              .above = ""};
}

/** The header of several questions is one. */
static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct asking *asking = context;

    if (asking->header)
        return BC_OK;
    asking->n_columns = header->n_columns;
    asking->header = bc_alloc(header->n_columns + 1, sizeof *asking->header);
    for (size_t c = 0; c < header->n_columns; c++)
        asking->header[c] = bc_slice_of(bc_arena_copy(
            &asking->arena, header->names[c].data, header->names[c].length));
    return asking->inner.header
               ? asking->inner.header(asking->inner.context, header, err)
               : BC_OK;
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct asking *asking = context;

    asking->n_rows_read += rows->n_rows;
    return asking->inner.rows(asking->inner.context, rows, err);
}

static enum bc_status read_rows(struct asking *asking, const char *condition,
                                struct bc_error *err)
{
    const struct bc_rows_sink sink = {
        .header = on_header, .rows = on_rows, .context = asking};
    struct bc_source source = asking->source;
    struct bc_text order = {0};
    enum bc_status status;

    source.condition = condition;
    if (asking->table.layout && asking->table.layout->time != BC_NO_COLUMN) {
        bc_month_query_order(&asking->table, &order);
        source.order = order.data;
    }
    status = bc_rows_read(&source, &sink, err);
    if (asking->to.observations)
        bc_observations_begin_anew(asking->to.observations);
    bc_text_clear(&order);
    return status;
}

/* ---- the table ---- */

static const char *name_on_server(const struct bc_source *source,
                                  const char *name)
{
    for (size_t f = 0; f < source->n_fields; f++)
        if (strcmp(source->fields[f].key, name) == 0)
            return source->fields[f].header;
    return name;
}

/** Names and types of the columns that the header has, and whether the rows
 * are numbered. */
static enum bc_status find_types(struct asking *asking,
                                 const struct bc_row_layout *layout,
                                 struct bc_error *err)
{
    const struct bc_server_column *columns = NULL;
    size_t n = 0;
    enum bc_status status = bc_server_columns(
        asking->source.server, asking->source.layer, &columns, &n, err);

    asking->names = bc_alloc(asking->n_columns, sizeof *asking->names);
    asking->types = bc_alloc(asking->n_columns, sizeof *asking->types);
    for (size_t c = 0; c < asking->n_columns && !status; c++) {
        asking->names[c] =
            name_on_server(&asking->source, asking->header[c].data);
        asking->types[c] = "";
        for (size_t i = 0; i < n; i++)
            if (strcmp(columns[i].name, asking->names[c]) == 0)
                asking->types[c] = columns[i].type;
    }
    asking->table = (struct bc_month_table){.name = asking->source.layer,
                                            .n_columns = asking->n_columns,
                                            .names = asking->names,
                                            .types = asking->types,
                                            .layout = layout};
    asking->is_numbered =
        !status && bc_server_number(columns, n) != BC_NO_COLUMN;
    return status;
}

/** Of rows without an order of their own none is the first. */
static enum bc_status check_order(const struct asking *asking,
                                  struct bc_error *err)
{
    const enum bc_duplicates policy = asking->to.duplicates;

    if (asking->is_numbered ||
        (policy != BC_DUPLICATES_FIRST && policy != BC_DUPLICATES_LAST))
        return BC_OK;
    return bc_error_set(
        err, BC_BAD_INPUT,
        "%s: of rows that repeat a time the %s is to count, and its rows have "
        "no order; give the table an integer primary key in the order of its "
        "rows, or let 'duplicates' be mean",
        asking->source.labels[0],
        policy == BC_DUPLICATES_FIRST ? "first" : "last");
}

/* ---- months ---- */

static int as_column_has_it(int month)
{
    return month / 12 * 100 + month % 12 + 1;
}

static bool wants_days(const struct bc_server_observations *to, int month)
{
    return to->wants_days && to->wants_days(to->context, month);
}

static void add_month(struct asking *asking, int month)
{
    for (size_t i = 0; i < asking->n_months; i++)
        if (asking->months[i] == month)
            return;
    asking->months = bc_reserve(asking->months, &asking->months_room,
                                asking->n_months + 1, sizeof *asking->months);
    asking->months[asking->n_months++] = month;
}

/** Those whose days are wanted, or those whose are not; the caller frees them.
 */
static int *months_by_day(const struct asking *asking, bool by_day, size_t *n)
{
    int *months = bc_alloc(asking->n_months + 1, sizeof *months);

    *n = 0;
    for (size_t i = 0; i < asking->n_months; i++) {
        const int month = asking->months[i];

        if (wants_days(&asking->to, month / 100 * 12 + month % 100 - 1) ==
            by_day)
            months[(*n)++] = month;
    }
    return months;
}

/* ---- questions ---- */

/** Hands each row of an answer on; data NULL is NULL. */
static enum bc_status ask(struct asking *asking, const char *sql,
                          enum bc_status (*take)(void *context,
                                                 const struct bc_slice *cells,
                                                 struct bc_error *err),
                          void *context, struct bc_error *err)
{
    struct bc_answer *answer = NULL;
    struct bc_slice *cells;
    enum bc_status status =
        bc_server_ask(asking->source.server, sql, &answer, err);

    if (status)
        return status;
    cells = bc_alloc(bc_answer_columns(answer), sizeof *cells);
    while (bc_answer_next(answer, &status, err)) {
        for (size_t c = 0; c < bc_answer_columns(answer); c++)
            cells[c] = bc_answer_null(answer, c) ? (struct bc_slice){NULL, 0}
                                                 : bc_answer_text(answer, c);
        status = bc_interrupted
                     ? bc_error_set(err, BC_INTERRUPTED, "interrupted")
                     : take(context, cells, err);
    }
    free(cells);
    bc_answer_free(answer);
    return status;
}

static enum bc_status take_month(void *context, const struct bc_slice *cells,
                                 struct bc_error *err)
{
    struct asking *asking = context;
    const struct bc_slice month = cells[asking->table.layout->n_section];

    (void)err;
    if (month.data)
        add_month(asking, (int)strtol(month.data, NULL, 10));
    return BC_OK;
}

/** The months of the periods; without periods those of the table. */
static enum bc_status find_months(struct asking *asking, struct bc_error *err)
{
    size_t n = 0;
    const struct bc_period *periods =
        bc_observations_periods(asking->to.observations, &n);
    struct bc_text sql = {0};
    enum bc_status status = BC_OK;

    for (size_t p = 0; p < n; p++)
        for (int m = bc_month_of_day(periods[p].first);
             m <= bc_month_of_day(periods[p].last); m++)
            add_month(asking, as_column_has_it(m));
    if (n == 0) {
        bc_month_query_months(&asking->table, &sql);
        status = ask(asking, sql.data, take_month, asking, err);
    }
    bc_text_clear(&sql);
    return status;
}

static enum bc_status take_sums(void *sums, const struct bc_slice *cells,
                                struct bc_error *err)
{
    return bc_month_sums_take(sums, cells, err);
}

static enum bc_status take_value(void *sums, const struct bc_slice *cells,
                                 struct bc_error *err)
{
    return bc_month_sums_take_value(sums, cells, err);
}

static enum bc_status take_outside(void *context, const struct bc_slice *cells,
                                   struct bc_error *err)
{
    struct asking *asking = context;
    struct bc_observations *observations = asking->to.observations;
    struct bc_observation row = {.source = asking->source.labels[0],
                                 .n_section = asking->table.layout->n_section};
    const struct bc_slice *counts = cells + row.n_section;
    size_t n_rows;

    assert(counts[0].data && counts[1].data); /* a count is never NULL */
    n_rows = strtoull(counts[0].data, NULL, 10);
    if (strcmp(counts[1].data, "0") != 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: %s rows have no month; let the server make "
                            "it: 202104 for 2021-04-01",
                            row.source, counts[1].data);
    for (size_t i = 0; i < row.n_section; i++)
        row.section[i] =
            cells[i].data ? bc_slice_trim(cells[i]) : bc_slice_of("");
    if (bc_observations_section_of(observations, &row) == BC_NO_ROW)
        bc_observations_add_unknown(observations, n_rows);
    else
        bc_observations_add_outside(observations, n_rows);
    return BC_OK;
}

static enum bc_status ask_outside(struct asking *asking, struct bc_error *err)
{
    struct bc_text sql = {0};
    enum bc_status status;

    if (asking->n_months == 0)
        add_month(asking, 0); /* that no row has */
    bc_month_query_outside(&asking->table, asking->months, asking->n_months,
                           &sql);
    status = ask(asking, sql.data, take_outside, asking, err);
    bc_text_clear(&sql);
    return status;
}

/** Says when sums are not made where the rows are. */
static enum bc_status check_plan(struct asking *asking, const char *sql,
                                 struct bc_error *err)
{
    struct bc_text plan = {0};
    enum bc_status status =
        bc_server_explain(asking->source.server, sql, &plan, err);

    if (!status && bc_month_query_travels(bc_text_string(&plan)))
        bc_findings_add(
            asking->to.findings,
            &(struct bc_finding){
                .code = BC_FOUND_ROWS_TRAVEL,
                .source = asking->source.labels[0],
                .message = BC_N("the server fetches the rows of other servers "
                                "to sum them up; the answer is the same, and "
                                "slow")});
    bc_text_clear(&plan);
    return status;
}

static enum bc_status read_doubtful(struct asking *asking,
                                    const struct bc_month_sums *sums,
                                    struct bc_error *err)
{
    enum bc_status status = BC_OK;
    size_t at = 0;
    bool more = true;

    while (more && !status) {
        struct bc_text condition = {0};
        int n = 0;

        while (n < GROUPS_AT_ONCE && more) {
            more = bc_month_sums_next_doubtful(sums, &at, &condition);
            n += more;
        }
        if (n > 0)
            status = read_rows(asking, condition.data, err);
        bc_text_clear(&condition);
    }
    return status;
}

static enum bc_status read_empty(struct asking *asking, const int *months,
                                 size_t n_months, struct bc_error *err)
{
    struct bc_text condition = {0};
    enum bc_status status;

    bc_month_query_where_empty(&asking->table, months, n_months, &condition);
    status = read_rows(asking, condition.data, err);
    bc_text_clear(&condition);
    return status;
}

static enum bc_status ask_values(struct asking *asking,
                                 struct bc_month_sums *sums, const int *months,
                                 size_t n_months, bool by_day,
                                 struct bc_error *err)
{
    struct bc_text sql = {0};
    size_t n = 0;
    const char *const *ph = bc_month_sums_ph(sums, &n);
    enum bc_status status;

    if (n == 0)
        return BC_OK;
    bc_month_query_values(&asking->table, months, n_months, by_day, ph, n,
                          &sql);
    status = ask(asking, sql.data, take_value, sums, err);
    bc_text_clear(&sql);
    return status;
}

/** The months of which only sums are wanted, or those of which days are. */
static enum bc_status ask_sums(struct asking *asking, bool by_day,
                               bool *has_checked, struct bc_error *err)
{
    const struct bc_header header = header_of(asking);
    struct bc_text sql = {0};
    size_t n = 0;
    int *months = months_by_day(asking, by_day, &n);
    struct bc_month_sums *sums;
    enum bc_status status = BC_OK;

    if (n == 0) {
        free(months);
        return BC_OK;
    }
    sums = bc_month_sums_new(&asking->table, &header, by_day,
                             asking->to.observations);
    bc_month_query_sums(&asking->table, months, n, by_day, &sql);
    if (!*has_checked)
        status = check_plan(asking, sql.data, err);
    *has_checked = true;
    if (!status)
        status = ask(asking, sql.data, take_sums, sums, err);
    if (!status)
        status = ask_values(asking, sums, months, n, by_day, err);
    if (!status)
        status = bc_month_sums_enter(sums, err);
    if (!status && bc_month_sums_n_empty(sums) > 0)
        status = read_empty(asking, months, n, err);
    if (!status)
        status = read_doubtful(asking, sums, err);
    bc_month_sums_free(sums);
    bc_text_clear(&sql);
    free(months);
    return status;
}

/* ---- all of it ---- */

/** Sums are made of it when they can be; else its rows are read. */
static enum bc_status read_table(struct asking *asking, struct bc_error *err)
{
    struct bc_finding found = {.code = BC_FOUND_ROW_BY_ROW,
                               .source = asking->source.labels[0]};
    const char *obstacle = bc_month_query_obstacle(&asking->table);
    bool has_checked = false;
    enum bc_status status = BC_OK;

    if (obstacle) {
        found.message = obstacle;
        bc_findings_add(asking->to.findings, &found);
        return read_rows(asking, NULL, err);
    }
    status = find_months(asking, err);
    for (int by_day = 0; by_day < 2 && !status; by_day++)
        status = ask_sums(asking, by_day, &has_checked, err);
    if (!status)
        status = ask_outside(asking, err);
    if (!status && asking->n_rows_read > 0)
        bc_findings_addf(asking->to.findings, found,
                         "%zu rows were read one by one: those of repeated "
                         "times, without a value, or with one that is none",
                         asking->n_rows_read);
    return status;
}

/** Opens the session and reads the header. */
static enum bc_status begin(struct asking *asking, struct bc_error *err)
{
    enum bc_status status =
        bc_server_open(asking->source.paths[0], asking->source.labels[0],
                       &asking->source.server, err);

    return status ? status : read_rows(asking, "FALSE", err);
}

static void end(struct asking *asking)
{
    bc_server_free(asking->source.server);
    free(asking->header);
    free(asking->names);
    free(asking->types);
    free(asking->months);
    bc_arena_clear(&asking->arena);
}

enum bc_status
bc_server_observations_read(const struct bc_server_observations *to,
                            const struct bc_source *source,
                            struct bc_error *err)
{
    struct asking asking = {.to = *to,
                            .source = *source,
                            .inner = bc_observations_sink(to->observations)};
    enum bc_status status = begin(&asking, err);

    if (!status)
        status =
            find_types(&asking, bc_observations_layout(to->observations), err);
    if (!status)
        status = check_order(&asking, err);
    if (!status)
        status = read_table(&asking, err);
    end(&asking);
    return status;
}

enum bc_status bc_server_rows_read(const struct bc_source *source,
                                   enum bc_duplicates duplicates,
                                   struct bc_samples *samples,
                                   const struct bc_rows_sink *sink,
                                   struct bc_error *err)
{
    struct asking asking = {.to = {.duplicates = duplicates},
                            .source = *source};
    struct bc_row_layout layout = {0};
    struct bc_header header;
    enum bc_status status = begin(&asking, err);

    header = header_of(&asking);
    if (!status)
        status = bc_row_layout_read(&layout, &header, NULL, err);
    if (!status)
        status = find_types(&asking, &layout, err);
    if (!status)
        status = check_order(&asking, err);
    if (samples)
        bc_samples_without_order(samples, !asking.is_numbered);
    asking.inner = *sink;
    if (!status)
        status = sink->header(sink->context, &header, err);
    if (!status)
        status = read_rows(&asking, NULL, err);
    bc_row_layout_clear(&layout);
    end(&asking);
    return status;
}
