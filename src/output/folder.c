/* SPDX-License-Identifier: MIT */
#include "output/folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Opened anew: a directory stream owns its descriptor. */
static DIR *open_again(int fd)
{
    int own = openat(fd, ".", BC_FOLDER);
    DIR *folder;

    if (own < 0)
        return NULL;
    folder = fdopendir(own);
    if (!folder)
        close(own);
    return folder;
}

bool bc_folder_each(int fd,
                    bool (*visit)(int fd, const char *name, void *context),
                    void *context)
{
    DIR *folder = open_again(fd);
    struct dirent *entry;
    bool all = true;

    if (!folder)
        return false;
    while (all && (errno = 0, entry = readdir(folder)))
        all = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
              visit(fd, entry->d_name, context);
    all = all && !errno;
    closedir(folder);
    return all;
}

bool bc_folder_each_in(int fd, const char *name,
                       bool (*visit)(int fd, const char *name, void *context),
                       void *context)
{
    int inner = openat(fd, name, BC_FOLDER);
    bool all;

    if (inner < 0)
        return false;
    all = bc_folder_each(inner, visit, context);
    close(inner);
    return all;
}
