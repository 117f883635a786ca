/* SPDX-License-Identifier: MIT */
#include "cli/starter_tables.h"

#include <string.h>

#include "output/table.h"

/* ---- targets ---- */

void bc_starter_add_targets(const struct bc_looks *looks, struct bc_text *out)
{
    static const struct {
        const char *role, *key, *row;
    } rows[] = {
        {"sections", NULL,
         "优良断面(水域)比例,,,,,,,,*/all,waters,,share,class_no <= 3,>=,,%"},
        {"sections", NULL,
         "劣Ⅴ类断面(水域)比例,,,,,,,,*/all,waters,,share,class_no = 6,<=,,%"},
        {"sections", "target_class",
         "断面达到目标类别,,,,,,,,*/all,sections,,share,meets_target = "
         "1,>=,,%"},
        {"outfalls", "stage",
         "排污口整治完成率,,,,,,,,*/all,outfalls,,share,remediated = 1,>=,,%"},
        {"outfalls", "stage",
         "排污口验收销号比例,,,,,,,,*/all,outfalls,,share,closed = 1,>=,,%"},
        {"suspects", "status",
         "疑似问题核查率,,,,,,,,*/all,suspects,,share,status <> '疑似',>=,,%"}};
    int n = 0;

    bc_text_add(out, "\xef\xbb\xbfid,title,document,clause,issuer,issuer_level,"
                     "basis,due,period,scope,layer,where,measure,of,op,value,"
                     "unit,yields,report,note\r\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (bc_looks_of(looks, rows[i].role) &&
            (!rows[i].key ||
             bc_looks_have_key(looks, rows[i].role, rows[i].key)))
            bc_text_printf(
                out, "T-%02d,%s,no,yes,模板：请填写文号、期限和目标值\r\n", ++n,
                rows[i].row);
}

/* ---- the dictionary ---- */

static const char *key_of(const struct bc_look *look, size_t column,
                          enum bc_clue *clue)
{
    const struct bc_role_guess *guess =
        look->role ? bc_look_guess(look, look->role) : NULL;
    const char *header = look->sample->columns[column].name;

    *clue = BC_CLUE_NONE;
    if (look->xy && (strcmp(header, look->x_field) == 0 ||
                     strcmp(header, look->y_field) == 0)) {
        *clue = look->xy;
        return strcmp(header, look->x_field) == 0 ? "x" : "y";
    }
    for (size_t f = 0; guess && f < guess->n_fields; f++) {
        if (guess->fields[f].column != column)
            continue;
        *clue = guess->fields[f].clue;
        return guess->fields[f].key;
    }
    for (size_t c = 0;
         bc_look_is(look, "observations") && c < look->water.n_columns; c++) {
        if (strcmp(look->water.columns[c].header, header) != 0)
            continue;
        *clue = look->water.columns[c].clue;
        return look->water.columns[c].key;
    }
    return NULL;
}

/** Up to three different values, the first ones. */
static void add_examples(struct bc_text *out, const struct bc_layer *sample,
                         size_t column)
{
    const char *shown[3];
    size_t n = 0;

    for (size_t row = 0; row < sample->n_features && n < 3; row++) {
        const char *cell = sample->columns[column].text[row];
        bool again = !cell;

        for (size_t i = 0; i < n && !again; i++)
            again = strcmp(shown[i], cell) == 0;
        if (again)
            continue;
        shown[n++] = cell;
        bc_text_add(out, n > 1 ? " | " : "");
        bc_text_add_bytes(out, cell,
                          strlen(cell) > 60 ? bc_utf8_prefix(cell, 60)
                                            : strlen(cell));
    }
}

static void describe_column(struct bc_table *table, const struct bc_look *look,
                            size_t column)
{
    const struct bc_layer *sample = look->sample;
    struct bc_column_look own = bc_column_look_at(sample, column);
    struct bc_text examples = {0}, filled = {0}, distinct = {0};
    enum bc_clue clue;
    const char *key = key_of(look, column, &clue);
    const char *cells[10] = {look->label,
                             look->layer,
                             look->role,
                             sample->columns[column].name,
                             key,
                             bc_clue_name(clue),
                             bc_column_kind(&own)};

    bc_text_printf(&filled, "%zu",
                   sample->n_features ? own.n_filled * 100 / sample->n_features
                                      : 0);
    bc_text_printf(&distinct, "%zu", own.n_distinct);
    add_examples(&examples, sample, column);
    cells[7] = filled.data;
    cells[8] = distinct.data;
    cells[9] = bc_text_string(&examples);
    bc_table_add_row(table, cells);
    bc_text_clear(&filled);
    bc_text_clear(&distinct);
    bc_text_clear(&examples);
}

void bc_starter_add_dictionary(const struct bc_looks *looks,
                               struct bc_text *out)
{
    static const struct bc_table_column columns[] = {
        {"file", false},    {"layer", false},         {"role", false},
        {"column", false},  {"key", false},           {"told_by", false},
        {"kind", false},    {"filled_percent", true}, {"distinct", true},
        {"examples", false}};
    struct bc_table table = {
        .name = "data_dictionary", .n_columns = 10, .columns = columns};

    for (size_t i = 0; i < looks->n; i++) {
        const struct bc_look *look = &looks->look[i];

        for (size_t c = 0; look->sample && c < look->sample->n_columns; c++)
            describe_column(&table, look, c);
    }
    bc_table_csv(&table, out);
    bc_table_clear(&table);
}
