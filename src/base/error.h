/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_ERROR_H
#define BC_BASE_ERROR_H

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

/**
 * Writes the message (cut at a UTF-8 boundary when too long). An argument
 * may be err->message itself; a NULL @p err drops the message.
 * @return @p status, so that a caller can `return bc_error_set(...)`
 */
enum bc_status bc_error_set(struct bc_error *err, enum bc_status status,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
