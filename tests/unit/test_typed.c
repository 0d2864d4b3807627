/* Spans of one type against a walk over all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/typed.h"

/* Types 0 and 3 share a bit, types 2 and 5 have none. */
static const uint8_t bit_of[] = {3, 127, KJ_TYPE_BITS, 3, 64};
enum { TYPES = 6, LENGTH = 150 };

static void compare(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to) {
    uint32_t next = kj_typed_first(lattice, type, from, to);
    kj_each_span (i, lattice, from, to) {
        if (lattice->spans.at[i].type != type)
            continue;
        assert_int_equal(next, i);
        next = kj_typed_next(lattice, i, to);
    }
    assert_int_equal(next, KJ_NONE);
    assert_int_equal(kj_has_typed(lattice, type, from, to), kj_typed_first(lattice, type, from, to) != KJ_NONE);
}

/* The first one that goes to `end`. */
static void compare_ends(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to, uint32_t end) {
    uint32_t first = KJ_NONE;
    kj_each_span (i, lattice, from, to)
        if (first == KJ_NONE && lattice->spans.at[i].type == type && lattice->spans.at[i].end == end)
            first = i;
    assert_int_equal(kj_typed_to(lattice, type, from, to, end), first);
}

static void finds_what_a_walk_finds(void **state) {
    (void)state;
    char letters[LENGTH];
    kj_text text = {0};
    kj_lattice lattice = {0};
    kj_fold *fold = kj_fold_new();
    assert_non_null(fold);
    memset(letters, 'a', sizeof letters);
    assert_int_equal(kj_text_read(&text, letters, LENGTH, fold, NULL), KAOJU_OK);
    uint32_t random = 1;
    for (int round = 0; round < 90; round++) {
        const kj_bits bits = round % 3 ? (kj_bits){bit_of, 5, NULL, 0} : (kj_bits){0};
        assert_true(kj_lattice_start(&lattice, &text, bits));
        for (int i = 0; i < round; i++) {
            random = random * 1664525u + 1013904223u;
            uint32_t start = (random >> 8) % (LENGTH - 1);
            kj_span span = {start,
                            start + 1 + random % (LENGTH - start),
                            (random >> 20) % TYPES,
                            (uint32_t)i,
                            KJ_NONE,
                            KJ_NONE,
                            KJ_NO_INTEGER};
            assert_true(kj_push(&lattice.spans, span));
        }
        assert_true(kj_lattice_index(&lattice));
        for (uint32_t type = 0; type < TYPES; type++)
            for (uint32_t from = 0; from <= LENGTH; from += 3)
                for (uint32_t to = from; to <= LENGTH + 1; to += 5) {
                    compare(&lattice, type, from, to);
                    compare_ends(&lattice, type, from, to, to - 1);
                }
    }
    kj_lattice_free(&lattice);
    kj_text_free(&text);
    kj_fold_free(fold);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_walk_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
