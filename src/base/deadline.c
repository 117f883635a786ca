/* SPDX-License-Identifier: MIT */
#include "base/deadline.h"

#include <stdint.h>
#include <time.h>

static int granted; /* seconds; 0: as many as it takes */
static int64_t end;

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void bc_deadline_set(int seconds)
{
    int64_t then = milliseconds() + (int64_t)seconds * 1000;

    if (seconds > 0 && granted > 0 && end <= then)
        return;
    granted = seconds;
    end = then;
}

bool bc_deadline_is_over(void)
{
    return granted > 0 && milliseconds() >= end;
}

enum bc_status bc_deadline_check(const char *doing, struct bc_error *err)
{
    if (!bc_deadline_is_over())
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: the %d s of the run were over here; give "
                        "it less to do, or raise limits: seconds or --seconds",
                        doing, granted);
}
