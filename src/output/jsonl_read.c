/* One line of JSON Lines input -> a document. Duplicate members, a NUL in the text and a date that is none are errors with
 * the column; unknown members are passed over. */
#include "output/cut.h"
#include "output/fields.h"

#include <string.h>

typedef struct storage {
    kj_node *node;
    char id[32];    /* an id given as a number */
    kj_arena arena; /* strings that were cut */
    kj_cut cut;     /* only while the line is read */
} storage;

/* The long text of the line is kept from the parser, if it can be (output/cut.h). Errors are those of the line itself: what is
 * wrong with it may stand behind a run, or be one. */
static kaoju_status parse(storage *s, const char *line, size_t size, kaoju_error *error) {
    if (kj_cut_make(&s->cut, line, size)) {
        kaoju_status status = kj_node_read(s->cut.line.data, s->cut.line.size, &s->node, error);
        /* Keys must be told from each other: two runs may be the same. */
        if (status == KAOJU_E_MEMORY || (!status && !kj_node_names(s->node, KJ_CUT_MARK)))
            return status;
        kj_node_free(s->node);
        s->node = NULL;
    }
    kj_cut_free(&s->cut);
    return kj_node_read(line, size, &s->node, error);
}

static kaoju_status fail(kaoju_error *error, const char *message) {
    return kj_fail(error, KAOJU_E_SYNTAX, "%s", message);
}

static const char *mend(storage *s, const char *text, bool *ok) {
    return kj_cut_mend(&s->cut, kj_string(text), &s->arena, ok).data;
}

static kaoju_status fill(storage *s, kaoju_document *document, kaoju_error *error) {
    kj_fields f = {.node = s->node};
    bool ok = true;
    kaoju_string text = kj_cut_mend(&s->cut, kj_field_string(&f, "text"), &s->arena, &ok);
    if (!ok)
        return kj_fail_memory(error);
    if (!text.data)
        return fail(error, "the object needs a string \"text\"");
    document->id = mend(s, kj_field_name(&f, "id", s->id), &ok);
    if (f.wrong)
        return fail(error, "\"id\" must be a string or a whole number");
    document->date = mend(s, kj_field_text(&f, "date"), &ok);
    document->url = mend(s, kj_field_text(&f, "url"), &ok);
    if (!ok)
        return kj_fail_memory(error);
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
    kaoju_status status = parse(s, line, size, error);
    if (!status)
        status = fill(s, document, error);
    kj_cut_free(&s->cut);
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
    kj_arena_free(&s->arena);
    free(s);
}
