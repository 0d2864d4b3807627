/* Fractions and percentages: 三分之一, 3/5, 三又五分之一, 百分之三十五. */
#include "numeral_fixture.h"

static void fractions_and_percentages(void **state) {
    (void)state;
    uint32_t end;
    const kj_number *n = first_of("三分之一", &end);
    assert_true(n->fraction && !n->known);
    same(&n->numerator, "1", "numerator");
    same(&n->denominator, "3", "denominator");
    n = first_of("四分之三", &end);
    same(&n->value, "0.75", "四分之三");
    n = first_of("一半", &end);
    assert_true(n->fraction);
    same(&n->value, "0.5", "一半");
    n = first_of("百分之三十五点二", &end);
    assert_true(n->percent && !n->fraction);
    same(&n->value, "35.2", "百分之三十五点二");
    n = first_of("万分之五", &end);
    same(&n->value, "0.05", "万分之五");
    same(&first_of("百万分之五", &end)->value, "0.0005", "百万分之五");
    n = first_of("百分之百", &end);
    same(&n->value, "100", "百分之百");
    assert_int_equal(end, text.length);
    n = first_of("百分之三十多", &end);
    same(&n->low, "30", "百分之三十多");
    same(&n->high, "40", "百分之三十多");
    n = first_of("千分之几", &end);
    assert_true(n->percent && !n->known && n->bounded);
    same(&n->high, "0.9", "千分之几");
    assert_true(first_of("十分之三", &end)->fraction);
    n = first_of("负百分之三", &end);
    assert_true(n->percent);
    same(&n->value, "-3", "负百分之三");
    assert_false(n->value.count && !n->value.negative);
    same(&first_of("负百分之负三", &end)->value, "3", "负百分之负三");
    same(&first_of("百分之百三", &end)->value, "130", "百分之百三");
    n = first_of("负百分之几", &end);
    assert_true(n->percent && !n->known && n->bounded);
    same(&n->low, "-9", "负百分之几");
    same(&n->high, "-2", "负百分之几");
    n = first_of("负百分之十多", &end);
    same(&n->value, "-10", "负百分之十多");
    same(&n->low, "-20", "负百分之十多");
    same(&n->high, "-10", "负百分之十多");
    n = first_of("负三分之一", &end);
    same(&n->numerator, "-1", "负三分之一");
    same(&n->denominator, "3", "负三分之一");
}

static void mixed_fractions(void **state) {
    (void)state;
    static const struct {
        const char *text, *top, *bottom;
    } all[] = {{"三又五分之一", "16", "5"},   {"十一又十四分之一", "155", "14"},
               {"负一又二分之一", "-3", "2"}, {"三 百 五 又 三 分之 一", "1051", "3"},
               {"1 3/5", "8", "5"},           {"三又1/5", "16", "5"},
               {"12又3/5", "63", "5"},        {"3/5", "3", "5"},
               {"负五分之负一", "1", "5"},    {"负五分之零", "0", "5"},
               {"负零又五分之一", "1", "5"},  {"一又百分之五", "105", "100"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t end;
        const kj_number *n = first_of(all[i].text, &end);
        assert_true(n->fraction);
        assert_int_equal(end, text.length);
        same(&n->numerator, all[i].top, all[i].text);
        same(&n->denominator, all[i].bottom, all[i].text);
    }
    scan("三又四");
    assert_int_equal(found.size, 2);
    scan("零分之三");
    for (size_t i = 0; i < found.size; i++)
        assert_false(found.at[i].number.fraction);
    static const char *const none[] = {"几分之一", "五分之几",       "五分之十多", "三又几分之一", "几又五",
                                       "五分之",   "十亿亿亿分之一", "1/0",        "1/3.5",        "1.5/3",
                                       "1/3a",     "a1/3",           "-1/3",       "1//3"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        scan(none[i]);
        for (size_t k = 0; k < found.size; k++)
            if (found.at[k].number.fraction)
                fail_msg("a fraction in %s", none[i]);
    }
    scan("几又五分之一"); /* the fraction alone */
    assert_true(found.at[found.size - 1].number.fraction && found.at[found.size - 1].start == 2);
    scan("3/5/2024"); /* the parts of a date are not swallowed */
    assert_int_equal(found.size, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(fractions_and_percentages), cmocka_unit_test(mixed_fractions)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
