/* SPDX-License-Identifier: MIT */
/* A workbook as small as GDAL opens it: parts stored in a zip archive. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "malformed.h"

enum { MOST_PARTS = 16, MOST_STORED = 65536 };

struct part {
    const char *name;
    char *bytes; /* as they are packed */
    size_t n, n_packed, offset;
    uint32_t crc;
    bool is_deflated;
};

#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const struct {
    const char *name, *xml;
} usual[] = {
    {"[Content_Types].xml",
     "<Types xmlns=\"" PACKAGE "content-types\">"
     "<Default Extension=\"rels\" ContentType=\"application/"
     "vnd.openxmlformats-package.relationships+xml\"/>"
     "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
     "sheet.main+xml\"/>"
     "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE
     "worksheet+xml\"/></Types>"},
    {"_rels/.rels", "<Relationships xmlns=\"" PACKAGE "relationships\">"
                    "<Relationship Id=\"rId1\" Type=\"" OFFICE
                    "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    "</Relationships>"},
    {"xl/workbook.xml", "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE
                        "\"><sheets><sheet name=\"S\" sheetId=\"1\" "
                        "r:id=\"rId1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns=\"" PACKAGE "relationships\">"
     "<Relationship Id=\"rId1\" Type=\"" OFFICE
     "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "<Relationship Id=\"rId2\" Type=\"" OFFICE
     "/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
     "<Relationship Id=\"rId3\" Type=\"" OFFICE
     "/styles\" Target=\"styles.xml\"/></Relationships>"},
    {"xl/styles.xml",
     "<styleSheet xmlns=\"" SPREADSHEET "\"><cellXfs count=\"2\">"
     "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs>"
     "</styleSheet>"},
};

static char *joined(const char *a, const char *b, const char *c)
{
    char *all = NULL;

    if (asprintf(&all, "%s%s%s", a, b, c) < 0)
        give_up("no memory");
    return all;
}

/* As the text of an element; the caller frees it. */
static char *escaped(const char *cell)
{
    char *xml = malloc(5 * strlen(cell) + 1), *to = xml;

    if (!xml)
        give_up("no memory");
    for (; *cell; cell++) {
        if (strchr("<>&", *cell))
            to = stpcpy(to, *cell == '<'   ? "&lt;"
                            : *cell == '>' ? "&gt;"
                                           : "&amp;");
        else
            *to++ = *cell;
    }
    *to = '\0';
    return xml;
}

/* Rows in short: `a,b;1,=1+1` are cells of text, numbers and formulas; what
 * begins with `<` is XML as it stands. */
static char *sheet_of(const char *rows)
{
    char *cells = strdup(""), *copy, *row, *rest_rows, *sheet;
    int n_rows = 0;

    if (*rows == '<') {
        free(cells);
        cells = strdup(rows);
    } else {
        copy = rest_rows = strdup(rows);
        while ((row = strsep(&rest_rows, ";"))) {
            char line[64], *cell, *rest = row;
            char column = 'A';

            snprintf(line, sizeof line, "<row r=\"%d\">", ++n_rows);
            sheet = joined(cells, line, "");
            free(cells);
            cells = sheet;
            for (; (cell = strsep(&rest, ",")); column++) {
                char *xml = NULL, *end;

                cell = escaped(cell);
                strtod(cell, &end);
                if (*cell == '=')
                    asprintf(&xml, "<c r=\"%c%d\"><f>%s</f></c>", column,
                             n_rows, cell + 1);
                else if (*cell == '@') /* a date */
                    asprintf(&xml, "<c r=\"%c%d\" s=\"1\"><v>%s</v></c>",
                             column, n_rows, cell + 1);
                else if (*cell && !*end)
                    asprintf(&xml, "<c r=\"%c%d\"><v>%s</v></c>", column,
                             n_rows, cell);
                else
                    asprintf(&xml,
                             "<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is>"
                             "</c>",
                             column, n_rows, cell);
                sheet = joined(cells, *cell ? xml : "", "");
                free(xml);
                free(cell);
                free(cells);
                cells = sheet;
            }
            sheet = joined(cells, "</row>", "");
            free(cells);
            cells = sheet;
        }
        free(copy);
    }
    sheet = *cells == '<' && cells[1] == '?'
                ? strdup(cells)
                : joined("<worksheet xmlns=\"" SPREADSHEET "\"><sheetData>",
                         cells, "</sheetData></worksheet>");
    free(cells);
    return sheet;
}

/* ---- the archive ---- */

static void put(FILE *file, uint32_t value, int n)
{
    for (; n > 0; n--, value >>= 8)
        fputc((int)(value & 0xFF), file);
}

/* What both headers of a part say: PKWARE APPNOTE.TXT 4.3.7 and 4.3.12. */
static void put_part(FILE *file, const struct part *part)
{
    put(file, 20, 2); /* version */
    put(file, 0, 2);  /* flags */
    put(file, part->is_deflated ? 8 : 0, 2);
    put(file, 0, 4); /* time and date */
    put(file, part->crc, 4);
    put(file, (uint32_t)part->n_packed, 4);
    put(file, (uint32_t)part->n, 4);
    put(file, (uint32_t)strlen(part->name), 2);
    put(file, 0, 2);
}

/* Raw, as a zip archive holds it; what is small stays as it is. */
static void pack(struct part *part)
{
    z_stream stream = {.next_in = (Bytef *)part->bytes,
                       .avail_in = (uInt)part->n};
    char *packed;

    part->crc = (uint32_t)crc32(0, stream.next_in, stream.avail_in);
    part->n_packed = part->n;
    if (part->n <= MOST_STORED)
        return;
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        give_up("no deflate");
    stream.avail_out = (uInt)deflateBound(&stream, part->n);
    packed = malloc(stream.avail_out);
    stream.next_out = (Bytef *)packed;
    if (!packed || deflate(&stream, Z_FINISH) != Z_STREAM_END)
        give_up("cannot deflate '%s'", part->name);
    part->n_packed = stream.total_out;
    part->is_deflated = true;
    deflateEnd(&stream);
    free(part->bytes);
    part->bytes = packed;
}

static void write_archive(const char *name, struct part *parts, size_t n)
{
    FILE *file = fopen(name, "wb");
    long start, end;

    if (!file)
        give_up("cannot write '%s'", name);
    for (size_t i = 0; i < n; i++) {
        pack(&parts[i]);
        parts[i].offset = (size_t)ftell(file);
        put(file, 0x04034B50, 4);
        put_part(file, &parts[i]);
        fputs(parts[i].name, file);
        fwrite(parts[i].bytes, 1, parts[i].n_packed, file);
    }
    start = ftell(file);
    for (size_t i = 0; i < n; i++) {
        put(file, 0x02014B50, 4);
        put(file, 20, 2);
        put_part(file, &parts[i]);
        put(file, 0, 4); /* comment, disk */
        put(file, 0, 2); /* internal */
        put(file, 0, 4); /* external */
        put(file, (uint32_t)parts[i].offset, 4);
        fputs(parts[i].name, file);
    }
    end = ftell(file);
    put(file, 0x06054B50, 4);
    put(file, 0, 4);
    put(file, (uint32_t)n, 2);
    put(file, (uint32_t)n, 2);
    put(file, (uint32_t)(end - start), 4);
    put(file, (uint32_t)start, 4);
    put(file, 0, 2);
    if (fclose(file) != 0)
        give_up("cannot write '%s'", name);
}

static void set_part(struct part *parts, size_t *n, const char *name,
                     char *bytes, size_t length)
{
    size_t i = 0;

    while (i < *n && strcmp(parts[i].name, name) != 0)
        i++;
    if (i == MOST_PARTS)
        give_up("too many parts");
    if (i < *n)
        free(parts[i].bytes);
    *n += i == *n;
    parts[i] = (struct part){.name = name, .bytes = bytes, .n = length};
}

/* `ROWS@@NAME=XML@@NAME=XML`; xl/worksheets/sheetN.xml=ROWS too */
void book_write(const char *file, const char *description)
{
    struct part parts[MOST_PARTS];
    size_t n = 0, length;
    char *copy = strdup(description), *rest = copy, *next;

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        set_part(parts, &n, usual[i].name, strdup(usual[i].xml),
                 strlen(usual[i].xml));
    for (int i = 0; rest; i++, rest = next) {
        char *name = (char[]){"xl/worksheets/sheet1.xml"}, *text, *sheet;

        next = strstr(rest, "@@");
        if (next) {
            *next = '\0';
            next += 2;
        }
        if (i > 0) {
            name = rest;
            rest = strchr(rest, '=');
            if (!rest)
                give_up("no NAME=XML: %s", name);
            *rest++ = '\0';
        }
        text = text_unescape(rest, &length);
        if (strncmp(name, "xl/worksheets/", 14) == 0) {
            sheet = sheet_of(text);
            free(text);
            text = sheet;
            length = strlen(text);
        }
        set_part(parts, &n, strdup(name), text, length);
    }
    write_archive(file, parts, n);
    free(copy);
}
