/* SPDX-License-Identifier: MIT */
/* The main job on the sample project: every count in is a count out, the joins
 * are those of an independent tool, two runs give the same bytes. */
#include "test.h"

#include <gdal.h>
#include <jansson.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/source.h"

static char folder[] = "/tmp/basincheck-main-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[512];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int run(const char *line)
{
    int status = system(line);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run_sample(void **state)
{
    struct bc_error err = {0};
    char line[1024];

    (void)state;
    if (!mkdtemp(folder) || bc_gdal_init(&err))
        return -1;
    for (int i = 1; i <= 2; i++) {
        snprintf(line, sizeof line,
                 "%s assess %s/project.yaml -q -o %s/out%d 2>%s/log%d",
                 BC_PROGRAM, BC_SAMPLE, folder, i, folder, i);
        if (run(line))
            return -1;
    }
    return 0;
}

static int remove_folder(void **state)
{
    char line[600];

    (void)state;
    snprintf(line, sizeof line, "rm -rf '%s'", folder);
    return run(line);
}

/** A CSV of OUT as a layer of texts. */
static struct bc_layer *read_table(const char *name)
{
    const char *path = in_folder(name);
    struct bc_source source = {
        .role = "table", .n_paths = 1, .paths = &path, .labels = &path};
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *table = NULL;
    struct bc_error err = {0};

    if (bc_layer_read(&source, findings, &table, &err))
        fail_msg("%s", err.message);
    bc_findings_free(findings);
    return table;
}

static json_t *read_manifest(void)
{
    json_error_t err;
    json_t *manifest = json_load_file(in_folder("out1/manifest.json"), 0, &err);

    assert_non_null(manifest);
    return manifest;
}

static void every_row_read_is_used_or_listed(void **state)
{
    json_t *manifest = read_manifest();
    json_t *inputs = json_object_get(manifest, "inputs");
    json_t *input = NULL;
    size_t i = 0;
    json_int_t observations = 0;

    (void)state;
    assert_true(json_array_size(inputs) >= 10);
    json_array_foreach(inputs, i, input)
    {
        const char *role = json_string_value(json_object_get(input, "role"));
        json_int_t read =
            json_integer_value(json_object_get(input, "rows_read"));
        json_int_t used =
            json_integer_value(json_object_get(input, "rows_used"));
        json_int_t listed =
            json_integer_value(json_object_get(input, "rows_listed"));
        assert_int_equal(read, used + listed);
        if (role && strcmp(role, "observations") == 0)
            observations += read;
    }
    /* layers/README.md: 635 real rows, 26 and 3 made up */
    assert_int_equal(observations, 635 + 26 + 3);
    json_decref(manifest);
}

static void each_layer_comes_out_with_the_rows_that_went_in(void **state)
{
    /* layers/README.md; 151 outfall rows hold 150 codes */
    static const struct {
        const char *file;
        int rows;
    } expected[] = {{"out1/sections.geojson", 27},
                    {"out1/outfalls.geojson", 150},
                    {"out1/redlines.geojson", 12},
                    {"out1/suspects.geojson", 10},
                    {"out1/basins.geojson", 4}};

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        json_error_t err;
        json_t *root = json_load_file(in_folder(expected[i].file), 0, &err);
        assert_non_null(root);
        assert_int_equal(json_array_size(json_object_get(root, "features")),
                         expected[i].rows);
        json_decref(root);
    }
}

static void every_section_has_one_row_of_classes(void **state)
{
    struct bc_layer *classes = read_table("out1/classes.csv");

    (void)state;
    assert_int_equal(classes->n_features, 27);
    bc_layer_free(classes);
}

static void every_target_of_the_plans_has_a_verdict(void **state)
{
    struct bc_layer *targets = NULL, *results = NULL;
    const char *path = BC_SAMPLE "/targets.csv";
    struct bc_source source = {
        .role = "targets", .n_paths = 1, .paths = &path, .labels = &path};
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err = {0};

    (void)state;
    assert_int_equal(bc_layer_read(&source, findings, &targets, &err), BC_OK);
    results = read_table("out1/results.csv");
    /* 101 rows of the source plans, and those derived for the sample */
    assert_true(targets->n_features >= 101);
    for (size_t i = 0; i < targets->n_features; i++) {
        const char *id = bc_layer_text(targets, "id", i);
        bool found = false;
        for (size_t j = 0; j < results->n_features && !found; j++)
            found = strcmp(bc_layer_text(results, "target", j), id) == 0 &&
                    bc_layer_text(results, "verdict", j);
        if (!found)
            fail_msg("target '%s' has no verdict", id);
    }
    bc_layer_free(results);
    bc_layer_free(targets);
    bc_findings_free(findings);
}

/** tests/data/plan/README.md says how each k and n was counted. */
static void k_and_n_are_those_of_an_independent_count(void **state)
{
    const char *path = BC_TEST_DATA "/plan/sample.csv";
    struct bc_source source = {
        .role = "cases", .n_paths = 1, .paths = &path, .labels = &path};
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *cases = NULL, *results = read_table("out1/results.csv");
    struct bc_error err = {0};

    (void)state;
    assert_int_equal(bc_layer_read(&source, findings, &cases, &err), BC_OK);
    assert_true(cases->n_features >= 40);
    for (size_t i = 0; i < cases->n_features; i++) {
        const char *target = bc_layer_text(cases, "target", i);
        const char *basin = bc_layer_text(cases, "basin", i);
        bool found = false;
        for (size_t j = 0; j < results->n_features; j++) {
            if (strcmp(bc_layer_text(results, "target", j), target) != 0 ||
                strcmp(bc_layer_text(results, "basin", j), basin) != 0)
                continue;
            assert_string_equal(bc_layer_text(results, "k", j),
                                bc_layer_text(cases, "k", i));
            assert_string_equal(bc_layer_text(results, "n", j),
                                bc_layer_text(cases, "n", i));
            found = true;
        }
        if (!found)
            fail_msg("no result of '%s' in '%s'", target, basin);
    }
    bc_layer_free(results);
    bc_layer_free(cases);
    bc_findings_free(findings);
}

/** The basins that cover a point, by SpatiaLite's ST_Covers (GDAL's SQLite
 * dialect), lowest code first and the others behind, joined by ';'. */
static void covering_basins(GDALDatasetH basins, const char *x, const char *y,
                            char *codes, size_t room)
{
    char sql[512];
    OGRLayerH rows = NULL;
    OGRFeatureH row = NULL;

    snprintf(sql, sizeof sql,
             "SELECT code FROM basins WHERE "
             "ST_Covers(geom, SetSRID(MakePoint(%s, %s), 4490)) ORDER BY code",
             x, y);
    rows = GDALDatasetExecuteSQL(basins, sql, NULL, "SQLITE");
    assert_non_null(rows);
    *codes = '\0';
    while ((row = OGR_L_GetNextFeature(rows)) != NULL) {
        size_t used = strlen(codes);
        snprintf(codes + used, room - used, "%s%s", used ? ";" : "",
                 OGR_F_GetFieldAsString(row, 0));
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(basins, rows);
}

static void outfalls_lie_where_spatialite_puts_them(void **state)
{
    GDALDatasetH basins = NULL;
    struct bc_layer *outfalls = NULL, *crosswalk = NULL;
    const char *path = BC_SAMPLE "/outfalls.csv";
    struct bc_source source = {
        .role = "points", .n_paths = 1, .paths = &path, .labels = &path};
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err = {0};
    size_t compared = 0;

    (void)state;
    GDALAllRegister();
    basins =
        GDALOpenEx(BC_SAMPLE "/basins.gpkg", GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(basins);
    assert_int_equal(bc_layer_read(&source, findings, &outfalls, &err), BC_OK);
    crosswalk = read_table("out1/crosswalk.csv");
    for (size_t i = 0; i < crosswalk->n_features; i++) {
        const char *code = bc_layer_text(crosswalk, "code", i);
        const char *basin = bc_layer_text(crosswalk, "basin", i);
        const char *rivals = bc_layer_text(crosswalk, "rivals", i);
        char ours[128], theirs[128];
        if (strcmp(bc_layer_text(crosswalk, "layer", i), "outfalls") != 0)
            continue;
        for (size_t j = 0; j < outfalls->n_features; j++) {
            if (strcmp(bc_layer_text(outfalls, "code", j), code) != 0)
                continue;
            covering_basins(basins, bc_layer_text(outfalls, "lon", j),
                            bc_layer_text(outfalls, "lat", j), theirs,
                            sizeof theirs);
            break;
        }
        snprintf(ours, sizeof ours, "%s%s%s", basin ? basin : "",
                 rivals ? ";" : "", rivals ? rivals : "");
        assert_string_equal(ours, theirs);
        compared++;
    }
    assert_int_equal(compared, 150);
    bc_layer_free(crosswalk);
    bc_layer_free(outfalls);
    bc_findings_free(findings);
    GDALClose(basins);
}

/** The row of crosswalk.csv of a code: "basin,method". */
static void assert_assigned(const struct bc_layer *crosswalk, const char *code,
                            const char *basin, const char *method)
{
    for (size_t i = 0; i < crosswalk->n_features; i++) {
        const char *got = bc_layer_text(crosswalk, "basin", i);
        if (strcmp(bc_layer_text(crosswalk, "code", i), code) != 0)
            continue;
        assert_string_equal(got ? got : "", basin);
        assert_string_equal(bc_layer_text(crosswalk, "method", i), method);
        return;
    }
    fail_msg("'%s' is not in the crosswalk", code);
}

static void the_cases_built_into_the_sample_come_out_by_the_rules(void **state)
{
    /* layers/README.md, "What is built in on purpose" */
    struct bc_layer *crosswalk = read_table("out1/crosswalk.csv");

    (void)state;
    assert_assigned(crosswalk, "SMP-421202-0017", "BS-FT", "boundary");
    assert_assigned(crosswalk, "SMP-421221-0003", "", "none");
    assert_assigned(crosswalk, "XX-01", "", "none");
    assert_assigned(crosswalk, "HH-05", "BS-HH", "given");
    bc_layer_free(crosswalk);
}

static void two_runs_give_the_same_bytes(void **state)
{
    char line[1200];

    (void)state;
    snprintf(line, sizeof line, "diff -r '%s/out1' '%s/out2'", folder, folder);
    assert_int_equal(run(line), 0);
}

static void the_manifest_names_every_file_with_its_digest(void **state)
{
    json_t *manifest = read_manifest();
    json_t *outputs = json_object_get(manifest, "outputs");
    json_t *output = NULL;
    const char *name = NULL;

    (void)state;
    assert_true(json_object_size(outputs) >= 20);
    json_object_foreach(outputs, name, output)
    {
        char path[600], digest[65];
        struct bc_error err = {0};
        snprintf(path, sizeof path, "%s/out1/%s", folder, name);
        assert_int_equal(bc_file_sha256(path, digest, &err), BC_OK);
        assert_string_equal(digest, json_string_value(output));
    }
    json_decref(manifest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_read_is_used_or_listed),
        cmocka_unit_test(each_layer_comes_out_with_the_rows_that_went_in),
        cmocka_unit_test(every_section_has_one_row_of_classes),
        cmocka_unit_test(every_target_of_the_plans_has_a_verdict),
        cmocka_unit_test(k_and_n_are_those_of_an_independent_count),
        cmocka_unit_test(outfalls_lie_where_spatialite_puts_them),
        cmocka_unit_test(the_cases_built_into_the_sample_come_out_by_the_rules),
        cmocka_unit_test(two_runs_give_the_same_bytes),
        cmocka_unit_test(the_manifest_names_every_file_with_its_digest),
    };

    return cmocka_run_group_tests(tests, run_sample, remove_folder);
}
