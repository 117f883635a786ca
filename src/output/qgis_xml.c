/* SPDX-License-Identifier: MIT */
#include "output/qgis_xml.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

/* XML 1.0, production 2. */
static bool is_xml_character(unsigned c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xfffe) ||
           c > 0xffff;
}

static void add_clean(struct bc_text *out, const char *text)
{
    unsigned c;

    while ((c = bc_utf8_next(&text)))
        if (is_xml_character(c))
            bc_utf8_append(out, c);
}

void bc_xml_escape(struct bc_text *out, const char *text)
{
    unsigned c;

    while ((c = bc_utf8_next(&text))) {
        if (c == '&')
            bc_text_add(out, "&amp;");
        else if (c == '<')
            bc_text_add(out, "&lt;");
        else if (c == '>')
            bc_text_add(out, "&gt;");
        else if (c == '"')
            bc_text_add(out, "&quot;");
        else if (is_xml_character(c))
            bc_utf8_append(out, c);
    }
}

void bc_xml_written(int answer, const char *text)
{
    if (answer < 0)
        bc_memory_give_up(strlen(text));
}

void bc_xml_attribute(xmlTextWriterPtr xml, const char *name, const char *value)
{
    struct bc_text clean = {0};

    add_clean(&clean, value);
    bc_xml_written(xmlTextWriterWriteAttribute(xml, BAD_CAST name,
                                               BAD_CAST bc_text_string(&clean)),
                   bc_text_string(&clean));
    bc_text_clear(&clean);
}

static void start_element(xmlTextWriterPtr xml, const char *name, va_list list)
{
    const char *attribute;

    bc_xml_written(xmlTextWriterStartElement(xml, BAD_CAST name), name);
    while ((attribute = va_arg(list, const char *)))
        bc_xml_attribute(xml, attribute, va_arg(list, const char *));
}

void bc_xml_open(xmlTextWriterPtr xml, const char *name, ...)
{
    va_list list;

    va_start(list, name);
    start_element(xml, name, list);
    va_end(list);
}

void bc_xml_close(xmlTextWriterPtr xml)
{
    bc_xml_written(xmlTextWriterEndElement(xml), "</>");
}

void bc_xml_empty(xmlTextWriterPtr xml, const char *name, ...)
{
    va_list list;

    va_start(list, name);
    start_element(xml, name, list);
    va_end(list);
    bc_xml_close(xml);
}

void bc_xml_leaf(xmlTextWriterPtr xml, const char *name, const char *text)
{
    struct bc_text clean = {0};

    add_clean(&clean, text);
    bc_xml_written(xmlTextWriterWriteElement(xml, BAD_CAST name,
                                             BAD_CAST bc_text_string(&clean)),
                   bc_text_string(&clean));
    bc_text_clear(&clean);
}

void bc_xml_real(xmlTextWriterPtr xml, const char *attribute, double value,
                 int places)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, places);
    bc_xml_attribute(xml, attribute, bc_text_string(&text));
    bc_text_clear(&text);
}
