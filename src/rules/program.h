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

/* Sets of rules of one phase, a bit each from its first rule on. */
#define KJ_SET_WORDS(count) (((count) + 63) / 64)
static inline uint32_t kj_lowest_bit(uint64_t set) { /* set != 0 */
    return (uint32_t)__builtin_ctzll(set);
}

/* Which rules of a phase can start with a symbol or with a span of a type (by the bit of the type, see kj_bits):
 * where in `sets` they stand, 0 for none. */
#define KJ_PAGES 0x1100 /* of 256 symbols each: all of Unicode */
typedef struct kj_dispatch {
    const uint32_t *pages; /* [KJ_PAGES] where in `cells`; at 0 stands a page without rules */
    const uint32_t *cells; /* [pages * 256] */
    const uint32_t *types; /* [KJ_TYPE_BITS] */
    const uint64_t *sets;
    uint32_t words; /* of a set: KJ_SET_WORDS(rules of the phase) */
} kj_dispatch;

/* An instruction as a runner follows it, with what is known of the ways on from it. `first`: what can be consumed first; `end`: a
 * match may end there, or the answer is not known. `joins`: several ways lead to it, so that it may be reached again at
 * the same place. From `least` to `most` characters are consumed up to the end; KJ_MANY: at least so many. */
#define KJ_MANY 255
typedef struct kj_step {
    kj_mask first;
    uint32_t a, b; /* of the instruction */
    uint8_t op;
    bool end, joins;
    uint8_t least, most;
} kj_step;

/* What the sentence must hold for a rule besides its start. Right behind the first character or span of a match stands
 * something of `second`, if it does not end there (`ends`: it may). It consumes something of each of `all` (of a rule that may
 * leave the sentence there are none). */
#define KJ_NEED_MAX 6
typedef struct kj_need {
    kj_mask second;
    bool ends;
    uint32_t count;
    kj_mask all[KJ_NEED_MAX];
} kj_need;

/* That a rule of a phase can start with a symbol (or with a span of a type). */
typedef struct kj_start {
    uint32_t phase;
    bool typed;
    uint32_t key; /* symbol; name id of the type, or in a dispatch its bit */
    uint32_t rule;
} kj_start;
typedef KJ_VEC(kj_start) kj_starts;

typedef struct kj_program {
    const kj_instruction *code;
    const kj_set *sets;
    const kj_type_test *tests;
    const kj_start *openings; /* types by name */
    uint32_t code_count, set_count, test_count, opening_count;
    uint32_t longest; /* instructions of the longest pattern */
    /* What follows from these: kj_program_finish. */
    const kj_dispatch *dispatch; /* per phase */
    kj_bits bits;
    const kj_step *steps;  /* per instruction */
    const kj_mask *starts; /* per rule: what a match begins with */
    const kj_need *needs;  /* per rule */
} kj_program;

/* Instructions that a runner has followed so far: what the tests of its cost count. */
uint64_t kj_runner_steps(const kj_runner *runner);

/* dispatch.c: sorts `starts` and makes the tables of every phase in the arena. False: out of memory. */
bool kj_dispatch_make(kj_starts *starts, const kj_phase *phases, uint32_t phase_count, kj_arena *arena,
                      const kj_dispatch **dispatch);
/* The rules that can start with the symbol, with a type of this bit. */
static inline const uint64_t *kj_dispatch_symbol(const kj_dispatch *d, uint32_t symbol) {
    return d->sets + (symbol < KJ_SKIP ? d->cells[d->pages[symbol >> 8] + (symbol & 255)] : 0);
}
static inline const uint64_t *kj_dispatch_type(const kj_dispatch *d, uint32_t bit) {
    return d->sets + d->types[bit];
}

/* bits.c: numbers what the code and the rules ask for, in the arena of the rules. False: out of memory. */
bool kj_bits_make(kj_rules *rules);
/* Does it say something that one of these characters stands somewhere? Its symbols have classes then. */
bool kj_set_is_telling(const kj_set *set);
/* lookahead.c: fills bits, steps, starts and needs, when code and rules are there. False: out of memory. */
bool kj_lookahead_make(kj_rules *rules, kj_arena *scratch);
/* dispatch.c: fills all that follows from the code, the tests and the openings, in the arena of the rules. False: out of
 * memory. */
bool kj_program_finish(kj_rules *rules, kj_arena *scratch);

/* program_check.c: NULL if no run of the program can leave it: code is pieces that end with KJ_OP_MATCH and at most
 * KJ_PROGRAM_MAX long, jumps stay in their piece and lead forward, or back to the KJ_OP_SPLIT of their loop; entries of
 * rules are starts of pieces; sets, tests, captures, types (there are `type_count` names) and openings are there. Else what
 * is wrong. Sets *longest. O(instructions + openings). */
const char *kj_program_check(const kj_rules *rules, uint32_t type_count, uint32_t *longest);

#endif
