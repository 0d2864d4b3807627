/* What a date expression says + the moment it is read at -> the days it means.
 *
 * A missing coarser field is taken from the anchor: the reading nearest to it wins, the one in the anchor's year before
 * others, the past one if two are equally near (news tells of what has happened). Ranges fill each end from the other
 * (range.c). Constant time. */
#include "value/calendar.h"
#include "value/festival.h"

#include <stdio.h>
#include <string.h>

/* A two-digit year is the one at most this many years after the anchor. */
#define SHORT_YEAR_AHEAD 10
/* Counts of smaller units: 1000 years of seconds do not fit, nobody writes them. */
#define SHIFT_MAX (1 << 30)
/* What a reading in another year than the anchor's has against it: how many times nearer it must be, and half days more.
 * A festival is often named ahead of its year (元旦 in November). */
typedef struct year_cost {
    int64_t times_two, more;
} year_cost;
static const year_cost of_date = {5, 120}, of_festival = {4, 60}, of_nothing = {2, 0};

/* ------------------------------------------------------------------ inside a known year or month */

static bool in_month(const kj_date_parts *p, int32_t year, int32_t month, kj_period *out) {
    if (month < 1 || month > 12)
        return false;
    if (kj_is_set(p->day))
        return kj_period_day(out, (kj_day){year, month, p->day});
    if (kj_is_set(p->tendays)) {
        static const int32_t firsts[] = {1, 11, 21, 1, 16}, lasts[] = {10, 20, 0, 15, 0}; /* 0: of the month */
        if (p->tendays < 1 || p->tendays > 5)
            return false;
        int32_t first = firsts[p->tendays - 1], last = lasts[p->tendays - 1];
        last = last ? last : kj_month_days(year, month);
        return kj_period_days(out, (kj_day){year, month, first}, (kj_day){year, month, last}, KJ_TENDAYS);
    }
    return kj_period_months(out, year, month, month, KJ_MONTH);
}

/* A month of the traditional calendar, or a day of it. */
static bool in_lunar_year(const kj_date_parts *p, int32_t year, kj_period *out) {
    kj_day first, last;
    int32_t month = p->lunar_month + (p->lunar_leap == 1 ? KJ_LUNAR_LEAP : 0);
    if (kj_is_set(p->lunar_day))
        return kj_lunar_to_day(year, month, p->lunar_day, &first) && kj_period_day(out, first);
    return kj_lunar_month(year, month, &first, &last) && kj_period_days(out, first, last, KJ_MONTH);
}

static int32_t or_zero(int32_t field) {
    return kj_is_set(field) ? field : 0;
}

static bool in_festival_year(const kj_date_parts *p, int32_t year, kj_period *out) {
    kj_day day;
    kj_festival festival = {(kj_calendar)p->calendar, or_zero(p->month),   or_zero(p->day),
                            or_zero(p->nth),          or_zero(p->weekday), or_zero(p->days_after)};
    return kj_festival_day(&festival, year, &day) && kj_period_day(out, day);
}

static bool in_year(const kj_date_parts *p, int32_t year, kj_period *out) {
    static const int32_t part_months[] = {1, 6, 12}; /* 年初 年中 年底 */
    if (kj_is_set(p->calendar))
        return in_festival_year(p, year, out);
    if (kj_is_set(p->lunar_month))
        return in_lunar_year(p, year, out);
    if (kj_is_set(p->month))
        return in_month(p, year, p->month, out);
    if (kj_is_set(p->quarter))
        return kj_period_quarter(out, year, p->quarter);
    if (kj_is_set(p->half))
        return kj_period_months(out, year, p->half == 1 ? 1 : 7, p->half == 1 ? 6 : 12, KJ_HALF);
    if (kj_is_set(p->season))
        return kj_period_season(out, year, p->season);
    if (kj_is_set(p->part) && p->part >= 1 && p->part <= 3)
        return in_month(p, year, part_months[p->part - 1], out);
    return kj_period_years(out, year, year, KJ_YEAR);
}

/* ------------------------------------------------------------------ counted from the anchor */

static void shift_month(const kj_day *anchor, int32_t shift, int32_t *year, int32_t *month) {
    int64_t index = (int64_t)anchor->year * 12 + anchor->month - 1 + shift;
    *year = (int32_t)((index - (index < 0 ? 11 : 0)) / 12);
    *month = (int32_t)(index - (int64_t)*year * 12) + 1;
}

/* The same day some months away; the last one where the month is shorter. */
static kj_day month_day(const kj_day *anchor, int32_t shift) {
    kj_day day = {.day = anchor->day};
    shift_month(anchor, shift, &day.year, &day.month);
    int32_t days = kj_month_days(day.year, day.month);
    day.day = day.day > days ? days : day.day;
    return day;
}

static bool in_week(const kj_date_parts *p, const kj_day *anchor, int32_t shift, kj_period *out) {
    kj_day monday = kj_plus_days(*anchor, (int64_t)shift * 7 - (kj_day_weekday(*anchor) - 1));
    if (p->weekend == 1)
        return kj_period_days(out, kj_plus_days(monday, 5), kj_plus_days(monday, 6), KJ_WEEKEND);
    if (kj_is_set(p->weekday))
        return kj_period_day(out, kj_plus_days(monday, p->weekday - 1));
    return kj_period_days(out, monday, kj_plus_days(monday, 6), KJ_WEEK);
}

static bool in_century(const kj_date_parts *p, int32_t century, kj_period *out) {
    int32_t first = (century - 1) * 100;
    if (!century)
        return false;
    if (century < 0) /* the second before our era is -199 to -100 */
        return kj_period_years(out, century * 100 + 1, century * 100 + 100, KJ_CENTURY);
    if (!kj_is_set(p->decade))
        return kj_period_years(out, first, first + 99, KJ_CENTURY);
    int32_t decade = p->decade < 10 ? p->decade * 10 : p->decade;
    return decade % 10 == 0 && decade < 100 && kj_period_years(out, first + decade, first + decade + 9, KJ_DECADE);
}

/* 3小时前: exact to the minute, unless seconds are counted or the anchor is in the middle of a minute. */
static bool shifted_clock(const kj_moment *anchor, kj_grain grain, int32_t shift, kj_period *out) {
    int64_t unit = grain == KJ_HOUR ? 3600 : grain == KJ_MINUTE ? 60 : 1;
    if (!kj_is_set(anchor->clock))
        return false;
    kj_grain exact = grain == KJ_SECOND || anchor->clock % 60 ? KJ_SECOND : KJ_MINUTE;
    return kj_period_moment(out, kj_day_number(anchor->day) * KJ_DAY_SECONDS + anchor->clock + shift * unit, exact);
}

static bool shifted(const kj_date_parts *p, const kj_moment *anchor, int32_t shift, kj_period *out) {
    int32_t year, month, decade = anchor->day.year / 10 + shift;
    switch ((kj_grain)p->shift_grain) {
    case KJ_SECOND:
    case KJ_MINUTE:
    case KJ_HOUR:
        return shifted_clock(anchor, (kj_grain)p->shift_grain, shift, out);
    case KJ_DAY:
        return kj_period_day(out, kj_plus_days(anchor->day, shift));
    case KJ_WEEK:
        return in_week(p, &anchor->day, shift, out);
    case KJ_MONTH:
        shift_month(&anchor->day, shift, &year, &month);
        return in_month(p, year, month, out);
    case KJ_QUARTER:
        shift_month(&anchor->day, shift * 3, &year, &month);
        return kj_period_quarter(out, year, (month + 2) / 3);
    case KJ_HALF:
        shift_month(&anchor->day, shift * 6, &year, &month);
        return kj_period_months(out, year, month > 6 ? 7 : 1, month > 6 ? 12 : 6, KJ_HALF);
    case KJ_DECADE:
        return kj_period_years(out, decade * 10, decade * 10 + 9, KJ_DECADE);
    case KJ_CENTURY:
        return in_century(p, anchor->day.year / 100 + 1 + shift, out);
    default:
        return in_year(p, anchor->day.year + shift, out);
    }
}

/* 一个半小时后, 两年零三个月前: both counts in the smaller unit. */
static bool shifted_twice(const kj_date_parts *p, const kj_moment *anchor, kj_period *out) {
    static const struct {
        kj_grain grain, more;
        int32_t factor; /* 0: days behind months, which have no fixed length */
    } steps[] = {{KJ_YEAR, KJ_MONTH, 12}, {KJ_DAY, KJ_HOUR, 24},      {KJ_HOUR, KJ_MINUTE, 60},
                 {KJ_WEEK, KJ_DAY, 7},    {KJ_MINUTE, KJ_SECOND, 60}, {KJ_MONTH, KJ_DAY, 0}};
    kj_date_parts finer = *p;
    kj_moment then = *anchor;
    int64_t shift = p->more;
    size_t i = 0;
    while (i < sizeof steps / sizeof *steps &&
           (p->shift_grain != (int32_t)steps[i].grain || p->more_grain != (int32_t)steps[i].more))
        i++;
    if (i == sizeof steps / sizeof *steps)
        return false;
    if (!steps[i].factor)
        then.day = month_day(&anchor->day, p->shift);
    shift += (int64_t)p->shift * steps[i].factor;
    finer.shift_grain = p->more_grain;
    return shift > -SHIFT_MAX && shift < SHIFT_MAX && shifted(&finer, &then, (int32_t)shift, out);
}

static bool shifted_interval(const kj_date_parts *p, const kj_moment *anchor, kj_period *out) {
    kj_period a, b;
    if (p->shift_grain == KJ_WEEK)
        return kj_period_days(out, kj_plus_days(anchor->day, (int64_t)p->shift * 7),
                              kj_plus_days(anchor->day, (int64_t)p->shift_to * 7), KJ_WEEK);
    return shifted(p, anchor, p->shift, &a) && shifted(p, anchor, p->shift_to, &b) && kj_period_join(&a, &b, out);
}

/* ------------------------------------------------------------------ nearest to the anchor */

/* Newspapers leave out the year when it is the current one; another year must be much nearer to be meant (12月30日 in
 * January, 1月5日 in December). Doubled days, so that the future can lose a tie by one. */
static int64_t cost(const kj_period *period, const kj_day *anchor, year_cost other) {
    int64_t day = kj_day_number(*anchor), first = kj_day_number(period->first), last = kj_day_number(period->last);
    int64_t days = day < first ? 2 * (first - day) + 1 : day > last ? 2 * (day - last) : 0;
    return days * other.times_two / 2 + other.more;
}

static void keep_nearer(kj_choice *c, const kj_period *period, const kj_day *anchor, year_cost other) {
    int64_t here = cost(period, anchor, other);
    if (!c->found || here < c->cost)
        *c = (kj_choice){true, here, *period};
}

void kj_keep_nearer(kj_choice *c, const kj_period *period, const kj_day *anchor, int32_t year) {
    keep_nearer(c, period, anchor, year == anchor->year ? of_nothing : of_date);
}

/* A quarter or half is hardly ever one of next year: 一季度 in November is this year's. */
int32_t kj_last_year(const kj_date_parts *p, const kj_day *anchor) {
    bool division = kj_is_set(p->quarter) || kj_is_set(p->half) || kj_is_set(p->season);
    return division ? anchor->year : anchor->year + 1;
}

/* What speaks against the year, in the calendar of the date. */
static year_cost cost_of(const kj_date_parts *p, const kj_period *period, const kj_day *anchor, int32_t year) {
    kj_lunar lunar;
    if (kj_is_set(p->lunar_month) && kj_lunar_from_day(*anchor, &lunar))
        return year == lunar.year || period->last.year == anchor->year ? of_nothing : of_date; /* 腊月 is in two */
    if (kj_is_set(p->calendar))
        return period->first.year == anchor->year ? of_nothing : of_festival;
    return year == anchor->year ? of_nothing : of_date;
}

/* Years to look away for a day that not every year has: leap days are up to eight years apart. */
#define RARE_YEARS 8

static bool nearest_year(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    kj_choice c = {.found = false};
    kj_period period;
    bool year_part = kj_is_set(p->part) && !kj_is_set(p->month) && !kj_is_set(p->quarter);
    if (year_part) /* 年底 is the end of this year */
        return in_year(p, anchor->year, out);
    for (int32_t year = anchor->year - 1; year <= kj_last_year(p, anchor); year++)
        if (in_year(p, year, &period))
            keep_nearer(&c, &period, anchor, cost_of(p, &period, anchor, year));
    for (int32_t away = 2; !c.found && away <= RARE_YEARS; away++) { /* 2月29日 */
        if (in_year(p, anchor->year - away, &period))
            keep_nearer(&c, &period, anchor, of_date);
        if (in_year(p, anchor->year + away, &period))
            keep_nearer(&c, &period, anchor, of_date);
    }
    *out = c.best;
    return c.found;
}

static bool nearest_month(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    kj_choice c = {.found = false};
    kj_period period;
    for (int32_t shift = -1; shift <= 1; shift++) {
        int32_t year, month;
        shift_month(anchor, shift, &year, &month);
        if (in_month(p, year, month, &period))
            keep_nearer(&c, &period, anchor, of_nothing);
    }
    *out = c.best;
    return c.found;
}

static bool nearest_decade(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    int32_t century = anchor->year / 100 + 1, decade = p->decade < 10 ? p->decade * 10 : p->decade;
    return in_century(p, century * 100 - 100 + decade > anchor->year ? century - 1 : century, out);
}

/* ------------------------------------------------------------------ the year */

static int32_t full_year(const kj_date_parts *p, const kj_moment *anchor) {
    if (kj_is_set(p->era) && kj_is_set(p->year))
        return p->era + p->year - 1;
    if (p->year < 0 || p->year >= 100 || !anchor)
        return p->year;
    int32_t base = anchor->day.year / 100 * 100;
    return base + p->year > anchor->day.year + SHORT_YEAR_AHEAD ? base + p->year - 100 : base + p->year;
}

/* 甲辰年, 龙年: at most two years ahead, else the last one. By itself it is the lunar year. */
#define CYCLE_AHEAD 2
static bool in_cycle(const kj_date_parts *p, const kj_day *anchor, kj_period *out) {
    int32_t length = kj_is_set(p->cycle) ? 60 : 12, year;
    kj_day first, last;
    if (!kj_cycle_year_from(length, kj_is_set(p->cycle) ? p->cycle : p->zodiac, anchor->year + CYCLE_AHEAD + 1 - length,
                            &year))
        return false;
    if (!kj_within_year(p) && kj_lunar_year(year, &first, &last))
        return kj_period_days(out, first, last, KJ_YEAR);
    return in_year(p, year, out);
}

bool kj_has_year(const kj_date_parts *p) {
    return kj_is_set(p->year) || kj_is_set(p->shift) || kj_is_set(p->century) || kj_is_set(p->decade) ||
           kj_is_set(p->cycle) || kj_is_set(p->zodiac);
}

bool kj_within_year(const kj_date_parts *p) {
    return kj_is_set(p->month) || kj_is_set(p->quarter) || kj_is_set(p->half) || kj_is_set(p->season) ||
           kj_is_set(p->part) || kj_is_set(p->lunar_month) || kj_is_set(p->nth) || kj_is_set(p->head) ||
           kj_is_set(p->calendar);
}

static bool is_absolute(const kj_date_parts *p) {
    return kj_is_set(p->century) || kj_is_set(p->era) || (kj_is_set(p->year) && (p->year >= 100 || p->year < 0)) ||
           (kj_is_set(p->decade) && p->decade >= 100);
}

bool kj_date_parts_is_clock(const kj_date_parts *p) {
    return (kj_is_set(p->hour) || kj_is_set(p->from_hour)) && !kj_has_year(p) && !kj_within_year(p) &&
           !kj_is_set(p->day) && !kj_is_set(p->weekday) && !kj_is_set(p->weekend);
}

/* 去年今日, 70年前的今天, 下月的今天: the anchor's day in another year, month or week. */
static bool this_day(const kj_date_parts *p, const kj_day *anchor, int32_t year, kj_period *out) {
    if (!kj_is_set(p->shift)) {
        kj_day day = {year, anchor->month, anchor->day};
        return kj_period_day(out, day);
    }
    if (p->shift < -SHIFT_MAX / 12 || p->shift > SHIFT_MAX / 12)
        return false;
    if (p->shift_grain == KJ_WEEK)
        return kj_period_day(out, kj_plus_days(*anchor, (int64_t)p->shift * 7));
    return (p->shift_grain == KJ_YEAR || p->shift_grain == KJ_MONTH) &&
           kj_period_day(out, month_day(anchor, p->shift_grain == KJ_YEAR ? p->shift * 12 : p->shift));
}

/* Everything but the piece of it and the time of day. */
static bool coarse(const kj_date_parts *p, const kj_moment *anchor, kj_period *out) {
    const kj_day *day = anchor ? &anchor->day : NULL;
    if (p->this_day == 1)
        return day && this_day(p, day, full_year(p, anchor), out);
    if (kj_is_set(p->century))
        return in_century(p, p->century, out);
    if (kj_is_set(p->year))
        return in_year(p, full_year(p, anchor), out);
    if (kj_is_set(p->decade) && p->decade >= 100)
        return kj_period_years(out, p->decade, p->decade + 9, KJ_DECADE);
    if (!day)
        return false;
    if (kj_is_set(p->cycle) || kj_is_set(p->zodiac))
        return in_cycle(p, day, out);
    if (kj_is_set(p->shift) && kj_is_set(p->shift_to))
        return shifted_interval(p, anchor, out);
    if (kj_is_set(p->shift) && kj_is_set(p->more))
        return shifted_twice(p, anchor, out);
    if (kj_is_set(p->shift))
        return shifted(p, anchor, p->shift, out);
    if (kj_is_set(p->decade))
        return nearest_decade(p, day, out);
    if (p->weekend == 1)
        return in_week(p, day, 0, out);
    if (kj_within_year(p))
        return nearest_year(p, day, out);
    if (kj_is_set(p->weekday))
        return kj_period_day(out, kj_plus_days(*day, -((kj_day_weekday(*day) - p->weekday + 7) % 7)));
    if (kj_is_set(p->day))
        return nearest_month(p, day, out);
    return kj_date_parts_is_clock(p) && kj_period_day(out, *day);
}

/* EDTF level 1 of approximate dates: 2020~, and each end of an interval. */
static void mark_approximate(kj_period *period) {
    char text[KJ_EDTF_SIZE];
    const char *slash = strchr(period->edtf, '/');
    if (slash)
        snprintf(text, sizeof text, "%.*s~/%.30s~", (int)(slash - period->edtf), period->edtf, slash + 1);
    else
        snprintf(text, sizeof text, "%.62s~", period->edtf);
    memcpy(period->edtf, text, sizeof text);
}

bool kj_date_resolve(const kj_date_parts *p, const kj_moment *anchor, kj_period *out) {
    kj_period period;
    if (!coarse(p, anchor, &period) || !kj_period_select(p, &period) || !kj_period_clock(p, &period))
        return false;
    period.relative = !is_absolute(p);
    if (p->approximate == 1)
        mark_approximate(&period);
    *out = period;
    return true;
}
