/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "layer/role.h"
#include "plan/condition.h"
#include "plan/condition_tree.h"

struct search {
    const struct bc_layer *layer;
    bc_strange_visit *visit;
    void *context;
};

/** Texts as the source has them, of which any may be meant. */
static bool is_free(const struct bc_layer *layer, const char *name,
                    size_t column)
{
    return column != BC_NO_COLUMN && layer->columns[column].type == BC_TEXT &&
           !layer->columns[column].derived && !bc_condition_words(layer, name);
}

/** The first cell that @p literal resembles but for case, width and blanks. */
static const char *like(const struct bc_layer *layer, size_t column,
                        const char *literal)
{
    char *key = bc_text_key(literal);
    const char *found = NULL;

    for (size_t row = 0; row < layer->n_features && !found; row++) {
        const char *cell = layer->columns[column].text[row];
        char *other = cell ? bc_text_key(cell) : NULL;

        if (other && strcmp(other, key) == 0)
            found = cell;
        free(other);
    }
    free(key);
    return found;
}

static bool is_there(const struct bc_layer *layer, const char *name,
                     size_t column, const char *literal)
{
    bool is_set = bc_condition_is_set(layer, name);

    for (size_t row = 0; row < layer->n_features; row++) {
        const char *cell = layer->columns[column].text[row];

        if (cell &&
            (is_set ? bc_set_has(cell, literal) : strcmp(cell, literal) == 0))
            return true;
    }
    return false;
}

static void look_at(const struct search *search, const struct bc_term *term)
{
    const struct bc_layer *layer = search->layer;
    const char *name = NULL;
    size_t column;

    for (const struct bc_term *c = term->first; c; c = c->next)
        look_at(search, c);
    if (term->kind != BC_TERM_IN &&
        (term->kind != BC_TERM_COMPARE || term->relation > BC_NOT_EQUAL))
        return;
    for (size_t i = 0; i < term->n_operands && !name; i++)
        if (term->operands[i].kind == BC_OPERAND_NAME)
            name = term->operands[i].text;
    column = name ? bc_condition_column(layer, name) : BC_NO_COLUMN;
    if (!name || !is_free(layer, name, column))
        return;
    for (size_t i = 0; i < term->n_operands; i++) {
        const struct bc_operand *operand = &term->operands[i];

        if (operand->kind == BC_OPERAND_TEXT && *operand->text &&
            !is_there(layer, name, column, operand->text))
            search->visit(search->context, name, operand->text,
                          like(layer, column, operand->text));
    }
}

void bc_condition_strange(const struct bc_condition *condition,
                          const struct bc_layer *layer, bc_strange_visit *visit,
                          void *context)
{
    const struct search search = {layer, visit, context};

    if (condition && condition->root && layer->n_features > 0)
        look_at(&search, condition->root);
}
