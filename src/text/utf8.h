/* UTF-8 and character properties. The only file that uses libutf8proc. */
#ifndef KJ_TEXT_UTF8_H
#define KJ_TEXT_UTF8_H

#include "base/string.h"
#include "kaoju.h"

/* Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. Returns the byte offset of the first
 * byte that does not belong to a valid sequence (the start of the bad sequence), or `size` if all is well. */
size_t kj_utf8_check(const char *bytes, size_t size);

/* Length of the valid sequence at bytes[0]; 0 if there is none. `size` > 0 bytes can be read. */
size_t kj_utf8_sequence(const char *bytes, size_t size);

/* Do eight bytes begin with two valid sequences of three, each with a lead byte that is followed by any two bytes and that is
 * none of the lowest (U+3000 .. U+CFFF and U+E000 .. U+FFFF)? Most of a Chinese text. */
static inline bool kj_utf8_are_threes(const char *bytes) {
    /* As bytes lie in memory, so that it is the same on every machine; no sum of a byte reaches the next. */
    static const unsigned char constants[5][8] = {{0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0},
                                                  {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80},
                                                  {0x0F, 0, 0, 0x0F},
                                                  {0x0D, 0, 0, 0x0D},
                                                  {0x10, 0, 0, 0x10}};
    uint64_t word, mask, shape, low, thirteen, sixteen;
    memcpy(&word, bytes, sizeof word);
    memcpy(&mask, constants[0], sizeof mask);
    memcpy(&shape, constants[1], sizeof shape);
    memcpy(&low, constants[2], sizeof low);
    memcpy(&thirteen, constants[3], sizeof thirteen);
    memcpy(&sixteen, constants[4], sizeof sixteen);
    uint64_t lead = word & low, three_or_more = lead + thirteen, not_thirteen = (lead ^ thirteen) + low;
    return (word & mask) == shape && (three_or_more & not_thirteen & sixteen) == sixteen;
}

/* Code point at bytes[*at] of checked UTF-8; advances *at. */
static inline uint32_t kj_utf8_next(const char *bytes, size_t size, size_t *at) {
    const unsigned char *b = (const unsigned char *)bytes + *at;
    size_t left = size - *at;
    if (b[0] < 0x80 || left < 2) {
        *at += 1;
        return b[0];
    }
    if (b[0] < 0xE0 || left < 3) {
        *at += 2;
        return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    }
    if (b[0] < 0xF0 || left < 4) {
        *at += 3;
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    }
    *at += 4;
    return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
}

/* Writes 1..4 bytes and returns how many. cp must be a scalar value. */
size_t kj_utf8_encode(uint32_t cp, char out[4]);
static inline size_t kj_utf8_put(uint32_t cp, char out[4]) {
    if (cp < 0x800 || cp > 0xFFFF) /* most of a Chinese text has three */
        return kj_utf8_encode(cp, out);
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
}

size_t kj_utf8_length(const char *bytes, size_t size); /* code points in checked UTF-8 */

/* Appends bytes that nobody has checked (paths, ids): each byte that is no UTF-8 becomes U+FFFD. */
void kj_utf8_repair(kj_buffer *out, const char *bytes, size_t size);

/* Columns on a terminal: 0 (combining, control), 1 or 2. */
int kj_char_width(uint32_t cp);
bool kj_char_is_han(uint32_t cp); /* CJK ideographs, all planes, and U+3007 */
/* Blanks within a line: space, tab, VT, FF, U+00A0, 2000-200B, 202F, 205F, 3000, FEFF. */
bool kj_char_is_space(uint32_t cp);
bool kj_char_is_control(uint32_t cp); /* C0, C1, bidi controls: never written raw to a terminal */

#endif
