/* The civil calendar: days, weekdays, month lengths. Algorithms: Howard Hinnant, chrono-compatible low-level date
 * algorithms (days_from_civil, civil_from_days). Constant time. */
#include "value/date.h"

static bool is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int kj_month_days(int32_t year, int32_t month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool kj_day_valid(kj_day day) {
    return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= kj_month_days(day.year, day.month);
}

bool kj_day_read(kaoju_string text, kj_day *out) {
    static const char form[] = "0000-00-00";
    int32_t parts[3] = {0};
    if (text.size != sizeof form - 1)
        return false;
    for (size_t i = 0, part = 0; i < text.size; i++) {
        char c = text.data[i];
        if (form[i] == '-' ? c != '-' : c < '0' || c > '9')
            return false;
        if (form[i] == '-')
            part++;
        else
            parts[part] = parts[part] * 10 + (c - '0');
    }
    kj_day day = {parts[0], parts[1], parts[2]};
    if (!kj_day_valid(day))
        return false;
    *out = day;
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
    static const char *const names[] = {"day",    "week", "tendays", "month",  "quarter",
                                        "season", "half", "year",    "decade", "century"};
    return names[grain];
}

kj_date_parts kj_date_parts_none(void) {
    kj_date_parts none;
    for (size_t i = 0; i < sizeof none / sizeof(int32_t); i++)
        ((int32_t *)(void *)&none)[i] = KJ_UNSET;
    return none;
}
