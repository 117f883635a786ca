/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/role.h"
#include "output/report_words.h"
#include "plan/verdict.h"
#include "water/item.h"

/* What must change, as the rows of changes.csv have it: a thing, from what to
 * what, and what that does to a target. No blame, no cause that the data do not
 * show. */

#define MAX_NAMED 12

/** The rows of changes.csv of one feature in one result. */
struct task {
    const struct bc_gap *gap;
    size_t n;
};

/** A missed target of the basin, and how far the lines have brought it. */
struct effect {
    const struct bc_target *target;
    const struct bc_result *result;
    size_t n; /* tasks */
    struct task *task;
    int64_t done;
};

static void find_tasks(const struct bc_gaps *gaps, size_t result,
                       struct effect *effect)
{
    size_t i = 0;

    while (i < gaps->n && gaps->gap[i].result != result)
        i++;
    effect->task = bc_alloc(gaps->n - i + 1, sizeof *effect->task);
    for (; i < gaps->n && gaps->gap[i].result == result; i++) {
        struct task *last = &effect->task[effect->n];

        if (effect->n && last[-1].gap->rank == gaps->gap[i].rank)
            last[-1].n++;
        else
            effect->task[effect->n++] = (struct task){&gaps->gap[i], 1};
    }
}

/** The missed targets of the basin. The caller frees them. */
static struct effect *find_effects(const struct bc_report_data *data,
                                   const struct bc_basin_data *basin, size_t *n)
{
    const struct bc_outcome *outcome = data->outcome;
    struct effect *effects = bc_alloc(outcome->targets->n + 1, sizeof *effects);

    *n = 0;
    for (size_t t = 0; outcome->gaps && t < outcome->targets->n; t++) {
        const struct bc_result *result = bc_report_result(data, t, basin->code);

        if (data->showing[t] != BC_IN_MATRIX || !result ||
            result->verdict != BC_MISSED)
            continue;
        effects[*n] = (struct effect){.target = &outcome->targets->target[t],
                                      .result = result};
        find_tasks(outcome->gaps, (size_t)(result - outcome->results->result),
                   &effects[(*n)++]);
    }
    return effects;
}

static void free_effects(struct effect *effects, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(effects[i].task);
    free(effects);
}

static void open_task(struct bc_html *html, const char *what)
{
    bc_html_open(html, "li", NULL);
    bc_html_open(html, "b", NULL);
    bc_words_write(html, what, BC_LONG_TITLE);
    bc_html_close(html);
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

/* What a row says. */

/** `降 55 %；余 8 个月平均 ≤ 0.030`, in brackets; nothing when nothing is
 * known. */
static void write_how_much(const struct bc_gap *gap, const char *sign,
                           struct bc_html *html)
{
    bool known =
        bc_decimal_known(gap->percent) && gap->direction == BC_MUST_FALL;
    char text[24];

    if (!known && !gap->n_left)
        return;
    bc_html_text(html, bc_in_report("（"));
    if (known) {
        bc_decimal_print_short(gap->percent, text);
        bc_html_textf(html, bc_in_report("降 %s %%"), text);
    }
    if (gap->n_left && gap->lost) {
        bc_html_textf(html, bc_in_report("%s本年已无法达到"),
                      known ? bc_in_report("；") : "");
    } else if (gap->n_left) {
        bc_decimal_print(gap->remaining, text);
        bc_html_textf(html, bc_in_report("%s余 %d 个月平均 %s %s"),
                      known ? bc_in_report("；") : "", gap->n_left, sign, text);
    }
    bc_html_text(html, bc_in_report("）"));
}

/** `总磷 0.111 → ≤ 0.050（降 55 %）`; of a figure `37.2 → ≤ 35 ug/m3`. */
static void write_value(const struct bc_gap *gap, struct bc_html *html)
{
    const char *sign = gap->direction == BC_MUST_FALL ? "≤" : "≥";
    struct bc_decimal limit = gap->limit;
    bool mg_l = strcmp(gap->unit, "mg/L") == 0; /* the usual is not said */
    char now[24], then[24], high[24];

    bc_decimal_print(gap->now, now);
    bc_html_textf(html, "%s%s%s → ",
                  gap->item == BC_NO_ITEM ? "" : bc_words_item(gap->item),
                  gap->item == BC_NO_ITEM ? "" : " ", now);
    if (gap->direction == BC_INTO_RANGE) {
        bc_decimal_print_short(limit, then);
        bc_decimal_print_short(gap->high, high);
        bc_html_textf(html, "%s–%s", then, high);
        return;
    }
    /* with the decimals of the mean, so that the eye can compare */
    if (bc_decimal_known(limit) && limit.scale < gap->now.scale)
        limit = bc_decimal_round(limit, gap->now.scale);
    bc_decimal_print(limit, then);
    bc_html_textf(html, "%s %s%s%s", sign, then, mg_l ? "" : " ",
                  mg_l ? "" : gap->unit);
    write_how_much(gap, sign, html);
}

static void write_row(const struct bc_gap *gap, struct bc_html *html)
{
    if (bc_decimal_known(gap->now) && bc_decimal_known(gap->limit))
        write_value(gap, html);
    else if (gap->class_no > 0 && gap->wanted_class > 0)
        bc_html_textf(html, bc_in_report("%s类 → %s类"),
                      bc_words_class(gap->class_no),
                      bc_words_class(gap->wanted_class));
    else if (*gap->wanted)
        bc_html_textf(html, "%s → %s", *gap->state ? gap->state : "–",
                      gap->wanted);
    else
        bc_html_text(html, bc_in_report("现状未达到目标值"));
}

static void write_rows(const struct task *task, struct bc_html *html)
{
    for (size_t i = 0; i < task->n; i++) {
        bc_html_text(html, i ? bc_in_report("；") : "");
        write_row(&task->gap[i], html);
    }
}

/* Sections and waters: a line for each thing that must change, with what it
 * does to every target that waits for it. */

static bool is_water(const struct effect *effect)
{
    return bc_subject_of(effect->target) == BC_SUBJECT_WATER;
}

static bool has_row(const struct bc_basis_row *feature, size_t row)
{
    for (size_t i = 0; feature->points && i < feature->n_points; i++)
        if (feature->points[i] == row)
            return true;
    return feature->row == row;
}

static bool is_same_value(struct bc_decimal a, struct bc_decimal b)
{
    if (!bc_decimal_known(a) || !bc_decimal_known(b))
        return bc_decimal_known(a) == bc_decimal_known(b);
    return bc_decimal_compare(a, b) == 0;
}

static bool is_same_row(const struct bc_gap *a, const struct bc_gap *b)
{
    return a->item == b->item && a->class_no == b->class_no &&
           a->wanted_class == b->wanted_class &&
           is_same_value(a->now, b->now) && is_same_value(a->limit, b->limit);
}

/** The same change of the same place: a lake, and the one point that has data
 * of it, are said once. */
static bool is_same(const struct task *a, const struct task *b)
{
    const struct bc_basis_row *one = a->gap->feature, *other = b->gap->feature;

    if (!one || !other || a->n != b->n ||
        (!has_row(one, other->row) && !has_row(other, one->row)))
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!is_same_row(&a->gap[i], &b->gap[i]))
            return false;
    return true;
}

static const struct task *find_same(const struct effect *effect,
                                    const struct task *task)
{
    for (size_t i = 0; i < effect->n; i++)
        if (is_same(&effect->task[i], task))
            return &effect->task[i];
    return NULL;
}

/** What the target counts, in a word. */
static void add_subject(struct bc_text *out, const struct bc_target *target)
{
    if (strstr(target->of, "class_no <= 3"))
        bc_text_add(out, bc_in_report("优良"));
    else if (strstr(target->of, "meets_target"))
        bc_text_add(out, bc_in_report("达到目标类别"));
    else
        bc_words_cut(out, bc_target_label(target), BC_LONG_TITLE);
}

/** `优良 1/4 → 2/4`, one line after the other, until the target is met. */
static void write_effect(struct effect *effect, struct bc_html *html)
{
    const struct bc_result *result = effect->result;
    int step = bc_result_wants_more(effect->target, result) ? 1 : -1;
    struct bc_text subject = {0};
    int64_t k = result->k + step * effect->done++;
    const char *met =
        effect->done >= result->shortfall_count ? bc_in_report("，达标") : "";

    add_subject(&subject, effect->target);
    bc_html_open(html, "span", "ln1");
    bc_html_textf(html, "%s ", bc_text_string(&subject));
    if (bc_words_is_share(effect->target) && result->counted) {
        bc_html_textf(html, "%lld/%lld → ", (long long)k, (long long)result->n);
        bc_html_leaff(html, "b", NULL, "%lld/%lld%s", (long long)k + step,
                      (long long)result->n, met);
    } else if (*met) {
        bc_html_leaf(html, "b", NULL, bc_in_report("→ 达标"));
    }
    bc_html_close(html);
    bc_text_clear(&subject);
}

static void write_water(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        struct effect *effects, size_t n,
                        const struct effect *owner, const struct task *task,
                        struct bc_html *html)
{
    const struct bc_basis_row *feature = task->gap->feature;
    size_t n_written = 0;

    open_task(html, !feature         ? bc_target_label(owner->target)
                    : *feature->name ? feature->name
                                     : feature->code);
    write_rows(task, html);
    if (feature)
        bc_report_upstream(data, basin, feature, html);
    next_cell(html);
    for (size_t e = 0; feature && e < n; e++)
        if (is_water(&effects[e]) && find_same(&effects[e], task) &&
            effects[e].done < effects[e].result->shortfall_count) {
            write_effect(&effects[e], html);
            n_written++;
        }
    if (feature && !n_written)
        bc_html_text(html,
                     bc_in_report("备选：前面各项改成后，不改此项也达标"));
    close_task(html);
}

/** Has an earlier effect a task that says the same? */
static bool is_said(const struct effect *effects, size_t e,
                    const struct task *task)
{
    for (size_t i = 0; i < e; i++)
        if (is_water(&effects[i]) && find_same(&effects[i], task))
            return true;
    return false;
}

/** Needed for any of the targets. */
static bool is_needed(const struct effect *effects, size_t n,
                      const struct task *task)
{
    bool needed = task->gap->needed;

    for (size_t i = 0; i < n; i++) {
        const struct task *same =
            is_water(&effects[i]) ? find_same(&effects[i], task) : NULL;

        needed |= same && same->gap->needed;
    }
    return needed;
}

/** What is needed first, then what could be done instead. */
static size_t write_waters(const struct bc_report_data *data,
                           const struct bc_basin_data *basin,
                           struct effect *effects, size_t n,
                           struct bc_html *html)
{
    size_t written = 0;

    for (int instead = 0; instead < 2; instead++)
        for (size_t e = 0; e < n; e++)
            for (size_t i = 0; is_water(&effects[e]) && i < effects[e].n; i++) {
                const struct task *task = &effects[e].task[i];

                if (is_needed(effects, n, task) == (instead == 1) ||
                    is_said(effects, e, task))
                    continue;
                if (!data->is_long || written < BC_BRIEF_ROWS)
                    write_water(data, basin, effects, n, &effects[e], task,
                                html);
                written++;
            }
    if (data->is_long && written > BC_BRIEF_ROWS) {
        open_task(html, bc_in_report("其余"));
        bc_html_textf(html, bc_in_report("还有 %zu 项，见 changes.csv"),
                      written - BC_BRIEF_ROWS);
        next_cell(html);
        close_task(html);
    }
    return written;
}

/* Outfalls, suspects and the rest: which, and how many of them. */

/** Does the target wait for this row, at least at @p stage (0: whatever)? */
static bool waits_for(const struct effect *effect, size_t row, int stage)
{
    for (size_t i = 0; i < effect->n; i++) {
        const struct bc_gap *gap = effect->task[i].gap;

        if (gap->feature && gap->feature->row == row)
            return gap->stage >= stage;
    }
    return false;
}

/** `2、3、5–8`: numbers of the basin's table that the target waits for. */
static void write_numbers(const struct bc_basin_data *basin,
                          const struct effect *effect, int stage,
                          struct bc_html *html)
{
    size_t first = 0, last = 0, n_ranges = 0;

    for (size_t i = 0; i <= basin->n_outfalls; i++) {
        bool wanted = i < basin->n_outfalls &&
                      waits_for(effect, basin->outfall[i], stage);

        if (wanted && last == i && first > 0) {
            last = i + 1;
            continue;
        }
        if (first > 0) {
            bc_html_textf(html, "%s%zu", n_ranges++ ? bc_in_report("、") : "",
                          first);
            if (last > first)
                bc_html_textf(html, "%s%zu",
                              last > first + 1 ? "–" : bc_in_report("、"),
                              last);
            first = 0;
        }
        if (wanted)
            first = last = i + 1;
    }
}

static void write_codes(const struct effect *effect, size_t n,
                        struct bc_html *html)
{
    for (size_t i = 0; i < n && i < MAX_NAMED; i++)
        bc_html_textf(html, "%s%s", i ? bc_in_report("、") : "",
                      effect->task[i].gap->feature->code);
    if (n > MAX_NAMED)
        bc_html_textf(html, bc_in_report("等 %zu 处"), n);
}

/** Those with as few stages left as the needed ones, when there is a choice. */
static void write_cheapest(const struct bc_basin_data *basin,
                           const struct effect *effect, size_t n,
                           struct bc_html *html)
{
    int64_t needed = effect->result->shortfall_count;
    const struct bc_gap *last;

    if (needed < 1 || (int64_t)n <= needed)
        return;
    last = effect->task[needed - 1].gap;
    if (!last->wanted_stage || !last->stage)
        return;
    bc_html_open(html, "span", "ln1");
    bc_html_text(html, bc_in_report("离完成最近："));
    write_numbers(basin, effect, last->stage, html);
    bc_html_textf(html, bc_in_report(" 号（已到%s）"),
                  bc_in_report(bc_stage_name(last->stage)));
    bc_html_close(html);
}

/** `9/10 → 10/10 = 100.0 %` */
static void write_share(const struct effect *effect, struct bc_html *html)
{
    const struct bc_result *result = effect->result;
    int64_t more = result->shortfall_count;
    int64_t k = result->k +
                (bc_result_wants_more(effect->target, result) ? more : -more);
    char text[24];

    if (!bc_words_is_share(effect->target) || !result->counted ||
        result->n <= 0)
        return;
    bc_decimal_print(
        bc_decimal_divide_half_up((bc_int128)k * 100, 0, result->n, 1), text);
    bc_html_textf(html, "%lld/%lld → ", (long long)result->k,
                  (long long)result->n);
    bc_html_leaff(html, "b", NULL, "%lld/%lld = %s %%", (long long)k,
                  (long long)result->n, text);
}

static void write_count(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        const struct effect *effect, struct bc_html *html)
{
    bool outfalls = bc_subject_of(effect->target) == BC_SUBJECT_OUTFALLS;
    size_t n = effect->n;

    if (n && !effect->task[n - 1].gap->feature)
        n--; /* features that nobody has listed yet */
    open_task(html, bc_target_label(effect->target));
    if (effect->result->shortfall_count < 0) {
        write_rows(&effect->task[0], html);
        close_task(html);
        return;
    }
    bool numbered = outfalls && n && !data->is_long; /* on the map */

    if (numbered) {
        bc_html_text(html, bc_in_report("从 "));
        write_numbers(basin, effect, 0, html);
        bc_html_text(html, bc_in_report(" 号中"));
    } else if (n && !outfalls) {
        write_codes(effect, n, html);
        bc_html_text(html, bc_in_report("："));
    }
    bc_html_text(html, bc_in_report("再完成 "));
    bc_html_leaff(html, "b", NULL, "%lld",
                  (long long)effect->result->shortfall_count);
    bc_html_text(html, bc_words_counter(effect->target));
    if (numbered) {
        write_cheapest(basin, effect, n, html);
        bc_report_nearest(data, basin, effect->result, html);
    }
    next_cell(html);
    write_share(effect, html);
    close_task(html);
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
            open_task(html, bc_in_report("数据"));
        bc_html_text(html, n > 1 ? bc_in_report("、") : "");
        bc_words_write(html, bc_row_name(outcome->sections, row), BC_LONG_NAME);
    }
    if (n == 0)
        return 0;
    bc_html_text(html, bc_in_report("本期没有可用数据，请补测"));
    next_cell(html);
    bc_html_leaff(html, "span", NULL, bc_in_report("缺 %zu → "), n);
    bc_html_leaf(html, "b", NULL, "0");
    close_task(html);
    return n;
}

/* Nothing to change: because all is met, or because nothing can be said. */

#define N_REASONS (BC_REASON_NO_COLUMN + 1)

/** `没有数据 5 项`: the reasons why targets of the matrix (@p all: and of the
 * fold) cannot be judged, each with how many; @return how many in all. */
static size_t add_reasons(const struct bc_report_data *data,
                          const struct bc_basin_data *basin, bool all,
                          struct bc_text *out)
{
    size_t count[N_REASONS] = {0}, n = 0;
    struct bc_result of[N_REASONS];

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_result *result = bc_report_result(data, t, basin->code);

        if (!result || result->verdict != BC_CANNOT_JUDGE ||
            data->showing[t] == BC_NOT_SHOWN ||
            (data->showing[t] == BC_IN_FOLD && !all))
            continue;
        count[result->reason]++;
        of[result->reason] = *result;
        n++;
    }
    for (int i = 0; i < N_REASONS; i++) {
        if (count[i] == 0)
            continue;
        bc_text_add(out, out->length ? bc_in_report("、") : "");
        if (i == BC_REASON_NO_FEATURES) /* a cell has no room to say it so */
            bc_text_add(out, bc_in_report("流域内没有此类对象"));
        else
            bc_words_reason(out, &of[i]);
        bc_text_printf(out, bc_in_report(" %zu 项"), count[i]);
    }
    return n;
}

static size_t count_judged(const struct bc_report_data *data,
                           const struct bc_basin_data *basin)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_result *result = bc_report_result(data, t, basin->code);

        n += result && data->showing[t] != BC_NOT_SHOWN &&
             (result->verdict == BC_MET || result->verdict == BC_MISSED);
    }
    return n;
}

static void write_nothing(const struct bc_report_data *data,
                          const struct bc_basin_data *basin,
                          struct bc_html *html)
{
    struct bc_text reasons = {0};
    size_t n_judged = count_judged(data, basin);
    size_t n = add_reasons(data, basin, n_judged == 0, &reasons);

    bc_html_open(html, "li", "all");
    if (n_judged == 0)
        bc_html_textf(
            html, bc_in_report("没有一项目标可以判断，说不出要改什么%s%s。"),
            n ? bc_in_report("：") : "", bc_text_string(&reasons));
    else if (n > 0)
        bc_html_textf(
            html,
            bc_in_report("可以判断的 %zu 项没有要改的；无法判断的另有 %zu "
                         "项：%s。"),
            n_judged, n, bc_text_string(&reasons));
    else
        bc_html_text(html, bc_in_report("没有要改的。"));
    bc_html_close(html);
    bc_text_clear(&reasons);
}

void bc_report_tasks(const struct bc_report_data *data,
                     const struct bc_basin_data *basin, struct bc_html *html)
{
    size_t n_effects = 0, n = 0;
    struct effect *effects = find_effects(data, basin, &n_effects);

    bc_html_leaf(html, "h3", NULL, bc_in_report("要改什么，改了会怎样"));
    bc_html_open(html, "ul", "todo");
    n += write_waters(data, basin, effects, n_effects, html);
    for (size_t i = 0; i < n_effects; i++)
        if (!is_water(&effects[i]) && effects[i].n) {
            write_count(data, basin, &effects[i], html);
            n++;
        }
    n += write_unsampled(data, basin, html);
    if (n == 0)
        write_nothing(data, basin, html);
    bc_html_close(html);
    bc_html_line(html);
    free_effects(effects, n_effects);
}
