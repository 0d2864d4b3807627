/* Exact decimals against 128-bit integers, and what is refused. */
#include "value/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static kaoju_string view(const char *text) {
    return (kaoju_string){text, strlen(text)};
}
static kj_decimal read_decimal(const char *text) {
    kj_decimal d;
    if (!kj_decimal_read(view(text), &d))
        fail_msg("%s is not read", text);
    return d;
}
static void expect(const kj_decimal *d, const char *want) {
    char out[KJ_DECIMAL_TEXT];
    assert_int_equal(kj_decimal_write(d, out), strlen(want));
    assert_string_equal(out, want);
}

static void reading_and_writing(void **state) {
    (void)state;
    static const char *const all[][2] = {
        {"0", "0"},        {"-0", "0"},       {"007", "7"},  {"1,234,567", "1234567"}, {"1,100.9", "1100.9"},
        {"35.20", "35.2"}, {"-0.50", "-0.5"}, {"+12", "12"}, {"0.001", "0.001"},       {"94800000000", "94800000000"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kj_decimal d = read_decimal(all[i][0]);
        expect(&d, all[i][1]);
    }
    static const char *const bad[] = {"", "-", ".", "1.2.3", "1,23", "12,3456", ",123", "1e3", "一", "1 2", "1,234,56"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kj_decimal d;
        assert_false(kj_decimal_read(view(bad[i]), &d));
    }
}

static void last_place(void **state) {
    (void)state;
    static const char *const all[][2] = {{"1500", "100"}, {"7", "1"}, {"0", "1"}, {"3.25", "0.01"}, {"-30", "10"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kj_decimal d = read_decimal(all[i][0]), place;
        kj_decimal_place(&d, &place);
        expect(&place, all[i][1]);
    }
}

static void digits_at_the_limit(void **state) {
    (void)state;
    char text[KJ_DECIMAL_DIGITS + 2];
    memset(text, '9', sizeof text);
    text[KJ_DECIMAL_DIGITS] = '\0';
    kj_decimal d = read_decimal(text), one = read_decimal("1"), sum = one;
    expect(&d, text);
    assert_true(kj_decimal_add(&d, &one, &sum)); /* 10^n has one digit */
    assert_true(kj_decimal_mul(&d, &one, &sum));
    assert_false(kj_decimal_mul(&d, &d, &sum));
    expect(&sum, text);
    text[KJ_DECIMAL_DIGITS] = '9';
    text[KJ_DECIMAL_DIGITS + 1] = '\0';
    assert_false(kj_decimal_read(view(text), &d));
}

/* What does not fit leaves the result as it was. */
static void what_does_not_fit(void **state) {
    (void)state;
    kj_decimal one = read_decimal("1"), far_off = {.digits = {1}, .count = 1, .exponent = 300}, out = one;
    assert_false(kj_decimal_add(&far_off, &one, &out)); /* 301 digits */
    far_off.exponent = 900;
    assert_false(kj_decimal_mul(&far_off, &far_off, &out)); /* 10^1800 */
    far_off.exponent = -900;
    assert_false(kj_decimal_mul(&far_off, &far_off, &out));
    expect(&out, "1");
    char text[KJ_DECIMAL_TEXT], digits[200];
    assert_int_equal(kj_decimal_write(&far_off, text), 0);
    memset(digits, '9', sizeof digits);
    assert_false(kj_decimal_read((kaoju_string){digits, sizeof digits}, &out));
    static const struct {
        const char *text;
        int64_t value; /* 0: none */
    } ends[] = {{"9223372036854775807", INT64_MAX},
                {"9223372036854775808", 0},
                {"-9223372036854775808", INT64_MIN},
                {"-9223372036854775809", 0}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        kj_decimal d = read_decimal(ends[i].text);
        int64_t value = 0;
        assert_int_equal(kj_decimal_to_integer(&d, &value), ends[i].value != 0);
        assert_true(value == ends[i].value);
    }
}

static void what_was_rounded(void **state) {
    (void)state;
    kj_decimal low, high;
    assert_true(kj_decimal_rounded(view("1500"), 2, &low, &high));
    expect(&low, "1450");
    expect(&high, "1550");
    assert_true(kj_decimal_rounded(view("-3.2"), 2, &low, &high));
    assert_false(kj_decimal_rounded((kaoju_string){NULL, 0}, 2, &low, &high));
    assert_false(kj_decimal_rounded(view("1500"), 0, &low, &high));
    assert_false(kj_decimal_rounded(view("many"), 2, &low, &high));
    assert_false(kj_decimal_rounded(view("999999999999999999999999999999999999999999999999"), 48, &low, &high));
}

static void what_is_less(void **state) {
    (void)state;
    static const char *const rising[] = {"-100", "-99.5", "-1", "0", "0.01", "1", "1.5", "15", "16", "1500"};
    for (int a = 0; a < 10; a++)
        for (int b = 0; b < 10; b++) {
            kj_decimal x = read_decimal(rising[a]), y = read_decimal(rising[b]);
            assert_int_equal(kj_decimal_compare(&x, &y), (a > b) - (a < b));
        }
}

__extension__ typedef __int128 wide;

static void write_wide(wide value, int scale, char *out) {
    char reversed[64];
    int size = 0, at = 0;
    bool negative = value < 0;
    if (negative)
        value = -value;
    do
        reversed[size++] = (char)('0' + (int)(value % 10));
    while ((value /= 10) || size <= scale);
    if (negative)
        out[at++] = '-';
    while (size) {
        if (size == scale)
            out[at++] = '.';
        out[at++] = reversed[--size];
    }
    out[at] = '\0';
}

/* Sums and products of random numbers with two decimals. */
static void arithmetic_is_exact(void **state) {
    (void)state;
    uint64_t seed = 42;
    for (int round = 0; round < 20000; round++) {
        wide raw[2];
        kj_decimal d[2], sum, product;
        char text[80], want[KJ_DECIMAL_TEXT], got[KJ_DECIMAL_TEXT];
        for (int i = 0; i < 2; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            raw[i] = (int64_t)seed >> (seed >> 59);
            write_wide(raw[i], 2, text);
            d[i] = read_decimal(text);
        }
        assert_true(kj_decimal_add(&d[0], &d[1], &sum));
        assert_true(kj_decimal_mul(&d[0], &d[1], &product));
        write_wide(raw[0] + raw[1], 2, text);
        kj_decimal wanted = read_decimal(text);
        kj_decimal_write(&wanted, want);
        kj_decimal_write(&sum, got);
        assert_string_equal(got, want);
        write_wide(raw[0] * raw[1], 4, text);
        wanted = read_decimal(text);
        assert_int_equal(kj_decimal_compare(&wanted, &product), 0);
        assert_int_equal(kj_decimal_compare(&d[0], &d[1]), (raw[0] > raw[1]) - (raw[0] < raw[1]));
    }
}

static void division_is_exact_or_refused(void **state) {
    (void)state;
    kj_decimal one = read_decimal("1"), five = read_decimal("5"), out = one;
    assert_true(kj_decimal_div_small(&one, 8, &out));
    expect(&out, "0.125");
    assert_false(kj_decimal_div_small(&one, 3, &out));
    assert_false(kj_decimal_div_small(&one, 0, &out));
    expect(&out, "0.125");
    assert_true(kj_decimal_div_small(&five, 10000, &out));
    expect(&out, "0.0005");
}

static void integers(void **state) {
    (void)state;
    static const int64_t all[] = {0, 1, -1, 100, INT64_MAX, INT64_MIN, 948};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kj_decimal d;
        int64_t back = 7;
        assert_true(kj_decimal_integer(all[i], &d) && kj_decimal_to_integer(&d, &back));
        assert_true(back == all[i]);
    }
    kj_decimal half = read_decimal("0.5"), huge = read_decimal("99999999999999999999");
    int64_t none;
    assert_false(kj_decimal_to_integer(&half, &none) || kj_decimal_to_integer(&huge, &none));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(reading_and_writing),
                                       cmocka_unit_test(last_place),
                                       cmocka_unit_test(digits_at_the_limit),
                                       cmocka_unit_test(arithmetic_is_exact),
                                       cmocka_unit_test(division_is_exact_or_refused),
                                       cmocka_unit_test(integers),
                                       cmocka_unit_test(what_does_not_fit),
                                       cmocka_unit_test(what_was_rounded),
                                       cmocka_unit_test(what_is_less)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
