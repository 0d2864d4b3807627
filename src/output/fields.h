/* Reading JSON: a line -> an object whose members are asked for by name and type. What is missing or of another type is
 * noted once, so that a chain of questions is checked at its end, as with kj_buffer. */
#ifndef KJ_OUTPUT_FIELDS_H
#define KJ_OUTPUT_FIELDS_H

#include "base/memory.h"
#include "base/string.h"

typedef struct json_t kj_node; /* jansson's; fields.c is the only file that knows more */

typedef struct kj_fields {
    const kj_node *node; /* an object */
    kj_arena *arena;     /* where strings are copied to; NULL: they are borrowed from the line's object */
    const char *wrong;   /* name of the first member that was not as it should be; NULL: all well */
    bool memory;         /* out of memory */
} kj_fields;

/* KAOJU_E_SYNTAX with the column and the line, if it is not one JSON object without duplicate members, and without NULs
 * unless `nuls`: records quote what stands in a text. */
kaoju_status kj_node_read(const char *line, size_t size, bool nuls, kj_node **out, kaoju_error *error);
void kj_node_free(kj_node *node);

/* A member that is missing is as one that is null: absent. */
bool kj_field_has(const kj_fields *f, const char *name);
kaoju_string kj_field_string(kj_fields *f, const char *name);
const char *kj_field_text(kj_fields *f, const char *name);   /* the same, without NULs; NULL if absent */
const char *kj_field_needed(kj_fields *f, const char *name); /* absent is wrong; then "" */
bool kj_field_boolean(kj_fields *f, const char *name);       /* absent: false */
uint64_t kj_field_integer(kj_fields *f, const char *name);   /* 0..2^53; absent is wrong */
double kj_field_fraction(kj_fields *f, const char *name);    /* 0..1; absent is wrong */
kaoju_range kj_field_range(kj_fields *f, const char *name);  /* [start, end], end not before start */
kj_fields kj_field_object(kj_fields *f, const char *name);   /* absent is wrong; problems go to kj_field_join */
void kj_field_join(kj_fields *f, const kj_fields *inner);    /* takes over what was wrong inside */
size_t kj_field_count(kj_fields *f, const char *name);       /* of a list; absent: 0 */
kaoju_string kj_field_item(kj_fields *f, const char *name, size_t index);      /* of a list of strings */
kaoju_string kj_field_item_text(kj_fields *f, const char *name, size_t index); /* the same, without NULs */
kj_fields kj_field_item_object(kj_fields *f, const char *name, size_t index);  /* of a list of objects */
/* A string or a whole number as text in `room`; NULL if absent. For ids of input lines. */
const char *kj_field_name(kj_fields *f, const char *name, char room[32]);

#endif
