/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SOURCE_H
#define BC_LAYER_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/limits.h"
#include "layer/rows.h"

/** `fields: {key: header}` of the project file: the header that serves a key.
 */
struct bc_field_map {
    const char *key, *header;
};

enum bc_coordinates { BC_WGS84, BC_CGCS2000, BC_GCJ02, BC_BD09 };
enum bc_kind { BC_KIND_UNKNOWN, BC_KIND_AUTO, BC_KIND_MANUAL };

struct bc_server;
struct bc_faults;

/** One `source` of the project file. Strings are borrowed. */
struct bc_source {
    const char *role; /* "outfalls" */
    size_t n_paths;   /* after globbing, sorted; absolute or openable */
    const char **paths;
    const char **labels; /* as the project names them, for messages */
    const char *layer;   /* inside the file, NULL: the only one */
    const char *crs;     /* overrides what the file says; NULL */
    const char
        *encoding; /* "GB18030"; NULL: .cpg, BOM, then UTF-8 or GB18030 */
    const char *x_field, *y_field; /* `xy: [lon, lat]`; NULL: by alias */
    enum bc_coordinates coordinates;
    enum bc_kind kind;
    int year; /* for times without one; 0 */
    size_t n_fields;
    const struct bc_field_map *fields;
    bool illustrative;
    bool headless; /* of a sheet: its first row is a row, too */
    bool table; /* its rows alone are wanted: no position is read or missed */
    bool in_order; /* rows as layer/order.h has them; else as the source has */
    size_t most_rows;         /* of each file, for a look at it; 0: all */
    struct bc_server *server; /* open, of the table; NULL: one is opened */
    const char *condition;    /* SQL of our own: these rows of a table of a
                                 server alone; NULL: all */
    const char *order;        /* SQL, before the order of the key; NULL */
    const struct bc_input_limits *limits; /* borrowed; NULL: the usual ones */
    struct bc_layer_list *list; /* filled with the file's layers; NULL */
    struct bc_faults *faults;   /* gathered (layer/faults.h), and read on behind
                                   them: of rows alone; NULL */
};

/** Those of the source, or the usual ones. */
struct bc_input_limits bc_source_limits(const struct bc_source *source);

/** The names of the layers in a file, in its order. */
struct bc_layer_list {
    char **names;
    size_t n;
};
void bc_layer_list_clear(struct bc_layer_list *list);
/** The layers of a GeoPackage, a workbook ...; a file without any is an error.
 */
enum bc_status bc_layer_list_read(const char *path, const char *label,
                                  struct bc_layer_list *list,
                                  struct bc_error *err);

/** What a file name's suffix, or the `PG:` before it, stands for. */
enum bc_format {
    BC_FORMAT_UNKNOWN,
    BC_FORMAT_CSV,
    BC_FORMAT_XLSX,
    BC_FORMAT_GPKG,
    BC_FORMAT_SHAPEFILE,
    BC_FORMAT_GEOJSON,
    BC_FORMAT_FLATGEOBUF,
    BC_FORMAT_SERVER /* no file: `PG:...` (layer/connection.h) */
};
enum bc_format bc_format_of(const char *path);

/**
 * Expands a path, a glob or both to regular files, sorted by name.
 * @retval BC_BAD_INPUT nothing matches, an unknown suffix, a URL, `/vsi...`,
 *         a driver prefix, not a regular file
 */
enum bc_status bc_source_expand(const char *project_file, const char *pattern,
                                char ***paths, size_t *n, struct bc_error *err);

/**
 * Reads a source whole into a layer: every field as text, keys recognised by
 * the role's alias table (layer/role) and `fields`, word columns brought to
 * their canonical words, geometry as columns, CRS as text (not transformed).
 * Rows without any value are left out with a finding; every other row is kept.
 * @retval BC_BAD_INPUT  unreadable or ambiguous structure, a missing key field,
 *                       undecodable bytes, geometry of another type than the
 *                       role needs; the message starts with the file
 */
enum bc_status bc_layer_read(const struct bc_source *source,
                             struct bc_findings *findings,
                             struct bc_layer **layer, struct bc_error *err);

/** Takes the rows of a layer, about @p n_rows at a time. */
struct bc_layer_taker {
    size_t n_rows;
    /** @p part is as bc_layer_read makes a layer, and gone afterwards.
     * @return false: no more are wanted */
    bool (*take)(void *context, struct bc_layer *part);
    void *context;
};

/**
 * Reads points some at a time, in the order of the file, where all of them are
 * plain: a GeoPackage or FlatGeobuf that all threads can read, a Shapefile, a
 * CSV, of which nothing would be found. Memory does not grow with rows.
 * @return false: that is not so, or no more were wanted; what was taken counts
 *         for nothing, and bc_layer_read is to tell what is wrong
 */
bool bc_layer_read_plainly(const struct bc_source *source,
                           const struct bc_layer_taker *taker);

/**
 * Streams a source's rows (CSV, XLSX, GeoPackage table ...), file after file,
 * as batches of cells in UTF-8: memory does not grow with rows.
 */
enum bc_status bc_rows_read(const struct bc_source *source,
                            const struct bc_rows_sink *sink,
                            struct bc_error *err);

/** Once, before anything else: drivers, error counter, network off, cache. */
enum bc_status bc_gdal_init(struct bc_error *err);
/** A configuration option of GDAL; it wins over those that are set here. */
void bc_gdal_config(const char *key, const char *value);
/** CE_Failure and CE_Fatal seen so far by this process. */
int bc_gdal_failures(void);
/** Those of this thread: other files are read beside it. */
int bc_gdal_failures_here(void);
/** How often SQLite could not read or write in this thread, damaged files not
 * counted. */
int bc_sqlite_unread_here(void);
/** The message of this thread's last one, "" when there was none. */
const char *bc_gdal_message(void);

const char *bc_gdal_version(void);
/** The drivers that are used, ended by NULL: no other is asked. */
const char *const *bc_gdal_drivers(void);
/** The one that sources on a server need, and nothing else. */
const char *bc_gdal_server_driver(void);
bool bc_gdal_has_driver(const char *name);

#endif
