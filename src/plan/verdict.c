/* SPDX-License-Identifier: MIT */
#include "plan/verdict.h"

/* No project counts more features than this. */
#define MOST_FEATURES INT64_C(1000000000000000)

static bc_int128 floor_divide(bc_int128 a, bc_int128 b)
{
    bc_int128 quotient = a / b;

    return a % b < 0 ? quotient - 1 : quotient;
}

/* The continued fractions of both, term by term: products of large numbers
 * never arise. */
int bc_fraction_compare(struct bc_fraction a, struct bc_fraction b)
{
    bc_int128 an = a.numerator, ad = a.denominator;
    bc_int128 bn = b.numerator, bd = b.denominator;

    for (;;) {
        bc_int128 whole_a = floor_divide(an, ad);
        bc_int128 whole_b = floor_divide(bn, bd);
        bc_int128 rest_a = an - whole_a * ad, rest_b = bn - whole_b * bd;

        if (whole_a != whole_b)
            return whole_a < whole_b ? -1 : 1;
        if (rest_a == 0 || rest_b == 0)
            return (rest_a > 0) - (rest_b > 0);
        /* rest_a / ad < rest_b / bd exactly when bd / rest_b < ad / rest_a */
        an = bd;
        bn = ad;
        ad = rest_b;
        bd = rest_a;
    }
}

struct bc_decimal bc_fraction_print(struct bc_fraction value)
{
    return bc_decimal_divide_half_up(value.numerator, 0, value.denominator, 6);
}

struct bc_fraction bc_share(int64_t k, int64_t n)
{
    return (struct bc_fraction){(bc_int128)100 * k, n};
}

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

struct bc_fraction bc_target_figure(const struct bc_target *target)
{
    const struct bc_target_value *value = &target->value;

    if (!value->ratio)
        return (struct bc_fraction){value->decimal.units,
                                    power_of_ten(value->decimal.scale)};
    if (target->measure == BC_SHARE)
        return bc_share(value->numerator, value->denominator);
    return (struct bc_fraction){value->numerator, value->denominator};
}

/* A ratio, 0 % and 100 % say exactly what they mean. */
static bool is_exact(const struct bc_target *target)
{
    const struct bc_fraction none = {0, 1}, all = {100, 1};
    struct bc_fraction figure = bc_target_figure(target);

    return target->measure != BC_SHARE || target->value.ratio ||
           bc_fraction_compare(figure, none) == 0 ||
           bc_fraction_compare(figure, all) == 0;
}

int bc_compare_to_target(const struct bc_target *target,
                         struct bc_fraction value, bool strict)
{
    struct bc_decimal figure = target->value.decimal;
    int places;

    if (strict || is_exact(target))
        return bc_fraction_compare(value, bc_target_figure(target));
    places = figure.scale > 1 ? figure.scale : 1;
    return bc_decimal_compare(bc_decimal_divide_half_up(value.numerator, 0,
                                                        value.denominator,
                                                        places),
                              figure);
}

bool bc_op_met(enum bc_op op, int standing)
{
    switch (op) {
    case BC_GE:
        return standing >= 0;
    case BC_LE:
        return standing <= 0;
    case BC_EQ:
        return standing == 0;
    case BC_LT:
        return standing < 0;
    case BC_GT:
        return standing > 0;
    default:
        return false;
    }
}

enum bc_verdict bc_verdict_between(enum bc_op op, int low, int high)
{
    bool met = bc_op_met(op, low);

    for (int standing = low + 1; standing <= high; standing++)
        if (bc_op_met(op, standing) != met)
            return BC_CANNOT_JUDGE;
    return met ? BC_MET : BC_MISSED;
}

bool bc_target_wants_more(const struct bc_target *target)
{
    const struct bc_fraction none = {0, 1};

    if (target->measure == BC_EACH || target->op == BC_GE ||
        target->op == BC_GT)
        return true;
    return target->op == BC_EQ && target->value.given &&
           bc_fraction_compare(bc_target_figure(target), none) > 0;
}

static int stands(const struct bc_target *target, int64_t k, int64_t n,
                  bool strict)
{
    struct bc_fraction value = target->measure == BC_SHARE
                                   ? bc_share(k, n)
                                   : (struct bc_fraction){k, 1};

    return bc_compare_to_target(target, value, strict);
}

bool bc_count_meets(const struct bc_target *target, int64_t k, int64_t n,
                    bool strict)
{
    if (target->measure == BC_EACH)
        return k == n;
    return bc_op_met(target->op, stands(target, k, n, strict));
}

/* The least k of 0..most that stands at @p standing or above; most + 1 when
 * none does. A larger k never stands lower. */
static int64_t least_reaching(const struct bc_target *target, int64_t n,
                              int64_t most, bool strict, int standing)
{
    int64_t low = 0, high = most + 1;

    while (low < high) {
        int64_t middle = low + (high - low) / 2;

        if (stands(target, middle, n, strict) >= standing)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int64_t bc_changes_needed(const struct bc_target *target, int64_t k, int64_t n,
                          bool strict)
{
    int64_t most = target->measure == BC_SHARE ? n : MOST_FEATURES;
    int64_t first = 0, last = most; /* the k that meet it */

    if (target->measure == BC_EACH)
        return n - k;
    if (target->op == BC_GE || target->op == BC_EQ)
        first = least_reaching(target, n, most, strict, 0);
    if (target->op == BC_GT)
        first = least_reaching(target, n, most, strict, 1);
    if (target->op == BC_LE || target->op == BC_EQ)
        last = least_reaching(target, n, most, strict, 1) - 1;
    if (target->op == BC_LT)
        last = least_reaching(target, n, most, strict, 0) - 1;
    if (first > last)
        return -1;
    return k < first ? first - k : k > last ? k - last : 0;
}

bool bc_result_wants_more(const struct bc_target *target,
                          const struct bc_result *result)
{
    struct bc_fraction value = {result->value.units, 1000000};

    if (target->op != BC_EQ || target->measure == BC_EACH ||
        result->verdict != BC_MISSED || !bc_decimal_known(result->value))
        return bc_target_wants_more(target);
    return bc_fraction_compare(value, bc_target_figure(target)) < 0;
}
