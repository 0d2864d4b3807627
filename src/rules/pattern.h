/* Patterns as syntax trees. */
#ifndef KJ_RULES_PATTERN_H
#define KJ_RULES_PATTERN_H

#include "rules/yaml.h"
#include "text/fold.h"

struct kj_loading;
struct kj_unit;

typedef enum kj_ast_kind {
    KJ_AST_CHAR, /* number = symbol */
    KJ_AST_SET,  /* number = index in loading->sets */
    KJ_AST_ANY,
    KJ_AST_TYPE, /* number = index in loading->tests */
    KJ_AST_BLANK,
    KJ_AST_START,
    KJ_AST_END,
    KJ_AST_ALL,     /* the children one after the other */
    KJ_AST_ONE,     /* one of the children, earlier ones first */
    KJ_AST_REPEAT,  /* the child min..max times; max KJ_NONE: without bound */
    KJ_AST_CAPTURE, /* name, child */
    KJ_AST_NAMED    /* @name */
} kj_ast_kind;

typedef struct kj_ast {
    kj_ast_kind kind;
    const struct kj_unit *unit; /* where it stands: character `at` of the scalar `node` */
    const kj_node *node;
    uint32_t at;
    uint32_t number, min, max;
    const char *name;
    struct kj_ast *first, *last, *next;
} kj_ast;

/* A pattern while it is read. */
typedef struct kj_parser {
    struct kj_loading *loading;
    const struct kj_unit *unit;
    const kj_node *node;
    const uint32_t *cp; /* the characters, and 0 at the end */
    uint32_t count, at;
    uint32_t depth;
    bool failed;
} kj_parser;

/* The tree of a scalar in the scratch arena; NULL after a problem (the first of a pattern is told). */
kj_ast *kj_pattern_read(struct kj_loading *loading, const struct kj_unit *unit, const kj_node *node);

/* Tells a problem at a place of a tree. */
void kj_ast_problem(struct kj_loading *loading, const kj_ast *ast, const char *format, ...) KJ_PRINTF(3, 4);

/* ---- pattern.c, atoms.c */
/* Problem at character `at`; NULL. */
void *kj_pattern_fail(kj_parser *parser, uint32_t at, const char *format, ...) KJ_PRINTF(3, 4);
/* Characters [from, to) as NUL-terminated UTF-8 in the kept arena. */
char *kj_pattern_slice(kj_parser *parser, uint32_t from, uint32_t to);
void kj_pattern_blanks(kj_parser *parser); /* moves `at` over blanks */
/* `at` stands behind '[' or '<' and is moved behind the end; *number is the index of the set or the type test. */
bool kj_pattern_set(kj_parser *parser, uint32_t *number);
bool kj_pattern_typed(kj_parser *parser, uint32_t *number);

#endif
