/* SPDX-License-Identifier: MIT */
#include "output/fields_parts.h"

#include "geo/geodesic.h"

void bc_cell_add_decimal(struct bc_text *out, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print_short(value, text);
    bc_text_add(out, text);
}

void bc_cell_add_count(struct bc_text *out, size_t value)
{
    bc_text_printf(out, "%zu", value);
}

void bc_cell_add_known(struct bc_text *out, int value, int unknown)
{
    if (value != unknown)
        bc_text_printf(out, "%d", value);
}

void bc_cell_add_member(struct bc_text *out, const char *member)
{
    if (out->length && member)
        bc_text_add(out, ";");
    bc_text_add(out, member);
}

/* A text cell where a number or a date belongs: what is none stays empty, its
 * finding has been listed when it was read. */
static void add_typed(struct bc_text *out, const char *text,
                      enum bc_field_type type)
{
    struct bc_slice slice = bc_slice_trim(bc_slice_of(text));
    struct bc_decimal number;
    char printed[16];
    bc_day day;

    if (type == BC_FIELD_TEXT)
        bc_text_add(out, text);
    else if (type == BC_FIELD_DATE) {
        if (bc_day_parse(slice, &day)) {
            bc_day_print(day, printed);
            bc_text_add(out, printed);
        }
    } else if (bc_decimal_parse(slice, &number) <= BC_PARSED_ROUNDED)
        bc_cell_add_decimal(out, number);
}

void bc_cell_add_column(const struct bc_cell_at *at, const char *name,
                        struct bc_text *out)
{
    const struct bc_layer *layer = bc_published_source(at->outcome, at->which);
    const struct bc_decimal *numbers = bc_layer_decimal(layer, name);
    const char *text;

    if (numbers) {
        bc_cell_add_decimal(out, numbers[at->row]);
        return;
    }
    text = bc_layer_text(layer, name, at->row);
    if (text)
        add_typed(out, text, at->field->type);
}

/* The column of the field's own name: a key, or a derived one. */
void bc_cell_column(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_column(at, at->field->name, out);
}

void bc_cell_illustrative(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out,
                bc_published_illustrative(at->outcome, at->which) ? "1" : "0");
}

static const struct bc_join *join_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return at->which == BC_PUBLISHED_SECTIONS   ? outcome->section_join
           : at->which == BC_PUBLISHED_OUTFALLS ? outcome->outfall_join
                                                : outcome->suspect_join;
}

void bc_cell_basin(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_join *join = join_of(at);

    if (!join)
        bc_cell_column(at, out);
    else if (join->basin[at->row] != BC_NO_ROW)
        bc_text_add(out,
                    bc_layer_label(at->outcome->basins, join->basin[at->row]));
}

void bc_cell_basin_method(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_join *join = join_of(at);

    if (join)
        bc_text_add(out, bc_join_method_name(join->method[at->row]));
}

static const struct bc_cover *cover_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return at->which == BC_PUBLISHED_SECTIONS   ? outcome->section_redlines
           : at->which == BC_PUBLISHED_OUTFALLS ? outcome->outfall_redlines
                                                : outcome->suspect_redlines;
}

void bc_cell_in_redline(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_cover *cover = cover_of(at);

    if (cover)
        bc_text_add(
            out, cover->first[at->row + 1] > cover->first[at->row] ? "1" : "0");
}

void bc_cell_redlines(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_cover *cover = cover_of(at);

    if (!cover)
        return;
    for (size_t i = cover->first[at->row]; i < cover->first[at->row + 1]; i++)
        bc_cell_add_member(
            out, bc_layer_label(at->outcome->redlines, cover->feature[i]));
}

void bc_cell_area(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_layer *layer = bc_published_source(at->outcome, at->which);

    bc_text_add_real(
        out,
        bc_geodesic_area_m2(at->outcome->geodesy, &layer->shapes, at->row) /
            1e6,
        6);
}
