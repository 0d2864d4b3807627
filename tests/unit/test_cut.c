/* Lines of JSON read with their long text cut out and as they are: always the same strings, or the same error. */
#include "output/cut.h"

#include "output/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LONG "穆赫里丁在北京举行的会议上说，今年贸易额增长了百分之三十五，达到九百四十八亿美元。"

/* What the member "text" of the line is by jansson alone. */
static void same_as_uncut(const char *line, size_t size) {
    kj_node *node = NULL;
    kaoju_error want = {0}, error = {0};
    kaoju_document d;
    void *storage;
    kaoju_status status = kj_node_read(line, size, &node, &want),
                 got = kaoju_jsonl_read(line, size, &d, &storage, &error);
    kj_fields f = {.node = node};
    char room[32];
    if (status) {
        assert_int_equal(got, status);
        assert_memory_equal(&want, &error, sizeof want);
    } else if (!got) {
        kaoju_string text = kj_field_string(&f, "text");
        assert_int_equal(d.size, text.size);
        assert_memory_equal(d.bytes, text.data, text.size);
        const char *id = kj_field_name(&f, "id", room), *url = kj_field_text(&f, "url");
        assert_true(id ? d.id && !strcmp(id, d.id) : !d.id);
        assert_true(url ? d.url && !strcmp(url, d.url) : !d.url);
    }
    if (node)
        kj_node_free(node);
    kaoju_jsonl_free(storage);
}

static void lines(void **state) {
    (void)state;
    static const char *const cases[] = {
        "{\"id\":\"x\",\"text\":\"" LONG "\\n" LONG "\\\"" LONG "\"}",
        "{\"id\":\"" LONG "\",\"text\":\"a" LONG "b\\t" LONG "\",\"url\":\"http://" LONG "\"}",
        "{\"text\":\"" LONG "\",\"text\":\"" LONG "\"}",                   /* a key twice */
        "{\"" LONG "\":1,\"" LONG "\":2,\"text\":\"\"}",                   /* a long one */
        "{\"x\":[{\"" LONG "\":1,\"" LONG "\":2}],\"text\":\"" LONG "\"}", /* inside */
        "{\"x\":{\"" LONG "\":1,\"a" LONG "\":2},\"text\":\"" LONG "\"}",
        "{\"text\":\"" LONG "\"} " LONG, /* outside of strings */
        "{\"text\":" LONG "}",
        "{\"text\":\"" LONG "\xFF\"}",
        "{\"text\":\"" LONG "\x01\"}",
        "{\"text\":\"" LONG,
        "{\"text\":\"" LONG "\\",
        "{\"text\":\"\\" LONG "\"}",
        "{\"text\":\"" LONG "\\x\"}",
        "{\"text\":\"" LONG "\xEF\xB7\x90"
        "aaaaaaa" LONG "\"}", /* what looks like a mark */
        "{\"text\":\"\\uFDD0aaaaaaa" LONG "\"}",
        "{\"text\":\"\\ufdd0aaaaaaz" LONG "\"}",
        "{\"text\":\"" LONG "\\uFDD1 \\\\uFDD0\"}",
        "{\"text\":\"" LONG "\\u0000\"}",
        "[\"" LONG "\"]",
        "{\"text\":\"" LONG "\",\"date\":\"" LONG "\"}",
        "{\"text\":7,\"x\":\"" LONG "\"}",
        "\xEF\xBB\xBF{\"text\":\"" LONG "\"}",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        same_as_uncut(cases[i], strlen(cases[i]));
}

/* Lines cut off, and with one byte changed, everywhere. */
static void damaged_lines(void **state) {
    (void)state;
    static const char line[] = "{\"id\":\"" LONG "\",\"text\":\"a" LONG "\\n\\u4E2D" LONG "，2025\"}";
    static const char bytes[] = "\"\\u\x1F\x7F\x80\xEF{}:,a";
    char changed[sizeof line];
    for (size_t at = 0; at < sizeof line; at++) {
        same_as_uncut(line, at);
        for (size_t b = 0; b < sizeof bytes; b++) {
            memcpy(changed, line, sizeof line);
            changed[at] = bytes[b];
            same_as_uncut(changed, sizeof line - 1);
        }
    }
}

static void long_text_is_cut(void **state) {
    (void)state;
    kj_cut cut = {0};
    static const char line[] = "{\"text\":\"" LONG "\\n短\\n" LONG "\"}";
    assert_true(kj_cut_make(&cut, line, strlen(line)));
    assert_int_equal(cut.runs.size, 2);
    assert_true(cut.line.size < strlen(line) / 2);
    kj_cut_free(&cut);
    assert_false(kj_cut_make(&cut, "{\"text\":\"短\"}", strlen("{\"text\":\"短\"}")));
    kj_cut_free(&cut);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(damaged_lines),
                                       cmocka_unit_test(long_text_is_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
