/* Days of the Gregorian year that move: solar terms, the nth Sunday of a month, Easter; and the festivals of
 * dict/date/festival.tsv, whose columns a kj_festival holds. */
#ifndef KJ_VALUE_FESTIVAL_H
#define KJ_VALUE_FESTIVAL_H

#include "value/date.h"

/* The day of solar term 1 (小寒, January) to 24 (冬至, December) in a year 1901..2100, China time. Source: solar_term.c. */
bool kj_solar_term(int32_t year, int32_t term, kj_day *out);

/* The nth (1..5, or -1: the last) weekday (1 Monday .. 7 Sunday) of a month; false if the month has no fifth. */
bool kj_nth_weekday(int32_t year, int32_t month, int32_t nth, int32_t weekday, kj_day *out);

/* Easter Sunday of the western churches, years 1583..9999. */
bool kj_easter_sunday(int32_t year, kj_day *out);

typedef enum kj_calendar {
    KJ_CALENDAR_GREGORIAN,  /* month, day */
    KJ_CALENDAR_LUNAR,      /* month, day; day -1 is the last of the month */
    KJ_CALENDAR_WEEKDAY,    /* month, nth, weekday */
    KJ_CALENDAR_SOLAR_TERM, /* nth: the term, 1..24 */
    KJ_CALENDAR_EASTER      /* Easter Sunday: shift says which day after it */
} kj_calendar;
bool kj_calendar_read(kaoju_string name, kj_calendar *out); /* "gregorian" "lunar" "weekday" "solar_term" "easter" */

/* One row of dict/date/festival.tsv; fields that its calendar does not need are not read. */
typedef struct kj_festival {
    kj_calendar calendar;
    int32_t month, day, nth, weekday;
    int32_t shift; /* days after the day that the others say: 耶稣受难日 -2, 寒食节 -1; 0 for most */
} kj_festival;

/* The day of the festival in the Gregorian year `year`; lunar ones as kj_lunar_in_year. False if there is none or the
 * year is outside the tables. */
bool kj_festival_day(const kj_festival *festival, int32_t year, kj_day *out);

#endif
