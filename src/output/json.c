/* JSON text (RFC 8259) into a buffer. Strings are UTF-8 and go through as they are, apart from quotes, backslashes,
 * controls and the two line separators that JavaScript takes for line ends. */
#include "output/json.h"

#include "text/utf8.h"

#include <string.h>

static inline bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

static const uint64_t ones = 0x0101010101010101u, high_bits = 0x8080808080808080u;

/* A high bit is set if one of eight bytes is special or no ASCII. A byte x < 0x80 is under n if the high bit comes up in x - n;
 * a false alarm costs only the slow way. */
static inline uint64_t marks_of(uint64_t word) {
    uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
    return word | (word + ones) | (word - ones * 0x20) | (quote - ones) | (slash - ones);
}

static inline uint64_t word_at(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline bool are_plain(const char *bytes) {
    return !(marks_of(word_at(bytes)) & high_bits);
}

/* A sequence of three bytes that needs no escape: all but U+0000 .. U+0FFF, U+D000 .. U+DFFF, U+2028 and U+2029. */
static inline bool is_three(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    uint32_t three = (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
    return (three & 0xF0C0C0) == 0xE08080 && b[0] != 0xE0 && b[0] != 0xED && (three & 0xFFFFFE) != 0xE280A8;
}

/* The first place that must be looked at in `size` bytes behind which there is the pad; `size` if there is none. */
static inline size_t skip_plain(const char *bytes, size_t size) {
    size_t at = 0;
    while (at < size) {
        bool ascii = (unsigned char)bytes[at] < 0x80;
        if (ascii ? are_plain(bytes + at) : kj_utf8_are_threes(bytes + at))
            at += ascii ? sizeof(uint64_t) : 6;
        else if (ascii ? is_plain((unsigned char)bytes[at]) : is_three(bytes + at))
            at += ascii ? 1 : 3;
        else
            return at;
    }
    return size;
}

/* memcpy of a size from 1 to 7; the bytes come back in a word, some twice, and blanks. */
static inline uint64_t copy_few(char *to, const char *from, size_t size) {
    char bytes[sizeof(uint64_t)] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
    if (size >= 4) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + size - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + size - 4, &last, 4);
        return (uint64_t)first << 32 | last;
    }
    to[0] = bytes[0] = from[0];
    to[size / 2] = bytes[1] = from[size / 2];
    to[size - 1] = bytes[2] = from[size - 1];
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Copies eight bytes. */
static inline uint64_t copy_word(char *to, const char *from) {
    uint64_t word = word_at(from);
    memcpy(to, &word, sizeof word);
    return marks_of(word);
}

/* memcpy that tells whether all is plain ASCII: whole words, of which some may overlap. Most strings are that, and so short
 * that a call, or a loop, would cost as much. */
static inline bool copy_plain(char *to, const char *from, size_t size) {
    if (size < 8)
        return !size || !(marks_of(copy_few(to, from, size)) & high_bits);
    uint64_t marks = copy_word(to, from) | copy_word(to + size - 8, from + size - 8);
    if (size > 16)
        marks |= copy_word(to + 8, from + 8) | copy_word(to + size - 16, from + size - 16);
    for (size_t at = 16; at + 16 < size; at += 8)
        marks |= copy_word(to + at, from + at);
    return !(marks & high_bits);
}

/* How much may stay of a string that was copied to where there is room for the pad behind it: what goes on like its last
 * character, so that nothing in it is looked at again because of what is behind. */
static inline size_t plain_part(char *copy, size_t size) {
    const char *pad = (unsigned char)copy[size - 1] < 0x80 ? "        " : "\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8";
    memcpy(copy + size, pad, KJ_JSON_PAD);
    return skip_plain(copy, size);
}

/* What stands for the sequence of `length` bytes between quotes; 0: itself. */
static size_t escape_of(const unsigned char *b, size_t length, char out[6]) {
    static const char digits[] = "0123456789abcdef";
    if (length == 1 && (b[0] == '"' || b[0] == '\\' || b[0] == '\n')) {
        out[0] = '\\';
        out[1] = (char)(b[0] == '\n' ? 'n' : b[0]);
        return 2;
    }
    bool line_end = length == 3 && b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9);
    if (!line_end && !(length == 1 && (b[0] < 0x20 || b[0] == 0x7F)))
        return 0;
    memcpy(out, line_end ? "\\u202" : "\\u00", line_end ? 5 : 4);
    out[4] = digits[line_end ? 2 : b[0] >> 4];
    out[5] = digits[line_end ? b[2] - 0xA0 : b[0] & 15];
    return 6;
}

/* Bytes that are copied before they are looked through: not all, or a string of escapes would be copied for each of them. */
enum { CHUNK = 64 };

/* The rest of a string, which begins with what must be looked at, and the quote. Paths and ids come from the caller: what is no
 * UTF-8 becomes U+FFFD, so that a record is JSON. Rare: in line, every string would pay for its registers. */
#if defined(__GNUC__)
__attribute__((noinline))
#endif
static void
escape_rest(kj_buffer *out, kaoju_string rest) {
    while (rest.size) {
        char escape[6] = "\xEF\xBF\xBD";
        size_t length = kj_utf8_sequence(rest.data, rest.size);
        size_t size = length ? escape_of((const unsigned char *)rest.data, length, escape) : 3;
        kj_buffer_add(out, size ? escape : rest.data, size ? size : length);
        length = length ? length : 1;
        rest = (kaoju_string){rest.data + length, rest.size - length};
        size_t most = rest.size < CHUNK ? rest.size : CHUNK;
        char *to = kj_buffer_room(out, most + KJ_JSON_PAD);
        if (!to)
            return;
        size_t plain = copy_plain(to, rest.data, most) ? most : plain_part(to, most);
        out->size += plain;
        rest = (kaoju_string){rest.data + plain, rest.size - plain};
    }
    kj_buffer_add(out, "\"", 1);
}

/* Behind its quote, a string that was copied and is not all plain ASCII. */
#if defined(__GNUC__)
__attribute__((noinline))
#endif
static void
add_marked(kj_json *json, char *to, kaoju_string value) {
    size_t plain = plain_part(to, value.size);
    to[plain] = '"';
    kj_json_end(json, to + plain + (plain == value.size));
    if (plain < value.size)
        escape_rest(json->out, (kaoju_string){value.data + plain, value.size - plain});
}

void kj_json_add_string(kj_json *json, char *to, kaoju_string value) {
    *to++ = '"';
    if (!copy_plain(to, value.data, value.size)) {
        add_marked(json, to, value);
        return;
    }
    to[value.size] = '"';
    kj_json_end(json, to + value.size + 1);
}

void kj_json_enter(kj_json *json) {
    if (json->depth + 1 < KJ_JSON_DEPTH)
        json->more[++json->depth] = false;
    else if (json->out)
        json->out->failed = true;
}

void kj_json_close(kj_json *json, char bracket) {
    json->most++;
    json->depth--;
    char *to = json->out ? kj_buffer_room(json->out, 1) : NULL;
    if (!to)
        return;
    *to = bracket;
    json->out->size++;
}

void kj_json_add_integer(kj_json *json, char *to, uint64_t value, bool negative) {
    if (negative)
        *to++ = '-';
    kj_json_end(json, to + kj_integer_write(value, to));
}

void kj_json_add_hundredths(kj_json *json, char *to, double value) {
    unsigned hundredths = (unsigned)(value * 100 + 0.5);
    to += kj_integer_write(hundredths / 100, to);
    *to++ = '.';
    *to++ = (char)('0' + hundredths / 10 % 10);
    *to++ = (char)('0' + hundredths % 10);
    kj_json_end(json, to);
}

char *kj_json_put_range(char *to, kaoju_range range) {
    *to++ = '[';
    to += kj_integer_write(range.start, to);
    *to++ = ',';
    to += kj_integer_write(range.end, to);
    *to++ = ']';
    return to;
}
