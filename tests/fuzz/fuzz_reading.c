/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "water/reading.h"

/* A value prints and parses back to itself, with its mark. */
static void check_print(struct bc_reading reading)
{
    struct bc_reading again;
    char text[32] = "<";

    bc_decimal_print(reading.value, text + 1);
    HOLDS(bc_reading_parse(bc_slice_of(text + !reading.non_detect), BC_MISSING,
                           &again) == BC_CELL_VALUE);
    HOLDS(again.value.units == reading.value.units);
    HOLDS(again.value.scale == reading.value.scale);
    HOLDS(again.non_detect == reading.non_detect);
    HOLDS(bc_reading_same(reading, again));
}

/* As the parser of decimals reads it, whatever path was taken. */
static void check_decimal(struct bc_slice cell, enum bc_cell kind,
                          struct bc_reading reading)
{
    struct bc_decimal value;

    if (bc_decimal_parse(cell, &value) > BC_PARSED_ROUNDED)
        return;
    HOLDS(kind == BC_CELL_VALUE && !reading.non_detect);
    HOLDS(value.units == reading.value.units);
    HOLDS(value.scale == reading.value.scale);
}

static void check_convert(struct bc_reading reading)
{
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const enum bc_item item = (enum bc_item)i;
        struct bc_reading converted = reading;

        if (!bc_reading_convert(item, bc_decimal_of(1, 3), &converted))
            continue;
        HOLDS(bc_decimal_known(converted.value));
        HOLDS(converted.value.scale <= BC_READING_PLACES);
        HOLDS(item == BC_WT || converted.value.units >= 0);
        HOLDS(bc_decimal_compare(bc_reading_value(converted),
                                 converted.value) <= 0 ||
              item == BC_WT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bc_slice cell = {(const char *)data, size};
    struct bc_reading reading, with_limit;
    enum bc_cell kind = bc_reading_parse(cell, BC_MISSING, &reading);
    enum bc_cell with =
        bc_reading_parse(cell, bc_decimal_of(5, 2), &with_limit);

    HOLDS((kind == BC_CELL_VALUE) == bc_decimal_known(reading.value));
    HOLDS(kind == with || (kind == BC_CELL_BAD && with == BC_CELL_VALUE &&
                           with_limit.non_detect));
    check_decimal(cell, kind, reading);
    bc_reading_is_non_detect(cell);
    if (kind != BC_CELL_VALUE)
        return 0;
    check_print(reading);
    check_convert(reading);
    return 0;
}
