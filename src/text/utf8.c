/* UTF-8 and character properties; libutf8proc stays behind this file.
 *
 * Checking walks bytes with an ASCII fast path; decoding assumes checked text. Properties come from libutf8proc's tables
 * except those that are about layout rather than Unicode. Cost: linear, no allocation. */
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

/* RFC 3629, table 3-7 of the Unicode standard. */
size_t kj_utf8_sequence(const char *text, size_t size) {
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char lead = bytes[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length < 2 || size < length)
        return length == 1 ? 1 : 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* Most of a Chinese text: three bytes of which the first says nothing about the second. */
static inline bool is_common_three(const unsigned char *b) {
    return b[0] >= 0xE1 && b[0] <= 0xEC && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
}

size_t kj_utf8_check(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        uint64_t word;
        while (size - at >= sizeof word && kj_utf8_are_threes(text + at))
            at += 6;
        while (size - at >= 3 && is_common_three((const unsigned char *)text + at))
            at += 3;
        if (at == size)
            break;
        if (size - at >= sizeof word && (memcpy(&word, text + at, sizeof word), !(word & 0x8080808080808080u))) {
            at += sizeof word;
            continue;
        }
        size_t length = kj_utf8_sequence(text + at, size - at);
        if (!length)
            return at;
        at += length;
    }
    return size;
}

size_t kj_utf8_encode(uint32_t cp, char out[4]) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

size_t kj_utf8_length(const char *bytes, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return length;
}

void kj_utf8_repair(kj_buffer *out, const char *bytes, size_t size) {
    for (size_t good; (good = kj_utf8_check(bytes, size)) < size; bytes += good + 1, size -= good + 1) {
        kj_buffer_add(out, bytes, good);
        kj_buffer_text(out, "\xEF\xBF\xBD");
    }
    kj_buffer_add(out, bytes, size);
}

int kj_char_width(uint32_t cp) {
    if (kj_char_is_control(cp))
        return 0;
    return utf8proc_charwidth((utf8proc_int32_t)cp);
}

bool kj_char_is_han(uint32_t cp) {
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3007 ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
}

bool kj_char_is_space(uint32_t cp) {
    return cp == ' ' || cp == '\t' || cp == 0x0B || cp == 0x0C || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

bool kj_char_is_control(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0x061C || cp == 0xFEFF;
}
