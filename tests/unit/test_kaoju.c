/* The library as a user sees it, with the shipped dictionaries and rules: the source link, ids, entities, relations,
 * articles, reference dates, encodings, threads, errors. */
#include "kaoju.h"

#include "base/limits.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kaoju_session *session;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return kaoju_session_new(model, &session, &error);
}
static int teardown(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_model_free(model);
    return 0;
}

static const kaoju_result *extract_in(kaoju_session *s, const char *text, const char *date) {
    kaoju_error error;
    const kaoju_result *result = NULL;
    kaoju_document document = {.id = "d", .bytes = text, .size = strlen(text), .date = date};
    if (kaoju_extract(s, &document, &result, &error))
        fail_msg("%s", error.message);
    return result;
}
static const kaoju_result *extract(const char *text, const char *date) {
    return extract_in(session, text, date);
}

static bool is(kaoju_string s, const char *want) {
    return s.data && s.size == strlen(want) && !memcmp(s.data, want, s.size);
}

/* The mention with this norm and type; fails if there is none. */
static const kaoju_mention *find(const kaoju_result *result, const char *type, const char *norm) {
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        if (!strcmp(m->type, type) && is(m->norm, norm))
            return m;
    }
    fail_msg("no %s %s", type, norm);
    return NULL;
}

static const char page[] =
    "海口海关关长梁文博5月9日说，今年出\n口 额 已达３.5亿美元，比去年增长12%。\n\n"
    "“埃及总统卡迈勒将来访。”梁文博说，埃中两国去年签署了20余份协议。\n\n（新华社海口5月10日电）\n";

static void the_source_link_holds(void **state) {
    (void)state;
    const kaoju_result *result = extract(page, "2025-06-01");
    kaoju_string text = kaoju_result_text(result);
    assert_true(kaoju_mention_count(result) > 10);
    uint32_t before = 0;
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        assert_int_equal(m->text.size, m->utf8.end - m->utf8.start);
        assert_memory_equal(m->text.data, text.data + m->utf8.start, m->text.size);
        assert_true(m->cp.start >= before && m->cp.start < m->cp.end);
        assert_true(m->sentence.start <= m->cp.start && m->cp.end <= m->sentence.end);
        before = m->cp.start;
    }
}

static void values_are_exact(void **state) {
    (void)state;
    const kaoju_result *result = extract(page, "2025-06-01");
    const kaoju_mention *money = find(result, "FIGURE", "3.5亿美元");
    assert_true(is(money->value.number, "350000000") && is(money->value.unit, "USD") && is(money->value.kind, "money"));
    assert_int_equal(money->value.significant_digits, 2);
    assert_int_equal(money->line, 2);
    const kaoju_mention *count = find(result, "FIGURE", "20余份");
    assert_true(is(count->value.number, "20") && is(count->value.comparator, "gt") && is(count->value.object, "协议"));
    assert_true(is(find(result, "DATE", "去年")->value.edtf, "2024"));
    assert_true(is(find(result, "DATE", "去年")->value.anchor, "2025-05-10"));
    assert_true(is(find(result, "COUNTRY", "埃")->value.code, "EG"));
    assert_true(is(find(result, "COUNTRY", "中")->value.qid, "Q148"));
}

static void entities_and_relations(void **state) {
    (void)state;
    const kaoju_result *result = extract(page, "2025-06-01");
    const kaoju_entity *egypt = NULL, *liang = NULL;
    for (size_t i = 0; i < kaoju_entity_count(result); i++) {
        const kaoju_entity *e = kaoju_entity_at(result, i);
        if (!strcmp(e->id, "country:EG"))
            egypt = e;
        if (is(e->name, "梁文博"))
            liang = e;
        for (size_t k = 0; k < e->mention_count; k++)
            assert_string_equal(kaoju_mention_at(result, e->mentions[k])->entity, e->id);
    }
    assert_non_null(egypt);
    assert_non_null(liang);
    assert_int_equal(egypt->mention_count, 2);
    assert_int_equal(egypt->name_count, 2); /* 埃及, 埃 */
    assert_true(is(egypt->wikidata, "Q79"));
    assert_int_equal(liang->mention_count, 2);
    assert_int_equal(strncmp(liang->id, "person:", 7), 0);
    bool president = false;
    for (size_t i = 0; i < kaoju_relation_count(result); i++) {
        const kaoju_relation *r = kaoju_relation_at(result, i);
        assert_string_equal(r->relation, "holds_post");
        if (is(r->title, "总统")) {
            president = true;
            assert_string_equal(r->of, "country:EG");
            assert_false(r->former);
        }
    }
    assert_true(president);
}

static void names_by_their_parts(void **state) {
    (void)state;
    const kaoju_result *result = extract(
        "作家埃莱娜·马尔科娃说，书已写完。马尔科娃去年获奖。校长张伟和校长张伟丽说好。校长张伟\n\n说完了。", NULL);
    assert_true(is(find(result, "PERSON", "马尔科娃")->value.name, "埃莱娜·马尔科娃"));
    assert_true(is(find(result, "PERSON", "张伟")->value.name, "张伟")); /* not 张伟丽 */
    const kaoju_mention *cut = NULL;
    for (size_t i = 0; i < kaoju_mention_count(result); i++)
        if (is(kaoju_mention_at(result, i)->norm, "张伟"))
            cut = kaoju_mention_at(result, i);
    assert_true(is(cut->value.name, "张伟丽")); /* cut off by the column */
}

static void the_reference_date_and_its_source(void **state) {
    (void)state;
    static const struct {
        const char *text, *date, *want, *source;
    } all[] = {{"新华社海口5月12日电 今年雨水多。", "2025-06-01", "2025-05-12", "dateline"},
               {"今年雨水多。（新华社海口5月12日电）", "2025-06-01", "2025-05-12", "dateline"},
               {"海风日报2024年3月2日\n\n新华社海口2月28日电 今年雨水多。", NULL, "2024-02-28", "dateline"},
               {"今年雨水多。", "2025-06-01", "2025-06-01", "given"},
               {"2023年7月8日开馆，今年关闭。", NULL, "2023-07-08", "nearest"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kaoju_result *result = extract(all[i].text, all[i].date);
        assert_int_equal(kaoju_article_count(result), 1);
        const kaoju_article *a = kaoju_article_at(result, 0);
        assert_true(is(a->reference_date, all[i].want));
        assert_string_equal(a->date_source, all[i].source);
    }
    const kaoju_result *result = extract("今年雨水多。", NULL);
    assert_string_equal(kaoju_article_at(result, 0)->date_source, "none");
    assert_null(find(result, "DATE", "今年")->value.edtf.data);
    assert_true(find(result, "DATE", "今年")->value.relative);
}

static void articles_of_a_page(void **state) {
    (void)state;
    const kaoju_result *result =
        extract("甲地下雨。（新华社海口6月17日电）\n\n今天晴。\n\n新华社兰州6月18日电 今天有风。", "2025-06-20");
    assert_int_equal(kaoju_article_count(result), 3);
    assert_true(is(kaoju_article_at(result, 0)->reference_date, "2025-06-17"));
    assert_true(is(kaoju_article_at(result, 2)->reference_date, "2025-06-18"));
    assert_true(is(kaoju_article_at(result, 2)->place, "兰州"));
    assert_true(is(kaoju_article_at(result, 2)->agency, "新华社"));
}

static void the_same_document_has_the_same_ids(void **state) {
    (void)state;
    char first[32];
    const kaoju_result *result = extract(page, "2025-06-01");
    snprintf(first, sizeof first, "%s", kaoju_mention_at(result, 3)->id);
    result = extract(page, "2025-06-01");
    assert_string_equal(kaoju_mention_at(result, 3)->id, first);
    assert_string_not_equal(kaoju_mention_at(result, 2)->id, first);
    result = extract("另一篇。今年增长3%，去年增长2%，前年增长1%。", "2025-06-01");
    for (size_t i = 0; i < kaoju_mention_count(result); i++)
        assert_string_not_equal(kaoju_mention_at(result, i)->id, first);
}

static void errors_leave_the_session_usable(void **state) {
    (void)state;
    kaoju_error error;
    const kaoju_result *result = NULL;
    kaoju_document bad = {.bytes = "港\xFF", .size = 4};
    assert_int_equal(kaoju_extract(session, &bad, &result, &error), KAOJU_E_ENCODING);
    assert_int_equal(error.offset, 3);
    assert_null(result);
    kaoju_document day = {.bytes = "港", .size = 3, .date = "2025-02-30"};
    assert_int_equal(kaoju_extract(session, &day, &result, &error), KAOJU_E_ARGUMENT);
    kaoju_document large = {.bytes = "港", .size = (size_t)1 << 40};
    assert_int_equal(kaoju_extract(session, &large, &result, &error), KAOJU_E_LIMIT);
    result = (const kaoju_result *)&large; /* on failure an out parameter is NULL, whatever it was */
    assert_int_equal(kaoju_extract(NULL, &day, &result, &error), KAOJU_E_ARGUMENT);
    assert_null(result);
    assert_int_equal(kaoju_extract(session, NULL, &result, NULL), KAOJU_E_ARGUMENT);
    kaoju_session *none = session;
    assert_int_equal(kaoju_session_new(NULL, &none, &error), KAOJU_E_ARGUMENT);
    assert_null(none);
    const kaoju_explanation *explanation = (const kaoju_explanation *)&large;
    assert_int_equal(kaoju_explain(session, NULL, NULL, &explanation, &error), KAOJU_E_ARGUMENT);
    assert_null(explanation);
    kaoju_test_counts counts;
    assert_int_equal(kaoju_rules_test(NULL, NULL, NULL, NULL, &counts, &error), KAOJU_E_ARGUMENT);
    kaoju_document empty = {.bytes = NULL, .size = 0};
    assert_int_equal(kaoju_extract(session, &empty, &result, &error), KAOJU_OK);
    assert_int_equal(kaoju_mention_count(result), 0);
    assert_true(kaoju_mention_count(extract(page, "2025-06-01")) > 10);
}

static void other_encodings_keep_their_own_places(void **state) {
    (void)state;
    kaoju_error error;
    const kaoju_result *result = NULL;
    /* 今年3亿元 in GB18030 */
    kaoju_document gb = {.bytes = "\xBD\xF1\xC4\xEA"
                                  "3\xD2\xDA\xD4\xAA",
                         .size = 9,
                         .encoding = "gb18030",
                         .date = "2025-01-01"};
    assert_int_equal(kaoju_extract(session, &gb, &result, &error), KAOJU_OK);
    const kaoju_mention *m = find(result, "FIGURE", "3亿元");
    assert_int_equal(m->source.start, 4);
    assert_int_equal(m->source.end, 9);
    assert_int_equal(m->utf8.start, 6);
    assert_int_equal(m->cp.start, 2);
}

static void *run_thread(void *context) {
    kaoju_session *own = NULL;
    uintptr_t count = 0;
    (void)context;
    if (kaoju_session_new(model, &own, NULL))
        return NULL;
    for (int i = 0; i < 5; i++)
        count += kaoju_mention_count(extract_in(own, page, "2025-06-01"));
    kaoju_session_free(own);
    return (void *)count;
}

static void threads_share_a_model(void **state) {
    (void)state;
    pthread_t threads[4];
    uintptr_t want = 5 * kaoju_mention_count(extract(page, "2025-06-01"));
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_thread, NULL), 0);
    for (int i = 0; i < 4; i++) {
        void *count = NULL;
        pthread_join(threads[i], &count);
        assert_int_equal((uintptr_t)count, want);
    }
}

static void a_model_that_cannot_be_loaded(void **state) {
    (void)state;
    kaoju_error error = {0};
    kaoju_model *none = model;
    assert_int_equal(kaoju_model_load("/nonexistent", NULL, &none, &error), KAOJU_E_IO);
    assert_null(none);
    assert_true(strstr(error.file, "/nonexistent") != NULL);
    assert_int_equal(strlen(kaoju_model_fingerprint(model)), 16);
}

static bool take(void *context, const char *bytes, size_t size) {
    (void)context, (void)bytes, (void)size;
    return true;
}

/* KAOJU_E_ARGUMENT with the name of the call, and NULL in what would have been given. */
static void arguments_are_checked(void **state) {
    (void)state;
    kaoju_error error;
    kaoju_document document = {.bytes = "港", .size = 3}, nowhere = {.bytes = NULL, .size = 3};
    kaoju_where all = {0};
    kaoju_session *no_session = session;
    const kaoju_result *result = (const kaoju_result *)1;
    const kaoju_explanation *explanation = (const kaoju_explanation *)1;
    kaoju_limits limits = kaoju_limits_default();
    assert_int_equal(kaoju_model_load(NULL, NULL, NULL, &error), KAOJU_E_ARGUMENT);
    assert_string_equal(error.message, "kaoju_model_load: model is NULL");
    assert_int_equal(kaoju_model_save(model, NULL, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_session_new(NULL, &no_session, &error), KAOJU_E_ARGUMENT);
    assert_null(no_session);
    assert_string_equal(error.message, "kaoju_session_new: model or session is NULL");
    assert_int_equal(kaoju_session_new(model, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_session_limits(NULL, &limits, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_session_limits(session, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_extract(NULL, &document, &result, &error), KAOJU_E_ARGUMENT);
    assert_null(result);
    assert_int_equal(kaoju_extract(session, &document, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_extract(session, &nowhere, &result, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explain(NULL, &document, &all, &explanation, &error), KAOJU_E_ARGUMENT);
    assert_null(explanation);
    assert_true(!strncmp(error.message, "kaoju_explain: ", 15));
    assert_int_equal(kaoju_explain(session, NULL, &all, &explanation, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explain(session, &document, &all, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explain(session, &nowhere, &all, &explanation, NULL), KAOJU_E_ARGUMENT);
    assert_false(kaoju_date_check(NULL));
    kaoju_session_free(NULL);
    kaoju_model_free(NULL);
}

static void checks_and_saved_records_check_theirs(void **state) {
    (void)state;
    kaoju_error error;
    kaoju_check *check = NULL;
    kaoju_saved *saved = NULL;
    kaoju_verify_counts counts = {0};
    const kaoju_result *result = extract(page, "2025-06-01");
    assert_int_equal(kaoju_check_new(NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_new(&check, NULL), KAOJU_OK);
    assert_int_equal(kaoju_check_page(NULL, result, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_page(check, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_claim(NULL, result, 1, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_claim(check, NULL, 1, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_run(NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_run(check, NULL), KAOJU_OK);
    assert_int_equal(kaoju_check_write(NULL, "jsonl", NULL, take, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_write(check, NULL, NULL, take, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_write(check, "jsonl", NULL, NULL, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_write(check, "csv", NULL, take, NULL, &error), KAOJU_E_ARGUMENT);
    assert_string_equal(error.message, "no format csv for a check: there are jsonl, table and html");
    assert_int_equal(kaoju_explanation_write(NULL, "jsonl", NULL, take, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_new(NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_new(&saved, NULL), KAOJU_OK);
    assert_int_equal(kaoju_saved_source(NULL, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_source(saved, NULL, &error), KAOJU_E_ARGUMENT); /* no line was read yet */
    assert_string_equal(error.message, "kaoju_saved_source: there is no complete document");
    assert_int_equal(kaoju_saved_verify(NULL, NULL, NULL, NULL, &counts, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_saved_verify(saved, NULL, NULL, NULL, &counts, NULL), KAOJU_E_ARGUMENT);
    kaoju_saved_free(saved);
    kaoju_check_free(check);
    kaoju_check_free(NULL);
    kaoju_saved_free(NULL);
}

static void explanations_are_written_or_refused(void **state) {
    (void)state;
    kaoju_error error;
    kaoju_document document = {.id = "d", .bytes = "出口增长12%。", .size = strlen("出口增长12%。")};
    kaoju_where all = {0};
    const kaoju_explanation *explanation = NULL;
    assert_int_equal(kaoju_explain(session, &document, &all, &explanation, &error), KAOJU_OK);
    assert_int_equal(kaoju_explanation_write(explanation, NULL, NULL, take, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explanation_write(explanation, "jsonl", NULL, NULL, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explanation_write(explanation, "csv", NULL, take, NULL, &error), KAOJU_E_ARGUMENT);
    assert_string_equal(error.message, "no format csv for explanations: there are jsonl and table");
    assert_int_equal(kaoju_explanation_write(explanation, "table", NULL, take, NULL, &error), KAOJU_OK);
}

/* Limits of a session hold from the next document on, and the one after it is read as ever. */
static void a_session_has_limits(void **state) {
    (void)state;
    kaoju_error error;
    const kaoju_result *result = NULL;
    kaoju_document document = {.id = "d", .bytes = page, .size = strlen(page), .date = "2025-06-01"};
    kaoju_limits limits = kaoju_limits_strict();
    assert_true(limits.text_bytes == 1u << 20 && limits.mentions == 100000);
    limits.mentions = 3;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_int_equal(kaoju_extract(session, &document, &result, &error), KAOJU_E_LIMIT);
    assert_null(result);
    assert_non_null(strstr(error.message, "the limit mentions is 3"));
    limits = (kaoju_limits){.text_bytes = 10, .mentions = SIZE_MAX};
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_int_equal(kaoju_extract(session, &document, &result, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "the limit text_bytes is 10"));
    /* 4 bytes of GB18030 are 6 of UTF-8. */
    kaoju_document encoded = {.bytes = "\xD6\xD0\xB9\xFA", .size = 4, .encoding = "gb18030"};
    limits.text_bytes = 5;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_int_equal(kaoju_extract(session, &encoded, &result, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "6 bytes as UTF-8"));
    limits.text_bytes = (size_t)KAOJU_TEXT_MAX + 1;
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_extract(session, &encoded, &result, &error), KAOJU_E_LIMIT); /* nothing has changed */
    limits = kaoju_limits_default();
    assert_int_equal(kaoju_session_limits(session, &limits, &error), KAOJU_OK);
    assert_true(kaoju_mention_count(extract(page, "2025-06-01")) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_source_link_holds),
        cmocka_unit_test(values_are_exact),
        cmocka_unit_test(entities_and_relations),
        cmocka_unit_test(names_by_their_parts),
        cmocka_unit_test(the_reference_date_and_its_source),
        cmocka_unit_test(articles_of_a_page),
        cmocka_unit_test(the_same_document_has_the_same_ids),
        cmocka_unit_test(errors_leave_the_session_usable),
        cmocka_unit_test(other_encodings_keep_their_own_places),
        cmocka_unit_test(threads_share_a_model),
        cmocka_unit_test(a_model_that_cannot_be_loaded),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(checks_and_saved_records_check_theirs),
        cmocka_unit_test(explanations_are_written_or_refused),
        cmocka_unit_test(a_session_has_limits),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
