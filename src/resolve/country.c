/* Which country one character stands for.
 *
 * 土 is Turkmenistan or Turkey, 乌 Uzbekistan, Ukraine or Uganda. Of the readings in dict/place/country_char.tsv the one
 * whose country the document names in full wins; without any, one in a region that it names (中亚: column members of
 * dict/place/region.tsv), then the usual one (the heaviest). A document that names the country also makes a lone character
 * more certain. Cost: readings of a character x mentions of characters. */
#include "resolve/resolve.h"

#include <stdlib.h>

/* What a full name in the same document adds: to the weight of a reading, and to the confidence of a mention. */
#define NAMED_WEIGHT 1000
/* What the name of its region adds to the weight of a reading (1..100). */
#define REGION_WEIGHT 100
#define NAMED_CONFIDENCE 0.4

static bool is_character(const kj_extraction *x, const kj_given *g) {
    if (g->type != x->model->types.country)
        return false;
    uint32_t entry = x->values.at[g->value]->entry;
    return entry != KJ_NONE && kj_entry_class(x->model->lexicon, entry) == x->model->types.country_char;
}

static bool named(const kj_names *codes, kaoju_string code) {
    return code.data && kj_names_find(codes, code) != KJ_NONE;
}

/* What the document names: codes of countries, and of those of its regions. */
typedef struct told {
    kj_names *countries, *members;
    kj_names *regions; /* lists of members that are in already */
} told;

static uint32_t best_reading(const kj_extraction *x, uint32_t at, uint32_t fallback, const told *t) {
    const kj_lexicon *lexicon = x->model->lexicon;
    uint32_t best = fallback;
    int32_t best_weight = INT32_MIN;
    kj_each_typed (i, &x->lattice, x->model->types.country_char, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        int32_t weight = kj_entry_weight(lexicon, span->entry);
        kaoju_string code = kj_says(x, span->entry, "code");
        weight += named(t->countries, code) ? NAMED_WEIGHT : named(t->members, code) ? REGION_WEIGHT : 0;
        if (weight > best_weight) {
            best_weight = weight;
            best = span->entry;
        }
    }
    return best;
}

static double more_certain(double confidence) {
    double more = confidence + NAMED_CONFIDENCE;
    double most = confidence > 0.95 ? confidence : 0.95;
    return more > most ? most : more;
}

/* Rules may call any entry a country: one without a code is no help. */
static bool add_code(kj_names *names, kaoju_string code) {
    return !code.size || kj_names_add(names, code) != KJ_NONE;
}

/* A page names one region again and again. */
static bool add_members(told *t, kaoju_string codes) {
    uint32_t known = kj_names_count(t->regions);
    bool ok = add_code(t->regions, codes);
    if (kj_names_count(t->regions) == known)
        return ok;
    for (kaoju_string one; ok && (one = kj_string_split(&codes, '|')).data;)
        ok = add_code(t->members, one);
    return ok;
}

/* Countries and regions that the document names in full. */
static bool collect(const kj_extraction *x, told *t) {
    const kj_types *types = &x->model->types;
    bool ok = true;
    for (size_t i = 0; ok && i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        if (g->type != types->place_record && g->type != types->country)
            continue;
        uint32_t entry = x->values.at[g->value]->entry;
        if (entry == KJ_NONE)
            continue;
        if (g->type == types->place_record)
            ok = add_members(t, kj_says(x, entry, "members"));
        else if (!is_character(x, g))
            ok = add_code(t->countries, kj_says(x, entry, "code"));
    }
    return ok;
}

bool kj_resolve_countries(kj_extraction *x) {
    told t = {.countries = kj_names_new(), .members = kj_names_new(), .regions = kj_names_new()};
    bool ok = t.countries && t.members && t.regions && collect(x, &t);
    for (size_t i = 0; ok && i < x->mentions.size; i++) {
        kj_given *g = &x->mentions.at[i];
        if (!is_character(x, g))
            continue;
        kj_value *value = x->values.at[g->value];
        value->entry = best_reading(x, g->start, value->entry, &t);
        if (named(t.countries, kj_says(x, value->entry, "code")))
            g->confidence = more_certain(g->confidence);
    }
    kj_names_free(t.countries);
    kj_names_free(t.members);
    kj_names_free(t.regions);
    return ok;
}
