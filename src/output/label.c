/* SPDX-License-Identifier: MIT */
#include "output/label.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"

#define CELL 32.0  /* of the index, map units: about a label's width */
#define MARGIN 1.0 /* kept free about every obstacle */
#define MAX_SOFT 12

/* Obstacles and soft points by the cells that they touch, so that a map of
 * thousands of symbols stays quick. */
struct cell {
    size_t *box, n_boxes, box_room;
    float *soft; /* x, y in turn */
    size_t n_soft, soft_room;
};

struct bc_label_sheet {
    struct bc_box frame;
    size_t columns, rows;
    struct cell *cell;
    struct bc_box *box;
    size_t n_boxes, box_room;
};

static const double section_offset[] = {0, 5, 11, 18, 26, 36, 48, 62};
static const double outfall_offset[] = {0, 3, 6, 10, 15, 21, 28, 36, 46, 58};
const struct bc_label_rings bc_label_rings_section = {8, section_offset, 6};
const struct bc_label_rings bc_label_rings_outfall = {10, outfall_offset, 3};

struct bc_label_sheet *bc_label_sheet_new(struct bc_box frame)
{
    struct bc_label_sheet *sheet = bc_alloc(1, sizeof(*sheet));

    sheet->frame = frame;
    sheet->columns = (size_t)ceil((frame.x1 - frame.x0) / CELL) + 1;
    sheet->rows = (size_t)ceil((frame.y1 - frame.y0) / CELL) + 1;
    sheet->cell = bc_alloc(sheet->columns * sheet->rows, sizeof(*sheet->cell));
    return sheet;
}

void bc_label_sheet_free(struct bc_label_sheet *sheet)
{
    if (!sheet)
        return;
    for (size_t i = 0; i < sheet->columns * sheet->rows; i++) {
        free(sheet->cell[i].box);
        free(sheet->cell[i].soft);
    }
    free(sheet->cell);
    free(sheet->box);
    free(sheet);
}

static size_t cell_number(double at, double from, size_t n)
{
    double number = floor((at - from) / CELL);

    if (!(number > 0))
        return 0;
    return number >= (double)n ? n - 1 : (size_t)number;
}

/** The first and last column and row of a box. */
struct span {
    size_t c0, c1, r0, r1;
};

static struct span span_of(const struct bc_label_sheet *sheet,
                           struct bc_box box)
{
    const struct bc_box *frame = &sheet->frame;

    return (struct span){
        .c0 = cell_number(box.x0 - MARGIN, frame->x0, sheet->columns),
        .c1 = cell_number(box.x1 + MARGIN, frame->x0, sheet->columns),
        .r0 = cell_number(box.y0 - MARGIN, frame->y0, sheet->rows),
        .r1 = cell_number(box.y1 + MARGIN, frame->y0, sheet->rows)};
}

void bc_label_obstacle(struct bc_label_sheet *sheet, struct bc_box box)
{
    struct span span = span_of(sheet, box);

    sheet->box = bc_reserve(sheet->box, &sheet->box_room, sheet->n_boxes + 1,
                            sizeof(*sheet->box));
    sheet->box[sheet->n_boxes] = box;
    for (size_t r = span.r0; r <= span.r1; r++)
        for (size_t c = span.c0; c <= span.c1; c++) {
            struct cell *cell = &sheet->cell[r * sheet->columns + c];

            cell->box = bc_reserve(cell->box, &cell->box_room,
                                   cell->n_boxes + 1, sizeof(*cell->box));
            cell->box[cell->n_boxes++] = sheet->n_boxes;
        }
    sheet->n_boxes++;
}

void bc_label_soft(struct bc_label_sheet *sheet, double x, double y)
{
    const struct bc_box *frame = &sheet->frame;

    if (!(x >= frame->x0 && x <= frame->x1 && y >= frame->y0 && y <= frame->y1))
        return;
    size_t c = cell_number(x, frame->x0, sheet->columns);
    size_t r = cell_number(y, frame->y0, sheet->rows);
    struct cell *cell = &sheet->cell[r * sheet->columns + c];

    cell->soft = bc_reserve(cell->soft, &cell->soft_room,
                            2 * (cell->n_soft + 1), sizeof(*cell->soft));
    cell->soft[2 * cell->n_soft] = (float)x;
    cell->soft[2 * cell->n_soft + 1] = (float)y;
    cell->n_soft++;
}

static bool is_free(const struct bc_label_sheet *sheet, struct bc_box box)
{
    const struct bc_box *frame = &sheet->frame;

    if (box.x0 < frame->x0 || box.y0 < frame->y0 || box.x1 > frame->x1 ||
        box.y1 > frame->y1)
        return false;
    struct span span = span_of(sheet, box);

    for (size_t r = span.r0; r <= span.r1; r++)
        for (size_t c = span.c0; c <= span.c1; c++) {
            const struct cell *cell = &sheet->cell[r * sheet->columns + c];

            for (size_t i = 0; i < cell->n_boxes; i++) {
                const struct bc_box *other = &sheet->box[cell->box[i]];

                if (box.x0 - MARGIN < other->x1 &&
                    box.x1 + MARGIN > other->x0 &&
                    box.y0 - MARGIN < other->y1 && box.y1 + MARGIN > other->y0)
                    return false;
            }
        }
    return true;
}

static size_t count_soft(const struct bc_label_sheet *sheet, struct bc_box box)
{
    struct span span = span_of(sheet, box);
    size_t n = 0;

    for (size_t r = span.r0; r <= span.r1; r++)
        for (size_t c = span.c0; c <= span.c1; c++) {
            const struct cell *cell = &sheet->cell[r * sheet->columns + c];

            for (size_t i = 0; i < cell->n_soft; i++) {
                double x = (double)cell->soft[2 * i];
                double y = (double)cell->soft[2 * i + 1];

                n += x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
                if (n == MAX_SOFT)
                    return n;
            }
        }
    return n;
}

/** Best first: a place to the right reads best, then the upper corners. */
static const struct direction {
    int x, y;
} directions[8] = {{1, 0}, {1, -1},  {0, -1}, {1, 1},
                   {0, 1}, {-1, -1}, {-1, 0}, {-1, 1}};

static struct bc_box candidate(struct direction to, double x, double y,
                               double distance, double width, double height)
{
    double reach = to.x && to.y ? 0.72 * distance : distance;
    double cx = x + to.x * (reach + width / 2);
    double cy = y + to.y * (reach + height / 2);

    return (struct bc_box){cx - width / 2, cy - height / 2, cx + width / 2,
                           cy + height / 2};
}

static double clamped(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

bool bc_label_find(const struct bc_label_sheet *sheet,
                   const struct bc_label_rings *rings, double x, double y,
                   double radius, double width, double height,
                   struct bc_label *label)
{
    struct bc_label best = {.cost = INFINITY};

    for (size_t ring = 0; ring < rings->n; ring++) {
        double offset = rings->offset[ring];

        if (best.cost < 0.55 * offset) /* nothing farther out can be better */
            break;
        for (int d = 0; d < 8; d++) {
            struct bc_box box = candidate(directions[d], x, y,
                                          radius + 2 + offset, width, height);

            if (!is_free(sheet, box))
                continue;
            double cost =
                0.55 * offset + 0.35 * d + 0.8 * (double)count_soft(sheet, box);
            if (cost < best.cost) {
                best.cost = cost;
                best.box = box;
                best.offset = offset;
            }
        }
    }
    if (isinf(best.cost))
        return false;
    best.leader = best.offset > rings->leader;
    best.leader_x = clamped(x, best.box.x0, best.box.x1);
    best.leader_y = clamped(y, best.box.y0, best.box.y1);
    *label = best;
    return true;
}

bool bc_label_place(struct bc_label_sheet *sheet,
                    const struct bc_label_rings *rings, double x, double y,
                    double radius, double width, double height,
                    struct bc_label *label)
{
    if (!bc_label_find(sheet, rings, x, y, radius, width, height, label))
        return false;
    bc_label_obstacle(sheet, label->box);
    return true;
}

bool bc_label_place_near(struct bc_label_sheet *sheet, double x, double y,
                         double width, double height, double reach,
                         struct bc_label *label)
{
    const double step = 6;
    struct bc_label best = {.cost = INFINITY};
    int n = (int)(reach / step);

    for (int row = -n; row <= n; row++)
        for (int column = -n; column <= n; column++) {
            double cx = x + column * step, cy = y + row * step;
            double offset = hypot(column * step, row * step);
            struct bc_box box = {cx - width / 2, cy - height / 2,
                                 cx + width / 2, cy + height / 2};

            if (0.3 * offset >= best.cost || !is_free(sheet, box))
                continue;
            double cost = 0.3 * offset + 0.8 * (double)count_soft(sheet, box);
            if (cost < best.cost) {
                best.cost = cost;
                best.box = box;
                best.offset = offset;
            }
        }
    if (isinf(best.cost))
        return false;
    bc_label_obstacle(sheet, best.box);
    *label = best;
    return true;
}

double bc_label_width(const char *text, double font_size)
{
    const char *cursor = text;
    double em = 0;
    unsigned code;

    while ((code = bc_utf8_next(&cursor)) != 0)
        em += code >= 0x2e80 || (code >= 0x2160 && code <= 0x217f) ? 1 : 0.58;
    return em * font_size;
}
