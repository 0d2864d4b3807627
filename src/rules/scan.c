/* All rules of a phase over a text: which rules can match at a place, the matches that no guard refuses out.
 *
 * Three questions keep the matcher from most places, each cheaper than the next: does anything stand here that some rule of
 * the phase begins with (a mask); which rules begin with that (dispatch.c); and does the rest of the sentence hold what the
 * rule cannot do without (kj_need: money.amount without a currency). Cost: a few operations for each place, and the
 * attempts. */
#include "rules/runner.h"

#include <stdlib.h>
#include <string.h>

static bool in_list(const uint32_t *list, uint32_t count, uint32_t number) {
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == number)
            return true;
    return false;
}

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
    for (uint32_t i = 0; i < rule->capture_count; i++)
        r->captures[i] = (kj_capture){KJ_NONE, KJ_NONE, KJ_NONE};
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
    const kj_mask *starts = &r->program->starts[phase];
    uint32_t count = r->rules->phases[phase].rule_count;
    uint32_t *list = kj_new(count, sizeof *list);
    r->lattice = lattice;
    r->memory = list == NULL;
    for (int i = 0; i < 3; i++)
        r->around[i] = (kaoju_range){0, 0};
    for (uint32_t at = kj_text_solid(text, 0); at < text->length && !r->memory; at = kj_text_solid(text, at + 1)) {
        if (!kj_types_meet(&lattice->types.at[at], &starts->types) &&
            !(kj_symbol_bit(text->symbol[at]) & starts->symbols))
            continue;
        uint32_t rules = candidates(r, dispatch, at, list, count);
        if (rules)
            follow_around(r, text, at);
        for (uint32_t i = 0; i < rules && !r->memory; i++)
            if (has_needs(r, list[i], at) && !try_rule(r, list[i], at, guards, out))
                r->memory = true;
    }
    free(list);
    return !r->memory;
}
