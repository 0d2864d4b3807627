/* Pages and claims by way of kaoju.h: groups, reprints, judgements, and what they are written as. */
#include "kaoju.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kaoju_session *session;
static kaoju_check *check;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error))
        return -1;
    return kaoju_session_new(model, &session, &error) ? -1 : 0;
}
static int teardown(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_model_free(model);
    return 0;
}
static int new_check(void **state) {
    (void)state;
    return kaoju_check_new(&check, NULL) ? -1 : 0;
}
static int free_check(void **state) {
    (void)state;
    kaoju_check_free(check);
    return 0;
}

static const kaoju_result *read_text(const char *id, const char *text) {
    const kaoju_result *result = NULL;
    kaoju_document document = {.id = id, .bytes = text, .size = strlen(text), .date = "2025-06-18"};
    assert_int_equal(kaoju_extract(session, &document, &result, NULL), KAOJU_OK);
    return result;
}
static void page(const char *id, const char *text) {
    assert_int_equal(kaoju_check_page(check, read_text(id, text), NULL), KAOJU_OK);
}
static void claim(const char *text) {
    assert_int_equal(kaoju_check_claim(check, read_text("claims", text), 1, NULL), KAOJU_OK);
}
static void run(void) {
    assert_int_equal(kaoju_check_run(check, NULL), KAOJU_OK);
}
static bool is(kaoju_string s, const char *text) {
    return s.data && s.size == strlen(text) && !memcmp(s.data, text, s.size);
}

static const char trade[] = "去年，埃及与土耳其的双边贸易额达到88亿美元。";

static void expect_verdict(const char *other, kaoju_verdict verdict) {
    kaoju_check_free(check);
    assert_int_equal(kaoju_check_new(&check, NULL), KAOJU_OK);
    page("a", trade);
    page("b", other);
    run();
    if (kaoju_agreement_count(check) != 1 || kaoju_agreement_at(check, 0)->verdict != verdict)
        fail_msg("%s: %zu groups, %s", other, kaoju_agreement_count(check),
                 kaoju_agreement_count(check) ? kaoju_verdict_name(kaoju_agreement_at(check, 0)->verdict) : "");
}

static void verdicts(void **state) {
    (void)state;
    expect_verdict("据埃及官方统计，埃及与土耳其去年贸易额达88亿美元。", KAOJU_SAME);
    expect_verdict("2024年，埃及和土耳其双边贸易额约90亿美元。", KAOJU_ROUNDED);
    expect_verdict("2024年，埃及和土耳其双边贸易额为95亿美元。", KAOJU_CONFLICT);
    expect_verdict("2024年，土耳其与埃及贸易额达到88.3亿美元。", KAOJU_ROUNDED);
    expect_verdict("2022年，埃及与土耳其双边贸易额达到88亿美元。", KAOJU_PERIOD_DIFFERS);
    expect_verdict("去年，埃及与土耳其双边贸易额达到88亿欧元。", KAOJU_UNIT_DIFFERS);
}

static void nothing_to_compare(void **state) {
    (void)state;
    page("a", trade);
    page("b", "去年，埃及与印度的双边贸易额达到54亿美元。");     /* other subjects */
    page("c", "去年，埃及与土耳其的双边贸易额增长12%。");        /* a change, not a level */
    page("d", "2021年，埃及与土耳其的双边贸易额达到65亿美元。"); /* another year, another amount */
    page("e", "");
    run();
    assert_int_equal(kaoju_statement_count(check), 4);
    assert_int_equal(kaoju_agreement_count(check), 0);
}

static void a_source_link(void **state) {
    (void)state;
    page("a", "第一行。\n\n去年，埃及与土耳其的双边贸易额\n达到88亿美元。");
    const kaoju_statement *s = kaoju_statement_at(check, 0);
    assert_int_equal(kaoju_statement_count(check), 1);
    assert_int_equal(s->source.line, 4);
    assert_int_equal(s->source.column, 3);
    assert_true(is(s->source.doc, "a"));
    assert_true(is(s->sentence, "去年，埃及与土耳其的双边贸易额达到88亿美元。"));
    assert_true(is(s->figure, "88亿美元"));
    assert_int_equal(s->subject_count, 2);
}

static const char article[] = "记者从港务部门获悉，今年以来港口建设不断提速，一批项目陆续投产，服务能力明显增强，通关时"
                              "间持续缩短，企业获得感不断上升。"
                              "去年，埃及与土耳其的双边贸易额达到88亿美元。两国企业表示，将在物流、能源、农业等领域扩大"
                              "合作，让更多产品进入对方市场。";

/* The same article twice is one origin; a text of its own is another. */
static void reprints(void **state) {
    char wrapped[2 * sizeof article];
    (void)state;
    size_t size = 0;
    for (size_t i = 0; article[i]; i++) { /* a line end behind every sixteenth character */
        wrapped[size++] = article[i];
        bool whole = ((unsigned char)article[i + 1] & 0xC0) != 0x80;
        if (whole && i % 48 > 44)
            wrapped[size++] = '\n';
    }
    wrapped[size] = '\0';
    page("a", article);
    page("b", wrapped);
    page("c", "埃及海关说，2024年埃及与土耳其双边贸易额为88亿美元，创下纪录，其中农产品出口增长最快，化肥和机械也有不小"
              "增加。");
    run();
    assert_int_equal(kaoju_reprint_count(check), 1);
    assert_int_equal(kaoju_reprint_at(check, 0)->source_count, 2);
    assert_true(kaoju_reprint_at(check, 0)->shared[1] > 90);
    const kaoju_agreement *a = kaoju_agreement_at(check, 0);
    assert_int_equal(a->statement_count, 3);
    assert_int_equal(a->origin_count, 2);
    assert_int_equal(a->origins[1], a->statements[0]);
}

static void judgements(void **state) {
    static const struct {
        const char *text, *reason;
        kaoju_judgement judgement;
    } all[] = {
        {"去年埃及同土耳其贸易额达88亿美元。", "88亿美元", KAOJU_SUPPORTED},
        {"去年埃及同土耳其贸易额达87.9亿美元。", "88亿美元, of which 87.9亿美元 is a rounding or a bound",
         KAOJU_SUPPORTED},
        {"去年埃及同土耳其贸易额达68亿美元。", "88亿美元, not 68亿美元", KAOJU_CONTRADICTED},
        {"去年埃及同土耳其贸易额达88亿元。", "88亿美元, not 88亿元", KAOJU_CONTRADICTED},
        {"2023年埃及同土耳其贸易额达88亿美元。", "of 2024, not 2023", KAOJU_CONTRADICTED},
        {"去年埃及同土耳其贸易额达88万美元。", "88亿美元, not 88万美元", KAOJU_CONTRADICTED},
        {"去年埃及同土耳其贸易额增长88亿美元。", "it is a level, not increase", KAOJU_CONTRADICTED},
        {"去年埃及同印度贸易额达88亿美元。", "no statement about 贸易额", KAOJU_NOT_FOUND},
        {"2019年埃及同土耳其贸易额达50亿美元。", "only for another period: 88亿美元 of 2024", KAOJU_NOT_FOUND},
        {"去年土耳其出口很好。", "it states no figure that can be checked", KAOJU_NOT_FOUND},
    };
    (void)state;
    page("a", trade);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        claim(all[i].text);
    run();
    assert_int_equal(kaoju_claim_count(check), sizeof all / sizeof *all);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kaoju_claim *c = kaoju_claim_at(check, i);
        if (c->judgement != all[i].judgement || !is(c->reason, all[i].reason))
            fail_msg("%s: %s, %.*s", all[i].text, kaoju_judgement_name(c->judgement), (int)c->reason.size,
                     c->reason.data);
        assert_true(c->judgement == KAOJU_NOT_FOUND || (c->evidence_count == 1 && c->origin_count == 1));
    }
}

typedef struct text {
    char *data;
    size_t size;
} text;
static bool keep(void *context, const char *bytes, size_t size) {
    text *t = context;
    char *grown = realloc(t->data, t->size + size + 1);
    assert_non_null(grown);
    memcpy(grown + t->size, bytes, size);
    t->data = grown;
    t->size += size;
    grown[t->size] = '\0';
    return true;
}
static bool refuse(void *context, const char *bytes, size_t size) {
    (void)context, (void)bytes, (void)size;
    return false;
}

/* No text of a page becomes an element, moves a cursor or turns a line round. */
static void hostile_text_is_inert(void **state) {
    static const char *const formats[] = {"jsonl", "table", "html"};
    (void)state;
    page("<script>\033[31m", "<b>\033[2J\342\200\256，去年，埃及的双边贸易额达到88亿美元。");
    page("b&\"'", "<img src=x>，去年，埃及的双边贸易额达到99亿美元。");
    run();
    for (size_t i = 0; i < 3; i++) {
        text out = {0};
        assert_int_equal(kaoju_check_write(check, formats[i], NULL, keep, &out, NULL), KAOJU_OK);
        assert_null(strchr(out.data, '\033'));
        assert_null(strstr(out.data, "\342\200\256"));
        assert_true(strcmp(formats[i], "html") != 0 || (!strstr(out.data, "<script") && !strstr(out.data, "<img")));
        assert_non_null(strstr(out.data, "88亿美元"));
        free(out.data);
    }
}

static void failures(void **state) {
    kaoju_error error;
    (void)state;
    page("a", trade);
    run();
    assert_int_equal(kaoju_check_write(check, "pdf", NULL, keep, NULL, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_write(check, "table", NULL, refuse, NULL, &error), KAOJU_E_IO);
    assert_int_equal(kaoju_check_page(check, NULL, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_claim(NULL, NULL, 1, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_run(NULL, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_check_new(NULL, &error), KAOJU_E_ARGUMENT);
}

int main(void) {
#define WITH_CHECK(test) cmocka_unit_test_setup_teardown(test, new_check, free_check)
    const struct CMUnitTest tests[] = {
        WITH_CHECK(verdicts),   WITH_CHECK(nothing_to_compare),    WITH_CHECK(a_source_link), WITH_CHECK(reprints),
        WITH_CHECK(judgements), WITH_CHECK(hostile_text_is_inert), WITH_CHECK(failures)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
