/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "plan/progress.h"
#include "tables.h"

struct world {
    struct bc_layer *basins, *outfalls, *suspects;
    const struct bc_layer *layers[2];
    struct bc_plan_input input;
    struct bc_progress progress;
};

/** B1 is a part of B; C stands beside them. */
static void world_init(struct world *world, const char *outfalls,
                       const char *suspects)
{
    *world = (struct world){
        .basins = layer_of("basins", "code,name,parent\nB,乙,\nB1,乙一,B\n"
                                     "C,丙,\n"),
        .outfalls = layer_of("outfalls", outfalls),
        .suspects = layer_of("suspects", suspects)};
    world->layers[0] = world->outfalls;
    world->layers[1] = world->suspects;
    world->input = (struct bc_plan_input){
        .n_layers = 2, .layers = world->layers, .basins = world->basins};
    bc_progress_count(&world->input, &world->progress);
}

static void world_clear(struct world *world)
{
    bc_progress_clear(&world->progress);
    bc_layer_free(world->suspects);
    bc_layer_free(world->outfalls);
    bc_layer_free(world->basins);
}

static const char no_suspects[] = "code,status,basin:d\n";

/* RULES.md section 5: Hubei, 10089 of 12480 outfalls; here 3 of 5 with the one
 * without a stage in the inventory. */
static void the_inventory_is_the_denominator(void **state)
{
    struct world world;
    const struct bc_stage_count *all;

    (void)state;
    world_init(&world,
               "code,group,basin:d,stage_no:n\n"
               "1,长江,C,8\n2,长江,C,6\n3,湖泊,C,7\n4,,C,2\n5,长江,,\n",
               no_suspects);
    all = bc_stage_find(&world.progress, "all", "all");
    assert_int_equal(all->n, 5);
    assert_int_equal(bc_stage_reached(all, 6), 3);
    assert_int_equal(bc_stage_reached(all, 8), 1);
    assert_int_equal(all->stage[0], 1);
    assert_int_equal(bc_stage_find(&world.progress, "C", "all")->n, 4);
    assert_int_equal(bc_stage_find(&world.progress, "C", "长江")->n, 2);
    assert_int_equal(bc_stage_find(&world.progress, "C", "")->n, 1);
    assert_int_equal(bc_stage_find(&world.progress, "all", "长江")->n, 3);
    assert_null(bc_stage_find(&world.progress, "C", "河流"));
    world_clear(&world);
}

static void a_part_counts_in_its_whole_and_once_over_all(void **state)
{
    struct world world;

    (void)state;
    world_init(&world,
               "code,group,basin:d,stage_no:n\n1,长江,B1,8\n2,长江,B,5\n",
               no_suspects);
    assert_int_equal(bc_stage_find(&world.progress, "B1", "all")->n, 1);
    assert_int_equal(bc_stage_find(&world.progress, "B", "all")->n, 2);
    assert_int_equal(bc_stage_find(&world.progress, "all", "all")->n, 2);
    assert_null(bc_stage_find(&world.progress, "C", "all"));
    world_clear(&world);
}

static void suspects_are_counted_by_status(void **state)
{
    struct world world;
    const struct bc_status_count *count;

    (void)state;
    world_init(&world, "code,group,basin:d,stage_no:n\n",
               "code,status,basin:d\n"
               "1,疑似,C\n2,属实,C\n3,不属实,C\n4,整改中,C\n5,已整改,C\n"
               "6,已销号,C\n7,已销号,\n8,,C\n");
    count = bc_status_find(&world.progress, "C");
    assert_int_equal(count->n, 7);
    assert_int_equal(count->status[0], 1);
    assert_int_equal(bc_status_confirmed(count), 4);
    assert_int_equal(bc_status_closed(count), 1);
    assert_int_equal(bc_status_closed(bc_status_find(&world.progress, "all")),
                     2);
    assert_string_equal(bc_status_name(3), "不属实");
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inventory_is_the_denominator),
        cmocka_unit_test(a_part_counts_in_its_whole_and_once_over_all),
        cmocka_unit_test(suspects_are_counted_by_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
