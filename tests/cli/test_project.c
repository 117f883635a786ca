/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/project.h"

static char folder[] = "/tmp/basincheck-project-XXXXXX";

static const char *write_project(const char *text)
{
    static char path[256];
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/p.yaml", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char path[256];

    (void)state;
    snprintf(path, sizeof path, "%s/p.yaml", folder);
    unlink(path);
    return rmdir(folder);
}

/** Reads the text and compares the message behind the file's name. */
static void assert_refused(const char *text, const char *message)
{
    struct bc_project project;
    struct bc_error err = {0};
    const char *path = write_project(text);

    assert_int_equal(bc_project_read(path, &project, &err), BC_BAD_INPUT);
    assert_memory_equal(err.message, path, strlen(path));
    assert_string_equal(err.message + strlen(path), message);
    bc_project_clear(&project);
}

static void defaults_are_those_of_the_manual(void **state)
{
    struct bc_project project;
    struct bc_error err = {0};

    (void)state;
    assert_int_equal(
        bc_project_read(
            write_project("basincheck: 1\nperiod: 2021-04\nlayers: {}\n"),
            &project, &err),
        BC_OK);
    assert_string_equal(project.crs, "EPSG:4490");
    assert_int_equal(project.as_of, bc_day_of(2021, 4, 30));
    assert_int_equal(project.method.water.n_items, 21);
    assert_true(project.method.water.round);
    assert_false(project.method.strict);
    assert_near(project.method.max_distance_m, 0, 0);
    assert_near(bc_decimal_real(project.method.repair_max_change), 1, 0);
    assert_near(project.report_precision_m, 100, 0);
    assert_false(project.has_before);
    bc_project_clear(&project);
}

static void automatic_observations_come_first(void **state)
{
    struct bc_project project;
    struct bc_error err = {0};
    const char *text =
        "basincheck: 1\nperiod: 2021-04\nlayers:\n  observations:\n"
        "    - source: " BC_SAMPLE "/observations_2020-04_illustrative.csv\n"
        "      kind: manual\n"
        "    - source: " BC_SAMPLE "/observations_2021-04.csv\n"
        "      kind: auto\n      year: 2021\n";

    (void)state;
    assert_int_equal(bc_project_read(write_project(text), &project, &err),
                     BC_OK);
    assert_int_equal(project.n_sources, 2);
    assert_int_equal(project.sources[0].source.kind, BC_KIND_AUTO);
    assert_int_equal(project.sources[0].source.year, 2021);
    assert_int_equal(project.sources[1].source.kind, BC_KIND_MANUAL);
    bc_project_clear(&project);
}

static void a_misspelt_key_is_refused_with_the_right_one(void **state)
{
    (void)state;
    assert_refused("basincheck: 1\ntitel: x\nperiod: 2021-04\nlayers: {}\n",
                   ":2:1: unknown key 'titel'; did you mean 'title'?");
    assert_refused("basincheck: 1\nperiod: 2021-04\nlayers:\n  section:\n"
                   "    source: x.csv\n",
                   ":4:3: no role 'section'; did you mean 'sections'?");
}

static void numbers_that_are_none_are_refused(void **state)
{
    const char *head = "basincheck: 1\nperiod: 2021-04\nlayers: {}\nmethod:\n"
                       "  max_distance_m: ";
    static const char *const values[] = {"090",  "1,5", "90.9%", "maybe",
                                         "0x10", "~",   "''"};
    char text[256];

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct bc_project project;
        struct bc_error err = {0};
        snprintf(text, sizeof text, "%s%s\n", head, values[i]);
        assert_int_equal(bc_project_read(write_project(text), &project, &err),
                         BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "p.yaml:5:19: "));
        bc_project_clear(&project);
    }
}

static void the_year_before_must_lie_before(void **state)
{
    (void)state;
    assert_refused("basincheck: 1\nperiod: 2021-04\ncompare_with: 2021-04\n"
                   "layers: {}\n",
                   ":3:15: 'compare_with' must lie before 'period'");
}

static void a_layer_may_bring_its_own_shift(void **state)
{
    struct bc_project project;
    struct bc_error err = {0};
    const char *head = "basincheck: 1\nperiod: 2021-04\nlayers:\n  sections:\n"
                       "    source: " BC_SAMPLE "/sections.csv\n";
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "%s    crs_shift: [-1.5, 3, 0, 0, 1e-1, 0, -3.4]\n"
             "    coordinates: bd09\n",
             head);
    assert_int_equal(bc_project_read(write_project(text), &project, &err),
                     BC_OK);
    assert_near(project.sources[0].shift.parameters[0], -1.5, 0);
    assert_near(project.sources[0].shift.parameters[6], -3.4, 0);
    assert_null(project.sources[0].shift.pipeline);
    assert_int_equal(project.sources[0].source.coordinates, BC_BD09);
    bc_project_clear(&project);
    snprintf(text, sizeof text, "%s    crs_shift: [1, 2, 3]\n", head);
    assert_refused(text, ":6:16: 'crs_shift' is a list of seven numbers: [dx, "
                         "dy, dz, rx, ry, rz, ds] in m, seconds and ppm");
    snprintf(text, sizeof text,
             "%s    crs_shift: [1, 2, 3, 4, 5, 6, 7]\n"
             "    pipeline: +proj=pipeline +step +proj=noop\n",
             head);
    assert_refused(text,
                   ":6:16: 'crs_shift' and 'pipeline' exclude each other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_manual),
        cmocka_unit_test(automatic_observations_come_first),
        cmocka_unit_test(a_misspelt_key_is_refused_with_the_right_one),
        cmocka_unit_test(numbers_that_are_none_are_refused),
        cmocka_unit_test(the_year_before_must_lie_before),
        cmocka_unit_test(a_layer_may_bring_its_own_shift),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
