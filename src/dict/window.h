/* A stretch of the text as the engines see it: the ranks of its solid characters, one after the other.
 *
 * KJ_SKIP is left out and KJ_BREAK is rank 0, here and nowhere else, so engines cannot differ about them. A hit is found in
 * window coordinates (index of solid characters) and written in those of the text. */
#ifndef KJ_DICT_WINDOW_H
#define KJ_DICT_WINDOW_H

#include "dict/alphabet.h"

/* Characters in which hits start, of one window: about 24 KB of UTF-8. The lists of the columns fit in a level 2 cache;
 * at a tenth of it the fixed work of a level shows. */
#define KJ_WINDOW 8192u

/* Ranks behind the last that may be read (as 0), and places that may be written: vectors are read and stored whole. */
#define KJ_WINDOW_PAD 64u

typedef struct kj_window {
    uint16_t *ranks;  /* [total + KJ_WINDOW_PAD], 0 behind `total` */
    uint32_t *places; /* [total + KJ_WINDOW_PAD] offset in the text */
    uint32_t starts;  /* hits of this window start in [0, starts) */
    uint32_t total;   /* and end in [1, total]: the rest is look-ahead */
    /* where it is in the text */
    const kj_alphabet *alphabet;
    const uint32_t *symbols;
    uint32_t length, next;
    uint32_t ahead, room;
    uint32_t *counts; /* [room + 4] hits by their start, which engines count while they find them: 0 in a new window */
} kj_window;

/* `longest` pattern: what is looked ahead. False: out of memory. Free it also then. */
bool kj_window_open(kj_window *window, const kj_alphabet *alphabet, uint32_t longest, const uint32_t *symbols,
                    uint32_t length);
void kj_window_free(kj_window *window);

/* The next stretch; false at the end of the text. `read` is a kernel (kernels.h). */
typedef uint32_t kj_read_symbols(const kj_alphabet *alphabet, const uint32_t *symbols, uint32_t from, uint32_t to,
                                 uint16_t *ranks, uint32_t *places, uint32_t total);
bool kj_window_next(kj_window *window, kj_read_symbols *read);

/* Appends `raw` (window coordinates; of equal starts the shorter first), whose counts are there, to `hits` (text
 * coordinates), by start, then length. `singles` says by rank which patterns of one character are not in `raw` (1 +
 * pattern, 0 for none), though they occur single_count times; NULL: all are in it. False: out of memory. */
bool kj_window_order(const kj_window *window, const uint32_t *singles, uint32_t single_count, const kj_hits *raw,
                     kj_hits *hits);

#endif
