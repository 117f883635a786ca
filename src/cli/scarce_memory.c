/* SPDX-License-Identifier: MIT */
#include "cli/scarce_memory.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

static void end(const char *domain, GLogLevelFlags level, const char *message,
                void *data)
{
    if (!(level & G_LOG_FLAG_FATAL)) {
        g_log_default_handler(domain, level, message, data);
        return;
    }
    fprintf(stderr, "error: %s: %s\n", domain ? domain : "GLib", message);
    _exit(3);
}

void bc_end_as_glib_gives_up(void)
{
    g_log_set_default_handler(end, NULL);
}

/*
 * Libraries that do not look whether they were given memory (libxlsxwriter 1.1
 * writes through NULL, C++ throws where nobody catches) would end the process
 * without a word. So what they ask malloc for is there, or the process ends as
 * bc_alloc ends it. A large piece may be refused: a library can do without, or
 * says what it needed it for.
 *
 * glibc's own names are called (its manual, "Replacing malloc"); free stays as
 * it is. With a sanitizer, which has a malloc of its own, there is nothing
 * here.
 */
#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define HAS_SANITIZER
#endif

#if defined __GLIBC__ && !defined HAS_SANITIZER
#define LARGE_BYTES ((size_t)1024 * 1024)

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *memory, size_t bytes);

static void *given(void *memory, size_t bytes)
{
    if (!memory && bytes > 0 && bytes < LARGE_BYTES)
        bc_memory_give_up(bytes);
    return memory;
}

void *malloc(size_t bytes)
{
    return given(__libc_malloc(bytes), bytes);
}

void *calloc(size_t n, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(n, size, &bytes))
        return NULL;
    return given(__libc_calloc(n, size), bytes);
}

void *realloc(void *memory, size_t bytes)
{
    return given(__libc_realloc(memory, bytes), bytes);
}
#endif
