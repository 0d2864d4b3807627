/* The model: dictionaries and rules, frozen, shared by threads. */
#ifndef KJ_MODEL_MODEL_H
#define KJ_MODEL_MODEL_H

#include "base/image.h"
#include "rules/rules.h"
#include "value/numeral.h"

/* What the segmentation asks of a span by its type, a bit each; types that it treats alike share one. */
typedef enum kj_trait {
    KJ_TRAIT_WORD = 1 << 0,
    KJ_TRAIT_SURNAME = 1 << 1,
    KJ_TRAIT_SURNAME_JA = 1 << 2,
    KJ_TRAIT_GIVEN = 1 << 3,
    KJ_TRAIT_TRANSLIT = 1 << 4,
    KJ_TRAIT_COUNTRY_CHAR = 1 << 5,
    KJ_TRAIT_FUNCTION = 1 << 6,
    KJ_TRAIT_TITLE = 1 << 7,
    KJ_TRAIT_CONTEXT = 1 << 8,
    KJ_TRAIT_REGION = 1 << 9,
    KJ_TRAIT_COUNTRY = 1 << 10,
    KJ_TRAIT_ORG = 1 << 11,
    KJ_TRAIT_SUFFIX = 1 << 12,
    KJ_TRAIT_PLACE_SUFFIX = 1 << 13,
    KJ_TRAIT_PLACE_WORD = 1 << 14,
    KJ_TRAIT_NOUN_SUFFIX = 1 << 15,
    KJ_TRAIT_TOPIC_END = 1 << 16, /* change base reach rate_noun source relative */
    KJ_TRAIT_IDLE = 1 << 17,
    KJ_TRAIT_QUANTITY = 1 << 18,
    KJ_TRAIT_NUMERAL = 1 << 19, /* number fraction percentage */
    KJ_TRAIT_ONE = 1 << 20,
    KJ_TRAIT_GIVEN_JA = 1 << 21,
    KJ_TRAIT_DESCRIBES = 1 << 22, /* it says something of characters or words and is no word itself */
    /* Of no type, but of a place in the text (extract/segment.h): a middle dot stands behind it; a country or region starts
     * a little before; a transliterated name does, or here; no edge goes over it; a suffix of a body ends before it; what
     * the words beside a name say that starts here, ends here, is known; a Chinese name starts or ends here whose margin
     * is more than its gain. */
    KJ_TRAIT_DOT_BEHIND = 1 << 23,
    KJ_TRAIT_BEHIND_PLACE = 1 << 24,
    KJ_TRAIT_NEAR_FOREIGN = 1 << 25,
    KJ_TRAIT_CUT = 1 << 26,
    KJ_TRAIT_SUFFIX_END = 1 << 27,
    KJ_TRAIT_BEFORE_KNOWN = 1 << 28,
    KJ_TRAIT_AFTER_KNOWN = 1 << 29,
    KJ_TRAIT_LIFTED = 1 << 30,
} kj_trait;
/* Ids of types with traits are lower. */
#define KJ_TRAIT_TYPES 96

/* Name ids of the span types that code gives or looks for; dictionary classes and record types among them. */
typedef struct kj_types {
    uint32_t number;       /* a numeral, integer = its value */
    uint32_t one;          /* 一 by itself: mostly no count */
    uint32_t fraction;     /* 一半, 三分之一 */
    uint32_t ratio;        /* 3/5: perhaps a fraction, perhaps a date */
    uint32_t percentage;   /* 百分之三十五, 万分之五 */
    uint32_t noun;         /* noun phrase: a run of nouns of the best segmentation */
    uint32_t topic;        /* the same, ending before words like 增长: what a figure measures */
    uint32_t han_name;     /* the best candidate of a Chinese name that starts here; integer = margin, milli-nats */
    uint32_t foreign_name; /* the same of a transliterated name */
    uint32_t name_end;     /* the best candidate that ends here, where another one is better from its start */
    uint32_t dotted_name;  /* the same with a middle dot: 弗朗西斯·培根 */
    uint32_t joint;        /* one country character of a joint abbreviation (中哈) */
    uint32_t lone;         /* one country character that stands alone in the segmentation */
    uint32_t org_name;     /* the name of an organisation; integer = grade, see extract/bodies.c */
    uint32_t place;        /* a place that is no country */
    uint32_t person, country, date, date_vague, set, duration, figure, ordinal; /* PERSON ... */
    uint32_t dateline, fact, saying, compared, status, role, event_noun, also, bound, per, anaphor, abstract_noun,
        salutation, scope, quantity, idle, side, pointed, respective;
    uint32_t word, surname, given, translit, country_char, title, region, function, numeral, approx, measure,
        noun_suffix, change, base, reach, rate_noun, source, relative; /* classes */
    uint32_t country_class, festival, org, agency, suffix, place_suffix, place_word, org_inner, org_stop,
        office;                                  /* classes */
    uint32_t surname_ja, given_ja, context, tag; /* classes of names, dict/person */
    uint32_t org_record, place_record, post;     /* ORG PLACE post */
    uint32_t traits[KJ_TRAIT_TYPES];             /* by id: bits of kj_trait */
} kj_types;

static inline uint32_t kj_type_traits(const kj_types *types, uint32_t type) {
    return type < KJ_TRAIT_TYPES ? types->traits[type] : 0;
}

/* What an entry is where names of organisations and places are read: of dictionaries, and of words by their tag. */
typedef enum kj_role {
    KJ_ROLE_STOP = 1,        /* no name of a body goes on over it */
    KJ_ROLE_PROPER = 2,      /* a country, a body */
    KJ_ROLE_REGION = 4,      /* a region ... */
    KJ_ROLE_TOWN = 8,        /* ... that bodies are named after */
    KJ_ROLE_PLACE_WORD = 16, /* a word that is also a region */
    KJ_ROLE_NOUN = 32,       /* what stands inside names */
    KJ_ROLE_SUFFIX = 64,
    KJ_ROLE_FUNCTION = 128,
    KJ_ROLE_WORD = 256,   /* a word with a tag: */
    KJ_ROLE_CLOSED = 512, /* of a closed class, or an adverb */
    KJ_ROLE_VERB = 1024,
    KJ_ROLE_NOMINAL = 2048, /* names of bodies go on over it */
    KJ_ROLE_NUMBER = 4096,
    KJ_ROLE_BODY = 8192 /* nt: a body, or a kind of body */
} kj_role;

/* What the part of speech of a word is to a noun phrase. */
typedef enum kj_speech {
    KJ_SPEECH_NOUN = 1,      /* it can end in it */
    KJ_SPEECH_MODIFIER = 2,  /* the word can stand inside */
    KJ_SPEECH_ADJECTIVE = 4, /* with 的 */
    KJ_SPEECH_VERB = 8,
} kj_speech;

/* Scores for the segmentation, in milli-nats (1000 * natural logarithm), computed once from the weights in dict/. */
typedef struct kj_scores {
    int32_t *entry; /* per entry: 1000 ln P(word); for surname, given, translit the log-odds as they are */
    int32_t *given_one, *given_first, *given_last; /* per entry of class given */
    int32_t *translit_first, *translit_last;
    int32_t *before, *after; /* per entry of word and context: log-odds that a name follows it, that one precedes it */
    uint8_t *speech;         /* per entry: bits of kj_speech */
    uint16_t *roles;         /* per entry: bits of kj_role */
    int32_t *character;      /* [65536] 1000 ln P of a character of the basic plane in running text */
    int32_t unknown;         /* the same for a character in no dictionary */
    int32_t *numbers;        /* all arrays of numbers, in this order; `unknown` last */
    bool borrowed;           /* from an image */
} kj_scores;

#define KJ_SCORE_CHARACTERS 65536
/* No score is farther from 0, in milli-nats: what a name adds up stays far from the ends of 32 bits. */
#define KJ_SCORE_MAX 1000000

struct kaoju_model {
    kj_fold *fold;
    kj_names *names;
    kj_lexicon *lexicon;
    kj_numeral_table *numerals;
    kj_rules rules;
    kj_types types;
    kj_scores scores;
    char fingerprint[17];
    kj_image image; /* what lexicon and scores borrow from, if the model was opened */
};

/* Reads `dict_dir` and `rules_dir`. With a `report` every rule problem is told, not only the first. */
kaoju_status kj_model_load(const char *dict_dir, const char *rules_dir, kaoju_report report, void *context,
                           kaoju_model **model, kaoju_error *error);
void kj_model_free(kaoju_model *model);

/* model_image.c: the model as one file, and back. The same model and fingerprint; see kaoju.h. */
kaoju_status kj_model_save(const kaoju_model *model, kaoju_sink sink, void *context, kaoju_error *error);
kaoju_status kj_model_open(const char *path, bool trusted, kaoju_model **model, kaoju_error *error);

/* Fills model->types; its names are the first of model->names. False: out of memory. */
bool kj_model_name_types(kaoju_model *model);

/* scores.c: fills model->scores from the frozen lexicon. False: out of memory. */
bool kj_scores_make(kaoju_model *model);
size_t kj_scores_number_count(uint32_t entries);
/* Points all arrays of numbers into `numbers`, which is there. */
void kj_scores_divide(kj_scores *scores, uint32_t entries);
void kj_scores_free(kj_scores *scores);

/* 1000 * ln(x) for x >= 1, rounded down, by integer arithmetic: the same on every machine. */
int32_t kj_log_milli(uint64_t x);

#endif
