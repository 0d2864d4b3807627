/* Typed spans in any order in, a chain of spans for each place out.
 *
 * Invariant: after kj_lattice_index, the chain of code point p holds those that start there, by end, type, entry and value.
 * Dictionary entries come first and in order, so they are only linked. A phase adds few spans to these many, so each goes where
 * it belongs and the others stay where they are. They come in a few runs by start, of some spans a place: where a span is in
 * order behind the one before it, the search goes on from there. */
#include "rules/span.h"

#include <string.h>

/* Two fields as one number that is in the order of both. */
static uint64_t pair(uint32_t a, uint32_t b) {
    return (uint64_t)a << 32 | b;
}

/* Of two spans of one start: does `b` come behind `a`, or are they alike? */
static inline bool are_in_order(const kj_span *a, const kj_span *b) {
    uint64_t x = pair(a->end, a->type), y = pair(b->end, b->type);
    if (x == y) {
        x = pair(a->entry, a->value);
        y = pair(b->entry, b->value);
    }
    return x <= y;
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

/* A span whose type has this bit starts here. */
static inline void note_type(kj_lattice *lattice, uint32_t at, uint32_t bit) {
    lattice->sites.at[at].mask.types[bit / 64] |= (uint64_t)1 << bit % 64;
    put_on_map(lattice, &lattice->there.types[bit / 64], bit, at);
}

/* Puts it in the chain of those whose types have bits, for which there is room. The chain of all is gone along only from the
 * span before it there. */
static inline void put_in_typed(kj_lattice *lattice, cursor *c, uint32_t i, uint32_t bit) {
    kj_span *spans = lattice->spans.at;
    kj_typed *typed = lattice->typed.at;
    const uint32_t number = (uint32_t)lattice->typed.size++, end = spans[i].end;
    for (uint32_t at; (at = *c->typed_link) != KJ_NONE; c->typed_link = &typed[at].next) {
        if (typed[at].end > end || (typed[at].end == end && !are_in_order(&spans[typed[at].span], &spans[i])))
            break;
        c->link = &spans[typed[at].span].next;
    }
    typed[number] = (kj_typed){end, bit, i, *c->typed_link};
    *c->typed_link = number;
    c->typed_link = &typed[number].next;
    note_type(lattice, c->start, bit);
}

static inline void put_in(kj_lattice *lattice, cursor *c, uint32_t i) {
    kj_span *spans = lattice->spans.at;
    const uint32_t bit = kj_type_bit(lattice->bits, spans[i].type);
    if (c->typed_link && bit != KJ_TYPE_BITS)
        put_in_typed(lattice, c, i, bit);
    while (*c->link != KJ_NONE && are_in_order(&spans[*c->link], &spans[i]))
        c->link = &spans[*c->link].next;
    spans[i].next = *c->link;
    *c->link = i;
    c->link = &spans[i].next;
}

bool kj_lattice_index(kj_lattice *lattice) {
    const size_t size = lattice->spans.size;
    const kj_span *spans = lattice->spans.at;
    if (lattice->sites.size && !kj_reserve(&lattice->typed, size - lattice->indexed))
        return false;
    for (size_t i = lattice->indexed; i < size;) {
        cursor c = {.start = spans[i].start};
        for (size_t first = i; i < size && spans[i].start == c.start; i++) {
            if (i == first || !are_in_order(&spans[i - 1], &spans[i]))
                to_first(lattice, &c);
            put_in(lattice, &c, (uint32_t)i);
        }
    }
    lattice->indexed = size;
    return true;
}

/* Latin entries are whole words: no m in 5moon, no RM in FORM 5. */
static inline bool is_inside_word(const kj_text *text, uint32_t start, uint32_t end) {
    if (text->symbol[start] > 'z' && text->symbol[end - 1] > 'z')
        return false;
    return (start && kj_text_letter(text, start) && kj_text_letter(text, start - 1)) ||
           (kj_text_letter(text, end - 1) && kj_text_letter(text, end));
}

_Static_assert(sizeof(kj_found) == offsetof(kj_span, value), "a span begins with what was found");

/* From the last to the first, each before those behind it. Nobody can foretell which types have bits, so each span is written
 * to `typed` as well, and stays there if it has one. */
static void read_found(kj_lattice *lattice, const kj_founds *found) {
    const kj_text *text = lattice->text;
    const kj_bits bits = lattice->bits;
    kj_span *spans = lattice->spans.at;
    kj_typed *typed = lattice->typed.at;
    uint32_t *first = lattice->first.at;
    for (size_t i = found->size; i-- > 0;) {
        const kj_found *f = &found->at[i];
        const uint32_t start = f->start, end = f->end, bit = kj_type_bit(bits, f->type);
        memcpy(&spans[i], f, sizeof *f);
        spans[i].value = KJ_NONE;
        spans[i].next = first[start];
        spans[i].integer = KJ_NO_INTEGER;
        if (is_inside_word(text, start, end))
            continue; /* it keeps its number, and nobody comes to it */
        first[start] = (uint32_t)i;
        typed->end = end;
        typed->bit = bit;
        typed->span = (uint32_t)i;
        typed += bit != KJ_TYPE_BITS;
    }
    lattice->spans.size = lattice->indexed = found->size;
    lattice->typed.size = (size_t)(typed - lattice->typed.at);
}

/* Links the typed spans, which are there from the last to the first. */
static void link_typed(kj_lattice *lattice) {
    for (size_t i = 0; i < lattice->typed.size; i++) {
        kj_typed *typed = &lattice->typed.at[i];
        const uint32_t start = lattice->spans.at[typed->span].start, bit = typed->bit;
        typed->next = lattice->sites.at[start].first;
        lattice->sites.at[start].first = (uint32_t)i;
        note_type(lattice, start, bit);
    }
}

bool kj_lattice_read(kj_lattice *lattice, const kj_founds *found) {
    if (!kj_reserve(&lattice->spans, found->size + 1) || !kj_reserve(&lattice->typed, found->size + 1))
        return false;
    read_found(lattice, found);
    link_typed(lattice);
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
