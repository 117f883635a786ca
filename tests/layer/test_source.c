/* SPDX-License-Identifier: MIT */
#include "layer/source.h"

#include <cpl_http.h>
#include <gdal.h>
#include <sys/stat.h>

#include "files.h"

static char **paths;
static size_t n_paths;

static enum bc_status expand(struct files *files, const char *pattern)
{
    char project[128];

    snprintf(project, sizeof project, "%s/project.yaml", files->folder);
    for (size_t i = 0; i < n_paths; i++)
        free(paths[i]);
    free(paths);
    return bc_source_expand(project, pattern, &paths, &n_paths, &files->err);
}

static void formats_are_known_by_suffix(void **state)
{
    (void)state;
    assert_int_equal(bc_format_of("a.CSV"), BC_FORMAT_CSV);
    assert_int_equal(bc_format_of("/x.y/a.shp"), BC_FORMAT_SHAPEFILE);
    assert_int_equal(bc_format_of("a.gpkg"), BC_FORMAT_GPKG);
    assert_int_equal(bc_format_of("a.vrt"), BC_FORMAT_UNKNOWN);
    assert_int_equal(bc_format_of("a"), BC_FORMAT_UNKNOWN);
}

static void a_glob_gives_its_files_in_order(void **state)
{
    struct files *files = *state;

    files_say(files, "o_2.csv", "a\n");
    files_say(files, "o_1.csv", "a\n");
    files_say(files, "o_[1].csv", "a\n");
    assert_status(files, expand(files, "o_?.csv"), BC_OK);
    assert_int_equal(n_paths, 2);
    assert_non_null(strstr(paths[0], "/o_1.csv"));
    assert_status(files, expand(files, "o_[1].csv"), BC_OK);
    assert_int_equal(n_paths, 1);
    assert_non_null(strstr(paths[0], "/o_[1].csv"));
    assert_status(files, expand(files, files_path(files, "o_2.csv")), BC_OK);
    assert_status(files, expand(files, "p_*.csv"), BC_BAD_INPUT);
    assert_says(files, "no file is or matches 'p_*.csv'");
}

static void what_is_no_plain_file_is_refused(void **state)
{
    static const struct {
        const char *pattern, *words;
    } cases[] = {{"", "an empty path"},
                 {"http://127.0.0.1/a.csv", "a URL"},
                 {"/vsicurl/http://127.0.0.1/a.csv", "a URL"},
                 {"/vsizip/a.zip/a.csv", "a virtual path"},
                 {"CSV:a.csv", "a connection"},
                 {"PG:dbname=x", "a connection"},
                 {"fifo.csv", "regular"},
                 {"folder.gpkg", "folder"},
                 {"a.vrt", "no suffix that is read"},
                 {"none.csv", "no file is"}};
    struct files *files = *state;

    assert_int_equal(mkfifo(files_path(files, "fifo.csv"), 0600), 0);
    assert_int_equal(mkdir(files_path(files, "folder.gpkg"), 0700), 0);
    files_say(files, "a.vrt", "<OGRVRTDataSource/>");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_status(files, expand(files, cases[i].pattern), BC_BAD_INPUT);
        assert_says(files, cases[i].words);
        assert_null(paths);
    }
}

static void files_of_one_source_are_one_layer(void **state)
{
    struct files *files = *state;
    struct bc_source source = {.role = "villages"};

    files_say(files, "v_1.csv", "code,n\nA,1\n");
    files_say(files, "v_2.csv", "n,code\n2,B\n");
    assert_status(files, expand(files, "v_*.csv"), BC_OK);
    source.n_paths = n_paths;
    source.paths = source.labels = (const char **)paths;
    files->source = source;
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files->layer->n_features, 2);
    assert_cell(files, "code", 1, "B");
    assert_non_null(strstr(files->layer->row_source[1], "v_2.csv"));
    files_say(files, "v_2.csv", "n,kode\n2,B\n");
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "v_2.csv: its columns are not those of");
    files_say(files, "v_2.csv", "code\nB\n");
    assert_status(files, files_read(files), BC_BAD_INPUT);
}

static void gdal_has_few_drivers_and_no_network(void **state)
{
    int before = bc_gdal_failures();
    CPLHTTPResult *result;

    (void)state;
    assert_null(GDALGetDriverByName("OGR_VRT"));
    assert_null(GDALGetDriverByName("WFS"));
    assert_null(GDALGetDriverByName("CSV"));
    result = CPLHTTPFetch("http://127.0.0.1:9/", NULL);
    assert_true(!result || result->nDataLen == 0);
    CPLHTTPDestroyResult(result);
    assert_true(bc_gdal_failures() > before);
    assert_true(strlen(bc_gdal_message()) > 0);
    assert_null(GDALOpenEx("/vsicurl/http://127.0.0.1:9/a.gpkg", GDAL_OF_VECTOR,
                           NULL, NULL, NULL));
}

static int forget_paths(void **state)
{
    for (size_t i = 0; i < n_paths; i++)
        free(paths[i]);
    free(paths);
    paths = NULL;
    n_paths = 0;
    return files_end(state);
}

#define source_test(name)                                                      \
    cmocka_unit_test_setup_teardown(name, files_begin, forget_paths)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_known_by_suffix),
        source_test(a_glob_gives_its_files_in_order),
        source_test(what_is_no_plain_file_is_refused),
        source_test(files_of_one_source_are_one_layer),
        source_test(gdal_has_few_drivers_and_no_network),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
