/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/supply.h"

static struct bc_judgement empty(enum bc_water water)
{
    struct bc_judgement judgement;

    bc_judgement_init(&judgement);
    judgement.water = water;
    return judgement;
}

static void set(struct bc_judgement *judgement, enum bc_item item,
                int64_t units, int scale)
{
    judgement->item[item].mean = bc_decimal_of(units, scale);
}

static struct bc_supply_row row_of(const struct bc_judgement *judgement)
{
    struct bc_supply_options options = bc_supply_options_default();
    struct bc_supply_row row = {0};

    bc_supply_judge(&options, judgement, &row);
    return row;
}

/* GB 3838-2002: table 1 without WT, TN and faecal coliforms; table 2. */
static void twenty_one_and_five_items_decide(void **state)
{
    static const enum bc_item others[] = {BC_WT, BC_TN, BC_FC,   BC_CHLA,
                                          BC_SD, BC_EC, BC_TURB, BC_ALGAE};
    int n = 0;

    (void)state;
    for (int i = 0; i < BC_N_ITEMS; i++)
        n += bc_supply_decides((enum bc_item)i);
    assert_int_equal(n, 26);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(bc_supply_decides(others[i]));
}

/* Single limits of table 2, tried at, one unit below and above. */
static void a_supplementary_limit_belongs_to_compliance(void **state)
{
    static const struct {
        enum bc_item item;
        int64_t units;
        int scale;
    } limits[] = {{BC_SO4, 2500, 1},
                  {BC_CL, 2500, 1},
                  {BC_NO3N, 100, 1},
                  {BC_FE, 30, 2},
                  {BC_MN, 10, 2}};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        for (int step = -1; step <= 1; step++) {
            struct bc_judgement judgement = empty(BC_RIVER);
            struct bc_supply_row row;

            set(&judgement, limits[i].item, limits[i].units + step,
                limits[i].scale);
            row = row_of(&judgement);
            assert_int_equal(row.item[limits[i].item].meets, step <= 0);
            assert_int_equal(row.complies, step <= 0);
            assert_int_equal(row.n_measured, 1);
            assert_int_equal(row.n_missing, 25);
        }
    }
}

static void tn_and_coliforms_decide_nothing(void **state)
{
    struct bc_judgement judgement = empty(BC_LAKE);
    struct bc_supply_row row;

    (void)state;
    set(&judgement, BC_CODMN, 6, 0);
    set(&judgement, BC_TN, 9, 0);
    set(&judgement, BC_FC, 20000, 0); /* class III: 10,000 */
    row = row_of(&judgement);
    assert_int_equal(row.complies, 1);
    assert_int_equal(row.item[BC_FC].meets, 0);
    assert_int_equal(row.item[BC_FC].multiple.units, 10); /* 1.0 */
    assert_int_equal(row.n_over, 0);
}

static void items_over_are_named_with_their_multiples(void **state)
{
    struct bc_judgement judgement = empty(BC_LAKE);
    struct bc_supply_row row;
    struct bc_text over = {0}, reason = {0};

    (void)state;
    set(&judgement, BC_DO, 49, 1);
    set(&judgement, BC_TP, 70, 3); /* 0.05 in a lake: 0.4 */
    set(&judgement, BC_MN, 22, 2); /* 0.1: 1.2 */
    set(&judgement, BC_CODMN, 5, 0);
    row = row_of(&judgement);
    assert_int_equal(row.complies, 0);
    assert_int_equal(row.n_over, 3);
    bc_supply_over(&row, &over);
    assert_string_equal(bc_text_string(&over), "溶解氧;总磷(0.4);锰(1.2)");
    bc_supply_reason(&row, true, &reason);
    assert_string_equal(bc_text_string(&reason),
                        "超标：溶解氧;总磷(0.4);锰(1.2)");
    reason.length = 0;
    bc_supply_reason(&row, false, &reason);
    assert_string_equal(bc_text_string(&reason),
                        "over: 溶解氧;总磷(0.4);锰(1.2)");
    bc_text_clear(&over);
    bc_text_clear(&reason);
}

static void what_cannot_be_told_is_said(void **state)
{
    struct bc_judgement bare = empty(BC_RIVER), blind = bare,
                        typeless = empty(BC_WATER_UNKNOWN), both;
    struct bc_supply_options strict = bc_supply_options_default();
    struct bc_judgement some = bare;
    const struct {
        const struct bc_judgement *judgement;
        const char *reason[2];
    } cases[] = {
        {&bare, {"nothing was measured", "无监测数据"}},
        {&blind, {"detection limit above the limit: Hg", "检出限高于限值：汞"}},
        {&typeless,
         {"river, lake or reservoir not said: TP",
          "未注明河流、湖泊或水库：总磷"}},
        {&both,
         {"detection limit above the limit: Hg, Pb; river, lake or reservoir "
          "not said: TP",
          "检出限高于限值：汞、铅；未注明河流、湖泊或水库：总磷"}},
        {&some, {"25 items not measured", "有25项未监测"}}};

    (void)state;
    set(&blind, BC_HG, 25, 5);
    blind.item[BC_HG].detection_limit = bc_decimal_of(5, 4); /* III: 0.0001 */
    set(&typeless, BC_TP, 1, 2);
    set(&typeless, BC_CODMN, 1, 0);
    set(&some, BC_CODMN, 1, 0);
    both = typeless;
    both.item[BC_HG] = blind.item[BC_HG];
    set(&both, BC_PB, 25, 3);
    both.item[BC_PB].detection_limit = bc_decimal_of(6, 2); /* III: 0.05 */
    strict.require_all = true;
    for (size_t i = 0; i < 5; i++) {
        struct bc_supply_row row = {0};
        struct bc_text reason = {0};

        bc_supply_judge(&strict, cases[i].judgement, &row);
        assert_int_equal(row.complies, -1);
        for (int chinese = 0; chinese < 2; chinese++) {
            reason.length = 0;
            bc_supply_reason(&row, chinese, &reason);
            assert_string_equal(bc_text_string(&reason),
                                cases[i].reason[chinese]);
        }
        bc_text_clear(&reason);
    }
    assert_int_equal(row_of(&some).complies, 1);
    set(&blind, BC_PB, 1, 0); /* over, whatever hides behind Hg */
    assert_int_equal(row_of(&blind).complies, 0);
}

static void the_class_is_a_parameter(void **state)
{
    struct bc_judgement judgement = empty(BC_RIVER);
    struct bc_supply_options options = {.class_no = 2};
    struct bc_supply_row row = {0};

    (void)state;
    set(&judgement, BC_CODMN, 5, 0);
    bc_supply_judge(&options, &judgement, &row);
    assert_int_equal(row.complies, 0);
    assert_int_equal(row_of(&judgement).complies, 1);
}

static void every_source_has_a_row_and_is_counted(void **state)
{
    struct bc_layer *sources = layer_of("sources", "code,name,type\n"
                                                   "S1,,river\n"
                                                   ",东湖水厂,lake\n"
                                                   "S3,,river\n");
    struct bc_supply_options options = bc_supply_options_default();
    struct bc_water_method method = bc_water_method_default();
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sources,
                                         .offset_minutes = 480},
        NULL);
    struct bc_supply_row *rows;
    struct bc_supply_counts counts;
    struct bc_period period;
    struct bc_error err;

    (void)state;
    bc_period_parse("2024-05", &period);
    assert_int_equal(feed(bc_observations_sink(observations), "o.csv",
                          "section,time,TP,锰,硫酸盐\n"
                          "S1,2024-05-03,0.1,0.05,30\n"
                          "东湖水厂,2024-05-03,0.1,0.05,30\n",
                          &err),
                     BC_OK);
    bc_observations_finish(observations, &err);
    rows = bc_supply_rows(&options, observations, &method, sources, &period);
    assert_int_equal(rows[0].complies, 1);
    assert_int_equal(rows[0].n_measured, 3);
    assert_string_equal(rows[1].code, "东湖水厂");
    assert_int_equal(rows[1].complies, 0);
    assert_int_equal(rows[2].complies, -1);
    counts = bc_supply_count(rows, 3);
    assert_int_equal(counts.n, 3);
    assert_int_equal(counts.n_yes, 1);
    assert_int_equal(counts.n_no, 1);
    assert_int_equal(counts.n_unknown, 1);
    assert_non_null(strstr(bc_supply_note(true), "凭记忆"));
    assert_non_null(strstr(bc_supply_note(false), "from memory"));
    free(rows);
    bc_observations_free(observations);
    bc_layer_free(sources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_one_and_five_items_decide),
        cmocka_unit_test(a_supplementary_limit_belongs_to_compliance),
        cmocka_unit_test(tn_and_coliforms_decide_nothing),
        cmocka_unit_test(items_over_are_named_with_their_multiples),
        cmocka_unit_test(what_cannot_be_told_is_said),
        cmocka_unit_test(the_class_is_a_parameter),
        cmocka_unit_test(every_source_has_a_row_and_is_counted)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
