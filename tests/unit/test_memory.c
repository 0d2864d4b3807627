/* Checked sizes, arrays and arenas. */
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void sizes_are_checked(void **state) {
    (void)state;
    size_t out = 5;
    assert_false(kj_size_add(SIZE_MAX, 1, &out));
    assert_false(kj_size_mul(SIZE_MAX / 2, 3, &out));
    assert_int_equal(out, 5);
    assert_true(kj_size_add(SIZE_MAX - 1, 1, &out) && out == SIZE_MAX);
    assert_true(kj_size_mul(0, SIZE_MAX, &out) && out == 0);
    assert_null(kj_new(SIZE_MAX, 2));
    assert_null(kj_raw(SIZE_MAX, 2));
    void *nothing = kj_new(0, 8);
    assert_non_null(nothing);
    free(nothing);
}

static void arrays_grow(void **state) {
    (void)state;
    KJ_VEC(int) v = {0};
    for (int i = 0; i < 100000; i++)
        assert_true(kj_push(&v, i));
    for (int i = 0; i < 100000; i++)
        assert_int_equal(v.at[i], i);
    size_t room = v.room;
    assert_false(kj_reserve(&v, SIZE_MAX / 2));
    assert_int_equal(v.room, room);
    assert_int_equal(v.size, 100000);
    kj_vec_free(&v);
    assert_null(v.at);
}

static void arenas_align_and_zero(void **state) {
    (void)state;
    kj_arena arena = {0};
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 3000; size += 13) {
            unsigned char *p = kj_arena_new(&arena, size, 1);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % sizeof(void *), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xFF, size);
        }
        assert_string_equal(kj_arena_copy(&arena, "港口", 3), "港");
        kj_arena_reset(&arena);
    }
    assert_false(arena.failed);
    assert_null(kj_arena_new(&arena, SIZE_MAX, 1));
    assert_true(arena.failed);
    kj_arena_reset(&arena);
    assert_false(arena.failed);
    assert_null(kj_arena_new(&arena, SIZE_MAX / 2, 3));
    assert_non_null(kj_arena_new(&arena, 1 << 20, 1));
    kj_arena_free(&arena);
    assert_null(arena.block);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sizes_are_checked), cmocka_unit_test(arrays_grow),
                                       cmocka_unit_test(arenas_align_and_zero)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
