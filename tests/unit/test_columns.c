/* The filter of pairs and the budget of the columns. */
#include "matcher_sets.h"

#include "dict/columns.h"

static void filter_never_says_no_wrongly(void **state) {
    (void)state;
    uint32_t *symbols;
    kj_pattern *patterns = make_words(20000, 3000, &symbols);
    set s = make_set(patterns, 20000);
    kj_columns columns;
    assert_int_equal(kj_columns_build(&s.trie, &s.alphabet, &s.automaton, &columns, NULL), KAOJU_OK);
    uint32_t size = s.alphabet.size, at[1 + KJ_SLACK], single[1 + KJ_SLACK], wrong = 0, right = 0;
    for (uint32_t a = 0; a <= size; a++)
        for (uint32_t b = 0; b <= size; b++) {
            const uint16_t pair[2 + KJ_WINDOW_PAD] = {(uint16_t)a, (uint16_t)b};
            const kj_cell *cells = s.automaton.cells, *second = &cells[cells[a].base + b];
            bool begins = a && b && cells[a].check == a && cells[a].signature && second->check == b;
            kj_counts counts = kj_kernels_portable.filter(&columns.filter, pair, 1, at, single);
            if (begins)
                assert_int_equal(counts.pairs, 1);
            assert_int_equal(counts.singles, a && cells[a].check == a && cells[a].output & KJ_OWN ? 1 : 0);
            right += begins;
            wrong += counts.pairs && !begins && a < size / 8 && b < size / 8;
        }
    assert_true(right > 1000);
    assert_true(wrong < right / 10); /* rows that were cut let rare pairs through, but few frequent ones */
    kj_columns_free(&columns);
    free_set(&s);
    free(patterns);
    free(symbols);
}

/* One window of `total` times the letter of rank 1. */
static kj_columns_result scan_run(uint32_t word_length, uint32_t total, bool hits_too) {
    uint32_t word[64], symbols[KJ_WINDOW];
    for (uint32_t i = 0; i < total; i++)
        symbols[i] = 'a';
    for (uint32_t i = 0; i < 64; i++)
        word[i] = i + 1 < word_length ? 'a' : 'b';
    const kj_pattern patterns[] = {{word, word_length}, {word, 2}};
    set s = make_set(patterns, hits_too ? 2 : 1);
    kj_columns columns;
    kj_window window;
    kj_lanes lanes;
    kj_hits raw = {0};
    assert_int_equal(kj_columns_build(&s.trie, &s.alphabet, &s.automaton, &columns, NULL), KAOJU_OK);
    assert_true(kj_window_open(&window, &s.alphabet, word_length, symbols, total));
    assert_true(kj_lanes_open(&lanes, window.room));
    assert_true(kj_window_next(&window, kj_kernels_portable.read));
    assert_int_equal(window.starts, total);
    kj_columns_result result = kj_columns_scan(&columns, &s.automaton, &kj_kernels_portable, &window, &lanes, &raw);
    kj_vec_free(&raw);
    kj_lanes_free(&lanes);
    kj_window_free(&window);
    kj_columns_free(&columns);
    free_set(&s);
    return result;
}

/* A run of n letters on a word of k of them and another: levels 2 .. k read n - 1, n - 2 .. cells. */
static void gives_up_at_the_budget(void **state) {
    (void)state;
    enum { N = 1000, K = KJ_COLUMNS_BUDGET + 1 };
    assert_int_equal(scan_run(K + 1, N, false),
                     KJ_COLUMNS_DONE); /* a level for each cell of it: a little less than it */
    assert_int_equal(scan_run(K + 2, N, false), KJ_COLUMNS_GAVE_UP);
    assert_int_equal(scan_run(K + 2, N, true), KJ_COLUMNS_DONE); /* n hits pay for one level more */
    assert_int_equal(scan_run(K + 3, N, true), KJ_COLUMNS_GAVE_UP);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_never_says_no_wrongly),
        cmocka_unit_test(gives_up_at_the_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
