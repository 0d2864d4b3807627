/* Checked sizes, growable arrays and arenas. An arena is a list of blocks, each twice as large as the one before, so
 * that n bytes cost O(log n) calls of malloc. */
#include "base/memory.h"

#include <string.h>

/* First block of an arena: a short document fits. */
#define FIRST_BLOCK 4096

struct kj_block {
    struct kj_block *next;
    size_t size;
    alignas(max_align_t) unsigned char data[];
};

bool kj_size_add(size_t a, size_t b, size_t *out) {
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

bool kj_size_mul(size_t a, size_t b, size_t *out) {
    if (b && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

void *kj_new(size_t count, size_t size) {
    size_t bytes;
    if (!kj_size_mul(count, size, &bytes))
        return NULL;
    return calloc(1, bytes ? bytes : 1);
}

void *kj_raw(size_t count, size_t size) {
    size_t bytes;
    if (!kj_size_mul(count, size, &bytes))
        return NULL;
    return malloc(bytes ? bytes : 1);
}

bool kj_vec_grow(void **at, size_t *room, size_t need, size_t item) {
    size_t bytes, wanted = *room < 8 ? 16 : *room;
    while (wanted < need)
        if (!kj_size_mul(wanted, 2, &wanted))
            return false;
    if (wanted == *room && !kj_size_mul(wanted, 2, &wanted))
        return false;
    if (!kj_size_mul(wanted, item, &bytes))
        return false;
    void *grown = realloc(*at, bytes ? bytes : 1);
    if (!grown)
        return false;
    *at = grown;
    *room = wanted;
    return true;
}

static bool add_block(kj_arena *arena, size_t bytes) {
    size_t room = arena->block ? arena->block->size : FIRST_BLOCK / 2, total;
    if (!kj_size_mul(room, 2, &room))
        return false;
    if (room < bytes)
        room = bytes;
    struct kj_block *block = kj_size_add(sizeof *block, room, &total) ? malloc(total) : NULL;
    if (!block)
        return false;
    *block = (struct kj_block){.next = arena->block, .size = room};
    arena->block = block;
    arena->next = block->data;
    arena->left = room;
    return true;
}

void *kj_arena_more(kj_arena *arena, size_t size) {
    size_t bytes = 0;
    bool ok = kj_size_add(size, alignof(max_align_t) - 1, &bytes);
    bytes &= ~(alignof(max_align_t) - 1);
    if (!ok || !add_block(arena, bytes)) {
        arena->failed = true;
        return NULL;
    }
    void *out = arena->next;
    arena->next += bytes;
    arena->left -= bytes;
    return out;
}

void *kj_arena_new(kj_arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (!kj_size_mul(count, size, &bytes)) {
        arena->failed = true;
        return NULL;
    }
    void *out = kj_arena_raw(arena, bytes);
    return out ? memset(out, 0, bytes) : NULL;
}

void *kj_arena_keep(kj_arena *arena, const void *data, size_t size) {
    void *out = kj_arena_raw(arena, size);
    return out && size ? memcpy(out, data, size) : out;
}

char *kj_arena_copy(kj_arena *arena, const char *text, size_t size) {
    size_t bytes;
    char *copy = kj_size_add(size, 1, &bytes) ? kj_arena_raw(arena, bytes) : NULL;
    if (!copy) {
        arena->failed = true;
        return NULL;
    }
    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

void kj_arena_reset(kj_arena *arena) {
    arena->failed = false;
    if (!arena->block)
        return;
    /* The newest block is the largest unless a single huge item made it so; either way the next document is like this. */
    kj_arena rest = {.block = arena->block->next};
    kj_arena_free(&rest);
    arena->block->next = NULL;
    arena->next = arena->block->data;
    arena->left = arena->block->size;
}

void kj_arena_free(kj_arena *arena) {
    while (arena->block) {
        struct kj_block *next = arena->block->next;
        free(arena->block);
        arena->block = next;
    }
    *arena = (kj_arena){0};
}
