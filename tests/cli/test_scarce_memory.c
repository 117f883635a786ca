/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <glib.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/scarce_memory.h"

/* The process does not end here: what would end it comes back. Whole runs with
 * too little memory: faults/scarce_memory.sh. */

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ ||             \
    !defined __GLIBC__
#define HAS_OWN_MALLOC false
#else
#define HAS_OWN_MALLOC true
#endif

static jmp_buf back;
static int status;
static size_t lacking;

_Noreturn void __wrap__exit(int code);
_Noreturn void __wrap__exit(int code)
{
    status = code;
    longjmp(back, 1);
}

/* In this order: GLib counts the messages that it is in. */
static void glib_goes_on_after_words_and_ends_as_we_do(void **state)
{
    int said[2], kept = dup(STDERR_FILENO);
    char text[256] = "";

    (void)state;
    assert_int_equal(pipe(said), 0);
    bc_end_as_glib_gives_up();
    status = 0;
    dup2(said[1], STDERR_FILENO);
    g_log("Pango", G_LOG_LEVEL_WARNING, "goes on");
    if (setjmp(back) == 0)
        g_log("Pango", G_LOG_LEVEL_ERROR, "no thread");
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(said[1]);
    for (size_t n = 0; n < sizeof text - 1;) {
        const ssize_t got = read(said[0], text + n, sizeof text - 1 - n);

        if (got <= 0)
            break;
        n += (size_t)got;
    }
    close(said[0]);
    assert_int_equal(status, 3);
    assert_non_null(strstr(text, "goes on"));
    assert_non_null(strstr(text, "error: Pango: no thread\n"));
}

static void give_back(size_t bytes)
{
    lacking = bytes;
    longjmp(back, 1);
}

/* A library asks for little by little, until there is no more. */
static void little_that_is_not_there_ends_the_process(void **state)
{
    enum { LITTLE = 4096 };
    static void **volatile last; /* each holds the one before */
    struct rlimit before, scarce;

    (void)state;
    if (!HAS_OWN_MALLOC)
        skip();
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    scarce = before;
    scarce.rlim_cur = 1; /* no page more than there are */
    bc_on_out_of_memory(give_back);
    lacking = 0;
    if (setjmp(back) == 0) {
        assert_int_equal(setrlimit(RLIMIT_AS, &scarce), 0);
        for (;;) {
            void **made = malloc(LITTLE);

            *made = (void *)last;
            last = made;
        }
    }
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    bc_on_out_of_memory(NULL);
    assert_int_equal(lacking, LITTLE);
    while (last) {
        void **one = last;

        last = *one;
        free((void *)one);
    }
}

/* A large piece may be refused, and one that no number can count always is. */
static void much_that_is_not_there_is_refused(void **state)
{
    volatile size_t most = SIZE_MAX / 2;

    (void)state;
    if (!HAS_OWN_MALLOC)
        skip();
    assert_null(malloc(most));
    assert_null(calloc(most, 3));
    assert_null(realloc(NULL, most));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(little_that_is_not_there_ends_the_process),
        cmocka_unit_test(much_that_is_not_there_is_refused),
        cmocka_unit_test(glib_goes_on_after_words_and_ends_as_we_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
