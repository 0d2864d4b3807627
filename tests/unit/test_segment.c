/* Noun phrases of the segmentation, seen as the counted nouns of figures. */
#include "extract/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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
        assert_int_equal(kj_extraction_run(x, all[i][0], strlen(all[i][0]), NULL), KAOJU_OK);
        for (size_t m = 0; m < x->mentions.size; m++)
            if (x->mentions.at[m].type == model->types.figure)
                value = x->values.at[x->mentions.at[m].value];
        assert_non_null(value);
        kaoju_string got = {NULL, 0};
        if (value->object_start != KJ_NONE)
            got = kj_text_norm(&x->text, value->object_start, value->object_end, &x->arena);
        if (all[i][1] ? !kj_string_is(got, all[i][1]) : got.data != NULL)
            fail_msg("%s: counts %.*s, not %s", all[i][0], (int)got.size, got.data ? got.data : "",
                     all[i][1] ? all[i][1] : "nothing");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counted_nouns)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
