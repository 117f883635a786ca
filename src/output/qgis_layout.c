/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "output/qgis_project.h"
#include "output/qgis_xml.h"

/* The items' types in QGIS (QgsLayoutItemRegistry). */
#define ITEM_PAGE "65638"
#define ITEM_MAP "65639"
#define ITEM_PICTURE "65640"
#define ITEM_LABEL "65641"
#define ITEM_LEGEND "65642"
#define ITEM_SCALE_BAR "65646"

#define HEI "Noto Sans CJK SC"
#define SONG "Noto Serif CJK SC"

/* A4 landscape in mm: rule, title and the line about review above, legend at
 * the right, with nothing below it, sources under the map. */
struct box {
    double x, y, width, height;
};
static const struct box page_box = {0, 0, 297, 210};
static const struct box rule_box = {12, 9, 273, 1.4};
static const struct box title_box = {12, 12, 273, 10};
static const struct box dates_box = {12, 21.5, 204, 5.5};
static const struct box review_box = {217, 21.5, 68, 5.5};
static const struct box map_box = {12, 28.5, 214, 162};
static const struct box north_box = {15.5, 31.5, 8, 10};
static const struct box north_word_box = {15.5, 41, 8, 4.5};
static const struct box scale_box = {15.5, 178, 80, 10};
static const struct box legend_box = {229, 28, 56, 162};
static const struct box sources_box = {12, 193, 214, 9};

struct sheet {
    const struct bc_qgis_project *project;
    const char *name; /* "图件"; ids are made from it */
    bool atlas;       /* a page a basin */
    char map_uuid[48];
};

enum align { LEFT = 1, RIGHT = 2, CENTRE = 4 };
struct words {
    const char *font;
    double size_pt;
    bool bold;
    int grey; /* of 255 */
    enum align align;
};

/* A name's own id, so that the same run writes the same bytes. */
static void make_uuid(const struct sheet *sheet, const char *item,
                      char uuid[48])
{
    struct bc_text name = {0};
    char hex[65];

    bc_text_printf(&name, "%s/%s", sheet->name, item);
    bc_sha256(name.data, name.length, hex);
    snprintf(uuid, 48, "{%.8s-%.4s-%.4s-%.4s-%.12s}", hex, hex + 8, hex + 12,
             hex + 16, hex + 20);
    bc_text_clear(&name);
}

static void add_length(struct bc_text *out, double a, double b)
{
    bc_text_add_real(out, a, 3);
    bc_text_add(out, ",");
    bc_text_add_real(out, b, 3);
    bc_text_add(out, ",mm");
}

static void write_colour(xmlTextWriterPtr xml, const char *element, int red,
                         int green, int blue)
{
    char r[8], g[8], b[8];

    snprintf(r, sizeof r, "%d", red);
    snprintf(g, sizeof g, "%d", green);
    snprintf(b, sizeof b, "%d", blue);
    bc_xml_empty(xml, element, "red", r, "green", g, "blue", b, "alpha", "255",
                 NULL);
}

/* The attributes that all items share; the caller adds its own, then children,
 * and closes. */
static void open_item(const struct sheet *sheet, const char *type,
                      const char *item, struct box box, int z, bool frame,
                      bool background)
{
    struct bc_text position = {0}, size = {0};
    char uuid[48], z_value[16];

    make_uuid(sheet, item, uuid);
    add_length(&position, box.x, box.y);
    add_length(&size, box.width, box.height);
    snprintf(z_value, sizeof z_value, "%d", z);
    bc_xml_open(sheet->project->xml, "LayoutItem", "type", type, "id", item,
                "uuid", uuid, "templateUuid", uuid, "position",
                bc_text_string(&position), "positionOnPage",
                bc_text_string(&position), "size", bc_text_string(&size),
                "referencePoint", "0", "zValue", z_value, "visibility", "1",
                "frame", frame ? "true" : "false", "outlineWidthM", "0.25,mm",
                "background", background ? "true" : "false", "opacity", "1",
                "itemRotation", "0", NULL);
    bc_text_clear(&position);
    bc_text_clear(&size);
}

static void write_attribute(const struct sheet *sheet, const char *name,
                            const char *value)
{
    bc_xml_written(xmlTextWriterWriteAttribute(sheet->project->xml,
                                               BAD_CAST name, BAD_CAST value),
                   value);
}

static void make_font(char font[96], struct words words)
{
    snprintf(font, 96, "%s,%g,-1,5,%d,0,0,0,0,0", words.font, words.size_pt,
             words.bold ? 75 : 50);
}

static void write_label(const struct sheet *sheet, const char *item,
                        struct box box, struct words words, const char *text)
{
    xmlTextWriterPtr xml = sheet->project->xml;
    char font[96], align[8];

    make_font(font, words);
    snprintf(align, sizeof align, "%d", words.align);
    open_item(sheet, ITEM_LABEL, item, box, 5, false, false);
    bc_xml_attribute(xml, "labelText", text);
    write_attribute(sheet, "htmlState", "0");
    write_attribute(sheet, "marginX", "0");
    write_attribute(sheet, "marginY", "0");
    write_attribute(sheet, "halign", align);
    write_attribute(sheet, "valign", "32");
    bc_xml_empty(xml, "LabelFont", "description", font, "style",
                 words.bold ? "Bold" : "", NULL);
    write_colour(xml, "FontColor", words.grey, words.grey, words.grey);
    bc_xml_close(xml);
}

static void write_rule(const struct sheet *sheet)
{
    xmlTextWriterPtr xml = sheet->project->xml;

    open_item(sheet, ITEM_LABEL, bc_in_report("横线"), rule_box, 5, false,
              true);
    write_attribute(sheet, "labelText", "");
    write_colour(xml, "BackgroundColor", 27, 31, 34);
    bc_xml_close(xml);
}

/*
 * In degrees a map of the middle latitudes is too wide, so the sheets are in
 * the 3-degree Gauss-Krueger zone of the middle (EPSG:4534 is 75E, 4554 is
 * 135E). 0: no such zone, or too wide for one.
 */
static int zone_epsg(const struct bc_qgis_project *project, double *meridian)
{
    const double *b = project->bounds;
    int epsg = project->outcome->crs_epsg;
    int zone = (int)lround((b[0] + b[2]) / 2 / 3);

    if ((epsg != 4490 && epsg != 4326) || zone < 25 || zone > 45 ||
        b[2] - b[0] > 12)
        return 0;
    *meridian = 3.0 * zone;
    return 4534 + zone - 25;
}

/* Gauss-Krueger to a kilometre or so, enough for the frame of a map. */
static void project_roughly(double lon, double lat, double meridian,
                            double xy[2])
{
    const double degree = 3.14159265358979 / 180, radius = 6378137;
    double phi = lat * degree, along = (lon - meridian) * degree;

    xy[0] = 500000 + radius * cos(phi) * along *
                         (1 + 0.00335 * sin(phi) * sin(phi)) *
                         (1 + along * along * cos(2 * phi) / 6);
    xy[1] = 111132.952 * lat - 16038.509 * sin(2 * phi) +
            16.833 * sin(4 * phi) +
            radius * sin(phi) * cos(phi) * along * along / 2;
}

/* Frame of the map in its own units, grown to the shape of its box.
 * @return metres across */
static double frame_map(const struct bc_qgis_project *project, double frame[4])
{
    const double *b = project->bounds;
    double meridian = 0, shape = map_box.width / map_box.height, grown;
    int epsg = zone_epsg(project, &meridian);

    memcpy(frame, b, 4 * sizeof *frame);
    if (epsg) {
        frame[0] = frame[1] = INFINITY;
        frame[2] = frame[3] = -INFINITY;
        for (int i = 0; i < 6; i++) {
            double xy[2], lon = i % 3 == 0   ? b[0]
                                : i % 3 == 1 ? (b[0] + b[2]) / 2
                                             : b[2];

            project_roughly(lon, i < 3 ? b[1] : b[3], meridian, xy);
            frame[0] = fmin(frame[0], xy[0]);
            frame[1] = fmin(frame[1], xy[1]);
            frame[2] = fmax(frame[2], xy[0]);
            frame[3] = fmax(frame[3], xy[1]);
        }
    }
    grown = shape * (frame[3] - frame[1]) - (frame[2] - frame[0]);
    if (grown > 0) {
        frame[0] -= grown / 2;
        frame[2] += grown / 2;
    } else {
        frame[1] += grown / shape / 2;
        frame[3] -= grown / shape / 2;
    }
    return (frame[2] - frame[0]) *
           (epsg ? 1 : 111320 * cos((b[1] + b[3]) / 2 / 57.29578));
}

static void write_map(const struct sheet *sheet, const double frame[4])
{
    static const char *const sides[] = {"xmin", "ymin", "xmax", "ymax"};
    xmlTextWriterPtr xml = sheet->project->xml;
    double meridian = 0;
    int epsg = zone_epsg(sheet->project, &meridian);

    open_item(sheet, ITEM_MAP, bc_in_report("地图"), map_box, 1, true, true);
    write_attribute(sheet, "keepLayerSet", "false");
    write_attribute(sheet, "followPreset", "false");
    write_attribute(sheet, "drawCanvasItems", "true");
    write_attribute(sheet, "mapRotation", "0");
    write_colour(xml, "FrameColor", 27, 31, 34);
    write_colour(xml, "BackgroundColor", 239, 239, 236);
    bc_xml_open(xml, "Extent", NULL);
    for (int i = 0; i < 4; i++)
        bc_xml_real(xml, sides[i], frame[i], 7);
    bc_xml_close(xml);
    if (epsg) {
        bc_xml_open(xml, "crs", NULL);
        bc_qgis_crs_epsg(xml, epsg);
        bc_xml_close(xml);
    }
    bc_xml_empty(xml, "LayerSet", NULL);
    bc_xml_empty(xml, "AtlasMap", "atlasDriven", sheet->atlas ? "1" : "0",
                 "scalingMode", "2", "margin", "0.08", NULL);
    bc_xml_close(xml);
}

static void write_style_font(xmlTextWriterPtr xml, const char *name,
                             struct words words, const char *space)
{
    char font[96];

    make_font(font, words);
    bc_xml_open(xml, "style", "name", name, "alignment", "1", "marginTop",
                space, "marginBottom", "0", "marginLeft",
                strcmp(name, "symbolLabel") == 0 ? "1.5" : "0", NULL);
    bc_xml_empty(xml, "styleFont", "description", font, "style",
                 words.bold ? "Bold" : "", NULL);
    bc_xml_close(xml);
}

/** The classes that a layer's style has. */
static size_t n_labels(const struct bc_qgis_layer *layer)
{
    const char *at = bc_text_string(&layer->style);
    size_t n = 0;

    while ((at = strstr(at, " label=\"")) != NULL) {
        at++;
        n++;
    }
    return n;
}

/** By how much the legend must shrink to stay beside the map; heights are
 * measured in QGIS 3.22. Below three quarters nobody could read it. */
static double legend_scale(const struct bc_qgis_project *project)
{
    double height = 5; /* its title */

    for (size_t i = 0; i < project->n_layers; i++) {
        size_t n = n_labels(&project->layers[i]);

        if (project->layers[i].shown)
            height += n > 1 ? 5.6 + 4.2 * (double)n : 4.6;
    }
    return fmin(1, fmax(0.75, legend_box.height / height));
}

static void write_real(const struct sheet *sheet, const char *name,
                       double value)
{
    char text[16];

    snprintf(text, sizeof text, "%.2f", value);
    write_attribute(sheet, name, text);
}

/* Only what the map shows: the legend has a tree of its own. */
static void write_legend(const struct sheet *sheet)
{
    const struct bc_qgis_project *project = sheet->project;
    xmlTextWriterPtr xml = project->xml;
    const double scale = legend_scale(project), size = 7.5 * scale;
    const struct words head = {HEI, 10, true, 27, LEFT};
    const struct words layer = {HEI, size, true, 27, LEFT};
    const struct words item = {HEI, size, false, 27, LEFT};
    char wide[16], narrow[16];

    open_item(sheet, ITEM_LEGEND, bc_in_report("图例"), legend_box, 3, false,
              false);
    write_attribute(sheet, "map_uuid", sheet->map_uuid);
    write_attribute(sheet, "title", bc_in_report("图例"));
    write_attribute(sheet, "resizeToContents", "1");
    write_attribute(sheet, "columnCount", "1");
    write_real(sheet, "symbolWidth", 8 * scale);
    write_real(sheet, "symbolHeight", 3.6 * scale);
    write_real(sheet, "maxSymbolSize", 4.3 * scale); /* of points */
    write_attribute(sheet, "boxSpace", "0.5");
    write_attribute(sheet, "lineSpacing", "0.6");
    snprintf(wide, sizeof wide, "%.2f", 1.8 * scale);
    snprintf(narrow, sizeof narrow, "%.2f", 0.7 * scale);
    bc_xml_open(xml, "styles", NULL);
    write_style_font(xml, "title", head, "0");
    write_style_font(xml, "group", layer, wide);
    write_style_font(xml, "subgroup", layer, wide);
    write_style_font(xml, "symbol", item, narrow);
    write_style_font(xml, "symbolLabel", item, narrow);
    bc_xml_close(xml);
    bc_xml_open(xml, "layer-tree-group", NULL);
    for (size_t i = 0; i < project->n_layers; i++)
        if (project->layers[i].shown)
            bc_qgis_tree_layer(xml, &project->layers[i]);
    bc_xml_close(xml);
    bc_xml_close(xml);
}

/* Two segments of 1, 2 or 5 times a power of ten, about a fifth of the map. */
static double segment_km(double metres_across)
{
    double wish = metres_across / 1000 / 9;
    double power = pow(10, floor(log10(wish)));

    return power * (wish >= 5 * power ? 5 : wish >= 2 * power ? 2 : 1);
}

static void write_scale_bar(const struct sheet *sheet, double metres_across)
{
    const struct words words = {HEI, 8, false, 27, LEFT};
    xmlTextWriterPtr xml = sheet->project->xml;
    char font[96];

    make_font(font, words);
    open_item(sheet, ITEM_SCALE_BAR, bc_in_report("比例尺"), scale_box, 4,
              false, false);
    write_attribute(sheet, "mapUuid", sheet->map_uuid);
    write_attribute(sheet, "style", "Single Box");
    write_attribute(sheet, "unitType", "km");
    write_attribute(sheet, "unitLabel", "km");
    write_attribute(sheet, "numMapUnitsPerScaleBarUnit", "1");
    bc_xml_real(xml, "numUnitsPerSegment", segment_km(metres_across), 6);
    write_attribute(sheet, "numSegments", "2");
    write_attribute(sheet, "numSegmentsLeft", "0");
    write_attribute(sheet, "height", "1.6");
    write_attribute(sheet, "labelBarSpace", "1");
    write_attribute(sheet, "boxContentSpace", "0.5");
    write_attribute(sheet, "outlineWidth", "0.2");
    /* An atlas page has its own scale: the bar keeps to a width. */
    write_attribute(sheet, "segmentSizeMode", sheet->atlas ? "1" : "0");
    write_attribute(sheet, "minBarWidth", "30");
    write_attribute(sheet, "maxBarWidth", "55");
    bc_xml_empty(xml, "scaleBarFont", "description", font, NULL);
    bc_xml_close(xml);
}

static void write_north(const struct sheet *sheet)
{
    const struct words words = {HEI, 8, true, 27, CENTRE};

    open_item(sheet, ITEM_PICTURE, bc_in_report("指北针"), north_box, 4, false,
              false);
    write_attribute(sheet, "file",
                    ":/images/north_arrows/layout_default_north_arrow.svg");
    write_attribute(sheet, "mode", "0");
    write_attribute(sheet, "resizeMode", "0");
    write_attribute(sheet, "anchorPoint", "4");
    write_attribute(sheet, "northMode", "0");
    write_attribute(sheet, "mapUuid", sheet->map_uuid);
    write_attribute(sheet, "svgFillColor", "27,31,34,255");
    write_attribute(sheet, "svgBorderColor", "27,31,34,255");
    bc_xml_close(sheet->project->xml);
    write_label(sheet, bc_in_report("北"), north_word_box, words,
                bc_in_report("北"));
}

static void write_page(const struct sheet *sheet)
{
    bc_xml_open(sheet->project->xml, "PageCollection", NULL);
    open_item(sheet, ITEM_PAGE, bc_in_report("页面"), page_box, 0, false, true);
    bc_xml_close(sheet->project->xml);
    bc_xml_close(sheet->project->xml);
}

/* QGIS evaluates [% %] in a label; a title is never code. */
static void add_plain(struct bc_text *out, const char *text)
{
    for (; *text; text++) {
        bc_text_add_bytes(out, text, 1);
        if (text[0] == '[' && text[1] == '%')
            bc_text_add(out, "\xe2\x80\x8b"); /* a blank of no width */
    }
}

static void add_title(const struct sheet *sheet, struct bc_text *out)
{
    const struct bc_outcome *outcome = sheet->project->outcome;

    if (sheet->atlas)
        bc_text_add(out, bc_in_report(
                             "[% coalesce(@atlas_pagename, '流域图集') %] · "));
    add_plain(out, outcome->title);
    if (outcome->illustrative)
        bc_text_add(out, bc_in_report("（示例）"));
}

static void add_dates(const struct sheet *sheet, struct bc_text *out)
{
    const struct bc_outcome *outcome = sheet->project->outcome;
    double meridian = 0;
    int epsg = zone_epsg(sheet->project, &meridian);
    char as_of[16];

    bc_day_print(outcome->as_of, as_of);
    if (sheet->atlas)
        bc_text_add(out,
                    bc_in_report("结论 [% coalesce(attribute(@atlas_feature, "
                                 "'verdict_zh'), '无法判断') %]　"));
    if (outcome->period.label[0])
        bc_text_printf(out, bc_in_report("水质时段 %s　"),
                       outcome->period.label);
    if (as_of[0])
        bc_text_printf(out, bc_in_report("排污口、红线截至 %s　"), as_of);
    bc_text_add(out, bc_in_report("坐标系 "));
    add_plain(out, outcome->crs);
    if (epsg)
        bc_text_printf(out,
                       bc_in_report("　图幅 %g° 三度带高斯投影（EPSG:%d）"),
                       meridian, epsg);
}

static void add_sources(const struct bc_outcome *outcome, struct bc_text *out)
{
    const size_t most = 12;

    bc_text_add(out, bc_in_report("资料："));
    for (size_t i = 0; i < outcome->n_inputs && i < most; i++) {
        bc_text_add(out, i ? bc_in_report("、") : "");
        add_plain(out, bc_path_name(outcome->inputs[i].label));
    }
    if (outcome->n_inputs > most)
        bc_text_printf(out, bc_in_report(" 等 %zu 个文件"), outcome->n_inputs);
    if (outcome->n_inputs == 0)
        bc_text_add(out, bc_in_report("见 manifest.json"));
    if (outcome->illustrative)
        bc_text_add(out, bc_in_report("。标“示例”的数据并非实测，不得引用"));
}

/* 17 pt holds 42 characters; an atlas puts a basin's name in front. */
static double title_size_pt(const struct sheet *sheet)
{
    const char *title = sheet->project->outcome->title;
    size_t n = sheet->atlas ? 15 : 5;

    while (bc_utf8_next(&title))
        n++;
    return fmin(17, 17 * 42 / (double)n);
}

static void write_texts(const struct sheet *sheet)
{
    const struct words title = {SONG, title_size_pt(sheet), true, 27, LEFT};
    const struct words small = {HEI, 8.5, false, 90, LEFT};
    const struct words note = {HEI, 7, false, 90, LEFT};
    const struct words review = {HEI, 8.5, true, 27, RIGHT};
    struct bc_text text = {0};

    write_rule(sheet);
    add_title(sheet, &text);
    write_label(sheet, bc_in_report("标题"), title_box, title, text.data);
    bc_text_clear(&text);
    add_dates(sheet, &text);
    write_label(sheet, bc_in_report("日期"), dates_box, small, text.data);
    bc_text_clear(&text);
    add_sources(sheet->project->outcome, &text);
    write_label(sheet, bc_in_report("资料"), sources_box, note, text.data);
    bc_text_clear(&text);
    write_label(sheet, bc_in_report("审图"), review_box, review,
                bc_in_report("内部工作用图，未经审图不得公开"));
}

static void write_atlas(const struct sheet *sheet)
{
    const char *id = bc_qgis_layer_id(sheet->project, BC_PUBLISHED_BASINS);

    if (sheet->atlas && id)
        bc_xml_empty(sheet->project->xml, "Atlas", "enabled", "1",
                     "coverageLayer", id, "hideCoverage", "0", "sortFeatures",
                     "1", "sortKey", "\"code\"", "sortAscending", "1",
                     "filterFeatures", "0", "pageNameExpression", "\"name\"",
                     "filenamePattern", "'basin_' || \"code\"", NULL);
}

static void write_sheet(const struct bc_qgis_project *project, const char *name,
                        bool atlas)
{
    struct sheet sheet = {project, name, atlas, ""};
    double frame[4];
    double metres_across = frame_map(project, frame);

    make_uuid(&sheet, bc_in_report("地图"), sheet.map_uuid);
    bc_xml_open(project->xml, "Layout", "name", name, "units", "mm",
                "printResolution", "300", "worldFileMap", "", NULL);
    write_page(&sheet);
    write_map(&sheet, frame);
    write_legend(&sheet);
    write_scale_bar(&sheet, metres_across);
    write_north(&sheet);
    write_texts(&sheet);
    write_atlas(&sheet);
    bc_xml_close(project->xml);
}

void bc_qgis_layouts(const struct bc_qgis_project *project)
{
    bc_xml_open(project->xml, "Layouts", NULL);
    write_sheet(project, bc_in_report("图件"), false);
    if (bc_qgis_layer_id(project, BC_PUBLISHED_BASINS))
        write_sheet(project, bc_in_report("流域图集"), true);
    bc_xml_close(project->xml);
}
