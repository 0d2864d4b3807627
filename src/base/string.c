/* String views, byte buffers, and the table of names (open addressing, names in an arena). */
#include "base/string.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

kaoju_string kj_string(const char *text) {
    return (kaoju_string){text, text ? strlen(text) : 0};
}

bool kj_string_is(kaoju_string a, const char *b) {
    return a.data && strlen(b) == a.size && !memcmp(a.data, b, a.size);
}

bool kj_string_same(kaoju_string a, kaoju_string b) {
    if (!a.data || !b.data)
        return a.data == b.data;
    return a.size == b.size && !memcmp(a.data, b.data, a.size);
}

kaoju_string kj_string_split(kaoju_string *rest, char separator) {
    kaoju_string piece = *rest;
    if (!piece.data)
        return piece;
    const char *end = piece.size ? memchr(piece.data, separator, piece.size) : NULL;
    if (!end) {
        *rest = (kaoju_string){NULL, 0};
        return piece;
    }
    piece.size = (size_t)(end - piece.data);
    rest->data = end + 1;
    rest->size -= piece.size + 1;
    return piece;
}

bool kj_string_integer(kaoju_string s, int64_t *out) {
    size_t at = 0;
    bool negative = s.data && s.size && s.data[0] == '-';
    if (s.data && s.size && (s.data[0] == '-' || s.data[0] == '+'))
        at = 1;
    if (!s.data || at == s.size)
        return false;
    int64_t value = 0;
    for (; at < s.size; at++) {
        if (s.data[at] < '0' || s.data[at] > '9')
            return false;
        int digit = s.data[at] - '0';
        /* Downwards, because INT64_MIN has no positive counterpart. */
        if (value < (INT64_MIN + digit) / 10)
            return false;
        value = value * 10 - digit;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

uint64_t kj_hash(uint64_t before, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        before = (before ^ at[i]) * 1099511628211u;
    return before;
}

bool kj_buffer_grow(kj_buffer *buffer, size_t more) {
    size_t need;
    if (buffer->failed || !kj_size_add(buffer->size, more, &need) || !kj_size_add(need, 1, &need) ||
        (need > buffer->room && !kj_vec_grow((void **)&buffer->data, &buffer->room, need, 1)))
        buffer->failed = true;
    return !buffer->failed;
}

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
    "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
    "9899";

/* Two digits of a number below 100: the bytes of a word, the first the lowest. */
static inline uint32_t pair_of(uint32_t value) {
    const unsigned char *pair = (const unsigned char *)&pairs[(size_t)2 * value];
    return (uint32_t)pair[0] | (uint32_t)pair[1] << 8;
}

static inline void put_four(uint32_t bytes, char *out) {
    for (size_t i = 0; i < 4; i++)
        out[i] = (char)(bytes >> i * 8);
}

/* A number below 10000, with zeros in front. */
static inline uint32_t four_of(uint32_t value) {
    return pair_of(value / 100) | pair_of(value % 100) << 16;
}

/* The same without them: nobody can tell how many digits come, so there is no branch. Writes four bytes in any case. */
static inline size_t write_few(uint32_t value, char *out) {
    uint32_t zeros = (uint32_t)(value < 10) + (value < 100) + (value < 1000);
    put_four(four_of(value) >> zeros * 8, out);
    return 4 - zeros;
}

/* Four at a time: each division waits for the one before. */
static size_t write_many(uint64_t value, char out[KJ_INTEGER_TEXT]) {
    uint32_t fours[KJ_INTEGER_TEXT / 4];
    size_t count = 0;
    for (; value >= 10000; value /= 10000)
        fours[count++] = (uint32_t)(value % 10000);
    char *to = out + write_few((uint32_t)value, out);
    for (; count > 0; to += 4)
        put_four(four_of(fours[--count]), to);
    return (size_t)(to - out);
}

size_t kj_integer_write(uint64_t value, char out[KJ_INTEGER_TEXT]) {
    if (value < 10000)
        return write_few((uint32_t)value, out);
    if (value >= 100000000)
        return write_many(value, out);
    size_t size = write_few((uint32_t)value / 10000, out);
    put_four(four_of((uint32_t)value % 10000), out + size);
    return size + 4;
}

void kj_buffer_format(kj_buffer *buffer, const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int size = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (size < 0)
        buffer->failed = true;
    char *to = size < 0 ? NULL : kj_buffer_room(buffer, (size_t)size + 1);
    if (to) {
        vsnprintf(to, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

const char *kj_buffer_end(kj_buffer *buffer) {
    char *end = kj_buffer_room(buffer, 0);
    if (!end)
        return NULL;
    *end = '\0';
    return buffer->data;
}

void kj_buffer_free(kj_buffer *buffer) {
    free(buffer->data);
    *buffer = (kj_buffer){0};
}

struct kj_names {
    kj_arena arena;
    KJ_VEC(kaoju_string) list;
    uint32_t *slots;   /* id + 1; 0 is empty */
    size_t slot_count; /* a power of two, at least twice the names */
};

kj_names *kj_names_new(void) {
    return kj_new(1, sizeof(kj_names));
}

void kj_names_free(kj_names *names) {
    if (!names)
        return;
    kj_arena_free(&names->arena);
    kj_vec_free(&names->list);
    free(names->slots);
    free(names);
}

/* What was in the high bits comes to count in the low ones; done twice, in all of them. */
static uint64_t mix(uint64_t hash) {
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, the last ones perhaps twice: names are looked up often, and FNV-1a multiplies for each byte. It
 * differs from machine to machine, which nobody sees. */
static uint64_t name_hash(kaoju_string name) {
    uint64_t hash = name.size, word = 0;
    for (size_t at = 0; at + sizeof word < name.size; at += sizeof word) {
        memcpy(&word, name.data + at, sizeof word);
        hash = mix(hash ^ word);
    }
    if (name.size >= sizeof word) {
        memcpy(&word, name.data + name.size - sizeof word, sizeof word);
    } else if (name.size >= 4) { /* most Chinese names */
        uint32_t first, last;
        memcpy(&first, name.data, sizeof first);
        memcpy(&last, name.data + name.size - sizeof last, sizeof last);
        word = (uint64_t)first << 32 | last;
    } else {
        for (size_t at = 0; at < name.size; at++)
            word = word << 8 | (unsigned char)name.data[at];
    }
    return mix(mix(hash ^ word));
}

/* Slot of the name, or the empty one where it would go. */
static size_t slot_of(const kj_names *names, kaoju_string name) {
    size_t at = (size_t)name_hash(name) & (names->slot_count - 1);
    while (names->slots[at] && !kj_string_same(names->list.at[names->slots[at] - 1], name))
        at = (at + 1) & (names->slot_count - 1);
    return at;
}

static bool grow_slots(kj_names *names) {
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    uint32_t *slots = kj_new(count, sizeof *slots);
    if (!slots)
        return false;
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (uint32_t i = 0; i < names->list.size; i++)
        slots[slot_of(names, names->list.at[i])] = i + 1;
    return true;
}

uint32_t kj_names_add(kj_names *names, kaoju_string name) {
    if (!name.data || names->list.size >= KJ_NONE - 1)
        return KJ_NONE;
    if ((names->list.size + 1) * 2 > names->slot_count && !grow_slots(names))
        return KJ_NONE;
    size_t slot = slot_of(names, name);
    if (names->slots[slot])
        return names->slots[slot] - 1;
    kaoju_string copy = {kj_arena_copy(&names->arena, name.data, name.size), name.size};
    if (!copy.data || !kj_push(&names->list, copy))
        return KJ_NONE;
    names->slots[slot] = (uint32_t)names->list.size;
    return (uint32_t)(names->list.size - 1);
}

uint32_t kj_names_find(const kj_names *names, kaoju_string name) {
    if (!name.data || !names->slot_count)
        return KJ_NONE;
    uint32_t found = names->slots[slot_of(names, name)];
    return found ? found - 1 : KJ_NONE;
}

const char *kj_names_at(const kj_names *names, uint32_t id) {
    return names->list.at[id].data;
}

uint32_t kj_names_count(const kj_names *names) {
    return (uint32_t)names->list.size;
}
