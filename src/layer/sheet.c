/* SPDX-License-Identifier: MIT */
#include "layer/sheet.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/language.h"
#include "layer/part.h"

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384 };
enum { SECONDS = 86400, LAST_SERIAL = 2958465 }; /* 9999-12-31 */

struct bc_sheet {
    struct bc_part xml;
    const struct bc_sheet_shared *shared;
    size_t row;
    struct bc_text text; /* of the cells of the row */
    struct bc_sheet_cell *cells;
    size_t n_cells, cell_room;
    size_t next_column;
    struct bc_faults *faults; /* NULL */
    struct bc_sheet_seen seen;
    struct bc_sheet_merge *merges;
    size_t merge_room;
    size_t n_data; /* elements sheetData met */
    bool in_data;
};

/* The cell that is read. */
struct cell {
    char type[12]; /* "" is a number */
    size_t format;
    bool has_formula, has_value, in_value, in_phonetic;
    size_t from; /* of its text */
};

static enum bc_status refuse(const struct bc_sheet *sheet, const char *what,
                             struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: %s", sheet->xml.label,
                        sheet->row, bc_say(what));
}

/* ---- numbers and dates ---- */

/* Days since 1970-01-01 as a date: H. Hinnant, "chrono-compatible low-level
 * date algorithms", civil_from_days. */
static void print_day(struct bc_text *text, int64_t day)
{
    int64_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;

    bc_text_printf(text, "%04d-%02d-%02d",
                   (int)(yoe + era * 400 + (month <= 2)), (int)month,
                   (int)(doy - (153 * mp + 2) / 5 + 1));
}

/* Day 60 of the 1900 system is a February 29th that was none: it is printed so
 * that it is refused as a date. */
static void print_serial(struct bc_text *text, double serial)
{
    int64_t seconds = llround(serial * SECONDS), day = seconds / SECONDS;
    int rest = (int)(seconds % SECONDS);

    if (day == 60)
        bc_text_add(text, "1900-02-29");
    else if (day > 0)
        print_day(text, day - 25569 + (day < 60));
    if (day > 0 && rest > 0)
        bc_text_add(text, " ");
    if (day == 0 || rest > 0)
        bc_text_printf(text, "%02d:%02d:%02d", rest / 3600, rest / 60 % 60,
                       rest % 60);
}

/* A sheet holds 0.1 as 0.10000000000000001 and shows 15 digits: more of them
 * would exceed a limit of 0.1. */
static void settle_number(struct bc_sheet *sheet, const struct cell *cell)
{
    const struct bc_sheet_shared *shared = sheet->shared;
    const enum bc_sheet_format format = cell->format < shared->n_formats
                                            ? shared->formats[cell->format]
                                            : BC_SHEET_NUMBER;
    struct bc_text *text = &sheet->text;
    const char *string = bc_text_string(text) + cell->from;
    struct bc_decimal value;
    double serial;

    if (bc_decimal_parse(bc_slice_of(string), &value) == BC_NOT_A_NUMBER)
        return; /* as it stands, for whoever needs a number */
    serial = strtod(string, NULL);
    if (format == BC_SHEET_DATE && serial >= 0 && serial <= LAST_SERIAL) {
        text->length = cell->from;
        print_serial(text, serial);
    } else if (format == BC_SHEET_PERCENT && isfinite(serial)) {
        text->length = cell->from;
        bc_text_printf(text, "%.15g%%", 100 * serial);
    } else if (isfinite(serial) &&
               (strpbrk(string, "eE") ||
                (strlen(string) > 16 && strchr(string, '.')))) {
        text->length = cell->from;
        bc_text_printf(text, "%.15g", serial);
    }
}

/* ---- cells ---- */

/* "BC12": column and row from 1; 0 where there is none. @return is it one? */
static bool read_reference(const char *text, size_t *column, size_t *row)
{
    *column = *row = 0;
    for (; *text >= 'A' && *text <= 'Z' && *column <= MOST_COLUMNS; text++)
        *column = *column * 26 + (size_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && *row <= MOST_ROWS; text++)
        *row = *row * 10 + (size_t)(*text - '0');
    return *text == '\0' && *column > 0 && *column <= MOST_COLUMNS &&
           *row > 0 && *row <= MOST_ROWS;
}

static enum bc_status begin_cell(struct bc_sheet *sheet, struct cell *cell,
                                 struct bc_error *err)
{
    char value[24];
    size_t column = sheet->next_column + 1, row = sheet->row;
    const bool is_bare = xmlTextReaderHasAttributes(sheet->xml.reader) == 0;

    *cell = (struct cell){.from = sheet->text.length};
    if (!is_bare && bc_part_attribute(&sheet->xml, "r", value, sizeof value) &&
        (!read_reference(value, &column, &row) || row != sheet->row ||
         column <= sheet->next_column))
        return refuse(sheet,
                      BC_N("a cell that is not where it says; save the "
                           "workbook again"),
                      err);
    if (column > MOST_COLUMNS)
        return refuse(sheet, BC_N("more cells than a sheet has"), err);
    sheet->next_column = column;
    if (is_bare)
        return BC_OK;
    bc_part_attribute(&sheet->xml, "t", cell->type, sizeof cell->type);
    if (bc_part_attribute(&sheet->xml, "s", value, sizeof value))
        cell->format = strtoul(value, NULL, 10);
    return BC_OK;
}

static enum bc_status settle_shared(struct bc_sheet *sheet,
                                    const struct cell *cell,
                                    struct bc_error *err)
{
    const char *string = bc_text_string(&sheet->text) + cell->from;
    char *end;
    unsigned long i = strtoul(string, &end, 10);

    if (end == string || *end || *string == '-' || i >= sheet->shared->n_texts)
        return refuse(sheet,
                      BC_N("a cell names a text that the workbook does not "
                           "hold; save it again"),
                      err);
    sheet->text.length = cell->from;
    bc_text_add(&sheet->text, sheet->shared->texts[i]);
    return BC_OK;
}

/* ECMA-376-1, 18.18.11 */
static bool is_cell_type(const char *type)
{
    static const char *const types[] = {"",  "n", "s",   "b",
                                        "e", "d", "str", "inlineStr"};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i]) == 0)
            return true;
    return false;
}

static enum bc_status settle_cell(struct bc_sheet *sheet,
                                  const struct cell *cell, struct bc_error *err)
{
    struct bc_text *text = &sheet->text;
    enum bc_status status = BC_OK;

    if (!is_cell_type(cell->type))
        return refuse(sheet,
                      BC_N("a cell of an unknown type; save the workbook "
                           "again"),
                      err);
    if (!*cell->type || strcmp(cell->type, "n") == 0) {
        if (cell->has_formula && text->length == cell->from)
            return refuse(sheet,
                          BC_N("a formula without its value; open and save "
                               "the workbook in a spreadsheet program"),
                          err);
        if (text->length > cell->from)
            settle_number(sheet, cell);
    } else if (strcmp(cell->type, "s") == 0) {
        if (cell->has_value)
            status = settle_shared(sheet, cell, err);
    } else if (strcmp(cell->type, "b") == 0) {
        bool is_true = strcmp(bc_text_string(text) + cell->from, "1") == 0;

        text->length = cell->from;
        if (cell->has_value)
            bc_text_add(text, is_true ? "TRUE" : "FALSE");
    }
    if (!status && text->length > cell->from) {
        sheet->cells = bc_reserve(sheet->cells, &sheet->cell_room,
                                  sheet->n_cells + 1, sizeof *sheet->cells);
        sheet->cells[sheet->n_cells++] = (struct bc_sheet_cell){
            sheet->next_column - 1, cell->from, text->length - cell->from};
    }
    return status;
}

/* A node within a cell: its formula, its value, its own text. */
static void read_inside(struct bc_sheet *sheet, struct cell *cell)
{
    struct bc_part *xml = &sheet->xml;

    if (bc_part_begins(xml, "f"))
        cell->has_formula = true;
    if (bc_part_begins(xml, "rPh"))
        cell->in_phonetic = true;
    if (bc_part_begins(xml, "v") || bc_part_begins(xml, "t"))
        cell->has_value = cell->in_value = true;
    if (bc_part_ends(xml, "v") || bc_part_ends(xml, "t"))
        cell->in_value = false;
    if (bc_part_ends(xml, "rPh"))
        cell->in_phonetic = false;
    if (cell->in_value && !cell->in_phonetic && bc_part_is_text(xml))
        bc_text_add(&sheet->text, bc_part_text(xml));
}

static enum bc_status read_cell(struct bc_sheet *sheet, struct bc_error *err)
{
    struct cell cell;
    enum bc_status status = begin_cell(sheet, &cell, err);

    bc_text_add(&sheet->text, ""); /* a string even when it is empty */
    while (!bc_part_ends(&sheet->xml, "c") &&
           bc_part_next(&sheet->xml, &status, err))
        read_inside(sheet, &cell);
    if (status)
        return status;
    status = settle_cell(sheet, &cell, err);
    return status && bc_faults_take(sheet->faults, err) ? BC_OK : status;
}

/* ---- rows ---- */

static enum bc_status begin_row(struct bc_sheet *sheet, struct bc_error *err)
{
    char value[24], *end = value;
    size_t row = sheet->row + 1;

    if (bc_part_attribute(&sheet->xml, "r", value, sizeof value))
        row = strtoul(value, &end, 10);
    if (*end)
        row = 0;
    if (row <= sheet->row || row > MOST_ROWS)
        return refuse(sheet,
                      BC_N("the row behind this one is not where it says; "
                           "save the workbook again"),
                      err);
    sheet->row = row;
    sheet->n_cells = sheet->next_column = 0;
    sheet->text.length = 0;
    return BC_OK;
}

static enum bc_status read_row(struct bc_sheet *sheet, struct bc_error *err)
{
    bool is_hidden = bc_part_flag(&sheet->xml, "hidden");
    enum bc_status status = begin_row(sheet, err);

    if (!status && !sheet->in_data)
        status = refuse(sheet,
                        BC_N("a row that stands outside of the sheet's data; "
                             "save the workbook again"),
                        err);

    while (!bc_part_ends(&sheet->xml, "row") &&
           bc_part_next(&sheet->xml, &status, err))
        if (bc_part_begins(&sheet->xml, "c"))
            status = read_cell(sheet, err);
    if (is_hidden && sheet->n_cells > 0 && sheet->seen.n_hidden_rows++ == 0)
        sheet->seen.first_hidden_row = sheet->row;
    return status;
}

static void see_column(struct bc_sheet *sheet)
{
    char value[24];
    size_t first, last;

    if (!bc_part_flag(&sheet->xml, "hidden"))
        return;
    bc_part_attribute(&sheet->xml, "min", value, sizeof value);
    first = strtoul(value, NULL, 10);
    bc_part_attribute(&sheet->xml, "max", value, sizeof value);
    last = strtoul(value, NULL, 10);
    if (first == 0 || last < first || last > MOST_COLUMNS)
        return;
    if (sheet->seen.n_hidden_columns == 0)
        sheet->seen.first_hidden_column = first;
    sheet->seen.n_hidden_columns += last - first + 1;
}

static void see_merge(struct bc_sheet *sheet)
{
    char value[48], *colon;
    size_t column, row, last;

    if (!bc_part_attribute(&sheet->xml, "ref", value, sizeof value) ||
        (colon = strchr(value, ':')) == NULL)
        return;
    *colon = '\0';
    if (!read_reference(value, &column, &row) ||
        !read_reference(colon + 1, &column, &last))
        return;
    sheet->merges = bc_reserve(sheet->merges, &sheet->merge_room,
                               sheet->seen.n_merges + 1, sizeof *sheet->merges);
    sheet->merges[sheet->seen.n_merges++] = (struct bc_sheet_merge){row, last};
}

/* There is one of it. */
static enum bc_status begin_data(struct bc_sheet *sheet, struct bc_error *err)
{
    sheet->in_data = true;
    return sheet->n_data++ == 0
               ? BC_OK
               : refuse(sheet,
                        BC_N("a sheet with its rows in several places; save "
                             "the workbook again"),
                        err);
}

bool bc_sheet_next(struct bc_sheet *sheet, enum bc_status *status,
                   struct bc_error *err)
{
    while (!*status && bc_part_next(&sheet->xml, status, err)) {
        if (bc_part_begins(&sheet->xml, "row")) {
            *status = read_row(sheet, err);
            return !*status;
        }
        if (bc_part_begins(&sheet->xml, "sheetData"))
            *status = begin_data(sheet, err);
        if (bc_part_ends(&sheet->xml, "sheetData"))
            sheet->in_data = false;
        if (bc_part_begins(&sheet->xml, "col"))
            see_column(sheet);
        else if (bc_part_begins(&sheet->xml, "mergeCell"))
            see_merge(sheet);
    }
    return false;
}

enum bc_status bc_sheet_open(const char *label, const char *xml, size_t n,
                             const struct bc_sheet_shared *shared,
                             struct bc_sheet **sheet, struct bc_error *err)
{
    struct bc_sheet *made = bc_alloc(1, sizeof *made);
    enum bc_status status = bc_part_open(&made->xml, label, xml, n, err);

    *sheet = NULL;
    made->shared = shared;
    if (status)
        bc_sheet_free(made);
    else
        *sheet = made;
    return status;
}

void bc_sheet_gather(struct bc_sheet *sheet, struct bc_faults *faults)
{
    sheet->faults = faults;
}

void bc_sheet_free(struct bc_sheet *sheet)
{
    if (!sheet)
        return;
    bc_part_close(&sheet->xml);
    bc_text_clear(&sheet->text);
    free(sheet->cells);
    free(sheet->merges);
    free(sheet);
}

size_t bc_sheet_row(const struct bc_sheet *sheet)
{
    return sheet->row;
}

size_t bc_sheet_cells(const struct bc_sheet *sheet,
                      const struct bc_sheet_cell **cells, const char **text)
{
    *cells = sheet->cells;
    *text = bc_text_string(&sheet->text);
    return sheet->n_cells;
}

struct bc_sheet_seen bc_sheet_seen(const struct bc_sheet *sheet)
{
    struct bc_sheet_seen seen = sheet->seen;

    seen.merges = sheet->merges;
    return seen;
}

/* ---- what sheets share ---- */

static enum bc_status read_strings(struct bc_sheet_shared *shared,
                                   struct bc_part *xml, struct bc_error *err)
{
    struct bc_text text = {0};
    bool in_text = false, in_phonetic = false;
    size_t room = 0;
    enum bc_status status = BC_OK;

    while (bc_part_next(xml, &status, err)) {
        if (bc_part_begins(xml, "si"))
            text.length = 0;
        if (bc_part_begins(xml, "rPh"))
            in_phonetic = true;
        if (bc_part_begins(xml, "t"))
            in_text = true;
        if (bc_part_ends(xml, "t"))
            in_text = false;
        if (bc_part_ends(xml, "rPh"))
            in_phonetic = false;
        if (in_text && !in_phonetic && bc_part_is_text(xml))
            bc_text_add(&text, bc_part_text(xml));
        if (bc_part_ends(xml, "si")) {
            shared->texts =
                bc_reserve(shared->texts, &room, shared->n_texts + 1,
                           sizeof *shared->texts);
            shared->texts[shared->n_texts++] = bc_arena_copy(
                &shared->arena, bc_text_string(&text), text.length);
        }
    }
    bc_text_clear(&text);
    return status;
}

/* d, m, y, h or s outside of [Red] and quotes: ECMA-376-1, 18.8.31. */
static bool is_date_code(const char *code)
{
    for (; *code; code++) {
        if (*code == '"' || *code == '[') {
            const char *end = strchr(code + 1, *code == '[' ? ']' : '"');

            if (*code == '[' && code[1] && strchr("hHmMsS", code[1]) &&
                (code[2] == ']' || code[2] == code[1]))
                return true; /* elapsed time; not [Magenta] */
            if (!end)
                return false;
            code = end;
        } else if ((*code == '\\' || *code == '_' || *code == '*') && code[1]) {
            code++;
        } else if (strchr("dmyhsDMYHS", *code)) {
            return true;
        }
    }
    return false;
}

/* Built-in ones: ECMA-376-1, 18.8.30, with those of Chinese programs. */
static bool is_date_number(size_t id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
           (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/* 0% and 0.00% are built in; outside of quotes and escapes it multiplies. */
static bool is_percent_code(const char *code)
{
    for (; *code && *code != ';'; code++) {
        if (*code == '"' && strchr(code + 1, '"'))
            code = strchr(code + 1, '"');
        else if ((*code == '\\' || *code == '_' || *code == '*') && code[1])
            code++;
        else if (*code == '%')
            return true;
    }
    return false;
}

/** Codes of formats that are not built in, those that say something. */
struct codes {
    struct code {
        size_t id;
        enum bc_sheet_format format;
    } * list;
    size_t n, room;
};

static void see_code(struct codes *codes, const struct bc_part *xml)
{
    char id[24], code[256];
    enum bc_sheet_format format;

    if (!bc_part_attribute(xml, "numFmtId", id, sizeof id) ||
        !bc_part_attribute(xml, "formatCode", code, sizeof code))
        return;
    format = is_percent_code(code) ? BC_SHEET_PERCENT
             : is_date_code(code)  ? BC_SHEET_DATE
                                   : BC_SHEET_NUMBER;
    if (format == BC_SHEET_NUMBER)
        return;
    codes->list = bc_reserve(codes->list, &codes->room, codes->n + 1,
                             sizeof *codes->list);
    codes->list[codes->n++] = (struct code){strtoul(id, NULL, 10), format};
}

static enum bc_sheet_format format_of(const struct codes *codes,
                                      const struct bc_part *xml)
{
    char text[24];
    size_t id;

    bc_part_attribute(xml, "numFmtId", text, sizeof text);
    id = strtoul(text, NULL, 10);
    if (is_date_number(id))
        return BC_SHEET_DATE;
    if (id == 9 || id == 10)
        return BC_SHEET_PERCENT;
    for (size_t i = 0; i < codes->n; i++)
        if (codes->list[i].id == id)
            return codes->list[i].format;
    return BC_SHEET_NUMBER;
}

static enum bc_status read_styles(struct bc_sheet_shared *shared,
                                  struct bc_part *xml, struct bc_error *err)
{
    struct codes codes = {0};
    bool in_formats = false;
    size_t room = 0;
    enum bc_status status = BC_OK;

    while (bc_part_next(xml, &status, err)) {
        if (bc_part_begins(xml, "numFmt"))
            see_code(&codes, xml);
        if (bc_part_begins(xml, "cellXfs"))
            in_formats = true;
        if (bc_part_ends(xml, "cellXfs"))
            in_formats = false;
        if (in_formats && bc_part_begins(xml, "xf")) {
            shared->formats =
                bc_reserve(shared->formats, &room, shared->n_formats + 1,
                           sizeof *shared->formats);
            shared->formats[shared->n_formats++] = format_of(&codes, xml);
        }
    }
    free(codes.list);
    return status;
}

enum bc_status bc_sheet_shared_read(struct bc_sheet_shared *shared,
                                    const char *label, const char *strings,
                                    size_t n_strings, const char *styles,
                                    size_t n_styles, struct bc_error *err)
{
    struct bc_part xml;
    enum bc_status status = BC_OK;

    *shared = (struct bc_sheet_shared){0};
    if (strings) {
        status = bc_part_open(&xml, label, strings, n_strings, err);
        if (!status)
            status = read_strings(shared, &xml, err);
        bc_part_close(&xml);
    }
    if (!status && styles) {
        status = bc_part_open(&xml, label, styles, n_styles, err);
        if (!status)
            status = read_styles(shared, &xml, err);
        bc_part_close(&xml);
    }
    return status;
}

void bc_sheet_shared_clear(struct bc_sheet_shared *shared)
{
    free(shared->texts);
    free(shared->formats);
    bc_arena_clear(&shared->arena);
    *shared = (struct bc_sheet_shared){0};
}
