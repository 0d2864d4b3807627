/* Bytes in some encoding -> UTF-8, with the place of every character in the bytes as they were given.
 *
 * UTF-8 is used as it is. Everything else goes through iconv one character at a time: the length of a character follows
 * from its first byte (GB18030, Big5) or unit (UTF-16), so its place is known exactly. Cost: linear; one iconv call for
 * each character that is not ASCII. */
#include "text/encoding.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* Continuation bytes of valid UTF-8 before the first bad byte, from which a text is UTF-8 that is damaged and no other
 * encoding: double-byte text is hardly ever valid UTF-8 for more than two characters. */
#define BROKEN_UTF8 8

typedef struct codec {
    const char *name; /* ours */
    const char *iconv_name;
    size_t unit; /* bytes of the smallest character */
} codec;

static const codec codecs[] = {
    {"gb18030", "GB18030", 1}, {"big5", "BIG5-HKSCS", 1}, {"utf-16le", "UTF-16LE", 2}, {"utf-16be", "UTF-16BE", 2}};

static bool same_name(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a == '_' ? '-' : *a;
        if (x != *b)
            return false;
    }
    return !*a && !*b;
}

/* Length of the character at bytes, as its first bytes announce it; 0 if the text ends inside it. */
static size_t announced(const codec *c, const unsigned char *b, size_t left) {
    size_t length = 1;
    if (c->unit == 2) {
        if (left < 2)
            return 0;
        unsigned high = c->name[6] == 'l' ? b[1] : b[0];
        length = high >= 0xD8 && high <= 0xDB ? 4 : 2;
    } else if (b[0] >= 0x80) {
        length = !strcmp(c->name, "gb18030") && left > 1 && b[1] >= 0x30 && b[1] <= 0x39 ? 4 : 2;
    }
    return length <= left ? length : 0;
}

/* One character; UTF-8 is appended. False if the bytes are no character. */
static bool convert_one(iconv_t cd, const unsigned char *from, size_t length, kj_buffer *out, size_t *written) {
    char bytes[16], *in = (char *)(uintptr_t)from, *to = bytes;
    size_t in_left = length, out_left = sizeof bytes;
    if (length == 1 && from[0] < 0x80) {
        bytes[0] = (char)from[0];
        *written = 1;
    } else {
        iconv(cd, NULL, NULL, NULL, NULL);
        if (iconv(cd, &in, &in_left, &to, &out_left) == (size_t)-1 || in_left)
            return false;
        iconv(cd, NULL, NULL, &to, &out_left); /* Big5-HKSCS keeps a character back to see whether it combines */
        *written = sizeof bytes - out_left;
    }
    kj_buffer_add(out, bytes, *written);
    return true;
}

static bool push_source(kj_decoded *out, size_t *room, size_t at) {
    if (out->length == *room && !kj_vec_grow((void **)&out->source, room, out->length + 1, sizeof *out->source))
        return false;
    out->source[out->length] = (uint32_t)at;
    return true;
}

static kaoju_status convert(const codec *c, const char *text, size_t size, kj_decoded *out, kaoju_error *error) {
    const unsigned char *bytes = (const unsigned char *)text;
    iconv_t cd = iconv_open("UTF-8", c->iconv_name);
    size_t room = 0;
    kaoju_status status = KAOJU_OK;
    if (cd == (iconv_t)-1)
        return kj_fail(error, KAOJU_E_ARGUMENT, "this system's iconv does not know %s", c->iconv_name);
    for (size_t at = 0, length; at < size && !status; at += length) {
        size_t written = 0;
        length = announced(c, bytes + at, size - at);
        if (!length || !convert_one(cd, bytes + at, length, &out->converted, &written)) {
            status = kj_fail(error, KAOJU_E_ENCODING, "no valid %s at byte offset %zu", c->name, at);
            if (error)
                error->offset = at;
            break;
        }
        size_t points = kj_utf8_length(out->converted.data + out->converted.size - written, written);
        for (size_t i = 0; i < points && !status; i++) {
            if (!push_source(out, &room, at))
                status = kj_fail_memory(error);
            out->length += !status;
        }
    }
    iconv_close(cd);
    if (!status && (out->converted.failed || !push_source(out, &room, size)))
        status = kj_fail_memory(error);
    out->encoding = c->name;
    out->utf8 = out->converted.data ? out->converted.data : "";
    out->size = out->converted.size;
    if (status)
        kj_decoded_free(out);
    return status;
}

static kaoju_status take_utf8(const char *bytes, size_t size, kj_decoded *out, kaoju_error *error) {
    size_t bad = kj_utf8_check(bytes, size);
    if (bad < size) {
        kj_fail(error, KAOJU_E_ENCODING, "no valid UTF-8 at byte offset %zu", bad);
        if (error)
            error->offset = bad;
        return KAOJU_E_ENCODING;
    }
    out->encoding = "utf-8";
    out->utf8 = bytes;
    out->size = size;
    out->length = kj_utf8_length(bytes, size);
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ finding out */

/* Zero bytes at odd (little endian) or even places only: UTF-16 with some ASCII in it. Text that is valid UTF-8 beyond
 * ASCII is that, with NUL bytes in it. */
static const codec *guess_utf16(const char *bytes, size_t size) {
    size_t odd = 0, even = 0, pairs = size / 2;
    for (size_t i = 0; i + 1 < size; i += 2) {
        even += !bytes[i];
        odd += !bytes[i + 1];
    }
    bool utf8 = kj_utf8_check(bytes, size) == size && kj_utf8_length(bytes, size) < size;
    if (size % 2 || odd + even < 2 || utf8)
        return NULL;
    if (odd * 50 > pairs && !even)
        return &codecs[2];
    return even * 50 > pairs && !odd ? &codecs[3] : NULL;
}

/* Characters that nearly every Chinese text has, traditional ones included: 的一是在不了有和人这中大为上个国我以要他.
 * Counted to tell GB18030 from Big5, which accept much of each other. */
static size_t common(const kj_decoded *d) {
    static const uint16_t list[] = {0x7684, 0x4E00, 0x662F, 0x5728, 0x4E0D, 0x4E86, 0x6709, 0x548C, 0x4EBA,
                                    0x8FD9, 0x4E2D, 0x5927, 0x4E3A, 0x4E0A, 0x4E2A, 0x56FD, 0x6211, 0x4EE5,
                                    0x8981, 0x4ED6, 0x9019, 0x70BA, 0x500B, 0x570B, 0xFF0C, 0x3002};
    size_t count = 0;
    for (size_t at = 0; at < d->size;) {
        uint32_t cp = kj_utf8_next(d->utf8, d->size, &at);
        for (size_t i = 0; i < sizeof list / sizeof *list; i++)
            count += list[i] == cp;
    }
    return count;
}

static kaoju_status guess_double_byte(const char *bytes, size_t size, kj_decoded *out, kaoju_error *error) {
    kj_decoded gb = {0}, big5 = {0};
    kaoju_status as_gb = convert(&codecs[0], bytes, size, &gb, NULL);
    kaoju_status as_big5 = convert(&codecs[1], bytes, size, &big5, NULL);
    if (as_gb == KAOJU_E_MEMORY || as_big5 == KAOJU_E_MEMORY) {
        kj_decoded_free(&gb);
        kj_decoded_free(&big5);
        return kj_fail_memory(error);
    }
    size_t count_gb = as_gb ? 0 : common(&gb), count_big5 = as_big5 ? 0 : common(&big5);
    kj_decoded *best = count_big5 > count_gb ? &big5 : count_gb ? &gb : NULL;
    kj_decoded_free(best == &gb ? &big5 : &gb);
    if (best) {
        *out = *best;
        return KAOJU_OK;
    }
    kj_decoded_free(&big5);
    return take_utf8(bytes, size, out, error); /* fails, and says where */
}

static kaoju_status find_out(const char *bytes, size_t size, kj_decoded *out, kaoju_error *error) {
    if (size >= 2 && !memcmp(bytes, "\xFF\xFE", 2))
        return convert(&codecs[2], bytes, size, out, error);
    if (size >= 2 && !memcmp(bytes, "\xFE\xFF", 2))
        return convert(&codecs[3], bytes, size, out, error);
    const char *zero = size ? memchr(bytes, 0, size) : NULL;
    const codec *wide = zero ? guess_utf16(bytes, size) : NULL;
    if (wide)
        return convert(wide, bytes, size, out, error);
    if (zero) {
        size_t offset = (size_t)(zero - bytes);
        kj_fail(error, KAOJU_E_ENCODING, "a binary file: there is a NUL byte at byte offset %zu", offset);
        if (error)
            error->offset = offset;
        return KAOJU_E_ENCODING;
    }
    size_t bad = kj_utf8_check(bytes, size);
    bool utf8 = bad == size || bad - kj_utf8_length(bytes, bad) >= BROKEN_UTF8;
    return utf8 ? take_utf8(bytes, size, out, error) : guess_double_byte(bytes, size, out, error);
}

kaoju_status kj_decode(const char *bytes, size_t size, const char *name, kj_decoded *out, kaoju_error *error) {
    static const struct {
        const char *alias, *name;
    } aliases[] = {{"gbk", "gb18030"},
                   {"gb2312", "gb18030"},
                   {"big5-hkscs", "big5"},
                   {"utf16le", "utf-16le"},
                   {"utf16be", "utf-16be"}};
    *out = (kj_decoded){0};
    if (!name || same_name(name, "auto"))
        return find_out(bytes, size, out, error);
    if (same_name(name, "utf-8") || same_name(name, "utf8"))
        return take_utf8(bytes, size, out, error);
    if (same_name(name, "utf-16") || same_name(name, "utf16"))
        name = size >= 2 && !memcmp(bytes, "\xFE\xFF", 2) ? "utf-16be" : "utf-16le";
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (same_name(name, aliases[i].alias))
            name = aliases[i].name;
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
        if (same_name(name, codecs[i].name))
            return convert(&codecs[i], bytes, size, out, error);
    return kj_fail(error, KAOJU_E_ARGUMENT,
                   "unknown encoding %s: there are utf-8, gb18030, big5, utf-16, utf-16le, utf-16be", name);
}

void kj_decoded_free(kj_decoded *decoded) {
    kj_buffer_free(&decoded->converted);
    free(decoded->source);
    *decoded = (kj_decoded){0};
}
