/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "layer/rows.h"
#include "plan/derive.h"
#include "plan/evaluate.h"
#include "tables.h"

/* Three points of 甲湖 (one dry) and a river. Total phosphorus decides:
 *             2021-04  2020-04
 *   A          0.020    0.030
 *   B          0.080    0.030
 *   甲湖 (mean) 0.050    0.030   class III, III (limit III of lakes 0.05)
 *   R          0.300    0.100   class IV, II (limits of rivers 0.3, 0.1) */
static const char sections_csv[] = "code,name,water,type,target_class,state\n"
                                   "A,甲湖一,甲湖,lake,III,\n"
                                   "R,乙,乙河,river,III,\n"
                                   "B,甲湖二,甲湖,lake,III,\n"
                                   "D,甲湖三,甲湖,lake,III,断流\n";

static const char *const observations[][7] = {
    {"section", "time", "pH", "DO", "CODMn", "NH3-N", "TP"},
    {"A", "2021-04-02", "7", "8", "1", "0.1", "0.020"},
    {"R", "2021-04-02", "7", "8", "1", "0.1", "0.300"},
    {"B", "2021-04-02", "7", "8", "1", "0.1", "0.080"},
    {"D", "2021-04-02", "7", "8", "1", "0.1", "0.900"},
    {"A", "2020-04-02", "7", "8", "1", "0.1", "0.030"},
    {"R", "2020-04-02", "7", "8", "1", "0.1", "0.100"},
    {"B", "2020-04-02", "7", "8", "1", "0.1", "0.030"}};
enum { N_ROWS = 8, N_COLUMNS = 7, N_SECTIONS = 4 };

struct world {
    struct bc_layer *sections;
    struct bc_observations *observations;
    struct bc_findings *findings;
    struct bc_water_method method;
    struct bc_judgement now[N_SECTIONS], before[N_SECTIONS];
    struct bc_plan_input input;
    struct bc_risk_input risk;
};

static void feed(struct bc_rows_sink sink)
{
    struct bc_slice cells[N_ROWS * N_COLUMNS];
    size_t lines[N_ROWS];
    struct bc_rows rows = {"o.csv",           N_ROWS - 1, N_COLUMNS,
                           cells + N_COLUMNS, lines,      0};
    const struct bc_header header = {"o.csv", cells, N_COLUMNS, 1, 1, ""};
    struct bc_error err;

    for (size_t r = 0; r < N_ROWS; r++) {
        lines[r] = r + 2;
        for (size_t c = 0; c < N_COLUMNS; c++)
            cells[r * N_COLUMNS + c] = bc_slice_of(observations[r][c]);
    }
    assert_int_equal(sink.header(sink.context, &header, &err), BC_OK);
    assert_int_equal(sink.rows(sink.context, &rows, &err), BC_OK);
}

static void world_init(struct world *world, bool has_before)
{
    struct bc_error err;

    *world = (struct world){.sections = layer_of("sections", sections_csv),
                            .findings = bc_findings_new(),
                            .method = bc_water_method_default()};
    world->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = world->sections,
                                         .offset_minutes = 480},
        world->findings);
    feed(bc_observations_sink(world->observations));
    assert_int_equal(bc_observations_finish(world->observations, &err), BC_OK);
    world->input = (struct bc_plan_input){
        .n_layers = 1,
        .layers = (const struct bc_layer *const *)&world->sections,
        .observations = world->observations,
        .water_method = &world->method,
        .has_before = has_before,
        .observations_before = has_before ? world->observations : NULL};
    assert_true(bc_period_parse("2021-04", &world->input.period));
    assert_true(bc_period_parse("2020-04", &world->input.before));
    for (size_t i = 0; i < N_SECTIONS; i++) {
        bc_assess_section(world->observations, &world->method, world->sections,
                          i, &world->input.period, NULL, &world->now[i]);
        bc_assess_section(world->observations, &world->method, world->sections,
                          i, &world->input.before, NULL, &world->before[i]);
    }
    bc_derive_classes(world->sections, world->now,
                      has_before ? world->before : NULL);
    world->risk =
        (struct bc_risk_input){.rule = bc_risk_rule_default(),
                               .now = world->now,
                               .before = has_before ? world->before : NULL,
                               .period = &world->input.period,
                               .method = &world->method,
                               .observations = world->observations,
                               .sections = world->sections,
                               .n_sections = N_SECTIONS};
    bc_derive_risk(world->sections, &world->risk);
}

static void world_clear(struct world *world)
{
    bc_observations_free(world->observations);
    bc_findings_free(world->findings);
    bc_layer_free(world->sections);
}

/* `verdict k/n value` of a target. */
static void assert_result(struct world *world, const char *target,
                          const char *expected)
{
    struct bc_text text = {0}, found = {0};
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;
    struct bc_error err;
    char value[24];

    bc_text_printf(&text, "layer,where,measure,of,op,value,unit,id\n%s,T\n",
                   target);
    table = layer_of("targets", text.data);
    if (bc_targets_new(table, &targets, &err) ||
        bc_evaluate(&world->input, &targets, world->findings, &results, &err)) {
        fail_msg("%s", err.message);
        abort(); /* not reached; analysers do not know that */
    }
    bc_decimal_print(results.result[0].value, value);
    bc_text_printf(&found, "%s %d/%d %s%s",
                   bc_verdict_name(results.result[0].verdict),
                   (int)results.result[0].k, (int)results.result[0].n, value,
                   bc_reason_text_en(results.result[0].reason));
    assert_string_equal(found.data, expected);
    bc_text_clear(&found);
    bc_text_clear(&text);
    bc_results_clear(&results);
    bc_targets_clear(&targets);
    bc_layer_free(table);
}

static void a_lake_is_judged_by_the_mean_of_its_points(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, true);
    assert_result(&world, "waters,,share,class_no <= 3,>=,50,%",
                  "met 1/2 50.000000");
    assert_result(&world, "waters,,share,meets_target = 1,>=,50,%",
                  "met 1/2 50.000000");
    /* the points are of class II and IV, the dry one leaves n */
    assert_result(&world, "sections,,share,class_no <= 3,>=,50,%",
                  "missed 1/3 33.333333");
    assert_result(&world, "sections,,mean,TP,<=,0.1,mg/L",
                  "missed 3/3 0.133333");
    assert_result(&world, "waters,,max,TP,<=,0.3,mg/L", "met 2/2 0.300000");
    world_clear(&world);
}

/* A has none; B, the second point of 甲湖, lends the lake its target class. */
static void the_first_point_that_has_a_target_lends_it_to_the_lake(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, true);
    bc_layer_set_text(world.sections,
                      bc_layer_find(world.sections, "target_class"), 0, NULL);
    assert_result(&world, "waters,,share,target_class = 'III',>=,100,%",
                  "met 2/2 100.000000");
    world_clear(&world);
}

static void change_is_against_the_year_before(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, true);
    assert_result(&world, "waters,type = 'lake',max,class_change,<=,0,class",
                  "met 1/1 0.000000");
    assert_result(&world, "waters,type = 'lake',max,deciding_change,<,0,%",
                  "missed 0/1 66.666667"); /* 0.05 / 0.03 - 1 */
    assert_result(&world, "waters,,max,class_change,<=,0,class",
                  "missed 1/2 2.000000");
    /* (0.05 + 0.30) / 2 - (0.03 + 0.10) / 2 */
    assert_result(&world, "waters,,change,TP,<=,0.11,mg/L", "met 2/2 0.110000");
    assert_result(&world, "waters,,change,TP,<=,160,%",
                  "missed 2/2 169.230769");
    assert_result(&world, "waters,,change,class_no,<=,0,class",
                  "missed 2/2 1.000000");
    world_clear(&world);
}

static void without_the_year_before_there_is_no_change(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, false);
    assert_result(&world, "waters,,max,class_change,<=,0,class",
                  "cannot_judge 0/0 no data for the year before");
    assert_result(&world, "waters,,change,TP,<=,160,%",
                  "cannot_judge 0/0 no data for the year before");
    world_clear(&world);
}

static void points_with_given_classes_speak_when_they_agree(void **state)
{
    struct bc_layer *sections =
        layer_of("sections", "code,water,type,class_no:n\n"
                             "A,甲湖,lake,3\nB,甲湖,lake,3\n"
                             "C,乙湖,lake,2\nD,乙湖,lake,4\n"
                             "E,丙湖,lake,5\nF,丙湖,lake,\n");
    struct world world = {.sections = sections, .findings = bc_findings_new()};

    (void)state;
    world.input = (struct bc_plan_input){
        .n_layers = 1,
        .layers = (const struct bc_layer *const *)&world.sections};
    assert_true(bc_period_parse("2021-04", &world.input.period));
    /* 甲湖 III, 丙湖 V, 乙湖 cannot be told */
    assert_result(&world, "waters,,share,class_no <= 3,info,,%",
                  "info 1/2 50.000000");
    world_clear(&world);
}

/* Lakes of which a point has an unknown level: it may be one of them. */
static void a_point_of_an_unknown_level_may_turn_its_lake(void **state)
{
    struct bc_layer *sections =
        layer_of("sections", "code,water,type,level,class_no:n\n"
                             "A,甲湖,lake,国考,3\nB,甲湖,lake,?,6\n"
                             "C,乙湖,lake,国考,2\nD,乙湖,lake,?,\n"
                             "E,丙湖,lake,?,3\n");
    struct world world = {.sections = sections, .findings = bc_findings_new()};

    (void)state;
    world.input = (struct bc_plan_input){
        .n_layers = 1,
        .layers = (const struct bc_layer *const *)&world.sections};
    assert_true(bc_period_parse("2021-04", &world.input.period));
    /* 乙湖 is known, for D has no data; 甲湖 and 丙湖 are not */
    assert_result(&world, "waters,level = '国考',share,class_no <= 3,>=,90,%",
                  "cannot_judge 1/1 100.000000features without data decide");
    assert_result(&world, "waters,level = '国考',share,class_no <= 3,>=,50,%",
                  "met 1/1 100.000000");
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lake_is_judged_by_the_mean_of_its_points),
        cmocka_unit_test(
            the_first_point_that_has_a_target_lends_it_to_the_lake),
        cmocka_unit_test(change_is_against_the_year_before),
        cmocka_unit_test(without_the_year_before_there_is_no_change),
        cmocka_unit_test(points_with_given_classes_speak_when_they_agree),
        cmocka_unit_test(a_point_of_an_unknown_level_may_turn_its_lake),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
