/* SPDX-License-Identifier: MIT */
#include "base/finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "test.h"

static int create(void **state)
{
    *state = bc_findings_new();
    return 0;
}

static int destroy(void **state)
{
    bc_findings_free(*state);
    return 0;
}

static void a_finding_is_copied(void **state)
{
    struct bc_findings *findings = *state;
    char value[] = "0.o5";
    struct bc_finding finding = {.code = BC_FOUND_BAD_VALUE,
                                 .source = "obs.csv",
                                 .line = 7,
                                 .value = value};

    bc_findings_addf(findings, finding, "'%s' is not a number", value);
    memset(value, 'x', 4);

    const struct bc_finding *kept = bc_findings_get(findings, 0);
    assert_string_equal(kept->value, "0.o5");
    assert_string_equal(kept->message, "'0.o5' is not a number");
    assert_int_equal(kept->line, 7);
    assert_null(kept->feature);
    assert_true(bc_test_findings_has(findings, BC_FOUND_BAD_VALUE));
    assert_false(bc_test_findings_has(findings, BC_FOUND_BAD_DATE));
}

static void findings_count_by_level_and_code(void **state)
{
    struct bc_findings *findings = *state;

    bc_findings_add(findings, &(struct bc_finding){.code = BC_FOUND_BAD_VALUE});
    bc_findings_add(findings, &(struct bc_finding){.code = BC_FOUND_BAD_DATE});
    bc_findings_add(findings,
                    &(struct bc_finding){.code = BC_FOUND_DUPLICATE_ROW});
    assert_int_equal(bc_findings_count(findings), 3);
    assert_int_equal(bc_findings_count_level(findings, BC_ERROR), 0);
    assert_int_equal(bc_findings_count_level(findings, BC_WARNING), 2);
    assert_int_equal(bc_findings_count_level(findings, BC_NOTE), 1);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_BAD_DATE), 1);
}

/* All findings as text, so that two lists can be compared. */
static char *print(const struct bc_findings *findings)
{
    struct bc_text text = {0};

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *f = bc_findings_get(findings, i);

        bc_text_printf(&text, "%s|%zu|%s|%s|%s|%s|%s\n",
                       f->source ? f->source : "-", f->line,
                       f->feature ? f->feature : "-", bc_finding_name(f->code),
                       f->field ? f->field : "-", f->value ? f->value : "-",
                       f->message ? f->message : "-");
    }
    return bc_text_take(&text);
}

static void findings_sort_by_source_line_and_feature(void **state)
{
    struct bc_findings *findings = *state;
    const struct bc_finding rows[] = {
        {.source = "b.csv", .line = 2, .feature = "S1"},
        {.source = "a.csv", .line = 10},
        {.source = "b.csv", .line = 2, .feature = "S0"},
        {.source = "a.csv", .line = 9, .code = BC_FOUND_BAD_DATE},
        {.source = "a.csv", .line = 9, .code = BC_FOUND_BAD_VALUE},
        {.line = 1},
    };

    for (size_t i = 0; i < 6; i++)
        bc_findings_add(findings, &rows[i]);
    bc_findings_sort(findings);

    char *text = print(findings);
    assert_string_equal(text, "-|1|-|bad-value|-|-|-\n"
                              "a.csv|9|-|bad-value|-|-|-\n"
                              "a.csv|9|-|bad-date|-|-|-\n"
                              "a.csv|10|-|bad-value|-|-|-\n"
                              "b.csv|2|S0|bad-value|-|-|-\n"
                              "b.csv|2|S1|bad-value|-|-|-\n");
    free(text);
}

static void lists_one_behind_the_other_are_as_one(void **state)
{
    struct bc_findings *one = *state, *parts[2], *joined = bc_findings_new();
    char value[24];

    for (size_t part = 0; part < 2; part++) {
        parts[part] = bc_findings_new();
        for (size_t i = 0; i < 1500; i++) {
            struct bc_finding finding = {.source = part ? "b.csv" : "a.csv",
                                         .value = value};

            snprintf(value, sizeof value, "%zu", i);
            finding.code = i % 2 ? BC_FOUND_BAD_VALUE : BC_FOUND_BAD_DATE;
            bc_findings_addf(one, finding, "row %zu", i);
            bc_findings_addf(parts[part], finding, "row %zu", i);
        }
    }
    for (size_t part = 0; part < 2; part++) {
        bc_findings_append(joined, parts[part]);
        bc_findings_free(parts[part]);
    }
    assert_int_equal(bc_findings_count(joined), 2000);
    assert_int_equal(bc_findings_count_code(joined, BC_FOUND_BAD_DATE), 1500);
    bc_findings_sort(one);
    bc_findings_sort(joined);

    char *expected = print(one), *found = print(joined);
    assert_string_equal(found, expected);
    free(expected);
    free(found);
    bc_findings_free(joined);
}

static void the_order_of_adding_does_not_show(void **state)
{
    static const char *const words[] = {NULL, "a", "b"};
    struct bc_finding rows[300];
    struct bc_findings *other = bc_findings_new();
    uint64_t seed = 11;

    for (int i = 0; i < 300; i++)
        rows[i] = (struct bc_finding){
            .code = bc_test_random(&seed) % 3,
            .source = words[bc_test_random(&seed) % 3],
            .line = bc_test_random(&seed) % 3,
            .feature = words[bc_test_random(&seed) % 3],
            .field = words[bc_test_random(&seed) % 3],
            .value = words[bc_test_random(&seed) % 3],
            .message = words[bc_test_random(&seed) % 3],
        };
    for (int i = 0; i < 300; i++)
        bc_findings_add(*state, &rows[i]);
    for (int i = 300; i-- > 0;)
        bc_findings_add(other, &rows[i]);
    bc_findings_sort(*state);
    bc_findings_sort(other);

    char *one = print(*state), *two = print(other);
    assert_string_equal(one, two);
    free(one);
    free(two);
    bc_findings_free(other);
}

static void after_a_thousand_of_a_kind_only_a_count_is_kept(void **state)
{
    struct bc_findings *findings = *state;
    const struct bc_finding *last;

    for (size_t i = 0; i < 1234; i++)
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_BAD_VALUE,
                                             .source = "x.csv",
                                             .line = i + 1},
                         "bad");
    for (size_t i = 0; i < 1000; i++)
        bc_findings_add(findings,
                        &(struct bc_finding){.code = BC_FOUND_NO_DATA});
    assert_int_equal(bc_findings_count(findings), 2000);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_BAD_VALUE),
                     1234);
    assert_int_equal(bc_findings_count_level(findings, BC_WARNING), 2234);

    bc_findings_sort(findings);
    bc_findings_sort(findings); /* once, however often it is sorted */

    assert_int_equal(bc_findings_count(findings), 2001);
    last = bc_findings_get(findings, 2000);
    assert_int_equal(last->code, BC_FOUND_BAD_VALUE);
    assert_string_equal(last->message, "and 234 more of this kind");
    assert_null(last->source);

    bc_findings_add(findings, &(struct bc_finding){.code = BC_FOUND_BAD_DATE});
    bc_findings_sort(findings);
    assert_int_equal(bc_findings_count(findings), 2002);
    last = bc_findings_get(findings, 2001);
    assert_string_equal(last->message, "and 234 more of this kind");
}

static void every_kind_has_its_own_name_and_a_remedy(void **state)
{
    (void)state;
    for (int i = 0; i < BC_N_FINDING_CODES; i++) {
        const char *name = bc_finding_name((enum bc_finding_code)i);

        assert_true(strlen(bc_finding_remedy((enum bc_finding_code)i)) > 10);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(name));
        for (int k = 0; k < i; k++)
            assert_string_not_equal(name,
                                    bc_finding_name((enum bc_finding_code)k));
    }
}

static void levels_have_names(void **state)
{
    (void)state;
    assert_int_equal(bc_finding_level(BC_FOUND_BAD_VALUE), BC_WARNING);
    assert_string_equal(bc_level_name(BC_ERROR), "error");
    assert_string_equal(bc_level_name(BC_WARNING), "warning");
    assert_string_equal(bc_level_name(BC_NOTE), "note");
}

int main(void)
{
#define WITH_FINDINGS(test)                                                    \
    cmocka_unit_test_setup_teardown(test, create, destroy)
    const struct CMUnitTest tests[] = {
        WITH_FINDINGS(a_finding_is_copied),
        WITH_FINDINGS(findings_count_by_level_and_code),
        WITH_FINDINGS(findings_sort_by_source_line_and_feature),
        WITH_FINDINGS(lists_one_behind_the_other_are_as_one),
        WITH_FINDINGS(the_order_of_adding_does_not_show),
        WITH_FINDINGS(after_a_thousand_of_a_kind_only_a_count_is_kept),
        cmocka_unit_test(every_kind_has_its_own_name_and_a_remedy),
        cmocka_unit_test(levels_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
