/* Filling kaoju_error. Every function here accepts a NULL error and returns `code`, so that callers write
 * `return kj_fail(error, KAOJU_E_IO, "cannot read %s", path);` */
#ifndef KJ_BASE_STATUS_H
#define KJ_BASE_STATUS_H

#include "kaoju.h"

#if defined(__GNUC__)
#define KJ_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define KJ_PRINTF(text, first)
#endif

/* A place in an input file. line and column are 1-based (column in code points); 0 = unknown.
 * source/source_size is the text of that line without its end; may be NULL. All borrowed. */
typedef struct kj_place {
    const char *file;
    uint32_t line, column;
    const char *source;
    size_t source_size;
} kj_place;

kaoju_status kj_fail(kaoju_error *error, kaoju_status code, const char *format, ...) KJ_PRINTF(3, 4);
kaoju_status kj_fail_at(kaoju_error *error, kaoju_status code, kj_place place, const char *format, ...) KJ_PRINTF(4, 5);
/* Inline, so that a caller's reader, and an analyzer of one file, sees that it is never KAOJU_OK. */
static inline kaoju_status kj_fail_memory(kaoju_error *error) {
    (void)kj_fail(error, KAOJU_E_MEMORY, "out of memory");
    return KAOJU_E_MEMORY;
}

#endif
