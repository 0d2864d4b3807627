/* A matcher from a file in; whether a scan with it stays inside its arrays and ends, out.
 *
 * A path to a state has as many symbols as its level says: that is what is shown here, from one cell to the next, and the
 * rest follows. Let n be the symbols read since the root. Invariant of both scans: level of the state <= n.
 *   - A child is one level below the state whose base leads to it. Only states with children lead the columns on, so a lane
 *     is never deeper than the longest pattern; a leaf stands at a suffix, whose level is less.
 *   - A failure link leads to a lower level: following them ends.
 *   - A pattern that ends at a state is no longer than its level, so it starts where the text does or later; the next one
 *     in the list is shorter, so the list ends.
 *   - Behind every base there are as many cells as there are ranks.
 * Cost: O(cells + patterns), a few accesses to small arrays each; 2 bytes a cell while it lasts. */
#include "dict/matcher_parts.h"

#include <stdlib.h>

static uint32_t level_of(const kj_automaton *automaton, uint32_t cell) {
    return cell == 0 ? 0 : automaton->levels[cell] + 1u;
}

static bool any_over(const uint16_t *values, size_t count, uint32_t most) {
    uint16_t highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = values[i] > highest ? values[i] : highest;
    return highest > most;
}

static const char *check_alphabet(const kj_alphabet *alphabet) {
    if (any_over(alphabet->direct, KJ_DIRECT + 2, alphabet->size) || alphabet->direct[KJ_DIRECT] ||
        any_over(alphabet->ranks, (size_t)alphabet->page_count << KJ_PAGE_BITS, alphabet->size))
        return "a rank";
    return any_over(alphabet->pages, KJ_PAGES, alphabet->page_count - 1) ? "a page of ranks" : NULL;
}

static const char *check_outputs(const kj_automaton *automaton) {
    for (uint32_t i = 0; i < automaton->output_count; i++) {
        const kj_output *o = &automaton->outputs[i];
        if (o->next > automaton->output_count || (o->next && automaton->outputs[o->next - 1].length >= o->length))
            return "a list of patterns";
    }
    return NULL;
}

/* Everything about one state but its parent. */
static const char *check_cell(const kj_automaton *automaton, uint32_t at, uint32_t alphabet_size) {
    const kj_cell *cell = &automaton->cells[at];
    uint32_t level = level_of(automaton, at), output = cell->output & ~KJ_OWN;
    if (cell->base > automaton->cell_count - 1 - alphabet_size)
        return "a base";
    if (at > 0 && (cell->check == 0 || cell->check > alphabet_size || level > automaton->longest))
        return "the check of a cell";
    if (at > 0 && (cell->fail >= automaton->cell_count || automaton->cells[cell->fail].check == KJ_FREE ||
                   level_of(automaton, cell->fail) >= level))
        return "a failure link";
    if (output > automaton->output_count || (output == 0 && cell->output))
        return "a pattern";
    uint32_t length = output ? automaton->outputs[output - 1].length : 0;
    if (length > level || (output && length == 0) || (cell->output & KJ_OWN && length != level))
        return "the length of a pattern";
    return NULL;
}

/* levels[base]: 1 + the level of the state that has children there; 0 = none. */
static const char *check_states(const kj_automaton *automaton, uint32_t alphabet_size, uint16_t *levels) {
    const kj_cell *cells = automaton->cells;
    if (cells[0].check != 0)
        return "its root";
    for (uint32_t at = 0; at < automaton->cell_count; at++) {
        if (cells[at].check == KJ_FREE)
            continue;
        const char *wrong = check_cell(automaton, at, alphabet_size);
        if (wrong)
            return wrong;
        if (cells[at].signature && levels[cells[at].base])
            return "a base that two states share";
        if (cells[at].signature)
            levels[cells[at].base] = (uint16_t)(level_of(automaton, at) + 1);
    }
    for (uint32_t at = 1; at < automaton->cell_count; at++) {
        const kj_cell *cell = &cells[at];
        if (cell->check == KJ_FREE)
            continue;
        uint32_t level = level_of(automaton, at);
        if (cell->check > at || levels[at - cell->check] != level)
            return "a state without a parent";
        if (!cell->signature && levels[cell->base] > level)
            return "a leaf";
    }
    return NULL;
}

/* Rows stay in the filter; one of a character without children is empty, so that no lane starts at a leaf. */
static const char *check_filter(const kj_columns *columns, const kj_automaton *automaton) {
    const kj_filter *filter = &columns->filter;
    for (uint32_t rank = 0; rank < filter->row_count; rank++) {
        const kj_cell *cell = &automaton->cells[automaton->cells[0].base + rank];
        bool child = rank && cell->check == rank;
        uint32_t head = filter->heads[rank], start = head >> 5;
        if ((head & 15) > 11 || start >= filter->word_count || kj_row_words(head) >= filter->word_count - start)
            return "a row of the filter";
        if (!(child && cell->signature) && (kj_row_words(head) || filter->bits[start]))
            return "a row of the filter";
        if (!!(head & KJ_HEAD_SINGLE) != (child && columns->singles[rank]))
            return "the head of a row of the filter";
    }
    return NULL;
}

const char *kj_matcher_check(const kj_matcher *matcher, bool *memory) {
    const kj_automaton *automaton = &matcher->automaton;
    uint16_t *levels = kj_new(automaton->cell_count, sizeof *levels);
    *memory = !levels;
    if (!levels)
        return NULL;
    const char *wrong = check_alphabet(&matcher->alphabet);
    if (!wrong)
        wrong = check_outputs(automaton);
    if (!wrong)
        wrong = check_states(automaton, matcher->alphabet.size, levels);
    if (!wrong)
        wrong = check_filter(&matcher->columns, automaton);
    free(levels);
    return wrong;
}
