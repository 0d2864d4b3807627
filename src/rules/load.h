/* Loading rules, between the files of this folder:
 *
 *     yaml.c      text -> nodes
 *     tree.c      nodes -> drafts: what each rule says, key by key
 *     cases.c     the tests of a rule
 *     pattern.c   pattern text -> syntax tree (atoms.c: the atoms [..] and <..>)
 *     compile.c   syntax tree -> instructions
 *     rules.c     the order of these; what needs the whole: references, types, phases, captures
 *
 * A function that finds a problem tells kj_problem and goes on or returns NULL; running out of memory sets
 * problems.memory. */
#ifndef KJ_RULES_LOAD_H
#define KJ_RULES_LOAD_H

#include "rules/pattern.h"
#include "rules/program.h"
#include "rules/yaml.h"

typedef struct kj_define {
    const char *name;
    const kj_node *key, *node;
    kj_ast *ast;                                /* NULL if the pattern is wrong */
    enum { KJ_UNSEEN, KJ_OPEN, KJ_DONE } color; /* of the search for circles */
    bool used;
} kj_define;

typedef struct kj_unit {
    kj_source source;
    const char *stem; /* of the file name */
    kj_define *defines;
    uint32_t define_count;
} kj_unit;

/* Guards of a rule, in the order of the members of kj_rule. */
enum { KJ_PRECEDED, KJ_NOT_PRECEDED, KJ_FOLLOWED, KJ_NOT_FOLLOWED, KJ_AROUND };

typedef struct kj_draft {
    kj_rule rule;
    const kj_unit *unit;
    const kj_node *node, *pattern, *emit, *span, *value, *not_in, *around[KJ_AROUND];
    uint32_t order; /* in file name, then file order */
} kj_draft;

typedef struct kj_loading {
    kj_problems problems;
    kj_arena *keep;   /* kj_rules.arena: what stays */
    kj_arena scratch; /* nodes, syntax trees */
    const kj_fold *fold;
    kj_names *names;
    kj_lexicon *lexicon;
    const char *const *types; /* of engines */

    KJ_VEC(kj_unit *) units;
    KJ_VEC(kj_draft) drafts;
    KJ_VEC(kj_phase) phases;
    KJ_VEC(uint32_t) emitted; /* by name id: earliest phase that gives the type; KJ_NONE */
    KJ_VEC(kj_rule_test) cases;
    KJ_VEC(kj_expected) expected;

    KJ_VEC(kj_instruction) code;
    KJ_VEC(kj_set) sets;
    KJ_VEC(kj_type_test) tests;
    uint32_t longest;
} kj_loading;

/* kj_push for these arrays; notes that memory ran out. */
#define kj_load_push(loading, vec, item) (kj_push(vec, item) || ((loading)->problems.memory = true, false))
void *kj_load_new(kj_loading *loading, kj_arena *arena, size_t count, size_t size);
/* NUL-terminated copy in `keep`. */
char *kj_load_keep(kj_loading *loading, const char *text, size_t size);
/* A problem at character `offset` of a scalar, or at a node. */
#define kj_problem_at(loading, unit, node, ...)                                                                        \
    kj_problem(&(loading)->problems, &(unit)->source, (node)->line, (node)->column, __VA_ARGS__)

/* tree.c */
void kj_read_phases(kj_loading *loading, const kj_unit *unit, const kj_node *root);
void kj_read_unit(kj_loading *loading, kj_unit *unit, const kj_node *root);
/* Values of the known keys of a map; unknown ones are told. False if it is no map. */
bool kj_read_keys(kj_loading *loading, const kj_unit *unit, const kj_node *map, const char *what,
                  const char *const *keys, uint32_t count, const kj_node **values);
/* The text of a scalar; NULL (and told) if it is none. */
const char *kj_read_text(kj_loading *loading, const kj_unit *unit, const kj_node *node, const char *what);
/* [a-z][a-z0-9_]*, or [A-Z][A-Z0-9_]*; `more` are other characters that may follow the first. */
bool kj_is_name(const char *text, bool upper, const char *more);
/* cases.c */
void kj_read_cases(kj_loading *loading, const kj_unit *unit, const kj_node *tests, const kj_node *rule, kj_rule *out);

/* compile.c: the syntax tree of a pattern -> instructions. */
typedef struct kj_compiled {
    uint32_t entry; /* KJ_NONE after a problem */
    const char *captures[KJ_CAPTURE_MAX];
    uint32_t capture_count;
} kj_compiled;
void kj_compile_pattern(kj_loading *loading, const kj_draft *draft, const kj_node *node, kj_compiled *out);
/* The same for a guard: no captures, any start, and it must be able to fail. */
void kj_compile_guard(kj_loading *loading, const kj_draft *draft, const kj_node *node, uint32_t *entry);
/* Is `type` a dictionary class, given by an engine, or by a rule before `phase`? If not, it is told. */
bool kj_check_type(kj_loading *loading, const kj_ast *ast, uint32_t type, uint32_t phase);

#endif
