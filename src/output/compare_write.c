/* SPDX-License-Identifier: MIT */
#include "output/compare_write.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define DEGREE_PLACES 7 /* a centimetre */

static const struct bc_table_column columns[] = {
    {"list", false},   {"list_zh", false}, {"kind", false},
    {"layer", false},  {"code", false},    {"basin", false},
    {"before", false}, {"after", false},   {"reason", false}};

static void fill_cells(const struct bc_compared_row *row,
                       const char *cells[COUNT(columns)])
{
    const char *const all[COUNT(columns)] = {
        bc_compared_list_name(row->list),
        bc_compared_list_name_zh(row->list),
        bc_compared_kind_name(row->kind),
        row->layer,
        row->code,
        row->basin,
        row->before,
        row->after,
        row->reason};

    memcpy(cells, all, sizeof all);
}

void bc_table_comparison(const struct bc_comparison *comparison,
                         struct bc_table *table)
{
    *table = (struct bc_table){
        .name = "compare", .n_columns = COUNT(columns), .columns = columns};
    for (size_t i = 0; i < comparison->n; i++) {
        const char *cells[COUNT(columns)];

        fill_cells(&comparison->row[i], cells);
        bc_table_add_row(table, cells);
    }
}

/* ---- the map ---- */

static bool point_in(const struct bc_layer *layer, const char *code,
                     double xy[2])
{
    size_t column = layer && layer->geometry == BC_GEOMETRY_POINT
                        ? bc_layer_find(layer, "code")
                        : BC_NO_COLUMN;

    if (column == BC_NO_COLUMN || !layer->columns[column].text)
        return false;
    for (size_t row = 0; row < layer->n_features; row++) {
        const char *text = layer->columns[column].text[row];

        if (!text || strcmp(text, code) != 0)
            continue;
        xy[0] = layer->x[row];
        xy[1] = layer->y[row];
        return isfinite(xy[0]) && isfinite(xy[1]);
    }
    return false;
}

static bool point_of(const struct bc_compared_row *row,
                     const struct bc_compared_points *points, size_t n,
                     double xy[2])
{
    if (row->kind == BC_COMPARED_BASIN && row->list == BC_LIST_SAME)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(points[i].layer, row->layer) == 0)
            return point_in(points[i].after, row->code, xy) ||
                   point_in(points[i].before, row->code, xy);
    return false;
}

void bc_comparison_geojson(const struct bc_comparison *comparison,
                           const struct bc_compared_points *points, size_t n,
                           struct bc_text *out)
{
    const char *between = "\n";

    bc_text_add(out, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < comparison->n; i++) {
        const char *cells[COUNT(columns)];
        double xy[2];

        if (!point_of(&comparison->row[i], points, n, xy))
            continue;
        fill_cells(&comparison->row[i], cells);
        bc_text_printf(out, "%s{\"type\":\"Feature\",\"properties\":{",
                       between);
        for (size_t c = 0; c < COUNT(columns); c++) {
            bc_text_printf(out, "%s\"%s\":", c ? "," : "", columns[c].name);
            bc_text_add_json(out, *cells[c] ? cells[c] : NULL);
        }
        bc_text_add(out, "},\"geometry\":{\"type\":\"Point\","
                         "\"coordinates\":[");
        bc_text_add_real(out, xy[0], DEGREE_PLACES);
        bc_text_add(out, ",");
        bc_text_add_real(out, xy[1], DEGREE_PLACES);
        bc_text_add(out, "]}}");
        between = ",\n";
    }
    bc_text_add(out, "\n]}\n");
}
