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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(good_lines), cmocka_unit_test(bad_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
