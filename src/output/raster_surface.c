/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "geo/density.h"
#include "geo/distance.h"
#include "output/raster_parts.h"
#include "output/report_words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BELOW (1 - 1e-7) /* a limit that belongs to the step above it */

const char *bc_surface_word(enum bc_surface_of of)
{
    static const char *const words[] = {
        [BC_SURFACE_OF_DISTANCE] = "redline_distance",
        [BC_SURFACE_OF_OUTFALLS] = "outfall_density",
        [BC_SURFACE_OF_UNFINISHED] = "outfall_density_unfinished",
        [BC_SURFACE_OF_ITEM] = "lake_items",
        [BC_SURFACE_OF_TLI] = "lake_tli",
    };

    return words[of];
}

/* ---- which there are, and their legends ---- */

static void add_stop(struct bc_raster_file *file, double value,
                     const char *colour, const char *label)
{
    file->classes[file->n_classes++] =
        (struct bc_raster_class){value, colour, label};
}

static struct bc_raster surface_of(enum bc_surface_of of, const char *title,
                                   const char *unit,
                                   const struct bc_layer *layer)
{
    struct bc_raster raster = {.layer = layer, .unit = unit, .of = of};

    raster.item = BC_NO_ITEM;
    raster.file.look = BC_RASTER_RAMP;
    snprintf(raster.file.name, sizeof raster.file.name, "maps/%s.tif",
             bc_surface_word(of));
    snprintf(raster.file.title, sizeof raster.file.title, "%s", title);
    return raster;
}

/* The green of red lines, darkest at them. */
static struct bc_raster distance_of(const struct bc_outcome *outcome)
{
    struct bc_raster raster = surface_of(
        BC_SURFACE_OF_DISTANCE, bc_in_report("距生态保护红线的距离（米）"), "m",
        outcome->basins);

    add_stop(&raster.file, 0, "#00441b", "0");
    add_stop(&raster.file, 500, "#1b7837", "500 m");
    add_stop(&raster.file, 1000, "#4a9d5b", "1 km");
    add_stop(&raster.file, 2000, "#82c087", "2 km");
    add_stop(&raster.file, 5000, "#b5dfb3", "5 km");
    add_stop(&raster.file, 10000, "#dbf0d6", "10 km");
    add_stop(&raster.file, 20000, "#f7fcf5", "≥ 20 km");
    return raster;
}

/* The browns of outfalls. */
static struct bc_raster density_of(const struct bc_outcome *outcome,
                                   enum bc_surface_of of)
{
    struct bc_raster raster =
        surface_of(of,
                   of == BC_SURFACE_OF_OUTFALLS
                       ? bc_in_report("入河排污口密度（个/km²）")
                       : bc_in_report("未完成整治的入河排污口密度（个/km²）"),
                   "1/km2", outcome->basins);

    add_stop(&raster.file, 0, "#fbf9f4", "0");
    add_stop(&raster.file, 0.01, "#f4eee3", "0.01");
    add_stop(&raster.file, 0.02, "#e6d8c0", "0.02");
    add_stop(&raster.file, 0.05, "#bfa173", "0.05");
    add_stop(&raster.file, 0.1, "#a58455", "0.1");
    add_stop(&raster.file, 0.2, "#83653b", "0.2");
    add_stop(&raster.file, 0.5, "#3f2c14", "≥ 0.5");
    return raster;
}

static const char *const class_labels[] = {
    "",           BC_ZH("Ⅰ类"), BC_ZH("Ⅱ类"),  BC_ZH("Ⅲ类"),
    BC_ZH("Ⅳ类"), BC_ZH("Ⅴ类"), BC_ZH("劣Ⅴ类")};

/* A step holds the values up to its own; limits that are equal are one. */
static void add_limits(struct bc_raster_file *file,
                       const struct bc_limits *limits, const char *palette)
{
    double last = -INFINITY, limit;

    if (limits->direction == BC_RANGE) {
        add_stop(file, bc_decimal_real(limits->limit[1]) * BELOW,
                 bc_class_colour(6, palette), bc_in_report("劣Ⅴ类"));
        add_stop(file, bc_decimal_real(limits->high),
                 bc_class_colour(1, palette), bc_in_report("Ⅰ–Ⅴ类"));
        add_stop(file, INFINITY, bc_class_colour(6, palette),
                 bc_in_report("劣Ⅴ类"));
        return;
    }
    for (int step = 1; step <= 5; step++) {
        bool upper = limits->direction == BC_UPPER_LIMIT;
        int class_no = upper ? step : 7 - step;

        limit = bc_decimal_real(limits->limit[upper ? step : 6 - step]);
        if (limit <= last)
            continue;
        last = limit;
        add_stop(file, upper ? limit : limit * BELOW,
                 bc_class_colour(class_no, palette),
                 bc_in_report(class_labels[class_no]));
    }
    add_stop(
        file, INFINITY,
        bc_class_colour(limits->direction == BC_UPPER_LIMIT ? 6 : 1, palette),
        bc_in_report(
            class_labels[limits->direction == BC_UPPER_LIMIT ? 6 : 1]));
}

static struct bc_raster item_of(const struct bc_outcome *outcome,
                                enum bc_item item)
{
    struct bc_raster raster =
        surface_of(BC_SURFACE_OF_ITEM, "", bc_item_unit(item), outcome->lakes);
    const char *unit = bc_item_unit(item);

    raster.item = item;
    raster.file.look = BC_RASTER_STEPS;
    snprintf(raster.file.name, sizeof raster.file.name, "maps/lake_%s.tif",
             bc_item_symbol(item));
    snprintf(raster.file.title, sizeof raster.file.title,
             *unit ? bc_in_report("湖库%s（%s）") : bc_in_report("湖库%s"),
             bc_words_item(item), unit);
    add_limits(&raster.file, bc_limits_of(item, BC_LAKE), outcome->palette);
    return raster;
}

static struct bc_raster tli_of(const struct bc_outcome *outcome)
{
    static const struct {
        double upto;
        const char *label;
    } states[] = {{30 * BELOW, BC_ZH("贫营养")},
                  {50, BC_ZH("中营养")},
                  {60, BC_ZH("轻度富营养")},
                  {70, BC_ZH("中度富营养")},
                  {INFINITY, BC_ZH("重度富营养")}};
    struct bc_raster raster = surface_of(
        BC_SURFACE_OF_TLI, bc_in_report("湖库综合营养状态指数 TLI(Σ)"), "",
        outcome->lakes);

    raster.file.look = BC_RASTER_STEPS;
    for (size_t i = 0; i < COUNT(states); i++)
        add_stop(&raster.file, states[i].upto,
                 bc_class_colour((int)i + 2, outcome->palette),
                 bc_in_report(states[i].label));
    return raster;
}

double bc_surface_value(const struct bc_raster *raster,
                        const struct bc_judgement *judgement)
{
    return bc_decimal_real(raster->of == BC_SURFACE_OF_TLI
                               ? judgement->tli
                               : judgement->item[raster->item].mean);
}

static bool any_lake(const struct bc_outcome *outcome,
                     const struct bc_raster *raster)
{
    for (size_t i = 0; outcome->lakes && outcome->lake_judgement &&
                       i < outcome->lakes->n_features;
         i++)
        if (!isnan(bc_surface_value(raster, &outcome->lake_judgement[i])))
            return true;
    return false;
}

size_t bc_surface_list(const struct bc_outcome *outcome,
                       struct bc_raster *rasters, size_t room)
{
    struct bc_raster tli = tli_of(outcome);
    size_t n = 0;

    if (outcome->redlines && outcome->redlines->shapes.n_vertices > 0)
        rasters[n++] = distance_of(outcome);
    if (outcome->outfalls && outcome->outfalls->geometry == BC_GEOMETRY_POINT) {
        rasters[n++] = density_of(outcome, BC_SURFACE_OF_OUTFALLS);
        if (bc_layer_decimal(outcome->outfalls, "remediated"))
            rasters[n++] = density_of(outcome, BC_SURFACE_OF_UNFINISHED);
    }
    for (int item = 0; item < BC_N_ITEMS && n + 1 < room; item++) {
        struct bc_raster raster = {.of = BC_SURFACE_OF_ITEM,
                                   .item = (enum bc_item)item};

        if (bc_limits_of(raster.item, BC_LAKE)->direction != BC_NO_LIMIT &&
            any_lake(outcome, &raster))
            rasters[n++] = item_of(outcome, raster.item);
    }
    if (any_lake(outcome, &tli))
        rasters[n++] = tli;
    return n;
}

/* ---- distance and density ---- */

/** Burns the area of the surface's layer: 1 where it has values. */
static void burn_all(struct bc_grid *grid, const struct bc_shapes *shapes)
{
    for (size_t row = 0; row < shapes->n_features; row++)
        bc_grid_burn(grid, shapes, row, 1);
}

/** How much a length in the zone is too long at most, over the grid. */
static void tag_zone(struct bc_image *image, const struct bc_canvas *canvas)
{
    const struct bc_grid *grid = &image->grid;
    double east = grid->x0 + (double)grid->width * grid->step_x - 500e3;
    double far = fmax(fabs(grid->x0 - 500e3), fabs(east));
    char text[160];

    if (!canvas->zone)
        return;
    snprintf(text, sizeof text,
             "CGCS2000 3-degree Gauss-Krueger, central meridian %d E; lengths "
             "in its plane are too long by up to %.4f %%, values in the cells "
             "are reckoned on the ellipsoid",
             bc_zone_meridian(canvas->zone),
             100 * far * far / (2 * BC_GLOBE_RADIUS * BC_GLOBE_RADIUS));
    bc_image_tag(image, "GRID", text);
}

static void draw_distance(struct bc_image *image, struct bc_canvas *canvas)
{
    const struct bc_layer *redlines = image->outcome->redlines;
    struct bc_grid inside = image->grid;

    inside.cells = bc_alloc(inside.width * inside.height, 1);
    burn_all(&inside, bc_canvas_shapes(canvas, redlines));
    bc_distance_fill(&image->grid, &redlines->shapes, image->grid.cells,
                     inside.cells, BC_RASTER_NONE, image->values);
    bc_grid_clear(&inside);
    bc_image_tag(image, "METHOD",
                 "geodesic metres from the centre of the cell to the nearest "
                 "red line, 0 inside; within 3 cm up to 100 km, 0.3 m up to "
                 "300 km; edges are straight in longitude and latitude");
}

static void draw_density(struct bc_image *image)
{
    const struct bc_layer *outfalls = image->outcome->outfalls;
    const struct bc_grid *grid = &image->grid;
    bool all = image->raster->of == BC_SURFACE_OF_OUTFALLS;
    /* two cells at least, or a kernel falls between them */
    double bandwidth_m =
        fmax(image->outcome->raster.bandwidth_m,
             2 * sqrt(bc_grid_cell_m2(grid, grid->height / 2)));
    struct bc_decimal *done = bc_layer_decimal(outfalls, "remediated");
    uint8_t *keep = bc_alloc(outfalls->n_features + 1, 1);
    size_t unknown = 0, n;
    char text[200];

    for (size_t i = 0; i < outfalls->n_features; i++) {
        bool known = all || done[i].known;

        keep[i] = all || (known && done[i].units == 0);
        unknown += !known;
    }
    n = bc_density_fill(grid, outfalls->x, outfalls->y, keep,
                        outfalls->n_features, bandwidth_m, image->values);
    for (size_t i = 0; i < grid->width * grid->height; i++)
        if (!grid->cells[i])
            image->values[i] = BC_RASTER_NONE;
    free(keep);
    bc_image_tag(image, "METHOD",
                 "outfalls per km2, quartic kernel 3/(pi h^2)(1-d^2/h^2)^2, "
                 "d on the ellipsoid; no correction at borders: outfalls "
                 "outside the basins count, and what a kernel spreads beyond "
                 "them is cut off");
    snprintf(text, sizeof text, "%.10g m", bandwidth_m);
    bc_image_tag(image, "BANDWIDTH", text);
    snprintf(text, sizeof text,
             all ? "%zu" : "%zu not remediated; %zu of unknown stage left out",
             n, unknown);
    bc_image_tag(image, "OUTFALLS", text);
}

void bc_surface_draw(struct bc_image *image, struct bc_canvas *canvas)
{
    struct bc_grid *grid = &image->grid;

    image->values = bc_alloc(grid->width * grid->height, sizeof(float));
    tag_zone(image, canvas);
    if (image->raster->of >= BC_SURFACE_OF_ITEM) {
        bc_lakes_draw(image, canvas);
        return;
    }
    burn_all(grid, bc_canvas_shapes(canvas, image->raster->layer));
    if (image->raster->of == BC_SURFACE_OF_DISTANCE)
        draw_distance(image, canvas);
    else
        draw_density(image);
}
