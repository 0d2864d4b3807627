/* Policies of blurred numbers: cells that are read and refused, and the intervals that they make. */
#include "value/approx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool read_row(const char *low, const char *high, const char *behind, kj_approx *out) {
    return kj_approx_read(kj_string("约"), kj_string(low), kj_string(high), kj_string(behind), kj_string("approx"),
                          out);
}

static void cells(void **state) {
    (void)state;
    static const char *const good[] = {"", "n", "n+1p", "n-1p", "n+5%", "n-0.5%", "n+2.5p", "n-1p-10%"};
    static const char *const bad[] = {"m", "n+", "n+p", "n*2", "n+5", "+5%", "5%", "n+x%", "nn", "n-1p10%", "n-1p-"};
    kj_approx policy;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(read_row("n", good[i], "", &policy));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(read_row("n", bad[i], "", &policy));
    assert_false(read_row("n", "n", "1", &policy)); /* only a digit has a place in front */
    assert_true(read_row("2", "9", "1", &policy));
    assert_true(policy.digit && policy.low == 2 && policy.high == 9 && policy.behind == 1);
    assert_false(read_row("2", "n", "1", &policy));
    assert_false(read_row("2", "9", "", &policy));
    assert_false(
        kj_approx_read(kj_string("约"), kj_string("n"), kj_string("n"), kj_string(""), kj_string("about"), &policy));
    char word[KJ_APPROX_WORD + 1] = {0};
    memset(word, 'x', KJ_APPROX_WORD);
    assert_false(
        kj_approx_read(kj_string(word), kj_string("n"), kj_string("n"), kj_string(""), kj_string("gt"), &policy));
    word[KJ_APPROX_WORD - 1] = '\0';
    assert_true(
        kj_approx_read(kj_string(word), kj_string("n"), kj_string("n"), kj_string(""), kj_string("gt"), &policy));
}

static void intervals(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *n, *low, *high;
    } all[] = {{"n", "n+1p", "30", "30", "40"},
               {"n", "n+1p", "1500", "1500", "1600"},
               {"n-10%", "n", "300", "270", "300"},
               {"n-5%", "n+5%", "0.2", "0.19", "0.21"},
               {"n-5%", "n+5%", "-10", "-10.5", "-9.5"},
               {"n-1p", "n+0.5p", "7", "6", "7.5"},
               {"n-1p-10%", "n+1p+10%", "300", "270", "330"},
               {"n-1p-10%", "n+1p+10%", "14.1", "14", "14.2"},
               {"n", "", "8", "8", "8"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kj_approx policy;
        kj_decimal n, place, low, high;
        char text[KJ_DECIMAL_TEXT];
        assert_true(read_row(all[i].from, all[i].to, "", &policy));
        assert_true(kj_decimal_read(kj_string(all[i].n), &n));
        kj_decimal_place(&n, &place);
        assert_true(kj_approx_apply(&policy, &n, &place, &low, &high));
        kj_decimal_write(&low, text);
        assert_string_equal(text, all[i].low);
        kj_decimal_write(&high, text);
        assert_string_equal(text, all[i].high);
        assert_true(policy.to.open == !all[i].to[0] && !policy.from.open);
    }
}

static void what_has_no_interval(void **state) {
    (void)state;
    kj_approx policy;
    kj_decimal n, place, low, high;
    assert_true(read_row("2", "9", "1", &policy));
    kj_decimal_integer(3, &n);
    kj_decimal_place(&n, &place);
    assert_false(kj_approx_apply(&policy, &n, &place, &low, &high));
    char digits[KJ_DECIMAL_DIGITS + 1]; /* 5 per cent of it has too many digits */
    memset(digits, '7', KJ_DECIMAL_DIGITS);
    digits[KJ_DECIMAL_DIGITS] = '\0';
    assert_true(kj_decimal_read(kj_string(digits), &n));
    assert_true(read_row("n-5%", "n+5%", "", &policy));
    assert_false(kj_approx_apply(&policy, &n, &place, &low, &high));
}

static void comparators(void **state) {
    (void)state;
    kj_comparator c;
    for (int i = KJ_EQ; i <= KJ_RANGE; i++) {
        assert_true(kj_comparator_read(kj_string(kj_comparator_name((kj_comparator)i)), &c));
        assert_int_equal(c, i);
    }
    assert_false(kj_comparator_read(kj_string("more"), &c));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells), cmocka_unit_test(intervals),
                                       cmocka_unit_test(what_has_no_interval), cmocka_unit_test(comparators)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
