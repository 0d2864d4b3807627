/* The folding table: code point -> symbol, in pages of 256 so that a lookup is two loads.
 *
 * Invariant: a symbol folds to itself. kj_fold_add keeps it by also moving what folded to `from`: a linear pass, but only
 * if something does, and only while a model loads. */
#include "text/fold.h"

static bool set(kj_fold *fold, uint32_t from, uint32_t to) {
    uint32_t **page = &fold->pages[from / KJ_FOLD_PAGE];
    if (!*page) {
        if (!(*page = kj_arena_new(&fold->arena, KJ_FOLD_PAGE, sizeof **page)))
            return false;
        for (uint32_t i = 0; i < KJ_FOLD_PAGE; i++)
            (*page)[i] = from / KJ_FOLD_PAGE * KJ_FOLD_PAGE + i;
    }
    (*page)[from % KJ_FOLD_PAGE] = to;
    fold->symbols[to / 8] |= (unsigned char)(1u << to % 8);
    return true;
}

kj_fold *kj_fold_new(void) {
    kj_fold *fold = kj_new(1, sizeof *fold);
    bool ok = fold != NULL;
    for (uint32_t cp = 0xFF01; ok && cp <= 0xFF5E; cp++)
        ok = kj_fold_add(fold, cp, cp - 0xFEE0);
    if (ok && kj_fold_add(fold, 0x3000, ' '))
        return fold;
    kj_fold_free(fold);
    return NULL;
}

void kj_fold_free(kj_fold *fold) {
    if (!fold)
        return;
    kj_arena_free(&fold->arena);
    kj_vec_free(&fold->folded);
    free(fold);
}

bool kj_fold_add(kj_fold *fold, uint32_t from, uint32_t to) {
    if (from >= 0x110000 || to >= 0x110000)
        return false;
    uint32_t symbol = kj_fold_symbol(fold, to);
    if (symbol == from || !kj_reserve(&fold->folded, 1) || !set(fold, from, symbol))
        return false;
    fold->folded.at[fold->folded.size++] = from;
    if (!(fold->symbols[from / 8] >> from % 8 & 1))
        return true;
    /* The table and not the pair says where a character folds now: it may have been added again since. Its page is there,
     * so set cannot fail. */
    for (size_t i = 0; i < fold->folded.size; i++)
        if (kj_fold_symbol(fold, fold->folded.at[i]) == from)
            set(fold, fold->folded.at[i], symbol);
    return true;
}

size_t kj_fold_pairs(const kj_fold *fold, kj_fold_pair *pairs, size_t room) {
    size_t count = 0;
    for (uint32_t page = 0; page < KJ_FOLD_PAGES; page++)
        for (uint32_t i = 0; fold->pages[page] && i < KJ_FOLD_PAGE; i++) {
            kj_fold_pair pair = {page * KJ_FOLD_PAGE + i, fold->pages[page][i]};
            if (pair.from == pair.to)
                continue;
            if (count < room)
                pairs[count] = pair;
            count++;
        }
    return count;
}

kj_fold *kj_fold_of_pairs(const kj_fold_pair *pairs, size_t count, bool *wrong) {
    kj_fold *fold = kj_new(1, sizeof *fold);
    bool ok = fold != NULL;
    *wrong = false;
    for (size_t i = 0; ok && !*wrong && i < count; i++) {
        *wrong = pairs[i].from >= 0x110000 || pairs[i].to >= 0x110000 || pairs[i].from == pairs[i].to ||
                 (i > 0 && pairs[i].from <= pairs[i - 1].from);
        ok = *wrong || (kj_reserve(&fold->folded, 1) && set(fold, pairs[i].from, pairs[i].to));
        if (ok && !*wrong)
            fold->folded.at[fold->folded.size++] = pairs[i].from;
    }
    for (size_t i = 0; ok && !*wrong && i < count; i++) /* a symbol folds to itself */
        *wrong = kj_fold_symbol(fold, pairs[i].to) != pairs[i].to;
    if (ok && !*wrong)
        return fold;
    kj_fold_free(fold);
    return NULL;
}
