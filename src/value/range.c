/* From date to date: what one end does not say is taken from the other. 6月16日至18日, 1至5月, 2025至2026年, 下午3点到5点,
 * 去年12月至今年3月. Constant time. */
#include "value/calendar.h"

/* Year fields of one end for the other that has none; the month for one that is only a day. */
static void inherit(kj_date_parts *to, const kj_date_parts *from) {
    bool day_only = (kj_is_set(to->day) || kj_is_set(to->tendays)) && !kj_is_set(to->month) && !kj_has_year(to);
    if (!kj_has_year(to)) {
        to->year = from->year;
        to->era = from->era;
        to->cycle = from->cycle;
        if (!kj_is_set(from->shift_to) &&
            (from->shift_grain == KJ_YEAR || (day_only && from->shift_grain == KJ_MONTH))) {
            to->shift = from->shift;
            to->shift_grain = from->shift_grain;
        }
    }
    if (kj_is_set(to->decade) && to->decade < 100 && !kj_is_set(to->century) &&
        !kj_is_set(to->shift)) { /* 七八十年代 */
        to->century = from->century;
        if (from->shift_grain == KJ_CENTURY) {
            to->shift = from->shift;
            to->shift_grain = KJ_CENTURY;
        }
    }
    if (kj_is_set(to->weekday) && !kj_is_set(to->shift) && from->shift_grain == KJ_WEEK) {
        to->shift = from->shift;
        to->shift_grain = KJ_WEEK;
    }
    if (kj_is_set(to->lunar_day) && !kj_is_set(to->lunar_month)) { /* 正月初一至初七 */
        to->lunar_month = from->lunar_month;
        to->lunar_leap = from->lunar_leap;
    }
    if (day_only) {
        to->month = from->month;
        to->lunar_month = from->lunar_month;
    }
}

/* 28日至3月5日, 20号到下个月5号: a start that is only a day, and a later one than that of the end, is of the month before. */
static void month_before(kj_date_parts *from, const kj_date_parts *to) {
    bool day_only = kj_is_set(from->day) && !kj_is_set(from->month) && !kj_has_year(from);
    if (!day_only || !kj_is_set(to->day) || from->day <= to->day)
        return;
    if (kj_is_set(to->month) && to->month >= 1) {
        from->month = to->month > 1 ? to->month - 1 : 12;
        if (to->month == 1 && kj_is_set(to->year))
            from->year = to->year - 1;
    } else if (to->shift_grain == KJ_MONTH && kj_is_set(to->shift) && !kj_is_set(to->shift_to) &&
               to->shift > INT32_MIN + 1) {
        from->shift = to->shift - 1;
        from->shift_grain = KJ_MONTH;
    }
}

/* 下午3点到5点, 明天上午9点至11点: a time of day alone takes everything that the first end says but its clock, and its part of
 * day too if it has none of its own. */
kj_date_parts kj_date_range_end(const kj_date_parts *from, const kj_date_parts *to) {
    if (!kj_date_parts_is_clock(to))
        return *to;
    kj_date_parts end = *from;
    if (kj_is_set(to->from_hour))
        end.from_hour = end.to_hour = KJ_UNSET;
    end.hour = end.minute = end.second = KJ_UNSET;
    kj_date_parts_merge(&end, to);
    return end;
}

/* The first date that `to` can be on or after the day `start`: within a year, or within a month for a bare day. */
static bool next_after(const kj_date_parts *to, kj_day start, kj_period *out) {
    if (kj_is_set(to->weekday) && !kj_within_year(to))
        return kj_period_day(out, kj_plus_days(start, (to->weekday - kj_day_weekday(start) + 7) % 7));
    int32_t last = kj_is_set(to->month) || !kj_is_set(to->day) ? 1 : 12;
    kj_lunar lunar = {.year = start.year};
    if (kj_is_set(to->lunar_month)) /* 腊月 in January is of the lunar year before */
        kj_lunar_from_day(start, &lunar);
    for (int32_t shift = 0; shift <= last; shift++) {
        kj_date_parts c = *to;
        c.year = last == 1 ? lunar.year + shift : start.year + (start.month - 1 + shift) / 12;
        if (last == 12)
            c.month = (start.month - 1 + shift) % 12 + 1;
        if (kj_date_resolve(&c, NULL, out) && kj_day_number(out->last) >= kj_day_number(start))
            return true;
    }
    return false;
}

/* Both ends without a year: of last year, this and next the whole range that is nearest (1至10月 in November is past). */
static bool nearest_range(const kj_date_parts *from, const kj_date_parts *to, const kj_day *anchor, kj_period *out) {
    kj_choice c = {.found = false};
    kj_period first, last, both;
    for (int32_t year = anchor->year - 1; year <= kj_last_year(from, anchor); year++) {
        kj_date_parts a = *from;
        a.year = year;
        if (kj_date_resolve(&a, NULL, &first) && next_after(to, first.first, &last) &&
            kj_period_join(&first, &last, &both))
            kj_keep_nearer(&c, &both, anchor, year);
    }
    c.best.relative = true;
    *out = c.best;
    return c.found;
}

/* Both ends bare days: the range that is nearest, of last month, this one or the next (1日至15日 on the 18th is past). */
static bool nearest_days(const kj_date_parts *from, const kj_date_parts *to, const kj_day *anchor, kj_period *out) {
    kj_choice c = {.found = false};
    kj_period first, last, both;
    for (int32_t shift = -1; shift <= 1; shift++) {
        kj_date_parts a = *from;
        a.year = anchor->year + (anchor->month + shift + 11) / 12 - 1;
        a.month = (anchor->month + shift + 11) % 12 + 1;
        if (kj_date_resolve(&a, NULL, &first) && next_after(to, first.first, &last) &&
            kj_period_join(&first, &last, &both))
            kj_keep_nearer(&c, &both, anchor, anchor->year);
    }
    c.best.relative = true;
    *out = c.best;
    return c.found;
}

static bool is_bare_day(const kj_date_parts *p) {
    return kj_is_set(p->day) && !kj_is_set(p->month) && !kj_has_year(p) && !kj_within_year(p);
}

static bool clock_range(const kj_date_parts *from, const kj_date_parts *to, const kj_moment *anchor, kj_period *out) {
    kj_period first, last;
    const kj_date_parts end = kj_date_range_end(from, to);
    if (!kj_date_resolve(from, anchor, &first) || !kj_date_resolve(&end, anchor, &last))
        return false;
    bool relative = first.relative;
    if (!kj_period_join(&first, &last, out)) { /* 晚上11点到凌晨2点 */
        kj_period next;
        bool shared = !kj_is_set(to->from_hour) && kj_is_set(from->from_hour);
        if (shared && kj_is_set(from->to_hour) && from->to_hour > from->from_hour && from->to_hour < 24)
            return false; /* 下午3点到2点 */
        int64_t seconds = (kj_day_number(last.first) + 1) * KJ_DAY_SECONDS + last.first_clock;
        if (!kj_is_set(last.first_clock) || !kj_period_moment(&next, seconds, last.grain) ||
            !kj_period_join(&first, &next, out))
            return false;
    }
    out->relative = relative;
    return true;
}

/* The same in the year before: 12月 of 12月至2025年3月. */
static bool year_before(kj_date_parts *p) {
    bool counted = !kj_is_set(p->year) && kj_is_set(p->shift) && p->shift_grain == KJ_YEAR;
    if (counted)
        p->shift--;
    else if (kj_is_set(p->year))
        p->year--;
    return counted || kj_is_set(p->year);
}

/* `b` is the end with what it took from the start, `to` as it is printed: without a year it may be of the next one
 * (2024年12月30日至1月2日). */
static bool join_ends(const kj_date_parts *a, const kj_date_parts *b, const kj_date_parts *to, const kj_moment *anchor,
                      kj_period *out) {
    kj_period first, last;
    if (!kj_date_resolve(a, anchor, &first))
        return false;
    bool relative = first.relative;
    kj_moment start = {first.first, KJ_UNSET}; /* 2024年11月到次年2月 */
    const kj_moment *end_anchor = b->previous == 1 ? &start : anchor;
    bool own = kj_has_year(b) && kj_date_resolve(b, end_anchor, &last) && kj_period_join(&first, &last, out);
    if (own)
        relative |= last.relative;
    else if (kj_has_year(to) || !next_after(to, first.first, &last) || !kj_period_join(&first, &last, out))
        return false;
    out->relative = relative;
    return true;
}

bool kj_date_resolve_range(const kj_date_parts *from, const kj_date_parts *to, const kj_moment *anchor,
                           kj_period *out) {
    kj_date_parts a = *from, b = *to;
    if (kj_date_parts_is_clock(to))
        return clock_range(from, to, anchor, out);
    inherit(&b, from);
    month_before(&a, to);
    bool counted = to->previous == 1; /* 11月至次年2月 tells no year of November */
    if (!counted)
        inherit(&a, to);
    if (anchor && is_bare_day(&a) && is_bare_day(&b))
        return nearest_days(&a, &b, &anchor->day, out);
    if (!kj_has_year(&a) && !kj_has_year(&b) && kj_within_year(&a))
        return anchor && nearest_range(&a, &b, &anchor->day, out);
    return join_ends(&a, &b, to, anchor, out) ||
           (!counted && !kj_has_year(from) && year_before(&a) && join_ends(&a, &b, to, anchor, out));
}
