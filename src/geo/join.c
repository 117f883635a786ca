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
#include "geo/join_parts.h"
#include "layer/alike.h"

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

static void read_basins(struct bc_joiner *joiner)
{
    const struct bc_layer *basins = joiner->basins;

    joiner->code = bc_alloc(basins->n_features, sizeof *joiner->code);
    joiner->parent = bc_alloc(basins->n_features, sizeof *joiner->parent);
    for (size_t b = 0; b < basins->n_features; b++) {
        const char *parent = bc_layer_text(basins, "parent", b);

        joiner->code[b] = bc_feature_name(basins, b);
        joiner->parent[b] = parent ? bc_layer_row(basins, parent) : BC_NO_ROW;
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
static void find_borders(struct bc_joiner *joiner)
{
    const struct bc_layer *points = joiner->points;

    joiner->far = bc_alloc(points->n_features + 1, sizeof *joiner->far);
    for (size_t i = 0; i < points->n_features; i++)
        if (joiner->located[i].n == 0 && bc_joiner_has_position(joiner, i) &&
            (!joiner->given || !joiner->given[i]))
            joiner->far[joiner->n_far++] = i;
    joiner->border = bc_alloc(joiner->n_far + 1, sizeof *joiner->border);
    bc_index_nearest_of_each(joiner->index, points->x, points->y, joiner->far,
                             joiner->n_far, joiner->border);
}

static void read_points(struct bc_joiner *joiner)
{
    const struct bc_layer *points = joiner->points;

    joiner->point_code = column_of(points, "code");
    joiner->given = column_of(points, "basin");
    joiner->type = column_of(points, "type");
    joiner->water = column_of(points, "water");
    if (points->geometry != BC_GEOMETRY_POINT)
        return;
    joiner->located = bc_alloc(points->n_features, sizeof *joiner->located);
    bc_index_locate(joiner->index, points->x, points->y, points->n_features,
                    joiner->located);
    find_borders(joiner);
}

/* ---- findings ---- */

static struct bc_finding about(const struct bc_joiner *joiner, size_t i,
                               enum bc_finding_code code, const char *field,
                               const char *value)
{
    struct bc_finding finding = bc_feature_finding(joiner->points, i, code);

    finding.field = field;
    finding.value = value;
    return finding;
}

/** "inside 'BS-FT' and 'BS-LZ'", "outside every basin" */
static void say_where(const struct bc_joiner *joiner, enum bc_language language,
                      struct bc_text *text)
{
    bool on_border = false;

    for (size_t h = 0; h < joiner->n_hits; h++)
        on_border |= joiner->hits[h].place == BC_ON_BOUNDARY;
    bc_text_add(
        text, bc_language_text(language, joiner->n_hits == 0
                                             ? BC_N("outside every basin")
                                         : on_border ? BC_N("on the border of ")
                                                     : BC_N("inside ")));
    for (size_t h = 0; h < joiner->n_hits; h++)
        bc_text_printf(text, "%s'%s'",
                       h == 0 ? "" : bc_language_text(language, BC_N(" and ")),
                       joiner->code[joiner->hits[h].feature]);
}

/** A finding that begins with where the feature lies; @p rest in English. */
static void tell_where(const struct bc_joiner *joiner,
                       struct bc_finding finding, const char *rest, ...)
{
    struct bc_text message[2] = {{0}};
    va_list arguments;

    for (int language = BC_ENGLISH; language <= BC_CHINESE; language++) {
        bc_text_add(&message[language],
                    bc_language_text(language, BC_N("lies ")));
        say_where(joiner, language, &message[language]);
        va_start(arguments, rest);
        bc_text_vprintf(&message[language], bc_language_text(language, rest),
                        arguments);
        va_end(arguments);
    }
    finding.message = bc_text_string(&message[BC_ENGLISH]);
    finding.chinese = bc_text_string(&message[BC_CHINESE]);
    bc_findings_add(joiner->findings, &finding);
    bc_text_clear(&message[BC_ENGLISH]);
    bc_text_clear(&message[BC_CHINESE]);
}

/** A basin that was named, by the row itself or by its lake. */
static void check_named(const struct bc_joiner *joiner, size_t i, size_t basin,
                        const char *field, const char *value)
{
    double distance_m = bc_joiner_distance_m(joiner, i, basin);

    if (isnan(distance_m) || distance_m <= joiner->max_distance_m)
        return; /* inside, or as near as the project allows */
    tell_where(
        joiner, about(joiner, i, BC_FOUND_BASIN_CONTRADICTS, field, value),
        strcmp(field, "water") == 0
            ? BC_N(", %.0f m outside the basin '%s' that its lake names; "
                   "the named one was used")
            : BC_N(", %.0f m outside the basin '%s' that its row names; "
                   "the named one was used"),
        distance_m, joiner->code[basin]);
}

static void note_boundary(const struct bc_joiner *joiner, size_t i,
                          size_t basin)
{
    tell_where(joiner, about(joiner, i, BC_FOUND_ON_BOUNDARY, NULL, NULL),
               BC_N("; counted once, in '%s'"), joiner->code[basin]);
}

/* ---- the ways to a basin, in their order ---- */

/** @return the row of the basin that the table gives, BC_NO_ROW for none */
static size_t given_basin(const struct bc_joiner *joiner, size_t i)
{
    const char *given = joiner->given ? joiner->given[i] : NULL;
    const char *alike;
    size_t basin;

    if (!given)
        return BC_NO_ROW;
    basin = bc_layer_row(joiner->basins, given);
    alike = basin == BC_NO_ROW ? bc_alike_find(joiner->basins, given) : NULL;
    if (alike)
        bc_findings_addf(
            joiner->findings,
            about(joiner, i, BC_FOUND_UNKNOWN_BASIN, "basin", given),
            "no basin has this code or name, but '%s' looks the same; the "
            "position was used",
            alike);
    else if (basin == BC_NO_ROW)
        bc_findings_addf(
            joiner->findings,
            about(joiner, i, BC_FOUND_UNKNOWN_BASIN, "basin", given),
            "no basin has this code or name; the position was used");
    else
        check_named(joiner, i, basin, "basin", given);
    return basin;
}

/** Whether another lake of that name has another basin, so that the name says
 * none: a finding. */
static bool is_ambiguous(const struct bc_joiner *joiner, size_t i, size_t lake,
                         const char *given)
{
    const char *water = joiner->water[i];

    for (size_t other = 0; other < joiner->lakes->n_features; other++) {
        const char *name = bc_layer_text(joiner->lakes, "name", other);
        const char *basin = bc_layer_text(joiner->lakes, "basin", other);

        if (other == lake || !name || strcmp(name, water) != 0 ||
            (basin && given && strcmp(basin, given) == 0) || basin == given)
            continue;
        bc_findings_addf(joiner->findings,
                         about(joiner, i, BC_FOUND_SAME_NAME, "water", water),
                         "lakes of this name stand in the basins '%s' and "
                         "'%s'; the position was used",
                         given ? given : "", basin ? basin : "");
        return true;
    }
    return false;
}

/** @return the basin of the lake that a lake or reservoir section names */
static size_t lake_basin(const struct bc_joiner *joiner, size_t i)
{
    const char *type = joiner->type ? joiner->type[i] : NULL;
    const char *water = joiner->water ? joiner->water[i] : NULL;
    const char *given;
    size_t lake, basin;

    if (!joiner->lakes || !type || !water ||
        (strcmp(type, "lake") != 0 && strcmp(type, "reservoir") != 0))
        return BC_NO_ROW;
    lake = bc_layer_row(joiner->lakes, water);
    if (lake == BC_NO_ROW) {
        bc_findings_addf(
            joiner->findings,
            about(joiner, i, BC_FOUND_UNKNOWN_LAKE, "water", water),
            "no lake has this name; the position was used");
        return BC_NO_ROW;
    }
    given = bc_layer_text(joiner->lakes, "basin", lake);
    if (is_ambiguous(joiner, i, lake, given) || !given)
        return BC_NO_ROW;
    basin = bc_layer_row(joiner->basins, given);
    if (basin == BC_NO_ROW)
        bc_findings_addf(
            joiner->findings,
            about(joiner, i, BC_FOUND_UNKNOWN_BASIN, "water", water),
            "its lake names the basin '%s', which is not there; the position "
            "was used",
            given);
    else
        check_named(joiner, i, basin, "water", water);
    return basin;
}

static bool is_on_border(const struct bc_joiner *joiner, size_t basin)
{
    for (size_t h = 0; h < joiner->n_hits; h++) {
        size_t hit = joiner->hits[h].feature;

        if (hit == basin ? joiner->hits[h].place == BC_ON_BOUNDARY
                         : bc_joiner_is_rival(joiner, hit, basin))
            return true;
    }
    return false;
}

static void join_by_position(struct bc_joiner *joiner, size_t i)
{
    struct bc_join *join = joiner->join;
    size_t basin = bc_joiner_smallest(joiner);

    join->basin[i] = basin;
    join->method[i] = BC_JOIN_COVERS;
    if (is_on_border(joiner, basin)) {
        join->method[i] = BC_JOIN_BOUNDARY;
        note_boundary(joiner, i, basin);
    }
}

static void join_by_distance(struct bc_joiner *joiner, size_t i)
{
    struct bc_join *join = joiner->join;
    size_t nearest = bc_joiner_nearest(joiner, i, &join->distance_m[i]);

    if (nearest != BC_NO_ROW && join->distance_m[i] <= joiner->max_distance_m) {
        bc_joiner_equally_near(joiner, i, nearest, join->distance_m[i]);
        nearest = bc_joiner_smallest(joiner);
        join->basin[i] = nearest;
        join->method[i] = BC_JOIN_NEAREST;
        bc_findings_addf(joiner->findings,
                         about(joiner, i, BC_FOUND_NEAREST_BASIN, NULL, NULL),
                         "lies outside every basin; counted in '%s', %.0f m "
                         "away",
                         joiner->code[nearest], join->distance_m[i]);
        return;
    }
    if (nearest == BC_NO_ROW)
        bc_findings_addf(joiner->findings,
                         about(joiner, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "lies outside every basin; counted in none");
    else
        bc_findings_addf(joiner->findings,
                         about(joiner, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "lies outside every basin, %.0f m from '%s'; counted "
                         "in none",
                         join->distance_m[i], joiner->code[nearest]);
}

static void compute(struct bc_joiner *joiner, size_t i)
{
    struct bc_join *join = joiner->join;
    size_t basin;

    joiner->n_hits = 0;
    if (bc_joiner_has_position(joiner, i))
        bc_joiner_locate(joiner, i);
    if ((basin = given_basin(joiner, i)) != BC_NO_ROW)
        join->method[i] = BC_JOIN_GIVEN;
    else if ((basin = lake_basin(joiner, i)) != BC_NO_ROW)
        join->method[i] = BC_JOIN_LAKE;
    join->basin[i] = basin;
    if (basin == BC_NO_ROW && joiner->n_hits > 0) {
        join_by_position(joiner, i);
    } else if (basin == BC_NO_ROW && bc_joiner_has_position(joiner, i)) {
        join_by_distance(joiner, i);
    } else if (basin == BC_NO_ROW) {
        bc_findings_addf(joiner->findings,
                         about(joiner, i, BC_FOUND_OUTSIDE_BASINS, NULL, NULL),
                         "has neither a basin nor a position; counted in none");
    }
    if (join->basin[i] != BC_NO_ROW)
        join->distance_m[i] = bc_joiner_distance_m(joiner, i, join->basin[i]);
    join->rivals[i] = bc_joiner_rivals(joiner, join->basin[i]);
}

/* ---- what was reviewed ---- */

/** @return whether the point stands in the crosswalk, with a basin that is
 *  there or none */
static bool find_reviewed(const struct bc_joiner *joiner, size_t i, size_t *row,
                          size_t *basin)
{
    const char *code = joiner->point_code ? joiner->point_code[i] : NULL;
    const char *reviewed;

    if (!joiner->crosswalk || !code)
        return false;
    *row = bc_crosswalk_find(joiner->crosswalk, joiner->points->role, code);
    if (*row == BC_NO_ROW)
        return false;
    reviewed = bc_crosswalk_basin(joiner->crosswalk, *row);
    *basin = reviewed ? bc_layer_row(joiner->basins, reviewed) : BC_NO_ROW;
    if (!reviewed || *basin != BC_NO_ROW)
        return true;
    bc_findings_addf(
        joiner->findings,
        bc_crosswalk_finding(joiner->crosswalk, *row, BC_FOUND_CROSSWALK_ROW),
        "no basin has this code or name; the computed one counts");
    return false;
}

static const char *code_of(const struct bc_joiner *joiner, size_t basin)
{
    return basin == BC_NO_ROW ? "none" : joiner->code[basin];
}

static void replace(struct bc_joiner *joiner, size_t i, size_t row,
                    size_t basin)
{
    struct bc_join *join = joiner->join;

    if (join->basin[i] != basin)
        bc_findings_addf(joiner->findings,
                         bc_crosswalk_finding(joiner->crosswalk, row,
                                              BC_FOUND_CROSSWALK_CHANGED),
                         "'%s' by review, '%s' computed (%s)",
                         code_of(joiner, basin),
                         code_of(joiner, join->basin[i]),
                         bc_join_method_name(join->method[i]));
    if (join->method[i] == BC_JOIN_NEAREST)
        joiner->n_hits = 0; /* none covers the point */
    join->basin[i] = basin;
    join->method[i] = BC_JOIN_REVIEWED;
    if (basin != BC_NO_ROW)
        join->distance_m[i] = bc_joiner_distance_m(joiner, i, basin);
    free(join->rivals[i]);
    join->rivals[i] = bc_joiner_rivals(joiner, basin);
}

/** What computing would say of a reviewed point is nobody's concern. */
static void join_point(struct bc_joiner *joiner, size_t i,
                       struct bc_findings *unsaid)
{
    struct bc_findings *findings = joiner->findings;
    size_t row, basin;

    if (!find_reviewed(joiner, i, &row, &basin)) {
        compute(joiner, i);
        return;
    }
    joiner->findings = unsaid;
    compute(joiner, i);
    joiner->findings = findings;
    replace(joiner, i, row, basin);
}

/** Inside one basin and named by nobody, as most points of a large layer:
 * what else a join holds of it is 0 already. */
static bool join_plainly(const struct bc_joiner *joiner, size_t i)
{
    const struct bc_located *located = joiner->located;

    if (!located || located[i].n != 1 || located[i].on_boundary ||
        joiner->crosswalk || (joiner->given && joiner->given[i]) ||
        (joiner->lakes && joiner->water && joiner->water[i]))
        return false;
    joiner->join->basin[i] = located[i].feature;
    joiner->join->method[i] = BC_JOIN_COVERS;
    return true;
}

static void join_points(struct bc_joiner *joiner)
{
    struct bc_join *join = joiner->join;
    struct bc_findings *unsaid = bc_findings_new();

    for (size_t i = 0; i < join->n; i++) {
        if (join_plainly(joiner, i))
            continue;
        join->basin[i] = BC_NO_ROW;
        join->distance_m[i] = NAN;
        join_point(joiner, i, unsaid);
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
