/* What a format is: functions that turn results into bytes. One file each (jsonl.c, table.c, csv.c ...); writer.c has the
 * list of them.
 *
 * A format of one stream appends to the buffer it is given, which the writer hands to the sink when the document is done.
 * A folder calls kj_writer_put with the name of the file, a binary file sends what it made from its `end`. */
#ifndef KJ_OUTPUT_WRITER_H
#define KJ_OUTPUT_WRITER_H

#include "base/string.h"

typedef struct kj_format {
    kaoju_format info;
    size_t state;                                        /* bytes of writer->state, zeroed; 0 = none */
    void (*begin)(kaoju_writer *writer, kj_buffer *out); /* before the first document, or the end; may be NULL */
    /* Appends one document to `out`. Buffer failures are seen by the caller; others go to writer->problem by kj_fail. */
    void (*document)(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out);
    void (*end)(kaoju_writer *writer, kj_buffer *out); /* may be NULL */
    void (*release)(kaoju_writer *writer);             /* what the state holds; may be NULL */
} kj_format;

extern const kj_format kj_format_jsonl, kj_format_json, kj_format_table, kj_format_csv, kj_format_csv_excel,
    kj_format_brat, kj_format_conll, kj_format_labelstudio, kj_format_webannotation, kj_format_ntriples,
    kj_format_jsonld, kj_format_neo4j, kj_format_html;
/* Formats that need a library which may be missing: writer.c stands in for those that were not built. */
extern const kj_format kj_format_xlsx, kj_format_sqlite;

struct kaoju_writer {
    const kj_format *format;
    kaoju_write_options options;
    char *types; /* copy of options.types */
    kaoju_sink sink;
    void *context;
    void *state;
    bool begun;
    size_t documents;    /* delivered so far */
    kj_buffer out;       /* of one document; its room is kept for the next */
    kaoju_error problem; /* code != KAOJU_OK: the output is lost, every later call fails with it */
};

/* Does the types filter let this mention type through? */
bool kj_writer_wants(const kaoju_writer *writer, const char *type);
/* The same of a mention. One that saved records only refer to (text.data NULL) is shown by no format. */
bool kj_writer_shows(const kaoju_writer *writer, const kaoju_mention *mention);

/* Hands the buffer to the sink, as a piece of `file` (NULL: the only one), and empties it. */
void kj_writer_put(kaoju_writer *writer, const char *file, kj_buffer *piece);
/* The same with all of a file on disk: what a library wrote that knows no sinks. */
void kj_writer_send(kaoju_writer *writer, const char *path);
/* The path of a new empty file in $TMPDIR or /tmp for such a library, and true; the caller unlinks it. */
bool kj_writer_temporary(kaoju_writer *writer, char path[4096]);

#endif
