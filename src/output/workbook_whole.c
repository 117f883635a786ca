/* SPDX-License-Identifier: MIT */
#include "output/workbook_whole.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

/* A name that no file has: what OUT is called cannot confuse GDAL. */
#define BOOK "/vsimem/basincheck-book.xlsx"
#define PARTS "/vsizip/" BOOK

static bool is_xml(const char *bytes, size_t n)
{
    xmlTextReaderPtr reader =
        n <= INT_MAX
            ? xmlReaderForMemory(bytes, (int)n, NULL, NULL,
                                 XML_PARSE_HUGE | XML_PARSE_NONET |
                                     XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
            : NULL;
    int more = reader ? 1 : -1;

    while (more == 1)
        more = xmlTextReaderRead(reader);
    xmlFreeTextReader(reader);
    return more == 0;
}

static bool is_part_whole(const char *name)
{
    struct bc_text path = {0};
    VSIStatBufL about;
    VSILFILE *part = NULL;
    char *bytes = NULL;
    size_t n = 0;
    bool whole = false;

    bc_text_printf(&path, PARTS "/%s", name);
    if (!VSIStatL(bc_text_string(&path), &about))
        part = VSIFOpenL(bc_text_string(&path), "rb");
    if (part) {
        n = (size_t)about.st_size;
        bytes = bc_resize(NULL, n, 1);
        whole = VSIFReadL(bytes, 1, n, part) == n && is_xml(bytes, n);
        VSIFCloseL(part);
    }
    free(bytes);
    bc_text_clear(&path);
    return whole;
}

static bool are_parts_whole(void)
{
    char **names = VSIReadDirRecursive(PARTS);
    bool whole = CSLCount(names) > 0;

    for (char **name = names; whole && *name; name++)
        whole = (*name)[strlen(*name) - 1] == '/' || is_part_whole(*name);
    CSLDestroy(names);
    return whole;
}

bool bc_workbook_is_whole(const char *path, const char *again)
{
    char *bytes = NULL, *others = NULL;
    size_t n = 0, n_others = 0;
    bool whole = !bc_file_read(path, &bytes, &n, NULL) &&
                 !bc_file_read(again, &others, &n_others, NULL) &&
                 n == n_others && memcmp(bytes, others, n) == 0;

    if (whole) {
        VSILFILE *book = VSIFileFromMemBuffer(BOOK, (GByte *)bytes, n, FALSE);

        whole = book && !VSIFCloseL(book) && are_parts_whole();
        VSIUnlink(BOOK);
    }
    free(bytes);
    free(others);
    return whole;
}
