/* The word graph, as the files of the segmentation share it: what stands at each code point, the edges between them, the
 * best path. graph.c makes it, names.c, context.c and weigh.c ask it, nouns.c and bodies.c read its path. */
#ifndef KJ_EXTRACT_SEGMENT_H
#define KJ_EXTRACT_SEGMENT_H

#include "extract/extract.h"

/* A score that nothing reaches. */
#define KJ_NEVER (INT64_MIN / 4)
#define KJ_MIDDLE_DOT 0x00B7u
/* Code points before a candidate at which a place that it cuts, or a longer transliterated name around it, may start. */
#define KJ_AROUND 8

/* One code point, in three records, so that what is asked for most stays in the nearest cache. What stands there: the traits
 * of spans answer most questions with no look at the spans. */
typedef struct kj_spot {
    uint32_t traits; /* bits of kj_trait of the spans that start here */
    uint32_t ones;   /* the same of those that are one code point long */
    uint32_t given;  /* the first entry of these that is a given-name character, with KJ_TRAIT_GIVEN in `ones` */
} kj_spot;

/* The best ways. */
typedef struct kj_way {
    int64_t forward, backward; /* milli-nats, from the start of the text, to its end */
    uint32_t from, to;         /* the best arc into the place, out of it; KJ_NONE */
    uint32_t arc;              /* the first one from here */
} kj_way;

/* What few places have; each is set only with the trait that tells of it. */
typedef struct kj_note {
    uint32_t translit;  /* KJ_TRAIT_TRANSLIT: the longest transliteration, a span of the lattice */
    uint32_t suffix;    /* KJ_TRAIT_SUFFIX_END: where the longest suffix of a body starts that ends here */
    uint32_t place_end; /* KJ_TRAIT_REGION, KJ_TRAIT_COUNTRY: where the longest one that starts here ends */
    int32_t before;     /* KJ_TRAIT_BEFORE_KNOWN: what the words beside a name say that starts here */
    int32_t after;      /* KJ_TRAIT_AFTER_KNOWN: the same of one that ends here */
    uint32_t foreign;   /* KJ_TRAIT_NEAR_FOREIGN: bit k: a transliterated name starts k before */
} kj_note;

/* Where candidates of names may start: a surname, a transliteration or a country character, or all spans of a place with a
 * middle dot behind it (KJ_NONE). By place, spans in their order. */
#define KJ_NAME_STARTS (KJ_TRAIT_SURNAME | KJ_TRAIT_SURNAME_JA | KJ_TRAIT_TRANSLIT | KJ_TRAIT_COUNTRY_CHAR)
typedef struct kj_name_start {
    uint32_t at, span;
} kj_name_start;

/* What bodies.c calls the tokens of the path. */
typedef enum kj_token_kind {
    KJ_TOKEN_UNREAD,   /* nobody has asked yet */
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
} kj_token;
typedef KJ_VEC(kj_token) kj_tokens;

/* A candidate that is a token. It is tried after the edges that start up to `after`: where it starts, or where one before
 * it among the candidates does. */
typedef struct kj_joined {
    uint32_t candidate, start, after;
} kj_joined;
typedef KJ_VEC(kj_joined) kj_joineds;

typedef struct kj_segment {
    KJ_VEC(kj_spot) spots; /* length + 2 of each */
    KJ_VEC(kj_way) ways;
    KJ_VEC(kj_note) notes;
    kj_edges arcs;         /* by start: spans of the lattice and bare characters */
    kj_edges candidates;   /* names and joints */
    size_t ordered;        /* so many of them by start, then those with a middle dot that begin where a word ends */
    KJ_VEC(uint32_t) kept; /* those that may be a token or be seen by rules */
    KJ_VEC(uint32_t) dots; /* middle dots */
    KJ_VEC(kj_name_start) starts;
    kj_joineds joined;      /* by start, tried there */
    kj_joineds late;        /* tried later */
    kj_edges path;          /* of the best path, in order */
    KJ_VEC(uint16_t) nouns; /* what each of them is to a noun phrase (nouns.c) */
    KJ_VEC(uint32_t) begun; /* those that a noun phrase may begin with */
    kj_tokens tokens;       /* the same as bodies.c wants them */
    KJ_VEC(int32_t) margins;
    KJ_VEC(int32_t) contexts; /* what the words beside each candidate say */
    KJ_VEC(int64_t) ranks;    /* by which candidates of one start, one end are compared */
    KJ_VEC(uint32_t) foreign; /* transliterated candidates */
    KJ_VEC(uint32_t) pooled;  /* candidates whose contexts are told to their like */
    KJ_VEC(uint32_t) name;    /* number of the text of each of those among those of the document */
    KJ_VEC(int64_t) total;    /* contexts of a text */
    int32_t context_most;     /* what the words beside a name can say for it at most; 0: not known yet */
    KJ_VEC(uint32_t)
    best_start[2], best_end[2]; /* per position: best Chinese [0], foreign [1] name that starts, ends there */
} kj_segment;

/* graph.c: places and edges of x->text, and the best ways forward and backward over them. False: out of memory. */
bool kj_graph_read(kj_extraction *x);
/* The best path, now with the candidates that joined as well. False: out of memory. */
bool kj_graph_path(kj_extraction *x);

/* Gain from which a name joins the best path (a joint abbreviation: any). */
#define KJ_JOIN_MARGIN 1500
/* Names with a margin under this are never given to rules, not even beside a title. */
#define KJ_MARGIN_FLOOR (-9000)
/* names.c: candidates of names and joints, by start but for those with a middle dot that begin where a word ends. */
bool kj_names_propose(kj_extraction *x);

/* weigh.c: margins of all candidates, and which of them are tokens. Without a trace a margin under the floor is only known
 * to be under it. False: out of memory. */
bool kj_candidates_weigh(kj_extraction *x);
/* Chinese names 0, transliterated ones 1: they are ranked apart. */
static inline int kj_name_group(const kj_types *types, uint32_t kind) {
    return kind == types->foreign_name || kind == types->dotted_name;
}

/* nouns.c: adds the spans noun and topic, of the tokens of the path. */
bool kj_nouns_find(kj_extraction *x);
/* bodies.c: adds the spans org_name and place. */
bool kj_bodies_find(kj_extraction *x);
/* One more span for the lattice, which must be indexed before it is read again. False: out of memory. */
static inline bool kj_emit(kj_extraction *x, uint32_t start, uint32_t end, uint32_t type, uint32_t entry,
                           int64_t integer) {
    kj_span span = {start, end, type, entry, KJ_NONE, KJ_NONE, integer};
    return kj_push(&x->lattice.spans, span);
}

static inline const kj_note *kj_note_at(const kj_extraction *x, uint32_t at) {
    return &x->segment->notes.at[at];
}
/* Has a span that starts at `at` one of these traits? */
static inline bool kj_spot_is(const kj_extraction *x, uint32_t at, uint32_t traits) {
    return (x->segment->spots.at[at].traits & traits) != 0;
}
static inline bool kj_spot_is_one(const kj_extraction *x, uint32_t at, uint32_t traits) {
    return (x->segment->spots.at[at].ones & traits) != 0;
}

/* First span with one of these traits over just these characters, NULL if there is none. */
static inline const kj_span *kj_span_over(const kj_extraction *x, uint32_t start, uint32_t end, uint32_t traits) {
    const kj_lattice *lattice = &x->lattice;
    if (!kj_spot_is(x, start, traits))
        return NULL;
    kj_each_span (i, lattice, start, start + 1) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end == end && kj_type_traits(&x->model->types, span->type) & traits)
            return span;
    }
    return NULL;
}

/* The word behind an arc of the graph or a token; KJ_NONE if there is none. */
static inline uint32_t kj_edge_word(const kj_extraction *x, const kj_edge *token) {
    uint32_t word = (token->kind == x->model->types.word) | (token->kind == KJ_NONE);
    return token->entry | (word - 1); /* nobody can foretell it, so there is no branch */
}

#endif
