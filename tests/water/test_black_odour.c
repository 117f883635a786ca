/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/black_odour.h"

struct run {
    struct bc_layer *table;
    struct bc_findings *findings;
    struct bc_odour_rules rules;
    struct bc_odour_reading *readings;
    size_t n;
    struct bc_odour_result result;
};

static struct run run_of(enum bc_odour_setting setting, const char *csv)
{
    struct run run = {.table = layer_of("black_odour", csv),
                      .findings = bc_findings_new(),
                      .rules = bc_odour_rules(setting)};
    struct bc_error err;

    if (bc_odour_read(run.table, run.findings, &run.readings, &run.n, &err))
        fail_msg("%s", err.message);
    bc_odour_assess(&run.rules, run.readings, run.n, run.findings, &run.result);
    return run;
}

static void stop(struct run *run)
{
    bc_odour_result_clear(&run->result);
    free(run->readings);
    bc_findings_free(run->findings);
    bc_layer_free(run->table);
}

static struct bc_decimal number(const char *text)
{
    struct bc_decimal value = BC_MISSING;

    if (*text)
        assert_int_equal(bc_decimal_parse(bc_slice_of(text), &value),
                         BC_PARSED);
    return value;
}

/* RULES.md section 7: light SD 25..10, DO 0.2..2.0, ORP -200..50, NH3-N
 * 8.0..15; heavy beyond. On a bound: the better grade. */
static void a_reading_has_the_grade_of_its_bounds(void **state)
{
    static const struct {
        enum bc_odour_factor factor;
        const char *none, *light, *lightest_heavy_side, *heavy;
    } cases[] = {{BC_ODOUR_SD, "25", "24.9", "10", "9.9"},
                 {BC_ODOUR_DO, "2.0", "1.99", "0.2", "0.19"},
                 {BC_ODOUR_ORP, "50", "49", "-200", "-201"},
                 {BC_ODOUR_NH3N, "8.0", "8.01", "15", "15.01"}};
    struct bc_odour_rules rules = bc_odour_rules(BC_ODOUR_URBAN);

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        enum bc_odour_factor f = cases[i].factor;

        assert_int_equal(
            bc_odour_grade_of(&rules, f, number(cases[i].none), BC_MISSING),
            BC_ODOUR_NONE);
        assert_int_equal(
            bc_odour_grade_of(&rules, f, number(cases[i].light), BC_MISSING),
            BC_ODOUR_LIGHT);
        assert_int_equal(bc_odour_grade_of(&rules, f,
                                           number(cases[i].lightest_heavy_side),
                                           BC_MISSING),
                         BC_ODOUR_LIGHT);
        assert_int_equal(
            bc_odour_grade_of(&rules, f, number(cases[i].heavy), BC_MISSING),
            BC_ODOUR_HEAVY);
        assert_int_equal(bc_odour_grade_of(&rules, f, BC_MISSING, BC_MISSING),
                         BC_ODOUR_UNKNOWN);
        assert_non_null(rules.factor[f].clause);
    }
}

/* 40 % of 20 cm are 8 cm. */
static void in_shallow_water_depth_decides_about_transparency(void **state)
{
    static const struct {
        const char *sd, *depth;
        enum bc_odour_grade urban, rural;
    } cases[] = {{"7.9", "20", BC_ODOUR_HEAVY, BC_ODOUR_LIGHT},
                 {"8", "20", BC_ODOUR_LIGHT, BC_ODOUR_NONE},
                 {"19.9", "20", BC_ODOUR_LIGHT, BC_ODOUR_NONE},
                 {"20", "20", BC_ODOUR_NONE, BC_ODOUR_NONE},
                 {"9.9", "24.9", BC_ODOUR_HEAVY, BC_ODOUR_LIGHT},
                 {"9.96", "24.9", BC_ODOUR_LIGHT, BC_ODOUR_NONE},
                 {"20", "25", BC_ODOUR_LIGHT, BC_ODOUR_LIGHT},
                 {"9.9", "25", BC_ODOUR_HEAVY, BC_ODOUR_LIGHT},
                 {"24", "", BC_ODOUR_LIGHT, BC_ODOUR_LIGHT}};
    struct bc_odour_rules urban = bc_odour_rules(BC_ODOUR_URBAN);
    struct bc_odour_rules rural = bc_odour_rules(BC_ODOUR_RURAL);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bc_decimal sd = number(cases[i].sd),
                          depth = number(cases[i].depth);

        assert_int_equal(bc_odour_grade_of(&urban, BC_ODOUR_SD, sd, depth),
                         cases[i].urban);
        assert_int_equal(bc_odour_grade_of(&rural, BC_ODOUR_SD, sd, depth),
                         cases[i].rural);
    }
}

/* Five readings a point: 3 of 5 are 60 %, 2 of 5 more than 30 % of two. */
static void a_point_is_graded_by_its_share_of_readings(void **state)
{
    static const char csv[] = "water,point,DO,NH3N\n"
                              "W,one,0.1,1\nW,one,0.1,1\nW,one,0.1,1\n"
                              "W,one,5,1\nW,one,5,1\n"
                              "W,two,0.1,20\nW,two,0.1,20\nW,two,5,1\n"
                              "W,two,5,1\nW,two,5,1\n"
                              "W,few,0.1,1\nW,few,0.1,1\nW,few,5,1\n"
                              "W,few,5,1\nW,few,5,1\n"
                              "W,light,0.1,1\nW,light,1,1\nW,light,1,1\n"
                              "W,light,5,1\nW,light,5,1\n"
                              "W,bare,,\n";
    static const enum bc_odour_grade expected[] = {
        BC_ODOUR_HEAVY, BC_ODOUR_HEAVY, BC_ODOUR_NONE, BC_ODOUR_LIGHT,
        BC_ODOUR_UNKNOWN};
    struct run run = run_of(BC_ODOUR_URBAN, csv);

    (void)state;
    assert_int_equal(run.result.n_points, 5);
    for (size_t p = 0; p < 5; p++)
        assert_int_equal(run.result.points[p].grade, expected[p]);
    assert_int_equal(run.result.points[3].factor[BC_ODOUR_DO].n, 5);
    assert_int_equal(run.result.points[3].factor[BC_ODOUR_DO].n_light, 2);
    assert_int_equal(run.result.points[3].factor[BC_ODOUR_DO].n_heavy, 1);
    assert_int_equal(run.result.waters[0].n_unknown, 1);
    /* 2 of 4 graded points are heavy: less than 60 % */
    assert_int_equal(run.result.waters[0].grade, BC_ODOUR_LIGHT);
    stop(&run);
}

static void three_heavy_points_in_a_row_make_a_stretch(void **state)
{
    /* along the water: 1 2 3 heavy, 4 clean, 5 6 heavy */
    static const char csv[] = "水体,检测点,序号,时间,透明度,溶解氧,"
                              "氧化还原电位(mV),氨氮\n"
                              "甲渠,P6,6,2024-05-01,5,0.1,-300,20\n"
                              "甲渠,P5,5,2024-05-01,5,0.1,－300,20\n"
                              "甲渠,P3,3,2024-05-01,5,0.1,-300,20\n"
                              "甲渠,P4,4,2024-05-01,30,5,100,0.5\n"
                              "甲渠,P2,2,2024-05-01,5,0.1,-300,20\n"
                              "甲渠,P1,1,2024-05-01,5,0.1,-300,20\n"
                              "乙渠,Q1,,2024-05-01,30,5,100,0.025L\n";
    struct run run = run_of(BC_ODOUR_URBAN, csv);
    const struct bc_odour_result *result = &run.result;

    (void)state;
    assert_int_equal(result->n_waters, 2);
    assert_string_equal(result->points[0].point, "P1");
    assert_string_equal(result->points[5].point, "P6");
    assert_int_equal(result->n_stretches, 1);
    assert_string_equal(result->stretches[0].from, "P1");
    assert_string_equal(result->stretches[0].to, "P3");
    assert_int_equal(result->stretches[0].n_points, 3);
    assert_true(result->points[2].in_stretch);
    assert_false(result->points[4].in_stretch);
    assert_int_equal(result->waters[0].grade, BC_ODOUR_HEAVY); /* 5 of 6 */
    assert_int_equal(result->waters[0].n_stretches, 1);
    assert_int_equal(result->waters[1].grade, BC_ODOUR_NONE);
    stop(&run);
}

/* 3 of 5 points are 60 %. */
static void six_in_ten_heavy_points_make_the_water_heavy(void **state)
{
    static const char three[] = "water,point,DO\nW,1,0.1\nW,2,5\nW,3,0.1\n"
                                "W,4,5\nW,5,0.1\n";
    static const char two[] = "water,point,DO\nW,1,0.1\nW,2,5\nW,3,0.1\n"
                              "W,4,5\nW,5,5\n";
    struct run heavy = run_of(BC_ODOUR_URBAN, three);
    struct run light = run_of(BC_ODOUR_URBAN, two);

    (void)state;
    assert_int_equal(heavy.result.waters[0].grade, BC_ODOUR_HEAVY);
    assert_int_equal(heavy.result.n_stretches, 0);
    assert_int_equal(light.result.waters[0].grade, BC_ODOUR_LIGHT);
    stop(&heavy);
    stop(&light);
}

static size_t shortfalls(const char *csv)
{
    struct run run = run_of(BC_ODOUR_URBAN, csv);
    size_t n = bc_findings_count_code(run.findings, BC_FOUND_FEW_SAMPLES);

    assert_int_equal(bc_findings_count(run.findings), n);
    stop(&run);
    return n;
}

static void a_survey_that_falls_short_is_told(void **state)
{
    static const char good[] = "water,point,distance,time,DO\n"
                               "W,1,,2024-05-01,3\nW,1,,2024-05-02,3\n"
                               "W,1,,2024-05-09,3\n"
                               "W,2,200,2024-05-01,3\nW,2,,2024-05-04,3\n"
                               "W,2,,2024-05-07,3\n"
                               "W,3,600,2024-05-01,3\nW,3,,2024-05-04,3\n"
                               "W,3,,2024-05-07,3\n";
    /* two points; 2 two rounds (one day, two samples), 9 days apart, 601 m */
    static const char bad[] = "water,point,distance,time,DO\n"
                              "W,1,,2024-05-01,3\nW,1,,2024-05-02,3\n"
                              "W,1,,2024-05-09,3\n"
                              "W,2,601,2024-05-01 08:00,3\n"
                              "W,2,601,2024-05-01 14:00,3\n"
                              "W,2,601,2024-05-10,3\n";

    (void)state;
    assert_int_equal(shortfalls(good), 0);
    assert_int_equal(shortfalls(bad), 4);
}

static void a_setting_is_named_in_either_language(void **state)
{
    static const struct {
        const char *text;
        int setting; /* -1: none */
    } cases[] = {{"urban", BC_ODOUR_URBAN},
                 {"城市", BC_ODOUR_URBAN},
                 {"rural", BC_ODOUR_RURAL},
                 {"农村", BC_ODOUR_RURAL},
                 {"海洋", -1},
                 {"", -1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum bc_odour_setting setting;
        bool known = bc_odour_setting_parse(cases[i].text, &setting);

        assert_int_equal(known ? (int)setting : -1, cases[i].setting);
    }
}

/* Points with a number come first, by it; the others as they were met. */
static void points_without_a_number_follow_the_others(void **state)
{
    static const char *const expected[] = {"P1", "P2", "Q", "R"};
    struct run run = run_of(BC_ODOUR_URBAN, "water,point,order,DO\n"
                                            "W,Q,,5\nW,P2,2,5\nW,R,,5\n"
                                            "W,P1,1,5\n");

    (void)state;
    assert_int_equal(run.result.n_points, 4);
    for (size_t p = 0; p < 4; p++)
        assert_string_equal(run.result.points[p].point, expected[p]);
    stop(&run);
}

static void a_row_without_water_or_point_is_left_out(void **state)
{
    struct run run = run_of(BC_ODOUR_URBAN, "water,point,氨氮(g/L)\n"
                                            ",P,1\nW,,1\nW,P,0.02\n");

    (void)state;
    assert_int_equal(run.result.n_points, 1);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_LEFT_OUT),
                     2);
    /* 0.02 g/L are 20 mg/L, above 15 */
    assert_int_equal(run.result.points[0].grade, BC_ODOUR_HEAVY);
    stop(&run);
}

static void rural_waters_have_one_grade(void **state)
{
    struct run run = run_of(BC_ODOUR_RURAL, "water,point,SD,DO,ORP,NH3N\n"
                                            "A,1,25,2,-300,15\n"
                                            "B,1,24,2,-300,15\n"
                                            "C,1,5,0.1,-300,30\n");
    static const enum bc_odour_grade expected[] = {
        BC_ODOUR_NONE, BC_ODOUR_LIGHT, BC_ODOUR_LIGHT};

    (void)state;
    for (size_t w = 0; w < 3; w++)
        assert_int_equal(run.result.waters[w].grade, expected[w]);
    assert_int_equal(run.result.points[0].factor[BC_ODOUR_ORP].n, 0);
    assert_int_equal(bc_findings_count(run.findings), 0); /* none asked */
    assert_non_null(strstr(bc_odour_note(BC_ODOUR_RURAL, true), "凭记忆"));
    stop(&run);
}

static void units_are_those_of_the_header(void **state)
{
    struct run run = run_of(
        BC_ODOUR_URBAN, "水体,点位,水深(m),透明度(m),溶解氧(mg/L),氨氮(μg/L)\n"
                        "W,1,0.2,0.05,1.5,9000\n");
    const struct bc_odour_reading *reading = &run.readings[0];

    (void)state;
    assert_int_equal(bc_decimal_compare(reading->depth_cm, number("20")), 0);
    assert_int_equal(
        bc_decimal_compare(reading->value[BC_ODOUR_SD], number("5")), 0);
    assert_int_equal(
        bc_decimal_compare(reading->value[BC_ODOUR_NH3N], number("9")), 0);
    stop(&run);
}

static void doubtful_cells_are_findings_and_missing(void **state)
{
    struct run run = run_of(BC_ODOUR_URBAN, "water,point,time,DO,NH3N\n"
                                            "W,1,never,-1,much\n"
                                            ",2,2024-05-01,1,1\n");

    (void)state;
    assert_int_equal(run.n, 1);
    assert_int_equal(run.result.points[0].grade, BC_ODOUR_UNKNOWN);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_BAD_VALUE),
                     2);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_BAD_DATE),
                     1);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_EMPTY_ROW),
                     1);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_LEFT_OUT),
                     1);
    stop(&run);
}

static void a_table_that_cannot_be_understood_is_refused(void **state)
{
    static const char *const wrong[] = {"water,DO\nW,1\n", "water,point\nW,1\n",
                                        "water,point,透明度(英尺)\nW,1,1\n",
                                        "water,point,ORP(V)\nW,1,1\n"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct bc_layer *table = layer_of("black_odour", wrong[i]);
        struct bc_odour_reading *readings;
        struct bc_error err;
        size_t n;

        assert_int_equal(bc_odour_read(table, NULL, &readings, &n, &err),
                         BC_BAD_INPUT);
        assert_null(readings);
        bc_layer_free(table);
    }
}

/* A worse reading never betters a point, a water or a stretch. */
static void a_worse_reading_never_gives_a_better_grade(void **state)
{
    uint64_t seed = 20150828;
    struct bc_odour_rules rules = bc_odour_rules(BC_ODOUR_URBAN);

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct bc_odour_reading readings[12];
        struct bc_odour_result before, after;
        size_t worse = (size_t)(bc_test_random(&seed) % 12);

        for (size_t i = 0; i < 12; i++) {
            static const char *const points[] = {"1", "2", "3", "4"};
            int tenths = (int)(bc_test_random(&seed) % 30);

            readings[i] = (struct bc_odour_reading){
                .water = "W", .point = points[i / 3], .day = BC_NO_DATE};
            readings[i].value[BC_ODOUR_DO] = bc_decimal_of(tenths, 1);
            readings[i].value[BC_ODOUR_NH3N] =
                bc_decimal_of((int)(bc_test_random(&seed) % 20), 0);
        }
        bc_odour_assess(&rules, readings, 12, NULL, &before);
        readings[worse].value[BC_ODOUR_DO].units /= 4;
        bc_odour_assess(&rules, readings, 12, NULL, &after);
        for (size_t p = 0; p < 4; p++)
            assert_true(after.points[p].grade >= before.points[p].grade);
        assert_true(after.waters[0].grade >= before.waters[0].grade);
        bc_odour_result_clear(&before);
        bc_odour_result_clear(&after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reading_has_the_grade_of_its_bounds),
        cmocka_unit_test(in_shallow_water_depth_decides_about_transparency),
        cmocka_unit_test(a_point_is_graded_by_its_share_of_readings),
        cmocka_unit_test(three_heavy_points_in_a_row_make_a_stretch),
        cmocka_unit_test(six_in_ten_heavy_points_make_the_water_heavy),
        cmocka_unit_test(a_survey_that_falls_short_is_told),
        cmocka_unit_test(a_setting_is_named_in_either_language),
        cmocka_unit_test(points_without_a_number_follow_the_others),
        cmocka_unit_test(a_row_without_water_or_point_is_left_out),
        cmocka_unit_test(rural_waters_have_one_grade),
        cmocka_unit_test(units_are_those_of_the_header),
        cmocka_unit_test(doubtful_cells_are_findings_and_missing),
        cmocka_unit_test(a_table_that_cannot_be_understood_is_refused),
        cmocka_unit_test(a_worse_reading_never_gives_a_better_grade)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
