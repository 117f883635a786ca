/* SPDX-License-Identifier: MIT */
#include "layer/role.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void assert_word(const char *list, const char *cell,
                        const char *expected)
{
    struct bc_arena arena = {0};
    const char *word = bc_word_canonical(list, cell, &arena);

    if (expected)
        assert_string_equal(word, expected);
    else
        assert_null(word);
    bc_arena_clear(&arena);
}

static void words_have_one_canonical_form(void **state)
{
    (void)state;
    assert_word("level", "national", "国考");
    assert_word("level", " 国控 ", "国考");
    assert_word("level", "省考", "省控");
    assert_word("level", "Municipal", "市控");
    assert_word("water_type", "湖泊", "lake");
    assert_word("water_type", "湖库", "reservoir");
    assert_word("water_type", "River", "river");
    assert_word("status", "不属实(合法)", "不属实");
    assert_word("status", "不属实（合法）", "不属实");
    assert_word("status", "合法", "不属实");
    assert_word("zone_grade", "一级保护区", "一级");
    assert_word("group", "长江干流", "长江");
}

static void a_set_is_translated_member_by_member(void **state)
{
    (void)state;
    assert_word("level", "国考/省控", "国考/省控");
    assert_word("level", "national；municipal", "国考/市控");
    assert_word("level", "国控、国考", "国考");
    assert_word("level", "国考/未知", NULL);
    assert_word("stage", "已验收/已销号", NULL); /* one stage at a time */
}

static void unknown_words_are_none(void **state)
{
    (void)state;
    assert_word("level", "县控", NULL);
    assert_word("level", "", NULL);
    assert_word("stage", "快好了", NULL);
    assert_word("no such list", "国考", NULL);
    assert_word("level", NULL, NULL);
}

/* DESIGN.md section 3: 无需整治, 已取缔 and 合并 rank 6, 暂缓 4. */
static void stages_have_ranks(void **state)
{
    (void)state;
    for (int rank = 1; rank <= 8; rank++)
        assert_int_equal(bc_stage_rank(bc_stage_name(rank)), rank);
    assert_int_equal(bc_stage_rank("无需整治"), 6);
    assert_int_equal(bc_stage_rank("已取缔"), 6);
    assert_int_equal(bc_stage_rank("合并"), 6);
    assert_int_equal(bc_stage_rank("暂缓"), 4);
    assert_int_equal(bc_stage_rank("已验收销号"), 8);
    assert_int_equal(bc_stage_rank("x"), 0);
    assert_int_equal(bc_stage_rank(NULL), 0);
    assert_null(bc_stage_name(0));
    assert_null(bc_stage_name(9));
}

static void roles_are_found_and_other_names_are_free(void **state)
{
    const char *const *names = bc_role_names();
    size_t n = 0;

    (void)state;
    for (; names[n]; n++)
        assert_string_equal(bc_role_find(names[n])->name, names[n]);
    assert_int_equal(n, 11);
    assert_true(bc_role_find("villages")->any_geometry);
    assert_true(bc_role_find("villages")->table_allowed);
    assert_null(bc_role_find("villages")->keys[0].key);
}

/* One header may head one key of a role only by its own name or once as an
 * alias; twice the same alias within one list is a slip of the table. */
static void no_alias_stands_twice_in_a_list(void **state)
{
    (void)state;
    for (const char *const *name = bc_role_names(); *name; name++) {
        for (const struct bc_role_key *key = bc_role_find(*name)->keys;
             key->key; key++) {
            for (const char *a = key->aliases; *a;) {
                size_t n = strcspn(a, "|");
                char *alias = bc_copy_bytes(a, n);
                const char *again = a + n;

                while (*again == '|') {
                    size_t m = strcspn(++again, "|");

                    if (m == n && strncmp(again, alias, n) == 0)
                        print_error("%s.%s: %s\n", *name, key->key, alias);
                    assert_false(m == n && strncmp(again, alias, n) == 0);
                    again += m;
                }
                free(alias);
                a += n + (a[n] == '|');
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_one_canonical_form),
        cmocka_unit_test(a_set_is_translated_member_by_member),
        cmocka_unit_test(unknown_words_are_none),
        cmocka_unit_test(stages_have_ranks),
        cmocka_unit_test(roles_are_found_and_other_names_are_free),
        cmocka_unit_test(no_alias_stands_twice_in_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
