/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_FLOOD_H
#define BC_WATER_FLOOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"
#include "layer/layer.h"
#include "layer/rows.h"
#include "layer/source.h"
#include "water/item.h"
#include "water/observation.h"
#include "water/standard.h"

/**
 * Flood-season pollution intensity (汛期污染强度) of a section:
 *
 *     max over items of [ aggregate over days of the daily mean / limit of the
 *     section's target class ]
 *
 * over the days of the flood season, or only those on which it rained. Above 1
 * is over. That it is an official indicator is known; the formula is from
 * memory (环办水体函〔2022〕52号), like every default below, so each is a
 * parameter and bc_flood_formula and bc_flood_note go with every output.
 *
 * A time that names a month and no day is on no day. A day's mean is that of
 * its samples, non-detects at half their limit
 * (82号); rows of one section and time are one sample as long as they follow
 * one another. Automatic samples of an item and month win over others. The
 * aggregated concentration is rounded once (82号), then compared.
 *
 * Days are gathered in one streaming pass: memory grows with sections x days
 * of the season x items.
 */
struct bc_flood;

enum bc_flood_aggregate {
    BC_FLOOD_MAX,  /* highest daily mean */
    BC_FLOOD_MEAN, /* mean of the daily means */
    BC_FLOOD_P95   /* nearest rank: the ceil(0.95 n)-th smallest daily mean */
};

/** Rain of one day, mm. */
struct bc_flood_rain {
    bc_day day;
    struct bc_decimal mm;
};

struct bc_flood_options {
    bool items[BC_N_ITEMS];            /* CODMn, COD, NH3N, TP */
    bool months[12];                   /* May to September (Hubei) */
    enum bc_flood_aggregate aggregate; /* max */
    bool round;                        /* 82号; true */
    /** Rain by day, each day once, in order; borrowed; NULL: every day of the
     * season counts. */
    const struct bc_flood_rain *rain;
    size_t n_rain;
    struct bc_decimal rain_mm; /* a rain day has at least 25 mm (大雨) */
    int days_after;            /* and so many days after it count as well: 0 */

    const struct bc_period *period;  /* borrowed: days outside are not kept;
                                        NULL: all are */
    const struct bc_layer *sections; /* as bc_observation_options */
    int target_class;                /* of sections without one; 0: none */
    enum bc_water water;             /* of sections without a type; unknown */
    int offset_minutes;              /* 480 */
    int year;                        /* of times without one; 0: none */
    enum bc_duplicates duplicates;   /* mean, first, last; error as mean, for
                                        bc_observations refuses such a table */
};
struct bc_flood_options bc_flood_options_default(void);

/** `CODMn,NH3N,TP`: items with an upper limit.
 * @retval BC_BAD_INPUT  an unknown item, or one without such a limit */
enum bc_status bc_flood_set_items(struct bc_flood_options *options,
                                  const char *text, struct bc_error *err);
/** `5-9`, `4-10` or, over the new year, `11-2`; false when it is none. */
bool bc_flood_set_months(struct bc_flood_options *options, const char *text);
/** The words of enum bc_flood_aggregate, ends with NULL. */
const char *const *bc_flood_aggregates(void);
/** `max`, `mean`, `p95`; false when it is none. */
bool bc_flood_set_aggregate(struct bc_flood_options *options, const char *text);

/**
 * Rain of a table with a column of days and one of mm (日期, 降雨量(mm)). Days
 * that are given twice keep the larger value, with a finding.
 * @param[out] rain  by day; the caller frees it
 * @retval BC_BAD_INPUT  no such column, or a unit other than mm
 */
enum bc_status bc_flood_rain_read(const struct bc_layer *table,
                                  struct bc_findings *findings,
                                  struct bc_flood_rain **rain, size_t *n,
                                  struct bc_error *err);
/** Whether it rained on the day, or on one of the days before that count. */
bool bc_flood_is_wet(const struct bc_flood_options *options, bc_day day);

/** @param findings  NULL when another sink hears the same rows and tells */
struct bc_flood *bc_flood_new(const struct bc_flood_options *options,
                              struct bc_findings *findings);
void bc_flood_free(struct bc_flood *flood);
void bc_flood_set_kind(struct bc_flood *flood, enum bc_kind kind);
struct bc_rows_sink bc_flood_sink(struct bc_flood *flood);
/** Instead of a sink: takes a row of a section, for the `visit` of
 * bc_observation_options; @p flood is a struct bc_flood. */
void bc_flood_take(void *flood, size_t section,
                   const struct bc_observation *row);
/** A day that a server has summed up, in place of its rows. */
void bc_flood_take_day(void *flood, const struct bc_day_sample *day);
/** After the last row of a file, or of all. */
void bc_flood_finish(struct bc_flood *flood);

/** One item of a section. */
struct bc_flood_item {
    struct bc_decimal value; /* aggregated, rounded; missing: not measured */
    struct bc_decimal limit; /* of the target class; missing: none */
    struct bc_decimal ratio; /* value / limit, 4 decimals; missing */
    size_t n_days;           /* that have a daily mean */
    bc_day day; /* of the value (max, p95; the first of equal ones) */
    int over;   /* 1, 0, -1: cannot be told */
    bool blind; /* for a detection limit lies above the limit */
};

/** Why the intensity is missing, or `over` unknown. */
enum bc_flood_doubt {
    BC_FLOOD_SURE,
    BC_FLOOD_NO_TARGET, /* the section has no target class */
    BC_FLOOD_NO_TYPE,   /* river or lake is not said */
    BC_FLOOD_NO_DAYS,   /* no item was measured on a day that counts */
    BC_FLOOD_BLIND      /* a detection limit lies above the limit */
};

/** A row to print. */
struct bc_flood_row {
    size_t section;
    const char *code; /* of the section, or the name as read; borrowed */
    int target_class; /* 0: none */
    struct bc_decimal intensity; /* ratio of the primary pollutant */
    enum bc_item primary;        /* BC_NO_ITEM; ties: the table's order */
    bc_day day;                  /* of its value; BC_NO_DATE */
    size_t n_days;               /* most days of any item */
    int over;                    /* 1, 0, -1: cannot be told */
    enum bc_flood_doubt doubt;
    struct bc_flood_item item[BC_N_ITEMS];
};

/** The intensity of one section over the season's days of @p period. */
void bc_flood_assess(const struct bc_flood *flood, size_t section,
                     const struct bc_period *period, struct bc_flood_row *row);
/** Of every section; the caller frees the rows with free(). */
struct bc_flood_row *bc_flood_rows(const struct bc_flood *flood,
                                   const struct bc_period *period, size_t *n);

/** The formula with its parameters, in words: for every output. */
void bc_flood_formula(const struct bc_flood_options *options, bool chinese,
                      struct bc_text *out);
/** That the formula is from memory. */
const char *bc_flood_note(bool chinese);
/** "" for BC_FLOOD_SURE. */
const char *bc_flood_reason(enum bc_flood_doubt doubt, bool chinese);

#endif
