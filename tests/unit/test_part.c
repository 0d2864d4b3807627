/* A document that is read part by part gives what it gives at once. */
#include "model_fixture.h"

#include "extract/part.h"

/* Headings, tables of one line, wrapped lines, breaks of many kinds; people, dates, figures, relations in each. */
static const char text[] =
    "新闻\n\n　　新华社北京6月18日电 2025年6月16日至18日，外交部长王明远赴阿斯塔纳出席会议。\n\n"
    "　　王明远说，今年前5个月，双边贸易额达286.2亿元，同比增长10.4%。\n　　哈萨克斯坦总统府发言人表示，去年"
    "同期为250亿元。\n\n\n甲 3000吨\n\n　　中哈双方签署了二十四项协议，中方将提供1500个培训名\n额。\n\n"
    "    青禾集团董事长李大海、总经理赵小川到会。李大海指出，三分之一的项目已于2024年底建成，投资约3亿美元。\n\n";

static void check_parts(uint32_t length) {
    document->part_length = 0;
    read_document(text);
    size_t count = document->mentions.size;
    kj_given *whole = malloc(count * sizeof *whole);
    assert_non_null(whole);
    assert_true(count > 15);
    memcpy(whole, document->mentions.at, count * sizeof *whole);
    kj_arena keep = {0};
    kaoju_string *names = kj_arena_new(&keep, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        kaoju_string name = kj_text_slice(&document->text, whole[i].start, whole[i].end);
        names[i] = (kaoju_string){kj_arena_copy(&keep, name.data, name.size), name.size};
    }
    document->part_length = length;
    read_document(text);
    document->part_length = 0;
    assert_int_equal(document->mentions.size, count);
    for (size_t i = 0; i < count; i++) {
        const kj_given *g = &document->mentions.at[i];
        const kj_value *value = document->values.at[g->value];
        assert_int_equal(g->start, whole[i].start);
        assert_int_equal(g->end, whole[i].end);
        assert_int_equal(g->match_start, whole[i].match_start);
        assert_int_equal(g->match_end, whole[i].match_end);
        assert_int_equal(g->rule, whole[i].rule);
        assert_int_equal(g->parent, whole[i].parent);
        assert_true(kj_string_same(kj_text_slice(&document->text, g->start, g->end), names[i]));
        for (uint32_t a = 0; a < value->attribute_count; a++)
            if (value->attributes[a].start != KJ_NONE)
                assert_true(value->attributes[a].start >= g->match_start && value->attributes[a].end <= g->match_end);
        if (value->object_start != KJ_NONE)
            assert_true(value->object_start >= g->match_start && value->object_end <= g->match_end);
    }
    kj_arena_free(&keep);
    free(whole);
}

static void parts_give_what_the_whole_gives(void **state) {
    (void)state;
    check_parts(1);
    check_parts(60);
    check_parts(150);
}

/* The spans that are left are those of the document, in order, at their places. */
static void lattice_is_of_the_document(void **state) {
    (void)state;
    document->part_length = 1;
    read_document(text);
    document->part_length = 0;
    const kj_lattice *l = &document->lattice;
    bool figure = false;
    assert_int_equal(l->first.size, document->text.length + 2);
    for (uint32_t at = 0; at < document->text.length; at++)
        kj_each_span (i, l, at, at + 1) {
            const kj_span *span = &l->spans.at[i];
            assert_int_equal(span->start, at);
            assert_true(span->type != model->types.surname);
            if (span->type == model->types.figure)
                figure |= document->values.at[span->value]->object_start != KJ_NONE;
        }
    assert_true(figure);
}

static void parts_end_with_paragraphs(void **state) {
    (void)state;
    document->part_length = 1;
    read_document("甲\n\n乙丙\n\n\n丁");
    document->part_length = 0;
    kaoju_range part = kj_part_next(&document->text, 0, 1);
    assert_int_equal(part.end, 1);
    part = kj_part_next(&document->text, part.end, 1);
    assert_int_equal(part.start, 1);
    assert_int_equal(part.end, 2);
    part = kj_part_next(&document->text, 2, 2);
    assert_int_equal(part.end, 5);
    part = kj_part_next(&document->text, 5, UINT32_MAX);
    assert_int_equal(part.end, document->text.length);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts_give_what_the_whole_gives),
                                       cmocka_unit_test(lattice_is_of_the_document),
                                       cmocka_unit_test(parts_end_with_paragraphs)};
    return cmocka_run_group_tests(tests, load_model, free_model);
}
