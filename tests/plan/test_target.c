/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "plan/target.h"
#include "tables.h"

#define HEADER "id,layer,where,measure,of,op,value,unit,due,issuer_level\n"

static void assert_refused(const char *rows, const char *message)
{
    struct bc_text text = {0};
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_error err = {0};

    bc_text_printf(&text, HEADER "%s", rows);
    table = layer_of("targets", text.data);
    if (!bc_targets_new(table, &targets, &err))
        fail_msg("%s was accepted", rows);
    assert_string_equal(err.message, message);
    assert_int_equal(targets.n, 0);
    bc_layer_free(table);
    bc_text_clear(&text);
}

static void a_mistake_names_file_line_and_column(void **state)
{
    (void)state;
    assert_refused(",sections,,share,,,,,,\n",
                   "table.csv:2:1: column 'id': is empty; it must be filled");
    assert_refused(
        "A,,,share,,,,,,\n",
        "table.csv:2:2: column 'layer': is empty; it must be filled");
    assert_refused("A,sections,,shar,,,,,,\n",
                   "table.csv:2:4: column 'measure': unknown 'shar'; did you "
                   "mean 'share'?");
    assert_refused("A,sections,,xyz,,,,,,\n",
                   "table.csv:2:4: column 'measure': unknown 'xyz'; use one of "
                   "share, count, distinct, sum, mean, min, max, change, each");
    assert_refused(
        "A,sections,,share,n = 1,~,90,%,,\n",
        "table.csv:2:6: column 'op': unknown '~'; use one of >=, <=, "
        "=, <, >, info");
    assert_refused("A,sections,,share,n = 1,>=,90.9%,%,,\n",
                   "table.csv:2:7: column 'value': '90.9%' is no figure; write "
                   "the number alone, '%' stands in 'unit'");
    assert_refused(
        "A,sections,,share,n = 1,>=,10/0,%,,\n",
        "table.csv:2:7: column 'value': '10/0' is no figure; write it "
        "as 90.9 or 10/11");
    assert_refused(
        "A,sections,,share,n = 1,>=,\"1,5\",%,,\n",
        "table.csv:2:7: column 'value': '1,5' is no figure; write it "
        "as 90.9 or 10/11");
    assert_refused(
        "A,sections,,share,n = 1,,90,%,,\n",
        "table.csv:2:6: column 'op': is empty, but there is a value; "
        "write >=, <=, =, <, > or info");
    assert_refused("A,sections,,share,n = 1,>=,90,km,,\n",
                   "table.csv:2:8: column 'unit': 'km' is no unit of a share; "
                   "write '%'");
    assert_refused("A,sections,,share,n = 1,>=,101,%,,\n",
                   "table.csv:2:7: column 'value': '101' is no share; write a "
                   "figure from 0 to 100");
    assert_refused("A,sections,,share,n = 1,<=,-0.1,%,,\n",
                   "table.csv:2:7: column 'value': '-0.1' is no share; write a "
                   "figure from 0 to 100");
    assert_refused(
        "A,sections,,share,n = 1,>=,11/10,%,,\n",
        "table.csv:2:7: column 'value': '11/10' is no share; write a "
        "figure from 0 to 100");
    assert_refused("A,sections,,share,,>=,90,%,,\n",
                   "table.csv:2:5: column 'of': is empty; 'share' needs the "
                   "condition that is counted");
    assert_refused(
        "A,sections,,mean,,>=,90,,,\n",
        "table.csv:2:5: column 'of': is empty; 'mean' needs the name "
        "of a column");
    assert_refused(
        "A,sections,n ==,count,,,,,,\n",
        "table.csv:2:3: column 'where': character 4: expected a name, a "
        "number or a 'text', not '='");
    assert_refused(
        "A,sections,,share,n = (,,,,,\n",
        "table.csv:2:5: column 'of': character 5: expected a name, a "
        "number or a 'text', not '('");
    assert_refused(
        "A,sections,,count,,,,,2024-02-30,\n",
        "table.csv:2:9: column 'due': '2024-02-30' is no date; write "
        "it as 2024-06-30");
    assert_refused(
        "A,sections,,count,,,,,,provnce\n",
        "table.csv:2:10: column 'issuer_level': unknown 'provnce'; did "
        "you mean 'province'?");
    assert_refused("A,sections,,each,,,,,,\n",
                   "table.csv:2:5: column 'of': is empty; 'each' needs the "
                   "condition that is counted");
    assert_refused("A,sections,,share,n = 1,>=,100.5,%,,\n",
                   "table.csv:2:7: column 'value': '100.5' is no share; write "
                   "a figure from 0 to 100");
    assert_refused("A,sections,,count,,,,,,\nA,sections,,count,,,,,,\n"
                   "B,sections,,count,,,,,,\nB,sections,,count,,,,,,\n",
                   "table.csv:3:1: column 'id': 'A' stands in line 2 too; ids "
                   "are unique");
    assert_refused("A,sections,,count,,,,,,\nB,sections,,count,,,,,,\n"
                   "A,sections,,count,,,,,,\n",
                   "table.csv:4:1: column 'id': 'A' stands in line 2 too; ids "
                   "are unique");
}

static void all_mistakes_are_told_at_once(void **state)
{
    struct bc_layer *table = layer_of("targets", "id,layer,measure,op,value\n"
                                                 "A,sections,count,=>,\n"
                                                 "B,sections,count,,\n"
                                                 "A,sections,count,,\n"
                                                 "B,sections,cuont,,\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_targets targets;
    static const struct {
        size_t line;
        const char *message;
    } wanted[] = {{2, "table.csv:2:4: column 'op': unknown '=>'"},
                  {5, "table.csv:5:3: column 'measure': unknown 'cuont'"},
                  {4, "table.csv:4:1: column 'id': 'A' stands in line 2 too"},
                  {5, "table.csv:5:1: column 'id': 'B' stands in line 3 too"}};
    (void)state;

    assert_int_equal(bc_targets_examine(table, findings, &targets), 4);
    assert_int_equal(targets.n, 1); /* of line 3 nothing is wrong */
    assert_int_equal(targets.target[0].line, 3);
    bc_targets_clear(&targets);
    for (size_t i = 0; i < 4; i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        assert_int_equal(finding->code, BC_FOUND_UNREADABLE);
        assert_int_equal(finding->line, wanted[i].line);
        assert_non_null(strstr(finding->message, wanted[i].message));
    }
    bc_findings_free(findings);
    bc_layer_free(table);
}

/* What hangs on a cell that is wrong is not told: without the measure nobody
 * knows what `of` is. */
static void each_cell_of_a_row_is_told(void **state)
{
    struct bc_layer *table =
        layer_of("targets", "id,layer,measure,of,op,value,where,due,scope\n"
                            "A,sections,share,= 1,=>,abc,= 2,2024-02-30,A+\n"
                            "B,sections,cuont,= 1,,,,,\n"
                            "C,sections,share,= 1,>=,500,= 2,,\n");
    static const char *const wanted[] = {
        "table.csv:2:5: column 'op'",    "table.csv:2:9: column 'scope'",
        "table.csv:2:6: column 'value'", "table.csv:2:8: column 'due'",
        "table.csv:2:7: column 'where'", "table.csv:3:3: column 'measure'",
        "table.csv:4:7: column 'where'", "table.csv:4:4: column 'of'"};
    const size_t n = sizeof wanted / sizeof *wanted;
    struct bc_findings *findings = bc_findings_new();
    struct bc_targets targets;
    (void)state;

    assert_int_equal(bc_targets_examine(table, findings, &targets), n);
    for (size_t i = 0; i < n; i++)
        assert_non_null(
            strstr(bc_findings_get(findings, i)->message, wanted[i]));
    assert_int_equal(targets.n, 0);
    bc_targets_clear(&targets);
    bc_findings_free(findings);
    bc_layer_free(table);
}

/* Rows without an id are told as such, not as of one id. */
static void ids_that_are_not_there_do_not_repeat(void **state)
{
    struct bc_layer *table = layer_of("targets", "id,layer,measure\n"
                                                 ",sections,count\n"
                                                 ",sections,count\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_targets targets;
    (void)state;

    assert_int_equal(bc_targets_examine(table, findings, &targets), 2);
    assert_int_equal(targets.n, 0);
    bc_targets_clear(&targets);
    for (size_t i = 0; i < 2; i++)
        assert_non_null(
            strstr(bc_findings_get(findings, i)->message, "must be filled"));
    bc_findings_free(findings);
    bc_layer_free(table);
}

/* 80 % may be written 0.8, which as a per cent is hardly meant. */
static void a_share_below_one_per_cent_is_doubted(void **state)
{
    static const char rows[] = "id,layer,measure,of,op,value,unit\n"
                               "A,sections,share,n = 1,>=,0.8,%\n"
                               "B,sections,share,n = 1,=,1,%\n"
                               "C,sections,share,n = 1,>,0.5,%\n"
                               "d,sections,share,n = 1,>=,4/5,%\n"
                               "e,sections,share,n = 1,>=,0,%\n"
                               "f,sections,share,n = 1,>=,80,%\n"
                               "g,sections,share,n = 1,<=,0.8,%\n"
                               "h,sections,share,n = 1,>=,0.8,\n"
                               "i,sections,share,n = 1,>=,,%\n"
                               "j,sections,count,n = 1,>=,1,\n";
    struct bc_layer *table = layer_of("targets", rows);
    struct bc_findings *findings = bc_findings_new();
    struct bc_targets targets;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_targets_new(table, &targets, &err), BC_OK);
    bc_targets_doubt(&targets, findings);
    assert_int_equal(bc_findings_count(findings), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(bc_findings_get(findings, i)->feature,
                            targets.target[i].id);
    bc_findings_free(findings);
    bc_targets_clear(&targets);
    bc_layer_free(table);
}

static void assert_header(const char *header, const char *message)
{
    struct bc_layer *table = layer_of("targets", header);
    struct bc_targets targets;
    struct bc_error err = {0};

    assert_int_equal(bc_targets_new(table, &targets, &err), BC_BAD_INPUT);
    assert_string_equal(err.message, message);
    bc_layer_free(table);
}

static void headers_are_checked(void **state)
{
    (void)state;
    assert_header("id,layer\n", "table.csv:1: there is no column 'measure'");
    assert_header("id,layer,measure,op,value\nA,sections,share,>=,90\n",
                  "table.csv:2: column 'of': is empty; 'share' needs the "
                  "condition that is counted");
    assert_header(
        "id,layer,measure,valeu\n",
        "table.csv:1:4: unknown column 'valeu'; did you mean 'value'?");
}

static void cells_become_a_target(void **state)
{
    struct bc_layer *table = layer_of(
        "targets", "ID,Layer,measure,of,OP,value,unit,due,yields,report,"
                   "issuer_level,Note of ours\n"
                   "A,sections,Share,n = 1,≥,90.90,%,2024年6月30日,是,否,省,x\n"
                   "B,air,mean,pm25,<=,10/11,,,,,,\n"
                   "C,sections,count,,＞=,,,,,,,\n");
    struct bc_targets targets;
    const struct bc_target *t;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_targets_new(table, &targets, &err), BC_OK);
    assert_int_equal(targets.n, 3);
    t = &targets.target[0];
    assert_int_equal(t->measure, BC_SHARE);
    assert_int_equal(t->op, BC_GE);
    assert_int_equal(t->value.decimal.scale, 2);
    assert_int_equal(t->value.decimal.units, 9090);
    assert_int_equal(t->due, bc_day_of(2024, 6, 30));
    assert_true(t->yields);
    assert_false(t->report);
    assert_int_equal(t->issuer_level, BC_PROVINCE);
    assert_int_equal(t->line, 2);
    assert_non_null(t->of_condition);
    assert_string_equal(t->note, "");

    t = &targets.target[1];
    assert_true(t->value.ratio);
    assert_int_equal(t->value.numerator, 10);
    assert_int_equal(t->value.denominator, 11);
    assert_null(t->of_condition);
    assert_true(t->report);
    assert_false(t->yields);

    t = &targets.target[2];
    assert_int_equal(t->op, BC_GE);
    assert_false(t->value.given);
    bc_targets_clear(&targets);
    bc_layer_free(table);
}

static void of_two_columns_of_one_name_the_first_counts(void **state)
{
    struct bc_layer *table = layer_of(
        "targets", "id,layer,measure,note,ID\nA,sections,count,ours,B\n");
    struct bc_targets targets;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_targets_new(table, &targets, &err), BC_OK);
    assert_string_equal(targets.target[0].id, "A");
    bc_targets_clear(&targets);
    bc_layer_free(table);
}

/* Every row of the plans is there: as many as the ids of the documents. */
static void the_sample_has_every_row_of_the_plans(void **state)
{
    struct bc_error err;
    char *bytes;
    size_t n, plans = 0, own = 0;
    struct bc_layer *table;
    struct bc_targets targets;

    (void)state;
    assert_int_equal(bc_file_read(BC_SAMPLE "/targets.csv", &bytes, &n, &err),
                     BC_OK);
    table = layer_of("targets", bytes);
    if (bc_targets_new(table, &targets, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < targets.n; i++) {
        bool is_own = strstr(targets.target[i].note, "own row") != NULL;

        own += is_own;
        plans += !is_own;
    }
    assert_int_equal(plans,
                     101); /* 36 WH23, 31 HB24, 18 WU24, 13 SZ21, 3 WH19 */
    assert_int_equal(own, 4);
    bc_targets_clear(&targets);
    bc_layer_free(table);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistake_names_file_line_and_column),
        cmocka_unit_test(all_mistakes_are_told_at_once),
        cmocka_unit_test(each_cell_of_a_row_is_told),
        cmocka_unit_test(ids_that_are_not_there_do_not_repeat),
        cmocka_unit_test(a_share_below_one_per_cent_is_doubted),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(of_two_columns_of_one_name_the_first_counts),
        cmocka_unit_test(cells_become_a_target),
        cmocka_unit_test(the_sample_has_every_row_of_the_plans),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
