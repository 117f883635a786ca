/* SPDX-License-Identifier: MIT */
#include "layer/header.h"

#include <stdbool.h>
#include <string.h>

/* What a cell of a header row is. */
enum cell { EMPTY, NAME, UNIT, OTHER };

struct finder {
    enum bc_word (*word)(struct bc_slice cell);
    struct bc_arena *arena;
    struct bc_header_place place;
    bool *known; /* the name so far is one */
};

/* Nothing, or the dash or stroke of an item without a unit. */
static bool is_blank(struct bc_slice cell)
{
    struct bc_text folded = {0};
    bool blank;

    bc_text_fold(&folded, cell.data, cell.length);
    blank = strspn(bc_text_string(&folded), "-/*") == folded.length;
    bc_text_clear(&folded);
    return blank;
}

static enum cell cell_kind(const struct finder *finder, struct bc_slice cell)
{
    if (is_blank(cell))
        return EMPTY;
    switch (finder->word(cell)) {
    case BC_WORD_NAME:
        return NAME;
    case BC_WORD_UNIT:
        return UNIT;
    default:
        return OTHER;
    }
}

static size_t find_first(const struct finder *finder,
                         const struct bc_header_row *rows, size_t n_rows)
{
    for (size_t r = 0; r < n_rows; r++) {
        size_t n_names = 0;

        for (size_t c = 0; c < rows[r].n_cells; c++)
            n_names += cell_kind(finder, rows[r].cells[c]) == NAME;
        if (n_names >= 2)
            return r;
    }
    return 0;
}

/* Two header cells, one below the other, that are one name. */
static struct bc_slice with_unit(struct bc_arena *arena, struct bc_slice name,
                                 struct bc_slice unit)
{
    struct bc_text text = {0}, folded = {0};
    bool bracketed;
    size_t n;
    const char *kept;

    bc_text_fold(&folded, unit.data, unit.length);
    bracketed = folded.data[0] == '('; /* a unit is not empty */
    bc_text_add_bytes(&text, name.data, name.length);
    bc_text_printf(&text, bracketed ? "%s" : "(%s)", folded.data);
    bc_text_clear(&folded);
    n = text.length;
    kept = bc_arena_copy(arena, text.data, n);
    bc_text_clear(&text);
    return (struct bc_slice){kept, n};
}

/* Below a name nothing but names, units and blanks goes on with the header. */
static bool goes_on(const struct finder *finder,
                    const struct bc_header_row *row)
{
    size_t n_words = 0;

    for (size_t c = 0; c < row->n_cells; c++) {
        enum cell kind = cell_kind(finder, row->cells[c]);

        if (kind == OTHER && (c >= finder->place.n_names || finder->known[c]))
            return false;
        n_words += kind == NAME || kind == UNIT;
    }
    return n_words > 0;
}

static void add_row(struct finder *finder, const struct bc_header_row *row)
{
    size_t n = row->n_cells < finder->place.n_names ? row->n_cells
                                                    : finder->place.n_names;

    for (size_t c = 0; c < n; c++) {
        struct bc_slice *name = &finder->place.names[c];
        struct bc_slice cell = bc_slice_trim(row->cells[c]);
        enum cell kind = cell_kind(finder, cell);

        if (kind == UNIT && finder->known[c]) {
            *name = with_unit(finder->arena, *name, cell);
        } else if (kind != EMPTY) {
            *name = cell;
            finder->known[c] = kind == NAME;
        }
    }
}

static const char *text_above(const struct finder *finder,
                              const struct bc_header_row *rows)
{
    struct bc_text text = {0};
    const char *kept;

    for (size_t r = 0; r < finder->place.first; r++) {
        for (size_t c = 0; c < rows[r].n_cells; c++) {
            struct bc_slice cell = bc_slice_trim(rows[r].cells[c]);

            if (cell.length > 0 && text.length > 0)
                bc_text_add(&text, " ");
            bc_text_add_bytes(&text, cell.data, cell.length);
        }
    }
    kept = bc_arena_copy(finder->arena, bc_text_string(&text), text.length);
    bc_text_clear(&text);
    return kept;
}

struct bc_header_place bc_header_find(const struct bc_header_row *rows,
                                      size_t n_rows,
                                      enum bc_word (*word)(struct bc_slice),
                                      struct bc_arena *arena)
{
    struct finder finder = {.word = word, .arena = arena};
    struct bc_header_place *place = &finder.place;
    const struct bc_header_row *top;

    if (word)
        place->first = find_first(&finder, rows, n_rows);
    place->last = place->first;
    top = &rows[place->first];
    place->n_names = top->n_cells;
    place->names = bc_arena_alloc(arena, top->n_cells * sizeof *place->names);
    finder.known = bc_arena_alloc(arena, top->n_cells * sizeof *finder.known);
    for (size_t c = 0; c < top->n_cells; c++) {
        place->names[c] = bc_slice_trim(top->cells[c]);
        finder.known[c] = word && word(place->names[c]) == BC_WORD_NAME;
    }
    while (word && place->last + 1 < n_rows &&
           goes_on(&finder, &rows[place->last + 1]))
        add_row(&finder, &rows[++place->last]);
    place->above = text_above(&finder, rows);
    return *place;
}
