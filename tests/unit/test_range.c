/* From date to date: what each end takes from the other. */
#include "date_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const kj_moment june = {{2025, 6, 18}, KJ_UNSET}; /* a Wednesday */

static void expect_range(kj_date_parts from, kj_date_parts to, const kj_moment *anchor, const char *edtf) {
    kj_period period;
    bool ok = kj_date_resolve_range(&from, &to, anchor, &period);
    assert_int_equal(ok, edtf != NULL);
    if (ok)
        assert_string_equal(period.edtf, edtf);
}

static void ranges(void **state) {
    (void)state;
    const kj_moment november = DAY(2025, 11, 18), december = DAY(2025, 12, 29);
    expect_range(P(.year = 2025, .month = 6, .day = 16), P(.day = 18), NULL, "2025-06-16/2025-06-18");
    expect_range(P(.month = 6, .day = 16), P(.day = 18), &june, "2025-06-16/2025-06-18");
    expect_range(P(.day = 16), P(.day = 18), &june, "2025-06-16/2025-06-18");
    expect_range(P(.day = 30), P(.day = 2), &june, "2025-06-30/2025-07-02");
    expect_range(P(.day = 1), P(.day = 15), &june, "2025-06-01/2025-06-15"); /* not of July */
    expect_range(P(.day = 28), P(.day = 4), &(kj_moment){{2025, 1, 3}, KJ_UNSET}, "2024-12-28/2025-01-04");
    expect_range(P(.day = 28), P(.month = 3, .day = 5), &june, "2025-02-28/2025-03-05");
    expect_range(P(.day = 28), P(.year = 2025, .month = 1, .day = 5), &june, "2024-12-28/2025-01-05");
    expect_range(P(.day = 20), P(.day = 5, .shift = 1, .shift_grain = KJ_MONTH), &june, "2025-06-20/2025-07-05");
    expect_range(P(.day = 20), P(.day = 25, .shift = 1, .shift_grain = KJ_MONTH), &june, "2025-07-20/2025-07-25");
    expect_range(P(.month = 1), P(.month = 5), &june, "2025-01/2025-05");
    expect_range(P(.month = 1), P(.month = 10), &november, "2025-01/2025-10");
    expect_range(P(.year = 2025), P(.year = 2026), NULL, "2025/2026");
    expect_range(P(.shift = -1, .shift_grain = KJ_YEAR, .month = 12),
                 P(.shift = ZERO, .shift_grain = KJ_YEAR, .month = 3), &june, "2024-12/2025-03");
    expect_range(P(.month = 12, .day = 28), P(.month = 1, .day = 3), &december, "2025-12-28/2026-01-03");
    expect_range(P(.quarter = 1), P(.quarter = 3), &november, "2025-33/2025-35");
    expect_range(P(.year = 2026), P(.year = 2025), NULL, NULL);
    expect_range(P(.month = 1), P(.month = 5), NULL, NULL);
}

/* The year that only one end says, or the month, is not always that of the other. */
static void over_the_end_of_a_year(void **state) {
    (void)state;
    const kj_moment march = DAY(2024, 3, 1);
    expect_range(P(.year = 2024, .month = 12, .day = 30), P(.month = 1, .day = 2), NULL, "2024-12-30/2025-01-02");
    expect_range(P(.year = 2024, .month = 12, .day = 30), P(.day = 2), NULL, "2024-12-30/2025-01-02");
    expect_range(P(.shift = -1, .shift_grain = KJ_YEAR, .month = 12, .day = 30), P(.month = 1, .day = 2), &june,
                 "2024-12-30/2025-01-02");
    expect_range(P(.month = 12), P(.year = 2025, .month = 3), NULL, "2024-12/2025-03");
    expect_range(P(.quarter = 4), P(.shift = 1, .shift_grain = KJ_YEAR, .quarter = 1), &june, "2025-36/2026-33");
    expect_range(P(.day = 29), P(.month = 3, .day = 2), &march, "2024-02-29/2024-03-02");
    expect_range(P(.day = 30), P(.year = 2025, .month = 1, .day = 2), NULL, "2024-12-30/2025-01-02");
    expect_range(P(.weekday = 4, .shift = -1, .shift_grain = KJ_WEEK), P(.weekday = 2), &june, "2025-06-12/2025-06-17");
    expect_range(P(.year = 2025, .month = 5), P(.year = 2025, .month = 3), NULL, NULL);
}

/* What the start says for the end, and what it counts from. */
static void ends_that_lean_on_the_start(void **state) {
    (void)state;
    expect_range(P(.year = 2024, .month = 11), P(.month = 2, .shift = 1, .shift_grain = KJ_YEAR, .previous = 1), &june,
                 "2024-11/2025-02");
    expect_range(P(.month = 11), P(.month = 2, .shift = 1, .shift_grain = KJ_YEAR, .previous = 1), &june,
                 "2025-11/2026-02");
    expect_range(P(.month = 4, .tendays = 1), P(.tendays = 2), &june, "2025-04-01/2025-04-20");
    expect_range(P(.decade = 7, .shift = -1, .shift_grain = KJ_CENTURY), P(.decade = 8), &june, "197X/198X");
    expect_range(P(.decade = 50, .century = 19), P(.decade = 60), &june, "185X/186X");
    expect_range(P(.lunar_month = 1, .lunar_day = 1), P(.lunar_day = 7), &june, "2025-01-29/2025-02-04");
}

static void weekdays(void **state) {
    (void)state;
    expect_range(P(.weekday = 1), P(.weekday = 5), &june, "2025-06-16/2025-06-20");
    expect_range(P(.weekday = 1, .shift = -1, .shift_grain = KJ_WEEK), P(.weekday = 5), &june, "2025-06-09/2025-06-13");
    expect_range(P(.weekday = 4, .shift = -1, .shift_grain = KJ_WEEK), P(.month = 10, .day = 1), &june,
                 "2025-06-12/2025-10-01");
}

static void clocks(void **state) {
    (void)state;
    kj_date_parts afternoon = P(.hour = 3, .from_hour = 12, .to_hour = 18),
                  late = P(.hour = 11, .from_hour = 18, .to_hour = 24);
    expect_range(afternoon, P(.hour = 5), &june, "2025-06-18T15/2025-06-18T17");
    expect_range(afternoon, P(.hour = 7, .minute = 30, .from_hour = 18, .to_hour = 24), &june,
                 "2025-06-18T15/2025-06-18T19:30");
    expect_range(late, P(.hour = 2, .to_hour = 5, .from_hour = ZERO), &june, "2025-06-18T23/2025-06-19T02");
    kj_date_parts tomorrow = afternoon;
    tomorrow.shift = 1;
    tomorrow.shift_grain = KJ_DAY;
    expect_range(tomorrow, P(.hour = 5), &june, "2025-06-19T15/2025-06-19T17");
    expect_range(P(.hour = 2), P(.hour = 4, .shift = 1, .shift_grain = KJ_DAY), &june, "2025-06-18T02/2025-06-19T04");
}

static void across_the_lunar_new_year(void **state) {
    (void)state;
    const kj_moment january = DAY(2025, 1, 20);
    expect_range(P(.lunar_month = 12, .lunar_day = 23), P(.lunar_month = 12, .lunar_day = 29), &january,
                 "2025-01-22/2025-01-28");
    expect_range(P(.lunar_month = 12, .lunar_day = 23), P(.lunar_month = 1, .lunar_day = 5), &january,
                 "2025-01-22/2025-02-02");
    expect_range(P(.lunar_month = 1, .lunar_day = 1), P(.lunar_month = 1, .lunar_day = 15), &january,
                 "2025-01-29/2025-02-12");
}

/* An end that is an interval of its own gives its own end: an EDTF interval has two. */
static void interval_as_an_end(void **state) {
    (void)state;
    const kj_moment noon = {{2025, 6, 18}, 12 * 3600};
    expect_range(P(.shift = ZERO, .shift_grain = KJ_DAY, .hour = 9), P(.lunar_month = 12), &june,
                 "2025-06-18T09/2026-02-16");
    expect_range(P(.shift = -3, .shift_to = ZERO, .shift_grain = KJ_HOUR), P(.shift = 1, .shift_grain = KJ_DAY), &noon,
                 "2025-06-18T09:00/2025-06-19");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ranges),
                                       cmocka_unit_test(over_the_end_of_a_year),
                                       cmocka_unit_test(weekdays),
                                       cmocka_unit_test(clocks),
                                       cmocka_unit_test(across_the_lunar_new_year),
                                       cmocka_unit_test(interval_as_an_end),
                                       cmocka_unit_test(ends_that_lean_on_the_start)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
