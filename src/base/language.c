/* SPDX-License-Identifier: MIT */
#include "base/language.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

extern const unsigned char bc_catalogue_en[], bc_catalogue_zh[];

/* A catalogue is what msgfmt made of src/po: seven numbers, of which the third
 * counts the texts and the next two say where two tables of (length, offset)
 * begin: the texts, sorted by strcmp, and their translations. Every text ends
 * with a NUL. (GNU gettext manual, "The Format of GNU MO Files") */
struct catalogue {
    const unsigned char *bytes;
};
enum { COUNT = 8, TEXTS = 12, TRANSLATIONS = 16, ENTRY = 8, OFFSET = 4 };

static const struct catalogue catalogues[] = {
    [BC_ENGLISH] = {bc_catalogue_en}, [BC_CHINESE] = {bc_catalogue_zh}};
static const char *const names[] = {[BC_ENGLISH] = "en", [BC_CHINESE] = "zh"};

static enum bc_language of_messages = BC_ENGLISH;
static enum bc_language of_report = BC_CHINESE;

static uint32_t number_at(const struct catalogue *catalogue, size_t place)
{
    uint32_t number;

    memcpy(&number, catalogue->bytes + place, sizeof number);
    return number;
}

/** The text of row @p row in the table that the number at @p table names. */
static const char *text_at(const struct catalogue *catalogue, size_t table,
                           size_t row)
{
    size_t entry = number_at(catalogue, table) + row * ENTRY;

    return (const char *)catalogue->bytes +
           number_at(catalogue, entry + OFFSET);
}

const char *bc_language_text(enum bc_language language, const char *text)
{
    const struct catalogue *catalogue = &catalogues[language];
    size_t low = 0, high = number_at(catalogue, COUNT);

    if (!*text) /* the catalogue's own header stands under "" */
        return text;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(text, text_at(catalogue, TEXTS, middle));
        if (order == 0)
            return text_at(catalogue, TRANSLATIONS, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return text;
}

bool bc_language_parse(const char *name, enum bc_language *language)
{
    for (int i = BC_ENGLISH; i <= BC_CHINESE; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(name, names[i], length) == 0 &&
            strchr("_.@", name[length])) {
            *language = (enum bc_language)i;
            return true;
        }
    }
    return false;
}

void bc_language_set(enum bc_language language)
{
    of_messages = language;
}

enum bc_language bc_language(void)
{
    return of_messages;
}

void bc_report_language_set(enum bc_language language)
{
    of_report = language;
}

enum bc_language bc_report_language(void)
{
    return of_report;
}

const char *bc_in_report(const char *text)
{
    return bc_language_text(of_report, text);
}

const char *bc_report_sense(const char *text)
{
    const char *found = bc_in_report(text), *plain = strchr(text, '\004');

    return found == text && plain ? plain + 1 : found;
}

const char *bc_say(const char *text)
{
    return bc_language_text(of_messages, text);
}
