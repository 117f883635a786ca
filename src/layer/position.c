/* SPDX-License-Identifier: MIT */
#include "layer/position.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/degrees.h"
#include "layer/frame.h"
#include "layer/keys.h"

static const char x_aliases[] =
    "lon|lng|longitude|long|经度|东经|经度坐标|中心经度|经度(°)|经度(度)|"
    "easting|东坐标|横坐标|lon_d|lon_deg|经度度|东经度|LongitudeMeasure";
static const char y_aliases[] =
    "lat|latitude|纬度|北纬|纬度坐标|中心纬度|纬度(°)|纬度(度)|northing|"
    "北坐标|纵坐标|lat_d|lat_deg|纬度度|北纬度|"
    "LatitudeMeasure";
/* Minutes and seconds in columns of their own. */
static const char x_minutes[] = "lon_m|lon_min|经度分|东经分|经度(分)";
static const char x_seconds[] = "lon_s|lon_sec|经度秒|东经秒|经度(秒)";
static const char y_minutes[] = "lat_m|lat_min|纬度分|北纬分|纬度(分)";
static const char y_seconds[] = "lat_s|lat_sec|纬度秒|北纬秒|纬度(秒)";

/** Where one coordinate stands. */
struct axis {
    size_t column, minutes, seconds; /* the last two BC_NO_COLUMN as a rule */
};

struct columns {
    struct axis x, y;
    bool by_xy; /* headed X and Y: which is which is not known */
};

/* ---- columns ---- */

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

static enum bc_status find_axis(const struct bc_layer *layer, const char *key,
                                const char *degrees, const char *minutes,
                                const char *seconds, struct axis *axis,
                                struct bc_error *err)
{
    enum bc_status status =
        bc_keys_alias(layer, key, degrees, &axis->column, err);

    if (!status)
        status = bc_keys_alias(layer, key, minutes, &axis->minutes, err);
    if (!status)
        status = bc_keys_alias(layer, key, seconds, &axis->seconds, err);
    return status;
}

static enum bc_status find_by_alias(const struct bc_layer *layer,
                                    struct columns *columns,
                                    struct bc_error *err)
{
    struct axis *x = &columns->x, *y = &columns->y;
    enum bc_status status =
        find_axis(layer, "lon", x_aliases, x_minutes, x_seconds, x, err);

    if (!status)
        status =
            find_axis(layer, "lat", y_aliases, y_minutes, y_seconds, y, err);
    if (status || x->column != BC_NO_COLUMN || y->column != BC_NO_COLUMN)
        return status;
    x->column = bc_keys_column(layer, "x");
    y->column = bc_keys_column(layer, "y");
    if (x->column == BC_NO_COLUMN || y->column == BC_NO_COLUMN)
        x->column = y->column = BC_NO_COLUMN;
    columns->by_xy = x->column != BC_NO_COLUMN;
    return BC_OK;
}

static enum bc_status find_columns(const struct bc_layer *layer,
                                   const struct bc_source *source,
                                   struct columns *columns,
                                   struct bc_error *err)
{
    const struct axis none = {BC_NO_COLUMN, BC_NO_COLUMN, BC_NO_COLUMN};
    size_t *x = &columns->x.column, *y = &columns->y.column;
    enum bc_status status;

    *columns = (struct columns){none, none, false};
    if (!source->x_field || !source->y_field)
        status = find_by_alias(layer, columns, err);
    else {
        status = find_named(layer, source->x_field, x, err);
        if (!status)
            status = find_named(layer, source->y_field, y, err);
    }
    if (!status && (*x == BC_NO_COLUMN) != (*y == BC_NO_COLUMN))
        status = bc_error_set(
            err, BC_BAD_INPUT,
            "%s: '%s' has no partner; name both columns with xy: [X, Y]",
            layer->source, layer->columns[*x == BC_NO_COLUMN ? *y : *x].name);
    return status;
}

/* ---- pairs ---- */

/* RULES.md section 8: the frame of China. */
static bool in_china(double x, double y)
{
    return x >= 73 && x <= 136 && y >= 3 && y <= 54;
}

static bool in_range(double x, double y)
{
    return fabs(x) <= 180 && fabs(y) <= 90;
}

#define N_ZONES 46 /* their numbers are 13 to 45 */

/** What is being read: how the pairs look decides what they are. */
struct reading {
    struct bc_builder *builder;
    struct columns columns;
    struct bc_text text[2];      /* of the row at hand, as it is written */
    size_t n_written;            /* rows with an x */
    size_t n_voting;             /* with two numbers that are not 0, 0 */
    size_t n_projected, n_plain; /* of those; without a zone's number */
    size_t n_turned, n_straight; /* of those; northing first or last */
    size_t n_in_zone[N_ZONES], first_in_zone[N_ZONES]; /* rows, by zone */
};

static const char *cell(const struct reading *reading, size_t column,
                        size_t row)
{
    const struct bc_layer *layer = reading->builder->layer;

    return column == BC_NO_COLUMN ? NULL : layer->columns[column].text[row];
}

/** `114°23′15″` of three columns; as it stands where there is one. */
static void read_text(const struct reading *reading, const struct axis *axis,
                      size_t row, struct bc_text *text)
{
    const char *degrees = cell(reading, axis->column, row);
    const char *minutes = cell(reading, axis->minutes, row);
    const char *seconds = cell(reading, axis->seconds, row);

    text->length = 0;
    bc_text_add(text, degrees ? degrees : "");
    if (degrees && (minutes || seconds))
        bc_text_printf(text, "°%s′", minutes ? minutes : "0");
    if (degrees && seconds)
        bc_text_printf(text, "%s″", seconds);
}

static void doubt(struct reading *reading, size_t row,
                  enum bc_finding_code code, const char *what)
{
    bc_builder_doubt(reading->builder, row, code, what,
                     bc_text_string(&reading->text[0]),
                     bc_text_string(&reading->text[1]));
}

static bool parse(const struct bc_text *text, bool is_latitude, double *value)
{
    /* The letter of the other axis is read only where the two are exchanged,
     * which the frame then tells. */
    return bc_degrees_parse(bc_slice_of(text->data), is_latitude, value) ||
           bc_degrees_parse(bc_slice_of(text->data), !is_latitude, value);
}

static bool is_over(const struct bc_text *text)
{
    return bc_degrees_is_over(bc_slice_of(text->data), false) ||
           bc_degrees_is_over(bc_slice_of(text->data), true);
}

static void count_frame(struct reading *reading, size_t row, double x, double y)
{
    struct bc_frame frame = bc_frame_of(x, y);

    if (frame.kind < BC_FRAME_ZONED)
        return;
    reading->n_projected++;
    if (frame.kind == BC_FRAME_ZONED && reading->n_in_zone[frame.zone]++ == 0)
        reading->first_in_zone[frame.zone] = row;
    reading->n_plain += frame.kind == BC_FRAME_PLAIN;
    reading->n_turned += frame.turned;
    reading->n_straight += !frame.turned;
}

/** Two numbers into the layer, whatever they are. */
static void read_row(struct reading *reading, size_t row)
{
    struct bc_layer *layer = reading->builder->layer;
    struct bc_text *text = reading->text;
    double x, y;

    read_text(reading, &reading->columns.x, row, &text[0]);
    read_text(reading, &reading->columns.y, row, &text[1]);
    reading->n_written += text[0].length > 0;
    if (text[0].length == 0 && text[1].length == 0) {
        bc_builder_doubt(reading->builder, row, BC_FOUND_BAD_GEOMETRY,
                         "no position");
    } else if (text[0].length == 0 || text[1].length == 0) {
        doubt(reading, row, BC_FOUND_BAD_GEOMETRY,
              "half a position; the feature has none: '%s', '%s'");
    } else if (!parse(&text[0], false, &x) || !parse(&text[1], true, &y)) {
        if (is_over(&text[0]) || is_over(&text[1]))
            doubt(reading, row, BC_FOUND_BAD_GEOMETRY,
                  "minutes and seconds are below 60; the feature has no "
                  "position: '%s', '%s'");
        else
            doubt(
                reading, row, BC_FOUND_BAD_GEOMETRY,
                "a position that is no pair of numbers; the feature has none: "
                "'%s', '%s'");
    } else {
        layer->x[row] = x;
        layer->y[row] = y;
        reading->n_voting += x != 0 || y != 0;
        count_frame(reading, row, x, y);
    }
}

static void exchange(struct bc_layer *layer, size_t row)
{
    double swap = layer->x[row];

    layer->x[row] = layer->y[row];
    layer->y[row] = swap;
}

/* ---- degrees ---- */

/** Among degrees; says what else it may be. */
static void refuse_row(struct reading *reading, size_t row,
                       struct bc_frame frame)
{
    if (frame.kind == BC_FRAME_ZONED)
        bc_builder_doubt(
            reading->builder, row, BC_FOUND_BAD_GEOMETRY,
            "a position of zone %d (EPSG:%d) among degrees; the feature "
            "has none: '%s', '%s'",
            frame.zone, frame.epsg, bc_text_string(&reading->text[0]),
            bc_text_string(&reading->text[1]));
    else
        doubt(reading, row, BC_FOUND_BAD_GEOMETRY,
              "a position that is not in degrees; the feature has none: '%s', "
              "'%s'");
}

/* @return whether the row has a position */
static bool settle_degrees(struct reading *reading, size_t row, bool only_these)
{
    struct bc_layer *layer = reading->builder->layer;
    double *x = &layer->x[row], *y = &layer->y[row];

    if (isnan(*x))
        return false;
    read_text(reading, &reading->columns.x, row, &reading->text[0]);
    read_text(reading, &reading->columns.y, row, &reading->text[1]);
    if (!in_range(*x, *y) && in_china(*y, *x)) {
        exchange(layer, row);
        doubt(reading, row, BC_FOUND_SWAPPED_COORDINATES,
              "the latitude stands before the longitude; they were exchanged: "
              "'%s', '%s'");
    }
    if (!only_these || in_range(*x, *y))
        return true;
    refuse_row(reading, row, bc_frame_of(*x, *y));
    *x = *y = (double)NAN;
    return false;
}

static enum bc_status read_degrees(struct reading *reading, bool only_these,
                                   struct bc_error *err)
{
    struct bc_layer *layer = reading->builder->layer;
    const struct columns *columns = &reading->columns;
    size_t n_good = 0;

    for (size_t row = 0; row < layer->n_features; row++)
        n_good += settle_degrees(reading, row, only_these);
    if (n_good == 0 && reading->n_written > 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no pair of '%s' and '%s' is a longitude and "
                            "latitude; name their crs",
                            layer->source,
                            layer->columns[columns->x.column].name,
                            layer->columns[columns->y.column].name);
    return BC_OK;
}

/* ---- projected values ---- */

/** Whether most rows are projected. 0, 0 is written for no position, and has
 * no vote. */
static bool most_are_projected(const struct reading *reading)
{
    return 2 * reading->n_projected > reading->n_voting;
}

/** Takes the position of a row that is not what most are. */
static void leave_out(struct reading *reading, size_t row)
{
    struct bc_layer *layer = reading->builder->layer;
    bool is_zero = layer->x[row] == 0 && layer->y[row] == 0;

    read_text(reading, &reading->columns.x, row, &reading->text[0]);
    read_text(reading, &reading->columns.y, row, &reading->text[1]);
    doubt(reading, row, BC_FOUND_BAD_GEOMETRY,
          is_zero ? BC_N("no position: '%s', '%s'")
                  : BC_N("not the easting and northing of a zone, which most "
                         "rows have; the feature has no position: '%s', '%s'"));
    layer->x[row] = layer->y[row] = (double)NAN;
}

/** Among projected rows: degrees, which no zone holds. What else they are the
 * layer's crs tells. */
static void leave_degrees_out(struct reading *reading)
{
    struct bc_layer *layer = reading->builder->layer;

    for (size_t row = 0; row < layer->n_features; row++)
        if (bc_frame_of(layer->x[row], layer->y[row]).kind == BC_FRAME_DEGREES)
            leave_out(reading, row);
}

/** Without a crs: all that is in no zone. */
static void leave_unzoned_out(struct reading *reading)
{
    struct bc_layer *layer = reading->builder->layer;

    for (size_t row = 0; row < layer->n_features; row++) {
        struct bc_frame frame = bc_frame_of(layer->x[row], layer->y[row]);

        if (isnan(layer->x[row]) || frame.kind == BC_FRAME_ZONED)
            continue;
        if (frame.kind == BC_FRAME_PLAIN) {
            reading->n_turned -= frame.turned;
            reading->n_straight -= !frame.turned;
        }
        leave_out(reading, row);
    }
}

/** In Chinese tables X is the northing. The values must all say so, or all the
 * contrary. */
static enum bc_status settle_order(struct reading *reading,
                                   struct bc_error *err)
{
    struct bc_layer *layer = reading->builder->layer;
    const struct columns *columns = &reading->columns;

    if (reading->n_turned > 0 && reading->n_straight > 0)
        return bc_error_set(
            err, BC_BAD_INPUT,
            "%s: '%s' holds northings in %zu rows and eastings in %zu; put the "
            "northing into one column",
            layer->source, layer->columns[columns->x.column].name,
            reading->n_turned, reading->n_straight);
    for (size_t row = 0; reading->n_turned > 0 && row < layer->n_features;
         row++)
        exchange(layer, row);
    return BC_OK;
}

/** X and Y with a crs: only values that tell them apart are taken. */
static enum bc_status settle_xy(struct reading *reading, struct bc_error *err)
{
    struct bc_layer *layer = reading->builder->layer;
    const struct columns *columns = &reading->columns;
    const char *x = layer->columns[columns->x.column].name;
    const char *y = layer->columns[columns->y.column].name;
    size_t n_degrees = 0;

    if (most_are_projected(reading)) {
        leave_degrees_out(reading);
        return settle_order(reading, err);
    }
    for (size_t row = 0; row < layer->n_features; row++)
        n_degrees += (layer->x[row] != 0 || layer->y[row] != 0) &&
                     (in_range(layer->x[row], layer->y[row]) ||
                      in_range(layer->y[row], layer->x[row]));
    if (reading->n_voting == 0 || 2 * n_degrees > reading->n_voting)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: '%s' and '%s' may be northing and easting; name "
                        "them with xy: [EASTING, NORTHING]",
                        layer->source, x, y);
}

/** The zone with the most rows is the layer's; where there are others, each row
 * has its own. */
static void take_zones(struct reading *reading, int zone, bool several)
{
    struct bc_layer *layer = reading->builder->layer;
    struct bc_text crs = {0};

    bc_text_printf(&crs, "EPSG:%d", bc_frame_epsg(zone));
    layer->crs = bc_arena_copy(&layer->arena, crs.data, crs.length);
    bc_text_clear(&crs);
    if (!several)
        return;
    layer->row_epsg = bc_alloc(layer->n_features, sizeof *layer->row_epsg);
    for (size_t row = 0; row < layer->n_features; row++)
        layer->row_epsg[row] = bc_frame_of(layer->x[row], layer->y[row]).epsg;
}

/** Without a crs: the zone's number in the easting tells which zone it is; of
 * the datum nothing is known. */
static enum bc_status guess_zones(struct reading *reading, struct bc_error *err)
{
    struct bc_layer *layer = reading->builder->layer;
    const struct columns *columns = &reading->columns;
    const char *x = layer->columns[columns->x.column].name;
    const char *y = layer->columns[columns->y.column].name;
    const char *easting = reading->n_turned > 0 ? y : x;
    const size_t *n = reading->n_in_zone;
    int n_zones = 0, most = 0;

    if (2 * reading->n_plain >= reading->n_projected)
        return bc_error_set(
            err, BC_BAD_INPUT,
            "%s: '%s' and '%s' are projected, without the number of their "
            "zone; name their crs (in Hubei EPSG:4545 to 4548)",
            layer->source, x, y);
    leave_unzoned_out(reading);
    for (int zone = 0; zone < N_ZONES; zone++) {
        n_zones += n[zone] > 0;
        most = n[zone] > n[most] ? zone : most;
    }
    for (int zone = 0; zone < N_ZONES; zone++)
        if (n[zone] > 0)
            bc_builder_doubt(
                reading->builder, reading->first_in_zone[zone],
                BC_FOUND_PROJECTED_VALUES,
                n_zones > 1
                    ? BC_N("no crs, and '%s' holds eastings of several zones; "
                           "from zone %d come %zu positions, this the first, "
                           "taken as CGCS2000, EPSG:%d")
                    : BC_N("no crs, and '%s' holds eastings of zone %d; this "
                           "and all %zu positions are taken as CGCS2000, "
                           "EPSG:%d"),
                easting, zone, n[zone], bc_frame_epsg(zone));
    take_zones(reading, most, n_zones > 1);
    return settle_order(reading, err);
}

static enum bc_status settle(struct reading *reading,
                             const struct bc_source *source,
                             struct bc_error *err)
{
    enum bc_status status = BC_OK;

    reading->builder->layer->crs = "OGC:CRS84";
    if (source->crs) {
        if (reading->columns.by_xy)
            status = settle_xy(reading, err);
        return status ? status : read_degrees(reading, false, err);
    }
    if (most_are_projected(reading))
        return guess_zones(reading, err);
    return read_degrees(reading, true, err);
}

enum bc_status bc_position_read(struct bc_builder *builder,
                                const struct bc_source *source,
                                struct bc_error *err)
{
    struct bc_layer *layer = builder->layer;
    struct reading reading = {.builder = builder};
    enum bc_status status = find_columns(layer, source, &reading.columns, err);

    if (status || reading.columns.x.column == BC_NO_COLUMN)
        return status;
    for (size_t row = 0; row < layer->n_features; row++)
        read_row(&reading, row);
    status = settle(&reading, source, err);
    if (!status)
        layer->geometry = BC_GEOMETRY_POINT;
    bc_text_clear(&reading.text[0]);
    bc_text_clear(&reading.text[1]);
    return status;
}

bool bc_position_is_of_row(const struct bc_layer *layer,
                           const struct bc_source *source)
{
    struct columns columns;
    struct bc_error err = {0};

    if (!source->crs)
        return true;
    if (find_columns(layer, source, &columns, &err))
        return false;
    for (size_t row = 0; columns.by_xy && row < layer->n_features; row++)
        if (!in_range(layer->x[row], layer->y[row]))
            return false;
    return true;
}
