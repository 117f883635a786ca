/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "layer/role.h"
#include "output/report_data.h"
#include "output/report_furniture.h"
#include "output/report_html.h"
#include "output/report_parts.h"
#include "output/report_symbol.h"
#include "output/report_view.h"
#include "output/report_words.h"
#include "output/trace.h"

#define WIDTH 720.0
#define START_RADIUS 9.0
#define NUMBER_SIZE 11.0

/* What the report's style sheet does not have. */
static const char own_style[] =
    ".tr{fill:none;stroke:var(--missed);stroke-width:4;stroke-linecap:round;"
    "stroke-opacity:.65}\n"
    ".src{fill:#fff;stroke:#0b5cad;stroke-width:2}\n"
    ".from{fill:none;stroke:var(--missed);stroke-width:3}\n"
    ".fl{fill:var(--missed);stroke:#fff;stroke-width:1}\n"
    ".map{border:1px solid var(--hair)}\n"
    ".key{display:flex;flex-wrap:wrap;gap:2px 16px;margin:6px 0}\n"
    ".key span{display:inline-flex;align-items:center;gap:4px}\n"
    ".key svg{width:22px;height:22px}\n";

static const char *const kind_words[] = {BC_ZH("断面"), BC_ZH("排污口"),
                                         BC_ZH("水源地"), BC_ZH("湖泊"),
                                         BC_ZH("河流")};

struct sheet {
    const struct bc_traces *traces;
    const struct bc_outcome *outcome;
    struct bc_html *html;
    struct bc_canvas *canvas; /* on it */
    struct bc_view view;
    struct bc_label_sheet *labels;
};

/** Lakes and rivers are named on the map; points have the row's number. */
static bool is_point(const struct bc_traced *traced)
{
    return traced->met.kind < BC_MARK_LAKE;
}

static const struct bc_layer *layer_of(const struct sheet *sheet,
                                       const struct bc_traced *traced)
{
    return sheet->traces->layer[traced->met.kind];
}

static int decimal_of(const struct bc_layer *layer, const char *name,
                      size_t row)
{
    const struct bc_decimal *column = bc_layer_decimal(layer, name);

    return column && bc_decimal_known(column[row]) ? (int)column[row].units : 0;
}

/* ---- the map ---- */

static void include(double bounds[4], double x, double y)
{
    bounds[0] = fmin(bounds[0], x);
    bounds[1] = fmin(bounds[1], y);
    bounds[2] = fmax(bounds[2], x);
    bounds[3] = fmax(bounds[3], y);
}

/** All that was walked and met. */
static void find_view(struct sheet *sheet, const struct bc_shapes *walked)
{
    double bounds[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    const struct bc_traces *traces = sheet->traces;

    include(bounds, traces->start[0], traces->start[1]);
    for (size_t v = 0; v < walked->n_vertices; v++)
        include(bounds, walked->x[v], walked->y[v]);
    for (size_t i = 0; i < traces->n; i++)
        if (is_point(&traces->traced[i])) {
            const struct bc_layer *layer = layer_of(sheet, &traces->traced[i]);
            size_t row = traces->traced[i].met.row;

            include(bounds, layer->x[row], layer->y[row]);
        }
    /* a single place still has a neighbourhood: about 1 km */
    include(bounds, bounds[0] - 0.005, bounds[1] - 0.005);
    include(bounds, bounds[2] + 0.005, bounds[3] + 0.005);
    sheet->view = bc_view_fit(bounds, WIDTH, 260, 900, 28,
                              sheet->outcome->report_precision_m);
}

static void write_feature(const struct sheet *sheet,
                          const struct bc_shapes *shapes, size_t feature,
                          bool area, const char *css)
{
    struct bc_trace trace = {0};
    struct bc_text d = {0};

    (area ? bc_view_trace_area : bc_view_trace_line)(&sheet->view, shapes,
                                                     feature, &trace);
    bc_trace_path(&trace, area, &d);
    if (d.length)
        bc_canvas_path(sheet->canvas, css, bc_text_string(&d));
    bc_text_clear(&d);
    bc_trace_clear(&trace);
}

static void write_layer(const struct sheet *sheet, const struct bc_layer *layer,
                        bool area, const char *css)
{
    for (size_t i = 0; layer && i < layer->n_features; i++)
        write_feature(sheet, &layer->shapes, i, area, css);
}

static void block(const struct sheet *sheet, double x, double y, double radius)
{
    bc_label_obstacle(sheet->labels, (struct bc_box){x - radius, y - radius,
                                                     x + radius, y + radius});
}

/** @return the half size of the symbol */
static double write_symbol(const struct sheet *sheet,
                           const struct bc_traced *traced, double x, double y)
{
    const struct bc_layer *layer = layer_of(sheet, traced);
    size_t row = traced->met.row;
    int stage;

    if (traced->met.kind == BC_MARK_SECTION) {
        bc_symbol_section(sheet->canvas, x, y,
                          decimal_of(layer, "class_no", row), 1);
        return BC_SECTION_RADIUS;
    }
    if (traced->met.kind == BC_MARK_SOURCE) {
        bc_canvas_circle(sheet->canvas, "src", x, y, 5);
        return 6;
    }
    stage = decimal_of(layer, "stage_no", row);
    bc_symbol_outfall(sheet->canvas, x, y, stage, false, 1.3);
    return 1.3 * bc_symbol_outfall_radius(stage, false);
}

/** Where a traced point is drawn. */
static void place_of(const struct sheet *sheet, const struct bc_traced *traced,
                     double *x, double *y)
{
    const struct bc_layer *layer = layer_of(sheet, traced);

    bc_view_point(&sheet->view, layer->x[traced->met.row],
                  layer->y[traced->met.row], x, y);
}

static void write_number(const struct sheet *sheet, size_t number,
                         const struct bc_traced *traced)
{
    struct bc_label label;
    struct bc_text text = {0};
    double x, y;

    place_of(sheet, traced, &x, &y);
    bc_text_printf(&text, "%zu", number);
    if (bc_label_place(
            sheet->labels, &bc_label_rings_outfall, x, y,
            3 + (traced->met.kind == BC_MARK_SECTION ? BC_SECTION_RADIUS : 5),
            bc_label_width(bc_text_string(&text), NUMBER_SIZE), NUMBER_SIZE,
            &label)) {
        if (label.leader)
            bc_canvas_line(sheet->canvas, "ld", x, y, label.leader_x,
                           label.leader_y);
        bc_canvas_text(sheet->canvas, "oa", label.box.x0,
                       label.box.y1 - 0.15 * NUMBER_SIZE, NUMBER_SIZE,
                       bc_text_string(&text));
    }
    bc_text_clear(&text);
}

static void write_points(const struct sheet *sheet)
{
    const struct bc_traces *traces = sheet->traces;
    size_t number = 0;
    double x, y;

    bc_view_point(&sheet->view, traces->start[0], traces->start[1], &x, &y);
    bc_canvas_circle(sheet->canvas, "from", x, y, START_RADIUS);
    block(sheet, x, y, START_RADIUS);
    for (size_t i = 0; i < traces->n; i++) {
        if (!is_point(&traces->traced[i]))
            continue;
        place_of(sheet, &traces->traced[i], &x, &y);
        block(sheet, x, y, write_symbol(sheet, &traces->traced[i], x, y));
    }
    for (size_t i = 0; i < traces->n; i++)
        if (is_point(&traces->traced[i]))
            write_number(sheet, ++number, &traces->traced[i]);
}

/** The names of the rivers and lakes that the walk came through. */
static void write_names(const struct sheet *sheet)
{
    const struct bc_traces *traces = sheet->traces;

    for (size_t i = 0; i < traces->n; i++) {
        const struct bc_traced *traced = &traces->traced[i];
        const struct bc_layer *layer = layer_of(sheet, traced);
        struct bc_trace trace = {0};
        struct bc_label label;
        struct bc_text name = {0};
        double x = 0, y = 0;

        if (is_point(traced))
            continue;
        bc_view_trace_line(&sheet->view, &layer->shapes, traced->met.row,
                           &trace);
        bc_words_first_name(&name, bc_row_name(layer, traced->met.row), 8);
        if (trace.n_pieces &&
            strcmp(bc_row_text(layer, "kind", traced->met.row), "lake_link") !=
                0) {
            bc_trace_along(&trace, 0, bc_trace_length(&trace, 0) / 2, &x, &y);
            if (bc_label_place_near(sheet->labels, x, y,
                                    bc_label_width(bc_text_string(&name), 13),
                                    15, 80, &label))
                bc_canvas_text(sheet->canvas, "wn", label.box.x0,
                               label.box.y1 - 3, 13, bc_text_string(&name));
        }
        bc_text_clear(&name);
        bc_trace_clear(&trace);
    }
}

#define ARROW_ROOM 70 /* so much of a stretch has one arrow */
#define ARROW_SIZE 5

static void add_arrow(const struct bc_trace *trace, size_t piece, double at,
                      struct bc_text *d)
{
    double x0, y0, x1, y1, length;

    bc_trace_along(trace, piece, at - ARROW_SIZE, &x0, &y0);
    bc_trace_along(trace, piece, at + ARROW_SIZE, &x1, &y1);
    length = hypot(x1 - x0, y1 - y0);
    if (length < 1) /* the water turns back just here */
        return;
    x0 = (x1 - x0) / length * ARROW_SIZE;
    y0 = (y1 - y0) / length * ARROW_SIZE;
    bc_text_printf(d, "M%.1f %.1fL%.1f %.1fL%.1f %.1fz", x1, y1,
                   x1 - 2 * x0 - y0, y1 - 2 * y0 + x0, x1 - 2 * x0 + y0,
                   y1 - 2 * y0 - x0);
}

/** Which way the water goes; in a lake it goes both. */
static void write_flow(const struct sheet *sheet,
                       const struct bc_shapes *walked, size_t i)
{
    const struct bc_traces *traces = sheet->traces;
    const struct bc_reach *reach =
        bc_network_reach(traces->network, traces->stretch[i].reach);
    struct bc_trace trace = {0};
    struct bc_text d = {0};

    bc_view_trace_line(&sheet->view, walked, i, &trace);
    for (size_t piece = 0; reach->lake == BC_NO_ROW && piece < trace.n_pieces;
         piece++) {
        double length = bc_trace_length(&trace, piece);
        int n = (int)(length / ARROW_ROOM);

        for (int a = 0; a < n; a++)
            add_arrow(&trace, piece, length * (a + 0.5) / n, &d);
    }
    if (d.length)
        bc_canvas_path(sheet->canvas, "fl", bc_text_string(&d));
    bc_text_clear(&d);
    bc_trace_clear(&trace);
}

static void write_map(struct sheet *sheet)
{
    const struct bc_traces *traces = sheet->traces;
    struct bc_shapes walked;
    struct bc_scale scale;
    struct bc_box frame;

    bc_shapes_init(&walked);
    for (size_t i = 0; i < traces->n_stretches; i++)
        bc_network_draw(traces->network, traces->stretch[i].reach,
                        traces->stretch[i].from_m, traces->stretch[i].to_m,
                        &walked);
    find_view(sheet, &walked);
    frame = sheet->view.frame;
    scale = bc_scale_of(sheet->view.metres);
    sheet->labels = bc_label_sheet_new(frame);
    bc_label_obstacle(sheet->labels,
                      (struct bc_box){frame.x0, frame.y1 - 32,
                                      frame.x0 + 2 * scale.segment + 50,
                                      frame.y1});
    bc_html_open(sheet->html, "svg", "map");
    bc_html_attrf(sheet->html, "viewBox", "0 0 %.0f %.0f", frame.x1, frame.y1);
    bc_html_attr(sheet->html, "role", "img");
    bc_html_attr(sheet->html, "aria-label",
                 bc_in_report("追踪到的河段和对象，见下表"));
    bc_canvas_box(sheet->canvas, "land", frame);
    write_layer(sheet, sheet->outcome->lakes, true, "lk");
    write_layer(sheet, sheet->outcome->rivers, false, "r2");
    for (size_t i = 0; i < walked.n_features; i++)
        write_feature(sheet, &walked, i, false, "tr");
    for (size_t i = 0; i < walked.n_features; i++)
        write_flow(sheet, &walked, i);
    write_points(sheet);
    write_names(sheet);
    bc_html_open(sheet->html, "g", "sb");
    bc_scale_write(sheet->canvas, scale, frame.x0 + 12, frame.y1 - 8, 1, false);
    bc_html_close(sheet->html);
    bc_html_close(sheet->html);
    bc_label_sheet_free(sheet->labels);
    bc_shapes_clear(&walked);
}

/* ---- head and table ---- */

static void write_fact(struct bc_html *html, const char *name,
                       const char *value)
{
    bc_html_open(html, "div", NULL);
    bc_html_leaf(html, "dt", NULL, name);
    bc_html_leaf(html, "dd", NULL, value);
    bc_html_close(html);
}

static const char *direction_words(const struct bc_traces *traces)
{
    bool up = traces->upstream, down = traces->downstream;

    return up && down ? bc_in_report("上下游")
           : up       ? bc_in_report("上游来源")
                      : bc_in_report("下游影响");
}

static void write_head(const struct sheet *sheet)
{
    const struct bc_traces *traces = sheet->traces;
    struct bc_text text = {0};

    bc_html_open(sheet->html, "header", "mast");
    bc_html_open(sheet->html, "div", "no");
    bc_html_leaf(sheet->html, "span", NULL, sheet->outcome->title);
    bc_html_leaf(sheet->html, "span", NULL,
                 bc_in_report("内部工作用图，未经审图不得公开"));
    bc_html_close(sheet->html);
    bc_html_leaff(sheet->html, "h1", NULL, bc_in_report("一河一策一图：%s的%s"),
                  traces->start_name, direction_words(traces));
    bc_html_open(sheet->html, "dl", "facts");
    write_fact(sheet->html, bc_in_report("起点"), traces->start_code);
    bc_text_add_real(&text, traces->speed_m_s, 3);
    bc_text_printf(&text, " m/s%s",
                   traces->assumed_speed ? bc_in_report("（假定）") : "");
    write_fact(sheet->html, bc_in_report("流速"), bc_text_string(&text));
    text.length = 0;
    bc_words_date(&text, sheet->outcome->as_of);
    write_fact(sheet->html, bc_in_report("整治进度截至"),
               bc_text_string(&text));
    if (traces->illustrative)
        write_fact(sheet->html, bc_in_report("数据"),
                   bc_in_report("含示例图层，不得用于决策"));
    bc_html_close(sheet->html);
    bc_html_close(sheet->html);
    bc_text_clear(&text);
}

/** @param number  on the map, for points */
static void write_row(const struct sheet *sheet, size_t i, size_t number)
{
    const struct bc_traces *traces = sheet->traces;
    const struct bc_traced *traced = &traces->traced[i];
    const struct bc_layer *layer = layer_of(sheet, traced);
    size_t row = traced->met.row;
    const struct bc_mark *mark =
        is_point(traced)
            ? bc_network_mark(traces->network, traced->met.kind, row)
            : NULL;
    struct bc_html *html = sheet->html;
    int stage = traced->met.kind == BC_MARK_OUTFALL
                    ? decimal_of(layer, "stage_no", row)
                    : 0;

    bc_html_open(html, "tr", NULL);
    if (is_point(traced))
        bc_html_leaff(html, "td", "num", "%zu", number);
    else
        bc_html_leaf(html, "td", "num", "");
    bc_html_leaf(html, "td", NULL, bc_in_report(kind_words[traced->met.kind]));
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, bc_row_name(layer, row));
    bc_html_leaff(html, "small", NULL, " %s", bc_row_code(layer, row));
    bc_html_close(html);
    bc_html_leaff(html, "td", "n", "%s%.1f",
                  traces->upstream && traces->downstream
                      ? (traced->upstream ? "↑ " : "↓ ")
                      : "",
                  traced->met.distance_m / 1000);
    bc_html_leaff(html, "td", "n", "%.1f",
                  traced->met.distance_m / traces->speed_m_s / 3600);
    bc_html_leaf(html, "td", NULL,
                 traced->met.next ? "" : bc_in_report("其后"));
    bc_html_leaf(html, "td", NULL,
                 stage ? bc_in_report(bc_stage_name(stage)) : "");
    bc_html_leaf(html, "td", NULL, bc_row_text(layer, "category", row));
    if (mark)
        bc_html_leaff(html, "td", "n", "%.0f", mark->place.off_m);
    else
        bc_html_leaf(html, "td", "n", "");
    bc_html_close(html);
    bc_html_line(html);
}

static void write_table(const struct sheet *sheet)
{
    static const char *const heads[] = {
        BC_ZH("号"),      BC_ZH("类别"),   BC_ZH("名称"),
        BC_ZH("河长 km"), BC_ZH("时间 h"), "",
        BC_ZH("进度"),    BC_ZH("类型"),   BC_ZH("离河 m")};

    size_t number = 0;

    bc_html_open(sheet->html, "table", "ot blk");
    bc_html_open(sheet->html, "thead", NULL);
    bc_html_open(sheet->html, "tr", NULL);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        bc_html_leaf(sheet->html, "th", NULL, bc_in_report(heads[i]));
    bc_html_close(sheet->html);
    bc_html_close(sheet->html);
    bc_html_open(sheet->html, "tbody", NULL);
    for (size_t i = 0; i < sheet->traces->n; i++) {
        number += is_point(&sheet->traces->traced[i]);
        write_row(sheet, i, number);
    }
    bc_html_close(sheet->html);
    bc_html_close(sheet->html);
}

static void open_sign(const struct sheet *sheet)
{
    bc_html_open(sheet->html, "span", NULL);
    bc_html_open(sheet->html, "svg", NULL);
    bc_html_attr(sheet->html, "viewBox", "0 0 22 22");
}

static void close_sign(const struct sheet *sheet, const char *word)
{
    bc_html_close(sheet->html);
    bc_html_text(sheet->html, word);
    bc_html_close(sheet->html);
}

/** The signs of what the sheet shows. */
static void write_key(const struct sheet *sheet)
{
    const struct bc_traces *traces = sheet->traces;
    /* stages that have one sign */
    static const struct {
        int from, to;
        const char *words;
    } signs[] = {{8, 8, BC_ZH("排污口：已销号")},
                 {6, 7, BC_ZH("完成整治、已验收")},
                 {3, 5, BC_ZH("已溯源至整治中")},
                 {0, 2, BC_ZH("尚未溯源或进度不明")}};
    bool kinds[BC_N_MARK_KINDS] = {0}, stages[9] = {0};

    for (size_t i = 0; i < traces->n; i++) {
        const struct bc_traced *traced = &traces->traced[i];

        kinds[traced->met.kind] = true;
        if (traced->met.kind == BC_MARK_OUTFALL)
            stages[decimal_of(layer_of(sheet, traced), "stage_no",
                              traced->met.row)] = true;
    }
    bc_html_open(sheet->html, "p", "key");
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        bool shown = false;

        for (int stage = signs[s].from; stage <= signs[s].to; stage++)
            shown = shown || stages[stage];
        if (!shown)
            continue;
        open_sign(sheet);
        bc_symbol_outfall(sheet->canvas, 11, 11, signs[s].from, false, 1.3);
        close_sign(sheet, bc_in_report(signs[s].words));
    }
    if (kinds[BC_MARK_SECTION]) {
        open_sign(sheet);
        bc_symbol_section(sheet->canvas, 11, 11, 0, 1);
        close_sign(sheet, bc_in_report("断面"));
    }
    if (kinds[BC_MARK_SOURCE]) {
        open_sign(sheet);
        bc_canvas_circle(sheet->canvas, "src", 11, 11, 5);
        close_sign(sheet, bc_in_report("水源地"));
    }
    open_sign(sheet);
    bc_canvas_circle(sheet->canvas, "from", 11, 11, START_RADIUS);
    close_sign(sheet, bc_in_report("起点"));
    bc_html_close(sheet->html);
    bc_html_line(sheet->html);
}

static void write_note(const struct sheet *sheet)
{
    bc_html_leaf(
        sheet->html, "p", "note",
        bc_in_report(
            "粗线是追踪到的河段，箭头是水流方向，大圆圈是起点，号数与表中相同。"
            "河长是沿河线的最短"
            "大地线距离；湖内的水按两个方向都通处理，水库按河线方向。“其后”指"
            "中间隔着另一断面（湖泊、水源地）。离河是该点到河线上对应位置的距离"
            "，"
            "湖内的点可达数公里，未计入河长。"));
}

void bc_traces_sheet(const struct bc_traces *traces,
                     const struct bc_outcome *outcome, struct bc_text *out)
{
    struct sheet sheet = {
        .traces = traces, .outcome = outcome, .html = bc_html_new()};
    struct bc_canvas canvas = bc_canvas_of_html(sheet.html);

    sheet.canvas = &canvas;
    bc_text_printf(out,
                   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
                   "charset=\"utf-8\">\n<meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n"
                   "<title>%s</title>\n<style>\n",
                   bc_report_language() == BC_CHINESE ? "zh-CN" : "en",
                   bc_in_report("一河一策一图"));
    bc_report_style(outcome->palette, out);
    bc_text_add(out, own_style);
    bc_text_add(out, "</style>\n</head>\n");
    bc_html_open(sheet.html, "body", NULL);
    write_head(&sheet);
    bc_html_open(sheet.html, "main", NULL);
    write_map(&sheet);
    write_key(&sheet);
    write_note(&sheet);
    write_table(&sheet);
    bc_html_close(sheet.html);
    bc_html_close(sheet.html);
    bc_html_finish(sheet.html, out);
    bc_text_add(out, "\n</html>\n");
}
