/* SPDX-License-Identifier: MIT */
#include "plan/scope.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "geo/region.h"
#include "plan/condition.h"
#include "water/names.h"

/* The rows of one place in one layer, found once for all targets. */
struct remembered {
    const struct bc_layer *layer;
    enum bc_place_kind kind;
    const char *code;
    bool *inside;
};

/* What the column `basin` of a layer holds, each text once: there are as few as
 * basins, and each is looked at for every place. */
struct texts {
    const struct bc_layer *layer;
    size_t n, room;
    const char **text;
    size_t *of_row; /* n of an empty cell */
};

struct bc_gazetteer {
    const struct bc_plan_input *input;
    size_t n_codes, code_room; /* regions that layers speak of, sorted */
    const char **codes;
    size_t n, room;
    struct remembered *remembered;
    size_t n_texts, texts_room;
    struct texts *texts;
    struct bc_arena arena;
};

/* ---- regions that are known ---- */

static bool is_province(const char *code)
{
    return strlen(code) == 6 && strcmp(code + 2, "0000") == 0;
}

static bool has_code(const struct bc_gazetteer *gazetteer, const char *code)
{
    for (size_t i = 0; i < gazetteer->n_codes; i++)
        if (strcmp(gazetteer->codes[i], code) == 0)
            return true;
    return false;
}

static bool add_code(struct bc_slice member, void *context)
{
    struct bc_gazetteer *gazetteer = context;
    const char *code =
        bc_arena_copy(&gazetteer->arena, member.data, member.length);

    if (has_code(gazetteer, code))
        return false;
    gazetteer->codes =
        bc_reserve(gazetteer->codes, &gazetteer->code_room,
                   gazetteer->n_codes + 1, sizeof *gazetteer->codes);
    gazetteer->codes[gazetteer->n_codes++] = code;
    return false;
}

static const char *const *cells_of(const struct bc_layer *layer,
                                   const char *name)
{
    size_t column = bc_condition_column(layer, name);

    return column == BC_NO_COLUMN ? NULL : layer->columns[column].text;
}

/* The column's cells repeat a few sets: each is split once. */
static void add_cells(struct bc_gazetteer *gazetteer,
                      const struct bc_layer *layer)
{
    const char *const *cells = cells_of(layer, "region");
    const char *last = NULL;

    for (size_t row = 0; cells && row < layer->n_features; row++) {
        if (cells[row] && (!last || strcmp(last, cells[row]) != 0))
            bc_set_any(cells[row], add_code, gazetteer);
        last = cells[row];
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct bc_gazetteer *bc_gazetteer_new(const struct bc_plan_input *input)
{
    struct bc_gazetteer *gazetteer = bc_alloc(1, sizeof *gazetteer);
    const char *const *codes =
        input->regions ? cells_of(input->regions, "code") : NULL;

    gazetteer->input = input;
    for (size_t i = 0; codes && i < input->regions->n_features; i++) {
        char prefecture[7];

        if (codes[i] && bc_region_prefecture(codes[i], prefecture))
            add_code(bc_slice_of(prefecture), gazetteer);
    }
    for (size_t i = 0; i < input->n_layers; i++)
        add_cells(gazetteer, input->layers[i]);
    if (gazetteer->n_codes)
        qsort(gazetteer->codes, gazetteer->n_codes, sizeof *gazetteer->codes,
              by_text);
    return gazetteer;
}

void bc_gazetteer_free(struct bc_gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->n; i++)
        free(gazetteer->remembered[i].inside);
    free(gazetteer->remembered);
    for (size_t i = 0; i < gazetteer->n_texts; i++) {
        free(gazetteer->texts[i].text);
        free(gazetteer->texts[i].of_row);
    }
    free(gazetteer->texts);
    free(gazetteer->codes);
    bc_arena_clear(&gazetteer->arena);
    free(gazetteer);
}

/* ---- from text to places ---- */

static const char *region_name(const struct bc_gazetteer *gazetteer,
                               const char *code)
{
    const struct bc_layer *regions = gazetteer->input->regions;
    size_t row = regions ? bc_layer_row(regions, code) : BC_NO_ROW;
    const char *name =
        row == BC_NO_ROW ? NULL : bc_layer_text(regions, "name", row);

    if (!name)
        name = bc_region_name(code);
    return name ? name : code;
}

/* A region by its code, or by its name in the layer or the built-in list. */
static const char *region_code(const struct bc_gazetteer *gazetteer,
                               const char *word)
{
    const struct bc_layer *regions = gazetteer->input->regions;
    size_t row = regions ? bc_layer_row(regions, word) : BC_NO_ROW;
    const char *code =
        row == BC_NO_ROW ? NULL : bc_layer_text(regions, "code", row);

    if (!code)
        code = bc_region_code(word);
    return code ? code : word;
}

/* The only name that holds the word, or lies in it: 甲 for 甲流域. */
static const char *part_of_one(const char *word, const char *const *known)
{
    const char *found = NULL;

    for (; *known; known++) {
        if (!strstr(*known, word) && !strstr(word, *known))
            continue;
        if (found)
            return NULL;
        found = *known;
    }
    return found;
}

static const char *meant_basin(const struct bc_layer *basins, const char *word)
{
    const char *const *codes = basins ? cells_of(basins, "code") : NULL;
    const char *const *names = basins ? cells_of(basins, "name") : NULL;
    const char **known, *meant;
    size_t n = 0;

    if (!codes)
        return NULL;
    known = bc_alloc(2 * basins->n_features + 1, sizeof *known);
    for (size_t i = 0; i < basins->n_features; i++) {
        if (!codes[i]) /* no scope by its name either */
            continue;
        known[n++] = codes[i];
        if (names && names[i])
            known[n++] = names[i];
    }
    meant = part_of_one(word, known);
    if (!meant)
        meant = bc_text_suggest(word, known);
    free(known);
    return meant;
}

static struct bc_place place_of(const struct bc_gazetteer *gazetteer,
                                const char *word)
{
    const struct bc_layer *basins = gazetteer->input->basins;
    const char *its_code;
    size_t row;

    if (strcmp(word, "all") == 0)
        return (struct bc_place){.kind = BC_PLACE_ALL, .code = "all"};
    if (strncmp(word, "region:", 7) == 0 && strcmp(word + 7, "*") != 0)
        return (struct bc_place){BC_PLACE_REGION,
                                 region_code(gazetteer, word + 7), NULL};
    if (strncmp(word, "water:", 6) == 0)
        return (struct bc_place){BC_PLACE_WATER, word + 6, NULL};
    row = basins ? bc_layer_row(basins, word) : BC_NO_ROW;
    its_code = row == BC_NO_ROW ? NULL : bc_layer_text(basins, "code", row);
    if (its_code)
        return (struct bc_place){BC_PLACE_BASIN, its_code, NULL};
    return (struct bc_place){BC_PLACE_UNKNOWN, word, meant_basin(basins, word)};
}

static const char *place_name(const struct bc_gazetteer *gazetteer,
                              const struct bc_place *place)
{
    const struct bc_layer *basins = gazetteer->input->basins;
    const char *name;

    switch (place->kind) {
    case BC_PLACE_ALL:
        return "全部";
    case BC_PLACE_REGION:
        return region_name(gazetteer, place->code);
    case BC_PLACE_BASIN:
        name = bc_layer_text(basins, "name", bc_layer_row(basins, place->code));
        return name ? name : place->code;
    default:
        return place->code;
    }
}

static const char *keep(struct bc_arena *arena, const char *text)
{
    return bc_arena_copy(arena, text, strlen(text));
}

static void add_scope(struct bc_scopes *scopes, const struct bc_scope *scope,
                      struct bc_arena *arena)
{
    struct bc_scope *grown;

    for (size_t i = 0; i < scopes->n; i++)
        if (strcmp(scopes->scope[i].label, scope->label) == 0)
            return;
    if ((scopes->n & (scopes->n - 1)) == 0) { /* full at each power of two */
        grown = bc_arena_alloc(arena,
                               (scopes->n ? 2 * scopes->n : 1) * sizeof *grown);
        if (scopes->n)
            memcpy(grown, scopes->scope, scopes->n * sizeof *grown);
        scopes->scope = grown;
    }
    scopes->scope[scopes->n++] = *scope;
}

/* A scope of one place. */
static void add_place(const struct bc_gazetteer *gazetteer,
                      struct bc_scopes *scopes, const char *label,
                      struct bc_place place, enum bc_standing standing,
                      struct bc_arena *arena)
{
    struct bc_scope scope = {.label = keep(arena, label),
                             .is_basin = place.kind == BC_PLACE_BASIN,
                             .is_all = place.kind == BC_PLACE_ALL,
                             .standing = standing,
                             .n_places = 1};

    place.code = keep(arena, place.code);
    if (scope.is_basin || scope.is_all)
        scope.label = place.code;
    scope.places = bc_arena_alloc(arena, sizeof place);
    *scope.places = place;
    scope.name = keep(arena, place_name(gazetteer, &place));
    add_scope(scopes, &scope, arena);
}

/* `*`: each basin. Its figure is not the document's: indicative. */
static void add_basins(const struct bc_gazetteer *gazetteer,
                       struct bc_scopes *scopes, struct bc_arena *arena)
{
    const struct bc_layer *basins = gazetteer->input->basins;
    const char *const *codes = basins ? cells_of(basins, "code") : NULL;
    struct bc_place place = {.kind = BC_PLACE_BASIN};

    for (size_t i = 0; codes && i < basins->n_features; i++)
        if (codes[i]) {
            place.code = codes[i];
            add_place(gazetteer, scopes, codes[i], place, BC_INDICATIVE, arena);
        }
    if (!codes || !basins->n_features) {
        place = (struct bc_place){BC_PLACE_UNKNOWN, "*", NULL};
        add_place(gazetteer, scopes, "*", place, BC_INDICATIVE, arena);
    }
}

static void add_regions(const struct bc_gazetteer *gazetteer,
                        struct bc_scopes *scopes, struct bc_arena *arena)
{
    struct bc_place place = {.kind = BC_PLACE_REGION};
    char label[64];

    for (size_t i = 0; i < gazetteer->n_codes; i++) {
        place.code = gazetteer->codes[i];
        snprintf(label, sizeof label, "region:%s", place.code);
        add_place(gazetteer, scopes, label, place, BC_ASSESSED, arena);
    }
    if (!gazetteer->n_codes) {
        place.code = "*"; /* known nowhere: no region */
        add_place(gazetteer, scopes, "region:*", place, BC_ASSESSED, arena);
    }
}

/* The next piece of a text up to one of the @p marks, trimmed, in the arena. */
static const char *piece(const char **cursor, char mark, struct bc_arena *arena)
{
    const char *end = strchrnul(*cursor, mark);
    struct bc_slice slice =
        bc_slice_trim((struct bc_slice){*cursor, (size_t)(end - *cursor)});

    *cursor = *end ? end + 1 : end;
    return bc_arena_copy(arena, slice.data, slice.length);
}

static void add_group(const struct bc_gazetteer *gazetteer,
                      struct bc_scopes *scopes, const char *label,
                      struct bc_arena *arena)
{
    struct bc_scope scope = {.label = label, .standing = BC_ASSESSED};
    struct bc_text name = {0};
    size_t room = 1;

    for (const char *c = label; *c; c++)
        room += *c == '+';
    scope.places = bc_arena_alloc(arena, room * sizeof *scope.places);
    for (const char *c = label; *c;) {
        const char *word = piece(&c, '+', arena);

        if (!*word)
            continue;
        scope.places[scope.n_places] = place_of(gazetteer, word);
        bc_text_printf(&name, "%s%s", scope.n_places ? "+" : "",
                       place_name(gazetteer, &scope.places[scope.n_places]));
        scope.n_places++;
    }
    scope.name = keep(arena, bc_text_string(&name));
    bc_text_clear(&name);
    add_scope(scopes, &scope, arena);
}

struct bc_scopes bc_scopes_expand(const struct bc_gazetteer *gazetteer,
                                  const char *text, struct bc_arena *arena)
{
    struct bc_scopes scopes = {0};

    for (const char *c = text; *c;) {
        const char *word = piece(&c, '/', arena);

        if (strcmp(word, "*") == 0)
            add_basins(gazetteer, &scopes, arena);
        else if (strcmp(word, "region:*") == 0)
            add_regions(gazetteer, &scopes, arena);
        else if (strchr(word, '+'))
            add_group(gazetteer, &scopes, word, arena);
        else if (*word) {
            struct bc_place place = place_of(gazetteer, word);

            add_place(gazetteer, &scopes, word, place,
                      place.kind == BC_PLACE_ALL ? BC_INDICATIVE : BC_ASSESSED,
                      arena);
        }
    }
    if (!scopes.n)
        add_place(gazetteer, &scopes, "all", place_of(gazetteer, "all"),
                  BC_INDICATIVE, arena);
    return scopes;
}

/* ---- from places to rows ---- */

/* A member of a set cell that is a place, or lies in it. */
struct member_of {
    const struct bc_layer *basins;
    const struct bc_place *place;
    bool nested; /* basins have parents */
};

static bool is_basin_or_inside(struct bc_slice member, void *context)
{
    const struct member_of *of = context;
    char *word = NULL;
    size_t row = BC_NO_ROW;
    bool found = false;

    /* `basin` holds codes: nearly always this is the answer */
    if (!of->nested || bc_slice_is(member, of->place->code))
        return bc_slice_is(member, of->place->code);
    word = bc_copy_bytes(member.data, member.length);
    row = bc_layer_row(of->basins, word);

    /* as many steps as there are basins: a ring of parents ends too */
    for (size_t i = 0; row != BC_NO_ROW && !found && i < of->basins->n_features;
         i++) {
        const char *code = bc_layer_text(of->basins, "code", row);
        const char *parent = bc_layer_text(of->basins, "parent", row);

        found = code && strcmp(code, of->place->code) == 0;
        row = parent ? bc_layer_row(of->basins, parent) : BC_NO_ROW;
    }
    free(word);
    return found;
}

static bool is_region(struct bc_slice member, void *context)
{
    const struct member_of *of = context;
    const char *code = of->place->code;

    if (is_province(code))
        return member.length == 6 && strncmp(member.data, code, 2) == 0;
    return bc_slice_is(member, code);
}

static struct texts list_texts(const struct bc_layer *layer)
{
    struct texts texts = {.layer = layer};
    const char *const *cells = cells_of(layer, "basin");
    struct bc_names names = {0};

    texts.of_row = bc_alloc(layer->n_features + 1, sizeof *texts.of_row);
    for (size_t row = 0; row < layer->n_features; row++) {
        size_t length = cells[row] ? strlen(cells[row]) : 0;
        const size_t *known = bc_names_find(&names, cells[row], length);

        if (!length || known) {
            texts.of_row[row] = known ? *known : SIZE_MAX;
            continue;
        }
        bc_names_put(&names, cells[row], length, texts.n);
        texts.text = bc_reserve(texts.text, &texts.room, texts.n + 1,
                                sizeof *texts.text);
        texts.of_row[row] = texts.n;
        texts.text[texts.n++] = cells[row];
    }
    for (size_t row = 0; row < layer->n_features; row++)
        if (texts.of_row[row] == SIZE_MAX)
            texts.of_row[row] = texts.n;
    bc_names_clear(&names);
    return texts;
}

static const struct texts *texts_of(struct bc_gazetteer *gazetteer,
                                    const struct bc_layer *layer)
{
    for (size_t i = 0; i < gazetteer->n_texts; i++)
        if (gazetteer->texts[i].layer == layer)
            return &gazetteer->texts[i];
    gazetteer->texts =
        bc_reserve(gazetteer->texts, &gazetteer->texts_room,
                   gazetteer->n_texts + 1, sizeof *gazetteer->texts);
    gazetteer->texts[gazetteer->n_texts] = list_texts(layer);
    return &gazetteer->texts[gazetteer->n_texts++];
}

static void find_basin(struct bc_gazetteer *gazetteer,
                       const struct bc_place *place,
                       const struct bc_layer *layer, bool *inside)
{
    const struct bc_layer *basins = gazetteer->input->basins;
    struct member_of of = {basins, place,
                           bc_layer_find(basins, "parent") != BC_NO_COLUMN};
    const struct texts *texts = texts_of(gazetteer, layer);
    bool *found = bc_alloc(texts->n + 1, sizeof *found);

    for (size_t i = 0; i < texts->n; i++)
        found[i] = bc_set_any(texts->text[i], is_basin_or_inside, &of);
    for (size_t row = 0; row < layer->n_features; row++)
        inside[row] = found[texts->of_row[row]];
    free(found);
}

/* A county is told by the feature's own code, for `region` holds prefectures.
 */
static void find_region(const struct bc_place *place,
                        const struct bc_layer *layer, bool *inside)
{
    struct member_of of = {NULL, place, false};
    const char *const *cells = cells_of(layer, "region");
    const char *const *counties = cells_of(layer, "county_code");

    for (size_t row = 0; row < layer->n_features; row++) {
        inside[row] = cells[row] && bc_set_any(cells[row], is_region, &of);
        if (counties && counties[row] &&
            strcmp(counties[row], place->code) == 0)
            inside[row] = true;
    }
}

static const char *const *water_cells(const struct bc_layer *layer)
{
    static const char *const names[] = {"water", "receiving_water", "name"};
    const char *const *cells = NULL;

    for (size_t i = 0; i < 3 && !cells; i++)
        cells = cells_of(layer, names[i]);
    return cells;
}

static void find_water(const struct bc_place *place,
                       const struct bc_layer *layer, bool *inside)
{
    const char *const *cells = water_cells(layer);

    for (size_t row = 0; row < layer->n_features; row++)
        inside[row] = cells[row] && bc_set_has(cells[row], place->code);
}

static const bool *rows_of(struct bc_gazetteer *gazetteer,
                           const struct bc_place *place,
                           const struct bc_layer *layer)
{
    struct remembered *made;

    for (size_t i = 0; i < gazetteer->n; i++) {
        const struct remembered *known = &gazetteer->remembered[i];

        if (known->layer == layer && known->kind == place->kind &&
            strcmp(known->code, place->code) == 0)
            return known->inside;
    }
    gazetteer->remembered =
        bc_reserve(gazetteer->remembered, &gazetteer->room, gazetteer->n + 1,
                   sizeof *gazetteer->remembered);
    made = &gazetteer->remembered[gazetteer->n++];
    *made = (struct remembered){.layer = layer,
                                .kind = place->kind,
                                .code = keep(&gazetteer->arena, place->code)};
    made->inside = bc_alloc(layer->n_features, sizeof *made->inside);
    switch (place->kind) {
    case BC_PLACE_BASIN:
        find_basin(gazetteer, place, layer, made->inside);
        break;
    case BC_PLACE_REGION:
        find_region(place, layer, made->inside);
        break;
    case BC_PLACE_WATER:
        find_water(place, layer, made->inside);
        break;
    default:
        for (size_t row = 0; row < layer->n_features; row++)
            made->inside[row] = place->kind == BC_PLACE_ALL;
    }
    return made->inside;
}

static bool any_text(const char *const *cells, size_t n)
{
    for (size_t i = 0; cells && i < n; i++)
        if (cells[i])
            return true;
    return false;
}

/* Is a region known here at all, by the regions layer or by a feature? */
static bool region_known(const struct bc_gazetteer *gazetteer, const char *code)
{
    const struct bc_layer *regions = gazetteer->input->regions;

    if (regions && bc_layer_row(regions, code) != BC_NO_ROW)
        return true;
    for (size_t i = 0; i < gazetteer->n_codes; i++)
        if (strcmp(gazetteer->codes[i], code) == 0 ||
            (is_province(code) && strncmp(gazetteer->codes[i], code, 2) == 0))
            return true;
    return false;
}

static enum bc_reason place_reason(const struct bc_gazetteer *gazetteer,
                                   const struct bc_place *place,
                                   const struct bc_layer *layer,
                                   const char **detail)
{
    *detail = place->code;
    switch (place->kind) {
    case BC_PLACE_BASIN:
        if (cells_of(layer, "basin"))
            return BC_NO_REASON;
        *detail = "basin";
        return BC_REASON_NO_COLUMN;
    case BC_PLACE_REGION:
        if (!region_known(gazetteer, place->code) ||
            (layer->n_features &&
             !any_text(cells_of(layer, "region"), layer->n_features)))
            return BC_REASON_NO_REGION;
        return BC_NO_REASON;
    case BC_PLACE_WATER:
        return water_cells(layer) ? BC_NO_REASON : BC_REASON_NO_SCOPE;
    case BC_PLACE_UNKNOWN:
        return BC_REASON_NO_SCOPE;
    default:
        return BC_NO_REASON;
    }
}

enum bc_reason bc_scope_rows(struct bc_gazetteer *gazetteer,
                             const struct bc_scope *scope,
                             const struct bc_layer *layer, bool *inside,
                             const char **detail)
{
    enum bc_reason reason = BC_NO_REASON;

    memset(inside, 0, layer->n_features * sizeof *inside);
    for (size_t i = 0; i < scope->n_places; i++) {
        const bool *rows;

        reason = place_reason(gazetteer, &scope->places[i], layer, detail);
        if (reason)
            break;
        rows = rows_of(gazetteer, &scope->places[i], layer);
        for (size_t row = 0; row < layer->n_features; row++)
            inside[row] = inside[row] || rows[row];
    }
    return reason;
}

static bool place_contains(const struct bc_place *outer,
                           const struct bc_place *inner)
{
    if (outer->kind == BC_PLACE_ALL)
        return true;
    if (outer->kind != inner->kind || outer->kind == BC_PLACE_UNKNOWN)
        return false;
    if (strcmp(outer->code, inner->code) == 0)
        return true;
    return outer->kind == BC_PLACE_REGION && is_province(outer->code) &&
           strncmp(outer->code, inner->code, 2) == 0;
}

bool bc_scope_contains(const struct bc_scope *outer,
                       const struct bc_scope *inner)
{
    for (size_t i = 0; i < inner->n_places; i++) {
        bool found = false;

        for (size_t o = 0; o < outer->n_places && !found; o++)
            found = place_contains(&outer->places[o], &inner->places[i]);
        if (!found)
            return false;
    }
    return true;
}
