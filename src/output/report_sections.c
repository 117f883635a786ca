/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "base/language.h"
#include "output/report_words.h"
#include "water/item.h"

#define MAX_ITEMS 8          /* columns of means that fit A4 */
#define ITEMS_BESIDE_CURVE 6 /* and with curves in a column of their own */

/* The table of sections: a column per item that matters here. */

struct columns {
    enum bc_item item[MAX_ITEMS];
    size_t n;
    bool curves; /* in a column of their own, else under the deciding items */
};

/** Columns: the four that every bulletin prints, and whatever decides a class
 * or goes over class III in this basin. */
static struct columns choose_columns(const struct bc_report_data *data,
                                     const struct bc_basin_data *basin)
{
    static const enum bc_item usual[] = {BC_DO, BC_CODMN, BC_NH3N, BC_TP};
    bool wanted[BC_N_ITEMS] = {false};
    struct columns columns = {.n = 0};

    for (size_t i = 0; i < basin->n_sections; i++) {
        const struct bc_judgement *judgement =
            &data->outcome->judgement[basin->section[i]];

        for (size_t u = 0; u < 4; u++)
            wanted[usual[u]] |=
                bc_decimal_known(judgement->item[usual[u]].mean);
        for (int item = 0; item < BC_N_ITEMS; item++)
            wanted[item] |= item != BC_TN && judgement->item[item].class_no > 3;
    }
    for (int item = 0; item < BC_N_ITEMS && columns.n < MAX_ITEMS; item++)
        if (wanted[item])
            columns.item[columns.n++] = (enum bc_item)item;
    for (size_t i = 0; columns.n <= ITEMS_BESIDE_CURVE && i < basin->n_sections;
         i++)
        columns.curves |=
            basin->listed[i] && bc_report_has_trend(data, basin->section[i]);
    return columns;
}

static void write_head_cell(struct bc_html *html, const char *text,
                            const char *small)
{
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "col");
    bc_html_text(html, text);
    if (small)
        bc_html_leaf(html, "small", NULL, small);
    bc_html_close(html);
}

static void write_head(const struct columns *columns, bool made_up,
                       struct bc_html *html)
{
    bc_html_open(html, "thead", NULL);
    bc_html_open(html, "tr", NULL);
    write_head_cell(html, bc_in_report("号"), NULL);
    write_head_cell(html, bc_in_report("断面"), NULL);
    write_head_cell(html, bc_in_report_as("water", "类别"), NULL);
    write_head_cell(html, bc_in_report("目标"),
                    made_up ? bc_in_report("（假定）") : NULL);
    for (size_t i = 0; i < columns->n; i++) {
        bc_html_open(html, "th", "n");
        bc_html_attr(html, "scope", "col");
        bc_html_text(html, bc_words_item(columns->item[i]));
        bc_html_close(html);
    }
    write_head_cell(html, bc_in_report("决定类别的项目"),
                    bc_in_report("括号内为超Ⅲ类倍数"));
    if (columns->curves) {
        bc_html_open(html, "th", "fixed"); /* no order to sort by */
        bc_html_attr(html, "scope", "col");
        bc_html_text(html, bc_in_report("变化过程"));
        bc_html_leaf(html, "small", NULL, bc_in_report("虚线为目标类别限值"));
        bc_html_close(html);
    }
    write_head_cell(html, bc_in_report("结论"), NULL);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/** The class, and that of the year before under it. */
static void write_class(int class_no, int class_before, struct bc_html *html)
{
    char css[] = "c c0";

    css[3] = (char)('0' + class_no);
    bc_html_open(html, "td", "ctr");
    bc_html_leaf(html, "span", css,
                 class_no ? bc_words_class(class_no) : bc_in_report("无数据"));
    if (class_before > 0)
        bc_html_leaff(html, "small", NULL, bc_in_report("上年 %s"),
                      bc_words_class(class_before));
    bc_html_close(html);
}

static bool is_over_target(const struct bc_judgement *judgement,
                           enum bc_item item)
{
    int limit = judgement->target_class ? judgement->target_class : 3;

    return judgement->item[item].class_no > limit;
}

static bool is_decisive(const struct bc_judgement *judgement, enum bc_item item)
{
    return judgement->class_no > 1 && item != BC_TN &&
           judgement->item[item].class_no == judgement->class_no;
}

static void write_mean(const struct bc_judgement *judgement, enum bc_item item,
                       bool brief, struct bc_html *html)
{
    const struct bc_item_result *result = &judgement->item[item];
    char text[24];

    if (!bc_decimal_known(result->mean)) {
        bc_html_leaf(html, "td", "n mut", "–");
        return;
    }
    bc_decimal_print(result->mean, text);
    bc_html_open(html, "td", is_decisive(judgement, item) ? "n dec" : "n");
    if (is_over_target(judgement, item)) {
        bc_html_leaf(html, "span", "ov", text);
        if (!brief) /* the class that stands under it says the same */
            bc_html_leaf(html, "span", "vh", bc_in_report("超过目标类别限值"));
    } else {
        bc_html_text(html, text);
    }
    if (result->class_no > 0)
        bc_html_leaf(html, "small", NULL, bc_words_class(result->class_no));
    bc_html_close(html);
}

/** `超Ⅲ类：总磷（1.2）、溶解氧`, by the multiple. */
static void write_over(const struct bc_judgement *judgement,
                       struct bc_html *html)
{
    bool done[BC_N_ITEMS] = {false};
    size_t n = 0;

    for (;;) {
        int next = BC_NO_ITEM;

        for (int item = 0; item < BC_N_ITEMS; item++) {
            const struct bc_item_result *result = &judgement->item[item];

            if (done[item] || item == BC_TN || result->class_no <= 3)
                continue;
            if (bc_is_farther_over(judgement, item, next))
                next = item;
        }
        if (next == BC_NO_ITEM)
            break;
        struct bc_decimal over = judgement->item[next].over_iii;
        char text[24];

        bc_html_textf(html, "%s%s",
                      n++ == 0 ? bc_in_report("超Ⅲ类：") : bc_in_report("、"),
                      bc_words_item((enum bc_item)next));
        if (bc_decimal_known(over) && over.units == 0) {
            bc_html_text(html, bc_in_report("（< 0.1）"));
        } else if (bc_decimal_known(over)) {
            bc_decimal_print(over, text);
            bc_html_textf(html, bc_in_report("（%s）"), text);
        }
        done[next] = true;
    }
    if (n == 0)
        bc_html_text(html, bc_in_report("没有项目超Ⅲ类"));
}

/** Leaves the cell open, for the curve. */
static void write_deciding(const struct bc_judgement *judgement,
                           struct bc_html *html)
{
    size_t n = 0;

    bc_html_open(html, "td", "dcol");
    if (judgement->class_no == 0) {
        bc_html_text(html, "–");
        bc_html_leaf(html, "small", NULL, bc_in_report("本期没有可用数据"));
        return;
    }
    bc_html_open(html, "b", NULL);
    for (int item = 0; item < BC_N_ITEMS; item++)
        if (is_decisive(judgement, (enum bc_item)item))
            bc_html_textf(html, "%s%s", n++ ? bc_in_report("、") : "",
                          bc_words_item((enum bc_item)item));
    bc_html_text(html, n == 0 ? "–" : "");
    bc_html_close(html);
    bc_html_open(html, "small", NULL);
    write_over(judgement, html);
    bc_html_close(html);
}

/** Is missing the target class not yet due? The target that asks for it says.
 */
static bool is_interim(const struct bc_report_data *data,
                       const struct bc_basin_data *basin)
{
    const struct bc_outcome *outcome = data->outcome;

    for (size_t t = 0; t < outcome->targets->n; t++) {
        const struct bc_target *target = &outcome->targets->target[t];

        if (!strstr(target->of, "meets_target"))
            continue;
        const struct bc_result *result = bc_report_result(data, t, basin->code);

        if (result && result->flags & BC_FLAG_INTERIM)
            return true;
    }
    return false;
}

static void write_verdict(const struct bc_judgement *judgement, bool interim,
                          bool at_risk, struct bc_html *html)
{
    enum bc_look look = judgement->meets_target > 0   ? BC_LOOK_MET
                        : judgement->meets_target < 0 ? BC_LOOK_CANNOT
                        : interim                     ? BC_LOOK_INTERIM
                                                      : BC_LOOK_MISSED;
    struct bc_text css = {0};
    const char *word = bc_look_word(look);

    if (judgement->class_no > 0 && judgement->target_class == 0) {
        look = BC_LOOK_NONE;
        word = bc_in_report("没有目标类别");
    }
    bc_text_printf(&css, "vt %s", bc_look_css(look));
    bc_html_open(html, "td", bc_text_string(&css));
    bc_look_sign(html, look);
    bc_html_text(html, word);
    if (at_risk && judgement->meets_target > 0)
        bc_html_leaf(html, "small", "risk", bc_in_report("△ 反弹风险"));
    bc_html_close(html);
    bc_text_clear(&css);
}

static const char *type_word(enum bc_water water)
{
    return water == BC_RIVER       ? bc_in_report_as("type", "河流")
           : water == BC_LAKE      ? bc_in_report_as("type", "湖泊")
           : water == BC_RESERVOIR ? bc_in_report_as("type", "水库")
                                   : bc_in_report_as("type", "类型不明");
}

static void write_name(const struct bc_outcome *outcome, size_t row,
                       struct bc_html *html)
{
    const char *water = bc_row_text(outcome->sections, "water", row);
    const char *city = bc_row_text(outcome->sections, "city", row);

    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_words_write(html, bc_row_name(outcome->sections, row), BC_LONG_NAME);
    bc_html_open(html, "small", NULL);
    bc_words_write(html, water, BC_LONG_NAME);
    bc_html_textf(html, "%s%s", *water ? " · " : "",
                  type_word(outcome->judgement[row].water));
    if (strpbrk(city, "/;") || strstr(city, "、"))
        bc_html_text(html, bc_in_report(" · 多市共考，只计一次"));
    bc_html_close(html);
    bc_html_close(html);
}

static int class_before(const struct bc_outcome *outcome, size_t row)
{
    return outcome->judgement_before ? outcome->judgement_before[row].class_no
                                     : 0;
}

static bool is_at_risk(const struct bc_outcome *outcome, size_t row)
{
    const struct bc_decimal *risk = bc_layer_decimal(outcome->sections, "risk");

    return bc_decimal_known(risk[row]) && risk[row].units > 0;
}

static void write_row(const struct bc_report_data *data, size_t number,
                      size_t row, const struct columns *columns, bool interim,
                      struct bc_html *html)
{
    const struct bc_judgement *judgement = &data->outcome->judgement[row];

    bc_html_open(html, "tr", NULL);
    bc_html_attrf(html, "data-k", "s%zu", number);
    bc_html_leaff(html, "td", "num", "%zu", number);
    write_name(data->outcome, row, html);
    write_class(judgement->class_no, class_before(data->outcome, row), html);
    bc_html_leaf(html, "td", "ctr mut",
                 judgement->target_class
                     ? bc_words_class(judgement->target_class)
                     : "–");
    for (size_t i = 0; i < columns->n; i++)
        write_mean(judgement, columns->item[i], data->is_long, html);
    write_deciding(judgement, html);
    if (columns->curves) {
        bc_html_close(html);
        bc_html_open(html, "td", "tcol");
    }
    bc_report_section_trend(data, row, html);
    bc_html_close(html);
    write_verdict(judgement, interim, is_at_risk(data->outcome, row), html);
    bc_html_close(html);
    bc_html_line(html);
}

/* A lake with several points has a row of its own: their mean is what the
 * targets count. */

static size_t count_points(const struct bc_outcome *outcome,
                           const struct bc_basin_data *basin, const char *lake)
{
    size_t n = 0;

    for (size_t i = 0; i < basin->n_sections; i++)
        n += strcmp(bc_row_text(outcome->sections, "water", basin->section[i]),
                    lake) == 0;
    return n;
}

static void write_trophic(const struct bc_judgement *judgement, bool wide,
                          struct bc_html *html)
{
    struct bc_text text = {0};
    char tli[24];

    if (judgement->class_tn > 0)
        bc_text_printf(&text, bc_in_report("总氮 %s类（不定类）"),
                       bc_words_class(judgement->class_tn));
    if (judgement->trophic_state && bc_decimal_known(judgement->tli)) {
        bc_decimal_print(bc_decimal_round(judgement->tli, 1), tli);
        bc_text_printf(&text, bc_in_report("%s%s（TLI %s）"),
                       text.length ? bc_in_report("；") : "",
                       bc_in_report(judgement->trophic_state), tli);
    }
    bc_html_open(html, "td", "rem");
    if (wide)
        bc_html_attr(html, "colspan", "2");
    bc_html_text(html, bc_text_string(&text));
    bc_html_close(html);
    bc_text_clear(&text);
}

static void write_lake(const struct bc_outcome *outcome, size_t lake,
                       const struct columns *columns, struct bc_html *html)
{
    const struct bc_judgement *judgement = &outcome->lake_judgement[lake];

    bc_html_open(html, "tr", "lake");
    bc_html_open(html, "td", "num");
    bc_html_close(html);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_words_write(html, bc_row_name(outcome->lakes, lake), BC_LONG_NAME);
    bc_html_leaff(html, "small", NULL,
                  bc_in_report("%zu 个点的均值，计一个水域"),
                  judgement->n_points);
    bc_html_close(html);
    write_class(judgement->class_no, 0, html);
    bc_html_leaf(html, "td", "ctr mut",
                 judgement->target_class
                     ? bc_words_class(judgement->target_class)
                     : "–");
    for (size_t i = 0; i < columns->n; i++)
        write_mean(judgement, columns->item[i], false, html);
    write_deciding(judgement, html);
    bc_html_close(html);
    write_trophic(judgement, columns->curves, html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_lakes(const struct bc_outcome *outcome,
                        const struct bc_basin_data *basin,
                        const struct columns *columns, struct bc_html *html)
{
    const struct bc_layer *lakes = outcome->lakes;

    for (size_t i = 0; lakes && i < lakes->n_features; i++)
        if (outcome->lake_judgement[i].n_points > 1 &&
            count_points(outcome, basin, bc_row_name(lakes, i)) > 1)
            write_lake(outcome, i, columns, html);
}

/** Of brief sheets the first alone @p explains. */
static void write_caption(const struct bc_report_data *data, bool explains,
                          struct bc_html *html)
{
    struct bc_text period = {0};

    bc_words_period(&period, &data->outcome->period);
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, bc_in_report("水质断面 "));
    bc_html_open(html, "small", NULL);
    bc_html_textf(html, bc_in_report("%s均值，mg/L"), bc_text_string(&period));
    if (explains) {
        bc_html_text(html, bc_in_report("；小字为单项类别；"));
        bc_html_leaf(html, "span", "ov", bc_in_report("带下划线"));
        bc_html_text(html, bc_in_report("者超过目标类别限值"));
    }
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_WATER));
    bc_html_close(html);
    bc_html_close(html);
    bc_text_clear(&period);
}

/** What a brief table leaves out, never without a word. */
static void write_unlisted(const struct bc_outcome *outcome,
                           const struct bc_basin_data *basin,
                           struct bc_html *html)
{
    size_t n_poor = 0, n_empty = 0;

    if (basin->n_listed == basin->n_sections)
        return;
    for (size_t i = 0; i < basin->n_sections; i++) {
        const struct bc_judgement *judgement =
            &outcome->judgement[basin->section[i]];

        n_poor += !basin->listed[i] && bc_needs_change(judgement);
        n_empty += !basin->listed[i] && judgement->class_no == 0;
    }
    bc_html_open(html, "p", "note");
    bc_html_textf(html, bc_in_report("先列最差的 %zu 个；其余 %zu 个断面（"),
                  basin->n_listed, basin->n_sections - basin->n_listed);
    bc_html_leaff(html, "b", NULL, bc_in_report("%zu 个差于目标类别"), n_poor);
    if (n_empty > 0)
        bc_html_textf(html, bc_in_report("，%zu 个没有数据"), n_empty);
    bc_html_text(html, bc_in_report("）见 classes.csv。"));
    bc_html_close(html);
}

void bc_report_sections(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, struct bc_html *html)
{
    const struct columns columns = choose_columns(data, basin);
    bool interim = is_interim(data, basin);

    bc_html_open(html, "div", basin->n_sections ? "blk newp" : "blk");
    if (basin->n_sections == 0) {
        bc_html_leaf(html, "h3", NULL, bc_in_report("水质断面"));
        bc_html_leaf(html, "p", "note", bc_in_report("本流域没有水质断面。"));
        bc_html_close(html);
        return;
    }
    bc_html_open(html, "div", "wrap");
    bc_html_attr(html, "tabindex", "0");
    bc_html_attr(html, "role", "region");
    bc_html_attrf(html, "aria-label", bc_in_report("%s断面水质表，可左右滚动"),
                  basin->name);
    bc_html_open(html, "table", "st");
    write_caption(data, !data->is_long || basin == data->basin, html);
    write_head(&columns, data->outcome->sections->illustrative, html);
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < basin->n_sections; i++)
        if (basin->listed[i])
            write_row(data, i + 1, basin->section[i], &columns, interim, html);
    write_lakes(data->outcome, basin, &columns, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    write_unlisted(data->outcome, basin, html);
    bc_html_close(html);
    bc_html_line(html);
}
