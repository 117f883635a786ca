/* SPDX-License-Identifier: MIT */
#include "layer/crs_text.h"

#include <string.h>
#include <strings.h>

/** Where @p word begins, whatever its case; the end: nowhere. */
static size_t find_word(struct bc_slice text, const char *word)
{
    const size_t n = strlen(word);

    for (size_t i = 0; i + n <= text.length; i++)
        if (strncasecmp(text.data + i, word, n) == 0)
            return i;
    return text.length;
}

bool bc_crs_text_names_file(struct bc_slice text)
{
    static const char *const words[] = {"EXTENSION", "PARAMETERFILE"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t at = find_word(text, words[i]); at < text.length; at++)
            if (text.data[at] == '/' &&
                !(text.data[at - 1] == ' ' && at + 1 < text.length &&
                  text.data[at + 1] == ' '))
                return true;
    return false;
}
