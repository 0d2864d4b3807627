/* A rule's test -> passed or the first difference. See ruletest.h. */
#include "resolve/ruletest.h"

#include <stdio.h>
#include <string.h>

/* A span to compare: of a record type (mention) or of an inner one (given). */
typedef struct outcome {
    kaoju_string text;
    const kaoju_mention *mention;
    const kj_value *value;
} outcome;
typedef KJ_VEC(outcome) outcomes;

static kaoju_string mention_field(const kaoju_mention *m, const char *key) {
    const kaoju_value *v = &m->value;
    const struct {
        const char *key;
        kaoju_string text;
    } fields[] = {
        {"name", v->name},       {"code", v->code},
        {"qid", v->qid},         {"edtf", v->edtf},
        {"start", v->start},     {"end", v->end},
        {"grain", v->grain},     {"anchor", v->anchor},
        {"mod", v->mod},         {"zone", v->zone},
        {"iso", v->iso},         {"period", v->iso},
        {"pattern", v->pattern}, {"kind", v->kind},
        {"number", v->number},   {"low", v->low},
        {"high", v->high},       {"comparator", v->comparator},
        {"cue", v->cue},         {"unit", v->unit},
        {"object", v->object},   {"rule", kj_string(m->rule)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].key, key))
            return fields[i].text;
    return (kaoju_string){NULL, 0};
}

static kaoju_string field(const outcome *o, const char *key) {
    if (o->mention)
        return mention_field(o->mention, key);
    const kj_attribute *attribute = kj_value_attribute(o->value, key);
    return attribute ? attribute->text : (kaoju_string){NULL, 0};
}

static bool collect(kj_extraction *x, kaoju_result *r, const kj_rule *rule, outcomes *out) {
    const char *type = kj_names_at(x->model->names, rule->type);
    bool record = type[0] >= 'A' && type[0] <= 'Z';
    for (size_t i = 0; record && i < r->mentions.size; i++) {
        const kaoju_mention *m = &r->mentions.at[i];
        outcome o = {m->norm, m, NULL};
        if (!strcmp(m->type, type) && !kj_push(out, o))
            return false;
    }
    for (size_t i = 0; !record && i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i];
        outcome o = {kj_text_norm(&x->text, g->start, g->end, &x->arena), NULL, x->values.at[g->value]};
        if (g->type == rule->type && !kj_push(out, o))
            return false;
    }
    return true;
}

static void differ(kaoju_error *out, const kj_rule *rule, uint32_t line, uint32_t column, const char *what,
                   const char *want, kaoju_string got) {
    kj_place place = {rule->file, line, column, NULL, 0};
    kj_fail_at(out, KAOJU_E_SYNTAX, place, "%s: %s: want %s, got %.*s", rule->name, what, want,
               (int)(got.data ? got.size : 4), got.data ? got.data : "null");
}

/* Blanks in `gives` texts are for the reader: compared without them. */
static bool same_text(kj_arena *arena, kaoju_string got, const char *want) {
    size_t size = strlen(want), kept = 0;
    char *clean = kj_arena_copy(arena, want, size);
    for (size_t i = 0; clean && i < size; i++)
        if (want[i] != ' ')
            clean[kept++] = want[i];
    char *other = kj_arena_copy(arena, got.data, got.size);
    size_t other_kept = 0;
    for (size_t i = 0; other && i < got.size; i++)
        if (got.data[i] != ' ')
            other[other_kept++] = got.data[i];
    return clean && other && kept == other_kept && !memcmp(clean, other, kept);
}

static bool compare(kj_extraction *x, const kj_rule *rule, const kj_rule_test *test, const outcomes *got,
                    kaoju_error *difference) {
    const kj_expected *want = x->model->rules.expected + test->first_expected;
    for (uint32_t i = 0; i < test->expected_count || i < got->size; i++) {
        if (i >= test->expected_count)
            return differ(difference, rule, test->line, test->column, "one span too many", "nothing", got->at[i].text),
                   false;
        kaoju_string none = {NULL, 0};
        kaoju_string text = i < got->size ? got->at[i].text : none;
        if (!text.data || !same_text(&x->arena, text, want[i].text))
            return differ(difference, rule, want[i].line, want[i].column, "text", want[i].text, text), false;
        for (uint32_t k = 0; k < want[i].want_count; k++) {
            kaoju_string value = field(&got->at[i], want[i].want[k].key);
            if (!kj_string_is(value, want[i].want[k].value) && !(!value.data && !strcmp(want[i].want[k].value, "null")))
                return differ(difference, rule, want[i].line, want[i].column, want[i].want[k].key,
                              want[i].want[k].value, value),
                       false;
        }
    }
    return true;
}

kaoju_status kj_rule_test_run(kj_extraction *x, kaoju_result *r, const kj_rule *rule, const kj_rule_test *test,
                              bool *passed, kaoju_error *difference, kaoju_error *error) {
    kaoju_document document = {
        .id = rule->name, .bytes = test->text, .size = strlen(test->text), .date = test->ref_date};
    kj_result_reset(r);
    kaoju_status status = kj_extraction_run(x, document.bytes, document.size, error);
    if (!status)
        status = kj_resolve(x, &document, r, error);
    if (status)
        return status;
    outcomes got = {0};
    if (!collect(x, r, rule, &got))
        status = kj_fail_memory(error);
    else
        *passed = compare(x, rule, test, &got, difference);
    kj_vec_free(&got);
    return status;
}
