/* Symbols in, windows of ranks out; hits of a window in, hits of the text out, in order.
 *
 * What a window has read ahead is the start of the next one, so every symbol is looked up once. Hits are put in order by a
 * counting sort on their start, which is stable: engines only need to find the shorter hits of one start first.
 * Cost: O(symbols + hits). */
#include "dict/window.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many hits of a window, looking at each of its characters would cost more than sorting by insertion. */
enum { FEW = 64 };

bool kj_window_open(kj_window *window, const kj_alphabet *alphabet, uint32_t longest, const uint32_t *symbols,
                    uint32_t length) {
    uint32_t ahead = longest ? longest - 1 : 0;
    /* As many starts as look-ahead at least: then no character is scanned more than twice. */
    uint64_t room = (uint64_t)ahead + (ahead > KJ_WINDOW ? ahead : KJ_WINDOW);
    *window = (kj_window){.alphabet = alphabet, .symbols = symbols, .length = length, .ahead = ahead};
    window->room = room < length ? (uint32_t)room : length;
    window->ranks = kj_raw((size_t)window->room + KJ_WINDOW_PAD, sizeof *window->ranks);
    window->places = kj_raw((size_t)window->room + KJ_WINDOW_PAD, sizeof *window->places);
    window->counts = kj_raw((size_t)window->room + 4, sizeof *window->counts);
    return window->ranks && window->places && window->counts;
}

void kj_window_free(kj_window *window) {
    free(window->ranks);
    free(window->places);
    free(window->counts);
    *window = (kj_window){0};
}

bool kj_window_next(kj_window *window, kj_read_symbols *read) {
    uint32_t kept = window->total - window->starts;
    memmove(window->ranks, window->ranks + window->starts, kept * sizeof *window->ranks);
    memmove(window->places, window->places + window->starts, kept * sizeof *window->places);
    window->total = kept;
    while (window->total < window->room && window->next < window->length) {
        uint32_t want = window->room - window->total, left = window->length - window->next;
        uint32_t to = window->next + (want < left ? want : left);
        window->total =
            read(window->alphabet, window->symbols, window->next, to, window->ranks, window->places, window->total);
        window->next = to;
    }
    memset(window->ranks + window->total, 0, KJ_WINDOW_PAD * sizeof *window->ranks);
    window->starts = window->next < window->length ? window->total - window->ahead : window->total;
    memset(window->counts, 0, ((size_t)window->starts + 4) * sizeof *window->counts);
    return window->starts > 0;
}

/* From window to text coordinates. */
static inline kj_hit placed(const kj_window *window, kj_hit hit) {
    return (kj_hit){window->places[hit.start], window->places[hit.end - 1] + 1, hit.pattern};
}

/* Puts few hits in order by insertion: they are a handful of sorted runs. Equal starts stay as they are. */
static void insert_hits(const kj_hits *raw, kj_hit *out) {
    for (size_t i = 0; i < raw->size; i++) {
        size_t j = i;
        for (; j > 0 && out[j - 1].start > raw->at[i].start; j--)
            out[j] = out[j - 1];
        out[j] = raw->at[i];
    }
}

/* Each count becomes the sum of those before it; by fours, since each addition waits for the one before. There is room for
 * three more. */
static void sum_before(uint32_t *counts, uint32_t count) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i += 4) {
        uint32_t a = counts[i], b = a + counts[i + 1], c = b + counts[i + 2], d = c + counts[i + 3];
        counts[i] = sum;
        counts[i + 1] = sum + a;
        counts[i + 2] = sum + b;
        counts[i + 3] = sum + c;
        sum += d;
    }
}

/* The same, and puts hits of one character in their places, which are the first of their start: there is room for one more,
 * so that one is written for every character and stays if it is one. */
static void sum_singles(const kj_window *window, const uint32_t *singles, kj_hit *out) {
    const uint32_t *places = window->places;
    uint32_t sum = 0;
    for (uint32_t i = 0, starts = window->starts; i < starts; i++) {
        uint32_t single = singles[window->ranks[i]], first = sum + (single != 0);
        out[sum] = (kj_hit){places[i], places[i] + 1, single - 1};
        sum = first + window->counts[i];
        window->counts[i] = first;
    }
}

bool kj_window_order(const kj_window *window, const uint32_t *singles, uint32_t single_count, const kj_hits *raw,
                     kj_hits *hits) {
    uint32_t *counts = window->counts;
    size_t total = raw->size + single_count;
    if (!total)
        return true; /* `hits` may have no array yet */
    if (!kj_reserve(hits, total + 1))
        return false;
    kj_hit *out = hits->at + hits->size;
    hits->size += total;
    if (!singles && total <= FEW) {
        insert_hits(raw, out);
        for (size_t i = 0; i < raw->size; i++)
            out[i] = placed(window, out[i]);
        return true;
    }
    if (singles)
        sum_singles(window, singles, out);
    else
        sum_before(counts, window->starts);
    const uint32_t *places = window->places;
    for (const kj_hit *hit = raw->at, *end = hit + raw->size; hit < end; hit++)
        out[counts[hit->start]++] = (kj_hit){places[hit->start], places[hit->end - 1] + 1, hit->pattern};
    return true;
}
