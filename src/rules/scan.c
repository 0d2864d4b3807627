/* All rules of a phase over a text: which rules can match at a place, the matches that no guard refuses out.
 *
 * Three questions keep the matcher from most places, each cheaper than the next: does anything stand here that some rule of
 * the phase begins with (a mask); which rules begin with that (dispatch.c); and does the rest of the sentence hold what the
 * rule cannot do without (kj_need: money.amount without a currency). Cost: a few operations for each place, and the
 * attempts. */
#include "rules/runner.h"

#include <stdlib.h>
#include <string.h>

/* Does the rest of the sentence hold what the rule cannot do without? */
static bool has_needs(const kj_runner *r, uint32_t number, uint32_t start) {
    const kj_need *need = &r->program->needs[number];
    if (r->rules->rules[number].within == KJ_WITHIN_PARAGRAPH)
        return true;
    if (start >= r->around[KJ_WITHIN_SENTENCE].end)
        return false;
    const kj_mask *rest = &r->rest.at[start - r->around[KJ_WITHIN_SENTENCE].start];
    bool has = true;
    for (uint32_t i = 0; i < need->count && has; i++)
        has = kj_types_meet(&need->all[i].types, &rest->types) || (need->all[i].symbols & rest->symbols);
    return has;
}

static bool try_rule(kj_runner *r, uint32_t number, uint32_t start, const kj_founds *guards, kj_matches *out) {
    const kj_rule *rule = &r->rules->rules[number];
    kj_attempt a = kj_attempt_at(rule->entry, start, r->around[rule->within].end, false, KJ_NONE);
    bool found = false;
    r->ending_count = 0;
    memset(r->slots, 0xFF, rule->capture_count * sizeof(kj_capture)); /* KJ_NONE */
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

/* What starts from each place of the sentence to its end. */
static bool sum_rest(kj_runner *r, const kj_text *text, kaoju_range sentence) {
    kj_mask rest = {0};
    r->rest.size = 0;
    if (!kj_reserve(&r->rest, sentence.end - sentence.start))
        return false;
    for (uint32_t at = sentence.end; at-- > sentence.start;) {
        for (int i = 0; i < KJ_TYPE_WORDS; i++)
            rest.types.words[i] |= r->lattice->types.at[at].words[i];
        rest.symbols |= kj_symbol_bit(text->symbol[at]);
        r->rest.at[at - sentence.start] = rest;
    }
    return true;
}

/* The surroundings of `at`, looked up again only when it leaves them. */
static void follow_around(kj_runner *r, const kj_text *text, uint32_t at) {
    if (at >= r->around[KJ_WITHIN_PARAGRAPH].start && at < r->around[KJ_WITHIN_CLAUSE].end)
        return;
    kaoju_range sentence = kj_text_sentence(text, at);
    if (sentence.end != r->around[KJ_WITHIN_SENTENCE].end && !sum_rest(r, text, sentence))
        r->memory = true;
    r->around[KJ_WITHIN_SENTENCE] = sentence;
    r->around[KJ_WITHIN_CLAUSE] = kj_text_clause(text, at);
    r->around[KJ_WITHIN_PARAGRAPH] = kj_text_paragraph(text, at);
}

static void add_list(const kj_dispatch *d, uint32_t list, uint32_t first, uint64_t *set) {
    for (uint32_t i = d->lists[list]; i < d->lists[list + 1]; i++)
        set[(d->items[i] - first) / 64] |= (uint64_t)1 << (d->items[i] - first) % 64;
}

/* The rules of a phase that can start at `at`, a bit each: by the symbol, and by the types that stand there and that some rule
 * of the phase begins with. False: there is none. */
static bool candidates(const kj_runner *r, uint32_t phase, uint32_t at, uint64_t *set) {
    const kj_dispatch *d = &r->program->dispatch[phase];
    const kj_mask *starts = &r->program->starts[phase];
    const kj_type_mask *types = &r->lattice->types.at[at];
    uint32_t first = r->rules->phases[phase].first_rule, list = kj_dispatch_symbol(d, r->lattice->text->symbol[at]);
    if (!list && !kj_types_meet(types, &starts->types))
        return false;
    memset(set, 0, KJ_SET_WORDS(r->rules->phases[phase].rule_count) * sizeof *set);
    add_list(d, list, first, set);
    for (uint32_t w = 0; w < KJ_TYPE_WORDS; w++)
        for (uint64_t left = types->words[w] & starts->types.words[w]; left; left &= left - 1)
            add_list(d, d->types[w * 64 + kj_lowest_bit(left)], first, set);
    return true;
}

/* Tries the rules of the set, ascending. */
static bool try_rules(kj_runner *r, uint32_t phase, uint32_t at, const uint64_t *set, const kj_founds *guards,
                      kj_matches *out) {
    const kj_phase *p = &r->rules->phases[phase];
    for (uint32_t w = 0; w < KJ_SET_WORDS(p->rule_count); w++)
        for (uint64_t left = set[w]; left; left &= left - 1) {
            uint32_t number = p->first_rule + w * 64 + kj_lowest_bit(left);
            if (has_needs(r, number, at) && !try_rule(r, number, at, guards, out))
                return false;
        }
    return true;
}

bool kj_rules_run(kj_runner *r, uint32_t phase, const kj_lattice *lattice, const kj_founds *guards, kj_matches *out) {
    const kj_text *text = lattice->text;
    const kj_mask *starts = &r->program->starts[phase];
    uint64_t *set = kj_new(KJ_SET_WORDS(r->rules->phases[phase].rule_count), sizeof *set);
    r->lattice = lattice;
    r->memory = set == NULL;
    for (int i = 0; i < 3; i++)
        r->around[i] = (kaoju_range){0, 0};
    for (uint32_t at = 0; at < text->length && !r->memory; at++) {
        if (!kj_types_meet(&lattice->types.at[at], &starts->types) &&
            !(kj_symbol_bit(text->symbol[at]) & starts->symbols))
            continue;
        if (!candidates(r, phase, at, set))
            continue;
        follow_around(r, text, at);
        if (!r->memory && !try_rules(r, phase, at, set, guards, out))
            r->memory = true;
    }
    free(set);
    return !r->memory;
}
