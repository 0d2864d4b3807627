/* Records both ways: what is written is read; what is not whole is refused. */
#include "rules/archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct thing {
    uint32_t number;
    int32_t below;
    int64_t wide;
    double real;
    bool flag;
    const char *text;
    kaoju_string string;
    const char **words;
    uint32_t word_count;
} thing;

static void describe(kj_archive *a, thing *t) {
    kj_archive_number(a, &t->number);
    kj_archive_signed(a, &t->below);
    kj_archive_wide(a, &t->wide);
    kj_archive_real(a, &t->real);
    kj_archive_flag(a, &t->flag);
    kj_archive_text(a, &t->text);
    kj_archive_string(a, &t->string);
    const char **words = kj_archive_items(a, t->words, &t->word_count, sizeof *words);
    for (uint32_t i = 0; i < t->word_count; i++)
        kj_archive_text(a, &words[i]);
    t->words = words;
}

static kj_buffer written(void) {
    const char *words[] = {"", "一", "ab", "abc", "abcd", NULL};
    thing t = {7, -7, INT64_MIN, 0.1, true, "国", {"中国", 6}, words, 6};
    kj_archive a = {.writing = true};
    describe(&a, &t);
    assert_false(a.out.failed);
    return a.out;
}

/* Reads `size` bytes into memory of their own, so that a sanitizer sees what lies behind. */
static bool reads(const char *bytes, size_t size, thing *t, kj_arena *arena) {
    unsigned char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    kj_archive a = {.at = copy, .end = copy + size, .arena = arena};
    describe(&a, t);
    bool whole = !a.failed && a.at == a.end;
    assert_false(a.memory);
    free(copy);
    return whole;
}

static void reads_what_was_written(void **state) {
    (void)state;
    kj_buffer bytes = written();
    kj_arena arena = {0};
    thing t = {0};
    assert_true(reads(bytes.data, bytes.size, &t, &arena));
    assert_true(t.number == 7 && t.below == -7 && t.wide == INT64_MIN && t.flag);
    assert_memory_equal(&t.real, &(double){0.1}, sizeof t.real);
    assert_string_equal(t.text, "国");
    assert_true(kj_string_is(t.string, "中国"));
    assert_int_equal(t.word_count, 6);
    assert_string_equal(t.words[0], "");
    assert_string_equal(t.words[4], "abcd");
    assert_null(t.words[5]);
    kj_arena_free(&arena);
    kj_buffer_free(&bytes);
}

static void refuses_what_is_not_whole(void **state) {
    (void)state;
    kj_buffer bytes = written();
    kj_arena arena = {0};
    for (size_t size = 0; size < bytes.size; size++) {
        thing t = {0};
        assert_false(reads(bytes.data, size, &t, &arena));
    }
    for (size_t at = 0; at < bytes.size; at++)
        for (int change = 1; change < 256; change += 51) { /* no harm, whatever is read */
            thing t = {0};
            bytes.data[at] = (char)(bytes.data[at] + change);
            reads(bytes.data, bytes.size, &t, &arena);
            bytes.data[at] = (char)(bytes.data[at] - change);
        }
    kj_arena_free(&arena);
    kj_buffer_free(&bytes);
}

static void refuses_texts_that_are_none(void **state) {
    (void)state;
    static const struct {
        uint32_t size;
        char bytes[4];
        bool good;
    } texts[] = {{3, "abc", true},        {3, "a\0c", false}, {2, "\xE4\xB8", false},         {5, "abcd", false},
                 {0xFFFFFFFE, "", false}, {1, "\xFF", false}, {4, {'a', 'b', 'c', 'd'}, true}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        unsigned char bytes[8];
        kj_arena arena = {0};
        const char *text = "old";
        memcpy(bytes, &texts[i].size, 4);
        memcpy(bytes + 4, texts[i].bytes, 4);
        kj_archive a = {.at = bytes, .end = bytes + 8, .arena = &arena};
        kj_archive_text(&a, &text);
        assert_int_equal(!a.failed, texts[i].good);
        assert_int_equal(text != NULL, texts[i].good);
        kj_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_what_was_written),
                                       cmocka_unit_test(refuses_what_is_not_whole),
                                       cmocka_unit_test(refuses_texts_that_are_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
