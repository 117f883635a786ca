/* SPDX-License-Identifier: MIT */
#include <cpl_conv.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "layer/encoding.h"
#include "layer/flatgeobuf.h"
#include "layer/shapefile.h"
#include "layer/table.h"

#define COUNT_UNKNOWN SIZE_MAX

struct ogr_table {
    struct bc_table base;
    char *label;
    enum bc_format format;
    GDALDatasetH dataset;
    OGRLayerH rows;
    OGRFeatureH feature;
    size_t n_read, n_expected;
    struct bc_flatgeobuf flat;
    struct bc_claim claim; /* of a FlatGeobuf */
    struct bc_shapefile_doubts shapefile;
    struct bc_dbf dbf;          /* of a shapefile */
    struct bc_decoder *decoder; /* of its raw bytes */
    struct bc_text text;        /* of the cells of the row */
    struct bc_arena arena;      /* names, crs */
};

static void close_table(struct bc_table *base)
{
    struct ogr_table *table = (struct ogr_table *)base;

    OGR_F_Destroy(table->feature);
    if (table->dataset)
        GDALClose(table->dataset);
    bc_decoder_free(table->decoder);
    bc_dbf_clear(&table->dbf);
    bc_flatgeobuf_close(&table->flat);
    bc_text_clear(&table->text);
    bc_arena_clear(&table->arena);
    free(base->names);
    free(base->cells);
    free(table->label);
    free(table);
}

/* ---- opening ---- */

/* One driver by the suffix: a file cannot choose another by what it holds. */
static const char *driver_of(enum bc_format format)
{
    switch (format) {
    case BC_FORMAT_SHAPEFILE:
        return "ESRI Shapefile";
    case BC_FORMAT_FLATGEOBUF:
        return "FlatGeobuf";
    default:
        return NULL;
    }
}

static enum bc_status check_file(struct ogr_table *table,
                                 const struct bc_source *source,
                                 const char *path, struct bc_error *err)
{
    char *encoding = NULL;
    enum bc_status status = bc_file_check(path, err);

    if (!status && table->format == BC_FORMAT_FLATGEOBUF) {
        status = bc_flatgeobuf_open(path, table->label, &table->flat, err);
        table->n_expected = table->flat.n_features;
        bc_flatgeobuf_claim(&table->flat, &table->claim);
    }
    if (status || table->format != BC_FORMAT_SHAPEFILE)
        return status;
    status = bc_shapefile_check(path, table->label, &table->dbf, &encoding,
                                &table->shapefile, err);
    table->n_expected = table->dbf.n_rows - table->dbf.n_deleted;
    if (!status)
        status = bc_decoder_new(table->label,
                                source->encoding ? source->encoding : encoding,
                                &table->decoder, err);
    if (source->encoding)
        table->shapefile.guessed = NULL;
    if (!status)
        bc_decoder_expect_no_mark(table->decoder);
    free(encoding);
    return status;
}

/* @param before  how many failures there were */
static enum bc_status gdal_refused(const struct ogr_table *table, int before,
                                   const char *what, struct bc_error *err)
{
    if (bc_gdal_failures_here() == before) /* refused without a word */
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: is no whole file of its kind; copy it again",
                            table->label);
    return bc_error_set(err, BC_BAD_INPUT, "%s: %s: %s", table->label,
                        bc_say(what), bc_gdal_message());
}

static enum bc_status choose_layer(struct ogr_table *table,
                                   const struct bc_source *source,
                                   struct bc_error *err)
{
    int n = GDALDatasetGetLayerCount(table->dataset);
    const char **names = bc_alloc((size_t)n, sizeof *names);
    OGRLayerH *layers = bc_alloc((size_t)n, sizeof *layers);
    size_t n_filled = 0, choice = 0;
    enum bc_status status;

    for (int i = 0; i < n; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(table->dataset, i);

        if (OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) == 0 &&
            OGR_L_GetFeatureCount(layer, TRUE) == 0)
            continue;
        layers[n_filled] = layer;
        names[n_filled++] = OGR_L_GetName(layer);
    }
    status =
        bc_table_choose(source, table->label, names, n_filled, &choice, err);
    if (!status)
        table->rows = layers[choice];
    free(names);
    free(layers);
    return status;
}

static enum bc_status not_text(const struct ogr_table *table,
                               const char *column, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s:%zu: bytes in '%s' that are not text in the "
                        "encoding of the file; name it with encoding",
                        table->label, table->base.row, column);
}

/* Appends @p raw, of a .dbf, as UTF-8. A character that the width of its
 * field cut in two is dropped and said. */
static enum bc_status add_decoded(struct ogr_table *table, struct bc_slice raw,
                                  bool may_be_cut, const char *column,
                                  struct bc_error *err)
{
    struct bc_error reason;
    size_t before = table->text.length, most = may_be_cut ? 3 : 0;

    for (size_t cut = 0; cut <= most && cut <= raw.length; cut++) {
        table->text.length = before;
        if (bc_decoder_add(table->decoder, raw.data, raw.length - cut, true, 1,
                           &table->text, &reason))
            continue;
        if (cut > 0)
            table->base.cut_column = column;
        return BC_OK;
    }
    return not_text(table, column, err);
}

static enum bc_status read_name(struct ogr_table *table, size_t field,
                                struct bc_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(table->rows);
    const char *name;

    if (table->decoder)
        return add_decoded(table, table->dbf.fields[field].name, true,
                           "the header", err);
    name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, (int)field));
    if (!bc_utf8_valid(name, strlen(name)))
        return not_text(table, "the header", err);
    bc_text_add(&table->text, name);
    return BC_OK;
}

static enum bc_status read_names(struct ogr_table *table, struct bc_error *err)
{
    size_t n = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(table->rows));
    enum bc_status status = BC_OK;

    if (table->decoder)
        n = table->dbf.n_fields;
    table->base.n_columns = n;
    table->base.names = bc_alloc(n, sizeof *table->base.names);
    table->base.cells = bc_alloc(n, sizeof *table->base.cells);
    for (size_t i = 0; i < n && !status; i++) {
        table->text.length = 0;
        status = read_name(table, i, err);
        if (!status)
            table->base.names[i] = bc_slice_of(
                bc_arena_copy(&table->arena, bc_text_string(&table->text),
                              table->text.length));
    }
    return status;
}

/* "EPSG:4490" where the file or GDAL's look at its .prj says so, else WKT. */
static const char *crs_of(OGRLayerH rows, struct bc_arena *arena)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(rows);
    const char *authority, *code, *kept;
    struct bc_text crs = {0};
    char *wkt = NULL;

    if (!srs)
        return NULL;
    authority = OSRGetAuthorityName(srs, NULL);
    code = OSRGetAuthorityCode(srs, NULL);
    OSRExportToWkt(srs, &wkt);
    if (authority && code)
        bc_text_printf(&crs, "%s:%s", authority, code);
    else
        bc_text_add(&crs, wkt);
    CPLFree(wkt);
    kept = bc_arena_copy(arena, crs.data, crs.length);
    bc_text_clear(&crs);
    return kept;
}

/* A .prj is told by its names: what is called CGCS2000 may have the ellipsoid
 * of Beijing 1954, some tens of metres off. */
static enum bc_status check_ellipsoid(const struct ogr_table *table,
                                      const struct bc_source *source,
                                      struct bc_error *err)
{
    /* of GRS 80 and WGS 84: EPSG::7019, EPSG::7030 */
    static const double axis = 6378137, flattening = 298.257222;
    const struct bc_shapefile_doubts *said = &table->shapefile;

    if (source->crs || !said->is_called_2000 || said->axis == 0 ||
        (fabs(said->axis - axis) < 0.01 &&
         fabs(said->flattening - flattening) < 1e-4))
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: its .prj is called CGCS2000 and has another "
                        "ellipsoid (%.10g, %.10g); find out which crs it is "
                        "and name it with crs: in the project",
                        table->label, said->axis, said->flattening);
}

static enum bc_status open_dataset(struct ogr_table *table, const char *path,
                                   struct bc_error *err)
{
    const char *drivers[] = {driver_of(table->format), NULL};
    /* No recoding: GDAL hands on what it cannot recode as if it could. */
    const char *options[] = {
        table->format == BC_FORMAT_SHAPEFILE ? "ENCODING=" : NULL, NULL};
    int before = bc_gdal_failures_here();

    if (!drivers[0])
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: a format that is not read; use .gpkg, .shp, "
                            ".geojson, .fgb, .csv or .xlsx",
                            table->label);
    table->dataset = GDALOpenEx(path, GDAL_OF_VECTOR, drivers, options, NULL);
    if (!table->dataset || bc_gdal_failures_here() > before)
        return gdal_refused(table, before, "cannot be opened", err);
    return BC_OK;
}

/* ---- rows ---- */

/* GDAL prints the date as 2024/06/30. */
static void print_time(OGRFeatureH feature, int field, struct bc_text *text)
{
    int year, month, day, hour, minute, zone;
    float second;

    OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour,
                               &minute, &second, &zone);
    bc_text_printf(text, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day,
                   hour, minute, (int)second);
    if (zone > 1) { /* 100 is UTC, a unit a quarter of an hour */
        int minutes = abs(zone - 100) * 15;

        bc_text_printf(text, "%c%02d:%02d", zone < 100 ? '-' : '+',
                       minutes / 60, minutes % 60);
    }
}

/* 20240630 becomes 2024-06-30. */
static enum bc_status read_dbf_cell(struct ogr_table *table, size_t field,
                                    struct bc_error *err)
{
    struct bc_slice cell;
    bool is_full;
    enum bc_status status = bc_dbf_cell(&table->dbf, table->label,
                                        (size_t)OGR_F_GetFID(table->feature),
                                        field, &cell, &is_full, err);

    if (status)
        return status;
    if (table->dbf.fields[field].type == 'D' && cell.length == 8) {
        bc_text_printf(&table->text, "%.4s-%.2s-%.2s", cell.data, cell.data + 4,
                       cell.data + 6);
        return BC_OK;
    }
    return add_decoded(table, cell, is_full, table->base.names[field].data,
                       err);
}

/* Of FlatGeobuf, whose one type of time has the day and the hour. */
static enum bc_status read_cell(struct ogr_table *table, size_t field,
                                struct bc_error *err)
{
    OGRFieldDefnH definition =
        OGR_F_GetFieldDefnRef(table->feature, (int)field);
    const char *text;

    if (!OGR_F_IsFieldSetAndNotNull(table->feature, (int)field))
        return BC_OK;
    if (OGR_Fld_GetType(definition) == OFTDateTime) {
        print_time(table->feature, (int)field, &table->text);
        return BC_OK;
    }
    text = OGR_F_GetFieldAsString(table->feature, (int)field);
    if (!bc_utf8_valid(text, strlen(text)))
        return not_text(table, table->base.names[field].data, err);
    bc_text_add(&table->text, text);
    return BC_OK;
}

static enum bc_status read_cells(struct ogr_table *table, struct bc_error *err)
{
    struct bc_slice *cells = table->base.cells;
    enum bc_status status = BC_OK;

    table->text.length = 0;
    for (size_t i = 0; i < table->base.n_columns && !status; i++) {
        size_t from = table->text.length;

        status = table->decoder ? read_dbf_cell(table, i, err)
                                : read_cell(table, i, err);
        cells[i].length = table->text.length - from;
    }
    for (size_t i = 0, at = 0; i < table->base.n_columns; i++) {
        cells[i].data = bc_text_string(&table->text) + at;
        at += cells[i].length;
    }
    return status;
}

static enum bc_status check_count(const struct ogr_table *table,
                                  struct bc_error *err)
{
    if (table->n_expected == COUNT_UNKNOWN ||
        table->n_expected == table->n_read)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: says %zu rows and gives %zu; copy it again",
                        table->label, table->n_expected, table->n_read);
}

static void claim_feature(struct ogr_table *table)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(table->feature);
    OGREnvelope bounds;

    if (!geometry || OGR_G_IsEmpty(geometry))
        return;
    OGR_G_GetEnvelope(geometry, &bounds);
    bc_flatgeobuf_claim_row(
        &table->flat, table->n_read - 1,
        (double[]){bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY},
        &table->claim);
}

static enum bc_status next_row(struct bc_table *base, bool *more,
                               struct bc_error *err)
{
    struct ogr_table *table = (struct ogr_table *)base;
    int before = bc_gdal_failures_here();

    OGR_F_Destroy(table->feature);
    table->feature = OGR_L_GetNextFeature(table->rows);
    *more = table->feature != NULL;
    /* NULL is the end only when nothing failed; a feature may be half read. */
    if (bc_gdal_failures_here() > before)
        return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: cannot be read: %s",
                            table->label, table->n_read + 1, bc_gdal_message());
    if (!*more)
        return check_count(table, err);
    table->n_read++;
    base->row = table->n_read;
    base->geometry = OGR_F_GetGeometryRef(table->feature);
    if (table->format == BC_FORMAT_FLATGEOBUF)
        claim_feature(table);
    base->cut_column = NULL;
    return read_cells(table, err);
}

/** Of a width that a column says GDAL makes blanks and decimals. */
static bool has_widths(const struct ogr_table *table)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(table->rows);

    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);

        if (OGR_Fld_GetType(field) == OFTReal && OGR_Fld_GetWidth(field) > 0)
            return true;
    }
    return false;
}

static enum bc_status read_all(struct bc_table *base,
                               struct bc_builder *builder,
                               const size_t *columns, bool *done,
                               struct bc_error *err)
{
    struct ogr_table *table = (struct ogr_table *)base;

    *done = !has_widths(table) &&
            bc_flatgeobuf_read(&table->flat, table->label, columns,
                               base->n_columns, (size_t)base->limits.cell_bytes,
                               builder, &table->claim);
    (void)err;
    return BC_OK;
}

static void remark(const struct bc_table *base, size_t header,
                   struct bc_findings *findings)
{
    const struct ogr_table *table = (const struct ogr_table *)base;

    (void)header;
    if (table->dbf.n_deleted > 0)
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_DELETED_ROWS,
                                             .source = table->label},
                         "%zu of %zu rows are marked as deleted; they were "
                         "left out",
                         table->dbf.n_deleted, table->dbf.n_rows);
    bc_claim_tell(&table->claim, table->label, findings);
    bc_flatgeobuf_tell(&table->flat, table->label, findings);
    if (table->format == BC_FORMAT_SHAPEFILE)
        bc_shapefile_tell(&table->shapefile, table->label, findings);
}

enum bc_status bc_table_open_ogr(const struct bc_source *source, size_t path,
                                 struct bc_table **table, struct bc_error *err)
{
    struct ogr_table *made = bc_alloc(1, sizeof *made);
    const char *name = source->paths[path];
    enum bc_status status;

    made->base.next = next_row;
    made->base.remark = remark;
    made->base.free = close_table;
    made->label = bc_copy(source->labels[path]);
    made->format = bc_format_of(name);
    if (made->format == BC_FORMAT_FLATGEOBUF)
        made->base.read_all = read_all;
    made->n_expected = COUNT_UNKNOWN;
    status = bc_gdal_init(err);
    if (!status)
        status = check_file(made, source, name, err);
    if (!status)
        status = open_dataset(made, name, err);
    if (!status)
        status = choose_layer(made, source, err);
    if (!status)
        status = check_ellipsoid(made, source, err);
    if (!status)
        status = read_names(made, err);
    if (status) {
        close_table(&made->base);
        return status;
    }
    made->base.crs = crs_of(made->rows, &made->arena);
    *table = &made->base;
    return BC_OK;
}
