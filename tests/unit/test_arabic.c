/* Numbers in digits: commas, points, exponents, powers, and fractions with a slash. */
#include "value/numeral.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static kj_fold *fold;
static kj_text text;

static int setup(void **state) {
    (void)state;
    return (fold = kj_fold_new()) ? 0 : -1;
}
static int teardown(void **state) {
    (void)state;
    kj_text_free(&text);
    kj_fold_free(fold);
    return 0;
}

static kj_arabic read_at(const char *utf8, uint32_t at) {
    assert_int_equal(kj_text_read(&text, utf8, strlen(utf8), fold, NULL), KAOJU_OK);
    return kj_arabic_read(&text, at);
}

static void values(void **state) {
    (void)state;
    static const struct {
        const char *text, *value;
        uint32_t end;
        bool whole;
    } all[] = {{"3000", "3000", 4, true},        {"1,100.9亿", "1100.9", 7, false},
               {"100，200", "100", 3, true}, /* a full-width comma parts numbers */
               {"1,23", "1", 1, true},           {"3.", "3", 1, true},
               {".5", "0.5", 2, false},          {"2e5", "200000", 3, false},
               {"2.5E-3米", "0.0025", 6, false}, {"2e5a", "2", 1, true}, /* a name */
               {"2e1234", "2", 1, true},         {"2e", "2", 1, true},
               {"10^6", "1000000", 4, false},    {"2^-2", "0.25", 4, false},
               {"2.5^-1", "0.4", 6, false},      {"1.1^+2", "1.21", 6, false},
               {"3^-1", "3", 1, true},                                   /* no exact decimal */
               {"0^-1", "0", 1, true},           {"9^99", "9", 1, true}, /* too long */
               {"2^123", "2", 1, true},          {"2^x", "2", 1, true}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char out[KJ_DECIMAL_TEXT];
        kj_arabic arabic = read_at(all[i].text, 0);
        assert_int_equal(arabic.token.kind, KJ_N_ARABIC);
        kj_decimal_write(&arabic.token.decimal, out);
        if (strcmp(out, all[i].value) || arabic.end != all[i].end || arabic.token.whole != all[i].whole)
            fail_msg("%s: %s, end %u", all[i].text, out, arabic.end);
    }
    assert_int_equal(read_at("2.2.1节", 0).token.kind, KJ_N_NONE);
}

static void starts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t at;
        bool starts;
    } all[] = {{"5", 0, true},    {"a", 0, false},        {".5", 0, true},   {"，.5", 1, true}, {"-.5", 1, true},
               {"3.5", 1, false}, {"完成.5月", 2, false}, {"v.5", 1, false}, {"..5", 1, false}, {".", 0, false}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(kj_text_read(&text, all[i].text, strlen(all[i].text), fold, NULL), KAOJU_OK);
        if (kj_arabic_starts(&text, all[i].at) != all[i].starts)
            fail_msg("%s at %u", all[i].text, all[i].at);
    }
}

static void fractions(void **state) {
    (void)state;
    static const struct {
        const char *text, *top, *bottom;
        uint32_t end;
    } all[] = {{"3/5", "3", "5", 3},     {"１６／5", "16", "5", 4},      {"1 3/5", "8", "5", 5},
               {"1/3的人", "1", "3", 3}, {"123456/7", "123456", "7", 8}, {"3/5/2024", NULL, NULL, 0},
               {"06/18", NULL, NULL, 0}, {"3/05", NULL, NULL, 0},        {"3/5%", NULL, NULL, 0},
               {"3.5/7", NULL, NULL, 0}, {"3/5.5", NULL, NULL, 0},       {"1 5/3", NULL, NULL, 0},
               {"3/a", NULL, NULL, 0},   {"3/", NULL, NULL, 0},          {"1234567/8", NULL, NULL, 0},
               {"3/5-7", NULL, NULL, 0}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kj_arabic arabic = read_at(all[i].text, 0);
        kj_number n;
        char out[KJ_DECIMAL_TEXT];
        uint32_t end = kj_arabic_ratio(&text, &arabic.token, &n);
        if (end != all[i].end)
            fail_msg("%s: end %u", all[i].text, end);
        if (!end)
            continue;
        assert_true(n.fraction && n.slash);
        kj_decimal_write(&n.numerator, out);
        assert_string_equal(out, all[i].top);
        kj_decimal_write(&n.denominator, out);
        assert_string_equal(out, all[i].bottom);
    }
    kj_number n;
    kj_arabic inside = read_at("2024/3/5", 5);
    assert_int_equal(kj_arabic_ratio(&text, &inside.token, &n), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(starts), cmocka_unit_test(fractions)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
