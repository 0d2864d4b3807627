/* JSON Lines: the document, then its mentions in reading order, entities, relations, facts, warnings; one object a line.
 * And JSON: the same objects as one list, one a line too. */
#include "output/records.h"
#include "output/writer.h"

#include <string.h>

/* Bytes of a document after which they are handed over, so that memory does not grow with all of it. */
#define PIECE (1u << 20)

/* Lines end with a line end; in a list a comma stands before every record but the first one. */
typedef struct rows {
    kj_json json;
    bool list, first;
    kaoju_writer *writer;
    const kaoju_result *result;
    size_t longest; /* bytes that a record takes at most; 0: not known */
} rows;

static kj_json *next(rows *r) {
    r->json.most = 0;
    if (r->list && r->json.out)
        kj_buffer_text(r->json.out, r->first ? "\n" : ",\n");
    r->first = false;
    r->json.more[0] = false;
    return &r->json;
}

/* Bytes around a record. */
#define AROUND 4

/* NOLINTBEGIN(misc-no-recursion): once, since the pass that counts hands nothing over. */
static void write_records(rows *r);

/* A document comes whole or not at all: before its first piece goes there is room for every record that follows, and only the
 * sink can fail. */
static void hand_over(rows *r) {
    kj_buffer *out = r->json.out;
    if (!r->longest) {
        rows count = {.list = r->list, .writer = r->writer, .result = r->result};
        write_records(&count);
        r->longest = count.longest;
        if (!kj_buffer_room(out, r->longest))
            return;
    }
    kj_writer_put(r->writer, NULL, out);
    out->size = 0;
}

static void done(rows *r) {
    kj_buffer *out = r->json.out;
    if (!out) {
        r->longest = r->json.most + AROUND > r->longest ? r->json.most + AROUND : r->longest;
        return;
    }
    if (!r->list)
        kj_buffer_text(out, "\n");
    if (out->size >= PIECE && !out->failed)
        hand_over(r);
}

/* A relation is about people: it goes with PERSON; a fact is about a figure: it goes with FIGURE. */
static void write_records(rows *r) {
    const kaoju_writer *writer = r->writer;
    const kaoju_result *result = r->result;
    kj_write_document(next(r), result);
    done(r);
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        if (!kj_writer_shows(writer, m))
            continue;
        kj_write_mention(next(r), result, m);
        done(r);
    }
    for (size_t i = 0; i < kaoju_entity_count(result); i++) {
        const kaoju_entity *e = kaoju_entity_at(result, i);
        if (!kj_writer_wants(writer, e->type))
            continue;
        kj_write_entity(next(r), result, e);
        done(r);
    }
    for (size_t i = 0; i < kaoju_relation_count(result) && kj_writer_wants(writer, "PERSON"); i++) {
        kj_write_relation(next(r), result, kaoju_relation_at(result, i));
        done(r);
    }
    for (size_t i = 0; i < kaoju_fact_count(result) && kj_writer_wants(writer, "FIGURE"); i++) {
        kj_write_fact(next(r), result, kaoju_fact_at(result, i));
        done(r);
    }
    for (size_t i = 0; i < kaoju_warning_count(result) && kj_writer_wants(writer, "FIGURE"); i++) {
        kj_write_warning(next(r), result, kaoju_warning_at(result, i));
        done(r);
    }
}

/* NOLINTEND(misc-no-recursion) */

static void write_lines(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    rows r = {.json = {.out = out}, .writer = writer, .result = result};
    write_records(&r);
}

const kj_format kj_format_jsonl = {
    .info = {"jsonl", "every record, one JSON object a line (JSON Lines): what kaoju convert reads", KAOJU_STREAM,
             false, NULL},
    .document = write_lines};

static void begin_list(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "[");
}

static void write_list(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    rows r = {.json = {.out = out}, .list = true, .first = !writer->documents, .writer = writer, .result = result};
    write_records(&r);
}

static void end_list(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "\n]\n");
}

const kj_format kj_format_json = {.info = {"json", "the same records as one JSON list", KAOJU_STREAM, false, NULL},
                                  .begin = begin_list,
                                  .document = write_list,
                                  .end = end_list};
