/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "geo/geodesic.h"
#include "geo/surface.h"
#include "geo/waterway.h"
#include "layers.h"

/** A grid of 100 m cells about 114 E 30 N, all of it water. */
static struct bc_grid sea(size_t width, size_t height)
{
    struct bc_grid grid = {.width = width,
                           .height = height,
                           .x0 = 114,
                           .y0 = 30.3,
                           .step_x = 100 / 96486.0, /* of a degree at 30 N */
                           .step_y = 100 / 110852.0,
                           .cells = bc_alloc(width * height, 1)};

    memset(grid.cells, 1, width * height);
    return grid;
}

static void centre(const struct bc_grid *grid, size_t column, size_t row,
                   double *lon, double *lat)
{
    *lon = grid->x0 + ((double)column + 0.5) * grid->step_x;
    *lat = grid->y0 - ((double)row + 0.5) * grid->step_y;
}

static double geodesic(const struct bc_crs *crs, const struct bc_grid *grid,
                       size_t c1, size_t r1, size_t c2, size_t r2)
{
    double x1, y1, x2, y2;

    centre(grid, c1, r1, &x1, &y1);
    centre(grid, c2, r2, &x2, &y2);
    return bc_geodesic_distance_m(crs, x1, y1, x2, y2);
}

static float *spread(const struct bc_grid *grid, size_t column, size_t row)
{
    struct bc_block window = {{0, 0}, {grid->width, grid->height}};
    struct bc_waterway *waterway = bc_waterway_new(grid, &window, grid->cells);
    float *metres = bc_alloc(grid->width * grid->height, sizeof *metres);
    double lon, lat;
    struct bc_spot from;

    centre(grid, column, row, &lon, &lat);
    from = bc_globe_spot(lon, lat);
    bc_waterway_spread(waterway, (const size_t[]){column, row}, &from, metres);
    bc_waterway_free(waterway);
    return metres;
}

static void in_open_water_the_way_is_straight(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_grid grid = sea(60, 50);
    float *metres = spread(&grid, 7, 11);

    (void)state;
    for (size_t i = 0; i < 60 * 50; i++)
        assert_near(metres[i], geodesic(crs, &grid, 7, 11, i % 60, i / 60),
                    0.01);
    free(metres);
    bc_grid_clear(&grid);
    bc_crs_free(crs);
}

/* A wall from the north shore down to row 39 in column 30: the shortest way
 * from west to east bends at the tip, so it is the sum of two straight ones. */
static void a_way_goes_about_a_peninsula(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_grid grid = sea(61, 50);
    float *metres;

    (void)state;
    for (size_t row = 0; row < 40; row++)
        grid.cells[row * 61 + 30] = 0;
    metres = spread(&grid, 10, 5);
    for (size_t row = 0; row < 30; row += 3)
        for (size_t column = 35; column < 61; column += 5) {
            /* the tip is the corner of the first cell of water below it */
            double way = geodesic(crs, &grid, 10, 5, 30, 40) +
                         geodesic(crs, &grid, 30, 40, column, row);
            double straight = geodesic(crs, &grid, 10, 5, column, row);

            assert_near(metres[row * 61 + column], way, 0.012 * way);
            assert_true(metres[row * 61 + column] > straight);
        }
    assert_true(isinf(metres[20 * 61 + 30]));
    free(metres);
    bc_grid_clear(&grid);
    bc_crs_free(crs);
}

static void no_way_leads_over_land(void **state)
{
    struct bc_grid grid = sea(20, 20);
    float *metres;

    (void)state;
    for (size_t row = 0; row < 20; row++)
        grid.cells[row * 20 + 9] = 0;
    metres = spread(&grid, 2, 2);
    assert_true(isinf(metres[5 * 20 + 15]));
    assert_true(isfinite(metres[19 * 20 + 8]));
    free(metres);
    bc_grid_clear(&grid);
}

/** The formula itself, with geodesics to the 12 nearest. */
static double direct_idw(const struct bc_crs *crs, const double *x,
                         const double *y, const double *value, size_t n,
                         size_t but, double lon, double lat)
{
    double sum = 0, weights = 0;
    bool used[64] = {0};

    for (int k = 0; k < BC_SURFACE_NEIGHBOURS; k++) {
        size_t best = n;
        double nearest = INFINITY;

        for (size_t i = 0; i < n; i++) {
            double m = bc_geodesic_distance_m(crs, lon, lat, x[i], y[i]);

            if (i != but && !used[i] && m < nearest) {
                nearest = m;
                best = i;
            }
        }
        if (best == n)
            break;
        used[best] = true;
        sum += value[best] / (nearest * nearest);
        weights += 1 / (nearest * nearest);
    }
    return sum / weights;
}

static void idw_is_the_formula(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_grid grid = sea(100, 80);
    double x[40], y[40], value[40], squares = 0;
    uint64_t random = 17;
    struct bc_surface_points points = {40, x, y, value};
    struct bc_surface_result result;
    float *values = bc_alloc(100 * 80, sizeof *values);

    (void)state;
    for (size_t i = 0; i < 40; i++) {
        x[i] = random_between(&random, grid.x0, grid.x0 + 100 * grid.step_x);
        y[i] = random_between(&random, grid.y0 - 80 * grid.step_y, grid.y0);
        value[i] = random_between(&random, 0, 10);
    }
    bc_surface_fill(&grid, grid.cells, &points, false, values, &result);
    for (size_t cell = 0; cell < 100 * 80; cell += 7) {
        double lon, lat;

        centre(&grid, cell % 100, cell / 100, &lon, &lat);
        assert_near(values[cell],
                    direct_idw(crs, x, y, value, 40, 40, lon, lat), 1e-3);
    }
    for (size_t i = 0; i < 40; i++) {
        double error =
            direct_idw(crs, x, y, value, 40, i, x[i], y[i]) - value[i];

        squares += error * error;
    }
    assert_near(result.rmse, sqrt(squares / 40), 1e-4);
    assert_int_equal(result.n_moved, 0);
    assert_int_equal(result.n_cut_off, 0);
    free(values);
    bc_grid_clear(&grid);
    bc_crs_free(crs);
}

/* West of the wall 1, east of it 9; in a straight line the east point is the
 * nearest to (26, 0), by water the west one. */
static void neighbours_are_those_by_water(void **state)
{
    struct bc_grid grid = sea(61, 50);
    double x[2], y[2], value[2] = {1, 9};
    struct bc_surface_points points = {2, x, y, value};
    struct bc_surface_result result;
    float *values = bc_alloc(61 * 50, sizeof *values);

    (void)state;
    for (size_t row = 0; row < 45; row++)
        grid.cells[row * 61 + 30] = 0;
    centre(&grid, 5, 0, &x[0], &y[0]);
    centre(&grid, 34, 0, &x[1], &y[1]);
    values[10 * 61 + 30] = -5;
    bc_surface_fill(&grid, grid.cells, &points, true, values, &result);
    assert_near(values[26], 1, 0);
    assert_near(values[32], 9, 0);
    assert_near(values[10 * 61 + 30], -5, 0); /* land is not written */
    assert_near(result.rmse, 8, 1e-6);
    bc_surface_fill(&grid, grid.cells, &points, false, values, &result);
    assert_true(values[26] < 1.5);
    assert_near(values[5], 1, 1e-6);
    free(values);
    bc_grid_clear(&grid);
}

static void points_on_land_are_moved_and_ponds_stay_empty(void **state)
{
    struct bc_grid grid = sea(30, 30);
    double x[2], y[2], value[2] = {2, 4};
    struct bc_surface_points points = {2, x, y, value};
    struct bc_surface_result result;
    float *values = bc_alloc(30 * 30, sizeof *values);

    (void)state;
    for (size_t row = 0; row < 30; row++)
        memset(grid.cells + row * 30 + 10, 0, 10);
    for (size_t i = 0; i < 900; i++)
        values[i] = -1;
    centre(&grid, 2, 2, &x[0], &y[0]);
    centre(&grid, 12, 20, &x[1], &y[1]); /* three cells inland */
    bc_surface_fill(&grid, grid.cells, &points, false, values, &result);
    assert_int_equal(result.n_moved, 1);
    assert_near(result.moved_m, 300, 3);
    assert_int_equal(result.n_cut_off, 300);
    assert_near(values[20 * 30 + 9], 4, 1e-6);
    assert_near(values[25], -1, 0);
    free(values);
    bc_grid_clear(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_open_water_the_way_is_straight),
        cmocka_unit_test(a_way_goes_about_a_peninsula),
        cmocka_unit_test(no_way_leads_over_land),
        cmocka_unit_test(idw_is_the_formula),
        cmocka_unit_test(neighbours_are_those_by_water),
        cmocka_unit_test(points_on_land_are_moved_and_ponds_stay_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
