/* The lattice: order, index, and reuse from text to text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/span.h"

static kj_fold *fold;
static const uint8_t bit_of[] = {3, KJ_TYPE_BITS, 127};
static const kj_bits bits = {bit_of, 3, NULL, 0};

static int setup(void **state) {
    (void)state;
    fold = kj_fold_new();
    return fold == NULL;
}

static int teardown(void **state) {
    (void)state;
    kj_fold_free(fold);
    return 0;
}

static void add(kj_lattice *lattice, uint32_t start, uint32_t end, uint32_t type, uint32_t entry) {
    kj_span span = {start, end, type, entry, KJ_NONE, KJ_NONE, KJ_NO_INTEGER};
    assert_true(kj_push(&lattice->spans, span));
}

/* The spans that start in [from, to): their start, end, type, entry. */
static void expect_spans(const kj_lattice *lattice, uint32_t from, uint32_t to, const uint32_t (*order)[4],
                         uint32_t count) {
    uint32_t seen = 0;
    kj_each_span (i, lattice, from, to) {
        assert_true(seen < count);
        assert_memory_equal(&lattice->spans.at[i], order[seen++], sizeof *order);
    }
    assert_int_equal(seen, count);
}

static void indexes_by_start(void **state) {
    (void)state;
    kj_text text = {0};
    assert_int_equal(kj_text_read(&text, "abcd", 4, fold, NULL), KAOJU_OK);
    kj_lattice lattice = {0};
    assert_true(kj_lattice_start(&lattice, &text, bits));
    add(&lattice, 2, 4, 1, 0);
    add(&lattice, 0, 2, 5, 3);
    add(&lattice, 0, 1, 9, 0);
    add(&lattice, 0, 2, 5, 1);
    add(&lattice, 3, 4, 0, 0);
    assert_true(kj_lattice_index(&lattice));
    static const uint32_t order[][4] = {{0, 1, 9, 0}, {0, 2, 5, 1}, {0, 2, 5, 3}, {2, 4, 1, 0}, {3, 4, 0, 0}};
    expect_spans(&lattice, 0, 4, order, 5);
    expect_spans(&lattice, 0, 1, order, 3);
    expect_spans(&lattice, 1, 3, order + 3, 1);
    expect_spans(&lattice, 1, 2, order, 0);
    expect_spans(&lattice, 2, 2, order, 0);
    /* A later phase adds, and indexes again. */
    add(&lattice, 1, 2, 0, 0);
    add(&lattice, 0, 2, 4, 0);
    assert_true(kj_lattice_index(&lattice));
    static const uint32_t more[][4] = {{0, 1, 9, 0}, {0, 2, 4, 0}, {0, 2, 5, 1}, {0, 2, 5, 3},
                                       {1, 2, 0, 0}, {2, 4, 1, 0}, {3, 4, 0, 0}};
    expect_spans(&lattice, 0, 4, more, 7);
    assert_int_equal(lattice.sites.at[1].mask.types[0], 1 << 3);                                /* type 0 */
    assert_int_equal(lattice.sites.at[2].mask.types[0] | lattice.sites.at[2].mask.types[1], 0); /* type 1 has no bit */
    /* Those of type 0, the only one here with a bit, are found by their site and on the map of the bit. */
    assert_int_equal(lattice.sites.at[0].first, KJ_NONE);
    const kj_typed *one = &lattice.typed.at[lattice.sites.at[1].first];
    assert_int_equal(lattice.spans.at[one->span].start, 1);
    assert_int_equal(one->end, 2);
    assert_int_equal(one->bit, 3);
    assert_int_equal(one->next, KJ_NONE);
    assert_true(kj_mask_has_bit(&lattice.there, 3));
    assert_int_equal(kj_lattice_map(&lattice, 3)[0], kj_map_bit(1) | kj_map_bit(3));
    kj_lattice_free(&lattice);
    kj_text_free(&text);
}

static void takes_no_spans_and_no_text(void **state) {
    (void)state;
    kj_text text = {0};
    assert_int_equal(kj_text_read(&text, "", 0, fold, NULL), KAOJU_OK);
    kj_lattice lattice = {0};
    assert_true(kj_lattice_start(&lattice, &text, bits));
    assert_true(kj_lattice_index(&lattice));
    expect_spans(&lattice, 0, 1, NULL, 0);
    kj_lattice_free(&lattice);
    kj_text_free(&text);
}

/* Homonyms en masse, and then some between them. */
static void sorts_many_of_one_start(void **state) {
    (void)state;
    kj_text text = {0};
    assert_int_equal(kj_text_read(&text, "ab", 2, fold, NULL), KAOJU_OK);
    kj_lattice lattice = {0};
    assert_true(kj_lattice_start(&lattice, &text, bits));
    for (uint32_t i = 0; i < 1000; i++) {
        add(&lattice, 1, 2, 0, (i * 7919) % 1000);
        if (i % 300 == 299)
            assert_true(kj_lattice_index(&lattice));
    }
    assert_true(kj_lattice_index(&lattice));
    uint32_t entry = 0;
    kj_each_span (i, &lattice, 0, 2)
        assert_int_equal(lattice.spans.at[i].entry, entry++);
    assert_int_equal(entry, 1000);
    kj_lattice_free(&lattice);
    kj_text_free(&text);
}

/* What was found comes in order, and so the same chains come out as of spans that are put in one by one. */
static void reads_what_was_found(void **state) {
    (void)state;
    static const char text_of[] = "abc 5moon \xE4\xBA\xBA\xE6\xB0\x91"; /* 人民 */
    static const kj_found list[] = {{0, 3, 0, 7},  {0, 3, 0, 9},   {0, 3, 1, 2},   {0, 3, 2, 4},  {5, 6, 0, 3},
                                    {5, 10, 2, 1}, {10, 11, 1, 5}, {10, 11, 2, 6}, {10, 12, 0, 8}};
    enum { COUNT = sizeof list / sizeof *list, INSIDE = 4 }; /* the m of 5moon is no word */
    kj_text text = {0};
    kj_lattice read = {0}, put = {0};
    kj_founds found = {0};
    assert_int_equal(kj_text_read(&text, text_of, strlen(text_of), fold, NULL), KAOJU_OK);
    assert_true(kj_lattice_start(&read, &text, bits) && kj_lattice_start(&put, &text, bits));
    for (size_t i = COUNT; i-- > 0;)
        if (i != INSIDE)
            add(&put, list[i].start, list[i].end, list[i].type, list[i].entry);
    for (size_t i = 0; i < COUNT; i++)
        assert_true(kj_push(&found, list[i]));
    assert_true(kj_lattice_index(&put) && kj_lattice_read(&read, &found));
    uint32_t other = kj_span_first(&put, 0, text.length);
    kj_each_span (i, &read, 0, text.length) {
        assert_memory_equal(&read.spans.at[i], &list[i], sizeof *list);
        assert_memory_equal(&put.spans.at[other], &list[i], sizeof *list);
        other = kj_span_next(&put, other, text.length);
    }
    assert_int_equal(other, KJ_NONE);
    assert_int_equal(read.typed.size, put.typed.size);
    for (uint32_t at = 0; at < text.length; at++) {
        assert_memory_equal(&read.sites.at[at].mask, &put.sites.at[at].mask, sizeof(kj_mask));
        uint32_t a = read.sites.at[at].first, b = put.sites.at[at].first;
        for (; a != KJ_NONE && b != KJ_NONE; a = read.typed.at[a].next, b = put.typed.at[b].next) {
            assert_int_equal(read.typed.at[a].bit, put.typed.at[b].bit);
            assert_int_equal(read.typed.at[a].end, put.typed.at[b].end);
            assert_int_equal(read.spans.at[read.typed.at[a].span].entry, put.spans.at[put.typed.at[b].span].entry);
        }
        assert_true(a == b);
    }
    kj_vec_free(&found);
    kj_lattice_free(&read);
    kj_lattice_free(&put);
    kj_text_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indexes_by_start),
        cmocka_unit_test(takes_no_spans_and_no_text),
        cmocka_unit_test(sorts_many_of_one_start),
        cmocka_unit_test(reads_what_was_found),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
