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

/* Bytes behind a string that may be written while it is (json.c). */
#define KJ_JSON_PAD 8

/* The comma and the key; where a value of at most `size` bytes goes. NULL: failed, or only counted. Keys are our own names:
 * nothing in them is special. NULL inside lists. Where they are constants, so is their length. */
static inline char *kj_json_start(kj_json *json, const char *key, size_t size) {
    size_t length = key ? strlen(key) : 0, most = size + length + 4;
    char *to = json->out ? kj_buffer_room(json->out, most) : NULL;
    json->most += most;
    if (!to)
        return NULL;
    bool *more = &json->more[json->depth];
    if (*more)
        *to++ = ',';
    *more = true;
    if (!key)
        return to;
    *to++ = '"';
    memcpy(to, key, length); /* NOLINT(bugprone-not-null-terminated-result): more follows */
    to += length;
    *to++ = '"';
    *to++ = ':';
    return to;
}
static inline void kj_json_end(kj_json *json, const char *to) {
    json->out->size = (size_t)(to - json->out->data);
}

static inline void kj_json_plain(kj_json *json, const char *key, const char *value) { /* a constant, as it is */
    size_t size = strlen(value);
    char *to = kj_json_start(json, key, size);
    if (!to)
        return;
    memcpy(to, value, size); /* NOLINT(bugprone-not-null-terminated-result): more follows */
    kj_json_end(json, to + size);
}
static inline void kj_json_null(kj_json *json, const char *key) {
    kj_json_plain(json, key, "null");
}
static inline void kj_json_boolean(kj_json *json, const char *key, bool value) {
    kj_json_plain(json, key, value ? "true" : "false");
}

void kj_json_enter(kj_json *json);                                              /* one level deeper */
static inline void kj_json_open(kj_json *json, const char *key, char bracket) { /* '{' or '[' */
    char *to = kj_json_start(json, key, 1);
    if (to) {
        *to = bracket;
        kj_json_end(json, to + 1);
    }
    kj_json_enter(json);
}
void kj_json_close(kj_json *json, char bracket);

void kj_json_add_string(kj_json *json, char *to, kaoju_string value);
static inline void kj_json_string(kj_json *json, const char *key, kaoju_string value) { /* absent: null */
    if (!value.data) {
        kj_json_null(json, key);
        return;
    }
    /* Only counted: each byte may become \u001f. */
    char *to = kj_json_start(json, key, (json->out ? value.size : value.size * 6) + 2 + KJ_JSON_PAD);
    if (to)
        kj_json_add_string(json, to, value);
}
static inline void kj_json_text(kj_json *json, const char *key, const char *value) { /* NULL: null */
    kj_json_string(json, key, (kaoju_string){value, value ? strlen(value) : 0});
}

void kj_json_add_integer(kj_json *json, char *to, uint64_t value, bool negative);
static inline void kj_json_integer(kj_json *json, const char *key, uint64_t value) {
    char *to = kj_json_start(json, key, KJ_INTEGER_TEXT);
    if (to)
        kj_json_add_integer(json, to, value, false);
}
static inline void kj_json_signed(kj_json *json, const char *key, int64_t value) {
    char *to = kj_json_start(json, key, KJ_INTEGER_TEXT + 1);
    if (to)
        kj_json_add_integer(json, to, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}
void kj_json_add_hundredths(kj_json *json, char *to, double value);
static inline void kj_json_hundredths(kj_json *json, const char *key, double value) { /* 0..1, two digits, any locale */
    char *to = kj_json_start(json, key, KJ_INTEGER_TEXT + 3);
    if (to)
        kj_json_add_hundredths(json, to, value);
}

/* A value that is put together by hand, where kj_json_start tells: a piece of it that is a constant; a range. */
static inline char *kj_json_put(char *to, const char *piece) {
    size_t size = strlen(piece);
    memcpy(to, piece, size); /* NOLINT(bugprone-not-null-terminated-result): more follows */
    return to + size;
}
#define KJ_RANGE_TEXT (2 * KJ_INTEGER_TEXT + 3)
char *kj_json_put_range(char *to, kaoju_range range);
static inline void kj_json_range(kj_json *json, const char *key, kaoju_range range) {
    char *to = kj_json_start(json, key, KJ_RANGE_TEXT);
    if (to)
        kj_json_end(json, kj_json_put_range(to, range));
}

#endif
