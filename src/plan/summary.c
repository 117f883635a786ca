/* SPDX-License-Identifier: MIT */
#include "plan/summary.h"

#include <string.h>

#include "base/language.h"

const char *bc_overall_name(enum bc_overall overall)
{
    static const char *const names[] = {"none", "met", "interim", "missed"};

    return names[overall];
}

const char *bc_overall_name_zh(enum bc_overall overall)
{
    static const char *const names[] = {BC_ZH("无法判断"), BC_ZH("达标"),
                                        BC_ZH("未达(未到期)"), BC_ZH("未达")};

    return names[overall];
}

static void count_result(struct bc_summary *summary,
                         const struct bc_result *result)
{
    switch (result->verdict) {
    case BC_MET:
        summary->n_met++;
        break;
    case BC_MISSED:
        if (result->flags & BC_FLAG_INTERIM)
            summary->n_interim++;
        else
            summary->n_missed++;
        break;
    case BC_CANNOT_JUDGE:
        summary->n_cannot++;
        break;
    case BC_NO_VALUE:
        summary->n_no_value++;
        break;
    case BC_ONLY_COUNTED:
        summary->n_info++;
        break;
    }
}

struct bc_summary bc_summary_of(const struct bc_targets *targets,
                                const struct bc_results *results,
                                const char *basin)
{
    struct bc_summary summary = {0};

    for (size_t i = 0; basin && i < results->n; i++)
        if (targets->target[results->result[i].target].report &&
            strcmp(results->result[i].basin, basin) == 0)
            count_result(&summary, &results->result[i]);
    summary.overall = summary.n_missed    ? BC_OVERALL_MISSED
                      : summary.n_interim ? BC_OVERALL_INTERIM
                      : summary.n_met     ? BC_OVERALL_MET
                                          : BC_OVERALL_NONE;
    return summary;
}

/* ---- the three that matter most ---- */

enum group { WATER, OUTFALLS, REDLINES, N_GROUPS };

static enum group group_of(const struct bc_target *target)
{
    if (strcmp(target->layer, "outfalls") == 0)
        return OUTFALLS;
    if (strcmp(target->layer, "redlines") == 0 ||
        strcmp(target->layer, "suspects") == 0)
        return REDLINES;
    return WATER;
}

/* The shortfall in shares of the target's figure; of 100 % where it is 0 %. */
static double relative_shortfall(const struct bc_target *target,
                                 const struct bc_result *result)
{
    double shortfall = bc_decimal_real(result->shortfall);
    double figure = target->value.ratio
                        ? 100.0 * (double)target->value.numerator /
                              (double)target->value.denominator
                        : bc_decimal_real(target->value.decimal);

    if (!target->value.given || figure == 0)
        figure = strcmp(target->unit, "%") == 0 ? 100 : 1;
    return shortfall / (figure < 0 ? -figure : figure);
}

/* Missed before interim, then the larger shortfall; the earlier of equals. */
static bool matters_more(const struct bc_targets *targets,
                         const struct bc_results *results, size_t a, size_t b)
{
    const struct bc_result *left = &results->result[a];
    const struct bc_result *right = &results->result[b];
    bool left_interim = left->flags & BC_FLAG_INTERIM;
    bool right_interim = right->flags & BC_FLAG_INTERIM;

    if (left_interim != right_interim)
        return right_interim;
    return relative_shortfall(&targets->target[left->target], left) >
           relative_shortfall(&targets->target[right->target], right);
}

size_t bc_summary_top(const struct bc_targets *targets,
                      const struct bc_results *results, size_t top[3])
{
    size_t best[N_GROUPS], n = 0;
    bool found[N_GROUPS] = {false};

    for (size_t i = 0; i < results->n; i++) {
        const struct bc_target *target =
            &targets->target[results->result[i].target];
        enum group group = group_of(target);

        if (results->result[i].verdict != BC_MISSED || !target->report)
            continue;
        if (!found[group] || matters_more(targets, results, i, best[group]))
            best[group] = i;
        found[group] = true;
    }
    for (int group = 0; group < N_GROUPS; group++) {
        size_t at = n;

        if (!found[group])
            continue;
        for (;
             at > 0 && matters_more(targets, results, best[group], top[at - 1]);
             at--)
            top[at] = top[at - 1];
        top[at] = best[group];
        n++;
    }
    return n;
}
