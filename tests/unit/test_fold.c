/* The folding table: classes, no chains, no circles. */
#include "text/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void arithmetic(void **state) {
    (void)state;
    kj_fold *fold = kj_fold_new();
    assert_non_null(fold);
    assert_int_equal(kj_fold_symbol(fold, 0xFF19), '9');
    assert_int_equal(kj_fold_symbol(fold, 0xFF05), '%');
    assert_int_equal(kj_fold_symbol(fold, 0x3000), ' ');
    assert_int_equal(kj_fold_symbol(fold, 0x6E2F), 0x6E2F);
    assert_int_equal(kj_fold_symbol(fold, 0x10FFFF), 0x10FFFF);
    assert_int_equal(kj_fold_symbol(fold, KJ_SKIP), KJ_SKIP);
    kj_fold_free(fold);
}

static void chains_are_resolved_both_ways(void **state) {
    (void)state;
    kj_fold *fold = kj_fold_new();
    assert_true(kj_fold_add(fold, 'b', 'c'));
    assert_true(kj_fold_add(fold, 'a', 'b')); /* b is c already */
    assert_int_equal(kj_fold_symbol(fold, 'a'), 'c');
    assert_true(kj_fold_add(fold, 'c', 'd')); /* and now c is d */
    assert_int_equal(kj_fold_symbol(fold, 'a'), 'd');
    assert_int_equal(kj_fold_symbol(fold, 'b'), 'd');
    assert_false(kj_fold_add(fold, 'd', 'a')); /* a circle */
    assert_false(kj_fold_add(fold, 'd', 'd'));
    assert_int_equal(kj_fold_symbol(fold, 'd'), 'd');
    assert_false(kj_fold_add(fold, 0x110000, 'a'));
    kj_fold_free(fold);
}

static void a_character_can_be_added_again(void **state) {
    (void)state;
    kj_fold *fold = kj_fold_new();
    assert_true(kj_fold_add(fold, 'a', 'b'));
    assert_true(kj_fold_add(fold, 'a', 'c'));
    assert_true(kj_fold_add(fold, 'b', 'd')); /* a is no b any more */
    assert_int_equal(kj_fold_symbol(fold, 'a'), 'c');
    kj_fold_free(fold);
}

/* Against the definition: `from` and all that has its symbol take the symbol of `to`. */
static void the_same_as_the_definition(void **state) {
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 300; round++) {
        kj_fold *fold = kj_fold_new();
        uint32_t want[12];
        for (uint32_t i = 0; i < 12; i++)
            want[i] = i;
        for (int step = 0; step < 30; step++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t from = (seed >> 16) % 12, to = (seed >> 24) % 12, symbol = want[to];
            assert_int_equal(kj_fold_add(fold, from, to), symbol != from);
            for (uint32_t i = 0; i < 12 && symbol != from; i++)
                want[i] = i == from || want[i] == from ? symbol : want[i];
            for (uint32_t i = 0; i < 12; i++) {
                assert_int_equal(kj_fold_symbol(fold, i), want[i]);
                assert_int_equal(want[want[i]], want[i]); /* a symbol folds to itself */
            }
        }
        kj_fold_free(fold);
    }
}

/* To pairs and back; pairs that no table has are refused. */
static void the_same_from_pairs(void **state) {
    (void)state;
    static const struct {
        kj_fold_pair pairs[3];
        size_t count;
        bool good;
    } cases[] = {{{{'a', 'b'}, {'c', 'b'}}, 2, true},
                 {{{'a', 'b'}, {'b', 'c'}}, 2, false},
                 {{{'c', 'b'}, {'a', 'b'}}, 2, false},
                 {{{'a', 'b'}, {'a', 'c'}}, 2, false},
                 {{{'a', 'a'}}, 1, false},
                 {{{0x110000, 'a'}}, 1, false},
                 {{{0x10FFFF, 'a'}}, 1, true},
                 {{{'a', KJ_SKIP}}, 1, false},
                 {{{'a', 'b'}, {'b', 'd'}, {'c', 'e'}}, 3, false}};
    kj_fold_pair pairs[256];
    bool wrong;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kj_fold *fold = kj_fold_of_pairs(cases[i].pairs, cases[i].count, &wrong);
        assert_int_equal(fold != NULL, cases[i].good);
        assert_int_equal(!wrong, cases[i].good);
        kj_fold_free(fold);
    }
    kj_fold *fold = kj_fold_new();
    assert_true(kj_fold_add(fold, 0x20000, 'x') && kj_fold_add(fold, 'x', 'y'));
    size_t count = kj_fold_pairs(fold, pairs, 256);
    assert_int_equal(count, 94 + 1 + 2);
    assert_int_equal(kj_fold_pairs(fold, NULL, 0), count);
    kj_fold *copy = kj_fold_of_pairs(pairs, count, &wrong);
    for (uint32_t cp = 0; cp < 0x110000; cp++)
        if (kj_fold_symbol(copy, cp) != kj_fold_symbol(fold, cp))
            fail();
    assert_true(kj_fold_add(copy, 'y', 'z')); /* what folded to y moves along, as ever */
    assert_int_equal(kj_fold_symbol(copy, 0x20000), 'z');
    kj_fold_free(fold);
    kj_fold_free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(arithmetic), cmocka_unit_test(chains_are_resolved_both_ways),
                                       cmocka_unit_test(a_character_can_be_added_again),
                                       cmocka_unit_test(the_same_as_the_definition),
                                       cmocka_unit_test(the_same_from_pairs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
