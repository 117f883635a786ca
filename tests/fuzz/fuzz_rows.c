/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "layer/csv.h"
#include "layer/source.h"
#include "water/observation.h"

/* A file in memory with a name that can be opened. */
static int file_of(const uint8_t *data, size_t size, char *path, size_t room)
{
    int file = memfd_create("rows", MFD_CLOEXEC);

    HOLDS(file >= 0);
    HOLDS(write(file, data, size) == (ssize_t)size);
    snprintf(path, room, "/proc/self/fd/%d", file);
    return file;
}

/* Every row that is read is counted once. */
static void check_counts(const struct bc_observations *observations)
{
    struct bc_observation_counts n = bc_observations_counts(observations);

    HOLDS(n.rows_read == n.rows_used + n.rows_empty + n.rows_bad_time +
                             n.rows_outside + n.rows_unknown +
                             n.rows_duplicate);
}

static void check_means(const struct bc_observations *observations)
{
    struct bc_period year;

    HOLDS(bc_period_parse("2021", &year));
    for (size_t s = 0; s < bc_observations_n_sections(observations); s++) {
        for (int i = 0; i < BC_N_ITEMS; i++) {
            const enum bc_item item = (enum bc_item)i;
            struct bc_mean mean =
                bc_observations_mean(observations, s, item, &year, 1);
            struct bc_decimal value = bc_mean_value(item, &mean, 3);

            HOLDS((mean.n > 0) == bc_decimal_known(value));
            HOLDS(mean.n == 0 || item == BC_WT || value.units >= 0);
        }
    }
}

/* A table as CSV, through the reader to the sums. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int file = file_of(data, size, path, sizeof path);
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.year = 2021, .offset_minutes = 480},
        NULL);
    struct bc_rows_sink sink = bc_observations_sink(observations);
    struct bc_rows rows = {.n_rows = 1};
    const struct bc_input_limits limits = bc_input_limits_default();
    struct bc_csv *csv = NULL;
    struct bc_error err;
    enum bc_status status =
        bc_csv_open(path, "rows.csv", NULL, sink.word, &limits, &csv, &err);

    if (!status)
        status = sink.header(sink.context, bc_csv_header(csv), &err);
    while (!status && rows.n_rows > 0) {
        status = bc_csv_next(csv, &rows, &err);
        if (!status && rows.n_rows > 0)
            status = sink.rows(sink.context, &rows, &err);
    }
    if (status)
        HOLDS(strncmp(err.message, "rows.csv:", 9) == 0);
    HOLDS(bc_observations_finish(observations, &err) == BC_OK);
    if (!status) {
        check_counts(observations);
        check_means(observations);
    }
    bc_csv_free(csv);
    bc_observations_free(observations);
    close(file);
    return 0;
}
