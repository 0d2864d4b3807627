/* Instructions and what is known of the ways on from them in; steps as a runner follows them out.
 *
 * A step is small and holds all that is asked of the places it leads to, so following one reads one of them and masks that
 * are shared: there are ten times as many instructions as different masks. A bounded gap, [^，]{0,14}, is a chain of pairs of
 * instructions that all leave to one place: its first one becomes one step for all of them. Cost: O(instructions), once. */
#include "rules/program.h"

/* Has every type that is asked for a bit of its own? */
static bool are_types_apart(kj_bits bits) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < bits.count; i++)
        count += bits.of[i] != KJ_TYPE_BITS;
    return count <= KJ_TYPE_BITS;
}

/* `at` begins a chain of optional characters of a set (or any) that all go on at one place, right behind it: how many. The
 * step behind the first pair is there already. */
static uint32_t gap_length(const kj_program *p, const kj_step *steps, uint32_t at) {
    const kj_instruction *split = &p->code[at], *one = split + 1;
    if (split->op != KJ_OP_SPLIT || split->a != at + 1 || split->b < at + 2 ||
        (one->op != KJ_OP_SET && one->op != KJ_OP_ANY))
        return 0;
    if (split->b == at + 2)
        return 1;
    const kj_step *next = &steps[at + 2];
    bool same = next->op == KJ_OP_GAP && next->b == split->b && next->a == (one->op == KJ_OP_SET ? one->a : KJ_NONE);
    return same ? next->other + 1 : 0;
}

static kj_step step_of(const kj_program *p, const kj_known *known, const kj_step *steps, const kj_ahead *aheads,
                       uint32_t at) {
    const kj_instruction *i = &p->code[at];
    const uint32_t gap = gap_length(p, steps, at);
    kj_step step = {.op = (uint8_t)i->op,
                    .joins = known[at].joins,
                    .least = known[at].least,
                    .most = known[at].most,
                    .a = i->a,
                    .b = i->b};
    if (gap) {
        step.op = KJ_OP_GAP;
        step.a = i[1].op == KJ_OP_SET ? i[1].a : KJ_NONE;
        step.way = aheads[i->b];
        step.other = gap;
    } else if (i->op == KJ_OP_SPLIT) {
        step.way = aheads[i->a];
        step.other = aheads[i->b];
    } else if (i->op < KJ_OP_BLANK) {
        step.way = aheads[at + 1];
    }
    if (i->op == KJ_OP_TYPE) {
        step.other = aheads[at];
        step.sure = p->apart && !p->tests[i->a].guard_count;
    }
    return step;
}

/* The symbols that a set names, to be in it or not; everything if they are many. */
static kj_mask named_in(const kj_set *set, kj_bits bits) {
    kj_set named = *set;
    kj_mask mask = {{0}, {0}};
    named.negated = false;
    if (!kj_set_is_telling(&named))
        return kj_mask_full;
    for (uint32_t r = 0; r < set->count; r++)
        for (uint32_t s = set->ranges[r].low; s <= set->ranges[r].high; s++)
            kj_mask_add_symbol(&mask, bits, s);
    return mask;
}

bool kj_steps_make(kj_program *p, const kj_known *known, kj_mask_pool *pool, kj_arena *arena) {
    kj_step *steps = kj_arena_new(arena, p->code_count, sizeof *steps);
    kj_ahead *aheads = kj_arena_new(arena, p->code_count, sizeof *aheads);
    kj_mask *named = kj_arena_new(arena, p->set_count, sizeof *named);
    if (!steps || !aheads || !named)
        return false;
    p->apart = are_types_apart(p->bits);
    for (uint32_t at = 0; at < p->code_count; at++)
        aheads[at] = known[at].end ? KJ_AHEAD_END : kj_mask_number(pool, &known[at].first);
    for (uint32_t at = p->code_count; at-- > 0;)
        steps[at] = step_of(p, known, steps, aheads, at);
    for (uint32_t i = 0; i < p->set_count; i++)
        named[i] = named_in(&p->sets[i], p->bits);
    p->steps = steps;
    p->aheads = aheads;
    p->named = named;
    return true;
}
