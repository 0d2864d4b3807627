/* Typed spans in any order in, a chain of spans for each place out.
 *
 * Invariant: after kj_lattice_index, the chain of code point p holds those that start there, by end, type, entry and value.
 * A phase adds few spans to many, so each goes where it belongs and the others stay where they are. Dictionary entries come
 * in order, and all else in a few runs by start, of some spans a place: where a span is in order behind the one before it,
 * the search goes on from there. */
#include "rules/span.h"

#include <string.h>

/* Two fields as one number that is in the order of both. */
static uint64_t pair(uint32_t a, uint32_t b) {
    return (uint64_t)a << 32 | b;
}

static int compare(const void *left, const void *right) {
    const kj_span *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    uint64_t x = pair(a->end, a->type), y = pair(b->end, b->type);
    if (x == y) {
        x = pair(a->entry, a->value);
        y = pair(b->entry, b->value);
    }
    return (x > y) - (x < y);
}

/* Sets bit `b` of a mask at this place, in its map and in `there`; that of the site is the caller's. */
static inline void put_on_map(kj_lattice *lattice, uint64_t *there, uint32_t b, uint32_t at) {
    uint64_t *map = lattice->maps.at + (size_t)b * lattice->map_words, bit = (uint64_t)1 << b % 64;
    if (!(*there & bit))
        memset(map, 0, lattice->map_words * sizeof *map);
    *there |= bit;
    map[at / 64] |= kj_map_bit(at);
}

/* The sites and maps of a text without spans: its symbols. */
static bool start_sites(kj_lattice *lattice, size_t positions) {
    const kj_text *text = lattice->text;
    const size_t words = positions / 64 + 1;
    lattice->maps.size = lattice->edges.size = lattice->loose.size = 0;
    if (!kj_reserve(&lattice->sites, positions) || !kj_reserve(&lattice->maps, words * KJ_MASK_BITS) ||
        !kj_reserve(&lattice->edges, words) || !kj_reserve(&lattice->loose, words))
        return false;
    lattice->sites.size = positions;
    lattice->maps.size = words * KJ_MASK_BITS;
    lattice->edges.size = lattice->loose.size = words;
    lattice->map_words = (uint32_t)words;
    lattice->there = (kj_mask){{0}, {0}};
    memset(lattice->edges.at, 0, words * sizeof *lattice->edges.at);
    memset(lattice->loose.at, 0, words * sizeof *lattice->loose.at);
    for (uint32_t at = 0; at < positions; at++) {
        kj_site *site = &lattice->sites.at[at];
        *site = (kj_site){{{0}, {0}}, KJ_NONE};
        if (at >= text->length)
            continue;
        if (!at || text->symbol[at - 1] >= KJ_SKIP)
            lattice->loose.at[at / 64] |= kj_map_bit(at);
        uint32_t c = kj_symbol_class(lattice->bits, text->symbol[at]);
        site->mask.symbols[c / 64] = (uint64_t)1 << c % 64;
        put_on_map(lattice, &lattice->there.symbols[c / 64], KJ_TYPE_BITS + c, at);
    }
    for (size_t i = 0; i < text->sentences.size; i++) {
        const kaoju_range *sentence = &text->sentences.at[i];
        lattice->edges.at[sentence->start / 64] |= kj_map_bit(sentence->start);
        lattice->edges.at[sentence->end / 64] |= kj_map_bit(sentence->end);
    }
    return true;
}

bool kj_lattice_start(kj_lattice *lattice, const kj_text *text, kj_bits bits) {
    size_t positions = (size_t)text->length + 2;
    lattice->text = text;
    lattice->bits = bits;
    lattice->spans.size = lattice->first.size = lattice->sites.size = lattice->typed.size = lattice->indexed = 0;
    if (!kj_reserve(&lattice->first, positions))
        return false;
    lattice->first.size = positions;
    memset(lattice->first.at, 0xFF, positions * sizeof *lattice->first.at); /* KJ_NONE */
    return !bits.of || start_sites(lattice, positions);
}

/* The place of a chain at which a span is put in. */
typedef struct cursor {
    uint32_t start;
    uint32_t *link;       /* what tells the next span of the chain */
    uint32_t *typed_link; /* the same of those whose types have bits; NULL: there are no sites */
} cursor;

static inline void to_first(kj_lattice *lattice, cursor *c) {
    c->link = &lattice->first.at[c->start];
    c->typed_link = lattice->sites.size ? &lattice->sites.at[c->start].first : NULL;
}

static inline void put_in(kj_lattice *lattice, cursor *c, uint32_t i) {
    kj_span *spans = lattice->spans.at;
    while (*c->link != KJ_NONE && compare(&spans[*c->link], &spans[i]) <= 0) {
        if (c->typed_link && *c->typed_link == *c->link)
            c->typed_link = &lattice->typed.at[*c->link].next;
        c->link = &spans[*c->link].next;
    }
    spans[i].next = *c->link;
    *c->link = i;
    c->link = &spans[i].next;
    uint32_t bit = c->typed_link ? kj_type_bit(lattice->bits, spans[i].type) : KJ_TYPE_BITS;
    if (bit == KJ_TYPE_BITS)
        return;
    kj_mask_add_bit(&lattice->sites.at[c->start].mask, bit);
    put_on_map(lattice, &lattice->there.types[bit / 64], bit, c->start);
    lattice->typed.at[i] = (kj_typed){spans[i].end, bit, *c->typed_link};
    *c->typed_link = i;
    c->typed_link = &lattice->typed.at[i].next;
}

bool kj_lattice_index(kj_lattice *lattice) {
    const size_t size = lattice->spans.size;
    const kj_span *spans = lattice->spans.at;
    if (lattice->sites.size && !kj_reserve(&lattice->typed, size - lattice->indexed))
        return false;
    for (size_t i = lattice->indexed; i < size;) {
        cursor c = {.start = spans[i].start};
        for (size_t first = i; i < size && spans[i].start == c.start; i++) {
            if (i == first || compare(&spans[i - 1], &spans[i]) > 0)
                to_first(lattice, &c);
            put_in(lattice, &c, (uint32_t)i);
        }
    }
    lattice->indexed = size;
    if (lattice->sites.size)
        lattice->typed.size = size;
    return true;
}

void kj_lattice_free(kj_lattice *lattice) {
    kj_vec_free(&lattice->spans);
    kj_vec_free(&lattice->first);
    kj_vec_free(&lattice->sites);
    kj_vec_free(&lattice->typed);
    kj_vec_free(&lattice->maps);
    kj_vec_free(&lattice->edges);
    kj_vec_free(&lattice->loose);
}
