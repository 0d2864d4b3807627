/* The kernels of this machine write the same arrays as those in portable C. */
#include "matcher_sets.h"

#include "dict/columns.h"

enum { LENGTH = 3000 };

static uint64_t kernel_seed = 88172645463325252u;

static uint32_t below(uint32_t n) {
    kernel_seed ^= kernel_seed << 13, kernel_seed ^= kernel_seed >> 7, kernel_seed ^= kernel_seed << 17;
    return (uint32_t)((kernel_seed >> 20) % n);
}

/* Letters of the words, far ones, skips, breaks and values that are no symbol. */
static void make_text(uint32_t *text, uint32_t letters, uint32_t odd) {
    static const uint32_t odds[] = {KJ_SKIP, KJ_BREAK, 0x1F600, 0x10FFFF, 0xFFFF, 0, UINT32_MAX, KJ_SKIP, KJ_SKIP};
    for (uint32_t i = 0; i < LENGTH; i++)
        text[i] = below(100) < odd ? odds[below(9)] : 0x4E00 + below(letters);
}

static void same_ranks_and_places(const kj_kernels *kernels, const set *s, const uint32_t *text, uint32_t length) {
    uint16_t a[LENGTH + KJ_WINDOW_PAD], b[LENGTH + KJ_WINDOW_PAD];
    uint32_t places_a[LENGTH + KJ_WINDOW_PAD], places_b[LENGTH + KJ_WINDOW_PAD];
    uint32_t from = below(length);
    uint32_t n = kj_kernels_portable.read(&s->alphabet, text, from, length, a, places_a, 3);
    assert_int_equal(kernels->read(&s->alphabet, text, from, length, b, places_b, 3), n);
    assert_memory_equal(a + 3, b + 3, (n - 3) * sizeof *a);
    assert_memory_equal(places_a + 3, places_b + 3, (n - 3) * sizeof *places_a);
}

static void same_starts(const kj_kernels *kernels, const set *s, const kj_filter *filter, const uint32_t *text,
                        uint32_t length) {
    uint16_t ranks[LENGTH + KJ_WINDOW_PAD] = {0};
    uint32_t places[LENGTH + KJ_WINDOW_PAD], at[2][LENGTH + KJ_SLACK], single[2][LENGTH + KJ_SLACK];
    uint32_t total = kj_kernels_portable.read(&s->alphabet, text, 0, length, ranks, places, 0);
    uint32_t starts = total - (total ? below(total < 40 ? total : 40) : 0);
    kj_counts a = kj_kernels_portable.filter(filter, ranks, starts, at[0], single[0]);
    kj_counts b = kernels->filter(filter, ranks, starts, at[1], single[1]);
    assert_int_equal(a.pairs, b.pairs);
    assert_int_equal(a.singles, b.singles);
    assert_memory_equal(at[0], at[1], a.pairs * sizeof *at[0]);
    assert_memory_equal(single[0], single[1], a.singles * sizeof *single[0]);
}

static void is_as_portable(const kj_kernels *kernels) {
    if (!kernels)
        skip();
    for (uint32_t letters = 5; letters < 5000; letters *= 3) {
        uint32_t *symbols, text[LENGTH];
        kj_pattern *patterns = make_words(letters * 4, letters, &symbols);
        symbols[0] = 0x1F600;
        set s = make_set(patterns, letters * 4);
        kj_columns columns;
        assert_int_equal(kj_columns_build(&s.trie, &s.alphabet, &s.automaton, &columns, NULL), KAOJU_OK);
        for (uint32_t round = 0; round < 200; round++) {
            uint32_t length = round < 40 ? round + 1 : 1 + below(LENGTH);
            make_text(text, letters, round % 3 * 10);
            same_ranks_and_places(kernels, &s, text, length);
            same_starts(kernels, &s, &columns.filter, text, length);
        }
        kj_columns_free(&columns);
        free_set(&s);
        free(patterns);
        free(symbols);
    }
}

static void avx2_is_as_portable(void **state) {
    (void)state;
    is_as_portable(kj_kernels_avx2());
}

static void avx512_is_as_portable(void **state) {
    (void)state;
    is_as_portable(kj_kernels_avx512());
}

static void rows_of_all_classes(void **state) {
    (void)state;
    assert_int_equal(kj_row_words(0), 0);
    assert_int_equal(kj_row_words(1), 1);
    assert_int_equal(kj_row_words(11), 1024); /* 64 * 1024 ranks: all there can be */
    assert_int_equal(kj_row_words(5 | KJ_HEAD_SINGLE), 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(avx2_is_as_portable),
        cmocka_unit_test(avx512_is_as_portable),
        cmocka_unit_test(rows_of_all_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
