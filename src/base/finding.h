/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_FINDING_H
#define BC_BASE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/language.h"

/** How much a finding matters. */
enum bc_level { BC_ERROR, BC_WARNING, BC_NOTE };

/** The kinds of finding: `finding.c` holds one table with name and remedy. */
enum bc_finding_code {
#define BC_FINDING(symbol, name, level, remedy) BC_FOUND_##symbol,
#include "base/finding_codes.inc"
#undef BC_FINDING
    BC_N_FINDING_CODES
};

/**
 * One thing that was repaired, left out or doubtful in the inputs.
 * Strings are copied by bc_findings_add; NULL is an empty cell.
 */
struct bc_finding {
    enum bc_finding_code code;
    const char *source;  /* the file as the project names it */
    size_t line;         /* 1-based line or row in it, 0 when there is none */
    const char *feature; /* code or name of the feature */
    const char *field;
    const char *value;
    const char *message; /* what; what was done about it: in English */
    const char *chinese; /* the same; NULL: looked up in the catalogue */
};

struct bc_findings;

struct bc_findings *bc_findings_new(void);
void bc_findings_free(struct bc_findings *findings);

/** Adds a copy. After 1,000 of one code only a count is kept.
 * @param findings  NULL: nobody wants to know */
void bc_findings_add(struct bc_findings *findings,
                     const struct bc_finding *finding);

/** Whether more of this code are counted alone, or not at all: what they say
 * need not be made. */
bool bc_findings_is_full(const struct bc_findings *findings,
                         enum bc_finding_code code);

/** As bc_findings_add; both messages are made from @p format. */
void bc_findings_addf(struct bc_findings *findings, struct bc_finding finding,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Adds those of another list, which has not been sorted, as if each had been
 * added to this one in its turn. */
void bc_findings_append(struct bc_findings *findings,
                        const struct bc_findings *other);

/**
 * Sorts by source, line, feature, code, field, value and message, and appends
 * one row `and N more of this kind` for each code with more than 1,000. The
 * next add drops those rows again.
 */
void bc_findings_sort(struct bc_findings *findings);

/** How many rows bc_findings_get can give. */
size_t bc_findings_count(const struct bc_findings *findings);
/** How many were added, of a level or a code, whether kept or only counted. */
size_t bc_findings_count_level(const struct bc_findings *findings,
                               enum bc_level level);
size_t bc_findings_count_code(const struct bc_findings *findings,
                              enum bc_finding_code code);
/** Borrowed; valid until the next add. */
const struct bc_finding *bc_findings_get(const struct bc_findings *findings,
                                         size_t index);

/** The message in @p language. */
const char *bc_finding_message(const struct bc_finding *finding,
                               enum bc_language language);

const char *bc_finding_name(enum bc_finding_code code);   /* "bad-value" */
const char *bc_finding_remedy(enum bc_finding_code code); /* what to do */
enum bc_level bc_finding_level(enum bc_finding_code code);
const char *bc_level_name(enum bc_level level); /* "error" "warning" "note" */

#endif
