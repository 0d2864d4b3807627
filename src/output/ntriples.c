/* N-Triples: a statement a line, in the order of rdf.c. Everything that is no plain character is escaped. */
#include "output/rdf.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

typedef struct triples {
    kj_rdf rdf; /* first: the walker's view of this */
    kj_buffer subject;
    const char *property;
} triples;

static void add_name(kj_buffer *out, const char *name) {
    size_t size = strcspn(name, ":");
    for (const kj_prefix *p = kj_rdf_prefixes; p->name; p++)
        if (strlen(p->name) == size && !memcmp(p->name, name, size))
            kj_buffer_format(out, "<%s%s>", p->iri, name + size + 1);
}

static void add_literal(kj_buffer *out, kaoju_string s) {
    kj_buffer_text(out, "\"");
    for (size_t at = 0; at < s.size;) {
        size_t start = at;
        uint32_t cp = kj_utf8_next(s.data, s.size, &at);
        if (cp == '"')
            kj_buffer_text(out, "\\\"");
        else if (cp == '\\') /* readers that undo one escape after the other take \\file for a form feed */
            kj_buffer_text(out, "\\u005C");
        else if (cp == '\n')
            kj_buffer_text(out, "\\n");
        else if (cp < 0x20 || kj_char_is_control(cp) || cp == 0x2028 || cp == 0x2029)
            kj_buffer_format(out, "\\u%04" PRIX32, cp);
        else
            kj_buffer_add(out, s.data + start, at - start);
    }
    kj_buffer_text(out, "\"");
}

static void add_start(triples *t) {
    kj_buffer_text(t->rdf.out, "<");
    kj_buffer_add(t->rdf.out, t->subject.data, t->subject.size);
    kj_buffer_text(t->rdf.out, "> ");
    add_name(t->rdf.out, t->property);
    kj_buffer_text(t->rdf.out, " ");
}

static void node(kj_rdf *rdf, kaoju_string iri) {
    triples *t = (triples *)rdf;
    t->subject.size = 0;
    kj_buffer_add(&t->subject, iri.data, iri.size);
}

static void property(kj_rdf *rdf, const char *name) {
    ((triples *)rdf)->property = name;
}

static void name(kj_rdf *rdf, const char *text) {
    add_start((triples *)rdf);
    add_name(rdf->out, text);
    kj_buffer_text(rdf->out, " .\n");
}

static void iri(kj_rdf *rdf, kaoju_string text) {
    add_start((triples *)rdf);
    kj_buffer_text(rdf->out, "<");
    kj_buffer_add(rdf->out, text.data, text.size);
    kj_buffer_text(rdf->out, "> .\n");
}

static void literal(kj_rdf *rdf, kaoju_string text, const char *type) {
    add_start((triples *)rdf);
    add_literal(rdf->out, text);
    if (type) {
        kj_buffer_text(rdf->out, "^^");
        add_name(rdf->out, type);
    }
    kj_buffer_text(rdf->out, " .\n");
}

static void end(kj_rdf *rdf) {
    (void)rdf;
}

static void write_triples(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    triples t = {.rdf = {out, node, property, name, iri, literal, end}};
    kj_rdf_write(writer, result, &t.rdf);
    out->failed |= t.subject.failed;
    kj_buffer_free(&t.subject);
}

const kj_format kj_format_ntriples = {
    .info = {"ntriples", "all of it as RDF: schema.org, PROV-O, Web Annotation", KAOJU_STREAM, false, NULL},
    .document = write_triples};
