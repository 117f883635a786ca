/* SPDX-License-Identifier: MIT */
#include "water/lack.h"

#include "water/section.h"

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
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (method->items[i] && bc_item_is_core((enum bc_item)i) &&
            !bc_decimal_known(judgement->item[i].mean))
            bc_items_add(&lack->items, (enum bc_item)i);
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
            bc_items_add(&lack->items, (enum bc_item)i);
    tell_items(lack, BC_FOUND_FEW_SAMPLES,
               "months with fewer samples than the minimum were left out");
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (method->items[i] && means[i].n > 0 && means[i].n < (size_t)needed)
            bc_items_add(&lack->items, (enum bc_item)i);
    tell_items(lack, BC_FOUND_MISSING_MONTH,
               "too few months of the period; not assessed");
}

static struct bc_finding finding_of(const struct bc_observations *observations,
                                    const struct bc_layer *sections,
                                    size_t section)
{
    if (!sections)
        return (struct bc_finding){
            .feature = bc_observations_section(observations, section)};
    return (struct bc_finding){.source = sections->row_source[section],
                               .line = sections->row_line[section],
                               .feature = bc_section_code(sections, section)};
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

void bc_lacks_tell_target(struct bc_findings *findings,
                          const struct bc_layer *sections, size_t section,
                          const struct bc_judgement *judgement)
{
    struct lack lack = {.findings = findings,
                        .finding = finding_of(NULL, sections, section)};

    if (judgement->target_class == 0)
        tell_target(&lack, bc_layer_text(sections, "target_class", section));
}

void bc_lacks_tell(struct bc_findings *findings,
                   const struct bc_observations *observations,
                   const struct bc_water_method *method,
                   const struct bc_layer *sections, size_t section,
                   const struct bc_period *period, const struct bc_mean *means,
                   const struct bc_judgement *judgement)
{
    struct lack lack = {.findings = findings,
                        .finding = finding_of(observations, sections, section)};
    bool any = false;

    for (int i = 0; i < BC_N_ITEMS; i++)
        any |= method->items[i] && (means[i].n > 0 || means[i].n_short > 0);
    if (any) {
        tell_samples(&lack, method, means,
                     bc_water_method_months(method, period));
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
