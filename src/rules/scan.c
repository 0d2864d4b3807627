/* All rules of a phase over a text: which rules can match at a place, the matches that no guard refuses out.
 *
 * Most of the work is to find out where there is none. What stands in a sentence decides which rules can match in it at all
 * (kj_need: money.amount not without a currency), and those what a place must have for one of them to begin there; only
 * at such a place is it looked up which ones do (dispatch.c), and whether the rest of the sentence has what they need.
 * Cost: a few operations for each place, some for each rule and sentence, and the attempts. */
#include "rules/runner.h"

#include <string.h>

/* Does `there` hold something of all that the rule cannot do without? */
static bool has_needs(const kj_need *need, const kj_mask *there) {
    for (uint32_t i = 0; i < need->count; i++)
        if (!kj_masks_meet(&need->all[i], there))
            return false;
    return true;
}

static bool try_rule(kj_runner *r, uint32_t number, uint32_t start, const kj_founds *guards, kj_matches *out) {
    const kj_rule *rule = &r->rules->rules[number];
    if (rule->within == KJ_WITHIN_CLAUSE && start >= r->around[KJ_WITHIN_CLAUSE].end)
        r->around[KJ_WITHIN_CLAUSE] = kj_text_clause(r->lattice->text, start);
    kj_attempt a = kj_attempt_at(rule->entry, start, r->around[rule->within].end, false, KJ_NONE);
    bool found = false;
    r->ending_count = 0;
    memset(r->captures, 0xFF, rule->capture_count * sizeof *r->captures); /* KJ_NONE */
    if (!kj_run(r, &a, &found))
        return false;
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

/* What stands behind each block of the sentence. */
static bool sum_rest(kj_runner *r, kaoju_range sentence) {
    uint32_t first = sentence.start / KJ_BLOCK, end = (sentence.end - 1) / KJ_BLOCK + 1;
    kj_mask rest = {{0}, {0}};
    if (!kj_reserve(&r->rest, end - first))
        return false;
    r->rest.size = end - first;
    while (end-- > first) {
        r->rest.at[end - first] = rest;
        kj_mask_add(&rest, &r->lattice->blocks.at[end]);
    }
    return true;
}

/* What stands from `at` to the end of the sentence. */
static kj_mask rest_from(const kj_runner *r, uint32_t at) {
    uint32_t block = at / KJ_BLOCK, end = (block + 1) * KJ_BLOCK;
    const kaoju_range sentence = r->around[KJ_WITHIN_SENTENCE];
    kj_mask rest = r->rest.at[block - sentence.start / KJ_BLOCK];
    for (end = end < sentence.end ? end : sentence.end; at < end; at++)
        kj_mask_add(&rest, &r->lattice->sites.at[at].mask);
    return rest;
}

/* The rules that can match in a sentence with all that is `there`; what they can begin with out. */
static kj_mask find_live(kj_runner *r, const kj_phase *phase, const kj_mask *there) {
    const kj_mask *starts = r->program->starts + phase->first_rule;
    const kj_need *needs = r->program->needs + phase->first_rule;
    kj_mask all = {{0}, {0}};
    for (uint32_t w = 0; w < KJ_SET_WORDS(phase->rule_count); w++) {
        const uint32_t first = w * 64, count = phase->rule_count - first < 64 ? phase->rule_count - first : 64;
        uint64_t live = 0; /* no branches here: nobody can tell how they would go */
        for (uint32_t i = 0; i < count; i++)
            live |= (uint64_t)kj_masks_meet(&starts[first + i], there) << i;
        r->live[w] = live;
        for (uint64_t left = live; left; left &= left - 1) {
            uint32_t i = first + kj_lowest_bit(left);
            if (has_needs(&needs[i], there))
                kj_mask_add(&all, &starts[i]);
            else
                r->live[w] &= ~(left & -left);
        }
    }
    return all;
}

/* The live rules that can start at `at`, by the symbol and by the types that stand there. */
static void find_starting(kj_runner *r, const kj_dispatch *d, const kj_mask *starts, uint32_t at) {
    const kj_mask *here = &r->lattice->sites.at[at].mask;
    const uint64_t *sets[1 + KJ_TYPE_BITS];
    uint32_t count = 0;
    if (kj_symbols_meet(here, starts))
        sets[count++] = kj_dispatch_symbol(d, r->lattice->text->symbol[at]);
    for (uint32_t w = 0; w < KJ_TYPE_WORDS; w++)
        for (uint64_t left = here->types[w] & starts->types[w]; left; left &= left - 1)
            sets[count++] = kj_dispatch_type(d, w * 64 + kj_lowest_bit(left));
    for (uint32_t w = 0; w < d->words; w++) {
        uint64_t rules = 0;
        for (uint32_t i = 0; i < count; i++)
            rules |= sets[i][w];
        r->set[w] = rules & r->live[w];
    }
}

/* What is the same for every rule and place of a sentence, looked up when the first rule can start in it. */
static bool begin_sentence(kj_runner *r, uint32_t at) {
    r->around[KJ_WITHIN_PARAGRAPH] = kj_text_paragraph(r->lattice->text, at);
    r->around[KJ_WITHIN_CLAUSE].end = at; /* not looked up before a rule asks */
    return sum_rest(r, r->around[KJ_WITHIN_SENTENCE]);
}

/* What stands right behind what may begin a rule at `at`. */
static kj_mask mask_behind(const kj_runner *r, const kj_mask *starts, uint32_t at) {
    const kj_lattice *lattice = r->lattice;
    kj_mask behind = {{0}, {0}};
    if (kj_symbols_meet(&lattice->sites.at[at].mask, starts))
        kj_mask_add(&behind, &lattice->sites.at[kj_text_solid(lattice->text, at + 1)].mask);
    for (uint32_t i = lattice->sites.at[at].first; i != KJ_NONE; i = lattice->typed.at[i].next)
        if (kj_mask_has_bit(starts, lattice->typed.at[i].bit))
            kj_mask_add(&behind, &lattice->sites.at[kj_text_solid(lattice->text, lattice->typed.at[i].end)].mask);
    return behind;
}

/* Tries the rules of the set at `at`, ascending. `starts` has what they begin with. */
static bool try_rules(kj_runner *r, const kj_phase *phase, const kj_mask *starts, uint32_t at, const kj_founds *guards,
                      kj_matches *out) {
    kj_mask rest, behind;
    bool asked = false;
    for (uint32_t w = 0; w < KJ_SET_WORDS(phase->rule_count); w++)
        for (uint64_t left = r->set[w]; left; left &= left - 1) {
            uint32_t number = phase->first_rule + w * 64 + kj_lowest_bit(left);
            const kj_need *need = &r->program->needs[number];
            if (!r->rest.size && !begin_sentence(r, at))
                return false;
            if (!asked) {
                rest = rest_from(r, at);
                behind = mask_behind(r, starts, at);
            }
            asked = true;
            if ((need->ends || kj_masks_meet(&need->second, &behind)) && has_needs(need, &rest) &&
                !try_rule(r, number, at, guards, out))
                return false;
        }
    return true;
}

static bool run_sentence(kj_runner *r, uint32_t phase_number, size_t number, const kj_founds *guards, kj_matches *out) {
    const kj_phase *phase = &r->rules->phases[phase_number];
    const kj_dispatch *dispatch = &r->program->dispatch[phase_number];
    const kj_lattice *lattice = r->lattice;
    const kj_mask starts = find_live(r, phase, &lattice->within.at[number]);
    const kaoju_range sentence = lattice->text->sentences.at[number];
    if (!kj_masks_meet(&starts, &starts))
        return true; /* no rule is live */
    r->around[KJ_WITHIN_SENTENCE] = sentence;
    r->rest.size = 0;
    for (uint32_t at = sentence.start, end; at < sentence.end; at = end) {
        end = (at / KJ_BLOCK + 1) * KJ_BLOCK;
        end = end < sentence.end ? end : sentence.end;
        if (!kj_masks_meet(&lattice->blocks.at[at / KJ_BLOCK], &starts))
            continue;
        for (; at < end; at++) {
            if (!kj_masks_meet(&lattice->sites.at[at].mask, &starts))
                continue;
            find_starting(r, dispatch, &starts, at);
            if (!try_rules(r, phase, &starts, at, guards, out))
                return false;
        }
    }
    return true;
}

bool kj_rules_run(kj_runner *r, uint32_t phase, const kj_lattice *lattice, const kj_founds *guards, kj_matches *out) {
    const kj_text *text = lattice->text;
    r->lattice = lattice;
    r->memory = false;
    for (size_t i = 0; i < text->sentences.size; i++)
        if (!run_sentence(r, phase, i, guards, out))
            return false;
    return true;
}
