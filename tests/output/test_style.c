/* SPDX-License-Identifier: MIT */
#include "output/style.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "output/style_values.h"
#include "output/style_view.h"
#include "plan/summary.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const enum bc_published all[] = {
    BC_PUBLISHED_SECTIONS,     BC_PUBLISHED_SUSPECTS,
    BC_PUBLISHED_OUTFALLS,     BC_PUBLISHED_RIVERS,
    BC_PUBLISHED_REDLINES,     BC_PUBLISHED_OVERLAPS,
    BC_PUBLISHED_ZONES,        BC_PUBLISHED_REDLINE_BUFFERS,
    BC_PUBLISHED_WATER_STRIPS, BC_PUBLISHED_FENCES,
    BC_PUBLISHED_LAKES,        BC_PUBLISHED_BASINS};

static void assert_xml(const struct bc_text *text)
{
    xmlDocPtr document = xmlReadMemory(text->data, (int)text->length, NULL,
                                       "UTF-8", XML_PARSE_NONET);

    assert_non_null(document);
    xmlFreeDoc(document);
}

static void assert_has(const struct bc_text *text, const char *part)
{
    if (!strstr(bc_text_string(text), part))
        fail_msg("'%s' is missing", part);
}

/** But for 劣 of the data, which an expression takes away. */
static bool is_chinese(unsigned code)
{
    return code >= 0x2e80 && code != 0x52a3;
}

/** Does the literal that @p at stands in name a word to be turned into another:
 * 'Chinese','English'? */
static bool is_turned(const char *at)
{
    const char *ends = strchr(at, '\'');

    return ends && ends[1] == ',' && ends[2] == '\'';
}

/** No Chinese between @p open and @p close, wherever they stand. */
static void assert_english(const struct bc_text *text, const char *open,
                           const char *close)
{
    const char *at = bc_text_string(text);

    while ((at = strstr(at, open)) != NULL) {
        const char *end = strstr(at += strlen(open), close);

        while (at < end)
            if (is_chinese(bc_utf8_next(&at)) && !is_turned(at))
                fail_msg("'%.*s'", (int)(end - at), at);
    }
}

static struct bc_text qml_of(enum bc_published which, const char *palette)
{
    struct bc_text qml = {0};

    bc_style_qml(which, palette, &qml);
    return qml;
}

static void assert_aliases(const struct bc_text *qml, enum bc_published which)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    char part[256];

    for (size_t i = 0; i < layer->n_fields; i++) {
        snprintf(part, sizeof part, "<alias field=\"%s\" name=\"%s",
                 layer->fields[i].name, layer->fields[i].alias_zh);
        assert_has(qml, part);
        assert_has(qml, layer->fields[i].alias_en);
        snprintf(part, sizeof part,
                 "<attributeEditorField name=\"%s\" index=\"%zu\"",
                 layer->fields[i].name, i + 1);
        assert_has(qml, part);
    }
    assert_has(qml, "<editorlayout>tablayout</editorlayout>");
    assert_null(strstr(qml->data, "<aliases/>"));
}

static void every_style_is_xml_and_names_every_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bc_text qml = qml_of(all[i], "official"), sld = {0};

        bc_style_sld(all[i], "official", &sld);
        assert_xml(&qml);
        assert_xml(&sld);
        assert_aliases(&qml, all[i]);
        bc_text_clear(&qml);
        bc_text_clear(&sld);
    }
    for (int view = 0; view < BC_N_VIEWS; view++) {
        struct bc_text qml = {0};

        bc_view_qml((enum bc_view)view, &qml);
        assert_xml(&qml);
        assert_aliases(&qml, bc_view_layer((enum bc_view)view)->of);
        bc_text_clear(&qml);
    }
}

static size_t count_of(const struct bc_text *text, const char *part)
{
    size_t n = 0;

    for (const char *at = text->data; (at = strstr(at, part)); at++)
        n++;
    return n;
}

static void the_form_has_boxes_and_each_field_once(void **state)
{
    struct bc_text sections = qml_of(BC_PUBLISHED_SECTIONS, "official");
    struct bc_text rivers = qml_of(BC_PUBLISHED_RIVERS, "official");

    (void)state;
    assert_int_equal(count_of(&sections, "<attributeEditorField "),
                     bc_published_layer(BC_PUBLISHED_SECTIONS)->n_fields);
    assert_int_equal(count_of(&sections, "<attributeEditorContainer "), 3);
    assert_true(strstr(sections.data, "name=\"评价\" groupBox") <
                strstr(sections.data, "Field name=\"class_no\""));
    assert_has(&sections, "name=\"水质类别号 class number\"");
    assert_has(&sections, "name=\"pH\""); /* the same in both */
    assert_int_equal(count_of(&rivers, "<attributeEditorContainer "), 0);
    bc_text_clear(&sections);
    bc_text_clear(&rivers);
}

/* QGIS refuses a style of another geometry without a word:
 * 0 is points, 1 lines, 2 polygons. */
static void every_style_is_for_the_geometry_of_its_layer(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bc_text qml = qml_of(all[i], "official");
        char geometry[64];

        snprintf(geometry, sizeof geometry,
                 "<layerGeometryType>%d</layerGeometryType>",
                 (int)bc_published_layer(all[i])->geometry -
                     (int)BC_GEOMETRY_POINT);
        assert_has(&qml, geometry);
        bc_text_clear(&qml);
    }
}

static void suspects_drawn_as_areas_have_a_style_of_their_own(void **state)
{
    (void)state;
    struct bc_text qml = {0};

    bc_style_geometry_qml(BC_PUBLISHED_SUSPECTS, BC_GEOMETRY_POLYGON,
                          "official", &qml);
    assert_xml(&qml);
    assert_has(&qml, "<layerGeometryType>2</layerGeometryType>");
    assert_aliases(&qml, BC_PUBLISHED_SUSPECTS);
    bc_text_clear(&qml);
}

static void sections_show_each_class_by_colour_and_numeral(void **state)
{
    (void)state;
    static const char *const numerals[] = {"Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣"};
    static const char *const palettes[] = {"official", "cvd"};

    for (size_t p = 0; p < 2; p++) {
        struct bc_text qml = qml_of(BC_PUBLISHED_SECTIONS, palettes[p]);
        struct bc_text sld = {0};
        char numeral[64];

        bc_style_sld(BC_PUBLISHED_SECTIONS, palettes[p], &sld);
        for (int i = 1; i <= 6; i++) {
            assert_has(&qml, bc_class_colour(i, palettes[p]));
            assert_has(&sld, bc_class_colour(i, palettes[p]));
            snprintf(numeral, sizeof numeral,
                     "name=\"chr\" type=\"QString\" value=\"%s\"",
                     numerals[i - 1]);
            assert_has(&qml, numeral);
        }
        bc_text_clear(&qml);
        bc_text_clear(&sld);
    }
}

/* Puts the official colours back and compares. */
static void the_cvd_palette_changes_class_fills_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bc_text official = qml_of(all[i], "official");
        struct bc_text cvd = qml_of(all[i], "cvd");

        assert_int_equal(official.length, cvd.length);
        for (int c = 1; c <= 6; c++) {
            const char *theirs = bc_class_colour(c, "cvd");
            char *at = cvd.data;

            while ((at = strstr(at, theirs)))
                memcpy(at, bc_class_colour(c, "official"), strlen(theirs));
        }
        assert_string_equal(official.data, cvd.data);
        assert_int_equal(all[i] == BC_PUBLISHED_SECTIONS,
                         strstr(official.data, "#00ccff") != NULL);
        bc_text_clear(&official);
        bc_text_clear(&cvd);
    }
}

static double channel(const char *hex)
{
    char digits[3] = {hex[0], hex[1], '\0'};
    double value = (double)strtol(digits, NULL, 16) / 255;

    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1, relative luminance and contrast ratio. */
static double contrast(const char *a, const char *b)
{
    double la = 0.2126 * channel(a + 1) + 0.7152 * channel(a + 3) +
                0.0722 * channel(a + 5);
    double lb = 0.2126 * channel(b + 1) + 0.7152 * channel(b + 3) +
                0.0722 * channel(b + 5);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void a_numeral_can_be_read_on_every_class(void **state)
{
    (void)state;
    for (int i = 0; i <= 6; i++) {
        assert_true(contrast("#111111", bc_class_colour(i, "official")) >= 4.5);
        assert_true(contrast("#111111", bc_class_colour(i, "cvd")) >= 4.5);
    }
}

static void a_class_that_is_none_is_white(void **state)
{
    (void)state;
    assert_string_equal(bc_class_colour(0, "official"), "#ffffff");
    assert_string_equal(bc_class_colour(7, "cvd"), "#ffffff");
    assert_string_equal(bc_class_colour(2, NULL), "#00ccff");
    assert_string_equal(bc_stage_colour(0), "#ffffff");
    assert_string_equal(bc_stage_colour(8), "#3f2c14");
    assert_string_equal(bc_verdict_colour(BC_OVERALL_MISSED), "#7a1f5c");
    assert_string_equal(bc_verdict_colour(-1), bc_verdict_colour(0));
}

static void each_verdict_has_its_sign(void **state)
{
    (void)state;
    struct bc_text qml = qml_of(BC_PUBLISHED_BASINS, "official");
    static const enum bc_overall judged[] = {BC_OVERALL_MET, BC_OVERALL_INTERIM,
                                             BC_OVERALL_MISSED};

    for (size_t i = 0; i < 3; i++) {
        char category[64];

        snprintf(category, sizeof category, "<category value=\"%s\"",
                 bc_overall_name(judged[i]));
        assert_has(&qml, category);
    }
    assert_has(&qml, "<category value=\"\" symbol=\"none\""); /* the rest */
    assert_has(&qml, "LinePatternFill");
    bc_text_clear(&qml);
}

static void in_english_labels_and_titles_are_english(void **state)
{
    (void)state;
    bc_report_language_set(BC_ENGLISH);
    for (size_t i = 0; i < COUNT(all); i++) {
        struct bc_text qml = qml_of(all[i], "official"), sld = {0};

        bc_style_sld(all[i], "official", &sld);
        assert_xml(&qml);
        assert_english(&qml, "label=\"", "\"");
        assert_english(&qml, "<alias ", "/>");
        assert_english(&sld, "<se:Title>", "<");
        bc_text_clear(&qml);
        bc_text_clear(&sld);
    }
    for (int view = 0; view < BC_N_VIEWS; view++) {
        struct bc_text qml = {0};

        bc_view_qml((enum bc_view)view, &qml);
        assert_xml(&qml);
        assert_english(&qml, "<mapTip>", "]]>");
        bc_text_clear(&qml);
    }
    bc_report_language_set(BC_CHINESE);
}

/* What features are told apart by is no text: 国考 in an expression. */
static void in_english_values_of_the_data_stay(void **state)
{
    struct bc_text qml;

    (void)state;
    bc_report_language_set(BC_ENGLISH);
    qml = qml_of(BC_PUBLISHED_SECTIONS, "official");
    bc_report_language_set(BC_CHINESE);
    assert_has(&qml, "LIKE '%国考%'");
    assert_has(&qml, "value=\">V\"");
    assert_has(&qml, "label=\"worse than V");
    bc_text_clear(&qml);
}

static void a_raster_legend_is_escaped(void **state)
{
    (void)state;
    const struct bc_raster_class classes[] = {
        {1, "#e9eef1", "达标"}, {2, "#7a1f5c", "<\"未达\"> & \x01"}};
    struct bc_text qml = {0};

    bc_style_raster_qml(classes, 2, &qml);
    assert_xml(&qml);
    assert_has(&qml, "value=\"1\" color=\"#e9eef1\" alpha=\"255\" "
                     "label=\"达标\"");
    assert_has(&qml, "label=\"&lt;&quot;未达&quot;&gt; &amp; □\"");
    bc_text_clear(&qml);
}

/* The columns hold the same bytes whatever the language. */
static void
words_of_the_layers_are_shown_in_the_language_of_the_project(void **state)
{
    struct bc_text qml;

    (void)state;
    qml = (struct bc_text){0};
    assert_false(bc_value_expression("stage", "\"", &qml)); /* as it is */
    assert_int_equal(qml.length, 0);
    qml = qml_of(BC_PUBLISHED_OUTFALLS, "official");
    assert_null(strstr(bc_text_string(&qml), "value=\"整治中\""));
    bc_text_clear(&qml);
    qml = qml_of(BC_PUBLISHED_SECTIONS, "official");
    assert_has(&qml, "<field name=\"type\"><editWidget type=\"ValueMap\">");
    assert_has(&qml, "<Option name=\"水库\" type=\"QString\""
                     " value=\"reservoir\"/>");
    bc_text_clear(&qml);
    bc_report_language_set(BC_ENGLISH);
    qml = qml_of(BC_PUBLISHED_OUTFALLS, "official");
    assert_has(&qml, "<Option name=\"being remediated\" type=\"QString\""
                     " value=\"整治中\"/>");
    bc_text_clear(&qml);
    qml = qml_of(BC_PUBLISHED_REDLINES, "official");
    assert_null(strstr(bc_text_string(&qml), "<field name=\"type\">"));
    bc_text_clear(&qml);
    bc_report_language_set(BC_CHINESE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_style_is_xml_and_names_every_field),
        cmocka_unit_test(the_form_has_boxes_and_each_field_once),
        cmocka_unit_test(every_style_is_for_the_geometry_of_its_layer),
        cmocka_unit_test(suspects_drawn_as_areas_have_a_style_of_their_own),
        cmocka_unit_test(sections_show_each_class_by_colour_and_numeral),
        cmocka_unit_test(the_cvd_palette_changes_class_fills_only),
        cmocka_unit_test(a_numeral_can_be_read_on_every_class),
        cmocka_unit_test(a_class_that_is_none_is_white),
        cmocka_unit_test(each_verdict_has_its_sign),
        cmocka_unit_test(in_english_labels_and_titles_are_english),
        cmocka_unit_test(
            words_of_the_layers_are_shown_in_the_language_of_the_project),
        cmocka_unit_test(in_english_values_of_the_data_stay),
        cmocka_unit_test(a_raster_legend_is_escaped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
