/* Typed spans in any order in, spans by start with an index out.
 *
 * Invariant: after kj_lattice_index, those that start at code point p are spans.at[first[p] .. first[p + 1]), by end,
 * type, entry and value. A phase adds few spans to many, so what is new is sorted by itself and merged from the back: the
 * old ones move once, in blocks. Cost: O(length + spans), and n log n in the new ones unless they come by start. */
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

/* False: out of memory. */
static bool sort(kj_span *spans, size_t count, kj_spans *scratch) {
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

bool kj_lattice_start(kj_lattice *lattice, const kj_text *text, kj_type_bits bits) {
    size_t positions = (size_t)text->length + 2;
    lattice->text = text;
    lattice->bits = bits;
    lattice->spans.size = lattice->first.size = lattice->masks.size = lattice->indexed = 0;
    if (!kj_reserve(&lattice->first, positions) || (bits.of && !kj_reserve(&lattice->masks, positions)))
        return false;
    lattice->first.size = positions;
    memset(lattice->first.at, 0, positions * sizeof *lattice->first.at);
    if (!bits.of)
        return true;
    lattice->masks.size = positions;
    for (uint32_t at = 0; at < text->length; at++)
        lattice->masks.at[at] = (kj_mask){.symbols = kj_symbol_bit(text->symbol[at])};
    memset(lattice->masks.at + text->length, 0, 2 * sizeof *lattice->masks.at);
    return true;
}

/* Makes room in the order for the sorted `added`, the last one first. */
static void merge(kj_lattice *lattice, const kj_span *added, size_t count) {
    kj_span *spans = lattice->spans.at;
    size_t from = lattice->indexed;
    for (; count; count--) {
        const kj_span *span = &added[count - 1];
        size_t at = lattice->first.at[span->start + 1];
        while (at > lattice->first.at[span->start] && compare(&spans[at - 1], span) > 0)
            at--;
        memmove(spans + at + count, spans + at, (from - at) * sizeof *spans);
        spans[at + count - 1] = *span;
        from = at;
    }
}

/* first[p] grows by the number of new spans that start before p. */
static void count_starts(kj_lattice *lattice, const kj_span *added, size_t count) {
    uint32_t *first = lattice->first.at, length = (uint32_t)lattice->first.size;
    for (size_t i = 0; i < count; i++) {
        uint32_t end = i + 1 < count ? added[i + 1].start : length - 1;
        for (uint32_t p = added[i].start + 1; p <= end; p++)
            first[p] += (uint32_t)i + 1;
    }
}

bool kj_lattice_index(kj_lattice *lattice) {
    size_t count = lattice->spans.size - lattice->indexed;
    if (!count)
        return true;
    kj_span *added = lattice->spans.at + lattice->indexed;
    if (!sort(added, count, &lattice->added))
        return false;
    for (size_t i = 0; lattice->masks.size && i < count; i++)
        kj_mask_add_type(&lattice->masks.at[added[i].start], lattice->bits, added[i].type);
    if (lattice->indexed) {
        lattice->added.size = 0;
        if (!kj_reserve(&lattice->added, count))
            return false;
        added = memcpy(lattice->added.at, added, count * sizeof *added);
        merge(lattice, added, count);
    }
    count_starts(lattice, added, count);
    lattice->indexed = lattice->spans.size;
    return true;
}

void kj_lattice_free(kj_lattice *lattice) {
    kj_vec_free(&lattice->spans);
    kj_vec_free(&lattice->added);
    kj_vec_free(&lattice->first);
    kj_vec_free(&lattice->masks);
}
