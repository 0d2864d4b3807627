/* A trie and its double array in, the filter of pairs out; windows in, hits out.
 *
 * All places of a window take their first step, then those that are left the second, and so on. The loops are in kernels.c.
 * Invariant: lanes stay in the order of the text, so of equal starts the shorter hit is found first; every cell is checked
 * when it is read, so the filter and the signatures only save reads and never decide.
 * Cost: build O(pairs); scan O(characters + hits), by the budget. */
#include "dict/columns.h"

#include <stdlib.h>

/* A row of the filter is cut where its later words would serve so few pairs that letting all later ranks through is
 * cheaper: a pair behind the end counts as much as this many words. Too low, and with a thousand patterns a third of all
 * places passed instead of a thirtieth. */
enum { PAIR_WORTH = 64 };

/* .. but a filter that is larger than this, and has more words than there are cells, is cut more. */
enum { SMALL_FILTER = 1 << 16 };

/* Hits of a character for which there is room from the start: growing moves them, which took a tenth of a scan. */
enum { HITS_EXPECTED = 3 };

/* ------------------------------------------------------------------ build */

/* The class of the row of these children (by rising rank). */
static uint32_t row_class(const kj_node *children, uint32_t count, uint32_t worth) {
    uint32_t best = 0, best_cost = UINT32_MAX, inside = 0;
    for (uint32_t size = 0; size <= 11; size++) {
        while (inside < count && children[inside].rank / 64 < kj_row_words(size))
            inside++;
        uint32_t cost = kj_row_words(size) + worth * (count - inside);
        if (cost < best_cost) {
            best = size;
            best_cost = cost;
        }
    }
    return best;
}

/* Sets the heads. Returns the words of all rows. */
static uint32_t place_rows(const kj_trie *trie, uint32_t worth, uint32_t *heads) {
    const kj_node *nodes = trie->nodes.at;
    /* The first word is the row of all characters that begin nothing. Rows start below 2^27: there are fewer than 2^16 of
     * them, of 1025 words at most. */
    uint32_t words = 1;
    for (uint32_t n = nodes[0].first; n < nodes[1].first; n++) {
        uint32_t size = row_class(&nodes[nodes[n].first], nodes[n + 1].first - nodes[n].first, worth);
        heads[nodes[n].rank] = words << 5 | (nodes[n].output ? KJ_HEAD_SINGLE : 0) | size;
        words += kj_row_words(size) + 1;
    }
    return words;
}

static void set_row(const kj_node *children, uint32_t count, uint32_t head, uint64_t *bits) {
    uint32_t words = kj_row_words(head);
    bits += head >> 5;
    for (uint32_t i = 0; i < count; i++)
        if (children[i].rank / 64 < words)
            bits[children[i].rank / 64] |= (uint64_t)1 << (children[i].rank & 63);
        else
            bits[words] = UINT64_MAX;
}

kaoju_status kj_columns_build(const kj_trie *trie, const kj_alphabet *alphabet, const kj_automaton *automaton,
                              kj_columns *columns, kaoju_error *error) {
    const kj_node *nodes = trie->nodes.at;
    kj_filter *filter = &columns->filter;
    *columns = (kj_columns){.filter.row_count = alphabet->size + 1};
    filter->heads = kj_new(filter->row_count, sizeof *filter->heads);
    columns->bases = kj_new(filter->row_count, sizeof *columns->bases);
    columns->singles = kj_new(filter->row_count, sizeof *columns->singles);
    if (!filter->heads || !columns->bases || !columns->singles)
        return kj_fail_memory(error);
    uint32_t first = nodes[0].first, end = nodes[1].first, worth = PAIR_WORTH;
    do
        filter->word_count = place_rows(trie, worth, filter->heads);
    while (filter->word_count > SMALL_FILTER && filter->word_count > automaton->cell_count && (worth /= 2) > 0);
    for (uint32_t n = first; n < end; n++) {
        columns->bases[nodes[n].rank] = automaton->cells[nodes[n].rank].base;
        columns->singles[nodes[n].rank] = nodes[n].output;
    }
    filter->bits = kj_new(filter->word_count, sizeof *filter->bits);
    if (!filter->bits)
        return kj_fail_memory(error);
    for (uint32_t n = first; n < end; n++)
        set_row(&nodes[nodes[n].first], nodes[n + 1].first - nodes[n].first, filter->heads[nodes[n].rank],
                filter->bits);
    return KAOJU_OK;
}

void kj_columns_free(kj_columns *columns) {
    free(columns->filter.heads);
    free(columns->filter.bits);
    free(columns->bases);
    free(columns->singles);
    *columns = (kj_columns){0};
}

/* ------------------------------------------------------------------ scan */

bool kj_lanes_open(kj_lanes *lanes, uint32_t window_room) {
    lanes->at = kj_raw((size_t)window_room + KJ_SLACK, sizeof *lanes->at);
    lanes->cell = kj_raw((size_t)window_room + KJ_SLACK, sizeof *lanes->cell);
    return lanes->at && lanes->cell;
}

void kj_lanes_free(kj_lanes *lanes) {
    free(lanes->at);
    free(lanes->cell);
    *lanes = (kj_lanes){0};
}

/* Hits of one character; where most characters are some, listing them would cost more than to look at each again. */
static void take_singles(const kj_columns *columns, const kj_window *window, const uint32_t *singles, uint32_t count,
                         kj_lanes *lanes, kj_hits *raw) {
    lanes->apart = count > window->starts / 2 ? count : 0;
    if (lanes->apart)
        return;
    for (uint32_t i = 0; i < count; i++) {
        raw->at[i] = (kj_hit){singles[i], singles[i] + 1, columns->singles[window->ranks[singles[i]]] - 1};
        window->counts[singles[i]] = 1;
    }
    raw->size = count;
}

/* Takes the hits of one character; makes lanes of two, and starts to fetch their cells. */
static uint32_t scan_starts(const kj_columns *columns, const kj_cell *cells, const kj_kernels *kernels,
                            const kj_window *window, kj_lanes *lanes, kj_hits *raw) {
    uint32_t *singles = lanes->cell; /* not yet in use */
    kj_counts counts = kernels->filter(&columns->filter, window->ranks, window->starts, lanes->at, singles);
    take_singles(columns, window, singles, counts.singles, lanes, raw);
    for (uint32_t i = 0; i < counts.pairs; i++) {
        const uint16_t *pair = window->ranks + lanes->at[i];
        lanes->cell[i] = columns->bases[pair[0]] + pair[1];
        KJ_FETCH(&cells[lanes->cell[i]]);
    }
    return counts.pairs;
}

kj_columns_result kj_columns_scan(const kj_columns *columns, const kj_automaton *automaton, const kj_kernels *kernels,
                                  const kj_window *window, kj_lanes *lanes, kj_hits *raw) {
    uint64_t budget = (uint64_t)window->starts * KJ_COLUMNS_BUDGET, read = 0;
    raw->size = 0;
    if (!kj_reserve(raw, (size_t)window->starts * HITS_EXPECTED + KJ_SLACK))
        return KJ_COLUMNS_NO_MEMORY;
    uint32_t alive = scan_starts(columns, automaton->cells, kernels, window, lanes, raw);
    for (uint32_t depth = 2; alive > 0; depth++) {
        read += alive;
        if (read > budget + raw->size + lanes->apart)
            return KJ_COLUMNS_GAVE_UP;
        if (!kj_reserve(raw, alive + KJ_SLACK))
            return KJ_COLUMNS_NO_MEMORY;
        alive =
            kernels->level(automaton->cells, window->ranks, depth, lanes->cell, lanes->at, alive, raw, window->counts);
    }
    return KJ_COLUMNS_DONE;
}
