/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_PARALLEL_H
#define BC_BASE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * How many threads share work: what was set, once, before any work; else one
 * for each core that the process may use, 8 at most.
 */
void bc_threads_set(size_t n);
size_t bc_threads(void);
/**
 * So many of them as can be made now, 1 at least: for a library that waits for
 * ever for a thread that there was no memory for. They are made, all at once,
 * and ended; the C library keeps their stacks for those that follow.
 */
size_t bc_threads_to_be_had(void);
/** "1" to "256"; false for others. */
bool bc_threads_parse(const char *text, size_t *n);

/**
 * Calls @p work for every chunk from 0 to n_chunks - 1, in the caller's thread
 * and others beside it; back when all are done. Which thread takes which chunk
 * is chance: a chunk writes only what is its own, and what the chunks found is
 * put together afterwards in their order. How the work is cut into chunks must
 * not depend on the number of threads; then nothing that comes out does.
 */
void bc_parallel_for(size_t n_chunks, void (*work)(void *context, size_t chunk),
                     void *context);

/** How many chunks of about @p size items @p n items make, and where chunk
 * @p chunk of them begins; where the one after the last does, is n. */
size_t bc_chunks(size_t n, size_t size);
size_t bc_chunk_begin(size_t n, size_t n_chunks, size_t chunk);

/**
 * One piece of work beside the caller's, from start to wait; with one thread
 * it is done at the start.
 */
struct bc_beside;
struct bc_beside *bc_beside_start(void (*work)(void *context), void *context);
/** Waits for its end and frees it; NULL is done already. */
void bc_beside_wait(struct bc_beside *beside);

/**
 * Work that runs ahead of the caller, in threads of its own where there may be
 * two: @p make fills the slots 0, 1 ... n_slots - 1, 0, 1 ... one after the
 * other until it answers false, and none again before the caller has done with
 * it. @p n_slots is 2 at least.
 *
 * @param look  NULL, or works on slots that were filled: on several at once, in
 *              any thread, the caller's too, and before the caller gets them.
 *              With one thread it is not called.
 */
struct bc_ahead;
struct bc_ahead *bc_ahead_start(size_t n_slots,
                                bool (*make)(void *context, size_t slot),
                                void (*look)(void *context, size_t slot),
                                void *context);
/** The next slot that was filled, the caller's until the next call; after the
 * one that @p make answered false for there is none. */
size_t bc_ahead_next(struct bc_ahead *ahead);
/** Whether there are threads that run ahead. */
bool bc_ahead_is_threaded(const struct bc_ahead *ahead);
/** Waits for what is being made and frees it. Accepts NULL. */
void bc_ahead_stop(struct bc_ahead *ahead);

#endif
