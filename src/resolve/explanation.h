/* An extraction that was traced, resolved -> kaoju_explanation: every candidate at a place, in words. */
#ifndef KJ_RESOLVE_EXPLANATION_H
#define KJ_RESOLVE_EXPLANATION_H

#include "extract/trace.h"
#include "resolve/resolve.h"

/* What a mention was before resolving: the difference is told. */
typedef struct kj_unresolved {
    bool known;
    uint32_t entry;
    double confidence;
} kj_unresolved;

struct kaoju_explanation {
    const kaoju_result *result;
    KJ_VEC(kaoju_place) places; /* starts grow, ends do not fall */
    KJ_VEC(kaoju_candidate) candidates;
    kj_trace *trace;
    KJ_VEC(kj_unresolved) before; /* by value; known only of mentions */
    kj_arena arena;               /* strings and lists of the candidates */
};

kaoju_explanation *kj_explanation_new(void); /* NULL: out of memory */
void kj_explanation_free(kaoju_explanation *e);

/* The three steps around a document: before kj_extraction_run; between it and kj_resolve; after kj_resolve. The last one
 * fails with KAOJU_E_ARGUMENT for a place that is not in the text. Whatever happens, end with
 * kj_extraction_trace(x, NULL). */
void kj_explanation_start(kaoju_explanation *e, kj_extraction *x);
bool kj_explanation_unresolved(kaoju_explanation *e, const kj_extraction *x);
kaoju_status kj_explanation_make(kaoju_explanation *e, kj_extraction *x, const kaoju_result *result,
                                 const kaoju_where *where, kaoju_error *error);

/* ---- between explanation.c, place.c and reason.c */

/* place.c: fills e->places. */
kaoju_status kj_find_places(kaoju_explanation *e, const kj_extraction *x, const kaoju_where *where, kaoju_error *error);
bool kj_in_places(const kaoju_explanation *e, uint32_t start, uint32_t end);

/* reason.c: why and reason of a candidate; the strings are in e->arena. False: out of memory. */
bool kj_reason_tried(kaoju_explanation *e, kj_extraction *x, const kj_tried *tried, kaoju_candidate *c);
bool kj_reason_met(kaoju_explanation *e, kj_extraction *x, const kj_met *met, kaoju_candidate *c);
bool kj_reason_hidden(kaoju_explanation *e, kj_extraction *x, kaoju_range word, kaoju_candidate *c);
bool kj_reason_name(kaoju_explanation *e, kj_extraction *x, const kj_weighed *name, kaoju_candidate *c);
/* pairs.c: what was bound; the id of an entry, or its surface if it has none. */
kaoju_string kj_entry_name(const kj_lexicon *lexicon, uint32_t entry);
bool kj_pairs_value(kaoju_explanation *e, kj_extraction *x, const kj_value *value, kaoju_candidate *c);
bool kj_pairs_entry(kaoju_explanation *e, const kj_extraction *x, uint32_t entry, kaoju_candidate *c);
bool kj_pairs_mention(kaoju_explanation *e, const kaoju_mention *m, kaoju_candidate *c);
bool kj_pairs_captures(kaoju_explanation *e, kj_extraction *x, const kj_tried *tried, kaoju_candidate *c);

#endif
