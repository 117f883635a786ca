/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_LANGUAGE_H
#define BC_BASE_LANGUAGE_H

#include <stdbool.h>

/**
 * Two languages in one run: a Chinese report beside English messages, or the
 * other way round. A text stands in the source in one of them, messages in
 * English and what the report says in Chinese; `src/po` holds the other one,
 * compiled in. What scripts read (CSV, JSON, codes, keys) is never translated.
 */
enum bc_language { BC_ENGLISH, BC_CHINESE };

/**
 * @p text in @p language; @p text itself where the catalogue of that language
 * does not have it. Of a format: one with the same conversions.
 */
const char *bc_language_text(enum bc_language language, const char *text)
    __attribute__((format_arg(2)));

/** "en", "zh", or a locale's name: en_GB.UTF-8, zh_CN; false for others. */
bool bc_language_parse(const char *name, enum bc_language *language);

/** The language of errors, of help and of what is printed; English until set,
 * which is once, before any thread starts. */
void bc_language_set(enum bc_language language);
enum bc_language bc_language(void);

/** The language of what is drawn and written for people to read, without regard
 * to the locale; Chinese until set, which is once. */
void bc_report_language_set(enum bc_language language);
enum bc_language bc_report_language(void);

/** @p text in the language of messages. */
const char *bc_say(const char *text) __attribute__((format_arg(1)));

/** @p text, Chinese in the source, in the language of what is written. */
const char *bc_in_report(const char *text) __attribute__((format_arg(1)));

/** The same of a word that needs another translation elsewhere: @p sense tells
 * them apart (gettext's context). Both are literals. */
#define bc_in_report_as(sense, text) bc_report_sense(sense "\004" text)
const char *bc_report_sense(const char *text); /* the sense, \004, the text */

/** Marks a text in a table for the catalogues; it is looked up where used:
 * an English one by bc_say, a Chinese one by bc_in_report. */
#define BC_N(text) text
#define BC_ZH(text) text
#define BC_ZH_AS(sense, text) sense "\004" text /* by bc_report_sense */

#endif
