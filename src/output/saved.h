/* Saved records -> results: what saved.c, saved_record.c, source.c and verify.c share. */
#ifndef KJ_OUTPUT_SAVED_H
#define KJ_OUTPUT_SAVED_H

#include "output/fields.h"
#include "resolve/resolve.h"

/* One document as its records are read. */
typedef struct kj_saved_document {
    kaoju_result result;
    kaoju_model model;     /* of the one that made the records only the fingerprint is known */
    kj_names *mention_ids; /* id -> index in result.mentions */
    kj_names *entity_ids;
    kj_names *fact_ids; /* id -> index in result.facts */
    kj_buffer bytes;    /* the source, once it was asked for */
} kj_saved_document;

struct kaoju_saved {
    kj_saved_document documents[2]; /* the one being read, and the one before it, which may be complete */
    int current;
    bool open;                /* a document is being read */
    bool complete;            /* the other one is complete */
    bool skip;                /* a record was wrong: the rest of its document is passed over */
    struct kj_source *source; /* source.c: the JSON Lines file in which the last document was found */
};

/* Takes one record of the document, by its "record". False: f->wrong or f->memory says why. */
bool kj_saved_head(kj_saved_document *d, kj_fields *f);
bool kj_saved_record(kj_saved_document *d, kj_fields *f, const char *record);

/* source.c: the bytes that the document was read from. KAOJU_E_IO if there are none, KAOJU_E_ARGUMENT if they have another
 * digest; they are in d->bytes then, too, unless nothing could be read. */
kaoju_status kj_source_find(kaoju_saved *saved, kj_saved_document *d, const char *root, kaoju_error *error);
void kj_source_free(struct kj_source *source);
bool kj_source_has_digest(const kj_saved_document *d, const char *bytes, size_t size);

#endif
