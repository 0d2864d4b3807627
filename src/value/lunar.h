/* The traditional Chinese calendar (农历): months and days by the moon, years named in cycles of 60 and 12. */
#ifndef KJ_VALUE_LUNAR_H
#define KJ_VALUE_LUNAR_H

#include "kaoju.h"

typedef struct kj_day kj_day; /* value/date.h, which includes this file */

/* Lunar years that the table holds. It covers every Gregorian day from 1900-01-31 to 2101-01-28; a lunar year has the
 * number of the Gregorian year in which it begins. Source and known disagreements: lunar.c. */
#define KJ_LUNAR_FIRST 1900
#define KJ_LUNAR_LAST 2100

/* Months are 1..12; the leap month after month m is KJ_LUNAR_LEAP + m (闰六月: 106). */
#define KJ_LUNAR_LEAP 100

typedef struct kj_lunar {
    int32_t year, month, day;
} kj_lunar;

/* Gregorian day of a lunar one. Days below 0 count from the end of the month: -1 is the last, the 29th or 30th
 * (除夕 is month 12, day -1). False if there is no such day or leap month, or the year is outside the table. */
bool kj_lunar_to_day(int32_t year, int32_t month, int32_t day, kj_day *out);
/* The other way round. */
bool kj_lunar_from_day(kj_day day, kj_lunar *out);

/* A day as a festival of the Gregorian year `year`: as kj_lunar_to_day, but month 12 is the one before the new year of
 * that year, so that 2025年除夕 is 2025-01-28 and 2023年腊八 2022-12-30. A text that says 农历2025年腊月 means the
 * lunar year: kj_lunar_to_day. */
bool kj_lunar_in_year(int32_t year, int32_t month, int32_t day, kj_day *out);

int32_t kj_lunar_month_days(int32_t year, int32_t month); /* 29, 30; 0 if there is no such month */

/* First and last day of a lunar year (甲辰年: 2024-02-10 to 2025-01-28) or month. */
bool kj_lunar_year(int32_t year, kj_day *first, kj_day *last);
bool kj_lunar_month(int32_t year, int32_t month, kj_day *first, kj_day *last);

/* Year of the cycle of 60 (甲子 0 .. 癸亥 59: dict/date/ganzhi.tsv) or 12 (鼠 0 .. 猪 11: dict/date/zodiac.tsv), the first
 * one in `first` or later: 光绪甲午 is kj_cycle_year_from(60, 30, 1875). False for an index outside the cycle, years outside
 * 1..9939. */
bool kj_cycle_year_from(int32_t length, int32_t index, int32_t first, int32_t *out);

#endif
