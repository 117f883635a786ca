/* SPDX-License-Identifier: MIT */
#include "base/option.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"

#define INDEX_BASE 256 /* getopt_long answers letters below, rows above */
#define HELP_COLUMN 30

static int count_options(const struct bc_option *options)
{
    int n = 0;

    while (options[n].name)
        n++;
    return n;
}

/* The table as getopt_long wants it; ':' first keeps it silent. */
static struct option *long_table(const struct bc_option *options, int n,
                                 struct bc_text *letters)
{
    struct option *table = bc_alloc((size_t)n + 1, sizeof *table);

    bc_text_add(letters, ":");
    for (int i = 0; i < n; i++) {
        table[i].name = options[i].name;
        table[i].has_arg =
            options[i].argument ? required_argument : no_argument;
        table[i].val = INDEX_BASE + i;
        if (options[i].letter)
            bc_text_printf(letters, "%c%s", options[i].letter,
                           options[i].argument ? ":" : "");
    }
    return table;
}

/* The row that an answer of getopt_long, or optopt, stands for; or NULL. */
static const struct bc_option *find(const struct bc_option *options, int n,
                                    int answer)
{
    if (answer >= INDEX_BASE)
        return answer - INDEX_BASE < n ? &options[answer - INDEX_BASE] : NULL;
    for (int i = 0; i < n; i++)
        if (options[i].letter && options[i].letter == answer)
            return &options[i];
    return NULL;
}

static enum bc_status unknown_long(const struct bc_usage *usage, int n,
                                   const char *word, struct bc_error *err)
{
    const char **names = bc_alloc((size_t)n + 1, sizeof *names);
    char *name = bc_copy_bytes(word + 2, strcspn(word + 2, "="));
    const char *meant;

    for (int i = 0; i < n; i++)
        names[i] = usage->options[i].name;
    meant = bc_text_suggest(name, names);
    if (meant)
        bc_error_set(err, BC_USAGE,
                     "unknown option '--%s'; did you mean '--%s'?", name,
                     meant);
    else
        bc_error_set(err, BC_USAGE, "unknown option '--%s'", name);
    free(name);
    free(names);
    return BC_USAGE;
}

static enum bc_status needs_argument(const struct bc_option *option,
                                     struct bc_error *err)
{
    return bc_error_set(err, BC_USAGE, "option '--%s' needs %s", option->name,
                        option->argument);
}

/* After '?': optopt is a row whose argument is surplus, an unknown letter, or
 * 0 for a long option that is unknown or short for several. */
static enum bc_status refused(const struct bc_usage *usage, int n,
                              const char *word, struct bc_error *err)
{
    const struct bc_option *option = find(usage->options, n, optopt);

    if (option)
        return bc_error_set(err, BC_USAGE, "option '--%s' takes no argument",
                            option->name);
    if (optopt)
        return bc_error_set(err, BC_USAGE, "unknown option '-%c'", optopt);
    return unknown_long(usage, n, word, err);
}

/* `--config KEY VALUE`: getopt_long knows of the first word alone. */
static enum bc_status set_pair(const struct bc_usage *usage,
                               const struct bc_option *option, int argc,
                               char **argv, struct bc_error *err)
{
    const char *equals = strchr(optarg, '=');
    char *key;

    if (!equals && optind >= argc)
        return needs_argument(option, err);
    key = equals ? bc_copy_bytes(optarg, (size_t)(equals - optarg))
                 : bc_copy(optarg);
    usage->pair(key, equals ? equals + 1 : argv[optind++]);
    free(key);
    return BC_OK;
}

static enum bc_status set(const struct bc_usage *usage,
                          const struct bc_option *option, int argc, char **argv,
                          struct bc_error *err)
{
    if (option->argument && strcmp(option->argument, "KEY VALUE") == 0)
        return set_pair(usage, option, argc, argv, err);
    if (option->flag)
        *option->flag = true;
    if (option->value)
        *option->value = optarg;
    return BC_OK;
}

static bool asks_for_help(const struct bc_option *options)
{
    for (; options->name; options++)
        if (strcmp(options->name, "help") == 0)
            return options->flag && *options->flag;
    return false;
}

static enum bc_status check_arguments(const struct bc_usage *usage, int n,
                                      char **arguments, struct bc_error *err)
{
    if (n < usage->min_arguments)
        return bc_error_set(err, BC_USAGE, "'%s' needs %s", usage->verb,
                            usage->arguments);
    if (usage->max_arguments >= 0 && n > usage->max_arguments)
        return bc_error_set(err, BC_USAGE, "surplus argument '%s'",
                            arguments[usage->max_arguments]);
    return BC_OK;
}

/* The options of the verb, then those of all. */
static struct bc_option *join_options(const struct bc_usage *usage)
{
    int n_own = count_options(usage->options);
    int n_common = usage->common ? count_options(usage->common) : 0;
    struct bc_option *all =
        bc_alloc((size_t)(n_own + n_common) + 1, sizeof *all);

    memcpy(all, usage->options, (size_t)n_own * sizeof *all);
    if (n_common)
        memcpy(all + n_own, usage->common, (size_t)n_common * sizeof *all);
    return all;
}

static enum bc_status parse(const struct bc_usage *usage, int argc, char **argv,
                            int *first, struct bc_error *err)
{
    struct bc_text letters = {0};
    int n = count_options(usage->options);
    struct option *table = long_table(usage->options, n, &letters);
    enum bc_status status = BC_OK;
    int answer;

    optind = 0; /* glibc: start anew */
    while (!status && (answer = getopt_long(argc, argv, letters.data, table,
                                            NULL)) != -1) {
        const struct bc_option *option = find(usage->options, n, answer);

        if (answer == ':')
            status = needs_argument(find(usage->options, n, optopt), err);
        else if (!option)
            status = refused(usage, n, argv[optind - 1], err);
        else
            status = set(usage, option, argc, argv, err);
    }
    *first = optind;
    if (!status && !asks_for_help(usage->options))
        status = check_arguments(usage, argc - optind, argv + optind, err);
    free(table);
    bc_text_clear(&letters);
    return status;
}

enum bc_status bc_options_parse(const struct bc_usage *usage, int argc,
                                char **argv, int *first, struct bc_error *err)
{
    struct bc_option *options = join_options(usage);
    struct bc_usage joined = *usage;
    enum bc_status status;

    joined.options = options;
    status = parse(&joined, argc, argv, first, err);
    free(options);
    return status;
}

static void add_option(const struct bc_option *option, struct bc_text *out)
{
    size_t start = out->length;

    if (option->letter)
        bc_text_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        bc_text_printf(out, "      --%s", option->name);
    if (option->argument)
        bc_text_printf(out, " %s", option->argument);
    if (out->length - start > HELP_COLUMN - 2) {
        bc_text_add(out, "\n");
        start = out->length;
    }
    bc_text_printf(out, "%*s%s\n", HELP_COLUMN - (int)(out->length - start), "",
                   bc_say(option->help));
}

void bc_options_help(const struct bc_usage *usage, struct bc_text *out)
{
    bc_text_printf(out, bc_say("Usage: basincheck %s [OPTIONS]%s%s\n\n%s\n"),
                   usage->verb, usage->arguments ? " " : "",
                   usage->arguments ? usage->arguments : "",
                   bc_say(usage->summary));
    if (usage->details)
        bc_text_printf(out, "\n%s\n", bc_say(usage->details));
    bc_text_add(out, bc_say("\nOptions:\n"));
    for (const struct bc_option *o = usage->options; o->name; o++)
        add_option(o, out);
    for (const struct bc_option *o = usage->common; o && o->name; o++)
        add_option(o, out);
}

static void add_member(struct bc_text *out, const char *name, const char *value)
{
    bc_text_printf(out, "\"%s\": ", name);
    if (value)
        bc_text_add_json(out, bc_say(value));
    else
        bc_text_add(out, "null");
}

static void add_json_options(const struct bc_option *options, bool *first,
                             struct bc_text *out)
{
    for (const struct bc_option *o = options; o && o->name; o++) {
        const char letter[] = {o->letter, '\0'};

        bc_text_printf(out, "%s\n    {", *first ? "" : ",");
        *first = false;
        add_member(out, "name", o->name);
        bc_text_add(out, ", ");
        add_member(out, "letter", o->letter ? letter : NULL);
        bc_text_add(out, ", ");
        add_member(out, "argument", o->argument);
        bc_text_add(out, ",\n     ");
        add_member(out, "help", o->help);
        bc_text_add(out, "}");
    }
}

void bc_options_json(const struct bc_usage *usage, struct bc_text *out)
{
    bool first = true;

    bc_text_add(out, "{");
    add_member(out, "verb", usage->verb);
    bc_text_add(out, ",\n   ");
    add_member(out, "arguments", usage->arguments);
    bc_text_add(out, ",\n   ");
    add_member(out, "summary", usage->summary);
    bc_text_add(out, ",\n   ");
    add_member(out, "details", usage->details);
    bc_text_add(out, ",\n   \"options\": [");
    add_json_options(usage->options, &first, out);
    add_json_options(usage->common, &first, out);
    bc_text_add(out, "]}");
}
