/* Counted nouns, and margins of names: the words around, longer transliterations, known places, and the rest of the document count. */
#include "model_fixture.h"

static void context_counts(void **state) {
    (void)state;
    int64_t bare = margin_in("米罗诺夫", "米罗诺夫桌子");
    assert_true(margin_in("米罗诺夫", "米罗诺夫表示") > bare);
    assert_true(margin_in("米罗诺夫", "米罗诺夫州") < bare);
}

/* A part of a transliteration is no name, however well it reads. */
static void longer_transliteration(void **state) {
    (void)state;
    read_document("切尔诺梅尔金到了");
    assert_true(margin_of("切尔诺梅尔金") > 0);
    assert_true(margin_of("梅尔金") < -3000);
}

/* However long a transliteration is, without a sign it stays open whether it is a person. */
static void long_ones_are_not_surer(void **state) {
    (void)state;
    int64_t short_one = margin_in("米罗诺夫", "然后米罗诺夫走了");
    int64_t long_one = margin_in("米罗诺夫斯基耶维奇", "然后米罗诺夫斯基耶维奇走了");
    assert_true(long_one < short_one + 1500);
}

static void known_places(void **state) {
    (void)state;
    assert_true(margin_in("林省", "为吉林省副省长") < -3000);
}

/* One 市 behind it makes it a place everywhere in the document. */
static void whole_document(void **state) {
    (void)state;
    int64_t alone = margin_in("札纳塔斯", "来到札纳塔斯以后");
    read_document("来到札纳塔斯以后\n\n札纳塔斯市不大");
    assert_true(margin_of("札纳塔斯") < alone - 2000);
}

/* A noun phrase ends before a name that has joined the best path. */
static void nouns(void **state) {
    (void)state;
    read_document("数据中心葛振邦");
    bool phrase = false;
    for (size_t i = 0; i < document->lattice.spans.size; i++) {
        const kj_span *span = &document->lattice.spans.at[i];
        phrase |= span->type == model->types.noun && span->start == 0 && span->end == 4;
        assert_false(span->type == model->types.noun && span->start == 0 && span->end > 4);
    }
    assert_true(phrase);
}

static void counted_nouns(void **state) {
    static const char *const all[][2] = {
        {"新增200个就业岗位", "就业岗位"},        /* noun and noun */
        {"派出4个督导组", "督导组"},              /* a suffix behind a noun */
        {"设立9个省级平台", "省级平台"},          /* a suffix inside */
        {"建成6座制造中心", "制造中心"},          /* what a place is for */
        {"改造800套的旧住房", "旧住房"},          /* behind 的 */
        {"送来两份沉甸甸的礼物", "沉甸甸的礼物"}, /* an adjective with 的 */
        {"有30名学生参加活动", "学生"},           /* a verb ends the phrase */
        {"共有12个", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kj_value *value = NULL;
        read_document(all[i][0]);
        for (size_t m = 0; m < document->mentions.size; m++)
            if (document->mentions.at[m].type == model->types.figure)
                value = document->values.at[document->mentions.at[m].value];
        assert_non_null(value);
        kaoju_string got = {NULL, 0};
        if (value->object_start != KJ_NONE)
            got = kj_text_norm(&document->text, value->object_start, value->object_end, &document->arena);
        if (all[i][1] ? !kj_string_is(got, all[i][1]) : got.data != NULL)
            fail_msg("%s: counts %.*s, not %s", all[i][0], (int)got.size, got.data ? got.data : "",
                     all[i][1] ? all[i][1] : "nothing");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(context_counts),          cmocka_unit_test(longer_transliteration),
        cmocka_unit_test(long_ones_are_not_surer), cmocka_unit_test(known_places),
        cmocka_unit_test(whole_document),          cmocka_unit_test(nouns),
        cmocka_unit_test(counted_nouns),
    };
    return cmocka_run_group_tests(tests, load_model, free_model);
}
