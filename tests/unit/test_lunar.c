/* The traditional calendar: known days, leap months, both ways over the whole table, the ends of the table, cycles. */
#include "value/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int written(kj_day day) {
    return day.year * 10000 + day.month * 100 + day.day;
}

static void expect(int year, int month, int day, int gregorian) {
    kj_day out;
    assert_true(kj_lunar_to_day(year, month, day, &out));
    assert_int_equal(written(out), gregorian);
}

static void known_days(void **state) {
    (void)state;
    expect(2024, 1, 1, 20240210);
    expect(2025, 1, 1, 20250129);
    expect(2026, 1, 1, 20260217);
    expect(1985, 1, 1, 19850220);
    expect(2033, 1, 1, 20330131);
    expect(2023, 8, 15, 20230929);
    expect(2025, 5, 5, 20250531);
    expect(2020, 104, 1, 20200523); /* leap fourth month */
    expect(2020, 5, 1, 20200621);
    expect(1911, 8, 19, 19111010); /* the Wuchang uprising */
    expect(1900, 1, 1, 19000131);
    expect(1900, 11, 11, 19010101);
}

/* Months that other tables have a day earlier or later; see lunar.c. */
static void debated_days(void **state) {
    (void)state;
    expect(1914, 10, 1, 19141117);
    expect(1916, 1, 1, 19160203);
    expect(1920, 10, 1, 19201110);
    expect(1978, 8, 15, 19780917);
    expect(2033, 111, 1, 20331222);
    expect(2057, 9, 1, 20570928);
    assert_int_equal(kj_lunar_month_days(2033, 111), 29);
}

static void last_days(void **state) {
    (void)state;
    expect(2023, 12, -1, 20240209); /* the 30th */
    expect(2024, 12, -1, 20250128); /* the 29th */
    expect(2024, 12, 29, 20250128);
    expect(2024, 12, -29, 20241231);
    expect(2025, 106, -1, 20250822);
    kj_day out;
    assert_false(kj_lunar_to_day(2024, 12, 30, &out));
    assert_false(kj_lunar_to_day(2024, 12, -30, &out));
    assert_false(kj_lunar_to_day(2024, 12, 0, &out));
    assert_false(kj_lunar_to_day(2024, 12, INT32_MIN, &out));
}

static void what_is_no_day(void **state) {
    (void)state;
    kj_day out;
    kj_lunar lunar;
    assert_false(kj_lunar_to_day(2025, 104, 1, &out)); /* 2025 has leap month 6 */
    assert_true(kj_lunar_to_day(2025, 106, 1, &out));
    assert_false(kj_lunar_to_day(2025, 100, 1, &out));
    assert_false(kj_lunar_to_day(2025, 13, 1, &out));
    assert_false(kj_lunar_to_day(2025, 0, 1, &out));
    assert_false(kj_lunar_to_day(2025, INT32_MIN, 1, &out));
    assert_false(kj_lunar_to_day(2025, 1, 31, &out));
    assert_false(kj_lunar_to_day(1899, 1, 1, &out));
    assert_false(kj_lunar_to_day(2101, 1, 1, &out));
    assert_false(kj_lunar_from_day((kj_day){1900, 1, 30}, &lunar));
    assert_false(kj_lunar_from_day((kj_day){2101, 1, 29}, &lunar));
    assert_false(kj_lunar_from_day((kj_day){2025, 2, 29}, &lunar));
    assert_false(kj_lunar_year(1899, &out, &out));
    assert_false(kj_lunar_month(2025, 105, &out, &out));
}

/* Every day of the table: the lunar date grows day by day and leads back. */
static void there_and_back(void **state) {
    (void)state;
    kj_lunar before = {1899, 12, 30}, lunar;
    int64_t last = kj_day_number((kj_day){2101, 1, 28}), number = kj_day_number((kj_day){1900, 1, 31});
    for (; number <= last; number++) {
        kj_day day = kj_day_from_number(number), back;
        assert_true(kj_lunar_from_day(day, &lunar));
        assert_true(kj_lunar_to_day(lunar.year, lunar.month, lunar.day, &back));
        assert_int_equal(kj_day_number(back), number);
        if (lunar.day > 1) {
            assert_int_equal(lunar.day, before.day + 1);
            assert_int_equal(lunar.month, before.month);
        } else if (lunar.month == 1) {
            assert_int_equal(lunar.year, before.year + 1);
        } else {
            assert_true(before.day >= 29 && lunar.year == before.year);
            assert_true(lunar.month % KJ_LUNAR_LEAP - before.month % KJ_LUNAR_LEAP == (lunar.month < KJ_LUNAR_LEAP));
        }
        before = lunar;
    }
}

static void years_and_months(void **state) {
    (void)state;
    kj_day first, last;
    assert_true(kj_lunar_year(2024, &first, &last));
    assert_int_equal(written(first), 20240210);
    assert_int_equal(written(last), 20250128);
    assert_true(kj_lunar_year(2100, &first, &last));
    assert_int_equal(written(last), 21010128);
    assert_true(kj_lunar_month(2025, 106, &first, &last));
    assert_int_equal(written(first), 20250725);
    assert_int_equal(written(last), 20250822);
    assert_int_equal(kj_lunar_month_days(2025, 6), 30);
    assert_int_equal(kj_lunar_month_days(2025, 106), 29);
    assert_int_equal(kj_lunar_month_days(2025, 107), 0);
    assert_int_equal(kj_lunar_month_days(1899, 1), 0);
}

static void festivals_of_a_gregorian_year(void **state) {
    (void)state;
    kj_day out;
    assert_true(kj_lunar_in_year(2025, 12, -1, &out) && written(out) == 20250128);
    assert_true(kj_lunar_in_year(2023, 12, 8, &out) && written(out) == 20221230);
    assert_true(kj_lunar_in_year(2025, 1, 15, &out) && written(out) == 20250212);
    assert_true(kj_lunar_in_year(1901, 12, -1, &out) && written(out) == 19010218);
    assert_false(kj_lunar_in_year(1900, 12, -1, &out));
}

static void cycles(void **state) {
    (void)state;
    int32_t year;
    assert_true(kj_cycle_year_from(60, 30, 1875, &year) && year == 1894); /* 光绪甲午 */
    assert_true(kj_cycle_year_from(60, 47, 1909, &year) && year == 1911); /* 宣统辛亥 */
    assert_true(kj_cycle_year_from(60, 40, 2024, &year) && year == 2024); /* 甲辰 */
    assert_true(kj_cycle_year_from(60, 40, 2025, &year) && year == 2084);
    assert_true(kj_cycle_year_from(12, 4, 2024, &year) && year == 2024);  /* 龙 */
    assert_true(kj_cycle_year_from(12, 11, 2025, &year) && year == 2031); /* 猪 */
    assert_true(kj_cycle_year_from(60, 57, 1, &year) && year == 1);
    assert_true(kj_cycle_year_from(60, 56, 1, &year) && year == 60);
    assert_false(kj_cycle_year_from(60, 60, 2025, &year));
    assert_false(kj_cycle_year_from(12, -1, 2025, &year));
    assert_false(kj_cycle_year_from(12, 1, 0, &year));
    assert_false(kj_cycle_year_from(0, 0, 2025, &year));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_days),
                                       cmocka_unit_test(debated_days),
                                       cmocka_unit_test(last_days),
                                       cmocka_unit_test(what_is_no_day),
                                       cmocka_unit_test(there_and_back),
                                       cmocka_unit_test(years_and_months),
                                       cmocka_unit_test(festivals_of_a_gregorian_year),
                                       cmocka_unit_test(cycles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
