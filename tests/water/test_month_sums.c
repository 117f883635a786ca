/* SPDX-License-Identifier: MIT */
#include "water/month_sums.h"

#include "table.h"

/* The answers are written by hand; that they are a server's is tested with real
 * ones (tests/postgres/observations.sh). Expected sums are those that the rows
 * themselves give, which tests/water/test_observation.c vouches for. */

static const char *const header[] = {"section", "time",  "month",    "item",
                                     "unit",    "value", "condition"};
static const char *const types[] = {
    "text", "timestamp without time zone", "integer", "text", "text", "numeric",
    "text"};
enum { N = sizeof header / sizeof *header, MOST_KEYS = 5 };

/* The section has a column before, that may name it too. */
static const char *const header_of_two[] = {"断面编码", "section",  "time",
                                            "month",    "item",     "unit",
                                            "value",    "condition"};
static const char *const types_of_two[] = {
    "text",    "text", "timestamp without time zone", "integer", "text", "text",
    "numeric", "text"};

struct run {
    struct bc_layer *sections;
    struct bc_findings *findings;
    struct bc_observations *observations;
    struct bc_month_table table;
    struct bc_month_sums *sums;
    struct bc_error err;
};

static struct bc_observations *gather(const struct run *run)
{
    struct bc_period period;

    assert_true(bc_period_parse("2021", &period));
    return bc_observations_new(
        &(struct bc_observation_options){.sections = run->sections,
                                         .periods = &period,
                                         .n_periods = 1,
                                         .offset_minutes = 480},
        run->findings);
}

/* In place: the sums borrow from it. */
static void start_with(struct run *run, const char *const *columns,
                       const char *const *column_types, size_t n)
{
    *run = (struct run){.sections =
                            layer_of("sections", "code,name\nA,甲\nB,乙\n"),
                        .findings = bc_findings_new()};
    struct bc_slice names[N + 1];
    struct bc_rows_sink sink;
    const struct bc_header top = {"PG:t", names, n, 1, 1, ""};

    run->observations = gather(run);
    sink = bc_observations_sink(run->observations);
    for (size_t c = 0; c < n; c++)
        names[c] = bc_slice_of(columns[c]);
    assert_int_equal(sink.header(sink.context, &top, &run->err), BC_OK);
    run->table =
        (struct bc_month_table){"t", n, columns, column_types,
                                bc_observations_layout(run->observations)};
    run->sums = bc_month_sums_new(&run->table, &top, false, run->observations);
}

static void start(struct run *run)
{
    start_with(run, header, types, N);
}

static void stop(struct run *run)
{
    bc_month_sums_free(run->sums);
    bc_observations_free(run->observations);
    bc_findings_free(run->findings);
    bc_layer_free(run->sections);
}

/* `A|202104|TP|mg/L|n|values|times|first|last|low|high|places|sum|below|limit|
 * odd`; `-` is NULL. */
static enum bc_status take(struct run *run, const char *line,
                           enum bc_status (*taker)(struct bc_month_sums *,
                                                   const struct bc_slice *,
                                                   struct bc_error *))
{
    struct bc_slice cells[MOST_KEYS + BC_N_MONTH_CELLS];
    size_t n = 0;

    for (const char *at = line; n < sizeof cells / sizeof *cells; at++) {
        size_t length = strcspn(at, "|");

        cells[n++] = length == 1 && *at == '-' ? (struct bc_slice){NULL, 0}
                                               : (struct bc_slice){at, length};
        at += length;
        if (!*at)
            break;
    }
    return taker(run->sums, cells, &run->err);
}

static size_t n_doubtful(const struct run *run)
{
    struct bc_text condition = {0};
    size_t at = 0, n = 0;

    while (bc_month_sums_next_doubtful(run->sums, &at, &condition))
        n++;
    bc_text_clear(&condition);
    return n;
}

/* The sum of the month that rows give, and that the server's sums gave. */
static void assert_same(struct run *run, enum bc_item item, const char *csv)
{
    struct bc_observations *rows = gather(run);
    const int april = 2021 * 12 + 3;
    const struct bc_sum *expected, *sum;

    assert_int_equal(feed(bc_observations_sink(rows), "o.csv", csv, &run->err),
                     BC_OK);
    assert_int_equal(bc_observations_finish(rows, &run->err), BC_OK);
    assert_int_equal(bc_observations_finish(run->observations, &run->err),
                     BC_OK);
    expected = bc_observations_sum(rows, 0, item, april);
    sum = bc_observations_sum(run->observations, 0, item, april);
    assert_non_null(expected);
    assert_non_null(sum);
    assert_true(sum->total == expected->total);
    assert_int_equal(sum->n, expected->n);
    assert_int_equal(bc_decimal_known(bc_sum_limit(sum)),
                     bc_decimal_known(bc_sum_limit(expected)));
    if (bc_decimal_known(bc_sum_limit(sum)))
        assert_int_equal(
            bc_decimal_compare(bc_sum_limit(sum), bc_sum_limit(expected)), 0);
    bc_observations_free(rows);
}

static void sums_are_those_of_the_rows(void **state)
{
    struct run run;

    (void)state;
    start(&run);
    assert_int_equal(take(&run,
                          "A|202104|TP|mg/L|3|3|3|2021-04-01 00:00:00|"
                          "2021-04-30 23:00:00|0.01|0.123|3|0.153|0.03|0.02|0",
                          bc_month_sums_take),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_int_equal(n_doubtful(&run), 0);
    assert_same(&run, BC_TP,
                "section,time,item,value\nA,2021-04-01 00:00,TP,0.123\n"
                "A,2021-04-02 00:00,TP,<0.02\nA,2021-04-30 23:00,TP,0.01L\n");
    assert_int_equal(bc_observations_counts(run.observations).rows_used, 3);
    stop(&run);
}

static void units_are_converted_as_those_of_rows(void **state)
{
    struct run run;

    (void)state;
    start(&run);
    assert_int_equal(take(&run,
                          "甲|202104|总磷|μg/L|2|2|2|2021-04-01 00:00:00|"
                          "2021-04-02 00:00:00|20|123.5|1|143.5|20|20|0",
                          bc_month_sums_take),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_same(&run, BC_TP,
                "section,time,item,unit,value\nA,2021-04-01,TP,μg/L,123.5\n"
                "A,2021-04-02,TP,μg/L,<20\n");
    stop(&run);
}

static void ph_is_summed_value_by_value(void **state)
{
    struct run run;
    size_t n = 0;

    (void)state;
    start(&run);
    assert_int_equal(take(&run,
                          "A|202104|pH|-|3|3|3|2021-04-01 00:00:00|"
                          "2021-04-03 00:00:00|6.5|8|1|21|-|-|0",
                          bc_month_sums_take),
                     BC_OK);
    assert_string_equal(bc_month_sums_ph(run.sums, &n)[0], "pH");
    assert_int_equal(n, 1);
    assert_int_equal(
        take(&run, "A|202104|pH|-|6.5|2", bc_month_sums_take_value), BC_OK);
    assert_int_equal(take(&run, "A|202104|pH|-|8|1", bc_month_sums_take_value),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_same(&run, BC_PH,
                "section,time,item,value\nA,2021-04-01,pH,6.5\n"
                "A,2021-04-02,pH,6.50\nA,2021-04-03,pH,8.0\n");
    stop(&run);
}

/* Each spelling of pH is asked for once; what comes back must be whole. */
static void values_of_ph_are_those_that_were_announced(void **state)
{
    static const char *const groups[] = {
        "A|202104|pH|-|2|2|2|2021-04-01 00:00:00|2021-04-02 00:00:00|6.5|8|1|"
        "14.5|-|-|0",
        "A|202105|pH值|-|1|1|1|2021-05-01 00:00:00|2021-05-01 00:00:00|7|7|1|"
        "7|-|-|0",
        "B|202104|pH|-|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|7|7|1|7|-|"
        "-|0"};
    static const char *const wrong[] = {"A|202104|pH|-|x|1",
                                        "A|202104|pH|-|99|1"};
    struct run run;
    size_t n = 0;

    (void)state;
    start(&run);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(take(&run, groups[i], bc_month_sums_take), BC_OK);
    assert_string_equal(bc_month_sums_ph(run.sums, &n)[1], "pH值");
    assert_int_equal(n, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(take(&run, wrong[i], bc_month_sums_take_value),
                         BC_INTERNAL);
        assert_non_null(strstr(run.err.message, "is no pH"));
    }
    /* of nobody that was announced */
    assert_int_equal(take(&run, "C|202104|pH|-|7|1", bc_month_sums_take_value),
                     BC_OK);
    assert_int_equal(take(&run, "A|202104|pH|-|7|1", bc_month_sums_take_value),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_BAD_INPUT);
    assert_string_equal(run.err.message,
                        "PG:t: changes while it is read; try again");
    stop(&run);
    bc_month_sums_free(NULL);
}

/* Groups that only the rules of rows can judge. */
static void doubtful_groups_are_left_to_the_rows(void **state)
{
    static const struct {
        const char *why, *line;
    } cases[] = {
        {"two rows of one time",
         "A|202104|TP|mg/L|2|2|1|2021-04-01 00:00:00|2021-04-01 00:00:00|0.01|"
         "0.02|2|0.03|-|-|0"},
        {"negative", "A|202104|TP|mg/L|2|2|2|2021-04-01 00:00:00|"
                     "2021-04-02 00:00:00|-1|0.02|2|-0.98|-|-|0"},
        {"more than a kilogram in a litre",
         "A|202104|TP|mg/L|2|2|2|2021-04-01 00:00:00|2021-04-02 00:00:00|0.01|"
         "1000001|2|1000001.01|-|-|0"},
        {"more decimals than a reading keeps",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|11|0.01000000000|-|-|0"},
        {"as many, with those of the unit",
         "A|202104|TP|μg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|8|0.01000000|-|-|0"},
        {"a sum of two points",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|0.0.1|-|-|0"},
        {"a sum with an exponent",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|1e-2|-|-|0"},
        {"no sum",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|-|-|-|0"},
        {"a sum with more decimals than its values",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|0.01000000001|-|-|0"},
        {"a part below a limit that is no number",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|0.01|x|0.01|0"},
        {"a limit that is no number",
         "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|0.01|0.01|x|0"},
        {"an odd value among others",
         "A|202104|TP|mg/L|2|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|"
         "0.01|0.01|2|0.01|-|-|1"},
        {"a pH below a limit",
         "A|202104|pH|-|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|7|7|0|7|"
         "7|7|0"},
        {"a word for a value",
         "A|202104|TP|mg/L|1|0|0|2021-04-01 00:00:00|2021-04-01 00:00:00|-|-|"
         "-|-|-|-|1"},
        {"no such item", "A|202104|电阻率|Ω|1|1|1|2021-04-01 00:00:00|"
                         "2021-04-01 00:00:00|1|1|0|1|-|-|0"},
        {"no such unit", "A|202104|TP|lb|1|1|1|2021-04-01 00:00:00|"
                         "2021-04-01 00:00:00|1|1|0|1|-|-|0"},
        {"not a number", "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|"
                         "2021-04-01 00:00:00|NaN|NaN|-|NaN|-|-|0"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;

        start(&run);
        assert_int_equal(take(&run, cases[i].line, bc_month_sums_take), BC_OK);
        assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
        if (n_doubtful(&run) != 1)
            fail_msg("%s is taken", cases[i].why);
        assert_int_equal(bc_observations_counts(run.observations).rows_read, 0);
        stop(&run);
    }
}

static void two_spellings_of_one_item_are_doubtful(void **state)
{
    struct run run;

    (void)state;
    start(&run);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(take(&run,
                              i ? "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|"
                                  "2021-04-01 00:00:00|0.1|0.1|1|0.1|-|-|0"
                                : "甲|202104|总磷|-|1|1|1|2021-04-02 00:00:00|"
                                  "2021-04-02 00:00:00|0.1|0.1|1|0.1|-|-|0",
                              bc_month_sums_take),
                         BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_int_equal(n_doubtful(&run), 2);
    stop(&run);
}

static void an_unknown_section_is_counted_and_said(void **state)
{
    struct run run;

    (void)state;
    start(&run);
    assert_int_equal(take(&run,
                          "C|202104|TP|mg/L|5|5|5|2021-04-01 00:00:00|"
                          "2021-04-05 00:00:00|0.1|0.1|1|0.5|-|-|0",
                          bc_month_sums_take),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_int_equal(bc_observations_counts(run.observations).rows_unknown, 5);
    assert_int_equal(
        bc_findings_count_code(run.findings, BC_FOUND_UNKNOWN_SECTION), 1);
    stop(&run);
}

/* Of two columns that name the section one may be NULL. */
static void a_section_is_named_by_either_of_its_columns(void **state)
{
    static const char *const groups[] = {
        "A|-|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|0.1|"
        "0.1|1|0.1|-|-|0",
        "-|甲|202104|TN|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|2|2|"
        "0|2|-|-|0",
        "-|-|202104|TP|mg/L|4|4|4|2021-04-01 00:00:00|2021-04-04 00:00:00|0.1|"
        "0.1|1|0.4|-|-|0"};
    struct run run;

    (void)state;
    start_with(&run, header_of_two, types_of_two, N + 1);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(take(&run, groups[i], bc_month_sums_take), BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_int_equal(n_doubtful(&run), 0);
    assert_same(&run, BC_TP, "section,time,TP\nA,2021-04-01,0.1\n");
    assert_same(&run, BC_TN, "section,time,TN\nA,2021-04-01,2\n");
    assert_int_equal(bc_observations_counts(run.observations).rows_unknown, 4);
    stop(&run);
}

static void rows_without_a_value_are_counted_for_a_question(void **state)
{
    struct run run;

    (void)state;
    start(&run);
    assert_int_equal(take(&run,
                          "A|202104|TP|mg/L|3|0|0|2021-04-01 00:00:00|"
                          "2021-04-03 00:00:00|-|-|-|-|-|-|0",
                          bc_month_sums_take),
                     BC_OK);
    assert_int_equal(bc_month_sums_enter(run.sums, &run.err), BC_OK);
    assert_int_equal(bc_month_sums_n_empty(run.sums), 3);
    assert_int_equal(n_doubtful(&run), 0);
    stop(&run);
}

static void a_month_is_that_of_its_times(void **state)
{
    static const char *const bad[] = {
        "A|202104|TP|mg/L|1|1|1|2021-03-31 23:00:00|2021-04-01 00:00:00|1|1|0|"
        "1|-|-|0",
        "A|202104|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-05-01 00:00:00|1|1|0|"
        "1|-|-|0",
        "A|4|TP|mg/L|1|1|1|2021-04-01 00:00:00|2021-04-01 00:00:00|1|1|0|1|-|"
        "-|0",
        "A|202104|TP|mg/L|1|1|1|infinity|infinity|1|1|0|1|-|-|0",
        "A|-|TP|mg/L|1|1|1|-|-|1|1|0|1|-|-|0"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct run run;

        start(&run);
        assert_int_equal(take(&run, bad[i], bc_month_sums_take), BC_BAD_INPUT);
        assert_non_null(strstr(run.err.message, "PG:t: the month '"));
        stop(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_rows),
        cmocka_unit_test(units_are_converted_as_those_of_rows),
        cmocka_unit_test(ph_is_summed_value_by_value),
        cmocka_unit_test(values_of_ph_are_those_that_were_announced),
        cmocka_unit_test(doubtful_groups_are_left_to_the_rows),
        cmocka_unit_test(two_spellings_of_one_item_are_doubtful),
        cmocka_unit_test(an_unknown_section_is_counted_and_said),
        cmocka_unit_test(a_section_is_named_by_either_of_its_columns),
        cmocka_unit_test(rows_without_a_value_are_counted_for_a_question),
        cmocka_unit_test(a_month_is_that_of_its_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
