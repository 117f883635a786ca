/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/enclosed.h"
#include "geo/geodesic.h"
#include "geo/geos_shapes.h"
#include "geo/overlay_walk.h"
#include "layers.h"

/* What polygons share by walking, against GEOS' intersection measured by PROJ:
 * outlines that coincide in every way that people draw them. */

enum { MOST = 400 };

/** A ring without its last vertex. */
struct ring {
    double x[MOST], y[MOST];
    size_t n;
};

struct trial {
    struct bc_geos *geos;
    struct bc_crs *crs;
    uint64_t random;
    bool on_lattice; /* lengths are then compared, too */
    size_t n_pairs, n_shared, n_left_to_geos;
};

static void trial_begin(struct trial *it, uint64_t random)
{
    *it = (struct trial){.random = random};
    it->geos = bc_geos_new();
    it->crs = cgcs2000();
}

static void trial_end(struct trial *it)
{
    bc_crs_free(it->crs);
    bc_geos_free(it->geos);
}

/* ---- against GEOS ---- */

static GEOSGeometry *geometry_of(const struct trial *it,
                                 const struct bc_shapes *shapes, size_t feature)
{
    GEOSGeometry *made = bc_geos_from_shapes(it->geos, shapes, feature);

    assert_non_null(made);
    assert_int_equal(GEOSisValid_r(it->geos->handle, made), 1);
    return made;
}

static double area_by_geos(const struct trial *it, const struct bc_shapes *a,
                           size_t i, const struct bc_shapes *b, size_t j,
                           double *length_m)
{
    GEOSContextHandle_t handle = it->geos->handle;
    GEOSGeometry *left = geometry_of(it, a, i), *right = geometry_of(it, b, j);
    GEOSGeometry *common = GEOSIntersection_r(handle, left, right);
    struct bc_shapes piece;
    double area_m2;

    assert_non_null(common);
    bc_shapes_init(&piece);
    bc_shapes_begin_feature(&piece);
    bc_geos_to_shapes(it->geos, common, &piece);
    area_m2 = bc_geodesic_area_m2(it->crs, &piece, 0);
    *length_m = bc_geodesic_length_m(it->crs, &piece, 0);
    bc_shapes_clear(&piece);
    GEOSGeom_destroy_r(handle, left);
    GEOSGeom_destroy_r(handle, right);
    GEOSGeom_destroy_r(handle, common);
    return area_m2;
}

static void print_pair(const struct bc_shapes *a, size_t i,
                       const struct bc_shapes *b, size_t j)
{
    for (int side = 0; side < 2; side++) {
        const struct bc_shapes *s = side ? b : a;
        size_t feature = side ? j : i;

        for (size_t r = s->ring_of[s->part_of[feature]];
             r < s->ring_of[s->part_of[feature + 1]]; r++)
            for (size_t v = s->vertex_of[r]; v < s->vertex_of[r + 1]; v++)
                fprintf(stderr, "%s%.17g %.17g",
                        v > s->vertex_of[r] ? "," : "\n", s->x[v], s->y[v]);
        fprintf(stderr, "\n");
    }
}

/** Every polygon of @p a with every one of @p b. */
static void compare(struct trial *it, const struct bc_shapes *a,
                    const struct bc_shapes *b)
{
    double(*bounds)[4] = bc_alloc(b->n_features, sizeof *bounds);
    struct bc_shared *shared;
    struct bc_boxes *boxes;
    struct bc_tiles tiles;
    size_t n, next = 0;

    for (size_t j = 0; j < b->n_features; j++)
        bc_shapes_bounds(b, j, bounds[j]);
    boxes = bc_boxes_new((const double(*)[4])bounds, b->n_features);
    bc_tiles_init(&tiles, b);
    n = bc_overlay_walk(a, &tiles, boxes, bc_crs_ellipsoid(it->crs), &shared);
    for (size_t i = 0; i < a->n_features; i++)
        for (size_t j = 0; j < b->n_features; j++) {
            bool has = next < n && shared[next].polygon == i &&
                       shared[next].basin == j;
            double length_m, area_m2 = area_by_geos(it, a, i, b, j, &length_m);

            it->n_pairs++;
            it->n_shared += area_m2 > 0;
            it->n_left_to_geos += has && !shared[next].is_known;
            if (!has || shared[next].is_known) {
                double walked_m2 = has ? shared[next].area_m2 : 0;

                if (!(fabs(walked_m2 - area_m2) <= 1e-8 * area_m2 + 0.05) ||
                    (it->on_lattice && walked_m2 > 100 &&
                     !(fabs(shared[next].length_m - length_m) <=
                       1e-5 * length_m)))
                    print_pair(a, i, b, j);
                assert_near(walked_m2, area_m2, 1e-8 * area_m2 + 0.05);
                if (it->on_lattice && walked_m2 > 100)
                    assert_near(shared[next].length_m, length_m,
                                1e-5 * length_m);
            }
            next += has;
        }
    assert_int_equal(next, n);
    free(shared);
    bc_tiles_clear(&tiles);
    bc_boxes_free(boxes);
    free(bounds);
}

/* ---- shapes ---- */

static void add_vertex(struct ring *ring, double x, double y)
{
    assert_true(ring->n < MOST);
    if (ring->n > 0 && ring->x[ring->n - 1] == x && ring->y[ring->n - 1] == y)
        return;
    ring->x[ring->n] = x;
    ring->y[ring->n++] = y;
}

/** Where all star-shaped rings have their middle. */
static const double middle[2] = {114, 30};

/** @param step  of the lattice that the vertices lie on; 0: none */
static struct ring star(struct trial *it, double radius, size_t n, double step)
{
    struct ring ring = {.n = 0};

    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * ((double)i + 0.5) / (double)n;
        double reach = radius * random_between(&it->random, 0.4, 1);
        double x = reach * cos(angle), y = reach * sin(angle);

        if (step > 0) {
            x = round(x / step) * step;
            y = round(y / step) * step;
        }
        add_vertex(&ring, middle[0] + x, middle[1] + y);
    }
    return ring;
}

static struct ring reversed(const struct ring *from)
{
    struct ring ring = {.n = 0};

    for (size_t i = from->n; i > 0; i--)
        add_vertex(&ring, from->x[i - 1], from->y[i - 1]);
    return ring;
}

static struct ring begun_at(const struct ring *from, size_t first)
{
    struct ring ring = {.n = 0};

    for (size_t i = 0; i < from->n; i++)
        add_vertex(&ring, from->x[(first + i) % from->n],
                   from->y[(first + i) % from->n]);
    return ring;
}

/** Nearer to the middle, or farther away. */
static struct ring scaled(const struct ring *from, double by)
{
    struct ring ring = {.n = 0};

    for (size_t i = 0; i < from->n; i++)
        add_vertex(&ring, middle[0] + by * (from->x[i] - middle[0]),
                   middle[1] + by * (from->y[i] - middle[1]));
    return ring;
}

/** From one vertex to another one, and back beside that way; with a vertex more
 * in the middle of each edge when it is @p dense. */
static struct ring band(const struct ring *from, size_t first, size_t n,
                        double beside, bool dense)
{
    struct ring other = scaled(from, beside), ring = {.n = 0};

    for (size_t i = first; i < first + n; i++) {
        size_t v = i % from->n, w = (i + 1) % from->n;

        add_vertex(&ring, from->x[v], from->y[v]);
        if (dense && i + 1 < first + n)
            add_vertex(&ring, (from->x[v] + from->x[w]) / 2,
                       (from->y[v] + from->y[w]) / 2);
    }
    for (size_t i = first + n; i > first; i--)
        add_vertex(&ring, other.x[(i - 1) % from->n],
                   other.y[(i - 1) % from->n]);
    return ring;
}

/** With its top at a vertex of a ring, or in the middle of an edge. */
static struct ring triangle(const struct ring *at, size_t v, bool at_vertex,
                            double beside)
{
    size_t w = at_vertex ? v : (v + 1) % at->n;
    double x = (at->x[v] + at->x[w]) / 2, y = (at->y[v] + at->y[w]) / 2;
    double dx = x - middle[0], dy = y - middle[1];
    struct ring ring = {.n = 0};

    add_vertex(&ring, x, y);
    add_vertex(&ring, x + beside * dx - 0.125 * dy,
               y + beside * dy + 0.125 * dx);
    add_vertex(&ring, x + beside * dx + 0.125 * dy,
               y + beside * dy - 0.125 * dx);
    return ring;
}

/** How all of a trial is laid: turned, stretched and moved, or as it is. */
struct affine {
    double xx, xy, yx, yy, x, y;
};

static struct affine random_affine(struct trial *it)
{
    double turn = random_between(&it->random, 0, 2 * M_PI);
    double a = random_between(&it->random, 0.5, 1.5);
    double b = random_between(&it->random, 0.5, 1.5);

    return (struct affine){a * cos(turn),
                           -b * sin(turn),
                           a * sin(turn),
                           b * cos(turn),
                           random_between(&it->random, -1, 1),
                           random_between(&it->random, -1, 1)};
}

/** Adds a feature of up to two rings when it is valid. */
static void add(struct trial *it, struct bc_shapes *shapes,
                const struct affine *by, const struct ring *shell,
                const struct ring *hole)
{
    struct bc_shapes one;
    GEOSGeometry *made;

    bc_shapes_init(&one);
    bc_shapes_begin_feature(&one);
    bc_shapes_begin_part(&one);
    for (const struct ring *ring = shell; ring;
         ring = ring == shell ? hole : NULL) {
        bc_shapes_begin_ring(&one);
        for (size_t i = 0; i <= ring->n; i++) {
            double x = ring->x[i % ring->n] - middle[0];
            double y = ring->y[i % ring->n] - middle[1];

            bc_shapes_add_vertex(&one,
                                 middle[0] + by->x + by->xx * x + by->xy * y,
                                 middle[1] + by->y + by->yx * x + by->yy * y);
        }
    }
    made = bc_geos_from_shapes(it->geos, &one, 0);
    if (made && GEOSisValid_r(it->geos->handle, made) == 1)
        bc_shapes_append(shapes, &one, 0);
    GEOSGeom_destroy_r(it->geos->handle, made);
    bc_shapes_clear(&one);
}

static bool coin(struct trial *it)
{
    return bc_test_random(&it->random) % 2;
}

/** A basin and red lines that are drawn along it. */
static void lay_along(struct trial *it, double radius, double step,
                      const struct affine *by)
{
    struct bc_shapes redlines, basins;
    struct ring shell =
        star(it, radius, 4 + bc_test_random(&it->random) % 40, step);
    struct ring other =
        star(it, radius, 4 + bc_test_random(&it->random) % 20, step);

    bc_shapes_init(&redlines);
    bc_shapes_init(&basins);
    if (coin(it))
        shell = reversed(&shell);
    add(it, &basins, by, &shell, NULL);
    for (int kind = 0; kind < 9 && basins.n_features > 0; kind++) {
        size_t first = bc_test_random(&it->random) % shell.n;
        size_t n = 2 + bc_test_random(&it->random) % (shell.n - 2);
        /* eighths, so that what is on a lattice stays on a finer one */
        double beside =
            (double)(coin(it) ? 3 + bc_test_random(&it->random) % 5
                              : 9 + bc_test_random(&it->random) % 4) /
            8;
        struct ring ring = begun_at(&shell, first), hole = ring;

        if (kind == 1)
            ring = band(&shell, first, n, beside, false);
        if (kind == 2)
            ring = band(&shell, first, n, beside, true);
        if (kind == 3 || kind == 4)
            ring = scaled(&shell, 1.5);
        if (kind == 4)
            hole = scaled(&shell, beside);
        if (kind == 5 || kind == 6)
            ring = triangle(&shell, first, kind == 5, coin(it) ? 0.5 : -0.5);
        if (kind == 7)
            ring = other;
        if (kind == 8)
            ring = band(&shell, first, shell.n, 1, true); /* nothing */
        if (coin(it))
            ring = reversed(&ring);
        add(it, &redlines, by, &ring, kind == 3 || kind == 4 ? &hole : NULL);
    }
    /* and as neighbours: what lies around the basin, with it as a hole */
    if (basins.n_features > 0) {
        struct ring around = scaled(&shell, 2);

        add(it, &basins, by, &around, &shell);
        add(it, &basins, by, &other, NULL);
    }
    compare(it, &redlines, &basins);
    compare(it, &basins, &redlines);
    bc_shapes_clear(&redlines);
    bc_shapes_clear(&basins);
}

static size_t rounds(size_t usual)
{
    const char *more = getenv("BASINCHECK_ROUNDS");

    return more ? strtoul(more, NULL, 10) : usual;
}

static void outlines_on_a_lattice_share_what_geos_says(void **state)
{
    const struct affine same = {1, 0, 0, 1, 0, 0};
    struct trial it;

    (void)state;
    trial_begin(&it, 7);
    it.on_lattice = true;
    for (size_t round = 0; round < rounds(60); round++)
        lay_along(&it, 0.05, round % 2 ? 0x1p-10 : 0x1p-6, &same);
    print_message("%zu pairs, %zu share, %zu left to GEOS\n", it.n_pairs,
                  it.n_shared, it.n_left_to_geos);
    assert_true(it.n_pairs > 1000);
    assert_int_equal(it.n_left_to_geos, 0);
    trial_end(&it);
}

/* Turned and stretched, vertices stay where others are, but those in the middle
 * of an edge lie beside it by a rounding. Edges are short, for whether such an
 * edge is parted there is chance, and a geodesic between its ends lies beside
 * those between its parts. */
static void outlines_anywhere_share_what_geos_says(void **state)
{
    struct trial it;

    (void)state;
    trial_begin(&it, 8);
    for (size_t round = 0; round < rounds(60); round++) {
        struct affine by = random_affine(&it);

        lay_along(&it, 0.001, round % 3 ? 0 : 0x1p-12, &by);
    }
    print_message("%zu pairs, %zu share, %zu left to GEOS\n", it.n_pairs,
                  it.n_shared, it.n_left_to_geos);
    assert_true(it.n_pairs > 1000);
    assert_true(it.n_left_to_geos < it.n_pairs / 500); /* rounding */
    trial_end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outlines_on_a_lattice_share_what_geos_says),
        cmocka_unit_test(outlines_anywhere_share_what_geos_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
