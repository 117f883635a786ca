/* SPDX-License-Identifier: MIT */
#include "layer/source.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "layer/connection.h"

enum { MOST_WILD = 3 }; /* parts of a path that are patterns */

enum bc_format bc_format_of(const char *path)
{
    static const struct {
        const char *suffix;
        enum bc_format format;
    } formats[] = {{"csv", BC_FORMAT_CSV},         {"tsv", BC_FORMAT_CSV},
                   {"txt", BC_FORMAT_CSV},         {"xlsx", BC_FORMAT_XLSX},
                   {"gpkg", BC_FORMAT_GPKG},       {"shp", BC_FORMAT_SHAPEFILE},
                   {"geojson", BC_FORMAT_GEOJSON}, {"json", BC_FORMAT_GEOJSON},
                   {"fgb", BC_FORMAT_FLATGEOBUF}};
    const char *suffix = bc_path_suffix(path);

    if (bc_connection_is(path))
        return BC_FORMAT_SERVER;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcasecmp(suffix, formats[i].suffix) == 0)
            return formats[i].format;
    return BC_FORMAT_UNKNOWN;
}

struct bc_input_limits bc_source_limits(const struct bc_source *source)
{
    return source->limits ? *source->limits : bc_input_limits_default();
}

/* `PG:`, `CSV:`, `http:` and their like; one letter may be a drive. */
static bool has_prefix(const char *pattern)
{
    size_t n = 0;

    while (isalnum((unsigned char)pattern[n]) || pattern[n] == '_')
        n++;
    return n > 1 && pattern[n] == ':';
}

/* Names that GDAL would take for something else than a file. */
static enum bc_status refuse_special(const char *pattern, struct bc_error *err)
{
    const char *what = NULL;

    if (*pattern == '\0')
        what = bc_say("an empty path");
    else if (strstr(pattern, "://"))
        what = bc_say("a URL");
    else if (strstr(pattern, "/vsi") == pattern)
        what = bc_say("a virtual path");
    else if (has_prefix(pattern))
        what = bc_say("a connection");
    if (!what)
        return BC_OK;
    /* What stands behind a colon may hold a password. */
    return bc_error_set(err, BC_BAD_INPUT,
                        "'%.*s%s' is %s; copy the data to a file and name that",
                        (int)strcspn(pattern, ":"), pattern,
                        strchr(pattern, ':') ? ":..." : "", what);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum bc_status check_path(const char *path, struct bc_error *err)
{
    if (bc_format_of(path) == BC_FORMAT_UNKNOWN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has no suffix that is read; use .gpkg, .shp, "
                            ".geojson, .fgb, .csv or .xlsx",
                            path);
    return bc_file_check(path, err);
}

static void take_matches(const glob_t *found, char ***paths, size_t *n)
{
    *paths = bc_alloc(found->gl_pathc, sizeof **paths);
    *n = found->gl_pathc;
    for (size_t i = 0; i < *n; i++)
        (*paths)[i] = bc_copy(found->gl_pathv[i]);
    qsort(*paths, *n, sizeof **paths, compare_names);
}

/* Folders by pattern within folders by pattern are a walk over the disk. */
static enum bc_status check_depth(const char *pattern, struct bc_error *err)
{
    size_t n = 0;
    bool counted = false;

    for (const char *at = pattern; *at; at++) {
        if (*at == '/')
            counted = false;
        else if (strchr("*?[", *at) && !counted) {
            counted = true;
            n++;
        }
    }
    return n <= MOST_WILD ? BC_OK
                          : bc_error_set(err, BC_BAD_INPUT,
                                         "'%s' has patterns for more than %d "
                                         "folders; name the folders",
                                         pattern, MOST_WILD);
}

/* A file of exactly that name comes before its brackets as a pattern. */
static enum bc_status find_files(const char *project_file, const char *pattern,
                                 char ***paths, size_t *n, struct bc_error *err)
{
    char *path = bc_path_beside(project_file, pattern);
    enum bc_status status = BC_OK;
    glob_t found;

    if (bc_path_is_there(path)) {
        *paths = bc_alloc(1, sizeof **paths);
        (*paths)[0] = path;
        *n = 1;
        return BC_OK;
    }
    status = check_depth(pattern, err);
    if (status) {
        free(path);
        return status;
    }
    if (glob(path, GLOB_NOSORT, NULL, &found) == 0)
        take_matches(&found, paths, n);
    else
        status = bc_error_set(err, BC_BAD_INPUT,
                              "no file is or matches '%s'; paths are relative "
                              "to the project file",
                              pattern);
    globfree(&found);
    free(path);
    return status;
}

enum bc_status bc_source_expand(const char *project_file, const char *pattern,
                                char ***paths, size_t *n, struct bc_error *err)
{
    enum bc_status status = refuse_special(pattern, err);

    *paths = NULL;
    *n = 0;
    if (!status)
        status = find_files(project_file, pattern, paths, n, err);
    for (size_t i = 0; i < *n && !status; i++)
        status = check_path((*paths)[i], err);
    if (!status)
        return BC_OK;
    for (size_t i = 0; i < *n; i++)
        free((*paths)[i]);
    free(*paths);
    *paths = NULL;
    *n = 0;
    return status;
}
