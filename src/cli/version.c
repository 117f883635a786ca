/* SPDX-License-Identifier: MIT */
#include "cli/version.h"

#include <stdio.h>

#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/source.h"

void bc_print_version(void)
{
    printf("basincheck %s\nGDAL %s\nPROJ %s\nGEOS %s\nproj.db %s\n", BC_VERSION,
           bc_gdal_version(), bc_proj_version(), bc_geos_version(),
           bc_proj_database());
}
