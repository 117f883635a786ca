/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "test.h"

static char folder[] = "/tmp/test_file_XXXXXX";
static char path[64];

static int enter(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/data.bin", folder);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    remove(path);
    return rmdir(folder);
}

static void write_file(const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void assert_refused(const char *name, const char *reason)
{
    struct bc_error err = {0};
    struct bc_text expected = {0};
    char *bytes = (char *)"";
    char hex[65];
    size_t n = 1;

    bc_text_printf(&expected, "cannot open '%s': %s", name, reason);
    assert_int_equal(bc_file_read(name, &bytes, &n, &err), BC_BAD_INPUT);
    assert_null(bytes);
    assert_int_equal(n, 0);
    assert_string_equal(err.message, expected.data);
    assert_int_equal(bc_file_check(name, &err), BC_BAD_INPUT);
    assert_string_equal(err.message, expected.data);
    assert_int_equal(bc_file_sha256(name, hex, &err), BC_BAD_INPUT);
    assert_string_equal(err.message, expected.data);
    assert_string_equal(hex, "");
    bc_text_clear(&expected);
}

static void a_file_is_read_whole_with_a_nul_behind(void **state)
{
    (void)state;
    struct bc_error err = {0};
    char *bytes = NULL;
    size_t n = 0;

    write_file("a\0水\n", 6);
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_OK);
    assert_int_equal(n, 6);
    assert_memory_equal(bytes, "a\0水\n", 7);
    assert_int_equal(bc_file_check(path, &err), BC_OK);
    free(bytes);
}

static void an_empty_file_is_read(void **state)
{
    (void)state;
    struct bc_error err = {0};
    char *bytes = NULL;
    size_t n = 1;

    write_file("", 0);
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_OK);
    assert_int_equal(n, 0);
    assert_string_equal(bytes, "");
    free(bytes);
}

static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    assert_refused("/nowhere/at all", "No such file or directory");
}

static void a_folder_is_refused(void **state)
{
    (void)state;
    assert_refused(folder, "it is a folder");
}

static void a_device_is_refused(void **state)
{
    (void)state;
    assert_refused("/dev/zero", "it is not a regular file");
}

static void a_fifo_is_refused_without_waiting(void **state)
{
    (void)state;
    remove(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(path, "it is not a regular file");
    remove(path);
}

/* The disk was full, or the copy broke off, where the size was set first. */
static void a_file_of_zeros_is_refused(void **state)
{
    (void)state;
    enum { MIB = 1 << 20 };
    char *zeros = calloc(MIB + 1, 1), *bytes = NULL;
    struct bc_error err = {0};
    size_t n = 0;

    write_file(zeros, MIB);
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "was not wholly written"));
    assert_null(bytes);
    zeros[MIB] = 'x';
    write_file(zeros, MIB + 1);
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_BAD_INPUT);
    zeros[MIB - 1] = 'x'; /* something stands there: its reader is to see */
    write_file(zeros, MIB + 1);
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_OK);
    assert_int_equal(n, MIB + 1);
    free(bytes);
    write_file(zeros, MIB - 1); /* too small to matter */
    assert_int_equal(bc_file_read(path, &bytes, &n, &err), BC_OK);
    free(bytes);
    free(zeros);
}

/* As a download writes it piece by piece: no hole is more than 64 MiB. */
static void a_file_with_small_holes_is_let_pass(void **state)
{
    (void)state;
    enum { MIB = 1 << 20 };
    struct bc_error err = {0};
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    for (off_t at = 0; at <= 90 * (off_t)MIB; at += 30 * (off_t)MIB)
        assert_int_equal(pwrite(file, "x", 1, at), 1);
    assert_int_equal(bc_file_check(path, &err), BC_OK);
    assert_int_equal(ftruncate(file, 160 * (off_t)MIB), 0);
    assert_int_equal(close(file), 0);
    assert_int_equal(bc_file_check(path, &err), BC_BAD_INPUT);
    remove(path);
}

static void assert_changed(const struct bc_file_mark *before)
{
    struct bc_error err = {0};

    assert_int_equal(bc_file_unchanged(path, "a.csv", before, &err),
                     BC_BAD_INPUT);
    assert_string_equal(err.message,
                        "a.csv: changed while it was read; try again");
}

static void a_file_that_was_written_to_has_changed(void **state)
{
    (void)state;
    const struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 2}};
    struct bc_error err = {0};
    struct bc_file_mark mark;
    char other[80];

    snprintf(other, sizeof other, "%s.new", path);
    write_file("1", 1);
    mark = bc_file_mark(path);
    assert_int_equal(bc_file_unchanged(path, path, &mark, &err), BC_OK);
    assert_int_equal(truncate(path, 0), 0);
    assert_changed(&mark);
    write_file("1", 1); /* its old size, at another time */
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_changed(&mark);
    mark = bc_file_mark(path);
    assert_int_equal(rename(path, other), 0); /* another in its place */
    assert_changed(&mark);
    write_file("1", 1);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_changed(&mark);
    assert_int_equal(remove(other), 0);
    mark = bc_file_mark("/nowhere/at all");
    assert_int_equal(bc_file_unchanged("/nowhere/at all", "", &mark, &err),
                     BC_OK);
}

/* Files of /proc say that they are empty and are not. */
static void a_file_of_another_size_than_it_says_is_refused(void **state)
{
    (void)state;
    struct bc_error err = {0};
    char *bytes = NULL;
    size_t n = 0;

    if (access("/proc/self/status", R_OK) != 0)
        skip();
    assert_int_equal(bc_file_read("/proc/self/status", &bytes, &n, &err),
                     BC_BAD_INPUT);
    assert_string_equal(err.message,
                        "'/proc/self/status' changed while it was read");
    assert_null(bytes);
}

static void what_cannot_be_told_counts_as_there(void **state)
{
    (void)state;
    char place[] = "basincheck-there-XXXXXX", name[64], longest[300];

    assert_non_null(mkdtemp(place));
    snprintf(name, sizeof name, "%s/none", place);
    assert_false(bc_path_is_there(name)); /* ENOENT */
    assert_int_equal(symlink("nowhere", name), 0);
    assert_true(bc_path_is_there(name)); /* a link to nothing */
    snprintf(name, sizeof name, "%s/none/x", place);
    assert_false(bc_path_is_there(name));
    snprintf(name, sizeof name, "%s/loop", place);
    assert_int_equal(symlink("loop", name), 0);
    snprintf(name, sizeof name, "%s/loop/a.cpg", place);
    assert_true(bc_path_is_there(name));           /* ELOOP */
    assert_false(bc_path_is_there("/dev/null/a")); /* ENOTDIR */
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_false(bc_path_is_there(longest)); /* no name is as long */
    snprintf(name, sizeof name, "%s/none", place);
    unlink(name);
    snprintf(name, sizeof name, "%s/loop", place);
    unlink(name);
    rmdir(place);
}

static void assert_sha256(const char *string, const char *expected)
{
    char hex[65];

    bc_sha256(string, strlen(string), hex);
    assert_string_equal(hex, expected);
}

/* FIPS 180-4 examples, as published by NIST. */
static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    assert_sha256("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
                      "7852b855");
    assert_sha256("abc",
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
                  "f20015ad");
    assert_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd4"
                  "19db06c1");
}

static void a_file_has_the_digest_of_its_bytes(void **state)
{
    (void)state;
    struct bc_error err = {0};
    char of_file[65], of_bytes[65];
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
    char *bytes = malloc(200000);

    for (size_t i = 0; i < 200000; i++)
        bytes[i] = (char)(i * 7 % 251);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        write_file(bytes, sizes[i]);
        bc_sha256(bytes, sizes[i], of_bytes);
        assert_int_equal(bc_file_sha256(path, of_file, &err), BC_OK);
        assert_string_equal(of_file, of_bytes);
    }
    free(bytes);
}

static void assert_beside(const char *base, const char *name,
                          const char *expected)
{
    char *joined = bc_path_beside(base, name);

    assert_string_equal(joined, expected);
    free(joined);
}

static void a_path_stands_beside_its_project(void **state)
{
    (void)state;
    assert_beside("work/project.yaml", "layers/a.csv", "work/layers/a.csv");
    assert_beside("project.yaml", "a.csv", "a.csv");
    assert_beside("/project.yaml", "a.csv", "/a.csv");
    assert_beside("work/project.yaml", "/data/a.csv", "/data/a.csv");
    assert_beside("", "a.csv", "a.csv");
    assert_beside("work/", "", "work/");
}

static void a_path_ends_in_a_name_with_a_suffix(void **state)
{
    (void)state;
    assert_string_equal(bc_path_name("a/b/断面.csv"), "断面.csv");
    assert_string_equal(bc_path_name("b.csv"), "b.csv");
    assert_string_equal(bc_path_name("a/"), "");
    assert_string_equal(bc_path_suffix("a/b.csv"), "csv");
    assert_string_equal(bc_path_suffix("b.tar.gz"), "gz");
    assert_string_equal(bc_path_suffix("a.d/b"), "");
    assert_string_equal(bc_path_suffix("a/.hidden"), "");
    assert_string_equal(bc_path_suffix("b."), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_zeros_is_refused),
        cmocka_unit_test(a_file_with_small_holes_is_let_pass),
        cmocka_unit_test(a_file_that_was_written_to_has_changed),
        cmocka_unit_test(a_file_is_read_whole_with_a_nul_behind),
        cmocka_unit_test(an_empty_file_is_read),
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(a_folder_is_refused),
        cmocka_unit_test(a_device_is_refused),
        cmocka_unit_test(a_fifo_is_refused_without_waiting),
        cmocka_unit_test(a_file_of_another_size_than_it_says_is_refused),
        cmocka_unit_test(what_cannot_be_told_counts_as_there),
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(a_path_stands_beside_its_project),
        cmocka_unit_test(a_path_ends_in_a_name_with_a_suffix),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
