/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"
#include "geo/network.h"
#include "output/trace.h"

/* Of a river at mean flow; a flood is several times as fast. */
#define ASSUMED_SPEED_M_S 0.5

/** What the command line asks for. */
struct request {
    const char *from; /* NULL: every section and every outfall */
    bool upstream, downstream, missed;
    double max_m, speed_m_s; /* speed 0: as the project says */
    bool json, geojson, sheet;
    const char *out;
};

/* ---- the network ---- */

static enum bc_status make_network(struct bc_run *run, const char *file,
                                   bool missed, struct bc_error *err)
{
    static const char *const roles[] = {
        "rivers", "lakes", "sections", "outfalls", "sources", "basins", NULL};
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, roles, err);
    if (!status && !bc_run_layer(run, "rivers"))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: no layer 'rivers'; trace needs it", file);
    if (!status)
        status = bc_run_join(run, err);
    if (!status)
        status = bc_run_network(run, err);
    if (!status && missed)
        status = bc_run_water(run, err);
    return status;
}

static struct bc_traces traces_of(const struct bc_run *run,
                                  const struct request *request)
{
    static const char *const roles[BC_N_MARK_KINDS] = {
        "sections", "outfalls", "sources", "lakes", "rivers"};
    double speed_m_s = request->speed_m_s > 0 ? request->speed_m_s
                                              : run->project.method.speed_m_s;
    struct bc_traces traces = {.network = run->network,
                               .rivers = bc_run_layer(run, "rivers"),
                               .speed_m_s = speed_m_s > 0 ? speed_m_s
                                                          : ASSUMED_SPEED_M_S,
                               .assumed_speed = speed_m_s <= 0};

    for (int kind = 0; kind < BC_N_MARK_KINDS; kind++)
        traces.layer[kind] = bc_run_layer(run, roles[kind]);
    for (size_t i = 0; i < run->n_layers; i++)
        traces.illustrative =
            traces.illustrative || run->layers[i]->illustrative;
    return traces;
}

/* ---- where a trace starts ---- */

/** `114.6,30.1`: an accident has no code. */
static bool read_position(const char *text, double *x, double *y)
{
    const char *comma = strchr(text, ',');
    struct bc_decimal lon, lat;

    if (!comma ||
        bc_decimal_parse(
            bc_slice_trim((struct bc_slice){text, (size_t)(comma - text)}),
            &lon) > BC_PARSED_ROUNDED ||
        bc_decimal_parse(bc_slice_trim(bc_slice_of(comma + 1)), &lat) >
            BC_PARSED_ROUNDED)
        return false;
    *x = bc_decimal_real(lon);
    *y = bc_decimal_real(lat);
    return true;
}

/** The feature of a code, or of a name where no layer has the code. */
static enum bc_status find_feature(const struct bc_traces *traces,
                                   const char *from, struct bc_mark *start,
                                   struct bc_error *err)
{
    size_t found[2] = {0, 0}; /* by name, by code */
    struct bc_mark marks[2];

    for (int kind = 0; kind < BC_N_MARK_KINDS; kind++) {
        const struct bc_layer *layer = traces->layer[kind];
        size_t row = layer ? bc_layer_row(layer, from) : BC_NO_ROW;
        const char *code =
            row != BC_NO_ROW ? bc_layer_text(layer, "code", row) : NULL;
        int by_code = code && strcmp(code, from) == 0;

        if (row == BC_NO_ROW)
            continue;
        marks[by_code] =
            (struct bc_mark){.kind = (enum bc_mark_kind)kind, .row = row};
        if (found[by_code]++)
            return bc_error_set(err, BC_USAGE,
                                "'%s' stands in several layers; give the code "
                                "of one feature, or its position",
                                from);
    }
    if (!found[0] && !found[1])
        return bc_error_set(err, BC_BAD_INPUT,
                            "no section, outfall, source, lake or river is "
                            "called '%s'; give its code, or a position such as "
                            "114.60,30.11",
                            from);
    *start = marks[found[1] > 0];
    return BC_OK;
}

/** The feature or the position that the command line names. */
static enum bc_status find_start(const struct bc_traces *traces,
                                 const char *from, struct bc_mark *start,
                                 struct bc_error *err)
{
    double x, y;

    if (!read_position(from, &x, &y))
        return find_feature(traces, from, start, err);
    *start = (struct bc_mark){.kind = BC_N_MARK_KINDS};
    start->place = bc_network_place(traces->network, x, y, NULL);
    return BC_OK;
}

/** Puts it on the network; a river upstream starts at its mouth. */
static enum bc_status place_start(const struct bc_traces *traces,
                                  const char *from, bool upstream,
                                  struct bc_mark *start, struct bc_error *err)
{
    const struct bc_mark *mark = NULL;

    if (start->kind == BC_MARK_RIVER)
        start->place =
            bc_network_river_end(traces->network, start->row, upstream);
    else if (start->kind < BC_N_MARK_KINDS) {
        mark = bc_network_mark(traces->network, start->kind, start->row);
        start->place =
            mark ? mark->place : (struct bc_river_place){.reach = BC_NO_ROW};
    }
    if (start->place.reach == BC_NO_ROW)
        return bc_error_set(err, BC_BAD_DATA,
                            "'%s' is not on the river network; check its "
                            "position, or raise method.river_distance_m",
                            from);
    return BC_OK;
}

/* ---- traces ---- */

static const unsigned all_kinds = (1u << BC_N_MARK_KINDS) - 1;

static void trace(struct bc_traces *traces, const char *from,
                  const struct bc_mark *start, bool upstream, double max_m,
                  unsigned kinds, bool next_only)
{
    struct bc_walk walk = {0};

    bc_network_trace(traces->network, start, upstream, max_m, &walk);
    bc_traces_add(traces, from, upstream, &walk, kinds, next_only);
    bc_walk_clear(&walk);
}

/** Where the walk starts, which may be far from the point. */
static void tell_start(const struct bc_traces *traces, const char *from,
                       const struct bc_mark *start)
{
    size_t river = bc_network_reach(traces->network, start->place.reach)->river;
    const char *code = bc_layer_text(traces->rivers, "code", river);
    const char *name = bc_layer_text(traces->rivers, "name", river);
    struct bc_text line = {0};

    if (start->kind == BC_MARK_LAKE || start->kind == BC_MARK_RIVER)
        return; /* it starts on the network */
    bc_text_add(&line, "basincheck: '");
    bc_text_add_escaped(&line, from);
    bc_text_printf(&line, bc_say("' is %.0f m from its place on '"),
                   start->place.off_m);
    bc_text_add_escaped(&line, code);
    bc_text_add(&line, name ? "' " : "'");
    bc_text_add_escaped(&line, name ? name : "");
    fprintf(stderr, "%s\n", bc_text_string(&line));
    bc_text_clear(&line);
}

/** What the sheet says and shows of the start. */
static void describe_start(struct bc_traces *traces, const char *from,
                           const struct bc_mark *start)
{
    const struct bc_layer *layer =
        start->kind < BC_N_MARK_KINDS ? traces->layer[start->kind] : NULL;
    const char *code = layer ? bc_layer_text(layer, "code", start->row) : NULL;
    const char *name = layer ? bc_layer_text(layer, "name", start->row) : NULL;
    const bool is_point = layer && layer->geometry == BC_GEOMETRY_POINT;

    traces->start_code = code ? code : from;
    traces->start_name = name ? name : from;
    traces->start[0] = is_point ? layer->x[start->row] : start->place.x;
    traces->start[1] = is_point ? layer->y[start->row] : start->place.y;
}

/** Sections and rivers look upstream for causes, everything else down for what
 * is at risk, unless the command line says. */
static enum bc_status trace_one(struct bc_traces *traces,
                                const struct request *request,
                                struct bc_error *err)
{
    struct bc_mark start = {0};
    enum bc_status status = find_start(traces, request->from, &start, err);
    const bool looks_up =
        start.kind == BC_MARK_SECTION || start.kind == BC_MARK_RIVER;
    const bool said = request->upstream || request->downstream;
    const bool wanted[2] = {said ? request->upstream : looks_up,
                            said ? request->downstream : !looks_up};

    traces->upstream = wanted[0];
    traces->downstream = wanted[1];
    for (int i = 0; !status && i < 2; i++) {
        if (!wanted[i])
            continue;
        status = place_start(traces, request->from, i == 0, &start, err);
        if (status)
            break;
        describe_start(traces, request->from, &start);
        if (i == 1 || !wanted[1])
            tell_start(traces, request->from, &start);
        trace(traces, request->from, &start, i == 0, request->max_m, all_kinds,
              false);
    }
    return status;
}

/** From every feature of a layer, as far as what is next. */
static void trace_layer(struct bc_traces *traces, enum bc_mark_kind kind,
                        bool upstream, double max_m, unsigned kinds)
{
    const struct bc_layer *layer = traces->layer[kind];

    for (size_t i = 0; layer && i < layer->n_features; i++) {
        const struct bc_mark *mark = bc_network_mark(traces->network, kind, i);

        if (mark)
            trace(traces, bc_layer_text(layer, "code", i), mark, upstream,
                  max_m, kinds, true);
    }
}

static void trace_all(struct bc_traces *traces, const struct request *request)
{
    const bool both = !request->upstream && !request->downstream;

    if (both || request->upstream)
        trace_layer(traces, BC_MARK_SECTION, true, request->max_m,
                    1u << BC_MARK_SECTION | 1u << BC_MARK_OUTFALL);
    if (both || request->downstream)
        trace_layer(traces, BC_MARK_OUTFALL, false, request->max_m,
                    all_kinds & ~(1u << BC_MARK_OUTFALL | 1u << BC_MARK_RIVER));
}

/** Sections that miss their target class, and what upstream of them is to be
 * finished. */
static enum bc_status trace_missed(struct bc_traces *traces,
                                   struct bc_error *err)
{
    const struct bc_layer *sections = traces->layer[BC_MARK_SECTION];
    const struct bc_layer *outfalls = traces->layer[BC_MARK_OUTFALL];
    const struct bc_decimal *meets =
        sections ? bc_layer_decimal(sections, "meets_target") : NULL;

    if (!meets || !outfalls)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'--missed' needs the layers 'sections' and "
                            "'outfalls'; add them to the project");
    for (size_t i = 0; i < sections->n_features; i++) {
        struct bc_walk walk = {0};

        if (!bc_decimal_known(meets[i]) || meets[i].units)
            continue;
        bc_network_unfinished(traces->network, i, outfalls, &walk);
        bc_traces_add(traces, bc_layer_text(sections, "code", i), true, &walk,
                      1u << BC_MARK_OUTFALL, false);
        bc_walk_clear(&walk);
    }
    return BC_OK;
}

static enum bc_status print_traces(const struct bc_traces *traces,
                                   const struct bc_outcome *outcome,
                                   const struct request *request,
                                   struct bc_error *err)
{
    struct bc_table table = {0};
    struct bc_text text = {0};
    enum bc_status status = BC_OK;

    if (request->geojson || request->sheet) {
        if (request->sheet)
            bc_traces_sheet(traces, outcome, &text);
        else
            bc_traces_geojson(traces, &text);
        status = bc_print_text(&text, request->out, err);
    } else {
        bc_table_traces(traces, &table);
        status = bc_print_table(&table, request->json, request->out, err);
    }
    bc_table_clear(&table);
    bc_text_clear(&text);
    return status;
}

static enum bc_status compute(struct bc_run *run, const char *file,
                              const struct request *request,
                              struct bc_error *err)
{
    struct bc_traces traces = {0};
    enum bc_status status = make_network(run, file, request->missed, err);

    bc_command_tell(run);
    if (status)
        return status;
    traces = traces_of(run, request);
    if (request->missed)
        status = trace_missed(&traces, err);
    else if (request->from)
        status = trace_one(&traces, request, err);
    else
        trace_all(&traces, request);
    if (!status && traces.assumed_speed)
        fprintf(stderr,
                bc_say("basincheck: travel times assume %.1f m/s; say "
                       "method.speed_m_s or --speed\n"),
                ASSUMED_SPEED_M_S);
    if (!status)
        status = print_traces(&traces, &run->outcome, request, err);
    bc_traces_clear(&traces);
    return status;
}

/* ---- the command line ---- */

/** A number above zero; *value stays when there is no @p text. */
static enum bc_status positive(const char *option, const char *text,
                               double factor, double *value,
                               struct bc_error *err)
{
    struct bc_decimal number = BC_MISSING;

    if (!text)
        return BC_OK;
    if (bc_decimal_parse(bc_slice_of(text), &number) > BC_PARSED_ROUNDED ||
        number.units <= 0)
        return bc_error_set(err, BC_USAGE, "'--%s %s' is no number above 0",
                            option, text);
    *value = bc_decimal_real(number) * factor;
    return BC_OK;
}

static enum bc_status check_request(struct request *request, const char *max_km,
                                    const char *speed, const char *format,
                                    struct bc_error *err)
{
    enum bc_status status =
        positive("max-km", max_km, 1000, &request->max_m, err);

    if (!status)
        status = positive("speed", speed, 1, &request->speed_m_s, err);
    if (!status && format && strcmp(format, "csv") != 0 &&
        strcmp(format, "geojson") != 0 && strcmp(format, "html") != 0)
        status = bc_error_set(
            err, BC_USAGE, "no format '%s'; say csv, geojson or html", format);
    request->geojson = format && strcmp(format, "geojson") == 0;
    request->sheet = format && strcmp(format, "html") == 0;
    if (!status && request->json && (request->geojson || request->sheet))
        status = bc_error_set(
            err, BC_USAGE, "'--json' and '-f %s' exclude each other", format);
    if (!status && request->missed &&
        (request->from || request->upstream || request->downstream))
        status = bc_error_set(err, BC_USAGE,
                              "'--missed' looks upstream of every section; it "
                              "takes no '--from' and no direction");
    if (!status && (request->geojson || request->sheet) && !request->from)
        status = bc_error_set(err, BC_USAGE,
                              "'-f %s' draws one trace; say '--from'", format);
    return status;
}

int cmd_trace(int argc, char **argv)
{
    struct request request = {.max_m = INFINITY};
    bool help = false, quiet = false;
    const char *max_km = NULL, *speed = NULL, *format = NULL;
    const struct bc_option options[] = {
        {"from", 0, "CODE",
         BC_N("a section, outfall, source, lake, river, or LON,LAT"), NULL,
         &request.from},
        {"upstream", 0, NULL,
         BC_N("what flows to it; the default for sections"), &request.upstream,
         NULL},
        {"downstream", 0, NULL,
         BC_N("what it flows to; the default for others"), &request.downstream,
         NULL},
        {"missed", 0, NULL,
         BC_N("outfalls to be finished upstream of sections that miss their "
              "target"),
         &request.missed, NULL},
        {"max-km", 0, "N", BC_N("go no farther"), NULL, &max_km},
        {"speed", 0, "M_S", BC_N("of the water, in m/s"), NULL, &speed},
        {"output-format", 'f', "FORMAT",
         BC_N(
             "csv (the default), geojson, or html: a sheet with map and table"),
         NULL, &format},
        {"output", 'o', "FILE", BC_N("write there, not to stdout"), NULL,
         &request.out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"),
         &request.json, NULL},
        {"quiet", 'q', NULL, BC_N("no progress"), &quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "trace",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("up or down the river network from a place"),
        .details = BC_N(
            "Prints from,direction,kind,code,name,distance_km,travel_h,next,"
            "river,off_m,placed,\nstage,category,basin. 'next' is 1 where no "
            "section (lake, source) stands between;\n'off_m' is how far the "
            "point lies from its place on the river. Without --from:\nwhat is "
            "next upstream of every section and downstream of every outfall.\n"
            "Distances are the shortest along the lines, which run "
            "downstream; in a lake the\nwater goes both ways, along the lines "
            "drawn in it, not straight across."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &quiet};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    run.language = bc_command_language();
    status = check_request(&request, max_km, speed, format, &err);
    if (!status)
        status = compute(&run, argv[first], &request, &err);
    exit_status = bc_command_end(status, &err);
    bc_run_clear(&run);
    return exit_status;
}
