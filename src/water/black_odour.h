/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_BLACK_ODOUR_H
#define BC_WATER_BLACK_ODOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "water/cells.h"

/*
 * Black-odorous waters (黑臭水体), graded as 城市黑臭水体整治工作指南 (2015)
 * says. The numbers stand, with their clause, in black_odour.csv.
 *
 * reading  a factor is heavy, else light, when its bound holds; a value on a
 *          bound has the better grade. In water less deep than 25 cm the heavy
 *          bound of SD is 40 % of the depth, anything clearer is light, and
 *          SD that reaches the bottom is none.
 * point    heavy when one factor has at least 60 % of its readings heavy, or
 *          two factors at least 30 %; else light by the same counts of
 *          readings that are light or heavy; else none. (The guide speaks of
 *          waters already known to be black-odorous and calls every other
 *          point light; the count for light is our reading of it.)
 * stretch  three or more heavy points in a row: the water between them.
 * water    heavy when at least 60 % of the points that have a grade are
 *          heavy; else light when any point is light or heavy; else none.
 *
 * Rural waters [M]: SD < 25 cm, DO < 2 mg/L, NH3-N > 15 mg/L, one grade
 * (light), counted in the same way; no ORP, nothing is asked of the survey.
 */

enum bc_odour_setting { BC_ODOUR_URBAN, BC_ODOUR_RURAL };
bool bc_odour_setting_parse(const char *text, enum bc_odour_setting *setting);

enum bc_odour_factor {
    BC_ODOUR_SD,   /* cm */
    BC_ODOUR_DO,   /* mg/L */
    BC_ODOUR_ORP,  /* mV */
    BC_ODOUR_NH3N, /* mg/L */
    BC_ODOUR_N_FACTORS
};

enum bc_odour_grade {
    BC_ODOUR_UNKNOWN, /* no reading */
    BC_ODOUR_NONE,
    BC_ODOUR_LIGHT,
    BC_ODOUR_HEAVY
};
/** 不黑臭 轻度黑臭 重度黑臭, none light heavy; "" for unknown. */
const char *bc_odour_grade_name(enum bc_odour_grade grade, bool chinese);

/** The rules of one setting; change a copy to change a rule. */
struct bc_odour_rules {
    struct {
        struct bc_bound light, heavy; /* no relation: has no such grade */
        const char *clause;           /* NULL: the factor is not used */
    } factor[BC_ODOUR_N_FACTORS];
    struct bc_decimal shallow_cm; /* less deep than this is shallow: 25 */
    int shallow_percent;          /* of the depth: 40 */
    int one_percent, two_percent; /* of readings: 60, 30 */
    int stretch_points;           /* 3 */
    int water_percent;            /* of points: 60 */
    int min_points, min_rounds;   /* 3, 3; 0: nothing asked */
    int min_days, max_days;       /* between rounds: 1, 7; 0: nothing asked */
    int min_distance_m, max_distance_m; /* of points: 200, 600; 0 */
};
struct bc_odour_rules bc_odour_rules(enum bc_odour_setting setting);
/** That the rural numbers are from memory; for urban ones, the guide. */
const char *bc_odour_note(enum bc_odour_setting setting, bool chinese);

/** The readings of one point and time. Strings are borrowed. */
struct bc_odour_reading {
    const char *source; /* of findings; NULL for none */
    size_t line;
    const char *water, *point;
    struct bc_decimal order; /* of the point along the water; missing: points
                                without one follow in the order of the rows */
    struct bc_decimal distance_m; /* from the point before; missing: unknown */
    bc_day day;                   /* BC_NO_DATE: unknown */
    struct bc_decimal depth_cm;   /* missing: not shallow */
    struct bc_decimal value[BC_ODOUR_N_FACTORS]; /* missing: not measured */
};

enum bc_odour_grade bc_odour_grade_of(const struct bc_odour_rules *rules,
                                      enum bc_odour_factor factor,
                                      struct bc_decimal value,
                                      struct bc_decimal depth_cm);

/** Rows to print, in the order of the waters and of the points along them. */
struct bc_odour_point {
    const char *water, *point;
    struct {
        size_t n, n_light, n_heavy; /* readings; light without the heavy */
    } factor[BC_ODOUR_N_FACTORS];
    size_t n_rounds; /* days, or readings where days are not known */
    enum bc_odour_grade grade;
    bool in_stretch; /* of a heavy stretch */
};

struct bc_odour_stretch {
    const char *water, *from, *to;
    size_t n_points;
};

struct bc_odour_water {
    const char *water;
    size_t n_points, n_light, n_heavy, n_unknown; /* light without heavy */
    size_t n_stretches;
    enum bc_odour_grade grade;
};

struct bc_odour_result {
    struct bc_odour_point *points;
    size_t n_points;
    struct bc_odour_stretch *stretches;
    size_t n_stretches;
    struct bc_odour_water *waters;
    size_t n_waters;
};

/**
 * Grades points, stretches and waters. Where the survey falls short of the
 * guide (points, rounds, days between them, distances where given) that is a
 * finding (FEW_SAMPLES) and the grades are given all the same.
 * @param result  its strings are those of @p readings
 */
void bc_odour_assess(const struct bc_odour_rules *rules,
                     const struct bc_odour_reading *readings, size_t n,
                     struct bc_findings *findings,
                     struct bc_odour_result *result);
void bc_odour_result_clear(struct bc_odour_result *result);

/**
 * The readings of a table: columns water, point, order, distance (m), time,
 * depth, SD, DO, ORP, NH3N and their Chinese names (水体 检测点 序号 间距 时间
 * 水深 透明度 溶解氧 氧化还原电位 氨氮). Depth and SD are in cm where the
 * header names no unit. A non-detect counts as half its limit. A row without
 * water, point or any value is left out with a finding.
 * @param[out] readings  strings are those of @p table; the caller frees it
 * @retval BC_BAD_INPUT  no column for water or point, or for any factor; an
 *                       unknown unit
 */
enum bc_status bc_odour_read(const struct bc_layer *table,
                             struct bc_findings *findings,
                             struct bc_odour_reading **readings, size_t *n,
                             struct bc_error *err);

#endif
