/* SPDX-License-Identifier: MIT */
#include "output/style_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/qgis_xml.h"
#include "output/report_words.h"
#include "water/item.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ITEMS "" /* of fields that name items: every item is a word */
#define STAGES                                                                                               \
    "已排查|已监测|已溯源|已制定方案|整治中|完成整治|已验收|已销号|无需整治|" \
    "已取缔|合并|暂缓"
#define GRADES "一级|二级|准"

/* Words of the layers in Chinese, with those of the report's language. A field
 * that holds several of them, or figures beside them, is shown by replacing. */
static const struct {
    const char *field, *words;
    bool several;
} chinese[] = {
    {"stage", STAGES, false},
    {"stage_as_of", STAGES, false},
    {"group", "长江|重点支流|重点湖泊|河流|湖泊", false},
    {"status", "疑似|属实|不属实|整改中|已整改|已销号", false},
    {"grade", GRADES, false},
    {"in_zone", GRADES "|区外", false},
    {"trophic_state", "贫营养|中营养|轻度富营养|中度富营养|重度富营养", false},
    {"rating", "优|良好|轻度污染|中度污染|重度污染", false},
    {"deciding", ITEMS, false},
    {"level", "国考|省控|市控", true},
    {"main_pollutants", ITEMS, true},
};

/* Codes of the layers, and what a Chinese reader sees in their place. */
static const struct {
    const char *field, *codes, *words;
} codes[] = {
    {"type", "river|lake|reservoir", "河流|湖泊|水库"},
    {"verdict", "met|missed|interim|none", "达标|未达|未达（未到期）|无法判断"},
    {"basin_method", "given|lake|covers|boundary|nearest|none",
     "表中所填|随湖|位于面内|公共界上|就近|不在任何流域"},
};

/* What `water/risk` says of a section, rule by rule. */
static const struct {
    const char *pattern, *instead;
} reasons[] = {
    {"列入名单", "on the list given"},
    {"类别由(.+?)类变为(.+?)类", "class \\\\1 became \\\\2"},
    {"未达(.+?)类", "fails class \\\\1"},
    {"近期(\\\\d+)个月中(\\\\d+)个月未达",
     "\\\\2 of the last \\\\1 months with data failed"},
    {"接近(.+?)类限值", "near the limit of class \\\\1"},
    {"劣", ">"},
    {"：", ": "},
    {"；", "; "},
    {"、", ", "},
};

/** The @p i-th of `a|b|c`, the caller's; NULL behind the last. */
static char *word_at(const char *words, size_t i)
{
    for (; i > 0 && words; i--) {
        words = strchr(words, '|');
        words += words != NULL;
    }
    return words && *words ? bc_copy_bytes(words, strcspn(words, "|")) : NULL;
}

/** The @p i-th word of a field, the caller's, with what is shown. */
static char *pair_at(const char *words, size_t i, const char **shown)
{
    if (*words) {
        char *word = word_at(words, i);

        *shown = word ? bc_in_report(word) : NULL;
        return word;
    }
    if (i >= BC_N_ITEMS)
        return NULL;
    *shown = bc_words_item((enum bc_item)i);
    return bc_copy(bc_item_name_zh((enum bc_item)i));
}

static void add_literal(struct bc_text *out, const char *text)
{
    bc_text_add(out, "'");
    for (; *text; text++) {
        bc_text_add_bytes(out, text, 1);
        if (*text == '\'')
            bc_text_add(out, "'");
    }
    bc_text_add(out, "'");
}

/** `map('已排查','surveyed',…)` */
static void add_map(struct bc_text *out, const char *words)
{
    const char *shown;
    char *word;

    bc_text_add(out, "map(");
    for (size_t i = 0; (word = pair_at(words, i, &shown)); i++) {
        bc_text_add(out, i ? "," : "");
        add_literal(out, word);
        bc_text_add(out, ",");
        add_literal(out, shown);
        free(word);
    }
    bc_text_add(out, ")");
}

/** Each rule within the next, so that the first is done first. */
static void add_reasons(struct bc_text *out, const char *name)
{
    char *items = bc_copy(name);
    struct bc_text inner = {0};

    bc_text_printf(&inner, "replace(%s,", items);
    add_map(&inner, ITEMS);
    bc_text_add(&inner, ")");
    free(items);
    for (size_t i = 0; i < COUNT(reasons); i++) {
        struct bc_text outer = {0};

        bc_text_printf(&outer, "regexp_replace(%s,", bc_text_string(&inner));
        add_literal(&outer, reasons[i].pattern);
        bc_text_add(&outer, ",");
        add_literal(&outer, reasons[i].instead);
        bc_text_add(&outer, ")");
        bc_text_clear(&inner);
        inner = outer;
    }
    bc_text_add(out, bc_text_string(&inner));
    bc_text_clear(&inner);
}

bool bc_value_expression(const char *field, const char *quote,
                         struct bc_text *out)
{
    struct bc_text name = {0};
    bool found = true;
    size_t i = 0;

    if (bc_report_language() == BC_CHINESE)
        return false;
    bc_text_printf(&name, "%s%s%s", quote, field, quote);
    while (i < COUNT(chinese) && strcmp(chinese[i].field, field) != 0)
        i++;
    if (strcmp(field, "risk_reason") == 0) {
        add_reasons(out, bc_text_string(&name));
    } else if (i == COUNT(chinese)) {
        found = false;
    } else if (chinese[i].several) {
        bc_text_printf(out, "replace(%s,", bc_text_string(&name));
        add_map(out, chinese[i].words);
        bc_text_add(out, ")");
    } else { /* another word, of the bureau's own, is shown as it is */
        bc_text_add(out, "coalesce(map_get(");
        add_map(out, chinese[i].words);
        bc_text_printf(out, ",%s),%s)", bc_text_string(&name),
                       bc_text_string(&name));
    }
    bc_text_clear(&name);
    return found;
}

static void add_option(struct bc_text *out, const char *shown,
                       const char *value)
{
    bc_text_add(out, "<Option type=\"Map\"><Option name=\"");
    bc_xml_escape(out, shown);
    bc_text_add(out, "\" type=\"QString\" value=\"");
    bc_xml_escape(out, value);
    bc_text_add(out, "\"/></Option>\n");
}

/** The pairs of a field's value map; @return how many. */
static size_t add_options(const char *field, struct bc_text *out)
{
    bool is_chinese = bc_report_language() == BC_CHINESE;
    const char *shown;
    size_t n = 0;
    char *word;

    for (size_t f = 0; !is_chinese && f < COUNT(chinese); f++)
        if (strcmp(chinese[f].field, field) == 0 && !chinese[f].several)
            for (; (word = pair_at(chinese[f].words, n, &shown)); n++) {
                add_option(out, shown, word);
                free(word);
            }
    for (size_t f = 0; is_chinese && f < COUNT(codes); f++)
        if (strcmp(codes[f].field, field) == 0)
            for (; (word = word_at(codes[f].codes, n)); n++) {
                char *zh = word_at(codes[f].words, n);

                add_option(out, zh, word);
                free(zh);
                free(word);
            }
    return n;
}

void bc_style_values(enum bc_published which, struct bc_text *out)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    bool open = false;

    for (size_t i = 0; i < layer->n_fields; i++) {
        const char *name = layer->fields[i].name;
        struct bc_text options = {0};

        /* the type of a red line is the bureau's own word */
        bool own = which == BC_PUBLISHED_REDLINES && strcmp(name, "type") == 0;

        if (!own && add_options(name, &options) > 0) {
            bc_text_printf(out,
                           "%s    <field name=\"%s\"><editWidget"
                           " type=\"ValueMap\"><config><Option type=\"Map\">\n"
                           "<Option name=\"map\" type=\"List\">\n%s</Option>"
                           "</Option></config></editWidget></field>\n",
                           open ? "" : "\n  <fieldConfiguration>\n", name,
                           bc_text_string(&options));
            open = true;
        }
        bc_text_clear(&options);
    }
    bc_text_add(out, open ? "  </fieldConfiguration>" : "");
}
