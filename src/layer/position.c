/* SPDX-License-Identifier: MIT */
#include "layer/position.h"

#include <math.h>
#include <string.h>

#include "layer/degrees.h"
#include "layer/keys.h"

static const char x_aliases[] =
    "lon|lng|longitude|long|经度|东经|经度坐标|中心经度|经度(°)|经度(度)|"
    "easting|东坐标|横坐标";
static const char y_aliases[] =
    "lat|latitude|纬度|北纬|纬度坐标|中心纬度|纬度(°)|纬度(度)|northing|"
    "北坐标|纵坐标";

struct columns {
    size_t x, y;
};

static enum bc_status find_named(const struct bc_layer *layer,
                                 const char *header, size_t *column,
                                 struct bc_error *err)
{
    struct bc_text list = {0};

    *column = bc_keys_column(layer, header);
    if (*column != BC_NO_COLUMN)
        return BC_OK;
    bc_keys_list(layer, &list);
    bc_error_set(err, BC_BAD_INPUT,
                 "%s: no column '%s', which xy names; correct xy%s",
                 layer->source, header, list.data);
    bc_text_clear(&list);
    return BC_BAD_INPUT;
}

static enum bc_status find_by_alias(const struct bc_layer *layer, bool has_crs,
                                    struct columns *columns,
                                    struct bc_error *err)
{
    enum bc_status status =
        bc_keys_alias(layer, "lon", x_aliases, &columns->x, err);

    if (!status)
        status = bc_keys_alias(layer, "lat", y_aliases, &columns->y, err);
    if (status || columns->x != BC_NO_COLUMN || columns->y != BC_NO_COLUMN)
        return status;
    columns->x = bc_keys_column(layer, "x");
    columns->y = bc_keys_column(layer, "y");
    if (columns->x == BC_NO_COLUMN || columns->y == BC_NO_COLUMN)
        columns->x = columns->y = BC_NO_COLUMN;
    else if (has_crs) /* Chinese tables write the northing as X */
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: '%s' and '%s' may be northing and easting; "
                            "name them with xy: [EASTING, NORTHING]",
                            layer->source, layer->columns[columns->x].name,
                            layer->columns[columns->y].name);
    return BC_OK;
}

static enum bc_status find_columns(const struct bc_layer *layer,
                                   const struct bc_source *source,
                                   struct columns *columns,
                                   struct bc_error *err)
{
    enum bc_status status;

    if (!source->x_field || !source->y_field)
        status = find_by_alias(layer, source->crs != NULL, columns, err);
    else {
        status = find_named(layer, source->x_field, &columns->x, err);
        if (!status)
            status = find_named(layer, source->y_field, &columns->y, err);
    }
    if (!status && (columns->x == BC_NO_COLUMN) != (columns->y == BC_NO_COLUMN))
        status = bc_error_set(
            err, BC_BAD_INPUT,
            "%s: '%s' has no partner; name both columns with xy: [X, Y]",
            layer->source,
            layer->columns[columns->x == BC_NO_COLUMN ? columns->y : columns->x]
                .name);
    return status;
}

/* RULES.md section 8: the frame of China, and that of Hubei with its edge. */
static bool in_china(double x, double y)
{
    return x >= 73 && x <= 136 && y >= 3 && y <= 54;
}

static bool in_hubei(double x, double y)
{
    return x >= 108.3 && x <= 116.2 && y >= 29.0 && y <= 33.3;
}

static bool in_range(double x, double y)
{
    return fabs(x) <= 180 && fabs(y) <= 90;
}

static void doubt(struct bc_builder *builder, size_t row,
                  enum bc_finding_code code, const char *what, const char *x,
                  const char *y)
{
    bc_builder_doubt(builder, row, code, "%s: '%s', '%s'", what, x ? x : "",
                     y ? y : "");
}

/* @return whether the row has a pair of numbers that may be a position */
static bool read_row(struct bc_builder *builder, const struct columns *columns,
                     bool degrees, size_t row)
{
    struct bc_layer *layer = builder->layer;
    const char *x_text = layer->columns[columns->x].text[row];
    const char *y_text = layer->columns[columns->y].text[row];
    double x, y;

    if (!x_text || !y_text) {
        doubt(builder, row, BC_FOUND_BAD_GEOMETRY,
              "no position; the feature has none", x_text, y_text);
        return false;
    }
    /* The letter of the other axis is read only where the two are exchanged,
     * which the frame then tells. */
    if ((!bc_degrees_parse(bc_slice_of(x_text), false, &x) &&
         !bc_degrees_parse(bc_slice_of(x_text), true, &x)) ||
        (!bc_degrees_parse(bc_slice_of(y_text), true, &y) &&
         !bc_degrees_parse(bc_slice_of(y_text), false, &y))) {
        doubt(builder, row, BC_FOUND_BAD_GEOMETRY,
              "a position that is no pair of numbers; the feature has none",
              x_text, y_text);
        return false;
    }
    if (degrees && !in_china(x, y) && in_hubei(y, x)) {
        double swap = x;

        x = y;
        y = swap;
        doubt(builder, row, BC_FOUND_SWAPPED_COORDINATES,
              "the latitude stands before the longitude; they were exchanged",
              x_text, y_text);
    }
    if (degrees && !in_range(x, y)) {
        doubt(builder, row, BC_FOUND_BAD_GEOMETRY,
              "a position that is not in degrees; the feature has none", x_text,
              y_text);
        return false;
    }
    layer->x[row] = x;
    layer->y[row] = y;
    return true;
}

enum bc_status bc_position_read(struct bc_builder *builder,
                                const struct bc_source *source,
                                struct bc_error *err)
{
    struct bc_layer *layer = builder->layer;
    struct columns columns = {BC_NO_COLUMN, BC_NO_COLUMN};
    size_t n_good = 0, n_written = 0;
    enum bc_status status = find_columns(layer, source, &columns, err);

    if (status || columns.x == BC_NO_COLUMN)
        return status;
    for (size_t row = 0; row < layer->n_features; row++) {
        n_written += layer->columns[columns.x].text[row] != NULL;
        n_good += read_row(builder, &columns, source->crs == NULL, row);
    }
    if (n_good == 0 && n_written > 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no pair of '%s' and '%s' is a longitude and "
                            "latitude; name their crs",
                            layer->source, layer->columns[columns.x].name,
                            layer->columns[columns.y].name);
    layer->geometry = BC_GEOMETRY_POINT;
    layer->crs = "OGC:CRS84";
    return BC_OK;
}
