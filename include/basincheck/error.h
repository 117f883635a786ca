/* SPDX-License-Identifier: MIT */
#ifndef BASINCHECK_ERROR_H
#define BASINCHECK_ERROR_H

/** What a call came to. Zero is success; the rest decides the exit status. */
enum bc_status {
    BC_OK = 0,
    BC_USAGE,        /* a command line that cannot be understood: exit 2 */
    BC_BAD_INPUT,    /* unreadable, ambiguous or contradictory input: exit 3 */
    BC_BAD_DATA,     /* a value that a rule cannot use: exit 3 */
    BC_CANNOT_WRITE, /* the output could not be made whole: exit 4 */
    BC_INTERRUPTED,  /* SIGINT or SIGTERM: exit 130 */
    BC_INTERNAL      /* a library failed where it should not: exit 3 */
};

/** Status and one line of text: lower case, no full stop, names in quotes. */
struct bc_error {
    enum bc_status status;
    char message[1024];
};

#endif
