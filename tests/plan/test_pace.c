/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "plan/pace.h"

static struct bc_target share_of_outfalls(void)
{
    return (struct bc_target){
        .layer = "outfalls",
        .measure = BC_SHARE,
        .op = BC_GE,
        .value = {.given = true, .decimal = bc_decimal_of(95, 0)},
        .due = bc_day_of(2024, 12, 31)};
}

static double expected_of(const struct bc_target *target, bc_day start,
                          bc_day as_of)
{
    struct bc_fraction expected;

    if (!bc_pace_expected(target, start, as_of, &expected))
        return -1;
    return (double)expected.numerator / (double)expected.denominator;
}

/* 2024 is a leap year: 182 of 366 days are over at the end of June 30th. */
static void even_progress_begins_with_the_year_of_the_due_date(void **state)
{
    struct bc_target target = share_of_outfalls();

    (void)state;
    assert_near(expected_of(&target, 0, bc_day_of(2024, 6, 30)),
                95.0 * 182 / 366, 1e-9);
    assert_near(expected_of(&target, BC_NO_DATE, bc_day_of(2024, 1, 1)),
                95.0 / 366, 1e-9);
    assert_near(expected_of(&target, 0, target.due), 95, 1e-9);
    assert_near(expected_of(&target, 0, bc_day_of(2026, 1, 1)), 95, 1e-9);
    assert_true(expected_of(&target, 0, bc_day_of(2023, 12, 31)) < 0);
}

static void a_project_may_say_when_the_work_began(void **state)
{
    struct bc_target target = share_of_outfalls();

    (void)state;
    /* 2023 and 2024 have 731 days, 547 of them until June 30th */
    assert_near(
        expected_of(&target, bc_day_of(2023, 1, 1), bc_day_of(2024, 6, 30)),
        95.0 * 547 / 731, 1e-9);
    /* work that begins behind the due date has no pace towards it */
    assert_true(expected_of(&target, bc_day_of(2025, 1, 1),
                            bc_day_of(2025, 6, 30)) < 0);
}

static void only_work_that_adds_up_has_a_pace(void **state)
{
    const bc_day day = bc_day_of(2024, 6, 30);
    struct bc_target target = share_of_outfalls();

    (void)state;
    target.layer = "waters"; /* a class is a state */
    assert_true(expected_of(&target, 0, day) < 0);
    target = share_of_outfalls();
    target.op = BC_LE;
    assert_true(expected_of(&target, 0, day) < 0);
    target = share_of_outfalls();
    target.measure = BC_MEAN;
    assert_true(expected_of(&target, 0, day) < 0);
    target = share_of_outfalls();
    target.due = BC_NO_DATE;
    assert_true(expected_of(&target, 0, day) < 0);
    target = share_of_outfalls();
    target.value.given = false;
    assert_true(expected_of(&target, 0, day) < 0);
    assert_true(expected_of(&target, 0, BC_NO_DATE) < 0);
    target.measure = BC_EACH; /* all of them */
    assert_near(expected_of(&target, 0, day), 100.0 * 182 / 366, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(even_progress_begins_with_the_year_of_the_due_date),
        cmocka_unit_test(a_project_may_say_when_the_work_began),
        cmocka_unit_test(only_work_that_adds_up_has_a_pace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
