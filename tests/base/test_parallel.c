/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"

/** Sums of squares of runs of numbers. */
struct sums {
    size_t n, n_chunks;
    size_t *sum; /* of each chunk */
};

static void add_up(void *context, size_t chunk)
{
    const struct sums *sums = context;
    size_t end = bc_chunk_begin(sums->n, sums->n_chunks, chunk + 1);

    for (size_t i = bc_chunk_begin(sums->n, sums->n_chunks, chunk); i < end;
         i++)
        sums->sum[chunk] += i * i;
}

static size_t sum_of_squares(size_t n, size_t chunk_size)
{
    struct sums sums = {.n = n, .n_chunks = bc_chunks(n, chunk_size)};
    size_t sum = 0;

    sums.sum = bc_alloc(sums.n_chunks, sizeof *sums.sum);
    bc_parallel_for(sums.n_chunks, add_up, &sums);
    for (size_t chunk = 0; chunk < sums.n_chunks; chunk++)
        sum += sums.sum[chunk];
    free(sums.sum);
    return sum;
}

static void every_chunk_is_done_once_with_any_number_of_threads(void **state)
{
    static const size_t threads[] = {1, 2, 8, 256};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        bc_threads_set(threads[i]);
        assert_int_equal(bc_threads(), threads[i]);
        /* n (n + 1) (2 n + 1) / 6 with n = 9999 */
        assert_int_equal(sum_of_squares(10000, 7), 333283335000);
        assert_int_equal(sum_of_squares(1, 7), 0);
        assert_int_equal(sum_of_squares(0, 7), 0);
    }
    bc_threads_set(0);
    assert_in_range(bc_threads(), 1, 8);
}

/* As where memory has room for @p n stacks. */
static size_t n_to_be_had = SIZE_MAX;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*run)(void *), void *context);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*run)(void *), void *context);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*run)(void *), void *context)
{
    if (n_to_be_had == 0)
        return EAGAIN;
    n_to_be_had--;
    return __real_pthread_create(thread, attributes, run, context);
}

static void where_threads_cannot_be_made_fewer_do_the_work(void **state)
{
    (void)state;
    bc_threads_set(8);
    assert_int_equal(bc_threads_to_be_had(), 8);
    for (size_t n = 0; n < 4; n++) {
        n_to_be_had = n;
        assert_int_equal(bc_threads_to_be_had(), n ? n : 1);
        n_to_be_had = n;
        assert_int_equal(sum_of_squares(10000, 7), 333283335000);
    }
    n_to_be_had = SIZE_MAX;
    bc_threads_set(0);
}

static void chunks_follow_on_each_other_and_differ_by_one_item(void **state)
{
    (void)state;
    assert_int_equal(bc_chunks(0, 10), 0);
    assert_int_equal(bc_chunks(20, 10), 2);
    assert_int_equal(bc_chunks(21, 10), 3);
    for (size_t n = 1; n < 40; n++) {
        size_t n_chunks = bc_chunks(n, 6), least = n / n_chunks;

        assert_int_equal(bc_chunk_begin(n, n_chunks, 0), 0);
        assert_int_equal(bc_chunk_begin(n, n_chunks, n_chunks), n);
        for (size_t chunk = 0; chunk < n_chunks; chunk++)
            assert_in_range(bc_chunk_begin(n, n_chunks, chunk + 1) -
                                bc_chunk_begin(n, n_chunks, chunk),
                            least, least + 1);
    }
}

static void double_it(void *context)
{
    *(int *)context *= 2;
}

static void work_beside_is_done_when_waited_for(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 2; threads++) {
        int number = 21;
        struct bc_beside *beside;

        bc_threads_set(threads);
        beside = bc_beside_start(double_it, &number);
        bc_beside_wait(beside);
        assert_int_equal(number, 42);
    }
    bc_threads_set(0);
}

static void a_number_of_threads_is_read_strictly(void **state)
{
    static const char *const wrong[] = {"",   "0",  "-1",  "257",
                                        "2x", " 2", "1e2", "99999999999999999"};
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(bc_threads_parse(wrong[i], &n));
    assert_true(bc_threads_parse("256", &n));
    assert_int_equal(n, 256);
}

/** Numbers in slots. */
struct numbers {
    size_t slot[3], square[3], n_made, end;
};

static bool count_up(void *context, size_t slot)
{
    struct numbers *numbers = context;

    numbers->slot[slot] = numbers->n_made++;
    return numbers->n_made <= numbers->end;
}

static void
what_runs_ahead_comes_in_order_and_stays_until_it_is_done_with(void **state)
{
    static const size_t threads[] = {1, 2};

    (void)state;
    for (size_t t = 0; t < 2; t++) {
        struct numbers numbers = {.end = 10000};
        struct bc_ahead *ahead;

        bc_threads_set(threads[t]);
        ahead = bc_ahead_start(3, count_up, NULL, &numbers);
        for (size_t i = 0; i <= numbers.end; i++)
            assert_int_equal(numbers.slot[bc_ahead_next(ahead)], i);
        bc_ahead_stop(ahead);
        /* or it is stopped before the end */
        numbers = (struct numbers){.end = SIZE_MAX};
        ahead = bc_ahead_start(3, count_up, NULL, &numbers);
        for (size_t i = 0; i < 100; i++)
            assert_int_equal(numbers.slot[bc_ahead_next(ahead)], i);
        bc_ahead_stop(ahead);
        assert_in_range(numbers.n_made, 100, 103);
    }
    bc_threads_set(0);
}

static void square_it(void *context, size_t slot)
{
    struct numbers *numbers = context;

    numbers->square[slot] = numbers->slot[slot] * numbers->slot[slot];
}

static void what_runs_ahead_is_looked_at_before_the_caller_gets_it(void **state)
{
    static const size_t threads[] = {2, 3, 8};

    (void)state;
    for (size_t t = 0; t < 3; t++) {
        struct numbers numbers = {.end = 10000};
        struct bc_ahead *ahead;

        bc_threads_set(threads[t]);
        ahead = bc_ahead_start(3, count_up, square_it, &numbers);
        assert_true(bc_ahead_is_threaded(ahead));
        for (size_t i = 0; i <= numbers.end; i++) {
            size_t slot = bc_ahead_next(ahead);

            assert_int_equal(numbers.slot[slot], i);
            assert_int_equal(numbers.square[slot], i * i);
        }
        bc_ahead_stop(ahead);
    }
    bc_threads_set(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chunk_is_done_once_with_any_number_of_threads),
        cmocka_unit_test(where_threads_cannot_be_made_fewer_do_the_work),
        cmocka_unit_test(chunks_follow_on_each_other_and_differ_by_one_item),
        cmocka_unit_test(work_beside_is_done_when_waited_for),
        cmocka_unit_test(a_number_of_threads_is_read_strictly),
        cmocka_unit_test(
            what_runs_ahead_is_looked_at_before_the_caller_gets_it),
        cmocka_unit_test(
            what_runs_ahead_comes_in_order_and_stays_until_it_is_done_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
