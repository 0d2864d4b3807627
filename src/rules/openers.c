/* Programs in; for each rule the instructions that its matches can begin with, and what stands behind, out.
 *
 * They are what a runner would come to from the entry, in its order, so it can begin behind them once what stands at a place
 * is known. Cost: O(instructions), once. */
#include "rules/program.h"

_Static_assert(KJ_CAPTURE_MAX <= 16, "kj_opener has a bit for each capture");

typedef struct search {
    KJ_VEC(kj_opener) open, found; /* to look at, the next one last; what was found */
    uint32_t *seen;                /* by instruction: number of the rule + 1 */
} search;

static bool look_at(const kj_program *p, search *s, kj_opener at) {
    const kj_instruction *i = &p->code[at.pc];
    kj_opener next = {at.pc + 1, at.opens, 0};
    switch ((kj_op)i->op) {
    case KJ_OP_SPLIT:
        next.pc = i->b;
        if (!kj_push(&s->open, next))
            return false;
        next.pc = i->a;
        return kj_push(&s->open, next);
    case KJ_OP_JUMP:
        next.pc = i->a;
        return kj_push(&s->open, next);
    case KJ_OP_OPEN:
        next.opens |= (uint16_t)(1u << i->a);
        return kj_push(&s->open, next);
    default:
        at.op = (uint8_t)i->op;
        return kj_push(&s->found, at);
    }
}

/* What all openers come to together. */
static void sum_up(const kj_known *known, const search *s, kj_entrance *out) {
    uint32_t some = 0, all = UINT32_MAX;
    for (size_t i = 0; i < s->found.size; i++) {
        const kj_opener *opener = &s->found.at[i];
        const kj_known *next = &known[opener->pc + 1];
        if (opener->op > KJ_OP_TYPE || next->end)
            out->ends = true;
        else
            kj_mask_add(&out->second, &next->first);
        some |= opener->opens;
        all &= opener->opens;
    }
    out->opens = (uint16_t)(all & some);
    out->differing = (uint16_t)(some & ~all);
}

static bool find_openers(const kj_program *p, uint32_t rule, search *s) {
    kj_opener at = {p->entrances[rule].entry, 0, 0};
    s->open.size = s->found.size = 0;
    if (!kj_push(&s->open, at))
        return false;
    while (s->open.size) {
        at = s->open.at[--s->open.size];
        if (s->seen[at.pc] == rule + 1)
            continue; /* an earlier way leads there */
        s->seen[at.pc] = rule + 1;
        if (!look_at(p, s, at))
            return false;
    }
    return true;
}

bool kj_entrances_make(kj_rules *rules, const kj_known *known, kj_arena *scratch) {
    kj_program *p = rules->program;
    kj_entrance *all = kj_arena_new(&rules->arena, rules->rule_count, sizeof *all);
    search s = {.seen = kj_arena_new(scratch, (size_t)p->code_count + 1, sizeof *s.seen)};
    bool ok = all && s.seen;
    p->entrances = all;
    for (uint32_t i = 0; ok && i < rules->rule_count; i++) {
        const kj_rule *rule = &rules->rules[i];
        all[i] = (kj_entrance){.first = known[rule->entry].first,
                               .entry = rule->entry,
                               .within = (uint8_t)rule->within,
                               .capture_count = (uint8_t)rule->capture_count};
        ok = find_openers(p, i, &s);
        sum_up(known, &s, &all[i]);
        all[i].opener_count = (uint32_t)s.found.size;
        all[i].openers = ok ? kj_arena_keep(&rules->arena, s.found.at, s.found.size * sizeof *s.found.at) : NULL;
        ok = all[i].openers != NULL;
    }
    kj_vec_free(&s.open);
    kj_vec_free(&s.found);
    return ok;
}
