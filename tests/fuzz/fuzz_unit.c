/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "water/item.h"
#include "water/row.h"

static void check_factor(struct bc_decimal factor)
{
    HOLDS(!bc_decimal_known(factor) || factor.units > 0);
}

/* Headers, and units alone: a factor is positive, a symbol names its item. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bc_slice text = {(const char *)data, size};
    struct bc_decimal factor;
    enum bc_item item = bc_item_of_header(text, &factor);
    enum bc_word word = bc_row_word(text);

    HOLDS(item <= BC_N_ITEMS);
    if (item == BC_NO_ITEM) {
        HOLDS(!bc_decimal_known(factor));
        HOLDS(bc_item_find(text) == BC_NO_ITEM);
    } else {
        check_factor(factor);
        HOLDS(word == BC_WORD_NAME);
        HOLDS(bc_item_find(bc_slice_of(bc_item_symbol(item))) == item);
    }
    for (int i = 0; i < BC_N_ITEMS; i++) {
        bool known = bc_item_factor((enum bc_item)i, text, &factor);

        HOLDS(known == bc_decimal_known(factor));
        check_factor(factor);
    }
    bc_unit_is(text);
    return 0;
}
