/* A small exact JSON writer onto a sink. Values are written in the order of the calls; commas and quotes are its own.
 * jansson is not used for writing: it prints 35.2 as 35.200000000000003 and says nothing when the disk is full. */
#ifndef KJ_OUTPUT_JSON_H
#define KJ_OUTPUT_JSON_H

#include "base/string.h"

/* Depth of objects and lists: records need 4. */
#define KJ_JSON_DEPTH 16

typedef struct kj_json {
    kj_buffer *out;           /* NULL: nothing is written, only counted */
    size_t most;              /* then: at least as many bytes as it would be */
    bool more[KJ_JSON_DEPTH]; /* something stands before, at each depth */
    int depth;
} kj_json;

/* Keys are our own names: nothing in them is special. NULL inside lists. Where they are constants, so is their length. */
static inline kaoju_string kj_json_key(const char *key) {
    return (kaoju_string){key, key ? strlen(key) : 0};
}
void kj_json_put_open(kj_json *json, kaoju_string key, char bracket);
void kj_json_put_string(kj_json *json, kaoju_string key, kaoju_string value);
void kj_json_put_plain(kj_json *json, kaoju_string key, kaoju_string value); /* as it is, without quotes */
void kj_json_put_integer(kj_json *json, kaoju_string key, uint64_t value, bool negative);
void kj_json_put_hundredths(kj_json *json, kaoju_string key, double value);
void kj_json_put_range(kj_json *json, kaoju_string key, kaoju_range range);

static inline void kj_json_open(kj_json *json, const char *key, char bracket) { /* '{' or '[' */
    kj_json_put_open(json, kj_json_key(key), bracket);
}
void kj_json_close(kj_json *json, char bracket);
static inline void kj_json_string(kj_json *json, const char *key, kaoju_string value) { /* absent: null */
    kj_json_put_string(json, kj_json_key(key), value);
}
static inline void kj_json_text(kj_json *json, const char *key, const char *value) { /* NULL: null */
    kj_json_put_string(json, kj_json_key(key), (kaoju_string){value, value ? strlen(value) : 0});
}
static inline void kj_json_integer(kj_json *json, const char *key, uint64_t value) {
    kj_json_put_integer(json, kj_json_key(key), value, false);
}
static inline void kj_json_signed(kj_json *json, const char *key, int64_t value) {
    kj_json_put_integer(json, kj_json_key(key), value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}
static inline void kj_json_boolean(kj_json *json, const char *key, bool value) {
    kj_json_put_plain(json, kj_json_key(key), value ? kj_json_key("true") : kj_json_key("false"));
}
static inline void kj_json_null(kj_json *json, const char *key) {
    kj_json_put_plain(json, kj_json_key(key), kj_json_key("null"));
}
static inline void kj_json_hundredths(kj_json *json, const char *key, double value) { /* 0..1, two digits, any locale */
    kj_json_put_hundredths(json, kj_json_key(key), value);
}
static inline void kj_json_range(kj_json *json, const char *key, kaoju_range range) {
    kj_json_put_range(json, kj_json_key(key), range);
}

#endif
