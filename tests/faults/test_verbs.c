/* SPDX-License-Identifier: MIT */
/* Every verb while the calls it makes fail, or while it is interrupted. A run
 * that says it succeeded has printed and written what it does without a fault;
 * any other says what is wrong, and has written all of a file or nothing.
 *
 * With BC_FAULTS=every each call fails once, of one that is made more often 100
 * that are spread, else two or three. */
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault_run.h"
#include "layer/source.h"

enum { MOST_WORDS = 24, MOST_STEPS = 256, MOST_FAULTS = 100 };

/* In the folder that verbs.sh makes; files go to `made`. */
static const char *const lines[] = {
    "check all.yaml",
    "check all.yaml -o /dev/null",
    "join all.yaml --json",
    "join all.yaml --nearest",
    "overlay all.yaml -o made/overlay.csv",
    "trace all.yaml --from 甲河 --json",
    "trace all.yaml --from P1 -f html -o made/sheet.html",
    "trace all.yaml --missed",
    "map all.yaml -q -o made/maps",
    "assess all.yaml -q --no-pictures --by month --what-if what_if.csv "
    "--confidence 3 -o made/out",
    "assess later.yaml -q --no-pictures -o made/out",
    "compare old new -q",
    "compare old new -q -f geojson -o made/map.geojson",
    "init -n folder",
    "init made/in",
    "classify months.csv --sections sections.csv",
    "classify months.csv --sections sections.csv --by sample",
    "classify months.csv --sections sections.csv --rating",
    "classify months.csv --sections sections.csv --change --json",
    "classify months.csv --sections sections.csv --risk --risk-list list.csv",
    "classify months.csv --sections sections.csv --risk --project all.yaml",
    "classify months.csv --sections sections.csv --background background.csv",
    "classify months.csv --sections sections.csv --compensation rules.csv "
    "--pairs pairs.csv",
    "classify months.csv --sections sections.csv --compensation all.yaml",
    "classify flood.csv --flood --rain rain.csv",
    "classify odour.csv --black-odour",
    "classify sources_months.csv --sections sources.csv --supply",
};
enum { N_LINES = sizeof lines / sizeof *lines };

static const struct fault no_fault[] = {{0}};
static bool every;

static int run(const char *line, const struct fault *faults)
{
    const char *words[MOST_WORDS + 1] = {0};
    char *copy = strdup(line), *rest = NULL;
    int n = 0, status;

    for (char *word = strtok_r(copy, " ", &rest); word && n < MOST_WORDS;
         word = strtok_r(NULL, " ", &rest))
        words[n++] = word;
    fault_shell("rm -rf made && mkdir made && cp -r folder made/in");
    status = fault_finish(fault_start(words, faults, "printed", "log"));
    free(copy);
    return status;
}

/* Standard output and the files. */
static void list_made(struct bc_text *made)
{
    made->length = 0;
    fault_shell("mv printed made");
    fault_list("made", made);
}

struct trial {
    const char *line;
    struct bc_text whole, made;
    long n_calls[FAULT_N];
    int wrong;
};

static const char *wrong_end(const struct trial *trial,
                             const struct fault *fault, int status)
{
    const bool is_init = strncmp(trial->line, "init", 4) == 0;
    const bool is_whole = strcmp(bc_text_string(&trial->whole),
                                 bc_text_string(&trial->made)) == 0;

    if (WIFSIGNALED(status)) /* a library may abort */
        return WTERMSIG(status) == SIGABRT ? NULL : "crashed";
    switch (WEXITSTATUS(status)) {
    case 0: /* init guesses, of what it could read */
        return is_whole || is_init ? NULL : "succeeded with another answer";
    case 130:
        return fault->signal ? NULL : "says it was interrupted";
    case 3:
    case 4:
        return fault_said("log", "error") ? NULL : "nothing is said";
    default:
        return "another status than 0, 3 and 4";
    }
}

static void try_fault(struct trial *trial, struct fault fault)
{
    const struct fault faults[2] = {fault};
    int status = run(trial->line, faults);
    const char *wrong;

    list_made(&trial->made);
    wrong = wrong_end(trial, &fault, status);
    if (!wrong)
        return;
    trial->wrong++;
    print_error("%s: %s %ld of %ld, errno %d, signal %d: %s (%#x)\n",
                trial->line, fault_names[fault.call], fault.at,
                trial->n_calls[fault.call], fault.error, fault.signal, wrong,
                status);
    fault_shell("tail -n 3 log >&2");
}

/* Some of the n calls, the first and the last among them. */
static void try_calls(struct trial *trial, enum fault_call call, int signal,
                      long some)
{
    static const int errors[] = {EIO, ENOSPC, EACCES};
    const long n = trial->n_calls[call];

    if (every)
        some = MOST_FAULTS;
    if (some > n)
        some = n;
    for (long i = 0; i < some; i++)
        try_fault(trial, (struct fault){
                             .call = call,
                             .at = some > 1 ? 1 + i * (n - 1) / (some - 1) : 1,
                             .error = signal ? 0 : errors[i % 3],
                             .signal = signal});
}

static void a_verb_that_fails_says_so(void **state)
{
    int wrong = 0;

    (void)state;
    for (int i = 0; i < N_LINES; i++) {
        struct trial trial = {.line = lines[i]};
        int status = run(lines[i], no_fault);

        if (!WIFEXITED(status) || WEXITSTATUS(status)) {
            fault_shell("cat log >&2");
            fail_msg("%s: %#x", lines[i], status);
        }
        for (int call = 0; call < FAULT_N; call++)
            trial.n_calls[call] = fault_count(call);
        list_made(&trial.whole);
        for (int call = 0; call < FAULT_ANY; call++)
            if (call != FAULT_REMOVE && call != FAULT_ALLOCATION)
                try_calls(&trial, call, 0, 3);
        for (int call = FAULT_ANY + 1; call < FAULT_N; call++)
            try_calls(&trial, call, 0, 2);
        try_calls(&trial, FAULT_ANY, SIGINT, 4);
        for (int at = 1; at <= 2; at++) /* not a fault: it is tried again */
            try_fault(
                &trial,
                (struct fault){.call = FAULT_WRITE, .at = at, .error = EINTR});
        wrong += trial.wrong;
        bc_text_clear(&trial.whole);
        bc_text_clear(&trial.made);
    }
    assert_int_equal(wrong, 0);
}

/* Where all is known and only to be printed: each of the last calls, closing a
 * device among them. */
static void what_a_verb_ends_with_may_fail(void **state)
{
    static const char *const ends[] = {"check all.yaml -o /dev/null",
                                       "overlay all.yaml -o made/overlay.csv"};
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct trial trial = {.line = ends[i]};
        long n, n_closed;

        assert_int_equal(run(ends[i], no_fault), 0);
        n = fault_count(FAULT_ANY);
        n_closed = fault_count(FAULT_CLOSE);
        list_made(&trial.whole);
        for (long at = n > 12 ? n - 12 : 1; at <= n; at++)
            try_fault(
                &trial,
                (struct fault){.call = FAULT_ANY, .at = at, .signal = SIGINT});
        for (long at = n_closed > 2 ? n_closed - 2 : 1; at <= n_closed; at++)
            try_fault(&trial, (struct fault){
                                  .call = FAULT_CLOSE, .at = at, .error = EIO});
        wrong += trial.wrong;
        bc_text_clear(&trial.whole);
        bc_text_clear(&trial.made);
    }
    assert_int_equal(wrong, 0);
}

/* The first call of each of our own functions that may fail; with all faults,
 * the last, too. */
static int step_wrong_ends(const char *line)
{
    struct trial trial = {.line = line};
    long n_calls[MOST_STEPS];
    int n = 0, wrong = 0;

    fault_steps_arm(0, 0);
    run(line, no_fault);
    for (; fault_step_names[n]; n++) {
        assert_true(n < MOST_STEPS);
        n_calls[n] = fault_steps_count(n);
    }
    list_made(&trial.whole);
    for (int step = 0; step < n; step++)
        for (long at = 1; at <= (every ? n_calls[step] : n_calls[step] > 0);
             at += at < n_calls[step] - 1 ? n_calls[step] - 1 : 1) {
            const struct fault fault = {.at = at};
            const char *why;
            int status;

            fault_steps_arm(step, at);
            status = run(line, no_fault);
            fault_steps_arm(0, 0);
            list_made(&trial.made);
            why = fault_said("log", "a fault of the test")
                      ? NULL
                      : wrong_end(&trial, &fault, status);
            if (!why || WIFSIGNALED(status))
                why = WIFSIGNALED(status) ? "crashed" : NULL;
            if (why) {
                print_error("%s: %s %ld of %ld: %s (%#x)\n", line,
                            fault_step_names[step], at, n_calls[step], why,
                            status);
                wrong++;
            }
        }
    bc_text_clear(&trial.whole);
    bc_text_clear(&trial.made);
    return wrong;
}

static void a_step_that_fails_is_said(void **state)
{
    int wrong = 0;

    (void)state;
    for (int i = 0; i < N_LINES; i++)
        wrong += step_wrong_ends(lines[i]);
    assert_int_equal(wrong, 0);
}

static int set_up(void **state)
{
    const char *wish = getenv("BC_FAULTS");
    struct bc_error err;

    (void)state;
    every = wish && strcmp(wish, "every") == 0;
    fault_set_up();
    if (!fault_folder("test_verbs") || bc_gdal_init(&err))
        return -1;
    fault_shell("sh " BC_TEST_DATA "/../faults/verbs.sh " BC_TEST_DATA);
    if (run("assess before.yaml -q --no-pictures -o old", no_fault) ||
        run("assess later.yaml -q --no-pictures -o new", no_fault)) {
        fault_shell("cat log >&2");
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fault_shell("cd / && rm -rf \"$OLDPWD\"");
    return 0;
}

/* `test_verbs 'init -n folder' open 4 28`: one fault alone, for a look at it.
 */
static int try_one(char **words)
{
    struct fault faults[2] = {{.at = atol(words[2]), .error = atoi(words[3])}};
    int status = -1;

    while (faults->call < FAULT_N - 1 &&
           strcmp(words[1], fault_names[faults->call]) != 0)
        faults->call++;
    if (set_up(NULL))
        return 1;
    status = run(words[0], faults);
    fault_shell("pwd; cat printed log");
    printf("status %#x\n", status);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_that_fails_says_so),
        cmocka_unit_test(what_a_verb_ends_with_may_fail),
        cmocka_unit_test(a_step_that_fails_is_said),
    };

    if (argc == 5)
        return try_one(argv + 1);
    if (argc == 2)
        cmocka_set_test_filter(argv[1]); /* a_step* */
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
