/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_OPTION_H
#define BC_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/**
 * The options of one verb: the same table is parsed (getopt_long) and printed
 * as help. The table ends with an entry whose name is NULL.
 */
struct bc_option {
    const char *name;     /* "overwrite" */
    char letter;          /* 'o', or 0 */
    const char *argument; /* "FILE", NULL for a flag; "KEY=VALUE" style too */
    const char *help;
    bool *flag;         /* set to true */
    const char **value; /* set to the argument */
};

struct bc_usage {
    const char *verb;      /* "assess" */
    const char *arguments; /* "PROJECT.yaml" */
    const char *summary;   /* one line */
    const char *details;   /* paragraphs, or NULL */
    const struct bc_option *options;
    const struct bc_option
        *common; /* further ones that all verbs share; NULL */
    /* told of each option whose argument is "KEY VALUE", also as KEY=VALUE;
     * such an option may be repeated */
    void (*pair)(const char *key, const char *value);
    int min_arguments, max_arguments;
};

/**
 * Reads argv[1] and on; argv[0] is the verb. A set `help` flag excuses missing
 * arguments; max_arguments -1 is no limit. A repeated option: the last counts.
 *
 * @param[out] first  index in argv (permuted) of the first argument
 * @retval BC_USAGE   unknown option (with a suggestion), missing or surplus
 *                    argument
 */
enum bc_status bc_options_parse(const struct bc_usage *usage, int argc,
                                char **argv, int *first, struct bc_error *err);
void bc_options_help(const struct bc_usage *usage, struct bc_text *out);
/** The same as a JSON object, for front ends: verb, arguments, summary, details
 * and options (name, letter, argument, help), null for what is not there. */
void bc_options_json(const struct bc_usage *usage, struct bc_text *out);

#endif
