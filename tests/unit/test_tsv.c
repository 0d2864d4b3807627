/* Dictionary files: rows, places, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dict/tsv.h"

static kaoju_error error;

static kaoju_status open_text(kj_tsv *tsv, const char *text) {
    memset(&error, 0, sizeof error);
    return kj_tsv_open(tsv, "d/t.tsv", text, strlen(text), &error);
}

/* All rows as "a/b c/d "; stops at an error. */
static kaoju_status read_all(const char *text, char *out, size_t size) {
    kj_tsv tsv;
    out[0] = 0;
    kaoju_status status = open_text(&tsv, text);
    for (bool more = true; !status;) {
        status = kj_tsv_next(&tsv, &more, &error);
        if (status || !more)
            break;
        for (uint32_t i = 0; i < tsv.column_count; i++) {
            size_t used = strlen(out);
            snprintf(out + used, size - used, "%.*s%s", (int)tsv.cells[i].size, tsv.cells[i].data,
                     i + 1 < tsv.column_count ? "/" : " ");
        }
    }
    return status;
}

static void assert_place(uint32_t line, uint32_t column, const char *source) {
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
    assert_string_equal(error.source, source);
    assert_string_equal(error.file, "d/t.tsv");
}

static void reads_rows(void **state) {
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"a\tb\n1\t2\n3\t4\n", "1/2 3/4 "},
        {"a\tb\n1\t2\n3\t4", "1/2 3/4 "},
        {"a\tb\r\n1\t2\r\n3\t4\r", "1/2 3/4 "},
        {"\xEF\xBB\xBF"
         "a\tb\n1\t2\n",
         "1/2 "},
        {"# about\n\n \t \na\tb\n# more\n\n1\t2\n#3\t4\n", "1/2 "},
        {"a\tb\n1\t\n\t2\n", "1/ /2 "},
        {"a\n#x\n x # y\n", " x # y "},
        {"a\tb", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[200];
        assert_int_equal(read_all(cases[i].text, out, sizeof out), KAOJU_OK);
        assert_string_equal(out, cases[i].rows);
    }
}

static void finds_columns(void **state) {
    (void)state;
    kj_tsv tsv;
    assert_int_equal(open_text(&tsv, "surface\t数值\tkind\n"), KAOJU_OK);
    assert_int_equal(kj_tsv_column(&tsv, "surface"), 0);
    assert_int_equal(kj_tsv_column(&tsv, "数值"), 1);
    assert_int_equal(kj_tsv_column(&tsv, "kin"), KJ_NONE);
    assert_int_equal(kj_tsv_column(&tsv, ""), KJ_NONE);
}

static void places_count_characters(void **state) {
    (void)state;
    kj_tsv tsv;
    bool more;
    assert_int_equal(open_text(&tsv, "\xEF\xBB\xBF"
                                     "一\t二\t三\n#\n丝绸\t𠮷野|a\t\n"),
                     KAOJU_OK);
    kj_place place = kj_tsv_place(&tsv, 1, 0); /* the header, after the mark */
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 3);
    assert_int_equal(kj_tsv_next(&tsv, &more, NULL), KAOJU_OK);
    assert_true(more);
    place = kj_tsv_place(&tsv, 0, 0);
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 1);
    assert_int_equal(kj_tsv_place(&tsv, 1, 0).column, 4);
    assert_int_equal(kj_tsv_place(&tsv, 1, 3).column, 7);
    assert_int_equal(kj_tsv_place(&tsv, 2, 0).column, 9);
    assert_int_equal(kj_tsv_place(&tsv, 9, 0).column, 9); /* no such column: the end of the line */
    assert_int_equal(place.source_size, strlen("丝绸\t𠮷野|a\t"));
}

static void refuses_wrong_cell_counts(void **state) {
    (void)state;
    char out[200];
    assert_int_equal(read_all("a\tb\n1\t2\n\n甲乙\t2\t3\t4\n", out, sizeof out), KAOJU_E_SYNTAX);
    assert_string_equal(out, "1/2 ");
    assert_place(4, 6, "甲乙\t2\t3\t4");
    assert_int_equal(read_all("a\tb\r\n甲乙\r\n", out, sizeof out), KAOJU_E_SYNTAX);
    assert_place(2, 3, "甲乙");
}

static void refuses_bad_headers(void **state) {
    (void)state;
    kj_tsv tsv;
    assert_int_equal(open_text(&tsv, ""), KAOJU_E_SYNTAX);
    assert_int_equal(open_text(&tsv, "# only\n\n"), KAOJU_E_SYNTAX);
    assert_int_equal(error.line, 1);
    assert_int_equal(open_text(&tsv, "#\na\t\tb\n"), KAOJU_E_SYNTAX);
    assert_place(2, 3, "a\t\tb");
    assert_int_equal(open_text(&tsv, "甲\tb\t甲\n"), KAOJU_E_SYNTAX);
    assert_place(1, 5, "甲\tb\t甲");
}

static void limits_columns(void **state) {
    (void)state;
    char text[200] = "";
    kj_tsv tsv;
    for (int i = 0; i < KJ_COLUMN_MAX; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%sc%d", i ? "\t" : "", i);
    assert_int_equal(open_text(&tsv, text), KAOJU_OK);
    assert_int_equal(tsv.column_count, KJ_COLUMN_MAX);
    size_t length = strlen(text);
    strcat(text, "\tz");
    assert_int_equal(open_text(&tsv, text), KAOJU_E_LIMIT);
    assert_int_equal(error.column, length + 2);
}

static void refuses_bytes_that_are_not_utf8(void **state) {
    (void)state;
    kj_tsv tsv;
    assert_int_equal(open_text(&tsv, "a\tb\n甲\t乙\xFF丙\n"), KAOJU_E_SYNTAX);
    assert_place(2, 4, "甲\t乙");
    assert_int_equal(error.offset, 4 + 3 + 1 + 3);
    assert_int_equal(open_text(&tsv, "\xC0\x80"), KAOJU_E_SYNTAX);
    assert_place(1, 1, "");
    assert_int_equal(open_text(&tsv, "# 注\xED\xA0\x80\na\n"), KAOJU_E_SYNTAX); /* comments too */
    assert_place(1, 4, "# 注");
    assert_int_equal(open_text(&tsv, "a\n\xE4\xBD"), KAOJU_E_SYNTAX);
    assert_place(2, 1, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(finds_columns),
        cmocka_unit_test(places_count_characters),
        cmocka_unit_test(refuses_wrong_cell_counts),
        cmocka_unit_test(refuses_bad_headers),
        cmocka_unit_test(limits_columns),
        cmocka_unit_test(refuses_bytes_that_are_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
