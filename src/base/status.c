/* Filling kaoju_error: text is copied into its fixed fields and cut on a character, so that an error owns nothing. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Copies at most room - 1 bytes and never half a character. */
static void copy(char *out, size_t room, const char *text, size_t size) {
    if (size > room - 1) {
        size = room - 1;
        while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(out, text, size);
    out[size] = '\0';
}

static void fill(kaoju_error *error, kaoju_status code, const kj_place *place, const char *format, va_list list) {
    char message[1024];
    /* Filled aside, because the arguments may point into *error: an inner message goes into an outer one. */
    kaoju_error filled = {.code = code};
    int size = vsnprintf(message, sizeof message, format, list);
    if (size > 0)
        copy(filled.message, sizeof filled.message, message, strlen(message));
    for (char *c = filled.message; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' '; /* the message is one line whatever a path or a cell holds */
    if (place && place->file)
        copy(filled.file, sizeof filled.file, place->file, strlen(place->file));
    if (place && place->source)
        copy(filled.source, sizeof filled.source, place->source, place->source_size);
    filled.line = place ? place->line : 0;
    filled.column = place ? place->column : 0;
    *error = filled;
}

kaoju_status kj_fail(kaoju_error *error, kaoju_status code, const char *format, ...) {
    if (error) {
        va_list list;
        va_start(list, format);
        fill(error, code, NULL, format, list);
        va_end(list);
    }
    return code;
}

kaoju_status kj_fail_at(kaoju_error *error, kaoju_status code, kj_place place, const char *format, ...) {
    if (error) {
        va_list list;
        va_start(list, format);
        fill(error, code, &place, format, list);
        va_end(list);
    }
    return code;
}

const char *kaoju_status_name(kaoju_status status) {
    static const char *const names[] = {"ok",           "out of memory", "input/output error", "wrong encoding",
                                        "syntax error", "limit passed",  "wrong argument"};
    return (size_t)status < sizeof names / sizeof *names ? names[status] : "unknown status";
}

const char *kaoju_version(void) {
    return KAOJU_VERSION;
}
