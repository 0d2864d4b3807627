/* One line of JSON Lines input -> a document. The only file that uses jansson. Duplicate members, a NUL in the text and
 * a date that is none are errors with the column; unknown members are passed over. */
#include "base/memory.h"
#include "base/string.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct storage {
    json_t *root;
    char id[32]; /* an id given as a number */
} storage;

/* The line goes with the error if it is text that can be shown, at least as far as the column. */
#define SHOWN 128
static kaoju_status show(kaoju_error *error, const char *line, size_t size, int column, const char *message) {
    bool near = size < sizeof error->source || column < SHOWN;
    bool text = near && kj_utf8_check(line, size) == size && !memchr(line, 0, size);
    kj_place place = {.column = column > 0 ? (uint32_t)column : 0, .source = text ? line : NULL, .source_size = size};
    return kj_fail_at(error, KAOJU_E_SYNTAX, place, "%s", message);
}

static kaoju_status fail(kaoju_error *error, const char *message) {
    return kj_fail(error, KAOJU_E_SYNTAX, "%s", message);
}

/* A string member that may be absent or null. */
static bool optional(json_t *root, const char *key, const char **out) {
    json_t *value = json_object_get(root, key);
    if (value && !json_is_null(value) && !json_is_string(value))
        return false;
    *out = json_string_value(value);
    return true;
}

static kaoju_status fill(storage *s, kaoju_document *document, kaoju_error *error) {
    json_t *text = json_object_get(s->root, "text"), *id = json_object_get(s->root, "id");
    if (!json_is_string(text))
        return fail(error, "the object needs a string \"text\"");
    if (json_is_integer(id))
        snprintf(s->id, sizeof s->id, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    else if (id && !json_is_string(id) && !json_is_null(id))
        return fail(error, "\"id\" must be a string or a whole number");
    if (!optional(s->root, "date", &document->date) || !optional(s->root, "url", &document->url))
        return fail(error, "\"date\" and \"url\" must be strings");
    if (document->date && !kaoju_date_check(document->date))
        return fail(error, "\"date\" must be a day as YYYY-MM-DD, or YYYY-MM-DDTHH:MM");
    document->bytes = json_string_value(text);
    document->size = json_string_length(text);
    document->id = s->id[0] ? s->id : json_string_value(id);
    document->encoding = "utf-8";
    return KAOJU_OK;
}

kaoju_status kaoju_jsonl_read(const char *line, size_t size, kaoju_document *document, void **out, kaoju_error *error) {
    json_error_t problem;
    storage *s = kj_new(1, sizeof *s);
    *document = (kaoju_document){0};
    *out = NULL;
    if (!s)
        return kj_fail_memory(error);
    s->root = json_loadb(line, size, JSON_REJECT_DUPLICATES, &problem);
    kaoju_status status = KAOJU_OK;
    if (!s->root && json_error_code(&problem) == json_error_out_of_memory)
        status = kj_fail_memory(error);
    else if (!s->root && json_error_code(&problem) == json_error_null_character)
        status = show(error, line, size, problem.column, "\\u0000 is no character of a text");
    else if (!s->root)
        status = show(error, line, size, problem.column, problem.text);
    else if (!json_is_object(s->root))
        status = show(error, line, size, 1, "a line must be a JSON object");
    else
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
    json_decref(s->root);
    free(s);
}
