/* SPDX-License-Identifier: MIT */
#include "layer/position.h"

#include "files.h"

static void longitude_and_latitude_are_found_by_their_headers(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "编码,经度,纬度\nA,114.5,30.5\n"
                            "B,114°30′00″,30°30′00″\n"),
                  BC_OK);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_near(files->layer->x[0], 114.5, 0);
    assert_near(files->layer->x[1], 114.5, 1e-12);
    assert_near(files->layer->y[1], 30.5, 1e-12);
    assert_int_equal(bc_findings_count(files->findings), 0);
}

static void xy_names_the_columns(void **state)
{
    struct files *files = *state;

    files_say(files, "a.csv", "code,N,E,lon,lat\nA,3375605.579,537199.7,0,0\n");
    files_source(files, "outfalls", files->path);
    files->source.x_field = "E";
    files->source.y_field = "N";
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_OK);
    assert_string_equal(files->layer->crs, "EPSG:4547");
    assert_near(files->layer->x[0], 537199.7, 0);
    assert_near(files->layer->y[0], 3375605.579, 0);
    files->source.y_field = "Q";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "no column 'Q', which xy names");
}

static void rows_without_a_position_stay_and_are_said(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,114.5,30.5\nB,,30\nC,114,\n"
                            "D,x,30\nE,214,30\nF,,\n,,\nG,\"1,5\",30\n"),
                  BC_OK);
    assert_int_equal(files->layer->n_features, 7);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 6);
    assert_int_equal(files_found(files, BC_FOUND_EMPTY_ROW), 1);
    for (size_t row = 1; row < 7; row++)
        assert_true(isnan(files->layer->x[row]) && isnan(files->layer->y[row]));
    bc_findings_sort(files->findings);
    assert_string_equal(bc_findings_get(files->findings, 0)->feature, "B");
    assert_int_equal(bc_findings_get(files->findings, 0)->line, 3);
    assert_string_equal(bc_findings_get(files->findings, 6)->feature, "G");
}

static void exchanged_pairs_of_hubei_are_put_right(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,30.5,114.5\nB,N30°30′,E114°30′\n"
                            "C,118.5,31.5\n"),
                  BC_OK);
    assert_near(files->layer->x[0], 114.5, 0);
    assert_near(files->layer->y[0], 30.5, 0);
    assert_near(files->layer->x[1], 114.5, 1e-12);
    assert_near(files->layer->x[2], 118.5, 0); /* 芜湖, as written */
    assert_int_equal(files_found(files, BC_FOUND_SWAPPED_COORDINATES), 2);
}

static void projected_values_need_a_crs(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,38537199.7,3375605.6\n"),
                  BC_BAD_INPUT);
    assert_says(files, "name their crs");
}

/* In Chinese tables X is the northing. */
static void x_and_y_with_a_crs_are_ambiguous(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "outfalls", "a.csv", "code,X,Y\nA,114.5,30.5\n"),
        BC_OK);
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "xy: [EASTING, NORTHING]");
}

static void points_need_columns_and_tables_do_not(void **state)
{
    struct files *files = *state;

    assert_status(files, files_try(files, "sections", "a.csv", "code\nA\n"),
                  BC_BAD_INPUT);
    assert_says(files, "has no position for 'sections'");
    assert_says(files, "(headers found: code)");
    assert_status(files,
                  files_try(files, "sections", "a.csv", "code,lon\nA,114\n"),
                  BC_BAD_INPUT);
    assert_says(files, "'lon' has no partner");
    assert_status(
        files, files_try(files, "basins", "a.csv", "code,lon,lat\nA,114,30\n"),
        BC_BAD_INPUT);
    assert_says(files, "'basins' needs a layer of polygons");
    assert_status(files, files_try(files, "villages", "a.csv", "n\n1\n"),
                  BC_OK);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_NONE);
    assert_null(files->layer->crs);
    assert_status(files, files_try(files, "sources", "a.csv", "code\nA\n"),
                  BC_OK);
    assert_status(
        files, files_try(files, "sections", "a.csv", "code,lon,lat\n"), BC_OK);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(longitude_and_latitude_are_found_by_their_headers),
        files_test(xy_names_the_columns),
        files_test(rows_without_a_position_stay_and_are_said),
        files_test(exchanged_pairs_of_hubei_are_put_right),
        files_test(projected_values_need_a_crs),
        files_test(x_and_y_with_a_crs_are_ambiguous),
        files_test(points_need_columns_and_tables_do_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
