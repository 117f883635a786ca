/* SPDX-License-Identifier: MIT */
#include "layer/part.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void take_error(void *context, xmlErrorPtr error)
{
    struct bc_part *xml = context;

    if (!*xml->message)
        snprintf(xml->message, sizeof xml->message, "%.*s",
                 (int)strcspn(error->message, "\n"), error->message);
}

enum bc_status bc_part_open(struct bc_part *xml, const char *label,
                            const char *bytes, size_t n, struct bc_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, xmlInitParser);
    *xml = (struct bc_part){.label = label, .name = ""};
    if (n <= INT_MAX)
        xml->reader = xmlReaderForMemory(bytes, (int)n, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (!xml->reader)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: is no whole .xlsx workbook; save it again as "
                            ".xlsx",
                            label);
    xmlTextReaderSetStructuredErrorHandler(xml->reader, take_error, xml);
    return BC_OK;
}

void bc_part_close(struct bc_part *xml)
{
    xmlFreeTextReader(xml->reader);
    xml->reader = NULL;
}

bool bc_part_next(struct bc_part *xml, enum bc_status *status,
                  struct bc_error *err)
{
    int rc;

    if (*status)
        return false;
    rc = xmlTextReaderRead(xml->reader);
    xml->kind = xmlTextReaderNodeType(xml->reader);
    xml->name = (const char *)xmlTextReaderConstLocalName(xml->reader);
    if (rc == 1 && xml->kind != XML_READER_TYPE_DOCUMENT_TYPE)
        return true; /* without one there are no entities */
    if (rc == 1)
        *status = bc_error_set(err, BC_BAD_INPUT,
                               "%s: its XML declares a document type; save it "
                               "again as .xlsx",
                               xml->label);
    else if (rc < 0)
        *status = bc_error_set(err, BC_BAD_INPUT,
                               "%s: its XML is not well-formed (%s); save it "
                               "again as .xlsx",
                               xml->label, xml->message);
    return false;
}

static bool is_named(const struct bc_part *xml, const char *name)
{
    return strcmp(xml->name, name) == 0;
}

bool bc_part_begins(const struct bc_part *xml, const char *name)
{
    return xml->kind == XML_READER_TYPE_ELEMENT && is_named(xml, name);
}

bool bc_part_ends(const struct bc_part *xml, const char *name)
{
    return is_named(xml, name) &&
           (xml->kind == XML_READER_TYPE_END_ELEMENT ||
            (xml->kind == XML_READER_TYPE_ELEMENT &&
             xmlTextReaderIsEmptyElement(xml->reader) == 1));
}

bool bc_part_is_text(const struct bc_part *xml)
{
    return xml->kind == XML_READER_TYPE_TEXT ||
           xml->kind == XML_READER_TYPE_CDATA ||
           xml->kind == XML_READER_TYPE_WHITESPACE ||
           xml->kind == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

const char *bc_part_text(const struct bc_part *xml)
{
    return (const char *)xmlTextReaderConstValue(xml->reader);
}

bool bc_part_attribute(const struct bc_part *xml, const char *name, char *value,
                       size_t size)
{
    int rc = xmlTextReaderMoveToFirstAttribute(xml->reader);
    bool found = false;

    *value = '\0';
    for (; rc == 1 && !found;
         rc = xmlTextReaderMoveToNextAttribute(xml->reader))
        if (strcmp((const char *)xmlTextReaderConstLocalName(xml->reader),
                   name) == 0) {
            snprintf(value, size, "%s", bc_part_text(xml));
            found = true;
        }
    xmlTextReaderMoveToElement(xml->reader);
    return found;
}

bool bc_part_flag(const struct bc_part *xml, const char *name)
{
    char value[8];

    return bc_part_attribute(xml, name, value, sizeof value) &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
