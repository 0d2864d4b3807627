/* Between the files that make periods: period.c builds and joins them, select.c takes pieces of them, clock.c sets the
 * time of day, calendar.c reads the parts. All return false when there is no such day. */
#ifndef KJ_VALUE_PERIOD_H
#define KJ_VALUE_PERIOD_H

#include "value/date.h"

static inline bool kj_is_set(int32_t field) {
    return field != KJ_UNSET;
}

bool kj_period_day(kj_period *out, kj_day day);
bool kj_period_days(kj_period *out, kj_day first, kj_day last, kj_grain grain); /* grains that EDTF has no code for */
bool kj_period_months(kj_period *out, int32_t year, int32_t first, int32_t last, kj_grain grain); /* last may pass 12 */
bool kj_period_quarter(kj_period *out, int32_t year, int32_t quarter);
bool kj_period_season(kj_period *out, int32_t year, int32_t season);
bool kj_period_years(kj_period *out, int32_t first, int32_t last, kj_grain grain);
/* One moment, or the second to which `grain` is exact. `seconds` since 1970-01-01T00:00. */
bool kj_period_moment(kj_period *out, int64_t seconds, kj_grain grain);
/* From the start of a to the end of b. Either may be `out`. */
bool kj_period_join(const kj_period *a, const kj_period *b, kj_period *out);

/* select.c: nth, head, tail and the edge of a quarter, decade or century. */
bool kj_period_select(const kj_date_parts *parts, kj_period *period);
/* clock.c: the time of day in a period of one day. */
bool kj_period_clock(const kj_date_parts *parts, kj_period *period);

static inline kj_day kj_plus_days(kj_day day, int64_t days) {
    return kj_day_from_number(kj_day_number(day) + days);
}
#define KJ_DAY_SECONDS 86400

#endif
