/* SPDX-License-Identifier: MIT */
#include "plan/gap.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layer/order.h"
#include "layer/role.h"
#include "plan/judge.h"
#include "plan/verdict.h"
#include "water/remaining.h"
#include "water/section.h"

#define MONTHS 12
#define N_STAGES 8

const char *bc_direction_name(enum bc_direction_of_change direction)
{
    static const char *const names[] = {"", "fall", "rise", "into_range"};

    return names[direction];
}

/* ---- one item ---- */

/* change / now in per cent with 1 decimal, rounded up: so much is enough. */
static struct bc_decimal percent_of(struct bc_decimal change,
                                    struct bc_decimal now)
{
    bc_int128 numerator = (bc_int128)change.units * 1000;
    bc_int128 denominator = now.units;

    assert(change.scale >= now.scale); /* a difference from now */
    if (now.units <= 0 || change.units < 0)
        return BC_MISSING;
    for (int s = 0; s < change.scale - now.scale; s++)
        denominator *= 10;
    return bc_decimal_divide((numerator + denominator - 1) / denominator, 1, 1,
                             1);
}

bool bc_gap_of_item(const struct bc_judgement *judgement, enum bc_item item,
                    int wanted, struct bc_gap *gap)
{
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    const struct bc_item_result *result = &judgement->item[item];
    struct bc_decimal now = result->mean;

    if (!result->assessed || /* then there are a mean and limits */
        bc_limits_meet(limits, wanted, now))
        return false;
    gap->item = item;
    gap->now = now;
    gap->limit = limits->limit[wanted];
    gap->unit = bc_item_unit(item);
    if (limits->direction == BC_UPPER_LIMIT) {
        gap->direction = BC_MUST_FALL;
        gap->change = bc_decimal_subtract(now, gap->limit);
    } else if (limits->direction == BC_LOWER_LIMIT) {
        gap->direction = BC_MUST_RISE;
        gap->change = bc_decimal_subtract(gap->limit, now);
    } else {
        gap->direction = BC_INTO_RANGE;
        gap->high = limits->high;
        gap->change = bc_decimal_compare(now, gap->limit) < 0
                          ? bc_decimal_subtract(gap->limit, now)
                          : bc_decimal_subtract(now, gap->high);
        return true; /* no per cent of a logarithm */
    }
    gap->percent = percent_of(gap->change, now);
    return true;
}

/* ---- what a condition asks of a feature ---- */

enum wish_kind {
    WISH_CONDITION,  /* the condition, as it is written */
    WISH_CLASS,      /* class `rank` or better */
    WISH_OWN_TARGET, /* its own target class */
    WISH_NO_WORSE,   /* at most `rank` classes more than the year before */
    WISH_DECIDING,   /* the deciding item against the year before */
    WISH_STAGE       /* stage `rank` or later */
};
struct wish {
    enum wish_kind kind;
    int rank;
};

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* `class_no <= 3` is to be true, or `class_no = 6` to be false. */
static struct wish wish_of_class(const char *relation, int literal, bool more)
{
    struct wish wish = {WISH_CLASS, 0};

    if (more)
        wish.rank = is(relation, "<=") || is(relation, "=") ? literal
                    : is(relation, "<")                     ? literal - 1
                                                            : 0;
    else
        wish.rank = is(relation, ">") ? literal
                    : is(relation, ">=") || (is(relation, "=") && literal == 6)
                        ? literal - 1
                        : 0;
    if (wish.rank < 1 || wish.rank > 5)
        wish.kind = WISH_CONDITION;
    return wish;
}

static struct wish wish_of_flag(const char *name, bool wanted)
{
    static const struct {
        const char *name;
        int rank;
    } stages[] = {
        {"traced", 3}, {"remediated", 6}, {"accepted", 7}, {"closed", 8}};

    if (wanted && is(name, "meets_target"))
        return (struct wish){WISH_OWN_TARGET, 0};
    for (size_t i = 0; wanted && i < sizeof stages / sizeof *stages; i++)
        if (is(name, stages[i].name))
            return (struct wish){WISH_STAGE, stages[i].rank};
    return (struct wish){WISH_CONDITION, 0};
}

static struct wish wish_of_condition(const struct bc_target *target, bool more)
{
    const char *name, *relation, *literal;
    struct bc_decimal number;
    struct wish wish = {WISH_CONDITION, 0};

    if (!bc_condition_single(target->of_condition, &name, &relation,
                             &literal) ||
        bc_decimal_parse(bc_slice_of(literal), &number) != BC_PARSED ||
        number.scale != 0 || number.units < 0 || number.units > N_STAGES)
        return wish;
    if (is(name, "class_no"))
        return wish_of_class(relation, (int)number.units, more);
    if (is(name, "stage_no") && more && is(relation, ">="))
        return (struct wish){WISH_STAGE, (int)number.units};
    if (is(relation, "=") && number.units <= 1)
        return wish_of_flag(name, (number.units == 1) == more);
    return wish;
}

/* A field that each feature has to keep below a figure. */
static struct wish wish_of_field(const struct bc_target *target)
{
    struct bc_fraction figure = bc_target_figure(target);
    bool down = target->op == BC_LE || target->op == BC_LT;

    if (down && is(target->of, "deciding_change"))
        return (struct wish){WISH_DECIDING, 0};
    if (down && is(target->of, "class_change") && figure.denominator == 1)
        return (struct wish){WISH_NO_WORSE,
                             (int)figure.numerator - (target->op == BC_LT)};
    if (target->op == BC_LE && is(target->of, "class_no") &&
        figure.denominator == 1 && figure.numerator >= 1 &&
        figure.numerator <= 5)
        return (struct wish){WISH_CLASS, (int)figure.numerator};
    return (struct wish){WISH_CONDITION, 0};
}

/* ---- the gaps of one result ---- */

struct search {
    const struct bc_plan_input *input;
    const struct bc_target *target;
    const struct bc_result *result;
    const struct bc_layer *layer;
    size_t index; /* of the result */
    struct wish wish;
    const double *to_section_m; /* of each row of the layer; NULL: not known */
    struct bc_gaps *gaps;
};

/* A feature that speaks against the target, with the rows it fills. */
struct candidate {
    const struct bc_basis_row *feature;
    size_t first, n;     /* its gaps */
    int steps;           /* classes or stages */
    double to_section_m; /* down the rivers; INFINITY: to none, not known */
    struct bc_decimal percent;
};

static struct bc_gap *add_gap(struct search *search,
                              const struct bc_basis_row *feature)
{
    struct bc_gaps *gaps = search->gaps;
    struct bc_gap *gap;

    gaps->gap =
        bc_reserve(gaps->gap, &gaps->room, gaps->n + 1, sizeof *gaps->gap);
    gap = &gaps->gap[gaps->n++];
    *gap = (struct bc_gap){.result = search->index,
                           .feature = feature,
                           .item = BC_NO_ITEM,
                           .now = BC_MISSING,
                           .limit = BC_MISSING,
                           .high = BC_MISSING,
                           .change = BC_MISSING,
                           .percent = BC_MISSING,
                           .remaining = BC_MISSING,
                           .unit = "",
                           .responsible = "",
                           .state = "",
                           .wanted = ""};
    return gap;
}

static void judge_feature(const struct search *search,
                          const struct bc_basis_row *feature,
                          struct bc_judgement *judgement)
{
    const struct bc_plan_input *input = search->input;

    if (feature->points)
        bc_assess_group(input->observations, input->water_method, search->layer,
                        feature->points, feature->n_points, &input->period,
                        judgement);
    else
        bc_assess_section(input->observations, input->water_method,
                          search->layer, feature->row, &input->period, NULL,
                          judgement);
}

/* What the months after the period may average so that the year keeps the
 * limit: plans speak of years, whatever part of one the period is. */
static void look_ahead(const struct search *search,
                       const struct bc_judgement *judgement, int wanted,
                       struct bc_gap *gap)
{
    const struct bc_plan_input *input = search->input;
    const struct bc_basis_row *feature = gap->feature;
    int first = bc_month_of_day(input->period.first);
    int last = bc_month_of_day(input->period.last);
    int n_left = MONTHS - 1 - last % MONTHS;
    struct bc_mean so_far;

    if (!input->observations || gap->direction == BC_INTO_RANGE ||
        first / MONTHS != last / MONTHS || n_left == 0 ||
        !bc_remaining_so_far(input->observations, input->water_method,
                             feature->points ? feature->points : &feature->row,
                             feature->points ? feature->n_points : 1, gap->item,
                             input->period.last, &so_far))
        return;
    gap->n_left = n_left;
    gap->remaining =
        bc_remaining_bound(input->water_method, gap->item, judgement->water,
                           wanted, &so_far, gap->n_left);
    gap->lost = !bc_decimal_known(gap->remaining);
}

/* The items of a section that are over the limits of the wanted class. */
static void add_items(struct search *search, struct candidate *candidate,
                      const struct bc_judgement *judgement, int wanted)
{
    struct bc_gap found, *gap;

    for (int i = 0; i < BC_N_ITEMS && wanted > 0; i++) {
        found = (struct bc_gap){.high = BC_MISSING, .percent = BC_MISSING};
        if (!bc_gap_of_item(judgement, (enum bc_item)i, wanted, &found))
            continue;
        gap = add_gap(search, candidate->feature);
        gap->item = found.item;
        gap->direction = found.direction;
        gap->now = found.now;
        gap->limit = found.limit;
        gap->high = found.high;
        gap->change = found.change;
        gap->percent = found.percent;
        gap->unit = found.unit;
        look_ahead(search, judgement, wanted, gap);
        if (bc_decimal_known(gap->percent) &&
            (!bc_decimal_known(candidate->percent) ||
             bc_decimal_compare(gap->percent, candidate->percent) > 0))
            candidate->percent = gap->percent;
    }
    if (search->gaps->n ==
        candidate->first) /* the class is all that is known */
        add_gap(search, candidate->feature);
    for (size_t i = candidate->first; i < search->gaps->n; i++) {
        search->gaps->gap[i].class_no = judgement->class_no;
        search->gaps->gap[i].wanted_class = wanted;
    }
    if (wanted > 0 && judgement->class_no > wanted)
        candidate->steps = judgement->class_no - wanted;
}

/* The deciding item has to come below what it was: its mean times 1 + v %. */
static void add_deciding(struct search *search, struct candidate *candidate,
                         const struct bc_judgement *now,
                         const struct bc_judgement *before)
{
    const struct bc_fraction figure = bc_target_figure(search->target);
    struct bc_gap *gap = add_gap(search, candidate->feature);
    bool rises = now->deciding == BC_DO;
    struct bc_decimal was;
    bc_int128 part;

    gap->class_no = now->class_no;
    if (now->deciding == BC_NO_ITEM)
        return;
    gap->item = now->deciding;
    gap->unit = bc_item_unit(gap->item);
    gap->now = now->item[gap->item].mean;
    gap->direction = rises ? BC_MUST_RISE : BC_MUST_FALL;
    was = before->item[gap->item].mean;
    assert(bc_decimal_known(was) && bc_decimal_known(gap->now)); /* compared */
    part = (bc_int128)100 * figure.denominator +
           (rises ? -figure.numerator : figure.numerator);
    gap->limit = bc_decimal_divide(was.units * part, was.scale,
                                   100 * figure.denominator, was.scale);
    gap->change = rises ? bc_decimal_subtract(gap->limit, gap->now)
                        : bc_decimal_subtract(gap->now, gap->limit);
    gap->percent = percent_of(gap->change, gap->now);
    candidate->percent = gap->percent;
}

static void add_water(struct search *search, struct candidate *candidate)
{
    const struct bc_plan_input *input = search->input;
    const struct bc_basis_row *feature = candidate->feature;
    struct bc_judgement now, before;
    int wanted = search->wish.rank;

    judge_feature(search, feature, &now);
    bc_water_before(input, search->layer,
                    feature->points ? feature->points : &feature->row,
                    feature->points ? feature->n_points : 1, &before);
    if (search->wish.kind == WISH_DECIDING) {
        add_deciding(search, candidate, &now, &before);
        return;
    }
    if (search->wish.kind == WISH_OWN_TARGET)
        wanted = now.target_class;
    if (search->wish.kind == WISH_NO_WORSE)
        wanted = before.class_no > 0 ? before.class_no + wanted : 0;
    if (wanted > 5)
        wanted = 5;
    add_items(search, candidate, &now, wanted);
}

static int stage_of(const struct bc_layer *layer, size_t row)
{
    const struct bc_decimal *stage = bc_layer_decimal(layer, "stage_no");

    return stage && bc_decimal_known(stage[row]) ? (int)stage[row].units : 0;
}

static const char *cell_of(const struct search *search, const char *name,
                           size_t row)
{
    size_t column = bc_condition_column(search->layer, name);
    char text[24];

    if (column == BC_NO_COLUMN) /* an index of waters */
        return "";
    if (search->layer->columns[column].type == BC_TEXT) {
        const char *cell = search->layer->columns[column].text[row];

        return cell ? cell : "";
    }
    bc_decimal_print_short(search->layer->columns[column].decimal[row], text);
    return bc_arena_copy(&search->gaps->arena, text, strlen(text));
}

/* The condition, or with `<=` that it is not to hold. */
static const char *wanted_text(const struct search *search)
{
    const struct bc_target *target = search->target;
    struct bc_text text = {0};
    const char *kept;

    if (!target->of_condition)
        bc_text_printf(&text, "%s %s %s", target->of, bc_op_name(target->op),
                       target->value_text);
    else if (bc_result_wants_more(target, search->result))
        return target->of;
    else
        bc_text_printf(&text, "NOT (%s)", target->of);
    kept =
        bc_arena_copy(&search->gaps->arena, bc_text_string(&text), text.length);
    bc_text_clear(&text);
    return kept;
}

static void add_feature(struct search *search, struct candidate *candidate)
{
    const char *name = search->target->of, *relation, *literal;
    size_t row = candidate->feature->row;
    struct bc_gap *gap;

    candidate->first = search->gaps->n;
    candidate->percent = BC_MISSING;
    candidate->to_section_m =
        search->to_section_m ? search->to_section_m[row] : (double)INFINITY;
    if (search->wish.kind != WISH_CONDITION &&
        search->wish.kind != WISH_STAGE) {
        add_water(search, candidate);
    } else {
        gap = add_gap(search, candidate->feature);
        if (search->target->of_condition &&
            !bc_condition_single(search->target->of_condition, &name, &relation,
                                 &literal))
            name = "";
        gap->state = *name ? cell_of(search, name, row) : "";
        gap->wanted = wanted_text(search);
        gap->stage = stage_of(search->layer, row);
        if (search->wish.kind == WISH_STAGE) {
            gap->wanted_stage = search->wish.rank;
            candidate->steps = gap->wanted_stage - gap->stage;
        }
    }
    candidate->n = search->gaps->n - candidate->first;
    for (size_t i = 0; i < candidate->n; i++) {
        const char *who = bc_layer_text(search->layer, "responsible", row);

        search->gaps->gap[candidate->first + i].responsible = who ? who : "";
    }
}

static int by_cost(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    bool known_left = bc_decimal_known(left->percent);
    bool known_right = bc_decimal_known(right->percent);
    int order = (left->steps > right->steps) - (left->steps < right->steps);

    if (!order)
        order = (left->to_section_m > right->to_section_m) -
                (left->to_section_m < right->to_section_m);
    if (!order && known_left && known_right)
        order = bc_decimal_compare(left->percent, right->percent);
    else if (!order) /* a per cent that nobody knows is no small one */
        order = known_right - known_left;
    if (!order)
        order = strcmp(left->feature->code, right->feature->code);
    return bc_order_then_rows(order, left->feature->row, right->feature->row);
}

/* Ranks the candidates and puts their rows in that order. */
static void rank(struct search *search, struct candidate *candidates, size_t n,
                 size_t first)
{
    size_t n_rows = search->gaps->n - first, at = 0;
    struct bc_gap *rows = bc_alloc(n_rows, sizeof *rows);

    if (n)
        qsort(candidates, n, sizeof *candidates, by_cost);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < candidates[i].n; j++) {
            rows[at] = search->gaps->gap[candidates[i].first + j];
            rows[at].rank = i + 1;
            rows[at].needed = (int64_t)i < search->result->shortfall_count;
            at++;
        }
    if (n_rows)
        memcpy(search->gaps->gap + first, rows, n_rows * sizeof *rows);
    free(rows);
}

/* What no listed feature can do: so many more must be on the list. */
static void add_unlisted(struct search *search, int64_t more, size_t rank)
{
    struct bc_gap *gap = add_gap(search, NULL);

    gap->rank = rank;
    gap->needed = true;
    gap->direction = bc_result_wants_more(search->target, search->result)
                         ? BC_MUST_RISE
                         : BC_MUST_FALL;
    gap->change = bc_decimal_of(more, 0);
    gap->unit = "count";
}

/* A figure that no single feature makes. */
static void add_figure(struct search *search)
{
    const struct bc_target *target = search->target;
    struct bc_gap *gap = add_gap(search, NULL);

    gap->rank = 1;
    gap->needed = true;
    gap->now = search->result->value;
    gap->limit = bc_fraction_print(bc_target_figure(target));
    gap->change = search->result->shortfall;
    gap->percent = percent_of(gap->change, gap->now);
    gap->unit = target->unit;
    gap->direction =
        bc_decimal_compare(gap->now, gap->limit) > 0 || target->op == BC_LT
            ? BC_MUST_FALL
            : BC_MUST_RISE;
}

static void find_result(struct search *search)
{
    const struct bc_result *result = search->result;
    struct candidate *candidates = bc_alloc(result->n_rows, sizeof *candidates);
    size_t n = 0, first = search->gaps->n;

    for (size_t i = 0; i < result->n_rows; i++)
        if (bc_speaks_against(search->target, result,
                              result->rows[i].bearing)) {
            candidates[n].feature = &result->rows[i];
            add_feature(search, &candidates[n++]);
        }
    rank(search, candidates, n, first);
    if (result->shortfall_count > (int64_t)n)
        add_unlisted(search, result->shortfall_count - (int64_t)n, n + 1);
    else if (result->shortfall_count < 0 && n == 0)
        add_figure(search);
    free(candidates);
}

/* Of each outfall the shortest way to a section that misses its target. */
static double *distances_of(const struct bc_upstream *upstream,
                            const struct bc_layer *outfalls)
{
    double *metres;

    if (!upstream || !outfalls)
        return NULL;
    metres = bc_alloc(outfalls->n_features, sizeof *metres);
    for (size_t i = 0; i < outfalls->n_features; i++)
        metres[i] = INFINITY;
    for (size_t i = 0; i < upstream->n; i++) {
        const struct bc_upstream_row *row = &upstream->row[i];

        metres[row->outfall] = fmin(metres[row->outfall], row->distance_m);
    }
    return metres;
}

void bc_gaps_find(const struct bc_plan_input *input,
                  const struct bc_targets *targets,
                  const struct bc_results *results,
                  const struct bc_upstream *upstream, struct bc_gaps *gaps)
{
    const struct bc_layer *outfalls = bc_plan_layer(input, "outfalls");
    double *to_section_m = distances_of(upstream, outfalls);

    *gaps = (struct bc_gaps){0};
    for (size_t i = 0; i < results->n; i++) {
        const struct bc_result *result = &results->result[i];
        const struct bc_target *target = &targets->target[result->target];
        struct search search = {.input = input,
                                .target = target,
                                .result = result,
                                .index = i,
                                .layer = bc_plan_layer(input, target->layer),
                                .gaps = gaps};

        if (result->verdict != BC_MISSED)
            continue;
        assert(search.layer); /* what has none cannot be judged */
        if (target->of_condition)
            search.wish =
                wish_of_condition(target, bc_result_wants_more(target, result));
        else if (*target->of)
            search.wish = wish_of_field(target);
        if (strcmp(search.layer->role, "sections") != 0 &&
            search.wish.kind != WISH_STAGE)
            search.wish.kind = WISH_CONDITION;
        if (search.layer == outfalls)
            search.to_section_m = to_section_m;
        find_result(&search);
    }
    free(to_section_m);
}

void bc_gaps_clear(struct bc_gaps *gaps)
{
    free(gaps->gap);
    bc_arena_clear(&gaps->arena);
    *gaps = (struct bc_gaps){0};
}
