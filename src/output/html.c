/* Text -> HTML text. Cost: linear. */
#include "output/html.h"

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
