/* Names of organisations and places that the segmentation shows, with the shipped dictionaries: where they begin and end,
 * and the grade that tells names from descriptions. */
#include "extract/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kj_extraction *extraction;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error) ||
        kj_extraction_new(model, &extraction, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return 0;
}
static int teardown(void **state) {
    (void)state;
    kj_extraction_free(extraction);
    kj_model_free(model);
    return 0;
}

/* The longest span of `type` that starts first, as text/grade; "" if there is none. */
static const char *longest(const char *text, uint32_t type) {
    static char out[256];
    kaoju_error error;
    const kj_span *best = NULL;
    assert_int_equal(kj_extraction_run(extraction, text, strlen(text), &error), KAOJU_OK);
    kj_each_span (i, &extraction->lattice, 0, extraction->text.length) {
        const kj_span *span = &extraction->lattice.spans.at[i];
        if (span->type == type && (!best || span->end - span->start > best->end - best->start))
            best = span;
    }
    out[0] = '\0';
    if (best) {
        kaoju_string norm = kj_text_norm(&extraction->text, best->start, best->end, &extraction->arena);
        snprintf(out, sizeof out, "%s/%d", norm.data, type == model->types.org_name ? (int)best->integer : 0);
    }
    return out;
}
static void organisation(const char *text, const char *want) {
    assert_string_equal(longest(text, model->types.org_name), want);
}
static void place(const char *text, const char *want) {
    assert_string_equal(longest(text, model->types.place), want);
}

static void heads(void **state) {
    (void)state;
    organisation("他在云南省农业科学研究院", "云南省农业科学研究院/1");
    organisation("周边国家埃及的海关总署", "海关总署/2");
    organisation("访问埃及气象研究所", "埃及气象研究所/1");
    organisation("对青禾控股集团有限公司来说", "青禾控股集团有限公司/1");
    organisation("港务集团很大", "港务集团/0");
}

static void descriptions(void **state) {
    (void)state;
    organisation("埃及公司很多", "埃及公司/0");
    organisation("埃及政府说", "埃及政府/1");
    organisation("大连银行开业", "大连银行/1");
    organisation("三家公司", "");
    organisation("结局与布局", "");
    organisation("全部干部", "");
}

static void inside(void **state) {
    (void)state;
    organisation("埃及管理与战略大学", "埃及管理与战略大学/1");
    organisation("商务部与青禾大学", "青禾大学/1");
    organisation("拉萨市第二人民医院", "拉萨市第二人民医院/1");
    organisation("埃中(开罗)贸易公司", "埃中(开罗)贸易公司/1");
    organisation("拉萨市教\n育\n局", "拉萨市教育局/1");
}

/* A title that begins with a body gives it up, but for the board. */
static void titles(void **state) {
    (void)state;
    organisation("拉萨市教育局局长", "拉萨市教育局/1");
    organisation("青禾集团董事局主席", "青禾集团/1");
}

static void places(void **state) {
    (void)state;
    place("从拉萨出发", "拉萨/0");
    place("日照充足", "");
    place("札兰屯斯市", "札兰屯斯市/0");
    place("全市", "");
    place("重庆市区道路", "重庆市/0");
}

/* Work for each suffix is bounded: a megabyte of suffixes and of numbers before them. */
static void long_runs(void **state) {
    (void)state;
    const char *const units[] = {"公司", "第", "埃及与", "五", "局", "(", "青"};
    size_t room = 300000;
    char *text = malloc(room + 16);
    assert_non_null(text);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t size = 0;
        for (; size + 16 < room; size += strlen(units[u]))
            memcpy(text + size, units[u], strlen(units[u]));
        memcpy(text + size, "公司", strlen("公司"));
        size += strlen("公司");
        kaoju_error error;
        assert_int_equal(kj_extraction_run(extraction, text, size, &error), KAOJU_OK);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads),  cmocka_unit_test(descriptions), cmocka_unit_test(inside),
        cmocka_unit_test(titles), cmocka_unit_test(places),       cmocka_unit_test(long_runs),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
