/* Parts of speech: dict/word/tag.tsv, and what words are in names of bodies. */
#include "model/tags.h"

#define PREFIX "pos="

int32_t kj_score_milli(int64_t hundredths) {
    int64_t most = KJ_SCORE_MAX / 10;
    return (int32_t)(hundredths > most ? most : hundredths < -most ? -most : hundredths) * 10;
}

int32_t kj_log_odds(const kj_lexicon *lexicon, uint32_t entry, const char *column) {
    int64_t value = 0;
    kj_string_integer(kj_entry_field(lexicon, entry, column), &value);
    return kj_score_milli(value);
}

static bool tag_is(kaoju_string tag, const char *const *list) {
    for (; *list; list++)
        if (kj_string_is(tag, *list))
            return true;
    return false;
}

/* What a word of this tag is where names of bodies are read (extract/bodies.c). */
static uint16_t roles_of(kaoju_string tag) {
    static const char *const closed[] = {"d", "r", "p", "c", "u", "uj", "ul", "uz", "y",
                                         "e", "o", "f", "t", "m", "ug", "q",  "k",  NULL};
    static const char *const verbs[] = {"v", "vg", NULL};
    static const char *const nouns[] = {"n", "nz", "ns", "nt", "ng", "vn", "an", "j",
                                        "s", "nl", "b",  "a",  "f",  "l",  NULL};
    return (uint16_t)((tag.data ? KJ_ROLE_WORD : 0) | (tag_is(tag, closed) ? KJ_ROLE_CLOSED : 0) |
                      (tag_is(tag, verbs) ? KJ_ROLE_VERB : 0) | (tag_is(tag, nouns) ? KJ_ROLE_NOMINAL : 0) |
                      (kj_string_is(tag, "m") ? KJ_ROLE_NUMBER : 0) | (kj_string_is(tag, "nt") ? KJ_ROLE_BODY : 0));
}

static kj_tag read_row(const kj_lexicon *lexicon, uint32_t row, kaoju_string name) {
    kaoju_string noun = kj_entry_field(lexicon, row, "noun"), kind = kj_entry_field(lexicon, row, "kind");
    int speech = (kj_string_is(noun, "end") ? KJ_SPEECH_NOUN : 0) | (noun.size ? KJ_SPEECH_MODIFIER : 0) |
                 (kj_string_is(kind, "adjective") ? KJ_SPEECH_ADJECTIVE : 0) |
                 (kj_string_is(kind, "verb") ? KJ_SPEECH_VERB : 0);
    return (kj_tag){.speech = (uint8_t)speech,
                    .roles = roles_of(name),
                    .before = kj_log_odds(lexicon, row, "before"),
                    .after = kj_log_odds(lexicon, row, "after")};
}

bool kj_tags_read(const kaoju_model *model, kj_tags *tags) {
    const kj_lexicon *lexicon = model->lexicon;
    const size_t prefix = sizeof PREFIX - 1;
    *tags = (kj_tags){.names = kj_names_new()};
    for (uint32_t e = 0; tags->names && e < kj_lexicon_count(lexicon); e++) {
        kaoju_string name = {NULL, 0};
        if (kj_entry_class(lexicon, e) == model->types.tag)
            name = kj_entry_field(lexicon, e, "surface");
        if (name.size <= prefix)
            continue;
        name = (kaoju_string){name.data + prefix, name.size - prefix};
        uint32_t id = kj_names_add(tags->names, name);
        if (id == KJ_NONE || (id == tags->list.size && !kj_push(&tags->list, read_row(lexicon, e, name))))
            return false;
    }
    return tags->names != NULL;
}

const kj_tag *kj_tags_find(kj_tags *tags, kaoju_string name) {
    const kj_tag plain = {.roles = roles_of(name)};
    uint32_t id = kj_names_add(tags->names, name);
    if (id == tags->list.size && !kj_push(&tags->list, plain))
        return NULL;
    return id == KJ_NONE ? NULL : &tags->list.at[id];
}

void kj_tags_free(kj_tags *tags) {
    kj_names_free(tags->names);
    kj_vec_free(&tags->list);
}
