/* A trie and its double array in, the filter of pairs out; windows in, hits out.
 *
 * Level by level the places that are still alive are packed, without a branch that depends on the text: a mispredicted one
 * costs more than the whole step, and with all places of a level known, their cells can be fetched ahead of use.
 * Invariant: `lanes` holds the places in the order of the text, so of equal starts the shorter hit is found first; every
 * cell is checked when it is read, so the filter and the signatures only save reads and never decide.
 * Cost: build O(pairs); scan O(characters + hits), by the budget. */
#include "dict/columns.h"

#include <stdlib.h>

/* A row of the filter ends where a word of it would serve so few pairs that letting all later ones through is cheaper: a
 * word costs 8 bytes, a pair that stands behind the end counts as much as eight words. */
enum { PAIR_WORTH = 8 };

#if defined(__GNUC__)
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)0)
#endif

/* ------------------------------------------------------------------ build */

/* Words of the row of these children (by rising rank), not counting the last. */
static uint32_t row_words(const kj_node *children, uint32_t count) {
    uint32_t best = 0, best_cost = UINT32_MAX;
    for (uint32_t kept = count;; kept--) {
        uint32_t words = kept ? children[kept - 1].rank / 64 + 1 : 0, cost = words + PAIR_WORTH * (count - kept);
        if (cost < best_cost) {
            best = words;
            best_cost = cost;
        }
        if (kept == 0)
            return best;
    }
}

static void set_row(const kj_node *children, uint32_t count, const kj_row *row, uint64_t *filter) {
    uint64_t *bits = filter + row->bits;
    for (uint32_t i = 0; i < count; i++)
        if (children[i].rank / 64 < row->words)
            bits[children[i].rank / 64] |= (uint64_t)1 << (children[i].rank & 63);
        else
            bits[row->words] = UINT64_MAX;
}

kaoju_status kj_columns_build(const kj_trie *trie, const kj_alphabet *alphabet, const kj_automaton *automaton,
                              kj_columns *columns, kaoju_error *error) {
    const kj_node *nodes = trie->nodes.at;
    *columns = (kj_columns){.row_count = alphabet->size + 1};
    columns->rows = kj_new(columns->row_count, sizeof *columns->rows);
    if (!columns->rows)
        return kj_fail_memory(error);
    uint32_t words = 1; /* the first is that of all characters that begin nothing */
    uint32_t first = kj_trie_count(trie) > 1 ? 1 : 0, end = nodes[first].first;
    for (uint32_t n = first; n < end && n; n++) {
        const kj_cell *cell = &automaton->cells[nodes[n].rank];
        kj_row *row = &columns->rows[nodes[n].rank];
        *row = (kj_row){words, row_words(&nodes[nodes[n].first], nodes[n + 1].first - nodes[n].first), cell->base,
                        nodes[n].output};
        words += row->words + 1;
        columns->has_single |= nodes[n].output != 0;
    }
    columns->filter_count = words;
    columns->filter = kj_new(words, sizeof *columns->filter);
    if (!columns->filter)
        return kj_fail_memory(error);
    for (uint32_t n = first; n < end && n; n++)
        set_row(&nodes[nodes[n].first], nodes[n + 1].first - nodes[n].first, &columns->rows[nodes[n].rank],
                columns->filter);
    return KAOJU_OK;
}

void kj_columns_free(kj_columns *columns) {
    free(columns->rows);
    free(columns->filter);
    *columns = (kj_columns){0};
}

/* ------------------------------------------------------------------ scan */

/* Hits of one character. */
static void scan_singles(const kj_columns *columns, const kj_window *window, kj_hits *raw) {
    kj_hit *out = raw->at;
    for (uint32_t i = 0; i < window->starts; i++) {
        uint32_t single = columns->rows[window->ranks[i]].single;
        *out = (kj_hit){i, i + 1, single - 1};
        out += single != 0;
    }
    raw->size = (size_t)(out - raw->at);
}

/* The places whose first two characters may begin a pattern. */
static size_t scan_pairs(const kj_columns *columns, const kj_window *window, kj_lane *lanes) {
    const uint64_t *filter = columns->filter;
    size_t alive = 0;
    for (uint32_t i = 0; i < window->starts; i++) {
        const kj_row *row = &columns->rows[window->ranks[i]];
        uint32_t next = window->ranks[i + 1], word = next >> 6;
        word = word < row->words ? word : row->words;
        lanes[alive] = (kj_lane){row->base + next, i};
        alive += filter[row->bits + word] >> (next & 63) & 1;
    }
    return alive;
}

/* Reads the cells of all lanes, which are `depth` characters long: takes the hits, keeps the lanes that may go on. */
static size_t scan_level(const kj_cell *cells, const uint16_t *ranks, uint32_t depth, kj_lane *lanes, size_t count,
                         kj_hits *raw) {
    kj_hit *out = raw->at + raw->size;
    size_t alive = 0;
    for (size_t i = 0; i < count; i++) {
        FETCH(&cells[lanes[i + KJ_LANES_AHEAD].cell]);
        kj_lane lane = lanes[i];
        const kj_cell *cell = &cells[lane.cell];
        uint32_t same = cell->check == ranks[lane.at + depth - 1], next = ranks[lane.at + depth];
        *out = (kj_hit){lane.at, lane.at + depth, (cell->output & ~KJ_OWN) - 1};
        out += same & cell->output >> 31;
        lanes[alive] = (kj_lane){cell->base + next, lane.at};
        alive += same & (uint32_t)cell->signature >> (next & 15) & 1;
    }
    raw->size = (size_t)(out - raw->at);
    return alive;
}

kj_columns_result kj_columns_scan(const kj_columns *columns, const kj_automaton *automaton, const kj_window *window,
                                  kj_lane *lanes, kj_hits *raw) {
    uint64_t budget = (uint64_t)window->starts * KJ_COLUMNS_BUDGET, read = 0;
    raw->size = 0;
    if (!kj_reserve(raw, window->starts))
        return KJ_COLUMNS_NO_MEMORY;
    if (columns->has_single)
        scan_singles(columns, window, raw);
    size_t alive = scan_pairs(columns, window, lanes);
    for (uint32_t depth = 2; alive > 0; depth++) {
        read += alive;
        if (read > budget + raw->size)
            return KJ_COLUMNS_GAVE_UP;
        if (!kj_reserve(raw, alive))
            return KJ_COLUMNS_NO_MEMORY;
        alive = scan_level(automaton->cells, window->ranks, depth, lanes, alive, raw);
    }
    return KJ_COLUMNS_DONE;
}
