/* SPDX-License-Identifier: MIT */
/* What few projects have the report say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "output/report_html.h"
#include "output/report_map.h"
#include "page.h"
#include "report_page.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The report has it once or more. */
static void assert_says(struct outcome_fixture *fixture, const char *text)
{
    char *page = report_of(fixture);

    assert_well_formed(page);
    if (!strstr(page, text))
        fail_msg("the report does not say '%s'", text);
    free(page);
}

static void assert_never_says(struct outcome_fixture *fixture, const char *text)
{
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_int_equal(count(page, text), 0);
    free(page);
}

/* ---- what must change ---- */

/* Total phosphorus of 乙断面 (S2), 0.28 mg/L: to 0.20 is a fall of 28.57 %. */
static const struct bc_basis_row second = {"S2", "乙断面",       1,
                                           1,    BC_BEARS_OTHER, NULL};
static const struct bc_gap fall = {.result = 1, /* T1 in BS-B: 0 of 1 */
                                   .rank = 1,
                                   .needed = true,
                                   .feature = &second,
                                   .class_no = 4,
                                   .wanted_class = 3,
                                   .item = BC_TP,
                                   .direction = BC_MUST_FALL,
                                   .now = {28, 2, true},
                                   .limit = {2, 1, true},
                                   .percent = {286, 1, true},
                                   .unit = "mg/L",
                                   .responsible = "",
                                   .state = "",
                                   .wanted = ""};

static void every_kind_of_gap_is_said(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_gap gap = fall;
    const struct bc_gaps gaps = {.n = 1, .gap = &gap};

    (void)state;
    fixture->outcome.gaps = &gaps;
    gap.n_left = 8;
    gap.lost = true; /* not even 0 in all of them would do */
    assert_says(fixture, "≤ 0.20（降 28.6 %；本年已无法达到）");
    gap.item = BC_DO;
    gap.direction = BC_MUST_RISE;
    gap.limit = bc_decimal_of(50, 1); /* one decimal as the limit, two as now */
    gap.now = bc_decimal_of(41, 1);
    assert_says(fixture, "溶解氧 4.1 → ≥ 5.0（本年已无法达到）");
    gap = fall;
    gap.unit = "ug/m3";
    gap.item = BC_NO_ITEM;
    assert_says(fixture, ">0.28 → ≤ 0.20 ug/m3（降 28.6 %）");
    gap = fall;
    gap.limit = BC_MISSING;
    assert_says(fixture, "Ⅳ类 → Ⅲ类");
    gap.now = BC_MISSING;
    assert_says(fixture, "Ⅳ类 → Ⅲ类");
    gap.wanted_class = 0;
    gap.wanted = "tli <= 50";
    assert_says(fixture, "– → tli &lt;= 50");
    gap.class_no = 0;
    gap.wanted = "";
    assert_says(fixture, "<b>乙断面</b><span>现状未达到目标值");
    gap.feature = NULL; /* the figure itself: its target names it */
    assert_says(fixture, "<b>国考断面优良率</b><span>现状未达到目标值");
    outcome_fixture_free(fixture);
}

/* The second target counts the same section; result 11 is T5 in BS-B. */
static void the_same_change_is_said_once_and_another_twice(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_gap gap[] = {fall, fall};
    const struct bc_gaps gaps = {.n = 2, .gap = gap};
    struct bc_gap others[6];
    char *page;

    (void)state;
    gap[1].result = 11;
    fixture->target[4].op = BC_LE;
    fixture->result[11].verdict = BC_MISSED;
    fixture->result[11].shortfall_count = 1;
    fixture->outcome.gaps = &gaps;
    page = report_of(fixture);
    assert_int_equal(count(page, "<b>乙断面</b>"), 1);
    free(page);
    for (size_t i = 0; i < COUNT(others); i++)
        others[i] = gap[1];
    others[0].item = BC_NH3N;
    others[1].class_no = 5;
    others[2].wanted_class = 2;
    others[3].now = bc_decimal_of(29, 2);
    others[4].limit = BC_MISSING;
    others[5].limit = bc_decimal_of(1, 1);
    for (size_t i = 0; i < COUNT(others); i++) {
        gap[1] = others[i];
        page = report_of(fixture);
        assert_well_formed(page);
        assert_int_equal(count(page, "<b>乙断面</b>"), 2);
        free(page);
    }
    outcome_fixture_free(fixture);
}

/* Of suspects a row has room for twelve codes; result 7 is T3 in BS-B. The last
 * gap is of those that nobody has listed yet. */
static void many_suspects_are_named_up_to_twelve(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_basis_row rows[13];
    char codes[13][16];
    struct bc_gap gap[14];
    struct bc_gaps gaps = {.n = 13, .gap = gap};

    (void)state;
    for (size_t i = 0; i < 14; i++) {
        gap[i] = (struct bc_gap){.result = 7,
                                 .rank = i + 1,
                                 .needed = true,
                                 .item = BC_NO_ITEM,
                                 .unit = "",
                                 .responsible = "",
                                 .state = "",
                                 .wanted = ""};
        if (i == 13)
            break;
        snprintf(codes[i], sizeof codes[i], "SP-%zu", i + 1);
        rows[i] =
            (struct bc_basis_row){codes[i], "图斑", i, 1, BC_BEARS_OTHER, NULL};
        gap[i].feature = &rows[i];
    }
    fixture->result[7].verdict = BC_MISSED;
    fixture->result[7].shortfall_count = 14;
    fixture->outcome.gaps = &gaps;
    assert_says(fixture, "SP-11、SP-12等 13 处：再完成 <b>14</b>");
    gaps.n = 14;
    assert_says(fixture, "SP-11、SP-12等 13 处：再完成 <b>14</b>");
    gaps.n = 12;
    assert_says(fixture, "SP-11、SP-12：再完成 <b>14</b>");
    fixture->result[7].shortfall_count = -1; /* no number of features */
    fixture->result[7].counted = false;
    gap[0].wanted = "status = '已销号'";
    assert_says(fixture, "– → status = '已销号'");
    outcome_fixture_free(fixture);
}

/* ---- targets of other scopes ---- */

static void a_target_of_another_scope_says_what_bears_on_it(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_result *result = &fixture->result[fixture->results.n++];
    char *page;

    (void)state;
    *result = fixture->result[1]; /* T1, missed */
    result->is_basin = false;
    result->basin = result->basin_name = "420000"; /* of GB/T 2260 */
    result->shortfall_count = 2;
    result->n_unknown = 1;
    result->flags = BC_FLAG_OVERRULED;
    result->overruled_by = &fixture->target[1];
    result->standing = BC_INDICATIVE;
    page = report_of(fixture);
    assert_well_formed(page);
    assert_int_equal(count(page, "<td class=\"nw\">湖北省</td>"), 1);
    assert_int_equal(count(page, "还差 2 个断面，缺 1，以上级文件为准（T2）；"
                                 "参考，非考核结论</td>") +
                         count(page, "还差 2 个，缺 1，以上级文件为准（T2）；"
                                     "参考，非考核结论</td>"),
                     1);
    free(page);
    result->basin = result->basin_name = "武汉市";
    result->shortfall_count = 0;
    result->n_unknown = 0;
    page = report_of(fixture);
    assert_int_equal(count(page, "<td class=\"nw\">武汉市</td>"), 1);
    assert_int_equal(count(page, "<td class=\"rem\">以上级文件为准（T2）；"
                                 "参考，非考核结论</td>"),
                     1);
    free(page);
    result->flags = 0;
    page = report_of(fixture);
    assert_int_equal(count(page, "<td class=\"rem\">参考，非考核结论</td>"), 1);
    free(page);
    result->standing = BC_ASSESSED;
    result->n_unknown = 3;
    page = report_of(fixture);
    assert_int_equal(count(page, "<td class=\"rem\">缺 3</td>"), 1);
    free(page);
    outcome_fixture_free(fixture);
}

/* Result 10 is T5 in BS-A, which stands in the matrix. */
static void a_target_without_a_value_says_so(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page;

    (void)state;
    fixture->result[10].verdict = BC_NO_VALUE;
    fixture->target[4].document = fixture->target[4].clause = "";
    page = report_of(fixture);
    assert_well_formed(page);
    assert_int_equal(count(page, "<small>无目标值</small>"), 1);
    assert_int_equal(count(page, "、1 项没有数值"), 1);
    free(page);
    outcome_fixture_free(fixture);
}

/* ---- the most pressing ---- */

/* A lake of two points is judged by their mean: total phosphorus 0.095 mg/L,
 * class Ⅳ. What no layer has is named alone. */
static void a_lake_is_as_bad_as_the_mean_of_its_points(void **state)
{
    static struct bc_basis_row rows[] = {
        {"甲湖", "甲湖", 2, 2, BC_BEARS_OTHER, NULL},
        {"S2", "乙断面", 1, 1, BC_BEARS_OTHER, NULL}};
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_result *result = &fixture->result[1]; /* T1 in BS-B */

    (void)state;
    result->worst = "甲湖;S2";
    result->rows = rows;
    result->n_rows = COUNT(rows);
    assert_says(fixture, "甲湖（Ⅳ类");
    rows[0].name = "丁湖";
    assert_says(fixture, "丁湖，乙断面（Ⅳ类");
    result->shortfall_count = 0; /* of a mean, say */
    assert_says(fixture, "要改：见流域各页。");
    assert_says(fixture, "国考断面优良率：1 个中 0 个，");
    result->counted = false;
    assert_never_says(fixture, "国考断面优良率：1 个中 0 个，");
    rows[0].name = "甲湖";
    outcome_fixture_free(fixture);
}

/* ---- sections ---- */

static void an_excess_that_rounds_to_nothing_is_less_than_a_tenth(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    fixture->judgement[1].item[BC_TP].over_iii = bc_decimal_of(0, 1);
    assert_says(fixture, "超Ⅲ类：总磷（&lt; 0.1）");
    fixture->judgement[1].item[BC_TP].over_iii = BC_MISSING;
    assert_says(fixture, "超Ⅲ类：总磷<");
    outcome_fixture_free(fixture);
}

static void cities_that_share_a_section_are_told_by_any_sign(void **state)
{
    static const char *const cities[] = {"武汉市/鄂州市", "武汉市;鄂州市",
                                         "武汉市、鄂州市"};
    struct outcome_fixture *fixture = outcome_fixture_new();
    size_t city = bc_layer_find(fixture->sections, "city");

    (void)state;
    for (size_t i = 0; i < COUNT(cities); i++) {
        bc_layer_set_text(fixture->sections, city, 1, cities[i]);
        assert_says(fixture, "多市共考，只计一次");
    }
    bc_layer_set_text(fixture->sections, city, 1, "鄂州市");
    assert_never_says(fixture, "多市共考，只计一次");
    outcome_fixture_free(fixture);
}

/* Nine items over class Ⅲ: a sheet of A4 has room for eight columns. */
static void a_table_of_sections_has_eight_items_at_most(void **state)
{
    static const enum bc_item items[] = {
        BC_DO, BC_CODMN, BC_COD, BC_BOD5, BC_NH3N, BC_TP, BC_CU, BC_ZN, BC_F};
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_judgement *judgement = &fixture->judgement[1];

    (void)state;
    for (size_t i = 0; i < COUNT(items); i++) {
        judgement->item[items[i]].mean = bc_decimal_of(99, 0);
        judgement->item[items[i]].class_no = 6;
        judgement->item[items[i]].over_iii = bc_decimal_of(9, 0);
    }
    assert_says(fixture, "<th class=\"n\" scope=\"col\">锌");
    assert_never_says(fixture, "<th class=\"n\" scope=\"col\">氟化物");
    outcome_fixture_free(fixture);
}

/* ---- methods and data ---- */

static void the_methods_say_what_differs(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_outcome *outcome = &fixture->outcome;

    (void)state;
    assert_says(fixture, "CGCS2000 椭球面积。");
    assert_says(fixture, "CGCS2000。内部工作用图");
    outcome->crs_epsg = 4326;
    outcome->crs = "EPSG:4326";
    assert_says(fixture, "<dd>椭球面积。");
    assert_says(fixture, "EPSG:4326。内部工作用图");
    assert_says(fixture, "其余 16 项没有数据，未评价");
    fixture->water_method.others_over = true;
    assert_says(fixture, "X：自上年起有月均值超Ⅲ类的其他项目");
    assert_never_says(fixture, "项没有数据，未评价");
    outcome->illustrative = true;
    assert_says(fixture, "的数据不代表真实情况。");
    outcome->water_method = NULL;
    assert_says(fixture, "均值不修约，直接与限值比较。");
    outcome->findings = NULL;
    assert_never_says(fixture, "<td class=\"src\">");
    outcome_fixture_free(fixture);
}

/* A finding about no file, and one about nothing in it. */
static void a_finding_without_a_file_has_an_empty_cell(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    bc_findings_addf(fixture->findings,
                     (struct bc_finding){.code = BC_FOUND_NO_EFFECT,
                                         .source = "",
                                         .feature = ""},
                     "nothing");
    bc_findings_addf(fixture->findings,
                     (struct bc_finding){.code = BC_FOUND_NO_EFFECT}, "more");
    bc_findings_sort(fixture->findings);
    assert_says(fixture, "<td class=\"src\"></td>");
    outcome_fixture_free(fixture);
}

static void made_up_red_lines_are_so_by_their_suspects_too(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);
    size_t n = count(page, "class=\"demo\"");

    (void)state;
    assert_int_equal(n, 0);
    free(page);
    fixture->suspects->illustrative = true;
    assert_says(fixture, "class=\"demo\">示例");
    outcome_fixture_free(fixture);
}

/* ---- crowds ---- */

/* @p n outfalls of BS-A in one spot of the red line and of a zone, none of
 * which is finished; the joins and covers are theirs. */
struct crowd {
    struct bc_layer *outfalls, *zones;
    struct bc_join join;
    struct bc_cover redlines, zones_of;
};

static size_t add_column(struct bc_layer *layer, const char *name)
{
    size_t column = bc_layer_add_column(layer, name, BC_TEXT);

    bc_layer_add_key(layer, name, column);
    return column;
}

static void gather(struct outcome_fixture *fixture, struct crowd *crowd,
                   size_t n, double step)
{
    struct bc_layer *outfalls =
        bc_layer_new("outfalls", "outfalls.csv", BC_GEOMETRY_POINT, n);
    struct bc_layer *zones =
        bc_layer_new("zones", "zones.shp", BC_GEOMETRY_POLYGON, 1);
    size_t code = add_column(outfalls, "code"),
           name = add_column(outfalls, "name"),
           stage = add_column(outfalls, "stage"),
           number = bc_layer_add_column(outfalls, "stage_no", BC_DECIMAL),
           done = bc_layer_add_column(outfalls, "remediated", BC_DECIMAL);

    *crowd = (struct crowd){.outfalls = outfalls, .zones = zones};
    crowd->join =
        (struct bc_join){.n = n,
                         .basin = bc_alloc(n, sizeof(size_t)),
                         .method = bc_alloc(n, sizeof(enum bc_join_method)),
                         .distance_m = bc_alloc(n, sizeof(double)),
                         .rivals = bc_alloc(n, sizeof(char *))};
    crowd->redlines.n = crowd->zones_of.n = n;
    crowd->redlines.first = bc_alloc(n + 1, sizeof(size_t));
    crowd->redlines.feature = bc_alloc(n, sizeof(size_t));
    crowd->zones_of.first = bc_alloc(n + 1, sizeof(size_t));
    crowd->zones_of.feature = bc_alloc(n, sizeof(size_t));
    for (size_t i = 0; i < n; i++) {
        const size_t line = i / 12;
        char text[24];

        snprintf(text, sizeof text, "Q%03zu", i + 1);
        bc_layer_set_text(outfalls, code, i, text);
        bc_layer_set_text(outfalls, name, i, "排口");
        bc_layer_set_text(outfalls, stage, i, "整治中");
        outfalls->columns[number].decimal[i] = bc_decimal_of(5, 0);
        outfalls->columns[done].decimal[i] = bc_decimal_of(0, 0);
        outfalls->x[i] = 114.095 + step * (double)(i % 12);
        outfalls->y[i] = 30.06 + step * (double)line;
        crowd->redlines.first[i + 1] = crowd->zones_of.first[i + 1] = i + 1;
    }
    bc_layer_set_text(zones, add_column(zones, "code"), 0, "Z1");
    bc_layer_set_text(zones, add_column(zones, "name"), 0, "甲水源");
    bc_layer_set_text(zones, add_column(zones, "grade"), 0, "一级");
    bc_shapes_begin_feature(&zones->shapes);
    zones->illustrative = true;
    fixture->outcome.outfalls = outfalls;
    fixture->outcome.zones = zones;
    fixture->outcome.outfall_join = &crowd->join;
    fixture->outcome.outfall_redlines = &crowd->redlines;
    fixture->outcome.outfall_zones = &crowd->zones_of;
}

static void disperse(struct crowd *crowd)
{
    bc_join_clear(&crowd->join);
    bc_cover_clear(&crowd->redlines);
    bc_cover_clear(&crowd->zones_of);
    bc_layer_free(crowd->outfalls);
    bc_layer_free(crowd->zones);
}

/* 130 are more than the 120 of a crowd: 24 unfinished ones are listed, 12 in
 * the red line and 6 of those that are against the law. */
static void a_crowd_of_outfalls_is_counted_where_it_is_not_listed(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct crowd crowd;
    char *page;

    (void)state;
    gather(fixture, &crowd, 130, 0);
    page = report_of(fixture);
    assert_well_formed(page);
    assert_non_null(strstr(page, "还没完成整治的 130 个排污口"));
    assert_int_equal(count(page, "<tr data-k=\"o"), 24);
    assert_non_null(strstr(page, "共 130 个"));
    assert_non_null(strstr(page, "保护区内有 130 个违法排污口"));
    assert_non_null(strstr(page, "其余 124 个见 findings.csv。"));
    assert_non_null(strstr(page, "排污口太密，图上不编号。"));
    free(page);
    disperse(&crowd);
    outcome_fixture_free(fixture);
}

/* Sixty in one spot: no label has a place beside the others'. */
static void labels_that_find_no_place_are_counted(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct crowd crowd;
    char *page;

    (void)state;
    gather(fixture, &crowd, 100, 1e-5);
    page = report_of(fixture);
    assert_well_formed(page);
    assert_null(strstr(page, "排污口太密"));
    assert_non_null(strstr(page, " 个标注因拥挤未标。"));
    free(page);
    disperse(&crowd);
    outcome_fixture_free(fixture);
}

/* ---- rivers ---- */

static void add_river(struct bc_layer *rivers, const double *x, size_t n)
{
    bc_shapes_begin_feature(&rivers->shapes);
    if (n == 0)
        return; /* without a geometry */
    bc_shapes_begin_part(&rivers->shapes);
    bc_shapes_begin_ring(&rivers->shapes);
    for (size_t i = 0; i < n; i++)
        bc_shapes_add_vertex(&rivers->shapes, x[i], 30);
}

/* Lines run downstream. The fourth river takes three; a ring of two and a river
 * without a geometry hold nobody up. */
static void a_river_is_as_large_as_what_flows_into_it(void **state)
{
    static const char *const kinds[] = {NULL, NULL,   NULL,    NULL,
                                        "渠", "渠道", "canal", NULL};
    static const double lines[][2] = {{1, 5},   {2, 5},   {3, 5},  {5, 9},
                                      {20, 21}, {21, 20}, {40, 41}};
    struct bc_layer *rivers =
        bc_layer_new("rivers", "rivers.shp", BC_GEOMETRY_LINE, COUNT(kinds));
    size_t kind = add_column(rivers, "kind");
    enum bc_river_look *looks;

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i])
            bc_layer_set_text(rivers, kind, i, kinds[i]);
    for (size_t i = 0; i < COUNT(lines); i++)
        add_river(rivers, lines[i], 2);
    add_river(rivers, NULL, 0);
    looks = bc_rivers_rank(rivers);
    assert_int_equal(looks[0], BC_SMALL_RIVER);
    assert_int_equal(looks[3], BC_LARGE_RIVER);
    for (size_t i = 4; i < 7; i++)
        assert_int_equal(looks[i], BC_CANAL);
    assert_int_equal(looks[7], BC_SMALL_RIVER);
    free(looks);
    bc_layer_free(rivers);
}

static void a_network_of_a_province_has_no_ranks(void **state)
{
    static const double lines[][2] = {{1, 5}, {5, 9}};
    struct bc_layer *rivers =
        bc_layer_new("rivers", "rivers.shp", BC_GEOMETRY_LINE, 500);
    enum bc_river_look *looks;

    (void)state;
    for (size_t i = 0; i < 500; i++)
        add_river(rivers, lines[i == 499], 2);
    looks = bc_rivers_rank(rivers);
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(looks[i], BC_SMALL_RIVER);
    free(looks);
    bc_layer_free(rivers);
}

/* ---- maps ---- */

static struct bc_layer *basins_of(size_t n)
{
    struct bc_layer *basins =
        bc_layer_new("basins", "basins.gpkg", BC_GEOMETRY_POLYGON, n);
    size_t code = add_column(basins, "code"), name = add_column(basins, "name");

    for (size_t i = 0; i < n; i++) {
        char text[16];

        snprintf(text, sizeof text, "BS-%c", (int)('A' + i));
        bc_layer_set_text(basins, code, i, text);
        snprintf(text, sizeof text, "流域%c", (int)('A' + i));
        bc_layer_set_text(basins, name, i, text);
    }
    return basins;
}

/* The height of the first map: signs and curves are narrower. */
static double height_of_map(struct outcome_fixture *fixture)
{
    static const char box[] = "viewBox=\"0 0 ";
    char *page = report_of(fixture), *at = page;
    double width = 0, height = 0;

    while (width < 400) {
        at = strstr(at, box);
        assert_non_null(at);
        at += strlen(box);
        assert_int_equal(sscanf(at, "%lf %lf", &width, &height), 2);
    }
    free(page);
    return height;
}

static struct bc_layer *wide_basins(size_t n)
{
    struct bc_layer *basins = basins_of(n);

    for (size_t i = 0; i < n; i++) {
        const double y = 30 + 0.1 * (double)i;

        bc_shapes_begin_feature(&basins->shapes);
        bc_shapes_begin_part(&basins->shapes);
        bc_shapes_begin_ring(&basins->shapes);
        bc_shapes_add_vertex(&basins->shapes, 114, y);
        bc_shapes_add_vertex(&basins->shapes, 114, y + 0.1);
        bc_shapes_add_vertex(&basins->shapes, 114.2, y + 0.1);
        bc_shapes_add_vertex(&basins->shapes, 114.2, y);
        bc_shapes_add_vertex(&basins->shapes, 114, y);
    }
    return basins;
}

/* A basin that fills its frame leaves no corner to the little map of all, which
 * a second basin makes worth while: it has its room below. */
static void a_basin_without_a_free_corner_has_a_higher_map(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_layer *one = wide_basins(1), *two = wide_basins(2);
    double height;

    (void)state;
    for (size_t i = 0; i < fixture->section_join.n; i++)
        if (fixture->section_join.basin[i] != BC_NO_ROW)
            fixture->section_join.basin[i] = 0;
    for (size_t i = 0; i < fixture->outfall_join.n; i++)
        if (fixture->outfall_join.basin[i] != BC_NO_ROW)
            fixture->outfall_join.basin[i] = 0;
    for (size_t i = 0; i < fixture->suspect_join.n; i++)
        if (fixture->suspect_join.basin[i] != BC_NO_ROW)
            fixture->suspect_join.basin[i] = 0;
    fixture->outcome.overlay = NULL;
    fixture->outcome.basins = one;
    height = height_of_map(fixture);
    fixture->outcome.basins = two;
    assert_true(height_of_map(fixture) > height + 100);
    bc_layer_free(one);
    bc_layer_free(two);
    outcome_fixture_free(fixture);
}

/* Neither has a place on the little map of all basins. */
static void basins_without_a_place_have_their_sheets(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_layer *nowhere = basins_of(2);

    (void)state;
    for (size_t i = 0; i < 2; i++)
        bc_shapes_begin_feature(&nowhere->shapes);
    fixture->outcome.basins = nowhere;
    fixture->outcome.overlay = NULL;
    assert_says(fixture, "流域B");
    bc_layer_free(nowhere);
    outcome_fixture_free(fixture);
}

/* The second vertex lies beyond the frame by less than the way along the first
 * segment can tell: the line ends there, and what lies beyond is not seen. */
static void a_line_along_the_edge_of_the_frame_is_parted(void **state)
{
    struct bc_view view = {
        .scale_x = 1, .scale_y = 1, .frame = {-2000, -2000, 0, 2000}};
    struct bc_shapes shapes;
    struct bc_trace edge = {0}, trace = {0};
    double beyond;

    (void)state;
    bc_shapes_init(&shapes);
    bc_shapes_begin_feature(&shapes);
    bc_shapes_begin_part(&shapes);
    bc_shapes_begin_ring(&shapes);
    bc_shapes_add_vertex(&shapes, -1000, 0);
    bc_shapes_add_vertex(&shapes, 1000, 0);
    bc_view_trace_line(&view, &shapes, 0, &edge);
    assert_int_equal(edge.n_pieces, 1);
    beyond = nextafter(edge.x[1], INFINITY); /* of the frame with its slack */
    bc_shapes_clear(&shapes);
    bc_shapes_init(&shapes);
    bc_shapes_begin_feature(&shapes);
    bc_shapes_begin_part(&shapes);
    bc_shapes_begin_ring(&shapes);
    bc_shapes_add_vertex(&shapes, -1000, 0);
    bc_shapes_add_vertex(&shapes, beyond, 0);
    bc_shapes_add_vertex(&shapes, 500, 900);
    bc_shapes_add_vertex(&shapes, -500, 1000);
    bc_view_trace_line(&view, &shapes, 0, &trace);
    assert_int_equal(trace.n_pieces, 2);
    assert_near(trace.x[1], edge.x[1], 0.1);
    bc_trace_clear(&trace);
    bc_trace_clear(&edge);
    bc_shapes_clear(&shapes);
}

/* ---- words ---- */

/* T5 is of a city, which could not be judged; nobody knows why. */
static void the_reason_may_be_unknown(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    for (size_t i = 0; i < fixture->results.n; i++) {
        struct bc_result *result = &fixture->result[i];

        if (result->target != 4)
            continue;
        result->is_basin = result->is_all = false;
        result->basin = result->basin_name = "武汉市";
        result->verdict = BC_CANNOT_JUDGE;
        result->reason = BC_NO_REASON;
    }
    assert_says(fixture, "无法判断<small>");
    outcome_fixture_free(fixture);
}

static void nothing_is_written_and_freed_where_there_is_nothing(void **state)
{
    struct bc_html *html = bc_html_new();
    struct bc_text out = {0};

    (void)state;
    bc_html_open(html, "p", NULL);
    bc_html_text(html, NULL);
    bc_html_close(html);
    bc_html_finish(html, &out);
    assert_string_equal(bc_text_string(&out), "<p></p>");
    bc_text_clear(&out);
    bc_map_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_gap_is_said),
        cmocka_unit_test(the_same_change_is_said_once_and_another_twice),
        cmocka_unit_test(many_suspects_are_named_up_to_twelve),
        cmocka_unit_test(a_target_of_another_scope_says_what_bears_on_it),
        cmocka_unit_test(a_target_without_a_value_says_so),
        cmocka_unit_test(a_lake_is_as_bad_as_the_mean_of_its_points),
        cmocka_unit_test(an_excess_that_rounds_to_nothing_is_less_than_a_tenth),
        cmocka_unit_test(cities_that_share_a_section_are_told_by_any_sign),
        cmocka_unit_test(a_table_of_sections_has_eight_items_at_most),
        cmocka_unit_test(the_methods_say_what_differs),
        cmocka_unit_test(a_finding_without_a_file_has_an_empty_cell),
        cmocka_unit_test(made_up_red_lines_are_so_by_their_suspects_too),
        cmocka_unit_test(a_crowd_of_outfalls_is_counted_where_it_is_not_listed),
        cmocka_unit_test(labels_that_find_no_place_are_counted),
        cmocka_unit_test(a_river_is_as_large_as_what_flows_into_it),
        cmocka_unit_test(a_network_of_a_province_has_no_ranks),
        cmocka_unit_test(a_basin_without_a_free_corner_has_a_higher_map),
        cmocka_unit_test(basins_without_a_place_have_their_sheets),
        cmocka_unit_test(a_line_along_the_edge_of_the_frame_is_parted),
        cmocka_unit_test(the_reason_may_be_unknown),
        cmocka_unit_test(nothing_is_written_and_freed_where_there_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
