/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "geo/density.h"
#include "geo/distance.h"
#include "geo/geodesic.h"
#include "layers.h"

/** Geodesic metres to the nearest of places 20 m apart on the rings, edges
 * straight in longitude and latitude. */
static double brute_force_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, double x, double y)
{
    double best = INFINITY;

    for (size_t r = 0; r < shapes->n_rings; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++) {
            const double *px = shapes->x + v, *py = shapes->y + v;
            double length =
                bc_geodesic_distance_m(crs, px[0], py[0], px[1], py[1]);
            int n = (int)(length / 20) + 1;

            for (int i = 0; i <= n; i++) {
                double t = (double)i / n;

                best = fmin(best, bc_geodesic_distance_m(
                                      crs, x, y, px[0] + t * (px[1] - px[0]),
                                      py[0] + t * (py[1] - py[0])));
            }
        }
    return best;
}

static void expect_distances(const struct bc_zone *zone)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_shapes shapes, projected;
    struct bc_grid grid;
    double bounds[4] = {113, 29.5, 115, 31}, corner[2] = {115, 31};
    uint64_t random = 21;

    bc_shapes_init(&shapes);
    add_star(&shapes, &random, 113.6, 30.1, 0.3, 12);
    add_star(&shapes, &random, 114.5, 30.7, 0.1, 40);
    add_box(&shapes, 114.2, 29.7, 114.9, 29.9);
    if (zone) {
        bc_zone_project(zone, bounds, bounds + 1, 1);
        bc_zone_project(zone, corner, corner + 1, 1);
        bounds[2] = corner[0];
        bounds[3] = corner[1];
        bc_zone_shapes(zone, &shapes, &projected);
    }
    bc_grid_init(&grid, bounds, 1000, zone);
    for (size_t f = 0; f < shapes.n_features; f++)
        bc_grid_burn(&grid, zone ? &projected : &shapes, f, 1);
    size_t n = grid.width * grid.height, far = 0;
    uint8_t *wanted = bc_alloc(n, 1);
    float *metres = bc_alloc(n, sizeof *metres);

    memset(wanted, 1, n);
    wanted[5] = 0;
    bc_distance_fill(&grid, &shapes, wanted, grid.cells, -9999, metres);
    assert_true(metres[5] == -9999);
    for (int trial = 0; trial < 150; trial++) {
        size_t cell = (size_t)random_between(&random, 6, (double)n);
        size_t column = cell % grid.width, row = cell / grid.width;
        double x = grid.x0 + ((double)column + 0.5) * grid.step_x;
        double y = grid.y0 - ((double)row + 0.5) * grid.step_y;

        if (zone)
            bc_zone_unproject(zone, &x, &y, 1);
        if (grid.cells[cell]) {
            assert_true(metres[cell] == 0);
            continue;
        }
        double expected = brute_force_m(crs, &shapes, x, y);

        far += expected > 20e3;
        /* the places of brute force are up to 10 m beside the foot */
        assert_true(metres[cell] <= expected + 0.03);
        assert_true(hypot(metres[cell], 10) >= expected - 0.03);
    }
    assert_true(far > 10);
    free(metres);
    free(wanted);
    bc_grid_clear(&grid);
    if (zone)
        bc_shapes_clear(&projected);
    bc_shapes_clear(&shapes);
    bc_crs_free(crs);
}

static void distances_are_those_of_geodesics(void **state)
{
    struct bc_error err;
    struct bc_zone *zone;

    (void)state;
    expect_distances(NULL);
    assert_int_equal(bc_zone_new(114.2, &zone, &err), BC_OK);
    expect_distances(zone);
    bc_zone_free(zone);
}

static void without_polygons_there_is_no_distance(void **state)
{
    struct bc_shapes shapes;
    struct bc_grid grid;
    float metres[1];

    (void)state;
    bc_shapes_init(&shapes);
    bc_grid_init(&grid, (const double[]){114, 30, 114, 30}, 1000, NULL);
    bc_distance_fill(&grid, &shapes, (const uint8_t[]){1}, grid.cells, -1,
                     metres);
    assert_true(metres[0] == -1);
    bc_grid_clear(&grid);
    bc_shapes_clear(&shapes);
}

/* cs2cs of PROJ 9.1.1, EPSG:4490 to EPSG:4547 (traditional order):
 * 114.3 E 30.6 N is 528770.2373 E 3386666.2506 N. */
static void a_zone_is_the_one_of_epsg(void **state)
{
    struct bc_error err;
    struct bc_zone *zone;
    double x = 114.3, y = 30.6;

    (void)state;
    assert_int_equal(bc_zone_new(113.2, &zone, &err), BC_OK);
    assert_int_equal(bc_zone_epsg(zone), 4547);
    assert_int_equal(bc_zone_meridian(zone), 114);
    bc_zone_project(zone, &x, &y, 1);
    assert_near(x, 528770.2373, 0.001);
    assert_near(y, 3386666.2506, 0.001);
    bc_zone_unproject(zone, &x, &y, 1);
    assert_near(x, 114.3, 1e-9);
    assert_near(y, 30.6, 1e-9);
    bc_zone_free(zone);
    assert_int_equal(bc_zone_new(112.4, &zone, &err), BC_OK);
    assert_int_equal(bc_zone_epsg(zone), 4546); /* 111 E */
    bc_zone_free(zone);
}

/* ---- density ---- */

static double integral(const struct bc_grid *grid, const float *per_km2)
{
    double sum = 0;

    for (size_t i = 0; i < grid->width * grid->height; i++)
        sum +=
            (double)per_km2[i] * bc_grid_cell_m2(grid, i / grid->width) / 1e6;
    return sum;
}

static void density_sums_up_to_the_points(void **state)
{
    struct bc_grid grid;
    struct bc_error err;
    struct bc_zone *zone;
    double x[40], y[40], bounds[4] = {500e3, 3300e3, 600e3, 3400e3};
    uint8_t keep[40];
    uint64_t random = 4;

    (void)state;
    for (size_t i = 0; i < 40; i++) {
        x[i] = random_between(&random, 114.3, 114.7);
        y[i] = random_between(&random, 30.2, 30.5);
        keep[i] = i % 4 == 0;
    }
    x[39] = NAN;
    bc_grid_init(&grid, (const double[]){114, 30, 115, 30.7}, 500, NULL);
    float *per_km2 = bc_alloc(grid.width * grid.height, sizeof *per_km2);

    assert_int_equal(bc_density_fill(&grid, x, y, NULL, 40, 5000, per_km2), 39);
    assert_near(integral(&grid, per_km2), 39, 0.1);
    assert_int_equal(bc_density_fill(&grid, x, y, keep, 40, 2500, per_km2), 10);
    assert_near(integral(&grid, per_km2), 10, 0.1);
    free(per_km2);
    bc_grid_clear(&grid);
    assert_int_equal(bc_zone_new(114, &zone, &err), BC_OK);
    bc_grid_init(&grid, bounds, 500, zone);
    per_km2 = bc_alloc(grid.width * grid.height, sizeof *per_km2);
    assert_int_equal(bc_density_fill(&grid, x, y, NULL, 40, 5000, per_km2), 39);
    assert_near(integral(&grid, per_km2), 39, 0.1);
    free(per_km2);
    bc_grid_clear(&grid);
    bc_zone_free(zone);
}

/* At the point itself 3 / (pi h^2); a point on the border of the grid loses
 * the half that lies beyond. */
static void the_peak_is_that_of_the_kernel(void **state)
{
    struct bc_grid grid;
    double x, y;

    (void)state;
    bc_grid_init(&grid, (const double[]){114, 30, 114.5, 30.5}, 250, NULL);
    float *per_km2 = bc_alloc(grid.width * grid.height, sizeof *per_km2);
    size_t row = grid.height / 2, column = grid.width / 2;

    x = grid.x0 + ((double)column + 0.5) * grid.step_x;
    y = grid.y0 - ((double)row + 0.5) * grid.step_y;
    bc_density_fill(&grid, &x, &y, NULL, 1, 5000, per_km2);
    assert_near(per_km2[row * grid.width + column], 3 / (M_PI * 25), 1e-6);
    x = grid.x0;
    bc_density_fill(&grid, &x, &y, NULL, 1, 5000, per_km2);
    assert_near(integral(&grid, per_km2), 0.5, 0.005);
    free(per_km2);
    bc_grid_clear(&grid);
}

static void the_order_of_points_changes_nothing(void **state)
{
    struct bc_grid grid;
    double x[30], y[30];
    uint64_t random = 8;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        x[i] = random_between(&random, 114.1, 114.2);
        y[i] = random_between(&random, 30.1, 30.2);
    }
    bc_grid_init(&grid, (const double[]){114, 30, 114.3, 30.3}, 500, NULL);
    size_t bytes = grid.width * grid.height * sizeof(float);
    float *first = bc_alloc(bytes, 1), *second = bc_alloc(bytes, 1);

    bc_density_fill(&grid, x, y, NULL, 30, 5000, first);
    for (size_t i = 0; i < 15; i++) {
        double kept[2] = {x[i], y[i]};

        x[i] = x[29 - i], y[i] = y[29 - i];
        x[29 - i] = kept[0], y[29 - i] = kept[1];
    }
    bc_density_fill(&grid, x, y, NULL, 30, 5000, second);
    assert_memory_equal(first, second, bytes);
    free(first);
    free(second);
    bc_grid_clear(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_those_of_geodesics),
        cmocka_unit_test(without_polygons_there_is_no_distance),
        cmocka_unit_test(a_zone_is_the_one_of_epsg),
        cmocka_unit_test(density_sums_up_to_the_points),
        cmocka_unit_test(the_peak_is_that_of_the_kernel),
        cmocka_unit_test(the_order_of_points_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
