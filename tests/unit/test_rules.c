/* Rule files: what is read, every mistake with its place, and the limits at n and n + 1. */
#include "rules_fixture.h"

#include "base/limits.h"

#define CASES "tests: [{text: a, gives: [{text: a}]}, {text: b, gives: []}]"

/* A rule on one line, with room for what is tested. */
#define RULE(keys) "rules:\n- {id: r, phase: one, emit: X, " keys ", " CASES "}\n"

static void reads_every_key(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    assert_int_equal(
        fixture_load(&f, "define: {tilde: '~|-'}\n"
                         "rules:\n"
                         "- id: range\n"
                         "  about: From here to there.\n"
                         "  phase: two\n"
                         "  pattern: 'c:<cue>? whole:(n:<number> @tilde m:<number> u:<unit>)'\n"
                         "  emit: FIGURE\n"
                         "  span: [whole, u]\n"
                         "  value: {low: $n, high: -$m, unit: $u.code, kind: money}\n"
                         "  not_in: [二手, <idiom>]\n"
                         "  within: clause\n"
                         "  priority: -7\n"
                         "  confidence: 0.25\n"
                         "  preceded_by: 从\n"
                         "  tests:\n"
                         "  - {text: 从3-5元, ref_date: 2025-06-18, gives: [{text: 3-5元, unit: CNY}, {text: 元}]}\n"
                         "  - {text: 3元, gives: []}\n"
                         "- {id: first, phase: one, pattern: 甲, emit: inner, " CASES "}\n"),
        KAOJU_OK);
    assert_string_equal(f.problems, "");
    const kj_rules *all = &f.rules;
    assert_int_equal(all->rule_count, 2);
    assert_int_equal(all->phase_count, 2);
    assert_string_equal(all->rules[0].name, "t.first"); /* by phase */
    assert_int_equal(all->phases[1].first_rule, 1);
    assert_int_equal(all->phases[1].rule_count, 1);
    assert_int_equal(all->phases[1].overlap, KJ_OVERLAP_LONGEST);
    const kj_rule *r = &all->rules[1];
    assert_string_equal(r->name, "t.range");
    assert_string_equal(r->about, "From here to there.");
    assert_string_equal(r->file, "x/t.yaml");
    assert_int_equal(r->line, 3);
    assert_string_equal(kj_names_at(f.names, r->type), "FIGURE");
    assert_int_equal(r->capture_count, 5);
    assert_int_equal(r->span_count, 2);
    assert_string_equal(r->captures[r->spans[0]], "whole");
    assert_string_equal(r->captures[r->spans[1]], "u");
    assert_int_equal(r->within, KJ_WITHIN_CLAUSE);
    assert_int_equal(r->priority, -7);
    assert_true(r->confidence == 0.25);
    assert_int_equal(r->not_in_count, 1);
    assert_int_equal(r->not_in_class_count, 1);
    assert_int_not_equal(r->preceded, KJ_NONE);
    assert_int_equal(r->followed, KJ_NONE);
    assert_int_equal(r->field_count, 4);
    assert_string_equal(r->fields[0].key, "low");
    assert_string_equal(r->captures[r->fields[0].capture], "n");
    assert_true(r->fields[1].negated && !r->fields[0].negated);
    assert_string_equal(r->fields[2].column, "code");
    assert_string_equal(r->fields[3].literal, "money");
    assert_int_equal(r->fields[2].line, 9);
    assert_int_equal(r->test_count, 2);
    const kj_rule_test *test = &all->tests[r->first_test];
    assert_string_equal(test->text, "从3-5元");
    assert_string_equal(test->ref_date, "2025-06-18");
    assert_int_equal(test->expected_count, 2);
    assert_string_equal(all->expected[test->first_expected].want[0].value, "CNY");
    assert_true(all->rules[0].confidence == 1 && all->rules[0].within == KJ_WITHIN_SENTENCE);
    fixture_close(&f);
}

/* A broken file, with ‸ in front of the character under which the caret must stand, and a piece of the message. */
typedef struct mistake {
    const char *yaml, *problem;
} mistake;

/* Takes the mark out of the file and gives its line and column. */
static void take_mark(const char *yaml, char *out, uint32_t *line, uint32_t *column) {
    const char *mark = strstr(yaml, "‸");
    assert_non_null(mark);
    sprintf(out, "%.*s%s", (int)(mark - yaml), yaml, mark + strlen("‸"));
    *line = *column = 1;
    for (const char *c = yaml; c < mark; c++) {
        *column = *c == '\n' ? 1 : *column + (((unsigned char)*c & 0xC0) != 0x80);
        *line += *c == '\n';
    }
}

static void refuses(const mistake *m) {
    char yaml[2000];
    uint32_t line, column;
    take_mark(m->yaml, yaml, &line, &column);
    fixture f;
    fixture_open(&f);
    kaoju_status status = fixture_load(&f, yaml);
    if (status != KAOJU_E_SYNTAX || f.error.line != line || f.error.column != column ||
        !strstr(f.error.message, m->problem))
        fail_msg("%s\nwant %s\ngot  %s", m->yaml, m->problem, f.problems);
    assert_string_equal(f.error.file, "x/t.yaml");
    const char *source = yaml;
    for (uint32_t i = 1; i < line; i++)
        source = strchr(source, '\n') + 1;
    assert_memory_equal(f.error.source, source, strlen(f.error.source)); /* the line of the caret */
    assert_true(strlen(f.error.source) == strcspn(source, "\n"));
    assert_null(f.rules.rules);
    fixture_close(&f);
}

static void refuses_all(const mistake *mistakes, size_t count) {
    for (size_t i = 0; i < count; i++)
        refuses(&mistakes[i]);
}
#define REFUSES(mistakes) refuses_all(mistakes, sizeof mistakes / sizeof *mistakes)

static void refuses_bad_patterns(void **state) {
    (void)state;
    static const mistake mistakes[] = {
        {RULE("pattern: \"‸(ab\""), "not closed"},
        {RULE("pattern: \"甲乙‸)\""), "closes nothing"},
        {RULE("pattern: \"甲‸[乙\""), "not closed"},
        {RULE("pattern: '甲‸<unit'"), "not closed"},
        {RULE("pattern: '甲[‸[:kana:]]'"), "unknown"},
        {RULE("pattern: '甲[‸[:han]]'"), "not closed"},
        {RULE("pattern: '甲[‸z-a]'"), "backwards"},
        {RULE("pattern: '甲[乙‸a-𠀀]'"), "too large"},
        {RULE("pattern: '甲‸[[乙'"), "not closed"},
        {RULE("pattern: '甲‸{3,1}'"), "lower bound"},
        {RULE("pattern: '甲‸{1,65}'"), "KJ_REPEAT_MAX"},
        {RULE("pattern: '甲‸{65}'"), "KJ_REPEAT_MAX"},
        {RULE("pattern: '甲‸{65,}'"), "KJ_REPEAT_MAX"},
        {RULE("pattern: '甲‸{99999999999}'"), "repetition"},
        {RULE("pattern: '甲‸{x}'"), "repetition"},
        {RULE("pattern: '‸*甲'"), "nothing before it"},
        {RULE("pattern: '甲|‸+'"), "nothing before it"},
        {RULE("pattern: '甲‸}'"), "nothing before it"},
        {RULE("pattern: '甲‸]'"), "nothing before it"},
        {RULE("pattern: '甲‸>'"), "nothing before it"},
        {RULE("pattern: '甲‸\\'"), "behind it"},
        {RULE("pattern: '甲 ‸@'"), "name"},
        {RULE("pattern: '甲 ‸@nowhere'"), "@nowhere is not defined"},
        {RULE("pattern: '甲 x‸:'"), "nothing is captured"},
        {RULE("pattern: '甲 ‸<nothing>'"), "no dictionary or rule"},
        {RULE("pattern: '甲 <‸>'"), "a type is missing"},
        {RULE("pattern: '甲 <unit|‸>'"), "a type is missing"},
        {RULE("pattern: '甲 <number ‸3..1>'"), "lower bound"},
        {RULE("pattern: '甲 <number ‸a..b>'"), "no interval"},
        {RULE("pattern: '甲 <number ‸odd>'"), "no guard"},
        {RULE("pattern: '甲 <unit ‸=x>'"), "no guard"},
        {RULE("pattern: '‸.甲'"), "must begin with"},
        {RULE("pattern: '‸[^甲]'"), "must begin with"},
        {RULE("pattern: '‸[[:han:]]甲'"), "must begin with"},
        {RULE("pattern: '‸甲?.乙'"), "must begin with"},
        {RULE("pattern: '‸甲?'"), "nothing at all"},
        {RULE("pattern: '‸甲|'"), "nothing at all"},
        {RULE("pattern: '‸'"), "nothing at all"},
        {RULE("pattern: '‸^$'"), "nothing at all"},
        {RULE("pattern: ‸[甲]"), "must be a text"},
        {RULE("pattern: 甲, followed_by: '‸(乙'"), "not closed"},
        {RULE("pattern: 甲, followed_by: '‸x:乙'"), "captures nothing"},
        {RULE("pattern: 甲, followed_by: ‸乙?"), "cannot fail"},
        {RULE("pattern: 甲, not_preceded_by: '‸(乙|丙*)'"), "cannot fail"},
        {RULE("pattern: ‸\"\\u7532\\u4e59(\""), "not closed"}, /* escapes: the start of the scalar */
        {"define: {a: '甲‸(', b: 乙}\n" RULE("pattern: '@b'"), "not closed"},
    };
    REFUSES(mistakes);
}

static void refuses_bad_rules(void **state) {
    (void)state;
    static const mistake mistakes[] = {
        {"‸- 1\n", "must be a map"},
        {"‸define: {}\n", "list `rules`"},
        {"rules: ‸x\n", "list `rules`"},
        {"rules: [‸x]\n", "must be a map"},
        {"‸wrong: 1\nrules: []\n", "unknown key wrong"},
        {"define: ‸x\nrules: []\n", "map of names"},
        {"define: {‸A: x}\nrules: []\n", "lower-case"},
        {"define: {a: ‸[x]}\nrules: []\n", "must be a text"},
        {RULE("pattern: 甲, ‸colour: red"), "unknown key colour"},
        {RULE("pattern: 甲, ‸pattern: 乙"), "second time"},
        {"rules:\n- ‸{phase: one, emit: X, pattern: 甲, " CASES "}\n", "no `id`"},
        {"rules:\n- ‸{id: r, emit: X, pattern: 甲, " CASES "}\n", "no `phase`"},
        {"rules:\n- ‸{id: r, phase: one, pattern: 甲, " CASES "}\n", "no `emit`"},
        {"rules:\n- ‸{id: r, phase: one, emit: X, " CASES "}\n", "no `pattern`"},
        {"rules:\n- ‸{id: r, phase: one, emit: X, pattern: 甲}\n", "no `tests`"},
        {"rules:\n- {id: ‸R r, phase: one, emit: X, pattern: 甲, " CASES "}\n", "lower-case"},
        {"rules:\n- {id: r, phase: ‸three, emit: X, pattern: 甲, " CASES "}\n", "no phase three"},
        {"rules:\n- {id: r, phase: one, emit: ‸Xx, pattern: 甲, " CASES "}\n", "is no type"},
        {RULE("pattern: 甲, within: ‸page"), "within is"},
        {RULE("pattern: 甲, priority: ‸101"), "-100 to 100"},
        {RULE("pattern: 甲, priority: ‸-101"), "-100 to 100"},
        {RULE("pattern: 甲, priority: ‸high"), "-100 to 100"},
        {RULE("pattern: 甲, confidence: ‸1.01"), "0 to 1"},
        {RULE("pattern: 甲, confidence: ‸.5e0"), "0 to 1"},
        {RULE("pattern: 甲, span: ‸x"), "no capture x"},
        {RULE("pattern: 'x:甲', span: [x, ‸y]"), "no capture y"},
        {RULE("pattern: 甲, value: ‸3"), "map of fields"},
        {RULE("pattern: 甲, value: {n: ‸$n}"), "no capture for $n"},
        {RULE("pattern: 甲, value: {n: ‸-$n.code}"), "no capture for -$n.code"},
        {RULE("pattern: 甲, value: {n: ‸[1]}"), "must be a text"},
        {RULE("pattern: 甲, not_in: ‸甲虫"), "must be a list"},
        {RULE("pattern: 甲, not_in: [‸<nothing>]"), "no dictionary nothing"},
        {RULE("pattern: 甲, not_in: [‸'']"), ""},
        {RULE("pattern: 甲, not_in: [‸[甲]]"), "must be a text"},
        {RULE("pattern: 甲, within: ‸[clause]"), "must be a text"},
        {RULE("pattern: 甲, about: ‸[x]"), "must be a text"},
        {RULE("pattern: 甲, nearest: ‸no"), "nearest is yes"},
        {RULE("pattern: 甲, nearest: ‸[yes]"), "nearest is yes"},
        {RULE("pattern: 甲, priority: ‸[1]"), "-100 to 100"},
        {RULE("pattern: 甲, confidence: ‸[1]"), "0 to 1"},
        {RULE("pattern: 甲, confidence: ‸''"), "0 to 1"},
        {RULE("pattern: 甲, confidence: ‸."), "0 to 1"},
        {RULE("pattern: 甲, confidence: ‸0..1"), "0 to 1"},
        {RULE("pattern: 'x:甲', span: [x, ‸[x]]"), "must be a text"},
        {RULE("pattern: 'x:甲', span: [x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, ‸x]"), "more than 16 spans"},
        {"rules:\n- {id: ‸[r], phase: one, emit: X, pattern: 甲, " CASES "}\n", "must be a text"},
        {"rules:\n- {id: r, phase: ‸[one], emit: X, pattern: 甲, " CASES "}\n", "must be a text"},
        {"rules:\n- {id: r, phase: one, emit: ‸[X], pattern: 甲, " CASES "}\n", "must be a text"},
    };
    REFUSES(mistakes);
}

static void refuses_bad_tests(void **state) {
    (void)state;
#define BODY "  phase: one\n  emit: X\n  pattern: 甲\n  tests:"
#define WITH(tests) "rules:\n- id: r\n" BODY tests "\n"
    static const mistake mistakes[] = {
        {WITH(" ‸x"), "must be a list"},
        {"rules:\n- ‸id: r\n" BODY " [{text: a, gives: []}]\n", "gives something"},
        {"rules:\n- ‸id: r\n" BODY " [{text: a, gives: [{text: a}]}]\n", "gives nothing"},
        {WITH(" [‸x]"), "must be a map"},
        {WITH(" [‸{gives: []}]"), "needs text and gives"},
        {WITH(" [‸{text: a}]"), "needs text and gives"},
        {WITH(" [{text: a, gives: ‸a}]"), "must be a list"},
        {WITH(" [{text: a, gives: [‸a]}]"), "is a map"},
        {WITH(" [{text: a, gives: [‸{unit: x}]}]"), "has no text"},
        {WITH(" [{text: a, ‸give: [], gives: []}]"), "unknown key give"},
        {WITH(" [{text: ‸[a], gives: []}]"), "must be a text"},
        {WITH(" [{text: a, ref_date: ‸[a], gives: []}]"), "must be a text"},
        {WITH(" [{text: a, gives: [{text: a, unit: ‸[x]}]}]"), "must be a text"},
        {WITH(" [{text: a, gives: [{text: a, k1: 1, k2: 1, k3: 1, k4: 1, k5: 1, k6: 1, k7: 1, k8: 1, k9: 1, k10: 1, "
              "k11: 1, k12: 1, ‸k13: 1}]}]"),
         "more than 12"},
    };
    REFUSES(mistakes);
}

static void refuses_types_of_later_phases(void **state) {
    (void)state;
    static const mistake mistakes[] = {
        {"rules:\n- {id: a, phase: one, emit: inner, pattern: 甲, " CASES "}\n"
         "- {id: b, phase: one, emit: X, pattern: ‸<inner>, " CASES "}\n",
         "does not run before"},
        {"rules:\n- {id: a, phase: two, emit: LATE, pattern: 甲, " CASES "}\n"
         "- {id: b, phase: one, emit: X, pattern: '甲 ‸<LATE>', " CASES "}\n",
         "does not run before"},
    };
    REFUSES(mistakes);
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, "rules:\n- {id: b, phase: two, emit: X, pattern: <inner>, " CASES "}\n"
                                      "- {id: a, phase: one, emit: inner, pattern: 甲, " CASES "}\n"),
                     KAOJU_OK);
    fixture_close(&f);
}

static void refuses_circles(void **state) {
    (void)state;
    static const mistake mistakes[] = {
        {"define: {a: '甲 ‸@a'}\n" RULE("pattern: '@a'"), "@a uses itself"},
        {"define: {a: '甲 @b', b: '@c', c: '(乙|‸@a)'}\n" RULE("pattern: '@b'"), "@a uses itself"},
    };
    REFUSES(mistakes);
}

static void tells_every_problem(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f,
                                  "define: {unused: 甲, bad: '('}\nrules:\n"
                                  "- {id: a, phase: one, emit: X, pattern: '[', span: q, colour: 1, " CASES "}\n"
                                  "- {id: b, phase: one, emit: X, pattern: 甲, value: {n: $q}, not_in: 1, " CASES "}\n"
                                  "- {id: b, phase: one, emit: X, pattern: 乙, " CASES "}\n"),
                     KAOJU_E_SYNTAX);
    static const char *const pieces[] = {"1:27 ",
                                         "3:42 ",
                                         "3:55 ",
                                         "4:55 ",
                                         "4:68 ",
                                         "5:8 there is a rule t.b already",
                                         "warning 1:10 unused is never used"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (!strstr(f.problems, pieces[i]))
            fail_msg("%s is missing in\n%s", pieces[i], f.problems);
    fixture_close(&f);
}

static void needs_phases(void **state) {
    (void)state;
    static const struct {
        const char *phases, *problem;
    } cases[] = {
        {"phases: []\n", "no phases.yaml"},
        {"phases: [{name: a}]\n", "1:10 a phase needs name and overlap"},
        {"phases: [{name: a, overlap: some}]\n", "1:29 overlap is"},
        {"phase: []\n", "1:1 unknown key phase"},
        {"phases: x\n", "1:9 phases.yaml needs a list"},
        {"{}\n", "1:1 phases.yaml needs a list"},
        {"phases: [x]\n", "1:10 a phase must be a map"},
        {"phases: [{name: [a], overlap: all}]\n", "1:17 name must be a text"},
        {"phases: [{name: a, overlap: [all]}]\n", "1:29 overlap must be a text"},
        {"phases: [{name: a, overlap: all}, {name: a, overlap: all}]\n", "1:42 there is a phase a already"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        fixture_open(&f);
        kj_rule_file file = {"phases.yaml", cases[i].phases, strlen(cases[i].phases)};
        assert_int_equal(
            kj_rules_load(&file, 1, fixture_types, f.lexicon, f.fold, f.names, &f.rules, fixture_report, &f, &f.error),
            KAOJU_E_SYNTAX);
        if (!strstr(f.problems, cases[i].problem))
            fail_msg("want %s, got %s", cases[i].problem, f.problems);
        fixture_close(&f);
    }
}

/* ------------------------------------------------------------------ limits */

static char text[400000];

static const char *repeat(const char *before, const char *piece, size_t count, const char *after) {
    char *end = text + sprintf(text, "%s", before);
    size_t size = strlen(piece);
    for (size_t i = 0; i < count; i++, end += size)
        memcpy(end, piece, size);
    strcpy(end, after);
    return text;
}

/* What loading one rule with this pattern gives: "" or a piece of the problem. */
static void assert_pattern(const char *pattern, const char *problem) {
    fixture f;
    fixture_open(&f);
    fixture_load(&f, fixture_rule(pattern, ""));
    if (!*problem ? *f.problems != '\0' : !strstr(f.problems, problem))
        fail_msg("%.80s...\nwant %s\ngot  %s", pattern, problem, f.problems);
    fixture_close(&f);
}

static void limits_groups(void **state) {
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        char pattern[200] = "";
        memset(pattern, '(', KJ_PATTERN_DEPTH_MAX + extra);
        strcat(pattern, "a");
        memset(pattern + strlen(pattern), ')', KJ_PATTERN_DEPTH_MAX + extra);
        assert_pattern(pattern, extra ? "KJ_PATTERN_DEPTH_MAX" : "");
    }
    /* Whatever else nests is bounded too: the stack does not depend on a rule file. */
    assert_pattern(repeat("", "a:", 30000, "b"), "KJ_PATTERN_DEPTH_MAX");
    assert_pattern(repeat("a", "+", 30000, ""), "KJ_PATTERN_DEPTH_MAX");
    assert_pattern(repeat("a", "{1}", 20000, ""), "KJ_PATTERN_DEPTH_MAX");
}

static void limits_chains_of_names(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    char *end = text + sprintf(text, "define:\n  n0: a\n");
    for (int i = 1; i <= 3000; i++)
        end += sprintf(end, "  n%d: '@n%d'\n", i, i - 1);
    sprintf(end, RULE("pattern: '@n3000'"));
    assert_int_equal(fixture_load(&f, text), KAOJU_E_SYNTAX);
    assert_non_null(strstr(f.problems, "KJ_PATTERN_DEPTH_MAX"));
    fixture_close(&f);
}

static void limits_instructions(void **state) {
    (void)state;
    assert_pattern(repeat("", "a", KJ_PROGRAM_MAX - 1, ""), ""); /* and one to end it */
    assert_pattern(repeat("", "a", KJ_PROGRAM_MAX, ""), "KJ_PROGRAM_MAX");
    assert_pattern("(((a{64}){64}){64}){64}", "KJ_PROGRAM_MAX");
    /* Repeating nothing makes no instructions, but must not take forever either. */
    assert_pattern("a((((((((){64}){64}){64}){64}){64}){64}){64}){64}", "KJ_PROGRAM_MAX");
}

static void limits_captures(void **state) {
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        char pattern[400] = "";
        for (int i = 0; i < KJ_CAPTURE_MAX + extra; i++)
            sprintf(pattern + strlen(pattern), " x%c:a", 'a' + i);
        assert_pattern(pattern, extra ? "KJ_CAPTURE_MAX" : "");
    }
}

static void limits_guards(void **state) {
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        char pattern[400] = "<unit";
        for (int i = 0; i < KJ_GUARD_MAX + extra; i++)
            strcat(pattern, " kind!=x");
        assert_pattern(strcat(pattern, ">"), extra ? "KJ_GUARD_MAX" : "");
    }
}

static void limits_fields(void **state) {
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        fixture f;
        fixture_open(&f);
        char fields[400] = "";
        for (int i = 0; i < KJ_FIELD_MAX + extra; i++)
            sprintf(fields + strlen(fields), "%sk%d: 1", i ? ", " : "", i);
        sprintf(text, RULE("pattern: a, value: {%s}"), fields);
        fixture_load(&f, text);
        assert_true(extra ? strstr(f.problems, "KJ_FIELD_MAX") != NULL : !*f.problems);
        fixture_close(&f);
    }
}

static void limits_repeats(void **state) {
    (void)state;
    assert_pattern("a{64}", "");
    assert_pattern("a{0,64}b", "");
    assert_pattern("a{65}", "KJ_REPEAT_MAX");
}

/* Any prefix of a good file, and any file with one byte changed, is read or refused, without harm. */
static void survives_damage(void **state) {
    (void)state;
    static const char good[] =
        "define: {t: '~|-'}\nrules:\n- id: r\n  phase: one\n  pattern: 'c:<cue>? n:<number 1..9> "
        "@t [^a-c[:han:]]{1,3} (x|y)+ \\< _ $'\n  emit: X\n  span: n\n  value: {a: -$n.code}\n"
        "  not_in: [二手, <idiom>]\n  followed_by: '[，。]|$'\n  " CASES "\n";
    static const char damage[] = "()[]{}<>|*@:^$\\\"'-,#&!%\n\t \xE7\xFF";
    fixture f;
    fixture_open(&f);
    assert_int_equal(fixture_load(&f, good), KAOJU_OK);
    kj_rules_free(&f.rules);
    for (size_t size = 0; size < sizeof good - 1; size++) {
        fixture_load_size(&f, good, size);
        kj_rules_free(&f.rules);
    }
    char copy[sizeof good];
    for (size_t at = 0; at < sizeof good - 1; at++)
        for (size_t d = 0; d < sizeof damage - 1; d++) {
            memcpy(copy, good, sizeof good);
            copy[at] = damage[d];
            fixture_load_size(&f, copy, sizeof good - 1);
            kj_rules_free(&f.rules);
        }
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(refuses_bad_patterns),
        cmocka_unit_test(refuses_bad_rules),
        cmocka_unit_test(refuses_bad_tests),
        cmocka_unit_test(refuses_types_of_later_phases),
        cmocka_unit_test(refuses_circles),
        cmocka_unit_test(tells_every_problem),
        cmocka_unit_test(needs_phases),
        cmocka_unit_test(limits_groups),
        cmocka_unit_test(limits_chains_of_names),
        cmocka_unit_test(limits_instructions),
        cmocka_unit_test(limits_captures),
        cmocka_unit_test(limits_guards),
        cmocka_unit_test(limits_fields),
        cmocka_unit_test(limits_repeats),
        cmocka_unit_test(survives_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
