/* Lengths of time: sums, ISO 8601, totals. */
#include "value/length.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static kj_length length_of(const char *const pieces[][2]) {
    kj_length length = {.used = {false}};
    for (size_t i = 0; pieces[i][0]; i++) {
        kj_decimal number;
        assert_true(kj_decimal_read((kaoju_string){pieces[i][0], strlen(pieces[i][0])}, &number));
        assert_true(kj_length_add(&length, &number, (kaoju_string){pieces[i][1], strlen(pieces[i][1])}));
    }
    return length;
}

static void iso_and_total(void **state) {
    (void)state;
    static const struct {
        const char *pieces[5][2];
        const char *iso, *number, *code; /* number NULL: no total */
    } cases[] = {{{{"48", "h"}}, "PT48H", "48", "h"},
                 {{{"8", "d"}, {"20", "h"}}, "P8DT20H", "212", "h"},
                 {{{"1", "a"}, {"3", "mo"}}, "P1Y3M", "15", "mo"},
                 {{{"1", "a"}, {"1", "mo"}, {"21", "d"}}, "P1Y1M21D", NULL, NULL},
                 {{{"2", "d"}, {"1", "mo"}}, "P1M2D", NULL, NULL},
                 {{{"5", "wk"}, {"3", "h"}}, "P5WT3H", "843", "h"},
                 {{{"36", "d"}, {"5", "h"}, {"30", "min"}}, "P36DT5H30M", "52170", "min"},
                 {{{"0.5", "a"}}, "P0.5Y", "0.5", "a"},
                 {{{"3", "100a"}}, "P300Y", "300", "a"},
                 {{{"5", "3mo"}}, "P15M", "15", "mo"},
                 {{{"2", "15min"}}, "PT30M", "30", "min"},
                 {{{"1", "d"}, {"1", "d"}}, "P2D", "2", "d"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kj_length length = length_of(cases[i].pieces);
        char iso[KJ_LENGTH_TEXT], text[KJ_DECIMAL_TEXT];
        kj_decimal number;
        const char *code;
        assert_true(kj_length_write(&length, iso));
        assert_string_equal(iso, cases[i].iso);
        assert_int_equal(kj_length_total(&length, &number, &code), cases[i].number != NULL);
        if (!cases[i].number)
            continue;
        assert_true(kj_decimal_write(&number, text));
        assert_string_equal(text, cases[i].number);
        assert_string_equal(code, cases[i].code);
    }
}

static void what_is_none(void **state) {
    (void)state;
    kj_length length = {.used = {false}};
    kj_decimal five;
    char text[KJ_LENGTH_TEXT];
    assert_true(kj_decimal_integer(5, &five));
    static const char *const bad[] = {"workday", "ms", "", "5", "moo", "9999999999999a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(kj_length_add(&length, &five, (kaoju_string){bad[i], strlen(bad[i])}));
    assert_false(kj_length_write(&length, text));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(iso_and_total), cmocka_unit_test(what_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
