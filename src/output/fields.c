/* SPDX-License-Identifier: MIT */
#include "output/fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/role.h"
#include "plan/summary.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** Which cell is asked for. */
struct bc_cell_at {
    const struct bc_outcome *outcome;
    enum bc_published which;
    size_t row;
    const struct bc_field *field;
};

static const struct bc_layer *layer_of(const struct bc_outcome *outcome,
                                       enum bc_published which)
{
    switch (which) {
    case BC_PUBLISHED_SECTIONS:
    case BC_PUBLISHED_SECTION_MONTHS:
        return outcome->sections;
    case BC_PUBLISHED_SUSPECTS:
        return outcome->suspects;
    case BC_PUBLISHED_OUTFALLS:
        return outcome->outfalls;
    case BC_PUBLISHED_RIVERS:
        return outcome->rivers;
    case BC_PUBLISHED_REDLINES:
        return outcome->redlines;
    case BC_PUBLISHED_ZONES:
        return outcome->zones;
    case BC_PUBLISHED_REDLINE_BUFFERS:
        return outcome->redline_buffers;
    case BC_PUBLISHED_WATER_STRIPS:
        return outcome->water_strips;
    case BC_PUBLISHED_FENCES:
        return outcome->fences;
    case BC_PUBLISHED_LAKES:
        return outcome->lakes;
    case BC_PUBLISHED_BASINS:
        return outcome->basins;
    case BC_PUBLISHED_OVERLAPS: /* made here, read from nowhere */
    case BC_N_PUBLISHED:
        break;
    }
    return NULL;
}

/* The pieces of cells. */

static void add_decimal(struct bc_text *out, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print_short(value, text);
    bc_text_add(out, text);
}

static void add_count(struct bc_text *out, size_t value)
{
    bc_text_printf(out, "%zu", value);
}

static void add_known(struct bc_text *out, int value, int unknown)
{
    if (value != unknown)
        bc_text_printf(out, "%d", value);
}

static void add_member(struct bc_text *out, const char *member)
{
    if (out->length && member)
        bc_text_add(out, ";");
    bc_text_add(out, member);
}

/* A text cell where a number or a date belongs: what is none stays empty, its
 * finding has been listed when it was read. */
static void add_typed(struct bc_text *out, const char *text,
                      enum bc_field_type type)
{
    struct bc_slice slice = bc_slice_trim(bc_slice_of(text));
    struct bc_decimal number;
    char printed[16];
    bc_day day;

    if (type == BC_FIELD_TEXT)
        bc_text_add(out, text);
    else if (type == BC_FIELD_DATE) {
        if (bc_day_parse(slice, &day)) {
            bc_day_print(day, printed);
            bc_text_add(out, printed);
        }
    } else if (bc_decimal_parse(slice, &number) <= BC_PARSED_ROUNDED)
        add_decimal(out, number);
}

static void add_column(const struct bc_cell_at *at, const char *name,
                       struct bc_text *out)
{
    const struct bc_layer *layer = layer_of(at->outcome, at->which);
    const struct bc_decimal *numbers = bc_layer_decimal(layer, name);
    const char *text;

    if (numbers) {
        add_decimal(out, numbers[at->row]);
        return;
    }
    text = bc_layer_text(layer, name, at->row);
    if (text)
        add_typed(out, text, at->field->type);
}

/* Cells of any layer. */

/* The column of the field's own name: a key, or a derived one. */
static void cell_column(const struct bc_cell_at *at, struct bc_text *out)
{
    add_column(at, at->field->name, out);
}

static void cell_illustrative(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out,
                bc_published_illustrative(at->outcome, at->which) ? "1" : "0");
}

static const struct bc_join *join_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return at->which == BC_PUBLISHED_SECTIONS   ? outcome->section_join
           : at->which == BC_PUBLISHED_OUTFALLS ? outcome->outfall_join
                                                : outcome->suspect_join;
}

static void cell_basin(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_join *join = join_of(at);

    if (!join)
        cell_column(at, out);
    else if (join->basin[at->row] != BC_NO_ROW)
        bc_text_add(out,
                    bc_layer_label(at->outcome->basins, join->basin[at->row]));
}

static void cell_basin_method(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_join *join = join_of(at);

    if (join)
        bc_text_add(out, bc_join_method_name(join->method[at->row]));
}

static const struct bc_cover *cover_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return at->which == BC_PUBLISHED_SECTIONS   ? outcome->section_redlines
           : at->which == BC_PUBLISHED_OUTFALLS ? outcome->outfall_redlines
                                                : outcome->suspect_redlines;
}

static void cell_in_redline(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_cover *cover = cover_of(at);

    if (cover)
        bc_text_add(
            out, cover->first[at->row + 1] > cover->first[at->row] ? "1" : "0");
}

static void cell_redlines(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_cover *cover = cover_of(at);

    if (!cover)
        return;
    for (size_t i = cover->first[at->row]; i < cover->first[at->row + 1]; i++)
        add_member(out,
                   bc_layer_label(at->outcome->redlines, cover->feature[i]));
}

/* Waters: sections by themselves, lakes by their points. */

static const struct bc_judgement *judgement_of(const struct bc_cell_at *at)
{
    const struct bc_judgement *all = at->which == BC_PUBLISHED_LAKES
                                         ? at->outcome->lake_judgement
                                         : at->outcome->judgement;

    return &all[at->row];
}

static void cell_class_no(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, judgement_of(at)->class_no, 0);
}

static void cell_class(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_class_name(judgement_of(at)->class_no));
}

static void cell_target_class(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, judgement_of(at)->target_class, 0);
}

static void cell_meets_target(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, judgement_of(at)->meets_target, -1);
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
    add_known(out, judgement_of(at)->class_tn, 0);
}

static void cell_tli(const struct bc_cell_at *at, struct bc_text *out)
{
    add_decimal(out, judgement_of(at)->tli);
}

static void cell_trophic(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, judgement_of(at)->trophic_state);
}

static void cell_mean(const struct bc_cell_at *at, struct bc_text *out)
{
    add_decimal(out, judgement_of(at)->item[at->field->item].mean);
}

static void cell_samples(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, judgement_of(at)->n_samples);
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
    add_count(out, n);
}

static void cell_lake_data(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, judgement_of(at)->n_points);
}

/* Sections month by month. */

static struct bc_cell_at section_of(const struct bc_cell_at *at)
{
    return (struct bc_cell_at){at->outcome, BC_PUBLISHED_SECTIONS,
                               at->row % at->outcome->series->n_sections,
                               at->field};
}

static const struct bc_judgement *month_judgement(const struct bc_cell_at *at)
{
    return &at->outcome->series->judgement[at->row];
}

static const struct bc_period *month_of(const struct bc_cell_at *at)
{
    const struct bc_series *series = at->outcome->series;

    return &series->months[at->row / series->n_sections];
}

static void cell_of_section(const struct bc_cell_at *at, struct bc_text *out)
{
    struct bc_cell_at section = section_of(at);

    cell_column(&section, out);
}

static void cell_month_basin(const struct bc_cell_at *at, struct bc_text *out)
{
    struct bc_cell_at section = section_of(at);

    cell_basin(&section, out);
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

static void cell_month_class_no(const struct bc_cell_at *at,
                                struct bc_text *out)
{
    add_known(out, month_judgement(at)->class_no, 0);
}

static void cell_month_class(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_class_name(month_judgement(at)->class_no));
}

static void cell_month_target(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, month_judgement(at)->target_class, 0);
}

static void cell_month_meets(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, month_judgement(at)->meets_target, -1);
}

static void cell_month_pollutants(const struct bc_cell_at *at,
                                  struct bc_text *out)
{
    bc_judgement_pollutants(month_judgement(at), false, out);
}

static void cell_month_risk(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_risk_name(at->outcome->series->section[at->row].risk));
}

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
    add_column(at, "area", out);
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
    add_count(out, n);
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

/* Basins. */

/* What no stage before has reckoned. */
static void cell_area(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_layer *layer = layer_of(at->outcome, at->which);

    bc_text_add_real(
        out,
        bc_geodesic_area_m2(at->outcome->geodesy, &layer->shapes, at->row) /
            1e6,
        6);
}

static void cell_basin_area(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_overlay *overlay = at->outcome->overlay;

    if (overlay)
        bc_text_add_real(out, overlay->basin_area_m2[at->row] / 1e6, 6);
    else
        cell_area(at, out);
}

static const struct bc_basin_rating *rating_of(const struct bc_cell_at *at)
{
    return &at->outcome->rating[at->row];
}

static void cell_n_judged(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, rating_of(at)->n);
}

static void cell_n_good(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, rating_of(at)->n_good);
}

static void cell_good_share(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_basin_rating *rating = rating_of(at);

    if (rating->n)
        add_decimal(out, bc_decimal_divide((bc_int128)rating->n_good * 100, 0,
                                           (int64_t)rating->n, 6));
}

static void cell_rating(const struct bc_cell_at *at, struct bc_text *out)
{
    if (rating_of(at)->rating != BC_RATING_NONE)
        bc_text_add(out, bc_rating_name(rating_of(at)->rating));
}

static void cell_rating_no(const struct bc_cell_at *at, struct bc_text *out)
{
    add_known(out, (int)rating_of(at)->rating, BC_RATING_NONE);
}

static struct bc_summary summary_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return bc_summary_of(outcome->targets, outcome->results,
                         bc_layer_label(outcome->basins, at->row));
}

static void cell_verdict(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_overall_name(summary_of(at).overall));
}

static void cell_verdict_zh(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_overall_name_zh(summary_of(at).overall));
}

static void cell_n_met(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, summary_of(at).n_met);
}

static void cell_n_missed(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, summary_of(at).n_missed);
}

static void cell_n_interim(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, summary_of(at).n_interim);
}

static void cell_n_cannot(const struct bc_cell_at *at, struct bc_text *out)
{
    add_count(out, summary_of(at).n_cannot);
}

static void cell_missed(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_outcome *outcome = at->outcome;
    const char *code = bc_layer_label(outcome->basins, at->row);

    for (size_t i = 0; i < outcome->results->n; i++) {
        const struct bc_result *result = &outcome->results->result[i];
        const struct bc_target *target =
            &outcome->targets->target[result->target];

        if (result->verdict == BC_MISSED && target->report &&
            !strcmp(result->basin, code))
            add_member(out, bc_target_label(target));
    }
}

/* The tables of fields. */

/* clang-format off */
#define TEXT(name, zh, en, cell) {name, zh, en, BC_FIELD_TEXT, cell, 0}
#define INTEGER(name, zh, en, cell) {name, zh, en, BC_FIELD_INTEGER, cell, 0}
#define REAL(name, zh, en, cell) {name, zh, en, BC_FIELD_REAL, cell, 0}
#define MEAN(name, zh, en, item) {name, zh, en, BC_FIELD_REAL, cell_mean, item}
#define DAY(name, zh, en) {name, zh, en, BC_FIELD_DATE, cell_column, 0}
/* clang-format on */
#define CODE TEXT("code", "编码", "code", cell_column)
#define NAME TEXT("name", "名称", "name", cell_column)
#define BASIN TEXT("basin", "流域", "basin", cell_basin)
#define BASIN_METHOD                                                           \
    TEXT("basin_method", "流域归属方式", "how the basin was found",            \
         cell_basin_method)
/* Where red lines have buffers, and where there are zones. */
#define AREAS                                                                  \
    TEXT("redline_near", "最近红线", "nearest red line", cell_column),         \
        REAL("redline_distance_m", "距红线（m）", "from the red line (m)",     \
             cell_column),                                                     \
        REAL("redline_buffer_m", "所在缓冲区（m）",                            \
             "buffer that holds it (m)", cell_column),                         \
        TEXT("in_zone", "饮用水水源保护区级别",                                \
             "grade of drinking-water zone", cell_column)
#define ILLUSTRATIVE                                                           \
    INTEGER("illustrative", "示例数据", "illustrative", cell_illustrative)

static const struct bc_field section_fields[] = {
    CODE,
    NAME,
    TEXT("water", "所在水体", "water", cell_column),
    TEXT("type", "水体类型", "type of water", cell_column),
    TEXT("level", "控制级别", "level", cell_column),
    TEXT("city", "所在城市", "city", cell_column),
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
    INTEGER("risk", "有反弹风险", "at risk", cell_column),
    TEXT("risk_reason", "风险原因", "why at risk", cell_column),
    REAL("intensity", "汛期污染强度", "flood-season intensity", cell_column),
    INTEGER("in_redline", "在红线内", "inside a red line", cell_in_redline),
    TEXT("redline_found", "所在红线", "red line by position", cell_redlines),
    AREAS,
    ILLUSTRATIVE};

static const struct bc_field section_month_fields[] = {
    TEXT("code", "编码", "code", cell_of_section),
    TEXT("name", "名称", "name", cell_of_section),
    TEXT("level", "控制级别", "level", cell_of_section),
    TEXT("basin", "流域", "basin", cell_month_basin),
    {"start", "月初", "first day", BC_FIELD_DATE, cell_month_start, 0},
    {"end", "月末", "last day", BC_FIELD_DATE, cell_month_end, 0},
    INTEGER("target_class", "目标类别", "target class", cell_month_target),
    INTEGER("class_no", "水质类别号", "class number", cell_month_class_no),
    TEXT("class", "水质类别", "class", cell_month_class),
    INTEGER("meets_target", "是否达标", "meets its target", cell_month_meets),
    TEXT("main_pollutants", "主要污染指标（超Ⅲ类倍数）", "main pollutants",
         cell_month_pollutants),
    TEXT("risk", "风险", "risk", cell_month_risk),
    ILLUSTRATIVE};

static const struct bc_field suspect_fields[] = {
    CODE,
    NAME,
    TEXT("status", "状态", "status", cell_column),
    TEXT("redline", "登记红线", "recorded red line", cell_column),
    TEXT("redline_found", "所在红线", "red line by position", cell_redlines),
    BASIN,
    BASIN_METHOD,
    AREAS,
    ILLUSTRATIVE};

static const struct bc_field outfall_fields[] = {
    CODE,
    NAME,
    TEXT("category", "类别", "category", cell_column),
    TEXT("group", "受纳水体分组", "group", cell_column),
    TEXT("stage", "登记阶段", "stage as recorded", cell_column),
    INTEGER("stage_no", "阶段序号", "stage number", cell_column),
    TEXT("stage_as_of", "截止日阶段", "stage at the date", cell_stage_as_of),
    INTEGER("traced", "已溯源", "traced", cell_column),
    INTEGER("remediated", "完成整治", "remediated", cell_column),
    INTEGER("accepted", "已验收", "accepted", cell_column),
    INTEGER("closed", "已销号", "closed", cell_column),
    TEXT("receiving_water", "受纳水体", "receiving water", cell_column),
    TEXT("nearest_water", "最近水体", "nearest water", cell_column),
    REAL("nearest_water_m", "距最近水体（m）", "from the nearest water (m)",
         cell_column),
    TEXT("next_section", "下游断面", "next section downstream", cell_column),
    REAL("next_section_km", "沿河至下游断面（km）",
         "to the next section along rivers (km)", cell_column),
    TEXT("responsible", "责任主体", "responsible", cell_column),
    TEXT("city", "所在城市", "city", cell_column),
    TEXT("county_code", "县区代码", "county code", cell_column),
    BASIN,
    BASIN_METHOD,
    INTEGER("in_redline", "在红线内", "inside a red line", cell_in_redline),
    TEXT("redline_found", "所在红线", "red line by position", cell_redlines),
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
    TEXT("type", "红线类型", "type", cell_column),
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
    CODE, NAME, TEXT("grade", "保护区级别", "grade", cell_column),
    REAL("area_km2", "面积（km²）", "area (km²)", cell_area), ILLUSTRATIVE};

/* Of red lines, strips and fences alike (bc_buffer_layer). */
static const struct bc_field buffer_fields[] = {
    CODE,
    TEXT("of", "所属对象", "what it is around", cell_column),
    NAME,
    TEXT("layer", "所属图层", "layer of that", cell_column),
    REAL("distance_m", "缓冲距离（m）", "distance (m)", cell_column),
    REAL("area_km2", "面积（km²）", "area (km²)", cell_column),
    ILLUSTRATIVE};

static const struct bc_field lake_fields[] = {
    CODE,
    NAME,
    TEXT("basin", "流域", "basin", cell_column),
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

static const struct bc_field basin_fields[] = {
    CODE,
    NAME,
    REAL("area_km2", "面积（km²）", "area (km²)", cell_basin_area),
    INTEGER("n_sections", "评价断面数", "sections judged", cell_n_judged),
    INTEGER("n_good", "优良断面数", "sections of class I-III", cell_n_good),
    REAL("good_share", "优良比例（%）", "share of class I-III (%)",
         cell_good_share),
    TEXT("rating", "水质状况", "rating", cell_rating),
    INTEGER("rating_no", "水质状况序号", "rating number", cell_rating_no),
    TEXT("verdict", "结论代码", "verdict", cell_verdict),
    TEXT("verdict_zh", "结论", "verdict in Chinese", cell_verdict_zh),
    INTEGER("n_met", "达标项数", "targets met", cell_n_met),
    INTEGER("n_missed", "未达项数", "targets missed", cell_n_missed),
    INTEGER("n_interim", "未达（未到期）项数", "missed, not yet due",
            cell_n_interim),
    INTEGER("n_cannot", "无法判断项数", "cannot be judged", cell_n_cannot),
    TEXT("missed_titles", "未达目标", "targets missed", cell_missed),
    ILLUSTRATIVE};

/* clang-format off */
#define LAYER(name, title, geometry, geojson, fields) \
    {name, title, geometry, geojson, COUNT(fields), fields}
/* clang-format on */

static const struct bc_published_layer published[BC_N_PUBLISHED] = {
    [BC_PUBLISHED_SECTIONS] = LAYER("sections", BC_ZH("水质断面"),
                                    BC_GEOMETRY_POINT, true, section_fields),
    [BC_PUBLISHED_SECTION_MONTHS] =
        LAYER("section_months", BC_ZH("断面逐月类别"), BC_GEOMETRY_POINT, false,
              section_month_fields),
    [BC_PUBLISHED_SUSPECTS] = LAYER("suspects", BC_ZH("红线疑似问题"),
                                    BC_GEOMETRY_POINT, true, suspect_fields),
    [BC_PUBLISHED_OUTFALLS] = LAYER("outfalls", BC_ZH("入河排污口"),
                                    BC_GEOMETRY_POINT, true, outfall_fields),
    [BC_PUBLISHED_RIVERS] = LAYER("rivers", BC_ZH_AS("many", "河流"),
                                  BC_GEOMETRY_LINE, false, river_fields),
    [BC_PUBLISHED_REDLINES] = LAYER("redlines", BC_ZH("生态保护红线"),
                                    BC_GEOMETRY_POLYGON, true, redline_fields),
    [BC_PUBLISHED_OVERLAPS] = LAYER("overlaps", BC_ZH("红线与流域叠加"),
                                    BC_GEOMETRY_POLYGON, true, overlap_fields),
    [BC_PUBLISHED_ZONES] = LAYER("zones", BC_ZH("饮用水水源保护区"),
                                 BC_GEOMETRY_POLYGON, false, zone_fields),
    [BC_PUBLISHED_REDLINE_BUFFERS] =
        LAYER("redline_buffers", BC_ZH("红线缓冲区"), BC_GEOMETRY_POLYGON,
              false, buffer_fields),
    [BC_PUBLISHED_WATER_STRIPS] =
        LAYER("water_strips", BC_ZH("河湖缓冲带"), BC_GEOMETRY_POLYGON, false,
              buffer_fields),
    [BC_PUBLISHED_FENCES] = LAYER("fences", BC_ZH("站点电子围栏"),
                                  BC_GEOMETRY_POLYGON, false, buffer_fields),
    [BC_PUBLISHED_LAKES] = LAYER("lakes", BC_ZH_AS("many", "湖库"),
                                 BC_GEOMETRY_POLYGON, false, lake_fields),
    [BC_PUBLISHED_BASINS] =
        LAYER("basins", BC_ZH("流域"), BC_GEOMETRY_POLYGON, true, basin_fields),
};

const struct bc_published_layer *bc_published_layer(enum bc_published which)
{
    return &published[which];
}

const char *bc_field_alias(const struct bc_field *field)
{
    return bc_report_language() == BC_ENGLISH ? field->alias_en
                                              : field->alias_zh;
}

size_t bc_published_count(const struct bc_outcome *outcome,
                          enum bc_published which)
{
    const struct bc_layer *layer = layer_of(outcome, which);

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
    const struct bc_field *of = &published[which].fields[field];

    of->cell(&(struct bc_cell_at){outcome, which, feature, of}, out);
}

enum bc_geometry bc_published_geometry(const struct bc_outcome *outcome,
                                       enum bc_published which)
{
    const struct bc_layer *layer = layer_of(outcome, which);

    return layer ? layer->geometry : published[which].geometry;
}

bool bc_published_illustrative(const struct bc_outcome *outcome,
                               enum bc_published which)
{
    const struct bc_layer *layer = layer_of(outcome, which);

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
    const struct bc_layer *layer = layer_of(outcome, which);

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
    const struct bc_layer *layer = layer_of(outcome, which);

    if (which == BC_PUBLISHED_SECTION_MONTHS && outcome->series)
        feature %= outcome->series->n_sections;
    if (!layer || layer->geometry != BC_GEOMETRY_POINT ||
        isnan(layer->x[feature]) || isnan(layer->y[feature]))
        return false;
    xy[0] = layer->x[feature];
    xy[1] = layer->y[feature];
    return true;
}
