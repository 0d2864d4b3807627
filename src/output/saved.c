/* Lines of saved records -> one result after another. The records of a document stand behind its document record, as
 * --to jsonl writes them; a document is complete when the next one begins. Memory: two documents. */
#include "output/saved.h"

#include <string.h>

kaoju_status kaoju_saved_new(kaoju_saved **saved, kaoju_error *error) {
    if (!saved)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_saved_new: saved is NULL");
    *saved = kj_new(1, sizeof **saved);
    return *saved ? KAOJU_OK : kj_fail_memory(error);
}

static void empty(kj_saved_document *d) {
    kj_result_reset(&d->result);
    kj_names_free(d->mention_ids);
    kj_names_free(d->entity_ids);
    kj_names_free(d->fact_ids);
    kj_buffer_free(&d->bytes);
    d->mention_ids = d->entity_ids = d->fact_ids = NULL;
}

void kaoju_saved_free(kaoju_saved *saved) {
    if (!saved)
        return;
    for (int i = 0; i < 2; i++) {
        empty(&saved->documents[i]);
        kj_result_free(&saved->documents[i].result);
    }
    kj_source_free(saved->source);
    free(saved);
}

/* The document that was being read is complete, unless one of its records was wrong. */
static void complete(kaoju_saved *saved) {
    saved->complete = saved->open && !saved->skip;
    saved->current = !saved->current;
    saved->open = saved->skip = false;
}

static kaoju_status wrong(kaoju_saved *saved, const kj_fields *f, const char *record, kaoju_error *error) {
    saved->skip = true;
    if (f->memory)
        return kj_fail_memory(error);
    return kj_fail(error, KAOJU_E_SYNTAX,
                   "%s of a %s record is missing, not what it should be, or does not go with the records before it",
                   f->wrong, record);
}

static kaoju_status begin(kaoju_saved *saved, kj_fields *f, kaoju_error *error) {
    complete(saved);
    kj_saved_document *d = &saved->documents[saved->current];
    empty(d);
    d->mention_ids = kj_names_new();
    d->entity_ids = kj_names_new();
    d->fact_ids = kj_names_new();
    f->memory = !d->mention_ids || !d->entity_ids || !d->fact_ids;
    saved->open = true;
    f->arena = &d->result.arena;
    return !f->memory && kj_saved_head(d, f) ? KAOJU_OK : wrong(saved, f, "document", error);
}

kaoju_status kaoju_saved_line(kaoju_saved *saved, const char *line, size_t size, kaoju_error *error) {
    kj_node *node = NULL;
    saved->complete = false;
    kaoju_status status = kj_node_read(line, size, true, &node, error);
    if (status) {
        saved->skip = true;
        return status;
    }
    kj_fields f = {.node = node};
    const char *record = kj_field_needed(&f, "record");
    if (!strcmp(record, "document")) {
        status = begin(saved, &f, error);
    } else if (!saved->open) {
        if (!saved->skip)
            status = kj_fail(error, KAOJU_E_SYNTAX,
                             "a document record must come first: is this what kaoju extract --to jsonl wrote?");
        saved->skip = true;
    } else if (!saved->skip) {
        kj_saved_document *d = &saved->documents[saved->current];
        f.arena = &d->result.arena;
        if (!kj_saved_record(d, &f, record))
            status = wrong(saved, &f, *record ? record : "saved", error);
    }
    kj_node_free(node);
    return status;
}

void kaoju_saved_end(kaoju_saved *saved) {
    complete(saved);
}

const kaoju_result *kaoju_saved_result(const kaoju_saved *saved) {
    return saved->complete ? &saved->documents[!saved->current].result : NULL;
}
