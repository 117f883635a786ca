/* SPDX-License-Identifier: MIT */
#include "base/parallel.h"

#include <assert.h>
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

static void *wait_for(void *turn)
{
    pthread_mutex_lock(turn);
    pthread_mutex_unlock(turn);
    return NULL;
}

size_t bc_threads_to_be_had(void)
{
    pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
    const size_t most = bc_threads();
    pthread_t threads[MOST];
    size_t n = 0;

    pthread_mutex_lock(&turn); /* none ends before the last was made */
    while (n < most && start(&threads[n], wait_for, &turn))
        n++;
    pthread_mutex_unlock(&turn);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return n > 0 ? n : 1;
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

/* ---- ahead ---- */

enum state { MADE, TAKEN_UP, LOOKED_AT };

struct bc_ahead {
    size_t n_slots;
    bool (*make)(void *context, size_t slot);
    void (*look)(void *context, size_t slot);
    void *context;
    size_t n_threads;
    pthread_t threads[MOST];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    size_t n_made, n_taken; /* slots filled, and given to the caller */
    enum state *states;     /* of the slots that are filled */
    bool making, ended, stopped;
};

/* The slot that the caller has is not free. */
static bool is_full(const struct bc_ahead *ahead)
{
    size_t held = ahead->n_taken > 0;

    return ahead->n_made - ahead->n_taken + held == ahead->n_slots;
}

static void make_next(struct bc_ahead *ahead)
{
    size_t slot = ahead->n_made % ahead->n_slots;
    bool more;

    ahead->making = true;
    pthread_mutex_unlock(&ahead->lock);
    more = ahead->make(ahead->context, slot);
    pthread_mutex_lock(&ahead->lock);
    ahead->making = false;
    ahead->states[slot] = ahead->look ? MADE : LOOKED_AT;
    ahead->n_made++;
    ahead->ended = !more;
    pthread_cond_broadcast(&ahead->changed);
}

/* The one that the caller wants first. @return whether there was any */
static bool look_at_next(struct bc_ahead *ahead)
{
    for (size_t i = ahead->n_taken; i < ahead->n_made; i++) {
        size_t slot = i % ahead->n_slots;

        if (ahead->states[slot] != MADE)
            continue;
        ahead->states[slot] = TAKEN_UP;
        pthread_mutex_unlock(&ahead->lock);
        ahead->look(ahead->context, slot);
        pthread_mutex_lock(&ahead->lock);
        ahead->states[slot] = LOOKED_AT;
        pthread_cond_broadcast(&ahead->changed);
        return true;
    }
    return false;
}

static void *run_ahead(void *context)
{
    struct bc_ahead *ahead = context;

    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stopped) {
        if (!ahead->making && !ahead->ended && !is_full(ahead))
            make_next(ahead);
        else if (!look_at_next(ahead))
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

struct bc_ahead *bc_ahead_start(size_t n_slots,
                                bool (*make)(void *context, size_t slot),
                                void (*look)(void *context, size_t slot),
                                void *context)
{
    struct bc_ahead *ahead = bc_alloc(1, sizeof *ahead);
    size_t n = bc_threads() - 1;

    assert(n_slots >= 2);
    ahead->n_slots = n_slots;
    ahead->make = make;
    ahead->look = look;
    ahead->context = context;
    ahead->states = bc_alloc(n_slots, sizeof *ahead->states);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (n > (look ? n_slots : 1))
        n = look ? n_slots : 1;
    while (ahead->n_threads < n &&
           start(&ahead->threads[ahead->n_threads], run_ahead, ahead))
        ahead->n_threads++;
    return ahead;
}

bool bc_ahead_is_threaded(const struct bc_ahead *ahead)
{
    return ahead->n_threads > 0;
}

size_t bc_ahead_next(struct bc_ahead *ahead)
{
    size_t slot = ahead->n_taken % ahead->n_slots;

    if (!ahead->n_threads) {
        ahead->make(ahead->context, slot);
        ahead->n_taken++;
        return slot;
    }
    pthread_mutex_lock(&ahead->lock);
    while (ahead->n_made == ahead->n_taken ||
           ahead->states[slot] != LOOKED_AT) {
        assert(ahead->n_made > ahead->n_taken || !ahead->ended);
        if (!look_at_next(ahead))
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    ahead->n_taken++;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    return slot;
}

void bc_ahead_stop(struct bc_ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    for (size_t i = 0; i < ahead->n_threads; i++)
        pthread_join(ahead->threads[i], NULL);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->states);
    free(ahead);
}
