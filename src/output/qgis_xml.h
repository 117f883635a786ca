/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_QGIS_XML_H
#define BC_OUTPUT_QGIS_XML_H

#include <libxml/xmlwriter.h>

#include "base/text.h"

/* libxml2's writer in as few words as a QGIS project needs. Attributes come as
 * name and value in turn and end with NULL. What is not seen (control bytes,
 * which XML forbids, and what turns a line) is a box: names in a project are
 * for reading, those that must be found again are in the GeoPackage. */

/** What the writer answered for @p text. It writes into memory: where it fails
 * there is no more of it, and the process ends as bc_alloc would end it. */
void bc_xml_written(int answer, const char *text);
/** `<name attribute="value" ...>`, to be closed by bc_xml_close. */
void bc_xml_open(xmlTextWriterPtr xml, const char *name, ...)
    __attribute__((sentinel));
void bc_xml_close(xmlTextWriterPtr xml);
/** `<name attribute="value" .../>` */
void bc_xml_empty(xmlTextWriterPtr xml, const char *name, ...)
    __attribute__((sentinel));
/** `<name>text</name>` */
void bc_xml_leaf(xmlTextWriterPtr xml, const char *name, const char *text);
/** One more attribute of the element just opened. */
void bc_xml_attribute(xmlTextWriterPtr xml, const char *name,
                      const char *value);
void bc_xml_real(xmlTextWriterPtr xml, const char *attribute, double value,
                 int places);
/** Text for an attribute or an element of a document made by hand. */
void bc_xml_escape(struct bc_text *out, const char *text);

#endif
