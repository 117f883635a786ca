/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/deadline.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "layer/builder.h"
#include "layer/csv.h"
#include "layer/geojson.h"
#include "layer/keys.h"
#include "layer/ogr_shape.h"
#include "layer/order.h"
#include "layer/position.h"
#include "layer/source.h"
#include "layer/table.h"
#include "layer/wkb.h"

/* ---- one file ---- */

/* The columns of a file in the builder. Files of one source agree in them. */
static enum bc_status add_columns(struct bc_builder *builder,
                                  const struct bc_source *source, size_t path,
                                  const struct bc_slice *names, size_t n,
                                  size_t **columns, struct bc_error *err)
{
    size_t n_before = builder->layer->n_columns;

    *columns = bc_alloc(n, sizeof **columns);
    for (size_t i = 0; i < n; i++)
        (*columns)[i] = bc_builder_column(builder, names[i]);
    if (path == 0 || (n == n_before && n == builder->layer->n_columns))
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: its columns are not those of '%s'; give the files "
                        "of a source one header",
                        source->labels[path], source->labels[0]);
}

/* Rows of this file that are still wanted. */
static size_t rows_wanted(const struct bc_source *source, size_t n_read)
{
    return source->most_rows > 0 ? source->most_rows - n_read : SIZE_MAX;
}

/** Lets rows that came one by one go, where rows go in batches: once there are
 * enough of them, or when these are the last. */
static enum bc_status pass_rows_on(struct bc_builder *builder, bool is_end)
{
    const struct bc_batches *batches = builder->batches;
    const size_t n = builder->layer->n_features;

    if (!batches || n == 0 || (!is_end && n < batches->n_rows) ||
        bc_builder_pass_on(builder))
        return BC_OK;
    return BC_BAD_INPUT; /* they are read whole then: nobody is told */
}

/** Before a file is closed: what is made of its rows is done. */
static void end_batches(const struct bc_builder *builder)
{
    if (builder->batches)
        builder->batches->end(builder->batches->context);
}

static void add_csv_rows(struct bc_builder *builder, const char *label,
                         const struct bc_rows *rows, size_t n_rows,
                         const size_t *columns)
{
    for (size_t row = 0; row < n_rows; row++) {
        bc_builder_begin_row(builder, label, rows->lines[row]);
        for (size_t i = 0; i < rows->n_columns; i++)
            bc_builder_set(builder, columns[i],
                           rows->cells[row * rows->n_columns + i]);
    }
}

static enum bc_status read_csv(struct bc_builder *builder,
                               const struct bc_source *source, size_t path,
                               struct bc_findings *findings,
                               struct bc_error *err)
{
    const struct bc_input_limits limits = bc_source_limits(source);
    struct bc_csv *csv = NULL;
    struct bc_rows rows = {.n_rows = 1};
    size_t *columns = NULL, n_read = 0;
    enum bc_status status =
        bc_csv_open(source->paths[path], source->labels[path], source->encoding,
                    NULL, &limits, &csv, err);

    if (!status)
        status = add_columns(builder, source, path, bc_csv_header(csv)->names,
                             bc_csv_header(csv)->n_columns, &columns, err);
    while (!status && rows.n_rows > 0 && rows_wanted(source, n_read) > 0) {
        size_t n = 0;

        status = bc_csv_next(csv, &rows, err);
        if (!status)
            n = rows.n_rows < rows_wanted(source, n_read)
                    ? rows.n_rows
                    : rows_wanted(source, n_read);
        add_csv_rows(builder, source->labels[path], &rows, n, columns);
        n_read += n;
        if (!status)
            status = pass_rows_on(builder, n == 0);
        if (!status)
            status = bc_deadline_check(source->labels[path], err);
    }
    end_batches(builder);
    free(columns);
    if (!status)
        bc_csv_tell(csv, findings);
    bc_csv_free(csv);
    return status;
}

static void add_table_row(struct bc_builder *builder, const char *label,
                          const struct bc_table *table, const size_t *columns)
{
    bc_builder_begin_row(builder, label, table->row);
    for (size_t i = 0; i < table->n_columns; i++)
        bc_builder_set(builder, columns[i], table->cells[i]);
    if (table->cut_column)
        bc_builder_doubt(builder, builder->layer->n_features - 1,
                         BC_FOUND_CUT_TEXT,
                         "the last character of '%s' was cut by the width of "
                         "the column; it was dropped",
                         table->cut_column);
    if (table->geometry)
        bc_ogr_shape_add(builder, table->geometry);
    else if (table->has_geometry)
        bc_wkb_add(builder, table->binary, table->binary_length);
}

static enum bc_status read_table(struct bc_builder *builder,
                                 const struct bc_source *source, size_t path,
                                 struct bc_findings *findings, const char **crs,
                                 struct bc_error *err)
{
    struct bc_table *table = NULL;
    size_t *columns = NULL, n_read = 0;
    bool more = true, done = false;
    enum bc_status status = bc_table_open(source, path, &table, err);

    if (!status) /* columns of one name would become one */
        status = bc_header_check(source->labels[path], table->names,
                                 table->n_columns, err);
    if (!status)
        status = add_columns(builder, source, path, table->names,
                             table->n_columns, &columns, err);
    if (!status && builder->batches)
        builder->batches->crs = table->crs;
    if (!status && source->most_rows == 0)
        status = bc_table_read_all(table, builder, columns, &done, err);
    if (!status && builder->batches && table->read_all && !done)
        status = BC_BAD_INPUT; /* some may have gone: it is read whole then */
    while (!status && !done && more && rows_wanted(source, n_read) > 0) {
        status = bc_table_next(table, &more, err);
        if (!status && more)
            add_table_row(builder, source->labels[path], table, columns);
        n_read++;
        if (!status)
            status = pass_rows_on(builder, !more);
        if (!status)
            status = bc_deadline_check(source->labels[path], err);
    }
    if (!status)
        bc_table_remark(table, 1, findings);
    if (!status && table->crs)
        *crs = bc_arena_copy(&builder->layer->arena, table->crs,
                             strlen(table->crs));
    end_batches(builder);
    free(columns);
    bc_table_free(table);
    return status;
}

static enum bc_status read_geojson(struct bc_builder *builder,
                                   const struct bc_source *source, size_t path,
                                   struct bc_findings *findings,
                                   const char **crs, struct bc_error *err)
{
    const struct bc_input_limits limits = bc_source_limits(source);
    struct bc_claim claim;
    enum bc_status status =
        bc_geojson_read(builder, source->paths[path], source->labels[path],
                        source->encoding, &limits, crs, &claim, err);

    if (!status)
        bc_claim_tell(&claim, source->labels[path], findings);
    return status;
}

static enum bc_status read_file(struct bc_builder *builder,
                                const struct bc_source *source, size_t path,
                                struct bc_findings *findings, const char **crs,
                                struct bc_error *err)
{
    *crs = NULL;
    switch (bc_format_of(source->paths[path])) {
    case BC_FORMAT_CSV:
        return read_csv(builder, source, path, findings, err);
    case BC_FORMAT_GEOJSON:
        return read_geojson(builder, source, path, findings, crs, err);
    default:
        return read_table(builder, source, path, findings, crs, err);
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static enum bc_status read_files(struct bc_builder *builder,
                                 const struct bc_source *source,
                                 struct bc_findings *findings,
                                 struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t path = 0; path < source->n_paths && !status; path++) {
        const char *crs;
        /* Rows outlive the source that names their files. */
        const char *label =
            bc_arena_copy(&builder->layer->arena, source->labels[path],
                          strlen(source->labels[path]));
        size_t first = builder->layer->n_features;

        const struct bc_file_mark before = bc_file_mark(source->paths[path]);

        status = read_file(builder, source, path, findings, &crs, err);
        if (!status)
            status =
                bc_file_unchanged(source->paths[path], label, &before, err);
        for (size_t row = first; row < builder->layer->n_features; row++)
            builder->layer->row_source[row] = label;
        if (path == 0)
            builder->layer->crs = crs;
        else if (!status && !source->crs &&
                 !same_text(crs, builder->layer->crs))
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: has another crs than '%s'; bring them "
                                  "to one or make them two sources",
                                  source->labels[path], source->labels[0]);
    }
    return status;
}

/** Where a role takes any kind of geometry the first one met was taken, but
 * most decide: which comes first is by chance. */
static enum bc_status read_most(struct bc_builder *builder,
                                const struct bc_source *source,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    enum bc_status status = read_files(builder, source, findings, err);
    enum bc_geometry most = bc_builder_most(builder);
    struct bc_builder again;
    struct bc_findings *unused; /* what was remarked is known */

    if (status || !builder->role->any_geometry || builder->n_mixed == 0 ||
        builder->layer->geometry == most)
        return status;
    bc_builder_init(&again, builder->layer->role, builder->layer->source);
    again.kind = most;
    unused = bc_findings_new();
    status = read_files(&again, source, unused, err);
    bc_findings_free(unused);
    bc_builder_clear(builder);
    *builder = again;
    return status;
}

/* ---- the order of rows ---- */

/** The doubts, which ascend by row, in the order of the rows at their places.
 */
static void order_doubts(struct bc_builder *builder, const size_t *row_at)
{
    const size_t n = builder->layer->n_features;
    struct bc_doubt *ordered = bc_alloc(builder->n_doubts, sizeof *ordered);
    size_t *first = bc_alloc(n + 1, sizeof *first), n_ordered = 0;

    for (size_t i = 0; i < builder->n_doubts; i++)
        first[builder->doubts[i].row + 1] = i + 1;
    for (size_t row = 0; row < n; row++)
        if (first[row + 1] == 0)
            first[row + 1] = first[row];
    for (size_t row = 0; row < n; row++)
        for (size_t i = first[row_at[row]]; i < first[row_at[row] + 1]; i++) {
            ordered[n_ordered] = builder->doubts[i];
            ordered[n_ordered++].row = row;
        }
    free(first);
    free(builder->doubts);
    builder->doubts = ordered;
    builder->doubt_room = builder->n_doubts;
}

/** Before positions are read and findings made, whose number is bound. */
static void order_rows(struct bc_builder *builder)
{
    size_t *row_at = bc_order_rows(builder->layer);

    if (!row_at)
        return;
    if (builder->n_doubts > 0)
        order_doubts(builder, row_at);
    bc_layer_reorder(builder->layer, row_at);
    builder->row_room = builder->layer->n_features;
    free(row_at);
}

/* ---- the layer ---- */

static enum bc_status check_header(const struct bc_layer *layer,
                                   struct bc_error *err)
{
    struct bc_slice *names = bc_alloc(layer->n_columns, sizeof *names);
    enum bc_status status;

    for (size_t i = 0; i < layer->n_columns; i++)
        names[i] = bc_slice_of(layer->columns[i].name);
    status = bc_header_check(layer->source, names, layer->n_columns, err);
    free(names);
    return status;
}

static enum bc_status no_geometry(const struct bc_builder *builder,
                                  struct bc_error *err)
{
    const struct bc_layer *layer = builder->layer;
    const char *kind = bc_say(bc_geometry_name(builder->role->geometry));
    struct bc_text list = {0};

    bc_keys_list(layer, &list);
    if (builder->n_mixed > 0)
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: holds no %s, which '%s' needs; give another layer",
                     layer->source, kind, layer->role);
    else if (builder->role->geometry == BC_GEOMETRY_POINT)
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: has no position for '%s'; add columns lon and lat, "
                     "or name them with xy: [LON, LAT]%s",
                     layer->source, layer->role, list.data);
    else
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: has no geometry; '%s' needs a layer of %ss",
                     layer->source, layer->role, kind);
    bc_text_clear(&list);
    return BC_BAD_INPUT;
}

/* Points from columns where the file has none, then: is it what the role
 * needs? A geometry beside a table's rows is not used. */
static enum bc_status settle_geometry(struct bc_builder *builder,
                                      const struct bc_source *source,
                                      struct bc_error *err)
{
    const struct bc_role *role = builder->role;
    struct bc_layer *layer = builder->layer;
    enum bc_status status = BC_OK;

    if (source->table)
        return BC_OK;
    if (layer->geometry == BC_GEOMETRY_NONE && builder->n_mixed == 0 &&
        (role->geometry == BC_GEOMETRY_POINT || role->any_geometry))
        status = bc_position_read(builder, source, err);
    if (status)
        return status;
    if (layer->geometry == BC_GEOMETRY_NONE && layer->n_features == 0)
        layer->geometry = role->geometry;
    if (layer->geometry == BC_GEOMETRY_NONE &&
        (builder->n_mixed > 0 ||
         (!role->table_allowed && role->geometry != BC_GEOMETRY_NONE)))
        return no_geometry(builder, err);
    if (layer->geometry == BC_GEOMETRY_NONE)
        layer->crs = NULL;
    else if (source->crs)
        layer->crs =
            bc_arena_copy(&layer->arena, source->crs, strlen(source->crs));
    if (layer->geometry > BC_GEOMETRY_POINT)
        while (layer->shapes.n_features < layer->n_features)
            bc_shapes_begin_feature(&layer->shapes);
    return BC_OK;
}

static void doubt_xy(const struct bc_builder *builder,
                     const struct bc_source *source,
                     struct bc_findings *findings)
{
    const struct bc_finding finding = {.code = BC_FOUND_NO_EFFECT,
                                       .source = builder->layer->source,
                                       .field = "xy"};

    if (source->x_field && (builder->layer->geometry || builder->n_mixed > 0))
        bc_findings_addf(findings, finding,
                         "'xy' has no effect; the file has geometry of its "
                         "own");
}

static bool has_geometry(const struct bc_layer *layer, size_t row)
{
    if (layer->geometry == BC_GEOMETRY_POINT)
        return !isnan(layer->x[row]);
    return layer->shapes.part_of[row] < layer->shapes.part_of[row + 1];
}

/* ---- findings ---- */

static struct bc_finding finding_at(const struct bc_layer *layer, size_t row,
                                    enum bc_finding_code code)
{
    return (struct bc_finding){.code = code,
                               .source = layer->row_source[row],
                               .line = layer->row_line[row],
                               .feature = bc_layer_text(layer, "code", row)};
}

/* Every feature without geometry is said once, by its doubt or here. */
static void report_doubts(const struct bc_builder *builder,
                          struct bc_findings *findings)
{
    const struct bc_layer *layer = builder->layer;
    bool *said = bc_alloc(layer->n_features, sizeof *said);

    for (size_t i = 0; i < builder->n_doubts; i++) {
        const struct bc_doubt *doubt = &builder->doubts[i];
        struct bc_finding finding;

        said[doubt->row] |= doubt->code == BC_FOUND_BAD_GEOMETRY ||
                            doubt->code == BC_FOUND_MIXED_GEOMETRY;
        finding = finding_at(layer, doubt->row, doubt->code);
        finding.message = doubt->message;
        finding.chinese = doubt->chinese;
        bc_findings_add(findings, &finding);
    }
    for (size_t row = 0; layer->geometry && row < layer->n_features; row++)
        if (!said[row] && !has_geometry(layer, row))
            bc_findings_addf(findings,
                             finding_at(layer, row, BC_FOUND_BAD_GEOMETRY),
                             "no geometry; the feature has none");
    if (builder->has_heights)
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_HEIGHTS_DROPPED,
                                             .source = layer->source},
                         "heights or measures; they were dropped");
    free(said);
}

static bool is_empty_row(const struct bc_layer *layer, size_t row)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (layer->columns[i].text[row])
            return false;
    return !layer->geometry || !has_geometry(layer, row);
}

/* Before the doubts, so that a row of commas is one finding and not two. */
static void drop_empty_rows(struct bc_builder *builder,
                            struct bc_findings *findings)
{
    struct bc_layer *layer = builder->layer;
    size_t n_kept = 0, n_doubts = 0, *place;
    bool *keep;

    while (n_kept < layer->n_features && !is_empty_row(layer, n_kept))
        n_kept++;
    if (n_kept == layer->n_features)
        return;
    n_kept = 0;
    keep = bc_alloc(layer->n_features, sizeof *keep);
    place = bc_alloc(layer->n_features, sizeof *place);
    for (size_t row = 0; row < layer->n_features; row++) {
        keep[row] = !is_empty_row(layer, row);
        place[row] = n_kept;
        n_kept += keep[row];
        if (!keep[row])
            bc_findings_addf(findings,
                             finding_at(layer, row, BC_FOUND_EMPTY_ROW),
                             "a row without any value; it was left out");
    }
    for (size_t i = 0; i < builder->n_doubts; i++) {
        struct bc_doubt doubt = builder->doubts[i];

        if (!keep[doubt.row])
            continue;
        doubt.row = place[doubt.row];
        builder->doubts[n_doubts++] = doubt;
    }
    builder->n_doubts = n_doubts;
    bc_layer_keep(layer, keep);
    free(keep);
    free(place);
}

static char *joined_labels(const struct bc_source *source)
{
    struct bc_text text = {0};

    for (size_t i = 0; i < source->n_paths; i++)
        bc_text_printf(&text, "%s%s", i ? ", " : "", source->labels[i]);
    return bc_text_take(&text);
}

/** Makes rows that were read a layer: what bc_layer_read promises of it. */
static enum bc_status finish(struct bc_builder *builder,
                             const struct bc_source *source,
                             struct bc_findings *findings, struct bc_error *err)
{
    enum bc_status status = check_header(builder->layer, err);

    if (!status)
        status = bc_keys_find(builder->layer, builder->role, source, err);
    if (!status && source->in_order)
        order_rows(builder);
    if (!status)
        doubt_xy(builder, source, findings);
    if (!status)
        status = settle_geometry(builder, source, err);
    if (status)
        return status;
    drop_empty_rows(builder, findings);
    report_doubts(builder, findings);
    bc_keys_report_lost(builder->layer, builder->role, findings);
    bc_keys_report(builder->layer, builder->role, source, findings);
    bc_keys_translate(builder->layer, builder->role, findings);
    builder->layer->illustrative = source->illustrative;
    return BC_OK;
}

enum bc_status bc_layer_read(const struct bc_source *source,
                             struct bc_findings *findings,
                             struct bc_layer **layer, struct bc_error *err)
{
    struct bc_builder builder;
    char *labels = joined_labels(source);
    enum bc_status status;

    *layer = NULL;
    bc_builder_init(&builder, source->role, labels);
    free(labels);
    status = read_most(&builder, source, findings, err);
    if (!status)
        status = finish(&builder, source, findings, err);
    if (!status) {
        *layer = builder.layer;
        builder.layer = NULL; /* now the caller's */
    }
    bc_builder_clear(&builder);
    return status;
}

/* ---- in batches ---- */

/** Points on their way from a file to whoever takes them: one batch is worked
 * on while the next one is read. */
struct passing {
    const struct bc_source *source;
    const struct bc_layer_taker *taker;
    bool is_table; /* places are told by columns, not by geometries */
    struct bc_batches batches;
    struct bc_builder batch;
    struct bc_beside *beside;     /* works on the batch; NULL: none does */
    bool goes_on;                 /* as far as is known */
    struct bc_findings *findings; /* none, or they are to be read whole */
};

static void hand_over(void *context)
{
    struct passing *it = context;
    struct bc_layer *layer = it->batch.layer;
    const bool has_geometry = layer->geometry == BC_GEOMETRY_POINT;
    struct bc_error err = {0};

    if (it->batches.crs)
        layer->crs = bc_arena_copy(&layer->arena, it->batches.crs,
                                   strlen(it->batches.crs));
    it->goes_on = has_geometry != it->is_table &&
                  !finish(&it->batch, it->source, it->findings, &err) &&
                  bc_findings_count(it->findings) == 0 &&
                  layer->geometry == BC_GEOMETRY_POINT &&
                  (has_geometry || bc_position_is_of_row(layer, it->source)) &&
                  it->taker->take(it->taker->context, layer);
    bc_builder_clear(&it->batch);
}

static void wait_for_batch(void *context)
{
    struct passing *it = context;

    bc_beside_wait(it->beside);
    it->beside = NULL;
}

static bool pass_on(void *context, struct bc_builder *batch)
{
    struct passing *it = context;

    wait_for_batch(it);
    if (!it->goes_on) {
        bc_builder_clear(batch);
        return false;
    }
    it->batch = *batch;
    it->beside = bc_beside_start(hand_over, it);
    return true; /* what became of it is asked when it has been waited for */
}

static bool is_plain(const struct bc_source *source, const struct bc_role *role)
{
    const enum bc_format format = bc_format_of(source->paths[0]);

    return source->n_paths == 1 &&
           (format == BC_FORMAT_GPKG || format == BC_FORMAT_FLATGEOBUF ||
            format == BC_FORMAT_SHAPEFILE || format == BC_FORMAT_CSV) &&
           role->geometry == BC_GEOMETRY_POINT && !role->any_geometry;
}

bool bc_layer_read_plainly(const struct bc_source *source,
                           const struct bc_layer_taker *taker)
{
    struct passing it = {.source = source,
                         .taker = taker,
                         .is_table =
                             bc_format_of(source->paths[0]) == BC_FORMAT_CSV,
                         .batches = {.n_rows = taker->n_rows,
                                     .take = pass_on,
                                     .end = wait_for_batch},
                         .goes_on = true,
                         .findings = bc_findings_new()};
    struct bc_findings *remarks = bc_findings_new();
    struct bc_builder builder;
    struct bc_error err = {0};
    bool done;

    bc_builder_init(&builder, source->role, source->labels[0]);
    it.batches.context = &it;
    builder.batches = &it.batches;
    done = is_plain(source, builder.role) &&
           !read_files(&builder, source, remarks, &err) &&
           bc_findings_count(remarks) == 0;
    bc_builder_clear(&builder);
    bc_findings_free(remarks);
    bc_findings_free(it.findings);
    return done && it.goes_on;
}
