/* The tables that say which rules can start where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/program.h"

/* Phases of 10, no and 70 rules. */
static const kj_phase phases[] = {
    {"a", KJ_OVERLAP_ALL, 0, 10}, {"b", KJ_OVERLAP_ALL, 10, 0}, {"c", KJ_OVERLAP_ALL, 10, 70}};

/* The symbols b and 0x10FFFF have no class of their own. */
static const uint8_t classes['a' + 1] = {['a'] = 7};
static const kj_bits bits = {NULL, 0, classes, 'a' + 1};

/* Rules in a set as decimal digits: 1 and 3 are 13; 0 for none. */
static int rules_of(const kj_dispatch *d, const uint64_t *set) {
    int rules = 0;
    for (uint32_t i = 0; i < d->words * 64; i++)
        if (set[i / 64] >> i % 64 & 1)
            rules = rules * 10 + (int)i;
    return rules;
}

static const uint64_t *of_bit(const kj_dispatch *d, const kj_bit_sets *sets, uint32_t bit) {
    return sets->sets + (size_t)bit * d->words;
}

static void lists_rules_by_phase_symbol_and_type(void **state) {
    (void)state;
    static const kj_start starts[] = {{2, false, 'a', 79}, {0, false, 'a', 3},      {0, false, 'a', 1},
                                      {0, true, 'a', 4},   {0, false, 0x10FFFF, 2}, {0, true, 2, 5},
                                      {0, true, 2, 1},     {0, false, 'b', 6}};
    kj_starts all = {0};
    kj_arena arena = {0};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        assert_true(kj_push(&all, starts[i]));
    const kj_dispatch *d = NULL;
    assert_true(kj_dispatch_make(&all, phases, 3, bits, &arena, &d));
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], 'a')), 13);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], 'b')), 6);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], 'c')), 0);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], 'a' + 256)), 0);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], 0x10FFFF)), 2);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], KJ_SKIP)), 0);
    assert_int_equal(rules_of(&d[0], kj_dispatch_symbol(&d[0], KJ_BREAK)), 0);
    assert_int_equal(rules_of(&d[0], kj_dispatch_type(&d[0], 2)), 15); /* a type is no symbol */
    assert_int_equal(rules_of(&d[0], kj_dispatch_type(&d[0], 3)), 0);
    assert_int_equal(rules_of(&d[0], kj_dispatch_type(&d[0], 'a')), 4);
    assert_int_equal(rules_of(&d[0], of_bit(&d[0], &d[0].starting, KJ_TYPE_BITS + 7)), 13);
    assert_int_equal(rules_of(&d[0], of_bit(&d[0], &d[0].starting, KJ_TYPE_BITS)), 26);
    assert_int_equal(rules_of(&d[0], of_bit(&d[0], &d[0].starting, KJ_TYPE_BITS + 1)), 0);
    assert_true(kj_mask_has_bit(&d[0].starting.any, 2) && !kj_mask_has_bit(&d[0].starting.any, 3));
    assert_int_equal(d[0].starting.any.symbols[0], 1 | 1 << 7);
    assert_int_equal(d[2].starting.any.symbols[0], 1 << 7);
    assert_int_equal(rules_of(&d[1], kj_dispatch_symbol(&d[1], 'a')), 0);  /* a phase without rules */
    assert_int_equal(rules_of(&d[2], kj_dispatch_symbol(&d[2], 'a')), 69); /* its last */
    kj_vec_free(&all);
    kj_arena_free(&arena);
}

static void takes_no_rules(void **state) {
    (void)state;
    kj_starts none = {0};
    kj_arena arena = {0};
    const kj_dispatch *d = NULL;
    assert_true(kj_dispatch_make(&none, phases, 1, bits, &arena, &d));
    assert_int_equal(rules_of(d, kj_dispatch_symbol(d, 'a')), 0);
    assert_int_equal(rules_of(d, kj_dispatch_type(d, KJ_TYPE_BITS - 1)), 0);
    kj_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_rules_by_phase_symbol_and_type),
                                       cmocka_unit_test(takes_no_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
