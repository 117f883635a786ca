/* SPDX-License-Identifier: MIT */
/* A strict reading of the report's tags: every element is closed by its own end
 * tag, in order; only void elements and the shapes of SVG close themselves.
 * Include test.h too. */
#ifndef BC_TESTS_PAGE_H
#define BC_TESTS_PAGE_H

#include "test.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* memchr() and memmem() and not strchr() and strstr(): sanitizers measure a
 * string at every call, which takes minutes for a page of megabytes. */

/** How often @p what stands in @p text. */
static size_t count(const char *text, const char *what)
{
    const char *end = text + strlen(text);
    size_t n = 0, length = strlen(what);

    while ((text = memmem(text, (size_t)(end - text), what, length)) != NULL) {
        text++;
        n++;
    }
    return n;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

struct tags {
    char open[64][16];
    size_t depth;
    size_t n_svg; /* svg elements that are open */
};

static void read_tag(struct tags *tags, const char *tag, size_t length)
{
    static const char *const voids[] = {"meta", "br",   "wbr",
                                        "col",  "link", NULL};
    static const char *const shapes[] = {"path", "rect", "circle", "use", NULL};
    bool ends = tag[0] == '/', itself = tag[length - 1] == '/';
    char name[16] = "";
    size_t n = 0;

    for (const char *at = tag + ends; n < 15 && isalnum((unsigned char)*at);)
        name[n++] = *at++;
    if (ends) {
        assert_true(tags->depth > 0);
        assert_string_equal(tags->open[--tags->depth], name);
        tags->n_svg -= strcmp(name, "svg") == 0;
    } else if (itself) {
        assert_true(is_one_of(name, voids) ||
                    (tags->n_svg > 0 && is_one_of(name, shapes)));
    } else if (!is_one_of(name, voids)) {
        assert_true(tags->depth < 64);
        strcpy(tags->open[tags->depth++], name);
        tags->n_svg += strcmp(name, "svg") == 0;
    }
}

/** Where what the tag at @p at opens, and which is no markup, ends. */
static const char *behind_text(const char *at, size_t n, const char *closing)
{
    const char *end = memmem(at, n, closing, strlen(closing));

    assert_non_null(end);
    return end;
}

static void assert_well_formed(const char *page)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    const char *stop = page + strlen(page), *at = page + strlen(doctype);
    struct tags tags = {.depth = 0};

    assert_int_equal(memcmp(page, doctype, strlen(doctype)), 0);
    while ((at = memchr(at, '<', (size_t)(stop - at))) != NULL) {
        size_t n = (size_t)(stop - at);
        const char *end = memchr(at, '>', n);

        assert_non_null(end);
        read_tag(&tags, at + 1, (size_t)(end - at - 1));
        if (n > 7 && memcmp(at, "<style", 6) == 0)
            end = behind_text(at, n, "</style");
        if (n > 7 && memcmp(at, "<script", 7) == 0)
            end = behind_text(at, n, "</script");
        at = end;
    }
    assert_int_equal(tags.depth, 0);
}

#endif
