/* SPDX-License-Identifier: MIT */
#include "output/fields_parts.h"

#include "layer/role.h"

/* Outfalls. */

static void cell_stage_as_of(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_decimal *stage =
        bc_layer_decimal(at->outcome->outfalls, "stage_no");

    if (stage[at->row].known)
        bc_text_add(out, bc_stage_name((int)stage[at->row].units));
}

/* Red lines and their overlaps. */

static void cell_recorded_area(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_column(at, "area", out);
}

static void cell_redline_area(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_overlay *overlay = at->outcome->overlay;

    if (overlay)
        bc_text_add_real(out, overlay->polygon_area_m2[at->row] / 1e6, 6);
}

/* Points in this red line: each is counted once a red line. */
static void add_covered(const struct bc_cover *cover, size_t redline,
                        struct bc_text *out)
{
    size_t n = 0;

    if (!cover)
        return;
    for (size_t i = 0; i < cover->first[cover->n]; i++)
        n += cover->feature[i] == redline;
    bc_cell_add_count(out, n);
}

static void cell_n_outfalls(const struct bc_cell_at *at, struct bc_text *out)
{
    add_covered(at->outcome->outfall_redlines, at->row, out);
}

static void cell_n_suspects(const struct bc_cell_at *at, struct bc_text *out)
{
    add_covered(at->outcome->suspect_redlines, at->row, out);
}

static void cell_piece_redline(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_layer_label(at->outcome->redlines,
                                    at->outcome->overlay->polygon[at->row]));
}

static void cell_piece_redline_name(const struct bc_cell_at *at,
                                    struct bc_text *out)
{
    bc_text_add(out, bc_layer_text(at->outcome->redlines, "name",
                                   at->outcome->overlay->polygon[at->row]));
}

static void cell_piece_basin(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_layer_label(at->outcome->basins,
                                    at->outcome->overlay->basin[at->row]));
}

static void cell_piece_basin_name(const struct bc_cell_at *at,
                                  struct bc_text *out)
{
    bc_text_add(out, bc_layer_text(at->outcome->basins, "name",
                                   at->outcome->overlay->basin[at->row]));
}

static void cell_piece_code(const struct bc_cell_at *at, struct bc_text *out)
{
    cell_piece_redline(at, out);
    bc_text_add(out, "/");
    cell_piece_basin(at, out);
}

static void cell_piece_area(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add_real(out, at->outcome->overlay->area_m2[at->row] / 1e6, 6);
}

static void cell_piece_share(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add_real(out, at->outcome->overlay->share_of_basin[at->row], 8);
}

static const struct bc_field suspect_fields[] = {
    CODE,
    NAME,
    TEXT("status", "状态", "status", bc_cell_column),
    TEXT("redline", "登记红线", "recorded red line", bc_cell_column),
    TEXT("redline_found", "所在红线", "red line by position", bc_cell_redlines),
    BASIN,
    BASIN_METHOD,
    AREAS,
    ILLUSTRATIVE};

static const struct bc_field outfall_fields[] = {
    CODE,
    NAME,
    TEXT("category", "类别", "category", bc_cell_column),
    TEXT("group", "受纳水体分组", "group", bc_cell_column),
    TEXT("stage", "登记阶段", "stage as recorded", bc_cell_column),
    INTEGER("stage_no", "阶段序号", "stage number", bc_cell_column),
    TEXT("stage_as_of", "截止日阶段", "stage at the date", cell_stage_as_of),
    INTEGER("traced", "已溯源", "traced", bc_cell_column),
    INTEGER("remediated", "完成整治", "remediated", bc_cell_column),
    INTEGER("accepted", "已验收", "accepted", bc_cell_column),
    INTEGER("closed", "已销号", "closed", bc_cell_column),
    TEXT("receiving_water", "受纳水体", "receiving water", bc_cell_column),
    TEXT("nearest_water", "最近水体", "nearest water", bc_cell_column),
    REAL("nearest_water_m", "距最近水体（m）", "from the nearest water (m)",
         bc_cell_column),
    TEXT("next_section", "下游断面", "next section downstream", bc_cell_column),
    REAL("next_section_km", "沿河至下游断面（km）",
         "to the next section along rivers (km)", bc_cell_column),
    TEXT("responsible", "责任主体", "responsible", bc_cell_column),
    TEXT("city", "所在城市", "city", bc_cell_column),
    TEXT("county_code", "县区代码", "county code", bc_cell_column),
    BASIN,
    BASIN_METHOD,
    INTEGER("in_redline", "在红线内", "inside a red line", bc_cell_in_redline),
    TEXT("redline_found", "所在红线", "red line by position", bc_cell_redlines),
    AREAS,
    DAY("date_surveyed", "排查日期", "surveyed"),
    DAY("date_monitored", "监测日期", "monitored"),
    DAY("date_traced", "溯源日期", "traced on"),
    DAY("date_planned", "方案日期", "planned"),
    DAY("date_started", "开工日期", "started"),
    DAY("date_completed", "完成整治日期", "completed"),
    DAY("date_accepted", "验收日期", "accepted on"),
    DAY("date_closed", "销号日期", "closed on"),
    ILLUSTRATIVE};

static const struct bc_field river_fields[] = {CODE, NAME, ILLUSTRATIVE};

static const struct bc_field redline_fields[] = {
    CODE,
    NAME,
    TEXT("type", "红线类型", "type", bc_cell_column),
    REAL("area_recorded_km2", "登记面积（km²）", "recorded area (km²)",
         cell_recorded_area),
    REAL("area_km2", "计算面积（km²）", "area (km²)", cell_redline_area),
    INTEGER("n_outfalls", "红线内排污口数", "outfalls inside", cell_n_outfalls),
    INTEGER("n_suspects", "红线内疑似问题数", "suspects inside",
            cell_n_suspects),
    ILLUSTRATIVE};

static const struct bc_field overlap_fields[] = {
    TEXT("code", "编码", "code", cell_piece_code),
    TEXT("redline", "红线", "red line", cell_piece_redline),
    TEXT("redline_name", "红线名称", "name of red line",
         cell_piece_redline_name),
    TEXT("basin", "流域", "basin", cell_piece_basin),
    TEXT("basin_name", "流域名称", "name of basin", cell_piece_basin_name),
    REAL("area_km2", "面积（km²）", "area (km²)", cell_piece_area),
    REAL("share_of_basin", "占流域比例", "share of the basin",
         cell_piece_share),
    ILLUSTRATIVE};

static const struct bc_field zone_fields[] = {
    CODE, NAME, TEXT("grade", "保护区级别", "grade", bc_cell_column),
    REAL("area_km2", "面积（km²）", "area (km²)", bc_cell_area), ILLUSTRATIVE};

/* Of red lines, strips and fences alike (bc_buffer_layer). */
static const struct bc_field buffer_fields[] = {
    CODE,
    TEXT("of", "所属对象", "what it is around", bc_cell_column),
    NAME,
    TEXT("layer", "所属图层", "layer of that", bc_cell_column),
    REAL("distance_m", "缓冲距离（m）", "distance (m)", bc_cell_column),
    REAL("area_km2", "面积（km²）", "area (km²)", bc_cell_column),
    ILLUSTRATIVE};

const struct bc_published_layer bc_suspects_layer = LAYER(
    "suspects", BC_ZH("红线疑似问题"), BC_GEOMETRY_POINT, true, suspect_fields);

const struct bc_published_layer bc_outfalls_layer = LAYER(
    "outfalls", BC_ZH("入河排污口"), BC_GEOMETRY_POINT, true, outfall_fields);

const struct bc_published_layer bc_rivers_layer = LAYER(
    "rivers", BC_ZH_AS("many", "河流"), BC_GEOMETRY_LINE, false, river_fields);

const struct bc_published_layer bc_redlines_layer =
    LAYER("redlines", BC_ZH("生态保护红线"), BC_GEOMETRY_POLYGON, true,
          redline_fields);

const struct bc_published_layer bc_overlaps_layer =
    LAYER("overlaps", BC_ZH("红线与流域叠加"), BC_GEOMETRY_POLYGON, true,
          overlap_fields);

const struct bc_published_layer bc_zones_layer =
    LAYER("zones", BC_ZH("饮用水水源保护区"), BC_GEOMETRY_POLYGON, false,
          zone_fields);

const struct bc_published_layer bc_redline_buffers_layer =
    LAYER("redline_buffers", BC_ZH("红线缓冲区"), BC_GEOMETRY_POLYGON, false,
          buffer_fields);

const struct bc_published_layer bc_water_strips_layer =
    LAYER("water_strips", BC_ZH("河湖缓冲带"), BC_GEOMETRY_POLYGON, false,
          buffer_fields);

const struct bc_published_layer bc_fences_layer = LAYER(
    "fences", BC_ZH("站点电子围栏"), BC_GEOMETRY_POLYGON, false, buffer_fields);
