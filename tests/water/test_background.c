/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/background.h"

static const char sections_csv[] = "code,name,type,target_class,state,city\n"
                                   "A,甲,river,III,,武汉市/荆州市\n"
                                   "B,乙,river,III,,武汉市\n"
                                   "C,丙,river,III,断流,武汉市\n"
                                   "D,丁,river,III,,武汉市\n"
                                   "E,戊,river,,未断流,武汉市\n";
enum { A, B, C, D, E };

/* A: fluoride Ⅳ, the rest Ⅱ; B: fluoride and TP over; C: measured, but dry;
 * D: nothing; E: no target. */
static const char observations_csv[] = "section,time,CODMn,F,TP\n"
                                       "A,2024-05-01,3,1.2,0.1\n"
                                       "B,2024-05-01,3,1.2,0.3\n"
                                       "C,2024-05-01,3,0.5,0.5\n"
                                       "E,2024-05-01,3,0.5,0.5\n";

struct run {
    struct bc_layer *sections, *table;
    struct bc_findings *findings;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_period period;
    struct bc_background background;
    struct bc_background_row *rows;
    size_t n;
};

static struct run run_of(const char *table)
{
    struct run run = {.sections = layer_of("sections", sections_csv),
                      .table = layer_of("background", table),
                      .findings = bc_findings_new(),
                      .method = bc_water_method_default()};
    struct bc_error err;

    assert_true(bc_period_parse("2024-05", &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run.sections,
                                         .offset_minutes = 480},
        NULL);
    if (feed(bc_observations_sink(run.observations), "o.csv", observations_csv,
             &err) ||
        bc_observations_finish(run.observations, &err) ||
        bc_background_read(run.table, run.sections, run.findings,
                           &run.background, &err))
        fail_msg("%s", err.message);
    run.rows =
        bc_background_rows(&run.background, run.observations, &run.method,
                           run.sections, &run.period, NULL, &run.n);
    return run;
}

static void stop(struct run *run)
{
    free(run->rows);
    bc_background_clear(&run->background);
    bc_observations_free(run->observations);
    bc_findings_free(run->findings);
    bc_layer_free(run->table);
    bc_layer_free(run->sections);
}

static const char two_cities[] = "断面,项目,文号\n"
                                 "甲,氟化物,鄂环函〔2023〕1号\n"
                                 "B,氟化物/硫酸盐,鄂环函〔2023〕2号\n";

static void both_judgements_are_given(void **state)
{
    struct run run = run_of(two_cities);

    (void)state;
    assert_int_equal(run.n, 5);
    assert_int_equal(run.rows[A].with.class_no, 4);
    assert_int_equal(run.rows[A].with.meets_target, 0);
    assert_int_equal(run.rows[A].without.class_no, 2);
    assert_int_equal(run.rows[A].without.meets_target, 1);
    assert_int_equal(run.rows[A].without.n_assessed,
                     run.rows[A].with.n_assessed - 1);
    assert_false(run.rows[A].without.item[BC_F].assessed);
    assert_true(run.rows[A].left_out[BC_F]);
    assert_int_equal(run.rows[B].n_left_out, 2);
    assert_int_equal(run.rows[B].without.class_no, 4); /* TP */
    assert_int_equal(run.rows[E].without.class_no, 6);
    assert_int_equal(run.rows[E].n_left_out, 0);
    stop(&run);
}

static void dry_sections_leave_the_counts_and_are_listed(void **state)
{
    struct run run = run_of(two_cities);
    struct bc_background_counts with, without;

    (void)state;
    with = bc_background_count(run.rows, run.n, false);
    without = bc_background_count(run.rows, run.n, true);
    assert_true(run.rows[C].dry);
    assert_false(run.rows[E].dry); /* 未断流 */
    assert_int_equal(with.n, 3);
    assert_int_equal(with.n_dry, 1);
    assert_int_equal(with.n_unknown, 1);
    assert_int_equal(with.n_good, 0);
    assert_int_equal(with.n_worse, 1);
    assert_int_equal(with.n_target, 2);
    assert_int_equal(with.n_met, 0);
    assert_int_equal(without.n, 3);
    assert_int_equal(without.n_good, 1);
    assert_int_equal(without.n_met, 1);
    stop(&run);
}

/* A is assessed by 武汉市 and by 荆州市. */
static void a_section_of_two_cities_counts_once(void **state)
{
    struct run run = run_of(two_cities);
    size_t n = 0;

    (void)state;
    for (size_t r = 0; r < run.n; r++)
        n += strcmp(run.rows[r].code, "A") == 0;
    assert_int_equal(n, 1);
    stop(&run);
}

static void the_reason_names_document_and_classes(void **state)
{
    struct run run = run_of(two_cities);
    static const struct {
        size_t section;
        bool chinese;
        const char *reason;
    } cases[] = {
        {A, true, "本底扣除：氟化物(鄂环函〔2023〕1号)；全部项目Ⅳ，扣除后Ⅱ"},
        {B, true,
         "本底扣除：氟化物(鄂环函〔2023〕2号)、硫酸盐(鄂环函〔2023〕2号)；全部"
         "项目Ⅳ，扣除后Ⅳ"},
        {A, false,
         "background: F (鄂环函〔2023〕1号); class Ⅳ with all items, Ⅱ "
         "without"},
        {C, true, "断流，不参与统计"},
        {B, false,
         "background: F (鄂环函〔2023〕2号), SO4 (鄂环函〔2023〕2号); class Ⅳ "
         "with all items, Ⅳ without"},
        {C, false, "dry; it leaves the count"},
        {D, true, ""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bc_text reason = {0};

        bc_background_reason(&run.background, &run.rows[cases[i].section],
                             cases[i].chinese, &reason);
        assert_string_equal(bc_text_string(&reason), cases[i].reason);
        bc_text_clear(&reason);
    }
    assert_non_null(strstr(bc_background_note(true), "凭记忆"));
    assert_non_null(strstr(bc_background_note(false), "from memory"));
    stop(&run);
}

static void rows_that_cannot_be_used_are_findings(void **state)
{
    struct run run = run_of("section,item,document\n"
                            "Z,氟化物,1号\n"
                            "A,氟化物,\n"
                            "A,月光,2号\n"
                            "A,TP,3号\n"
                            "A,TP,4号\n"
                            ",TP,5号\n"
                            "D,TP,6号\n"
                            "A,,7号\n");
    struct bc_text reason = {0};

    (void)state;
    assert_int_equal(
        bc_findings_count_code(run.findings, BC_FOUND_UNKNOWN_SECTION), 2);
    assert_int_equal(bc_findings_count_code(run.findings, BC_FOUND_LEFT_OUT),
                     1);
    assert_int_equal(
        bc_findings_count_code(run.findings, BC_FOUND_UNKNOWN_WORD), 1);
    assert_int_equal(run.rows[A].n_left_out, 1); /* TP, once */
    assert_false(run.rows[A].left_out[BC_F]);
    bc_background_reason(&run.background, &run.rows[A], true, &reason);
    assert_non_null(strstr(bc_text_string(&reason), "总磷(3号)"));
    reason.length = 0;
    bc_background_reason(&run.background, &run.rows[D], true, &reason);
    assert_string_equal(
        bc_text_string(&reason),
        "本底扣除：总磷(6号)；全部项目无法判断，扣除后无法判断");
    reason.length = 0;
    bc_background_reason(&run.background, &run.rows[D], false, &reason);
    assert_string_equal(bc_text_string(&reason),
                        "background: TP (6号); class unknown with all items, "
                        "unknown without");
    bc_text_clear(&reason);
    stop(&run);
}

static void a_table_without_documents_is_refused(void **state)
{
    struct bc_layer *sections = layer_of("sections", sections_csv);
    static const char *const tables[] = {"section,item\nA,TP\n",
                                         "section,document\nA,1\n",
                                         "item,document\nTP,1\n"};
    struct bc_background background;
    struct bc_error err;

    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct bc_layer *table = layer_of("t", tables[i]);

        assert_int_equal(
            bc_background_read(table, sections, NULL, &background, &err),
            BC_BAD_INPUT);
        bc_layer_free(table);
    }
    bc_layer_free(sections);
}

static void a_given_class_stands_in_both(void **state)
{
    struct bc_layer *sections =
        layer_of("sections", "code,type,target_class,class\nA,river,III,Ⅳ\n");
    struct bc_background_item item = {0, BC_F, "1号"};
    struct bc_background background = {&item, 1};
    struct bc_water_method method = bc_water_method_default();
    struct bc_background_row row;
    struct bc_period period;

    (void)state;
    bc_period_parse("2024", &period);
    bc_background_assess(&background, NULL, &method, sections, 0, &period, NULL,
                         &row);
    assert_int_equal(row.with.class_no, 4);
    assert_int_equal(row.without.class_no, 4);
    bc_background_assess(NULL, NULL, &method, sections, 0, &period, NULL, &row);
    assert_int_equal(row.n_left_out, 0);
    bc_layer_free(sections);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_judgements_are_given),
        cmocka_unit_test(dry_sections_leave_the_counts_and_are_listed),
        cmocka_unit_test(a_section_of_two_cities_counts_once),
        cmocka_unit_test(the_reason_names_document_and_classes),
        cmocka_unit_test(rows_that_cannot_be_used_are_findings),
        cmocka_unit_test(a_table_without_documents_is_refused),
        cmocka_unit_test(a_given_class_stands_in_both)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
