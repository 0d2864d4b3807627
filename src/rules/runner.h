/* Between the files that run a program: one pattern at one start (run.c), the guards of a match (guard.c), all rules of
 * a phase (scan.c). */
#ifndef KJ_RULES_RUNNER_H
#define KJ_RULES_RUNNER_H

#include "rules/program.h"

/* Ends of one rule at one start that are kept for guards to choose from. */
#define KJ_ENDS_MAX 8

/* What is left to do: go on at (pc, at), where `last` is the span that the last typed atom took; or, from KJ_RESTORE on,
 * take back a change of capture pc - KJ_RESTORE. */
typedef struct kj_job {
    uint32_t pc;
    union {
        struct {
            uint32_t at, last;
        };
        kj_capture was;
    };
} kj_job;
#define KJ_RESTORE 0x80000000u

typedef struct kj_ending {
    uint32_t end;
    kj_capture captures[KJ_CAPTURE_MAX];
} kj_ending;

/* What an entry says to the guards of a typed atom: KJ_ASKED_NO, one of them does not hold; else those of which it takes more
 * than the entry to tell, a bit each. */
#define KJ_ASKED_NO UINT32_MAX
#define KJ_ASKED_ALL ((1u << KJ_GUARD_MAX) - 1)
typedef struct kj_asked {
    uint32_t test; /* number + 1; 0: nothing is kept here */
    uint32_t entry, open;
} kj_asked;
#define KJ_ASKED_BITS 14 /* of a hash, whose place each answer has */
#define KJ_ASKED (1u << KJ_ASKED_BITS)

/* Where something of a mask stands: at a place, in the rest of its sentence, right before it. */
typedef enum kj_where { KJ_HERE, KJ_REST, KJ_BEFORE, KJ_WHERE_COUNT } kj_where;
/* A map made for the current phase: where in `maps`, if it was made for this run of a phase. */
typedef struct kj_made {
    uint32_t run;
    size_t at;
} kj_made;

struct kj_runner {
    const kj_rules *rules;
    const kj_program *program;
    const kj_lexicon *lexicon;
    const kj_lattice *lattice;
    uint64_t *tried;   /* all 0 between runs */
    uint32_t *touched; /* words of tried that are not 0: clearing costs what was used */
    uint32_t touched_count;
    KJ_VEC(kj_job) jobs;
    kj_capture captures[KJ_CAPTURE_MAX];
    uint32_t last; /* span that the last typed atom took */
    kj_ending endings[KJ_ENDS_MAX];
    uint32_t ending_count;
    uint32_t run;          /* number of this run of a phase */
    kj_made *made;         /* [mask_count * KJ_WHERE_COUNT] */
    KJ_VEC(uint64_t) maps; /* where the current rule can begin, then these maps */
    kj_asked *asked;
    bool memory;
    uint64_t steps;   /* instructions followed, for tests */
    kaoju_range seen; /* what the guard that was asked last has found */
    kj_refused refused;
    void *context;
};

typedef struct kj_attempt {
    uint32_t entry, start, limit; /* a position behind limit cannot be consumed */
    uint32_t want;                /* for guards: the end that is wanted; KJ_NONE: any */
    bool guard;
} kj_attempt;

/* From `start`, not behind `limit` and over at most KJ_MATCH_MAX code points. */
static inline kj_attempt kj_attempt_at(uint32_t entry, uint32_t start, uint32_t limit, bool guard, uint32_t want) {
    uint32_t most = limit - start < KJ_MATCH_MAX ? limit - start : KJ_MATCH_MAX;
    return (kj_attempt){entry, start, start >= limit ? start : start + most, want, guard};
}
/* run.c: runs one program from one start. The ends go to `endings`, longest first; a guard that matches sets *found.
 * kj_run_rule does so for a rule. False: out of memory. */
bool kj_run_rule(kj_runner *r, const kj_attempt *a, const kj_entrance *entrance);
bool kj_run(kj_runner *r, const kj_attempt *a, bool *found);

/* guard.c: why the rule's guards refuse this end of a match. */
kj_refusal kj_refusal_of(kj_runner *r, const kj_rule *rule, const kj_guard_words *guards, uint32_t start,
                         const kj_ending *e);

#endif
