/* SPDX-License-Identifier: MIT */
#include "water/background.h"

#include <stdlib.h>
#include <string.h>

#include "water/cells.h"
#include "water/section.h"

/* ---- the table ---- */

struct adding {
    struct bc_background *background;
    size_t room;
    const struct bc_layer *table;
    size_t row, section;
    const char *document;
    struct bc_findings *findings;
};

static bool add_item(struct bc_slice name, void *context)
{
    struct adding *adding = context;
    struct bc_background *background = adding->background;
    enum bc_item item = bc_item_find(name);

    if (item == BC_NO_ITEM) {
        char *word = bc_copy_bytes(name.data, name.length);

        bc_cells_found(adding->findings, adding->table, adding->row,
                       BC_FOUND_UNKNOWN_WORD, "item", word,
                       "no such item; it stays in the judgement");
        free(word);
        return false;
    }
    background->items =
        bc_reserve(background->items, &adding->room, background->n + 1,
                   sizeof *background->items);
    background->items[background->n++] =
        (struct bc_background_item){adding->section, item, adding->document};
    return false;
}

static void read_row(struct adding *adding, const struct bc_layer *sections,
                     const char *section, const char *items)
{
    adding->section = section ? bc_layer_row(sections, section) : BC_NO_ROW;
    if (adding->section == BC_NO_ROW)
        bc_cells_found(adding->findings, adding->table, adding->row,
                       BC_FOUND_UNKNOWN_SECTION, "section", section,
                       "not in the sections layer; the row was left out");
    else if (!adding->document)
        bc_cells_found(adding->findings, adding->table, adding->row,
                       BC_FOUND_LEFT_OUT, "document", items,
                       "no document takes the item out; it stays in the "
                       "judgement");
    else if (items)
        bc_set_any(items, add_item, adding);
}

enum bc_status bc_background_read(const struct bc_layer *table,
                                  const struct bc_layer *sections,
                                  struct bc_findings *findings,
                                  struct bc_background *background,
                                  struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];
    size_t section = bc_cells_column(
        table, "section|断面|断面名称|断面编码|code|name", unit);
    size_t item =
        bc_cells_column(table, "item|项目|本底项目|指标|因子|监测项目", unit);
    size_t document = bc_cells_column(
        table, "document|文号|依据|依据文号|批复文号|批复文件", unit);
    struct adding adding = {
        .background = background, .table = table, .findings = findings};

    *background = (struct bc_background){0};
    if (section == BC_NO_COLUMN || item == BC_NO_COLUMN ||
        document == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' needs the columns '断面', '项目' and '文号'",
                            table->source);
    for (size_t row = 0; row < table->n_features; row++) {
        adding.row = row;
        adding.document = bc_cells_text(table, document, row);
        read_row(&adding, sections, bc_cells_text(table, section, row),
                 bc_cells_text(table, item, row));
    }
    return BC_OK;
}

void bc_background_clear(struct bc_background *background)
{
    free(background->items);
    *background = (struct bc_background){0};
}

/* ---- judging twice ---- */

void bc_background_assess(const struct bc_background *background,
                          const struct bc_observations *observations,
                          const struct bc_water_method *method,
                          const struct bc_layer *sections, size_t section,
                          const struct bc_period *period,
                          struct bc_findings *findings,
                          struct bc_background_row *row)
{
    struct bc_water_method fewer = *method;

    if (observations)
        bc_water_method_resolve(observations, method, sections, &section, 1,
                                period, &fewer);
    *row =
        (struct bc_background_row){.section = section,
                                   .code = bc_section_code(sections, section),
                                   .dry = bc_section_is_dry(sections, section)};
    for (size_t i = 0; background && i < background->n; i++) {
        enum bc_item item = background->items[i].item;

        if (background->items[i].section != section || row->left_out[item])
            continue;
        row->left_out[item] = true;
        row->n_left_out++;
        fewer.n_items -= fewer.items[item];
        fewer.items[item] = false;
    }
    bc_assess_section(observations, method, sections, section, period, findings,
                      &row->with);
    row->without = row->with;
    if (observations && row->n_left_out > 0)
        bc_judge(&fewer, &row->without); /* the means are the same */
}

struct bc_background_row *bc_background_rows(
    const struct bc_background *background,
    const struct bc_observations *observations,
    const struct bc_water_method *method, const struct bc_layer *sections,
    const struct bc_period *period, struct bc_findings *findings, size_t *n)
{
    struct bc_background_row *rows =
        bc_alloc(sections->n_features, sizeof *rows);

    *n = sections->n_features;
    for (size_t s = 0; s < *n; s++)
        bc_background_assess(background, observations, method, sections, s,
                             period, findings, &rows[s]);
    return rows;
}

struct bc_background_counts
bc_background_count(const struct bc_background_row *rows, size_t n,
                    bool without)
{
    struct bc_background_counts counts = {0};

    for (size_t i = 0; i < n; i++) {
        const struct bc_judgement *judgement =
            without ? &rows[i].without : &rows[i].with;

        if (rows[i].dry) {
            counts.n_dry++;
        } else if (judgement->class_no == 0) {
            counts.n_unknown++;
        } else {
            counts.n++;
            counts.n_good += judgement->class_no <= 3;
            counts.n_worse += judgement->class_no == 6;
            counts.n_target += judgement->meets_target >= 0;
            counts.n_met += judgement->meets_target == 1;
        }
    }
    return counts;
}

/* ---- words ---- */

static const char *document_of(const struct bc_background *background,
                               size_t section, enum bc_item item)
{
    const char *document = NULL;

    for (size_t i = background->n; i-- > 0;) /* the first that names it */
        if (background->items[i].section == section &&
            background->items[i].item == item)
            document = background->items[i].document;
    return document;
}

static const char *class_word(const struct bc_judgement *judgement,
                              bool chinese)
{
    if (judgement->class_no > 0)
        return bc_class_name(judgement->class_no);
    return chinese ? "无法判断" : "unknown";
}

static void add_items(const struct bc_background *background,
                      const struct bc_background_row *row, bool chinese,
                      struct bc_text *out)
{
    const char *separator = chinese ? "本底扣除：" : "background: ";

    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!row->left_out[i])
            continue;
        bc_text_printf(out, chinese ? "%s%s(%s)" : "%s%s (%s)", separator,
                       chinese ? bc_item_name_zh((enum bc_item)i)
                               : bc_item_symbol((enum bc_item)i),
                       document_of(background, row->section, (enum bc_item)i));
        separator = chinese ? "、" : ", ";
    }
    bc_text_printf(out,
                   chinese ? "；全部项目%s，扣除后%s"
                           : "; class %s with all items, %s without",
                   class_word(&row->with, chinese),
                   class_word(&row->without, chinese));
}

void bc_background_reason(const struct bc_background *background,
                          const struct bc_background_row *row, bool chinese,
                          struct bc_text *out)
{
    if (row->dry)
        bc_text_add(out,
                    chinese ? "断流，不参与统计" : "dry; it leaves the count");
    else if (row->n_left_out > 0)
        add_items(background, row, chinese, out);
}

const char *bc_background_note(bool chinese)
{
    return chinese ? "本底值扣除的程序凭记忆；扣除前后的结果同时给出"
                   : "the procedure for background values is from memory; "
                     "results with and without are given";
}
