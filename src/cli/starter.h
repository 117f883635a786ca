/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_STARTER_H
#define BC_CLI_STARTER_H

#include "base/text.h"
#include "cli/look.h"

/** What `init` writes, and what it could not tell. */
struct bc_starter {
    struct bc_text project;    /* project.yaml, with a comment to each guess */
    struct bc_text targets;    /* targets.csv; empty: the folder has a table */
    struct bc_text dictionary; /* data_dictionary.csv */
    struct bc_text todo;       /* lines: what must be filled in by hand */
    size_t n_layers;           /* roles that the project has */
};

/** Makes the three texts of what was decided; comments are in the language of
 * messages, as the template of targets is Chinese in any. */
void bc_starter_make(struct bc_looks *looks, struct bc_starter *starter);
void bc_starter_clear(struct bc_starter *starter);

#endif
