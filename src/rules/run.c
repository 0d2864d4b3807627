/* The matcher: one pattern at one start, by backtracking that never does the same thing twice.
 *
 * A bit for each (instruction, position) says that it was tried (the bit-state matcher of RE2), so the time per start is
 * at most instructions x KJ_MATCH_MAX, and with it linear in the text. Positions are code points; they always stand on
 * a character that is not KJ_SKIP. Alternatives are tried in order, and every end is kept, so that the longest match can
 * be taken and a shorter one when a guard refuses it. Nothing recurses: what is left to try is on a stack. */
#include "rules/program.h"

#include <stdlib.h>
#include <string.h>

/* Ends of one rule at one start that are kept for guards to choose from. */
#define ENDS_MAX 8
/* Characters before a match at which a preceded_by may start. */
#define LOOK_BACK 24
/* Code points before a span at which a longer word around it may start. */
#define AROUND_MAX 1024

/* Words of the set of tried (instruction, position) pairs. */
#define TRIED_BITS 64

/* What is left to do: go on at (pc, at), or take back a change of a capture or of `last`. */
typedef struct job {
    uint32_t pc, at; /* pc KJ_NONE: restore */
    uint32_t slot;   /* capture * 3 (start), + 1 (end), + 2 (span); LAST for the last span */
    uint32_t value;
} job;
#define LAST UINT32_MAX

typedef struct ending {
    uint32_t end;
    kj_capture captures[KJ_CAPTURE_MAX];
} ending;

struct kj_runner {
    const kj_rules *rules;
    const kj_program *program;
    const kj_lexicon *lexicon;
    const kj_lattice *lattice;
    uint64_t *tried;   /* all 0 between runs */
    uint32_t *touched; /* words of tried that are not 0: clearing costs what was used */
    uint32_t touched_count;
    KJ_VEC(job) jobs;
    kj_capture captures[KJ_CAPTURE_MAX];
    uint32_t last; /* span that the last typed atom took */
    ending endings[ENDS_MAX];
    uint32_t ending_count;
    kaoju_range around[3]; /* sentence, clause, paragraph at the current start */
    bool memory;
    uint64_t steps;   /* instructions followed, for tests */
    kaoju_range seen; /* what the guard that was asked last has found */
    kj_refused refused;
    void *context;
};

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
    if (r->tried && r->touched)
        return r;
    kj_runner_free(r);
    return NULL;
}

void kj_runner_free(kj_runner *r) {
    if (!r)
        return;
    free(r->tried);
    free(r->touched);
    kj_vec_free(&r->jobs);
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

static bool passes_guard(const kj_runner *r, const kj_guard *guard, const kj_span *span) {
    if (!guard->key)
        return span->integer != KJ_NO_INTEGER && span->integer >= guard->low && span->integer <= guard->high;
    kaoju_string field = {NULL, 0};
    if (span->entry != KJ_NONE)
        field = kj_entry_field(r->lexicon, span->entry, guard->key);
    if (!field.data && span->value != KJ_NONE && r->lattice->field)
        field = r->lattice->field(r->lattice->context, span->value, guard->key);
    bool in = false;
    for (uint32_t i = 0; i < guard->value_count && !in; i++)
        in = kj_string_same(field, guard->values[i]) || (!field.data && !guard->values[i].size);
    return in != guard->negated;
}

static bool passes(const kj_runner *r, const kj_type_test *test, const kj_span *span) {
    bool is = false;
    for (uint32_t i = 0; i < test->type_count && !is; i++)
        is = test->types[i] == span->type;
    for (uint32_t i = 0; i < test->guard_count && is; i++)
        is = passes_guard(r, &test->guards[i], span);
    return is;
}

/* End of what was consumed up to the position `at`: without the skips in front of it. */
static uint32_t solid_end(const kj_text *text, uint32_t start, uint32_t at) {
    while (at > start && text->symbol[at - 1] == KJ_SKIP)
        at--;
    return at;
}

static bool push(kj_runner *r, uint32_t pc, uint32_t at, uint32_t slot, uint32_t value) {
    job j = {pc, at, slot, value};
    if (!kj_push(&r->jobs, j))
        r->memory = true;
    return !r->memory;
}

static void set_slot(kj_runner *r, uint32_t slot, uint32_t value) {
    if (slot == LAST) {
        r->last = value;
        return;
    }
    kj_capture *c = &r->captures[slot / 3];
    *(slot % 3 == 0 ? &c->start : slot % 3 == 1 ? &c->end : &c->span) = value;
}

static uint32_t get_slot(const kj_runner *r, uint32_t slot) {
    if (slot == LAST)
        return r->last;
    const kj_capture *c = &r->captures[slot / 3];
    return slot % 3 == 0 ? c->start : slot % 3 == 1 ? c->end : c->span;
}

/* Changes a slot; the old value comes back when the stack is unwound to here. */
static bool change(kj_runner *r, uint32_t slot, uint32_t value) {
    bool ok = push(r, KJ_NONE, 0, slot, get_slot(r, slot));
    set_slot(r, slot, value);
    return ok;
}

static bool close_capture(kj_runner *r, uint32_t index, uint32_t at) {
    uint32_t start = r->captures[index].start, end = solid_end(r->lattice->text, start, at), span = KJ_NONE;
    if (r->last != KJ_NONE) {
        const kj_span *last = &r->lattice->spans.at[r->last];
        if (last->start == start && last->end == end)
            span = r->last;
    }
    return change(r, index * 3 + 1, end) && change(r, index * 3 + 2, span);
}

static void keep_ending(kj_runner *r, uint32_t end) {
    uint32_t place = 0;
    while (place < r->ending_count && r->endings[place].end > end)
        place++;
    if (place < r->ending_count && r->endings[place].end == end)
        return; /* an earlier alternative gave it */
    if (place == ENDS_MAX)
        return;
    uint32_t moved = r->ending_count < ENDS_MAX ? r->ending_count - place : ENDS_MAX - 1 - place;
    memmove(&r->endings[place + 1], &r->endings[place], moved * sizeof *r->endings);
    if (r->ending_count < ENDS_MAX)
        r->ending_count++;
    r->endings[place].end = end;
    memcpy(r->endings[place].captures, r->captures, sizeof r->captures);
}

typedef struct attempt {
    uint32_t entry, start, limit; /* a position behind limit cannot be consumed */
    uint32_t want;                /* for guards: the end that is wanted; KJ_NONE: any */
    bool guard;
} attempt;

/* The next position at or behind `at`. Blanks behind the limit are not walked over: nothing is consumed there, and so
 * positions stay within limit - start, however long a run of blanks is. */
static uint32_t next_position(const kj_text *text, const attempt *a, uint32_t at) {
    while (at < a->limit && text->symbol[at] == KJ_SKIP)
        at++;
    return at;
}

/* Is this the first time for (pc, at)? */
static bool is_new(kj_runner *r, const attempt *a, uint32_t pc, uint32_t at) {
    size_t bit = (size_t)(pc - a->entry) * (KJ_MATCH_MAX + 1) + (at - a->start);
    uint64_t *word = &r->tried[bit / TRIED_BITS], mask = (uint64_t)1 << bit % TRIED_BITS;
    if (*word & mask)
        return false;
    if (!*word)
        r->touched[r->touched_count++] = (uint32_t)(bit / TRIED_BITS);
    *word |= mask;
    r->steps++;
    return true;
}

/* Every typed span at `at` that passes, the last one pushed first, so that they are tried in the lattice's order from
 * the longest down. */
static bool try_types(kj_runner *r, const attempt *a, uint32_t pc, uint32_t at) {
    const kj_type_test *test = &r->program->tests[r->program->code[pc].a];
    const kj_lattice *lattice = r->lattice;
    for (uint32_t i = lattice->first.at[at]; i < lattice->first.at[at + 1]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end > a->limit || !passes(r, test, span))
            continue;
        if (!push(r, pc + 1, next_position(lattice->text, a, span->end), LAST, i))
            return false;
    }
    return true;
}

static bool at_start(const kj_text *text, uint32_t at) {
    kaoju_range paragraph = kj_text_paragraph(text, at);
    return paragraph.start == at && paragraph.end > at;
}

/* Follows one thread until it dies. False: out of memory; *found: a guard has matched. */
static bool follow(kj_runner *r, const attempt *a, uint32_t pc, uint32_t at, bool *found) {
    const kj_text *text = r->lattice->text;
    for (;;) {
        if (!is_new(r, a, pc, at))
            return true;
        const kj_instruction *i = &r->program->code[pc++];
        bool can = at < a->limit && text->symbol[at] != KJ_BREAK;
        switch ((kj_op)i->op) {
        case KJ_OP_CHAR:
            can = can && text->symbol[at] == i->a;
            break;
        case KJ_OP_SET:
            can = can && kj_set_has(&r->program->sets[i->a], text->symbol[at]);
            break;
        case KJ_OP_ANY:
            break;
        case KJ_OP_TYPE:
            return try_types(r, a, pc - 1, at);
        case KJ_OP_BLANK:
            if (kj_text_blank_before(text, kj_text_solid(text, at)))
                continue;
            can = can && text->symbol[at] == ' ';
            break;
        case KJ_OP_START:
            if (!at_start(text, at))
                return true;
            continue;
        case KJ_OP_END:
            if (text->symbol[kj_text_solid(text, at)] != KJ_BREAK)
                return true;
            continue;
        case KJ_OP_SPLIT:
            if (!push(r, i->b, at, 0, 0))
                return false;
            pc = i->a;
            continue;
        case KJ_OP_JUMP:
            pc = i->a;
            continue;
        case KJ_OP_OPEN:
            if (!change(r, i->a * 3, at) || !change(r, i->a * 3 + 1, at))
                return false;
            continue;
        case KJ_OP_CLOSE:
            if (!close_capture(r, i->a, at))
                return false;
            continue;
        case KJ_OP_MATCH:
            if (!a->guard)
                keep_ending(r, solid_end(text, a->start, at));
            else if (a->want == KJ_NONE || a->want == at)
                *found = true, r->seen = (kaoju_range){a->start, solid_end(text, a->start, at)};
            return true;
        }
        if (!can)
            return true;
        at = next_position(text, a, at + 1);
    }
}

static void clear_tried(kj_runner *r) {
    while (r->touched_count)
        r->tried[r->touched[--r->touched_count]] = 0;
}

/* Runs one program from one start. */
static bool run(kj_runner *r, const attempt *a, bool *found) {
    clear_tried(r);
    r->jobs.size = 0;
    r->last = KJ_NONE;
    if (!push(r, a->entry, a->start, 0, 0))
        return false;
    while (r->jobs.size && !*found) {
        job j = r->jobs.at[--r->jobs.size];
        if (j.pc == KJ_NONE) {
            set_slot(r, j.slot, j.value);
            continue;
        }
        if (j.slot == LAST && !change(r, LAST, j.value))
            return false;
        if (!follow(r, a, j.pc, j.at, found))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ guards */

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static attempt attempt_at(uint32_t entry, uint32_t start, uint32_t limit, bool guard, uint32_t want) {
    attempt a = {.entry = entry, .start = start, .guard = guard, .want = want};
    a.limit = start >= limit ? start : start + smaller(limit - start, KJ_MATCH_MAX);
    return a;
}

static bool looks(kj_runner *r, uint32_t entry, uint32_t start, uint32_t limit, uint32_t want) {
    bool found = false;
    attempt a = attempt_at(entry, start, limit, true, want);
    return run(r, &a, &found) && found;
}

static bool is_followed(kj_runner *r, uint32_t entry, uint32_t end) {
    uint32_t at = kj_text_solid(r->lattice->text, end);
    return looks(r, entry, at, r->around[KJ_WITHIN_PARAGRAPH].end, KJ_NONE);
}

/* Tries starts from `start` backwards: the pattern must end exactly at `start`. */
static bool is_preceded(kj_runner *r, uint32_t entry, uint32_t start) {
    const kj_text *text = r->lattice->text;
    uint32_t at = start, first = r->around[KJ_WITHIN_PARAGRAPH].start;
    for (uint32_t tries = 0; tries <= LOOK_BACK; tries++) {
        if (looks(r, entry, at, start, start))
            return true;
        do {
            if (at <= first || at == 0)
                return false;
            at--;
        } while (text->symbol[at] == KJ_SKIP);
    }
    return false;
}

static bool in_class(const kj_rule *rule, uint32_t type) {
    for (uint32_t i = 0; i < rule->not_in_class_count; i++)
        if (rule->not_in_class[i] == type)
            return true;
    return false;
}

static bool in_list(const uint32_t *list, uint32_t count, uint32_t number) {
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == number)
            return true;
    return false;
}

/* Does a guard word of the rule, or an entry of a guard class, hold [start, end)? */
static bool is_inside(kj_runner *r, const kj_rule *rule, const kj_founds *guards, uint32_t start, uint32_t end) {
    size_t low = 0, high = guards->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (guards->at[middle].start <= start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; rule->not_in_count && low > 0 && start - guards->at[low - 1].start < AROUND_MAX; low--) {
        const kj_found *g = &guards->at[low - 1];
        if (g->end < end || !in_list(rule->not_in, rule->not_in_count, g->guard))
            continue;
        r->seen = (kaoju_range){g->start, g->end};
        return true;
    }
    if (!rule->not_in_class_count)
        return false;
    uint32_t from = start > LOOK_BACK ? start - LOOK_BACK : 0;
    for (uint32_t at = from; at <= start; at++)
        for (uint32_t i = r->lattice->first.at[at]; i < r->lattice->first.at[at + 1]; i++) {
            const kj_span *span = &r->lattice->spans.at[i];
            if (span->end < end || !in_class(rule, span->type))
                continue;
            r->seen = (kaoju_range){span->start, span->end};
            return true;
        }
    return false;
}

static kj_refusal refusal(kj_runner *r, const kj_rule *rule, const kj_founds *guards, uint32_t start, const ending *e) {
    if (rule->not_in_count || rule->not_in_class_count) {
        if (!rule->span_count && is_inside(r, rule, guards, start, e->end))
            return KJ_REFUSED_NOT_IN;
        for (uint32_t i = 0; i < rule->span_count; i++) {
            const kj_capture *span = &e->captures[rule->spans[i]];
            if (span->start != KJ_NONE && is_inside(r, rule, guards, span->start, span->end))
                return KJ_REFUSED_NOT_IN;
        }
    }
    if (rule->followed != KJ_NONE && !is_followed(r, rule->followed, e->end))
        return KJ_REFUSED_FOLLOWED;
    if (rule->not_followed != KJ_NONE && is_followed(r, rule->not_followed, e->end))
        return KJ_REFUSED_NOT_FOLLOWED;
    if (rule->preceded != KJ_NONE && !is_preceded(r, rule->preceded, start))
        return KJ_REFUSED_PRECEDED;
    if (rule->not_preceded != KJ_NONE && is_preceded(r, rule->not_preceded, start))
        return KJ_REFUSED_NOT_PRECEDED;
    return KJ_REFUSED_NOT;
}

/* ------------------------------------------------------------------ all rules of a phase */

static bool try_rule(kj_runner *r, uint32_t number, uint32_t start, const kj_founds *guards, kj_matches *out) {
    const kj_rule *rule = &r->rules->rules[number];
    attempt a = attempt_at(rule->entry, start, r->around[rule->within].end, false, KJ_NONE);
    bool found = false;
    r->ending_count = 0;
    for (uint32_t i = 0; i < rule->capture_count; i++)
        r->captures[i] = (kj_capture){KJ_NONE, KJ_NONE, KJ_NONE};
    if (!run(r, &a, &found))
        return false;
    for (uint32_t i = 0; i < r->ending_count; i++) {
        if (r->endings[i].end == start)
            continue;
        kj_refusal why = refusal(r, rule, guards, start, &r->endings[i]);
        if (why && !r->refused)
            continue;
        kj_match match = {.rule = number, .start = start, .end = r->endings[i].end};
        memcpy(match.captures, r->endings[i].captures, rule->capture_count * sizeof *match.captures);
        if (!why)
            return kj_push(out, match);
        bool missing = why == KJ_REFUSED_PRECEDED || why == KJ_REFUSED_FOLLOWED;
        r->refused(r->context, &match, why, missing ? (kaoju_range){0, 0} : r->seen);
    }
    return !r->memory;
}

/* The surroundings of `at`, looked up again only when it leaves them. */
static void follow_around(kj_runner *r, const kj_text *text, uint32_t at) {
    if (at >= r->around[KJ_WITHIN_PARAGRAPH].start && at < r->around[KJ_WITHIN_CLAUSE].end)
        return;
    r->around[KJ_WITHIN_SENTENCE] = kj_text_sentence(text, at);
    r->around[KJ_WITHIN_CLAUSE] = kj_text_clause(text, at);
    r->around[KJ_WITHIN_PARAGRAPH] = kj_text_paragraph(text, at);
}

static bool add_number(uint32_t *list, uint32_t *count, uint32_t room, uint32_t number) {
    if (in_list(list, *count, number) || *count == room)
        return *count < room;
    uint32_t at = (*count)++;
    for (; at > 0 && list[at - 1] > number; at--)
        list[at] = list[at - 1];
    list[at] = number;
    return true;
}

/* Rules that can start at `at`, ascending. */
static uint32_t candidates(const kj_runner *r, const kj_dispatch *d, uint32_t at, uint32_t *list, uint32_t room) {
    uint32_t count = 0, l = kj_dispatch_symbol(d, r->lattice->text->symbol[at]);
    for (uint32_t i = d->lists[l]; i < d->lists[l + 1]; i++)
        add_number(list, &count, room, d->items[i]);
    uint32_t seen = KJ_NONE;
    for (uint32_t s = r->lattice->first.at[at]; s < r->lattice->first.at[at + 1]; s++) {
        uint32_t type = r->lattice->spans.at[s].type;
        if (type == seen || type >= d->type_count)
            continue;
        seen = type;
        l = d->types[type];
        for (uint32_t i = d->lists[l]; i < d->lists[l + 1]; i++)
            add_number(list, &count, room, d->items[i]);
    }
    return count;
}

bool kj_rules_run(kj_runner *r, uint32_t phase, const kj_lattice *lattice, const kj_founds *guards, kj_matches *out) {
    const kj_text *text = lattice->text;
    const kj_dispatch *dispatch = &r->program->dispatch[phase];
    uint32_t count = r->rules->phases[phase].rule_count;
    uint32_t *list = kj_new(count, sizeof *list);
    r->lattice = lattice;
    r->memory = list == NULL;
    r->around[KJ_WITHIN_CLAUSE] = r->around[KJ_WITHIN_PARAGRAPH] = (kaoju_range){0, 0};
    for (uint32_t at = kj_text_solid(text, 0); at < text->length && !r->memory; at = kj_text_solid(text, at + 1)) {
        uint32_t rules = candidates(r, dispatch, at, list, count);
        if (rules)
            follow_around(r, text, at);
        for (uint32_t i = 0; i < rules && !r->memory; i++)
            if (!try_rule(r, list[i], at, guards, out))
                r->memory = true;
    }
    free(list);
    return !r->memory;
}
