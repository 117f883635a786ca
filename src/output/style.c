/* SPDX-License-Identifier: MIT */
#include "output/style.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "output/qgis_xml.h"
#include "output/style_form.h"
#include "output/style_values.h"
#include "output/style_view.h"
#include "output/style_words.h"
#include "plan/summary.h"

#define N_CLASSES 6
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Made by bc_embed from styles/, each with a final NUL. */
#define TEMPLATE(name, kind)                                                   \
    extern const unsigned char bc_style_##name##_##kind[];
#define PUBLISHED(name) TEMPLATE(name, qml) TEMPLATE(name, sld)
PUBLISHED(sections)
PUBLISHED(suspects)
PUBLISHED(outfalls)
PUBLISHED(rivers)
PUBLISHED(redlines)
PUBLISHED(overlaps)
PUBLISHED(zones)
PUBLISHED(redline_buffers)
PUBLISHED(water_strips)
PUBLISHED(fences)
PUBLISHED(lakes)
PUBLISHED(basins)
TEMPLATE(suspect_areas, qml)
TEMPLATE(illegal_outfalls, qml)
TEMPLATE(missed_sections, qml)
TEMPLATE(unfinished_outfalls, qml)
TEMPLATE(redline_outfalls, qml)

static const struct {
    const unsigned char *qml, *sld;
} templates[BC_N_PUBLISHED] = {
    [BC_PUBLISHED_SECTIONS] = {bc_style_sections_qml, bc_style_sections_sld},
    /* the same signs, month by month */
    [BC_PUBLISHED_SECTION_MONTHS] = {bc_style_sections_qml,
                                     bc_style_sections_sld},
    [BC_PUBLISHED_SUSPECTS] = {bc_style_suspects_qml, bc_style_suspects_sld},
    [BC_PUBLISHED_OUTFALLS] = {bc_style_outfalls_qml, bc_style_outfalls_sld},
    [BC_PUBLISHED_RIVERS] = {bc_style_rivers_qml, bc_style_rivers_sld},
    [BC_PUBLISHED_REDLINES] = {bc_style_redlines_qml, bc_style_redlines_sld},
    [BC_PUBLISHED_OVERLAPS] = {bc_style_overlaps_qml, bc_style_overlaps_sld},
    [BC_PUBLISHED_ZONES] = {bc_style_zones_qml, bc_style_zones_sld},
    [BC_PUBLISHED_REDLINE_BUFFERS] = {bc_style_redline_buffers_qml,
                                      bc_style_redline_buffers_sld},
    [BC_PUBLISHED_WATER_STRIPS] = {bc_style_water_strips_qml,
                                   bc_style_water_strips_sld},
    [BC_PUBLISHED_FENCES] = {bc_style_fences_qml, bc_style_fences_sld},
    [BC_PUBLISHED_LAKES] = {bc_style_lakes_qml, bc_style_lakes_sld},
    [BC_PUBLISHED_BASINS] = {bc_style_basins_qml, bc_style_basins_sld},
};

static const unsigned char *const view_templates[BC_N_VIEWS] = {
    [BC_VIEW_ILLEGAL_OUTFALLS] = bc_style_illegal_outfalls_qml,
    [BC_VIEW_MISSED_SECTIONS] = bc_style_missed_sections_qml,
    [BC_VIEW_UNFINISHED_OUTFALLS] = bc_style_unfinished_outfalls_qml,
    [BC_VIEW_REDLINE_OUTFALLS] = bc_style_redline_outfalls_qml,
};

static const struct bc_view_layer views[BC_N_VIEWS] = {
    [BC_VIEW_ILLEGAL_OUTFALLS] = {"illegal_outfalls", BC_ZH("违法排污口"),
                                  BC_PUBLISHED_OUTFALLS,
                                  "\"in_zone\" IN ('一级','二级')"},
    [BC_VIEW_MISSED_SECTIONS] = {"missed_sections", BC_ZH("未达目标类别的断面"),
                                 BC_PUBLISHED_SECTIONS, "\"meets_target\" = 0"},
    [BC_VIEW_UNFINISHED_OUTFALLS] = {"unfinished_outfalls",
                                     BC_ZH("未完成整治的排污口"),
                                     BC_PUBLISHED_OUTFALLS, "\"stage_no\" < 6"},
    [BC_VIEW_REDLINE_OUTFALLS] = {"redline_outfalls", BC_ZH("红线内的排污口"),
                                  BC_PUBLISHED_OUTFALLS, "\"in_redline\" = 1"},
};

/* Official: the colours that the monitoring centre prints. For colour-blind
 * readers (cvd): blue to white to orange, turning where 优良 (Ⅰ to Ⅲ) ends;
 * either way the numeral stands in the sign. */
static const char *const official[N_CLASSES + 1] = {
    "#ffffff", "#ccffff", "#00ccff", "#00ff00",
    "#ffff00", "#ff9b00", "#ff0000"};
static const char *const cvd[N_CLASSES + 1] = {"#ffffff", "#5aa5d6", "#a3cdea",
                                               "#e3eff7", "#fee8a8", "#fdb45c",
                                               "#e8743b"};

static const char *const *class_colours(const char *palette)
{
    return palette && strcmp(palette, "cvd") == 0 ? cvd : official;
}

const char *bc_class_colour(int class_no, const char *palette)
{
    int known = class_no >= 1 && class_no <= N_CLASSES;

    return class_colours(palette)[known ? class_no : 0];
}

const char *bc_verdict_colour(int overall)
{
    static const char *const colours[] = {
        [BC_OVERALL_NONE] = "#f2f2ef",
        [BC_OVERALL_MET] = "#e9eef1",
        [BC_OVERALL_INTERIM] = "#f7e9f2",
        [BC_OVERALL_MISSED] = "#7a1f5c",
    };

    return colours[overall >= 0 && overall < (int)COUNT(colours) ? overall : 0];
}

const char *bc_stage_colour(int stage_no)
{
    static const char *const colours[] = {"#ffffff", "#f4eee3", "#e6d8c0",
                                          "#d3bc97", "#bfa173", "#a58455",
                                          "#83653b", "#634826", "#3f2c14"};
    int known = stage_no >= 1 && stage_no < (int)COUNT(colours);

    return colours[known ? stage_no : 0];
}

/* The templates hold the official colours, so that they can be used alone;
 * another palette takes their place, colour by colour. */
static void add_recoloured(struct bc_text *out, const char *xml, size_t n,
                           const char *palette)
{
    const char *const *colours = class_colours(palette);
    const char *end = xml + n;

    while (xml < end) {
        const char *mark = memchr(xml, '#', (size_t)(end - xml));
        size_t width = 1;
        const char *text = mark;

        if (!mark) {
            bc_text_add_bytes(out, xml, (size_t)(end - xml));
            return;
        }
        bc_text_add_bytes(out, xml, (size_t)(mark - xml));
        for (int i = 1; i <= N_CLASSES; i++) {
            if (strncmp(mark, official[i], strlen(official[i])) == 0) {
                text = colours[i];
                width = strlen(official[i]);
            }
        }
        bc_text_add_bytes(out, text, width);
        xml = mark + width;
    }
}

/* `<aliases/>` of a template becomes what is known of the layer's fields. */
static void add_qml(struct bc_text *out, const unsigned char *bytes,
                    enum bc_published which, const char *palette)
{
    static const char placeholder[] = "<aliases/>";
    const char *xml = (const char *)bytes;
    const char *aliases = strstr(xml, placeholder);

    if (aliases) {
        add_recoloured(out, xml, (size_t)(aliases - xml), palette);
        bc_style_aliases(which, out);
        bc_style_values(which, out);
        bc_style_form(which, out);
        xml = aliases + strlen(placeholder);
    }
    add_recoloured(out, xml, strlen(xml), palette);
    bc_style_words(out);
}

void bc_style_geometry_qml(enum bc_published which, enum bc_geometry geometry,
                           const char *palette, struct bc_text *out)
{
    bool areas =
        which == BC_PUBLISHED_SUSPECTS && geometry == BC_GEOMETRY_POLYGON;

    add_qml(out, areas ? bc_style_suspect_areas_qml : templates[which].qml,
            which, palette);
}

void bc_style_qml(enum bc_published which, const char *palette,
                  struct bc_text *out)
{
    bc_style_geometry_qml(which, bc_published_layer(which)->geometry, palette,
                          out);
}

void bc_style_sld(enum bc_published which, const char *palette,
                  struct bc_text *out)
{
    const char *sld = (const char *)templates[which].sld;

    add_recoloured(out, sld, strlen(sld), palette);
    bc_style_words(out);
}

const struct bc_view_layer *bc_view_layer(enum bc_view view)
{
    return &views[view];
}

void bc_view_qml(enum bc_view view, struct bc_text *out)
{
    add_qml(out, view_templates[view], views[view].of, "official");
}

void bc_style_raster_qml(const struct bc_raster_class *classes, size_t n,
                         struct bc_text *out)
{
    bc_text_add(out, "<qgis version=\"3.22.0\">\n"
                     " <pipe>\n"
                     "  <rasterrenderer type=\"paletted\" band=\"1\""
                     " opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\">\n"
                     "   <rasterTransparency/>\n"
                     "   <colorPalette>\n");
    for (size_t i = 0; i < n; i++) {
        bc_text_printf(out, "    <paletteEntry value=\"%.0f\" color=\"",
                       classes[i].value);
        bc_xml_escape(out, classes[i].colour);
        bc_text_add(out, "\" alpha=\"255\" label=\"");
        bc_xml_escape(out, classes[i].label);
        bc_text_add(out, "\"/>\n");
    }
    bc_text_add(out, "   </colorPalette>\n"
                     "  </rasterrenderer>\n"
                     " </pipe>\n"
                     "</qgis>\n");
}

static void add_stops(const struct bc_raster_file *file, struct bc_text *out)
{
    for (size_t i = 0; i < file->n_classes; i++) {
        const struct bc_raster_class *stop = &file->classes[i];

        bc_text_add(out, "      <item value=\"");
        if (isinf(stop->value))
            bc_text_add(out, "inf");
        else
            bc_text_printf(out, "%.9g", stop->value);
        bc_text_add(out, "\" color=\"");
        bc_xml_escape(out, stop->colour);
        bc_text_add(out, "\" alpha=\"255\" label=\"");
        bc_xml_escape(out, stop->label);
        bc_text_add(out, "\"/>\n");
    }
}

void bc_style_raster_file_qml(const struct bc_raster_file *file,
                              struct bc_text *out)
{
    bool ramp = file->look == BC_RASTER_RAMP;
    double last =
        file->n_classes ? file->classes[file->n_classes - 1].value : 0;

    if (file->look == BC_RASTER_CLASSES) {
        bc_style_raster_qml(file->classes, file->n_classes, out);
        return;
    }
    if (isinf(last) && file->n_classes > 1)
        last = file->classes[file->n_classes - 2].value;
    bc_text_printf(out,
                   "<qgis version=\"3.22.0\">\n"
                   " <pipe>\n"
                   "  <rasterrenderer type=\"singlebandpseudocolor\" band=\"1\""
                   " opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\""
                   " classificationMin=\"0\" classificationMax=\"%.9g\">\n"
                   "   <rasterTransparency/>\n"
                   "   <rastershader>\n"
                   "    <colorrampshader colorRampType=\"%s\""
                   " classificationMode=\"1\" clip=\"0\" minimumValue=\"0\""
                   " maximumValue=\"%.9g\">\n",
                   last, ramp ? "INTERPOLATED" : "DISCRETE", last);
    add_stops(file, out);
    bc_text_add(out, "    </colorrampshader>\n"
                     "   </rastershader>\n"
                     "  </rasterrenderer>\n"
                     " </pipe>\n"
                     "</qgis>\n");
}
