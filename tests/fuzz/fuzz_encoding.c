/* Any bytes in any encoding: UTF-8 comes out, or an error with an offset in the input. */
#include "fuzz.h"

#include "text/encoding.h"
#include "text/utf8.h"

#include <iconv.h>

/* The C library loads its tables at each iconv_open, unless they are in use: one of each stays open. */
static void keep_tables(void) {
    static const char *const names[] = {"GB18030", "BIG5-HKSCS", "UTF-16LE", "UTF-16BE"};
    static iconv_t open[sizeof names / sizeof *names];
    for (size_t i = 0; i < sizeof names / sizeof *names && !open[i]; i++)
        open[i] = iconv_open("UTF-8", names[i]);
}

static void decode(const char *name, const char *bytes, size_t size) {
    kj_decoded d;
    kaoju_error error = {0};
    kaoju_status status = kj_decode(bytes, size, name, &d, &error);
    REQUIRE(status == KAOJU_OK || status == KAOJU_E_ENCODING);
    if (status) {
        REQUIRE(error.offset < size && !d.source && !d.converted.data);
        return;
    }
    REQUIRE(kj_utf8_check(d.utf8, d.size) == d.size && kj_utf8_length(d.utf8, d.size) == d.length);
    if (d.source) {
        for (size_t i = 0; i < d.length; i++)
            REQUIRE(d.source[i] <= d.source[i + 1]);
        REQUIRE(d.source[d.length] == size);
    }
    kj_decoded_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {NULL, "utf-8", "gb18030", "big5", "utf-16", "utf-16le", "utf-16be", NULL};
    if (!size)
        return 0;
    keep_tables();
    decode(names[data[0] % 8], (const char *)data + 1, size - 1);
    return 0;
}
