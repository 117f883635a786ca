/* SPDX-License-Identifier: MIT */
#include <libxml/parser.h>
#include <pthread.h>
#include <stddef.h>

#include "base/parallel.h"
#include "output/writers.h"

enum { LONGEST_LANE = 3, N_LANES = 5 };

/** Kinds of output that one thread writes one after the other: GDAL counts its
 * failures for all threads together, and a project comes after the files that
 * it opens. What takes longest begins first. */
static enum bc_status (*const lanes[N_LANES][LONGEST_LANE])(
    const struct bc_outcome *, struct bc_stage *,
    struct bc_error *) = {{bc_geopackage_write, bc_raster_write, bc_qgis_write},
                          {bc_workbook_write},
                          {bc_geojson_write, bc_report_write},
                          {bc_pictures_write, bc_atlas_write},
                          {bc_tables_write}};

struct work {
    const struct bc_outcome *outcome;
    struct bc_stage *stage;
    bool (*step)(size_t done, size_t n, void *context);
    void *context;
    pthread_mutex_t lock;
    /* under the lock */
    size_t done, n;
    bool stopped;
    /* of each lane */
    enum bc_status status[N_LANES];
    struct bc_error err[N_LANES];
};

/** After a kind: may the next one begin? */
static bool end_step(struct work *work, enum bc_status status)
{
    bool more;

    pthread_mutex_lock(&work->lock);
    work->done++;
    if (status ||
        (work->step && !work->step(work->done, work->n, work->context)))
        work->stopped = true;
    more = !work->stopped;
    pthread_mutex_unlock(&work->lock);
    return more;
}

static bool is_stopped(struct work *work)
{
    bool stopped;

    pthread_mutex_lock(&work->lock);
    stopped = work->stopped;
    pthread_mutex_unlock(&work->lock);
    return stopped;
}

static void write_lane(void *context, size_t lane)
{
    struct work *work = context;
    bool more = !is_stopped(work);

    for (size_t i = 0; more && i < LONGEST_LANE && lanes[lane][i]; i++) {
        work->status[lane] =
            lanes[lane][i](work->outcome, work->stage, &work->err[lane]);
        more = end_step(work, work->status[lane]);
    }
}

static size_t count(void)
{
    size_t n = 1; /* the manifest */

    for (size_t lane = 0; lane < N_LANES; lane++)
        for (size_t i = 0; i < LONGEST_LANE && lanes[lane][i]; i++)
            n++;
    return n;
}

enum bc_status
bc_outputs_write(const struct bc_outcome *outcome, struct bc_stage *stage,
                 bool (*step)(size_t done, size_t n, void *context),
                 void *context, struct bc_error *err)
{
    struct work work = {.outcome = outcome,
                        .stage = stage,
                        .step = step,
                        .context = context,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .n = count()};
    enum bc_status status = BC_OK;

    xmlInitParser(); /* before there are threads, as the library asks */
    bc_parallel_for(N_LANES, write_lane, &work);
    for (size_t lane = 0; !status && lane < N_LANES; lane++)
        if (work.status[lane]) {
            status = work.status[lane];
            *err = work.err[lane];
        }
    if (!status && work.stopped)
        status = bc_error_set(err, BC_INTERRUPTED, "interrupted");
    if (!status)
        status = bc_manifest_write(outcome, stage, err);
    if (!status && !end_step(&work, status))
        status = bc_error_set(err, BC_INTERRUPTED, "interrupted");
    pthread_mutex_destroy(&work.lock);
    return status;
}
