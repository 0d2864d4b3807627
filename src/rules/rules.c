/* The order of loading: phases, files, then what needs the whole: types, references, captures, guards, tables.
 * Every problem is told; rules that have one are not compiled. */
#include "rules/load.h"

#include <stdlib.h>
#include <string.h>

bool kj_check_type(kj_loading *loading, const kj_ast *ast, uint32_t type, uint32_t phase) {
    const char *name = kj_names_at(loading->names, type);
    for (const char *const *engine = loading->types; engine && *engine; engine++)
        if (!strcmp(*engine, name))
            return true;
    if (kj_lexicon_has_class(loading->lexicon, type))
        return true;
    uint32_t given = type < loading->emitted.size ? loading->emitted.at[type] : KJ_NONE;
    if (given < phase)
        return true;
    if (given == KJ_NONE)
        kj_ast_problem(loading, ast, "there is no dictionary or rule that gives %s", name);
    else
        kj_ast_problem(loading, ast, "%s is given by phase %s, which does not run before phase %s", name,
                       loading->phases.at[given].name, loading->phases.at[phase].name);
    return false;
}

/* ------------------------------------------------------------------ circles of names */

static kj_define *define_named(const kj_unit *unit, const char *name) {
    for (uint32_t i = 0; i < unit->define_count; i++)
        if (!strcmp(unit->defines[i].name, name))
            return &unit->defines[i];
    return NULL;
}

/* NOLINTBEGIN(misc-no-recursion): over trees of KJ_PATTERN_DEPTH_MAX, and chains of names as long. */
static bool reaches(kj_loading *loading, const kj_unit *unit, const kj_ast *ast, uint32_t depth);

/* Depth-first. Chains of names are at most KJ_PATTERN_DEPTH_MAX long: compile.c tells which. */
static bool visit(kj_loading *loading, const kj_unit *unit, kj_define *define, const kj_ast *from, uint32_t depth) {
    if (define->color == KJ_OPEN) {
        kj_ast_problem(loading, from, "@%s uses itself, directly or through other names", define->name);
        return false;
    }
    if (define->color == KJ_DONE || !define->ast || depth > KJ_PATTERN_DEPTH_MAX)
        return true;
    define->color = KJ_OPEN;
    bool ok = reaches(loading, unit, define->ast, depth + 1);
    define->color = KJ_DONE;
    if (!ok)
        define->ast = NULL;
    return ok;
}

static bool reaches(kj_loading *loading, const kj_unit *unit, const kj_ast *ast, uint32_t depth) {
    if (ast->kind == KJ_AST_NAMED) {
        kj_define *define = define_named(unit, ast->name);
        return !define || visit(loading, unit, define, ast, depth);
    }
    for (const kj_ast *child = ast->first; child; child = child->next)
        if (!reaches(loading, unit, child, depth))
            return false;
    return true;
}
/* NOLINTEND(misc-no-recursion) */

static void check_circles(kj_loading *loading, kj_unit *unit) {
    for (uint32_t i = 0; i < unit->define_count; i++)
        if (unit->defines[i].ast)
            visit(loading, unit, &unit->defines[i], unit->defines[i].ast, 0);
}

/* ------------------------------------------------------------------ one rule */

static bool find_capture(const kj_compiled *compiled, const char *name, size_t size, uint32_t *index) {
    for (uint32_t i = 0; i < compiled->capture_count; i++)
        if (strlen(compiled->captures[i]) == size && !memcmp(compiled->captures[i], name, size)) {
            *index = i;
            return true;
        }
    return false;
}

static void add_span(kj_loading *loading, kj_draft *draft, const kj_compiled *compiled, const kj_node *node) {
    uint32_t index = 0;
    const char *name = kj_read_text(loading, draft->unit, node, "span");
    if (!name)
        return;
    if (!find_capture(compiled, name, node->size, &index))
        kj_problem_at(loading, draft->unit, node, "the pattern has no capture %s", name);
    else if (draft->rule.span_count == KJ_CAPTURE_MAX)
        kj_problem_at(loading, draft->unit, node, "more than %d spans", KJ_CAPTURE_MAX);
    else
        draft->rule.spans[draft->rule.span_count++] = index;
}

static void read_spans(kj_loading *loading, kj_draft *draft, const kj_compiled *compiled) {
    const kj_node *node = draft->span;
    if (!node)
        return;
    if (node->kind != KJ_NODE_LIST) {
        add_span(loading, draft, compiled, node);
        return;
    }
    for (const kj_node *item = node->first; item; item = item->next)
        add_span(loading, draft, compiled, item);
}

/* $n, -$n, $u.code or a literal. */
static bool read_expression(kj_loading *loading, const kj_draft *draft, const kj_compiled *compiled,
                            const kj_node *node, kj_field *field) {
    const char *text = kj_read_text(loading, draft->unit, node, "a value");
    if (!text)
        return false;
    field->line = node->line;
    field->column_at = node->column;
    field->capture = KJ_NONE;
    field->negated = text[0] == '-' && text[1] == '$';
    if (text[0] != '$' && !field->negated) {
        field->literal = kj_load_keep(loading, text, node->size);
        return field->literal != NULL;
    }
    const char *name = text + 1 + field->negated, *dot = strchr(name, '.');
    if (!find_capture(compiled, name, dot ? (size_t)(dot - name) : strlen(name), &field->capture)) {
        kj_problem_at(loading, draft->unit, node, "the pattern has no capture for %s", text);
        return false;
    }
    if (dot)
        field->column = kj_load_keep(loading, dot + 1, strlen(dot + 1));
    return true;
}

static void read_fields(kj_loading *loading, kj_draft *draft, const kj_compiled *compiled) {
    const kj_node *map = draft->value;
    if (!map)
        return;
    if (map->kind != KJ_NODE_MAP) {
        kj_problem_at(loading, draft->unit, map, "value must be a map of fields");
        return;
    }
    if (map->count / 2 > KJ_FIELD_MAX) {
        kj_problem_at(loading, draft->unit, map, "more than %d fields (KJ_FIELD_MAX)", KJ_FIELD_MAX);
        return;
    }
    kj_field *fields = kj_load_new(loading, loading->keep, map->count, sizeof *fields);
    uint32_t count = 0;
    for (const kj_node *key = map->first; key && fields; key = key->next->next) {
        fields[count] = (kj_field){.key = kj_load_keep(loading, key->text, key->size)};
        if (read_expression(loading, draft, compiled, key->next, &fields[count]))
            count++;
    }
    draft->rule.fields = fields;
    draft->rule.field_count = count;
}

/* A word, or "<class>". */
static void read_not_in_item(kj_loading *loading, kj_draft *draft, const kj_node *node, uint32_t *words,
                             uint32_t *classes) {
    kj_rule *rule = &draft->rule;
    const char *text = kj_read_text(loading, draft->unit, node, "not_in");
    if (!text)
        return;
    size_t size = node->size;
    if (size > 2 && text[0] == '<' && text[size - 1] == '>') {
        uint32_t id = kj_names_find(loading->names, (kaoju_string){text + 1, size - 2});
        if (id == KJ_NONE || !kj_lexicon_has_class(loading->lexicon, id))
            kj_problem_at(loading, draft->unit, node, "there is no dictionary %.*s", (int)size - 2, text + 1);
        else
            classes[rule->not_in_class_count++] = id;
        return;
    }
    kaoju_error why = {0};
    kaoju_string word = {text, size};
    kaoju_status status = kj_lexicon_guard(loading->lexicon, word, &words[rule->not_in_count], &why);
    if (status == KAOJU_E_MEMORY)
        loading->problems.memory = true;
    else if (status)
        kj_problem_at(loading, draft->unit, node, "%s", why.message);
    else
        rule->not_in_count++;
}

static void read_not_in(kj_loading *loading, kj_draft *draft) {
    const kj_node *list = draft->not_in;
    if (!list)
        return;
    if (list->kind != KJ_NODE_LIST) {
        kj_problem_at(loading, draft->unit, list, "not_in must be a list of words");
        return;
    }
    uint32_t *words = kj_load_new(loading, loading->keep, list->count, sizeof *words);
    uint32_t *classes = kj_load_new(loading, loading->keep, list->count, sizeof *classes);
    for (const kj_node *item = list->first; item && words && classes; item = item->next)
        read_not_in_item(loading, draft, item, words, classes);
    draft->rule.not_in = words;
    draft->rule.not_in_class = classes;
}

static void finish_rule(kj_loading *loading, kj_draft *draft) {
    kj_compiled compiled;
    kj_rule *rule = &draft->rule;
    if (!kj_read_text(loading, draft->unit, draft->pattern, "pattern"))
        return;
    kj_compile_pattern(loading, draft, draft->pattern, &compiled);
    rule->entry = compiled.entry;
    uint32_t *guards[] = {&rule->preceded, &rule->not_preceded, &rule->followed, &rule->not_followed};
    static const char *const what[] = {"preceded_by", "not_preceded_by", "followed_by", "not_followed_by"};
    for (int i = 0; i < KJ_AROUND; i++) {
        *guards[i] = KJ_NONE;
        if (draft->around[i] && kj_read_text(loading, draft->unit, draft->around[i], what[i]))
            kj_compile_guard(loading, draft, draft->around[i], guards[i]);
    }
    read_not_in(loading, draft);
    if (compiled.entry == KJ_NONE)
        return;
    const char **names = kj_load_new(loading, loading->keep, compiled.capture_count, sizeof *names);
    if (names && compiled.capture_count)
        memcpy(names, compiled.captures, compiled.capture_count * sizeof *names);
    rule->captures = names;
    rule->capture_count = compiled.capture_count;
    read_spans(loading, draft, &compiled);
    read_fields(loading, draft, &compiled);
}

/* ------------------------------------------------------------------ all files */

static const char *stem_of(kj_loading *loading, const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return kj_load_keep(loading, name, dot ? (size_t)(dot - name) : strlen(name));
}

static void read_file(kj_loading *loading, const kj_rule_file *file, bool phases) {
    const char *path = kj_load_keep(loading, file->path, strlen(file->path)), *stem = stem_of(loading, file->path);
    if (!path || !stem || !strcmp(stem, "phases") != phases)
        return;
    kj_unit *unit = kj_load_new(loading, &loading->scratch, 1, sizeof *unit);
    if (!unit)
        return;
    bool mark = file->size >= 3 && !memcmp(file->text, "\xEF\xBB\xBF", 3);
    *unit = (kj_unit){.source = {path, file->text + (mark ? 3 : 0), file->size - (mark ? 3 : 0)}, .stem = stem};
    kj_node *root = kj_yaml_read(&unit->source, &loading->scratch, &loading->problems);
    if (!root)
        return;
    if (phases) {
        kj_read_phases(loading, unit, root);
        return;
    }
    kj_load_push(loading, &loading->units, unit);
    kj_read_unit(loading, unit, root);
    check_circles(loading, unit);
}

static int by_phase(const void *left, const void *right) {
    const kj_draft *a = left, *b = right;
    if (a->rule.phase != b->rule.phase)
        return a->rule.phase < b->rule.phase ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Rules phase by phase, and for each type the first phase that gives it. */
static bool order_rules(kj_loading *loading) {
    if (loading->drafts.size > 1)
        qsort(loading->drafts.at, loading->drafts.size, sizeof *loading->drafts.at, by_phase);
    for (uint32_t i = 0; i < kj_names_count(loading->names); i++)
        if (!kj_load_push(loading, &loading->emitted, KJ_NONE))
            return false;
    for (uint32_t i = 0; i < loading->drafts.size; i++) {
        kj_draft *draft = &loading->drafts.at[i];
        draft->order = i;
        kj_phase *phase = &loading->phases.at[draft->rule.phase];
        if (!phase->rule_count++)
            phase->first_rule = i;
        uint32_t *emitted = &loading->emitted.at[draft->rule.type];
        if (draft->rule.phase < *emitted)
            *emitted = draft->rule.phase;
    }
    return true;
}

static void *keep_all(kj_loading *loading, const void *items, size_t count, size_t size) {
    void *copy = kj_load_new(loading, loading->keep, count, size);
    if (copy && count)
        memcpy(copy, items, count * size);
    return copy;
}

static bool finish(kj_loading *l, kj_rules *out) {
    kj_rule *rules = kj_load_new(l, l->keep, l->drafts.size, sizeof *rules);
    kj_program *program = kj_load_new(l, l->keep, 1, sizeof *program);
    if (!rules || !program)
        return false;
    for (size_t i = 0; i < l->drafts.size; i++)
        rules[i] = l->drafts.at[i].rule;
    program->code = keep_all(l, l->code.at, l->code.size, sizeof *l->code.at);
    program->sets = keep_all(l, l->sets.at, l->sets.size, sizeof *l->sets.at);
    program->tests = keep_all(l, l->tests.at, l->tests.size, sizeof *l->tests.at);
    program->longest = l->longest;
    program->code_count = (uint32_t)l->code.size;
    program->set_count = (uint32_t)l->sets.size;
    program->test_count = (uint32_t)l->tests.size;
    out->phases = keep_all(l, l->phases.at, l->phases.size, sizeof *l->phases.at);
    out->tests = keep_all(l, l->cases.at, l->cases.size, sizeof *l->cases.at);
    out->expected = keep_all(l, l->expected.at, l->expected.size, sizeof *l->expected.at);
    out->test_count = (uint32_t)l->cases.size;
    out->expected_count = (uint32_t)l->expected.size;
    out->phase_count = (uint32_t)l->phases.size;
    out->rules = rules;
    out->rule_count = (uint32_t)l->drafts.size;
    out->program = program;
    return !l->problems.memory && kj_program_finish(out, &l->scratch);
}

static void load(kj_loading *l, const kj_rule_file *files, size_t count, kj_rules *out) {
    for (size_t i = 0; i < count; i++)
        read_file(l, &files[i], true);
    if (!l->phases.size && !l->problems.count) {
        kj_source nowhere = {"phases.yaml", "", 0};
        kj_problem(&l->problems, &nowhere, 0, 0, "there is no phases.yaml with a phase");
    }
    for (size_t i = 0; i < count && l->phases.size; i++)
        read_file(l, &files[i], false);
    if (l->problems.memory || !order_rules(l))
        return;
    for (size_t i = 0; i < l->drafts.size && !l->problems.memory; i++)
        finish_rule(l, &l->drafts.at[i]);
    for (size_t u = 0; u < l->units.size; u++)
        for (uint32_t i = 0; i < l->units.at[u]->define_count; i++)
            if (!l->units.at[u]->defines[i].used) {
                const kj_node *key = l->units.at[u]->defines[i].key;
                kj_warning(&l->problems, &l->units.at[u]->source, key->line, key->column, "%s is never used",
                           key->text);
            }
    if (!l->problems.count && !l->problems.memory && !finish(l, out))
        l->problems.memory = true;
}

kaoju_status kj_rules_load(const kj_rule_file *files, size_t count, const char *const *types, kj_lexicon *lexicon,
                           const kj_fold *fold, kj_names *names, kj_rules *rules, kaoju_report report, void *context,
                           kaoju_error *error) {
    *rules = (kj_rules){.names = names};
    kj_loading l = {.problems = {.report = report, .context = context, .error = error},
                    .keep = &rules->arena,
                    .fold = fold,
                    .names = names,
                    .lexicon = lexicon,
                    .types = types};
    load(&l, files, count, rules);
    kaoju_status status = l.problems.memory ? kj_fail_memory(error) : l.problems.count ? KAOJU_E_SYNTAX : KAOJU_OK;
    kj_arena_free(&l.scratch);
    kj_vec_free(&l.units);
    kj_vec_free(&l.drafts);
    kj_vec_free(&l.phases);
    kj_vec_free(&l.emitted);
    kj_vec_free(&l.cases);
    kj_vec_free(&l.expected);
    kj_vec_free(&l.code);
    kj_vec_free(&l.sets);
    kj_vec_free(&l.tests);
    if (status)
        kj_rules_free(rules);
    return status;
}

void kj_rules_free(kj_rules *rules) {
    kj_arena_free(&rules->arena);
    *rules = (kj_rules){.names = rules->names};
}
