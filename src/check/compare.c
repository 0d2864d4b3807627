/* Two amounts of one thing: the same, one a rounding of the other, or different.
 *
 * Each printed number stands for every value that would be printed so, and its cue opens it to one side (超过 to above, 近 to below); two
 * amounts may be one if these intervals overlap. Exact decimals. Cost: constant. */
#include "check/check.h"

#include "value/decimal.h"

/* An end that is not known is open. */
typedef struct interval {
    kj_decimal low, high;
    bool has_low, has_high;
} interval;

static bool read(kaoju_string text, kj_decimal *out) {
    return text.data && kj_decimal_read(text, out);
}

static interval interval_of(const kaoju_statement *s) {
    interval i = {.has_low = false};
    kj_decimal low, high;
    bool known = s->number.data && kj_decimal_rounded(s->number, s->significant_digits, &low, &high);
    bool above = kj_string_is(s->comparator, "gt") || kj_string_is(s->comparator, "ge");
    bool below = kj_string_is(s->comparator, "lt") || kj_string_is(s->comparator, "le");
    i.has_low = read(s->low, &i.low);
    i.has_high = read(s->high, &i.high);
    if (known && !below && !i.has_low) {
        i.low = low;
        i.has_low = true;
    }
    if (known && !above && !i.has_high) {
        i.high = high;
        i.has_high = true;
    }
    return i;
}

static bool overlap(const interval *a, const interval *b) {
    return (!a->has_low || !b->has_high || kj_decimal_compare(&a->low, &b->high) < 0) &&
           (!b->has_low || !a->has_high || kj_decimal_compare(&b->low, &a->high) < 0);
}

/* Equal numbers, absent ones included. */
static bool equal(kaoju_string a, kaoju_string b) {
    kj_decimal x, y;
    if (!a.data || !b.data)
        return a.data == b.data;
    return read(a, &x) && read(b, &y) && !kj_decimal_compare(&x, &y);
}

kj_values kj_compare_values(const kaoju_statement *a, const kaoju_statement *b) {
    bool bounds = a->number.data || (equal(a->low, b->low) && equal(a->high, b->high));
    if (equal(a->number, b->number) && bounds && kj_string_same(a->comparator, b->comparator))
        return KJ_VALUES_SAME;
    interval x = interval_of(a), y = interval_of(b);
    bool known = (x.has_low || x.has_high) && (y.has_low || y.has_high);
    return known && overlap(&x, &y) ? KJ_VALUES_ROUNDED : KJ_VALUES_DIFFER;
}

static uint64_t number_key(uint64_t before, kaoju_string text) {
    kj_decimal n;
    if (!read(text, &n))
        return kj_index_key(before, "-", 1);
    uint64_t key = kj_index_key(before + n.negative, n.digits, n.count);
    return kj_index_key(key, &n.exponent, sizeof n.exponent);
}

uint64_t kj_value_key(const kaoju_statement *s) {
    uint64_t key = kj_index_key(s->unit.data != NULL, s->unit.data, s->unit.size);
    key = kj_index_key(key, s->comparator.data, s->comparator.size);
    key = number_key(key, s->number);
    return s->number.data ? key : number_key(number_key(key, s->low), s->high);
}

bool kj_same_unit(const kaoju_statement *a, const kaoju_statement *b) {
    return kj_string_same(a->unit, b->unit);
}

kaoju_verdict kj_compare(const kaoju_statement *a, const kaoju_statement *b) {
    kj_period_relation period = kj_compare_period(a, b);
    if (!kj_same_unit(a, b))
        return KAOJU_UNIT_DIFFERS;
    kj_values values = kj_compare_values(a, b);
    if (period == KJ_PERIOD_APART || (values == KJ_VALUES_DIFFER && period == KJ_PERIOD_OVERLAPS))
        return KAOJU_PERIOD_DIFFERS;
    return values == KJ_VALUES_SAME ? KAOJU_SAME : values == KJ_VALUES_ROUNDED ? KAOJU_ROUNDED : KAOJU_CONFLICT;
}

const char *kaoju_verdict_name(kaoju_verdict verdict) {
    static const char *const names[] = {"same", "rounded", "period_differs", "unit_differs", "conflict"};
    return (unsigned)verdict < sizeof names / sizeof *names ? names[verdict] : "";
}
