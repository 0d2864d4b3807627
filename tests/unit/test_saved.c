/* Saved records: results that live as long as they say, calls in any order, allocation of everything given back. */
#include "kaoju.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char document[] =
    "{\"record\":\"document\",\"doc\":\"%s\",\"source\":{\"path\":\"nowhere.txt\",\"url\":null,\"sha256\":"
    "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"encoding\":\"utf-8\","
    "\"bytes\":0},\"reference_date\":null,\"model\":\"0123456789abcdef\",\"articles\":[]}";

static kaoju_status line(kaoju_saved *saved, const char *text, kaoju_error *error) {
    return kaoju_saved_line(saved, text, strlen(text), error);
}

static void begin(kaoju_saved *saved, const char *id) {
    char text[512];
    kaoju_error error;
    snprintf(text, sizeof text, document, id);
    assert_int_equal(line(saved, text, &error), KAOJU_OK);
}

static void is_document(const kaoju_result *result, const char *id) {
    assert_non_null(result);
    assert_int_equal(kaoju_result_id(result).size, strlen(id));
    assert_memory_equal(kaoju_result_id(result).data, id, strlen(id));
}

static void one_after_the_other(void **state) {
    (void)state;
    kaoju_saved *saved = NULL;
    kaoju_error error;
    assert_int_equal(kaoju_saved_new(&saved, &error), KAOJU_OK);
    assert_null(kaoju_saved_result(saved));
    begin(saved, "a");
    assert_null(kaoju_saved_result(saved));
    begin(saved, "b");
    is_document(kaoju_saved_result(saved), "a");
    assert_string_equal(kaoju_result_model(kaoju_saved_result(saved)), "0123456789abcdef");
    assert_null(kaoju_result_text(kaoju_saved_result(saved)).data);
    kaoju_saved_end(saved);
    is_document(kaoju_saved_result(saved), "b");
    kaoju_saved_end(saved);
    assert_null(kaoju_saved_result(saved));
    begin(saved, "c");
    kaoju_saved_free(saved);
    kaoju_saved_free(NULL);
}

/* A wrong record takes its own document away, never the one before it. */
static void wrong_lines(void **state) {
    (void)state;
    kaoju_saved *saved = NULL;
    kaoju_error error;
    assert_int_equal(kaoju_saved_new(&saved, &error), KAOJU_OK);
    assert_int_equal(line(saved, "{\"record\":\"mention\"}", &error), KAOJU_E_SYNTAX);
    assert_int_equal(line(saved, "{\"record\":\"mention\"}", &error), KAOJU_OK); /* told once */
    begin(saved, "a");
    assert_int_equal(line(saved, "{\"record\":\"document\",\"doc\":\"b\"}", &error), KAOJU_E_SYNTAX);
    is_document(kaoju_saved_result(saved), "a");
    assert_int_equal(line(saved, "{\"record\":\"entity\"}", &error), KAOJU_OK);
    begin(saved, "c");
    assert_null(kaoju_saved_result(saved));
    assert_int_equal(line(saved, "{", &error), KAOJU_E_SYNTAX);
    kaoju_saved_end(saved);
    assert_null(kaoju_saved_result(saved));
    kaoju_saved_free(saved);
}

static bool keep(void *context, const char *bytes, size_t size) {
    char *out = context;
    strncat(out, bytes, size);
    return true;
}

/* A text may have them, so records quote them; ids have none. */
static void nuls(void **state) {
    (void)state;
    static const char mention[] =
        "{\"record\":\"mention\",\"id\":\"m1%s\",\"doc\":\"a\",\"type\":\"ORG\",\"text\":\"甲\\u0000乙\",\"norm\":"
        "\"甲乙\",\"span\":{\"cp\":[0,3],\"utf8\":[0,7],\"source\":[0,7],\"line\":1,\"column\":1},\"sentence\":"
        "{\"cp\":[0,3]},\"value\":{\"name\":\"甲乙\",\"kind\":null},\"entity\":null,\"parent\":null,"
        "\"rule\":\"r\",\"confidence\":1.00}";
    for (int bad = 0; bad < 2; bad++) {
        kaoju_saved *saved = NULL;
        kaoju_writer *writer = NULL;
        kaoju_error error;
        char text[512], out[2048] = "";
        snprintf(text, sizeof text, mention, bad ? "\\u0000" : "");
        assert_int_equal(kaoju_saved_new(&saved, &error), KAOJU_OK);
        begin(saved, "a");
        assert_int_equal(line(saved, text, &error), bad ? KAOJU_E_SYNTAX : KAOJU_OK);
        kaoju_saved_end(saved);
        assert_true(bad == !kaoju_saved_result(saved));
        if (!bad) {
            assert_int_equal(kaoju_writer_new("jsonl", NULL, keep, out, &writer, &error), KAOJU_OK);
            assert_int_equal(kaoju_writer_document(writer, kaoju_saved_result(saved), &error), KAOJU_OK);
            assert_non_null(strstr(out, text));
            kaoju_writer_free(writer);
        }
        kaoju_saved_free(saved);
    }
}

static void without_source(void **state) {
    (void)state;
    kaoju_saved *saved = NULL;
    kaoju_verify_counts counts = {0};
    kaoju_error error;
    assert_int_equal(kaoju_saved_new(NULL, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_new(&saved, &error), KAOJU_OK);
    assert_int_equal(kaoju_saved_source(saved, NULL, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_verify(saved, NULL, NULL, NULL, &counts, &error), KAOJU_E_ARGUMENT);
    begin(saved, "a");
    kaoju_saved_end(saved);
    assert_int_equal(kaoju_saved_source(saved, NULL, &error), KAOJU_E_IO);
    assert_int_equal(kaoju_saved_verify(saved, NULL, NULL, NULL, &counts, &error), KAOJU_E_IO);
    assert_int_equal(counts.documents, 0);
    assert_int_equal(kaoju_saved_source(saved, "/dev/null/x", &error), KAOJU_E_IO);
    kaoju_saved_free(saved);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_after_the_other), cmocka_unit_test(wrong_lines),
                                       cmocka_unit_test(nuls), cmocka_unit_test(without_source)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
