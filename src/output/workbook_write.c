/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/fields.h"
#include "output/report_words.h"
#include "output/sheet_words.h"
#include "output/style.h"
#include "output/workbook_whole.h"
#include "output/writers.h"
#include "plan/summary.h"

/*
 * results.xlsx: what is pasted into a bulletin. A cell is a text or a number,
 * never a formula, whatever its first letter; a code that looks like a number
 * stays a text.
 */

#define FILE_NAME "results.xlsx"
#define MAX_DECIMALS 8
#define MAX_LETTERS 32000 /* a cell holds 32,767 */
#define N_CLASSES 6
#define N_LOOKS (BC_LOOK_INFO + 1)

struct book {
    const struct bc_outcome *outcome;
    lxw_workbook *file;
    lxw_format *header, *text, *note;
    lxw_format *number[MAX_DECIMALS + 1];
    lxw_format *of_class[N_CLASSES + 1];
    lxw_format *of_look[N_LOOKS];
};

/** A sheet in the making. */
struct sheet {
    struct book *book;
    lxw_worksheet *page;
    lxw_row_t row;
    lxw_col_t n_columns, column;
    lxw_error failed;
};

struct heading {
    const char *text;
    double width; /* in letters of half an em */
};

static enum bc_status fail(struct bc_error *err, const char *why)
{
    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s",
                        FILE_NAME, why);
}

/* ---- formats ---- */

static lxw_format *add_format(struct book *book)
{
    lxw_format *format = workbook_add_format(book->file);

    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static lxw_color_t colour_of(const char *hex)
{
    return (lxw_color_t)strtoul(hex + 1, NULL, 16);
}

/* The colours of map and report; the word stands in the cell. */
static lxw_format *add_fill(struct book *book, const char *hex)
{
    lxw_format *format = add_format(book);
    lxw_color_t colour = colour_of(hex);
    unsigned brightness =
        (colour >> 16 & 255) * 3 + (colour >> 8 & 255) * 6 + (colour & 255);

    format_set_bg_color(format, colour);
    format_set_font_color(format, brightness < 1000 ? 0xFFFFFF : 0x111111);
    return format;
}

static void add_formats(struct book *book)
{
    static const int overall[N_LOOKS] = {[BC_LOOK_MET] = BC_OVERALL_MET,
                                         [BC_LOOK_MISSED] = BC_OVERALL_MISSED,
                                         [BC_LOOK_INTERIM] = BC_OVERALL_INTERIM,
                                         [BC_LOOK_CANNOT] = BC_OVERALL_NONE,
                                         [BC_LOOK_NONE] = BC_OVERALL_NONE,
                                         [BC_LOOK_INFO] = BC_OVERALL_NONE};

    book->header = add_format(book);
    format_set_bold(book->header);
    format_set_text_wrap(book->header);
    format_set_bg_color(book->header, 0xE6E6E1);
    format_set_bottom(book->header, LXW_BORDER_THIN);
    book->text = add_format(book);
    format_set_num_format(book->text, "@"); /* a code typed anew stays one */
    book->note = add_format(book);
    format_set_italic(book->note);
    for (int places = 0; places <= MAX_DECIMALS; places++) {
        char shape[16] = "0";

        if (places)
            snprintf(shape, sizeof shape, "0.%.*s", places, "00000000");
        book->number[places] = add_format(book);
        format_set_num_format(book->number[places], shape);
    }
    for (int class_no = 1; class_no <= N_CLASSES; class_no++)
        book->of_class[class_no] =
            add_fill(book, bc_class_colour(class_no, book->outcome->palette));
    for (int look = 0; look < N_LOOKS; look++)
        book->of_look[look] = add_fill(book, bc_verdict_colour(overall[look]));
}

/* ---- cells ---- */

static void keep(struct sheet *sheet, lxw_error error)
{
    if (error && !sheet->failed)
        sheet->failed = error;
}

static void cut(struct bc_text *text)
{
    const char *end = text->data;

    for (int n = 0; *end && n < MAX_LETTERS; n++)
        bc_utf8_next(&end);
    text->data[end - text->data] = '\0';
}

/* What is not seen is a box, as in the report. */
static void put_as(struct sheet *sheet, const char *text, lxw_format *format)
{
    struct bc_text visible = {0};

    bc_text_add_visible(&visible, text);
    if (visible.length > 0) {
        cut(&visible);
        keep(sheet,
             worksheet_write_string(sheet->page, sheet->row, sheet->column,
                                    visible.data, format));
    }
    bc_text_clear(&visible);
    sheet->column++;
}

static void put_text(struct sheet *sheet, const char *text)
{
    put_as(sheet, text, sheet->book->text);
}

/* @p places: how many decimals are shown; -1: those of the text */
static void put_number(struct sheet *sheet, const char *text, int places)
{
    const char *point = strchr(text, '.');

    if (places < 0)
        places = point ? (int)strlen(point + 1) : 0;
    if (places > MAX_DECIMALS)
        places = MAX_DECIMALS;
    if (*text)
        keep(sheet, worksheet_write_number(sheet->page, sheet->row,
                                           sheet->column, strtod(text, NULL),
                                           sheet->book->number[places]));
    sheet->column++;
}

static void put_decimal(struct sheet *sheet, struct bc_decimal value,
                        int places)
{
    char text[24];

    bc_decimal_print_short(value, text);
    put_number(sheet, text, places);
}

static void put_count(struct sheet *sheet, bool given, int64_t count)
{
    put_decimal(sheet, given ? bc_decimal_of(count, 0) : BC_MISSING, 0);
}

static void put_day(struct sheet *sheet, bc_day day)
{
    char text[16];

    bc_day_print(day, text);
    put_text(sheet, text);
}

static void end_row(struct sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
}

/* ---- sheets ---- */

static struct sheet start_sheet(struct book *book, const char *name,
                                const struct heading *headings, size_t n)
{
    struct sheet sheet = {.book = book, .n_columns = (lxw_col_t)n};

    sheet.page = workbook_add_worksheet(book->file, name);
    for (size_t i = 0; i < n; i++) {
        lxw_col_t column = (lxw_col_t)i;

        keep(&sheet, worksheet_set_column(sheet.page, column, column,
                                          headings[i].width, NULL));
        put_as(&sheet, bc_report_sense(headings[i].text), book->header);
    }
    end_row(&sheet);
    worksheet_freeze_panes(sheet.page, 1, 0);
    worksheet_set_landscape(sheet.page);
    worksheet_fit_to_pages(sheet.page, 1, 0);
    worksheet_repeat_rows(sheet.page, 0, 0);
    return sheet;
}

/* Below the rows, so that the header is the first line of the sheet. */
static lxw_error end_sheet(struct sheet *sheet, bool illustrative)
{
    struct bc_text note = {0};

    if (sheet->row > 1)
        keep(sheet, worksheet_autofilter(sheet->page, 0, 0, sheet->row - 1,
                                         sheet->n_columns - 1));
    bc_text_add(&note, bc_in_report("注：内部工作用，未经审核不得公开。"));
    if (illustrative)
        bc_text_printf(&note, "%s%s", bc_in_report(BC_ILLUSTRATIVE_NOTE),
                       bc_in_report("。"));
    sheet->row++;
    put_as(sheet, bc_text_string(&note), sheet->book->note);
    bc_text_clear(&note);
    return sheet->failed;
}

static void put_flags(struct sheet *sheet, unsigned flags)
{
    static const char *const words[] = {
        BC_ZH("未到期"), BC_ZH("压线"), BC_ZH("取舍规则不同结论不同"),
        BC_ZH("靠风险断面达标"), BC_ZH("以上级目标为准")};
    struct bc_text text = {0};

    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (flags & 1U << i)
            bc_text_printf(&text, "%s%s", text.length ? bc_in_report("；") : "",
                           bc_in_report(words[i]));
    put_text(sheet, bc_text_string(&text));
    bc_text_clear(&text);
}

static void put_reason(struct sheet *sheet, const struct bc_result *result)
{
    struct bc_text text = {0};
    const char *detail = result->reason_detail;

    bc_text_add(&text, bc_report_language() == BC_ENGLISH
                           ? bc_reason_text_en(result->reason)
                           : bc_reason_text_zh(result->reason));
    if (*detail)
        bc_text_printf(&text, text.length ? bc_in_report("（%s）") : "%s",
                       detail);
    put_text(sheet, bc_text_string(&text));
    bc_text_clear(&text);
}

/* A share with the decimals of its target, at least one; else as it is. */
static int places_of(const struct bc_target *target)
{
    int places = target->value.given ? target->value.decimal.scale : 0;

    if (!bc_words_is_share(target))
        return -1;
    return places > 1 ? places : 1;
}

static void put_result(struct sheet *sheet, const struct bc_result *result,
                       const struct bc_target *target)
{
    enum bc_look look = bc_look_of(result);
    struct bc_text goal = {0};

    put_text(sheet, result->is_all ? bc_in_report("全部") : result->basin_name);
    put_text(sheet, bc_target_label(target));
    put_as(sheet, bc_look_word(look), sheet->book->of_look[look]);
    put_decimal(sheet, bc_decimal_round(result->value, 6), places_of(target));
    bc_words_goal(&goal, target);
    put_text(sheet, bc_text_string(&goal));
    bc_text_clear(&goal);
    put_text(sheet, target->unit);
    put_count(sheet, result->counted, result->k);
    put_count(sheet, result->counted, result->n);
    put_count(sheet, result->counted, result->n_unknown);
    put_decimal(sheet, bc_decimal_round(result->shortfall, 6), -1);
    put_count(sheet, result->shortfall_count >= 0, result->shortfall_count);
    put_text(sheet, result->worst);
    put_flags(sheet, result->flags);
    put_text(sheet, result->standing == BC_ASSESSED ? bc_in_report("考核")
                                                    : bc_in_report("参考"));
    put_reason(sheet, result);
    put_text(sheet, result->period);
    put_day(sheet, result->as_of);
    put_day(sheet, target->due);
    put_text(sheet, target->document);
    put_text(sheet, target->clause);
    put_text(sheet, target->issuer);
    put_text(sheet, target->id);
    put_text(sheet, result->basin);
    end_row(sheet);
}

static lxw_error write_results(struct book *book)
{
    static const struct heading headings[] = {
        {BC_ZH_AS("one", "流域"), 16}, {BC_ZH("目标"), 34},
        {BC_ZH("结论"), 15},           {BC_ZH("现状值"), 10},
        {BC_ZH("目标值"), 11},         {BC_ZH("单位"), 8},
        {BC_ZH("符合数"), 8},          {BC_ZH("总数"), 8},
        {BC_ZH("未知数"), 8},          {BC_ZH("差距"), 9},
        {BC_ZH("尚需改变数"), 11},     {BC_ZH("拖后对象"), 34},
        {BC_ZH("标记"), 18},           {BC_ZH("性质"), 7},
        {BC_ZH("说明"), 30},           {BC_ZH("水质时段"), 18},
        {BC_ZH("数据截至"), 12},       {BC_ZH("期限"), 12},
        {BC_ZH("文件"), 30},           {BC_ZH("条款"), 14},
        {BC_ZH("发文机关"), 20},       {BC_ZH("目标编号"), 16},
        {BC_ZH("流域编码"), 12}};
    const struct bc_outcome *outcome = book->outcome;
    struct sheet sheet = start_sheet(book, bc_in_report("考核结果"), headings,
                                     sizeof headings / sizeof *headings);

    for (size_t i = 0; i < outcome->results->n; i++) {
        const struct bc_result *result = &outcome->results->result[i];

        put_result(&sheet, result, &outcome->targets->target[result->target]);
    }
    return end_sheet(&sheet, outcome->illustrative);
}

static double width_of(const struct bc_field *field)
{
    if (field->type == BC_FIELD_TEXT)
        return strcmp(field->name, "name") == 0 ? 26 : 16;
    return 12;
}

static int class_in(const struct bc_outcome *outcome, enum bc_published which,
                    size_t row, const struct bc_field *field)
{
    if (which == BC_PUBLISHED_SECTIONS && strcmp(field->name, "class") == 0)
        return outcome->judgement[row].class_no;
    return 0;
}

/** A published layer, with the names that its fields have in QGIS. */
static lxw_error write_layer(struct book *book, enum bc_published which,
                             const char *name)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    const struct bc_outcome *outcome = book->outcome;
    struct heading *headings = bc_alloc(layer->n_fields, sizeof *headings);
    struct bc_text cell = {0};
    struct sheet sheet;

    for (size_t i = 0; i < layer->n_fields; i++)
        headings[i] = (struct heading){bc_field_alias(&layer->fields[i]),
                                       width_of(&layer->fields[i])};
    sheet = start_sheet(book, name, headings, layer->n_fields);
    for (size_t row = 0; row < bc_published_count(outcome, which); row++) {
        for (size_t i = 0; i < layer->n_fields; i++) {
            const struct bc_field *field = &layer->fields[i];
            int class_no = class_in(outcome, which, row, field);

            bc_sheet_cell(outcome, which, row, i, &cell);
            if (field->type == BC_FIELD_INTEGER || field->type == BC_FIELD_REAL)
                put_number(&sheet, bc_text_string(&cell), -1);
            else
                put_as(&sheet, bc_text_string(&cell),
                       class_no ? book->of_class[class_no] : book->text);
            bc_text_clear(&cell);
        }
        end_row(&sheet);
    }
    free(headings);
    return end_sheet(&sheet, bc_published_count(outcome, which) > 0 &&
                                 bc_published_illustrative(outcome, which));
}

static lxw_error write_sheets(struct book *book)
{
    lxw_error error = write_results(book);

    if (!error)
        error = write_layer(book, BC_PUBLISHED_SECTIONS,
                            bc_in_report_as("many", "断面"));
    if (!error)
        error = write_layer(book, BC_PUBLISHED_OUTFALLS,
                            bc_in_report_as("many", "排污口"));
    if (!error)
        error = write_layer(book, BC_PUBLISHED_REDLINES,
                            bc_in_report_as("many", "红线"));
    return error;
}

/* The library would write the time of the run: the date is that of the data.
 */
static lxw_error describe(struct book *book)
{
    const struct bc_outcome *outcome = book->outcome;
    struct bc_text title = {0};
    lxw_doc_properties properties = {
        /* the library takes 0 for now */
        .created = (time_t)(outcome->as_of > 0 ? outcome->as_of : 1) * 86400};
    lxw_error error;

    bc_text_add_visible(&title, outcome->title); /* XML has no others */
    properties.title = bc_text_take(&title);
    error = workbook_set_properties(book->file, &properties);
    free(properties.title);
    return error;
}

static enum bc_status write_book(const struct bc_outcome *outcome,
                                 const char *path, struct bc_error *err)
{
    struct book book = {.outcome = outcome};
    lxw_error error, closed;

    book.file = workbook_new(path);
    if (!book.file)
        return fail(err, bc_say("no memory"));
    add_formats(&book);
    error = describe(&book);
    if (!error)
        error = write_sheets(&book);
    closed = workbook_close(book.file); /* frees it in any case */
    if (!error)
        error = closed;
    return error ? fail(err, lxw_strerror(error)) : BC_OK;
}

/* The library does not notice when one of its temporary files is cut short or
 * loses a block. Two books that are alike, of XML that is whole, lost nothing.
 */
static enum bc_status write_twice(const struct bc_outcome *outcome,
                                  const char *path, const char *again,
                                  struct bc_error *err)
{
    enum bc_status status = write_book(outcome, path, err);

    if (!status)
        status = write_book(outcome, again, err);
    if (!status && !bc_workbook_is_whole(path, again))
        status = fail(err, strerror(EIO));
    if (!status && unlink(again))
        status = fail(err, strerror(errno));
    return status;
}

enum bc_status bc_workbook_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status =
        write_twice(outcome, bc_stage_path(stage, FILE_NAME),
                    bc_stage_path(stage, "again.tmp"), err);

    return status ? status : bc_stage_adopt(stage, FILE_NAME, err);
}
