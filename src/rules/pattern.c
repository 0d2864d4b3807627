/* The text of a pattern in, a syntax tree out.
 *
 * By recursive descent: alternatives of sequences of repeated atoms. The depth is that of the groups in the rule file,
 * at most KJ_PATTERN_DEPTH_MAX. After a problem the rest of the pattern is not read: what follows an unclosed group
 * would only give more of the same. Cost: O(pattern). */
#include "rules/load.h"

#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static kj_ast *read_alternatives(kj_parser *p);

static void problem(kj_loading *loading, const kj_unit *unit, const kj_node *node, uint32_t at, const char *message) {
    uint32_t line, column;
    kj_node_place(&unit->source, node, at, &line, &column);
    kj_problem(&loading->problems, &unit->source, line, column, "%s", message);
}

void *kj_pattern_fail(kj_parser *p, uint32_t at, const char *format, ...) {
    if (p->failed)
        return NULL;
    p->failed = true;
    char message[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    problem(p->loading, p->unit, p->node, at, message);
    return NULL;
}

void kj_ast_problem(kj_loading *loading, const kj_ast *ast, const char *format, ...) {
    char message[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    problem(loading, ast->unit, ast->node, ast->at, message);
}

char *kj_pattern_slice(kj_parser *p, uint32_t from, uint32_t to) {
    char *text = kj_load_new(p->loading, p->loading->keep, (size_t)(to - from) * 4 + 1, 1);
    size_t size = 0;
    for (uint32_t i = from; text && i < to; i++)
        size += kj_utf8_put(p->cp[i], text + size);
    p->failed |= !text;
    return text;
}

static kj_ast *new_ast(kj_parser *p, kj_ast_kind kind, uint32_t at) {
    kj_ast *ast = kj_load_new(p->loading, &p->loading->scratch, 1, sizeof *ast);
    if (!ast) {
        p->failed = true;
        return NULL;
    }
    ast->kind = kind;
    ast->unit = p->unit;
    ast->node = p->node;
    ast->at = at;
    return ast;
}

static void append(kj_ast *parent, kj_ast *child) {
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void kj_pattern_blanks(kj_parser *p) {
    while (p->at < p->count && (p->cp[p->at] == '\n' || p->cp[p->at] == '\r' || kj_char_is_space(p->cp[p->at])))
        p->at++;
}

static bool is_lower(uint32_t cp) {
    return cp >= 'a' && cp <= 'z';
}
static bool is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

/* End of the name [a-z][a-z0-9_]* at `at`; `at` itself if there is none. */
static uint32_t name_end(const kj_parser *p, uint32_t at) {
    uint32_t end = at;
    if (is_lower(p->cp[at]))
        while (is_lower(p->cp[end]) || is_digit(p->cp[end]) || p->cp[end] == '_')
            end++;
    return end;
}

/* Groups, captures of captures and repeats of repeats: each is a level of the tree, and of the recursion over it. */
static void *too_deep(kj_parser *p, uint32_t at) {
    return kj_pattern_fail(p, at, "groups are nested more than %d deep (KJ_PATTERN_DEPTH_MAX)", KJ_PATTERN_DEPTH_MAX);
}

/* NOLINTBEGIN(misc-no-recursion): `depth` counts it, as above. */
static kj_ast *read_group(kj_parser *p) {
    uint32_t open = p->at++;
    if (++p->depth > KJ_PATTERN_DEPTH_MAX)
        return too_deep(p, open);
    kj_ast *inside = read_alternatives(p);
    p->depth--;
    if (inside && p->cp[p->at] != ')')
        return kj_pattern_fail(p, open, "this ( is not closed");
    p->at++;
    return inside;
}

static kj_ast *read_bracket(kj_parser *p, kj_ast_kind kind) {
    uint32_t open = p->at++;
    kj_ast *ast = new_ast(p, kind, open);
    bool ok = ast && (kind == KJ_AST_SET ? kj_pattern_set(p, &ast->number) : kj_pattern_typed(p, &ast->number));
    return ok ? ast : NULL;
}

static kj_ast *read_named(kj_parser *p) {
    uint32_t at = p->at, end = name_end(p, at + 1);
    if (end == at + 1)
        return kj_pattern_fail(p, at, "@ needs a name behind it");
    kj_ast *ast = new_ast(p, KJ_AST_NAMED, at);
    if (ast)
        ast->name = kj_pattern_slice(p, at + 1, end);
    p->at = end;
    return ast;
}

static kj_ast *read_atom(kj_parser *p);

static kj_ast *read_capture(kj_parser *p, uint32_t end) {
    kj_ast *ast = new_ast(p, KJ_AST_CAPTURE, p->at);
    if (ast)
        ast->name = kj_pattern_slice(p, p->at, end);
    if (++p->depth > KJ_PATTERN_DEPTH_MAX)
        return too_deep(p, p->at);
    p->at = end + 1;
    kj_pattern_blanks(p);
    kj_ast *child = ast && !p->failed ? read_atom(p) : NULL;
    p->depth--;
    if (!child)
        return kj_pattern_fail(p, end, "nothing is captured here");
    append(ast, child);
    return ast;
}

static kj_ast *read_literal(kj_parser *p) {
    uint32_t at = p->at;
    if (p->cp[at] == '\\') {
        if (++p->at >= p->count)
            return kj_pattern_fail(p, at, "\\ needs a character behind it");
    } else if (strchr("?*+{}]>", p->cp[at] < 128 ? (int)p->cp[at] : 1)) {
        return kj_pattern_fail(p, at, "%c has nothing before it; write \\%c for the character", (int)p->cp[at],
                               (int)p->cp[at]);
    }
    kj_ast *ast = new_ast(p, KJ_AST_CHAR, at);
    if (ast)
        ast->number = kj_fold_symbol(p->loading->fold, p->cp[p->at]);
    p->at++;
    return ast;
}

/* NULL without a problem where an atom cannot start: at the end, | and ). */
static kj_ast *read_atom(kj_parser *p) {
    uint32_t end;
    if (p->at >= p->count)
        return NULL;
    switch (p->cp[p->at]) {
    case '|':
    case ')':
        return NULL;
    case '(':
        return read_group(p);
    case '[':
        return read_bracket(p, KJ_AST_SET);
    case '<':
        return read_bracket(p, KJ_AST_TYPE);
    case '@':
        return read_named(p);
    case '.':
        return new_ast(p, KJ_AST_ANY, p->at++);
    case '_':
        return new_ast(p, KJ_AST_BLANK, p->at++);
    case '^':
        return new_ast(p, KJ_AST_START, p->at++);
    case '$':
        return new_ast(p, KJ_AST_END, p->at++);
    default:
        end = name_end(p, p->at);
        return end > p->at && p->cp[end] == ':' ? read_capture(p, end) : read_literal(p);
    }
}

static bool read_number(kj_parser *p, uint32_t *out) {
    kj_pattern_blanks(p);
    uint32_t start = p->at, value = 0;
    for (; is_digit(p->cp[p->at]) && p->at - start < 6; p->at++)
        value = value * 10 + (p->cp[p->at] - '0');
    *out = value;
    bool some = p->at > start;
    kj_pattern_blanks(p);
    return some;
}

/* {m} {m,} {m,n} */
static bool read_bounds(kj_parser *p, uint32_t *min, uint32_t *max) {
    uint32_t open = p->at++;
    bool ok = read_number(p, min);
    *max = *min;
    if (ok && p->cp[p->at] == ',') {
        p->at++;
        if (!read_number(p, max))
            *max = KJ_NONE;
    }
    if (!ok || p->cp[p->at] != '}')
        return kj_pattern_fail(p, open, "a repetition is {m}, {m,} or {m,n}"), false;
    p->at++;
    if (*min > *max)
        return kj_pattern_fail(p, open, "the lower bound %u is above the upper bound %u", *min, *max), false;
    if (*min > KJ_REPEAT_MAX || (*max != KJ_NONE && *max > KJ_REPEAT_MAX))
        return kj_pattern_fail(p, open, "a bound is above %d (KJ_REPEAT_MAX)", KJ_REPEAT_MAX), false;
    return true;
}

static kj_ast *read_repeated(kj_parser *p) {
    kj_ast *atom = read_atom(p);
    for (uint32_t levels = 1; atom && !p->failed; levels++) {
        kj_pattern_blanks(p);
        uint32_t at = p->at, min = 0, max = KJ_NONE;
        uint32_t cp = p->cp[at];
        if (at >= p->count || (cp != '?' && cp != '*' && cp != '+' && cp != '{'))
            return atom;
        if (p->depth + levels > KJ_PATTERN_DEPTH_MAX)
            return too_deep(p, at);
        if (cp == '{') {
            if (!read_bounds(p, &min, &max))
                return NULL;
        } else {
            min = cp == '+';
            max = cp == '?' ? 1 : KJ_NONE;
            p->at++;
        }
        kj_ast *repeat = new_ast(p, KJ_AST_REPEAT, at);
        if (!repeat)
            return NULL;
        repeat->min = min;
        repeat->max = max;
        append(repeat, atom);
        atom = repeat;
    }
    return atom;
}

static kj_ast *read_sequence(kj_parser *p) {
    kj_ast *all = new_ast(p, KJ_AST_ALL, p->at);
    while (all && !p->failed) {
        kj_pattern_blanks(p);
        kj_ast *item = read_repeated(p);
        if (!item)
            break;
        append(all, item);
    }
    return p->failed ? NULL : all;
}

static kj_ast *read_alternatives(kj_parser *p) {
    kj_ast *one = new_ast(p, KJ_AST_ONE, p->at);
    while (one && !p->failed) {
        kj_ast *all = read_sequence(p);
        if (!all)
            return NULL;
        append(one, all);
        if (p->cp[p->at] != '|')
            break;
        p->at++;
    }
    return p->failed ? NULL : one;
}
/* NOLINTEND(misc-no-recursion) */

kj_ast *kj_pattern_read(kj_loading *loading, const kj_unit *unit, const kj_node *node) {
    size_t length = kj_utf8_length(node->text, node->size);
    uint32_t *cp = kj_load_new(loading, &loading->scratch, length + 1, sizeof *cp);
    if (!cp)
        return NULL;
    size_t count = 0;
    for (size_t at = 0; at < node->size;)
        cp[count++] = kj_utf8_next(node->text, node->size, &at);
    kj_parser p = {.loading = loading, .unit = unit, .node = node, .cp = cp, .count = (uint32_t)count};
    kj_ast *ast = read_alternatives(&p);
    if (ast && p.at < p.count)
        return kj_pattern_fail(&p, p.at, "this ) closes nothing");
    return ast;
}
