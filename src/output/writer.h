/* What a format is: functions that turn results into bytes. One file each (jsonl.c, table.c). */
#ifndef KJ_OUTPUT_WRITER_H
#define KJ_OUTPUT_WRITER_H

#include "base/string.h"

typedef struct kj_format {
    const char *name;
    /* Appends one document to `out`; buffer failures are seen by the caller. */
    void (*document)(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out);
    void (*end)(kaoju_writer *writer, kj_buffer *out); /* may be NULL */
} kj_format;

extern const kj_format kj_format_jsonl, kj_format_table;

struct kaoju_writer {
    const kj_format *format;
    kaoju_write_options options;
    char *types; /* copy of options.types */
    kaoju_sink sink;
    void *context;
};

/* Does the types filter let this mention type through? */
bool kj_writer_wants(const kaoju_writer *writer, const char *type);

#endif
