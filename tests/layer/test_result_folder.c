/* SPDX-License-Identifier: MIT */
#include "layer/result_folder.h"

#include "base/file.h"
#include "files.h"

#define CLASSES "section,class\nS1,II\n"
#define MEANS "section,item,mean\nS1,DO,8.1\n"

/* The folder with these tables and a manifest that may name them by CLASSES
 * and MEANS, which become their digests. */
static void write_result(struct files *files, const char *manifest)
{
    struct bc_text text = {0};
    char digest[65];

    files_say(files, "classes.csv", CLASSES);
    files_say(files, "means.csv", MEANS);
    for (; *manifest; manifest++) {
        const char *name = *manifest == '<'   ? "classes.csv"
                           : *manifest == '>' ? "means.csv"
                                              : NULL;

        if (name)
            assert_int_equal(
                bc_file_sha256(files_path(files, name), digest, NULL), BC_OK);
        bc_text_printf(&text, "%.*s", name ? 64 : 1, name ? digest : manifest);
    }
    files_say(files, "manifest.json", text.data ? text.data : "");
    bc_text_clear(&text);
}

#define OUTPUTS "\"outputs\": {\"means.csv\": \">\", \"classes.csv\": \"<\"}"
#define WHOLE                                                                  \
    "{\"program\": \"basincheck\",\n \"period\": \"2024-04\", \"other\": "     \
    "[1],\n"                                                                   \
    "\"options\": {\"items\": [\"DO\", \"TP\"], \"method\": {\"tn\": true},\n" \
    "\"language\": \"zh\", \"compare\": 5}, " OUTPUTS "}"

static void a_result_tells_its_method_and_its_tables(void **state)
{
    struct files *files = *state;
    struct bc_result_folder folder;

    write_result(files, WHOLE);
    assert_status(
        files, bc_result_folder_read_water(files->folder, &folder, &files->err),
        BC_OK);
    assert_true(folder.has_manifest && folder.has_period);
    assert_string_equal(folder.items, "[\"DO\",\"TP\"]");
    assert_string_equal(folder.method, "tn=true;compare=5;");
    assert_string_equal(folder.water_method, "tn=true;");
    assert_string_equal(bc_layer_text(folder.classes, "class", 0), "II");
    assert_string_equal(bc_layer_text(folder.means, "mean", 0), "8.1");
    bc_result_folder_clear(&folder);
}

static void a_manifest_that_breaks_off_anywhere_is_refused(void **state)
{
    struct files *files = *state;

    for (size_t n = 0; n < sizeof WHOLE - 1; n++) {
        char *text = bc_copy_bytes(WHOLE, n);
        struct bc_result_folder folder;

        write_result(files, text);
        free(text);
        assert_int_equal(
            bc_result_folder_read_water(files->folder, &folder, &files->err),
            BC_BAD_INPUT);
        assert_false(folder.has_manifest);
        assert_says(files, "manifest.json");
        bc_result_folder_clear(&folder);
    }
}

static void a_folder_that_is_no_result_of_a_period_is_refused(void **state)
{
    static const struct {
        const char *manifest, *words;
    } cases[] = {
        {"{}", "not of basincheck"},
        {"{\"program\": \"other\"}", "not of basincheck"},
        {"{\"program\": \"basincheck\"}", "of a period"},
        {"{\"program\": \"basincheck\", " OUTPUTS "}", "of a period"},
        {"{\"program\": \"basincheck\", \"period\": 2024, " OUTPUTS "}",
         "of a period"},
        {"{\"program\": \"basincheck\", \"period\": \"soon\", " OUTPUTS "}",
         "of a period"},
        {"{\"program\": \"basincheck\", \"period\": \"2024\"}", "of a period"},
        {"{\"program\": \"basincheck\", \"period\": \"2024\", \"outputs\": "
         "{\"classes.csv\": \"0\"}}",
         "classes.csv: not what"},
        {"{\"program\": \"basincheck\", \"period\": \"2024\", \"outputs\": "
         "{\"classes.csv\": \"<\", \"means.csv\": \"0\"}}",
         "means.csv: not what"},
        {"{\"options\": 7}", "no object"},
        {"{\"outputs\": {\"means.csv\": 7}}", "no string"},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_result_folder folder;

        write_result(files, cases[i].manifest);
        assert_int_equal(
            bc_result_folder_read_water(files->folder, &folder, &files->err),
            BC_BAD_INPUT);
        assert_says(files, cases[i].words);
        bc_result_folder_clear(&folder);
    }
}

static void a_result_without_means_or_without_classes(void **state)
{
    struct files *files = *state;
    struct bc_result_folder folder;

    write_result(files, "{\"program\": \"basincheck\", \"period\": \"2024\", "
                        "\"outputs\": {\"classes.csv\": \"<\"}}");
    assert_status(
        files, bc_result_folder_read_water(files->folder, &folder, &files->err),
        BC_OK);
    assert_null(folder.means);
    bc_result_folder_clear(&folder);
    assert_int_equal(unlink(files_path(files, "classes.csv")), 0);
    assert_int_equal(
        bc_result_folder_read_water(files->folder, &folder, &files->err),
        BC_BAD_INPUT);
    assert_says(files, "classes.csv");
    bc_result_folder_clear(&folder);
    assert_int_equal(unlink(files_path(files, "manifest.json")), 0);
    assert_int_equal(
        bc_result_folder_read_water(files->folder, &folder, &files->err),
        BC_BAD_INPUT);
    assert_says(files, "holds no manifest.json");
    bc_result_folder_clear(&folder);
}

static void a_crosswalk_alone_has_a_column_of_basins(void **state)
{
    static const struct {
        const char *name, *text, *words; /* NULL: it is read */
    } cases[] = {
        {"crosswalk.csv", "section,basin\nS1,A\n", NULL},
        {"crosswalk.csv", "section,area\nS1,A\n", "no column 'basin'"},
        {"crosswalk.csv", "section,basin\n\"S1,A\n", "never closed"},
        {"gone.csv", NULL, "gone.csv"},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_result_folder folder;
        enum bc_status status;

        if (cases[i].text)
            files_say(files, cases[i].name, cases[i].text);
        status = bc_result_folder_read(files_path(files, cases[i].name),
                                       &folder, &files->err);
        assert_int_equal(status == BC_OK, !cases[i].words);
        if (cases[i].words)
            assert_says(files, cases[i].words);
        else
            assert_string_equal(bc_layer_text(folder.crosswalk, "basin", 0),
                                "A");
        bc_result_folder_clear(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_result_tells_its_method_and_its_tables),
        files_test(a_manifest_that_breaks_off_anywhere_is_refused),
        files_test(a_folder_that_is_no_result_of_a_period_is_refused),
        files_test(a_result_without_means_or_without_classes),
        files_test(a_crosswalk_alone_has_a_column_of_basins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
