/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/compensation.h"

static struct bc_decimal number(const char *text)
{
    struct bc_decimal value = BC_MISSING;

    if (*text)
        assert_int_equal(bc_decimal_parse(bc_slice_of(text), &value),
                         BC_PARSED);
    return value;
}

static const char *text_of(struct bc_decimal value)
{
    static char text[24];

    bc_decimal_print_short(value, text);
    return text;
}

/* A river of target III with these means; "" is not measured. */
static struct bc_judgement river(const char *codmn, const char *cod,
                                 const char *nh3n, const char *tp)
{
    struct bc_water_method method = bc_water_method_default();
    struct bc_judgement judgement;

    bc_judgement_init(&judgement);
    judgement.water = BC_RIVER;
    judgement.target_class = 3;
    judgement.item[BC_CODMN].mean = number(codmn);
    judgement.item[BC_COD].mean = number(cod);
    judgement.item[BC_NH3N].mean = number(nh3n);
    judgement.item[BC_TP].mean = number(tp);
    bc_judge(&method, &judgement);
    return judgement;
}

static struct bc_compensation_rule example(struct bc_layer **table)
{
    struct bc_compensation_rule rule;
    struct bc_error err;

    *table = bc_compensation_example();
    if (bc_compensation_read(*table, NULL, &rule, &err))
        fail_msg("%s", err.message);
    return rule;
}

static void the_example_is_wuhans_rule_of_2017(void **state)
{
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_text note = {0};

    (void)state;
    assert_string_equal(rule.name, "wuhan-2017");
    assert_true(rule.items[BC_CODMN] && rule.items[BC_COD] &&
                rule.items[BC_NH3N] && rule.items[BC_TP]);
    assert_false(rule.mean || rule.before);
    assert_true(rule.months[0] && !rule.months[1] && rule.months[10]);
    assert_int_equal(rule.n_steps, 4);
    assert_false(rule.class_drop.known);
    bc_compensation_note(&rule, true, &note);
    assert_non_null(strstr(bc_text_string(&note), "武政办〔2017〕127号"));
    assert_non_null(strstr(bc_text_string(&note), "凭记忆"));
    bc_text_clear(&note);
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

/* Base 3/6 + 10/20 + 0.5/1.0 + 0.1/0.2 = 2; amounts of RULES.md section 7 in
 * 10,000 yuan. CODMn is what changes: 1.2 of 6 is 0.2 of 2, 10 %. */
static void the_change_of_the_index_chooses_the_step(void **state)
{
    static const struct {
        const char *codmn, *change, *amount, *reason;
    } cases[] = {
        {"3", "0", "50", "指数持平"},
        {"1.8", "-10", "50", "指数下降10%"},
        {"1.7", "-10.833333", "100", "指数下降10.83%"},
        {"3.1", "0.833333", "-100", "指数上升0.83%"},
        {"4.2", "10", "-100", "指数上升10%；类别由Ⅱ降为Ⅲ(规则表未给附加金额)"},
        {"4.3", "10.833333", "-200", NULL}};
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_judgement base = river("3", "10", "0.5", "0.1");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bc_judgement now = river(cases[i].codmn, "10", "0.5", "0.1");
        struct bc_compensation_row row = {.section = "A", .base = "B"};
        struct bc_text reason = {0};

        bc_compensate(&rule, &now, &base, &row);
        assert_string_equal(row.section, "A");
        assert_string_equal(text_of(row.index_base), "2");
        assert_string_equal(text_of(row.change_percent), cases[i].change);
        assert_string_equal(text_of(row.amount), cases[i].amount);
        bc_compensation_reason(&rule, &row, true, &reason);
        if (cases[i].reason)
            assert_string_equal(bc_text_string(&reason), cases[i].reason);
        bc_text_clear(&reason);
    }
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

/* 2.2 / 6 repeats without end, and 10 % more of it is 10 % all the same. */
static void a_change_on_a_bound_is_on_it(void **state)
{
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_judgement base = river("2.0", "7.0", "0.10", "0.030");
    struct bc_judgement now = river("2.2", "7.7", "0.11", "0.033");
    struct bc_compensation_row row = {0};

    (void)state;
    bc_compensate(&rule, &now, &base, &row);
    assert_string_equal(text_of(row.change_percent), "10");
    assert_string_equal(text_of(row.amount), "-100");
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

static void the_projects_own_rule_is_read(void **state)
{
    struct bc_layer *table = layer_of("rules", "rule,name,value,amount\n"
                                               "X,items,TP,\n"
                                               "X,step,else,1\n"
                                               "Y,items,氨氮、总磷,\n"
                                               "Y,formula,mean,\n"
                                               "Y,limits,2,\n"
                                               "Y,base,before,\n"
                                               "Y,step,<0,20.5\n"
                                               "Y,step,>=0,-20\n"
                                               "Y,class_drop,,-30\n");
    struct bc_compensation_rule rule;
    struct bc_compensation_row row = {0};
    struct bc_judgement base = river("", "", "0.25", "0.1"); /* Ⅱ */
    struct bc_judgement now = river("", "", "0.5", "0.2");   /* Ⅲ */
    struct bc_text reason = {0};
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_compensation_read(table, "Y", &rule, &err), BC_OK);
    assert_true(rule.mean && rule.before && !rule.example);
    bc_compensate(&rule, &now, &base, &row);
    /* limits of class II: NH3-N 0.5, TP 0.1 */
    assert_string_equal(text_of(row.index_now), "1.5");
    assert_string_equal(text_of(row.index_base), "0.75");
    assert_true(row.class_dropped);
    assert_string_equal(text_of(row.amount), "-50");
    bc_compensation_reason(&rule, &row, false, &reason);
    assert_string_equal(bc_text_string(&reason),
                        "index up by 100 %; class from Ⅱ to Ⅲ");
    bc_text_clear(&reason);
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

static void a_rule_that_cannot_be_understood_is_refused(void **state)
{
    static const char *const wrong[] = {
        "R,items,TP,\n",   /* no step */
        "R,step,else,1\n", /* no items */
        "R,items,DO,\nR,step,else,1\n" /* more is better */,
        "R,items,TP,\nR,step,10,1\n",
        "R,items,TP,\nR,step,<10,\n",
        "R,items,TP,\nR,step,<10,much\n",
        "R,items,TP,\nR,step,else,1\nR,formula,product,\n",
        "R,items,TP,\nR,step,else,1\nR,limits,6,\n",
        "R,items,TP,\nR,step,else,1\nR,months,0/13,\n",
        "R,items,TP,\nR,step,else,1\nR,color,red,\n",
        "R,items,,\nR,step,else,1\n",
        "R,items,gold,\nR,step,else,1\n",
        "R,items,TP,\nR,step,else,\n",
        "R,items,TP,\nR,step,,1\n",
        "R,items,TP,\nR,step,else,1\nR,limits,0,\n",
        "R,items,TP,\nR,step,else,1\nR,limits,best,\n",
        "R,items,TP,\nR,step,else,1\nR,base,above,\n",
        "R,items,TP,\nR,step,else,1\nR,months,x,\n",
        "R,items,TP,\nR,step,else,1\nR,months,1.5,\n",
        "R,items,TP,\nR,step,else,1\nR,class_drop,,much\n",
        "R,items,TP,\nR,step,else,1\nR,,x,\n",
        "S,items,TP,\nS,step,else,1\n",
        ",items,TP,\n"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct bc_text csv = {0};
        struct bc_layer *table;
        struct bc_compensation_rule rule;
        struct bc_error err;

        bc_text_printf(&csv, "rule,name,value,amount\n%s", wrong[i]);
        table = layer_of("rules", bc_text_string(&csv));
        assert_int_equal(bc_compensation_read(table, "R", &rule, &err),
                         BC_BAD_INPUT);
        bc_layer_free(table);
        bc_text_clear(&csv);
    }
}

static void without_items_limits_or_base_there_is_no_amount(void **state)
{
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_judgement full = river("3", "10", "0.5", "0.1");
    struct bc_judgement gap = river("3", "", "0.5", "0.1");
    struct bc_judgement clean = river("0", "0", "0", "0");
    struct bc_judgement aimless = full;
    const struct {
        const struct bc_judgement *now, *base;
        enum bc_compensation_doubt doubt;
    } cases[] = {{&full, &gap, BC_COMPENSATION_MISSING},
                 {&gap, &full, BC_COMPENSATION_MISSING},
                 {&full, &clean, BC_COMPENSATION_ZERO_BASE},
                 {&aimless, &full, BC_COMPENSATION_NO_LIMITS}};

    (void)state;
    aimless.target_class = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bc_compensation_row row = {0};
        struct bc_text reason = {0};

        bc_compensate(&rule, cases[i].now, cases[i].base, &row);
        assert_int_equal(row.doubt, cases[i].doubt);
        assert_false(row.amount.known);
        bc_compensation_reason(&rule, &row, true, &reason);
        assert_true(reason.length > 0);
        if (row.doubt == BC_COMPENSATION_MISSING)
            assert_string_equal(bc_text_string(&reason), "未监测：化学需氧量");
        bc_text_clear(&reason);
    }
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

/* Every doubt and every way that an index goes, in both languages. */
static void the_reason_is_said_in_both_languages(void **state)
{
    static const struct {
        enum bc_compensation_doubt doubt;
        const char *change;
        bool dropped;
        const char *reason[2];
    } cases[] = {
        {BC_COMPENSATION_SURE, "0", false, {"index unchanged", "指数持平"}},
        {BC_COMPENSATION_SURE,
         "-2.5",
         false,
         {"index down by 2.5 %", "指数下降2.5%"}},
        {BC_COMPENSATION_SURE,
         "1",
         true,
         {"index up by 1 %; class from Ⅱ to Ⅲ (the rule gives no extra amount)",
          "指数上升1%；类别由Ⅱ降为Ⅲ(规则表未给附加金额)"}},
        {BC_COMPENSATION_MONTH,
         "1",
         false,
         {"no month of settlement", "非核算月"}},
        {BC_COMPENSATION_DRY,
         "1",
         false,
         {"one of both is dry", "断流，不参与核算"}},
        {BC_COMPENSATION_NO_BASE,
         "1",
         false,
         {"no upstream section", "无上游断面"}},
        {BC_COMPENSATION_NO_LIMITS,
         "1",
         false,
         {"no target class, or river or lake not said",
          "无水质目标或未注明水体类型"}},
        {BC_COMPENSATION_MISSING,
         "1",
         false,
         {"not measured at one of both: NH3N, TP", "未监测：氨氮、总磷"}},
        {BC_COMPENSATION_ZERO_BASE,
         "1",
         false,
         {"the base's index is 0", "对照指数为零"}},
        {BC_COMPENSATION_NO_STEP,
         "1",
         false,
         {"no step of the rule holds", "规则表无相应档次"}},
    };
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct bc_compensation_row row = {
            .doubt = cases[i].doubt,
            .change_percent = number(cases[i].change),
            .class_dropped = cases[i].dropped,
            .class_now = 3,
            .class_base = 2,
            .missing_now[BC_NH3N] = true,
            .missing_base[BC_TP] = true};

        for (int chinese = 0; chinese < 2; chinese++) {
            struct bc_text reason = {0};

            bc_compensation_reason(&rule, &row, chinese, &reason);
            assert_string_equal(bc_text_string(&reason),
                                cases[i].reason[chinese]);
            bc_text_clear(&reason);
        }
    }
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

static void the_rule_is_named_in_both_languages(void **state)
{
    static const char *const notes[][2] = {
        {"compensation rule Y", "补偿规则 Y"},
        {"compensation rule Y (No. 7): compiled-in example; formula and limits "
         "are from memory; give the project its own rule table",
         "补偿规则 Y(No. "
         "7)：内置示例，指数公式与限值凭记忆，请以项目规则表代替"},
    };

    (void)state;
    for (int example_rule = 0; example_rule < 2; example_rule++)
        for (int chinese = 0; chinese < 2; chinese++) {
            const struct bc_compensation_rule rule = {
                .name = "Y",
                .clause = example_rule ? "No. 7" : NULL,
                .example = example_rule};
            struct bc_text note = {0};

            bc_compensation_note(&rule, chinese, &note);
            assert_string_equal(bc_text_string(&note),
                                notes[example_rule][chinese]);
            bc_text_clear(&note);
        }
}

static void a_change_that_no_step_holds_has_no_amount(void **state)
{
    struct bc_layer *table = layer_of("rules", "rule,name,value,amount\n"
                                               "Y,items,TP,\n"
                                               "Y,step,<0,20\n"
                                               "Y,step,>10,-20\n");
    struct bc_judgement same = river("", "", "", "0.1");
    struct bc_compensation_rule rule;
    struct bc_compensation_row row = {0};
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_compensation_read(table, "Y", &rule, &err), BC_OK);
    bc_compensate(&rule, &same, &same, &row);
    assert_int_equal(row.doubt, BC_COMPENSATION_NO_STEP);
    assert_false(row.amount.known);
    bc_compensation_clear(&rule);
    bc_layer_free(table);
}

/* A table of pairs has its columns, and a rule of pairs its table. */
static void pairs_need_their_columns(void **state)
{
    static const struct {
        const char *pairs; /* NULL: no table */
        bool before;
        bool read;
    } cases[] = {{"断面,上游断面\nD,U\n", false, true},
                 {"断面,河流\nD,U\n", false, false},
                 {"河流,上游断面\nD,U\n", false, false},
                 {"断面,河流\nD,U\n", true, true},
                 {"河流,湖泊\nD,U\n", true, false},
                 {NULL, true, true},
                 {NULL, false, false}};
    struct bc_layer *sections = layer_of(
        "sections", "code,name,type,target_class,dry\n"
                    "U,上,river,III,\nD,下,river,III,\n,荒,river,III,是\n");
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_water_method method = bc_water_method_default();
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sections}, NULL);
    struct bc_period period;

    (void)state;
    bc_period_parse("2024-05", &period);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bc_layer *pairs =
            cases[i].pairs ? layer_of("pairs", cases[i].pairs) : NULL;
        struct bc_compensation_row *rows;
        struct bc_error err;
        size_t n;

        rule.before = cases[i].before;
        assert_int_equal(bc_compensation_rows(&rule, observations, &method,
                                              sections, pairs, &period, &period,
                                              NULL, &rows, &n, &err),
                         cases[i].read ? BC_OK : BC_BAD_INPUT);
        if (!cases[i].read)
            assert_non_null(strstr(err.message, "compares pairs of sections"));
        if (cases[i].read && !pairs)
            assert_string_equal(rows[2].section, "荒"); /* without a code */
        free(rows);
        bc_layer_free(pairs);
    }
    bc_observations_free(observations);
    bc_compensation_clear(&rule);
    bc_layer_free(table);
    bc_layer_free(sections);
}

/* Shiyan 2021. */
static void a_section_may_be_as_bad_as_its_entry(void **state)
{
    struct bc_judgement meets = river("3", "10", "0.5", "0.1");
    struct bc_judgement over = river("7", "10", "0.5", "0.1");
    struct bc_judgement worse = river("7", "10", "0.5", "0.09");
    struct bc_judgement gap = river("7", "10", "0.5", "");
    struct bc_entry_rule rule;

    (void)state;
    bc_entry_compare(&meets, &worse, &rule);
    assert_int_equal(rule.complies, 1);
    bc_entry_compare(&over, &over, &rule);
    assert_int_equal(rule.complies, 1);
    bc_entry_compare(&over, &worse, &rule); /* TP 0.1 against 0.09 */
    assert_int_equal(rule.complies, 0);
    assert_true(rule.worse[BC_TP] && !rule.worse[BC_CODMN]);
    bc_entry_compare(&over, &gap, &rule);
    assert_int_equal(rule.complies, -1);
    assert_true(rule.unknown[BC_TP]);
    over.meets_target = -1;
    bc_entry_compare(&over, &over, &rule);
    assert_int_equal(rule.complies, -1);
}

static void of_oxygen_less_is_worse(void **state)
{
    struct bc_water_method method = bc_water_method_default();
    struct bc_judgement section = river("7", "10", "0.5", "0.1");
    struct bc_judgement entry = section;
    struct bc_entry_rule rule;

    (void)state;
    section.item[BC_DO].mean = number("6.9");
    section.item[BC_PH].mean = number("8");
    entry.item[BC_DO].mean = number("7.0");
    entry.item[BC_PH].mean = number("7");
    bc_judge(&method, &section);
    bc_judge(&method, &entry);
    bc_entry_compare(&section, &entry, &rule);
    assert_true(rule.worse[BC_DO]);
    assert_false(rule.worse[BC_PH]); /* both Ⅰ */
    assert_int_equal(rule.complies, 0);
}

static const char observations_csv[] =
    "section,time,CODMn,COD,NH3N,TP\n"
    "U,2024-05-01,3,10,0.5,0.1\nD,2024-05-01,4.2,10,0.5,0.1\n"
    "U,2024-06-01,3,10,0.5,0.1\nD,2024-06-01,3,10,0.5,0.1\n"
    "D,2023-05-01,3,10,0.5,0.1\n";

static void pairs_of_a_table_become_rows(void **state)
{
    struct bc_layer *sections = layer_of(
        "sections", "code,name,type,target_class\n"
                    "U,上,river,III\nD,下,river,III\nE,空,river,III\n");
    struct bc_layer *pairs = layer_of("pairs", "断面,上游断面\n"
                                               "下,U\nU,\nD,Z\nZ,U\nD,E\n");
    struct bc_layer *table;
    struct bc_compensation_rule rule = example(&table);
    struct bc_water_method method = bc_water_method_default();
    struct bc_findings *findings = bc_findings_new();
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sections,
                                         .offset_minutes = 480},
        NULL);
    struct bc_compensation_row *rows;
    struct bc_period may, june, before;
    struct bc_error err;
    size_t n;

    (void)state;
    bc_period_parse("2024-05", &may);
    bc_period_parse("2024-06", &june);
    bc_period_parse("2023-05", &before);
    assert_int_equal(feed(bc_observations_sink(observations), "o.csv",
                          observations_csv, &err),
                     BC_OK);
    bc_observations_finish(observations, &err);

    assert_int_equal(bc_compensation_rows(&rule, observations, &method,
                                          sections, pairs, &may, NULL, findings,
                                          &rows, &n, &err),
                     BC_OK);
    assert_int_equal(n, 4); /* Z is no section */
    assert_string_equal(rows[0].section, "D");
    assert_string_equal(rows[0].base, "U");
    assert_string_equal(text_of(rows[0].amount), "-100");
    assert_int_equal(rows[0].entry.complies, 1);
    assert_null(rows[1].base);
    assert_int_equal(rows[1].doubt, BC_COMPENSATION_NO_BASE);
    assert_int_equal(rows[2].doubt, BC_COMPENSATION_NO_BASE);
    assert_int_equal(rows[3].doubt, BC_COMPENSATION_MISSING);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_UNKNOWN_SECTION),
                     2);
    free(rows);

    assert_int_equal(bc_compensation_rows(&rule, observations, &method,
                                          sections, pairs, &june, NULL, NULL,
                                          &rows, &n, &err),
                     BC_OK);
    assert_int_equal(rows[0].doubt, BC_COMPENSATION_MONTH); /* even */
    assert_false(rows[0].amount.known);
    assert_string_equal(text_of(rows[0].index_now), "2");
    free(rows);

    assert_int_equal(bc_compensation_rows(&rule, observations, &method,
                                          sections, NULL, &may, NULL, NULL,
                                          &rows, &n, &err),
                     BC_BAD_INPUT);
    rule.before = true;
    assert_int_equal(bc_compensation_rows(&rule, observations, &method,
                                          sections, NULL, &may, &before, NULL,
                                          &rows, &n, &err),
                     BC_OK);
    assert_int_equal(n, 3);
    assert_string_equal(rows[1].base, "D");
    assert_string_equal(text_of(rows[1].change_percent), "10");
    assert_int_equal(rows[1].entry.complies, -1);
    free(rows);

    bc_observations_free(observations);
    bc_findings_free(findings);
    bc_compensation_clear(&rule);
    bc_layer_free(table);
    bc_layer_free(pairs);
    bc_layer_free(sections);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_is_wuhans_rule_of_2017),
        cmocka_unit_test(the_change_of_the_index_chooses_the_step),
        cmocka_unit_test(a_change_on_a_bound_is_on_it),
        cmocka_unit_test(the_projects_own_rule_is_read),
        cmocka_unit_test(a_rule_that_cannot_be_understood_is_refused),
        cmocka_unit_test(without_items_limits_or_base_there_is_no_amount),
        cmocka_unit_test(the_reason_is_said_in_both_languages),
        cmocka_unit_test(the_rule_is_named_in_both_languages),
        cmocka_unit_test(a_change_that_no_step_holds_has_no_amount),
        cmocka_unit_test(pairs_need_their_columns),
        cmocka_unit_test(a_section_may_be_as_bad_as_its_entry),
        cmocka_unit_test(of_oxygen_less_is_worse),
        cmocka_unit_test(pairs_of_a_table_become_rows)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
