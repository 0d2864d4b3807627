/* The tree of patterns: its shape, equal patterns, its limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/trie.h"

/* 1 is the most frequent rank here, as in the patterns. */
static const uint32_t symbols[] = {'a', 'b', 'a', 'c', 'a', 'a'};
static const kj_pattern patterns[] = {{symbols, 2}, {symbols, 3}, {symbols + 2, 2}, {symbols, 2}, {symbols + 4, 1}};

static void nodes_stand_by_breadth_and_rank(void **state) {
    (void)state;
    kj_alphabet alphabet;
    kj_trie trie;
    assert_int_equal(kj_alphabet_build(patterns, 5, &alphabet, NULL), KAOJU_OK);
    assert_int_equal(kj_trie_build(patterns, 5, &alphabet, 100, &trie, NULL), KAOJU_OK);
    /* root; a; ab, ac; aba */
    assert_int_equal(kj_trie_count(&trie), 5);
    assert_int_equal(trie.longest, 3);
    const kj_node want[] = {{1, 0, 0}, {2, 5, 1}, {4, 1, 2}, {5, 3, 3}, {5, 2, 1}, {5, 0, 0}};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(trie.nodes.at[i].first, want[i].first);
        assert_int_equal(trie.nodes.at[i].output, want[i].output);
        assert_int_equal(trie.nodes.at[i].rank, want[i].rank);
    }
    kj_trie_free(&trie);
    kj_alphabet_free(&alphabet);
}

static void names_the_limit_of_nodes(void **state) {
    (void)state;
    kj_alphabet alphabet;
    kj_trie trie;
    kaoju_error error;
    assert_int_equal(kj_alphabet_build(patterns, 5, &alphabet, NULL), KAOJU_OK);
    assert_int_equal(kj_trie_build(patterns, 5, &alphabet, 5, &trie, &error), KAOJU_OK);
    kj_trie_free(&trie);
    assert_int_equal(kj_trie_build(patterns, 5, &alphabet, 4, &trie, &error), KAOJU_E_LIMIT);
    kj_trie_free(&trie);
    kj_alphabet_free(&alphabet);
}

/* Groups that are sorted by insertion and by counting, ranks of one byte and of two. */
static void children_rise_in_groups_of_any_size(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= 3000; count = count * 3 / 2 + 1) {
        uint32_t *word = malloc(count * sizeof *word);
        kj_pattern *many = malloc(count * sizeof *many);
        kj_alphabet alphabet;
        kj_trie trie;
        assert_non_null(word);
        assert_non_null(many);
        for (uint32_t i = 0; i < count; i++) {
            word[i] = 0x4E00 + (i * 7919 + 5) % count;
            many[i] = (kj_pattern){word + i, 1};
        }
        assert_int_equal(kj_alphabet_build(many, count, &alphabet, NULL), KAOJU_OK);
        assert_int_equal(kj_trie_build(many, count, &alphabet, 4000, &trie, NULL), KAOJU_OK);
        assert_int_equal(kj_trie_count(&trie), alphabet.size + 1);
        for (uint32_t i = 1; i < kj_trie_count(&trie); i++) {
            assert_int_equal(trie.nodes.at[i].rank, i);
            assert_int_equal(kj_alphabet_rank(&alphabet, *many[trie.nodes.at[i].output - 1].symbols), i);
        }
        kj_trie_free(&trie);
        kj_alphabet_free(&alphabet);
        free(many);
        free(word);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_stand_by_breadth_and_rank),
        cmocka_unit_test(names_the_limit_of_nodes),
        cmocka_unit_test(children_rise_in_groups_of_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
