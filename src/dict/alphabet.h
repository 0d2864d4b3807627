/* The compact alphabet of one set of patterns: symbols that occur in them, ranked by frequency.
 *
 * Rank 1 is the most frequent symbol; rank 0 stands for everything that no pattern holds, KJ_BREAK included. Small ranks
 * make rows short and keep what is hot close together: in the double array, in the filter of the columns. */
#ifndef KJ_DICT_ALPHABET_H
#define KJ_DICT_ALPHABET_H

#include "dict/matcher.h"
#include "text/fold.h"

/* Distinct symbols of one set: a rank has 16 bits, and UINT16_MAX is a free cell. All of the Basic Multilingual Plane
 * fits (no code unit of UTF-16 surrogates is a character). */
#define KJ_ALPHABET_MAX 65534u

/* Symbols below have a table of their own, one access away; only those above (and none in most texts) go by pages. */
#define KJ_DIRECT 0x10000u

enum { KJ_PAGE_BITS = 8, KJ_PAGE = 1 << KJ_PAGE_BITS, KJ_PAGES = (KJ_SKIP - KJ_DIRECT) >> KJ_PAGE_BITS };

typedef struct kj_alphabet {
    uint16_t *direct;    /* [KJ_DIRECT + 2] rank of a symbol below KJ_DIRECT; 0 behind them */
    uint16_t *pages;     /* [KJ_PAGES] (symbol - KJ_DIRECT) >> KJ_PAGE_BITS -> page of `ranks`; page 0 holds only 0 */
    uint16_t *ranks;     /* [page_count * KJ_PAGE] */
    uint32_t page_count; /* at most KJ_PAGES + 1 */
    uint32_t size;       /* ranks are 0 .. size */
} kj_alphabet;

/* Patterns as checked by matcher.c. KAOJU_E_LIMIT over KJ_ALPHABET_MAX. Free it also after an error. */
kaoju_status kj_alphabet_build(const kj_pattern *patterns, size_t count, kj_alphabet *alphabet, kaoju_error *error);
void kj_alphabet_free(kj_alphabet *alphabet);

/* Rank of a symbol in [KJ_DIRECT, KJ_SKIP). */
static inline uint16_t kj_alphabet_far(const kj_alphabet *alphabet, uint32_t symbol) {
    symbol -= KJ_DIRECT;
    return alphabet
        ->ranks[(uint32_t)alphabet->pages[symbol >> KJ_PAGE_BITS] << KJ_PAGE_BITS | (symbol & (KJ_PAGE - 1))];
}

/* Any value is allowed; those of KJ_SKIP and above have rank 0. */
static inline uint16_t kj_alphabet_rank(const kj_alphabet *alphabet, uint32_t symbol) {
    if (symbol - KJ_DIRECT < KJ_SKIP - KJ_DIRECT)
        return kj_alphabet_far(alphabet, symbol);
    return alphabet->direct[symbol < KJ_DIRECT ? symbol : KJ_DIRECT];
}

#endif
