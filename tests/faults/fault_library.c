/* SPDX-License-Identifier: MIT */
/* Our calls of GDAL, GEOS, PROJ, SQLite and the others that fail (--wrap). A
 * library says why in its own way: GDAL by its error handler, and a NULL alone
 * may be the end of a layer. */
#include <gdal.h>
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <iconv.h>
#include <jansson.h>
#include <libxml/xmlwriter.h>
#include <ogr_api.h>
#include <proj.h>
#include <sqlite3.h>
#include <stdint.h>
#include <xlsxwriter.h>
#include <yaml.h>

#include "fault.h"

static bool gdal_fails(enum fault_call call)
{
    if (!fault_strikes(call))
        return false;
    CPLError(CE_Failure, CPLE_FileIO, "a fault of the test");
    return true;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): names and lists of them */
#define WRAP(type, name, strikes, failed, parameters, arguments)               \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        return strikes(FAULT_##name) ? failed : __real_##name arguments;       \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

WRAP(GDALDatasetH, GDALOpenEx, gdal_fails, NULL,
     (const char *path, unsigned flags, const char *const *drivers,
      const char *const *options, const char *const *siblings),
     (path, flags, drivers, options, siblings))
WRAP(GDALDatasetH, GDALCreate, gdal_fails, NULL,
     (GDALDriverH driver, const char *path, int width, int height, int n,
      GDALDataType type, CSLConstList options),
     (driver, path, width, height, n, type, options))
WRAP(CPLErr, GDALRasterIO, gdal_fails, CE_Failure,
     (GDALRasterBandH band, GDALRWFlag flag, int x, int y, int nx, int ny,
      void *cells, int width, int height, GDALDataType type, int dx, int dy),
     (band, flag, x, y, nx, ny, cells, width, height, type, dx, dy))
WRAP(OGRLayerH, GDALDatasetCreateLayer, gdal_fails, NULL,
     (GDALDatasetH dataset, const char *name, OGRSpatialReferenceH crs,
      OGRwkbGeometryType type, CSLConstList options),
     (dataset, name, crs, type, options))
WRAP(OGRErr, GDALDatasetStartTransaction, gdal_fails, OGRERR_FAILURE,
     (GDALDatasetH dataset, int force), (dataset, force))
WRAP(OGRErr, GDALDatasetCommitTransaction, gdal_fails, OGRERR_FAILURE,
     (GDALDatasetH dataset), (dataset))
WRAP(OGRFeatureH, OGR_L_GetNextFeature, gdal_fails, NULL, (OGRLayerH layer),
     (layer))
WRAP(OGRErr, OGR_L_CreateField, gdal_fails, OGRERR_FAILURE,
     (OGRLayerH layer, OGRFieldDefnH field, int approximately),
     (layer, field, approximately))
WRAP(OGRErr, OGR_L_CreateFeature, gdal_fails, OGRERR_FAILURE,
     (OGRLayerH layer, OGRFeatureH feature), (layer, feature))

WRAP(GEOSGeometry *, GEOSIntersection_r, fault_strikes, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b),
     (geos, a, b))
WRAP(char, GEOSisValid_r, fault_strikes, 2,
     (GEOSContextHandle_t geos, const GEOSGeometry *a), (geos, a))
WRAP(const GEOSPreparedGeometry *, GEOSPrepare_r, fault_strikes, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a), (geos, a))
WRAP(char, GEOSPreparedIntersects_r, fault_strikes, 2,
     (GEOSContextHandle_t geos, const GEOSPreparedGeometry *a,
      const GEOSGeometry *b),
     (geos, a, b))
WRAP(PJ *, proj_create, fault_strikes, NULL,
     (PJ_CONTEXT * context, const char *definition), (context, definition))
WRAP(int, sqlite3_prepare_v2, fault_strikes, SQLITE_IOERR,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **statement,
      const char **rest),
     (db, sql, n, statement, rest))
WRAP(int, sqlite3_step, fault_strikes, SQLITE_IOERR, (sqlite3_stmt * statement),
     (statement))
WRAP(int, sqlite3_exec, fault_strikes, SQLITE_IOERR,
     (sqlite3 * db, const char *sql, int (*row)(void *, int, char **, char **),
      void *own, char **message),
     (db, sql, row, own, message))

WRAP(xmlTextWriterPtr, xmlNewTextWriterMemory, fault_strikes, NULL,
     (xmlBufferPtr buffer, int compression), (buffer, compression))
WRAP(int, xmlTextWriterStartElement, fault_strikes, -1,
     (xmlTextWriterPtr writer, const xmlChar *name), (writer, name))
WRAP(int, xmlTextWriterWriteAttribute, fault_strikes, -1,
     (xmlTextWriterPtr writer, const xmlChar *name, const xmlChar *text),
     (writer, name, text))
WRAP(int, xmlTextWriterWriteString, fault_strikes, -1,
     (xmlTextWriterPtr writer, const xmlChar *text), (writer, text))
WRAP(int, xmlTextWriterEndElement, fault_strikes, -1, (xmlTextWriterPtr writer),
     (writer))
WRAP(int, xmlTextWriterEndDocument, fault_strikes, -1,
     (xmlTextWriterPtr writer), (writer))

WRAP(iconv_t, iconv_open, fault_strikes, (iconv_t)(intptr_t)-1,
     (const char *to, const char *from), (to, from))
WRAP(int, yaml_parser_initialize, fault_strikes, 0, (yaml_parser_t * parser),
     (parser))
WRAP(int, yaml_parser_parse, fault_strikes, 0,
     (yaml_parser_t * parser, yaml_event_t *event), (parser, event))
WRAP(char *, json_dumps, fault_strikes, NULL, (const json_t *json, size_t how),
     (json, how))
WRAP(GDALDriverH, GDALGetDriverByName, gdal_fails, NULL, (const char *name),
     (name))
WRAP(CPLErr, GDALAddBand, gdal_fails, CE_Failure,
     (GDALDatasetH dataset, GDALDataType type, CSLConstList options),
     (dataset, type, options))
WRAP(CPLErr, GDALBuildOverviews, gdal_fails, CE_Failure,
     (GDALDatasetH dataset, const char *how, int n, const int *factors,
      int n_bands, const int *bands, GDALProgressFunc progress, void *own),
     (dataset, how, n, factors, n_bands, bands, progress, own))
WRAP(GDALDatasetH, GDALCreateCopy, gdal_fails, NULL,
     (GDALDriverH driver, const char *path, GDALDatasetH from, int strict,
      CSLConstList options, GDALProgressFunc progress, void *own),
     (driver, path, from, strict, options, progress, own))
WRAP(CPLErr, GDALSetSpatialRef, gdal_fails, CE_Failure,
     (GDALDatasetH dataset, OGRSpatialReferenceH crs), (dataset, crs))
WRAP(CPLErr, GDALSetRasterNoDataValue, gdal_fails, CE_Failure,
     (GDALRasterBandH band, double value), (band, value))
WRAP(OGRErr, OSRImportFromEPSG, gdal_fails, OGRERR_FAILURE,
     (OGRSpatialReferenceH crs, int code), (crs, code))
WRAP(int, sqlite3_open_v2, fault_strikes, SQLITE_CANTOPEN,
     (const char *path, sqlite3 **db, int flags, const char *vfs),
     (path, db, flags, vfs))
WRAP(xmlDocPtr, xmlReadMemory, fault_strikes, NULL,
     (const char *bytes, int n, const char *url, const char *encoding,
      int options),
     (bytes, n, url, encoding, options))
WRAP(VSILFILE *, VSIFOpenL, fault_strikes, NULL,
     (const char *path, const char *how), (path, how))
WRAP(size_t, VSIFReadL, fault_strikes, 0,
     (void *bytes, size_t size, size_t n, VSILFILE *file),
     (bytes, size, n, file))
WRAP(char **, VSIReadDirRecursive, fault_strikes, NULL, (const char *path),
     (path))
WRAP(lxw_workbook *, workbook_new, fault_strikes, NULL, (const char *path),
     (path))
WRAP(lxw_error, worksheet_write_string, fault_strikes,
     LXW_ERROR_MEMORY_MALLOC_FAILED,
     (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, const char *text,
      lxw_format *format),
     (sheet, row, column, text, format))

/* These close nevertheless, else what they hold would be lost. */
int __real_sqlite3_close(sqlite3 *db);
int __wrap_sqlite3_close(sqlite3 *db);
int __wrap_sqlite3_close(sqlite3 *db)
{
    const bool strikes = fault_strikes(FAULT_sqlite3_close);
    int error = __real_sqlite3_close(db);

    return strikes ? SQLITE_IOERR : error;
}

lxw_error __real_workbook_close(lxw_workbook *book);
lxw_error __wrap_workbook_close(lxw_workbook *book);
lxw_error __wrap_workbook_close(lxw_workbook *book)
{
    const bool strikes = fault_strikes(FAULT_workbook_close);
    lxw_error error = __real_workbook_close(book);

    return strikes ? LXW_ERROR_CREATING_XLSX_FILE : error;
}
