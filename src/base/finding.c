/* SPDX-License-Identifier: MIT */
#include "base/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

#define MOST_OF_A_CODE 1000

static const struct {
    const char *name;
    enum bc_level level;
    const char *remedy;
} codes[] = {
#define BC_FINDING(symbol, name, level, remedy) {name, level, remedy},
#include "base/finding_codes.inc"
#undef BC_FINDING
};

struct bc_findings {
    struct bc_finding *rows;
    size_t n_kept; /* rows that were added */
    size_t n_rows; /* and, once sorted, "and N more" rows */
    size_t capacity;
    size_t found[BC_N_FINDING_CODES]; /* kept or not */
    struct bc_arena strings;
};

struct bc_findings *bc_findings_new(void)
{
    return bc_alloc(1, sizeof(struct bc_findings));
}

void bc_findings_free(struct bc_findings *findings)
{
    if (!findings)
        return;
    bc_arena_clear(&findings->strings);
    free(findings->rows);
    free(findings);
}

static const char *keep(struct bc_findings *findings, const char *string)
{
    return string ? bc_arena_copy(&findings->strings, string, strlen(string))
                  : NULL;
}

static void append(struct bc_findings *findings,
                   const struct bc_finding *finding)
{
    struct bc_finding *row;

    findings->rows = bc_reserve(findings->rows, &findings->capacity,
                                findings->n_rows + 1, sizeof *findings->rows);
    row = &findings->rows[findings->n_rows++];
    *row = *finding;
    row->source = keep(findings, finding->source);
    row->feature = keep(findings, finding->feature);
    row->field = keep(findings, finding->field);
    row->value = keep(findings, finding->value);
    row->message = keep(findings, finding->message);
    if (finding->chinese)
        row->chinese = keep(findings, finding->chinese);
    else if (finding->message)
        row->chinese =
            keep(findings, bc_language_text(BC_CHINESE, finding->message));
}

bool bc_findings_is_full(const struct bc_findings *findings,
                         enum bc_finding_code code)
{
    return !findings || findings->found[code] >= MOST_OF_A_CODE;
}

void bc_findings_add(struct bc_findings *findings,
                     const struct bc_finding *finding)
{
    assert(finding->code < BC_N_FINDING_CODES);
    if (!findings || ++findings->found[finding->code] > MOST_OF_A_CODE)
        return;
    findings->n_rows = findings->n_kept; /* sorting again counts again */
    append(findings, finding);
    findings->n_kept = findings->n_rows;
}

void bc_findings_addf(struct bc_findings *findings, struct bc_finding finding,
                      const char *format, ...)
{
    struct bc_text message = {0}, chinese = {0};
    va_list arguments, again;

    assert(finding.code < BC_N_FINDING_CODES);
    if (!bc_findings_is_full(findings, finding.code)) {
        va_start(arguments, format);
        va_copy(again, arguments);
        bc_text_vprintf(&message, format, arguments);
        bc_text_vprintf(&chinese, bc_language_text(BC_CHINESE, format), again);
        va_end(again);
        va_end(arguments);
        finding.message = bc_text_string(&message);
        finding.chinese = bc_text_string(&chinese);
    }
    bc_findings_add(findings, &finding);
    bc_text_clear(&chinese);
    bc_text_clear(&message);
}

void bc_findings_append(struct bc_findings *findings,
                        const struct bc_findings *other)
{
    size_t kept[BC_N_FINDING_CODES] = {0};

    for (size_t i = 0; i < other->n_kept; i++) {
        bc_findings_add(findings, &other->rows[i]);
        kept[other->rows[i].code]++;
    }
    for (int code = 0; code < BC_N_FINDING_CODES; code++)
        findings->found[code] += other->found[code] - kept[code];
}

static int compare_strings(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* Over all that a row holds: rows that compare equal are equal, so the order
 * in which they were added, or a sort that is not stable, cannot show. */
static int compare_rows(const void *left, const void *right)
{
    const struct bc_finding *a = left, *b = right;
    int order = compare_strings(a->source, b->source);

    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = compare_strings(a->feature, b->feature);
    if (!order)
        order = (a->code > b->code) - (a->code < b->code);
    if (!order)
        order = compare_strings(a->field, b->field);
    if (!order)
        order = compare_strings(a->value, b->value);
    if (!order)
        order = compare_strings(a->message, b->message);
    return order;
}

void bc_findings_sort(struct bc_findings *findings)
{
    findings->n_rows = findings->n_kept;
    if (findings->n_kept)
        qsort(findings->rows, findings->n_kept, sizeof *findings->rows,
              compare_rows);
    for (int code = 0; code < BC_N_FINDING_CODES; code++) {
        static const char and_more[] = BC_N("and %zu more of this kind");
        struct bc_finding more = {.code = (enum bc_finding_code)code};
        struct bc_text message = {0}, chinese = {0};
        size_t left;

        if (findings->found[code] <= MOST_OF_A_CODE)
            continue;
        left = findings->found[code] - MOST_OF_A_CODE;
        bc_text_printf(&message, and_more, left);
        bc_text_printf(&chinese, bc_language_text(BC_CHINESE, and_more), left);
        more.message = bc_text_string(&message);
        more.chinese = bc_text_string(&chinese);
        append(findings, &more);
        bc_text_clear(&chinese);
        bc_text_clear(&message);
    }
}

size_t bc_findings_count(const struct bc_findings *findings)
{
    return findings->n_rows;
}

size_t bc_findings_count_level(const struct bc_findings *findings,
                               enum bc_level level)
{
    size_t n = 0;

    for (int code = 0; code < BC_N_FINDING_CODES; code++)
        if (codes[code].level == level)
            n += findings->found[code];
    return n;
}

size_t bc_findings_count_code(const struct bc_findings *findings,
                              enum bc_finding_code code)
{
    assert(code < BC_N_FINDING_CODES);
    return findings->found[code];
}

const struct bc_finding *bc_findings_get(const struct bc_findings *findings,
                                         size_t index)
{
    assert(index < findings->n_rows);
    return &findings->rows[index];
}

const char *bc_finding_message(const struct bc_finding *finding,
                               enum bc_language language)
{
    return language == BC_CHINESE && finding->chinese ? finding->chinese
                                                      : finding->message;
}

const char *bc_finding_name(enum bc_finding_code code)
{
    assert(code < BC_N_FINDING_CODES);
    return codes[code].name;
}

const char *bc_finding_remedy(enum bc_finding_code code)
{
    assert(code < BC_N_FINDING_CODES);
    return codes[code].remedy;
}

enum bc_level bc_finding_level(enum bc_finding_code code)
{
    assert(code < BC_N_FINDING_CODES);
    return codes[code].level;
}

const char *bc_level_name(enum bc_level level)
{
    static const char *const names[] = {BC_N("error"), BC_N("warning"),
                                        BC_N("note")};

    return names[level];
}
