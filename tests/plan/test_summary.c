/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "plan/summary.h"
#include "tables.h"

static const char targets_csv[] = "id,layer,measure,of,op,value,unit,report\n"
                                  "W1,waters,share,n = 1,>=,90,%,yes\n"
                                  "W2,sections,share,n = 1,<=,0,%,yes\n"
                                  "O1,outfalls,share,n = 1,>=,80,%,yes\n"
                                  "S1,suspects,share,n = 1,=,100,%,yes\n"
                                  "X1,waters,share,n = 1,>=,90,%,no\n";

struct world {
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_result result[8];
    struct bc_results results;
};

static void world_init(struct world *world)
{
    struct bc_error err;

    *world = (struct world){.table = layer_of("targets", targets_csv)};
    assert_int_equal(bc_targets_new(world->table, &world->targets, &err),
                     BC_OK);
    world->results.result = world->result;
}

static void world_clear(struct world *world)
{
    bc_targets_clear(&world->targets);
    bc_layer_free(world->table);
}

static void add(struct world *world, size_t target, const char *basin,
                enum bc_verdict verdict, int64_t shortfall, unsigned flags)
{
    world->result[world->results.n++] =
        (struct bc_result){.target = target,
                           .basin = basin,
                           .verdict = verdict,
                           .shortfall = bc_decimal_of(shortfall, 0),
                           .flags = flags};
}

static void a_basin_is_as_good_as_its_worst_verdict(void **state)
{
    struct world world;
    struct bc_summary summary;

    (void)state;
    world_init(&world);
    assert_int_equal(bc_summary_of(&world.targets, &world.results, "A").overall,
                     BC_OVERALL_NONE);
    add(&world, 0, "A", BC_MET, 0, 0);
    add(&world, 4, "A", BC_MISSED, 50, 0); /* report: no */
    add(&world, 0, "B", BC_MISSED, 50, 0);
    assert_int_equal(bc_summary_of(&world.targets, &world.results, "A").overall,
                     BC_OVERALL_MET);
    add(&world, 1, "A", BC_MISSED, 5, BC_FLAG_INTERIM);
    assert_int_equal(bc_summary_of(&world.targets, &world.results, "A").overall,
                     BC_OVERALL_INTERIM);
    add(&world, 2, "A", BC_MISSED, 5, 0);
    add(&world, 3, "A", BC_CANNOT_JUDGE, 0, 0);
    summary = bc_summary_of(&world.targets, &world.results, "A");
    assert_int_equal(summary.overall, BC_OVERALL_MISSED);
    assert_int_equal(summary.n_met, 1);
    assert_int_equal(summary.n_missed, 1);
    assert_int_equal(summary.n_interim, 1);
    assert_int_equal(summary.n_cannot, 1);
    world_clear(&world);
}

static void the_three_are_one_of_each_group(void **state)
{
    struct world world;
    size_t top[3];

    (void)state;
    world_init(&world);
    assert_int_equal(bc_summary_top(&world.targets, &world.results, top), 0);
    add(&world, 0, "A", BC_MISSED, 45, BC_FLAG_INTERIM); /* 0.5 of 90 */
    add(&world, 1, "A", BC_MISSED, 60, BC_FLAG_INTERIM); /* 0.6 of 100 */
    add(&world, 2, "A", BC_MISSED, 8, 0);                /* 0.1 of 80 */
    add(&world, 2, "B", BC_MISSED, 16, 0);               /* 0.2 of 80 */
    add(&world, 3, "A", BC_MISSED, 15, 0);               /* 0.15 of 100 */
    add(&world, 3, "B", BC_MET, 0, 0);
    add(&world, 4, "B", BC_MISSED, 90, 0); /* report: no */
    assert_int_equal(bc_summary_top(&world.targets, &world.results, top), 3);
    assert_int_equal(top[0], 3);
    assert_int_equal(top[1], 4);
    assert_int_equal(top[2], 1);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_basin_is_as_good_as_its_worst_verdict),
        cmocka_unit_test(the_three_are_one_of_each_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
