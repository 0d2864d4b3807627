/* Cells of dict/number/approx.tsv -> policies -> the interval around a number. */
#include "value/approx.h"

#include <string.h>

const char *kj_comparator_name(kj_comparator c) {
    static const char *const names[] = {"eq", "approx", "gt", "ge", "lt", "le", "range"};
    return names[c];
}

bool kj_comparator_read(kaoju_string name, kj_comparator *out) {
    for (int c = KJ_EQ; c <= KJ_RANGE; c++)
        if (kj_string_is(name, kj_comparator_name((kj_comparator)c))) {
            *out = (kj_comparator)c;
            return true;
        }
    return false;
}

/* One step, +K% or -Kp, from *at on. */
static bool read_step(kaoju_string cell, size_t *at, kj_reach *out) {
    kj_decimal hundredth, size;
    size_t end = *at + 1;
    while (end < cell.size && cell.data[end] != '%' && cell.data[end] != 'p')
        end++;
    bool sign = cell.data[*at] == '+' || cell.data[*at] == '-';
    if (!sign || end == cell.size || !kj_decimal_read((kaoju_string){cell.data + *at, end - *at}, &size) ||
        !kj_decimal_read(kj_string("0.01"), &hundredth))
        return false;
    *at = end + 1;
    if (cell.data[end] == 'p') {
        out->has_places = true;
        out->places = size;
        return true;
    }
    out->has_share = true;
    return kj_decimal_mul(&size, &hundredth, &out->share);
}

/* Empty, or n and its steps. */
static bool read_reach(kaoju_string cell, kj_reach *out) {
    *out = (kj_reach){.open = !cell.size};
    if (cell.size && cell.data[0] != 'n')
        return false;
    for (size_t at = 1; at < cell.size;)
        if (!read_step(cell, &at, out))
            return false;
    return true;
}

bool kj_approx_read(kaoju_string word, kaoju_string low, kaoju_string high, kaoju_string behind,
                    kaoju_string comparator, kj_approx *out) {
    *out = (kj_approx){.digit = kj_string_integer(low, &out->low)};
    if (!word.size || word.size >= sizeof out->word || !kj_comparator_read(comparator, &out->comparator))
        return false;
    memcpy(out->word, word.data, word.size);
    if (out->digit)
        return kj_string_integer(low, &out->low) && kj_string_integer(high, &out->high) &&
               kj_string_integer(behind, &out->behind);
    return !behind.size && read_reach(low, &out->from) && read_reach(high, &out->to);
}

/* Is the size of a less than that of b? */
static bool nearer(kj_decimal a, kj_decimal b) {
    a.negative = b.negative = false;
    return kj_decimal_compare(&a, &b) < 0;
}

static bool reach(const kj_reach *reach, const kj_decimal *n, const kj_decimal *place, kj_decimal *end) {
    kj_decimal share, places, size = *n;
    size.negative = false;
    if ((reach->has_share && !kj_decimal_mul(&size, &reach->share, &share)) ||
        (reach->has_places && !kj_decimal_mul(place, &reach->places, &places)))
        return false;
    *end = *n;
    if (reach->has_share && !(reach->has_places && nearer(places, share)))
        return kj_decimal_add(n, &share, end);
    return !reach->has_places || kj_decimal_add(n, &places, end);
}

bool kj_approx_apply(const kj_approx *policy, const kj_decimal *n, const kj_decimal *place, kj_decimal *low,
                     kj_decimal *high) {
    kj_decimal from, to;
    if (policy->digit || !reach(&policy->from, n, place, &from) || !reach(&policy->to, n, place, &to))
        return false;
    *low = from;
    *high = to;
    return true;
}
