/* Exact decimals: sign, digits, and a power of ten. No floating point anywhere. */
#ifndef KJ_VALUE_DECIMAL_H
#define KJ_VALUE_DECIMAL_H

#include "base/limits.h"
#include "kaoju.h"

/* value = (-1)^negative * digits * 10^exponent; digits without leading zeros, `count` of them (0: the value is 0). */
typedef struct kj_decimal {
    uint8_t digits[KJ_DECIMAL_DIGITS]; /* 0..9, most significant first */
    uint8_t count;
    bool negative;
    int32_t exponent; /* -1000..1000 */
} kj_decimal;

/* All return false when the exact result does not fit; *out is then unchanged. out may alias an operand. */
bool kj_decimal_read(kaoju_string text,
                     kj_decimal *out); /* [-+]digits[.digits], thousands commas allowed in groups of three */
bool kj_decimal_integer(int64_t value, kj_decimal *out);
bool kj_decimal_add(const kj_decimal *a, const kj_decimal *b, kj_decimal *out);
bool kj_decimal_mul(const kj_decimal *a, const kj_decimal *b, kj_decimal *out);
bool kj_decimal_div_small(const kj_decimal *a, uint32_t divisor, kj_decimal *out); /* exact or false */
void kj_decimal_place(const kj_decimal *a,
                      kj_decimal *out); /* 10^k of the last digit that is not 0: 1500 -> 100; 0 -> 1 */
/* What a number that is printed with so many significant digits may be rounded from: half a unit of the last one down and
 * up. False also for no digits and for a text that is no number. */
bool kj_decimal_rounded(kaoju_string text, uint32_t digits, kj_decimal *low, kj_decimal *high);
int kj_decimal_compare(const kj_decimal *a, const kj_decimal *b);
bool kj_decimal_to_integer(const kj_decimal *a, int64_t *out);
/* Plain notation, no exponent, no trailing zeros after the point: "94800000000", "-0.5", "0". Needs
 * KJ_DECIMAL_TEXT bytes; returns the length. False (0) if it would be longer. */
#define KJ_DECIMAL_TEXT 128
size_t kj_decimal_write(const kj_decimal *a, char out[KJ_DECIMAL_TEXT]);

#endif
