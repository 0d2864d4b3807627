/* Programs in; for each instruction what it can consume first, for each rule what no match of it can do without.
 *
 * Both are masks: a bit for each type that patterns ask for, and one for each class of symbols that they name. A bit that is set
 * promises nothing, a bit that is not set does, so they only ever save work. compile.c writes code in which every way
 * but that of a loop back to its SPLIT leads forward: one pass from the back sees what follows before what leads there.
 * Cost: O(instructions), once. */
#include "rules/program.h"

#include <stdlib.h>
#include <string.h>

/* Every way to the end passes one of each of these. */
typedef struct required {
    kj_mask masks[KJ_NEED_MAX];
    uint32_t count;
} required;

static kj_mask both(kj_mask a, kj_mask b) {
    kj_mask_add(&a, &b);
    return a;
}

static bool is_same(const kj_mask *a, const kj_mask *b) {
    return !memcmp(a, b, sizeof *a);
}

static uint32_t ones(uint64_t x) {
    uint32_t count = 0;
    for (; x; x &= x - 1)
        count++;
    return count;
}

/* How little a mask tells: a sentence holds most classes of symbols. */
static uint32_t weight(const kj_mask *mask) {
    return ones(mask->types[0]) + ones(mask->types[1]) + ones(mask->symbols[0]) + ones(mask->symbols[1]);
}

/* ------------------------------------------------------------------ what an instruction consumes */

static kj_mask of_symbol(kj_bits bits, uint32_t symbol) {
    kj_mask mask = {{0}, {0}};
    kj_mask_add_symbol(&mask, bits, symbol);
    return mask;
}

static kj_mask of_set(const kj_set *set, kj_bits bits) {
    kj_mask mask = {{0}, {0}};
    if (!kj_set_is_telling(set))
        return kj_mask_full;
    for (uint32_t r = 0; r < set->count; r++)
        for (uint32_t s = set->ranges[r].low; s <= set->ranges[r].high; s++)
            kj_mask_add_symbol(&mask, bits, s);
    return mask;
}

/* `test` without a type that has a bit cannot pass. */
static kj_mask of_test(const kj_type_test *test, kj_bits bits) {
    kj_mask mask = {{0}, {0}};
    for (uint32_t i = 0; i < test->type_count; i++)
        kj_mask_add_bit(&mask, kj_type_bit(bits, test->types[i]));
    return mask;
}

static kj_mask consumed(const kj_program *p, const kj_instruction *i) {
    switch ((kj_op)i->op) {
    case KJ_OP_CHAR:
        return of_symbol(p->bits, i->a);
    case KJ_OP_SET:
        return of_set(&p->sets[i->a], p->bits);
    case KJ_OP_TYPE:
        return of_test(&p->tests[i->a], p->bits);
    case KJ_OP_BLANK:
        return of_symbol(p->bits, ' ');
    default:
        return kj_mask_full;
    }
}

/* ------------------------------------------------------------------ first */

typedef struct ahead {
    kj_mask first;
    bool end;
} ahead;

static ahead known(const kj_known *at) {
    return (ahead){at->first, at->end};
}

static ahead join(ahead a, ahead b) {
    return (ahead){both(a.first, b.first), a.end || b.end};
}

static ahead ahead_of(const kj_program *p, const kj_known *all, uint32_t at) {
    const kj_instruction *i = &p->code[at];
    switch ((kj_op)i->op) {
    case KJ_OP_MATCH:
        return (ahead){.end = true};
    case KJ_OP_SPLIT:
        return join(known(&all[i->a]), known(&all[i->b]));
    case KJ_OP_JUMP:
        return known(&all[i->a]);
    case KJ_OP_CHAR:
    case KJ_OP_SET:
    case KJ_OP_ANY:
    case KJ_OP_TYPE:
        return (ahead){consumed(p, i), false};
    case KJ_OP_BLANK: /* may stand for nothing that is consumed */
        return join((ahead){consumed(p, i), false}, known(&all[at + 1]));
    default:
        return known(&all[at + 1]);
    }
}

/* Until nothing is added: a loop back needs another round. */
static void find_first(const kj_program *p, kj_known *all, uint32_t count) {
    for (bool more = true; more;) {
        more = false;
        for (uint32_t at = count; at-- > 0;) {
            ahead found = ahead_of(p, all, at);
            more |= !is_same(&found.first, &all[at].first) || found.end != all[at].end;
            all[at].first = found.first;
            all[at].end = found.end;
        }
    }
}

static uint8_t longer(uint8_t length) {
    return length < KJ_MANY ? length + 1 : KJ_MANY;
}

/* How much is consumed from an instruction to the end, when that is known of those behind it. */
static void find_lengths(const kj_program *p, kj_known *all, uint32_t at) {
    const kj_instruction *i = &p->code[at];
    kj_known *here = &all[at];
    const kj_known *next = i->op == KJ_OP_MATCH                          ? NULL
                           : i->op >= KJ_OP_SPLIT && i->op <= KJ_OP_JUMP ? &all[i->a]
                                                                         : here + 1;
    here->least = next ? next->least : 0;
    here->most = next ? next->most : 0;
    if (i->op == KJ_OP_JUMP && i->a < at) { /* back to the SPLIT of a loop, which ends by its second way */
        here->least = all[p->code[i->a].b].least;
        here->most = KJ_MANY;
    } else if (i->op == KJ_OP_SPLIT) {
        const kj_known *other = &all[i->b];
        here->least = other->least < here->least ? other->least : here->least;
        here->most = other->most > here->most ? other->most : here->most;
    } else if (i->op == KJ_OP_TYPE) {
        here->least = longer(here->least);
        here->most = KJ_MANY;
    } else if (i->op <= KJ_OP_ANY) {
        here->least = longer(here->least);
        here->most = longer(here->most);
    } else if (i->op == KJ_OP_BLANK) {
        here->most = longer(here->most);
    }
}

static void add_way(kj_known *all, uint8_t *ways, uint32_t to) {
    all[to].joins |= ways[to] != 0;
    ways[to] = 1;
}

/* Where two ways meet: one is also what a runner begins with. Behind a typed span there are as many ways as spans, and
 * behind a blank two, over it and past it. */
static bool find_joins(const kj_program *p, kj_known *all, uint32_t count) {
    uint8_t *ways = kj_new(count, 1);
    if (!ways)
        return false;
    for (uint32_t at = 0; at < count; at++) {
        const kj_instruction *i = &p->code[at];
        bool leaves = i->op == KJ_OP_SPLIT || i->op == KJ_OP_JUMP;
        if (leaves)
            add_way(all, ways, i->a);
        if (i->op == KJ_OP_SPLIT)
            add_way(all, ways, i->b);
        if (!leaves && at + 1 < count)
            add_way(all, ways, at + 1);
        if (i->op == KJ_OP_TYPE || i->op == KJ_OP_BLANK)
            all[at + 1].joins = true;
    }
    if (count)
        add_way(all, ways, 0);
    free(ways);
    return true;
}

/* ------------------------------------------------------------------ required */

/* Does everything that meets `narrow` meet `wide`? */
static bool implies(const kj_mask *narrow, const kj_mask *wide) {
    kj_mask together = both(*narrow, *wide);
    return is_same(&together, wide);
}

/* Keeps the masks that tell most, none that another one implies. */
static void require(required *r, kj_mask mask) {
    uint32_t kept = 0, worst = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (implies(&r->masks[i], &mask))
            return;
    for (uint32_t i = 0; i < r->count; i++)
        if (!implies(&mask, &r->masks[i]))
            r->masks[kept++] = r->masks[i];
    r->count = kept;
    for (uint32_t i = 1; i < r->count; i++)
        if (weight(&r->masks[i]) > weight(&r->masks[worst]))
            worst = i;
    if (r->count < KJ_NEED_MAX)
        r->masks[r->count++] = mask;
    else if (weight(&mask) < weight(&r->masks[worst]))
        r->masks[worst] = mask;
}

/* One way or the other: any mask of `a` together with any of `b`. */
static required either(const required *a, const required *b) {
    required out = {.count = 0};
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            require(&out, both(a->masks[i], b->masks[k]));
    return out;
}

/* From instruction `at`, when those behind it are known. */
static required required_from(const kj_program *p, const required *all, uint32_t entry, uint32_t at) {
    const kj_instruction *i = &p->code[at];
    required out = {.count = 0};
    if (i->op == KJ_OP_MATCH)
        return out;
    if (i->op == KJ_OP_SPLIT)
        return either(&all[i->a - entry], &all[i->b - entry]);
    if (i->op == KJ_OP_JUMP) /* back to the SPLIT of a loop: there it ends, some time, by its second way */
        return all[(i->a > at ? i->a : p->code[i->a].b) - entry];
    out = all[at + 1 - entry];
    if (i->op < KJ_OP_BLANK && i->op != KJ_OP_ANY)
        require(&out, consumed(p, i));
    return out;
}

/* What cannot be missing behind the start of a rule. */
static bool find_rest(const kj_program *p, const kj_rule *rule, const kj_mask *first, kj_mask_pool *pool,
                      kj_arena *scratch, kj_need *need) {
    uint32_t end = rule->entry;
    while (p->code[end].op != KJ_OP_MATCH)
        end++;
    required *all = kj_arena_new(scratch, end - rule->entry + 1, sizeof *all);
    if (!all)
        return false;
    for (uint32_t at = end + 1; at-- > rule->entry;)
        all[at - rule->entry] = required_from(p, all, rule->entry, at);
    for (uint32_t i = 0; i < all[0].count; i++) {
        const kj_mask *mask = &all[0].masks[i];
        if (!implies(first, mask) && !implies(&kj_mask_full, mask)) /* the start is enough for it; anything is */
            need->rest[need->rest_count++] = kj_mask_number(pool, mask);
    }
    return true;
}

/* What a guard that must stand before a match can end in, if that is characters only: else 0. */
static uint32_t find_before(const kj_program *p, uint32_t guard, const kj_known *known, kj_mask_pool *pool) {
    kj_mask last = {{0}, {0}};
    if (guard == KJ_NONE)
        return 0;
    for (uint32_t at = guard; p->code[at].op != KJ_OP_MATCH; at++) {
        const kj_instruction *i = &p->code[at];
        if (i->op > KJ_OP_BLANK || !known[at + 1].end)
            continue;
        if (i->op == KJ_OP_TYPE)
            return 0;
        const kj_mask mask = consumed(p, i);
        kj_mask_add(&last, &mask);
    }
    return implies(&kj_mask_full, &last) ? 0 : kj_mask_number(pool, &last);
}

/* ------------------------------------------------------------------ the whole */

bool kj_program_finish(kj_rules *rules, kj_arena *scratch) {
    kj_program *p = rules->program;
    size_t count = p->code_count;
    kj_mask_pool pool;
    if (!kj_bits_make(rules) ||
        !kj_mask_pool_start(&pool, count + (size_t)rules->rule_count * (KJ_NEED_MAX + 2), scratch))
        return false;
    kj_known *all = kj_arena_new(scratch, count, sizeof *all);
    kj_need *needs = kj_arena_new(&rules->arena, rules->rule_count, sizeof *needs);
    if (!all || !needs)
        return false;
    find_first(p, all, (uint32_t)count);
    for (uint32_t at = (uint32_t)count; at-- > 0;)
        find_lengths(p, all, at);
    if (!find_joins(p, all, (uint32_t)count))
        return false;
    for (uint32_t i = 0; i < rules->rule_count; i++) {
        const kj_rule *rule = &rules->rules[i];
        const kj_mask *first = &all[rule->entry].first;
        needs[i].here = kj_mask_number(&pool, first);
        needs[i].before = find_before(p, rule->preceded, all, &pool);
        if (rule->within != KJ_WITHIN_PARAGRAPH && !find_rest(p, rule, first, &pool, scratch, &needs[i]))
            return false;
    }
    p->needs = needs;
    if (!kj_entrances_make(rules, all, scratch) || !kj_steps_make(p, all, &pool, &rules->arena))
        return false;
    p->mask_count = pool.count + 1;
    p->masks = kj_arena_keep(&rules->arena, pool.masks, p->mask_count * sizeof *pool.masks);
    return p->masks != NULL;
}
