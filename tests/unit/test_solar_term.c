/* Solar terms: known days, and what ties them to the moon: the winter solstice is in month 11 of every lunar year, and
 * no leap month holds one of the terms that number the months. */
#include "value/festival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect(int year, int term, int month, int day) {
    kj_day out;
    assert_true(kj_solar_term(year, term, &out));
    assert_int_equal(out.year * 10000 + out.month * 100 + out.day, year * 10000 + month * 100 + day);
}

static void known_days(void **state) {
    (void)state;
    expect(2025, 7, 4, 4); /* 清明 */
    expect(2027, 7, 4, 5);
    expect(2024, 24, 12, 21); /* 冬至 */
    expect(2023, 24, 12, 22);
    expect(2025, 3, 2, 3); /* 立春 */
    expect(2021, 3, 2, 3);
    expect(2017, 3, 2, 3);
    expect(2024, 3, 2, 4);
    expect(2025, 12, 6, 21); /* 夏至 */
    expect(2025, 18, 9, 23); /* 秋分 */
    expect(2026, 1, 1, 5);   /* 小寒 */
    expect(1979, 2, 1, 20);
    expect(1951, 24, 12, 23); /* 1.6 seconds into the day */
    expect(2008, 10, 5, 21);
}

static void ends(void **state) {
    (void)state;
    kj_day out;
    assert_true(kj_solar_term(1901, 1, &out));
    assert_true(kj_solar_term(2100, 24, &out));
    assert_false(kj_solar_term(1900, 24, &out));
    assert_false(kj_solar_term(2101, 1, &out));
    assert_false(kj_solar_term(2025, 0, &out));
    assert_false(kj_solar_term(2025, 25, &out));
}

static void even_steps(void **state) {
    (void)state;
    kj_day day;
    int64_t before = 0;
    for (int year = 1901; year <= 2100; year++)
        for (int term = 1; term <= 24; term++) {
            assert_true(kj_solar_term(year, term, &day));
            int64_t number = kj_day_number(day);
            if (before)
                assert_in_range(number - before, 14, 16);
            before = number;
        }
}

static void with_the_moon(void **state) {
    (void)state;
    kj_day day;
    kj_lunar lunar;
    for (int year = 1901; year <= 2100; year++) {
        assert_true(kj_solar_term(year, 24, &day) && kj_lunar_from_day(day, &lunar));
        assert_int_equal(lunar.month, 11);
        for (int term = 2; term <= 24; term += 2) {
            assert_true(kj_solar_term(year, term, &day) && kj_lunar_from_day(day, &lunar));
            assert_true(lunar.month < KJ_LUNAR_LEAP);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_days), cmocka_unit_test(ends),
                                       cmocka_unit_test(even_steps), cmocka_unit_test(with_the_moon)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
