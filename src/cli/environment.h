/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_ENVIRONMENT_H
#define BC_CLI_ENVIRONMENT_H

#include <stddef.h>

#include "output/table.h"

/**
 * What the program finds where it runs: itself and its libraries, proj.db, the
 * drivers of GDAL that it uses, a font with Chinese characters, the locale.
 * `what, found, needs, state, remedy`; `state` is ok, missing (a run cannot do
 * without it) or advised (a run leaves something out), `remedy` names the
 * package of Debian 12.
 * @return how many are missing
 */
size_t bc_environment_table(struct bc_table *table);

#endif
