/* SPDX-License-Identifier: MIT */
#include "output/workbook_whole.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <libxml/xmlreader.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

/* A name that no file has: what OUT is called cannot confuse GDAL. */
#define BOOK "/vsimem/basincheck-book.xlsx"
#define PARTS "/vsizip/" BOOK
#define SHEET "xl/worksheets/sheet"
#define STRINGS "xl/sharedStrings.xml"

/** A part, unpacked and being read. */
struct part {
    char *bytes;
    xmlTextReaderPtr reader;
};

struct bc_book {
    char *bytes;
    size_t n_strings, string_room;
    const char **strings; /* that cells name by their number */
    struct bc_arena arena;
    struct part sheet;
};

/* ---- parts ---- */

static void close_part(struct part *part)
{
    xmlFreeTextReader(part->reader);
    free(part->bytes);
    *part = (struct part){0};
}

static bool open_part(const char *name, struct part *part)
{
    struct bc_text path = {0};
    VSIStatBufL about;
    VSILFILE *file = NULL;
    size_t n = 0;

    bc_text_printf(&path, PARTS "/%s", name);
    if (!VSIStatL(bc_text_string(&path), &about))
        file = VSIFOpenL(bc_text_string(&path), "rb");
    if (file && about.st_size <= INT_MAX) {
        n = (size_t)about.st_size;
        part->bytes = bc_resize(NULL, n, 1);
        if (VSIFReadL(part->bytes, 1, n, file) == n)
            part->reader =
                xmlReaderForMemory(part->bytes, (int)n, NULL, NULL,
                                   XML_PARSE_HUGE | XML_PARSE_NONET |
                                       XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    }
    if (file)
        VSIFCloseL(file);
    bc_text_clear(&path);
    return part->reader != NULL;
}

static bool is_xml(const char *name)
{
    struct part part = {0};
    int more = open_part(name, &part) ? 1 : -1;

    while (more == 1)
        more = xmlTextReaderRead(part.reader);
    close_part(&part);
    return more == 0;
}

static bool is_element(xmlTextReaderPtr reader, const char *name)
{
    return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
           !strcmp((const char *)xmlTextReaderConstLocalName(reader), name);
}

/** What stands between tags here; NULL: a tag does. */
static const char *text_of(xmlTextReaderPtr reader)
{
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return (const char *)xmlTextReaderConstValue(reader);
    default:
        return NULL;
    }
}

/* ---- the book ---- */

static bool read_strings(struct bc_book *book)
{
    struct part part = {0};
    int more = open_part(STRINGS, &part) ? 1 : -1;

    while (more == 1 && (more = xmlTextReaderRead(part.reader)) == 1) {
        const char *text = text_of(part.reader);

        if (is_element(part.reader, "si")) {
            book->strings =
                bc_reserve(book->strings, &book->string_room,
                           book->n_strings + 1, sizeof *book->strings);
            book->strings[book->n_strings++] = "";
        } else if (text && book->n_strings > 0) {
            book->strings[book->n_strings - 1] =
                bc_arena_copy(&book->arena, text, strlen(text));
        }
    }
    close_part(&part);
    return more == 0;
}

static bool read_parts(struct bc_book *book)
{
    char **names = VSIReadDirRecursive(PARTS);
    bool whole = CSLCount(names) > 0;

    for (char **name = names; whole && *name; name++) {
        if (!strcmp(*name, STRINGS))
            whole = read_strings(book);
        else if ((*name)[strlen(*name) - 1] != '/' &&
                 strncmp(*name, SHEET, strlen(SHEET)) != 0)
            whole = is_xml(*name);
    }
    CSLDestroy(names);
    return whole;
}

struct bc_book *bc_book_open(const char *path)
{
    struct bc_book *book = bc_alloc(1, sizeof *book);
    VSILFILE *file = NULL;
    size_t n = 0;

    if (!bc_file_read(path, &book->bytes, &n, NULL))
        file = VSIFileFromMemBuffer(BOOK, (GByte *)book->bytes, n, FALSE);
    if (file && !VSIFCloseL(file) && read_parts(book))
        return book;
    bc_book_close(book);
    return NULL;
}

void bc_book_close(struct bc_book *book)
{
    if (!book)
        return;
    close_part(&book->sheet);
    VSIUnlink(BOOK);
    free(book->bytes);
    free(book->strings);
    bc_arena_clear(&book->arena);
    free(book);
}

/* ---- cells ---- */

bool bc_book_sheet(struct bc_book *book, size_t number)
{
    char name[64];

    close_part(&book->sheet);
    snprintf(name, sizeof name, SHEET "%zu.xml", number);
    return open_part(name, &book->sheet);
}

static bool next_cell(struct bc_book *book)
{
    while (xmlTextReaderRead(book->sheet.reader) == 1)
        if (is_element(book->sheet.reader, "c"))
            return true;
    return false;
}

static bool attribute_is(xmlTextReaderPtr reader, const char *name,
                         const char *value)
{
    bool same = !value;

    if (xmlTextReaderMoveToAttribute(reader, (const xmlChar *)name) == 1) {
        const char *found = (const char *)xmlTextReaderConstValue(reader);

        same = value && found && !strcmp(found, value);
        xmlTextReaderMoveToElement(reader);
    }
    return same;
}

/** The end of @p name: row 4 and column 27 are "AB5". */
static const char *name_cell(size_t row, size_t column, char name[32])
{
    char *at = name + 31;

    *at = '\0';
    for (size_t rest = row + 1; rest > 0; rest /= 10)
        *--at = (char)('0' + rest % 10);
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        *--at = (char)('A' + (rest - 1) % 26);
    return at;
}

/** The value of the next cell if it is the one at that place and of that type
 * (NULL: a number); else NULL. */
static const char *value_at(struct bc_book *book, size_t row, size_t column,
                            const char *type)
{
    xmlTextReaderPtr reader = book->sheet.reader;
    const char *value;
    char name[32];

    if (!next_cell(book) ||
        !attribute_is(reader, "r", name_cell(row, column, name)) ||
        !attribute_is(reader, "t", type))
        return NULL;
    while (xmlTextReaderRead(reader) == 1) {
        if ((value = text_of(reader)))
            return value;
        if (!is_element(reader, "v"))
            return NULL;
    }
    return NULL;
}

/** Whether @p stored is @p text: control characters are written as `_x001F_`.
 */
static bool is_stored(const char *stored, const char *text)
{
    if (!strcmp(stored, text))
        return true; /* nearly every cell */
    for (; *text; text++) {
        char escaped[8] = {*text, 0};

        if ((unsigned char)*text < ' ' && *text != '\t' && *text != '\n')
            snprintf(escaped, sizeof escaped, "_x%04X_", (unsigned)*text);
        if (strncmp(stored, escaped, strlen(escaped)) != 0)
            return false;
        stored += strlen(escaped);
    }
    return !*stored;
}

bool bc_book_text(struct bc_book *book, size_t row, size_t column,
                  const char *text)
{
    const char *value = value_at(book, row, column, "s");
    char *end = NULL;
    unsigned long number = value ? strtoul(value, &end, 10) : 0;

    return value && end != value && !*end && number < book->n_strings &&
           is_stored(book->strings[number], text);
}

bool bc_book_number(struct bc_book *book, size_t row, size_t column,
                    double value)
{
    const char *text = value_at(book, row, column, NULL);
    char *end = NULL;
    double stored = text ? strtod(text, &end) : 0;

    /* the file holds 16 digits of 17 */
    return text && end != text && !*end &&
           fabs(stored - value) <= 1e-15 * fabs(value);
}

bool bc_book_sheet_ends(struct bc_book *book)
{
    int more = 1;

    while (more == 1 && (more = xmlTextReaderRead(book->sheet.reader)) == 1)
        if (is_element(book->sheet.reader, "c"))
            return false;
    return more == 0;
}
