/* SPDX-License-Identifier: MIT */
#include "water/judge.h"

#include <math.h>
#include <string.h>

#include "water/reading.h"

void bc_judgement_init(struct bc_judgement *judgement)
{
    *judgement = (struct bc_judgement){
        .meets_target = -1, .deciding = BC_NO_ITEM, .metals_first = true};
    for (int p = 0; p < 3; p++)
        judgement->main_pollutant[p] = BC_NO_ITEM;
    for (int i = 0; i < BC_N_ITEMS; i++)
        judgement->item[i].exact = NAN;
}

/* C / limit - 1, one decimal, half-even: printed 总磷(0.4). One that would come
 * to nothing keeps a significant digit, as 82号 has it of means: 氨氮(0.02). */
static struct bc_decimal multiple(const struct bc_limits *limits, int class_no,
                                  struct bc_decimal value)
{
    struct bc_decimal limit = limits->limit[class_no];
    struct bc_decimal over = bc_decimal_subtract(value, limit), ratio;
    bc_int128 numerator = over.units;
    int places = 0;

    for (int s = 0; s < limit.scale; s++)
        numerator *= 10;
    do
        ratio = bc_decimal_divide(numerator, over.scale, limit.units, ++places);
    while (ratio.known && ratio.units == 0 && numerator != 0 &&
           places < BC_READING_PLACES);
    return ratio;
}

bool bc_item_result_is_blind(const struct bc_item_result *result,
                             const struct bc_limits *limits, int class_no)
{
    return limits->direction == BC_UPPER_LIMIT &&
           bc_decimal_known(result->detection_limit) &&
           !bc_limits_meet(limits, class_no, result->detection_limit);
}

void bc_judgement_blind_items(const struct bc_water_method *method,
                              const struct bc_judgement *judgement,
                              struct bc_text *items)
{
    int target = judgement->target_class;

    if (judgement->water == BC_WATER_UNKNOWN)
        return;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];
        const struct bc_limits *limits;

        if (!method->items[i] || !bc_decimal_known(result->detection_limit))
            continue;
        limits = bc_limits_of((enum bc_item)i, judgement->water);
        if (bc_decimal_known(result->mean) &&
            (bc_item_result_is_blind(result, limits, 3) ||
             (target > 0 && bc_item_result_is_blind(result, limits, target))))
            bc_items_add(items, (enum bc_item)i);
    }
}

static void judge_item(struct bc_judgement *judgement, enum bc_item item,
                       bool in_set)
{
    struct bc_item_result *result = &judgement->item[item];
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    int target = judgement->target_class;

    result->class_no = 0;
    result->assessed = result->misses_target = false;
    result->over_iii = BC_MISSING;
    result->over_target = BC_MISSING;
    if (!bc_decimal_known(result->mean) ||
        bc_item_result_is_blind(result, limits, 3))
        return;
    result->class_no = bc_limits_class(limits, result->mean);
    result->assessed = in_set && result->class_no > 0;
    result->misses_target = result->assessed && target > 0 &&
                            !bc_limits_meet(limits, target, result->mean);
    if (limits->has_multiple && result->class_no > 3)
        result->over_iii = multiple(limits, 3, result->mean);
    if (limits->has_multiple && result->misses_target)
        result->over_target = multiple(limits, target, result->mean);
}

/* C / limit III, or limit III / C where more is better: how near or far an
 * item is from its limit. pH has no such ratio. */
static double strain(const struct bc_judgement *judgement, enum bc_item item)
{
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    double value = bc_decimal_real(judgement->item[item].mean);
    double limit = bc_decimal_real(limits->limit[3]);
    double ratio = 0;

    if (limits->direction == BC_UPPER_LIMIT)
        ratio = value / limit;
    else if (limits->direction == BC_LOWER_LIMIT)
        ratio = value > 0 ? limit / value : INFINITY;
    return isinf(ratio) ? ratio : round(ratio * 1e9) / 1e9; /* ties are ties */
}

/* Of items that have a bit each, and there is one. */
static enum bc_item first_of(uint64_t items)
{
    return (enum bc_item)__builtin_ctzll(items);
}

static enum bc_item deciding_item(const struct bc_judgement *judgement)
{
    enum bc_item deciding = BC_NO_ITEM;
    double most = 0;

    for (uint64_t left = judgement->assessed; left; left &= left - 1) {
        const enum bc_item item = first_of(left);
        double own;

        if (judgement->item[item].class_no != judgement->class_no)
            continue;
        own = strain(judgement, item);
        if (deciding == BC_NO_ITEM || own > most) {
            deciding = item;
            most = own;
        }
    }
    return deciding;
}

/* Cyanide and heavy metals come first when they are over, if the method says
 * so (22号; from memory, like the choice of metals). */
static bool is_toxic(enum bc_item item)
{
    return item == BC_CN || item == BC_AS || item == BC_HG || item == BC_CD ||
           item == BC_CR6 || item == BC_PB;
}

/* Whether pollutant a is named before b: the worse class, then the larger
 * multiple, then the order of the table; an item without a multiple last. */
static bool is_before(const struct bc_judgement *judgement, enum bc_item a,
                      enum bc_item b, bool of_target)
{
    const struct bc_item_result *ra = &judgement->item[a];
    const struct bc_item_result *rb = &judgement->item[b];
    struct bc_decimal over_a = of_target ? ra->over_target : ra->over_iii;
    struct bc_decimal over_b = of_target ? rb->over_target : rb->over_iii;
    int compared;

    if (judgement->metals_first && is_toxic(a) != is_toxic(b))
        return is_toxic(a);
    if (ra->class_no != rb->class_no)
        return ra->class_no > rb->class_no;
    if (bc_decimal_known(over_a) != bc_decimal_known(over_b))
        return bc_decimal_known(over_a);
    /* finer than the one decimal that is printed */
    compared = (strain(judgement, a) > strain(judgement, b)) -
               (strain(judgement, a) < strain(judgement, b));
    return bc_decimal_known(over_a) && compared != 0 ? compared > 0 : a < b;
}

/* The pollutants in the order in which they are named. @return how many */
static size_t pollutants(const struct bc_judgement *judgement, bool of_target,
                         enum bc_item named[BC_N_ITEMS])
{
    size_t n = 0;

    if (of_target ? judgement->meets_target != 0 : judgement->class_no <= 3)
        return 0;
    for (uint64_t left = judgement->assessed; left; left &= left - 1) {
        const enum bc_item item = first_of(left);
        const struct bc_item_result *result = &judgement->item[item];
        size_t at = n;

        if (!(of_target ? result->misses_target : result->class_no > 3))
            continue;
        for (; at > 0 && is_before(judgement, item, named[at - 1], of_target);
             at--)
            named[at] = named[at - 1];
        named[at] = item;
        n++;
    }
    return n;
}

/* The class is the worst item's; the target is met item by item. */
static void combine(const struct bc_water_method *method,
                    struct bc_judgement *judgement)
{
    const int target = judgement->target_class;
    bool misses = false, blind = false;

    judgement->class_no = 0;
    judgement->assessed = 0;
    judgement->n_assessed = judgement->n_missing = judgement->n_samples = 0;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];

        if (!method->items[i])
            continue;
        if (result->n_samples > judgement->n_samples)
            judgement->n_samples = result->n_samples;
        judgement->n_missing += !result->assessed;
        blind |= target > 0 &&
                 bc_item_result_is_blind(
                     result, bc_limits_of((enum bc_item)i, judgement->water),
                     target);
        if (!result->assessed)
            continue;
        judgement->n_assessed++;
        judgement->assessed |= UINT64_C(1) << i;
        if (result->class_no > judgement->class_no)
            judgement->class_no = result->class_no;
        misses |= result->misses_target;
    }
    judgement->meets_target = -1;
    if (judgement->n_assessed > 0 && target > 0 && (misses || !blind))
        judgement->meets_target = !misses;
}

static const enum bc_item trophic_item[BC_TLI_N_PARTS] = {
    [BC_TLI_CHLA] = BC_CHLA,
    [BC_TLI_TP] = BC_TP,
    [BC_TLI_TN] = BC_TN,
    [BC_TLI_SD] = BC_SD,
    [BC_TLI_CODMN] = BC_CODMN};

bool bc_judgement_needs_exact(const struct bc_judgement *judgement,
                              enum bc_item item)
{
    bool asked = false;

    if (judgement->water == BC_RIVER || judgement->water == BC_WATER_UNKNOWN)
        return false;
    for (int p = 0; p < BC_TLI_N_PARTS; p++)
        asked |= trophic_item[p] == item;
    return asked;
}

/* From the means before rounding: the index itself is what is rounded once. */
static void judge_trophic(const struct bc_water_method *method,
                          struct bc_judgement *judgement)
{
    double values[BC_TLI_N_PARTS], tli;

    for (int p = 0; p < BC_TLI_N_PARTS; p++)
        values[p] = judgement->item[trophic_item[p]].exact;
    tli = bc_trophic_index(values, method->tli_without_chla);
    judgement->tli = bc_decimal_from_real(tli, 4);
    judgement->trophic_state = bc_trophic_state(tli);
    for (int p = 0; p < BC_TLI_N_PARTS && !isnan(tli); p++)
        judgement->tli_part[p] = bc_decimal_from_real(
            bc_trophic_part((enum bc_trophic_part)p, values[p]), 4);
}

void bc_judge(const struct bc_water_method *method,
              struct bc_judgement *judgement)
{
    enum bc_item named[BC_N_ITEMS];
    size_t n;

    judgement->metals_first = method->metals_first;
    if (judgement->water == BC_WATER_UNKNOWN) {
        combine(method, judgement);
        return;
    }
    for (int i = 0; i < BC_N_ITEMS; i++)
        judge_item(judgement, (enum bc_item)i, method->items[i] && i != BC_TN);
    combine(method, judgement);
    judgement->deciding = deciding_item(judgement);
    n = pollutants(judgement, false, named);
    for (size_t p = 0; p < 3; p++)
        judgement->main_pollutant[p] = p < n ? named[p] : BC_NO_ITEM;
    if (judgement->water != BC_RIVER) {
        judgement->class_tn = judgement->item[BC_TN].class_no;
        judge_trophic(method, judgement);
    }
}

/* ---- derived values ---- */

/* `总磷(0.4)`, or the name alone. Not by printf: many rows have several. */
static void add_with(struct bc_text *out, const char *name, const char *number)
{
    bc_text_add(out, name);
    if (number[0] == '\0')
        return;
    bc_text_add(out, "(");
    bc_text_add(out, number);
    bc_text_add(out, ")");
}

void bc_judgement_pollutants(const struct bc_judgement *judgement,
                             bool of_target, struct bc_text *out)
{
    enum bc_item named[BC_N_ITEMS];
    size_t n = pollutants(judgement, of_target, named);

    if (!of_target && n > 3)
        n = 3;
    for (size_t p = 0; p < n; p++) {
        const struct bc_item_result *result = &judgement->item[named[p]];
        char over[24];

        bc_decimal_print(of_target ? result->over_target : result->over_iii,
                         over);
        if (p > 0)
            bc_text_add(out, ";");
        add_with(out, bc_item_name_zh(named[p]), over);
    }
}

void bc_judgement_tli_parts(const struct bc_judgement *judgement,
                            struct bc_text *out)
{
    const char *before = "";

    for (int p = 0; p < BC_TLI_N_PARTS; p++) {
        char index[24];

        if (!bc_decimal_known(judgement->tli_part[p]))
            continue;
        bc_decimal_print(judgement->tli_part[p], index);
        bc_text_add(out, before);
        add_with(out, bc_item_name_zh(trophic_item[p]), index);
        before = ";";
    }
}

struct bc_decimal bc_deciding_change(const struct bc_judgement *now,
                                     const struct bc_judgement *before)
{
    enum { PLACES = 6 };
    enum bc_direction direction;
    struct bc_decimal was, change;
    bc_int128 numerator;

    if (now->deciding == BC_NO_ITEM)
        return BC_MISSING;
    direction = bc_limits_of(now->deciding, now->water)->direction;
    was = before->item[now->deciding].mean;
    change = bc_decimal_subtract(now->item[now->deciding].mean, was);
    if (!bc_decimal_known(change) || was.units <= 0 || direction == BC_RANGE)
        return BC_MISSING;
    numerator = direction == BC_LOWER_LIMIT ? -change.units : change.units;
    numerator *= 100;
    for (int s = 0; s < was.scale; s++)
        numerator *= 10;
    return bc_decimal_divide(numerator, change.scale, was.units, PLACES);
}
