/* What became of every candidate of the rules: kept by whoever wants to explain a document, NULL otherwise.
 *
 * phase.c, bind.c and overlap.c tell of each candidate once; nobody reads the trace while the text is read, so it changes
 * nothing. Dictionary entries, numerals and the segmentation need no trace: they stay in the extraction (found, numerals,
 * segment). Memory: proportional to the candidates. When there is none left, `failed` is set and the trace is no use. */
#ifndef KJ_EXTRACT_TRACE_H
#define KJ_EXTRACT_TRACE_H

#include "extract/extract.h"

/* In what the winner of two overlapping candidates is better: the first of these, in the order of the policy, in which
 * the two differ. */
typedef enum kj_fate {
    KJ_FATE_KEPT,
    KJ_FATE_LENGTH,   /* lost to a longer one */
    KJ_FATE_PRIORITY, /* lost to one of higher priority */
    KJ_FATE_MARGIN,   /* lost to a name with a better margin (with its priority) */
    KJ_FATE_START,    /* lost to one that starts earlier */
    KJ_FATE_CONTEXT,  /* lost to one whose rule saw more around it */
    KJ_FATE_RULE,     /* lost to one of an earlier rule */
    KJ_FATE_ORDER,    /* lost to another one of the same rule */
    KJ_FATE_NAME,     /* a place or organisation that gives way to a name */
    KJ_FATE_FIELD,    /* refused: a field has no value */
    KJ_FATE_UNSURE,   /* dropped: a name of too low a margin */
    KJ_FATE_GUARD     /* refused: see refusal */
} kj_fate;

/* A capture of the match, with the type and entry of the span that it took; KJ_NONE if it was no one span. */
typedef struct kj_caught {
    uint32_t start, end; /* KJ_NONE: took no part */
    uint32_t type, entry;
} kj_caught;

typedef struct kj_tried {
    uint32_t phase;
    kj_given given;            /* its value is KJ_NONE if it was refused */
    const kj_caught *captures; /* as many as the rule has; in the arena of the extraction */
    kj_fate fate;
    kj_refusal refusal;
    kaoju_range word; /* what the guard saw */
    kj_given winner;  /* of the ones that lost */
    const char *key;  /* of the field that was refused; NULL: the fields do not go together */
    kaoju_string text;
} kj_tried;

/* One candidate of the last overlap, where the record types of all phases meet. */
typedef struct kj_met {
    kj_given given;
    kj_fate fate;
    kj_given winner;
} kj_met;

typedef KJ_VEC(uint32_t) kj_numbers;

struct kj_trace {
    KJ_VEC(kj_tried) tried;  /* by phase; in a phase the refused ones come first */
    KJ_VEC(kj_met) met;      /* of the last call of kj_overlap_mentions */
    kj_numbers by_value;     /* value -> number in tried; KJ_NONE */
    kj_numbers met_by_value; /* value -> number in met */
    uint32_t phase;
    bool meeting;            /* in the last overlap */
    const char *refused_key; /* what bind.c told last */
    kaoju_string refused_text;
    bool failed;
};

kj_trace *kj_trace_new(void);
void kj_trace_free(kj_trace *trace);
void kj_trace_reset(kj_trace *trace);
/* x->trace = trace (NULL: no more), and the same for the guards of its runner. */
void kj_extraction_trace(kj_extraction *x, kj_trace *trace);

/* ---- what the others tell; only called when x->trace is set */

void kj_trace_phase(kj_trace *trace, uint32_t phase);
/* bind.c: the field `key` took no such operand; key NULL: the fields together make no value. */
void kj_trace_field(kj_extraction *x, const char *key, kaoju_string text);
/* phase.c: one candidate, bound (given->value is set) or refused by its fields. */
void kj_trace_candidate(kj_extraction *x, const kj_match *match, const kj_given *given);
/* phase.c: a name that is too unsure to be one. */
void kj_trace_unsure(kj_extraction *x, const kj_match *match, const kj_given *given);
/* overlap.c: these are what the last overlap works on, then: this one lost to that one, in the overlap of the phase or, after
 * kj_trace_meet, in the last one. */
void kj_trace_meet(kj_trace *trace, const kj_givens *all);
void kj_trace_lost(kj_trace *trace, const kj_given *lost, const kj_given *won, kj_fate fate);

#endif
