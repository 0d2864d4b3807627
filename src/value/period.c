/* Days -> periods with their EDTF, and two periods -> the one from the first to the second.
 *
 * EDTF: ISO 8601-2, quarters as 33 to 36, seasons 21 to 24, decades 199X; what EDTF has no name for (weeks, ten days,
 * halves) is an interval of days or months. Times are written as ISO 8601 allows, as precise as they are known:
 * 2025-06-18T09. Constant time. */
#include "value/period.h"

#include "base/string.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* At least `width` digits and a NUL; returns how many. Numbers are those of valid days: small, and all but years positive. */
static int put(char *out, int32_t value, size_t width) {
    char digits[KJ_INTEGER_TEXT];
    size_t size = kj_integer_write((uint64_t)value, digits), zeros = size < width ? width - size : 0;
    memset(out, '0', zeros);
    memcpy(out + zeros, digits, size);
    out[zeros + size] = '\0';
    return (int)(zeros + size);
}

/* The same behind a sign. */
static int put_behind(char *out, char sign, int32_t value, size_t width) {
    *out = sign;
    return 1 + put(out + 1, value, width);
}

/* -220 -> "-0220" */
static int write_year(char *out, int32_t year) {
    return year < 0 ? put_behind(out, '-', -year, 4) : put(out, year, 4);
}

static int write_day(char *out, kj_day day) {
    int used = write_year(out, day.year);
    used += put_behind(out + used, '-', day.month, 2);
    return used + put_behind(out + used, '-', day.day, 2);
}

static int write_moment(char *out, kj_day day, int32_t clock, kj_grain grain) {
    int used = write_day(out, day);
    used += put_behind(out + used, 'T', clock / 3600, 2);
    if (grain != KJ_HOUR)
        used += put_behind(out + used, ':', clock / 60 % 60, 2);
    if (grain == KJ_SECOND)
        used += put_behind(out + used, ':', clock % 60, 2);
    return used;
}

size_t kj_period_write(const kj_period *p, bool last, char out[KJ_MOMENT_TEXT]) {
    kj_day day = last ? p->last : p->first;
    int32_t clock = last ? p->last_clock : p->first_clock;
    if (!kj_is_set(clock))
        return (size_t)write_day(out, day);
    /* A range of hours may end on a minute (9:00—11:30): what is not on the full hour shows it. */
    kj_grain grain = p->grain == KJ_HOUR && clock % 3600 ? KJ_MINUTE : p->grain;
    return (size_t)write_moment(out, day, clock, grain);
}

static bool make(kj_period *out, kj_day first, kj_day last, kj_grain grain) {
    if (!kj_day_valid(first) || !kj_day_valid(last) || kj_day_number(first) > kj_day_number(last))
        return false;
    *out = (kj_period){first, last, KJ_UNSET, KJ_UNSET, grain, false, ""};
    return true;
}

bool kj_period_day(kj_period *out, kj_day day) {
    if (!make(out, day, day, KJ_DAY))
        return false;
    write_day(out->edtf, day);
    return true;
}

bool kj_period_days(kj_period *out, kj_day first, kj_day last, kj_grain grain) {
    if (!make(out, first, last, grain))
        return false;
    int used = write_day(out->edtf, first);
    out->edtf[used++] = '/';
    write_day(out->edtf + used, last);
    return true;
}

bool kj_period_months(kj_period *out, int32_t year, int32_t first, int32_t last, kj_grain grain) {
    int32_t last_year = year + (last - 1) / 12, last_month = (last - 1) % 12 + 1;
    if (first < 1 || first > 12)
        return false;
    kj_day a = {year, first, 1}, b = {last_year, last_month, kj_month_days(last_year, last_month)};
    if (!make(out, a, b, grain))
        return false;
    int used = write_year(out->edtf, year);
    used += put_behind(out->edtf + used, '-', first, 2);
    if (first == last)
        return true;
    out->edtf[used++] = '/';
    used += write_year(out->edtf + used, last_year);
    put_behind(out->edtf + used, '-', last_month, 2);
    return true;
}

/* A year with one of EDTF's codes for its divisions. */
static void write_division(kj_period *out, int32_t year, int32_t code) {
    int used = write_year(out->edtf, year);
    put_behind(out->edtf + used, '-', code, 2);
}

bool kj_period_quarter(kj_period *out, int32_t year, int32_t quarter) {
    if (quarter < 1 || quarter > 4 || !kj_period_months(out, year, quarter * 3 - 2, quarter * 3, KJ_QUARTER))
        return false;
    write_division(out, year, 32 + quarter);
    return true;
}

bool kj_period_season(kj_period *out, int32_t year, int32_t season) {
    if (season < 1 || season > 4 || !kj_period_months(out, year, season * 3, season * 3 + 2, KJ_SEASON))
        return false;
    write_division(out, year, 20 + season);
    return true;
}

bool kj_period_years(kj_period *out, int32_t first, int32_t last, kj_grain grain) {
    if (!make(out, (kj_day){first, 1, 1}, (kj_day){last, 12, 31}, grain))
        return false;
    if (grain == KJ_DECADE && last == first + 9 && first >= 0) {
        snprintf(out->edtf, sizeof out->edtf, "%03" PRId32 "X", first / 10);
    } else if (grain == KJ_CENTURY && last == first + 99 && first >= 0) {
        snprintf(out->edtf, sizeof out->edtf, "%02" PRId32 "XX", first / 100);
    } else {
        int used = write_year(out->edtf, first);
        if (first != last)
            out->edtf[used++] = '/';
        if (first != last)
            write_year(out->edtf + used, last);
    }
    return true;
}

bool kj_period_moment(kj_period *out, int64_t seconds, kj_grain grain) {
    int64_t number = seconds / KJ_DAY_SECONDS - (seconds % KJ_DAY_SECONDS < 0);
    int32_t clock = (int32_t)(seconds - number * KJ_DAY_SECONDS);
    kj_day day = kj_day_from_number(number);
    if (!make(out, day, day, grain))
        return false;
    out->first_clock = out->last_clock = clock;
    write_moment(out->edtf, day, clock, grain);
    return true;
}

/* A moment for comparing: the start of whole days, the end of the last one. */
static int64_t edge(const kj_period *p, bool last) {
    int32_t clock = last ? p->last_clock : p->first_clock;
    if (!kj_is_set(clock))
        clock = last ? KJ_DAY_SECONDS - 1 : 0;
    return kj_day_number(last ? p->last : p->first) * KJ_DAY_SECONDS + clock;
}

bool kj_period_join(const kj_period *a, const kj_period *b, kj_period *out) {
    if (edge(a, false) > edge(b, true))
        return false;
    kj_period joined = {a->first, b->last, a->first_clock, b->last_clock, b->grain, false, ""};
    bool clocks = kj_is_set(a->first_clock) || kj_is_set(b->last_clock);
    if (!clocks && (strchr(a->edtf, '/') || strchr(b->edtf, '/')))
        return kj_period_days(out, a->first, b->last, b->grain);
    const char *slash = strchr(b->edtf, '/'), *end = slash ? slash + 1 : b->edtf; /* 今天上午至腊月 */
    snprintf(joined.edtf, sizeof joined.edtf, "%.*s/%.31s", (int)strcspn(a->edtf, "/"), a->edtf, end);
    *out = joined;
    return true;
}
