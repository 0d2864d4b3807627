/* Strict UTF-8 against libutf8proc and the boundaries of RFC 3629; character properties that layout rests on. */
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

static void boundaries(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t size, bad;
    } all[] = {{"", 0, 0},
               {"abc", 3, 3},
               {"\x7F", 1, 1},
               {"\x80", 1, 0},
               {"\xC1\xBF", 2, 0},
               {"\xC2\x80", 2, 2},
               {"\xDF\xBF", 2, 2},
               {"\xE0\x9F\xBF", 3, 0},
               {"\xE0\xA0\x80", 3, 3},
               {"\xED\x9F\xBF", 3, 3},
               {"\xED\xA0\x80", 3, 0},
               {"\xEE\x80\x80", 3, 3},
               {"\xF0\x8F\xBF\xBF", 4, 0},
               {"\xF0\x90\x80\x80", 4, 4},
               {"\xF4\x8F\xBF\xBF", 4, 4},
               {"\xF4\x90\x80\x80", 4, 0},
               {"\xF5\x80\x80\x80", 4, 0},
               {"港\xE6\xB8", 5, 3},
               {"12345678\xFF", 9, 8},
               {"a\0b", 3, 3}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_int_equal(kj_utf8_check(all[i].bytes, all[i].size), all[i].bad);
}

/* Random bytes, many of them lead bytes: the first bad byte is where utf8proc stops, and code points are the same. */
static void the_same_as_utf8proc(void **state) {
    (void)state;
    static const unsigned char interesting[] = {0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xE6, 0xB8,
                                                0xAF, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xFF};
    uint32_t seed = 1;
    for (int round = 0; round < 200000; round++) {
        unsigned char bytes[12];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = interesting[seed >> 28];
        }
        size_t at = 0, mine = 0;
        utf8proc_int32_t cp;
        while (at < sizeof bytes) {
            utf8proc_ssize_t size = utf8proc_iterate(bytes + at, (utf8proc_ssize_t)(sizeof bytes - at), &cp);
            if (size <= 0)
                break;
            assert_int_equal(kj_utf8_next((const char *)bytes, sizeof bytes, &mine), (uint32_t)cp);
            at += (size_t)size;
            assert_int_equal(mine, at);
        }
        assert_int_equal(kj_utf8_check((const char *)bytes, sizeof bytes), at);
    }
}

/* The fast path over eight bytes of ASCII: a bad byte at any distance from it is found where it is. */
static void long_ascii(void **state) {
    (void)state;
    char bytes[40];
    for (size_t size = 1; size <= sizeof bytes; size++)
        for (size_t bad = 0; bad < size; bad++) {
            memset(bytes, 'a', sizeof bytes);
            assert_int_equal(kj_utf8_check(bytes, size), size);
            bytes[bad] = '\x80';
            assert_int_equal(kj_utf8_check(bytes, size), bad);
        }
}

static void round_trip(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp += cp < 0x3000 ? 1 : 37) {
        char out[4];
        size_t at = 0;
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        size_t size = kj_utf8_put(cp, out);
        assert_int_equal(kj_utf8_next(out, size, &at), cp);
        assert_int_equal(at, size);
        assert_int_equal(kj_utf8_length(out, size), 1);
    }
}

static void repair(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"", ""},
                                           {"港口", "港口"},
                                           {"\xFF", "\uFFFD"},
                                           {"a\xE6\xB8", "a\uFFFD\uFFFD"},
                                           {"\x80港\xF0", "\uFFFD港\uFFFD"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kj_buffer out = {0};
        kj_utf8_repair(&out, cases[i][0], strlen(cases[i][0]));
        assert_int_equal(out.size, strlen(cases[i][1]));
        assert_memory_equal(out.size ? out.data : "", cases[i][1], out.size);
        kj_buffer_free(&out);
    }
}

static void properties(void **state) {
    (void)state;
    assert_int_equal(kj_char_width('a'), 1);
    assert_int_equal(kj_char_width(0x6E2F), 2); /* 港 */
    assert_int_equal(kj_char_width(0xFF0C), 2); /* ， */
    assert_int_equal(kj_char_width(0x0301), 0); /* combining */
    assert_int_equal(kj_char_width(0x1B), 0);
}

/* Each property holds from the first to the last character of these ranges, and not beside them. */
static void ranges_of_properties(void **state) {
    (void)state;
    typedef struct range {
        uint32_t low, high;
    } range;
    static const range han[] = {{0x3007, 0x3007}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
                                {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}, {0}};
    static const range space[] = {
        {'\t', '\t'},     {0x0B, 0x0C},     {' ', ' '},       {0xA0, 0xA0},     {0x2000, 0x200B},
        {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}, {0}};
    static const range control[] = {{0, 0x1F},        {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200B, 0x200F},
                                    {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0}};
    static const struct {
        bool (*is)(uint32_t cp);
        const range *ranges;
    } properties[] = {{kj_char_is_han, han}, {kj_char_is_space, space}, {kj_char_is_control, control}};
    for (size_t p = 0; p < sizeof properties / sizeof *properties; p++) {
        const range *r = properties[p].ranges;
        for (uint32_t cp = 0; cp < 0x110000; cp++) {
            while (r->high && cp > r->high)
                r++;
            if (properties[p].is(cp) != (r->high && cp >= r->low))
                fail_msg("property %zu of U+%04X", p, (unsigned)cp);
        }
    }
}

/* Half a character at the end, which only text that was not checked has: nothing behind the end is read. */
static void stops_at_the_end(void **state) {
    (void)state;
    static const char *const cut[] = {"\xC3", "\xE6", "\xE6\xB8", "\xF0", "\xF0\xA0", "\xF0\xA0\x80"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        size_t size = strlen(cut[i]), at = 0;
        char *bytes = malloc(size); /* a sanitizer sees what lies behind */
        assert_non_null(bytes);
        memcpy(bytes, cut[i], size);
        kj_utf8_next(bytes, size, &at);
        assert_int_equal(at, size);
        assert_int_equal(kj_utf8_sequence(bytes, size), 0);
        free(bytes);
    }
}

/* Every sequence of three bytes at both places. */
static void threes(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp < 0x10000; cp++) {
        char first[8] = "???\xE6\xB8\xAF", second[8] = "\xE6\xB8\xAF???";
        const char bytes[3] = {(char)(0xE0 | cp >> 12), (char)(0x80 | (cp >> 6 & 0x3F)), (char)(0x80 | (cp & 0x3F))};
        bool want = cp >= 0x3000 && (cp < 0xD000 || cp >= 0xE000);
        memcpy(first, bytes, 3);
        memcpy(second + 3, bytes, 3);
        assert_int_equal(kj_utf8_are_threes(first), want);
        assert_int_equal(kj_utf8_are_threes(second), want);
    }
    for (int byte = 0; byte < 256; byte++)
        for (size_t at = 0; at < 6; at++) {
            char text[9] = "\xE6\xB8\xAF\xE6\xB8\xAF  ";
            text[at] = (char)byte;
            assert_true(!kj_utf8_are_threes(text) || kj_utf8_check(text, 8) == 8);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(boundaries),
                                       cmocka_unit_test(the_same_as_utf8proc),
                                       cmocka_unit_test(long_ascii),
                                       cmocka_unit_test(round_trip),
                                       cmocka_unit_test(repair),
                                       cmocka_unit_test(properties),
                                       cmocka_unit_test(ranges_of_properties),
                                       cmocka_unit_test(stops_at_the_end),
                                       cmocka_unit_test(threes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
