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

/* What an entry says to a guard of a typed atom; NONE: nothing, its value may. */
typedef enum kj_answer { KJ_ANSWER_NONE, KJ_ANSWER_IN, KJ_ANSWER_OUT } kj_answer;
typedef struct kj_asked {
    const kj_guard *guard; /* NULL: nothing is kept here */
    uint32_t entry;
    kj_answer answer;
} kj_asked;
#define KJ_ASKED 16384u /* answers that are kept, each in the place that its hash gives */

/* A typed span that may begin a match at a place. */
typedef struct kj_head {
    const uint64_t *rules; /* that can start with it */
    uint32_t span, bit, end;
    uint32_t next; /* the first place behind it that is no skip */
} kj_head;

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
    kaoju_range around[3];        /* sentence, clause, paragraph at the current start */
    KJ_VEC(kj_mask) rest;         /* of that sentence: what stands from each block of it on */
    uint64_t *live;               /* rules of the phase that can still match in that sentence */
    KJ_VEC(kj_head) heads;        /* of the current place, in the order of the lattice */
    const uint64_t *symbol_rules; /* that can start with its symbol */
    uint32_t symbol_next;         /* the first place behind that is no skip */
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
 * kj_run_rule does so for a rule that begins with one of r->heads, or (`symbol`) with the character there. False: out of memory. */
bool kj_run_rule(kj_runner *r, const kj_attempt *a, const kj_entrance *entrance, bool symbol);
bool kj_run(kj_runner *r, const kj_attempt *a, bool *found);

/* guard.c: why the rule's guards refuse this end of a match. */
kj_refusal kj_refusal_of(kj_runner *r, const kj_rule *rule, const kj_founds *guards, uint32_t start,
                         const kj_ending *e);

#endif
