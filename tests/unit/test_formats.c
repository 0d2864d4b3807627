/* Writers: what a sink receives, filters, widths on a terminal, inert hostile text, failures. */
#include "base/limits.h"
#include "kaoju.h"
#include "text/utf8.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kaoju_session *session;
static char out[1 << 16];
static size_t size;

static int setup(void **state) {
    (void)state;
    kaoju_error error;
    return kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error) ||
           kaoju_session_new(model, &session, &error);
}
static int teardown(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_model_free(model);
    return 0;
}

static bool keep(void *context, const char *bytes, size_t count) {
    (void)context;
    if (count > sizeof out - 1 - size)
        return false;
    memcpy(out + size, bytes, count);
    out[size += count] = '\0';
    return true;
}
static bool keep_file(void *context, const char *name) {
    (void)context;
    return keep(context, name, strlen(name)) && keep(context, "\n", 1);
}
static const kaoju_write_options files = {.file = keep_file};
static bool refuse(void *context, const char *bytes, size_t count) {
    (void)context, (void)bytes, (void)count;
    return false;
}

static void write_as(const char *format, const kaoju_write_options *options, const char *text) {
    kaoju_error error;
    kaoju_writer *writer = NULL;
    const kaoju_result *result = NULL;
    kaoju_document document = {.id = "d\n1", .bytes = text, .size = strlen(text), .date = "2025-06-18"};
    size = 0;
    out[0] = '\0';
    assert_int_equal(kaoju_extract(session, &document, &result, &error), KAOJU_OK);
    assert_int_equal(kaoju_writer_new(format, options, keep, NULL, &writer, &error), KAOJU_OK);
    assert_int_equal(kaoju_writer_document(writer, result, &error), KAOJU_OK);
    assert_int_equal(kaoju_writer_end(writer, &error), KAOJU_OK);
    kaoju_writer_free(writer);
}

static const char text[] = "埃及总统卡迈勒6月3日说，去年出口额约为1234567.5万美元，\n增长一成。“\x1B[31m\xE2\x80\xAE”";

/* Every line is an object with the same keys for the same record. */
static void json_lines(void **state) {
    (void)state;
    static const char *const mention_keys[] = {"record",   "id",    "doc",    "type",   "text", "norm",      "span",
                                               "sentence", "value", "entity", "parent", "rule", "confidence"};
    size_t lines = 0, mentions = 0;
    write_as("jsonl", NULL, text);
    for (char *line = out, *end; (end = strchr(line, '\n')); line = end + 1, lines++) {
        json_t *record = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert_non_null(record);
        const char *kind = json_string_value(json_object_get(record, "record"));
        if (!strcmp(kind, "mention")) {
            mentions++;
            assert_int_equal(json_object_size(record), sizeof mention_keys / sizeof *mention_keys);
            for (size_t i = 0; i < sizeof mention_keys / sizeof *mention_keys; i++)
                assert_non_null(json_object_get(record, mention_keys[i]));
        }
        if (lines == 0)
            assert_string_equal(kind, "document");
        json_decref(record);
    }
    assert_true(mentions >= 6 && lines > mentions);
}

static void types_are_filtered(void **state) {
    (void)state;
    kaoju_write_options only = {.types = "DATE,FIGURE"};
    write_as("jsonl", &only, text);
    assert_non_null(strstr(out, "\"type\":\"DATE\""));
    assert_non_null(strstr(out, "\"type\":\"FIGURE\""));
    assert_null(strstr(out, "\"type\":\"PERSON\""));
    assert_null(strstr(out, "\"record\":\"relation\""));
}

static size_t columns_of(const char *line, size_t bytes) {
    size_t width = 0;
    for (size_t at = 0; at < bytes;)
        width += (size_t)kj_char_width(kj_utf8_next(line, bytes, &at));
    return width;
}

static void tables_fit_the_terminal(void **state) {
    (void)state;
    static const uint32_t widths[] = {60, 80, 200};
    for (size_t i = 0; i < 3; i++) {
        kaoju_write_options options = {.width = widths[i]};
        write_as("table", &options, text);
        assert_non_null(strstr(out, "12,345,675,000"));
        for (char *line = out, *end; (end = strchr(line, '\n')); line = end + 1)
            assert_true(columns_of(line, (size_t)(end - line)) <= widths[i]);
    }
}

static void hostile_text_is_inert(void **state) {
    (void)state;
    write_as("table", NULL, text);
    for (size_t at = 0; at < size;) {
        uint32_t cp = kj_utf8_next(out, size, &at);
        assert_true(cp == '\n' || !kj_char_is_control(cp));
    }
    assert_non_null(strstr(out, "d\\u{A}1"));
    kaoju_write_options color = {.color = true};
    write_as("table", &color, text);
    assert_non_null(strstr(out, "\033[33m"));
}

/* A sentence is quoted with its facts up to KJ_SENTENCE_TEXT_MAX code points: a table without full stops is one sentence, and
 * quoting it with each of its figures would be quadratic. */
static void long_sentences_are_not_quoted(void **state) {
    (void)state;
    static const char start[] = "出口额达3亿元";
    for (size_t more = 0; more < 2; more++) {
        static char sentence[3 * (KJ_SENTENCE_TEXT_MAX + 2)];
        size_t length = 7, at = strlen(start);
        memcpy(sentence, start, at);
        for (; length < KJ_SENTENCE_TEXT_MAX + more; length++, at += 3)
            memcpy(sentence + at, "，", 3);
        sentence[at] = '\0';
        write_as("jsonl", NULL, sentence);
        const char *fact = strstr(out, "{\"record\":\"fact\"");
        assert_non_null(fact);
        if (more)
            assert_non_null(strstr(fact, "\"sentence\":{\"cp\":[0,2001],\"text\":null}"));
        else
            assert_non_null(strstr(fact, "\"sentence\":{\"cp\":[0,2000],\"text\":\"出口额"));
    }
}

/* The heading shows the caller's id, whatever bytes it has. */
static void strange_ids(void **state) {
    (void)state;
    kaoju_error error;
    kaoju_writer *writer = NULL;
    const kaoju_result *result = NULL;
    kaoju_document document = {.id = "b\xFF\xF0", .bytes = "", .size = 0};
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *format = kaoju_format_at(i);
        if (format->missing || format->shape == KAOJU_BINARY)
            continue;
        size = 0;
        assert_int_equal(kaoju_extract(session, &document, &result, &error), KAOJU_OK);
        assert_int_equal(kaoju_writer_new(format->name, &files, keep, NULL, &writer, &error), KAOJU_OK);
        assert_int_equal(kaoju_writer_document(writer, result, &error), KAOJU_OK);
        kaoju_writer_free(writer);
        assert_int_equal(kj_utf8_check(out, size), size);
        if (i < 3) /* table, jsonl, json: the others have no row for a document without facts or mentions */
            assert_non_null(strstr(out, "b\uFFFD\uFFFD"));
    }
}

static void failures(void **state) {
    (void)state;
    kaoju_error error;
    const kaoju_result *result = NULL;
    kaoju_document document = {.bytes = "3亿元", .size = 7};
    kaoju_writer *writer = (kaoju_writer *)&document;
    assert_int_equal(kaoju_writer_new(NULL, NULL, keep, NULL, &writer, &error), KAOJU_E_ARGUMENT);
    assert_null(writer);
    assert_int_equal(kaoju_writer_new("xml", NULL, keep, NULL, &writer, &error), KAOJU_E_ARGUMENT);
    assert_null(writer);
    assert_int_equal(kaoju_writer_new("jsonl", NULL, NULL, NULL, &writer, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_writer_new("jsonl", NULL, refuse, NULL, &writer, &error), KAOJU_OK);
    assert_int_equal(kaoju_extract(session, &document, &result, &error), KAOJU_OK);
    assert_int_equal(kaoju_writer_document(writer, result, &error), KAOJU_E_IO);
    kaoju_writer_free(writer);
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *format = kaoju_format_at(i);
        assert_ptr_equal(kaoju_format_find(format->name), format);
        assert_int_equal(kaoju_writer_new(format->name, &files, keep, NULL, &writer, &error),
                         format->missing ? KAOJU_E_ARGUMENT : KAOJU_OK);
        kaoju_writer_free(writer);
        if (format->shape == KAOJU_FOLDER)
            assert_int_equal(kaoju_writer_new(format->name, NULL, keep, NULL, &writer, &error), KAOJU_E_ARGUMENT);
    }
    assert_null(kaoju_format_find("xml"));
    assert_null(kaoju_format_at(kaoju_format_count()));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(json_lines),
                                       cmocka_unit_test(types_are_filtered),
                                       cmocka_unit_test(tables_fit_the_terminal),
                                       cmocka_unit_test(hostile_text_is_inert),
                                       cmocka_unit_test(strange_ids),
                                       cmocka_unit_test(long_sentences_are_not_quoted),
                                       cmocka_unit_test(failures)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
