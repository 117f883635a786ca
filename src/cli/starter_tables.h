/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_STARTER_TABLES_H
#define BC_CLI_STARTER_TABLES_H

#include "base/text.h"
#include "cli/look.h"

/* The tables that `init` writes beside the project. */

/** Rows of targets that any bureau asks of the layers there are, without
 * figures: their verdict is `no_value` until they have one. */
void bc_starter_add_targets(const struct bc_looks *looks, struct bc_text *out);
/** Every column of every file: what it is taken for and by what, how much of it
 * is filled, and the first values. */
void bc_starter_add_dictionary(const struct bc_looks *looks,
                               struct bc_text *out);

#endif
