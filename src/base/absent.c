/* SPDX-License-Identifier: MIT */
#include "base/absent.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 24 };

/* `#REF!`, `#NAME?`, `#DIV/0!`; `###` */
static bool is_sheet_error(const char *text, size_t n)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0_";

    if (strspn(text, "#") == n)
        return n > 2;
    return n > 3 && text[0] == '#' && strchr("!?", text[n - 1]) &&
           strspn(text + 1, letters) == n - 2;
}

/* `Err:502` of LibreOffice */
static bool is_numbered_error(const char *text)
{
    return strncmp(text, "Err:5", 5) == 0 &&
           strspn(text + 4, "0123456789") == 3 && strlen(text) == 7;
}

bool bc_may_be_absent(char first)
{
    return first != '\0' && strchr("#<(NnE\\", first) != NULL;
}

bool bc_is_absent(struct bc_slice cell)
{
    static const char *const words[] = {"#N/A",   "#GETTING_DATA", "NULL",
                                        "(null)", "<null>",        "<NA>",
                                        "NaN",    "None",          "\\N"};
    char text[LONGEST + 1];

    if (cell.length == 0 || cell.length > LONGEST ||
        !bc_may_be_absent(cell.data[0]))
        return false;
    memcpy(text, cell.data, cell.length);
    text[cell.length] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return is_sheet_error(text, cell.length) || is_numbered_error(text);
}
