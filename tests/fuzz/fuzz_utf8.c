/* Strict UTF-8 against libutf8proc: the same first bad byte, the same code points, and back to the same bytes. */
#include "fuzz.h"

#include "text/utf8.h"

#include <utf8proc.h>

static size_t first_bad(const uint8_t *data, size_t size) {
    size_t at = 0;
    while (at < size) {
        utf8proc_int32_t cp;
        utf8proc_ssize_t length = utf8proc_iterate(data + at, (utf8proc_ssize_t)(size - at), &cp);
        if (length < 1)
            return at;
        at += (size_t)length;
    }
    return size;
}

static void properties(uint32_t cp) {
    int width = kj_char_width(cp);
    REQUIRE(width >= 0 && width <= 2);
    REQUIRE(!kj_char_is_control(cp) || !width);
    REQUIRE(!kj_char_is_han(cp) || !kj_char_is_space(cp));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    size_t good = kj_utf8_check(bytes, size), points = 0;
    REQUIRE(good == first_bad(data, size));
    for (size_t at = 0; at < good; points++) {
        size_t start = at;
        utf8proc_int32_t want;
        char back[4];
        utf8proc_ssize_t length = utf8proc_iterate(data + at, (utf8proc_ssize_t)(good - at), &want);
        uint32_t cp = kj_utf8_next(bytes, good, &at);
        REQUIRE(cp == (uint32_t)want && at - start == (size_t)length);
        REQUIRE(kj_utf8_put(cp, back) == at - start && !memcmp(back, bytes + start, at - start));
        properties(cp);
    }
    REQUIRE(points == kj_utf8_length(bytes, good));

    kj_buffer repaired = {0};
    kj_utf8_repair(&repaired, bytes, size);
    REQUIRE(!repaired.failed && kj_utf8_check(repaired.data, repaired.size) == repaired.size);
    REQUIRE(good < size || (repaired.size == size && (!size || !memcmp(repaired.data, data, size))));
    kj_buffer_free(&repaired);
    return 0;
}
