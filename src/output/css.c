/* SPDX-License-Identifier: MIT */
#include "output/css.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

#define MAX_PARTS 4

struct declaration {
    const char *name, *value;
};

/** One selector with the declarations of its rule. */
struct rule {
    size_t n_parts;
    const char *part[MAX_PARTS]; /* ".map" "text", the last is the element's */
    int weight;                  /* classes count ten, names one */
    size_t first, end;           /* declarations */
};

struct known {
    char *key;
    struct bc_paint look;
};

struct bc_css {
    char *css; /* cut into words, to which all below points */
    size_t n_rules, rule_room;
    struct rule *rule;
    size_t n_declarations, declaration_room;
    struct declaration *declaration;
    size_t n_variables, variable_room;
    struct declaration *variable;
    size_t n_known, known_room;
    struct known *known; /* a map asks for the same few thousand times */
    struct bc_arena arena;
};

/* ---- reading ---- */

static void blank_comments(char *css)
{
    char *open, *close;

    while ((open = strstr(css, "/*")) != NULL) {
        close = strstr(open, "*/");
        close = close ? close + 2 : open + strlen(open);
        memset(open, ' ', (size_t)(close - open));
        css = close;
    }
}

/** Without the blanks around it, cut off in place. */
static char *trim(char *text)
{
    size_t n;

    text += strspn(text, " \t\r\n");
    n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]))
        text[--n] = '\0';
    return text;
}

static void add_declarations(struct bc_css *looks, char *body)
{
    char *rest = NULL;

    for (char *one = strtok_r(body, ";", &rest); one;
         one = strtok_r(NULL, ";", &rest)) {
        char *colon = strchr(one, ':');

        if (!colon)
            continue;
        *colon = '\0';
        struct declaration made = {trim(one), trim(colon + 1)};

        if (strncmp(made.name, "--", 2) == 0) {
            looks->variable = bc_reserve(looks->variable, &looks->variable_room,
                                         looks->n_variables + 1, sizeof made);
            looks->variable[looks->n_variables++] = made;
            continue;
        }
        looks->declaration =
            bc_reserve(looks->declaration, &looks->declaration_room,
                       looks->n_declarations + 1, sizeof made);
        looks->declaration[looks->n_declarations++] = made;
    }
}

static void add_rule(struct bc_css *looks, char *selector, size_t first)
{
    struct rule rule = {.first = first, .end = looks->n_declarations};
    char *rest = NULL;

    if (strpbrk(selector, ":>+~[*#"))
        return;
    for (char *part = strtok_r(selector, " \t\r\n", &rest); part;
         part = strtok_r(NULL, " \t\r\n", &rest)) {
        if (rule.n_parts == MAX_PARTS)
            return;
        rule.part[rule.n_parts++] = part;
        rule.weight += *part != '.';
        for (const char *at = part; *at; at++)
            rule.weight += 10 * (*at == '.');
    }
    if (rule.n_parts == 0)
        return;
    looks->rule = bc_reserve(looks->rule, &looks->rule_room, looks->n_rules + 1,
                             sizeof rule);
    looks->rule[looks->n_rules++] = rule;
}

/** Past the block that begins at @p open, with all blocks inside. */
static char *skip_block(char *open)
{
    int depth = 0;

    for (; *open; open++) {
        depth += (*open == '{') - (*open == '}');
        if (depth == 0)
            return open + 1;
    }
    return open;
}

static void read_rules(struct bc_css *looks)
{
    char *at = looks->css, *open;

    while ((open = strchr(at, '{')) != NULL) {
        char *head = trim(at), *close = strchr(open, '}'), *rest = NULL;
        size_t first = looks->n_declarations;

        if (*head == '@' || !close) {
            at = skip_block(open);
            continue;
        }
        *open = *close = '\0';
        add_declarations(looks, open + 1);
        for (char *one = strtok_r(head, ",", &rest); one;
             one = strtok_r(NULL, ",", &rest))
            add_rule(looks, one, first);
        at = close + 1;
    }
}

struct bc_css *bc_css_new(const char *css)
{
    struct bc_css *looks = bc_alloc(1, sizeof *looks);

    looks->css = bc_copy(css);
    blank_comments(looks->css);
    read_rules(looks);
    return looks;
}

void bc_css_free(struct bc_css *looks)
{
    if (!looks)
        return;
    for (size_t i = 0; i < looks->n_known; i++)
        free(looks->known[i].key);
    free(looks->known);
    free(looks->rule);
    free(looks->declaration);
    free(looks->variable);
    free(looks->css);
    bc_arena_clear(&looks->arena);
    free(looks);
}

/* ---- values ---- */

static const char *resolve(const struct bc_css *looks, const char *value)
{
    if (strncmp(value, "var(", 4) != 0)
        return value;
    for (size_t i = looks->n_variables; i-- > 0;) {
        size_t n = strlen(looks->variable[i].name);

        if (strncmp(value + 4, looks->variable[i].name, n) == 0 &&
            value[4 + n] == ')')
            return looks->variable[i].value;
    }
    return "none";
}

static double hex(const char *digits, size_t n)
{
    char text[3] = {digits[0], n == 2 ? digits[1] : digits[0], '\0'};

    return (double)strtol(text, NULL, 16) / 255;
}

/** @return false for `none` and what is no colour of ours: #rgb, #rrggbb */
static bool read_colour(const char *value, struct bc_colour *colour)
{
    size_t n = strlen(value) == 4 ? 1 : 2;

    if (*value != '#' || (strlen(value) != 4 && strlen(value) != 7))
        return false;
    *colour = (struct bc_colour){hex(value + 1, n), hex(value + 1 + n, n),
                                 hex(value + 1 + 2 * n, n), colour->alpha};
    return true;
}

/** `12`, `.7`: a point in any locale. */
static double read_number(const char **at)
{
    double value = 0, unit = 1;

    *at += strspn(*at, " \t");
    for (; **at >= '0' && **at <= '9'; ++*at)
        value = 10 * value + (**at - '0');
    if (**at == '.')
        for (++*at; **at >= '0' && **at <= '9'; ++*at)
            value += (unit /= 10) * (**at - '0');
    return value;
}

static double number_of(const char *value)
{
    return read_number(&value);
}

static void read_dash(const char *value, struct bc_paint *look)
{
    look->n_dash = 0;
    while (look->n_dash < 4 && strpbrk(value, "0123456789") == value)
        look->dash[look->n_dash++] = read_number(&value),
        value += strspn(value, " ,");
}

/** Names without their quotes, as Pango wants them. */
static const char *family_of(struct bc_css *looks, const char *value)
{
    struct bc_text names = {0};
    const char *kept;

    for (; *value; value++)
        if (*value != '"' && *value != '\'')
            bc_text_add_bytes(&names, value, 1);
    kept = bc_arena_copy(&looks->arena, bc_text_string(&names), names.length);
    bc_text_clear(&names);
    return kept;
}

static void set_fill(struct bc_css *looks, const char *value,
                     struct bc_paint *look)
{
    look->has_fill = read_colour(value, &look->fill);
    look->hatch = NULL;
    if (strncmp(value, "url(#", 5) == 0)
        look->hatch =
            bc_arena_copy(&looks->arena, value + 5, strcspn(value + 5, ")"));
}

static void apply(struct bc_css *looks, const struct declaration *said,
                  struct bc_paint *look)
{
    const char *name = said->name, *value = resolve(looks, said->value);

    if (strcmp(name, "fill") == 0)
        set_fill(looks, value, look);
    else if (strcmp(name, "stroke") == 0)
        look->has_stroke = read_colour(value, &look->stroke);
    else if (strcmp(name, "stroke-opacity") == 0)
        look->stroke.alpha = number_of(value);
    else if (strcmp(name, "stroke-width") == 0)
        look->width = number_of(value);
    else if (strcmp(name, "stroke-dasharray") == 0)
        read_dash(value, look);
    else if (strcmp(name, "stroke-linecap") == 0)
        look->cap = strcmp(value, "round") == 0    ? BC_CAP_ROUND
                    : strcmp(value, "square") == 0 ? BC_CAP_SQUARE
                                                   : BC_CAP_BUTT;
    else if (strcmp(name, "stroke-linejoin") == 0)
        look->round_join = strcmp(value, "round") == 0;
    else if (strcmp(name, "fill-rule") == 0)
        look->even_odd = strcmp(value, "evenodd") == 0;
    else if (strcmp(name, "paint-order") == 0)
        look->halo = strncmp(value, "stroke", 6) == 0;
    else if (strcmp(name, "text-anchor") == 0)
        look->centred = strcmp(value, "middle") == 0;
    else if (strcmp(name, "font-weight") == 0)
        look->weight = (int)number_of(value);
    else if (strcmp(name, "font-family") == 0)
        look->family = family_of(looks, value);
}

/* ---- matching ---- */

/** Is @p word, of @p n bytes, among the classes? */
static bool has_class(const char *css, const char *word, size_t n)
{
    while (css && *css) {
        size_t length = strcspn(css, " ");

        if (length == n && strncmp(css, word, n) == 0)
            return true;
        css += length;
        css += strspn(css, " ");
    }
    return false;
}

/** `text`, `.cl`, `g.hot` */
static bool part_fits(const char *part, const char *element, const char *css)
{
    size_t n = strcspn(part, ".");

    if (n > 0 && (strlen(element) != n || strncmp(part, element, n) != 0))
        return false;
    for (part += n; *part == '.'; part += n) {
        n = strcspn(++part, ".");
        if (!has_class(css, part, n))
            return false;
    }
    return true;
}

static bool rule_fits(const struct rule *rule, const char *const *groups,
                      size_t n_groups, const char *element, const char *css)
{
    size_t left = rule->n_parts - 1;

    if (!part_fits(rule->part[left], element, css))
        return false;
    while (left > 0 && n_groups > 0)
        left -= part_fits(rule->part[left - 1], "g", groups[--n_groups]);
    return left == 0;
}

static char *key_of(const char *const *groups, size_t n_groups,
                    const char *element, const char *css)
{
    struct bc_text key = {0};

    for (size_t i = 0; i < n_groups; i++)
        bc_text_printf(&key, "%s>", groups[i] ? groups[i] : "");
    bc_text_printf(&key, "%s.%s", element, css ? css : "");
    return bc_text_take(&key);
}

static struct bc_paint work_out(struct bc_css *looks, const char *const *groups,
                                size_t n_groups, const char *element,
                                const char *css)
{
    struct bc_paint look = {.has_fill = true, /* black, as SVG has it */
                            .fill.alpha = 1,
                            .stroke.alpha = 1,
                            .width = 1,
                            .weight = 400};
    int next = -1;

    for (int weight = 0; weight >= 0; weight = next) { /* ascending */
        next = -1;
        for (size_t r = 0; r < looks->n_rules; r++) {
            const struct rule *rule = &looks->rule[r];

            if (rule->weight > weight && (next < 0 || rule->weight < next))
                next = rule->weight;
            if (rule->weight != weight ||
                !rule_fits(rule, groups, n_groups, element, css))
                continue;
            for (size_t d = rule->first; d < rule->end; d++)
                apply(looks, &looks->declaration[d], &look);
        }
    }
    return look;
}

struct bc_paint bc_css_paint(struct bc_css *looks, const char *const *groups,
                             size_t n_groups, const char *element,
                             const char *css)
{
    char *key = key_of(groups, n_groups, element, css);

    for (size_t i = 0; i < looks->n_known; i++)
        if (strcmp(looks->known[i].key, key) == 0) {
            free(key);
            return looks->known[i].look;
        }
    looks->known = bc_reserve(looks->known, &looks->known_room,
                              looks->n_known + 1, sizeof *looks->known);
    looks->known[looks->n_known] =
        (struct known){key, work_out(looks, groups, n_groups, element, css)};
    return looks->known[looks->n_known++].look;
}
