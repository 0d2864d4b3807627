/* JSON text (RFC 8259) into a buffer. Strings are UTF-8 and go through as they are, apart from quotes, backslashes,
 * controls and the two line separators that JavaScript takes for line ends. */
#include "output/json.h"

#include "text/utf8.h"

#include <inttypes.h>

/* Checked UTF-8 between the quotes. */
static void add_text(kj_buffer *out, kaoju_string s) {
    size_t plain = 0;
    for (size_t at = 0; at < s.size;) {
        size_t start = at;
        uint32_t cp = kj_utf8_next(s.data, s.size, &at);
        bool escape = cp < 0x20 || cp == '"' || cp == '\\' || cp == 0x7F || cp == 0x2028 || cp == 0x2029;
        if (!escape)
            continue;
        kj_buffer_add(out, s.data + plain, start - plain);
        plain = at;
        if (cp == '"' || cp == '\\')
            kj_buffer_format(out, "\\%c", (int)cp);
        else if (cp == '\n')
            kj_buffer_text(out, "\\n");
        else
            kj_buffer_format(out, "\\u%04" PRIx32, cp);
    }
    kj_buffer_add(out, s.data + plain, s.size - plain);
}

/* Paths and ids come from the caller: they are made UTF-8, so that a record is JSON. */
static void add_string(kj_buffer *out, kaoju_string s) {
    kj_buffer repaired = {0};
    if (kj_utf8_check(s.data, s.size) < s.size) {
        kj_utf8_repair(&repaired, s.data, s.size);
        s = (kaoju_string){repaired.data, repaired.size};
    }
    kj_buffer_text(out, "\"");
    add_text(out, s);
    kj_buffer_text(out, "\"");
    out->failed |= repaired.failed;
    kj_buffer_free(&repaired);
}

static void start(kj_json *json, const char *key) {
    if (json->more[json->depth])
        kj_buffer_text(json->out, ",");
    json->more[json->depth] = true;
    if (key) {
        add_string(json->out, kj_string(key));
        kj_buffer_text(json->out, ":");
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
    kj_buffer_format(json->out, "%" PRIu64, value);
}

void kj_json_signed(kj_json *json, const char *key, int64_t value) {
    start(json, key);
    kj_buffer_format(json->out, "%" PRId64, value);
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
    kj_buffer_format(json->out, "%d.%02d", hundredths / 100, hundredths % 100);
}

void kj_json_range(kj_json *json, const char *key, kaoju_range range) {
    kj_json_open(json, key, '[');
    kj_json_integer(json, NULL, range.start);
    kj_json_integer(json, NULL, range.end);
    kj_json_close(json, ']');
}
