/* Exact decimals as digits and a power of ten; schoolbook arithmetic over at most KJ_DECIMAL_DIGITS digits.
 *
 * Invariant of every result: no leading zero digit, no trailing zero digit (moved into the exponent), zero is
 * {count 0, exponent 0, not negative}. What does not fit is refused, never rounded. */
#include "value/decimal.h"

#include <string.h>

#define EXPONENT_MAX 1000
/* Digits of an intermediate: a product, or two operands aligned. */
#define WIDE (4 * KJ_DECIMAL_DIGITS)

/* digits[0..count) most significant first, any zeros -> *out. */
static bool finish(const uint8_t *digits, size_t count, int32_t exponent, bool negative, kj_decimal *out) {
    while (count && !digits[0]) {
        digits++;
        count--;
    }
    while (count && !digits[count - 1]) {
        count--;
        exponent++;
    }
    if (count > KJ_DECIMAL_DIGITS || (count && (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)))
        return false;
    kj_decimal result = {.count = (uint8_t)count, .negative = negative && count, .exponent = count ? exponent : 0};
    memcpy(result.digits, digits, count);
    *out = result;
    return true;
}

/* Commas must stand in groups of three: 1,234,567. */
static bool good_commas(kaoju_string text, size_t start, size_t end) {
    size_t first = start;
    while (first < end && text.data[first] != ',')
        first++;
    if (first == end)
        return true;
    if (first == start || first - start > 3)
        return false;
    for (size_t at = first; at < end; at += 4)
        if (text.data[at] != ',' || end - at < 4 || memchr(text.data + at + 1, ',', 3))
            return false;
    return true;
}

bool kj_decimal_read(kaoju_string text, kj_decimal *out) {
    uint8_t digits[KJ_DECIMAL_DIGITS * 2];
    size_t count = 0, at = 0;
    int32_t exponent = 0;
    bool negative = text.size && text.data[0] == '-', seen = false;
    if (text.size && (text.data[0] == '-' || text.data[0] == '+'))
        at = 1;
    const char *dot = text.size > at ? memchr(text.data + at, '.', text.size - at) : NULL;
    size_t whole = dot ? (size_t)(dot - text.data) : text.size;
    if (!good_commas(text, at, whole))
        return false;
    for (; at < text.size; at++) {
        char c = text.data[at];
        if (at == whole || (c == ',' && at < whole))
            continue;
        if (c < '0' || c > '9')
            return false;
        seen = true;
        if (!count && c == '0') {
            exponent -= at > whole;
            continue;
        }
        if (count == sizeof digits)
            return false;
        digits[count++] = (uint8_t)(c - '0');
        exponent -= at > whole;
    }
    return seen && finish(digits, count, exponent, negative, out);
}

bool kj_decimal_integer(int64_t value, kj_decimal *out) {
    kj_decimal result = {.negative = value < 0};
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (; rest && rest % 10 == 0; rest /= 10)
        result.exponent++;
    for (uint64_t left = rest; left; left /= 10)
        result.count++;
    for (size_t at = result.count; at-- > 0; rest /= 10)
        result.digits[at] = (uint8_t)(rest % 10);
    *out = result;
    return true;
}

/* Digit of weight 10^place. */
static int digit_at(const kj_decimal *d, int32_t place) {
    int32_t index = d->count - 1 - (place - d->exponent);
    return index >= 0 && index < d->count ? d->digits[index] : 0;
}

/* One more than the highest place. */
static int32_t top_of(const kj_decimal *d) {
    return d->exponent + d->count;
}

static int compare_size(const kj_decimal *a, const kj_decimal *b) {
    if (!a->count || !b->count)
        return (a->count > 0) - (b->count > 0);
    if (top_of(a) != top_of(b))
        return top_of(a) < top_of(b) ? -1 : 1;
    int32_t low = a->exponent < b->exponent ? a->exponent : b->exponent;
    for (int32_t place = top_of(a); place-- > low;)
        if (digit_at(a, place) != digit_at(b, place))
            return digit_at(a, place) < digit_at(b, place) ? -1 : 1;
    return 0;
}

int kj_decimal_compare(const kj_decimal *a, const kj_decimal *b) {
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? compare_size(b, a) : compare_size(a, b);
}

bool kj_decimal_add(const kj_decimal *a, const kj_decimal *b, kj_decimal *out) {
    if (!a->count || !b->count) {
        *out = a->count ? *a : *b;
        return true;
    }
    int32_t low = a->exponent < b->exponent ? a->exponent : b->exponent;
    int32_t high = (top_of(a) > top_of(b) ? top_of(a) : top_of(b)) + 1;
    uint8_t digits[WIDE] = {0};
    if (high - low > WIDE)
        return false;
    bool subtract = a->negative != b->negative;
    const kj_decimal *large = compare_size(a, b) >= 0 ? a : b, *small = large == a ? b : a;
    int carry = 0;
    for (int32_t place = low; place < high; place++) {
        int sum = digit_at(large, place) + (subtract ? -digit_at(small, place) : digit_at(small, place)) + carry;
        carry = sum < 0 ? -1 : sum / 10;
        digits[high - 1 - place] = (uint8_t)(sum < 0 ? sum + 10 : sum % 10);
    }
    return finish(digits, (size_t)(high - low), low, large->negative, out);
}

/* Times 10^exponent: 万, 亿, 百. */
static bool shift(const kj_decimal *a, int32_t exponent, kj_decimal *out) {
    int32_t sum = a->exponent + exponent;
    if (a->count && (sum > EXPONENT_MAX || sum < -EXPONENT_MAX))
        return false;
    *out = *a;
    out->exponent = a->count ? sum : 0;
    return true;
}

bool kj_decimal_mul(const kj_decimal *a, const kj_decimal *b, kj_decimal *out) {
    if (b->count == 1 && b->digits[0] == 1 && !b->negative)
        return shift(a, b->exponent, out);
    uint8_t digits[2 * KJ_DECIMAL_DIGITS] = {0};
    size_t count = (size_t)a->count + b->count;
    for (int i = a->count - 1; i >= 0; i--) {
        int carry = 0;
        for (int j = b->count - 1; j >= 0; j--) {
            int sum = digits[i + j + 1] + a->digits[i] * b->digits[j] + carry;
            digits[i + j + 1] = (uint8_t)(sum % 10);
            carry = sum / 10;
        }
        digits[i] = (uint8_t)(digits[i] + carry);
    }
    return finish(digits, count, a->exponent + b->exponent, a->negative != b->negative, out);
}

bool kj_decimal_div_small(const kj_decimal *a, uint32_t divisor, kj_decimal *out) {
    uint8_t digits[2 * KJ_DECIMAL_DIGITS];
    uint64_t rest = 0;
    size_t count = 0;
    if (!divisor)
        return false;
    while (count < sizeof digits && (count < a->count || rest)) {
        rest = rest * 10 + (count < a->count ? a->digits[count] : 0);
        digits[count++] = (uint8_t)(rest / divisor);
        rest %= divisor;
    }
    return !rest && finish(digits, count, a->exponent - (int32_t)(count - a->count), a->negative, out);
}

void kj_decimal_place(const kj_decimal *a, kj_decimal *out) {
    int32_t exponent = a->count ? a->exponent : 0;
    *out = (kj_decimal){.digits = {1}, .count = 1, .exponent = exponent};
}

bool kj_decimal_to_integer(const kj_decimal *a, int64_t *out) {
    if (a->count && (a->exponent < 0 || top_of(a) > 19))
        return false;
    uint64_t value = 0;
    for (int32_t place = top_of(a); place-- > 0;)
        value = value * 10 + (uint64_t)digit_at(a, place);
    if (value > (uint64_t)INT64_MAX + (a->negative ? 1 : 0))
        return false;
    *out = a->negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

size_t kj_decimal_write(const kj_decimal *a, char out[KJ_DECIMAL_TEXT]) {
    int32_t high = top_of(a) > 1 ? top_of(a) : 1, low = a->exponent < 0 ? a->exponent : 0;
    size_t size = 0;
    if (high - low + 3 > KJ_DECIMAL_TEXT)
        return 0;
    if (a->negative)
        out[size++] = '-';
    for (int32_t place = high; place-- > low;) {
        if (place == -1)
            out[size++] = '.';
        out[size++] = (char)('0' + digit_at(a, place));
    }
    out[size] = '\0';
    return size;
}

bool kj_decimal_rounded(kaoju_string text, uint32_t digits, kj_decimal *low, kj_decimal *high) {
    kj_decimal value, half = {.digits = {5}, .count = 1};
    if (!text.data || !digits || !kj_decimal_read(text, &value))
        return false;
    half.exponent = value.count + value.exponent - (int32_t)digits - 1;
    if (!kj_decimal_add(&value, &half, high))
        return false;
    half.negative = true;
    return kj_decimal_add(&value, &half, low);
}
