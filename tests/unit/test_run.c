/* The matcher: what every operator and guard means, which of several matches is taken, layout, and its cost. */
#include "rules_fixture.h"
#include "rules_naive.h"

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
        {"a[ ]x]b", "", "a]b axb a]", "a]b; axb"}, /* a ] that stands first is a member, behind a blank, too */
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
        {"^雨", "", "雨一雨\n\n雨二雨\n\n二雨", "雨; 雨"},
        {"雨$", "", "雨，小雨\n\n无雨", "雨; 雨"},
        {"雨^", "", "雨\n\n雨", ""}, /* a paragraph does not start where one ends */
    };
    RUN(examples);
}

static void references(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, "define: {rain: 大?雨, day: '@rain (天|日)'}\n"
                                      "rules:\n- {id: r, phase: one, pattern: '@day', emit: X, tests: [{text: a, "
                                      "gives: [{text: a}]}, {text: b, gives: []}]}\n"),
                     KAOJU_OK);
    assert_string_equal(fixture_matches(&f, "大雨天，雨日，雨夜"), "大雨天; 雨天; 雨日");
    fixture_close(&f);
}

static void folding(void **state) {
    (void)state;
    static const example examples[] = {
        {"亿", "", "９億", "億"},          {"億", "", "9亿", "亿"}, {"９", "", "9", "9"},
        {"[０-９]亿", "", "３億", "３億"}, {"％", "", "5%", "%"},
    };
    RUN(examples);
}

static void typed_spans(void **state) {
    (void)state;
    static const example examples[] = {
        {"<number> <unit>", "", "收入300元", "300元"},
        {"n:<number> u:<unit>", "", "9千瓦时", "9千瓦时 n=9# u=千瓦时#"},
        {"n:<number> u:<unit> 时", "", "9千瓦时", "9千瓦时 n=9# u=千瓦#"}, /* the shorter unit, when only that fits */
        {"<unit|cue>", "", "约3元", "约; 元"},
        {"<number 1..12>月", "", "12月13月0月1月", "12月; 1月"},
        {"<number ..31>日", "", "31日32日", "31日"},
        {"<number 10..>个", "", "9个10个", "10个"},
        {"<number int>个", "", "9个", "9个"},
        {"<unit int>", "", "元", ""},
        {"<cue position=before>", "", "约多左右", "约"},
        {"<cue position!=before>", "", "约多左右", "多; 左右"},
        {"<cue position=before|after>", "", "约多左右", "约; 左右"},
        {"<cue position=>", "", "约多左右", "多"},
        {"<unit code!=USD kind=money>", "", "元美元千瓦", "元; 元"},
        {"<number kind=money>", "", "3", ""}, /* no dictionary entry, no column */
        {"<unit kind=money code=USD>", "", "元美元", "美元"},
        {"<unit kind=money int>", "", "元美元元", ""}, /* a column that holds, and no number */
        {"<title rank=2>", "", "部长", "部长"},
        {"t:<title>", "", "部长", "部长 t=部长#"},
        {"c:<cue>? n:<number>", "", "约3，4", "约3 c=约# n=3#; 3 n=3#; 4 n=4#"},
        {"x:(<number> <unit>)", "", "3元", "3元 x=3元"},
        {"x:(<number>|半)", "", "3半", "3 x=3#; 半 x=半"},
        {"a:b:<number>", "", "3", "3 a=3# b=3#"},
    };
    RUN(examples);
}

static void captures(void **state) {
    (void)state;
    static const example examples[] = {
        {"x:甲 乙", "", "甲乙", "甲乙 x=甲"},
        {"x:甲? 乙", "", "乙", "乙"},
        {"(x:甲|y:乙)丙", "", "甲丙乙丙", "甲丙 x=甲; 乙丙 y=乙"},
        {"(x:[甲乙])+", "", "甲乙", "甲乙 x=乙; 乙 x=乙"}, /* the last time round */
        {"(x:甲|y:乙|丙)?z:丁", "", "甲丁乙丁丙丁丁",
         "甲丁 x=甲 z=丁; 丁 z=丁; 乙丁 y=乙 z=丁; 丁 z=丁; 丙丁 z=丁; 丁 z=丁; 丁 z=丁"},
        {"(x:<number>|y:(<number> 元|约))[^，]{0,2}个", "", "3元个约3个", "3元个 x=3#; 约3个 y=约; 3个 x=3#"},
        {"(甲x:乙|甲乙x:丙)丁?", "", "甲乙丙", "甲乙丙 x=丙"}, /* what a failed or shorter way captured is gone */
        {"甲 x:(乙?)", "", "甲", "甲 x="},
    };
    RUN(examples);
}

static void longest_then_first(void **state) {
    (void)state;
    static const example examples[] = {
        {"甲|甲乙", "", "甲乙", "甲乙"},
        {"x:甲 y:乙? z:乙?", "", "甲乙", "甲乙 x=甲 y=乙"},
        {"x:甲 (y:乙)?(z:乙)?丙", "", "甲乙丙", "甲乙丙 x=甲 y=乙"},
        {"(a:(甲乙)|b:甲 c:乙)", "", "甲乙", "甲乙 a=甲乙"},
        {"(b:甲 c:乙|a:(甲乙))", "", "甲乙", "甲乙 b=甲 c=乙"},
        {"a:(甲*) b:(甲*)丙", "", "甲甲丙", "甲甲丙 a=甲甲 b=; 甲丙 a=甲 b=; 丙 a= b="},
    };
    RUN(examples);
}

static void layout(void **state) {
    (void)state;
    static const example examples[] = {
        {"大雨天", "", "大 雨 天", "大 雨 天"},
        {"大雨天", "", "大雨\n天了", "大雨\n天"},
        {"大雨天", "", "大雨\n\n天", ""},             /* a blank line ends the paragraph */
        {"x:(大雨)", "", "下大雨 ，", "大雨 x=大雨"}, /* no blank at an edge */
        {"n:<number> u:<unit>", "", "3 千\n瓦 时", "3 千\n瓦 时 n=3# u=千\n瓦 时#"},
        {"大_雨", "", "大雨 大 雨", "大 雨"},
        {"GDP_growth", "", "GDP growth", "GDP growth"},
        {"GDPgrowth", "", "GDP growth", ""},
        {"雨_", "", "雨 天雨天", "雨"},
        {"_雨", "", "天 雨天雨", "雨"},
        {"雨$", "", "大雨\n", "雨"},
    };
    RUN(examples);
}

static void within(void **state) {
    (void)state;
    static const example examples[] = {
        {"甲.*乙", "", "甲，乙。甲。乙", "甲，乙"},
        {"甲.*乙", "  within: sentence\n", "甲，乙。甲。乙", "甲，乙"},
        {"甲.*乙", "  within: clause\n", "甲，乙。甲丙乙。", "甲丙乙"},
        {"甲.*丁", "  within: paragraph\n", "甲，乙。丁。\n\n甲。\n\n丁。", "甲，乙。丁"},
    };
    RUN(examples);
}

static void guards(void **state) {
    (void)state;
    static const example examples[] = {
        {"雨", "  followed_by: 天\n", "雨天雨夜", "雨"},
        {"雨", "  not_followed_by: '[天夜]'\n", "雨天雨夜雨伞", "雨"},
        {"雨", "  preceded_by: 大|小\n", "大雨中雨小雨", "雨; 雨"},
        {"雨", "  not_preceded_by: 大\n", "大雨中雨", "雨"},
        {"雨", "  preceded_by: <number> 场\n", "12场雨一场雨", "雨"},
        {"雨", "  preceded_by: '[^一]场'\n", "三场雨一场雨场雨", "雨; 雨"},
        {"雨", "  preceded_by: ^\n", "雨后有雨\n\n雨", "雨; 雨"},
        {"雨", "  preceded_by: ^|，\n", "雨后，雨雨", "雨; 雨"},
        {"雨", "  not_preceded_by: ^\n", "雨后有雨", "雨"},
        {"雨", "  followed_by: $\n", "雨有雨\n\n雨", "雨; 雨"},
        {"雨", "  followed_by: 。|$\n", "雨有雨。小雨", "雨; 雨"},
        {"雨", "  followed_by: 。再\n", "雨。再", "雨"}, /* guards look over the end of the sentence */
        {"雨", "  preceded_by: 大\n", "大\n\n雨", ""},   /* but not over that of the paragraph */
        {"雨", "  preceded_by: 大\n", "大 雨", "雨"},
        {"雨", "  followed_by: _\n", "雨 伞雨伞", "雨"},
        {"大? 雨 天?", "  not_followed_by: 空\n", "大雨天空",
         "大雨; 雨"}, /* a shorter end when the longest is refused */
        {"(x:雨 天|y:雨)", "  followed_by: 天\n", "雨天", "雨 y=雨"},
        {"x:甲 乙", "  span: x\n  followed_by: 丙\n", "甲乙丙甲丙", "甲乙 x=甲"}, /* about the whole match */
    };
    RUN(examples);
}

static void not_in(void **state) {
    (void)state;
    static const example examples[] = {
        {"二", "  not_in: [二手, 第二]\n", "二手第二，二元", "二"},
        {"二", "  not_in: [二]\n", "二", ""},
        {"二", "  not_in: [二手]\n", "二 手，二", "二"},       /* letter-spaced words count */
        {"二手 货", "  not_in: [二手]\n", "二手货", "二手货"}, /* only what lies inside */
        {"[三二]", "  not_in: [<idiom>]\n", "三心二意，三", "三"},
        {"x:二 手", "  span: x\n  not_in: [二手]\n", "二手", ""},
        {"一 x:二 y:手", "  span: [x, y]\n  not_in: [手机]\n", "一二手机一二手", "一二手 x=二 y=手"},
        {"二 手?", "  not_in: [大二]\n", "大二手", "二手"}, /* the longer one is not inside */
        {"二", "  not_in: [一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未]\n",
         "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", ""},
    };
    RUN(examples);
}

static void one_match_for_a_rule_and_start(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, "rules:\n"
                                      "- {id: a, phase: one, pattern: 'x:(甲.?)', emit: X, tests: &"
                                      "x [{text: a, gives: []}]}\n"),
                     KAOJU_E_SYNTAX); /* and a failed load leaves nothing behind */
    assert_int_equal(fixture_load(&f,
                                  "rules:\n"
                                  "- {id: a, phase: one, pattern: 'x:(甲.?)', emit: X, tests: [{text: a, gives: []}, "
                                  "{text: b, gives: [{text: b}]}]}\n"
                                  "- {id: b, phase: two, pattern: 甲, emit: Y, tests: [{text: a, gives: []}, "
                                  "{text: b, gives: [{text: b}]}]}\n"
                                  "- {id: c, phase: one, pattern: '[甲乙]', emit: Y, tests: [{text: a, gives: []}, "
                                  "{text: b, gives: [{text: b}]}]}\n"),
                     KAOJU_OK);
    assert_string_equal(fixture_matches(&f, "甲乙"), "甲乙 x=甲乙; 甲; 乙"); /* rule b is of another phase */
    assert_int_equal(f.matches.at[0].rule, 0);
    assert_int_equal(f.matches.at[1].rule, 1);
    assert_string_equal(f.rules.rules[1].name, "t.c");
    fixture_close(&f);
}

/* ------------------------------------------------------------------ limits and cost */

static char *repeated(const char *piece, size_t count, const char *end) {
    size_t size = strlen(piece);
    char *text = malloc(size * count + strlen(end) + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, piece, size);
    strcpy(text + size * count, end);
    return text;
}

static void covers_at_most_match_max(void **state) {
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        char *inside = repeated("a", KJ_MATCH_MAX - 2 + extra, "乙"), *text = repeated("甲", 1, inside);
        assert_matches("甲a*乙", "", text, extra ? "" : text);
        free(inside);
        free(text);
    }
}

/* A typed span is consumed whole or not at all. */
static void counts_typed_spans_whole(void **state) {
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        char *digits = repeated("1", KJ_MATCH_MAX - 1 + extra, ""), *text = repeated("甲", 1, digits);
        assert_matches("甲 <number>", "", text, extra ? "" : text);
        free(digits);
        free(text);
    }
}

/* The character after a match may be any number of blanks away. */
static void blanks_behind_do_not_count(void **state) {
    (void)state;
    char *blanks = repeated(" ", 3 * KJ_MATCH_MAX, "日"), *text = repeated("雨", 1, blanks);
    assert_matches("雨", "", text, "雨");
    assert_matches("x:雨", "  followed_by: 日\n", text, "雨 x=雨");
    assert_matches("日", "  preceded_by: 雨\n", text, "");
    free(blanks);
    free(text);
}

static uint64_t steps_for(const char *pattern, const char *text) {
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, fixture_rule(pattern, "")), KAOJU_OK);
    fixture_matches(&f, text);
    uint64_t steps = kj_runner_steps(f.runner);
    fixture_close(&f);
    return steps;
}

/* Twice the text is about twice the work, and each start costs at most instructions x positions. */
static void hostile_patterns_are_linear(void **state) {
    (void)state;
    static const char *const patterns[] = {
        "(a*)*b",        "a(a*)*b",    "a(a|a)*b",  "a(a?){60}a{60}b",    "a.{0,64}.{0,64}.{0,64}b",
        "a(a|aa|aaa)*b", "a((a*)*)*b", "a(x:a*)*b", "a(.*)(.*)(.*)(.*)b", "a([^b]*[^c]*)*b",
    };
    /* The end has the b that every pattern needs: without it none would be tried at all. */
    char *one = repeated("a", 2000, "cb"), *two = repeated("a", 4000, "cb");
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        uint64_t steps = steps_for(patterns[i], one), twice = steps_for(patterns[i], two);
        assert_true(twice < steps * 5 / 2);
        assert_true(steps < (uint64_t)2000 * KJ_MATCH_MAX * 300);
    }
    free(one);
    free(two);
}

/* What a rule needs is found anywhere in the rest of the sentence, however the words of maps lie, and not behind its end: then it
 * is not even tried. */
static void needs_the_rest_of_the_sentence(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, fixture_rule("甲[丙。]*乙", "")), KAOJU_OK);
    fixture_matches(&f, ""); /* there is a runner now */
    for (size_t before = 0; before < 130; before++)
        for (size_t between = 0; between < 130; between += between < 5 || between > 60 ? 1 : 11) {
            char *front = repeated("丙", before, "甲"), *gap = repeated("丙", between, ""), text[3 * 300];
            uint64_t steps = kj_runner_steps(f.runner);
            snprintf(text, sizeof text, "乙。%s%s。乙", front, gap);
            assert_string_equal(fixture_matches(&f, text), "");
            assert_int_equal(kj_runner_steps(f.runner), steps);
            snprintf(text, sizeof text, "乙。%s%s乙。", front, gap);
            assert_string_not_equal(fixture_matches(&f, text), "");
            assert_int_equal(f.matches.size, 1);
            assert_int_equal(f.matches.at[0].start, before + 2);
            assert_int_equal(f.matches.at[0].end, before + between + 4);
            free(front);
            free(gap);
        }
    fixture_close(&f);
}

/* Where no rule can start, or the sentence lacks what it needs, nothing runs. */
static void costs_nothing_without_candidates(void **state) {
    (void)state;
    char *text = repeated("乙", 5000, "");
    assert_int_equal(steps_for("甲.*", text), 0);
    assert_int_equal(steps_for("<number> 年", text), 0);
    assert_int_equal(steps_for("乙+ <number>", text), 0);
    assert_int_equal(steps_for("乙 (x:甲|x:丙) 乙", text), 0);
    free(text);
}

/* ------------------------------------------------------------------ against a naive matcher */

static void compare_with_naive(bool strict, int rounds) {
    size_t compared = 0, matched = 0;
    for (int round = 0; round < rounds; round++) {
        tree_count = 0;
        bool named = next_random(2); /* captures at the beginning, too */
        tree *first = grow_begin(strict, named ? "x" : "");
        tree *rest_of = grow(4, strict, named ? "y" : next_random(2) ? "xy" : "yx");
        tree whole = {.kind = ALL, .left = first, .right = rest_of};
        char pattern[4000] = "", text[12] = "", want[2000];
        print(&whole, pattern);
        for (size_t i = 0, n = 1 + next_random(9); i < n; i++)
            text[i] = (char)('a' + next_random(3));
        fixture f;
        fixture_open(&f);
        kaoju_status status = fixture_load(&f, fixture_rule(pattern, ""));
        if (status)
            fail_msg("%s: %s", pattern, f.problems);
        char got[2000];
        snprintf(got, sizeof got, "%s", fixture_matches(&f, text));
        if (!strict)
            without_captures(got);
        naive_steps = 0;
        naive(&whole, text, strict, f.rules.rules[0].captures, f.rules.rules[0].capture_count, want);
        if (naive_steps < 200000) {
            compared++;
            matched += *want != '\0';
            if (strcmp(got, want) != 0)
                fail_msg("pattern %s text %s\nwant %s\ngot  %s", pattern, text, want, got);
        }
        fixture_close(&f);
    }
    assert_true(compared > (size_t)rounds * 9 / 10);
    assert_true(matched > compared / 3);
}

static void agrees_with_a_naive_matcher(void **state) {
    (void)state;
    seed = 20250618;
    compare_with_naive(true, 3000);
    compare_with_naive(false, 1500);
}

/* Writes "start-end guard word; " for each match that is refused. */
static void note_refused(void *context, const kj_match *match, kj_refusal why, kaoju_range word) {
    static const char *const names[] = {"?", "not_in", "preceded", "not_preceded", "followed", "not_followed"};
    char *out = context;
    snprintf(out + strlen(out), 500 - strlen(out), "%u-%u %s %u-%u; ", match->start, match->end, names[why], word.start,
             word.end);
}

static void tells_what_guards_refuse(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *more, *text, *refused;
    } all[] = {
        {"三", "  not_in: [三心二意]\n", "他三心二意三", "1-2 not_in 1-5; "},
        {"三", "  not_in: ['<idiom>']\n", "他三心二意三", "1-2 not_in 1-5; "},
        {"n:[三四]", "  span: n\n  not_in: [第三]\n", "第三第四", "1-2 not_in 0-2; "},
        {"<number>", "  preceded_by: 第\n", "第3 4", "3-4 preceded 0-0; "},
        {"<number>", "  not_preceded_by: (第 x?)\n", "第x3，4", "2-3 not_preceded 0-2; "},
        {"<number>", "  followed_by: 号\n", "3号4", "2-3 followed 0-0; "},
        {"<number>", "  not_followed_by: 号楼\n", "3号4 号楼", "2-3 not_followed 4-6; "},
        {"<number>", "  not_followed_by: '$'\n", "3号4", "2-3 not_followed 3-3; "},
        {"[甲]乙?", "  followed_by: 乙\n", "甲乙", "0-2 followed 0-0; "}, /* the shorter match is taken */
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        fixture f;
        char refused[500] = "";
        fixture_open(&f);
        assert_int_equal(fixture_load(&f, fixture_rule(all[i].pattern, all[i].more)), KAOJU_OK);
        char silent[500];
        snprintf(silent, sizeof silent, "%s", fixture_matches(&f, all[i].text));
        kj_runner_watch(f.runner, note_refused, refused);
        assert_string_equal(fixture_matches(&f, all[i].text), silent);
        assert_string_equal(refused, all[i].refused);
        kj_runner_watch(f.runner, NULL, NULL);
        assert_string_equal(fixture_matches(&f, all[i].text), silent);
        assert_string_equal(refused, all[i].refused);
        fixture_close(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators),
        cmocka_unit_test(references),
        cmocka_unit_test(folding),
        cmocka_unit_test(typed_spans),
        cmocka_unit_test(captures),
        cmocka_unit_test(longest_then_first),
        cmocka_unit_test(layout),
        cmocka_unit_test(within),
        cmocka_unit_test(guards),
        cmocka_unit_test(not_in),
        cmocka_unit_test(tells_what_guards_refuse),
        cmocka_unit_test(one_match_for_a_rule_and_start),
        cmocka_unit_test(covers_at_most_match_max),
        cmocka_unit_test(counts_typed_spans_whole),
        cmocka_unit_test(blanks_behind_do_not_count),
        cmocka_unit_test(hostile_patterns_are_linear),
        cmocka_unit_test(needs_the_rest_of_the_sentence),
        cmocka_unit_test(costs_nothing_without_candidates),
        cmocka_unit_test(agrees_with_a_naive_matcher),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
