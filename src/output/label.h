/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_LABEL_H
#define BC_OUTPUT_LABEL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Where the labels of a map go: greedy, without randomness, so that the same
 * map has the same labels on every run. Units are those of the map; y grows
 * downwards.
 */
struct bc_box {
    double x0, y0, x1, y1;
};

/** The sheet with what a label must not cover and what it had better not. */
struct bc_label_sheet;

/** Nothing is placed outside @p frame. */
struct bc_label_sheet *bc_label_sheet_new(struct bc_box frame);
void bc_label_sheet_free(struct bc_label_sheet *sheet);

/** A symbol, a label or furniture: no label may touch it. */
void bc_label_obstacle(struct bc_label_sheet *sheet, struct bc_box box);
/** A place on a line: a label that covers it costs more. */
void bc_label_soft(struct bc_label_sheet *sheet, double x, double y);

/** How a kind of label looks for its place about a point. */
struct bc_label_rings {
    size_t n;
    const double *offset; /* ascending distances from the symbol */
    double leader;        /* a larger offset needs a leader line */
};
extern const struct bc_label_rings bc_label_rings_section;
extern const struct bc_label_rings bc_label_rings_outfall;

/** What was found. */
struct bc_label {
    struct bc_box box;
    double offset;
    double cost;
    bool leader;
    double leader_x, leader_y; /* where the leader meets the box */
};

/**
 * A label of @p width x @p height beside the symbol of half size @p radius at
 * x, y: rings outwards, in each E NE N SE S NW W SW.
 * @return false when no place is free; @p label is then untouched
 */
bool bc_label_find(const struct bc_label_sheet *sheet,
                   const struct bc_label_rings *rings, double x, double y,
                   double radius, double width, double height,
                   struct bc_label *label);
/** Find, and make an obstacle of it. */
bool bc_label_place(struct bc_label_sheet *sheet,
                    const struct bc_label_rings *rings, double x, double y,
                    double radius, double width, double height,
                    struct bc_label *label);

/** The name of an area or a line: centred as near to x, y as may be, on a grid
 * that reaches @p reach to each side. */
bool bc_label_place_near(struct bc_label_sheet *sheet, double x, double y,
                         double width, double height, double reach,
                         struct bc_label *label);

/** The width of a text: 1 em a wide (CJK) character, 0.58 em any other. */
double bc_label_width(const char *text, double font_size);

#endif
