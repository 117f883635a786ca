/* SPDX-License-Identifier: MIT */
#include "cli/starter.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/language.h"
#include "cli/starter_tables.h"
#include "layer/role.h"
#include "layer/source.h"
#include "water/item.h"

struct making {
    struct bc_looks *looks;
    struct bc_starter *starter;
    struct bc_text *out; /* the project */
    size_t n_observations;
};

/* ---- YAML ---- */

/** As it stands where YAML cannot take it for anything else. */
static void add_scalar(struct bc_text *out, const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    bool plain = *text && ((*text & 0x80) || strchr(letters, *text));

    for (const char *at = text; *at && plain; at++)
        plain = (*at & 0x80) || strchr(letters, *at) ||
                strchr("0123456789_./-:", *at);
    /* `a:b` is a scalar too, but only this one is usual without quotes. */
    if (strchr(text, ':') && strncmp(text, "EPSG:", 5) != 0)
        plain = false;
    if (plain && bc_utf8_valid(text, strlen(text)))
        bc_text_add(out, text);
    else
        bc_text_add_json(out, text);
}

/** `  # ...` to the end of the line: nothing in it can start a new one. */
static void add_comment(struct bc_text *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add_comment(struct bc_text *out, const char *format, ...)
{
    struct bc_text comment = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&comment, format, arguments);
    va_end(arguments);
    bc_text_add(out, out->length && out->data[out->length - 1] != '\n' ? "  # "
                                                                       : "# ");
    bc_text_add_escaped(out, bc_text_string(&comment));
    bc_text_add(out, "\n");
    bc_text_clear(&comment);
}

static void add_entry(struct bc_text *out, const char *indent, const char *key,
                      const char *value)
{
    bc_text_add(out, indent);
    add_scalar(out, key);
    bc_text_add(out, ": ");
    add_scalar(out, value);
}

static const char *say_sure(enum bc_sure sure)
{
    return bc_say(bc_sure_name(sure));
}

/** `likely: part of the header`. */
static void add_clue(struct bc_text *out, enum bc_clue clue)
{
    if (clue == BC_CLUE_PART)
        add_comment(out, bc_say("%s: part of the header"), say_sure(BC_LIKELY));
    else
        add_comment(out, bc_say("%s: by the values"), say_sure(BC_GUESS));
}

static void add_todo(struct making *making, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add_todo(struct making *making, const char *format, ...)
{
    struct bc_text line = {0};
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(&line, format, arguments);
    va_end(arguments);
    bc_text_add_escaped(&making->starter->todo, bc_text_string(&line));
    bc_text_add(&making->starter->todo, "\n");
    bc_text_clear(&line);
}

/* ---- months ---- */

/** Observations are there in that month. */
static bool has_month(const struct bc_looks *looks, int month)
{
    for (size_t i = 0; i < looks->n; i++)
        if (bc_look_is(&looks->look[i], "observations") &&
            !looks->look[i].water.needs_year &&
            looks->look[i].water.months[month])
            return true;
    return false;
}

static int last_month(const struct bc_looks *looks)
{
    int month = BC_MONTHS_KNOWN - 1;

    while (month >= 0 && !has_month(looks, month))
        month--;
    return month;
}

/** Times without a year get that of the other tables. */
static void settle_years(struct bc_looks *looks)
{
    int month = last_month(looks);

    for (size_t i = 0; month >= 0 && i < looks->n; i++) {
        struct bc_water_guess *water = &looks->look[i].water;
        bool *months = water->months;

        if (!bc_look_is(&looks->look[i], "observations") || !water->needs_year)
            continue;
        water->year = month / 12;
        for (int m = 0; m < 12; m++)
            months[water->year * 12 + m] |= months[2000 * 12 + m];
    }
}

/** The months of the last year that has any. */
static bool find_period(const struct bc_looks *looks, struct bc_period *period)
{
    int last = last_month(looks), first;

    if (last < 0)
        return false;
    first = last / 12 * 12;
    while (!has_month(looks, first))
        first++;
    *period = bc_period_of_months(first, last);
    return true;
}

/** The last date among the stages of outfalls; BC_NO_DATE when there is none.
 */
static bc_day last_stage(const struct bc_looks *looks)
{
    const struct bc_look *look = bc_looks_of(looks, "outfalls");
    const struct bc_role_guess *guess =
        look ? bc_look_guess(look, "outfalls") : NULL;
    bc_day last = BC_NO_DATE, day;

    for (size_t f = 0; guess && f < guess->n_fields; f++) {
        const char **cells;

        if (strncmp(guess->fields[f].key, "date_", 5) != 0)
            continue;
        cells = look->sample->columns[guess->fields[f].column].text;
        for (size_t row = 0; row < look->sample->n_features; row++)
            if (cells[row] && bc_day_parse(bc_slice_of(cells[row]), &day) &&
                day > last)
                last = day;
    }
    return last;
}

static bc_day end_of_month(bc_day day)
{
    int year, month, of_month;

    bc_day_split(day, &year, &month, &of_month);
    return month == 12 ? bc_day_of(year, 12, 31)
                       : bc_day_of(year, month + 1, 1) - 1;
}

static void add_times(struct making *making)
{
    struct bc_text *out = making->out;
    struct bc_period period, before;
    bc_day stage = last_stage(making->looks);
    char date[16];
    bool has_before = false;

    if (!find_period(making->looks, &period)) {
        add_comment(out, bc_say("period: 2024-04: fill in the months of the "
                                "water; no observations tell them"));
        add_todo(making, bc_say("period: the months of the water"));
        return;
    }
    bc_text_printf(out, "period: %s", period.label);
    add_comment(out,
                bc_say("%s: the months of the last year with observations"),
                say_sure(BC_LIKELY));
    if (stage != BC_NO_DATE && stage > period.last) {
        bc_day_print(end_of_month(stage), date);
        bc_text_printf(out, "as_of: %s", date);
        add_comment(out,
                    bc_say("%s: the end of the last month in the dates of "
                           "outfalls"),
                    say_sure(BC_GUESS));
    }
    before = bc_period_year_before(&period);
    for (int m = bc_month_of_day(before.first);
         m <= bc_month_of_day(before.last) && !has_before; m++)
        has_before = has_month(making->looks, m);
    if (has_before) {
        bc_text_printf(out, "compare_with: %s", before.label);
        add_comment(out, bc_say("%s: observations of a year before are there"),
                    say_sure(BC_LIKELY));
    }
}

/* ---- layers ---- */

/** One path, or the list of them where others have the same columns. */
static void add_source(struct making *making, const struct bc_look *look,
                       const char *indent)
{
    const struct bc_looks *looks = making->looks;
    size_t self = (size_t)(look - looks->look);
    bool several = false;

    for (size_t i = 0; i < looks->n; i++)
        several |= looks->look[i].more_of == self;
    if (!several) {
        add_entry(making->out, indent, "source", look->label);
        return;
    }
    bc_text_printf(making->out, "%ssource: [", indent);
    add_scalar(making->out, look->label);
    for (size_t i = 0; i < looks->n; i++) {
        if (looks->look[i].more_of != self)
            continue;
        bc_text_add(making->out, ", ");
        add_scalar(making->out, looks->look[i].label);
    }
    bc_text_add(making->out, "]");
    add_comment(making->out, bc_say("files with the same columns"));
}

static void end_line(struct bc_text *out)
{
    if (out->data[out->length - 1] != '\n')
        bc_text_add(out, "\n");
}

/** Columns of a table in which layer/position.h found a Gauss-Krueger zone. */
static bool is_guessed_zone(const struct bc_look *look)
{
    enum bc_format format = bc_format_of(look->path);

    return (format == BC_FORMAT_CSV || format == BC_FORMAT_XLSX) &&
           look->sample->crs && strncmp(look->sample->crs, "EPSG:", 5) == 0;
}

/** Layer, encoding and positions: what any source may need. */
static void add_reading(struct making *making, const struct bc_look *look,
                        const char *indent, bool positions)
{
    struct bc_text *out = making->out;

    end_line(out);
    if (look->layer) {
        add_entry(out, indent, "layer", look->layer);
        bc_text_add(out, "\n");
    }
    if (look->encoding) {
        add_entry(out, indent, "encoding", look->encoding);
        add_comment(out, bc_say("%s: its bytes are not UTF-8"),
                    say_sure(BC_LIKELY));
    }
    if (!positions)
        return;
    if (look->xy) {
        bc_text_printf(out, "%sxy: [", indent);
        add_scalar(out, look->x_field);
        bc_text_add(out, ", ");
        add_scalar(out, look->y_field);
        bc_text_add(out, "]");
        add_clue(out, look->xy);
    }
    if (!look->needs_crs && is_guessed_zone(look)) {
        bc_text_add(out, indent);
        bc_text_add(out, "# ");
        bc_text_printf(out,
                       bc_say("positions: %s by the zone in the eastings; "
                              "where the datum is another, name it with crs"),
                       look->sample->crs);
        bc_text_add(out, "\n");
    }
    if (look->crs) {
        add_entry(out, indent, "crs", look->crs);
        add_comment(
            out, bc_say("%s: the file says nothing; its values look like it"),
            say_sure(BC_GUESS));
    }
    if (look->needs_crs) {
        add_comment(out, bc_say("crs: EPSG:4547: fill in; projected values "
                                "without the number of their zone (in Hubei "
                                "EPSG:4545 to 4548)"));
        add_todo(making, bc_say("%s: its crs"), look->label);
    }
    if (look->coordinates) {
        add_entry(out, indent, "coordinates", look->coordinates);
        add_comment(out, bc_say("%s: part of the header"), say_sure(BC_LIKELY));
    }
}

static void add_illustrative(struct bc_text *out, const struct bc_look *look,
                             const char *indent)
{
    if (!look->illustrative)
        return;
    bc_text_printf(out, "%sillustrative: true", indent);
    add_comment(out, bc_say("%s: its cells say so (示例)"), say_sure(BC_SURE));
}

/** What `fields` must say, and a line of the headers that are known. */
static void add_fields(struct bc_text *out, const struct bc_look *look,
                       const struct bc_role_guess *guess)
{
    struct bc_text known = {0};
    bool started = false;

    for (size_t f = 0; f < guess->n_fields; f++) {
        const struct bc_field_guess *field = &guess->fields[f];
        const char *header = look->sample->columns[field->column].name;

        if (field->clue == BC_CLUE_HEADER) {
            bc_text_printf(&known, "%s%s = %s", known.length ? ", " : "",
                           field->key, header);
            continue;
        }
        if (!started)
            bc_text_add(out, "    fields:\n");
        started = true;
        add_entry(out, "      ", field->key, header);
        add_clue(out, field->clue);
    }
    if (known.length) {
        bc_text_printf(out, "    # %s", bc_say("headers known: "));
        bc_text_add_escaped(out, known.data);
        bc_text_add(out, "\n");
    }
    bc_text_clear(&known);
}

/** `sure: geometry 3, headers 20, values 6, name 5; second guess ...`. */
static void add_reason(struct bc_text *out, const struct bc_look *look,
                       const struct bc_role_guess *guess)
{
    const struct bc_role_guess *second = NULL;
    enum bc_sure sure = guess == look->guesses
                            ? bc_recognise_sure(guess, look->n_guesses)
                            : BC_GUESS;

    for (size_t i = 0; i < look->n_guesses && !second; i++)
        if (&look->guesses[i] != guess && look->guesses[i].score > 0)
            second = &look->guesses[i];
    if (second)
        add_comment(out,
                    bc_say("%s: geometry %d, headers %d, values %d, name %d; "
                           "second guess %s (%d of %d)"),
                    say_sure(sure), guess->by_geometry, guess->by_headers,
                    guess->by_values, guess->by_name, second->role->name,
                    second->score, guess->score);
    else
        add_comment(out,
                    bc_say("%s: geometry %d, headers %d, values %d, name %d"),
                    say_sure(sure), guess->by_geometry, guess->by_headers,
                    guess->by_values, guess->by_name);
}

static void add_layer(struct making *making, const struct bc_look *look,
                      const char *role)
{
    const struct bc_role_guess *guess = bc_look_guess(look, role);
    struct bc_text *out = making->out;

    bc_text_printf(out, "  %s:", role);
    add_reason(out, look, guess);
    add_source(making, look, "    ");
    if (look->also_sections)
        add_comment(out, bc_say("the positions in the rows of observations; "
                                "repeated codes are findings"));
    add_reading(making, look, "    ", true);
    add_fields(out, look, guess);
    add_illustrative(out, look, "    ");
    making->starter->n_layers++;
}

/* ---- observations ---- */

static void add_water_reason(struct bc_text *out,
                             const struct bc_water_guess *water)
{
    add_comment(out, bc_say("%s: rows %zu, used %zu, sections %zu"),
                say_sure(water->n_fields ? BC_LIKELY : BC_SURE), water->n_rows,
                water->n_used, water->n_sections);
}

static enum bc_clue clue_of(const struct bc_water_guess *water,
                            const char *header)
{
    size_t c = 0; /* a field renames one of the columns */

    while (strcmp(water->columns[c].header, header) != 0)
        c++;
    return water->columns[c].clue;
}

static void add_table(struct making *making, const struct bc_look *look)
{
    const struct bc_water_guess *water = &look->water;
    struct bc_text *out = making->out;

    bc_text_add(out, "    - source: ");
    add_scalar(out, look->label);
    add_water_reason(out, water);
    add_reading(making, look, "      ", false);
    if (water->year) {
        bc_text_printf(out, "      year: %d", water->year);
        if (water->needs_year)
            add_comment(out,
                        bc_say("%s: its times have none; that of the "
                               "other tables"),
                        say_sure(BC_GUESS));
        else
            add_comment(out,
                        bc_say("%s: its times have none; the name of the file "
                               "or the title tells it"),
                        say_sure(BC_LIKELY));
    }
    if (making->n_observations > 1) {
        bc_text_printf(out, "      kind: %s",
                       water->has_hours ? "auto" : "manual");
        add_comment(out,
                    bc_say("%s: times of day, or days alone; automatic "
                           "wins where both exist"),
                    say_sure(BC_GUESS));
    }
    for (size_t f = 0; f < water->n_fields; f++) {
        if (f == 0)
            bc_text_add(out, "      fields:\n");
        add_entry(out, "        ", water->fields[f].key,
                  water->fields[f].header);
        add_clue(out, clue_of(water, water->fields[f].header));
    }
    add_illustrative(out, look, "      ");
}

static void add_observations(struct making *making)
{
    const struct bc_looks *looks = making->looks;
    bool started = false;

    for (size_t i = 0; i < looks->n; i++) {
        const struct bc_look *look = &looks->look[i];

        if (!bc_look_is(look, "observations"))
            continue;
        if (!started)
            bc_text_add(making->out, "  observations:\n");
        started = true;
        if (look->water.needs_year && !look->water.year) {
            add_comment(making->out,
                        bc_say("%s: times without a year; name it with year"),
                        look->label);
            add_todo(making, bc_say("%s: the year of its times"), look->label);
        }
        add_table(making, look);
    }
    making->starter->n_layers += started;
}

/* ---- what is missing ---- */

static void add_missing(struct making *making)
{
    static const struct {
        const char *role, *what;
    } needed[] = {
        {"basins", BC_N("basins: not found; assess needs their polygons, with "
                        "a column of codes")},
        {"sections", BC_N("sections: not found; assess needs their points, "
                          "with a column of codes, and lon and lat in a "
                          "table")},
        {"observations", BC_N("observations: not found; assess needs them, or "
                              "a column 'class' of the sections")}};

    for (size_t i = 0; i < 3; i++) {
        if (bc_looks_of(making->looks, needed[i].role) ||
            (i == 2 && bc_looks_have_key(making->looks, "sections", "class")))
            continue;
        add_comment(making->out, "%s", bc_say(needed[i].what));
        add_todo(making, "%s", bc_say(needed[i].what));
    }
}

static void add_unknown(struct making *making)
{
    const struct bc_looks *looks = making->looks;
    bool started = false;

    for (size_t i = 0; i < looks->n; i++) {
        const struct bc_look *look = &looks->look[i];
        const char *why = look->fault; /* begins with the file, perhaps */

        if (look->role || !why)
            continue;
        if (strncmp(why, look->label, strlen(look->label)) == 0 &&
            strncmp(why + strlen(look->label), ": ", 2) == 0)
            why += strlen(look->label) + 2;
        if (!started)
            add_comment(making->out,
                        bc_say("Not used, and why. A table of your own may "
                               "stand under any name, for targets:"));
        started = true;
        add_comment(making->out, "  %s%s%s: %s", look->label,
                    look->layer ? " / " : "", look->layer ? look->layer : "",
                    why);
    }
}

/* ---- the project ---- */

static void add_head(struct making *making)
{
    const struct bc_look *targets = bc_looks_of(making->looks, "targets");
    struct bc_text *out = making->out;

    add_comment(out, "%s",
                bc_say("Made by 'basincheck init' of the files in "
                       "this folder. Each guess says why, and how "
                       "sure it is: sure, likely, guess."));
    add_comment(out, "%s",
                bc_say("Read it, correct it, then: basincheck check "
                       "project.yaml"));
    bc_text_add(out, "\nbasincheck: 1\n");
    add_times(making);
    bc_text_add(out, "crs: EPSG:4490\n\n");
    add_entry(out, "", "targets", targets ? targets->label : "targets.csv");
    if (targets)
        add_comment(out, bc_say("%s: it has the columns id, layer, measure"),
                    say_sure(BC_SURE));
    else
        add_comment(out, "%s", bc_say("a template: fill in the figures"));
    bc_text_add(out, "\nlayers:\n");
}

static void make_project(struct making *making)
{
    add_head(making);
    for (const char *const *role = bc_role_names(); *role; role++) {
        const struct bc_look *look = bc_looks_of(making->looks, *role);

        if (!look)
            continue;
        if (strcmp(*role, "observations") == 0)
            add_observations(making);
        else
            add_layer(making, look, *role);
    }
    add_missing(making);
    bc_text_add(making->out, "\n");
    add_unknown(making);
}

void bc_starter_make(struct bc_looks *looks, struct bc_starter *starter)
{
    struct making making = {
        .looks = looks, .starter = starter, .out = &starter->project};

    *starter = (struct bc_starter){0};
    settle_years(looks);
    for (size_t i = 0; i < looks->n; i++)
        making.n_observations += bc_look_is(&looks->look[i], "observations");
    make_project(&making);
    if (!bc_looks_of(looks, "targets")) {
        bc_starter_add_targets(looks, &starter->targets);
        add_todo(&making,
                 bc_say("targets.csv: the figures (value), documents and "
                        "dates (due) of the targets"));
    }
    bc_starter_add_dictionary(looks, &starter->dictionary);
}

void bc_starter_clear(struct bc_starter *starter)
{
    bc_text_clear(&starter->project);
    bc_text_clear(&starter->targets);
    bc_text_clear(&starter->dictionary);
    bc_text_clear(&starter->todo);
    *starter = (struct bc_starter){0};
}
