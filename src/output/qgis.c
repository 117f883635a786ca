/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "output/qgis_project.h"
#include "output/qgis_xml.h"
#include "output/writers.h"

/* The oldest QGIS that reads the project without a word; a higher number than
 * the reader's own makes it warn. */
#define QGIS_VERSION "3.22.0"
#define MARGIN 0.04 /* of the extent, on each side */

#define GROUP_PROBLEMS BC_ZH("问题")
#define GROUP_SECTIONS BC_ZH_AS("many", "断面")
#define GROUP_OUTFALLS BC_ZH_AS("many", "排污口")
#define GROUP_REDLINES BC_ZH("红线")
#define GROUP_ZONES BC_ZH("水源保护区")
#define GROUP_BUFFERS BC_ZH("缓冲与电子围栏")
#define GROUP_RASTERS BC_ZH("栅格")
#define GROUP_BASINS BC_ZH("流域与湖泊")

/* The panel from top to bottom, which is also the order of drawing. */
static const struct {
    const char *group;
    enum bc_published which;
    bool shown;
} published[] = {
    {GROUP_SECTIONS, BC_PUBLISHED_SECTIONS, true},
    {GROUP_SECTIONS, BC_PUBLISHED_SECTION_MONTHS, false}, /* once a month */
    {GROUP_OUTFALLS, BC_PUBLISHED_OUTFALLS, true},
    {GROUP_REDLINES, BC_PUBLISHED_SUSPECTS, true},
    {GROUP_REDLINES, BC_PUBLISHED_REDLINES, true},
    {GROUP_REDLINES, BC_PUBLISHED_OVERLAPS, false}, /* covers the red lines */
    {GROUP_ZONES, BC_PUBLISHED_ZONES, true},
    {GROUP_BUFFERS, BC_PUBLISHED_FENCES, false},
    {GROUP_BUFFERS, BC_PUBLISHED_REDLINE_BUFFERS, false},
    {GROUP_BUFFERS, BC_PUBLISHED_WATER_STRIPS, false},
    {GROUP_RASTERS, BC_N_PUBLISHED, false},
    {GROUP_BASINS, BC_PUBLISHED_RIVERS, true},
    {GROUP_BASINS, BC_PUBLISHED_LAKES, true},
    {GROUP_BASINS, BC_PUBLISHED_BASINS, true},
};

static struct bc_qgis_layer *add_layer(struct bc_qgis_project *project,
                                       const char *group, const char *name,
                                       const char *title, bool illustrative)
{
    struct bc_qgis_layer *layer = &project->layers[project->n_layers++];

    layer->group = bc_report_sense(group);
    /* QGIS replaces an id of ten characters or fewer, and then the tree shows
     * nothing: the prefix alone is longer. */
    snprintf(layer->id, sizeof layer->id, "basincheck_%s", name);
    bc_text_add(&layer->title, title);
    if (illustrative)
        bc_text_add(&layer->title, bc_in_report("（示例）"));
    return layer;
}

static void add_vector(struct bc_qgis_project *project, const char *group,
                       enum bc_published which, bool shown)
{
    const struct bc_outcome *outcome = project->outcome;
    const struct bc_published_layer *source = bc_published_layer(which);
    struct bc_qgis_layer *layer;

    if (bc_published_count(outcome, which) == 0)
        return;
    layer = add_layer(project, group, source->name,
                      bc_report_sense(source->title_zh),
                      bc_published_illustrative(outcome, which));
    layer->geometry = bc_published_geometry(outcome, which);
    layer->shown = shown;
    layer->monthly = which == BC_PUBLISHED_SECTION_MONTHS;
    bc_text_printf(&layer->source, "./basincheck.gpkg|layername=%s",
                   source->name);
    bc_style_geometry_qml(which, layer->geometry, outcome->palette,
                          &layer->style);
}

static void add_view(struct bc_qgis_project *project, enum bc_view which)
{
    const struct bc_view_layer *view = bc_view_layer(which);
    const struct bc_published_layer *source = bc_published_layer(view->of);
    struct bc_qgis_layer *layer;

    if (bc_published_count(project->outcome, view->of) == 0 ||
        (which == BC_VIEW_ILLEGAL_OUTFALLS && !project->outcome->zones))
        return;
    layer = add_layer(project, GROUP_PROBLEMS, view->name,
                      bc_in_report(view->title_zh),
                      bc_published_illustrative(project->outcome, view->of));
    layer->geometry = source->geometry;
    layer->shown = true;
    bc_text_printf(&layer->source, "./basincheck.gpkg|layername=%s|subset=%s",
                   source->name, view->subset);
    bc_view_qml(which, &layer->style);
}

/* "maps/verdict.tif" gives the id basincheck_raster_verdict. */
static void add_raster(struct bc_qgis_project *project,
                       const struct bc_raster_file *file)
{
    const char *base = strrchr(file->name, '/') + 1;
    char name[80];
    struct bc_qgis_layer *layer;

    snprintf(name, sizeof name, "raster_%.*s", (int)strcspn(base, "."), base);
    layer = add_layer(project, GROUP_RASTERS, name, file->title,
                      project->outcome->illustrative);
    layer->geometry = BC_GEOMETRY_NONE;
    /* a ramp stands in the legend as one bar */
    layer->n_classes = file->look == BC_RASTER_RAMP ? 1 : file->n_classes;
    layer->epsg = file->epsg;
    bc_text_printf(&layer->source, "./%s", file->name);
    bc_style_raster_file_qml(file, &layer->style);
}

static void add_rasters(struct bc_qgis_project *project)
{
    struct bc_raster_file files[BC_QGIS_RASTERS];
    size_t n = bc_raster_files(project->outcome, files, BC_QGIS_RASTERS);

    assert(n <= BC_QGIS_RASTERS);
    for (size_t i = 0; i < n; i++)
        add_raster(project, &files[i]);
}

static void add_layers(struct bc_qgis_project *project)
{
    for (int view = 0; view < BC_N_VIEWS; view++)
        add_view(project, (enum bc_view)view);
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        if (published[i].which == BC_N_PUBLISHED)
            add_rasters(project);
        else
            add_vector(project, published[i].group, published[i].which,
                       published[i].shown);
    }
}

static void clear_layers(struct bc_qgis_project *project)
{
    for (size_t i = 0; i < project->n_layers; i++) {
        bc_text_clear(&project->layers[i].title);
        bc_text_clear(&project->layers[i].source);
        bc_text_clear(&project->layers[i].style);
    }
}

const char *bc_qgis_layer_id(const struct bc_qgis_project *project,
                             enum bc_published which)
{
    char id[sizeof project->layers->id];

    snprintf(id, sizeof id, "basincheck_%s", bc_published_layer(which)->name);
    for (size_t i = 0; i < project->n_layers; i++)
        if (strcmp(project->layers[i].id, id) == 0)
            return project->layers[i].id;
    return NULL;
}

static void grow(double bounds[4], const double other[4])
{
    bounds[0] = fmin(bounds[0], other[0]);
    bounds[1] = fmin(bounds[1], other[1]);
    bounds[2] = fmax(bounds[2], other[2]);
    bounds[3] = fmax(bounds[3], other[3]);
}

/* Of the basins; China when none has a place. */
static void find_bounds(struct bc_qgis_project *project)
{
    static const double china[4] = {73, 18, 135, 54};
    const struct bc_outcome *outcome = project->outcome;
    double *bounds = project->bounds, box[4], dx, dy;

    bounds[0] = bounds[1] = INFINITY;
    bounds[2] = bounds[3] = -INFINITY;
    for (size_t i = 0; i < outcome->basins->n_features; i++)
        if (bc_shapes_bounds(&outcome->basins->shapes, i, box))
            grow(bounds, box);
    if (bounds[0] > bounds[2])
        memcpy(bounds, china, sizeof china);
    dx = fmax(MARGIN * (bounds[2] - bounds[0]), 0.005);
    dy = fmax(MARGIN * (bounds[3] - bounds[1]), 0.005);
    bounds[0] -= dx;
    bounds[1] -= dy;
    bounds[2] += dx;
    bounds[3] += dy;
}

/* QGIS reads <authid> only beside an <srsid> of 1 to 99999; any one does. */
static void write_crs(xmlTextWriterPtr xml, const char *srid, const char *name)
{
    bc_xml_open(xml, "spatialrefsys", NULL);
    bc_xml_leaf(xml, "srsid", "1");
    bc_xml_leaf(xml, "srid", srid);
    bc_xml_leaf(xml, "authid", name);
    bc_xml_close(xml);
}

void bc_qgis_crs_epsg(xmlTextWriterPtr xml, int epsg)
{
    char srid[16], name[32];

    snprintf(srid, sizeof srid, "%d", epsg);
    snprintf(name, sizeof name, "EPSG:%d", epsg);
    write_crs(xml, srid, name);
}

void bc_qgis_crs(const struct bc_qgis_project *project)
{
    if (project->outcome->crs_epsg)
        bc_qgis_crs_epsg(project->xml, project->outcome->crs_epsg);
    else
        write_crs(project->xml, "0", project->outcome->crs);
}

static void write_crs_in(const struct bc_qgis_project *project,
                         const char *element)
{
    bc_xml_open(project->xml, element, NULL);
    bc_qgis_crs(project);
    bc_xml_close(project->xml);
}

/* Without this the legend of a raster starts `Band 1 (Palette)`. */
static void hide_band_line(xmlTextWriterPtr xml, size_t n_classes)
{
    struct bc_text order = {0};

    for (size_t i = 1; i <= n_classes; i++)
        bc_text_printf(&order, i > 1 ? ",%zu" : "%zu", i);
    bc_xml_open(xml, "customproperties", NULL);
    bc_xml_open(xml, "Option", "type", "Map", NULL);
    bc_xml_empty(xml, "Option", "name", "legend/node-order", "type", "QString",
                 "value", bc_text_string(&order), NULL);
    bc_xml_close(xml);
    bc_xml_close(xml);
    bc_text_clear(&order);
}

void bc_qgis_tree_layer(xmlTextWriterPtr xml, const struct bc_qgis_layer *layer)
{
    bc_xml_open(xml, "layer-tree-layer", "id", layer->id, "name",
                bc_text_string(&layer->title), "checked",
                layer->shown ? "Qt::Checked" : "Qt::Unchecked", "expanded",
                layer->shown ? "1" : "0", NULL);
    if (layer->geometry == BC_GEOMETRY_NONE)
        hide_band_line(xml, layer->n_classes);
    bc_xml_close(xml);
}

static void write_tree(const struct bc_qgis_project *project)
{
    xmlTextWriterPtr xml = project->xml;
    const char *group = NULL;

    bc_xml_open(xml, "layer-tree-group", NULL);
    bc_xml_empty(xml, "customproperties", NULL);
    for (size_t i = 0; i < project->n_layers; i++) {
        const struct bc_qgis_layer *layer = &project->layers[i];
        bool raster = layer->geometry == BC_GEOMETRY_NONE;

        if (!group || strcmp(group, layer->group) != 0) {
            if (group)
                bc_xml_close(xml);
            group = layer->group;
            bc_xml_open(xml, "layer-tree-group", "name", group, "checked",
                        raster ? "Qt::Unchecked" : "Qt::Checked", "expanded",
                        raster ? "0" : "1", NULL);
        }
        bc_qgis_tree_layer(xml, layer);
    }
    bc_xml_close(xml);
    bc_xml_close(xml);
}

/* Without a canvas that has an extent the program opens on a blank sheet. */
static void write_canvas(const struct bc_qgis_project *project)
{
    static const char *const names[] = {"xmin", "ymin", "xmax", "ymax"};
    xmlTextWriterPtr xml = project->xml;

    bc_xml_open(xml, "mapcanvas", "name", "theMapCanvas", "annotationsVisible",
                "1", NULL);
    bc_xml_leaf(xml, "units", "degrees");
    bc_xml_open(xml, "extent", NULL);
    for (int i = 0; i < 4; i++) {
        struct bc_text number = {0};

        bc_text_add_real(&number, project->bounds[i], 7);
        bc_xml_leaf(xml, names[i], bc_text_string(&number));
        bc_text_clear(&number);
    }
    bc_xml_close(xml);
    bc_xml_leaf(xml, "rotation", "0");
    write_crs_in(project, "destinationsrs");
    bc_xml_close(xml);
}

/* Inside a project QGIS takes no style from the GeoPackage or from a sidecar:
 * what stands in the QML is repeated in the layer. */
static enum bc_status write_style(const struct bc_qgis_project *project,
                                  const struct bc_text *qml,
                                  struct bc_error *err)
{
    xmlDocPtr document = xmlReadMemory(
        qml->data, (int)qml->length, NULL, "UTF-8",
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodePtr root = document ? xmlDocGetRootElement(document) : NULL;
    enum bc_status status = BC_OK;

    if (!root || !buffer) {
        status = bc_error_set(err, BC_INTERNAL, "a style is not XML");
        goto done;
    }
    for (xmlNodePtr node = root->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        xmlBufferEmpty(buffer);
        bc_xml_written(xmlNodeDump(buffer, document, node, 0, 0), qml->data);
        bc_xml_written(xmlTextWriterWriteRaw(project->xml, BAD_CAST "\n"),
                       "\n");
        bc_xml_written(
            xmlTextWriterWriteRaw(project->xml, xmlBufferContent(buffer)),
            qml->data);
    }

done:
    xmlBufferFree(buffer);
    xmlFreeDoc(document);
    return status;
}

static const char *geometry_name(enum bc_geometry geometry)
{
    static const char *const names[] = {[BC_GEOMETRY_POINT] = "Point",
                                        [BC_GEOMETRY_LINE] = "Line",
                                        [BC_GEOMETRY_POLYGON] = "Polygon"};

    return names[geometry];
}

static enum bc_status write_layer(const struct bc_qgis_project *project,
                                  const struct bc_qgis_layer *layer,
                                  struct bc_error *err)
{
    xmlTextWriterPtr xml = project->xml;
    bool raster = layer->geometry == BC_GEOMETRY_NONE;
    enum bc_status status;

    if (raster)
        bc_xml_open(xml, "maplayer", "type", "raster", NULL);
    else
        bc_xml_open(xml, "maplayer", "type", "vector", "geometry",
                    geometry_name(layer->geometry), "labelsEnabled", "1", NULL);
    bc_xml_leaf(xml, "id", layer->id);
    bc_xml_leaf(xml, "datasource", bc_text_string(&layer->source));
    bc_xml_leaf(xml, "layername", bc_text_string(&layer->title));
    bc_xml_open(xml, "srs", NULL);
    if (layer->epsg)
        bc_qgis_crs_epsg(xml, layer->epsg);
    else
        bc_qgis_crs(project);
    bc_xml_close(xml);
    bc_xml_open(xml, "provider", "encoding", "UTF-8", NULL);
    bc_xml_written(
        xmlTextWriterWriteString(xml, BAD_CAST(raster ? "gdal" : "ogr")),
        "gdal");
    bc_xml_close(xml);
    /* Compared with a time, a bare date of the next month would fall into the
     * frame of this one. */
    if (layer->monthly)
        bc_xml_empty(xml, "temporal", "enabled", "1", "mode", "4",
                     "startExpression", "to_datetime(\"start\")",
                     "endExpression", "to_datetime(\"end\")", "accumulate", "0",
                     "limitMode", "1", NULL);
    status = write_style(project, &layer->style, err);
    bc_xml_close(xml);
    return status;
}

static void write_property(xmlTextWriterPtr xml, const char *name,
                           const char *type, const char *value)
{
    bc_xml_open(xml, name, "type", type, NULL);
    bc_xml_written(xmlTextWriterWriteString(xml, BAD_CAST value), value);
    bc_xml_close(xml);
}

/* Three of these are silent traps: without ProjectionsEnabled there is no CRS,
 * with absolute paths the folder cannot be moved. */
static void write_properties(xmlTextWriterPtr xml)
{
    bc_xml_open(xml, "properties", NULL);
    bc_xml_open(xml, "SpatialRefSys", NULL);
    write_property(xml, "ProjectionsEnabled", "int", "1");
    bc_xml_close(xml);
    bc_xml_open(xml, "Paths", NULL);
    write_property(xml, "Absolute", "bool", "false");
    bc_xml_close(xml);
    bc_xml_open(xml, "Measure", NULL);
    write_property(xml, "Ellipsoid", "QString", "EPSG:7030");
    bc_xml_close(xml);
    bc_xml_open(xml, "Measurement", NULL);
    write_property(xml, "AreaUnits", "QString", "km2");
    write_property(xml, "DistanceUnits", "QString", "km");
    bc_xml_close(xml);
    bc_xml_open(xml, "Gui", NULL); /* land outside the basins: #efefec */
    write_property(xml, "CanvasColorRedPart", "int", "239");
    write_property(xml, "CanvasColorGreenPart", "int", "239");
    write_property(xml, "CanvasColorBluePart", "int", "236");
    bc_xml_close(xml);
    bc_xml_close(xml);
}

/* A bookmark a basin: one click to its extent. */
static void write_bookmarks(const struct bc_qgis_project *project)
{
    const struct bc_layer *basins = project->outcome->basins;
    xmlTextWriterPtr xml = project->xml;
    double b[4];

    bc_xml_open(xml, "Bookmarks", NULL);
    for (size_t i = 0; i < basins->n_features; i++) {
        const char *label = bc_layer_label(basins, i);
        const char *name = bc_layer_text(basins, "name", i);
        const int corners[][2] = {{0, 1}, {2, 1}, {2, 3}, {0, 3}, {0, 1}};
        struct bc_text extent = {0};

        if (!label || !bc_shapes_bounds(&basins->shapes, i, b))
            continue;
        bc_text_add(&extent, "Polygon ((");
        for (size_t c = 0; c < 5; c++) {
            bc_text_add(&extent, c ? ", " : "");
            bc_text_add_real(&extent, b[corners[c][0]], 7);
            bc_text_add(&extent, " ");
            bc_text_add_real(&extent, b[corners[c][1]], 7);
        }
        bc_text_add(&extent, "))");
        bc_xml_open(xml, "Bookmark", "id", label, "name", name ? name : label,
                    "group", bc_in_report("流域"), "extent",
                    bc_text_string(&extent), NULL);
        bc_qgis_crs(project);
        bc_xml_close(xml);
        bc_text_clear(&extent);
    }
    bc_xml_close(xml);
}

/* What the temporal controller starts with: a frame a month. */
static void write_times(const struct bc_qgis_project *project)
{
    const struct bc_series *series = project->outcome->series;
    xmlTextWriterPtr xml = project->xml;
    char first[16], last[16], time[32];

    if (!series)
        return;
    bc_day_print(series->months[0].first, first);
    bc_day_print(series->months[series->n_months - 1].last, last);
    bc_xml_open(xml, "ProjectTimeSettings", "timeStepUnit", "mon", "timeStep",
                "1", "frameRate", "2", "cumulativeTemporalRange", "0", NULL);
    bc_xml_open(xml, "TemporalRange", NULL);
    snprintf(time, sizeof time, "%sT00:00:00Z", first);
    bc_xml_leaf(xml, "start", time);
    snprintf(time, sizeof time, "%sT23:59:59Z", last);
    bc_xml_leaf(xml, "end", time);
    bc_xml_close(xml);
    bc_xml_close(xml);
}

static enum bc_status write_project(const struct bc_qgis_project *project,
                                    struct bc_error *err)
{
    xmlTextWriterPtr xml = project->xml;
    enum bc_status status = BC_OK;

    xmlTextWriterSetIndent(xml, 1);
    bc_xml_written(xmlTextWriterStartDocument(xml, "1.0", "UTF-8", NULL),
                   "<?xml?>");
    bc_xml_written(xmlTextWriterWriteDTD(xml, BAD_CAST "qgis",
                                         BAD_CAST "http://mrcc.com/qgis.dtd",
                                         BAD_CAST "SYSTEM", NULL),
                   "<!DOCTYPE>");
    bc_xml_open(xml, "qgis", "version", QGIS_VERSION, "projectname",
                project->outcome->title, NULL);
    bc_xml_empty(xml, "homePath", "path", "", NULL);
    bc_xml_leaf(xml, "title", project->outcome->title);
    write_crs_in(project, "projectCrs");
    write_tree(project);
    write_canvas(project);
    bc_xml_open(xml, "projectlayers", NULL);
    for (size_t i = 0; i < project->n_layers && !status; i++)
        status = write_layer(project, &project->layers[i], err);
    bc_xml_close(xml);
    write_properties(xml);
    write_times(project);
    bc_qgis_layouts(project);
    write_bookmarks(project);
    bc_xml_close(xml);
    bc_xml_written(xmlTextWriterEndDocument(xml), "");
    return status;
}

enum bc_status bc_qgis_write(const struct bc_outcome *outcome,
                             struct bc_stage *stage, struct bc_error *err)
{
    struct bc_qgis_project *project = bc_alloc(1, sizeof *project);
    xmlBufferPtr buffer = xmlBufferCreate();
    enum bc_status status;

    project->outcome = outcome;
    project->xml = xmlNewTextWriterMemory(buffer, 0);
    if (!project->xml) {
        status = bc_error_set(err, BC_INTERNAL, "libxml2 has no memory");
        goto done;
    }
    find_bounds(project);
    add_layers(project);
    status = write_project(project, err);
    xmlFreeTextWriter(project->xml); /* flushes into the buffer */
    if (!status)
        status = bc_stage_write(stage, "project.qgs", xmlBufferContent(buffer),
                                (size_t)xmlBufferLength(buffer), err);

done:
    clear_layers(project);
    xmlBufferFree(buffer);
    free(project);
    return status;
}
