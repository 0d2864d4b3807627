/* Facts as rows of a table: what csv.c and xlsx.c share, so that a spreadsheet is the same in both. */
#ifndef KJ_OUTPUT_FACTS_H
#define KJ_OUTPUT_FACTS_H

#include "base/string.h"

typedef enum { KJ_CELL_TEXT, KJ_CELL_NUMBER, KJ_CELL_COUNT, KJ_CELL_DAY, KJ_CELL_SCORE, KJ_CELL_SOURCE } kj_cell_kind;

typedef struct kj_column {
    const char *key;   /* the heading for programs */
    const char *title; /* the heading for people */
    const char *about; /* for people who wonder */
    kj_cell_kind kind;
} kj_column;

extern const kj_column kj_fact_columns[];
extern const size_t kj_fact_column_count;

/* The document whose facts are told; kj_facts_open looks up its entities once. False: out of memory. */
typedef struct kj_facts {
    const kaoju_result *result;
    kj_names *entities; /* id -> index */
} kj_facts;
bool kj_facts_open(kj_facts *t, const kaoju_result *result);
void kj_facts_close(kj_facts *t);

/* Appends one cell: text on one line, without control characters; "" where nothing is known. */
void kj_facts_cell(const kj_facts *t, const kaoju_fact *fact, size_t column, kj_buffer *out);

/* Appends text for people: line ends and blanks that only lay out go, the other controls are shown as \u{1B}, what is no
 * UTF-8 as U+FFFD. */
void kj_plain(kj_buffer *out, kaoju_string text);
const kaoju_entity *kj_facts_entity(const kj_facts *t, const char *id); /* NULL: none of this document */
kaoju_string kj_facts_name(const kj_facts *t, const char *id);          /* its name, or the id */

#endif
