/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_CHANGE_H
#define BC_WATER_CHANGE_H

#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "water/assess.h"
#include "water/observation.h"
#include "water/rating.h"

/*
 * What became of the water between two periods, in the words of
 * 环办〔2011〕22号: a section by steps of its class, a river by steps of its
 * rating (from memory), a basin or a set of lakes by shares. Like is compared
 * with like only; the rest is 不作比较, with the reasons. Shares are never
 * rounded before they are compared.
 */

enum bc_change {
    BC_NOT_COMPARED,    /* 不作比较 */
    BC_MUCH_BETTER,     /* 明显好转 */
    BC_SLIGHTLY_BETTER, /* 有所好转 */
    BC_NO_CHANGE,       /* 无明显变化 */
    BC_SLIGHTLY_WORSE,  /* 有所变差 */
    BC_MUCH_WORSE       /* 明显变差 */
};
const char *bc_change_name(enum bc_change change);    /* 有所好转 */
const char *bc_change_name_en(enum bc_change change); /* "slightly better" */

/** Parameters; the defaults are from memory, not from a text at hand. */
struct bc_change_rule {
    struct bc_decimal no_change; /* 10: |x| up to it, percentage points */
    struct bc_decimal slight;    /* 20: |x| up to it; beyond it is 明显 */
    struct bc_decimal tolerance; /* 0: % of the sections that may differ */
    bool any_months;             /* false; true: compare with other months,
                                    as bulletins do with the month before */
};
struct bc_change_rule bc_change_rule_default(void);
/** The thresholds in words, and that they are from memory. */
void bc_change_rule_text(const struct bc_change_rule *rule, bool chinese,
                         struct bc_text *out);

/** Classes 1..6 or ratings, one step 有所, two and more 明显; not compared when
 * one of them is none. */
enum bc_change bc_change_of_classes(int before, int now);
enum bc_change bc_change_of_ratings(enum bc_rating before, enum bc_rating now);

/** Judged sections: n, of class I-III, worse than V. */
struct bc_class_counts {
    size_t n, n_good, n_worse;
};

/**
 * By x = dG - dD: the change of the share of class I-III less that of the
 * share worse than V, in percentage points; above 0 is better. Both n > 0.
 */
enum bc_change bc_change_of_shares(const struct bc_change_rule *rule,
                                   struct bc_class_counts before,
                                   struct bc_class_counts now);

/** Why two periods are not alike: bits. */
enum bc_unlike {
    BC_UNLIKE_MONTHS = 1,   /* other months of the year, or other months with
                               samples */
    BC_UNLIKE_SECTIONS = 2, /* other sections could be judged */
    BC_UNLIKE_ITEMS = 4,    /* sections were judged on other items */
    BC_UNLIKE_METHOD = 8,   /* rated by shares here, by means there */
    BC_UNLIKE_NO_CLASS = 16 /* nothing judged in one of the periods */
};
/** The reasons as words, `监测月份不同；评价项目不同`; nothing for none. */
void bc_unlike_text(unsigned unlike, bool chinese, struct bc_text *out);

/** Two periods of the same sections. */
struct bc_change_input {
    const struct bc_change_rule *rule;
    const struct bc_judgement *before, *now; /* [row of sections] */
    const struct bc_period *before_period, *now_period;
    const struct bc_water_method *method;
    const struct bc_observations *observations; /* NULL: the months of the
                                                   periods tell */
};

/** One line of a table of changes. */
struct bc_change_row {
    size_t section; /* BC_NO_ROW for a basin */
    enum bc_change change;
    unsigned unlike;             /* BC_UNLIKE_...; 0 when compared */
    int class_before, class_now; /* of a section, 0 when none */
    enum bc_rating rating_before, rating_now; /* of a basin */
    struct bc_class_counts before, now;       /* of a basin */
    struct bc_decimal dg, dd, x; /* percentage points, two decimals (half-up);
                                    of a basin rated by shares, else missing */
};

/**
 * Each of the sections in @p rows, in their order. A section is compared when
 * it was judged in both periods, on the same items, and when the sections
 * together were sampled in the same months of both.
 *
 * @param[out] changes  n_rows
 */
void bc_change_sections(const struct bc_change_input *input, const size_t *rows,
                        size_t n_rows, struct bc_change_row *changes);

/**
 * The sections in @p rows as one river, basin or set of lakes, from their
 * ratings in both periods: by shares where both are rated so, by the rating
 * words where neither is (fewer than five sections; from memory).
 * A section judged in one period only, or on other items, differs; more than
 * the tolerance of them and there is no comparison.
 *
 * @param by_words  true for a river: the rating words decide in any case
 */
void bc_change_basin(const struct bc_change_input *input, const size_t *rows,
                     size_t n_rows, const struct bc_basin_rating *before,
                     const struct bc_basin_rating *now, bool by_words,
                     struct bc_change_row *change);

#endif
