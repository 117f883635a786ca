/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/layers.h"
#include "plan/derive.h"
#include "plan/upstream.h"
#include "tables.h"

/* One river from north to south, along which the outfalls and sections stand:
 *
 *     O1 30.09   S1 30.08   O2 30.06   O3 30.05   O4 30.03   S2 30.00
 *
 * A tenth of a degree of the meridian is 11085.329 m (geod -I +ellps=GRS80,
 * PROJ 9.1.1, from 30 N). */
#define NORTH_M 11085.329

struct world {
    struct bc_crs *crs;
    struct bc_geos *geos;
    struct bc_layer *rivers, *sections, *outfalls, *table;
    struct bc_findings *findings;
    struct bc_network *network;
    struct bc_targets targets;
    struct bc_result result[2];
    struct bc_results results;
    struct bc_upstream upstream;
};

static void put_on_river(struct bc_layer *layer, const double *latitude)
{
    layer->geometry = BC_GEOMETRY_POINT;
    for (size_t i = 0; i < layer->n_features; i++) {
        layer->x[i] = 114;
        layer->y[i] = latitude[i];
    }
}

static void world_init(struct world *world, const char *sections)
{
    const struct bc_network_options options = {50, 5000};
    struct bc_error err = {0};

    *world = (struct world){
        .crs = cgcs2000(),
        .geos = bc_geos_new(),
        .rivers = bc_layer_new("rivers", "r.geojson", BC_GEOMETRY_LINE, 1),
        .sections = layer_of("sections", sections),
        .outfalls =
            layer_of("outfalls", "code,stage_no:n\nO1,5\nO2,8\nO3,3\nO4,5\n"),
        .table = layer_of("targets", "id,layer,measure,of,op,value,unit\n"
                                     "W1,waters,share,n = 1,>=,90,%\n"
                                     "O1,outfalls,share,n = 1,>=,90,%\n"),
        .findings = bc_findings_new()};
    set_key(world->rivers, 0, "code", "R1");
    add_feature(&world->rivers->shapes, "114 30.1,114 30");
    put_on_river(world->sections, (const double[]){30.08, 30});
    put_on_river(world->outfalls, (const double[]){30.09, 30.06, 30.05, 30.03});
    assert_int_equal(bc_network_new(world->geos, world->crs, world->rivers,
                                    NULL, &options, world->findings,
                                    &world->network, &err),
                     BC_OK);
    bc_network_put(world->network, BC_MARK_SECTION, world->sections,
                   world->findings);
    bc_network_put(world->network, BC_MARK_OUTFALL, world->outfalls,
                   world->findings);
    assert_int_equal(bc_targets_new(world->table, &world->targets, &err),
                     BC_OK);
    world->results.result = world->result;
}

static void world_clear(struct world *world)
{
    bc_upstream_clear(&world->upstream);
    bc_targets_clear(&world->targets);
    bc_network_free(world->network);
    bc_findings_free(world->findings);
    bc_layer_free(world->table);
    bc_layer_free(world->outfalls);
    bc_layer_free(world->sections);
    bc_layer_free(world->rivers);
    bc_geos_free(world->geos);
    bc_crs_free(world->crs);
}

static void add_result(struct world *world, size_t target,
                       enum bc_verdict verdict, const char *worst)
{
    world->result[world->results.n++] = (struct bc_result){
        .target = target, .basin = "B", .verdict = verdict, .worst = worst};
}

static void find(struct world *world)
{
    bc_upstream_find(world->network, world->sections, world->outfalls,
                     &world->targets, &world->results, &world->upstream);
}

static void a_missed_section_names_what_is_unfinished_up_to_the_next(void **s)
{
    struct world world;

    (void)s;
    world_init(&world, "code,meets_target:n\nS1,1\nS2,0\n");
    find(&world);
    /* O2 is finished, O1 lies above S1 */
    assert_int_equal(world.upstream.n, 2);
    assert_int_equal(world.upstream.row[0].section, 1);
    assert_int_equal(world.upstream.row[0].outfall, 3);
    assert_near(world.upstream.row[0].distance_m, 0.3 * NORTH_M, 1);
    assert_int_equal(world.upstream.row[1].outfall, 2);
    assert_near(world.upstream.row[1].distance_m, 0.5 * NORTH_M, 1);
    world_clear(&world);
}

static void a_section_that_a_missed_target_names_counts_too(void **s)
{
    struct world world;

    (void)s;
    world_init(&world, "code,water,type,meets_target:n\n"
                       "S1,长江,river,1\nS2,甲湖,lake,\n");
    add_result(&world, 0, BC_MISSED, "X;甲湖");
    find(&world);
    assert_int_equal(world.upstream.n, 2);
    world_clear(&world);
    /* what is met, what speaks of outfalls, what names a river's other
     * section by the river: no reason */
    world_init(&world, "code,water,type,meets_target:n\n"
                       "S1,长江,river,1\nS2,甲湖,lake,\n");
    add_result(&world, 0, BC_MET, "甲湖");
    add_result(&world, 1, BC_MISSED, "S2;长江");
    find(&world);
    assert_int_equal(world.upstream.n, 0);
    world_clear(&world);
}

static void a_result_has_each_outfall_once_by_its_nearest_section(void **s)
{
    struct world world;
    struct bc_upstream_row given[] = {{0, 3, 900}, {0, 1, 500}, {1, 3, 100}};
    struct bc_upstream_row *rows = NULL;

    (void)s;
    world_init(&world, "code,meets_target:n\nS1,0\nS2,0\n");
    add_result(&world, 0, BC_MISSED, "S1;S2");
    find(&world);
    assert_int_equal(bc_upstream_of_result(&world.upstream, world.sections,
                                           &world.targets.target[0],
                                           &world.result[0], &rows),
                     3);
    assert_int_equal(rows[0].outfall, 0); /* 1.1 km above S1 */
    assert_int_equal(rows[1].outfall, 3);
    assert_int_equal(rows[2].outfall, 2);
    free(rows);
    world.result[0].worst = "S1";
    assert_int_equal(bc_upstream_of_result(&world.upstream, world.sections,
                                           &world.targets.target[0],
                                           &world.result[0], &rows),
                     1);
    free(rows);
    world_clear(&world);
    assert_int_equal(bc_upstream_nearest(given, 3), 2);
    assert_int_equal(given[0].outfall, 3);
    assert_near(given[0].distance_m, 100, 0);
    assert_int_equal(given[1].outfall, 1);
}

static void expect_next(const struct world *world, size_t row,
                        const char *section, double km)
{
    assert_string_equal(bc_layer_text(world->outfalls, "next_section", row),
                        section);
    assert_near(bc_decimal_real(
                    bc_layer_decimal(world->outfalls, "next_section_km")[row]),
                km, 5e-4);
}

static void an_outfall_has_the_next_section_down_the_river(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, "code\nS1\nS2\n");
    world.outfalls->y[3] = 29; /* on no river */
    world.outfalls->y[2] = NAN;
    bc_network_put(world.network, BC_MARK_SOURCE, world.outfalls,
                   world.findings);
    bc_derive_next_section(world.outfalls, BC_MARK_SOURCE, world.sections,
                           world.network);
    expect_next(&world, 0, "S1", 0.1 * NORTH_M / 1000);
    expect_next(&world, 1, "S2", 0.6 * NORTH_M / 1000);
    assert_null(bc_layer_text(world.outfalls, "next_section", 2));
    assert_null(bc_layer_text(world.outfalls, "next_section", 3));
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_missed_section_names_what_is_unfinished_up_to_the_next),
        cmocka_unit_test(a_section_that_a_missed_target_names_counts_too),
        cmocka_unit_test(a_result_has_each_outfall_once_by_its_nearest_section),
        cmocka_unit_test(an_outfall_has_the_next_section_down_the_river),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
