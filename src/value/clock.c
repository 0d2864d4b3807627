/* The time of day: what is printed (下午3点半) and the part of day it is printed with -> hours of the day, which may pass 24
 * into the next day (深夜1点). Constant time. */
#include "value/period.h"

/* Distance of hour h to the hours [from, to]. */
static int32_t distance(int32_t h, int32_t from, int32_t to) {
    return h < from ? from - h : h > to ? h - to : 0;
}

/* Of the hours that a clock shows alike (3, 15, 27) the one nearest to the part of day; a part that is over by noon only
 * changes 12 (凌晨12点 is 0). */
static int32_t hour_of(const kj_date_parts *p) {
    int32_t best = p->hour;
    if (!kj_is_set(p->from_hour) || p->hour > 12)
        return best;
    if (p->to_hour <= 12)
        return p->hour == 12 && p->to_hour <= 6 ? 0 : p->hour;
    for (int32_t h = p->hour % 12; h <= 36; h += 12)
        if (distance(h, p->from_hour, p->to_hour) < distance(best, p->from_hour, p->to_hour))
            best = h;
    return best;
}

static bool moment(const kj_date_parts *p, kj_period *period) {
    int32_t hour = hour_of(p), minute = kj_is_set(p->minute) ? p->minute : 0,
            second = kj_is_set(p->second) ? p->second : 0;
    if (p->hour < 0 || p->hour > 24 || minute < -59 || minute > 59 || second < 0 || second > 59 ||
        (p->hour == 24 && minute + second > 0))
        return false;
    kj_grain grain = kj_is_set(p->second) ? KJ_SECOND : kj_is_set(p->minute) ? KJ_MINUTE : KJ_HOUR;
    return kj_period_moment(
        period, kj_day_number(period->first) * KJ_DAY_SECONDS + (int64_t)hour * 3600 + (int64_t)minute * 60 + second,
        grain);
}

/* 17日晚: the EDTF is the day, the clocks tell the hours. */
static bool part_of_day(const kj_date_parts *p, kj_period *period) {
    if (p->from_hour < 0 || p->to_hour <= p->from_hour || p->to_hour > 48)
        return false;
    int32_t last = p->to_hour * 3600 - 60;
    period->grain = KJ_PART;
    period->first = kj_plus_days(period->first, p->from_hour / 24);
    period->first_clock = p->from_hour % 24 * 3600;
    period->last = kj_plus_days(period->last, last / KJ_DAY_SECONDS);
    period->last_clock = last % KJ_DAY_SECONDS;
    return kj_day_valid(period->last);
}

bool kj_period_clock(const kj_date_parts *p, kj_period *period) {
    bool said = kj_is_set(p->hour) || kj_is_set(p->from_hour);
    if (!said || kj_day_number(period->first) != kj_day_number(period->last) || kj_is_set(period->first_clock))
        return true;
    return kj_is_set(p->hour) ? moment(p, period) : part_of_day(p, period);
}
