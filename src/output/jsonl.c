/* JSON Lines: the document, then its mentions in reading order, entities, relations, facts, warnings; one object a line. */
#include "output/records.h"
#include "output/writer.h"

#include <string.h>

static void end_line(kj_json *json) {
    kj_buffer_text(json->out, "\n");
    json->more[0] = false;
}

/* A relation is about people: it goes with PERSON; a fact is about a figure: it goes with FIGURE. */
static void write_document(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    kj_json json = {.out = out};
    kj_write_document(&json, result);
    end_line(&json);
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        if (!kj_writer_wants(writer, m->type))
            continue;
        kj_write_mention(&json, result, m);
        end_line(&json);
    }
    for (size_t i = 0; i < kaoju_entity_count(result); i++) {
        const kaoju_entity *e = kaoju_entity_at(result, i);
        if (!kj_writer_wants(writer, e->type))
            continue;
        kj_write_entity(&json, result, e);
        end_line(&json);
    }
    for (size_t i = 0; i < kaoju_relation_count(result) && kj_writer_wants(writer, "PERSON"); i++) {
        kj_write_relation(&json, result, kaoju_relation_at(result, i));
        end_line(&json);
    }
    for (size_t i = 0; i < kaoju_fact_count(result) && kj_writer_wants(writer, "FIGURE"); i++) {
        kj_write_fact(&json, result, kaoju_fact_at(result, i));
        end_line(&json);
    }
    for (size_t i = 0; i < kaoju_warning_count(result) && kj_writer_wants(writer, "FIGURE"); i++) {
        kj_write_warning(&json, result, kaoju_warning_at(result, i));
        end_line(&json);
    }
}

const kj_format kj_format_jsonl = {"jsonl", write_document, NULL};
