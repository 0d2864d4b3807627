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
                 {{{"1", "d"}, {"1", "d"}}, "P2D", "2", "d"},
                 {{{"1", "q"}}, "P3M", "3", "mo"},
                 {{{"2", "2q"}}, "P12M", "12", "mo"}};
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

static void what_does_not_fit(void **state) {
    (void)state;
    static const char nines[] = "999999999999999999999999999999999999999999999999";
    static const kaoju_string day = {"d", 1}, hour = {"h", 1};
    kj_decimal many, one, far_off = {.digits = {1}, .count = 1, .exponent = -300};
    const char *code;
    char text[KJ_LENGTH_TEXT];
    assert_true(kj_decimal_read((kaoju_string){nines, sizeof nines - 1}, &many) && kj_decimal_integer(1, &one));
    kj_length length = {.used = {false}}, more = {.used = {false}};
    assert_false(kj_length_add(&length, &many, (kaoju_string){"7d", 2})); /* 49 digits */
    assert_true(kj_length_add(&length, &many, day));
    assert_false(kj_length_total(&(kj_length){.amount = {[KJ_LENGTH_DAY] = many, [KJ_LENGTH_HOUR] = one},
                                              .used = {[KJ_LENGTH_DAY] = true, [KJ_LENGTH_HOUR] = true}},
                                 &many, &code));
    assert_true(kj_length_add(&more, &far_off, day));
    assert_false(kj_length_merge(&length, &more));
    assert_false(kj_length_write(&more, text)); /* 300 places */
    assert_true(kj_length_add(&length, &many, hour));
    assert_true(kj_length_write(&length, text)); /* P, 48 digits, DT, 48 digits, H */
    assert_int_equal(strlen(text), 1 + 48 + 2 + 48 + 1);
    assert_true(kj_length_add(&length, &many, (kaoju_string){"s", 1}));
    assert_true(kj_length_add(&length, &many, (kaoju_string){"min", 3}));
    assert_false(kj_length_write(&length, text)); /* longer than KJ_LENGTH_TEXT */
}

/* 8天20小时: each unit is smaller than those before. */
static void what_is_smaller(void **state) {
    (void)state;
    static const char *const days[][2] = {{"8", "d"}, {NULL, NULL}}, *const hours[][2] = {{"20", "h"}, {NULL, NULL}},
                             *const both[][2] = {{"1", "d"}, {"20", "h"}, {NULL, NULL}};
    kj_length d = length_of(days), h = length_of(hours), b = length_of(both);
    assert_true(kj_length_is_less(&h, &d));
    assert_false(kj_length_is_less(&d, &h) || kj_length_is_less(&b, &d) || kj_length_is_less(&d, &d));
    assert_true(kj_length_knows((kaoju_string){"15min", 5}) && !kj_length_knows((kaoju_string){"ms", 2}));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(iso_and_total), cmocka_unit_test(what_is_none),
                                       cmocka_unit_test(what_does_not_fit), cmocka_unit_test(what_is_smaller)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
