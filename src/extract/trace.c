/* Candidates and their fates, as they are told. See trace.h. A candidate is known by its value: every one that was bound
 * has a value of its own. Constant time for each event. */
#include "extract/trace.h"

#include <stdlib.h>

kj_trace *kj_trace_new(void) {
    return kj_new(1, sizeof(kj_trace));
}

void kj_trace_free(kj_trace *trace) {
    if (!trace)
        return;
    kj_vec_free(&trace->tried);
    kj_vec_free(&trace->met);
    kj_vec_free(&trace->by_value);
    kj_vec_free(&trace->met_by_value);
    free(trace);
}

void kj_trace_reset(kj_trace *trace) {
    trace->tried.size = trace->met.size = trace->by_value.size = trace->met_by_value.size = 0;
    trace->failed = false;
}

void kj_trace_phase(kj_trace *trace, uint32_t phase) {
    trace->phase = phase;
    trace->meeting = false;
}

void kj_trace_field(kj_extraction *x, const char *key, kaoju_string text) {
    x->trace->refused_key = key;
    x->trace->refused_text = text;
}

/* Types and entries are looked up now: the lattice is sorted anew after each phase. */
static const kj_caught *catch_all(kj_extraction *x, const kj_match *match) {
    uint32_t count = x->model->rules.rules[match->rule].capture_count;
    kj_caught *out = kj_arena_new(&x->arena, count, sizeof *out);
    for (uint32_t i = 0; out && i < count; i++) {
        const kj_capture *capture = &match->captures[i];
        out[i] = (kj_caught){capture->start, capture->end, KJ_NONE, KJ_NONE};
        if (capture->start == KJ_NONE || capture->span == KJ_NONE)
            continue;
        out[i].type = x->lattice.spans.at[capture->span].type;
        out[i].entry = x->lattice.spans.at[capture->span].entry;
    }
    return out;
}

static void set_number(kj_trace *trace, kj_numbers *list, uint32_t value, uint32_t number) {
    while (!trace->failed && list->size <= value)
        trace->failed = !kj_push(list, KJ_NONE);
    if (!trace->failed)
        list->at[value] = number;
}

static void add(kj_extraction *x, const kj_match *match, kj_tried tried) {
    kj_trace *trace = x->trace;
    tried.phase = trace->phase;
    tried.captures = catch_all(x, match);
    trace->failed |= !tried.captures || !kj_push(&trace->tried, tried);
    if (!trace->failed && tried.given.value != KJ_NONE)
        set_number(trace, &trace->by_value, tried.given.value, (uint32_t)trace->tried.size - 1);
}

void kj_trace_candidate(kj_extraction *x, const kj_match *match, const kj_given *given) {
    kj_tried tried = {.given = *given};
    if (given->value == KJ_NONE) {
        tried.fate = KJ_FATE_FIELD;
        tried.key = x->trace->refused_key;
        tried.text = x->trace->refused_text;
    }
    add(x, match, tried);
}

void kj_trace_unsure(kj_extraction *x, const kj_match *match, const kj_given *given) {
    add(x, match, (kj_tried){.given = *given, .fate = KJ_FATE_UNSURE});
}

static void guard_refused(void *context, const kj_match *match, kj_refusal why, kaoju_range word) {
    kj_extraction *x = context;
    const kj_rule *rule = &x->model->rules.rules[match->rule];
    kj_tried tried = {.fate = KJ_FATE_GUARD, .refusal = why, .word = word};
    for (uint32_t i = 0; i < (rule->span_count ? rule->span_count : 1); i++) {
        tried.given = kj_given_of(rule, match, rule->span_count ? rule->spans[i] : KJ_NONE);
        if (tried.given.start != KJ_NONE && tried.given.start < tried.given.end)
            add(x, match, tried);
    }
}

void kj_extraction_trace(kj_extraction *x, kj_trace *trace) {
    x->trace = trace;
    kj_runner_watch(x->runner, trace ? guard_refused : NULL, x);
}

void kj_trace_meet(kj_trace *trace, const kj_givens *all) {
    trace->meeting = true;
    trace->met.size = trace->met_by_value.size = 0;
    for (size_t i = 0; i < all->size && !trace->failed; i++) {
        kj_met met = {.given = all->at[i]};
        trace->failed = !kj_push(&trace->met, met);
        set_number(trace, &trace->met_by_value, met.given.value, (uint32_t)i);
    }
}

void kj_trace_lost(kj_trace *trace, const kj_given *lost, const kj_given *won, kj_fate fate) {
    const kj_numbers *by_value = trace->meeting ? &trace->met_by_value : &trace->by_value;
    if (trace->failed || lost->value >= by_value->size || by_value->at[lost->value] == KJ_NONE)
        return;
    uint32_t number = by_value->at[lost->value];
    if (trace->meeting) {
        trace->met.at[number].fate = fate;
        trace->met.at[number].winner = *won;
    } else {
        trace->tried.at[number].fate = fate;
        trace->tried.at[number].winner = *won;
    }
}
