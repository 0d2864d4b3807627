/* Mentions -> what they mean in this document: dates against the article's reference date, people under one name,
 * countries behind one character, entities, relations.
 *
 *     article.c   datelines -> articles with reference dates
 *     people.c    names found surely once -> everywhere in the document (known.c); short forms -> full names
 *     country.c   which country a character stands for, by what else the document names
 *     currency.c  which currency a name of several stands for, by the countries of the sentence
 *     record.c    mentions -> public records with ids
 *     entity.c    records -> entities
 *     relation.c  relation spans -> relations between entities
 *     fact.c      fact spans -> facts; fact_time.c when, subject.c, topic.c, anaphor.c of whom, attribution.c who says so
 *     crosscheck.c    facts that do not agree -> warnings
 *     resolve.c   the order of these, and the life of a result
 *     explanation.c place.c pairs.c reason.c
 *                 why it came out so, candidate by candidate (explanation.h)
 */
#ifndef KJ_RESOLVE_RESOLVE_H
#define KJ_RESOLVE_RESOLVE_H

#include "base/sha256.h"
#include "extract/extract.h"
#include "rules/typed.h"
#include "text/encoding.h"

typedef struct kj_anchor {
    bool known;
    kj_moment at;
} kj_anchor;

struct kaoju_result {
    const kaoju_document *document; /* valid during resolving only */
    const kaoju_model *model;
    kaoju_string text, id, path, url, date;
    char sha256[65];
    kj_sha256 names; /* of the digest, with which ids of entities begin */
    kj_sha256 ids;   /* of the digest and the model's fingerprint, with which ids of records begin */
    const char *encoding;
    size_t bytes;
    KJ_VEC(kaoju_mention) mentions;
    KJ_VEC(kaoju_entity) entities;
    KJ_VEC(kaoju_relation) relations;
    KJ_VEC(kaoju_fact) facts;
    KJ_VEC(kaoju_warning) warnings;
    KJ_VEC(kaoju_article) articles;
    KJ_VEC(kj_anchor) anchors;  /* reference day of each article */
    KJ_VEC(uint32_t) entity_of; /* per mention: index of its entity, or KJ_NONE */
    kj_decoded decoded;
    kj_arena arena;
};

/* Fills `result` from an extraction that has run. Strings are copied or borrowed from the extraction and the decoded
 * text, which must live as long as the result is used. KAOJU_E_ARGUMENT for a date that is none. */
kaoju_status kj_resolve(kj_extraction *x, const kaoju_document *document, kaoju_result *result, kaoju_error *error);
/* Empties a result for the next document; kj_result_free gives everything back. */
void kj_result_reset(kaoju_result *result);
void kj_result_free(kaoju_result *result);

/* ---- between the files of this folder; false is out of memory */

bool kj_find_articles(kj_extraction *x, kaoju_result *result, const kj_anchor *given);
/* Index of the article that holds code point `at`. */
size_t kj_article_of(const kaoju_result *result, uint32_t at);
bool kj_resolve_people(kj_extraction *x);
bool kj_resolve_countries(kj_extraction *x);
bool kj_resolve_currencies(kj_extraction *x);
bool kj_make_records(kj_extraction *x, kaoju_result *result);
bool kj_make_entities(const kj_extraction *x, kaoju_result *result);
bool kj_make_relations(kj_extraction *x, kaoju_result *result);
bool kj_make_facts(kj_extraction *x, kaoju_result *result);
bool kj_check_facts(kaoju_result *result);
/* record.c: `letter` and the hash of what r->ids holds, "|KIND|START|END" and "|TYPE" if it is not NULL (of which a hundred
 * bytes count). In the arena; NULL: out of memory. */
const char *kj_make_id(kaoju_result *result, char letter, const char *kind, kaoju_range span, const char *type);
/* NUL-terminated copies in the arena; NULL when out of memory. */
kaoju_string kj_keep_text(kj_arena *arena, const char *text);
const char *kj_country_id(kj_arena *arena, kaoju_string code); /* country:KZ */

#endif
