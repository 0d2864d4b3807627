/* The inner loops in portable C.
 *
 * What is kept is written always and counted if it stays (`n += keeps`): no branch depends on the text, where a mispredicted
 * one would cost more than the whole step. Cost: O(elements). */
#include "dict/kernels.h"

/* Lanes by which the cell of a level is fetched before it is read. */
enum { AHEAD = 24 };

/* Symbols that are read at once where none of them is a skip, a break or far: most of them. */
enum { BLOCK = 8 };

static inline bool is_near(const uint32_t *symbols) {
    uint32_t all = 0;
    for (uint32_t i = 0; i < BLOCK; i++)
        all |= symbols[i];
    return all < KJ_DIRECT;
}

static uint32_t read_symbols(const kj_alphabet *alphabet, const uint32_t *symbols, uint32_t from, uint32_t to,
                             uint16_t *ranks, uint32_t *places, uint32_t total) {
    for (uint32_t i = from; i < to;) {
        uint32_t end = to - i < BLOCK ? to : i + BLOCK;
        if (end - i == BLOCK && is_near(symbols + i)) {
            for (uint32_t k = 0; k < BLOCK; k++) {
                ranks[total + k] = alphabet->direct[symbols[i + k]];
                places[total + k] = i + k;
            }
            total += BLOCK;
            i = end;
        }
        for (; i < end; i++) {
            ranks[total] = kj_alphabet_rank(alphabet, symbols[i]);
            places[total] = i;
            total += symbols[i] != KJ_SKIP;
        }
    }
    return total;
}

static kj_counts filter_starts(const kj_filter *filter, const uint16_t *ranks, uint32_t count, uint32_t *at,
                               uint32_t *single) {
    const uint32_t *heads = filter->heads;
    const uint64_t *bits = filter->bits;
    uint32_t pairs = 0, singles = 0, head = heads[ranks[0]];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t next = ranks[i + 1], words = kj_row_words(head), word = next >> 6;
        word = word < words ? word : words;
        at[pairs] = single[singles] = i;
        pairs += bits[(head >> 5) + word] >> (next & 63) & 1;
        singles += head / KJ_HEAD_SINGLE & 1;
        head = heads[next];
    }
    return (kj_counts){pairs, singles};
}

uint32_t kj_scan_level(const kj_cell *cells, const uint16_t *ranks, uint32_t depth, uint32_t *cell, uint32_t *at,
                       uint32_t count, kj_hits *raw, uint32_t *counts) {
    kj_hit *out = raw->at + raw->size;
    uint32_t alive = 0;
    for (uint32_t i = 0; i < count; i++) {
        KJ_FETCH(&cells[cell[i + AHEAD < count ? i + AHEAD : i]]);
        const kj_cell *c = &cells[cell[i]];
        uint32_t start = at[i], same = c->check == ranks[start + depth - 1], next = ranks[start + depth];
        *out = (kj_hit){start, start + depth, (c->output & ~KJ_OWN) - 1};
        uint32_t hit = same & c->output >> 31;
        out += hit;
        counts[start] += hit;
        cell[alive] = c->base + next;
        at[alive] = start;
        alive += same & (uint32_t)c->signature >> (next & 15) & 1;
    }
    raw->size = (size_t)(out - raw->at);
    return alive;
}

const kj_kernels kj_kernels_portable = {read_symbols, filter_starts, kj_scan_level};
