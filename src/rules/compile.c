/* Syntax trees in, instructions out (Thompson's construction).
 *
 * Repeats with counts and @names are written out, so a pattern has at most KJ_PROGRAM_MAX instructions; emission stops
 * there, and after as many visits of the tree as so many instructions can need, since ((){64}){64} writes nothing. The
 * recursion is over the tree of a rule file, whose depth the parser bounds, and that of names in names is bounded
 * here. */
#include "rules/load.h"

#include <string.h>

/* Visits of the tree for one instruction: groups within groups, KJ_PATTERN_DEPTH_MAX deep, around it. */
#define VISITS_MAX (4u * KJ_PATTERN_DEPTH_MAX * KJ_PROGRAM_MAX)

/* Characters of a set that a pattern starts with: at more places than that it would be tried nearly everywhere. */
#define START_SET_MAX 512

typedef struct emitter {
    kj_loading *loading;
    const kj_draft *draft;
    kj_compiled *out; /* NULL for guards: no captures */
    size_t entry;
    const kj_ast *at; /* what is written now: the place of problems */
    uint32_t visits, names;
    bool failed;
} emitter;

static void fail_size(emitter *e) {
    if (!e->failed)
        kj_ast_problem(e->loading, e->at, "the pattern has more than %d instructions (KJ_PROGRAM_MAX)", KJ_PROGRAM_MAX);
    e->failed = true;
}

static uint32_t emit(emitter *e, kj_op op, uint32_t a, uint32_t b) {
    kj_instruction instruction = {op, a, b};
    if (e->loading->code.size - e->entry >= KJ_PROGRAM_MAX)
        fail_size(e);
    if (e->failed || !kj_load_push(e->loading, &e->loading->code, instruction)) {
        e->failed = true;
        return 0;
    }
    return (uint32_t)(e->loading->code.size - 1);
}

static uint32_t here(const emitter *e) {
    return (uint32_t)e->loading->code.size;
}

static void patch(emitter *e, uint32_t at, uint32_t a, uint32_t b) {
    if (!e->failed) {
        e->loading->code.at[at].a = a;
        e->loading->code.at[at].b = b;
    }
}

/* NOLINTBEGIN(misc-no-recursion): down the tree, which pattern.c keeps to KJ_PATTERN_DEPTH_MAX, and as many names. */
static void emit_ast(emitter *e, const kj_ast *ast);

static void emit_alternatives(emitter *e, const kj_ast *ast) {
    KJ_VEC(uint32_t) jumps = {0};
    for (const kj_ast *child = ast->first; child && !e->failed; child = child->next) {
        uint32_t split = child->next ? emit(e, KJ_OP_SPLIT, 0, 0) : 0;
        emit_ast(e, child);
        if (!child->next)
            break;
        uint32_t jump = emit(e, KJ_OP_JUMP, 0, 0);
        patch(e, split, split + 1, here(e));
        e->failed |= !kj_load_push(e->loading, &jumps, jump);
    }
    for (size_t i = 0; i < jumps.size && !e->failed; i++)
        patch(e, jumps.at[i], here(e), 0);
    kj_vec_free(&jumps);
}

static void emit_repeat(emitter *e, const kj_ast *ast) {
    for (uint32_t i = 0; i < ast->min && !e->failed; i++)
        emit_ast(e, ast->first);
    if (ast->max == KJ_NONE) {
        uint32_t split = emit(e, KJ_OP_SPLIT, 0, 0);
        emit_ast(e, ast->first);
        emit(e, KJ_OP_JUMP, split, 0);
        patch(e, split, split + 1, here(e));
        return;
    }
    uint32_t first_split = here(e);
    for (uint32_t i = ast->min; i < ast->max && !e->failed; i++) {
        emit(e, KJ_OP_SPLIT, here(e) + 1, KJ_NONE);
        emit_ast(e, ast->first);
    }
    for (uint32_t at = first_split; !e->failed && at < here(e); at++) /* the optional copies all skip to here */
        if (e->loading->code.at[at].op == KJ_OP_SPLIT && e->loading->code.at[at].b == KJ_NONE)
            e->loading->code.at[at].b = here(e);
}

static uint32_t capture_index(emitter *e, const kj_ast *ast) {
    kj_compiled *out = e->out;
    for (uint32_t i = 0; i < out->capture_count; i++)
        if (!strcmp(out->captures[i], ast->name))
            return i;
    if (out->capture_count == KJ_CAPTURE_MAX) {
        kj_ast_problem(e->loading, ast, "more than %d captures (KJ_CAPTURE_MAX)", KJ_CAPTURE_MAX);
        e->failed = true;
        return 0;
    }
    out->captures[out->capture_count] = ast->name;
    return out->capture_count++;
}

static void emit_capture(emitter *e, const kj_ast *ast) {
    if (!e->out) {
        kj_ast_problem(e->loading, ast, "a guard captures nothing: take %s: away", ast->name);
        e->failed = true;
        return;
    }
    uint32_t index = capture_index(e, ast);
    emit(e, KJ_OP_OPEN, index, 0);
    emit_ast(e, ast->first);
    emit(e, KJ_OP_CLOSE, index, 0);
}

static void emit_named(emitter *e, const kj_ast *ast) {
    const kj_unit *unit = ast->unit;
    if (e->names == KJ_PATTERN_DEPTH_MAX) {
        kj_ast_problem(e->loading, ast, "names use names more than %d deep (KJ_PATTERN_DEPTH_MAX)",
                       KJ_PATTERN_DEPTH_MAX);
        e->failed = true;
        return;
    }
    e->names++;
    for (uint32_t i = 0; i < unit->define_count; i++)
        if (!strcmp(unit->defines[i].name, ast->name)) {
            unit->defines[i].used = true;
            if (unit->defines[i].ast)
                emit_ast(e, unit->defines[i].ast);
            else
                e->failed = true;
            e->names--;
            return;
        }
    kj_ast_problem(e->loading, ast, "@%s is not defined in this file", ast->name);
    e->failed = true;
}

static void emit_type(emitter *e, const kj_ast *ast) {
    const kj_type_test *test = &e->loading->tests.at[ast->number];
    for (uint32_t i = 0; i < test->type_count; i++)
        if (!kj_check_type(e->loading, ast, test->types[i], e->draft->rule.phase))
            e->failed = true;
    emit(e, KJ_OP_TYPE, ast->number, 0);
}

static void emit_ast(emitter *e, const kj_ast *ast) {
    if (e->failed)
        return;
    e->at = ast;
    if (++e->visits > VISITS_MAX) {
        fail_size(e);
        return;
    }
    static const kj_op simple[] = {
        [KJ_AST_CHAR] = KJ_OP_CHAR,   [KJ_AST_SET] = KJ_OP_SET,     [KJ_AST_ANY] = KJ_OP_ANY,
        [KJ_AST_BLANK] = KJ_OP_BLANK, [KJ_AST_START] = KJ_OP_START, [KJ_AST_END] = KJ_OP_END};
    switch (ast->kind) {
    case KJ_AST_TYPE:
        emit_type(e, ast);
        break;
    case KJ_AST_ALL:
        for (const kj_ast *child = ast->first; child; child = child->next)
            emit_ast(e, child);
        break;
    case KJ_AST_ONE:
        emit_alternatives(e, ast);
        break;
    case KJ_AST_REPEAT:
        emit_repeat(e, ast);
        break;
    case KJ_AST_CAPTURE:
        emit_capture(e, ast);
        break;
    case KJ_AST_NAMED:
        emit_named(e, ast);
        break;
    default:
        emit(e, simple[ast->kind], ast->number, 0);
    }
}
/* NOLINTEND(misc-no-recursion) */

/* ------------------------------------------------------------------ starts */

/* Is what the instruction can consume a short list? */
static bool is_short(const kj_loading *loading, const kj_instruction *i) {
    const kj_set *set = i->op == KJ_OP_SET ? &loading->sets.at[i->a] : NULL;
    uint32_t size = 0;
    for (uint32_t r = 0; set && r < set->count; r++)
        size += set->ranges[r].high - set->ranges[r].low + 1;
    return i->op != KJ_OP_ANY && (!set || (!set->negated && !set->han && size <= START_SET_MAX));
}

/* Looks at everything reachable from the entry without consuming. */
static bool starts_well(kj_loading *loading, const kj_ast *ast, uint32_t entry) {
    size_t count = loading->code.size - entry;
    uint8_t *seen = kj_new(count, 1);
    KJ_VEC(uint32_t) open = {0};
    bool ok = seen && kj_push(&open, entry);
    loading->problems.memory |= !ok;
    const char *wrong = NULL;
    while (ok && !wrong && open.size) {
        uint32_t at = open.at[--open.size];
        if (seen[at - entry])
            continue;
        seen[at - entry] = 1;
        const kj_instruction *i = &loading->code.at[at];
        if (i->op == KJ_OP_MATCH)
            wrong = "the pattern matches nothing at all (every part of it may be absent)";
        else if (i->op <= KJ_OP_BLANK && !is_short(loading, i))
            wrong = "a pattern must begin with a character, a short set or a typed span";
        if (i->op == KJ_OP_SPLIT || i->op == KJ_OP_JUMP)
            ok =
                ok && kj_load_push(loading, &open, i->a) && (i->op == KJ_OP_JUMP || kj_load_push(loading, &open, i->b));
        else if (i->op >= KJ_OP_BLANK && i->op != KJ_OP_MATCH)
            ok = ok && kj_load_push(loading, &open, at + 1);
    }
    if (wrong)
        kj_ast_problem(loading, ast, "%s", wrong);
    kj_vec_free(&open);
    free(seen);
    return ok && !wrong;
}

static uint32_t compile(kj_loading *loading, const kj_draft *draft, const kj_ast *ast, kj_compiled *out) {
    emitter e = {.loading = loading, .draft = draft, .out = out, .entry = loading->code.size, .at = ast};
    emit_ast(&e, ast);
    emit(&e, KJ_OP_MATCH, 0, 0);
    if (loading->code.size - e.entry > loading->longest)
        loading->longest = (uint32_t)(loading->code.size - e.entry);
    return e.failed ? KJ_NONE : (uint32_t)e.entry;
}

void kj_compile_pattern(kj_loading *loading, const kj_draft *draft, const kj_node *node, kj_compiled *out) {
    *out = (kj_compiled){.entry = KJ_NONE};
    const kj_ast *ast = kj_pattern_read(loading, draft->unit, node);
    if (!ast)
        return;
    uint32_t entry = compile(loading, draft, ast, out);
    if (entry != KJ_NONE && starts_well(loading, ast, entry))
        out->entry = entry;
}

/* Can the pattern match without looking at anything? Such a guard always holds, which nobody means. */
static bool holds_always(kj_loading *loading, uint32_t entry) {
    size_t count = loading->code.size - entry;
    uint8_t *seen = kj_new(count, 1);
    KJ_VEC(uint32_t) open = {0};
    bool ok = seen && kj_push(&open, entry), always = false;
    while (ok && !always && open.size) {
        uint32_t at = open.at[--open.size];
        const kj_instruction *i = &loading->code.at[at];
        if (seen[at - entry])
            continue;
        seen[at - entry] = 1;
        always = i->op == KJ_OP_MATCH;
        if (i->op == KJ_OP_SPLIT || i->op == KJ_OP_JUMP)
            ok = kj_push(&open, i->a) && (i->op == KJ_OP_JUMP || kj_push(&open, i->b));
    }
    loading->problems.memory |= !ok;
    kj_vec_free(&open);
    free(seen);
    return always;
}

void kj_compile_guard(kj_loading *loading, const kj_draft *draft, const kj_node *node, uint32_t *entry) {
    const kj_ast *ast = kj_pattern_read(loading, draft->unit, node);
    *entry = ast ? compile(loading, draft, ast, NULL) : KJ_NONE;
    if (*entry != KJ_NONE && holds_always(loading, *entry))
        kj_ast_problem(loading, ast, "this guard cannot fail: every part of it may be absent");
}
