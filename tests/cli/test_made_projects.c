/* SPDX-License-Identifier: MIT */
/* Projects that nobody would send, made by made_project.sh: a basin without any
 * data, very many basins, names that look like markup or formulas. */
#include "test.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "page.h"

static char folder[] = "/tmp/basincheck-made-XXXXXX";

static int run(const char *line)
{
    int status = system(line);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char line[600];

    (void)state;
    snprintf(line, sizeof line, "rm -rf '%s'", folder);
    return run(line);
}

/** Makes the project and assesses it: FOLDER/KIND/out holds what came out, and
 * nothing was left beside it. */
static void assess(const char *kind, const char *counts, const char *options)
{
    char line[2048];

    snprintf(line, sizeof line,
             "cd '%s' && '%s' %s %s %s && ls %s >before && "
             "'%s' assess %s/project.yaml -q %s -o %s/out 2>log && "
             "{ cat before; echo out; } | sort >expected && "
             "ls -A %s | sort | diff expected - && "
             "! find %s -name '*-wal' -o -name '*-journal' -o -name '*.tmp' | "
             "grep .",
             folder, BC_MADE_PROJECT, kind, kind, counts, kind, BC_PROGRAM,
             kind, options, kind, kind, kind);
    assert_int_equal(run(line), 0);
}

/** A file of OUT; the caller frees it. */
static char *read_file(const char *kind, const char *name, size_t *n)
{
    struct bc_error err = {0};
    char path[512], *bytes = NULL;

    snprintf(path, sizeof path, "%s/%s/out/%s", folder, kind, name);
    if (bc_file_read(path, &bytes, n, &err))
        fail_msg("%s", err.message);
    return bytes;
}

/** The report, which is well-formed UTF-8 without a NUL. */
static char *read_report(const char *kind, size_t *n)
{
    char *page = read_file(kind, "report.html", n);

    assert_int_equal(strlen(page), *n);
    assert_true(bc_utf8_valid(page, *n));
    assert_well_formed(page);
    return page;
}

static void assert_xml(const char *kind, const char *name)
{
    size_t n = 0;
    char *bytes = read_file(kind, name, &n);
    xmlDocPtr document = xmlReadMemory(bytes, (int)n, name, NULL,
                                       XML_PARSE_NONET | XML_PARSE_HUGE);

    assert_non_null(document);
    xmlFreeDoc(document);
    free(bytes);
}

static void a_basin_without_data_is_neither_met_nor_missed(void **state)
{
    char raster[512];
    size_t n = 0;

    (void)state;
    assess("bare", "", "");
    char *page = read_report("bare", &n);
    char *results = read_file("bare", "results.csv", &n);

    assert_int_equal(count(page, "<section class=\"sheet\""), 2);
    /* five targets, of the basin and over all */
    assert_int_equal(count(results, ",cannot_judge,0,0,"), 10);
    assert_xml("bare", "project.qgs");
    assert_int_equal(count(page, "没有一项目标可以判断，说不出要改什么"), 1);
    assert_null(strstr(page, "没有要改的"));
    snprintf(raster, sizeof raster, "%s/bare/out/maps/rating.tif", folder);
    assert_int_equal(access(raster, F_OK), -1); /* it would be blank */
    free(page);
    free(results);
}

/* Fewer outfalls than tests/bench/large.sh has, which sanitizers slow down; the
 * report counts most of them and lists the worst, so it is hardly smaller. */
static void three_hundred_basins_stay_below_five_megabytes(void **state)
{
    size_t n = 0;

    (void)state;
    assess("many", "300 5000 5000", "--no-pictures");
    char *page = read_report("many", &n);

    assert_int_equal(count(page, "<section class=\"sheet"), 301);
    assert_true(n < 5000000);
    free(page);
}

/** The names of a layer as they went in and came out: @p read is of rows in the
 * order of their codes. */
static void assert_names(json_t *features, sqlite3 *database, const char *table)
{
    char sql[128];
    sqlite3_stmt *rows = NULL;
    json_t *feature = NULL;
    size_t i = 0;

    snprintf(sql, sizeof sql, "SELECT name FROM %s WHERE code = ?", table);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &rows, NULL),
                     SQLITE_OK);
    json_array_foreach(features, i, feature)
    {
        json_t *of = json_object_get(feature, "properties");
        const char *code = json_string_value(json_object_get(of, "code"));
        const char *name = json_string_value(json_object_get(of, "name"));

        assert_non_null(name);
        sqlite3_bind_text(rows, 1, code, -1, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(rows, 0), name);
        sqlite3_reset(rows);
    }
    sqlite3_finalize(rows);
}

static void hostile_names_are_text_wherever_they_stand(void **state)
{
    static const char *const layers[] = {"basins", "sections", "outfalls"};
    static const char *const xml[] = {"project.qgs", "basins.qml",
                                      "sections.qml", "outfalls.qml"};
    static const char *const shown[] = {"project.qgs", "manifest.json",
                                        "basins.geojson"};
    sqlite3 *database = NULL;
    char path[512];
    size_t n = 0;

    (void)state;
    assess("hostile", "", "");
    char *page = read_report("hostile", &n);
    char *results = read_file("hostile", "results.csv", &n);

    assert_int_equal(count(page, "<script"), 1); /* our own */
    assert_null(strstr(page, "<img"));
    assert_null(strstr(page, "<b>&lt;&amp;#39;")); /* markup from a name */
    assert_null(strstr(page, "\xe2\x80\xae"));     /* U+202E turns a line */
    assert_int_equal(count(page, "<title>&lt;script&gt;alert(1)"), 1);
    assert_null(strstr(results, ",=cmd")); /* a spreadsheet would run it */
    for (size_t i = 0; i < sizeof xml / sizeof *xml; i++)
        assert_xml("hostile", xml[i]);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char *bytes = read_file("hostile", shown[i], &n);

        assert_non_null(strstr(bytes, "alert"));
        assert_null(strstr(bytes, "\xe2\x80\xae"));
        free(bytes);
    }
    snprintf(path, sizeof path, "%s/hostile/out/basincheck.gpkg", folder);
    assert_int_equal(
        sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        char name[64];
        json_error_t err;
        snprintf(name, sizeof name, "%s.geojson", layers[i]);
        char *bytes = read_file("hostile", name, &n);
        json_t *root = json_loadb(bytes, n, 0, &err);

        assert_non_null(root);
        assert_names(json_object_get(root, "features"), database, layers[i]);
        json_decref(root);
        free(bytes);
    }
    sqlite3_close(database);
    free(page);
    free(results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_basin_without_data_is_neither_met_nor_missed),
        cmocka_unit_test(three_hundred_basins_stay_below_five_megabytes),
        cmocka_unit_test(hostile_names_are_text_wherever_they_stand),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
