/* SPDX-License-Identifier: MIT */
#include "output/fields_parts.h"

#include <string.h>

#include "layer/role.h"

#define MEAN(name, zh, en, item)                                               \
    {                                                                          \
        name, zh, en, BC_FIELD_REAL, cell_mean, item                           \
    }

/* Sections by themselves or in a month, lakes by their points. */

static const struct bc_judgement *judgement_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;
    const struct bc_judgement *all =
        at->which == BC_PUBLISHED_LAKES            ? outcome->lake_judgement
        : at->which == BC_PUBLISHED_SECTION_MONTHS ? outcome->series->judgement
                                                   : outcome->judgement;

    return &all[at->row];
}

static void cell_class_no(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_known(out, judgement_of(at)->class_no, 0);
}

static void cell_class(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_class_name(judgement_of(at)->class_no));
}

static void cell_target_class(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_known(out, judgement_of(at)->target_class, 0);
}

static void cell_meets_target(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_known(out, judgement_of(at)->meets_target, -1);
}

static void cell_deciding(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_judgement *judgement = judgement_of(at);

    if (judgement->deciding != BC_NO_ITEM)
        bc_text_add(out, bc_item_name_zh(judgement->deciding));
}

static void cell_pollutants(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_judgement_pollutants(judgement_of(at), false, out);
}

static void cell_class_tn(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_known(out, judgement_of(at)->class_tn, 0);
}

static void cell_tli(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_decimal(out, judgement_of(at)->tli);
}

static void cell_trophic(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, judgement_of(at)->trophic_state);
}

static void cell_mean(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_decimal(out, judgement_of(at)->item[at->field->item].mean);
}

static void cell_samples(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, judgement_of(at)->n_samples);
}

static void cell_class_before(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_judgement *before = at->outcome->judgement_before;

    if (before)
        bc_text_add(out, bc_class_name(before[at->row].class_no));
}

/* Sections that stand for this lake: by the water that they name. */
static void cell_lake_points(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_layer *sections = at->outcome->sections;
    const char *lake = bc_layer_text(at->outcome->lakes, "name", at->row);
    size_t n = 0;

    for (size_t i = 0; lake && i < sections->n_features; i++) {
        const char *water = bc_layer_text(sections, "water", i);
        enum bc_water type = bc_water_parse(bc_layer_text(sections, "type", i));

        n += water && !strcmp(water, lake) &&
             (type == BC_LAKE || type == BC_RESERVOIR);
    }
    bc_cell_add_count(out, n);
}

static void cell_lake_data(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, judgement_of(at)->n_points);
}

/* Sections month by month. */

static struct bc_cell_at section_of(const struct bc_cell_at *at)
{
    return (struct bc_cell_at){at->outcome, BC_PUBLISHED_SECTIONS,
                               at->row % at->outcome->series->n_sections,
                               at->field};
}

static const struct bc_period *month_of(const struct bc_cell_at *at)
{
    const struct bc_series *series = at->outcome->series;

    return &series->months[at->row / series->n_sections];
}

static void cell_of_section(const struct bc_cell_at *at, struct bc_text *out)
{
    struct bc_cell_at section = section_of(at);

    bc_cell_column(&section, out);
}

static void cell_month_basin(const struct bc_cell_at *at, struct bc_text *out)
{
    struct bc_cell_at section = section_of(at);

    bc_cell_basin(&section, out);
}

static void cell_month_start(const struct bc_cell_at *at, struct bc_text *out)
{
    char text[16];

    bc_day_print(month_of(at)->first, text);
    bc_text_add(out, text);
}

static void cell_month_end(const struct bc_cell_at *at, struct bc_text *out)
{
    char text[16];

    bc_day_print(month_of(at)->last, text);
    bc_text_add(out, text);
}

static void cell_month_risk(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_risk_name(at->outcome->series->section[at->row].risk));
}

static const struct bc_field section_fields[] = {
    CODE,
    NAME,
    TEXT("water", "所在水体", "water", bc_cell_column),
    TEXT("type", "水体类型", "type of water", bc_cell_column),
    TEXT("level", "控制级别", "level", bc_cell_column),
    TEXT("city", "所在城市", "city", bc_cell_column),
    BASIN,
    BASIN_METHOD,
    INTEGER("target_class", "目标类别", "target class", cell_target_class),
    INTEGER("class_no", "水质类别号", "class number", cell_class_no),
    TEXT("class", "水质类别", "class", cell_class),
    INTEGER("meets_target", "是否达标", "meets its target", cell_meets_target),
    TEXT("deciding", "定类项目", "deciding item", cell_deciding),
    TEXT("main_pollutants", "主要污染指标（超Ⅲ类倍数）", "main pollutants",
         cell_pollutants),
    INTEGER("class_tn", "总氮类别（参考）", "class of total nitrogen",
            cell_class_tn),
    REAL("tli", "综合营养状态指数", "trophic level index", cell_tli),
    TEXT("trophic_state", "营养状态", "trophic state", cell_trophic),
    MEAN("ph", "pH", "pH", BC_PH),
    MEAN("do_mg_l", "溶解氧（mg/L）", "dissolved oxygen (mg/L)", BC_DO),
    MEAN("codmn_mg_l", "高锰酸盐指数（mg/L）", "permanganate index (mg/L)",
         BC_CODMN),
    MEAN("nh3n_mg_l", "氨氮（mg/L）", "ammonia nitrogen (mg/L)", BC_NH3N),
    MEAN("tp_mg_l", "总磷（mg/L）", "total phosphorus (mg/L)", BC_TP),
    MEAN("tn_mg_l", "总氮（mg/L）", "total nitrogen (mg/L)", BC_TN),
    INTEGER("n_samples", "样品数", "samples", cell_samples),
    TEXT("class_before", "对比期类别", "class in the period before",
         cell_class_before),
    INTEGER("risk", "有反弹风险", "at risk", bc_cell_column),
    TEXT("risk_reason", "风险原因", "why at risk", bc_cell_column),
    REAL("intensity", "汛期污染强度", "flood-season intensity", bc_cell_column),
    INTEGER("in_redline", "在红线内", "inside a red line", bc_cell_in_redline),
    TEXT("redline_found", "所在红线", "red line by position", bc_cell_redlines),
    AREAS,
    ILLUSTRATIVE};

static const struct bc_field section_month_fields[] = {
    TEXT("code", "编码", "code", cell_of_section),
    TEXT("name", "名称", "name", cell_of_section),
    TEXT("level", "控制级别", "level", cell_of_section),
    TEXT("basin", "流域", "basin", cell_month_basin),
    {"start", "月初", "first day", BC_FIELD_DATE, cell_month_start, 0},
    {"end", "月末", "last day", BC_FIELD_DATE, cell_month_end, 0},
    INTEGER("target_class", "目标类别", "target class", cell_target_class),
    INTEGER("class_no", "水质类别号", "class number", cell_class_no),
    TEXT("class", "水质类别", "class", cell_class),
    INTEGER("meets_target", "是否达标", "meets its target", cell_meets_target),
    TEXT("main_pollutants", "主要污染指标（超Ⅲ类倍数）", "main pollutants",
         cell_pollutants),
    TEXT("risk", "风险", "risk", cell_month_risk),
    ILLUSTRATIVE};

const struct bc_published_layer bc_sections_layer = LAYER(
    "sections", BC_ZH("水质断面"), BC_GEOMETRY_POINT, true, section_fields);

const struct bc_published_layer bc_section_months_layer =
    LAYER("section_months", BC_ZH("断面逐月类别"), BC_GEOMETRY_POINT, false,
          section_month_fields);

static const struct bc_field lake_fields[] = {
    CODE,
    NAME,
    TEXT("basin", "流域", "basin", bc_cell_column),
    INTEGER("class_no", "水质类别号", "class number", cell_class_no),
    TEXT("class", "水质类别", "class", cell_class),
    TEXT("deciding", "定类项目", "deciding item", cell_deciding),
    INTEGER("n_points", "点位数", "points", cell_lake_points),
    INTEGER("n_points_with_data", "有数据点位数", "points with data",
            cell_lake_data),
    INTEGER("class_tn", "总氮类别（参考）", "class of total nitrogen",
            cell_class_tn),
    REAL("tli", "综合营养状态指数", "trophic level index", cell_tli),
    TEXT("trophic_state", "营养状态", "trophic state", cell_trophic),
    ILLUSTRATIVE};

const struct bc_published_layer bc_lakes_layer = LAYER(
    "lakes", BC_ZH_AS("many", "湖库"), BC_GEOMETRY_POLYGON, false, lake_fields);
