/* The interface of matching: patterns in, a matcher out; symbols in, hits out in their documented order.
 *
 * Sorts the patterns, makes equal ones one, and hands them to the engine (ac.c). The engine gives hits by falling start,
 * longest first; here they are turned round. Invariant: the part of `hits` that a scan appends is in order, whatever
 * engine made it. Cost: a sort of the patterns once; a scan adds one pass over its hits. */
#include "dict/matcher.h"

#include "dict/ac.h"
#include "text/fold.h"

#include <stdlib.h>

struct kj_matcher {
    kj_ac *ac;
};

static int by_symbols_then_index(const void *left, const void *right) {
    const kj_ac_word *a = left, *b = right;
    int order = kj_ac_compare(a, b);
    return order ? order : a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

static kaoju_status check_pattern(const kj_pattern *pattern, size_t index, kaoju_error *error) {
    if (pattern->length == 0)
        return kj_fail(error, KAOJU_E_ARGUMENT, "pattern %zu is empty", index);
    for (uint32_t i = 0; i < pattern->length; i++)
        if (pattern->symbols[i] >= KJ_SKIP)
            return kj_fail(error, KAOJU_E_ARGUMENT, "pattern %zu holds a symbol that is no character", index);
    return KAOJU_OK;
}

/* Sorts and keeps the first of equal words. Returns how many are left. */
static size_t sort_and_merge(kj_ac_word *words, size_t count) {
    if (count == 0)
        return 0;
    qsort(words, count, sizeof *words, by_symbols_then_index);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (kj_ac_compare(&words[kept - 1], &words[i]) != 0)
            words[kept++] = words[i];
    return kept;
}

kaoju_status kj_matcher_build(const kj_pattern *patterns, size_t count, kj_matcher **matcher, kaoju_error *error) {
    *matcher = NULL;
    if (count >= KJ_AC_MAX)
        return kj_fail(error, KAOJU_E_LIMIT, "more than %u patterns", (unsigned)KJ_AC_MAX);
    for (size_t i = 0; i < count; i++) {
        kaoju_status status = check_pattern(&patterns[i], i, error);
        if (status)
            return status;
    }
    kj_ac_word *words = kj_new(count, sizeof *words);
    kj_matcher *made = kj_new(1, sizeof *made);
    kaoju_status status = words && made ? KAOJU_OK : kj_fail_memory(error);
    if (!status) {
        for (size_t i = 0; i < count; i++)
            words[i] = (kj_ac_word){patterns[i].symbols, patterns[i].length, (uint32_t)i};
        status = kj_ac_build(words, sort_and_merge(words, count), KJ_AC_MAX, &made->ac, error);
    }
    free(words);
    if (status)
        free(made);
    else
        *matcher = made;
    return status;
}

void kj_matcher_free(kj_matcher *matcher) {
    if (!matcher)
        return;
    kj_ac_free(matcher->ac);
    free(matcher);
}

static void turn_round(kj_hit *hits, size_t count) {
    for (size_t i = 0, j = count; i + 1 < j; i++) {
        kj_hit hit = hits[i];
        hits[i] = hits[--j];
        hits[j] = hit;
    }
}

/* Keeps, from the left, each hit that starts where the kept ones have ended. At most one hit for each start comes in. */
static size_t keep_leftmost(kj_hit *hits, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || hits[i].start >= hits[kept - 1].end)
            hits[kept++] = hits[i];
    return kept;
}

bool kj_matcher_scan(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length, kj_match_kind kind,
                     kj_hits *hits) {
    size_t old = hits->size;
    bool longest = kind == KJ_MATCH_LEFTMOST_LONGEST;
    if (!kj_ac_scan(matcher->ac, symbols, length, longest, hits)) {
        hits->size = old;
        return false;
    }
    if (hits->size == old)
        return true; /* hits->at may be NULL */
    turn_round(hits->at + old, hits->size - old);
    if (longest)
        hits->size = old + keep_leftmost(hits->at + old, hits->size - old);
    return true;
}

uint32_t kj_matcher_find(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length) {
    return kj_ac_find(matcher->ac, symbols, length);
}
