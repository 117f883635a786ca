/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdint.h>

#include "geo/geodesic.h"
#include "geo/layers.h"
#include "geo/network.h"

/* From 30 N 114 E by `geod -I +ellps=GRS80` (PROJ 9.1.1): CGCS2000 has the axes
 * of GRS 80 to 0.1 mm. */
#define NORTH_M 11085.329 /* a tenth of a degree along the meridian */
#define EAST_M 9648.628   /* a tenth of a degree from east to west */

/** A network by hand, and all that it needs to live. */
struct rig {
    struct bc_crs *crs;
    struct bc_geos *geos;
    struct bc_layer *rivers, *lakes;
    struct bc_findings *findings;
    struct bc_network *network;
};

/** Rivers as code, flows_to ("" is missing), line; lakes as code, polygon. */
static struct rig rig_of(size_t n, const char *const rivers[][3],
                         struct bc_layer *lakes)
{
    const struct bc_network_options options = {50, 5000};
    struct rig rig = {
        cgcs2000(),
        bc_geos_new(),
        bc_layer_new("rivers", "rivers.geojson", BC_GEOMETRY_LINE, n),
        lakes,
        bc_findings_new(),
        NULL};
    struct bc_error err = {0};

    for (size_t i = 0; i < n; i++) {
        set_key(rig.rivers, i, "code", rivers[i][0]);
        set_key(rig.rivers, i, "flows_to", *rivers[i][1] ? rivers[i][1] : NULL);
        add_feature(&rig.rivers->shapes, rivers[i][2]);
    }
    assert_int_equal(bc_network_new(rig.geos, rig.crs, rig.rivers, lakes,
                                    &options, rig.findings, &rig.network, &err),
                     BC_OK);
    return rig;
}

static void rig_clear(struct rig *rig)
{
    bc_network_free(rig->network);
    bc_findings_free(rig->findings);
    bc_layer_free(rig->lakes);
    bc_layer_free(rig->rivers);
    bc_geos_free(rig->geos);
    bc_crs_free(rig->crs);
}

/** The distance to a mark; NaN when the walk does not meet it. */
static double distance_to(const struct bc_walk *walk, enum bc_mark_kind kind,
                          size_t row)
{
    double distance_m = NAN;

    for (size_t i = 0; i < walk->n_met; i++)
        if (walk->met[i].kind == kind && walk->met[i].row == row) {
            assert_true(isnan(distance_m)); /* once */
            distance_m = walk->met[i].distance_m;
        }
    return distance_m;
}

static double trace(const struct rig *rig, enum bc_mark_kind from, size_t row,
                    bool upstream, enum bc_mark_kind to, size_t to_row)
{
    const struct bc_mark *start = bc_network_mark(rig->network, from, row);
    struct bc_walk_options options = {upstream, INFINITY, 0};
    struct bc_walk walk;
    double distance_m;

    assert_non_null(start);
    bc_network_walk(rig->network, start, &options, &walk);
    distance_m = distance_to(&walk, to, to_row);
    bc_walk_clear(&walk);
    return distance_m;
}

static void put(struct rig *rig, enum bc_mark_kind kind, size_t n,
                const double xy[][2])
{
    struct bc_layer *points = points_of(n, xy);

    bc_network_put(rig->network, kind, points, rig->findings);
    bc_layer_free(points);
}

/* ---- joining ---- */

static void two_rivers_that_end_at_a_third_are_a_confluence(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "C", "114 30.2,114 30.1"},
        {"B", "C", "114.1 30.1,114.0002 30.1"}, /* 19 m short: snapped */
        {"C", "", "114 30.1,114 30"}};
    struct rig rig = rig_of(3, rivers, NULL);

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 2,
        (const double[][2]){{114, 30.2}, {114.1, 30.1}});
    put(&rig, BC_MARK_SECTION, 1, (const double[][2]){{114, 30}});
    assert_int_equal(bc_network_n_reaches(rig.network), 3);
    assert_int_equal(bc_network_n_nodes(rig.network), 4);
    assert_int_equal(bc_findings_count(rig.findings), 0);
    assert_near(trace(&rig, BC_MARK_SECTION, 0, true, BC_MARK_OUTFALL, 0),
                bc_geodesic_distance_m(rig.crs, 114, 30.2, 114, 30.1) + NORTH_M,
                1e-3);
    assert_near(trace(&rig, BC_MARK_SECTION, 0, true, BC_MARK_OUTFALL, 1),
                bc_geodesic_distance_m(rig.crs, 114.1, 30.1, 114.0002, 30.1) +
                    NORTH_M,
                1e-3);
    assert_true(
        isnan(trace(&rig, BC_MARK_OUTFALL, 0, false, BC_MARK_OUTFALL, 1)));
    rig_clear(&rig);
}

static void an_end_inside_a_line_parts_it(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114 30.1,114 30"}, /* one segment, no vertex inside */
        {"B", "A", "114.1 30.05,114 30.05"}};
    struct rig rig = rig_of(2, rivers, NULL);

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 2,
        (const double[][2]){{114, 30.1}, {114.1, 30.05}});
    put(&rig, BC_MARK_SECTION, 2, (const double[][2]){{114, 30.08}, {114, 30}});
    assert_int_equal(bc_network_n_reaches(rig.network), 3);
    assert_near(trace(&rig, BC_MARK_OUTFALL, 0, false, BC_MARK_SECTION, 1),
                NORTH_M, 1e-3);
    assert_near(trace(&rig, BC_MARK_OUTFALL, 1, false, BC_MARK_SECTION, 1),
                bc_geodesic_distance_m(rig.crs, 114.1, 30.05, 114, 30.05) +
                    bc_geodesic_distance_m(rig.crs, 114, 30.05, 114, 30),
                1e-2);
    assert_true(
        isnan(trace(&rig, BC_MARK_OUTFALL, 1, false, BC_MARK_SECTION, 0)));
    rig_clear(&rig);
}

static void lines_that_only_cross_stay_apart(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114 30.1,114 30"}, {"B", "", "114.1 30.05,113.9 30.05"}};
    struct rig rig = rig_of(2, rivers, NULL);

    (void)state;
    assert_int_equal(bc_network_n_reaches(rig.network), 2);
    assert_int_equal(bc_network_n_nodes(rig.network), 4);
    rig_clear(&rig);
}

/* ---- what is listed ---- */

static void a_reversed_line_is_turned_and_listed(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114 30.1,114 30"},
        {"B", "A", "114 30.05,114.1 30.05"}}; /* drawn upstream */
    struct rig rig = rig_of(2, rivers, NULL);

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 1, (const double[][2]){{114.05, 30.05}});
    put(&rig, BC_MARK_SECTION, 1, (const double[][2]){{114, 30}});
    assert_int_equal(
        bc_findings_count_code(rig.findings, BC_FOUND_RIVER_DIRECTION), 1);
    assert_near(trace(&rig, BC_MARK_OUTFALL, 0, false, BC_MARK_SECTION, 0),
                bc_geodesic_distance_m(rig.crs, 114.05, 30.05, 114, 30.05) +
                    bc_geodesic_distance_m(rig.crs, 114, 30.05, 114, 30),
                1e-2);
    rig_clear(&rig);
}

static void a_line_that_may_be_reversed_is_listed(void **state)
{
    static const char *const branch[][3] = {{"A", "", "114 30.1,114 30"},
                                            {"B", "", "114 30.05,114.1 30.05"}};
    static const char *const head_on[][3] = {{"A", "", "114 30.1,114 30.05"},
                                             {"B", "", "114 30,114 30.05"}};
    struct rig rig = rig_of(2, branch, NULL);

    (void)state;
    assert_int_equal(
        bc_findings_count_code(rig.findings, BC_FOUND_RIVER_DIRECTION), 1);
    rig_clear(&rig);
    rig = rig_of(2, head_on, NULL);
    assert_int_equal(
        bc_findings_count_code(rig.findings, BC_FOUND_RIVER_DIRECTION), 1);
    rig_clear(&rig);
}

static void a_gap_is_listed_and_not_bridged(void **state)
{
    /* 0.001 degrees of longitude are 96 m, 0.01 are 965 m */
    static const char *const near[][3] = {
        {"A", "", "114 30.1,114 30"}, {"B", "", "114.1 30.05,114.001 30.05"}};
    static const char *const far[][3] = {
        {"A", "", "114 30.1,114 30"}, {"B", "A", "114.1 30.05,114.01 30.05"}};
    static const char *const elsewhere[][3] = {
        {"A", "", "114 30.1,114 30"}, {"B", "", "114.1 30.05,114.01 30.05"}};
    struct rig rig = rig_of(2, near, NULL);

    (void)state;
    assert_int_equal(bc_findings_count_code(rig.findings, BC_FOUND_RIVER_GAP),
                     1);
    assert_int_equal(bc_network_n_reaches(rig.network), 2);
    rig_clear(&rig);
    rig = rig_of(2, far, NULL);
    assert_int_equal(bc_findings_count_code(rig.findings, BC_FOUND_RIVER_GAP),
                     1);
    rig_clear(&rig);
    rig = rig_of(2, elsewhere, NULL);
    assert_int_equal(bc_findings_count(rig.findings), 0);
    rig_clear(&rig);
}

/* The tolerance of rig_of is 50 m; the distances are those of
 * `geod -I +ellps=GRS80` (PROJ 9.1.1) from 114 along the parallel. */
static void ends_are_joined_up_to_the_tolerance_and_no_farther(void **state)
{
    static const struct {
        const char *end; /* line of B, to a side or the end of A */
        bool joined;
    } cases[] = {
        {"114.1 30.05,114.000517 30.05", true},  /* 49.86 m from its side */
        {"114.1 30.05,114.000520 30.05", false}, /* 50.15 m */
        {"114.1 30,114.000517 30", true},        /* 49.88 m from its end */
        {"114.1 30,114.000520 30", false},       /* 50.17 m */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"},
                                         {"B", "", cases[i].end}};
        struct rig rig = rig_of(2, rivers, NULL);
        bool at_side = i < 2;
        /* where two ends do not meet, each is one that stops short */
        size_t n_gaps = cases[i].joined ? 0 : at_side ? 1 : 2;

        assert_int_equal(
            bc_findings_count_code(rig.findings, BC_FOUND_RIVER_GAP), n_gaps);
        assert_int_equal(bc_network_n_reaches(rig.network),
                         cases[i].joined && at_side ? 3 : 2);
        assert_int_equal(bc_network_n_nodes(rig.network),
                         !cases[i].joined || at_side ? 4 : 3);
        if (n_gaps)
            assert_string_equal(
                bc_findings_get(rig.findings, n_gaps - 1)->message,
                "its end stops 50 m from 'A'; the two were not joined");
        rig_clear(&rig);
    }
}

static void an_unknown_receiving_river_is_listed(void **state)
{
    static const char *const rivers[][3] = {{"A", "Z", "114 30.1,114 30"}};
    struct rig rig = rig_of(1, rivers, NULL);

    (void)state;
    assert_true(bc_test_findings_has(rig.findings, BC_FOUND_UNKNOWN_RIVER));
    rig_clear(&rig);
}

static void a_part_of_a_river_drawn_upstream_is_listed(void **state)
{
    /* three parts, the middle one against the others */
    static const char *const rivers[][3] = {
        {"A", "", "114 30.3,114 30.2;114 30.1,114 30.2;114 30.1,114 30"}};
    /* with a tributary that says where it goes, at the same place */
    static const char *const met[][3] = {
        {"T", "A", "114.1 30.2,114 30.2"},
        {"A", "B", "114 30.3,114 30.2;114 30.1,114 30.2;114 30.1,114 30"},
        {"B", "", "114 30,114 29.9"}};
    struct rig rig = rig_of(1, rivers, NULL);

    (void)state;
    assert_int_equal(bc_findings_count(rig.findings), 1);
    assert_int_equal(bc_findings_get(rig.findings, 0)->code,
                     BC_FOUND_RIVER_DIRECTION);
    assert_string_equal(bc_findings_get(rig.findings, 0)->message,
                        "two parts of it end in one place, at 114.00000 "
                        "30.20000, and nothing leaves it; one of them may be "
                        "drawn upstream");
    rig_clear(&rig);
    rig = rig_of(3, met, NULL);
    assert_int_equal(bc_findings_count(rig.findings), 1);
    assert_string_equal(bc_findings_get(rig.findings, 0)->feature, "A");
    rig_clear(&rig);
}

static void a_gap_inside_a_river_is_listed(void **state)
{
    /* the parts not in order: one gap, of 0.1 degrees from 30.1 to 30.2 */
    static const char *const apart[][3] = {
        {"A", "", "114 30.1,114 30.05;114 30.3,114 30.2;114 30.05,114 30"}};
    static const char *const bridged[][3] = {
        {"A", "", "114 30.3,114 30.2;114 30.1,114 30"},
        {"B", "", "114 30.2,114 30.1"}};
    struct rig rig = rig_of(1, apart, NULL);

    (void)state;
    assert_int_equal(bc_findings_count(rig.findings), 1);
    assert_int_equal(bc_findings_get(rig.findings, 0)->code,
                     BC_FOUND_RIVER_GAP);
    /* 11085.497 m by `geod -I +ellps=GRS80` (PROJ 9.1.1) */
    assert_string_equal(bc_findings_get(rig.findings, 0)->message,
                        "no line joins its parts between 114.00000 30.10000 "
                        "and 114.00000 30.20000, 11085 m apart; nothing is "
                        "carried over that");
    rig_clear(&rig);
    rig = rig_of(2, bridged, NULL);
    assert_int_equal(bc_findings_count(rig.findings), 0);
    rig_clear(&rig);
}

/** Parts in one line, the middle river drawn upstream; all with names. */
static struct bc_findings *found_with(const char *flows_to, const char *last)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.3,114 30.2"},
                                            {"B", "", "114 30.1,114 30.2"},
                                            {"C", "", "114 30.1,114 30"}};
    const char *const names[] = {"甲河", "乙河(汉水)", last};
    struct rig rig = rig_of(3, rivers, NULL);
    struct bc_findings *findings = bc_findings_new();

    bc_network_free(rig.network);
    for (size_t i = 0; i < 3; i++)
        set_key(rig.rivers, i, "name", names[i]);
    set_key(rig.rivers, 1, "flows_to", flows_to);
    assert_int_equal(
        bc_network_new(rig.geos, rig.crs, rig.rivers, NULL,
                       &(const struct bc_network_options){50, 5000}, findings,
                       &rig.network, NULL),
        BC_OK);
    rig_clear(&rig);
    return findings;
}

static void a_river_flows_to_the_one_of_a_name(void **state)
{
    struct bc_findings *findings = found_with("丙河", "丙河");

    (void)state;
    assert_int_equal(bc_findings_count(findings), 1);
    assert_string_equal(bc_findings_get(findings, 0)->message,
                        "its start, not its end, meets 'C'; it was taken the "
                        "other way round");
    bc_findings_free(findings);
}

static void a_flows_to_of_no_river_hides_no_wrong_direction(void **state)
{
    /* no river; itself; two of one name */
    const char *const flows_to[] = {"丁河", "乙河", "甲河"};

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct bc_findings *findings = found_with(flows_to[i], "甲河");

        assert_int_equal(bc_findings_count(findings), 2);
        assert_int_equal(
            bc_findings_count_code(findings, BC_FOUND_UNKNOWN_RIVER), 1);
        assert_int_equal(
            bc_findings_count_code(findings, BC_FOUND_RIVER_DIRECTION), 1);
        bc_findings_free(findings);
    }
}

/* ---- braids and loops ---- */

static const char *const braid[][3] = {
    {"A", "", "114 30.1,114 30"},
    {"B", "", "114 30.08,114.02 30.05,114 30.02"}, /* the longer branch */
};

static void a_braid_is_met_once_by_its_shortest_way(void **state)
{
    struct rig rig = rig_of(2, braid, NULL);

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 1, (const double[][2]){{114, 30.1}});
    put(&rig, BC_MARK_SECTION, 3,
        (const double[][2]){{114, 30}, {114.02, 30.05}, {114, 30.05}});
    assert_int_equal(bc_network_n_reaches(rig.network), 4);
    assert_int_equal(bc_findings_count_code(rig.findings, BC_FOUND_RIVER_BRAID),
                     1);
    assert_int_equal(bc_findings_count(rig.findings), 1);
    assert_near(trace(&rig, BC_MARK_OUTFALL, 0, false, BC_MARK_SECTION, 0),
                NORTH_M, 1e-3);
    assert_near(trace(&rig, BC_MARK_OUTFALL, 0, false, BC_MARK_SECTION, 1),
                bc_geodesic_distance_m(rig.crs, 114, 30.1, 114, 30.08) +
                    bc_geodesic_distance_m(rig.crs, 114, 30.08, 114.02, 30.05),
                1e-2);
    rig_clear(&rig);
}

static void what_is_next_ends_at_a_section_on_every_branch(void **state)
{
    struct rig rig = rig_of(2, braid, NULL);
    struct bc_walk walk;
    bool next[3] = {false};

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 1, (const double[][2]){{114, 30.1}});
    put(&rig, BC_MARK_SECTION, 3,
        (const double[][2]){{114, 30}, {114.02, 30.05}, {114, 30.05}});
    bc_network_trace(rig.network,
                     bc_network_mark(rig.network, BC_MARK_OUTFALL, 0), false,
                     INFINITY, &walk);
    for (size_t i = 0; i < walk.n_met; i++)
        if (walk.met[i].kind == BC_MARK_SECTION)
            next[walk.met[i].row] = walk.met[i].next;
    assert_false(next[0]);
    assert_true(next[1]);
    assert_true(next[2]);
    bc_walk_clear(&walk);
    rig_clear(&rig);
}

static void a_loop_is_listed_and_ends(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114.1 30.1"},
                                            {"B", "", "114.1 30.1,114.1 30"},
                                            {"C", "", "114.1 30,114 30.1"}};
    struct rig rig = rig_of(3, rivers, NULL);
    const struct bc_walk_options options = {.max_m = INFINITY};
    struct bc_walk walk;
    double length_m = 0;

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 2,
        (const double[][2]){{114.02, 30.1}, {114.01, 30.1}});
    assert_int_equal(bc_findings_count_code(rig.findings, BC_FOUND_RIVER_LOOP),
                     1);
    assert_int_equal(bc_findings_count(rig.findings), 1);
    bc_network_walk(rig.network,
                    bc_network_mark(rig.network, BC_MARK_OUTFALL, 0), &options,
                    &walk);
    for (size_t i = 0; i < 3; i++)
        length_m += bc_reach_length_m(bc_network_reach(rig.network, i));
    /* the other outfall lies just behind: nearly once round */
    assert_near(distance_to(&walk, BC_MARK_OUTFALL, 1),
                length_m -
                    bc_geodesic_distance_m(rig.crs, 114.01, 30.1, 114.02, 30.1),
                1e-2);
    for (size_t i = 0; i < walk.n_stretches; i++)
        length_m -= walk.stretch[i].to_m - walk.stretch[i].from_m;
    assert_near(length_m, 0, 1e-6); /* each place once */
    bc_walk_clear(&walk);
    rig_clear(&rig);
}

static void a_walk_goes_no_farther_than_it_may(void **state)
{
    struct rig rig = rig_of(2, braid, NULL);
    const struct bc_walk_options options = {.max_m = 5000};
    struct bc_walk walk;

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 1, (const double[][2]){{114, 30.1}});
    put(&rig, BC_MARK_SECTION, 2,
        (const double[][2]){{114, 30.06}, {114, 30.05}});
    bc_network_walk(rig.network,
                    bc_network_mark(rig.network, BC_MARK_OUTFALL, 0), &options,
                    &walk);
    assert_false(isnan(distance_to(&walk, BC_MARK_SECTION, 0))); /* 4.4 km */
    assert_true(isnan(distance_to(&walk, BC_MARK_SECTION, 1)));  /* 5.5 km */
    for (size_t i = 0; i < walk.n_stretches; i++)
        assert_true(walk.stretch[i].distance_m + walk.stretch[i].to_m -
                        walk.stretch[i].from_m <=
                    5000 + 1e-6);
    bc_walk_clear(&walk);
    rig_clear(&rig);
}

/* ---- points ---- */

static void a_point_goes_to_the_river_that_it_names(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"},
                                            {"B", "", "114.01 30.1,114.01 30"}};
    struct rig rig = rig_of(2, rivers, NULL);
    struct bc_river_place near, named;

    (void)state;
    bc_network_free(rig.network);
    set_key(rig.rivers, 0, "name", "府河(涢水)");
    assert_int_equal(
        bc_network_new(rig.geos, rig.crs, rig.rivers, NULL,
                       &(const struct bc_network_options){50, 5000},
                       rig.findings, &rig.network, NULL),
        BC_OK);
    near = bc_network_place(rig.network, 114.008, 30.05, NULL);
    named = bc_network_place(rig.network, 114.008, 30.05, "府河");
    assert_int_equal(near.how, BC_PLACED_NEAREST);
    assert_int_equal(bc_network_reach(rig.network, near.reach)->river, 1);
    assert_near(near.off_m,
                bc_geodesic_distance_m(rig.crs, 114.008, 30.05, 114.01, 30.05),
                0.01);
    assert_int_equal(named.how, BC_PLACED_NAMED);
    assert_int_equal(bc_network_reach(rig.network, named.reach)->river, 0);
    assert_near(named.along_m, NORTH_M / 2, 1); /* down from its head */
    assert_int_equal(bc_network_place(rig.network, 115, 31, NULL).how,
                     BC_PLACED_NONE);
    rig_clear(&rig);
}

static struct bc_layer *square_lake(const char *type)
{
    static const char *const lakes[][2] = {
        {"L", "113.95 30.03,114.05 30.03,114.05 30.07,113.95 30.07,113.95 "
              "30.03/113.99 30.045,113.99 30.055,114.01 30.055,114.01 "
              "30.045,113.99 30.045"}}; /* with an island under the river */
    struct bc_layer *layer = polygons_of("lakes", 1, lakes);

    set_key(layer, 0, "name", "方湖");
    set_key(layer, 0, "type", type);
    return layer;
}

static const char *const through_lake[][3] = {{"A", "", "114 30.1,114 30"}};

static void a_line_is_parted_at_the_shores_of_a_lake(void **state)
{
    struct rig rig = rig_of(1, through_lake, square_lake("lake"));

    (void)state;
    assert_int_equal(bc_network_n_reaches(rig.network), 3);
    assert_int_equal(bc_network_reach(rig.network, 0)->lake, BC_NO_ROW);
    assert_int_equal(bc_network_reach(rig.network, 1)->lake, 0);
    assert_int_equal(bc_network_reach(rig.network, 2)->lake, BC_NO_ROW);
    /* to the lake from above, and to the shore from below */
    put(&rig, BC_MARK_SECTION, 2, (const double[][2]){{114, 30.1}, {114, 30}});
    assert_near(trace(&rig, BC_MARK_SECTION, 0, false, BC_MARK_LAKE, 0),
                bc_geodesic_distance_m(rig.crs, 114, 30.1, 114, 30.07), 0.01);
    assert_near(trace(&rig, BC_MARK_SECTION, 1, true, BC_MARK_LAKE, 0),
                bc_geodesic_distance_m(rig.crs, 114, 30.03, 114, 30), 0.01);
    rig_clear(&rig);
}

static void a_point_in_a_lake_goes_to_a_line_in_it(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114 30.1,114 30"},
        {"B", "", "114.051 30.1,114.051 30"}}; /* nearer, beside the lake */
    struct rig rig = rig_of(2, rivers, square_lake("lake"));
    struct bc_river_place in =
        bc_network_place(rig.network, 114.04, 30.068, NULL);
    struct bc_river_place named =
        bc_network_place(rig.network, 114.0505, 30.09, "方湖");

    (void)state;
    assert_int_equal(in.how, BC_PLACED_LAKE);
    assert_int_equal(bc_network_reach(rig.network, in.reach)->lake, 0);
    assert_near(in.off_m,
                bc_geodesic_distance_m(rig.crs, 114.04, 30.068, 114, 30.068),
                0.5);
    assert_int_equal(named.how, BC_PLACED_LAKE);
    assert_near(named.y, 30.07, 1e-6); /* at the shore, not up the river */
    rig_clear(&rig);
}

/** Messages about one point, put on the network as an outfall. */
static void assert_not_put(struct rig *rig, double x, double y,
                           const char *water, const char *message)
{
    struct bc_layer *points = points_of(1, (const double[][2]){{x, y}});

    set_key(points, 0, "receiving_water", water);
    bc_network_put(rig->network, BC_MARK_OUTFALL, points, rig->findings);
    assert_null(bc_network_mark(rig->network, BC_MARK_OUTFALL, 0));
    assert_int_equal(bc_findings_count(rig->findings), 1);
    assert_int_equal(bc_findings_get(rig->findings, 0)->code,
                     BC_FOUND_OFF_NETWORK);
    assert_string_equal(bc_findings_get(rig->findings, 0)->message, message);
    bc_layer_free(points);
    rig_clear(rig);
}

static void what_is_in_a_lake_without_rivers_is_on_no_river(void **state)
{
    static const char *const beside[][3] = {
        {"B", "", "114.051 30.1,114.051 30"}}; /* 96 m from the lake */
    static const char message[] =
        "no line of a river runs through its lake 'L'; no trace meets it";
    struct rig rig = rig_of(1, beside, square_lake("lake"));

    (void)state;
    assert_not_put(&rig, 114.049, 30.05, NULL, message);
    rig = rig_of(1, beside, square_lake("lake"));
    assert_not_put(&rig, 114.0505, 30.05, "方湖", message);
}

static void
a_point_far_from_the_river_that_it_names_is_on_no_other(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"},
                                            {"B", "", "114.06 30.1,114.06 30"}};
    struct rig rig = rig_of(2, rivers, NULL);

    (void)state;
    bc_network_free(rig.network);
    set_key(rig.rivers, 0, "name", "甲河");
    assert_int_equal(
        bc_network_new(rig.geos, rig.crs, rig.rivers, NULL,
                       &(const struct bc_network_options){50, 5000},
                       rig.findings, &rig.network, NULL),
        BC_OK);
    /* a name that no river has: the nearest river, as before */
    assert_int_equal(bc_network_place(rig.network, 114.059, 30.05, "乙河").how,
                     BC_PLACED_NEAREST);
    /* 5689.835 m by `geod -I +ellps=GRS80` (PROJ 9.1.1) along the parallel */
    assert_not_put(&rig, 114.059, 30.05, "甲河",
                   "its river '甲河' is 5690 m off, more than the 5000 m of "
                   "river_distance_m; it was put on no other, and no trace "
                   "meets it");
}

static void in_a_lake_the_water_goes_both_ways(void **state)
{
    const char *const types[] = {"lake", "reservoir"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct rig rig = rig_of(1, through_lake, square_lake(types[i]));
        double below_m;

        put(&rig, BC_MARK_SECTION, 1, (const double[][2]){{114, 30.06}});
        put(&rig, BC_MARK_OUTFALL, 3,
            (const double[][2]){{114, 30.09}, {114, 30.04}, {114, 30.01}});
        assert_false(
            isnan(trace(&rig, BC_MARK_SECTION, 0, true, BC_MARK_OUTFALL, 0)));
        below_m = trace(&rig, BC_MARK_SECTION, 0, true, BC_MARK_OUTFALL, 1);
        assert_int_equal(isnan(below_m) != 0, i == 1);
        assert_true(
            isnan(trace(&rig, BC_MARK_SECTION, 0, true, BC_MARK_OUTFALL, 2)));
        rig_clear(&rig);
    }
}

/* A walk may start anywhere in a lake: it meets what lies above each line. */
static void a_walk_from_a_lake_starts_on_all_its_lines(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114 30.1,114 30.05"},
        {"B", "", "114.02 30.1,114.02 30.05"},
        {"C", "", "114.2 30.1,114.2 30.05"}}; /* past the lake */
    struct rig rig = rig_of(3, rivers, square_lake("lake"));
    const struct bc_mark lake = {.kind = BC_MARK_LAKE, .row = 0};
    const struct bc_walk_options up = {true, INFINITY, 0};
    struct bc_walk walk;

    (void)state;
    put(&rig, BC_MARK_OUTFALL, 3,
        (const double[][2]){{114, 30.1}, {114.02, 30.1}, {114.2, 30.1}});
    bc_network_walk(rig.network, &lake, &up, &walk);
    assert_true(distance_to(&walk, BC_MARK_OUTFALL, 0) > 0);
    assert_true(distance_to(&walk, BC_MARK_OUTFALL, 1) > 0);
    assert_true(isnan(distance_to(&walk, BC_MARK_OUTFALL, 2)));
    bc_walk_clear(&walk);
    rig_clear(&rig);
}

/* A lake that no line runs through has no mark: nothing is met. */
static void a_walk_from_a_lake_apart_meets_nothing(void **state)
{
    static const char *const rivers[][3] = {{"C", "", "114.2 30.1,114.2 30"}};
    struct rig rig = rig_of(1, rivers, square_lake("lake"));
    const struct bc_mark lake = {.kind = BC_MARK_LAKE, .row = 0};
    struct bc_walk walk;

    (void)state;
    bc_network_trace(rig.network, &lake, true, INFINITY, &walk);
    assert_int_equal(walk.n_met, 0);
    bc_walk_clear(&walk);
    rig_clear(&rig);
}

/* What has one place is no line, and ends at no place. */
static void a_river_of_one_place_is_none(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"},
                                            {"P", "", "114.3 30,114.3 30"}};
    struct rig rig = rig_of(2, rivers, NULL);

    (void)state;
    assert_int_equal(bc_network_n_reaches(rig.network), 1);
    assert_int_equal(bc_network_river_end(rig.network, 1, true).reach,
                     BC_NO_ROW);
    assert_int_equal(bc_network_river_end(rig.network, 0, true).reach, 0);
    rig_clear(&rig);
}

/* The end of B stops 111 m from A and 96 m from C. */
static void a_gap_names_the_nearest_river(void **state)
{
    static const char *const rivers[][3] = {
        {"A", "", "114.2 30.001,113.9 30.001"},
        {"C", "", "114.001 30.1,114.001 29.9"},
        {"B", "", "113.9 30,114 30"}};
    struct rig rig = rig_of(3, rivers, NULL);
    bool said = false;

    (void)state;
    for (size_t i = 0; i < bc_findings_count(rig.findings); i++)
        said |=
            strcmp(bc_findings_get(rig.findings, i)->message,
                   "its end stops 96 m from 'C'; the two were not joined") == 0;
    assert_true(said);
    rig_clear(&rig);
}

static void a_river_is_found_by_its_first_name(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"},
                                            {"B", "", "114.04 30.1,114.04 30"}};
    const struct bc_network_options options = {50, 5000};
    struct rig rig = rig_of(2, rivers, NULL);
    struct bc_error err;

    (void)state;
    set_key(rig.rivers, 0, "name", "涢水（府河(上段)）");
    set_key(rig.rivers, 1, "name", "滠水(东支（上）)");
    bc_network_free(rig.network);
    assert_int_equal(bc_network_new(rig.geos, rig.crs, rig.rivers, NULL,
                                    &options, rig.findings, &rig.network, &err),
                     BC_OK);
    /* nearer to B by its place, on A by its name */
    assert_near(bc_network_place(rig.network, 114.03, 30.05, "涢水").x, 114,
                1e-6);
    assert_near(bc_network_place(rig.network, 114.01, 30.05, "滠水").x, 114.04,
                1e-6);
    assert_int_equal(bc_network_place(rig.network, 114.01, NAN, NULL).reach,
                     BC_NO_ROW);
    rig_clear(&rig);
}

static void a_table_without_positions_has_no_marks(void **state)
{
    static const char *const rivers[][3] = {{"A", "", "114 30.1,114 30"}};
    struct rig rig = rig_of(1, rivers, NULL);
    struct bc_layer *table =
        bc_layer_new("outfalls", "o.csv", BC_GEOMETRY_NONE, 1);

    (void)state;
    assert_null(bc_network_mark(rig.network, BC_MARK_OUTFALL, 0));
    bc_network_put(rig.network, BC_MARK_OUTFALL, table, rig.findings);
    assert_null(bc_network_mark(rig.network, BC_MARK_OUTFALL, 0));
    assert_null(bc_network_mark(rig.network, BC_MARK_OUTFALL, 1));
    bc_layer_free(table);
    rig_clear(&rig);
}

/* A closed line touches itself at its end alone. */
static void a_line_that_is_closed_is_a_loop(void **state)
{
    static const char *const rivers[][3] = {
        {"O", "", "114 30,114.1 30,114.1 30.1,114 30.1,114 30"}};
    struct rig rig = rig_of(1, rivers, NULL);

    (void)state;
    assert_int_equal(bc_network_n_nodes(rig.network), 1);
    assert_int_equal(bc_network_n_reaches(rig.network), 1);
    rig_clear(&rig);
}

/* Out of the lake and in again within 44 m, below the tolerance of 50 m. */
static void pieces_of_a_lake_that_nearly_touch_are_one(void **state)
{
    static const char *const lakes[][2] = {
        {"L", "114 30.03,114.01 30.03,114.01 30.07,114 30.07,114 30.0502,"
              "114.009 30.0502,114.009 30.0498,114 30.0498,114 30.03"}};
    static const char *const rivers[][3] = {
        {"A", "", "114.005 30.1,114.005 30"}};
    struct rig rig = rig_of(1, rivers, polygons_of("lakes", 1, lakes));

    (void)state;
    assert_int_equal(bc_network_n_reaches(rig.network), 3);
    rig_clear(&rig);
}

static void the_unfinished_outfalls_of_a_section_are_nearest_first(void **state)
{
    struct rig rig = rig_of(1, through_lake, NULL);
    struct bc_layer *outfalls = points_of(
        4, (const double[][2]){
               {114, 30.08}, {114, 30.03}, {114, 30.02}, {114, 30.01}});
    const int stages[] = {5, 5, 8, 1};
    size_t column = bc_layer_add_column(outfalls, "stage_no", BC_DECIMAL);
    struct bc_walk walk;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        outfalls->columns[column].decimal[i] = bc_decimal_of(stages[i], 0);
    bc_network_put(rig.network, BC_MARK_OUTFALL, outfalls, rig.findings);
    put(&rig, BC_MARK_SECTION, 2, (const double[][2]){{114, 30}, {114, 30.05}});
    bc_network_unfinished(rig.network, 0, outfalls, &walk);
    /* the finished one and the one beyond the next section are left out */
    assert_int_equal(walk.n_met, 2);
    assert_int_equal(walk.met[0].row, 3);
    assert_int_equal(walk.met[1].row, 1);
    bc_walk_clear(&walk);
    bc_layer_free(outfalls);
    rig_clear(&rig);
}

/* ---- properties ---- */

#define N_RIVERS 12
#define N_POINTS 30

/** Rivers that each run from a random place into an earlier one. */
static struct rig random_rig(uint64_t *state)
{
    char lines[N_RIVERS][256], codes[N_RIVERS][8];
    const char *rivers[N_RIVERS][3];
    double end[N_RIVERS][2][2];
    struct rig rig;

    for (size_t i = 0; i < N_RIVERS; i++) {
        size_t into = i ? bc_test_random(state) % i : 0;
        double t = random_between(state, 0, 1);

        for (int axis = 0; axis < 2; axis++) {
            end[i][0][axis] = random_between(state, 0, 1);
            end[i][1][axis] = i ? end[into][0][axis] + t * (end[into][1][axis] -
                                                            end[into][0][axis])
                                : 0;
        }
        snprintf(lines[i], sizeof lines[i], "%.17g %.17g,%.17g %.17g",
                 113 + end[i][0][0], 30 + end[i][0][1], 113 + end[i][1][0],
                 30 + end[i][1][1]);
        snprintf(codes[i], sizeof codes[i], "R%zu", i);
        rivers[i][0] = codes[i];
        rivers[i][1] = i ? codes[into] : "";
        rivers[i][2] = lines[i];
    }
    rig = rig_of(N_RIVERS, (const char *const(*)[3])rivers, NULL);
    double xy[N_POINTS][2];
    for (size_t i = 0; i < N_POINTS; i++) {
        size_t on = bc_test_random(state) % N_RIVERS;
        double t = random_between(state, 0, 1);
        for (int axis = 0; axis < 2; axis++)
            xy[i][axis] = (axis ? 30 : 113) + end[on][0][axis] +
                          t * (end[on][1][axis] - end[on][0][axis]);
    }
    put(&rig, BC_MARK_OUTFALL, N_POINTS, (const double(*)[2])xy);
    return rig;
}

static void what_is_upstream_has_the_start_downstream(void **unused)
{
    uint64_t state = 5;

    (void)unused;
    for (int round = 0; round < 40; round++) {
        struct rig rig = random_rig(&state);
        const struct bc_walk_options up = {true, INFINITY, 0};

        for (size_t i = 0; i < N_POINTS; i++) {
            const struct bc_mark *mark =
                bc_network_mark(rig.network, BC_MARK_OUTFALL, i);
            struct bc_walk walk;

            if (!mark)
                continue;
            bc_network_walk(rig.network, mark, &up, &walk);
            for (size_t j = 0; j < walk.n_met; j++)
                if (walk.met[j].kind == BC_MARK_OUTFALL)
                    assert_near(trace(&rig, BC_MARK_OUTFALL, walk.met[j].row,
                                      false, BC_MARK_OUTFALL, i),
                                walk.met[j].distance_m, 1e-6);
            bc_walk_clear(&walk);
        }
        rig_clear(&rig);
    }
}

/* In a tree of rivers there is one way down, so distances on it add up. */
static void distances_along_a_way_add_up(void **unused)
{
    uint64_t state = 6;

    (void)unused;
    for (int round = 0; round < 40; round++) {
        struct rig rig = random_rig(&state);
        const struct bc_walk_options down = {false, INFINITY, 0};
        bool tree = !bc_test_findings_has(rig.findings, BC_FOUND_RIVER_BRAID) &&
                    !bc_test_findings_has(rig.findings, BC_FOUND_RIVER_LOOP);

        for (size_t i = 0; tree && i < N_POINTS; i++) {
            const struct bc_mark *mark =
                bc_network_mark(rig.network, BC_MARK_OUTFALL, i);
            struct bc_walk walk;
            size_t last = BC_NO_ROW;
            double last_m = 0;

            if (!mark)
                continue;
            bc_network_walk(rig.network, mark, &down, &walk);
            for (size_t j = 0; j < walk.n_met; j++) {
                if (walk.met[j].kind != BC_MARK_OUTFALL)
                    continue;
                if (last != BC_NO_ROW && walk.met[j].distance_m > last_m)
                    assert_near(last_m + trace(&rig, BC_MARK_OUTFALL, last,
                                               false, BC_MARK_OUTFALL,
                                               walk.met[j].row),
                                walk.met[j].distance_m, 1e-6);
                last = walk.met[j].row;
                last_m = walk.met[j].distance_m;
            }
            bc_walk_clear(&walk);
        }
        rig_clear(&rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_rivers_that_end_at_a_third_are_a_confluence),
        cmocka_unit_test(an_end_inside_a_line_parts_it),
        cmocka_unit_test(lines_that_only_cross_stay_apart),
        cmocka_unit_test(a_reversed_line_is_turned_and_listed),
        cmocka_unit_test(a_line_that_may_be_reversed_is_listed),
        cmocka_unit_test(a_gap_is_listed_and_not_bridged),
        cmocka_unit_test(ends_are_joined_up_to_the_tolerance_and_no_farther),
        cmocka_unit_test(an_unknown_receiving_river_is_listed),
        cmocka_unit_test(a_part_of_a_river_drawn_upstream_is_listed),
        cmocka_unit_test(a_gap_inside_a_river_is_listed),
        cmocka_unit_test(a_river_flows_to_the_one_of_a_name),
        cmocka_unit_test(a_flows_to_of_no_river_hides_no_wrong_direction),
        cmocka_unit_test(a_braid_is_met_once_by_its_shortest_way),
        cmocka_unit_test(what_is_next_ends_at_a_section_on_every_branch),
        cmocka_unit_test(a_loop_is_listed_and_ends),
        cmocka_unit_test(a_walk_goes_no_farther_than_it_may),
        cmocka_unit_test(a_point_goes_to_the_river_that_it_names),
        cmocka_unit_test(a_line_is_parted_at_the_shores_of_a_lake),
        cmocka_unit_test(a_point_in_a_lake_goes_to_a_line_in_it),
        cmocka_unit_test(what_is_in_a_lake_without_rivers_is_on_no_river),
        cmocka_unit_test(
            a_point_far_from_the_river_that_it_names_is_on_no_other),
        cmocka_unit_test(in_a_lake_the_water_goes_both_ways),
        cmocka_unit_test(a_walk_from_a_lake_starts_on_all_its_lines),
        cmocka_unit_test(a_walk_from_a_lake_apart_meets_nothing),
        cmocka_unit_test(a_river_of_one_place_is_none),
        cmocka_unit_test(a_gap_names_the_nearest_river),
        cmocka_unit_test(a_river_is_found_by_its_first_name),
        cmocka_unit_test(a_table_without_positions_has_no_marks),
        cmocka_unit_test(a_line_that_is_closed_is_a_loop),
        cmocka_unit_test(pieces_of_a_lake_that_nearly_touch_are_one),
        cmocka_unit_test(
            the_unfinished_outfalls_of_a_section_are_nearest_first),
        cmocka_unit_test(what_is_upstream_has_the_start_downstream),
        cmocka_unit_test(distances_along_a_way_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
