/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_SCARCE_MEMORY_H
#define BC_CLI_SCARCE_MEMORY_H

/** From here on GLib, where it gives up (no thread for the fonts is to be had),
 * says so in one line and ends the process with status 3, instead of a trap. */
void bc_end_as_glib_gives_up(void);

#endif
