/* What the words beside a candidate say: rows of context.tsv first, else the part of speech, else nothing. */
#include "extract/segment.h"
#include "model_fixture.h"

/* The arc of the graph over [start, end), or a token that is none. */
static kj_edge token(uint32_t start, uint32_t end) {
    const kj_segment *s = document->segment;
    for (size_t i = 0; i < s->arcs.size; i++)
        if (s->arcs.at[i].start == start && s->arcs.at[i].end == end)
            return s->arcs.at[i];
    return (kj_edge){start, end, 0, KJ_NONE, KJ_NONE};
}

static int32_t before(const char *text, uint32_t start, uint32_t end) {
    read_document(text);
    kj_edge edge = token(start, end);
    return kj_context_before(document, &edge);
}

static int32_t after(const char *text, uint32_t start, uint32_t end) {
    read_document(text);
    kj_edge edge = token(start, end);
    return kj_context_after(document, &edge);
}

static void listed_words(void **state) {
    (void)state;
    assert_true(before("会见李书平", 0, 2) > 1000);
    assert_true(after("李书平表示", 3, 5) > 1000);
    assert_true(after("米罗诺夫州", 4, 5) < -2000);
}

static void parts_of_speech(void **state) {
    (void)state;
    assert_true(before("非常", 0, 2) < 0);
    assert_true(before("桌子", 0, 2) < 0); /* a noun */
    assert_int_equal(before("AB", 0, 1), 0);
}

static void edges_of_text(void **state) {
    (void)state;
    read_document("李书平");
    assert_true(kj_context_before(document, NULL) > 0);
    assert_int_equal(kj_context_after(document, NULL), 0);
    read_document("李书平\n\n王一凡");
    kj_edge gap = token(3, 4);
    assert_int_equal(kj_context_before(document, &gap), kj_context_before(document, NULL));
}

static void words_of_tokens(void **state) {
    (void)state;
    read_document("桌子");
    kj_edge edge = token(0, 2), half = token(1, 2);
    assert_true(kj_edge_word(document, &edge) != KJ_NONE);
    assert_true(kj_edge_word(document, &half) != kj_edge_word(document, &edge));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_words),
        cmocka_unit_test(parts_of_speech),
        cmocka_unit_test(edges_of_text),
        cmocka_unit_test(words_of_tokens),
    };
    return cmocka_run_group_tests(tests, load_model, free_model);
}
