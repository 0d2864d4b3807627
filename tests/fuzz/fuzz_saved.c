/* Lines that a stranger calls saved records, or documents: read, or refused with a reason; what was read can be written
 * again. */
#include "fuzz.h"

#include "kaoju.h"

static bool drop(void *context, const char *bytes, size_t size) {
    (void)context;
    (void)bytes;
    (void)size;
    return true;
}

static void write_again(const kaoju_result *result) {
    static const char *const formats[] = {"jsonl", "csv", "table", "ntriples"};
    for (size_t i = 0; result && i < sizeof formats / sizeof *formats; i++) {
        kaoju_writer *writer = NULL;
        REQUIRE(kaoju_writer_new(formats[i], NULL, drop, NULL, &writer, NULL) == KAOJU_OK);
        REQUIRE(kaoju_writer_document(writer, result, NULL) == KAOJU_OK);
        REQUIRE(kaoju_writer_end(writer, NULL) == KAOJU_OK);
        kaoju_writer_free(writer);
    }
}

static void read_document(const char *line, size_t size) {
    kaoju_document document;
    void *storage = NULL;
    kaoju_error error = {0};
    kaoju_status status = kaoju_jsonl_read(line, size, &document, &storage, &error);
    REQUIRE(status == KAOJU_OK || (status == KAOJU_E_SYNTAX && !storage && error.message[0]));
    REQUIRE(status || document.bytes);
    kaoju_jsonl_free(storage);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    kaoju_saved *saved = NULL;
    REQUIRE(kaoju_saved_new(&saved, NULL) == KAOJU_OK);
    const char *line = (const char *)data, *end = line + size;
    while (line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((stop ? stop : end) - line);
        kaoju_error error = {0};
        kaoju_status status = kaoju_saved_line(saved, line, length, &error);
        REQUIRE(status == KAOJU_OK || status == KAOJU_E_SYNTAX);
        write_again(kaoju_saved_result(saved));
        read_document(line, length);
        line += length + 1;
    }
    kaoju_saved_end(saved);
    write_again(kaoju_saved_result(saved));
    kaoju_saved_free(saved);
    return 0;
}
