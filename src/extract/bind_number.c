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
/* Several factors multiply: （百万）is 百 and 万. */
static bool set_times(kj_binding *b, const kj_operand *o) {
    kj_decimal factor;
    if (!kj_decimal_read(o->text, &factor) || (b->has_factor && !kj_decimal_mul(&factor, &b->factor, &factor)))
        return false;
    b->factor = factor;
    return b->has_factor = true;
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
    b->unit_entry = o->entry;
    b->unit_start = o->start;
    if (o->start != KJ_NONE)
        b->value.unit_text = kj_text_norm(&b->x->text, o->start, o->end, &b->x->arena);
    return true;
}
static bool set_candidates(kj_binding *b, const kj_operand *o) {
    b->value.candidates = o->text;
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

static bool is_ascii(kaoju_string s) {
    for (size_t i = 0; i < s.size; i++)
        if ((unsigned char)s.data[i] >= 0x80)
            return false;
    return true;
}

/* 元/吨, 立方米每秒: what the unit is counted by goes behind it as UCUM joins codes, CNY/t, m3/s, CNY/(100.km). A word
 * without a code becomes an annotation, CNY/{人}. */
static bool set_per(kj_binding *b, const kj_operand *o) {
    kj_buffer code = {0};
    if (holds(b->value.unit, "/"))
        return false; /* 亩产650公斤/亩 says it twice */
    bool unit_word = !is_ascii(b->value.unit), per_word = !is_ascii(o->text);
    bool compound = !per_word && (holds(o->text, ".") || holds(o->text, "/"));
    kj_buffer_format(&code, unit_word ? "{%.*s}/" : "%.*s/", (int)b->value.unit.size, b->value.unit.data);
    kj_buffer_format(&code, per_word ? "{%.*s}" : compound ? "(%.*s)" : "%.*s", (int)o->text.size, o->text.data);
    const char *text = kj_buffer_end(&code);
    b->value.unit = (kaoju_string){text ? kj_arena_copy(&b->x->arena, text, code.size) : NULL, code.size};
    kj_buffer_free(&code);
    if (b->unit_start != KJ_NONE && o->start != KJ_NONE && o->start > b->unit_start)
        b->value.unit_text = kj_text_norm(&b->x->text, b->unit_start, o->end, &b->x->arena);
    return b->value.unit.data != NULL;
}

/* A cell of the column factor: a decimal, or a fraction of whole numbers (1/3) where a decimal would not end. */
static bool read_factor(const kj_binding *b, uint32_t entry, kj_decimal *above, kj_decimal *below) {
    kaoju_string rest = kj_entry_field(b->x->model->lexicon, entry, "factor");
    kaoju_string first = kj_string_split(&rest, '/');
    return first.data && kj_decimal_read(first, above) &&
           (rest.data ? kj_decimal_read(rest, below) : kj_decimal_integer(1, below));
}

/* Exact or false. */
static bool divide(kj_decimal *value, const kj_decimal *by) {
    kj_decimal whole = *by;
    int64_t divisor;
    whole.exponent = 0;
    if (!kj_decimal_to_integer(&whole, &divisor) || divisor <= 0 || divisor > UINT32_MAX ||
        !kj_decimal_div_small(value, (uint32_t)divisor, value))
        return false;
    value->exponent -= by->exponent;
    return true;
}

/* From the unit of entry `from` to the one of the value, by the factors of the dictionary: exact or false. */
static bool convert(const kj_binding *b, kj_decimal *value, uint32_t from) {
    const kj_lexicon *lexicon = b->x->model->lexicon;
    kj_decimal above, below, unit_above, unit_below;
    if (from == KJ_NONE || b->unit_entry == KJ_NONE)
        return false;
    if (kj_string_same(kj_entry_field(lexicon, from, "code"), kj_entry_field(lexicon, b->unit_entry, "code")))
        return true;
    kaoju_string base = kj_entry_field(lexicon, from, "base");
    return base.data && kj_string_same(base, kj_entry_field(lexicon, b->unit_entry, "base")) &&
           read_factor(b, from, &above, &below) && read_factor(b, b->unit_entry, &unit_above, &unit_below) &&
           kj_decimal_mul(value, &above, value) && kj_decimal_mul(value, &unit_below, value) && divide(value, &below) &&
           divide(value, &unit_above);
}

static bool set_smaller(kj_binding *b, const kj_operand *o) {
    return kj_operand_number(o, &b->smaller) && b->smaller.known;
}

/* 6英尺2英寸 has no end as a decimal of feet: 74 inches. */
static bool use_smaller_unit(kj_binding *b, const kj_operand *o) {
    uint32_t larger = b->unit_entry;
    b->unit_entry = o->entry;
    b->value.unit = o->text;
    return convert(b, &b->number.value, larger) && kj_decimal_compare(&b->smaller.value, &b->number.value) < 0;
}

/* 三斤二两, 5公里300米: the second number in the unit of the first. Refused if it is not less than one of it. */
static bool set_smaller_unit(kj_binding *b, const kj_operand *o) {
    kj_decimal one, more = b->smaller.value;
    if (!b->has_number || !b->number.known || !b->smaller.known || o->entry == KJ_NONE)
        return false;
    if (!convert(b, &more, o->entry)) {
        more = b->smaller.value;
        return use_smaller_unit(b, o) && kj_decimal_add(&b->number.value, &more, &b->number.value);
    }
    return kj_decimal_integer(1, &one) && kj_decimal_compare(&more, &one) < 0 &&
           kj_decimal_add(&b->number.value, &more, &b->number.value);
}

static bool set_low_unit(kj_binding *b, const kj_operand *o) {
    b->low_entry = o->entry;
    return true;
}

/* 5到10亿, 一千到两千万, 两到三千: a low bound without a scale takes the one of the high bound, if it stays the lower. */
static bool share_scale(kj_number *low, const kj_number *high, kaoju_string low_text, kaoju_string high_text) {
    static const struct {
        const char *scale;
        int64_t factor;
    } scales[] = {{"万亿", 1000000000000},
                  {"千亿", 100000000000},
                  {"百亿", 10000000000},
                  {"亿", 100000000},
                  {"千万", 10000000},
                  {"百万", 1000000},
                  {"万", 10000},
                  {"千", 1000},
                  {"仟", 1000},
                  {"百", 100},
                  {"佰", 100}};
    kj_number shared = *low;
    kj_decimal factor;
    if (holds(low_text, "万") || holds(low_text, "亿"))
        return true;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (!ends_in(high_text, kj_string(scales[i].scale)))
            continue;
        shared = *low;
        if (!kj_decimal_integer(scales[i].factor, &factor) || !kj_bind_scale(&shared, &factor))
            return false;
        if (kj_decimal_compare(&shared.value, &high->value) > 0)
            continue; /* 一千到两千万: 千万 would be too much, 万 is meant */
        *low = shared;
        return true;
    }
    return true;
}

static bool join_bounds(kj_binding *b) {
    kj_number low, high;
    kj_comparator comparator = b->number.comparator;
    if (!kj_operand_number(&b->low, &low) || !kj_operand_number(&b->high, &high) || !low.known || !high.known)
        return false;
    bool ok = b->low_entry == KJ_NONE ? share_scale(&low, &high, b->low.text, b->high.text)
                                      : convert(b, &low.value, b->low_entry);
    if (!ok)
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
    {"scale", set_times},
    {"plus", set_plus},
    {"tenths", set_tenths},
    {"hundredths", set_hundredths},
    {"add_half", set_half},
    {"kind", set_kind},
    {"unit", set_unit},
    {"per", set_per},
    {"per_word", set_per},
    {"candidates", set_candidates},
    {"smaller", set_smaller},
    {"smaller_unit", set_smaller_unit},
    {"low_unit", set_low_unit},
    {"object", set_object},
    {"comparator", set_comparator},
    {"cue", set_cue},
    {NULL, NULL},
};
