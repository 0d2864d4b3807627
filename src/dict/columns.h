/* The columnar scanner: all places of a window go through the automaton's trie together, one level at a time.
 *
 * README.md teaches it. It reads the same double array as automaton.c and has only a filter of its own. */
#ifndef KJ_DICT_COLUMNS_H
#define KJ_DICT_COLUMNS_H

#include "dict/kernels.h"

typedef struct kj_columns {
    kj_filter filter;
    uint32_t *bases;   /* [filter.row_count] by rank a: the pair (a, b) is cell base + b */
    uint32_t *singles; /* [filter.row_count] by rank: 1 + the pattern that is this one character; 0 = none */
} kj_columns;

/* Free it also after an error. */
kaoju_status kj_columns_build(const kj_trie *trie, const kj_alphabet *alphabet, const kj_automaton *automaton,
                              kj_columns *columns, kaoju_error *error);
void kj_columns_free(kj_columns *columns);

/* Columns that read more than this many cells for each character of a window, hits not counted, are given up: the
 * automaton does that window again. News with a million entries needs 2. */
#define KJ_COLUMNS_BUDGET 8u

typedef enum kj_columns_result { KJ_COLUMNS_DONE, KJ_COLUMNS_GAVE_UP, KJ_COLUMNS_NO_MEMORY } kj_columns_result;

/* Places on their way through the levels: where they started, and the cell in which their last character is checked. */
typedef struct kj_lanes {
    uint32_t *at, *cell;
    uint32_t apart; /* hits of one character that kj_columns_scan left to kj_window_order, since there are many */
} kj_lanes;

/* Room for the windows of one scan. False: out of memory. Free it also then. */
bool kj_lanes_open(kj_lanes *lanes, uint32_t window_room);
void kj_lanes_free(kj_lanes *lanes);

/* Sets `raw` to what starts in the window, in window coordinates, by rising length, and lanes->apart. At most KJ_COLUMNS_BUDGET cells for
 * each character and one for each hit are read. After any other result than DONE `raw` holds nothing of use. */
kj_columns_result kj_columns_scan(const kj_columns *columns, const kj_automaton *automaton, const kj_kernels *kernels,
                                  const kj_window *window, kj_lanes *lanes, kj_hits *raw);

#endif
