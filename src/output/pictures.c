/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/plate.h"
#include "output/writers.h"

#define WIDTH 1600 /* pixels */
#define MARGIN 24.0

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes,
                                unsigned n)
{
    bc_text_add_bytes(closure, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/** Head, map and foot under one another. @return the height of all */
static double draw_sheet(struct bc_plate *plate, cairo_t *cairo)
{
    struct bc_picture *picture = bc_picture_new(cairo, plate->album->css);
    double y = MARGIN;

    y += bc_plate_head(plate, picture, MARGIN, y);
    bc_plate_draw(plate, picture, MARGIN, y, 1);
    y += bc_map_height(plate->map) + 10;
    y += bc_plate_foot(plate, picture, MARGIN, y);
    bc_picture_free(picture);
    return y + MARGIN;
}

/** The sheet as drawing steps: its height is known when it is drawn. */
static cairo_surface_t *record(struct bc_plate *plate, double *height)
{
    cairo_surface_t *sheet =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cairo = cairo_create(sheet);

    *height = draw_sheet(plate, cairo);
    cairo_destroy(cairo);
    return sheet;
}

static enum bc_status write_picture(struct bc_plate *plate, const char *name,
                                    struct bc_stage *stage,
                                    struct bc_error *err)
{
    double scale = WIDTH / (BC_PLATE_WIDTH + 2 * MARGIN);
    double height = 0;
    cairo_surface_t *sheet = record(plate, &height);
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, WIDTH, (int)ceil(scale * height));
    cairo_t *cairo = cairo_create(surface);
    struct bc_text png = {0};
    enum bc_status status;

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, sheet, 0, 0);
    cairo_paint(cairo);
    if (cairo_status(cairo) ||
        cairo_surface_write_to_png_stream(surface, add_bytes, &png))
        status =
            bc_error_set(err, BC_INTERNAL, "Cairo could not draw '%s'", name);
    else
        status = bc_stage_write(stage, name, png.data, png.length, err);
    bc_text_clear(&png);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    cairo_surface_destroy(sheet);
    return status;
}

/** `maps/basin_01_HH.png`; a code that no file should be named by is left
 * out. */
static void name_picture(const struct bc_outcome *outcome, size_t basin,
                         struct bc_text *name)
{
    const char *code = bc_row_code(outcome->basins, basin);
    size_t n = strlen(code);
    bool plain = n > 0 && n <= 32;

    for (size_t i = 0; i < n; i++)
        plain = plain && (isalnum((unsigned char)code[i]) || code[i] == '-');
    bc_text_printf(name, "maps/basin_%02zu", basin + 1);
    if (plain)
        bc_text_printf(name, "_%s", code);
    bc_text_add(name, ".png");
}

enum bc_status bc_pictures_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err)
{
    struct bc_album album = {0};
    enum bc_status status = BC_OK;
    size_t n;

    if (!outcome->pictures)
        return BC_OK;
    bc_album_init(&album, outcome);
    n = bc_album_basins(&album);
    for (size_t i = 0; !status && i <= n; i++) {
        size_t basin = i < n ? i : BC_NO_ROW;
        struct bc_plate plate;
        struct bc_text name = {0};

        if (basin == BC_NO_ROW)
            bc_text_add(&name, "maps/basins.png");
        else
            name_picture(outcome, basin, &name);
        bc_plate_init(&plate, &album, basin);
        status = write_picture(&plate, bc_text_string(&name), stage, err);
        bc_plate_clear(&plate);
        bc_text_clear(&name);
    }
    bc_album_clear(&album);
    return status;
}
