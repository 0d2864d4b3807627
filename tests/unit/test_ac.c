/* The engine alone: its limit, and how full its table is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/ac.h"

static void orders_words_from_their_ends(void **state) {
    (void)state;
    const uint32_t symbols[] = {1, 2, 3, 1};
    const kj_ac_word a = {symbols, 3, 0}, tail = {symbols + 2, 1, 0}, b = {symbols + 1, 3, 0}, same = {symbols, 3, 9};
    assert_true(kj_ac_compare(&tail, &a) < 0); /* 3 before 1 2 3 */
    assert_true(kj_ac_compare(&a, &tail) > 0);
    assert_true(kj_ac_compare(&b, &a) < 0); /* ends in 1, not 3 */
    assert_int_equal(kj_ac_compare(&a, &same), 0);
}

static void names_the_limit_of_states(void **state) {
    (void)state;
    const uint32_t symbols[] = {1, 2, 3};
    const kj_ac_word words[] = {{symbols, 2, 0}, {symbols, 3, 1}}; /* root; 2, 1; 3, 2, 1 */
    kj_ac *ac = NULL;
    kaoju_error error;
    uint32_t cells, states;
    assert_int_equal(kj_ac_build(words, 2, 6, &ac, &error), KAOJU_OK);
    kj_ac_size(ac, &cells, &states);
    assert_int_equal(states, 6);
    kj_ac_free(ac);
    assert_int_equal(kj_ac_build(words, 2, 5, &ac, &error), KAOJU_E_LIMIT);
    assert_null(ac);
    assert_int_equal(error.code, KAOJU_E_LIMIT);
}

static void hits_come_from_the_right(void **state) {
    (void)state;
    const uint32_t symbols[] = {1, 1, 1};
    const kj_ac_word words[] = {{symbols, 1, 7}, {symbols, 2, 8}};
    kj_ac *ac = NULL;
    kj_hits hits = {0};
    assert_int_equal(kj_ac_build(words, 2, 100, &ac, NULL), KAOJU_OK);
    assert_true(kj_ac_scan(ac, symbols, 3, false, &hits));
    const kj_hit all[] = {{2, 3, 7}, {1, 3, 8}, {1, 2, 7}, {0, 2, 8}, {0, 1, 7}};
    assert_int_equal(hits.size, 5);
    assert_memory_equal(hits.at, all, sizeof all);
    hits.size = 0;
    assert_true(kj_ac_scan(ac, symbols, 3, true, &hits));
    const kj_hit longest[] = {{2, 3, 7}, {1, 3, 8}, {0, 2, 8}};
    assert_int_equal(hits.size, 3);
    assert_memory_equal(hits.at, longest, sizeof longest);
    kj_vec_free(&hits);
    kj_ac_free(ac);
}

/* Runs of one letter are the longest chains of keys that differ least: all must be found, none twice. */
static void holds_many_states(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    uint32_t *symbols = malloc(COUNT * sizeof *symbols), cells, states;
    assert_non_null(symbols);
    for (uint32_t i = 0; i < COUNT; i++)
        symbols[i] = 'a';
    kj_ac_word *words = malloc(COUNT * sizeof *words);
    assert_non_null(words);
    for (uint32_t i = 0; i < COUNT; i++)
        words[i] = (kj_ac_word){symbols, i + 1, COUNT - i};
    kj_ac *ac = NULL;
    assert_int_equal(kj_ac_build(words, COUNT, KJ_AC_MAX, &ac, NULL), KAOJU_OK);
    kj_ac_size(ac, &cells, &states);
    assert_int_equal(states, COUNT + 1);
    assert_in_range(cells, 3 * states, 6 * states + 16);
    for (uint32_t i = 0; i < COUNT; i += 37)
        assert_int_equal(kj_ac_find(ac, symbols, i + 1), COUNT - i);
    kj_ac_free(ac);
    free(words);
    free(symbols);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_words_from_their_ends),
        cmocka_unit_test(names_the_limit_of_states),
        cmocka_unit_test(hits_come_from_the_right),
        cmocka_unit_test(holds_many_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
