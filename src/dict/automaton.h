/* The Aho-Corasick automaton in a double array. README.md teaches it.
 *
 * Flat arrays of numbers without pointers inside: as they are, they can be written to a file and read back. */
#ifndef KJ_DICT_AUTOMATON_H
#define KJ_DICT_AUTOMATON_H

#include "dict/trie.h"
#include "dict/window.h"

/* States and cells of one automaton: cell numbers stay below 2^31. */
#define KJ_STATES_MAX (1u << 28)
#define KJ_CELLS_MAX (1u << 30)

#define KJ_FREE UINT16_MAX /* check of a cell that is no state */
#define KJ_OWN (1u << 31)  /* in `output`: the word that comes first is the whole path to this state */

/* A state is the number of its cell; cell 0 is the root. The child of a state by rank r is cell base + r, if its check is r:
 * no two states with children share a base. A state without children has base and fail of its longest suffix that has
 * some, so standing there is standing at that suffix. */
typedef struct kj_cell {
    uint32_t base;
    uint32_t fail;      /* the longest proper suffix that is a state */
    uint32_t output;    /* 1 + the longest pattern that ends here, and KJ_OWN; 0 = none */
    uint16_t check;     /* the rank that leads here; the root has 0 */
    uint16_t signature; /* bit r % 16 for each child by rank r; 0: it has no children */
} kj_cell;

typedef struct kj_output {
    uint32_t length; /* of the pattern, in symbols */
    uint32_t next;   /* 1 + the next shorter pattern that ends where this one does; 0 = none */
} kj_output;

typedef struct kj_automaton {
    kj_cell *cells; /* behind every base there are as many cells as the alphabet has ranks */
    kj_output *outputs;
    uint8_t *levels; /* per cell: symbols of the path to the state; UINT8_MAX for more and for free cells. Nothing is
                      * found with it: it is what an image is checked by (matcher_check.c). */
    uint32_t cell_count, output_count; /* output_count: patterns, equal ones included */
    uint32_t state_count;
    uint32_t longest;
} kj_automaton;

/* KAOJU_E_LIMIT if it would need more than `max` cells. Free it also after an error. */
kaoju_status kj_automaton_build(const kj_trie *trie, const kj_alphabet *alphabet, uint32_t pattern_count, uint32_t max,
                                kj_automaton *automaton, kaoju_error *error);
void kj_automaton_free(kj_automaton *automaton);

/* The double array alone: finds a place for every node of the trie and fills base, check and signature. cell_of[node] is
 * its cell. (double_array.c) */
kaoju_status kj_double_array_fill(const kj_trie *trie, uint32_t alphabet_size, uint32_t max, kj_automaton *automaton,
                                  uint32_t *cell_of, kaoju_error *error);

/* Appends what starts in the window, in window coordinates, by rising end. O(characters + hits). False: out of memory. */
bool kj_automaton_scan(const kj_automaton *automaton, const kj_window *window, kj_hits *raw);

/* The pattern that is exactly symbols[0, length), KJ_SKIP left out; UINT32_MAX if there is none. */
uint32_t kj_automaton_find(const kj_automaton *automaton, const kj_alphabet *alphabet, const uint32_t *symbols,
                           uint32_t length);

#endif
