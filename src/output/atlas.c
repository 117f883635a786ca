/* SPDX-License-Identifier: MIT */
#include <cairo-pdf.h>
#include <math.h>

#include "base/language.h"
#include "output/plate.h"
#include "output/report_words.h"
#include "output/writers.h"
#include "water/item.h"

/* A4 in points; the sheet is drawn in the units of the report. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89
#define MARGIN 37.0
#define SCALE ((PAGE_WIDTH - 2 * MARGIN) / BC_PLATE_WIDTH)
#define FOOT ((PAGE_HEIGHT - 2 * MARGIN) / SCALE) /* of the sheet */
#define MOST 760.0 /* of the map: below it stand the numbers' names */
#define COLUMNS 3
#define LINE 14.5

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes,
                                unsigned n)
{
    bc_text_add_bytes(closure, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* ---- what the numbers of the map mean ---- */

/** Lines that run down three columns. */
struct list {
    struct bc_picture *picture;
    double top;
    size_t room, n; /* lines in all, written */
};

static void list_line(struct list *list, const char *css, const char *text)
{
    double gap = 18, width = (BC_PLATE_WIDTH - (COLUMNS - 1) * gap) / COLUMNS;
    size_t rows = list->room / COLUMNS, at = list->n++;
    size_t column = at / rows, row = at % rows;

    bc_picture_paragraph(list->picture, css, (double)column * (width + gap),
                         list->top + LINE * (double)row, width, 0, 10.5, text);
}

static void section_line(const struct bc_outcome *outcome, size_t row,
                         size_t number, struct bc_text *line)
{
    int class_no = outcome->judgement[row].class_no;
    int target = outcome->judgement[row].target_class;

    bc_text_printf(line, "%zu ", number);
    bc_words_first_name(line, bc_row_name(outcome->sections, row), 12);
    if (class_no)
        bc_text_printf(line, bc_in_report("　%s类"), bc_words_class(class_no));
    else
        bc_text_add(line, bc_in_report("　无数据"));
    if (target)
        bc_text_printf(line, bc_in_report("（目标 %s）"),
                       bc_words_class(target));
}

static void outfall_line(const struct bc_outcome *outcome, size_t row,
                         size_t number, struct bc_text *line)
{
    int stage = bc_outfall_stage(outcome->outfalls, row);

    bc_text_printf(line, "%zu ", number);
    bc_words_first_name(line, bc_row_name(outcome->outfalls, row), 15);
    bc_text_printf(
        line, bc_in_report("　%s"),
        stage ? bc_in_report(bc_row_text(outcome->outfalls, "stage", row))
              : bc_in_report("进度不明"));
}

typedef void (*line_function)(const struct bc_outcome *outcome, size_t row,
                              size_t number, struct bc_text *line);

/** A head and a line a row; the last line says how many have none. */
static void list_rows(struct list *list, const struct bc_outcome *outcome,
                      const char *head, const size_t *rows, size_t n,
                      line_function write)
{
    if (n == 0 || list->n + 2 > list->room)
        return;
    if (list->n % (list->room / COLUMNS) == list->room / COLUMNS - 1)
        list->n++; /* no head at the foot of a column */
    list_line(list, "pk", head);
    for (size_t i = 0; i < n; i++) {
        struct bc_text line = {0};
        bool last = list->n + 1 >= list->room && i + 1 < n;

        if (last)
            bc_text_printf(&line, bc_in_report("另有 %zu 个，见 report.html"),
                           n - i);
        else
            write(outcome, rows[i], i + 1, &line);
        list_line(list, last ? "ps" : "pb", bc_text_string(&line));
        bc_text_clear(&line);
        if (last)
            break;
    }
}

static void draw_numbers(const struct bc_plate *plate,
                         struct bc_picture *picture, double top)
{
    const struct bc_outcome *outcome = plate->album->data.outcome;
    const struct bc_basin_data *basin = &plate->album->data.basin[plate->basin];
    double rows = floor((FOOT - top) / LINE);
    size_t wanted =
        basin->n_sections + 2 + (plate->note.plain ? 0 : basin->n_open);
    struct list list = {.picture = picture, .top = top};

    if (rows < 2)
        return;
    /* three even columns when there is room for all */
    rows = fmin(rows, ceil((double)wanted / COLUMNS));
    list.room = COLUMNS * (size_t)fmax(rows, 2);
    list_rows(&list, outcome, bc_in_report_as("many", "断面"), basin->section,
              basin->n_sections, section_line);
    if (!plate->note.plain)
        list_rows(&list, outcome, bc_in_report("未完成整治的排污口"),
                  basin->outfall, basin->n_open, outfall_line);
}

/* ---- pages ---- */

static void draw_page(const struct bc_album *album, size_t basin,
                      cairo_t *cairo)
{
    struct bc_picture *picture = bc_picture_new(cairo, album->css);
    struct bc_plate plate;
    double y = 0, scale;

    bc_plate_init(&plate, album, basin);
    scale = fmin(1, MOST / bc_map_height(plate.map));
    cairo_save(cairo);
    cairo_translate(cairo, MARGIN, MARGIN);
    cairo_scale(cairo, SCALE, SCALE);
    y += bc_plate_head(&plate, picture, 0, y);
    bc_plate_draw(&plate, picture, (1 - scale) * BC_PLATE_WIDTH / 2, y, scale);
    y += scale * bc_map_height(plate.map) + 10;
    y += bc_plate_foot(&plate, picture, 0, y) + 12;
    if (basin != BC_NO_ROW)
        draw_numbers(&plate, picture, y);
    cairo_restore(cairo);
    cairo_show_page(cairo);
    bc_plate_clear(&plate);
    bc_picture_free(picture);
}

/** The date of the data: a clock would make every run another file. */
static void set_metadata(cairo_surface_t *pdf, const struct bc_outcome *outcome)
{
    bc_day day =
        outcome->as_of != BC_NO_DATE ? outcome->as_of : outcome->period.last;
    struct bc_text date = {0};
    char text[16];

    bc_day_print(day, text);
    bc_text_printf(&date, "%sT00:00:00Z", *text ? text : "2000-01-01");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE,
                                   outcome->title);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR,
                                   "basincheck");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE,
                                   bc_text_string(&date));
    bc_text_clear(&date);
}

enum bc_status bc_atlas_write(const struct bc_outcome *outcome,
                              struct bc_stage *stage, struct bc_error *err)
{
    struct bc_album album = {0};
    struct bc_text bytes = {0};
    enum bc_status status;

    if (!outcome->pictures)
        return BC_OK;
    bc_album_init(&album, outcome);

    cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(
        add_bytes, &bytes, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_t *cairo = cairo_create(pdf);

    set_metadata(pdf, outcome);
    if (album.data.n_basins > 1)
        draw_page(&album, BC_NO_ROW, cairo);
    for (size_t i = 0; i < bc_album_basins(&album); i++)
        draw_page(&album, i, cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(pdf);
    if (cairo_surface_status(pdf))
        status =
            bc_error_set(err, BC_INTERNAL, "Cairo could not draw 'atlas.pdf'");
    else
        status =
            bc_stage_write(stage, "atlas.pdf", bytes.data, bytes.length, err);
    cairo_surface_destroy(pdf);
    bc_album_clear(&album);
    bc_text_clear(&bytes);
    return status;
}
