/* SPDX-License-Identifier: MIT */
#include "plan/judge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "plan/pace.h"
#include "plan/verdict.h"

const char *bc_verdict_name(enum bc_verdict verdict)
{
    static const char *const names[] = {"met", "missed", "cannot_judge",
                                        "no_value", "info"};

    return names[verdict];
}

static const struct {
    const char *en, *zh;
} reasons[] = {
    [BC_NO_REASON] = {"", ""},
    [BC_REASON_NO_LAYER] = {"layer not in the project", "项目中没有此图层"},
    [BC_REASON_NO_REGION] = {"region not in layers", "图层中没有此行政区"},
    [BC_REASON_NO_SCOPE] = {"scope not in layers", "图层中没有此范围"},
    [BC_REASON_NO_FEATURES] = {"none of this kind", "无此类"},
    [BC_REASON_NO_DATA] = {"no data", "没有数据"},
    [BC_REASON_UNKNOWN_DECIDES] = {"features without data decide",
                                   "缺数据的对象左右结论"},
    [BC_REASON_NO_YEAR_BEFORE] = {"no data for the year before", "缺上年"},
    [BC_REASON_NOT_ALIKE] = {"not compared: the earlier result is unlike",
                             "与以前的结果不可比，不作比较"},
    [BC_REASON_NO_EARLIER_MEANS] = {"the earlier result holds no means",
                                    "以前的结果中没有均值"},
    [BC_REASON_NO_TARGET_CLASS] = {"no target class", "没有目标类别"},
    [BC_REASON_NO_COLUMN] = {"column not in the layer", "图层缺此字段"},
};

const char *bc_pace_name(enum bc_pace pace)
{
    static const char *const names[] = {"", "ahead", "behind"};

    return names[pace];
}

const char *bc_reason_text_en(enum bc_reason reason)
{
    return reasons[reason].en;
}

const char *bc_reason_text_zh(enum bc_reason reason)
{
    return reasons[reason].zh;
}

/* ---- verdict ---- */

/* A change that is unknown although the state now is known. */
static bool lacks_year_before(const struct bc_subject *subject,
                              const struct bc_members *members)
{
    if (!subject->about_change || !subject->input->has_before)
        return subject->about_change;
    for (size_t i = 0; i < members->n; i++)
        if (bc_decimal_known(members->member[i].class_no))
            return true;
    return false;
}

static enum bc_reason reason_of_no_before(const struct bc_subject *subject)
{
    return subject->input->no_before ? subject->input->no_before
                                     : BC_REASON_NO_YEAR_BEFORE;
}

/* Why there is nothing to judge, when n is 0 or no value could be made. */
static enum bc_reason reason_of_none(const struct bc_subject *subject,
                                     const struct bc_members *members,
                                     const struct bc_tally *tally)
{
    if (subject->target->measure == BC_CHANGE && !subject->is_water)
        return reason_of_no_before(subject);
    if (tally->n_unknown || tally->n)
        return lacks_year_before(subject, members)
                   ? reason_of_no_before(subject)
                   : BC_REASON_NO_DATA;
    return members->n_without_target ? BC_REASON_NO_TARGET_CLASS
                                     : BC_REASON_NO_FEATURES;
}

/* Count, distinct and sum say 0 over a layer that has rows. */
static bool nothing_counts(const struct bc_subject *subject,
                           const struct bc_tally *tally)
{
    enum bc_measure measure = subject->target->measure;

    if (measure == BC_COUNT || measure == BC_DISTINCT || measure == BC_SUM)
        return subject->layer->n_features == 0;
    return !tally->has_value;
}

static struct bc_decimal shortfall_of(const struct bc_target *target,
                                      struct bc_fraction value)
{
    struct bc_decimal gap = bc_decimal_subtract(
        bc_fraction_print(bc_target_figure(target)), bc_fraction_print(value));

    gap.units = gap.units < 0 ? -gap.units : gap.units;
    return gap;
}

static int64_t changes_of(const struct bc_target *target,
                          const struct bc_tally *tally, bool strict)
{
    bool is_max = target->measure == BC_MAX;
    bool more = target->op == BC_GE || target->op == BC_GT;

    switch (target->measure) {
    case BC_SHARE:
    case BC_COUNT:
    case BC_DISTINCT:
    case BC_EACH:
        return bc_changes_needed(target, tally->k, tally->n, strict);
    case BC_MIN:
    case BC_MAX: /* one that reaches it is enough, or all must keep to it */
        if (target->op == BC_EQ)
            return -1;
        return is_max == more ? 1 : tally->n - tally->k;
    default:
        return -1;
    }
}

static void set_shortfall(const struct bc_subject *subject,
                          const struct bc_tally *tally,
                          struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    const struct bc_fraction all = {100, 1};

    if (result->verdict != BC_MET && result->verdict != BC_MISSED)
        return;
    result->shortfall = bc_decimal_of(0, 6);
    result->shortfall_count = 0;
    if (result->verdict == BC_MET)
        return;
    result->shortfall_count = changes_of(target, tally, subject->input->strict);
    if (target->measure != BC_EACH)
        result->shortfall = shortfall_of(target, tally->value);
    else if (strcmp(target->unit, "%") == 0)
        result->shortfall =
            bc_decimal_subtract(bc_fraction_print(all), result->value);
    else
        result->shortfall =
            bc_decimal_round(bc_decimal_of(tally->n - tally->k, 0), 6);
}

/* ---- flags ---- */

static bool has_counts(enum bc_measure measure)
{
    return measure == BC_SHARE || measure == BC_COUNT ||
           measure == BC_DISTINCT || measure == BC_EACH;
}

/* Would the target be missed if @p features turned against it? */
static bool lost_without(const struct bc_subject *subject,
                         const struct bc_tally *tally, int64_t features)
{
    const struct bc_target *target = subject->target;
    bool strict = subject->input->strict;
    int64_t fewer = tally->k - features, more = tally->k + features;
    bool bounded = target->measure == BC_SHARE || target->measure == BC_EACH;
    bool down = fewer >= 0 && !bc_count_meets(target, fewer, tally->n, strict);
    bool up = (!bounded || more <= tally->n) &&
              !bc_count_meets(target, more, tally->n, strict);

    if (target->op == BC_EQ && target->measure != BC_EACH)
        return down || up;
    return bc_target_wants_more(target) ? down : up;
}

static void set_flags(const struct bc_subject *subject,
                      const struct bc_tally *tally, struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    bool judged = result->verdict == BC_MET || result->verdict == BC_MISSED;

    if (judged && target->due != BC_NO_DATE && result->as_of < target->due)
        result->flags |= BC_FLAG_INTERIM;
    if (judged && target->measure != BC_EACH &&
        bc_op_met(target->op,
                  bc_compare_to_target(target, tally->value, false)) !=
            bc_op_met(target->op,
                      bc_compare_to_target(target, tally->value, true)))
        result->flags |= BC_FLAG_BORDERLINE;
    if (result->verdict != BC_MET || !has_counts(target->measure))
        return;
    if (lost_without(subject, tally, 1))
        result->flags |= BC_FLAG_ON_THE_LINE;
    if (result->n_at_risk &&
        lost_without(subject, tally, (int64_t)result->n_at_risk))
        result->flags |= BC_FLAG_AT_RISK;
}

static void set_pace(const struct bc_subject *subject,
                     const struct bc_tally *tally, struct bc_result *result)
{
    struct bc_fraction expected;

    if (!tally->has_value || result->verdict == BC_ONLY_COUNTED ||
        result->verdict == BC_NO_VALUE ||
        !bc_pace_expected(subject->target, subject->input->pace_start,
                          result->as_of, &expected))
        return;
    result->pace_expected = bc_fraction_print(expected);
    result->pace =
        bc_fraction_compare(tally->value, expected) >= 0 ? BC_AHEAD : BC_BEHIND;
}

/* ---- the features behind it ---- */

bool bc_speaks_against(const struct bc_target *target,
                       const struct bc_result *result, enum bc_bearing bearing)
{
    if (target->measure == BC_MIN || target->measure == BC_MAX)
        return bearing == BC_BEARS_OTHER;
    if (!has_counts(target->measure) || target->measure == BC_DISTINCT)
        return false;
    if (target->op == BC_INFO)
        return bearing == BC_BEARS_K;
    if (target->op == BC_NO_OP)
        return bearing == BC_BEARS_OTHER;
    return bearing ==
           (bc_result_wants_more(target, result) ? BC_BEARS_OTHER : BC_BEARS_K);
}

static void set_rows(const struct bc_subject *subject,
                     const struct bc_members *members, struct bc_arena *arena,
                     struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    const struct bc_member **worst = bc_alloc(members->n, sizeof *worst);
    struct bc_text codes = {0};
    size_t n = 0;

    result->n_rows = members->n;
    result->rows = bc_arena_alloc(arena, members->n * sizeof *result->rows);
    for (size_t i = 0; i < members->n; i++) {
        const struct bc_member *member = &members->member[i];
        bool against = bc_speaks_against(target, result, member->basis.bearing);

        result->rows[i] = member->basis;
        if (against)
            worst[n++] = member;
        else if (subject->about_target && member->at_risk &&
                 member->basis.bearing <= BC_BEARS_OTHER)
            result->n_at_risk++; /* the risk is that of missing the target */
    }
    qsort(worst, n, sizeof *worst, bc_member_worse);
    for (size_t i = 0; i < n; i++)
        bc_text_printf(&codes, "%s%s", i ? ";" : "", worst[i]->basis.code);
    result->worst = bc_arena_copy(arena, bc_text_string(&codes), codes.length);
    bc_text_clear(&codes);
    free(worst);
}

static void set_verdict(const struct bc_subject *subject,
                        const struct bc_members *members,
                        const struct bc_tally *tally, struct bc_arena *arena,
                        struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    struct bc_text detail = {0};

    result->counted = true;
    result->k = tally->k;
    result->n = tally->n;
    result->n_unknown = tally->n_unknown;
    if (nothing_counts(subject, tally)) {
        enum bc_reason reason = reason_of_none(subject, members, tally);

        result->reason = reason;
        result->reason_detail = reason == BC_REASON_NO_FEATURES ? "0/0" : "";
        return;
    }
    result->value = bc_fraction_print(tally->value);
    if (!target->value.given && target->measure != BC_EACH)
        return;
    result->verdict =
        bc_verdict_between(target->measure == BC_EACH ? BC_EQ : target->op,
                           tally->low, tally->high);
    if (result->verdict == BC_CANNOT_JUDGE) {
        bc_text_printf(&detail, "%" PRId64, tally->n_unknown);
        result->reason = BC_REASON_UNKNOWN_DECIDES;
        result->reason_detail =
            bc_arena_copy(arena, bc_text_string(&detail), detail.length);
        bc_text_clear(&detail);
    }
}

/* What no evaluation changes: info is shown, an empty figure is no_value. */
void bc_result_settle(const struct bc_target *target, struct bc_result *result)
{
    bool has_figure = target->measure == BC_EACH ||
                      (target->value.given && target->op != BC_NO_OP);

    if (target->op == BC_INFO) {
        result->verdict = BC_ONLY_COUNTED;
    } else if (!has_figure) {
        result->verdict = BC_NO_VALUE;
        result->reason = BC_NO_REASON;
        result->reason_detail = "";
    }
}

void bc_result_judge(const struct bc_subject *subject,
                     struct bc_members *members, struct bc_arena *arena,
                     struct bc_result *result)
{
    struct bc_tally tally;

    bc_tally_members(subject->target, members, subject->input->strict, &tally);
    set_verdict(subject, members, &tally, arena, result);
    bc_result_settle(subject->target, result);
    set_rows(subject, members, arena, result);
    set_shortfall(subject, &tally, result);
    set_flags(subject, &tally, result);
    set_pace(subject, &tally, result);
}
