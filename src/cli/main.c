/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/deadline.h"
#include "base/decimal.h"
#include "base/language.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/scarce_memory.h"
#include "cli/version.h"
#include "geo/geos.h"
#include "layer/source.h"

static const struct bc_command commands[] = {
    {"assess", cmd_assess,
     BC_N("read, join, assess, evaluate; write maps and report")},
    {"check", cmd_check,
     BC_N("examine the inputs only: all findings of all files")},
    {"classify", cmd_classify, BC_N("water-quality classes of a table")},
    {"join", cmd_join, BC_N("which basin each point got, and how")},
    {"map", cmd_map, BC_N("the rasters alone")},
    {"overlay", cmd_overlay, BC_N("red-line areas per basin")},
    {"trace", cmd_trace, BC_N("up or down the river network from a place")},
    {"compare", cmd_compare, BC_N("what changed between two results")},
    {"init", cmd_init,
     BC_N("a project file and templates from the layers found there")},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void interrupt(int signal_number)
{
    bc_interrupted = signal_number;
}

static bool is_interrupted(void)
{
    return bc_interrupted;
}

static void catch_signals(void)
{
    /* The second signal ends the process at once: OUT is staged, so even that
     * leaves the old one. */
    struct sigaction action = {.sa_handler = interrupt,
                               .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A file that may not grow fails to be written, which is said; it does not
     * end the process. */
    signal(SIGXFSZ, SIG_IGN);
    bc_geos_break_off(is_interrupted);
}

static void print_help(FILE *out)
{
    fputs(bc_say("Are the water targets of each basin met, by how much, and "
                 "what must "
                 "change?\n\nusage: basincheck VERB [options] ...\n\n"),
          out);
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name,
                bc_say(commands[i].summary));
    fputs(bc_say(
              "\n  basincheck VERB --help   what a verb takes\n"
              "  basincheck --version     this program and its libraries\n"
              "  basincheck --json-usage  all verbs and options, for front "
              "ends\n\n"
              "Exit status: 0 done, 1 a target is missed (--fail-on missed), 2 "
              "usage,\n3 bad input, 4 the output could not be written, 130 "
              "interrupted.\n"),
          out);
}

static bool verbose, progress;
static bool usage_as_json;   /* --help answers as --json-usage wants it */
static const char *language; /* NULL: not asked for */
static const char *threads;  /* NULL: not asked for */
static const char *seconds;  /* NULL: as many as it takes */

const char *bc_command_language(void)
{
    return language;
}

/** The language of messages: what the line asks for, wherever that stands, for
 * the line itself may be wrong; else the locale's; else English. */
static void choose_language(int argc, char **argv)
{
    static const char option[] = "--language";
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const size_t length = sizeof option - 1;
    const char *name = NULL;
    enum bc_language of_messages = BC_ENGLISH;

    for (int i = 0; i < 3 && (!name || !*name); i++)
        name = getenv(variables[i]);
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], option, length) != 0)
            continue;
        if (argv[i][length] == '=')
            name = argv[i] + length + 1;
        else if (argv[i][length] == '\0' && i + 1 < argc)
            name = argv[++i];
    }
    if (name)
        bc_language_parse(name, &of_messages);
    bc_language_set(of_messages);
}

static enum bc_status check_language(struct bc_error *err)
{
    enum bc_language known;

    if (!language ||
        (strlen(language) == 2 && bc_language_parse(language, &known)))
        return BC_OK;
    return bc_error_set(err, BC_USAGE, "--language takes zh or en, not '%s'",
                        language);
}

/** As the line asks for, else the environment; a number that is none is an
 * error of the one that holds it. */
static enum bc_status choose_threads(struct bc_error *err)
{
    static const char variable[] = "BASINCHECK_THREADS";
    const char *text = threads ? threads : getenv(variable);
    size_t n;

    if (!text || (!threads && !*text))
        return BC_OK;
    if (!bc_threads_parse(text, &n))
        return bc_error_set(err, BC_USAGE, "%s takes 1 to 256, not '%s'",
                            threads ? "--threads" : variable, text);
    bc_threads_set(n);
    return BC_OK;
}

static enum bc_status choose_seconds(struct bc_error *err)
{
    enum { MOST = 1000000 };
    struct bc_decimal n;

    if (!seconds)
        return BC_OK;
    if (bc_decimal_parse(bc_slice_of(seconds), &n) != BC_PARSED ||
        n.scale != 0 || n.units < 1 || n.units > MOST)
        return bc_error_set(err, BC_USAGE,
                            "--seconds takes 1 to 1000000, not '%s'", seconds);
    bc_deadline_set((int)n.units);
    return BC_OK;
}

/** `basincheck --language zh VERB`: @return how many words stand before the
 * verb. */
static int words_before_verb(int argc, char **argv)
{
    int at = 1;

    while (at < argc && strncmp(argv[at], "--language", 10) == 0) {
        if (argv[at][10] == '=')
            language = argv[at++] + 11;
        else if (argv[at][10] == '\0' && at + 1 < argc) {
            language = argv[at + 1];
            at += 2;
        } else
            break;
    }
    return at - 1;
}

/* What every verb takes. */
static const struct bc_option common_options[] = {
    {"verbose", 'v', NULL, BC_N("print the notes, too"), &verbose, NULL},
    {"progress", 0, NULL, BC_N("a progress line, also into a file or pipe"),
     &progress, NULL},
    {"config", 0, "KEY VALUE", BC_N("a configuration option of GDAL"), NULL,
     NULL},
    {"language", 0, "zh|en",
     BC_N("of messages (else: the locale's) and outputs"), NULL, &language},
    {"threads", 0, "N",
     BC_N("that share the work (else: one a core, 8 at most)"), NULL, &threads},
    {"seconds", 0, "N", BC_N("after which it gives up (else: as it takes)"),
     NULL, &seconds},
    {0}};

int bc_command_start(const struct bc_usage *usage, int argc, char **argv,
                     const bool *help, int *first)
{
    struct bc_usage all = *usage;
    struct bc_error err = {0};
    struct bc_text text = {0};
    enum bc_status status;

    all.common = common_options;
    all.pair = bc_gdal_config;
    status = bc_options_parse(&all, argc, argv, first, &err);
    if (!status)
        status = check_language(&err);
    if (!status)
        status = choose_threads(&err);
    if (!status)
        status = choose_seconds(&err);
    bc_print_notes(verbose);
    bc_print_progress_always(progress);
    if (*help) {
        if (usage_as_json)
            bc_options_json(&all, &text);
        else
            bc_options_help(&all, &text);
        fputs(bc_text_string(&text), stdout);
        bc_text_clear(&text);
        return 0;
    }
    if (status) {
        bc_print_error(&err);
        fprintf(stderr, bc_say("try 'basincheck %s --help'\n"), usage->verb);
        return bc_exit_status(status);
    }
    return -1;
}

int bc_command_end(enum bc_status status, const struct bc_error *err)
{
    struct bc_error interrupted;

    if (status && bc_interrupted) { /* a call that was broken off has failed */
        status = bc_error_set(&interrupted, BC_INTERRUPTED, "interrupted");
        err = &interrupted;
    }
    if (status)
        bc_print_error(err);
    return bc_exit_status(status);
}

enum bc_status bc_command_check_folder(const char *verb, const char *out,
                                       struct bc_error *err)
{
    if (!out)
        return bc_error_set(err, BC_USAGE,
                            "where to? add -o OUT, a folder to make");
    if (strcmp(out, "-") == 0)
        return bc_error_set(err, BC_USAGE, "%s makes a folder; '-' is none",
                            verb);
    return BC_OK;
}

void bc_command_tell(struct bc_run *run)
{
    if (!run->findings || !run->crs)
        return;
    bc_run_finish(run);
    bc_print_findings(run->findings);
}

int bc_command_print(struct bc_run *run, enum bc_status status,
                     void (*make)(const struct bc_outcome *outcome,
                                  struct bc_table *table),
                     const struct bc_printing *printing, struct bc_error *err)
{
    struct bc_table table = {0};
    bool quiet = printing->quiet;

    if (!printing->only_the_table)
        bc_command_tell(run);
    else if (run->findings && run->crs)
        bc_run_finish(run);
    if (!status && bc_interrupted)
        status = bc_error_set(err, BC_INTERRUPTED, "interrupted");
    if (!status) {
        bc_print_progress(1, &quiet);
        make(&run->outcome, &table);
        status = bc_print_table(&table, printing->json, printing->out, err);
        bc_table_clear(&table);
    }
    return bc_command_end(status, err);
}

static int unknown_command(const char *name)
{
    const char *names[N_COMMANDS + 1] = {0};
    const char *near = NULL;
    struct bc_text safe = {0};

    for (int i = 0; i < N_COMMANDS; i++)
        names[i] = commands[i].name;
    near = bc_text_suggest(name, names);
    bc_text_add_escaped(&safe, name);
    fprintf(stderr, bc_say("basincheck: error: no verb '%s'"),
            bc_text_string(&safe));
    if (near)
        fprintf(stderr, bc_say("; did you mean '%s'?"), near);
    fputs(bc_say("\ntry 'basincheck --help'\n"), stderr);
    bc_text_clear(&safe);
    return bc_exit_status(BC_USAGE);
}

/** What every verb takes, for front ends: each verb is asked for its help. */
static void print_json_usage(void)
{
    static char help[] = "--help";

    usage_as_json = true;
    for (int i = 0; i < N_COMMANDS; i++) {
        char *argv[] = {(char *)commands[i].name, help, NULL};

        fputs(i ? ",\n  " : "[\n  ", stdout);
        commands[i].run(2, argv);
    }
    fputs("\n]\n", stdout);
}

/** What was printed must have arrived: a full disk is not a success. */
static int check_output(int exit_status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return exit_status;
    if (exit_status == 0)
        fputs(bc_say("basincheck: error: cannot write to standard output\n"),
              stderr);
    return exit_status ? exit_status : bc_exit_status(BC_CANNOT_WRITE);
}

int main(int argc, char **argv)
{
    const int before = words_before_verb(argc, argv);
    const char *verb = argv[before + 1]; /* argv ends with NULL */

    choose_language(argc, argv);
    setlocale(LC_CTYPE, ""); /* numbers stay in the C locale */
    catch_signals();
    bc_end_as_glib_gives_up();
    if (!verb) {
        print_help(stderr);
        return bc_exit_status(BC_USAGE);
    }
    if (!strcmp(verb, "-h") || !strcmp(verb, "--help") ||
        !strcmp(verb, "help")) {
        print_help(stdout);
        return check_output(0);
    }
    if (!strcmp(verb, "-V") || !strcmp(verb, "--version")) {
        bc_print_version();
        return check_output(0);
    }
    if (!strcmp(verb, "--json-usage")) {
        print_json_usage();
        return check_output(0);
    }
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(verb, commands[i].name) == 0)
            return check_output(
                commands[i].run(argc - before - 1, argv + before + 1));
    return unknown_command(verb);
}
