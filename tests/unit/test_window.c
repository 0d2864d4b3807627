/* Windows: skips left out, breaks as strangers, look-ahead carried on, hits in order. */
#include "matcher_sets.h"

#include "dict/kernels.h"

static void leaves_out_skips(void **state) {
    (void)state;
    const uint32_t word[] = {'a', 'b'}, text[] = {KJ_SKIP, 'a', KJ_SKIP, KJ_SKIP, 'b', KJ_BREAK, 'x', 'b', KJ_SKIP};
    const kj_pattern pattern = {word, 2};
    set s = make_set(&pattern, 1);
    kj_window window;
    assert_true(kj_window_open(&window, &s.alphabet, 2, text, 9));
    assert_true(kj_window_next(&window, kj_kernels_portable.read));
    assert_int_equal(window.total, 5);
    assert_int_equal(window.starts, 5);
    const uint16_t ranks[] = {1, 2, 0, 0, 2, 0, 0};
    const uint32_t places[] = {1, 4, 5, 6, 7};
    assert_memory_equal(window.ranks, ranks, sizeof ranks);
    assert_memory_equal(window.places, places, sizeof places);
    assert_false(kj_window_next(&window, kj_kernels_portable.read));
    kj_window_free(&window);
    free_set(&s);
}

/* Every solid character starts hits in one window only, with what follows it in sight. */
static void windows_overlap_by_the_look_ahead(void **state) {
    (void)state;
    enum { LENGTH = 3 * KJ_WINDOW + 100 };
    uint32_t *text = malloc(LENGTH * sizeof *text), word = 'a';
    const kj_pattern pattern = {&word, 1};
    assert_non_null(text);
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = i % 10 == 9 ? KJ_SKIP : 'a';
    set s = make_set(&pattern, 1);
    for (uint32_t longest = 1; longest < 5 * KJ_WINDOW; longest = longest * 9 + 1) {
        kj_window window;
        uint32_t next = 0, solid = LENGTH - LENGTH / 10;
        assert_true(kj_window_open(&window, &s.alphabet, longest, text, LENGTH));
        while (kj_window_next(&window, kj_kernels_portable.read)) {
            for (uint32_t i = 0; i < window.total; i++)
                assert_int_equal(window.places[i], (next + i) / 9 * 10 + (next + i) % 9);
            next += window.starts;
            uint32_t sight = next + longest - 1;
            assert_int_equal(next + (window.total - window.starts), sight < solid ? sight : solid);
            assert_true(window.starts >= window.total - window.starts);
            assert_int_equal(window.ranks[window.total], 0);
        }
        assert_int_equal(next, solid);
        kj_window_free(&window);
    }
    free_set(&s);
    free(text);
}

/* Both ways of putting hits in order. */
static void order_is_by_start_and_stable(void **state) {
    (void)state;
    enum { LENGTH = 500 };
    uint32_t text[LENGTH], word = 'a';
    const kj_pattern pattern = {&word, 1};
    set s = make_set(&pattern, 1);
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = i % 2 ? 'a' : KJ_SKIP;
    for (uint32_t count = 0; count < 250; count += 7) {
        kj_window window;
        kj_hits raw = {0}, hits = {0};
        assert_true(kj_window_open(&window, &s.alphabet, 3, text, LENGTH));
        assert_true(kj_window_next(&window, kj_kernels_portable.read));
        for (uint32_t depth = 1; depth <= 3; depth++)
            for (uint32_t i = 0; i < count; i += depth) {
                kj_hit hit = {i, i + depth < window.total ? i + depth : window.total, depth};
                assert_true(kj_push(&raw, hit));
                window.counts[i]++;
            }
        assert_true(kj_window_order(&window, NULL, 0, &raw, &hits));
        assert_int_equal(hits.size, raw.size);
        for (size_t i = 0; i < hits.size; i++) {
            assert_int_equal(hits.at[i].start % 2, 1);
            assert_int_equal(hits.at[i].end % 2, 0);
            assert_true(i == 0 || hits.at[i - 1].start < hits.at[i].start ||
                        (hits.at[i - 1].start == hits.at[i].start && hits.at[i - 1].pattern < hits.at[i].pattern));
        }
        kj_vec_free(&raw);
        kj_vec_free(&hits);
        kj_window_free(&window);
    }
    free_set(&s);
}

/* Hits of one character that are not in the list come first of their start. */
static void order_puts_singles_first(void **state) {
    (void)state;
    const uint32_t word = 'a', text[] = {'a', 'x', KJ_SKIP, 'a', 'a', KJ_BREAK, 'x', 'a'}, singles[] = {0, 1 + 5};
    const kj_pattern pattern = {&word, 1};
    set s = make_set(&pattern, 1);
    kj_window window;
    kj_hit found[] = {{0, 2, 7}, {2, 4, 7}, {0, 3, 8}}; /* window coordinates, by length */
    kj_hits raw = {.at = found, .size = 3, .room = 3}, hits = {0};
    assert_true(kj_window_open(&window, &s.alphabet, 3, text, 8));
    assert_true(kj_window_next(&window, kj_kernels_portable.read));
    window.counts[0] = 2;
    window.counts[2] = 1;
    assert_true(kj_window_order(&window, singles, 4, &raw, &hits));
    const kj_hit expected[] = {{0, 1, 5}, {0, 2, 7}, {0, 4, 8}, {3, 4, 5}, {3, 5, 7}, {4, 5, 5}, {7, 8, 5}};
    assert_int_equal(hits.size, 7);
    assert_memory_equal(hits.at, expected, sizeof expected);
    kj_vec_free(&hits);
    kj_window_free(&window);
    free_set(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_out_skips),
        cmocka_unit_test(windows_overlap_by_the_look_ahead),
        cmocka_unit_test(order_is_by_start_and_stable),
        cmocka_unit_test(order_puts_singles_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
