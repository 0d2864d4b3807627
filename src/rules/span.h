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

/* Types that start at a place, a bit each. A type that no pattern asks for has none; so few bits that types may share
 * one: a set bit says that the type may be there, a clear one that it is not. */
#define KJ_TYPE_WORDS 2
#define KJ_TYPE_BITS (KJ_TYPE_WORDS * 64)
typedef struct kj_type_mask {
    uint64_t words[KJ_TYPE_WORDS];
} kj_type_mask;

/* Name id -> bit; KJ_TYPE_BITS for none. Ids from `count` on have none. */
typedef struct kj_type_bits {
    const uint8_t *of;
    uint32_t count;
} kj_type_bits;
static inline void kj_type_mask_add(kj_type_mask *mask, kj_type_bits bits, uint32_t type) {
    uint32_t bit = type < bits.count ? bits.of[type] : KJ_TYPE_BITS;
    if (bit < KJ_TYPE_BITS)
        mask->words[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* Spans by start, with an index: those that start at code point p are spans.at[first[p] .. first[p + 1]). */
typedef struct kj_lattice {
    const kj_text *text;
    kj_spans spans;             /* the first `indexed` in order; those behind were added since */
    KJ_VEC(uint32_t) first;     /* length + 2 */
    KJ_VEC(kj_type_mask) types; /* length + 1: what starts at each code point */
    size_t indexed;
    kj_type_bits bits;
    kj_spans added; /* scratch of the indexing */
    /* The field `key` of a value that an earlier phase gave (<FIGURE kind=percent>), {NULL, 0} if it has none. NULL: no
     * value has fields. */
    kaoju_string (*field)(const void *context, uint32_t value, const char *key);
    const void *context;
} kj_lattice;

/* Empties the lattice for another text, which must outlive its use, as must the bits: those of the program that is to
 * run (kj_rules_bits). False: out of memory. */
bool kj_lattice_start(kj_lattice *lattice, const kj_text *text, kj_type_bits bits);
/* Puts the spans that were added to `spans` in their places (by start, end, type, entry, value) and brings the index up
 * to date; call before it is read. O(length + spans), and n log n in what was added unless it is in order. False: out of
 * memory. */
bool kj_lattice_index(kj_lattice *lattice);
void kj_lattice_free(kj_lattice *lattice);

#endif
