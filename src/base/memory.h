/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_MEMORY_H
#define BC_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Memory that is there or the process ends.
 *
 * When memory is exhausted the handler is called; the default prints one line
 * to stderr and ends the process with status 3. Output is staged beside OUT
 * (output/publish), so an end at any allocation leaves OUT as it was. A host
 * that embeds the library installs a handler of its own; it must not return.
 */
void bc_on_out_of_memory(void (*handler)(size_t bytes));

/** For a library that could not have some @p bytes: as when our own fail. */
_Noreturn void bc_memory_give_up(size_t bytes);

/** @p n zeroed items of @p size bytes; never NULL; free with free(). */
void *bc_alloc(size_t n, size_t size);

/** realloc() to @p n items of @p size bytes; new bytes are not cleared. */
void *bc_resize(void *memory, size_t n, size_t size);

/**
 * Makes room for @p needed items in a growing array, at least doubling.
 * @return the array, perhaps moved; *@p capacity is its new size in items
 */
void *bc_reserve(void *memory, size_t *capacity, size_t needed, size_t size);

char *bc_copy(const char *string);                /* NULL stays NULL */
char *bc_copy_bytes(const char *bytes, size_t n); /* adds a final NUL */

/** Many small pieces with one life. Start it as `{0}`, or `{.large = true}`
 * where they may take hundreds of megabytes: they come by megabytes, and go
 * back to the system at once. */
struct bc_arena {
    struct bc_arena_block *last;
    bool large;
};

/** @p bytes zeroed bytes, aligned for any type, that live as long. */
void *bc_arena_alloc(struct bc_arena *arena, size_t bytes);
/** A NUL-terminated copy that lives as long as the arena. */
const char *bc_arena_copy(struct bc_arena *arena, const char *bytes, size_t n);
/** What @p from holds lives as long as @p arena from here on; @p from is empty.
 */
void bc_arena_take(struct bc_arena *arena, struct bc_arena *from);
void bc_arena_clear(struct bc_arena *arena);

#endif
