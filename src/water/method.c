/* SPDX-License-Identifier: MIT */
#include "water/method.h"

#include <string.h>

void bc_water_method_include(struct bc_water_method *method, enum bc_item item)
{
    method->n_items += !method->items[item];
    method->items[item] = true;
}

static void include_21(struct bc_water_method *method)
{
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (bc_limits_of((enum bc_item)i, BC_RIVER)->in_21)
            bc_water_method_include(method, (enum bc_item)i);
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
    if (method->items[item])
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%.*s' is named twice; name it once",
                            (int)name.length, name.data);
    bc_water_method_include(method, item);
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
        for (int i = 0; i < BC_N_ITEMS; i++)
            if (bc_item_is_core((enum bc_item)i))
                bc_water_method_include(&made, (enum bc_item)i);
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

int bc_water_method_months(const struct bc_water_method *method,
                           const struct bc_period *period)
{
    return method->min_months > 0 ? method->min_months
                                  : (bc_period_months(period) * 2 + 2) / 3;
}
