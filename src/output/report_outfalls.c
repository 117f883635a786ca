/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "layer/role.h"
#include "output/report_words.h"

#define MAX_GROUPS 12 /* more than a role's words for them */
#define MAX_LISTED 24 /* unfinished ones, where they have no number */

/* Outfalls: a bar of stages per group, and those that are not finished. */

struct group {
    const char *name;
    size_t n, stage[9]; /* 0: unknown */
};

/** Groups in the order of the numbers; more than MAX_GROUPS share the last. */
static size_t count_groups(const struct bc_outcome *outcome,
                           const struct bc_basin_data *basin,
                           struct group groups[MAX_GROUPS])
{
    size_t n = 0;

    memset(groups, 0, MAX_GROUPS * sizeof(*groups));
    for (size_t i = 0; i < basin->n_outfalls; i++) {
        size_t row = basin->outfall[i], g = 0;
        const char *name = bc_outfall_group(outcome->outfalls, row);

        while (g < n && strcmp(groups[g].name, name) != 0)
            g++;
        if (g == n)
            groups[n++].name = name;
        assert(n <= MAX_GROUPS);
        groups[g].n++;
        groups[g].stage[bc_outfall_stage(outcome->outfalls, row)]++;
    }
    return n;
}

/** Fixed order of groups, as the numbers have it. */
static void sort_groups(struct group *groups, size_t n)
{
    static const char *const order[] = {"长江", "重点支流", "重点湖泊", "河流",
                                        "湖泊"};
    size_t placed = 0;

    for (size_t o = 0; o < sizeof(order) / sizeof(*order); o++)
        for (size_t g = placed; g < n; g++)
            if (strcmp(groups[g].name, order[o]) == 0) {
                struct group group = groups[g];

                memmove(&groups[placed + 1], &groups[placed],
                        (g - placed) * sizeof(*groups));
                groups[placed++] = group;
                break;
            }
}

/** The group that a result speaks of; "" when of several. */
static const char *group_of_result(const struct bc_outcome *outcome,
                                   const struct bc_target *target,
                                   const struct bc_result *result)
{
    const char *group = NULL;

    for (size_t i = 0; i < result->n_rows; i++) {
        const char *other =
            bc_outfall_group(outcome->outfalls, result->rows[i].row);

        if (group && strcmp(group, other) != 0)
            return "";
        group = other;
    }
    if (group)
        return group;
    return *target->where ? "-" : ""; /* nothing in scope: no group's */
}

static void write_stage_legend(struct bc_html *html)
{
    bc_html_open(html, "div", "stl");
    for (int stage = 8; stage >= 1; stage--) {
        char css[] = "g0";

        css[1] = (char)('0' + stage);
        bc_html_open(html, "span", NULL);
        bc_html_open(html, "i", css);
        bc_html_close(html);
        bc_html_text(html, bc_in_report(bc_stage_name(stage)));
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_line(html);
}

static void write_share_style(struct bc_html *html, const char *property,
                              double percent)
{
    struct bc_text style = {0};

    bc_text_printf(&style, "%s:", property);
    bc_text_add_real(&style, percent, 2);
    bc_text_add(&style, "%");
    bc_html_attr(html, "style", bc_text_string(&style));
    bc_text_clear(&style);
}

/** Widths as the numbers are to each other. */
static void write_stages(const struct group *group, struct bc_html *html)
{
    struct bc_text said = {0};
    size_t n = 0;

    bc_text_printf(&said, bc_in_report("%s %zu 个："),
                   bc_in_report(group->name), group->n);
    for (int stage = 8; stage >= 0; stage--)
        if (group->stage[stage] > 0)
            bc_text_printf(&said, "%s%s %zu", n++ ? bc_in_report("、") : "",
                           stage ? bc_in_report(bc_stage_name(stage))
                                 : bc_in_report("进度不明"),
                           group->stage[stage]);
    bc_html_open(html, "div", "ob1");
    bc_html_attr(html, "role", "img");
    bc_html_attr(html, "aria-label", bc_text_string(&said));
    bc_text_clear(&said);
    for (int stage = 8; stage >= 0; stage--) {
        char css[] = "g0";

        if (group->stage[stage] == 0)
            continue;
        css[1] = (char)('0' + stage);
        bc_html_open(html, "i", css);
        bc_html_attrf(html, "style", "flex:%zu", group->stage[stage]);
        bc_html_textf(html, "%zu", group->stage[stage]);
        bc_html_close(html);
    }
    bc_html_close(html);
}

static void write_rail(const struct bc_target *target,
                       const struct bc_result *result, struct bc_html *html)
{
    enum bc_look look = bc_look_of(result);
    struct bc_text css = {0}, figure = {0}, value = {0}, goal = {0};
    double bar, tick;

    bc_text_printf(&css, "tl %s", bc_look_css(look));
    bc_words_figure(&figure, target, result);
    bc_words_value(&value, target, result);
    bc_words_goal(&goal, target);
    bc_html_open(html, "div", bc_text_string(&css));
    if (bc_words_bar(target, result, &bar, &tick)) {
        bc_html_open(html, "span", "rail");
        bc_html_open(html, "i", NULL);
        write_share_style(html, "width", bar);
        bc_html_close(html);
        if (!isnan(tick)) {
            bc_html_open(html, "u", NULL);
            write_share_style(html, "left", tick);
            bc_html_close(html);
        }
        bc_html_close(html);
    }
    bc_html_open(html, "p", NULL);
    bc_look_write(html, look);
    bc_words_write(html, target->title, BC_LONG_TITLE);
    bc_html_textf(html, " %s", bc_text_string(&figure));
    if (bc_words_is_share(target) && value.length > 0) {
        bc_html_text(html, " = ");
        bc_html_leaf(html, "b", NULL, bc_text_string(&value));
    }
    bc_html_textf(html, bc_in_report("，目标 %s"), bc_text_string(&goal));
    if (result->verdict == BC_MISSED && result->shortfall_count > 0) {
        bc_html_text(html, bc_in_report("，还差 "));
        bc_html_leaff(html, "b", NULL, "%lld",
                      (long long)result->shortfall_count);
        bc_html_text(html, bc_words_counter(target));
    } else if (bc_words_on_the_line(target, result)) {
        bc_html_text(html, bc_in_report("，正好压线"));
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&css);
    bc_text_clear(&figure);
    bc_text_clear(&value);
    bc_text_clear(&goal);
}

/** The targets of one group, or of several together (""). */
static void write_rails(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, const char *group,
                        struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;

    for (size_t t = 0; t < outcome->targets->n; t++) {
        const struct bc_target *target = &outcome->targets->target[t];
        const struct bc_result *result;

        if (data->showing[t] != BC_IN_MATRIX || target->op == BC_INFO ||
            bc_subject_of(target) != BC_SUBJECT_OUTFALLS ||
            !(result = bc_report_result(data, t, basin->code)))
            continue;
        if (strcmp(group_of_result(outcome, target, result), group) == 0)
            write_rail(target, result, html);
    }
}

/** `20/36 = 55.6 %` */
static void write_ratio(size_t k, size_t n, struct bc_html *html)
{
    char text[24];

    bc_decimal_print(
        bc_decimal_divide_half_up((bc_int128)k * 100, 0, (int64_t)n, 1), text);
    bc_html_leaff(html, "b", NULL, "%zu/%zu = %s %%", k, n, text);
}

/** Both ratios that are in use, so that nobody takes one for the other. */
static void write_closed(const struct bc_stage_count *count,
                         struct bc_html *html)
{
    size_t remediated = bc_stage_reached(count, 6);
    size_t closed = bc_stage_reached(count, 8);

    bc_html_open(html, "p", "note");
    bc_html_text(html, bc_in_report("完成整治 "));
    write_ratio(remediated, count->n, html);
    bc_html_text(html, bc_in_report("；销号占纳入排查的 "));
    write_ratio(closed, count->n, html);
    if (remediated) {
        bc_html_text(html, bc_in_report("，占完成整治的 "));
        write_ratio(closed, remediated, html);
    }
    bc_html_text(html, bc_in_report("。"));
    bc_html_close(html);
    bc_html_line(html);
}

static void write_group(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        const struct group *group, struct bc_html *html)
{
    const char *name = group->name == bc_outfall_no_group ? "" : group->name;
    const struct bc_stage_count *count =
        data->outcome->progress
            ? bc_stage_find(data->outcome->progress, basin->code, name)
            : NULL;

    bc_html_open(html, "div", "og");
    bc_html_open(html, "h4", NULL);
    bc_html_text(html, bc_in_report(group->name));
    bc_html_leaff(html, "small", NULL, bc_in_report("%zu 个"), group->n);
    bc_html_close(html);
    bc_html_open(html, "div", NULL);
    write_stages(group, html);
    if (count && !data->is_long)
        write_closed(count, html);
    if (!data->is_long) /* a brief sheet has them among its targets alone */
        write_rails(data, basin, group->name, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_groups(const struct bc_report_data *data,
                         const struct bc_basin_data *basin,
                         struct bc_html *html)
{
    struct group groups[MAX_GROUPS];
    size_t n = count_groups(data->outcome, basin, groups);

    if (data->is_long) { /* the groups' shares are among the targets */
        for (size_t g = 1; g < n; g++) {
            groups[0].n += groups[g].n;
            for (int stage = 0; stage <= 8; stage++)
                groups[0].stage[stage] += groups[g].stage[stage];
        }
        groups[0].name = BC_ZH("合计");
        n = 1;
    }
    sort_groups(groups, n);
    bc_html_open(html, "div", "oba");
    bc_html_open(html, "h3", NULL);
    bc_html_text(html, bc_in_report("排污口：按水体类别和进度"));
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_OUTFALLS));
    bc_html_close(html);
    if (basin == data->basin || !data->is_long)
        write_stage_legend(html);
    for (size_t g = 0; g < n; g++)
        write_group(data, basin, &groups[g], html);
    if (!data->is_long) {
        bc_html_open(html, "div", "og0");
        write_rails(data, basin, "", html);
        bc_html_close(html);
        bc_html_leaff(
            html, "p", "note",
            bc_in_report(
                "色条自左为最靠前的进度，数字为个数；竖线为目标。分母为流"
                "域内全部已排查排污口 %zu 个。"),
            basin->n_outfalls);
    }
    bc_html_close(html);
    bc_html_line(html);
}

static void write_open_row(const struct bc_outcome *outcome, size_t number,
                           size_t row, struct bc_html *html)
{
    const struct bc_layer *outfalls = outcome->outfalls;
    const char *county = bc_row_text(outfalls, "county", row);
    const char *water = bc_row_text(outfalls, "receiving_water", row);
    int stage = bc_outfall_stage(outfalls, row);
    char css[] = "dot g0";
    struct bc_text name = {0};

    css[5] = (char)('0' + stage);
    bc_html_open(html, "tr", NULL);
    bc_html_attrf(html, "data-k", "o%zu", number);
    bc_html_leaff(html, "td", "num", "%zu", number);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_words_plain_name(&name, bc_row_name(outfalls, row));
    bc_html_text(html, bc_text_string(&name));
    bc_text_clear(&name);
    bc_html_open(html, "small", NULL);
    if (bc_is_covered(outcome->outfall_redlines, row))
        bc_html_leaf(html, "b", "inr", bc_in_report("红线内 · "));
    bc_words_write(html, county, BC_LONG_NAME);
    if (*water) {
        struct bc_text cut = {0};

        bc_words_cut(&cut, water, BC_LONG_NAME);
        bc_html_textf(html, bc_in_report("%s排入%s"), *county ? " · " : "",
                      bc_text_string(&cut));
        bc_text_clear(&cut);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_leaf(html, "td", NULL,
                 bc_in_report(bc_outfall_group(outfalls, row)));
    bc_html_open(html, "td", NULL);
    bc_html_open(html, "i", css);
    bc_html_close(html);
    bc_html_text(html, stage ? bc_in_report(bc_row_text(outfalls, "stage", row))
                             : bc_in_report("进度不明"));
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_open(const struct bc_report_data *data,
                       const struct bc_basin_data *basin, struct bc_html *html)
{
    size_t n = basin->n_open;

    if (data->is_long && n > BC_BRIEF_ROWS)
        n = BC_BRIEF_ROWS;
    else if (bc_is_crowded(basin) && n > MAX_LISTED)
        n = MAX_LISTED;

    bc_html_open(html, "div", "obt");
    bc_html_open(html, "table", "at");
    bc_html_open(html, "caption", NULL);
    bc_html_textf(html, bc_in_report("还没完成整治的 %zu 个排污口"),
                  basin->n_open);
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_OUTFALLS));
    bc_html_close(html);
    bc_report_heads(html, bc_in_report("号|排污口|!类别|!进度"));
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < n; i++)
        write_open_row(data->outcome, i + 1, basin->outfall[i], html);
    bc_html_close(html);
    bc_html_close(html);
    if (n < basin->n_open)
        bc_html_leaff(html, "p", "note",
                      bc_in_report("其余 %zu 个见 outfalls.geojson。"),
                      basin->n_open - n);
    bc_html_close(html);
    bc_html_line(html);
}

void bc_report_outfalls(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, struct bc_html *html)
{
    if (basin->n_outfalls == 0)
        return;
    write_groups(data, basin, html);
    if (basin->n_open > 0)
        write_open(data, basin, html);
}
