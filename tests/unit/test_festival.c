/* Festivals: weekdays of a month, Easter, every calendar by its name, every row of the dictionary. */
#include "value/festival.h"

#include "base/file.h"
#include "base/string.h"
#include "dict/tsv.h"

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

/* ------------------------------------------------------------------ dict/date/festival.tsv */

static int32_t cell(const kj_tsv *tsv, const char *column) {
    kaoju_string text = tsv->cells[kj_tsv_column(tsv, column)];
    int64_t value = 0;
    assert_true(text.size == 0 || kj_string_integer(text, &value));
    return (int32_t)value;
}

/* What the row says for 2025. */
static int row_day(const kj_tsv *tsv) {
    kj_festival festival = {.month = cell(tsv, "month"),
                            .day = cell(tsv, "day"),
                            .nth = cell(tsv, "nth"),
                            .weekday = cell(tsv, "weekday"),
                            .shift = cell(tsv, "shift")};
    kj_day day;
    assert_true(kj_calendar_read(tsv->cells[kj_tsv_column(tsv, "calendar")], &festival.calendar));
    assert_true(kj_festival_day(&festival, 2025, &day));
    if (festival.calendar == KJ_CALENDAR_SOLAR_TERM && festival.day) { /* the usual day is near */
        assert_int_equal(day.month, festival.month);
        assert_in_range(day.day, festival.day - 1, festival.day + 1);
    }
    return written(day);
}

static void every_row(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int day;
    } known[] = {
        {"元旦", 20250101},           {"除夕", 20250128},     {"春节", 20250129},           {"大年初五", 20250202},
        {"腊八节", 20250107},         {"母亲节", 20250511},   {"父亲节", 20250615},         {"感恩节", 20251127},
        {"黑色星期五", 20251128},     {"清明节", 20250404},   {"寒食节", 20250403},         {"冬至", 20251221},
        {"中国农民丰收节", 20250923}, {"复活节", 20250420},   {"耶稣受难日", 20250418},     {"圣灰星期三", 20250305},
        {"全国助残日", 20250518},     {"世界水日", 20250322}, {"澳门回归纪念日", 20251220}, {"重阳节", 20251029}};
    static const char path[] = TEST_SOURCE_DIR "/dict/date/festival.tsv";
    kj_buffer file = {0};
    kj_tsv tsv;
    size_t found = 0, rows = 0;
    assert_int_equal(kj_file_read(path, 1u << 20, &file, NULL), KAOJU_OK);
    assert_int_equal(kj_tsv_open(&tsv, path, file.data, file.size, NULL), KAOJU_OK);
    for (bool more = true; kj_tsv_next(&tsv, &more, NULL) == KAOJU_OK && more; rows++) {
        int day = row_day(&tsv);
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (kj_string_is(tsv.cells[0], known[i].name)) {
                assert_int_equal(day, known[i].day);
                found++;
            }
    }
    assert_int_equal(found, sizeof known / sizeof *known);
    assert_true(rows > 300);
    kj_buffer_free(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(weekdays), cmocka_unit_test(easter),
                                       cmocka_unit_test(every_calendar), cmocka_unit_test(every_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
