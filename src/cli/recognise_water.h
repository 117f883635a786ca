/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_RECOGNISE_WATER_H
#define BC_CLI_RECOGNISE_WATER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "cli/recognise.h"
#include "layer/source.h"

/** Months from year 0 to 2199, by bc_month_of_day. */
#define BC_MONTHS_KNOWN 26400

/** A column of a table that may hold observations. */
struct bc_water_column {
    const char *header; /* as it stands */
    const char *key;    /* section, time, an item ...; NULL: not read */
    enum bc_clue clue;
};

/** A table as observations. Strings live in the arena. */
struct bc_water_guess {
    bool is;
    size_t n_columns;
    struct bc_water_column *columns;
    size_t n_items;  /* columns of a wide one; of a long one: 6 */
    size_t n_fields; /* what `fields` must say */
    struct bc_field_map *fields;
    int year;        /* of times without one; 0: not needed */
    bool needs_year; /* nothing tells it; 2000 stands for it */
    bool has_hours;  /* most rows have a time of day */
    size_t n_rows, n_used, n_sections;
    bool *months;      /* BC_MONTHS_KNOWN: which have a value */
    const char *fault; /* it is observations, but cannot be read; NULL */
    struct bc_arena *arena;
};

/**
 * Reads a table by the reader of observations, wholly. Where that does not know
 * a header, parts of it and the values below it are tried.
 * @param name  of the file, in which a year may stand
 */
void bc_recognise_water(const struct bc_source *source, const char *name,
                        struct bc_arena *arena, struct bc_water_guess *guess);

/** The year that a name holds, `2021` but not `20210`; 0 when none. */
int bc_year_in(const char *name);

#endif
