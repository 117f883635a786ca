/* SPDX-License-Identifier: MIT */
#include "output/report_html.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "base/memory.h"
#include "output/qgis_xml.h"

struct bc_html {
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
};

struct bc_html *bc_html_new(void)
{
    struct bc_html *html = bc_alloc(1, sizeof(*html));

    html->buffer = xmlBufferCreate();
    html->writer = xmlNewTextWriterMemory(html->buffer, 0);
    bc_xml_written(html->writer ? 0 : -1, "");
    return html;
}

void bc_html_finish(struct bc_html *html, struct bc_text *out)
{
    bc_xml_written(xmlTextWriterFlush(html->writer), "");
    bc_text_add_bytes(out, (const char *)xmlBufferContent(html->buffer),
                      (size_t)xmlBufferLength(html->buffer));
    xmlFreeTextWriter(html->writer);
    xmlBufferFree(html->buffer);
    free(html);
}

/** As it may stand in a document, where a name that turns the direction of
 * writing would turn the numbers behind it; the caller's. */
static char *printable(const char *text)
{
    struct bc_text safe = {0};

    bc_text_add(&safe, ""); /* of no text, too */
    bc_text_add_visible(&safe, text);
    return bc_text_take(&safe);
}

void bc_html_open(struct bc_html *html, const char *name, const char *css)
{
    bc_xml_written(xmlTextWriterStartElement(html->writer, BAD_CAST name),
                   name);
    if (css)
        bc_html_attr(html, "class", css);
}

void bc_html_attr(struct bc_html *html, const char *name, const char *value)
{
    const xmlChar *at = (const xmlChar *)name;
    char *copy = printable(value);
    /* raw, for the writer would make a number of every Chinese character,
     * which is longer by half and which nobody can read */
    xmlChar *text = xmlEncodeSpecialChars(NULL, BAD_CAST copy);

    bc_xml_written(xmlTextWriterStartAttribute(html->writer, at), copy);
    bc_xml_written(xmlTextWriterWriteRaw(html->writer, text), copy);
    bc_xml_written(xmlTextWriterEndAttribute(html->writer), copy);
    xmlFree(text);
    free(copy);
}

void bc_html_attrf(struct bc_html *html, const char *name, const char *format,
                   ...)
{
    struct bc_text text = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&text, format, arguments);
    va_end(arguments);
    bc_html_attr(html, name, bc_text_string(&text));
    bc_text_clear(&text);
}

void bc_html_close(struct bc_html *html)
{
    bc_xml_written(xmlTextWriterFullEndElement(html->writer), "");
}

void bc_html_close_empty(struct bc_html *html)
{
    bc_xml_written(xmlTextWriterEndElement(html->writer), "");
}

/** Would a line that ends at this blank part a number from its unit, its
 * counter or its sign? */
static bool belongs_together(const char *text, const char *blank)
{
    const char *next = blank + 1;
    bool after_digit = blank > text && blank[-1] >= '0' && blank[-1] <= '9';
    bool after_sign = (blank > text && strchr("=<>", blank[-1])) ||
                      (blank - text >= 3 && (memcmp(blank - 3, "≤", 3) == 0 ||
                                             memcmp(blank - 3, "≥", 3) == 0));

    if (after_sign)
        return *next >= '0' && *next <= '9';
    return after_digit &&
           (*next == '%' || strncmp(next, "km", 2) == 0 ||
            strncmp(next, "mg/L", 4) == 0 || bc_utf8_next(&next) >= 0x2e80);
}

void bc_html_text(struct bc_html *html, const char *text)
{
    if (!text)
        return;
    char *copy = printable(text);
    struct bc_text held = {0};

    for (const char *at = copy; *at;) {
        size_t n = strcspn(at, " ");

        bc_text_add_bytes(&held, at, n);
        at += n;
        if (*at == ' ')
            bc_text_add(&held, belongs_together(copy, at++) ? "\xc2\xa0" : " ");
    }
    bc_xml_written(
        xmlTextWriterWriteString(html->writer, BAD_CAST bc_text_string(&held)),
        text);
    bc_text_clear(&held);
    free(copy);
}

void bc_html_textf(struct bc_html *html, const char *format, ...)
{
    struct bc_text text = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&text, format, arguments);
    va_end(arguments);
    bc_html_text(html, bc_text_string(&text));
    bc_text_clear(&text);
}

void bc_html_leaf(struct bc_html *html, const char *name, const char *css,
                  const char *text)
{
    bc_html_open(html, name, css);
    bc_html_text(html, text);
    bc_html_close(html);
}

void bc_html_leaff(struct bc_html *html, const char *name, const char *css,
                   const char *format, ...)
{
    struct bc_text text = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&text, format, arguments);
    va_end(arguments);
    bc_html_leaf(html, name, css, bc_text_string(&text));
    bc_text_clear(&text);
}

void bc_html_line(struct bc_html *html)
{
    bc_xml_written(xmlTextWriterWriteRaw(html->writer, BAD_CAST "\n"), "");
}
