/* SPDX-License-Identifier: MIT */
/* The sample: numbers of rows and values as layers/README.md and its sources
 * state them. */
#include "files.h"

static void read_sample(struct files *files, const char *role, const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", BC_SAMPLE, name);
    files_source(files, role, path);
    assert_status(files, files_read(files), BC_OK);
}

static size_t n_vertices(const struct bc_layer *layer, size_t feature)
{
    const struct bc_shapes *shapes = &layer->shapes;

    return shapes->vertex_of[shapes->ring_of[shapes->part_of[feature + 1]]] -
           shapes->vertex_of[shapes->ring_of[shapes->part_of[feature]]];
}

static void sections_are_points_with_words_translated(void **state)
{
    struct files *files = *state;

    read_sample(files, "sections", "sections.csv");
    assert_int_equal(files->layer->n_features, 27);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POINT);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_cell(files, "code", 0, "LZ-01");
    assert_cell(files, "name", 0, "西梁子湖湖北");
    assert_cell(files, "water", 0, "梁子湖");
    assert_cell(files, "basin", 0, "BS-LZ");
    assert_cell(files, "level", 0, "国考");
    assert_cell(files, "type", 0, "lake");
    assert_cell(files, "target_class", 0, "III");
    assert_near(files->layer->x[0], 114.492, 1e-12);
    assert_near(files->layer->y[0], 30.268, 1e-12);
    assert_int_equal(files->layer->row_line[0], 2);
    assert_null(bc_layer_text(files->layer, "note", 0));
}

static void outfalls_keep_every_row_and_their_dates(void **state)
{
    struct files *files = *state;

    read_sample(files, "outfalls", "outfalls.csv");
    assert_int_equal(files->layer->n_features, 151);
    assert_cell(files, "stage", 0, "已溯源");
    assert_cell(files, "group", 0, "重点湖泊");
    assert_cell(files, "receiving_water", 0, "洪湖");
    assert_cell(files, "county_code", 0, "421083");
    assert_cell(files, "date_traced", 0, "2022-05-12");
    assert_null(bc_layer_text(files->layer, "date_closed", 0));
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_WORD), 0);
}

static void a_geopackage_gives_polygons_and_its_crs(void **state)
{
    struct files *files = *state;

    read_sample(files, "basins", "basins.gpkg");
    assert_int_equal(files->layer->n_features, 4);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POLYGON);
    assert_string_equal(files->layer->crs, "EPSG:4490");
    assert_non_null(bc_layer_text(files->layer, "code", 0));
    assert_int_equal(bc_layer_find(files->layer, "fid"), BC_NO_COLUMN);
    assert_true(bc_layer_row(files->layer, "梁子湖流域") != BC_NO_ROW);
}

static void a_shapefile_in_gbk_gives_its_words(void **state)
{
    struct files *files = *state;
    size_t row;

    read_sample(files, "redlines", "redlines.shp");
    assert_int_equal(files->layer->n_features, 12);
    assert_string_equal(files->layer->crs, "EPSG:4490");
    row = bc_layer_row(files->layer, "RL-01");
    assert_non_null(strstr(bc_layer_text(files->layer, "name", row), "洪湖"));
    assert_non_null(bc_layer_text(files->layer, "area", row));
    /* RL-01 has a hole, RL-02 two parts. */
    assert_int_equal(files->layer->shapes.part_of[row + 1] -
                         files->layer->shapes.part_of[row],
                     1);
    assert_int_equal(
        files->layer->shapes.ring_of[files->layer->shapes.part_of[row] + 1] -
            files->layer->shapes.ring_of[files->layer->shapes.part_of[row]],
        2);
    row = bc_layer_row(files->layer, "RL-02");
    assert_int_equal(files->layer->shapes.part_of[row + 1] -
                         files->layer->shapes.part_of[row],
                     2);
}

static void lakes_and_rivers_come_from_geojson(void **state)
{
    struct files *files = *state;
    const struct bc_shapes *shapes;

    read_sample(files, "rivers", "rivers.geojson");
    assert_int_equal(files->layer->n_features, 30);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_LINE);
    read_sample(files, "lakes", "lakes.geojson");
    assert_int_equal(files->layer->n_features, 4);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_cell(files, "basin", 0, "BS-LZ");
    shapes = &files->layer->shapes;
    for (size_t r = 0; r < shapes->n_rings; r++) {
        size_t first = shapes->vertex_of[r], end = shapes->vertex_of[r + 1];

        assert_near(shapes->x[first], shapes->x[end - 1], 0);
        assert_near(shapes->y[first], shapes->y[end - 1], 0);
    }
    assert_true(n_vertices(files->layer, 0) > 100);
}

static void suspects_are_points_with_their_red_lines(void **state)
{
    struct files *files = *state;

    read_sample(files, "suspects", "suspect_points.csv");
    assert_int_equal(files->layer->n_features, 10);
    assert_cell(files, "code", 0, "YS-01");
    assert_cell(files, "redline", 0, "RL-01");
    assert_cell(files, "status", 0, "已销号");
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POINT);
}

static void the_sample_is_read_without_a_finding(void **state)
{
    struct files *files = *state;

    read_sample(files, "sections", "sections.csv");
    read_sample(files, "outfalls", "outfalls.csv");
    read_sample(files, "basins", "basins.gpkg");
    read_sample(files, "redlines", "redlines.shp");
    read_sample(files, "rivers", "rivers.geojson");
    read_sample(files, "lakes", "lakes.geojson");
    read_sample(files, "suspects", "suspect_points.csv");
    for (size_t i = 0; i < bc_findings_count(files->findings); i++)
        print_error("%s\n", bc_findings_get(files->findings, i)->message);
    assert_int_equal(bc_findings_count(files->findings), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(sections_are_points_with_words_translated),
        files_test(outfalls_keep_every_row_and_their_dates),
        files_test(a_geopackage_gives_polygons_and_its_crs),
        files_test(a_shapefile_in_gbk_gives_its_words),
        files_test(lakes_and_rivers_come_from_geojson),
        files_test(suspects_are_points_with_their_red_lines),
        files_test(the_sample_is_read_without_a_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
