/* SPDX-License-Identifier: MIT */
#include "layer/faults.h"

#include <string.h>

#include "layer/source.h"

bool bc_faults_hold(const struct bc_faults *faults, const struct bc_error *err)
{
    for (size_t i = 0; i < faults->n; i++)
        if (strcmp(faults->fault[i].message, err->message) == 0)
            return true;
    return false;
}

bool bc_faults_take(struct bc_faults *faults, const struct bc_error *err)
{
    if (!faults)
        return false;
    if (bc_faults_hold(faults, err)) /* what is looked at twice is read twice */
        return true;
    if (faults->n == BC_MOST_FAULTS)
        return false;
    faults->fault[faults->n++] = *err;
    return true;
}

static enum bc_status see_header(void *context, const struct bc_header *header,
                                 struct bc_error *err)
{
    (void)context, (void)header, (void)err;
    return BC_OK;
}

static enum bc_status see_rows(void *context, const struct bc_rows *rows,
                               struct bc_error *err)
{
    (void)context, (void)rows, (void)err;
    return BC_OK;
}

bool bc_faults_find(const struct bc_source *source, size_t path,
                    enum bc_word (*word)(struct bc_slice cell),
                    struct bc_faults *faults)
{
    const struct bc_rows_sink sink = {
        .header = see_header, .rows = see_rows, .word = word};
    const enum bc_format format = bc_format_of(source->paths[path]);
    struct bc_source one = *source;
    struct bc_error err = {0};
    enum bc_status status;

    faults->n = 0;
    if (format != BC_FORMAT_CSV && format != BC_FORMAT_XLSX)
        return false;
    one.n_paths = 1;
    one.paths = &source->paths[path];
    one.labels = &source->labels[path];
    one.faults = faults;
    status = bc_rows_read(&one, &sink, &err);
    if (status) /* the last, where there is room for it */
        bc_faults_take(faults, &err);
    return !status;
}
