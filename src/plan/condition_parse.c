/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/language.h"
#include "plan/condition.h"
#include "plan/condition_tree.h"

/* Recursion of the parser and of the evaluator ends here. */
#define MAX_DEPTH 64

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_TEXT,
    TOKEN_NUMBER,
    TOKEN_RELATION,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_AND, /* from here on keywords, in the order of `keywords` */
    TOKEN_OR,
    TOKEN_NOT,
    TOKEN_IN,
    TOKEN_BETWEEN,
    TOKEN_LIKE,
    TOKEN_IS,
    TOKEN_NULL
};

static const char *const keywords[] = {"AND",  "OR", "NOT",  "IN", "BETWEEN",
                                       "LIKE", "IS", "NULL", NULL};

struct parser {
    const char *start, *at; /* the next character to read */
    struct bc_condition *condition;
    struct bc_error *err;
    int depth;
    /* the token before `at` */
    enum token_kind kind;
    const char *from; /* its first character */
    const char *text; /* of a name, text or number */
    enum bc_relation relation;
};

/* Not "column": that is what a table has. */
static size_t place_of(const struct parser *parser, const char *at)
{
    size_t place = 1;

    for (const char *c = parser->start; c < at; place++)
        bc_utf8_next(&c);
    return place;
}

static enum bc_status fail(struct parser *parser, const char *at,
                           const char *what)
{
    return bc_error_set(parser->err, BC_BAD_INPUT, "character %zu: %s",
                        place_of(parser, at), bc_say(what));
}

static enum bc_status expected(struct parser *parser, const char *what)
{
    size_t length = (size_t)(parser->at - parser->from);
    const char *word = NULL;
    char *found;
    enum bc_status status;

    if (parser->kind == TOKEN_END)
        return bc_error_set(parser->err, BC_BAD_INPUT,
                            "character %zu: expected %s, not the end",
                            place_of(parser, parser->from), bc_say(what));
    found = bc_copy_bytes(parser->from, length);
    if (parser->kind == TOKEN_NAME)
        word = bc_text_suggest(found, keywords);
    status = bc_error_set(parser->err, BC_BAD_INPUT,
                          "character %zu: expected %s, not '%s'%s%s%s",
                          place_of(parser, parser->from), bc_say(what), found,
                          word ? bc_say("; did you mean '") : "",
                          word ? word : "", word ? bc_say("'?") : "");
    free(found);
    return status;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool is_wide_blank(const char *c)
{
    return strncmp(c, "\u3000", 3) == 0;
}

/* 'text' or "name": the mark doubled stands for itself. */
static enum bc_status read_quoted(struct parser *parser, char mark)
{
    struct bc_text text = {0};
    const char *c = parser->from + 1;

    for (; *c && !(c[0] == mark && c[1] != mark); c++) {
        if (c[0] == mark)
            c++;
        bc_text_add_bytes(&text, c, 1);
    }
    parser->at = *c ? c + 1 : c;
    parser->text = bc_arena_copy(&parser->condition->arena,
                                 bc_text_string(&text), text.length);
    bc_text_clear(&text);
    if (*c)
        return BC_OK;
    return fail(parser, parser->from,
                mark == '"' ? "the name has no closing '\"'"
                            : BC_N("the text has no closing \"'\""));
}

static void read_number(struct parser *parser)
{
    const char *c = parser->from;

    if (*c == '-' || *c == '+')
        c++;
    while (is_digit(*c) || *c == '.' || starts_name(*c) ||
           ((*c == '-' || *c == '+') && (c[-1] == 'e' || c[-1] == 'E')))
        c++;
    parser->at = c;
    parser->text = bc_arena_copy(&parser->condition->arena, parser->from,
                                 (size_t)(c - parser->from));
}

/* A full-width sign is text to a reader and a name to us: say so. */
static const char *ascii_of(const char *c)
{
    static const char *const signs[][2] = {
        {"（", "("}, {"）", ")"}, {"，", ","}, {"、", ","}, {"＝", "="},
        {"＜", "<"}, {"＞", ">"}, {"≥", ">="}, {"≤", "<="}, {"≠", "<>"},
        {"‘", "'"},  {"’", "'"},  {"“", "'"},  {"”", "'"},  {"＇", "'"}};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(c, signs[i][0], strlen(signs[i][0])) == 0)
            return signs[i][1];
    return NULL;
}

static enum bc_status refuse_sign(struct parser *parser, const char *at)
{
    return bc_error_set(parser->err, BC_BAD_INPUT,
                        "character %zu: full-width sign; write \"%s\"",
                        place_of(parser, at), ascii_of(at));
}

static enum bc_status read_name(struct parser *parser)
{
    const char *c = parser->from;
    size_t length;

    for (; starts_name(*c) || is_digit(*c); c++)
        if (ascii_of(c) || is_wide_blank(c))
            break;
    if (c == parser->from)
        return refuse_sign(parser, c);
    parser->at = c;
    length = (size_t)(c - parser->from);
    parser->kind = TOKEN_NAME;
    for (int i = 0; keywords[i]; i++)
        if (strlen(keywords[i]) == length &&
            strncasecmp(parser->from, keywords[i], length) == 0)
            parser->kind = TOKEN_AND + (unsigned)i;
    parser->text =
        bc_arena_copy(&parser->condition->arena, parser->from, length);
    return BC_OK;
}

static bool read_relation(struct parser *parser)
{
    static const struct {
        const char *sign;
        enum bc_relation relation;
    } relations[] = {{"<>", BC_NOT_EQUAL},     {"<=", BC_LESS_EQUAL},
                     {">=", BC_GREATER_EQUAL}, {"=", BC_EQUAL},
                     {"<", BC_LESS},           {">", BC_GREATER}};

    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        size_t length = strlen(relations[i].sign);

        if (strncmp(parser->from, relations[i].sign, length) == 0) {
            parser->kind = TOKEN_RELATION;
            parser->relation = relations[i].relation;
            parser->at = parser->from + length;
            return true;
        }
    }
    return false;
}

static enum bc_status next(struct parser *parser)
{
    char c;

    while (*parser->at == ' ' || (*parser->at >= '\t' && *parser->at <= '\r') ||
           is_wide_blank(parser->at))
        parser->at += *parser->at == '\xe3' ? 3 : 1;
    parser->from = parser->at;
    c = *parser->at;
    if (!c) {
        parser->kind = TOKEN_END;
        return BC_OK;
    }
    if (c == '(' || c == ')' || c == ',') {
        parser->kind = c == '('   ? TOKEN_OPEN
                       : c == ')' ? TOKEN_CLOSE
                                  : TOKEN_COMMA;
        parser->at++;
        return BC_OK;
    }
    if (c == '\'' || c == '"') {
        parser->kind = c == '"' ? TOKEN_NAME : TOKEN_TEXT;
        return read_quoted(parser, c);
    }
    if (is_digit(c) || c == '.' || c == '-' || c == '+') {
        parser->kind = TOKEN_NUMBER;
        read_number(parser);
        return BC_OK;
    }
    if (starts_name(c))
        return read_name(parser);
    if (read_relation(parser))
        return BC_OK;
    return bc_error_set(
        parser->err, BC_BAD_INPUT,
        c == '!' ? "character %zu: '%c' is no sign; 'not equal' "
                   "is '<>'"
                 : BC_N("character %zu: '%c' is no sign of a condition"),
        place_of(parser, parser->at), c > ' ' && c < 0x7f ? c : '?');
}

static struct bc_term *term_new(struct parser *parser, enum bc_term_kind kind)
{
    struct bc_term *term =
        bc_arena_alloc(&parser->condition->arena, sizeof *term);

    term->kind = kind;
    return term;
}

static void add_operand(struct parser *parser, struct bc_term *term,
                        const struct bc_operand *operand)
{
    struct bc_operand *operands = bc_arena_alloc(
        &parser->condition->arena, (term->n_operands + 1) * sizeof *operands);

    if (term->n_operands)
        memcpy(operands, term->operands, term->n_operands * sizeof *operands);
    operands[term->n_operands++] = *operand;
    term->operands = operands;
}

static size_t name_index(struct bc_condition *condition, const char *name)
{
    for (size_t i = 0; i < condition->n_names; i++)
        if (strcmp(condition->names[i], name) == 0)
            return i;
    condition->names = bc_resize(condition->names, condition->n_names + 1,
                                 sizeof *condition->names);
    condition->names[condition->n_names] = name;
    return condition->n_names++;
}

/* One operand; moves past it. */
static enum bc_status read_operand(struct parser *parser,
                                   struct bc_operand *operand)
{
    *operand = (struct bc_operand){.text = parser->text};

    switch (parser->kind) {
    case TOKEN_NAME:
        if (!*parser->text)
            return fail(parser, parser->from, "the name is empty");
        operand->kind = BC_OPERAND_NAME;
        operand->index = name_index(parser->condition, parser->text);
        break;
    case TOKEN_TEXT:
        operand->kind = BC_OPERAND_TEXT;
        operand->index = parser->condition->n_literals++;
        break;
    case TOKEN_NUMBER:
        operand->kind = BC_OPERAND_NUMBER;
        operand->index = parser->condition->n_literals++;
        if (bc_decimal_parse(bc_slice_of(parser->text), &operand->number) !=
            BC_PARSED)
            return bc_error_set(parser->err, BC_BAD_INPUT,
                                "character %zu: '%s' is no number; put a name "
                                "that has such signs in \"\"",
                                place_of(parser, parser->from), parser->text);
        break;
    case TOKEN_NULL:
        return fail(parser, parser->from,
                    "nothing equals NULL; write 'IS NULL' or 'IS NOT NULL'");
    default:
        return expected(parser, "a name, a number or a 'text'");
    }
    return next(parser);
}

static enum bc_status parse_operand(struct parser *parser, struct bc_term *term)
{
    struct bc_operand operand;
    enum bc_status status = read_operand(parser, &operand);

    if (!status)
        add_operand(parser, term, &operand);
    return status;
}

static enum bc_status take(struct parser *parser, enum token_kind kind,
                           const char *what)
{
    if (parser->kind != kind)
        return expected(parser, what);
    return next(parser);
}

static enum bc_status parse_list(struct parser *parser, struct bc_term *term)
{
    enum bc_status status = take(parser, TOKEN_OPEN, "'(' after IN");
    /* collected outside the arena: a long list is not copied anew each time */
    struct bc_operand *list = NULL;
    size_t n = 0, room = 0;

    if (status)
        return status;
    for (;;) {
        if (parser->kind == TOKEN_NAME)
            status = expected(parser, "a number or a 'text'");
        list = bc_reserve(list, &room, n + 1, sizeof *list);
        if (!status)
            status = read_operand(parser, &list[n++]);
        if (status)
            break;
        if (parser->kind != TOKEN_COMMA) {
            status = take(parser, TOKEN_CLOSE, "',' or ')'");
            break;
        }
        status = next(parser);
        if (status)
            break;
    }
    if (!status) {
        struct bc_operand *operands = bc_arena_alloc(
            &parser->condition->arena, (n + 1) * sizeof *operands);

        operands[0] = term->operands[0];
        memcpy(operands + 1, list, n * sizeof *list);
        term->operands = operands;
        term->n_operands = n + 1;
    }
    free(list);
    return status;
}

static enum bc_status parse_between(struct parser *parser, struct bc_term *term)
{
    enum bc_status status = parse_operand(parser, term);

    if (!status)
        status = take(parser, TOKEN_AND, "AND of BETWEEN");
    if (!status)
        status = parse_operand(parser, term);
    if (!status && term->operands[1].kind == BC_OPERAND_NUMBER &&
        term->operands[2].kind == BC_OPERAND_NUMBER &&
        bc_decimal_compare(term->operands[1].number, term->operands[2].number) >
            0)
        status = fail(parser, parser->from,
                      BC_N("nothing lies between a number and a smaller one; "
                           "write the smaller one first"));
    return status;
}

static enum bc_status parse_like(struct parser *parser, struct bc_term *term)
{
    if (parser->kind != TOKEN_TEXT)
        return expected(parser, "a 'text' after LIKE");
    return parse_operand(parser, term);
}

static enum bc_status parse_is(struct parser *parser, struct bc_term *term)
{
    term->kind = BC_TERM_NULL;
    if (parser->kind == TOKEN_NOT) {
        enum bc_status status = next(parser);

        if (status)
            return status;
        term->negated = true;
    }
    return take(parser, TOKEN_NULL, "NULL or NOT NULL after IS");
}

/* What follows the first operand. */
static enum bc_status parse_rest(struct parser *parser, struct bc_term *term)
{
    enum bc_status status = BC_OK;
    enum token_kind kind = parser->kind;

    if (kind == TOKEN_RELATION) {
        term->relation = parser->relation;
        status = next(parser);
        return status ? status : parse_operand(parser, term);
    }
    if (kind == TOKEN_IS) {
        status = next(parser);
        return status ? status : parse_is(parser, term);
    }
    if (kind == TOKEN_NOT) {
        term->negated = true;
        status = next(parser);
        kind = parser->kind;
    }
    if (status)
        return status;
    if (kind != TOKEN_IN && kind != TOKEN_BETWEEN && kind != TOKEN_LIKE)
        return expected(parser, "a comparison");
    status = next(parser);
    if (status)
        return status;
    if (kind == TOKEN_IN) {
        term->kind = BC_TERM_IN;
        return parse_list(parser, term);
    }
    if (kind == TOKEN_BETWEEN) {
        term->kind = BC_TERM_BETWEEN;
        return parse_between(parser, term);
    }
    term->kind = BC_TERM_LIKE;
    return parse_like(parser, term);
}

static enum bc_status parse_or(struct parser *parser, struct bc_term **term);

static enum bc_status parse_one(struct parser *parser, struct bc_term **term)
{
    enum bc_status status;

    if (parser->depth == MAX_DEPTH)
        return fail(parser, parser->from, "nested too deeply");
    parser->depth++;
    if (parser->kind == TOKEN_NOT) {
        status = next(parser);
        if (!status)
            status = parse_one(parser, term);
        if (!status)
            (*term)->negated = !(*term)->negated;
    } else if (parser->kind == TOKEN_OPEN) {
        status = next(parser);
        if (!status)
            status = parse_or(parser, term);
        if (!status)
            status = take(parser, TOKEN_CLOSE, "AND, OR or ')'");
    } else {
        *term = term_new(parser, BC_TERM_COMPARE);
        status = parse_operand(parser, *term);
        if (!status)
            status = parse_rest(parser, *term);
    }
    parser->depth--;
    return status;
}

/* A chain of one kind; a single member stands for itself. */
static enum bc_status parse_chain(struct parser *parser, enum token_kind joint,
                                  enum bc_term_kind kind,
                                  enum bc_status (*member)(struct parser *,
                                                           struct bc_term **),
                                  struct bc_term **term)
{
    enum bc_status status = member(parser, term);
    struct bc_term *chain, *last = *term;

    if (status || parser->kind != joint)
        return status;
    chain = term_new(parser, kind);
    chain->first = last;
    while (!status && parser->kind == joint) {
        struct bc_term *more = NULL;

        status = next(parser);
        if (!status)
            status = member(parser, &more);
        last = last->next = more;
    }
    *term = chain;
    return status;
}

static enum bc_status parse_and(struct parser *parser, struct bc_term **term)
{
    return parse_chain(parser, TOKEN_AND, BC_TERM_AND, parse_one, term);
}

static enum bc_status parse_or(struct parser *parser, struct bc_term **term)
{
    return parse_chain(parser, TOKEN_OR, BC_TERM_OR, parse_and, term);
}

static void note_in_list(struct bc_condition *condition,
                         const struct bc_term *term)
{
    struct bc_in_list list = {.name = term->operands[0].text,
                              .n = term->n_operands - 1};

    list.literals =
        bc_arena_alloc(&condition->arena, list.n * sizeof *list.literals);
    for (size_t i = 0; i < list.n; i++)
        list.literals[i] = term->operands[i + 1].text;
    condition->in_lists =
        bc_resize(condition->in_lists, condition->n_in_lists + 1,
                  sizeof *condition->in_lists);
    condition->in_lists[condition->n_in_lists++] = list;
}

static void note_in_lists(struct bc_condition *condition,
                          const struct bc_term *term)
{
    if (!term || term->negated)
        return;
    if (term->kind == BC_TERM_IN && term->operands[0].kind == BC_OPERAND_NAME)
        note_in_list(condition, term);
    for (const struct bc_term *c = term->first; c; c = c->next)
        note_in_lists(condition, c);
}

enum bc_status bc_condition_parse(const char *text,
                                  struct bc_condition **condition,
                                  struct bc_error *err)
{
    struct bc_condition *made = bc_alloc(1, sizeof *made);
    struct parser parser = {
        .start = text, .at = text, .condition = made, .err = err};
    enum bc_status status = next(&parser);

    *condition = NULL;
    if (!status && parser.kind != TOKEN_END) {
        status = parse_or(&parser, &made->root);
        if (!status && parser.kind != TOKEN_END)
            status = expected(&parser, "AND, OR or the end");
    }
    if (status) {
        bc_condition_free(made);
        return status;
    }
    note_in_lists(made, made->root);
    *condition = made;
    return BC_OK;
}

void bc_condition_free(struct bc_condition *condition)
{
    if (!condition)
        return;
    bc_arena_clear(&condition->arena);
    free(condition->names);
    free(condition->in_lists);
    free(condition);
}
