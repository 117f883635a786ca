/* SPDX-License-Identifier: MIT */
/* `assess` while the calls it makes fail, or while it is killed: OUT is the old
 * one or the new one, whole; the exit status tells which; the next run succeeds
 * and leaves nothing behind.
 *
 * Each run is a fork of this program, which holds the whole of basincheck. With
 * BC_FAULTS=every every call fails once, else some that are spread evenly; with
 * BC_FAULTS='every 2/4' the second of four parts of them. Of a library's
 * call that is made a thousand times (a cell, a tag) the first hundred fail
 * and, spread evenly, a hundred of the others. */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "fault.h"
#include "fault_run.h"
#include "layer/source.h"

static const struct fault no_fault[] = {{0}};
static struct bc_text old_out, new_out; /* what OUT holds, as listed */
static long n_calls[FAULT_N];           /* of a run over an OUT that is there */
static bool every;
static long part = 1, n_parts = 1;
static long n_faults;

/* For a message: the first line of one list that the other has not. */
static void show_difference(const struct bc_text *list,
                            const struct bc_text *other)
{
    const char *line = bc_text_string(list);

    while (*line) {
        char *own = bc_copy_bytes(line, strcspn(line, "\n") + 1);
        bool known = strstr(bc_text_string(other), own) != NULL;

        if (!known)
            print_error("differs: %s", own);
        free(own);
        if (!known)
            return;
        line += strcspn(line, "\n") + 1;
    }
}

static bool out_is(const struct bc_text *expected)
{
    struct bc_text now = {0};
    bool same;

    fault_list("out", &now);
    same = strcmp(bc_text_string(&now), bc_text_string(expected)) == 0;
    bc_text_clear(&now);
    return same;
}

/* What a run leaves beside OUT. */
static bool has_leftovers(void)
{
    struct dirent **entries = NULL;
    int n = scandir(".", &entries, NULL, NULL);
    bool found = false;

    for (int i = 0; i < n; i++) {
        found = found || strncmp(entries[i]->d_name, ".out.", 5) == 0;
        free(entries[i]);
    }
    free(entries);
    return found;
}

static pid_t start(const char *project, const struct fault *faults,
                   const char *log)
{
    const char *const words[] = {
        "assess", "--no-pictures", "-q",    "--overwrite",
        "-o",     "out",           project, NULL};

    return fault_start(words, faults, NULL, log);
}

static int run(const char *project, const struct fault *faults)
{
    return fault_finish(start(project, faults, "log"));
}

static void put_old_out(void)
{
    fault_shell("rm -rf out && cp -a old out");
}

static void write_project(const char *name, const char *title)
{
    FILE *file = fopen(name, "w");

    fprintf(file,
            "basincheck: 1\ntitle: %s\nperiod: 2021-04\nlayers:\n"
            "  basins: {source: basins.gpkg}\n"
            "  sections: {source: minimal_sections.csv}\n"
            "  redlines: {source: redlines.shp}\n"
            "  observations: {source: obs_a.csv}\n"
            "targets: minimal_targets.csv\n"
            "output:\n  maps: [verdict]\n",
            title);
    fclose(file);
}

static int set_up(void **state)
{
    const char *wish = getenv("BC_FAULTS");
    struct bc_error err;

    (void)state;
    every = wish && strncmp(wish, "every", 5) == 0;
    if (every && sscanf(wish, "every %ld/%ld", &part, &n_parts) != 2)
        part = n_parts = 1;
    fault_set_up();
    if (!fault_folder("test_calls") || bc_gdal_init(&err))
        return -1;
    fault_shell("cp " BC_TEST_DATA "/cli/minimal_* " BC_TEST_DATA
                "/cli/obs_a.csv " BC_SAMPLE "/redlines.* " BC_SAMPLE
                "/basins.gpkg .");
    write_project("old.yaml", "before");
    write_project("new.yaml", "after");
    if (run("old.yaml", no_fault))
        return -1;
    fault_list("out", &old_out);
    fault_shell("mv out old");
    if (run("new.yaml", no_fault))
        return -1;
    fault_list("out", &new_out);
    put_old_out();
    if (run("new.yaml", no_fault))
        return -1;
    for (int call = 0; call < FAULT_N; call++)
        n_calls[call] = fault_count(call);
    put_old_out();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bc_text_clear(&old_out);
    bc_text_clear(&new_out);
    fault_shell("cd / && rm -rf \"$OLDPWD\"");
    return 0;
}

static void show_log(const char *what, const struct fault *fault, int status)
{
    print_error("%s: %s %ld, errno %d, signal %d%s: status %#x\n", what,
                fault_names[fault->call], fault->at, fault->error,
                fault->signal, fault->lasting ? ", lasting" : "", status);
    fault_shell("head -c 2000 log >&2");
}

static bool log_has(const char *words)
{
    return fault_said("log", words);
}

/* `cannot write 'out/x'`, or an input: `basins.gpkg: is damaged` */
static bool names_a_file(void)
{
    static const char *const inputs[] = {
        "error: basins.gpkg: ", "error: redlines.shp: ", "error: obs_a.csv: ",
        "error: minimal_targets.csv: ", "error: minimal_sections.csv: "};
    bool named = log_has("error: ") && log_has("'");

    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        named = named || log_has(inputs[i]);
    return named;
}

/* A library may abort; else the status says whether OUT is new, and a message
 * what went wrong with which file. */
static const char *wrong_end(const struct fault *fault, int status)
{
    const bool is_new = out_is(&new_out);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

    if (!is_new && !out_is(&old_out)) {
        struct bc_text now = {0};

        fault_list("out", &now);
        show_difference(&now, &new_out);
        show_difference(&now, &old_out);
        bc_text_clear(&now);
        return "OUT is neither the old one nor the new one";
    }
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGABRT || WTERMSIG(status) == fault->signal
                   ? NULL
                   : "crashed";
    if (code == 0)
        return is_new ? NULL : "succeeded without a new OUT";
    if (is_new)
        return "failed with a new OUT";
    if (fault->signal)
        return code == 130 ? NULL : "another status than 130";
    if (fault->call == FAULT_ALLOCATION)
        return code == 3 && log_has("out of memory") ? NULL : "not said";
    if (code != 3 && code != 4)
        return "another status than 3 or 4";
    if (fault->call > FAULT_ANY) /* of a library's memory no file is named */
        return log_has("error: ") ? NULL : "nothing is said";
    return names_a_file() ? NULL : "no file is named";
}

/* One run under the faults, and what must hold after it. @return whether it
 * held */
static bool holds(const struct fault *faults)
{
    int status = run("new.yaml", faults);
    const char *wrong = wrong_end(faults, status);

    n_faults++;
    if (wrong) {
        show_log(wrong, faults, status);
        put_old_out();
        return false;
    }
    if (has_leftovers() && run("new.yaml", no_fault)) {
        show_log("the next run failed", faults, status);
        return false;
    }
    if (has_leftovers()) {
        show_log("leftovers", faults, status);
        return false;
    }
    if (!out_is(&old_out))
        put_old_out();
    return true;
}

enum { FIRST = 100, LATER = 100 };

/* Some of n places, or all; or, where that is enough, all of the first and some
 * of the later ones. */
static long next_place(long at, long n, long some, bool thinned)
{
    if (!every)
        return n <= some ? at + 1 : at + (n + some - 1) / some;
    return at + n_parts * (thinned && at >= FIRST && n > FIRST + LATER
                               ? (n - FIRST) / LATER
                               : 1);
}

/* With all faults each error is met with, where there are not too many calls;
 * else they take turns. */
static int n_errors(enum fault_call call, long n)
{
    return every && call < FAULT_ANY && n <= 150 ? 3 : 1;
}

/* @return how many of the faults did not end as they must */
static int wrong_ends(enum fault_call call, bool lasting, long some)
{
    static const int errors[] = {ENOSPC, EIO, EACCES};
    const long n = n_calls[call], before = n_faults;
    const bool thinned = lasting || call > FAULT_ANY;
    int wrong = 0, which = 0;

    if (n == 0)
        print_error("%s is not called\n", fault_names[call]), wrong++;
    for (long at = part; at <= n; at = next_place(at, n, some, thinned)) {
        for (int i = 0; i < n_errors(call, n); i++) {
            struct fault faults[2] = {{.call = call,
                                       .at = at,
                                       .error = errors[which++ % 3],
                                       .lasting = lasting}};

            wrong += !holds(faults);
        }
    }
    if (every)
        print_message("%s: %ld calls, %ld faults, %d wrong\n",
                      fault_names[call], n, n_faults - before, wrong);
    return wrong;
}

static void fail_each(enum fault_call call, bool lasting, long some)
{
    assert_int_equal(wrong_ends(call, lasting, some), 0);
}

#define FAILING(name, call, lasting, some)                                     \
    static void name(void **state)                                             \
    {                                                                          \
        (void)state;                                                           \
        fail_each(call, lasting, some);                                        \
    }

FAILING(a_write_that_fails_leaves_the_old_out, FAULT_WRITE, false, 8)
FAILING(a_disk_that_stays_full_leaves_the_old_out, FAULT_WRITE, true, 4)
FAILING(a_sync_that_fails_leaves_the_old_out, FAULT_SYNC, false, 4)
FAILING(a_rename_that_fails_leaves_the_old_out, FAULT_RENAME, false, 2)
FAILING(an_exchange_that_fails_leaves_the_old_out, FAULT_EXCHANGE, false, 1)
FAILING(an_open_that_fails_leaves_the_old_out, FAULT_OPEN, false, 6)
FAILING(a_close_that_fails_leaves_the_old_out, FAULT_CLOSE, false, 4)
FAILING(a_read_that_fails_leaves_the_old_out, FAULT_READ, false, 6)
FAILING(a_folder_that_cannot_be_made_leaves_the_old_out, FAULT_MAKE, false, 2)
FAILING(a_look_that_fails_leaves_the_old_out, FAULT_LOOK, false, 16)
FAILING(a_file_that_stays_is_removed_by_the_next_run, FAULT_REMOVE, false, 2)
FAILING(files_that_stay_are_removed_by_the_next_run, FAULT_REMOVE, true, 2)

static void a_library_that_fails_leaves_the_old_out(void **state)
{
    int wrong = 0;

    (void)state;
    for (int call = FAULT_ANY + 1; call < FAULT_N; call++)
        wrong += wrong_ends(call, false, 2);
    assert_int_equal(wrong, 0);
}

static void memory_that_runs_out_is_said_and_leaves_the_old_out(void **state)
{
    const long n = n_calls[FAULT_ALLOCATION];
    const long some = every ? 300 : 5;
    int wrong = 0;

    (void)state;
    for (long i = part - 1; i < some; i += n_parts) {
        struct fault faults[2] = {{.call = FAULT_ALLOCATION,
                                   .at = 1 + i * (n - 1) / some,
                                   .error = ENOMEM}};

        wrong += !holds(faults);
    }
    assert_int_equal(wrong, 0);
}

/* Moments are calls: so the same ones in each run, and more of them where more
 * happens to files than where it computes. */
static void signal_at_moments(int signal_number, long some, bool twice)
{
    const long n = n_calls[FAULT_ANY];
    int wrong = 0;

    for (long i = part - 1; i < some; i += n_parts) {
        const struct fault fault = {.call = FAULT_ANY,
                                    .at = 1 + i * (n - 1) / (some - 1),
                                    .signal = signal_number};
        struct fault faults[3] = {fault, twice ? fault : (struct fault){0}};

        wrong += !holds(faults);
    }
    assert_int_equal(wrong, 0);
}

static void a_killed_run_leaves_the_old_out_or_the_new(void **state)
{
    (void)state;
    signal_at_moments(SIGKILL, every ? 200 : 10, false);
}

static void a_terminated_run_leaves_the_old_out_or_the_new(void **state)
{
    (void)state;
    signal_at_moments(SIGTERM, every ? 50 : 4, false);
}

static void an_interrupted_run_leaves_the_old_out_or_the_new(void **state)
{
    (void)state;
    signal_at_moments(SIGINT, every ? 50 : 2, false);
}

static void a_second_signal_ends_the_run_at_once(void **state)
{
    const long n = n_calls[FAULT_ANY];
    const struct fault twice[3] = {
        {.call = FAULT_ANY, .at = n / 2, .signal = SIGTERM},
        {.call = FAULT_ANY, .at = n / 2, .signal = SIGTERM}};
    int status = run("new.yaml", twice);

    (void)state;
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    assert_true(out_is(&old_out));
    assert_true(holds(no_fault));
    signal_at_moments(SIGTERM, every ? 20 : 2, true);
}

/* Some file systems cannot exchange two folders: there the old one is put
 * aside first. Between the two steps there is no OUT, and the next run puts the
 * old one back before it does anything else. */
static void a_run_killed_between_two_renames_loses_nothing(void **state)
{
    const struct fault refused = {
        .call = FAULT_EXCHANGE, .at = 1, .error = EINVAL};
    const struct fault killed_at_once[2] = {
        {.call = FAULT_MAKE, .at = 1, .signal = SIGKILL}};
    const long n = n_calls[FAULT_RENAME];

    (void)state;
    for (long at = n; at <= n + 3; at++) {
        const struct fault faults[3] = {
            refused, {.call = FAULT_RENAME, .at = at, .signal = SIGKILL}};

        run("new.yaml", faults);
        run("new.yaml", killed_at_once);
        assert_true(out_is(&old_out) || out_is(&new_out));
        assert_int_equal(run("new.yaml", no_fault), 0);
        assert_true(out_is(&new_out));
        assert_false(has_leftovers());
        put_old_out();
    }
}

static void a_rename_that_fails_between_the_two_puts_the_old_out_back(void **s)
{
    const struct fault refused = {
        .call = FAULT_EXCHANGE, .at = 1, .error = EINVAL};
    const long n = n_calls[FAULT_RENAME];

    (void)s;
    for (long at = n; at <= n + 3; at++) {
        const struct fault faults[3] = {
            {.call = FAULT_RENAME, .at = at, .error = EIO}, refused};

        assert_true(holds(faults));
    }
}

static void two_runs_into_one_out_never_mix(void **state)
{
    (void)state;
    for (int i = 0; i < (every ? 40 / n_parts : 2); i++) {
        pid_t first = start("old.yaml", no_fault, "log");
        pid_t second = start("new.yaml", no_fault, "log2");
        int one = fault_finish(first), other = fault_finish(second);

        /* the slower one may find that OUT was exchanged under its hands */
        assert_true(!one || WEXITSTATUS(one) == 4);
        assert_true(!other || WEXITSTATUS(other) == 4);
        assert_true(!one || !other);
        assert_true(out_is(&old_out) || out_is(&new_out));
        assert_int_equal(run("new.yaml", no_fault), 0);
        assert_false(has_leftovers());
    }
    put_old_out();
}

/* As on a disk with a quota; a write gets some bytes out before it fails. */
static void files_that_may_not_grow_leave_the_old_out(void **state)
{
    const long sizes = every ? 40 : 4;
    const struct fault none[1] = {{0}};
    struct rlimit before, limit;

    (void)state;
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    for (long i = part; i <= sizes; i += n_parts) {
        int status;

        limit = before;
        limit.rlim_cur = (rlim_t)(i * 260 * 1024 / sizes);
        setrlimit(RLIMIT_FSIZE, &limit);
        status = run("new.yaml", none);
        setrlimit(RLIMIT_FSIZE, &before);
        if (status)
            assert_int_equal(WEXITSTATUS(status), 4);
        assert_true(out_is(status ? &old_out : &new_out));
        assert_false(has_leftovers());
        put_old_out();
    }
    signal(SIGXFSZ, SIG_DFL);
}

/* `test_calls write 131 5`: one fault alone, its OUT left for a look at it. */
static int try_one(char **words)
{
    struct fault faults[2] = {{.at = atol(words[1]), .error = atoi(words[2])}};
    int status = -1;

    while (faults->call < FAULT_N - 1 &&
           strcmp(words[0], fault_names[faults->call]) != 0)
        faults->call++;
    if (set_up(NULL))
        return 1;
    status = run("new.yaml", faults);
    fault_shell("pwd");
    show_log("one fault", faults, status);
    printf("OUT is %s\n", out_is(&new_out)   ? "new"
                          : out_is(&old_out) ? "old"
                                             : "neither");
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_disk_that_stays_full_leaves_the_old_out),
        cmocka_unit_test(a_sync_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_rename_that_fails_leaves_the_old_out),
        cmocka_unit_test(an_exchange_that_fails_leaves_the_old_out),
        cmocka_unit_test(an_open_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_close_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_read_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_folder_that_cannot_be_made_leaves_the_old_out),
        cmocka_unit_test(a_look_that_fails_leaves_the_old_out),
        cmocka_unit_test(a_file_that_stays_is_removed_by_the_next_run),
        cmocka_unit_test(files_that_stay_are_removed_by_the_next_run),
        cmocka_unit_test(a_library_that_fails_leaves_the_old_out),
        cmocka_unit_test(memory_that_runs_out_is_said_and_leaves_the_old_out),
        cmocka_unit_test(a_killed_run_leaves_the_old_out_or_the_new),
        cmocka_unit_test(a_terminated_run_leaves_the_old_out_or_the_new),
        cmocka_unit_test(an_interrupted_run_leaves_the_old_out_or_the_new),
        cmocka_unit_test(a_second_signal_ends_the_run_at_once),
        cmocka_unit_test(a_run_killed_between_two_renames_loses_nothing),
        cmocka_unit_test(
            a_rename_that_fails_between_the_two_puts_the_old_out_back),
        cmocka_unit_test(two_runs_into_one_out_never_mix),
        cmocka_unit_test(files_that_may_not_grow_leave_the_old_out),
    };

    if (argc == 4)
        return try_one(argv + 1);
    if (argc == 2)
        cmocka_set_test_filter(argv[1]); /* a_library* */
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
