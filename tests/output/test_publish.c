/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "output/publish.h"

static char root[64];
static char path[256];

static const char *in_root(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    strcpy(root, "/tmp/test_publish.XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

static void put(const char *name, const char *bytes)
{
    FILE *file = fopen(in_root(name), "wb");

    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
}

static bool is_there(const char *name)
{
    struct stat about;

    return !lstat(in_root(name), &about);
}

static void assert_holds(const char *name, const char *expected)
{
    char *bytes = NULL;
    size_t n;

    assert_int_equal(bc_file_read(in_root(name), &bytes, &n, NULL), BC_OK);
    assert_string_equal(bytes, expected);
    free(bytes);
}

/* How many names there are in the root. */
static size_t count_names(void)
{
    char command[128];
    unsigned n = 0;
    FILE *pipe;

    snprintf(command, sizeof command, "ls -A '%s' | wc -l", root);
    pipe = popen(command, "r");
    assert_int_equal(fscanf(pipe, "%u", &n), 1);
    pclose(pipe);
    return n;
}

static enum bc_status publish(const char *out, bool overwrite,
                              const char *bytes, struct bc_error *err)
{
    static const char manifest[] = "{\"program\": \"basincheck\", "
                                   "\"outputs\": {\"maps/a.png\": \"\", "
                                   "\"old.csv\": \"\"}}\n";
    struct bc_stage *stage = NULL;
    enum bc_status status;

    status = bc_stage_new(in_root(out), overwrite, &stage, err);
    if (!status)
        status = bc_stage_write(stage, "maps/a.png", bytes, strlen(bytes), err);
    if (!status)
        status = bc_stage_write(stage, "manifest.json", manifest,
                                strlen(manifest), err);
    if (!status)
        status = bc_stage_publish(stage, err);
    bc_stage_free(stage);
    return status;
}

static void a_fresh_folder_appears_whole(void **state)
{
    struct bc_error err;

    (void)state;
    assert_int_equal(publish("out", false, "one", &err), BC_OK);
    assert_holds("out/maps/a.png", "one");
    assert_int_equal(count_names(), 1);
}

static void an_empty_folder_is_filled_without_overwrite(void **state)
{
    struct bc_error err;

    (void)state;
    assert_int_equal(mkdir(in_root("out"), 0777), 0);
    assert_int_equal(publish("out/", false, "one", &err), BC_OK);
    assert_holds("out/maps/a.png", "one");
}

static void a_result_is_replaced_only_with_overwrite(void **state)
{
    struct bc_error err;

    (void)state;
    assert_int_equal(publish("out", false, "one", &err), BC_OK);
    put("out/old.csv", "x");
    assert_int_equal(publish("out", false, "two", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "--overwrite"));
    assert_holds("out/maps/a.png", "one");
    assert_int_equal(publish("out", true, "two", &err), BC_OK);
    assert_holds("out/maps/a.png", "two");
    assert_false(is_there("out/old.csv"));
    assert_int_equal(count_names(), 1);
}

static void files_of_others_in_a_result_keep_it(void **state)
{
    struct bc_error err;

    (void)state;
    assert_int_equal(publish("out", false, "one", &err), BC_OK);
    put("out/old.csv-wal", "x"); /* left by a program that reads it */
    put("out/maps/a.png.aux.xml", "x");
    assert_int_equal(publish("out", true, "two", &err), BC_OK);
    put("out/letter.docx", "mine");
    put("out/maps/b.png", "mine");
    assert_int_equal(publish("out", true, "three", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "'letter.docx' and 1 more that"));
    assert_holds("out/letter.docx", "mine");
    assert_holds("out/maps/a.png", "two");
    unlink(in_root("out/letter.docx"));
    assert_int_equal(publish("out", true, "three", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "holds 'maps/b.png' that"));
    unlink(in_root("out/maps/b.png"));
    assert_int_equal(publish("out", true, "three", &err), BC_OK);
}

static void what_is_not_ours_stays(void **state)
{
    struct bc_error err;

    (void)state;
    put("file", "mine");
    assert_int_equal(publish("file", true, "x", &err), BC_CANNOT_WRITE);
    assert_holds("file", "mine");

    assert_int_equal(mkdir(in_root("photos"), 0777), 0);
    put("photos/cat.png", "cat");
    assert_int_equal(publish("photos", true, "x", &err), BC_CANNOT_WRITE);
    put("photos/manifest.json", "{\"name\": \"a web page\"}");
    assert_int_equal(publish("photos", true, "x", &err), BC_CANNOT_WRITE);
    assert_holds("photos/cat.png", "cat");

    assert_int_equal(symlink("photos", in_root("link")), 0);
    assert_int_equal(publish("link", true, "x", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "symbolic link"));
    assert_int_equal(publish("..", true, "x", &err), BC_CANNOT_WRITE);
    assert_int_equal(publish("no/where", false, "x", &err), BC_CANNOT_WRITE);
    assert_int_equal(count_names(), 3);
}

static void a_run_that_fails_leaves_nothing(void **state)
{
    struct bc_stage *stage = NULL;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_stage_new(in_root("out"), false, &stage, &err), BC_OK);
    assert_int_equal(bc_stage_write(stage, "a.csv", "1", 1, &err), BC_OK);
    assert_int_equal(bc_stage_write(stage, "a.csv", "1", 1, &err),
                     BC_CANNOT_WRITE); /* O_EXCL */
    assert_non_null(strstr(err.message, "out/a.csv"));
    assert_int_equal(bc_stage_adopt(stage, "b.csv", &err), BC_CANNOT_WRITE);
    bc_stage_free(stage);
    assert_int_equal(count_names(), 0);
}

static void what_is_no_file_or_empty_is_not_adopted(void **state)
{
    struct bc_stage *stage = NULL;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_stage_new(in_root("out"), false, &stage, &err), BC_OK);
    assert_int_equal(mkdir(bc_stage_path(stage, "b.gpkg"), 0777), 0);
    fclose(fopen(bc_stage_path(stage, "c.tif"), "wb"));
    assert_int_equal(bc_stage_adopt(stage, "b.gpkg", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "out/b.gpkg"));
    assert_int_equal(bc_stage_adopt(stage, "c.tif", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "out/c.tif"));
    bc_stage_free(stage);
}

static void names_are_sorted(void **state)
{
    static const char *const written[] = {"b.csv", "maps/z.png", "a.csv"};
    static const char *const sorted[] = {"a.csv", "b.csv", "maps/z.png"};
    struct bc_stage *stage = NULL;
    const char *const *names;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_stage_new(in_root("out"), false, &stage, &err), BC_OK);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(bc_stage_write(stage, written[i], "1", 1, &err),
                         BC_OK);
    assert_int_equal(bc_stage_files(stage, &names), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(names[i], sorted[i]);
    bc_stage_free(stage);
}

static void what_killed_runs_left_is_removed(void **state)
{
    struct bc_error err;

    (void)state;
    assert_int_equal(mkdir(in_root(".out.basincheck-1"), 0777), 0);
    assert_int_equal(mkdir(in_root(".out.basincheck-1/maps"), 0777), 0);
    put(".out.basincheck-1/maps/a.tif", "half");
    assert_int_equal(mkdir(in_root(".out.basincheck-2"), 0777), 0);
    put(".out.basincheck-2/thesis.docx", "mine"); /* not made by us */
    assert_int_equal(mkdir(in_root(".other.basincheck-3"), 0777), 0);
    assert_int_equal(publish("out", false, "one", &err), BC_OK);
    assert_false(is_there(".out.basincheck-1"));
    assert_true(is_there(".out.basincheck-2/thesis.docx"));
    assert_true(is_there(".other.basincheck-3"));
}

static void a_run_that_lives_keeps_its_stage(void **state)
{
    struct bc_error err;
    int fd;

    (void)state;
    assert_int_equal(mkdir(in_root(".out.basincheck-1"), 0777), 0);
    fd = open(path, O_RDONLY | O_DIRECTORY);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(publish("out", false, "one", &err), BC_OK);
    assert_true(is_there(".out.basincheck-1"));
    close(fd);
}

static void an_old_result_put_aside_comes_back(void **state)
{
    struct bc_stage *stage = NULL;
    struct bc_error err;

    (void)state;
    assert_int_equal(mkdir(in_root(".out.basincheck-1-old"), 0777), 0);
    put(".out.basincheck-1-old/manifest.json", "\"basincheck\"");
    assert_int_equal(bc_stage_new(in_root("out"), false, &stage, &err),
                     BC_CANNOT_WRITE);
    assert_null(stage);
    assert_holds("out/manifest.json", "\"basincheck\"");
}

static void the_first_of_two_runs_is_not_mixed_with_the_second(void **state)
{
    struct bc_stage *stage = NULL;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_stage_new(in_root("out"), false, &stage, &err), BC_OK);
    assert_int_equal(bc_stage_write(stage, "a.csv", "1", 1, &err), BC_OK);
    assert_int_equal(mkdir(in_root("out"), 0777), 0);
    put("out/b.csv", "2"); /* another run was faster */
    assert_int_equal(bc_stage_publish(stage, &err), BC_CANNOT_WRITE);
    bc_stage_free(stage);
    assert_holds("out/b.csv", "2");
    assert_int_equal(count_names(), 1);
}

static void a_folder_that_cannot_be_written_is_named(void **state)
{
    struct bc_error err;

    (void)state;
    if (geteuid() == 0)
        skip(); /* root writes everywhere */
    assert_int_equal(mkdir(in_root("closed"), 0555), 0);
    assert_int_equal(publish("closed/out", false, "x", &err), BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "closed/out"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_fresh_folder_appears_whole),
        TEST(an_empty_folder_is_filled_without_overwrite),
        TEST(a_result_is_replaced_only_with_overwrite),
        TEST(files_of_others_in_a_result_keep_it),
        TEST(what_is_not_ours_stays),
        TEST(a_run_that_fails_leaves_nothing),
        TEST(what_is_no_file_or_empty_is_not_adopted),
        TEST(names_are_sorted),
        TEST(what_killed_runs_left_is_removed),
        TEST(a_run_that_lives_keeps_its_stage),
        TEST(an_old_result_put_aside_comes_back),
        TEST(the_first_of_two_runs_is_not_mixed_with_the_second),
        TEST(a_folder_that_cannot_be_written_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
