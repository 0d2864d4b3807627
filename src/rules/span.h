/* What rules see: the text and the typed spans found so far. */
#ifndef KJ_RULES_SPAN_H
#define KJ_RULES_SPAN_H

#include "base/memory.h"
#include "base/string.h"
#include "dict/lexicon.h"
#include "text/text.h"

#define KJ_NO_INTEGER INT64_MIN

/* A typed span: a dictionary entry, a numeral, or what a rule of an earlier phase gave. */
typedef struct kj_span {
    uint32_t start, end; /* code points; start < end; neither edge on KJ_SKIP */
    uint32_t type;       /* name id: "currency", "number", "DATE" */
    uint32_t entry;      /* dictionary entry, or KJ_NONE */
    uint32_t value;      /* for the layer that made it; KJ_NONE if unused */
    uint32_t next;       /* set by kj_lattice_index: the next one of this start, KJ_NONE for the last */
    int64_t integer;     /* for numeric guards; KJ_NO_INTEGER if it is no whole number */
} kj_span;

typedef KJ_VEC(kj_span) kj_spans;

/* What may stand at a place, or in a stretch of text: types that start there, a bit each, and classes of symbols. A type
 * that no pattern asks for has no bit, symbols that none names share class 0; others may share too, if there are too many.
 * So a set bit says that something may be there, a clear one that it is not. */
#define KJ_TYPE_WORDS 2
#define KJ_TYPE_BITS (KJ_TYPE_WORDS * 64)
#define KJ_SYMBOL_WORDS 2
#define KJ_SYMBOL_CLASSES (KJ_SYMBOL_WORDS * 64)
typedef struct kj_mask {
    uint64_t types[KJ_TYPE_WORDS], symbols[KJ_SYMBOL_WORDS];
} kj_mask;
static inline bool kj_masks_meet(const kj_mask *a, const kj_mask *b) {
    return ((a->types[0] & b->types[0]) | (a->types[1] & b->types[1]) | (a->symbols[0] & b->symbols[0]) |
            (a->symbols[1] & b->symbols[1])) != 0;
}
static inline bool kj_symbols_meet(const kj_mask *a, const kj_mask *b) {
    return ((a->symbols[0] & b->symbols[0]) | (a->symbols[1] & b->symbols[1])) != 0;
}
static inline bool kj_types_meet(const kj_mask *a, const kj_mask *b) {
    return ((a->types[0] & b->types[0]) | (a->types[1] & b->types[1])) != 0;
}
static inline void kj_mask_add(kj_mask *mask, const kj_mask *more) {
    mask->types[0] |= more->types[0];
    mask->types[1] |= more->types[1];
    mask->symbols[0] |= more->symbols[0];
    mask->symbols[1] |= more->symbols[1];
}
static inline void kj_mask_add_bit(kj_mask *mask, uint32_t bit) {
    if (bit < KJ_TYPE_BITS)
        mask->types[bit / 64] |= (uint64_t)1 << bit % 64;
}
static inline bool kj_mask_has_bit(const kj_mask *mask, uint32_t bit) { /* bit < KJ_TYPE_BITS */
    return mask->types[bit / 64] >> bit % 64 & 1;
}
/* The words of a mask one behind the other: bits of types, from KJ_TYPE_BITS on classes of symbols. */
#define KJ_MASK_WORDS (KJ_TYPE_WORDS + KJ_SYMBOL_WORDS)
#define KJ_MASK_BITS ((size_t)KJ_MASK_WORDS * 64)
static inline uint64_t kj_mask_word(const kj_mask *mask, uint32_t w) {
    return w < KJ_TYPE_WORDS ? mask->types[w] : mask->symbols[w - KJ_TYPE_WORDS];
}

/* What has which bit: name id of a type -> bit, KJ_TYPE_BITS for none, as have ids from `count` on; symbol -> class, 0 from
 * `symbol_count` on. */
typedef struct kj_bits {
    const uint8_t *of;
    uint32_t count;
    const uint8_t *classes;
    uint32_t symbol_count;
} kj_bits;
static inline uint32_t kj_type_bit(kj_bits bits, uint32_t type) {
    return type < bits.count ? bits.of[type] : KJ_TYPE_BITS;
}
static inline uint32_t kj_symbol_class(kj_bits bits, uint32_t symbol) {
    return symbol < bits.symbol_count ? bits.classes[symbol] : 0;
}
static inline void kj_mask_add_symbol(kj_mask *mask, kj_bits bits, uint32_t symbol) {
    uint32_t c = kj_symbol_class(bits, symbol);
    mask->symbols[c / 64] |= (uint64_t)1 << c % 64;
}

/* A map has a bit for each place of a text, 64 to a word. The first place of a word is its highest bit, so that adding
 * carries from a place to the one before it. */
static inline uint64_t kj_map_bit(uint32_t at) {
    return (uint64_t)1 << 63 >> at % 64;
}
static inline uint32_t kj_map_first(uint64_t word) { /* of a word that is not 0: its first place */
    return (uint32_t)__builtin_clzll(word);
}
/* The first place in [from, to) that is on the map, else `to`; the map reaches to `to`. */
static inline uint32_t kj_map_next(const uint64_t *map, uint32_t from, uint32_t to) {
    uint32_t w = from / 64;
    if (from >= to)
        return to;
    uint64_t word = map[w] & (kj_map_bit(from) | (kj_map_bit(from) - 1));
    while (!word) {
        if (++w > (to - 1) / 64)
            return to;
        word = map[w];
    }
    const uint32_t at = w * 64 + kj_map_first(word);
    return at < to ? at : to;
}

/* What patterns see at a code point, and of a span. Half of the spans only describe characters (surnames, given names) and
 * have types that no pattern asks for, so the others have a chain of their own, and what is asked most of each stands
 * close together. */
typedef struct kj_site {
    kj_mask mask;
    uint32_t first; /* in `typed`: the first span that starts here and whose type has a bit; KJ_NONE for none */
} kj_site;
typedef struct kj_typed {
    uint32_t end, bit; /* of the span, of its type */
    uint32_t span;     /* its number */
    uint32_t next;     /* in `typed`: the next such span of this start, KJ_NONE for the last */
} kj_typed;

/* Spans as chains, one for each place: spans.at[first.at[p]], and from there along `next`, are those that start at code
 * point p, by end, type, entry and value; sites.at[p].first begins those of them whose types have bits, in the same order. A
 * span keeps its number as long as the lattice lives. */
typedef struct kj_lattice {
    const kj_text *text;
    kj_spans spans;         /* the first `indexed` are in chains; those behind were added since */
    KJ_VEC(uint32_t) first; /* [length + 2] number of a span, KJ_NONE for none */
    KJ_VEC(kj_site) sites;  /* length + 2; none if there are no bits */
    KJ_VEC(kj_typed) typed; /* those of the spans whose type has a bit */
    size_t indexed;
    kj_bits bits;
    /* The masks of all sites the other way round: for each bit the map of the places that have it, map_words each. Only the
     * maps of bits that stand in `there` are set. */
    KJ_VEC(uint64_t) maps;  /* [KJ_MASK_BITS * map_words]; none if there are no bits */
    KJ_VEC(uint64_t) edges; /* the map of the places at which a sentence starts, or right behind which one ends */
    KJ_VEC(uint64_t)
    loose; /* the map of the places without a character right before them: the first one, those behind a blank */
    kj_mask there;
    uint32_t map_words;
    /* The field `key` of a value that an earlier phase gave (<FIGURE kind=percent>), {NULL, 0} if it has none. NULL: no
     * value has fields. */
    kaoju_string (*field)(const void *context, uint32_t value, const char *key);
    const void *context;
} kj_lattice;

/* Empties the lattice for another text, which must outlive its use, as must the bits: those of the program that is to
 * run (kj_rules_bits); without bits it has no sites. False: out of memory. */
bool kj_lattice_start(kj_lattice *lattice, const kj_text *text, kj_bits bits);
/* The entries that were found in the text, as the first spans of a lattice that was started: they come in order, so nothing
 * is looked for. Number i is found->at[i], but those inside a Latin word are in no chain. False: out of memory. */
bool kj_lattice_read(kj_lattice *lattice, const kj_founds *found);
/* Puts the spans that were added to `spans` into their chains; call before they are read. O(n) in what was added, if it is in
 * order, and the chains that it goes into; a span that is not behind the one before it is looked for from the start of its
 * chain on. False: out of memory. */
bool kj_lattice_index(kj_lattice *lattice);
/* Map of bit `b` of a mask, < KJ_MASK_BITS. */
static inline const uint64_t *kj_lattice_map(const kj_lattice *lattice, uint32_t b) {
    return lattice->maps.at + (size_t)b * lattice->map_words;
}
void kj_lattice_free(kj_lattice *lattice);

/* The first span that starts in [from, to), and the next such behind span `i`; KJ_NONE for none. */
static inline uint32_t kj_span_first(const kj_lattice *lattice, uint32_t from, uint32_t to) {
    for (; from < to; from++)
        if (lattice->first.at[from] != KJ_NONE)
            return lattice->first.at[from];
    return KJ_NONE;
}
static inline uint32_t kj_span_next(const kj_lattice *lattice, uint32_t i, uint32_t to) {
    const kj_span *span = &lattice->spans.at[i];
    return span->next != KJ_NONE ? span->next : kj_span_first(lattice, span->start + 1, to);
}

/* Goes through the numbers of the spans that start in [from, to), in order. Spans may be added meanwhile. */
#define kj_each_span(i, lattice, from, to)                                                                             \
    for (uint32_t i = kj_span_first(lattice, from, to); (i) != KJ_NONE; (i) = kj_span_next(lattice, i, to))

#endif
