/* SPDX-License-Identifier: MIT */
#include "plan/pace.h"

#include <string.h>

static bool adds_up(const struct bc_target *target)
{
    switch (target->measure) {
    case BC_SHARE:
    case BC_COUNT:
    case BC_DISTINCT:
    case BC_SUM:
    case BC_EACH:
        return strcmp(target->layer, "sections") != 0 &&
               strcmp(target->layer, "waters") != 0;
    default:
        return false;
    }
}

bool bc_pace_expected(const struct bc_target *target, bc_day start,
                      bc_day as_of, struct bc_fraction *expected)
{
    bool has_figure = target->measure == BC_EACH ||
                      (target->value.given && bc_target_wants_more(target));
    int year, month, day;

    if (!adds_up(target) || !has_figure || target->due == BC_NO_DATE ||
        as_of == BC_NO_DATE)
        return false;
    if (start == BC_NO_DATE || start == 0) {
        bc_day_split(target->due, &year, &month, &day);
        start = bc_day_of(year, 1, 1);
    }
    if (as_of < start || start > target->due)
        return false;
    *expected = target->measure == BC_EACH ? (struct bc_fraction){100, 1}
                                           : bc_target_figure(target);
    if (as_of < target->due) {
        expected->numerator *= as_of - start + 1;
        expected->denominator *= target->due - start + 1;
    }
    return true;
}
