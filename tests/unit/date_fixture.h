/* Date parts with some fields for tests: P(.year = 2025, .month = 6). */
#ifndef DATE_FIXTURE_H
#define DATE_FIXTURE_H

#include "value/date.h"

#include <string.h>

/* A field that is 0: in P() a field that is not named is 0 too. */
#define ZERO 999999

/* Parts with some fields: P(.year = 2025, .month = 6) */
#define P(...) with((kj_date_parts){__VA_ARGS__})
static inline kj_date_parts with(kj_date_parts given) {
    kj_date_parts parts = kj_date_parts_none();
    for (size_t i = 0; i < sizeof parts / sizeof(int32_t); i++) {
        int32_t value = ((int32_t *)(void *)&given)[i];
        if (value)
            ((int32_t *)(void *)&parts)[i] = value == ZERO ? 0 : value;
    }
    return parts;
}

#define DAY(y, m, d) ((kj_moment){{y, m, d}, KJ_UNSET})

#endif
