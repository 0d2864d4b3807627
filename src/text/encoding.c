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
    size_t unit;     /* bytes of the smallest character */
    bool holds_back; /* iconv keeps a character back to see whether the next one combines with it */
} codec;

static const codec codecs[] = {{"gb18030", "GB18030", 1, false},
                               {"big5", "BIG5-HKSCS", 1, true},
                               {"utf-16le", "UTF-16LE", 2, false},
                               {"utf-16be", "UTF-16BE", 2, false}};

/* Room for what one character becomes: two code points at most. */
#define UTF8_ROOM 16

static bool same_name(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        char x = (char)(*a >= 'A' && *a <= 'Z' ? *a + 32 : *a == '_' ? '-' : *a);
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

/* One character as UTF-8 in `out`; its size, 0 if the bytes are no character. */
static size_t convert_one(const codec *c, iconv_t cd, const unsigned char *from, size_t length, char out[UTF8_ROOM]) {
    char *in = (char *)(uintptr_t)from, *to = out;
    size_t in_left = length, out_left = UTF8_ROOM;
    if (length == 1 && from[0] < 0x80) {
        out[0] = (char)from[0];
        return 1;
    }
    if (!length || iconv(cd, &in, &in_left, &to, &out_left) == (size_t)-1 || in_left)
        return 0;
    if (c->holds_back)
        iconv(cd, NULL, NULL, &to, &out_left);
    return UTF8_ROOM - out_left;
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
        return errno == EINVAL ? kj_fail(error, KAOJU_E_ARGUMENT, "this system's iconv does not know %s", c->iconv_name)
                               : kj_fail_memory(error);
    for (size_t at = 0, length; at < size && !status; at += length) {
        char utf8[UTF8_ROOM];
        length = announced(c, bytes + at, size - at);
        size_t written = convert_one(c, cd, bytes + at, length, utf8);
        if (!written) {
            status = kj_fail(error, KAOJU_E_ENCODING, "no valid %s at byte offset %zu", c->name, at);
            if (error)
                error->offset = at;
            break;
        }
        kj_buffer_add(&out->converted, utf8, written);
        size_t points = kj_utf8_length(utf8, written);
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

/* Is it a unit of Chinese text in UTF-16? A unit with a zero low byte is mostly ASCII in the wrong byte order; U+3000
 * and 一 are the two that Chinese text is full of. */
static bool is_text_unit(unsigned unit) {
    if (!(unit & 0xFF))
        return unit == 0x3000 || unit == 0x4E00;
    return (unit >= 0x20 && unit < 0x7F) || unit == '\t' || unit == '\n' || unit == '\r' ||
           (unit >= 0xA0 && unit <= 0xFF) || (unit >= 0x2010 && unit <= 0x2044) || (unit >= 0x3001 && unit <= 0x30FF) ||
           (unit >= 0x3400 && unit <= 0x9FFF) || (unit >= 0xFF01 && unit <= 0xFFEF);
}

/* UTF-16 without a mark, in the byte order in which nine tenths of the units are text; `zeros` at odd or even places
 * made us look. Valid UTF-8 beyond ASCII is that, with NUL bytes in it; so is ASCII, unless half of its bytes are NUL. */
static const codec *guess_utf16(const char *text, size_t size) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t little = 0, big = 0, zeros = 0, units = size / 2;
    for (size_t i = 0; i + 1 < size; i += 2) {
        little += is_text_unit(bytes[i] | (unsigned)bytes[i + 1] << 8);
        big += is_text_unit(bytes[i + 1] | (unsigned)bytes[i] << 8);
        zeros += (size_t)!bytes[i] + !bytes[i + 1];
    }
    bool utf8 = kj_utf8_check(text, size) == size;
    bool wide_ascii = kj_utf8_length(text, size) == size && zeros > 1 && zeros * 10 >= units * 9;
    if (size % 2 || (utf8 && !wide_ascii) || (little > big ? little : big) * 10 < units * 9 || little == big)
        return NULL;
    return little > big ? &codecs[2] : &codecs[3];
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
    if (as_gb == KAOJU_E_ARGUMENT)
        return convert(&codecs[0], bytes, size, out, error); /* this system cannot: says so */
    return take_utf8(bytes, size, out, error);               /* fails, and says where */
}

static kaoju_status find_out(const char *bytes, size_t size, kj_decoded *out, kaoju_error *error) {
    bool utf32 = size >= 4 && !memcmp(bytes, "\xFF\xFE\0\0", 4);
    if (size >= 2 && !memcmp(bytes, "\xFF\xFE", 2) && !utf32)
        return convert(&codecs[2], bytes, size, out, error);
    if (size >= 2 && !memcmp(bytes, "\xFE\xFF", 2))
        return convert(&codecs[3], bytes, size, out, error);
    const char *zero = size ? memchr(bytes, 0, size) : NULL;
    const codec *wide = zero && !utf32 ? guess_utf16(bytes, size) : NULL;
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
