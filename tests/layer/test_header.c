/* SPDX-License-Identifier: MIT */
#include "layer/header.h"

#include <string.h>

#include "test.h"

/* Here a name begins with a capital, a unit with a small letter or a
 * bracket. */
static enum bc_word word_of(struct bc_slice cell)
{
    if (cell.length > 0 && cell.data[0] >= 'A' && cell.data[0] <= 'Z')
        return BC_WORD_NAME;
    return cell.length > 0 && (cell.data[0] == '(' || cell.data[0] >= 'a')
               ? BC_WORD_UNIT
               : BC_WORD_OTHER;
}

/* Rows as `A|B;1|2`: what is found as `first-last:names`. */
static void assert_finds(const char *table,
                         enum bc_word (*word)(struct bc_slice),
                         const char *expected)
{
    enum { MOST_CELLS = 64 };
    struct bc_header_row rows[BC_HEADER_ROWS];
    struct bc_slice cells[MOST_CELLS];
    struct bc_arena arena = {0};
    struct bc_text text = {0};
    struct bc_header_place place;
    size_t n_rows = 0, n = 0;

    for (const char *at = table; *at; at += *at == ';') {
        rows[n_rows] = (struct bc_header_row){cells + n, 0, n_rows + 1};
        for (;; at++) {
            size_t length = strcspn(at, "|;");

            assert_true(n < MOST_CELLS && n_rows < BC_HEADER_ROWS);
            cells[n++] = (struct bc_slice){at, length};
            rows[n_rows].n_cells++;
            at += length;
            if (*at != '|')
                break;
        }
        n_rows++;
    }
    place = bc_header_find(rows, n_rows, word, &arena);
    bc_text_printf(&text, "%zu-%zu:", place.first + 1, place.last + 1);
    for (size_t c = 0; c < place.n_names; c++)
        bc_text_printf(&text, "%s%.*s", c ? "|" : "",
                       (int)place.names[c].length, place.names[c].data);
    if (*place.above)
        bc_text_printf(&text, " below %s", place.above);
    assert_string_equal(text.data, expected);
    bc_text_clear(&text);
    bc_arena_clear(&arena);
}

static void
the_first_row_is_the_header_where_nothing_says_otherwise(void **state)
{
    (void)state;
    assert_finds("A|B|C;1|2|3", word_of, "1-1:A|B|C");
    assert_finds("1|2|3;4|5|6", word_of, "1-1:1|2|3");
    assert_finds(" A ||C;1|2|3", word_of, "1-1:A||C");
    assert_finds("9||;A|B|C;1|2|3", NULL, "1-1:9||");
}

static void titles_stand_above(void **state)
{
    (void)state;
    assert_finds("9||;A|B|C;1|2|3", word_of, "2-2:A|B|C below 9");
    assert_finds("9;8|7;A|B|C;1|2|3", word_of, "3-3:A|B|C below 9 8 7");
}

static void merged_cells_are_read_together(void **state)
{
    (void)state;
    assert_finds("A|B|9|;||C|D;1|2|3|4", word_of, "1-2:A|B|C|D");
    assert_finds("A|B|C|;|||D;1|2|3|4", word_of, "1-2:A|B|C|D");
    assert_finds("A|B|C;|m|(k);1|2|3", word_of, "1-2:A|B(m)|C(k)");
    assert_finds("A|B|C;—|m|/;1|2|3", word_of, "1-2:A|B(m)|C");
    assert_finds("9|;A|B|8|;||C|D;||m|-;1|2|3|4", word_of,
                 "2-4:A|B|C(m)|D below 9");
}

static void a_row_of_values_ends_the_header(void **state)
{
    (void)state;
    assert_finds("A|B|C;1|D|m", word_of, "1-1:A|B|C");
    assert_finds("A|B|C;||1;||m", word_of, "1-1:A|B|C");
    assert_finds("A|B|C;||--", word_of, "1-1:A|B|C");
    assert_finds("A|B;||m", word_of, "1-2:A|B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_first_row_is_the_header_where_nothing_says_otherwise),
        cmocka_unit_test(titles_stand_above),
        cmocka_unit_test(merged_cells_are_read_together),
        cmocka_unit_test(a_row_of_values_ends_the_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
