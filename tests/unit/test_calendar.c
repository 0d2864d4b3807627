/* What date expressions mean against a reference date. */
#include "date_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const kj_moment june = {{2025, 6, 18}, KJ_UNSET}; /* a Wednesday */

static void expect(kj_date_parts parts, const kj_moment *anchor, const char *edtf) {
    kj_period period;
    if (!edtf) {
        assert_false(kj_date_resolve(&parts, anchor, &period));
        return;
    }
    assert_true(kj_date_resolve(&parts, anchor, &period));
    assert_string_equal(period.edtf, edtf);
    assert_true(kj_day_valid(period.first) && kj_day_valid(period.last));
    assert_true(kj_day_number(period.first) <= kj_day_number(period.last));
}

static void absolute_dates(void **state) {
    (void)state;
    expect(P(.year = 2025), NULL, "2025");
    expect(P(.year = 2025, .month = 6), NULL, "2025-06");
    expect(P(.year = 2024, .month = 2, .day = 29), NULL, "2024-02-29");
    expect(P(.year = 2025, .month = 2, .day = 29), NULL, NULL);
    expect(P(.year = 2025, .month = 13), NULL, NULL);
    expect(P(.year = 2025, .quarter = 3), NULL, "2025-35");
    expect(P(.year = 2025, .quarter = 5), NULL, NULL);
    expect(P(.year = 2025, .half = 2), NULL, "2025-07/2025-12");
    expect(P(.year = 2025, .season = 1), NULL, "2025-21");
    expect(P(.year = 2025, .month = 2, .tendays = 3), NULL, "2025-02-21/2025-02-28");
    expect(P(.year = 2025, .month = 2, .tendays = 4), NULL, "2025-02-01/2025-02-15");
    expect(P(.year = 2025, .month = 2, .tendays = 5), NULL, "2025-02-16/2025-02-28");
    expect(P(.year = 2025, .month = 2, .tendays = 6), NULL, NULL);
    expect(P(.year = 2025, .part = 3), NULL, "2025-12");
    expect(P(.century = 20, .decade = 90), NULL, "199X");
    expect(P(.century = 20), NULL, "19XX");
    expect(P(.century = 1), NULL, "00XX");
    expect(P(.century = ZERO), NULL, NULL);
    expect(P(.century = ZERO, .decade = 90), NULL, NULL);
    expect(P(.year = 2025, .lunar_month = 1, .lunar_day = 1), NULL, "2025-01-29");
    expect(P(.month = 6), NULL, NULL);
    expect(P(.year = 3, .era = 1912), NULL, "1914");
    expect(P(.year = -221, .era = 2), NULL, "-0220");
    expect(P(.year = 2020, .approximate = 1), NULL, "2020~");
    expect(P(.year = 2025, .month = 6, .tendays = 1, .approximate = 1), NULL, "2025-06-01~/2025-06-10~");
}

static void nearest(void **state) {
    (void)state;
    const kj_moment january = {{2025, 1, 4}, KJ_UNSET}, november = {{2025, 11, 18}, KJ_UNSET},
                    second = {{2025, 6, 2}, KJ_UNSET}, after_leap = {{2026, 1, 4}, KJ_UNSET},
                    century = {{1901, 1, 4}, KJ_UNSET};
    expect(P(.month = 6, .day = 3), &june, "2025-06-03");
    expect(P(.month = 9), &june, "2025-09");
    expect(P(.month = 12, .day = 31), &june, "2025-12-31");
    expect(P(.month = 12, .day = 30), &january, "2024-12-30");
    expect(P(.quarter = 4), &january, "2024-36");
    expect(P(.quarter = 1), &november, "2025-33");
    expect(P(.day = 18), &june, "2025-06-18");
    expect(P(.day = 30), &second, "2025-05-30");
    expect(P(.day = 31), &june, "2025-05-31"); /* June has none */
    expect(P(.month = 2, .day = 29), &june, "2024-02-29");
    expect(P(.month = 2, .day = 29), &after_leap, "2024-02-29"); /* 2028 is as far in years */
    expect(P(.month = 2, .day = 29), &century, "1904-02-29");    /* 1900 was no leap year */
    expect(P(.month = 2, .day = 30), &june, NULL);
    expect(P(.part = 3), &june, "2025-12");
    expect(P(.decade = 90), &june, "199X");
    expect(P(.decade = 9), &june, "199X"); /* of 八九十年代 */
    expect(P(.decade = 20), &june, "202X");
    expect(P(.year = 98), &june, "1998");
    expect(P(.year = 25), &june, "2025");
    expect(P(.weekday = 5), &june, "2025-06-13");
    expect(P(.weekday = 3), &june, "2025-06-18");
}

static void counted_from_the_anchor(void **state) {
    (void)state;
    expect(P(.shift = -1, .shift_grain = KJ_YEAR), &june, "2024");
    expect(P(.shift = -1, .shift_grain = KJ_YEAR, .month = 4), &june, "2024-04");
    expect(P(.shift = -6, .shift_grain = KJ_MONTH), &june, "2024-12");
    expect(P(.shift = ZERO, .shift_grain = KJ_MONTH, .day = 5), &june, "2025-06-05");
    expect(P(.shift = -2025 * 12 - 6, .shift_grain = KJ_MONTH), &june, "-0001-12"); /* -1 is before 0 */
    expect(P(.shift = -18, .shift_grain = KJ_DAY), &june, "2025-05-31");
    expect(P(.shift = 1, .shift_grain = KJ_WEEK), &june, "2025-06-23/2025-06-29");
    expect(P(.shift = -1, .shift_grain = KJ_WEEK, .weekday = 5), &june, "2025-06-13");
    expect(P(.shift = -2, .shift_grain = KJ_QUARTER), &june, "2024-36");
    expect(P(.shift = -1, .shift_grain = KJ_CENTURY, .decade = 90), &june, "199X");
    expect(P(.shift = ZERO, .shift_to = 2, .shift_grain = KJ_YEAR), &june, "2025/2027");
    expect(P(.shift = -2, .shift_to = ZERO, .shift_grain = KJ_YEAR), &june, "2023/2025");
    expect(P(.shift = -3, .shift_to = ZERO, .shift_grain = KJ_MONTH), &june, "2025-03/2025-06");
    expect(P(.shift = -1, .shift_grain = KJ_YEAR), NULL, NULL);
    expect(P(.shift = -1, .shift_grain = KJ_HALF), &june, "2024-07/2024-12");
    expect(P(.shift = 1, .shift_grain = KJ_WEEK, .weekend = 1), &june, "2025-06-28/2025-06-29");
    expect(P(.cycle = 41), &june, "2025-01-29/2026-02-16"); /* 乙巳: the lunar year */
    expect(P(.cycle = 41, .season = 1), &june, "2025-21");
    expect(P(.zodiac = 7), &june, "2027-02-06/2028-01-25"); /* 羊: not more than two years ahead */
    expect(P(.cycle = 10), &june, "1994-02-10/1995-01-30"); /* 甲戌 */
    expect(P(.shift = -1, .shift_to = -4, .shift_grain = KJ_WEEK), &june, NULL); /* it would end before it begins */
    expect(P(.shift = -1, .shift_to = -4, .shift_grain = KJ_DAY), &june, NULL);
}

static void counted_by_the_clock(void **state) {
    (void)state;
    const kj_moment early = {{2025, 6, 18}, 3600 + 1800}, odd = {{2025, 6, 18}, 7};
    expect(P(.shift = -2, .shift_grain = KJ_HOUR), &early, "2025-06-17T23:30");
    expect(P(.shift = 10, .shift_grain = KJ_MINUTE), &odd, "2025-06-18T00:10:07");
    expect(P(.shift = -1, .shift_to = ZERO, .shift_grain = KJ_HOUR), &early, "2025-06-18T00:30/2025-06-18T01:30");
    expect(P(.shift = -2, .shift_grain = KJ_HOUR), &june, NULL); /* which hour is it? */
}

static void counted_in_two_units(void **state) {
    (void)state;
    const kj_moment ten = {{2025, 6, 18}, 10 * 3600}, end = {{2025, 1, 31}, KJ_UNSET};
    expect(P(.shift = -2, .shift_grain = KJ_YEAR, .more = -6, .more_grain = KJ_MONTH), &june, "2022-12");
    expect(P(.shift = 1, .shift_grain = KJ_HOUR, .more = 30, .more_grain = KJ_MINUTE), &ten, "2025-06-18T11:30");
    expect(P(.shift = -1, .shift_grain = KJ_DAY, .more = -12, .more_grain = KJ_HOUR), &ten, "2025-06-16T22:00");
    expect(P(.shift = 1, .shift_grain = KJ_MONTH, .more = 15, .more_grain = KJ_DAY), &end, "2025-03-15");
    expect(P(.shift = 1, .shift_grain = KJ_HOUR, .more = 30, .more_grain = KJ_MINUTE), &june, NULL);
    expect(P(.shift = 1, .shift_grain = KJ_YEAR, .more = 3, .more_grain = KJ_MINUTE), &ten, NULL);
    expect(P(.shift = INT32_MAX, .shift_grain = KJ_YEAR, .more = 3, .more_grain = KJ_MONTH), &june, NULL);
}

static void this_very_day(void **state) {
    (void)state;
    const kj_moment leap = {{2024, 2, 29}, KJ_UNSET};
    expect(P(.this_day = 1, .shift = -1, .shift_grain = KJ_YEAR), &june, "2024-06-18");
    expect(P(.this_day = 1, .shift = -1, .shift_grain = KJ_YEAR), &leap, "2023-02-28");
    expect(P(.this_day = 1, .shift = 1, .shift_grain = KJ_MONTH), &june, "2025-07-18");
    expect(P(.this_day = 1, .shift = -1, .shift_grain = KJ_WEEK), &june, "2025-06-11");
    expect(P(.this_day = 1, .year = 1949), &june, "1949-06-18");
    expect(P(.this_day = 1, .year = 1949), NULL, NULL);
    expect(P(.this_day = 1, .shift = -1, .shift_grain = KJ_DAY), &june, NULL);
    expect(P(.this_day = 1, .shift = INT32_MAX, .shift_grain = KJ_YEAR), &june, NULL);
}

static void two_lunar_years(void **state) {
    (void)state;
    const kj_moment january = {{2025, 1, 10}, KJ_UNSET};
    expect(P(.lunar_month = 12), &june, "2024-12-31/2025-01-28");
    expect(P(.lunar_month = 12, .lunar_day = 23), &june, "2025-01-22");
    expect(P(.lunar_month = 1, .lunar_day = 15), &january, "2025-02-12");
}

static void relative_is_told(void **state) {
    (void)state;
    kj_period period;
    kj_date_parts absolute = P(.year = 2025), relative = P(.month = 5);
    assert_true(kj_date_resolve(&absolute, &june, &period) && !period.relative);
    assert_true(kj_date_resolve(&relative, &june, &period) && period.relative);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_dates),          cmocka_unit_test(nearest),
        cmocka_unit_test(counted_from_the_anchor), cmocka_unit_test(counted_by_the_clock),
        cmocka_unit_test(counted_in_two_units),    cmocka_unit_test(this_very_day),
        cmocka_unit_test(two_lunar_years),         cmocka_unit_test(relative_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
