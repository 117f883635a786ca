/* SPDX-License-Identifier: MIT */
#include "cli/classify_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "cli/command.h"
#include "cli/project.h"

/** The options as given, before they are understood. */
struct words {
    const char *layer, *sections, *project, *period, *before, *by, *items,
        *type, *target, *year, *rounding, *out;
    const char *risk_limit, *risk_do, *risk_months, *risk_list;
    const char *flood_months, *flood_items, *flood_by, *rain, *rain_mm;
    const char *background, *compensation, *pairs;
    bool what[BC_CLASSIFY_N_WHATS];
    bool lakes, rural, json, quiet, help;
};

static const char *const steps[] = {"month",  "quarter", "year",
                                    "period", "sample",  NULL};

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
                        word, near ? bc_say("; did you mean '") : "",
                        near ? near : "", near ? bc_say("'?") : "");
}

/** A decimal that is not below zero. */
static enum bc_status take_decimal(const char *option, const char *word,
                                   struct bc_decimal *value,
                                   struct bc_error *err)
{
    struct bc_decimal read = BC_MISSING;

    if (!word)
        return BC_OK;
    if (bc_decimal_parse(bc_slice_of(word), &read) != BC_PARSED ||
        read.units < 0)
        return bc_error_set(err, BC_USAGE,
                            "--%s takes a number of 0 or more, not '%s'",
                            option, word);
    *value = read;
    return BC_OK;
}

static enum bc_status take_period(const char *option, const char *word,
                                  bool *has, struct bc_period *period,
                                  struct bc_error *err)
{
    *has = word && bc_period_parse(word, period);
    if (word && !*has)
        return bc_error_set(err, BC_USAGE,
                            "--%s '%s' is no period; write 2021, 2021-Q2, "
                            "2021-04 or 2021-01..2021-06",
                            option, word);
    return BC_OK;
}

/* ---- which table ---- */

/** At most one of the further tables. */
static enum bc_status choose_table(const struct words *words,
                                   struct bc_classify_request *request,
                                   struct bc_error *err)
{
    static const struct {
        enum bc_classify_what what;
        const char *option;
    } with_sections[] = {{BC_YEAR_TO_DATE, "year-to-date"},
                         {BC_SUPPLY, "supply"},
                         {BC_BACKGROUND, "background"},
                         {BC_COMPENSATION, "compensation"}};

    for (int i = BC_CLASSES + 1; i < BC_CLASSIFY_N_WHATS; i++) {
        bool asked = words->what[i];

        asked |= i == BC_BACKGROUND && words->background;
        asked |= i == BC_COMPENSATION && words->compensation;
        if (!asked)
            continue;
        if (request->what)
            return bc_error_set(err, BC_USAGE,
                                "one table a run: choose one of the further "
                                "tables");
        request->what = (enum bc_classify_what)i;
    }
    for (size_t i = 0; i < sizeof with_sections / sizeof *with_sections; i++)
        if (request->what == with_sections[i].what && !words->sections)
            return bc_error_set(err, BC_USAGE,
                                "--%s needs to know the sections: add "
                                "--sections TABLE",
                                with_sections[i].option);
    request->rules_file =
        words->background ? words->background : words->compensation;
    return BC_OK;
}

/** Parameters of a table that was not asked for are a slip. */
static enum bc_status check_parameters(const struct words *words,
                                       enum bc_classify_what what,
                                       struct bc_error *err)
{
    const struct {
        enum bc_classify_what what;
        const char *option, *of;
        bool given;
    } parameters[] = {{BC_RISKS, "risk-limit", "risk", words->risk_limit},
                      {BC_RISKS, "risk-do", "risk", words->risk_do},
                      {BC_RISKS, "risk-months", "risk", words->risk_months},
                      {BC_RISKS, "risk-list", "risk", words->risk_list},
                      {BC_FLOODS, "flood-months", "flood", words->flood_months},
                      {BC_FLOODS, "flood-items", "flood", words->flood_items},
                      {BC_FLOODS, "flood-by", "flood", words->flood_by},
                      {BC_FLOODS, "rain", "flood", words->rain},
                      {BC_FLOODS, "rain-mm", "flood", words->rain_mm},
                      {BC_BLACK_ODOUR, "rural", "black-odour", words->rural},
                      {BC_COMPENSATION, "pairs", "compensation", words->pairs},
                      {BC_CLASSES, "lakes", "the classes alone", words->lakes}};

    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (parameters[i].given && what != parameters[i].what)
            return bc_error_set(
                err, BC_USAGE, "--%s goes with %s%s", parameters[i].option,
                parameters[i].what ? "--" : "", parameters[i].of);
    if (words->rain_mm && !words->rain)
        return bc_error_set(err, BC_USAGE, "--rain-mm goes with --rain TABLE");
    return BC_OK;
}

static enum bc_status choose_step(const struct words *words,
                                  struct bc_classify_request *request,
                                  struct bc_error *err)
{
    int by = BC_BY_PERIOD;
    enum bc_status status = choose("by", words->by, steps, &by, err);

    request->by = (enum bc_classify_by)by;
    request->has_by = words->by;
    if (status || !words->by || request->what == BC_CLASSES)
        return status;
    if (request->what == BC_TRENDS && (by == BC_BY_MONTH || by == BC_BY_YEAR))
        return BC_OK;
    if (request->what == BC_RATINGS && by != BC_BY_SAMPLE)
        return BC_OK;
    if (request->what == BC_COMPENSATION &&
        (by == BC_BY_MONTH || by == BC_BY_PERIOD))
        return BC_OK;
    return bc_error_set(err, BC_USAGE,
                        "--by %s does not go with this table: --rating takes "
                        "all but sample, --trend month or year, "
                        "--compensation month or period",
                        words->by);
}

/* ---- parameters ---- */

/** What the project file says of the method; options on the line win. */
static enum bc_status take_project(const char *file,
                                   struct bc_classify_request *request,
                                   struct bc_error *err)
{
    struct bc_project project = {0};
    enum bc_status status = BC_OK;

    if (!file)
        return BC_OK;
    status = bc_project_read(file, &project, err);
    if (!status) {
        request->method = project.method.water;
        request->duplicates = project.method.duplicates;
        request->implausible = project.method.implausible;
        request->limits = project.limits;
        request->risk = project.method.risk;
        request->change = project.method.change;
        request->flood = project.method.flood;
    }
    bc_project_clear(&project);
    return status;
}

static enum bc_status take_risk(const struct words *words,
                                struct bc_risk_rule *risk, struct bc_error *err)
{
    enum bc_status status =
        take_decimal("risk-limit", words->risk_limit, &risk->limit, err);

    if (!status)
        status = take_decimal("risk-do", words->risk_do, &risk->oxygen, err);
    if (!status && words->risk_months &&
        !bc_risk_set_months(risk, words->risk_months))
        status = bc_error_set(err, BC_USAGE,
                              "--risk-months is like 2/12, months over of the "
                              "last months, not '%s'",
                              words->risk_months);
    return status;
}

static enum bc_status take_flood(const struct words *words,
                                 struct bc_flood_options *flood,
                                 struct bc_error *err)
{
    int by = (int)flood->aggregate;
    enum bc_status status =
        choose("flood-by", words->flood_by, bc_flood_aggregates(), &by, err);

    flood->aggregate = (enum bc_flood_aggregate)by;
    if (!status && words->flood_months &&
        !bc_flood_set_months(flood, words->flood_months))
        status =
            bc_error_set(err, BC_USAGE, "--flood-months is like 5-9, not '%s'",
                         words->flood_months);
    if (!status && words->flood_items &&
        bc_flood_set_items(flood, words->flood_items, err))
        status = err->status = BC_USAGE;
    if (!status)
        status = take_decimal("rain-mm", words->rain_mm, &flood->rain_mm, err);
    return status;
}

static enum bc_status take_method(const struct words *words,
                                  struct bc_classify_request *request,
                                  struct bc_error *err)
{
    static const char *const types[] = {"river", "lake", "reservoir", NULL};
    static const char *const roundings[] = {"82", "none", NULL};
    int type = -1, rounding = request->method.round ? 0 : 1;
    enum bc_status status = choose("type", words->type, types, &type, err);

    if (!status)
        status = choose("rounding", words->rounding, roundings, &rounding, err);
    if (!status && words->items &&
        bc_water_method_set_items(&request->method, words->items, err))
        status = err->status = BC_USAGE;
    request->method.round = rounding == 0;
    if (type >= 0)
        request->method.water = bc_water_parse(types[type]);
    return status;
}

static enum bc_status take_target_and_year(const struct words *words,
                                           struct bc_classify_request *request,
                                           struct bc_error *err)
{
    if (words->target) {
        int target = bc_class_parse(bc_slice_of(words->target));

        if (target < 1 || target > 5)
            return bc_error_set(err, BC_USAGE,
                                "--target takes a class I to V, not '%s'",
                                words->target);
        request->method.target_class = target;
    }
    if (words->year) {
        char *end = NULL;
        long year = strtol(words->year, &end, 10);

        if (*end || year < 1900 || year > 2100)
            return bc_error_set(err, BC_USAGE, "--year '%s' is no year",
                                words->year);
        request->year = (int)year;
    }
    return BC_OK;
}

static enum bc_status understand(const struct words *words,
                                 struct bc_classify_request *request,
                                 struct bc_error *err)
{
    enum bc_status status = BC_OK;

    *request = (struct bc_classify_request){.layer = words->layer,
                                            .sections_file = words->sections,
                                            .out = words->out,
                                            .project_file = words->project,
                                            .method = bc_water_method_default(),
                                            .implausible = BC_CREDIBLE_TIMES,
                                            .limits = bc_input_limits_default(),
                                            .risk = bc_risk_rule_default(),
                                            .change = bc_change_rule_default(),
                                            .flood = bc_flood_options_default(),
                                            .lakes = words->lakes,
                                            .pairs_file = words->pairs,
                                            .rain_file = words->rain,
                                            .risk_file = words->risk_list,
                                            .rural = words->rural,
                                            .json = words->json};
    status = choose_table(words, request, err);
    if (!status)
        status = check_parameters(words, request->what, err);
    if (!status)
        status = choose_step(words, request, err);
    if (!status)
        status = take_project(words->project, request, err);
    if (!status)
        status = take_method(words, request, err);
    if (!status)
        status = take_risk(words, &request->risk, err);
    if (!status)
        status = take_flood(words, &request->flood, err);
    if (!status)
        status = take_target_and_year(words, request, err);
    if (!status && request->method.others_over && request->what == BC_CLASSES &&
        request->by == BC_BY_SAMPLE)
        status = bc_error_set(err, BC_USAGE,
                              "--items 5+X looks at months; with --by sample "
                              "name the items: 5+COD,BOD5");
    if (!status)
        status = take_period("period", words->period, &request->has_period,
                             &request->period, err);
    if (!status)
        status = take_period("compare-with", words->before,
                             &request->has_before, &request->before, err);
    return status;
}

int bc_classify_read(int argc, char **argv, struct bc_classify_request *request)
{
    struct words words = {0};
    const struct bc_option options[] = {
        {"layer", 0, "NAME",
         BC_N("the table of a workbook or server (PG:dbname=...)"), NULL,
         &words.layer},
        {"sections", 0, "TABLE",
         BC_N("code, name, type, target class of sections"), NULL,
         &words.sections},
        {"period", 0, "P", BC_N("2021, 2021-Q2, 2021-04, 2021-01..2021-06"),
         NULL, &words.period},
        {"by", 0, "STEP",
         BC_N("month, quarter, year, period (default) or sample"), NULL,
         &words.by},
        {"items", 0, "SET",
         BC_N("21 (default), 5, 5+X, or names: 5+COD; pH,DO,CODMn"), NULL,
         &words.items},
        {"type", 0, "WATER",
         BC_N("river, lake or reservoir where the table is silent"), NULL,
         &words.type},
        {"target", 0, "CLASS", BC_N("target class where the table names none"),
         NULL, &words.target},
        {"year", 0, "YEAR", BC_N("of times without one (04-01 08:00)"), NULL,
         &words.year},
        {"rounding", 0, "RULE",
         BC_N("82 (default): means once, half-even; or none"), NULL,
         &words.rounding},
        {"project", 0, "PROJECT.yaml",
         BC_N("take 'method' from a project file"), NULL, &words.project},
        {"compare-with", 0, "P",
         BC_N("the other period (default: a year before)"), NULL,
         &words.before},
        {"lakes", 0, NULL,
         BC_N("a row a lake (key 'water') and a row a part, points averaged"),
         &words.lakes, NULL},
        {"rating", 0, NULL,
         BC_N(
             "instead: shares and words of basins, rivers, cities, lakes; --by "
             "month, too"),
         &words.what[BC_RATINGS], NULL},
        {"change", 0, NULL, BC_N("instead: sections against the other period"),
         &words.what[BC_CHANGES], NULL},
        {"trend", 0, NULL,
         BC_N("instead: rank correlation over years, or --by month"),
         &words.what[BC_TRENDS], NULL},
        {"risk", 0, NULL, BC_N("instead: sections that fail or may fail again"),
         &words.what[BC_RISKS], NULL},
        {"risk-limit", 0, "SHARE",
         BC_N("near is from this share of a limit: 0.9"), NULL,
         &words.risk_limit},
        {"risk-do", 0, "SHARE", BC_N("and up to this one for oxygen: 1.1"),
         NULL, &words.risk_do},
        {"risk-months", 0, "K/N", BC_N("so many of the last months over: 2/12"),
         NULL, &words.risk_months},
        {"risk-list", 0, "TABLE",
         BC_N("the sections at risk, instead of the rules"), NULL,
         &words.risk_list},
        {"year-to-date", 0, NULL,
         BC_N("instead: what the months left may average"),
         &words.what[BC_YEAR_TO_DATE], NULL},
        {"flood", 0, NULL,
         BC_N("instead: pollution intensity of the flood season"),
         &words.what[BC_FLOODS], NULL},
        {"flood-months", 0, "M-M", BC_N("the season: 5-9"), NULL,
         &words.flood_months},
        {"flood-items", 0, "SET", BC_N("CODMn,COD,NH3N,TP"), NULL,
         &words.flood_items},
        {"flood-by", 0, "HOW",
         BC_N("of the daily means: max (default), mean, p95"), NULL,
         &words.flood_by},
        {"rain", 0, "TABLE", BC_N("day and mm: rain days alone count"), NULL,
         &words.rain},
        {"rain-mm", 0, "MM", BC_N("from so much on it is a rain day: 25"), NULL,
         &words.rain_mm},
        {"black-odour", 0, NULL,
         BC_N("instead: grades of a survey of black-odorous waters"),
         &words.what[BC_BLACK_ODOUR], NULL},
        {"rural", 0, NULL,
         BC_N("with --black-odour: the rules for the countryside"),
         &words.rural, NULL},
        {"supply", 0, NULL,
         BC_N("instead: drinking-water sources (--sections lists them)"),
         &words.what[BC_SUPPLY], NULL},
        {"background", 0, "TABLE",
         BC_N("instead: with and without items that a document takes out"),
         NULL, &words.background},
        {"compensation", 0, "RULES",
         BC_N(
             "instead: amounts between regions by a table of rules; 'example'"),
         NULL, &words.compensation},
        {"pairs", 0, "TABLE", BC_N("for it: section and upstream section"),
         NULL, &words.pairs},
        {"output", 'o', "FILE", BC_N("write the table there, not to stdout"),
         NULL, &words.out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"),
         &words.json, NULL},
        {"quiet", 'q', NULL, BC_N("no progress"), &words.quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &words.help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "classify",
        .arguments = "OBSERVATIONS...",
        .summary = BC_N("water-quality classes of a table, no geometry needed"),
        .details = BC_N(
            "Prints classes.csv: one row a section and period, by GB "
            "3838-2002 on means\n(环办〔2011〕22号). With --by sample one "
            "row an observation, never rounded.\nEvery table names its method, "
            "and what of it is from memory and not from a\nregulation at hand "
            "(凭记忆); a project file can change that (see 'method')."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = -1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &words.help, &first);

    if (exit_status >= 0)
        return exit_status;
    if (understand(&words, request, &err))
        return bc_command_end(err.status, &err);
    request->files = argv + first;
    request->n_files = (size_t)(argc - first);
    return -1;
}
