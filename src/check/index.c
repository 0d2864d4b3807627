/* An inverted index: what a statement may be found by -> the numbers of those that have it. A key is a hash; two things with
 * one hash only make candidates that a comparison turns away. Cost: constant for each key, and for each number under it. */
#include "check/check.h"

#include <stdlib.h>

uint64_t kj_index_key(uint64_t before, const void *bytes, size_t size) {
    uint64_t hash = kj_hash(before ^ KJ_HASH_START, bytes, size);
    return hash ^ hash >> 29;
}

/* The cell of the key, or the empty one where it belongs. There is always an empty one. */
static size_t cell_of(const kj_index *index, uint64_t key) {
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (index->room - 1);
    while (index->cells[at].count && index->cells[at].key != key)
        at = (at + 1) & (index->room - 1);
    return at;
}

static bool grow(kj_index *index) {
    kj_index bigger = *index;
    if (!kj_size_mul(index->room ? index->room : 32, 2, &bigger.room))
        return false;
    bigger.cells = kj_new(bigger.room, sizeof *bigger.cells);
    if (!bigger.cells)
        return false;
    for (size_t i = 0; i < index->room; i++)
        if (index->cells[i].count)
            bigger.cells[cell_of(&bigger, index->cells[i].key)] = index->cells[i];
    free(index->cells);
    *index = bigger;
    return true;
}

bool kj_index_add(kj_index *index, uint64_t key, size_t number) {
    if ((index->used + 1) * 2 > index->room && !grow(index))
        return false;
    kj_index_cell *cell = &index->cells[cell_of(index, key)];
    if (cell->count && index->postings.at[cell->last].number == number)
        return true;
    uint32_t here = (uint32_t)index->postings.size;
    kj_posting posting = {.number = (uint32_t)number};
    if (number > UINT32_MAX || index->postings.size >= UINT32_MAX || !kj_push(&index->postings, posting))
        return false;
    if (cell->count)
        index->postings.at[cell->last].next = here;
    else
        *cell = (kj_index_cell){.key = key, .first = here};
    index->used += !cell->count;
    cell->last = here;
    cell->count++;
    return true;
}

size_t kj_index_count(const kj_index *index, uint64_t key) {
    return index->room ? index->cells[cell_of(index, key)].count : 0;
}

bool kj_index_find(const kj_index *index, uint64_t key, kj_rivals *out) {
    if (!index->room)
        return true;
    const kj_index_cell *cell = &index->cells[cell_of(index, key)];
    uint32_t at = cell->first;
    for (uint32_t i = 0; i < cell->count; i++, at = index->postings.at[at].next)
        if (!kj_push(out, index->postings.at[at].number))
            return false;
    return true;
}

int kj_by_number(const void *pa, const void *pb) {
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    return a < b ? -1 : a > b;
}

void kj_rivals_sort(kj_rivals *numbers) {
    size_t kept = 0;
    if (numbers->size)
        qsort(numbers->at, numbers->size, sizeof *numbers->at, kj_by_number);
    for (size_t i = 0; i < numbers->size; i++)
        if (!kept || numbers->at[i] != numbers->at[kept - 1])
            numbers->at[kept++] = numbers->at[i];
    numbers->size = kept;
}

bool kj_index_add_all(kj_index *index, const kj_keys *keys, size_t number) {
    for (size_t i = 0; i < keys->size; i++)
        if (!kj_index_add(index, keys->at[i], number))
            return false;
    return true;
}

static size_t count_all(const kj_index *index, const kj_keys *keys) {
    size_t count = 0;
    for (size_t i = 0; i < keys->size; i++)
        count += kj_index_count(index, keys->at[i]);
    return count;
}

bool kj_index_find_all(const kj_index *index, const kj_keys *keys, kj_rivals *out) {
    for (size_t i = 0; i < keys->size; i++)
        if (!kj_index_find(index, keys->at[i], out))
            return false;
    kj_rivals_sort(out);
    return true;
}

bool kj_index_find_least(const kj_index *a, const kj_keys *of_a, const kj_index *b, const kj_keys *of_b,
                         kj_rivals *out) {
    return count_all(a, of_a) <= count_all(b, of_b) ? kj_index_find_all(a, of_a, out) : kj_index_find_all(b, of_b, out);
}

void kj_index_free(kj_index *index) {
    free(index->cells);
    kj_vec_free(&index->postings);
    *index = (kj_index){0};
}
