/* W3C Web Annotation: one AnnotationPage with an annotation for each mention. It is selected by position (code points) and
 * by quotation with what stands around it, so that it can be found again in a page that has changed a little. */
#include "output/facts.h"
#include "output/json.h"
#include "output/labels.h"
#include "output/offsets.h"
#include "output/writer.h"

#include <string.h>

/* Code points of context on each side of a quotation. */
#define CONTEXT 32

static void add_iri(kj_json *json, const char *key, kj_buffer *iri) {
    kj_json_string(json, key, (kaoju_string){iri->data ? iri->data : "", iri->size});
    json->out->failed |= iri->failed;
    kj_buffer_free(iri);
}

static void add_text_body(kj_json *json, const char *purpose, kaoju_string value) {
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "type", "TextualBody");
    kj_json_text(json, "purpose", purpose);
    kj_json_string(json, "value", value);
    kj_json_close(json, '}');
}

/* What it is (tagging), what it means (describing), and the entity it stands for (identifying). */
static void add_bodies(kj_json *json, const kj_facts *facts, const kaoju_mention *m) {
    const kaoju_entity *e = kj_facts_entity(facts, m->entity);
    kj_buffer value = {0}, iri = {0};
    kj_label_value(&value, m);
    kj_json_open(json, "body", '[');
    add_text_body(json, "tagging", kj_string(m->type));
    add_text_body(json, "describing", (kaoju_string){value.data ? value.data : "", value.size});
    if (m->entity) {
        if (e && e->wikidata.data)
            kj_iri_wikidata(&iri, e->wikidata);
        else
            kj_iri(&iri, "entity", m->entity);
        kj_json_open(json, NULL, '{');
        kj_json_text(json, "type", "SpecificResource");
        kj_json_text(json, "purpose", "identifying");
        add_iri(json, "source", &iri);
        kj_json_close(json, '}');
    }
    kj_json_close(json, ']');
    json->out->failed |= value.failed;
    kj_buffer_free(&value);
}

static void add_target(kj_json *json, const kaoju_result *result, const kaoju_mention *m, const kj_offsets *o) {
    kj_buffer iri = {0};
    uint32_t before = m->cp.start > CONTEXT ? m->cp.start - CONTEXT : 0;
    uint32_t behind = o->length - m->cp.end > CONTEXT ? m->cp.end + CONTEXT : o->length;
    kj_iri_document(&iri, result);
    kj_json_open(json, "target", '{');
    add_iri(json, "source", &iri);
    kj_json_open(json, "selector", '[');
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "type", "TextPositionSelector");
    kj_json_integer(json, "start", m->cp.start);
    kj_json_integer(json, "end", m->cp.end);
    kj_json_close(json, '}');
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "type", "TextQuoteSelector");
    kj_json_string(json, "exact", m->text);
    kj_json_string(json, "prefix", kj_offsets_slice(o, before, m->cp.start));
    kj_json_string(json, "suffix", kj_offsets_slice(o, m->cp.end, behind));
    kj_json_close(json, '}');
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

static void write_annotations(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    bool *first = writer->state;
    kj_offsets o;
    kj_facts facts;
    out->failed |= !kj_offsets_open(&o, kaoju_result_text(result));
    out->failed |= !kj_facts_open(&facts, result);
    for (size_t i = 0; !out->failed && i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        kj_json json = {.out = out};
        kj_buffer iri = {0};
        if (!kj_writer_shows(writer, m))
            continue;
        kj_buffer_text(out, *first ? ",\n" : "\n");
        *first = true;
        kj_json_open(&json, NULL, '{');
        kj_iri(&iri, "mention", m->id);
        add_iri(&json, "id", &iri);
        kj_json_text(&json, "type", "Annotation");
        kj_json_text(&json, "motivation", m->entity ? "identifying" : "describing");
        add_bodies(&json, &facts, m);
        add_target(&json, result, m, &o);
        kj_json_close(&json, '}');
    }
    kj_facts_close(&facts);
    kj_offsets_close(&o);
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[");
}

static void end(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "\n]}\n");
}

const kj_format kj_format_webannotation = {
    .info = {"webannotation", "mentions as a W3C Web Annotation page (JSON-LD)", KAOJU_STREAM, true, NULL},
    .state = sizeof(bool),
    .begin = begin,
    .document = write_annotations,
    .end = end};
