/* A festival and a Gregorian year -> the day, for every calendar that dict/date/festival.tsv names. Islamic, Hindu and
 * Jewish festivals are not computed: their days are announced or need calendars of their own. Constant time but for the
 * table of lunar.c. */
#include "value/festival.h"

#include "base/string.h"

bool kj_nth_weekday(int32_t year, int32_t month, int32_t nth, int32_t weekday, kj_day *out) {
    kj_day first = {year, month, 1};
    if (!kj_day_valid(first) || weekday < 1 || weekday > 7 || (nth != -1 && (nth < 1 || nth > 5)))
        return false;
    int32_t days = kj_month_days(year, month);
    int32_t day = 1 + (weekday - kj_day_weekday(first) + 7) % 7;
    day += nth > 0 ? (nth - 1) * 7 : (days - day) / 7 * 7;
    *out = (kj_day){year, month, day};
    return day <= days;
}

/* The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
bool kj_easter_sunday(int32_t year, kj_day *out) {
    if (year < 1583 || year > 9999)
        return false;
    int32_t golden = year % 19, century = year / 100, rest = year % 100;
    int32_t moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int32_t sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    int32_t late = (golden + 11 * moon + 22 * sunday) / 451;
    int32_t day = moon + sunday - 7 * late + 114; /* 31 * month + day - 1 */
    *out = (kj_day){year, day / 31, day % 31 + 1};
    return true;
}

bool kj_calendar_read(kaoju_string name, kj_calendar *out) {
    static const char *const names[] = {"gregorian", "lunar", "weekday", "solar_term", "easter"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (kj_string_is(name, names[i])) {
            *out = (kj_calendar)i;
            return true;
        }
    return false;
}

static bool unshifted(const kj_festival *festival, int32_t year, kj_day *out) {
    switch (festival->calendar) {
    case KJ_CALENDAR_GREGORIAN:
        *out = (kj_day){year, festival->month, festival->day};
        return kj_day_valid(*out);
    case KJ_CALENDAR_LUNAR:
        return kj_lunar_in_year(year, festival->month, festival->day, out);
    case KJ_CALENDAR_WEEKDAY:
        return kj_nth_weekday(year, festival->month, festival->nth, festival->weekday, out);
    case KJ_CALENDAR_SOLAR_TERM:
        return kj_solar_term(year, festival->nth, out);
    case KJ_CALENDAR_EASTER:
        return kj_easter_sunday(year, out);
    }
    return false;
}

bool kj_festival_day(const kj_festival *festival, int32_t year, kj_day *out) {
    kj_day day;
    if (festival->shift < -366 || festival->shift > 366 || !unshifted(festival, year, &day))
        return false;
    *out = kj_day_from_number(kj_day_number(day) + festival->shift);
    return kj_day_valid(*out);
}
