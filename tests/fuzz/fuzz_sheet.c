/* SPDX-License-Identifier: MIT */
/* What a workbook holds once it is unpacked: a sheet, its shared texts and its
 * formats, parted by NUL. */
#include "fuzz.h"

#include <string.h>

#include "layer/sheet.h"

#define LABEL "file.xlsx"

/* The part that begins at *at; behind it *at is the next one's. */
static struct bc_slice next_part(const char **at, const char *end)
{
    const char *nul = memchr(*at, 0, (size_t)(end - *at));
    struct bc_slice part = {*at, (size_t)((nul ? nul : end) - *at)};

    *at = nul ? nul + 1 : end;
    return part;
}

static void check_row(const struct bc_sheet *sheet, size_t *last)
{
    const struct bc_sheet_cell *cells;
    const char *text;
    size_t n = bc_sheet_cells(sheet, &cells, &text);

    HOLDS(bc_sheet_row(sheet) > *last);
    *last = bc_sheet_row(sheet);
    for (size_t i = 0; i < n; i++) {
        HOLDS(i == 0 || cells[i].column > cells[i - 1].column);
        HOLDS(bc_utf8_valid(text + cells[i].at, cells[i].length));
    }
}

static enum bc_status read_rows(struct bc_sheet *sheet, struct bc_error *err)
{
    enum bc_status status = BC_OK;
    size_t last = 0;

    while (bc_sheet_next(sheet, &status, err))
        check_row(sheet, &last);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    struct bc_slice xml = next_part(&at, end), texts = next_part(&at, end);
    struct bc_slice formats = next_part(&at, end);
    struct bc_sheet_shared shared = {0};
    struct bc_sheet *sheet = NULL;
    struct bc_error err;
    enum bc_status status = bc_sheet_shared_read(
        &shared, LABEL, texts.length ? texts.data : NULL, texts.length,
        formats.length ? formats.data : NULL, formats.length, &err);

    if (!status)
        status =
            bc_sheet_open(LABEL, xml.data, xml.length, &shared, &sheet, &err);
    if (!status)
        status = read_rows(sheet, &err);
    if (status)
        HOLDS(!strncmp(err.message, LABEL, strlen(LABEL)));
    bc_sheet_free(sheet);
    bc_sheet_shared_clear(&shared);
    return 0;
}
