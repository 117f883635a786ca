/* SPDX-License-Identifier: MIT */
#include "geo/region.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/index.h"

/* GB/T 2260, where plans so far speak of: the provinces, the prefectures of
 * Hubei (the last four are governed by the province itself) and Anhui, the
 * districts of Wuhan. */
static const struct {
    const char *code, *name, *short_name;
} known[] = {{"110000", "北京市", "北京"},
             {"120000", "天津市", "天津"},
             {"130000", "河北省", "河北"},
             {"140000", "山西省", "山西"},
             {"150000", "内蒙古自治区", "内蒙古"},
             {"210000", "辽宁省", "辽宁"},
             {"220000", "吉林省", "吉林"},
             {"230000", "黑龙江省", "黑龙江"},
             {"310000", "上海市", "上海"},
             {"320000", "江苏省", "江苏"},
             {"330000", "浙江省", "浙江"},
             {"340000", "安徽省", "安徽"},
             {"350000", "福建省", "福建"},
             {"360000", "江西省", "江西"},
             {"370000", "山东省", "山东"},
             {"410000", "河南省", "河南"},
             {"420000", "湖北省", "湖北"},
             {"430000", "湖南省", "湖南"},
             {"440000", "广东省", "广东"},
             {"450000", "广西壮族自治区", "广西"},
             {"460000", "海南省", "海南"},
             {"500000", "重庆市", "重庆"},
             {"510000", "四川省", "四川"},
             {"520000", "贵州省", "贵州"},
             {"530000", "云南省", "云南"},
             {"540000", "西藏自治区", "西藏"},
             {"610000", "陕西省", "陕西"},
             {"620000", "甘肃省", "甘肃"},
             {"630000", "青海省", "青海"},
             {"640000", "宁夏回族自治区", "宁夏"},
             {"650000", "新疆维吾尔自治区", "新疆"},
             {"710000", "台湾省", "台湾"},
             {"810000", "香港特别行政区", "香港"},
             {"820000", "澳门特别行政区", "澳门"},
             {"420100", "武汉市", "武汉"},
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
             {"429021", "神农架林区", "神农架"},
             {"340100", "合肥市", "合肥"},
             {"340200", "芜湖市", "芜湖"},
             {"340300", "蚌埠市", "蚌埠"},
             {"340400", "淮南市", "淮南"},
             {"340500", "马鞍山市", "马鞍山"},
             {"340600", "淮北市", "淮北"},
             {"340700", "铜陵市", "铜陵"},
             {"340800", "安庆市", "安庆"},
             {"341000", "黄山市", "黄山"},
             {"341100", "滁州市", "滁州"},
             {"341200", "阜阳市", "阜阳"},
             {"341300", "宿州市", "宿州"},
             {"341500", "六安市", "六安"},
             {"341600", "亳州市", "亳州"},
             {"341700", "池州市", "池州"},
             {"341800", "宣城市", "宣城"},
             {"420102", "江岸区", ""},
             {"420103", "江汉区", ""},
             {"420104", "硚口区", ""},
             {"420105", "汉阳区", ""},
             {"420106", "武昌区", ""},
             {"420107", "青山区", ""},
             {"420111", "洪山区", ""},
             {"420112", "东西湖区", ""},
             {"420113", "汉南区", ""},
             {"420114", "蔡甸区", ""},
             {"420115", "江夏区", ""},
             {"420116", "黄陂区", ""},
             {"420117", "新洲区", ""}};
#define N_KNOWN (sizeof known / sizeof *known)

static bool is_code(const char *code)
{
    const size_t n = strlen(code);

    return strspn(code, "0123456789") == n && (n == 6 || n == 9 || n == 12);
}

bool bc_region_prefecture(const char *code, char prefecture[7])
{
    if (!is_code(code) || strncmp(code + 2, "00", 2) == 0)
        return false;
    memcpy(prefecture, code, 6);
    prefecture[6] = '\0';
    if (strncmp(code + 2, "90", 2) != 0)
        prefecture[4] = prefecture[5] = '0';
    return true;
}

const char *bc_region_name(const char *code)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (strcmp(known[i].code, code) == 0)
            return known[i].name;
    return NULL;
}

const char *bc_region_code(const char *name)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (strcmp(known[i].name, name) == 0 ||
            strcmp(known[i].short_name, name) == 0)
            return known[i].code;
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
    enum { FEW = 16 }; /* nested and neighbouring regions of one point */
    struct bc_hit few[FEW], *hits = few;
    size_t n;

    if (!isfinite(x) || !isfinite(y))
        return;
    n = bc_index_covers(index, x, y, few, FEW);
    if (n > FEW) {
        hits = bc_alloc(n, sizeof *hits);
        bc_index_covers(index, x, y, hits, n);
    }
    for (size_t i = 0; i < n; i++)
        if (!inside_only || hits[i].place == BC_INSIDE)
            add_prefecture(set,
                           bc_layer_text(regions, "code", hits[i].feature));
    if (hits != few)
        free(hits);
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

static void check_code(const struct bc_layer *layer, size_t row,
                       struct bc_findings *findings)
{
    const char *code = bc_layer_text(layer, "county_code", row);
    struct bc_finding finding;

    if (!code || is_code(code))
        return;
    finding = bc_feature_finding(layer, row, BC_FOUND_BAD_VALUE);
    finding.field = "county_code";
    finding.value = code;
    bc_findings_addf(findings, finding,
                     "'%s' is no code of a county, which has six digits; it "
                     "says no region",
                     code);
}

void bc_region_assign(const struct bc_layer *regions, struct bc_layer *layer,
                      struct bc_findings *findings)
{
    size_t column = bc_layer_add_column(layer, "region", BC_TEXT);
    struct bc_index *index = NULL;

    layer->columns[column].derived = true;
    if (regions && layer->geometry != BC_GEOMETRY_NONE)
        index = bc_index_new(&regions->shapes);
    if (!index && bc_layer_find(layer, "city") == BC_NO_COLUMN &&
        bc_layer_find(layer, "county_code") == BC_NO_COLUMN)
        return; /* nothing says it of any row */
    for (size_t row = 0; row < layer->n_features; row++) {
        struct bc_text own = {0}, position = {0};

        check_code(layer, row, findings);
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
}
