/* SPDX-License-Identifier: MIT */
#include <cpl_string.h>
#include <fcntl.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "layer/source.h"
#include "output/raster_parts.h"
#include "output/spatial.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TILE 512
#define TILE_TEXT "512"

static enum bc_status fail(const struct bc_image *image, const char *what,
                           struct bc_error *err)
{
    const char *why = CPLGetLastErrorMsg();

    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s%s%s",
                        image->raster->file.name, bc_say(what),
                        *why ? ": " : "", why);
}

static const void *cells_of(const struct bc_image *image)
{
    return image->values ? (const void *)image->values
                         : (const void *)image->grid.cells;
}

static size_t cell_size(const struct bc_image *image)
{
    return image->values ? sizeof *image->values : 1;
}

static GDALDataType type_of(const struct bc_image *image)
{
    return image->values ? GDT_Float32 : GDT_Byte;
}

static GDALColorEntry colour_entry(const char *hex)
{
    unsigned long rgb = strtoul(hex + 1, NULL, 16);

    return (GDALColorEntry){(short)(rgb >> 16 & 255), (short)(rgb >> 8 & 255),
                            (short)(rgb & 255), 255};
}

static bool set_colours(const struct bc_image *image, GDALRasterBandH band)
{
    static const GDALColorEntry clear = {0, 0, 0, 0};
    GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
    bool good;

    GDALSetColorEntry(table, 0, &clear);
    for (size_t i = 0; i < image->raster->file.n_classes; i++) {
        GDALColorEntry entry =
            colour_entry(image->raster->file.classes[i].colour);

        GDALSetColorEntry(table, (int)image->raster->file.classes[i].value,
                          &entry);
    }
    good = !GDALSetRasterColorTable(band, table);
    GDALDestroyColorTable(table);
    return good;
}

static bool set_names(const struct bc_image *image, GDALRasterBandH band)
{
    char **names = CSLAddString(NULL, bc_in_report("无数据"));
    bool good;

    for (size_t i = 0; i < image->raster->file.n_classes; i++)
        names = CSLAddString(names, image->raster->file.classes[i].label);
    good = !GDALSetRasterCategoryNames(band, names);
    CSLDestroy(names);
    return good;
}

/* The features of a class and what is said of them, joined by ';'. */
static void add_remarks(const struct bc_image *image, int value /* 0: all */,
                        struct bc_text *out)
{
    for (size_t row = 0; row < image->raster->layer->n_features; row++) {
        int own = image->raster->kind->value(image->outcome, row);

        if (!own || (value && own != value))
            continue;
        if (out->length)
            bc_text_add(out, ";");
        if (image->raster->kind->remark)
            image->raster->kind->remark(image->outcome, row, out);
        else
            bc_text_add(out, bc_layer_text(image->raster->layer, "code", row));
    }
}

static bool create_columns(GDALRasterAttributeTableH table)
{
    static const struct {
        const char *name;
        GDALRATFieldType type;
        GDALRATFieldUsage usage;
    } columns[] = {
        {"Value", GFT_Integer, GFU_MinMax},     {"Class", GFT_String, GFU_Name},
        {"Count", GFT_Integer, GFU_PixelCount}, {"Red", GFT_Integer, GFU_Red},
        {"Green", GFT_Integer, GFU_Green},      {"Blue", GFT_Integer, GFU_Blue},
        {"Features", GFT_String, GFU_Generic},
    };
    bool failed = false;

    for (size_t i = 0; i < COUNT(columns); i++)
        failed |= GDALRATCreateColumn(table, columns[i].name, columns[i].type,
                                      columns[i].usage) != CE_None;
    return !failed;
}

static bool set_attributes(const struct bc_image *image, GDALRasterBandH band)
{
    GDALRasterAttributeTableH table = GDALCreateRasterAttributeTable();
    bool good = create_columns(table);

    GDALRATSetRowCount(table, (int)image->raster->file.n_classes);
    for (size_t i = 0; i < image->raster->file.n_classes; i++) {
        const struct bc_raster_class *class = &image->raster->file.classes[i];
        GDALColorEntry colour = colour_entry(class->colour);
        struct bc_text remarks = {0};
        int row = (int)i, value = (int)class->value;

        add_remarks(image, value, &remarks);
        GDALRATSetValueAsInt(table, row, 0, value);
        GDALRATSetValueAsString(table, row, 1, class->label);
        GDALRATSetValueAsInt(table, row, 2, (int)image->count[value]);
        GDALRATSetValueAsInt(table, row, 3, colour.c1);
        GDALRATSetValueAsInt(table, row, 4, colour.c2);
        GDALRATSetValueAsInt(table, row, 5, colour.c3);
        GDALRATSetValueAsString(table, row, 6, bc_text_string(&remarks));
        bc_text_clear(&remarks);
    }
    GDALRATSetTableType(table, GRTT_THEMATIC);
    good &= GDALSetDefaultRAT(band, table) == CE_None;
    GDALDestroyRasterAttributeTable(table);
    return good;
}

static void add_source(struct bc_text *out, const struct bc_layer *layer)
{
    if (!layer || !layer->source)
        return;
    if (out->length)
        bc_text_add(out, ";");
    bc_text_add(out, layer->source);
}

static bool set_tag(GDALDatasetH dataset, const char *name, const char *value)
{
    return GDALSetMetadataItem(dataset, name, value, NULL) == CE_None;
}

static bool set_own_tags(const struct bc_image *image, GDALDatasetH dataset)
{
    bool good = true;

    for (int i = 0; i < CSLCount(image->tags); i++) {
        char *name = NULL;
        const char *value = CPLParseNameValue(image->tags[i], &name);

        good &= set_tag(dataset, name, value);
        CPLFree(name);
    }
    return good;
}

static const struct bc_layer *values_from(const struct bc_image *image)
{
    const struct bc_outcome *outcome = image->outcome;

    if (!image->values || image->raster->of >= BC_SURFACE_OF_ITEM)
        return outcome->sections;
    return image->raster->of == BC_SURFACE_OF_DISTANCE ? outcome->redlines
                                                       : outcome->outfalls;
}

static bool set_tags(const struct bc_image *image, GDALDatasetH dataset)
{
    const struct bc_outcome *outcome = image->outcome;
    const struct bc_raster *raster = image->raster;
    struct bc_text sources = {0}, remarks = {0}, software = {0};
    bool good;

    add_source(&sources, raster->layer);
    add_source(&sources, values_from(image));
    bc_text_printf(&software, "basincheck %s", outcome->version);
    good = set_tag(dataset, "TIFFTAG_IMAGEDESCRIPTION", raster->file.title);
    good &= set_tag(dataset, "TIFFTAG_SOFTWARE", bc_text_string(&software));
    good &= set_tag(dataset, "PERIOD", outcome->period.label);
    good &= set_tag(dataset, "SOURCES", bc_text_string(&sources));
    good &= set_own_tags(image, dataset);
    if (raster->kind)
        good &= set_tag(dataset, "METHOD", raster->kind->method);
    if (raster->kind && raster->kind->remark_tag) {
        add_remarks(image, 0, &remarks);
        good &= set_tag(dataset, raster->kind->remark_tag,
                        bc_text_string(&remarks));
    }
    if (outcome->illustrative)
        good &= set_tag(dataset, "NOTE", bc_in_report(BC_ILLUSTRATIVE_NOTE));
    bc_text_clear(&sources);
    bc_text_clear(&remarks);
    bc_text_clear(&software);
    return good;
}

/** Of the cells with data; classes are known by their counts. */
struct statistics {
    double n, low, high, sum, squares;
};

static void take(struct statistics *s, double value, double n)
{
    if (n <= 0)
        return;
    s->low = s->n > 0 ? fmin(s->low, value) : value;
    s->high = s->n > 0 ? fmax(s->high, value) : value;
    s->n += n;
    s->sum += n * value;
    s->squares += n * value * value;
}

static struct statistics statistics_of(const struct bc_image *image)
{
    size_t n = image->grid.width * image->grid.height;
    struct statistics s = {0};

    if (!image->values)
        for (size_t i = 1; i < COUNT(image->count); i++)
            take(&s, (double)i, (double)image->count[i]);
    for (size_t i = 0; image->values && i < n; i++)
        take(&s, (double)image->values[i],
             image->values[i] == BC_RASTER_NONE ? 0 : 1);
    return s;
}

static bool set_statistics(const struct bc_image *image, GDALRasterBandH band)
{
    struct statistics s = statistics_of(image);
    double all = (double)(image->grid.width * image->grid.height);
    struct bc_text percent = {0};
    double mean, variance;
    bool good;

    if (s.n == 0)
        return true;
    mean = s.sum / s.n;
    variance = fmax(s.squares / s.n - mean * mean, 0);
    bc_text_printf(&percent, "%.4g", 100 * s.n / all);
    good = GDALSetRasterStatistics(band, s.low, s.high, mean, sqrt(variance)) ==
           CE_None;
    good &= GDALSetMetadataItem(band, "STATISTICS_VALID_PERCENT",
                                bc_text_string(&percent), NULL) == CE_None;
    bc_text_clear(&percent);
    return good;
}

static enum bc_status set_place(const struct bc_image *image,
                                GDALDatasetH dataset, struct bc_error *err)
{
    const struct bc_grid *grid = &image->grid;
    double transform[6] = {grid->x0, grid->step_x, 0, grid->y0,
                           0,        -grid->step_y};
    struct bc_outcome own = *image->outcome;
    OGRSpatialReferenceH srs = NULL;
    enum bc_status status;
    bool good;

    if (grid->zone)
        own.crs_epsg = bc_zone_epsg(grid->zone);
    status = bc_output_srs(&own, &srs, err);
    if (status)
        return status;
    good = GDALSetSpatialRef(dataset, srs) == CE_None;
    good &= GDALSetGeoTransform(dataset, transform) == CE_None;
    OSRRelease(srs);
    return good ? BC_OK : fail(image, "prepare", err);
}

static enum bc_status describe(const struct bc_image *image,
                               GDALDatasetH dataset, struct bc_error *err)
{
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    enum bc_status status = set_place(image, dataset, err);
    bool good;

    if (status)
        return status;
    good = GDALSetRasterNoDataValue(band, image->values ? BC_RASTER_NONE : 0) ==
           CE_None;
    if (image->values) {
        good &= GDALSetRasterUnitType(band, image->raster->unit) == CE_None;
    } else {
        good &= set_colours(image, band);
        good &= set_names(image, band);
        good &= set_attributes(image, band);
    }
    good &= set_statistics(image, band);
    good &= set_tags(image, dataset);
    GDALSetDescription(band, image->raster->file.title);
    return good ? BC_OK : fail(image, "prepare", err);
}

/* ---- overviews ---- */

/** A raster and one of half its size. */
struct halving {
    const void *from;
    void *to;
    size_t width, height, half_width, half_height;
};

#define HALVED_ROWS 64 /* that one thread makes at a time */

static void halve_classes(const struct halving *halving, size_t row)
{
    const uint8_t *from = halving->from;
    uint8_t *to = halving->to;

    from += 2 * row * halving->width;
    to += row * halving->half_width;
    for (size_t c = 0; c < halving->half_width; c++)
        to[c] = from[2 * c];
}

/** The mean of those of four cells that have data. */
static void halve_values(const struct halving *halving, size_t row)
{
    const float *upper = halving->from, *lower;
    float *to = halving->to;

    upper += 2 * row * halving->width;
    lower = upper + (2 * row + 1 < halving->height ? halving->width : 0);
    to += row * halving->half_width;
    for (size_t c = 0; c < halving->half_width; c++) {
        size_t left = 2 * c, right = left + (left + 1 < halving->width);
        const float cells[] = {upper[left], upper[right], lower[left],
                               lower[right]};
        double sum = 0;
        int n = 0;

        for (size_t i = 0; i < COUNT(cells); i++)
            if (cells[i] != BC_RASTER_NONE) {
                sum += (double)cells[i];
                n++;
            }
        to[c] = n > 0 ? (float)(sum / n) : BC_RASTER_NONE;
    }
}

static void halve_class_rows(void *context, size_t chunk)
{
    const struct halving *halving = context;
    size_t end = (chunk + 1) * HALVED_ROWS;

    for (size_t row = chunk * HALVED_ROWS;
         row < end && row < halving->half_height; row++)
        halve_classes(halving, row);
}

static void halve_value_rows(void *context, size_t chunk)
{
    const struct halving *halving = context;
    size_t end = (chunk + 1) * HALVED_ROWS;

    for (size_t row = chunk * HALVED_ROWS;
         row < end && row < halving->half_height; row++)
        halve_values(halving, row);
}

/** Fills the overviews from the cells, each from the one before it. */
static bool fill_overviews(const struct bc_image *image, GDALRasterBandH band,
                           int n)
{
    struct halving halving = {.from = cells_of(image),
                              .half_width = image->grid.width,
                              .half_height = image->grid.height};
    void *last = NULL;
    bool good = true;

    for (int i = 0; good && i < n; i++) {
        int width, height;

        halving.width = halving.half_width;
        halving.height = halving.half_height;
        halving.half_width = (halving.width + 1) / 2;
        halving.half_height = (halving.height + 1) / 2;
        width = (int)halving.half_width;
        height = (int)halving.half_height;
        halving.to = bc_alloc(halving.half_width * halving.half_height,
                              cell_size(image));
        bc_parallel_for(bc_chunks(halving.half_height, HALVED_ROWS),
                        image->values ? halve_value_rows : halve_class_rows,
                        &halving);
        good = !GDALRasterIO(GDALGetOverview(band, i), GF_Write, 0, 0, width,
                             height, halving.to, width, height, type_of(image),
                             0, 0);
        free(last);
        halving.from = last = halving.to;
    }
    free(last);
    return good;
}

/* Halved until they fit in one tile, as the driver would; made in memory they
 * are not compressed twice. */
static bool add_overviews(const struct bc_image *image, GDALDatasetH memory)
{
    size_t side = image->grid.width > image->grid.height ? image->grid.width
                                                         : image->grid.height;
    int factors[32], n = 0;

    while (side / ((size_t)1 << n) > TILE) {
        factors[n] = 2 << n;
        n++;
    }
    return n == 0 || (!GDALBuildOverviews(memory, "NONE", n, factors, 0, NULL,
                                          NULL, NULL) &&
                      fill_overviews(image, GDALGetRasterBand(memory, 1), n));
}

/* ---- the file ---- */

/* GDAL 3.6 waits for ever for a thread that could not be made, as happens when
 * memory is short: several only where they are worth while and can be made. */
static const char *thread_option(const struct bc_image *image, char text[32])
{
    bool many = image->grid.width * image->grid.height > BC_RASTER_LARGE;

    snprintf(text, 32, "NUM_THREADS=%zu", many ? bc_threads_to_be_had() : 1);
    return text;
}

/* Turning the bytes of floats helps where they differ from cell to cell; where
 * they are of one value over a lake, or 0, the file would be twice as large. */
static bool is_smooth(const struct bc_image *image)
{
    if (image->raster->of == BC_SURFACE_OF_DISTANCE)
        return true;
    return image->raster->of >= BC_SURFACE_OF_ITEM &&
           image->outcome->raster.interpolation != BC_INTERPOLATION_NONE;
}

static enum bc_status write_cog(const struct bc_image *image,
                                GDALDatasetH memory, const char *path,
                                struct bc_error *err)
{
    int failures = bc_gdal_failures();
    GDALDriverH driver = GDALGetDriverByName("COG");
    char **options = NULL, threads[32];
    GDALDatasetH written;

    options = CSLSetNameValue(options, "COMPRESS", "DEFLATE");
    options = CSLSetNameValue(options, "OVERVIEWS", "AUTO");
    options = CSLSetNameValue(options, "BLOCKSIZE", TILE_TEXT);
    options = CSLAddString(options, thread_option(image, threads));
    if (image->values)
        options = CSLSetNameValue(options, "SPARSE_OK", "YES");
    if (image->values && is_smooth(image))
        options = CSLSetNameValue(options, "PREDICTOR", "YES");
    CPLErrorReset();
    written = GDALCreateCopy(driver, path, memory, TRUE, options, NULL, NULL);
    CSLDestroy(options);
    if (!written)
        return fail(image, "create", err);
    GDALClose(written);
    return bc_gdal_failures() > failures ? fail(image, "close", err) : BC_OK;
}

/* Names and attribute table stand in a file of their own. */
static bool has_legend(const struct bc_image *image, GDALRasterBandH band)
{
    int n = (int)image->raster->file.n_classes;
    GDALRasterAttributeTableH table = GDALGetDefaultRAT(band);

    return CSLCount(GDALGetRasterCategoryNames(band)) == n + 1 && table &&
           GDALRATGetRowCount(table) == n;
}

/** Compares a tile row at a time. */
static bool same_cells(const struct bc_image *image, GDALRasterBandH band)
{
    size_t width = image->grid.width, size = cell_size(image);
    const char *cells = cells_of(image);
    char *strip = bc_alloc(width * TILE, size);
    bool same = true;

    for (size_t row = 0; same && row < image->grid.height; row += TILE) {
        size_t left = image->grid.height - row, n = left < TILE ? left : TILE;

        same = !GDALRasterIO(band, GF_Read, 0, (int)row, (int)width, (int)n,
                             strip, (int)width, (int)n, type_of(image), 0, 0) &&
               !memcmp(strip, cells + row * width * size, n * width * size);
    }
    free(strip);
    return same;
}

/* A raster cut short reads as zeros without an error: compare the cells. */
static enum bc_status read_back(const struct bc_image *image, const char *path,
                                struct bc_error *err)
{
    static const char *const drivers[] = {"GTiff", NULL};
    char threads[32];
    const char *const options[] = {thread_option(image, threads), NULL};
    int failures = bc_gdal_failures();
    GDALDatasetH dataset;
    GDALRasterBandH band;
    const char *layout;
    bool good;

    CPLErrorReset();
    dataset = GDALOpenEx(path, GDAL_OF_RASTER, drivers, options, NULL);
    if (!dataset)
        return fail(image, "cannot be read back", err);
    band = GDALGetRasterBand(dataset, 1);
    layout = GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE");
    good = layout && !strcmp(layout, "COG");
    good &= GDALGetRasterXSize(dataset) == (int)image->grid.width;
    good &= GDALGetRasterYSize(dataset) == (int)image->grid.height;
    good = good && (image->values || has_legend(image, band)) &&
           same_cells(image, band);
    GDALClose(dataset);
    good &= bc_gdal_failures() == failures;
    if (!good)
        return fail(image, "reads back otherwise than it was written", err);
    return BC_OK;
}

/** A dataset over the cells themselves, without a copy. */
static GDALDatasetH open_memory(const struct bc_image *image)
{
    GDALDriverH driver = GDALGetDriverByName("MEM");
    GDALDatasetH memory;
    char pointer[64] = {0}, **options = NULL;
    union {
        const void *cells;
        void *pointer; /* GDAL only reads them */
    } data = {cells_of(image)};

    memory = GDALCreate(driver, "", (int)image->grid.width,
                        (int)image->grid.height, 0, type_of(image), NULL);
    CPLPrintPointer(pointer, data.pointer, sizeof pointer - 1);
    options = CSLSetNameValue(options, "DATAPOINTER", pointer);
    if (memory && GDALAddBand(memory, type_of(image), options)) {
        GDALClose(memory);
        memory = NULL;
    }
    CSLDestroy(options);
    return memory;
}

/* What a disk takes its time for goes on beside other rasters; whether it went
 * well is found by bc_stage_adopt, which asks again. */
static void sync_early(const char *path)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

enum bc_status bc_image_write(const struct bc_image *image, const char *path,
                              struct bc_error *err)
{
    enum bc_status status;
    GDALDatasetH memory;

    CPLErrorReset();
    memory = open_memory(image);
    if (!memory)
        return fail(image, "no memory raster", err);
    status = describe(image, memory, err);
    if (!status && !add_overviews(image, memory))
        status = fail(image, "no overviews", err);
    if (!status)
        status = write_cog(image, memory, path, err);
    if (!status)
        status = read_back(image, path, err);
    GDALClose(memory);
    if (!status)
        sync_early(path);
    return status;
}

/* GDAL puts names and attribute table beside the file. */
enum bc_status bc_image_adopt(const struct bc_raster_file *file,
                              struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status = bc_stage_adopt(stage, file->name, err);
    struct bc_text name = {0}, qml = {0};

    bc_text_printf(&name, "%s.aux.xml", file->name);
    if (!status && !access(bc_stage_path(stage, bc_text_string(&name)), F_OK))
        status = bc_stage_adopt(stage, bc_text_string(&name), err);
    name.length -= strlen(".tif.aux.xml");
    bc_text_add(&name, ".qml");
    bc_style_raster_file_qml(file, &qml);
    if (!status)
        status = bc_stage_write(stage, bc_text_string(&name),
                                bc_text_string(&qml), qml.length, err);
    bc_text_clear(&name);
    bc_text_clear(&qml);
    return status;
}
