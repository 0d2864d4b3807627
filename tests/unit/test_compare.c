/* Two amounts of one thing. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static kaoju_statement amount(const char *number, uint32_t digits, const char *comparator) {
    return (kaoju_statement){.number = kj_string(number),
                             .significant_digits = digits,
                             .comparator = kj_string(comparator),
                             .unit = kj_string("USD")};
}

static kj_values values(kaoju_statement a, kaoju_statement b) {
    assert_int_equal(kj_compare_values(&a, &b), kj_compare_values(&b, &a));
    return kj_compare_values(&a, &b);
}

static void numbers(void **state) {
    (void)state;
    assert_int_equal(values(amount("94800000000", 3, "eq"), amount("94800000000", 3, "eq")), KJ_VALUES_SAME);
    assert_int_equal(values(amount("948", 3, "eq"), amount("948.0", 4, "eq")), KJ_VALUES_SAME);
    assert_int_equal(values(amount("94800000000", 3, "eq"), amount("98400000000", 3, "eq")), KJ_VALUES_DIFFER);
    assert_int_equal(values(amount("13", 2, "eq"), amount("14", 2, "eq")), KJ_VALUES_DIFFER); /* 13.5 is neither */
}

static void roundings(void **state) {
    (void)state;
    assert_int_equal(values(amount("94800000000", 3, "eq"), amount("94760000000", 4, "eq")), KJ_VALUES_ROUNDED);
    assert_int_equal(values(amount("94800000000", 3, "eq"), amount("94740000000", 4, "eq")), KJ_VALUES_DIFFER);
    assert_int_equal(values(amount("35", 2, "eq"), amount("35.2", 3, "eq")), KJ_VALUES_ROUNDED);
}

static void bounds(void **state) {
    (void)state;
    assert_int_equal(values(amount("100", 3, "gt"), amount("100", 3, "gt")), KJ_VALUES_SAME);
    assert_int_equal(values(amount("100", 3, "gt"), amount("106", 3, "eq")), KJ_VALUES_ROUNDED);
    assert_int_equal(values(amount("100", 3, "gt"), amount("94", 2, "eq")), KJ_VALUES_DIFFER);
    assert_int_equal(values(amount("100", 3, "lt"), amount("94", 2, "eq")), KJ_VALUES_ROUNDED);
    assert_int_equal(values(amount("100", 3, "lt"), amount("106", 3, "eq")), KJ_VALUES_DIFFER);
    kaoju_statement range = {.low = kj_string("3"), .high = kj_string("5"), .comparator = kj_string("range")};
    assert_int_equal(values(range, range), KJ_VALUES_SAME);
    assert_int_equal(values(range, amount("4", 1, "eq")), KJ_VALUES_ROUNDED);
    assert_int_equal(values(range, amount("7", 1, "eq")), KJ_VALUES_DIFFER);
    assert_int_equal(values((kaoju_statement){0}, amount("7", 1, "eq")), KJ_VALUES_DIFFER); /* nothing is known of it */
}

static void verdicts(void **state) {
    (void)state;
    kaoju_statement a = amount("948", 3, "eq"), b = amount("984", 3, "eq"), c = a;
    a.start = b.start = kj_string("2024-01-01");
    a.end = b.end = kj_string("2024-12-31");
    assert_int_equal(kj_compare(&a, &a), KAOJU_SAME);
    assert_int_equal(kj_compare(&a, &b), KAOJU_CONFLICT);
    assert_int_equal(kj_compare(&a, &c), KAOJU_SAME); /* of no known period */
    c.unit = kj_string("CNY");
    assert_int_equal(kj_compare(&a, &c), KAOJU_UNIT_DIFFERS);
    c = a;
    c.start = kj_string("2022-01-01");
    c.end = kj_string("2022-12-31");
    assert_int_equal(kj_compare(&a, &c), KAOJU_PERIOD_DIFFERS);
    assert_int_equal(kj_compare(&b, &c), KAOJU_PERIOD_DIFFERS);
    c = amount("948.2", 4, "eq");
    assert_int_equal(kj_compare(&a, &c), KAOJU_ROUNDED);
    assert_string_equal(kaoju_verdict_name(KAOJU_PERIOD_DIFFERS), "period_differs");
    assert_string_equal(kaoju_verdict_name((kaoju_verdict)9), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(roundings), cmocka_unit_test(bounds),
                                       cmocka_unit_test(verdicts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
