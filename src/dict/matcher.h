/* Exact multi-pattern matching over symbols: one interface, engines behind it.
 *
 * README.md teaches how it works. KJ_SKIP symbols inside the text are as if they were not there; KJ_BREAK matches
 * nothing. A hit never starts or ends on a KJ_SKIP. */
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
    KJ_MATCH_OVERLAPPING,      /* every occurrence of every pattern */
    KJ_MATCH_LEFTMOST_LONGEST, /* no two overlap; the earliest start wins, then the longest */
    KJ_MATCH_LEFTMOST_FIRST    /* no two overlap; the earliest start wins, then the pattern given first */
} kj_match_kind;

/* Every engine gives the same hits; they differ in speed only. */
typedef enum kj_engine {
    KJ_ENGINE_AUTOMATON, /* double-array Aho-Corasick: linear whatever the text */
    KJ_ENGINE_COLUMNS,   /* level by level, in portable C; the automaton where that would not be linear */
    KJ_ENGINE_AVX2,      /* the same with AVX2, where the machine has it */
    KJ_ENGINE_AVX512,    /* likewise */
    KJ_ENGINE_COUNT
} kj_engine;

/* The engine of kj_matcher_scan is the fastest that the machine has; with KAOJU_SIMD=off in the environment when the
 * matcher is built it is the portable one. Hits are the same either way.
 * `patterns` is borrowed during the call. Equal patterns are one pattern: hits name the lowest index.
 * KAOJU_E_ARGUMENT for an empty pattern and for a symbol that is no character; KAOJU_E_LIMIT for more than
 * KJ_PATTERN_COUNT_MAX patterns, KJ_ALPHABET_MAX different symbols or KJ_STATES_MAX states. */
kaoju_status kj_matcher_build(const kj_pattern *patterns, size_t count, kj_matcher **matcher, kaoju_error *error);
void kj_matcher_free(kj_matcher *matcher);

/* Appends the hits in symbols[0, length) to `hits`, by start, then length (shorter first). Linear in length + occurrences
 * of patterns. False: out of memory; then `hits` is as it was. Safe from several threads on one matcher. */
bool kj_matcher_scan(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length, kj_match_kind kind,
                     kj_hits *hits);

/* The same with an engine of one's choice, for tests and measurements. False also if this machine does not have it. */
bool kj_matcher_scan_with(const kj_matcher *matcher, kj_engine engine, const uint32_t *symbols, uint32_t length,
                          kj_match_kind kind, kj_hits *hits);
kj_engine kj_matcher_engine(const kj_matcher *matcher); /* of kj_matcher_scan */
bool kj_engine_available(kj_engine engine);
const char *kj_engine_name(kj_engine engine);

/* Patterns it was built from, equal ones included: hits name numbers below. */
uint32_t kj_matcher_count(const kj_matcher *matcher);

/* The pattern (lowest index) that equals symbols[0, length) without its KJ_SKIPs; UINT32_MAX if there is none. */
uint32_t kj_matcher_find(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length);

/* Patterns of one matcher. */
#define KJ_PATTERN_COUNT_MAX ((1u << 28) - 1)

/* Bytes of its arrays: what an image of it holds. */
typedef struct kj_matcher_size {
    size_t cells, outputs, filter, alphabet; /* bytes */
    uint32_t state_count, cell_count, longest;
} kj_matcher_size;
kj_matcher_size kj_matcher_measure(const kj_matcher *matcher);

#endif
