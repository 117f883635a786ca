/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "plan/scope.h"
#include "tables.h"

struct world {
    struct bc_layer *outfalls, *basins, *regions;
    const struct bc_layer *layers[1];
    struct bc_plan_input input;
    struct bc_gazetteer *gazetteer;
    struct bc_arena arena;
};

static void world_init(struct world *world)
{
    world->outfalls = layer_of(
        "outfalls", "code,receiving_water,county_code,basin:d,region:d\n"
                    "A,长江,420115,BS-A,420100\n"
                    "B,府河,420204,BS-B,420200\n"
                    "C,通顺河,429005,BS-A/BS-B,429005\n"
                    "D,长江,340202,,340200\n"
                    "E,,,BS-D,\n");
    world->basins = layer_of("basins", "code,name,parent\nBS-A,甲,BS-B\n"
                                       "BS-B,乙,BS-A\n" /* a ring */
                                       "BS-D,丁,\n,无码,BS-D\n");
    world->regions =
        layer_of("regions", "code,name\n420000,湖北省\n420100,武汉市\n"
                            "420115,江夏区\n421200,咸宁市\n,无码\n42,短\n");
    world->layers[0] = world->outfalls;
    world->input = (struct bc_plan_input){.n_layers = 1,
                                          .layers = world->layers,
                                          .basins = world->basins,
                                          .regions = world->regions};
    world->gazetteer = bc_gazetteer_new(&world->input);
    world->arena = (struct bc_arena){0};
}

static void world_clear(struct world *world)
{
    bc_gazetteer_free(world->gazetteer);
    bc_layer_free(world->outfalls);
    bc_layer_free(world->basins);
    bc_layer_free(world->regions);
    bc_arena_clear(&world->arena);
}

/* The labels of the scopes, each with the rows inside: `BS-A:AC all:ABCD`. */
static void assert_scopes(const char *text, const char *expected)
{
    struct world world;
    struct bc_scopes scopes;
    struct bc_text found = {0};

    world_init(&world);
    scopes = bc_scopes_expand(world.gazetteer, text, &world.arena);
    for (size_t i = 0; i < scopes.n; i++) {
        bool inside[5];
        const char *detail;
        enum bc_reason reason = bc_scope_rows(world.gazetteer, &scopes.scope[i],
                                              world.outfalls, inside, &detail);

        bc_text_printf(&found, "%s%s:", i ? " " : "", scopes.scope[i].label);
        if (reason)
            bc_text_printf(&found, "%s %s", bc_reason_text_en(reason), detail);
        for (int row = 0; row < 5 && !reason; row++)
            if (inside[row])
                bc_text_add_bytes(&found, &"ABCDE"[row], 1);
    }
    assert_string_equal(bc_text_string(&found), expected);
    bc_text_clear(&found);
    world_clear(&world);
}

static void a_text_becomes_places_with_their_rows(void **state)
{
    (void)state;
    assert_scopes("", "all:ABCDE");
    assert_scopes("all", "all:ABCDE");
    assert_scopes(" all / region:420100 ", "all:ABCDE region:420100:A");
    assert_scopes("region:420000", "region:420000:ABC");
    assert_scopes("region:武汉市", "region:武汉市:A");
    assert_scopes("region:潜江", "region:潜江:C");
    assert_scopes("region:420115", "region:420115:A");
    assert_scopes("region:421200", "region:421200:");
    assert_scopes("region:340200", "region:340200:D");
    assert_scopes("region:420600", "region:420600:region not in layers 420600");
    assert_scopes("region:*", "region:340200:D region:420100:A region:420200:B "
                              "region:421200: region:429005:C");
    assert_scopes("water:长江", "water:长江:AD");
    assert_scopes("water:府河+water:通顺河", "water:府河+water:通顺河:BC");
    assert_scopes("region:420100+water:长江", "region:420100+water:长江:AD");
    assert_scopes("BS-C", "BS-C:scope not in layers BS-C");
    assert_scopes("//", "all:ABCDE");
    assert_scopes("丁+乙", "丁+乙:ABCE");
    assert_scopes("water:长江+BS-C",
                  "water:长江+BS-C:scope not in layers BS-C");
    assert_scopes("+", "+:");
}

/* Codes of GB/T 2260; the layer's own name goes first. */
static void a_region_that_the_layer_lacks_has_its_name(void **state)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"region:420100", "武汉市"},
        {"region:421300", "随州市"},
        {"region:340000", "安徽省"},
        {"region:340200", "芜湖市"},
        {"region:420114", "蔡甸区"},
        {"region:420115", "江夏区"},
        {"region:650000", "新疆维吾尔自治区"},
        {"region:653200", "653200"},
        {"region:芜湖", "芜湖市"},
    };
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_scopes scopes =
            bc_scopes_expand(world.gazetteer, cases[i].text, &world.arena);

        assert_string_equal(scopes.scope[0].name, cases[i].name);
    }
    world_clear(&world);
}

/* A basin that has a name and no code is none that features could lie in. */
static void a_basin_without_a_code_is_not_known(void **state)
{
    (void)state;
    assert_scopes("无码", "无码:scope not in layers 无码");
    assert_scopes("无码/BS-D", "无码:scope not in layers 无码 BS-D:E");
}

/* The finding of an unknown scope asks whether this one was meant. */
static void the_basin_that_is_meant_is_found(void **state)
{
    static const struct {
        const char *basins, *word, *meant;
    } cases[] = {
        {"code,name\nBS-A,梁子湖流域\nBS-B,府澴河流域\n", "梁子湖",
         "梁子湖流域"},
        {"code,name\nBS-A,梁子湖流域\nBS-B,府澴河流域\n", "BS-AA", "BS-A"},
        {"code,name\n,梁子湖流域\nBS-B,\n", "梁子湖", NULL},
        {"code\nBS-LZH\nBS-FHH\n", "BS-LZX", "BS-LZH"},
        {"name\n梁子湖流域\n", "梁子湖流域", NULL},
        {"code,name\nBS-A,梁子湖流域\nBS-B,府澴河流域\n", "流域", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *basins = layer_of("basins", cases[i].basins);
        struct bc_plan_input input = {.basins = basins};
        struct bc_gazetteer *gazetteer = bc_gazetteer_new(&input);
        struct bc_arena arena = {0};
        struct bc_scopes scopes =
            bc_scopes_expand(gazetteer, cases[i].word, &arena);
        const struct bc_place *place = scopes.scope[0].places;

        assert_int_equal(place->kind, BC_PLACE_UNKNOWN);
        if (cases[i].meant)
            assert_string_equal(place->meant, cases[i].meant);
        else
            assert_null(place->meant);
        bc_arena_clear(&arena);
        bc_gazetteer_free(gazetteer);
        bc_layer_free(basins);
    }
}

/* Of a layer that says no region: known, but not in the layer. */
static void a_layer_without_regions_is_in_none_unless_it_is_empty(void **state)
{
    struct bc_layer *villages = layer_of("villages", "code\nV\n");
    struct bc_layer *none = layer_of("outfalls", "code,region:d\n");
    struct world world;
    struct bc_scopes scopes;
    const char *detail;
    bool inside[1];

    (void)state;
    world_init(&world);
    scopes = bc_scopes_expand(world.gazetteer, "region:420100", &world.arena);
    assert_int_equal(
        bc_scope_rows(world.gazetteer, scopes.scope, villages, inside, &detail),
        BC_REASON_NO_REGION);
    assert_string_equal(detail, "420100");
    assert_int_equal(
        bc_scope_rows(world.gazetteer, scopes.scope, none, inside, &detail),
        BC_NO_REASON);
    world_clear(&world);
    bc_layer_free(villages);
    bc_layer_free(none);
}

static void a_ring_of_parents_ends(void **state)
{
    (void)state;
    assert_scopes("*", "BS-A:ABC BS-B:ABC BS-D:E");
    assert_scopes("BS-B/*", "BS-B:ABC BS-A:ABC BS-D:E");
}

static void a_scope_contains_its_parts(void **state)
{
    static const struct {
        const char *outer, *inner;
        bool contains;
    } cases[] = {
        {"all", "region:420100", true},
        {"region:420000", "region:420100", true},
        {"region:420000", "region:340200", false},
        {"region:420100", "region:420000", false},
        {"region:420100", "region:420100", true},
        {"region:420000", "BS-A", false},
        {"BS-A", "BS-A", true},
        {"BS-A+BS-B", "BS-A", true},
        {"BS-A", "BS-A+BS-B", false},
        {"nowhere", "nowhere", false},
    };
    struct world world;

    (void)state;
    world_init(&world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_scopes outer =
            bc_scopes_expand(world.gazetteer, cases[i].outer, &world.arena);
        struct bc_scopes inner =
            bc_scopes_expand(world.gazetteer, cases[i].inner, &world.arena);

        if (bc_scope_contains(outer.scope, inner.scope) != cases[i].contains)
            fail_msg("%s in %s", cases[i].inner, cases[i].outer);
    }
    world_clear(&world);
}

static void without_layers_a_scope_is_nowhere(void **state)
{
    struct bc_layer *villages = layer_of("villages", "code\nV\n");
    struct bc_plan_input input = {0};
    struct bc_gazetteer *gazetteer = bc_gazetteer_new(&input);
    struct bc_arena arena = {0};
    static const struct {
        const char *text;
        enum bc_reason reason;
    } cases[] = {{"*", BC_REASON_NO_SCOPE},
                 {"region:*", BC_REASON_NO_REGION},
                 {"region:420100", BC_REASON_NO_REGION},
                 {"water:长江", BC_REASON_NO_SCOPE},
                 {"all", BC_NO_REASON}};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct bc_scopes scopes =
            bc_scopes_expand(gazetteer, cases[i].text, &arena);
        const char *detail;
        bool inside[1];

        assert_int_equal(scopes.n, 1);
        assert_int_equal(
            bc_scope_rows(gazetteer, scopes.scope, villages, inside, &detail),
            cases[i].reason);
    }
    bc_arena_clear(&arena);
    bc_gazetteer_free(gazetteer);
    bc_layer_free(villages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_becomes_places_with_their_rows),
        cmocka_unit_test(a_region_that_the_layer_lacks_has_its_name),
        cmocka_unit_test(a_basin_without_a_code_is_not_known),
        cmocka_unit_test(the_basin_that_is_meant_is_found),
        cmocka_unit_test(a_layer_without_regions_is_in_none_unless_it_is_empty),
        cmocka_unit_test(a_ring_of_parents_ends),
        cmocka_unit_test(a_scope_contains_its_parts),
        cmocka_unit_test(without_layers_a_scope_is_nowhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
