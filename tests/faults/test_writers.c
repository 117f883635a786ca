/* SPDX-License-Identifier: MIT */
/* What puts OUT together, alone, while each call that it makes fails once: it
 * says so, or what it wrote is what it writes without a fault. With
 * BC_FAULTS=every each call, of a kind that is made more often 150 that are
 * spread, else three; of the stage, which everything else stands on, every call
 * always. */
#include "test.h"

#include <cairo.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "fault.h"
#include "fault_run.h"
#include "layer/source.h"
#include "output/outcome_fixture.h"
#include "output/writers.h"

static const struct fault no_fault[] = {{0}};
static struct bc_error err;
static bool every;

static int set_up(void **state)
{
    const char *wish = getenv("BC_FAULTS");

    (void)state;
    every = wish && strcmp(wish, "every") == 0;
    setenv("BASINCHECK_THREADS", "1", 1); /* the same calls in every run */
    fault_set_up();
    return fault_folder("test_writers") && !bc_gdal_init(&err) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    fault_shell("cd / && rm -rf \"$OLDPWD\"");
    return 0;
}

/* ---- the stage ---- */

/* OUT of two files and a manifest, one file in the folder of maps. */
static enum bc_status make_out(const char *word)
{
    struct bc_text manifest = {0};
    struct bc_stage *stage = NULL;
    enum bc_status status = bc_stage_new("out", true, &stage, &err);

    bc_text_printf(&manifest,
                   "{\"program\": \"basincheck\", \"title\": \"%s\", "
                   "\"outputs\": {\"a.csv\": \"\", \"maps/m.png\": \"\"}}",
                   word);
    if (!status)
        status = bc_stage_write(stage, "a.csv", word, strlen(word), &err);
    if (!status)
        status = bc_stage_write(stage, "maps/m.png", "picture", 7, &err);
    if (!status)
        status = bc_stage_adopt(stage, "maps/m.png", &err);
    if (!status)
        status = bc_stage_write(stage, "manifest.json", manifest.data,
                                manifest.length, &err);
    if (!status)
        status = bc_stage_publish(stage, &err);
    bc_stage_free(stage);
    bc_text_clear(&manifest);
    return status;
}

/* A killed run left its stage; of another one OUT was put aside. */
static void put_scene(void)
{
    fault_shell("rm -rf out .out.* && cp -a old out && mkdir -p "
                ".out.basincheck-1/maps && touch .out.basincheck-1/a.csv "
                ".out.basincheck-1/maps/m.tif && mkdir .out.basincheck-2-old "
                "&& touch .out.basincheck-2-old/a.csv");
}

static bool is_out(const char *folder)
{
    struct bc_text now = {0}, wanted = {0};
    bool same;

    fault_list("out", &now);
    fault_list(folder, &wanted);
    same = strcmp(bc_text_string(&now), bc_text_string(&wanted)) == 0;
    bc_text_clear(&now);
    bc_text_clear(&wanted);
    return same;
}

static int count_leftovers(void)
{
    struct dirent **entries = NULL;
    int n = scandir(".", &entries, NULL, NULL), found = 0;

    for (int i = 0; i < n; i++) {
        found += strncmp(entries[i]->d_name, ".out.", 5) == 0;
        free(entries[i]);
    }
    free(entries);
    return found;
}

static const char *wrong_stage(enum bc_status status)
{
    if (!is_out(status ? "old" : "new"))
        return status ? "failed, and OUT is not the old one"
                      : "succeeded, and OUT is not the new one";
    if (status && (status != BC_CANNOT_WRITE || !strstr(err.message, "'out")))
        return "does not name OUT";
    return NULL;
}

static int stage_wrong_ends(const struct fault *faults)
{
    enum bc_status status;
    const char *wrong;

    put_scene();
    fault_arm(faults);
    status = make_out("after");
    fault_disarm();
    wrong = wrong_stage(status);
    if (!wrong && make_out("after"))
        wrong = "the next run fails";
    if (!wrong && (!is_out("new") || count_leftovers()))
        wrong = "the next run leaves something behind";
    if (wrong)
        print_error("%s %ld, errno %d: %s (%s)\n", fault_names[faults->call],
                    faults->at, faults->error, wrong, err.message);
    return wrong != NULL;
}

static void stage_set_up(long n_calls[FAULT_N])
{
    fault_shell("rm -rf out old new .out.*");
    assert_int_equal(make_out("after"), BC_OK);
    fault_shell("mv out new");
    assert_int_equal(make_out("before"), BC_OK);
    fault_shell("mv out old");
    put_scene();
    fault_arm(no_fault);
    assert_int_equal(make_out("after"), BC_OK);
    for (int call = 0; call < FAULT_N; call++)
        n_calls[call] = fault_count(call);
    fault_disarm();
    assert_true(is_out("new"));
    assert_int_equal(count_leftovers(), 0);
}

static void each_call_of_a_stage_that_fails_leaves_the_old_out(void **state)
{
    static const int errors[] = {EIO, ENOSPC, EACCES};
    long n_calls[FAULT_N];
    int wrong = 0;

    (void)state;
    stage_set_up(n_calls);
    for (int call = 0; call < FAULT_ALLOCATION; call++)
        for (long at = 1; at <= n_calls[call]; at++) {
            const struct fault faults[2] = {
                {.call = call, .at = at, .error = errors[at % 3]}};

            wrong += stage_wrong_ends(faults);
        }
    assert_int_equal(wrong, 0);
}

/* Where folders cannot be exchanged, there are two renames. */
static void each_rename_where_none_exchanges_leaves_the_old_out(void **state)
{
    const struct fault refused = {
        .call = FAULT_EXCHANGE, .at = 1, .error = ENOSYS};
    long n_calls[FAULT_N];
    int wrong = 0;

    (void)state;
    stage_set_up(n_calls);
    for (long at = 1; at <= n_calls[FAULT_RENAME] + 3; at++) {
        const struct fault faults[3] = {
            {.call = FAULT_RENAME, .at = at, .error = EIO}, refused};

        wrong += stage_wrong_ends(faults);
    }
    assert_int_equal(wrong, 0);
}

static void a_call_that_is_interrupted_is_made_again(void **state)
{
    static const enum fault_call calls[] = {FAULT_WRITE, FAULT_READ};
    long n_calls[FAULT_N];

    (void)state;
    stage_set_up(n_calls);
    for (int i = 0; i < 2; i++)
        for (long at = 1; at <= n_calls[calls[i]]; at++) {
            const struct fault faults[2] = {
                {.call = calls[i], .at = at, .error = EINTR}};

            put_scene();
            fault_arm(faults);
            assert_int_equal(make_out("after"), BC_OK);
            fault_disarm();
            assert_true(is_out("new"));
        }
}

static void a_write_that_was_none_is_found(void **state)
{
    long n_calls[FAULT_N];

    (void)state;
    stage_set_up(n_calls);
    assert_int_equal(n_calls[FAULT_WRITE], 3);
    for (long at = 1; at <= n_calls[FAULT_WRITE]; at++) {
        const struct fault faults[2] = {
            {.call = FAULT_WRITE, .at = at, .error = EIO, .lies = true}};

        assert_int_equal(stage_wrong_ends(faults), 0);
        put_scene();
        fault_arm(faults);
        assert_int_equal(make_out("after"), BC_CANNOT_WRITE);
        fault_disarm();
    }
}

static void a_write_of_other_bytes_is_found(void **state)
{
    long n_calls[FAULT_N];

    (void)state;
    stage_set_up(n_calls);
    for (long at = 1; at <= n_calls[FAULT_WRITE]; at++) {
        const struct fault faults[2] = {
            {.call = FAULT_WRITE, .at = at, .error = EIO, .spoils = true}};

        put_scene();
        fault_arm(faults);
        assert_int_equal(make_out("after"), BC_CANNOT_WRITE);
        fault_disarm();
        assert_true(is_out("old"));
    }
}

static void no_call_that_fails_takes_the_file_of_somebody_else(void **state)
{
    long n_calls[FAULT_N];

    (void)state;
    stage_set_up(n_calls);
    for (int call = 0; call < FAULT_ALLOCATION; call++)
        for (long at = 1; at <= n_calls[call]; at++) {
            const struct fault faults[2] = {
                {.call = call, .at = at, .error = EIO}};

            put_scene();
            fault_shell("touch out/maps/letter.txt");
            fault_arm(faults);
            assert_int_equal(make_out("after"), BC_CANNOT_WRITE);
            fault_disarm();
            assert_int_equal(access("out/maps/letter.txt", F_OK), 0);
        }
}

/* ---- the writers ---- */

struct writer {
    const char *name;
    enum bc_status (*write)(const struct bc_outcome *outcome,
                            struct bc_stage *stage, struct bc_error *err);
};

/* Of XML that is made in memory no failure is told: memory that runs out ends
 * the process (test_calls.c). */
static bool is_told(int call)
{
    return call != FAULT_ALLOCATION && call != FAULT_ANY &&
           (call < FAULT_xmlNewTextWriterMemory ||
            call > FAULT_xmlTextWriterEndDocument);
}

static const struct writer writers[] = {
    {"tables", bc_tables_write},         {"GeoJSON", bc_geojson_write},
    {"GeoPackage", bc_geopackage_write}, {"rasters", bc_raster_write},
    {"workbook", bc_workbook_write},     {"QGIS project", bc_qgis_write},
    {"report", bc_report_write},         {"pictures", bc_pictures_write},
    {"atlas", bc_atlas_write},           {"manifest", bc_manifest_write}};

/* What the writer put into its stage, and how it ended. */
static enum bc_status try_writer(struct outcome_fixture *fixture,
                                 const struct writer *writer,
                                 const struct fault *faults,
                                 struct bc_text *made)
{
    struct bc_stage *stage = outcome_fixture_stage(fixture);
    enum bc_status status;

    fault_arm(faults);
    status = writer->write(&fixture->outcome, stage, &err);
    fault_disarm();
    made->length = 0;
    fault_list(bc_stage_path(stage, ""), made);
    bc_stage_free(stage);
    return status;
}

static int writer_wrong_ends(struct outcome_fixture *fixture,
                             const struct writer *writer)
{
    static const int errors[] = {EIO, ENOSPC, EACCES};
    const long most = every ? 150 : 3;
    struct bc_text whole = {0}, made = {0};
    long n_calls[FAULT_N];
    int wrong = 0;

    assert_int_equal(try_writer(fixture, writer, no_fault, &whole), BC_OK);
    for (int call = 0; call < FAULT_N; call++)
        n_calls[call] = fault_count(call);
    for (int call = 0; call < FAULT_N; call++) {
        const long n = is_told(call) ? n_calls[call] : 0;
        const long some = n < most ? n : most;

        for (long i = 0; i < some; i++) {
            const struct fault faults[2] = {
                {.call = call,
                 .at = some > 1 ? 1 + i * (n - 1) / (some - 1) : 1,
                 .error = errors[i % 3]}};
            enum bc_status status;

            err.message[0] = '\0';
            status = try_writer(fixture, writer, faults, &made);
            if (status ? *err.message != '\0'
                       : !strcmp(bc_text_string(&whole), bc_text_string(&made)))
                continue;
            wrong++;
            print_error("%s: %s %ld of %ld, errno %d: %s\n", writer->name,
                        fault_names[call], faults->at, n, faults->error,
                        status ? "nothing is said"
                               : "succeeded with something else");
        }
    }
    bc_text_clear(&whole);
    bc_text_clear(&made);
    return wrong;
}

static void each_writer_is_whole_or_says_what_failed(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    int wrong = 0;

    (void)state;
    fixture->outcome.pictures = true;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        wrong += writer_wrong_ends(fixture, &writers[i]);
    outcome_fixture_free(fixture);
    assert_int_equal(wrong, 0);
}

/* Every call of a kind while one raster in a zone is written: what puts it on
 * the disk early may fail, for it is asked again. */
static void a_raster_of_a_zone_is_whole_or_says_what_failed(void **state)
{
    static const enum fault_call calls[] = {FAULT_OPEN, FAULT_proj_create};
    const struct writer rasters = {"raster", bc_raster_write};
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_text whole = {0}, made = {0};
    long n_calls[FAULT_N];

    (void)state;
    fixture->outcome.raster.gauss_krueger = true;
    fixture->outcome.raster.maps = ",verdict,";
    assert_int_equal(try_writer(fixture, &rasters, no_fault, &whole), BC_OK);
    for (int call = 0; call < FAULT_N; call++)
        n_calls[call] = fault_count(call);
    assert_true(n_calls[FAULT_proj_create] > 1);
    for (int i = 0; i < 2; i++)
        for (long at = 1; at <= n_calls[calls[i]]; at++) {
            const struct fault faults[2] = {
                {.call = calls[i], .at = at, .error = EIO}};
            enum bc_status status;

            err.message[0] = '\0';
            status = try_writer(fixture, &rasters, faults, &made);
            if (calls[i] == FAULT_proj_create)
                assert_non_null(strstr(err.message, "PROJ refuses the zone"));
            assert_true(status ? *err.message != '\0'
                               : !strcmp(bc_text_string(&whole),
                                         bc_text_string(&made)));
        }
    bc_text_clear(&whole);
    bc_text_clear(&made);
    outcome_fixture_free(fixture);
}

/* ---- drawings ---- */

/* Cairo tells at the end whether all went well. */
static bool cairo_fails;

cairo_status_t __real_cairo_status(cairo_t *cairo);
cairo_status_t __wrap_cairo_status(cairo_t *cairo);
cairo_status_t __wrap_cairo_status(cairo_t *cairo)
{
    return cairo_fails ? CAIRO_STATUS_WRITE_ERROR : __real_cairo_status(cairo);
}

cairo_status_t __real_cairo_surface_status(cairo_surface_t *surface);
cairo_status_t __wrap_cairo_surface_status(cairo_surface_t *surface);
cairo_status_t __wrap_cairo_surface_status(cairo_surface_t *surface)
{
    return cairo_fails ? CAIRO_STATUS_WRITE_ERROR
                       : __real_cairo_surface_status(surface);
}

static void a_drawing_that_fails_is_named(void **state)
{
    static const struct {
        struct writer writer;
        const char *says;
    } cases[] = {
        {{"pictures", bc_pictures_write}, "Cairo could not draw 'maps/"},
        {{"atlas", bc_atlas_write}, "Cairo could not draw 'atlas.pdf'"}};
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_text made = {0};

    (void)state;
    if (!bc_picture_font(NULL))
        skip();
    fixture->outcome.pictures = BC_PICTURES_YES;
    for (size_t i = 0; i < 2; i++) {
        cairo_fails = true;
        assert_int_equal(try_writer(fixture, &cases[i].writer, no_fault, &made),
                         BC_INTERNAL);
        cairo_fails = false;
        assert_non_null(strstr(err.message, cases[i].says));
        assert_int_equal(try_writer(fixture, &cases[i].writer, no_fault, &made),
                         BC_OK);
    }
    bc_text_clear(&made);
    outcome_fixture_free(fixture);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_of_a_stage_that_fails_leaves_the_old_out),
        cmocka_unit_test(each_rename_where_none_exchanges_leaves_the_old_out),
        cmocka_unit_test(a_call_that_is_interrupted_is_made_again),
        cmocka_unit_test(a_write_that_was_none_is_found),
        cmocka_unit_test(a_write_of_other_bytes_is_found),
        cmocka_unit_test(no_call_that_fails_takes_the_file_of_somebody_else),
        cmocka_unit_test(each_writer_is_whole_or_says_what_failed),
        cmocka_unit_test(a_raster_of_a_zone_is_whole_or_says_what_failed),
        cmocka_unit_test(a_drawing_that_fails_is_named),
    };

    if (argc == 2)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
