/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_CARDS_H
#define BC_PLAN_CARDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "plan/series.h"

/*
 * 月通报 and 亮牌. The text of the provincial rules was not at hand: after how
 * many months in a row a card is shown is from memory, and a parameter
 * (`method.cards`). A month without a class ends a row of months: nobody knows
 * what it would have shown.
 */
struct bc_card_rule {
    int yellow, red; /* months in a row; yellow <= red */
};
struct bc_card_rule bc_card_rule_default(void); /* 2, 3 */
/** The rule in words, and that it is from memory. */
void bc_card_rule_text(const struct bc_card_rule *rule, bool chinese,
                       struct bc_text *out);

/** The months in a row, ending with @p month, in which the section missed its
 * target class; 0 when it does not miss it, or has none. */
int bc_series_missed(const struct bc_series *series, size_t section,
                     size_t month);
/** The same of being at risk (未达标 or 反弹风险). */
int bc_series_at_risk(const struct bc_series *series, size_t section,
                      size_t month);

/** How a section at risk stands against the month before. */
enum bc_bulletin_state {
    BC_BULLETIN_FIRST, /* the first month of the series: nothing before it */
    BC_BULLETIN_NEW,
    BC_BULLETIN_LASTING,
    BC_BULLETIN_GONE,
    BC_BULLETIN_NO_DATA /* it was at risk, and now it cannot be told */
};
const char *bc_bulletin_name(enum bc_bulletin_state state);    /* "new" */
const char *bc_bulletin_name_zh(enum bc_bulletin_state state); /* 新增 */

struct bc_bulletin_row {
    size_t month, section;
    enum bc_bulletin_state state;
    int missed, at_risk; /* months in a row, this one included */
};

/**
 * The sections at risk of every month, and those no more: by month, then new,
 * lasting, gone, then the order of the sections.
 * @param[out] rows  the caller frees it with free()
 */
size_t bc_bulletin(const struct bc_series *series,
                   struct bc_bulletin_row **rows);

enum bc_card_colour { BC_CARD_NONE, BC_CARD_YELLOW, BC_CARD_RED };
const char *bc_card_name(enum bc_card_colour colour);    /* "", "yellow" */
const char *bc_card_name_zh(enum bc_card_colour colour); /* 无, 黄牌, 红牌 */

/** The card of a basin at the end of the series: of its worst section. */
struct bc_card {
    enum bc_card_colour colour;
    int months;        /* the longest row among its sections; 0: none misses */
    size_t n_sections; /* that earn a card, of either colour */
    size_t *section;   /* those, longest row first */
};

/**
 * @param basin_of  [section]: row of its basin, or BC_NO_ROW
 * @param[out] cards  n_basins of them; bc_cards_free
 */
void bc_cards_of(const struct bc_series *series,
                 const struct bc_card_rule *rule, const size_t *basin_of,
                 size_t n_basins, struct bc_card **cards);
void bc_cards_free(struct bc_card *cards, size_t n_basins);
/** Why: `甲断面连续3个月未达Ⅲ类；...`, or why there is none. */
void bc_card_text(const struct bc_series *series, const struct bc_card *card,
                  const struct bc_layer *sections, bool chinese,
                  struct bc_text *out);

/** The colour of so many months in a row. */
enum bc_card_colour bc_card_colour(const struct bc_card_rule *rule, int months);

#endif
