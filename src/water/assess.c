/* SPDX-License-Identifier: MIT */
#include "water/assess.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "water/section.h"

/* A class without one of these is told as such; they are also the set `5` of
 * provincial weekly bulletins. */
static const enum bc_item core_items[] = {BC_PH, BC_DO, BC_CODMN, BC_NH3N,
                                          BC_TP};
enum { N_CORE = sizeof core_items / sizeof core_items[0] };

/* ---- method ---- */

static void include_item(struct bc_water_method *method, enum bc_item item)
{
    method->n_items += !method->items[item];
    method->items[item] = true;
}

static void include_21(struct bc_water_method *method)
{
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (bc_limits_of((enum bc_item)i, BC_RIVER)->in_21)
            include_item(method, (enum bc_item)i);
}

struct bc_water_method bc_water_method_default(void)
{
    struct bc_water_method method = {.round = true,
                                     .min_samples_month = 1,
                                     .metals_first = true,
                                     .rating_minimum = 5};

    include_21(&method);
    return method;
}

static enum bc_status include_named(struct bc_water_method *method,
                                    struct bc_slice name, struct bc_error *err)
{
    enum bc_item item = bc_item_find(name);

    if (item == BC_NO_ITEM)
        return bc_error_set(err, BC_BAD_INPUT, "no such item: '%.*s'",
                            (int)name.length, name.data);
    if (item == BC_TN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%.*s' never enters the class; it is judged "
                            "beside it",
                            (int)name.length, name.data);
    if (bc_limits_of(item, BC_LAKE)->direction == BC_NO_LIMIT)
        return bc_error_set(err, BC_BAD_INPUT, "'%.*s' has no class limits",
                            (int)name.length, name.data);
    include_item(method, item);
    return BC_OK;
}

/* `总磷、氨氮,COD` */
static enum bc_status include_list(struct bc_water_method *method,
                                   struct bc_slice list, struct bc_error *err)
{
    static const char listing_comma[] = "、";
    enum bc_status status = BC_OK;
    size_t start = 0;

    for (size_t i = 0; i <= list.length && !status; i++) {
        const char *at = list.data + i;
        size_t left = list.length - i, n = 0;

        if (left == 0 || strchr(",;/", *at))
            n = 1;
        else if (left >= sizeof listing_comma - 1 &&
                 memcmp(at, listing_comma, sizeof listing_comma - 1) == 0)
            n = sizeof listing_comma - 1;
        if (n == 0)
            continue;
        status = include_named(
            method,
            bc_slice_trim((struct bc_slice){list.data + start, i - start}),
            err);
        start = i + n;
        i = start - 1;
    }
    return status;
}

enum bc_status bc_water_method_set_items(struct bc_water_method *method,
                                         const char *text, struct bc_error *err)
{
    struct bc_water_method made = *method;
    struct bc_slice whole = bc_slice_trim(bc_slice_of(text));
    enum bc_status status = BC_OK;

    memset(made.items, 0, sizeof made.items);
    made.n_items = 0;
    made.others_over = false;
    if (bc_slice_is(whole, "21")) {
        include_21(&made);
    } else if (bc_slice_is(whole, "5") ||
               (whole.length > 2 && memcmp(whole.data, "5+", 2) == 0)) {
        for (int c = 0; c < N_CORE; c++)
            include_item(&made, core_items[c]);
        whole.data += whole.length > 1 ? 2 : 1;
        whole.length -= whole.length > 1 ? 2 : 1;
        made.others_over = bc_slice_is(whole, "X") || bc_slice_is(whole, "x");
        if (whole.length > 0 && !made.others_over)
            status = include_list(&made, whole, err);
    } else {
        status = include_list(&made, whole, err);
    }
    if (!status)
        *method = made;
    return status;
}

static void add_items_text(const struct bc_water_method *method,
                           struct bc_text *out)
{
    struct bc_water_method whole = bc_water_method_default();
    const char *before = "";

    if (memcmp(method->items, whole.items, sizeof whole.items) == 0) {
        bc_text_add(out, "21项");
        return;
    }
    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!method->items[i])
            continue;
        bc_text_printf(out, "%s%s", before, bc_item_symbol((enum bc_item)i));
        before = "/";
    }
    if (method->others_over)
        bc_text_add(out, "+X");
}

void bc_water_method_text(const struct bc_water_method *method, bool samples,
                          struct bc_text *out)
{
    bc_text_add(out, "GB 3838-2002; 环办〔2011〕22号; ");
    add_items_text(method, out);
    bc_text_add(out, samples         ? "; 单次监测值不修约"
                     : method->round ? "; 82号修约"
                                     : "; 不修约");
    bc_text_add(out, "; TLI 总站生字〔2001〕090号");
    if (method->tli_without_chla)
        bc_text_add(out, "(可缺叶绿素a)");
    bc_text_add(out, method->metals_first ? "; 凭记忆: 氰化物和重金属优先"
                                          : "; 凭记忆: 重金属不优先");
    if (samples)
        return;
    if (method->min_months > 0)
        bc_text_printf(out, ", 至少%d个月", method->min_months);
    else
        bc_text_add(out, ", 至少三分之二的月份");
    if (method->others_over)
        bc_text_add(out, ", X为上年以来月均值超Ⅲ类(目标更严的超目标)的其他项");
}

/* ---- judging means ---- */

void bc_judgement_init(struct bc_judgement *judgement)
{
    *judgement = (struct bc_judgement){
        .meets_target = -1, .deciding = BC_NO_ITEM, .metals_first = true};
    for (int p = 0; p < 3; p++)
        judgement->main_pollutant[p] = BC_NO_ITEM;
    for (int i = 0; i < BC_N_ITEMS; i++)
        judgement->item[i].exact = NAN;
}

/* C / limit - 1, one decimal, half-even: printed 总磷(0.4). One that would come
 * to nothing keeps a significant digit, as 82号 has it of means: 氨氮(0.02). */
static struct bc_decimal multiple(const struct bc_limits *limits, int class_no,
                                  struct bc_decimal value)
{
    struct bc_decimal limit = limits->limit[class_no];
    struct bc_decimal over = bc_decimal_subtract(value, limit), ratio;
    bc_int128 numerator = over.units;
    int places = 0;

    for (int s = 0; s < limit.scale; s++)
        numerator *= 10;
    do
        ratio = bc_decimal_divide(numerator, over.scale, limit.units, ++places);
    while (ratio.known && ratio.units == 0 && numerator != 0 &&
           places < BC_READING_PLACES);
    return ratio;
}

/* Whether the detection limit lets nobody say if @p class_no is met. */
static bool is_blind(const struct bc_item_result *result,
                     const struct bc_limits *limits, int class_no)
{
    return limits->direction == BC_UPPER_LIMIT &&
           bc_decimal_known(result->detection_limit) &&
           !bc_limits_meet(limits, class_no, result->detection_limit);
}

static void add_item_name(struct bc_text *items, enum bc_item item)
{
    if (items->length > 0)
        bc_text_add(items, ";");
    bc_text_add(items, bc_item_symbol(item));
}

void bc_judgement_blind_items(const struct bc_water_method *method,
                              const struct bc_judgement *judgement,
                              struct bc_text *items)
{
    int target = judgement->target_class;

    if (judgement->water == BC_WATER_UNKNOWN)
        return;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];
        const struct bc_limits *limits =
            bc_limits_of((enum bc_item)i, judgement->water);

        if (method->items[i] && bc_decimal_known(result->mean) &&
            (is_blind(result, limits, 3) ||
             (target > 0 && is_blind(result, limits, target))))
            add_item_name(items, (enum bc_item)i);
    }
}

static void judge_item(struct bc_judgement *judgement, enum bc_item item,
                       bool in_set)
{
    struct bc_item_result *result = &judgement->item[item];
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    int target = judgement->target_class;

    result->class_no =
        is_blind(result, limits, 3) ? 0 : bc_limits_class(limits, result->mean);
    result->assessed = in_set && result->class_no > 0;
    result->over_iii = result->over_target = BC_MISSING;
    result->misses_target = result->assessed && target > 0 &&
                            !bc_limits_meet(limits, target, result->mean);
    if (limits->has_multiple && result->class_no > 3)
        result->over_iii = multiple(limits, 3, result->mean);
    if (limits->has_multiple && result->misses_target)
        result->over_target = multiple(limits, target, result->mean);
}

/* C / limit III, or limit III / C where more is better: how near or far an
 * item is from its limit. pH has no such ratio. */
static double strain(const struct bc_judgement *judgement, enum bc_item item)
{
    const struct bc_limits *limits = bc_limits_of(item, judgement->water);
    double value = bc_decimal_real(judgement->item[item].mean);
    double limit = bc_decimal_real(limits->limit[3]);
    double ratio = 0;

    if (limits->direction == BC_UPPER_LIMIT)
        ratio = value / limit;
    else if (limits->direction == BC_LOWER_LIMIT)
        ratio = value > 0 ? limit / value : INFINITY;
    return isinf(ratio) ? ratio : round(ratio * 1e9) / 1e9; /* ties are ties */
}

static enum bc_item deciding_item(const struct bc_judgement *judgement)
{
    enum bc_item deciding = BC_NO_ITEM;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];

        if (result->assessed && result->class_no == judgement->class_no &&
            (deciding == BC_NO_ITEM ||
             strain(judgement, (enum bc_item)i) > strain(judgement, deciding)))
            deciding = (enum bc_item)i;
    }
    return deciding;
}

/* Cyanide and heavy metals come first when they are over, if the method says
 * so (22号; from memory, like the choice of metals). */
static bool is_toxic(enum bc_item item)
{
    return item == BC_CN || item == BC_AS || item == BC_HG || item == BC_CD ||
           item == BC_CR6 || item == BC_PB;
}

/* Whether pollutant a is named before b: the worse class, then the larger
 * multiple, then the order of the table; an item without a multiple last. */
static bool is_before(const struct bc_judgement *judgement, enum bc_item a,
                      enum bc_item b, bool of_target)
{
    const struct bc_item_result *ra = &judgement->item[a];
    const struct bc_item_result *rb = &judgement->item[b];
    struct bc_decimal over_a = of_target ? ra->over_target : ra->over_iii;
    struct bc_decimal over_b = of_target ? rb->over_target : rb->over_iii;
    int compared;

    if (judgement->metals_first && is_toxic(a) != is_toxic(b))
        return is_toxic(a);
    if (ra->class_no != rb->class_no)
        return ra->class_no > rb->class_no;
    if (bc_decimal_known(over_a) != bc_decimal_known(over_b))
        return bc_decimal_known(over_a);
    /* finer than the one decimal that is printed */
    compared = (strain(judgement, a) > strain(judgement, b)) -
               (strain(judgement, a) < strain(judgement, b));
    return bc_decimal_known(over_a) && compared != 0 ? compared > 0 : a < b;
}

/* The pollutants in the order in which they are named. @return how many */
static size_t pollutants(const struct bc_judgement *judgement, bool of_target,
                         enum bc_item named[BC_N_ITEMS])
{
    size_t n = 0;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];
        size_t at = n;

        if (!result->assessed ||
            !(of_target ? result->misses_target : result->class_no > 3))
            continue;
        for (; at > 0 &&
               is_before(judgement, (enum bc_item)i, named[at - 1], of_target);
             at--)
            named[at] = named[at - 1];
        named[at] = (enum bc_item)i;
        n++;
    }
    return n;
}

/* The class is the worst item's; the target is met item by item. */
static void combine(const struct bc_water_method *method,
                    struct bc_judgement *judgement)
{
    const struct bc_limits *limits;
    bool misses = false, blind = false;

    judgement->class_no = 0;
    judgement->n_assessed = judgement->n_missing = judgement->n_samples = 0;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_item_result *result = &judgement->item[i];

        if (!method->items[i])
            continue;
        if (result->n_samples > judgement->n_samples)
            judgement->n_samples = result->n_samples;
        limits = bc_limits_of((enum bc_item)i, judgement->water);
        judgement->n_missing += !result->assessed;
        blind |= judgement->target_class > 0 &&
                 is_blind(result, limits, judgement->target_class);
        if (!result->assessed)
            continue;
        judgement->n_assessed++;
        if (result->class_no > judgement->class_no)
            judgement->class_no = result->class_no;
        misses |= result->misses_target;
    }
    judgement->meets_target = -1;
    if (judgement->n_assessed > 0 && judgement->target_class > 0 &&
        (misses || !blind))
        judgement->meets_target = !misses;
}

static const enum bc_item trophic_item[BC_TLI_N_PARTS] = {
    [BC_TLI_CHLA] = BC_CHLA,
    [BC_TLI_TP] = BC_TP,
    [BC_TLI_TN] = BC_TN,
    [BC_TLI_SD] = BC_SD,
    [BC_TLI_CODMN] = BC_CODMN};

/* From the means before rounding: the index itself is what is rounded once. */
static void judge_trophic(const struct bc_water_method *method,
                          struct bc_judgement *judgement)
{
    double values[BC_TLI_N_PARTS], tli;

    for (int p = 0; p < BC_TLI_N_PARTS; p++)
        values[p] = judgement->item[trophic_item[p]].exact;
    tli = bc_trophic_index(values, method->tli_without_chla);
    judgement->tli = bc_decimal_from_real(tli, 4);
    judgement->trophic_state = bc_trophic_state(tli);
    for (int p = 0; p < BC_TLI_N_PARTS && !isnan(tli); p++)
        judgement->tli_part[p] = bc_decimal_from_real(
            bc_trophic_part((enum bc_trophic_part)p, values[p]), 4);
}

void bc_judge(const struct bc_water_method *method,
              struct bc_judgement *judgement)
{
    enum bc_item named[BC_N_ITEMS];
    size_t n;

    judgement->metals_first = method->metals_first;
    if (judgement->water == BC_WATER_UNKNOWN) {
        combine(method, judgement);
        return;
    }
    for (int i = 0; i < BC_N_ITEMS; i++)
        judge_item(judgement, (enum bc_item)i, method->items[i] && i != BC_TN);
    combine(method, judgement);
    judgement->deciding = deciding_item(judgement);
    n = pollutants(judgement, false, named);
    for (size_t p = 0; p < 3; p++)
        judgement->main_pollutant[p] = p < n ? named[p] : BC_NO_ITEM;
    if (judgement->water != BC_RIVER) {
        judgement->class_tn = judgement->item[BC_TN].class_no;
        judge_trophic(method, judgement);
    }
}

/* ---- means of a period ---- */

static int months_needed(const struct bc_water_method *method,
                         const struct bc_period *period)
{
    return method->min_months > 0 ? method->min_months
                                  : (bc_period_months(period) * 2 + 2) / 3;
}

static void set_mean(const struct bc_water_method *method, enum bc_item item,
                     const struct bc_mean *mean, struct bc_item_result *result)
{
    int decimals = bc_limits_of(item, BC_RIVER)->decimals;

    result->mean = bc_mean_value(item, mean, method->round ? decimals : -1);
    result->exact = bc_decimal_real(bc_mean_value(item, mean, -1));
    result->n_samples = mean->n_samples;
    result->detection_limit = mean->highest_limit;
}

/* ---- what a section lacks ---- */

struct lack {
    struct bc_findings *findings;
    struct bc_finding finding; /* of the section */
    struct bc_text items;
};

/* Tells what the items gathered in `items` have in common; none, no finding. */
static void tell_items(struct lack *lack, enum bc_finding_code code,
                       const char *message)
{
    if (lack->items.length > 0) {
        lack->finding.code = code;
        lack->finding.field = bc_text_string(&lack->items);
        lack->finding.message = message;
        bc_findings_add(lack->findings, &lack->finding);
        lack->finding.field = NULL;
    }
    bc_text_clear(&lack->items);
}

static void tell(struct lack *lack, enum bc_finding_code code,
                 const char *message)
{
    lack->finding.code = code;
    lack->finding.message = message;
    bc_findings_add(lack->findings, &lack->finding);
}

/* Months in which no item of the set has enough samples. */
static void tell_months(struct lack *lack,
                        const struct bc_observations *observations,
                        const struct bc_water_method *method, size_t section,
                        const struct bc_period *period)
{
    int last = bc_month_of_day(period->last);
    struct bc_text months = {0};

    for (int m = bc_month_of_day(period->first); m <= last; m++) {
        size_t most = 0, n;

        for (int i = 0; i < BC_N_ITEMS; i++)
            if (method->items[i] &&
                (n = bc_observations_samples(observations, section,
                                             (enum bc_item)i, m)) > most)
                most = n;
        if (most < 1 || most < (size_t)method->min_samples_month)
            bc_text_printf(&months, "%s%04d-%02d", months.length ? ";" : "",
                           m / 12, m % 12 + 1);
    }
    if (months.length > 0) {
        lack->finding.value = bc_text_string(&months);
        tell(lack, BC_FOUND_MISSING_MONTH, "months without enough samples");
        lack->finding.value = NULL;
    }
    bc_text_clear(&months);
}

static void tell_class(struct lack *lack, const struct bc_water_method *method,
                       const struct bc_judgement *judgement)
{
    if (judgement->water == BC_WATER_UNKNOWN) {
        tell(lack, BC_FOUND_NO_WATER_TYPE, "river, lake or reservoir not said");
        return;
    }
    for (int c = 0; c < N_CORE; c++)
        if (method->items[core_items[c]] &&
            !bc_decimal_known(judgement->item[core_items[c]].mean))
            add_item_name(&lack->items, core_items[c]);
    tell_items(lack, BC_FOUND_MISSING_ITEM, "not measured; the class lacks it");
    bc_judgement_blind_items(method, judgement, &lack->items);
    tell_items(lack, BC_FOUND_NON_DETECT_LIMIT,
               "a detection limit lies above the limit to be judged");
}

static void tell_samples(struct lack *lack,
                         const struct bc_water_method *method,
                         const struct bc_mean *means, int needed)
{
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (method->items[i] && means[i].n_short > 0)
            add_item_name(&lack->items, (enum bc_item)i);
    tell_items(lack, BC_FOUND_FEW_SAMPLES,
               "months with fewer samples than the minimum were left out");
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (method->items[i] && means[i].n > 0 && means[i].n < (size_t)needed)
            add_item_name(&lack->items, (enum bc_item)i);
    tell_items(lack, BC_FOUND_MISSING_MONTH,
               "too few months of the period; not assessed");
}

static struct bc_finding finding_of(const struct bc_observations *observations,
                                    const struct bc_layer *sections,
                                    size_t section)
{
    const char *code;

    if (!sections)
        return (struct bc_finding){
            .feature = bc_observations_section(observations, section)};
    code = bc_layer_text(sections, "code", section);
    return (struct bc_finding){
        .source = sections->row_source ? sections->row_source[section] : NULL,
        .line = sections->row_line ? sections->row_line[section] : 0,
        .feature = code ? code : bc_layer_text(sections, "name", section)};
}

static void tell_target(struct lack *lack, const char *written)
{
    if (!written) {
        tell(lack, BC_FOUND_NO_TARGET_CLASS, "no target class");
        return;
    }
    lack->finding.field = "target_class";
    lack->finding.value = written;
    tell(lack, BC_FOUND_UNKNOWN_WORD,
         "the target class is none of Ⅰ to Ⅴ; the section has none");
}

/* A class that the table gives beside observations that say otherwise. */
static void tell_given(struct lack *lack, const char *written, int class_no)
{
    int given = written ? bc_class_parse(bc_slice_of(written)) : 0;
    struct bc_finding finding = lack->finding;

    if (given <= 0 || class_no == 0 || given == class_no)
        return;
    finding.code = BC_FOUND_CLASS_DIFFERS;
    finding.field = "class";
    finding.value = written;
    bc_findings_addf(lack->findings, finding,
                     "the table gives class %s, the observations make %s, "
                     "which counts",
                     bc_class_name(given), bc_class_name(class_no));
}

static void tell_lacks(struct bc_findings *findings,
                       const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       const struct bc_mean *means,
                       const struct bc_judgement *judgement)
{
    struct lack lack = {.findings = findings,
                        .finding = finding_of(observations, sections, section)};
    bool any = false;

    for (int i = 0; i < BC_N_ITEMS; i++)
        any |= method->items[i] && (means[i].n > 0 || means[i].n_short > 0);
    if (any) {
        tell_samples(&lack, method, means, months_needed(method, period));
        if (bc_period_months(period) > 1)
            tell_months(&lack, observations, method, section, period);
        tell_class(&lack, method, judgement);
    } else if (bc_section_is_dry(sections, section)) {
        tell(&lack, BC_FOUND_DRY_SECTION, "dry; not sampled");
    } else {
        tell(&lack, BC_FOUND_NO_DATA, "no value of any item in the period");
    }
    if (sections)
        tell_given(&lack, bc_layer_text(sections, "class", section),
                   judgement->class_no);
    if (sections && judgement->target_class == 0)
        tell_target(&lack, bc_layer_text(sections, "target_class", section));
}

/* ---- sections and groups ---- */

/* The class that the section row states, where nothing was measured here. */
static void take_given_class(const struct bc_layer *sections, size_t section,
                             struct bc_judgement *judgement)
{
    const char *text = bc_layer_text(sections, "class", section);
    int class_no = text ? bc_class_parse(bc_slice_of(text)) : 0;

    judgement->class_no = class_no > 0 ? class_no : 0;
    if (judgement->class_no > 0 && judgement->target_class > 0)
        judgement->meets_target =
            judgement->class_no <= judgement->target_class;
}

/* As the section table says, else a column of the observations, else the
 * method. */
static enum bc_water water_of(const struct bc_observations *observations,
                              const struct bc_water_method *method,
                              const struct bc_layer *sections, size_t section)
{
    enum bc_water water = bc_section_water(sections, section);

    if (water == BC_WATER_UNKNOWN && observations)
        water = bc_observations_water(observations, section);
    return water == BC_WATER_UNKNOWN ? method->water : water;
}

static int target_of(const struct bc_water_method *method,
                     const struct bc_layer *sections, size_t section)
{
    int target = bc_section_target(sections, section);

    return target ? target : method->target_class;
}

/* ---- X of 5+X ---- */

static const struct bc_water_method *
own_method(const struct bc_observations *observations,
           const struct bc_water_method *method,
           const struct bc_layer *sections, const size_t *rows, size_t n_rows,
           const struct bc_period *period, struct bc_water_method *own)
{
    if (!method->others_over)
        return method;
    bc_water_method_resolve(observations, method, sections, rows, n_rows,
                            period, own);
    return own;
}

/* Whether the mean of any month is over the limit; one that rests on a
 * detection limit above it is not known to be. */
static bool was_over(const struct bc_observations *observations,
                     const struct bc_water_method *method, size_t section,
                     enum bc_item item, const struct bc_limits *limits,
                     int class_no, const struct bc_period *span)
{
    int last = bc_month_of_day(span->last);

    for (int m = bc_month_of_day(span->first); m <= last; m++) {
        struct bc_period month = bc_period_of_months(m, m);
        struct bc_mean mean = bc_observations_mean(
            observations, section, item, &month, method->min_samples_month);
        struct bc_item_result result = {0};

        set_mean(method, item, &mean, &result);
        if (bc_decimal_known(result.mean) &&
            !is_blind(&result, limits, class_no) &&
            !bc_limits_meet(limits, class_no, result.mean))
            return true;
    }
    return false;
}

struct bc_period bc_water_method_span(const struct bc_water_method *method,
                                      const struct bc_period *period)
{
    enum { MONTHS = 12 };
    int first = bc_month_of_day(period->first);

    if (!method->others_over)
        return *period;
    return bc_period_of_months((first / MONTHS - 1) * MONTHS,
                               bc_month_of_day(period->last));
}

void bc_water_method_resolve(const struct bc_observations *observations,
                             const struct bc_water_method *method,
                             const struct bc_layer *sections,
                             const size_t *rows, size_t n_rows,
                             const struct bc_period *period,
                             struct bc_water_method *own)
{
    struct bc_period span = bc_water_method_span(method, period);

    *own = *method;
    own->others_over = false;
    for (size_t p = 0; method->others_over && p < n_rows; p++) {
        enum bc_water water = water_of(observations, method, sections, rows[p]);
        int target = target_of(method, sections, rows[p]);

        if (water == BC_WATER_UNKNOWN)
            continue;
        for (int i = 0; i < BC_N_ITEMS; i++) {
            const struct bc_limits *limits =
                bc_limits_of((enum bc_item)i, water);

            if (limits->in_21 && !own->items[i] &&
                was_over(observations, method, rows[p], (enum bc_item)i, limits,
                         target > 0 && target < 3 ? target : 3, &span))
                include_item(own, (enum bc_item)i);
        }
    }
}

/* ---- sections and groups, judged ---- */

void bc_assess_section(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       struct bc_findings *findings,
                       struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS];
    struct bc_water_method own;
    int needed = months_needed(method, period);

    bc_judgement_init(judgement);
    judgement->water = water_of(observations, method, sections, section);
    judgement->target_class = target_of(method, sections, section);
    if (!observations) {
        take_given_class(sections, section, judgement);
        return;
    }
    method =
        own_method(observations, method, sections, &section, 1, period, &own);
    for (int i = 0; i < BC_N_ITEMS; i++) {
        means[i] = bc_observations_mean(observations, section, (enum bc_item)i,
                                        period, method->min_samples_month);
        if (means[i].n >= (size_t)needed)
            set_mean(method, (enum bc_item)i, &means[i], &judgement->item[i]);
        judgement->item[i].n_samples = means[i].n_samples;
    }
    bc_judge(method, judgement);
    judgement->n_points = judgement->n_assessed > 0;
    if (findings)
        tell_lacks(findings, observations, method, sections, section, period,
                   means, judgement);
}

/* The target of the points when they agree. */
static int common_target(const struct bc_water_method *method,
                         const struct bc_layer *sections, const size_t *rows,
                         size_t n_rows)
{
    int target = n_rows > 0 ? target_of(method, sections, rows[0]) : 0;

    for (size_t p = 1; p < n_rows; p++)
        if (target_of(method, sections, rows[p]) != target)
            return 0;
    return target;
}

/* Adds the means of the points. @return how many have data */
static size_t add_points(const struct bc_observations *observations,
                         const struct bc_water_method *method,
                         const size_t *rows, size_t n_rows,
                         const struct bc_period *period,
                         struct bc_mean means[BC_N_ITEMS])
{
    size_t needed = (size_t)months_needed(method, period), n_points = 0;

    for (size_t p = 0; p < n_rows; p++) {
        bool any = false;

        for (int i = 0; i < BC_N_ITEMS; i++) {
            struct bc_mean point =
                bc_observations_mean(observations, rows[p], (enum bc_item)i,
                                     period, method->min_samples_month);

            if (point.n < needed || point.n == 0)
                continue;
            bc_mean_add_mean(&means[i], &point);
            any |= method->items[i];
        }
        n_points += any;
    }
    return n_points;
}

static void judge_means(const struct bc_water_method *method,
                        const struct bc_mean means[BC_N_ITEMS],
                        struct bc_judgement *judgement)
{
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (means[i].n > 0)
            set_mean(method, (enum bc_item)i, &means[i], &judgement->item[i]);
    bc_judge(method, judgement);
}

static enum bc_water first_water(const struct bc_observations *observations,
                                 const struct bc_water_method *method,
                                 const struct bc_layer *sections,
                                 const size_t *rows, size_t n_rows)
{
    enum bc_water water = BC_WATER_UNKNOWN;

    for (size_t p = 0; p < n_rows && water == BC_WATER_UNKNOWN; p++)
        water = water_of(observations, method, sections, rows[p]);
    return water;
}

void bc_assess_group(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS] = {0};
    struct bc_water_method own;

    bc_judgement_init(judgement);
    method =
        own_method(observations, method, sections, rows, n_rows, period, &own);
    judgement->target_class = common_target(method, sections, rows, n_rows);
    judgement->water =
        first_water(observations, method, sections, rows, n_rows);
    judgement->n_points =
        add_points(observations, method, rows, n_rows, period, means);
    judge_means(method, means, judgement);
}

void bc_assess_waters(const struct bc_observations *observations,
                      const struct bc_water_method *method,
                      const struct bc_layer *sections, const size_t *rows,
                      const size_t *n_of, size_t n_waters,
                      const struct bc_period *period,
                      struct bc_judgement *judgement)
{
    struct bc_mean means[BC_N_ITEMS] = {0};
    struct bc_water_method named;
    size_t n_rows = 0;

    bc_judgement_init(judgement);
    for (size_t w = 0; w < n_waters; w++)
        n_rows += n_of[w];
    method = own_method(observations, method, sections, rows, n_rows, period,
                        &named);
    for (size_t w = 0; w < n_waters; rows += n_of[w++]) {
        struct bc_mean own[BC_N_ITEMS] = {0};

        if (judgement->water == BC_WATER_UNKNOWN)
            judgement->water =
                first_water(observations, method, sections, rows, n_of[w]);
        judgement->n_points +=
            add_points(observations, method, rows, n_of[w], period, own) > 0;
        for (int i = 0; i < BC_N_ITEMS; i++)
            if (own[i].n > 0)
                bc_mean_add_mean(&means[i], &own[i]);
    }
    judge_means(method, means, judgement);
}

/* ---- derived values ---- */

void bc_judgement_pollutants(const struct bc_judgement *judgement,
                             bool of_target, struct bc_text *out)
{
    enum bc_item named[BC_N_ITEMS];
    size_t n = pollutants(judgement, of_target, named);

    if (!of_target && n > 3)
        n = 3;
    for (size_t p = 0; p < n; p++) {
        const struct bc_item_result *result = &judgement->item[named[p]];
        char over[24];

        bc_decimal_print(of_target ? result->over_target : result->over_iii,
                         over);
        bc_text_printf(out, "%s%s", p > 0 ? ";" : "",
                       bc_item_name_zh(named[p]));
        if (over[0] != '\0')
            bc_text_printf(out, "(%s)", over);
    }
}

void bc_judgement_tli_parts(const struct bc_judgement *judgement,
                            struct bc_text *out)
{
    const char *before = "";

    for (int p = 0; p < BC_TLI_N_PARTS; p++) {
        char index[24];

        if (!bc_decimal_known(judgement->tli_part[p]))
            continue;
        bc_decimal_print(judgement->tli_part[p], index);
        bc_text_printf(out, "%s%s(%s)", before,
                       bc_item_name_zh(trophic_item[p]), index);
        before = ";";
    }
}

struct bc_decimal bc_deciding_change(const struct bc_judgement *now,
                                     const struct bc_judgement *before)
{
    enum { PLACES = 6 };
    enum bc_direction direction;
    struct bc_decimal was, change;
    bc_int128 numerator;

    if (now->deciding == BC_NO_ITEM)
        return BC_MISSING;
    direction = bc_limits_of(now->deciding, now->water)->direction;
    was = before->item[now->deciding].mean;
    change = bc_decimal_subtract(now->item[now->deciding].mean, was);
    if (!bc_decimal_known(change) || was.units <= 0 || direction == BC_RANGE)
        return BC_MISSING;
    numerator = direction == BC_LOWER_LIMIT ? -change.units : change.units;
    numerator *= 100;
    for (int s = 0; s < was.scale; s++)
        numerator *= 10;
    return bc_decimal_divide(numerator, change.scale, was.units, PLACES);
}
