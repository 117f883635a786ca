/* SPDX-License-Identifier: MIT */
#include "base/tree.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"

#define MOST_LEVELS 64
#define BOM "\xEF\xBB\xBF"

/** What is wrong, and where. */
struct fault {
    const char *message;
    int line, column;
};

struct bc_tree {
    struct bc_arena arena; /* nodes and strings */
    struct bc_node root;
    struct fault *faults;
    size_t n_faults, fault_room;
};

/* ---- reading ---- */

/*
 * libyaml's events rather than its documents: a document has already followed
 * the aliases, forgotten the anchors and merged nothing of what is refused.
 */
struct reader {
    yaml_parser_t parser;
    struct bc_tree *tree;
    const char *file;
    const char *bytes;
    struct bc_error *err;
};

static enum bc_status error_at(const struct reader *reader, yaml_mark_t mark,
                               const char *message)
{
    return bc_error_set(reader->err, BC_BAD_INPUT, "%s:%zu:%zu: %s",
                        reader->file, mark.line + 1, mark.column + 1,
                        bc_say(message));
}

/* Line and column of a byte, both from 0; a column is a character. */
static yaml_mark_t mark_of_byte(const char *bytes, size_t offset)
{
    yaml_mark_t mark = {0};

    for (size_t i = 0; i < offset; i++) {
        if (bytes[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (((unsigned char)bytes[i] & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    return mark;
}

static enum bc_status next_event(struct reader *reader, yaml_event_t *event)
{
    yaml_parser_t *parser = &reader->parser;
    yaml_mark_t mark;
    struct bc_text message = {0};

    if (yaml_parser_parse(parser, event))
        return BC_OK;
    mark = parser->problem_mark;
    if (parser->error == YAML_READER_ERROR) /* of a byte, without a mark */
        mark = mark_of_byte(reader->bytes, parser->problem_offset);
    bc_text_add(&message, parser->problem ? parser->problem : "out of memory");
    if (parser->context)
        bc_text_printf(&message, " %s", parser->context);
    error_at(reader, mark, bc_text_string(&message));
    bc_text_clear(&message);
    return BC_BAD_INPUT;
}

static enum bc_status read_node(struct reader *reader, yaml_event_t *event,
                                int level, struct bc_node *node);

static enum bc_status read_scalar(struct reader *reader,
                                  const yaml_event_t *event,
                                  struct bc_node *node)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;

    if (strlen(value) != length)
        return error_at(reader, event->start_mark, "'\\0' cannot be in a text");
    node->kind = BC_SCALAR;
    node->text = bc_arena_copy(&reader->tree->arena, value, length);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return BC_OK;
}

/* A key, and the event of the value that follows it. */
static enum bc_status read_key(struct reader *reader, yaml_event_t *event,
                               struct bc_node *child)
{
    struct bc_node key = {0};
    enum bc_status status;

    if (event->type == YAML_MAPPING_START_EVENT ||
        event->type == YAML_SEQUENCE_START_EVENT)
        return error_at(reader, event->start_mark,
                        "a key must be a word, not a list or a map");
    status = read_node(reader, event, 0, &key);
    if (status)
        return status;
    child->key = key.text;
    child->key_line = key.line;
    child->key_column = key.column;
    yaml_event_delete(event);
    return next_event(reader, event);
}

static int compare_keys(const void *left, const void *right)
{
    const struct bc_node *a = *(const struct bc_node *const *)left;
    const struct bc_node *b = *(const struct bc_node *const *)right;
    int order = strcmp(a->key, b->key);

    return order ? order : (a > b) - (a < b); /* in one array */
}

/* Sorted, so that a hostile map with many keys costs no n x n comparisons. */
static enum bc_status check_no_key_twice(const struct bc_node *map,
                                         struct bc_error *err)
{
    const struct bc_node **sorted = bc_alloc(map->n_children, sizeof *sorted);
    const struct bc_node *twice = NULL;
    int first_line = 0;

    for (size_t i = 0; i < map->n_children; i++)
        sorted[i] = &map->children[i];
    qsort(sorted, map->n_children, sizeof *sorted, compare_keys);
    for (size_t i = 1; i < map->n_children; i++) {
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) != 0 ||
            (twice && twice < sorted[i]))
            continue;
        twice = sorted[i];
        first_line = sorted[i - 1]->key_line;
    }
    free(sorted);
    if (!twice)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s:%d:%d: key '%s' stands here again, after line %d",
                        twice->file, twice->key_line, twice->key_column,
                        twice->key, first_line);
}

/* The items of a list or the pairs of a map, up to the event that ends it. */
static enum bc_status read_children(struct reader *reader, yaml_event_t *event,
                                    int level, struct bc_node *node)
{
    struct bc_node *children = NULL;
    size_t n = 0, capacity = 0;
    yaml_event_type_t end = YAML_SEQUENCE_END_EVENT;
    enum bc_status status;

    node->kind = BC_LIST;
    if (event->type == YAML_MAPPING_START_EVENT) {
        node->kind = BC_MAP;
        end = YAML_MAPPING_END_EVENT;
    }
    for (;;) {
        struct bc_node child = {0};

        yaml_event_delete(event);
        status = next_event(reader, event);
        if (status || event->type == end)
            break;
        if (node->kind == BC_MAP)
            status = read_key(reader, event, &child);
        if (!status)
            status = read_node(reader, event, level + 1, &child);
        if (status)
            break;
        children = bc_reserve(children, &capacity, n + 1, sizeof *children);
        children[n++] = child;
    }
    if (!status && n > 0) {
        node->n_children = n;
        node->children =
            bc_arena_alloc(&reader->tree->arena, n * sizeof *children);
        memcpy(node->children, children, n * sizeof *children);
    }
    free(children);
    if (!status && node->kind == BC_MAP)
        status = check_no_key_twice(node, reader->err);
    return status;
}

static enum bc_status refuse(const struct reader *reader, yaml_mark_t mark,
                             const char *what, const yaml_char_t *name)
{
    struct bc_text message = {0};

    bc_text_printf(&message, bc_say("%s '%s' is not allowed here"),
                   bc_say(what), name);
    error_at(reader, mark, bc_text_string(&message));
    bc_text_clear(&message);
    return BC_BAD_INPUT;
}

/* The node that starts with event; event is then the last one of it. */
static enum bc_status read_node(struct reader *reader, yaml_event_t *event,
                                int level, struct bc_node *node)
{
    yaml_mark_t mark = event->start_mark;
    const yaml_char_t *anchor = NULL, *tag = NULL;

    if (event->type == YAML_ALIAS_EVENT)
        return refuse(reader, mark, BC_N("alias"), event->data.alias.anchor);
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor)
        return refuse(reader, mark, BC_N("anchor"), anchor);
    if (tag)
        return refuse(reader, mark, BC_N("tag"), tag);
    if (level >= MOST_LEVELS)
        return error_at(reader, mark, "more than 64 levels");
    node->file = reader->file;
    node->tree = reader->tree;
    node->line = (int)mark.line + 1;
    node->column = (int)mark.column + 1;
    return event->type == YAML_SCALAR_EVENT
               ? read_scalar(reader, event, node)
               : read_children(reader, event, level, node);
}

static enum bc_status expect_event(struct reader *reader, yaml_event_t *event,
                                   yaml_event_type_t type, const char *message)
{
    enum bc_status status;

    yaml_event_delete(event);
    status = next_event(reader, event);
    if (!status && event->type != type)
        status = error_at(reader, event->start_mark, message);
    return status;
}

static enum bc_status read_stream(struct reader *reader)
{
    yaml_event_t event = {0};
    enum bc_status status;

    status = expect_event(reader, &event, YAML_STREAM_START_EVENT,
                          "this is not YAML");
    if (!status)
        status = expect_event(reader, &event, YAML_DOCUMENT_START_EVENT,
                              "there is nothing in the file");
    if (!status) {
        yaml_event_delete(&event);
        status = next_event(reader, &event);
    }
    if (!status)
        status = read_node(reader, &event, 0, &reader->tree->root);
    if (!status)
        status = expect_event(reader, &event, YAML_DOCUMENT_END_EVENT,
                              "the document should end here");
    if (!status)
        status = expect_event(reader, &event, YAML_STREAM_END_EVENT,
                              "only one document is allowed");
    yaml_event_delete(&event);
    return status;
}

enum bc_status bc_tree_parse(const char *file, const char *bytes, size_t n,
                             struct bc_tree **tree, struct bc_error *err)
{
    struct bc_tree *read = bc_alloc(1, sizeof *read);
    struct reader reader = {.tree = read, .err = err};
    enum bc_status status;
    size_t n_valid;

    *tree = NULL;
    if (n >= strlen(BOM) && memcmp(bytes, BOM, strlen(BOM)) == 0) {
        bytes += strlen(BOM);
        n -= strlen(BOM);
    }
    reader.bytes = bytes;
    reader.file = bc_arena_copy(&read->arena, file, strlen(file));
    n_valid = bc_utf8_prefix(bytes, n);
    if (n_valid < n) {
        status = error_at(&reader, mark_of_byte(bytes, n_valid),
                          "this is not UTF-8");
    } else if (!yaml_parser_initialize(&reader.parser)) {
        status = bc_error_set(err, BC_INTERNAL, "libyaml does not start");
    } else {
        yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&reader.parser,
                                     (const unsigned char *)bytes, n);
        status = read_stream(&reader);
        yaml_parser_delete(&reader.parser);
    }
    if (!status) {
        *tree = read;
        read = NULL;
    }
    bc_tree_free(read);
    return status;
}

void bc_tree_free(struct bc_tree *tree)
{
    if (!tree)
        return;
    free(tree->faults);
    bc_arena_clear(&tree->arena);
    free(tree);
}

size_t bc_tree_n_faults(const struct bc_tree *tree)
{
    return tree ? tree->n_faults : 0;
}

const char *bc_tree_fault(const struct bc_tree *tree, size_t i)
{
    return tree->faults[i].message;
}

const char *bc_tree_fault_key(const struct bc_tree *tree, size_t i)
{
    const struct fault *fault = &tree->faults[i];
    const char *key = NULL;

    for (size_t c = 0; c < tree->root.n_children; c++) {
        const struct bc_node *child = &tree->root.children[c];

        if (child->key_line > fault->line ||
            (child->key_line == fault->line &&
             child->key_column > fault->column))
            break;
        key = child->key;
    }
    return key;
}

static void keep_fault(const struct bc_node *node, const char *message)
{
    struct bc_tree *tree = node->tree;

    tree->faults = bc_reserve(tree->faults, &tree->fault_room,
                              tree->n_faults + 1, sizeof *tree->faults);
    tree->faults[tree->n_faults++] =
        (struct fault){bc_arena_copy(&tree->arena, message, strlen(message)),
                       node->line, node->column};
}

const struct bc_node *bc_tree_root(const struct bc_tree *tree)
{
    return &tree->root;
}

/* ---- looking ---- */

const struct bc_node *bc_node_get(const struct bc_node *map, const char *key)
{
    if (!map || map->kind != BC_MAP)
        return NULL;
    for (size_t i = 0; i < map->n_children; i++)
        if (strcmp(map->children[i].key, key) == 0)
            return &map->children[i];
    return NULL;
}

enum bc_status bc_node_error(const struct bc_node *node, struct bc_error *err,
                             const char *format, ...)
{
    struct bc_text message = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&message, bc_say(format), arguments);
    va_end(arguments);
    bc_error_set(err, BC_BAD_INPUT, "%s:%d:%d: %s", node->file, node->line,
                 node->column, bc_text_string(&message));
    if (node->tree)
        keep_fault(node, err->message);
    bc_text_clear(&message);
    return BC_BAD_INPUT;
}

enum bc_status bc_node_check_keys(const struct bc_node *map,
                                  const char *const *keys, struct bc_error *err)
{
    enum bc_status status = bc_node_expect(map, BC_MAP, err);

    if (status)
        return status;
    for (size_t i = 0; i < map->n_children; i++) {
        const struct bc_node *child = &map->children[i];
        struct bc_node at_key = *child;
        const char *const *key = keys;
        struct bc_error later = {0};
        struct bc_error *fault = status ? &later : err;
        const char *meant;

        while (*key && strcmp(*key, child->key) != 0)
            key++;
        if (*key)
            continue;
        at_key.line = child->key_line;
        at_key.column = child->key_column;
        meant = bc_text_suggest(child->key, keys);
        status = meant ? bc_node_error(&at_key, fault,
                                       "unknown key '%s'; did you mean '%s'?",
                                       child->key, meant)
                       : bc_node_error(&at_key, fault, "unknown key '%s'",
                                       child->key);
    }
    return status;
}

/* ---- checked scalars ---- */

static const char *const kind_names[] = {BC_N("a text"), BC_N("a list"),
                                         BC_N("a map")};

/* "'months' must be a number, not 'two'"
 * @param meant  what it is nearly; NULL */
static enum bc_status must_be_like(const struct bc_node *node,
                                   const char *expected, const char *meant,
                                   struct bc_error *err)
{
    struct bc_text message = {0};

    if (node->key)
        bc_text_printf(&message, "'%s' ", node->key);
    bc_text_printf(&message, bc_say("must be %s, not "), bc_say(expected));
    if (node->kind != BC_SCALAR)
        bc_text_add(&message, bc_say(kind_names[node->kind]));
    else if (*node->text || node->quoted)
        bc_text_printf(&message, "'%s'", node->text);
    else
        bc_text_add(&message, bc_say("empty"));
    if (meant)
        bc_text_printf(&message, bc_say("; did you mean '%s'?"), meant);
    bc_node_error(node, err, "%s", bc_text_string(&message));
    bc_text_clear(&message);
    return BC_BAD_INPUT;
}

static enum bc_status must_be(const struct bc_node *node, const char *expected,
                              struct bc_error *err)
{
    return must_be_like(node, expected, NULL, err);
}

enum bc_status bc_node_expect(const struct bc_node *node,
                              enum bc_node_kind kind, struct bc_error *err)
{
    return node->kind == kind ? BC_OK : must_be(node, kind_names[kind], err);
}

enum bc_status bc_node_text(const struct bc_node *node, const char **text,
                            struct bc_error *err)
{
    enum bc_status status = bc_node_expect(node, BC_SCALAR, err);

    if (status)
        return status;
    if (!*node->text && node->key)
        return bc_node_error(node, err, "'%s' is empty", node->key);
    if (!*node->text)
        return bc_node_error(node, err, "a member of the list is empty");
    *text = node->text;
    return BC_OK;
}

/* A number as people write it: no zero in front, no digit that is lost. */
static bool is_plain_number(struct bc_slice text, struct bc_decimal *value)
{
    size_t i = text.length > 0 && (*text.data == '-' || *text.data == '+');
    bool padded = text.length > i + 1 && text.data[i] == '0' &&
                  text.data[i + 1] >= '0' && text.data[i + 1] <= '9';

    return !padded && bc_decimal_parse(text, value) == BC_PARSED;
}

enum bc_status bc_node_decimal(const struct bc_node *node,
                               struct bc_decimal *value, struct bc_error *err)
{
    *value = BC_MISSING;
    if (node->kind == BC_SCALAR &&
        is_plain_number(bc_slice_of(node->text), value))
        return BC_OK;
    *value = BC_MISSING;
    return must_be(node, "a number", err);
}

enum bc_status bc_node_percent(const struct bc_node *node,
                               struct bc_decimal *value, struct bc_error *err)
{
    struct bc_slice text =
        bc_slice_of(node->kind == BC_SCALAR ? node->text : "");

    *value = BC_MISSING;
    if (text.length > 0 && text.data[text.length - 1] == '%') {
        text.length--;
        if (is_plain_number(text, value))
            return BC_OK;
    }
    *value = BC_MISSING;
    return must_be(node, "a percentage such as 1%", err);
}

enum bc_status bc_node_integer(const struct bc_node *node, int64_t low,
                               int64_t high, int64_t *value,
                               struct bc_error *err)
{
    struct bc_decimal number;
    struct bc_text expected = {0};
    enum bc_status status = BC_OK;

    *value = 0;
    if (node->kind == BC_SCALAR && !strpbrk(node->text, ".eE") &&
        is_plain_number(bc_slice_of(node->text), &number) &&
        number.units >= low && number.units <= high) {
        *value = number.units;
        return BC_OK;
    }
    bc_text_printf(&expected, bc_say("a whole number from %lld to %lld"),
                   (long long)low, (long long)high);
    status = must_be(node, bc_text_string(&expected), err);
    bc_text_clear(&expected);
    return status;
}

enum bc_status bc_node_flag(const struct bc_node *node, bool *value,
                            struct bc_error *err)
{
    static const char *const words[] = {"false", "no", "true", "yes"};

    *value = false;
    for (int i = 0; node->kind == BC_SCALAR && i < 4; i++) {
        if (strcmp(node->text, words[i]) == 0) {
            *value = i >= 2;
            return BC_OK;
        }
    }
    return must_be(node, "true or false", err);
}

enum bc_status bc_node_date(const struct bc_node *node, bc_day *day,
                            struct bc_error *err)
{
    *day = BC_NO_DATE;
    if (node->kind == BC_SCALAR && bc_day_parse(bc_slice_of(node->text), day))
        return BC_OK;
    return must_be(node, "a date such as 2024-06-30", err);
}

enum bc_status bc_node_period(const struct bc_node *node,
                              struct bc_period *period, struct bc_error *err)
{
    *period = (struct bc_period){.first = BC_NO_DATE, .last = BC_NO_DATE};
    if (node->kind == BC_SCALAR && bc_period_parse(node->text, period))
        return BC_OK;
    return must_be(node,
                   "a period such as 2021, 2021-Q2, 2021-04 or "
                   "2021-01..2021-06",
                   err);
}

static void add_words(struct bc_text *text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        if (i > 0)
            bc_text_add(text, words[i + 1] ? bc_say(", ") : bc_say(" or "));
        bc_text_add(text, words[i]);
    }
}

enum bc_status bc_node_choice(const struct bc_node *node,
                              const char *const *words, int *choice,
                              struct bc_error *err)
{
    struct bc_text expected = {0};
    const char *meant = NULL;
    enum bc_status status;

    *choice = -1;
    for (int i = 0; node->kind == BC_SCALAR && words[i]; i++) {
        if (strcmp(node->text, words[i]) == 0) {
            *choice = i;
            return BC_OK;
        }
    }
    add_words(&expected, words);
    if (node->kind == BC_SCALAR)
        meant = bc_text_suggest(node->text, words);
    status = must_be_like(node, bc_text_string(&expected), meant, err);
    bc_text_clear(&expected);
    return status;
}
