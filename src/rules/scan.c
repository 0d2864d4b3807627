/* All rules of a phase over a text: which rules can match at a place, the matches that no guard refuses out.
 *
 * Most of the work is to find out where there is none. What stands in a sentence decides which rules can match in it at all
 * (kj_need: money.amount not without a currency), and those what a place must have for one of them to begin there; only
 * at such a place is it looked up which ones do (dispatch.c), and a rule only runs behind what it can begin with. Rules that
 * the rest of the sentence cannot give what they need are done with that sentence.
 * Cost: a few operations for each place, some for each rule and sentence, and the attempts. */
#include "rules/runner.h"

#include <string.h>

/* The longest of the ends of the rule that were found and that no guard refuses. */
static bool take_ending(kj_runner *r, uint32_t number, uint32_t start, const kj_guard_words *guards, kj_matches *out) {
    const kj_rule *rule = &r->rules->rules[number];
    if (start >= r->around[KJ_WITHIN_PARAGRAPH].end)
        r->around[KJ_WITHIN_PARAGRAPH] = kj_text_paragraph(r->lattice->text, start);
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

static bool try_rule(kj_runner *r, uint32_t number, bool symbol, uint32_t start, const kj_guard_words *guards,
                     kj_matches *out) {
    const kj_entrance *entrance = &r->program->entrances[number];
    kaoju_range *around = &r->around[entrance->within];
    if (start >= around->end)
        *around = entrance->within == KJ_WITHIN_CLAUSE ? kj_text_clause(r->lattice->text, start)
                                                       : kj_text_paragraph(r->lattice->text, start);
    kj_attempt a = kj_attempt_at(entrance->entry, start, around->end, false, KJ_NONE);
    r->ending_count = 0;
    return kj_run_rule(r, &a, entrance, symbol) && (!r->ending_count || take_ending(r, number, start, guards, out));
}

/* What stands in the sentence from the start of each of its blocks on. */
static bool sum_rest(kj_runner *r, kaoju_range sentence) {
    uint32_t first = sentence.start / KJ_BLOCK, end = (sentence.end - 1) / KJ_BLOCK + 1;
    kj_mask rest = {{0}, {0}};
    if (!kj_reserve(&r->rest, end - first))
        return false;
    r->rest.size = end - first;
    while (end-- > first) {
        kj_mask_add(&rest, &r->lattice->blocks.at[end]);
        r->rest.at[end - first] = rest;
    }
    return true;
}

/* The rules of the phase that can begin with something that is `there` are live. */
static void find_starting(uint64_t *live, const kj_dispatch *d, const kj_mask *there) {
    const kj_bit_sets *starting = &d->starting;
    for (uint32_t w = 0; w < d->words; w++)
        live[w] = 0;
    for (uint32_t m = 0; m < KJ_MASK_WORDS; m++)
        for (uint64_t left = kj_mask_word(&starting->any, m) & kj_mask_word(there, m); left; left &= left - 1) {
            const uint64_t *set = starting->sets + (size_t)(m * 64 + kj_lowest_bit(left)) * d->words;
            for (uint32_t w = 0; w < d->words; w++)
                live[w] |= set[w];
        }
}

static bool has_others(const kj_need *need, const kj_mask *there) {
    for (uint32_t i = 0; i < need->other_count; i++)
        if (!kj_masks_meet(&need->others[i], there))
            return false;
    return true;
}

/* The rules of the set that find what they need `there`, which is not empty. */
static uint64_t keep_served(uint64_t rules, const kj_need *needs, const kj_mask *there) {
    uint64_t kept = rules; /* no branches here: nobody can tell how they would go */
    for (uint64_t left = rules; left; left &= left - 1) {
        uint32_t i = kj_lowest_bit(left);
        uint64_t misses = kj_mask_misses(&needs[i].must, there);
        misses |= !kj_masks_meet(&needs[i].any, there);
        kept ^= misses << i;
    }
    for (uint64_t left = kept; left; left &= left - 1)
        if (!has_others(&needs[kj_lowest_bit(left)], there))
            kept ^= left & -left;
    return kept;
}

/* What live rules can begin with, and what they cannot do without. */
typedef struct live {
    kj_mask starts, needed;
} live;

/* Keeps the live rules that find what they need `there`. */
static live keep_live(kj_runner *r, const kj_need *needs, uint32_t words, const kj_mask *there) {
    live all = {{{0}, {0}}, {{0}, {0}}};
    for (uint32_t w = 0; w < words; w++) {
        r->live[w] = keep_served(r->live[w], needs + (size_t)w * 64, there);
        for (uint64_t left = r->live[w]; left; left &= left - 1) {
            const kj_need *need = &needs[w * 64 + kj_lowest_bit(left)];
            kj_mask_add(&all.starts, &need->start);
            kj_mask_add(&all.needed, &need->must);
        }
    }
    return all;
}

/* What may begin a match of a live rule at `at`: the symbol, the typed spans. `starts` is what live rules begin with. False: out
 * of memory. */
static bool find_heads(kj_runner *r, const kj_dispatch *d, const kj_mask *starts, uint32_t at) {
    const kj_text *text = r->lattice->text;
    const kj_site *site = &r->lattice->sites.at[at];
    const kj_typed *typed = r->lattice->typed.at;
    r->heads.size = 0;
    r->symbol_rules = kj_symbols_meet(&site->mask, starts) ? kj_dispatch_symbol(d, text->symbol[at]) : d->sets;
    r->symbol_next = r->symbol_rules != d->sets ? kj_text_solid(text, at + 1) : at;
    if (!kj_types_meet(&site->mask, starts))
        return true;
    for (uint32_t i = site->first; i != KJ_NONE; i = typed[i].next) {
        if (!kj_mask_has_bit(starts, typed[i].bit))
            continue;
        kj_head head = {kj_dispatch_type(d, typed[i].bit), typed[i].span, typed[i].bit, typed[i].end,
                        kj_text_solid(text, typed[i].end)};
        if (!kj_push(&r->heads, head))
            return false;
    }
    return true;
}

static inline bool has_rule(const uint64_t *rules, uint32_t rule) {
    return rules[rule / 64] >> rule % 64 & 1;
}

/* Does what stands behind the symbol (if the rule can start with it) or behind a head suit the rule? */
static bool suits(const kj_runner *r, const kj_entrance *entrance, uint32_t rule, bool symbol) {
    const kj_site *sites = r->lattice->sites.at;
    if (entrance->ends || (symbol && kj_masks_meet(&entrance->second, &sites[r->symbol_next].mask)))
        return true;
    for (size_t i = 0; i < r->heads.size; i++)
        if (has_rule(r->heads.at[i].rules, rule) && kj_masks_meet(&entrance->second, &sites[r->heads.at[i].next].mask))
            return true;
    return false;
}

/* The live rules that can start with the symbol or with one of the heads, of the word `w` of the set. */
static uint64_t rules_of_heads(const kj_runner *r, uint32_t w) {
    uint64_t rules = r->symbol_rules[w];
    for (size_t i = 0; i < r->heads.size; i++)
        rules |= r->heads.at[i].rules[w];
    return rules & r->live[w];
}

/* Tries the rules of the phase that can start with the heads at `at`, ascending. */
static bool try_rules(kj_runner *r, const kj_phase *phase, uint32_t at, const kj_guard_words *guards, kj_matches *out) {
    for (uint32_t w = 0; w < KJ_SET_WORDS(phase->rule_count); w++)
        for (uint64_t left = rules_of_heads(r, w); left; left &= left - 1) {
            const uint32_t rule = w * 64 + kj_lowest_bit(left), number = phase->first_rule + rule;
            const bool symbol = has_rule(r->symbol_rules, rule);
            if (suits(r, &r->program->entrances[number], rule, symbol) && !try_rule(r, number, symbol, at, guards, out))
                return false;
        }
    return true;
}

static bool run_block(kj_runner *r, uint32_t phase, const kj_mask *starts, kaoju_range block,
                      const kj_guard_words *guards, kj_matches *out) {
    const kj_site *sites = r->lattice->sites.at;
    const kj_dispatch *dispatch = &r->program->dispatch[phase];
    for (uint32_t at = block.start; at < block.end; at++)
        if (kj_masks_meet(&sites[at].mask, starts) &&
            (!find_heads(r, dispatch, starts, at) || !try_rules(r, &r->rules->phases[phase], at, guards, out)))
            return false;
    return true;
}

static bool run_sentence(kj_runner *r, uint32_t phase, size_t number, const kj_guard_words *guards, kj_matches *out) {
    const kj_dispatch *dispatch = &r->program->dispatch[phase];
    const kj_need *needs = r->program->needs + r->rules->phases[phase].first_rule;
    const kj_lattice *lattice = r->lattice;
    const kj_mask *there = &lattice->within.at[number];
    if (!kj_masks_meet(&dispatch->starting.any, there))
        return true;
    find_starting(r->live, dispatch, there);
    live all = keep_live(r, needs, dispatch->words, there);
    const kaoju_range sentence = lattice->text->sentences.at[number];
    if (!kj_masks_meet(&all.starts, &all.starts))
        return true; /* no rule is live */
    r->around[KJ_WITHIN_SENTENCE] = sentence;
    r->around[KJ_WITHIN_CLAUSE].end = r->around[KJ_WITHIN_PARAGRAPH].end = 0; /* not looked up before a rule asks */
    if (!sum_rest(r, sentence))
        return false;
    for (uint32_t at = sentence.start, end; at < sentence.end; at = end) {
        end = (at / KJ_BLOCK + 1) * KJ_BLOCK;
        end = end < sentence.end ? end : sentence.end;
        const kj_mask *block = &lattice->blocks.at[at / KJ_BLOCK];
        if (!kj_masks_meet(block, &all.starts))
            continue;
        const kj_mask *rest = &r->rest.at[at / KJ_BLOCK - sentence.start / KJ_BLOCK];
        if (kj_mask_misses(&all.needed, rest)) /* rules that cannot do without it are done with the sentence */
            all = keep_live(r, needs, dispatch->words, rest);
        if (kj_masks_meet(block, &all.starts) && !run_block(r, phase, &all.starts, (kaoju_range){at, end}, guards, out))
            return false;
    }
    return true;
}

bool kj_rules_run(kj_runner *r, uint32_t phase, const kj_lattice *lattice, const kj_guard_words *guards,
                  kj_matches *out) {
    const kj_text *text = lattice->text;
    r->lattice = lattice;
    r->memory = false;
    for (size_t i = 0; i < text->sentences.size; i++)
        if (!run_sentence(r, phase, i, guards, out))
            return false;
    return true;
}
