/* Which currency a shared name stands for: by the country in the sentence, the nearest before, else behind. */
#include "resolve_fixture.h"

/* The last figure of the text. */
static void expect(const char *text, const char *code, size_t candidates) {
    const kaoju_value *value = NULL;
    read_text(text, NULL);
    for (size_t i = 0; i < result.mentions.size; i++)
        if (!strcmp(result.mentions.at[i].type, "FIGURE"))
            value = &result.mentions.at[i].value;
    if (!value || !kj_string_is(value->unit, code))
        fail_msg("%s: %.*s, not %s", text, value ? (int)value->unit.size : 0, value ? value->unit.data : "", code);
    assert_int_equal(value->candidate_count, candidates);
    assert_true((value->candidates == NULL) == (candidates == 0));
}

static void countries_decide(void **state) {
    (void)state;
    expect("罚款500卢比。", "INR", 6);
    expect("巴基斯坦政府罚款500卢比。", "PKR", 6);
    expect("印度政府罚款500卢比。", "INR", 6);
    expect("当局罚款500卢比，尼泊尔媒体报道。", "NPR", 6);
    expect("尼泊尔和巴基斯坦罚款500卢比，印度没有。", "PKR", 6); /* the nearest before */
    expect("墨西哥出口下降。罚款800比索。", "PHP", 7);           /* of another sentence */
    expect("中国企业支付500卢比。", "INR", 6);                   /* of another currency */
    expect("巴基斯坦糖价为90卢比/公斤。", "PKR/kg", 6);
    expect("日本定价¥3000。", "JPY", 1);
    expect("定价¥3000。", "CNY", 1);
}

static void amounts_decide(void **state) {
    (void)state;
    expect("成人票80港元，儿童票40元。", "HKD", 3);
    expect("成人票80港元，约合74元。", "CNY", 3); /* converted */
    expect("成人票80港元。儿童票40元。", "CNY", 3);
    expect("成人票80美元，儿童票40元。", "CNY", 3); /* nobody calls dollars 元 */
    expect("儿童票40元，成人票80港元。", "HKD", 0);
}

static void candidates_are_listed(void **state) {
    (void)state;
    expect("收了300马纳特", "TMT", 1);
    const kaoju_value *value = &result.mentions.at[0].value;
    assert_true(kj_string_is(value->candidates[0], "AZN"));
    expect("阿塞拜疆人付了300马纳特", "AZN", 1);
    for (size_t i = 0; i < result.mentions.size; i++)
        if (!strcmp(result.mentions.at[i].type, "FIGURE"))
            assert_true(kj_string_is(result.mentions.at[i].value.candidates[0], "TMT"));
    expect("外面38度。", "deg", 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(countries_decide), cmocka_unit_test(amounts_decide),
                                       cmocka_unit_test(candidates_are_listed)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
