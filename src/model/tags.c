/* What a part of speech (column pos of dict/word/word.tsv, the tags of jieba) says of a word. */
#include "model/tags.h"

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

kj_tag kj_tag_of(kaoju_string tag) {
    kj_tag out = {.noun = ends_noun(tag),
                  .modifier = modifies_noun(tag),
                  .adjective = is_adjective(tag),
                  .verb = kj_string_is(tag, "v"),
                  .roles = roles_of(tag)};
    tag_context(tag, &out.before, &out.after);
    return out;
}
