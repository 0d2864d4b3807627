/* Errors as a person reads them. */
#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect(uint32_t column, const char *source, const char *want) {
    char out[512];
    kaoju_error error;
    kj_place place = {"dict/a.tsv", 3, column, source, strlen(source)};
    assert_int_equal(kj_fail_at(&error, KAOJU_E_SYNTAX, place, "bad %s", "cell"), KAOJU_E_SYNTAX);
    assert_int_equal(kaoju_error_format(&error, out, sizeof out), strlen(want));
    assert_string_equal(out, want);
}

static void the_caret_counts_columns(void **state) {
    (void)state;
    expect(3, "abcd", "dict/a.tsv:3:3: error: bad cell\nabcd\n  ^");
    expect(3, "港口ab", "dict/a.tsv:3:3: error: bad cell\n港口ab\n    ^");
    expect(1, "港口", "dict/a.tsv:3:1: error: bad cell\n港口\n^");
    expect(3, "港口", "dict/a.tsv:3:3: error: bad cell\n港口\n    ^");
    expect(4, "a\t港b", "dict/a.tsv:3:4: error: bad cell\na 港b\n    ^");
    expect(9, "ab", "dict/a.tsv:3:9: error: bad cell\nab");
}

static void parts_may_be_missing(void **state) {
    (void)state;
    char out[64];
    kaoju_error error;
    kj_fail(&error, KAOJU_E_IO, "no such file");
    kaoju_error_format(&error, out, sizeof out);
    assert_string_equal(out, "error: no such file");
    assert_int_equal(kaoju_error_format(&error, out, 6), strlen("error: no such file"));
    assert_string_equal(out, "error");
    assert_int_equal(kaoju_error_format(&error, NULL, 0), strlen("error: no such file"));
}

static void long_texts_are_cut_on_a_character(void **state) {
    (void)state;
    char longer[2000] = "";
    kaoju_error error;
    for (int i = 0; i < 600; i++)
        strcat(longer, "港");
    kj_place place = {longer, 1, 1, longer, strlen(longer)};
    kj_fail_at(&error, KAOJU_E_SYNTAX, place, "%s", longer);
    assert_int_equal(strlen(error.file) % 3, 0);
    assert_int_equal(strlen(error.source) % 3, 0);
    assert_int_equal(strlen(error.message) % 3, 0);
    assert_true(strlen(error.source) > sizeof error.source - 4);
    assert_int_equal(kj_fail(NULL, KAOJU_E_IO, "x"), KAOJU_E_IO);
}

/* A path, a message or a line may quote anything; a terminal gets no control and no broken UTF-8 of it. */
static void terminals_are_safe(void **state) {
    (void)state;
    char out[512];
    kaoju_error error;
    kj_place place = {"a\x1B[2J", 1, 3, "\xE6\x1Bx\xFF", 4};
    kj_fail_at(&error, KAOJU_E_SYNTAX, place, "bad \xE2\x80\xAE\xE6\x1B 港");
    kaoju_error_format(&error, out, sizeof out);
    assert_string_equal(out, "a?[2J:1:3: error: bad ??? 港\n  x \n  ^");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_caret_counts_columns),
                                       cmocka_unit_test(parts_may_be_missing), cmocka_unit_test(terminals_are_safe),
                                       cmocka_unit_test(long_texts_are_cut_on_a_character)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
