/* SPDX-License-Identifier: MIT */
#include "output/style_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/style_values.h"

#define FIRST_CODE 0x2e80 /* CJK radicals: nothing below is Chinese text */
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What people read stands between these. */
static const struct {
    const char *open, *close;
} places[] = {{"label=\"", "\""},
              {"<mapTip>", "</mapTip>"},
              {"<se:Name>", "</se:Name>"},
              {"<se:Title>", "</se:Title>"},
              {"fieldName=\"", "\""},
              {"name=\"chr\" type=\"QString\" value=\"", "\""},
              {"content: ", ";"}}; /* of the printed sheet's margin */

/* Fields whose words are Chinese in the layer itself, and what says the same
 * otherwise; and a class whose numeral is no run of Chinese. */
#define VERDICT_OF(field)                                                      \
    "map_get(map('met', 'met', 'interim', 'missed (not yet due)', 'missed', "  \
    "'missed'), " field ")"
static const struct {
    const char *field, *instead;
} fields[] = {{"&quot;verdict_zh&quot;", VERDICT_OF("&quot;verdict&quot;")},
              {"\"verdict_zh\"", VERDICT_OF("\"verdict\"")},
              {"\"class\"", "replace(\"class\", '劣', '>')"},
              {"\"class_before\"", "replace(\"class_before\", '劣', '>')"},
              {"劣Ⅴ", "worse than V"}};

/** The run of Chinese at @p text, as long as it is. */
static size_t run_of(const char *text, const char *end)
{
    const char *at = text, *next = text;

    while (at < end && bc_utf8_next(&next) >= FIRST_CODE)
        at = next;
    return (size_t)(at - text);
}

static void add_run(struct bc_text *out, const char *run, size_t n)
{
    static const char sense[] = "style\004";
    struct bc_text text = {0};

    bc_text_add(&text, sense);
    bc_text_add_bytes(&text, run, n);
    bc_text_add(out, bc_report_sense(bc_text_string(&text)));
    bc_text_clear(&text);
}

/** A field's name in quotes at @p at, as it is shown; moves behind it. */
static bool add_value(struct bc_text *out, const char **at)
{
    static const char *const quotes[] = {"\"", "&quot;"};

    for (size_t q = 0; q < COUNT(quotes); q++) {
        size_t quote = strlen(quotes[q]);
        const char *name = *at + quote;
        size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz_");

        if (strncmp(*at, quotes[q], quote) != 0 || n == 0 ||
            strncmp(name + n, quotes[q], quote) != 0)
            continue;
        char *field = bc_copy_bytes(name, n);
        bool found = bc_value_expression(field, quotes[q], out);

        free(field);
        if (found)
            *at = name + n + quote;
        return found;
    }
    return false;
}

static void add_read(struct bc_text *out, const char *at, const char *end)
{
    while (at < end) {
        size_t n = run_of(at, end), f = 0;

        while (f < COUNT(fields) &&
               strncmp(at, fields[f].field, strlen(fields[f].field)) != 0)
            f++;
        if (f < COUNT(fields)) {
            bc_text_add(out, fields[f].instead);
            at += strlen(fields[f].field);
        } else if (add_value(out, &at)) {
            continue;
        } else if (n > 0) {
            add_run(out, at, n);
            at += n;
        } else {
            const char *next = at;

            bc_utf8_next(&next);
            bc_text_add_bytes(out, at, (size_t)(next - at));
            at = next;
        }
    }
}

/** Does a place that people read begin at @p at? @return its row, COUNT: no */
static size_t place_at(const char *at)
{
    size_t p = 0;

    while (p < COUNT(places) &&
           strncmp(at, places[p].open, strlen(places[p].open)) != 0)
        p++;
    return p;
}

void bc_style_words(struct bc_text *text)
{
    struct bc_text out = {0};
    const char *at = bc_text_string(text);

    if (bc_report_language() == BC_CHINESE)
        return;
    while (*at) {
        size_t p = place_at(at);
        const char *end =
            p < COUNT(places)
                ? strstr(at + strlen(places[p].open), places[p].close)
                : NULL;

        if (!end) {
            bc_text_add_bytes(&out, at++, 1);
            continue;
        }
        bc_text_add(&out, places[p].open);
        add_read(&out, at + strlen(places[p].open), end);
        at = end;
    }
    bc_text_clear(text);
    *text = out;
}
