/* Rule files as text, and the problems found in them. */
#ifndef KJ_RULES_SOURCE_H
#define KJ_RULES_SOURCE_H

#include "base/status.h"

typedef struct kj_source {
    const char *path; /* borrowed */
    const char *text; /* borrowed; without a byte order mark */
    size_t size;
} kj_source;

/* Where problems go: all to `report`, the first also to `error`. */
typedef struct kj_problems {
    kaoju_report report; /* may be NULL */
    void *context;
    kaoju_error *error; /* may be NULL */
    size_t count;       /* errors so far; after KJ_PROBLEMS_MAX one more says that there are more */
    size_t warnings;    /* likewise; those over KJ_PROBLEMS_MAX are not told */
    bool memory;        /* an allocation failed: everything stops */
} kj_problems;

/* Byte offset at which a line (1-based) starts; source->size if there are fewer. Lines end where YAML says so: LF, CR,
 * CRLF, U+0085, U+2028, U+2029. */
size_t kj_source_line(const kj_source *source, uint32_t line);
/* The line and column of a byte offset. */
void kj_source_locate(const kj_source *source, size_t offset, uint32_t *line, uint32_t *column);

void kj_problem(kj_problems *problems, const kj_source *source, uint32_t line, uint32_t column, const char *format, ...)
    KJ_PRINTF(5, 6);
void kj_warning(kj_problems *problems, const kj_source *source, uint32_t line, uint32_t column, const char *format, ...)
    KJ_PRINTF(5, 6);

#endif
