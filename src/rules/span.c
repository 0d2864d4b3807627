/* Typed spans in any order in, a chain of spans for each place out.
 *
 * Invariant: after kj_lattice_index, the chain of code point p holds those that start there, by end, type, entry and value.
 * A phase adds few spans to many, so only what is new is sorted and the others stay where they are. */
#include "rules/span.h"

#include <stdlib.h>
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

/* Spans of one start: mostly a few. */
#define FEW 16
static void sort_few(kj_span *spans, size_t count) {
    for (size_t i = 1; i < count; i++) {
        if (compare(&spans[i - 1], &spans[i]) <= 0)
            continue;
        kj_span span = spans[i];
        size_t at = i;
        for (; at > 0 && compare(&spans[at - 1], &span) > 0; at--)
            spans[at] = spans[at - 1];
        spans[at] = span;
    }
}

static size_t run_end(const kj_span *spans, size_t count, size_t from) {
    size_t to = from + 1;
    while (to < count && spans[to - 1].start <= spans[to].start)
        to++;
    return to < count ? to : count;
}

/* By start: merges runs that ascend, two by two, until one is left. What is found comes in few of them. */
static bool sort_starts(kj_span *spans, size_t count, kj_spans *scratch) {
    for (size_t first; (first = run_end(spans, count, 0)) < count;) {
        scratch->size = 0;
        if (!kj_reserve(scratch, count))
            return false;
        memcpy(scratch->at, spans, count * sizeof *spans);
        const kj_span *from = scratch->at;
        for (size_t a = 0; a < count;) {
            size_t middle = a ? run_end(from, count, a) : first,
                   end = middle < count ? run_end(from, count, middle) : count;
            for (size_t i = a, k = middle, at = a; at < end; at++)
                spans[at] = k == end || (i < middle && from[i].start <= from[k].start) ? from[i++] : from[k++];
            a = end;
        }
    }
    return true;
}

static bool is_sorted(const kj_span *spans, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (compare(&spans[i - 1], &spans[i]) > 0)
            return false;
    return true;
}

/* Dictionary entries come in order already. False: out of memory. */
static bool sort(kj_span *spans, size_t count, kj_spans *scratch) {
    if (is_sorted(spans, count))
        return true;
    if (!sort_starts(spans, count, scratch))
        return false;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && spans[to].start == spans[from].start;)
            to++;
        if (to - from <= FEW)
            sort_few(spans + from, to - from);
        else
            qsort(spans + from, to - from, sizeof *spans, compare);
    }
    return true;
}

/* The symbols of the text in the masks of places, blocks and sentences. */
static bool start_masks(kj_lattice *lattice, size_t positions) {
    const kj_text *text = lattice->text;
    size_t blocks = positions / KJ_BLOCK + 1, sentences = text->sentences.size;
    lattice->within.size = lattice->blocks.size = 0;
    if (!kj_reserve(&lattice->sites, positions) || !kj_reserve(&lattice->blocks, blocks) ||
        !kj_reserve(&lattice->within, sentences))
        return false;
    lattice->sites.size = positions;
    lattice->blocks.size = blocks;
    lattice->within.size = sentences;
    memset(lattice->blocks.at, 0, blocks * sizeof *lattice->blocks.at);
    for (uint32_t at = 0; at < positions; at++) {
        kj_mask *mask = &lattice->sites.at[at].mask;
        lattice->sites.at[at] = (kj_site){{{0}, {0}}, KJ_NONE};
        if (at < text->length)
            kj_mask_add_symbol(mask, lattice->bits, text->symbol[at]);
        kj_mask_add(&lattice->blocks.at[at / KJ_BLOCK], mask);
    }
    for (size_t i = 0; i < sentences; i++) {
        kj_mask all = {{0}, {0}};
        for (uint32_t at = text->sentences.at[i].start; at < text->sentences.at[i].end; at++)
            kj_mask_add(&all, &lattice->sites.at[at].mask);
        lattice->within.at[i] = all;
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
    return !bits.of || start_masks(lattice, positions);
}

/* Where spans of one start go, one after the other. */
typedef struct chains {
    uint32_t start;
    uint32_t *link;       /* what tells the next span of the chain */
    uint32_t *typed_link; /* the same of those whose types have bits .. */
    kj_mask found;        /* .. and those bits */
} chains;

static void link_span(kj_lattice *lattice, chains *c, uint32_t i) {
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
    kj_mask_add_bit(&c->found, bit);
    lattice->typed.at[i] = (kj_typed){spans[i].end, bit, *c->typed_link};
    *c->typed_link = i;
    c->typed_link = &lattice->typed.at[i].next;
}

/* The bits of what was found to the masks of the place, its block and its sentence. Places come in order: *sentence is the
 * first that ends behind them. */
static void note_found(kj_lattice *lattice, const chains *c, size_t *sentence) {
    const kaoju_range *sentences = lattice->text->sentences.at;
    size_t count = lattice->text->sentences.size;
    if (!kj_masks_meet(&c->found, &c->found))
        return;
    kj_mask_add(&lattice->sites.at[c->start].mask, &c->found);
    kj_mask_add(&lattice->blocks.at[c->start / KJ_BLOCK], &c->found);
    while (*sentence < count && sentences[*sentence].end <= c->start)
        ++*sentence;
    if (*sentence < count && sentences[*sentence].start <= c->start)
        kj_mask_add(&lattice->within.at[*sentence], &c->found);
}

bool kj_lattice_index(kj_lattice *lattice) {
    size_t size = lattice->spans.size;
    const kj_span *spans = lattice->spans.at;
    bool typed = lattice->sites.size != 0;
    if (size > lattice->indexed &&
        !sort(lattice->spans.at + lattice->indexed, size - lattice->indexed, &lattice->added))
        return false;
    if (typed && !kj_reserve(&lattice->typed, size - lattice->typed.size))
        return false;
    size_t sentence = 0;
    for (size_t i = lattice->indexed; i < size;) {
        chains c = {.start = spans[i].start, .link = &lattice->first.at[spans[i].start]};
        c.typed_link = typed ? &lattice->sites.at[c.start].first : NULL;
        while (i < size && spans[i].start == c.start)
            link_span(lattice, &c, (uint32_t)i++);
        note_found(lattice, &c, &sentence);
    }
    lattice->indexed = size;
    if (typed)
        lattice->typed.size = size;
    return true;
}

void kj_lattice_free(kj_lattice *lattice) {
    kj_vec_free(&lattice->spans);
    kj_vec_free(&lattice->added);
    kj_vec_free(&lattice->first);
    kj_vec_free(&lattice->sites);
    kj_vec_free(&lattice->typed);
    kj_vec_free(&lattice->blocks);
    kj_vec_free(&lattice->within);
}
