/* String views over UTF-8 (kaoju_string), and a growable byte buffer. */
#ifndef KJ_BASE_STRING_H
#define KJ_BASE_STRING_H

#include "kaoju.h"
#include "base/status.h"

#include <string.h>

kaoju_string kj_string(const char *text); /* view of a NUL-terminated string; NULL gives the absent string */
bool kj_string_is(kaoju_string a, const char *b);
bool kj_string_same(kaoju_string a, kaoju_string b); /* absent equals only absent */
/* First piece of *rest before `separator`; *rest becomes what follows. An absent *rest gives an absent piece; the last
 * piece leaves *rest absent. "a||b" has three pieces. */
kaoju_string kj_string_split(kaoju_string *rest, char separator);
/* Decimal integer with optional sign; false if there is anything else or it does not fit. */
bool kj_string_integer(kaoju_string s, int64_t *out);

/* FNV-1a of bytes that follow what `before` is the hash of. Its low bits tell more than its high ones. */
#define KJ_HASH_START 14695981039346656037u
uint64_t kj_hash(uint64_t before, const void *bytes, size_t size);

/* Writes a number in decimal digits, without NUL; returns how many. All of `out` may be written. */
#define KJ_INTEGER_TEXT 20
size_t kj_integer_write(uint64_t value, char out[KJ_INTEGER_TEXT]);

/* A byte buffer. Zero-initialised is empty. Appends never fail loudly: `failed` is sticky, so a chain of appends is
 * checked once at the end. */
typedef struct kj_buffer {
    char *data;
    size_t size, room;
    bool failed;
} kj_buffer;
bool kj_buffer_grow(kj_buffer *buffer, size_t more); /* room for `more` bytes and a NUL; false: failed */
/* Where the next `more` bytes go, for who writes them and adds to the size; NULL: failed. */
static inline char *kj_buffer_room(kj_buffer *buffer, size_t more) {
    bool fits = more < buffer->room - buffer->size && !buffer->failed;
    return fits || kj_buffer_grow(buffer, more) ? buffer->data + buffer->size : NULL;
}
static inline void kj_buffer_add(kj_buffer *buffer, const char *bytes, size_t size) {
    char *to = size ? kj_buffer_room(buffer, size) : NULL;
    if (!to)
        return;
    memcpy(to, bytes, size);
    buffer->size += size;
}
static inline void kj_buffer_text(kj_buffer *buffer, const char *text) {
    kj_buffer_add(buffer, text, strlen(text));
}
void kj_buffer_format(kj_buffer *buffer, const char *format, ...) KJ_PRINTF(2, 3); /* locale-free conversions only */
/* NUL-terminates without counting the NUL; NULL if anything failed. Borrowed. */
const char *kj_buffer_end(kj_buffer *buffer);
void kj_buffer_free(kj_buffer *buffer);

/* String -> small dense number. Names are copied into the table. */
typedef struct kj_names kj_names;
#define KJ_NONE UINT32_MAX
kj_names *kj_names_new(void);
void kj_names_free(kj_names *names);
uint32_t kj_names_add(kj_names *names, kaoju_string name);        /* KJ_NONE: out of memory */
uint32_t kj_names_find(const kj_names *names, kaoju_string name); /* KJ_NONE: not there */
const char *kj_names_at(const kj_names *names, uint32_t id);      /* NUL-terminated */
uint32_t kj_names_count(const kj_names *names);

#endif
