/* Fields of quantities: number or low and high, factor, small change, unit, comparator, counted noun. */
#include "extract/bind.h"

#include <string.h>

/* Most doublings of a figure: 2^63. */
#define POWER_MAX 63

static void negate(kj_number *n) {
    kj_decimal low = n->low;
    bool open = n->open_low;
    n->value.negative = n->value.count && !n->value.negative;
    n->low = n->high;
    n->high = low;
    n->open_low = n->open_high;
    n->open_high = open;
    n->low.negative = n->low.count && !n->low.negative;
    n->high.negative = n->high.count && !n->high.negative;
}

bool kj_operand_number(const kj_operand *o, kj_number *out) {
    if (o->value && o->value->number) {
        *out = *o->value->number;
    } else {
        /* What 半 is as minutes stands in the column `value` of its entry. */
        kaoju_string cell = {NULL, 0};
        if (o->entry != KJ_NONE && o->lexicon)
            cell = kj_entry_field(o->lexicon, o->entry, "value");
        memset(out, 0, sizeof *out);
        if (!kj_decimal_read(cell.data ? cell : o->text, &out->value))
            return false;
        out->known = true;
        out->significant_digits = out->value.count;
    }
    if (o->negated)
        negate(out);
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
    b->source = o->value ? o->value->number : NULL;
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
/* Several factors multiply: （百万）is 百 and 万. */
static bool set_times(kj_binding *b, const kj_operand *o) {
    kj_decimal factor;
    if (!kj_decimal_read(o->text, &factor) || (b->has_factor && !kj_decimal_mul(&factor, &b->factor, &factor)))
        return false;
    b->factor = factor;
    return b->has_factor = true;
}
/* Two to the n-th: 翻两番. */
static bool set_power_of(kj_binding *b, const kj_operand *o) {
    return b->has_power = kj_decimal_read(o->text, &b->base_of_power);
}
void kj_bind_drop_bounds(kj_binding *b) {
    b->number.bounded = b->number.open_low = b->number.open_high = false;
}
static bool set_plus(kj_binding *b, const kj_operand *o) {
    kj_number more;
    kj_bind_drop_bounds(b);
    return b->has_number && kj_operand_number(o, &more) && more.known && b->number.known &&
           kj_decimal_add(&b->number.value, &more.value, &b->number.value);
}
/* Digits behind a unit: 三成五, 五元三角二分, 一吨半 (tenths 5). */
static bool add_part(kj_binding *b, const kj_operand *o, const char *place) {
    kj_number part;
    kj_decimal weight;
    kj_bind_drop_bounds(b);
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
    b->cue_word = o->entry == KJ_NONE ? o->text : kj_says(b->x, o->entry, "surface");
    if (o->entry != KJ_NONE)
        kj_comparator_read(kj_says(b->x, o->entry, "comparator"), &comparator);
    b->plain_cue = comparator == KJ_EQ && o->entry != KJ_NONE;
    if (comparator != KJ_EQ)
        b->number.comparator = comparator;
    return true;
}

/* 100元到5万元: what stands behind both bounds is a unit, and the first bound is whole without the second. */
static bool has_own_unit(const kj_binding *b) {
    const kj_text *text = &b->x->text;
    if (b->low.end == KJ_NONE || b->high.end == KJ_NONE)
        return true;
    uint32_t low = kj_text_solid(text, b->low.end), high = kj_text_solid(text, b->high.end);
    return low < text->length && high < text->length && text->symbol[low] == text->symbol[high];
}

/* 5到10亿, 一千到两千万, 两到三千万: a low bound takes the largest factor at the end of the high one that leaves it the
 * lower. */
static bool share_scale(const kj_binding *b, kj_number *low, const kj_number *high) {
    kj_decimal factor;
    for (uint32_t i = 0; i < high->trailing_count && !has_own_unit(b); i++) {
        kj_number shared = *low;
        if (!kj_decimal_integer(high->trailing[i], &factor) || !kj_bind_scale(&shared, &factor))
            return false;
        if (kj_decimal_compare(&shared.value, &high->value) <= 0) {
            *low = shared;
            return true;
        }
    }
    return true;
}

/* The end that a blurred bound gives to the range: 五六百到一千 begins at 500, 300到500多 ends at 600. */
static bool take_end(kj_number *n, bool high) {
    bool reaches = n->bounded && !(high ? n->open_high : n->open_low);
    if (reaches && (high || !n->known))
        n->value = high ? n->high : n->low;
    n->known |= reaches;
    return n->known;
}

static bool join_bounds(kj_binding *b) {
    kj_number low, high;
    kj_comparator comparator = b->number.comparator;
    if (!kj_operand_number(&b->low, &low) || !kj_operand_number(&b->high, &high) || !take_end(&low, false) ||
        !take_end(&high, true))
        return false;
    bool ok = b->low_entry == KJ_NONE ? share_scale(b, &low, &high) : kj_bind_convert(b, &low.value, b->low_entry);
    if (!ok)
        return false;
    if (kj_decimal_compare(&low.value, &high.value) > 0)
        return false;
    b->number = high;
    b->number.known = false;
    b->number.bounded = true;
    b->number.open_low = b->number.open_high = false;
    b->number.low = low.value;
    b->number.high = high.value;
    b->number.comparator = comparator == KJ_EQ ? KJ_RANGE : comparator;
    return b->has_number = true;
}

/* 2^n of 翻两番. */
static bool raise_power(kj_binding *b) {
    int64_t exponent = 0;
    kj_decimal power;
    if (!b->has_number || !b->number.known || b->number.bounded ||
        !kj_decimal_to_integer(&b->number.value, &exponent) || exponent < 0 || exponent > POWER_MAX)
        return false;
    kj_decimal_integer(1, &power);
    while (exponent-- > 0)
        if (!kj_decimal_mul(&power, &b->base_of_power, &power))
            return false;
    b->number.value = power;
    return true;
}

/* The interval that a cue or a comparator puts around the number, by dict/number/approx.tsv; a numeral with an interval
 * of its own keeps it. */
static void apply_policy(kj_binding *b) {
    kj_number *n = &b->number;
    const kj_numeral_table *table = b->x->model->numerals;
    if (!n->known || n->bounded || n->comparator == KJ_EQ || n->comparator == KJ_RANGE)
        return;
    const kj_approx *policy = kj_numeral_policy(table, b->cue_word);
    if (!policy || policy->comparator != n->comparator)
        policy = kj_numeral_policy(table, kj_string(kj_comparator_name(n->comparator)));
    kj_decimal place;
    kj_decimal_place(&n->value, &place);
    if (!policy || !kj_approx_apply(policy, &n->value, &place, &n->low, &n->high))
        return;
    n->bounded = true;
    n->open_low = policy->from.open;
    n->open_high = policy->to.open;
}

/* Can it be written out? 1e900 is a number, but no figure of anything. */
static bool is_writable(const kj_number *n) {
    char text[KJ_DECIMAL_TEXT];
    return !n->known || kj_decimal_write(&n->value, text);
}

bool kj_bind_number_finish(kj_binding *b) {
    if ((b->has_low || b->has_high) && !(b->has_low && b->has_high && join_bounds(b)))
        return false;
    if ((b->has_power && !raise_power(b)) ||
        (b->has_factor && !(b->has_number && kj_bind_scale(&b->number, &b->factor))))
        return false;
    if (b->has_number && !is_writable(&b->number))
        return false;
    if (b->has_number)
        apply_policy(b);
    if (b->plain_cue && b->number.cue[0]) /* 达300余次: what says that it is more is 余 */
        b->value.cue = (kaoju_string){NULL, 0};
    return true;
}

const kj_binder kj_number_binders[] = {
    {.key = "number", .set = set_number},
    {.key = "low", .set = set_low},
    {.key = "high", .set = set_high},
    {.key = "times", .set = set_times},
    {.key = "scale", .set = set_times},
    {.key = "power_of", .set = set_power_of},
    {.key = "plus", .set = set_plus},
    {.key = "tenths", .set = set_tenths},
    {.key = "hundredths", .set = set_hundredths},
    {.key = "add_half", .set = set_half},
    {.key = "kind", .set = set_kind},
    {.key = "object", .set = set_object},
    {.key = "comparator", .set = set_comparator},
    {.key = "cue", .set = set_cue},
    {.key = NULL},
};
