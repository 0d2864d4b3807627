/* Calendar dates: what a date expression says, and what it means against a reference date. */
#ifndef KJ_VALUE_DATE_H
#define KJ_VALUE_DATE_H

#include "kaoju.h"
#include "value/lunar.h"

#define KJ_UNSET INT32_MIN

/* A day of the proleptic Gregorian calendar. Years -9999..9999 as ISO 8601 counts them: 0 is 1 BC. */
typedef struct kj_day {
    int32_t year, month, day;
} kj_day;
bool kj_day_valid(kj_day day);
int64_t kj_day_number(kj_day day); /* days since 1970-01-01 (Howard Hinnant's civil_from_days) */
kj_day kj_day_from_number(int64_t number);
int kj_day_weekday(kj_day day); /* 1 = Monday .. 7 */
int kj_month_days(int32_t year, int32_t month);

/* A day and, if it is known, the second in it. */
typedef struct kj_moment {
    kj_day day;
    int32_t clock; /* 0..86399; KJ_UNSET: only the day is known */
} kj_moment;
bool kj_moment_read(kaoju_string text, kj_moment *out); /* YYYY-MM-DD, YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS */

/* From fine to coarse. */
typedef enum kj_grain {
    KJ_SECOND,
    KJ_MINUTE,
    KJ_HOUR,
    KJ_PART, /* of a day: 上午 */
    KJ_DAY,
    KJ_WEEKEND,
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

/* What the text says, field by field; KJ_UNSET where it says nothing. Filled by rules (the keys of `value` have these
 * names); missing coarser fields come from the anchor. */
typedef struct kj_date_parts {
    int32_t year, month, day;
    int32_t era;              /* Gregorian year of year 1 of the era that `year` is counted in: 1912 for 民国三年 */
    int32_t cycle;            /* 0 甲子 .. 59 癸亥 */
    int32_t zodiac;           /* 0 鼠 .. 11 猪 */
    int32_t quarter;          /* 1..4 */
    int32_t half;             /* 1, 2 */
    int32_t season;           /* 1 spring .. 4 winter */
    int32_t tendays;          /* 1 上旬 2 中旬 3 下旬; half a month: 4 上半月 5 下半月 */
    int32_t weekday;          /* 1..7 */
    int32_t weekend;          /* 1: Saturday and Sunday of the week */
    int32_t decade;           /* 90 of 90年代, or 9 of 八九十年代; with century, or 1990 */
    int32_t century;          /* 20 */
    int32_t part;             /* 1 初/early, 2 中/mid, 3 底,末/late of the finest field */
    int32_t shift;            /* 去年 -1: grain `shift_grain` away from the anchor's */
    int32_t shift_to;         /* with it an interval: 未来两年 shift 0, shift_to 2; 两年来 -2..0 */
    int32_t shift_grain;      /* a kj_grain */
    int32_t more, more_grain; /* two years and six months ago: shift -2 years, more -6 months */
    int32_t this_day;         /* 1: 去年今日, the day and month of the anchor in what the other fields say */
    int32_t lunar_month, lunar_day, lunar_leap; /* traditional calendar, month 1..12, day -1 the last, leap 1: 闰 */
    int32_t calendar;                           /* of a festival, a kj_calendar; it takes month, day, nth, weekday */
    int32_t days_after;                         /* the day of the festival */
    int32_t nth,
        nth_grain; /* 十月的第一周: the nth unit in what the other fields say; days with a weekday: 第二个周日 */
    int32_t head, head_grain;     /* 前5个月: its first units */
    int32_t tail, tail_grain;     /* 最后三天: its last units */
    int32_t hour, minute, second; /* as printed: 下午3点 has hour 3; 差5分8点 has hour 8, minute -5 */
    int32_t from_hour, to_hour;   /* of the part of day, 0..30 (dict/date/daypart.tsv) */
    int32_t previous;             /* 1: counts from the date last mentioned (当天) */
    int32_t same_period;          /* 1: the piece of a year that the date before said (去年同期) */
    int32_t approximate;          /* 1: 2020年前后, 近日 */
} kj_date_parts;
kj_date_parts kj_date_parts_none(void);
/* Copies every field that `more` has set. */
void kj_date_parts_merge(kj_date_parts *parts, const kj_date_parts *more);
bool kj_date_parts_is_clock(const kj_date_parts *parts); /* says a time of day and no date */

#define KJ_EDTF_SIZE 64
typedef struct kj_period {
    kj_day first, last;              /* both included */
    int32_t first_clock, last_clock; /* seconds; KJ_UNSET: whole days */
    kj_grain grain;
    bool relative; /* the anchor was needed */
    /* "2025-06-18" "2025-06" "2025-33" (quarters 33..36) "2025-06-16/2025-06-18" "199X" "2025-06-18T09:30" */
    char edtf[KJ_EDTF_SIZE];
} kj_period;

/* Meaning of `parts` at the moment `anchor`. False if it is no date (month 13, 30 February) or needs an anchor and has
 * none (anchor == NULL), or its clock (3小时前). News bias: a missing year or month is the one that puts the date
 * nearest to the anchor, the past one if equally near. A time of day without a date is of the anchor's day. */
bool kj_date_resolve(const kj_date_parts *parts, const kj_moment *anchor, kj_period *out);

/* A range: fields missing in `to` come from `from` (6月16日至18日) and the other way round (1至5月, 2025至2026年). */
bool kj_date_resolve_range(const kj_date_parts *from, const kj_date_parts *to, const kj_moment *anchor, kj_period *out);

/* The end of a range of times with what it leaves to the start: 晚上7点到9点 ends at 9 in the evening. */
kj_date_parts kj_date_range_end(const kj_date_parts *from, const kj_date_parts *to);

/* First and last moment of a period in ISO 8601, as precise as its grain. At most KJ_MOMENT_TEXT bytes. */
#define KJ_MOMENT_TEXT 40
size_t kj_period_write(const kj_period *period, bool last, char out[KJ_MOMENT_TEXT]);

/* What comes back again and again (每周三, 每年9月, 每天8点) as a pattern of TIMEX3: "XXXX-WXX-3" "XXXX-09" "XXXX-XX-04"
 * "T08", with an end (`to` may be NULL) "XXXX-WXX-1/XXXX-WXX-5" "T19/T21". False if the parts name nothing that can (每年). */
#define KJ_PATTERN_SIZE 64
bool kj_date_pattern(const kj_date_parts *from, const kj_date_parts *to, char out[KJ_PATTERN_SIZE]);

#endif
