/* The columnar scanner: all places of a window go through the automaton's trie together, one level at a time.
 *
 * README.md teaches it. It reads the same double array as automaton.c and has only a filter of its own. */
#ifndef KJ_DICT_COLUMNS_H
#define KJ_DICT_COLUMNS_H

#include "dict/automaton.h"

/* What is known of a first character, by its rank. */
typedef struct kj_row {
    uint32_t bits;   /* its first word in `filter` */
    uint32_t words;  /* words of its row; one more stands behind them, for all later ranks */
    uint32_t base;   /* of its state: the pair (a, b) is cell base + b */
    uint32_t single; /* 1 + the pattern that is this one character; 0 = none */
} kj_row;

typedef struct kj_columns {
    kj_row *rows;     /* [row_count], by rank, from 0 */
    uint64_t *filter; /* rows of bits: may a pattern begin with this pair? Never wrongly no */
    uint32_t row_count, filter_count;
    bool has_single;
} kj_columns;

kaoju_status kj_columns_build(const kj_trie *trie, const kj_alphabet *alphabet, const kj_automaton *automaton,
                              kj_columns *columns, kaoju_error *error);
void kj_columns_free(kj_columns *columns);

/* Columns that go on for more than this many cells for each character of a window, hits not counted, are given up: the
 * automaton does that window again. News with a million entries needs 2. */
#define KJ_COLUMNS_BUDGET 16u

typedef enum kj_columns_result { KJ_COLUMNS_DONE, KJ_COLUMNS_GAVE_UP, KJ_COLUMNS_NO_MEMORY } kj_columns_result;

/* A place on its way through the levels. */
typedef struct kj_lane {
    uint32_t cell; /* in which the last character is to be checked */
    uint32_t at;   /* where it started */
} kj_lane;

/* Lanes by which the cell of a level is fetched before it is read. */
#define KJ_LANES_AHEAD 24u

/* `lanes` is scratch of the whole scan, [window->room + KJ_LANES_AHEAD], zeroed before its first window.
 * Sets `raw` to what starts in the window, in window coordinates, by rising length. At most KJ_COLUMNS_BUDGET cells for
 * each character and one for each hit are read. After any other result than DONE `raw` holds nothing of use. */
kj_columns_result kj_columns_scan(const kj_columns *columns, const kj_automaton *automaton, const kj_window *window,
                                  kj_lane *lanes, kj_hits *raw);

#endif
