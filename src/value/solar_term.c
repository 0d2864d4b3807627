/* The 24 solar terms (节气), 1901 to 2100: year and term -> day, in China time (UTC+8), by table.
 *
 * A term is the moment when the sun's longitude is 270 + 15 * term degrees, and stays within two or three days of the
 * year; which of them is the table, written by dict/generate/solar_term.py from sxtwl (BSD). It agrees with lunar_python
 * 1.4.8 in all 4800 terms and with ephem 4.2.1 in all but 1951 冬至, which is 1.6 seconds after midnight and so here on
 * 23 December. Others within half a minute of midnight: 1911 立夏, 1923 雨水, 1979 大寒. The days before 1929 are by UTC+8
 * too, which was not the time of the almanacs of then. Constant time. */
#include "value/festival.h"

#include "value/solar_term.inc"

bool kj_solar_term(int32_t year, int32_t term, kj_day *out) {
    if (year < FIRST_YEAR || year > LAST_YEAR || term < 1 || term > 24)
        return false;
    int32_t days = (int32_t)(later[year - FIRST_YEAR] >> 2 * (term - 1) & 3);
    *out = (kj_day){year, (term + 1) / 2, first_day[term - 1] + days};
    return true;
}
