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

static void a_latitude_above_90_stands_for_the_longitude(void **state)
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

/* Check value of RULES.md section 8: 30.5 N 114.3875 E in EPSG:4526. */
static void a_zone_is_guessed_from_the_easting_and_said(void **state)
{
    static const char *const tables[] = {
        "code,lon,lat\nA,,\nB,38537199.723,3375605.579\n",
        "code,X,Y\nA,,\nB,3375605.579,38537199.723\n",
        "code,X,Y\nA,,\nB,38537199.723,3375605.579\n",
        "code,纵坐标,横坐标\nA,,\nB,3375605.579,38537199.723\n",
        "code,经度,纬度\nA,,\nB,3375605.579,38537199.723\n"};
    struct files *files = *state;

    for (size_t i = 0; i < 5; i++) {
        assert_status(files, files_try(files, "outfalls", "a.csv", tables[i]),
                      BC_OK);
        assert_string_equal(files->layer->crs, "EPSG:4526");
        assert_near(files->layer->x[1], 38537199.723, 0);
        assert_near(files->layer->y[1], 3375605.579, 0);
        assert_int_equal(files_found(files, BC_FOUND_PROJECTED_VALUES), i + 1);
    }
    assert_status(
        files,
        files_try(files, "outfalls", "a.csv", "code,X,Y\nA,3400000,19700000\n"),
        BC_OK);
    assert_string_equal(files->layer->crs, "EPSG:4497"); /* 6 degrees */
}

static void rows_in_several_zones_are_each_in_their_own(void **state)
{
    struct files *files = *state;
    const struct bc_layer *layer;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,X,Y\nA,3375605.6,38537199.7\nB,,\n"
                            "C,3375605.6,37437199.7\n"
                            "D,3375605.6,38437199.7\nE,3400000,20437199\n"),
                  BC_OK);
    layer = files->layer;
    assert_string_equal(layer->crs, "EPSG:4526"); /* two rows of four */
    assert_int_equal(layer->row_epsg[0], 4526);
    assert_int_equal(layer->row_epsg[1], 0);
    assert_int_equal(layer->row_epsg[2], 4525);
    assert_int_equal(layer->row_epsg[3], 4526);
    assert_int_equal(layer->row_epsg[4], 4498); /* 6 degrees */
    assert_near(layer->x[4], 20437199, 0);
    assert_int_equal(files_found(files, BC_FOUND_PROJECTED_VALUES), 3);
    bc_findings_sort(files->findings);
    for (size_t i = 0; i < 4; i++) {
        const struct bc_finding *found = bc_findings_get(files->findings, i);

        if (found->feature && strcmp(found->feature, "C") == 0)
            assert_string_equal(
                found->message,
                "no crs, and 'Y' holds eastings of several zones; from "
                "zone 37 come 1 positions, this the first, taken as "
                "CGCS2000, EPSG:4525");
    }
}

static void projected_values_of_no_known_zone_need_a_crs(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,537199.7,3375605.6\n"),
                  BC_BAD_INPUT);
    assert_says(files, "without the number of their zone; name their crs");
    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,X,Y\nA,3375605.6,38537199.7\n"
                            "B,3375605.6,437199.7\n"),
                  BC_BAD_INPUT);
    assert_says(files, "without the number of their zone; name their crs");
    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,3853719900.7,3375605.6\n"),
                  BC_BAD_INPUT);
    assert_says(files, "name their crs");
}

static void one_projected_row_among_degrees_has_no_position(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,lon,lat\nA,114.5,30.5\n"
                            "B,38537199.7,3375605.6\n"),
                  BC_OK);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_true(isnan(files->layer->x[1]));
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 1);
    assert_non_null(strstr(bc_findings_get(files->findings, 0)->message,
                           "of zone 38 (EPSG:4526) among degrees"));
}

static const char *message_of(struct files *files, size_t i)
{
    return bc_findings_get(files->findings, i)->message;
}

static void most_rows_tell_whether_a_table_is_in_a_zone(void **state)
{
    struct files *files = *state;
    const struct bc_layer *layer;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,X,Y\nA,3375605.6,38537199.7\nB,30.5,114.5\n"
                            "C,0,0\nD,3375605.6,38537200\n"
                            "E,0,0\nF,0,0\nG,3375605.6,38537201\n"
                            "H,3375605.6,537201\n"),
                  BC_OK);
    layer = files->layer;
    assert_string_equal(layer->crs, "EPSG:4526"); /* 3 of 5: 0, 0 is no vote */
    assert_near(layer->x[0], 38537199.7, 0);
    assert_near(layer->y[6], 3375605.6, 0);
    assert_true(isnan(layer->x[1]) && isnan(layer->y[1]));
    assert_true(isnan(layer->x[2]) && isnan(layer->x[7]));
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 5);
    assert_int_equal(files_found(files, BC_FOUND_PROJECTED_VALUES), 1);
    assert_string_equal(message_of(files, 0),
                        "not the easting and northing of a zone, which most "
                        "rows have; the feature has no position: '30.5', "
                        "'114.5'");
    assert_string_equal(message_of(files, 1), "no position: '0', '0'");
}

static void half_of_the_rows_are_not_most(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,X,Y\nA,3375605.6,38537199.7\nB,114.5,30.5\n"
                            "C,0,0\nD,3375605.6,38537200\nE,114.5,30.6\n"),
                  BC_OK);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_true(isnan(files->layer->x[0]) && isnan(files->layer->x[3]));
    assert_near(files->layer->x[4], 114.5, 0);
    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,3375605.6,38537199.7\nB,30.5,114.5\n");
    files->source.crs = "EPSG:4526";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "'X' and 'Y' may be northing and easting");
}

static void a_stray_row_leaves_the_order_of_x_and_y(void **state)
{
    struct files *files = *state;

    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,3375605.6,38537199.7\nB,0,0\nC,30.5,114.5\n"
              "D,3375605.6,38537200\n");
    files->source.crs = "EPSG:4526";
    assert_status(files, files_read(files), BC_OK);
    assert_near(files->layer->x[3], 38537200, 0);
    assert_true(isnan(files->layer->x[1]) && isnan(files->layer->x[2]));
    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,114.5,30.5\nB,3375605.6,38537199.7\n"
              "C,114.6,30.5\n");
    files->source.crs = "EPSG:4490";
    assert_status(files, files_read(files), BC_OK);
    assert_near(files->layer->x[2], 114.6, 0);
}

/* In Chinese tables X is the northing. */
static void the_values_tell_which_of_x_and_y_is_the_northing(void **state)
{
    struct files *files = *state;

    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,3375605.6,537199.7\nB,3375600,537100\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_OK);
    assert_near(files->layer->x[0], 537199.7, 0);
    assert_near(files->layer->y[1], 3375600, 0);
    files_try(files, "outfalls", "a.csv", "code,X,Y\nA,537199.7,3375605.6\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_OK);
    assert_near(files->layer->x[0], 537199.7, 0);
    files_try(files, "outfalls", "a.csv", "code,X,Y\nA,114.5,30.5\n");
    assert_status(files, files_read(files), BC_OK);
    files->source.crs = "EPSG:4490";
    assert_status(files, files_read(files), BC_OK);
    assert_near(files->layer->x[0], 114.5, 0);
}

static void x_and_y_that_do_not_tell_are_refused(void **state)
{
    struct files *files = *state;

    files_try(files, "outfalls", "a.csv", "code,X,Y\nA,50000,60000\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "xy: [EASTING, NORTHING]");
    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,3375605.6,537199.7\nB,537199.7,3375605.6\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "'X' holds northings in 1 rows and eastings in 1");
}

static void degrees_minutes_and_seconds_may_have_their_own_columns(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "编码,东经度,东经分,东经秒,北纬度,北纬分,北纬秒\n"
                            "A,114,30,36,30,15,\nB,114,61,0,30,15,0\n"),
                  BC_OK);
    assert_near(files->layer->x[0], 114.51, 1e-12);
    assert_near(files->layer->y[0], 30.25, 1e-12);
    assert_true(isnan(files->layer->x[1])); /* 61 minutes */
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 1);
    assert_string_equal(message_of(files, 0),
                        "minutes and seconds are below 60; the feature has no "
                        "position: '114°61′0″', '30°15′0″'");
}

static void minutes_may_be_missing_and_too_many(void **state)
{
    static const char text[] =
        "编码,东经度,东经分,东经秒,北纬度,北纬分,北纬秒\n"
        "A,114,,36,30,15,\nB,,30,0,30,15,0\nC,114,30,0,30,75,0\n"
        "D,114,30,x,30,15,0\n";
    struct files *files = *state;

    assert_status(files, files_try(files, "outfalls", "a.csv", text), BC_OK);
    assert_near(files->layer->x[0], 114.01, 1e-12);
    for (size_t row = 1; row < 4; row++)
        assert_true(isnan(files->layer->x[row]));
    assert_string_equal(message_of(files, 1),
                        "minutes and seconds are below 60; the feature has no "
                        "position: '114°30′0″', '30°75′0″'");
}

/* Which of two columns is meant nobody can tell. */
static void two_columns_for_one_axis_are_refused(void **state)
{
    static const char *const headers[] = {
        "code,lon_deg,londeg,lat", "code,lon,lat_deg,latdeg",
        "code,lon,lon_m,lonm,lat", "code,lon,lon_s,lons,lat",
        "code,lon,lat,lat_m,latm",
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (files_try(files, "outfalls", "a.csv", headers[i]) != BC_BAD_INPUT)
            fail_msg("read: %s", headers[i]);
        assert_says(files, "a.csv");
    }
}

/* RULES.md, section 8: 73 to 136 E, 3 to 54 N; a pair that lies there when it
 * is turned is turned. */
static void a_pair_is_turned_where_that_puts_it_in_china(void **state)
{
    static const struct {
        const char *pair;
        bool turned;
    } cases[] = {{"30,114", true},   {"3,136", true},     {"54,100", true},
                 {"2.9,114", false}, {"54.1,114", false}, {"30,136.1", false}};
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];

        snprintf(text, sizeof text, "code,lon,lat\nA,114,30\nB,%s\n",
                 cases[i].pair);
        assert_status(files, files_try(files, "outfalls", "a.csv", text),
                      BC_OK);
        assert_int_equal(!isnan(files->layer->x[1]), cases[i].turned);
    }
    assert_int_equal(files_found(files, BC_FOUND_SWAPPED_COORDINATES), 3);
}

static void x_without_y_is_no_position(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv", "code,X\nA,114\n"),
                  BC_BAD_INPUT);
    assert_status(files,
                  files_try(files, "outfalls", "a.csv", "code,Y\nA,30\n"),
                  BC_BAD_INPUT);
    files_try(files, "outfalls", "a.csv", "code,X,Y\nA,0,0\nB,0,5\n");
    files->source.crs = "EPSG:4490";
    assert_status(files, files_read(files), BC_OK);
    files_try(files, "outfalls", "a.csv", "code,X,Y\nA,0,0\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_OK);
    files_try(files, "outfalls", "a.csv",
              "code,X,Y\nA,3375605.6,537199.7\nB,0,5\nC,3375600,537100\n");
    files->source.crs = "EPSG:4547";
    assert_status(files, files_read(files), BC_OK);
    assert_true(isnan(files->layer->x[1]) || files->layer->x[1] == 5);
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
        files_test(a_latitude_above_90_stands_for_the_longitude),
        files_test(a_zone_is_guessed_from_the_easting_and_said),
        files_test(rows_in_several_zones_are_each_in_their_own),
        files_test(projected_values_of_no_known_zone_need_a_crs),
        files_test(one_projected_row_among_degrees_has_no_position),
        files_test(most_rows_tell_whether_a_table_is_in_a_zone),
        files_test(half_of_the_rows_are_not_most),
        files_test(a_stray_row_leaves_the_order_of_x_and_y),
        files_test(the_values_tell_which_of_x_and_y_is_the_northing),
        files_test(x_and_y_that_do_not_tell_are_refused),
        files_test(degrees_minutes_and_seconds_may_have_their_own_columns),
        files_test(minutes_may_be_missing_and_too_many),
        files_test(two_columns_for_one_axis_are_refused),
        files_test(a_pair_is_turned_where_that_puts_it_in_china),
        files_test(x_without_y_is_no_position),
        files_test(points_need_columns_and_tables_do_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
