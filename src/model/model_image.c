/* A model in, one file out; a file in, the same model out.
 *
 * Folding and names are made anew from their sections, rules are read from records, lexicon and scores lie in the image.
 * Invariant: names have the ids they had, the first ones those that code looks for. Cost: O(bytes) with the checks,
 * O(rules + folded characters) without. */
#include "dict/lexicon_image.h"
#include "model/model.h"
#include "rules/rules_image.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ saving */

/* What is written from memory of its own. */
typedef struct kept {
    kj_fold_pair *pairs;
    size_t pair_count;
    kj_buffer names, rules;
    kj_lexicon_numbers numbers;
} kept;

static bool keep(const kaoju_model *model, kept *k) {
    k->pair_count = kj_fold_pairs(model->fold, NULL, 0);
    k->pairs = kj_new(k->pair_count, sizeof *k->pairs);
    if (!k->pairs)
        return false;
    kj_fold_pairs(model->fold, k->pairs, k->pair_count);
    for (uint32_t i = 0; i < kj_names_count(model->names); i++)
        kj_buffer_add(&k->names, kj_names_at(model->names, i), strlen(kj_names_at(model->names, i)) + 1);
    return !k->names.failed;
}

kaoju_status kj_model_save(const kaoju_model *model, kaoju_sink sink, void *context, kaoju_error *error) {
    kj_image_writer writer = {0};
    kept k = {0};
    uint32_t entries = kj_lexicon_count(model->lexicon);
    kaoju_status status = keep(model, &k) ? KAOJU_OK : kj_fail_memory(error);
    kj_image_add(&writer, KJ_SECTION_FOLD, k.pairs, sizeof *k.pairs, k.pair_count);
    kj_image_add(&writer, KJ_SECTION_NAMES, k.names.data, 1, k.names.size);
    if (!status)
        status = kj_lexicon_save(model->lexicon, &k.numbers, &writer, error);
    if (!status)
        status = kj_rules_save(&model->rules, &k.rules, &writer, error);
    kj_image_add(&writer, KJ_SECTION_SCORES, model->scores.numbers, sizeof(int32_t), kj_scores_number_count(entries));
    kj_image_add(&writer, KJ_SECTION_SCORE_SPEECH, model->scores.speech, sizeof(uint8_t), entries);
    kj_image_add(&writer, KJ_SECTION_SCORE_ROLES, model->scores.roles, sizeof(uint16_t), entries);
    if (!status)
        status = kj_image_write(&writer, model->fingerprint, sink, context, error);
    kj_buffer_free(&k.names);
    kj_buffer_free(&k.rules);
    free(k.pairs);
    return status;
}

/* ------------------------------------------------------------------ opening */

static kaoju_status open_fold(kaoju_model *model, kaoju_error *error) {
    size_t count = 0;
    bool wrong = false;
    const kj_fold_pair *pairs =
        kj_image_get(&model->image, KJ_SECTION_FOLD, sizeof *pairs, KJ_ANY_COUNT, &count, error);
    if (!pairs)
        return KAOJU_E_SYNTAX;
    model->fold = kj_fold_of_pairs(pairs, count, &wrong);
    if (wrong)
        return kj_image_bad(&model->image, "its folding table", error);
    return model->fold ? KAOJU_OK : kj_fail_memory(error);
}

static kaoju_status open_names(kaoju_model *model, kaoju_error *error) {
    size_t size = 0;
    const char *at = kj_image_get(&model->image, KJ_SECTION_NAMES, 1, KJ_ANY_COUNT, &size, error), *end = at + size;
    if (!at)
        return KAOJU_E_SYNTAX;
    if (!size || end[-1] != '\0' || kj_utf8_check(at, size) != size)
        return kj_image_bad(&model->image, "its names", error);
    model->names = kj_names_new();
    if (!model->names || !kj_model_name_types(model))
        return kj_fail_memory(error);
    uint32_t types = kj_names_count(model->names), id = 0;
    for (; at < end; at += strlen(at) + 1, id++) {
        uint32_t got = kj_names_add(model->names, kj_string(at));
        if (got == KJ_NONE)
            return kj_fail_memory(error);
        if (got != id)
            break;
    }
    return at == end && id >= types ? KAOJU_OK : kj_image_bad(&model->image, "its names", error);
}

static bool are_scores_good(const kj_scores *scores, uint32_t entries) {
    int32_t low = 0, high = 0;
    for (size_t i = 0; i < kj_scores_number_count(entries); i++) {
        low = scores->numbers[i] < low ? scores->numbers[i] : low;
        high = scores->numbers[i] > high ? scores->numbers[i] : high;
    }
    return low >= -KJ_SCORE_MAX && high <= KJ_SCORE_MAX;
}

static kaoju_status open_scores(kaoju_model *model, kaoju_error *error) {
    const kj_image *image = &model->image;
    kj_scores *scores = &model->scores;
    uint32_t entries = kj_lexicon_count(model->lexicon);
    scores->borrowed = true;
    scores->numbers =
        kj_image_get(image, KJ_SECTION_SCORES, sizeof(int32_t), kj_scores_number_count(entries), NULL, error);
    scores->speech = kj_image_get(image, KJ_SECTION_SCORE_SPEECH, sizeof(uint8_t), entries, NULL, error);
    scores->roles = kj_image_get(image, KJ_SECTION_SCORE_ROLES, sizeof(uint16_t), entries, NULL, error);
    if (!scores->numbers || !scores->speech || !scores->roles)
        return KAOJU_E_SYNTAX;
    if (!image->trusted && !are_scores_good(scores, entries))
        return kj_image_bad(image, "a score", error);
    kj_scores_divide(scores, entries);
    return KAOJU_OK;
}

/* Made anew from the dictionaries; what kaoju compile took for numerals was good, so a bad one is damage. */
static kaoju_status open_numerals(kaoju_model *model, kaoju_error *error) {
    kaoju_status status =
        kj_numeral_table_new(model->lexicon, model->types.numeral, model->types.approx, &model->numerals, error);
    return status == KAOJU_E_SYNTAX ? kj_image_bad(&model->image, "its numerals", error) : status;
}

static kaoju_status open_fingerprint(kaoju_model *model, kaoju_error *error) {
    size_t size = sizeof model->image.header->fingerprint;
    memcpy(model->fingerprint, model->image.header->fingerprint, size);
    if (strspn(model->fingerprint, "0123456789abcdef") != size)
        return kj_image_bad(&model->image, "its fingerprint", error);
    return KAOJU_OK;
}

static kaoju_status open_all(kaoju_model *model, const char *path, bool trusted, kaoju_error *error) {
    kaoju_status status = kj_image_open(&model->image, path, trusted, error);
    if (!status)
        status = open_fingerprint(model, error);
    if (!status)
        status = open_fold(model, error);
    if (!status)
        status = open_names(model, error);
    if (!status && !(model->lexicon = kj_lexicon_new(model->fold, model->names)))
        status = kj_fail_memory(error);
    if (!status)
        status = kj_lexicon_open(model->lexicon, &model->image, error);
    if (!status)
        status = kj_rules_open(&model->rules, &model->image, model->names, model->lexicon, error);
    if (!status)
        status = open_scores(model, error);
    if (!status)
        status = open_numerals(model, error);
    return status;
}

kaoju_status kj_model_open(const char *path, bool trusted, kaoju_model **out, kaoju_error *error) {
    *out = NULL;
    kaoju_model *model = kj_new(1, sizeof *model);
    if (!model)
        return kj_fail_memory(error);
    kaoju_status status = open_all(model, path, trusted, error);
    if (status) {
        kj_model_free(model);
        return status;
    }
    model->image.path = NULL;
    *out = model;
    return KAOJU_OK;
}
