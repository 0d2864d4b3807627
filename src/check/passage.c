/* Passages around figures that are the same text printed again: those that share PASSAGE_SHARE per cent of the shorter one's
 * pieces.
 *
 * Of two such passages, whichever (100 - PASSAGE_SHARE) per cent of the shorter one's pieces are taken, and one more, one of
 * them is in the other. So a passage is found by its rarest ones: what everybody prints brings nobody together. Cost: near
 * linear in the pieces, unless very many passages are made of the same ones without being the same. */
#include "check/check.h"

#include <stdlib.h>

#define PASSAGE_SHARE 60
/* Pieces of a passage under which nothing can be said. */
#define PASSAGE_LEAST 20

typedef struct ranked {
    uint32_t piece;
    size_t count; /* passages that have it */
} ranked;

typedef struct finder {
    kj_rivals pieces;        /* of all passages, sorted */
    KJ_VEC(ranked) order;    /* those of the passage that is looked at, the rarest first */
    kj_index wholes, rarest; /* the passages that stand for themselves by all pieces, by their rarest */
    kj_rivals found;
} finder;

static bool is_long(const kj_shingles *s) {
    return s->size >= PASSAGE_LEAST;
}

bool kj_same_passage(const kj_statement *a, const kj_statement *b) {
    size_t least = a->passage.size < b->passage.size ? a->passage.size : b->passage.size;
    return least >= PASSAGE_LEAST && kj_shingles_shared(&a->passage, &b->passage) * 100 >= least * PASSAGE_SHARE;
}

static int by_count(const void *pa, const void *pb) {
    const ranked *a = pa, *b = pb;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->piece < b->piece ? -1 : a->piece > b->piece;
}

/* Pieces of all passages that are under `piece`. */
static size_t under(const finder *f, uint64_t piece) {
    size_t low = 0, high = f->pieces.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->pieces.at[middle] < piece)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool collect(const kaoju_check *check, const size_t *members, size_t size, finder *f) {
    for (size_t i = 0; i < size; i++) {
        const kj_shingles *s = &check->statements.at[members[i]].passage;
        for (size_t k = 0; is_long(s) && k < s->size; k++)
            if (!kj_push(&f->pieces, s->at[k]))
                return false;
    }
    if (f->pieces.size)
        qsort(f->pieces.at, f->pieces.size, sizeof *f->pieces.at, kj_by_number);
    return true;
}

static bool rank(finder *f, const kj_shingles *s) {
    f->order.size = 0;
    for (size_t i = 0; i < s->size; i++) {
        ranked r = {s->at[i], under(f, (uint64_t)s->at[i] + 1) - under(f, s->at[i])};
        if (!kj_push(&f->order, r))
            return false;
    }
    qsort(f->order.at, f->order.size, sizeof *f->order.at, by_count);
    return true;
}

/* How many of the rarest pieces are enough. */
static size_t enough(const finder *f) {
    return f->order.size - (f->order.size * PASSAGE_SHARE + 99) / 100 + 1;
}

/* Earlier passages that may be the same: longer ones that have one of the rarest pieces, shorter ones of which it is one. */
static bool find(finder *f) {
    bool ok = true;
    f->found.size = 0;
    for (size_t i = 0; ok && i < f->order.size; i++)
        ok = kj_index_find(&f->rarest, f->order.at[i].piece, &f->found) &&
             (i >= enough(f) || kj_index_find(&f->wholes, f->order.at[i].piece, &f->found));
    kj_rivals_sort(&f->found);
    return ok;
}

static bool keep(finder *f, size_t member) {
    bool ok = true;
    for (size_t i = 0; ok && i < f->order.size; i++)
        ok = kj_index_add(&f->wholes, f->order.at[i].piece, member) &&
             (i >= enough(f) || kj_index_add(&f->rarest, f->order.at[i].piece, member));
    return ok;
}

static bool origin_of(const kaoju_check *check, const size_t *members, size_t i, finder *f, size_t *origin) {
    const kj_statement *s = &check->statements.at[members[i]];
    *origin = members[i];
    if (!is_long(&s->passage))
        return true;
    if (!rank(f, &s->passage) || !find(f))
        return false;
    for (size_t k = 0; k < f->found.size; k++)
        if (kj_same_passage(&check->statements.at[members[f->found.at[k]]], s)) {
            *origin = members[f->found.at[k]];
            return true;
        }
    return keep(f, i);
}

bool kj_find_origins(const kaoju_check *check, const size_t *members, size_t size, size_t *origins, size_t *count) {
    finder f = {.found = {0}};
    bool ok = collect(check, members, size, &f);
    *count = 0;
    for (size_t i = 0; ok && i < size; i++) {
        ok = origin_of(check, members, i, &f, &origins[i]);
        *count += origins[i] == members[i];
    }
    kj_vec_free(&f.pieces);
    kj_vec_free(&f.order);
    kj_index_free(&f.wholes);
    kj_index_free(&f.rarest);
    kj_vec_free(&f.found);
    return ok;
}
