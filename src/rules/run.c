/* The matcher: one pattern at one start, by backtracking that never does the same thing twice.
 *
 * A bit for each (instruction, position) says that it was tried (the bit-state matcher of RE2), so the time per start is
 * at most instructions x KJ_MATCH_MAX, and with it linear in the text. What cannot lead anywhere is not begun: before a
 * branch is taken, what it can consume first (kj_step) is held against what stands there. Positions are code points; they
 * always stand on a character that is not KJ_SKIP. Alternatives are tried in order, and every end is kept, so that the longest
 * match can be taken and a shorter one when a guard refuses it. Nothing recurses: what is left to try is on a stack. */
#include "rules/runner.h"

#include <string.h>

/* Words of the set of tried (instruction, position) pairs. */
#define TRIED_BITS 64

kj_runner *kj_runner_new(const kj_rules *rules, const kj_lexicon *lexicon) {
    kj_runner *r = kj_new(1, sizeof *r);
    if (!r)
        return NULL;
    r->rules = rules;
    r->program = rules->program;
    r->lexicon = lexicon;
    size_t words = (size_t)rules->program->longest * (KJ_MATCH_MAX + 1) / TRIED_BITS + 1;
    r->tried = kj_new(words, sizeof *r->tried);
    r->touched = kj_new(words, sizeof *r->touched);
    r->made = kj_new((size_t)KJ_WHERE_COUNT * rules->program->mask_count, sizeof *r->made);
    r->asked = kj_new(KJ_ASKED, sizeof *r->asked);
    if (r->tried && r->touched && r->made && r->asked)
        return r;
    kj_runner_free(r);
    return NULL;
}

void kj_runner_free(kj_runner *r) {
    if (!r)
        return;
    free(r->tried);
    free(r->touched);
    free(r->made);
    free(r->asked);
    kj_vec_free(&r->jobs);
    kj_vec_free(&r->maps);
    free(r);
}

void kj_runner_watch(kj_runner *r, kj_refused refused, void *context) {
    r->refused = refused;
    r->context = context;
}

uint64_t kj_runner_steps(const kj_runner *r) {
    return r->steps;
}

/* ------------------------------------------------------------------ one instruction */

static bool is_one_of(const kj_guard *guard, kaoju_string field) {
    for (uint32_t i = 0; i < guard->value_count; i++)
        if (kj_string_same(field, guard->values[i]) || (!field.data && !guard->values[i].size))
            return true;
    return false;
}

static uint32_t ask_guards(const kj_runner *r, const kj_type_test *test, uint32_t entry) {
    uint32_t open = 0;
    for (uint32_t i = 0; i < test->guard_count; i++) {
        const kj_guard *guard = &test->guards[i];
        const kaoju_string field = guard->key ? kj_entry_field(r->lexicon, entry, guard->key) : (kaoju_string){NULL, 0};
        if (!field.data)
            open |= 1u << i; /* the number or the value of the span tells */
        else if (is_one_of(guard, field) == guard->negated)
            return KJ_ASKED_NO;
    }
    return open;
}

/* What an entry says never changes, and the same words come again and again. */
static uint32_t ask_entry(kj_runner *r, uint32_t test, uint32_t entry) {
    kj_asked *asked = &r->asked[(test * 0x85EBCA6Bu ^ entry * 0x9E3779B1u) >> (32 - KJ_ASKED_BITS)];
    if (asked->test != test + 1 || asked->entry != entry)
        *asked = (kj_asked){test + 1, entry, ask_guards(r, &r->program->tests[test], entry)};
    return asked->open;
}

/* Does the guard hold, as far as it is not the entry that tells? */
static bool passes_guard(const kj_runner *r, const kj_guard *guard, const kj_span *span) {
    if (!guard->key)
        return span->integer != KJ_NO_INTEGER && span->integer >= guard->low && span->integer <= guard->high;
    kaoju_string field = {NULL, 0};
    if (span->value != KJ_NONE && r->lattice->field)
        field = r->lattice->field(r->lattice->context, span->value, guard->key);
    return is_one_of(guard, field) != guard->negated;
}

/* Few spans come to be asked: a call of its own keeps what goes over the others small. */
__attribute__((noinline)) static bool passes(kj_runner *r, const kj_step *step, const kj_span *span) {
    const kj_type_test *test = &r->program->tests[step->a];
    bool is = r->program->apart; /* the bit of the span has told so */
    for (uint32_t i = 0; i < test->type_count && !is; i++)
        is = test->types[i] == span->type;
    if (!is)
        return false;
    const uint32_t open = span->entry != KJ_NONE ? ask_entry(r, step->a, span->entry) : KJ_ASKED_ALL;
    if (open == KJ_ASKED_NO)
        return false;
    for (uint32_t i = 0; i < test->guard_count; i++)
        if (open >> i & 1 && !passes_guard(r, &test->guards[i], span))
            return false;
    return true;
}

/* End of what was consumed up to the position `at`: without the skips in front of it. */
static uint32_t solid_end(const kj_text *text, uint32_t start, uint32_t at) {
    while (at > start && text->symbol[at - 1] == KJ_SKIP)
        at--;
    return at;
}

static bool push(kj_runner *r, kj_job job) {
    if (!kj_push(&r->jobs, job))
        r->memory = true;
    return !r->memory;
}

/* Goes on at (pc, at) later. */
static bool push_way(kj_runner *r, uint32_t pc, uint32_t at, uint32_t last) {
    return push(r, (kj_job){.pc = pc, .at = at, .last = last});
}

/* Changes a capture. The old one comes back when the stack is unwound to here, if there is another way to try then. */
static bool change(kj_runner *r, uint32_t index, kj_capture now) {
    kj_capture old = r->captures[index];
    r->captures[index] = now;
    return !r->jobs.size || push(r, (kj_job){.pc = KJ_RESTORE + index, .was = old});
}

static bool close_capture(kj_runner *r, uint32_t index, uint32_t at) {
    kj_capture c = r->captures[index];
    c.end = solid_end(r->lattice->text, c.start, at);
    c.span = KJ_NONE;
    if (r->last != KJ_NONE) {
        const kj_span *last = &r->lattice->spans.at[r->last];
        if (last->start == c.start && last->end == c.end)
            c.span = r->last;
    }
    return change(r, index, c);
}

static void keep_ending(kj_runner *r, uint32_t end) {
    uint32_t place = 0;
    while (place < r->ending_count && r->endings[place].end > end)
        place++;
    if (place < r->ending_count && r->endings[place].end == end)
        return; /* an earlier alternative gave it */
    if (place == KJ_ENDS_MAX)
        return;
    uint32_t moved = r->ending_count < KJ_ENDS_MAX ? r->ending_count - place : KJ_ENDS_MAX - 1 - place;
    memmove(&r->endings[place + 1], &r->endings[place], moved * sizeof *r->endings);
    if (r->ending_count < KJ_ENDS_MAX)
        r->ending_count++;
    r->endings[place].end = end;
    memcpy(r->endings[place].captures, r->captures, sizeof r->captures);
}

/* The next position at or behind `at`. Blanks behind the limit are not walked over: nothing is consumed there, and so
 * positions stay within limit - start, however long a run of blanks is. */
static uint32_t next_position(const kj_text *text, const kj_attempt *a, uint32_t at) {
    while (at < a->limit && text->symbol[at] == KJ_SKIP)
        at++;
    return at;
}

/* Is this the first time for (pc, at), where ways meet? */
static bool is_new(kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at) {
    size_t bit = (size_t)(pc - a->entry) * (KJ_MATCH_MAX + 1) + (at - a->start);
    uint64_t *word = &r->tried[bit / TRIED_BITS], mask = (uint64_t)1 << bit % TRIED_BITS;
    if (*word & mask)
        return false;
    if (!*word)
        r->touched[r->touched_count++] = (uint32_t)(bit / TRIED_BITS);
    *word |= mask;
    return true;
}

/* Can what is ahead begin at `at`? */
static inline bool may(const kj_runner *r, const kj_attempt *a, kj_ahead ahead, uint32_t at) {
    return ahead == KJ_AHEAD_END ||
           (at < a->limit && kj_masks_meet(&r->lattice->sites.at[at].mask, &r->program->masks[ahead]));
}

/* Is the symbol at `at` in the set? Mostly it is none that the set names. */
static inline bool has_symbol(const kj_runner *r, uint32_t set, uint32_t at) {
    const uint32_t symbol = r->lattice->text->symbol[at];
    if (!kj_symbols_meet(&r->lattice->sites.at[at].mask, &r->program->named[set]))
        return r->program->sets[set].negated && symbol < KJ_SKIP;
    return kj_set_has(&r->program->sets[set], symbol);
}

/* All ways over a gap, the longest first: that one at once, its end in *at (KJ_NONE if there is none), and the others stay
 * on the stack. */
static inline bool cross_gap(kj_runner *r, const kj_attempt *a, const kj_step *step, uint32_t *at) {
    const kj_text *text = r->lattice->text;
    uint32_t here = *at, way = KJ_NONE;
    for (uint32_t left = step->other;; left--) {
        if (may(r, a, step->way, here)) {
            if (way != KJ_NONE && !push_way(r, step->b, way, r->last))
                return false;
            way = here;
        }
        if (!left || here >= a->limit ||
            !(step->a == KJ_NONE ? text->symbol[here] != KJ_BREAK : has_symbol(r, step->a, here)))
            break;
        here = next_position(text, a, here + 1);
        r->steps++;
    }
    *at = way;
    return true;
}

/* The typed spans at a place that pass a step, one after the other, in the lattice's order. */
typedef struct ways {
    uint32_t i;    /* in the chain of the place */
    uint32_t span; /* that passes */
    uint32_t next; /* the place behind it */
} ways;

static inline ways ways_at(const kj_runner *r, uint32_t at) {
    return (ways){r->lattice->sites.at[at].first, KJ_NONE, KJ_NONE};
}

static inline bool next_way(kj_runner *r, const kj_attempt *a, const kj_step *step, ways *w) {
    const kj_lattice *lattice = r->lattice;
    const kj_mask *types = &r->program->masks[step->other];
    while (w->i != KJ_NONE) {
        const kj_typed *typed = &lattice->typed.at[w->i];
        w->i = typed->next;
        if (!kj_mask_has_bit(types, typed->bit) || typed->end > a->limit)
            continue;
        w->span = typed->span;
        w->next = next_position(lattice->text, a, typed->end);
        if (may(r, a, step->way, w->next) && (step->sure || passes(r, step, &lattice->spans.at[w->span])))
            return true;
    }
    return false;
}

/* Of the spans at `at` that pass the last one is gone on from at once, its end in *at (KJ_NONE if there is none), and the others
 * stay on the stack. */
static inline bool try_types(kj_runner *r, const kj_attempt *a, const kj_step *step, uint32_t *at) {
    const uint32_t pc = (uint32_t)(step + 1 - r->program->steps);
    uint32_t way = KJ_NONE, way_at = KJ_NONE;
    for (ways w = ways_at(r, *at); next_way(r, a, step, &w);) {
        if (way != KJ_NONE && !push_way(r, pc, way_at, way))
            return false;
        way = w.span;
        way_at = w.next;
    }
    if (way != KJ_NONE)
        r->last = way;
    *at = way_at;
    return true;
}

static bool at_start(const kj_text *text, uint32_t at) {
    kaoju_range paragraph = kj_text_paragraph(text, at);
    return paragraph.start == at && paragraph.end > at;
}

/* Does the character at `at` suit a step that consumes one? */
static inline bool suits(const kj_runner *r, const kj_attempt *a, const kj_step *step, uint32_t at) {
    const uint32_t symbol = r->lattice->text->symbol[at];
    if (at >= a->limit)
        return false;
    switch (step->op) {
    case KJ_OP_CHAR:
        return symbol == step->a;
    case KJ_OP_SET:
        return has_symbol(r, step->a, at);
    case KJ_OP_ANY:
        return symbol != KJ_BREAK;
    default: /* KJ_OP_BLANK */
        return symbol == ' ';
    }
}

static inline void end_match(kj_runner *r, const kj_attempt *a, uint32_t at, bool *found) {
    const uint32_t end = solid_end(r->lattice->text, a->start, at);
    if (!a->guard) {
        keep_ending(r, end);
    } else if (a->want == KJ_NONE || a->want == at) {
        *found = true;
        r->seen = (kaoju_range){a->start, end};
    }
}

typedef enum going { DIES, GOES_ON, CONSUMES, NO_MEMORY } going;

/* One way out of two at a SPLIT; the other one, if it can lead anywhere, stays on the stack. */
static inline bool split(kj_runner *r, const kj_attempt *a, const kj_step *step, uint32_t *pc, uint32_t at) {
    const bool way = may(r, a, step->way, at);
    *pc = way ? step->a : step->b;
    return !way || !may(r, a, step->other, at) || push_way(r, step->b, at, r->last);
}

/* A step that consumes no character, or a typed span or a gap: how the thread goes on, from *pc and *at. */
static inline going decide(kj_runner *r, const kj_attempt *a, const kj_step *step, uint32_t *pc, uint32_t *at,
                           bool *found) {
    const kj_text *text = r->lattice->text;
    bool memory = true;
    switch (step->op) {
    case KJ_OP_TYPE:
        if (*at >= a->limit)
            return DIES;
        memory = try_types(r, a, step, at);
        break;
    case KJ_OP_GAP:
        *pc = step->b;
        memory = cross_gap(r, a, step, at);
        break;
    case KJ_OP_BLANK:
        return kj_text_blank_before(text, kj_text_solid(text, *at)) ? GOES_ON : CONSUMES;
    case KJ_OP_START:
        return at_start(text, *at) ? GOES_ON : DIES;
    case KJ_OP_END:
        return text->symbol[kj_text_solid(text, *at)] == KJ_BREAK ? GOES_ON : DIES;
    case KJ_OP_SPLIT:
        memory = split(r, a, step, pc, *at);
        break;
    case KJ_OP_JUMP:
        *pc = step->a;
        break;
    case KJ_OP_OPEN:
        memory = change(r, step->a, (kj_capture){*at, *at, r->captures[step->a].span});
        break;
    case KJ_OP_CLOSE:
        memory = close_capture(r, step->a, *at);
        break;
    default: /* KJ_OP_MATCH */
        end_match(r, a, *at, found);
        return DIES;
    }
    return !memory ? NO_MEMORY : *at == KJ_NONE ? DIES : GOES_ON;
}

/* Follows one thread until it dies. False: out of memory; *found: a guard has matched. */
static inline bool follow(kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at, bool *found) {
    const kj_step *steps = r->program->steps;
    for (;;) {
        const kj_step *step = &steps[pc];
        r->steps++;
        if (step->joins && !is_new(r, a, pc, at))
            return true;
        pc++;
        const going on = step->op <= KJ_OP_ANY ? CONSUMES : decide(r, a, step, &pc, &at, found);
        if (on == GOES_ON)
            continue;
        if (on != CONSUMES || !suits(r, a, step, at))
            return on != NO_MEMORY;
        at = next_position(r->lattice->text, a, at + 1);
        if (!may(r, a, step->way, at))
            return true;
    }
}

static void clear_tried(kj_runner *r) {
    while (r->touched_count)
        r->tried[r->touched[--r->touched_count]] = 0;
}

/* The way that is tried next; changes of captures on the stack above it are taken back. */
static bool pop_way(kj_runner *r, kj_job *job) {
    while (r->jobs.size) {
        *job = r->jobs.at[--r->jobs.size];
        if (job->pc < KJ_RESTORE)
            return true;
        r->captures[job->pc - KJ_RESTORE] = job->was;
    }
    return false;
}

static bool run_jobs(kj_runner *r, const kj_attempt *a, bool *found) {
    kj_job job;
    clear_tried(r);
    while (!*found && pop_way(r, &job)) {
        r->last = job.last;
        if (!follow(r, a, job.pc, job.at, found))
            return false;
    }
    return true;
}

/* Runs one program from one start. */
bool kj_run(kj_runner *r, const kj_attempt *a, bool *found) {
    if (!may(r, a, r->program->aheads[a->entry], a->start))
        return true;
    r->jobs.size = 0;
    return push_way(r, a->entry, a->start, KJ_NONE) && run_jobs(r, a, found);
}

/* ------------------------------------------------------------------ the start of a rule */

/* A capture that is open, or is not there. */
static kj_capture opened(const kj_attempt *a, bool open) {
    return open ? (kj_capture){a->start, a->start, KJ_NONE} : (kj_capture){KJ_NONE, KJ_NONE, KJ_NONE};
}

/* Goes on at (pc, at) later, with the captures of the opener. */
static bool push_begun(kj_runner *r, const kj_attempt *a, uint32_t differing, const kj_opener *opener, kj_job job) {
    if (!push(r, job))
        return false;
    for (uint32_t left = differing; left; left &= left - 1) {
        uint32_t index = kj_lowest_bit(left);
        if (!push(r, (kj_job){.pc = KJ_RESTORE + index, .was = opened(a, opener->opens >> index & 1)}))
            return false;
    }
    return true;
}

static bool begin_type(kj_runner *r, const kj_attempt *a, uint32_t differing, const kj_opener *opener) {
    const kj_step *step = &r->program->steps[opener->pc];
    for (ways w = ways_at(r, a->start); next_way(r, a, step, &w);)
        if (!push_begun(r, a, differing, opener, (kj_job){.pc = opener->pc + 1, .at = w.next, .last = w.span}))
            return false;
    return true;
}

/* An opener that is no typed span. */
static bool begin_other(kj_runner *r, const kj_attempt *a, uint32_t differing, const kj_opener *opener) {
    const kj_step *step = &r->program->steps[opener->pc];
    kj_job job = {.pc = opener->pc, .at = a->start, .last = KJ_NONE};
    if (opener->op > KJ_OP_TYPE)
        return !may(r, a, r->program->aheads[job.pc], job.at) || push_begun(r, a, differing, opener, job);
    if (!suits(r, a, step, a->start))
        return true;
    job.pc++;
    job.at = next_position(r->lattice->text, a, a->start + 1);
    return !may(r, a, step->way, job.at) || push_begun(r, a, differing, opener, job);
}

/* Does something that the rule can begin with stand here, and right behind it what it can go on with? */
static bool leads_on(const kj_runner *r, const kj_attempt *a, const kj_entrance *entrance) {
    const kj_text *text = r->lattice->text;
    const kj_site *sites = r->lattice->sites.at;
    const kj_typed *typed = r->lattice->typed.at;
    if (entrance->ends || (kj_symbols_meet(&sites[a->start].mask, &entrance->first) &&
                           kj_masks_meet(&sites[kj_text_solid(text, a->start + 1)].mask, &entrance->second)))
        return true;
    if (!kj_types_meet(&sites[a->start].mask, &entrance->first))
        return false;
    for (uint32_t i = sites[a->start].first; i != KJ_NONE; i = typed[i].next)
        if (kj_mask_has_bit(&entrance->first, typed[i].bit) &&
            kj_masks_meet(&sites[kj_text_solid(text, typed[i].end)].mask, &entrance->second))
            return true;
    return false;
}

/* The ways behind what each opener consumes go on the stack, those of the first one on top. Mostly there are none. */
bool kj_run_rule(kj_runner *r, const kj_attempt *a, const kj_entrance *entrance) {
    bool found = false;
    r->jobs.size = 0;
    if (entrance->opener_count > 1 && !leads_on(r, a, entrance))
        return true;
    for (uint32_t i = entrance->opener_count; i-- > 0;) {
        const kj_opener *opener = &entrance->openers[i];
        if (!(opener->op == KJ_OP_TYPE ? begin_type(r, a, entrance->differing, opener)
                                       : begin_other(r, a, entrance->differing, opener)))
            return false;
    }
    if (!r->jobs.size)
        return true;
    memset(r->captures, 0xFF, entrance->capture_count * sizeof *r->captures); /* KJ_NONE */
    for (uint32_t left = entrance->opens; left; left &= left - 1)
        r->captures[kj_lowest_bit(left)] = opened(a, true);
    return run_jobs(r, a, &found);
}
