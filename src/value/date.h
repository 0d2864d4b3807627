/* Calendar dates: what a date expression says, and what it means against a reference date. */
#ifndef KJ_VALUE_DATE_H
#define KJ_VALUE_DATE_H

#include "kaoju.h"
#include "value/lunar.h"

/* A day of the proleptic Gregorian calendar. Years 1..9999. */
typedef struct kj_day {
    int32_t year, month, day;
} kj_day;
bool kj_day_valid(kj_day day);
bool kj_day_read(kaoju_string text, kj_day *out); /* YYYY-MM-DD */
int64_t kj_day_number(kj_day day);                /* days since 1970-01-01 (Howard Hinnant's civil_from_days) */
kj_day kj_day_from_number(int64_t number);
int kj_day_weekday(kj_day day); /* 1 = Monday .. 7 */
int kj_month_days(int32_t year, int32_t month);

typedef enum kj_grain {
    KJ_DAY,
    KJ_WEEK,
    KJ_TENDAYS,
    KJ_MONTH,
    KJ_QUARTER,
    KJ_SEASON,
    KJ_HALF,
    KJ_YEAR,
    KJ_DECADE,
    KJ_CENTURY
} kj_grain;
const char *kj_grain_name(kj_grain grain); /* "day" "week" "tendays" "month" ... */

#define KJ_UNSET INT32_MIN

/* What the text says, field by field; KJ_UNSET where it says nothing. Filled by rules (the keys of `value` have these
 * names); missing coarser fields come from the anchor. */
typedef struct kj_date_parts {
    int32_t year, month, day;
    int32_t quarter;                /* 1..4 */
    int32_t half;                   /* 1, 2 */
    int32_t season;                 /* 1 spring .. 4 winter */
    int32_t tendays;                /* 1 上旬 2 中旬 3 下旬 */
    int32_t weekday;                /* 1..7 */
    int32_t decade;                 /* 90 of 90年代; with century, or 1990 */
    int32_t century;                /* 20 */
    int32_t part;                   /* 1 初/early, 2 中/mid, 3 底,末/late of the finest field */
    int32_t shift;                  /* 去年 -1: grain `shift_grain` away from the anchor's */
    int32_t shift_to;               /* with it an interval: 未来两年 shift 0, shift_to 2; 两年来 -2..0 */
    int32_t shift_grain;            /* a kj_grain */
    int32_t lunar_month, lunar_day; /* traditional calendar, month 1..12 */
    int32_t previous;               /* 1: counts from the date last mentioned (当天), not from the reference date */
    int32_t months_from, months_to; /* 前三季度, 1至5月 as month range of the year */
} kj_date_parts;
kj_date_parts kj_date_parts_none(void);

typedef struct kj_period {
    kj_day first, last; /* both included */
    kj_grain grain;
    bool relative; /* the anchor was needed */
    bool open_end; /* EDTF "A/.." */
    char edtf[48]; /* "2025-06-18" "2025-06" "2025-33" (quarters 33..36) "2025-06-16/2025-06-18" "199X" */
} kj_period;

/* Meaning of `parts` for the day `anchor`. False if it is no date (month 13, 30 February) or needs an anchor and has
 * none (anchor == NULL). News bias: a missing year or month is the one that puts the date nearest to the anchor, the
 * past one if equally near. */
bool kj_date_resolve(const kj_date_parts *parts, const kj_day *anchor, kj_period *out);

/* A range: fields missing in `to` come from `from` (6月16日至18日) and the other way round (1至5月, 2025至2026年). */
bool kj_date_resolve_range(const kj_date_parts *from, const kj_date_parts *to, const kj_day *anchor, kj_period *out);

#endif
