/* SPDX-License-Identifier: MIT */
#include <cpl_string.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "output/raster_parts.h"
#include "output/writers.h"

#define MAX_RASTERS 64
#define BAND_ROWS 512 /* that one thread draws at a time */

/* ---- which there are ---- */

static void bounds_of(const struct bc_shapes *shapes, double all[4])
{
    all[0] = all[1] = DBL_MAX;
    all[2] = all[3] = -DBL_MAX;
    for (size_t row = 0; row < shapes->n_features; row++) {
        double box[4];

        if (!bc_shapes_bounds(shapes, row, box))
            continue;
        all[0] = fmin(all[0], box[0]);
        all[1] = fmin(all[1], box[1]);
        all[2] = fmax(all[2], box[2]);
        all[3] = fmax(all[3], box[3]);
    }
}

/* No raster without an area to draw. */
static bool has_area(const struct bc_layer *layer)
{
    return layer && layer->geometry == BC_GEOMETRY_POLYGON &&
           layer->shapes.n_vertices > 0;
}

static struct bc_raster describe(const struct bc_raster_kind *kind,
                                 const struct bc_outcome *outcome)
{
    struct bc_raster raster = {.kind = kind, .layer = kind->layer(outcome)};
    struct bc_raster_file *file = &raster.file;

    if (!has_area(raster.layer))
        return raster;
    snprintf(file->name, sizeof file->name, "maps/%s.tif", kind->name);
    snprintf(file->title, sizeof file->title, "%s",
             bc_in_report(kind->title_zh));
    file->n_classes = kind->legend(outcome, file->classes);
    return raster;
}

/** Whether `output.maps` names the raster, or names none. */
static bool is_asked_for(const struct bc_outcome *outcome,
                         const struct bc_raster *raster)
{
    const char *list = outcome->raster.maps;
    char word[80];

    if (!list)
        return true;
    snprintf(word, sizeof word, ",%s,",
             raster->kind ? raster->kind->name : bc_surface_word(raster->of));
    return strstr(list, word) != NULL;
}

/** One zone for all rasters: where the middle of the basins lies. */
static double middle_of(const struct bc_outcome *outcome,
                        const struct bc_raster *first)
{
    const struct bc_layer *layer =
        has_area(outcome->basins) ? outcome->basins : first->layer;
    double all[4];

    bounds_of(&layer->shapes, all);
    return (all[0] + all[2]) / 2;
}

static size_t list_rasters(const struct bc_outcome *outcome,
                           struct bc_raster *rasters)
{
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < BC_N_RASTER_CLASSES; i++)
        rasters[n++] = describe(&bc_raster_classes[i], outcome);
    n += bc_surface_list(outcome, rasters + n, MAX_RASTERS - n);
    for (size_t i = 0; i < n; i++)
        if (has_area(rasters[i].layer) && is_asked_for(outcome, &rasters[i]))
            rasters[kept++] = rasters[i];
    for (size_t i = 0; outcome->raster.gauss_krueger && i < kept; i++)
        rasters[i].file.epsg = bc_zone_epsg_at(middle_of(outcome, rasters));
    return kept;
}

size_t bc_raster_files(const struct bc_outcome *outcome,
                       struct bc_raster_file *files, size_t room)
{
    struct bc_raster rasters[MAX_RASTERS];
    size_t n = list_rasters(outcome, rasters);

    if (n > room)
        n = room;
    for (size_t i = 0; i < n; i++)
        files[i] = rasters[i].file;
    return n;
}

/* ---- the canvas ---- */

static enum bc_status canvas_open_zone(struct bc_canvas *canvas,
                                       double longitude, struct bc_error *err)
{
    canvas->zone = NULL;
    return canvas->outcome->raster.gauss_krueger
               ? bc_zone_new(longitude, &canvas->zone, err)
               : BC_OK;
}

static void canvas_close(struct bc_canvas *canvas)
{
    for (size_t i = 0; i < canvas->n_layers; i++)
        bc_shapes_clear(&canvas->layers[i].shapes);
    bc_zone_free(canvas->zone);
}

const struct bc_shapes *bc_canvas_shapes(struct bc_canvas *canvas,
                                         const struct bc_layer *layer)
{
    size_t i = 0;

    if (!canvas->zone)
        return &layer->shapes;
    while (i < canvas->n_layers && canvas->layers[i].layer != layer)
        i++;
    if (i == canvas->n_layers) {
        canvas->layers[i].layer = layer;
        bc_zone_shapes(canvas->zone, &layer->shapes, &canvas->layers[i].shapes);
        canvas->n_layers++;
    }
    return &canvas->layers[i].shapes;
}

/* ---- drawing ---- */

void bc_image_tag(struct bc_image *image, const char *name, const char *value)
{
    image->tags = CSLSetNameValue(image->tags, name, value);
}

void bc_image_place(struct bc_image *image, struct bc_canvas *canvas)
{
    double all[4];

    bounds_of(bc_canvas_shapes(canvas, image->raster->layer), all);
    bc_grid_init(&image->grid, all, canvas->outcome->resolution_m,
                 canvas->zone);
}

/** A feature and what decides where several cover the centre of a cell. */
struct turn {
    size_t row, depth; /* how many it is a part of, one within the other */
    const char *code;
};

static int by_turn(const void *a, const void *b)
{
    const struct turn *left = a, *right = b;
    int order = strcmp(right->code, left->code);

    if (left->depth != right->depth)
        return left->depth < right->depth ? -1 : 1;
    return order ? order : (left->row < right->row) - (left->row > right->row);
}

static size_t depth_of(const struct bc_layer *layer, size_t row)
{
    size_t depth = 0;

    while (row != BC_NO_ROW && depth < layer->n_features) {
        const char *parent = bc_layer_text(layer, "parent", row);

        row = parent ? bc_layer_row(layer, parent) : BC_NO_ROW;
        depth += row != BC_NO_ROW;
    }
    return depth;
}

/** The order to burn in, so that a cell falls to the same feature as a point:
 * parts after what they are parts of, the lowest code last. */
static struct turn *turns_of(const struct bc_layer *layer)
{
    struct turn *turns = bc_alloc(layer->n_features + 1, sizeof *turns);

    for (size_t row = 0; row < layer->n_features; row++) {
        const char *code = bc_layer_text(layer, "code", row);

        turns[row] = (struct turn){row, depth_of(layer, row), code ? code : ""};
    }
    qsort(turns, layer->n_features, sizeof *turns, by_turn);
    return turns;
}

/** Features with a value, in their turn, drawn by threads band by band. */
struct drawing {
    struct bc_grid *grid;
    const struct bc_shapes *shapes;
    size_t n;
    struct stroke {
        size_t feature, rows[2];
        uint8_t value;
    } * stroke;
    size_t n_bands;
    size_t (*count)[BC_RASTER_VALUES]; /* cells of each value in a band */
};

static void list_strokes(struct drawing *it, const struct bc_image *image)
{
    const struct bc_layer *layer = image->raster->layer;
    struct turn *turns = turns_of(layer);

    it->stroke = bc_alloc(layer->n_features, sizeof *it->stroke);
    for (size_t i = 0; i < layer->n_features; i++) {
        struct stroke stroke = {.feature = turns[i].row};
        int value = image->raster->kind->value(image->outcome, stroke.feature);

        if (value <= 0)
            continue;
        stroke.value = (uint8_t)value;
        bc_grid_rows(it->grid, it->shapes, stroke.feature, stroke.rows);
        it->stroke[it->n++] = stroke;
    }
    free(turns);
}

/** Cells come in runs of one value. */
static void count_cells(const uint8_t *cells, size_t n,
                        size_t count[BC_RASTER_VALUES])
{
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && cells[end] == cells[i];)
            end++;
        count[cells[i]] += end - i;
    }
}

static void draw_band(void *context, size_t band)
{
    const struct drawing *it = context;
    struct bc_grid *grid = it->grid;
    size_t rows[2] = {bc_chunk_begin(grid->height, it->n_bands, band),
                      bc_chunk_begin(grid->height, it->n_bands, band + 1)};

    for (size_t i = 0; i < it->n; i++) {
        const struct stroke *stroke = &it->stroke[i];

        if (stroke->rows[0] < rows[1] && stroke->rows[1] > rows[0])
            bc_grid_burn_rows(grid, it->shapes, stroke->feature, rows,
                              stroke->value);
    }
    count_cells(grid->cells + rows[0] * grid->width,
                (rows[1] - rows[0]) * grid->width, it->count[band]);
}

static void draw_classes(struct bc_image *image, struct bc_canvas *canvas)
{
    struct drawing it = {.grid = &image->grid,
                         .shapes =
                             bc_canvas_shapes(canvas, image->raster->layer)};

    list_strokes(&it, image);
    it.n_bands = bc_chunks(it.grid->height, BAND_ROWS);
    it.count = bc_alloc(it.n_bands, sizeof *it.count);
    bc_parallel_for(it.n_bands, draw_band, &it);
    for (size_t band = 0; band < it.n_bands; band++)
        for (int value = 0; value < BC_RASTER_VALUES; value++)
            image->count[value] += it.count[band][value];
    free(it.stroke);
    free(it.count);
}

/** All rasters of a run; each thread makes one at a time. */
struct work {
    const struct bc_raster *rasters;
    struct bc_canvas canvas;
    double longitude; /* that the zone is chosen by */
    const char *path[MAX_RASTERS];
    enum bc_status status[MAX_RASTERS];
    struct bc_error err[MAX_RASTERS];
};

static void make(void *context, size_t i)
{
    struct work *work = context;
    struct bc_canvas canvas = work->canvas;
    struct bc_image image = {.outcome = canvas.outcome,
                             .raster = &work->rasters[i]};

    /* a zone is for one thread; the layers are there already */
    work->status[i] = canvas_open_zone(&canvas, work->longitude, &work->err[i]);
    if (work->status[i])
        return;
    bc_image_place(&image, &canvas);
    if (image.raster->kind)
        draw_classes(&image, &canvas);
    else
        bc_surface_draw(&image, &canvas);
    work->status[i] = bc_image_write(&image, work->path[i], &work->err[i]);
    bc_grid_clear(&image.grid);
    free(image.values);
    CSLDestroy(image.tags);
    bc_zone_free(canvas.zone);
}

static bool is_large(const struct bc_raster *raster, struct bc_canvas *canvas)
{
    struct bc_image image = {.outcome = canvas->outcome, .raster = raster};
    bool large;

    bc_image_place(&image, canvas);
    large = image.grid.width * image.grid.height > BC_RASTER_LARGE;
    bc_grid_clear(&image.grid);
    return large;
}

/** Brings the layers that are drawn to the grid's system. */
static bool prepare(struct work *work, size_t n)
{
    bool large = false;

    for (size_t i = 0; i < n; i++) {
        bc_canvas_shapes(&work->canvas, work->rasters[i].layer);
        large |= is_large(&work->rasters[i], &work->canvas);
        if (!work->rasters[i].kind &&
            work->rasters[i].of == BC_SURFACE_OF_DISTANCE)
            bc_canvas_shapes(&work->canvas, work->canvas.outcome->redlines);
    }
    return large;
}

static enum bc_status make_all(struct work *work, size_t n,
                               struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < n; i++)
        work->path[i] = bc_stage_path(stage, work->rasters[i].file.name);
    if (prepare(work, n))
        for (size_t i = 0; i < n; i++)
            make(work, i);
    else
        bc_parallel_for(n, make, work);
    for (size_t i = 0; !status && i < n; i++) {
        status = work->status[i];
        if (status)
            *err = work->err[i];
        else
            status = bc_image_adopt(&work->rasters[i].file, stage, err);
    }
    return status;
}

enum bc_status bc_raster_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err)
{
    struct bc_raster rasters[MAX_RASTERS];
    size_t n = list_rasters(outcome, rasters);
    struct work *work;
    enum bc_status status;

    if (n == 0)
        return BC_OK;
    work = bc_alloc(1, sizeof *work);
    work->rasters = rasters;
    work->canvas.outcome = outcome;
    work->longitude = middle_of(outcome, rasters);
    status = canvas_open_zone(&work->canvas, work->longitude, err);
    if (!status)
        status = make_all(work, n, stage, err);
    canvas_close(&work->canvas);
    free(work);
    return status;
}
