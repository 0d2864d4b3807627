/* Views, numbers, buffers and the table of names. */
#include "base/string.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void splitting(void **state) {
    (void)state;
    kaoju_string rest = kj_string("a||bc"), piece;
    static const char *const want[] = {"a", "", "bc"};
    for (int i = 0; i < 3; i++) {
        piece = kj_string_split(&rest, '|');
        assert_true(kj_string_is(piece, want[i]));
    }
    assert_null(kj_string_split(&rest, '|').data);
    rest = kj_string("");
    assert_true(kj_string_is(kj_string_split(&rest, '|'), ""));
    assert_null(rest.data);
}

static void absent_is_not_empty(void **state) {
    (void)state;
    kaoju_string absent = kj_string(NULL), empty = kj_string("");
    assert_true(kj_string_same(absent, absent));
    assert_false(kj_string_same(absent, empty));
    assert_false(kj_string_is(absent, ""));
    assert_true(kj_string_is(empty, ""));
}

static void integers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } all[] = {{"0", true, 0},
               {"-7", true, -7},
               {"+12", true, 12},
               {"9223372036854775807", true, INT64_MAX},
               {"-9223372036854775808", true, INT64_MIN},
               {"9223372036854775808", false, 0},
               {"-9223372036854775809", false, 0},
               {"", false, 0},
               {"-", false, 0},
               {"1a", false, 0},
               {" 1", false, 0}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        int64_t value = 0;
        assert_int_equal(kj_string_integer(kj_string(all[i].text), &value), all[i].ok);
        assert_true(value == all[i].value);
    }
}

static void buffers(void **state) {
    (void)state;
    kj_buffer buffer = {0};
    assert_string_equal(kj_buffer_end(&buffer), "");
    for (int i = 0; i < 10000; i++)
        kj_buffer_format(&buffer, "%d,", i % 10);
    assert_int_equal(buffer.size, 20000);
    assert_memory_equal(kj_buffer_end(&buffer) + 18, "9,0,", 4);
    kj_buffer_add(&buffer, NULL, 0);
    assert_false(buffer.failed);
    buffer.failed = true;
    kj_buffer_text(&buffer, "x");
    assert_null(kj_buffer_end(&buffer));
    kj_buffer_free(&buffer);
    assert_null(buffer.data);
}

static void names_are_numbered_in_order(void **state) {
    (void)state;
    kj_names *names = kj_names_new();
    char text[16];
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "n%u", i);
        assert_int_equal(kj_names_add(names, kj_string(text)), i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "n%u", i);
        assert_int_equal(kj_names_add(names, kj_string(text)), i);
        assert_int_equal(kj_names_find(names, kj_string(text)), i);
        assert_string_equal(kj_names_at(names, i), text);
    }
    assert_int_equal(kj_names_count(names), 5000);
    assert_int_equal(kj_names_find(names, kj_string("n")), KJ_NONE);
    assert_int_equal(kj_names_add(names, kj_string(NULL)), KJ_NONE);
    assert_int_equal(kj_names_add(names, kj_string("")), 5000);
    kj_names_free(names);
}

/* Against snprintf, at both sides of every power of ten and at every last two digits. */
static void integers_are_written(void **state) {
    (void)state;
    uint64_t values[64 + 300], count = 0;
    for (uint64_t i = 0; i < 300; i++)
        values[count++] = i;
    for (uint64_t power = 1, i = 0; i < 20; i++, power *= 10) {
        values[count++] = power - 1;
        values[count++] = power;
        values[count++] = power + 7;
    }
    values[count++] = UINT64_MAX;
    for (uint64_t i = 0; i < count; i++) {
        char out[KJ_INTEGER_TEXT], want[KJ_INTEGER_TEXT + 1];
        snprintf(want, sizeof want, "%" PRIu64, values[i]);
        size_t size = kj_integer_write(values[i], out);
        assert_int_equal(size, strlen(want));
        assert_memory_equal(out, want, size);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(splitting),
                                       cmocka_unit_test(absent_is_not_empty),
                                       cmocka_unit_test(integers),
                                       cmocka_unit_test(buffers),
                                       cmocka_unit_test(integers_are_written),
                                       cmocka_unit_test(names_are_numbered_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
