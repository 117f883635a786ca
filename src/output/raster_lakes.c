/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/surface.h"
#include "output/raster_parts.h"
#include "output/report_words.h"
#include "water/section.h"

#define MOST_NAMED 12 /* points in a tag: readers show it in one line */

/** A lake in the making. */
struct lake {
    size_t row, n;       /* of lakes; how many points */
    size_t *points;      /* rows of sections that have the value */
    struct bc_block box; /* cells about it */
    double value;        /* of the whole lake */
};

/** How the lake was filled by its points: result, NULL for one value. */
static void describe_error(const struct bc_surface_result *result,
                           struct bc_text *out)
{
    if (isnan(result->rmse))
        bc_text_add(out, ", cross-validated error unknown");
    else
        bc_text_printf(out, ", leave-one-out RMSE %.4g", result->rmse);
    if (result->n_moved)
        bc_text_printf(out, ", %zu moved up to %.0f m into the water",
                       result->n_moved, result->moved_m);
    if (result->n_cut_off)
        bc_text_printf(out, ", %zu cells cut off from all points left empty",
                       result->n_cut_off);
}

/** `梁子湖: one value for 3 points (甲, 乙, 丙)` */
static void describe_lake(const struct bc_image *image, const struct lake *lake,
                          const struct bc_surface_result *result,
                          struct bc_text *out)
{
    static const char *const methods[] = {"one value for", "idw of",
                                          "nearest of"};
    const struct bc_outcome *outcome = image->outcome;

    if (out->length)
        bc_text_add(out, "; ");
    bc_text_add(out, bc_layer_text(outcome->lakes, "name", lake->row));
    bc_text_printf(out, ": %s %zu point%s (",
                   methods[result ? (int)outcome->raster.interpolation : 0],
                   lake->n, lake->n == 1 ? "" : "s");
    for (size_t i = 0; i < lake->n && i < MOST_NAMED; i++) {
        bc_text_add(out, i ? ", " : "");
        bc_words_cut(out,
                     bc_layer_text(outcome->sections, "name", lake->points[i]),
                     BC_LONG_NAME);
    }
    if (lake->n > MOST_NAMED)
        bc_text_printf(out, " and %zu more", lake->n - MOST_NAMED);
    bc_text_add(out, ")");
    if (result)
        describe_error(result, out);
    else if (outcome->raster.interpolation)
        bc_text_printf(out, ", fewer than %d with a place",
                       outcome->raster.min_points);
}

/** The points of a lake that have the value. */
static void find_points(const struct bc_image *image, struct lake *lake)
{
    const struct bc_outcome *outcome = image->outcome;
    const char *name = bc_layer_text(outcome->lakes, "name", lake->row);
    size_t n =
        name ? bc_section_points_of(outcome->sections, name, lake->points) : 0;

    lake->n = 0;
    for (size_t i = 0; i < n; i++) {
        size_t row = lake->points[i];

        if (isfinite(bc_surface_value(image->raster, &outcome->judgement[row])))
            lake->points[lake->n++] = row;
    }
}

/** False where a lake has too few points with a place, or is not asked for. */
static bool interpolate(struct bc_image *image, const struct lake *lake,
                        struct bc_surface_result *result)
{
    const struct bc_raster_options *options = &image->outcome->raster;
    const struct bc_layer *sections = image->outcome->sections;
    size_t least = (size_t)options->min_points;
    struct bc_surface_points points = {0};
    double *value, *x, *y;

    if (!options->interpolation || lake->n < least)
        return false;
    value = bc_alloc(3 * (lake->n + 1), sizeof *value);
    x = value + lake->n + 1;
    y = x + lake->n + 1;
    for (size_t i = 0; i < lake->n; i++) {
        size_t row = lake->points[i];

        x[points.n] = sections->x[row];
        y[points.n] = sections->y[row];
        value[points.n] =
            bc_surface_value(image->raster, &image->outcome->judgement[row]);
        points.n += isfinite(x[points.n]) && isfinite(y[points.n]);
    }
    points.value = value;
    points.x = x;
    points.y = y;
    if (points.n >= least)
        bc_surface_fill(&image->grid, image->grid.cells, &points,
                        options->interpolation == BC_INTERPOLATION_NEAREST,
                        image->values, result);
    free(value);
    return points.n >= least;
}

/** The cells about a feature. */
static struct bc_block block_about(const struct bc_grid *grid,
                                   const struct bc_shapes *shapes,
                                   size_t feature)
{
    double box[4];

    if (!bc_shapes_bounds(shapes, feature, box))
        return (struct bc_block){0};
    return (struct bc_block){
        {(size_t)fmax((box[0] - grid->x0) / grid->step_x, 0),
         (size_t)fmax((grid->y0 - box[3]) / grid->step_y, 0)},
        {(size_t)fmin(ceil((box[2] - grid->x0) / grid->step_x),
                      (double)grid->width),
         (size_t)fmin(ceil((grid->y0 - box[1]) / grid->step_y),
                      (double)grid->height)}};
}

/** Gives the lake's cells its value; or clears them, to burn the next. */
static void pour(struct bc_image *image, const struct lake *lake, bool clear)
{
    struct bc_grid *grid = &image->grid;

    for (size_t row = lake->box.first[1]; row < lake->box.last[1]; row++)
        for (size_t c = lake->box.first[0]; c < lake->box.last[0]; c++) {
            size_t cell = row * grid->width + c;

            if (clear)
                grid->cells[cell] = 0;
            else if (grid->cells[cell])
                image->values[cell] = (float)lake->value;
        }
}

static void draw_lake(struct bc_image *image, const struct bc_shapes *shapes,
                      struct lake *lake, struct bc_text *about)
{
    struct bc_surface_result result;
    bool drawn;

    find_points(image, lake);
    lake->box = block_about(&image->grid, shapes, lake->row);
    bc_grid_burn(&image->grid, shapes, lake->row, 1);
    drawn = interpolate(image, lake, &result);
    if (!drawn)
        pour(image, lake, false);
    pour(image, lake, true);
    describe_lake(image, lake, drawn ? &result : NULL, about);
}

void bc_lakes_draw(struct bc_image *image, struct bc_canvas *canvas)
{
    const struct bc_outcome *outcome = image->outcome;
    const struct bc_shapes *shapes = bc_canvas_shapes(canvas, outcome->lakes);
    const struct bc_grid *grid = &image->grid;
    struct lake lake = {0};
    struct bc_text about = {0};

    lake.points =
        bc_alloc(outcome->sections->n_features + 1, sizeof *lake.points);
    for (size_t i = 0; i < grid->width * grid->height; i++)
        image->values[i] = BC_RASTER_NONE;
    for (; lake.row < outcome->lakes->n_features; lake.row++) {
        lake.value =
            bc_surface_value(image->raster, &outcome->lake_judgement[lake.row]);
        if (!isnan(lake.value))
            draw_lake(image, shapes, &lake, &about);
    }
    bc_image_tag(image, "METHOD",
                 outcome->raster.interpolation
                     ? "means of the period; between the points of a lake idw "
                       "(12 nearest, 1/d^2) or nearest as LAKES says, d "
                       "through water and not over land; else one value for "
                       "the whole lake"
                     : "mean of the period, over the points of a lake that "
                       "have data; one value for the whole lake, nothing "
                       "interpolated");
    bc_image_tag(image, "LAKES", bc_text_string(&about));
    bc_text_clear(&about);
    free(lake.points);
}
