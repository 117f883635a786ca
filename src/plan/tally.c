/* SPDX-License-Identifier: MIT */
#include "plan/tally.h"

#include <stdlib.h>
#include <string.h>

/* Unknown members as what they may turn out to be. */
struct doubt {
    int64_t n;         /* unknown members */
    int64_t may_count; /* may fulfil the condition */
    int64_t may_fail;  /* may be in n without fulfilling it */
};

static struct doubt bear(struct bc_members *members, struct bc_tally *tally)
{
    struct doubt doubt = {0};

    for (size_t i = 0; i < members->n; i++) {
        struct bc_member *member = &members->member[i];

        if (member->left_out) {
            member->basis.bearing = BC_LEFT_OUT;
        } else if (member->where == BC_UNKNOWN || member->of == BC_UNKNOWN) {
            member->basis.bearing = BC_BEARS_UNKNOWN;
            doubt.n++;
            doubt.may_count += member->of != BC_FALSE;
            doubt.may_fail += member->of != BC_TRUE;
        } else {
            bool fulfils = member->of == BC_TRUE;

            member->basis.bearing = fulfils ? BC_BEARS_K : BC_BEARS_OTHER;
            tally->k += fulfils;
            tally->n++;
        }
    }
    return doubt;
}

static int stand(const struct bc_target *target, struct bc_fraction value,
                 bool strict)
{
    return target->value.given ? bc_compare_to_target(target, value, strict)
                               : 0;
}

static void tally_share(const struct bc_target *target,
                        struct bc_members *members, bool strict,
                        struct bc_tally *tally)
{
    struct doubt doubt = bear(members, tally);

    tally->n_unknown = doubt.n;
    if (!tally->n)
        return;
    tally->has_value = true;
    tally->value = bc_share(tally->k, tally->n);
    tally->low =
        stand(target, bc_share(tally->k, tally->n + doubt.may_fail), strict);
    tally->high =
        stand(target,
              bc_share(tally->k + doubt.may_count, tally->n + doubt.may_count),
              strict);
}

static struct bc_fraction whole(int64_t number)
{
    return (struct bc_fraction){number, 1};
}

static void tally_count(const struct bc_target *target,
                        struct bc_members *members, bool strict,
                        struct bc_tally *tally)
{
    struct doubt doubt = bear(members, tally);

    tally->n_unknown = doubt.n;
    tally->has_value = true;
    tally->value = whole(tally->k);
    tally->low = stand(target, tally->value, strict);
    tally->high = stand(target, whole(tally->k + doubt.may_count), strict);
}

/* As 1 of 1 against "all": a known failure is a failure whatever the rest. */
static void tally_each(struct bc_members *members, struct bc_tally *tally)
{
    struct doubt doubt = bear(members, tally);

    doubt.may_fail += (int64_t)members->n_named;
    tally->n_unknown = doubt.n + (int64_t)members->n_named;
    if (!tally->n)
        return;
    tally->has_value = true;
    tally->value = bc_share(tally->k, tally->n);
    tally->high = tally->k < tally->n ? -1 : 0;
    tally->low = doubt.may_fail || tally->high < 0 ? -1 : 0;
}

/* ---- distinct ---- */

struct words {
    char **word;
    size_t n, room;
};

static bool add_word(struct bc_slice member, void *context)
{
    struct words *words = context;

    words->word =
        bc_reserve(words->word, &words->room, words->n + 1, sizeof(char *));
    words->word[words->n++] = bc_copy_bytes(member.data, member.length);
    return false;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int64_t count_words(struct words *words)
{
    int64_t n = 0;

    if (words->n)
        qsort(words->word, words->n, sizeof *words->word, by_text);
    for (size_t i = 0; i < words->n; i++)
        n += i == 0 || strcmp(words->word[i], words->word[i - 1]) != 0;
    for (size_t i = 0; i < words->n; i++)
        free(words->word[i]);
    free(words->word);
    return n;
}

/* A set (city) counts each of its members; an unknown word may be one more. */
static void tally_distinct(const struct bc_target *target,
                           struct bc_members *members, bool strict,
                           struct bc_tally *tally)
{
    struct words words = {0};

    for (size_t i = 0; i < members->n; i++) {
        struct bc_member *member = &members->member[i];

        if (member->left_out) {
            member->basis.bearing = BC_LEFT_OUT;
        } else if (!member->word || member->where == BC_UNKNOWN) {
            member->basis.bearing = BC_BEARS_UNKNOWN;
            tally->n_unknown++;
        } else {
            member->basis.bearing = BC_BEARS_K;
            tally->n++;
            bc_set_any(member->word, add_word, &words);
        }
    }
    tally->k = count_words(&words);
    tally->has_value = true;
    tally->value = whole(tally->k);
    tally->low = stand(target, tally->value, strict);
    tally->high = stand(target, whole(tally->k + tally->n_unknown), strict);
}

/* ---- fields ---- */

static bool known_value(const struct bc_target *target,
                        const struct bc_member *member)
{
    return member->where == BC_TRUE && bc_decimal_known(member->value) &&
           (target->measure != BC_CHANGE || bc_decimal_known(member->before));
}

/* Sorts the members into known and unknown. */
static void bear_values(const struct bc_target *target,
                        struct bc_members *members, struct bc_tally *tally)
{
    for (size_t i = 0; i < members->n; i++) {
        struct bc_member *member = &members->member[i];

        if (member->left_out) {
            member->basis.bearing = BC_LEFT_OUT;
        } else if (known_value(target, member)) {
            member->basis.bearing = BC_BEARS_K;
            tally->n++;
        } else {
            member->basis.bearing = BC_BEARS_UNKNOWN;
            tally->n_unknown++;
        }
    }
    tally->k = tally->n;
}

/* In millionths: members have 6 decimals. */
static bc_int128 sum_of(const struct bc_members *members, bool before)
{
    bc_int128 sum = 0;

    for (size_t i = 0; i < members->n; i++) {
        const struct bc_member *member = &members->member[i];

        if (member->basis.bearing == BC_BEARS_K)
            sum += before ? member->before.units : member->value.units;
    }
    return sum;
}

static struct bc_fraction value_of(const struct bc_member *member)
{
    return (struct bc_fraction){member->value.units, 1000000};
}

/* Unknown features can move a sum or a mean anywhere. */
static void stand_with_unknown(const struct bc_target *target, bool strict,
                               struct bc_tally *tally)
{
    tally->low = tally->high = stand(target, tally->value, strict);
    if (tally->n_unknown) {
        tally->low = -1;
        tally->high = 1;
    }
}

static void tally_sum(const struct bc_target *target,
                      struct bc_members *members, bool strict,
                      struct bc_tally *tally)
{
    bear_values(target, members, tally);
    if (target->measure == BC_MEAN && !tally->n)
        return;
    tally->has_value = true;
    tally->value.numerator = sum_of(members, false);
    tally->value.denominator =
        target->measure == BC_MEAN ? tally->n * 1000000 : 1000000;
    stand_with_unknown(target, strict, tally);
}

/* An extreme is bounded on one side by what is known. The members that keep
 * to the target bear it, the others are those that must change. */
static void tally_extreme(const struct bc_target *target,
                          struct bc_members *members, bool strict,
                          struct bc_tally *tally)
{
    int sign = target->measure == BC_MAX ? 1 : -1;

    bear_values(target, members, tally);
    for (size_t i = 0; i < members->n; i++) {
        struct bc_fraction value;

        if (members->member[i].basis.bearing != BC_BEARS_K)
            continue;
        value = value_of(&members->member[i]);
        if (!tally->has_value ||
            sign * bc_fraction_compare(value, tally->value) > 0)
            tally->value = value;
        tally->has_value = true;
        if (target->value.given &&
            !bc_op_met(target->op, stand(target, value, strict))) {
            members->member[i].basis.bearing = BC_BEARS_OTHER;
            tally->k--;
        }
    }
    if (!tally->has_value)
        return;
    tally->low = tally->high = stand(target, tally->value, strict);
    if (tally->n_unknown && sign > 0)
        tally->high = 1;
    if (tally->n_unknown && sign < 0)
        tally->low = -1;
}

/* Means with 9 decimals, as bulletins never print more. */
static void tally_change(const struct bc_target *target,
                         struct bc_members *members, bool strict,
                         struct bc_tally *tally)
{
    struct bc_decimal now, before;
    bc_int128 change;

    bear_values(target, members, tally);
    if (!tally->n)
        return;
    now = bc_decimal_divide(sum_of(members, false), 6, tally->n, 9);
    before = bc_decimal_divide(sum_of(members, true), 6, tally->n, 9);
    if (!bc_decimal_known(now) || !bc_decimal_known(before))
        return;
    change = (bc_int128)now.units - before.units;
    tally->has_value = true;
    tally->value = (struct bc_fraction){change, 1000000000};
    if (strcmp(target->unit, "%") == 0) {
        tally->has_value = before.units != 0; /* no per cent of nothing */
        tally->value.numerator = 100 * change;
        tally->value.denominator =
            before.units < 0 ? -before.units : before.units;
    }
    if (tally->has_value)
        stand_with_unknown(target, strict, tally);
}

void bc_tally_members(const struct bc_target *target,
                      struct bc_members *members, bool strict,
                      struct bc_tally *tally)
{
    *tally = (struct bc_tally){.value = {0, 1}};
    switch (target->measure) {
    case BC_SHARE:
        tally_share(target, members, strict, tally);
        break;
    case BC_COUNT:
        tally_count(target, members, strict, tally);
        break;
    case BC_DISTINCT:
        tally_distinct(target, members, strict, tally);
        break;
    case BC_SUM:
    case BC_MEAN:
        tally_sum(target, members, strict, tally);
        break;
    case BC_MIN:
    case BC_MAX:
        tally_extreme(target, members, strict, tally);
        break;
    case BC_CHANGE:
        tally_change(target, members, strict, tally);
        break;
    case BC_EACH:
        tally_each(members, tally);
        break;
    }
}
