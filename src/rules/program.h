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

static inline uint32_t kj_lowest_bit(uint64_t set) { /* set != 0 */
    return (uint32_t)__builtin_ctzll(set);
}

static const kj_mask kj_mask_full = {{UINT64_MAX, UINT64_MAX}, {UINT64_MAX, UINT64_MAX}};

/* What is known of the ways on from an instruction. `first`: what can be consumed first; `end`: a match may end there, or the
 * answer is not known. `joins`: several ways lead to it, so that it may be reached again at the same place. From `least` to
 * `most` characters are consumed up to the end; KJ_MANY: at least so many. */
#define KJ_MANY 255
typedef struct kj_known {
    kj_mask first;
    bool end, joins;
    uint8_t least, most;
} kj_known;

/* `first` and `end` of a place in a program: KJ_AHEAD_END, or the number of a mask. */
typedef uint32_t kj_ahead;
#define KJ_AHEAD_END 0

/* An instruction as a runner follows it. */
#define KJ_OP_GAP (KJ_OP_MATCH + 1) /* up to `other` characters of set a (KJ_NONE: any), then go on at b */
typedef struct kj_step {
    uint8_t op; /* kj_op, or KJ_OP_GAP */
    bool joins : 1;
    bool sure : 1; /* KJ_OP_TYPE: every span whose type has a bit of mask `other` passes */
    uint8_t least, most;
    uint32_t a, b;  /* of the instruction */
    kj_ahead way;   /* of what comes next; KJ_OP_SPLIT: of a, KJ_OP_GAP: of b */
    uint32_t other; /* KJ_OP_SPLIT: the ahead of b; KJ_OP_TYPE: the mask of its types */
} kj_step;

/* Where a rule may begin: an instruction that is reached from its entry before anything is consumed, with the captures that are
 * open there, a bit each. In the order in which they are tried. */
typedef struct kj_opener {
    uint32_t pc;
    uint16_t opens;
    uint8_t op; /* of the instruction */
} kj_opener;

/* How a match of a rule begins: with one of its openers, so with something of `first`, and right behind that stands something of
 * `second`, if it does not end there (`ends`: it may). */
typedef struct kj_entrance {
    kj_mask first, second;
    const kj_opener *openers;
    uint32_t opener_count;
    uint32_t entry;            /* of the rule, as within and capture_count */
    uint16_t opens, differing; /* captures that all openers open, that only some do */
    uint8_t within, capture_count;
    bool ends;
} kj_entrance;

/* Where a rule may begin: at a place that has something of `here`, if each of `rest` has something from there to the end of the
 * sentence (a rule that may leave it has none), and if right before it stands something of `before` (0: anything may), or a
 * blank, or nothing. Numbers of masks of the program. */
#define KJ_NEED_MAX 6
typedef struct kj_need {
    uint32_t here, before, rest[KJ_NEED_MAX], rest_count;
} kj_need;

typedef struct kj_program {
    const kj_instruction *code;
    const kj_set *sets;
    const kj_type_test *tests;
    uint32_t code_count, set_count, test_count;
    uint32_t longest; /* instructions of the longest pattern */
    /* What follows from these: kj_program_finish. */
    kj_bits bits;
    const kj_step *steps;         /* per instruction */
    const kj_ahead *aheads;       /* per instruction: its own */
    const kj_mask *masks;         /* by number, from 1 on */
    uint32_t mask_count;          /* with number 0 */
    bool apart;                   /* every type that is asked for has a bit of its own */
    const kj_mask *named;         /* per set: what it names, in it or not */
    const kj_need *needs;         /* per rule */
    const kj_entrance *entrances; /* per rule */
} kj_program;

/* Instructions that a runner has followed so far: what the tests of its cost count. */
uint64_t kj_runner_steps(const kj_runner *runner);

/* bits.c: numbers what the code and the rules ask for, in the arena of the rules. False: out of memory. */
bool kj_bits_make(kj_rules *rules);
/* Does it say something that one of these characters stands somewhere? Its symbols have classes then. */
bool kj_set_is_telling(const kj_set *set);
/* Numbers different masks from 1 on: masks.c. */
typedef struct kj_mask_pool {
    kj_mask *masks;
    uint32_t *places, room, count; /* places: a table of numbers by hash, 0 for none */
} kj_mask_pool;
/* Room for `most` masks. False: out of memory. */
bool kj_mask_pool_start(kj_mask_pool *pool, size_t most, kj_arena *scratch);
uint32_t kj_mask_number(kj_mask_pool *pool, const kj_mask *mask);

/* openers.c: fills entrances. False: out of memory. */
bool kj_entrances_make(kj_rules *rules, const kj_known *known, kj_arena *scratch);
/* steps.c: fills steps, aheads and named. False: out of memory. */
bool kj_steps_make(kj_program *program, const kj_known *known, kj_mask_pool *pool, kj_arena *arena);
/* lookahead.c: fills all that follows from the code, the sets, the tests and the rules, in the arena of the rules. False: out of
 * memory. */
bool kj_program_finish(kj_rules *rules, kj_arena *scratch);

/* program_check.c: NULL if no run of the program can leave it: code is pieces that end with KJ_OP_MATCH and at most
 * KJ_PROGRAM_MAX long, jumps stay in their piece and lead forward, or back to the KJ_OP_SPLIT of their loop; entries of
 * rules are starts of pieces; sets, tests, captures and types (there are `type_count` names) are there. Else what is wrong. Sets
 * *longest. O(instructions). */
const char *kj_program_check(const kj_rules *rules, uint32_t type_count, uint32_t *longest);

#endif
