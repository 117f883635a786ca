/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_CRS_PARTS_H
#define BC_GEO_CRS_PARTS_H

/* Private to geo: what the files of bc_crs_normalise share, in the order in
 * which it goes through them. */

#include <geodesic.h>
#include <proj.h>
#include <pthread.h>

#include "geo/crs.h"
#include "layer/frame.h"

#define BC_DEGREE (M_PI / 180)

/** The datums that are taken as one, and the rest. */
enum bc_datum { BC_DATUM_OTHER, BC_DATUM_WGS84, BC_DATUM_CGCS2000 };

struct bc_crs {
    pthread_mutex_t turn; /* of a thread with the context */
    PJ_CONTEXT *context;
    const char *database; /* the path of proj.db, once it is found */
    PJ *geographic;
    char *name;
    int epsg;
    enum bc_datum datum;
    struct geod_geodesic ellipsoid;
    char log[256]; /* what PROJ said last */
};

/** Makes its context: without network, and no file is opened but PROJ's own. */
void bc_crs_open_context(struct bc_crs *crs);
/** What PROJ said last. */
const char *bc_crs_last_log(const struct bc_crs *crs);

/* ---- crs_definition.c: what a definition says ---- */

/** The CRS of a layer, taken apart. */
struct bc_crs_source {
    char *label;    /* for messages */
    PJ *whole;      /* with the datum parameters that it may carry */
    PJ *horizontal; /* without them, and without heights */
    PJ *base;       /* the geographic CRS below it */
    enum bc_datum datum;
    bool projected;
};

PJ *bc_crs_create(struct bc_crs *crs, const char *text);
/** Replaces a compound CRS by its horizontal part. */
PJ *bc_crs_without_heights(struct bc_crs *crs, PJ *whole);
bool bc_crs_is_derived(struct bc_crs *crs, const PJ *geographic);
bool bc_crs_counts_in_degrees(struct bc_crs *crs, const PJ *geographic);
char *bc_crs_label(const PJ *crs);
enum bc_datum bc_crs_datum_of(struct bc_crs *crs, const PJ *geographic);
enum bc_status bc_crs_source_open(struct bc_crs *crs,
                                  const struct bc_layer *layer,
                                  struct bc_crs_source *source,
                                  struct bc_error *err);
void bc_crs_source_clear(struct bc_crs_source *source);
/** Whether degrees of the source are taken for the project's as they are. */
bool bc_crs_same_datum(const struct bc_crs *crs,
                       const struct bc_crs_source *source);
PJ *bc_crs_traditional_order(struct bc_crs *crs, PJ *operation);
PJ *bc_crs_unproject(struct bc_crs *crs, const struct bc_crs_source *source);

/* ---- crs_positions.c: the coordinates of a layer ---- */

/** The x, y of a layer, whatever its geometry. */
struct bc_positions {
    const struct bc_layer *layer;
    double *x, *y;
    size_t n;
    bool are_degrees; /* all of them plainly are: nothing more is to be seen */
};

struct bc_positions bc_positions_of(struct bc_layer *layer);
enum bc_status bc_positions_refuse(const struct bc_positions *all, size_t i,
                                   double x, double y, const char *why,
                                   struct bc_error *err);
bool bc_positions_missing(const struct bc_positions *all, size_t i);
enum bc_status bc_positions_finite(const struct bc_positions *all,
                                   struct bc_error *err);
bool bc_positions_bounds(const struct bc_positions *all, double bounds[4]);
bool bc_is_degrees(double x, double y);

/** A position that is not what most are; the layer's crs is right then. */
struct bc_stray {
    size_t at;
    double x, y; /* as they were */
};

struct bc_strays {
    struct bc_stray *items;
    size_t n, room;
};

void bc_stray_add(struct bc_strays *strays, size_t at, double x, double y);
bool bc_strays_few(const struct bc_strays *strays,
                   const struct bc_positions *all);
extern const char bc_out_of_area[]; /* a format for bc_strays_leave_out */
void bc_strays_leave_out(const struct bc_positions *all,
                         const struct bc_strays *strays, const char *format,
                         struct bc_findings *findings);

/* ---- crs_evidence.c: what the values look like, against the crs ---- */

struct bc_frame bc_evidence_frame(const struct bc_positions *all);
enum bc_status bc_evidence_refuse(const struct bc_layer *layer, const char *crs,
                                  struct bc_frame frame, struct bc_error *err);
void bc_evidence_strays(const struct bc_positions *all, bool is_projected,
                        struct bc_findings *findings);
enum bc_status bc_evidence_check(const struct bc_positions *all,
                                 const struct bc_crs_source *source,
                                 struct bc_error *err);
enum bc_status bc_evidence_degrees(const struct bc_positions *all,
                                   struct bc_error *err);
enum bc_status bc_evidence_zone(struct bc_crs *crs,
                                const struct bc_positions *all,
                                const struct bc_crs_source *source,
                                struct bc_findings *findings,
                                struct bc_error *err);
enum bc_status bc_evidence_settle(const struct bc_positions *all,
                                  const struct bc_strays *strays,
                                  const char *format,
                                  struct bc_findings *findings,
                                  struct bc_error *err);

/* ---- crs_route.c: from the layer's CRS to the project's ---- */

/** Where a CRS is meant to be used; the whole earth when it does not say. */
struct bc_area {
    double west, south, east, north;
};

/** One operation after the other, each with where its results may lie. */
struct bc_route {
    size_t n; /* 0: the coordinates stay as they are */
    PJ *operation[2];
    struct bc_area area[2];
};

enum bc_status
bc_route_by_parameters(struct bc_crs *crs, const struct bc_layer *layer,
                       const struct bc_crs_source *source,
                       const double parameters[7], struct bc_route *route,
                       struct bc_findings *findings, struct bc_error *err);
enum bc_status
bc_route_by_pipeline(struct bc_crs *crs, const struct bc_layer *layer,
                     const char *pipeline, struct bc_route *route,
                     struct bc_findings *findings, struct bc_error *err);
enum bc_status
bc_route_by_proj(struct bc_crs *crs, const struct bc_positions *all,
                 const struct bc_crs_source *source, struct bc_route *route,
                 struct bc_findings *findings, struct bc_error *err);
void bc_route_clear(struct bc_route *route);

#endif
