/* SPDX-License-Identifier: MIT */
#include "output/writers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "output/report_parts.h"
#include "output/style.h"
#include "output/style_words.h"

/* styles/report.html is the page with {{names}} of its parts, so that an office
 * can put its own frame around them; styles/report.css is how it looks. */
extern const unsigned char bc_report_html[], bc_report_css[], bc_report_js[];
extern const unsigned char bc_report_en_css[];
extern const size_t bc_report_html_size, bc_report_css_size, bc_report_js_size;

struct page {
    struct bc_report_data data;
    struct bc_map_base base;
    const char *palette;
    struct bc_text out;
};

typedef void (*part_function)(struct page *page, struct bc_html *html);

/** A part goes through the writer, which escapes what comes from data. */
static void add_part(struct page *page, part_function write)
{
    struct bc_html *html = bc_html_new();

    write(page, html);
    bc_html_finish(html, &page->out);
}

static void part_title(struct page *page, struct bc_html *html)
{
    /* an element of its own: outside of all, the writer escapes nothing */
    bc_html_leaf(html, "title", NULL, page->data.outcome->title);
}

static void part_signs(struct page *page, struct bc_html *html)
{
    bc_report_signs(&page->base, html);
}

static void part_masthead(struct page *page, struct bc_html *html)
{
    bc_report_masthead(&page->data, html);
}

static void part_first(struct page *page, struct bc_html *html)
{
    bc_report_first(&page->data, html);
}

static void part_methods(struct page *page, struct bc_html *html)
{
    bc_report_methods(&page->data, html);
}

static void part_footer(struct page *page, struct bc_html *html)
{
    bc_report_footer(&page->data, html);
}

static void part_basins(struct page *page, struct bc_html *html)
{
    for (size_t b = 0; b < page->data.n_basins; b++)
        bc_report_basin(&page->data, &page->base, b, html);
}

void bc_report_style(const char *palette, struct bc_text *out)
{
    bc_text_add_bytes(out, (const char *)bc_report_css, bc_report_css_size);
    for (int class_no = 1; class_no <= 6; class_no++) {
        const char *colour = bc_class_colour(class_no, palette);

        bc_text_printf(out, ".c%d{background:%s;fill:%s}\n", class_no, colour,
                       colour);
    }
    for (int stage = 1; stage <= 8; stage++) {
        const char *colour = bc_stage_colour(stage);

        bc_text_printf(out, ".g%d{background:%s;color:%s}\n", stage, colour,
                       stage < 6 ? "#111" : "#fff");
    }
    bc_style_words(out);
    if (bc_report_language() == BC_ENGLISH)
        bc_text_add(out, (const char *)bc_report_en_css);
}

static void add_placeholder(struct page *page, const char *name, size_t length)
{
    static const struct {
        const char *name;
        part_function write;
    } parts[] = {{"title", part_title},       {"signs", part_signs},
                 {"masthead", part_masthead}, {"first", part_first},
                 {"basins", part_basins},     {"methods", part_methods},
                 {"footer", part_footer}};

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (strlen(parts[i].name) == length &&
            strncmp(parts[i].name, name, length) == 0) {
            add_part(page, parts[i].write);
            return;
        }
    if (strncmp(name, "style}", length + 1) == 0)
        bc_report_style(page->palette, &page->out);
    else if (strncmp(name, "lang}", length + 1) == 0)
        bc_text_add(&page->out,
                    bc_report_language() == BC_ENGLISH ? "en" : "zh-CN");
    else if (strncmp(name, "pick}", length + 1) == 0)
        bc_text_add(&page->out, bc_in_report("只看流域"));
    else if (strncmp(name, "all}", length + 1) == 0)
        bc_text_add(&page->out, bc_in_report("全部"));
    else /* script */
        bc_text_add_bytes(&page->out, (const char *)bc_report_js,
                          bc_report_js_size);
}

static void fill_template(struct page *page)
{
    const char *at = (const char *)bc_report_html, *open;

    while ((open = strstr(at, "{{")) != NULL) {
        const char *close = strstr(open, "}}");

        assert(close); /* the template is ours */
        bc_text_add_bytes(&page->out, at, (size_t)(open - at));
        add_placeholder(page, open + 2, (size_t)(close - open - 2));
        at = close + 2;
    }
    bc_text_add(&page->out, at);
}

enum bc_status bc_report_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err)
{
    struct page page = {.palette = outcome->palette};
    enum bc_status status;

    bc_report_data_init(&page.data, outcome);
    bc_map_base_init(&page.base, &page.data);
    fill_template(&page);
    status = bc_stage_write(stage, "report.html", page.out.data,
                            page.out.length, err);
    bc_map_base_clear(&page.base);
    bc_report_data_clear(&page.data);
    bc_text_clear(&page.out);
    return status;
}
