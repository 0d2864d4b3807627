/* The JSON writer: escapes, structure, numbers; jansson reads back what it writes. */
#include "output/json.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(kj_buffer *out, const char *want) {
    assert_string_equal(kj_buffer_end(out), want);
    kj_buffer_free(out);
}

static void structure(void **state) {
    (void)state;
    kj_buffer out = {0};
    kj_json json = {.out = &out};
    kj_json_open(&json, NULL, '{');
    kj_json_text(&json, "a", "港\"口\\\n");
    kj_json_text(&json, "b", NULL);
    kj_json_open(&json, "c", '[');
    kj_json_integer(&json, NULL, 18446744073709551615u);
    kj_json_boolean(&json, NULL, true);
    kj_json_close(&json, ']');
    kj_json_range(&json, "d", (kaoju_range){3, 9});
    kj_json_hundredths(&json, "e", 0.925);
    kj_json_hundredths(&json, "f", 1);
    kj_json_signed(&json, "g", INT64_MIN);
    kj_json_close(&json, '}');
    expect(&out,
           "{\"a\":\"港\\\"口\\\\\\n\",\"b\":null,\"c\":[18446744073709551615,true],\"d\":[3,9],\"e\":0.93,\"f\":1.00,"
           "\"g\":-9223372036854775808}");
}

static void every_character_comes_back(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp < 0x3000; cp++) {
        kj_buffer out = {0};
        kj_json json = {.out = &out};
        char text[4];
        size_t size = cp < 0x80 ? 1 : cp < 0x800 ? 2 : 3;
        if (size == 1)
            text[0] = (char)cp;
        else if (size == 2)
            memcpy(text, (char[]){(char)(0xC0 | cp >> 6), (char)(0x80 | (cp & 63))}, 2);
        else
            memcpy(text, (char[]){(char)(0xE0 | cp >> 12), (char)(0x80 | (cp >> 6 & 63)), (char)(0x80 | (cp & 63))}, 3);
        kj_json_open(&json, NULL, '[');
        kj_json_string(&json, NULL, (kaoju_string){text, size});
        kj_json_close(&json, ']');
        for (size_t i = 0; i < out.size; i++)
            assert_true((unsigned char)out.data[i] >= 0x20 && out.data[i] != 0x7F);
        json_t *root = json_loadb(out.data, out.size, 0, NULL);
        assert_non_null(root);
        assert_int_equal(json_string_length(json_array_get(root, 0)), size);
        assert_memory_equal(json_string_value(json_array_get(root, 0)), text, size);
        json_decref(root);
        kj_buffer_free(&out);
    }
}

/* Paths are bytes: what is no UTF-8 must not make a record that is no JSON. */
static void bytes_that_are_no_utf8(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *want;
    } cases[] = {{"\xFF", "\"\uFFFD\""},
                 {"a\xE6\xB8", "\"a\uFFFD\uFFFD\""},
                 {"\xE6\xB8\xAF\xF0港", "\"港\uFFFD港\""},
                 {"\xC0\x80\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\""},
                 {"\x80\"\n", "\"\uFFFD\\\"\\n\""},
                 {"", "\"\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kj_buffer out = {0};
        kj_json json = {.out = &out};
        /* In memory of its exact size, so that reading on is seen by the sanitizer. */
        size_t size = strlen(cases[i].bytes);
        char *exact = malloc(size ? size : 1);
        assert_non_null(exact);
        memcpy(exact, cases[i].bytes, size);
        kj_json_string(&json, NULL, (kaoju_string){exact, size});
        free(exact);
        expect(&out, cases[i].want);
    }
}

/* What must be looked at, at every place of a string whose plain bytes are passed over in blocks. */
static void special_at_every_place(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *want;
    } specials[] = {
        {"\"", "\\\""},        {"\\", "\\\\"},       {"\n", "\\n"},      {"\x7F", "\\u007f"},  {"\x1F", "\\u001f"},
        {"\u2028", "\\u2028"}, {"\u201C", "\u201C"}, {"\xE6", "\uFFFD"}, {"\u00B7", "\u00B7"}, {"", ""}};
    for (size_t special = 0; special < sizeof specials / sizeof *specials; special++)
        for (size_t before = 0; before < 24; before++)
            for (size_t behind = 0; behind < 24; behind++) {
                char text[160] = "", want[200] = "\"";
                for (size_t i = 0; i < before; i++)
                    strcat(text, i % 11 < 7 ? "a" : "港"), strcat(want, i % 11 < 7 ? "a" : "港");
                strcat(text, specials[special].bytes), strcat(want, specials[special].want);
                for (size_t i = 0; i < behind; i++)
                    strcat(text, "7"), strcat(want, "7");
                kj_buffer out = {0};
                kj_json json = {.out = &out};
                kj_json_text(&json, NULL, text);
                expect(&out, strcat(want, "\""));
            }
}

/* One level more than there is room for is a failure of the buffer, not of memory. */
static void depth(void **state) {
    (void)state;
    for (int levels = KJ_JSON_DEPTH - 1; levels <= KJ_JSON_DEPTH; levels++) {
        kj_buffer out = {0};
        kj_json json = {.out = &out};
        for (int i = 0; i < levels; i++)
            kj_json_open(&json, NULL, '[');
        assert_int_equal(out.failed, levels == KJ_JSON_DEPTH);
        kj_buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(structure), cmocka_unit_test(every_character_comes_back),
                                       cmocka_unit_test(bytes_that_are_no_utf8),
                                       cmocka_unit_test(special_at_every_place), cmocka_unit_test(depth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
