/* kaoju_explain as a user sees it, with a small model of its own: places, candidates, reasons, formats, hostile text. */
#include "kaoju.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DATA TEST_SOURCE_DIR "/tests/golden/explain/"

static kaoju_model *model, *shipped;
static kaoju_session *session, *large;
static char out[1 << 18];
static size_t size;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    return kaoju_model_load(DATA "dict", DATA "rules", &model, &error) || kaoju_session_new(model, &session, &error) ||
           kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &shipped, &error) ||
           kaoju_session_new(shipped, &large, &error);
}
static int teardown(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_session_free(large);
    kaoju_model_free(model);
    kaoju_model_free(shipped);
    return 0;
}

static const char text[] = "外长王明说，约30亿到20亿\r\n美元，他三心二意。\n";

static const kaoju_explanation *explain_in(kaoju_session *s, const char *utf8, const kaoju_where *where) {
    const kaoju_explanation *e = NULL;
    kaoju_error error;
    kaoju_document document = {.id = "d\n1", .bytes = utf8, .size = strlen(utf8), .date = "2025-06-18"};
    if (kaoju_explain(s, &document, where, &e, &error))
        fail_msg("%s", error.message);
    return e;
}
static const kaoju_explanation *explain(kaoju_where where) {
    return explain_in(session, text, &where);
}

static bool is(kaoju_string s, const char *want) {
    return s.data && s.size == strlen(want) && !memcmp(s.data, want, s.size);
}

/* The only candidate of a step with this norm and rule (or type); fails if there is none or more. */
static const kaoju_candidate *only(const kaoju_explanation *e, const char *step, const char *norm, const char *what) {
    const kaoju_candidate *found = NULL;
    for (size_t i = 0; i < kaoju_candidate_count(e); i++) {
        const kaoju_candidate *c = kaoju_candidate_at(e, i);
        if (strcmp(c->step, step) != 0 || !is(c->norm, norm) || strcmp(c->rule ? c->rule : c->type, what) != 0)
            continue;
        if (found)
            fail_msg("two %s %s %s", step, norm, what);
        found = c;
    }
    if (!found)
        fail_msg("no %s %s %s", step, norm, what);
    return found;
}

static const char *field(const kaoju_pair *pairs, size_t count, const char *name) {
    static char value[100];
    value[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if (!strcmp(pairs[i].name, name))
            snprintf(value, sizeof value, "%.*s", (int)pairs[i].text.size, pairs[i].text.data);
    return value;
}

static void places(void **state) {
    (void)state;
    static const struct {
        kaoju_where where;
        size_t count;
        kaoju_range first;
        const char *text;
    } all[] = {
        {{0}, 1, {0, sizeof text}, NULL},
        {{.line = 1, .column = 3}, 1, {2, 3}, "王"},
        {{.line = 2, .column = 9}, 1, {24, 25}, "。"},
        {{.line = 2}, 1, {16, 25}, "美元，他三心二意。"},
        {{.span = {2, 4}}, 1, {2, 4}, "王明"},
        {{.find = "亿"}, 2, {9, 10}, "亿"},
        {{.find = "20 亿美元"}, 1, {11, 18}, "20亿\r\n美元"}, /* blanks in either do not matter */
        {{.find = "３０"}, 1, {7, 9}, "30"},
        {{.find = "没有"}, 0, {0, 0}, NULL},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kaoju_explanation *e = explain(all[i].where);
        assert_int_equal(kaoju_place_count(e), all[i].count);
        if (!all[i].text)
            continue;
        assert_int_equal(kaoju_place_at(e, 0)->cp.start, all[i].first.start);
        assert_int_equal(kaoju_place_at(e, 0)->cp.end, all[i].first.end);
        assert_true(is(kaoju_place_at(e, 0)->text, all[i].text));
    }
    const kaoju_explanation *e = explain((kaoju_where){.line = 2, .column = 1});
    assert_int_equal(kaoju_place_at(e, 0)->line, 2);
    assert_int_equal(kaoju_place_at(e, 0)->column, 1);
    e = explain_in(session, "3元\n\n3元", &(kaoju_where){.line = 2}); /* nothing stands there */
    assert_int_equal(kaoju_place_at(e, 0)->cp.start, 3);
    assert_int_equal(kaoju_place_at(e, 0)->cp.end, 3);
    assert_int_equal(kaoju_candidate_count(e), 0);
    assert_int_equal(kaoju_candidate_count(explain((kaoju_where){.find = "没有"})), 0);
    /* A NUL at the end of a line is one of its characters. */
    kaoju_document nul = {.id = "nul", .bytes = "3元\0\n", .size = 6, .encoding = "utf-8"};
    assert_int_equal(kaoju_explain(session, &nul, &(kaoju_where){.line = 1}, &e, NULL), KAOJU_OK);
    assert_int_equal(kaoju_place_at(e, 0)->cp.end, 3);
}

static void places_that_are_not_there(void **state) {
    (void)state;
    static const kaoju_where all[] = {
        {.line = 3},
        {.line = 1, .column = 16},
        {.line = 3, .column = 1},
        {.column = 1},
        {.span = {2, 2}},
        {.span = {3, 2}},
        {.span = {0, 100}},
        {.span = {2, 3}, .line = 1},
        {.find = " \n"},
        {.find = "\xFF"},
        {.find = "亿", .line = 1},
        {.find = "亿", .span = {1, 2}},
        {.line = UINT32_MAX, .column = UINT32_MAX},
    };
    kaoju_document document = {.bytes = text, .size = strlen(text)};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kaoju_explanation *e = (const void *)text;
        kaoju_error error = {0};
        assert_int_equal(kaoju_explain(session, &document, &all[i], &e, &error), KAOJU_E_ARGUMENT);
        assert_null(e);
        assert_true(error.message[0] != '\0');
    }
    const kaoju_explanation *e = NULL;
    kaoju_document bad = {.bytes = "\xFF", .size = 1};
    assert_int_equal(kaoju_explain(session, &bad, NULL, &e, NULL), KAOJU_E_ENCODING);
    assert_int_equal(kaoju_explain(NULL, &document, NULL, &e, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_explain(session, NULL, NULL, &e, NULL), KAOJU_E_ARGUMENT);
    kaoju_document empty = {.bytes = NULL};
    assert_int_equal(kaoju_explain(session, &empty, NULL, &e, NULL), KAOJU_OK);
    assert_int_equal(kaoju_candidate_count(e), 0);
}

static void what_a_candidate_is(void **state) {
    (void)state;
    const kaoju_explanation *e = explain((kaoju_where){0});
    const kaoju_candidate *amount = only(e, "quantities", "20亿美元", "figures.amount");
    assert_true(is(amount->text, "20亿\r\n美元"));
    assert_string_equal(amount->policy, "longest");
    assert_string_equal(amount->type, "FIGURE");
    assert_true(strstr(amount->rule_file, "figures.yaml") && amount->rule_line == 2);
    assert_int_equal(amount->line, 1);
    assert_int_equal(amount->column, 12);
    assert_true(amount->ranked && amount->confidence == 1 && amount->priority == 0 && !amount->weighed);
    assert_string_equal(field(amount->fields, amount->field_count, "number"), "2000000000");
    assert_string_equal(field(amount->fields, amount->field_count, "unit"), "USD");
    assert_string_equal(field(amount->captures, amount->capture_count, "n"), "20亿");
    assert_string_equal(field(amount->captures, amount->capture_count, "cue"), "");
    assert_true(is(amount->captures[amount->capture_count - 1].entry, "currency:USD"));
    const kaoju_candidate *dollar = only(e, "dictionary", "美元", "currency");
    assert_true(is(dollar->entry, "currency:USD"));
    assert_string_equal(field(dollar->fields, dollar->field_count, "code"), "USD");
    assert_string_equal(field(dollar->fields, dollar->field_count, "surface"), "");
    assert_true(is(only(e, "dictionary", "王", "surname")->entry, "王")); /* it has no id */
    const kaoju_candidate *number = only(e, "numerals", "30亿", "number");
    assert_string_equal(field(number->fields, number->field_count, "number"), "3000000000");
    const kaoju_candidate *name = only(e, "names", "王明", "han_name");
    assert_true(name->weighed && name->milli_nats == only(e, "people", "王明", "people.after_title")->milli_nats);
    assert_true(only(e, "segmentation", "三心二意", "word")->milli_nats < 0);
}

static void outcomes(void **state) {
    (void)state;
    const kaoju_explanation *e = explain((kaoju_where){0});
    const struct {
        const char *step, *norm, *what, *outcome, *why, *reason;
    } all[] = {
        {"dictionary", "元", "currency", "refused", "not_in", "not_in: inside 美元 at 2:1"},
        {"names", "王明说", "han_name", "kept", NULL, "rules see it as name_end; better from this start: 王明, 0.7"},
        {"names", "王明", "han_name", "kept", NULL, "rules see it as han_name"},
        {"quantities", "30亿到20亿美元", "figures.range", "refused", "field", "its fields do not go together"},
        {"quantities", "20亿美元", "figures.amount", "kept", NULL, ""},
        {"quantities", "20亿", "figures.bare", "lost", "shorter", "to 20亿美元 (figures.amount): it is longer"},
        {"quantities", "三", "figures.bare", "refused", "not_in", "not_in: inside 三心二意 at 2:5"},
        {"people", "王明说", "people.says", "refused", "followed_by",
         "followed_by: what must stand behind it does not"},
        {"people", "王明", "people.says", "lost", "priority",
         "to 王明 (people.after_title): its priority is 20, not 10"},
        {"records", "30亿", "figures.bare", "dropped", "confidence", "its confidence is under 0.50"},
        {"records", "20亿美元", "figures.amount", "kept", NULL, ""},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const kaoju_candidate *c = only(e, all[i].step, all[i].norm, all[i].what);
        assert_string_equal(c->outcome, all[i].outcome);
        assert_true(all[i].why ? c->why && !strcmp(c->why, all[i].why) : !c->why);
        if (!is(c->reason, all[i].reason) && !(!*all[i].reason && !c->reason.data))
            fail_msg("%s %s: %.*s", all[i].norm, all[i].what, (int)c->reason.size, c->reason.data);
    }
    const kaoju_candidate *lost = only(e, "quantities", "20亿", "figures.bare");
    assert_ptr_equal(kaoju_candidate_at(e, lost->winner), only(e, "quantities", "20亿美元", "figures.amount"));
    assert_int_equal(lost->other.end, 18);
    const kaoju_candidate *record = only(e, "records", "20亿美元", "figures.amount");
    assert_true(is(kaoju_mention_at(kaoju_explanation_result(e), record->mention)->norm, "20亿美元"));
    assert_int_equal(only(e, "records", "30亿", "figures.bare")->mention, KAOJU_NO_INDEX);
    /* The winner does not stand at this place. */
    e = explain((kaoju_where){.find = "，他三"});
    assert_int_equal(only(e, "quantities", "三", "figures.bare")->winner, KAOJU_NO_INDEX);
}

/* Candidates overlap the place, steps come one after the other, spans in order. */
static void in_order_and_in_place(void **state) {
    (void)state;
    const kaoju_explanation *e = explain((kaoju_where){.span = {2, 12}});
    assert_true(kaoju_candidate_count(e) > 10);
    for (size_t i = 0; i < kaoju_candidate_count(e); i++) {
        const kaoju_candidate *c = kaoju_candidate_at(e, i), *last = i ? c - 1 : NULL;
        assert_true(c->cp.start < 12 && c->cp.end > 2 && c->cp.start < c->cp.end);
        assert_true(c->match.start <= c->cp.start && c->cp.end <= c->match.end);
        if (last && !strcmp(last->step, c->step))
            assert_true(last->cp.start < c->cp.start || (last->cp.start == c->cp.start && last->cp.end >= c->cp.end));
        for (size_t k = 0; last && strcmp(last->step, c->step) && k < i - 1; k++)
            assert_string_not_equal(kaoju_candidate_at(e, k)->step, c->step);
    }
}

/* With the shipped model: what resolving changes is told, and the records are those of kaoju_extract. */
static void resolving(void **state) {
    static const char page[] = "作家埃莱娜·马尔科娃说，书已写完。马尔科娃去年获奖。第5天。6月31日。";
    const kaoju_result *result = NULL;
    (void)state;
    const kaoju_explanation *e = explain_in(large, page, NULL);
    bool by_name = false, no_date = false;
    for (size_t i = 0; i < kaoju_candidate_count(e); i++) {
        const kaoju_candidate *c = kaoju_candidate_at(e, i);
        if (strcmp(c->step, "records") != 0 || !c->reason.data)
            continue;
        by_name |= is(c->norm, "马尔科娃") && strstr(c->reason.data, "by its name") != NULL;
        no_date |= is(c->norm, "6月31日") && strstr(c->reason.data, "not resolved") != NULL;
    }
    assert_true(by_name && no_date);
    static char ids[100][24];
    size_t count = kaoju_mention_count(kaoju_explanation_result(e));
    assert_in_range(count, 3, 100);
    for (size_t i = 0; i < count; i++)
        snprintf(ids[i], sizeof ids[i], "%s", kaoju_mention_at(kaoju_explanation_result(e), i)->id);
    kaoju_document document = {.id = "d\n1", .bytes = page, .size = strlen(page), .date = "2025-06-18"};
    assert_int_equal(kaoju_extract(large, &document, &result, NULL), KAOJU_OK);
    assert_int_equal(kaoju_mention_count(result), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(kaoju_mention_at(result, i)->id, ids[i]);
}

static bool keep(void *context, const char *bytes, size_t count) {
    (void)context;
    if (count > sizeof out - 1 - size)
        return false;
    memcpy(out + size, bytes, count);
    out[size += count] = '\0';
    return true;
}
static bool refuse(void *context, const char *bytes, size_t count) {
    (void)context, (void)bytes, (void)count;
    return false;
}

static void write_as(const kaoju_explanation *e, const char *format, bool color) {
    kaoju_write_options options = {.color = color};
    size = 0;
    out[0] = '\0';
    assert_int_equal(kaoju_explanation_write(e, format, &options, keep, NULL, NULL), KAOJU_OK);
}

static void json_lines(void **state) {
    (void)state;
    const kaoju_explanation *e = explain((kaoju_where){0});
    write_as(e, "jsonl", false);
    size_t lines = 0, keys = 0;
    for (char *line = strtok(out, "\n"); line; line = strtok(NULL, "\n"), lines++) {
        json_error_t problem;
        json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, &problem);
        assert_non_null(object);
        assert_int_equal(json_integer_value(json_object_get(object, "index")), lines);
        const kaoju_candidate *c = kaoju_candidate_at(e, lines);
        assert_string_equal(json_string_value(json_object_get(object, "outcome")), c->outcome);
        assert_true(json_is_null(json_object_get(object, "milli_nats")) == !c->weighed);
        assert_true(json_is_null(json_object_get(object, "rule")) == !c->rule);
        keys = keys ? keys : json_object_size(object);
        assert_int_equal(json_object_size(object), keys);
        json_decref(object);
    }
    assert_int_equal(lines, kaoju_candidate_count(e));
}

static void hostile_text_is_inert(void **state) {
    (void)state;
    const kaoju_explanation *e = explain_in(session,
                                            "外长王明\x1B]0;x\x07说\xE2\x80\xAE\xC2\x9B"
                                            "3元\x7F",
                                            NULL);
    write_as(e, "table", false);
    assert_true(strstr(out, "3元") != NULL);
    for (size_t i = 0; i < size; i++)
        assert_true((unsigned char)out[i] >= 0x20 ? out[i] != 0x7F : out[i] == '\n');
    assert_null(strstr(out, "\xE2\x80\xAE"));
    assert_null(strstr(out, "\xC2\x9B"));
    assert_non_null(strstr(out, "d\\u{A}1"));
    write_as(e, "table", true);
    assert_non_null(strstr(out, "\033[1m"));
}

static void failures_of_writing(void **state) {
    (void)state;
    const kaoju_explanation *e = explain((kaoju_where){0});
    kaoju_error error = {0};
    assert_int_equal(kaoju_explanation_write(e, "table", NULL, refuse, NULL, &error), KAOJU_E_IO);
    assert_int_equal(kaoju_explanation_write(e, "xml", NULL, keep, NULL, &error), KAOJU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "xml"));
    assert_int_equal(kaoju_explanation_write(NULL, "table", NULL, keep, NULL, &error), KAOJU_E_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(places_that_are_not_there),
        cmocka_unit_test(what_a_candidate_is),
        cmocka_unit_test(outcomes),
        cmocka_unit_test(in_order_and_in_place),
        cmocka_unit_test(resolving),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(hostile_text_is_inert),
        cmocka_unit_test(failures_of_writing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
