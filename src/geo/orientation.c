/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stddef.h>

#include "geo/tiles.h"

/* A sum of doubles that do not overlap, least first: exact. */
struct expansion {
    size_t n;
    double term[16];
};

/* Knuth's two-sum with one double after the other. */
static void add(struct expansion *sum, double value)
{
    for (size_t i = 0; i < sum->n; i++) {
        double term = sum->term[i], total = value + term;
        double virtual = total - value;

        sum->term[i] = (value - (total - virtual)) + (term - virtual);
        value = total;
    }
    sum->term[sum->n++] = value;
}

static void add_product(struct expansion *sum, double a, double b)
{
    double product = a * b;

    add(sum, fma(a, b, -product));
    add(sum, product);
}

/** a - b as two doubles, the rounded one and what it lacks. */
static void difference(double a, double b, double parts[2])
{
    double rounded = a - b, virtual = a - rounded;

    parts[0] = rounded;
    parts[1] = (a - (rounded + virtual)) + (virtual - b);
}

static int exact(double ax, double ay, double bx, double by, double px,
                 double py)
{
    struct expansion sum = {0};
    double a[2][2], b[2][2];
    double last = 0;

    difference(ax, px, a[0]);
    difference(ay, py, a[1]);
    difference(bx, px, b[0]);
    difference(by, py, b[1]);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            add_product(&sum, a[0][i], b[1][j]);
            add_product(&sum, -a[1][i], b[0][j]);
        }
    for (size_t i = 0; i < sum.n; i++)
        if (sum.term[i] != 0)
            last = sum.term[i];
    return (last > 0) - (last < 0);
}

int bc_orientation(double ax, double ay, double bx, double by, double px,
                   double py)
{
    /* (3 + 16 u) u of Shewchuk's orient2d */
    static const double bound = 3.3306690738754716e-16;
    double left = (ax - px) * (by - py), right = (ay - py) * (bx - px);
    double determinant = left - right;

    if (fabs(determinant) > bound * (fabs(left) + fabs(right)))
        return (determinant > 0) - (determinant < 0);
    return exact(ax, ay, bx, by, px, py);
}
