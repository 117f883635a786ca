/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/grid.h"
#include "layers.h"

/** Cells of one value. */
static size_t count(const struct bc_grid *grid, uint8_t value)
{
    size_t n = 0;

    for (size_t i = 0; i < grid->width * grid->height; i++)
        n += grid->cells[i] == value;
    return n;
}

/** A grid of unit cells from the origin, without the metres. */
static struct bc_grid unit_grid(size_t width, size_t height)
{
    return (struct bc_grid){.width = width,
                            .height = height,
                            .x0 = 0,
                            .y0 = (double)height,
                            .step_x = 1,
                            .step_y = 1,
                            .cells = bc_alloc(width * height, 1)};
}

static void burn(struct bc_grid *grid, const char *polygon, uint8_t value)
{
    struct bc_shapes shapes;

    bc_shapes_init(&shapes);
    add_feature(&shapes, polygon);
    bc_grid_burn(grid, &shapes, 0, value);
    bc_shapes_clear(&shapes);
}

/* A degree around 30.5 N by geod of PROJ 9.1.1 on GRS 80: 95998.6 m along the
 * parallel, 110860.9 m along the meridian. */
static void a_cell_has_the_size_asked_for(void **state)
{
    struct bc_grid grid;

    (void)state;
    bc_grid_init(&grid, (const double[]){114.01, 30.02, 114.99, 30.98}, 1000,
                 NULL);
    assert_near(grid.step_x * 95998.6, 1000, 0.1);
    assert_near(grid.step_y * 110860.9, 1000, 0.1);
    assert_near(remainder(grid.x0, grid.step_x), 0, 1e-9);
    assert_near(remainder(grid.y0, grid.step_y), 0, 1e-9);
    assert_true(grid.x0 <= 114.01 && grid.x0 > 114.01 - grid.step_x);
    assert_true(grid.y0 >= 30.98 && grid.y0 < 30.98 + grid.step_y);
    assert_true(grid.x0 + (double)grid.width * grid.step_x >= 114.99);
    assert_true(grid.y0 - (double)grid.height * grid.step_y <= 30.02);
    assert_int_equal(count(&grid, 0), grid.width * grid.height);
    bc_grid_clear(&grid);
    assert_null(grid.cells);
}

static void a_grid_of_one_place_has_one_cell(void **state)
{
    struct bc_grid grid;

    (void)state;
    bc_grid_init(&grid, (const double[]){114.01, 30.02, 114.01, 30.02}, 1000,
                 NULL);
    assert_int_equal(grid.width, 1);
    assert_int_equal(grid.height, 1);
    bc_grid_clear(&grid);
}

static void too_many_cells_make_the_step_larger(void **state)
{
    struct bc_grid grid;

    (void)state;
    bc_grid_init(&grid, (const double[]){108, 29, 117, 34}, 1, NULL);
    assert_true(grid.width * grid.height <= BC_GRID_MAX_CELLS);
    assert_true(grid.width * grid.height > BC_GRID_MAX_CELLS / 5);
    bc_grid_clear(&grid);
}

static void a_step_that_is_left_to_the_grid_fits_a_screen(void **state)
{
    struct bc_grid grid;

    (void)state;
    bc_grid_init(&grid, (const double[]){109, 29, 116, 33}, 0, NULL);
    assert_true(grid.width * grid.height <= BC_GRID_USUAL_CELLS);
    assert_true(4 * grid.width * grid.height > BC_GRID_USUAL_CELLS);
    bc_grid_clear(&grid);
    bc_grid_init(&grid, (const double[]){114, 30, 114.01, 30.01}, 0, NULL);
    assert_near(grid.step_y * 111000, BC_GRID_STEP_M, 1);
    bc_grid_clear(&grid);
}

static void a_centre_decides(void **state)
{
    struct bc_grid grid = unit_grid(4, 3);
    static const uint8_t expected[] = {0, 0, 0, 0, /* north */
                                       0, 7, 7, 0, /* */
                                       0, 7, 7, 0};

    (void)state;
    burn(&grid, "0.6 -5,3.4 -5,3.4 2.4,0.6 2.4,0.6 -5", 7);
    assert_memory_equal(grid.cells, expected, sizeof expected);
    bc_grid_clear(&grid);
}

static void holes_and_parts_count_even_and_odd(void **state)
{
    struct bc_grid grid = unit_grid(10, 10);

    (void)state;
    burn(&grid, "0 0,6 0,6 6,0 6,0 0/2 2,4 2,4 4,2 4,2 2;7 7,9 7,9 9,7 9,7 7",
         1);
    assert_int_equal(count(&grid, 1), 36 - 4 + 4);
    assert_int_equal(grid.cells[(9 - 3) * 10 + 3], 0);
    assert_int_equal(grid.cells[(9 - 8) * 10 + 8], 1);
    bc_grid_clear(&grid);
}

static void a_polygon_outside_the_grid_burns_nothing(void **state)
{
    struct bc_grid grid = unit_grid(4, 4);

    (void)state;
    burn(&grid, "-9 -9,-2 -9,-2 -2,-9 -9", 1);
    burn(&grid, "9 1,20 1,20 3,9 3,9 1", 1);
    burn(&grid, "1 1e300,2 1e300,2 2e300,1 1e300", 1);
    burn(&grid, "", 1);
    assert_int_equal(count(&grid, 0), 16);
    burn(&grid, "-1e9 -1e9,1e9 -1e9,1e9 1e9,-1e9 1e9,-1e9 -1e9", 1);
    assert_int_equal(count(&grid, 1), 16);
    bc_grid_clear(&grid);
}

/** Burns every polygon alone: the cells taken must add up to all of them. */
static void expect_tiling(size_t width, size_t height, size_t n,
                          const char *const polygons[])
{
    struct bc_grid all = unit_grid(width, height);
    size_t taken = 0;

    for (size_t i = 0; i < n; i++) {
        struct bc_grid one = unit_grid(width, height);

        burn(&one, polygons[i], 1);
        burn(&all, polygons[i], 1);
        taken += count(&one, 1);
        bc_grid_clear(&one);
    }
    assert_int_equal(taken, width * height);
    assert_int_equal(count(&all, 0), 0);
    bc_grid_clear(&all);
}

/* Common edges run through centres: along a row, a column and a diagonal. */
static void polygons_that_tile_share_no_cell_and_leave_none(void **state)
{
    static const char *const through_centres[] = {
        "0 0,4.5 0,4.5 4.5,0 4.5,0 0", "4.5 0,10 0,10 4.5,4.5 4.5,4.5 0",
        "0 4.5,4.5 4.5,10 4.5,10 10,0 10,0 4.5"};
    static const char *const diagonals[] = {
        "0 0,10 0,5.5 5.5,0 0", "10 0,10 10,5.5 5.5,10 0",
        "5.5 5.5,10 10,0 10,5.5 5.5", "0 10,0 0,5.5 5.5,0 10"};
    static const char *const odd[] = {
        "0 0,3.3 0,2.7 4.1,6.1 6.6,0 10,0 0",
        "3.3 0,10 0,10 5.01,6.1 6.6,2.7 4.1,3.3 0",
        "10 5.01,10 10,0 10,6.1 6.6,10 5.01"};

    (void)state;
    expect_tiling(10, 10, 3, through_centres);
    expect_tiling(10, 10, 4, diagonals);
    expect_tiling(10, 10, 3, odd);
}

static void burning_agrees_with_ray_casting(void **state)
{
    struct bc_grid grid = unit_grid(120, 90);
    struct bc_shapes shapes;
    uint64_t random = 3;

    (void)state;
    bc_shapes_init(&shapes);
    add_star(&shapes, &random, 60, 45, 50, 60);
    bc_grid_burn(&grid, &shapes, 0, 1);
    for (size_t row = 0; row < grid.height; row++)
        for (size_t column = 0; column < grid.width; column++)
            assert_int_equal(grid.cells[row * grid.width + column],
                             brute_force_inside(&shapes, 0,
                                                (double)column + 0.5,
                                                grid.y0 - (double)row - 0.5));
    assert_true(count(&grid, 1) > 1000);
    bc_shapes_clear(&shapes);
    bc_grid_clear(&grid);
}

static void bands_of_rows_make_the_whole(void **state)
{
    uint64_t random = 77;

    (void)state;
    for (int i = 0; i < 200; i++) {
        struct bc_grid whole = unit_grid(23, 40), bands = unit_grid(23, 40);
        struct bc_shapes star;
        size_t reached[2];

        bc_shapes_init(&star);
        add_star(&star, &random, (double)(bc_test_random(&random) % 23),
                 (double)(bc_test_random(&random) % 40), 9, 7);
        bc_grid_burn(&whole, &star, 0, 1);
        bc_grid_rows(&whole, &star, 0, reached);
        for (size_t row = 0; row < 40; row += 8)
            bc_grid_burn_rows(&bands, &star, 0, (size_t[]){row, row + 8}, 1);
        assert_memory_equal(bands.cells, whole.cells, (size_t)23 * 40);
        for (size_t cell = 0; cell < (size_t)23 * 40; cell++)
            if (whole.cells[cell])
                assert_in_range(cell / 23, reached[0], reached[1] - 1);
        bc_shapes_clear(&star);
        bc_grid_clear(&whole);
        bc_grid_clear(&bands);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_the_size_asked_for),
        cmocka_unit_test(a_grid_of_one_place_has_one_cell),
        cmocka_unit_test(too_many_cells_make_the_step_larger),
        cmocka_unit_test(a_step_that_is_left_to_the_grid_fits_a_screen),
        cmocka_unit_test(a_centre_decides),
        cmocka_unit_test(holes_and_parts_count_even_and_odd),
        cmocka_unit_test(a_polygon_outside_the_grid_burns_nothing),
        cmocka_unit_test(polygons_that_tile_share_no_cell_and_leave_none),
        cmocka_unit_test(burning_agrees_with_ray_casting),
        cmocka_unit_test(bands_of_rows_make_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
