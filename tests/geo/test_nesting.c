/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/nesting.h"
#include "layers.h"

/** Checks basins of a code and a parent each; then the parents must be those
 * of @p left. */
static struct bc_findings *check(size_t n, const char *const basins[][2],
                                 const char *const left[])
{
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer = bc_layer_new("basins", "b", BC_GEOMETRY_NONE, n);
    size_t code = add_key(layer, "code"), parent = add_key(layer, "parent");

    for (size_t b = 0; b < n; b++) {
        bc_layer_set_text(layer, code, b, basins[b][0]);
        bc_layer_set_text(layer, parent, b, basins[b][1]);
    }
    bc_nesting_check(layer, findings);
    for (size_t b = 0; b < n; b++) {
        const char *found = bc_layer_text(layer, "parent", b);

        assert_string_equal(found ? found : "", left[b]);
    }
    bc_layer_free(layer);
    return findings;
}

static void expect_message(const struct bc_findings *findings, size_t i,
                           const char *feature, const char *message)
{
    assert_string_equal(bc_findings_get(findings, i)->feature, feature);
    assert_string_equal(bc_findings_get(findings, i)->message, message);
}

static void parents_that_are_there_stay(void **state)
{
    struct bc_findings *findings = check(
        4, (const char *const[][2]){{"A"}, {"B", "A"}, {"C", "B"}, {"D", "A"}},
        (const char *const[]){"", "A", "B", "A"});

    (void)state;
    assert_int_equal(bc_findings_count(findings), 0);
    bc_findings_free(findings);
}

static void a_parent_that_is_not_there_is_told_once_and_emptied(void **state)
{
    struct bc_findings *findings =
        check(4,
              (const char *const[][2]){
                  {"HJ-01"}, {"B", "HJ-O1"}, {"C", "Q"}, {"D", "HJ-O1"}},
              (const char *const[]){"", "", "", ""});

    (void)state;
    assert_int_equal(bc_findings_count(findings), 2);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_UNKNOWN_PARENT),
                     2);
    expect_message(findings, 0, "B",
                   "no basin 'HJ-O1'; did you mean 'HJ-01'? The basins that "
                   "name it as parent (2) count in no other");
    expect_message(findings, 1, "C",
                   "no basin 'Q'; the basins that name it as parent (1) count "
                   "in no other");
    bc_findings_free(findings);
}

static void no_basin_is_told_to_be_meant_as_its_own_parent(void **state)
{
    struct bc_findings *findings =
        check(1, (const char *const[][2]){{"HJ-01", "HJ-02"}},
              (const char *const[]){""});

    (void)state;
    expect_message(findings, 0, "HJ-01",
                   "no basin 'HJ-02'; the basins that name it as parent (1) "
                   "count in no other");
    bc_findings_free(findings);
}

/* E leads into the circle of A, B and C but is not of it. */
static void the_parents_of_a_circle_are_emptied_and_no_others(void **state)
{
    struct bc_findings *findings = check(
        6,
        (const char *const[][2]){
            {"E", "C"}, {"A", "B"}, {"B", "C"}, {"C", "A"}, {"D"}, {"F", "D"}},
        (const char *const[]){"C", "", "", "", "", "D"});

    (void)state;
    assert_int_equal(bc_findings_count(findings), 3);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_PARENT_CIRCLE),
                     3);
    expect_message(findings, 0, "A",
                   "its parents lead back to it, over 'B'; no parent of this "
                   "circle was used");
    bc_findings_free(findings);
}

static void a_basin_is_not_its_own_parent(void **state)
{
    struct bc_findings *findings =
        check(2, (const char *const[][2]){{"A", "A"}, {"B", "A"}},
              (const char *const[]){"", "A"});

    (void)state;
    assert_int_equal(bc_findings_count(findings), 1);
    expect_message(findings, 0, "A", "is its own parent, which was not used");
    bc_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parents_that_are_there_stay),
        cmocka_unit_test(a_parent_that_is_not_there_is_told_once_and_emptied),
        cmocka_unit_test(no_basin_is_told_to_be_meant_as_its_own_parent),
        cmocka_unit_test(the_parents_of_a_circle_are_emptied_and_no_others),
        cmocka_unit_test(a_basin_is_not_its_own_parent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
