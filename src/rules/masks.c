/* Masks in, numbers of different ones out: there are ten times as many instructions as different masks. A hash table with
 * linear probing, at most half full. */
#include "rules/program.h"

#include <string.h>

bool kj_mask_pool_start(kj_mask_pool *pool, size_t most, kj_arena *scratch) {
    size_t room = 64, twice;
    *pool = (kj_mask_pool){0};
    if (!kj_size_mul(most, 2, &twice) || twice > UINT32_MAX / 2)
        return false;
    while (room < twice)
        room *= 2;
    pool->room = (uint32_t)room;
    pool->masks = kj_arena_new(scratch, most + 1, sizeof *pool->masks);
    pool->places = kj_arena_new(scratch, room, sizeof *pool->places);
    return pool->masks && pool->places;
}

uint32_t kj_mask_number(kj_mask_pool *pool, const kj_mask *mask) {
    uint64_t hash = 0;
    for (uint32_t w = 0; w < KJ_MASK_WORDS; w++)
        hash = (hash ^ kj_mask_word(mask, w)) * 0x9E3779B97F4A7C15u;
    uint32_t place = (uint32_t)(hash >> 32) & (pool->room - 1);
    while (pool->places[place] && memcmp(&pool->masks[pool->places[place]], mask, sizeof *mask) != 0)
        place = (place + 1) & (pool->room - 1);
    if (!pool->places[place]) {
        pool->places[place] = ++pool->count;
        pool->masks[pool->count] = *mask;
    }
    return pool->places[place];
}
