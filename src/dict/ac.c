/* Aho-Corasick over symbols: sorted words in, an automaton out, then symbols in, hits out.
 *
 * The words are entered backwards and the text is read from right to left, so that hits come out by start (descending)
 * and no sorting is needed. The transitions are one hash table: a state is the number of its cell, and the child of a
 * state by a symbol is the cell whose key is (state, symbol). Children of the root have a table of their own, by symbol.
 *
 * Invariant of a scan: `state` is the longest path that spells the solid characters just read, or, if that path has no
 * continuation, its longest suffix that has one; KJ_SKIP does not touch it.
 * Cost: build O(symbols of the words); scan O(text + hits); 48 to 96 bytes a state, because most look-ups of a scan
 * find nothing, and they end at the first free cell: a table half full was a third slower. */
#include "dict/ac.h"

#include "text/fold.h"

#include <stdlib.h>

enum { PAGE_BITS = 8, PAGE = 1 << PAGE_BITS, PAGES = KJ_SKIP >> PAGE_BITS };

#define FREE UINT64_MAX /* key of an empty cell: no state has the number UINT32_MAX */
#define NOBODY UINT32_MAX
#define LEAF (1u << 31) /* in `fail`: no word goes on from here */

typedef struct cell {
    uint64_t key;    /* state << 32 | symbol: where it comes from */
    uint32_t fail;   /* the longest proper suffix that is a state with children, or the root; and LEAF */
    uint32_t output; /* the longest word that ends here: first of a list in `outputs`; 0 = none */
} cell;

typedef struct output {
    uint32_t pattern, length;
    uint32_t next; /* the next shorter word; 0 = none */
} output;

struct kj_ac {
    cell *cells;      /* mask + 1 cells, at most a third used; then the root; then its children, close together */
    output *outputs;  /* outputs[0] is unused */
    uint32_t *pages;  /* symbol >> PAGE_BITS -> offset in starts; offset 0 is a page of nothing */
    uint32_t *starts; /* the child of the root, or the root */
    uint32_t mask;    /* of hashes */
    uint32_t root;    /* mask + 1 */
    uint32_t cell_count, state_count;
    uint32_t longest; /* length of the longest word */
};

/* A state during the build; those of one parent stand together, in breadth-first order. */
typedef struct node {
    uint32_t low, high;    /* the words below it */
    uint32_t first, count; /* its children */
    uint32_t symbol;       /* that leads to it */
    uint32_t cell;
    uint32_t output;
} node;

typedef struct build {
    kj_ac *ac;
    const kj_ac_word *words;
    size_t count;
    KJ_VEC(node) nodes;
} build;

/* ------------------------------------------------------------------ trie */

int kj_ac_compare(const kj_ac_word *a, const kj_ac_word *b) {
    uint32_t i = a->length, j = b->length;
    while (i > 0 && j > 0) {
        uint32_t x = a->symbols[--i], y = b->symbols[--j];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return i > 0 ? 1 : j > 0 ? -1 : 0;
}

/* One child for each run of words with the same character at `depth` from the end. */
static bool add_children(build *b, uint32_t parent, uint32_t low, uint32_t depth) {
    uint32_t high = b->nodes.at[parent].high;
    b->nodes.at[parent].first = (uint32_t)b->nodes.size;
    while (low < high) {
        const kj_ac_word *word = &b->words[low];
        uint32_t symbol = word->symbols[word->length - 1 - depth], start = low;
        while (low < high && b->words[low].symbols[b->words[low].length - 1 - depth] == symbol)
            low++;
        node child = {.low = start, .high = low, .symbol = symbol};
        if (!kj_push(&b->nodes, child))
            return false;
        b->nodes.at[parent].count++;
    }
    return true;
}

/* Breadth first: the nodes themselves are the queue. */
static kaoju_status grow_trie(build *b, uint32_t max, kaoju_error *error) {
    kj_ac *ac = b->ac;
    node root = {.high = (uint32_t)b->count};
    ac->outputs = kj_new(b->count + 1, sizeof *ac->outputs);
    if (!ac->outputs || !kj_push(&b->nodes, root))
        return kj_fail_memory(error);
    uint32_t depth = 0, outputs = 0;
    size_t level_end = 1;
    for (size_t n = 0; n < b->nodes.size; n++) {
        if (n == level_end) {
            depth++;
            level_end = b->nodes.size;
        }
        uint32_t low = b->nodes.at[n].low;
        if (low < b->nodes.at[n].high && b->words[low].length == depth) {
            ac->outputs[++outputs] = (output){b->words[low].pattern, depth, 0};
            b->nodes.at[n].output = outputs;
            low++;
        }
        if (!add_children(b, (uint32_t)n, low, depth))
            return kj_fail_memory(error);
        if (b->nodes.size > max)
            return kj_fail(error, KAOJU_E_LIMIT, "the dictionary needs more than %u matcher states", (unsigned)max);
    }
    ac->longest = depth;
    ac->state_count = (uint32_t)b->nodes.size;
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ cells */

static inline uint64_t key_of(uint32_t state, uint32_t symbol) {
    return (uint64_t)state << 32 | symbol;
}

/* The cell that holds `key`, or the free cell where it belongs: at most a third are used, so there is one. */
static inline uint32_t find_cell(const cell *cells, uint32_t mask, uint64_t key) {
    uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32);
    at = (at ^ at >> 15) & mask;
    while (cells[at].key != key && cells[at].key != FREE)
        at = (at + 1) & mask;
    return at;
}

/* The child of the root, or the root. */
static inline uint32_t start_of(const kj_ac *ac, uint32_t symbol) {
    return ac->starts[ac->pages[symbol >> PAGE_BITS] + (symbol & (PAGE - 1))];
}

/* The longest known suffix after `symbol`: a child of `state` or of one of its suffixes, or the root. */
static inline uint32_t step(const kj_ac *ac, uint32_t state, uint32_t symbol) {
    while (state != ac->root) {
        uint32_t at = find_cell(ac->cells, ac->mask, key_of(state, symbol));
        if (ac->cells[at].key != FREE)
            return at;
        state = ac->cells[state].fail; /* a state with children: no LEAF in it */
    }
    return start_of(ac, symbol);
}

static bool make_cells(build *b) {
    kj_ac *ac = b->ac;
    size_t room = 8;
    while (room / 3 < b->nodes.size)
        room *= 2;
    ac->cell_count = (uint32_t)(room + 1 + b->nodes.at[0].count);
    ac->cells = kj_new(ac->cell_count, sizeof *ac->cells);
    if (!ac->cells)
        return false;
    for (uint32_t i = 0; i < ac->cell_count; i++)
        ac->cells[i] = (cell){.key = FREE};
    ac->mask = (uint32_t)(room - 1);
    ac->root = (uint32_t)room;
    /* The root and its children are the first nodes; the table `starts` leads to them. */
    for (uint32_t n = 0; n <= b->nodes.at[0].count; n++)
        b->nodes.at[n].cell = ac->root + n;
    for (size_t n = 1; n < b->nodes.size; n++)
        for (uint32_t i = 0; i < b->nodes.at[n].count; i++) {
            node *child = &b->nodes.at[b->nodes.at[n].first + i];
            uint64_t key = key_of(b->nodes.at[n].cell, child->symbol);
            child->cell = find_cell(ac->cells, ac->mask, key);
            ac->cells[child->cell].key = key;
        }
    return true;
}

/* A page for each 256 symbols in which words end. */
static bool make_starts(build *b) {
    kj_ac *ac = b->ac;
    const node *root = &b->nodes.at[0], *child = &b->nodes.at[root->first];
    uint32_t used = PAGE;
    ac->pages = kj_new(PAGES, sizeof *ac->pages);
    if (!ac->pages)
        return false;
    for (uint32_t i = 0; i < root->count; i++)
        if (ac->pages[child[i].symbol >> PAGE_BITS] == 0) {
            ac->pages[child[i].symbol >> PAGE_BITS] = used;
            used += PAGE;
        }
    ac->starts = kj_new(used, sizeof *ac->starts);
    if (!ac->starts)
        return false;
    for (uint32_t i = 0; i < used; i++)
        ac->starts[i] = ac->root;
    for (uint32_t i = 0; i < root->count; i++)
        ac->starts[ac->pages[child[i].symbol >> PAGE_BITS] + (child[i].symbol & (PAGE - 1))] = child[i].cell;
    return true;
}

/* Failure and output links, by breadth, so that all suffixes of a state are done before it. A suffix without children
 * leads nowhere and is left out of the failure links, but not out of the outputs. */
static void connect(build *b) {
    kj_ac *ac = b->ac;
    cell *cells = ac->cells;
    cells[ac->root].fail = ac->root;
    for (size_t n = 0; n < b->nodes.size; n++) {
        const node *state = &b->nodes.at[n];
        for (uint32_t i = 0; i < state->count; i++) {
            const node *child = &b->nodes.at[state->first + i];
            uint32_t suffix = n == 0 ? ac->root : step(ac, cells[state->cell].fail, child->symbol);
            cell *c = &cells[child->cell];
            c->fail = cells[suffix].fail & LEAF ? cells[suffix].fail : suffix;
            c->fail = child->count == 0 ? c->fail | LEAF : c->fail & ~LEAF;
            c->output = child->output ? child->output : cells[suffix].output;
            if (child->output)
                ac->outputs[child->output].next = cells[suffix].output;
        }
    }
}

kaoju_status kj_ac_build(const kj_ac_word *words, size_t count, uint32_t max, kj_ac **ac, kaoju_error *error) {
    *ac = NULL;
    build b = {.ac = kj_new(1, sizeof *b.ac), .words = words, .count = count};
    if (!b.ac)
        return kj_fail_memory(error);
    kaoju_status status = grow_trie(&b, max < KJ_AC_MAX ? max : KJ_AC_MAX, error);
    if (!status && (!make_cells(&b) || !make_starts(&b)))
        status = kj_fail_memory(error);
    if (!status) {
        connect(&b);
        *ac = b.ac;
    } else
        kj_ac_free(b.ac);
    kj_vec_free(&b.nodes);
    return status;
}

void kj_ac_free(kj_ac *ac) {
    if (!ac)
        return;
    free(ac->cells);
    free(ac->outputs);
    free(ac->pages);
    free(ac->starts);
    free(ac);
}

void kj_ac_size(const kj_ac *ac, uint32_t *cells, uint32_t *states) {
    *cells = ac->cell_count;
    *states = ac->state_count;
}

/* ------------------------------------------------------------------ scan */

bool kj_ac_scan(const kj_ac *ac, const uint32_t *symbols, uint32_t length, bool longest, kj_hits *hits) {
    /* The places of the last solid characters: the n-th last is the end of a word of n characters that starts here. */
    uint32_t room = 1, solid = 0, state = ac->root;
    while (room < ac->longest && room < length)
        room *= 2;
    uint32_t *places = kj_new(room, sizeof *places);
    if (!places)
        return false;
    for (uint32_t i = length; i-- > 0;) {
        uint32_t symbol = symbols[i];
        if (symbol >= KJ_SKIP) {
            if (symbol != KJ_SKIP)
                state = ac->root;
            continue;
        }
        places[solid++ & (room - 1)] = i;
        state = step(ac, state, symbol);
        const cell *c = &ac->cells[state];
        for (uint32_t o = c->output; o; o = longest ? 0 : ac->outputs[o].next) {
            kj_hit hit = {i, places[(solid - ac->outputs[o].length) & (room - 1)] + 1, ac->outputs[o].pattern};
            if (!kj_push(hits, hit)) {
                free(places);
                return false;
            }
        }
        if (c->fail & LEAF)
            state = c->fail & ~LEAF;
    }
    free(places);
    return true;
}

uint32_t kj_ac_find(const kj_ac *ac, const uint32_t *symbols, uint32_t length) {
    uint32_t state = ac->root, solid = 0;
    for (uint32_t i = length; i-- > 0;) {
        if (symbols[i] == KJ_SKIP)
            continue;
        if (symbols[i] > KJ_SKIP)
            return NOBODY;
        if (solid++ > 0) {
            state = find_cell(ac->cells, ac->mask, key_of(state, symbols[i]));
            if (ac->cells[state].key == FREE)
                return NOBODY;
        } else if ((state = start_of(ac, symbols[i])) == ac->root)
            return NOBODY;
    }
    uint32_t o = ac->cells[state].output;
    return o && ac->outputs[o].length == solid ? ac->outputs[o].pattern : NOBODY;
}
