/* One line of JSON Lines input -> a document. Duplicate members, a NUL in the text and a date that is none are errors with
 * the column; unknown members are passed over. */
#include "output/fields.h"

#include <string.h>

typedef struct storage {
    kj_node *node;
    char id[32]; /* an id given as a number */
} storage;

static kaoju_status fail(kaoju_error *error, const char *message) {
    return kj_fail(error, KAOJU_E_SYNTAX, "%s", message);
}

static kaoju_status fill(storage *s, kaoju_document *document, kaoju_error *error) {
    kj_fields f = {.node = s->node};
    kaoju_string text = kj_field_string(&f, "text");
    if (!text.data)
        return fail(error, "the object needs a string \"text\"");
    document->id = kj_field_name(&f, "id", s->id);
    if (f.wrong)
        return fail(error, "\"id\" must be a string or a whole number");
    document->date = kj_field_text(&f, "date");
    document->url = kj_field_text(&f, "url");
    if (f.wrong)
        return fail(error, "\"date\" and \"url\" must be strings");
    if (document->date && !kaoju_date_check(document->date))
        return fail(error, "\"date\" must be a day as YYYY-MM-DD, or YYYY-MM-DDTHH:MM");
    document->bytes = text.data;
    document->size = text.size;
    document->encoding = "utf-8";
    return KAOJU_OK;
}

kaoju_status kaoju_jsonl_read(const char *line, size_t size, kaoju_document *document, void **out, kaoju_error *error) {
    storage *s = kj_new(1, sizeof *s);
    *document = (kaoju_document){0};
    *out = NULL;
    if (!s)
        return kj_fail_memory(error);
    kaoju_status status = kj_node_read(line, size, false, &s->node, error);
    if (!status)
        status = fill(s, document, error);
    if (status) {
        kaoju_jsonl_free(s);
        *document = (kaoju_document){0};
        return status;
    }
    *out = s;
    return KAOJU_OK;
}

void kaoju_jsonl_free(void *stored) {
    storage *s = stored;
    if (!s)
        return;
    kj_node_free(s->node);
    free(s);
}
