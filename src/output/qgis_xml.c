/* SPDX-License-Identifier: MIT */
#include "output/qgis_xml.h"

#include <stdarg.h>
#include <string.h>

#include "base/memory.h"

void bc_xml_escape(struct bc_text *out, const char *text)
{
    struct bc_text visible = {0};

    bc_text_add_visible(&visible, text);
    for (const char *c = bc_text_string(&visible); *c; c++) {
        if (*c == '&')
            bc_text_add(out, "&amp;");
        else if (*c == '<')
            bc_text_add(out, "&lt;");
        else if (*c == '>')
            bc_text_add(out, "&gt;");
        else if (*c == '"')
            bc_text_add(out, "&quot;");
        else
            bc_text_add_bytes(out, c, 1);
    }
    bc_text_clear(&visible);
}

void bc_xml_written(int answer, const char *text)
{
    if (answer < 0)
        bc_memory_give_up(strlen(text));
}

void bc_xml_attribute(xmlTextWriterPtr xml, const char *name, const char *value)
{
    struct bc_text visible = {0};

    bc_text_add_visible(&visible, value);
    bc_xml_written(xmlTextWriterWriteAttribute(
                       xml, BAD_CAST name, BAD_CAST bc_text_string(&visible)),
                   bc_text_string(&visible));
    bc_text_clear(&visible);
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
    struct bc_text visible = {0};

    bc_text_add_visible(&visible, text);
    bc_xml_written(xmlTextWriterWriteElement(xml, BAD_CAST name,
                                             BAD_CAST bc_text_string(&visible)),
                   bc_text_string(&visible));
    bc_text_clear(&visible);
}

void bc_xml_real(xmlTextWriterPtr xml, const char *attribute, double value,
                 int places)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, places);
    bc_xml_attribute(xml, attribute, bc_text_string(&text));
    bc_text_clear(&text);
}
