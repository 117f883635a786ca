/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "output/report_legend.h"
#include "output/report_words.h"
#include "water/item.h"

static const struct bc_target *target_at(const struct bc_report_data *data,
                                         size_t t)
{
    return &data->outcome->targets->target[t];
}

/** The result of a target in this basin, when the matrix shows it. */
static const struct bc_result *shown_result(const struct bc_report_data *data,
                                            const struct bc_basin_data *basin,
                                            size_t t)
{
    return data->showing[t] == BC_IN_MATRIX
               ? bc_report_result(data, t, basin->code)
               : NULL;
}

/* The sentence under the basin's name. */

static void write_tally(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, struct bc_html *html)
{
    size_t count[6] = {0}, n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_result *result = shown_result(data, basin, t);

        if (!result)
            continue;
        n++;
        count[bc_look_of(result)]++;
    }
    size_t missed = count[BC_LOOK_MISSED] + count[BC_LOOK_INTERIM];

    bc_html_textf(html, bc_in_report("%zu 项中 %zu 项达标、%zu 项未达"), n,
                  count[BC_LOOK_MET], missed);
    if (count[BC_LOOK_INTERIM] > 0)
        bc_html_textf(html, bc_in_report("（其中 %zu 项未到期）"),
                      count[BC_LOOK_INTERIM]);
    if (count[BC_LOOK_CANNOT] > 0)
        bc_html_textf(html, bc_in_report("、%zu 项无法判断"),
                      count[BC_LOOK_CANNOT]);
    if (count[BC_LOOK_NONE] > 0)
        bc_html_textf(html, bc_in_report("、%zu 项没有数值"),
                      count[BC_LOOK_NONE]);
    if (count[BC_LOOK_INFO] > 0)
        bc_html_textf(html, bc_in_report("、%zu 项只列数"),
                      count[BC_LOOK_INFO]);
    bc_html_text(html, bc_in_report("。"));
}

/** How far an item is over class III in all sections: by classes, then by the
 * multiple. */
static double weigh_item(const struct bc_report_data *data,
                         const struct bc_basin_data *basin, int item)
{
    double weight = 0;

    for (size_t i = 0; item != BC_TN && i < basin->n_sections; i++) {
        const struct bc_item_result *result =
            &data->outcome->judgement[basin->section[i]].item[item];

        if (result->class_no <= 3)
            continue;
        weight += 100.0 * (result->class_no - 3);
        if (bc_decimal_known(result->over_iii))
            weight += bc_decimal_real(result->over_iii);
    }
    return weight;
}

static void write_items(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, struct bc_html *html)
{
    double weight[BC_N_ITEMS];
    size_t n_poor = 0;

    for (size_t i = 0; i < basin->n_sections; i++)
        n_poor += data->outcome->judgement[basin->section[i]].class_no > 3;
    if (n_poor == 0)
        return;
    for (int item = 0; item < BC_N_ITEMS; item++)
        weight[item] = weigh_item(data, basin, item);
    bc_html_textf(html, bc_in_report("%zu 个断面差于Ⅲ类，超限最多的是"),
                  n_poor);
    for (int rank = 0; rank < 2; rank++) {
        int most = 0;

        for (int item = 1; item < BC_N_ITEMS; item++)
            if (weight[item] > weight[most])
                most = item;
        if (!(weight[most] > 0))
            break;
        bc_html_text(html, rank ? bc_in_report("和") : "");
        bc_html_leaf(html, "b", NULL, bc_words_item((enum bc_item)most));
        weight[most] = 0;
    }
    bc_html_text(html, bc_in_report("。"));
}

/** What is still short outside the water, target by target. */
static void write_gaps(const struct bc_report_data *data,
                       const struct bc_basin_data *basin, struct bc_html *html)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_result *result = shown_result(data, basin, t);
        const struct bc_target *target = target_at(data, t);

        if (!result || result->verdict != BC_MISSED ||
            result->shortfall_count <= 0 ||
            bc_subject_of(target) == BC_SUBJECT_WATER)
            continue;
        struct bc_text title = {0};

        bc_words_title(&title, data->outcome->targets, t, BC_LONG_TITLE);
        bc_html_textf(html, bc_in_report("%s%s还差 "),
                      n++ == 0 ? "" : bc_in_report("；"),
                      bc_text_string(&title));
        bc_text_clear(&title);
        bc_html_leaff(html, "b", NULL, "%lld%s",
                      (long long)result->shortfall_count,
                      bc_words_counter(target));
    }
    if (n > 0)
        bc_html_text(html, bc_in_report("。"));
}

static void write_lede(const struct bc_report_data *data,
                       const struct bc_basin_data *basin, struct bc_html *html)
{
    bc_html_open(html, "p", "lede");
    write_tally(data, basin, html);
    write_items(data, basin, html);
    write_gaps(data, basin, html);
    bc_html_close(html);
    bc_html_line(html);
}

/* The map's legend: its signs are drawn once, in the defs of the page. */

void bc_report_key_defs(struct bc_html *html)
{
    struct bc_canvas canvas = bc_canvas_of_html(html);

    for (size_t i = 0; i < BC_N_MAP_KEYS; i++) {
        bc_html_open(html, "symbol", NULL);
        bc_html_attrf(html, "id", "k-%s", bc_map_keys[i].id);
        bc_html_attr(html, "viewBox", "0 0 22 14");
        bc_map_key_draw(&canvas, &bc_map_keys[i]);
        bc_html_close(html);
    }
}

static void write_legend(const struct bc_outcome *outcome, struct bc_html *html)
{
    bc_html_open(html, "div", "mleg");
    for (size_t i = 0; i < BC_N_MAP_KEYS; i++) {
        const struct bc_map_key *key = &bc_map_keys[i];

        if (!bc_map_key_is_used(key, outcome))
            continue;
        bc_html_open(html, "span", NULL);
        if (key->group)
            bc_html_leaf(html, "b", NULL, bc_in_report(key->group));
        bc_html_open(html, "svg", NULL);
        bc_html_attr(html, "aria-hidden", "true");
        bc_html_open(html, "use", NULL);
        bc_html_attrf(html, "href", "#k-%s", key->id);
        bc_html_close_empty(html);
        bc_html_close(html);
        bc_html_text(html, bc_in_report(key->word));
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_line(html);
}

static void write_caption(const struct bc_report_data *data,
                          const struct bc_basin_data *basin,
                          const struct bc_map_note *note, struct bc_html *html)
{
    struct bc_text made_up = {0}, text = {0};

    bc_html_open(html, "p", "note");
    bc_map_made_up(data->outcome, &made_up);
    if (made_up.length > 0) {
        bc_html_textf(html, bc_in_report("%s为"), made_up.data);
        bc_html_leaf(html, "b", NULL, bc_in_report("示例"));
        bc_html_text(html, bc_in_report("。"));
    }
    bc_map_caption(data->outcome, basin, note, &text);
    bc_html_text(html, bc_text_string(&text));
    bc_html_close(html);
    bc_text_clear(&made_up);
    bc_text_clear(&text);
}

static void write_figure(const struct bc_report_data *data,
                         const struct bc_map_base *base,
                         const struct bc_basin_data *basin, size_t b,
                         struct bc_html *html)
{
    struct bc_map_note note;
    struct bc_text id = {0};

    bc_text_printf(&id, "m%zu", b + 1);
    bc_html_open(html, "figure", NULL);
    bc_map_write(base, b, bc_text_string(&id), html, &note);
    bc_html_line(html);
    bc_html_open(html, "figcaption", NULL);
    if (b == 0 || !data->is_long) {
        write_legend(data->outcome, html);
    } else {
        bc_html_open(html, "a", "note");
        bc_html_attr(html, "href", "#b1");
        bc_html_text(html, bc_in_report("图例见第一个流域"));
        bc_html_close(html);
    }
    write_caption(data, basin, &note, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&id);
}

/* The basin's targets with bullet bars. */

static void write_percent_style(struct bc_html *html, const char *property,
                                double percent)
{
    struct bc_text style = {0};

    bc_text_printf(&style, "%s:", property);
    bc_text_add_real(&style, percent, 1);
    bc_text_add(&style, "%");
    bc_html_attr(html, "style", bc_text_string(&style));
    bc_text_clear(&style);
}

static void write_bar(const struct bc_report_data *data,
                      const struct bc_target *target,
                      const struct bc_result *result, struct bc_html *html)
{
    double bar, tick;

    bc_html_open(html, "td", "bc");
    if (bc_words_bar(target, result, &bar, &tick)) {
        bc_html_open(html, "span", "bu");
        bc_html_open(html, "i", NULL);
        write_percent_style(html, "width", bar);
        bc_html_close(html);
        if (!isnan(tick)) {
            bc_html_open(html, "u", NULL);
            write_percent_style(html, "left", tick);
            bc_html_close(html);
        }
        bc_html_close(html);
    }
    bc_report_target_trend(data, target, result, html);
    bc_html_close(html);
}

static void write_standing(const struct bc_target *target,
                           const struct bc_result *result, struct bc_html *html)
{
    struct bc_text text = {0};

    bc_words_figure(&text, target, result);
    bc_html_open(html, "td", "n");
    if (result->verdict == BC_CANNOT_JUDGE && result->n == 0) {
        bc_text_clear(&text);
        bc_words_reason(&text, result);
        bc_html_text(html, bc_text_string(&text));
    } else {
        bc_html_text(html, bc_text_string(&text));
        if (bc_words_is_share(target)) {
            bc_text_clear(&text);
            bc_words_value(&text, target, result);
            bc_html_text(html, " ");
            bc_html_leaf(html, "b", NULL, bc_text_string(&text));
        }
    }
    bc_html_close(html);
    bc_text_clear(&text);
}

static void write_need(const struct bc_target *target,
                       const struct bc_result *result, struct bc_html *html)
{
    bc_html_open(html, "td", "nd");
    if (result->verdict == BC_MISSED && result->shortfall_count > 0)
        bc_html_textf(html, bc_in_report("还差 %lld"),
                      (long long)result->shortfall_count);
    else if (bc_words_on_the_line(target, result))
        bc_html_text(html, bc_in_report("压线"));
    else if (result->verdict == BC_CANNOT_JUDGE &&
             result->reason != BC_REASON_NO_FEATURES)
        bc_html_text(html, bc_in_report("补数据"));
    if (result->n_unknown > 0)
        bc_html_leaff(html, "small", NULL, bc_in_report("缺 %lld"),
                      (long long)result->n_unknown);
    bc_html_close(html);
}

static void write_target(const struct bc_report_data *data, size_t t,
                         const struct bc_result *result, struct bc_html *html)
{
    const struct bc_targets *targets = data->outcome->targets;
    const struct bc_target *target = &targets->target[t];
    enum bc_look look = bc_look_of(result);
    struct bc_text goal = {0}, pace = {0}, title = {0};
    double bar, tick;
    bool has_bar =
        bc_words_bar(target, result, &bar, &tick) ||
        (bc_words_is_share(target) && data->outcome->series); /* its curve */

    bc_words_goal(&goal, target);
    bc_html_open(html, "tr", bc_look_css(look));
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    if (!has_bar)
        bc_html_attr(html, "colspan", "2");
    bc_look_write(html, look);
    bc_words_title(&title, targets, t, BC_LONG_TITLE);
    bc_html_text(html, bc_text_string(&title));
    bc_words_pace(&pace, target, result);
    bc_html_leaff(html, "small", NULL, "%s%s%s", bc_text_string(&goal),
                  pace.length > 0 ? bc_in_report("，") : "",
                  bc_text_string(&pace));
    bc_html_close(html);
    if (has_bar)
        write_bar(data, target, result, html);
    write_standing(target, result, html);
    write_need(target, result, html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&goal);
    bc_text_clear(&pace);
    bc_text_clear(&title);
}

static bool has_subject(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        enum bc_subject subject)
{
    for (size_t t = 0; t < data->outcome->targets->n; t++)
        if (bc_subject_of(target_at(data, t)) == subject &&
            shown_result(data, basin, t))
            return true;
    return false;
}

/** Lines of the list of targets: on paper the map leaves them room. */
static size_t count_lines(const struct bc_report_data *data,
                          const struct bc_basin_data *basin)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++)
        n += shown_result(data, basin, t) != NULL;
    for (int subject = 0; subject < BC_N_SUBJECTS; subject++)
        n += has_subject(data, basin, (enum bc_subject)subject);
    return n;
}

static void write_targets(const struct bc_report_data *data,
                          const struct bc_basin_data *basin,
                          struct bc_html *html)
{
    struct bc_text name = {0};

    bc_html_open(html, "div", NULL);
    bc_html_open(html, "table", "vl");
    bc_html_open(html, "caption", NULL);
    bc_words_cut(&name, basin->name, 20);
    bc_html_textf(html, bc_in_report("%s对照目标 "), bc_text_string(&name));
    bc_text_clear(&name);
    if (!data->is_long || basin == data->basin)
        bc_html_leaf(html, "small", NULL,
                     bc_in_report("横条为现状，竖线为目标"));
    bc_html_close(html);
    bc_html_open(html, "thead", "vh");
    bc_html_open(html, "tr", NULL);
    static const char *const heads[] = {BC_ZH("目标"), BC_ZH("图示"),
                                        BC_ZH("现状"), BC_ZH("还差")};

    for (size_t i = 0; i < 4; i++) {
        bc_html_open(html, "th", NULL);
        bc_html_attr(html, "scope", "col");
        bc_html_text(html, bc_in_report(heads[i]));
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_close(html);
    for (int subject = 0; subject < BC_N_SUBJECTS; subject++) {
        if (!has_subject(data, basin, (enum bc_subject)subject))
            continue;
        bc_html_open(html, "tbody", NULL);
        bc_html_open(html, "tr", "grp");
        bc_html_open(html, "th", NULL);
        bc_html_attr(html, "scope", "rowgroup");
        bc_html_attr(html, "colspan", "4");
        bc_html_text(html, bc_subject_name((enum bc_subject)subject));
        bc_html_close(html);
        bc_html_close(html);
        for (size_t t = 0; t < data->outcome->targets->n; t++) {
            const struct bc_result *result = shown_result(data, basin, t);

            if (result && (int)bc_subject_of(target_at(data, t)) == subject)
                write_target(data, t, result, html);
        }
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* What is done: the numbers of the map that no other table explains. */

static void write_directory(const struct bc_report_data *data,
                            const struct bc_basin_data *basin,
                            struct bc_html *html)
{
    const struct bc_layer *outfalls = data->outcome->outfalls;
    size_t n = basin->n_outfalls - basin->n_open;

    if (n == 0)
        return;
    if (bc_is_crowded(basin) || data->is_long) {
        bc_html_leaff(
            html, "p", "note",
            bc_in_report("其余 %zu 个已完成整治的排污口见 outfalls.geojson。"),
            n);
        return;
    }
    bc_html_open(html, "details", "dir");
    bc_html_attr(html, "open", "open");
    bc_html_open(html, "summary", NULL);
    bc_html_textf(html,
                  bc_in_report("其余 %zu 个已完成整治的排污口（编号同图）"), n);
    bc_report_demo(html, outfalls->illustrative);
    bc_html_close(html);
    bc_html_open(html, "ol", NULL);
    for (size_t i = basin->n_open; i < basin->n_outfalls; i++) {
        size_t row = basin->outfall[i];
        struct bc_text name = {0};

        bc_html_open(html, "li", NULL);
        bc_html_attrf(html, "data-k", "o%zu", i + 1);
        bc_html_leaff(html, "b", NULL, "%zu", i + 1);
        bc_words_plain_name(&name, bc_row_name(outfalls, row));
        bc_html_textf(html, " %s ", bc_text_string(&name));
        bc_text_clear(&name);
        bc_html_leaf(html, "span", NULL,
                     bc_in_report(bc_row_text(outfalls, "stage", row)));
        bc_html_close(html);
        bc_html_line(html);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/** Of a long report the first sheet lies open, the others are a click away:
 * what a link leads to is then within the fold, so that it opens. */
static void open_sheet(const char *name, size_t b, bool folded,
                       struct bc_html *html)
{
    bc_html_open(html, "section", folded ? "sheet far" : "sheet");
    if (!folded)
        bc_html_attrf(html, "id", "b%zu", b + 1);
    bc_html_attrf(html, "aria-labelledby", "h-b%zu", b + 1);
    if (folded) {
        bc_html_open(html, "details", "fold");
        bc_html_open(html, "summary", NULL);
    }
    bc_html_open(html, "h2", NULL);
    bc_html_attrf(html, "id", "h-b%zu", b + 1);
    bc_html_text(html, name);
    bc_html_close(html);
    if (folded) {
        bc_html_close(html);
        bc_html_open(html, "div", NULL);
        bc_html_attrf(html, "id", "b%zu", b + 1);
    }
    bc_html_line(html);
}

void bc_report_basin(const struct bc_report_data *data,
                     const struct bc_map_base *base, size_t b,
                     struct bc_html *html)
{
    const struct bc_basin_data *basin = &data->basin[b];
    const bool folded = data->is_long && b > 0;

    open_sheet(basin->name, b, folded, html);
    write_lede(data, basin, html);
    bc_report_illegal(data, basin, html);
    bc_html_open(html, "div", "bas");
    bc_html_attrf(html, "style", "--rows:%zu", count_lines(data, basin));
    write_figure(data, base, basin, b, html);
    write_targets(data, basin, html);
    bc_html_close(html);
    bc_report_sections(data, basin, html);
    if (basin->n_outfalls + basin->n_pieces + basin->n_suspects > 0) {
        bc_html_open(html, "div", "of blk");
        bc_report_outfalls(data, basin, html);
        bc_report_redlines(data, basin, html);
        bc_html_close(html);
        bc_html_line(html);
    }
    bc_html_open(html, "div", "blk");
    bc_report_tasks(data, basin, html);
    write_directory(data, basin, html);
    bc_html_close(html);
    if (folded) {
        bc_html_close(html);
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_line(html);
}
