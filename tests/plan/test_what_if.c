/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "layer/rows.h"
#include "plan/what_if.h"
#include "tables.h"

/* Two points of a lake, of which the second was never sampled, and a river. */
static const char sections_csv[] = "code,name,water,type,target_class\n"
                                   "A1,甲湖心,甲湖,lake,III\n"
                                   "A2,甲湖北,甲湖,lake,III\n"
                                   "R1,乙河口,乙河,river,III\n";
static const char outfalls_csv[] = "code,name,stage,date_completed\n"
                                   "P1,一号,整治中,\n"
                                   "R1,二号,整治完成,2024-05-01\n";

struct world {
    struct bc_layer *layers[2], *table;
    struct bc_observations *observations;
    struct bc_period period;
    struct bc_error err;
};

/* Two samples of each month of the section in a row. */
static void observe(struct world *world)
{
    static const char *const cells[] = {
        "section",    "time", "TP",         "A1",         "2021-01-03",
        "0.10",       "A1",   "2021-01-20", "0.30",       "A1",
        "2021-02-08", "0.20", "R1",         "2021-01-08", "0.05"};
    const struct bc_observation_options options = {.sections = world->layers[0],
                                                   .offset_minutes = 480};
    struct bc_slice slices[15];
    size_t lines[4] = {2, 3, 4, 5};
    const struct bc_header header = {"o.csv", slices, 3, 1, 1, ""};
    const struct bc_rows rows = {"o.csv", 4, 3, slices + 3, lines, 0};
    struct bc_rows_sink sink;

    for (size_t i = 0; i < 15; i++)
        slices[i] = bc_slice_of(cells[i]);
    world->observations = bc_observations_new(&options, NULL);
    sink = bc_observations_sink(world->observations);
    assert_int_equal(sink.header(sink.context, &header, &world->err), BC_OK);
    assert_int_equal(sink.rows(sink.context, &rows, &world->err), BC_OK);
    assert_int_equal(bc_observations_finish(world->observations, &world->err),
                     BC_OK);
}

static void start(struct world *world, const char *changes)
{
    *world = (struct world){.layers = {layer_of("sections", sections_csv),
                                       layer_of("outfalls", outfalls_csv)},
                            .table = layer_of("targets", changes)};
    assert_true(bc_period_parse("2021-01..2021-02", &world->period));
    observe(world);
}

static void end(struct world *world)
{
    bc_observations_free(world->observations);
    for (int i = 0; i < 2; i++)
        bc_layer_free(world->layers[i]);
    bc_layer_free(world->table);
}

static enum bc_status change_cells(struct world *world)
{
    return bc_what_if_cells(world->table, world->layers, 2, &world->err);
}

static enum bc_status change_means(struct world *world)
{
    return bc_what_if_means(world->table, world->layers, 2, &world->period, 1,
                            world->observations, &world->err);
}

static void assert_mean(const struct world *world, size_t section,
                        const char *month, const char *text)
{
    struct bc_period period;
    struct bc_mean mean;
    char printed[24];

    assert_true(bc_period_parse(month, &period));
    mean =
        bc_observations_mean(world->observations, section, BC_TP, &period, 1);
    bc_decimal_print(bc_mean_value(BC_TP, &mean, 3), printed);
    assert_string_equal(printed, text);
}

static void
a_stage_is_read_as_in_its_table_and_its_dates_are_forgotten(void **state)
{
    struct world world;

    (void)state;
    start(&world, "feature,field,value,layer\n"
                  "二号,stage,已溯源,\n");
    assert_int_equal(change_cells(&world), BC_OK);
    assert_null(bc_layer_text(world.layers[1], "date_completed", 1));
    assert_string_not_equal(bc_layer_text(world.layers[1], "stage", 1),
                            "整治完成");
    /* the other row stays as it was */
    assert_string_equal(bc_layer_text(world.layers[1], "stage", 0), "整治中");
    end(&world);
}

/* (0.10 + 0.30) / 2 = 0.20 in January; then 0.04 in each month of the period,
 * and nothing where nothing was measured. */
static void
a_mean_of_a_lake_is_set_at_the_points_that_were_sampled(void **state)
{
    struct world world;

    (void)state;
    start(&world, "feature,field,value\n甲湖,总磷,0.04\n");
    assert_mean(&world, 0, "2021-01", "0.200");
    assert_int_equal(change_cells(&world), BC_OK);
    assert_mean(&world, 0, "2021-01", "0.200"); /* not yet */
    assert_int_equal(change_means(&world), BC_OK);
    assert_mean(&world, 0, "2021-01", "0.040");
    assert_mean(&world, 0, "2021-02", "0.040");
    assert_mean(&world, 1, "2021-01", "");
    assert_mean(&world, 2, "2021-01", "0.050");
    end(&world);
}

static void assert_refused(const char *changes, const char *message)
{
    struct world world;

    start(&world, changes);
    assert_int_equal(change_cells(&world), BC_BAD_INPUT);
    if (!strstr(world.err.message, message))
        fail_msg("'%s' is not in '%s'", message, world.err.message);
    end(&world);
}

static void mistakes_name_the_line_and_what_to_do(void **state)
{
    (void)state;
    assert_refused("feature,field,value\nP1,stage,整治中\nP9,stage,整治中\n",
                   "table.csv:3: no feature 'P9'");
    assert_refused("feature,field,value\nP1,stge,整治中\n",
                   "no field 'stge' in outfalls; did you mean 'stage'?");
    assert_refused("feature,field,value\nP1,stage,好了\n", "unknown '好了'");
    assert_refused("feature,field,value\nA1,TP,-1\n", "is no mean of TP");
    assert_refused("feature,field,value\nA1,code,A9\n", "is not changed here");
    assert_refused("feature,value\nA1,1\n", "there is no column 'field'");
    assert_refused("field,value\nname,1\n", "there is no column 'feature'");
    assert_refused("feature,field\nA1,name\n", "there is no column 'value'");
    assert_refused("feature,field,value\n,name,x\n",
                   "column 'feature' is empty");
    assert_refused("feature,field,value\nA1,,x\n", "column 'field' is empty");
    assert_refused("feature,field,value\n甲湖芯,name,x\n",
                   "no feature '甲湖芯'; did you mean '甲湖心'?");
    assert_refused("feature,field,value,layer\nP1,name,x,sections\n",
                   "no feature 'P1' in sections; give a code or name");
    assert_refused("feature,field,value,layer\nP1,name,x,lakes\n",
                   "no feature 'P1' in lakes; give a code or name");
    assert_refused("feature,field,value\nP1,zzzzz,x\n",
                   "no field 'zzzzz' in outfalls; use a column");
    assert_refused("feature,field,value\nA1,zzzzz,x\n",
                   "no field 'zzzzz' in sections; use a column or an item");
    assert_refused("feature,field,value\nP1,TP,0.1\n",
                   "no field 'TP' in outfalls");
    assert_refused("feature,field,value\nA1,TP,\n", "'' is no mean of TP");
    assert_refused("feature,field,value\nA1,TP,many\n",
                   "'many' is no mean of TP");
    assert_refused("feature,field,value\n乙河,target_class,II\n",
                   "no feature '乙河'"); /* a river has no points */
    assert_refused("feature,field,value\nR1,name,x\n",
                   "'R1' stands in sections and outfalls");
}

/* What a column may hold is emptied by an empty value. */
static void
a_value_may_be_taken_away_and_a_lake_has_all_its_points(void **state)
{
    struct world world;

    (void)state;
    start(&world, "feature,field,value\n甲湖,target_class,II\nP1,stage,\n"
                  "二号,name,新名\n");
    assert_int_equal(change_cells(&world), BC_OK);
    assert_string_equal(bc_layer_text(world.layers[0], "target_class", 0),
                        bc_layer_text(world.layers[0], "target_class", 1));
    assert_string_not_equal(bc_layer_text(world.layers[0], "target_class", 0),
                            bc_layer_text(world.layers[0], "target_class", 2));
    assert_null(bc_layer_text(world.layers[1], "stage", 0));
    assert_string_equal(bc_layer_text(world.layers[1], "name", 1), "新名");
    assert_non_null(bc_layer_text(world.layers[1], "date_completed", 1));
    end(&world);
}

static void an_item_needs_observations(void **state)
{
    struct world world;

    (void)state;
    start(&world, "feature,field,value\nP1,stage,整治中\nA1,TP,0.1\n");
    bc_observations_free(world.observations);
    world.observations = NULL;
    assert_int_equal(change_means(&world), BC_BAD_INPUT);
    assert_string_equal(world.err.message,
                        "table.csv:3: 'TP' is an item, but the project has no "
                        "observations; change 'class'");
    end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_stage_is_read_as_in_its_table_and_its_dates_are_forgotten),
        cmocka_unit_test(
            a_mean_of_a_lake_is_set_at_the_points_that_were_sampled),
        cmocka_unit_test(
            a_value_may_be_taken_away_and_a_lake_has_all_its_points),
        cmocka_unit_test(an_item_needs_observations),
        cmocka_unit_test(mistakes_name_the_line_and_what_to_do)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
