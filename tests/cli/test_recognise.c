/* SPDX-License-Identifier: MIT */
#include "cli/recognise.h"

#include <string.h>

#include "cli/recognise_water.h"
#include "test.h"

enum { MOST = 8 };

/** A sample of a few rows; headers and cells end with NULL. */
static struct bc_layer *sample_of(enum bc_geometry geometry,
                                  const char *const *headers,
                                  const char *const rows[][MOST], size_t n)
{
    struct bc_layer *layer = bc_layer_new("", "a", geometry, n);

    for (size_t c = 0; headers[c]; c++) {
        size_t column = bc_layer_add_column(layer, headers[c], BC_TEXT);

        for (size_t row = 0; row < n; row++)
            bc_layer_set_text(layer, column, row, rows[row][c]);
    }
    return layer;
}

/** `key=header(clue)` of each field of the best guess, with its role. */
static void assert_best(struct bc_layer *layer, const char *name,
                        const char *expected)
{
    struct bc_arena arena = {0};
    struct bc_role_guess *guesses;
    struct bc_text text = {0};
    size_t n = bc_recognise(layer, name, &arena, &guesses);

    assert_true(n > 0);
    bc_text_printf(&text, "%s:", guesses[0].role->name);
    for (size_t f = 0; f < guesses[0].n_fields; f++)
        bc_text_printf(&text, " %s=%s(%s)", guesses[0].fields[f].key,
                       layer->columns[guesses[0].fields[f].column].name,
                       bc_clue_name(guesses[0].fields[f].clue));
    assert_string_equal(bc_text_string(&text), expected);
    bc_text_clear(&text);
    bc_arena_clear(&arena);
    bc_layer_free(layer);
}

static void known_headers_name_the_role(void **state)
{
    static const char *const headers[] = {"排污口编码", "整治阶段", NULL};
    static const char *const rows[][MOST] = {{"P1", "已溯源"},
                                             {"P2", "已销号"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 2), "x.csv",
                "outfalls: code=排污口编码(header) stage=整治阶段(header)");
}

static void the_geometry_forbids_a_role(void **state)
{
    static const char *const headers[] = {"排污口编码", "整治阶段", NULL};
    static const char *const rows[][MOST] = {{"P1", "已溯源"},
                                             {"P2", "已销号"}};
    struct bc_layer *layer = sample_of(BC_GEOMETRY_POLYGON, headers, rows, 2);
    struct bc_arena arena = {0};
    struct bc_role_guess *guesses;
    size_t n = bc_recognise(layer, "x.csv", &arena, &guesses);

    (void)state;
    for (size_t i = 0; i < n; i++)
        if (strcmp(guesses[i].role->name, "outfalls") == 0)
            assert_int_equal(guesses[i].score, -1);
    assert_string_not_equal(guesses[0].role->name, "outfalls");
    bc_arena_clear(&arena);
    bc_layer_free(layer);
}

static void values_serve_where_headers_do_not(void **state)
{
    static const char *const headers[] = {"OBJECTID", "a", "b", "c", "d", NULL};
    static const char *const rows[][MOST] = {
        {"1", "D-1", "梁子湖心", "国考", "Ⅲ"},
        {"2", "D-2", "金水闸", "省控", "Ⅱ"},
        {"3", "D-3", "洪湖口", "国考", "Ⅲ"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 3), "x.shp",
                "sections: code=a(values) name=b(values) level=c(values) "
                "target_class=d(values)");
}

static void part_of_a_header_counts_the_longest_first(void **state)
{
    static const char *const headers[] = {"断面编码(新)", "所在河流名称栏",
                                          "断面名称栏", NULL};
    static const char *const rows[][MOST] = {{"D-1", "长江", "甲"},
                                             {"D-2", "汉江", "乙"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 2), "x.csv",
                "sections: code=断面编码(新)(part) name=断面名称栏(part) "
                "water=所在河流名称栏(part)");
}

static void polygons_are_told_by_the_ends_of_their_names(void **state)
{
    static const char *const headers[] = {"code", "name", NULL};
    static const char *const basins[][MOST] = {{"A", "梁子湖流域"},
                                               {"B", "洪湖流域"}};
    static const char *const lakes[][MOST] = {{"A", "梁子湖(示例)"},
                                              {"B", "洪湖"}};
    static const char *const regions[][MOST] = {{"420100", "武汉市"},
                                                {"420700", "鄂州市"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POLYGON, headers, basins, 2), "x",
                "basins: code=code(header) name=name(header)");
    assert_best(sample_of(BC_GEOMETRY_POLYGON, headers, lakes, 2), "x",
                "lakes: code=code(header) name=name(header)");
    assert_best(sample_of(BC_GEOMETRY_POLYGON, headers, regions, 2), "x",
                "regions: code=code(header) name=name(header)");
}

static void long_text_is_no_code_and_a_date_no_name(void **state)
{
    static const char *const headers[] = {"a", "b", "c", "整治阶段", NULL};
    static const char *const rows[][MOST] = {
        {"P-0000000000111111111122222222223333333333-1", "2021年4月1日", "～一",
         "已溯源"},
        {"P-0000000000111111111122222222223333333333-2", "2021年4月2日", "～二",
         "已销号"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 2), "x.csv",
                "outfalls: code=c(values) name=c(values) "
                "stage=整治阶段(header)");
}

static void
a_row_number_is_no_code_but_a_long_word_may_end_like_one(void **state)
{
    static const char *const headers[] = {"field_no", "整治阶段", NULL};
    static const char *const other[] = {"casino_number_no", "整治阶段", NULL};
    static const char *const rows[][MOST] = {{"1", "已溯源"}, {"2", "已销号"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 2), "x.csv",
                "outfalls: stage=整治阶段(header)");
    assert_best(sample_of(BC_GEOMETRY_POINT, other, rows, 2), "x.csv",
                "outfalls: code=casino_number_no(values) "
                "stage=整治阶段(header)");
}

/** As reading refuses them: neither is more the code than the other. */
static void two_columns_of_one_header_serve_no_key(void **state)
{
    static const char *const headers[] = {"排污口编码", "排污口 编码",
                                          "整治阶段", NULL};
    static const char *const rows[][MOST] = {{"某地", "某地", "已溯源"},
                                             {"某地", "某地", "已销号"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POINT, headers, rows, 2), "x.csv",
                "outfalls: stage=整治阶段(header)");
}

/** A bracket at the start leaves no name to look at the end of. */
static void a_name_all_in_brackets_keeps_its_end(void **state)
{
    static const char *const headers[] = {"code", "name", NULL};
    static const char *const rows[][MOST] = {{"A", "(示例)甲流域"},
                                             {"B", "(示例)乙流域"}};

    (void)state;
    assert_best(sample_of(BC_GEOMETRY_POLYGON, headers, rows, 2), "x",
                "basins: code=code(header) name=name(header)");
}

static void a_tie_is_a_guess_and_a_lead_is_sure(void **state)
{
    struct bc_role_guess guesses[2] = {{.score = 12}, {.score = 11}};

    (void)state;
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_GUESS);
    guesses[1].score = 9;
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_LIKELY);
    guesses[1].score = 7;
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_SURE);
    guesses[1].score = -1; /* forbidden is no rival */
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_SURE);
    guesses[0].score = 4;
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_LIKELY);
    guesses[0].missing = "code";
    assert_int_equal(bc_recognise_sure(guesses, 2), BC_GUESS);
}

static void a_pair_of_degrees_in_china_is_a_position(void **state)
{
    static const char *const headers[] = {"长度", "甲", "乙", NULL};
    static const char *const rows[][MOST] = {{"110", "30.5", "114°18′"},
                                             {"112", "30.6", "114°20′"}};
    struct bc_layer *layer = sample_of(BC_GEOMETRY_NONE, headers, rows, 2);
    size_t x, y;

    (void)state;
    assert_int_equal(bc_recognise_xy(layer, &x, &y), BC_CLUE_VALUES);
    assert_int_equal(x, 2);
    assert_int_equal(y, 1);
    bc_layer_free(layer);
}

static void one_degree_alone_is_no_position(void **state)
{
    static const char *const named[] = {"东经", "高程", NULL};
    static const char *const east[] = {"长度", "甲", NULL};
    static const char *const rows[][MOST] = {{"110", "114.5"},
                                             {"112", "114.6"}};
    static const char *const north[][MOST] = {{"110", "30.5"}, {"112", "30.6"}};
    struct bc_layer *layers[] = {sample_of(BC_GEOMETRY_NONE, named, north, 2),
                                 sample_of(BC_GEOMETRY_NONE, east, rows, 2),
                                 sample_of(BC_GEOMETRY_NONE, east, north, 2)};
    size_t x, y;

    (void)state;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        assert_int_equal(bc_recognise_xy(layers[i], &x, &y), BC_CLUE_NONE);
        bc_layer_free(layers[i]);
    }
}

static void a_year_is_four_digits_or_begins_a_date(void **state)
{
    (void)state;
    assert_int_equal(bc_year_in("水站2021年4月.csv"), 2021);
    assert_int_equal(bc_year_in("202104.csv"), 2021);
    assert_int_equal(bc_year_in("no20210.csv"), 0);
    assert_int_equal(bc_year_in("断面12021.csv"), 0);
    assert_int_equal(bc_year_in("a.csv"), 0);
    assert_int_equal(bc_year_in("断面1234.csv"), 0);
    assert_int_equal(bc_year_in("1999年.csv"), 1999);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_headers_name_the_role),
        cmocka_unit_test(the_geometry_forbids_a_role),
        cmocka_unit_test(values_serve_where_headers_do_not),
        cmocka_unit_test(part_of_a_header_counts_the_longest_first),
        cmocka_unit_test(polygons_are_told_by_the_ends_of_their_names),
        cmocka_unit_test(long_text_is_no_code_and_a_date_no_name),
        cmocka_unit_test(
            a_row_number_is_no_code_but_a_long_word_may_end_like_one),
        cmocka_unit_test(two_columns_of_one_header_serve_no_key),
        cmocka_unit_test(a_name_all_in_brackets_keeps_its_end),
        cmocka_unit_test(a_tie_is_a_guess_and_a_lead_is_sure),
        cmocka_unit_test(a_pair_of_degrees_in_china_is_a_position),
        cmocka_unit_test(one_degree_alone_is_no_position),
        cmocka_unit_test(a_year_is_four_digits_or_begins_a_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
