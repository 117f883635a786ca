/* SPDX-License-Identifier: MIT */
#include "output/fields.h"

#include <math.h>

#include "output/fields_parts.h"

const struct bc_layer *bc_published_source(const struct bc_outcome *outcome,
                                           enum bc_published which)
{
    const struct bc_layer *const source[BC_N_PUBLISHED] = {
        [BC_PUBLISHED_SECTIONS] = outcome->sections,
        [BC_PUBLISHED_SECTION_MONTHS] = outcome->sections,
        [BC_PUBLISHED_SUSPECTS] = outcome->suspects,
        [BC_PUBLISHED_OUTFALLS] = outcome->outfalls,
        [BC_PUBLISHED_RIVERS] = outcome->rivers,
        [BC_PUBLISHED_REDLINES] = outcome->redlines,
        [BC_PUBLISHED_ZONES] = outcome->zones,
        [BC_PUBLISHED_REDLINE_BUFFERS] = outcome->redline_buffers,
        [BC_PUBLISHED_WATER_STRIPS] = outcome->water_strips,
        [BC_PUBLISHED_FENCES] = outcome->fences,
        [BC_PUBLISHED_LAKES] = outcome->lakes,
        [BC_PUBLISHED_BASINS] = outcome->basins};

    return source[which];
}

static const struct bc_published_layer *const published[BC_N_PUBLISHED] = {
    [BC_PUBLISHED_SECTIONS] = &bc_sections_layer,
    [BC_PUBLISHED_SECTION_MONTHS] = &bc_section_months_layer,
    [BC_PUBLISHED_SUSPECTS] = &bc_suspects_layer,
    [BC_PUBLISHED_OUTFALLS] = &bc_outfalls_layer,
    [BC_PUBLISHED_RIVERS] = &bc_rivers_layer,
    [BC_PUBLISHED_REDLINES] = &bc_redlines_layer,
    [BC_PUBLISHED_OVERLAPS] = &bc_overlaps_layer,
    [BC_PUBLISHED_ZONES] = &bc_zones_layer,
    [BC_PUBLISHED_REDLINE_BUFFERS] = &bc_redline_buffers_layer,
    [BC_PUBLISHED_WATER_STRIPS] = &bc_water_strips_layer,
    [BC_PUBLISHED_FENCES] = &bc_fences_layer,
    [BC_PUBLISHED_LAKES] = &bc_lakes_layer,
    [BC_PUBLISHED_BASINS] = &bc_basins_layer,
};

const struct bc_published_layer *bc_published_layer(enum bc_published which)
{
    return published[which];
}

const char *bc_field_alias(const struct bc_field *field)
{
    return bc_report_language() == BC_ENGLISH ? field->alias_en
                                              : field->alias_zh;
}

size_t bc_published_count(const struct bc_outcome *outcome,
                          enum bc_published which)
{
    const struct bc_layer *layer = bc_published_source(outcome, which);

    if (which == BC_PUBLISHED_OVERLAPS)
        return outcome->overlay ? outcome->overlay->n : 0;
    if (which == BC_PUBLISHED_SECTION_MONTHS)
        return outcome->series
                   ? outcome->series->n_sections * outcome->series->n_months
                   : 0;
    return layer ? layer->n_features : 0;
}

void bc_published_cell(const struct bc_outcome *outcome,
                       enum bc_published which, size_t feature, size_t field,
                       struct bc_text *out)
{
    const struct bc_field *of = &published[which]->fields[field];

    of->cell(&(struct bc_cell_at){outcome, which, feature, of}, out);
}

enum bc_geometry bc_published_geometry(const struct bc_outcome *outcome,
                                       enum bc_published which)
{
    const struct bc_layer *layer = bc_published_source(outcome, which);

    return layer ? layer->geometry : published[which]->geometry;
}

bool bc_published_illustrative(const struct bc_outcome *outcome,
                               enum bc_published which)
{
    const struct bc_layer *layer = bc_published_source(outcome, which);

    if (which == BC_PUBLISHED_OVERLAPS)
        return outcome->redlines->illustrative || outcome->basins->illustrative;
    return layer && layer->illustrative;
}

const char *bc_published_note(const struct bc_outcome *outcome,
                              enum bc_published which)
{
    return bc_published_illustrative(outcome, which) ? BC_ILLUSTRATIVE_NOTE
                                                     : NULL;
}

const struct bc_shapes *bc_published_shapes(const struct bc_outcome *outcome,
                                            enum bc_published which)
{
    const struct bc_layer *layer = bc_published_source(outcome, which);

    if (which == BC_PUBLISHED_OVERLAPS)
        return outcome->overlay ? &outcome->overlay->pieces : NULL;
    return layer && (layer->geometry == BC_GEOMETRY_LINE ||
                     layer->geometry == BC_GEOMETRY_POLYGON)
               ? &layer->shapes
               : NULL;
}

bool bc_published_point(const struct bc_outcome *outcome,
                        enum bc_published which, size_t feature, double xy[2])
{
    const struct bc_layer *layer = bc_published_source(outcome, which);

    if (which == BC_PUBLISHED_SECTION_MONTHS && outcome->series)
        feature %= outcome->series->n_sections;
    if (!layer || layer->geometry != BC_GEOMETRY_POINT ||
        isnan(layer->x[feature]) || isnan(layer->y[feature]))
        return false;
    xy[0] = layer->x[feature];
    xy[1] = layer->y[feature];
    return true;
}
