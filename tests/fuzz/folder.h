/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_FUZZ_FOLDER_H
#define BC_TEST_FUZZ_FOLDER_H

/* Files for readers that go by a name and its suffix, in the working folder:
 * run.sh starts each fuzzer in one of its own that lives in memory. */

#include <fcntl.h>
#include <unistd.h>

#include "fuzz.h"

static inline void put_file(const char *name, const void *bytes, size_t n)
{
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    HOLDS(file >= 0);
    HOLDS(write(file, bytes, n) == (ssize_t)n);
    close(file);
}

#endif
