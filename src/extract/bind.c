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

/* False if the capture did not take part, or has no such column or nothing in it: the field is passed over. */
static bool evaluate(kj_extraction *x, const kj_match *match, const kj_field *field, kj_operand *out) {
    *out = (kj_operand){.entry = KJ_NONE, .start = KJ_NONE, .end = KJ_NONE, .negated = field->negated};
    out->lexicon = x->model->lexicon;
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

/* What the fields of rules mean, field i of rule r at [first[r] + i]; NULL: it is only kept as text. */
struct kj_binders {
    KJ_VEC(uint32_t) first;
    KJ_VEC(const kj_binder *) of;
};

static const kj_binder *const tables[] = {kj_number_binders, kj_unit_binders, kj_date_binders, kj_date_part_binders};
enum { TABLES = sizeof tables / sizeof *tables };

/* Of several with one key the first is meant. */
static bool name_keys(kj_names *keys, const kj_binder **by_key, uint32_t room) {
    for (size_t i = 0; i < TABLES; i++)
        for (const kj_binder *binder = tables[i]; binder->key; binder++) {
            uint32_t count = kj_names_count(keys), key = kj_names_add(keys, kj_string(binder->key));
            if (key == KJ_NONE)
                return false;
            if (key == count && key < room)
                by_key[key] = binder;
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

static bool find_binders(struct kj_binders *binders, const kj_rules *rules) {
    kj_names *keys = kj_names_new();
    uint32_t room = key_count();
    const kj_binder **by_key = kj_new(room, sizeof *by_key);
    bool ok = keys && by_key && name_keys(keys, by_key, room);
    for (uint32_t r = 0; ok && r < rules->rule_count; r++) {
        ok = kj_push(&binders->first, (uint32_t)binders->of.size);
        for (uint32_t i = 0; ok && i < rules->rules[r].field_count; i++) {
            uint32_t key = kj_names_find(keys, kj_string(rules->rules[r].fields[i].key));
            ok = kj_push(&binders->of, key == KJ_NONE ? NULL : by_key[key]);
        }
    }
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
    kj_vec_free(&binders->first);
    kj_vec_free(&binders->of);
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

uint32_t kj_bind(kj_extraction *x, const kj_match *match, uint32_t capture, bool *memory) {
    const kj_rule *rule = &x->model->rules.rules[match->rule];
    kj_attribute attributes[KJ_FIELD_MAX];
    const uint32_t first = x->binders->first.at[match->rule];
    kj_binding b;
    memset(&b, 0, offsetof(kj_binding, factor));
    b.x = x;
    b.from = b.to = kj_date_parts_none();
    b.unit_entry = b.unit_start = b.low_entry = KJ_NONE;
    b.value = (kj_value){.entry = KJ_NONE, .object_start = KJ_NONE, .object_end = KJ_NONE};
    const kj_capture *given = capture == KJ_NONE ? NULL : &match->captures[capture];
    if (given && given->span != KJ_NONE)
        b.value.entry = x->lattice.spans.at[given->span].entry;
    *memory = true;
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->field_count && count < KJ_FIELD_MAX; i++) {
        kj_operand o;
        if (!evaluate(x, match, &rule->fields[i], &o))
            continue;
        if (!apply(&b, x->binders->of.at[first + i], &o)) {
            if (x->trace)
                kj_trace_field(x, rule->fields[i].key, o.text);
            return KJ_NONE;
        }
        attributes[count++] = (kj_attribute){rule->fields[i].key, o.text, o.start, o.end};
    }
    if (!kj_bind_number_finish(&b) || !kj_bind_length_finish(&b)) {
        if (x->trace)
            kj_trace_field(x, NULL, (kaoju_string){NULL, 0});
        return KJ_NONE;
    }
    b.value.name =
        kj_text_norm(&x->text, given ? given->start : match->start, given ? given->end : match->end, &x->arena);
    kj_value *value = NULL;
    if (!store(&b, attributes, count, &value) || !kj_push(&x->values, value)) {
        *memory = false;
        return KJ_NONE;
    }
    return (uint32_t)(x->values.size - 1);
}
