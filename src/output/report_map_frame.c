/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

#include <math.h>

#define WIDTH 720.0
#define PAD 26.0
#define ZOOM 2.35
#define INSET_WIDTH 330.0
#define INSET_HEIGHT 264.0
#define EDGE 9.0 /* of the window, kept free of symbols */

static size_t count_in(const struct bc_map *map, struct bc_box box)
{
    size_t n = 0;

    for (size_t i = 0; i < map->n_spots; i++)
        n += bc_box_has(box, map->spot[i].x, map->spot[i].y);
    return n;
}

static struct bc_box box_about(double x, double y, double width, double height)
{
    return (struct bc_box){x - width / 2, y - height / 2, x + width / 2,
                           y + height / 2};
}

/** The box with most spots inside, with half a symbol to spare. */
static struct bc_box busiest_box(const struct bc_map *map, size_t *n)
{
    double width = INSET_WIDTH / ZOOM, height = INSET_HEIGHT / ZOOM;
    struct bc_box best = {0};

    *n = 0;
    for (size_t i = 0; i < map->n_spots; i++)
        for (int dx = -1; dx <= 1; dx++)
            for (int dy = -1; dy <= 1; dy++) {
                struct bc_box box =
                    box_about(map->spot[i].x + 0.4 * dx * width,
                              map->spot[i].y + 0.4 * dy * height,
                              width - 2 * EDGE, height - 2 * EDGE);
                size_t found = count_in(map, box);

                if (found > *n) {
                    *n = found;
                    best = box;
                }
            }
    return best;
}

/** The box of the spots inside another. */
static struct bc_box tight_box(const struct bc_map *map, struct bc_box around)
{
    struct bc_box tight = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct bc_spot *spot = &map->spot[i];

        if (!bc_box_has(around, spot->x, spot->y))
            continue;
        tight.x0 = fmin(tight.x0, spot->x);
        tight.y0 = fmin(tight.y0, spot->y);
        tight.x1 = fmax(tight.x1, spot->x);
        tight.y1 = fmax(tight.y1, spot->y);
    }
    return tight;
}

/** The window where most spots crowd: centred on them, then moved a little so
 * that its edge cuts through as few others as may be. */
static struct bc_box busiest_window(const struct bc_map *map, size_t *n)
{
    double width = INSET_WIDTH / ZOOM, height = INSET_HEIGHT / ZOOM;
    struct bc_box tight = tight_box(map, busiest_box(map, n)), best = {0};
    double least = INFINITY;

    for (int dx = -6; dx <= 6; dx++)
        for (int dy = -6; dy <= 6; dy++) {
            struct bc_box out =
                box_about((tight.x0 + tight.x1) / 2 + 4 * dx,
                          (tight.y0 + tight.y1) / 2 + 4 * dy, width, height);
            struct bc_box wide = {out.x0 - EDGE, out.y0 - EDGE, out.x1 + EDGE,
                                  out.y1 + EDGE};
            struct bc_box in = {out.x0 + EDGE, out.y0 + EDGE, out.x1 - EDGE,
                                out.y1 - EDGE};
            size_t kept = count_in(map, in);
            double cost = 10.0 * (double)(count_in(map, wide) - kept) +
                          0.3 * hypot(dx, dy) +
                          (kept < *n ? 20.0 * (double)(*n - kept) : 0);

            if (cost < least) {
                least = cost;
                best = out;
            }
        }
    return best;
}

/** The share of a box that lies on the basin. */
static double covered_share(const struct bc_map *map, struct bc_box box)
{
    int n = 0;

    for (int row = 0; row < 12; row++)
        for (int column = 0; column < 12; column++)
            n += bc_trace_covers(
                &map->outline, box.x0 + (box.x1 - box.x0) * (column + 0.5) / 12,
                box.y0 + (box.y1 - box.y0) * (row + 0.5) / 12);
    return n / 144.0;
}

/** What a box would hide: the basin under it, and symbols above all. */
static double hiding_cost(const struct bc_map *map, struct bc_box box)
{
    struct bc_box wide = {box.x0 - 10, box.y0 - 10, box.x1 + 10, box.y1 + 10};
    size_t n = 0;

    if (map->has_hole &&
        (bc_box_meet(box, map->hole) || bc_box_meet(wide, map->inset)))
        return INFINITY;
    for (size_t i = 0; i < map->n_spots; i++)
        n += !map->spot[i].in_hole &&
             bc_box_has(wide, map->spot[i].x, map->spot[i].y);
    return covered_share(map, box) + (double)n;
}

/** Puts a box of this size where it hides least.
 * @return what it costs there */
static double place_box(const struct bc_map *map, double width, double height,
                        const struct bc_box *taken, size_t n_taken,
                        struct bc_box *place)
{
    /* corners first, then the middles of the edges */
    static const double at[][2] = {{0, 1},  {1, 1},  {1, 0},  {0, 0},
                                   {0, .5}, {1, .5}, {.5, 1}, {.5, 0}};
    const struct bc_box *frame = &map->view.frame;
    double best = INFINITY;

    for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
        double x = frame->x0 + 7 + at[i][0] * (frame->x1 - 14 - width);
        double y = frame->y0 + 7 + at[i][1] * (frame->y1 - 14 - height);
        struct bc_box box = {x, y, x + width, y + height};
        double cost = hiding_cost(map, box);

        for (size_t t = 0; t < n_taken; t++)
            if (bc_box_meet(box, taken[t]))
                cost = INFINITY;
        if (cost < best) {
            best = cost;
            *place = box;
        }
    }
    return best;
}

static void mark_hole(struct bc_map *map)
{
    struct bc_box in = {map->hole.x0 + 4, map->hole.y0 + 4, map->hole.x1 - 4,
                        map->hole.y1 - 4};

    for (size_t i = 0; i < map->n_spots; i++)
        map->spot[i].in_hole = bc_box_has(in, map->spot[i].x, map->spot[i].y);
    map->has_hole = true;
}

/** Fits the basin into a frame at most @p high and puts the spots on it. */
void bc_map_fit(struct bc_map *map, double high)
{
    double bounds[4] = {0, 0, 1, 1};

    if (map->whole)
        bc_basins_bounds(map->outcome, bounds);
    else
        bc_shapes_bounds(&map->outcome->basins->shapes, map->basin->basin,
                         bounds);
    map->view = bc_view_fit(bounds, WIDTH, 420, high, PAD,
                            map->outcome->report_precision_m);
    map->view.coarse = map->brief;
    bc_map_trace_outline(map);
    bc_map_add_spots(map);
}

/** Would labels stand far from what they name, or crowd in one place? */
static bool needs_inset(struct bc_map *map, struct bc_box *window)
{
    size_t n;

    if (map->plain)
        return false;
    *window = busiest_window(map, &n);
    if (n < 8)
        return false;
    if (3 * n > map->n_spots)
        return true;
    struct bc_scene trial = bc_scene_of(map, false, false);

    bc_scene_place_labels(&trial);
    bool crowded = trial.far || trial.n_left_out > 0;

    bc_scene_clear(&trial);
    return crowded;
}

/** Gives the inset a corner; where the basin leaves none, the basin is drawn
 * smaller, and if that does not help the map grows downwards. */
void bc_map_place_inset(struct bc_map *map)
{
    struct bc_box window, place = {0};

    if (!needs_inset(map, &window))
        return;
    for (int attempt = 0; attempt < 3; attempt++) {
        if (attempt == 1)
            bc_map_fit(map, 560);
        if (attempt == 2)
            map->view.frame.y1 += INSET_HEIGHT - 2 * PAD + 14;
        if (attempt > 0) {
            size_t n;

            window = busiest_window(map, &n);
        }
        map->hole = window;
        map->inset = (struct bc_box){0};
        mark_hole(map);
        double cost =
            place_box(map, INSET_WIDTH, INSET_HEIGHT, NULL, 0, &place);

        if (cost < 0.3 || (attempt == 2 && !isinf(cost))) {
            map->inset = place;
            return;
        }
    }
    map->has_hole = false;
    for (size_t i = 0; i < map->n_spots; i++)
        map->spot[i].in_hole = false;
}

void bc_map_place_furniture(struct bc_map *map)
{
    struct bc_furniture *furniture = &map->furniture;
    struct bc_box taken[3];
    size_t n = 0;

    furniture->scale = bc_scale_of(map->view.metres);
    furniture->has_locator = !map->whole && bc_locator_is_useful(map->outcome);
    if (furniture->has_locator) {
        double cost = place_box(map, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT, NULL,
                                0, &furniture->locator);

        if (cost > 0.6) { /* no corner is free: make room below */
            map->view.frame.y1 += BC_LOCATOR_HEIGHT - PAD;
            place_box(map, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT, NULL, 0,
                      &furniture->locator);
        }
        taken[n++] = furniture->locator;
    }
    place_box(map, 2 * furniture->scale.segment + 46, 26, taken, n,
              &furniture->bar);
    taken[n++] = furniture->bar;
    place_box(map, 26, 44, taken, n, &furniture->north);
}
