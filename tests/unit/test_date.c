/* The civil calendar, day by day over 400 years. */
#include "value/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_day_of_four_centuries(void **state) {
    (void)state;
    int64_t number = kj_day_number((kj_day){1800, 1, 1});
    int weekday = kj_day_weekday((kj_day){1800, 1, 1});
    for (int year = 1800; year < 2200; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= kj_month_days(year, month); day++, number++, weekday = weekday % 7 + 1) {
                kj_day want = {year, month, day}, got = kj_day_from_number(number);
                assert_int_equal(kj_day_number(want), number);
                assert_memory_equal(&got, &want, sizeof want);
                assert_int_equal(kj_day_weekday(want), weekday);
            }
}

static void known_days(void **state) {
    (void)state;
    assert_int_equal(kj_day_number((kj_day){1970, 1, 1}), 0);
    assert_int_equal(kj_day_weekday((kj_day){1970, 1, 1}), 4);
    assert_int_equal(kj_day_weekday((kj_day){2025, 6, 18}), 3);
    assert_int_equal(kj_month_days(2000, 2), 29);
    assert_int_equal(kj_month_days(1900, 2), 28);
}

static void reading(void **state) {
    (void)state;
    kj_moment at;
    assert_true(kj_moment_read((kaoju_string){"2024-02-29", 10}, &at) && at.day.day == 29 && at.clock == KJ_UNSET);
    assert_true(kj_moment_read((kaoju_string){"2024-02-29T23:59", 16}, &at) && at.clock == 86340);
    assert_true(kj_moment_read((kaoju_string){"2024-02-29T00:00:07", 19}, &at) && at.clock == 7);
    static const char *const bad[] = {"2025-02-29",       "2025-13-01",       "2025-00-01",       "0000-01-01",
                                      "2025-1-01",        "2025/01/01",       "2025-01-0a",       "",
                                      "2025-01-01T24:00", "2025-01-01T10:60", "2025-01-01 10:00", "2025-01-01T10"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(kj_moment_read((kaoju_string){bad[i], strlen(bad[i])}, &at));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_day_of_four_centuries), cmocka_unit_test(known_days),
                                       cmocka_unit_test(reading)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
