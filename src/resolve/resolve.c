/* The order of resolving, and the life of a result. */
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

void kj_result_reset(kaoju_result *r) {
    r->mentions.size = r->entities.size = r->relations.size = r->facts.size = r->warnings.size = r->articles.size =
        r->anchors.size = 0;
    r->entity_of.size = 0;
    r->document = NULL;
    r->text = r->id = r->path = r->url = r->date = (kaoju_string){NULL, 0};
    kj_decoded_free(&r->decoded);
    kj_arena_reset(&r->arena);
}

void kj_result_free(kaoju_result *r) {
    kj_result_reset(r);
    kj_vec_free(&r->mentions);
    kj_vec_free(&r->entities);
    kj_vec_free(&r->relations);
    kj_vec_free(&r->facts);
    kj_vec_free(&r->warnings);
    kj_vec_free(&r->articles);
    kj_vec_free(&r->anchors);
    kj_vec_free(&r->entity_of);
    kj_arena_free(&r->arena);
}

static bool keep_optional(kj_arena *arena, const char *text, kaoju_string *out) {
    if (text)
        *out = kj_keep_text(arena, text);
    return !text || out->data;
}

static bool keep_document(kaoju_result *r, const kaoju_document *document) {
    return keep_optional(&r->arena, document->id ? document->id : "", &r->id) &&
           keep_optional(&r->arena, document->path, &r->path) && keep_optional(&r->arena, document->url, &r->url) &&
           keep_optional(&r->arena, document->date, &r->date);
}

kaoju_status kj_resolve(kj_extraction *x, const kaoju_document *document, kaoju_result *r, kaoju_error *error) {
    kj_anchor given = {.known = document->date != NULL};
    if (given.known && !kj_moment_read(kj_string(document->date), &given.at))
        return kj_fail(error, KAOJU_E_ARGUMENT, "%s is not a date: YYYY-MM-DD is wanted, or YYYY-MM-DDTHH:MM",
                       document->date);
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, document->bytes, document->size);
    kj_sha256_hex(&hash, r->sha256, 64);
    kj_sha256_start(&r->names);
    kj_sha256_add(&r->names, r->sha256, 64);
    r->ids = r->names;
    kj_sha256_add(&r->ids, "|", 1);
    kj_sha256_add(&r->ids, x->model->fingerprint, strlen(x->model->fingerprint));
    r->model = x->model;
    r->bytes = document->size;
    r->text = (kaoju_string){x->text.utf8, x->text.size};
    bool ok = keep_document(r, document) && kj_resolve_people(x) && kj_resolve_countries(x) &&
              kj_resolve_currencies(x) && kj_find_articles(x, r, &given) && kj_make_records(x, r) &&
              kj_make_entities(x, r) && kj_make_relations(x, r) && kj_make_facts(x, r) && kj_check_facts(r);
    return ok && !r->arena.failed && !x->arena.failed ? KAOJU_OK : kj_fail_memory(error);
}
