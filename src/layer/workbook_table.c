/* SPDX-License-Identifier: MIT */
/* Read with our own parser: GDAL 3.6 reads a sheet that is cut as a shorter
 * one, a wrong index of a text as the text, TRUE as 1, cells out of order as
 * others, and does not compare checksums. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/header.h"
#include "layer/part.h"
#include "layer/sheet.h"
#include "layer/table.h"
#include "layer/workbook.h"

enum { MOST_EMPTY_ROWS = 1000 };

/** A sheet as the workbook lists it. */
struct listed {
    const char *name, *id, *part; /* part NULL: no worksheet */
    bool is_hidden;
};

struct book_table {
    struct bc_table base;
    char *label;
    struct bc_workbook *workbook;
    struct bc_sheet_shared shared;
    struct listed *sheets;
    size_t n_sheets, sheet_room, chosen;
    char *xml; /* of the chosen sheet */
    size_t n_xml;
    struct bc_sheet *sheet;
    struct bc_faults *faults; /* NULL */
    size_t header_row;        /* 0: rows are read from the first on */
    struct bc_arena arena;
};

static void close_table(struct bc_table *base)
{
    struct book_table *table = (struct book_table *)base;

    bc_sheet_free(table->sheet);
    free(table->xml);
    bc_sheet_shared_clear(&table->shared);
    bc_workbook_free(table->workbook);
    bc_arena_clear(&table->arena);
    free(table->sheets);
    free(base->names);
    free(base->cells);
    free(table->label);
    free(table);
}

static const char *keep(struct book_table *table, const char *text)
{
    return bc_arena_copy(&table->arena, text, strlen(text));
}

/* ---- what the workbook lists ---- */

static enum bc_status see_sheet(struct book_table *table,
                                const struct bc_part *xml, struct bc_error *err)
{
    char name[400], id[64], state[16];

    bc_part_attribute(xml, "state", state, sizeof state);
    if (!bc_part_attribute(xml, "name", name, sizeof name) ||
        !bc_part_attribute(xml, "id", id, sizeof id))
        return BC_OK;
    for (size_t i = 0; i < table->n_sheets; i++)
        if (strcmp(table->sheets[i].name, name) == 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: two sheets are named '%s'; rename one",
                                table->label, name);
    table->sheets = bc_reserve(table->sheets, &table->sheet_room,
                               table->n_sheets + 1, sizeof *table->sheets);
    table->sheets[table->n_sheets++] = (struct listed){
        .name = keep(table, name),
        .id = keep(table, id),
        .is_hidden = *state && strcmp(state, "visible") != 0,
    };
    return BC_OK;
}

static enum bc_status read_workbook(struct book_table *table,
                                    struct bc_part *xml, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    while (bc_part_next(xml, &status, err)) {
        if (bc_part_begins(xml, "sheet"))
            status = see_sheet(table, xml, err);
        else if (bc_part_begins(xml, "workbookPr") &&
                 bc_part_flag(xml, "date1904"))
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: its dates count from 1904; save it "
                                  "with the dates of 1900",
                                  table->label);
    }
    return status;
}

/* `worksheets/sheet1.xml` beside the workbook, or `/xl/worksheets/sheet1.xml`
 */
static void see_relation(struct book_table *table, const struct bc_part *xml)
{
    char id[64], target[400], type[200], mode[16];
    struct bc_text part = {0};
    const char *kind;

    bc_part_attribute(xml, "Id", id, sizeof id);
    bc_part_attribute(xml, "Target", target, sizeof target);
    bc_part_attribute(xml, "Type", type, sizeof type);
    bc_part_attribute(xml, "TargetMode", mode, sizeof mode);
    kind = strrchr(type, '/');
    if (!kind || strcmp(kind, "/worksheet") != 0 ||
        strcmp(mode, "External") == 0)
        return;
    if (*target != '/')
        bc_text_add(&part, "xl/");
    bc_text_add(&part, target + (*target == '/'));
    for (size_t i = 0; i < table->n_sheets; i++)
        if (strcmp(table->sheets[i].id, id) == 0)
            table->sheets[i].part = keep(table, part.data);
    bc_text_clear(&part);
}

static enum bc_status read_relations(struct book_table *table,
                                     struct bc_part *xml, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    while (bc_part_next(xml, &status, err))
        if (bc_part_begins(xml, "Relationship"))
            see_relation(table, xml);
    return status;
}

/* @p read gets the part as XML; one that is missing is an error. */
static enum bc_status read_part(struct book_table *table, const char *name,
                                enum bc_status (*read)(struct book_table *,
                                                       struct bc_part *,
                                                       struct bc_error *),
                                struct bc_error *err)
{
    struct bc_part xml = {0};
    char *bytes = NULL;
    size_t n = 0;
    enum bc_status status =
        bc_workbook_part(table->workbook, name, &bytes, &n, err);

    if (!status && !bytes)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: has no part '%s'; save it again as .xlsx",
                              table->label, name);
    if (!status)
        status = bc_part_open(&xml, table->label, bytes, n, err);
    if (!status)
        status = read(table, &xml, err);
    bc_part_close(&xml);
    free(bytes);
    return status;
}

static enum bc_status read_shared(struct book_table *table,
                                  struct bc_error *err)
{
    char *strings = NULL, *styles = NULL;
    size_t n_strings = 0, n_styles = 0;
    enum bc_status status = bc_workbook_part(
        table->workbook, "xl/sharedStrings.xml", &strings, &n_strings, err);

    if (!status)
        status = bc_workbook_part(table->workbook, "xl/styles.xml", &styles,
                                  &n_styles, err);
    if (!status)
        status = bc_sheet_shared_read(&table->shared, table->label, strings,
                                      n_strings, styles, n_styles, err);
    free(strings);
    free(styles);
    return status;
}

/* ---- the sheet ---- */

/** The first rows of a sheet: which has text first, how wide they are. */
struct top {
    size_t first_row, width;
};

static size_t width_of(const struct bc_sheet *sheet)
{
    const struct bc_sheet_cell *cells;
    const char *text;
    size_t n = bc_sheet_cells(sheet, &cells, &text);

    return n > 0 ? cells[n - 1].column + 1 : 0;
}

static enum bc_status open_sheet(struct book_table *table, size_t i,
                                 struct bc_error *err)
{
    const struct listed *listed = &table->sheets[i];
    enum bc_status status;

    bc_sheet_free(table->sheet);
    table->sheet = NULL;
    if (!table->xml || table->chosen != i) {
        free(table->xml);
        table->xml = NULL;
        status = bc_workbook_part(table->workbook, listed->part, &table->xml,
                                  &table->n_xml, err);
        if (!status && !table->xml)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: has no part '%s'; save it again as "
                                  ".xlsx",
                                  table->label, listed->part);
        if (status)
            return status;
        table->chosen = i;
    }
    status = bc_sheet_open(table->label, table->xml, table->n_xml,
                           &table->shared, &table->sheet, err);
    if (!status)
        bc_sheet_gather(table->sheet, table->faults);
    return status;
}

/* @param most  rows with text that are looked at; empty ones behind the first
 *              of them end the look, too, when they are many */
static enum bc_status look_at_top(struct book_table *table, size_t i,
                                  size_t most, struct top *top,
                                  struct bc_error *err)
{
    enum bc_status status = open_sheet(table, i, err);

    *top = (struct top){0};
    for (size_t n = 0, n_empty = 0;
         n < most && n_empty < MOST_EMPTY_ROWS &&
         bc_sheet_next(table->sheet, &status, err);) {
        size_t width = width_of(table->sheet);

        if (width > 0 && top->first_row == 0)
            top->first_row = bc_sheet_row(table->sheet);
        if (width > top->width)
            top->width = width;
        n += width > 0;
        n_empty += width == 0 && n > 0;
    }
    return status;
}

/* A new workbook has empty sheets that nobody means. */
static enum bc_status choose_sheet(struct book_table *table,
                                   const struct bc_source *source,
                                   struct bc_error *err)
{
    const char **names = bc_alloc(table->n_sheets, sizeof *names);
    size_t *sheets = bc_alloc(table->n_sheets, sizeof *sheets);
    size_t n = 0, choice = 0;
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < table->n_sheets && !status; i++) {
        struct top top = {0};

        if (table->sheets[i].part)
            status = look_at_top(table, i, 1, &top, err);
        if (top.width > 0) {
            sheets[n] = i;
            names[n++] = table->sheets[i].name;
        }
    }
    if (!status)
        status = bc_table_choose(source, table->label, names, n, &choice, err);
    if (!status)
        status = open_sheet(table, sheets[choice], err);
    free(names);
    free(sheets);
    return status;
}

static void set_columns(struct book_table *table, size_t n)
{
    table->base.n_columns = n;
    table->base.names = bc_alloc(n, sizeof *table->base.names);
    table->base.cells = bc_alloc(n, sizeof *table->base.cells);
}

static void take_cells(struct book_table *table)
{
    struct bc_table *base = &table->base;
    const struct bc_sheet_cell *cells;
    const char *text;
    size_t n = bc_sheet_cells(table->sheet, &cells, &text);

    base->row = bc_sheet_row(table->sheet);
    for (size_t i = 0; i < base->n_columns; i++)
        base->cells[i] = (struct bc_slice){text, 0};
    for (size_t i = 0; i < n && cells[i].column < base->n_columns; i++)
        base->cells[cells[i].column] =
            (struct bc_slice){text + cells[i].at, cells[i].length};
}

/* A column without a name gets its number as one. */
static void take_header(struct book_table *table)
{
    struct bc_table *base = &table->base;

    set_columns(table, width_of(table->sheet));
    take_cells(table);
    table->header_row = base->row;
    for (size_t i = 0; i < base->n_columns; i++) {
        struct bc_slice name = bc_slice_trim(base->cells[i]);
        char number[32];

        snprintf(number, sizeof number, "Field%zu", i + 1);
        if (name.length == 0)
            name = bc_slice_of(number);
        base->names[i] = (struct bc_slice){
            bc_arena_copy(&table->arena, name.data, name.length), name.length};
    }
}

/* The first row with text is the header; or every row is one, and the columns
 * are those of the rows among which a header may stand. */
static enum bc_status begin_rows(struct book_table *table,
                                 const struct bc_source *source,
                                 struct bc_error *err)
{
    struct top top;
    enum bc_status status =
        look_at_top(table, table->chosen, BC_HEADER_ROWS, &top, err);

    if (!status)
        status = open_sheet(table, table->chosen, err);
    if (!status && source->headless) {
        set_columns(table, top.width);
        for (size_t i = 0; i < top.width; i++)
            table->base.names[i] = bc_slice_of("");
        return BC_OK;
    }
    if (status)
        return status;
    while (bc_sheet_row(table->sheet) < top.first_row)
        bc_sheet_next(table->sheet, &status, err); /* as it was looked at */
    take_header(table);
    return BC_OK;
}

/* ---- rows ---- */

static enum bc_status next_row(struct bc_table *base, bool *more,
                               struct bc_error *err)
{
    struct book_table *table = (struct book_table *)base;
    const struct bc_sheet_cell *cells;
    const char *text;
    size_t n;
    enum bc_status status = BC_OK;

    *more = bc_sheet_next(table->sheet, &status, err);
    if (!*more)
        return status;
    take_cells(table);
    n = bc_sheet_cells(table->sheet, &cells, &text);
    if (n > 0 && cells[n - 1].column >= base->n_columns)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s:%zu: a value in column %zu, which has no "
                              "name; name the column",
                              table->label, base->row, cells[n - 1].column + 1);
    return status && bc_faults_take(table->faults, err) ? BC_OK : status;
}

static void remark_merges(const struct book_table *table, size_t header,
                          const struct bc_sheet_seen *seen,
                          struct bc_findings *findings)
{
    size_t n = 0, first = 0;

    for (size_t i = 0; i < seen->n_merges; i++)
        if (seen->merges[i].last_row > header &&
            (n++ == 0 || seen->merges[i].first_row < first))
            first = seen->merges[i].first_row;
    if (n > 0)
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_MERGED_CELLS,
                                             .source = table->label,
                                             .line = first},
                         "%zu merged ranges reach below the header; the value "
                         "of each belongs to its first cell alone",
                         n);
}

static void remark(const struct bc_table *base, size_t header,
                   struct bc_findings *findings)
{
    const struct book_table *table = (const struct book_table *)base;
    struct bc_sheet_seen seen = bc_sheet_seen(table->sheet);
    struct bc_finding found = {.code = BC_FOUND_HIDDEN_CELLS,
                               .source = table->label};

    if (header < table->header_row)
        header = table->header_row;
    if (table->sheets[table->chosen].is_hidden)
        bc_findings_addf(findings, found,
                         "the sheet '%s' is hidden; it was read",
                         table->sheets[table->chosen].name);
    if (seen.n_hidden_columns > 0)
        bc_findings_addf(findings, found,
                         "%zu columns are hidden, the first of them is number "
                         "%zu; they were read",
                         seen.n_hidden_columns, seen.first_hidden_column);
    found.line = seen.first_hidden_row;
    if (seen.n_hidden_rows > 0)
        bc_findings_addf(findings, found,
                         "%zu rows are hidden, this is the first of them; they "
                         "were read",
                         seen.n_hidden_rows);
    remark_merges(table, header, &seen, findings);
}

enum bc_status bc_table_open_workbook(const struct bc_source *source,
                                      size_t path, struct bc_table **table,
                                      struct bc_error *err)
{
    const struct bc_input_limits limits = bc_source_limits(source);
    struct book_table *made = bc_alloc(1, sizeof *made);
    enum bc_status status;

    made->base.next = next_row;
    made->base.remark = remark;
    made->base.free = close_table;
    made->label = bc_copy(source->labels[path]);
    made->faults = source->faults;
    status = bc_workbook_open(source->paths[path], made->label, &limits,
                              &made->workbook, err);
    if (!status)
        status = read_part(made, "xl/workbook.xml", read_workbook, err);
    if (!status)
        status =
            read_part(made, "xl/_rels/workbook.xml.rels", read_relations, err);
    if (!status)
        status = read_shared(made, err);
    if (!status)
        status = choose_sheet(made, source, err);
    if (!status)
        status = bc_workbook_check_rest(made->workbook, err);
    if (!status)
        status = begin_rows(made, source, err);
    if (status) {
        close_table(&made->base);
        return status;
    }
    *table = &made->base;
    return BC_OK;
}
