/* How far a blurred number reaches, as dict/number/approx.tsv says: 30余 from 30 to 40, 近300 from 270 to 300, 超过300
 * from 300 upwards. */
#ifndef KJ_VALUE_APPROX_H
#define KJ_VALUE_APPROX_H

#include "dict/lexicon.h"
#include "value/decimal.h"

typedef enum kj_comparator { KJ_EQ, KJ_APPROX, KJ_GT, KJ_GE, KJ_LT, KJ_LE, KJ_RANGE } kj_comparator;
const char *kj_comparator_name(kj_comparator c); /* "eq" ... */
bool kj_comparator_read(kaoju_string name, kj_comparator *out);

/* Bytes of a word with a policy, its NUL included. */
#define KJ_APPROX_WORD 24

/* One end of the interval around n: n + share * n or n + places * (the last written place of n); where both are given
 * the one that is nearer to n. */
typedef struct kj_reach {
    bool open; /* no end */
    bool has_share, has_places;
    kj_decimal share, places;
} kj_reach;

typedef struct kj_approx {
    char word[KJ_APPROX_WORD];
    kj_comparator comparator;
    bool digit;        /* the word stands for a digit (几): low, high and behind are set, the ends are not */
    int64_t low, high; /* of that digit */
    int64_t behind;    /* its low where a higher place stands in front: 十几 */
    kj_reach from, to;
} kj_approx;

/* One row. False: a cell that is no reach (n, n+10%, n-1p, n-1p-10%, empty) and no digit, or a word that is too long. */
bool kj_approx_read(kaoju_string word, kaoju_string low, kaoju_string high, kaoju_string behind,
                    kaoju_string comparator, kj_approx *out);
/* The ends around n, whose last written place is worth `place`. An open end leaves its decimal at n. False if an end
 * has no exact value. */
bool kj_approx_apply(const kj_approx *policy, const kj_decimal *n, const kj_decimal *place, kj_decimal *low,
                     kj_decimal *high);

#endif
