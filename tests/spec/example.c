/* A Markdown file -> its examples, one after another. README.md tells the format; what is malformed ends the program
 * with FILE:LINE and exit 2. */
#include "spec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char FENCE[] = "```example";

const char *const mention_types[] = {"PERSON", "COUNTRY",    "PLACE", "ORG",      "TITLE",   "FIGURE",
                                     "DATE",   "DATE_VAGUE", "SET",   "DURATION", "ORDINAL", NULL};
const char *const record_types[] = {"ENTITY", "RELATION", "ARTICLE", "FACT", "WARNING", NULL};

/* ------------------------------------------------------------------ what cannot go on */

void stop(const char *path, unsigned line, const char *format, ...) {
    va_list arguments;
    if (line)
        fprintf(stderr, "%s:%u: error: ", path, line);
    else
        fprintf(stderr, "%s: error: ", path);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(2);
}

void add(text *t, const char *bytes, size_t size) {
    char *data = realloc(t->data, t->size + size + 1);
    if (!data)
        stop("spec", 0, "out of memory");
    memcpy(data + t->size, bytes, size);
    t->data = data;
    t->size += size;
    data[t->size] = 0;
}

/* ------------------------------------------------------------------ reading the file */

page open_page(const char *path) {
    char bytes[4096];
    text content = {0};
    FILE *file = fopen(path, "rb");
    if (!file)
        stop(path, 0, "cannot open the file");
    add(&content, "", 0);
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        add(&content, bytes, size);
    if (ferror(file))
        stop(path, 0, "cannot read the file");
    fclose(file);
    return (page){.path = path, .content = content, .next = content.data};
}

/* The next line without its end, cut out of the content; NULL at the end of the file. */
static char *next_line(page *p) {
    char *line = p->next;
    if (!*line)
        return NULL;
    char *end = strchr(line, '\n');
    p->next = end ? end + 1 : line + strlen(line);
    if (end)
        *end = 0;
    p->line++;
    return line;
}

static char *example_line(page *p, const example *e) {
    char *line = next_line(p);
    if (!line)
        stop(p->path, e->line, "the example does not end");
    return line;
}

static void read_date(const page *p, example *e, const char *date) {
    static const char form[] = "dddd-dd-ddTdd:dd";
    size_t size = strlen(date);
    bool fits = size == 0 || size == strlen("dddd-dd-dd") || size == strlen(form);
    for (size_t i = 0; fits && i < size; i++)
        fits = form[i] == 'd' ? date[i] >= '0' && date[i] <= '9' : date[i] == form[i];
    if (!fits)
        stop(p->path, p->line, "a reference date is YYYY-MM-DD or YYYY-MM-DDTHH:MM, not '%s'", date);
    memcpy(e->date, date, size + 1);
}

const char *find(const char *const *table, const char *word) {
    while (*table && strcmp(*table, word))
        table++;
    return *table;
}

/* Where the JSON object of an expectation begins: at the line's start or behind a blank. */
static char *find_keys(char *line) {
    for (char *at = strchr(line, '{'); at; at = strchr(at + 1, '{'))
        if (at == line || at[-1] == ' ')
            return at;
    return NULL;
}

static void read_keys(const page *p, expectation *x, const char *keys) {
    json_error_t problem;
    x->keys = json_loads(keys, JSON_REJECT_DUPLICATES, &problem);
    if (!x->keys)
        stop(p->path, p->line, "bad JSON: %s", problem.text);
    if (!json_object_size(x->keys))
        stop(p->path, p->line, "the object says nothing");
}

static void read_expectation(const page *p, example *e, char *line) {
    if (e->count == EXPECTATIONS)
        stop(p->path, p->line, "more than %d lines in an example", EXPECTATIONS);
    expectation *x = &e->expected[e->count++];
    char *keys = find_keys(line);
    if (keys) {
        read_keys(p, x, keys);
        *keys = 0;
    }
    x->none = !strncmp(line, "no ", 3);
    char *type = strtok(x->none ? line + 3 : line, " ");
    x->type = type ? find(mention_types, type) : NULL;
    if (type && !x->type)
        x->type = find(record_types, type);
    if (!x->type)
        stop(p->path, p->line, "no such type: '%s'", type ? type : "");
    x->name = strtok(NULL, " ");
    bool nameless = x->none || !strcmp(x->type, "ARTICLE");
    if (nameless != !x->name || strtok(NULL, " ") || (x->none && x->keys))
        stop(p->path, p->line, "an expectation is: TYPE name {\"key\": value}, or: no TYPE");
    for (size_t i = 0; i + 1 < e->count; i++)
        if (e->expected[i].type == x->type && e->expected[i].none != x->none)
            stop(p->path, p->line, "'no %s' and '%s' in one example", x->type, x->type);
}

/* What is not in an example is for readers. */
bool read_example(page *p, example *e) {
    char *line;
    *e = (example){0};
    while ((line = next_line(p)) && strncmp(line, FENCE, strlen(FENCE)))
        ;
    if (!line)
        return false;
    e->line = p->line;
    e->number = ++p->examples;
    line += strlen(FENCE);
    read_date(p, e, line + strspn(line, " "));
    while (strcmp(line = example_line(p, e), ".")) {
        if (!strncmp(line, "```", 3))
            stop(p->path, p->line, "no line with a dot behind the text");
        if (e->text.data)
            add(&e->text, "\n", 1);
        add(&e->text, line, strlen(line));
    }
    while (strcmp(line = example_line(p, e), "```"))
        read_expectation(p, e, line);
    if (!e->text.size || !e->count)
        stop(p->path, e->line, "an example needs a text and at least one line that says what is in it");
    return true;
}

void free_example(example *e) {
    for (size_t i = 0; i < e->count; i++)
        json_decref(e->expected[i].keys);
    free(e->text.data);
}
