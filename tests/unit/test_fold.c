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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(arithmetic), cmocka_unit_test(chains_are_resolved_both_ways)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
