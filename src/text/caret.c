/* An error as lines for a person: where, what, the source line, and a caret under the right character. */
#include "base/string.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Next character of text that nobody has checked: false if it may not go to a terminal as it is. */
static bool next_plain(const char *text, size_t size, size_t *at, uint32_t *cp) {
    size_t left = size - *at;
    if (!kj_utf8_check(text + *at, left < 4 ? left : 4)) {
        *at += 1;
        return false;
    }
    *cp = kj_utf8_next(text, size, at);
    return !kj_char_is_control(*cp);
}

/* A path or message, which may quote anything: controls and bytes that are no UTF-8 become question marks. */
static void add_plain(kj_buffer *out, const char *text) {
    for (size_t at = 0, size = strlen(text); at < size;) {
        size_t start = at;
        uint32_t cp;
        if (next_plain(text, size, &at, &cp))
            kj_buffer_add(out, text + start, at - start);
        else
            kj_buffer_text(out, "?");
    }
}

/* The source line with tabs and controls as single blanks, so that columns can be counted; then the caret line. */
static void add_source(kj_buffer *out, const kaoju_error *error) {
    size_t size = strlen(error->source), column = 1;
    kj_buffer mark = {0};
    for (size_t at = 0; at < size; column++) {
        size_t start = at;
        uint32_t cp = 0;
        bool plain = next_plain(error->source, size, &at, &cp);
        if (plain)
            kj_buffer_add(out, error->source + start, at - start);
        else
            kj_buffer_text(out, " ");
        int width = plain ? kj_char_width(cp) : 1;
        for (int i = 0; column < error->column && i < width; i++)
            kj_buffer_text(&mark, " ");
    }
    /* A caret beyond a cut line would point at nothing. */
    if (error->column && error->column <= column) {
        kj_buffer_text(out, "\n");
        kj_buffer_add(out, mark.data, mark.size);
        kj_buffer_text(out, "^");
    }
    out->failed |= mark.failed;
    kj_buffer_free(&mark);
}

size_t kaoju_error_format(const kaoju_error *error, char *out, size_t size) {
    kj_buffer text = {0};
    add_plain(&text, error->file);
    if (error->line)
        kj_buffer_format(&text, ":%" PRIu32, error->line);
    if (error->line && error->column)
        kj_buffer_format(&text, ":%" PRIu32, error->column);
    kj_buffer_text(&text, text.size ? ": error: " : "error: ");
    add_plain(&text, error->message);
    if (error->source[0]) {
        kj_buffer_text(&text, "\n");
        add_source(&text, error);
    }
    size_t needed = text.size;
    if (size) {
        size_t take = needed < size ? needed : size - 1;
        if (take)
            memcpy(out, text.data, take);
        out[take] = '\0';
    }
    kj_buffer_free(&text);
    return needed;
}
