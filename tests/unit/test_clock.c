/* Hours by their part of day. */
#include "value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *at(int32_t from, int32_t to, int32_t hour, int32_t minute) {
    static kj_period period;
    kj_date_parts parts = kj_date_parts_none();
    parts.from_hour = from;
    parts.to_hour = to;
    parts.hour = hour;
    parts.minute = minute;
    assert_true(kj_period_day(&period, (kj_day){2025, 6, 18}));
    return kj_period_clock(&parts, &period) ? period.edtf : NULL;
}

static void twelve_hours(void **state) {
    (void)state;
    assert_string_equal(at(12, 18, 3, 15), "2025-06-18T15:15");     /* 下午3点15分 */
    assert_string_equal(at(18, 24, 8, KJ_UNSET), "2025-06-18T20");  /* 晚8点 */
    assert_string_equal(at(18, 24, 12, KJ_UNSET), "2025-06-19T00"); /* 晚12点 */
    assert_string_equal(at(18, 24, 21, 30), "2025-06-18T21:30");    /* 晚上21:30 */
    assert_string_equal(at(19, 30, 2, 30), "2025-06-19T02:30");     /* 夜里2点半 */
    assert_string_equal(at(0, 5, 12, KJ_UNSET), "2025-06-18T00");   /* 凌晨12点 */
    assert_string_equal(at(0, 5, 2, KJ_UNSET), "2025-06-18T02");    /* 凌晨2点 */
    assert_string_equal(at(8, 12, 12, KJ_UNSET), "2025-06-18T12");  /* 上午12点 */
    assert_string_equal(at(8, 12, 1, KJ_UNSET), "2025-06-18T01");   /* 上午1点 is what it says */
    assert_string_equal(at(11, 13, 1, KJ_UNSET), "2025-06-18T13");  /* 中午1点 */
    assert_string_equal(at(KJ_UNSET, KJ_UNSET, 24, 0), "2025-06-19T00:00");
    assert_string_equal(at(KJ_UNSET, KJ_UNSET, 8, -5), "2025-06-18T07:55"); /* 差五分八点 */
    assert_string_equal(at(18, 24, 12, -10), "2025-06-18T23:50");           /* 晚上差十分十二点 */
    assert_string_equal(at(KJ_UNSET, KJ_UNSET, 24, -5), "2025-06-18T23:55");
    assert_null(at(KJ_UNSET, KJ_UNSET, 8, -60));
    assert_null(at(KJ_UNSET, KJ_UNSET, 25, KJ_UNSET));
    assert_null(at(KJ_UNSET, KJ_UNSET, 24, 1));
    assert_null(at(KJ_UNSET, KJ_UNSET, 8, 60));
}

static void parts_of_day(void **state) {
    (void)state;
    kj_period period;
    char text[KJ_MOMENT_TEXT];
    kj_date_parts night = kj_date_parts_none();
    night.from_hour = 23;
    night.to_hour = 28;
    assert_true(kj_period_day(&period, (kj_day){2025, 12, 31}) && kj_period_clock(&night, &period));
    assert_string_equal(period.edtf, "2025-12-31");
    assert_int_equal(period.grain, KJ_PART);
    assert_int_equal(kj_period_write(&period, false, text), 16);
    assert_string_equal(text, "2025-12-31T23:00");
    kj_period_write(&period, true, text);
    assert_string_equal(text, "2026-01-01T03:59");
    assert_false(kj_period_day(&period, (kj_day){9999, 12, 31}) && kj_period_clock(&night, &period));
    night.to_hour = 23;
    assert_false(kj_period_day(&period, (kj_day){2025, 12, 31}) && kj_period_clock(&night, &period));
}

static void only_days_have_clocks(void **state) {
    (void)state;
    kj_period period;
    kj_date_parts noon = kj_date_parts_none();
    noon.hour = 12;
    assert_true(kj_period_months(&period, 2025, 6, 6, KJ_MONTH) && kj_period_clock(&noon, &period));
    assert_string_equal(period.edtf, "2025-06");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(twelve_hours), cmocka_unit_test(parts_of_day),
                                       cmocka_unit_test(only_days_have_clocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
