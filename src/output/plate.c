/* SPDX-License-Identifier: MIT */
#include "output/plate.h"

#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "output/report_legend.h"
#include "output/report_parts.h"
#include "output/report_words.h"
#include "plan/summary.h"

extern const unsigned char bc_picture_css[];

#define REVIEW bc_in_report("内部工作用图，未经审图不得公开")

void bc_album_init(struct bc_album *album, const struct bc_outcome *outcome)
{
    struct bc_text css = {0};

    bc_report_data_init(&album->data, outcome);
    bc_map_base_init(&album->base, &album->data);
    bc_report_style(outcome->palette, &css);
    bc_text_add(&css, (const char *)bc_picture_css);
    album->css = bc_css_new(bc_text_string(&css));
    bc_text_clear(&css);
}

void bc_album_clear(struct bc_album *album)
{
    bc_css_free(album->css);
    bc_map_base_clear(&album->base);
    bc_report_data_clear(&album->data);
}

size_t bc_album_basins(const struct bc_album *album)
{
    size_t n = album->data.n_basins;
    bool each = album->data.outcome->pictures == BC_PICTURES_ALL;

    return each || n <= BC_PICTURES_MOST ? n : 0;
}

void bc_plate_init(struct bc_plate *plate, const struct bc_album *album,
                   size_t basin)
{
    *plate = (struct bc_plate){
        .album = album, .basin = basin, .map = bc_map_new(&album->base, basin)};
}

void bc_plate_clear(struct bc_plate *plate)
{
    bc_map_free(plate->map);
}

void bc_plate_draw(struct bc_plate *plate, struct bc_picture *picture, double x,
                   double y, double scale)
{
    struct bc_canvas *canvas = bc_picture_canvas(picture);

    bc_canvas_moved_group(canvas, NULL, x, y);
    bc_picture_scale(picture, scale);
    bc_map_draw(plate->map, canvas, &plate->note);
    bc_canvas_end(canvas);
}

/* ---- above the map ---- */

static const struct bc_outcome *outcome_of(const struct bc_plate *plate)
{
    return plate->album->data.outcome;
}

static void add_count(struct bc_text *out, size_t n, const char *word)
{
    if (n > 0)
        bc_text_printf(out, "%s%s %zu", out->length ? " · " : "", word, n);
}

static void add_verdicts(const struct bc_plate *plate, struct bc_text *out)
{
    const struct bc_outcome *outcome = outcome_of(plate);
    struct bc_summary counts = bc_summary_of(
        outcome->targets, outcome->results,
        plate->basin == BC_NO_ROW ? "all"
                                  : bc_row_code(outcome->basins, plate->basin));

    add_count(out, counts.n_met, bc_in_report("达标"));
    add_count(out, counts.n_missed, bc_in_report("未达"));
    add_count(out, counts.n_interim, bc_in_report("未达（未到期）"));
    add_count(out, counts.n_cannot, bc_in_report("无法判断"));
    add_count(out, counts.n_no_value, bc_in_report("未定数值"));
    add_count(out, counts.n_info, bc_in_report("只列数"));
}

static void add_dates(const struct bc_outcome *outcome, struct bc_text *out)
{
    bc_text_add(out, bc_in_report("水质 "));
    bc_words_period(out, &outcome->period);
    bc_text_add(out, bc_in_report("；排污口、红线截至 "));
    bc_words_date(out, outcome->as_of);
}

double bc_plate_head(const struct bc_plate *plate, struct bc_picture *picture,
                     double x, double y)
{
    struct bc_canvas *canvas = bc_picture_canvas(picture);
    const struct bc_outcome *outcome = outcome_of(plate);
    struct bc_text text = {0};
    double right = x + BC_PLATE_WIDTH;

    bc_canvas_box(canvas, "pr", (struct bc_box){x, y, right, y + 5});
    bc_canvas_text(canvas, "ps", x, y + 20, 10, outcome->title);
    bc_canvas_text(canvas, "ps",
                   right - bc_picture_width(picture, "ps", 10, REVIEW), y + 20,
                   10, REVIEW);
    bc_words_cut(&text,
                 plate->basin == BC_NO_ROW
                     ? bc_in_report("各流域结论")
                     : bc_row_name(outcome->basins, plate->basin),
                 28);
    bc_canvas_text(canvas, "pt", x, y + 47, 23, bc_text_string(&text));
    bc_text_clear(&text);
    add_verdicts(plate, &text);
    bc_canvas_text(canvas, "pb", x, y + 67, 12, bc_text_string(&text));
    bc_text_clear(&text);
    add_dates(outcome, &text);
    bc_canvas_text(
        canvas, "ps",
        right - bc_picture_width(picture, "ps", 10, bc_text_string(&text)),
        y + 67, 10, bc_text_string(&text));
    bc_text_clear(&text);
    return 76;
}

/* ---- under the map ---- */

/** Signs in rows, each with its word; @return the foot of the last row. */
static double draw_keys(const struct bc_plate *plate,
                        struct bc_picture *picture, double x, double y)
{
    struct bc_canvas *canvas = bc_picture_canvas(picture);
    double at = x;

    for (size_t i = 0; i < BC_N_MAP_KEYS; i++) {
        const struct bc_map_key *key = &bc_map_keys[i];
        const char *word = bc_in_report(key->word);
        double group = key->group ? bc_picture_width(picture, "pk", 11,
                                                     bc_in_report(key->group)) +
                                        6
                                  : 0;
        double width = group + 26 + bc_picture_width(picture, "pb", 11, word);

        if (!bc_map_key_is_used(key, outcome_of(plate)))
            continue;
        if (at > x && at + width > x + BC_PLATE_WIDTH) {
            at = x;
            y += 19;
        }
        if (key->group)
            bc_canvas_text(canvas, "pk", at, y + 11, 11,
                           bc_in_report(key->group));
        bc_canvas_moved_group(canvas, "map", at + group, y);
        bc_map_key_draw(canvas, key);
        bc_canvas_end(canvas);
        bc_canvas_text(canvas, "pb", at + group + 26, y + 11, 11, word);
        at += width + 14;
    }
    return y + 19;
}

/** The map of all has colours of its own. */
static double draw_verdict_keys(struct bc_picture *picture, double x, double y)
{
    struct bc_canvas *canvas = bc_picture_canvas(picture);
    static const struct {
        enum bc_overall overall;
        const char *css, *edge, *word;
    } keys[] = {{BC_OVERALL_MISSED, "w3", "e3", BC_ZH("未达")},
                {BC_OVERALL_INTERIM, "w2", "e2", BC_ZH("未达（未到期）")},
                {BC_OVERALL_MET, "w1", "e1", BC_ZH("达标")},
                {BC_OVERALL_NONE, "w0", "e0", BC_ZH("无法判断")}};

    bc_canvas_text(canvas, "pk", x, y + 11, 11, bc_in_report("流域"));
    x +=
        6 + fmax(22, bc_picture_width(picture, "pk", 11, bc_in_report("流域")));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *word = bc_in_report(keys[i].word);
        struct bc_box box = {x, y + 1, x + 22, y + 13};

        bc_canvas_box(canvas, keys[i].css, box);
        if (keys[i].overall == BC_OVERALL_NONE)
            bc_canvas_box(canvas, "w0h", box);
        bc_canvas_box(canvas, keys[i].edge, box);
        bc_canvas_text(canvas, "pb", x + 28, y + 11, 11, word);
        x += 42 + bc_picture_width(picture, "pb", 11, word);
    }
    return y + 19;
}

double bc_plate_foot(const struct bc_plate *plate, struct bc_picture *picture,
                     double x, double y)
{
    const struct bc_outcome *outcome = outcome_of(plate);
    const struct bc_basin_data *basin =
        plate->basin == BC_NO_ROW ? NULL
                                  : &plate->album->data.basin[plate->basin];
    struct bc_text text = {0};
    double top = y;

    if (!basin)
        y = draw_verdict_keys(picture, x, y);
    y = draw_keys(plate, picture, x, y) + 2;
    bc_map_made_up(outcome, &text);
    if (text.length > 0)
        bc_text_add(&text, bc_in_report("为示例。"));
    bc_map_caption(outcome, basin, &plate->note, &text);
    y += bc_picture_paragraph(picture, "ps", x, y, BC_PLATE_WIDTH, 200, 10,
                              bc_text_string(&text));
    bc_text_clear(&text);
    return y - top;
}
