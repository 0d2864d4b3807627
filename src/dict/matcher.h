/* Exact multi-pattern matching over symbols: one interface, engines behind it.
 *
 * The engine is an Aho-Corasick automaton in a hash table (README.md teaches it, ac.c has it). KJ_SKIP symbols inside the
 * text leave the state alone; KJ_BREAK resets it. A hit never starts or ends on a KJ_SKIP. */
#ifndef KJ_DICT_MATCHER_H
#define KJ_DICT_MATCHER_H

#include "base/memory.h"
#include "base/status.h"

typedef struct kj_matcher kj_matcher;

typedef struct kj_pattern {
    const uint32_t *symbols; /* folded, no KJ_SKIP or KJ_BREAK */
    uint32_t length;         /* >= 1 */
} kj_pattern;

typedef struct kj_hit {
    uint32_t start, end; /* code points, half-open */
    uint32_t pattern;    /* index given at build time; equal patterns: the hit names the first, see kj_matcher_build */
} kj_hit;
typedef KJ_VEC(kj_hit) kj_hits;

typedef enum kj_match_kind {
    KJ_MATCH_OVERLAPPING,     /* every occurrence of every pattern */
    KJ_MATCH_LEFTMOST_LONGEST /* no two overlap; the earliest start wins, then the longest */
} kj_match_kind;

/* `patterns` is borrowed during the call. Equal patterns are one pattern: hits name the lowest index.
 * KAOJU_E_ARGUMENT for an empty pattern and for a symbol that is no character, KAOJU_E_LIMIT if the automaton would pass
 * 2^28 states. */
kaoju_status kj_matcher_build(const kj_pattern *patterns, size_t count, kj_matcher **matcher, kaoju_error *error);
void kj_matcher_free(kj_matcher *matcher);

/* Appends the hits in symbols[0, length) to `hits`, by start, then length (shorter first). Linear in length + hits.
 * False: out of memory. Safe from several threads on one matcher. */
bool kj_matcher_scan(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length, kj_match_kind kind,
                     kj_hits *hits);

/* The pattern (lowest index) that equals symbols[0, length) without its KJ_SKIPs; UINT32_MAX if there is none. */
uint32_t kj_matcher_find(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length);

#endif
