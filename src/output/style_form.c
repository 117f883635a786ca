/* SPDX-License-Identifier: MIT */
#include "output/style_form.h"

#include <string.h>

#include "base/language.h"
#include "output/qgis_xml.h"

/* A box of the form begins at its first field and ends where the next one
 * begins, so that a field that is new has a place. */
static const struct {
    enum bc_published of;
    const char *first, *title;
} boxes[] = {
    {BC_PUBLISHED_SECTIONS, "target_class", BC_ZH("评价")},
    {BC_PUBLISHED_SECTIONS, "ph", BC_ZH("各项浓度")},
    {BC_PUBLISHED_SECTIONS, "class_before", BC_ZH("变化、风险与红线")},
    {BC_PUBLISHED_OUTFALLS, "stage", BC_ZH("进度")},
    {BC_PUBLISHED_OUTFALLS, "receiving_water", BC_ZH("受纳水体、责任与所在地")},
    {BC_PUBLISHED_OUTFALLS, "date_surveyed", BC_ZH("各阶段日期")},
    {BC_PUBLISHED_LAKES, "class_no", BC_ZH("评价")},
    {BC_PUBLISHED_BASINS, "n_sections", BC_ZH("水质")},
    {BC_PUBLISHED_BASINS, "verdict", BC_ZH("目标")},
};

static const char *box_at(enum bc_published which, const char *field)
{
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        if (boxes[i].of == which && strcmp(boxes[i].first, field) == 0)
            return bc_in_report(boxes[i].title);
    return NULL;
}

void bc_style_aliases(enum bc_published which, struct bc_text *out)
{
    const struct bc_published_layer *layer = bc_published_layer(which);

    bc_text_add(out, "<aliases>\n");
    for (size_t i = 0; i < layer->n_fields; i++) {
        const struct bc_field *field = &layer->fields[i];

        bc_text_add(out, "    <alias field=\"");
        bc_xml_escape(out, field->name);
        bc_text_add(out, "\" name=\"");
        bc_xml_escape(out, bc_field_alias(field));
        if (bc_report_language() == BC_CHINESE &&
            strcmp(field->alias_zh, field->alias_en) != 0) {
            bc_text_add(out, " ");
            bc_xml_escape(out, field->alias_en);
        }
        bc_text_add(out, "\"/>\n");
    }
    bc_text_add(out, "  </aliases>");
}

void bc_style_form(enum bc_published which, struct bc_text *out)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    bool open = false;

    bc_text_add(out, "\n  <editorlayout>tablayout</editorlayout>\n"
                     "  <attributeEditorForm>\n");
    for (size_t i = 0; i < layer->n_fields; i++) {
        const char *name = layer->fields[i].name;
        const char *title = box_at(which, name);

        if (title) {
            bc_text_printf(out,
                           "%s    <attributeEditorContainer name=\"%s\""
                           " groupBox=\"1\" columnCount=\"1\" showLabel=\"1\""
                           " visibilityExpressionEnabled=\"0\""
                           " visibilityExpression=\"\">\n",
                           open ? "    </attributeEditorContainer>\n" : "",
                           title);
            open = true;
        }
        bc_text_printf(out,
                       "    <attributeEditorField name=\"%s\" index=\"%zu\""
                       " showLabel=\"1\"/>\n",
                       name, i + 1); /* fid is the first */
    }
    bc_text_add(out, open ? "    </attributeEditorContainer>\n" : "");
    bc_text_add(out, "  </attributeEditorForm>");
}
