/* The fields of a date expression as one array: they are all int32_t, so that merging and clearing need no list of them. */
#include "value/period.h"

#include <stdio.h>
#include <string.h>

#define FIELDS (sizeof(kj_date_parts) / sizeof(int32_t))

kj_date_parts kj_date_parts_none(void) {
    int32_t fields[FIELDS];
    kj_date_parts none;
    for (size_t i = 0; i < FIELDS; i++)
        fields[i] = KJ_UNSET;
    memcpy(&none, fields, sizeof none);
    return none;
}

void kj_date_parts_merge(kj_date_parts *parts, const kj_date_parts *more) {
    int32_t to[FIELDS], from[FIELDS];
    memcpy(to, parts, sizeof to);
    memcpy(from, more, sizeof from);
    for (size_t i = 0; i < FIELDS; i++)
        if (kj_is_set(from[i]))
            to[i] = from[i];
    memcpy(parts, to, sizeof to);
}

/* At most XXXX-WXX-WET23:59:59/XXXX-WXX-WET23:59:59 in all. */
static void append(char out[KJ_PATTERN_SIZE], const char *text) {
    size_t size = strlen(out);
    snprintf(out + size, KJ_PATTERN_SIZE - size, "%s", text);
}

/* T08 T09:15, behind what tells the day. */
static void add_time(const kj_date_parts *p, char out[KJ_PATTERN_SIZE]) {
    kj_period period;
    kj_date_parts clock = kj_date_parts_none();
    clock.hour = p->hour;
    clock.minute = p->minute;
    clock.second = p->second;
    clock.from_hour = p->from_hour;
    clock.to_hour = p->to_hour;
    if (!kj_is_set(p->hour) || !kj_period_day(&period, (kj_day){2000, 1, 1}) || !kj_period_clock(&clock, &period))
        return;
    const char *time = strchr(period.edtf, 'T');
    if (time)
        append(out, time);
}

static void add_day(const kj_date_parts *p, char out[KJ_PATTERN_SIZE]) {
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    char text[24] = "", month[8] = "XX", day[8] = "";
    if (kj_is_set(p->month))
        snprintf(month, sizeof month, "%02u", (unsigned)p->month % 100);
    if (kj_is_set(p->day))
        snprintf(day, sizeof day, "-%02u", (unsigned)p->day % 100);
    if (p->weekend == 1)
        snprintf(text, sizeof text, "XXXX-WXX-WE");
    else if (kj_is_set(p->weekday))
        snprintf(text, sizeof text, "XXXX-WXX-%u", (unsigned)p->weekday % 10);
    else if (kj_is_set(p->quarter))
        snprintf(text, sizeof text, "XXXX-Q%u", (unsigned)p->quarter % 10);
    else if (p->season >= 1 && p->season <= 4)
        snprintf(text, sizeof text, "XXXX-%s", seasons[p->season - 1]);
    else if (kj_is_set(p->month) || kj_is_set(p->day))
        snprintf(text, sizeof text, "XXXX-%s%s", month, day);
    append(out, text);
}

bool kj_date_pattern(const kj_date_parts *from, const kj_date_parts *to, char out[KJ_PATTERN_SIZE]) {
    out[0] = '\0';
    add_day(from, out);
    add_time(from, out);
    if (!out[0] || !to)
        return out[0] != '\0';
    kj_date_parts end = kj_date_range_end(from, to);
    append(out, "/");
    size_t behind = strlen(out);
    if (!kj_date_parts_is_clock(to)) /* 每周六9点到11点 names the day once */
        add_day(&end, out);
    add_time(&end, out);
    if (!out[behind]) /* 每年3月至明年: an end that names nothing */
        out[behind - 1] = '\0';
    return true;
}
