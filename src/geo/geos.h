/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GEOS_H
#define BC_GEO_GEOS_H

#include <stdbool.h>

const char *bc_geos_version(void);

/** GEOS with its own context; objects are made from columns on demand. */
struct bc_geos;
struct bc_geos *bc_geos_new(void);
void bc_geos_free(struct bc_geos *geos);
/**
 * GEOS asks @p wanted in its long loops, in any thread; true breaks the call
 * off, which then fails as others do: what it was for is wrong or missing, and
 * the caller is to end without a result. NULL: nothing is broken off. To be set
 * before there are threads.
 */
void bc_geos_break_off(bool (*wanted)(void));

#endif
