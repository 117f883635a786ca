/* SPDX-License-Identifier: MIT */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "outcome_fixture.h"
#include "output/style.h"
#include "output/writers.h"
#include "test.h"

/* A project in a stage that is never published. */
struct project {
    char folder[64];
    struct bc_stage *stage;
    char *bytes;
    size_t n;
    xmlDocPtr document;
    xmlXPathContextPtr paths;
};

static void open_project(struct project *project,
                         const struct bc_outcome *outcome)
{
    struct bc_error err = {0};
    char out[96];

    memset(project, 0, sizeof *project);
    strcpy(project->folder, "/tmp/basincheck-qgis-XXXXXX");
    assert_non_null(mkdtemp(project->folder));
    snprintf(out, sizeof out, "%s/out", project->folder);
    assert_int_equal(bc_stage_new(out, false, &project->stage, &err), BC_OK);
    assert_int_equal(bc_qgis_write(outcome, project->stage, &err), BC_OK);
    assert_int_equal(bc_file_read(bc_stage_path(project->stage, "project.qgs"),
                                  &project->bytes, &project->n, &err),
                     BC_OK);
    project->document = xmlReadMemory(project->bytes, (int)project->n, NULL,
                                      "UTF-8", XML_PARSE_NONET);
    assert_non_null(project->document);
    project->paths = xmlXPathNewContext(project->document);
}

static void close_project(struct project *project)
{
    xmlXPathFreeContext(project->paths);
    xmlFreeDoc(project->document);
    free(project->bytes);
    bc_stage_free(project->stage);
    rmdir(project->folder);
}

static xmlXPathObjectPtr find(const struct project *project, const char *path)
{
    xmlXPathObjectPtr found =
        xmlXPathEvalExpression(BAD_CAST path, project->paths);

    assert_non_null(found);
    return found;
}

static size_t count(const struct project *project, const char *path)
{
    xmlXPathObjectPtr found = find(project, path);
    size_t n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;

    xmlXPathFreeObject(found);
    return n;
}

/* The text of the first node, to be freed. */
static char *text_of(const struct project *project, const char *path)
{
    xmlXPathObjectPtr found = find(project, path);
    xmlChar *text = xmlXPathCastToString(found);
    char *copy = bc_copy((const char *)text);

    xmlFree(text);
    xmlXPathFreeObject(found);
    return copy;
}

static void assert_text(const struct project *project, const char *path,
                        const char *expected)
{
    char *text = text_of(project, path);

    assert_string_equal(text, expected);
    free(text);
}

/* The five silent traps of QGIS 3.22. */
static void a_project_opens_in_its_place(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    assert_text(&project, "/qgis/@version", "3.22.0");
    assert_text(&project, "/qgis/title", fixture->outcome.title);
    assert_text(&project, "//SpatialRefSys/ProjectionsEnabled", "1");
    assert_text(&project, "//Paths/Absolute", "false");
    assert_text(&project, "/qgis/projectCrs//srsid", "1");
    assert_text(&project, "/qgis/projectCrs//authid", "EPSG:4490");
    /* the fixture's basins span 114.0 to 114.2, 30.0 to 30.1 */
    char *xmin = text_of(&project, "//mapcanvas/extent/xmin");
    char *ymax = text_of(&project, "//mapcanvas/extent/ymax");

    assert_near(strtod(xmin, NULL), 114.0, 0.02);
    assert_near(strtod(ymax, NULL), 30.1, 0.02);
    free(xmin);
    free(ymax);
    close_project(&project);
}

static void every_layer_stands_in_the_tree_under_its_id(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    size_t n = count(&project, "//projectlayers/maplayer");

    assert_true(n >= 8);
    /* the legends of the layouts have trees, too */
    assert_int_equal(
        count(&project, "/qgis/layer-tree-group//layer-tree-layer"), n);
    assert_int_equal(count(&project, "/qgis/layer-tree-group//layer-tree-layer"
                                     "[@id = //maplayer/id]"),
                     n);
    assert_int_equal(count(&project, "//maplayer/id[string-length(.) > 10]"),
                     n);
    assert_int_equal(count(&project, "//maplayer[id = preceding::maplayer/id]"),
                     0);
    close_project(&project);
}

static void every_source_is_relative(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    assert_int_equal(
        count(&project, "//maplayer/datasource[starts-with(., './')]"),
        count(&project, "//maplayer"));
    assert_text(&project, "//maplayer[id='basincheck_sections']/datasource",
                "./basincheck.gpkg|layername=sections");
    assert_text(&project,
                "//maplayer[id='basincheck_missed_sections']/datasource",
                "./basincheck.gpkg|layername=sections|subset="
                "\"meets_target\" = 0");
    assert_null(strstr(project.bytes, project.folder));
    close_project(&project);
}

/* Inside a project QGIS reads no style from elsewhere. */
static void every_layer_carries_its_style(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    assert_int_equal(count(&project, "//maplayer[@type='vector']"
                                     "[renderer-v2][aliases/alias][mapTip]"),
                     count(&project, "//maplayer[@type='vector']"));
    assert_int_equal(
        count(&project, "//maplayer[@type='raster'][pipe/rasterrenderer]"),
        count(&project, "//maplayer[@type='raster']"));
    assert_int_equal(count(&project, "//maplayer[id='basincheck_sections']"
                                     "//category"),
                     7);
    close_project(&project);
}

static void problems_come_first_and_basins_last(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    assert_text(&project, "/qgis/layer-tree-group/layer-tree-group[1]/@name",
                "问题");
    assert_text(&project,
                "/qgis/layer-tree-group/layer-tree-group[last()]/@name",
                "流域与湖泊");
    assert_text(&project,
                "(/qgis/layer-tree-group//layer-tree-layer)[last()]/@id",
                "basincheck_basins");
    close_project(&project);
}

static void a_layer_without_features_is_left_out(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct bc_outcome outcome = fixture->outcome;
    struct project project;

    outcome.outfalls = NULL;
    outcome.rivers = NULL;
    open_project(&project, &outcome);
    assert_int_equal(count(&project, "//maplayer[contains(id, 'outfalls')]"),
                     0);
    assert_int_equal(count(&project, "//layer-tree-group[@name='排污口']"), 0);
    assert_int_equal(count(&project, "//maplayer[id='basincheck_rivers']"), 0);
    close_project(&project);
}

static void made_up_data_are_said_to_be(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct bc_outcome outcome = fixture->outcome;
    struct project project;

    fixture->outfalls->illustrative = true;
    outcome.illustrative = true;
    open_project(&project, &outcome);
    fixture->outfalls->illustrative = false;
    assert_text(&project, "//maplayer[id='basincheck_outfalls']/layername",
                "入河排污口（示例）");
    assert_text(&project, "//maplayer[id='basincheck_sections']/layername",
                "水质断面");
    assert_int_equal(count(&project, "//Layout[@name='图件']/LayoutItem"
                                     "[@id='标题']"
                                     "[contains(@labelText, '示例')]"),
                     1);
    close_project(&project);
}

static void a_sheet_has_what_a_map_needs(void **state)
{
    static const char *const items[] = {"地图", "图例", "比例尺", "指北针",
                                        "标题", "日期", "资料",   "审图"};
    struct outcome_fixture *fixture = *state;
    struct project project;
    char path[160];

    open_project(&project, &fixture->outcome);
    assert_int_equal(count(&project, "//Layout"), 2);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        snprintf(path, sizeof path, "//Layout/LayoutItem[@id='%s']", items[i]);
        assert_int_equal(count(&project, path), 2);
    }
    assert_int_equal(count(&project, "//LayoutItem[@id='审图'][@labelText="
                                     "'内部工作用图，未经审图不得公开']"),
                     2);
    /* legend and scale bar find the map of their own sheet */
    assert_int_equal(count(&project, "//LayoutItem[@map_uuid = ../LayoutItem"
                                     "[@type='65639']/@uuid]"),
                     2);
    assert_text(&project, "//Layout[@name='流域图集']/Atlas/@coverageLayer",
                "basincheck_basins");
    close_project(&project);
}

/* 114 degrees east: EPSG:4547. Northing of 30 degrees by the meridian arc of
 * CGCS2000 (PROJ 9.1): 3320113 m. */
static void a_sheet_is_in_the_zone_of_its_middle(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project project;

    open_project(&project, &fixture->outcome);
    assert_text(&project, "//LayoutItem[@type='65639']/crs//authid",
                "EPSG:4547");
    char *xmin = text_of(&project, "//LayoutItem[@type='65639']/Extent/@xmin");
    char *ymin = text_of(&project, "//LayoutItem[@type='65639']/Extent/@ymin");

    assert_in_range((long)strtod(xmin, NULL), 490000, 500000);
    assert_in_range((long)strtod(ymin, NULL), 3310000, 3320113);
    free(xmin);
    free(ymin);
    close_project(&project);
}

static void shift_basins(struct outcome_fixture *fixture, double degrees)
{
    struct bc_shapes *shapes = &fixture->basins->shapes;

    for (size_t i = 0; i < shapes->n_vertices; i++)
        shapes->x[i] += degrees;
}

/* The zones of 75 to 135 degrees (EPSG:4534 to 4554), for CGCS2000 and for WGS
 * 84, which differ by less than a metre; a map of more than 12 degrees is too
 * wide for one. */
static void a_sheet_that_no_zone_is_for_stays_in_degrees(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_outcome *outcome = &fixture->outcome;
    const double places[] = {0, -100, 40, 6}; /* 114, 14, 154, 120 degrees */
    const char *const zones[] = {"EPSG:4547", NULL, NULL, "EPSG:4549"};
    static const char zone[] = "//LayoutItem[@type='65639']/crs//authid";
    struct project project;

    (void)state;
    outcome->crs = "EPSG:4326";
    outcome->crs_epsg = 4326;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        shift_basins(fixture, places[i]);
        open_project(&project, outcome);
        if (zones[i])
            assert_text(&project, zone, zones[i]);
        else
            assert_int_equal(count(&project, zone), 0);
        close_project(&project);
        shift_basins(fixture, -places[i]);
    }
    fixture->basins->shapes.x[0] -= 13;
    open_project(&project, outcome);
    assert_int_equal(count(&project, zone), 0);
    close_project(&project);
    outcome_fixture_free(fixture);
}

/* China, so that there is something to see. */
static void basins_without_a_place_open_where_china_is(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_layer *nowhere =
        bc_layer_new("basins", "basins.csv", BC_GEOMETRY_POLYGON, 1);
    struct project project;
    char *xmin;

    (void)state;
    bc_layer_add_key(nowhere, "code",
                     bc_layer_add_column(nowhere, "code", BC_TEXT));
    bc_layer_set_text(nowhere, 0, 0, "BS-A");
    bc_shapes_begin_feature(&nowhere->shapes);
    fixture->outcome.basins = nowhere;
    fixture->outcome.overlay = NULL;
    fixture->outcome.crs =
        "OGC:CRS84"; /* a system that EPSG has no number of */
    fixture->outcome.crs_epsg = 0;
    fixture->outcome.as_of = BC_NO_DATE;
    open_project(&project, &fixture->outcome);
    xmin = text_of(&project, "//mapcanvas/extent/xmin");
    assert_in_range((long)strtod(xmin, NULL), 60, 73);
    free(xmin);
    assert_text(&project, "/qgis/projectCrs//authid", "OGC:CRS84");
    close_project(&project);
    bc_layer_free(nowhere);
    outcome_fixture_free(fixture);
}

static void a_title_is_never_code(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct bc_outcome outcome = fixture->outcome;
    struct project project;

    outcome.title = "<b>\"[% 1 + 1 %]\" & 'x'";
    open_project(&project, &outcome);
    assert_text(&project, "/qgis/title", outcome.title);
    assert_int_equal(count(&project, "//Layout[@name='图件']/LayoutItem"
                                     "[contains(@labelText, '[% 1')]"),
                     0);
    close_project(&project);
}

static void the_same_outcome_gives_the_same_bytes(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct project first, second;

    open_project(&first, &fixture->outcome);
    open_project(&second, &fixture->outcome);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.bytes, second.bytes, first.n);
    close_project(&first);
    close_project(&second);
}

static int set_up(void **state)
{
    *state = outcome_fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    outcome_fixture_free(*state);
    return 0;
}

/* 114.1 E lies in the zone of 114 E, EPSG:4547; the vectors stay as they are.
 */
static void rasters_of_a_zone_have_its_system(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct bc_outcome outcome = fixture->outcome;
    struct project project;

    outcome.raster.gauss_krueger = true;
    open_project(&project, &outcome);
    assert_text(&project,
                "//maplayer[@type='raster'][contains(datasource, "
                "'verdict')]/srs//authid",
                "EPSG:4547");
    assert_text(&project, "//maplayer[id='basincheck_basins']/srs//authid",
                "EPSG:4490");
    close_project(&project);
}

/* A page a basin needs the layer of basins. */
static void without_basins_there_is_no_atlas(void **state)
{
    struct outcome_fixture *fixture = *state;
    struct bc_outcome outcome = fixture->outcome;
    struct bc_layer *none =
        bc_layer_new("basins", "basins.csv", BC_GEOMETRY_POLYGON, 0);
    struct project project;

    outcome.basins = none;
    outcome.overlay = NULL;
    open_project(&project, &outcome);
    assert_int_equal(count(&project, "//maplayer[id='basincheck_basins']"), 0);
    assert_int_equal(count(&project, "//maplayer[id='basincheck_sections']"),
                     1);
    assert_int_equal(count(&project, "//Layout"), 1);
    assert_int_equal(count(&project, "//Atlas"), 0);
    close_project(&project);
    bc_layer_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_project_opens_in_its_place),
        cmocka_unit_test(every_layer_stands_in_the_tree_under_its_id),
        cmocka_unit_test(every_source_is_relative),
        cmocka_unit_test(every_layer_carries_its_style),
        cmocka_unit_test(problems_come_first_and_basins_last),
        cmocka_unit_test(a_layer_without_features_is_left_out),
        cmocka_unit_test(made_up_data_are_said_to_be),
        cmocka_unit_test(a_sheet_has_what_a_map_needs),
        cmocka_unit_test(a_sheet_is_in_the_zone_of_its_middle),
        cmocka_unit_test(a_sheet_that_no_zone_is_for_stays_in_degrees),
        cmocka_unit_test(basins_without_a_place_open_where_china_is),
        cmocka_unit_test(a_title_is_never_code),
        cmocka_unit_test(the_same_outcome_gives_the_same_bytes),
        cmocka_unit_test(rasters_of_a_zone_have_its_system),
        cmocka_unit_test(without_basins_there_is_no_atlas),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
