/* SPDX-License-Identifier: MIT */
#include "plan/what_if.h"

#include <stdlib.h>
#include <string.h>

#include "layer/role.h"
#include "water/cells.h"
#include "water/item.h"
#include "water/standard.h"

/* Where the columns of the table stand. */
struct columns {
    size_t feature, field, value, layer;
};

/* A row of the table, looked up. */
struct change {
    const struct bc_layer *table;
    size_t line;
    const char *feature, *field, *value;
    struct bc_layer *layer;
    size_t column;     /* BC_NO_COLUMN: an item */
    enum bc_item item; /* BC_NO_ITEM: a column */
    struct bc_decimal mean;
    size_t n_rows;
    size_t *rows; /* of the layer */
};

static enum bc_status fail(const struct change *change, struct bc_error *err,
                           const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static enum bc_status fail(const struct change *change, struct bc_error *err,
                           const char *format, ...)
{
    struct bc_text text = {0};
    va_list arguments;
    enum bc_status status;

    va_start(arguments, format);
    bc_text_vprintf(&text, format, arguments);
    va_end(arguments);
    status =
        bc_error_set(err, BC_BAD_INPUT, "%s:%zu: %s", change->table->source,
                     change->line, bc_text_string(&text));
    bc_text_clear(&text);
    return status;
}

static enum bc_status find_columns(const struct bc_layer *table,
                                   struct columns *columns,
                                   struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];

    columns->feature =
        bc_cells_column(table, "feature|对象|code|编码|name|名称|断面", unit);
    columns->field = bc_cells_column(table, "field|字段|item|项目|指标", unit);
    columns->value = bc_cells_column(table, "value|新值|值|取值", unit);
    columns->layer = bc_cells_column(table, "layer|图层", unit);
    if (columns->feature == BC_NO_COLUMN || columns->field == BC_NO_COLUMN ||
        columns->value == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:1: there is no column '%s'; head the columns "
                            "feature, field, value, and layer where needed",
                            table->source,
                            columns->feature == BC_NO_COLUMN ? "feature"
                            : columns->field == BC_NO_COLUMN ? "field"
                                                             : "value");
    return BC_OK;
}

/* ---- the feature ---- */

static bool is_point_of(const struct bc_layer *sections, size_t row,
                        const char *water)
{
    const char *name = bc_layer_text(sections, "water", row);
    enum bc_water type = bc_water_parse(bc_layer_text(sections, "type", row));

    return name && strcmp(name, water) == 0 &&
           (type == BC_LAKE || type == BC_RESERVOIR);
}

/* The rows of a feature: one, or the points of a lake. @return how many */
static size_t find_rows(const struct bc_layer *layer, const char *feature,
                        size_t *rows)
{
    size_t n = 0, row = bc_layer_row(layer, feature);

    if (row != BC_NO_ROW) {
        rows[0] = row;
        return 1;
    }
    if (strcmp(layer->role, "sections") != 0)
        return 0;
    for (row = 0; row < layer->n_features; row++)
        if (is_point_of(layer, row, feature))
            rows[n++] = row;
    return n;
}

static size_t column_of(const struct bc_layer *layer, const char *field)
{
    size_t column = bc_layer_find(layer, field);

    return column == BC_NO_COLUMN || layer->columns[column].derived ||
                   layer->columns[column].type != BC_TEXT
               ? BC_NO_COLUMN
               : column;
}

static enum bc_item item_of(const struct bc_layer *layer, const char *field)
{
    return strcmp(layer->role, "sections") == 0
               ? bc_item_find(bc_slice_of(field))
               : BC_NO_ITEM;
}

static bool has_field(const struct bc_layer *layer, const char *field)
{
    return column_of(layer, field) != BC_NO_COLUMN ||
           item_of(layer, field) != BC_NO_ITEM;
}

/* Names that are nearly the feature's, of all layers or of one. */
static enum bc_status no_feature(const struct change *change,
                                 struct bc_layer *const *layers, size_t n,
                                 const char *role, struct bc_error *err)
{
    const char **names, *meant;
    size_t room = 1, n_names = 0;
    enum bc_status status;

    for (size_t i = 0; i < n; i++)
        room += 2 * layers[i]->n_features;
    names = bc_alloc(room, sizeof *names);
    for (size_t i = 0; i < n; i++)
        for (size_t row = 0; row < layers[i]->n_features; row++) {
            const char *code = bc_layer_text(layers[i], "code", row);
            const char *name = bc_layer_text(layers[i], "name", row);

            if (role && strcmp(role, layers[i]->role) != 0)
                continue;
            if (code)
                names[n_names++] = code;
            if (name)
                names[n_names++] = name;
        }
    meant = bc_text_suggest(change->feature, names);
    status = meant
                 ? fail(change, err, "no feature '%s'; did you mean '%s'?",
                        change->feature, meant)
                 : fail(change, err, "no feature '%s'%s%s; give a code or name",
                        change->feature, role ? " in " : "", role ? role : "");
    free(names);
    return status;
}

static enum bc_status no_field(const struct change *change,
                               const struct bc_layer *layer,
                               struct bc_error *err)
{
    bool is_section = strcmp(layer->role, "sections") == 0;
    const char **names = bc_alloc(
        layer->n_columns + layer->n_keys + BC_N_ITEMS + 1, sizeof *names);
    const char *meant;
    size_t n = 0;
    enum bc_status status;

    for (size_t k = 0; k < layer->n_keys; k++)
        names[n++] = layer->keys[k].key;
    for (size_t c = 0; c < layer->n_columns; c++)
        if (!layer->columns[c].derived)
            names[n++] = layer->columns[c].name;
    for (int i = 0; is_section && i < BC_N_ITEMS; i++)
        names[n++] = bc_item_symbol((enum bc_item)i);
    meant = bc_text_suggest(change->field, names);
    status =
        meant
            ? fail(change, err, "no field '%s' in %s; did you mean '%s'?",
                   change->field, layer->role, meant)
            : fail(change, err, "no field '%s' in %s; use a column%s",
                   change->field, layer->role, is_section ? " or an item" : "");
    free(names);
    return status;
}

/* The one layer that has the feature and the field. */
static enum bc_status find_layer(struct change *change, const char *role,
                                 struct bc_layer *const *layers, size_t n,
                                 struct bc_error *err)
{
    struct bc_layer *with_feature = NULL, *found = NULL;

    for (size_t i = 0; i < n; i++) {
        if (role && strcmp(layers[i]->role, role) != 0)
            continue;
        change->rows = bc_resize(change->rows, layers[i]->n_features + 1,
                                 sizeof *change->rows);
        if (!find_rows(layers[i], change->feature, change->rows))
            continue;
        with_feature = layers[i];
        if (!has_field(layers[i], change->field))
            continue;
        if (found)
            return fail(change, err,
                        "'%s' stands in %s and %s; say which in a column "
                        "'layer'",
                        change->feature, found->role, layers[i]->role);
        found = layers[i];
    }
    if (!with_feature)
        return no_feature(change, layers, n, role, err);
    if (!found)
        return no_field(change, with_feature, err);
    change->layer = found;
    change->rows =
        bc_resize(change->rows, found->n_features + 1, sizeof *change->rows);
    change->n_rows = find_rows(found, change->feature, change->rows);
    change->column = column_of(found, change->field);
    change->item = change->column == BC_NO_COLUMN
                       ? item_of(found, change->field)
                       : BC_NO_ITEM;
    return BC_OK;
}

/* ---- the value ---- */

/* A column of words takes the words that its source may use. */
static enum bc_status check_word(struct change *change, struct bc_error *err)
{
    const struct bc_role_key *keys = bc_role_find(change->layer->role)->keys;
    const char *word = NULL, *list = NULL;
    struct bc_text words = {0};

    for (size_t k = 0; k < change->layer->n_keys; k++)
        for (size_t i = 0; keys && keys[i].key; i++)
            if (change->layer->keys[k].column == change->column &&
                strcmp(keys[i].key, change->layer->keys[k].key) == 0 &&
                keys[i].words)
                list = keys[i].words;
    if (!list || !change->value)
        return BC_OK;
    word = bc_word_canonical(list, change->value, &change->layer->arena);
    if (word) {
        change->value = word;
        return BC_OK;
    }
    bc_word_list(list, &words);
    fail(change, err, "unknown '%s' in '%s'; use one of %s", change->value,
         change->field, bc_text_string(&words));
    bc_text_clear(&words);
    return BC_BAD_INPUT;
}

static enum bc_status check_value(struct change *change, struct bc_error *err)
{
    static const char *const fixed[] = {"code", "lon",  "lat",
                                        "经度", "纬度", NULL};

    if (change->item != BC_NO_ITEM) {
        if (change->value &&
            bc_decimal_parse(bc_slice_trim(bc_slice_of(change->value)),
                             &change->mean) <= BC_PARSED_ROUNDED &&
            change->mean.units >= 0)
            return BC_OK;
        return fail(change, err, "'%s' is no mean of %s; write a number",
                    change->value ? change->value : "", change->field);
    }
    for (size_t i = 0; fixed[i]; i++)
        if (strcmp(change->field, fixed[i]) == 0)
            return fail(change, err,
                        "'%s' is not changed here; change what the feature "
                        "is like, not which or where it is",
                        change->field);
    return check_word(change, err);
}

static enum bc_status look_up(const struct bc_layer *table,
                              const struct columns *columns, size_t row,
                              struct bc_layer *const *layers, size_t n,
                              struct change *change, struct bc_error *err)
{
    enum bc_status status;

    *change =
        (struct change){.table = table,
                        .line = table->row_line[row],
                        .feature = bc_cells_text(table, columns->feature, row),
                        .field = bc_cells_text(table, columns->field, row),
                        .value = bc_cells_text(table, columns->value, row)};
    if (!change->feature || !change->field)
        return fail(change, err, "column '%s' is empty; it must be filled",
                    change->feature ? "field" : "feature");
    status = find_layer(change, bc_cells_text(table, columns->layer, row),
                        layers, n, err);
    return status ? status : check_value(change, err);
}

static void forget_stage_dates(struct bc_layer *layer, size_t row)
{
    for (size_t k = 0; k < layer->n_keys; k++)
        if (strncmp(layer->keys[k].key, "date_", 5) == 0)
            bc_layer_set_text(layer, layer->keys[k].column, row, NULL);
}

static void set_cells(const struct change *change)
{
    for (size_t i = 0; i < change->n_rows; i++) {
        bc_layer_set_text(change->layer, change->column, change->rows[i],
                          change->value);
        if (bc_layer_find(change->layer, "stage") == change->column)
            forget_stage_dates(change->layer, change->rows[i]);
    }
}

enum bc_status bc_what_if_cells(const struct bc_layer *table,
                                struct bc_layer *const *layers, size_t n_layers,
                                struct bc_error *err)
{
    struct columns columns;
    enum bc_status status = find_columns(table, &columns, err);

    for (size_t row = 0; !status && row < table->n_features; row++) {
        struct change change;

        status = look_up(table, &columns, row, layers, n_layers, &change, err);
        if (!status && change.item == BC_NO_ITEM)
            set_cells(&change);
        free(change.rows);
    }
    return status;
}

static bool has_mean(const struct bc_observations *observations, size_t section,
                     enum bc_item item, const struct bc_period *period)
{
    return bc_observations_mean(observations, section, item, period, 1).n > 0;
}

/* A point of a lake that was not sampled stays so, unless none was. */
static void set_means(const struct change *change,
                      const struct bc_period *period, int min_samples,
                      struct bc_observations *observations)
{
    bool any = false;

    for (size_t i = 0; i < change->n_rows; i++)
        any |= has_mean(observations, change->rows[i], change->item, period);
    for (size_t i = 0; i < change->n_rows; i++)
        if (!any ||
            has_mean(observations, change->rows[i], change->item, period))
            bc_observations_set_mean(observations, change->rows[i],
                                     change->item, period, change->mean,
                                     min_samples);
}

enum bc_status bc_what_if_means(const struct bc_layer *table,
                                struct bc_layer *const *layers, size_t n_layers,
                                const struct bc_period *period, int min_samples,
                                struct bc_observations *observations,
                                struct bc_error *err)
{
    struct columns columns;
    enum bc_status status = find_columns(table, &columns, err);

    for (size_t row = 0; !status && row < table->n_features; row++) {
        struct change change;

        status = look_up(table, &columns, row, layers, n_layers, &change, err);
        if (!status && change.item != BC_NO_ITEM && !observations)
            status = fail(&change, err,
                          "'%s' is an item, but the project has no "
                          "observations; change 'class'",
                          change.field);
        if (!status && change.item != BC_NO_ITEM)
            set_means(&change, period, min_samples, observations);
        free(change.rows);
    }
    return status;
}
