/* What is known of a pattern before it is run: how long it is, and what stands behind its first character. */
#include "rules_fixture.h"

#include "rules/program.h"

static kj_step first_step(fixture *f, const char *pattern) {
    fixture_open(f);
    assert_int_equal(fixture_load(f, fixture_rule(pattern, "")), KAOJU_OK);
    return f->rules.program->steps[f->rules.rules[0].entry];
}

static void expect_length(const char *pattern, int least, int most) {
    fixture f;
    kj_step step = first_step(&f, pattern);
    if (step.least != least || step.most != most)
        fail_msg("%s: %d to %d, not %d to %d", pattern, step.least, step.most, least, most);
    fixture_close(&f);
}

static void lengths(void **state) {
    (void)state;
    expect_length("甲", 1, 1);
    expect_length("甲乙?丙", 2, 3);
    expect_length("甲|乙丙丁", 1, 3);
    expect_length("[甲乙]{2,4}", 2, 4);
    expect_length("(x:甲.)", 2, 2);
    expect_length("甲_乙", 2, 3); /* a blank may be one that is visible */
    expect_length("甲$", 1, 1);
    expect_length("甲乙*", 1, KJ_MANY);
    expect_length("(甲乙)*丙", 1, KJ_MANY);
    expect_length("<number>甲", 2, KJ_MANY);
    expect_length("甲.{0,64}", 1, 65);
    expect_length("甲.{64}.{64}.{64}.{62}", KJ_MANY, KJ_MANY);
    expect_length("甲.{64}.{64}.{64}.{61}", KJ_MANY - 1, KJ_MANY - 1);
}

static void expect_tried(const char *pattern, const char *text, bool tried) {
    fixture f;
    first_step(&f, pattern);
    fixture_matches(&f, text);
    if ((kj_runner_steps(f.runner) > 0) != tried)
        fail_msg("%s in %s: %s", pattern, text, tried ? "not tried" : "tried");
    fixture_close(&f);
}

/* All texts have what the pattern needs, but not all where it needs it. */
static void second(void **state) {
    (void)state;
    expect_tried("甲乙", "甲丙乙", false);
    expect_tried("甲乙", "甲 乙", true); /* a blank between them is layout */
    expect_tried("甲(乙|丁)", "甲丙丁", false);
    expect_tried("甲丁?乙", "甲丙乙", false);
    expect_tried("甲丁?", "甲", true); /* it may end there */
    expect_tried("甲.乙", "甲丙乙", true);
    expect_tried("<number>元", "12日元", false);
    expect_tried("<number>元", "12元", true);
    expect_tried("(甲|<number>)元", "甲日12元", true);
    expect_tried("(甲丙)*乙", "甲乙丙", true); /* 乙 begins one */
}

/* The matches of 甲 with this guard before it. */
static const char *matches_behind(fixture *f, const char *guard, const char *text) {
    char more[100];
    snprintf(more, sizeof more, "  preceded_by: '%s'\n", guard);
    fixture_open(f);
    assert_int_equal(fixture_load(f, fixture_rule("甲", more)), KAOJU_OK);
    return fixture_matches(f, text);
}

/* A rule that must have something before it is not tried where another character stands there. */
static void what_stands_before(void **state) {
    (void)state;
    static const struct {
        const char *guard, *text;
        bool tried;
    } cases[] = {
        {"丁", "乙甲", false},         {"丁", "丁甲", true},
        {"丁", "丁\n甲", true}, /* a blank hides what stands before */
        {"丁乙?", "乙甲", true},       {"丁乙?", "丙甲", false},
        {"[丁乙]|丙", "戊甲", false},  {"^|丁", "甲", true},
        {"^|丁", "乙甲", false},       {"丁_", "乙甲", false},
        {"丁_", "丁 甲", true},        {"<number>", "乙甲", true}, /* where spans end is not known */
        {"丁<number>?", "乙甲", true}, {"[^丁]", "丁甲", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        matches_behind(&f, cases[i].guard, cases[i].text);
        if ((kj_runner_steps(f.runner) > 0) != cases[i].tried)
            fail_msg("%s before %s: %s", cases[i].guard, cases[i].text, cases[i].tried ? "not tried" : "tried");
        fixture_close(&f);
    }
}

/* A guard of any length looks back as far as it is long, and no further than where it must begin. */
static void guards_look_back(void **state) {
    (void)state;
    static const struct {
        const char *guard, *text;
        bool stands;
    } cases[] = {
        {"丁", "丁甲", true},         {"丁", "丁乙甲", false},      {"丁乙?", "丁乙甲", true},
        {"丁乙", "丁 乙 甲", true},   {"丁.*", "丁乙丙乙甲", true}, {"丁.{0,2}", "丁乙丙乙甲", false},
        {"<number>", "2025甲", true}, {"^|丁", "甲", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        bool stands = *matches_behind(&f, cases[i].guard, cases[i].text) != '\0';
        if (stands != cases[i].stands)
            fail_msg("%s before %s", cases[i].guard, cases[i].text);
        fixture_close(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lengths), cmocka_unit_test(second),
                                       cmocka_unit_test(what_stands_before), cmocka_unit_test(guards_look_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
