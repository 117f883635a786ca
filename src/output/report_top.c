/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "base/language.h"
#include "output/report_words.h"
#include "plan/summary.h"
#include "water/item.h"

/* The three things that matter most: a fact in one sentence each, then what
 * must change with a count. Everything is read off the data. */

static const struct bc_basis_row *row_of_code(const struct bc_result *result,
                                              const char *code, size_t length)
{
    for (size_t i = 0; i < result->n_rows; i++)
        if (strlen(result->rows[i].code) == length &&
            strncmp(result->rows[i].code, code, length) == 0)
            return &result->rows[i];
    return NULL;
}

/** The judgement that a row of a water target rests on. */
static const struct bc_judgement *judgement_of(const struct bc_outcome *outcome,
                                               const struct bc_basis_row *row)
{
    if (row->n_points > 1 && outcome->lakes) {
        size_t lake = bc_layer_row(outcome->lakes, row->name);

        return lake == BC_NO_ROW ? NULL : &outcome->lake_judgement[lake];
    }
    return &outcome->judgement[row->row];
}

/** The item that is farthest over class III or the target, by its multiple;
 * items without one come last. */
static enum bc_item worst_item(const struct bc_judgement *judgement)
{
    enum bc_item worst = BC_NO_ITEM;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (judgement->item[i].class_no <= 3 || i == BC_TN)
            continue;
        if (bc_is_farther_over(judgement, i, worst))
            worst = (enum bc_item)i;
    }
    return worst;
}

static void write_worst_water(const struct bc_outcome *outcome,
                              const struct bc_basis_row *row,
                              struct bc_html *html)
{
    const struct bc_judgement *judgement = judgement_of(outcome, row);
    char text[24];

    bc_html_text(html, row->name);
    if (!judgement || judgement->class_no == 0)
        return;
    enum bc_item item = worst_item(judgement);

    bc_html_textf(html, bc_in_report("（%s类）"),
                  bc_words_class(judgement->class_no));
    if (item == BC_NO_ITEM)
        return;
    if (!bc_decimal_known(judgement->item[item].over_iii)) {
        bc_html_textf(html, bc_in_report("%s达不到Ⅲ类"), bc_words_item(item));
        return;
    }
    bc_decimal_print(
        bc_decimal_add(judgement->item[item].over_iii, bc_decimal_of(10, 1)),
        text);
    bc_html_textf(html, bc_in_report("%s是Ⅲ类限值的 %s 倍"),
                  bc_words_item(item), text);
}

/** The first @p most features of `worst`, each by @p write_one. */
static size_t write_worst(const struct bc_report_data *data,
                          const struct bc_result *result, size_t most,
                          const char *before, struct bc_html *html)
{
    const struct bc_target *target =
        &data->outcome->targets->target[result->target];
    bool water = bc_subject_of(target) == BC_SUBJECT_WATER;
    const char *at = result->worst;
    size_t n = 0;

    while (*at && n < most) {
        size_t length = strcspn(at, ";");
        const struct bc_basis_row *row = row_of_code(result, at, length);

        bc_html_text(html, n == 0  ? before
                           : water ? bc_in_report("，")
                                   : bc_in_report("、"));
        if (row && water)
            write_worst_water(data->outcome, row, html);
        else if (row)
            bc_html_text(html, *row->name ? row->name : row->code);
        else
            bc_html_textf(html, "%.*s", (int)length, at);
        n++;
        at += length + (at[length] == ';');
    }
    return n;
}

/** The item over class III in most of the waters that miss. */
static enum bc_item commonest_item(const struct bc_outcome *outcome,
                                   const struct bc_result *result)
{
    size_t count[BC_N_ITEMS + 1] = {0};
    enum bc_item commonest = BC_NO_ITEM;

    for (size_t i = 0; i < result->n_rows; i++) {
        const struct bc_judgement *judgement =
            judgement_of(outcome, &result->rows[i]);
        enum bc_item item = judgement ? worst_item(judgement) : BC_NO_ITEM;

        if (item != BC_NO_ITEM)
            count[item]++;
    }
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (count[i] > (commonest == BC_NO_ITEM ? 0 : count[commonest]))
            commonest = (enum bc_item)i;
    return commonest;
}

static void add_scope(struct bc_text *out, const struct bc_result *result)
{
    if (!result->is_all)
        bc_words_cut(out, result->basin_name, 20);
}

static void write_headline(const struct bc_report_data *data,
                           const struct bc_result *result, struct bc_html *html)
{
    const struct bc_target *target =
        &data->outcome->targets->target[result->target];
    struct bc_text scope = {0}, title = {0};

    add_scope(&scope, result);
    bc_words_cut(&title, target->title, 30);
    bc_html_open(html, "strong", NULL);
    if (bc_subject_of(target) == BC_SUBJECT_WATER) {
        enum bc_item item = commonest_item(data->outcome, result);

        bc_html_textf(html, bc_in_report("%s水质离目标最远"),
                      bc_text_string(&scope));
        if (item != BC_NO_ITEM)
            bc_html_textf(html, bc_in_report("，超限最多的是%s"),
                          bc_words_item(item));
    } else {
        bc_html_textf(html, "%s%s%s", bc_text_string(&scope),
                      scope.length ? bc_in_report("：") : "",
                      bc_text_string(&title));
        bc_html_text(html, bc_look_of(result) == BC_LOOK_INTERIM
                               ? bc_in_report("还没达到（未到期）")
                               : bc_in_report("没有达到"));
    }
    bc_html_close(html);
    bc_text_clear(&scope);
    bc_text_clear(&title);
}

static void write_counts(const struct bc_target *target,
                         const struct bc_result *result, struct bc_html *html)
{
    struct bc_text value = {0}, goal = {0};

    bc_words_value(&value, target, result);
    bc_words_goal(&goal, target);
    if (bc_subject_of(target) == BC_SUBJECT_WATER) {
        struct bc_text title = {0};

        bc_words_cut(&title, target->title, BC_LONG_TITLE);
        bc_html_textf(html, bc_in_report("%s："), bc_text_string(&title));
        bc_text_clear(&title);
    }
    if (bc_words_is_share(target) && result->counted)
        bc_html_textf(html, bc_in_report("%lld%s中 %lld%s，"),
                      (long long)result->n, bc_words_counter(target),
                      (long long)result->k, bc_words_counter(target));
    bc_html_textf(html, bc_in_report("%s，目标 %s"), bc_text_string(&value),
                  bc_text_string(&goal));
    bc_text_clear(&value);
    bc_text_clear(&goal);
}

/** In which basins the gap of a result over all lies. */
static void write_gap_basins(const struct bc_report_data *data,
                             const struct bc_result *result, bool counts,
                             const char *before, struct bc_html *html)
{
    size_t n = 0;

    for (size_t b = 0; b < data->n_basins && n < 5; b++) {
        const struct bc_result *part =
            bc_report_result(data, result->target, data->basin[b].code);
        struct bc_text name = {0};

        if (!part || part->verdict != BC_MISSED)
            continue;
        bc_words_short_name(&name, data->basin[b].name);
        bc_html_text(html, n++ == 0 ? before : bc_in_report("、"));
        bc_html_text(html, bc_text_string(&name));
        if (counts && part->shortfall_count > 0) {
            bc_html_text(html, " ");
            bc_html_leaff(html, "b", NULL, "%lld",
                          (long long)part->shortfall_count);
        }
        bc_text_clear(&name);
    }
}

static void write_change(const struct bc_report_data *data,
                         const struct bc_result *result, struct bc_html *html)
{
    const struct bc_target *target =
        &data->outcome->targets->target[result->target];

    bc_html_open(html, "p", "do");
    bc_html_text(html, bc_in_report("要改："));
    if (result->shortfall_count > 0) {
        bool water = bc_subject_of(target) == BC_SUBJECT_WATER;

        bc_html_text(html, water ? bc_in_report("至少再有 ")
                                 : bc_in_report("再完成 "));
        bc_html_leaff(
            html, "b", NULL, "%lld%s", (long long)result->shortfall_count,
            water ? bc_in_report(" 个断面（水域）") : bc_words_counter(target));
        bc_html_text(html, water ? bc_in_report("达到") : "");
        if (result->is_all)
            write_gap_basins(data, result, true, bc_in_report("；各流域还差："),
                             html);
    } else {
        bc_html_text(html, bc_in_report("见流域各页"));
    }
    bc_html_text(html, bc_in_report("。"));
    bc_report_demo(html, bc_is_illustrative(data, bc_subject_of(target)));
    bc_html_close(html);
}

/** How all basins together stand to the same target. */
static void write_whole(const struct bc_report_data *data,
                        const struct bc_result *result, struct bc_html *html)
{
    const struct bc_result *all = bc_report_result(data, result->target, NULL);
    const struct bc_target *target =
        &data->outcome->targets->target[result->target];
    struct bc_text value = {0};

    if (result->is_all || !all || !all->counted || !bc_words_is_share(target) ||
        all->verdict == BC_CANNOT_JUDGE)
        return;
    bc_words_value(&value, target, all);
    bc_html_textf(html, bc_in_report("全部合计 %lld/%lld，%s。"),
                  (long long)all->k, (long long)all->n, bc_text_string(&value));
    bc_text_clear(&value);
}

static void write_item(const struct bc_report_data *data,
                       const struct bc_result *result, struct bc_html *html)
{
    const struct bc_target *target =
        &data->outcome->targets->target[result->target];

    bc_html_open(html, "li", NULL);
    write_headline(data, result, html);
    bc_html_open(html, "p", NULL);
    write_counts(target, result, html);
    if (result->is_all && bc_subject_of(target) != BC_SUBJECT_WATER)
        write_gap_basins(data, result, false, bc_in_report("；缺口在"), html);
    bc_html_text(html, bc_in_report("。"));
    write_whole(data, result, html);
    if (bc_subject_of(target) == BC_SUBJECT_WATER) {
        if (write_worst(data, result, 2, "", html) > 0)
            bc_html_text(html, bc_in_report("。"));
    } else if (result->n - result->k <= 4 &&
               write_worst(data, result, 4, bc_in_report("还没达到的："),
                           html) > 0) {
        bc_html_text(html, bc_in_report("。"));
    }
    bc_html_close(html);
    write_change(data, result, html);
    bc_html_close(html);
    bc_html_line(html);
}

static bool is_any_judged(const struct bc_results *results)
{
    for (size_t i = 0; i < results->n; i++)
        if (results->result[i].verdict == BC_MET ||
            results->result[i].verdict == BC_MISSED)
            return true;
    return false;
}

void bc_report_top(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t top[3], n = bc_summary_top(outcome->targets, outcome->results, top);

    bc_html_open(html, "div", "at3");
    bc_report_illegal(data, NULL, html);
    bc_html_leaf(html, "h2", "sub",
                 n == 1   ? bc_in_report("最要紧的一件事")
                 : n == 2 ? bc_in_report("最要紧的两件事")
                          : bc_in_report("最要紧的三件事"));
    if (n == 0) {
        bc_html_leaf(html, "p", NULL,
                     is_any_judged(outcome->results)
                         ? bc_in_report("能够判断的目标全部达到。")
                         : bc_in_report("没有一项目标能够判断：先补数据。"));
    } else {
        bc_html_open(html, "ol", "top3");
        for (size_t i = 0; i < n; i++)
            write_item(data, &outcome->results->result[top[i]], html);
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_line(html);
}
