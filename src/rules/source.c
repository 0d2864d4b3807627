/* Line and column in, an error with its source line out. Cost: O(file), paid only when there is a problem. */
#include "rules/source.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the line end at `at`; 0 if there is none. */
static size_t line_end(const kj_source *source, size_t at) {
    const unsigned char *s = (const unsigned char *)source->text + at;
    size_t left = source->size - at;
    if (s[0] == '\r' && left > 1 && s[1] == '\n')
        return 2;
    if (s[0] == '\r' || s[0] == '\n')
        return 1;
    if (left > 1 && s[0] == 0xC2 && s[1] == 0x85)
        return 2;
    return left > 2 && s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9) ? 3 : 0;
}

size_t kj_source_line(const kj_source *source, uint32_t line) {
    size_t at = 0;
    for (uint32_t current = 1; current < line && at < source->size;) {
        size_t end = line_end(source, at);
        current += end > 0;
        at += end ? end : 1;
    }
    return at;
}

void kj_source_locate(const kj_source *source, size_t offset, uint32_t *line, uint32_t *column) {
    *line = *column = 1;
    for (size_t at = 0; at < offset && at < source->size;) {
        size_t end = line_end(source, at);
        bool starts = ((unsigned char)source->text[at] & 0xC0) != 0x80;
        *line += end > 0;
        *column = end ? 1 : *column + starts;
        at += end ? end : 1;
    }
}

static kj_place place(const kj_source *source, uint32_t line, uint32_t column) {
    kj_place place = {source->path, line, column, NULL, 0};
    if (!line)
        return place;
    size_t start = kj_source_line(source, line), end = start;
    while (end < source->size && !line_end(source, end))
        end++;
    place.source = source->text + start;
    place.source_size = end - start;
    return place;
}

static void tell(kj_problems *problems, const char *severity, kaoju_error *error) {
    if (!strcmp(severity, "error") && problems->count++ == 0 && problems->error)
        *problems->error = *error;
    if (problems->report)
        problems->report(problems->context, severity, error);
}

void kj_problem(kj_problems *problems, const kj_source *source, uint32_t line, uint32_t column, const char *format,
                ...) {
    char message[sizeof((kaoju_error *)0)->message + 64];
    kaoju_error error;
    if (problems->count > KJ_PROBLEMS_MAX)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (problems->count == KJ_PROBLEMS_MAX)
        snprintf(message, sizeof message, "there are more problems: these were the first %d", KJ_PROBLEMS_MAX);
    kj_fail_at(&error, KAOJU_E_SYNTAX, place(source, line, column), "%s", message);
    tell(problems, "error", &error);
}

void kj_warning(kj_problems *problems, const kj_source *source, uint32_t line, uint32_t column, const char *format,
                ...) {
    char message[sizeof((kaoju_error *)0)->message + 64];
    kaoju_error error;
    if (!problems->report || problems->warnings++ >= KJ_PROBLEMS_MAX)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    kj_fail_at(&error, KAOJU_E_SYNTAX, place(source, line, column), "%s", message);
    tell(problems, "warning", &error);
}
