/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layer/sheet.h"

/* Formats 1 and 2 are a date by number and one by its code. */
static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId=\"170\" "
    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/><numFmt "
    "numFmtId=\"171\" formatCode=\"[Red]0.00&quot;d&quot;\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
    "numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>";
static const char strings[] =
    "<sst><si><t>甲</t></si><si><r><t>S</t></r><r><t>1</t></r><rPh><t>x</t>"
    "</rPh></si></sst>";

/** @return the text of the cells of all rows, `A=text;` and `|` behind a row;
 * the message when the sheet is refused. The caller frees it. */
static char *read_sheet(const char *rows)
{
    struct bc_sheet_shared shared;
    struct bc_sheet *sheet = NULL;
    struct bc_error err = {0};
    struct bc_text xml = {0}, out = {0};
    bool more = true;
    enum bc_status status =
        bc_sheet_shared_read(&shared, "a.xlsx", strings, strlen(strings),
                             styles, strlen(styles), &err);

    assert_int_equal(status, BC_OK);
    bc_text_printf(&xml, "<worksheet><sheetData>%s</sheetData></worksheet>",
                   rows);
    status =
        bc_sheet_open("a.xlsx", xml.data, xml.length, &shared, &sheet, &err);
    while (!status && more) {
        const struct bc_sheet_cell *cells;
        const char *text;
        size_t n;

        status = bc_sheet_next(sheet, &more, &err);
        if (status || !more)
            break;
        n = bc_sheet_cells(sheet, &cells, &text);
        for (size_t i = 0; i < n; i++)
            bc_text_printf(&out, "%c=%.*s;", (char)('A' + cells[i].column),
                           (int)cells[i].length, text + cells[i].at);
        bc_text_add(&out, "|");
    }
    if (status) {
        out.length = 0;
        bc_text_add(&out, err.message);
    }
    bc_sheet_free(sheet);
    bc_sheet_shared_clear(&shared);
    bc_text_clear(&xml);
    return bc_text_take(&out);
}

static void assert_sheet(const char *rows, const char *expected)
{
    char *text = read_sheet(rows);

    assert_string_equal(text, expected);
    free(text);
}

static void assert_serial(const char *serial, const char *expected)
{
    char rows[128], cells[64];

    snprintf(rows, sizeof rows, "<row><c s=\"1\"><v>%s</v></c></row>", serial);
    snprintf(cells, sizeof cells, "A=%s;|", expected);
    assert_sheet(rows, cells);
}

/* ECMA-376-1, 18.17.4.1: 1 is 1900-01-01, 60 the day that there was not,
 * 2958465 is 9999-12-31; 45383 is what LibreOffice 7.4 shows as 2024-04-01. */
static void days_count_from_1900_with_a_day_that_was_not(void **state)
{
    (void)state;
    assert_serial("1", "1900-01-01");
    assert_serial("59", "1900-02-28");
    assert_serial("60", "1900-02-29");
    assert_serial("61", "1900-03-01");
    assert_serial("45383", "2024-04-01");
    assert_serial("45383.75", "2024-04-01 18:00:00");
    assert_serial("45382.999999", "2024-04-01");
    assert_serial("0.5", "12:00:00");
    assert_serial("2958465", "9999-12-31");
}

static void what_is_no_day_stays_a_number(void **state)
{
    (void)state;
    assert_serial("-1", "-1");
    assert_serial("1e300", "1e+300");
    assert_serial("abc", "abc");
    assert_sheet("<row><c s=\"3\"><v>3</v></c><c s=\"2\"><v>61</v></c></row>",
                 "A=3;B=1900-03-01;|");
}

static void numbers_have_fifteen_digits_and_truth_is_a_word(void **state)
{
    (void)state;
    assert_sheet("<row><c><v>0.10000000000000001</v></c><c><v>4.2E+2</v></c>"
                 "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>",
                 "A=0.1;B=420;C=TRUE;D=#N/A;|");
}

static void texts_of_several_runs_are_whole(void **state)
{
    (void)state;
    assert_sheet("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
                 "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is>"
                 "</c></row>",
                 "A=甲;B=S1;C=ab;|");
    assert_sheet("<row><c r=\"C1\"><v>007</v></c></row><row r=\"4\"/>",
                 "C=007;||");
}

static void what_a_sheet_cannot_hold_is_refused_with_its_row(void **state)
{
    (void)state;
    assert_sheet("<row r=\"3\"/><row r=\"3\"/>",
                 "a.xlsx:3: the row behind this one is not where it says; "
                 "save the workbook again");
    assert_sheet("<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>",
                 "a.xlsx:2: a cell that is not where it says; save the "
                 "workbook again");
    assert_sheet("<row><c t=\"s\"><v>2</v></c></row>",
                 "a.xlsx:1: a cell names a text that the workbook does not "
                 "hold; save it again");
    assert_sheet("<row><c><f>A2</f><v></v></c></row>",
                 "a.xlsx:1: a formula without its value; open and save the "
                 "workbook in a spreadsheet program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1900_with_a_day_that_was_not),
        cmocka_unit_test(what_is_no_day_stays_a_number),
        cmocka_unit_test(numbers_have_fifteen_digits_and_truth_is_a_word),
        cmocka_unit_test(texts_of_several_runs_are_whole),
        cmocka_unit_test(what_a_sheet_cannot_hold_is_refused_with_its_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
