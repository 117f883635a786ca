/* SPDX-License-Identifier: MIT */
/* picture_golden PICTURE.png GOLDEN.txt: the mean colour of each cell of 40 x
 * 40 pixels against a golden one. So coarse that another font does not matter,
 * and fine enough that a lake, a border or a colour that is elsewhere does. The
 * foot is left out: how many lines the legend has is up to the font. A sign is
 * too small for a cell, so the pixels in each class's own colour are counted,
 * too. 77 where no font has Chinese characters. ACCEPT=1 takes the picture as
 * it is. */
#include <cairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/style.h"
#include "output/writers.h"

#define CELL 40
#define MOST_OF_ONE 48.0 /* of 255, in one colour of one cell */
#define MOST_MEAN 2.0    /* over all */
#define FOOT 7           /* rows of the legend and the caption */
#define MOST_ROWS 2      /* by which the foot may be longer or shorter */
#define N_CLASSES 6
#define LEAST_SHARE 0.6 /* of a class's pixels: numerals lie over them */
#define FEW 40          /* pixels that may be anything's */

static int mean(const unsigned char *pixels, int stride, int column, int row,
                int channel)
{
    long sum = 0;

    for (int y = 0; y < CELL; y++)
        for (int x = 0; x < CELL; x++)
            sum += pixels[(row * CELL + y) * stride + 4 * (column * CELL + x) +
                          channel];
    return (int)(sum / (CELL * CELL));
}

/** How many pixels have exactly the official colour of a class. */
static long count_class(const unsigned char *pixels, int stride, int width,
                        int height, int class_no)
{
    long wanted = strtol(bc_class_colour(class_no, "official") + 1, NULL, 16);
    long n = 0;

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            const unsigned char *at = pixels + y * stride + 4 * x;

            n += ((long)at[2] << 16 | at[1] << 8 | at[0]) == wanted;
        }
    return n;
}

/** Writes the counts of all classes, or compares them. @return faults */
static int compare_classes(FILE *golden, bool accept,
                           const unsigned char *pixels, int stride, int width,
                           int height)
{
    int faults = 0;

    for (int class_no = 1; class_no <= N_CLASSES; class_no++) {
        long is = count_class(pixels, stride, width, height, class_no);
        long expected = is;

        if (accept) {
            fprintf(golden, "%ld%s", is, class_no < N_CLASSES ? " " : "\n");
            continue;
        }
        if (fscanf(golden, "%ld", &expected) != 1)
            return 1;
        long less = is < expected ? is : expected;
        long more = is < expected ? expected : is;

        if (more > FEW && (double)less < LEAST_SHARE * (double)more) {
            fprintf(stderr, "class %d: %ld pixels of its colour, golden %ld\n",
                    class_no, is, expected);
            faults++;
        }
    }
    return faults;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    if (!bc_picture_font(NULL))
        return 77;
    int accept = getenv("ACCEPT") != NULL, rows = 0, columns = 0;
    cairo_surface_t *picture = cairo_image_surface_create_from_png(argv[1]);
    FILE *golden = fopen(argv[2], accept ? "w" : "r");
    const unsigned char *pixels = cairo_image_surface_get_data(picture);
    int stride = cairo_image_surface_get_stride(picture);
    int width = cairo_image_surface_get_width(picture) / CELL;
    int height = cairo_image_surface_get_height(picture) / CELL;
    double sum = 0, most = 0;

    if (!golden || !pixels) {
        fprintf(stderr, "cannot read '%s' or '%s'\n", argv[1], argv[2]);
        return 2;
    }
    if (accept)
        fprintf(golden, "%d %d\n", width, height);
    else if (fscanf(golden, "%d %d", &columns, &rows) != 2 ||
             columns != width || abs(rows - height) > MOST_ROWS) {
        fprintf(stderr, "%d x %d cells, golden %d x %d\n", width, height,
                columns, rows);
        return 1;
    }
    int faults = compare_classes(golden, accept, pixels, stride,
                                 cairo_image_surface_get_width(picture),
                                 cairo_image_surface_get_height(picture));

    if (!accept)
        height = (rows < height ? rows : height) - FOOT;
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
            for (int channel = 2; channel >= 0; channel--) { /* red first */
                int is = mean(pixels, stride, column, row, channel);
                int expected = is;

                if (accept)
                    fprintf(golden, "%02x%s", (unsigned)is,
                            channel              ? ""
                            : column + 1 < width ? " "
                                                 : "\n");
                else if (fscanf(golden, "%2x", (unsigned *)&expected) != 1)
                    return 2;
                sum += abs(is - expected);
                most = abs(is - expected) > most ? abs(is - expected) : most;
            }
    sum /= 3.0 * width * height;
    printf("differs by %.2f in the mean, %.0f at most\n", sum, most);
    fclose(golden);
    cairo_surface_destroy(picture);
    return faults > 0 || most > MOST_OF_ONE || sum > MOST_MEAN;
}
