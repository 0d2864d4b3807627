/* Articles that are the same text printed again.
 *
 * Two articles are one if they share half of the shorter one's sampled pieces. Pairs are found through the pieces themselves:
 * every piece that few articles have makes pairs of them, and the pairs are counted. Cost: n log n in the sampled pieces, since
 * a piece that more than COMMON articles have (a slogan) is left out. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

/* Sampled pieces that an article must have: about 100 characters. */
#define ARTICLE_LEAST 12
/* Per cent of the shorter text that both must have. */
#define ARTICLE_SHARE 50
#define COMMON 32

typedef struct posting {
    uint32_t hash, piece;
} posting;
typedef KJ_VEC(posting) postings;
typedef KJ_VEC(uint64_t) pairs; /* first article << 32 | second */

/* An article and the first one of its set. */
typedef struct set_member {
    size_t set, piece;
} set_member;

static int by_set(const void *pa, const void *pb) {
    const set_member *a = pa, *b = pb;
    if (a->set != b->set)
        return a->set < b->set ? -1 : 1;
    return a->piece < b->piece ? -1 : a->piece > b->piece;
}
static int by_hash(const void *pa, const void *pb) {
    const posting *a = pa, *b = pb;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->piece < b->piece ? -1 : a->piece > b->piece;
}
static int by_number(const void *pa, const void *pb) {
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return a < b ? -1 : a > b;
}

static bool make_pairs(const kaoju_check *check, postings *list, pairs *out) {
    for (size_t i = 0; i < check->pieces.size; i++) {
        const kj_shingles *s = &check->pieces.at[i].shingles;
        for (size_t k = 0; k < s->size && s->size >= ARTICLE_LEAST; k++)
            if (!kj_push(list, ((posting){s->at[k], (uint32_t)i})))
                return false;
    }
    if (list->size)
        qsort(list->at, list->size, sizeof *list->at, by_hash);
    for (size_t i = 0, end; i < list->size; i = end) {
        for (end = i; end < list->size && list->at[end].hash == list->at[i].hash;)
            end++;
        for (size_t a = i; a < end && end - i <= COMMON; a++)
            for (size_t b = a + 1; b < end; b++)
                if (!kj_push(out, (uint64_t)list->at[a].piece << 32 | list->at[b].piece))
                    return false;
    }
    if (out->size)
        qsort(out->at, out->size, sizeof *out->at, by_number);
    return true;
}

static unsigned share(size_t shared, const kj_shingles *a, const kj_shingles *b) {
    size_t least = a->size < b->size ? a->size : b->size;
    return least ? (unsigned)(shared * 100 / least) : 0;
}

/* The first article of the set, and the way to it made shorter. */
static size_t root(size_t *parent, size_t i) {
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Pairs that share enough -> sets; the first article of a set stands for it. */
static void join(const kaoju_check *check, const pairs *all, size_t *parent) {
    for (size_t i = 0, end; i < all->size; i = end) {
        for (end = i; end < all->size && all->at[end] == all->at[i];)
            end++;
        size_t a = all->at[i] >> 32, b = all->at[i] & UINT32_MAX;
        if (share(end - i, &check->pieces.at[a].shingles, &check->pieces.at[b].shingles) < ARTICLE_SHARE)
            continue;
        a = root(parent, a);
        b = root(parent, b);
        parent[a > b ? a : b] = a > b ? b : a;
    }
}

/* The set that begins at by[0]. */
static bool add_reprint(kaoju_check *check, const set_member *by, size_t count) {
    if (count < 2)
        return true;
    kaoju_source *sources = kj_arena_new(&check->arena, count, sizeof *sources);
    unsigned *shared = kj_arena_new(&check->arena, count, sizeof *shared);
    if (!sources || !shared)
        return false;
    const kj_shingles *one = &check->pieces.at[by->piece].shingles;
    for (size_t i = 0; i < count; i++) {
        const kj_shingles *other = &check->pieces.at[by[i].piece].shingles;
        sources[i] = check->pieces.at[by[i].piece].source;
        shared[i] = share(kj_shingles_shared(one, other), one, other);
    }
    kaoju_reprint reprint = {.sources = sources, .shared = shared, .source_count = count};
    return kj_push(&check->reprints, reprint);
}

static bool add_sets(kaoju_check *check, size_t *parent) {
    size_t count = check->pieces.size;
    set_member *members = kj_new(count, sizeof *members);
    bool ok = members != NULL;
    for (size_t i = 0; ok && i < count; i++)
        members[i] = (set_member){root(parent, i), i};
    if (ok)
        qsort(members, count, sizeof *members, by_set);
    for (size_t i = 0, end; ok && i < count; i = end) {
        for (end = i; end < count && members[end].set == members[i].set;)
            end++;
        ok = add_reprint(check, members + i, end - i);
    }
    free(members);
    return ok;
}

bool kj_find_reprints(kaoju_check *check) {
    postings list = {0};
    pairs all = {0};
    size_t *parent = kj_new(check->pieces.size, sizeof *parent);
    bool ok = parent && make_pairs(check, &list, &all);
    for (size_t i = 0; ok && i < check->pieces.size; i++)
        parent[i] = i;
    if (ok)
        join(check, &all, parent);
    ok = ok && (!all.size || add_sets(check, parent));
    free(parent);
    kj_vec_free(&list);
    kj_vec_free(&all);
    return ok;
}
