/* The traditional Chinese calendar, lunar years 1900 to 2100, by table: a day in one calendar -> the day in the other.
 *
 * One number for each lunar year: bits 15..4 are months 1 to 12 (1: 30 days, 0: 29), bits 3..0 the month after which a
 * leap month comes (0: none), bit 16 that it has 30 days. Year 1900 begins on 1900-01-31. Source: the table of the Hong
 * Kong Observatory as in the package zhdate 0.1 (MIT).
 *
 * Compared day by day from 1900-01-31 to 2101-01-28 with sxtwl 2.0.7 (astronomical, with what was printed at the time):
 * no difference. Other sources differ at new moons close to midnight, each in one month:
 *   1914-11-17, 1916-02-03, 1920-11-10  months 10, 1, 10 begin a day later when computed for UTC+8: the almanacs of then
 *               counted by Peking mean time (the new moon was 2 to 5 minutes after midnight of UTC+8)
 *   1933-07-23, 1954-11-25, 1978-09-03  lunardate 0.3, which follows old almanacs, begins a day earlier, later, earlier;
 *               Hong Kong kept Mid-Autumn 1978 on 16 September, here it is the 17th as on the mainland
 *   1924        sometimes named with them: none of these sources differs
 *   2057-09-28, 2089-09-04, 2097-08-07  LunarCalendar 0.0.9 (all) and lunar_python 1.4.8 (2057) begin a day later; the
 *               new moon of 2057 is ten seconds before midnight
 *   2033        the leap month is 11, as all of these say now; almanacs printed before about 1990 had 7
 *   ICU 78      leaves this table in 12 places, 1917 to 2070 (leap months 1917, 1922, 1987; days else), from its coarser
 *               astronomy; 2018-11-07 (here 30 of month 9) is one.
 * Cost: a sum over the years before. */
#include "value/date.h"

#define FIRST_YEAR KJ_LUNAR_FIRST
#define LAST_YEAR KJ_LUNAR_LAST
#define LEAP KJ_LUNAR_LEAP

static const uint32_t years[LAST_YEAR - FIRST_YEAR + 1] = {
    0x04BD8, 0x04AE0, 0x0A570, 0x054D5, 0x0D260, 0x0D950, 0x16554, 0x056A0, 0x09AD0, 0x055D2, 0x04AE0, 0x0A5B6, 0x0A4D0,
    0x0D250, 0x1D255, 0x0B540, 0x0D6A0, 0x0ADA2, 0x095B0, 0x14977, 0x04970, 0x0A4B0, 0x0B4B5, 0x06A50, 0x06D40, 0x1AB54,
    0x02B60, 0x09570, 0x052F2, 0x04970, 0x06566, 0x0D4A0, 0x0EA50, 0x16A95, 0x05AD0, 0x02B60, 0x186E3, 0x092E0, 0x1C8D7,
    0x0C950, 0x0D4A0, 0x1D8A6, 0x0B550, 0x056A0, 0x1A5B4, 0x025D0, 0x092D0, 0x0D2B2, 0x0A950, 0x0B557, 0x06CA0, 0x0B550,
    0x15355, 0x04DA0, 0x0A5B0, 0x14573, 0x052B0, 0x0A9A8, 0x0E950, 0x06AA0, 0x0AEA6, 0x0AB50, 0x04B60, 0x0AAE4, 0x0A570,
    0x05260, 0x0F263, 0x0D950, 0x05B57, 0x056A0, 0x096D0, 0x04DD5, 0x04AD0, 0x0A4D0, 0x0D4D4, 0x0D250, 0x0D558, 0x0B540,
    0x0B6A0, 0x195A6, 0x095B0, 0x049B0, 0x0A974, 0x0A4B0, 0x0B27A, 0x06A50, 0x06D40, 0x0AF46, 0x0AB60, 0x09570, 0x04AF5,
    0x04970, 0x064B0, 0x074A3, 0x0EA50, 0x06B58, 0x05AC0, 0x0AB60, 0x096D5, 0x092E0, 0x0C960, 0x0D954, 0x0D4A0, 0x0DA50,
    0x07552, 0x056A0, 0x0ABB7, 0x025D0, 0x092D0, 0x0CAB5, 0x0A950, 0x0B4A0, 0x0BAA4, 0x0AD50, 0x055D9, 0x04BA0, 0x0A5B0,
    0x15176, 0x052B0, 0x0A930, 0x07954, 0x06AA0, 0x0AD50, 0x05B52, 0x04B60, 0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530,
    0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250, 0x0D520, 0x0DD45, 0x0B5A0, 0x056D0, 0x055B2,
    0x049B0, 0x0A577, 0x0A4B0, 0x0AA50, 0x1B255, 0x06D20, 0x0ADA0, 0x14B63, 0x09370, 0x049F8, 0x04970, 0x064B0, 0x168A6,
    0x0EA50, 0x06AA0, 0x1A6C4, 0x0AAE0, 0x092E0, 0x0D2E3, 0x0C960, 0x0D557, 0x0D4A0, 0x0DA50, 0x05D55, 0x056A0, 0x0A6D0,
    0x055D4, 0x052D0, 0x0A9B8, 0x0A950, 0x0B4A0, 0x0B6A6, 0x0AD50, 0x055A0, 0x0ABA4, 0x0A5B0, 0x052B0, 0x0B273, 0x06930,
    0x07337, 0x06AA0, 0x0AD50, 0x14B55, 0x04B60, 0x0A570, 0x054E4, 0x0D160, 0x0E968, 0x0D520, 0x0DAA0, 0x16AA6, 0x056D0,
    0x04AE0, 0x0A9D4, 0x0A2D0, 0x0D150, 0x0F252, 0x0D520,
};

static int month_days(uint32_t code, int month) {
    return code >> (16 - month) & 1 ? 30 : 29;
}
static int leap_month(uint32_t code) {
    return (int)(code & 15);
}
static int leap_days(uint32_t code) {
    return !leap_month(code) ? 0 : code >> 16 & 1 ? 30 : 29;
}

static int year_days(uint32_t code) {
    int days = leap_days(code);
    for (int month = 1; month <= 12; month++)
        days += month_days(code, month);
    return days;
}

static bool known_year(int32_t year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* Day number of the first day of a year, also of the one behind the table. */
static int64_t new_year(int32_t year) {
    int64_t number = kj_day_number((kj_day){FIRST_YEAR, 1, 31});
    for (int32_t y = FIRST_YEAR; y < year; y++)
        number += year_days(years[y - FIRST_YEAR]);
    return number;
}

/* The month behind `month` in a year with that code; LEAP + m follows m if there is one. */
static int32_t next_month(uint32_t code, int32_t month) {
    if (month > LEAP)
        return month - LEAP + 1;
    return leap_month(code) == month ? month + LEAP : month + 1;
}

int32_t kj_lunar_month_days(int32_t year, int32_t month) {
    if (!known_year(year))
        return 0;
    uint32_t code = years[year - FIRST_YEAR];
    if (month > LEAP)
        return leap_month(code) == month - LEAP ? leap_days(code) : 0;
    return month >= 1 && month <= 12 ? month_days(code, month) : 0;
}

bool kj_lunar_to_day(int32_t year, int32_t month, int32_t day, kj_day *out) {
    int32_t days = kj_lunar_month_days(year, month);
    if (day < 0)
        day += days + 1;
    if (day < 1 || day > days)
        return false;
    int64_t number = new_year(year);
    for (int32_t m = 1; m != month; m = next_month(years[year - FIRST_YEAR], m))
        number += kj_lunar_month_days(year, m);
    *out = kj_day_from_number(number + day - 1);
    return true;
}

bool kj_lunar_from_day(kj_day day, kj_lunar *out) {
    if (!kj_day_valid(day))
        return false;
    int64_t number = kj_day_number(day);
    int32_t year = day.year;
    if (!known_year(year) || number < new_year(year))
        year--; /* before the new year of its Gregorian year */
    if (!known_year(year) || number >= new_year(year + 1))
        return false;
    int32_t left = (int32_t)(number - new_year(year)), month = 1;
    for (; left >= kj_lunar_month_days(year, month); month = next_month(years[year - FIRST_YEAR], month))
        left -= kj_lunar_month_days(year, month);
    *out = (kj_lunar){year, month, left + 1};
    return true;
}

bool kj_lunar_year(int32_t year, kj_day *first, kj_day *last) {
    if (!known_year(year))
        return false;
    *first = kj_day_from_number(new_year(year));
    *last = kj_day_from_number(new_year(year + 1) - 1);
    return true;
}

bool kj_lunar_month(int32_t year, int32_t month, kj_day *first, kj_day *last) {
    return kj_lunar_to_day(year, month, 1, first) && kj_lunar_to_day(year, month, -1, last);
}

bool kj_lunar_in_year(int32_t year, int32_t month, int32_t day, kj_day *out) {
    return kj_lunar_to_day(month % LEAP == 12 ? year - 1 : year, month, day, out);
}

/* ------------------------------------------------------------------ cycles */

/* 甲子 and 鼠 are year 4. */
#define CYCLE_START 4

bool kj_cycle_year_from(int32_t length, int32_t index, int32_t first, int32_t *out) {
    if (length < 1 || length > 60 || index < 0 || index >= length || first < 1 || first > 9999 - 60)
        return false;
    int32_t place = ((first - CYCLE_START) % length + length) % length;
    *out = first + (index - place + length) % length;
    return true;
}
