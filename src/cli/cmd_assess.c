/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"

enum { MOST_REPLICATES = 100000, DEFAULT_SEED = 1 };

/** What the command line asks for. */
struct request {
    const char *out, *what_if, *by, *confidence, *seed, *palette, *fail_on;
    bool overwrite, internal, no_pictures, json, quiet;
};

static enum bc_status print_outcome(const struct bc_run *run, const char *out,
                                    bool json, bool quiet, struct bc_error *err)
{
    struct bc_table table = {0};
    enum bc_status status = BC_OK;

    if (json) {
        bc_table_results(&run->outcome, &table);
        status = bc_print_table(&table, true, NULL, err);
        bc_table_clear(&table);
    } else if (!quiet) {
        bc_print_summary(&run->outcome);
        printf(bc_say("\nreport:       %s/report.html\nQGIS project: "
                      "%s/project.qgs\n"),
               out, out);
    }
    return status;
}

/** The same project once more, with the changes of --what-if, in memory. */
static enum bc_status compute_changed(const struct bc_run *run,
                                      struct bc_run *changed, const char *file,
                                      const char *what_if, struct bc_error *err)
{
    changed->what_if_file = what_if;
    changed->crosswalk_file = run->crosswalk_file;
    changed->language = run->language;
    return what_if ? bc_run_assess(changed, file, err) : BC_OK;
}

/** The verdicts that change; as JSON all of them. */
static enum bc_status print_changes(const struct bc_outcome *outcome, bool json,
                                    struct bc_error *err)
{
    struct bc_table table = {0};
    enum bc_status status;

    bc_table_what_if(outcome, !json, &table);
    if (!table.n_rows && !json)
        fprintf(stderr, bc_say("basincheck: nothing changes in any verdict\n"));
    status = bc_print_table(&table, json, NULL, err);
    bc_table_clear(&table);
    return status;
}

/** How often each verdict holds; JSON is one document, and has no room for it.
 */
static enum bc_status print_confidence(const struct bc_run *run, bool json,
                                       bool quiet, struct bc_error *err)
{
    if (!run->confidence.name || json || quiet)
        return BC_OK;
    printf("\n");
    return bc_print_table(&run->confidence, false, NULL, err);
}

static bool parse_whole(const char *text, unsigned long long *number)
{
    char *rest;

    errno = 0;
    *number = strtoull(text, &rest, 10);
    return text[0] >= '0' && text[0] <= '9' && !*rest && !errno;
}

/** --confidence N and --seed N. */
static enum bc_status read_replicates(const char *confidence, const char *seed,
                                      struct bc_confidence_options *options,
                                      struct bc_error *err)
{
    unsigned long long number = 1;

    if (confidence && (!parse_whole(confidence, &number) || number < 1 ||
                       number > MOST_REPLICATES))
        return bc_error_set(err, BC_USAGE,
                            "--confidence takes a number of replicates from 1 "
                            "to %d, not '%s'",
                            MOST_REPLICATES, confidence);
    options->n_replicates = confidence ? (size_t)number : 0;
    options->seed = DEFAULT_SEED;
    if (seed && !confidence)
        return bc_error_set(err, BC_USAGE,
                            "--seed chooses the draws of --confidence; add "
                            "--confidence N, or leave it out");
    if (seed && !parse_whole(seed, &number))
        return bc_error_set(err, BC_USAGE,
                            "--seed takes a whole number, not '%s'", seed);
    if (seed)
        options->seed = number;
    return BC_OK;
}

static bool any_missed(const struct bc_results *results)
{
    for (size_t i = 0; i < results->n; i++)
        if (results->result[i].verdict == BC_MISSED)
            return true;
    return false;
}

static enum bc_status one_of(const char *option, const char *const *words,
                             const char *text, struct bc_error *err)
{
    for (size_t i = 0; text && words[i]; i++)
        if (strcmp(text, words[i]) == 0)
            return BC_OK;
    if (!text)
        return BC_OK;
    return words[1]
               ? bc_error_set(err, BC_USAGE, "%s takes '%s' or '%s', not '%s'",
                              option, words[0], words[1], text)
               : bc_error_set(err, BC_USAGE, "%s takes '%s', not '%s'", option,
                              words[0], text);
}

static enum bc_status check_request(const struct request *request,
                                    struct bc_confidence_options *replicates,
                                    struct bc_error *err)
{
    static const char *const missed[] = {"missed", NULL};
    static const char *const month[] = {"month", NULL};
    static const char *const palettes[] = {"official", "cvd", NULL};
    enum bc_status status = BC_OK;

    if (request->out || !request->what_if)
        status = bc_command_check_folder("assess", request->out, err);
    if (!status)
        status = one_of("--fail-on", missed, request->fail_on, err);
    if (!status)
        status = one_of("--by", month, request->by, err);
    if (!status)
        status = one_of("--palette", palettes, request->palette, err);
    if (!status)
        status = read_replicates(request->confidence, request->seed, replicates,
                                 err);
    return status;
}

static enum bc_status compute(struct bc_run *run, struct bc_run *changed,
                              const struct request *request, const char *file,
                              struct bc_error *err)
{
    enum bc_status status = bc_run_assess(run, file, err);

    if (!status)
        status = compute_changed(run, changed, file, request->what_if, err);
    if (!status && request->by)
        status = bc_run_series(run, err);
    if (!status && request->confidence)
        status = bc_run_confidence(run, err);
    if (run->findings && run->crs) {
        if (request->internal)
            run->project.report_precision_m = 0;
        if (request->palette)
            run->project.palette = request->palette;
        bc_run_choose_pictures(run, request->no_pictures || !request->out);
    }
    bc_command_tell(run);
    if (request->what_if)
        run->outcome.what_if = &changed->results;
    return status;
}

static enum bc_status print(const struct bc_run *run,
                            const struct request *request, struct bc_error *err)
{
    enum bc_status status =
        request->what_if ? print_changes(&run->outcome, request->json, err)
                         : print_outcome(run, request->out, request->json,
                                         request->quiet, err);

    return status ? status
                  : print_confidence(run, request->json, request->quiet, err);
}

int cmd_assess(int argc, char **argv)
{
    struct request request = {0};
    bool help = false;
    struct bc_run changed = {0};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &request.quiet};
    const struct bc_option options[] = {
        {"output", 'o', "OUT", BC_N("the folder to make (required)"), NULL,
         &request.out},
        {"overwrite", 0, NULL, BC_N("replace an OUT made by basincheck"),
         &request.overwrite, NULL},
        {"crosswalk", 0, "FILE",
         BC_N("a reviewed crosswalk.csv: its basins win over computed ones"),
         NULL, &run.crosswalk_file},
        {"what-if", 0, "FILE",
         BC_N("feature, field, value: verdicts before and after; OUT may be "
              "left "
              "out"),
         NULL, &request.what_if},
        {"by", 0, "month",
         BC_N("each month of the period too: series.csv, bulletin.csv, "
              "cards.csv; the report shows the last one"),
         NULL, &request.by},
        {"confidence", 0, "N",
         BC_N("how often share verdicts hold when days are drawn anew N times: "
              "confidence.csv"),
         NULL, &request.confidence},
        {"seed", 0, "N", BC_N("other draws for --confidence; 1"), NULL,
         &request.seed},
        {"internal", 0, NULL,
         BC_N("exact positions in the report: not for publication"),
         &request.internal, NULL},
        {"palette", 0, "official|cvd",
         BC_N("class colours; cvd: for colour-blind readers"), NULL,
         &request.palette},
        {"no-pictures", 0, NULL, BC_N("no maps/*.png, no atlas.pdf"),
         &request.no_pictures, NULL},
        {"fail-on", 0, "missed", BC_N("exit with 1 when a target is missed"),
         NULL, &request.fail_on},
        {"json", 0, NULL,
         BC_N("print results.csv as JSON instead of the summary"),
         &request.json, NULL},
        {"quiet", 'q', NULL, BC_N("no summary, no progress"), &request.quiet,
         NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "assess",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("read, join, assess, evaluate; write maps and report"),
        .details =
            BC_N("Writes OUT: report.html, project.qgs, basincheck.gpkg, "
                 "GeoJSON, GeoTIFF and CSV.\nOUT appears whole or not at "
                 "all. The summary is printed to stdout, findings to "
                 "stderr."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    run.language = bc_command_language();
    status = check_request(&request, &run.replicates, &err);
    if (!status)
        status = compute(&run, &changed, &request, argv[first], &err);
    if (!status && request.out)
        status = bc_run_write(&run, request.out, request.overwrite, &err);
    if (!status)
        status = print(&run, &request, &err);
    exit_status = bc_command_end(status, &err);
    if (!status && request.fail_on && any_missed(&run.results))
        exit_status = 1;
    bc_run_clear(&changed);
    bc_run_clear(&run);
    return exit_status;
}
