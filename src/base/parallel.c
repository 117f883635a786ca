/* SPDX-License-Identifier: MIT */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"

#define MOST_OF_ITSELF 8 /* threads that nobody asked for */
#define MOST 256

static size_t asked_for;

void bc_threads_set(size_t n)
{
    asked_for = n < MOST ? n : MOST;
}

size_t bc_threads(void)
{
    cpu_set_t cores;
    size_t n;

    if (asked_for > 0)
        return asked_for;
    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;
    n = (size_t)CPU_COUNT(&cores);
    return n < MOST_OF_ITSELF ? n : MOST_OF_ITSELF;
}

bool bc_threads_parse(const char *text, size_t *n)
{
    size_t value = 0;

    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || value > MOST)
            return false;
        value = value * 10 + (size_t)(*p - '0');
    }
    *n = value;
    return value > 0 && value <= MOST;
}

/** A thread that no signal wakes: they are for the one that started it. */
static bool start(pthread_t *thread, void *(*run)(void *), void *context)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(thread, NULL, run, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* ---- many pieces ---- */

struct queue {
    atomic_size_t next;
    size_t n_chunks;
    void (*work)(void *context, size_t chunk);
    void *context;
};

static void *take_chunks(void *context)
{
    struct queue *queue = context;
    size_t chunk;

    while ((chunk = atomic_fetch_add(&queue->next, 1)) < queue->n_chunks)
        queue->work(queue->context, chunk);
    return NULL;
}

void bc_parallel_for(size_t n_chunks, void (*work)(void *context, size_t chunk),
                     void *context)
{
    struct queue queue = {
        .n_chunks = n_chunks, .work = work, .context = context};
    size_t n = bc_threads(), n_started = 0;
    pthread_t threads[MOST];

    if (n > n_chunks)
        n = n_chunks;
    /* where no more threads are to be had, fewer do the work */
    while (n_started + 1 < n && start(&threads[n_started], take_chunks, &queue))
        n_started++;
    take_chunks(&queue);
    for (size_t i = 0; i < n_started; i++)
        pthread_join(threads[i], NULL);
}

size_t bc_chunks(size_t n, size_t size)
{
    return n / size + (n % size > 0);
}

size_t bc_chunk_begin(size_t n, size_t n_chunks, size_t chunk)
{
    size_t rest = n % n_chunks; /* so many chunks have one more */

    return n / n_chunks * chunk + (chunk < rest ? chunk : rest);
}

/* ---- one piece ---- */

struct bc_beside {
    pthread_t thread;
    void (*work)(void *context);
    void *context;
};

static void *run_beside(void *context)
{
    struct bc_beside *beside = context;

    beside->work(beside->context);
    return NULL;
}

struct bc_beside *bc_beside_start(void (*work)(void *context), void *context)
{
    struct bc_beside *beside = bc_alloc(1, sizeof *beside);

    beside->work = work;
    beside->context = context;
    if (bc_threads() > 1 && start(&beside->thread, run_beside, beside))
        return beside;
    free(beside);
    work(context);
    return NULL;
}

void bc_beside_wait(struct bc_beside *beside)
{
    if (!beside)
        return;
    pthread_join(beside->thread, NULL);
    free(beside);
}
