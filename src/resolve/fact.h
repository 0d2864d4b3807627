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
    size_t basis;         /* the same, of what is measured apart from the size of its change (增速, 降幅) */
    const char *main;     /* the entity that the article names most, NULL if it names none */
    const kj_givens *sayings;
    kaoju_range speaker;  /* who tells the article, {0, 0} if nobody does */
    kaoju_range told;     /* what of it */
    bool speech;          /* it is his speech, word for word */
    const uint8_t *posts; /* per mention: 1 for what a person's post belongs to */
    size_t *counts;       /* one number for each entity, all 0: room for kj_main_entity */
    kaoju_range sentence, clause, paragraph;
    kaoju_range head;    /* what a relative clause with the figure belongs to; {0, 0} if it is in none */
    kaoju_range said;    /* who says it; {0, 0} if nobody does */
    kaoju_string status; /* stated, planned, denied */
    bool supposed;       /* it is not stated at all */
    bool quoted;         /* the figure stands inside quotation marks */
    bool joined;         /* the sentence goes on with what the fact before is about */
    kaoju_range item;    /* what 分别 says the fact is of, or measures if c->measured; {0, 0} */
    bool measured;
    kaoju_range shared; /* what the last item ends with and the others are of, too: 产量 of 原煤、原油产量; {0, 0} */
    bool follows;       /* it is one of several figures behind 分别, and not the first one */
    kaoju_range listed;     /* what the first of its figures measures */
    size_t twin;            /* the fact before of whose amount 分别 makes it a change, SIZE_MAX */
    bool own, previous_own; /* the topic of the fact, and of the one before, is a part of what it measures */
    bool opens;             /* the clause begins with fact->topic: nobody before it is meant */
} kj_fact_context;

/* How far a fact looks back and ahead, in mentions and in characters: a paragraph without end must not make it quadratic. */
#define KJ_FACT_MENTIONS 200
#define KJ_FACT_CHARACTERS 400

/* First mention that starts at or behind `at`. */
size_t kj_mention_from(const kaoju_result *r, uint32_t at);

/* Does the span stand at the beginning of a longer word: 国内 of 国内生产总值? */
bool kj_begins_word(const kj_extraction *x, const kj_span *span);

/* metric.c: what is measured; empty if it stands in what was said before. */
kaoju_range kj_fact_metric(const kj_fact_context *c);
/* It without what is not a part of it, at both ends. */
kaoju_range kj_fact_trim(const kj_fact_context *c, kaoju_range metric);

/* Is it a thing (制造业), not how much there is of one, or how it changes (产量, 总投资, 增速, 占全国的比重)? That is said of what was
 * named before. */
bool kj_is_thing(const kj_fact_context *c, kaoju_range metric);

/* respective.c: sets c->item, c->measured, c->listed and c->twin. */
void kj_fact_respective(kj_fact_context *c, kaoju_range metric);

/* fact_time.c: the date of the fact, of which status and change are known. */
void kj_fact_time(const kj_fact_context *c, kaoju_range metric, kaoju_fact *fact);

/* Does the mention stand in the dateline of its article? */
bool kj_in_dateline(const kj_fact_context *c, const kaoju_mention *m);

/* subject.c: the entities that the fact is about, in reading order, in the arena of the result: inside the metric or before
 * the figure in its clause, else the sentence, the fact before, the paragraph, the article; the further, the less
 * confidence. False: out of memory. */
bool kj_fact_subjects(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact);

/* topic.c: sets c->head, c->opens and fact->topic, of which the metric is known. False: out of memory. */
bool kj_fact_topic(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact);
/* The noun phrase with which an earlier clause of the sentence begins, the nearest one, becomes fact->topic. */
bool kj_fact_sentence_topic(const kj_fact_context *c, kaoju_fact *fact);
/* The same for the noun phrase around an entity that begins its clause, 青禾埃及电池工厂. */
bool kj_fact_phrase_topic(const kj_fact_context *c, kaoju_range entity, kaoju_range metric, kaoju_fact *fact);
/* The same for what the metric begins with, 高铁 of 高铁全长. */
bool kj_fact_metric_topic(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact);

/* The entity of which [article) has the most mentions, of several the one that the document names first; NULL if there is
 * none. Linear in the mentions of the article. */
const char *kj_main_entity(const kj_fact_context *c, kaoju_range article);

/* anaphor.c: the entity that a word of dict/fact/anaphor.tsv in [start, end) stands for, or NULL. */
const char *kj_fact_anaphor(const kj_fact_context *c, uint32_t start, uint32_t end);

/* attribution.c: is `at` inside quotation marks that opened in [start, at), not too far back? */
bool kj_quoted(const kj_text *text, uint32_t start, uint32_t at);
/* The span of who says it; {0, 0} if nobody does. */
kaoju_range kj_fact_saying(const kj_fact_context *c);
/* Sets c->speaker of an article. */
void kj_article_speaker(kj_fact_context *c, kaoju_range article);

#endif
