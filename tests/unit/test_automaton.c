/* The double array and its links: every state where it belongs, none twice, links that end; limits; how full it gets. */
#include "matcher_sets.h"

/* Walks the trie and the cells side by side. cells[c].node is filled with the node of each cell. */
static uint32_t *nodes_of_cells(const set *s) {
    const kj_node *nodes = s->trie.nodes.at;
    uint32_t *node_of = calloc(s->automaton.cell_count, sizeof *node_of), *cell_of = calloc(kj_trie_count(&s->trie), 4);
    assert_non_null(node_of);
    assert_non_null(cell_of);
    for (uint32_t n = 0; n < kj_trie_count(&s->trie); n++) {
        const kj_cell *cell = &s->automaton.cells[cell_of[n]];
        uint16_t signature = 0;
        for (uint32_t child = nodes[n].first; child < nodes[n + 1].first; child++) {
            uint32_t at = cell->base + nodes[child].rank;
            assert_in_range(at, 1, s->automaton.cell_count - 1);
            assert_int_equal(s->automaton.cells[at].check, nodes[child].rank);
            assert_int_equal(node_of[at], 0); /* nobody else is here */
            node_of[at] = child;
            cell_of[child] = at;
            signature |= (uint16_t)(1u << nodes[child].rank % 16);
        }
        assert_int_equal(cell->signature, signature);
    }
    free(cell_of);
    return node_of;
}

static void every_state_has_a_cell_and_a_link(void **state) {
    (void)state;
    uint32_t *symbols;
    kj_pattern *patterns = make_words(5000, 700, &symbols);
    set s = make_set(patterns, 5000);
    const kj_node *nodes = s.trie.nodes.at;
    uint32_t *node_of = nodes_of_cells(&s), states = 1;
    uint32_t *depth = calloc(kj_trie_count(&s.trie), sizeof *depth);
    assert_non_null(depth);
    for (uint32_t n = 0; n < kj_trie_count(&s.trie); n++)
        for (uint32_t child = nodes[n].first; child < nodes[n + 1].first; child++)
            depth[child] = depth[n] + 1;
    for (uint32_t c = 0; c < s.automaton.cell_count; c++) {
        const kj_cell *cell = &s.automaton.cells[c];
        if (c == 0 || node_of[c] == 0) {
            assert_int_equal(cell->check, c == 0 ? 0 : KJ_FREE);
            continue;
        }
        states++;
        assert_true(depth[node_of[cell->fail]] < depth[node_of[c]]);
        assert_true(cell->fail == 0 || node_of[cell->fail] != 0);
        assert_true(cell->base + s.alphabet.size < s.automaton.cell_count);
        uint32_t own = nodes[node_of[c]].output;
        assert_int_equal(cell->output & KJ_OWN, own ? KJ_OWN : 0);
        for (uint32_t o = cell->output & ~KJ_OWN, longest = depth[node_of[c]] + 1; o;) {
            assert_true(s.automaton.outputs[o - 1].length < longest);
            longest = s.automaton.outputs[o - 1].length;
            o = s.automaton.outputs[o - 1].next;
        }
    }
    assert_int_equal(states, s.automaton.state_count);
    free(depth);
    free(node_of);
    free_set(&s);
    free(patterns);
    free(symbols);
}

/* The double array of code points was 95 % holes; this one, of ranks, is at most a third. */
static void fills_the_array(void **state) {
    (void)state;
    uint32_t *symbols;
    kj_pattern *patterns = make_words(60000, 6000, &symbols);
    set s = make_set(patterns, 60000);
    assert_in_range(s.automaton.cell_count - s.alphabet.size, s.automaton.state_count, s.automaton.state_count * 3 / 2);
    free_set(&s);
    free(patterns);
    free(symbols);
}

static void names_the_limit_of_cells(void **state) {
    (void)state;
    const uint32_t symbols[] = {1, 2, 3};
    const kj_pattern pattern = {symbols, 3};
    set s = make_set(&pattern, 1);
    kj_automaton again;
    kaoju_error error;
    uint32_t cells = s.automaton.cell_count;
    assert_int_equal(kj_automaton_build(&s.trie, &s.alphabet, 1, cells, &again, &error), KAOJU_OK);
    assert_int_equal(again.cell_count, cells);
    kj_automaton_free(&again);
    assert_int_equal(kj_automaton_build(&s.trie, &s.alphabet, 1, cells - 1, &again, &error), KAOJU_E_LIMIT);
    kj_automaton_free(&again);
    free_set(&s);
}

static void no_pattern_is_only_the_root(void **state) {
    (void)state;
    set s = make_set(NULL, 0);
    assert_int_equal(s.automaton.state_count, 1);
    assert_int_equal(s.automaton.cell_count, 1);
    assert_int_equal(kj_automaton_find(&s.automaton, &s.alphabet, NULL, 0), UINT32_MAX);
    free_set(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_a_cell_and_a_link),
        cmocka_unit_test(fills_the_array),
        cmocka_unit_test(names_the_limit_of_cells),
        cmocka_unit_test(no_pattern_is_only_the_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
