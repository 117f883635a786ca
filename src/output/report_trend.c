/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_words.h"

/* Small curves: of a section the item that decides its class, by months or, of
 * a single month, by days; of a target its share in each month. From zero, the
 * limit dashed, a dot on each value beyond it, gaps left open. */

#define MOST_MONTHS 36
#define LEAST_MONTHS 3 /* fewer are no curve: rather the days */
#define LEAST_DAYS 2
#define MOST_SECTIONS 1000 /* more of them would weigh megabytes */
#define WIDTH 190.0
#define HEIGHT 38.0
#define PAD 3.0

struct curve {
    size_t n;
    double *y;    /* NAN: no value */
    bool *beyond; /* of a value */
    double line;  /* the limit; NAN: none */
    double line2; /* the other limit of a range; NAN */
    double top;   /* of the axis */
    double width, height;
};

static struct curve curve_new(size_t n, double width, double height)
{
    struct curve curve = {.n = n,
                          .y = bc_alloc(n, sizeof *curve.y),
                          .beyond = bc_alloc(n, sizeof *curve.beyond),
                          .line = NAN,
                          .line2 = NAN,
                          .width = width,
                          .height = height};

    for (size_t i = 0; i < n; i++)
        curve.y[i] = NAN;
    return curve;
}

static void curve_clear(struct curve *curve)
{
    free(curve->y);
    free(curve->beyond);
}

static double x_of(const struct curve *curve, double i)
{
    return PAD + i * (curve->width - 2 * PAD) / (double)(curve->n - 1);
}

static double y_of(const struct curve *curve, double value)
{
    return curve->height - PAD - value / curve->top * (curve->height - 2 * PAD);
}

static void add_point(struct bc_text *path, char command, double x, double y)
{
    bc_text_printf(path, "%c", command);
    bc_text_add_real(path, x, 1);
    bc_text_add(path, " ");
    bc_text_add_real(path, y, 1);
}

static void write_path(const char *css, struct bc_text *path,
                       struct bc_html *html)
{
    if (path->length > 0) {
        bc_html_open(html, "path", css);
        bc_html_attr(html, "d", bc_text_string(path));
        bc_html_close_empty(html);
    }
    bc_text_clear(path);
}

static void write_line(const struct curve *curve, double at,
                       struct bc_html *html)
{
    struct bc_text path = {0};

    if (isnan(at))
        return;
    add_point(&path, 'M', 0, y_of(curve, at));
    bc_text_printf(&path, "H%.0f", curve->width);
    write_path("lm", &path, html);
}

/** A stroke through values that follow each other; one alone is a dot. */
static void write_stroke(const struct curve *curve, struct bc_html *html)
{
    struct bc_text path = {0};
    bool drawing = false;

    for (size_t i = 0; i < curve->n; i++) {
        bool known = !isnan(curve->y[i]);
        bool ends = i + 1 == curve->n || isnan(curve->y[i + 1]);

        if (known)
            add_point(&path, drawing ? 'L' : 'M', x_of(curve, (double)i),
                      y_of(curve, curve->y[i]));
        if (known && !drawing && ends)
            bc_text_add(&path, "h0");
        drawing = known;
    }
    write_path("ln", &path, html);
}

static void write_dots(const struct curve *curve, struct bc_html *html)
{
    struct bc_text path = {0};

    for (size_t i = 0; i < curve->n; i++)
        if (!isnan(curve->y[i]) && curve->beyond[i]) {
            add_point(&path, 'M', x_of(curve, (double)i),
                      y_of(curve, curve->y[i]));
            bc_text_add(&path, "h0");
        }
    write_path("hi", &path, html);
}

static void write_grid(const struct curve *curve, struct bc_html *html)
{
    struct bc_text path = {0};

    for (size_t i = 0; i < curve->n; i++) {
        add_point(&path, 'M', x_of(curve, (double)i), 2);
        bc_text_printf(&path, "V%.0f", curve->height);
    }
    write_path("dy", &path, html);
}

/** What the curve says in words is its @p title. */
static void write_curve(struct curve *curve, const char *css, const char *title,
                        struct bc_html *html)
{
    for (size_t i = 0; i < curve->n; i++)
        curve->top = fmax(curve->top, curve->y[i]); /* of a NaN the other */
    curve->top = fmax(curve->top, fmax(curve->line, curve->line2));
    bc_html_open(html, "svg", css);
    bc_html_attrf(html, "viewBox", "0 0 %.0f %.0f", curve->width,
                  curve->height);
    bc_html_attr(html, "role", "img");
    bc_html_leaf(html, "title", NULL, title);
    if (curve->n <= MOST_MONTHS)
        write_grid(curve, html);
    write_line(curve, curve->line, html);
    write_line(curve, curve->line2, html);
    write_stroke(curve, html);
    write_dots(curve, html);
    bc_html_close(html);
}

/* ---- a section ---- */

struct trend {
    enum bc_item item;
    int class_no; /* whose limits are drawn */
    const struct bc_limits *limits;
    bool by_day;
    struct bc_period span;
    size_t n; /* days or months */
    struct bc_decimal *value;
    size_t n_known, n_beyond;
};

/** Of the items that make the class the one farthest over class III. */
static enum bc_item deciding_item(const struct bc_judgement *judgement)
{
    int found = BC_NO_ITEM;

    for (int item = 0; item < BC_N_ITEMS; item++) {
        const struct bc_item_result *result = &judgement->item[item];

        if (judgement->class_no < 2 || item == BC_TN ||
            result->class_no != judgement->class_no)
            continue;
        if (bc_is_farther_over(judgement, item, found))
            found = item;
    }
    return (enum bc_item)found;
}

static void take_value(struct trend *trend, size_t at,
                       const struct bc_mean *mean)
{
    trend->value[at] =
        bc_mean_value(trend->item, mean, trend->limits->decimals);
    if (!bc_decimal_known(trend->value[at]))
        return;
    trend->n_known++;
    trend->n_beyond +=
        !bc_limits_meet(trend->limits, trend->class_no, trend->value[at]);
}

/** The months from the first that has data to the end of the period. */
static void take_months(const struct bc_outcome *outcome, size_t row,
                        struct trend *trend)
{
    int last = bc_month_of_day(outcome->period.last), first, end;

    bc_observations_months(outcome->observations, &first, &end);
    assert(first <= last); /* the item was judged */
    if (first <= last - MOST_MONTHS)
        first = last - MOST_MONTHS + 1;
    trend->span = bc_period_of_months(first, last);
    trend->n = (size_t)bc_period_months(&trend->span);
    trend->value = bc_alloc(trend->n, sizeof *trend->value);
    for (size_t i = 0; i < trend->n; i++) {
        int month = first + (int)i;
        const struct bc_period period = bc_period_of_months(month, month);
        const struct bc_mean mean = bc_observations_mean(
            outcome->observations, row, trend->item, &period, 1);

        take_value(trend, i, &mean);
    }
}

static void take_days(const struct bc_outcome *outcome, size_t row,
                      struct trend *trend)
{
    bc_day first, last;

    if (!bc_daily_span(outcome->daily, &first, &last) || first == last)
        return;
    trend->by_day = true;
    trend->span = (struct bc_period){.first = first, .last = last};
    trend->n = (size_t)last - (size_t)first + 1;
    trend->value = bc_alloc(trend->n, sizeof *trend->value);
    for (bc_day day = first; day <= last; day++) {
        const struct bc_mean mean =
            bc_daily_mean(outcome->daily, row, trend->item, day);

        take_value(trend, (size_t)(day - first), &mean);
    }
}

/** False where there is too little for a curve. */
static bool find_trend(const struct bc_outcome *outcome, size_t row,
                       struct trend *trend)
{
    const struct bc_judgement *judgement = &outcome->judgement[row];

    *trend = (struct trend){.item = deciding_item(judgement),
                            .class_no = bc_wanted_class(judgement)};
    if (trend->item == BC_NO_ITEM)
        return false;
    trend->limits = bc_limits_of(trend->item, judgement->water);
    if (outcome->observations)
        take_months(outcome, row, trend);
    if (trend->n_known >= LEAST_MONTHS)
        return true;
    free(trend->value);
    trend->value = NULL;
    trend->n_known = trend->n_beyond = 0;
    if (!outcome->daily)
        return false;
    take_days(outcome, row, trend);
    return trend->n_known >= LEAST_DAYS;
}

static void add_limit(const struct trend *trend, struct bc_text *out)
{
    char low[24], high[24];

    bc_decimal_print_short(trend->limits->limit[trend->class_no], low);
    bc_text_printf(out, bc_in_report("；%s类限值 %s"),
                   bc_words_class(trend->class_no), low);
    if (trend->limits->direction == BC_RANGE) {
        bc_decimal_print_short(trend->limits->high, high);
        bc_text_printf(out, "–%s", high);
    }
    bc_text_printf(out, bc_in_report("；%zu 个值中 %zu 个不符合"),
                   trend->n_known, trend->n_beyond);
}

/** Every value in its order, a dash where there is none. */
static void add_title(const struct trend *trend, struct bc_text *out)
{
    char first[16], last[16];

    bc_text_add(out, bc_words_item(trend->item));
    bc_text_add(out, " ");
    bc_day_print(trend->span.first, first);
    bc_day_print(trend->span.last, last);
    bc_text_printf(out,
                   trend->by_day ? bc_in_report("%s 至 %s 日均值：")
                                 : bc_in_report("%.7s 至 %.7s 月均值："),
                   first, last);
    for (size_t i = 0; i < trend->n; i++) {
        char text[24];

        bc_decimal_print(trend->value[i], text);
        bc_text_add(out, i ? bc_in_report("、") : "");
        bc_text_add(out, *text ? text : "–");
    }
    bc_text_printf(out, " %s", bc_item_unit(trend->item));
    add_limit(trend, out);
}

static void write_range(const struct trend *trend, struct bc_html *html)
{
    struct bc_decimal low = {0}, high = {0};
    char low_text[24], high_text[24];
    size_t n = 0;

    for (size_t i = 0; i < trend->n; i++) {
        struct bc_decimal value = trend->value[i];

        if (!bc_decimal_known(value))
            continue;
        if (n == 0 || bc_decimal_compare(value, low) < 0)
            low = value;
        if (n++ == 0 || bc_decimal_compare(value, high) > 0)
            high = value;
    }
    bc_decimal_print(low, low_text);
    bc_decimal_print(high, high_text);
    bc_html_open(html, "small", NULL);
    bc_html_textf(html,
                  trend->by_day ? bc_in_report("%s日均值 %s–%s")
                                : bc_in_report("%s月均值 %s–%s"),
                  bc_words_item(trend->item), low_text, high_text);
    bc_html_text(html, bc_in_report("，"));
    bc_html_open(html, "span", "nw");
    bc_html_leaff(html, "b", NULL, "%zu/%zu", trend->n_beyond, trend->n_known);
    bc_html_textf(html, bc_in_report(" 不符合%s类"),
                  bc_words_class(trend->class_no));
    bc_html_close(html);
    bc_html_close(html);
}

static void draw(const struct trend *trend, struct bc_html *html)
{
    const struct bc_limits *limits = trend->limits;
    struct curve curve = curve_new(trend->n, WIDTH, HEIGHT);
    struct bc_text title = {0};

    for (size_t i = 0; i < trend->n; i++) {
        if (!bc_decimal_known(trend->value[i]))
            continue;
        curve.y[i] = bc_decimal_real(trend->value[i]);
        curve.beyond[i] =
            !bc_limits_meet(limits, trend->class_no, trend->value[i]);
    }
    curve.line = bc_decimal_real(limits->limit[trend->class_no]);
    if (limits->direction == BC_RANGE)
        curve.line2 = bc_decimal_real(limits->high);
    add_title(trend, &title);
    write_curve(&curve, "sp1", bc_text_string(&title), html);
    bc_text_clear(&title);
    curve_clear(&curve);
}

static bool has_room(const struct bc_report_data *data)
{
    return !data->is_long &&
           data->outcome->sections->n_features <= MOST_SECTIONS;
}

bool bc_report_has_trend(const struct bc_report_data *data, size_t row)
{
    struct trend trend;

    if (!has_room(data))
        return false;
    bool found = find_trend(data->outcome, row, &trend);

    free(trend.value);
    return found;
}

void bc_report_section_trend(const struct bc_report_data *data, size_t row,
                             struct bc_html *html)
{
    struct trend trend;

    if (!has_room(data))
        return;
    if (find_trend(data->outcome, row, &trend)) {
        draw(&trend, html);
        write_range(&trend, html);
    }
    free(trend.value);
}

/* ---- a target ---- */

/** The months of a result; NULL when it has none. */
static const struct bc_series_point *points_of(const struct bc_outcome *outcome,
                                               const struct bc_result *result)
{
    const struct bc_series *series = outcome->series;
    size_t at = (size_t)(result - outcome->results->result);

    for (size_t i = 0; series && i < series->n_results; i++)
        if (series->result[i] == at)
            return series->point + i * series->n_months;
    return NULL;
}

void bc_report_target_trend(const struct bc_report_data *data,
                            const struct bc_target *target,
                            const struct bc_result *result,
                            struct bc_html *html)
{
    const struct bc_series *series = data->outcome->series;
    const struct bc_series_point *point = points_of(data->outcome, result);
    struct bc_text title = {0};
    struct curve curve;
    double bar;

    if (data->is_long || !point || series->n_months < 2 ||
        !bc_words_is_share(target))
        return;
    curve = curve_new(series->n_months, 74, 24);
    curve.top = 100;
    bc_words_bar(target, result, &bar, &curve.line);
    bc_text_add(&title, bc_in_report("各月："));
    for (size_t i = 0; i < curve.n; i++) {
        bc_text_printf(&title, "%s%s ", i ? bc_in_report("、") : "",
                       series->months[i].label);
        if (!point[i].counted || point[i].n == 0) {
            bc_text_add(&title, "–");
            continue;
        }
        bc_text_printf(&title, "%lld/%lld", (long long)point[i].k,
                       (long long)point[i].n);
        curve.y[i] = 100.0 * (double)point[i].k / (double)point[i].n;
        curve.beyond[i] = point[i].verdict == BC_MISSED;
    }
    write_curve(&curve, "sp2", bc_text_string(&title), html);
    bc_text_clear(&title);
    curve_clear(&curve);
}
