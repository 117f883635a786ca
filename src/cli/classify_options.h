/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_CLASSIFY_OPTIONS_H
#define BC_CLI_CLASSIFY_OPTIONS_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "water/assess.h"
#include "water/change.h"
#include "water/flood.h"
#include "water/observation.h"
#include "water/risk.h"

enum bc_classify_by {
    BC_BY_MONTH,
    BC_BY_QUARTER,
    BC_BY_YEAR,
    BC_BY_PERIOD,
    BC_BY_SAMPLE
};

/** Which table is printed. */
enum bc_classify_what {
    BC_CLASSES,
    BC_RATINGS,
    BC_CHANGES,
    BC_TRENDS,
    BC_RISKS,
    BC_YEAR_TO_DATE,
    BC_FLOODS,
    BC_BLACK_ODOUR,
    BC_SUPPLY,
    BC_BACKGROUND,
    BC_COMPENSATION,
    BC_CLASSIFY_N_WHATS
};

/** What the command line of `classify` asks for. Strings are argv's. */
struct bc_classify_request {
    char *const *files; /* paths, patterns or connections (`PG:...`) */
    size_t n_files;
    const char *layer; /* of each; NULL: the only one */
    const char *sections_file, *out;
    const char *project_file; /* its method was taken; NULL: none */
    struct bc_water_method method;
    enum bc_duplicates duplicates;
    int implausible;
    struct bc_input_limits limits;
    struct bc_risk_rule risk;
    struct bc_change_rule change;
    struct bc_flood_options flood; /* what the command line says of it */
    int year;
    bool has_period;
    struct bc_period period;
    bool has_before;
    struct bc_period before;
    bool has_by;
    enum bc_classify_by by;
    enum bc_classify_what what;
    bool lakes;             /* a row a lake as well */
    const char *rules_file; /* of --background or --compensation */
    const char *pairs_file, *rain_file, *risk_file; /* NULL: none */
    bool rural; /* black-odorous waters of the countryside */
    bool json;
};

/**
 * Reads the command line.
 * @return -1 to go on, else the exit status (after --help, or a mistake, of
 *         which it has told)
 */
int bc_classify_read(int argc, char **argv,
                     struct bc_classify_request *request);

#endif
