/* Festivals: weekdays of a month, Easter, every calendar by its name. */
#include "value/festival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int written(kj_day day) {
    return day.year * 10000 + day.month * 100 + day.day;
}

static void weekdays(void **state) {
    (void)state;
    kj_day out;
    assert_true(kj_nth_weekday(2025, 5, 2, 7, &out) && written(out) == 20250511); /* 母亲节 */
    assert_true(kj_nth_weekday(2024, 5, 2, 7, &out) && written(out) == 20240512);
    assert_true(kj_nth_weekday(2025, 6, 3, 7, &out) && written(out) == 20250615);  /* 父亲节 */
    assert_true(kj_nth_weekday(2025, 11, 4, 4, &out) && written(out) == 20251127); /* 感恩节 */
    assert_true(kj_nth_weekday(2025, 9, 1, 1, &out) && written(out) == 20250901);
    assert_true(kj_nth_weekday(2025, 3, -1, 6, &out) && written(out) == 20250329);
    assert_true(kj_nth_weekday(2025, 8, -1, 7, &out) && written(out) == 20250831);
    assert_true(kj_nth_weekday(2025, 8, 5, 7, &out) && written(out) == 20250831);
    assert_false(kj_nth_weekday(2025, 9, 5, 7, &out));
    assert_false(kj_nth_weekday(2025, 9, 0, 7, &out));
    assert_false(kj_nth_weekday(2025, 9, 6, 7, &out));
    assert_false(kj_nth_weekday(2025, 9, 1, 8, &out));
    assert_false(kj_nth_weekday(2025, 13, 1, 1, &out));
}

static void easter(void **state) {
    (void)state;
    static const int known[] = {15830410, 19610402, 18180322, 19430425, 20000423, 20080323, 20110424,
                                20190421, 20240331, 20250420, 20260405, 20380425, 22850322};
    kj_day out;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(kj_easter_sunday(known[i] / 10000, &out) && written(out) == known[i]);
    for (int year = 1583; year < 4000; year++) {
        assert_true(kj_easter_sunday(year, &out) && kj_day_weekday(out) == 7);
        assert_in_range(written(out) - year * 10000, 322, 425);
    }
    assert_false(kj_easter_sunday(1582, &out));
    assert_false(kj_easter_sunday(10000, &out));
}

static void expect(const char *calendar, kj_festival festival, int year, int want) {
    kj_day out = {0};
    assert_true(kj_calendar_read((kaoju_string){calendar, strlen(calendar)}, &festival.calendar));
    assert_int_equal(kj_festival_day(&festival, year, &out) ? written(out) : 0, want);
}

static void every_calendar(void **state) {
    (void)state;
    expect("gregorian", (kj_festival){.month = 10, .day = 1}, 2025, 20251001);
    expect("gregorian", (kj_festival){.month = 2, .day = 29}, 2025, 0);
    expect("lunar", (kj_festival){.month = 8, .day = 15}, 2025, 20251006);
    expect("lunar", (kj_festival){.month = 12, .day = -1}, 2025, 20250128);
    expect("lunar", (kj_festival){.month = 8, .day = 15}, 2101, 0);
    expect("weekday", (kj_festival){.month = 5, .nth = 2, .weekday = 7}, 2025, 20250511);
    expect("solar_term", (kj_festival){.nth = 7}, 2025, 20250404);
    expect("easter", (kj_festival){.shift = -2}, 2025, 20250418);
    expect("easter", (kj_festival){.shift = 0}, 2025, 20250420);
    expect("easter", (kj_festival){.shift = 367}, 2025, 0);
    expect("easter", (kj_festival){.shift = INT32_MIN}, 2025, 0);
    expect("solar_term", (kj_festival){.nth = 7, .shift = -1}, 2025, 20250403);                        /* 寒食节 */
    expect("weekday", (kj_festival){.month = 11, .nth = 4, .weekday = 4, .shift = 1}, 2024, 20241129); /* 黑色星期五 */
    expect("gregorian", (kj_festival){.month = 12, .day = 31, .shift = 1}, 9999, 0);
    kj_calendar calendar;
    assert_false(kj_calendar_read((kaoju_string){"islamic", 7}, &calendar));
    assert_false(kj_calendar_read((kaoju_string){"", 0}, &calendar));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(weekdays), cmocka_unit_test(easter),
                                       cmocka_unit_test(every_calendar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
