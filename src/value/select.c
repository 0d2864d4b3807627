/* A period and what is said of a piece of it -> that piece: 十月的第一周, 2021年的前2周, 上月最后五天, 一季度末, 90年代初.
 *
 * Weeks are those that begin (for the last ones: end) in the period, from Monday to Sunday; other units are counted from its
 * first day. Constant time. */
#include "value/period.h"

/* Years that 初, 中 and 末 take of ten and of a hundred: a policy, see dict/README.md. */
static const int32_t edges_of_decade[3][2] = {{0, 2}, {3, 6}, {7, 9}};
static const int32_t edges_of_century[3][2] = {{0, 19}, {40, 69}, {80, 99}};

static int64_t months_between(kj_day first, kj_day last) {
    return ((int64_t)last.year - first.year) * 12 + last.month - first.month + 1;
}

static kj_day first_monday(const kj_period *p) {
    return kj_plus_days(p->first, (8 - kj_day_weekday(p->first)) % 7);
}

/* How many whole units it has. */
static int64_t count(const kj_period *p, kj_grain grain) {
    int64_t days = kj_day_number(p->last) - kj_day_number(p->first) + 1;
    switch (grain) {
    case KJ_DAY:
        return days;
    case KJ_WEEK:
        return (kj_day_number(p->last) - kj_day_number(first_monday(p)) + 1) / 7;
    case KJ_MONTH:
        return months_between(p->first, p->last);
    case KJ_QUARTER:
        return months_between(p->first, p->last) / 3;
    case KJ_YEAR:
        return (int64_t)p->last.year - p->first.year + 1;
    default:
        return 0;
    }
}

static bool unit(const kj_period *p, kj_grain grain, int64_t index, kj_period *out) {
    int64_t month = p->first.month + index;
    kj_day monday;
    switch (grain) {
    case KJ_DAY:
        return kj_period_day(out, kj_plus_days(p->first, index));
    case KJ_WEEK:
        monday = kj_plus_days(first_monday(p), index * 7);
        return kj_period_days(out, monday, kj_plus_days(monday, 6), KJ_WEEK);
    case KJ_MONTH:
        month = (month - 1) % 12 + 1;
        return kj_period_months(out, p->first.year + (int32_t)((p->first.month - 1 + index) / 12), (int32_t)month,
                                (int32_t)month, KJ_MONTH);
    case KJ_QUARTER:
        return p->first.month % 3 == 1 &&
               kj_period_quarter(out, p->first.year, p->first.month / 3 + 1 + (int32_t)index);
    case KJ_YEAR:
        return kj_period_years(out, p->first.year + (int32_t)index, p->first.year + (int32_t)index, KJ_YEAR);
    default:
        return false;
    }
}

/* Units first..last, counted from 0. */
static bool units(kj_period *p, int32_t grain, int64_t first, int64_t last) {
    kj_period a, b;
    if (!kj_is_set(grain) || first < 0 || last < first || last >= count(p, (kj_grain)grain))
        return false;
    if (!unit(p, (kj_grain)grain, first, &a) || !unit(p, (kj_grain)grain, last, &b))
        return false;
    if (first < last)
        return kj_period_join(&a, &b, p);
    *p = a;
    return true;
}

/* The last week of a month may end in the next one; the nth one only has to begin in it. */
static bool nth_unit(kj_period *p, int32_t grain, int32_t nth) {
    kj_period found;
    if (grain != KJ_WEEK)
        return units(p, grain, (int64_t)nth - 1, (int64_t)nth - 1);
    if (nth < 1 || !unit(p, KJ_WEEK, nth - 1, &found) || kj_day_number(found.first) > kj_day_number(p->last))
        return false;
    *p = found;
    return true;
}

/* The nth weekday of a period, or counted from its end: 五月的第二个星期日, 本月最后一个周五. */
static bool nth_weekday(const kj_date_parts *parts, kj_period *p) {
    bool from_end = kj_is_set(parts->tail);
    int64_t nth = from_end ? parts->tail : parts->nth;
    kj_day edge = from_end ? p->last : p->first;
    int away = (from_end ? kj_day_weekday(edge) - parts->weekday : parts->weekday - kj_day_weekday(edge)) + 7;
    int64_t days = away % 7 + (nth - 1) * 7;
    if (nth < 1 || kj_day_number(p->last) - kj_day_number(p->first) < days)
        return false;
    return kj_period_day(p, kj_plus_days(edge, from_end ? -days : days));
}

static bool edge(kj_period *p, int32_t part) {
    if (part < 1 || part > 3)
        return true;
    int32_t year = p->first.year, index = part - 1;
    switch (p->grain) {
    case KJ_QUARTER: /* 一季度末 is its last month */
        return kj_period_months(p, year, p->first.month + index, p->first.month + index, KJ_MONTH);
    case KJ_DECADE:
        return kj_period_years(p, year + edges_of_decade[index][0], year + edges_of_decade[index][1], KJ_DECADE);
    case KJ_CENTURY:
        return kj_period_years(p, year + edges_of_century[index][0], year + edges_of_century[index][1], KJ_CENTURY);
    default:
        return true;
    }
}

bool kj_period_select(const kj_date_parts *parts, kj_period *p) {
    if (kj_is_set(parts->calendar)) /* 母亲节: nth is the festival's */
        return true;
    if (kj_is_set(parts->part) && !edge(p, parts->part))
        return false;
    bool counted = (kj_is_set(parts->nth) && parts->nth_grain == KJ_DAY) ||
                   (kj_is_set(parts->tail) && parts->tail_grain == KJ_DAY);
    if (counted && kj_is_set(parts->weekday))
        return nth_weekday(parts, p);
    if (kj_is_set(parts->nth) && !nth_unit(p, parts->nth_grain, parts->nth))
        return false;
    if (kj_is_set(parts->nth) && parts->nth_grain == KJ_WEEK && kj_is_set(parts->weekday))
        return kj_period_day(p, kj_plus_days(p->first, parts->weekday - 1));
    if (kj_is_set(parts->head))
        return units(p, parts->head_grain, 0, (int64_t)parts->head - 1);
    if (kj_is_set(parts->tail)) {
        int64_t all = kj_is_set(parts->tail_grain) ? count(p, (kj_grain)parts->tail_grain) : 0;
        return units(p, parts->tail_grain, all - parts->tail, all - 1);
    }
    return true;
}
