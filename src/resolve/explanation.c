/* Every candidate at the places that are asked for, step by step. See explanation.h.
 *
 * Dictionary entries, numerals and the segmentation are read off the extraction, candidates of rules off the trace. Each
 * becomes a draft; drafts of one step are sorted, then become candidates, and winners are found by their values.
 * Cost: O(n log n) in the candidates of the document. */
#include "resolve/explanation.h"

#include <stdlib.h>
#include <string.h>

typedef enum list_kind { OTHER, NAMES, TRIED, MET } list_kind;

/* A candidate on its way. `number` is what a winner is known by in its list: of names their own number, of rules their
 * value. */
typedef struct draft {
    kaoju_candidate c;
    list_kind list;
    uint32_t number, winner;
    size_t order; /* in which it was made: breaks ties */
} draft;

typedef struct making {
    kaoju_explanation *e;
    kj_extraction *x;
    KJ_VEC(draft) drafts;
    size_t step_start;
} making;

/* ------------------------------------------------------------------ life */

kaoju_explanation *kj_explanation_new(void) {
    kaoju_explanation *e = kj_new(1, sizeof *e);
    if (e)
        e->trace = kj_trace_new();
    if (e && e->trace)
        return e;
    free(e);
    return NULL;
}

void kj_explanation_free(kaoju_explanation *e) {
    if (!e)
        return;
    kj_vec_free(&e->places);
    kj_vec_free(&e->candidates);
    kj_vec_free(&e->before);
    kj_trace_free(e->trace);
    kj_arena_free(&e->arena);
    free(e);
}

void kj_explanation_start(kaoju_explanation *e, kj_extraction *x) {
    e->places.size = e->candidates.size = e->before.size = 0;
    kj_arena_reset(&e->arena);
    kj_trace_reset(e->trace);
    kj_extraction_trace(x, e->trace);
}

bool kj_explanation_unresolved(kaoju_explanation *e, const kj_extraction *x) {
    if (!kj_reserve(&e->before, x->values.size))
        return false;
    e->before.size = x->values.size;
    for (size_t i = 0; i < e->before.size; i++)
        e->before.at[i] = (kj_unresolved){.known = false};
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        const kj_value *value = x->values.at[g->value];
        e->before.at[g->value] = (kj_unresolved){true, value->entry, g->confidence};
    }
    return true;
}

/* ------------------------------------------------------------------ drafts */

static draft start_draft(making *m, const char *step, uint32_t start, uint32_t end) {
    draft d = {.number = KJ_NONE, .winner = KJ_NONE, .order = m->drafts.size};
    d.c = (kaoju_candidate){.step = step,
                            .cp = {start, end},
                            .match = {start, end},
                            .outcome = "kept",
                            .winner = KAOJU_NO_INDEX,
                            .mention = KAOJU_NO_INDEX};
    d.c.text = kj_text_slice(&m->x->text, start, end);
    d.c.norm = kj_text_norm(&m->x->text, start, end, &m->e->arena);
    kj_text_position(&m->x->text, start, &d.c.line, &d.c.column);
    return d;
}

static bool finish_draft(making *m, const draft *d) {
    return d->c.norm.data && kj_push(&m->drafts, *d);
}

static bool set_entry(making *m, draft *d, uint32_t entry) {
    if (entry == KJ_NONE)
        return true;
    const kj_lexicon *lexicon = m->x->model->lexicon;
    d->c.type = kj_names_at(m->x->model->names, kj_entry_class(lexicon, entry));
    d->c.entry = kj_entry_name(lexicon, entry);
    return kj_pairs_entry(m->e, m->x, entry, &d->c);
}

static int by_place(const void *left, const void *right) {
    const draft *a = left, *b = right;
    if (a->c.cp.start != b->c.cp.start)
        return a->c.cp.start < b->c.cp.start ? -1 : 1;
    if (a->c.cp.end != b->c.cp.end)
        return a->c.cp.end > b->c.cp.end ? -1 : 1;
    bool kept_a = !strcmp(a->c.outcome, "kept"), kept_b = !strcmp(b->c.outcome, "kept");
    if (kept_a != kept_b)
        return kept_a ? -1 : 1;
    if (a->c.match.start != b->c.match.start)
        return a->c.match.start < b->c.match.start ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool end_step(making *m) {
    size_t count = m->drafts.size - m->step_start;
    if (count > 1)
        qsort(m->drafts.at + m->step_start, count, sizeof *m->drafts.at, by_place);
    m->step_start = m->drafts.size;
    return true;
}

/* ------------------------------------------------------------------ before the rules */

static bool dictionary(making *m) {
    static const char step[] = "dictionary";
    kj_extraction *x = m->x;
    kj_hidden_list hidden = {0};
    bool ok = kj_lexicon_hidden(x->model->lexicon, &x->text, &hidden);
    for (size_t i = 0; ok && i < x->found.size; i++) {
        const kj_found *f = &x->found.at[i];
        if (!kj_in_places(m->e, f->start, f->end))
            continue;
        draft d = start_draft(m, step, f->start, f->end);
        ok = set_entry(m, &d, f->entry) && finish_draft(m, &d);
    }
    for (size_t i = 0; ok && i < hidden.size; i++) {
        const kj_hidden *h = &hidden.at[i];
        if (!kj_in_places(m->e, h->start, h->end))
            continue;
        draft d = start_draft(m, step, h->start, h->end);
        ok = set_entry(m, &d, h->entry) && kj_reason_hidden(m->e, x, h->word, &d.c) && finish_draft(m, &d);
    }
    kj_vec_free(&hidden);
    return ok && end_step(m);
}

/* Spans that the engine gave: numerals have the first values, noun phrases and country characters none. */
static bool engine_spans(making *m, const char *step, bool numerals) {
    kj_extraction *x = m->x;
    const kj_types *types = &x->model->types;
    kj_each_span (i, &x->lattice, 0, x->text.length) {
        const kj_span *s = &x->lattice.spans.at[i];
        bool numeral = s->entry == KJ_NONE && s->value < x->numerals.size;
        bool read_off = s->type == types->noun || s->type == types->joint || s->type == types->lone;
        if (!(numerals ? numeral : read_off) || !kj_in_places(m->e, s->start, s->end))
            continue;
        draft d = start_draft(m, step, s->start, s->end);
        bool ok = set_entry(m, &d, s->entry) && (!numeral || kj_pairs_value(m->e, x, x->values.at[s->value], &d.c));
        d.c.type = kj_names_at(x->model->names, s->type);
        if (!ok || !finish_draft(m, &d))
            return false;
    }
    return true;
}

static bool segmentation(making *m) {
    static const char step[] = "segmentation";
    kj_edge token;
    for (size_t i = 0; kj_segment_token(m->x, i, &token); i++) {
        if (!kj_in_places(m->e, token.start, token.end))
            continue;
        draft d = start_draft(m, step, token.start, token.end);
        d.c.weighed = true;
        d.c.milli_nats = token.score;
        bool ok = set_entry(m, &d, token.entry);
        if (token.kind != KJ_NONE)
            d.c.type = kj_names_at(m->x->model->names, token.kind);
        if (!ok || !finish_draft(m, &d))
            return false;
    }
    return engine_spans(m, step, false) && end_step(m);
}

static bool names(making *m) {
    kj_weighed name;
    for (uint32_t i = 0; kj_segment_name(m->x, i, &name); i++) {
        if (!kj_in_places(m->e, name.edge.start, name.edge.end))
            continue;
        draft d = start_draft(m, "names", name.edge.start, name.edge.end);
        d.c.type = kj_names_at(m->x->model->names, name.edge.kind);
        d.c.weighed = true;
        d.c.milli_nats = name.margin;
        d.list = NAMES;
        d.number = i;
        if (!kj_reason_name(m->e, m->x, &name, &d.c))
            return false;
        if (!strcmp(d.c.outcome, "lost"))
            d.winner = name.rival;
        if (!finish_draft(m, &d))
            return false;
    }
    return end_step(m);
}

/* ------------------------------------------------------------------ rules and records */

static void set_rule(making *m, draft *d, const kj_given *g) {
    const kj_rule *rule = &m->x->model->rules.rules[g->rule];
    const kj_types *types = &m->x->model->types;
    d->c.type = kj_names_at(m->x->model->names, g->type);
    d->c.match = (kaoju_range){g->match_start, g->match_end};
    d->c.rule = rule->name;
    d->c.rule_file = rule->file;
    d->c.rule_line = rule->line;
    d->c.ranked = true;
    d->c.confidence = g->confidence;
    d->c.priority = g->priority;
    d->c.weighed = g->score != 0 && g->type == types->person;
    d->c.milli_nats = d->c.weighed ? g->score : 0;
    d->number = g->value;
}

static bool phases(making *m) {
    static const char *const policies[] = {"all", "longest", "priority"};
    const kj_rules *rules = &m->x->model->rules;
    for (size_t i = 0; i < m->e->trace->tried.size; i++) {
        const kj_tried *t = &m->e->trace->tried.at[i];
        const kj_phase *phase = &rules->phases[t->phase];
        if (i && t->phase != t[-1].phase)
            end_step(m);
        if (!kj_in_places(m->e, t->given.start, t->given.end))
            continue;
        draft d = start_draft(m, phase->name, t->given.start, t->given.end);
        d.list = TRIED;
        d.c.policy = policies[phase->overlap];
        set_rule(m, &d, &t->given);
        bool bound = t->given.value != KJ_NONE;
        bool ok = kj_pairs_captures(m->e, m->x, t, &d.c) && kj_reason_tried(m->e, m->x, t, &d.c) &&
                  (!bound || kj_pairs_value(m->e, m->x, m->x->values.at[t->given.value], &d.c));
        if (!strcmp(d.c.outcome, "lost"))
            d.winner = t->winner.value;
        if (!ok || !finish_draft(m, &d))
            return false;
    }
    return end_step(m);
}

/* Value of each mention of the result -> its index. Mentions of the extraction and of the result go side by side. */
static bool number_mentions(const kj_extraction *x, const kaoju_result *r, size_t **out) {
    size_t *list = kj_new(x->values.size, sizeof *list);
    for (size_t i = 0; list && i < x->values.size; i++)
        list[i] = KAOJU_NO_INDEX;
    for (size_t i = 0; list && i < x->mentions.size && i < r->mentions.size; i++)
        list[x->mentions.at[i].value] = i;
    *out = list;
    return list != NULL;
}

static bool records(making *m) {
    size_t *mention_of = NULL;
    bool ok = number_mentions(m->x, m->e->result, &mention_of);
    for (size_t i = 0; ok && i < m->e->trace->met.size; i++) {
        const kj_met *met = &m->e->trace->met.at[i];
        if (!kj_in_places(m->e, met->given.start, met->given.end))
            continue;
        draft d = start_draft(m, "records", met->given.start, met->given.end);
        d.list = MET;
        set_rule(m, &d, &met->given);
        d.c.mention = mention_of[met->given.value];
        const kaoju_mention *mention = d.c.mention == KAOJU_NO_INDEX ? NULL : &m->e->result->mentions.at[d.c.mention];
        if (mention)
            d.c.confidence = mention->confidence;
        ok = kj_reason_met(m->e, m->x, met, &d.c) && (!mention || kj_pairs_mention(m->e, mention, &d.c));
        if (met->fate != KJ_FATE_KEPT)
            d.winner = met->winner.value;
        ok = ok && finish_draft(m, &d);
    }
    free(mention_of);
    return ok && end_step(m);
}

/* ------------------------------------------------------------------ the whole */

/* Indices of winners, by list and number. */
static bool link_winners(making *m) {
    size_t size = m->x->values.size;
    for (size_t i = 0; i < m->drafts.size; i++)
        if (m->drafts.at[i].list == NAMES && m->drafts.at[i].number >= size)
            size = (size_t)m->drafts.at[i].number + 1;
    size_t *index = kj_new(size, 4 * sizeof *index);
    if (!index)
        return false;
    for (size_t i = 0; i < size * 4; i++)
        index[i] = KAOJU_NO_INDEX;
    for (size_t i = 0; i < m->drafts.size; i++)
        if (m->drafts.at[i].number != KJ_NONE)
            index[(size_t)m->drafts.at[i].list * size + m->drafts.at[i].number] = i;
    for (size_t i = 0; i < m->drafts.size; i++) {
        draft *d = &m->drafts.at[i];
        if (d->winner != KJ_NONE && d->winner < size)
            d->c.winner = index[(size_t)d->list * size + d->winner];
    }
    free(index);
    return true;
}

static bool make(making *m) {
    bool ok = !m->e->trace->failed && dictionary(m) && engine_spans(m, "numerals", true) && end_step(m) &&
              segmentation(m) && names(m) && phases(m) && records(m) && link_winners(m) &&
              kj_reserve(&m->e->candidates, m->drafts.size);
    for (size_t i = 0; ok && i < m->drafts.size; i++)
        m->e->candidates.at[m->e->candidates.size++] = m->drafts.at[i].c;
    return ok;
}

kaoju_status kj_explanation_make(kaoju_explanation *e, kj_extraction *x, const kaoju_result *result,
                                 const kaoju_where *where, kaoju_error *error) {
    making m = {.e = e, .x = x};
    e->result = result;
    kaoju_status status = kj_find_places(e, x, where, error);
    if (!status && (!make(&m) || e->arena.failed || x->arena.failed))
        status = kj_fail_memory(error);
    kj_vec_free(&m.drafts);
    return status;
}
