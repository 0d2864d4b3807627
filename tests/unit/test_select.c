/* Pieces of a period: nth, first and last units, edges. */
#include "date_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect(kj_date_parts parts, const char *edtf) {
    kj_period period;
    const kj_moment anchor = DAY(2021, 6, 14);
    bool ok = kj_date_resolve(&parts, &anchor, &period);
    assert_int_equal(ok, edtf != NULL);
    if (ok)
        assert_string_equal(period.edtf, edtf);
}

static void nth(void **state) {
    (void)state;
    expect(P(.year = 2017, .month = 10, .nth = 1, .nth_grain = KJ_WEEK), "2017-10-02/2017-10-08");
    expect(P(.year = 2021, .month = 2, .nth = 2, .nth_grain = KJ_WEEK), "2021-02-08/2021-02-14");
    expect(P(.year = 2021, .month = 4, .nth = 4, .nth_grain = KJ_WEEK), "2021-04-26/2021-05-02"); /* ends in May */
    expect(P(.year = 2021, .month = 4, .nth = 5, .nth_grain = KJ_WEEK), NULL);
    expect(P(.year = 2021, .month = 4, .nth = 4, .nth_grain = KJ_WEEK, .weekday = 3), "2021-04-28");
    expect(P(.year = 2022, .nth = 9, .nth_grain = KJ_MONTH), "2022-09");
    expect(P(.year = 2022, .nth = 13, .nth_grain = KJ_MONTH), NULL);
    expect(P(.year = 2022, .nth = 4, .nth_grain = KJ_QUARTER), "2022-36");
    expect(P(.year = 2022, .nth = ZERO, .nth_grain = KJ_MONTH), NULL);
}

static void nth_weekday(void **state) {
    (void)state;
    expect(P(.year = 2025, .month = 5, .nth = 2, .nth_grain = KJ_DAY, .weekday = 7), "2025-05-11");
    expect(P(.year = 2025, .month = 9, .nth = 1, .nth_grain = KJ_DAY, .weekday = 1), "2025-09-01");
    expect(P(.year = 2025, .month = 5, .nth = 5, .nth_grain = KJ_DAY, .weekday = 7), NULL);
    expect(P(.year = 2025, .month = 6, .tail = 1, .tail_grain = KJ_DAY, .weekday = 5), "2025-06-27");
    expect(P(.year = 2025, .month = 6, .tail = 2, .tail_grain = KJ_DAY, .weekday = 1), "2025-06-23");
    expect(P(.year = 2025, .month = 6, .tail = 6, .tail_grain = KJ_DAY, .weekday = 1), NULL);
}

static void first_and_last(void **state) {
    (void)state;
    expect(P(.head = 5, .head_grain = KJ_MONTH), "2021-01/2021-05");
    expect(P(.head = 3, .head_grain = KJ_QUARTER), "2021-33/2021-35");
    expect(P(.year = 2021, .head = 2, .head_grain = KJ_WEEK), "2021-01-04/2021-01-17");
    expect(P(.year = 2020, .head = 10, .head_grain = KJ_DAY), "2020-01-01/2020-01-10");
    expect(P(.year = 2020, .head = 366, .head_grain = KJ_DAY), "2020-01-01/2020-12-31");
    expect(P(.year = 2021, .head = 366, .head_grain = KJ_DAY), NULL);
    expect(P(.year = 2019, .tail = 3, .tail_grain = KJ_WEEK), "2019-12-09/2019-12-29");
    expect(P(.shift = -1, .shift_grain = KJ_MONTH, .tail = 5, .tail_grain = KJ_DAY), "2021-05-27/2021-05-31");
    expect(P(.year = 2021, .tail = 4, .tail_grain = KJ_MONTH), "2021-09/2021-12");
    expect(P(.year = 2021, .tail = 1, .tail_grain = KJ_MONTH), "2021-12");
}

static void edges(void **state) {
    (void)state;
    expect(P(.year = 2013, .quarter = 1, .part = 3), "2013-03");
    expect(P(.century = 20, .decade = 90, .part = 3), "1997/1999");
    expect(P(.century = 19, .part = 1), "1800/1819");
    expect(P(.year = 2013, .month = 3, .part = 1), "2013-03");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nth), cmocka_unit_test(nth_weekday),
                                       cmocka_unit_test(first_and_last), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
