/* Fields of units: the code with what it is counted by, a second number in a smaller unit, other codes that it may stand
 * for. Conversions go by the column `factor` of dict/unit/unit.tsv and are exact or refused. */
#include "extract/bind.h"

#include <string.h>

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
    b->x->arena.failed |= !text;
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
    kj_decimal whole = *by, shift = {.digits = {1}, .count = 1, .exponent = -by->exponent};
    int64_t divisor;
    whole.exponent = 0;
    return kj_decimal_to_integer(&whole, &divisor) && divisor > 0 && divisor <= UINT32_MAX &&
           kj_decimal_div_small(value, (uint32_t)divisor, value) && kj_decimal_mul(value, &shift, value);
}

/* From the unit of entry `from` to the one of the value, by the factors of the dictionary: exact or false. */
bool kj_bind_convert(const kj_binding *b, kj_decimal *value, uint32_t from) {
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
    return b->has_smaller = kj_operand_number(o, &b->smaller) && b->smaller.known;
}

/* 6英尺2英寸 has no end as a decimal of feet: 74 inches. */
static bool use_smaller_unit(kj_binding *b, const kj_operand *o) {
    uint32_t larger = b->unit_entry;
    b->unit_entry = o->entry;
    b->value.unit = o->text;
    return kj_bind_convert(b, &b->number.value, larger) && kj_decimal_compare(&b->smaller.value, &b->number.value) < 0;
}

/* 三斤二两, 5公里300米: the second number in the unit of the first. Refused if it is not less than one of it. */
static bool set_smaller_unit(kj_binding *b, const kj_operand *o) {
    kj_decimal one, more;
    if (!b->has_number || !b->number.known || !b->has_smaller || o->entry == KJ_NONE)
        return false;
    more = b->smaller.value;
    kj_bind_drop_bounds(b);
    if (!kj_bind_convert(b, &more, o->entry)) {
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

const kj_binder kj_unit_binders[] = {
    {.key = "unit", .set = set_unit},         {.key = "per", .set = set_per},
    {.key = "per_word", .set = set_per},      {.key = "candidates", .set = set_candidates},
    {.key = "smaller", .set = set_smaller},   {.key = "smaller_unit", .set = set_smaller_unit},
    {.key = "low_unit", .set = set_low_unit}, {.key = NULL},
};
