/* SPDX-License-Identifier: MIT */
/*
 * gen_layers LAYER SIZE FILE [FACTOR]: a made-up layer between 105 and 123 E,
 * 24 and 36 N, EPSG:4490, as a GeoPackage, the same shapes at every call.
 *
 *   LAYER     S      M      L
 *   basins    1,014  10,086 99,846  tile all of it: a lattice with jittered
 *                                   corners, whose edges are broken lines that
 *                                   both sides have vertex by vertex
 *   redlines  1,000  10,000 100,000 stars that overlap, every seventh with a
 *                                   hole; every tenth runs along a basin's edge
 *   points    10 k   1 M    10 M    seven of ten strewn along 200 winding lines
 *   outfalls  10 k   100 k  1 M
 *   sections  1,000  3,641  20,000
 *
 * At M and L twelve edges and twenty red lines have 131,072 vertices. FACTOR, a
 * power of two, multiplies the vertices of every edge; ten times the points of
 * a size are those of the next. Large layers of points have no R-tree.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cpl_conv.h>

enum {
    MOST_LEVELS = 20,
    HUGE_LEVEL = 17,
    N_HUGE_EDGES = 12,
    N_HUGE_STARS = 20
};

static const struct size {
    const char *name;
    int columns, rows;
    long redlines, points, outfalls, sections;
    int most_levels; /* of what is not huge */
    int huge;        /* level, 0: none */
} sizes[] = {
    {"S", 39, 26, 1000, 10000, 10000, 1000, 10, 0},
    {"M", 123, 82, 10000, 1000000, 100000, 3641, 10, HUGE_LEVEL},
    {"L", 387, 258, 100000, 10000000, 1000000, 20000, 8, HUGE_LEVEL},
};

static const double west = 105, south = 24, width = 18, height = 12;
static int more_levels; /* log2 of FACTOR */

/* ---- chance that depends on names, not on order ---- */

/* The finalizer of MurmurHash3 (Appleby), public domain. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = a * 0x9e3779b97f4a7c15u + b;

    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
    return h ^ (h >> 33);
}

/* 0 .. 1 */
static double chance(uint64_t a, uint64_t b)
{
    return (double)(mix(a, b) >> 11) / 9007199254740992.0;
}

/* How often a coin falls on one side in a row: 0 eleven times of twenty. */
static int flips(uint64_t key, int most)
{
    int n = 0;

    while (n < most && chance(key, (uint64_t)n) < 0.45)
        n++;
    return n;
}

static double bell(uint64_t key)
{
    double sum = 0;

    for (uint64_t i = 0; i < 12; i++)
        sum += chance(key, 100 + i);
    return sum - 6;
}

/* -1 .. 1 along t in 0 .. 1: noise of ever finer lattices, each of 0.6 the
 * height. Of a ring both ends are one. */
static double noise(uint64_t key, double t, int levels, int is_ring)
{
    double sum = 0, all = 0, height_of = 1;

    for (int k = 1; k <= levels; k++) {
        double at = t * (double)(1L << k);
        long i = (long)at, next = i + 1;
        double a = chance(key + (uint64_t)k, (uint64_t)i), b;

        if (is_ring)
            next &= (1L << k) - 1;
        b = chance(key + (uint64_t)k, (uint64_t)next);
        sum += height_of * (2 * (a + (at - (double)i) * (b - a)) - 1);
        all += height_of;
        height_of *= 0.6;
    }
    return sum / all;
}

/* ---- edges of basins ---- */

struct line {
    double *x, *y;
    size_t n, room;
};

static void add_vertex(struct line *line, double x, double y)
{
    if (line->n == line->room) {
        line->room = line->room ? 2 * line->room : 1024;
        line->x = realloc(line->x, line->room * sizeof *line->x);
        line->y = realloc(line->y, line->room * sizeof *line->y);
        if (!line->x || !line->y)
            exit(1);
    }
    line->x[line->n] = x;
    line->y[line->n++] = y;
}

struct edge {
    double x, y, dx, dy; /* from corner to corner */
    uint64_t key;
    int levels;
    int is_outer; /* straight */
};

static void corner(const struct size *size, int i, int j, double *x, double *y)
{
    uint64_t key = mix(1, (uint64_t)j * 1000 + (uint64_t)i);
    double dx = i > 0 && i < size->columns ? 0.3 * (chance(key, 0) - 0.5) : 0;
    double dy = j > 0 && j < size->rows ? 0.3 * (chance(key, 1) - 0.5) : 0;

    *x = west + (i + dx) * width / size->columns;
    *y = south + (j + dy) * height / size->rows;
}

/* The edge eastwards (or northwards) from corner i, j. */
static struct edge edge_at(const struct size *size, int i, int j, int is_north)
{
    struct edge edge;
    long number = ((long)j * size->columns + i) * 2 + is_north;
    long every = 2L * size->columns * size->rows / N_HUGE_EDGES;

    corner(size, i, j, &edge.x, &edge.y);
    corner(size, i + !is_north, j + is_north, &edge.dx, &edge.dy);
    edge.dx -= edge.x;
    edge.dy -= edge.y;
    edge.key = mix(2, (uint64_t)number) & ~(uint64_t)31;
    edge.levels = 4 + flips(edge.key, size->most_levels - 4);
    if (size->huge && number % every == every / 2)
        edge.levels = size->huge;
    edge.levels += more_levels;
    edge.is_outer =
        is_north ? i == 0 || i == size->columns : j == 0 || j == size->rows;
    return edge;
}

/* Vertex m of the edge, @p off its line. It stays in a rhombus around the
 * straight edge, and neighbouring rhombs meet at corners alone; it never turns
 * back, so no two edges cross. */
static void edge_vertex(const struct edge *edge, long m, double off, double *x,
                        double *y)
{
    double t = (double)m / (double)(1L << edge->levels);
    double room = fmin(t, 1 - t);
    double v =
        edge->is_outer ? 0 : 0.5 * room * noise(edge->key, t, edge->levels, 0);

    v += off * room;
    *x = edge->x + t * edge->dx - v * edge->dy;
    *y = edge->y + t * edge->dy + v * edge->dx;
}

/* From one end to the other, without the last vertex. */
static void add_edge(struct line *line, const struct edge *edge, int backwards,
                     double off)
{
    long n = 1L << edge->levels;

    for (long m = 0; m < n; m++) {
        double x, y;

        edge_vertex(edge, backwards ? n - m : m, off, &x, &y);
        add_vertex(line, x, y);
    }
}

/* ---- shapes ---- */

static void add_ring(OGRGeometryH polygon, struct line *line)
{
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);

    add_vertex(line, line->x[0], line->y[0]);
    OGR_G_SetPoints(ring, (int)line->n, line->x, 8, line->y, 8, NULL, 0);
    OGR_G_AddGeometryDirectly(polygon, ring);
    line->n = 0;
}

static OGRGeometryH basin(const struct size *size, long id, struct line *line)
{
    int i = (int)(id % size->columns), j = (int)(id / size->columns);
    struct edge below = edge_at(size, i, j, 0), left = edge_at(size, i, j, 1);
    struct edge above = edge_at(size, i, j + 1, 0);
    struct edge right = edge_at(size, i + 1, j, 1);
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);

    add_edge(line, &below, 0, 0);
    add_edge(line, &right, 0, 0);
    add_edge(line, &above, 1, 0);
    add_edge(line, &left, 1, 0);
    add_ring(polygon, line);
    return polygon;
}

static void add_star(OGRGeometryH polygon, double x, double y, double radius,
                     int levels, uint64_t key, struct line *line)
{
    long n = 1L << levels;

    for (long m = 0; m < n; m++) {
        double t = (double)m / (double)n;
        double r = radius * exp(0.8 * noise(key, t, levels, 1));

        add_vertex(line, x + r * cos(2 * M_PI * t),
                   y + 0.85 * r * sin(2 * M_PI * t));
    }
    add_ring(polygon, line);
}

static OGRGeometryH redline(const struct size *size, long id, struct line *line)
{
    uint64_t key = mix(3, (uint64_t)id) & ~(uint64_t)31;
    double cell = width / size->columns;
    double x = west + width * (0.03 + 0.94 * chance(key, 1));
    double y = south + height * (0.03 + 0.94 * chance(key, 2));
    double radius = fmin(0.1 * cell * exp(0.9 * bell(key)), 1.2 * cell);
    int levels = 5 + flips(key, size->most_levels - 5), has_hole = id % 7 == 0;
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);

    if (id % 10 == 3) { /* between a basin's edge and a line beside it */
        struct edge edge = edge_at(
            size, 1 + (int)((x - west) / width * (size->columns - 2)),
            1 + (int)((y - south) / height * (size->rows - 2)), id % 20 == 3);

        add_edge(line, &edge, 0, 0);
        add_edge(line, &edge, 1, chance(key, 3) < 0.5 ? 0.3 : -0.3);
        add_ring(polygon, line);
        return polygon;
    }
    if (size->huge && id % (size->redlines / N_HUGE_STARS) == 5) {
        levels = size->huge;
        radius = 2.5 * width / 123;
        has_hole = 1;
    }
    add_star(polygon, x, y, radius, levels, key, line);
    if (has_hole)
        add_star(polygon, x, y, 0.15 * radius, levels > 6 ? levels - 3 : 3,
                 mix(key, 4) & ~(uint64_t)31, line);
    return polygon;
}

/* To 1e-7 degrees, so that all formats hold the same. */
static OGRGeometryH point(uint64_t layer, long id)
{
    uint64_t key = mix(layer, (uint64_t)id);
    double x = chance(key, 1), y = chance(key, 2);
    OGRGeometryH shape = OGR_G_CreateGeometry(wkbPoint);

    if (chance(key, 3) < 0.7) {
        uint64_t river = mix(9, mix(key, 4) % 200);
        double turn = 2 * M_PI * chance(river, 1);
        double along = (0.1 + 0.4 * chance(river, 2)) * x;
        double aside = 0.02 * sin(2 * M_PI * 6 * x) + 0.002 * bell(key);

        x = chance(river, 3) + along * cos(turn) - aside * sin(turn);
        y = chance(river, 4) + along * sin(turn) + aside * cos(turn);
        x -= floor(x);
        y -= floor(y);
    }
    OGR_G_SetPoint_2D(shape, 0, round((west + width * x) * 1e7) / 1e7,
                      round((south + height * y) * 1e7) / 1e7);
    return shape;
}

/* ---- the file ---- */

static void add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);

    OGR_L_CreateField(layer, field, 1);
    OGR_Fld_Destroy(field);
}

static int write_layer(const char *name, const struct size *size,
                       const char *file)
{
    int is_basin = strcmp(name, "basins") == 0;
    int is_redline = strcmp(name, "redlines") == 0;
    int is_point = !is_basin && !is_redline;
    long n = is_basin                        ? (long)size->columns * size->rows
             : is_redline                    ? size->redlines
             : strcmp(name, "points") == 0   ? size->points
             : strcmp(name, "outfalls") == 0 ? size->outfalls
                                             : size->sections;
    const char *no_index[] = {"SPATIAL_INDEX=NO", NULL};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    GDALDatasetH data = GDALCreate(GDALGetDriverByName("GPKG"), file, 0, 0, 0,
                                   GDT_Unknown, NULL);
    struct line line = {0};
    OGRLayerH layer;
    int failed = 0;

    OSRImportFromEPSG(crs, 4490);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    if (!data)
        return 1;
    layer = GDALDatasetCreateLayer(data, name, crs,
                                   is_point ? wkbPoint : wkbPolygon,
                                   n > 2000000 ? (char **)no_index : NULL);
    add_field(layer, "code", OFTString);
    add_field(layer, "name", OFTString);
    add_field(layer, is_point ? "target" : "class", OFTInteger);
    GDALDatasetStartTransaction(data, 0);
    for (long id = 0; id < n && !failed; id++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        char text[64];

        OGR_F_SetGeometryDirectly(feature, is_basin ? basin(size, id, &line)
                                           : is_redline
                                               ? redline(size, id, &line)
                                               : point((uint64_t)name[0], id));
        snprintf(text, sizeof text, "%c%08ld", name[0] - 'a' + 'A', id);
        OGR_F_SetFieldString(feature, 0, text);
        snprintf(text, sizeof text, "%s%ld",
                 is_basin     ? "流域"
                 : is_redline ? "红线"
                              : "点位",
                 id);
        OGR_F_SetFieldString(feature, 1, text);
        OGR_F_SetFieldInteger(feature, 2, 1 + (int)(mix((uint64_t)id, 7) % 5));
        failed = OGR_L_CreateFeature(layer, feature) != OGRERR_NONE;
        OGR_F_Destroy(feature);
    }
    GDALDatasetCommitTransaction(data);
    GDALClose(data);
    OSRDestroySpatialReference(crs);
    free(line.x);
    free(line.y);
    return failed || CPLGetLastErrorType() >= CE_Failure;
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 5) {
        fprintf(stderr, "usage: gen_layers LAYER SIZE FILE [FACTOR]\n");
        return 2;
    }
    for (long factor = argc == 5 ? strtol(argv[4], NULL, 10) : 1; factor > 1;
         factor /= 2)
        more_levels++;
    GDALAllRegister();
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    CPLSetConfigOption("OGR_CURRENT_DATE", "2021-04-01T00:00:00Z");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (strcmp(sizes[i].name, argv[2]) == 0)
            return write_layer(argv[1], &sizes[i], argv[3]);
    return 2;
}
