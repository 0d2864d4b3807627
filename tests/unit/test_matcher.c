/* The matcher against a search that tries every pattern at every place. */
#include "matcher_naive.h"

#include "base/limits.h"

/* ------------------------------------------------------------------ a table of cases */

enum { CASE_HITS = 12, CASE_PATTERNS = 6 };

/* In texts - is KJ_SKIP and | is KJ_BREAK. */
typedef struct matching_case {
    const char *patterns[CASE_PATTERNS], *text;
    kj_match_kind kind;
    kj_hit hits[CASE_HITS];
} matching_case;

static const matching_case cases[] = {
    {{"ab"}, "abab", KJ_MATCH_OVERLAPPING, {{0, 2, 0}, {2, 4, 0}}},
    {{"aba"}, "ababa", KJ_MATCH_OVERLAPPING, {{0, 3, 0}, {2, 5, 0}}},
    {{"aba"}, "ababa", KJ_MATCH_LEFTMOST_LONGEST, {{0, 3, 0}}},
    {{"aba"}, "ababa", KJ_MATCH_LEFTMOST_FIRST, {{0, 3, 0}}},
    {{"abcd", "bc", "c"}, "abcd", KJ_MATCH_OVERLAPPING, {{0, 4, 0}, {1, 3, 1}, {2, 3, 2}}},
    {{"abcd", "bc", "c"}, "abce", KJ_MATCH_OVERLAPPING, {{1, 3, 1}, {2, 3, 2}}},
    {{"abcd", "bc", "c"}, "abce", KJ_MATCH_LEFTMOST_LONGEST, {{1, 3, 1}}},
    {{"a", "ab", "abc"}, "abc", KJ_MATCH_OVERLAPPING, {{0, 1, 0}, {0, 2, 1}, {0, 3, 2}}},
    {{"a", "ab", "abc"}, "abcab", KJ_MATCH_LEFTMOST_LONGEST, {{0, 3, 2}, {3, 5, 1}}},
    {{"a", "ab", "abc"}, "abcab", KJ_MATCH_LEFTMOST_FIRST, {{0, 1, 0}, {3, 4, 0}}},
    {{"abc", "ab", "a"}, "abcab", KJ_MATCH_LEFTMOST_FIRST, {{0, 3, 0}, {3, 5, 1}}},
    {{"ab", "bcd", "b"}, "abcd", KJ_MATCH_LEFTMOST_LONGEST, {{0, 2, 0}}},         /* the start wins over the length */
    {{"b", "abx", "bcd"}, "abcd", KJ_MATCH_LEFTMOST_FIRST, {{1, 2, 0}}},          /* what starts first must occur */
    {{"ab", "ab", "b", "b"}, "ab", KJ_MATCH_OVERLAPPING, {{0, 2, 0}, {1, 2, 2}}}, /* equal ones: the first */
    {{"ab", "a"}, "a-b", KJ_MATCH_OVERLAPPING, {{0, 1, 1}, {0, 3, 0}}},
    {{"ab"}, "--a--b--", KJ_MATCH_OVERLAPPING, {{2, 6, 0}}}, /* neither edge on a skip */
    {{"ab"}, "a|b", KJ_MATCH_OVERLAPPING, {{0}}},
    {{"ab"}, "a-|b", KJ_MATCH_OVERLAPPING, {{0}}},
    {{"ab", "b"}, "a|ab|b", KJ_MATCH_LEFTMOST_LONGEST, {{2, 4, 0}, {5, 6, 1}}},
    {{"ab", "cd"}, "a-bc-d", KJ_MATCH_LEFTMOST_FIRST, {{0, 3, 0}, {3, 6, 1}}},
    {{"aa", "aaa"}, "aaaa", KJ_MATCH_OVERLAPPING, {{0, 2, 0}, {0, 3, 1}, {1, 3, 0}, {1, 4, 1}, {2, 4, 0}}},
    {{"aa", "aaa"}, "aaaa", KJ_MATCH_LEFTMOST_LONGEST, {{0, 3, 1}}},
    {{"aa", "aaa"}, "aaaa", KJ_MATCH_LEFTMOST_FIRST, {{0, 2, 0}, {2, 4, 0}}},
    {{"x"}, "", KJ_MATCH_OVERLAPPING, {{0}}},
    {{"x"}, "-|-", KJ_MATCH_OVERLAPPING, {{0}}},
};

static uint32_t spell(const char *letters, uint32_t *symbols) {
    uint32_t length = 0;
    for (; letters[length]; length++)
        symbols[length] = letters[length] == '-'   ? KJ_SKIP
                          : letters[length] == '|' ? KJ_BREAK
                                                   : (uint32_t)letters[length];
    return length;
}

static void every_engine_gives_the_table(void **state) {
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        uint32_t symbols[CASE_PATTERNS][16], text[64], count = 0, length = spell(cases[c].text, text);
        kj_pattern patterns[CASE_PATTERNS];
        kj_hit hits[CASE_HITS];
        kj_hits want = {hits, 0, CASE_HITS};
        for (; count < CASE_PATTERNS && cases[c].patterns[count]; count++)
            patterns[count] = (kj_pattern){symbols[count], spell(cases[c].patterns[count], symbols[count])};
        memcpy(hits, cases[c].hits, sizeof hits);
        while (want.size < CASE_HITS && hits[want.size].end)
            want.size++;
        kj_matcher *matcher = NULL;
        assert_int_equal(kj_matcher_build(patterns, count, &matcher, NULL), KAOJU_OK);
        for (int engine = 0; engine < KJ_ENGINE_COUNT; engine++)
            if (kj_engine_available((kj_engine)engine))
                gives(matcher, (kj_engine)engine, text, length, cases[c].kind, &want);
        kj_matcher_free(matcher);
    }
}

/* ------------------------------------------------------------------ random cases */

/* A small alphabet makes overlaps likely: ASCII, Han of several pages, beyond U+FFFF, the last code point. */
static const uint32_t letters[] = {'a', 0x4E00, 0x4E01, 0x9FA5, 0x20BB7, 0x10FFFF, 0, 0x3007};

static void agrees_with_naive_search(void **state) {
    (void)state;
    for (int round = 0; round < 6000; round++) {
        uint32_t alphabet = 1 + below(8), count = below(14), longest = 1 + below(6), length = below(40);
        uint32_t symbols[14][8], text[40];
        kj_pattern patterns[14];
        for (uint32_t p = 0; p < count; p++) {
            patterns[p] = (kj_pattern){symbols[p], 1 + below(longest)};
            for (uint32_t i = 0; i < patterns[p].length; i++)
                symbols[p][i] = letters[below(alphabet)];
        }
        uint32_t skips = below(3) * 20, breaks = below(2) * 5, others = below(2) * 10;
        for (uint32_t i = 0; i < length; i++) {
            uint32_t dice = below(100);
            text[i] = dice < skips                     ? KJ_SKIP
                      : dice < skips + breaks          ? KJ_BREAK
                      : dice < skips + breaks + others ? 0x5000 + below(3)
                                                       : letters[below(alphabet)];
        }
        compare(patterns, count, text, length);
    }
}

/* ------------------------------------------------------------------ chosen cases */

static void nested_runs_of_one_letter(void **state) {
    (void)state;
    uint32_t text[600];
    kj_pattern patterns[40];
    for (uint32_t i = 0; i < 600; i++)
        text[i] = i == 300 ? KJ_BREAK : i % 7 == 3 ? KJ_SKIP : 'a';
    uint32_t run[40];
    for (uint32_t i = 0; i < 40; i++) {
        run[i] = 'a';
        patterns[i] = (kj_pattern){run, 40 - i};
    }
    compare(patterns, 40, text, 600);
}

static void nested_suffixes_and_prefixes(void **state) {
    (void)state;
    const uint32_t word[] = {1, 2, 1, 2, 1, 3, 1, 2, 1, 2, 1, 4};
    kj_pattern patterns[24];
    uint32_t text[12 * 9], length = 0;
    for (uint32_t i = 0; i < 12; i++) {
        patterns[i] = (kj_pattern){word + i, 12 - i};
        patterns[12 + i] = (kj_pattern){word, i + 1};
    }
    for (uint32_t n = 0; n < 9; n++)
        for (uint32_t i = 0; i < 12; i++)
            text[length++] = word[(i * (n + 1)) % 12];
    compare(patterns, 24, text, length);
}

static void longest_surface(void **state) {
    (void)state;
    uint32_t word[KJ_SURFACE_MAX], text[KJ_SURFACE_MAX * 3], length = 0;
    for (uint32_t i = 0; i < KJ_SURFACE_MAX; i++) {
        word[i] = 0x4E00 + i % 3;
        text[length++] = KJ_SKIP;
        text[length++] = word[i];
        text[length++] = KJ_SKIP;
    }
    kj_pattern patterns[] = {{word, KJ_SURFACE_MAX}, {word + KJ_SURFACE_MAX - 1, 1}};
    compare(patterns, 2, text, length);
    kj_matcher *matcher = NULL;
    kj_hits hits = {0};
    assert_int_equal(kj_matcher_build(patterns, 1, &matcher, NULL), KAOJU_OK);
    assert_true(kj_matcher_scan(matcher, text, length, KJ_MATCH_OVERLAPPING, &hits));
    assert_int_equal(hits.size, 1);
    assert_int_equal(hits.at[0].start, 1); /* neither edge on a skip */
    assert_int_equal(hits.at[0].end, length - 1);
    kj_vec_free(&hits);
    kj_matcher_free(matcher);
}

/* Many children of many states: no two may share a cell. */
static void large_alphabet(void **state) {
    (void)state;
    enum { COUNT = 3000, LENGTH = 2000 };
    uint32_t(*symbols)[3] = malloc(COUNT * sizeof *symbols), text[LENGTH];
    kj_pattern *patterns = malloc(COUNT * sizeof *patterns);
    assert_non_null(symbols);
    assert_non_null(patterns);
    uint32_t count = 0;
    for (uint32_t p = 0; p < COUNT; p++) {
        symbols[count][0] = 0x4E00 + below(4) * below(300);
        symbols[count][1] = 0x4E00 + below(900);
        symbols[count][2] = 0x4E00 + below(3);
        patterns[count] = (kj_pattern){symbols[count], 1 + below(3)};
        count++;
    }
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = symbols[below(COUNT)][below(3)];
    kj_matcher *matcher = NULL;
    kj_hits hits = {0};
    assert_int_equal(kj_matcher_build(patterns, count, &matcher, NULL), KAOJU_OK);
    assert_true(kj_matcher_scan(matcher, text, LENGTH, KJ_MATCH_OVERLAPPING, &hits));
    size_t expected = 0, next = 0;
    for (uint32_t at = 0; at < LENGTH; at++)
        for (uint32_t n = 1; n <= 3 && at + n <= LENGTH; n++)
            for (uint32_t p = 0; p < count; p++)
                if (patterns[p].length == n && memcmp(symbols[p], text + at, n * sizeof *text) == 0) {
                    assert_true(next < hits.size);
                    assert_int_equal(hits.at[next].start, at);
                    assert_int_equal(hits.at[next].end, at + n);
                    assert_int_equal(hits.at[next++].pattern, p);
                    expected++;
                    break;
                }
    assert_int_equal(hits.size, expected);
    assert_true(expected > 500);
    kj_vec_free(&hits);
    kj_matcher_free(matcher);
    free(patterns);
    free(symbols);
}

static void empty_set_and_empty_text(void **state) {
    (void)state;
    const uint32_t text[] = {'a', KJ_SKIP, KJ_BREAK, 0x10FFFF};
    const kj_pattern pattern = {text, 1};
    kj_matcher *matcher = NULL;
    kj_hits hits = {0};
    assert_int_equal(kj_matcher_build(NULL, 0, &matcher, NULL), KAOJU_OK);
    assert_true(kj_matcher_scan(matcher, text, 4, KJ_MATCH_OVERLAPPING, &hits));
    assert_true(kj_matcher_scan(matcher, text, 0, KJ_MATCH_LEFTMOST_LONGEST, &hits));
    assert_int_equal(hits.size, 0);
    assert_int_equal(kj_matcher_find(matcher, text, 1), UINT32_MAX);
    assert_int_equal(kj_matcher_find(matcher, text, 0), UINT32_MAX);
    kj_matcher_free(matcher);
    assert_int_equal(kj_matcher_build(&pattern, 1, &matcher, NULL), KAOJU_OK);
    assert_true(kj_matcher_scan(matcher, NULL, 0, KJ_MATCH_OVERLAPPING, &hits));
    assert_int_equal(hits.size, 0);
    kj_matcher_free(matcher);
}

static void appends_to_hits(void **state) {
    (void)state;
    const uint32_t text[] = {'a', 'b', 'a'}, words[] = {'a', 'b'};
    const kj_pattern patterns[] = {{words, 1}, {words, 2}};
    kj_matcher *matcher = NULL;
    kj_hits hits = {0};
    assert_int_equal(kj_matcher_build(patterns, 2, &matcher, NULL), KAOJU_OK);
    assert_true(kj_matcher_scan(matcher, text, 3, KJ_MATCH_OVERLAPPING, &hits));
    assert_true(kj_matcher_scan(matcher, text, 3, KJ_MATCH_LEFTMOST_LONGEST, &hits));
    assert_int_equal(hits.size, 5);
    const kj_hit want[] = {{0, 1, 0}, {0, 2, 1}, {2, 3, 0}, {0, 2, 1}, {2, 3, 0}};
    assert_memory_equal(hits.at, want, sizeof want);
    kj_vec_free(&hits);
    kj_matcher_free(matcher);
}

static void finds_whole_patterns_only(void **state) {
    (void)state;
    const uint32_t words[] = {'a', 'b', 'c'}, spaced[] = {KJ_SKIP, 'a', KJ_SKIP, 'b', 'c'}, broken[] = {'b', KJ_BREAK};
    const kj_pattern patterns[] = {{words, 3}, {words + 1, 1}};
    kj_matcher *matcher = NULL;
    assert_int_equal(kj_matcher_build(patterns, 2, &matcher, NULL), KAOJU_OK);
    assert_int_equal(kj_matcher_find(matcher, words, 3), 0);
    assert_int_equal(kj_matcher_find(matcher, spaced, 5), 0);
    assert_int_equal(kj_matcher_find(matcher, words + 1, 1), 1);
    assert_int_equal(kj_matcher_find(matcher, words, 2), UINT32_MAX); /* ends in pattern 1, is none */
    assert_int_equal(kj_matcher_find(matcher, words + 1, 2), UINT32_MAX);
    assert_int_equal(kj_matcher_find(matcher, broken, 2), UINT32_MAX);
    assert_int_equal(kj_matcher_find(matcher, words, 0), UINT32_MAX);
    kj_matcher_free(matcher);
}

static void refuses_patterns_that_cannot_match(void **state) {
    (void)state;
    const uint32_t symbols[] = {'a', KJ_SKIP, KJ_BREAK, UINT32_MAX};
    const kj_pattern bad[] = {{symbols, 0}, {symbols, 2}, {symbols + 2, 1}, {symbols + 3, 1}};
    for (size_t i = 0; i < 4; i++) {
        kj_matcher *matcher = (kj_matcher *)&naive_seed;
        kaoju_error error;
        assert_int_equal(kj_matcher_build(&bad[i], 1, &matcher, &error), KAOJU_E_ARGUMENT);
        assert_null(matcher);
    }
    kj_matcher_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_engine_gives_the_table),
        cmocka_unit_test(agrees_with_naive_search),
        cmocka_unit_test(nested_runs_of_one_letter),
        cmocka_unit_test(nested_suffixes_and_prefixes),
        cmocka_unit_test(longest_surface),
        cmocka_unit_test(large_alphabet),
        cmocka_unit_test(empty_set_and_empty_text),
        cmocka_unit_test(appends_to_hits),
        cmocka_unit_test(finds_whole_patterns_only),
        cmocka_unit_test(refuses_patterns_that_cannot_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
