/* JSON Lines and JSON of a long document: the pieces that go to the sink are the records, and nothing is allocated once the
 * first of them has gone. */
#include "output/records.h"
#include "output/writer.h"
#include "resolve/resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MENTIONS = 6000 };

static kaoju_result result;
static kaoju_model model;
static size_t indices[MENTIONS];

/* Text in which every byte needs six. */
static char controls[2000];

static int setup(void **state) {
    (void)state;
    memset(controls, 1, sizeof controls);
    result = (kaoju_result){.model = &model, .encoding = "utf-8"};
    for (size_t i = 0; i < MENTIONS; i++) {
        kaoju_mention m = {.id = "m0123456789abcdef", .type = i % 2 ? "FIGURE" : "PERSON", .rule = "a.b"};
        m.text = m.norm = i % 1000 == 999 ? (kaoju_string){controls, sizeof controls} : kj_string("港口");
        m.value.name = m.value.kind = m.text;
        m.cp = (kaoju_range){0, UINT32_MAX};
        m.confidence = 1;
        indices[i] = i;
        if (!kj_push(&result.mentions, m))
            return -1;
    }
    kaoju_entity e = {.id = "person:1", .type = "PERSON", .mentions = indices, .mention_count = MENTIONS};
    e.name = (kaoju_string){controls, sizeof controls};
    return kj_push(&result.entities, e) ? 0 : -1; /* by far the longest record */
}

static int teardown(void **state) {
    (void)state;
    kj_vec_free(&result.mentions);
    kj_vec_free(&result.entities);
    return 0;
}

typedef struct pieces {
    kaoju_writer *writer;
    kj_buffer all;
    size_t count, room, most;
    bool stop;
} pieces;

static bool take(void *context, const char *bytes, size_t size) {
    pieces *p = context;
    if (p->stop && p->count == 1)
        return false;
    if (p->count++)
        assert_int_equal(p->writer->out.room, p->room);
    p->room = p->writer->out.room;
    p->most = size > p->most ? size : p->most;
    kj_buffer_add(&p->all, bytes, size);
    return true;
}

static void expected(kj_buffer *out, bool list) {
    kj_json json = {.out = out};
    kj_buffer_text(out, list ? "[\n" : "");
    kj_write_document(&json, &result);
    for (size_t i = 0; i < MENTIONS; i++) {
        kj_buffer_text(out, list ? ",\n" : "\n");
        json.more[0] = false;
        kj_write_mention(&json, &result, &result.mentions.at[i]);
    }
    kj_buffer_text(out, list ? ",\n" : "\n");
    json.more[0] = false;
    kj_write_entity(&json, &result, &result.entities.at[0]);
    kj_buffer_text(out, list ? "\n]\n" : "\n");
}

static void comes_in_pieces(void **state) {
    (void)state;
    for (int list = 0; list < 2; list++) {
        pieces p = {.count = 0};
        kj_buffer want = {0};
        assert_int_equal(kaoju_writer_new(list ? "json" : "jsonl", NULL, take, &p, &p.writer, NULL), KAOJU_OK);
        assert_int_equal(kaoju_writer_document(p.writer, &result, NULL), KAOJU_OK);
        assert_true(p.count > 2);
        assert_true(p.most < 2u << 20);
        assert_int_equal(kaoju_writer_end(p.writer, NULL), KAOJU_OK);
        kaoju_writer_free(p.writer);
        expected(&want, list);
        assert_int_equal(p.all.size, want.size);
        assert_memory_equal(p.all.data, want.data, want.size);
        kj_buffer_free(&p.all);
        kj_buffer_free(&want);
    }
}

/* A sink that stops between two pieces gets no more, and the writer says so from then on. */
static void the_sink_stops(void **state) {
    (void)state;
    pieces p = {.stop = true};
    assert_int_equal(kaoju_writer_new("jsonl", NULL, take, &p, &p.writer, NULL), KAOJU_OK);
    assert_int_equal(kaoju_writer_document(p.writer, &result, NULL), KAOJU_E_IO);
    assert_int_equal(p.count, 1);
    assert_int_equal(kaoju_writer_document(p.writer, &result, NULL), KAOJU_E_IO);
    assert_int_equal(kaoju_writer_end(p.writer, NULL), KAOJU_E_IO);
    assert_int_equal(p.count, 1);
    kaoju_writer_free(p.writer);
    kj_buffer_free(&p.all);
}

/* What is counted is never less than what is written. */
static void counts_enough(void **state) {
    (void)state;
    for (size_t i = 0; i < MENTIONS; i += 333) {
        kj_buffer out = {0};
        kj_json json = {.out = &out}, count = {.out = NULL};
        kj_write_mention(&json, &result, &result.mentions.at[i]);
        kj_write_mention(&count, &result, &result.mentions.at[i]);
        assert_true(count.most >= out.size);
        assert_int_equal(count.depth, 0);
        kj_buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(comes_in_pieces), cmocka_unit_test(the_sink_stops),
                                       cmocka_unit_test(counts_enough)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
