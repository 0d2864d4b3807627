/* A Markdown file with examples -> the records that kaoju writes for their texts, compared with what the file says.
 *
 *     spec FILE.md            the format is in README.md
 *
 * Prints FILE:LINE, the example and what differs for each example that fails, and goes on. Exit: 0 all hold, 1 some
 * fail, 2 the file is malformed or kaoju cannot be run. Reads the records from the JSON Lines output, so that the
 * examples test what a user gets. */
#include "spec.h"

#include <kaoju.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What kaoju gave for one text. */
typedef struct records {
    json_t *mentions, *entities, *relations, *articles, *facts, *warnings; /* arrays */
    json_t *names; /* id -> the name of the entity, the norm text of the mention */
} records;

/* ------------------------------------------------------------------ what kaoju gives */

/* "" for what is no string. */
static const char *string_of(const json_t *value) {
    return json_is_string(value) ? json_string_value(value) : "";
}

static const char *member(const json_t *object, const char *key) {
    return string_of(json_object_get(object, key));
}

static void sort_record(records *r, json_t *record) {
    const char *kind = member(record, "record");
    const char *name = member(record, !strcmp(kind, "entity") ? "name" : "norm");
    if (!strcmp(kind, "document"))
        json_array_extend(r->articles, json_object_get(record, "articles"));
    else if (!strcmp(kind, "relation"))
        json_array_append(r->relations, record);
    else if (!strcmp(kind, "fact"))
        json_array_append(r->facts, record);
    else if (!strcmp(kind, "warning"))
        json_array_append(r->warnings, record);
    else
        json_array_append(!strcmp(kind, "entity") ? r->entities : r->mentions, record);
    if (*name)
        json_object_set_new(r->names, member(record, "id"), json_string(name));
}

static records parse_records(const char *path, unsigned line, char *lines) {
    records r = {json_array(), json_array(), json_array(), json_array(), json_array(), json_array(), json_object()};
    for (char *at = strtok(lines, "\n"); at; at = strtok(NULL, "\n")) {
        json_error_t problem;
        json_t *record = json_loads(at, JSON_REJECT_DUPLICATES, &problem);
        if (!record)
            stop(path, line, "kaoju wrote a record that is no JSON (%s): %s", problem.text, at);
        sort_record(&r, record);
        json_decref(record);
    }
    return r;
}

static void free_records(records *r) {
    json_decref(r->mentions);
    json_decref(r->entities);
    json_decref(r->relations);
    json_decref(r->articles);
    json_decref(r->facts);
    json_decref(r->warnings);
    json_decref(r->names);
}

static bool take(void *context, const char *bytes, size_t size) {
    add(context, bytes, size);
    return true;
}

/* Reads the text; *error.code says whether it could. */
static records extract(kaoju_session *session, const char *path, const example *e, kaoju_error *error) {
    kaoju_document document = {
        .id = "example", .bytes = e->text.data, .size = e->text.size, .date = e->date[0] ? e->date : NULL};
    const kaoju_result *result = NULL;
    kaoju_writer *writer = NULL;
    text lines = {0};
    *error = (kaoju_error){0};
    add(&lines, "", 0);
    if (!kaoju_extract(session, &document, &result, error) &&
        !kaoju_writer_new("jsonl", NULL, take, &lines, &writer, error) && !kaoju_writer_document(writer, result, error))
        (void)kaoju_writer_end(writer, error);
    kaoju_writer_free(writer);
    records r = parse_records(path, e->line, lines.data);
    free(lines.data);
    return r;
}

/* ------------------------------------------------------------------ expected and given */

/* A key of a record: of a mention's value first. */
static json_t *look_up(const json_t *record, const char *key) {
    json_t *inner = json_object_get(json_object_get(record, "value"), key);
    return inner ? inner : json_object_get(record, key);
}

/* A unit is an object and compared by its code, unless an object is expected. */
static json_t *compared(const json_t *expected, json_t *given) {
    return json_is_object(given) && !json_is_object(expected) ? json_object_get(given, "code") : given;
}

static bool same(const json_t *expected, json_t *given, const json_t *names) {
    const char *key;
    json_t *inner;
    given = compared(expected, given);
    if (json_is_null(expected) || !given)
        return json_is_null(expected) && (!given || json_is_null(given));
    if (!strcmp(string_of(expected), "*"))
        return !json_is_null(given);
    if (json_is_string(expected)) /* an id is also compared by what it names */
        return json_equal(expected, given) || json_equal(expected, json_object_get(names, string_of(given)));
    if (json_is_number(expected))
        return json_is_number(given) && json_number_value(expected) == json_number_value(given);
    if (json_is_array(expected) && json_array_size(expected) == json_array_size(given)) {
        size_t i;
        json_array_foreach((json_t *)expected, i, inner) {
            if (!same(inner, json_array_get(given, i), names))
                return false;
        }
        return true;
    }
    if (!json_is_object(expected) || !json_is_object(given))
        return json_equal(expected, given);
    json_object_foreach((json_t *)expected, key, inner) {
        if (!same(inner, json_object_get(given, key), names))
            return false;
    }
    return true;
}

/* `person:*` is any id that begins so. Blanks between digits, which norm keeps, are not written in a page. */
static bool same_name(const char *expected, const char *given) {
    for (; *expected && *expected != '*'; given++)
        if (*given != ' ' && *given != *expected++)
            return false;
    return *expected == '*' || !*given;
}

static const char *name_of(const char *type, const json_t *record) {
    if (!strcmp(type, "ENTITY"))
        return member(record, "id");
    if (!strcmp(type, "FACT"))
        return member(record, "metric");
    if (!strcmp(type, "WARNING"))
        return member(record, "kind");
    return member(record, !strcmp(type, "RELATION") ? "relation" : "norm");
}

static bool matches(const expectation *x, json_t *record, const json_t *names) {
    const char *key;
    json_t *value;
    if (x->name && !same_name(x->name, name_of(x->type, record)))
        return false;
    json_object_foreach(x->keys, key, value) {
        if (!same(value, look_up(record, key), names))
            return false;
    }
    return true;
}

/* Records of a type, a new array. */
static json_t *given_of(const records *r, const char *type) {
    size_t i;
    json_t *mention, *given = json_array();
    if (!strcmp(type, "ENTITY"))
        json_array_extend(given, r->entities);
    else if (!strcmp(type, "RELATION"))
        json_array_extend(given, r->relations);
    else if (!strcmp(type, "ARTICLE"))
        json_array_extend(given, r->articles);
    else if (!strcmp(type, "FACT"))
        json_array_extend(given, r->facts);
    else if (!strcmp(type, "WARNING"))
        json_array_extend(given, r->warnings);
    json_array_foreach(r->mentions, i, mention) {
        if (!strcmp(member(mention, "type"), type))
            json_array_append(given, mention);
    }
    return given;
}

/* Mentions: exactly the expected ones, in order. */
static bool check_mentions(const example *e, const char *type, const json_t *given, const json_t *names) {
    size_t count = 0;
    for (size_t i = 0; i < e->count; i++) {
        const expectation *x = &e->expected[i];
        if (x->type == type && !x->none && !matches(x, json_array_get(given, count++), names))
            return false;
    }
    return count == json_array_size(given);
}

/* Other records: each expected one is there. */
static bool check_records(const example *e, const char *type, const json_t *given, const json_t *names) {
    for (size_t i = 0; i < e->count; i++) {
        const expectation *x = &e->expected[i];
        bool found = x->none && !json_array_size(given);
        for (size_t j = 0; !x->none && !found && j < json_array_size(given); j++)
            found = matches(x, json_array_get(given, j), names);
        if (x->type == type && !found)
            return false;
    }
    return true;
}

/* `source[start:end] == text`, in bytes and in code points. */
static bool linked(const char *source, size_t size, const json_t *mention) {
    const json_t *span = json_object_get(mention, "span");
    const char *slice = member(mention, "text");
    size_t at[2], point[2] = {0, 0};
    for (size_t i = 0; i < 2; i++) {
        at[i] = (size_t)json_integer_value(json_array_get(json_object_get(span, "utf8"), i));
        if (at[i] > size)
            return false;
        for (size_t j = 0; j < at[i]; j++)
            point[i] += ((unsigned char)source[j] & 0xC0) != 0x80;
        if (point[i] != (size_t)json_integer_value(json_array_get(json_object_get(span, "cp"), i)))
            return false;
    }
    return at[0] < at[1] && strlen(slice) == at[1] - at[0] && !memcmp(source + at[0], slice, at[1] - at[0]);
}

/* ------------------------------------------------------------------ telling */

/* An example that runs: the first thing that differs prints its head. */
typedef struct check {
    const char *path;
    const example *e;
    records given;
    bool failed;
} check;

static void fail(check *c) {
    if (c->failed)
        return;
    c->failed = true;
    printf("%s:%u: example %u fails: ", c->path, c->e->line, c->e->number);
    for (const char *at = c->e->text.data; *at; at++)
        printf("%.*s", *at == '\n' ? 3 : 1, *at == '\n' ? "⏎" : at);
    putchar('\n');
}

static void print_line(const char *what, const char *type, const char *name, const json_t *keys) {
    char *json = json_object_size(keys) ? json_dumps(keys, JSON_PRESERVE_ORDER) : NULL;
    printf("    %-9s %s %s %s\n", what, type, name, json ? json : "");
    free(json);
}

/* The keys of the record that the example speaks of, a new object. */
static json_t *spoken_of(const example *e, const char *type, const json_t *record) {
    const char *key;
    json_t *value, *shown = json_object();
    for (size_t i = 0; i < e->count; i++) {
        if (e->expected[i].type != type)
            continue;
        json_object_foreach(e->expected[i].keys, key, value) {
            json_object_set(shown, key, compared(value, look_up(record, key)));
        }
    }
    return shown;
}

static void print_given(const example *e, const char *type, const json_t *given) {
    size_t i;
    json_t *record;
    json_array_foreach(given, i, record) {
        json_t *shown = spoken_of(e, type, record);
        print_line("got", type, name_of(type, record), shown);
        json_decref(shown);
    }
    if (!json_array_size(given))
        print_line("got", "no", type, NULL);
}

static void print_type(const example *e, const char *type, const json_t *given) {
    for (size_t i = 0; i < e->count; i++) {
        const expectation *x = &e->expected[i];
        if (x->type == type)
            print_line("expected", x->none ? "no" : type, x->none ? type : x->name ? x->name : "", x->keys);
    }
    print_given(e, type, given);
}

/* ------------------------------------------------------------------ running */

static bool seen_before(const example *e, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (e->expected[i].type == e->expected[index].type)
            return true;
    return false;
}

static void check_type(check *c, const char *type) {
    json_t *given = given_of(&c->given, type);
    bool fits = find(mention_types, type) ? check_mentions(c->e, type, given, c->given.names)
                                          : check_records(c->e, type, given, c->given.names);
    if (!fits) {
        fail(c);
        print_type(c->e, type, given);
    }
    json_decref(given);
}

static void check_links(check *c) {
    size_t i;
    json_t *mention;
    json_array_foreach(c->given.mentions, i, mention) {
        if (linked(c->e->text.data, c->e->text.size, mention))
            continue;
        fail(c);
        printf("    the span of %s is not that text\n", member(mention, "norm"));
    }
}

/* Prints what differs; true if nothing does. */
static bool check_example(kaoju_session *session, const char *path, const example *e) {
    kaoju_error error;
    check c = {.path = path, .e = e, .given = extract(session, path, e, &error)};
    if (error.code) {
        fail(&c);
        printf("    kaoju cannot read it: %s\n", error.message);
    }
    for (size_t i = 0; !error.code && i < e->count; i++)
        if (!seen_before(e, i))
            check_type(&c, e->expected[i].type);
    check_links(&c);
    free_records(&c.given);
    return !c.failed;
}

static unsigned run_page(kaoju_session *session, page *p) {
    unsigned failed = 0;
    for (example e; read_example(p, &e); free_example(&e))
        failed += !check_example(session, p->path, &e);
    return failed;
}

int main(int count, char **arguments) {
    kaoju_error error;
    kaoju_model *model = NULL;
    kaoju_session *session = NULL;
    if (count != 2)
        stop("usage", 0, "spec FILE.md");
    page p = open_page(arguments[1]);
    if (kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error) ||
        kaoju_session_new(model, &session, &error))
        stop(error.file[0] ? error.file : "kaoju", error.line, "%s", error.message);
    unsigned failed = run_page(session, &p);
    if (!p.examples)
        stop(p.path, 0, "no examples");
    printf("%s: %u of %u examples hold\n", p.path, p.examples - failed, p.examples);
    kaoju_session_free(session);
    kaoju_model_free(model);
    free(p.content.data);
    return failed ? 1 : 0;
}
