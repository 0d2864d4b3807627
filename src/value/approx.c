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

/* "" | n | n+K% | n-K% | n+Kp | n-Kp */
static bool read_reach(kaoju_string cell, kj_reach *out) {
    kj_decimal zero, hundredth, size;
    kj_decimal_integer(0, &zero);
    *out = (kj_reach){.open = !cell.size, .share = zero, .places = zero};
    if (cell.size <= 1)
        return !cell.size || cell.data[0] == 'n';
    char last = cell.data[cell.size - 1];
    bool sign = cell.data[1] == '+' || cell.data[1] == '-';
    if (cell.data[0] != 'n' || !sign || !kj_decimal_read((kaoju_string){cell.data + 1, cell.size - 2}, &size))
        return false;
    if (last == 'p')
        out->places = size;
    return last == 'p' || (last == '%' && kj_decimal_read(kj_string("0.01"), &hundredth) &&
                           kj_decimal_mul(&size, &hundredth, &out->share));
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

static bool reach(const kj_reach *reach, const kj_decimal *n, const kj_decimal *place, kj_decimal *end) {
    kj_decimal share, places;
    return kj_decimal_mul(n, &reach->share, &share) && kj_decimal_mul(place, &reach->places, &places) &&
           kj_decimal_add(n, &share, end) && kj_decimal_add(end, &places, end);
}

bool kj_approx_apply(const kj_approx *policy, const kj_decimal *n, const kj_decimal *place, kj_decimal *low,
                     kj_decimal *high) {
    kj_decimal from, to;
    if (policy->digit || !reach(&policy->from, n, place, &from) || !reach(&policy->to, n, place, &to))
        return false;
    bool turned = n->negative && kj_decimal_compare(&from, &to) > 0; /* 约-5 */
    *low = turned ? to : from;
    *high = turned ? from : to;
    return true;
}
