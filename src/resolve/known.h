/* Known names -> where they stand: a small set of strings that is made and searched once for a document, so that making it
 * must cost next to nothing (the matcher of dict/ is for large sets that last). */
#ifndef KJ_RESOLVE_KNOWN_H
#define KJ_RESOLVE_KNOWN_H

#include "dict/matcher.h"
#include "text/text.h"

/* A character that goes on behind the node `from`; both 0 in a free slot. */
typedef struct kj_known_edge {
    uint32_t from, symbol;
    uint32_t name; /* number + 1 of the name that ends here; 0 if none does */
} kj_known_edge;

#define KJ_KNOWN_FIRSTS 4096 /* a power of two; characters that leave the same rest share a place */
typedef struct kj_known {
    kj_known_edge *edges;
    uint32_t last; /* slot; their count is a power of two, at least twice the edges */
    bool firsts[KJ_KNOWN_FIRSTS];
} kj_known;

/* Room for names of so many characters together. False: out of memory; free it all the same. */
bool kj_known_start(kj_known *known, size_t characters);
void kj_known_free(kj_known *known);

/* Adds what stands in [at) of the text, without its KJ_SKIPs. Of equal names the number of the first one counts. */
void kj_known_add(kj_known *known, const kj_text *text, kaoju_range at, uint32_t number);

/* The first place at or behind `from` where a name begins, with the longest one there, as KJ_MATCH_LEFTMOST_LONGEST finds it;
 * the next search goes on from its end. False: there is none. */
bool kj_known_next(const kj_known *known, const kj_text *text, uint32_t from, kj_hit *hit);

#endif
