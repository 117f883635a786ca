/* SPDX-License-Identifier: MIT */
#include "geo/join.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/geodesic.h"

/* Distances to borders that differ by less are the same distance. */
#define EQUALLY_NEAR_M 0.001

const char *bc_join_method_name(enum bc_join_method method)
{
    static const char *const names[] = {
        [BC_JOIN_NONE] = "none",      [BC_JOIN_REVIEWED] = "reviewed",
        [BC_JOIN_GIVEN] = "given",    [BC_JOIN_LAKE] = "lake",
        [BC_JOIN_COVERS] = "covers",  [BC_JOIN_BOUNDARY] = "boundary",
        [BC_JOIN_NEAREST] = "nearest"};

    return names[method];
}

void bc_join_clear(struct bc_join *join)
{
    for (size_t i = 0; i < join->n; i++)
        free(join->rivals[i]);
    free(join->basin);
    free(join->method);
    free(join->distance_m);
    free(join->rivals);
    free(join->counted);
    *join = (struct bc_join){0};
}

void bc_join_count(const struct bc_join *join, size_t n_basins, size_t *count)
{
    for (size_t i = 0; i < join->n; i++)
        count[join->basin[i] == BC_NO_ROW ? n_basins : join->basin[i]]++;
}

/** What finding one basin after the other needs. */
struct bc_joiner {
    const struct bc_crs *crs;
    const struct bc_layer *points, *basins, *lakes;
    double max_distance_m;
    struct bc_crosswalk *crosswalk;
    struct bc_findings *findings;
    struct bc_join *join;
    const struct bc_index *index;
    const char **code; /* of each basin */
    size_t *parent;    /* of each basin; BC_NO_ROW for none */
    /* of each point; NULL where the layer has no such column */
    const char *const *point_code, *const *given, *const *type, *const *water;
    struct bc_located *located;
    /* of the points that only the nearest basin is left to, by row */
    size_t *far;
    struct bc_nearest_border *border;
    size_t n_far, next_far;
    size_t *around; /* candidates, as many as basins */
    /* of the point at hand */
    struct bc_hit *hits; /* by basin code; those outside are as near as any */
    size_t n_hits, room;
};

/* ---- basins ---- */

/** By code; rows decide between equal codes. */
static int compare_basins(const struct bc_joiner *search, size_t a, size_t b)
{
    int order = strcmp(search->code[a], search->code[b]);

    return order ? order : (a > b) - (a < b);
}

static void read_basins(struct bc_joiner *search)
{
    const struct bc_layer *basins = search->basins;

    search->code = bc_alloc(basins->n_features, sizeof *search->code);
    search->parent = bc_alloc(basins->n_features, sizeof *search->parent);
    for (size_t b = 0; b < basins->n_features; b++) {
        const char *parent = bc_layer_text(basins, "parent", b);

        search->code[b] = bc_feature_name(basins, b);
        search->parent[b] = parent ? bc_layer_row(basins, parent) : BC_NO_ROW;
    }
}

/** Whether @p basin is a part of @p whole; the steps are counted because the
 * table may lead in a circle. */
static bool is_part_of(const struct bc_joiner *search, size_t basin,
                       size_t whole)
{
    for (size_t steps = 0; steps < search->basins->n_features; steps++) {
        basin = search->parent[basin];
        if (basin == BC_NO_ROW)
            return false;
        if (basin == whole)
            return true;
    }
    return false;
}

/* ---- the point at hand ---- */

static bool has_position(const struct bc_joiner *search, size_t i)
{
    return search->points->geometry == BC_GEOMETRY_POINT &&
           isfinite(search->points->x[i]) && isfinite(search->points->y[i]);
}

static void sort_hits(struct bc_joiner *search)
{
    for (size_t i = 1; i < search->n_hits; i++) /* a handful at most */
        for (size_t j = i;
             j > 0 && compare_basins(search, search->hits[j].feature,
                                     search->hits[j - 1].feature) < 0;
             j--) {
            struct bc_hit hit = search->hits[j];

            search->hits[j] = search->hits[j - 1];
            search->hits[j - 1] = hit;
        }
}

/** The cells of a column; NULL when there is none. */
static const char *const *column_of(const struct bc_layer *layer,
                                    const char *name)
{
    size_t column = bc_layer_find(layer, name);

    return column == BC_NO_COLUMN ? NULL : layer->columns[column].text;
}

/** Points outside all basins that name none: where the nearest border is. What
 * a lake names is not known yet, so some are asked for in vain. */
static void find_borders(struct bc_joiner *search)
{
    const struct bc_layer *points = search->points;

    search->far = bc_alloc(points->n_features + 1, sizeof *search->far);
    for (size_t i = 0; i < points->n_features; i++)
        if (search->located[i].n == 0 && has_position(search, i) &&
            (!search->given || !search->given[i]))
            search->far[search->n_far++] = i;
    search->border = bc_alloc(search->n_far + 1, sizeof *search->border);
    bc_index_nearest_of_each(search->index, points->x, points->y, search->far,
                             search->n_far, search->border);
}

static void read_points(struct bc_joiner *search)
{
    const struct bc_layer *points = search->points;

    search->point_code = column_of(points, "code");
    search->given = column_of(points, "basin");
    search->type = column_of(points, "type");
    search->water = column_of(points, "water");
    if (points->geometry != BC_GEOMETRY_POINT)
        return;
    search->located = bc_alloc(points->n_features, sizeof *search->located);
    bc_index_locate(search->index, points->x, points->y, points->n_features,
                    search->located);
    find_borders(search);
}

/** Makes the hits those of a place. */
static void locate(struct bc_joiner *search, double x, double y)
{
    search->n_hits =
        bc_index_covers(search->index, x, y, search->hits, search->room);
    if (search->n_hits > search->room) {
        search->hits = bc_reserve(search->hits, &search->room, search->n_hits,
                                  sizeof *search->hits);
        bc_index_covers(search->index, x, y, search->hits, search->room);
    }
    sort_hits(search);
}

/** Makes the hits those of a point. */
static void locate_point(struct bc_joiner *search, size_t i)
{
    const struct bc_located *located = &search->located[i];

    search->n_hits = located->n;
    if (located->n > 1)
        locate(search, search->points->x[i], search->points->y[i]);
    else if (located->n == 1)
        search->hits[0] =
            (struct bc_hit){located->feature,
                            located->on_boundary ? BC_ON_BOUNDARY : BC_INSIDE};
}

static bool covers(const struct bc_joiner *search, size_t basin)
{
    for (size_t h = 0; h < search->n_hits; h++)
        if (search->hits[h].feature == basin)
            return search->hits[h].place != BC_OUTSIDE;
    return false;
}

/** A basin is no rival of its own parts: the smallest one counts. */
static bool is_rival(const struct bc_joiner *search, size_t hit, size_t basin)
{
    return hit != basin && !is_part_of(search, hit, basin) &&
           !is_part_of(search, basin, hit);
}

/** The lowest code among the smallest of the hits. */
static size_t smallest_hit(const struct bc_joiner *search)
{
    for (size_t h = 0; h < search->n_hits; h++) {
        size_t basin = search->hits[h].feature;
        bool has_part = false;

        for (size_t other = 0; other < search->n_hits; other++)
            has_part |= is_part_of(search, search->hits[other].feature, basin);
        if (!has_part)
            return basin;
    }
    return search->hits[0].feature; /* parents in a circle */
}

/** Codes of the other basins among the hits; NULL when none. */
static char *rivals_of(const struct bc_joiner *search, size_t basin)
{
    struct bc_text codes = {0};

    for (size_t h = 0; h < search->n_hits; h++) {
        if (basin != BC_NO_ROW &&
            !is_rival(search, search->hits[h].feature, basin))
            continue;
        if (codes.length > 0)
            bc_text_add(&codes, ";");
        bc_text_add(&codes, search->code[search->hits[h].feature]);
    }
    return codes.length > 0 ? bc_text_take(&codes) : NULL;
}

/** 0 inside and on the border; NaN without a position. */
static double distance_to(const struct bc_joiner *search, size_t i,
                          size_t basin)
{
    if (!has_position(search, i))
        return NAN;
    if (covers(search, basin))
        return 0;
    return bc_index_distance_m(search->index, search->crs, basin,
                               search->points->x[i], search->points->y[i]);
}

/** Where the nearest border to a point is; rows are asked for in their order.
 */
static struct bc_nearest_border border_near(struct bc_joiner *search, size_t i)
{
    struct bc_nearest_border border;

    while (search->next_far < search->n_far &&
           search->far[search->next_far] < i)
        search->next_far++;
    if (search->next_far < search->n_far && search->far[search->next_far] == i)
        return search->border[search->next_far];
    bc_index_nearest_of_each(search->index, search->points->x,
                             search->points->y, &i, 1, &border);
    return border;
}

/** Where basins share the nearest place that one counts which would inside. */
static size_t nearest_basin(struct bc_joiner *search, size_t i,
                            double *distance_m)
{
    struct bc_nearest_border border = border_near(search, i);
    size_t nearest = border.feature, shared;

    if (nearest == BC_NO_ROW)
        return nearest;
    *distance_m = bc_geodesic_distance_m(search->crs, search->points->x[i],
                                         search->points->y[i], border.place[0],
                                         border.place[1]);
    locate(search, border.place[0], border.place[1]);
    if (search->n_hits > 0) {
        shared = smallest_hit(search);
        if (is_part_of(search, shared, nearest) ||
            compare_basins(search, shared, nearest) < 0)
            nearest = shared;
    }
    search->n_hits = 0; /* the point itself has none */
    return nearest;
}

/** Makes the hits the basins that are as near to a point as the nearest one,
 * wherever on their borders. */
static void find_equally_near(struct bc_joiner *search, size_t i,
                              size_t nearest, double distance_m)
{
    const struct bc_layer *points = search->points;
    double x = points->x[i], y = points->y[i];
    double reach_m = distance_m + EQUALLY_NEAR_M;
    size_t n =
        bc_index_around(search->index, (const double[]){x, y, x, y}, reach_m,
                        search->around, search->basins->n_features);

    search->hits =
        bc_reserve(search->hits, &search->room, n + 1, sizeof *search->hits);
    search->hits[0] = (struct bc_hit){nearest, BC_OUTSIDE};
    search->n_hits = 1;
    for (size_t c = 0; c < n; c++) {
        size_t basin = search->around[c];

        if (basin != nearest && bc_index_distance_m(search->index, search->crs,
                                                    basin, x, y) <= reach_m)
            search->hits[search->n_hits++] = (struct bc_hit){basin, BC_OUTSIDE};
    }
    sort_hits(search);
}

/* ---- findings ---- */

static struct bc_finding about(const struct bc_joiner *search, size_t i,
                               enum bc_finding_code code, const char *field,
                               const char *value)
{
    struct bc_finding finding = bc_feature_finding(search->points, i, code);

    finding.field = field;
    finding.value = value;
    return finding;
}

/** "inside 'BS-FT' and 'BS-LZ'", "outside every basin" */
static void say_where(const struct bc_joiner *search, enum bc_language language,
                      struct bc_text *text)
{
    bool on_border = false;

    for (size_t h = 0; h < search->n_hits; h++)
        on_border |= search->hits[h].place == BC_ON_BOUNDARY;
    bc_text_add(
        text, bc_language_text(language, search->n_hits == 0
                                             ? BC_N("outside every basin")
                                         : on_border ? BC_N("on the border of ")
                                                     : BC_N("inside ")));
    for (size_t h = 0; h < search->n_hits; h++)
        bc_text_printf(text, "%s'%s'",
                       h == 0 ? "" : bc_language_text(language, BC_N(" and ")),
                       search->code[search->hits[h].feature]);
}

/** A finding that begins with where the feature lies; @p rest in English. */
static void tell_where(const struct bc_joiner *search,
                       struct bc_finding finding, const char *rest, ...)
{
    struct bc_text message[2] = {{0}};
    va_list arguments;

    for (int language = BC_ENGLISH; language <= BC_CHINESE; language++) {
        bc_text_add(&message[language],
                    bc_language_text(language, BC_N("lies ")));
        say_where(search, language, &message[language]);
        va_start(arguments, rest);
        bc_text_vprintf(&message[language], bc_language_text(language, rest),
                        arguments);
        va_end(arguments);
    }
    finding.message = bc_text_string(&message[BC_ENGLISH]);
    finding.chinese = bc_text_string(&message[BC_CHINESE]);
    bc_findings_add(search->findings, &finding);
    bc_text_clear(&message[BC_ENGLISH]);
    bc_text_clear(&message[BC_CHINESE]);
}

/** A basin that was named, by the row itself or by its lake. */
static void check_named(const struct bc_joiner *search, size_t i, size_t basin,
                        const char *field, const char *value)
{
    double distance_m = distance_to(search, i, basin);

    if (isnan(distance_m) || distance_m <= search->max_distance_m)
        return; /* inside, or as near as the project allows */
    tell_where(
        search, about(search, i, BC_FOUND_BASIN_CONTRADICTS, field, value),
        strcmp(field, "water") == 0
            ? BC_N(", %.0f m outside the basin '%s' that its lake names; "
                   "the named one was used")
            : BC_N(", %.0f m outside the basin '%s' that its row names; "
                   "the named one was used"),
        distance_m, search->code[basin]);
}

static void note_boundary(const struct bc_joiner *search, size_t i,
                          size_t basin)
{
    tell_where(search, about(search, i, BC_FOUND_ON_BOUNDARY, NULL, NULL),
               BC_N("; counted once, in '%s'"), search->code[basin]);
}

/* ---- the ways to a basin, in their order ---- */

/** @return the row of the basin that the table gives, BC_NO_ROW for none */
static size_t given_basin(const struct bc_joiner *search, size_t i)
{
    const char *given = search->given ? search->given[i] : NULL;
    size_t basin;

    if (!given)
        return BC_NO_ROW;
    basin = bc_layer_row(search->basins, given);
    if (basin == BC_NO_ROW)
        bc_findings_addf(
            search->findings,
            about(search, i, BC_FOUND_UNKNOWN_BASIN, "basin", given),
            "no basin has this code or name; the position was used");
    else
        check_named(search, i, basin, "basin", given);
    return basin;
}

/** Whether another lake of that name has another basin, so that the name says
 * none: a finding. */
static bool is_ambiguous(const struct bc_joiner *search, size_t i, size_t lake,
                         const char *given)
{
    const char *water = search->water[i];

    for (size_t other = 0; other < search->lakes->n_features; other++) {
        const char *name = bc_layer_text(search->lakes, "name", other);
        const char *basin = bc_layer_text(search->lakes, "basin", other);

        if (other == lake || !name || strcmp(name, water) != 0 ||
            (basin && given && strcmp(basin, given) == 0) || basin == given)
            continue;
        bc_findings_addf(search->findings,
                         about(search, i, BC_FOUND_SAME_NAME, "water", water),
                         "lakes of this name stand in the basins '%s' and "
                         "'%s'; the position was used",
                         given ? given : "", basin ? basin : "");
        return true;
    }
    return false;
}

/** @return the basin of the lake that a lake or reservoir section names */
static size_t lake_basin(const struct bc_joiner *search, size_t i)
{
    const char *type = search->type ? search->type[i] : NULL;
    const char *water = search->water ? search->water[i] : NULL;
    const char *given;
    size_t lake, basin;

    if (!search->lakes || !type || !water ||
        (strcmp(type, "lake") != 0 && strcmp(type, "reservoir") != 0))
        return BC_NO_ROW;
    lake = bc_layer_row(search->lakes, water);
    if (lake == BC_NO_ROW) {
        bc_findings_addf(
            search->findings,
            about(search, i, BC_FOUND_UNKNOWN_LAKE, "water", water),
            "no lake has this name; the position was used");
        return BC_NO_ROW;
    }
    given = bc_layer_text(search->lakes, "basin", lake);
    if (is_ambiguous(search, i, lake, given) || !given)
        return BC_NO_ROW;
    basin = bc_layer_row(search->basins, given);
    if (basin == BC_NO_ROW)
        bc_findings_addf(
            search->findings,
            about(search, i, BC_FOUND_UNKNOWN_BASIN, "water", water),
            "its lake names the basin '%s', which is not there; the position "
            "was used",
            given);
    else
        check_named(search, i, basin, "water", water);
    return basin;
}

static bool is_on_border(const struct bc_joiner *search, size_t basin)
{
    for (size_t h = 0; h < search->n_hits; h++) {
        size_t hit = search->hits[h].feature;

        if (hit == basin ? search->hits[h].place == BC_ON_BOUNDARY
                         : is_rival(search, hit, basin))
            return true;
    }
    return false;
}

static void join_by_position(struct bc_joiner *search, size_t i)
{
    struct bc_join *join = search->join;
    size_t basin = smallest_hit(search);

    join->basin[i] = basin;
    join->method[i] = BC_JOIN_COVERS;
    if (is_on_border(search, basin)) {
        join->method[i] = BC_JOIN_BOUNDARY;
        note_boundary(search, i, basin);
    }
}

static void join_by_distance(struct bc_joiner *search, size_t i)
{
    struct bc_join *join = search->join;
    size_t nearest = nearest_basin(search, i, &join->distance_m[i]);

    if (nearest != BC_NO_ROW && join->distance_m[i] <= search->max_distance_m) {
        find_equally_near(search, i, nearest, join->distance_m[i]);
        nearest = smallest_hit(search);
        join->basin[i] = nearest;
        join->method[i] = BC_JOIN_NEAREST;
        bc_findings_addf(search->findings,
                         about(search, i, BC_FOUND_NEAREST_BASIN, NULL, NULL),
                         "lies outside every basin; counted in '%s', %.0f m "
                         "away",
                         search->code[nearest], join->distance_m[i]);
        return;
    }
    if (nearest == BC_NO_ROW)
        bc_findings_addf(search->findings,
                         about(search, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "lies outside every basin; counted in none");
    else
        bc_findings_addf(search->findings,
                         about(search, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "lies outside every basin, %.0f m from '%s'; counted "
                         "in none",
                         join->distance_m[i], search->code[nearest]);
}

static void compute(struct bc_joiner *search, size_t i)
{
    struct bc_join *join = search->join;
    size_t basin;

    search->n_hits = 0;
    if (has_position(search, i))
        locate_point(search, i);
    if ((basin = given_basin(search, i)) != BC_NO_ROW)
        join->method[i] = BC_JOIN_GIVEN;
    else if ((basin = lake_basin(search, i)) != BC_NO_ROW)
        join->method[i] = BC_JOIN_LAKE;
    join->basin[i] = basin;
    if (basin == BC_NO_ROW && search->n_hits > 0) {
        join_by_position(search, i);
    } else if (basin == BC_NO_ROW && has_position(search, i)) {
        join_by_distance(search, i);
    } else if (basin == BC_NO_ROW) {
        bc_findings_addf(search->findings,
                         about(search, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "has neither a basin nor a position; counted in none");
    }
    if (join->basin[i] != BC_NO_ROW)
        join->distance_m[i] = distance_to(search, i, join->basin[i]);
    join->rivals[i] = rivals_of(search, join->basin[i]);
}

/* ---- what was reviewed ---- */

/** @return whether the point stands in the crosswalk, with a basin that is
 *  there or none */
static bool find_reviewed(const struct bc_joiner *search, size_t i, size_t *row,
                          size_t *basin)
{
    const char *code = search->point_code ? search->point_code[i] : NULL;
    const char *reviewed;

    if (!search->crosswalk || !code)
        return false;
    *row = bc_crosswalk_find(search->crosswalk, search->points->role, code);
    if (*row == BC_NO_ROW)
        return false;
    reviewed = bc_crosswalk_basin(search->crosswalk, *row);
    *basin = reviewed ? bc_layer_row(search->basins, reviewed) : BC_NO_ROW;
    if (!reviewed || *basin != BC_NO_ROW)
        return true;
    bc_findings_addf(
        search->findings,
        bc_crosswalk_finding(search->crosswalk, *row, BC_FOUND_CROSSWALK_ROW),
        "no basin has this code or name; the computed one counts");
    return false;
}

static const char *code_of(const struct bc_joiner *search, size_t basin)
{
    return basin == BC_NO_ROW ? "none" : search->code[basin];
}

static void replace(struct bc_joiner *search, size_t i, size_t row,
                    size_t basin)
{
    struct bc_join *join = search->join;

    if (join->basin[i] != basin)
        bc_findings_addf(search->findings,
                         bc_crosswalk_finding(search->crosswalk, row,
                                              BC_FOUND_CROSSWALK_CHANGED),
                         "'%s' by review, '%s' computed (%s)",
                         code_of(search, basin),
                         code_of(search, join->basin[i]),
                         bc_join_method_name(join->method[i]));
    if (join->method[i] == BC_JOIN_NEAREST)
        search->n_hits = 0; /* none covers the point */
    join->basin[i] = basin;
    join->method[i] = BC_JOIN_REVIEWED;
    if (basin != BC_NO_ROW)
        join->distance_m[i] = distance_to(search, i, basin);
    free(join->rivals[i]);
    join->rivals[i] = rivals_of(search, basin);
}

/** What computing would say of a reviewed point is nobody's concern. */
static void join_point(struct bc_joiner *search, size_t i,
                       struct bc_findings *unsaid)
{
    struct bc_findings *findings = search->findings;
    size_t row, basin;

    if (!find_reviewed(search, i, &row, &basin)) {
        compute(search, i);
        return;
    }
    search->findings = unsaid;
    compute(search, i);
    search->findings = findings;
    replace(search, i, row, basin);
}

/** Inside one basin and named by nobody, as most points of a large layer:
 * what else a join holds of it is 0 already. */
static bool join_plainly(const struct bc_joiner *search, size_t i)
{
    const struct bc_located *located = search->located;

    if (!located || located[i].n != 1 || located[i].on_boundary ||
        search->crosswalk || (search->given && search->given[i]) ||
        (search->lakes && search->water && search->water[i]))
        return false;
    search->join->basin[i] = located[i].feature;
    search->join->method[i] = BC_JOIN_COVERS;
    return true;
}

static void join_points(struct bc_joiner *search)
{
    struct bc_join *join = search->join;
    struct bc_findings *unsaid = bc_findings_new();

    for (size_t i = 0; i < join->n; i++) {
        if (join_plainly(search, i))
            continue;
        join->basin[i] = BC_NO_ROW;
        join->distance_m[i] = NAN;
        join_point(search, i, unsaid);
        join->n_on_boundary += join->method[i] == BC_JOIN_BOUNDARY;
        join->n_outside += join->basin[i] == BC_NO_ROW;
    }
    bc_findings_free(unsaid);
}

static void join_init(struct bc_join *join, size_t n)
{
    *join = (struct bc_join){.n = n,
                             .basin = bc_alloc(n, sizeof *join->basin),
                             .method = bc_alloc(n, sizeof *join->method),
                             .distance_m = bc_alloc(n, sizeof(double)),
                             .rivals = bc_alloc(n, sizeof *join->rivals)};
}

struct bc_joiner *
bc_joiner_new(const struct bc_crs *crs, const struct bc_layer *basins,
              const struct bc_index *index, const struct bc_layer *lakes,
              double max_distance_m, struct bc_crosswalk *crosswalk)
{
    struct bc_joiner *made = bc_alloc(1, sizeof *made);

    assert(basins->geometry == BC_GEOMETRY_POLYGON);
    made->crs = crs;
    made->basins = basins;
    made->index = index;
    made->lakes = lakes;
    made->max_distance_m = max_distance_m;
    made->crosswalk = crosswalk;
    made->hits = bc_reserve(NULL, &made->room, 1, sizeof *made->hits);
    made->around = bc_alloc(basins->n_features + 1, sizeof *made->around);
    read_basins(made);
    return made;
}

void bc_joiner_free(struct bc_joiner *joiner)
{
    if (!joiner)
        return;
    free(joiner->around);
    free(joiner->code);
    free(joiner->parent);
    free(joiner->hits);
    free(joiner);
}

void bc_joiner_join(struct bc_joiner *joiner, const struct bc_layer *points,
                    struct bc_findings *findings, struct bc_join *join)
{
    joiner->points = points;
    joiner->findings = findings;
    joiner->join = join;
    joiner->located = NULL;
    joiner->far = NULL;
    joiner->border = NULL;
    joiner->n_far = joiner->next_far = 0;
    join_init(join, points->n_features);
    read_points(joiner);
    join_points(joiner);
    free(joiner->located);
    free(joiner->far);
    free(joiner->border);
}

void bc_join_basins(const struct bc_crs *crs, const struct bc_layer *points,
                    const struct bc_layer *basins, const struct bc_index *index,
                    const struct bc_layer *lakes, double max_distance_m,
                    struct bc_crosswalk *crosswalk,
                    struct bc_findings *findings, struct bc_join *join)
{
    struct bc_joiner *joiner =
        bc_joiner_new(crs, basins, index, lakes, max_distance_m, crosswalk);

    bc_joiner_join(joiner, points, findings, join);
    bc_joiner_free(joiner);
}

/* ---- polygons that cover points ---- */

void bc_cover_clear(struct bc_cover *cover)
{
    free(cover->first);
    free(cover->feature);
    *cover = (struct bc_cover){0};
}

static void cover_points(const struct bc_index *index,
                         const struct bc_layer *points, struct bc_cover *cover)
{
    struct bc_located *located = bc_alloc(points->n_features, sizeof *located);
    struct bc_hit *hits = NULL;
    size_t hit_room = 0, room = 0, n = 0;

    bc_index_locate(index, points->x, points->y, points->n_features, located);
    for (size_t i = 0; i < points->n_features; i++) {
        size_t n_hits = located[i].n;

        cover->first[i + 1] = n + n_hits;
        if (n_hits == 0)
            continue;
        hits = bc_reserve(hits, &hit_room, n_hits, sizeof *hits);
        bc_index_covers(index, points->x[i], points->y[i], hits, hit_room);
        cover->feature = bc_reserve(cover->feature, &room, n + n_hits,
                                    sizeof *cover->feature);
        for (size_t h = 0; h < n_hits; h++)
            cover->feature[n++] = hits[h].feature;
    }
    free(hits);
    free(located);
}

void bc_join_cover(const struct bc_layer *points,
                   const struct bc_layer *polygons, struct bc_cover *cover)
{
    struct bc_index *index = bc_index_new(&polygons->shapes);

    assert(points->geometry == BC_GEOMETRY_POINT);
    *cover = (struct bc_cover){0};
    cover->n = points->n_features;
    cover->first = bc_alloc(cover->n + 1, sizeof *cover->first);
    cover_points(index, points, cover);
    bc_index_free(index);
}
