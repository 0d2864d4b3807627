/* Numerals of every form: the longest reading, its value or bounds, and the shorter readings that units need. */
#include "numeral_fixture.h"

#include <stdio.h>

static void exact_values(void **state) {
    (void)state;
    static const char *const all[][2] = {{"3000", "3000"},
                                         {"1,100.9亿", "110090000000"},
                                         {"３５．５", "35.5"},
                                         {"948亿", "94800000000"},
                                         {"1.2万亿", "1200000000000"},
                                         {"3万4000", "34000"},
                                         {"25万6千", "256000"},
                                         {"5亿1万4千6百", "500014600"},
                                         {"四万万", "400000000"},
                                         {"两千万点五", "20000000.5"},
                                         {"俩", "2"},
                                         {"5千", "5000"},
                                         {"3百", "300"},
                                         {"十", "10"},
                                         {"十五", "15"},
                                         {"二十", "20"},
                                         {"二十一", "21"},
                                         {"廿五", "25"},
                                         {"一百零五", "105"},
                                         {"一千零五十", "1050"},
                                         {"三千五百", "3500"},
                                         {"两千四百五", "2450"},
                                         {"三万五", "35000"},
                                         {"一万五千亿", "1500000000000"},
                                         {"二十万亿", "20000000000000"},
                                         {"一亿零三百万", "103000000"},
                                         {"壹佰壹拾万贰仟陆佰壹拾肆", "1102614"},
                                         {"二〇二五", "2025"},
                                         {"一九九八", "1998"},
                                         {"三点五", "3.5"},
                                         {"三点五亿", "350000000"},
                                         {"十二点二五", "12.25"},
                                         {"零点零三", "0.03"},
                                         {"负三", "-3"},
                                         {"六", "6"},
                                         {"30余", "30"},
                                         {"3000多", "3000"},
                                         {"100多亿", "10000000000"},
                                         {"20多万", "200000"},
                                         {"十余", "10"},
                                         {"百余", "100"},
                                         {"千余", "1000"},
                                         {"百万", "1000000"},
                                         {"千亿", "100000000000"},
                                         {"万亿", "1000000000000"},
                                         {"千三", "1300"},
                                         {"百五十", "150"},
                                         {"百十", "110"},
                                         {"一百七", "170"},
                                         {"半百", "50"},
                                         {"一百零十万", "1100000"},
                                         {"一千六点五", "1600.5"},
                                         {"1,100万", "11000000"},
                                         {"2e5", "200000"},
                                         {"-12e-1", "-1.2"},
                                         {"２.７８９０e－１", "0.2789"},
                                         {".5", "0.5"},
                                         {"10^6", "1000000"},
                                         {"万余", "10000"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t end;
        const kj_number *n = first_of(all[i][0], &end);
        assert_true(n->known);
        same(&n->value, all[i][1], all[i][0]);
        assert_int_equal(end, text.length);
        bool more = strstr(all[i][0], "多") || strstr(all[i][0], "余");
        assert_int_equal(n->comparator, more ? KJ_GT : KJ_EQ);
    }
}

static void bounds(void **state) {
    (void)state;
    static const struct {
        const char *text, *low, *high;
        kj_comparator comparator;
    } all[] = {{"十几", "11", "19", KJ_APPROX},
               {"几十", "20", "99", KJ_APPROX},
               {"数百", "200", "999", KJ_APPROX},
               {"十几亿", "1100000000", "1900000000", KJ_APPROX},
               {"几", "2", "9", KJ_APPROX},
               {"五六百", "500", "600", KJ_RANGE},
               {"两三", "2", "3", KJ_RANGE},
               {"七八十", "70", "80", KJ_RANGE},
               {"十五六", "15", "16", KJ_RANGE},
               {"三五", "3", "5", KJ_RANGE},
               {"一百零几万", "1010000", "1090000", KJ_APPROX},
               {"负十几", "-19", "-11", KJ_APPROX}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t end;
        const kj_number *n = first_of(all[i].text, &end);
        assert_false(n->known);
        assert_true(n->bounded);
        same(&n->low, all[i].low, all[i].text);
        same(&n->high, all[i].high, all[i].text);
        assert_int_equal(n->comparator, all[i].comparator);
        assert_int_equal(end, text.length);
    }
}

/* 余 多 来 and what stands in front: the number is known and has an interval. */
static void blurred(void **state) {
    (void)state;
    static const struct {
        const char *text, *value, *low, *high, *cue;
        kj_comparator comparator;
    } all[] = {{"30余", "30", "30", "40", "余", KJ_GT},
               {"100多亿", "10000000000", "10000000000", "20000000000", "多", KJ_GT},
               {"1500多", "1500", "1500", "1600", "多", KJ_GT},
               {"二十万余", "200000", "200000", "210000", "余", KJ_GT},
               {"20余万", "200000", "200000", "300000", "余", KJ_GT},
               {"3.5万多", "35000", "35000", "36000", "多", KJ_GT},
               {"三百五十多", "350", "350", "360", "多", KJ_GT},
               {"四百六十万多亿", "460000000000000", "460000000000000", "461000000000000", "多", KJ_GT},
               {"十来", "10", "8", "12", "来", KJ_APPROX},
               {"负三十多", "-30", "-40", "-30", "多", KJ_GT}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t end;
        const kj_number *n = first_of(all[i].text, &end);
        assert_true(n->known && n->bounded && !n->open_low && !n->open_high);
        same(&n->value, all[i].value, all[i].text);
        same(&n->low, all[i].low, all[i].text);
        same(&n->high, all[i].high, all[i].text);
        assert_string_equal(n->cue, all[i].cue);
        assert_int_equal(n->comparator, all[i].comparator);
        assert_int_equal(end, text.length);
    }
    uint32_t end;
    same(&first_of("二十几万", &end)->value, "200000", "what is written beside 几");
}

/* 百 in 上百, 近百 is one hundred; 百 in 百姓 is not. */
static void led(void **state) {
    (void)state;
    static const struct {
        const char *text, *value;
        kj_comparator comparator;
    } all[] = {{"上百家", "100", KJ_GE},
               {"上万亿", "1000000000000", KJ_GE},
               {"近千名", "1000", KJ_LT},
               {"超百亿", "10000000000", KJ_EQ},
               {"逾 百", "100", KJ_EQ}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        scan(all[i].text);
        assert_true(found.size > 0);
        const kj_number *n = &found.at[found.size - 1].number;
        same(&n->value, all[i].value, all[i].text);
        assert_int_equal(n->comparator, all[i].comparator);
        assert_int_equal(n->open_high, n->comparator == KJ_GE);
    }
    scan("上三百");
    assert_int_equal(found.at[found.size - 1].number.comparator, KJ_EQ);
    static const char *const none[] = {"成千上万", "千千万", "百姓家", "半天"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        scan(none[i]);
        if (found.size)
            fail_msg("a numeral in %s", none[i]);
    }
}

static void factors_at_the_end(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t count;
        int64_t factors[2];
    } all[] = {{"10亿", 1, {100000000, 0}}, {"三千万", 2, {10000000, 10000}},
               {"3万4000", 0, {0, 0}},      {"3000", 0, {0, 0}},
               {"三千五", 0, {0, 0}},       {"20多万", 1, {10000, 0}}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t end;
        const kj_number *n = first_of(all[i].text, &end);
        if (n->trailing_count != all[i].count)
            fail_msg("%s: %u", all[i].text, n->trailing_count);
        for (uint32_t k = 0; k < n->trailing_count; k++)
            assert_int_equal(n->trailing[k], all[i].factors[k]);
    }
}

/* All readings that start at the first character, as "3541.07 35410700". */
static void expect_readings(const char *utf8, const char *want) {
    char out[512] = "", number[KJ_DECIMAL_TEXT];
    scan(utf8);
    for (size_t i = 0; i < found.size; i++) {
        if (found.at[i].start != found.at[0].start)
            break;
        kj_decimal_write(&found.at[i].number.value, number);
        strcat(strcat(out, out[0] ? " " : ""), number);
    }
    assert_string_equal(out, want);
}

static void shorter_readings_for_units(void **state) {
    (void)state;
    expect_readings("一千瓦", "1 1000");
    expect_readings("3541.07万元", "3541.07 35410700");
    expect_readings("一千五百万", "1 1500 15000000");
    expect_readings("3万4000", "3 30000 34000");
    expect_readings("二十三", "2 23");
}

static void runs_are_cut_where_numbers_end(void **state) {
    (void)state;
    scan("2.2本计划投资3541.07万元2.3");
    static const uint32_t starts[] = {0, 8, 8, 17};
    assert_int_equal(found.size, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(found.at[i].start, starts[i]);
}

/* What no numeral goes on with ends it; what stands before it keeps its value. */
static void what_ends_a_numeral(void **state) {
    (void)state;
    static const char *const all[][2] = {{"二十五六七", "2 20"},
                                         {"一百一零", "1 100"},
                                         {"二百三百", "2 230"},
                                         {"三点五十", "3"},
                                         {"三点两", "3"},
                                         {"3点5", "3"},
                                         {"15.5多", "15.5"},
                                         {"9余", "9"},
                                         {"1.2万3.4", "1.2 12000"},
                                         {"3万4.5", "3 30000"},
                                         {"3千45", "3 3000"},
                                         {"一百十", "1 100"},
                                         {"三廿", "3"},
                                         {"十多百", "10 10"},
                                         {"二〇二五万", "2025"},
                                         {"三万亿万", "3 30000 3000000000000"},
                                         {"五十百", "5 50"},
                                         {"十万八千", "10 100000 108000 108000"},
                                         {"三万五亿", "3 30000 35000 3000500000000"},
                                         {"数", ""},
                                         {"数人", ""},
                                         {"负", ""},
                                         {"负百", ""},
                                         {"负数", ""},
                                         {"半千", ""},
                                         {"万千", ""},
                                         {"百百", ""}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        expect_readings(all[i][0], all[i][1]);
}

/* A value with more than KJ_DECIMAL_DIGITS digits is no figure; what is shorter is one. */
static void too_large_to_be_exact(void **state) {
    (void)state;
    uint32_t end;
    first_of("一亿亿亿亿亿亿亿零五", &end);
    assert_int_equal(end, 8); /* 亿亿亿亿亿亿亿, but not the sum with 五 */
    first_of("一二三四五六七八九零一二三四五六七八", &end);
    assert_int_equal(end, 18);
    scan("一二三四五六七八九零一二三四五六七八九");
    for (size_t i = 0; i < found.size; i++)
        assert_int_not_equal(found.at[i].start, 0);
}

/* 两 behind a number is the weight, unless 百 千 万 show that it counts them. */
static void weights_are_no_digits(void **state) {
    (void)state;
    expect_readings("二两", "2");
    expect_readings("一百两", "1 100");
    expect_readings("两万两", "2 20000");
    expect_readings("三万两千", "3 30000 32000 32000");
    expect_readings("1234两", "1234");
}

/* A digit of the forms for amounts is a number by itself only before coins; see also what_is_no_number. */
static void formal_digits_before_coins(void **state) {
    (void)state;
    expect_readings("伍角", "5");
    expect_readings("陆元", "6");
    scan("伍家");
    assert_int_equal(found.size, 0);
}

/* Commas of another width group digits only where a further group or decimals show it. */
static void odd_commas(void **state) {
    (void)state;
    expect_readings("233,333，333,434.344", "233333333434.344");
    expect_readings("82，225.00", "82225");
    expect_readings("82，225元", "82");
    expect_readings("1,100，200元", "1100");
    expect_readings("１，２００", "1200");
}

static void letter_spaced(void **state) {
    (void)state;
    uint32_t end;
    const kj_number *n = first_of("三 千\n五 百", &end);
    same(&n->value, "3500", "三 千 五 百");
    assert_int_equal(end, text.length);
}

static void what_is_no_number(void **state) {
    (void)state;
    static const char *const all[] = {"G20峰会", "COVID-19疫情", "陆地", "拾起",    "点心",
                                      "多人",    "万里",         "百姓", "2.2.1节", "，"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        scan(all[i]);
        assert_int_equal(found.size, 0);
    }
    scan("同比-3.2%");
    assert_true(found.size == 1 && found.at[0].number.value.negative);
    scan("北京-5");
    assert_true(found.size == 1 && !found.at[0].number.value.negative);
    scan("3-5");
    assert_int_equal(found.size, 2);
    assert_false(found.at[1].number.value.negative);
    scan("今有100，200人");
    assert_int_equal(found.size, 2);
}

static void limits_and_hostile_runs(void **state) {
    (void)state;
    char digits[200];
    memset(digits, '1', sizeof digits);
    digits[KJ_DECIMAL_DIGITS] = '\0';
    scan(digits);
    assert_int_equal(found.size, 1);
    digits[KJ_DECIMAL_DIGITS] = '1';
    digits[KJ_DECIMAL_DIGITS + 1] = '\0';
    scan(digits);
    assert_int_equal(found.size, 0);
    size_t size = 900000;
    char *long_run = malloc(size + 1);
    assert_non_null(long_run);
    for (size_t i = 0; i < size; i += 3)
        memcpy(long_run + i, "一二三四五六七八九" + i % 27, 3);
    long_run[size] = '\0';
    scan(long_run);
    assert_int_equal(found.size, 0);
    memset(long_run, '7', size);
    scan(long_run);
    assert_int_equal(found.size, 0);
    free(long_run);
}

/* Values that would overflow, or be no digits, where numerals are read. */
static void rows_are_checked(void **state) {
    (void)state;
    static const struct {
        const char *row;
        bool good;
    } rows[] = {{"二\tdigit\t9\n", true},
                {"二\tdigit\t10\n", false},
                {"二\tdigit\t-1\n", false},
                {"二\tformal\t9223372036854775807\n", false},
                {"二\tdigit\t\n", false},
                {"二二\tdigit\t2\n", false},
                {"二\tdigits\t2\n", false},
                {"廿\ttens\t0\n", false},
                {"百\tunit\t-9223372036854775808\n", false},
                {"京\tscale\t1000000000000000000\n", true},
                {"京\tscale\t1000000000000000001\n", false},
                {"多\tmore\tx\n", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char file[100];
        kaoju_error error = {0};
        kj_numeral_table *made = NULL;
        kj_names *own = kj_names_new();
        kj_lexicon *small = kj_lexicon_new(fold, own);
        snprintf(file, sizeof file, "surface\tkind\tvalue\n%s", rows[i].row);
        assert_int_equal(kj_lexicon_add(small, "numeral.tsv", file, strlen(file), &error), KAOJU_OK);
        assert_int_equal(kj_lexicon_freeze(small, &error), KAOJU_OK);
        assert_int_equal(kj_numeral_table_new(small, kj_names_find(own, kj_string("numeral")), KJ_NONE, &made, &error),
                         rows[i].good ? KAOJU_OK : KAOJU_E_SYNTAX);
        assert_true(rows[i].good == (made != NULL));
        kj_numeral_table_free(made);
        kj_lexicon_free(small);
        kj_names_free(own);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(exact_values),
                                       cmocka_unit_test(bounds),
                                       cmocka_unit_test(blurred),
                                       cmocka_unit_test(led),
                                       cmocka_unit_test(factors_at_the_end),
                                       cmocka_unit_test(shorter_readings_for_units),
                                       cmocka_unit_test(runs_are_cut_where_numbers_end),
                                       cmocka_unit_test(letter_spaced),
                                       cmocka_unit_test(what_ends_a_numeral),
                                       cmocka_unit_test(too_large_to_be_exact),
                                       cmocka_unit_test(weights_are_no_digits),
                                       cmocka_unit_test(formal_digits_before_coins),
                                       cmocka_unit_test(odd_commas),
                                       cmocka_unit_test(what_is_no_number),
                                       cmocka_unit_test(limits_and_hostile_runs),
                                       cmocka_unit_test(rows_are_checked)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
