/* Text -> HTML text, and the frame of a page. Cost: linear. */
#include "output/html.h"

#include "base/sha256.h"
#include "text/utf8.h"

#include <inttypes.h>

static void put(kj_buffer *out, const char *bytes, size_t size, uint32_t c) {
    switch (c) {
    case '&':
        kj_buffer_text(out, "&amp;");
        break;
    case '<':
        kj_buffer_text(out, "&lt;");
        break;
    case '>':
        kj_buffer_text(out, "&gt;");
        break;
    case '"':
        kj_buffer_text(out, "&quot;");
        break;
    case '\'':
        kj_buffer_text(out, "&#39;");
        break;
    default:
        if (kj_char_is_control(c) && c != '\n')
            kj_buffer_format(out, "\\u{%" PRIX32 "}", c);
        else
            kj_buffer_add(out, bytes, size);
    }
}

void kj_html_text(kj_buffer *out, kaoju_string s) {
    kj_buffer checked = {0};
    if (!s.data)
        return;
    kj_utf8_repair(&checked, s.data, s.size);
    out->failed |= checked.failed;
    for (size_t at = 0; !checked.failed && at < checked.size;) {
        size_t start = at;
        uint32_t c = kj_utf8_next(checked.data, checked.size, &at);
        put(out, checked.data + start, at - start, c);
    }
    kj_buffer_free(&checked);
}

/* A raw CR would become a line end when the page is read. */
static void put_escape(kj_buffer *out, uint32_t c, bool shown) {
    kj_buffer_format(out, "<i class=\"c\" data-u=\"%" PRIX32 "\">", c);
    if (shown)
        kj_buffer_format(out, "\\u{%" PRIX32 "}", c);
    kj_buffer_text(out, "</i>");
}

void kj_html_source(kj_buffer *out, kaoju_string s) {
    kj_buffer checked = {0};
    if (!s.data)
        return;
    kj_utf8_repair(&checked, s.data, s.size);
    out->failed |= checked.failed;
    for (size_t at = 0; !checked.failed && at < checked.size;) {
        size_t start = at;
        uint32_t c = kj_utf8_next(checked.data, checked.size, &at);
        if (kj_char_is_control(c) && c != '\n' && c != '\t')
            put_escape(out, c, c != '\r' || at == checked.size || checked.data[at] != '\n');
        else if (c == '\t')
            kj_buffer_text(out, "\t");
        else
            put(out, checked.data + start, at - start, c);
    }
    kj_buffer_free(&checked);
}

/* ------------------------------------------------------------------ the frame */

/* 'sha256-…' as a policy names a style or script: base64 of the digest. */
static void add_digest(kj_buffer *out, kaoju_string bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    kj_sha256 hash;
    char hex[65];
    uint32_t bits = 0, have = 0;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, bytes.data, bytes.size);
    kj_sha256_hex(&hash, hex, 64);
    kj_buffer_text(out, " 'sha256-");
    for (size_t i = 0; i < 64; i++) {
        bits = bits << 4 | (uint32_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        for (have += 4; have >= 6; have -= 6)
            kj_buffer_add(out, &digits[bits >> (have - 6) & 63], 1);
    }
    kj_buffer_add(out, &digits[bits << (6 - have) & 63], 1); /* 256 bits are 42 digits and 4 bits */
    kj_buffer_text(out, "='");
}

static void add_style(kj_buffer *out, kaoju_string style) {
    kj_buffer_text(out, "<style>");
    kj_buffer_add(out, style.data, style.size);
    kj_buffer_text(out, "</style>\n");
}

void kj_html_begin(kj_buffer *out, const char *title, kaoju_string style, kaoju_string script) {
    kj_buffer_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src");
    add_digest(out, kj_page_base_css);
    add_digest(out, style);
    if (script.data) {
        kj_buffer_text(out, "; script-src");
        add_digest(out, script);
    }
    kj_buffer_format(out,
                     "; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<title>%s</title>\n",
                     title);
    add_style(out, kj_page_base_css);
    add_style(out, style);
    kj_buffer_text(out, "</head>\n<body>\n");
}

void kj_html_end(kj_buffer *out, kaoju_string script) {
    if (script.data) {
        kj_buffer_text(out, "<script>");
        kj_buffer_add(out, script.data, script.size);
        kj_buffer_text(out, "</script>\n");
    }
    kj_buffer_text(out, "</body>\n</html>\n");
}
