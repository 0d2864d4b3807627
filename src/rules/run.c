/* The matcher: one pattern at one start, by backtracking that never does the same thing twice.
 *
 * A bit for each (instruction, position) says that it was tried (the bit-state matcher of RE2), so the time per start is
 * at most instructions x KJ_MATCH_MAX, and with it linear in the text. What cannot lead anywhere is not begun: before a
 * branch is taken, what it can consume first (kj_ahead) is held against what stands there. Positions are code points; they
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
    kj_vec_free(&r->rest);
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
    kj_job j = {pc, at, slot, value};
    if (!kj_push(&r->jobs, j))
        r->memory = true;
    return !r->memory;
}

/* Changes a slot; the old value comes back when the stack is unwound to here. */
static bool change(kj_runner *r, uint32_t slot, uint32_t value) {
    bool ok = push(r, KJ_NONE, 0, slot, r->slots[slot]);
    r->slots[slot] = value;
    return ok;
}

static bool close_capture(kj_runner *r, uint32_t index, uint32_t at) {
    uint32_t start = r->slots[index * 3], end = solid_end(r->lattice->text, start, at), span = r->slots[KJ_SLOT_LAST];
    if (span != KJ_NONE) {
        const kj_span *last = &r->lattice->spans.at[span];
        if (last->start != start || last->end != end)
            span = KJ_NONE;
    }
    return change(r, index * 3 + 1, end) && change(r, index * 3 + 2, span);
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
    memcpy(r->endings[place].captures, r->slots, sizeof r->endings[place].captures);
}

/* The next position at or behind `at`. Blanks behind the limit are not walked over: nothing is consumed there, and so
 * positions stay within limit - start, however long a run of blanks is. */
static uint32_t next_position(const kj_text *text, const kj_attempt *a, uint32_t at) {
    while (at < a->limit && text->symbol[at] == KJ_SKIP)
        at++;
    return at;
}

/* Is this the first time for (pc, at)? Only where ways meet can there be another, and only that is noted. */
static bool is_new(kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at) {
    r->steps++;
    if (!r->program->ahead[pc].joins)
        return true;
    size_t bit = (size_t)(pc - a->entry) * (KJ_MATCH_MAX + 1) + (at - a->start);
    uint64_t *word = &r->tried[bit / TRIED_BITS], mask = (uint64_t)1 << bit % TRIED_BITS;
    if (*word & mask)
        return false;
    if (!*word)
        r->touched[r->touched_count++] = (uint32_t)(bit / TRIED_BITS);
    *word |= mask;
    return true;
}

/* Can (pc, at) lead anywhere? */
static bool may(const kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at) {
    const kj_ahead *ahead = &r->program->ahead[pc];
    if (ahead->end || at >= a->limit)
        return ahead->end;
    return kj_types_meet(&r->lattice->types.at[at], &ahead->first.types) ||
           (kj_symbol_bit(r->lattice->text->symbol[at]) & ahead->first.symbols);
}

/* Every typed span at `at` that passes, the last one pushed first, so that they are tried in the lattice's order from
 * the longest down. */
static bool try_types(kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at) {
    const kj_type_test *test = &r->program->tests[r->program->code[pc].a];
    const kj_lattice *lattice = r->lattice;
    for (uint32_t i = lattice->first.at[at]; i < lattice->first.at[at + 1]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end > a->limit || !passes(r, test, span))
            continue;
        uint32_t next = next_position(lattice->text, a, span->end);
        if (may(r, a, pc + 1, next) && !push(r, pc + 1, next, KJ_SLOT_LAST, i))
            return false;
    }
    return true;
}

static bool at_start(const kj_text *text, uint32_t at) {
    kaoju_range paragraph = kj_text_paragraph(text, at);
    return paragraph.start == at && paragraph.end > at;
}

/* Follows one thread until it dies. False: out of memory; *found: a guard has matched. */
static bool follow(kj_runner *r, const kj_attempt *a, uint32_t pc, uint32_t at, bool *found) {
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
            if (!may(r, a, i->a, at)) {
                pc = i->b;
                continue;
            }
            if (may(r, a, i->b, at) && !push(r, i->b, at, 0, 0))
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
        if (!may(r, a, pc, at))
            return true;
    }
}

static void clear_tried(kj_runner *r) {
    while (r->touched_count)
        r->tried[r->touched[--r->touched_count]] = 0;
}

/* Runs one program from one start. */
bool kj_run(kj_runner *r, const kj_attempt *a, bool *found) {
    clear_tried(r);
    r->jobs.size = 0;
    r->slots[KJ_SLOT_LAST] = KJ_NONE;
    if (!push(r, a->entry, a->start, 0, 0))
        return false;
    while (r->jobs.size && !*found) {
        kj_job j = r->jobs.at[--r->jobs.size];
        if (j.pc == KJ_NONE) {
            r->slots[j.slot] = j.value;
            continue;
        }
        if (j.slot == KJ_SLOT_LAST && !change(r, KJ_SLOT_LAST, j.value))
            return false;
        if (!follow(r, a, j.pc, j.at, found))
            return false;
    }
    return true;
}

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

kj_attempt kj_attempt_at(uint32_t entry, uint32_t start, uint32_t limit, bool guard, uint32_t want) {
    kj_attempt a = {.entry = entry, .start = start, .guard = guard, .want = want};
    a.limit = start >= limit ? start : start + smaller(limit - start, KJ_MATCH_MAX);
    return a;
}
