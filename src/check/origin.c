/* Articles and passages that are the same text printed again.
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
#define PASSAGE_SHARE 60
/* Pieces of a passage under which nothing can be said. */
#define PASSAGE_LEAST 20
#define COMMON 32

typedef struct posting {
    uint32_t hash, piece;
} posting;
typedef KJ_VEC(posting) postings;
typedef KJ_VEC(uint64_t) pairs; /* first article << 32 | second */

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

static size_t root(const size_t *parent, size_t i) {
    while (parent[i] != i)
        i = parent[i];
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

static bool add_reprint(kaoju_check *check, const size_t *parent, size_t first) {
    size_t count = 0;
    for (size_t i = first; i < check->pieces.size; i++)
        count += root(parent, i) == first;
    if (count < 2)
        return true;
    kaoju_source *sources = kj_arena_new(&check->arena, count, sizeof *sources);
    unsigned *shared = kj_arena_new(&check->arena, count, sizeof *shared);
    if (!sources || !shared)
        return false;
    const kj_shingles *one = &check->pieces.at[first].shingles;
    count = 0;
    for (size_t i = first; i < check->pieces.size; i++) {
        if (root(parent, i) != first)
            continue;
        const kj_shingles *other = &check->pieces.at[i].shingles;
        sources[count] = check->pieces.at[i].source;
        shared[count++] = share(kj_shingles_shared(one, other), one, other);
    }
    kaoju_reprint reprint = {.sources = sources, .shared = shared, .source_count = count};
    return kj_push(&check->reprints, reprint);
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
    for (size_t i = 0; ok && all.size && i < check->pieces.size; i++)
        ok = parent[i] != i || add_reprint(check, parent, i);
    free(parent);
    kj_vec_free(&list);
    kj_vec_free(&all);
    return ok;
}

bool kj_same_passage(const kj_statement *a, const kj_statement *b) {
    size_t least = a->passage.size < b->passage.size ? a->passage.size : b->passage.size;
    return least >= PASSAGE_LEAST &&
           share(kj_shingles_shared(&a->passage, &b->passage), &a->passage, &b->passage) >= PASSAGE_SHARE;
}
