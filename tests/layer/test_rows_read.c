/* SPDX-License-Identifier: MIT */
#include "layer/rows.h"

#include "files.h"

/* What a sink was given, as text. */
struct taken {
    struct bc_text text;
    size_t n_rows, n_headers, n_batches;
    size_t last_line;
    bool refuses;
};

static enum bc_status take_header(void *context, const struct bc_header *header,
                                  struct bc_error *err)
{
    struct taken *taken = context;

    (void)err;
    taken->n_headers++;
    bc_text_printf(&taken->text, "[%s]", header->source);
    for (size_t i = 0; i < header->n_columns; i++)
        bc_text_printf(&taken->text, "%.*s,", (int)header->names[i].length,
                       header->names[i].data);
    return BC_OK;
}

static enum bc_status take_rows(void *context, const struct bc_rows *rows,
                                struct bc_error *err)
{
    struct taken *taken = context;

    if (taken->refuses)
        return bc_error_set(err, BC_BAD_DATA, "no more");
    taken->n_batches++;
    taken->n_rows += rows->n_rows;
    taken->last_line = rows->lines[rows->n_rows - 1];
    for (size_t i = 0; i < rows->n_columns && taken->n_batches == 1; i++)
        bc_text_printf(&taken->text, "%.*s,", (int)rows->cells[i].length,
                       rows->cells[i].data);
    return BC_OK;
}

static enum bc_status stream(struct files *files, struct taken *taken,
                             const char *path)
{
    struct bc_rows_sink sink = {
        .header = take_header, .rows = take_rows, .context = taken};

    files_source(files, "observations", path);
    return bc_rows_read(&files->source, &sink, &files->err);
}

/* Somebody saves the file between its header and its end. */
static enum bc_status append_a_row(void *context,
                                   const struct bc_header *header,
                                   struct bc_error *err)
{
    FILE *file = fopen(context, "ab");

    (void)header, (void)err;
    assert_non_null(file);
    fputs("S9,2024-04-02,1\n", file);
    assert_int_equal(fclose(file), 0);
    return BC_OK;
}

static enum bc_status take_none(void *context, const struct bc_rows *rows,
                                struct bc_error *err)
{
    (void)context, (void)rows, (void)err;
    return BC_OK;
}

static void a_file_that_changes_while_it_is_read_is_refused(void **state)
{
    struct files *files = *state;
    struct bc_rows_sink sink = {.header = append_a_row, .rows = take_none};

    files_say(files, "o.csv", "section,time,DO\nS1,2024-04-01,8\n");
    files_source(files, "observations", files->path);
    sink.context = files->path;
    assert_status(files, bc_rows_read(&files->source, &sink, &files->err),
                  BC_BAD_INPUT);
    assert_says(files, "o.csv: changed while it was read; try again");
}

/* 635 rows, layers/README.md. */
static void the_sample_is_streamed_whole(void **state)
{
    struct files *files = *state;
    struct taken taken = {0};

    assert_status(files,
                  stream(files, &taken, BC_SAMPLE "/observations_2021-04.csv"),
                  BC_OK);
    assert_int_equal(taken.n_rows, 635);
    assert_int_equal(taken.n_headers, 1);
    assert_int_equal(taken.last_line, 636);
    assert_non_null(strstr(taken.text.data,
                           "[observations_2021-04.csv]省份,流域,断面名称,"));
    assert_non_null(
        strstr(taken.text.data, "咸宁湖心,04-01 08:00,Ⅲ,16.8,6.90,"));
    bc_text_clear(&taken.text);
}

static void sheets_and_geopackages_are_streamed_too(void **state)
{
    struct files *files = *state;
    struct taken taken = {0};

    assert_status(files,
                  stream(files, &taken, BC_TEST_DATA "/layer/numbers.xlsx"),
                  BC_OK);
    assert_int_equal(taken.n_rows, 3); /* an empty one is none */
    assert_string_equal(taken.text.data,
                        "[numbers.xlsx]section,time,TP(mg/L),n,b,"
                        "甲,2021-04-01,0.1,420100,TRUE,");
    assert_status(files, stream(files, &taken, BC_SAMPLE "/basins.gpkg"),
                  BC_OK);
    assert_int_equal(taken.n_rows, 7);
    bc_text_clear(&taken.text);
}

static void fields_rename_the_header(void **state)
{
    static const struct bc_field_map fields[] = {{"NH3N", "氨"}};
    struct files *files = *state;
    struct taken taken = {0};
    struct bc_rows_sink sink = {
        .header = take_header, .rows = take_rows, .context = &taken};

    files_say(files, "a.csv", "section,氨\n甲,1\n");
    files_source(files, "observations", files->path);
    files->source.fields = fields;
    files->source.n_fields = 1;
    assert_status(files, bc_rows_read(&files->source, &sink, &files->err),
                  BC_OK);
    assert_string_equal(taken.text.data, "[a.csv]section,NH3N,甲,1,");
    bc_text_clear(&taken.text);
    files_say(files, "a.csv", "section,b\n甲,1\n");
    assert_status(files, bc_rows_read(&files->source, &sink, &files->err),
                  BC_BAD_INPUT);
    assert_says(files, "no column '氨'");
    bc_text_clear(&taken.text);
}

static void a_sink_that_refuses_ends_the_reading(void **state)
{
    struct files *files = *state;
    struct taken taken = {.refuses = true};

    assert_status(files,
                  stream(files, &taken, BC_SAMPLE "/observations_2021-04.csv"),
                  BC_BAD_DATA);
    assert_int_equal(taken.n_rows, 0);
    bc_text_clear(&taken.text);
}

/* Batches come while the file is read: the text of one is a piece of it. */
static void a_long_file_comes_in_batches(void **state)
{
    struct files *files = *state;
    struct taken taken = {0};
    struct bc_text csv = {0};

    bc_text_add(&csv, "section,item,value\n");
    for (int i = 0; i < 100000; i++)
        bc_text_printf(&csv, "S%d,TP,0.%d\n", i % 7, i);
    files_write(files, "a.csv", csv.data, csv.length);
    assert_status(files, stream(files, &taken, files->path), BC_OK);
    assert_int_equal(taken.n_rows, 100000);
    assert_int_equal(taken.last_line, 100001);
    assert_true(taken.n_batches > 5);
    bc_text_clear(&taken.text);
    bc_text_clear(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_file_that_changes_while_it_is_read_is_refused),
        files_test(the_sample_is_streamed_whole),
        files_test(sheets_and_geopackages_are_streamed_too),
        files_test(fields_rename_the_header),
        files_test(a_sink_that_refuses_ends_the_reading),
        files_test(a_long_file_comes_in_batches),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
