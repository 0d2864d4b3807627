/* The main entity of an article, and how far a fact looks. */
#include "resolve/fact.h"

#include "resolve_fixture.h"

static void main_entity(void **state) {
    static const char text[] = "美国。日本、印度、印度。\n\n日本、美国、法国。\n\n没有国家。";
    (void)state;
    read_text(text, "2025-06-18");
    size_t counts[8] = {0};
    uint8_t posts[64] = {0};
    kj_fact_context c = {.x = x, .r = &result, .counts = counts, .posts = posts};
    kaoju_range first = kj_text_paragraph(&x->text, 0), second = kj_text_paragraph(&x->text, first.end + 2);
    kaoju_range third = kj_text_paragraph(&x->text, second.end + 2);
    assert_int_equal(result.entities.size, 4);
    assert_string_equal(kj_main_entity(&c, first), "country:IN");
    assert_string_equal(kj_main_entity(&c, second), "country:US"); /* the first one of the document */
    assert_true(third.end > third.start);
    assert_null(kj_main_entity(&c, third));
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
    read_text(text, "2025-06-18");
    assert_int_equal(result.facts.size, KJ_FACT_MENTIONS + 10);
    assert_true(result.facts.at[0].time == SIZE_MAX);
    assert_true(result.facts.at[result.facts.size - 1].time == result.mentions.size - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(main_entity), cmocka_unit_test(looks_ahead_a_bounded_way)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
