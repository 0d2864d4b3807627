/* What rules see: the text and the typed spans found so far. */
#ifndef KJ_RULES_SPAN_H
#define KJ_RULES_SPAN_H

#include "base/memory.h"
#include "base/string.h"
#include "text/text.h"

#define KJ_NO_INTEGER INT64_MIN

/* A typed span: a dictionary entry, a numeral, or what a rule of an earlier phase gave. */
typedef struct kj_span {
    uint32_t start, end; /* code points; start < end; neither edge on KJ_SKIP */
    uint32_t type;       /* name id: "currency", "number", "DATE" */
    uint32_t entry;      /* dictionary entry, or KJ_NONE */
    uint32_t value;      /* for the layer that made it; KJ_NONE if unused */
    int64_t integer;     /* for numeric guards; KJ_NO_INTEGER if it is no whole number */
} kj_span;

typedef KJ_VEC(kj_span) kj_spans;

/* Spans by start, with an index: those that start at code point p are spans.at[first[p] .. first[p + 1]). */
typedef struct kj_lattice {
    const kj_text *text;
    kj_spans spans;
    KJ_VEC(uint32_t) first; /* length + 2 */
    kj_spans sorted;        /* the other half of the sorting, kept for the next time */
    /* The field `key` of a value that an earlier phase gave (<FIGURE kind=percent>), {NULL, 0} if it has none. NULL: no
     * value has fields. */
    kaoju_string (*field)(const void *context, uint32_t value, const char *key);
    const void *context;
} kj_lattice;

/* Sorts the spans (start, end, type, entry, value) and makes the index; call after adding spans. Linear (counting
 * sort by start). False: out of memory. */
bool kj_lattice_index(kj_lattice *lattice);
void kj_lattice_free(kj_lattice *lattice);

#endif
