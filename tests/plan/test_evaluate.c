/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>

#include "plan/evaluate.h"
#include "tables.h"

/* S2 is a border section of two cities, S4 has no target class, S5 no data,
 * S6 is dry; L1 and L2 are points of 甲湖 and agree in class. */
static const char sections_csv[] =
    "code,name,water,type,level,city,target_class,state,basin:d,region:d,"
    "class_no:n,meets_target:n,risk:n\n"
    "S1,甲一,甲河,river,国考,武汉市,III,,BS-A,420100,2,1,0\n"
    "S2,甲二,甲河,river,国考/省控,武汉市/荆州市,III,,BS-A,420100/421000,3,1,1\n"
    "S3,丙,乙河,river,国考,荆州市,III,,BS-B,421000,6,0,0\n"
    "S4,丁,乙河,river,省控,荆州市,,,BS-B,421000,1,,0\n"
    "S5,戊,乙河,river,省控,荆州市,III,,BS-B,421000,,,\n"
    "S6,己,丙河,river,省控,,III,断流,BS-P,,,,\n"
    "L1,甲湖一,甲湖,lake,国考,武汉市,III,,BS-A,420100,4,0,0\n"
    "L2,甲湖二,甲湖,lake,国考,武汉市,III,,BS-A,420100,4,0,0\n"
    "R1,水库,乙库,reservoir,国考,武汉市,II,,BS-A,420100,2,1,0\n"
    "R2,丁库,丁库,reservoir,省控,武汉市,II,,,420100,2,1,0\n"
    "R3,丁库二,丁库,reservoir,省控,武汉市,II,,,420100,2,1,0\n";

static const char basins_csv[] = "code,name,parent\n"
                                 "BS-P,大流域,\n"
                                 "BS-A,甲流域,BS-P\n"
                                 "BS-B,乙流域,\n";

static const char villages_csv[] = "code,households,other\n"
                                   "V1,400.25,5\n"
                                   "V2,200.25,no number\n";

struct world {
    struct bc_layer *layers[3];
    struct bc_plan_input input;
    struct bc_findings *findings;
};

static void world_init(struct world *world)
{
    world->layers[0] = layer_of("sections", sections_csv);
    world->layers[1] = layer_of("basins", basins_csv);
    world->layers[2] = layer_of("villages2", villages_csv);
    world->findings = bc_findings_new();
    world->input = (struct bc_plan_input){
        .n_layers = 3,
        .layers = (const struct bc_layer *const *)world->layers,
        .basins = world->layers[1],
        .as_of = bc_day_of(2024, 6, 30)};
    assert_true(bc_period_parse("2021-04", &world->input.period));
}

static void world_clear(struct world *world)
{
    for (size_t i = 0; i < 3; i++)
        bc_layer_free(world->layers[i]);
    bc_findings_free(world->findings);
}

/* Evaluates a table of targets; its strings live as long as the table. */
static void run(struct world *world, const char *csv, struct bc_layer **table,
                struct bc_targets *targets, struct bc_results *results)
{
    struct bc_error err;

    *table = layer_of("targets", csv);
    if (bc_targets_new(*table, targets, &err) ||
        bc_evaluate(&world->input, targets, world->findings, results, &err)) {
        fail_msg("%s\n%s", csv, err.message);
        abort(); /* not reached; analysers do not know that */
    }
}

static void finish(struct bc_layer *table, struct bc_targets *targets,
                   struct bc_results *results)
{
    bc_results_clear(results);
    bc_targets_clear(targets);
    bc_layer_free(table);
}

static const char *flags_of(unsigned flags)
{
    static char text[64];

    snprintf(text, sizeof text, "%s%s%s%s%s",
             flags & BC_FLAG_ON_THE_LINE ? "on_the_line;" : "",
             flags & BC_FLAG_BORDERLINE ? "borderline;" : "",
             flags & BC_FLAG_AT_RISK ? "at_risk;" : "",
             flags & BC_FLAG_INTERIM ? "interim;" : "",
             flags & BC_FLAG_OVERRULED ? "overruled;" : "");
    if (*text)
        text[strlen(text) - 1] = '\0';
    return text;
}

static const char *number_of(bool known, int64_t number)
{
    static char text[24];

    snprintf(text, sizeof text, "%lld", (long long)number);
    return known ? text : "";
}

static const char *decimal_of(struct bc_decimal value)
{
    static char text[24];

    bc_decimal_print(value, text);
    return text;
}

static void check(const struct csv *cases, size_t row, const char *name,
                  const char *found)
{
    const char *expected = csv_get(cases, row, name);

    if (strcmp(expected, found) != 0)
        fail_msg("'%s': %s is '%s' and not '%s'", csv_get(cases, row, "case"),
                 name, found, expected);
}

static void check_case(const struct csv *cases, size_t row,
                       const struct bc_result *result)
{
    check(cases, row, "basin", result->basin);
    check(cases, row, "verdict", bc_verdict_name(result->verdict));
    check(cases, row, "reason", bc_reason_text_en(result->reason));
    check(cases, row, "k", number_of(result->counted, result->k));
    check(cases, row, "n", number_of(result->counted, result->n));
    check(cases, row, "n_unknown",
          number_of(result->counted, result->n_unknown));
    check(cases, row, "value_found", decimal_of(result->value));
    check(cases, row, "shortfall", decimal_of(result->shortfall));
    check(cases, row, "changes",
          number_of(result->shortfall_count >= 0, result->shortfall_count));
    check(cases, row, "worst", result->worst);
    check(cases, row, "flags", flags_of(result->flags));
}

/* k and n counted by hand in the table of sections above. */
static void the_cases_hold(void **state)
{
    static const char *const columns[] = {"layer", "scope", "where", "measure",
                                          "of",    "op",    "value", "unit"};
    struct csv cases = csv_read(BC_TEST_DATA "/plan/results.csv");
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t i = 1; i < cases.n_rows; i++) {
        struct bc_text text = {0};
        struct bc_layer *table;
        struct bc_targets targets;
        struct bc_results results;

        bc_text_add(&text, "id,due,layer,scope,where,measure,of,op,value,unit\n"
                           "T,2023-12-31");
        for (size_t c = 0; c < 8; c++)
            bc_text_printf(&text, ",\"%s\"", csv_get(&cases, i, columns[c]));
        run(&world, text.data, &table, &targets, &results);
        assert_int_equal(results.n, 1);
        check_case(&cases, i, &results.result[0]);
        finish(table, &targets, &results);
        bc_text_clear(&text);
    }
    world_clear(&world);
    csv_clear(&cases);
}

static void scopes_get_a_row_each_and_a_standing(void **state)
{
    static const struct {
        const char *basin, *name;
        bool is_basin, is_all;
        enum bc_standing standing;
        int64_t k;
    } expected[] = {
        {"region:420100", "武汉市", false, false, BC_ASSESSED, 7},
        {"BS-B", "乙流域", true, false, BC_ASSESSED, 3},
        {"BS-P", "大流域", true, false, BC_INDICATIVE, 6},
        {"BS-A", "甲流域", true, false, BC_INDICATIVE, 5},
        {"all", "全部", false, true, BC_INDICATIVE, 11},
    };
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,scope,measure,op,value\n"
        "T,sections,region:420100/BS-B/*/all,count,>=,1\n",
        &table, &targets, &results);
    assert_int_equal(results.n, 5);
    for (size_t i = 0; i < 5; i++) {
        const struct bc_result *r = &results.result[i];

        assert_string_equal(r->basin, expected[i].basin);
        assert_string_equal(r->basin_name, expected[i].name);
        assert_int_equal(r->is_basin, expected[i].is_basin);
        assert_int_equal(r->is_all, expected[i].is_all);
        assert_int_equal(r->standing, expected[i].standing);
        assert_int_equal(r->k, expected[i].k);
        assert_string_equal(r->period, "2021-04");
        assert_int_equal(r->as_of, bc_day_of(2021, 4, 30));
    }
    finish(table, &targets, &results);
    world_clear(&world);
}

static void each_prefecture_has_a_row(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,scope,measure,op,value\nT,sections,region:*,count,>=,1\n",
        &table, &targets, &results);
    assert_int_equal(results.n, 2);
    assert_string_equal(results.result[0].basin, "region:420100");
    assert_string_equal(results.result[1].basin, "region:421000");
    assert_int_equal(results.result[1].standing, BC_ASSESSED);
    finish(table, &targets, &results);
    world_clear(&world);
}

static void a_lake_is_one_row_of_its_points(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;
    const struct bc_basis_row *row;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,scope,where,measure,of,op,value\n"
        "T,waters,BS-A,type = 'lake',share,class_no <= 3,>=,50\n",
        &table, &targets, &results);
    assert_int_equal(results.result[0].n_rows, 1);
    row = &results.result[0].rows[0];
    assert_string_equal(row->code, "甲湖");
    assert_int_equal(row->n_points, 2);
    assert_int_equal(row->row, 6);
    assert_int_equal(row->bearing, BC_BEARS_OTHER);
    finish(table, &targets, &results);
    world_clear(&world);
}

static void risk_is_counted_where_target_classes_are(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,where,measure,of,op,value\n"
        "A,sections,water = '甲河',share,meets_target = 1,>=,60\n"
        "B,sections,water = '甲河',share,meets_target = 1,>=,50\n"
        "C,sections,water = '甲河',share,class_no = 6,<=,0\n",
        &table, &targets, &results);
    assert_int_equal(results.result[0].n_at_risk, 1);
    assert_true(results.result[0].flags & BC_FLAG_AT_RISK);
    assert_int_equal(results.result[1].n_at_risk, 1);
    assert_false(results.result[1].flags & BC_FLAG_AT_RISK);
    assert_int_equal(results.result[2].n_at_risk, 0);
    finish(table, &targets, &results);
    world_clear(&world);
}

static void a_higher_document_overrules_only_what_yields(void **state)
{
    static const bool overruled[] = {true,  false, false, false, false,
                                     false, false, false, true};
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,scope,where,measure,of,op,value,due,yields,issuer_level\n"
        "lower,sections,region:420100,level = '国考',share,class_no <= 3,>=,80,"
        "2023-12-31,yes,city\n"
        "stays,sections,region:420100,level = '国考',share,class_no <= 3,>=,80,"
        "2023-12-31,no,city\n"
        "level,sections,region:420100,level = '省控',share,class_no <= 3,>=,80,"
        "2023-12-31,yes,city\n"
        "measure,sections,region:420100,level = '国考',count,class_no <= 3,>=,"
        "1,2023-12-31,yes,city\n"
        "year,sections,region:420100,level = '国考',share,class_no <= 3,>=,80,"
        "2024-12-31,yes,city\n"
        "region,sections,region:340200,level = '国考',share,class_no <= 3,>=,"
        "80,2023-12-31,yes,city\n"
        "state,sections,region:420100,level = '国考',share,class_no <= 3,>=,80,"
        "2023-12-31,yes,state\n"
        "higher,sections,region:420000,level = '国考',share,class_no <= 3,>=,"
        "90,2023-06-30,yes,province\n"
        "county,sections,region:420100,level='国考',share,class_no<=3,>=,70,"
        "2023-12-31,yes,county\n",
        &table, &targets, &results);
    for (size_t i = 0; i < 7; i++)
        if (((results.result[i].flags & BC_FLAG_OVERRULED) != 0) !=
            overruled[i])
            fail_msg("%s", targets.target[i].id);
    /* the state's row speaks of a part of the province only */
    assert_false(results.result[7].flags & BC_FLAG_OVERRULED);
    assert_true(results.result[8].flags & BC_FLAG_OVERRULED);
    assert_string_equal(results.result[0].overruled_by->id, "state");
    assert_string_equal(results.result[8].overruled_by->id, "state");
    assert_null(results.result[7].overruled_by);
    finish(table, &targets, &results);
    world_clear(&world);
}

static void an_empty_where_lists_what_there_is(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,scope,where,measure,op,value\n"
        "A,sections,all,type = 'reservoir' AND level = '市控',count,>=,1\n"
        "B,sections,region:340200,level = '市控',count,>=,1\n",
        &table, &targets, &results);
    assert_int_equal(
        bc_findings_count_code(world.findings, BC_FOUND_WHERE_EMPTY), 1);
    assert_string_equal(
        bc_findings_get(world.findings, 0)->message,
        "no row of sections matches; type: river, lake, reservoir; "
        "level: 国考, 国考/省控, 省控");
    assert_int_equal(bc_findings_get(world.findings, 0)->line, 2);
    finish(table, &targets, &results);
    world_clear(&world);
}

/* D's level is a word nobody knows, E has none. With D among them 2 of 3 are
 * good, without it 2 of 2. */
static void an_unknown_word_may_belong_and_an_empty_cell_does_not(void **state)
{
    static const struct {
        const char *target;
        int64_t k, n, n_unknown;
        enum bc_verdict verdict;
    } cases[] = {
        {"level = '国考',share,class_no <= 3,>=,80", 2, 2, 1, BC_CANNOT_JUDGE},
        {"level = '国考',share,class_no <= 3,>=,60", 2, 2, 1, BC_MET},
        {"level = '国考',count,class_no <= 3,>=,2", 2, 2, 1, BC_MET},
        {"level = '国考',count,class_no > 3,<=,0", 0, 2, 1, BC_CANNOT_JUDGE},
        {"level = '国考',each,class_no <= 3,,", 2, 2, 1, BC_CANNOT_JUDGE},
        {"level = '国考',max,flow,<=,9", 2, 2, 1, BC_CANNOT_JUDGE},
        {"level <> '国考',count,class_no > 3,<=,0", 0, 1, 1, BC_CANNOT_JUDGE},
        /* nothing makes these true of D, or of E */
        {"level = '国考' AND state = 'x',count,,<=,0", 0, 0, 0, BC_MET},
        {"level = '国考' AND code <> 'D',share,class_no <= 3,>=,80", 2, 2, 0,
         BC_MET},
        {"level = '国考' OR code = 'D',share,class_no <= 3,>=,80", 2, 3, 0,
         BC_MISSED},
        {"level IS NULL,count,,=,1", 1, 1, 1, BC_CANNOT_JUDGE},
        {",share,level = '国考',>=,40", 2, 3, 2, BC_MET},
    };
    struct world world;
    struct bc_layer *sections =
        layer_of("sections",
                 "code,level,state,flow,class_no:n\n"
                 "A,国考,,1,2\nB,国考,,2,3\nC,省控,,3,1\nD,?,,4,5\nE,,,5,5\n");

    (void)state;
    world_init(&world);
    world.input.layers = (const struct bc_layer *const *)&sections;
    world.input.n_layers = 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_text text = {0};
        struct bc_layer *table;
        struct bc_targets targets;
        struct bc_results results;
        const struct bc_result *r;

        bc_text_printf(&text,
                       "id,layer,where,measure,of,op,value\nT,sections,%s\n",
                       cases[i].target);
        run(&world, text.data, &table, &targets, &results);
        r = &results.result[0];
        if (r->verdict != cases[i].verdict || r->k != cases[i].k ||
            r->n != cases[i].n || r->n_unknown != cases[i].n_unknown)
            fail_msg("%s: %s %lld/%lld, %lld unknown", cases[i].target,
                     bc_verdict_name(r->verdict), (long long)r->k,
                     (long long)r->n, (long long)r->n_unknown);
        finish(table, &targets, &results);
        bc_text_clear(&text);
    }
    bc_layer_free(sections);
    world_clear(&world);
}

static void a_misspelt_column_is_an_error(void **state)
{
    static const struct {
        const char *row, *message;
    } cases[] = {
        {"T,sections,levle = 'x',share,class_no = 1",
         "table.csv:2:3: column 'where': no column 'levle' in sections; did "
         "you "
         "mean 'level'?"},
        {"T,waters,,share,clas_no = 1",
         "table.csv:2:5: column 'of': no column 'clas_no' in sections; did you "
         "mean 'class_no'?"},
        {"T,villages2,,mean,code",
         "table.csv:2:5: column 'of': 'code' of villages2 holds no number, "
         "which "
         "'mean' needs; use one of households, other"},
        {"T,sections,,sum,name",
         "table.csv:2:5: column 'of': 'name' of sections holds no number, "
         "which "
         "'sum' needs; use one of region, class_no, meets_target, risk"},
        {"T,villages2,,mean,household",
         "table.csv:2:5: column 'of': no column 'household' in villages2; did "
         "you mean 'households'?"},
    };
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_text text = {0};
        struct bc_layer *table;
        struct bc_targets targets;
        struct bc_results results;
        struct bc_error err;

        bc_text_printf(&text, "id,layer,where,measure,of,op,value\n%s,>=,1\n",
                       cases[i].row);
        table = layer_of("targets", text.data);
        assert_int_equal(bc_targets_new(table, &targets, &err), BC_OK);
        assert_int_equal(
            bc_evaluate(&world.input, &targets, world.findings, &results, &err),
            BC_BAD_INPUT);
        assert_string_equal(err.message, cases[i].message);
        finish(table, &targets, &results);
        bc_text_clear(&text);
    }
    world_clear(&world);
}

/* The columns that do hold numbers, or the one that is meant. */
static void a_field_of_words_is_told_with_what_holds_numbers(void **state)
{
    static const struct {
        const char *layer, *message;
    } cases[] = {
        {"code,note,notes\nV1,x,5\n", "did you mean 'notes'?"},
        {"code,note\nV1,x\n", "no column does"},
        {"code,note,a1,a2,a3,a4,a5,a6,a7,a8,a9\nV1,x,1,2,3,4,5,6,7,8,9\n",
         "use one of a1, a2, a3, a4, a5, a6, a7, a8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *layer = layer_of("villages", cases[i].layer);
        struct bc_layer *table = layer_of(
            "targets",
            "id,layer,measure,of,op,value\nT,villages,sum,note,>=,1\n");
        const struct bc_plan_input input = {
            .n_layers = 1, .layers = (const struct bc_layer *const *)&layer};
        struct bc_findings *findings = bc_findings_new();
        struct bc_targets targets;
        struct bc_results results;
        struct bc_text wanted = {0};
        struct bc_error err;

        bc_text_printf(&wanted,
                       "table.csv:2:4: column 'of': 'note' of villages holds "
                       "no number, which 'sum' needs; %s",
                       cases[i].message);
        assert_int_equal(bc_targets_new(table, &targets, &err), BC_OK);
        assert_int_equal(
            bc_evaluate(&input, &targets, findings, &results, &err),
            BC_BAD_INPUT);
        assert_string_equal(err.message, bc_text_string(&wanted));
        bc_text_clear(&wanted);
        finish(table, &targets, &results);
        bc_findings_free(findings);
        bc_layer_free(layer);
    }
}

static void a_misspelt_scope_or_layer_is_a_warning(void **state)
{
    static const struct {
        const char *layer, *scope, *message;
    } cases[] = {
        {"sections", "BS-XA", "no basin 'BS-XA'; did you mean 'BS-A'?"},
        {"sections", "甲", "no basin '甲'; did you mean '甲流域'?"},
        {"sections", "BS-A+甲", "no basin '甲'; did you mean '甲流域'?"},
        {"sections", "elsewhere", "no basin 'elsewhere'"},
        {"sections", "region:武汗市", "no region '武汗市'"},
        {"sectoins", "all", "no layer 'sectoins'; did you mean 'sections'?"},
        {"watres", "all", "no layer 'watres'; did you mean 'waters'?"},
        {"village2", "all", "no layer 'village2'; did you mean 'villages2'?"},
        {"outfals", "all", "no layer 'outfals'; did you mean 'outfalls'?"},
        {"outfalls", "all", NULL},    /* a role that is not there */
        {"black_odour", "all", NULL}, /* nor are these layers of plans */
        {"stations", "all", NULL},    /* though it is nearly 'sections' */
        {"sections", "region:420600",
         "no row of sections says that it lies in the region '襄阳市', and no "
         "layer of regions has it; nothing is judged"},
        {"sections", "water:长江",
         "no row of sections lies in '长江'; nothing is judged; water: 甲河, "
         "乙河, 丙河, 甲湖, 乙库, 丁库"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_text text = {0};
        struct world world;
        struct bc_layer *table;
        struct bc_targets targets;
        struct bc_results results;
        const struct bc_finding *finding;

        world_init(&world);
        bc_text_printf(&text,
                       "id,layer,scope,measure,op,value\nT,%s,%s,count,>=,1\n",
                       cases[i].layer, cases[i].scope);
        run(&world, text.data, &table, &targets, &results);
        assert_int_equal(bc_findings_count(world.findings), !!cases[i].message);
        if (cases[i].message) {
            finding = bc_findings_get(world.findings, 0);
            assert_string_equal(finding->message, cases[i].message);
            assert_int_equal(finding->line, 2);
            assert_int_equal(bc_finding_level(finding->code), BC_WARNING);
        }
        finish(table, &targets, &results);
        bc_text_clear(&text);
        world_clear(&world);
    }
}

static void a_cell_that_is_no_number_is_named(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;
    const struct bc_finding *finding;

    (void)state;
    world_init(&world);
    run(&world,
        "id,layer,measure,of,op,value\nT,villages2,mean,other,<=,5\n"
        "U,villages2,max,other,<=,5\n",
        &table, &targets, &results);
    assert_int_equal(bc_findings_count(world.findings), 1); /* once */
    finding = bc_findings_get(world.findings, 0);
    assert_int_equal(finding->code, BC_FOUND_BAD_VALUE);
    assert_int_equal(finding->line, 3);
    assert_string_equal(finding->feature, "V2");
    assert_string_equal(finding->value, "no number");
    assert_int_equal(results.result[0].n_unknown, 1);
    finish(table, &targets, &results);
    world_clear(&world);
}

static void a_table_without_targets_is_a_warning(void **state)
{
    struct world world;
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_results results;

    (void)state;
    world_init(&world);
    run(&world, "id,layer,measure\n", &table, &targets, &results);
    assert_int_equal(
        bc_findings_count_code(world.findings, BC_FOUND_NO_TARGETS), 1);
    assert_string_equal(bc_findings_get(world.findings, 0)->source,
                        "table.csv");
    finish(table, &targets, &results);
    world_clear(&world);
}

/* ---- properties, on small random sections ---- */

struct small {
    int n;
    int state[8]; /* 0 fails, 1 meets, 2 unknown */
};

static enum bc_verdict verdict_of(struct world *world, const char *target,
                                  const struct small *small, char *worst,
                                  int64_t *changes)
{
    struct bc_text csv = {0};
    struct bc_layer *sections, *table;
    struct bc_targets targets;
    struct bc_results results;
    enum bc_verdict verdict;

    bc_text_add(&csv, "code,class_no:n\n");
    for (int i = 0; i < small->n; i++)
        bc_text_printf(&csv, "%d,%s\n", i,
                       small->state[i] == 2   ? ""
                       : small->state[i] == 1 ? "3"
                                              : "5");
    sections = layer_of("sections", csv.data);
    world->input.layers = (const struct bc_layer *const *)&sections;
    world->input.n_layers = 1;
    run(world, target, &table, &targets, &results);
    verdict = results.result[0].verdict;
    if (worst)
        snprintf(worst, 32, "%s", results.result[0].worst);
    if (changes)
        *changes = results.result[0].shortfall_count;
    finish(table, &targets, &results);
    bc_layer_free(sections);
    bc_text_clear(&csv);
    return verdict;
}

static const char *const small_targets[] = {
    "id,layer,measure,of,op,value\nT,sections,share,class_no <= 3,>=,60\n",
    "id,layer,measure,of,op,value\nT,sections,share,class_no > 3,<=,33.3\n",
    "id,layer,measure,of,op,value\nT,sections,share,class_no <= 3,>=,100\n",
    "id,layer,measure,of,op,value\nT,sections,count,class_no <= 3,>=,3\n",
    "id,layer,measure,of,op,value\nT,sections,each,class_no <= 3,,\n",
};
#define N_SMALL (sizeof small_targets / sizeof *small_targets)

/* The set named first in `worst`, once changed, meets the target, and no
 * smaller set does: all subsets are tried. */
static void the_named_set_is_the_smallest_that_meets(void **state)
{
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t t = 0; t < N_SMALL; t++)
        for (int bits = 0; bits < 32; bits++) {
            struct small small = {.n = 5}, changed;
            char worst[32];
            int64_t changes;
            int fewest = 99;

            for (int i = 0; i < 5; i++)
                small.state[i] = bits >> i & 1;
            if (verdict_of(&world, small_targets[t], &small, worst, &changes) !=
                BC_MISSED)
                continue;
            for (int set = 1; set < 32; set++) {
                changed = small;
                for (int i = 0; i < 5; i++)
                    changed.state[i] ^= set >> i & 1;
                if (__builtin_popcount((unsigned)set) < fewest &&
                    verdict_of(&world, small_targets[t], &changed, NULL,
                               NULL) == BC_MET)
                    fewest = __builtin_popcount((unsigned)set);
            }
            assert_int_equal(changes, fewest);
            changed = small;
            for (int64_t i = 0; i < changes; i++)
                changed.state[worst[2 * i] - '0'] ^= 1;
            assert_int_equal(
                verdict_of(&world, small_targets[t], &changed, NULL, NULL),
                BC_MET);
        }
    world_clear(&world);
}

/* A verdict with unknown sections is the verdict of every way to know them,
 * and cannot_judge means that two ways differ (or that nothing is known). */
static void unknown_sections_never_turn_a_verdict(void **state)
{
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t t = 0; t < N_SMALL; t++)
        for (int code = 0; code < 81; code++) {
            struct small small = {.n = 4};
            bool can[5] = {false};
            enum bc_verdict verdict;
            int known = 0;

            for (int i = 0, rest = code; i < 4; i++, rest /= 3) {
                small.state[i] = rest % 3;
                known += small.state[i] != 2;
            }
            verdict = verdict_of(&world, small_targets[t], &small, NULL, NULL);
            for (int bits = 0; bits < 16; bits++) {
                struct small full = small;

                for (int i = 0; i < 4; i++)
                    if (small.state[i] == 2)
                        full.state[i] = bits >> i & 1;
                can[verdict_of(&world, small_targets[t], &full, NULL, NULL)] =
                    true;
            }
            if (verdict == BC_CANNOT_JUDGE)
                assert_true(known == 0 || (can[BC_MET] && can[BC_MISSED]));
            else
                assert_false(can[verdict == BC_MET ? BC_MISSED : BC_MET]);
        }
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_hold),
        cmocka_unit_test(scopes_get_a_row_each_and_a_standing),
        cmocka_unit_test(each_prefecture_has_a_row),
        cmocka_unit_test(a_lake_is_one_row_of_its_points),
        cmocka_unit_test(risk_is_counted_where_target_classes_are),
        cmocka_unit_test(a_higher_document_overrules_only_what_yields),
        cmocka_unit_test(an_empty_where_lists_what_there_is),
        cmocka_unit_test(an_unknown_word_may_belong_and_an_empty_cell_does_not),
        cmocka_unit_test(a_misspelt_column_is_an_error),
        cmocka_unit_test(a_field_of_words_is_told_with_what_holds_numbers),
        cmocka_unit_test(a_misspelt_scope_or_layer_is_a_warning),
        cmocka_unit_test(a_cell_that_is_no_number_is_named),
        cmocka_unit_test(a_table_without_targets_is_a_warning),
        cmocka_unit_test(the_named_set_is_the_smallest_that_meets),
        cmocka_unit_test(unknown_sections_never_turn_a_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
