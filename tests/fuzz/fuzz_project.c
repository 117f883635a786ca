/* SPDX-License-Identifier: MIT */
/* A project file: refused with its place, or read. */
#include "folder.h"

#include <string.h>

#include "cli/project.h"

#define NAME "project.yaml"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bc_project project;
    struct bc_error err;

    put_file(NAME, data, size);
    if (bc_project_read(NAME, &project, &err)) {
        HOLDS(!strncmp(err.message, NAME ":", strlen(NAME ":")));
        HOLDS(err.message[0]);
    } else {
        HOLDS(project.period.first <= project.period.last);
        HOLDS(project.n_sources > 0);
    }
    bc_project_clear(&project);
    return 0;
}
