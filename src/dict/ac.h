/* The Aho-Corasick engine behind matcher.h. It reads the text from right to left: see README.md. */
#ifndef KJ_DICT_AC_H
#define KJ_DICT_AC_H

#include "dict/matcher.h"

/* States of one automaton. Its cells, up to six times as many, have numbers below 2^31: the bit above is a flag. */
#define KJ_AC_MAX (1u << 28)

/* One distinct pattern. Its symbols are borrowed during the build. */
typedef struct kj_ac_word {
    const uint32_t *symbols;
    uint32_t length;
    uint32_t pattern; /* what a hit names */
} kj_ac_word;

typedef struct kj_ac kj_ac;

/* `words` are distinct and sorted by kj_ac_compare. KAOJU_E_LIMIT if more than `max` states (or
 * KJ_AC_MAX) would be needed. */
kaoju_status kj_ac_build(const kj_ac_word *words, size_t count, uint32_t max, kj_ac **ac, kaoju_error *error);
void kj_ac_free(kj_ac *ac);

/* Order of the words read backwards; a word stands before those that end in it. */
int kj_ac_compare(const kj_ac_word *a, const kj_ac_word *b);

/* Appends hits by start descending, then longest first; only the longest of each start if `longest`. */
bool kj_ac_scan(const kj_ac *ac, const uint32_t *symbols, uint32_t length, bool longest, kj_hits *hits);

/* The pattern that is exactly symbols[0, length), KJ_SKIP left out; UINT32_MAX if there is none. */
uint32_t kj_ac_find(const kj_ac *ac, const uint32_t *symbols, uint32_t length);

/* Cells (16 bytes each) and states: how full the table is. */
void kj_ac_size(const kj_ac *ac, uint32_t *cells, uint32_t *states);

#endif
