/* SPDX-License-Identifier: MIT */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/source.h"
#include "output/fields.h"
#include "output/series_tables.h"
#include "output/spatial.h"
#include "output/style.h"
#include "output/table.h"
#include "output/writers.h"

#define FILE_NAME "basincheck.gpkg"
#define GEOMETRY "geom" /* styles are found by this name */

static enum bc_status fail(struct bc_error *err, const char *what)
{
    const char *why = CPLGetLastErrorMsg();

    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s%s%s",
                        FILE_NAME, bc_say(what), *why ? ": " : "", why);
}

/* Geometries: always the multi kind, so that a layer has one type. */

static OGRGeometryH make_ring(const struct bc_shapes *shapes,
                              struct bc_winding winding,
                              OGRwkbGeometryType type)
{
    OGRGeometryH ring = OGR_G_CreateGeometry(type);

    OGR_G_SetPointCount(ring, (int)winding.n);
    for (size_t i = 0; i < winding.n; i++) {
        size_t vertex = bc_winding_vertex(&winding, i);

        OGR_G_SetPoint_2D(ring, (int)i, shapes->x[vertex], shapes->y[vertex]);
    }
    return ring;
}

static OGRGeometryH make_polygons(const struct bc_shapes *shapes,
                                  size_t feature)
{
    OGRGeometryH whole = OGR_G_CreateGeometry(wkbMultiPolygon);

    for (size_t part = shapes->part_of[feature];
         part < shapes->part_of[feature + 1]; part++) {
        OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
        size_t shell = shapes->ring_of[part];

        for (size_t ring = shell; ring < shapes->ring_of[part + 1]; ring++)
            OGR_G_AddGeometryDirectly(
                polygon,
                make_ring(shapes, bc_winding_ring(shapes, ring, ring != shell),
                          wkbLinearRing));
        OGR_G_AddGeometryDirectly(whole, polygon);
    }
    return whole;
}

static OGRGeometryH make_lines(const struct bc_shapes *shapes, size_t feature)
{
    OGRGeometryH whole = OGR_G_CreateGeometry(wkbMultiLineString);

    for (size_t part = shapes->part_of[feature];
         part < shapes->part_of[feature + 1]; part++)
        OGR_G_AddGeometryDirectly(
            whole,
            make_ring(shapes, bc_winding_line(shapes, shapes->ring_of[part]),
                      wkbLineString));
    return whole;
}

/* NULL when the feature has none. */
static OGRGeometryH make_geometry(const struct bc_outcome *outcome,
                                  enum bc_published which, size_t feature)
{
    const struct bc_shapes *shapes = bc_published_shapes(outcome, which);
    OGRGeometryH point;
    double xy[2];

    if (shapes && shapes->part_of[feature] == shapes->part_of[feature + 1])
        return NULL;
    if (shapes)
        return bc_published_geometry(outcome, which) == BC_GEOMETRY_POLYGON
                   ? make_polygons(shapes, feature)
                   : make_lines(shapes, feature);
    if (!bc_published_point(outcome, which, feature, xy))
        return NULL;
    point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, xy[0], xy[1]);
    return point;
}

static OGRwkbGeometryType geometry_type(enum bc_geometry geometry)
{
    static const OGRwkbGeometryType types[] = {
        [BC_GEOMETRY_NONE] = wkbNone,
        [BC_GEOMETRY_POINT] = wkbPoint,
        [BC_GEOMETRY_LINE] = wkbMultiLineString,
        [BC_GEOMETRY_POLYGON] = wkbMultiPolygon};

    return types[geometry];
}

/* Fields and cells. */

static OGRFieldType field_type(enum bc_field_type type)
{
    static const OGRFieldType types[] = {[BC_FIELD_TEXT] = OFTString,
                                         [BC_FIELD_INTEGER] = OFTInteger64,
                                         [BC_FIELD_REAL] = OFTReal,
                                         [BC_FIELD_DATE] = OFTDate};

    return types[type];
}

static bool add_field(OGRLayerH layer, const char *name, const char *alias,
                      enum bc_field_type type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, field_type(type));
    OGRErr failed;

    if (alias)
        OGR_Fld_SetAlternativeName(field, alias);
    failed = OGR_L_CreateField(layer, field, FALSE);
    OGR_Fld_Destroy(field);
    return !failed;
}

/* Cells are made by us: numbers and dates are already what they should be. */
static void set_cell(OGRFeatureH feature, size_t field, enum bc_field_type type,
                     const char *text)
{
    int at = (int)field;
    bc_day day;
    int year, month, day_of_month;

    if (!*text)
        OGR_F_SetFieldNull(feature, at);
    else if (type == BC_FIELD_TEXT)
        OGR_F_SetFieldString(feature, at, text);
    else if (type == BC_FIELD_INTEGER)
        OGR_F_SetFieldInteger64(feature, at, strtoll(text, NULL, 10));
    else if (type == BC_FIELD_REAL)
        OGR_F_SetFieldDouble(feature, at, CPLAtof(text));
    else {
        bc_day_parse(bc_slice_of(text), &day); /* printed by us */
        bc_day_split(day, &year, &month, &day_of_month);
        OGR_F_SetFieldDateTime(feature, at, year, month, day_of_month, 0, 0, 0,
                               0);
    }
}

static bool add_features(const struct bc_outcome *outcome,
                         enum bc_published which, OGRLayerH layer)
{
    const struct bc_published_layer *about = bc_published_layer(which);
    size_t n = bc_published_count(outcome, which);
    struct bc_text cell = {0};
    bool good = true;

    for (size_t row = 0; good && row < n; row++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = make_geometry(outcome, which, row);

        for (size_t i = 0; i < about->n_fields; i++) {
            bc_published_cell(outcome, which, row, i, &cell);
            set_cell(feature, i, about->fields[i].type, bc_text_string(&cell));
            bc_text_clear(&cell);
        }
        good = (!geometry || !OGR_F_SetGeometryDirectly(feature, geometry)) &&
               !OGR_L_CreateFeature(layer, feature);
        OGR_F_Destroy(feature);
    }
    return good;
}

static enum bc_status write_layer(const struct bc_outcome *outcome,
                                  enum bc_published which, GDALDatasetH dataset,
                                  OGRSpatialReferenceH srs,
                                  struct bc_error *err)
{
    const struct bc_published_layer *about = bc_published_layer(which);
    const char *note = bc_published_note(outcome, which);
    enum bc_status status = bc_output_check_finite(outcome, which, err);
    char **options = NULL;
    OGRLayerH layer;
    bool good;

    if (status)
        return status;
    options = CSLSetNameValue(options, "GEOMETRY_NAME", GEOMETRY);
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "SPATIAL_INDEX", "YES");
    options = CSLSetNameValue(options, "IDENTIFIER",
                              bc_report_sense(about->title_zh));
    if (note)
        options = CSLSetNameValue(options, "DESCRIPTION", bc_in_report(note));
    layer = GDALDatasetCreateLayer(
        dataset, about->name, srs,
        geometry_type(bc_published_geometry(outcome, which)), options);
    CSLDestroy(options);
    good = layer != NULL;
    for (size_t i = 0; good && i < about->n_fields; i++)
        good =
            add_field(layer, about->fields[i].name,
                      bc_field_alias(&about->fields[i]), about->fields[i].type);
    if (!good || !add_features(outcome, which, layer))
        return fail(err, about->name);
    return BC_OK;
}

/* Tables without geometry. */

static bool add_rows(const struct bc_table *table, OGRLayerH layer)
{
    bool good = true;

    for (size_t row = 0; good && row < table->n_rows; row++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));

        for (size_t i = 0; i < table->n_columns; i++)
            set_cell(feature, i,
                     table->columns[i].number ? BC_FIELD_REAL : BC_FIELD_TEXT,
                     table->cells[row * table->n_columns + i]);
        good = !OGR_L_CreateFeature(layer, feature);
        OGR_F_Destroy(feature);
    }
    return good;
}

static enum bc_status write_table(const struct bc_table *table,
                                  const char *title, GDALDatasetH dataset,
                                  struct bc_error *err)
{
    char **options = CSLSetNameValue(NULL, "IDENTIFIER", title);
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset, table->name, NULL, wkbNone, options);
    bool good = layer != NULL;

    CSLDestroy(options);
    for (size_t i = 0; good && i < table->n_columns; i++)
        good =
            add_field(layer, table->columns[i].name, NULL,
                      table->columns[i].number ? BC_FIELD_REAL : BC_FIELD_TEXT);
    if (!good || !add_rows(table, layer))
        return fail(err, table->name);
    return BC_OK;
}

static void make_findings(const struct bc_outcome *outcome,
                          struct bc_table *table)
{
    bc_table_findings(outcome->findings, table);
}

/* `overlaps` is a layer already; the monthly ones are there with a series. */
static const struct {
    const char *title;
    void (*make)(const struct bc_outcome *, struct bc_table *);
    bool monthly;
} tables[] = {{BC_ZH("考核结果"), bc_table_results, false},
              {BC_ZH("要改什么"), bc_table_changes, false},
              {BC_ZH("断面水质类别"), bc_table_classes, false},
              {BC_ZH("流域归属"), bc_table_crosswalk, false},
              {BC_ZH("数据问题"), make_findings, false},
              {BC_ZH("排污口分类进度"), bc_table_stages, false},
              {BC_ZH("问题点位状态"), bc_table_statuses, false},
              {BC_ZH("红线冲突"), bc_table_conflicts, false},
              {BC_ZH("未达标断面上游的排污口"), bc_table_upstream, false},
              {BC_ZH("各月考核结果"), bc_table_series, true},
              {BC_ZH("各月风险断面"), bc_table_bulletin, true},
              {BC_ZH("亮牌"), bc_table_cards, true}};
enum { N_TABLES = sizeof tables / sizeof *tables };

/* What stands in the file, to be found again when it is read back. */
struct expected {
    size_t n;
    struct {
        const char *name;
        size_t n_rows;
        bool spatial;
    } table[BC_N_PUBLISHED + N_TABLES];
};

static void expect(struct expected *expected, const char *name, size_t n_rows,
                   bool spatial)
{
    size_t i = expected->n++;

    expected->table[i].name = name;
    expected->table[i].n_rows = n_rows;
    expected->table[i].spatial = spatial;
}

static enum bc_status write_tables(const struct bc_outcome *outcome,
                                   GDALDatasetH dataset,
                                   struct expected *expected,
                                   struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < N_TABLES; i++) {
        struct bc_table table = {0};

        if (tables[i].monthly && !outcome->series)
            continue;
        tables[i].make(outcome, &table);
        status =
            write_table(&table, bc_in_report(tables[i].title), dataset, err);
        expect(expected, table.name, table.n_rows, false);
        bc_table_clear(&table);
    }
    return status;
}

static void describe(const struct bc_outcome *outcome, GDALDatasetH dataset)
{
    GDALSetMetadataItem(dataset, "TITLE", outcome->title, NULL);
    GDALSetMetadataItem(dataset, "PERIOD", outcome->period.label, NULL);
    if (outcome->illustrative)
        GDALSetMetadataItem(dataset, "NOTE", bc_in_report(BC_ILLUSTRATIVE_NOTE),
                            NULL);
}

static enum bc_status write_contents(const struct bc_outcome *outcome,
                                     GDALDatasetH dataset,
                                     struct expected *expected,
                                     struct bc_error *err)
{
    OGRSpatialReferenceH srs = NULL;
    enum bc_status status = bc_output_srs(outcome, &srs, err);

    if (!status && GDALDatasetStartTransaction(dataset, FALSE))
        status = fail(err, "no transaction");
    for (int which = 0; !status && which < BC_N_PUBLISHED; which++) {
        size_t n = bc_published_count(outcome, which);

        if (!n)
            continue;
        status = write_layer(outcome, which, dataset, srs, err);
        expect(expected, bc_published_layer(which)->name, n, true);
    }
    if (!status)
        status = write_tables(outcome, dataset, expected, err);
    if (!status)
        describe(outcome, dataset);
    if (!status && GDALDatasetCommitTransaction(dataset))
        status = fail(err, "commit");
    OSRRelease(srs);
    return status;
}

static enum bc_status write_by_gdal(const struct bc_outcome *outcome,
                                    const char *path, struct expected *expected,
                                    struct bc_error *err)
{
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    int failures = bc_gdal_failures();
    enum bc_status status;
    GDALDatasetH dataset;

    CPLErrorReset();
    if (!driver)
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "this GDAL has no GeoPackage driver");
    dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    if (!dataset)
        return fail(err, "create");
    status = write_contents(outcome, dataset, expected, err);
    GDALClose(dataset);
    if (!status && bc_gdal_failures() > failures)
        status = fail(err, "close");
    return status;
}

/* What GDAL does not write: styles as QGIS keeps them, and fixed dates. */

static enum bc_status sql_fail(sqlite3 *db, struct bc_error *err)
{
    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s",
                        FILE_NAME, sqlite3_errmsg(db));
}

static enum bc_status run(sqlite3 *db, const char *sql, struct bc_error *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) ? sql_fail(db, err) : BC_OK;
}

/* f_table_schema must be '' and the table registered, else QGIS loses them. */
static const char create_styles[] =
    "CREATE TABLE layer_styles(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256),"
    " f_table_name TEXT(256), f_geometry_column TEXT(256),"
    " styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"
    "INSERT INTO gpkg_contents(table_name,data_type,identifier,srs_id)"
    " VALUES('layer_styles','attributes','layer_styles',0);";

/* SQLite refuses where there is no statement. */
static bool bind(sqlite3_stmt *statement, int at, const char *text)
{
    return sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC) ==
           SQLITE_OK;
}

static enum bc_status add_style(sqlite3 *db, const struct bc_outcome *outcome,
                                enum bc_published which, struct bc_error *err)
{
    static const char sql[] =
        "INSERT INTO layer_styles(f_table_catalog,f_table_schema,f_table_name,"
        "f_geometry_column,styleName,styleQML,styleSLD,useAsDefault,"
        "description,owner) VALUES('','',?1,'" GEOMETRY "',?4,?2,?3,1,"
        "'','')";
    sqlite3_stmt *statement = NULL;
    struct bc_text qml = {0}, sld = {0};
    bool good;

    bc_style_geometry_qml(which, bc_published_geometry(outcome, which),
                          outcome->palette, &qml);
    /* an SLD is of the usual geometry only */
    if (bc_published_geometry(outcome, which) ==
        bc_published_layer(which)->geometry)
        bc_style_sld(which, outcome->palette, &sld);
    good = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK;
    good &= bind(statement, 1, bc_published_layer(which)->name);
    good &= bind(statement, 2, bc_text_string(&qml));
    good &= bind(statement, 3, bc_text_string(&sld));
    good &= bind(statement, 4, bc_in_report("默认"));
    good &= sqlite3_step(statement) == SQLITE_DONE;
    good &= sqlite3_finalize(statement) == SQLITE_OK;
    bc_text_clear(&qml);
    bc_text_clear(&sld);
    return good ? BC_OK : sql_fail(db, err);
}

/* The dates of a file are those of its data, or no two runs are the same. */
static enum bc_status fix_dates(sqlite3 *db, const struct bc_outcome *outcome,
                                struct bc_error *err)
{
    static const char *const columns[][2] = {
        {"gpkg_contents", "last_change"},
        {"layer_styles", "update_time"},
        {"gpkg_metadata_reference", "timestamp"}};
    enum bc_status status = BC_OK;
    char date[16];

    bc_day_print(outcome->as_of, date);
    for (size_t i = 0; !status && i < sizeof columns / sizeof *columns; i++) {
        struct bc_text sql = {0};

        bc_text_printf(&sql, "UPDATE %s SET %s='%sT00:00:00.000Z'",
                       columns[i][0], columns[i][1], date);
        status = run(db, bc_text_string(&sql), err);
        bc_text_clear(&sql);
    }
    return status;
}

static enum bc_status check_integrity(sqlite3 *db, struct bc_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool good;

    good = !sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement,
                               NULL) &&
           sqlite3_step(statement) == SQLITE_ROW &&
           !strcmp((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    return good ? BC_OK : sql_fail(db, err);
}

static enum bc_status write_styles(sqlite3 *db,
                                   const struct bc_outcome *outcome,
                                   struct bc_error *err)
{
    enum bc_status status = run(db, create_styles, err);

    for (int which = 0; !status && which < BC_N_PUBLISHED; which++)
        if (bc_published_count(outcome, which))
            status = add_style(db, outcome, which, err);
    return status;
}

static enum bc_status finish_by_sqlite(const struct bc_outcome *outcome,
                                       const char *path, struct bc_error *err)
{
    enum bc_status status = BC_OK;
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL))
        status = sql_fail(db, err);
    if (!status)
        status = run(db, "PRAGMA journal_mode=DELETE; BEGIN", err);
    if (!status)
        status = write_styles(db, outcome, err);
    if (!status)
        status = fix_dates(db, outcome, err);
    if (!status) /* pages in one order, whatever the order of the writes */
        status = run(db, "COMMIT; VACUUM", err);
    if (!status)
        status = check_integrity(db, err);
    if (sqlite3_close(db) && !status)
        status = sql_fail(db, err);
    return status;
}

/* Read back, row by row: a count may be kept beside the rows and lie. */

static size_t count_rows(OGRLayerH layer, size_t *n_geometries)
{
    OGRFeatureH feature;
    size_t n = 0;

    *n_geometries = 0;
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        *n_geometries += OGR_F_GetGeometryRef(feature) != NULL;
        OGR_F_Destroy(feature);
        n++;
    }
    return n;
}

static size_t count_made(const struct bc_outcome *outcome,
                         enum bc_published which)
{
    size_t n = 0, total = bc_published_count(outcome, which);

    for (size_t i = 0; i < total; i++) {
        OGRGeometryH geometry = make_geometry(outcome, which, i);

        n += geometry != NULL;
        OGR_G_DestroyGeometry(geometry);
    }
    return n;
}

static size_t expected_geometries(const struct bc_outcome *outcome,
                                  const char *name)
{
    int which = 0; /* tables with geometries are published layers */

    while (strcmp(bc_published_layer(which)->name, name) != 0)
        which++;
    return count_made(outcome, which);
}

static enum bc_status read_back(const struct bc_outcome *outcome,
                                const char *path,
                                const struct expected *expected,
                                struct bc_error *err)
{
    static const char *const drivers[] = {"GPKG", NULL};
    int failures = bc_gdal_failures();
    enum bc_status status = BC_OK;
    GDALDatasetH dataset;

    CPLErrorReset();
    dataset = GDALOpenEx(path, GDAL_OF_VECTOR, drivers, NULL, NULL);
    if (!dataset)
        return fail(err, "cannot be read back");
    for (size_t i = 0; !status && i < expected->n; i++) {
        const char *name = expected->table[i].name;
        OGRLayerH layer = GDALDatasetGetLayerByName(dataset, name);
        size_t n_geometries = 0;
        size_t n = layer ? count_rows(layer, &n_geometries) : 0;

        if (!layer || n != expected->table[i].n_rows ||
            (expected->table[i].spatial &&
             n_geometries != expected_geometries(outcome, name)))
            status =
                bc_error_set(err, BC_CANNOT_WRITE,
                             "'%s' is not whole: '%s' has %zu "
                             "rows of %zu",
                             FILE_NAME, name, n, expected->table[i].n_rows);
    }
    GDALClose(dataset);
    if (!status && bc_gdal_failures() > failures)
        status = fail(err, "cannot be read back");
    return status;
}

enum bc_status bc_geopackage_write(const struct bc_outcome *outcome,
                                   struct bc_stage *stage, struct bc_error *err)
{
    const char *path = bc_stage_path(stage, FILE_NAME);
    struct expected expected = {0};
    enum bc_status status = write_by_gdal(outcome, path, &expected, err);

    if (!status)
        status = finish_by_sqlite(outcome, path, err);
    if (!status)
        status = read_back(outcome, path, &expected, err);
    return status ? status : bc_stage_adopt(stage, FILE_NAME, err);
}
