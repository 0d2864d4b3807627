/* The tree of all patterns, breadth first: what the double array and the filter of the columns are made from. */
#ifndef KJ_DICT_TRIE_H
#define KJ_DICT_TRIE_H

#include "dict/alphabet.h"

typedef struct kj_node {
    uint32_t first;  /* its children are nodes [first, first of the next node), by rising rank */
    uint32_t output; /* 1 + the lowest pattern that ends here; 0 = none */
    uint16_t rank;   /* that leads here */
} kj_node;

typedef struct kj_trie {
    KJ_VEC(kj_node) nodes; /* node 0 is the root; one more node stands behind the last, for its `first` */
    uint32_t longest;      /* length of the longest pattern */
} kj_trie;

/* KAOJU_E_LIMIT over `max` nodes, or if the patterns together hold 2^31 symbols. Free it also after an error. */
kaoju_status kj_trie_build(const kj_pattern *patterns, size_t count, const kj_alphabet *alphabet, uint32_t max,
                           kj_trie *trie, kaoju_error *error);
void kj_trie_free(kj_trie *trie);

static inline uint32_t kj_trie_count(const kj_trie *trie) {
    return (uint32_t)trie->nodes.size - 1;
}

#endif
