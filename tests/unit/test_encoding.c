/* Encodings: the same characters whatever the bytes, their places in the bytes as given, and errors with offsets. */
#include "text/encoding.h"

#include "text/utf8.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char sample[] = "今年出口3.5亿元，增长12%。\n这是新港。";

/* `text` in another encoding by one call of iconv: what kj_decode does character by character. */
static size_t encode(const char *name, const char *text, char *out, size_t room) {
    iconv_t cd = iconv_open(name, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    char *in = (char *)(uintptr_t)text, *to = out;
    size_t left = strlen(text), space = room;
    assert_int_equal(iconv(cd, &in, &left, &to, &space), 0);
    iconv_close(cd);
    return room - space;
}

static void expect(const char *bytes, size_t size, const char *name, const char *encoding) {
    kj_decoded d;
    kaoju_error error;
    assert_int_equal(kj_decode(bytes, size, name, &d, &error), KAOJU_OK);
    assert_string_equal(d.encoding, encoding);
    assert_int_equal(d.size, strlen(sample));
    assert_memory_equal(d.utf8, sample, d.size);
    assert_int_equal(d.length, 22);
    if (d.source) {
        assert_int_equal(d.source[0], 0);
        assert_int_equal(d.source[d.length], size);
        for (size_t i = 0; i < d.length; i++)
            assert_true(d.source[i] < d.source[i + 1]);
    }
    kj_decoded_free(&d);
}

static void every_encoding_is_read_and_found_out(void **state) {
    (void)state;
    static const struct {
        const char *iconv, *name, *ours;
    } all[] = {{"GB18030", "gb18030", "gb18030"},
               {"GB18030", "GBK", "gb18030"},
               {"UTF-16LE", "utf-16le", "utf-16le"},
               {"UTF-16BE", "UTF_16BE", "utf-16be"}};
    char bytes[256];
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t size = encode(all[i].iconv, sample, bytes, sizeof bytes);
        expect(bytes, size, all[i].name, all[i].ours);
        expect(bytes, size, "auto", all[i].ours);
        expect(bytes, size, NULL, all[i].ours);
    }
    expect(sample, strlen(sample), "UTF8", "utf-8");
    expect(sample, strlen(sample), NULL, "utf-8");
}

static void places_are_those_of_the_bytes(void **state) {
    (void)state;
    kj_decoded d;
    char bytes[64];
    size_t size = encode("GB18030", "a港\xF0\xA0\x80\x80z", bytes, sizeof bytes); /* 1, 2, 4 and 1 bytes */
    assert_int_equal(kj_decode(bytes, size, "gb18030", &d, NULL), KAOJU_OK);
    assert_int_equal(d.length, 4);
    static const uint32_t want[] = {0, 1, 3, 7, 8};
    assert_memory_equal(d.source, want, sizeof want);
    kj_decoded_free(&d);
    size = encode("UTF-16BE", "a\xF0\xA0\x80\x80z", bytes, sizeof bytes);
    assert_int_equal(kj_decode(bytes, size, "utf-16be", &d, NULL), KAOJU_OK);
    static const uint32_t want16[] = {0, 2, 6, 8};
    assert_memory_equal(d.source, want16, sizeof want16);
    kj_decoded_free(&d);
}

static void big5_is_told_from_gb18030(void **state) {
    (void)state;
    kj_decoded d;
    char bytes[256];
    size_t size = encode("BIG5", "這是我國的港口，有三個碼頭，不大。", bytes, sizeof bytes);
    assert_int_equal(kj_decode(bytes, size, NULL, &d, NULL), KAOJU_OK);
    assert_string_equal(d.encoding, "big5");
    kj_decoded_free(&d);
}

static void marks_count_as_a_character(void **state) {
    (void)state;
    kj_decoded d;
    assert_int_equal(kj_decode("\xFF\xFE-N", 4, NULL, &d, NULL), KAOJU_OK);
    assert_string_equal(d.encoding, "utf-16le");
    assert_memory_equal(d.utf8, "\xEF\xBB\xBF中", 6);
    kj_decoded_free(&d);
    assert_int_equal(kj_decode("\xEF\xBB\xBF中", 6, NULL, &d, NULL), KAOJU_OK);
    assert_int_equal(d.length, 2);
    kj_decoded_free(&d);
    static const char *const names[] = {NULL, "utf-16", "UTF16"};
    for (size_t i = 0; i < 3; i++) { /* the mark says which one it is, whatever it is called */
        assert_int_equal(kj_decode("\xFE\xFFN-", 4, names[i], &d, NULL), KAOJU_OK);
        assert_string_equal(d.encoding, "utf-16be");
        assert_memory_equal(d.utf8, "\xEF\xBB\xBF中", 6);
        kj_decoded_free(&d);
    }
    assert_int_equal(kj_decode("-N", 2, "utf16", &d, NULL), KAOJU_OK); /* no mark: little endian */
    assert_memory_equal(d.utf8, "中", 3);
    kj_decoded_free(&d);
}

static void expect_decoded(const char *bytes, size_t size, const char *encoding, const char *want) {
    kj_decoded d;
    assert_int_equal(kj_decode(bytes, size, NULL, &d, NULL), KAOJU_OK);
    assert_string_equal(d.encoding, encoding);
    assert_int_equal(d.size, strlen(want));
    assert_memory_equal(d.utf8, want, d.size);
    kj_decoded_free(&d);
}

/* Without a mark: U+4E00 and U+3000 have a zero byte where ASCII has none. */
static void utf16_without_a_mark(void **state) {
    (void)state;
    static const char *const texts[] = {"　　一座新港。\n一天一船。", "ship\n", "一座港，3艘船“到”了——", "a\n港口"};
    char bytes[256];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t size = encode("UTF-16LE", texts[i], bytes, sizeof bytes);
        expect_decoded(bytes, size, "utf-16le", texts[i]);
        size = encode("UTF-16BE", texts[i], bytes, sizeof bytes);
        expect_decoded(bytes, size, "utf-16be", texts[i]);
    }
}

/* One code of Big5-HKSCS is two characters; both stand at its first byte. */
static void a_code_of_two_characters(void **state) {
    (void)state;
    kj_decoded d;
    assert_int_equal(kj_decode("\x88\x62\xA4\xA4\x88\x66", 6, "big5", &d, NULL), KAOJU_OK);
    static const uint32_t want[] = {0, 0, 2, 4, 6};
    assert_int_equal(d.length, 4);
    assert_memory_equal(d.source, want, sizeof want);
    assert_memory_equal(d.utf8, "\xC3\x8A\xCC\x84中\xC3\x8A", d.size);
    kj_decoded_free(&d);
}

/* Random texts, against one call of iconv: each character is what lies between its place and the next; a text that ends
 * inside a character fails at the first byte of that character. */
static void the_same_as_iconv(void **state) {
    (void)state;
    static const char *const names[] = {"GB18030", "BIG5", "UTF-16LE", "UTF-16BE"};
    static const char *const pool[] = {"a", "中", "\n", "人", "9", "，", "大", "\xF0\xA0\x80\x80", "\xC3\xA9"};
    uint32_t seed = 11;
    for (int round = 0; round < 400; round++) {
        char text[128] = "", bytes[256], back[16];
        size_t which = (size_t)round % 4, length = 0;
        for (; length < 12; length++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, pool[(seed >> 16) % (which == 1 ? 7 : 9)]); /* Big5 has not the last two */
        }
        size_t size = encode(names[which], text, bytes, sizeof bytes);
        kj_decoded d;
        assert_int_equal(kj_decode(bytes, size, names[which], &d, NULL), KAOJU_OK);
        assert_int_equal(d.length, length);
        assert_memory_equal(d.utf8, text, d.size);
        for (size_t i = 0, at = 0; i < length; i++) {
            size_t start = at, width = d.source[i + 1] - d.source[i];
            char one[8] = "";
            kj_utf8_next(text, d.size, &at);
            memcpy(one, text + start, at - start);
            assert_int_equal(encode(names[which], one, back, sizeof back), width);
            assert_memory_equal(back, bytes + d.source[i], width);
            for (size_t cut = d.source[i] + 1; cut < d.source[i + 1]; cut++) {
                kj_decoded part;
                kaoju_error error = {0};
                assert_int_equal(kj_decode(bytes, cut, names[which], &part, &error), KAOJU_E_ENCODING);
                assert_int_equal(error.offset, d.source[i]);
            }
        }
        kj_decoded_free(&d);
    }
}

static void expect_error(const char *bytes, size_t size, const char *name, kaoju_status status, uint64_t offset) {
    kj_decoded d;
    kaoju_error error = {0};
    assert_int_equal(kj_decode(bytes, size, name, &d, &error), status);
    assert_int_equal(error.offset, offset);
    assert_null(d.source);
    assert_null(d.converted.data);
}

static void errors_say_where(void **state) {
    (void)state;
    char bytes[64];
    expect_error("港口今年\xE6\xB8", 14, NULL, KAOJU_E_ENCODING, 12);
    expect_error("港\xFF", 4, "utf-8", KAOJU_E_ENCODING, 3);
    size_t size = encode("GB18030", "港口", bytes, sizeof bytes);
    expect_error(bytes, size - 1, "gb18030", KAOJU_E_ENCODING, 2);
    size = encode("UTF-16LE", "港口", bytes, sizeof bytes);
    expect_error(bytes, size - 1, "utf-16le", KAOJU_E_ENCODING, 2);
    expect_error("\0\xD8-N", 4, "utf-16le", KAOJU_E_ENCODING, 0); /* a high surrogate by itself */
    expect_error("今年\0x", 8, NULL, KAOJU_E_ENCODING, 6);
    expect_error("\xFF\xFE\0\0-N\0\0", 8, NULL, KAOJU_E_ENCODING, 2); /* UTF-32 is none of ours */
    expect_error("-N\0Na", 5, NULL, KAOJU_E_ENCODING, 2);             /* half a unit more than UTF-16 */
    expect_error("\0\0\0\0", 4, NULL, KAOJU_E_ENCODING, 0);           /* the same in both orders */
    expect_error("\x81\x30", 2, "gb18030", KAOJU_E_ENCODING, 0);      /* two of four bytes */
    expect_error("a\xC4", 2, "gb18030", KAOJU_E_ENCODING, 1);
    expect_error("a\xFF\xFF", 3, "gb18030", KAOJU_E_ENCODING, 1);
    expect_error("a\xA4", 2, "big5", KAOJU_E_ENCODING, 1);
    expect_error("abc\0def", 7, NULL, KAOJU_E_ENCODING, 3);
    expect_error("a\0b\0c\0\1\2\3\4", 10, NULL, KAOJU_E_ENCODING, 1);
    expect_error("\xFF\xFE\0\0-N\0\0", 8, NULL, KAOJU_E_ENCODING, 2); /* UTF-32 */
    expect_error("x", 1, "latin-1", KAOJU_E_ARGUMENT, 0);
}

static void nothing_is_valid(void **state) {
    (void)state;
    kj_decoded d;
    static const char *const names[] = {NULL, "utf-8", "gb18030", "utf-16"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(kj_decode("", 0, names[i], &d, NULL), KAOJU_OK);
        assert_int_equal(d.size, 0);
        assert_non_null(d.utf8);
        kj_decoded_free(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_is_read_and_found_out),
        cmocka_unit_test(places_are_those_of_the_bytes),
        cmocka_unit_test(big5_is_told_from_gb18030),
        cmocka_unit_test(marks_count_as_a_character),
        cmocka_unit_test(utf16_without_a_mark),
        cmocka_unit_test(a_code_of_two_characters),
        cmocka_unit_test(the_same_as_iconv),
        cmocka_unit_test(errors_say_where),
        cmocka_unit_test(nothing_is_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
