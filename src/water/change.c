/* SPDX-License-Identifier: MIT */
#include "water/change.h"

#include <assert.h>
#include <stdint.h>

static const char *const names[][2] = {
    [BC_NOT_COMPARED] = {"not compared", "不作比较"},
    [BC_MUCH_BETTER] = {"much better", "明显好转"},
    [BC_SLIGHTLY_BETTER] = {"slightly better", "有所好转"},
    [BC_NO_CHANGE] = {"no marked change", "无明显变化"},
    [BC_SLIGHTLY_WORSE] = {"slightly worse", "有所变差"},
    [BC_MUCH_WORSE] = {"much worse", "明显变差"}};

const char *bc_change_name(enum bc_change change)
{
    return names[change][1];
}

const char *bc_change_name_en(enum bc_change change)
{
    return names[change][0];
}

struct bc_change_rule bc_change_rule_default(void)
{
    return (struct bc_change_rule){.no_change = bc_decimal_of(10, 0),
                                   .slight = bc_decimal_of(20, 0),
                                   .tolerance = bc_decimal_of(0, 0)};
}

void bc_change_rule_text(const struct bc_change_rule *rule, bool chinese,
                         struct bc_text *out)
{
    char none[24], slight[24], tolerance[24];

    bc_decimal_print_short(rule->no_change, none);
    bc_decimal_print_short(rule->slight, slight);
    bc_decimal_print_short(rule->tolerance, tolerance);
    bc_text_printf(
        out,
        chinese
            ? "断面差1个类别为有所、2个以上为明显；流域x=ΔG-ΔD，|x|≤%s无明显"
              "变化、≤%s有所、其余明显；断面或项目不同的不超过%s%%才比较；"
              "阈值凭记忆"
            : "sections: one class slightly, two and more much; basins: "
              "x = dG - dD, |x| <= %s no marked change, <= %s slightly; "
              "compared when at most %s %% of the sections differ; "
              "thresholds from memory",
        none, slight, tolerance);
}

/* ---- words ---- */

static enum bc_change of_steps(int steps)
{
    if (steps < 0)
        return steps < -1 ? BC_MUCH_BETTER : BC_SLIGHTLY_BETTER;
    if (steps > 0)
        return steps > 1 ? BC_MUCH_WORSE : BC_SLIGHTLY_WORSE;
    return BC_NO_CHANGE;
}

enum bc_change bc_change_of_classes(int before, int now)
{
    return before && now ? of_steps(now - before) : BC_NOT_COMPARED;
}

enum bc_change bc_change_of_ratings(enum bc_rating before, enum bc_rating now)
{
    return bc_change_of_classes((int)before, (int)now); /* 1 is the best */
}

/* Differences of shares, exactly: a numerator over before.n x now.n. */
static bc_int128 difference(size_t k_before, size_t k_now,
                            const struct bc_class_counts *before,
                            const struct bc_class_counts *now)
{
    return (bc_int128)k_now * before->n - (bc_int128)k_before * now->n;
}

static bc_int128 good_less_worse(const struct bc_class_counts *before,
                                 const struct bc_class_counts *now)
{
    return difference(before->n_good, now->n_good, before, now) -
           difference(before->n_worse, now->n_worse, before, now);
}

/* Whether part / whole, as percent, is at most @p percent. */
static bool at_most(bc_int128 part, bc_int128 whole, struct bc_decimal percent)
{
    part *= 100;
    for (int s = 0; s < percent.scale; s++)
        part *= 10;
    return part <= whole * percent.units;
}

enum bc_change bc_change_of_shares(const struct bc_change_rule *rule,
                                   struct bc_class_counts before,
                                   struct bc_class_counts now)
{
    bc_int128 x = good_less_worse(&before, &now);
    bc_int128 whole = (bc_int128)before.n * now.n, size = x < 0 ? -x : x;

    assert(before.n > 0 && now.n > 0);
    if (at_most(size, whole, rule->no_change))
        return BC_NO_CHANGE;
    if (at_most(size, whole, rule->slight))
        return x > 0 ? BC_SLIGHTLY_BETTER : BC_SLIGHTLY_WORSE;
    return x > 0 ? BC_MUCH_BETTER : BC_MUCH_WORSE;
}

/* ---- like with like ---- */

void bc_unlike_text(unsigned unlike, bool chinese, struct bc_text *out)
{
    static const struct {
        enum bc_unlike bit;
        const char *en, *zh;
    } reasons[] = {{BC_UNLIKE_NO_CLASS, "no class in one period", "缺少类别"},
                   {BC_UNLIKE_MONTHS, "other months", "监测月份不同"},
                   {BC_UNLIKE_SECTIONS, "other sections", "断面不同"},
                   {BC_UNLIKE_ITEMS, "other items", "评价项目不同"},
                   {BC_UNLIKE_METHOD, "rated in another way", "评价方法不同"}};
    const char *between = "";

    for (size_t r = 0; r < sizeof reasons / sizeof reasons[0]; r++) {
        if (!(unlike & reasons[r].bit))
            continue;
        bc_text_add(out, between);
        bc_text_add(out, chinese ? reasons[r].zh : reasons[r].en);
        between = chinese ? "；" : "; ";
    }
}

/* Whether any of the sections has a sample of the set in a month: a network
 * that paused in one of the years is told, a section that missed a month not.
 */
static bool is_sampled(const struct bc_change_input *input, const size_t *rows,
                       size_t n_rows, int month)
{
    for (size_t r = 0; r < n_rows; r++)
        for (int i = 0;
             i < BC_N_ITEMS &&
             bc_observations_has(input->observations, rows[r], month);
             i++)
            if (input->method->items[i] &&
                bc_observations_samples(input->observations, rows[r],
                                        (enum bc_item)i, month) > 0)
                return true;
    return false;
}

static unsigned compare_months(const struct bc_change_input *input,
                               const size_t *rows, size_t n_rows)
{
    int before = bc_month_of_day(input->before_period->first);
    int now = bc_month_of_day(input->now_period->first);
    int n = bc_period_months(input->now_period);

    if (input->rule->any_months)
        return 0;
    if (n != bc_period_months(input->before_period) || before % 12 != now % 12)
        return BC_UNLIKE_MONTHS;
    for (int m = 0; m < n && input->observations; m++)
        if (is_sampled(input, rows, n_rows, before + m) !=
            is_sampled(input, rows, n_rows, now + m))
            return BC_UNLIKE_MONTHS;
    return 0;
}

void bc_change_sections(const struct bc_change_input *input, const size_t *rows,
                        size_t n_rows, struct bc_change_row *changes)
{
    unsigned months = compare_months(input, rows, n_rows);

    for (size_t r = 0; r < n_rows; r++) {
        const struct bc_judgement *before = &input->before[rows[r]];
        const struct bc_judgement *now = &input->now[rows[r]];
        struct bc_change_row *row = &changes[r];

        *row = (struct bc_change_row){.section = rows[r],
                                      .unlike = months,
                                      .class_before = before->class_no,
                                      .class_now = now->class_no};
        if (!before->class_no || !now->class_no)
            row->unlike |= BC_UNLIKE_NO_CLASS;
        else if (before->assessed != now->assessed)
            row->unlike |= BC_UNLIKE_ITEMS;
        if (!row->unlike)
            row->change = bc_change_of_classes(before->class_no, now->class_no);
    }
}

/* ---- basins ---- */

/* Sections judged in one period only, and on other items, against all that
 * were judged in either. */
static unsigned compare_sections(const struct bc_change_input *input,
                                 const size_t *rows, size_t n_rows)
{
    size_t n = 0, n_once = 0, n_other = 0;
    unsigned unlike = 0;

    for (size_t r = 0; r < n_rows; r++) {
        const struct bc_judgement *before = &input->before[rows[r]];
        const struct bc_judgement *now = &input->now[rows[r]];
        bool was = before->class_no > 0, is = now->class_no > 0;

        n += was || is;
        n_once += was != is;
        n_other += was && is && before->assessed != now->assessed;
    }
    if (!at_most((bc_int128)n_once, (bc_int128)n, input->rule->tolerance))
        unlike |= BC_UNLIKE_SECTIONS;
    if (!at_most((bc_int128)n_other, (bc_int128)n, input->rule->tolerance))
        unlike |= BC_UNLIKE_ITEMS;
    return unlike;
}

static struct bc_class_counts counts_of(const struct bc_basin_rating *rating)
{
    return (struct bc_class_counts){rating->n, rating->n_good, rating->n_worse};
}

/* A numerator over before.n x now.n as percentage points. */
static struct bc_decimal points(bc_int128 numerator,
                                const struct bc_change_row *row)
{
    enum { PLACES = 2 };

    return bc_decimal_divide_half_up(
        numerator * 100, 0, (int64_t)(row->before.n * row->now.n), PLACES);
}

static void set_points(struct bc_change_row *row)
{
    const struct bc_class_counts *before = &row->before, *now = &row->now;

    row->dg = points(difference(before->n_good, now->n_good, before, now), row);
    row->dd =
        points(difference(before->n_worse, now->n_worse, before, now), row);
    row->x = points(good_less_worse(before, now), row);
}

void bc_change_basin(const struct bc_change_input *input, const size_t *rows,
                     size_t n_rows, const struct bc_basin_rating *before,
                     const struct bc_basin_rating *now, bool by_words,
                     struct bc_change_row *change)
{
    *change = (struct bc_change_row){.section = BC_NO_ROW,
                                     .rating_before = before->rating,
                                     .rating_now = now->rating,
                                     .before = counts_of(before),
                                     .now = counts_of(now)};
    change->unlike = compare_months(input, rows, n_rows) |
                     compare_sections(input, rows, n_rows);
    if (!before->rating || !now->rating)
        change->unlike |= BC_UNLIKE_NO_CLASS;
    else if (before->by_shares != now->by_shares)
        change->unlike |= BC_UNLIKE_METHOD;
    if (before->by_shares && now->by_shares && before->n > 0 && now->n > 0)
        set_points(change);
    if (change->unlike)
        return;
    change->change =
        now->by_shares && !by_words
            ? bc_change_of_shares(input->rule, change->before, change->now)
            : bc_change_of_ratings(before->rating, now->rating);
}
