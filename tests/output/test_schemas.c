/* SPDX-License-Identifier: MIT */
/* The styles beside the rules of their formats: which elements there are, in
 * which order, and that what is referred to is there. */
#include "test.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "output/style.h"
#include "output/style_view.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SLD "http://www.opengis.net/sld"
#define SE "http://www.opengis.net/se"

static const char *name_of(xmlNodePtr node)
{
    return (const char *)node->name;
}

static xmlDocPtr parse(const struct bc_text *text)
{
    xmlDocPtr document = xmlReadMemory(text->data, (int)text->length, "style",
                                       NULL, XML_PARSE_NONET);

    assert_non_null(document);
    return document;
}

/* ---- SLD 1.1.0 (OGC 05-078r4) and Symbology Encoding 1.1.0 (05-077r4) ---- */

/* The children of an element in the order of its xsd:sequence; `a|b` is a
 * choice, `+` behind one that may stand several times, `!` behind one that
 * must. */
static const struct {
    const char *element, *space, *children;
} grammar[] = {
    {"StyledLayerDescriptor", SLD, "NamedLayer+!"},
    {"NamedLayer", SLD, "Name! UserStyle+!"},
    {"UserStyle", SLD, "Name Description IsDefault FeatureTypeStyle+!"},
    {"FeatureTypeStyle", SE,
     "Name Description FeatureTypeName SemanticTypeIdentifier Rule+!"},
    {"Rule", SE,
     "Name Description LegendGraphic Filter|ElseFilter MinScaleDenominator "
     "MaxScaleDenominator "
     "LineSymbolizer|PolygonSymbolizer|PointSymbolizer|TextSymbolizer+!"},
    {"Description", SE, "Title Abstract"},
    {"PolygonSymbolizer", SE,
     "Name Description Geometry Fill Stroke Displacement PerpendicularOffset"},
    {"LineSymbolizer", SE,
     "Name Description Geometry Stroke PerpendicularOffset"},
    {"PointSymbolizer", SE, "Name Description Geometry Graphic"},
    {"TextSymbolizer", SE,
     "Name Description Geometry Label Font LabelPlacement Halo Fill"},
    {"Graphic", SE,
     "ExternalGraphic|Mark+ Opacity Size Rotation AnchorPoint Displacement"},
    {"Mark", SE, "WellKnownName Fill Stroke"},
    {"Fill", SE, "GraphicFill SvgParameter+"},
    {"Stroke", SE, "GraphicFill|GraphicStroke SvgParameter+"},
    {"GraphicFill", SE, "Graphic!"},
    {"GraphicStroke", SE, "Graphic InitialGap Gap"},
    {"Font", SE, "SvgParameter+"},
    {"LabelPlacement", SE, "PointPlacement|LinePlacement!"},
    {"PointPlacement", SE, "AnchorPoint Displacement Rotation"},
    {"LinePlacement", SE,
     "PerpendicularOffset IsRepeated InitialGap Gap IsAligned GeneralizeLine"},
    {"AnchorPoint", SE, "AnchorPointX! AnchorPointY!"},
    {"Displacement", SE, "DisplacementX! DisplacementY!"},
    {"Halo", SE, "Radius Fill"},
};

/** Is @p name one of the choices of a part, `a|b+!`? */
static bool is_choice(const char *part, size_t n, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = part; at < part + n;) {
        size_t width = strcspn(at, "|+! ");

        if (width == length && strncmp(at, name, width) == 0)
            return true;
        at += width;
        at += strspn(at, "|+! ") ? 1 : 0;
        if (*at == ' ')
            break;
    }
    return false;
}

static bool part_has(const char *part, size_t n, char mark)
{
    return memchr(part, mark, n) != NULL;
}

/** Walks the children of @p node along the sequence. */
static void assert_sequence(xmlNodePtr node, const char *sequence,
                            const char *file)
{
    xmlNodePtr child = xmlFirstElementChild(node);

    for (const char *part = sequence; *part;) {
        size_t n = strcspn(part, " "), found = 0;

        while (child && is_choice(part, n, name_of(child))) {
            found++;
            child = xmlNextElementSibling(child);
        }
        if (found > 1 && !part_has(part, n, '+'))
            fail_msg("%s: several '%.*s' in '%s'", file, (int)n, part,
                     name_of(node));
        if (found == 0 && part_has(part, n, '!'))
            fail_msg("%s: no '%.*s' in '%s'", file, (int)n, part,
                     name_of(node));
        part += n + (part[n] == ' ');
    }
    if (child)
        fail_msg("%s: '%s' in '%s' has no place there", file, name_of(child),
                 name_of(node));
}

static size_t assert_grammar(xmlNodePtr node, const char *file)
{
    size_t n = 0;

    for (size_t i = 0; i < COUNT(grammar); i++) {
        if (strcmp(grammar[i].element, name_of(node)) != 0)
            continue;
        assert_non_null(node->ns);
        assert_string_equal((const char *)node->ns->href, grammar[i].space);
        assert_sequence(node, grammar[i].children, file);
        n++;
    }
    for (xmlNodePtr child = xmlFirstElementChild(node); child;
         child = xmlNextElementSibling(child))
        n += assert_grammar(child, file);
    return n;
}

static void every_sld_keeps_to_the_order_of_its_schema(void **state)
{
    (void)state;
    for (int which = 0; which < BC_N_PUBLISHED; which++) {
        const char *file = bc_published_layer((enum bc_published)which)->name;
        struct bc_text sld = {0};

        bc_style_sld((enum bc_published)which, "official", &sld);
        if (sld.length > 0) {
            xmlDocPtr document = parse(&sld);
            xmlNodePtr root = xmlDocGetRootElement(document);
            xmlChar *version = xmlGetProp(root, BAD_CAST "version");

            assert_string_equal((const char *)version, "1.1.0");
            assert_true(assert_grammar(root, file) > 5);
            xmlFree(version);
            xmlFreeDoc(document);
        }
        bc_text_clear(&sld);
    }
}

/* ---- QML, as QGIS 3.22 reads it ---- */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/** Each child of the root is one that QGIS knows, and stands once. */
static void assert_parts(xmlNodePtr root, const char *file)
{
    static const char *const parts[] = {
        "renderer-v2",       "labeling",           "aliases",
        "temporal",          "editorlayout",       "attributeEditorForm",
        "previewExpression", "fieldConfiguration", "mapTip",
        "layerGeometryType", "blendMode",          "layerOpacity",
        "customproperties",  "featureBlendMode",   NULL};

    for (xmlNodePtr one = xmlFirstElementChild(root); one;
         one = xmlNextElementSibling(one)) {
        if (!is_one_of(name_of(one), parts))
            fail_msg("%s: '%s' is no part of a style", file, name_of(one));
        for (xmlNodePtr other = xmlNextElementSibling(one); other;
             other = xmlNextElementSibling(other))
            if (strcmp(name_of(one), name_of(other)) == 0)
                fail_msg("%s: '%s' stands twice", file, name_of(one));
    }
}

static xmlNodePtr child_of(xmlNodePtr node, const char *name)
{
    xmlNodePtr child = node ? xmlFirstElementChild(node) : NULL;

    while (child && strcmp(name_of(child), name) != 0)
        child = xmlNextElementSibling(child);
    return child;
}

static bool has_symbol(xmlNodePtr renderer, const xmlChar *name)
{
    xmlNodePtr symbols = child_of(renderer, "symbols");
    bool found = false;

    for (xmlNodePtr one = symbols ? xmlFirstElementChild(symbols) : NULL;
         one && !found; one = xmlNextElementSibling(one)) {
        xmlChar *own = xmlGetProp(one, BAD_CAST "name");

        found = own && xmlStrEqual(own, name);
        xmlFree(own);
    }
    return found;
}

/** `symbol="3"` of a category or a rule is a symbol of the renderer; a sign
 * that is none (symbol none of "the rest") is one as well. */
static size_t assert_references(xmlNodePtr renderer, xmlNodePtr node,
                                const char *file)
{
    xmlChar *symbol = xmlGetProp(node, BAD_CAST "symbol");
    size_t n = symbol != NULL;

    if (symbol && !has_symbol(renderer, symbol))
        fail_msg("%s: there is no symbol '%s'", file, (const char *)symbol);
    xmlFree(symbol);
    for (xmlNodePtr child = xmlFirstElementChild(node); child;
         child = xmlNextElementSibling(child))
        n += assert_references(renderer, child, file);
    return n;
}

/** An Option map says each thing once: the later of two would win unseen. */
static void assert_options(xmlNodePtr node, const char *file)
{
    xmlChar *type = xmlGetProp(node, BAD_CAST "type");

    if (strcmp(name_of(node), "Option") == 0 && type &&
        xmlStrEqual(type, BAD_CAST "Map"))
        for (xmlNodePtr one = xmlFirstElementChild(node); one;
             one = xmlNextElementSibling(one)) {
            xmlChar *name = xmlGetProp(one, BAD_CAST "name");

            assert_non_null(name);
            for (xmlNodePtr other = xmlNextElementSibling(one); other;
                 other = xmlNextElementSibling(other)) {
                xmlChar *twin = xmlGetProp(other, BAD_CAST "name");

                if (xmlStrEqual(name, twin))
                    fail_msg("%s: option '%s' twice", file, (char *)name);
                xmlFree(twin);
            }
            xmlFree(name);
        }
    xmlFree(type);
    for (xmlNodePtr child = xmlFirstElementChild(node); child;
         child = xmlNextElementSibling(child))
        assert_options(child, file);
}

static void assert_qml(const struct bc_text *qml, const char *file)
{
    xmlDocPtr document = parse(qml);
    xmlNodePtr root = xmlDocGetRootElement(document);
    xmlNodePtr renderer = child_of(root, "renderer-v2");
    xmlChar *type;

    assert_string_equal(name_of(root), "qgis");
    assert_parts(root, file);
    assert_non_null(renderer);
    assert_non_null(child_of(root, "layerGeometryType"));
    type = xmlGetProp(renderer, BAD_CAST "type");
    assert_non_null(type);
    size_t n = assert_references(renderer, renderer, file);
    if (xmlStrEqual(type, BAD_CAST "singleSymbol"))
        assert_true(has_symbol(renderer, BAD_CAST "0"));
    else
        assert_true(n > 1);
    assert_options(root, file);
    xmlFree(type);
    xmlFreeDoc(document);
}

static void every_qml_has_known_parts_and_the_symbols_it_names(void **state)
{
    (void)state;
    for (int which = 0; which < BC_N_PUBLISHED; which++) {
        const char *file = bc_published_layer((enum bc_published)which)->name;
        struct bc_text qml = {0};

        bc_style_qml((enum bc_published)which, "official", &qml);
        assert_qml(&qml, file);
        bc_text_clear(&qml);
    }
    for (int view = 0; view < BC_N_VIEWS; view++) {
        struct bc_text qml = {0};

        bc_view_qml((enum bc_view)view, &qml);
        assert_qml(&qml, "view");
        bc_text_clear(&qml);
    }
}

/* styles/README.md shows each template. */
static void every_template_has_its_picture(void **state)
{
    struct bc_error err = {0};
    char *text = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(
        bc_file_read(BC_SAMPLE "/../styles/README.md", &text, &n, &err), BC_OK);
    for (int which = 0; which < BC_N_PUBLISHED + BC_N_VIEWS; which++) {
        const char *name =
            which < BC_N_PUBLISHED
                ? bc_published_layer((enum bc_published)which)->name
                : bc_view_layer((enum bc_view)(which - BC_N_PUBLISHED))->name;
        struct bc_text mark = {0}, path = {0};
        char *bytes = NULL;

        if (which == BC_PUBLISHED_SECTION_MONTHS) /* drawn as sections are */
            continue;
        bc_text_printf(&mark, "](pictures/%s.png)", name);
        bc_text_printf(&path, BC_SAMPLE "/../styles/pictures/%s.png", name);
        if (!strstr(text, bc_text_string(&mark)))
            fail_msg("styles/README.md does not show '%s'", name);
        assert_int_equal(bc_file_read(bc_text_string(&path), &bytes, &n, &err),
                         BC_OK);
        assert_memory_equal(bytes, "\x89PNG", 4);
        free(bytes);
        bc_text_clear(&mark);
        bc_text_clear(&path);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sld_keeps_to_the_order_of_its_schema),
        cmocka_unit_test(every_qml_has_known_parts_and_the_symbols_it_names),
        cmocka_unit_test(every_template_has_its_picture),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
