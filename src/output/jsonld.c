/* JSON-LD: the graph of rdf.c as one object, its context inside, a node a line. Every property is a list. */
#include "output/json.h"
#include "output/rdf.h"

#include <string.h>

typedef struct nodes {
    kj_rdf rdf; /* first: the walker's view of this */
    kj_json json;
    bool list; /* the list of a property is open */
    bool more; /* a node stands before */
} nodes;

static void close_list(nodes *n) {
    if (n->list)
        kj_json_close(&n->json, ']');
    n->list = false;
}

static void node(kj_rdf *rdf, kaoju_string iri) {
    nodes *n = (nodes *)rdf;
    kj_buffer_text(rdf->out, n->more ? ",\n" : "\n");
    n->more = true;
    n->json = (kj_json){.out = rdf->out};
    kj_json_open(&n->json, NULL, '{');
    kj_json_string(&n->json, "@id", iri);
}

static void property(kj_rdf *rdf, const char *name) {
    nodes *n = (nodes *)rdf;
    close_list(n);
    kj_json_open(&n->json, strcmp(name, "rdf:type") ? name : "@type", '[');
    n->list = true;
}

static void name(kj_rdf *rdf, const char *text) {
    kj_json_text(&((nodes *)rdf)->json, NULL, text);
}

static void iri(kj_rdf *rdf, kaoju_string text) {
    kj_json *json = &((nodes *)rdf)->json;
    kj_json_open(json, NULL, '{');
    kj_json_string(json, "@id", text);
    kj_json_close(json, '}');
}

static void literal(kj_rdf *rdf, kaoju_string text, const char *type) {
    kj_json *json = &((nodes *)rdf)->json;
    kj_json_open(json, NULL, '{');
    kj_json_string(json, "@value", (kaoju_string){text.data ? text.data : "", text.size});
    if (type)
        kj_json_text(json, "@type", type);
    kj_json_close(json, '}');
}

static void end(kj_rdf *rdf) {
    nodes *n = (nodes *)rdf;
    close_list(n);
    kj_json_close(&n->json, '}');
}

static void begin_graph(kaoju_writer *writer, kj_buffer *out) {
    kj_json json = {.out = out};
    (void)writer;
    kj_json_open(&json, NULL, '{');
    kj_json_open(&json, "@context", '{');
    for (const kj_prefix *p = kj_rdf_prefixes; p->name; p++) {
        kj_json_open(&json, p->name, '{'); /* urn:…: ends in no delimiter that a prefix may end in by itself */
        kj_json_text(&json, "@id", p->iri);
        kj_json_boolean(&json, "@prefix", true);
        kj_json_close(&json, '}');
    }
    kj_json_close(&json, '}');
    kj_json_open(&json, "@graph", '[');
}

static void write_nodes(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    nodes n = {.rdf = {out, node, property, name, iri, literal, end}, .more = writer->documents};
    kj_rdf_write(writer, result, &n.rdf);
}

static void end_graph(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "\n]}\n");
}

const kj_format kj_format_jsonld = {.info = {"jsonld", "the same graph as JSON-LD", KAOJU_STREAM, false, NULL},
                                    .begin = begin_graph,
                                    .document = write_nodes,
                                    .end = end_graph};
