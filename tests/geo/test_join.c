/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/cover.h"
#include "geo/join.h"
#include "layers.h"

/* Two basins that share the edge from 114.5 30 to 114.5 31; the lower code
 * stands second, as in the sample. */
static const char *const two_basins[][2] = {
    {"BS-LZ", "114.5 30,115 30,115 31,114.5 31,114.5 30.5,114.5 30"},
    {"BS-FT", "114 30,114.5 30,114.5 30.5,114.5 31,114 31,114 30"}};

/** Everything of one join. */
struct joined {
    struct bc_crs *crs;
    struct bc_layer *points, *basins, *lakes, *table;
    struct bc_crosswalk *crosswalk;
    struct bc_findings *findings;
    struct bc_join join;
};

static struct joined *joined_new(size_t n, const double xy[][2])
{
    struct joined *it = bc_alloc(1, sizeof *it);

    it->crs = cgcs2000();
    it->points = points_of(n, xy);
    it->basins = polygons_of("basins", 2, two_basins);
    it->findings = bc_findings_new();
    return it;
}

static void join(struct joined *it, double max_distance_m)
{
    struct bc_index *index = bc_index_new(&it->basins->shapes);

    bc_join_basins(it->crs, it->points, it->basins, index, it->lakes,
                   max_distance_m, it->crosswalk, it->findings, &it->join);
    bc_index_free(index);
    assert_int_equal(it->join.n, it->points->n_features);
}

static void joined_free(struct joined *it)
{
    bc_join_clear(&it->join);
    bc_layer_free(it->points);
    bc_layer_free(it->basins);
    bc_layer_free(it->lakes);
    bc_crosswalk_free(it->crosswalk);
    bc_layer_free(it->table);
    bc_findings_free(it->findings);
    bc_crs_free(it->crs);
    free(it);
}

/** @param basin, rivals  codes, NULL for none */
static void expect(const struct joined *it, size_t i, const char *basin,
                   const char *method, const char *rivals)
{
    size_t row = it->join.basin[i];

    if (basin) {
        assert_true(row != BC_NO_ROW);
        assert_string_equal(bc_layer_text(it->basins, "code", row), basin);
    } else {
        assert_true(row == BC_NO_ROW);
    }
    assert_string_equal(bc_join_method_name(it->join.method[i]), method);
    if (rivals)
        assert_string_equal(it->join.rivals[i], rivals);
    else
        assert_null(it->join.rivals[i]);
}

static void expect_findings(const struct joined *it, enum bc_finding_code code,
                            size_t n)
{
    assert_int_equal(bc_findings_count(it->findings), n);
    assert_int_equal(bc_findings_count_code(it->findings, code), n);
}

/** The message of the only finding holds @p part. */
static void expect_message(const struct joined *it, const char *part)
{
    const char *message = bc_findings_get(it->findings, 0)->message;

    if (!strstr(message, part))
        fail_msg("'%s' is not in '%s'", part, message);
}

/** The crosswalk of a join: rows of layer, code and basin; NULL is empty. */
static void review(struct joined *it, size_t n, const char *const rows[][3])
{
    struct bc_error err;

    it->table = bc_layer_new("crosswalk", "reviewed.csv", BC_GEOMETRY_NONE, n);
    for (size_t i = 0; i < n; i++) {
        set_key(it->table, i, "layer", rows[i][0]);
        set_key(it->table, i, "code", rows[i][1]);
        set_key(it->table, i, "basin", rows[i][2]);
        it->table->row_source[i] = "reviewed.csv";
        it->table->row_line[i] = i + 2;
    }
    if (bc_crosswalk_new(it->table, it->findings, &it->crosswalk, &err))
        fail_msg("%s", err.message);
}

static void a_point_inside_one_basin_belongs_to_it(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{114.2, 30.2}, {114.7, 30.2}});

    (void)state;
    join(it, 0);
    expect(it, 0, "BS-FT", "covers", NULL);
    expect(it, 1, "BS-LZ", "covers", NULL);
    assert_near(it->join.distance_m[0], 0, 0);
    assert_int_equal(bc_findings_count(it->findings), 0);
    joined_free(it);
}

static void a_point_on_a_shared_border_goes_to_the_lowest_code(void **state)
{
    struct joined *it = joined_new(
        3, (const double[][2]){{114.5, 30.5}, {114.5, 30.25}, {114.5, 30}});

    (void)state;
    join(it, 0);
    for (size_t i = 0; i < 3; i++) {
        expect(it, i, "BS-FT", "boundary", "BS-LZ");
        assert_near(it->join.distance_m[i], 0, 0);
    }
    assert_int_equal(it->join.n_on_boundary, 3);
    expect_findings(it, BC_FOUND_ON_BOUNDARY, 3);
    expect_message(it, "on the border of 'BS-FT' and 'BS-LZ'; counted once, in "
                       "'BS-FT'");
    joined_free(it);
}

static void a_point_on_the_outer_border_is_inside_and_listed(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{115, 30.5}});

    (void)state;
    join(it, 0);
    expect(it, 0, "BS-LZ", "boundary", NULL);
    expect_findings(it, BC_FOUND_ON_BOUNDARY, 1);
    joined_free(it);
}

/* 0.0004 degrees of longitude at 30.5 N: 0.0004 / 180 * pi * 6378137 *
 * cos 30.5 / sqrt(1 - 0.00669438 sin^2 30.5) = 38.4 m */
static void a_point_outside_belongs_to_none_and_knows_its_distance(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{115.0004, 30.5}});

    (void)state;
    join(it, 0);
    expect(it, 0, NULL, "none", NULL);
    assert_near(it->join.distance_m[0], 38.4, 0.05);
    assert_int_equal(it->join.n_outside, 1);
    expect_findings(it, BC_FOUND_OUTSIDE_BASINS, 1);
    expect_message(it, "38 m from 'BS-LZ'");
    joined_free(it);
}

static void the_nearest_basin_is_taken_within_the_distance(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{115.0004, 30.5}, {115.0006, 30.5}});

    (void)state;
    join(it, 50);
    expect(it, 0, "BS-LZ", "nearest", NULL);
    expect(it, 1, NULL, "none", NULL);
    assert_int_equal(it->join.n_outside, 1);
    assert_int_equal(
        bc_findings_count_code(it->findings, BC_FOUND_NEAREST_BASIN), 1);
    joined_free(it);
}

/* Both basins end in the vertex 114.5 30, due north. */
static void equally_near_basins_yield_to_the_lowest_code(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.5, 29.9999}});

    (void)state;
    join(it, 50);
    expect(it, 0, "BS-FT", "nearest", "BS-LZ");
    joined_free(it);
}

/* P holds Q, which holds R; S is P's neighbour in the east. 0.001 degrees of
 * latitude at 30 N are 110.9 m. */
static void of_equally_near_basins_the_part_is_taken(void **state)
{
    struct joined *it = joined_new(4, (const double[][2]){{114.1, 29.999},
                                                          {114.3, 29.999},
                                                          {114.5, 29.999},
                                                          {114.5, 29.99}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins =
        polygons_of("basins", 4,
                    (const char *const[][2]){
                        {"P", "114 30,114.5 30,114.5 31,114 31,114 30"},
                        {"Q", "114 30,114.4 30,114.4 31,114 31,114 30"},
                        {"R", "114 30,114.2 30,114.2 31,114 31,114 30"},
                        {"S", "114.5 30,115 30,115 31,114.5 31,114.5 30"}});
    set_key(it->basins, 1, "parent", "P");
    set_key(it->basins, 2, "parent", "Q");
    join(it, 200);
    expect(it, 0, "R", "nearest", NULL);
    expect(it, 1, "Q", "nearest", NULL);
    expect(it, 2, "P", "nearest", "S");
    expect(it, 3, NULL, "none", NULL);
    for (size_t i = 0; i < 3; i++)
        assert_near(it->join.distance_m[i], 110.9, 0.1);
    joined_free(it);
}

/* Between two basins 200 m apart, so near in different places. 1e-7 degrees of
 * longitude at 31 N are 1 cm: who is 2 cm farther off is no rival. */
static void equally_near_basins_in_other_places_are_rivals(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{114.501, 30.5}, {114.5010001, 31}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins = polygons_of(
        "basins", 2,
        (const char *const[][2]){
            {"Z", "114 30,114.5 30,114.5 32,114 32,114 30"},
            {"Y", "114.502 30,115 30,115 32,114.502 32,114.502 30"}});
    join(it, 200);
    expect(it, 0, "Y", "nearest", "Z");
    expect(it, 1, "Y", "nearest", NULL);
    joined_free(it);
}

static void a_given_basin_wins_by_code_or_name(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{114.7, 30.2}, {114.2, 30.2}});

    (void)state;
    set_key(it->basins, 0, "name", "梁子湖流域");
    set_key(it->points, 0, "basin", "BS-LZ");
    set_key(it->points, 1, "basin", "梁子湖流域");
    join(it, 0);
    expect(it, 0, "BS-LZ", "given", NULL);
    expect(it, 1, "BS-LZ", "given", "BS-FT");
    assert_near(it->join.distance_m[0], 0, 0);
    /* 0.3 degrees of longitude at 30.2 N, as above */
    assert_near(it->join.distance_m[1], 28888, 30);
    expect_findings(it, BC_FOUND_BASIN_CONTRADICTS, 1);
    expect_message(it, "lies inside 'BS-FT'");
    joined_free(it);
}

static void a_given_basin_on_a_border_contradicts_nothing(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.5, 30.5}});

    (void)state;
    set_key(it->points, 0, "basin", "BS-LZ");
    join(it, 0);
    expect(it, 0, "BS-LZ", "given", "BS-FT");
    assert_int_equal(bc_findings_count(it->findings), 0);
    joined_free(it);
}

static void a_given_basin_far_away_is_said(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{115.0004, 30.5}, {115.1, 30.5}});

    (void)state;
    set_key(it->points, 0, "basin", "BS-LZ");
    set_key(it->points, 1, "basin", "BS-LZ");
    join(it, 50); /* the first is near enough */
    expect(it, 0, "BS-LZ", "given", NULL);
    expect(it, 1, "BS-LZ", "given", NULL);
    assert_int_equal(it->join.n_outside, 0);
    expect_findings(it, BC_FOUND_BASIN_CONTRADICTS, 1);
    expect_message(it, "lies outside every basin, 9600 m outside the basin "
                       "'BS-LZ'");
    joined_free(it);
}

static void an_unknown_basin_loses_to_the_position(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.2, 30.2}});

    (void)state;
    set_key(it->points, 0, "basin", "BS-XX");
    join(it, 0);
    expect(it, 0, "BS-FT", "covers", NULL);
    expect_findings(it, BC_FOUND_UNKNOWN_BASIN, 1);
    assert_string_equal(bc_findings_get(it->findings, 0)->value, "BS-XX");
    joined_free(it);
}

static void a_given_basin_needs_no_position(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{NAN, NAN}, {NAN, NAN}});

    (void)state;
    set_key(it->points, 0, "basin", "BS-LZ");
    join(it, 50);
    expect(it, 0, "BS-LZ", "given", NULL);
    expect(it, 1, NULL, "none", NULL);
    assert_true(isnan(it->join.distance_m[0]));
    assert_true(isnan(it->join.distance_m[1]));
    expect_findings(it, BC_FOUND_OUTSIDE_BASINS, 1);
    joined_free(it);
}

static void add_lake(struct joined *it, const char *name, const char *basin)
{
    it->lakes = polygons_of("lakes", 1, (const char *const[][2]){{"L1", ""}});
    set_key(it->lakes, 0, "name", name);
    set_key(it->lakes, 0, "basin", basin);
}

static void a_lake_section_follows_its_lake(void **state)
{
    static const char *const type[] = {"lake", "reservoir", "river", "lake"};
    struct joined *it = joined_new(
        4, (const double[][2]){
               {114.2, 30.2}, {114.2, 30.2}, {114.2, 30.2}, {114.2, 30.2}});

    (void)state;
    add_lake(it, "梁子湖", "BS-LZ");
    for (size_t i = 0; i < 4; i++) {
        set_key(it->points, i, "type", type[i]);
        set_key(it->points, i, "water", i < 3 ? "梁子湖" : "鲁湖");
    }
    join(it, 0);
    expect(it, 0, "BS-LZ", "lake", "BS-FT");
    expect(it, 1, "BS-LZ", "lake", "BS-FT");
    expect(it, 2, "BS-FT", "covers", NULL);
    expect(it, 3, "BS-FT", "covers", NULL);
    assert_int_equal(
        bc_findings_count_code(it->findings, BC_FOUND_UNKNOWN_LAKE), 1);
    /* two of them lie outside the basin of their lake */
    assert_int_equal(
        bc_findings_count_code(it->findings, BC_FOUND_BASIN_CONTRADICTS), 2);
    assert_int_equal(bc_findings_count(it->findings), 3);
    joined_free(it);
}

static void a_given_basin_comes_before_the_lake(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.2, 30.2}});

    (void)state;
    add_lake(it, "梁子湖", "BS-LZ");
    set_key(it->points, 0, "type", "lake");
    set_key(it->points, 0, "water", "梁子湖");
    set_key(it->points, 0, "basin", "BS-FT");
    join(it, 0);
    expect(it, 0, "BS-FT", "given", NULL);
    joined_free(it);
}

static void a_lake_of_an_unknown_basin_leaves_the_position(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.2, 30.2}});

    (void)state;
    add_lake(it, "梁子湖", "BS-YY");
    set_key(it->points, 0, "type", "lake");
    set_key(it->points, 0, "water", "梁子湖");
    join(it, 0);
    expect(it, 0, "BS-FT", "covers", NULL);
    expect_findings(it, BC_FOUND_UNKNOWN_BASIN, 1);
    expect_message(it, "'BS-YY'");
    joined_free(it);
}

static void overlapping_basins_are_rivals(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.2, 30.2}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins =
        polygons_of("basins", 3,
                    (const char *const[][2]){
                        {"B3", "114 30,115 30,115 31,114 31,114 30"},
                        {"B1", "114.1 30,115 30,115 31,114.1 31,114.1 30"},
                        {"B2", "114 30.1,115 30.1,115 31,114 31,114 30.1"}});
    join(it, 0);
    expect(it, 0, "B1", "boundary", "B2;B3");
    expect_message(it, "inside 'B1' and 'B2' and 'B3'");
    joined_free(it);
}

static void a_point_goes_to_the_smallest_part_of_a_basin(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{114.2, 30.2}, {114.7, 30.2}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins =
        polygons_of("basins", 3,
                    (const char *const[][2]){
                        {"A", "114 30,115 30,115 31,114 31,114 30"},
                        {"B", "114 30,114.5 30,114.5 31,114 31,114 30"},
                        {"C", "114 30,114.3 30,114.3 31,114 31,114 30"}});
    set_key(it->basins, 1, "parent", "A");
    set_key(it->basins, 2, "parent", "B");
    join(it, 0);
    expect(it, 0, "C", "covers", NULL);
    expect(it, 1, "A", "covers", NULL);
    assert_int_equal(bc_findings_count(it->findings), 0);
    joined_free(it);
}

static void of_many_basins_one_in_the_other_the_smallest_counts(void **state)
{
    enum { N = 40 };
    struct joined *it = joined_new(1, (const double[][2]){{114.0001, 30.0001}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins = bc_layer_new("basins", "b.geojson", BC_GEOMETRY_POLYGON, N);
    for (size_t i = 0; i < N; i++) {
        char code[8];

        snprintf(code, sizeof code, "B%02zu", i);
        set_key(it->basins, i, "code", code);
        add_box(&it->basins->shapes, 114, 30, 115 - 0.01 * (double)i, 31);
        snprintf(code, sizeof code, "B%02zu", i - 1);
        set_key(it->basins, i, "parent", i > 0 ? code : NULL);
    }
    join(it, 0);
    expect(it, 0, "B39", "covers", NULL);
    joined_free(it);
}

/* A table has no positions at all: what a row names is all there is. */
static void a_row_without_position_has_what_it_names(void **state)
{
    struct joined *it = joined_new(2, (const double[][2]){{0, 0}, {0, 0}});

    (void)state;
    bc_layer_free(it->points);
    it->points = bc_layer_new("outfalls", "o.csv", BC_GEOMETRY_NONE, 2);
    set_key(it->points, 0, "basin", "BS-LZ");
    join(it, 1000);
    expect(it, 0, "BS-LZ", "given", NULL);
    expect(it, 1, NULL, "none", NULL);
    expect_findings(it, BC_FOUND_OUTSIDE_BASINS, 1);
    expect_message(it, "has neither a basin nor a position");
    joined_free(it);
}

/* 0.001 degrees of longitude at 30.2 N are 96.3 m. */
static void an_unknown_basin_outside_yields_to_the_nearest(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{113.999, 30.2}, {115.001, 30.2}});

    (void)state;
    set_key(it->points, 0, "basin", "BS-XX");
    join(it, 1000);
    expect(it, 0, "BS-FT", "nearest", NULL);
    assert_near(it->join.distance_m[0], 96.3, 0.1);
    expect(it, 1, "BS-LZ", "nearest", NULL);
    assert_int_equal(
        bc_findings_count_code(it->findings, BC_FOUND_UNKNOWN_BASIN), 1);
    joined_free(it);
}

/* The reviewed one is as far as it is; that another was nearer is no rival. */
static void a_review_replaces_the_nearest_basin(void **state)
{
    struct joined *it =
        joined_new(2, (const double[][2]){{113.999, 30.2}, {113.999, 30.3}});

    (void)state;
    review(it, 1, (const char *const[][3]){{"sections", "P1", "BS-LZ"}});
    join(it, 1000);
    expect(it, 0, "BS-LZ", "reviewed", NULL);
    assert_true(it->join.distance_m[0] > 48000);
    expect(it, 1, "BS-FT", "nearest", NULL); /* not in the crosswalk */
    joined_free(it);
}

static void parents_in_a_circle_come_to_an_end(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.5, 30.5}});

    (void)state;
    set_key(it->basins, 0, "parent", "BS-FT");
    set_key(it->basins, 1, "parent", "BS-LZ");
    join(it, 0);
    assert_true(it->join.basin[0] != BC_NO_ROW);
    joined_free(it);
}

static void without_basins_every_point_is_outside(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.5, 30.5}});

    (void)state;
    bc_layer_free(it->basins);
    it->basins = bc_layer_new("basins", "none", BC_GEOMETRY_POLYGON, 0);
    join(it, 50);
    expect(it, 0, NULL, "none", NULL);
    assert_true(isnan(it->join.distance_m[0]));
    joined_free(it);
}

/* Basins tile 4 x 4 degrees with jagged common edges. */
static void every_point_lies_in_exactly_one_basin_of_a_tiling(void **state)
{
    enum { N = 2000 };
    struct joined *it = joined_new(0, NULL);
    uint64_t random = 11;

    (void)state;
    bc_layer_free(it->basins);
    bc_layer_free(it->points);
    it->basins = polygons_of(
        "basins", 3,
        (const char *const[][2]){
            {"A", "110 30,111.3 30,110.7 31.7,111.9 32.4,110 34,110 30"},
            {"B", "111.3 30,114 30,114 31.1,111.9 32.4,110.7 31.7,111.3 30"},
            {"C", "114 31.1,114 34,110 34,111.9 32.4,114 31.1"}});
    it->points = bc_layer_new("outfalls", "points.csv", BC_GEOMETRY_POINT, N);
    for (size_t i = 0; i < N; i++) {
        it->points->x[i] = random_between(&random, 110, 114);
        it->points->y[i] = random_between(&random, 30, 34);
    }
    join(it, 0);
    for (size_t i = 0; i < N; i++) {
        assert_string_equal(bc_join_method_name(it->join.method[i]), "covers");
        assert_true(brute_force_inside(&it->basins->shapes, it->join.basin[i],
                                       it->points->x[i], it->points->y[i]));
    }
    joined_free(it);
}

/** Stars that overlap here and there, the codes falling while the rows rise. */
static struct bc_layer *scattered_basins(uint64_t *random, size_t n)
{
    struct bc_layer *basins =
        bc_layer_new("basins", "stars.geojson", BC_GEOMETRY_POLYGON, n);

    for (size_t i = 0; i < n; i++) {
        char code[24];

        snprintf(code, sizeof code, "S%02zu", n - i);
        set_key(basins, i, "code", code);
        add_star(&basins->shapes, random, random_between(random, 110.5, 113.5),
                 random_between(random, 30.5, 33.5),
                 random_between(random, 0.3, 0.9), 24);
    }
    return basins;
}

/** One in ten without a position, one in ten with a basin of its table. */
static struct bc_layer *scattered_points(uint64_t *random, size_t n,
                                         const struct bc_layer *basins)
{
    struct bc_layer *points =
        bc_layer_new("outfalls", "points.csv", BC_GEOMETRY_POINT, n);

    for (size_t i = 0; i < n; i++) {
        points->x[i] = i % 10 == 3 ? NAN : random_between(random, 109.9, 114.1);
        points->y[i] = random_between(random, 29.9, 34.1);
        if (i % 10 == 7)
            set_key(points, i, "basin",
                    bc_layer_text(basins, "code", i % basins->n_features));
    }
    return points;
}

/** What ray casting says of one point. */
struct cast {
    size_t n;      /* basins that it lies in */
    size_t lowest; /* that of the lowest code, the last row; BC_NO_ROW */
};

static struct cast cast_rays(const struct bc_layer *basins, double x, double y)
{
    struct cast cast = {0, BC_NO_ROW};

    for (size_t b = 0; b < basins->n_features; b++)
        if (brute_force_inside(&basins->shapes, b, x, y)) {
            cast.n++;
            cast.lowest = b;
        }
    return cast;
}

static void expect_as_cast(const struct joined *it, size_t i, double reach_m)
{
    struct cast cast =
        cast_rays(it->basins, it->points->x[i], it->points->y[i]);
    const struct bc_join *join = &it->join;

    switch (join->method[i]) {
    case BC_JOIN_GIVEN:
        assert_int_equal(i % 10, 7);
        assert_int_equal(join->basin[i], i % it->basins->n_features);
        break;
    case BC_JOIN_COVERS:
    case BC_JOIN_BOUNDARY: /* no random point meets a border: in several */
        assert_int_equal(join->method[i] == BC_JOIN_COVERS, cast.n == 1);
        assert_true(cast.n > 0);
        assert_int_equal(join->basin[i], cast.lowest);
        break;
    case BC_JOIN_NEAREST:
        assert_int_equal(cast.n, 0);
        assert_true(join->basin[i] != BC_NO_ROW);
        assert_true(join->distance_m[i] > 0 && join->distance_m[i] <= reach_m);
        break;
    default:
        assert_int_equal(join->method[i], BC_JOIN_NONE);
        assert_int_equal(cast.n, 0);
        assert_true(join->basin[i] == BC_NO_ROW);
        assert_true(!(join->distance_m[i] <= reach_m) || reach_m == 0);
        assert_int_equal(isnan(join->distance_m[i]), isnan(it->points->x[i]));
    }
}

static void ten_thousand_points_are_each_counted_once_as_rays_say(void **state)
{
    enum { N = 10000 };
    static const double reach_m[] = {0, 20000};
    uint64_t random = 20210401;

    (void)state;
    for (size_t r = 0; r < 2; r++) {
        struct joined *it = joined_new(0, NULL);
        size_t n[BC_JOIN_NEAREST + 1] = {0}, sum = 0;

        bc_layer_free(it->basins);
        bc_layer_free(it->points);
        it->basins = scattered_basins(&random, 16);
        it->points = scattered_points(&random, N, it->basins);
        join(it, reach_m[r]);
        for (size_t i = 0; i < N; i++) {
            expect_as_cast(it, i, reach_m[r]);
            n[it->join.method[i]]++;
        }
        for (size_t m = 0; m <= BC_JOIN_NEAREST; m++)
            sum += n[m];
        assert_int_equal(sum, N);
        assert_int_equal(n[BC_JOIN_GIVEN], N / 10);
        assert_int_equal(n[BC_JOIN_BOUNDARY], it->join.n_on_boundary);
        assert_int_equal(n[BC_JOIN_NONE], it->join.n_outside);
        /* every case is there in numbers, unless it is off */
        assert_true(n[BC_JOIN_COVERS] > 500 && n[BC_JOIN_BOUNDARY] > 100);
        assert_true(n[BC_JOIN_NONE] > N / 10);
        assert_int_equal(n[BC_JOIN_NEAREST] > 100, r == 1);
        assert_int_equal(n[BC_JOIN_NEAREST] == 0, r == 0);
        joined_free(it);
    }
}

static void a_cover_lists_the_polygons_of_each_point(void **state)
{
    struct bc_layer *points = points_of(
        4, (const double[][2]){{0.5, 0.5}, {9, 9}, {1.5, 1.5}, {NAN, 0}});
    struct bc_layer *polygons =
        polygons_of("redlines", 2,
                    (const char *const[][2]){{"A", "1 1,2 1,2 2,1 2,1 1"},
                                             {"B", "0 0,3 0,3 3,0 3,0 0"}});
    struct bc_cover cover;

    (void)state;
    bc_cover_points(points, polygons, &cover);
    assert_int_equal(cover.n, 4);
    assert_int_equal(cover.first[1], 1);
    assert_int_equal(cover.first[2], 1);
    assert_int_equal(cover.first[3], 3);
    assert_int_equal(cover.first[4], 3);
    assert_int_equal(cover.feature[0], 1);
    assert_int_equal(cover.feature[1], 0);
    assert_int_equal(cover.feature[2], 1);
    bc_cover_clear(&cover);
    bc_layer_free(points);
    bc_layer_free(polygons);
}

static void expect_row(const struct joined *it, size_t finding, size_t line,
                       const char *message)
{
    const struct bc_finding *found = bc_findings_get(it->findings, finding);

    assert_string_equal(found->source, "reviewed.csv");
    assert_int_equal(found->line, line);
    assert_string_equal(found->message, message);
}

static void a_reviewed_crosswalk_wins_and_what_it_changes_is_said(void **state)
{
    struct joined *it = joined_new(
        4, (const double[][2]){
               {114.2, 30.2}, {114.5, 30.5}, {114.7, 30.2}, {116, 30.5}});

    (void)state;
    review(it, 4,
           (const char *const[][3]){{"sections", "P1", "BS-LZ"},
                                    {"sections", "P2", "BS-FT"},
                                    {"sections", "P3", NULL},
                                    {"sections", "P4", "BS-LZ"}});
    join(it, 0);
    expect(it, 0, "BS-LZ", "reviewed", "BS-FT");
    assert_true(it->join.distance_m[0] > 28000);
    expect(it, 1, "BS-FT", "reviewed", "BS-LZ"); /* as computed */
    expect(it, 2, NULL, "reviewed", "BS-LZ");
    expect(it, 3, "BS-LZ", "reviewed", NULL);
    assert_int_equal(it->join.n_on_boundary, 0);
    assert_int_equal(it->join.n_outside, 1);
    bc_findings_sort(it->findings);
    expect_findings(it, BC_FOUND_CROSSWALK_CHANGED, 3);
    expect_row(it, 0, 2, "'BS-LZ' by review, 'BS-FT' computed (covers)");
    expect_row(it, 1, 4, "'none' by review, 'BS-LZ' computed (covers)");
    expect_row(it, 2, 5, "'BS-LZ' by review, 'none' computed (none)");
    assert_int_equal(bc_crosswalk_finish(it->crosswalk, it->findings), 4);
    joined_free(it);
}

static void rows_of_a_crosswalk_that_fit_nothing_are_said(void **state)
{
    struct joined *it = joined_new(1, (const double[][2]){{114.2, 30.2}});

    (void)state;
    review(it, 6,
           (const char *const[][3]){{"sections", "P1", "BS-XX"},
                                    {"sections", "P9", "BS-LZ"},
                                    {"outfalls", "P1", "BS-LZ"},
                                    {"sections", "P1", "BS-LZ"},
                                    {NULL, "P1", "BS-LZ"},
                                    {"sections", NULL, "BS-LZ"}});
    join(it, 0);
    expect(it, 0, "BS-FT", "covers", NULL);
    assert_int_equal(bc_crosswalk_finish(it->crosswalk, it->findings), 1);
    bc_findings_sort(it->findings);
    expect_findings(it, BC_FOUND_CROSSWALK_ROW, 6);
    expect_row(it, 0, 2,
               "no basin has this code or name; the computed one counts");
    expect_row(it, 1, 3,
               "no point of 'sections' has this code; the row is not used");
    expect_row(it, 2, 4,
               "no point of 'outfalls' has this code; the row is not used");
    expect_row(it, 3, 5, "the point stands in line 2 too; the first counts");
    expect_row(it, 4, 6, "names no layer; it is not used");
    expect_row(it, 5, 7, "names no code; it is not used");
    joined_free(it);
}

static void a_crosswalk_needs_its_three_columns(void **state)
{
    struct bc_layer *table =
        bc_layer_new("crosswalk", "reviewed.csv", BC_GEOMETRY_NONE, 0);
    struct bc_crosswalk *crosswalk;
    struct bc_error err;

    (void)state;
    add_key(table, "layer");
    add_key(table, "code");
    assert_int_equal(bc_crosswalk_new(table, NULL, &crosswalk, &err),
                     BC_BAD_INPUT);
    assert_null(crosswalk);
    assert_string_equal(err.message,
                        "reviewed.csv: no column 'basin'; a crosswalk has "
                        "layer, code and basin");
    bc_layer_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_inside_one_basin_belongs_to_it),
        cmocka_unit_test(a_point_on_a_shared_border_goes_to_the_lowest_code),
        cmocka_unit_test(a_point_on_the_outer_border_is_inside_and_listed),
        cmocka_unit_test(
            a_point_outside_belongs_to_none_and_knows_its_distance),
        cmocka_unit_test(the_nearest_basin_is_taken_within_the_distance),
        cmocka_unit_test(equally_near_basins_yield_to_the_lowest_code),
        cmocka_unit_test(a_given_basin_wins_by_code_or_name),
        cmocka_unit_test(a_given_basin_on_a_border_contradicts_nothing),
        cmocka_unit_test(a_given_basin_far_away_is_said),
        cmocka_unit_test(an_unknown_basin_loses_to_the_position),
        cmocka_unit_test(a_given_basin_needs_no_position),
        cmocka_unit_test(a_lake_section_follows_its_lake),
        cmocka_unit_test(a_given_basin_comes_before_the_lake),
        cmocka_unit_test(a_lake_of_an_unknown_basin_leaves_the_position),
        cmocka_unit_test(overlapping_basins_are_rivals),
        cmocka_unit_test(a_point_goes_to_the_smallest_part_of_a_basin),
        cmocka_unit_test(of_equally_near_basins_the_part_is_taken),
        cmocka_unit_test(equally_near_basins_in_other_places_are_rivals),
        cmocka_unit_test(of_many_basins_one_in_the_other_the_smallest_counts),
        cmocka_unit_test(a_row_without_position_has_what_it_names),
        cmocka_unit_test(an_unknown_basin_outside_yields_to_the_nearest),
        cmocka_unit_test(a_review_replaces_the_nearest_basin),
        cmocka_unit_test(parents_in_a_circle_come_to_an_end),
        cmocka_unit_test(without_basins_every_point_is_outside),
        cmocka_unit_test(every_point_lies_in_exactly_one_basin_of_a_tiling),
        cmocka_unit_test(ten_thousand_points_are_each_counted_once_as_rays_say),
        cmocka_unit_test(a_cover_lists_the_polygons_of_each_point),
        cmocka_unit_test(a_reviewed_crosswalk_wins_and_what_it_changes_is_said),
        cmocka_unit_test(rows_of_a_crosswalk_that_fit_nothing_are_said),
        cmocka_unit_test(a_crosswalk_needs_its_three_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
