/* Fields of quantities: number or low and high, factor, small change, unit, comparator, counted noun. */
#include "extract/bind.h"

#include <string.h>

bool kj_operand_number(const kj_operand *o, kj_number *out) {
    if (o->value && o->value->number) {
        *out = *o->value->number;
    } else {
        memset(out, 0, sizeof *out);
        if (!kj_decimal_read(o->cell.data ? o->cell : o->text, &out->value))
            return false;
        out->known = true;
        out->significant_digits = out->value.count;
    }
    if (o->negated)
        out->value.negative = !out->value.negative;
    return true;
}

bool kj_operand_integer(const kj_operand *o, int32_t *out) {
    kj_number number;
    int64_t wide = 0;
    if (!kj_operand_number(o, &number) || !number.known || !kj_decimal_to_integer(&number.value, &wide) ||
        wide < -100000 || wide > 100000)
        return false;
    *out = (int32_t)wide;
    return true;
}

static bool set_number(kj_binding *b, const kj_operand *o) {
    b->has_number = kj_operand_number(o, &b->number);
    return b->has_number;
}
static bool set_low(kj_binding *b, const kj_operand *o) {
    b->low = *o;
    return b->has_low = true;
}
static bool set_high(kj_binding *b, const kj_operand *o) {
    b->high = *o;
    return b->has_high = true;
}
bool kj_bind_scale(kj_number *number, const kj_decimal *factor) {
    return (!number->known || kj_decimal_mul(&number->value, factor, &number->value)) &&
           (!number->bounded || (kj_decimal_mul(&number->low, factor, &number->low) &&
                                 kj_decimal_mul(&number->high, factor, &number->high)));
}
static bool set_times(kj_binding *b, const kj_operand *o) {
    return b->has_factor = kj_decimal_read(o->text, &b->factor);
}
static bool set_plus(kj_binding *b, const kj_operand *o) {
    kj_number more;
    return b->has_number && kj_operand_number(o, &more) && more.known && b->number.known &&
           kj_decimal_add(&b->number.value, &more.value, &b->number.value);
}
/* Digits behind a unit: 三成五, 五元三角二分, 一吨半 (tenths 5). */
static bool add_part(kj_binding *b, const kj_operand *o, const char *place) {
    kj_number part;
    kj_decimal weight;
    return b->has_number && b->number.known && kj_operand_number(o, &part) && part.known &&
           kj_decimal_read(kj_string(place), &weight) && kj_decimal_mul(&part.value, &weight, &part.value) &&
           kj_decimal_add(&b->number.value, &part.value, &b->number.value);
}
static bool set_tenths(kj_binding *b, const kj_operand *o) {
    return add_part(b, o, "0.1");
}
static bool set_hundredths(kj_binding *b, const kj_operand *o) {
    return add_part(b, o, "0.01");
}
static bool set_half(kj_binding *b, const kj_operand *o) {
    (void)o;
    const kj_operand five = {.text = kj_string("5")};
    return add_part(b, &five, "0.1");
}
static bool set_kind(kj_binding *b, const kj_operand *o) {
    b->value.kind = o->text;
    return true;
}
static bool set_unit(kj_binding *b, const kj_operand *o) {
    b->value.unit = o->text;
    if (o->start != KJ_NONE)
        b->value.unit_text = kj_text_norm(&b->x->text, o->start, o->end, &b->x->arena);
    return true;
}
static bool set_object(kj_binding *b, const kj_operand *o) {
    b->value.object_start = o->start;
    b->value.object_end = o->end;
    return true;
}
static bool set_comparator(kj_binding *b, const kj_operand *o) {
    return kj_comparator_read(o->text, &b->number.comparator);
}
/* A cue word changes the comparator only if its entry names one other than eq (达 says nothing about precision). */
static bool set_cue(kj_binding *b, const kj_operand *o) {
    b->value.cue = o->text;
    kj_comparator comparator = KJ_EQ;
    if (o->entry != KJ_NONE)
        kj_comparator_read(kj_entry_field(b->x->model->lexicon, o->entry, "comparator"), &comparator);
    if (comparator != KJ_EQ)
        b->number.comparator = comparator;
    return true;
}

static bool ends_in(kaoju_string s, kaoju_string end) {
    return s.size > end.size && !memcmp(s.data + s.size - end.size, end.data, end.size);
}

static bool holds(kaoju_string s, const char *piece) {
    size_t size = strlen(piece);
    for (size_t at = 0; at + size <= s.size; at++)
        if (!memcmp(s.data + at, piece, size))
            return true;
    return false;
}

/* 5到10亿, 一千到两千万, 两到三千: a low bound without a scale takes the one of the high bound, if it stays the lower. */
static bool share_scale(kj_number *low, const kj_number *high, kaoju_string low_text, kaoju_string high_text) {
    static const struct {
        const char *scale;
        int64_t factor;
    } scales[] = {{"万亿", 1000000000000}, {"亿", 100000000}, {"千万", 10000000}, {"百万", 1000000},
                  {"万", 10000},           {"千", 1000},      {"百", 100}};
    kj_number shared = *low;
    kj_decimal factor;
    if (holds(low_text, "万") || holds(low_text, "亿"))
        return true;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (!ends_in(high_text, kj_string(scales[i].scale)))
            continue;
        if (!kj_decimal_integer(scales[i].factor, &factor) || !kj_bind_scale(&shared, &factor))
            return false;
        if (kj_decimal_compare(&shared.value, &high->value) <= 0)
            *low = shared;
        return true;
    }
    return true;
}

static bool join_bounds(kj_binding *b) {
    kj_number low, high;
    kj_comparator comparator = b->number.comparator;
    if (!kj_operand_number(&b->low, &low) || !kj_operand_number(&b->high, &high) || !low.known || !high.known ||
        !share_scale(&low, &high, b->low.text, b->high.text))
        return false;
    if (kj_decimal_compare(&low.value, &high.value) > 0)
        return false;
    b->number = high;
    b->number.known = false;
    b->number.bounded = true;
    b->number.low = low.value;
    b->number.high = high.value;
    b->number.comparator = comparator == KJ_EQ ? KJ_RANGE : comparator;
    return b->has_number = true;
}

bool kj_bind_number_finish(kj_binding *b) {
    if ((b->has_low || b->has_high) && !join_bounds(b))
        return false;
    return !b->has_factor || (b->has_number && kj_bind_scale(&b->number, &b->factor));
}

const kj_binder kj_number_binders[] = {
    {"number", set_number},
    {"low", set_low},
    {"high", set_high},
    {"times", set_times},
    {"plus", set_plus},
    {"tenths", set_tenths},
    {"hundredths", set_hundredths},
    {"add_half", set_half},
    {"kind", set_kind},
    {"unit", set_unit},
    {"object", set_object},
    {"comparator", set_comparator},
    {"cue", set_cue},
    {NULL, NULL},
};
