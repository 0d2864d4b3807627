/* The set of known names finds what a matcher of the same names finds, leftmost and longest. */
#include "resolve/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { LENGTH = 400, NAMES = 12, TURNS = 300 };

static uint32_t seed = 1;
static uint32_t below(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

/* A text of few characters, so that much is alike, with blanks and ends of paragraphs. Two of the characters share a place
 * of the table of firsts, one lies above the basic plane. */
static void make_text(uint32_t symbols[LENGTH + 1]) {
    static const uint32_t some[] = {0x738B, 0x6BC5, 0x674E, 0x738B + KJ_KNOWN_FIRSTS, 0x20000, KJ_SKIP, 'a'};
    for (uint32_t i = 0; i < LENGTH; i++)
        symbols[i] = below(40) ? some[below(7)] : KJ_BREAK;
    symbols[LENGTH] = KJ_BREAK;
}

/* Up to NAMES places without a break, their characters in `patterns`. */
static uint32_t choose_names(const kj_text *text, kaoju_range names[NAMES], kj_pattern patterns[NAMES],
                             uint32_t characters[NAMES][8]) {
    uint32_t count = 0;
    for (uint32_t turn = 0; turn < NAMES; turn++) {
        uint32_t start = below(LENGTH - 8), end = start + 1 + below(7), length = 0;
        bool good = true;
        for (uint32_t i = start; i < end; i++) {
            good &= text->symbol[i] != KJ_BREAK;
            if (text->symbol[i] < KJ_SKIP)
                characters[count][length++] = text->symbol[i];
        }
        if (!good || !length)
            continue;
        names[count] = (kaoju_range){start, end};
        patterns[count] = (kj_pattern){characters[count], length};
        count++;
    }
    return count;
}

static void like_a_matcher(void **state) {
    (void)state;
    for (int turn = 0; turn < TURNS; turn++) {
        uint32_t symbols[LENGTH + 1], characters[NAMES][8];
        kj_text text = {.symbol = symbols, .length = LENGTH};
        kaoju_range names[NAMES];
        kj_pattern patterns[NAMES];
        kj_matcher *matcher = NULL;
        kj_known known;
        kj_hits want = {0};
        kj_hit hit;
        size_t total = 0, found = 0;
        make_text(symbols);
        uint32_t count = choose_names(&text, names, patterns, characters);
        for (uint32_t i = 0; i < count; i++)
            total += patterns[i].length;
        assert_int_equal(kj_matcher_build(patterns, count, &matcher, NULL), KAOJU_OK);
        assert_true(kj_matcher_scan(matcher, symbols, LENGTH, KJ_MATCH_LEFTMOST_LONGEST, &want));
        assert_true(kj_known_start(&known, total));
        for (uint32_t i = 0; i < count; i++)
            kj_known_add(&known, &text, names[i], i);
        for (uint32_t at = 0; kj_known_next(&known, &text, at, &hit); at = hit.end, found++) {
            assert_true(found < want.size);
            assert_int_equal(hit.start, want.at[found].start);
            assert_int_equal(hit.end, want.at[found].end);
            assert_int_equal(hit.pattern, want.at[found].pattern);
        }
        assert_int_equal(found, want.size);
        kj_known_free(&known);
        kj_matcher_free(matcher);
        kj_vec_free(&want);
    }
}

static void none(void **state) {
    (void)state;
    uint32_t symbols[] = {0, 'a', KJ_SKIP, KJ_BREAK};
    kj_text text = {.symbol = symbols, .length = 3};
    kj_known known;
    kj_hit hit;
    assert_true(kj_known_start(&known, 0));
    assert_false(kj_known_next(&known, &text, 0, &hit));
    kj_known_add(&known, &text, (kaoju_range){2, 3}, 0); /* nothing but a blank */
    assert_false(kj_known_next(&known, &text, 0, &hit));
    kj_known_free(&known);
}

/* As many names as there is room for: every search comes to an end. */
static void full(void **state) {
    (void)state;
    enum { MANY = 4096 };
    uint32_t *symbols = calloc(MANY + 1, sizeof *symbols);
    kj_text text = {.symbol = symbols, .length = MANY};
    kj_known known;
    kj_hit hit;
    assert_non_null(symbols);
    for (uint32_t i = 0; i < MANY; i++)
        symbols[i] = 0x4E00 + i;
    symbols[MANY] = KJ_BREAK;
    assert_true(kj_known_start(&known, MANY / 2));
    for (uint32_t i = 0; i < MANY / 2; i++)
        kj_known_add(&known, &text, (kaoju_range){2 * i, 2 * i + 1}, i);
    uint32_t found = 0;
    for (uint32_t at = 0; kj_known_next(&known, &text, at, &hit); at = hit.end)
        assert_int_equal(hit.pattern, found++);
    assert_int_equal(found, MANY / 2);
    kj_known_free(&known);
    free(symbols);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(like_a_matcher), cmocka_unit_test(none),
                                       cmocka_unit_test(full)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
