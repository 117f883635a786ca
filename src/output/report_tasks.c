/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <math.h>
#include <string.h>

#include "output/report_words.h"
#include "water/item.h"
#include "water/standard.h"

/* What must change: a thing, from what to what, and what that does to a
 * target. No blame, no cause that the data do not show. */

/** The class whose limits a section has to keep: its own target, else III. */
static int wanted_class(const struct bc_judgement *judgement)
{
    return judgement->target_class ? judgement->target_class : 3;
}

static bool is_over(const struct bc_judgement *judgement, int item, int wanted)
{
    return item != BC_TN && judgement->item[item].class_no > wanted;
}

static bool needs_change(const struct bc_judgement *judgement)
{
    return judgement->class_no > wanted_class(judgement);
}

/** By how many per cent a mean must fall, rounded up: 55 is enough, 54 not. */
static int fall_percent(struct bc_decimal mean, struct bc_decimal limit)
{
    double now = bc_decimal_real(mean);

    return (int)ceil(100 * (now - bc_decimal_real(limit)) / now - 1e-9);
}

/** `总磷 0.111 → ≤ 0.050 mg/L（降 55 %）` */
static void write_item(const struct bc_judgement *judgement, enum bc_item item,
                       int wanted, struct bc_html *html)
{
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    struct bc_decimal mean = judgement->item[item].mean, limit;
    char now[24], then[24];

    bc_decimal_print(mean, now);
    if (!limits || limits->direction == BC_NO_LIMIT) {
        bc_html_textf(html, "%s %s", bc_item_name_zh(item), now);
        return;
    }
    limit = limits->limit[wanted];
    if (limits->direction == BC_RANGE) {
        char high[24];

        bc_decimal_print_short(limit, then);
        bc_decimal_print_short(limits->high, high);
        bc_html_textf(html, "%s %s → %s–%s", bc_item_name_zh(item), now, then,
                      high);
        return;
    }
    /* the limit with the decimals of the mean, so that the eye can compare */
    if (limit.scale < mean.scale)
        limit = bc_decimal_round(limit, mean.scale);
    bc_decimal_print(limit, then);
    bool upper = limits->direction == BC_UPPER_LIMIT;
    bool has_unit = strcmp(bc_item_unit(item), "mg/L") == 0;

    bc_html_textf(html, "%s %s → %s %s%s%s", bc_item_name_zh(item), now,
                  upper ? "≤" : "≥", then, has_unit ? "" : " ",
                  has_unit ? "" : bc_item_unit(item));
    if (upper && bc_decimal_compare(mean, limit) > 0)
        bc_html_textf(html, "（降 %d %%）", fall_percent(mean, limit));
}

static void write_items(const struct bc_judgement *judgement, int wanted,
                        struct bc_html *html)
{
    size_t n = 0;

    for (int rank = 6; rank > wanted; rank--)
        for (int item = 0; item < BC_N_ITEMS; item++) {
            if (!is_over(judgement, item, wanted) ||
                judgement->item[item].class_no != rank)
                continue;
            bc_html_text(html, n++ ? "；" : "");
            write_item(judgement, (enum bc_item)item, wanted, html);
        }
}

/* The effect on a target: `优良 1/4 → 2/4`, one section after the other. */

#define MAX_EFFECTS 2 /* that a line has room for */

struct effect {
    const struct bc_target *target;
    const struct bc_result *result;
    int64_t k;
};

/** The water targets of this basin that are missed as a share.
 * @return how many, at most MAX_EFFECTS */
static size_t water_effects(const struct bc_report_data *data,
                            const struct bc_basin_data *basin,
                            struct effect effects[MAX_EFFECTS])
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n && n < MAX_EFFECTS; t++) {
        const struct bc_target *target = &data->outcome->targets->target[t];
        const struct bc_result *result;

        if (data->showing[t] != BC_IN_MATRIX ||
            bc_subject_of(target) != BC_SUBJECT_WATER ||
            !bc_words_is_share(target) ||
            (target->op != BC_GE && target->op != BC_EQ &&
             target->op != BC_NO_OP) ||
            !(result = bc_report_result(data, t, basin->code)))
            continue;
        if (result->verdict == BC_MISSED && result->counted)
            effects[n++] = (struct effect){target, result, result->k};
    }
    return n;
}

/** Sections of one water that need change, after this one in the table. */
static bool has_later(const struct bc_report_data *data,
                      const struct bc_basin_data *basin, size_t index)
{
    const struct bc_layer *sections = data->outcome->sections;
    const char *water = bc_row_text(sections, "water", basin->section[index]);

    for (size_t i = index + 1; i < basin->n_sections; i++) {
        size_t row = basin->section[i];

        if (needs_change(&data->outcome->judgement[row]) &&
            strcmp(bc_row_text(sections, "water", row), water) == 0)
            return true;
    }
    return false;
}

/** Is this section what keeps a row of the target from counting? A lake counts
 * once all of its points are in order. */
static bool is_counted_against(const struct bc_report_data *data,
                               const struct bc_basin_data *basin, size_t index,
                               const struct effect *effect)
{
    const struct bc_layer *sections = data->outcome->sections;
    size_t row = basin->section[index];
    const char *code = bc_row_code(sections, row);
    const char *water = bc_row_text(sections, "water", row);

    for (size_t i = 0; i < effect->result->n_rows; i++) {
        const struct bc_basis_row *basis = &effect->result->rows[i];

        if (basis->bearing != BC_BEARS_OTHER)
            continue;
        if (strcmp(basis->code, code) == 0)
            return true;
        if (strcmp(basis->code, water) == 0)
            return !has_later(data, basin, index);
    }
    return false;
}

/** What the target counts, in a word. */
static void add_subject(struct bc_text *out, const struct bc_target *target)
{
    if (strstr(target->of, "class_no <= 3"))
        bc_text_add(out, "优良");
    else if (strstr(target->of, "meets_target"))
        bc_text_add(out, "达到目标类别");
    else
        bc_words_cut(out, target->title, 12);
}

static void write_effect(struct effect *effect, struct bc_html *html)
{
    const struct bc_result *result = effect->result;
    struct bc_text subject = {0};

    add_subject(&subject, effect->target);
    bc_html_open(html, "span", "ln1");
    bc_html_textf(html, "%s %lld/%lld → ", bc_text_string(&subject),
                  (long long)effect->k, (long long)result->n);
    effect->k++;
    bc_html_leaff(html, "b", NULL, "%lld/%lld%s", (long long)effect->k,
                  (long long)result->n,
                  result->shortfall_count > 0 &&
                          effect->k >= result->k + result->shortfall_count
                      ? "，达标"
                      : "");
    bc_html_close(html);
    bc_text_clear(&subject);
}

static void open_task(struct bc_html *html, const char *what)
{
    bc_html_open(html, "li", NULL);
    bc_html_leaf(html, "b", NULL, what);
    bc_html_open(html, "span", NULL);
}

static void next_cell(struct bc_html *html)
{
    bc_html_close(html);
    bc_html_open(html, "span", "eff");
}

static void close_task(struct bc_html *html)
{
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static size_t write_sections(const struct bc_report_data *data,
                             const struct bc_basin_data *basin,
                             struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    struct effect effects[MAX_EFFECTS];
    size_t n_effects = water_effects(data, basin, effects), n = 0;

    for (size_t i = 0; i < basin->n_sections; i++) {
        size_t row = basin->section[i];
        const struct bc_judgement *judgement = &outcome->judgement[row];

        if (!needs_change(judgement))
            continue;
        n++;
        open_task(html, bc_row_name(outcome->sections, row));
        write_items(judgement, wanted_class(judgement), html);
        bc_report_upstream(data, basin, row, html);
        next_cell(html);
        for (size_t e = 0; e < n_effects; e++)
            if (is_counted_against(data, basin, i, &effects[e]))
                write_effect(&effects[e], html);
        close_task(html);
    }
    return n;
}

static void write_share_effect(const struct bc_target *target,
                               const struct bc_result *result,
                               struct bc_html *html)
{
    bool less = target->op == BC_LE || target->op == BC_LT;
    int64_t k =
        result->k + (less ? -result->shortfall_count : result->shortfall_count);
    char text[24];

    if (!bc_words_is_share(target) || !result->counted || result->n <= 0)
        return;
    bc_decimal_print(
        bc_decimal_divide_half_up((bc_int128)k * 100, 0, result->n, 1), text);
    bc_html_textf(html, "%lld/%lld → ", (long long)result->k,
                  (long long)result->n);
    bc_html_leaff(html, "b", NULL, "%lld/%lld = %s %%", (long long)k,
                  (long long)result->n, text);
}

/* Targets of water that the lines above do not answer: a section may keep its
 * own class and a target still asks for a better one. */

/** `class_no <= 2`: 2; and of `class_no = 6`, which is to be none, 5.
 * @return 0 when the condition is another */
static int class_of_condition(const struct bc_target *target)
{
    static const char least[] = "class_no<=", worst[] = "class_no=6";
    struct bc_text plain = {0};
    const char *text;
    int wanted = 0;

    for (const char *c = target->of; *c; c++)
        if (*c != ' ')
            bc_text_add_bytes(&plain, c, 1);
    text = bc_text_string(&plain);
    if (strncmp(text, least, sizeof least - 1) == 0 &&
        text[sizeof least - 1] >= '1' && text[sizeof least - 1] <= '5' &&
        !text[sizeof least])
        wanted = text[sizeof least - 1] - '0';
    else if (strcmp(text, worst) == 0)
        wanted = 5;
    bc_text_clear(&plain);
    return wanted;
}

/** Sections of the basin over the limits of the class that the target wants;
 * those that keep to what was said above are said once. */
static size_t write_limits(const struct bc_report_data *data,
                           const struct bc_basin_data *basin,
                           const struct bc_target *target,
                           const struct bc_result *result, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    int wanted = class_of_condition(target);
    size_t n = 0;

    for (size_t i = 0; wanted && i < basin->n_sections; i++) {
        size_t row = basin->section[i];
        const struct bc_judgement *judgement = &outcome->judgement[row];

        if (judgement->class_no <= wanted ||
            !bc_result_names_section(result, outcome->sections, row))
            continue;
        bc_html_textf(html, "%s%s：", n++ ? "；" : "",
                      bc_row_name(outcome->sections, row));
        write_items(judgement, wanted, html);
    }
    return n;
}

/** The worst that the result names, and how many of them have to change. */
static void write_worst(const struct bc_target *target,
                        const struct bc_result *result, struct bc_html *html)
{
    const char *at = result->worst;

    for (size_t n = 0; *at && n < 12; n++) {
        size_t length = strcspn(at, ";");

        const char *name = bc_result_row_name(result, at, length);

        bc_html_textf(html, "%s%.*s", n ? "、" : "最差：",
                      name ? (int)strlen(name) : (int)length, name ? name : at);
        at += length + (at[length] == ';');
    }
    if (result->shortfall_count > 0)
        bc_html_textf(html, "%s还差 %lld %s", *result->worst ? "；" : "",
                      (long long)result->shortfall_count,
                      bc_words_counter(target));
    else if (!*result->worst)
        bc_html_text(html, "现状未达到目标值");
}

/** Has every section that the target counts against a line of its own? */
static bool is_answered(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        const struct bc_target *target,
                        const struct bc_result *result)
{
    const struct bc_outcome *outcome = data->outcome;
    int wanted = class_of_condition(target);
    bool any = false;

    for (size_t i = 0; i < basin->n_sections; i++) {
        size_t row = basin->section[i];
        const struct bc_judgement *judgement = &outcome->judgement[row];

        if (!judgement->class_no || (wanted && judgement->class_no <= wanted) ||
            !bc_result_names_section(result, outcome->sections, row))
            continue; /* no data, or a point that is not why */
        if (!needs_change(judgement) ||
            (wanted && wanted < wanted_class(judgement)))
            return false;
        any = true;
    }
    return any;
}

static size_t write_missed_water(const struct bc_report_data *data,
                                 const struct bc_basin_data *basin,
                                 struct bc_html *html)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_target *target = &data->outcome->targets->target[t];
        const struct bc_result *result;

        if (data->showing[t] != BC_IN_MATRIX ||
            bc_subject_of(target) != BC_SUBJECT_WATER ||
            !(result = bc_report_result(data, t, basin->code)) ||
            result->verdict != BC_MISSED ||
            is_answered(data, basin, target, result))
            continue;
        n++;
        open_task(html, *target->title ? target->title : target->id);
        if (!write_limits(data, basin, target, result, html))
            write_worst(target, result, html);
        next_cell(html);
        if (result->shortfall_count > 0)
            write_share_effect(target, result, html);
        close_task(html);
    }
    return n;
}

/* Outfalls and suspects: which numbers, how many of them. */

/** `2、3、5–8`: numbers of the basin's table that do not bear out the target.
 */
static void write_numbers(const struct bc_basin_data *basin,
                          const struct bc_result *result, struct bc_html *html)
{
    size_t first = 0, last = 0, n_ranges = 0;

    for (size_t i = 0; i <= basin->n_outfalls; i++) {
        bool wanted = false;

        for (size_t r = 0; i < basin->n_outfalls && r < result->n_rows; r++)
            wanted |= result->rows[r].row == basin->outfall[i] &&
                      result->rows[r].bearing == BC_BEARS_OTHER;
        if (wanted && last == i && first > 0) {
            last = i + 1;
            continue;
        }
        if (first > 0) {
            bc_html_textf(html, "%s%zu", n_ranges++ ? "、" : "", first);
            if (last > first)
                bc_html_textf(html, "%s%zu", last > first + 1 ? "–" : "、",
                              last);
            first = 0;
        }
        if (wanted)
            first = last = i + 1;
    }
}

static void write_codes(const struct bc_result *result, struct bc_html *html)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_rows; i++)
        if (result->rows[i].bearing == BC_BEARS_OTHER) {
            if (n < 12)
                bc_html_textf(html, "%s%s", n ? "、" : "",
                              result->rows[i].code);
            n++;
        }
    if (n > 12)
        bc_html_textf(html, "等 %zu 处", n);
}

static size_t write_counts(const struct bc_report_data *data,
                           const struct bc_basin_data *basin,
                           struct bc_html *html)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_target *target = &data->outcome->targets->target[t];
        const struct bc_result *result;

        if (data->showing[t] != BC_IN_MATRIX ||
            bc_subject_of(target) == BC_SUBJECT_WATER ||
            !(result = bc_report_result(data, t, basin->code)) ||
            result->verdict != BC_MISSED || result->shortfall_count <= 0)
            continue;
        n++;
        open_task(html, *target->title ? target->title : target->id);
        if (bc_subject_of(target) == BC_SUBJECT_OUTFALLS &&
            result->n_rows > 0) {
            bc_html_text(html, "从 ");
            write_numbers(basin, result, html);
            bc_html_text(html, " 号中再完成 ");
        } else if (result->n_rows > 0) {
            write_codes(result, html);
            bc_html_text(html, "：再完成 ");
        } else {
            bc_html_text(html, "再完成 ");
        }
        bc_html_leaff(html, "b", NULL, "%lld",
                      (long long)result->shortfall_count);
        bc_html_textf(html, " %s", bc_words_counter(target));
        if (bc_subject_of(target) == BC_SUBJECT_OUTFALLS)
            bc_report_nearest(data, basin, result, html);
        next_cell(html);
        write_share_effect(target, result, html);
        close_task(html);
    }
    return n;
}

/* Data that are wanted. */

static size_t write_unsampled(const struct bc_report_data *data,
                              const struct bc_basin_data *basin,
                              struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n = 0;

    for (size_t i = 0; i < basin->n_sections; i++) {
        size_t row = basin->section[i];

        if (outcome->judgement[row].class_no > 0)
            continue;
        if (n++ == 0)
            open_task(html, "数据");
        bc_html_textf(html, "%s%s", n > 1 ? "、" : "",
                      bc_row_name(outcome->sections, row));
    }
    if (n == 0)
        return 0;
    bc_html_text(html, "本期没有可用数据，请补测");
    next_cell(html);
    bc_html_leaff(html, "span", NULL, "缺 %zu → ", n);
    bc_html_leaf(html, "b", NULL, "0");
    close_task(html);
    return n;
}

void bc_report_tasks(const struct bc_report_data *data,
                     const struct bc_basin_data *basin, struct bc_html *html)
{
    size_t n = 0;

    bc_html_leaf(html, "h3", NULL, "要改什么，改了会怎样");
    bc_html_open(html, "ul", "todo");
    n += write_sections(data, basin, html);
    n += write_missed_water(data, basin, html);
    n += write_counts(data, basin, html);
    n += write_unsampled(data, basin, html);
    if (n == 0)
        bc_html_leaf(html, "li", NULL, "没有要改的。");
    bc_html_close(html);
    bc_html_line(html);
}
