/* Facts of one sentence that do not agree: an amount before, an amount after and the change that is printed between them
 * (由1500亿元增至3000亿元，增长50%).
 *
 * Each printed number stands for every value that would be printed so: half a unit of its last digit up and down. The three
 * agree if some values of these intervals do. Exact decimals, no division. Cost: constant for a fact. */
#include "resolve/resolve.h"

#include <string.h>

/* Facts before a change among which its amounts are looked for. */
#define LOOK_BACK 6

typedef struct bounds {
    kj_decimal low, high;
} bounds;

/* 35% up is 1.35 times, give or take its rounding; 35% down 0.65. */
static bool factor_of(const kaoju_value *change, bool down, bounds *out) {
    kj_decimal one, percent = {.digits = {1}, .count = 1, .exponent = kj_string_is(change->kind, "multiple") ? 0 : -2};
    bounds by;
    if (!kj_decimal_rounded(change->number, change->significant_digits, &by.low, &by.high) ||
        !kj_decimal_integer(1, &one) || !kj_decimal_mul(&by.low, &percent, &by.low) ||
        !kj_decimal_mul(&by.high, &percent, &by.high))
        return false;
    if (down) {
        kj_decimal low = by.low;
        by.low = by.high;
        by.high = low;
        by.low.negative = !by.low.negative && by.low.count;
        by.high.negative = !by.high.negative && by.high.count;
    }
    return kj_decimal_add(&one, &by.low, &out->low) && kj_decimal_add(&one, &by.high, &out->high);
}

/* Can `after` be `before` changed so? True also where it cannot be told. */
static bool agree(const kaoju_value *before, const kaoju_value *after, const kaoju_value *change, bool down) {
    bounds a, b, factor, want;
    if (!kj_decimal_rounded(before->number, before->significant_digits, &a.low, &a.high) ||
        !kj_decimal_rounded(after->number, after->significant_digits, &b.low, &b.high) ||
        !factor_of(change, down, &factor) || !kj_decimal_mul(&a.low, &factor.low, &want.low) ||
        !kj_decimal_mul(&a.high, &factor.high, &want.high))
        return true;
    return kj_decimal_compare(&want.low, &b.high) <= 0 && kj_decimal_compare(&want.high, &b.low) >= 0;
}

static const kaoju_value *value_of(const kaoju_result *r, const kaoju_fact *f) {
    return &r->mentions.at[f->figure].value;
}

static bool is_exact(const kaoju_value *v) {
    return kj_string_is(v->comparator, "eq") && v->number.data;
}

/* A change in percent or times (增长35%, 下降两成). */
static bool is_change(const kaoju_result *r, const kaoju_fact *f) {
    const kaoju_value *v = value_of(r, f);
    return f->change.data && is_exact(v) && (kj_string_is(v->kind, "percent") || kj_string_is(v->kind, "multiple"));
}

/* A level that the change may be about: the same sentence and metric. */
static bool is_level(const kaoju_result *r, const kaoju_fact *f, const kaoju_fact *change) {
    return f->sentence.start == change->sentence.start && !is_change(r, f) && is_exact(value_of(r, f)) &&
           kj_string_same(f->metric, change->metric);
}

static bool same_unit(const kaoju_value *a, const kaoju_value *b) {
    return kj_string_same(a->unit, b->unit) && kj_string_same(a->kind, b->kind);
}

static bool warn(kaoju_result *r, const size_t facts[3], size_t count, size_t before) {
    const kaoju_fact *after = &r->facts.at[facts[0]], *change = &r->facts.at[facts[1]];
    kaoju_string a = r->mentions.at[before].norm, b = r->mentions.at[after->figure].norm,
                 c = r->mentions.at[change->figure].norm;
    kj_buffer text = {0};
    kj_buffer_format(&text, "%.*s to %.*s is not %s of %.*s", (int)a.size, a.data, (int)b.size, b.data,
                     kj_string_is(change->change, "decrease") ? "a decrease" : "an increase", (int)c.size, c.data);
    const char *message = kj_buffer_end(&text);
    kaoju_string kept = {message ? kj_arena_copy(&r->arena, message, text.size) : NULL, text.size};
    kj_buffer_free(&text);
    size_t *list = kj_arena_new(&r->arena, 3, sizeof *list);
    if (!list || !kept.data)
        return false;
    memcpy(list, facts, count * sizeof *list);
    kaoju_warning warning = {
        .kind = "change_disagrees", .message = kept, .facts = list, .fact_count = count, .sentence = change->sentence};
    return kj_push(&r->warnings, warning);
}

/* The amount after the change (the nearest level before it), the amount before that, and what is printed between them. */
static bool check(kaoju_result *r, size_t change) {
    const kaoju_fact *c = &r->facts.at[change];
    size_t floor = change > LOOK_BACK ? change - LOOK_BACK : 0, after = SIZE_MAX, level = SIZE_MAX;
    for (size_t i = change; i-- > floor;) {
        if (!is_level(r, &r->facts.at[i], c))
            continue;
        if (after == SIZE_MAX)
            after = i;
        else if (level == SIZE_MAX)
            level = i;
    }
    if (after == SIZE_MAX)
        return true;
    size_t before = r->facts.at[after].earlier;
    if (before == SIZE_MAX && level != SIZE_MAX && r->facts.at[level].time != r->facts.at[after].time)
        before = r->facts.at[level].figure;
    if (before == SIZE_MAX || !is_exact(&r->mentions.at[before].value) ||
        !same_unit(&r->mentions.at[before].value, value_of(r, &r->facts.at[after])) ||
        agree(&r->mentions.at[before].value, value_of(r, &r->facts.at[after]), value_of(r, c),
              kj_string_is(c->change, "decrease")))
        return true;
    const size_t facts[3] = {after, change, level};
    return warn(r, facts, level == SIZE_MAX ? 2 : 3, before);
}

bool kj_check_facts(kaoju_result *r) {
    for (size_t i = 0; i < r->facts.size; i++)
        if (is_change(r, &r->facts.at[i]) && !check(r, i))
            return false;
    return true;
}
