/* SPDX-License-Identifier: MIT */
#include "layer/frame.h"

#include <math.h>

/* The northings of China, 3 to 54 degrees north, and the eastings of a zone
 * with one more zone to either side, without and with the zone's number. */
#define SOUTH_M 3e5
#define NORTH_M 6e6
#define WEST_M 1e5
#define EAST_M 9e5
#define ZONE_M 1e6

static bool is_degrees(double x, double y)
{
    return fabs(x) <= 180 && fabs(y) <= 90;
}

static bool is_in_china(double x, double y)
{
    return x >= 73 && x <= 136 && y >= 3 && y <= 54;
}

/* Of an easting between 13 and 46 million metres, where all zones lie. */
static int zone_of(double easting)
{
    int zone = (int)(easting / ZONE_M);
    double within = easting - zone * ZONE_M;

    if (within < WEST_M || within > EAST_M)
        return 0;
    return zone == 24 ? 0 : zone;
}

int bc_frame_epsg(int zone)
{
    return zone >= 25 ? 4513 + zone - 25 : 4491 + zone - 13;
}

/** As it stands: easting first. */
static struct bc_frame projected(double easting, double northing)
{
    struct bc_frame frame = {BC_FRAME_NONE, false, 0, 0};

    if (!(northing >= SOUTH_M && northing <= NORTH_M) || !(easting < 46e6))
        return frame;
    /* Below the largest easting a northing could be one itself. */
    if (easting >= WEST_M && easting <= EAST_M && northing > EAST_M) {
        frame.kind = BC_FRAME_PLAIN;
    } else if (easting > 13e6 && (frame.zone = zone_of(easting)) != 0) {
        frame.kind = BC_FRAME_ZONED;
        frame.epsg = bc_frame_epsg(frame.zone);
    }
    return frame;
}

struct bc_frame bc_frame_of(double x, double y)
{
    struct bc_frame frame = projected(x, y);

    if (!frame.kind) {
        frame = projected(y, x);
        frame.turned = frame.kind != BC_FRAME_NONE;
    }
    if (!frame.kind && is_in_china(y, x)) { /* nothing lies there both ways */
        frame.kind = BC_FRAME_DEGREES;
        frame.turned = true;
    } else if (!frame.kind && is_degrees(x, y)) {
        frame.kind = BC_FRAME_DEGREES;
    }
    return frame;
}
