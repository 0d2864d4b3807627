/* Which candidates of names are proposed, and that names outweigh the words they are made of. */
#include "model_fixture.h"

static void chinese(void **state) {
    (void)state;
    assert_true(margin_in("李书平", "这时李书平推门进来") > 2000);
    assert_true(margin_in("葛菲", "后来葛菲走了") > 0);
    assert_true(margin_in("欧阳明月", "后来欧阳明月走了") > 0);
    assert_true(margin_in("王毅", "王毅向与会者致意") > margin_of("王毅向"));
    assert_true(margin_in("高度", "高度发达的国家") < -3000);
    assert_true(margin_in("王国", "王国的面积不大") < -3000);
}

/* A character that no dictionary has as part of a name may stand in one. */
static void rare_character(void **state) {
    (void)state;
    assert_true(margin_in("陈芋汐", "冠军陈芋汐笑了") > 0);
}

/* A woman's own surname behind her husband's. */
static void two_surnames(void **state) {
    (void)state;
    assert_true(margin_in("陈冯富珍", "陈冯富珍出席酒会") > margin_of("陈冯富"));
}

/* A courtesy word behind a surname is no given name. */
static void courtesy(void **state) {
    (void)state;
    assert_true(margin_in("王先生", "王先生告诉我们") == NO_CANDIDATE);
}

static void japanese(void **state) {
    (void)state;
    assert_true(margin_in("山本健太郎", "山本健太郎抵达会场") > 0);
    assert_true(margin_in("高桥美子", "高桥美子抵达会场") > 0);
}

static void transliterated(void **state) {
    (void)state;
    assert_true(margin_in("米罗诺夫", "后来米罗诺夫走了") > 0);
    assert_true(margin_in("扎西卓玛", "后来扎西卓玛走了") > 0); /* elements of more than one character */
    assert_true(margin_in("埃莱娜·马尔科娃", "后来埃莱娜·马尔科娃走了") > 2000);
    assert_true(margin_in("那·巴图", "总统那·巴图走了") > 0); /* one character before the dot */
    assert_true(margin_in("米罗诺夫", "米罗诺夫\n说") > 0);
    assert_true(margin_in("米罗诺夫", "米罗\n诺夫说") > 0);
}

/* Names set apart by blanks do not run into each other. */
static void blanks(void **state) {
    (void)state;
    read_document("记者 周圆 魏弘毅 摄");
    assert_true(margin_of("周圆") != NO_CANDIDATE);
    assert_true(margin_of("魏弘毅") != NO_CANDIDATE);
    assert_true(margin_of("周圆魏") == NO_CANDIDATE);
}

static void confidence(void **state) {
    (void)state;
    double last = 0;
    for (int32_t worth = -8000; worth <= 12000; worth += 250) {
        double c = kj_name_confidence(worth);
        assert_true(c >= last && c > 0 && c < 1);
        last = c;
    }
    assert_true(kj_name_confidence(-3000) < KJ_CONFIDENCE_MIN);
    assert_true(last >= 0.95);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese),  cmocka_unit_test(rare_character), cmocka_unit_test(two_surnames),
        cmocka_unit_test(courtesy), cmocka_unit_test(japanese),       cmocka_unit_test(transliterated),
        cmocka_unit_test(blanks),   cmocka_unit_test(confidence),
    };
    return cmocka_run_group_tests(tests, load_model, free_model);
}
