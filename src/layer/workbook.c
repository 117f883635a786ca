/* SPDX-License-Identifier: MIT */
#include "layer/workbook.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* Records of a zip archive: PKWARE APPNOTE.TXT 4.3.12 and 4.3.16. */
#define DIRECTORY_ENTRY 0x02014B50U
#define DIRECTORY_END 0x06054B50U
enum { ENTRY_BYTES = 46, END_BYTES = 22, LONGEST_COMMENT = 65535 };

#define MOST_BYTES ((uint64_t)1 << 30)
#define SMALL_BYTES ((uint64_t)64 << 20)
#define MOST_RATIO 100

static uint32_t number(const char *bytes, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | (unsigned char)bytes[n];
    return value;
}

/* The end record stands last, but for a comment. */
static bool find_end(const char *bytes, size_t n, size_t *at)
{
    size_t least =
        n > END_BYTES + LONGEST_COMMENT ? n - END_BYTES - LONGEST_COMMENT : 0;

    if (n < END_BYTES)
        return false;
    for (*at = n - END_BYTES;; --*at) {
        if (number(bytes + *at, 4) == DIRECTORY_END)
            return true;
        if (*at == least)
            return false;
    }
}

/* What the members say they unpack to. */
static bool sum_sizes(const char *bytes, size_t n, uint64_t *total)
{
    size_t at, end;
    uint32_t n_entries;

    if (!find_end(bytes, n, &end))
        return false;
    n_entries = number(bytes + end + 10, 2);
    at = number(bytes + end + 16, 4);
    *total = 0;
    for (uint32_t i = 0; i < n_entries; i++) {
        if (at > n || n - at < ENTRY_BYTES ||
            number(bytes + at, 4) != DIRECTORY_ENTRY)
            return false;
        *total += number(bytes + at + 24, 4);
        at += ENTRY_BYTES + number(bytes + at + 28, 2) +
              number(bytes + at + 30, 2) + number(bytes + at + 32, 2);
    }
    return true;
}

enum bc_status bc_workbook_check(const char *path, const char *label,
                                 struct bc_error *err)
{
    char *bytes = NULL;
    size_t n = 0;
    uint64_t total = 0;
    enum bc_status status = bc_file_read(path, &bytes, &n, err);

    if (!status && !sum_sizes(bytes, n, &total))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: is no whole .xlsx workbook; save it again "
                              "as .xlsx",
                              label);
    if (!status &&
        (total > MOST_BYTES || (total > SMALL_BYTES && total / MOST_RATIO > n)))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: would unpack to %llu MiB; save the sheet as "
                              ".csv",
                              label, (unsigned long long)(total >> 20));
    free(bytes);
    return status;
}
