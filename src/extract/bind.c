/* The fields of a matched rule in, one typed value out.
 *
 * A field is `key: expression`. Keys with a meaning fill the typed members (the tables below say which); every field is
 * also kept as text, so that later rules can read `$x.key` of any span. A field whose capture did not take part in the
 * match is passed over. A value that cannot be (a month 13) is refused, and with it the candidate. */
#include "extract/bind.h"
#include "extract/trace.h"

#include <string.h>

/* ------------------------------------------------------------------ operands */

const kj_attribute *kj_value_attribute(const kj_value *value, const char *key) {
    for (uint32_t i = 0; value && i < value->attribute_count; i++)
        if (!strcmp(value->attributes[i].key, key))
            return &value->attributes[i];
    return NULL;
}

kaoju_string kj_value_text(const kj_value *value, const char *key) {
    const kj_attribute *found = kj_value_attribute(value, key);
    return found ? found->text : (kaoju_string){NULL, 0};
}

/* The numeral that covers just these characters: a pattern may spell out its digits (零八年) and still get the number. */
static const kj_value *numeral_at(const kj_extraction *x, const kj_capture *capture) {
    const kj_lattice *lattice = &x->lattice;
    const kj_types *types = &x->model->types;
    kj_each_span (i, lattice, capture->start, capture->start + 1) {
        const kj_span *span = &lattice->spans.at[i];
        bool number = span->type == types->number || span->type == types->one;
        if (number && span->end == capture->end && span->value != KJ_NONE)
            return x->values.at[span->value];
    }
    return NULL;
}

/* A field, with what binding wants to know of it. */
typedef struct bound_field {
    const kj_field *field;
    const kj_binder *binder; /* NULL: it is only kept as text */
    kaoju_string literal;
} bound_field;

/* False if the capture did not take part, or has no such column or nothing in it: the field is passed over. */
static bool evaluate(kj_extraction *x, const kj_match *match, const bound_field *bound, kj_operand *out) {
    const kj_field *field = bound->field;
    *out = (kj_operand){.entry = KJ_NONE, .start = KJ_NONE, .end = KJ_NONE, .negated = field->negated};
    out->lexicon = x->model->lexicon;
    if (bound->literal.data) {
        out->text = bound->literal;
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
    } else if (!field->column) {
        out->value = numeral_at(x, capture);
    }
    if (!field->column) {
        out->text = kj_text_norm(&x->text, capture->start, capture->end, &x->arena);
        return true;
    }
    if (out->entry != KJ_NONE)
        out->text = kj_says(x, out->entry, field->column);
    if (!out->text.data)
        out->text = kj_value_text(out->value, field->column);
    if (out->text.data)
        out->value = NULL; /* the cell is the operand, not the span */
    return out->text.size > 0;
}

/* ------------------------------------------------------------------ keys */

/* The fields of a rule: [first, end) of the list. What none of them can fill need not be emptied first. */
typedef struct bound_rule {
    uint32_t first, end;
    bool numbers, dates;
} bound_rule;

struct kj_binders {
    KJ_VEC(bound_rule) rules;
    KJ_VEC(bound_field) fields;
};

static const kj_binder *const tables[] = {kj_number_binders, kj_unit_binders, kj_date_binders, kj_date_part_binders};
enum { TABLES = sizeof tables / sizeof *tables, DATES = 2 /* the first table of dates */ };

/* What a key means. */
typedef struct meaning {
    const kj_binder *binder;
    bool date;
} meaning;

/* Of several with one key the first is meant. */
static bool name_keys(kj_names *keys, meaning *by_key, uint32_t room) {
    for (size_t i = 0; i < TABLES; i++)
        for (const kj_binder *binder = tables[i]; binder->key; binder++) {
            uint32_t count = kj_names_count(keys), key = kj_names_add(keys, kj_string(binder->key));
            if (key == KJ_NONE)
                return false;
            if (key == count && key < room)
                by_key[key] = (meaning){binder, i >= DATES};
        }
    return true;
}

static uint32_t key_count(void) {
    uint32_t count = 0;
    for (size_t i = 0; i < TABLES; i++)
        for (const kj_binder *binder = tables[i]; binder->key; binder++)
            count++;
    return count;
}

static bool bind_rule(struct kj_binders *binders, const kj_rule *rule, const kj_names *keys, const meaning *by_key) {
    bound_rule bound = {.first = (uint32_t)binders->fields.size};
    for (uint32_t i = 0; i < rule->field_count && i < KJ_FIELD_MAX; i++) {
        const kj_field *field = &rule->fields[i];
        uint32_t key = kj_names_find(keys, kj_string(field->key));
        meaning means = key == KJ_NONE ? (meaning){NULL, false} : by_key[key];
        if (!kj_push(&binders->fields, ((bound_field){field, means.binder, kj_string(field->literal)})))
            return false;
        bound.dates |= means.date;
        bound.numbers |= means.binder && !means.date;
    }
    bound.end = (uint32_t)binders->fields.size;
    return kj_push(&binders->rules, bound);
}

static bool find_binders(struct kj_binders *binders, const kj_rules *rules) {
    kj_names *keys = kj_names_new();
    uint32_t room = key_count();
    meaning *by_key = kj_new(room, sizeof *by_key);
    bool ok = keys && by_key && name_keys(keys, by_key, room);
    for (uint32_t r = 0; ok && r < rules->rule_count; r++)
        ok = bind_rule(binders, &rules->rules[r], keys, by_key);
    kj_names_free(keys);
    free(by_key);
    return ok;
}

struct kj_binders *kj_binders_new(const kj_rules *rules) {
    struct kj_binders *binders = kj_new(1, sizeof *binders);
    if (binders && find_binders(binders, rules))
        return binders;
    kj_binders_free(binders);
    return NULL;
}

void kj_binders_free(struct kj_binders *binders) {
    if (!binders)
        return;
    kj_vec_free(&binders->rules);
    kj_vec_free(&binders->fields);
    free(binders);
}

/* A key without a meaning is only kept as text. */
static bool apply(kj_binding *b, const kj_binder *binder, const kj_operand *o) {
    if (!binder)
        return true;
    return binder->set ? binder->set(b, o) : kj_bind_date_part(b, binder, o);
}

/* ------------------------------------------------------------------ the whole */

/* The number in the arena: mostly it is the one of the numeral, and a number is large. Where only bytes between its members
 * differ there is one copy more. */
static const kj_number *store_number(const kj_binding *b) {
    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): as said above */
    if (b->source && !memcmp(&b->number, b->source, sizeof b->number))
        return b->source;
    return kj_arena_keep(&b->x->arena, &b->number, sizeof b->number);
}

/* Moves what was gathered into the arena. False: out of memory. */
static bool store(kj_binding *b, const kj_attribute *attributes, uint32_t count, kj_value **out) {
    kj_extraction *x = b->x;
    bool ok = true;
    if (b->has_number)
        ok = (b->value.number = store_number(b)) != NULL;
    if (ok && b->has_date)
        ok = (b->value.from = kj_arena_keep(&x->arena, &b->from, sizeof b->from)) != NULL;
    if (ok && b->has_to)
        ok = (b->value.to = kj_arena_keep(&x->arena, &b->to, sizeof b->to)) != NULL;
    if (ok && b->has_length)
        ok = (b->value.length = kj_arena_keep(&x->arena, &b->length, sizeof b->length)) != NULL;
    if (ok && count)
        ok = (b->value.attributes = kj_arena_keep(&x->arena, attributes, count * sizeof *attributes)) != NULL;
    b->value.attribute_count = count;
    return ok && (*out = kj_arena_keep(&x->arena, &b->value, sizeof b->value)) != NULL;
}

/* Most rules fill neither a number nor a date, which are large. */
static void start(kj_binding *b, kj_extraction *x, const bound_rule *rule) {
    memset(b, 0, offsetof(kj_binding, number));
    b->x = x;
    b->value.entry = b->value.object_start = b->value.object_end = KJ_NONE;
    b->unit_entry = b->unit_start = b->low_entry = KJ_NONE;
    if (rule->numbers)
        memset(&b->number, 0, sizeof b->number);
    if (rule->dates)
        b->from = b->to = kj_date_parts_none();
}

static uint32_t refuse(kj_extraction *x, const char *key, kaoju_string text) {
    if (x->trace)
        kj_trace_field(x, key, text);
    return KJ_NONE;
}

uint32_t kj_bind(kj_extraction *x, const kj_match *match, uint32_t capture, bool *memory) {
    const bound_rule *rule = &x->binders->rules.at[match->rule];
    kj_attribute attributes[KJ_FIELD_MAX];
    kj_binding b;
    start(&b, x, rule);
    if (capture != KJ_NONE && match->captures[capture].span != KJ_NONE)
        b.value.entry = x->lattice.spans.at[match->captures[capture].span].entry;
    *memory = true;
    uint32_t count = 0;
    for (uint32_t i = rule->first; i < rule->end; i++) {
        const bound_field *bound = &x->binders->fields.at[i];
        kj_operand o;
        if (!evaluate(x, match, bound, &o))
            continue;
        if (!apply(&b, bound->binder, &o))
            return refuse(x, bound->field->key, o.text);
        attributes[count++] = (kj_attribute){bound->field->key, o.text, o.start, o.end};
    }
    bool ok = !(rule->numbers || rule->dates) || (kj_bind_number_finish(&b) && kj_bind_length_finish(&b));
    if (!ok)
        return refuse(x, NULL, (kaoju_string){NULL, 0});
    kj_value *value = NULL;
    if (!store(&b, attributes, count, &value) || !kj_push(&x->values, value)) {
        *memory = false;
        return KJ_NONE;
    }
    return (uint32_t)(x->values.size - 1);
}
