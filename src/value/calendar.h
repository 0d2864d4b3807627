/* Between calendar.c and range.c. */
#ifndef KJ_VALUE_CALENDAR_H
#define KJ_VALUE_CALENDAR_H

#include "value/period.h"

/* Of several readings the one nearest to the anchor. */
typedef struct kj_choice {
    bool found;
    int64_t cost;
    kj_period best;
} kj_choice;
void kj_keep_nearer(kj_choice *choice, const kj_period *period, const kj_day *anchor, int32_t year);

/* The last year that a date without one can be of. */
int32_t kj_last_year(const kj_date_parts *parts, const kj_day *anchor);
bool kj_has_year(const kj_date_parts *parts);
bool kj_within_year(const kj_date_parts *parts); /* says something finer than a year and coarser than a day */

#endif
