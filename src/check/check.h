/* Facts of many documents against each other, and claims against them.
 *
 *     collect.c   facts of a result -> statements that outlive it; articles -> fingerprints of their text
 *     shingle.c   a text -> the set of its short pieces; what two sets share
 *     origin.c    articles and passages that are the same text printed again
 *     alike.c     are two statements about one thing? metrics, subjects, periods
 *     compare.c   two statements of one thing: the same, but for rounding, unit or period, or in conflict
 *     index.c     what a statement may be found by -> the statements, so that each is compared with few
 *     group.c     statements of one thing -> groups with a verdict and the origins that agree
 *     claim.c     a claim -> supported, contradicted or not found, with the evidence
 *
 * A check owns copies of all it needs; nothing of a result is kept. */
#ifndef KJ_CHECK_CHECK_H
#define KJ_CHECK_CHECK_H

#include "base/memory.h"
#include "base/string.h"

typedef struct kj_shingles {
    uint32_t *at; /* hashes, sorted, each once */
    size_t size, room;
} kj_shingles;

/* One article of a document. */
typedef struct kj_piece {
    kaoju_source source; /* of its first line */
    kj_shingles shingles;
} kj_piece;

typedef struct kj_statement {
    kaoju_statement s;
    kj_shingles passage; /* of the text around the figure */
} kj_statement;

/* A claim as it was given: its statements are [first, first + count) of `claimed`. */
typedef struct kj_given_claim {
    uint32_t line;
    kaoju_string text;
    size_t first, count;
} kj_given_claim;

struct kaoju_check {
    kj_arena arena;
    KJ_VEC(kj_piece) pieces;
    KJ_VEC(kj_statement) statements, claimed; /* of pages, of claims, in the order in which they were added */
    KJ_VEC(kj_given_claim) given;
    KJ_VEC(kaoju_agreement) groups;
    KJ_VEC(kaoju_reprint) reprints;
    KJ_VEC(kaoju_claim) claims;
};

kaoju_check *kj_check_new(void);
void kj_check_free(kaoju_check *check);
/* All below: false is out of memory. */
bool kj_check_page(kaoju_check *check, const kaoju_result *result);
bool kj_check_claim(kaoju_check *check, const kaoju_result *result, uint32_t line);
bool kj_check_run(kaoju_check *check);

/* ---- between the files of this folder */

/* Hashes of every KJ_SHINGLE letters, digits and Han characters in a row of checked UTF-8, all else left out; of them those
 * divisible by `every` (1: all), so that two texts keep the same ones. */
#define KJ_SHINGLE 5
bool kj_shingles_of(kaoju_string text, uint32_t every, kj_shingles *out);
/* How many hashes both have. */
size_t kj_shingles_shared(const kj_shingles *a, const kj_shingles *b);
void kj_shingles_free(kj_shingles *s);

/* index.c: keys -> numbers, in the order in which they were added. All zero is empty. */
typedef KJ_VEC(uint64_t) kj_keys;
typedef KJ_VEC(uint32_t) kj_rivals; /* numbers of those that something is compared with */
typedef struct kj_posting {
    uint32_t number, next; /* the next one under the same key */
} kj_posting;
typedef struct kj_index_cell {
    uint64_t key;
    uint32_t first, last, count; /* postings; no count: empty */
} kj_index_cell;
typedef struct kj_index {
    kj_index_cell *cells;
    size_t room, used; /* of cells; a power of two */
    KJ_VEC(kj_posting) postings;
} kj_index;
/* A key for these bytes behind the key `before`. */
uint64_t kj_index_key(uint64_t before, const void *bytes, size_t size);
/* A number that was added last under the key is not added again. */
bool kj_index_add(kj_index *index, uint64_t key, size_t number);
size_t kj_index_count(const kj_index *index, uint64_t key);
/* Adds the numbers under the key to `out`. */
bool kj_index_find(const kj_index *index, uint64_t key, kj_rivals *out);
/* The same for all of the keys; what is found ascending, each number once. */
bool kj_index_add_all(kj_index *index, const kj_keys *keys, size_t number);
bool kj_index_find_all(const kj_index *index, const kj_keys *keys, kj_rivals *out);
/* In the one of two indices that has fewer numbers under its keys. */
bool kj_index_find_least(const kj_index *a, const kj_keys *of_a, const kj_index *b, const kj_keys *of_b,
                         kj_rivals *out);
/* For qsort of uint32_t. */
int kj_by_number(const void *a, const void *b);
/* Ascending, each once. */
void kj_rivals_sort(kj_rivals *numbers);
void kj_index_free(kj_index *index);

bool kj_find_reprints(kaoju_check *check);
/* Are the passages around two figures the same text printed twice? */
bool kj_same_passage(const kj_statement *a, const kj_statement *b);
/* origins[i]: of the statements members[0 .. i] the first that is the same text as members[i] printed before, itself if there
 * is none; *count: how many stand for themselves. */
bool kj_find_origins(const kaoju_check *check, const size_t *members, size_t size, size_t *origins, size_t *count);

/* 0..100: how alike the metrics are. From KJ_METRIC_ALIKE on they are taken for one. */
#define KJ_METRIC_ALIKE 60
unsigned kj_metric_alike(const kaoju_statement *a, const kaoju_statement *b);
/* Adds to `out` the keys under which a statement is put into an index by its metric; and those under which such an index has
 * all with a metric that is taken for that of `s`. */
bool kj_metric_keys(const kaoju_statement *s, kj_keys *out);
bool kj_metric_asked(const kj_index *index, const kaoju_statement *s, kj_keys *out);
/* Are the subjects of one among those of the other? Without any, the topics must be alike; `loose`: nothing must. */
bool kj_same_subject(const kaoju_statement *a, const kaoju_statement *b, bool loose);
/* Adds keys, of which two statements with the same subject (not loose) have one in common. */
bool kj_subject_keys(const kaoju_statement *s, kj_keys *out);
/* No subject, no topic, and a metric that does not say of what: no other statement is sure to be about the same. */
bool kj_names_nothing(const kaoju_statement *s);
/* A level, an increase, a rate: what `change` says; and whether the values can be compared at all. */
bool kj_same_change(const kaoju_statement *a, const kaoju_statement *b);
typedef enum kj_period_relation {
    KJ_PERIOD_SAME,
    KJ_PERIOD_UNKNOWN,
    KJ_PERIOD_OVERLAPS,
    KJ_PERIOD_APART
} kj_period_relation;
kj_period_relation kj_compare_period(const kaoju_statement *a, const kaoju_statement *b);

typedef enum kj_values { KJ_VALUES_SAME, KJ_VALUES_ROUNDED, KJ_VALUES_DIFFER } kj_values;
kj_values kj_compare_values(const kaoju_statement *a, const kaoju_statement *b);
/* One for all values of one unit that are KJ_VALUES_SAME. */
uint64_t kj_value_key(const kaoju_statement *s);
bool kj_same_unit(const kaoju_statement *a, const kaoju_statement *b);
/* Two statements of one thing. */
kaoju_verdict kj_compare(const kaoju_statement *a, const kaoju_statement *b);

bool kj_make_groups(kaoju_check *check);
bool kj_judge_claims(kaoju_check *check);

#endif
