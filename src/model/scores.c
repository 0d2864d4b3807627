/* Weights of the dictionaries in, scores of the segmentation out.
 *
 * A word's score is 1000 ln(frequency / total). The weights of surnames, given-name and transliteration characters are
 * log-odds against running text already (see dict/README.md), in hundredths. Everything is an integer, so that the same
 * files give the same decisions on every machine. Cost: linear in the entries. */
#include "model/tags.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A dictionary entry that is no word of the frequency list (a title, a country, a unit) counts as if it had been seen
 * this often: as often as a usual word, so that it is kept whole. */
#define ENTRY_FREQUENCY 2000
/* Frequency of a character that no dictionary knows. */
#define UNKNOWN_FREQUENCY 1

int32_t kj_log_milli(uint64_t x) {
    /* log2 by repeated squaring of the mantissa (Knuth, TAOCP 1.2.2 exercise 25), 16 fraction bits; ln = log2 * ln 2. */
    if (x < 1)
        return 0;
    int whole = 0;
    while (x >> whole > 1)
        whole++;
    uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole); /* 1.0 = 2^31 */
    uint64_t log2 = (uint64_t)whole << 16;
    for (int bit = 15; bit >= 0; bit--) {
        mantissa = (mantissa * mantissa) >> 31;
        if (mantissa >> 32) {
            mantissa >>= 1;
            log2 |= 1ull << bit;
        }
    }
    return (int32_t)((log2 * 693147) / (1000ull << 16));
}

/* How often each character occurs in running text: the sum over the words that hold it. */
static bool count_characters(const kaoju_model *model, kj_scores *scores) {
    const kj_lexicon *lexicon = model->lexicon;
    uint64_t *seen = kj_new(KJ_SCORE_CHARACTERS, sizeof *seen), total = 1;
    if (!seen)
        return false;
    for (uint32_t e = 0; e < kj_lexicon_count(lexicon); e++) {
        int32_t weight = kj_entry_weight(lexicon, e);
        if (kj_entry_class(lexicon, e) != model->types.word || weight <= 0)
            continue;
        kaoju_string surface = kj_entry_field(lexicon, e, "surface");
        for (size_t at = 0; at < surface.size;) {
            uint32_t cp = kj_utf8_next(surface.data, surface.size, &at);
            total += (uint64_t)weight;
            if (cp < KJ_SCORE_CHARACTERS)
                seen[cp] += (uint64_t)weight;
        }
    }
    int32_t log_total = kj_log_milli(total);
    for (uint32_t cp = 0; cp < KJ_SCORE_CHARACTERS; cp++)
        scores->character[cp] = kj_log_milli(seen[cp] ? seen[cp] : UNKNOWN_FREQUENCY) - log_total;
    scores->character[KJ_SCORE_CHARACTERS] = scores->unknown = -log_total;
    free(seen);
    return true;
}

size_t kj_scores_number_count(uint32_t entries) {
    return (size_t)entries * 8 + KJ_SCORE_CHARACTERS + 1;
}

void kj_scores_divide(kj_scores *scores, uint32_t entries) {
    int32_t **numbers[] = {&scores->entry,      &scores->given_one,      &scores->given_first,
                           &scores->given_last, &scores->translit_first, &scores->translit_last,
                           &scores->before,     &scores->after,          &scores->character};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = scores->numbers + i * entries;
    scores->unknown = scores->character[KJ_SCORE_CHARACTERS];
}

static bool allocate(kj_scores *scores, uint32_t entries) {
    scores->numbers = kj_new(kj_scores_number_count(entries), sizeof *scores->numbers);
    scores->speech = kj_new(entries, sizeof *scores->speech);
    scores->roles = kj_new(entries, sizeof *scores->roles);
    if (!scores->numbers || !scores->speech || !scores->roles)
        return false;
    kj_scores_divide(scores, entries);
    return true;
}

/* What an entry that is no word is where names of bodies are read. A region that bodies are named after is a town: not a
 * continent or a part of one (中亚国家). */
static uint16_t roles_of(const kaoju_model *model, uint32_t entry, uint32_t class_id) {
    const kj_types *t = &model->types;
    if (class_id == t->region) {
        kaoju_string kind = kj_entry_field(model->lexicon, entry, "kind");
        bool wide = kj_string_is(kind, "continent") || kj_string_is(kind, "region");
        return wide ? KJ_ROLE_REGION : KJ_ROLE_REGION | KJ_ROLE_TOWN;
    }
    return class_id == t->org_stop                                                       ? KJ_ROLE_STOP
           : class_id == t->country_class || class_id == t->org || class_id == t->agency ? KJ_ROLE_PROPER
           : class_id == t->place_word                                                   ? KJ_ROLE_PLACE_WORD
           : class_id == t->org_inner || class_id == t->title || class_id == t->festival ? KJ_ROLE_NOUN
           : class_id == t->suffix || class_id == t->place_suffix                        ? KJ_ROLE_SUFFIX
           : class_id == t->function                                                     ? KJ_ROLE_FUNCTION
                                                                                         : 0;
}

/* What its part of speech says of a word. */
static bool score_word(const kaoju_model *model, kj_tags *tags, int32_t log_total, uint32_t e) {
    const kj_scores *scores = &model->scores;
    int32_t weight = kj_entry_weight(model->lexicon, e);
    scores->entry[e] = kj_log_milli(weight > 0 ? (uint64_t)weight : 1) - log_total;
    kaoju_string pos = kj_entry_field(model->lexicon, e, "pos");
    const kj_tag *tag = pos.data ? kj_tags_find(tags, pos) : NULL;
    if (!tag)
        return !pos.data;
    scores->speech[e] = tag->speech;
    scores->roles[e] = tag->roles;
    scores->before[e] = tag->before;
    scores->after[e] = tag->after;
    return true;
}

static void score_entry(const kaoju_model *model, int32_t log_total, uint32_t e) {
    const kj_lexicon *lexicon = model->lexicon;
    const kj_types *types = &model->types;
    const kj_scores *scores = &model->scores;
    uint32_t class_id = kj_entry_class(lexicon, e);
    scores->roles[e] = roles_of(model, e, class_id);
    if (class_id == types->surname || class_id == types->translit || class_id == types->surname_ja ||
        class_id == types->given_ja) {
        scores->entry[e] = kj_score_milli(kj_entry_weight(lexicon, e));
        scores->translit_first[e] = kj_log_odds(lexicon, e, "first");
        scores->translit_last[e] = kj_log_odds(lexicon, e, "last");
    } else if (class_id == types->given) {
        scores->given_one[e] = kj_log_odds(lexicon, e, "single");
        scores->given_first[e] = kj_log_odds(lexicon, e, "first");
        scores->given_last[e] = kj_log_odds(lexicon, e, "second");
    } else if (class_id == types->context) {
        scores->before[e] = kj_log_odds(lexicon, e, "before");
        scores->after[e] = kj_log_odds(lexicon, e, "after");
    } else {
        scores->entry[e] = kj_log_milli(ENTRY_FREQUENCY) - log_total;
    }
}

bool kj_scores_make(kaoju_model *model) {
    const kj_lexicon *lexicon = model->lexicon;
    const kj_types *types = &model->types;
    kj_scores *scores = &model->scores;
    uint32_t count = kj_lexicon_count(lexicon);
    if (!allocate(scores, count) || !count_characters(model, scores))
        return false;
    uint64_t total = 1;
    for (uint32_t e = 0; e < count; e++)
        if (kj_entry_class(lexicon, e) == types->word && kj_entry_weight(lexicon, e) > 0)
            total += (uint64_t)kj_entry_weight(lexicon, e);
    int32_t log_total = kj_log_milli(total);
    kj_tags tags;
    bool ok = kj_tags_read(model, &tags);
    for (uint32_t e = 0; ok && e < count; e++) {
        if (kj_entry_class(lexicon, e) == types->word)
            ok = score_word(model, &tags, log_total, e);
        else
            score_entry(model, log_total, e);
    }
    kj_tags_free(&tags);
    return ok;
}

void kj_scores_free(kj_scores *scores) {
    if (!scores->borrowed) {
        free(scores->numbers);
        free(scores->speech);
        free(scores->roles);
    }
    memset(scores, 0, sizeof *scores);
}
