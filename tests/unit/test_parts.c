/* Date parts: merging, and patterns of what comes back. */
#include "date_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void merging(void **state) {
    (void)state;
    kj_date_parts parts = P(.year = 2025, .month = 5), more = P(.month = 6, .day = 7);
    kj_date_parts_merge(&parts, &more);
    assert_int_equal(parts.year, 2025);
    assert_int_equal(parts.month, 6);
    assert_int_equal(parts.day, 7);
    assert_int_equal(parts.hour, KJ_UNSET);
}

static void patterns(void **state) {
    (void)state;
    char out[KJ_PATTERN_SIZE];
    const struct {
        kj_date_parts parts;
        const char *want;
    } cases[] = {{P(.weekday = 3), "XXXX-WXX-3"},
                 {P(.month = 9), "XXXX-09"},
                 {P(.day = 4), "XXXX-XX-04"},
                 {P(.month = 5, .day = 4), "XXXX-05-04"},
                 {P(.weekend = 1, .hour = 9), "XXXX-WXX-WET09"},
                 {P(.hour = 8, .from_hour = 18, .to_hour = 24), "T20"},
                 {P(.weekday = 7, .hour = 9, .minute = 15, .from_hour = 6, .to_hour = 9), "XXXX-WXX-7T09:15"},
                 {P(.quarter = 2), "XXXX-Q2"},
                 {P(.season = 2), "XXXX-SU"},
                 {P(.season = 5), NULL},
                 {P(.year = 2025), NULL},
                 {P(.from_hour = 18, .to_hour = 24), NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(kj_date_pattern(&cases[i].parts, NULL, out), cases[i].want != NULL);
        assert_string_equal(out, cases[i].want ? cases[i].want : "");
    }
}

static void patterns_with_an_end(void **state) {
    (void)state;
    char out[KJ_PATTERN_SIZE];
    kj_date_parts monday = P(.weekday = 1), friday = P(.weekday = 5), end = P(.hour = 9),
                  evening = P(.weekday = 6, .hour = 7, .from_hour = 18, .to_hour = 24);
    assert_true(kj_date_pattern(&monday, &friday, out));
    assert_string_equal(out, "XXXX-WXX-1/XXXX-WXX-5");
    assert_true(kj_date_pattern(&evening, &end, out));
    assert_string_equal(out, "XXXX-WXX-6T19/T21");
    kj_date_parts march = P(.month = 3), year = P(.year = 2026);
    assert_true(kj_date_pattern(&march, &year, out));
    assert_string_equal(out, "XXXX-03"); /* a year names nothing that comes again */
}

static void clocks_alone(void **state) {
    (void)state;
    kj_date_parts clock = P(.hour = 8), day = P(.hour = 8, .day = 3), none = kj_date_parts_none();
    assert_true(kj_date_parts_is_clock(&clock));
    assert_false(kj_date_parts_is_clock(&day) || kj_date_parts_is_clock(&none));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(merging), cmocka_unit_test(patterns),
                                       cmocka_unit_test(patterns_with_an_end), cmocka_unit_test(clocks_alone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
