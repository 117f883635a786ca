/* SPDX-License-Identifier: MIT */
#include "plan/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "layer/order.h"

static const char *const kind_names[] = {"verdict", "class", "stage", "basin",
                                         "feature"};
static const struct {
    const char *name, *zh;
} lists[] = {{"better", "变好"},          {"worse", "变差"}, {"same", "持平"},
             {"changed", "有变动"},       {"added", "新增"}, {"gone", "减少"},
             {"not_compared", "不作比较"}};

const char *bc_compared_kind_name(enum bc_compared_kind kind)
{
    return kind_names[kind];
}

const char *bc_compared_list_name(enum bc_compared_list list)
{
    return lists[list].name;
}

const char *bc_compared_list_name_zh(enum bc_compared_list list)
{
    return lists[list].zh;
}

/* ---- rows found by their key ---- */

struct entry {
    const char *key; /* cells of the key columns, joined */
    size_t row;
};
struct index {
    size_t n;
    struct entry *entry; /* sorted by key */
    struct bc_arena arena;
};

static const char *cell(const struct bc_layer *layer, const char *column,
                        size_t row)
{
    const char *text =
        row != BC_NO_ROW ? bc_layer_text(layer, column, row) : NULL;

    return text ? text : "";
}

static int by_key(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    return bc_order_then_rows(order, left->row, right->row);
}

static const char *key_of(struct bc_arena *arena, const char *first,
                          const char *second)
{
    struct bc_text key = {0};
    const char *kept;

    bc_text_printf(&key, "%s\n%s", first, second);
    kept = bc_arena_copy(arena, key.data, key.length);
    bc_text_clear(&key);
    return kept;
}

/* Of the rows of one period only; NULL: all. */
static struct index make_index(const struct bc_layer *layer, const char *first,
                               const char *second, const char *period)
{
    struct index index = {0};

    index.entry = bc_alloc(layer->n_features + 1, sizeof *index.entry);
    for (size_t row = 0; row < layer->n_features; row++)
        if (!period || strcmp(cell(layer, "period", row), period) == 0)
            index.entry[index.n++] =
                (struct entry){key_of(&index.arena, cell(layer, first, row),
                                      second ? cell(layer, second, row) : ""),
                               row};
    qsort(index.entry, index.n, sizeof *index.entry, by_key);
    return index;
}

static size_t find(const struct index *index, const char *key)
{
    size_t low = 0, high = index->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (strcmp(index->entry[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->n && strcmp(index->entry[low].key, key) == 0
               ? index->entry[low].row
               : BC_NO_ROW;
}

static void clear_index(struct index *index)
{
    free(index->entry);
    bc_arena_clear(&index->arena);
}

/* Rows in the order of the table. */
static int by_row(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;

    return (left->row > right->row) - (left->row < right->row);
}

/* ---- like with like ---- */

static bool same_months(const struct bc_period *a, const struct bc_period *b)
{
    return bc_month_of_day(a->first) % 12 == bc_month_of_day(b->first) % 12;
}

const char *bc_compare_unlike(const struct bc_compared_side *old_side,
                              const struct bc_compared_side *new_side,
                              bool any_months)
{
    if (strcmp(old_side->items, new_side->items) != 0)
        return BC_N("other items");
    if (strcmp(old_side->method, new_side->method) != 0)
        return BC_N("another method");
    if (!old_side->has_period || !new_side->has_period)
        return BC_N("the period is not known");
    if (bc_period_months(&old_side->period) !=
        bc_period_months(&new_side->period))
        return BC_N("a period of another length");
    if (!any_months && !same_months(&old_side->period, &new_side->period))
        return BC_N("other months of the year");
    return NULL;
}

/* ---- the pairs ---- */

struct work {
    const struct bc_compared_side *old_side, *new_side;
    const char *unlike;
    struct bc_comparison *out;
};

static const char *keep(const struct work *work, const char *text)
{
    return text && *text ? bc_arena_copy(&work->out->arena, text, strlen(text))
                         : "";
}

static void add(const struct work *work, struct bc_compared_row row)
{
    struct bc_comparison *out = work->out;

    out->row = bc_reserve(out->row, &out->room, out->n + 1, sizeof *out->row);
    row.layer = keep(work, row.layer);
    row.code = keep(work, row.code);
    row.basin = keep(work, row.basin);
    row.before = keep(work, row.before);
    row.after = keep(work, row.after);
    row.reason = keep(work, row.reason);
    out->row[out->n++] = row;
}

/** Calls @p pair with every row of the new table and its old one, then with the
 * old rows that are no more; a row that is missing is BC_NO_ROW. */
static void walk(const struct work *work, struct index *before,
                 struct index *after,
                 void (*pair)(const struct work *, size_t before, size_t after))
{
    qsort(after->entry, after->n, sizeof *after->entry, by_row);
    for (size_t i = 0; i < after->n; i++)
        pair(work, find(before, after->entry[i].key), after->entry[i].row);
    qsort(after->entry, after->n, sizeof *after->entry, by_key);
    qsort(before->entry, before->n, sizeof *before->entry, by_row);
    for (size_t i = 0; i < before->n; i++)
        if (find(after, before->entry[i].key) == BC_NO_ROW)
            pair(work, before->entry[i].row, BC_NO_ROW);
}

/* The smaller number is the better one. */
static enum bc_compared_list list_of(long before, long after)
{
    if (before == after)
        return BC_LIST_SAME;
    return after < before ? BC_LIST_BETTER : BC_LIST_WORSE;
}

/* ---- verdicts ---- */

static void add_verdict(const struct bc_layer *layer, size_t row,
                        struct bc_text *out)
{
    const char *k = cell(layer, "k", row);

    if (row == BC_NO_ROW)
        return;
    bc_text_add(out, cell(layer, "verdict", row));
    if (*k)
        bc_text_printf(out, " (%s/%s)", k, cell(layer, "n", row));
}

static bool same_cell(const struct work *work, const char *column,
                      size_t before, size_t after)
{
    return strcmp(cell(work->old_side->results, column, before),
                  cell(work->new_side->results, column, after)) == 0;
}

static bool rests_on_water(const char *layer)
{
    return strcmp(layer, "sections") == 0 || strcmp(layer, "waters") == 0;
}

/* Why the two verdicts of a target are not compared; "" when they are. */
static const char *unlike_verdicts(const struct work *work, size_t before,
                                   size_t after)
{
    const struct bc_layer *now = work->new_side->results;
    const struct bc_layer *then = work->old_side->results;
    const char *old_verdict = cell(then, "verdict", before);
    const char *new_verdict = cell(now, "verdict", after);

    if (!same_cell(work, "layer", before, after) ||
        !same_cell(work, "measure", before, after) ||
        !same_cell(work, "op", before, after) ||
        !same_cell(work, "target_value", before, after))
        return "another target";
    if (rests_on_water(cell(now, "layer", after))) {
        if (work->unlike)
            return work->unlike;
        if (!same_cell(work, "n", before, after))
            return "other sections";
    }
    if ((strcmp(old_verdict, "met") != 0 &&
         strcmp(old_verdict, "missed") != 0) ||
        (strcmp(new_verdict, "met") != 0 && strcmp(new_verdict, "missed") != 0))
        return strcmp(old_verdict, new_verdict) == 0 ? "" : "no verdict";
    return "";
}

static void pair_verdicts(const struct work *work, size_t before, size_t after)
{
    const struct bc_layer *then = work->old_side->results;
    const struct bc_layer *now = work->new_side->results;
    const struct bc_layer *at = after == BC_NO_ROW ? then : now;
    size_t row = after == BC_NO_ROW ? before : after;
    struct bc_text old_text = {0}, new_text = {0};
    struct bc_compared_row found = {.kind = BC_COMPARED_VERDICT,
                                    .layer = "targets",
                                    .code = cell(at, "target", row),
                                    .basin = cell(at, "basin", row)};

    add_verdict(then, before, &old_text);
    add_verdict(now, after, &new_text);
    found.before = bc_text_string(&old_text);
    found.after = bc_text_string(&new_text);
    if (before == BC_NO_ROW || after == BC_NO_ROW) {
        found.list = before == BC_NO_ROW ? BC_LIST_ADDED : BC_LIST_GONE;
    } else {
        found.reason = unlike_verdicts(work, before, after);
        found.list =
            *found.reason
                ? BC_LIST_NOT_COMPARED
                : list_of(strcmp(cell(then, "verdict", before), "met") != 0,
                          strcmp(cell(now, "verdict", after), "met") != 0);
    }
    add(work, found);
    bc_text_clear(&old_text);
    bc_text_clear(&new_text);
}

static void compare_verdicts(const struct work *work)
{
    struct index before =
        make_index(work->old_side->results, "target", "basin", NULL);
    struct index after =
        make_index(work->new_side->results, "target", "basin", NULL);

    walk(work, &before, &after, pair_verdicts);
    clear_index(&before);
    clear_index(&after);
}

/* ---- classes, stages ---- */

static long number(const char *text)
{
    return strtol(text, NULL, 10);
}

static void pair_classes(const struct work *work, size_t before, size_t after)
{
    const struct bc_layer *then = work->old_side->classes;
    const struct bc_layer *now = work->new_side->classes;
    const char *old_class = cell(then, "class_no", before);
    const char *new_class = cell(now, "class_no", after);
    struct bc_compared_row found = {.kind = BC_COMPARED_CLASS,
                                    .layer = "sections"};

    if (before == BC_NO_ROW || after == BC_NO_ROW)
        return; /* said among the features */
    found.code = cell(now, "section", after);
    found.before = cell(then, "class", before);
    found.after = cell(now, "class", after);
    found.reason = work->unlike                 ? work->unlike
                   : !*old_class || !*new_class ? "no class"
                                                : "";
    found.list = *found.reason ? BC_LIST_NOT_COMPARED
                               : list_of(number(old_class), number(new_class));
    add(work, found);
}

static void compare_classes(const struct work *work)
{
    const struct bc_compared_side *then = work->old_side, *now = work->new_side;
    struct index before =
        make_index(then->classes, "section", NULL,
                   then->has_period ? then->period.label : NULL);
    struct index after = make_index(now->classes, "section", NULL,
                                    now->has_period ? now->period.label : NULL);

    walk(work, &before, &after, pair_classes);
    clear_index(&before);
    clear_index(&after);
}

static void pair_stages(const struct work *work, size_t before, size_t after)
{
    const struct bc_layer *then = work->old_side->outfalls;
    const struct bc_layer *now = work->new_side->outfalls;
    const char *old_stage = cell(then, "stage_no", before);
    const char *new_stage = cell(now, "stage_no", after);
    struct bc_compared_row found = {.kind = BC_COMPARED_STAGE,
                                    .layer = "outfalls"};

    if (before == BC_NO_ROW || after == BC_NO_ROW)
        return;
    found.code = cell(now, "code", after);
    found.basin = cell(now, "basin", after);
    found.before = cell(then, "stage_as_of", before);
    found.after = cell(now, "stage_as_of", after);
    found.reason = !*old_stage || !*new_stage ? "no stage" : "";
    found.list = *found.reason
                     ? BC_LIST_NOT_COMPARED
                     : list_of(-number(old_stage), -number(new_stage));
    add(work, found);
}

static void compare_stages(const struct work *work)
{
    struct index before =
        make_index(work->old_side->outfalls, "code", NULL, NULL);
    struct index after =
        make_index(work->new_side->outfalls, "code", NULL, NULL);

    walk(work, &before, &after, pair_stages);
    clear_index(&before);
    clear_index(&after);
}

/* ---- where points belong, and whether they are there ---- */

static void pair_points(const struct work *work, size_t before, size_t after)
{
    const struct bc_layer *then = work->old_side->crosswalk;
    const struct bc_layer *now = work->new_side->crosswalk;
    const struct bc_layer *at = after == BC_NO_ROW ? then : now;
    size_t row = after == BC_NO_ROW ? before : after;
    struct bc_compared_row found = {.kind = BC_COMPARED_BASIN,
                                    .layer = cell(at, "layer", row),
                                    .code = cell(at, "code", row),
                                    .basin = cell(at, "basin", row)};

    if (before == BC_NO_ROW || after == BC_NO_ROW) {
        found.kind = BC_COMPARED_FEATURE;
        found.list = before == BC_NO_ROW ? BC_LIST_ADDED : BC_LIST_GONE;
    } else {
        found.before = cell(then, "basin", before);
        found.after = cell(now, "basin", after);
        found.list = strcmp(found.before, found.after) == 0 ? BC_LIST_SAME
                                                            : BC_LIST_CHANGED;
    }
    add(work, found);
}

static void compare_points(const struct work *work)
{
    struct index before =
        make_index(work->old_side->crosswalk, "layer", "code", NULL);
    struct index after =
        make_index(work->new_side->crosswalk, "layer", "code", NULL);

    walk(work, &before, &after, pair_points);
    clear_index(&before);
    clear_index(&after);
}

/* ---- all ---- */

/* By list, then kind; rows of one kind keep their order. */
static void sort_rows(struct bc_comparison *out)
{
    struct bc_compared_row *sorted = bc_alloc(out->n + 1, sizeof *sorted);
    size_t n = 0;

    for (int list = 0; list <= BC_LIST_NOT_COMPARED; list++)
        for (int kind = 0; kind <= BC_COMPARED_FEATURE; kind++)
            for (size_t i = 0; i < out->n; i++)
                if ((int)out->row[i].list == list &&
                    (int)out->row[i].kind == kind)
                    sorted[n++] = out->row[i];
    free(out->row);
    out->row = sorted;
}

void bc_compare(const struct bc_compared_side *old_side,
                const struct bc_compared_side *new_side, bool any_months,
                struct bc_comparison *comparison)
{
    const struct work work = {old_side, new_side,
                              bc_compare_unlike(old_side, new_side, any_months),
                              comparison};

    *comparison = (struct bc_comparison){0};
    if (old_side->results && new_side->results)
        compare_verdicts(&work);
    if (old_side->classes && new_side->classes)
        compare_classes(&work);
    if (old_side->outfalls && new_side->outfalls)
        compare_stages(&work);
    if (old_side->crosswalk && new_side->crosswalk)
        compare_points(&work);
    sort_rows(comparison);
}

void bc_comparison_clear(struct bc_comparison *comparison)
{
    free(comparison->row);
    bc_arena_clear(&comparison->arena);
    *comparison = (struct bc_comparison){0};
}
