/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_FIELDS_PARTS_H
#define BC_OUTPUT_FIELDS_PARTS_H

/* Private to output: what the files of the attribute fields share. */

#include "output/fields.h"

/** Which cell is asked for. */
struct bc_cell_at {
    const struct bc_outcome *outcome;
    enum bc_published which;
    size_t row;
    const struct bc_field *field;
};

/** What the layer is made of; NULL of overlaps, which are made here. */
const struct bc_layer *bc_published_source(const struct bc_outcome *outcome,
                                           enum bc_published which);

/* The pieces of cells. */

void bc_cell_add_decimal(struct bc_text *out, struct bc_decimal value);
void bc_cell_add_count(struct bc_text *out, size_t value);
void bc_cell_add_known(struct bc_text *out, int value, int unknown);
void bc_cell_add_member(struct bc_text *out, const char *member);
void bc_cell_add_column(const struct bc_cell_at *at, const char *name,
                        struct bc_text *out);

/* Cells of any layer. */

/** The column of the field's own name: a key, or a derived one. */
void bc_cell_column(const struct bc_cell_at *at, struct bc_text *out);
void bc_cell_illustrative(const struct bc_cell_at *at, struct bc_text *out);
void bc_cell_basin(const struct bc_cell_at *at, struct bc_text *out);
void bc_cell_basin_method(const struct bc_cell_at *at, struct bc_text *out);
void bc_cell_in_redline(const struct bc_cell_at *at, struct bc_text *out);
void bc_cell_redlines(const struct bc_cell_at *at, struct bc_text *out);
/** What no stage before has reckoned. */
void bc_cell_area(const struct bc_cell_at *at, struct bc_text *out);

/* The tables of fields. */

/* clang-format off */
#define TEXT(name, zh, en, cell) {name, zh, en, BC_FIELD_TEXT, cell, 0}
#define INTEGER(name, zh, en, cell) {name, zh, en, BC_FIELD_INTEGER, cell, 0}
#define REAL(name, zh, en, cell) {name, zh, en, BC_FIELD_REAL, cell, 0}
#define DAY(name, zh, en) {name, zh, en, BC_FIELD_DATE, bc_cell_column, 0}
#define LAYER(name, title, geometry, geojson, fields) \
    {name, title, geometry, geojson, sizeof(fields) / sizeof *(fields), fields}
/* clang-format on */
#define CODE TEXT("code", "编码", "code", bc_cell_column)
#define NAME TEXT("name", "名称", "name", bc_cell_column)
#define BASIN TEXT("basin", "流域", "basin", bc_cell_basin)
#define BASIN_METHOD                                                           \
    TEXT("basin_method", "流域归属方式", "how the basin was found",            \
         bc_cell_basin_method)
/* Where red lines have buffers, and where there are zones. */
#define AREAS                                                                  \
    TEXT("redline_near", "最近红线", "nearest red line", bc_cell_column),      \
        REAL("redline_distance_m", "距红线（m）", "from the red line (m)",     \
             bc_cell_column),                                                  \
        REAL("redline_buffer_m", "所在缓冲区（m）",                            \
             "buffer that holds it (m)", bc_cell_column),                      \
        TEXT("in_zone", "饮用水水源保护区级别",                                \
             "grade of drinking-water zone", bc_cell_column)
#define ILLUSTRATIVE                                                           \
    INTEGER("illustrative", "示例数据", "illustrative", bc_cell_illustrative)

extern const struct bc_published_layer bc_sections_layer,
    bc_section_months_layer, bc_suspects_layer, bc_outfalls_layer,
    bc_rivers_layer, bc_redlines_layer, bc_overlaps_layer, bc_zones_layer,
    bc_redline_buffers_layer, bc_water_strips_layer, bc_fences_layer,
    bc_lakes_layer, bc_basins_layer;

#endif
