/* What a candidate is made of, as names and texts: captures, bound fields, columns of an entry, the value of a record. */
#include "resolve/explanation.h"

#include <string.h>

#define PAIRS_MAX (KJ_FIELD_MAX + 16)

typedef struct pairs {
    kaoju_pair at[PAIRS_MAX];
    size_t count;
    bool failed; /* out of memory */
} pairs;

static void add(pairs *p, const char *name, kaoju_string text) {
    if (text.data && text.size && p->count < PAIRS_MAX)
        p->at[p->count++] = (kaoju_pair){.name = name, .text = text};
}

/* A text that was made for it: absent when there was no memory. */
static void add_made(pairs *p, const char *name, kaoju_string text) {
    p->failed |= !text.data;
    add(p, name, text);
}

static bool has(const pairs *p, const char *name) {
    for (size_t i = 0; i < p->count; i++)
        if (!strcmp(p->at[i].name, name))
            return true;
    return false;
}

static bool keep(kaoju_explanation *e, const pairs *p, const kaoju_pair **list, size_t *count) {
    kaoju_pair *copy = p->failed ? NULL : kj_arena_new(&e->arena, p->count, sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, p->at, p->count * sizeof *copy);
    *list = copy;
    *count = p->count;
    return true;
}

static void add_decimal(kaoju_explanation *e, pairs *p, const char *name, const kj_decimal *decimal) {
    char text[KJ_DECIMAL_TEXT];
    size_t size = kj_decimal_write(decimal, text);
    kaoju_string copy = {kj_arena_copy(&e->arena, text, size), size};
    add_made(p, name, copy);
}

static void add_number(kaoju_explanation *e, pairs *p, const kj_number *number) {
    if (number->known)
        add_decimal(e, p, "number", &number->value);
    if (number->bounded) {
        add_decimal(e, p, "low", &number->low);
        add_decimal(e, p, "high", &number->high);
    }
    if (number->fraction && !number->known) {
        add_decimal(e, p, "numerator", &number->numerator);
        add_decimal(e, p, "denominator", &number->denominator);
    }
    if (number->comparator != KJ_EQ)
        add(p, "comparator", kj_string(kj_comparator_name(number->comparator)));
    if (number->cue[0])
        add_made(p, "cue", kj_keep_text(&e->arena, number->cue));
}

/* Typed members first; a field that is one of them is not told again as it was printed. */
bool kj_pairs_value(kaoju_explanation *e, kj_extraction *x, const kj_value *value, kaoju_candidate *c) {
    pairs p = {.count = 0};
    if (value->cue.data)
        add(&p, "cue", value->cue);
    if (value->number) {
        kj_number number = *value->number;
        if (value->cue.data)
            number.cue[0] = '\0';
        add_number(e, &p, &number);
    }
    add(&p, "unit", value->unit);
    add(&p, "kind", value->kind);
    if (value->object_start != KJ_NONE)
        add_made(&p, "object", kj_text_norm(&x->text, value->object_start, value->object_end, &e->arena));
    for (uint32_t i = 0; i < value->attribute_count; i++)
        if (!has(&p, value->attributes[i].key))
            add(&p, value->attributes[i].key, value->attributes[i].text);
    return keep(e, &p, &c->fields, &c->field_count);
}

kaoju_string kj_entry_name(const kj_lexicon *lexicon, uint32_t entry) {
    kaoju_string id = kj_entry_field(lexicon, entry, "id");
    return id.size ? id : kj_entry_field(lexicon, entry, "surface");
}

/* Every column that says something of its own. */
bool kj_pairs_entry(kaoju_explanation *e, const kj_extraction *x, uint32_t entry, kaoju_candidate *c) {
    static const char *const others[] = {"surface", "aliases", "not_in", "id"};
    pairs p = {.count = 0};
    kaoju_string column, cell, surface = kj_entry_field(x->model->lexicon, entry, "surface");
    bool ok = true;
    for (uint32_t i = 0; ok && kj_entry_cell(x->model->lexicon, entry, i, &column, &cell); i++) {
        bool skip = kj_string_is(column, "name") && kj_string_same(cell, surface);
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            skip |= kj_string_is(column, others[k]);
        if (skip || !cell.size)
            continue;
        char *name = kj_arena_copy(&e->arena, column.data, column.size);
        ok = name != NULL;
        add(&p, name, cell);
    }
    return ok && keep(e, &p, &c->fields, &c->field_count);
}

bool kj_pairs_mention(kaoju_explanation *e, const kaoju_mention *m, kaoju_candidate *c) {
    const kaoju_value *v = &m->value;
    pairs p = {.count = 0};
    bool exact = kj_string_is(v->comparator, "eq");
    const struct {
        const char *key;
        kaoju_string text;
    } fields[] = {
        {"name", v->name},       {"code", v->code},     {"qid", v->qid},   {"edtf", v->edtf}, {"grain", v->grain},
        {"anchor", v->anchor},   {"mod", v->mod},       {"zone", v->zone}, {"iso", v->iso},   {"number", v->number},
        {"pattern", v->pattern}, {"low", v->low},       {"high", v->high}, {"unit", v->unit}, {"kind", v->kind},
        {"cue", v->cue},         {"object", v->object},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        add(&p, fields[i].key, fields[i].text);
    if (!exact)
        add(&p, "comparator", v->comparator);
    add(&p, "entity", kj_string(m->entity));
    return keep(e, &p, &c->fields, &c->field_count);
}

bool kj_pairs_captures(kaoju_explanation *e, kj_extraction *x, const kj_tried *tried, kaoju_candidate *c) {
    const kj_rule *rule = &x->model->rules.rules[tried->given.rule];
    pairs p = {.count = 0};
    for (uint32_t i = 0; i < rule->capture_count && i < KJ_CAPTURE_MAX; i++) {
        const kj_caught *caught = &tried->captures[i];
        if (caught->start == KJ_NONE)
            continue;
        kaoju_pair *pair = &p.at[p.count++];
        *pair = (kaoju_pair){.name = rule->captures[i], .cp = {caught->start, caught->end}};
        pair->text = kj_text_norm(&x->text, caught->start, caught->end, &e->arena);
        if (caught->type != KJ_NONE)
            pair->type = kj_names_at(x->model->names, caught->type);
        if (caught->entry != KJ_NONE)
            pair->entry = kj_entry_name(x->model->lexicon, caught->entry);
        if (!pair->text.data)
            return false;
    }
    return keep(e, &p, &c->captures, &c->capture_count);
}
