/* The list of formats, and the writer: a document is formatted into a buffer and handed to the sink when nothing but the sink
 * can fail any more, so that what the sink received ends with a whole document after any call. Cost: the memory of one
 * document's output, or of a piece of it where a format can tell what is to come (jsonl.c). */
#include "output/writer.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef KJ_HAVE_SQLITE
const kj_format kj_format_sqlite = {
    .info = {"sqlite", "a database with tables of all records", KAOJU_BINARY, true, "SQLite"}};
#endif
#ifndef KJ_HAVE_XLSX
const kj_format kj_format_xlsx = {
    .info = {"xlsx", "facts, entities and documents as a workbook", KAOJU_BINARY, false, "libxlsxwriter"}};
#endif

/* Bytes of room for output that are kept from document to document. */
#define KEPT_MAX (4u << 20)

static const kj_format *const formats[] = {
    &kj_format_table,         &kj_format_jsonl,    &kj_format_json,   &kj_format_csv,   &kj_format_csv_excel,
    &kj_format_xlsx,          &kj_format_sqlite,   &kj_format_brat,   &kj_format_conll, &kj_format_labelstudio,
    &kj_format_webannotation, &kj_format_ntriples, &kj_format_jsonld, &kj_format_neo4j, &kj_format_html};
#define FORMATS (sizeof formats / sizeof *formats)

size_t kaoju_format_count(void) {
    return FORMATS;
}

const kaoju_format *kaoju_format_at(size_t index) {
    return index < FORMATS ? &formats[index]->info : NULL;
}

static const kj_format *find(const char *name) {
    for (size_t i = 0; i < FORMATS; i++)
        if (!strcmp(formats[i]->info.name, name))
            return formats[i];
    return NULL;
}

const kaoju_format *kaoju_format_find(const char *name) {
    const kj_format *format = name ? find(name) : NULL;
    return format ? &format->info : NULL;
}

static kaoju_status check(const kj_format *format, const kaoju_write_options *options, kaoju_error *error) {
    const char *name = format->info.name;
    if (format->info.missing)
        return kj_fail(error, KAOJU_E_ARGUMENT, "this kaoju was built without %s, which %s needs", format->info.missing,
                       name);
    if (format->info.shape == KAOJU_FOLDER && (!options || !options->file))
        return kj_fail(error, KAOJU_E_ARGUMENT, "%s is several files: kaoju_write_options.file is missing", name);
    return KAOJU_OK;
}

kaoju_status kaoju_writer_new(const char *format, const kaoju_write_options *options, kaoju_sink sink, void *context,
                              kaoju_writer **out, kaoju_error *error) {
    if (out)
        *out = NULL;
    if (!format || !sink || !out)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_writer_new: format, sink or writer is NULL");
    const kj_format *found = find(format);
    if (!found)
        return kj_fail(error, KAOJU_E_ARGUMENT, "unknown format %s", format);
    kaoju_status status = check(found, options, error);
    if (status)
        return status;
    kaoju_writer *writer = kj_new(1, sizeof *writer);
    if (!writer)
        return kj_fail_memory(error);
    *writer = (kaoju_writer){.format = found, .sink = sink, .context = context};
    writer->state = kj_new(1, found->state);
    if (options)
        writer->options = *options;
    size_t size = options && options->types ? strlen(options->types) + 1 : 0;
    if (size && (writer->types = malloc(size)))
        memcpy(writer->types, options->types, size);
    writer->options.types = writer->types;
    if (!writer->state || (options && options->types && !writer->types)) {
        free(writer->types);
        free(writer->state);
        free(writer);
        return kj_fail_memory(error);
    }
    *out = writer;
    return KAOJU_OK;
}

void kaoju_writer_free(kaoju_writer *writer) {
    if (!writer)
        return;
    if (writer->format->release)
        writer->format->release(writer);
    kj_buffer_free(&writer->out);
    free(writer->state);
    free(writer->types);
    free(writer);
}

bool kj_writer_wants(const kaoju_writer *writer, const char *type) {
    kaoju_string rest = kj_string(writer->types), piece;
    if (!rest.data)
        return true;
    while ((piece = kj_string_split(&rest, ',')).data)
        if (kj_string_is(piece, type))
            return true;
    return false;
}

bool kj_writer_shows(const kaoju_writer *writer, const kaoju_mention *mention) {
    return mention->text.data && kj_writer_wants(writer, mention->type);
}

/* ------------------------------------------------------------------ to the sink */

void kj_writer_put(kaoju_writer *writer, const char *file, kj_buffer *piece) {
    kaoju_error *problem = &writer->problem;
    if (problem->code)
        return;
    if (piece->failed)
        kj_fail_memory(problem);
    else if (file && !writer->options.file(writer->context, file))
        kj_fail(problem, KAOJU_E_IO, "%s could not be written", file);
    else if (piece->size && !writer->sink(writer->context, piece->data, piece->size))
        kj_fail(problem, KAOJU_E_IO, "the output could not be written");
    piece->size = 0;
}

bool kj_writer_temporary(kaoju_writer *writer, char path[4096]) {
    const char *folder = getenv("TMPDIR");
    if (!folder || !*folder)
        folder = "/tmp";
    int size = snprintf(path, 4096, "%s/kaoju.XXXXXX", folder);
    errno = ENAMETOOLONG;
    int fd = size < 4096 ? mkstemp(path) : -1;
    if (fd < 0) {
        kj_fail(&writer->problem, KAOJU_E_IO, "no temporary file in %s: %s", folder, strerror(errno));
        return false;
    }
    close(fd);
    return true;
}

void kj_writer_send(kaoju_writer *writer, const char *path) {
    char chunk[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : 1;
    while (got > 0 && !writer->problem.code) {
        got = read(fd, chunk, sizeof chunk);
        if (got > 0 && !writer->sink(writer->context, chunk, (size_t)got))
            kj_fail(&writer->problem, KAOJU_E_IO, "the output could not be written");
    }
    if (got < 0)
        kj_fail(&writer->problem, KAOJU_E_IO, "the temporary file could not be read: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
}

/* What the format made goes out. Memory that lacked for a document of a stream costs that document only. */
static kaoju_status deliver(kaoju_writer *writer, kj_buffer *out, kaoju_error *error) {
    bool lost = out->failed && writer->format->info.shape == KAOJU_STREAM;
    if (!lost)
        kj_writer_put(writer, NULL, out);
    out->size = 0;
    if (out->failed || out->room > KEPT_MAX)
        kj_buffer_free(out);
    if (writer->problem.code && error)
        *error = writer->problem;
    return lost ? kj_fail_memory(error) : writer->problem.code;
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    if (!writer->begun && writer->format->begin)
        writer->format->begin(writer, out);
}

kaoju_status kaoju_writer_document(kaoju_writer *writer, const kaoju_result *result, kaoju_error *error) {
    kj_buffer *out = &writer->out;
    if (!writer->problem.code)
        begin(writer, out);
    if (!writer->problem.code)
        writer->format->document(writer, result, out);
    kaoju_status status = deliver(writer, out, error);
    writer->begun |= !status;
    writer->documents += !status;
    return status;
}

kaoju_status kaoju_writer_end(kaoju_writer *writer, kaoju_error *error) {
    kj_buffer *out = &writer->out;
    if (!writer->problem.code)
        begin(writer, out);
    if (!writer->problem.code && writer->format->end)
        writer->format->end(writer, out);
    return deliver(writer, out, error);
}
