/* The main entity of an article, and how far a fact looks. */
#include "resolve/fact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kj_extraction *x;
static kaoju_result result;

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
    kj_result_free(&result);
    kj_extraction_free(x);
    kj_model_free(model);
    return 0;
}

static void read_text(const char *text, size_t size) {
    kaoju_document document = {.id = "d", .bytes = text, .size = size, .date = "2025-06-18"};
    kj_result_reset(&result);
    assert_int_equal(kj_extraction_run(x, text, document.size, NULL), KAOJU_OK);
    assert_int_equal(kj_resolve(x, &document, &result, NULL), KAOJU_OK);
}

static void main_entity(void **state) {
    static const char text[] = "美国。日本、印度、印度。\n\n日本、美国、法国。\n\n没有国家。";
    (void)state;
    read_text(text, strlen(text));
    size_t counts[8] = {0};
    kaoju_range first = kj_text_paragraph(&x->text, 0), second = kj_text_paragraph(&x->text, first.end + 2);
    kaoju_range third = kj_text_paragraph(&x->text, second.end + 2);
    assert_int_equal(result.entities.size, 4);
    assert_string_equal(kj_main_entity(&result, first, counts), "country:IN");
    assert_string_equal(kj_main_entity(&result, second, counts), "country:US"); /* the first one of the document */
    assert_true(third.end > third.start);
    assert_null(kj_main_entity(&result, third, counts));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        assert_int_equal(counts[i], 0);
}

/* A clause without end must not cost every fact a look at all of it. */
static void looks_ahead_a_bounded_way(void **state) {
    static char text[32 * (KJ_FACT_MENTIONS + 20)];
    (void)state;
    text[0] = '\0';
    for (int i = 0; i < KJ_FACT_MENTIONS + 10; i++)
        strcat(text, "出口额增长5%");
    strcat(text, "在2024年");
    read_text(text, strlen(text));
    assert_int_equal(result.facts.size, KJ_FACT_MENTIONS + 10);
    assert_true(result.facts.at[0].time == SIZE_MAX);
    assert_true(result.facts.at[result.facts.size - 1].time == result.mentions.size - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(main_entity), cmocka_unit_test(looks_ahead_a_bounded_way)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
