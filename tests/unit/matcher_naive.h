/* For tests of the matcher: a search that tries every pattern at every place, and the comparison of all engines with it. */
#ifndef KJ_TEST_MATCHER_NAIVE_H
#define KJ_TEST_MATCHER_NAIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/matcher.h"
#include "text/fold.h"

static uint64_t naive_seed = 88172645463325252u;

static inline uint32_t below(uint32_t n) {
    naive_seed ^= naive_seed << 13;
    naive_seed ^= naive_seed >> 7;
    naive_seed ^= naive_seed << 17;
    return (uint32_t)((naive_seed >> 20) % n);
}

/* End of `pattern` if it starts at `at`, else 0. */
static uint32_t match_at(kj_pattern pattern, const uint32_t *text, uint32_t length, uint32_t at) {
    uint32_t i = at, n = 0;
    if (text[at] == KJ_SKIP)
        return 0;
    for (; i < length && n < pattern.length; i++) {
        if (text[i] == KJ_SKIP)
            continue;
        if (text[i] != pattern.symbols[n++])
            return 0;
    }
    return n == pattern.length ? i : 0;
}

static bool same(kj_pattern a, kj_pattern b) {
    return a.length == b.length && memcmp(a.symbols, b.symbols, a.length * sizeof *a.symbols) == 0;
}

/* Pattern numbers by rising length at each place: sorted by start, then length. */
static void search(const kj_pattern *patterns, uint32_t count, const uint32_t *text, uint32_t length,
                   kj_match_kind kind, kj_hits *hits) {
    uint32_t longest = 0, free_from = 0;
    for (uint32_t p = 0; p < count; p++)
        longest = patterns[p].length > longest ? patterns[p].length : longest;
    for (uint32_t at = 0; at < length; at++) {
        kj_hit best = {0};
        for (uint32_t n = 1; n <= longest; n++)
            for (uint32_t p = 0; p < count; p++) {
                uint32_t end = patterns[p].length == n ? match_at(patterns[p], text, length, at) : 0;
                bool first = end > 0;
                for (uint32_t q = 0; q < p && first; q++)
                    first = !same(patterns[p], patterns[q]);
                if (!first)
                    continue;
                kj_hit hit = {at, end, p};
                if (kind == KJ_MATCH_OVERLAPPING)
                    assert_true(kj_push(hits, hit));
                if (best.end == 0 || kind != KJ_MATCH_LEFTMOST_FIRST || p < best.pattern)
                    best = hit;
            }
        if (kind != KJ_MATCH_OVERLAPPING && best.end > 0 && at >= free_from) {
            assert_true(kj_push(hits, best));
            free_from = best.end;
        }
    }
}

/* This engine gives just these hits. */
static void gives(const kj_matcher *matcher, kj_engine engine, const uint32_t *text, uint32_t length,
                  kj_match_kind kind, const kj_hits *want) {
    kj_hits got = {0};
    assert_true(kj_matcher_scan_with(matcher, engine, text, length, kind, &got));
    assert_int_equal(got.size, want->size);
    for (size_t i = 0; i < got.size; i++) {
        assert_int_equal(got.at[i].start, want->at[i].start);
        assert_int_equal(got.at[i].end, want->at[i].end);
        assert_int_equal(got.at[i].pattern, want->at[i].pattern);
    }
    kj_vec_free(&got);
}

/* All engines and kinds give what the naive search gives. */
static void compare(const kj_pattern *patterns, uint32_t count, const uint32_t *text, uint32_t length) {
    kj_matcher *matcher = NULL;
    assert_int_equal(kj_matcher_build(patterns, count, &matcher, NULL), KAOJU_OK);
    for (int kind = KJ_MATCH_OVERLAPPING; kind <= KJ_MATCH_LEFTMOST_FIRST; kind++) {
        kj_hits want = {0};
        search(patterns, count, text, length, (kj_match_kind)kind, &want);
        for (int engine = 0; engine < KJ_ENGINE_COUNT; engine++)
            if (kj_engine_available((kj_engine)engine))
                gives(matcher, (kj_engine)engine, text, length, (kj_match_kind)kind, &want);
        kj_vec_free(&want);
    }
    for (uint32_t p = 0; p < count; p++) {
        uint32_t first = 0;
        while (!same(patterns[first], patterns[p]))
            first++;
        assert_int_equal(kj_matcher_find(matcher, patterns[p].symbols, patterns[p].length), first);
    }
    kj_matcher_free(matcher);
}

#endif
