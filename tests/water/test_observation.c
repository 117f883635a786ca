/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "table.h"

#include "water/observation.h"

static const char sections_csv[] = "code,name,type\n"
                                   "A,甲,lake\n"
                                   "B,乙,river\n";

struct run {
    struct bc_layer *sections;
    struct bc_findings *findings;
    struct bc_observations *observations;
    struct bc_period period;
    struct bc_error err;
    enum bc_status status;
};

static struct run start(enum bc_duplicates duplicates, const char *period)
{
    struct run run = {.sections = layer_of("sections", sections_csv),
                      .findings = bc_findings_new()};

    assert_true(bc_period_parse(period, &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run.sections,
                                         .periods = &run.period,
                                         .n_periods = 1,
                                         .offset_minutes = 480,
                                         .year = 2021,
                                         .duplicates = duplicates},
        run.findings);
    return run;
}

static void read_table(struct run *run, const char *csv)
{
    run->status =
        feed(bc_observations_sink(run->observations), "o.csv", csv, &run->err);
}

static struct run run_of(const char *csv)
{
    struct run run = start(BC_DUPLICATES_MEAN, "2021");

    read_table(&run, csv);
    if (run.status)
        print_message("%s\n", run.err.message);
    assert_int_equal(run.status, BC_OK);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    return run;
}

static void stop(struct run *run)
{
    struct bc_observation_counts c = bc_observations_counts(run->observations);

    if (!run->status)
        assert_int_equal(c.rows_read, c.rows_used + c.rows_empty +
                                          c.rows_bad_time + c.rows_outside +
                                          c.rows_unknown + c.rows_duplicate);
    bc_observations_free(run->observations);
    bc_findings_free(run->findings);
    bc_layer_free(run->sections);
}

static size_t found(const struct run *run, enum bc_finding_code code)
{
    return bc_findings_count_code(run->findings, code);
}

/* Mean of a section over the period, with all decimals but trailing zeros. */
static const char *mean_of(const struct run *run, size_t section,
                           enum bc_item item)
{
    static char text[24];
    struct bc_mean mean =
        bc_observations_mean(run->observations, section, item, &run->period, 1);

    bc_decimal_print_short(bc_mean_value(item, &mean, -1), text);
    return text;
}

static size_t samples_of(const struct run *run, size_t section,
                         enum bc_item item)
{
    return bc_observations_mean(run->observations, section, item, &run->period,
                                1)
        .n_samples;
}

static void a_wide_table_has_a_column_per_item(void **state)
{
    struct run run = run_of("断面名称,监测时间,总磷(mg/L),叶绿素α(mg/L),pH\n"
                            "甲,04-01 08:00,0.02,0.007,7\n"
                            "甲,04-01 12:00,0.04,--,*\n"
                            "乙,2021-04-01 12:00,0.1L,0.008,\n");
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_TP), "0.03");
    assert_string_equal(mean_of(&run, 0, BC_CHLA), "7");
    assert_string_equal(mean_of(&run, 0, BC_PH), "7");
    assert_string_equal(mean_of(&run, 1, BC_TP), "0.05");
    assert_string_equal(mean_of(&run, 1, BC_PH), "");
    assert_int_equal(samples_of(&run, 0, BC_TP), 2);
    assert_int_equal(samples_of(&run, 0, BC_CHLA), 1);
    assert_int_equal(bc_findings_count(run.findings), 0);
    stop(&run);
}

static void a_long_table_has_a_row_per_item(void **state)
{
    struct run run = run_of("section,date,item,value,unit,detection_limit\n"
                            "A,2021-04-01,TP,20,ug/L,\n"
                            "A,2021-04-01,氨氮,0.2,mg/L,\n"
                            "A,2021-04-02,w21011,未检出,mg/L,0.01\n"
                            "A,2021-04-02,氨氮,0.4,,\n"
                            "B,2021-04-02,味道,1,mg/L,\n"
                            "B,2021-04-03,味道,1,mg/L,\n");
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_TP), "0.0125");
    assert_string_equal(mean_of(&run, 0, BC_NH3N), "0.3");
    assert_int_equal(found(&run, BC_FOUND_UNKNOWN_COLUMN), 1);
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    assert_int_equal(bc_observations_counts(run.observations).rows_empty, 2);
    stop(&run);
}

/* Long tables sorted by item go back in time at each item: no disorder. */
static void a_long_table_may_be_sorted_by_item(void **state)
{
    struct run run = run_of("section,date,item,value\n"
                            "A,2021-04-01,TP,0.1\n"
                            "A,2021-04-02,TP,0.2\n"
                            "A,2021-04-02,TP,0.2\n"
                            "A,2021-04-01,TN,1\n"
                            "A,2021-04-02,TN,2\n");
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_TP), "0.15");
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_ROW), 1);
    stop(&run);
}

static void one_header_of_each(const char *csv, const char *message)
{
    struct run run = start(BC_DUPLICATES_MEAN, "2021");

    read_table(&run, csv);
    assert_int_equal(run.status, BC_BAD_INPUT);
    assert_non_null(strstr(run.err.message, message));
    stop(&run);
}

static void a_table_that_cannot_be_understood_is_an_error(void **state)
{
    (void)state;
    one_header_of_each("x,time,TP\n", "o.csv:1: no column names the section");
    one_header_of_each("section,x,TP\n", "o.csv:1: no column holds the time");
    one_header_of_each("section,time,x\n", "o.csv:1: no column is an item");
    one_header_of_each("section,time,TP,总磷\n",
                       "o.csv:1: columns 'TP' and '总磷' are both TP");
    one_header_of_each("section,time,TP(lb/gal)\n",
                       "o.csv:1: column 'TP(lb/gal)' has an unknown unit");
    one_header_of_each("section,time,item,value,unit\n"
                       "A,2021-04-01,TP,1,lb/gal\n",
                       "o.csv:2: unknown unit 'lb/gal' of 'TP'");
}

/* `fields` of a project puts the key in the place of a header. */
static void the_key_itself_is_the_first_of_the_aliases(void **state)
{
    struct run run = run_of("断面名称,section,监测时间,time,TP\n"
                            "乙,A,2021-04-01,2021-05-01,1\n");
    (void)state;

    assert_int_equal(samples_of(&run, 0, BC_TP), 1);
    assert_int_equal(
        bc_observations_samples(run.observations, 0, BC_TP, 2021 * 12 + 4), 1);
    stop(&run);
}

static void a_time_without_a_year_needs_one(void **state)
{
    struct run run = start(BC_DUPLICATES_MEAN, "2021");
    (void)state;

    bc_observations_set_year(run.observations, 0);
    read_table(&run, "section,time,TP\nA,*,1\nA,04-01 08:00,1\n");
    assert_int_equal(run.status, BC_BAD_INPUT);
    assert_non_null(strstr(run.err.message, "o.csv:3: the time"));
    stop(&run);
}

static void doubtful_cells_are_findings_and_the_row_goes_on(void **state)
{
    struct run run = run_of("section,time,TP,NH3-N\n"
                            "A,2021-04-01,-1,0.2\n"
                            "A,2021-04-02,abc,0.4\n");
    const struct bc_finding *bad;
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_NH3N), "0.3");
    assert_string_equal(mean_of(&run, 0, BC_TP), "");
    bc_findings_sort(run.findings);
    assert_int_equal(bc_findings_count(run.findings), 2);
    bad = bc_findings_get(run.findings, 1);
    assert_int_equal(bad->code, BC_FOUND_BAD_VALUE);
    assert_string_equal(bad->source, "o.csv");
    assert_int_equal(bad->line, 3);
    assert_string_equal(bad->feature, "A");
    assert_string_equal(bad->field, "TP");
    assert_string_equal(bad->value, "abc");
    stop(&run);
}

static void rows_that_do_not_count_are_counted(void **state)
{
    struct run run = run_of("section,time,TP,备注,味道\n"
                            "A,*,1,,\n"
                            "A,2021-02-30,1,,\n"
                            "A,2020-12-31,1,,\n"
                            "A,2021-04-01,--,维护,\n"
                            "Z,2021-04-01,1,,\n"
                            "Z,2021-04-02,1,,\n"
                            "A,2021-04-02,1,,\n"
                            "A,2021-04,1,,\n"
                            "A,2021-04-02T24:00,1,,\n");
    struct bc_observation_counts counts =
        bc_observations_counts(run.observations);
    (void)state;

    assert_int_equal(counts.rows_read, 9);
    assert_int_equal(counts.rows_bad_time + counts.rows_used, 5);
    assert_int_equal(counts.rows_outside, 1);
    assert_int_equal(counts.rows_empty, 1);
    assert_int_equal(counts.rows_unknown, 2);
    assert_int_equal(found(&run, BC_FOUND_UNKNOWN_SECTION), 1);
    assert_int_equal(found(&run, BC_FOUND_EMPTY_ROW), 1);
    assert_int_equal(found(&run, BC_FOUND_UNKNOWN_COLUMN), 1);
    assert_int_equal(found(&run, BC_FOUND_OUT_OF_PERIOD), 1);
    stop(&run);
}

/* ---- repeats ---- */

static const char repeats[] = "section,time,TP,TN\n"
                              "A,04-01 08:00,0.1,1\n"
                              "B,04-01 08:00,0.5,1\n"
                              "A,04-01 08:00,0.10,1.0\n"
                              "A,04-01 08:00,0.2,1\n"
                              "A,04-01 08:00,0.1,1\n"
                              "A,04-01 12:00,0.45,4\n";

static void identical_rows_count_once_and_others_are_averaged(void **state)
{
    struct run run = run_of(repeats);
    struct bc_observation_counts counts =
        bc_observations_counts(run.observations);
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_TP), "0.3"); /* 0.15, 0.45 */
    assert_string_equal(mean_of(&run, 0, BC_TN), "2.5"); /* 1, 4 */
    assert_int_equal(samples_of(&run, 0, BC_TP), 2);
    assert_int_equal(counts.rows_duplicate, 2);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_ROW), 2);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_VALUE), 1);
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    stop(&run);
}

static void the_first_or_last_row_may_be_asked_for(void **state)
{
    static const struct {
        enum bc_duplicates duplicates;
        const char *tp;
    } cases[] = {{BC_DUPLICATES_FIRST, "0.275"}, {BC_DUPLICATES_LAST, "0.275"}};
    (void)state;

    for (size_t c = 0; c < 2; c++) {
        struct run run = start(cases[c].duplicates, "2021");

        read_table(&run, repeats);
        assert_int_equal(bc_observations_finish(run.observations, &run.err),
                         BC_OK);
        assert_string_equal(mean_of(&run, 0, BC_TP), cases[c].tp);
        assert_int_equal(
            bc_observations_counts(run.observations).rows_duplicate, 3);
        stop(&run);
    }
}

static void differing_rows_may_be_an_error(void **state)
{
    struct run run = start(BC_DUPLICATES_ERROR, "2021");
    (void)state;

    read_table(&run, repeats);
    assert_int_equal(run.status, BC_BAD_INPUT);
    assert_non_null(strstr(run.err.message, "o.csv:5: 'A' has another TP at"));
    stop(&run);
}

static void rows_that_fill_each_other_are_one_sample(void **state)
{
    struct run run = run_of("section,time,TP,TN\n"
                            "A,04-01 08:00,0.1,\n"
                            "A,04-01 08:00,,2\n");
    (void)state;

    assert_int_equal(samples_of(&run, 0, BC_TP), 1);
    assert_int_equal(samples_of(&run, 0, BC_TN), 1);
    assert_int_equal(bc_findings_count(run.findings), 0);
    stop(&run);
}

static void rows_out_of_order_are_told_once(void **state)
{
    struct run up = run_of("section,time,TP\n"
                           "A,04-01 08:00,0.1\nA,04-01 12:00,0.1\n"
                           "A,04-01 08:00,0.1\nA,04-01 12:00,0.1\n"
                           "B,04-02,1\nB,04-03,1\nB,04-01,1\n");
    struct run down = run_of("section,time,TP\n"
                             "A,04-03,0.1\nA,04-02,0.1\nA,04-01,0.1\n");
    (void)state;

    assert_int_equal(found(&up, BC_FOUND_UNORDERED_ROWS), 1);
    assert_int_equal(found(&down, BC_FOUND_UNORDERED_ROWS), 0);
    stop(&up);
    stop(&down);
}

/* A second file may begin anew, but not in a month that the first one filled.
 */
static void a_file_that_repeats_a_month_of_another_is_told(void **state)
{
    static const char april[] = "section,time,TP\n"
                                "A,04-01 08:00,0.1\nA,04-01 12:00,0.3\n";
    static const char longer[] = "section,time,TP\nA,04-01 08:00,0.1\n"
                                 "A,05-01 08:00,0.3\n";
    static const char rows[] = "section,time,item,value\n"
                               "A,04-01 08:00,TP,0.1\nA,04-01 12:00,TP,0.3\n";
    static const char march[] = "section,time,TP\nA,03-01 08:00,0.1\n";
    static const struct {
        const char *first, *second;
        size_t n_told, n_samples;
    } cases[] = {{april, april, 1, 4},
                 {longer, april, 1, 4},
                 {rows, rows, 1, 4},
                 {april, march, 0, 3},
                 {march, april, 0, 3}};
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct run run = start(BC_DUPLICATES_MEAN, "2021");

        read_table(&run, cases[c].first);
        read_table(&run, cases[c].second);
        assert_int_equal(bc_observations_finish(run.observations, &run.err),
                         BC_OK);
        assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), cases[c].n_told);
        assert_int_equal(samples_of(&run, 0, BC_TP), cases[c].n_samples);
        stop(&run);
    }
}

/* Two columns that name the section take the long way, to the same. */
static void a_section_may_be_named_twice_in_a_row(void **state)
{
    struct run run = run_of("断面编码,断面名称,time,item,value\n"
                            "A,,04-01,TP,0.1\nA,?,04-02,TP,0.2\n"
                            ",甲,04-03,TP,0.3\n,甲,04-04,TP,0.4\n"
                            ",丙,04-05,TP,9\n");
    (void)state;

    assert_string_equal(mean_of(&run, 0, BC_TP), "0.25");
    assert_int_equal(bc_observations_counts(run.observations).rows_unknown, 1);
    stop(&run);
}

/* Where nobody listens, rows without a value are still counted. */
static void empty_rows_are_counted_without_findings(void **state)
{
    struct run run = {.sections = layer_of("sections", sections_csv)};
    (void)state;

    assert_true(bc_period_parse("2021", &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){
            .sections = run.sections, .year = 2021, .offset_minutes = 480},
        NULL);
    read_table(&run, "section,time,item,value\nA,04-01,TP,0.1\n"
                     "A,04-02,TP,0.3\nA,04-03,TP,--\nA,04-04,TP,\n"
                     "A,04-05,TP,0.2\nA,04-06,TP,--\n");
    assert_int_equal(run.status, BC_OK);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_int_equal(bc_observations_counts(run.observations).rows_empty, 3);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.2");
    stop(&run);
}

/* Held to the end of its file, read in an order, and again. */
static struct run run_held(const char *csv, size_t bytes,
                           enum bc_duplicates duplicates)
{
    struct run run = start(duplicates, "2021");

    bc_observations_hold(run.observations, bytes);
    read_table(&run, csv);
    if (!run.status)
        run.status = bc_observations_end_file(run.observations, &run.err);
    return run;
}

/* A gigabyte of rows finds no room in 64 MiB; a file of holes is one, too. */
static void of_a_large_file_nothing_is_held(void **state)
{
    char path[] = "/tmp/basincheck-large-XXXXXX";
    int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    assert_int_equal(bc_observations_room(path), BC_OBSERVATIONS_HELD);
    assert_int_equal(ftruncate(file, 1 << 30), 0);
    assert_int_equal(bc_observations_room(path), 0);
    assert_int_equal(bc_observations_room(NULL), 0);
    close(file);
    unlink(path);
}

static const char spread[] = "section,time,TP,TN\n"
                             "A,04-01 08:00,0.1,1\nA,04-01 12:00,0.2,\n"
                             "B,04-03,1,1\n"
                             "A,04-01 08:00,0.1,1\nA,04-01 12:00,0.4,\n"
                             "B,04-02,1,1\nB,04-03,1,1\n";

static void held_rows_find_their_repeats_wherever_they_stand(void **state)
{
    struct run run = run_held(spread, 1 << 20, BC_DUPLICATES_MEAN);
    struct bc_observation_counts counts;
    (void)state;

    assert_int_equal(run.status, BC_OK);
    counts = bc_observations_counts(run.observations);
    assert_int_equal(counts.rows_used, 5);
    assert_int_equal(counts.rows_duplicate, 2);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_int_equal(samples_of(&run, 0, BC_TP), 2);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.2"); /* 0.1, 0.3 */
    assert_int_equal(samples_of(&run, 1, BC_TP), 2);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_ROW), 2);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_VALUE), 1);
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    stop(&run);
}

static void rows_of_a_larger_file_are_entered_as_they_come(void **state)
{
    struct run run = run_held(spread, 1, BC_DUPLICATES_MEAN);
    (void)state;

    assert_int_equal(run.status, BC_OK);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_int_equal(samples_of(&run, 0, BC_TP), 4);
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 1);
    stop(&run);
}

/* The first and the last are those of the file; an error names the later. */
static void lines_of_held_rows_say_which_comes_first(void **state)
{
    static const char csv[] = "section,item,time,value\n"
                              "A,TP,04-01 08:00,0.5\nA,TP,04-02 08:00,0.1\n"
                              "A,TN,04-01 08:00,9\nA,TP,04-01 08:00,0.3\n";
    struct run run = run_held(csv, 1 << 20, BC_DUPLICATES_FIRST);
    (void)state;

    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.3"); /* 0.5, 0.1 */
    assert_string_equal(mean_of(&run, 0, BC_TN), "9");
    stop(&run);
    run = run_held(csv, 1 << 20, BC_DUPLICATES_LAST);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.2"); /* 0.3, 0.1 */
    stop(&run);
    run = run_held(csv, 1 << 20, BC_DUPLICATES_ERROR);
    assert_int_equal(run.status, BC_BAD_INPUT);
    assert_non_null(strstr(run.err.message, "o.csv:5: 'A' has another TP at"));
    stop(&run);
}

static void many_rows_of_one_time_are_one_sample(void **state)
{
    struct bc_text csv = {0};
    struct run run;
    (void)state;

    bc_text_add(&csv, "section,time,TP\n");
    for (int r = 0; r < 1000; r++) /* mean 499.5 */
        bc_text_printf(&csv, "A,2021-04-01,%d\n", r);
    run = run_of(csv.data);
    assert_string_equal(mean_of(&run, 0, BC_TP), "499.5");
    assert_int_equal(samples_of(&run, 0, BC_TP), 1);
    bc_text_clear(&csv);
    stop(&run);
}

/* ---- sums ---- */

static void automatic_samples_win_item_by_item(void **state)
{
    struct run run = start(BC_DUPLICATES_MEAN, "2021");
    (void)state;

    read_table(&run, "section,time,TP,NH3-N\nA,2021-04-05,9,0.5\n");
    bc_observations_set_kind(run.observations, BC_KIND_AUTO);
    read_table(&run, "section,time,TP\nA,2021-04-05,0.1\nA,2021-04-06,0.3\n");
    bc_observations_set_kind(run.observations, BC_KIND_MANUAL);
    read_table(&run, "section,time,TP\nA,2021-04-01,7\n");
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.2");
    assert_string_equal(mean_of(&run, 0, BC_NH3N), "0.5");
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    stop(&run);
}

static void months_weigh_the_same(void **state)
{
    struct run run = run_of("section,time,TP\n"
                            "A,2021-01-01,0.1\nA,2021-01-02,0.1\n"
                            "A,2021-01-03,0.1\nA,2021-03-01,0.3\n");
    struct bc_mean mean =
        bc_observations_mean(run.observations, 0, BC_TP, &run.period, 2);
    int first, last;
    (void)state;

    assert_true(bc_observations_months(run.observations, &first, &last));
    assert_int_equal(first, 2021 * 12);
    assert_int_equal(last, 2021 * 12 + 2);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.2");
    assert_int_equal(mean.n, 1); /* with two samples a month */
    assert_int_equal(mean.n_short, 1);
    assert_int_equal(
        bc_observations_samples(run.observations, 0, BC_TP, 2021 * 12 + 2), 1);
    stop(&run);
}

/* Rows of distinct times in any order, values in other units: the same sums. */
static void order_and_unit_change_nothing(void **state)
{
    enum { N = 60 };
    uint64_t random = 77;
    int order[N], value[N];
    char first[3][24];
    (void)state;

    for (int r = 0; r < N; r++) {
        order[r] = r;
        value[r] = (int)(bc_test_random(&random) % 900 + 100);
    }
    for (int round = 0; round < 20; round++) {
        struct bc_text csv = {0};
        struct run run;

        bc_text_add(&csv, round % 2 ? "section,time,TP(ug/L),pH,TN\n"
                                    : "section,time,TP(mg/L),pH,TN\n");
        for (int r = 0; r < N; r++) {
            int swap = (int)(bc_test_random(&random) % N), row = order[swap];

            order[swap] = order[r];
            order[r] = row;
        }
        for (int r = 0; r < N; r++) {
            int v = value[order[r]];

            bc_text_printf(&csv, "A,2021-%02d-%02d,", order[r] / 28 + 1,
                           order[r] % 28 + 1);
            if (round % 2)
                bc_text_printf(&csv, "%d", v);
            else
                bc_text_printf(&csv, "0.%03d", v);
            bc_text_printf(&csv, ",%d.%02d,%d.%dL\n", v / 100, v % 100, v / 10,
                           v % 10);
        }
        run = run_of(csv.data);
        for (int i = 0; i < 3; i++) {
            const enum bc_item items[] = {BC_TP, BC_PH, BC_TN};
            const char *mean = mean_of(&run, 0, items[i]);

            if (round == 0)
                strcpy(first[i], mean);
            assert_string_equal(mean, first[i]);
        }
        bc_text_clear(&csv);
        stop(&run);
    }
}

/* ---- the short way of usual rows ---- */

/* Sums by 64-bit integers, as the text was made: a sample is its value in
 * 10^-10 / 2520 (water/mean.h), of a non-detect half. */
static void sums_are_those_of_whole_numbers(void **state)
{
    enum { DAYS = 300, MONTHS = 12, THOUSANDTH = 10000000 };
    static const char *const names[2][2] = {{"TP", "A"}, {"NH3N", "B"}};
    static const enum bc_item items[2] = {BC_TP, BC_NH3N};
    int64_t total[2][2][MONTHS] = {0};
    size_t n[2][2][MONTHS] = {0};
    uint64_t random = 20220401;
    struct bc_text csv = {0};
    struct run run;
    (void)state;

    bc_text_add(&csv, "section,time,item,value\n");
    for (int day = 0; day < DAYS; day++) {
        for (int i = 0; i < 8; i++) { /* section, item; then the next hour */
            int s = i / 2 % 2, item = i % 2, month = day / 28;
            int value = (int)(bc_test_random(&random) % 900) + 1;
            bool below = bc_test_random(&random) % 5 == 0;

            bc_text_printf(&csv, "%s,2021-%02d-%02d %02d:00,%s,0.%03d%s\n",
                           names[s][1], month + 1, day % 28 + 1, i / 4 + 8,
                           names[item][0], value, below ? "L" : "");
            total[s][item][month] +=
                (int64_t)value * (below ? 1260 : 2520) * THOUSANDTH;
            n[s][item][month]++;
        }
    }
    run = run_of(bc_text_string(&csv));
    for (int i = 0; i < 4 * MONTHS; i++) {
        int s = i % 2, item = i / 2 % 2, month = i / 4;
        const struct bc_sum *sum = bc_observations_sum(
            run.observations, (size_t)s, items[item], 2021 * 12 + month);

        if (n[s][item][month] == 0) {
            assert_null(sum);
            continue;
        }
        assert_int_equal(sum->n, n[s][item][month]);
        assert_true(sum->total == total[s][item][month]);
    }
    bc_text_clear(&csv);
    stop(&run);
}

/* A row of a long table with whatever may happen to one. */
static void add_messy_row(struct bc_text *csv, uint64_t *random, int row,
                          const char *more)
{
    static const char *const values[] = {"",    "--",   "0.02L", "ND",
                                         "bad", "-1.5", "<0.3",  "12.5"};
    static const char *const messy_items[] = {"pH", "TP", "DO", "weird"};
    unsigned chance = (unsigned)(bc_test_random(random) % 100);
    int hour = (chance < 6 ? row / 12 % 20 : row / 6) * 40; /* back, again */

    bc_text_printf(csv, "%s,", chance == 99 ? "C" : row / 3 % 2 ? "A" : "B");
    if (chance == 98)
        bc_text_add(csv, "*,");
    else
        bc_text_printf(csv, "2021-%02d-%02d %02d:00,", hour / 24 / 28 % 12 + 1,
                       hour / 24 % 28 + 1, hour % 24);
    bc_text_printf(csv, "%s,", messy_items[chance == 97 ? 3 : row % 3]);
    if (chance < 20)
        bc_text_add(csv, values[bc_test_random(random) % 8]);
    else
        bc_text_printf(csv, "%u.%u", (unsigned)(bc_test_random(random) % 9),
                       chance % 4);
    bc_text_printf(csv, "%s\n", more);
}

static void assert_same_findings(struct run *a, struct run *b)
{
    assert_int_equal(bc_findings_count(a->findings),
                     bc_findings_count(b->findings));
    for (size_t i = 0; i < bc_findings_count(a->findings); i++) {
        const struct bc_finding *x = bc_findings_get(a->findings, i);
        const struct bc_finding *y = bc_findings_get(b->findings, i);

        assert_int_equal(x->code, y->code);
        assert_int_equal(x->line, y->line);
        assert_string_equal(x->message, y->message);
    }
}

static void assert_means_are_those_of_items(const struct run *run)
{
    struct bc_mean all[BC_N_ITEMS];

    bc_observations_means(run->observations, 0, &run->period, 14, all);
    assert_true(all[BC_TP].n > 0 && all[BC_TP].n_short > 0);
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_mean one = bc_observations_mean(
            run->observations, 0, (enum bc_item)i, &run->period, 14);

        assert_true(one.total == all[i].total);
        assert_int_equal(one.n, all[i].n);
        assert_int_equal(one.n_samples, all[i].n_samples);
        assert_int_equal(one.n_short, all[i].n_short);
    }
}

/* A column of types, though empty, has each row read as a whole. */
static void usual_rows_take_a_short_way_to_the_same(void **state)
{
    uint64_t random = 5;
    (void)state;

    for (int round = 0; round < 12; round++) {
        struct bc_text csv[2] = {{0}, {0}};
        struct bc_observation_counts counts[2];
        struct run run[2];

        for (int i = 0; i < 2; i++) {
            uint64_t same = random;

            bc_text_printf(&csv[i], "section,time,item,value%s\n",
                           i ? ",type" : "");
            for (int row = 0; row < 900; row++)
                add_messy_row(&csv[i], &same, row, i ? "," : "");
            run[i] = start((enum bc_duplicates)(round % 3), "2021-02..2021-12");
            read_table(&run[i], csv[i].data);
            assert_int_equal(run[i].status, BC_OK);
            assert_int_equal(
                bc_observations_finish(run[i].observations, &run[i].err),
                BC_OK);
            counts[i] = bc_observations_counts(run[i].observations);
        }
        bc_test_random(&random);
        assert_memory_equal(&counts[0], &counts[1], sizeof counts[0]);
        assert_true(counts[0].rows_used > 300);
        assert_same_findings(&run[0], &run[1]);
        for (int i = 0; i < 2 * BC_N_ITEMS * 12; i++) {
            const struct bc_sum *sum[2];

            for (int j = 0; j < 2; j++)
                sum[j] = bc_observations_sum(run[j].observations, (size_t)i % 2,
                                             (enum bc_item)(i / 2 % BC_N_ITEMS),
                                             2021 * 12 + i / 2 / BC_N_ITEMS);
            assert_int_equal(sum[0] != NULL, sum[1] != NULL);
            if (!sum[0])
                continue;
            assert_int_equal(sum[0]->n, sum[1]->n);
            assert_true(sum[0]->total == sum[1]->total);
            assert_true(bc_reading_same(
                (struct bc_reading){bc_sum_limit(sum[0]), false},
                (struct bc_reading){bc_sum_limit(sum[1]), false}));
        }
        assert_means_are_those_of_items(&run[0]);
        for (int i = 0; i < 2; i++) {
            bc_text_clear(&csv[i]);
            stop(&run[i]);
        }
    }
}

/* ---- asked for and set ---- */

static void a_mean_may_be_set_where_nothing_was_measured(void **state)
{
    struct run run = run_of("section,time,TP\nA,2021-04-01,0.1\n");
    const struct bc_period april =
        bc_period_of_months(2021 * 12 + 3, 2021 * 12 + 3);
    const struct bc_decimal value = bc_decimal_of(7, 1);
    (void)state;

    bc_observations_fetch(run.observations, 99, &april); /* nothing to bring */
    bc_observations_set_mean(run.observations, 0, BC_COD, &april, value, 3);
    bc_observations_set_mean(run.observations, 1, BC_COD, &april, value, 0);
    assert_string_equal(mean_of(&run, 0, BC_COD), "0.7");
    assert_int_equal(samples_of(&run, 0, BC_COD), 3);
    assert_string_equal(mean_of(&run, 1, BC_COD), "0.7");
    assert_int_equal(samples_of(&run, 1, BC_COD), 1);
    assert_string_equal(mean_of(&run, 0, BC_TP), "0.1");
    stop(&run);
}

/* ---- the sample ---- */

/* SOURCES.md: 635 rows, 15 with `*` as time, 75 repeat a section and time, of
 * them 54 with the same values (counted with a script). */
static void the_sample_is_read_whole(void **state)
{
    char *csv = read_text(BC_SAMPLE "/observations_2021-04.csv");
    char *sections = read_text(BC_SAMPLE "/sections.csv");
    struct run run = {.findings = bc_findings_new(),
                      .sections = layer_of("sections", sections)};
    struct bc_observation_counts counts;
    (void)state;

    assert_true(bc_period_parse("2021-04", &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run.sections,
                                         .periods = &run.period,
                                         .n_periods = 1,
                                         .offset_minutes = 480,
                                         .year = 2021},
        run.findings);
    read_table(&run, csv);
    assert_int_equal(run.status, BC_OK);
    assert_int_equal(bc_observations_finish(run.observations, &run.err), BC_OK);
    counts = bc_observations_counts(run.observations);
    assert_int_equal(counts.rows_read, 635);
    assert_int_equal(counts.rows_bad_time, 15);
    assert_int_equal(counts.rows_unknown, 0);
    assert_int_equal(counts.rows_outside, 0);
    assert_int_equal(
        counts.rows_empty + counts.rows_used + counts.rows_duplicate, 620);
    print_message("used %zu, empty %zu, duplicate %zu\n", counts.rows_used,
                  counts.rows_empty, counts.rows_duplicate);
    assert_int_equal(found(&run, BC_FOUND_BAD_DATE), 15);
    assert_int_equal(found(&run, BC_FOUND_BAD_VALUE), 0);
    assert_int_equal(found(&run, BC_FOUND_UNKNOWN_COLUMN), 0);
    assert_int_equal(found(&run, BC_FOUND_UNORDERED_ROWS), 0);
    assert_int_equal(found(&run, BC_FOUND_DUPLICATE_ROW),
                     counts.rows_duplicate);
    free(csv);
    free(sections);
    stop(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_large_file_nothing_is_held),
        cmocka_unit_test(sums_are_those_of_whole_numbers),
        cmocka_unit_test(usual_rows_take_a_short_way_to_the_same),
        cmocka_unit_test(a_wide_table_has_a_column_per_item),
        cmocka_unit_test(a_long_table_has_a_row_per_item),
        cmocka_unit_test(a_long_table_may_be_sorted_by_item),
        cmocka_unit_test(a_table_that_cannot_be_understood_is_an_error),
        cmocka_unit_test(the_key_itself_is_the_first_of_the_aliases),
        cmocka_unit_test(a_time_without_a_year_needs_one),
        cmocka_unit_test(doubtful_cells_are_findings_and_the_row_goes_on),
        cmocka_unit_test(rows_that_do_not_count_are_counted),
        cmocka_unit_test(identical_rows_count_once_and_others_are_averaged),
        cmocka_unit_test(the_first_or_last_row_may_be_asked_for),
        cmocka_unit_test(differing_rows_may_be_an_error),
        cmocka_unit_test(rows_that_fill_each_other_are_one_sample),
        cmocka_unit_test(rows_out_of_order_are_told_once),
        cmocka_unit_test(a_file_that_repeats_a_month_of_another_is_told),
        cmocka_unit_test(a_section_may_be_named_twice_in_a_row),
        cmocka_unit_test(empty_rows_are_counted_without_findings),
        cmocka_unit_test(a_mean_may_be_set_where_nothing_was_measured),
        cmocka_unit_test(held_rows_find_their_repeats_wherever_they_stand),
        cmocka_unit_test(rows_of_a_larger_file_are_entered_as_they_come),
        cmocka_unit_test(lines_of_held_rows_say_which_comes_first),
        cmocka_unit_test(many_rows_of_one_time_are_one_sample),
        cmocka_unit_test(automatic_samples_win_item_by_item),
        cmocka_unit_test(months_weigh_the_same),
        cmocka_unit_test(order_and_unit_change_nothing),
        cmocka_unit_test(the_sample_is_read_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
