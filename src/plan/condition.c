/* SPDX-License-Identifier: MIT */
#include "plan/condition.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "layer/role.h"
#include "plan/condition_tree.h"

/* A name of the condition in one layer. */
struct binding {
    size_t column;
    const char *words; /* the word list that the column speaks, or NULL */
    bool is_set;
};

/* A condition with its names looked up in one layer. */
struct bound {
    const struct bc_layer *layer;
    struct binding *names;
    const char **literals; /* as the words of the column they stand beside */
    struct bc_arena arena;
};

/* An operand in one row. */
struct cell {
    const char *text;
    struct bc_decimal number;
    bool missing, is_number, is_set;
    bool open;     /* missing, and it may turn out to be anything */
    bool doubtful; /* open, though the source says something */
};

/* What a term may come to, for an open cell may hold anything: a set. An empty
 * cell of the source makes it null, as in SQL. */
enum { CAN_FAIL = 1, CAN_HOLD = 2, CAN_BE_NULL = 4, IS_OPEN = 3 };

size_t bc_condition_column(const struct bc_layer *layer, const char *name)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (layer->columns[i].derived &&
            strcmp(layer->columns[i].name, name) == 0)
            return i;
    return bc_layer_find(layer, name);
}

static const char *words_of_key(const char *role, const char *key)
{
    const struct bc_role_key *known = bc_role_find(role)->keys;

    for (; known && known->key; known++)
        if (strcmp(known->key, key) == 0)
            return known->words;
    return NULL;
}

/* A source header speaks the words of the key that its column serves. */
const char *bc_condition_words(const struct bc_layer *layer, const char *name)
{
    size_t column = bc_condition_column(layer, name);

    if (column == BC_NO_COLUMN || layer->columns[column].derived)
        return NULL;
    for (size_t i = 0; i < layer->n_keys; i++) {
        const char *words = layer->keys[i].column == column
                                ? words_of_key(layer->role, layer->keys[i].key)
                                : NULL;

        if (words)
            return words;
    }
    return NULL;
}

static bool is_set_name(const char *name)
{
    static const char *const sets[] = {"level", "city", "basin", "region"};

    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strcmp(name, sets[i]) == 0)
            return true;
    return false;
}

bool bc_condition_is_set(const struct bc_layer *layer, const char *name)
{
    size_t column = bc_condition_column(layer, name);

    if (is_set_name(name))
        return true;
    for (size_t i = 0; i < layer->n_keys; i++)
        if (layer->keys[i].column == column && is_set_name(layer->keys[i].key))
            return true;
    return false;
}

static void bind_literals(const struct bc_term *term, struct bound *bound)
{
    const struct bc_operand *name = NULL;
    const char *words;

    for (const struct bc_term *child = term->first; child; child = child->next)
        bind_literals(child, bound);
    for (size_t i = 0; i < term->n_operands && !name; i++)
        if (term->operands[i].kind == BC_OPERAND_NAME)
            name = &term->operands[i];
    words = name ? bound->names[name->index].words : NULL;
    for (size_t i = 0; i < term->n_operands; i++) {
        const struct bc_operand *operand = &term->operands[i];
        const char *word = NULL;

        if (operand->kind == BC_OPERAND_NAME)
            continue;
        if (words && term->kind != BC_TERM_LIKE)
            word = bc_word_canonical(words, operand->text, &bound->arena);
        bound->literals[operand->index] = word ? word : operand->text;
    }
}

static void bound_init(struct bound *bound,
                       const struct bc_condition *condition,
                       const struct bc_layer *layer)
{
    *bound = (struct bound){.layer = layer};
    bound->names = bc_alloc(condition->n_names, sizeof *bound->names);
    bound->literals = bc_alloc(condition->n_literals, sizeof *bound->literals);
    for (size_t i = 0; i < condition->n_names; i++) {
        const char *name = condition->names[i];

        bound->names[i].column = bc_condition_column(layer, name);
        bound->names[i].words = bc_condition_words(layer, name);
        bound->names[i].is_set = bc_condition_is_set(layer, name);
    }
    if (condition->root)
        bind_literals(condition->root, bound);
}

static void bound_clear(struct bound *bound)
{
    free(bound->names);
    free(bound->literals);
    bc_arena_clear(&bound->arena);
}

static struct cell cell_of(const struct bound *bound,
                           const struct bc_operand *operand, size_t row)
{
    struct cell cell = {.number = BC_MISSING};
    const struct binding *name;
    const struct bc_column *column;

    if (operand->kind != BC_OPERAND_NAME) {
        cell.text = bound->literals[operand->index];
        cell.is_number = operand->kind == BC_OPERAND_NUMBER;
        cell.number = operand->number;
        return cell;
    }
    name = &bound->names[operand->index];
    if (name->column == BC_NO_COLUMN) {
        cell.missing = true;
        return cell;
    }
    column = &bound->layer->columns[name->column];
    cell.is_set = name->is_set;
    if (column->type == BC_DECIMAL) {
        cell.is_number = true;
        cell.number = column->decimal[row];
        cell.missing = !bc_decimal_known(cell.number);
        cell.open = cell.missing && column->derived; /* once it is measured */
    } else {
        cell.text = column->text[row];
        cell.missing = !cell.text;
        cell.doubtful = cell.missing &&
                        bc_layer_is_doubtful(bound->layer, name->column, row);
        cell.open = cell.doubtful;
    }
    return cell;
}

static struct bc_decimal number_of(const struct cell *cell)
{
    struct bc_decimal number = BC_MISSING;
    enum bc_parse parse;

    if (cell->is_number)
        return cell->number;
    parse = bc_decimal_parse(bc_slice_trim(bc_slice_of(cell->text)), &number);
    return parse == BC_PARSED || parse == BC_PARSED_ROUNDED ? number
                                                            : BC_MISSING;
}

static unsigned outcome_of(bool yes)
{
    return yes ? CAN_HOLD : CAN_FAIL;
}

static unsigned not(unsigned outcomes)
{
    return (outcomes & CAN_BE_NULL) | (outcomes & CAN_HOLD ? CAN_FAIL : 0) |
           (outcomes & CAN_FAIL ? CAN_HOLD : 0);
}

/* AND of every pair: it fails when one does, holds when both do. */
static unsigned both(unsigned a, unsigned b)
{
    unsigned outcomes = ((a | b) & CAN_FAIL) | (a & b & CAN_HOLD);

    if ((a & CAN_BE_NULL && b != CAN_FAIL) ||
        (b & CAN_BE_NULL && a != CAN_FAIL))
        outcomes |= CAN_BE_NULL;
    return outcomes;
}

static unsigned either(unsigned a, unsigned b)
{
    return not(both(not(a), not(b)));
}

static unsigned relation_holds(enum bc_relation relation, int order)
{
    switch (relation) {
    case BC_EQUAL:
        return outcome_of(order == 0);
    case BC_NOT_EQUAL:
        return outcome_of(order != 0);
    case BC_LESS:
        return outcome_of(order < 0);
    case BC_LESS_EQUAL:
        return outcome_of(order <= 0);
    case BC_GREATER:
        return outcome_of(order > 0);
    case BC_GREATER_EQUAL:
        break;
    }
    return outcome_of(order >= 0);
}

/* Words have an order of their own only as stages; else bytes decide, which
 * puts ISO dates and the classes Ⅰ to 劣Ⅴ right. */
static int text_order(const char *a, const char *b, bool stages)
{
    if (stages && bc_stage_rank(a) && bc_stage_rank(b))
        return bc_stage_rank(a) - bc_stage_rank(b);
    return strcmp(a, b);
}

/* An open cell beside an empty one makes null, whatever it is. */
static unsigned of_missing(const struct cell *a, const struct cell *b)
{
    bool null = (a->missing && !a->open) || (b->missing && !b->open);

    return null ? CAN_BE_NULL : IS_OPEN;
}

static unsigned compare(const struct cell *a, enum bc_relation relation,
                        const struct cell *b, bool stages)
{
    bool equality = relation == BC_EQUAL || relation == BC_NOT_EQUAL;

    if (a->missing || b->missing)
        return of_missing(a, b);
    if (a->is_number || b->is_number) {
        struct bc_decimal left = number_of(a), right = number_of(b);

        if (!bc_decimal_known(left) || !bc_decimal_known(right))
            return CAN_BE_NULL;
        return relation_holds(relation, bc_decimal_compare(left, right));
    }
    if (equality && (a->is_set || b->is_set)) {
        bool has = a->is_set ? bc_set_has(a->text, b->text)
                             : bc_set_has(b->text, a->text);

        return outcome_of(has == (relation == BC_EQUAL));
    }
    if (equality)
        return relation_holds(relation, strcmp(a->text, b->text));
    return relation_holds(relation, text_order(a->text, b->text, stages));
}

static size_t character_length(const char *text)
{
    const char *next = text;

    bc_utf8_next(&next);
    return (size_t)(next - text);
}

/* % is any text, _ is one character. Remembers only the last %, so it is
 * never more than quadratic. */
static bool is_like(const char *text, const char *pattern)
{
    const char *resume_text = NULL, *resume_pattern = NULL;

    while (*text) {
        size_t found = character_length(text);
        size_t wanted = character_length(pattern);

        if (*pattern == '%') {
            resume_pattern = ++pattern;
            resume_text = text;
        } else if (*pattern == '_' ||
                   (found == wanted && memcmp(text, pattern, found) == 0)) {
            text += found;
            pattern += wanted;
        } else if (resume_pattern) {
            resume_text += character_length(resume_text);
            text = resume_text;
            pattern = resume_pattern;
        } else {
            return false;
        }
    }
    while (*pattern == '%')
        pattern++;
    return !*pattern;
}

static unsigned test_in(const struct bc_term *term, const struct bound *bound,
                        size_t row)
{
    struct cell left = cell_of(bound, &term->operands[0], row);
    unsigned outcomes = CAN_FAIL;

    for (size_t i = 1; i < term->n_operands && outcomes != CAN_HOLD; i++) {
        struct cell right = cell_of(bound, &term->operands[i], row);

        outcomes = either(outcomes, compare(&left, BC_EQUAL, &right, false));
    }
    return outcomes;
}

/* The pattern is a text, as the parser sees to. */
static unsigned test_like(const struct cell *left, const struct cell *right)
{
    if (left->missing)
        return of_missing(left, right);
    if (!left->text)
        return CAN_BE_NULL;
    assert(right->text);
    return outcome_of(is_like(left->text, right->text));
}

static unsigned test_leaf(const struct bc_term *term, const struct bound *bound,
                          size_t row)
{
    const struct bc_operand *operands = term->operands;
    struct cell left = cell_of(bound, &operands[0], row), right, high;
    bool stages = false;

    for (size_t i = 0; i < term->n_operands && i < 2; i++)
        if (operands[i].kind == BC_OPERAND_NAME) {
            const char *words = bound->names[operands[i].index].words;

            stages = stages || (words && strcmp(words, "stage") == 0);
        }
    if (term->kind == BC_TERM_NULL)
        return left.doubtful ? IS_OPEN : outcome_of(left.missing);
    right = cell_of(bound, &operands[1], row);
    if (term->kind == BC_TERM_COMPARE)
        return compare(&left, term->relation, &right, stages);
    if (term->kind == BC_TERM_LIKE)
        return test_like(&left, &right);
    high = cell_of(bound, &operands[2], row);
    return both(compare(&left, BC_GREATER_EQUAL, &right, stages),
                compare(&left, BC_LESS_EQUAL, &high, stages));
}

static unsigned test(const struct bc_term *term, const struct bound *bound,
                     size_t row)
{
    unsigned outcomes;

    switch (term->kind) {
    case BC_TERM_AND:
        outcomes = CAN_HOLD;
        for (const struct bc_term *c = term->first; c && outcomes != CAN_FAIL;
             c = c->next)
            outcomes = both(outcomes, test(c, bound, row));
        break;
    case BC_TERM_OR:
        outcomes = CAN_FAIL;
        for (const struct bc_term *c = term->first; c && outcomes != CAN_HOLD;
             c = c->next)
            outcomes = either(outcomes, test(c, bound, row));
        break;
    case BC_TERM_IN:
        outcomes = test_in(term, bound, row);
        break;
    default:
        outcomes = test_leaf(term, bound, row);
    }
    return term->negated ? not(outcomes) : outcomes;
}

static enum bc_truth truth_of(unsigned outcomes)
{
    return outcomes == CAN_HOLD   ? BC_TRUE
           : outcomes == CAN_FAIL ? BC_FALSE
                                  : BC_UNKNOWN;
}

/* Null is not selected; what is open may be. */
static enum bc_truth selection_of(unsigned outcomes)
{
    return outcomes == CAN_HOLD  ? BC_TRUE
           : outcomes & CAN_HOLD ? BC_UNKNOWN
                                 : BC_FALSE;
}

enum bc_truth bc_condition_test(const struct bc_condition *condition,
                                const struct bc_layer *layer, size_t row)
{
    struct bound bound;
    enum bc_truth truth;

    if (!condition->root)
        return BC_TRUE;
    bound_init(&bound, condition, layer);
    truth = truth_of(test(condition->root, &bound, row));
    bound_clear(&bound);
    return truth;
}

static void test_all(const struct bc_condition *condition,
                     const struct bc_layer *layer,
                     enum bc_truth (*answer)(unsigned outcomes),
                     enum bc_truth *truth)
{
    struct bound bound;

    bound_init(&bound, condition, layer);
    for (size_t row = 0; row < layer->n_features; row++)
        truth[row] = condition->root
                         ? answer(test(condition->root, &bound, row))
                         : BC_TRUE;
    bound_clear(&bound);
}

void bc_condition_select(const struct bc_condition *condition,
                         const struct bc_layer *layer, enum bc_truth *truth)
{
    test_all(condition, layer, truth_of, truth);
}

void bc_condition_belong(const struct bc_condition *condition,
                         const struct bc_layer *layer, enum bc_truth *truth)
{
    test_all(condition, layer, selection_of, truth);
}

static bool in_list(const char *name, const char *const *list)
{
    for (; list && *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static enum bc_status no_column(const char *name, const struct bc_layer *layer,
                                const char *const *derived,
                                struct bc_error *err)
{
    size_t n = 0;
    const char **known;
    const char *meant;

    for (size_t i = 0; derived && derived[i]; i++)
        n++;
    known = bc_alloc(layer->n_keys + layer->n_columns + n + 1, sizeof *known);
    n = 0;
    for (size_t i = 0; i < layer->n_keys; i++)
        known[n++] = layer->keys[i].key;
    for (size_t i = 0; derived && derived[i]; i++)
        known[n++] = derived[i];
    for (size_t i = 0; i < layer->n_columns; i++)
        known[n++] = layer->columns[i].name;
    meant = bc_text_suggest(name, known);
    free(known);
    return bc_error_set(err, BC_BAD_INPUT, "no column '%s' in %s%s%s%s", name,
                        layer->role, meant ? bc_say("; did you mean '") : "",
                        meant ? meant : "", meant ? bc_say("'?") : "");
}

/* A cell that is no word of its column counts as empty, so such a literal
 * matches nothing, whatever the data say. */
static enum bc_status check_words(const struct bc_term *term, const char *name,
                                  const char *words, struct bc_error *err)
{
    enum bc_status status = BC_OK;
    struct bc_arena arena = {0};
    struct bc_text list = {0};

    for (size_t i = 0; i < term->n_operands && !status; i++) {
        const struct bc_operand *operand = &term->operands[i];

        if (operand->kind != BC_OPERAND_TEXT || *operand->text == '\0' ||
            bc_word_canonical(words, operand->text, &arena))
            continue;
        bc_word_list(words, &list);
        status = bc_error_set(err, BC_BAD_INPUT,
                              "'%s' is no word of '%s'; use one of %s",
                              operand->text, name, bc_text_string(&list));
    }
    bc_text_clear(&list);
    bc_arena_clear(&arena);
    return status;
}

/* A comparison that can never be answered is a mistake, not a missing value:
 * a word beside a column of numbers, an order of words that have none. */
static enum bc_status check_term(const struct bc_term *term,
                                 const struct bc_layer *layer,
                                 struct bc_error *err)
{
    enum bc_status status = BC_OK;
    const char *name = NULL, *words;
    size_t column;

    for (const struct bc_term *c = term->first; c && !status; c = c->next)
        status = check_term(c, layer, err);
    for (size_t i = 0; i < term->n_operands && !name; i++)
        if (term->operands[i].kind == BC_OPERAND_NAME)
            name = term->operands[i].text;
    if (status || !name)
        return status;
    column = bc_condition_column(layer, name);
    words = bc_condition_words(layer, name);
    if (words && strcmp(words, "stage") != 0 &&
        (term->kind == BC_TERM_BETWEEN ||
         (term->kind == BC_TERM_COMPARE && term->relation > BC_NOT_EQUAL)))
        return bc_error_set(err, BC_BAD_INPUT,
                            "the words of '%s' have no order; compare them "
                            "with '=' or 'IN'",
                            name);
    if (words && term->kind != BC_TERM_LIKE)
        return check_words(term, name, words, err);
    if (column == BC_NO_COLUMN || layer->columns[column].type != BC_DECIMAL)
        return BC_OK;
    for (size_t i = 0; i < term->n_operands; i++) {
        struct cell cell = {.text = term->operands[i].text};

        if (term->operands[i].kind == BC_OPERAND_TEXT &&
            !bc_decimal_known(number_of(&cell)))
            return bc_error_set(err, BC_BAD_INPUT,
                                "'%s' holds numbers and cannot be compared "
                                "with '%s'",
                                name, cell.text);
    }
    return BC_OK;
}

enum bc_status bc_condition_check(const struct bc_condition *condition,
                                  const struct bc_layer *layer,
                                  const char *const *derived,
                                  struct bc_error *err)
{
    for (size_t i = 0; i < condition->n_names; i++)
        if (bc_condition_column(layer, condition->names[i]) == BC_NO_COLUMN &&
            !in_list(condition->names[i], derived))
            return no_column(condition->names[i], layer, derived, err);
    return condition->root ? check_term(condition->root, layer, err) : BC_OK;
}

void bc_condition_columns(const struct bc_condition *condition,
                          void (*visit)(const char *name, void *context),
                          void *context)
{
    for (size_t i = 0; i < condition->n_names; i++)
        visit(condition->names[i], context);
}

bool bc_condition_single(const struct bc_condition *condition,
                         const char **name, const char **relation,
                         const char **literal)
{
    static const char *const relations[] = {
        [BC_EQUAL] = "=",   [BC_NOT_EQUAL] = "<>",
        [BC_LESS] = "<",    [BC_LESS_EQUAL] = "<=",
        [BC_GREATER] = ">", [BC_GREATER_EQUAL] = ">="};
    const struct bc_term *term = condition->root;

    if (!term || term->kind != BC_TERM_COMPARE || term->negated ||
        term->operands[0].kind != BC_OPERAND_NAME ||
        term->operands[1].kind == BC_OPERAND_NAME)
        return false;
    *name = term->operands[0].text;
    *relation = relations[term->relation];
    *literal = term->operands[1].text;
    return true;
}

size_t bc_condition_in_list(const struct bc_condition *condition, size_t which,
                            const char **name, const char *const **literals)
{
    if (which >= condition->n_in_lists)
        return 0;
    *name = condition->in_lists[which].name;
    *literals = condition->in_lists[which].literals;
    return condition->in_lists[which].n;
}
