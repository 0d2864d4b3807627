/* JSON text (RFC 8259) into a buffer. Strings are UTF-8 and go through as they are, apart from quotes, backslashes,
 * controls and the two line separators that JavaScript takes for line ends. */
#include "output/json.h"

#include "text/utf8.h"

#include <string.h>

/* Eight bytes of which none is special: no control, quote, backslash or DEL, and nothing but ASCII. */
static bool is_plain(const char *bytes) {
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\', del = word ^ ones * 0x7F;
    /* A byte x < 0x80 is under n if the high bit comes up in x - n; a false alarm costs only the slow way. */
    return !((word | (word - ones * 0x20) | (quote - ones) | (slash - ones) | (del - ones)) & high);
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

/* Paths and ids come from the caller: what is no UTF-8 becomes U+FFFD, so that a record is JSON. */
static void add_string(kj_buffer *out, kaoju_string s) {
    size_t plain = 0, at = 0;
    kj_buffer_add(out, "\"", 1);
    while (at < s.size) {
        if (s.size - at >= sizeof(uint64_t) && is_plain(s.data + at)) {
            at += sizeof(uint64_t);
            continue;
        }
        char escape[6] = "\xEF\xBF\xBD";
        size_t length = kj_utf8_sequence(s.data + at, s.size - at);
        size_t size = length ? escape_of((const unsigned char *)s.data + at, length, escape) : 3;
        if (size) {
            kj_buffer_add(out, s.data + plain, at - plain);
            kj_buffer_add(out, escape, size);
            plain = at + (length ? length : 1);
        }
        at += length ? length : 1;
    }
    kj_buffer_add(out, s.data + plain, s.size - plain);
    kj_buffer_add(out, "\"", 1);
}

/* Keys are our own: nothing in them is special. */
static void start(kj_json *json, const char *key) {
    if (json->more[json->depth])
        kj_buffer_add(json->out, ",", 1);
    json->more[json->depth] = true;
    if (key) {
        kj_buffer_add(json->out, "\"", 1);
        kj_buffer_text(json->out, key);
        kj_buffer_add(json->out, "\":", 2);
    }
}

void kj_json_open(kj_json *json, const char *key, char bracket) {
    start(json, key);
    kj_buffer_add(json->out, &bracket, 1);
    if (json->depth + 1 < KJ_JSON_DEPTH)
        json->more[++json->depth] = false;
    else
        json->out->failed = true;
}

void kj_json_close(kj_json *json, char bracket) {
    kj_buffer_add(json->out, &bracket, 1);
    json->depth--;
}

void kj_json_string(kj_json *json, const char *key, kaoju_string value) {
    if (!value.data) {
        kj_json_null(json, key);
        return;
    }
    start(json, key);
    add_string(json->out, value);
}

void kj_json_text(kj_json *json, const char *key, const char *value) {
    kj_json_string(json, key, kj_string(value));
}

void kj_json_integer(kj_json *json, const char *key, uint64_t value) {
    start(json, key);
    kj_buffer_integer(json->out, value);
}

void kj_json_signed(kj_json *json, const char *key, int64_t value) {
    start(json, key);
    if (value < 0)
        kj_buffer_add(json->out, "-", 1);
    kj_buffer_integer(json->out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void kj_json_boolean(kj_json *json, const char *key, bool value) {
    start(json, key);
    kj_buffer_text(json->out, value ? "true" : "false");
}

void kj_json_null(kj_json *json, const char *key) {
    start(json, key);
    kj_buffer_text(json->out, "null");
}

void kj_json_hundredths(kj_json *json, const char *key, double value) {
    int hundredths = (int)(value * 100 + 0.5);
    start(json, key);
    kj_buffer_integer(json->out, (uint64_t)hundredths / 100);
    kj_buffer_add(json->out, ".0", hundredths % 100 < 10 ? 2 : 1);
    kj_buffer_integer(json->out, (uint64_t)hundredths % 100);
}

void kj_json_range(kj_json *json, const char *key, kaoju_range range) {
    kj_json_open(json, key, '[');
    kj_json_integer(json, NULL, range.start);
    kj_json_integer(json, NULL, range.end);
    kj_json_close(json, ']');
}
