/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "cli/run.h"
#include "cli/run_parts.h"
#include "plan/derive.h"

/* What lies in or near an area: red lines, drinking-water zones; and the areas
 * around things that the project asks for. */

static struct bc_finding about(const struct bc_layer *layer, size_t row,
                               enum bc_finding_code code)
{
    return (struct bc_finding){.code = code,
                               .source = layer->row_source[row],
                               .line = layer->row_line[row],
                               .feature = bc_layer_text(layer, "code", row)};
}

/* ---- red lines ---- */

static void report_outfall(struct bc_run *run, const struct bc_layer *outfalls,
                           const struct bc_cover *cover, size_t row)
{
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");

    for (size_t j = cover->first[row]; j < cover->first[row + 1]; j++)
        bc_findings_addf(run->findings,
                         about(outfalls, row, BC_FOUND_IN_REDLINE),
                         "the outfall lies in red line %s",
                         bc_layer_text(redlines, "code", cover->feature[j]));
}

/** A suspect that is recorded in another red line than it lies in; an area
 * lies in one by what both share. */
static void report_suspect(struct bc_run *run, const struct bc_layer *suspects,
                           const struct bc_cover *cover, size_t row)
{
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");
    const char *recorded = bc_layer_text(suspects, "redline", row);
    struct bc_finding finding =
        about(suspects, row, BC_FOUND_REDLINE_CONTRADICTS);

    if (!recorded)
        return;
    for (size_t j = cover->first[row]; j < cover->first[row + 1]; j++) {
        const char *code = bc_layer_text(redlines, "code", cover->feature[j]);

        if (code && strcmp(recorded, code) == 0)
            return;
    }
    finding.field = "redline";
    finding.value = recorded;
    bc_findings_addf(
        run->findings, finding,
        suspects->geometry == BC_GEOMETRY_POLYGON
            ? BC_N("recorded in red line %s, but the area lies outside it")
            : BC_N("recorded in red line %s, but the position is outside it"),
        recorded);
}

static enum bc_status cover_by_redlines(struct bc_run *run,
                                        struct bc_layer *layer,
                                        struct bc_cover *cover,
                                        struct bc_near *kept,
                                        struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");
    const struct bc_distances *buffers = &method->redline_buffers;
    struct bc_near near = {0};
    enum bc_status status = bc_near_find(
        run->geos, run->crs, layer, redlines,
        buffers->n ? buffers->m[buffers->n - 1] : 0, method->sliver_area_m2,
        method->sliver_width_m, &near, err);

    if (status)
        return status;
    bc_near_cover(&near, cover);
    bc_derive_inside(layer, "in_redline", cover);
    if (buffers->n)
        bc_derive_near(layer, redlines, &near, buffers);
    if (kept)
        *kept = near;
    else
        bc_near_clear(&near);
    return BC_OK;
}

/* ---- drinking-water zones ---- */

/** In a zone of grade I or II no outfall is lawful; a quasi zone lies outside
 * of the protected zone that the law speaks of. */
static void report_zones(struct bc_run *run, const struct bc_layer *outfalls,
                         const struct bc_cover *cover)
{
    const struct bc_layer *zones = bc_run_layer(run, "zones");

    for (size_t i = 0; i < outfalls->n_features; i++) {
        const char *strictest = bc_zone_grade(zones, cover, i);

        if (!strictest || strcmp(strictest, "准") == 0)
            continue;
        for (size_t j = cover->first[i]; j < cover->first[i + 1]; j++) {
            size_t zone = cover->feature[j];
            const char *grade = bc_layer_text(zones, "grade", zone);
            const char *name = bc_layer_text(zones, "name", zone);
            const char *code = bc_layer_text(zones, "code", zone);
            struct bc_finding finding = about(outfalls, i, BC_FOUND_IN_ZONE);

            if (!grade || strcmp(grade, strictest) != 0)
                continue;
            finding.field = "in_zone";
            finding.value = grade;
            bc_findings_addf(run->findings, finding,
                             "the outfall lies in zone %s (%s) of drinking "
                             "water, where none is lawful "
                             "(水污染防治法第六十四条)",
                             name   ? name
                             : code ? code
                                    : "",
                             grade);
        }
    }
}

static enum bc_status cover_by_zones(struct bc_run *run, struct bc_layer *layer,
                                     struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    const struct bc_layer *zones = bc_run_layer(run, "zones");
    struct bc_near near = {0};
    struct bc_cover cover = {0};
    enum bc_status status = bc_near_find(run->geos, run->crs, layer, zones, 0,
                                         method->sliver_area_m2,
                                         method->sliver_width_m, &near, err);

    if (status)
        return status;
    bc_near_cover(&near, &cover);
    bc_near_clear(&near);
    bc_derive_zones(layer, zones, &cover);
    if (strcmp(layer->role, "outfalls") == 0) {
        report_zones(run, layer, &cover);
        run->outfall_zones = cover;
    } else {
        bc_cover_clear(&cover);
    }
    return BC_OK;
}

enum bc_status bc_run_cover(struct bc_run *run, struct bc_layer *layer,
                            struct bc_error *err)
{
    const bool sections = strcmp(layer->role, "sections") == 0;
    const bool outfalls = strcmp(layer->role, "outfalls") == 0;
    const bool suspects = strcmp(layer->role, "suspects") == 0;
    struct bc_cover unused = {0};
    struct bc_cover *cover = sections   ? &run->section_redlines
                             : outfalls ? &run->outfall_redlines
                             : suspects ? &run->suspect_redlines
                                        : &unused;
    struct bc_near *near = sections   ? &run->section_near
                           : outfalls ? &run->outfall_near
                           : suspects ? &run->suspect_near
                                      : NULL;
    enum bc_status status = BC_OK;

    if ((layer->geometry != BC_GEOMETRY_POINT &&
         layer->geometry != BC_GEOMETRY_POLYGON) ||
        strcmp(layer->role, "zones") == 0)
        return BC_OK;
    if (bc_run_layer(run, "redlines"))
        status = cover_by_redlines(run, layer, cover, near, err);
    for (size_t i = 0; !status && cover->first && i < layer->n_features; i++) {
        if (outfalls)
            report_outfall(run, layer, cover, i);
        else if (suspects)
            report_suspect(run, layer, cover, i);
    }
    bc_cover_clear(&unused);
    if (!status && bc_run_layer(run, "zones"))
        status = cover_by_zones(run, layer, err);
    return status;
}

/* ---- areas around things ---- */

enum bc_status bc_run_buffers(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    const struct bc_layer *redlines[] = {bc_run_layer(run, "redlines")};
    const struct bc_layer *sections[] = {bc_run_layer(run, "sections")};
    const struct bc_layer *waters[] = {bc_run_layer(run, "rivers"),
                                       bc_run_layer(run, "lakes")};
    enum bc_status status = bc_run_go_on(BC_N("drawing buffers"), err);

    if (!status && method->redline_buffers.n)
        status = bc_buffer_layer(run->crs, "redline_buffers", redlines, 1,
                                 &method->redline_buffers, BC_BUFFER_WHOLE,
                                 &run->redline_buffers, err);
    if (!status && method->water_buffers.n)
        status = bc_buffer_layer(run->crs, "water_strips", waters, 2,
                                 &method->water_buffers, BC_BUFFER_STRIP,
                                 &run->water_strips, err);
    if (!status && method->fences.n)
        status =
            bc_buffer_layer(run->crs, "fences", sections, 1, &method->fences,
                            BC_BUFFER_WHOLE, &run->fences, err);
    return status;
}
