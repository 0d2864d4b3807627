/* Are two statements about one thing? */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static unsigned metrics(const char *a, const char *b) {
    kaoju_statement x = {.metric = kj_string(a)}, y = {.metric = kj_string(b)};
    assert_int_equal(kj_metric_alike(&x, &y), kj_metric_alike(&y, &x));
    return kj_metric_alike(&x, &y);
}

static void names_of_metrics(void **state) {
    (void)state;
    assert_int_equal(metrics("双边贸易额", "双边贸易额"), 100);
    assert_true(metrics("双边贸易额", "贸易额") >= KJ_METRIC_ALIKE);
    assert_true(metrics("友城的数量", "友城数量") >= KJ_METRIC_ALIKE);
    assert_true(metrics("进口贸易总额", "进口贸易额") >= KJ_METRIC_ALIKE);
    assert_true(metrics("贸易额", "投资额") < KJ_METRIC_ALIKE);
    assert_true(metrics("营业收入", "仓储业务收入") < KJ_METRIC_ALIKE);
    assert_true(metrics("全年社会消费品零售业务总额", "总额") < KJ_METRIC_ALIKE); /* it says too little */
    assert_int_equal(metrics(NULL, "贸易额"), 0);
    assert_int_equal(metrics(NULL, NULL), 0);
}

static void subject_in_front(void **state) {
    (void)state;
    static const char *const ids[] = {"country:EG"};
    const kaoju_string names[] = {{"埃及", 6}};
    kaoju_statement a = {.metric = kj_string("埃及客流"), .subjects = ids, .names = names, .subject_count = 1};
    kaoju_statement b = {.metric = kj_string("客流")};
    assert_int_equal(kj_metric_alike(&a, &b), 100);
}

static void subjects(void **state) {
    (void)state;
    static const char *const egypt[] = {"country:EG"}, *const both[] = {"country:EG", "country:TR"},
                             *const japan[] = {"country:JP", "country:EG"};
    const kaoju_string names[] = {{"甲", 3}, {"乙", 3}}, others[] = {{"丙", 3}, {"丁", 3}};
    kaoju_statement one = {.subjects = egypt, .names = names, .subject_count = 1};
    kaoju_statement two = {.subjects = both, .names = names, .subject_count = 2};
    kaoju_statement other = {.subjects = japan, .names = others, .subject_count = 2};
    kaoju_statement none = {.metric = kj_string("产值")}, named = {.topic = kj_string("甲")};
    assert_true(kj_same_subject(&one, &two, false));
    assert_true(kj_same_subject(&two, &one, false));
    assert_false(kj_same_subject(&two, &other, false)); /* one in common, one of its own each */
    assert_false(kj_same_subject(&one, &none, false));
    assert_true(kj_same_subject(&one, &none, true));
    assert_true(kj_same_subject(&one, &named, false)); /* what is an entity there is a noun here */
    assert_false(kj_same_subject(&none, &none, false));
}

static void topics(void **state) {
    (void)state;
    static const char *const ids[] = {"org:1"};
    const kaoju_string names[] = {{"农科院", 9}};
    kaoju_statement a = {.topic = kj_string("木本"), .subjects = ids, .names = names, .subject_count = 1};
    kaoju_statement b = a, c = {.topic = kj_string("全球")}, d = {.topic = kj_string("全球")};
    b.topic = kj_string("草本");
    assert_true(kj_same_subject(&a, &a, false));
    assert_false(kj_same_subject(&a, &b, false));
    assert_true(kj_same_subject(&c, &d, false));
    d.topic = kj_string("全省");
    assert_false(kj_same_subject(&c, &d, false));
}

static void changes(void **state) {
    (void)state;
    kaoju_statement level = {.kind = kj_string("money")},
                    growth = {.kind = kj_string("percent"), .change = kj_string("increase")};
    kaoju_statement rate = {.kind = kj_string("percent"), .change = kj_string("growth_rate")};
    kaoju_statement down = {.kind = kj_string("percent"), .change = kj_string("decrease")};
    kaoju_statement denied = {.kind = kj_string("money"), .status = kj_string("denied")};
    kaoju_statement count = {.kind = kj_string("count")}, number = {.kind = kj_string("number")};
    assert_true(kj_same_change(&level, &level));
    assert_true(kj_same_change(&growth, &rate));
    assert_true(kj_same_change(&count, &number));
    assert_false(kj_same_change(&level, &growth));
    assert_false(kj_same_change(&growth, &down));
    assert_false(kj_same_change(&level, &denied));
}

static kj_period_relation periods(const char *a_edtf, const char *a, const char *a_end, const char *b_edtf,
                                  const char *b, const char *b_end) {
    kaoju_statement x = {.edtf = kj_string(a_edtf), .start = kj_string(a), .end = kj_string(a_end)};
    kaoju_statement y = {.edtf = kj_string(b_edtf), .start = kj_string(b), .end = kj_string(b_end)};
    assert_int_equal(kj_compare_period(&x, &y), kj_compare_period(&y, &x));
    return kj_compare_period(&x, &y);
}

static void times(void **state) {
    (void)state;
    assert_int_equal(periods("2024", "2024-01-01", "2024-12-31", "2024", "2024-01-01", "2024-12-31"), KJ_PERIOD_SAME);
    assert_int_equal(periods("2023/..", "2023-01-01", NULL, "2023/2025", "2023-01-01", "2025-12-31"), KJ_PERIOD_SAME);
    assert_int_equal(periods("2024", "2024-01-01", "2024-12-31", "2025", "2025-01-01", "2025-12-31"), KJ_PERIOD_APART);
    assert_int_equal(periods("2024", "2024-01-01", "2024-12-31", "2024-03", "2024-03-01", "2024-03-31"),
                     KJ_PERIOD_OVERLAPS);
    assert_int_equal(
        periods("2025-06-16/2025-06-18", "2025-06-16", "2025-06-18", "2025-06-17", "2025-06-17", "2025-06-17"),
        KJ_PERIOD_SAME);
    assert_int_equal(periods(NULL, NULL, NULL, "2024", "2024-01-01", "2024-12-31"), KJ_PERIOD_UNKNOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_of_metrics), cmocka_unit_test(subject_in_front),
                                       cmocka_unit_test(subjects),         cmocka_unit_test(topics),
                                       cmocka_unit_test(changes),          cmocka_unit_test(times)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
