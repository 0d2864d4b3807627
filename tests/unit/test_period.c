/* Whatever the parts of a date say, in whatever combination and however wrong: it is refused, or it is a period of days that
 * there are, the first one first, with an EDTF text and a beginning and an end that say the same. */
#include "date_fixture.h"
#include "value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed = 1;

static uint32_t below(uint32_t count) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % count;
}

/* Mostly values that the field may have, some beside them, some far off. A rule gives up to 100,000 (bind_number.c). */
static int32_t some(int32_t low, int32_t high) {
    static const int32_t far_off[] = {-100000, 100000, -9999, 9999, 10000, -1, 0, 99, 100, 1900};
    switch (below(8)) {
    case 0:
        return far_off[below(sizeof far_off / sizeof *far_off)];
    case 1:
        return below(2) ? low - 1 : high + 1;
    default:
        return low + (int32_t)below((uint32_t)(high - low) + 1);
    }
}

static kj_date_parts some_parts(void) {
    kj_date_parts p = kj_date_parts_none();
    const struct {
        int32_t *field, low, high;
    } fields[] = {{&p.year, 1990, 2030},   {&p.month, 1, 12},     {&p.day, 1, 31},        {&p.era, 1900, 2000},
                  {&p.cycle, 0, 59},       {&p.zodiac, 0, 11},    {&p.quarter, 1, 4},     {&p.half, 1, 2},
                  {&p.season, 1, 4},       {&p.tendays, 1, 5},    {&p.weekday, 1, 7},     {&p.weekend, 1, 1},
                  {&p.decade, 0, 90},      {&p.century, 15, 21},  {&p.part, 1, 3},        {&p.this_day, 1, 1},
                  {&p.lunar_month, 1, 12}, {&p.lunar_day, 1, 30}, {&p.lunar_leap, 1, 1},  {&p.hour, 0, 24},
                  {&p.minute, -10, 59},    {&p.second, 0, 59},    {&p.approximate, 1, 1}, {&p.days_after, 0, 3}};
    const struct {
        int32_t *number, *grain, low, high;
    } counted[] = {{&p.shift, &p.shift_grain, -3, 3},
                   {&p.nth, &p.nth_grain, 1, 5},
                   {&p.head, &p.head_grain, 1, 5},
                   {&p.tail, &p.tail_grain, 1, 5}};
    for (uint32_t n = 1 + below(4); n > 0; n--) {
        size_t at = below((uint32_t)(sizeof fields / sizeof *fields));
        *fields[at].field = some(fields[at].low, fields[at].high);
    }
    if (below(3) == 0) {
        size_t at = below(4);
        *counted[at].number = some(counted[at].low, counted[at].high);
        *counted[at].grain = (int32_t)below(KJ_CENTURY + 1);
    }
    if (kj_is_set(p.shift) && below(2))
        p.shift_to = some(-3, 3);
    if (kj_is_set(p.shift) && !below(4)) {
        p.more = some(-6, 6);
        p.more_grain = (int32_t)below(KJ_CENTURY + 1);
    }
    if (!below(4)) {
        p.from_hour = (int32_t)below(24);
        p.to_hour = p.from_hour + 1 + (int32_t)below(7);
    }
    if (!below(16))
        p.calendar = (int32_t)below(4);
    return p;
}

static void assert_sound(const kj_period *period) {
    char first[KJ_MOMENT_TEXT], last[KJ_MOMENT_TEXT];
    assert_true(kj_day_valid(period->first) && kj_day_valid(period->last));
    int64_t start = kj_day_number(period->first), end = kj_day_number(period->last);
    assert_true(start <= end);
    bool from = kj_is_set(period->first_clock), to = kj_is_set(period->last_clock); /* a range may have one of them */
    assert_true(!from || (period->first_clock >= 0 && period->first_clock < KJ_DAY_SECONDS));
    assert_true(!to || (period->last_clock >= 0 && period->last_clock < KJ_DAY_SECONDS));
    assert_true(!from || !to || start < end || period->first_clock <= period->last_clock);
    assert_true(period->grain >= KJ_SECOND && period->grain <= KJ_CENTURY);
    assert_true(period->edtf[0] && memchr(period->edtf, 0, sizeof period->edtf));
    size_t first_size = kj_period_write(period, false, first), last_size = kj_period_write(period, true, last);
    assert_true(first_size >= 10 && first_size == strlen(first) && last_size >= 10 && last_size == strlen(last));
}

static void any_parts(void **state) {
    (void)state;
    static const kj_moment anchors[] = {{{2025, 6, 18}, KJ_UNSET}, {{2024, 2, 29}, 0},      {{2025, 12, 31}, 86399},
                                        {{1, 1, 1}, KJ_UNSET},     {{9999, 12, 31}, 43200}, {{1901, 2, 1}, KJ_UNSET},
                                        {{2100, 1, 1}, KJ_UNSET}};
    size_t dates = 0, ranges = 0;
    for (int round = 0; round < 200000; round++) {
        kj_date_parts from = some_parts(), to = some_parts();
        uint32_t at = below(8);
        const kj_moment *anchor = at < 7 ? &anchors[at] : NULL;
        kj_period period;
        if (kj_date_resolve(&from, anchor, &period)) {
            assert_sound(&period);
            dates++;
        }
        if (kj_date_resolve_range(&from, &to, anchor, &period)) {
            assert_sound(&period);
            ranges++;
        }
        char pattern[KJ_PATTERN_SIZE];
        if (kj_date_pattern(&from, below(2) ? &to : NULL, pattern))
            assert_true(pattern[0] && memchr(pattern, 0, sizeof pattern));
    }
    assert_true(dates > 10000 && ranges > 10000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
