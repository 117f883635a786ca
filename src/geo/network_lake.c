/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/geos_shapes.h"
#include "geo/network_parts.h"

/* ---- lines through lakes ---- */

static GEOSGeometry *line_geometry(const struct bc_network *network,
                                   size_t line)
{
    GEOSContextHandle_t handle = network->geos->handle;
    const struct bc_river_line *drawn = &network->line[line];
    size_t n = drawn->end - drawn->first;
    GEOSCoordSequence *sequence =
        bc_geos_made(GEOSCoordSeq_create_r(handle, (unsigned)n, 2));

    for (size_t i = 0; i < n; i++)
        GEOSCoordSeq_setXY_r(handle, sequence, (unsigned)i,
                             network->x[drawn->first + i],
                             network->y[drawn->first + i]);
    return bc_geos_made(GEOSGeom_createLineString_r(handle, sequence));
}

static void add_piece(struct bc_network *network, size_t lake, size_t line,
                      const GEOSGeometry *part)
{
    const GEOSCoordSequence *sequence =
        GEOSGeom_getCoordSeq_r(network->geos->handle, part);
    unsigned n = 0;
    struct bc_lake_piece piece = {lake, line, INFINITY, -INFINITY};

    GEOSCoordSeq_getSize_r(network->geos->handle, sequence, &n);
    for (unsigned i = 0; i<n; i += n> 1 ? n - 1 : 1) {
        double x, y, along_m;

        GEOSCoordSeq_getXY_r(network->geos->handle, sequence, i, &x, &y);
        along_m = bc_network_foot_on(network, line, x, y).along_m;
        piece.from_m = fmin(piece.from_m, along_m);
        piece.to_m = fmax(piece.to_m, along_m);
    }
    network->piece = bc_reserve(network->piece, &network->piece_room,
                                network->n_pieces + 1, sizeof *network->piece);
    network->piece[network->n_pieces++] = piece;
}

static enum bc_status cut_line(struct bc_network *network, size_t lake,
                               const GEOSGeometry *polygon, size_t line,
                               struct bc_error *err)
{
    GEOSContextHandle_t handle = network->geos->handle;
    GEOSGeometry *whole = line_geometry(network, line);
    GEOSGeometry *inside = GEOSIntersection_r(handle, whole, polygon);
    int n = inside ? GEOSGetNumGeometries_r(handle, inside) : 0;
    enum bc_status status =
        inside ? BC_OK
               : bc_geos_error(network->geos, "finding a river's lakes", err);

    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(handle, inside, i);

        if (GEOSGeomTypeId_r(handle, part) == GEOS_LINESTRING)
            add_piece(network, lake, line, part);
    }
    GEOSGeom_destroy_r(handle, inside);
    GEOSGeom_destroy_r(handle, whole);
    return status;
}

static bool boxes_meet(const struct bc_network *network, size_t line,
                       const double bounds[4])
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t v = network->line[line].first; v < network->line[line].end;
         v++) {
        box[0] = fmin(box[0], network->x[v]);
        box[1] = fmin(box[1], network->y[v]);
        box[2] = fmax(box[2], network->x[v]);
        box[3] = fmax(box[3], network->y[v]);
    }
    return box[0] <= bounds[2] && box[2] >= bounds[0] && box[1] <= bounds[3] &&
           box[3] >= bounds[1];
}

/** The outlines of a lake: a line over an island is still in the lake. */
static GEOSGeometry *outline_of(const struct bc_network *network, size_t lake)
{
    const struct bc_shapes *from = &network->lakes->shapes;
    struct bc_shapes shells;
    GEOSGeometry *outline;

    bc_shapes_init(&shells);
    bc_shapes_begin_feature(&shells);
    for (size_t part = from->part_of[lake]; part < from->part_of[lake + 1];
         part++) {
        size_t shell = from->ring_of[part];

        bc_shapes_begin_part(&shells);
        bc_shapes_begin_ring(&shells);
        for (size_t v = from->vertex_of[shell]; v < from->vertex_of[shell + 1];
             v++)
            bc_shapes_add_vertex(&shells, from->x[v], from->y[v]);
    }
    outline = bc_geos_from_shapes(network->geos, &shells, 0);
    bc_shapes_clear(&shells);
    return outline;
}

static enum bc_status cut_lines(struct bc_network *network, size_t lake,
                                struct bc_error *err)
{
    double bounds[4];
    GEOSGeometry *polygon;
    enum bc_status status = BC_OK;

    if (!bc_shapes_bounds(&network->lakes->shapes, lake, bounds))
        return BC_OK;
    polygon = outline_of(network, lake);
    for (size_t line = 0; !status && line < network->n_lines; line++)
        if (boxes_meet(network, line, bounds))
            status = cut_line(network, lake, polygon, line, err);
    GEOSGeom_destroy_r(network->geos->handle, polygon);
    return status;
}

/* ---- pieces that count ---- */

static int by_line(const void *a, const void *b)
{
    const struct bc_lake_piece *left = a, *right = b;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->from_m != right->from_m)
        return left->from_m < right->from_m ? -1 : 1;
    return (left->lake > right->lake) - (left->lake < right->lake);
}

/** A line that runs along a shore crosses it often: pieces of one lake closer
 * than the tolerance are one, and what is shorter is none. Lakes that overlap
 * get their part in turn. */
static void merge_pieces(struct bc_network *network)
{
    const double snap_m = network->options.snap_m;
    struct bc_lake_piece *piece = network->piece;
    size_t n = 0, kept = 0;

    if (network->n_pieces)
        qsort(piece, network->n_pieces, sizeof *piece, by_line);
    for (size_t i = 0; i < network->n_pieces; i++) {
        struct bc_lake_piece *last = n ? &piece[n - 1] : NULL;

        if (last && last->line == piece[i].line &&
            last->lake == piece[i].lake &&
            piece[i].from_m - last->to_m <= snap_m) {
            last->to_m = fmax(last->to_m, piece[i].to_m);
            continue;
        }
        if (last && last->line == piece[i].line)
            piece[i].from_m = fmax(piece[i].from_m, last->to_m);
        piece[n++] = piece[i];
    }
    for (size_t i = 0; i < n; i++)
        if (piece[i].to_m - piece[i].from_m > snap_m)
            piece[kept++] = piece[i];
    network->n_pieces = kept;
}

static bool is_lake_link(const struct bc_network *network, size_t line)
{
    const char *kind =
        bc_layer_text(network->rivers, "kind", network->line[line].river);

    return kind && strcmp(kind, "lake_link") == 0;
}

/** A line that is drawn to lead through a lake is all in it, however coarse
 * the shore: in the lake of its longest piece. */
static void lengthen_links(struct bc_network *network)
{
    struct bc_lake_piece *piece = network->piece;
    size_t kept = 0;

    for (size_t i = 0, next; i < network->n_pieces; i = next) {
        size_t best = i;

        for (next = i + 1;
             next < network->n_pieces && piece[next].line == piece[i].line;
             next++)
            if (piece[next].to_m - piece[next].from_m >
                piece[best].to_m - piece[best].from_m)
                best = next;
        if (is_lake_link(network, piece[i].line)) {
            piece[best].from_m = 0;
            piece[best].to_m = bc_river_line_m(network, piece[best].line);
            piece[kept++] = piece[best];
            continue;
        }
        for (size_t j = i; j < next; j++)
            piece[kept++] = piece[j];
    }
    network->n_pieces = kept;
}

static bool is_reservoir(const struct bc_layer *lakes, size_t row)
{
    const char *type = bc_layer_text(lakes, "type", row);

    return type && (strcmp(type, "reservoir") == 0 || strstr(type, "水库"));
}

enum bc_status bc_network_find_lakes(struct bc_network *network,
                                     struct bc_error *err)
{
    const struct bc_layer *lakes = network->lakes;
    enum bc_status status = BC_OK;

    if (!lakes)
        return BC_OK;
    network->two_way = bc_alloc(lakes->n_features + 1, sizeof(bool));
    for (size_t lake = 0; !status && lake < lakes->n_features; lake++) {
        network->two_way[lake] = !is_reservoir(lakes, lake);
        status = cut_lines(network, lake, err);
    }
    network->lake_index = bc_index_new(&lakes->shapes);
    merge_pieces(network);
    lengthen_links(network);
    return status;
}
