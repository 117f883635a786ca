/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/error.h"
#include "base/finding.h"
#include "base/language.h"

static void a_text_without_a_translation_stays(void **state)
{
    (void)state;
    assert_string_equal(bc_language_text(BC_CHINESE, "no such text"),
                        "no such text");
    assert_string_equal(bc_language_text(BC_ENGLISH, ""), "");
}

static void a_text_is_found_in_the_catalogue(void **state)
{
    (void)state;
    assert_string_equal(bc_language_text(BC_CHINESE, "error"), "错误");
    assert_string_equal(bc_language_text(BC_CHINESE, "warning"), "警告");
    assert_string_equal(bc_language_text(BC_ENGLISH, "error"), "error");
}

static void a_finding_is_said_in_both_languages(void **state)
{
    struct bc_findings *findings = bc_findings_new();
    const struct bc_finding *finding;

    (void)state;
    for (int i = 0; i < 1003; i++)
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_BAD_VALUE, .source = "a"},
            "and %zu more of this kind", (size_t)7);
    bc_findings_sort(findings);
    finding = bc_findings_get(findings, 0);
    assert_string_equal(bc_finding_message(finding, BC_ENGLISH),
                        "and 7 more of this kind");
    assert_string_equal(bc_finding_message(finding, BC_CHINESE),
                        "另有同类 7 条");
    finding = bc_findings_get(findings, 1000);
    assert_string_equal(bc_finding_message(finding, BC_CHINESE),
                        "另有同类 3 条");
    bc_findings_free(findings);
}

static void an_error_speaks_the_language_of_messages(void **state)
{
    struct bc_error err = {0};

    (void)state;
    bc_language_set(BC_CHINESE);
    bc_error_set(&err, BC_BAD_INPUT, "error");
    bc_language_set(BC_ENGLISH);
    assert_string_equal(err.message, "错误");
}

static void languages_are_named_as_locales_are(void **state)
{
    enum bc_language language = BC_ENGLISH;

    (void)state;
    assert_true(bc_language_parse("zh_CN.UTF-8", &language));
    assert_int_equal(language, BC_CHINESE);
    assert_true(bc_language_parse("en", &language));
    assert_int_equal(language, BC_ENGLISH);
    assert_false(bc_language_parse("de_DE", &language));
    assert_false(bc_language_parse("zha", &language));
    assert_false(bc_language_parse("", &language));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_without_a_translation_stays),
        cmocka_unit_test(a_text_is_found_in_the_catalogue),
        cmocka_unit_test(a_finding_is_said_in_both_languages),
        cmocka_unit_test(an_error_speaks_the_language_of_messages),
        cmocka_unit_test(languages_are_named_as_locales_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
