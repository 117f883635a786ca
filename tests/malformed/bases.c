/* SPDX-License-Identifier: MIT */
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "malformed.h"

static char *path_of(const char *folder, const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", folder, name) < 0)
        give_up("no memory");
    return path;
}

static void copy(const char *texts, const char *folder, const char *name)
{
    char *from = path_of(texts, name), *to = path_of(folder, name), *bytes;
    size_t n;

    bytes = whole_file(from, &n);
    if (!bytes)
        give_up("no '%s'", from);
    write_whole(to, bytes, n);
    free(bytes);
    free(from);
    free(to);
}

static void translate(const char *folder, const char *from, const char *to)
{
    const char *suffix = strrchr(to, '.');
    char **options = NULL;
    char *in = path_of(folder, from), *out = path_of(folder, to);
    GDALDatasetH source = GDALOpenEx(in, GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALVectorTranslateOptions *settings;
    GDALDatasetH made;

    if (strcmp(suffix, ".shp") == 0)
        options = CSLAddString(CSLAddString(NULL, "-lco"), "ENCODING=UTF-8");
    settings = GDALVectorTranslateOptionsNew(options, NULL);
    made = GDALVectorTranslate(out, NULL, 1, &source, settings, NULL);
    if (!made)
        give_up("cannot make '%s'", out);
    GDALClose(made);
    GDALClose(source);
    GDALVectorTranslateOptionsFree(settings);
    CSLDestroy(options);
    free(in);
    free(out);
}

void bases_make(const char *texts, const char *folder)
{
    static const char *const names[] = {"project.yaml", "basins.geojson",
                                        "sections.csv", "observations.csv",
                                        "targets.csv"};
    static const char *const formats[] = {"basins.shp", "basins.gpkg",
                                          "basins.fgb"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        copy(texts, folder, names[i]);
    GDALAllRegister();
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        translate(folder, "basins.geojson", formats[i]);
    translate(folder, "observations.csv", "observations.gpkg");
}
