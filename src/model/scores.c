/* Weights of the dictionaries in, scores of the segmentation out.
 *
 * A word's score is 1000 ln(frequency / total). The weights of surnames, given-name and transliteration characters are
 * log-odds against running text already (see dict/README.md), in hundredths. Everything is an integer, so that the same
 * files give the same decisions on every machine. Cost: linear in the entries. */
#include "model/model.h"

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

/* Parts of speech of the jieba tag set (ICTCLAS). */
static bool tag_is(kaoju_string tag, const char *const *list) {
    for (; *list; list++)
        if (kj_string_is(tag, *list))
            return true;
    return false;
}

static bool ends_noun(kaoju_string tag) {
    static const char *const list[] = {"n", "nz", "ns", "nt", "ng", "vn", "an", "j", "s", "nl", NULL};
    return tag_is(tag, list);
}

static bool modifies_noun(kaoju_string tag) {
    static const char *const list[] = {"b", "a", "ag", "l", "i", NULL};
    return ends_noun(tag) || tag_is(tag, list);
}

static bool is_adjective(kaoju_string tag) {
    static const char *const list[] = {"a", "ag", "b", "z", NULL};
    return tag_is(tag, list);
}

/* How much a word of this tag speaks for a name behind it and before it, against a token of any tag, in milli-nats:
 * ln P(name | tag before) / P(name) and ln P(tag | name before) / P(tag). Computed from the transitions of jieba's tagger
 * (jieba/posseg/prob_trans.py, MIT), rounded to tenths; what is not here is 0. Words that say more have a row in
 * dict/person/context.tsv. */
static void tag_context(kaoju_string tag, int32_t *before, int32_t *after) {
    static const struct {
        const char *tag;
        int32_t before, after;
    } list[] = {{"n", -500, -400},    {"v", -200, 100},     {"vn", -1200, -1300}, {"a", -700, -600},  {"d", -1300, 300},
                {"p", 400, 400},      {"c", 100, 200},      {"r", -1000, -600},   {"m", -500, -400},  {"q", -400, 300},
                {"uj", -700, 300},    {"ul", 200, -1100},   {"f", -400, -100},    {"b", -1600, -600}, {"ad", -2200, 0},
                {"an", -1100, -1600}, {"nt", -1200, -1200}, {"ns", 0, -400},      {"nz", -200, -300}, {"s", -900, 200},
                {"t", -100, 0},       {"l", -600, -400},    {"i", -200, 200},     {"z", -1200, 300},  {"u", -600, 1000},
                {"ng", 0, 300},       {"vg", 400, 900},     {"mq", -1300, -700},  {"y", 900, -400}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (kj_string_is(tag, list[i].tag)) {
            *before = list[i].before;
            *after = list[i].after;
        }
}

/* Log-odds in hundredths -> milli-nats. */
static int32_t milli(int64_t hundredths) {
    int64_t most = KJ_SCORE_MAX / 10;
    return (int32_t)(hundredths > most ? most : hundredths < -most ? -most : hundredths) * 10;
}

static int32_t log_odds(const kj_lexicon *lexicon, uint32_t entry, const char *column) {
    int64_t value = 0;
    kj_string_integer(kj_entry_field(lexicon, entry, column), &value);
    return milli(value);
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

size_t kj_scores_flag_count(uint32_t entries) {
    return (size_t)entries * 4;
}

void kj_scores_divide(kj_scores *scores, uint32_t entries) {
    int32_t **numbers[] = {&scores->entry,      &scores->given_one,      &scores->given_first,
                           &scores->given_last, &scores->translit_first, &scores->translit_last,
                           &scores->before,     &scores->after,          &scores->character};
    bool **flags[] = {&scores->noun, &scores->modifier, &scores->adjective, &scores->verb};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = scores->numbers + i * entries;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        *flags[i] = scores->flags + i * entries;
    scores->unknown = scores->character[KJ_SCORE_CHARACTERS];
}

static bool allocate(kj_scores *scores, uint32_t entries) {
    scores->numbers = kj_new(kj_scores_number_count(entries), sizeof *scores->numbers);
    scores->flags = kj_new(kj_scores_flag_count(entries), sizeof *scores->flags);
    if (!scores->numbers || !scores->flags)
        return false;
    kj_scores_divide(scores, entries);
    return true;
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
    for (uint32_t e = 0; e < count; e++) {
        uint32_t class_id = kj_entry_class(lexicon, e);
        if (class_id == types->word) {
            int32_t weight = kj_entry_weight(lexicon, e);
            kaoju_string tag = kj_entry_field(lexicon, e, "pos");
            scores->entry[e] = kj_log_milli(weight > 0 ? (uint64_t)weight : 1) - log_total;
            scores->noun[e] = ends_noun(tag);
            scores->modifier[e] = modifies_noun(tag);
            scores->adjective[e] = is_adjective(tag);
            scores->verb[e] = kj_string_is(tag, "v");
            tag_context(tag, &scores->before[e], &scores->after[e]);
        } else if (class_id == types->surname || class_id == types->translit || class_id == types->surname_ja ||
                   class_id == types->given_ja) {
            scores->entry[e] = milli(kj_entry_weight(lexicon, e));
            scores->translit_first[e] = log_odds(lexicon, e, "first");
            scores->translit_last[e] = log_odds(lexicon, e, "last");
        } else if (class_id == types->given) {
            scores->given_one[e] = log_odds(lexicon, e, "single");
            scores->given_first[e] = log_odds(lexicon, e, "first");
            scores->given_last[e] = log_odds(lexicon, e, "second");
        } else if (class_id == types->context) {
            scores->before[e] = log_odds(lexicon, e, "before");
            scores->after[e] = log_odds(lexicon, e, "after");
        } else {
            scores->entry[e] = kj_log_milli(ENTRY_FREQUENCY) - log_total;
        }
    }
    return true;
}

void kj_scores_free(kj_scores *scores) {
    if (!scores->borrowed) {
        free(scores->numbers);
        free(scores->flags);
    }
    memset(scores, 0, sizeof *scores);
}
