/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "outcome_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A row of cells, "" for a missing one, below a header that ends with NULL. */
static void fill(struct bc_layer *layer, const char *const *names,
                 const char *const *cells)
{
    size_t n = 0;

    while (names[n]) {
        bc_layer_add_column(layer, names[n], BC_TEXT);
        bc_layer_add_key(layer, names[n], n);
        n++;
    }
    for (size_t row = 0; row < layer->n_features; row++) {
        for (size_t c = 0; c < n; c++) {
            const char *cell = cells[row * n + c];

            bc_layer_set_text(layer, c, row, *cell ? cell : NULL);
        }
    }
    layer->crs = "EPSG:4490";
}

#define NUMBERS(...) (const int[]){__VA_ARGS__}, COUNT(((int[]){__VA_ARGS__}))

static void add_numbers(struct bc_layer *layer, const char *name,
                        const int *values, size_t n)
{
    size_t column = bc_layer_add_column(layer, name, BC_DECIMAL);

    layer->columns[column].derived = true;
    for (size_t row = 0; row < n; row++)
        layer->columns[column].decimal[row] =
            values[row] < 0 ? BC_MISSING : bc_decimal_of(values[row], 0);
}

static void add_ring(struct bc_shapes *shapes, double x0, double y0, double x1,
                     double y1)
{
    /* clockwise: RFC 7946 has to turn it */
    bc_shapes_begin_ring(shapes);
    bc_shapes_add_vertex(shapes, x0, y0);
    bc_shapes_add_vertex(shapes, x0, y1);
    bc_shapes_add_vertex(shapes, x1, y1);
    bc_shapes_add_vertex(shapes, x1, y0);
    bc_shapes_add_vertex(shapes, x0, y0);
}

static void add_box(struct bc_shapes *shapes, double x0, double y0, double x1,
                    double y1)
{
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    add_ring(shapes, x0, y0, x1, y1);
}

static void place(struct bc_layer *layer, const double (*xy)[2], size_t n)
{
    for (size_t row = 0; row < n; row++) {
        layer->x[row] = xy[row][0];
        layer->y[row] = xy[row][1];
    }
}

static void make_areas(struct outcome_fixture *f)
{
    static const char *const basin_names[] = {"code", "name", NULL};
    static const char *const basins[] = {"BS-A", "甲湖流域", "BS-B",
                                         "乙河流域"};
    static const char *const lake_names[] = {"code", "name", "basin", NULL};
    static const char *const lakes[] = {"LK-1", "甲湖", "BS-A",
                                        "LK-2", "乙湖", "BS-B"};
    static const char *const redline_names[] = {"code", "name", "type", "area",
                                                NULL};
    static const char *const redlines[] = {"RL-1", "跨界湿地<1>",
                                           "生物多样性维护", "4.3"};
    static const char *const river_names[] = {"code", "name", NULL};
    static const char *const rivers[] = {"RV-1", "乙河"};

    f->basins = bc_layer_new("basins", "basins.gpkg", BC_GEOMETRY_POLYGON, 2);
    fill(f->basins, basin_names, basins);
    add_box(&f->basins->shapes, 114.0, 30.0, 114.1, 30.1);
    add_box(&f->basins->shapes, 114.1, 30.0, 114.2, 30.1);

    f->lakes = bc_layer_new("lakes", "lakes.geojson", BC_GEOMETRY_POLYGON, 2);
    fill(f->lakes, lake_names, lakes);
    add_box(&f->lakes->shapes, 114.02, 30.04, 114.08, 30.09);
    add_ring(&f->lakes->shapes, 114.04, 30.06, 114.06, 30.07);
    add_box(&f->lakes->shapes, 114.15, 30.01, 114.18, 30.03);

    f->redlines =
        bc_layer_new("redlines", "redlines.shp", BC_GEOMETRY_POLYGON, 1);
    fill(f->redlines, redline_names, redlines);
    add_box(&f->redlines->shapes, 114.09, 30.05, 114.11, 30.07);

    f->rivers = bc_layer_new("rivers", "rivers.geojson", BC_GEOMETRY_LINE, 1);
    fill(f->rivers, river_names, rivers);
    bc_shapes_begin_feature(&f->rivers->shapes);
    bc_shapes_begin_part(&f->rivers->shapes);
    bc_shapes_begin_ring(&f->rivers->shapes);
    bc_shapes_add_vertex(&f->rivers->shapes, 114.19, 30.09);
    bc_shapes_add_vertex(&f->rivers->shapes, 114.15, 30.05);
    bc_shapes_add_vertex(&f->rivers->shapes, 114.12, 30.01);
}

static void make_points(struct outcome_fixture *f)
{
    static const char *const section_names[] = {
        "code",  "name",         "class", "water", "type",
        "level", "target_class", "city",  "basin", NULL};
    static const char *const sections[] = {"S1",
                                           "甲断面",
                                           "",
                                           "甲河",
                                           "river",
                                           "国考",
                                           "3",
                                           "武汉市",
                                           "",
                                           "S2",
                                           "乙断面",
                                           "",
                                           "乙河",
                                           "river",
                                           "国考/省控",
                                           "3",
                                           "武汉市/鄂州市",
                                           "BS-B",
                                           "L1",
                                           "甲湖湖心",
                                           "",
                                           "甲湖",
                                           "lake",
                                           "省控",
                                           "3",
                                           "武汉市",
                                           "",
                                           "L2",
                                           "甲湖湖北",
                                           "",
                                           "甲湖",
                                           "lake",
                                           "省控",
                                           "",
                                           "武汉市",
                                           "",
                                           "X1",
                                           "=1+1,\"坏\"",
                                           "",
                                           "丙河",
                                           "river",
                                           "市控",
                                           "2",
                                           "",
                                           ""};
    static const double section_xy[][2] = {{114.02, 30.01},
                                           {114.15, 30.05},
                                           {114.03, 30.05},
                                           {114.07, 30.08},
                                           {114.3, 30.05}};
    static const char *const outfall_names[] = {
        "code",  "name",  "category",    "receiving_water",
        "group", "stage", "date_traced", "date_closed",
        NULL};
    static const char *const outfalls[] = {"P1",
                                           "甲排口",
                                           "城镇污水处理厂",
                                           "甲湖",
                                           "重点湖泊",
                                           "已销号",
                                           "2020-06-30",
                                           "2021-03-01",
                                           "P2",
                                           "红线内排口",
                                           "工业",
                                           "甲湖",
                                           "重点湖泊",
                                           "整治中",
                                           "2020-06-30",
                                           "",
                                           "P3",
                                           "乙排口",
                                           "雨洪",
                                           "乙河",
                                           "河流",
                                           "已监测",
                                           "",
                                           "",
                                           "P4",
                                           "界外排口",
                                           "",
                                           "",
                                           "",
                                           "",
                                           "",
                                           ""};
    static const double outfall_xy[][2] = {
        {114.03, 30.02}, {114.095, 30.06}, {114.16, 30.06}, {114.31, 30.02}};
    static const char *const suspect_names[] = {"code", "name", "status",
                                                "redline", NULL};
    static const char *const suspects[] = {"SP-1", "图斑一", "疑似",   "RL-1",
                                           "SP-2", "图斑二", "已销号", ""};
    static const double suspect_xy[][2] = {{114.105, 30.06}, {114.05, 30.03}};

    f->sections =
        bc_layer_new("sections", "sections.csv", BC_GEOMETRY_POINT, 5);
    fill(f->sections, section_names, sections);
    place(f->sections, section_xy, COUNT(section_xy));
    add_numbers(f->sections, "class_no", NUMBERS(2, 4, 4, 5, -1));
    add_numbers(f->sections, "meets_target", NUMBERS(1, 0, 0, -1, -1));
    add_numbers(f->sections, "risk", NUMBERS(0, 1, 0, 1, 0));

    f->outfalls =
        bc_layer_new("outfalls", "outfalls.csv", BC_GEOMETRY_POINT, 4);
    fill(f->outfalls, outfall_names, outfalls);
    place(f->outfalls, outfall_xy, COUNT(outfall_xy));
    add_numbers(f->outfalls, "stage_no", NUMBERS(8, 5, 2, -1));
    add_numbers(f->outfalls, "traced", NUMBERS(1, 1, 0, -1));
    add_numbers(f->outfalls, "remediated", NUMBERS(1, 0, 0, -1));
    add_numbers(f->outfalls, "accepted", NUMBERS(1, 0, 0, -1));
    add_numbers(f->outfalls, "closed", NUMBERS(1, 0, 0, -1));
    add_numbers(f->outfalls, "in_redline", NUMBERS(0, 1, 0, 0));

    f->suspects =
        bc_layer_new("suspects", "suspects.csv", BC_GEOMETRY_POINT, 2);
    fill(f->suspects, suspect_names, suspects);
    place(f->suspects, suspect_xy, COUNT(suspect_xy));
    add_numbers(f->suspects, "in_redline", NUMBERS(1, 0));
}

static void make_join(struct bc_join *join, size_t n, const size_t *basin,
                      const enum bc_join_method *method)
{
    join->n = n;
    join->basin = bc_alloc(n, sizeof *join->basin);
    join->method = bc_alloc(n, sizeof *join->method);
    join->distance_m = bc_alloc(n, sizeof *join->distance_m);
    join->rivals = bc_alloc(n, sizeof *join->rivals);
    for (size_t i = 0; i < n; i++) {
        join->basin[i] = basin[i];
        join->method[i] = method[i];
        join->distance_m[i] = basin[i] == BC_NO_ROW ? NAN : 0;
        join->n_outside += basin[i] == BC_NO_ROW;
        join->n_on_boundary += method[i] == BC_JOIN_BOUNDARY;
    }
}

/* The one red line covers the points with a true answer. */
static void make_cover(struct bc_cover *cover, size_t n, const bool *covered)
{
    size_t found = 0;

    cover->n = n;
    cover->first = bc_alloc(n + 1, sizeof *cover->first);
    cover->feature = bc_alloc(n, sizeof *cover->feature);
    for (size_t i = 0; i < n; i++) {
        found += covered[i];
        cover->first[i + 1] = found;
    }
}

static void make_relations(struct outcome_fixture *f)
{
    struct bc_overlay *overlay = &f->overlay;

    make_join(&f->section_join, 5, (size_t[]){0, 1, 0, 0, BC_NO_ROW},
              (enum bc_join_method[]){BC_JOIN_COVERS, BC_JOIN_GIVEN,
                                      BC_JOIN_LAKE, BC_JOIN_LAKE,
                                      BC_JOIN_NONE});
    make_join(&f->outfall_join, 4, (size_t[]){0, 0, 1, BC_NO_ROW},
              (enum bc_join_method[]){BC_JOIN_COVERS, BC_JOIN_BOUNDARY,
                                      BC_JOIN_NEAREST, BC_JOIN_NONE});
    f->outfall_join.distance_m[2] = 12.5;
    f->outfall_join.rivals[1] = bc_copy("BS-B");
    make_join(&f->suspect_join, 2, (size_t[]){1, 0},
              (enum bc_join_method[]){BC_JOIN_COVERS, BC_JOIN_COVERS});
    make_cover(&f->section_redlines, 5, (bool[]){0, 0, 0, 0, 0});
    make_cover(&f->outfall_redlines, 4, (bool[]){0, 1, 0, 0});
    make_cover(&f->suspect_redlines, 2, (bool[]){1, 0});

    overlay->n = 2;
    overlay->polygon = bc_alloc(2, sizeof *overlay->polygon);
    overlay->basin = bc_alloc(2, sizeof *overlay->basin);
    overlay->area_m2 = bc_alloc(2, sizeof *overlay->area_m2);
    overlay->share_of_basin = bc_alloc(2, sizeof *overlay->share_of_basin);
    overlay->polygon_area_m2 = bc_alloc(1, sizeof *overlay->polygon_area_m2);
    overlay->basin_area_m2 = bc_alloc(2, sizeof *overlay->basin_area_m2);
    overlay->basin[1] = 1;
    overlay->polygon_area_m2[0] = 4.28e6;
    bc_shapes_init(&overlay->pieces);
    for (size_t i = 0; i < 2; i++) {
        overlay->area_m2[i] = 2.14e6;
        overlay->basin_area_m2[i] = 107e6;
        overlay->share_of_basin[i] = 0.02;
        add_box(&overlay->pieces, 114.09 + 0.01 * (double)i, 30.05,
                114.10 + 0.01 * (double)i, 30.07);
    }
}

static void put(struct bc_judgement *judgement, enum bc_item item,
                struct bc_decimal mean, int class_no, struct bc_decimal over)
{
    judgement->item[item].mean = mean;
    judgement->item[item].class_no = class_no;
    judgement->item[item].n_samples = 4;
    judgement->item[item].assessed = true;
    judgement->assessed |= UINT64_C(1) << item;
    judgement->item[item].misses_target =
        judgement->target_class && class_no > judgement->target_class;
    judgement->item[item].over_iii = over;
    judgement->item[item].over_target = over;
    judgement->n_assessed++;
    judgement->n_missing--;
    judgement->n_samples = 4;
    if (class_no > judgement->class_no) {
        judgement->class_no = class_no;
        judgement->deciding = item;
    }
}

static struct bc_judgement blank_judgement(enum bc_water water, int target)
{
    return (struct bc_judgement){
        .water = water,
        .target_class = target,
        .meets_target = -1,
        .n_missing = 21,
        .deciding = BC_NO_ITEM,
        .main_pollutant = {BC_NO_ITEM, BC_NO_ITEM, BC_NO_ITEM}};
}

static struct bc_judgement judgement_of(enum bc_water water, int target,
                                        struct bc_decimal tp, int class_tp)
{
    struct bc_judgement judgement = blank_judgement(water, target);

    put(&judgement, BC_PH, bc_decimal_of(8, 0), 1, BC_MISSING);
    put(&judgement, BC_DO, bc_decimal_of(91, 1), 1, BC_MISSING);
    put(&judgement, BC_CODMN, bc_decimal_of(35, 1), 2, BC_MISSING);
    put(&judgement, BC_NH3N, bc_decimal_of(12, 2), 1, BC_MISSING);
    put(&judgement, BC_TP, tp, class_tp,
        class_tp > 3 ? bc_decimal_of(4, 1) : BC_MISSING);
    if (class_tp > 3)
        judgement.main_pollutant[0] = BC_TP;
    if (target)
        judgement.meets_target = judgement.class_no <= target;
    judgement.n_points = 1;
    return judgement;
}

static void make_waters(struct outcome_fixture *f)
{
    struct bc_judgement *now = f->judgement, *before = f->judgement_before;

    now[0] = judgement_of(BC_RIVER, 3, bc_decimal_of(8, 2), 2);
    now[1] = judgement_of(BC_RIVER, 3, bc_decimal_of(28, 2), 4);
    now[2] = judgement_of(BC_LAKE, 3, bc_decimal_of(7, 2), 4);
    now[3] = judgement_of(BC_LAKE, 0, bc_decimal_of(12, 2), 5);
    for (int i = 2; i < 4; i++) {
        now[i].item[BC_TN].mean = bc_decimal_of(123, 2);
        now[i].class_tn = now[i].item[BC_TN].class_no = 4;
        now[i].tli = bc_decimal_of(543210, 4);
        now[i].trophic_state = "轻度富营养";
    }
    now[4] = blank_judgement(BC_RIVER, 2);
    memcpy(before, now, sizeof f->judgement_before);
    before[1] = judgement_of(BC_RIVER, 3, bc_decimal_of(19, 2), 3);
    f->lake_judgement[0] = now[2];
    f->lake_judgement[0].item[BC_TP].mean = bc_decimal_of(95, 3);
    f->lake_judgement[0].n_points = 2;
    f->lake_judgement[1] = blank_judgement(BC_LAKE, 0);
    for (size_t i = 0; i < 2; i++)
        f->rating[i].main_pollutant[0] = f->rating[i].main_pollutant[1] =
            f->rating[i].main_pollutant[2] = BC_NO_ITEM;
    f->rating[0].rating = BC_RATING_LIGHT;
    f->rating[0].n = 3;
    f->rating[0].n_good = 1;
    f->rating[1].rating = BC_RATING_LIGHT;
    f->rating[1].n = 1;
    f->rating[1].main_pollutant[0] = BC_TP;
    f->water_method.round = true;
    f->water_method.min_samples_month = 1;
    f->water_method.n_items = 21;
}

static void make_targets(struct outcome_fixture *f)
{
    static const struct bc_target blank = {.id = "",
                                           .title = "",
                                           .document = "省实施方案",
                                           .clause = "二(一)",
                                           .issuer = "湖北省",
                                           .basis = "text",
                                           .period = "2021",
                                           .scope = "*/all",
                                           .layer = "",
                                           .where = "",
                                           .of = "",
                                           .value_text = "",
                                           .unit = "",
                                           .note = "",
                                           .issuer_level = BC_PROVINCE,
                                           .report = true};
    struct bc_target *t = f->target;

    for (size_t i = 0; i < COUNT(f->target); i++) {
        t[i] = blank;
        t[i].line = i + 2;
        t[i].due = bc_day_of(2021, 12, 31);
    }
    t[0].id = "T1", t[0].title = "国考断面优良率", t[0].layer = "sections";
    t[0].of = "class_no <= 3", t[0].value_text = "50", t[0].unit = "%";
    t[0].measure = BC_SHARE, t[0].op = BC_GE;
    t[0].value =
        (struct bc_target_value){true, false, bc_decimal_of(50, 0), 0, 0};
    t[0].due = bc_day_of(2020, 12, 31);
    t[1].id = "T2", t[1].title = "排污口溯源率", t[1].layer = "outfalls";
    t[1].of = "traced = 1", t[1].value_text = "100", t[1].unit = "%";
    t[1].measure = BC_SHARE, t[1].op = BC_GE;
    t[1].value =
        (struct bc_target_value){true, false, bc_decimal_of(100, 0), 0, 0};
    t[2].id = "T3", t[2].title = "红线内问题销号", t[2].layer = "suspects";
    t[2].of = "status = '已销号'", t[2].value_text = "1/1";
    t[2].measure = BC_SHARE, t[2].op = BC_GE;
    t[2].value = (struct bc_target_value){true, true, BC_MISSING, 1, 1};
    t[3].id = "T4", t[3].title = "甲湖水质", t[3].layer = "waters";
    t[3].of = "class_no <= 4", t[3].measure = BC_EACH;
    t[4].id = "T5", t[4].title = "劣Ⅴ类断面数", t[4].layer = "sections";
    t[4].of = "class_no = 6", t[4].measure = BC_COUNT, t[4].op = BC_INFO;
    t[5].id = "T6", t[5].title = "总磷浓度下降", t[5].layer = "sections";
    t[5].of = "TP", t[5].measure = BC_CHANGE, t[5].op = BC_LE;
    t[5].unit = "%", t[5].report = false;
    f->targets = (struct bc_targets){COUNT(f->target), t, "targets.csv"};
}

/* The scope's own words: 0 and 1 are the basins, 2 is `all`. */
static struct bc_result *add_result(struct outcome_fixture *f, size_t target,
                                    int scope, enum bc_verdict verdict,
                                    int64_t k, int64_t n)
{
    static const char *const code[] = {"BS-A", "BS-B", "all"};
    static const char *const name[] = {"甲湖流域", "乙河流域", "全部"};
    struct bc_result *result = &f->result[f->results.n++];

    *result =
        (struct bc_result){.target = target,
                           .basin = code[scope],
                           .basin_name = name[scope],
                           .is_basin = scope < 2,
                           .is_all = scope == 2,
                           .verdict = verdict,
                           .counted = n >= 0,
                           .k = k,
                           .n = n,
                           .shortfall_count = -1,
                           .worst = "",
                           .standing = scope == 2 ? BC_ASSESSED : BC_INDICATIVE,
                           .reason_detail = "",
                           .period = f->outcome.period.label,
                           .as_of = f->outcome.as_of};
    if (n > 0)
        result->value = bc_decimal_divide((bc_int128)k * 100, 0, n, 6);
    return result;
}

static void short_by(struct bc_result *result, int64_t tenths, int64_t count,
                     const char *worst)
{
    result->shortfall = bc_decimal_of(tenths, 1);
    result->shortfall_count = count;
    result->worst = worst;
}

static void make_results(struct outcome_fixture *f)
{
    static struct bc_basis_row rows[] = {
        {"S1", "甲断面", 0, 1, BC_BEARS_K, NULL},
        {"甲湖", "甲湖", 2, 2, BC_BEARS_OTHER, NULL}};
    struct bc_result *result;

    f->results.result = f->result;
    result = add_result(f, 0, 0, BC_MET, 1, 2);
    short_by(result, 0, 0, "甲湖");
    result->flags = BC_FLAG_ON_THE_LINE | BC_FLAG_BORDERLINE;
    result->n_rows = COUNT(rows);
    result->rows = rows;
    result = add_result(f, 0, 1, BC_MISSED, 0, 1);
    short_by(result, 500, 1, "S2");
    result->flags = BC_FLAG_AT_RISK;
    result = add_result(f, 0, 2, BC_MISSED, 1, 4);
    short_by(result, 250, 1, "甲湖;S2");
    result->n_unknown = 1;
    result = add_result(f, 1, 0, BC_MET, 2, 2);
    short_by(result, 0, 0, "");
    result = add_result(f, 1, 1, BC_MISSED, 0, 1);
    short_by(result, 1000, 1, "P3");
    result->flags = BC_FLAG_INTERIM;
    result = add_result(f, 1, 2, BC_MISSED, 2, 3);
    short_by(result, 333, 1, "P3");
    result->flags = BC_FLAG_INTERIM | BC_FLAG_OVERRULED;
    result = add_result(f, 2, 0, BC_CANNOT_JUDGE, 0, 0);
    result->reason = BC_REASON_NO_FEATURES;
    result->reason_detail = "0/0";
    result = add_result(f, 2, 1, BC_MET, 1, 1);
    short_by(result, 0, 0, "");
    add_result(f, 3, 0, BC_MET, 1, 1);
    result = add_result(f, 3, 1, BC_CANNOT_JUDGE, 0, 0);
    result->reason = BC_REASON_NO_DATA;
    result->n_unknown = 1;
    result = add_result(f, 4, 0, BC_ONLY_COUNTED, 0, 3);
    result->value = bc_decimal_of(0, 0);
    add_result(f, 4, 1, BC_ONLY_COUNTED, 0, 1)->value = bc_decimal_of(0, 0);
    add_result(f, 5, 0, BC_NO_VALUE, 0, -1);
    result = add_result(f, 5, 1, BC_NO_VALUE, 0, -1);
    result->value = bc_decimal_of(-1234567, 6);
}

static void make_findings(struct outcome_fixture *f)
{
    f->findings = bc_findings_new();
    bc_findings_addf(f->findings,
                     (struct bc_finding){.code = BC_FOUND_BAD_VALUE,
                                         .source = "sections.csv",
                                         .line = 6,
                                         .feature = "X1",
                                         .field = "name",
                                         .value = "=1+1,\"坏\""},
                     "a name that a spreadsheet would run; kept as text");
    bc_findings_addf(f->findings,
                     (struct bc_finding){.code = BC_FOUND_UNKNOWN_WORD,
                                         .source = "outfalls.csv"},
                     "one outfall has no stage; cell left empty");
    bc_findings_sort(f->findings);
}

static void make_outcome(struct outcome_fixture *f)
{
    struct bc_outcome *o = &f->outcome;

    o->title = "试验流域 & 测试";
    o->language = "zh";
    o->palette = "official";
    o->crs = "EPSG:4490";
    o->crs_epsg = 4490;
    o->geodesy = f->crs;
    bc_period_parse("2021-04", &o->period);
    o->has_before = true;
    o->before = bc_period_year_before(&o->period);
    o->as_of = o->period.last;
    o->report_precision_m = 100;
    o->resolution_m = 200;
    o->version = BC_VERSION;
}

static void link_outcome(struct outcome_fixture *f)
{
    struct bc_outcome *o = &f->outcome;
    const struct bc_layer *layers[] = {f->basins,   f->sections, f->lakes,
                                       f->outfalls, f->redlines, f->suspects,
                                       f->rivers};

    o->raster.bandwidth_m = 5000;
    o->raster.min_points = 5;
    o->basins = f->basins, o->sections = f->sections, o->lakes = f->lakes;
    o->outfalls = f->outfalls, o->redlines = f->redlines;
    o->suspects = f->suspects, o->rivers = f->rivers;
    memcpy(f->layers, layers, sizeof layers);
    o->layers = f->layers;
    o->n_layers = N_FIXTURE_LAYERS;
    o->section_join = &f->section_join;
    o->outfall_join = &f->outfall_join;
    o->suspect_join = &f->suspect_join;
    o->overlay = &f->overlay;
    o->outfall_redlines = &f->outfall_redlines;
    o->suspect_redlines = &f->suspect_redlines;
    o->section_redlines = &f->section_redlines;
    o->water_method = &f->water_method;
    o->judgement = f->judgement;
    o->judgement_before = f->judgement_before;
    o->lake_judgement = f->lake_judgement;
    o->rating = f->rating;
    o->targets = &f->targets;
    o->results = &f->results;
    o->findings = f->findings;
}

struct outcome_fixture *outcome_fixture_new(void)
{
    struct outcome_fixture *f = bc_alloc(1, sizeof *f);

    assert_int_equal(bc_crs_new("EPSG:4490", &f->crs, NULL), BC_OK);
    make_outcome(f);
    make_areas(f);
    make_points(f);
    make_relations(f);
    make_waters(f);
    make_targets(f);
    make_results(f);
    make_findings(f);
    link_outcome(f);
    return f;
}

struct bc_stage *outcome_fixture_stage(struct outcome_fixture *f)
{
    struct bc_stage *stage = NULL;
    struct bc_error err;
    char out[80];

    if (!f->root[0]) {
        strcpy(f->root, "/tmp/outcome.XXXXXX");
        assert_non_null(mkdtemp(f->root));
    }
    snprintf(out, sizeof out, "%s/out", f->root);
    if (bc_stage_new(out, true, &stage, &err))
        fail_msg("%s", err.message);
    return stage;
}

void outcome_fixture_free(struct outcome_fixture *f)
{
    char command[96];

    if (!f)
        return;
    snprintf(command, sizeof command, "rm -rf '%s'", f->root);
    if (f->root[0] && system(command))
        print_error("cannot remove %s\n", f->root);
    bc_crs_free(f->crs);
    for (size_t i = 0; i < N_FIXTURE_LAYERS; i++)
        bc_layer_free((struct bc_layer *)f->layers[i]);
    bc_join_clear(&f->section_join);
    bc_join_clear(&f->outfall_join);
    bc_join_clear(&f->suspect_join);
    bc_cover_clear(&f->section_redlines);
    bc_cover_clear(&f->outfall_redlines);
    bc_cover_clear(&f->suspect_redlines);
    bc_overlay_clear(&f->overlay);
    bc_findings_free(f->findings);
    free(f);
}
