/* arena.h: many small pieces of memory with one life. Nothing is freed alone; arena_free() frees all. */
#ifndef PEERLOOM_BASE_ARENA_H
#define PEERLOOM_BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type */
char *arena_text(struct arena *a, const char *s, size_t n); /* a NUL-terminated copy of n bytes */

#endif
