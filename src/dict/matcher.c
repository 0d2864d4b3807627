/* The interface of matching: patterns in, a matcher out; symbols in, hits out in their documented order.
 *
 *     text -> windows of ranks (window.c) -> an engine (automaton.c, columns.c) -> raw hits -> order (window.c) -> choice
 *
 * Invariant: engines only differ in how they find the hits of a window; skips, breaks, order and the leftmost semantics
 * are done here and in window.c for all of them. Cost: O(symbols of the patterns) once; a scan O(text + occurrences). */
#include "dict/matcher_parts.h"

#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ build */

static kaoju_status check_pattern(const kj_pattern *pattern, size_t index, kaoju_error *error) {
    if (pattern->length == 0)
        return kj_fail(error, KAOJU_E_ARGUMENT, "pattern %zu is empty", index);
    for (uint32_t i = 0; i < pattern->length; i++)
        if (pattern->symbols[i] >= KJ_SKIP)
            return kj_fail(error, KAOJU_E_ARGUMENT, "pattern %zu holds a symbol that is no character", index);
    return KAOJU_OK;
}

static kaoju_status build(const kj_pattern *patterns, size_t count, kj_matcher *matcher, kaoju_error *error) {
    kj_trie trie = {0};
    kaoju_status status = kj_alphabet_build(patterns, count, &matcher->alphabet, error);
    if (!status)
        status = kj_trie_build(patterns, count, &matcher->alphabet, KJ_STATES_MAX, &trie, error);
    if (!status)
        status =
            kj_automaton_build(&trie, &matcher->alphabet, (uint32_t)count, KJ_CELLS_MAX, &matcher->automaton, error);
    if (!status)
        status = kj_columns_build(&trie, &matcher->alphabet, &matcher->automaton, &matcher->columns, error);
    kj_trie_free(&trie);
    return status;
}

/* KAOJU_SIMD is read once for each matcher, here; it cannot change a hit. */
kj_engine kj_engine_best(void) {
    const char *simd = getenv("KAOJU_SIMD");
    kj_engine engine = KJ_ENGINE_COUNT;
    if (simd && strcmp(simd, "off") == 0)
        return KJ_ENGINE_COLUMNS;
    while (!kj_engine_available(--engine)) /* they stand by rising speed, and the first two are always there */
        continue;
    return engine;
}

kaoju_status kj_matcher_build(const kj_pattern *patterns, size_t count, kj_matcher **matcher, kaoju_error *error) {
    *matcher = NULL;
    if (count > KJ_PATTERN_COUNT_MAX)
        return kj_fail(error, KAOJU_E_LIMIT, "more than %u patterns", (unsigned)KJ_PATTERN_COUNT_MAX);
    for (size_t i = 0; i < count; i++) {
        kaoju_status status = check_pattern(&patterns[i], i, error);
        if (status)
            return status;
    }
    kj_matcher *made = kj_new(1, sizeof *made);
    if (!made)
        return kj_fail_memory(error);
    kaoju_status status = build(patterns, count, made, error);
    made->engine = kj_engine_best();
    if (status)
        kj_matcher_free(made);
    else
        *matcher = made;
    return status;
}

void kj_matcher_free(kj_matcher *matcher) {
    if (!matcher)
        return;
    if (matcher->borrowed) {
        free(matcher->columns.bases);
        free(matcher->columns.singles);
    } else {
        kj_alphabet_free(&matcher->alphabet);
        kj_automaton_free(&matcher->automaton);
        kj_columns_free(&matcher->columns);
    }
    free(matcher);
}

kj_matcher_size kj_matcher_measure(const kj_matcher *matcher) {
    const kj_automaton *automaton = &matcher->automaton;
    const kj_columns *columns = &matcher->columns;
    const kj_filter *filter = &columns->filter;
    const kj_alphabet *alphabet = &matcher->alphabet;
    return (kj_matcher_size){
        .cells = automaton->cell_count * (sizeof *automaton->cells + sizeof *automaton->levels),
        .outputs = automaton->output_count * sizeof *automaton->outputs,
        .filter = filter->word_count * sizeof *filter->bits +
                  filter->row_count * (sizeof *filter->heads + sizeof *columns->bases + sizeof *columns->singles),
        .alphabet = (KJ_DIRECT + KJ_PAGES + (size_t)alphabet->page_count * KJ_PAGE) * sizeof *alphabet->ranks,
        .state_count = automaton->state_count,
        .cell_count = automaton->cell_count,
        .longest = automaton->longest,
    };
}

/* ------------------------------------------------------------------ scan */

static const kj_kernels *kernels_of(kj_engine engine) {
    switch (engine) {
    case KJ_ENGINE_AVX2:
        return kj_kernels_avx2();
    case KJ_ENGINE_AVX512:
        return kj_kernels_avx512();
    case KJ_ENGINE_AUTOMATON:
    case KJ_ENGINE_COLUMNS:
    case KJ_ENGINE_COUNT:
        break;
    }
    return &kj_kernels_portable;
}

kj_engine kj_matcher_engine(const kj_matcher *matcher) {
    return matcher->engine;
}

bool kj_engine_available(kj_engine engine) {
    return engine < KJ_ENGINE_COUNT && kernels_of(engine);
}

const char *kj_engine_name(kj_engine engine) {
    static const char *const names[] = {"automaton", "columns", "avx2", "avx512"};
    return engine < KJ_ENGINE_COUNT ? names[engine] : "none";
}

/* Of hits by start, then length: keeps for each start the one that wins, from the left, where nothing kept reaches.
 * `*free_from` is the end of the last one kept. */
static size_t keep_leftmost(kj_hit *hits, size_t count, kj_match_kind kind, uint32_t *free_from) {
    size_t kept = 0;
    for (size_t i = 0, end; i < count; i = end) {
        kj_hit best = hits[i];
        for (end = i + 1; end < count && hits[end].start == best.start; end++)
            if (kind == KJ_MATCH_LEFTMOST_LONGEST || hits[end].pattern < best.pattern)
                best = hits[end];
        if (best.start >= *free_from) {
            hits[kept++] = best;
            *free_from = best.end;
        }
    }
    return kept;
}

typedef struct scratch {
    kj_window window;
    kj_lanes lanes;
    kj_hits raw;
} scratch;

static bool scan_window(const kj_matcher *matcher, kj_engine engine, scratch *s) {
    kj_columns_result result = KJ_COLUMNS_GAVE_UP;
    if (engine != KJ_ENGINE_AUTOMATON)
        result =
            kj_columns_scan(&matcher->columns, &matcher->automaton, kernels_of(engine), &s->window, &s->lanes, &s->raw);
    if (result != KJ_COLUMNS_GAVE_UP)
        return result == KJ_COLUMNS_DONE;
    s->raw.size = s->lanes.apart = 0;
    memset(s->window.counts, 0, s->window.starts * sizeof *s->window.counts);
    return kj_automaton_scan(&matcher->automaton, &s->window, &s->raw);
}

static bool order(const kj_matcher *matcher, const scratch *s, kj_hits *hits) {
    uint32_t apart = s->lanes.apart;
    return kj_window_order(&s->window, apart ? matcher->columns.singles : NULL, apart, &s->raw, hits);
}

bool kj_matcher_scan_with(const kj_matcher *matcher, kj_engine engine, const uint32_t *symbols, uint32_t length,
                          kj_match_kind kind, kj_hits *hits) {
    scratch s = {0};
    size_t old = hits->size;
    uint32_t free_from = 0;
    bool done = kj_engine_available(engine) &&
                kj_window_open(&s.window, &matcher->alphabet, matcher->automaton.longest, symbols, length) &&
                kj_lanes_open(&s.lanes, s.window.room);
    while (done && kj_window_next(&s.window, kernels_of(engine)->read)) {
        size_t before = hits->size;
        done = scan_window(matcher, engine, &s) && order(matcher, &s, hits);
        if (done && kind != KJ_MATCH_OVERLAPPING && hits->size > before)
            hits->size = before + keep_leftmost(hits->at + before, hits->size - before, kind, &free_from);
    }
    kj_window_free(&s.window);
    kj_lanes_free(&s.lanes);
    kj_vec_free(&s.raw);
    if (!done)
        hits->size = old;
    return done;
}

bool kj_matcher_scan(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length, kj_match_kind kind,
                     kj_hits *hits) {
    return kj_matcher_scan_with(matcher, matcher->engine, symbols, length, kind, hits);
}

uint32_t kj_matcher_count(const kj_matcher *matcher) {
    return matcher->automaton.output_count;
}

uint32_t kj_matcher_find(const kj_matcher *matcher, const uint32_t *symbols, uint32_t length) {
    return kj_automaton_find(&matcher->automaton, &matcher->alphabet, symbols, length);
}
