/* The civil calendar: days, weekdays, month lengths. Algorithms: Howard Hinnant, chrono-compatible low-level date
 * algorithms (days_from_civil, civil_from_days). Constant time. */
#include "value/date.h"

#include <string.h>

static bool is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int kj_month_days(int32_t year, int32_t month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool kj_day_valid(kj_day day) {
    return day.year >= -9999 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= kj_month_days(day.year, day.month);
}

/* Digits by a form of 0s; other characters must be the same. */
static bool read_form(kaoju_string text, const char *form, int32_t *parts) {
    size_t part = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
            return false;
        if (form[i] != '0')
            part++;
        else
            parts[part] = parts[part] * 10 + (c - '0');
    }
    return true;
}

bool kj_moment_read(kaoju_string text, kj_moment *out) {
    static const char form[] = "0000-00-00T00:00:00";
    int32_t p[6] = {0};
    bool length = text.size == strlen("0000-00-00") || text.size == strlen("0000-00-00T00:00") ||
                  text.size == strlen("0000-00-00T00:00:00");
    if (!length || !read_form(text, form, p))
        return false;
    kj_moment moment = {{p[0], p[1], p[2]}, p[3] * 3600 + p[4] * 60 + p[5]};
    if (!kj_day_valid(moment.day) || moment.day.year < 1 || p[3] > 23 || p[4] > 59 || p[5] > 59)
        return false;
    if (text.size == strlen("0000-00-00"))
        moment.clock = KJ_UNSET;
    *out = moment;
    return true;
}

int64_t kj_day_number(kj_day day) {
    int64_t y = day.month <= 2 ? (int64_t)day.year - 1 : day.year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

kj_day kj_day_from_number(int64_t number) {
    number += 719468;
    int64_t era = (number >= 0 ? number : number - 146096) / 146097;
    int64_t day_of_era = number - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    kj_day day = {.day = (int32_t)(day_of_year - (153 * shifted + 2) / 5 + 1)};
    day.month = (int32_t)(shifted < 10 ? shifted + 3 : shifted - 9);
    day.year = (int32_t)(year_of_era + era * 400 + (day.month <= 2));
    return day;
}

int kj_day_weekday(kj_day day) {
    int64_t since_monday = (kj_day_number(day) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

const char *kj_grain_name(kj_grain grain) {
    static const char *const names[] = {"second", "minute",  "hour",   "part", "day",  "weekend", "week",   "tendays",
                                        "month",  "quarter", "season", "half", "year", "decade",  "century"};
    return names[grain];
}
