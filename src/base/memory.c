/* SPDX-License-Identifier: MIT */
#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A block holds many pieces; a piece above the limit has a block to itself, so
 * that it does not end the block that small pieces still fit in. */
#define BLOCK_BYTES ((size_t)64 * 1024)
#define OWN_BLOCK_BYTES (BLOCK_BYTES / 4)
#define LARGE_BLOCK_BYTES ((size_t)8 * 1024 * 1024)

struct bc_arena_block {
    struct bc_arena_block *previous;
    size_t used, size;
    size_t mapped; /* bytes of a large block; 0: others */
    max_align_t bytes[];
};

/* _exit, not exit: nothing that is registered may run without memory. */
static void say_and_exit(size_t bytes)
{
    char line[80];
    int n = snprintf(line, sizeof line,
                     "error: out of memory (%zu bytes were needed)\n", bytes);

    ssize_t written = write(STDERR_FILENO, line, (size_t)n);

    (void)written; /* whether or not it can still be said */
    _exit(3);
}

static void (*out_of_memory)(size_t bytes) = say_and_exit;

void bc_on_out_of_memory(void (*handler)(size_t bytes))
{
    out_of_memory = handler ? handler : say_and_exit;
}

_Noreturn void bc_memory_give_up(size_t bytes)
{
    out_of_memory(bytes);
    abort(); /* a handler must not return */
}

static size_t product(size_t n, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(n, size, &bytes))
        bc_memory_give_up(SIZE_MAX);
    return bytes ? bytes : 1; /* malloc(0) may answer NULL */
}

void *bc_alloc(size_t n, size_t size)
{
    size_t bytes = product(n, size);
    void *memory = calloc(1, bytes);

    if (!memory)
        bc_memory_give_up(bytes);
    return memory;
}

void *bc_resize(void *memory, size_t n, size_t size)
{
    size_t bytes = product(n, size);

    memory = realloc(memory, bytes);
    if (!memory)
        bc_memory_give_up(bytes);
    return memory;
}

void *bc_reserve(void *memory, size_t *capacity, size_t needed, size_t size)
{
    size_t grown = *capacity * 2; /* of what is there: it does not overflow */

    if (memory && needed <= *capacity)
        return memory;
    if (grown < needed)
        grown = needed;
    if (grown < 8)
        grown = 8;
    *capacity = grown;
    return bc_resize(memory, grown, size);
}

char *bc_copy(const char *string)
{
    return string ? bc_copy_bytes(string, strlen(string)) : NULL;
}

char *bc_copy_bytes(const char *bytes, size_t n)
{
    char *copy = bc_resize(NULL, n + 1, 1);

    if (n)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

static struct bc_arena_block *block_new(size_t size)
{
    struct bc_arena_block *block = bc_alloc(1, sizeof *block + size);

    block->size = size;
    return block;
}

/* Memory that was not written to is zero, and takes none yet. */
static struct bc_arena_block *large_block_new(void)
{
    struct bc_arena_block *block =
        mmap(NULL, LARGE_BLOCK_BYTES, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (block == MAP_FAILED)
        bc_memory_give_up(LARGE_BLOCK_BYTES);
    block->size = LARGE_BLOCK_BYTES - sizeof *block;
    block->mapped = LARGE_BLOCK_BYTES;
    return block;
}

static void block_free(struct bc_arena_block *block)
{
    if (block->mapped > 0)
        munmap(block, block->mapped);
    else
        free(block);
}

/** @param align  a power of 2 */
static void *arena_piece(struct bc_arena *arena, size_t bytes, size_t align)
{
    struct bc_arena_block *block = arena->last;
    size_t used;

    if (bytes > OWN_BLOCK_BYTES) {
        block = block_new(bytes);
        block->used = bytes;
        if (arena->last) {
            block->previous = arena->last->previous;
            arena->last->previous = block;
        } else {
            arena->last = block;
        }
        return block->bytes;
    }
    used = block ? (block->used + align - 1) & ~(align - 1) : 0;
    if (!block || used > block->size || block->size - used < bytes) {
        block = arena->large ? large_block_new() : block_new(BLOCK_BYTES);
        block->previous = arena->last;
        arena->last = block;
        used = 0;
    }
    block->used = used + bytes;
    return (char *)block->bytes + used;
}

void *bc_arena_alloc(struct bc_arena *arena, size_t bytes)
{
    return arena_piece(arena, bytes, _Alignof(max_align_t));
}

const char *bc_arena_copy(struct bc_arena *arena, const char *bytes, size_t n)
{
    char *copy = arena_piece(arena, n + 1, 1);

    if (n)
        memcpy(copy, bytes, n);
    return copy; /* blocks are zeroed */
}

void bc_arena_take(struct bc_arena *arena, struct bc_arena *from)
{
    struct bc_arena_block **end = &from->last;

    while (*end)
        end = &(*end)->previous;
    *end = arena->last;
    arena->last = from->last;
    from->last = NULL;
}

void bc_arena_clear(struct bc_arena *arena)
{
    while (arena->last) {
        struct bc_arena_block *block = arena->last;

        arena->last = block->previous;
        block_free(block);
    }
}
