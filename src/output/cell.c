/* Text -> columns of a terminal: widths count double-width characters; what would move the cursor or reorder the line is
 * shown as an escape. */
#include "output/cell.h"

#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *kj_cell_color(const char *type) {
    static const struct {
        const char *type, *color;
    } colors[] = {{"PERSON", "\033[35m"}, {"COUNTRY", "\033[32m"},  {"DATE", "\033[36m"},   {"DATE_VAGUE", "\033[36m"},
                  {"SET", "\033[36m"},    {"DURATION", "\033[36m"}, {"FIGURE", "\033[33m"}, {"ORDINAL", "\033[34m"}};
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (!strcmp(colors[i].type, type))
            return colors[i].color;
    return "";
}

/* Printable form of one character in `piece`; its width. */
static size_t printable(uint32_t cp, char piece[16], size_t *size) {
    if (kj_char_is_control(cp)) {
        *size = (size_t)snprintf(piece, 16, "\\u{%" PRIX32 "}", cp);
        return *size;
    }
    *size = kj_utf8_put(cp, piece);
    int width = kj_char_width(cp);
    return width > 0 ? (size_t)width : 0;
}

size_t kj_cell_width(kaoju_string s) {
    size_t width = 0;
    for (size_t at = 0; at < s.size;) {
        char piece[16];
        size_t size;
        width += printable(kj_utf8_next(s.data, s.size, &at), piece, &size);
    }
    return width;
}

void kj_cell_add(kj_buffer *out, kaoju_string s, size_t width, bool last) {
    size_t used = 0, whole = kj_cell_width(s), room = whole > width ? width - 1 : width;
    for (size_t at = 0; at < s.size;) {
        char piece[16];
        size_t size, wide = printable(kj_utf8_next(s.data, s.size, &at), piece, &size);
        if (used + wide > room)
            break;
        kj_buffer_add(out, piece, size);
        used += wide;
    }
    if (whole > width) {
        kj_buffer_text(out, "…");
        used++;
    }
    for (; !last && used < width + KJ_CELL_GAP; used++)
        kj_buffer_text(out, " ");
}

void kj_cell_inert(kj_buffer *out, kaoju_string s) {
    kj_buffer repaired = {0};
    if (!s.data)
        return;
    kj_utf8_repair(&repaired, s.data, s.size);
    for (size_t at = 0; at < repaired.size;) {
        char piece[16];
        size_t size;
        printable(kj_utf8_next(repaired.data, repaired.size, &at), piece, &size);
        kj_buffer_add(out, piece, size);
    }
    out->failed |= repaired.failed;
    kj_buffer_free(&repaired);
}
