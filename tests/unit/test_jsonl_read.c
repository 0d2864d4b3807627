/* One line of JSON Lines in, a document out, or an error with its column. */
#include "kaoju.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void good_lines(void **state) {
    (void)state;
    kaoju_document d;
    void *storage;
    const char *line = "{\"id\":\"x\",\"text\":\"今年\\n港\",\"date\":\"2025-06-18\",\"url\":\"u\",\"other\":[1]}";
    assert_int_equal(kaoju_jsonl_read(line, strlen(line), &d, &storage, NULL), KAOJU_OK);
    assert_string_equal(d.id, "x");
    assert_int_equal(d.size, strlen("今年\n港"));
    assert_memory_equal(d.bytes, "今年\n港", d.size);
    assert_string_equal(d.date, "2025-06-18");
    assert_string_equal(d.url, "u");
    kaoju_jsonl_free(storage);
    line = "{\"id\":42,\"text\":\"\",\"date\":null}";
    assert_int_equal(kaoju_jsonl_read(line, strlen(line), &d, &storage, NULL), KAOJU_OK);
    assert_string_equal(d.id, "42");
    assert_int_equal(d.size, 0);
    assert_null(d.date);
    kaoju_jsonl_free(storage);
    kaoju_jsonl_free(NULL);
}

static void bad_lines(void **state) {
    (void)state;
    static const char *const lines[] = {"",
                                        "{",
                                        "[]",
                                        "1",
                                        "{\"id\":\"x\"}",
                                        "{\"text\":1}",
                                        "{\"text\":\"a\",\"text\":\"b\"}",
                                        "{\"text\":\"a\\u0000\"}",
                                        "{\"text\":\"a\",\"date\":\"18 June\"}",
                                        "{\"text\":\"a\",\"date\":1}",
                                        "{\"text\":\"a\",\"url\":{}}",
                                        "{\"text\":\"a\",\"id\":[]}",
                                        "{\"text\":\"\xFF\"}",
                                        "{\"text\":\"a\"} x"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        kaoju_document d;
        kaoju_error error = {0};
        void *storage = &d;
        assert_int_equal(kaoju_jsonl_read(lines[i], strlen(lines[i]), &d, &storage, &error), KAOJU_E_SYNTAX);
        assert_null(storage);
        assert_null(d.bytes);
        assert_true(error.message[0] != '\0');
    }
}

/* Columns count characters, and the line comes along for a caret, unless it cannot be shown up to the column. */
static void places(void **state) {
    (void)state;
    static char wide[4096], late[4096];
    static const struct {
        const char *line;
        size_t size; /* 0: to the NUL */
        uint32_t column;
        bool shown;
    } cases[] = {{"{\"text\":\"港口\" x}", 0, 14, true}, {"[1]", 0, 1, true}, {"{\"text\":\"\xFF\"}", 0, 0, false},
                 {"{\"text\":\"a\0\"}", 13, 0, false},   {wide, 0, 3, true},  {late, 0, 4000, false}};
    memset(wide, ' ', sizeof wide - 1);
    memcpy(wide, "{ x", 3);
    memset(late, ' ', 4000);
    late[0] = '{';
    late[3999] = 'x';
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kaoju_document d;
        kaoju_error error = {0};
        void *storage;
        size_t size = cases[i].size ? cases[i].size : strlen(cases[i].line);
        assert_int_equal(kaoju_jsonl_read(cases[i].line, size, &d, &storage, &error), KAOJU_E_SYNTAX);
        if (cases[i].column)
            assert_int_equal(error.column, cases[i].column);
        assert_int_equal(error.source[0] != '\0', cases[i].shown);
    }
}

/* A message about a NUL speaks of the text, not of the parser's options. */
static void nul_is_named(void **state) {
    (void)state;
    kaoju_document d;
    kaoju_error error = {0};
    void *storage;
    const char *line = "{\"text\":\"a\\u0000b\"}";
    assert_int_equal(kaoju_jsonl_read(line, strlen(line), &d, &storage, &error), KAOJU_E_SYNTAX);
    assert_string_equal(error.message, "\\u0000 is no character of a text");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(good_lines), cmocka_unit_test(bad_lines),
                                       cmocka_unit_test(places), cmocka_unit_test(nul_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
