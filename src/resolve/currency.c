/* Which currency an amount is in whose name several countries share.
 *
 * 卢比 is the rupee of India, Pakistan, Nepal ...: the dictionary gives the usual one and the others as candidates. A country
 * of one of them in the same sentence decides, the nearest before the amount, else the nearest behind it; ISO 4217 codes of
 * national currencies begin with the ISO 3166 code of the country. So does an amount before it whose currency is certain
 * (80港元，儿童40元), unless this one converts it (约合74元). Without any, the usual one stays; the others stay candidates in any
 * case. Cost: linear in the mentions; at most NEIGHBOURS are looked at on each side of an amount. */
#include "resolve/resolve.h"

#include <string.h>

#define NEIGHBOURS 32
/* Letters of an ISO 4217 code. */
#define CODE_SIZE 3

static kaoju_string country_code(const kj_extraction *x, const kj_given *g) {
    const kj_value *value = x->values.at[g->value];
    if (g->type != x->model->types.country || value->entry == KJ_NONE)
        return (kaoju_string){NULL, 0};
    return kj_says(x, value->entry, "code");
}

static bool belongs(kaoju_string currency, kaoju_string country) {
    return country.data && country.size == 2 && currency.size >= CODE_SIZE && !memcmp(currency.data, country.data, 2);
}

/* The currency among the usual one and the others that is the country's; absent if none is. */
static kaoju_string currency_of(kaoju_string usual, kaoju_string others, kaoju_string country) {
    if (belongs(usual, country))
        return usual;
    for (kaoju_string one; (one = kj_string_split(&others, '|')).data;)
        if (belongs(one, country))
            return one;
    return (kaoju_string){NULL, 0};
}

/* An amount in one of the candidates, if it can be no other. */
static kaoju_string currency_like(const kj_extraction *x, const kj_given *g, const kj_value *figure) {
    const kj_value *other = x->values.at[g->value];
    kaoju_string rest = figure->candidates, none = {NULL, 0};
    if (g->type != x->model->types.figure || !kj_string_is(other->kind, "money") || other->candidates.size ||
        figure->cue.size)
        return none;
    for (kaoju_string one; (one = kj_string_split(&rest, '|')).data;)
        if (kj_string_same(one, other->unit))
            return one;
    return none;
}

/* Looks at the mentions on one side of mention `i`, the nearest first, within its sentence. */
static kaoju_string look(const kj_extraction *x, size_t i, bool before, const kj_value *figure) {
    kaoju_range sentence = kj_text_sentence(&x->text, x->mentions.at[i].start);
    kaoju_string found = {NULL, 0};
    for (size_t n = 1; n <= NEIGHBOURS && !found.data; n++) {
        if (before ? n > i : i + n >= x->mentions.size)
            break;
        const kj_given *g = &x->mentions.at[before ? i - n : i + n];
        if (g->start < sentence.start || g->start >= sentence.end)
            break;
        found = currency_of(figure->unit, figure->candidates, country_code(x, g));
        if (!found.data && before)
            found = currency_like(x, g, figure);
    }
    return found;
}

/* Without `code`, and with the usual one if that is another. */
static void put_candidates(kj_buffer *out, kaoju_string usual, kaoju_string others, kaoju_string code) {
    if (memcmp(usual.data, code.data, CODE_SIZE) != 0)
        kj_buffer_add(out, usual.data, CODE_SIZE);
    for (kaoju_string one; (one = kj_string_split(&others, '|')).data;) {
        if (kj_string_same(one, code))
            continue;
        if (out->size)
            kj_buffer_text(out, "|");
        kj_buffer_add(out, one.data, one.size);
    }
}

static bool keep(kj_arena *arena, kj_buffer *buffer, kaoju_string *out) {
    const char *text = kj_buffer_end(buffer);
    *out = (kaoju_string){text ? kj_arena_copy(arena, text, buffer->size) : NULL, buffer->size};
    kj_buffer_free(buffer);
    return out->data != NULL;
}

/* Only the code in front of /t of a price is replaced. */
static bool set_code(kj_extraction *x, kj_value *figure, kaoju_string code) {
    kj_buffer unit = {0}, candidates = {0};
    put_candidates(&candidates, figure->unit, figure->candidates, code);
    kj_buffer_add(&unit, code.data, CODE_SIZE);
    kj_buffer_add(&unit, figure->unit.data + CODE_SIZE, figure->unit.size - CODE_SIZE);
    bool ok = keep(&x->arena, &unit, &figure->unit);
    return keep(&x->arena, &candidates, &figure->candidates) && ok;
}

bool kj_resolve_currencies(kj_extraction *x) {
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        kj_value *figure = x->values.at[g->value];
        if (g->type != x->model->types.figure || !kj_string_is(figure->kind, "money") || !figure->candidates.size ||
            figure->unit.size < CODE_SIZE)
            continue;
        kaoju_string code = look(x, i, true, figure);
        if (!code.data)
            code = look(x, i, false, figure);
        if (code.data && !set_code(x, figure, code))
            return false;
    }
    return true;
}
