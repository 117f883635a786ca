/* SPDX-License-Identifier: MIT */
#include "output/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/role.h"

#define DEGREE_PLACES 7 /* a centimetre */

void bc_traces_clear(struct bc_traces *traces)
{
    free(traces->traced);
    free(traces->stretch);
    *traces = (struct bc_traces){0};
}

void bc_traces_add(struct bc_traces *traces, const char *from, bool upstream,
                   const struct bc_walk *walk, unsigned kinds, bool next_only)
{
    traces->traced =
        bc_reserve(traces->traced, &traces->room, traces->n + walk->n_met,
                   sizeof *traces->traced);
    for (size_t i = 0; i < walk->n_met; i++)
        if ((kinds & 1u << walk->met[i].kind) &&
            (walk->met[i].next || !next_only))
            traces->traced[traces->n++] =
                (struct bc_traced){from, upstream, walk->met[i]};
    traces->stretch = bc_reserve(traces->stretch, &traces->stretch_room,
                                 traces->n_stretches + walk->n_stretches,
                                 sizeof *traces->stretch);
    for (size_t i = 0; i < walk->n_stretches; i++)
        traces->stretch[traces->n_stretches++] = walk->stretch[i];
}

/* ---- the table ---- */

static const struct bc_table_column columns[] = {
    {"from", false},     {"direction", false}, {"kind", false},
    {"code", false},     {"name", false},      {"distance_km", true},
    {"travel_h", true},  {"next", true},       {"river", false},
    {"off_m", true},     {"placed", false},    {"stage", false},
    {"category", false}, {"basin", false}};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static const char *cell_of(const struct bc_layer *layer, const char *key,
                           size_t row)
{
    const char *text = layer ? bc_layer_text(layer, key, row) : NULL;

    return text ? text : "";
}

static const char *stage_of(const struct bc_layer *outfalls, size_t row)
{
    const struct bc_decimal *stage = bc_layer_decimal(outfalls, "stage_no");

    return stage && bc_decimal_known(stage[row])
               ? bc_stage_name((int)stage[row].units)
               : "";
}

/** The cells of one row, in the order of the columns; numbers in @p number. */
static void fill_cells(const struct bc_traces *traces, size_t i,
                       struct bc_text number[3], const char *cells[N_COLUMNS])
{
    static const char *const kinds[] = {"section", "outfall", "source", "lake",
                                        "river"};
    const struct bc_traced *traced = &traces->traced[i];
    const struct bc_met *met = &traced->met;
    const struct bc_layer *layer = traces->layer[met->kind];
    const struct bc_mark *mark =
        met->kind >= BC_MARK_LAKE
            ? NULL /* it is no point on one river */
            : bc_network_mark(traces->network, met->kind, met->row);

    for (int n = 0; n < 3; n++)
        number[n].length = 0;
    bc_text_printf(&number[0], "%.3f", met->distance_m / 1000);
    bc_text_printf(&number[1], "%.2f",
                   met->distance_m / traces->speed_m_s / 3600);
    if (mark)
        bc_text_printf(&number[2], "%.0f", mark->place.off_m);
    cells[0] = traced->from;
    cells[1] = traced->upstream ? "upstream" : "downstream";
    cells[2] = kinds[met->kind];
    cells[3] = cell_of(layer, "code", met->row);
    cells[4] = cell_of(layer, "name", met->row);
    cells[5] = number[0].data;
    cells[6] = number[1].data;
    cells[7] = met->next ? "1" : "0";
    cells[8] =
        mark ? cell_of(
                   traces->rivers, "code",
                   bc_network_reach(traces->network, mark->place.reach)->river)
             : "";
    cells[9] = mark ? number[2].data : "";
    cells[10] = mark ? bc_placed_name(mark->place.how) : "";
    cells[11] = met->kind == BC_MARK_OUTFALL ? stage_of(layer, met->row) : "";
    cells[12] = cell_of(layer, "category", met->row);
    cells[13] = cell_of(layer, "basin", met->row);
}

void bc_table_traces(const struct bc_traces *traces, struct bc_table *table)
{
    struct bc_text number[3] = {{0}};
    const char *cells[N_COLUMNS];

    *table = (struct bc_table){
        .name = "traces", .n_columns = N_COLUMNS, .columns = columns};
    for (size_t i = 0; i < traces->n; i++) {
        fill_cells(traces, i, number, cells);
        bc_table_add_row(table, cells);
    }
    for (int n = 0; n < 3; n++)
        bc_text_clear(&number[n]);
}

/* ---- GeoJSON ---- */

static void add_position(struct bc_text *out, double x, double y)
{
    bc_text_add(out, "[");
    bc_text_add_real(out, x, DEGREE_PLACES);
    bc_text_add(out, ",");
    bc_text_add_real(out, y, DEGREE_PLACES);
    bc_text_add(out, "]");
}

static void add_line(const struct bc_shapes *shapes, struct bc_text *out)
{
    bc_text_add(out, "{\"type\":\"LineString\",\"coordinates\":[");
    for (size_t v = 0; v < shapes->n_vertices; v++) {
        if (v)
            bc_text_add(out, ",");
        add_position(out, shapes->x[v], shapes->y[v]);
    }
    bc_text_add(out, "]}");
}

static void add_stretch(const struct bc_traces *traces,
                        const struct bc_stretch *stretch, struct bc_text *out)
{
    const struct bc_reach *reach =
        bc_network_reach(traces->network, stretch->reach);
    struct bc_shapes shapes;

    bc_shapes_init(&shapes);
    bc_network_draw(traces->network, stretch->reach, stretch->from_m,
                    stretch->to_m, &shapes);
    bc_text_add(out,
                "{\"type\":\"Feature\",\"properties\":{\"kind\":\"stretch\","
                "\"code\":");
    bc_text_add_json(out, cell_of(traces->rivers, "code", reach->river));
    bc_text_add(out, ",\"name\":");
    bc_text_add_json(out, cell_of(traces->rivers, "name", reach->river));
    bc_text_printf(
        out,
        ",\"direction\":\"%s\",\"from_km\":%.3f,\"to_km\":%.3f},\"geometry\":",
        stretch->upstream ? "upstream" : "downstream",
        stretch->distance_m / 1000,
        (stretch->distance_m + stretch->to_m - stretch->from_m) / 1000);
    add_line(&shapes, out);
    bc_text_add(out, "}");
    bc_shapes_clear(&shapes);
}

/** Points where they lie; a lake at one of its shores, a river at its end. */
static void add_point(const struct bc_traces *traces, const struct bc_met *met,
                      struct bc_text *out)
{
    const struct bc_layer *layer = traces->layer[met->kind];
    double x = 0, y = 0;

    if (met->kind == BC_MARK_LAKE) {
        const struct bc_mark *mark =
            bc_network_mark(traces->network, met->kind, met->row);
        x = mark->place.x;
        y = mark->place.y;
    } else if (met->kind == BC_MARK_RIVER) {
        struct bc_river_place end =
            bc_network_river_end(traces->network, met->row, true);
        x = end.x;
        y = end.y;
    } else {
        x = layer->x[met->row];
        y = layer->y[met->row];
    }
    bc_text_add(out, "{\"type\":\"Point\",\"coordinates\":");
    add_position(out, x, y);
    bc_text_add(out, "}");
}

static void add_traced(const struct bc_traces *traces, size_t i,
                       struct bc_text number[3], struct bc_text *out)
{
    const char *cells[N_COLUMNS];

    fill_cells(traces, i, number, cells);
    bc_text_add(out, "{\"type\":\"Feature\",\"properties\":{");
    for (int c = 0; c < N_COLUMNS; c++) {
        bc_text_printf(out, "%s\"%s\":", c ? "," : "", columns[c].name);
        if (!*cells[c])
            bc_text_add(out, "null");
        else if (columns[c].number)
            bc_text_add(out, cells[c]);
        else
            bc_text_add_json(out, cells[c]);
    }
    bc_text_add(out, "},\"geometry\":");
    add_point(traces, &traces->traced[i].met, out);
    bc_text_add(out, "}");
}

void bc_traces_geojson(const struct bc_traces *traces, struct bc_text *out)
{
    struct bc_text number[3] = {{0}};
    size_t n = traces->n_stretches;

    bc_text_add(out, "{\n\"type\":\"FeatureCollection\",\n");
    bc_text_add(out, "\"note\":\"travel_h at ");
    bc_text_add_real(out, traces->speed_m_s, 3);
    bc_text_printf(out, " m/s%s%s\",\n",
                   traces->assumed_speed ? " (assumed)" : "",
                   traces->illustrative ? "; illustrative" : "");
    bc_text_add(out, "\"features\":[");
    for (size_t i = 0; i < n; i++) {
        bc_text_add(out, i ? ",\n" : "\n");
        add_stretch(traces, &traces->stretch[i], out);
    }
    for (size_t i = 0; i < traces->n; i++) {
        bc_text_add(out, n + i ? ",\n" : "\n");
        add_traced(traces, i, number, out);
    }
    bc_text_add(out, "\n]\n}\n");
    for (int i = 0; i < 3; i++)
        bc_text_clear(&number[i]);
}
