/* Days -> periods with their EDTF, and two periods -> the one from the first to the second.
 *
 * EDTF: ISO 8601-2, quarters as 33 to 36, seasons 21 to 24, decades 199X; what EDTF has no name for (weeks, ten days,
 * halves) is an interval of days or months. Times are written as ISO 8601 allows, as precise as they are known:
 * 2025-06-18T09. Constant time. */
#include "value/period.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* -220 -> "-0220" */
static int write_year(char *out, size_t size, int32_t year) {
    return snprintf(out, size, year < 0 ? "-%04" PRId32 : "%04" PRId32, year < 0 ? -year : year);
}

static int write_day(char *out, size_t size, kj_day day) {
    int used = write_year(out, size, day.year);
    return used + snprintf(out + used, size - (size_t)used, "-%02" PRId32 "-%02" PRId32, day.month, day.day);
}

static int write_moment(char *out, size_t size, kj_day day, int32_t clock, kj_grain grain) {
    int used = write_day(out, size, day);
    used += snprintf(out + used, size - (size_t)used, "T%02" PRId32, clock / 3600);
    if (grain != KJ_HOUR)
        used += snprintf(out + used, size - (size_t)used, ":%02" PRId32, clock / 60 % 60);
    if (grain == KJ_SECOND)
        used += snprintf(out + used, size - (size_t)used, ":%02" PRId32, clock % 60);
    return used;
}

size_t kj_period_write(const kj_period *p, bool last, char out[KJ_MOMENT_TEXT]) {
    kj_day day = last ? p->last : p->first;
    int32_t clock = last ? p->last_clock : p->first_clock;
    if (!kj_is_set(clock))
        return (size_t)write_day(out, KJ_MOMENT_TEXT, day);
    /* A range of hours may end on a minute (9:00—11:30): what is not on the full hour shows it. */
    kj_grain grain = p->grain == KJ_HOUR && clock % 3600 ? KJ_MINUTE : p->grain;
    return (size_t)write_moment(out, KJ_MOMENT_TEXT, day, clock, grain);
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
    write_day(out->edtf, sizeof out->edtf, day);
    return true;
}

bool kj_period_days(kj_period *out, kj_day first, kj_day last, kj_grain grain) {
    if (!make(out, first, last, grain))
        return false;
    int used = write_day(out->edtf, sizeof out->edtf, first);
    out->edtf[used++] = '/';
    write_day(out->edtf + used, sizeof out->edtf - (size_t)used, last);
    return true;
}

bool kj_period_months(kj_period *out, int32_t year, int32_t first, int32_t last, kj_grain grain) {
    int32_t last_year = year + (last - 1) / 12, last_month = (last - 1) % 12 + 1;
    if (first < 1 || first > 12)
        return false;
    kj_day a = {year, first, 1}, b = {last_year, last_month, kj_month_days(last_year, last_month)};
    if (!make(out, a, b, grain))
        return false;
    int used = write_year(out->edtf, sizeof out->edtf, year);
    used += snprintf(out->edtf + used, sizeof out->edtf - (size_t)used, "-%02" PRId32, first);
    if (first == last)
        return true;
    out->edtf[used++] = '/';
    used += write_year(out->edtf + used, sizeof out->edtf - (size_t)used, last_year);
    snprintf(out->edtf + used, sizeof out->edtf - (size_t)used, "-%02" PRId32, last_month);
    return true;
}

/* A year with one of EDTF's codes for its divisions. */
static void write_division(kj_period *out, int32_t year, int32_t code) {
    int used = write_year(out->edtf, sizeof out->edtf, year);
    snprintf(out->edtf + used, sizeof out->edtf - (size_t)used, "-%" PRId32, code);
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
        int used = write_year(out->edtf, sizeof out->edtf, first);
        if (first != last)
            out->edtf[used++] = '/';
        if (first != last)
            write_year(out->edtf + used, sizeof out->edtf - (size_t)used, last);
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
    write_moment(out->edtf, sizeof out->edtf, day, clock, grain);
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
