/* The fields of a matched rule in, one typed value out.
 *
 * A field is `key: expression`. Keys with a meaning fill the typed members (the tables below say which); every field is
 * also kept as text, so that later rules can read `$x.key` of any span. A field whose capture did not take part in the
 * match is passed over. A value that cannot be (a month 13) is refused, and with it the candidate. */
#include "extract/extract.h"

#include <stdlib.h>
#include <string.h>

/* A field's expression, evaluated. */
typedef struct operand {
    kaoju_string text;     /* as printed (norm) or the cell or literal */
    const kj_value *value; /* of the captured span, NULL if it has none */
    uint32_t entry;
    uint32_t start, end; /* KJ_NONE for a literal */
    bool negated;
} operand;

typedef struct binding {
    kj_extraction *x;
    kj_value value;
    kj_number number;
    kj_decimal factor;
    bool has_number, has_low, has_high, has_factor;
    kj_date_parts from, to;
    bool has_date, has_to;
    operand low, high;
} binding;

typedef bool (*setter)(binding *b, const operand *o);

/* ------------------------------------------------------------------ operands */

const kj_attribute *kj_value_attribute(const kj_value *value, const char *key) {
    for (uint32_t i = 0; value && i < value->attribute_count; i++)
        if (!strcmp(value->attributes[i].key, key))
            return &value->attributes[i];
    return NULL;
}

static kaoju_string attribute(const kj_value *value, const char *key) {
    const kj_attribute *found = kj_value_attribute(value, key);
    return found ? found->text : (kaoju_string){NULL, 0};
}

/* False if the capture did not take part or has no such column: the field is passed over. */
static bool evaluate(kj_extraction *x, const kj_match *match, const kj_field *field, operand *out) {
    *out = (operand){.entry = KJ_NONE, .start = KJ_NONE, .end = KJ_NONE, .negated = field->negated};
    if (field->literal) {
        out->text = kj_string(field->literal);
        return true;
    }
    const kj_capture *capture = &match->captures[field->capture];
    if (capture->start == KJ_NONE)
        return false;
    out->start = capture->start;
    out->end = capture->end;
    if (capture->span != KJ_NONE) {
        const kj_span *span = &x->lattice.spans.at[capture->span];
        out->entry = span->entry;
        out->value = span->value == KJ_NONE ? NULL : x->values.at[span->value];
    }
    if (!field->column) {
        out->text = kj_text_norm(&x->text, capture->start, capture->end, &x->arena);
        return true;
    }
    if (out->entry != KJ_NONE)
        out->text = kj_entry_field(x->model->lexicon, out->entry, field->column);
    if (!out->text.data)
        out->text = attribute(out->value, field->column);
    if (out->text.data)
        out->value = NULL; /* the cell is the operand, not the span */
    return out->text.data != NULL;
}

static bool to_number(const operand *o, kj_number *out) {
    if (o->value && o->value->number) {
        *out = *o->value->number;
    } else {
        memset(out, 0, sizeof *out);
        if (!kj_decimal_read(o->text, &out->value))
            return false;
        out->known = true;
        out->significant_digits = out->value.count;
    }
    if (o->negated)
        out->value.negative = !out->value.negative;
    return true;
}

static bool to_integer(const operand *o, int32_t *out) {
    kj_number number;
    int64_t wide = 0;
    if (!to_number(o, &number) || !number.known || !kj_decimal_to_integer(&number.value, &wide) || wide < -100000 ||
        wide > 100000)
        return false;
    *out = (int32_t)wide;
    return true;
}

/* ------------------------------------------------------------------ numbers */

static bool set_number(binding *b, const operand *o) {
    b->has_number = to_number(o, &b->number);
    return b->has_number;
}
static bool set_low(binding *b, const operand *o) {
    b->low = *o;
    return b->has_low = true;
}
static bool set_high(binding *b, const operand *o) {
    b->high = *o;
    return b->has_high = true;
}
static bool scale_number(kj_number *number, const kj_decimal *factor) {
    return (!number->known || kj_decimal_mul(&number->value, factor, &number->value)) &&
           (!number->bounded || (kj_decimal_mul(&number->low, factor, &number->low) &&
                                 kj_decimal_mul(&number->high, factor, &number->high)));
}
static bool set_times(binding *b, const operand *o) {
    return b->has_factor = kj_decimal_read(o->text, &b->factor);
}
static bool set_plus(binding *b, const operand *o) {
    kj_number more;
    return b->has_number && to_number(o, &more) && more.known && b->number.known &&
           kj_decimal_add(&b->number.value, &more.value, &b->number.value);
}
/* Digits behind a unit: 三成五, 五元三角二分, 一吨半 (tenths 5). */
static bool add_part(binding *b, const operand *o, const char *place) {
    kj_number part;
    kj_decimal weight;
    return b->has_number && b->number.known && to_number(o, &part) && part.known &&
           kj_decimal_read(kj_string(place), &weight) && kj_decimal_mul(&part.value, &weight, &part.value) &&
           kj_decimal_add(&b->number.value, &part.value, &b->number.value);
}
static bool set_tenths(binding *b, const operand *o) {
    return add_part(b, o, "0.1");
}
static bool set_hundredths(binding *b, const operand *o) {
    return add_part(b, o, "0.01");
}
static bool set_half(binding *b, const operand *o) {
    (void)o;
    const operand five = {.text = kj_string("5")};
    return add_part(b, &five, "0.1");
}
static bool set_kind(binding *b, const operand *o) {
    b->value.kind = o->text;
    return true;
}
static bool set_unit(binding *b, const operand *o) {
    b->value.unit = o->text;
    if (o->start != KJ_NONE)
        b->value.unit_text = kj_text_norm(&b->x->text, o->start, o->end, &b->x->arena);
    return true;
}
static bool set_object(binding *b, const operand *o) {
    b->value.object_start = o->start;
    b->value.object_end = o->end;
    return true;
}
static bool set_comparator(binding *b, const operand *o) {
    return kj_comparator_read(o->text, &b->number.comparator);
}
/* A cue word changes the comparator only if its entry names one other than eq (达 says nothing about precision). */
static bool set_cue(binding *b, const operand *o) {
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
        if (!kj_decimal_integer(scales[i].factor, &factor) || !scale_number(&shared, &factor))
            return false;
        if (kj_decimal_compare(&shared.value, &high->value) <= 0)
            *low = shared;
        return true;
    }
    return true;
}

static bool finish_range(binding *b) {
    kj_number low, high;
    kj_comparator comparator = b->number.comparator;
    if (!to_number(&b->low, &low) || !to_number(&b->high, &high) || !low.known || !high.known ||
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

/* ------------------------------------------------------------------ dates */

static bool set_base(binding *b, const operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    b->from = *o->value->from;
    return b->has_date = true;
}
static bool set_from(binding *b, const operand *o) {
    return set_base(b, o);
}
static bool set_to(binding *b, const operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    b->to = *o->value->from;
    return b->has_to = true;
}
static bool set_grain(binding *b, const operand *o) {
    static const struct {
        const char *name;
        kj_grain grain;
    } grains[] = {{"d", KJ_DAY},  {"wk", KJ_WEEK}, {"mo", KJ_MONTH},      {"q", KJ_QUARTER}, {"s", KJ_SEASON},
                  {"h", KJ_HALF}, {"a", KJ_YEAR},  {"decade", KJ_DECADE}, {"c", KJ_CENTURY}};
    for (size_t i = 0; i < sizeof grains / sizeof *grains; i++)
        if (kj_string_is(o->text, grains[i].name)) {
            b->from.shift_grain = (int32_t)grains[i].grain;
            return b->has_date = true;
        }
    return false;
}
static bool set_open_end(binding *b, const operand *o) {
    (void)o;
    return b->value.open_end = true;
}

/* ------------------------------------------------------------------ tables */

static const struct {
    const char *key;
    setter set;
} keys[] = {
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
    {"base", set_base},
    {"from", set_from},
    {"to", set_to},
    {"shift_grain", set_grain},
    {"open_end", set_open_end},
};

/* Keys that are whole numbers of kj_date_parts, by their place in it. A trailing `_to` fills the end of a range. */
#define PART(name)                                                                                                     \
    { #name, offsetof(kj_date_parts, name) }
static const struct {
    const char *key;
    size_t offset;
} date_keys[] = {
    PART(shift_to), PART(year),        PART(month),     PART(day),      PART(quarter),     PART(half),
    PART(season),   PART(tendays),     PART(weekday),   PART(decade),   PART(century),     PART(part),
    PART(shift),    PART(lunar_month), PART(lunar_day), PART(previous), PART(months_from), PART(months_to),
};

/* Keys that are no date field are only kept as text. */
static bool set_date_key(binding *b, const char *key, const operand *o) {
    for (size_t i = 0; i < sizeof date_keys / sizeof *date_keys; i++) {
        size_t size = strlen(date_keys[i].key);
        bool end = !strncmp(key, date_keys[i].key, size) && !strcmp(key + size, "_to");
        int32_t number = 0;
        if (!end && strcmp(key, date_keys[i].key) != 0)
            continue;
        if (!to_integer(o, &number))
            return false;
        kj_date_parts *parts = end ? &b->to : &b->from;
        *(int32_t *)(void *)((char *)parts + date_keys[i].offset) = number;
        b->has_to |= end;
        return b->has_date = true;
    }
    return true;
}

static bool apply(binding *b, const char *key, const operand *o) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(key, keys[i].key))
            return keys[i].set(b, o);
    return set_date_key(b, key, o);
}

/* ------------------------------------------------------------------ the whole */

static void *keep(kj_extraction *x, const void *data, size_t size) {
    void *copy = kj_arena_new(&x->arena, 1, size);
    if (copy)
        memcpy(copy, data, size);
    return copy;
}

/* Moves what was gathered into the arena. False: out of memory. */
static bool store(binding *b, const kj_attribute *attributes, uint32_t count, kj_value **out) {
    kj_extraction *x = b->x;
    bool ok = true;
    if (b->has_number)
        ok = (b->value.number = keep(x, &b->number, sizeof b->number)) != NULL;
    if (ok && b->has_date)
        ok = (b->value.from = keep(x, &b->from, sizeof b->from)) != NULL;
    if (ok && b->has_to)
        ok = (b->value.to = keep(x, &b->to, sizeof b->to)) != NULL;
    if (ok && count)
        ok = (b->value.attributes = keep(x, attributes, count * sizeof *attributes)) != NULL;
    b->value.attribute_count = count;
    return ok && (*out = keep(x, &b->value, sizeof b->value)) != NULL;
}

uint32_t kj_bind(kj_extraction *x, const kj_match *match, uint32_t capture, bool *memory) {
    const kj_rule *rule = &x->model->rules.rules[match->rule];
    kj_attribute attributes[KJ_FIELD_MAX];
    binding b = {.x = x, .from = kj_date_parts_none(), .to = kj_date_parts_none()};
    b.value = (kj_value){.entry = KJ_NONE, .object_start = KJ_NONE, .object_end = KJ_NONE};
    const kj_capture *given = capture == KJ_NONE ? NULL : &match->captures[capture];
    if (given && given->span != KJ_NONE)
        b.value.entry = x->lattice.spans.at[given->span].entry;
    *memory = true;
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->field_count && count < KJ_FIELD_MAX; i++) {
        operand o;
        if (!evaluate(x, match, &rule->fields[i], &o))
            continue;
        if (!apply(&b, rule->fields[i].key, &o))
            return KJ_NONE;
        attributes[count++] = (kj_attribute){rule->fields[i].key, o.text, o.start, o.end};
    }
    if ((b.has_low || b.has_high) && !finish_range(&b))
        return KJ_NONE;
    if (b.has_factor && (!b.has_number || !scale_number(&b.number, &b.factor)))
        return KJ_NONE;
    b.value.name =
        kj_text_norm(&x->text, given ? given->start : match->start, given ? given->end : match->end, &x->arena);
    kj_value *value = NULL;
    if (!store(&b, attributes, count, &value) || !kj_push(&x->values, value)) {
        *memory = false;
        return KJ_NONE;
    }
    return (uint32_t)(x->values.size - 1);
}
