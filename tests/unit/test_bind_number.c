/* Fields of quantities through the shipped dictionaries and rules: joined units, second units, shared scales, factors. */
#include "extract/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TEN "0000000000"

static kaoju_model *model;
static kj_extraction *x;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return kj_extraction_new(model, &x, &error);
}
static int teardown(void **state) {
    (void)state;
    kj_extraction_free(x);
    kj_model_free(model);
    return 0;
}

static void same(const char *text, const char *what, kaoju_string got, const char *want) {
    if (want ? !kj_string_is(got, want) : got.data != NULL)
        fail_msg("%s: %s is %.*s, not %s", text, what, (int)(got.data ? got.size : 4), got.data ? got.data : "null",
                 want ? want : "null");
}

static void same_number(const char *text, const kj_decimal *got, const char *want) {
    char printed[KJ_DECIMAL_TEXT];
    size_t size = kj_decimal_write(got, printed);
    same(text, "number", (kaoju_string){printed, size}, want);
}

/* The first figure of the text. */
static const kj_value *figure(const char *text) {
    assert_int_equal(kj_extraction_run(x, text, strlen(text), NULL), KAOJU_OK);
    for (size_t i = 0; i < x->mentions.size; i++)
        if (x->mentions.at[i].type == model->types.figure)
            return x->values.at[x->mentions.at[i].value];
    fail_msg("no figure in %s", text);
    return NULL;
}

static void expect(const char *text, const char *number, const char *unit, const char *unit_text) {
    const kj_value *value = figure(text);
    assert_true(value->number && value->number->known);
    same_number(text, &value->number->value, number);
    same(text, "unit", value->unit, unit);
    if (unit_text)
        same(text, "unit text", value->unit_text, unit_text);
}

static void expect_range(const char *text, const char *low, const char *high, const char *unit) {
    const kj_value *value = figure(text);
    assert_true(value->number && value->number->bounded && !value->number->known);
    same_number(text, &value->number->low, low);
    same_number(text, &value->number->high, high);
    same(text, "unit", value->unit, unit);
}

static void joins_codes(void **state) {
    (void)state;
    expect("价格为800元/吨", "800", "CNY/t", "元/吨");
    expect("流量30立方米每秒", "30", "m3/s", "立方米每秒");
    expect("油耗7升/百公里", "7", "L/(100.km)", "升");
    expect("补贴60元/人", "60", "CNY/{人}", "元/人");
    expect("每平方米9000元", "9000", "CNY/m2", "元"); /* the unit as printed does not reach back */
    expect("药量5毫克/千克", "5", "mg/kg", NULL);
}

static void second_units(void **state) {
    (void)state;
    expect("重三斤二两", "3.2", "jin", NULL);
    expect("全程7公里50米", "7.05", "km", NULL);
    expect("高一丈二尺", "1.2", "zhang", NULL);          /* factors 10/3 and 1/3 */
    expect("高6英尺1英寸", "73", "[in_i]", NULL);        /* no end as a decimal of feet */
    expect("面积10平方公里30公顷", "10.3", "km2", NULL); /* 1/100 each */
    expect("重5公斤3米长", "5", "kg", NULL);             /* other quantities do not add up */
    expect("先走2米，再走1公里", "2", "m", NULL);        /* nor what is not smaller */
    expect("跑100米200米", "100", "m", NULL);
    expect("重三十多斤二两", "30.2", "jin", NULL);
    assert_true(figure("重三十多斤二两")->number->open_high); /* no longer 30 to 40 */
    expect("高40多英尺2英寸", "482", "[in_i]", NULL);
    same_number("low", &figure("高40多英尺2英寸")->number->low, "482");
}

static void bounds(void **state) {
    (void)state;
    expect_range("投资5到10亿元", "500000000", "1000000000", "CNY");
    expect_range("投资一千到两千万元", "10000000", "20000000", "CNY"); /* 千万 would be too much: 万 is shared */
    expect_range("投资五百到一千万元", "5000000", "10000000", "CNY");
    expect_range("投资八到九百亿元", "80000000000", "90000000000", "CNY");
    expect_range("投资五到一百亿元", "500000000", "10000000000", "CNY");
    expect_range("投资两到三仟澳元", "2000", "3000", "AUD");
    expect_range("罚款500元至5万元", "500", "50000", "CNY"); /* with both units nothing is shared */
    expect_range("长80厘米至1.2米", "0.8", "1.2", "m");      /* the low bound in the unit of the high one */
    expect_range("深0米至3公里", "0", "3", "km");
    expect("付1欧元至3美元", "1", "EUR", NULL); /* two currencies are no range */
    expect("长3米至2公斤", "3", "m", NULL);
}

static void factors_multiply(void **state) {
    (void)state;
    expect("金额（百万元）12.5", "12500000", "CNY", NULL);
    expect("产量（万吨）3.5", "35000", "t", NULL);
    expect("收费8k美元", "8000", "USD", NULL);
    expect("存了五毛钱", "0.5", "CNY", NULL);
}

/* A number that nobody can print is no figure. */
static void too_long_to_write(void **state) {
    static const char text[] = "投资1e900元";
    (void)state;
    expect("投资1e100元", "1" TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN, "CNY", NULL);
    assert_int_equal(kj_extraction_run(x, text, strlen(text), NULL), KAOJU_OK);
    assert_int_equal(x->mentions.size, 0);
}

static void candidates(void **state) {
    (void)state;
    const char *text = "罚款300卢比";
    same(text, "candidates", figure(text)->candidates, "IDR|LKR|MUR|NPR|PKR|SCR");
    text = "罚款300印度卢比";
    same(text, "candidates", figure(text)->candidates, NULL);
}

static void latin_units_are_words(void **state) {
    (void)state;
    expect("长5mm。", "5", "mm", NULL);
    expect("重5Kg。", "5", "kg", NULL);
    static const char text[] = "see 5moons";
    assert_int_equal(kj_extraction_run(x, text, strlen(text), NULL), KAOJU_OK);
    assert_int_equal(x->mentions.size, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_codes),       cmocka_unit_test(second_units), cmocka_unit_test(bounds),
        cmocka_unit_test(factors_multiply),  cmocka_unit_test(candidates),   cmocka_unit_test(latin_units_are_words),
        cmocka_unit_test(too_long_to_write),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
