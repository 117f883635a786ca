/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/classify_tables.h"
#include "cli/command.h"
#include "cli/print.h"
#include "layer/source.h"
#include "output/table.h"
#include "water/assess.h"
#include "water/observation.h"
#include "water/sample.h"

enum step { BY_MONTH, BY_QUARTER, BY_YEAR, BY_PERIOD, BY_SAMPLE };

/** Which table is printed. */
enum what {
    CLASSES,
    RATING,
    CHANGE,
    TREND,
    RISK,
    YEAR_TO_DATE,
    FLOOD,
    BLACK_ODOUR,
    N_WHATS
};

/** What the command line asks for. */
struct request {
    const char *file, *sections_file, *out;
    struct bc_water_method method;
    int target_class; /* for sections that name none */
    int year;
    bool has_period;
    struct bc_period period;
    bool has_before;
    struct bc_period before;
    enum step by;
    enum what what;
    bool rural; /* black-odorous waters of the countryside */
    bool json;
};

/** The options as given, before they are understood. */
struct words {
    const char *sections, *period, *before, *by, *items, *type, *target, *year,
        *rounding, *out;
    bool what[N_WHATS];
    bool rural, json, quiet, help;
};

static enum bc_status choose(const char *option, const char *word,
                             const char *const *words, int *choice,
                             struct bc_error *err)
{
    if (!word)
        return BC_OK;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0) {
            *choice = i;
            return BC_OK;
        }
    const char *near = bc_text_suggest(word, words);
    return bc_error_set(err, BC_USAGE, "--%s does not take '%s'%s%s%s", option,
                        word, near ? "; did you mean '" : "", near ? near : "",
                        near ? "'?" : "");
}

/** At most one of the further tables. */
static enum bc_status choose_table(const struct words *words,
                                   struct request *request,
                                   struct bc_error *err)
{
    for (int i = CLASSES + 1; i < N_WHATS; i++) {
        if (!words->what[i])
            continue;
        if (request->what)
            return bc_error_set(err, BC_USAGE,
                                "one table a run: choose one of the further "
                                "tables");
        request->what = (enum what)i;
    }
    if (request->what == YEAR_TO_DATE && !words->sections)
        return bc_error_set(err, BC_USAGE,
                            "--year-to-date needs the target classes: add "
                            "--sections TABLE");
    return BC_OK;
}

static enum bc_status understand(const struct words *words, const char *file,
                                 struct request *request, struct bc_error *err)
{
    static const char *const steps[] = {"month",  "quarter", "year",
                                        "period", "sample",  NULL};
    static const char *const types[] = {"river", "lake", "reservoir", NULL};
    static const char *const roundings[] = {"82", "none", NULL};
    int by = BY_PERIOD, type = -1, rounding = 0;
    enum bc_status status = choose("by", words->by, steps, &by, err);

    *request = (struct request){.file = file,
                                .sections_file = words->sections,
                                .out = words->out,
                                .method = bc_water_method_default(),
                                .rural = words->rural,
                                .json = words->json};
    if (!status)
        status = choose("type", words->type, types, &type, err);
    if (!status)
        status = choose("rounding", words->rounding, roundings, &rounding, err);
    if (!status && words->items &&
        bc_water_method_set_items(&request->method, words->items, err))
        status = err->status = BC_USAGE;
    if (!status && words->target) {
        request->target_class = bc_class_parse(bc_slice_of(words->target));
        if (request->target_class < 1 || request->target_class > 5)
            status = bc_error_set(err, BC_USAGE,
                                  "--target takes a class I to V, not '%s'",
                                  words->target);
    }
    if (!status && words->year) {
        char *end = NULL;
        long year = strtol(words->year, &end, 10);
        if (*end || year < 1900 || year > 2100)
            status = bc_error_set(err, BC_USAGE, "--year '%s' is no year",
                                  words->year);
        request->year = (int)year;
    }
    if (!status && words->period) {
        request->has_period = bc_period_parse(words->period, &request->period);
        if (!request->has_period)
            status = bc_error_set(err, BC_USAGE,
                                  "--period '%s' is none; write 2021, 2021-Q2, "
                                  "2021-04 or 2021-01..2021-06",
                                  words->period);
    }
    if (!status && words->before) {
        request->has_before = bc_period_parse(words->before, &request->before);
        if (!request->has_before)
            status =
                bc_error_set(err, BC_USAGE, "--compare-with '%s' is no period",
                             words->before);
    }
    if (!status)
        status = choose_table(words, request, err);
    request->by = (enum step)by;
    request->method.round = rounding == 0;
    if (type >= 0)
        request->method.water = bc_water_parse(types[type]);
    return status;
}

static enum bc_status read_sections(const struct request *request,
                                    struct bc_findings *findings,
                                    struct bc_layer **sections,
                                    struct bc_error *err)
{
    struct bc_source source = {.role = "sections",
                               .n_paths = 1,
                               .paths = (const char **)&request->sections_file,
                               .labels =
                                   (const char **)&request->sections_file};

    return request->sections_file
               ? bc_layer_read(&source, findings, sections, err)
               : BC_OK;
}

/** Streams all the files that the pattern names into a sink. */
static enum bc_status stream(const struct request *request,
                             const struct bc_rows_sink *sink,
                             struct bc_error *err)
{
    char **paths = NULL;
    size_t n = 0;
    struct bc_source source = {.role = "observations"};
    enum bc_status status =
        bc_source_expand(NULL, request->file, &paths, &n, err);

    if (!status) {
        source.n_paths = n;
        source.paths = (const char **)paths;
        source.labels = (const char **)paths;
        status = bc_rows_read(&source, sink, err);
    }
    for (size_t i = 0; i < n; i++)
        free(paths[i]);
    free(paths);
    return status;
}

static void add_row(const struct request *request, struct bc_table *table,
                    const char *section, const char *period,
                    struct bc_judgement *judgement)
{
    if (!judgement->target_class && request->target_class) {
        judgement->target_class = request->target_class;
        bc_judge(&request->method, judgement);
    }
    bc_table_classes_add(table, section, period, judgement);
}

/* By sample ---------------------------------------------------------------- */

struct sample_rows {
    const struct request *request;
    struct bc_table *table;
};

static enum bc_status add_sample(void *context, const struct bc_sample *sample,
                                 struct bc_error *err)
{
    const struct sample_rows *rows = context;
    struct bc_judgement judgement = sample->judgement;

    (void)err;
    add_row(rows->request, rows->table, sample->section, sample->time,
            &judgement);
    return BC_OK;
}

static enum bc_status classify_samples(const struct request *request,
                                       const struct bc_layer *sections,
                                       struct bc_findings *findings,
                                       struct bc_table *table,
                                       struct bc_error *err)
{
    struct sample_rows rows = {request, table};
    struct bc_sample_options options = {.sections = sections,
                                        .method = &request->method,
                                        .offset_minutes = 480,
                                        .year = request->year,
                                        .visit = add_sample,
                                        .context = &rows};
    struct bc_samples *samples = bc_samples_new(&options, findings);
    struct bc_rows_sink sink = bc_samples_sink(samples);
    enum bc_status status = stream(request, &sink, err);

    if (!status)
        status = bc_samples_finish(samples, err);
    bc_samples_free(samples);
    return status;
}

/* By period ---------------------------------------------------------------- */

/** The months first..last as a period with the label of its kind. */
static struct bc_period period_of_months(int first, int last)
{
    struct bc_period period = {0};
    char text[64];

    if (first == last)
        snprintf(text, sizeof text, "%04d-%02d", first / 12, first % 12 + 1);
    else if (first % 12 == 0 && last == first + 11)
        snprintf(text, sizeof text, "%04d", first / 12);
    else if (first % 3 == 0 && last == first + 2)
        snprintf(text, sizeof text, "%04d-Q%d", first / 12, first % 12 / 3 + 1);
    else
        snprintf(text, sizeof text, "%04d-%02d..%04d-%02d", first / 12,
                 first % 12 + 1, last / 12, last % 12 + 1);
    bc_period_parse(text, &period);
    return period;
}

static int step_months(enum step by)
{
    return by == BY_MONTH ? 1 : by == BY_QUARTER ? 3 : 12;
}

/** Rows of one section: one a period that has samples; the whole period is a
 * row even without, so that no section of the table is missing. */
static void add_section(const struct request *request,
                        const struct bc_observations *observations,
                        const struct bc_layer *sections, size_t section,
                        struct bc_findings *findings, struct bc_table *table)
{
    const char *code = sections
                           ? bc_layer_text(sections, "code", section)
                           : bc_observations_section(observations, section);
    struct bc_judgement judgement;
    int first = 0, last = 0;

    if (request->has_period) {
        first = bc_month_of_day(request->period.first);
        last = bc_month_of_day(request->period.last);
    } else if (!bc_observations_months(observations, &first, &last)) {
        return;
    }
    if (request->by == BY_PERIOD) {
        struct bc_period whole = request->has_period
                                     ? request->period
                                     : period_of_months(first, last);
        bc_assess_section(observations, &request->method, sections, section,
                          &whole, findings, &judgement);
        add_row(request, table, code, whole.label, &judgement);
        return;
    }
    int step = step_months(request->by);
    for (int month = first - first % step; month <= last; month += step) {
        struct bc_period part = period_of_months(month, month + step - 1);
        bc_assess_section(observations, &request->method, sections, section,
                          &part, NULL, &judgement);
        if (judgement.n_samples)
            add_row(request, table, code, part.label, &judgement);
    }
}

/** The whole period: what was asked for, else all months with samples. */
static bool whole_period(const struct request *request,
                         const struct bc_observations *observations,
                         struct bc_period *period)
{
    int first = 0, last = 0;

    *period = request->period;
    if (request->has_period)
        return true;
    if (!bc_observations_months(observations, &first, &last))
        return false;
    *period = period_of_months(first, last);
    return true;
}

static enum bc_status print_further(const struct request *request,
                                    const struct bc_observations *observations,
                                    const struct bc_layer *sections,
                                    struct bc_findings *findings,
                                    struct bc_table *table,
                                    struct bc_error *err)
{
    struct bc_classified classified = {.observations = observations,
                                       .method = &request->method,
                                       .sections = sections,
                                       .before = request->before,
                                       .findings = findings};

    if (!whole_period(request, observations, &classified.period))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' holds no sample that can be used",
                            request->file);
    if (!request->has_before)
        classified.before = bc_period_year_before(&classified.period);
    if (request->what == RATING)
        bc_classify_rating(&classified, table);
    else if (request->what == CHANGE)
        bc_classify_change(&classified, table);
    else if (request->what == TREND)
        bc_classify_trend(&classified, table);
    else if (request->what == RISK)
        bc_classify_risk(&classified, table);
    else
        bc_classify_year_to_date(&classified, table);
    return BC_OK;
}

static enum bc_status classify_periods(const struct request *request,
                                       const struct bc_layer *sections,
                                       struct bc_findings *findings,
                                       struct bc_table *table,
                                       struct bc_error *err)
{
    /* The further tables look at other years too. */
    struct bc_observation_options options = {
        .sections = sections,
        .periods = &request->period,
        .n_periods = request->has_period && request->what == CLASSES,
        .offset_minutes = 480,
        .year = request->year};
    struct bc_observations *observations =
        bc_observations_new(&options, findings);
    struct bc_rows_sink sink = bc_observations_sink(observations);
    enum bc_status status = stream(request, &sink, err);

    if (!status)
        status = bc_observations_finish(observations, err);
    if (!status && request->what != CLASSES) {
        status = print_further(request, observations, sections, findings, table,
                               err);
    } else if (!status) {
        size_t n = sections ? sections->n_features
                            : bc_observations_n_sections(observations);
        for (size_t i = 0; i < n; i++)
            add_section(request, observations, sections, i, findings, table);
    }
    bc_observations_free(observations);
    return status;
}

/* Flood season, black-odorous waters ------------------------------------------
 */

static enum bc_status classify_flood(const struct request *request,
                                     const struct bc_layer *sections,
                                     struct bc_findings *findings,
                                     struct bc_table *table,
                                     struct bc_error *err)
{
    struct bc_flood_options options = bc_flood_options_default();
    struct bc_period period = {0};
    struct bc_flood *flood = NULL;
    struct bc_rows_sink sink;
    enum bc_status status = BC_OK;

    options.round = request->method.round;
    options.sections = sections;
    options.target_class = request->target_class;
    options.water = request->method.water;
    options.year = request->year;
    period = request->period;
    if (!request->has_period)
        bc_period_parse("1900-01..2100-12", &period);
    flood = bc_flood_new(&options, findings);
    sink = bc_flood_sink(flood);
    status = stream(request, &sink, err);
    bc_flood_finish(flood);
    if (!status)
        bc_classify_flood(flood, &options, &period, table);
    bc_flood_free(flood);
    return status;
}

static enum bc_status classify_black_odour(const struct request *request,
                                           struct bc_findings *findings,
                                           struct bc_table *table,
                                           struct bc_error *err)
{
    const enum bc_odour_setting setting =
        request->rural ? BC_ODOUR_RURAL : BC_ODOUR_URBAN;
    const struct bc_odour_rules rules = bc_odour_rules(setting);
    struct bc_source source = {.role = "black_odour",
                               .n_paths = 1,
                               .paths = (const char **)&request->file,
                               .labels = (const char **)&request->file};
    struct bc_layer *layer = NULL;
    struct bc_odour_reading *readings = NULL;
    struct bc_odour_result result = {0};
    size_t n = 0;
    enum bc_status status = bc_layer_read(&source, findings, &layer, err);

    if (!status)
        status = bc_odour_read(layer, findings, &readings, &n, err);
    if (!status) {
        bc_odour_assess(&rules, readings, n, findings, &result);
        bc_classify_black_odour(&result, setting, table);
    }
    bc_odour_result_clear(&result);
    free(readings);
    bc_layer_free(layer);
    return status;
}

static enum bc_status classify(const struct request *request,
                               struct bc_findings *findings,
                               struct bc_error *err)
{
    struct bc_layer *sections = NULL;
    struct bc_table table = {0};
    enum bc_status status = bc_gdal_init(err);

    if (request->what == CLASSES)
        bc_table_classes_start(&table);
    if (!status)
        status = read_sections(request, findings, &sections, err);
    if (!status && request->what == FLOOD)
        status = classify_flood(request, sections, findings, &table, err);
    else if (!status && request->what == BLACK_ODOUR)
        status = classify_black_odour(request, findings, &table, err);
    else if (!status && request->what == CLASSES && request->by == BY_SAMPLE)
        status = classify_samples(request, sections, findings, &table, err);
    else if (!status)
        status = classify_periods(request, sections, findings, &table, err);
    bc_findings_sort(findings);
    bc_print_findings(findings);
    if (!status)
        status = bc_print_table(&table, request->json, request->out, err);
    bc_table_clear(&table);
    bc_layer_free(sections);
    return status;
}

int cmd_classify(int argc, char **argv)
{
    struct words words = {0};
    const struct bc_option options[] = {
        {"sections", 0, "TABLE", "code, name, type, target class of sections",
         NULL, &words.sections},
        {"period", 0, "P", "2021, 2021-Q2, 2021-04, 2021-01..2021-06", NULL,
         &words.period},
        {"by", 0, "STEP", "month, quarter, year, period (default) or sample",
         NULL, &words.by},
        {"items", 0, "SET", "21 (default), 5, or names: pH,DO,CODMn", NULL,
         &words.items},
        {"type", 0, "WATER",
         "river, lake or reservoir where the table is silent", NULL,
         &words.type},
        {"target", 0, "CLASS", "target class where the table names none", NULL,
         &words.target},
        {"year", 0, "YEAR", "of times without one (04-01 08:00)", NULL,
         &words.year},
        {"rounding", 0, "RULE", "82 (default): means once, half-even; or none",
         NULL, &words.rounding},
        {"compare-with", 0, "P", "the other period (default: a year before)",
         NULL, &words.before},
        {"rating", 0, NULL, "instead: shares and words of basins",
         &words.what[RATING], NULL},
        {"change", 0, NULL, "instead: sections against the other period",
         &words.what[CHANGE], NULL},
        {"trend", 0, NULL, "instead: rank correlation over the years",
         &words.what[TREND], NULL},
        {"risk", 0, NULL, "instead: sections that fail or may fail again",
         &words.what[RISK], NULL},
        {"year-to-date", 0, NULL, "instead: what the months left may average",
         &words.what[YEAR_TO_DATE], NULL},
        {"flood", 0, NULL, "instead: pollution intensity of the flood season",
         &words.what[FLOOD], NULL},
        {"black-odour", 0, NULL,
         "instead: grades of a survey of black-odorous waters",
         &words.what[BLACK_ODOUR], NULL},
        {"rural", 0, NULL, "with --black-odour: the rules for the countryside",
         &words.rural, NULL},
        {"output", 'o', "FILE", "write the table there, not to stdout", NULL,
         &words.out},
        {"json", 0, NULL, "an array of objects instead of CSV", &words.json,
         NULL},
        {"quiet", 'q', NULL, "no progress", &words.quiet, NULL},
        {"help", 'h', NULL, "this text", &words.help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "classify",
        .arguments = "OBSERVATIONS",
        .summary = "water-quality classes of a table, no geometry needed",
        .details =
            "Prints classes.csv: one row a section and period, by GB "
            "3838-2002 on means\n(环办〔2011〕22号). With --by sample one "
            "row an observation, never rounded.",
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct request request;
    struct bc_error err = {0};
    struct bc_findings *findings = NULL;
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &words.help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    findings = bc_findings_new();
    status = understand(&words, argv[first], &request, &err);
    if (!status)
        status = classify(&request, findings, &err);
    bc_findings_free(findings);
    return bc_command_end(status, &err);
}
