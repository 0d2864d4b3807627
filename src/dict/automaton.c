/* A trie in, an automaton out; windows in, hits out.
 *
 * The double array is filled by double_array.c; here the states are connected. Invariant of a scan: `state` is the longest
 * path that spells the characters just read.
 * Cost: build O(symbols of the patterns) beside the filling; scan O(characters + hits); 17 bytes a cell, 8 a pattern. */
#include "dict/automaton.h"

#include <stdlib.h>
#include <string.h>

/* The longest known suffix after rank `rank`. A rank of 0 leads to the root: no check but the root's own is 0. */
static inline uint32_t step(const kj_cell *cells, uint32_t state, uint32_t rank) {
    for (;;) {
        uint32_t at = cells[state].base + rank;
        if (cells[at].check == rank)
            return at;
        if (state == 0)
            return 0;
        state = cells[state].fail;
    }
}

/* Breadth first, so that all suffixes of a state are done before it. */
static void connect(const kj_trie *trie, const uint32_t *cell_of, kj_automaton *automaton) {
    kj_cell *cells = automaton->cells;
    const kj_node *nodes = trie->nodes.at;
    uint32_t depth = 1, level_end = nodes[1].first;
    for (uint32_t parent = 0, n = 1; n < kj_trie_count(trie); n++) {
        while (nodes[parent + 1].first <= n)
            parent++;
        if (n == level_end) {
            level_end = nodes[n].first;
            depth++;
        }
        kj_cell *cell = &cells[cell_of[n]];
        automaton->levels[cell_of[n]] = depth > UINT8_MAX ? UINT8_MAX : (uint8_t)depth;
        uint32_t suffix = parent == 0 ? 0 : step(cells, cells[cell_of[parent]].fail, nodes[n].rank);
        bool leaf = cell->signature == 0;
        cell->fail = leaf ? cells[suffix].fail : suffix;
        cell->base = leaf ? cells[suffix].base : cell->base;
        uint32_t inherited = cells[suffix].output & ~KJ_OWN;
        cell->output = nodes[n].output ? nodes[n].output | KJ_OWN : inherited;
        if (nodes[n].output)
            automaton->outputs[nodes[n].output - 1] = (kj_output){depth, inherited};
    }
}

kaoju_status kj_automaton_build(const kj_trie *trie, const kj_alphabet *alphabet, uint32_t pattern_count, uint32_t max,
                                kj_automaton *automaton, kaoju_error *error) {
    *automaton = (kj_automaton){.output_count = pattern_count, .state_count = kj_trie_count(trie)};
    automaton->longest = trie->longest;
    automaton->outputs = kj_new(pattern_count, sizeof *automaton->outputs);
    uint32_t *cell_of = kj_new(kj_trie_count(trie), sizeof *cell_of);
    kaoju_status status = automaton->outputs && cell_of ? KAOJU_OK : kj_fail_memory(error);
    if (!status)
        status = kj_double_array_fill(trie, alphabet->size, max, automaton, cell_of, error);
    if (!status && !(automaton->levels = kj_new(automaton->cell_count, 1)))
        status = kj_fail_memory(error);
    if (!status) {
        memset(automaton->levels, UINT8_MAX, automaton->cell_count);
        automaton->levels[0] = 0;
        connect(trie, cell_of, automaton);
    }
    free(cell_of);
    return status;
}

void kj_automaton_free(kj_automaton *automaton) {
    free(automaton->cells);
    free(automaton->outputs);
    free(automaton->levels);
    *automaton = (kj_automaton){0};
}

/* ------------------------------------------------------------------ scan */

bool kj_automaton_scan(const kj_automaton *automaton, const kj_window *window, kj_hits *raw) {
    const kj_cell *cells = automaton->cells;
    uint32_t state = 0;
    for (uint32_t i = 0; i < window->total; i++) {
        state = step(cells, state, window->ranks[i]);
        for (uint32_t o = cells[state].output & ~KJ_OWN; o; o = automaton->outputs[o - 1].next) {
            kj_hit hit = {i + 1 - automaton->outputs[o - 1].length, i + 1, o - 1};
            if (hit.start >= window->starts)
                continue;
            if (!kj_push(raw, hit))
                return false;
            window->counts[hit.start]++;
        }
    }
    return true;
}

uint32_t kj_automaton_find(const kj_automaton *automaton, const kj_alphabet *alphabet, const uint32_t *symbols,
                           uint32_t length) {
    const kj_cell *cells = automaton->cells;
    uint32_t state = 0;
    for (uint32_t i = 0; i < length; i++) {
        if (symbols[i] == KJ_SKIP)
            continue;
        uint32_t rank = kj_alphabet_rank(alphabet, symbols[i]);
        if (rank == 0 || cells[state].signature == 0)
            return UINT32_MAX;
        state = cells[state].base + rank;
        if (cells[state].check != rank)
            return UINT32_MAX;
    }
    return cells[state].output & KJ_OWN ? (cells[state].output & ~KJ_OWN) - 1 : UINT32_MAX;
}
