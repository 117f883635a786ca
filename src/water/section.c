/* SPDX-License-Identifier: MIT */
#include "water/section.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/absent.h"
#include "base/language.h"
#include "layer/alike.h"
#define AMBIGUOUS (SIZE_MAX - 1) /* beside BC_NO_ROW */

enum { N_KEYS = 3, N_TABLES = 2 * N_KEYS };

/* ---- names of the layer ---- */

static void put(struct bc_names *names, const char *bytes, size_t n,
                size_t section)
{
    size_t *known = bc_names_find(names, bytes, n);

    if (!known)
        bc_names_put(names, bytes, n, section);
    else if (*known != section)
        *known = AMBIGUOUS; /* two sections share it: it leads to neither */
}

struct adding {
    struct bc_section_index *index;
    int key;
    size_t section;
};

static bool add(struct bc_slice name, void *context)
{
    const struct adding *adding = context;
    char *copy = bc_copy_bytes(name.data, name.length);
    char *key = bc_text_key(copy);

    put(&adding->index->names[adding->key], name.data, name.length,
        adding->section);
    put(&adding->index->names[N_KEYS + adding->key], key, strlen(key),
        adding->section);
    free(key);
    free(copy);
    return false;
}

void bc_section_index_init(struct bc_section_index *index,
                           const struct bc_layer *sections)
{
    static const char *const keys[N_KEYS] = {"code", "name", "alias"};

    *index = (struct bc_section_index){.sections = sections};
    for (size_t s = 0; sections && s < sections->n_features; s++) {
        for (int k = 0; k < N_KEYS; k++) {
            const char *text = bc_layer_text(sections, keys[k], s);
            struct adding adding = {index, k, s};

            if (text && k == N_KEYS - 1)
                bc_set_any(text, add, &adding);
            else if (text)
                add(bc_slice_of(text), &adding);
        }
    }
}

void bc_section_index_clear(struct bc_section_index *index)
{
    for (int t = 0; t < N_TABLES; t++)
        bc_names_clear(&index->names[t]);
    bc_names_clear(&index->met_as);
    free(index->met);
    *index = (struct bc_section_index){0};
}

/* ---- rows ---- */

static size_t look_up(const struct bc_section_index *index,
                      struct bc_slice name)
{
    char *copy = bc_copy_bytes(name.data, name.length);
    char *key = bc_text_key(copy);
    const size_t *found = NULL;

    for (int t = 0; t < N_TABLES && !found; t++)
        found = t < N_KEYS
                    ? bc_names_find(&index->names[t], name.data, name.length)
                    : bc_names_find(&index->names[t], key, strlen(key));
    free(key);
    free(copy);
    return found ? *found : BC_NO_ROW;
}

static size_t new_section(struct bc_section_index *index, struct bc_slice name)
{
    index->met = bc_reserve(index->met, &index->met_room, index->n_met + 1,
                            sizeof *index->met);
    index->met[index->n_met] =
        bc_arena_copy(&index->met_as.arena, name.data, name.length);
    return index->n_met++;
}

/* What a spelling leads to; @p is_new when it was not met before. */
static size_t section_of(struct bc_section_index *index, struct bc_slice name,
                         bool *is_new)
{
    const size_t *met = bc_names_find(&index->met_as, name.data, name.length);
    size_t section = BC_NO_ROW;

    *is_new = !met;
    if (met)
        return *met;
    if (name.length > 0 && !bc_is_absent(name))
        section =
            index->sections ? look_up(index, name) : new_section(index, name);
    bc_names_put(&index->met_as, name.data, name.length, section);
    return section;
}

/** An unknown name that looks like one of the layer: false when it does not. */
static bool tell_alike(const struct bc_section_index *index,
                       const struct bc_observation *row,
                       struct bc_findings *findings)
{
    const struct bc_slice name = row->section[0];
    struct bc_finding finding;
    const char *alike;
    char *copy;

    if (!index->sections || name.length == 0 ||
        bc_findings_is_full(findings, BC_FOUND_UNKNOWN_SECTION))
        return false;
    copy = bc_copy_bytes(name.data, name.length);
    alike = bc_alike_find(index->sections, copy);
    finding = (struct bc_finding){.code = BC_FOUND_UNKNOWN_SECTION,
                                  .source = row->source,
                                  .line = row->line,
                                  .feature = copy,
                                  .field = "section",
                                  .value = copy};
    if (alike)
        bc_findings_addf(findings, finding,
                         "not in the sections layer, where '%s' looks the "
                         "same; its rows were left out",
                         alike);
    free(copy);
    return alike != NULL;
}

/** A name is found by what is seen of it; that there is more is told. */
static void tell_unseen(const struct bc_observation *row, size_t i,
                        struct bc_findings *findings)
{
    const struct bc_slice name = row->section[i];
    char *copy = bc_copy_bytes(name.data, name.length);

    if (bc_text_find_unseen(copy))
        bc_row_found(findings, row, BC_FOUND_UNSEEN_CHARACTER, "section", name,
                     "the name holds a character that is not seen; what is "
                     "seen of it counts");
    free(copy);
}

size_t bc_section_of_row(struct bc_section_index *index,
                         const struct bc_observation *row,
                         struct bc_findings *findings)
{
    bool is_new = false, is_new_here, ambiguous = false;

    for (size_t i = 0; i < row->n_section; i++) {
        size_t section = section_of(index, row->section[i], &is_new_here);

        if (is_new_here && index->sections)
            tell_unseen(row, i, findings);
        if (section < AMBIGUOUS)
            return section;
        ambiguous |= section == AMBIGUOUS;
        is_new |= i == 0 && is_new_here;
    }
    if (is_new && (ambiguous || !tell_alike(index, row, findings)))
        bc_row_found(
            findings, row, BC_FOUND_UNKNOWN_SECTION, "section", row->section[0],
            row->section[0].length == 0
                ? "the row names no section; it was left out"
            : bc_is_absent(row->section[0])
                ? BC_N("an error or a missing value in place of a name; its "
                       "rows were left out")
            : ambiguous ? BC_N("several sections have this name; its rows "
                               "were left out")
                        : BC_N("not in the sections layer; its rows "
                               "were left out"));
    return BC_NO_ROW;
}

size_t bc_section_met(const struct bc_section_index *index,
                      struct bc_slice name)
{
    const size_t *met = bc_names_find(&index->met_as, name.data, name.length);

    return met && *met < AMBIGUOUS ? *met : BC_NO_ROW;
}

size_t bc_section_index_count(const struct bc_section_index *index)
{
    return index->sections ? index->sections->n_features : index->n_met;
}

const char *bc_section_name(const struct bc_section_index *index,
                            size_t section)
{
    return index->sections ? bc_section_code(index->sections, section)
                           : index->met[section];
}

const char *bc_section_code(const struct bc_layer *sections, size_t section)
{
    const char *code = bc_layer_text(sections, "code", section);

    return code ? code : bc_layer_text(sections, "name", section);
}

enum bc_water bc_section_water(const struct bc_layer *sections, size_t section)
{
    return sections ? bc_water_parse(bc_layer_text(sections, "type", section))
                    : BC_WATER_UNKNOWN;
}

size_t bc_section_points_of(const struct bc_layer *sections, const char *water,
                            size_t *rows)
{
    size_t n = 0;

    for (size_t row = 0; row < sections->n_features; row++) {
        enum bc_water type = bc_section_water(sections, row);
        const char *name = bc_layer_text(sections, "water", row);

        if (name && strcmp(name, water) == 0 &&
            (type == BC_LAKE || type == BC_RESERVOIR))
            rows[n++] = row;
    }
    return n;
}

int bc_section_target(const struct bc_layer *sections, size_t section)
{
    const char *text =
        sections ? bc_layer_text(sections, "target_class", section) : NULL;
    int class_no = text ? bc_class_parse(bc_slice_of(text)) : 0;

    return class_no >= 1 && class_no <= 5 ? class_no : 0;
}

bool bc_section_is_dry(const struct bc_layer *sections, size_t section)
{
    static const char *const words[] = {"断流", "已断流", "干涸", "dry"};
    const char *state =
        sections ? bc_layer_text(sections, "state", section) : NULL;
    char *key = state ? bc_text_key(state) : NULL;
    bool dry = false;

    for (size_t w = 0; key && w < sizeof words / sizeof words[0]; w++)
        dry = dry || strcmp(key, words[w]) == 0;
    free(key);
    return dry;
}
