/* A small exact JSON writer onto a sink. Values are written in the order of the calls; commas and quotes are its own.
 * jansson is not used for writing: it prints 35.2 as 35.200000000000003 and says nothing when the disk is full. */
#ifndef KJ_OUTPUT_JSON_H
#define KJ_OUTPUT_JSON_H

#include "base/string.h"

/* Depth of objects and lists: records need 4. */
#define KJ_JSON_DEPTH 16

typedef struct kj_json {
    kj_buffer *out;
    bool more[KJ_JSON_DEPTH]; /* something stands before, at each depth */
    int depth;
} kj_json;

void kj_json_open(kj_json *json, const char *key, char bracket); /* '{' or '['; key NULL inside lists */
void kj_json_close(kj_json *json, char bracket);
void kj_json_string(kj_json *json, const char *key, kaoju_string value); /* absent: null */
void kj_json_text(kj_json *json, const char *key, const char *value);    /* NULL: null */
void kj_json_integer(kj_json *json, const char *key, uint64_t value);
void kj_json_signed(kj_json *json, const char *key, int64_t value);
void kj_json_boolean(kj_json *json, const char *key, bool value);
void kj_json_null(kj_json *json, const char *key);
void kj_json_hundredths(kj_json *json, const char *key, double value); /* 0..1 with two digits, in any locale */
void kj_json_range(kj_json *json, const char *key, kaoju_range range);

#endif
