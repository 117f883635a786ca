/* SPDX-License-Identifier: MIT */
#include "geo/region.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "geo/feature.h"
#include "geo/index.h"

/* GB/T 2260; the last four are governed by the province itself. */
static const struct {
    const char *code, *name, *short_name;
} hubei[] = {{"420100", "武汉市", "武汉"},
             {"420200", "黄石市", "黄石"},
             {"420300", "十堰市", "十堰"},
             {"420500", "宜昌市", "宜昌"},
             {"420600", "襄阳市", "襄阳"},
             {"420700", "鄂州市", "鄂州"},
             {"420800", "荆门市", "荆门"},
             {"420900", "孝感市", "孝感"},
             {"421000", "荆州市", "荆州"},
             {"421100", "黄冈市", "黄冈"},
             {"421200", "咸宁市", "咸宁"},
             {"421300", "随州市", "随州"},
             {"422800", "恩施土家族苗族自治州", "恩施州"},
             {"429004", "仙桃市", "仙桃"},
             {"429005", "潜江市", "潜江"},
             {"429006", "天门市", "天门"},
             {"429021", "神农架林区", "神农架"}};
#define N_HUBEI (sizeof hubei / sizeof *hubei)

bool bc_region_prefecture(const char *code, char prefecture[7])
{
    if (strlen(code) != 6 || strspn(code, "0123456789") != 6 ||
        strncmp(code + 2, "00", 2) == 0)
        return false;
    memcpy(prefecture, code, 7);
    if (strncmp(code + 2, "90", 2) != 0)
        prefecture[4] = prefecture[5] = '0';
    return true;
}

const char *bc_region_name(const char *code)
{
    for (size_t i = 0; i < N_HUBEI; i++)
        if (strcmp(hubei[i].code, code) == 0)
            return hubei[i].name;
    return NULL;
}

const char *bc_region_code(const char *name)
{
    for (size_t i = 0; i < N_HUBEI; i++)
        if (strcmp(hubei[i].name, name) == 0 ||
            strcmp(hubei[i].short_name, name) == 0)
            return hubei[i].code;
    return NULL;
}

/* A set of prefectures, in the order they were found. */
static void add_prefecture(struct bc_text *set, const char *code)
{
    char prefecture[7];

    if (!code || !bc_region_prefecture(code, prefecture) ||
        bc_set_has(bc_text_string(set), prefecture))
        return;
    bc_text_printf(set, "%s%s", set->length ? "/" : "", prefecture);
}

struct cities {
    const struct bc_layer *regions;
    struct bc_text *set;
};

static bool add_city(struct bc_slice member, void *context)
{
    struct cities *cities = context;
    char *name = bc_copy_bytes(member.data, member.length);
    size_t row =
        cities->regions ? bc_layer_row(cities->regions, name) : BC_NO_ROW;
    const char *code =
        row == BC_NO_ROW ? NULL : bc_layer_text(cities->regions, "code", row);

    add_prefecture(cities->set, code ? code : bc_region_code(name));
    free(name);
    return false;
}

/* What the feature says of itself. */
static void add_own(const struct bc_layer *regions,
                    const struct bc_layer *layer, size_t row,
                    struct bc_text *set)
{
    struct cities cities = {regions, set};
    const char *city = bc_layer_text(layer, "city", row);

    if (city)
        bc_set_any(city, add_city, &cities);
    add_prefecture(set, bc_layer_text(layer, "county_code", row));
}

static void add_covering(const struct bc_index *index,
                         const struct bc_layer *regions, double x, double y,
                         bool inside_only, struct bc_text *set)
{
    struct bc_hit hits[16]; /* nested and neighbouring regions of one point */
    size_t n;

    if (!isfinite(x) || !isfinite(y))
        return;
    n = bc_index_covers(index, x, y, hits, 16);
    for (size_t i = 0; i < n && i < 16; i++)
        if (!inside_only || hits[i].place == BC_INSIDE)
            add_prefecture(set,
                           bc_layer_text(regions, "code", hits[i].feature));
}

/* A vertex on a border touches the neighbour, too: borders decide only where
 * no vertex and not the middle lie inside a region. */
static void add_shape(const struct bc_index *index,
                      const struct bc_layer *regions,
                      const struct bc_shapes *shapes, size_t feature,
                      struct bc_text *set)
{
    size_t first = shapes->vertex_of[shapes->ring_of[shapes->part_of[feature]]];
    size_t end =
        shapes->vertex_of[shapes->ring_of[shapes->part_of[feature + 1]]];
    double bounds[4];

    if (!bc_shapes_bounds(shapes, feature, bounds))
        return;
    for (size_t v = first; v < end; v++)
        add_covering(index, regions, shapes->x[v], shapes->y[v], true, set);
    if (!set->length)
        add_covering(index, regions, (bounds[0] + bounds[2]) / 2,
                     (bounds[1] + bounds[3]) / 2, true, set);
    for (size_t v = first; v < end && !set->length; v++)
        add_covering(index, regions, shapes->x[v], shapes->y[v], false, set);
}

static void add_position(const struct bc_index *index,
                         const struct bc_layer *regions,
                         const struct bc_layer *layer, size_t row,
                         struct bc_text *set)
{
    if (!index)
        return;
    if (layer->geometry == BC_GEOMETRY_POINT)
        add_covering(index, regions, layer->x[row], layer->y[row], false, set);
    else if (layer->geometry != BC_GEOMETRY_NONE)
        add_shape(index, regions, &layer->shapes, row, set);
}

static bool has_member(struct bc_slice member, void *context)
{
    char *code = bc_copy_bytes(member.data, member.length);
    bool has = bc_set_has(context, code);

    free(code);
    return has;
}

static void report(const struct bc_layer *layer, size_t row, const char *own,
                   const char *position, struct bc_findings *findings)
{
    struct bc_finding finding =
        bc_feature_finding(layer, row, BC_FOUND_REGION_CONTRADICTS);

    finding.field = "region";
    finding.value = own;
    bc_findings_addf(findings, finding,
                     "lies in region %s, but its own code or city says %s",
                     position, own);
}

enum bc_status bc_region_assign(struct bc_geos *geos,
                                const struct bc_layer *regions,
                                struct bc_layer *layer,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    size_t column = bc_layer_add_column(layer, "region", BC_TEXT);
    struct bc_index *index = NULL;
    enum bc_status status = BC_OK;

    layer->columns[column].derived = true;
    if (regions && layer->geometry != BC_GEOMETRY_NONE)
        status = bc_index_new(geos, &regions->shapes, &index, err);
    for (size_t row = 0; row < layer->n_features && !status; row++) {
        struct bc_text own = {0}, position = {0};

        add_own(regions, layer, row, &own);
        add_position(index, regions, layer, row, &position);
        if (own.length && position.length &&
            !bc_set_any(own.data, has_member, position.data))
            report(layer, row, own.data, position.data, findings);
        if (own.length || position.length)
            bc_layer_set_text(layer, column, row,
                              own.length ? own.data : position.data);
        bc_text_clear(&own);
        bc_text_clear(&position);
    }
    bc_index_free(index);
    return status;
}
