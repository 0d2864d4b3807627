/* Which country one character stands for.
 *
 * 土 is Turkmenistan or Turkey, 乌 Uzbekistan, Ukraine or Uganda. Of the readings in dict/place/country_char.tsv the one
 * whose country the document names in full wins; without any, the usual one (the heaviest). A document that names the
 * country also makes a lone character more certain. Cost: readings of a character x mentions of characters. */
#include "resolve/resolve.h"

#include <stdlib.h>

/* What a full name in the same document adds: to the weight of a reading, and to the confidence of a mention. */
#define NAMED_WEIGHT 1000
#define NAMED_CONFIDENCE 0.4

static bool is_character(const kj_extraction *x, const kj_given *g) {
    const kj_value *value = x->values.at[g->value];
    return g->type == x->model->types.country && value->entry != KJ_NONE &&
           kj_entry_class(x->model->lexicon, value->entry) == x->model->types.country_char;
}

static bool named(const kj_names *codes, kaoju_string code) {
    return code.data && kj_names_find(codes, code) != KJ_NONE;
}

static uint32_t best_reading(const kj_extraction *x, uint32_t at, uint32_t fallback, const kj_names *codes) {
    const kj_lexicon *lexicon = x->model->lexicon;
    uint32_t best = fallback;
    int32_t best_weight = INT32_MIN;
    for (uint32_t i = x->lattice.first.at[at]; i < x->lattice.first.at[at + 1]; i++) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->type != x->model->types.country_char)
            continue;
        int32_t weight = kj_entry_weight(lexicon, span->entry);
        if (named(codes, kj_entry_field(lexicon, span->entry, "code")))
            weight += NAMED_WEIGHT;
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

bool kj_resolve_countries(kj_extraction *x) {
    const kj_lexicon *lexicon = x->model->lexicon;
    kj_names *codes = kj_names_new();
    if (!codes)
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        const kj_value *value = x->values.at[g->value];
        if (g->type != x->model->types.country || value->entry == KJ_NONE || is_character(x, g))
            continue;
        ok = kj_names_add(codes, kj_entry_field(lexicon, value->entry, "code")) != KJ_NONE;
    }
    for (size_t i = 0; ok && i < x->mentions.size; i++) {
        kj_given *g = &x->mentions.at[i];
        if (!is_character(x, g))
            continue;
        kj_value *value = x->values.at[g->value];
        value->entry = best_reading(x, g->start, value->entry, codes);
        if (named(codes, kj_entry_field(lexicon, value->entry, "code")))
            g->confidence = more_certain(g->confidence);
    }
    kj_names_free(codes);
    return ok;
}
