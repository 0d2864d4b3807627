/* Between example.c, which reads the examples of a Markdown file, and spec.c, which runs them. */
#ifndef SPEC_H
#define SPEC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define EXPECTATIONS 64 /* of one example */

/* Types that an example may name: a misspelt `no DTAE` must not pass. NULL at the end. */
extern const char *const mention_types[];
/* Of these at least one record must be as expected. */
extern const char *const record_types[];

typedef struct text {
    char *data; /* NUL-terminated */
    size_t size;
} text;

/* One line below the dot: `TYPE name {"key": value}` or `no TYPE`. */
typedef struct expectation {
    const char *type; /* one of the tables above */
    char *name;       /* norm text of the mention, id of the entity, name of the relation; NULL for an article */
    json_t *keys;     /* NULL if none */
    bool none;
} expectation;

typedef struct example {
    unsigned line, number;
    char date[sizeof "YYYY-MM-DDTHH:MM"]; /* "" if none */
    text text;
    expectation expected[EXPECTATIONS];
    size_t count;
} example;

/* A Markdown file on the way through it. */
typedef struct page {
    const char *path;
    text content; /* is cut into lines; the names of expectations point into it */
    char *next;   /* what is left of it */
    unsigned line, examples;
} page;

/* Ends the program: FILE:LINE: error: message, exit 2. */
void stop(const char *path, unsigned line, const char *format, ...);
/* Appends; ends the program when out of memory. */
void add(text *t, const char *bytes, size_t size);
/* The word of the table that equals `word`, or NULL. */
const char *find(const char *const *table, const char *word);

page open_page(const char *path);
/* The next example; false at the end of the file. What is malformed ends the program. */
bool read_example(page *p, example *e);
void free_example(example *e);

#endif
