/* What a date expression says + the day it is read on -> the days it means, and its EDTF.
 *
 * A missing coarser field is taken from the anchor: the reading nearest to it wins, the one in the anchor's year before
 * others, the past one if two are equally near (news tells of what has happened). Ranges fill each end from the other. EDTF: ISO 8601-2, quarters as 33 to 36,
 * seasons 21 to 24, decades 199X; what EDTF has no name for (weeks, ten days, halves) is an interval of days or months.
 * Constant time. */
#include "value/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A two-digit year is the one at most this many years after the anchor. */
#define SHORT_YEAR_AHEAD 10
/* What a reading in another year than the anchor's has against it, in half days. */
#define OTHER_YEAR_COST 120

static bool set(int32_t field) {
    return field != KJ_UNSET;
}

/* ------------------------------------------------------------------ making periods */

static bool make(kj_period *out, kj_day first, kj_day last, kj_grain grain) {
    if (!kj_day_valid(first) || !kj_day_valid(last))
        return false;
    *out = (kj_period){.first = first, .last = last, .grain = grain};
    return true;
}

static bool make_day(kj_period *out, kj_day day) {
    if (!make(out, day, day, KJ_DAY))
        return false;
    snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "-%02" PRId32 "-%02" PRId32, day.year, day.month, day.day);
    return true;
}

/* Interval of days, for grains that EDTF has no code for. */
static bool make_days(kj_period *out, kj_day first, kj_day last, kj_grain grain) {
    kj_period a, b;
    if (!make_day(&a, first) || !make_day(&b, last) || !make(out, first, last, grain))
        return false;
    snprintf(out->edtf, sizeof out->edtf, "%.10s/%.10s", a.edtf, b.edtf);
    return true;
}

/* Months [first, last] of a year; last may pass 12 (winter). */
static bool make_months(kj_period *out, int32_t year, int32_t first, int32_t last, kj_grain grain) {
    int32_t last_year = year + (last - 1) / 12, last_month = (last - 1) % 12 + 1;
    if (first < 1 || first > 12)
        return false;
    kj_day a = {year, first, 1}, b = {last_year, last_month, kj_month_days(last_year, last_month)};
    if (!make(out, a, b, grain))
        return false;
    if (first == last)
        snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "-%02" PRId32, year, first);
    else
        snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "-%02" PRId32 "/%04" PRId32 "-%02" PRId32, year, first,
                 last_year, last_month);
    return true;
}

static bool make_quarter(kj_period *out, int32_t year, int32_t quarter) {
    if (quarter < 1 || quarter > 4 || !make_months(out, year, quarter * 3 - 2, quarter * 3, KJ_QUARTER))
        return false;
    snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "-%" PRId32, year, 32 + quarter);
    return true;
}

static bool make_season(kj_period *out, int32_t year, int32_t season) {
    if (season < 1 || season > 4 || !make_months(out, year, season * 3, season * 3 + 2, KJ_SEASON))
        return false;
    snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "-%" PRId32, year, 20 + season);
    return true;
}

static bool make_years(kj_period *out, int32_t first, int32_t last, kj_grain grain) {
    if (!make(out, (kj_day){first, 1, 1}, (kj_day){last, 12, 31}, grain))
        return false;
    if (grain == KJ_DECADE)
        snprintf(out->edtf, sizeof out->edtf, "%03" PRId32 "X", first / 10);
    else if (grain == KJ_CENTURY)
        snprintf(out->edtf, sizeof out->edtf, "%02" PRId32 "XX", first / 100);
    else if (first == last)
        snprintf(out->edtf, sizeof out->edtf, "%04" PRId32, first);
    else
        snprintf(out->edtf, sizeof out->edtf, "%04" PRId32 "/%04" PRId32, first, last);
    return true;
}

/* ------------------------------------------------------------------ inside a known year or month */

static bool in_month(const kj_date_parts *p, int32_t year, int32_t month, kj_period *out) {
    if (month < 1 || month > 12 || year < 1 || year > 9999)
        return false;
    if (set(p->day))
        return make_day(out, (kj_day){year, month, p->day});
    if (set(p->tendays)) {
        int32_t first = p->tendays * 10 - 9, last = p->tendays == 3 ? kj_month_days(year, month) : p->tendays * 10;
        return make_days(out, (kj_day){year, month, first}, (kj_day){year, month, last}, KJ_TENDAYS);
    }
    return make_months(out, year, month, month, KJ_MONTH);
}

static bool in_year(const kj_date_parts *p, int32_t year, kj_period *out) {
    static const int32_t part_months[] = {1, 6, 12}; /* 年初 年中 年底 */
    kj_day day;
    if (set(p->lunar_month))
        return kj_lunar_to_day(year, p->lunar_month, set(p->lunar_day) ? p->lunar_day : 1, &day) && make_day(out, day);
    if (set(p->month))
        return in_month(p, year, p->month, out);
    if (set(p->quarter))
        return make_quarter(out, year, p->quarter);
    if (set(p->half))
        return make_months(out, year, p->half == 1 ? 1 : 7, p->half == 1 ? 6 : 12, KJ_HALF);
    if (set(p->season))
        return make_season(out, year, p->season);
    if (set(p->months_from))
        return make_months(out, year, p->months_from, p->months_to, KJ_MONTH);
    if (set(p->part) && p->part >= 1 && p->part <= 3)
        return in_month(p, year, part_months[p->part - 1], out);
    return make_years(out, year, year, KJ_YEAR);
}

/* ------------------------------------------------------------------ counted from the anchor */

static void shift_month(const kj_day *anchor, int32_t shift, int32_t *year, int32_t *month) {
    int64_t index = (int64_t)anchor->year * 12 + anchor->month - 1 + shift;
    *year = (int32_t)(index / 12);
    *month = (int32_t)(index % 12) + 1;
}

static kj_day plus_days(kj_day day, int64_t days) {
    return kj_day_from_number(kj_day_number(day) + days);
}

static bool in_week(const kj_date_parts *p, const kj_day *anchor, int32_t shift, kj_period *out) {
    kj_day monday = plus_days(*anchor, (int64_t)shift * 7 - (kj_day_weekday(*anchor) - 1));
    if (set(p->weekday))
        return make_day(out, plus_days(monday, p->weekday - 1));
    return make_days(out, monday, plus_days(monday, 6), KJ_WEEK);
}

static bool in_century(const kj_date_parts *p, int32_t century, kj_period *out) {
    int32_t first = (century - 1) * 100;
    if (!set(p->decade))
        return first > 0 && make_years(out, first, first + 99, KJ_CENTURY);
    return p->decade % 10 == 0 && p->decade < 100 &&
           make_years(out, first + p->decade, first + p->decade + 9, KJ_DECADE);
}

static bool shifted(const kj_date_parts *p, const kj_day *anchor, int32_t shift, kj_period *out) {
    int32_t year, month;
    switch ((kj_grain)p->shift_grain) {
    case KJ_DAY:
        return make_day(out, plus_days(*anchor, shift));
    case KJ_WEEK:
        return in_week(p, anchor, shift, out);
    case KJ_MONTH:
        shift_month(anchor, shift, &year, &month);
        return in_month(p, year, month, out);
    case KJ_QUARTER:
        shift_month(anchor, shift * 3, &year, &month);
        return make_quarter(out, year, (month + 2) / 3);
    case KJ_DECADE:
        return make_years(out, (anchor->year / 10 + shift) * 10, (anchor->year / 10 + shift) * 10 + 9, KJ_DECADE);
    case KJ_CENTURY:
        return in_century(p, anchor->year / 100 + 1 + shift, out);
    default:
        return in_year(p, anchor->year + shift, out);
    }
}

static bool join(const kj_period *a, const kj_period *b, kj_period *out) {
    if (kj_day_number(a->first) > kj_day_number(b->last))
        return false;
    if (strchr(a->edtf, '/') || strchr(b->edtf, '/'))
        return make_days(out, a->first, b->last, b->grain);
    *out = (kj_period){.first = a->first, .last = b->last, .grain = b->grain};
    snprintf(out->edtf, sizeof out->edtf, "%.22s/%.22s", a->edtf, b->edtf);
    return true;
}

static bool shifted_interval(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    kj_period a, b;
    if (p->shift_grain == KJ_WEEK)
        return make_days(out, plus_days(*anchor, (int64_t)p->shift * 7), plus_days(*anchor, (int64_t)p->shift_to * 7),
                         KJ_WEEK);
    return shifted(p, anchor, p->shift, &a) && shifted(p, anchor, p->shift_to, &b) && join(&a, &b, out);
}

/* ------------------------------------------------------------------ nearest to the anchor */

/* Newspapers leave out the year when it is the current one; another year must be much nearer to be meant (12月30日 in
 * January, 1月5日 in December). Doubled days, so that the future can lose a tie by one. */
static int64_t cost(const kj_period *period, const kj_day *anchor, int32_t year) {
    int64_t day = kj_day_number(*anchor), first = kj_day_number(period->first), last = kj_day_number(period->last);
    int64_t days = day < first ? 2 * (first - day) + 1 : day > last ? 2 * (day - last) : 0;
    return year == anchor->year ? days : days * 5 / 2 + OTHER_YEAR_COST;
}

typedef struct choice {
    bool found;
    int64_t cost;
    kj_period best;
} choice;

static void keep_nearer(choice *c, const kj_period *period, const kj_day *anchor, int32_t year) {
    int64_t here = cost(period, anchor, year);
    if (!c->found || here < c->cost)
        *c = (choice){true, here, *period};
}

static bool chosen(const choice *c, kj_period *out) {
    if (c->found)
        *out = c->best;
    return c->found;
}

/* A quarter or half is hardly ever one of next year: 一季度 in November is this year's. */
static int32_t last_year(const kj_date_parts *p, const kj_day *anchor) {
    return set(p->quarter) || set(p->half) || set(p->season) ? anchor->year : anchor->year + 1;
}

static bool nearest_year(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    choice c = {.found = false};
    kj_period period;
    if (set(p->part) && !set(p->month)) /* 年底 is the end of this year */
        return in_year(p, anchor->year, out);
    for (int32_t year = anchor->year - 1; year <= last_year(p, anchor); year++)
        if (in_year(p, year, &period))
            keep_nearer(&c, &period, anchor, year);
    return chosen(&c, out);
}

static bool nearest_month(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    choice c = {.found = false};
    kj_period period;
    for (int32_t shift = -1; shift <= 1; shift++) {
        int32_t year, month;
        shift_month(anchor, shift, &year, &month);
        if (in_month(p, year, month, &period))
            keep_nearer(&c, &period, anchor, anchor->year);
    }
    return chosen(&c, out);
}

static bool nearest_decade(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    int32_t century = anchor->year / 100 + 1;
    return in_century(p, century * 100 - 100 + p->decade > anchor->year ? century - 1 : century, out);
}

static int32_t full_year(int32_t year, const kj_day *anchor) {
    if (year >= 100 || !anchor)
        return year;
    int32_t base = anchor->year / 100 * 100;
    return base + year > anchor->year + SHORT_YEAR_AHEAD ? base + year - 100 : base + year;
}

static bool within_year(const kj_date_parts *p) {
    return set(p->month) || set(p->quarter) || set(p->half) || set(p->season) || set(p->part) || set(p->lunar_month) ||
           set(p->months_from);
}

bool kj_date_resolve(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    bool ok = false;
    bool absolute = set(p->century) || (set(p->year) && p->year >= 100) || (set(p->decade) && p->decade >= 100);
    if (!absolute && !anchor)
        return false;
    if (set(p->century))
        ok = in_century(p, p->century, out);
    else if (set(p->year))
        ok = in_year(p, full_year(p->year, anchor), out);
    else if (set(p->shift) && set(p->shift_to))
        ok = shifted_interval(p, anchor, out);
    else if (set(p->shift))
        ok = shifted(p, anchor, p->shift, out);
    else if (set(p->decade))
        ok = p->decade >= 100 ? make_years(out, p->decade, p->decade + 9, KJ_DECADE) : nearest_decade(p, anchor, out);
    else if (set(p->weekday))
        ok = make_day(out, plus_days(*anchor, -((kj_day_weekday(*anchor) - p->weekday + 7) % 7)));
    else if (within_year(p))
        ok = nearest_year(p, anchor, out);
    else if (set(p->day))
        ok = nearest_month(p, anchor, out);
    if (ok)
        out->relative = !absolute;
    return ok;
}

/* ------------------------------------------------------------------ ranges */

static bool has_year(const kj_date_parts *p) {
    return set(p->year) || set(p->shift) || set(p->century) || set(p->decade);
}

/* Year fields of one end for the other that has none; the month for one that is only a day. */
static void inherit(kj_date_parts *to, const kj_date_parts *from) {
    bool day_only = set(to->day) && !set(to->month) && !has_year(to);
    if (!has_year(to)) {
        to->year = from->year;
        if (!set(from->shift_to) && (from->shift_grain == KJ_YEAR || (day_only && from->shift_grain == KJ_MONTH))) {
            to->shift = from->shift;
            to->shift_grain = from->shift_grain;
        }
    }
    if (day_only)
        to->month = from->month;
}

/* The first date that `to` can be on or after the day `start`: within a year, or within a month for a bare day. */
static bool next_after(const kj_date_parts *to, kj_day start, kj_period *out) {
    int32_t last = set(to->month) || !set(to->day) ? 1 : 12;
    for (int32_t shift = 0; shift <= last; shift++) {
        kj_date_parts c = *to;
        c.year = start.year + (last == 1 ? shift : (start.month - 1 + shift) / 12);
        if (last == 12)
            c.month = (start.month - 1 + shift) % 12 + 1;
        if (kj_date_resolve(&c, NULL, out) && kj_day_number(out->last) >= kj_day_number(start))
            return true;
    }
    return false;
}

/* Both ends without a year: of last year, this and next the whole range that is nearest (1至10月 in November is past). */
static bool nearest_range(const kj_date_parts *from, const kj_date_parts *to, const kj_day *anchor, kj_period *out) {
    choice c = {.found = false};
    kj_period first, last, both;
    for (int32_t year = anchor->year - 1; year <= last_year(from, anchor); year++) {
        kj_date_parts a = *from;
        a.year = year;
        if (kj_date_resolve(&a, NULL, &first) && next_after(to, first.first, &last) && join(&first, &last, &both))
            keep_nearer(&c, &both, anchor, year);
    }
    if (c.found)
        c.best.relative = true;
    return chosen(&c, out);
}

bool kj_date_resolve_range(const kj_date_parts *from, const kj_date_parts *to, const kj_day *anchor, kj_period *out) {
    kj_date_parts a = *from, b = *to;
    kj_period first, last;
    inherit(&b, from);
    inherit(&a, to);
    if (!has_year(&a) && !has_year(&b) && within_year(&a))
        return anchor && nearest_range(&a, &b, anchor, out);
    if (!kj_date_resolve(&a, anchor, &first))
        return false;
    if (has_year(&b) ? !kj_date_resolve(&b, anchor, &last) : !next_after(&b, first.first, &last))
        return false;
    bool relative = first.relative || (has_year(&b) && last.relative);
    if (!join(&first, &last, out))
        return false;
    out->relative = relative;
    return true;
}
