/* SPDX-License-Identifier: MIT */
#include "base/memory.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#include <setjmp.h>

static void new_memory_is_zeroed(void **state)
{
    (void)state;
    int *items = bc_alloc(100, sizeof *items);

    for (int i = 0; i < 100; i++)
        assert_int_equal(items[i], 0);
    free(items);
}

static void nothing_is_still_a_pointer(void **state)
{
    (void)state;
    void *nothing = bc_alloc(0, 8);

    assert_non_null(nothing);
    nothing = bc_resize(nothing, 0, 8);
    assert_non_null(nothing);
    free(nothing);
}

static void a_growing_array_at_least_doubles(void **state)
{
    (void)state;
    size_t capacity = 0, moves = 0;
    int *items = NULL;

    for (size_t n = 1; n <= 1000; n++) {
        size_t before = capacity;

        items = bc_reserve(items, &capacity, n, sizeof *items);
        assert_true(capacity >= n);
        if (capacity != before)
            moves++;
        assert_true(capacity == before || capacity >= 2 * before);
        items[n - 1] = (int)n;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i + 1);
    assert_true(moves <= 10);
    free(items);
}

static void a_copy_of_nothing_is_nothing(void **state)
{
    (void)state;
    char *empty = bc_copy_bytes(NULL, 0);

    assert_null(bc_copy(NULL));
    assert_string_equal(empty, "");
    free(empty);
}

static void check_pieces(struct bc_arena arena)
{
    uint64_t seed = 7;
    unsigned char *pieces[500];
    size_t sizes[500];

    for (int i = 0; i < 500; i++) {
        sizes[i] = bc_test_random(&seed) % (i % 50 == 0 ? 100000 : 300);
        pieces[i] = bc_arena_alloc(&arena, sizes[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], i % 255 + 1, sizes[i]);
    }
    for (int i = 0; i < 500; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], i % 255 + 1);
    bc_arena_clear(&arena);
    assert_null(arena.last);
    bc_arena_clear(&arena);
}

static void pieces_of_an_arena_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    check_pieces((struct bc_arena){0});
    check_pieces((struct bc_arena){.large = true});
}

/* More than the first of the large blocks holds, which are 8 MiB. */
static void an_arena_of_large_blocks_goes_on(void **state)
{
    (void)state;
    enum { PIECES = 1100, BYTES = 16000 };
    struct bc_arena arena = {.large = true};
    unsigned char *pieces[PIECES];

    for (int i = 0; i < PIECES; i++) {
        pieces[i] = bc_arena_alloc(&arena, BYTES);
        assert_int_equal(pieces[i][0] | pieces[i][BYTES - 1], 0);
        memset(pieces[i], i % 255 + 1, BYTES);
    }
    for (int i = 0; i < PIECES; i++)
        assert_true(pieces[i][0] == i % 255 + 1 &&
                    pieces[i][BYTES - 1] == i % 255 + 1);
    bc_arena_clear(&arena);
    assert_null(arena.last);
}

static void an_arena_keeps_copies_of_strings(void **state)
{
    (void)state;
    struct bc_arena arena = {0};
    const char *copy = bc_arena_copy(&arena, "断面abc", strlen("断面"));

    assert_string_equal(copy, "断面");
    bc_arena_clear(&arena);
}

static void an_arena_takes_what_another_holds(void **state)
{
    (void)state;
    struct bc_arena arena = {0}, from = {0};
    const char *own = bc_arena_copy(&arena, "own", 3);
    const char *taken = bc_arena_copy(&from, "taken", 5);

    bc_arena_take(&arena, &from);
    assert_null(from.last);
    bc_arena_take(&arena, &from); /* of nothing, too */
    assert_string_equal(own, "own");
    assert_string_equal(taken, "taken");
    bc_arena_clear(&arena);
}

/* How a child ends that asks for more than there is. */
static int status_of_exhaustion(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        close(STDERR_FILENO);
        bc_alloc(SIZE_MAX / 2, 4); /* the product overflows */
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void exhaustion_ends_the_process_with_status_3(void **state)
{
    (void)state;
    assert_int_equal(status_of_exhaustion(), 3);
}

static jmp_buf exhausted;

static void jump_out(size_t bytes)
{
    longjmp(exhausted, bytes == SIZE_MAX ? 1 : 2);
}

static void a_product_that_overflows_is_more_than_there_is(void **state)
{
    int how;

    (void)state;
    bc_on_out_of_memory(jump_out);
    how = setjmp(exhausted);
    if (how == 0)
        bc_alloc(SIZE_MAX / 2, 4);
    assert_int_equal(how, 1);
    bc_on_out_of_memory(NULL);
}

static void leave_with_77(size_t bytes)
{
    _exit(bytes == SIZE_MAX ? 77 : 78);
}

static void a_host_decides_how_exhaustion_ends(void **state)
{
    (void)state;
    bc_on_out_of_memory(leave_with_77);
    assert_int_equal(status_of_exhaustion(), 77);
    bc_on_out_of_memory(NULL);
    assert_int_equal(status_of_exhaustion(), 3);
}

static void come_back(size_t bytes)
{
    (void)bytes;
}

static void leave_with_5(int signal_number)
{
    (void)signal_number;
    exit(5); /* NOLINT(bugprone-signal-handler): abort raised it, right here */
}

static void a_host_that_comes_back_ends_the_process_all_the_same(void **state)
{
    int status = 0;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        signal(SIGABRT, leave_with_5);
        bc_on_out_of_memory(come_back);
        bc_memory_give_up(1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 5);
}

static struct rlimit before;

static void leave_with_6(size_t bytes)
{
    setrlimit(RLIMIT_AS, &before); /* what ends a process needs some */
    exit(bytes == 8 << 20 ? 6 : 7);
}

static void a_large_block_that_is_not_there_is_exhaustion(void **state)
{
    int status = 0;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        struct bc_arena arena = {.large = true};
        struct rlimit little = {.rlim_cur = 1 << 20};

        bc_on_out_of_memory(leave_with_6);
        getrlimit(RLIMIT_AS, &before);
        little.rlim_max = before.rlim_max;
        setrlimit(RLIMIT_AS, &little);
        bc_arena_alloc(&arena, 100);
        exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed),
        cmocka_unit_test(nothing_is_still_a_pointer),
        cmocka_unit_test(a_growing_array_at_least_doubles),
        cmocka_unit_test(a_copy_of_nothing_is_nothing),
        cmocka_unit_test(pieces_of_an_arena_are_aligned_zeroed_and_apart),
        cmocka_unit_test(an_arena_of_large_blocks_goes_on),
        cmocka_unit_test(an_arena_keeps_copies_of_strings),
        cmocka_unit_test(an_arena_takes_what_another_holds),
        cmocka_unit_test(exhaustion_ends_the_process_with_status_3),
        cmocka_unit_test(a_product_that_overflows_is_more_than_there_is),
        cmocka_unit_test(a_host_decides_how_exhaustion_ends),
        cmocka_unit_test(a_host_that_comes_back_ends_the_process_all_the_same),
        cmocka_unit_test(a_large_block_that_is_not_there_is_exhaustion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
