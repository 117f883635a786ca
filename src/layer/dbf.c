/* SPDX-License-Identifier: MIT */
#include "layer/dbf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/memory.h"

enum { HEADER = 32, FIELD = 32, NAME = 11, END_OF_FIELDS = 0x0D };

static size_t little_endian(const char *bytes, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | (unsigned char)bytes[n];
    return value;
}

static enum bc_status cut(const char *label, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: its .dbf is cut; copy the files again", label);
}

static enum bc_status add_field(struct bc_dbf *dbf, const char *label,
                                const char *field, size_t at,
                                struct bc_error *err)
{
    struct bc_dbf_field *made = &dbf->fields[dbf->n_fields++];

    *made = (struct bc_dbf_field){
        .name = {field, strnlen(field, NAME)},
        .type = field[11],
        .at = at,
        .width = (unsigned char)field[16],
    };
    if (made->type && strchr("CNFDL", made->type))
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: column %zu of its .dbf is of a type (0x%02X) "
                        "whose values are not text; save it as text or remove "
                        "it",
                        label, dbf->n_fields, (unsigned char)made->type);
}

/* Columns stand side by side behind the mark of deletion. */
static enum bc_status read_fields(struct bc_dbf *dbf, const char *label,
                                  struct bc_error *err)
{
    size_t at = HEADER, width = 1;

    dbf->fields = bc_alloc(dbf->header / FIELD, sizeof *dbf->fields);
    for (; at < dbf->header && dbf->bytes[at] != END_OF_FIELDS; at += FIELD) {
        enum bc_status status;

        if (dbf->header - at < FIELD)
            return cut(label, err);
        status = add_field(dbf, label, dbf->bytes + at, width, err);
        if (status)
            return status;
        width += dbf->fields[dbf->n_fields - 1].width;
        if (dbf->fields[dbf->n_fields - 1].width == 0)
            width = 0; /* never that of a row */
    }
    if (at >= dbf->header)
        return cut(label, err);
    if (width == dbf->record)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: the columns of its .dbf do not fill its rows of "
                        "%zu bytes; copy the files again",
                        label, dbf->record);
}

/* Rows that a program marked as deleted stay in the file. */
static enum bc_status check_rows(struct bc_dbf *dbf, const char *label,
                                 struct bc_error *err)
{
    for (size_t row = 0; row < dbf->n_rows; row++) {
        char mark = dbf->bytes[dbf->header + row * dbf->record];

        if (mark != ' ' && mark != '*')
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: the row of its .dbf begins with 0x%02X"
                                "; copy the files again",
                                label, row + 1, (unsigned char)mark);
        dbf->n_deleted += mark == '*';
    }
    return BC_OK;
}

enum bc_status bc_dbf_init(struct bc_dbf *dbf, const char *label, char *bytes,
                           size_t n, struct bc_error *err)
{
    enum bc_status status;

    *dbf = (struct bc_dbf){.bytes = bytes, .n = n};
    if (n <= HEADER)
        return cut(label, err);
    dbf->n_rows = little_endian(bytes + 4, 4);
    dbf->header = little_endian(bytes + 8, 2);
    dbf->record = little_endian(bytes + 10, 2);
    dbf->language = (unsigned char)bytes[29];
    if (dbf->header <= HEADER || dbf->record == 0 || dbf->header > n ||
        dbf->n_rows > (n - dbf->header) / dbf->record)
        return cut(label, err);
    status = read_fields(dbf, label, err);
    return status ? status : check_rows(dbf, label, err);
}

void bc_dbf_clear(struct bc_dbf *dbf)
{
    free(dbf->bytes);
    free(dbf->fields);
    *dbf = (struct bc_dbf){0};
}

static bool is_padding(const char *bytes, size_t n, char byte)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != byte)
            return false;
    return true;
}

enum bc_status bc_dbf_cell(const struct bc_dbf *dbf, const char *label,
                           size_t row, size_t field, struct bc_slice *cell,
                           bool *is_full, struct bc_error *err)
{
    const struct bc_dbf_field *column = &dbf->fields[field];
    const char *bytes =
        dbf->bytes + dbf->header + row * dbf->record + column->at;
    struct bc_decimal value;
    size_t length = strnlen(bytes, column->width);

    /* C programs pad with NUL, dBASE with blanks */
    if (!is_padding(bytes + length, column->width - length, '\0') &&
        bc_slice_trim(
            (struct bc_slice){bytes + length + 1, column->width - length - 1})
                .length > 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: a NUL byte in column %zu of its .dbf; "
                            "correct the cell",
                            label, row + 1, field + 1);
    *is_full = length == column->width;
    while (length > 0 && bytes[length - 1] == ' ') {
        *is_full = false;
        length--;
    }
    *cell = (struct bc_slice){bytes, length};
    if (column->type == 'C')
        return BC_OK;
    *is_full = false;
    *cell = bc_slice_trim(*cell);
    if (column->type == 'N' || column->type == 'F') {
        /* asterisks: a number that was not known or did not fit */
        if (is_padding(cell->data, cell->length, '*'))
            cell->length = 0;
        else if (bc_decimal_parse(*cell, &value) == BC_NOT_A_NUMBER)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: a value that is no number in column "
                                "%zu of its .dbf, which holds numbers; correct "
                                "the cell",
                                label, row + 1, field + 1);
    } else if ((column->type == 'D' &&
                is_padding(cell->data, cell->length, '0')) ||
               (column->type == 'L' && cell->length == 1 &&
                *cell->data == '?')) {
        cell->length = 0;
    }
    return BC_OK;
}
