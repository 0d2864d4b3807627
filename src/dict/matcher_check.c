/* A matcher from a file in; whether a scan with it stays inside its arrays and ends, out.
 *
 * A path to a state has as many symbols as its level says: that is what is shown here, and the rest follows. Let n be the
 * symbols read since the root. Invariant of both scans: level of the state <= n.
 *   - The states behind one base have one level. It is one more than that of every state with children whose base that is;
 *     only those lead the columns on, so a lane is as deep as its level and never deeper than the longest pattern. A leaf
 *     stands at a suffix: the states behind its base are not deeper than itself.
 *   - A failure link leads to a lower level: following them ends.
 *   - A pattern that ends at a state is no longer than its level, so it starts where the text does or later; the next one
 *     in the list is shorter, so the list ends, but not empty, so that every hit ends behind its start.
 *   - Behind every base there are as many cells as there are ranks.
 * Cost: O(cells + patterns): a few times through the cells, looking up bytes in arrays small enough for a near cache. */
#include "dict/matcher_parts.h"

#include <stdlib.h>

/* What the proof remembers: a byte each, as levels are. */
typedef struct notes {
    uint8_t *lengths; /* [patterns + 1] of pattern n - 1 */
    uint8_t *behind;  /* [cells] by base: the level of the states behind it, 0 for none */
} notes;

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

/* Lists of patterns go on with shorter ones; an empty one would be a hit that ends where it starts, or before, behind a
 * skip. */
static bool lists_end(const kj_automaton *automaton, uint8_t *lengths) {
    const kj_output *outputs = automaton->outputs;
    uint32_t count = automaton->output_count, longest = 0, next = 0, bad = 0;
    for (uint32_t i = 0; i < count; i++) {
        longest = outputs[i].length > longest ? outputs[i].length : longest;
        next = outputs[i].next > next ? outputs[i].next : next;
        lengths[i + 1] = (uint8_t)outputs[i].length;
    }
    if (longest > automaton->longest || next > count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        bad |= (outputs[i].next != 0) & ((lengths[outputs[i].next] >= lengths[i + 1]) | !lengths[outputs[i].next]);
    return !bad;
}

/* ------------------------------------------------------------------ cells, one property at a time
 *
 * Small loops without branches: a processor does those several cells at once, and one loop for all would take three times
 * as long. Free cells pass: they are all zero but for their check and level, and their level is the highest there is. */

static bool bases_stay_inside(const kj_automaton *automaton, uint32_t alphabet_size) {
    uint32_t most = 0;
    for (uint32_t at = 0; at < automaton->cell_count; at++)
        most = automaton->cells[at].base > most ? automaton->cells[at].base : most;
    return most <= automaton->cell_count - 1 - alphabet_size;
}

/* The root has none, a state a rank and a level, a free cell neither. */
static bool checks_are_good(const kj_automaton *automaton, uint32_t alphabet_size) {
    uint32_t bad = automaton->cells[0].check || automaton->levels[0];
    for (uint32_t at = 1; at < automaton->cell_count; at++) {
        uint32_t check = automaton->cells[at].check, level = automaton->levels[at];
        uint32_t deepest = level + (automaton->cells[at].signature != 0);
        uint32_t state = (check - 1 < alphabet_size) & (check <= at) & (level - 1 < automaton->longest) &
                         (deepest <= automaton->longest);
        uint32_t unused = (check == KJ_FREE) & (level == UINT8_MAX) & (automaton->cells[at].signature == 0);
        bad |= !(state | unused);
    }
    return !bad;
}

static bool failures_lead_down(const kj_automaton *automaton) {
    uint32_t most = 0, bad = 0;
    for (uint32_t at = 0; at < automaton->cell_count; at++)
        most = automaton->cells[at].fail > most ? automaton->cells[at].fail : most;
    if (most >= automaton->cell_count)
        return false;
    for (uint32_t at = 1; at < automaton->cell_count; at++)
        bad |= automaton->levels[automaton->cells[at].fail] >= automaton->levels[at];
    return !bad;
}

/* No pattern is longer than the path, and one that is said to be the path is as long. */
static bool patterns_fit(const kj_automaton *automaton, const uint8_t *lengths) {
    uint32_t most = 0, bad = automaton->cells[0].output != 0;
    for (uint32_t at = 0; at < automaton->cell_count; at++) {
        uint32_t output = automaton->cells[at].output & ~KJ_OWN;
        most = output > most ? output : most;
    }
    if (most > automaton->output_count)
        return false;
    for (uint32_t at = 1; at < automaton->cell_count; at++) {
        uint32_t output = automaton->cells[at].output, level = automaton->levels[at];
        uint32_t length = lengths[output & ~KJ_OWN];
        bad |= (length > level) | ((output != 0) & (length == 0)) | ((output >> 31) & (length != level));
    }
    return !bad;
}

/* States behind a base have one level; a state with children there is just above it, a leaf that stands there is not
 * above. */
static bool levels_agree(const kj_automaton *automaton, uint8_t *behind) {
    const kj_cell *cells = automaton->cells;
    uint32_t bad = 0;
    for (uint32_t at = 1; at < automaton->cell_count; at++) {
        bool unused = cells[at].check == KJ_FREE;
        uint8_t *level = &behind[at - (unused ? 0 : cells[at].check)], before = *level;
        *level = unused ? before : automaton->levels[at];
        bad |= (before != 0) & (before != *level);
    }
    for (uint32_t at = 0; at < automaton->cell_count; at++) {
        uint32_t level = automaton->levels[at], below = behind[cells[at].base], parent = cells[at].signature != 0;
        bad |= (below > level + parent) | (parent & (below - 1 < level));
    }
    return !bad;
}

static const char *check_cells(const kj_automaton *automaton, uint32_t alphabet_size, const notes *n) {
    return !bases_stay_inside(automaton, alphabet_size) ? "a base"
           : !checks_are_good(automaton, alphabet_size) ? "the check of a cell"
           : !failures_lead_down(automaton)             ? "a failure link"
           : !patterns_fit(automaton, n->lengths)       ? "the length of a pattern"
           : !levels_agree(automaton, n->behind)        ? "the level of a state"
                                                        : NULL;
}

/* ------------------------------------------------------------------ the rest */

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
    notes n = {kj_new((size_t)automaton->output_count + 1, 1), kj_new(automaton->cell_count, 1)};
    const char *wrong = NULL;
    *memory = !n.lengths || !n.behind;
    if (!*memory)
        wrong = check_alphabet(&matcher->alphabet);
    if (!*memory && !wrong && !lists_end(automaton, n.lengths))
        wrong = "a list of patterns";
    if (!*memory && !wrong)
        wrong = check_cells(automaton, matcher->alphabet.size, &n);
    if (!*memory && !wrong)
        wrong = check_filter(&matcher->columns, automaton);
    free(n.lengths);
    free(n.behind);
    return wrong;
}
