/* One line of JSON Lines input -> a document. Duplicate members, a NUL in the text and a date that is none are errors with
 * the column; unknown members are passed over.
 *
 * The usual line is read here: an object of strings, each of the four that have a meaning, none twice, without \u. Every other
 * line, and so every one with something wrong, is read as JSON in general (fields.c), which takes ten times as long. */
#include "output/fields.h"

#include "text/utf8.h"

#include <string.h>

typedef struct storage {
    kj_node *node; /* of a line that is not usual */
    char *plain;   /* of a usual one: its strings, each with a NUL */
    char id[32];   /* an id given as a number */
} storage;

/* ------------------------------------------------------------------ the usual line */

typedef struct plain {
    const char *at, *end;
    char
        *out; /* where the next string goes: none is longer than it is written, and two quotes leave room for its NUL */
} plain;

static void skip_blanks(plain *p) {
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\r' || *p->at == '\n'))
        p->at++;
}

static bool take(plain *p, char mark) {
    skip_blanks(p);
    bool is = p->at < p->end && *p->at == mark;
    p->at += is;
    return is;
}

static bool take_string(plain *p, kaoju_string *out) {
    static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *start = p->out;
    if (!take(p, '"'))
        return false;
    for (; p->at < p->end && *p->at != '"'; p->at++) {
        char c = *p->at;
        if ((unsigned char)c < 0x20)
            return false;
        if (c == '\\') {
            const char *escape = ++p->at < p->end && *p->at ? strchr(escapes, *p->at) : NULL;
            if (!escape)
                return false;
            c = meant[escape - escapes];
        }
        *p->out++ = c;
    }
    *out = (kaoju_string){start, (size_t)(p->out - start)};
    *p->out++ = '\0';
    return take(p, '"');
}

/* `room` has a byte more than the line. False: not a usual line. */
static bool read_plain(const char *line, size_t size, char *room, kaoju_document *document) {
    enum { ID, TEXT, DATE, URL, MEMBERS };
    static const char *const names[MEMBERS] = {"id", "text", "date", "url"};
    kaoju_string members[MEMBERS] = {{NULL, 0}};
    plain p = {line, line + size, room};
    if (kj_utf8_check(line, size) != size || !take(&p, '{'))
        return false;
    do {
        kaoju_string name, value;
        size_t i = 0;
        if (!take_string(&p, &name) || !take(&p, ':') || !take_string(&p, &value))
            return false;
        while (i < MEMBERS && !kj_string_is(name, names[i]))
            i++;
        if (i == MEMBERS || members[i].data)
            return false;
        members[i] = value;
    } while (take(&p, ','));
    bool ends = take(&p, '}');
    skip_blanks(&p);
    if (!ends || p.at < p.end || !members[TEXT].data || (members[DATE].data && !kaoju_date_check(members[DATE].data)))
        return false;
    *document = (kaoju_document){.id = members[ID].data,
                                 .bytes = members[TEXT].data,
                                 .size = members[TEXT].size,
                                 .encoding = "utf-8",
                                 .date = members[DATE].data,
                                 .url = members[URL].data};
    return true;
}

/* ------------------------------------------------------------------ any line */

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
    size_t room;
    if (s && kj_size_add(size, 1, &room))
        s->plain = kj_raw(room, 1);
    if (!s || !s->plain) {
        free(s);
        return kj_fail_memory(error);
    }
    if (read_plain(line, size, s->plain, document)) {
        *out = s;
        return KAOJU_OK;
    }
    free(s->plain);
    s->plain = NULL;
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
    if (s->node)
        kj_node_free(s->node);
    free(s->plain);
    free(s);
}
