/* SPDX-License-Identifier: MIT */
#include "output/sheet_words.h"

#include <assert.h>
#include <string.h>

#include "base/language.h"
#include "output/report_words.h"

/** `氨氮(0.3);溶解氧` as `ammonia nitrogen(0.3);dissolved oxygen`. */
static void add_items(struct bc_text *out, const char *items)
{
    while (*items) {
        size_t length = strcspn(items, ";"), name = strcspn(items, "(;");
        enum bc_item item = bc_item_find((struct bc_slice){items, name});

        assert(item != BC_NO_ITEM); /* we made the list */
        bc_text_add(out, bc_words_item(item));
        bc_text_add_bytes(out, items + name, length - name);
        items += length;
        if (*items == ';') {
            bc_text_add(out, "; ");
            items++;
        }
    }
}

/** @p cell, which was made in Chinese, in English. */
static void add_english(struct bc_text *out, const char *name, const char *cell)
{
    static const char *const classes[] = {"class", "class_before", NULL};
    static const char *const items[] = {"deciding", "main_pollutants", NULL};
    static const char *const words[] = {"trophic_state", "stage", "stage_as_of",
                                        "status",        "group", "in_zone",
                                        "type",          NULL};

    if (bc_text_is_one_of(name, classes))
        bc_text_add(out,
                    *cell ? bc_class_name_en(bc_class_parse(bc_slice_of(cell)))
                          : "");
    else if (bc_text_is_one_of(name, items))
        add_items(out, cell);
    else
        bc_text_add(out,
                    bc_text_is_one_of(name, words) ? bc_in_report(cell) : cell);
}

void bc_sheet_cell(const struct bc_outcome *outcome, enum bc_published which,
                   size_t feature, size_t field, struct bc_text *out)
{
    const char *name = bc_published_layer(which)->fields[field].name;
    struct bc_text cell = {0};

    if (bc_report_language() == BC_CHINESE) {
        bc_published_cell(outcome, which, feature, field, out);
        return;
    }
    if (strcmp(name, "risk_reason") == 0) {
        bc_text_add(
            out, bc_layer_text(outcome->sections, "risk_reason_en", feature));
        return;
    }
    bc_published_cell(outcome, which, feature, field, &cell);
    add_english(out, name, bc_text_string(&cell));
    bc_text_clear(&cell);
}
