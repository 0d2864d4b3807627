/* The traditional calendar: new years and festivals of known years, leap months, the ends of the table. */
#include "value/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect(int year, int month, int day, int y, int m, int d) {
    kj_day out;
    assert_true(kj_lunar_to_day(year, month, day, &out));
    assert_int_equal(out.year * 10000 + out.month * 100 + out.day, y * 10000 + m * 100 + d);
}

static void known_days(void **state) {
    (void)state;
    expect(2024, 1, 1, 2024, 2, 10);
    expect(2025, 1, 1, 2025, 1, 29);
    expect(2026, 1, 1, 2026, 2, 17);
    expect(1985, 1, 1, 1985, 2, 20);
    expect(2033, 1, 1, 2033, 1, 31);
    expect(2023, 8, 15, 2023, 9, 29);
    expect(2025, 5, 5, 2025, 5, 31);
    expect(2020, 104, 1, 2020, 5, 23); /* leap fourth month */
    expect(2020, 5, 1, 2020, 6, 21);
}

static void what_is_no_day(void **state) {
    (void)state;
    kj_day out;
    assert_false(kj_lunar_to_day(2025, 104, 1, &out)); /* 2025 has leap month 6 */
    assert_true(kj_lunar_to_day(2025, 106, 1, &out));
    assert_false(kj_lunar_to_day(2025, 13, 1, &out));
    assert_false(kj_lunar_to_day(2025, 1, 31, &out));
    assert_false(kj_lunar_to_day(1900, 1, 1, &out));
    assert_true(kj_lunar_to_day(1901, 1, 1, &out));
    assert_true(kj_lunar_to_day(2100, 1, 1, &out));
    assert_false(kj_lunar_to_day(2101, 1, 1, &out));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_days), cmocka_unit_test(what_is_no_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
