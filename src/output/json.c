/* JSON text (RFC 8259) into a buffer. Strings are UTF-8 and go through as they are, apart from quotes, backslashes,
 * controls and the two line separators that JavaScript takes for line ends. */
#include "output/json.h"

#include "text/utf8.h"

#include <string.h>

static inline bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/* Three bytes of which none needs an escape, if they are a sequence: all but U+0000 .. U+0FFF, U+2000 .. U+2FFF and the surrogates. */
static inline bool is_three(unsigned char first, unsigned char second, unsigned char third) {
    return first >= 0xE1 && first <= 0xEF && first != 0xE2 && first != 0xED && (second & 0xC0) == 0x80 &&
           (third & 0xC0) == 0x80;
}

/* Eight bytes of which none is special, and nothing but ASCII. */
static inline bool are_plain(const char *bytes) {
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\', del = word ^ ones * 0x7F;
    /* A byte x < 0x80 is under n if the high bit comes up in x - n; a false alarm costs only the slow way. */
    return !((word | (word - ones * 0x20) | (quote - ones) | (slash - ones) | (del - ones)) & high);
}

/* The first place from `at` on that must be looked at. */
static size_t skip_plain(const char *bytes, size_t size, size_t at) {
    for (const unsigned char *b = (const unsigned char *)bytes; at < size;) {
        if (size - at >= 3 && is_three(b[at], b[at + 1], b[at + 2]))
            at += 3;
        else if (is_plain(b[at]))
            at += size - at >= sizeof(uint64_t) && are_plain(bytes + at) ? sizeof(uint64_t) : 1;
        else
            break;
    }
    return at;
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

static inline char *put(char *to, const char *from, size_t size) {
    memcpy(to, from, size);
    return to + size;
}

/* The comma and the key, and room for `size` bytes of a value behind them; NULL: failed, or only counted. */
static inline char *start(kj_json *json, kaoju_string key, size_t size) {
    size_t most = size + key.size + 4;
    char *to = json->out ? kj_buffer_room(json->out, most) : NULL;
    json->most += most;
    if (!to)
        return NULL;
    if (json->more[json->depth])
        *to++ = ',';
    json->more[json->depth] = true;
    if (!key.data)
        return to;
    *to++ = '"';
    to = put(to, key.data, key.size);
    *to++ = '"';
    *to++ = ':';
    return to;
}

static inline void end(kj_json *json, const char *to) {
    json->out->size = (size_t)(to - json->out->data);
}

/* The rest of a string from the place `at` on, of which the bytes before are there. Paths and ids come from the caller: what is
 * no UTF-8 becomes U+FFFD, so that a record is JSON. */
static void escape_rest(kj_buffer *out, kaoju_string s, size_t at) {
    size_t plain = at;
    while (at < s.size) {
        char escape[6] = "\xEF\xBF\xBD";
        size_t length = kj_utf8_sequence(s.data + at, s.size - at);
        size_t size = length ? escape_of((const unsigned char *)s.data + at, length, escape) : 3;
        if (size) {
            kj_buffer_add(out, s.data + plain, at - plain);
            kj_buffer_add(out, escape, size);
            plain = at + (length ? length : 1);
        }
        at = skip_plain(s.data, s.size, at + (length ? length : 1));
    }
    kj_buffer_add(out, s.data + plain, s.size - plain);
    kj_buffer_add(out, "\"", 1);
}

void kj_json_put_string(kj_json *json, kaoju_string key, kaoju_string value) {
    if (!value.data) {
        kj_json_put_plain(json, key, kj_json_key("null"));
        return;
    }
    if (!json->out) {
        start(json, key, value.size * 6 + 2); /* \u001f for each byte */
        return;
    }
    size_t plain = skip_plain(value.data, value.size, 0);
    char *to = start(json, key, plain + 2);
    if (!to)
        return;
    *to++ = '"';
    to = put(to, value.data, plain);
    if (plain == value.size)
        *to++ = '"';
    end(json, to);
    if (plain < value.size)
        escape_rest(json->out, value, plain);
}

void kj_json_put_plain(kj_json *json, kaoju_string key, kaoju_string value) {
    char *to = start(json, key, value.size);
    if (to)
        end(json, put(to, value.data, value.size));
}

void kj_json_put_open(kj_json *json, kaoju_string key, char bracket) {
    char *to = start(json, key, 1);
    if (to) {
        *to++ = bracket;
        end(json, to);
    }
    if (json->depth + 1 < KJ_JSON_DEPTH)
        json->more[++json->depth] = false;
    else if (json->out)
        json->out->failed = true;
}

void kj_json_close(kj_json *json, char bracket) {
    json->most++;
    if (json->out)
        kj_buffer_add(json->out, &bracket, 1);
    json->depth--;
}

static inline char *put_integer(char *to, uint64_t value) {
    return to + kj_integer_write(value, to);
}

void kj_json_put_integer(kj_json *json, kaoju_string key, uint64_t value, bool negative) {
    char *to = start(json, key, KJ_INTEGER_TEXT + 1);
    if (!to)
        return;
    if (negative)
        *to++ = '-';
    end(json, put_integer(to, value));
}

void kj_json_put_hundredths(kj_json *json, kaoju_string key, double value) {
    unsigned hundredths = (unsigned)(value * 100 + 0.5);
    char *to = start(json, key, KJ_INTEGER_TEXT + 3);
    if (!to)
        return;
    to = put_integer(to, hundredths / 100);
    *to++ = '.';
    *to++ = (char)('0' + hundredths / 10 % 10);
    *to++ = (char)('0' + hundredths % 10);
    end(json, to);
}

void kj_json_put_range(kj_json *json, kaoju_string key, kaoju_range range) {
    char *to = start(json, key, 2 * KJ_INTEGER_TEXT + 3);
    if (!to)
        return;
    *to++ = '[';
    to = put_integer(to, range.start);
    *to++ = ',';
    to = put_integer(to, range.end);
    *to++ = ']';
    end(json, to);
}
