/* A trie in, a double array out: every node with children gets a base at which all of them fit (README.md shows it).
 *
 * First fit, 64 bases at a time: a base is good if none of the cells base + rank is taken, so for 64 bases from B on the
 * answer is the OR of one 64-bit stretch of the bitmap `taken` for each rank, from B + rank on. Nodes come breadth first:
 * the few with thousands of children find an empty array, the million with one child fill the holes.
 * Invariant: a cell is taken by at most one node, a base by at most one parent; so `check` need only name the rank.
 * Cost: near linear in practice: each size of family searches on from where the last of its size was put, never before. */
#include "dict/automaton.h"

#include <stdlib.h>
#include <string.h>

enum { SIZES = 32 }; /* families of as many children and more share one place to search from */

typedef struct filler {
    const kj_trie *trie;
    kj_cell *cells;
    uint64_t *taken;     /* bit for each cell */
    uint64_t *bases;     /* bit for each base that is in use */
    size_t words;        /* of both bitmaps; 64 cells each */
    size_t start[SIZES]; /* word from which a family of this size is placed */
    uint32_t last_base;
} filler;

static inline uint32_t lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    while (!(bits >> at & 1))
        at++;
    return at;
#endif
}

/* 64 bits of `bitmap` from bit `at` on. */
static inline uint64_t stretch(const uint64_t *bitmap, size_t at) {
    size_t word = at >> 6, shift = at & 63;
    return bitmap[word] >> shift | (bitmap[word + 1] << 1) << (63 - shift);
}

static void *grown(void *array, size_t old, size_t count, size_t item) {
    size_t size;
    char *bigger = kj_size_mul(count, item, &size) ? realloc(array, size) : NULL;
    if (bigger)
        memset(bigger + old * item, 0, size - old * item);
    return bigger;
}

/* Makes the array at least `need` words of 64 cells. */
static bool make_room(filler *f, size_t need) {
    if (f->cells && need <= f->words)
        return true;
    size_t words = need > f->words + f->words / 2 ? need : f->words + f->words / 2, old = f->words;
    void *taken = grown(f->taken, old, words, sizeof *f->taken);
    f->taken = taken ? taken : f->taken;
    void *bases = grown(f->bases, old, words, sizeof *f->bases);
    f->bases = bases ? bases : f->bases;
    void *cells = grown(f->cells, old * 64, words * 64, sizeof *f->cells);
    f->cells = cells ? cells : f->cells;
    if (!taken || !bases || !cells)
        return false;
    for (size_t i = old * 64; i < words * 64; i++)
        f->cells[i].check = KJ_FREE;
    f->words = words;
    return true;
}

/* The first base at which all of `count` >= 1 children fit. */
static bool find_base(filler *f, const kj_node *children, uint32_t count, uint32_t *base) {
    size_t size = count < SIZES ? count : SIZES - 1;
    for (size_t word = f->start[size];; word++) {
        if (!make_room(f, word + children[count - 1].rank / 64 + 3))
            return false;
        uint64_t bad = f->bases[word];
        for (uint32_t i = 0; i < count && ~bad; i++)
            bad |= stretch(f->taken, word * 64 + children[i].rank);
        if (~bad) {
            f->start[size] = word;
            *base = (uint32_t)(word * 64 + lowest_bit(~bad));
            return true;
        }
    }
}

static void settle(filler *f, uint32_t cell, uint32_t base, uint32_t first, uint32_t end, uint32_t *cell_of) {
    f->bases[base >> 6] |= (uint64_t)1 << (base & 63);
    f->cells[cell].base = base;
    f->last_base = base > f->last_base ? base : f->last_base;
    for (uint32_t child = first; child < end; child++) {
        uint16_t rank = f->trie->nodes.at[child].rank;
        uint32_t at = base + rank;
        f->taken[at >> 6] |= (uint64_t)1 << (at & 63);
        f->cells[at].check = rank;
        f->cells[cell].signature |= (uint16_t)(1u << (rank & 15));
        cell_of[child] = at;
    }
}

static kaoju_status fill(filler *f, uint32_t alphabet_size, uint32_t max, uint32_t *cell_of, kaoju_error *error) {
    const kj_node *nodes = f->trie->nodes.at;
    if (!make_room(f, alphabet_size / 64 + 3))
        return kj_fail_memory(error);
    f->cells[0].check = 0;
    f->taken[0] = 1;
    for (uint32_t n = 0; n < kj_trie_count(f->trie); n++) {
        uint32_t first = nodes[n].first, end = nodes[n + 1].first, base = 0;
        if (first == end)
            continue;
        if (n > 0 && !find_base(f, &nodes[first], end - first, &base))
            return kj_fail_memory(error);
        if ((uint64_t)base + alphabet_size >= max)
            return kj_fail(error, KAOJU_E_LIMIT, "the dictionary needs more than %u matcher cells", (unsigned)max);
        settle(f, cell_of[n], base, first, end, cell_of);
    }
    return KAOJU_OK;
}

kaoju_status kj_double_array_fill(const kj_trie *trie, uint32_t alphabet_size, uint32_t max, kj_automaton *automaton,
                                  uint32_t *cell_of, kaoju_error *error) {
    filler f = {.trie = trie};
    kaoju_status status = fill(&f, alphabet_size, max, cell_of, error);
    free(f.taken);
    free(f.bases);
    if (status) {
        free(f.cells);
        return status;
    }
    automaton->cell_count = f.last_base + alphabet_size + 1;
    kj_cell *cells = realloc(f.cells, automaton->cell_count * sizeof *cells);
    automaton->cells = cells ? cells : f.cells; /* what could not be made smaller is as good */
    return KAOJU_OK;
}
