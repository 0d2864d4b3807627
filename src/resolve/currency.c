/* Which currency an amount is in whose name several countries share.
 *
 * 卢比 is the rupee of India, Pakistan, Nepal ...: the dictionary gives the usual one and the others as candidates. A country
 * of one of them in the same sentence decides, the nearest before the amount, else the nearest behind it; ISO 4217 codes of
 * national currencies begin with the ISO 3166 code of the country. Without any, unit and candidates stay. Cost: linear in
 * the mentions; at most NEIGHBOURS are looked at on each side of an amount. */
#include "resolve/resolve.h"

#include <string.h>

#define NEIGHBOURS 32

static kaoju_string country_code(const kj_extraction *x, const kj_given *g) {
    const kj_value *value = x->values.at[g->value];
    if (g->type != x->model->types.country || value->entry == KJ_NONE)
        return (kaoju_string){NULL, 0};
    return kj_entry_field(x->model->lexicon, value->entry, "code");
}

static bool belongs(kaoju_string currency, kaoju_string country) {
    return country.data && country.size == 2 && currency.size >= 3 && !memcmp(currency.data, country.data, 2);
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
    }
    return found;
}

/* The code in front of /t of a price is replaced too. */
static bool set_code(kj_extraction *x, kj_value *figure, kaoju_string code) {
    const char *slash = memchr(figure->unit.data, '/', figure->unit.size);
    kaoju_string per = {slash, slash ? figure->unit.size - (size_t)(slash - figure->unit.data) : 0};
    kj_buffer joined = {0};
    kj_buffer_add(&joined, code.data, 3);
    if (slash)
        kj_buffer_add(&joined, per.data, per.size);
    const char *text = kj_buffer_end(&joined);
    figure->unit = (kaoju_string){text ? kj_arena_copy(&x->arena, text, joined.size) : NULL, joined.size};
    figure->candidates = (kaoju_string){NULL, 0};
    kj_buffer_free(&joined);
    return figure->unit.data != NULL;
}

bool kj_resolve_currencies(kj_extraction *x) {
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        kj_value *figure = x->values.at[g->value];
        if (g->type != x->model->types.figure || !kj_string_is(figure->kind, "money") || !figure->candidates.size ||
            !figure->unit.data)
            continue;
        kaoju_string code = look(x, i, true, figure);
        if (!code.data)
            code = look(x, i, false, figure);
        if (code.data && !set_code(x, figure, code))
            return false;
    }
    return true;
}
