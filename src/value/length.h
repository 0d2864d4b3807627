/* Lengths of time: 48小时, 8天又20个小时, 一年零三个月. Years and months have no fixed number of days, so the units stay apart. */
#ifndef KJ_VALUE_LENGTH_H
#define KJ_VALUE_LENGTH_H

#include "value/decimal.h"

typedef enum kj_length_unit {
    KJ_LENGTH_YEAR,
    KJ_LENGTH_MONTH,
    KJ_LENGTH_WEEK,
    KJ_LENGTH_DAY,
    KJ_LENGTH_HOUR,
    KJ_LENGTH_MINUTE,
    KJ_LENGTH_SECOND,
    KJ_LENGTH_UNITS
} kj_length_unit;

typedef struct kj_length {
    kj_decimal amount[KJ_LENGTH_UNITS];
    bool used[KJ_LENGTH_UNITS];
} kj_length;

/* Adds `number` of the unit `code` (dict/unit/duration.tsv): a q mo wk d h min s, a whole number before it multiplies (100a,
 * 15min). False: no such unit (工作日, ms), or too many digits. */
bool kj_length_add(kj_length *length, const kj_decimal *number, kaoju_string code);
bool kj_length_knows(kaoju_string code); /* is it such a unit? */
bool kj_length_merge(kj_length *length, const kj_length *more);
/* Are all units of `more` smaller than those of `length`? */
bool kj_length_is_less(const kj_length *more, const kj_length *length);

/* ISO 8601: P8DT20H, P1Y1M21D, P0.5Y. Needs KJ_LENGTH_TEXT bytes. False if a number is too long. */
#define KJ_LENGTH_TEXT 160
bool kj_length_write(const kj_length *length, char out[KJ_LENGTH_TEXT]);

/* All of it in its smallest unit, if that is exact (weeks to seconds, years to months): 8天20小时 is 212 h. */
bool kj_length_total(const kj_length *length, kj_decimal *number, const char **code);

#endif
