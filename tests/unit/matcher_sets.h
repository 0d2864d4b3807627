/* For tests of the parts of the matcher: a set of patterns built as far as the automaton. */
#ifndef KJ_TEST_MATCHER_SETS_H
#define KJ_TEST_MATCHER_SETS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/automaton.h"

typedef struct set {
    kj_alphabet alphabet;
    kj_trie trie;
    kj_automaton automaton;
} set;

static inline set make_set(const kj_pattern *patterns, uint32_t count) {
    set s;
    assert_int_equal(kj_alphabet_build(patterns, count, &s.alphabet, NULL), KAOJU_OK);
    assert_int_equal(kj_trie_build(patterns, count, &s.alphabet, KJ_STATES_MAX, &s.trie, NULL), KAOJU_OK);
    assert_int_equal(kj_automaton_build(&s.trie, &s.alphabet, count, KJ_CELLS_MAX, &s.automaton, NULL), KAOJU_OK);
    return s;
}

static inline void free_set(set *s) {
    kj_automaton_free(&s->automaton);
    kj_trie_free(&s->trie);
    kj_alphabet_free(&s->alphabet);
}

/* `count` words of 1 to 4 of `letters` letters, always the same; the first of equal letters is the likeliest. free() it. */
static inline kj_pattern *make_words(uint32_t count, uint32_t letters, uint32_t **symbols) {
    uint64_t random = 88172645463325252u;
    kj_pattern *patterns = malloc(count * sizeof *patterns);
    *symbols = malloc((size_t)count * 4 * sizeof **symbols);
    assert_non_null(patterns);
    assert_non_null(*symbols);
    for (uint32_t i = 0; i < count * 4; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        uint64_t a = (random >> 10) % letters, b = (random >> 36) % letters;
        (*symbols)[i] = 0x4E00 + (uint32_t)(a * b / letters);
    }
    for (uint32_t p = 0; p < count; p++)
        patterns[p] = (kj_pattern){*symbols + p * 4, 1 + (*symbols)[p * 4 + 3] % 4};
    return patterns;
}

#endif
