/* The word graph: the best path that is taken stretch by stretch is the one that a walk over all of the graph takes. */
#include "extract/segment.h"
#include "model_fixture.h"

#include <stdlib.h>

/* Names that join, with blanks, line ends, middle dots and characters that no name has; several in a row, and none. */
static const char *const texts[] = {
    "",
    "\n  \n",
    "·",
    "王",
    "新华社北京6月18日电 记者李书平报道,哈萨克斯坦总统托卡耶夫会见王毅。",
    "中哈两国元首出席仪式,穆赫\n塔尔江·萨马\n托夫和阿卜杜勒·拉希姆·穆罕默德发言。\n\n  记 者 周 圆 圆、沈国放、魏弘毅",
    "米尔赞别托夫·阿卜迪拉希德表示:总统米尔赞别托夫·阿卜迪拉希德和龘靐·尔齉·龖在中吉乌铁路旁。作者 弗朗西斯·培根",
    "教育局局长陈冯富珍说,中国-中亚峰会上桥本龙太郎与切尔诺梅尔金、梅尔金会谈,札纳塔斯市市长·札纳塔斯",
};

static kj_edge *way; /* of the walk, backwards */
static size_t way_size;

static void relax(int64_t *forward, kj_edge *from, const kj_edge *edge) {
    uint32_t to = kj_text_solid(&document->text, edge->end);
    int64_t score = forward[edge->start] + edge->score;
    if (score > forward[to]) {
        forward[to] = score;
        from[to] = *edge;
    }
}

/* All edges in order, each candidate that joined behind those that start where it is due. */
static void walk(void) {
    const kj_segment *s = document->segment;
    uint32_t length = document->text.length, start = kj_text_solid(&document->text, 0);
    int64_t *forward = kj_new(length + 1, sizeof *forward);
    kj_edge *from = kj_new(length + 1, sizeof *from);
    way = kj_new(length + 1, sizeof *way);
    assert_true(forward && from && way);
    for (uint32_t at = 0; at <= length; at++)
        forward[at] = KJ_NEVER;
    forward[start] = 0;
    size_t e = 0;
    for (uint32_t i = 0; i < s->candidates.size; i++)
        for (int late = 0; late < 2; late++) {
            const kj_joined *list = late ? s->late.at : s->joined.at;
            for (size_t j = 0, count = late ? s->late.size : s->joined.size; j < count; j++) {
                if (list[j].candidate != i)
                    continue;
                for (; e < s->arcs.size && s->arcs.at[e].start <= list[j].after; e++)
                    relax(forward, from, &s->arcs.at[e]);
                relax(forward, from, &s->candidates.at[i]);
            }
        }
    for (; e < s->arcs.size; e++)
        relax(forward, from, &s->arcs.at[e]);
    way_size = 0;
    for (uint32_t at = length; at > start; at = from[at].start)
        way[way_size++] = from[at];
    free(forward);
    free(from);
}

static void same_path(void **state) {
    (void)state;
    size_t joined = 0, late = 0;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        read_document(texts[t]);
        const kj_segment *s = document->segment;
        walk();
        assert_int_equal(s->path.size, way_size);
        for (size_t i = 0; i < way_size; i++)
            assert_memory_equal(&s->path.at[i], &way[way_size - 1 - i], sizeof *way);
        free(way);
        joined += s->joined.size;
        late += s->late.size;
    }
    assert_true(joined > 5 && late > 0);
}

/* The way to a place and the way from it add up to the best way wherever that one passes. */
static void ways_meet(void **state) {
    (void)state;
    read_document("东道主国家博物馆 展出\n了两国的文物"); /* no name joins: the ways are those of the path */
    const kj_segment *s = document->segment;
    assert_int_equal(s->joined.size + s->late.size, 0);
    const kj_way *end = &s->ways.at[document->text.length];
    for (size_t i = 0; i < s->path.size; i++) {
        const kj_way *place = &s->ways.at[s->path.at[i].start];
        assert_int_equal(place->forward + place->backward, end->forward);
    }
    assert_int_equal(s->ways.at[0].backward, end->forward);
}

static void traits_of_places(void **state) {
    (void)state;
    read_document("王毅·中国");
    assert_true(kj_spot_is_one(document, 0, KJ_TRAIT_SURNAME));
    assert_true(kj_spot_is(document, 1, KJ_TRAIT_DOT_BEHIND));
    assert_false(kj_spot_is(document, 0, KJ_TRAIT_DOT_BEHIND));
    assert_true(kj_spot_is(document, 3, KJ_TRAIT_COUNTRY));
    assert_false(kj_spot_is(document, 3, KJ_TRAIT_BEHIND_PLACE));
    assert_true(kj_spot_is(document, 4, KJ_TRAIT_BEHIND_PLACE));
    assert_false(kj_spot_is(document, 4, KJ_TRAIT_CUT));
    assert_non_null(kj_span_over(document, 3, 5, KJ_TRAIT_COUNTRY));
    assert_null(kj_span_over(document, 3, 4, KJ_TRAIT_COUNTRY));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_path),
        cmocka_unit_test(ways_meet),
        cmocka_unit_test(traits_of_places),
    };
    return cmocka_run_group_tests(tests, load_model, free_model);
}
