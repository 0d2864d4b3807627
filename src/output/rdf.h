/* A result as an RDF graph: rdf.c walks it, ntriples.c and jsonld.c write what they are told. So both say the same. */
#ifndef KJ_OUTPUT_RDF_H
#define KJ_OUTPUT_RDF_H

#include "output/writer.h"

/* Names like "schema:value" are a prefix of this table and a local name. */
typedef struct kj_prefix {
    const char *name, *iri;
} kj_prefix;
extern const kj_prefix kj_rdf_prefixes[]; /* name NULL at the end */

typedef struct kj_rdf kj_rdf;
struct kj_rdf {
    kj_buffer *out;
    void (*node)(kj_rdf *rdf, kaoju_string iri);
    void (*property)(kj_rdf *rdf, const char *name); /* of the node; its values follow, at least one */
    void (*name)(kj_rdf *rdf, const char *name);     /* a value that is a name, such as a type */
    void (*iri)(kj_rdf *rdf, kaoju_string iri);
    void (*literal)(kj_rdf *rdf, kaoju_string text, const char *type); /* UTF-8; NULL: a plain string */
    void (*end)(kj_rdf *rdf);                                          /* of the node */
};

/* Every node of a document. */
void kj_rdf_write(const kaoju_writer *writer, const kaoju_result *result, kj_rdf *rdf);

#endif
