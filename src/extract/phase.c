/* One phase: rules over the lattice -> candidates -> overlap -> typed spans that later phases see. */
#include "extract/trace.h"

#include <stdlib.h>

/* The margin of a name, if the given capture is exactly a name candidate. */
static int32_t name_score(const kj_extraction *x, const kj_capture *capture) {
    if (capture->span == KJ_NONE)
        return 0;
    const kj_span *span = &x->lattice.spans.at[capture->span];
    const kj_types *types = &x->model->types;
    bool name = span->type == types->han_name || span->type == types->foreign_name ||
                span->type == types->dotted_name || span->type == types->name_end;
    return name ? (int32_t)span->integer : 0;
}

static inline kj_given given_of(const kj_rule *rule, const kj_match *match, uint32_t capture) {
    bool whole = capture == KJ_NONE;
    return (kj_given){.start = whole ? match->start : match->captures[capture].start,
                      .end = whole ? match->end : match->captures[capture].end,
                      .match_start = match->start,
                      .match_end = match->end,
                      .type = rule->type,
                      .rule = match->rule,
                      .value = KJ_NONE,
                      .priority = rule->priority,
                      .confidence = rule->confidence,
                      .nearest = rule->nearest,
                      .parent = KJ_NONE};
}

kj_given kj_given_of(const kj_rule *rule, const kj_match *match, uint32_t capture) {
    return given_of(rule, match, capture);
}

/* A candidate of a name is as sure as its margin and priority say, and the rule's confidence is the most it gets. */
static void weigh_name(const kj_extraction *x, const kj_match *match, uint32_t capture, kj_given *given) {
    given->score = name_score(x, &match->captures[capture]);
    if (!given->score)
        return;
    double confidence = kj_name_confidence(given->score + given->priority * KJ_PRIORITY_SCORE);
    if (confidence < given->confidence)
        given->confidence = confidence;
}

/* It is made where it goes. */
static bool add_candidate(kj_extraction *x, const kj_match *match, uint32_t capture) {
    if (!kj_reserve(&x->candidates, 1))
        return false;
    kj_given *given = &x->candidates.at[x->candidates.size];
    *given = given_of(&x->model->rules.rules[match->rule], match, capture);
    if (given->start == KJ_NONE || given->start == given->end)
        return true;
    if (capture != KJ_NONE)
        weigh_name(x, match, capture, given);
    if (given->score && given->confidence < KJ_CONFIDENCE_MIN) { /* it would stand in the way of others */
        if (x->trace)
            kj_trace_unsure(x, match, given);
        return true;
    }
    bool memory = true;
    given->value = kj_bind(x, match, capture, &memory);
    if (x->trace && memory)
        kj_trace_candidate(x, match, given);
    x->candidates.size += given->value != KJ_NONE;
    return memory;
}

/* The whole number behind a value, for the numeric guards of later rules. */
static int64_t integer_of(const kj_value *value) {
    int64_t integer = 0;
    bool whole = value->number && value->number->known && value->number->comparator == KJ_EQ &&
                 kj_decimal_to_integer(&value->number->value, &integer);
    return whole ? integer : KJ_NO_INTEGER;
}

bool kj_phase_run(kj_extraction *x, uint32_t phase) {
    x->matches.size = x->candidates.size = 0;
    if (x->trace)
        kj_trace_phase(x->trace, phase);
    if (!kj_rules_run(x->runner, phase, &x->lattice, &x->guards, &x->matches))
        return false;
    for (size_t i = 0; i < x->matches.size; i++) {
        const kj_match *match = &x->matches.at[i];
        const kj_rule *rule = &x->model->rules.rules[match->rule];
        bool ok = rule->span_count || add_candidate(x, match, KJ_NONE);
        for (uint32_t s = 0; ok && s < rule->span_count; s++)
            ok = add_candidate(x, match, rule->spans[s]);
        if (!ok)
            return false;
    }
    if (!x->candidates.size)
        return true;
    if (!kj_overlap_phase(&x->candidates, x->model->rules.phases[phase].overlap, x->trace))
        return false;
    for (size_t i = 0; i < x->candidates.size; i++) {
        const kj_given *given = &x->candidates.at[i];
        const kj_value *value = x->values.at[given->value];
        kj_span span = {given->start, given->end, given->type, value->entry, given->value, KJ_NONE, integer_of(value)};
        if (!kj_push(&x->given, *given) || !kj_push(&x->lattice.spans, span))
            return false;
    }
    return kj_lattice_index(&x->lattice);
}
