/* JSON Lines: the document, then its mentions in reading order, entities, relations, facts, warnings; one object a line.
 * And JSON: the same objects as one list, one a line too. */
#include "output/records.h"
#include "output/writer.h"

#include <string.h>

/* Lines end with a line end; in a list a comma stands before every record but the first one. */
typedef struct rows {
    kj_json json;
    bool list, first;
} rows;

static kj_json *next(rows *r) {
    if (r->list)
        kj_buffer_text(r->json.out, r->first ? "\n" : ",\n");
    r->first = false;
    r->json.more[0] = false;
    return &r->json;
}

static void done(rows *r) {
    if (!r->list)
        kj_buffer_text(r->json.out, "\n");
}

/* A relation is about people: it goes with PERSON; a fact is about a figure: it goes with FIGURE. */
static void write_records(const kaoju_writer *writer, const kaoju_result *result, rows *r) {
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

static void write_lines(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    rows r = {.json = {.out = out}};
    write_records(writer, result, &r);
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
    rows r = {.json = {.out = out}, .list = true, .first = !writer->documents};
    write_records(writer, result, &r);
}

static void end_list(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "\n]\n");
}

const kj_format kj_format_json = {.info = {"json", "the same records as one JSON list", KAOJU_STREAM, false, NULL},
                                  .begin = begin_list,
                                  .document = write_list,
                                  .end = end_list};
