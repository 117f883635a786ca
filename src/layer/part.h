/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_PART_H
#define BC_LAYER_PART_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/xmlreader.h>

#include "base/error.h"

/** A part of a workbook, node by node: no network, no entities, no document
 * type, and never deeper than 256 levels. */
struct bc_part {
    const char *label; /* the file, borrowed */
    xmlTextReaderPtr reader;
    char message[160]; /* of the parser, "" when it has not complained */
    int kind;          /* of the node: XML_READER_TYPE_... */
    const char *name;  /* without its prefix */
};

enum bc_status bc_part_open(struct bc_part *xml, const char *label,
                            const char *bytes, size_t n, struct bc_error *err);
void bc_part_close(struct bc_part *xml);

/** The next node; false at the end, and when @p status says why not. */
bool bc_part_next(struct bc_part *xml, enum bc_status *status,
                  struct bc_error *err);
bool bc_part_begins(const struct bc_part *xml, const char *name);
/** At the end of an element, or at one that is empty. */
bool bc_part_ends(const struct bc_part *xml, const char *name);
bool bc_part_is_text(const struct bc_part *xml);
const char *bc_part_text(const struct bc_part *xml);
/** An attribute of the element without its prefix, cut to @p size.
 * @return false when there is none */
bool bc_part_attribute(const struct bc_part *xml, const char *name, char *value,
                       size_t size);
/** It is there and is `1` or `true`. */
bool bc_part_flag(const struct bc_part *xml, const char *name);

#endif
