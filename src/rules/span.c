/* Typed spans in any order in, spans by start with an index out.
 *
 * Invariant: after kj_lattice_index, those that start at code point p are spans.at[first[p] .. first[p + 1]), by end,
 * type, entry and value. Cost: O(length + spans), a counting sort by start; the few of one start are then sorted. */
#include "rules/span.h"

#include <string.h>

static int order(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right) {
    const kj_span *a = left, *b = right;
    int by = order(a->start, b->start);
    by = by ? by : order(a->end, b->end);
    by = by ? by : order(a->type, b->type);
    by = by ? by : order(a->entry, b->entry);
    return by ? by : order(a->value, b->value);
}

/* Few items: insertion, stable and without a call for each comparison; many (homonyms en masse): qsort. */
static void sort_group(kj_span *spans, size_t count) {
    if (count > 16) {
        qsort(spans, count, sizeof *spans, compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        kj_span span = spans[i];
        size_t at = i;
        for (; at > 0 && compare(&spans[at - 1], &span) > 0; at--)
            spans[at] = spans[at - 1];
        spans[at] = span;
    }
}

/* first[p] becomes the number of spans that start before p. */
static void count_starts(kj_lattice *lattice, size_t positions) {
    uint32_t *first = lattice->first.at;
    memset(first, 0, positions * sizeof *first);
    for (size_t i = 0; i < lattice->spans.size; i++)
        first[lattice->spans.at[i].start + 1]++;
    for (size_t p = 1; p < positions; p++)
        first[p] += first[p - 1];
}

bool kj_lattice_index(kj_lattice *lattice) {
    size_t positions = (size_t)lattice->text->length + 2;
    kj_spans *spans = &lattice->spans;
    lattice->first.size = 0;
    if (!kj_reserve(&lattice->first, positions))
        return false;
    lattice->first.size = positions;
    count_starts(lattice, positions);
    lattice->sorted.size = 0;
    if (!kj_reserve(&lattice->sorted, spans->size))
        return false;
    for (size_t i = 0; i < spans->size; i++)
        lattice->sorted.at[lattice->first.at[spans->at[i].start]++] = spans->at[i];
    lattice->sorted.size = spans->size;
    kj_spans swap = *spans;
    *spans = lattice->sorted;
    lattice->sorted = swap;
    /* The scattering moved first[p] to first[p + 1]: move it back. */
    memmove(lattice->first.at + 1, lattice->first.at, (positions - 1) * sizeof *lattice->first.at);
    lattice->first.at[0] = 0;
    for (size_t p = 0; p + 1 < positions; p++) {
        uint32_t from = lattice->first.at[p], to = lattice->first.at[p + 1];
        if (to - from > 1)
            sort_group(spans->at + from, to - from);
    }
    return true;
}

void kj_lattice_free(kj_lattice *lattice) {
    kj_vec_free(&lattice->spans);
    kj_vec_free(&lattice->sorted);
    kj_vec_free(&lattice->first);
}
