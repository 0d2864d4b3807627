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

/* T08 T09:15, behind what tells the day. */
static void add_time(const kj_date_parts *p, char out[KJ_EDTF_SIZE], size_t used) {
    kj_period period;
    kj_date_parts clock = kj_date_parts_none();
    clock.hour = p->hour;
    clock.minute = p->minute;
    clock.second = p->second;
    clock.from_hour = p->from_hour;
    clock.to_hour = p->to_hour;
    if (kj_is_set(p->hour) && kj_period_day(&period, (kj_day){2000, 1, 1}) && kj_period_clock(&clock, &period))
        snprintf(out + used, KJ_EDTF_SIZE - used, "%s", strchr(period.edtf, 'T'));
}

bool kj_date_pattern(const kj_date_parts *p, char out[KJ_EDTF_SIZE]) {
    char month[16] = "XX", day[16] = "";
    out[0] = '\0';
    if (kj_is_set(p->month))
        snprintf(month, sizeof month, "%02d", (int)p->month);
    if (kj_is_set(p->day))
        snprintf(day, sizeof day, "-%02d", (int)p->day);
    if (p->weekend == 1)
        snprintf(out, KJ_EDTF_SIZE, "XXXX-WXX-WE");
    else if (kj_is_set(p->weekday))
        snprintf(out, KJ_EDTF_SIZE, "XXXX-WXX-%d", (int)p->weekday);
    else if (kj_is_set(p->quarter))
        snprintf(out, KJ_EDTF_SIZE, "XXXX-Q%d", (int)p->quarter);
    else if (kj_is_set(p->month) || kj_is_set(p->day))
        snprintf(out, KJ_EDTF_SIZE, "XXXX-%s%s", month, day);
    add_time(p, out, strlen(out));
    return out[0] != '\0';
}
