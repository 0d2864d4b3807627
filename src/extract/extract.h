/* One document: hits -> values -> candidates -> overlap -> mentions.
 *
 *     text.c (text/)   bytes -> symbols, sentences
 *     part.c           a long document -> parts that are read one by one
 *     segment.c        dictionary entries, numerals and name candidates -> the best segmentation; what stands out of it
 *                      (noun phrases, likely names, joint country characters) becomes typed spans
 *     graph.c          entries and numerals -> the word graph and its best path (segment.h)
 *     nouns.c          tokens of that segmentation -> noun phrases and topics, as typed spans
 *     bodies.c         tokens of that segmentation -> names of organisations and places, as typed spans
 *     names.c          what could be a name, scored by its characters; context.c what the words beside it say
 *     weigh.c          candidates of names against the best path -> margins, and which of them are tokens
 *     phase.c          rules of one phase over the lattice -> candidates -> overlap -> typed spans for the next phase
 *     bind.c           the fields that a rule fills -> typed values
 *     trace.c          what becomes of each candidate, when somebody asks
 *     overlap.c        spans of record types -> mentions, nested ones with their parent
 */
#ifndef KJ_EXTRACT_EXTRACT_H
#define KJ_EXTRACT_EXTRACT_H

#include "model/model.h"
#include "value/date.h"
#include "value/length.h"

/* One field as a rule filled it, kept as text: `$x.key` of later rules and relations read it. */
typedef struct kj_attribute {
    const char *key;
    kaoju_string text;   /* norm text of the capture, the dictionary cell, or the literal */
    uint32_t start, end; /* code points of the capture; KJ_NONE for a literal */
} kj_attribute;

/* What a typed span means. Absent members are NULL or KJ_NONE. Lives in the arena of the extraction. */
typedef struct kj_value {
    uint32_t entry;          /* dictionary entry behind it */
    const kj_number *number; /* of number FIGURE DURATION ORDINAL; comparator and cue of the context applied */
    kaoju_string kind, unit, unit_text, cue;
    kaoju_string candidates;           /* FIGURE: other codes that the unit may stand for, between | */
    uint32_t object_start, object_end; /* the counted noun */
    const kj_date_parts *from, *to;    /* DATE; `to` only for a range */
    const kj_length *length;           /* DURATION SET: with its unit */
    kaoju_string name;                 /* PERSON: the whole name where the text has a part of it; absent: as printed */
    const kj_attribute *attributes;
    uint32_t attribute_count;
} kj_value;

/* A span of a record or inner type, as a rule gave it. */
typedef struct kj_given {
    uint32_t start, end;
    uint32_t match_start, match_end; /* with the context that the pattern covered */
    uint32_t type;
    uint32_t rule;
    uint32_t value; /* index in values */
    int32_t priority;
    int32_t score; /* milli-nats, of names; 0 otherwise */
    double confidence;
    bool nearest;    /* of equal spans the one with the shorter match is better */
    uint32_t parent; /* index of the mention around it, KJ_NONE */
} kj_given;
typedef KJ_VEC(kj_given) kj_givens;

typedef struct kj_trace kj_trace;

typedef struct kj_extraction {
    const kaoju_model *model;
    kj_text text;
    kj_hits hits; /* scratch of the scan */
    kj_founds found;
    kj_guard_words guards;
    kj_numerals numerals;
    kj_lattice lattice;        /* of the part that is read; afterwards of the document */
    kj_lattice kept;           /* of a document of several parts, while it is read (part.h) */
    kj_text part;              /* its part, while that is not in `text` */
    uint32_t part_length;      /* 0: KJ_PART_LENGTH; tests set it */
    KJ_VEC(kj_value *) values; /* the objects live in the arena */
    kj_matches matches;        /* scratch */
    kj_givens candidates;      /* of the current phase */
    kj_givens given;           /* winners of all phases */
    kj_givens mentions;        /* record types after the final overlap, in reading order */
    struct kj_segment *segment;
    struct kj_binders *binders; /* bind.c: what keys of fields mean */
    kj_runner *runner;
    kj_cell_memory *cells; /* cells of entries that were asked for last; kj_says */
    kj_arena arena;        /* strings of this document */
    kj_trace *trace;       /* what becomes of every candidate; NULL: nobody asks (trace.h) */
    /* Told the name of each step when it is done, for measurements; NULL: nobody asks. */
    void (*done)(void *context, const char *step);
    void *done_context;
} kj_extraction;

/* A cell of an entry, as kj_entry_field gives it. */
static inline kaoju_string kj_says(const kj_extraction *x, uint32_t entry, const char *column) {
    return kj_cell_memory_get(x->cells, entry, column);
}

kaoju_status kj_extraction_new(const kaoju_model *model, kj_extraction **extraction, kaoju_error *error);
void kj_extraction_free(kj_extraction *extraction);

/* Reads one document of checked UTF-8, which must outlive the use of the results. Linear time. */
kaoju_status kj_extraction_run(kj_extraction *extraction, const char *utf8, size_t size, kaoju_error *error);

/* ---- between the files of this folder */

/* segment.c: adds the spans han_name, foreign_name, joint, lone, noun, topic, org_name, place to the lattice. Needs found
 * and numerals. */
struct kj_segment *kj_segment_new(void);
void kj_segment_free(struct kj_segment *segment);
bool kj_segment_run(kj_extraction *x);

/* An edge of the word graph: a word or another entry, a numeral, a character, a candidate of a name. */
typedef struct kj_edge {
    uint32_t start, end;
    int32_t score;  /* milli-nats */
    uint32_t kind;  /* a span type id: word, number, han_name, foreign_name, joint ...; KJ_NONE: a bare character */
    uint32_t entry; /* KJ_NONE if none; inside the segmentation a bare character has that of its word */
} kj_edge;
typedef KJ_VEC(kj_edge) kj_edges;
/* What a point of a rule's priority is worth beside the margin of a name, in milli-nats. */
#define KJ_PRIORITY_SCORE 300
/* A name under this confidence is not given. */
#define KJ_CONFIDENCE_MIN 0.5
/* As records tell a confidence: so a result, and its records read back, say the same. */
static inline double kj_hundredths(double confidence) {
    return (int)(confidence * 100 + 0.5) / 100.0;
}
/* How often a name of this worth (margin and priority together) is right. */
double kj_name_confidence(int32_t worth);

/* context.c: what the token before (NULL: none) says for a name, and the token after, in milli-nats. */
int32_t kj_context_before(const kj_extraction *x, const kj_edge *token);
int32_t kj_context_after(const kj_extraction *x, const kj_edge *token);
int32_t kj_context_most(const kj_extraction *x); /* more than both say of no name; reads all scores */

/* Reading the segmentation afterwards, for kaoju explain. Each is false behind the last. */
typedef struct kj_weighed {
    kj_edge edge;
    int32_t margin; /* milli-nats; of names and joints */
    uint32_t type;  /* as rules see it: han_name, name_end, ...; KJ_NONE: they do not */
    uint32_t rival; /* number of the candidate with a better margin from its start; KJ_NONE */
    bool joined;    /* it took part in the second segmentation */
    bool floor;     /* its margin is too low for rules */
} kj_weighed;
bool kj_segment_token(const kj_extraction *x, size_t index, kj_edge *token); /* of the best path */
bool kj_segment_name(const kj_extraction *x, size_t index, kj_weighed *name);

/* phase.c */
bool kj_phase_run(kj_extraction *x, uint32_t phase);
/* What a match gives: all of it (capture KJ_NONE) or one capture; without value and score. */
kj_given kj_given_of(const kj_rule *rule, const kj_match *match, uint32_t capture);
/* bind.c: what the fields of the rules mean. NULL: out of memory. */
struct kj_binders *kj_binders_new(const kj_rules *rules);
void kj_binders_free(struct kj_binders *binders);
/* bind.c: the value of one given span of a match; its index, or KJ_NONE if the fields do not make a value (month 13,
 * a number without a value): then the candidate is dropped. *memory = false when out of memory. */
uint32_t kj_bind(kj_extraction *x, const kj_match *match, uint32_t capture, bool *memory);
/* First attribute `key` of a value (NULL: none of either). */
const kj_attribute *kj_value_attribute(const kj_value *value, const char *key);
kaoju_string kj_value_text(const kj_value *value, const char *key); /* its text; absent if there is none */
/* overlap.c */
bool kj_overlap_phase(kj_givens *candidates, kj_overlap how, kj_trace *trace); /* trace may be NULL */
bool kj_overlap_mentions(kj_extraction *x);
/* Gives each mention the index of the one around it, of several the one that starts last. Mentions must be in reading
 * order. Linear. */
bool kj_find_parents(kj_givens *mentions);

#endif
