/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_FRAME_H
#define BC_LAYER_FRAME_H

#include <stdbool.h>

/** What a pair of numbers in China may be, told from their size alone. */
enum bc_frame_kind {
    BC_FRAME_NONE,    /* nothing that is known here */
    BC_FRAME_DEGREES, /* longitude and latitude, anywhere on earth */
    BC_FRAME_ZONED,   /* Gauss-Krueger, the zone number in the easting */
    BC_FRAME_PLAIN    /* Gauss-Krueger without it: which zone is not known */
};

struct bc_frame {
    enum bc_frame_kind kind;
    /* Latitude or northing stands first. Of degrees only what lies in China
     * when it is turned, and not as it stands. */
    bool turned;
    int zone, epsg; /* BC_FRAME_ZONED: its number and code */
};

/** The frame of one pair; NaN is none. */
struct bc_frame bc_frame_of(double x, double y);

/** The code of a zone of CGCS2000, 3 degrees (25 to 45: EPSG:4513 to 4533) or
 * 6 degrees (13 to 23: EPSG:4491 to 4501). */
int bc_frame_epsg(int zone);

#endif
