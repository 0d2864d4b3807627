/* Ranks of symbols: by frequency, near and far, and how many there may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/alphabet.h"

static void ranks_by_frequency_then_symbol(void **state) {
    (void)state;
    const uint32_t symbols[] = {'b', 'c', 'c', 0x20BB7, 'a', 0, 0x20BB7, 0x20BB7, 0xFFFF, 0x10FFFF};
    const kj_pattern patterns[] = {{symbols, 4}, {symbols + 4, 6}};
    kj_alphabet alphabet;
    assert_int_equal(kj_alphabet_build(patterns, 2, &alphabet, NULL), KAOJU_OK);
    assert_int_equal(alphabet.size, 7);
    const uint32_t in_order[] = {0x20BB7, 'c', 0, 'a', 'b', 0xFFFF, 0x10FFFF};
    for (uint32_t i = 0; i < 7; i++)
        assert_int_equal(kj_alphabet_rank(&alphabet, in_order[i]), i + 1);
    const uint32_t strangers[] = {'d', 0x4E00, 0x10000, 0x20BB8, 0x10FFFE, KJ_SKIP, KJ_BREAK, KJ_BREAK + 1, UINT32_MAX};
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        assert_int_equal(kj_alphabet_rank(&alphabet, strangers[i]), 0);
    kj_alphabet_free(&alphabet);
}

static void no_pattern_no_rank(void **state) {
    (void)state;
    kj_alphabet alphabet;
    assert_int_equal(kj_alphabet_build(NULL, 0, &alphabet, NULL), KAOJU_OK);
    assert_int_equal(alphabet.size, 0);
    assert_int_equal(kj_alphabet_rank(&alphabet, 'a'), 0);
    assert_int_equal(kj_alphabet_rank(&alphabet, 0x10FFFF), 0);
    kj_alphabet_free(&alphabet);
}

static void holds_as_many_symbols_as_it_says(void **state) {
    (void)state;
    uint32_t *symbols = malloc((KJ_ALPHABET_MAX + 1) * sizeof *symbols);
    assert_non_null(symbols);
    for (uint32_t i = 0; i <= KJ_ALPHABET_MAX; i++)
        symbols[i] = 0x8000 + i;
    kj_pattern pattern = {symbols, KJ_ALPHABET_MAX};
    kj_alphabet alphabet;
    kaoju_error error;
    assert_int_equal(kj_alphabet_build(&pattern, 1, &alphabet, &error), KAOJU_OK);
    assert_int_equal(kj_alphabet_rank(&alphabet, symbols[KJ_ALPHABET_MAX - 1]), KJ_ALPHABET_MAX);
    kj_alphabet_free(&alphabet);
    pattern.length++;
    assert_int_equal(kj_alphabet_build(&pattern, 1, &alphabet, &error), KAOJU_E_LIMIT);
    kj_alphabet_free(&alphabet);
    free(symbols);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_by_frequency_then_symbol),
        cmocka_unit_test(no_pattern_no_rank),
        cmocka_unit_test(holds_as_many_symbols_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
