/* Memory: checked sizes, growable arrays, arenas. Nothing here aborts: a NULL or false is KAOJU_E_MEMORY upstream. */
#ifndef KJ_BASE_MEMORY_H
#define KJ_BASE_MEMORY_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* *out = a op b; false (and *out unchanged) on overflow. */
bool kj_size_add(size_t a, size_t b, size_t *out);
bool kj_size_mul(size_t a, size_t b, size_t *out);

/* Zeroed array of count * size bytes; NULL on overflow or no memory. A zero count gives a valid pointer. free() it. */
void *kj_new(size_t count, size_t size);
/* The same, not zeroed: for what is filled at once. */
void *kj_raw(size_t count, size_t size);

/* A growable array: KJ_VEC(uint32_t) lines = {0}; fields `at`, `size`, `room`. kj_push returns false when out of
 * memory and leaves the array as it was. kj_vec_free releases and zeroes it. */
#define KJ_VEC(T)                                                                                                      \
    struct {                                                                                                           \
        T *at;                                                                                                         \
        size_t size, room;                                                                                             \
    }
bool kj_vec_grow(void **at, size_t *room, size_t need, size_t item);
#define kj_reserve(vec, more)                                                                                          \
    ((vec)->room - (vec)->size >= (size_t)(more) ||                                                                    \
     kj_vec_grow((void **)&(vec)->at, &(vec)->room, (vec)->size + (size_t)(more), sizeof *(vec)->at))
#define kj_push(vec, item) (kj_reserve(vec, 1) && ((vec)->at[(vec)->size++] = (item), true))
#define kj_vec_free(vec) (free((vec)->at), (vec)->at = NULL, (vec)->size = (vec)->room = 0)

/* An arena: many small allocations with one lifetime. Zero-initialised is empty. Allocations are aligned for any type
 * and zeroed. `failed` is set when one was not possible, so that whoever makes many need not look at each: it is enough to
 * look at the end. kj_arena_reset clears it and keeps the largest block for reuse; kj_arena_free gives everything back. */
typedef struct kj_arena {
    struct kj_block *block;
    unsigned char *next; /* what is free of that block .. */
    size_t left;         /* .. and how much */
    bool failed;
} kj_arena;
void *kj_arena_new(kj_arena *arena, size_t count, size_t size);
void *kj_arena_more(kj_arena *arena, size_t size); /* not zeroed, from a new block */
/* The same, not zeroed: for what is filled at once. */
static inline void *kj_arena_raw(kj_arena *arena, size_t size) {
    size_t align = alignof(max_align_t), bytes = (size + align - 1) & ~(align - 1);
    if (bytes < size || bytes > arena->left || !arena->next)
        return kj_arena_more(arena, size);
    void *out = arena->next;
    arena->next += bytes;
    arena->left -= bytes;
    return out;
}
/* A copy of size bytes, aligned for any type. */
void *kj_arena_keep(kj_arena *arena, const void *data, size_t size);
/* NUL-terminated copy of size bytes. */
char *kj_arena_copy(kj_arena *arena, const char *text, size_t size);
void kj_arena_reset(kj_arena *arena);
void kj_arena_free(kj_arena *arena);

#endif
