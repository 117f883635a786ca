/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_VERSION_H
#define BC_CLI_VERSION_H

/** This program and the libraries it runs with, proj.db's EPSG version too. */
void bc_print_version(void);

#endif
