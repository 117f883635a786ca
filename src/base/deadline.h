/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_DEADLINE_H
#define BC_BASE_DEADLINE_H

#include <stdbool.h>

#include "base/error.h"

/** A time for the whole process after which it is to give up: `limits: seconds`
 * of the project file, `--seconds`. It is looked at between rows and between
 * steps; nothing is broken off. Set it before there are threads. */
void bc_deadline_set(int seconds); /* from now on; 0: none; of two the sooner */
bool bc_deadline_is_over(void);

/**
 * @param doing  a file or step that is named in the message
 * @retval BC_BAD_INPUT  the time is over
 */
enum bc_status bc_deadline_check(const char *doing, struct bc_error *err);

#endif
