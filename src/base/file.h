/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_FILE_H
#define BC_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "base/error.h"

/**
 * The whole of a regular file, checked against its size, with one NUL behind.
 * @retval BC_BAD_INPUT  not there, not regular (FIFO, device, folder), grew or
 *                       shrank while it was read, or read failed; or a hole
 *                       of more than 64 MiB in it, or a MiB of zeros at its
 *                       beginning
 */
enum bc_status bc_file_read(const char *path, char **bytes, size_t *n,
                            struct bc_error *err);

/** Refuses what bc_file_read would refuse, without reading. */
enum bc_status bc_file_check(const char *path, struct bc_error *err);

/** What shows that a file was replaced or written to; of none, all zero. */
struct bc_file_mark {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec written;
};
struct bc_file_mark bc_file_mark(const char *path);
/** @retval BC_BAD_INPUT  the file is not as it was when @p before was taken
 * @param label  it for the message */
enum bc_status bc_file_unchanged(const char *path, const char *label,
                                 const struct bc_file_mark *before,
                                 struct bc_error *err);

/** Whether something has that name, be it a link to nothing. What the system
 * cannot tell (EIO, EACCES) counts as there: opening it then says what is
 * wrong, where "not there" would be taken for an answer. */
bool bc_path_is_there(const char *path);

/** SHA-256 in hexadecimal (nettle). */
enum bc_status bc_file_sha256(const char *path, char hex[65],
                              struct bc_error *err);
void bc_sha256(const void *bytes, size_t n, char hex[65]);

/** `folder` of @p base joined with @p path; @p path alone when it is
 * absolute or @p base is NULL. */
char *bc_path_beside(const char *base, const char *path);
const char *bc_path_name(const char *path);   /* after the last '/' */
const char *bc_path_suffix(const char *path); /* "csv", "" when none */

#endif
