/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_FILES_H
#define BC_TEST_FILES_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "layer/source.h"
#include "test.h"

/* A folder of small files that a test writes, reads and removes, and what a
 * reader made of one. */
struct files {
    char folder[64];
    char path[128];
    const char *paths[1], *labels[1];
    struct bc_source source;
    struct bc_findings *findings;
    struct bc_layer *layer;
    struct bc_error err;
};

static inline int files_begin(void **state)
{
    struct files *files = bc_alloc(1, sizeof *files);

    strcpy(files->folder, "/tmp/basincheck-test-XXXXXX");
    if (!mkdtemp(files->folder) || bc_gdal_init(&files->err))
        return -1;
    files->findings = bc_findings_new();
    *state = files;
    return 0;
}

static inline int files_remove(const char *path, const struct stat *info,
                               int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

static inline int files_end(void **state)
{
    struct files *files = *state;

    nftw(files->folder, files_remove, 8, FTW_DEPTH | FTW_PHYS);
    bc_layer_free(files->layer);
    bc_findings_free(files->findings);
    free(files);
    return 0;
}

static inline const char *files_path(struct files *files, const char *name)
{
    snprintf(files->path, sizeof files->path, "%s/%s", files->folder, name);
    return files->path;
}

static inline void files_write(struct files *files, const char *name,
                               const char *bytes, size_t n)
{
    FILE *file = fopen(files_path(files, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void files_say(struct files *files, const char *name,
                             const char *text)
{
    files_write(files, name, text, strlen(text));
}

/* A copy of @p from, cut to @p n bytes when n is less than its size. */
static inline void files_copy(struct files *files, const char *from,
                              const char *name, size_t n)
{
    static char bytes[1 << 18];
    FILE *file = fopen(from, "rb");
    size_t size;

    assert_non_null(file);
    size = fread(bytes, 1, sizeof bytes, file);
    assert_true(size < sizeof bytes);
    fclose(file);
    files_write(files, name, bytes, n < size ? n : size);
}

/* The source for one file; what more a test needs it sets there. */
static inline struct bc_source *files_source(struct files *files,
                                             const char *role, const char *path)
{
    if (path != files->path)
        snprintf(files->path, sizeof files->path, "%s", path);
    files->paths[0] = files->path;
    files->labels[0] = strrchr(files->path, '/') + 1;
    files->source = (struct bc_source){.role = role,
                                       .n_paths = 1,
                                       .paths = files->paths,
                                       .labels = files->labels};
    return &files->source;
}

static inline enum bc_status files_read(struct files *files)
{
    bc_layer_free(files->layer);
    files->layer = NULL;
    files->err.message[0] = '\0';
    return bc_layer_read(&files->source, files->findings, &files->layer,
                         &files->err);
}

/* Writes a file, reads it in a role. */
static inline enum bc_status files_try(struct files *files, const char *role,
                                       const char *name, const char *text)
{
    files_say(files, name, text);
    files_source(files, role, files->path);
    return files_read(files);
}

static inline size_t files_found(const struct files *files,
                                 enum bc_finding_code code)
{
    return bc_findings_count_code(files->findings, code);
}

#define assert_status(files, actual, expected)                                 \
    do {                                                                       \
        enum bc_status status_ = (actual);                                     \
        if (status_ != (expected))                                             \
            print_error("%s\n", (files)->err.message);                         \
        assert_int_equal(status_, (expected));                                 \
    } while (0)

#define assert_cell(files, key, row, expected)                                 \
    assert_string_equal(bc_layer_text((files)->layer, (key), (row)), (expected))

#define assert_says(files, words)                                              \
    do {                                                                       \
        if (!strstr((files)->err.message, (words)))                            \
            print_error("'%s' does not say '%s'\n", (files)->err.message,      \
                        (words));                                              \
        assert_non_null(strstr((files)->err.message, (words)));                \
    } while (0)

#define files_test(name)                                                       \
    cmocka_unit_test_setup_teardown(name, files_begin, files_end)

#endif
