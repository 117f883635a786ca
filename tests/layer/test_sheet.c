/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <limits.h>
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

/** @return the text of the cells of all rows, `A=text;` and `|` behind a row,
 * then what was seen; the message when a part is refused. The caller frees it.
 */
static char *read_parts(const char *strings_xml, const char *styles_xml,
                        const char *xml, size_t n)
{
    struct bc_sheet_shared shared;
    struct bc_sheet *sheet = NULL;
    struct bc_error err = {0};
    struct bc_text out = {0};
    enum bc_status status = bc_sheet_shared_read(
        &shared, "a.xlsx", strings_xml, strings_xml ? strlen(strings_xml) : 0,
        styles_xml, styles_xml ? strlen(styles_xml) : 0, &err);

    if (!status)
        status = bc_sheet_open("a.xlsx", xml, n, &shared, &sheet, &err);
    while (bc_sheet_next(sheet, &status, &err)) {
        const struct bc_sheet_cell *cells;
        const char *text;
        size_t n_cells = bc_sheet_cells(sheet, &cells, &text);

        for (size_t i = 0; i < n_cells; i++)
            bc_text_printf(&out, "%c=%.*s;", (char)('A' + cells[i].column),
                           (int)cells[i].length, text + cells[i].at);
        bc_text_add(&out, "|");
    }
    if (status) {
        out.length = 0;
        bc_text_add(&out, err.message);
    } else {
        struct bc_sheet_seen seen = bc_sheet_seen(sheet);

        if (seen.n_hidden_rows + seen.n_hidden_columns + seen.n_merges > 0)
            bc_text_printf(&out, " rows %zu from %zu, columns %zu from %zu",
                           seen.n_hidden_rows, seen.first_hidden_row,
                           seen.n_hidden_columns, seen.first_hidden_column);
        for (size_t i = 0; i < seen.n_merges; i++)
            bc_text_printf(&out, ", merged %zu-%zu", seen.merges[i].first_row,
                           seen.merges[i].last_row);
    }
    bc_sheet_free(sheet);
    bc_sheet_shared_clear(&shared);
    return bc_text_take(&out);
}

static char *read_sheet(const char *rows)
{
    struct bc_text xml = {0};
    char *read;

    bc_text_printf(&xml, "<worksheet><sheetData>%s</sheetData></worksheet>",
                   rows);
    read = read_parts(strings, styles, xml.data, xml.length);
    bc_text_clear(&xml);
    return read;
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
    assert_sheet("<row><c t=\"b\"><v>0</v></c><c t=\"b\"/><c t=\"s\"/>"
                 "<c t=\"n\"><v>7</v></c><c><v>12345678901234567</v></c>"
                 "<c t=\"n\"/></row>",
                 "A=FALSE;D=7;E=12345678901234567;|");
}

/* ECMA-376-1, 18.8.30 and 18.8.31: day 61 is 1900-03-01. Texts in quotes, what
 * a backslash, `_` or `*` takes with it and colours are no dates. */
static void a_format_tells_a_date_from_a_number(void **state)
{
    static const struct {
        const char *id, *code;
        bool is_date;
    } formats[] = {
        {"13", "", false},
        {"14", "", true},
        {"22", "", true},
        {"23", "", false},
        {"26", "", false},
        {"27", "", true},
        {"36", "", true},
        {"37", "", false},
        {"44", "", false},
        {"45", "", true},
        {"47", "", true},
        {"48", "", false},
        {"49", "", false},
        {"50", "", true},
        {"58", "", true},
        {"59", "", false},
        {"164", "0.00", false},
        {"164", "yyyy", true},
        {"164", "[h]:00", true},
        {"164", "[SS]", true},
        {"164", "[Magenta]", false},
        {"164", "[Red]d", true},
        {"164", "[", false},
        {"164", "[]d", true},
        {"164", "&quot;d", false},
        {"164", "&quot;d&quot;0", false},
        {"164", "0\\d", false},
        {"164", "0_d", false},
        {"164", "0*d", false},
        {"164", "0*", false},
        {"164", "0\\dM", true},
        {"", "yyyy", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        static const char rows[] = "<worksheet><sheetData><row><c s=\"0\"><v>61"
                                   "</v></c></row></sheetData></worksheet>";
        char *read, xml[256];

        snprintf(xml, sizeof xml,
                 "<styleSheet><numFmts><numFmt formatCode=\"0\"/><numFmt "
                 "numFmtId=\"%s\" %s%s\"/></numFmts><cellXfs><xf "
                 "numFmtId=\"%s\"/></cellXfs></styleSheet>",
                 formats[i].id, *formats[i].code ? "formatCode=\"" : "x=\"",
                 formats[i].code, *formats[i].id ? formats[i].id : "1");
        read = read_parts(NULL, xml, rows, strlen(rows));
        if (strcmp(read, formats[i].is_date ? "A=1900-03-01;|" : "A=61;|") != 0)
            fail_msg("%s '%s' gives %s", formats[i].id, formats[i].code, read);
        free(read);
    }
}

static void what_is_hidden_or_merged_is_counted(void **state)
{
    static const char row[] =
        "<sheetData><row/><row hidden=\"1\"/><row hidden=\"true\"><c><v>1</v>"
        "</c></row><row hidden=\"0\"><c><v>2</v></c></row><row hidden=\"1\">"
        "<c><v>3</v></c></row></sheetData>";
    static const struct {
        const char *before, *after, *expected;
    } sheets[] = {
        {"", "", "||A=1;|A=2;|A=3;| rows 2 from 3, columns 0 from 0"},
        {"<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" "
         "max=\"4\"/><col min=\"6\" max=\"6\" hidden=\"1\"/></cols>",
         "", "||A=1;|A=2;|A=3;| rows 2 from 3, columns 3 from 2"},
        /* columns that are none */
        {"<cols><col hidden=\"1\"/><col min=\"3\" max=\"2\" hidden=\"1\"/>"
         "<col min=\"3\" max=\"16385\" hidden=\"1\"/></cols>",
         "", "||A=1;|A=2;|A=3;| rows 2 from 3, columns 0 from 0"},
        {"",
         "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A3:A5\"/>"
         "<mergeCell/><mergeCell ref=\"A1\"/><mergeCell ref=\"1:A2\"/>"
         "<mergeCell ref=\"A1:2\"/></mergeCells>",
         "||A=1;|A=2;|A=3;| rows 2 from 3, columns 0 from 0, merged 1-2, "
         "merged 3-5"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct bc_text xml = {0};
        char *read;

        bc_text_printf(&xml, "<worksheet>%s%s%s</worksheet>", sheets[i].before,
                       row, sheets[i].after);
        read = read_parts(NULL, NULL, xml.data, xml.length);
        assert_string_equal(read, sheets[i].expected);
        free(read);
        bc_text_clear(&xml);
    }
}

static void a_sheet_that_breaks_off_anywhere_is_refused(void **state)
{
    static const char xml[] =
        "<?xml version=\"1.0\"?><worksheet><cols><col min=\"1\" max=\"1\"/>"
        "</cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a"
        "</t><rPh "
        "sb=\"0\"><t>x</t></rPh></is></c><c><f>A1</f><v>2</v></c></row>"
        "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"
        "</worksheet>";

    (void)state;
    for (size_t n = 0; n <= strlen(xml); n++) {
        char *read = read_parts(strings, styles, xml, n);

        if (n < strlen(xml))
            assert_non_null(strstr(read, "save it again as .xlsx"));
        else
            assert_string_equal(
                read, "A=a;B=2;| rows 0 from 0, columns 0 from 0, merged 1-1");
        free(read);
    }
}

static void shared_parts_that_break_off_are_refused(void **state)
{
    static const char sheet[] = "<worksheet/>";
    char *read = read_parts("<sst><si><t>a", styles, sheet, strlen(sheet));

    (void)state;
    assert_non_null(strstr(read, "not well-formed"));
    free(read);
    read = read_parts(strings, "<styleSheet><cellXfs>", sheet, strlen(sheet));
    assert_non_null(strstr(read, "not well-formed"));
    free(read);
    read = read_parts("", NULL, sheet, strlen(sheet));
    assert_non_null(strstr(read, "save it again as .xlsx"));
    free(read);
    read = read_parts(NULL, "", sheet, strlen(sheet));
    assert_non_null(strstr(read, "save it again as .xlsx"));
    free(read);
}

static void a_part_of_more_than_two_gigabytes_is_refused(void **state)
{
    const size_t too_much = (size_t)INT_MAX + 1; /* none of it is looked at */
    struct bc_sheet_shared shared;
    struct bc_sheet *sheet = NULL;
    struct bc_error err = {0};

    (void)state;
    assert_int_equal(
        bc_sheet_shared_read(&shared, "a.xlsx", "x", too_much, NULL, 0, &err),
        BC_BAD_INPUT);
    assert_int_equal(
        bc_sheet_shared_read(&shared, "a.xlsx", NULL, 0, "x", too_much, &err),
        BC_BAD_INPUT);
    assert_int_equal(
        bc_sheet_open("a.xlsx", "x", too_much, &shared, &sheet, &err),
        BC_BAD_INPUT);
    assert_string_equal(err.message, "a.xlsx: is no whole .xlsx workbook; save "
                                     "it again as .xlsx");
    assert_null(sheet);
    bc_sheet_shared_clear(&shared);
}

/* A1 to XFD1048576: ECMA-376-1 leaves it to programs; this is Excel's. */
static void a_cell_says_where_it_is(void **state)
{
    static const struct {
        const char *reference, *expected;
    } cells[] = {
        {"A1", "A=1;|"},  {"Z1", "Z=1;|"},    {"XFE1", NULL},
        {"AAAAA1", NULL}, {"A0", NULL},       {"A2", NULL},
        {"A", NULL},      {"1", NULL},        {"a1", NULL},
        {"A1 ", NULL},    {"A1B", NULL},      {"$A$1", NULL},
        {"", NULL},       {"A1048577", NULL}, {"A99999999999999999999", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char rows[128];

        snprintf(rows, sizeof rows, "<row><c r=\"%s\"><v>1</v></c></row>",
                 cells[i].reference);
        assert_sheet(rows, cells[i].expected
                               ? cells[i].expected
                               : "a.xlsx:1: a cell that is not where it says; "
                                 "save the workbook again");
    }
    assert_sheet("<row><c r=\"XFD1\"/><c><v>1</v></c></row>",
                 "a.xlsx:1: more cells than a sheet has");
}

static void texts_of_several_runs_are_whole(void **state)
{
    (void)state;
    assert_sheet("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
                 "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is>"
                 "</c></row>",
                 "A=甲;B=S1;C=ab;|");
    assert_sheet("<row><c t=\"inlineStr\"><is><t>汉</t><rPh sb=\"0\"><t>han"
                 "</t></rPh><t> <![CDATA[<口>]]></t></is></c></row>",
                 "A=汉 <口>;|");
    assert_sheet("<row><c r=\"C1\"><v>007</v></c></row><row r=\"4\"/>",
                 "C=007;||");
}

static void what_a_sheet_cannot_hold_is_refused_with_its_row(void **state)
{
    static const char *const no_texts[] = {"2", "-1", "x", "1x", " "};

    (void)state;
    assert_sheet("<row r=\"3\"/><row r=\"3\"/>",
                 "a.xlsx:3: the row behind this one is not where it says; "
                 "save the workbook again");
    assert_sheet("<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>",
                 "a.xlsx:2: a cell that is not where it says; save the "
                 "workbook again");
    assert_sheet("<row r=\"1048577\"/>",
                 "a.xlsx:0: the row behind this one is not where it says; "
                 "save the workbook again");
    assert_sheet("<row r=\"2x\"/>",
                 "a.xlsx:0: the row behind this one is not where it says; "
                 "save the workbook again");
    for (size_t i = 0; i < sizeof no_texts / sizeof *no_texts; i++) {
        char row[64];

        snprintf(row, sizeof row, "<row><c t=\"s\"><v>%s</v></c></row>",
                 no_texts[i]);
        assert_sheet(row, "a.xlsx:1: a cell names a text that the workbook "
                          "does not hold; save it again");
    }
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
        cmocka_unit_test(a_format_tells_a_date_from_a_number),
        cmocka_unit_test(what_is_hidden_or_merged_is_counted),
        cmocka_unit_test(a_sheet_that_breaks_off_anywhere_is_refused),
        cmocka_unit_test(shared_parts_that_break_off_are_refused),
        cmocka_unit_test(a_cell_says_where_it_is),
        cmocka_unit_test(a_part_of_more_than_two_gigabytes_is_refused),
        cmocka_unit_test(what_a_sheet_cannot_hold_is_refused_with_its_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
