/* Every limit of src/base/limits.h at n, where all works, and at n + 1: an error that names it, or, where a text passes it, a
 * reading without the thing that is too long and with all around it. A limit too large to be reached in a test is tested by
 * its check alone (KAOJU_TEXT_MAX, KJ_FILE_MAX), or with a smaller number in the same code (unit/automaton, unit/alphabet). */
#include <unistd.h>

#include "../unit/rules_fixture.h"

#include "base/file.h"
#include "base/limits.h"
#include "dict/tsv.h"

static kaoju_model *model;
static kaoju_session *session;
static char text[1 << 20];

static int open_session(void **state) {
    (void)state;
    kaoju_error error;
    return kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error) ||
           kaoju_session_new(model, &session, &error);
}
static int close_session(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_model_free(model);
    return 0;
}

static const char *repeat(const char *before, const char *piece, size_t count, const char *after) {
    size_t size = strlen(piece), used = strlen(before);
    assert_true(used + size * count + strlen(after) < sizeof text);
    memcpy(text, before, used);
    for (size_t i = 0; i < count; i++, used += size)
        memcpy(text + used, piece, size);
    strcpy(text + used, after);
    return text;
}

/* ------------------------------------------------------------------ a document */

static kaoju_status extract(const char *bytes, size_t size, const kaoju_result **result, kaoju_error *error) {
    kaoju_document document = {.bytes = bytes, .size = size, .date = "2025-06-18"};
    memset(error, 0, sizeof *error);
    return kaoju_extract(session, &document, result, error);
}

/* The session reads the next document as if nothing had been. */
static void assert_usable(void) {
    const kaoju_result *result;
    kaoju_error error;
    assert_int_equal(extract("3亿元", strlen("3亿元"), &result, &error), KAOJU_OK);
    assert_int_equal(kaoju_mention_count(result), 1);
}

/* Which types `utf8` gives: their texts, each cut to 12 bytes. */
static const char *mentions(const char *utf8) {
    static char out[512];
    const kaoju_result *result;
    kaoju_error error;
    assert_int_equal(extract(utf8, strlen(utf8), &result, &error), KAOJU_OK);
    out[0] = '\0';
    for (size_t i = 0; i < kaoju_mention_count(result) && strlen(out) < 400; i++) {
        kaoju_string s = kaoju_mention_at(result, i)->text;
        snprintf(out + strlen(out), 100, "%.*s(%zu) ", (int)(s.size < 12 ? s.size : 12), s.data, s.size);
    }
    return out;
}

static void text_bytes(void **state) {
    (void)state;
    const kaoju_result *result;
    kaoju_error error;
    kaoju_limits limits = kaoju_limits_default();
    assert_int_equal(limits.text_bytes, KAOJU_TEXT_MAX);
    assert_int_equal(extract("", (size_t)KAOJU_TEXT_MAX + 1, &result, &error), KAOJU_E_LIMIT); /* before it is read */
    limits.text_bytes = 12;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_int_equal(extract("投资3元。。", 16, &result, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "text_bytes"));
    assert_null(result);
    assert_int_equal(extract("投资3元。1", 14, &result, &error), KAOJU_E_LIMIT);
    assert_int_equal(extract("投资3元12", 12, &result, &error), KAOJU_OK);
    assert_int_equal(extract("投资3元123", 13, &result, &error), KAOJU_E_LIMIT);
    assert_int_equal(extract("\xD6\xD0\xB9\xFA\xB5\xC4\xD2\xBB\xD4\xDA", 10, &result, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "as UTF-8")); /* GB18030: 10 bytes, 15 as UTF-8 */
    limits.text_bytes = (size_t)KAOJU_TEXT_MAX + 1;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_E_ARGUMENT);
    limits = kaoju_limits_default();
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_usable();
}

static void mention_count(void **state) {
    (void)state;
    const kaoju_result *result;
    kaoju_error error;
    kaoju_limits limits = kaoju_limits_strict();
    assert_int_equal(limits.text_bytes, KJ_STRICT_TEXT_BYTES);
    assert_int_equal(limits.mentions, KJ_STRICT_MENTIONS);
    limits.mentions = 3;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    const char *three = repeat("", "3亿元。", 3, "");
    assert_int_equal(extract(three, strlen(three), &result, &error), KAOJU_OK);
    assert_int_equal(kaoju_mention_count(result), 3);
    const char *four = repeat("", "3亿元。", 4, "");
    assert_int_equal(extract(four, strlen(four), &result, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "mentions"));
    limits = kaoju_limits_default();
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_usable();
}

static void numeral(void **state) {
    (void)state;
    assert_string_equal(mentions(repeat("1亿元。", "9", KJ_DECIMAL_DIGITS, "元。2亿元")),
                        "1亿元(7) 999999999999(51) 2亿元(7) ");
    assert_string_equal(mentions(repeat("1亿元。", "9", KJ_DECIMAL_DIGITS + 1, "元。2亿元")), "1亿元(7) 2亿元(7) ");
    assert_non_null(strstr(mentions(repeat("1亿元。", "〇", KJ_NUMERAL_MAX + 1, "元。2亿元")), "2亿元(7)"));
}

/* A sentence that is too long is not quoted; the fact stays. */
static void sentence_text(void **state) {
    (void)state;
    static const char fact[] = "全市出口额达88亿元";
    const kaoju_result *result;
    kaoju_error error;
    for (size_t extra = 0; extra < 2; extra++) {
        const char *page = repeat(fact, "，", KJ_SENTENCE_TEXT_MAX - 11 + extra, "。");
        assert_int_equal(extract(page, strlen(page), &result, &error), KAOJU_OK);
        assert_int_equal(kaoju_fact_count(result), 1);
        const kaoju_fact *f = kaoju_fact_at(result, 0);
        assert_int_equal(f->sentence.end - f->sentence.start, KJ_SENTENCE_TEXT_MAX + extra);
        assert_int_equal(f->sentence_text.data == NULL, extra);
    }
}

static void text_to_find(void **state) {
    (void)state;
    const kaoju_explanation *explanation;
    kaoju_error error;
    kaoju_document document = {.bytes = "3亿元", .size = 7};
    kaoju_where where = {.find = repeat("", "a", KJ_FIND_MAX, "")};
    assert_int_equal(kaoju_explain(session, &document, &where, &explanation, &error), KAOJU_OK);
    where.find = repeat("", "a", KJ_FIND_MAX + 1, "");
    assert_int_equal(kaoju_explain(session, &document, &where, &explanation, &error), KAOJU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "1020"));
    assert_usable();
}

/* ------------------------------------------------------------------ a dictionary */

static kaoju_status add(const char *dictionary, kaoju_error *error) {
    kj_fold *fold = kj_fold_new();
    kj_names *names = kj_names_new();
    kj_lexicon *lexicon = kj_lexicon_new(fold, names);
    memset(error, 0, sizeof *error);
    kaoju_status status = kj_lexicon_add(lexicon, "x.tsv", dictionary, strlen(dictionary), error);
    kj_lexicon_free(lexicon);
    kj_names_free(names);
    kj_fold_free(fold);
    return status;
}

static void surface(void **state) {
    (void)state;
    kaoju_error error;
    assert_int_equal(add(repeat("surface\n", "中", KJ_SURFACE_MAX, "\n"), &error), KAOJU_OK);
    assert_int_equal(add(repeat("surface\n", "中", KJ_SURFACE_MAX + 1, "\n"), &error), KAOJU_E_SYNTAX);
    assert_non_null(strstr(error.message, "255"));
    assert_int_equal(error.line, 2);
}

static void columns(void **state) {
    (void)state;
    kaoju_error error;
    char header[1024] = "surface";
    for (int i = 1; i < KJ_COLUMN_MAX; i++)
        snprintf(header + strlen(header), 32, "\tc%d", i);
    assert_int_equal(add(header, &error), KAOJU_OK);
    strcat(header, "\tx");
    assert_int_equal(add(header, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "32"));
}

static void file_bytes(void **state) {
    (void)state;
    kaoju_error error;
    kj_tsv tsv;
    kj_buffer out = {0};
    char path[] = "/tmp/kaoju-limits-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, "123456", 6) == 6 && !close(fd));
    assert_int_equal(kj_file_read(path, 6, &out, &error), KAOJU_OK);
    assert_int_equal(kj_file_read(path, 5, &out, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "5 bytes"));
    kj_buffer_free(&out);
    unlink(path);
    assert_int_equal(kj_tsv_open(&tsv, "x", "", (size_t)KJ_FILE_MAX + 1, &error), KAOJU_E_LIMIT);
}

/* ------------------------------------------------------------------ a rule */

/* What loading one rule with this pattern gives: problems, "" if none. */
static const char *problems_of(const char *yaml) {
    static char out[sizeof((fixture *)0)->problems];
    fixture f;
    fixture_open(&f);
    fixture_load(&f, yaml);
    strcpy(out, f.problems);
    fixture_close(&f);
    return out;
}

static void assert_pattern(const char *pattern, const char *name) {
    const char *got = problems_of(fixture_rule(pattern, ""));
    if (!*name ? *got != '\0' : !strstr(got, name))
        fail_msg("%.60s: want %s, got %s", pattern, name, got);
}

static void patterns(void **state) {
    (void)state;
    char pattern[600];
    for (int extra = 0; extra < 2; extra++) {
        int depth = KJ_PATTERN_DEPTH_MAX + extra;
        snprintf(pattern, sizeof pattern, "%.*sa%.*s", depth, "((((((((((((((((((((((((((((((((((((((((", depth,
                 "))))))))))))))))))))))))))))))))))))))))");
        assert_pattern(pattern, extra ? "KJ_PATTERN_DEPTH_MAX" : "");
        snprintf(pattern, sizeof pattern, "a{%d}", KJ_REPEAT_MAX + extra);
        assert_pattern(pattern, extra ? "KJ_REPEAT_MAX" : "");
        assert_pattern(repeat("", "a", KJ_PROGRAM_MAX - 1 + (size_t)extra, ""), extra ? "KJ_PROGRAM_MAX" : "");
        pattern[0] = '\0';
        for (int i = 0; i < KJ_CAPTURE_MAX + extra; i++)
            snprintf(pattern + strlen(pattern), 32, " x%c:a", 'a' + i);
        assert_pattern(pattern, extra ? "KJ_CAPTURE_MAX" : "");
        snprintf(pattern, sizeof pattern, "<unit");
        for (int i = 0; i < KJ_GUARD_MAX + extra; i++)
            snprintf(pattern + strlen(pattern), 32, " kind!=%c", 'a' + i % 26);
        strcat(pattern, ">");
        assert_pattern(pattern, extra ? "KJ_GUARD_MAX" : "");
    }
}

static void fields(void **state) {
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        char value[600] = "  value: {";
        for (int i = 0; i < KJ_FIELD_MAX + extra; i++)
            snprintf(value + strlen(value), 32, "%sk%d: 1", i ? ", " : "", i);
        strcat(value, "}\n");
        const char *got = problems_of(fixture_rule("a", value));
        assert_true(extra ? strstr(got, "KJ_FIELD_MAX") != NULL : !*got);
    }
}

/* The longest match; one character more is no match, and what follows is found. */
static void match(void **state) {
    (void)state;
    static char want[KJ_MATCH_MAX * 2];
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, fixture_rule("<.*>", "")), KAOJU_E_SYNTAX); /* not a type */
    assert_int_equal(fixture_load(&f, fixture_rule("x[ab]{0,64}[ab]{0,64}[ab]{0,64}[ab]{0,64}y", "")), KAOJU_OK);
    snprintf(want, sizeof want, "%s", repeat("x", "a", KJ_MATCH_MAX - 2, "y"));
    assert_string_equal(fixture_matches(&f, want), want);
    assert_string_equal(fixture_matches(&f, repeat("x", "a", KJ_MATCH_MAX - 1, "y，xby")), "xby");
    fixture_close(&f);
}

static void yaml(void **state) {
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        /* The value of a key of the root map is one deep already. */
        char nested[200];
        int depth = KJ_YAML_DEPTH_MAX - 1 + (int)extra;
        snprintf(nested, sizeof nested, "define: %.*s%.*s\n", depth, "[[[[[[[[[[[[[[[[[[[[", depth,
                 "]]]]]]]]]]]]]]]]]]]]");
        assert_int_equal(strstr(problems_of(nested), "at most 16") != NULL, extra);
        repeat("define:\n  a: \"", "x", KJ_YAML_SCALAR_MAX + extra, "\"\n");
        assert_int_equal(strstr(problems_of(text), "at most 65536") != NULL, extra);
    }
}

static void problems(void **state) {
    (void)state;
    static const struct {
        size_t keys, told;
        bool more;
    } cases[] = {{KJ_PROBLEMS_MAX - 10, KJ_PROBLEMS_MAX - 11, false}, {KJ_PROBLEMS_MAX + 50, KJ_PROBLEMS_MAX, true}};
    for (size_t i = 0; i < 2; i++) {
        size_t told = 0;
        const char *got = problems_of(repeat("define:\n", "  a: b\n", cases[i].keys, ""));
        for (const char *at = got; (at = strstr(at, "a second time")); at++)
            told++;
        assert_int_equal(told, cases[i].told);
        assert_int_equal(strstr(got, "more problems") != NULL, cases[i].more);
    }
}

/* ------------------------------------------------------------------ JSON */

/* jansson reads 2048 levels, without recursion of ours; deeper lines are refused. */
static void json_depth(void **state) {
    (void)state;
    kaoju_document document;
    void *storage;
    kaoju_error error;
    for (size_t depth = 2046; depth <= 200000; depth += depth < 2049 ? 1 : 99000) {
        char *line = malloc(depth * 2 + 64);
        assert_non_null(line);
        char *end = line + sprintf(line, "{\"text\":\"3元\",\"x\":");
        memset(end, '[', depth);
        memset(end + depth, ']', depth);
        strcpy(end + 2 * depth, "}");
        kaoju_status status = kaoju_jsonl_read(line, strlen(line), &document, &storage, &error);
        assert_int_equal(status, depth + 1 <= 2048 ? KAOJU_OK : KAOJU_E_SYNTAX);
        kaoju_jsonl_free(storage);
        free(line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_bytes),    cmocka_unit_test(mention_count), cmocka_unit_test(numeral),
        cmocka_unit_test(sentence_text), cmocka_unit_test(text_to_find),  cmocka_unit_test(surface),
        cmocka_unit_test(columns),       cmocka_unit_test(file_bytes),    cmocka_unit_test(patterns),
        cmocka_unit_test(fields),        cmocka_unit_test(match),         cmocka_unit_test(yaml),
        cmocka_unit_test(problems),      cmocka_unit_test(json_depth),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
