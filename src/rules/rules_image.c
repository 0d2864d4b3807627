/* Rules to records and back.
 *
 * Every number is checked (here those of rules, in program_check.c those of the program), then what follows from the
 * records is made anew: masks, needs, steps. Cost: linear in the bytes. */
#include "rules/rules_image.h"

#include "rules/archive.h"
#include "rules/program.h"

/* ------------------------------------------------------------------ records */

/* A list of one kind of record, item by item: `one` gets a copy, so that a writer changes nothing that threads share. */
#define LIST(a, pointer, count, T, one)                                                                                \
    do {                                                                                                               \
        T *list_ = kj_archive_items(a, pointer, &(count), sizeof *list_);                                              \
        for (uint32_t i_ = 0; i_ < (count); i_++) {                                                                    \
            T item_ = list_[i_];                                                                                       \
            one(a, &item_);                                                                                            \
            if (!(a)->writing)                                                                                         \
                list_[i_] = item_;                                                                                     \
        }                                                                                                              \
        (pointer) = list_;                                                                                             \
    } while (0)

static void enumerated(kj_archive *a, int value, uint32_t *number) {
    if (a->writing)
        *number = (uint32_t)value;
    kj_archive_number(a, number);
}

static void phase(kj_archive *a, kj_phase *p) {
    uint32_t overlap;
    kj_archive_text(a, &p->name);
    enumerated(a, (int)p->overlap, &overlap);
    a->failed |= overlap > KJ_OVERLAP_PRIORITY;
    p->overlap = (kj_overlap)overlap;
    kj_archive_number(a, &p->first_rule);
    kj_archive_number(a, &p->rule_count);
}

static void field(kj_archive *a, kj_field *f) {
    kj_archive_text(a, &f->key);
    kj_archive_text(a, &f->literal);
    kj_archive_number(a, &f->capture);
    kj_archive_text(a, &f->column);
    kj_archive_flag(a, &f->negated);
    kj_archive_number(a, &f->line);
    kj_archive_number(a, &f->column_at);
}

static void rule_test(kj_archive *a, kj_rule_test *t) {
    kj_archive_text(a, &t->text);
    kj_archive_text(a, &t->ref_date);
    kj_archive_number(a, &t->line);
    kj_archive_number(a, &t->column);
    kj_archive_number(a, &t->first_expected);
    kj_archive_number(a, &t->expected_count);
}

static void expected(kj_archive *a, kj_expected *e) {
    kj_archive_text(a, &e->text);
    kj_archive_number(a, &e->line);
    kj_archive_number(a, &e->column);
    kj_archive_number(a, &e->want_count);
    if (e->want_count > KJ_WANT_MAX)
        e->want_count = 0, a->failed = true;
    for (uint32_t i = 0; i < e->want_count; i++) {
        kj_archive_text(a, &e->want[i].key);
        kj_archive_text(a, &e->want[i].value);
    }
}

static const uint32_t *numbers(kj_archive *a, const uint32_t *items, uint32_t *count) {
    uint32_t *n = kj_archive_items(a, items, count, sizeof *n);
    for (uint32_t i = 0; i < *count; i++)
        kj_archive_number(a, &n[i]);
    return n;
}

static void guards(kj_archive *a, kj_rule *r) {
    uint32_t within;
    kj_archive_number(a, &r->entry);
    kj_archive_number(a, &r->preceded);
    kj_archive_number(a, &r->not_preceded);
    kj_archive_number(a, &r->followed);
    kj_archive_number(a, &r->not_followed);
    r->not_in = numbers(a, r->not_in, &r->not_in_count);
    r->not_in_class = numbers(a, r->not_in_class, &r->not_in_class_count);
    enumerated(a, (int)r->within, &within);
    a->failed |= within > KJ_WITHIN_PARAGRAPH;
    r->within = (kj_within)within;
}

static void rule(kj_archive *a, kj_rule *r) {
    kj_archive_text(a, &r->name);
    kj_archive_text(a, &r->about);
    kj_archive_text(a, &r->file);
    kj_archive_number(a, &r->line);
    kj_archive_number(a, &r->phase);
    kj_archive_number(a, &r->type);
    kj_archive_number(a, &r->span_count);
    if (r->span_count > KJ_CAPTURE_MAX)
        r->span_count = 0, a->failed = true;
    for (uint32_t i = 0; i < r->span_count; i++)
        kj_archive_number(a, &r->spans[i]);
    LIST(a, r->fields, r->field_count, kj_field, field);
    const char **captures = kj_archive_items(a, r->captures, &r->capture_count, sizeof *captures);
    for (uint32_t i = 0; i < r->capture_count; i++)
        kj_archive_text(a, &captures[i]);
    r->captures = captures;
    guards(a, r);
    kj_archive_signed(a, &r->priority);
    kj_archive_real(a, &r->confidence);
    kj_archive_flag(a, &r->nearest);
    kj_archive_number(a, &r->first_test);
    kj_archive_number(a, &r->test_count);
}

static void set(kj_archive *a, kj_set *s) {
    kj_symbols *ranges = kj_archive_items(a, s->ranges, &s->count, sizeof *ranges);
    for (uint32_t i = 0; i < s->count; i++) {
        kj_archive_number(a, &ranges[i].low);
        kj_archive_number(a, &ranges[i].high);
    }
    s->ranges = ranges;
    kj_archive_flag(a, &s->han);
    kj_archive_flag(a, &s->negated);
}

static void guard(kj_archive *a, kj_guard *g) {
    kj_archive_text(a, &g->key);
    kaoju_string *values = kj_archive_items(a, g->values, &g->value_count, sizeof *values);
    for (uint32_t i = 0; i < g->value_count; i++)
        kj_archive_string(a, &values[i]);
    g->values = values;
    kj_archive_flag(a, &g->negated);
    kj_archive_wide(a, &g->low);
    kj_archive_wide(a, &g->high);
}

static void type_test(kj_archive *a, kj_type_test *t) {
    t->types = numbers(a, t->types, &t->type_count);
    LIST(a, t->guards, t->guard_count, kj_guard, guard);
}

static void instruction(kj_archive *a, kj_instruction *i) {
    kj_archive_number(a, &i->op);
    kj_archive_number(a, &i->a);
    kj_archive_number(a, &i->b);
}

static void all(kj_archive *a, kj_rules *r, kj_program *p) {
    LIST(a, r->phases, r->phase_count, kj_phase, phase);
    LIST(a, r->rules, r->rule_count, kj_rule, rule);
    LIST(a, r->tests, r->test_count, kj_rule_test, rule_test);
    LIST(a, r->expected, r->expected_count, kj_expected, expected);
    LIST(a, p->code, p->code_count, kj_instruction, instruction);
    LIST(a, p->sets, p->set_count, kj_set, set);
    LIST(a, p->tests, p->test_count, kj_type_test, type_test);
}

kaoju_status kj_rules_save(const kj_rules *rules, kj_buffer *bytes, kj_image_writer *writer, kaoju_error *error) {
    kj_archive a = {.writing = true};
    kj_rules copy = *rules;
    kj_program program = *rules->program;
    all(&a, &copy, &program);
    *bytes = a.out;
    kj_image_add(writer, KJ_SECTION_RULES, bytes->data, 1, bytes->size);
    return bytes->failed ? kj_fail_memory(error) : KAOJU_OK;
}

/* ------------------------------------------------------------------ checks */

static bool all_below(const uint32_t *items, uint32_t count, uint32_t most) {
    for (uint32_t i = 0; i < count; i++)
        if (items[i] >= most)
            return false;
    return true;
}

static bool is_range(uint32_t first, uint32_t count, uint32_t most) {
    return first <= most && count <= most - first;
}

static const char *check_rule(const kj_rules *rules, uint32_t index, const kj_lexicon *lexicon) {
    const kj_rule *r = &rules->rules[index];
    uint32_t names = kj_names_count(rules->names);
    if (!r->name || !r->about || !r->file || r->type >= names || r->phase >= rules->phase_count ||
        index - rules->phases[r->phase].first_rule >= rules->phases[r->phase].rule_count)
        return "a rule";
    if (r->capture_count > KJ_CAPTURE_MAX || r->field_count > KJ_FIELD_MAX ||
        !all_below(r->spans, r->span_count, r->capture_count))
        return "the captures of a rule";
    for (uint32_t i = 0; i < r->capture_count; i++)
        if (!r->captures[i])
            return "the captures of a rule";
    for (uint32_t i = 0; i < r->field_count; i++) {
        const kj_field *f = &r->fields[i];
        if (!f->key || (f->literal ? f->capture != KJ_NONE : f->capture >= r->capture_count))
            return "the values of a rule";
    }
    if (!all_below(r->not_in, r->not_in_count, kj_lexicon_guard_count(lexicon)) ||
        !all_below(r->not_in_class, r->not_in_class_count, names))
        return "the guards of a rule";
    if (r->priority < -100 || r->priority > 100 || !(r->confidence >= 0 && r->confidence <= 1))
        return "the priority of a rule";
    return is_range(r->first_test, r->test_count, rules->test_count) ? NULL : "the tests of a rule";
}

static const char *check_tests(const kj_rules *rules) {
    for (uint32_t i = 0; i < rules->test_count; i++)
        if (!rules->tests[i].text ||
            !is_range(rules->tests[i].first_expected, rules->tests[i].expected_count, rules->expected_count))
            return "the test of a rule";
    for (uint32_t i = 0; i < rules->expected_count; i++) {
        const kj_expected *e = &rules->expected[i];
        bool whole = e->text != NULL;
        for (uint32_t w = 0; w < e->want_count; w++)
            whole = whole && e->want[w].key && e->want[w].value;
        if (!whole)
            return "the test of a rule";
    }
    return NULL;
}

static const char *check_all(const kj_rules *rules, const kj_lexicon *lexicon, uint32_t *longest) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < rules->phase_count; i++) {
        const kj_phase *p = &rules->phases[i];
        if (!p->name || (p->rule_count && p->first_rule != next) || p->rule_count > rules->rule_count - next)
            return "a phase";
        next += p->rule_count;
    }
    const char *wrong = next == rules->rule_count ? NULL : "a phase";
    for (uint32_t i = 0; !wrong && i < rules->rule_count; i++)
        wrong = check_rule(rules, i, lexicon);
    if (!wrong)
        wrong = check_tests(rules);
    return wrong ? wrong : kj_program_check(rules, kj_names_count(rules->names), longest);
}

/* ------------------------------------------------------------------ opening */

kaoju_status kj_rules_open(kj_rules *rules, const kj_image *image, kj_names *names, const kj_lexicon *lexicon,
                           kaoju_error *error) {
    size_t size = 0;
    *rules = (kj_rules){.names = names};
    const unsigned char *bytes = kj_image_get(image, KJ_SECTION_RULES, 1, KJ_ANY_COUNT, &size, error);
    if (!bytes)
        return KAOJU_E_SYNTAX;
    kj_program *program = kj_arena_new(&rules->arena, 1, sizeof *program);
    if (!program)
        return kj_fail_memory(error);
    kj_archive a = {.at = bytes, .end = bytes + size, .arena = &rules->arena};
    rules->program = program;
    all(&a, rules, program);
    if (a.memory)
        return kj_fail_memory(error);
    if (a.failed || a.at != a.end)
        return kj_image_bad(image, "its rules", error);
    const char *wrong = check_all(rules, lexicon, &program->longest);
    if (wrong)
        return kj_image_bad(image, wrong, error);
    kj_arena scratch = {0};
    bool done = kj_program_finish(rules, &scratch);
    kj_arena_free(&scratch);
    return done ? KAOJU_OK : kj_fail_memory(error);
}
