/* Offsets in code points, bytes and UTF-16 agree on every place of a text. */
#include "output/offsets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_unit(void **state) {
    (void)state;
    static const char text[] = "a中\U00020000b\U0001F600\U0001F600é"; /* 1 3 4 1 4 4 2 bytes */
    static const uint32_t byte[] = {0, 1, 4, 8, 9, 13, 17, 19}, utf16[] = {0, 1, 2, 4, 5, 7, 9, 10};
    kj_offsets o;
    assert_true(kj_offsets_open(&o, kj_string(text)));
    assert_int_equal(o.length, 7);
    for (uint32_t cp = 0; cp <= o.length; cp++) {
        assert_int_equal(o.byte[cp], byte[cp]);
        assert_int_equal(kj_offsets_utf16(&o, cp), utf16[cp]);
    }
    assert_true(kj_string_is(kj_offsets_slice(&o, 1, 3), "中\U00020000"));
    assert_true(kj_string_is(kj_offsets_slice(&o, 6, 99), "é"));
    assert_int_equal(kj_offsets_slice(&o, 99, 3).size, 0);
    kj_offsets_close(&o);
}

static void nothing(void **state) {
    (void)state;
    kj_offsets o;
    assert_true(kj_offsets_open(&o, kj_string("")));
    assert_int_equal(o.length, 0);
    assert_int_equal(kj_offsets_utf16(&o, 0), 0);
    assert_int_equal(kj_offsets_slice(&o, 0, 1).size, 0);
    kj_offsets_close(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_unit), cmocka_unit_test(nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
