/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdio.h>

#include "water/sample.h"

/* SOURCES.md: a shown value equals a limit and the published class is one
 * worse, for it was made from more decimals. Two rows each at the last two. */
static const char *const known_differences[] = {
    "江夏湖心 2021-04-01T20:00:00+08:00", "江夏湖心 2021-04-03T08:00:00+08:00",
    "江夏湖心 2021-04-04T00:00:00+08:00", "江夏湖心 2021-04-04T12:00:00+08:00",
    "浪河口 2021-04-02T20:00:00+08:00",   "王河电站 2021-04-03T20:00:00+08:00"};

struct seen {
    const struct bc_layer *sections;
    size_t n, n_published, n_different;
    struct bc_text log;
};

static bool is_known(const char *place)
{
    for (size_t i = 0;
         i < sizeof known_differences / sizeof known_differences[0]; i++)
        if (strcmp(known_differences[i], place) == 0)
            return true;
    return false;
}

static enum bc_status compare(void *context, const struct bc_sample *sample,
                              struct bc_error *err)
{
    struct seen *seen = context;
    char place[128];
    (void)err;

    seen->n++;
    assert_int_not_equal(sample->row, BC_NO_ROW);
    seen->n_published += sample->published > 0;
    if (sample->published == 0 ||
        sample->published == sample->judgement.class_no)
        return BC_OK;
    snprintf(place, sizeof place, "%s %s",
             bc_layer_text(seen->sections, "name", sample->row), sample->time);
    if (!is_known(place))
        print_message("%s: %d, published %d\n", place,
                      sample->judgement.class_no, sample->published);
    assert_true(is_known(place));
    assert_int_equal(sample->published, sample->judgement.class_no + 1);
    seen->n_different++;
    return BC_OK;
}

static void the_published_class_of_every_real_row_is_found(void **state)
{
    char *csv = read_text(BC_SAMPLE "/observations_2021-04.csv");
    char *text = read_text(BC_SAMPLE "/sections.csv");
    struct bc_layer *sections = layer_of("sections", text);
    struct bc_water_method method = bc_water_method_default();
    struct bc_findings *findings = bc_findings_new();
    struct seen seen = {.sections = sections};
    struct bc_error err;
    struct bc_samples *samples =
        bc_samples_new(&(struct bc_sample_options){.sections = sections,
                                                   .method = &method,
                                                   .offset_minutes = 480,
                                                   .year = 2021,
                                                   .visit = compare,
                                                   .context = &seen},
                       findings);
    (void)state;

    assert_int_equal(
        feed(bc_samples_sink(samples), "observations.csv", csv, &err), BC_OK);
    assert_int_equal(bc_samples_finish(samples, &err), BC_OK);
    assert_int_equal(seen.n, 635);
    assert_int_equal(seen.n_published, 635 - 36);
    assert_int_equal(seen.n_different, 8);
    bc_samples_free(samples);
    bc_findings_free(findings);
    bc_layer_free(sections);
    free(text);
    free(csv);
}

static enum bc_status log_sample(void *context, const struct bc_sample *sample,
                                 struct bc_error *err)
{
    struct seen *seen = context;
    (void)err;

    bc_text_printf(&seen->log, "%zu %s %s %s;", sample->line, sample->section,
                   sample->time, bc_class_name(sample->judgement.class_no));
    return BC_OK;
}

struct trial {
    size_t most_held;
    bool without_order;
    bool whatever_is_found;
    const char *finding; /* code of the one that is expected; NULL: none */
    const char *refusal; /* NULL: it is judged */
};

static void check_trial(const struct trial *trial, const char *csv,
                        const char *expected)
{
    struct bc_water_method method = bc_water_method_default();
    struct bc_findings *findings = bc_findings_new();
    struct seen seen = {0};
    struct bc_error err;
    struct bc_samples *samples;
    enum bc_status status;

    method.water = BC_LAKE;
    samples = bc_samples_new(
        &(struct bc_sample_options){.method = &method,
                                    .offset_minutes = 480,
                                    .most_held = trial->most_held,
                                    .visit = log_sample,
                                    .context = &seen},
        findings);
    bc_samples_without_order(samples, trial->without_order);
    status = feed(bc_samples_sink(samples), "o.csv", csv, &err);
    if (!status)
        status = bc_samples_finish(samples, &err);
    assert_int_equal(status, trial->refusal ? BC_BAD_INPUT : BC_OK);
    if (trial->refusal)
        assert_non_null(strstr(err.message, trial->refusal));
    assert_string_equal(bc_text_string(&seen.log), expected);
    if (!trial->whatever_is_found)
        assert_int_equal(bc_findings_count(findings), trial->finding ? 1 : 0);
    if (trial->finding)
        assert_string_equal(bc_finding_name(bc_findings_get(findings, 0)->code),
                            trial->finding);
    bc_text_clear(&seen.log);
    bc_samples_free(samples);
    bc_findings_free(findings);
}

static void check_log(const char *csv, const char *expected)
{
    check_trial(&(struct trial){.whatever_is_found = true}, csv, expected);
}

static void repeats_are_kept_and_nothing_is_rounded(void **state)
{
    (void)state;
    check_log("section,time,TP\n"
              "甲,2021-04-01 08:00,0.0500001\n"
              "甲,2021-04-01 08:00,0.05\n"
              "甲,2021-04-01 08:00,0.05\n"
              "甲,*,\n",
              "2 甲 2021-04-01T08:00:00+08:00 Ⅳ;"
              "3 甲 2021-04-01T08:00:00+08:00 Ⅲ;"
              "4 甲 2021-04-01T08:00:00+08:00 Ⅲ;"
              "5 甲 * ;");
}

static void rows_of_a_long_table_are_put_together(void **state)
{
    (void)state;
    check_trial(&(struct trial){.finding = "duplicate-value"},
                "section,time,item,value\n"
                "甲,2021-04-01,TP,0.05\n"
                "甲,2021-04-01,CODMn,9\n"
                "甲,2021-04-01,TP,0.01\n"
                "乙,2021-04-01,TP,0.01\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "4 甲 2021-04-01T00:00:00+08:00 Ⅰ;"
                "5 乙 2021-04-01T00:00:00+08:00 Ⅰ;");
}

/* Limits of GB 3838-2002, table 1, of a lake: TP 0.01 Ⅰ, 0.05 Ⅲ; CODMn 2 Ⅰ,
 * 10 Ⅳ; COD 15 Ⅰ. */
static void rows_of_one_time_are_a_sample_wherever_they_stand(void **state)
{
    (void)state;
    check_trial(&(struct trial){0},
                "item,section,time,value\n"
                "TP,甲,2021-04-01,0.01\n"
                "TP,甲,2021-04-02,0.05\n"
                "TP,乙,2021-04-01,0.01\n"
                "CODMn,乙,2021-04-01 00:00,2\n"
                "CODMn,甲,2021-04-02,2\n"
                "CODMn,甲,2021/4/1,9\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "3 甲 2021-04-02T00:00:00+08:00 Ⅲ;"
                "4 乙 2021-04-01T00:00:00+08:00 Ⅰ;");
}

static void an_item_that_nobody_knows_parts_no_sample(void **state)
{
    (void)state;
    check_trial(&(struct trial){.finding = "unknown-column"},
                "section,time,item,value\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,颜色,5\n"
                "甲,2021-04-01,CODMn,9\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅳ;");
}

static void repeats_that_stand_by_item_are_samples_side_by_side(void **state)
{
    (void)state;
    check_trial(&(struct trial){.finding = "duplicate-value"},
                "section,time,item,value\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,TP,0.05\n"
                "甲,2021-04-01,CODMn,9\n"
                "甲,2021-04-01,CODMn,2\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "3 甲 2021-04-01T00:00:00+08:00 Ⅲ;");
    /* one of them has no value: it keeps its place */
    check_trial(&(struct trial){.finding = "duplicate-value"},
                "section,time,item,value\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,TP,0.05\n"
                "甲,2021-04-01,CODMn,--\n"
                "甲,2021-04-01,CODMn,9\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅰ;"
                "3 甲 2021-04-01T00:00:00+08:00 Ⅳ;");
}

static void
rows_without_order_are_judged_where_they_leave_no_doubt(void **state)
{
    const struct trial no_order = {.without_order = true};
    const struct trial refused = {
        .without_order = true,
        .refusal = "o.csv: '甲' has CODMn and TP more than once at "
                   "2021-04-01T00:00:00+08:00"};
    (void)state;

    /* one item varies: the samples are these, however the rows stand */
    check_trial(&no_order,
                "section,time,item,value\n"
                "甲,2021-04-01,CODMn,2\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,CODMn,2\n"
                "甲,2021-04-01,TP,0.05\n"
                "甲,2021-04-02,TP,0.05\n"
                "甲,2021-04-02,TP,\n"
                "甲,2021-04-02,CODMn,2\n",
                "2 甲 2021-04-01T00:00:00+08:00 Ⅰ;"
                "4 甲 2021-04-01T00:00:00+08:00 Ⅲ;"
                "6 甲 2021-04-02T00:00:00+08:00 Ⅲ;");
    /* two vary, by value or by number */
    check_trial(&refused,
                "section,time,item,value\n"
                "甲,2021-04-01,CODMn,2\n"
                "甲,2021-04-01,CODMn,9\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,TP,0.05\n",
                "");
    check_trial(&refused,
                "section,time,item,value\n"
                "甲,2021-04-01,CODMn,2\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,TP,0.05\n",
                "");
}

static void
rows_that_are_too_many_to_wait_are_told_when_out_of_order(void **state)
{
    const char *by_item = "item,section,time,value\n"
                          "TP,甲,2021-04-01,0.01\n"
                          "TP,甲,2021-04-02,0.05\n"
                          "CODMn,甲,2021-04-01,9\n"
                          "CODMn,甲,2021-04-02,9\n";
    (void)state;

    check_trial(&(struct trial){0}, by_item,
                "2 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "3 甲 2021-04-02T00:00:00+08:00 Ⅳ;");
    check_trial(&(struct trial){.most_held = 1, .finding = "unordered-rows"},
                by_item,
                "2 甲 2021-04-01T00:00:00+08:00 Ⅰ;"
                "3 甲 2021-04-02T00:00:00+08:00 Ⅲ;"
                "4 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "5 甲 2021-04-02T00:00:00+08:00 Ⅳ;");
    check_trial(&(struct trial){.most_held = 1},
                "section,time,item,value\n"
                "甲,2021-04-02,TP,0.01\n"
                "乙,2021-04-02,TP,0.01\n"
                "甲,2021-04-01,TP,0.01\n"
                "甲,2021-04-01,CODMn,9\n"
                "乙,2021-04-03,TP,0.01\n",
                "2 甲 2021-04-02T00:00:00+08:00 Ⅰ;"
                "3 乙 2021-04-02T00:00:00+08:00 Ⅰ;"
                "4 甲 2021-04-01T00:00:00+08:00 Ⅳ;"
                "6 乙 2021-04-03T00:00:00+08:00 Ⅰ;");
}

/* Rows that name no section or no time are samples of their own text, and of
 * no past. */
static void rows_without_a_section_or_a_time_are_samples_too(void **state)
{
    (void)state;
    check_log("section,time,item,value\n"
              ",2021-04-02,TP,0.01\n"
              ",2021-04-01,TP,0.05\n"
              ",2021-04-02,CODMn,9\n"
              "甲,*,TP,0.01\n"
              "乙,*,TP,0.01\n"
              "甲,*,CODMn,9\n",
              "2  2021-04-02T00:00:00+08:00 Ⅳ;"
              "3  2021-04-01T00:00:00+08:00 Ⅲ;"
              "5 甲 * Ⅳ;"
              "6 乙 * Ⅰ;");
    check_log("section,time,type,TP\n,2021-04-02,river,0.05\n",
              "2  2021-04-02T00:00:00+08:00 Ⅱ;");
}

/* Repeats of which none has a value are one sample, of no class. */
static void repeats_without_a_value_are_one_sample(void **state)
{
    (void)state;
    check_trial(&(struct trial){0},
                "section,time,item,value\n"
                "甲,2021-04-01,TP,--\n"
                "甲,2021-04-01,CODMn,--\n"
                "甲,2021-04-01,TP,--\n",
                "2 甲 2021-04-01T00:00:00+08:00 ;");
}

/* What waits is judged when there is too much of it, and when another table
 * begins: what is doubtful then stops the reading. */
static void doubt_is_told_before_the_end_of_the_tables(void **state)
{
    static const char doubtful[] = "section,time,item,value\n"
                                   "甲,2021-04-01,CODMn,2\n"
                                   "甲,2021-04-01,CODMn,9\n"
                                   "甲,2021-04-01,TP,0.01\n"
                                   "甲,2021-04-01,TP,0.05\n";
    struct bc_water_method method = bc_water_method_default();
    struct seen seen = {0};
    struct bc_samples *samples = bc_samples_new(
        &(struct bc_sample_options){
            .method = &method, .visit = log_sample, .context = &seen},
        NULL);
    struct bc_text longer = {0};
    struct bc_error err;
    (void)state;

    bc_text_printf(&longer, "%s乙,2021-04-01,TP,0.05\n", doubtful);
    check_trial(&(struct trial){.most_held = 1,
                                .without_order = true,
                                .refusal = "o.csv: '甲' has CODMn and TP"},
                bc_text_string(&longer), "");
    bc_text_clear(&longer);
    bc_samples_without_order(samples, true);
    assert_int_equal(feed(bc_samples_sink(samples), "a.csv", doubtful, &err),
                     BC_OK);
    assert_int_equal(feed(bc_samples_sink(samples), "b.csv", doubtful, &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "a.csv: '甲' has CODMn and TP"));
    assert_int_equal(seen.n, 0);
    bc_samples_free(samples);
    bc_samples_free(NULL);
}

static void a_non_detect_counts_half_unless_its_limit_is_too_high(void **state)
{
    (void)state;
    check_log("section,time,TP,CODMn\n"
              "甲,2021-04-01,0.02L,1\n"  /* 0.01: Ⅰ */
              "甲,2021-04-02,0.08L,1\n", /* above Ⅲ (0.05): CODMn alone */
              "2 甲 2021-04-01T00:00:00+08:00 Ⅰ;"
              "3 甲 2021-04-02T00:00:00+08:00 Ⅰ;");
    check_log("section,time,TP\n甲,2021-04-02,0.08L\n",
              "2 甲 2021-04-02T00:00:00+08:00 ;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_class_of_every_real_row_is_found),
        cmocka_unit_test(repeats_are_kept_and_nothing_is_rounded),
        cmocka_unit_test(rows_of_a_long_table_are_put_together),
        cmocka_unit_test(rows_of_one_time_are_a_sample_wherever_they_stand),
        cmocka_unit_test(an_item_that_nobody_knows_parts_no_sample),
        cmocka_unit_test(repeats_that_stand_by_item_are_samples_side_by_side),
        cmocka_unit_test(
            rows_without_order_are_judged_where_they_leave_no_doubt),
        cmocka_unit_test(
            rows_that_are_too_many_to_wait_are_told_when_out_of_order),
        cmocka_unit_test(rows_without_a_section_or_a_time_are_samples_too),
        cmocka_unit_test(repeats_without_a_value_are_one_sample),
        cmocka_unit_test(doubt_is_told_before_the_end_of_the_tables),
        cmocka_unit_test(a_non_detect_counts_half_unless_its_limit_is_too_high),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
