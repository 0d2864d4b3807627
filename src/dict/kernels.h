/* The inner loops of the columns: in portable C, and again in the instructions of some machines.
 *
 * Both give the same arrays, so the choice never shows in the hits. All work in blocks without a branch on the text. */
#ifndef KJ_DICT_KERNELS_H
#define KJ_DICT_KERNELS_H

#include "dict/automaton.h"

/* Elements behind the end of an array of places or lanes that may be written: vectors store whole. */
#define KJ_SLACK 32u

/* What a first character says by its rank a: is it a pattern, and which b may follow in one? Never wrongly no. */
typedef struct kj_filter {
    uint32_t *heads; /* [row_count] of row a: where it starts in `bits`, times 32; KJ_HEAD_SINGLE; its size class */
    uint64_t *bits;  /* bit b of row a; one more word ends each row and answers for all later b */
    uint32_t row_count, word_count;
} kj_filter;

#define KJ_HEAD_SINGLE 16u

/* Words of the row without the one that ends it: 0, 1, 2, 4 .. 1024 for the classes 0 .. 11. */
static inline uint32_t kj_row_words(uint32_t head) {
    return 1u << (head & 15) >> 1;
}

typedef struct kj_counts {
    uint32_t pairs, singles;
} kj_counts;

typedef struct kj_kernels {
    /* Ranks and places of symbols [from, to) without skips, appended at `total`. Returns the new total. */
    kj_read_symbols *read;
    /* Which i in [0, count) may begin a pattern, in order: `at` gets those whose pair ranks[i], ranks[i + 1] passes the
     * filter, `single` those that are one themselves. */
    kj_counts (*filter)(const kj_filter *filter, const uint16_t *ranks, uint32_t count, uint32_t *at, uint32_t *single);
    /* Lanes of `depth` characters that start at `at` and whose last is to be checked in `cell`: appends the hits (there is
     * room for one each), adds them to `counts` by start, keeps the lanes that may go on. Returns how many. */
    uint32_t (*level)(const kj_cell *cells, const uint16_t *ranks, uint32_t depth, uint32_t *cell, uint32_t *at,
                      uint32_t count, kj_hits *raw, uint32_t *counts);
} kj_kernels;

extern const kj_kernels kj_kernels_portable;

/* The portable `level`. */
uint32_t kj_scan_level(const kj_cell *cells, const uint16_t *ranks, uint32_t depth, uint32_t *cell, uint32_t *at,
                       uint32_t count, kj_hits *raw, uint32_t *counts);

/* NULL where the machine or the compiler has not what it takes. */
const kj_kernels *kj_kernels_avx2(void);
const kj_kernels *kj_kernels_avx512(void);

#if defined(__GNUC__)
#define KJ_FETCH(address) __builtin_prefetch(address)
#else
#define KJ_FETCH(address) ((void)(address))
#endif

#endif
