/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "outcome_fixture.h"
#include "output/writers.h"

static struct outcome_fixture *fixture;
static struct bc_stage *stage;
static struct bc_error err;

static int set_up(void **state)
{
    (void)state;
    fixture = outcome_fixture_new();
    stage = outcome_fixture_stage(fixture);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
    return 0;
}

static char *write_manifest(void)
{
    char *bytes = NULL;
    size_t n;

    if (bc_manifest_write(&fixture->outcome, stage, &err) ||
        bc_file_read(bc_stage_path(stage, "manifest.json"), &bytes, &n, &err))
        fail_msg("%s", err.message);
    return bytes;
}

/* SHA-256 of "abc": FIPS 180-2, appendix B.1. */
#define SHA256_ABC                                                             \
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void sums_and_counts_can_be_checked(void **state)
{
    struct bc_input_file input = {.label = "data/a.csv",
                                  .role = "sections",
                                  .rows_read = 7,
                                  .rows_used = 5,
                                  .rows_listed = 2};
    const json_t *first;
    char path[128];
    json_t *root;
    char *bytes;
    FILE *file;

    (void)state;
    snprintf(path, sizeof path, "%s/a.csv", fixture->root);
    file = fopen(path, "wb");
    fputs("abc", file);
    fclose(file);
    input.path = path;
    fixture->outcome.inputs = &input;
    fixture->outcome.n_inputs = 1;
    assert_int_equal(bc_stage_write(stage, "results.csv", "abc", 3, &err),
                     BC_OK);
    bytes = write_manifest();
    root = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(root, "outputs"), "results.csv")),
                        SHA256_ABC);
    first = json_array_get(json_object_get(root, "inputs"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "file")),
                        "data/a.csv");
    assert_string_equal(json_string_value(json_object_get(first, "sha256")),
                        SHA256_ABC);
    assert_int_equal(
        json_integer_value(json_object_get(first, "rows_unaccounted")), 0);
    assert_null(strstr(bytes, fixture->root)); /* neither OUT nor path */
    json_decref(root);
    free(bytes);
}

static void it_says_what_ran(void **state)
{
    char *bytes = write_manifest();
    json_t *root = json_loads(bytes, 0, NULL);
    const json_t *libraries = json_object_get(root, "libraries");

    (void)state;
    assert_string_equal(json_string_value(json_object_get(root, "program")),
                        "basincheck");
    assert_non_null(json_object_get(libraries, "GDAL"));
    assert_non_null(json_object_get(libraries, "PROJ"));
    assert_non_null(json_object_get(libraries, "GEOS"));
    assert_string_equal(json_string_value(json_object_get(root, "as_of")),
                        "2021-04-30");
    json_decref(root);
    free(bytes);
}

static void an_input_that_went_away_is_an_error(void **state)
{
    struct bc_input_file input = {
        .label = "a.csv", .path = "/nowhere/a.csv", .role = "sections"};

    (void)state;
    fixture->outcome.inputs = &input;
    fixture->outcome.n_inputs = 1;
    assert_int_equal(bc_manifest_write(&fixture->outcome, stage, &err),
                     BC_BAD_INPUT);
}

/* The folder of OUT vanished, say: no input is wrong. */
static void an_output_that_went_away_cannot_be_written(void **state)
{
    (void)state;
    assert_int_equal(bc_stage_write(stage, "results.csv", "abc", 3, &err),
                     BC_OK);
    assert_int_equal(remove(bc_stage_path(stage, "results.csv")), 0);
    assert_int_equal(bc_manifest_write(&fixture->outcome, stage, &err),
                     BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "cannot write 'results.csv': "));
}

static void a_second_run_writes_the_same_bytes(void **state)
{
    char *first = write_manifest(), *second;

    (void)state;
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    second = write_manifest();
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static const json_t *method_of(json_t *root)
{
    return json_object_get(json_object_get(root, "options"), "method");
}

static void the_method_is_told_as_it_was_chosen(void **state)
{
    char *bytes;
    json_t *root;
    const json_t *items;

    (void)state;
    fixture->water_method.others_over = true;
    fixture->water_method.tli_without_chla = true;
    fixture->water_method.round = false;
    fixture->outcome.exclude_no_action = true;
    fixture->outcome.strict = true;
    bytes = write_manifest();
    root = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL);
    items = json_object_get(method_of(root), "items");
    assert_string_equal(
        json_string_value(json_array_get(items, json_array_size(items) - 1)),
        "X");
    assert_true(
        json_is_true(json_object_get(method_of(root), "tli_without_chla")));
    assert_string_equal(
        json_string_value(json_object_get(method_of(root), "rounding")),
        "none");
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(root, "options"), "no_action")),
                        "exclude");
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(root, "options"), "compare")),
                        "strict");
    json_decref(root);
    free(bytes);
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    fixture->outcome.water_method = NULL; /* a plan without water */
    fixture->outcome.as_of = BC_NO_DATE;
    bytes = write_manifest();
    root = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL);
    assert_null(method_of(root));
    assert_true(json_is_null(json_object_get(root, "as_of")));
    json_decref(root);
    free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(sums_and_counts_can_be_checked),
        TEST(it_says_what_ran),
        TEST(the_method_is_told_as_it_was_chosen),
        TEST(an_input_that_went_away_is_an_error),
        TEST(an_output_that_went_away_cannot_be_written),
        TEST(a_second_run_writes_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
