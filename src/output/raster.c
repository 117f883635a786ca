/* SPDX-License-Identifier: MIT */
#include <cpl_string.h>
#include <float.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "geo/grid.h"
#include "layer/source.h"
#include "output/spatial.h"
#include "output/style.h"
#include "output/writers.h"
#include "plan/summary.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define N_CLASSES 6
#define N_RATINGS 5

/* Which raster there is and what a feature is burned with; 0 is no data. */
struct raster {
    const char *name, *title_zh, *method;
    const struct bc_layer *(*layer)(const struct bc_outcome *outcome);
    int (*value)(const struct bc_outcome *outcome, size_t row);
    size_t (*legend)(const struct bc_outcome *outcome,
                     struct bc_raster_class *classes);
    /* what is said of one feature in tags and attribute table; may be NULL */
    void (*remark)(const struct bc_outcome *outcome, size_t row,
                   struct bc_text *out);
    const char *remark_tag;
};

/* Basins. */

static const struct bc_layer *basins_with_results(const struct bc_outcome *o)
{
    return o->results && o->targets ? o->basins : NULL;
}

static const struct bc_layer *basins_with_rating(const struct bc_outcome *o)
{
    return o->rating ? o->basins : NULL;
}

static int verdict_of(const struct bc_outcome *outcome, size_t row)
{
    const char *code = bc_layer_text(outcome->basins, "code", row);

    if (!code)
        return 0;
    switch (bc_summary_of(outcome->targets, outcome->results, code).overall) {
    case BC_OVERALL_MET:
        return 1;
    case BC_OVERALL_INTERIM:
        return 2;
    case BC_OVERALL_MISSED:
        return 3;
    case BC_OVERALL_NONE:
        break;
    }
    return 4;
}

static size_t verdict_legend(const struct bc_outcome *outcome,
                             struct bc_raster_class *classes)
{
    static const struct {
        enum bc_overall overall;
        const char *label;
    } verdicts[] = {{BC_OVERALL_MET, "达标"},
                    {BC_OVERALL_INTERIM, "未达（未到期）"},
                    {BC_OVERALL_MISSED, "未达"},
                    {BC_OVERALL_NONE, "无法判断"}};

    (void)outcome;
    for (size_t i = 0; i < COUNT(verdicts); i++)
        classes[i] = (struct bc_raster_class){
            (int)i + 1, bc_verdict_colour((int)verdicts[i].overall),
            verdicts[i].label};
    return COUNT(verdicts);
}

static int rating_of(const struct bc_outcome *outcome, size_t row)
{
    return (int)outcome->rating[row].rating;
}

/* 优 is the blue of class Ⅱ, 良好 the green of Ⅲ, and so on (22号). */
static size_t rating_legend(const struct bc_outcome *outcome,
                            struct bc_raster_class *classes)
{
    for (int i = 0; i < N_RATINGS; i++)
        classes[i] = (struct bc_raster_class){
            i + 1, bc_class_colour(i + 2, outcome->palette),
            bc_rating_name((enum bc_rating)(i + 1))};
    return N_RATINGS;
}

/* Lakes: one class for the whole water, from the means over its points. */

static const struct bc_layer *lakes_with_class(const struct bc_outcome *o)
{
    for (size_t i = 0;
         o->lakes && o->lake_judgement && i < o->lakes->n_features; i++)
        if (o->lake_judgement[i].class_no)
            return o->lakes;
    return NULL;
}

static int lake_class(const struct bc_outcome *outcome, size_t row)
{
    return outcome->lake_judgement[row].class_no;
}

static int lake_deciding(const struct bc_outcome *outcome, size_t row)
{
    const struct bc_judgement *lake = &outcome->lake_judgement[row];

    return lake->deciding == BC_NO_ITEM ? 0
                                        : lake->item[lake->deciding].class_no;
}

static size_t class_legend(const struct bc_outcome *outcome,
                           struct bc_raster_class *classes)
{
    static const char *const labels[N_CLASSES] = {"Ⅰ类", "Ⅱ类", "Ⅲ类",
                                                  "Ⅳ类", "Ⅴ类", "劣Ⅴ类"};

    for (int i = 0; i < N_CLASSES; i++)
        classes[i] = (struct bc_raster_class){
            i + 1, bc_class_colour(i + 1, outcome->palette), labels[i]};
    return N_CLASSES;
}

static void remark_points(const struct bc_outcome *outcome, size_t row,
                          struct bc_text *out)
{
    bc_text_add(out, bc_layer_text(outcome->lakes, "name", row));
    bc_text_printf(out, ":%zu", outcome->lake_judgement[row].n_points);
}

static void remark_item(const struct bc_outcome *outcome, size_t row,
                        struct bc_text *out)
{
    const struct bc_judgement *lake = &outcome->lake_judgement[row];

    bc_text_add(out, bc_layer_text(outcome->lakes, "name", row));
    bc_text_printf(out, ":%s:%zu", bc_item_name_zh(lake->deciding),
                   lake->n_points);
}

static const struct raster rasters[] = {
    {"verdict", "流域结论",
     "the worst verdict of the basin over its targets; "
     "1 met, 2 missed but not yet due, 3 missed, 4 cannot be judged",
     basins_with_results, verdict_of, verdict_legend, NULL, NULL},
    {"rating", "流域水质状况", "环办〔2011〕22号: shares of classes, or means",
     basins_with_rating, rating_of, rating_legend, NULL, NULL},
    {"lake_class", "湖库水质类别",
     "GB 3838-2002, single factor on the mean of the points with data; one "
     "class for the whole lake, nothing interpolated",
     lakes_with_class, lake_class, class_legend, remark_points, "LAKE_POINTS"},
    {"lake_deciding", "湖库定类项目的类别",
     "the class of the item that decides the class of the lake; one class for "
     "the whole lake, nothing interpolated",
     lakes_with_class, lake_deciding, class_legend, remark_item, "LAKE_ITEMS"},
};

static struct bc_raster_file describe(const struct raster *raster,
                                      const struct bc_outcome *outcome)
{
    struct bc_raster_file file = {0};

    snprintf(file.name, sizeof file.name, "maps/%s.tif", raster->name);
    snprintf(file.title_zh, sizeof file.title_zh, "%s", raster->title_zh);
    file.n_classes = raster->legend(outcome, file.classes);
    return file;
}

/* No raster without an area to draw. */
static bool has_area(const struct bc_layer *layer)
{
    return layer && layer->geometry == BC_GEOMETRY_POLYGON &&
           layer->shapes.n_vertices > 0;
}

size_t bc_raster_files(const struct bc_outcome *outcome,
                       struct bc_raster_file *files, size_t room)
{
    size_t n = 0;

    for (size_t i = 0; i < COUNT(rasters) && n < room; i++)
        if (has_area(rasters[i].layer(outcome)))
            files[n++] = describe(&rasters[i], outcome);
    return n;
}

/* One raster in the making. */
struct image {
    const struct bc_outcome *outcome;
    const struct raster *raster;
    const struct bc_layer *layer;
    struct bc_raster_file file;
    struct bc_grid grid;
    size_t count[N_CLASSES + 1]; /* cells of a value */
};

static enum bc_status fail(const struct image *image, const char *what,
                           struct bc_error *err)
{
    const char *why = CPLGetLastErrorMsg();

    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s%s%s",
                        image->file.name, what, *why ? ": " : "", why);
}

static void burn(struct image *image)
{
    const struct bc_shapes *shapes = &image->layer->shapes;
    double all[4] = {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX};
    size_t n = image->layer->n_features;

    for (size_t row = 0; row < n; row++) {
        double box[4];

        if (!bc_shapes_bounds(shapes, row, box))
            continue;
        all[0] = fmin(all[0], box[0]);
        all[1] = fmin(all[1], box[1]);
        all[2] = fmax(all[2], box[2]);
        all[3] = fmax(all[3], box[3]);
    }
    bc_grid_init(&image->grid, all, image->outcome->resolution_m);
    for (size_t row = 0; row < n; row++) {
        int value = image->raster->value(image->outcome, row);

        if (value > 0)
            bc_grid_burn(&image->grid, shapes, row, (uint8_t)value);
    }
    for (size_t i = 0; i < image->grid.width * image->grid.height; i++)
        image->count[image->grid.cells[i]]++;
}

static GDALColorEntry colour_entry(const char *hex)
{
    unsigned long rgb = strtoul(hex + 1, NULL, 16);

    return (GDALColorEntry){(short)(rgb >> 16 & 255), (short)(rgb >> 8 & 255),
                            (short)(rgb & 255), 255};
}

static bool set_colours(const struct image *image, GDALRasterBandH band)
{
    static const GDALColorEntry clear = {0, 0, 0, 0};
    GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
    bool good;

    GDALSetColorEntry(table, 0, &clear);
    for (size_t i = 0; i < image->file.n_classes; i++) {
        GDALColorEntry entry = colour_entry(image->file.classes[i].colour);

        GDALSetColorEntry(table, image->file.classes[i].value, &entry);
    }
    good = !GDALSetRasterColorTable(band, table);
    GDALDestroyColorTable(table);
    return good;
}

static bool set_names(const struct image *image, GDALRasterBandH band)
{
    char **names = CSLAddString(NULL, "无数据");
    bool good;

    for (size_t i = 0; i < image->file.n_classes; i++)
        names = CSLAddString(names, image->file.classes[i].label_zh);
    good = !GDALSetRasterCategoryNames(band, names);
    CSLDestroy(names);
    return good;
}

/* The features of a class and what is said of them, joined by ';'. */
static void add_remarks(const struct image *image, int value /* 0: all */,
                        struct bc_text *out)
{
    for (size_t row = 0; row < image->layer->n_features; row++) {
        int own = image->raster->value(image->outcome, row);

        if (!own || (value && own != value))
            continue;
        if (out->length)
            bc_text_add(out, ";");
        if (image->raster->remark)
            image->raster->remark(image->outcome, row, out);
        else
            bc_text_add(out, bc_layer_text(image->layer, "code", row));
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
    bool good = true;

    for (size_t i = 0; i < COUNT(columns); i++)
        good = good && !GDALRATCreateColumn(table, columns[i].name,
                                            columns[i].type, columns[i].usage);
    return good;
}

static bool set_attributes(const struct image *image, GDALRasterBandH band)
{
    GDALRasterAttributeTableH table = GDALCreateRasterAttributeTable();
    bool good = create_columns(table);

    GDALRATSetRowCount(table, (int)image->file.n_classes);
    for (size_t i = 0; i < image->file.n_classes; i++) {
        const struct bc_raster_class *class = &image->file.classes[i];
        GDALColorEntry colour = colour_entry(class->colour);
        struct bc_text remarks = {0};
        int row = (int)i;

        add_remarks(image, class->value, &remarks);
        GDALRATSetValueAsInt(table, row, 0, class->value);
        GDALRATSetValueAsString(table, row, 1, class->label_zh);
        GDALRATSetValueAsInt(table, row, 2, (int)image->count[class->value]);
        GDALRATSetValueAsInt(table, row, 3, colour.c1);
        GDALRATSetValueAsInt(table, row, 4, colour.c2);
        GDALRATSetValueAsInt(table, row, 5, colour.c3);
        GDALRATSetValueAsString(table, row, 6, bc_text_string(&remarks));
        bc_text_clear(&remarks);
    }
    GDALRATSetTableType(table, GRTT_THEMATIC);
    good = good && !GDALSetDefaultRAT(band, table);
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

static bool set_tags(const struct image *image, GDALDatasetH dataset)
{
    const struct bc_outcome *outcome = image->outcome;
    struct bc_text sources = {0}, remarks = {0}, software = {0};
    bool good;

    add_source(&sources, image->layer);
    add_source(&sources, outcome->sections);
    bc_text_printf(&software, "basincheck %s", outcome->version);
    add_remarks(image, 0, &remarks);
    good =
        !GDALSetMetadataItem(dataset, "TIFFTAG_IMAGEDESCRIPTION",
                             image->file.title_zh, NULL) &&
        !GDALSetMetadataItem(dataset, "TIFFTAG_SOFTWARE",
                             bc_text_string(&software), NULL) &&
        !GDALSetMetadataItem(dataset, "PERIOD", outcome->period.label, NULL) &&
        !GDALSetMetadataItem(dataset, "METHOD", image->raster->method, NULL) &&
        !GDALSetMetadataItem(dataset, "SOURCES", bc_text_string(&sources),
                             NULL);
    if (good && image->raster->remark_tag)
        good = !GDALSetMetadataItem(dataset, image->raster->remark_tag,
                                    bc_text_string(&remarks), NULL);
    if (good && outcome->illustrative)
        good =
            !GDALSetMetadataItem(dataset, "NOTE", BC_ILLUSTRATIVE_NOTE, NULL);
    bc_text_clear(&sources);
    bc_text_clear(&remarks);
    bc_text_clear(&software);
    return good;
}

static bool set_statistics(const struct image *image, GDALRasterBandH band)
{
    double low, high, mean, deviation;

    if (image->count[0] == image->grid.width * image->grid.height)
        return true; /* GDAL calls it a failure */
    return !GDALComputeRasterStatistics(band, FALSE, &low, &high, &mean,
                                        &deviation, NULL, NULL);
}

static enum bc_status fill(const struct image *image, GDALDatasetH dataset,
                           struct bc_error *err)
{
    const struct bc_grid *grid = &image->grid;
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    double transform[6] = {grid->x0, grid->step_x, 0, grid->y0,
                           0,        -grid->step_y};
    int width = (int)grid->width, height = (int)grid->height;
    OGRSpatialReferenceH srs = NULL;
    enum bc_status status = bc_output_srs(image->outcome, &srs, err);
    bool good;

    if (status)
        return status;
    good = !GDALSetSpatialRef(dataset, srs) &&
           !GDALSetGeoTransform(dataset, transform) &&
           !GDALRasterIO(band, GF_Write, 0, 0, width, height, grid->cells,
                         width, height, GDT_Byte, 0, 0) &&
           !GDALSetRasterNoDataValue(band, 0) && set_colours(image, band) &&
           set_names(image, band) && set_attributes(image, band) &&
           set_statistics(image, band) && set_tags(image, dataset);
    GDALSetDescription(band, image->file.title_zh);
    OSRRelease(srs);
    return good ? BC_OK : fail(image, "prepare", err);
}

static enum bc_status write_cog(const struct image *image, GDALDatasetH memory,
                                const char *path, struct bc_error *err)
{
    int failures = bc_gdal_failures();
    GDALDriverH driver = GDALGetDriverByName("COG");
    char **options = NULL;
    GDALDatasetH written;

    options = CSLSetNameValue(options, "COMPRESS", "DEFLATE");
    options = CSLSetNameValue(options, "RESAMPLING", "NEAREST");
    options = CSLSetNameValue(options, "OVERVIEW_RESAMPLING", "NEAREST");
    options = CSLSetNameValue(options, "NUM_THREADS", "1");
    CPLErrorReset();
    written =
        driver ? GDALCreateCopy(driver, path, memory, TRUE, options, NULL, NULL)
               : NULL;
    CSLDestroy(options);
    if (!written)
        return fail(image, "create", err);
    GDALClose(written);
    return bc_gdal_failures() > failures ? fail(image, "close", err) : BC_OK;
}

/* Names and attribute table stand in a file of their own. */
static bool has_legend(const struct image *image, GDALRasterBandH band)
{
    int n = (int)image->file.n_classes;
    GDALRasterAttributeTableH table = GDALGetDefaultRAT(band);

    return CSLCount(GDALGetRasterCategoryNames(band)) == n + 1 && table &&
           GDALRATGetRowCount(table) == n;
}

/* A raster cut short reads as zeros without an error: compare the cells. */
static enum bc_status read_back(const struct image *image, GDALDatasetH memory,
                                const char *path, struct bc_error *err)
{
    static const char *const drivers[] = {"GTiff", NULL};
    int width = (int)image->grid.width, height = (int)image->grid.height;
    int failures = bc_gdal_failures();
    GDALDatasetH dataset;
    const char *layout;
    bool good;

    CPLErrorReset();
    dataset = GDALOpenEx(path, GDAL_OF_RASTER, drivers, NULL, NULL);
    if (!dataset)
        return fail(image, "cannot be read back", err);
    layout = GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE");
    good =
        layout && !strcmp(layout, "COG") &&
        GDALGetRasterXSize(dataset) == width &&
        GDALGetRasterYSize(dataset) == height &&
        has_legend(image, GDALGetRasterBand(dataset, 1)) &&
        GDALChecksumImage(GDALGetRasterBand(dataset, 1), 0, 0, width, height) ==
            GDALChecksumImage(GDALGetRasterBand(memory, 1), 0, 0, width,
                              height);
    GDALClose(dataset);
    if (!good || bc_gdal_failures() > failures)
        return fail(image, "reads back otherwise than it was written", err);
    return BC_OK;
}

/* GDAL puts names and attribute table beside the file. */
static enum bc_status adopt(const struct image *image, struct bc_stage *stage,
                            struct bc_error *err)
{
    enum bc_status status = bc_stage_adopt(stage, image->file.name, err);
    struct bc_text name = {0}, qml = {0};

    bc_text_printf(&name, "%s.aux.xml", image->file.name);
    if (!status && !access(bc_stage_path(stage, bc_text_string(&name)), F_OK))
        status = bc_stage_adopt(stage, bc_text_string(&name), err);
    bc_text_clear(&name);
    bc_text_printf(&name, "maps/%s.qml", image->raster->name);
    bc_style_raster_qml(image->file.classes, image->file.n_classes, &qml);
    if (!status)
        status = bc_stage_write(stage, bc_text_string(&name),
                                bc_text_string(&qml), qml.length, err);
    bc_text_clear(&name);
    bc_text_clear(&qml);
    return status;
}

static enum bc_status write_image(const struct image *image,
                                  struct bc_stage *stage, struct bc_error *err)
{
    GDALDriverH driver = GDALGetDriverByName("MEM");
    const char *path = bc_stage_path(stage, image->file.name);
    enum bc_status status;
    GDALDatasetH memory;

    CPLErrorReset();
    memory = driver ? GDALCreate(driver, "", (int)image->grid.width,
                                 (int)image->grid.height, 1, GDT_Byte, NULL)
                    : NULL;
    if (!memory)
        return fail(image, "no memory raster", err);
    status = fill(image, memory, err);
    if (!status)
        status = write_cog(image, memory, path, err);
    if (!status)
        status = read_back(image, memory, path, err);
    GDALClose(memory);
    return status ? status : adopt(image, stage, err);
}

enum bc_status bc_raster_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < COUNT(rasters); i++) {
        struct image image = {.outcome = outcome, .raster = &rasters[i]};

        image.layer = rasters[i].layer(outcome);
        if (!has_area(image.layer))
            continue;
        image.file = describe(&rasters[i], outcome);
        burn(&image);
        status = write_image(&image, stage, err);
        bc_grid_clear(&image.grid);
    }
    return status;
}
