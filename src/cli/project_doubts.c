/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "cli/project_parts.h"

/* ---- one file, two names ---- */

struct named {
    dev_t device;
    ino_t inode;
    size_t source, path; /* in their order in the project */
};

static int by_file(const void *a, const void *b)
{
    const struct named *x = a, *y = b;

    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    if (x->inode != y->inode)
        return x->inode < y->inode ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->path < y->path ? -1 : x->path > y->path;
}

static const char *label_of(const struct bc_project *project,
                            const struct named *named)
{
    return project->sources[named->source].source.labels[named->path];
}

enum bc_status bc_project_refuse_twice(const struct bc_project *project,
                                       const char *role, struct bc_error *err)
{
    struct named *named = NULL;
    size_t n = 0, room = 0;
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < project->n_sources; i++) {
        const struct bc_source *source = &project->sources[i].source;

        for (size_t p = 0;
             strcmp(source->role, role) == 0 && p < source->n_paths; p++) {
            struct stat file;

            if (stat(source->paths[p], &file) != 0)
                continue; /* a server; or reading says why */
            named = bc_reserve(named, &room, n + 1, sizeof *named);
            named[n++] = (struct named){file.st_dev, file.st_ino, i, p};
        }
    }
    if (n > 0)
        qsort(named, n, sizeof *named, by_file);
    for (size_t i = 1; i < n && !status; i++)
        if (named[i].device == named[i - 1].device &&
            named[i].inode == named[i - 1].inode)
            status = bc_error_set(
                err, BC_BAD_INPUT,
                "%s:%d: '%s' and '%s' of '%s' are one file, whose rows would "
                "count twice; name it once",
                project->file, project->sources[named[i].source].line,
                label_of(project, &named[i - 1]), label_of(project, &named[i]),
                role);
    free(named);
    return status;
}

/* ---- keys of a source that nothing looks at ---- */

struct saying {
    const struct bc_project *project;
    const struct bc_project_source *entry;
    struct bc_findings *findings;
};

static void tell(const struct saying *saying, const char *key, bool is_given,
                 bool has_effect)
{
    if (!is_given || has_effect)
        return;
    bc_findings_addf(saying->findings,
                     (struct bc_finding){.code = BC_FOUND_NO_EFFECT,
                                         .source = saying->project->file,
                                         .line = (size_t)saying->entry->line,
                                         .feature = saying->entry->source.role,
                                         .field = key},
                     "'%s' has no effect on '%s'", key,
                     saying->entry->source.n_paths > 0
                         ? saying->entry->source.labels[0]
                         : saying->entry->source.role);
}

static bool is_any(const struct bc_source *source, unsigned formats)
{
    for (size_t i = 0; i < source->n_paths; i++)
        if (formats >> bc_format_of(source->paths[i]) & 1)
            return true;
    return false;
}

static void doubt(const struct saying *saying)
{
    enum {
        WITH_LAYERS = 1 << BC_FORMAT_GPKG | 1 << BC_FORMAT_XLSX |
                      1 << BC_FORMAT_SHAPEFILE | 1 << BC_FORMAT_FLATGEOBUF |
                      1 << BC_FORMAT_SERVER,
        IN_BYTES = 1 << BC_FORMAT_CSV | 1 << BC_FORMAT_SHAPEFILE |
                   1 << BC_FORMAT_GEOJSON
    };
    const struct bc_project_source *entry = saying->entry;
    const struct bc_source *source = &entry->source;
    bool observed = strcmp(source->role, "observations") == 0;

    tell(saying, "layer", source->layer, is_any(source, WITH_LAYERS));
    tell(saying, "encoding", source->encoding, is_any(source, IN_BYTES));
    tell(saying, "kind", source->kind != BC_KIND_UNKNOWN, observed);
    tell(saying, "year", source->year != 0, observed);
    tell(saying, "crs", source->crs, !observed);
    tell(saying, "xy", source->x_field, !observed);
    tell(saying, "coordinates", source->coordinates != BC_CGCS2000, !observed);
    tell(saying, "pipeline", entry->shift.pipeline, !observed);
    tell(saying, "crs_shift", entry->shift.parameters, !observed);
}

void bc_project_doubt(const struct bc_project *project,
                      struct bc_findings *findings)
{
    for (size_t i = 0; i < project->n_sources; i++) {
        const struct saying saying = {project, &project->sources[i], findings};

        doubt(&saying);
    }
}
