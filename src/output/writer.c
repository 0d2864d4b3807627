/* The writer: a document is formatted into a buffer and handed to the sink in one piece. */
#include "output/writer.h"

#include "base/memory.h"

#include <string.h>

static const kj_format *const formats[] = {&kj_format_jsonl, &kj_format_table};
#define FORMATS (sizeof formats / sizeof *formats)

const char *const *kaoju_formats(void) {
    static const char *const names[] = {"jsonl", "table", NULL};
    return names;
}

kaoju_status kaoju_writer_new(const char *format, const kaoju_write_options *options, kaoju_sink sink, void *context,
                              kaoju_writer **out, kaoju_error *error) {
    if (!format || !sink || !out)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_writer_new: format, sink or writer is NULL");
    *out = NULL;
    size_t index = 0;
    while (index < FORMATS && strcmp(formats[index]->name, format) != 0)
        index++;
    if (index == FORMATS)
        return kj_fail(error, KAOJU_E_ARGUMENT, "unknown format %s: there are jsonl and table", format);
    kaoju_writer *writer = kj_new(1, sizeof *writer);
    if (!writer)
        return kj_fail_memory(error);
    *writer = (kaoju_writer){.format = formats[index], .sink = sink, .context = context};
    if (options)
        writer->options = *options;
    if (options && options->types) {
        size_t size = strlen(options->types) + 1;
        writer->types = malloc(size);
        if (!writer->types) {
            free(writer);
            return kj_fail_memory(error);
        }
        memcpy(writer->types, options->types, size);
    }
    *out = writer;
    return KAOJU_OK;
}

void kaoju_writer_free(kaoju_writer *writer) {
    if (!writer)
        return;
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

static kaoju_status deliver(kaoju_writer *writer, kj_buffer *out, kaoju_error *error) {
    kaoju_status status = KAOJU_OK;
    if (out->failed)
        status = kj_fail_memory(error);
    else if (out->size && !writer->sink(writer->context, out->data, out->size))
        status = kj_fail(error, KAOJU_E_IO, "the output could not be written");
    kj_buffer_free(out);
    return status;
}

kaoju_status kaoju_writer_document(kaoju_writer *writer, const kaoju_result *result, kaoju_error *error) {
    kj_buffer out = {0};
    writer->format->document(writer, result, &out);
    return deliver(writer, &out, error);
}

kaoju_status kaoju_writer_end(kaoju_writer *writer, kaoju_error *error) {
    kj_buffer out = {0};
    if (writer->format->end)
        writer->format->end(writer, &out);
    return deliver(writer, &out, error);
}
