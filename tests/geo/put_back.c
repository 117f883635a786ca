/* SPDX-License-Identifier: MIT */

/* Reads longitude and latitude in GCJ-02, a pair a line, and prints them put
 * back; exits with 1 when one does not return to its place. For
 * gcj02_outline.sh. */

#include <math.h>
#include <stdio.h>

#include "geo/coordinate.h"

int main(void)
{
    double p[2];

    while (scanf("%lf %lf", &p[0], &p[1]) == 2) {
        double back[2] = {p[0], p[1]}, again[2];

        if (!bc_coordinates_undo(BC_GCJ02, back))
            return 1;
        again[0] = back[0];
        again[1] = back[1];
        bc_coordinates_shift(BC_GCJ02, again);
        if (fabs(again[0] - p[0]) > 2e-9 || fabs(again[1] - p[1]) > 2e-9)
            return 1;
        printf("%.12f %.12f\n", back[0], back[1]);
    }
    return 0;
}
