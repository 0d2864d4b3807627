/* The folding alphabet: one table maps a code point to the symbol that matching compares.
 *
 * Full-width forms and ASCII, traditional and simplified characters (one to one), variants of dashes and dots share a
 * symbol. A symbol is itself a code point (the simplest of its class), so it can be printed and read. */
#ifndef KJ_TEXT_FOLD_H
#define KJ_TEXT_FOLD_H

#include "base/memory.h"
#include "base/status.h"

/* Symbols beyond Unicode. */
#define KJ_SKIP 0x110000u  /* layout: leaves every state of a matcher as it is */
#define KJ_BREAK 0x110001u /* end of a paragraph: matches nothing */

enum { KJ_FOLD_PAGE = 256, KJ_FOLD_PAGES = 0x110000 / KJ_FOLD_PAGE };
typedef struct kj_fold {
    uint32_t *pages[KJ_FOLD_PAGES];      /* NULL: every character of the page is its own symbol */
    KJ_VEC(uint32_t) folded;             /* every `from`, to find what must move along */
    unsigned char symbols[0x110000 / 8]; /* a bit for each character: something was folded to it */
    kj_arena arena;
} kj_fold;
/* Arithmetic folds only (U+FF01..FF5E -> ASCII, U+3000 -> space). */
kj_fold *kj_fold_new(void);
void kj_fold_free(kj_fold *fold);
/* from and what folds to it -> the symbol of `to`. False: out of memory, or it would make a cycle. */
bool kj_fold_add(kj_fold *fold, uint32_t from, uint32_t to);
static inline uint32_t kj_fold_symbol(const kj_fold *fold, uint32_t cp) {
    const uint32_t *page = cp < 0x110000 ? fold->pages[cp / KJ_FOLD_PAGE] : NULL;
    return page ? page[cp % KJ_FOLD_PAGE] : cp;
}

/* The table as pairs that differ, by rising `from`: what an image keeps. */
typedef struct kj_fold_pair {
    uint32_t from, to;
} kj_fold_pair;
/* Writes at most `room` pairs and returns how many there are. */
size_t kj_fold_pairs(const kj_fold *fold, kj_fold_pair *pairs, size_t room);
/* The table of these pairs; NULL: out of memory, or they are not what kj_fold_pairs writes (*wrong). */
kj_fold *kj_fold_of_pairs(const kj_fold_pair *pairs, size_t count, bool *wrong);

#endif
