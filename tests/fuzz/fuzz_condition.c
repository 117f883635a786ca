/* SPDX-License-Identifier: MIT */
/* Conditions over a small layer: logic of three values holds for every text
 * that is one. */
#include "fuzz.h"

#include <string.h>

#include "layer/layer.h"
#include "plan/condition.h"

enum { ROWS = 5 };

static struct bc_layer *rows_of_all_kinds(void)
{
    static const char *const codes[ROWS] = {"1", "02", NULL, "S%_", "洪湖"};
    static const char *const levels[ROWS] = {"国考", "国考/省考", "市考", NULL,
                                             "x"};
    struct bc_layer *layer =
        bc_layer_new("sections", "file.csv", BC_GEOMETRY_NONE, ROWS);
    size_t code = bc_layer_add_column(layer, "code", BC_TEXT);
    size_t level = bc_layer_add_column(layer, "level", BC_TEXT);
    size_t number = bc_layer_add_column(layer, "n", BC_DECIMAL);

    bc_layer_add_key(layer, "code", code);
    bc_layer_add_key(layer, "level", level);
    for (size_t row = 0; row < ROWS; row++) {
        bc_layer_set_text(layer, code, row, codes[row]);
        bc_layer_set_text(layer, level, row, levels[row]);
        layer->columns[number].decimal[row] =
            row < 3 ? bc_decimal_of((long)row - 1, 1) : BC_MISSING;
    }
    return layer;
}

static enum bc_truth opposite(enum bc_truth truth)
{
    return truth == BC_UNKNOWN ? truth : truth == BC_TRUE ? BC_FALSE : BC_TRUE;
}

/* @p pattern with @p text in place of each `$`. */
static struct bc_condition *parsed(const char *pattern, const char *text)
{
    struct bc_condition *condition = NULL;
    struct bc_text whole = {0};
    struct bc_error err;

    for (const char *at = pattern; *at; at++)
        if (*at == '$')
            bc_text_add(&whole, text);
        else
            bc_text_add_bytes(&whole, at, 1);
    HOLDS(bc_condition_parse(whole.data, &condition, &err) == BC_OK);
    bc_text_clear(&whole);
    return condition;
}

static void check_logic(const struct bc_condition *condition, const char *text,
                        const struct bc_layer *layer)
{
    struct bc_condition *not = parsed("NOT ($)", text);
    struct bc_condition *both = parsed("($) AND ($)", text);
    struct bc_condition *either = parsed("($) OR NOT ($)", text);
    enum bc_truth all[ROWS];

    bc_condition_select(condition, layer, all);
    for (size_t row = 0; row < ROWS; row++) {
        enum bc_truth truth = bc_condition_test(condition, layer, row);

        HOLDS(all[row] == truth);
        HOLDS(bc_condition_test(not, layer, row) == opposite(truth));
        HOLDS(bc_condition_test(both, layer, row) == truth);
        HOLDS(bc_condition_test(either, layer, row) ==
              (truth == BC_UNKNOWN ? BC_UNKNOWN : BC_TRUE));
    }
    bc_condition_free(not );
    bc_condition_free(both);
    bc_condition_free(either);
}

/* Blank is the condition that always holds, and is no part of another. */
static bool is_blank(const char *text)
{
    return bc_slice_trim(bc_slice_of(text)).length == 0;
}

/* So short that another pair of brackets is not one too many. */
enum { LONGEST = 100 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    struct bc_layer *layer = rows_of_all_kinds();
    struct bc_condition *condition = NULL;
    struct bc_error err;

    if (bc_condition_parse(text, &condition, &err))
        HOLDS(err.message[0]);
    else if (size <= LONGEST && !is_blank(text) &&
             !bc_condition_check(condition, layer, NULL, &err))
        check_logic(condition, text, layer);
    bc_condition_free(condition);
    bc_layer_free(layer);
    free(text);
    return 0;
}
