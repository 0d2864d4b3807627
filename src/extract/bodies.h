/* Tokens of the best segmentation in, spans org_name and place out. */
#ifndef KJ_EXTRACT_BODIES_H
#define KJ_EXTRACT_BODIES_H

#include "extract/extract.h"

typedef enum kj_token_kind {
    KJ_TOKEN_STOP,     /* what no name holds */
    KJ_TOKEN_NOUN,     /* what a name may hold */
    KJ_TOKEN_PROPER,   /* what a name may begin with: a place, a country, a known body, a transliteration */
    KJ_TOKEN_FRAGMENT, /* one character; two in a row are a word that no dictionary has */
    KJ_TOKEN_LOOSE, /* a character that is a verb by itself: a stop, unless it is the end of an unknown name (雄安) */
    KJ_TOKEN_NUMBER,      /* a stop, unless a place or body stands before it: 上海市第一医院 */
    KJ_TOKEN_CONJUNCTION, /* 和 与 及 */
} kj_token_kind;

typedef struct kj_token {
    uint32_t start, end;
    uint32_t type; /* of the edge; KJ_NONE for a bare character */
    kj_token_kind kind;
    uint32_t suffix; /* lattice span of the longest suffix that ends with the token, KJ_NONE */
} kj_token;
typedef KJ_VEC(kj_token) kj_tokens;

/* Adds the token of an edge of the path, or its two. False: out of memory. */
bool kj_token_add(const kj_extraction *x, kj_tokens *tokens, const kj_edge *edge);

/* Pushes the spans on the lattice, which must be indexed again. */
bool kj_bodies_find(kj_extraction *x, kj_tokens *tokens);

#endif
