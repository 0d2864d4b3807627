/* Facts: what a figure measures, of whom, when, how sure, and who says so. */
#ifndef KJ_RESOLVE_FACT_H
#define KJ_RESOLVE_FACT_H

#include "resolve/resolve.h"

/* The mentions that one fact is made from; SIZE_MAX where there is none. */
typedef struct kj_fact_context {
    kj_extraction *x;
    kaoju_result *r;
    const kj_given *fact; /* span of type "fact" */
    size_t figure;        /* mention */
    size_t previous;      /* index of the fact before in the same article, SIZE_MAX */
    const char *main;     /* the entity that the article names most, NULL if it names none */
    const kj_givens *sayings;
    kaoju_range sentence, clause, paragraph;
} kj_fact_context;

/* How far a fact looks back and ahead, in mentions and in characters: a paragraph without end must not make it quadratic. */
#define KJ_FACT_MENTIONS 200
#define KJ_FACT_CHARACTERS 400

/* subject.c: the entities that the fact is about, in reading order, in the arena of the result. From the metric itself, else the
 * clause before the figure, the sentence, the fact before, the paragraph, the article. False: out of memory. */
bool kj_fact_subjects(const kj_fact_context *c, kaoju_range metric, const char *const **out, size_t *count);

/* The noun phrase that the clause begins with, without the metric; {0, 0} if there is none. */
kaoju_range kj_fact_topic(const kj_fact_context *c, kaoju_range metric);

/* The entity of which [article) has the most mentions, of several the one that the document names first; NULL if there is
 * none. `counts` has one number for each entity: all 0 before and after. Linear in the mentions of the article. */
const char *kj_main_entity(const kaoju_result *r, kaoju_range article, size_t *counts);

/* First mention that starts at or behind `at`. */
size_t kj_mention_from(const kaoju_result *r, uint32_t at);

/* attribution.c: the span of type "saying" that governs the figure, or NULL. */
const kj_given *kj_fact_saying(const kj_fact_context *c);

#endif
