/* The engines against each other and against the naive search where they are most unlike: texts of many windows, hostile
 * texts on which the columns give up, folded and hard-wrapped pages. */
#include "matcher_naive.h"

#include "dict/columns.h"
#include "text/text.h"
#include "text/utf8.h"

/* Every engine gives what the automaton gives. Returns how many hits overlap. */
static size_t agree(const kj_pattern *patterns, uint32_t count, const uint32_t *text, uint32_t length) {
    kj_matcher *matcher = NULL;
    size_t found = 0;
    assert_int_equal(kj_matcher_build(patterns, count, &matcher, NULL), KAOJU_OK);
    for (int kind = KJ_MATCH_OVERLAPPING; kind <= KJ_MATCH_LEFTMOST_FIRST; kind++) {
        kj_hits want = {0};
        assert_true(kj_matcher_scan_with(matcher, KJ_ENGINE_AUTOMATON, text, length, (kj_match_kind)kind, &want));
        for (int engine = KJ_ENGINE_COLUMNS; engine < KJ_ENGINE_COUNT; engine++)
            if (kj_engine_available((kj_engine)engine))
                gives(matcher, (kj_engine)engine, text, length, (kj_match_kind)kind, &want);
        if (kind == KJ_MATCH_OVERLAPPING)
            found = want.size;
        kj_vec_free(&want);
    }
    kj_matcher_free(matcher);
    return found;
}

/* ------------------------------------------------------------------ windows */

/* One long word and parts of it all over a text: hits lie across every border, with skips and breaks upon it too. */
static void hits_across_windows(void **state) {
    (void)state;
    enum { LONGEST = 40, LENGTH = 3 * KJ_WINDOW };
    uint32_t word[LONGEST], *text = malloc(LENGTH * sizeof *text);
    kj_pattern patterns[LONGEST];
    assert_non_null(text);
    for (uint32_t i = 0; i < LONGEST; i++) {
        word[i] = 0x4E00 + i;
        patterns[i] = (kj_pattern){word, LONGEST - i};
    }
    for (uint32_t skips = 0; skips < 3; skips++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < LENGTH; i++)
            text[i] = skips && below(7) == 0 ? (skips == 2 && below(9) == 0 ? KJ_BREAK : KJ_SKIP) : word[n++ % LONGEST];
        for (uint32_t change = 0; change < 4; change++) {
            uint32_t length = LENGTH - below(3 * LONGEST);
            assert_true(agree(patterns, LONGEST, text, length) > LENGTH / LONGEST / 2);
        }
    }
    free(text);
}

/* Lengths of text at which a window or its look-ahead just ends. */
static void texts_that_end_at_a_border(void **state) {
    (void)state;
    enum { LONGEST = 5 };
    uint32_t *text = malloc((2 * KJ_WINDOW + 16) * sizeof *text), word[LONGEST] = {1, 2, 1, 2, 1};
    const kj_pattern patterns[] = {{word, LONGEST}, {word, 2}, {word, 1}};
    assert_non_null(text);
    for (uint32_t i = 0; i < 2 * KJ_WINDOW + 16; i++)
        text[i] = 1 + i % 2;
    for (uint32_t windows = 1; windows <= 2; windows++)
        for (uint32_t length = windows * KJ_WINDOW - 7; length <= windows * KJ_WINDOW + 7; length++) {
            /* 121212...: a word of n characters starts at each 1 that has n - 1 behind it. */
            size_t want = (length + 1) / 2 + length / 2 + (length - LONGEST) / 2 + 1;
            assert_int_equal(agree(patterns, 3, text, length), want);
        }
    for (uint32_t i = KJ_WINDOW - 3; i < KJ_WINDOW + 9; i++)
        text[i] = KJ_SKIP;
    agree(patterns, 3, text, 2 * KJ_WINDOW);
    free(text);
}

/* A word longer than a window, and than what is looked ahead usually. */
static void a_word_longer_than_a_window(void **state) {
    (void)state;
    enum { LONGEST = KJ_WINDOW + 3, LENGTH = 3 * LONGEST };
    uint32_t *text = malloc(LENGTH * sizeof *text);
    assert_non_null(text);
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = 0x4E00 + i % LONGEST % 251;
    const kj_pattern patterns[] = {{text, LONGEST}, {text, LONGEST - 1}, {text + 1, 2}};
    assert_in_range(agree(patterns, 3, text, LENGTH), 6, LENGTH);
    free(text);
}

/* ------------------------------------------------------------------ hostile texts */

/* Many words with one long beginning, on a text that is nothing else: every place goes 200 levels deep, for nothing. */
static void shared_prefixes(void **state) {
    (void)state;
    enum { PREFIX = 200, WORDS = 40, LENGTH = 2 * KJ_WINDOW + 100 };
    uint32_t symbols[WORDS][PREFIX + 1], *text = malloc(LENGTH * sizeof *text);
    kj_pattern patterns[WORDS];
    assert_non_null(text);
    for (uint32_t period = 1; period <= 3; period++) {
        for (uint32_t w = 0; w < WORDS; w++) {
            for (uint32_t i = 0; i < PREFIX; i++)
                symbols[w][i] = 'a' + i % period;
            symbols[w][PREFIX] = 0x4E00 + w;
            patterns[w] = (kj_pattern){symbols[w], PREFIX + 1};
        }
        for (uint32_t i = 0; i < LENGTH; i++)
            text[i] = i % 1009 == 1000 ? 0x4E00 + below(WORDS) : 'a' + i % period;
        agree(patterns, WORDS, text, LENGTH);
        patterns[1] = (kj_pattern){symbols[1], 3}; /* hits while the columns give up */
        assert_true(agree(patterns, WORDS, text, LENGTH) > LENGTH / 4);
    }
    free(text);
}

/* As many hits as characters times words: not a reason to give up. */
static void runs_of_one_letter(void **state) {
    (void)state;
    enum { LONGEST = 60, LENGTH = KJ_WINDOW + 700 };
    uint32_t word[LONGEST], *text = malloc(LENGTH * sizeof *text);
    kj_pattern patterns[LONGEST];
    assert_non_null(text);
    for (uint32_t i = 0; i < LONGEST; i++) {
        word[i] = 'a';
        patterns[i] = (kj_pattern){word, i + 1};
    }
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = 'a';
    assert_int_equal(agree(patterns, LONGEST, text, LENGTH), LENGTH * LONGEST - LONGEST * (LONGEST - 1) / 2);
    free(text);
}

static void random_sets_on_long_texts(void **state) {
    (void)state;
    enum { WORDS = 400, LENGTH = KJ_WINDOW + 3000 };
    uint32_t(*symbols)[12] = malloc(WORDS * sizeof *symbols), *text = malloc(LENGTH * sizeof *text);
    assert_non_null(symbols);
    assert_non_null(text);
    for (int round = 0; round < 60; round++) {
        uint32_t alphabet = 2 + below(round % 2 ? 3000 : 4), count = 1 + below(WORDS), longest = 1 + below(12);
        uint32_t far = below(4) == 0 ? 0x1F000 : 0x4E00, skips = below(3) * 10;
        kj_pattern patterns[WORDS];
        for (uint32_t p = 0; p < count; p++) {
            patterns[p] = (kj_pattern){symbols[p], 1 + below(longest)};
            for (uint32_t i = 0; i < patterns[p].length; i++)
                symbols[p][i] = far + below(1 + below(alphabet));
        }
        for (uint32_t i = 0; i < LENGTH;) {
            uint32_t p = below(count);
            for (uint32_t n = 0; n < patterns[p].length && i < LENGTH; i++)
                text[i] = below(100) < skips ? KJ_SKIP : below(200) == 0 ? KJ_BREAK : symbols[p][n++];
            if (i < LENGTH && below(3) == 0)
                text[i++] = far + below(alphabet + 5);
        }
        agree(patterns, count, text, LENGTH - below(50));
    }
    free(text);
    free(symbols);
}

/* ------------------------------------------------------------------ pages */

/* Pages of letters that fold together, blanks and line ends, read as kaoju reads them. */
static void folded_and_wrapped_pages(void **state) {
    (void)state;
    static const uint32_t letters[] = {0x53F0, 0x81FA, '9',    0xFF19, 0x5E74, ' ',
                                       0x3000, '\n',   0x3002, 'a',    0x56FD, 0x570B};
    enum { LETTERS = sizeof letters / sizeof *letters, PAGE = 300, WORDS = 12 };
    kj_fold *fold = kj_fold_new();
    assert_non_null(fold);
    assert_true(kj_fold_add(fold, 0x81FA, 0x53F0));
    assert_true(kj_fold_add(fold, 0x570B, 0x56FD));
    kj_text text = {0};
    size_t skips = 0;
    for (int round = 0; round < 400; round++) {
        char page[PAGE * 4];
        size_t size = 0;
        for (uint32_t i = 0, length = below(PAGE); i < length; i++)
            size += kj_utf8_put(letters[below(LETTERS)], page + size);
        assert_int_equal(kj_text_read(&text, page, size, fold, NULL), KAOJU_OK);
        for (uint32_t i = 0; i < text.length; i++)
            skips += text.symbol[i] == KJ_SKIP;
        uint32_t symbols[WORDS][6], count = 0;
        kj_pattern patterns[WORDS];
        for (; count < WORDS; count++) {
            patterns[count] = (kj_pattern){symbols[count], 1 + below(5)};
            for (uint32_t i = 0; i < patterns[count].length; i++)
                symbols[count][i] = kj_fold_symbol(fold, letters[below(3) ? below(5) : 10 + below(2)]);
        }
        compare(patterns, count, text.symbol, text.length);
    }
    assert_true(skips > 1000);
    kj_text_free(&text);
    kj_fold_free(fold);
}

static void simd_can_be_turned_off(void **state) {
    (void)state;
    assert_true(kj_engine_available(KJ_ENGINE_AUTOMATON));
    assert_true(kj_engine_available(KJ_ENGINE_COLUMNS));
    assert_false(kj_engine_available(KJ_ENGINE_COUNT));
    const uint32_t text[] = {'a', 'b'};
    const kj_pattern pattern = {text, 2};
    for (int off = 0; off < 2; off++) {
        kj_matcher *matcher = NULL;
        kj_hits hits = {0};
        assert_int_equal(off ? setenv("KAOJU_SIMD", "off", 1) : unsetenv("KAOJU_SIMD"), 0);
        assert_int_equal(kj_matcher_build(&pattern, 1, &matcher, NULL), KAOJU_OK);
        if (off)
            assert_int_equal(kj_matcher_engine(matcher), KJ_ENGINE_COLUMNS);
        assert_true(kj_engine_available(kj_matcher_engine(matcher)));
        assert_true(kj_matcher_scan(matcher, text, 2, KJ_MATCH_OVERLAPPING, &hits));
        assert_int_equal(hits.size, 1);
        assert_false(kj_matcher_scan_with(matcher, KJ_ENGINE_COUNT, text, 2, KJ_MATCH_OVERLAPPING, &hits));
        assert_int_equal(hits.size, 1);
        kj_vec_free(&hits);
        kj_matcher_free(matcher);
    }
    unsetenv("KAOJU_SIMD");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_across_windows),         cmocka_unit_test(texts_that_end_at_a_border),
        cmocka_unit_test(a_word_longer_than_a_window), cmocka_unit_test(shared_prefixes),
        cmocka_unit_test(runs_of_one_letter),          cmocka_unit_test(random_sets_on_long_texts),
        cmocka_unit_test(folded_and_wrapped_pages),    cmocka_unit_test(simd_can_be_turned_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
