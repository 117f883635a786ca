/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "geo/crs_parts.h"

/* A definition of a CRS can name files: grids, models, lists of definitions
 * (+init). Definitions come with the data, so what they name is opened only
 * where PROJ keeps its own. */

/** Whether @p path is PROJ's database, or a file beside it. Not its proj.ini,
 * which could let it use the network. */
static bool is_of_proj(const struct bc_crs *crs, const char *path)
{
    const char *name = strrchr(path, '/'), *database = crs->database;
    const size_t n = name ? (size_t)(name - path) : 0;

    if (!name || strcmp(name, "/proj.ini") == 0)
        return false;
    if (strcmp(name, "/proj.db") == 0)
        return true;
    return database && strncmp(path, database, n) == 0 &&
           strcmp(database + n, "/proj.db") == 0;
}

/* A FIFO would keep the program waiting. */
static PROJ_FILE_HANDLE *open_file(PJ_CONTEXT *context, const char *path,
                                   PROJ_OPEN_ACCESS access, void *crs)
{
    struct stat info;
    int descriptor;

    (void)context;
    if (access != PROJ_OPEN_ACCESS_READ_ONLY || !is_of_proj(crs, path))
        return NULL;
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return NULL;
    if (fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode))
        return (PROJ_FILE_HANDLE *)fdopen(descriptor, "rb");
    close(descriptor);
    return NULL;
}

static size_t read_file(PJ_CONTEXT *context, PROJ_FILE_HANDLE *file,
                        void *bytes, size_t n, void *unused)
{
    (void)context, (void)unused;
    return fread(bytes, 1, n, (FILE *)file);
}

static size_t write_nothing(PJ_CONTEXT *context, PROJ_FILE_HANDLE *file,
                            const void *bytes, size_t n, void *unused)
{
    (void)context, (void)file, (void)bytes, (void)n, (void)unused;
    return 0;
}

static int seek_file(PJ_CONTEXT *context, PROJ_FILE_HANDLE *file,
                     long long offset, int whence, void *unused)
{
    (void)context, (void)unused;
    return fseeko((FILE *)file, (off_t)offset, whence) == 0;
}

static unsigned long long tell_file(PJ_CONTEXT *context, PROJ_FILE_HANDLE *file,
                                    void *unused)
{
    (void)context, (void)unused;
    return (unsigned long long)ftello((FILE *)file);
}

static void close_file(PJ_CONTEXT *context, PROJ_FILE_HANDLE *file,
                       void *unused)
{
    (void)context, (void)unused;
    fclose((FILE *)file);
}

static int file_exists(PJ_CONTEXT *context, const char *path, void *crs)
{
    (void)context;
    return is_of_proj(crs, path) && access(path, R_OK) == 0;
}

static int change_nothing(PJ_CONTEXT *context, const char *path, void *unused)
{
    (void)context, (void)path, (void)unused;
    return 0;
}

static int rename_nothing(PJ_CONTEXT *context, const char *from, const char *to,
                          void *unused)
{
    (void)context, (void)from, (void)to, (void)unused;
    return 0;
}

void bc_crs_open_context(struct bc_crs *crs)
{
    static const PROJ_FILE_API files = {.version = 1,
                                        .open_cbk = open_file,
                                        .read_cbk = read_file,
                                        .write_cbk = write_nothing,
                                        .seek_cbk = seek_file,
                                        .tell_cbk = tell_file,
                                        .close_cbk = close_file,
                                        .exists_cbk = file_exists,
                                        .mkdir_cbk = change_nothing,
                                        .unlink_cbk = change_nothing,
                                        .rename_cbk = rename_nothing};

    crs->context = proj_context_create();
    proj_context_set_fileapi(crs->context, &files, crs);
    proj_context_set_enable_network(crs->context, 0);
}
