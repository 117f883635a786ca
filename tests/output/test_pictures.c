/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "outcome_fixture.h"
#include "output/canvas_cairo.h"
#include "output/plate.h"
#include "output/writers.h"
#include "test.h"

/** A file of the stage; the caller frees it. */
static char *bytes_of(struct bc_stage *stage, const char *name, size_t *n)
{
    char *bytes = NULL;
    struct bc_error err = {0};

    assert_int_equal(bc_file_read(bc_stage_path(stage, name), &bytes, n, &err),
                     BC_OK);
    return bytes;
}

static struct bc_stage *pictures_of(struct outcome_fixture *fixture)
{
    struct bc_stage *stage = outcome_fixture_stage(fixture);
    struct bc_error err = {0};

    assert_int_equal(bc_pictures_write(&fixture->outcome, stage, &err), BC_OK);
    assert_int_equal(bc_atlas_write(&fixture->outcome, stage, &err), BC_OK);
    return stage;
}

static void test_no_file_without_pictures(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    const char *const *names;

    (void)state;
    fixture->outcome.pictures = BC_PICTURES_NO;
    struct bc_stage *stage = pictures_of(fixture);

    assert_int_equal(bc_stage_files(stage, &names), 0);
    bc_picture_free(NULL);
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
}

/** The fixture has two basins; here they stand for very many. */
static size_t pictures_with(struct outcome_fixture *fixture, size_t n_basins,
                            enum bc_pictures which)
{
    struct bc_album album = {
        .data = {.outcome = &fixture->outcome, .n_basins = n_basins}};

    fixture->outcome.pictures = which;
    return bc_album_basins(&album);
}

static void test_very_many_basins_have_one_picture(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    size_t most = BC_PICTURES_MOST;

    (void)state;
    assert_int_equal(pictures_with(fixture, most, BC_PICTURES_YES), most);
    assert_int_equal(pictures_with(fixture, most + 1, BC_PICTURES_YES), 0);
    assert_int_equal(pictures_with(fixture, 300, BC_PICTURES_ALL), 300);
    outcome_fixture_free(fixture);
}

static void test_pictures_are_1600_pixels_wide(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    size_t n;

    (void)state;
    fixture->outcome.pictures = BC_PICTURES_YES;
    struct bc_stage *stage = pictures_of(fixture);
    char *png = bytes_of(stage, "maps/basins.png", &n);

    /* PNG (ISO/IEC 15948) 11.2.2: the width stands big-endian at byte 16 */
    assert_memory_equal(png, "\x89PNG\r\n\x1a\n", 8);
    assert_memory_equal(png + 16, "\0\0\x06\x40", 4);
    free(png);
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
}

static void test_the_same_outcome_gives_the_same_bytes(void **state)
{
    static const char *const names[] = {"maps/basins.png", "atlas.pdf"};
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    fixture->outcome.pictures = BC_PICTURES_YES;
    for (size_t i = 0; i < 2; i++) {
        size_t n, again_n;
        struct bc_stage *stage = pictures_of(fixture);
        char *bytes = bytes_of(stage, names[i], &n);

        bc_stage_free(stage);
        stage = pictures_of(fixture);
        char *again = bytes_of(stage, names[i], &again_n);

        assert_int_equal(n, again_n);
        assert_memory_equal(bytes, again, n);
        free(bytes);
        free(again);
        bc_stage_free(stage);
    }
    outcome_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_file_without_pictures),
        cmocka_unit_test(test_very_many_basins_have_one_picture),
        cmocka_unit_test(test_pictures_are_1600_pixels_wide),
        cmocka_unit_test(test_the_same_outcome_gives_the_same_bytes),
    };

    if (!bc_picture_font(NULL))
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
