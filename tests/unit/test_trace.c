/* The trace of an extraction: every candidate with its fate, and that it changes nothing. */
#include "extract/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define DATA TEST_SOURCE_DIR "/tests/golden/explain/"

static kaoju_model *model;
static kj_extraction *x;
static kj_trace *trace;
static char out[4000];

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    trace = kj_trace_new();
    return !trace || kj_model_load(DATA "dict", DATA "rules", NULL, NULL, &model, &error) ||
           kj_extraction_new(model, &x, &error);
}
static int teardown(void **state) {
    (void)state;
    kj_trace_free(trace);
    kj_extraction_free(x);
    kj_model_free(model);
    return 0;
}

static void put(const kj_given *g, const char *fate, const kj_given *winner) {
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, sizeof out - used, "%s %u-%u %s", model->rules.rules[g->rule].name, g->start,
                             g->end, fate);
    if (winner)
        used += (size_t)snprintf(out + used, sizeof out - used, " %u-%u", winner->start, winner->end);
    snprintf(out + used, sizeof out - used, "\n");
}

/* "rule start-end fate[ start-end of the winner]" for each candidate. */
static const char *tried(void) {
    static const char *const fates[] = {"kept", "length", "priority", "margin", "start",  "context",
                                        "rule", "order",  "name",     "field",  "unsure", "guard"};
    out[0] = '\0';
    for (size_t i = 0; i < trace->tried.size; i++) {
        const kj_tried *t = &trace->tried.at[i];
        bool lost = t->fate > KJ_FATE_KEPT && t->fate < KJ_FATE_FIELD;
        put(&t->given, fates[t->fate], lost ? &t->winner : NULL);
    }
    return out;
}
static const char *met(void) {
    out[0] = '\0';
    for (size_t i = 0; i < trace->met.size; i++) {
        const kj_met *m = &trace->met.at[i];
        put(&m->given, m->fate ? "lost" : "kept", m->fate ? &m->winner : NULL);
    }
    return out;
}

static void run(const char *text, bool traced) {
    kj_trace_reset(trace);
    kj_extraction_trace(x, traced ? trace : NULL);
    assert_int_equal(kj_extraction_run(x, text, strlen(text), NULL), KAOJU_OK);
    kj_extraction_trace(x, NULL);
    assert_false(trace->failed);
}

static void fates(void **state) {
    (void)state;
    run("外长王明说，约30亿到20亿美元，他三心二意。", true);
    assert_string_equal(tried(), "figures.bare 18-19 guard\n"
                                 "figures.bare 20-21 guard\n"
                                 "figures.range 7-16 field\n"
                                 "figures.bare 7-10 kept\n"
                                 "figures.amount 11-16 kept\n"
                                 "figures.bare 11-14 length 11-16\n"
                                 "people.says 2-5 guard\n"
                                 "people.after_title 2-4 kept\n"
                                 "people.says 2-4 priority 2-4\n");
    assert_string_equal(met(), "figures.bare 7-10 kept\nfigures.amount 11-16 kept\npeople.after_title 2-4 kept\n");
    const kj_tried *guard = &trace->tried.at[0], *range = &trace->tried.at[2], *amount = &trace->tried.at[4];
    assert_int_equal(guard->refusal, KJ_REFUSED_NOT_IN);
    assert_int_equal(guard->word.start, 18);
    assert_int_equal(guard->word.end, 22);
    assert_int_equal(guard->given.value, KJ_NONE);
    assert_null(range->key); /* its bounds are the wrong way round */
    assert_int_equal(trace->tried.at[6].refusal, KJ_REFUSED_FOLLOWED);
    /* cue, span, n, u: the cue took no part, the span is no typed span, u is the currency. */
    assert_string_equal(kj_names_at(model->names, amount->captures[3].type), "currency");
    assert_int_equal(amount->captures[0].start, KJ_NONE);
    assert_int_equal(amount->captures[1].type, KJ_NONE);
    assert_int_equal(amount->captures[2].start, 11);
}

/* A quantity that overlaps a name: the last overlap decides, and says so. */
static void the_last_overlap(void **state) {
    (void)state;
    run("外长王三说，3元。", true);
    const kj_given *person = NULL;
    for (size_t i = 0; i < trace->met.size; i++)
        if (trace->met.at[i].given.type == model->types.person)
            person = &trace->met.at[i].given;
    assert_non_null(person);
    assert_string_equal(met(), "figures.bare 3-4 lost 2-4\nfigures.amount 6-8 kept\npeople.after_title 2-4 kept\n");
}

static void nothing_changes(void **state) {
    static const char text[] = "外长王明说，约30亿到20亿美元，他三心二意。20到30元。";
    kj_givens plain = {0};
    (void)state;
    run(text, false);
    assert_int_equal(trace->tried.size + trace->met.size, 0);
    for (size_t i = 0; i < x->mentions.size; i++)
        assert_true(kj_push(&plain, x->mentions.at[i]));
    run(text, true);
    assert_int_equal(x->mentions.size, plain.size);
    for (size_t i = 0; i < plain.size; i++)
        assert_memory_equal(&x->mentions.at[i], &plain.at[i], sizeof plain.at[i]);
    kj_vec_free(&plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(fates), cmocka_unit_test(the_last_overlap),
                                       cmocka_unit_test(nothing_changes)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
