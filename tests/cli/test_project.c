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

/* Every key that takes a value of one kind, with one of another. */
static void a_value_of_the_wrong_kind_is_refused(void **state)
{
#define HEAD "basincheck: 1\nperiod: 2021-04\n"
#define SECTIONS                                                               \
    HEAD "layers:\n  sections:\n    source: " BC_SAMPLE "/sections.csv\n"
#define METHOD HEAD "layers: {}\nmethod:\n"
#define OUTPUT HEAD "layers: {}\noutput:\n"
#define TARGETS BC_SAMPLE "/targets.csv"
    static const char *const rows[][2] = {
        {"", ":1:1: "},
        {"- a\n", ":1:1: "},
        {"basincheck: 1\nlayers: {}\n", "no 'period'"},
        {"basincheck: 1\nperiod: 2021\n", "no 'layers'; add the sources"},
        {"basincheck: 2\nperiod: 2021\nlayers: {}\n", ":1:13: "},
        {"basincheck: [1]\nperiod: 2021\nlayers: {}\n", ":1:13: "},
        {"basincheck: 1\nperiod: [2021]\nlayers: {}\n", ":2:9: "},
        {"basincheck: 1\nperiod: May\nlayers: {}\n", ":2:9: "},
        {HEAD "layers: []\n", ":3:9: "},
        {HEAD "layers: {}\ntitle: {a: 1}\n", ":4:8: "},
        {HEAD "layers: {}\ncompare_with: [2020-04]\n", ":4:15: "},
        {HEAD "layers: {}\ncompare_with: ''\n", ":4:15: "},
        {HEAD "layers: {}\ncompare_with: nowhere\n",
         ":4:15: 'nowhere' is neither a period such as 2020-04 nor the folder"},
        {HEAD "layers: {}\ncompare_with: " TARGETS "\n", ":4:15: "},
        {HEAD "layers: {}\ntargets: [a.csv]\n", ":4:10: "},
        {HEAD "layers: {}\ntargets: a.csv\n", ":4:10: "},
        {HEAD "layers: {}\ntargets: " BC_SAMPLE "/*.csv\n",
         ":4:10: 'targets' must be one file"},
        {HEAD "layers: {}\nas_of: soon\n", ":4:8: "},
        {HEAD "layers: {}\nmethod: none\n", ":4:9: "},
        {HEAD "layers:\n  sections: {crs: EPSG:4490}\n",
         "the layer names no 'source'; add a path"},
        {HEAD "layers:\n  sections:\n    - source: a.csv\n",
         ":5:5: 'sections' takes one source; list its files under 'source'"},
        {HEAD "layers:\n  sections: a.csv\n", ":4:13: "},
        {HEAD "layers:\n  sections: {source: {a: 1}}\n", ":4:22: "},
        {HEAD "layers:\n  sections: {source: [[a]]}\n", ":4:23: "},
        {HEAD "layers:\n  sections: {source: [" TARGETS ", a.csv]}\n", ":4:"},
        {SECTIONS "    fields: [a]\n", ":6:13: "},
        {SECTIONS "    fields: {code: [a], name: b}\n", ":6:20: "},
        {SECTIONS "    fields: {code: 1, name: {a: b}}\n", ":6:29: "},
        {SECTIONS "    xy: lon\n", ":6:9: "},
        {SECTIONS "    xy: [lon]\n",
         ":6:9: 'xy' is a list of two headers: [lon, lat]"},
        {SECTIONS "    xy: [[lon], lat]\n", ":6:10: "},
        {SECTIONS "    xy: [lon, {a: 1}]\n", ":6:15: "},
        {SECTIONS "    crs_shift: 7\n", ":6:16: "},
        {SECTIONS "    crs_shift: [1, 2, x, 4, 5, 6, 7]\n", ":6:23: "},
        {SECTIONS "    kind: robot\n", ":6:11: "},
        {SECTIONS "    kind: [auto]\n", ":6:11: "},
        {SECTIONS "    year: 1800\n", ":6:11: "},
        {SECTIONS "    coordinates: mars\n", ":6:18: "},
        {SECTIONS "    illustrative: perhaps\n", ":6:19: "},
        {METHOD "  items: {a: 1}\n", ":5:10: "},
        {METHOD "  items: [[pH]]\n", ":5:11: "},
        {METHOD "  items: [pH, Foo]\n", ":5:10: no such item"},
        {METHOD "  flood_items: {a: 1}\n", ":5:16: "},
        {METHOD "  flood_items: [[COD]]\n", ":5:17: "},
        {METHOD "  flood_items: DO\n", ":5:16: 'DO' has no upper limit"},
        {METHOD "  flood_months: [5, 9]\n", ":5:17: "},
        {METHOD "  flood_by: [max]\n", ":5:13: "},
        {METHOD "  risk_months: [2, 12]\n", ":5:16: "},
        {METHOD "  cards: 2\n", ":5:10: "},
        {METHOD "  cards: {yellow: x}\n", ":5:19: "},
        {METHOD "  cards: {yellow: 3, red: 2}\n",
         ":5:10: a red card comes after more months than a yellow one"},
        {METHOD "  redline_buffers_m: {a: 1}\n", ":5:22: "},
        {METHOD "  redline_buffers_m: [500, x]\n", ":5:28: "},
        {METHOD "  redline_buffers_m: 0\n", ":5:22: 'redline_buffers_m' is in "
                                            "metres, above 0 and up to "},
        {METHOD "  redline_buffers_m: [5, 1e9]\n", "is in metres"},
        {METHOD "  fences_m: [5, 10, 5]\n",
         ":5:21: 'fences_m' names 5 m twice"},
        {METHOD "  water_buffers_m: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,"
                "17]\n",
         ":5:20: 'water_buffers_m' takes at most "},
        {METHOD "  risk_list: [a]\n", ":5:14: "},
        {METHOD "  risk_list: a.csv\n", ":5:14: "},
        {METHOD "  flood_rain: a.csv\n", ":5:15: "},
        {METHOD "  compensation: [example]\n", ":5:17: "},
        {METHOD "  compensation: a.csv\n", ":5:17: "},
        {METHOD "  compensation_pairs: " TARGETS "\n",
         ":5:23: 'compensation_pairs' without 'compensation'"},
        {METHOD "  change_none: 30\n", ":5:16: 'change_slight' must not be "
                                       "below 'change_none'"},
        {METHOD "  change_slight: 5\n", ":5:18: 'change_slight' must not be "
                                        "below 'change_none'"},
        {OUTPUT "  maps: {a: 1}\n", ":5:9: "},
        {OUTPUT "  maps: [verdict, sky]\n", ":5:19: "},
        {OUTPUT "  maps: sky\n", ":5:9: "},
        {OUTPUT "  language: fr\n", ":5:13: "},
        {OUTPUT "  pictures: many\n", ":5:13: "},
    };
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bc_project project;
        struct bc_error err = {0};
        enum bc_status status =
            bc_project_read(write_project(rows[i][0]), &project, &err);

        bc_project_clear(&project);
        if (status == BC_BAD_INPUT && strstr(err.message, rows[i][1]))
            continue;
        print_error("%s: %d '%s', not '%s'\n", rows[i][0], (int)status,
                    err.message, rows[i][1]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void files_beside_the_project_are_found(void **state)
{
    struct bc_project project;
    struct bc_error err = {0};

    (void)state;
    assert_int_equal(
        bc_project_read(write_project(METHOD
                                      "  compensation: example\n"
                                      "  compensation_pairs: " TARGETS "\n"
                                      "  redline_buffers_m: [500, 50]\n"),
                        &project, &err),
        BC_OK);
    assert_string_equal(project.compensation.path, "example");
    assert_near(project.method.redline_buffers.m[0], 50, 0);
    bc_project_clear(&project);
    /* a pattern gives each file its own label */
    assert_int_equal(
        bc_project_read(write_project(HEAD "layers:\n  observations:\n"
                                           "    source: " BC_SAMPLE
                                           "/observations_2020*.csv\n"),
                        &project, &err),
        BC_OK);
    assert_int_equal(project.sources[0].source.n_paths, 1);
    assert_string_equal(project.sources[0].source.labels[0],
                        BC_SAMPLE "/observations_2020-04_illustrative.csv");
    bc_project_clear(&project);
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
        cmocka_unit_test(a_value_of_the_wrong_kind_is_refused),
        cmocka_unit_test(files_beside_the_project_are_found),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
