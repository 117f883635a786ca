/* SPDX-License-Identifier: MIT */
#include "plan/cards.h"

#include <stdlib.h>

#include "base/language.h"
#include "layer/layer.h"
#include "water/item.h"

struct bc_card_rule bc_card_rule_default(void)
{
    return (struct bc_card_rule){.yellow = 2, .red = 3};
}

void bc_card_rule_text(const struct bc_card_rule *rule, bool chinese,
                       struct bc_text *out)
{
    bc_text_printf(
        out,
        chinese ? "断面连续%d个月未达目标类别的流域亮黄牌，连续%d个月的亮红牌（"
                  "凭记忆，未见文件原文，可用 method.cards 修改）"
                : "a basin with a section that misses its target class %d "
                  "months in a row gets a yellow card, %d months a red one "
                  "(from memory; change it with method.cards)",
        rule->yellow, rule->red);
}

/* ---- months in a row ---- */

static bool misses(const struct bc_series *series, size_t section, size_t month)
{
    return bc_series_judgement(series, section, month)->meets_target == 0;
}

static bool at_risk(const struct bc_series *series, size_t section,
                    size_t month)
{
    return bc_series_section(series, section, month)->risk >= BC_RISK_REBOUND;
}

static int
months_in_a_row(const struct bc_series *series, size_t section, size_t month,
                bool (*holds)(const struct bc_series *, size_t, size_t))
{
    int n = 0;

    for (size_t m = month + 1; m > 0 && holds(series, section, m - 1); m--)
        n++;
    return n;
}

int bc_series_missed(const struct bc_series *series, size_t section,
                     size_t month)
{
    return months_in_a_row(series, section, month, misses);
}

int bc_series_at_risk(const struct bc_series *series, size_t section,
                      size_t month)
{
    return months_in_a_row(series, section, month, at_risk);
}

/* ---- the bulletin ---- */

static const struct {
    const char *name, *zh;
} states[] = {[BC_BULLETIN_FIRST] = {"first", BC_ZH("首月")},
              [BC_BULLETIN_NEW] = {"new", BC_ZH("新增")},
              [BC_BULLETIN_LASTING] = {"lasting", BC_ZH("持续")},
              [BC_BULLETIN_GONE] = {"gone", BC_ZH("退出")},
              [BC_BULLETIN_NO_DATA] = {"no_data", BC_ZH("无数据")}};

const char *bc_bulletin_name(enum bc_bulletin_state state)
{
    return states[state].name;
}

const char *bc_bulletin_name_zh(enum bc_bulletin_state state)
{
    return states[state].zh;
}

/* Is the section in the bulletin of the month, and how? */
static bool state_of(const struct bc_series *series, size_t section,
                     size_t month, enum bc_bulletin_state *state)
{
    bool now = at_risk(series, section, month);
    bool then = month > 0 && at_risk(series, section, month - 1);

    if (now)
        *state = month == 0 ? BC_BULLETIN_FIRST
                 : then     ? BC_BULLETIN_LASTING
                            : BC_BULLETIN_NEW;
    else if (bc_series_section(series, section, month)->risk == BC_RISK_UNKNOWN)
        *state = BC_BULLETIN_NO_DATA;
    else
        *state = BC_BULLETIN_GONE;
    return now || then;
}

size_t bc_bulletin(const struct bc_series *series,
                   struct bc_bulletin_row **rows)
{
    struct bc_bulletin_row *found =
        bc_alloc(series->n_months * series->n_sections + 1, sizeof *found);
    size_t n = 0;

    for (size_t month = 0; month < series->n_months; month++)
        for (int wanted = 0; wanted <= BC_BULLETIN_NO_DATA; wanted++)
            for (size_t s = 0; s < series->n_sections; s++) {
                enum bc_bulletin_state state;

                if (!state_of(series, s, month, &state) || (int)state != wanted)
                    continue;
                found[n++] = (struct bc_bulletin_row){
                    month, s, state, bc_series_missed(series, s, month),
                    bc_series_at_risk(series, s, month)};
            }
    *rows = found;
    return n;
}

/* ---- cards ---- */

static const struct {
    const char *name, *zh;
} colours[] = {[BC_CARD_NONE] = {"", BC_ZH("无")},
               [BC_CARD_YELLOW] = {"yellow", BC_ZH("黄牌")},
               [BC_CARD_RED] = {"red", BC_ZH("红牌")}};

const char *bc_card_name(enum bc_card_colour colour)
{
    return colours[colour].name;
}

const char *bc_card_name_zh(enum bc_card_colour colour)
{
    return colours[colour].zh;
}

enum bc_card_colour bc_card_colour(const struct bc_card_rule *rule, int months)
{
    if (months >= rule->red)
        return BC_CARD_RED;
    return months >= rule->yellow ? BC_CARD_YELLOW : BC_CARD_NONE;
}

/* Behind all that have as long a row: their order stays. */
static void add_section(struct bc_card *card, size_t section, const int *missed)
{
    size_t at = card->n_sections++;

    card->section =
        bc_resize(card->section, card->n_sections, sizeof *card->section);
    while (at > 0 && missed[card->section[at - 1]] < missed[section]) {
        card->section[at] = card->section[at - 1];
        at--;
    }
    card->section[at] = section;
}

void bc_cards_of(const struct bc_series *series,
                 const struct bc_card_rule *rule, const size_t *basin_of,
                 size_t n_basins, struct bc_card **cards)
{
    struct bc_card *found = bc_alloc(n_basins + 1, sizeof *found);
    int *missed = bc_alloc(series->n_sections + 1, sizeof *missed);

    for (size_t s = 0; s < series->n_sections; s++) {
        struct bc_card *card;

        if (basin_of[s] == BC_NO_ROW || series->n_months == 0)
            continue;
        missed[s] = bc_series_missed(series, s, series->n_months - 1);
        card = &found[basin_of[s]];
        if (missed[s] > card->months)
            card->months = missed[s];
        if (bc_card_colour(rule, missed[s]) != BC_CARD_NONE)
            add_section(card, s, missed);
    }
    for (size_t b = 0; b < n_basins; b++)
        found[b].colour = bc_card_colour(rule, found[b].months);
    free(missed);
    *cards = found;
}

void bc_cards_free(struct bc_card *cards, size_t n_basins)
{
    for (size_t b = 0; b < n_basins; b++)
        free(cards[b].section);
    free(cards);
}

void bc_card_text(const struct bc_series *series, const struct bc_card *card,
                  const struct bc_layer *sections, bool chinese,
                  struct bc_text *out)
{
    size_t last = series->n_months - 1;

    for (size_t i = 0; i < card->n_sections; i++) {
        size_t section = card->section[i];
        const char *name = bc_layer_text(sections, "name", section);

        int wanted = bc_series_judgement(series, section, last)->target_class;

        name = name ? name : bc_layer_text(sections, "code", section);
        if (chinese)
            bc_text_printf(out, "%s%s连续%d个月未达%s类", i ? "；" : "", name,
                           bc_series_missed(series, section, last),
                           bc_class_name(wanted));
        else
            bc_text_printf(out, "%s%s: class %s missed for %d months in a row",
                           i ? "; " : "", name, bc_class_name_en(wanted),
                           bc_series_missed(series, section, last));
    }
    if (card->n_sections)
        return;
    if (chinese)
        bc_text_add(out, card->months ? "未达目标类别的月数不足"
                                      : "最近一月没有断面未达目标类别");
    else
        bc_text_add(out, card->months
                             ? "too few months over the target class"
                             : "no section misses its class in the last month");
}
