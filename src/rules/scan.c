/* All rules of a phase over a text: the places at which each rule can begin, the matches that no guard refuses out.
 *
 * Most of the work is to find out where there is none. For each bit of a mask the lattice has a map of the places that have
 * it, 64 to a word. A rule begins where something of its first mask stands and the rest of the sentence holds what it cannot do
 * without (kj_need: money.amount not without a currency): a few operations on words, with no branch on what the text is
 * like. The rules of a phase ask for the same masks again and again, so a map is made once for a phase. One rule goes over
 * the whole text before the next one does, so that the processor learns its ways.
 * Cost: words of a map x (rules of the phase + bits of their masks), and the attempts. */
#include "rules/runner.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ places */

/* Spreads what stands on the map over all places before it in its sentence: adding a bit to a run of ones carries it through to
 * the end of the run, which is where the sentence starts (MatchStar of Cameron et al., Bitwise data parallelism in
 * regular expression matching, 2014). */
static void spread(uint64_t *map, const uint64_t *edges, uint32_t words) {
    bool carry = false;
    while (words-- > 0) {
        const uint64_t here = map[words], inside = ~edges[words];
        uint64_t sum;
        const bool over = __builtin_add_overflow(here & inside, inside, &sum);
        carry = __builtin_add_overflow(sum, (uint64_t)carry, &sum) | over;
        map[words] = (sum ^ inside) | here;
    }
}

/* Moves what stands on the map to the next place, where it says what stands before. */
static void move_on(uint64_t *map, const uint64_t *loose, uint32_t words) {
    while (words-- > 0)
        map[words] = map[words] >> 1 | (words ? map[words - 1] << 63 : 0) | loose[words];
}

/* Adds the places that have something of the mask. */
static void add_places(uint64_t *map, const kj_lattice *lattice, const kj_mask *mask) {
    for (uint32_t m = 0; m < KJ_MASK_WORDS; m++)
        for (uint64_t left = kj_mask_word(mask, m) & kj_mask_word(&lattice->there, m); left; left &= left - 1) {
            const uint64_t *bit = kj_lattice_map(lattice, m * 64 + kj_lowest_bit(left));
            for (uint32_t w = 0; w < lattice->map_words; w++)
                map[w] |= bit[w];
        }
}

/* The map of the places where something of the mask stands so. There is room for it. */
static const uint64_t *map_of(kj_runner *r, uint32_t number, kj_where where) {
    const kj_lattice *lattice = r->lattice;
    kj_made *made = &r->made[KJ_WHERE_COUNT * number + where];
    if (made->run == r->run)
        return r->maps.at + made->at;
    *made = (kj_made){r->run, r->maps.size};
    uint64_t *map = r->maps.at + r->maps.size;
    r->maps.size += lattice->map_words;
    memset(map, 0, lattice->map_words * sizeof *map);
    add_places(map, lattice, &r->program->masks[number]);
    if (where == KJ_REST)
        spread(map, lattice->edges.at, lattice->map_words);
    if (where == KJ_BEFORE)
        move_on(map, lattice->loose.at, lattice->map_words);
    return map;
}

static bool is_there(const kj_runner *r, uint32_t mask) {
    return kj_masks_meet(&r->program->masks[mask], &r->lattice->there);
}

/* Keeps the places where something of the mask stands so as well. Is there one? */
static bool keep_places(kj_runner *r, uint64_t *places, uint32_t mask, kj_where where) {
    const uint64_t *map = map_of(r, mask, where);
    uint64_t any = 0;
    for (uint32_t w = 0; w < r->lattice->map_words; w++)
        any |= places[w] &= map[w];
    return any != 0;
}

/* Where the rule can begin, to the start of r->maps; false if nowhere. */
static bool find_places(kj_runner *r, const kj_need *need) {
    const uint32_t words = r->lattice->map_words;
    bool any = is_there(r, need->here);
    for (uint32_t i = 0; i < need->rest_count && any; i++)
        any = is_there(r, need->rest[i]);
    if (!any)
        return false;
    if (!kj_reserve(&r->maps, (size_t)words * (KJ_NEED_MAX + 2))) {
        r->memory = true;
        return false;
    }
    uint64_t *places = r->maps.at;
    memcpy(places, map_of(r, need->here, KJ_HERE), words * sizeof *places);
    if (need->before && !r->refused) /* who watches is told what the guard refuses */
        any = keep_places(r, places, need->before, KJ_BEFORE);
    for (uint32_t i = 0; i < need->rest_count && any; i++)
        any = keep_places(r, places, need->rest[i], KJ_REST);
    return any;
}

/* ------------------------------------------------------------------ attempts */

/* The longest of the ends of the rule that were found and that no guard refuses. */
static bool take_ending(kj_runner *r, uint32_t number, uint32_t start, const kj_guard_words *guards, kj_matches *out) {
    const kj_rule *rule = &r->rules->rules[number];
    for (uint32_t i = 0; i < r->ending_count; i++) {
        if (r->endings[i].end == start)
            continue;
        kj_refusal why = kj_refusal_of(r, rule, guards, start, &r->endings[i]);
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

/* The end of what a match that begins at `start` does not leave. */
static uint32_t limit_of(const kj_lattice *lattice, kj_within within, uint32_t start) {
    switch (within) {
    case KJ_WITHIN_SENTENCE:
        return kj_map_next(lattice->edges.at, start + 1, lattice->text->length);
    case KJ_WITHIN_CLAUSE:
        return kj_text_clause(lattice->text, start).end;
    default:
        return kj_text_paragraph(lattice->text, start).end;
    }
}

static bool try_rule(kj_runner *r, uint32_t number, uint32_t start, uint32_t limit, const kj_guard_words *guards,
                     kj_matches *out) {
    const kj_entrance *entrance = &r->program->entrances[number];
    kj_attempt a = kj_attempt_at(entrance->entry, start, limit, false, KJ_NONE);
    r->ending_count = 0;
    return kj_run_rule(r, &a, entrance) && (!r->ending_count || take_ending(r, number, start, guards, out));
}

/* One rule over the text. */
static bool run_rule(kj_runner *r, uint32_t number, const kj_guard_words *guards, kj_matches *out) {
    if (!find_places(r, &r->program->needs[number]))
        return !r->memory;
    uint32_t limit = 0;
    for (uint32_t w = 0; w < r->lattice->map_words; w++)
        for (uint64_t left = r->maps.at[w]; left;) {
            const uint32_t first = kj_map_first(left), start = w * 64 + first;
            left ^= kj_map_bit(first);
            if (start >= limit)
                limit = limit_of(r->lattice, r->program->entrances[number].within, start);
            if (!try_rule(r, number, start, limit, guards, out))
                return false;
        }
    return true;
}

static int by_start(const void *left, const void *right) {
    const kj_match *a = left, *b = right;
    return a->start != b->start ? (a->start < b->start ? -1 : 1) : (a->rule > b->rule) - (a->rule < b->rule);
}

bool kj_rules_run(kj_runner *r, uint32_t phase, const kj_lattice *lattice, const kj_guard_words *guards,
                  kj_matches *out) {
    const kj_phase *rules = &r->rules->phases[phase];
    const size_t before = out->size;
    r->lattice = lattice;
    r->memory = false;
    r->maps.size = 0;
    if (!kj_reserve(&r->maps, lattice->map_words))
        return false;
    r->maps.size = lattice->map_words;
    if (++r->run == 0) { /* numbers of runs come again: forget all */
        memset(r->made, 0, (size_t)KJ_WHERE_COUNT * r->program->mask_count * sizeof *r->made);
        r->run = 1;
    }
    for (uint32_t i = 0; i < rules->rule_count; i++)
        if (!run_rule(r, rules->first_rule + i, guards, out))
            return false;
    if (out->size - before > 1)
        qsort(out->at + before, out->size - before, sizeof *out->at, by_start);
    return true;
}
