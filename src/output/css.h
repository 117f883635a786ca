/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_CSS_H
#define BC_OUTPUT_CSS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * How things look in pictures: the rules of styles/report.css that speak of
 * shapes and texts, so that a colour stands in one place for page and picture.
 *
 * Understood are selectors of names and classes (`.sl text`, `.map .cl`) under
 * one another, by weight and order, custom properties of `:root`, and of the
 * declarations those below. At-rules, states and other combinators are passed
 * over: pictures have no screens and no pointer.
 */
struct bc_css;

struct bc_css *bc_css_new(const char *css);
void bc_css_free(struct bc_css *looks);

struct bc_colour {
    double red, green, blue, alpha; /* 0..1 */
};

struct bc_paint {
    bool has_fill, has_stroke;
    struct bc_colour fill, stroke;
    const char *hatch; /* fill: url(#hat) is "hat"; borrowed, or NULL */
    bool even_odd;
    double width;
    size_t n_dash;
    double dash[4];
    enum { BC_CAP_BUTT, BC_CAP_SQUARE, BC_CAP_ROUND } cap;
    bool round_join;
    bool halo;          /* the stroke lies under the fill */
    bool centred;       /* a text about its point */
    int weight;         /* of a font, 400 */
    const char *family; /* "Noto Sans CJK SC,..."; borrowed, or NULL */
};

/** The look of an @p element ("path", "text") with the classes @p css (blanks
 * between them, NULL for none) inside groups with these classes, outermost
 * first. */
struct bc_paint bc_css_paint(struct bc_css *looks, const char *const *groups,
                             size_t n_groups, const char *element,
                             const char *css);

#endif
