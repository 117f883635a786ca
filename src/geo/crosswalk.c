/* SPDX-License-Identifier: MIT */
#include "geo/crosswalk.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/keys.h"

/** A row by the point that it speaks of. */
struct entry {
    const char *layer, *code;
    size_t row;
};

struct bc_crosswalk {
    const struct bc_layer *table;
    const char *const *layer, *const *code, *const *basin; /* of each row */
    size_t n; /* entries, by layer and code, each once */
    struct entry *entry;
    bool *used; /* of each entry */
};

static int compare_points(const struct entry *a, const struct entry *b)
{
    int order = strcmp(a->layer, b->layer);

    return order ? order : strcmp(a->code, b->code);
}

static int by_point(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = compare_points(a, b);

    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static int to_point(const void *key, const void *entry)
{
    return compare_points(key, entry);
}

static enum bc_status find_column(const struct bc_layer *table,
                                  const char *header, const char *const **cells,
                                  struct bc_error *err)
{
    size_t column = bc_keys_column(table, header);

    if (column == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no column '%s'; a crosswalk has layer, code "
                            "and basin",
                            table->source, header);
    *cells = table->columns[column].text;
    return BC_OK;
}

/** Entries of the rows that name a point. */
static void collect(struct bc_crosswalk *crosswalk,
                    struct bc_findings *findings)
{
    const struct bc_layer *table = crosswalk->table;

    crosswalk->entry = bc_alloc(table->n_features, sizeof *crosswalk->entry);
    crosswalk->used = bc_alloc(table->n_features, sizeof *crosswalk->used);
    for (size_t row = 0; row < table->n_features; row++) {
        struct entry entry = {crosswalk->layer[row], crosswalk->code[row], row};

        if (entry.layer && entry.code)
            crosswalk->entry[crosswalk->n++] = entry;
        else
            bc_findings_addf(
                findings,
                bc_crosswalk_finding(crosswalk, row, BC_FOUND_CROSSWALK_ROW),
                entry.layer ? BC_N("names no code; it is not used")
                            : BC_N("names no layer; it is not used"));
    }
    if (crosswalk->n > 1)
        qsort(crosswalk->entry, crosswalk->n, sizeof *crosswalk->entry,
              by_point);
}

static void drop_repeats(struct bc_crosswalk *crosswalk,
                         struct bc_findings *findings)
{
    struct entry *entry = crosswalk->entry;
    size_t n = 0;

    for (size_t i = 0; i < crosswalk->n; i++) {
        if (n == 0 || compare_points(&entry[n - 1], &entry[i]) != 0)
            entry[n++] = entry[i];
        else
            bc_findings_addf(findings,
                             bc_crosswalk_finding(crosswalk, entry[i].row,
                                                  BC_FOUND_CROSSWALK_ROW),
                             "the point stands in line %zu too; the first "
                             "counts",
                             crosswalk->table->row_line[entry[n - 1].row]);
    }
    crosswalk->n = n;
}

enum bc_status bc_crosswalk_new(const struct bc_layer *table,
                                struct bc_findings *findings,
                                struct bc_crosswalk **crosswalk,
                                struct bc_error *err)
{
    struct bc_crosswalk *made = bc_alloc(1, sizeof *made);
    enum bc_status status = find_column(table, "layer", &made->layer, err);

    *crosswalk = NULL;
    made->table = table;
    if (!status)
        status = find_column(table, "code", &made->code, err);
    if (!status)
        status = find_column(table, "basin", &made->basin, err);
    if (status) {
        bc_crosswalk_free(made);
        return status;
    }
    collect(made, findings);
    drop_repeats(made, findings);
    *crosswalk = made;
    return BC_OK;
}

void bc_crosswalk_free(struct bc_crosswalk *crosswalk)
{
    if (!crosswalk)
        return;
    free(crosswalk->entry);
    free(crosswalk->used);
    free(crosswalk);
}

size_t bc_crosswalk_find(struct bc_crosswalk *crosswalk, const char *layer,
                         const char *code)
{
    const struct entry key = {layer, code, 0};
    const struct entry *found =
        bsearch(&key, crosswalk->entry, crosswalk->n, sizeof key, to_point);

    if (!found)
        return BC_NO_ROW;
    crosswalk->used[found - crosswalk->entry] = true;
    return found->row;
}

const char *bc_crosswalk_basin(const struct bc_crosswalk *crosswalk, size_t row)
{
    return crosswalk->basin[row];
}

struct bc_finding bc_crosswalk_finding(const struct bc_crosswalk *crosswalk,
                                       size_t row, enum bc_finding_code code)
{
    const struct bc_layer *table = crosswalk->table;

    return (struct bc_finding){.code = code,
                               .source = table->row_source[row],
                               .line = table->row_line[row],
                               .feature = crosswalk->code[row],
                               .field = "basin",
                               .value = crosswalk->basin[row]};
}

size_t bc_crosswalk_finish(const struct bc_crosswalk *crosswalk,
                           struct bc_findings *findings)
{
    size_t n_used = 0;

    for (size_t i = 0; i < crosswalk->n; i++) {
        const struct entry *entry = &crosswalk->entry[i];

        n_used += crosswalk->used[i];
        if (!crosswalk->used[i])
            bc_findings_addf(findings,
                             bc_crosswalk_finding(crosswalk, entry->row,
                                                  BC_FOUND_CROSSWALK_ROW),
                             "no point of '%s' has this code; the row is not "
                             "used",
                             entry->layer);
    }
    return n_used;
}
