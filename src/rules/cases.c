/* The tests of a rule: texts and what they must give. A rule without an example of each kind is an error. */
#include "rules/load.h"

#include <string.h>

static char *keep(kj_loading *loading, const kj_node *node) {
    return kj_load_keep(loading, node->text, node->size);
}

/* One item of gives: {text: ..., field: value ...}. */
static void read_expected(kj_loading *loading, const kj_unit *unit, const kj_node *node) {
    kj_expected expected = {.line = node->line, .column = node->column};
    if (node->kind != KJ_NODE_MAP) {
        kj_problem_at(loading, unit, node, "each item of gives is a map with text");
        return;
    }
    for (const kj_node *key = node->first; key; key = key->next->next) {
        if (!kj_read_text(loading, unit, key->next, key->text))
            continue;
        if (!strcmp(key->text, "text")) {
            expected.text = keep(loading, key->next);
        } else if (expected.want_count == KJ_WANT_MAX) {
            kj_problem_at(loading, unit, key, "more than %d fields in one item of gives", KJ_WANT_MAX);
        } else {
            expected.want[expected.want_count].key = keep(loading, key);
            expected.want[expected.want_count++].value = keep(loading, key->next);
        }
    }
    if (!expected.text)
        kj_problem_at(loading, unit, node, "an item of gives has no text");
    else
        kj_load_push(loading, &loading->expected, expected);
}

/* Returns whether the test is well formed; *gives says of which kind it is. */
static bool read_case(kj_loading *loading, const kj_unit *unit, const kj_node *node, bool *gives) {
    static const char *const keys[] = {"text", "ref_date", "gives"};
    const kj_node *v[3];
    if (!kj_read_keys(loading, unit, node, "a test", keys, 3, v))
        return false;
    if (!v[0] || !v[2]) {
        kj_problem_at(loading, unit, node, "a test needs text and gives");
        return false;
    }
    kj_rule_test test = {
        .line = node->line, .column = node->column, .first_expected = (uint32_t)loading->expected.size};
    if (!kj_read_text(loading, unit, v[0], "text") || (v[1] && !kj_read_text(loading, unit, v[1], "ref_date")))
        return false;
    test.text = keep(loading, v[0]);
    test.ref_date = v[1] ? keep(loading, v[1]) : NULL;
    if (v[2]->kind != KJ_NODE_LIST) {
        kj_problem_at(loading, unit, v[2], "gives must be a list; [] for nothing");
        return false;
    }
    for (const kj_node *item = v[2]->first; item; item = item->next)
        read_expected(loading, unit, item);
    test.expected_count = (uint32_t)loading->expected.size - test.first_expected;
    *gives = v[2]->count > 0;
    return kj_load_push(loading, &loading->cases, test);
}

void kj_read_cases(kj_loading *loading, const kj_unit *unit, const kj_node *tests, const kj_node *rule, kj_rule *out) {
    bool positive = false, negative = false;
    out->first_test = (uint32_t)loading->cases.size;
    if (tests->kind != KJ_NODE_LIST) {
        kj_problem_at(loading, unit, tests, "tests must be a list");
        return;
    }
    for (const kj_node *item = tests->first; item; item = item->next) {
        bool gives = false;
        if (!read_case(loading, unit, item, &gives))
            positive = negative = true; /* told already: do not ask for what could not be read */
        else
            *(gives ? &positive : &negative) = true;
    }
    out->test_count = (uint32_t)loading->cases.size - out->first_test;
    if (!positive)
        kj_problem_at(loading, unit, rule, "the rule has no test that gives something");
    if (!negative)
        kj_problem_at(loading, unit, rule, "the rule has no test that gives nothing (gives: [])");
}
