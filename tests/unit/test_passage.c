/* Origins are those that comparing each passage with every one before would give. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MEMBERS 120

static uint32_t seed = 1;
static uint32_t random_below(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

/* Pieces of what everybody prints, of one of a few stories, and of one's own. */
static void make_passage(kj_shingles *s) {
    uint32_t story = 1000 * (1 + random_below(6)), share = random_below(11), own = 1000 * (10 + random_below(1000));
    uint32_t size = 10 + random_below(60);
    for (uint32_t i = 0; i < size; i++) {
        uint32_t piece = i % 10 < share ? story + i : i % 3 ? own + i : i;
        s->size -= s->size && s->at[s->size - 1] >= piece; /* ascending, each once */
        if (!s->size || s->at[s->size - 1] < piece)
            assert_true(kj_push(s, piece));
    }
}

static void as_one_by_one(void **state) {
    (void)state;
    size_t reprints = 0;
    for (int round = 0; round < 40; round++) {
        kaoju_check *check = kj_check_new();
        size_t members[MEMBERS], origins[MEMBERS], wanted[MEMBERS], count = 0, alone = 0;
        assert_non_null(check);
        for (size_t i = 0; i < MEMBERS; i++) {
            kj_statement statement = {.s = {.fact = ""}};
            make_passage(&statement.passage);
            assert_true(kj_push(&check->statements, statement));
            members[i] = i;
            wanted[i] = i;
            for (size_t k = 0; k < i && wanted[i] == i; k++)
                if (wanted[k] == k && kj_same_passage(&check->statements.at[k], &check->statements.at[i]))
                    wanted[i] = k;
            alone += wanted[i] == i;
        }
        assert_true(kj_find_origins(check, members, MEMBERS, origins, &count));
        for (size_t i = 0; i < MEMBERS; i++)
            assert_int_equal(origins[i], wanted[i]);
        assert_int_equal(count, alone);
        reprints += MEMBERS - alone;
        kj_check_free(check);
    }
    assert_true(reprints > MEMBERS);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_one_by_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
