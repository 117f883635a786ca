/* SPDX-License-Identifier: MIT */
#include "cli/look.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/finding.h"
#include "base/language.h"
#include "base/text.h"
#include "layer/encoding.h"
#include "layer/frame.h"
#include "layer/keys.h"
#include "layer/shapefile.h"
#include "layer/source.h"

enum {
    MOST_FILES = 500,
    MOST_WHOLE = 256 << 20, /* bytes of a file that is read as a whole */
    HEAD = 1 << 16          /* bytes by which an encoding is told */
};

/* To read eastings and northings with; nothing is said of it. */
#define SOME_ZONE "EPSG:4547"

static const char *keep(struct bc_looks *looks, const char *text)
{
    return bc_arena_copy(&looks->arena, text, strlen(text));
}

static struct bc_look *add_look(struct bc_looks *looks, const char *path,
                                const char *label)
{
    struct bc_look *look;

    looks->look = bc_reserve(looks->look, &looks->room, looks->n + 1,
                             sizeof *looks->look);
    look = &looks->look[looks->n++];
    *look = (struct bc_look){.path = keep(looks, path),
                             .label = keep(looks, label),
                             .more_of = BC_NO_ROW};
    return look;
}

/* ---- one layer ---- */

static struct bc_source source_of(struct bc_look *look)
{
    return (struct bc_source){.role = "",
                              .n_paths = 1,
                              .paths = &look->path,
                              .labels = &look->label,
                              .layer = look->layer,
                              .crs = look->needs_crs ? SOME_ZONE : NULL,
                              .x_field = look->x_field,
                              .y_field = look->y_field,
                              .most_rows = BC_LOOK_ROWS};
}

static enum bc_status read_sample(struct bc_look *look, bool rows_alone,
                                  struct bc_error *err)
{
    struct bc_source source = source_of(look);
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *sample = NULL;
    enum bc_status status;

    source.table = rows_alone;
    status = bc_layer_read(&source, findings, &sample, err);
    bc_findings_free(findings);
    if (!status) {
        bc_layer_free(look->sample);
        look->sample = sample;
    }
    return status;
}

/** Positions whose headers nobody knows. */
static void find_positions(struct bc_looks *looks, struct bc_look *look)
{
    struct bc_error err = {0};
    const struct bc_layer *sample = look->sample;
    size_t x, y;

    look->xy = bc_recognise_xy(sample, &x, &y);
    if (look->xy == BC_CLUE_NONE)
        return;
    look->x_field = keep(looks, sample->columns[x].name);
    look->y_field = keep(looks, sample->columns[y].name);
    if (read_sample(look, false, &err) == BC_OK)
        return;
    look->needs_crs = true; /* the pair is there, but not in degrees */
    if (read_sample(look, false, &err) == BC_OK)
        return;
    look->needs_crs = false; /* nor eastings and northings */
    look->xy = BC_CLUE_NONE;
    look->x_field = look->y_field = NULL;
}

static const char *const shifted[][2] = {{"gcj", "gcj02"},  {"高德", "gcj02"},
                                         {"火星", "gcj02"}, {"腾讯", "gcj02"},
                                         {"bd09", "bd09"},  {"百度", "bd09"}};

/** `百度经度`: whose map a position was read off. */
static void find_shift(struct bc_look *look)
{
    for (size_t c = 0; c < look->sample->n_columns; c++) {
        char *key = bc_text_key(look->sample->columns[c].name);

        for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++) {
            if (!look->coordinates && strstr(key, shifted[i][0])) {
                look->coordinates = shifted[i][1];
                look->coordinates_clue = BC_CLUE_PART;
            }
        }
        free(key);
    }
}

/** Of a layer that names no CRS: what its values look like. */
static void find_crs(struct bc_looks *looks, struct bc_look *look)
{
    const struct bc_layer *sample = look->sample;
    const struct bc_shapes *shapes = &sample->shapes;
    struct bc_frame frame = {0};
    char code[32];

    if (sample->crs || sample->geometry == BC_GEOMETRY_NONE)
        return;
    if (sample->geometry == BC_GEOMETRY_POINT) {
        for (size_t i = 0; i < sample->n_features && !frame.kind; i++)
            if (!isnan(sample->x[i]))
                frame = bc_frame_of(sample->x[i], sample->y[i]);
    } else if (shapes->n_vertices > 0) {
        frame = bc_frame_of(shapes->x[0], shapes->y[0]);
    }
    if (frame.kind == BC_FRAME_DEGREES) {
        look->crs = "EPSG:4490";
    } else if (frame.kind == BC_FRAME_ZONED && !frame.turned) {
        snprintf(code, sizeof code, "EPSG:%d", frame.epsg);
        look->crs = keep(looks, code);
    } else {
        look->needs_crs = true;
    }
}

/** GB18030 where neither a mark nor a .cpg says so. */
static void find_encoding(struct bc_looks *looks, struct bc_look *look)
{
    enum bc_format format = bc_format_of(look->path);
    char *beside = NULL, *told = NULL;
    struct bc_error ignored;

    bc_encoding_beside(look->path, look->label, &beside, &ignored);
    if (format == BC_FORMAT_SHAPEFILE && !beside) {
        struct bc_dbf table;

        if (bc_shapefile_check(look->path, look->label, &table, &told, NULL,
                               &ignored) == BC_OK &&
            told && strcmp(told, "UTF-8") != 0)
            look->encoding = keep(looks, told);
        bc_dbf_clear(&table);
        free(told);
    } else if (format == BC_FORMAT_CSV && !beside) {
        FILE *file = fopen(look->path, "rb");
        char *head = bc_alloc(HEAD, 1);
        size_t n = file ? fread(head, 1, HEAD, file) : 0;
        bool has_mark = n > 1 && (!memcmp(head, "\xff\xfe", 2) ||
                                  !memcmp(head, "\xfe\xff", 2));

        /* The head may end inside a character. */
        if (!has_mark && bc_utf8_prefix(head, n) + 3 < n)
            look->encoding = "GB18030";
        if (file)
            fclose(file);
        free(head);
    }
    free(beside);
}

static void find_illustrative(struct bc_look *look)
{
    const struct bc_layer *sample = look->sample;
    size_t n = 0;

    for (size_t row = 0; row < sample->n_features; row++) {
        bool says = false;

        for (size_t c = 0; c < sample->n_columns && !says; c++) {
            const char *cell = sample->columns[c].text[row];

            says =
                cell && (strstr(cell, "示例") || strstr(cell, "illustrative"));
        }
        n += says;
    }
    look->illustrative = n > 0 && n * 2 >= sample->n_features;
}

static void recognise(struct bc_looks *looks, struct bc_look *look)
{
    const struct bc_layer *sample = look->sample;
    struct bc_text name = {0};

    bc_text_printf(&name, "%s %s", look->label, look->layer ? look->layer : "");
    look->n_guesses = bc_recognise(sample, bc_text_string(&name), &looks->arena,
                                   &look->guesses);
    look->is_targets = bc_keys_column(sample, "id") != BC_NO_COLUMN &&
                       bc_keys_column(sample, "layer") != BC_NO_COLUMN &&
                       bc_keys_column(sample, "measure") != BC_NO_COLUMN;
    bc_text_clear(&name);
}

static bool is_table(const char *path)
{
    enum bc_format format = bc_format_of(path);

    return format == BC_FORMAT_CSV || format == BC_FORMAT_XLSX ||
           format == BC_FORMAT_GPKG;
}

/** Reads its first rows and says what they may be. */
static void study(struct bc_looks *looks, struct bc_look *look)
{
    struct bc_error err = {0}, again = {0};
    struct bc_source source = source_of(look);
    enum bc_status status = read_sample(look, false, &err);

    if (status) /* only its positions, perhaps */
        read_sample(look, true, &again);
    if (look->sample && look->sample->geometry == BC_GEOMETRY_NONE)
        find_positions(looks, look);
    if (look->sample) {
        find_shift(look);
        find_crs(looks, look);
        find_encoding(looks, look);
        find_illustrative(look);
        recognise(looks, look);
    }
    if (is_table(look->path) && !look->is_targets)
        bc_recognise_water(&source, bc_path_name(look->label), &looks->arena,
                           &look->water);
    if (!look->sample && !look->water.is)
        look->fault = keep(looks, err.message);
    else if (look->sample && look->sample->n_features == 0)
        look->fault = bc_say("holds no row");
}

/* ---- files ---- */

/** Every layer of a file that may hold several. */
static void look_at_file(struct bc_looks *looks, const char *path,
                         const char *label, const struct stat *file)
{
    enum bc_format format = bc_format_of(path);
    bool whole = format == BC_FORMAT_GEOJSON || format == BC_FORMAT_XLSX;
    struct bc_layer_list list = {0};
    struct bc_error err = {0};
    size_t first = looks->n;

    if (whole && file->st_size > MOST_WHOLE) {
        add_look(looks, path, label)->fault =
            bc_say("larger than 256 MB: it was not looked at; make a "
                   "GeoPackage of it");
        return;
    }
    if (format == BC_FORMAT_GPKG || format == BC_FORMAT_XLSX) {
        if (bc_layer_list_read(path, label, &list, &err)) {
            add_look(looks, path, label)->fault = keep(looks, err.message);
            return;
        }
    }
    for (size_t i = 0; i < (list.n > 0 ? list.n : 1); i++) {
        struct bc_look *look = add_look(looks, path, label);

        if (list.n > 1)
            look->layer = keep(looks, list.names[i]);
    }
    for (size_t i = first; i < looks->n; i++)
        study(looks, &looks->look[i]);
    bc_layer_list_clear(&list);
}

/** Files that belong to another one, or to no data at all. */
static bool is_companion(const char *path)
{
    static const char *const suffixes[] = {
        "dbf", "shx", "prj", "cpg", "sbn",  "sbx",      "qix",      "qpj",
        "qmd", "qml", "sld", "xml", "fix",  "idx",      "yaml",     "yml",
        "qgs", "qgz", "md",  "lyr", "lyrx", "gpkg-wal", "gpkg-shm", NULL};
    const char *suffix = bc_path_suffix(path);

    for (const char *const *known = suffixes; *known; known++)
        if (strcasecmp(suffix, *known) == 0)
            return true;
    return false;
}

static const char *why_not(const char *path)
{
    static const struct {
        const char *suffix, *what;
    } reasons[] = {
        {"gz", BC_N("packed; unpack it (gunzip)")},
        {"zip", BC_N("packed; unpack it (unzip)")},
        {"rar", BC_N("packed; unpack it")},
        {"7z", BC_N("packed; unpack it")},
        {"xls", BC_N("the old format of Excel; save it as .xlsx")},
        {"et", BC_N("the format of WPS; save it as .xlsx")},
        {"kml", BC_N("not read; make a GeoPackage of it (ogr2ogr -f GPKG)")},
        {"kmz", BC_N("not read; make a GeoPackage of it (ogr2ogr -f GPKG)")},
        {"mdb", BC_N("not read; make a GeoPackage of it (ogr2ogr -f GPKG)")},
        {"dwg", BC_N("a drawing; make a GeoPackage of its layers")},
        {"dxf", BC_N("a drawing; make a GeoPackage of its layers")}};
    const char *suffix = bc_path_suffix(path);

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcasecmp(suffix, reasons[i].suffix) == 0)
            return bc_say(reasons[i].what);
    return bc_say("neither a layer nor a table");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_name[0] != '~';
}

/** The folder of an earlier result: what it holds was made from the rest. */
static bool is_result(const char *folder)
{
    struct bc_text path = {0};
    struct stat file;
    bool is;

    bc_text_printf(&path, "%s/manifest.json", folder);
    is = stat(path.data, &file) == 0;
    path.length = 0;
    bc_text_printf(&path, "%s/results.csv", folder);
    is = is && stat(path.data, &file) == 0;
    bc_text_clear(&path);
    return is;
}

/** Why a project file cannot name @p path: read as YAML it would be another
 * name, or none of a file. NULL: it can. */
static const char *why_no_name(struct bc_looks *looks, const char *path,
                               const char *label)
{
    const size_t n_folder = strlen(path) - strlen(label);
    struct bc_text project = {0};
    struct bc_error err;
    const char *fault = NULL;
    char **paths = NULL;
    size_t n = 0;

    if (!bc_utf8_valid(label, strlen(label)) || bc_text_find_unseen(label))
        return bc_say("its name holds bytes that are no visible text; rename "
                      "it");
    bc_text_add_bytes(&project, path, n_folder);
    bc_text_add(&project, "project.yaml");
    if (bc_source_expand(project.data, label, &paths, &n, &err))
        fault = keep(looks, err.message);
    for (size_t i = 0; i < n; i++)
        free(paths[i]);
    free(paths);
    bc_text_clear(&project);
    return fault;
}

static void look_at_entry(struct bc_looks *looks, const char *path,
                          const char *label, int depth);

static enum bc_status look_at_folder(struct bc_looks *looks, const char *folder,
                                     const char *label, int depth,
                                     struct bc_error *err)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_shown, by_name);

    if (n < 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' is no folder that can be read", folder);
    for (int i = 0; i < n; i++) {
        struct bc_text path = {0}, own = {0};

        bc_text_printf(&path, "%s/%s", folder, entries[i]->d_name);
        bc_text_printf(&own, "%s%s%s", label, *label ? "/" : "",
                       entries[i]->d_name);
        look_at_entry(looks, path.data, own.data, depth);
        bc_text_clear(&path);
        bc_text_clear(&own);
        free(entries[i]);
    }
    free(entries);
    return BC_OK;
}

static void look_at_entry(struct bc_looks *looks, const char *path,
                          const char *label, int depth)
{
    struct bc_error err;
    struct stat file;

    if (looks->n > MOST_FILES)
        return;
    if (looks->n == MOST_FILES) {
        add_look(looks, path, label)->fault = bc_say(
            "one file too many: it and those after it were not looked at");
    } else if (lstat(path, &file)) {
        add_look(looks, path, label)->fault = keep(looks, strerror(errno));
    } else if (S_ISDIR(file.st_mode)) {
        if (strcasecmp(bc_path_suffix(path), "gdb") == 0)
            add_look(looks, path, label)->fault = why_not("a.mdb");
        else if (is_result(path))
            add_look(looks, path, label)->fault =
                bc_say("a result of basincheck");
        else if (depth == BC_LOOK_DEPTH)
            add_look(looks, path, label)->fault =
                bc_say("a folder too deep to be looked at");
        else if (look_at_folder(looks, path, label, depth + 1, &err))
            add_look(looks, path, label)->fault = keep(looks, err.message);
    } else if (S_ISLNK(file.st_mode)) {
        add_look(looks, path, label)->fault =
            bc_say("a link: it was not followed");
    } else if (S_ISREG(file.st_mode) && !is_companion(path)) {
        const char *fault = bc_format_of(path) == BC_FORMAT_UNKNOWN
                                ? why_not(path)
                                : why_no_name(looks, path, label);

        if (fault)
            add_look(looks, path, label)->fault = fault;
        else
            look_at_file(looks, path, label, &file);
    }
}

enum bc_status bc_looks_read(const char *folder, struct bc_looks *looks,
                             struct bc_error *err)
{
    *looks = (struct bc_looks){0};
    return look_at_folder(looks, folder, "", 1, err);
}

void bc_looks_clear(struct bc_looks *looks)
{
    for (size_t i = 0; i < looks->n; i++)
        bc_layer_free(looks->look[i].sample);
    free(looks->look);
    bc_arena_clear(&looks->arena);
    *looks = (struct bc_looks){0};
}
