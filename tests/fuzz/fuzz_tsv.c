/* The reader of dictionary files: cells are pieces of their line, errors have a place in the file. */
#include "fuzz.h"

#include "dict/tsv.h"
#include "text/utf8.h"

static void check_row(const kj_tsv *tsv, const char *text, size_t size) {
    REQUIRE(tsv->source.data >= text && tsv->source.data + tsv->source.size <= text + size);
    const char *at = tsv->source.data;
    for (uint32_t i = 0; i < tsv->column_count; i++) {
        REQUIRE(tsv->cells[i].data == at && !memchr(at, '\t', tsv->cells[i].size));
        kj_place place = kj_tsv_place(tsv, i, 0);
        REQUIRE(place.line == tsv->line && place.column >= 1);
        at += tsv->cells[i].size + 1;
    }
    REQUIRE(at == tsv->source.data + tsv->source.size + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static kj_tsv tsv;
    kaoju_error error = {0};
    const char *text = (const char *)data;
    kaoju_status status = kj_tsv_open(&tsv, "x.tsv", text, size, &error);
    if (!status)
        REQUIRE(tsv.column_count >= 1 && tsv.column_count <= KJ_COLUMN_MAX);
    for (bool more = true; !status && more;) {
        status = kj_tsv_next(&tsv, &more, &error);
        if (!status && more)
            check_row(&tsv, text, size);
    }
    if (status) {
        REQUIRE(status == KAOJU_E_SYNTAX || status == KAOJU_E_LIMIT);
        REQUIRE(error.line && error.column && error.message[0] && error.code == status);
        char out[2048];
        size_t length = kaoju_error_format(&error, out, sizeof out);
        REQUIRE(length >= sizeof out || kj_utf8_check(out, length) == length);
    }
    return 0;
}
