/* The compiled form of all patterns: one array of instructions, run by run.c.
 *
 * A pattern is a piece of `code` that starts at its entry and ends with KJ_OP_MATCH. An instruction either consumes (a
 * character, or a typed span) or decides or notes something without moving. */
#ifndef KJ_RULES_PROGRAM_H
#define KJ_RULES_PROGRAM_H

#include "rules/rules.h"

typedef enum kj_op {
    KJ_OP_CHAR,  /* the symbol a */
    KJ_OP_SET,   /* one symbol in set a */
    KJ_OP_ANY,   /* any one symbol */
    KJ_OP_TYPE,  /* a typed span that passes test a */
    KJ_OP_BLANK, /* `_`: a blank stands here; consumes it if it is one that is visible (between Latin words) */
    KJ_OP_START, /* start of a paragraph */
    KJ_OP_END,   /* end of a paragraph */
    KJ_OP_SPLIT, /* go on at a; if that fails, or for other ends, at b */
    KJ_OP_JUMP,  /* go on at a */
    KJ_OP_OPEN,  /* capture a starts */
    KJ_OP_CLOSE, /* capture a ends */
    KJ_OP_MATCH
} kj_op;

typedef struct kj_instruction {
    uint32_t op, a, b;
} kj_instruction;

typedef struct kj_symbols {
    uint32_t low, high; /* both included */
} kj_symbols;

typedef struct kj_set {
    const kj_symbols *ranges; /* by low, disjoint */
    uint32_t count;
    bool han; /* also every Chinese character */
    bool negated;
} kj_set;
bool kj_set_has(const kj_set *set, uint32_t symbol);

/* What stands in <type ...> after the type. */
typedef struct kj_guard {
    const char *key;            /* column of the dictionary; NULL: the integer is in low..high */
    const kaoju_string *values; /* one of these, or none of them if negated */
    uint32_t value_count;
    bool negated;
    int64_t low, high;
} kj_guard;

typedef struct kj_type_test {
    const uint32_t *types;
    uint32_t type_count;
    const kj_guard *guards; /* all must hold */
    uint32_t guard_count;
} kj_type_test;

/* Which rules of a phase can start with a symbol or with a span of a type. Lists of rule numbers: list n is
 * items[lists[n] .. lists[n + 1]); list 0 is empty. */
#define KJ_PAGES 0x1100 /* of 256 symbols each: all of Unicode */
typedef struct kj_dispatch {
    const uint32_t *pages; /* [KJ_PAGES] page number; page 0 has no lists */
    const uint32_t *cells; /* [pages * 256] list number */
    const uint32_t *types; /* [type_count] list number */
    uint32_t type_count;
    const uint32_t *lists, *items;
    bool class_guards; /* some rule has not_in classes */
} kj_dispatch;

/* That a rule of a phase can start with a symbol (or with a span of a type). */
typedef struct kj_start {
    uint32_t phase;
    bool typed;
    uint32_t key; /* symbol or type */
    uint32_t rule;
} kj_start;
typedef KJ_VEC(kj_start) kj_starts;

typedef struct kj_program {
    const kj_instruction *code;
    const kj_set *sets;
    const kj_type_test *tests;
    const kj_start *openings; /* what the dispatch is made from, in its order */
    uint32_t code_count, set_count, test_count, opening_count;
    const kj_dispatch *dispatch; /* per phase */
    uint32_t longest;            /* instructions of the longest pattern */
} kj_program;

/* Instructions that a runner has followed so far: what the tests of its cost count. */
uint64_t kj_runner_steps(const kj_runner *runner);

/* dispatch.c: sorts `starts` and makes the tables of every phase in the arena. False: out of memory. */
bool kj_dispatch_make(kj_starts *starts, uint32_t phase_count, kj_arena *arena, const kj_dispatch **dispatch);
static inline uint32_t kj_dispatch_symbol(const kj_dispatch *dispatch, uint32_t symbol) {
    return symbol < KJ_SKIP ? dispatch->cells[(size_t)dispatch->pages[symbol >> 8] * 256 + (symbol & 255)] : 0;
}

/* program_check.c: NULL if no run of the program can leave it: code is pieces that end with KJ_OP_MATCH and at most
 * KJ_PROGRAM_MAX long, jumps stay in their piece and lead forward, or back to the KJ_OP_SPLIT of their loop; entries of
 * rules are starts of pieces; sets, tests, captures, types (there are `type_count` names) and openings are there. Else what
 * is wrong. Sets *longest. O(instructions + openings). */
const char *kj_program_check(const kj_rules *rules, uint32_t type_count, uint32_t *longest);

#endif
