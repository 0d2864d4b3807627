/* The best segmentation of the text, as soft evidence: what is a name, a noun phrase, a lone country character.
 *
 * The word graph (graph.c) gives a best path; candidates of names (names.c) are weighed against it (weigh.c). Those with a
 * gain join the graph and the best path is taken again; noun phrases, bodies and lone characters are read off it. Rules
 * decide with the margin as one piece of evidence.
 * Cost: O(edges). */
#include "extract/segment.h"
#include "rules/typed.h"

#include <stdlib.h>

kj_segment *kj_segment_new(void) {
    return kj_new(1, sizeof(kj_segment));
}

void kj_segment_free(kj_segment *s) {
    if (!s)
        return;
    kj_vec_free(&s->arcs);
    kj_vec_free(&s->candidates);
    kj_vec_free(&s->kept);
    kj_vec_free(&s->dots);
    kj_vec_free(&s->starts);
    kj_vec_free(&s->joined);
    kj_vec_free(&s->late);
    kj_vec_free(&s->path);
    kj_vec_free(&s->nouns);
    kj_vec_free(&s->begun);
    kj_vec_free(&s->tokens);
    kj_vec_free(&s->margins);
    kj_vec_free(&s->contexts);
    kj_vec_free(&s->ranks);
    kj_vec_free(&s->foreign);
    kj_vec_free(&s->pooled);
    kj_vec_free(&s->name);
    kj_vec_free(&s->total);
    for (int k = 0; k < 2; k++) {
        kj_vec_free(&s->best_start[k]);
        kj_vec_free(&s->best_end[k]);
    }
    kj_vec_free(&s->spots);
    kj_vec_free(&s->ways);
    kj_vec_free(&s->notes);
    free(s);
}

/* The heaviest reading of a country character: the a-priori one; resolve/ may choose another. */
static uint32_t country_entry(const kj_extraction *x, uint32_t at) {
    uint32_t best = KJ_NONE;
    if (!kj_spot_is(x, at, KJ_TRAIT_COUNTRY_CHAR))
        return best;
    kj_each_typed (i, &x->lattice, x->model->types.country_char, at, at + 1) {
        const uint32_t entry = x->lattice.spans.at[i].entry;
        if (best == KJ_NONE || kj_entry_weight(x->model->lexicon, entry) > kj_entry_weight(x->model->lexicon, best))
            best = entry;
    }
    return best;
}

/* Where a title stands before, the start is known and the best end counts; where a verb of saying follows, the other way
 * round. So the best candidate of a start has the plain type, one that is best for its end only is a name_end. With a
 * middle dot the end is what is sure. */
static uint32_t name_type(const kj_extraction *x, const kj_segment *s, uint32_t i) {
    const kj_types *types = &x->model->types;
    const kj_edge *c = &s->candidates.at[i];
    int k = kj_name_group(types, c->kind);
    bool starts = s->best_start[k].at[c->start] == i, ends = s->best_end[k].at[c->end] == i;
    if (c->kind == types->dotted_name)
        return ends && starts ? types->dotted_name : starts ? types->foreign_name : KJ_NONE;
    return starts ? c->kind : ends && !k ? types->name_end : KJ_NONE;
}

static bool emit_names(kj_extraction *x, kj_segment *s) {
    for (size_t k = 0; k < s->kept.size; k++) {
        uint32_t i = s->kept.at[k];
        const kj_edge *c = &s->candidates.at[i];
        if (c->kind == x->model->types.joint || s->margins.at[i] < KJ_MARGIN_FLOOR)
            continue;
        uint32_t type = name_type(x, s, i);
        if (type != KJ_NONE && !kj_emit(x, c->start, c->end, type, KJ_NONE, s->margins.at[i]))
            return false;
    }
    return true;
}

/* Country characters: all of a joint on the path, and those that are a token by themselves. */
static bool emit_countries(kj_extraction *x, const kj_segment *s) {
    const kj_types *types = &x->model->types;
    for (size_t i = 0; i < s->path.size; i++) {
        const kj_edge *edge = &s->path.at[i];
        bool joint = edge->kind == types->joint;
        if (!kj_spot_is(x, edge->start, KJ_TRAIT_COUNTRY_CHAR) || (!joint && edge->end - edge->start > 1))
            continue;
        for (uint32_t at = edge->start; at < edge->end; at++) {
            uint32_t entry = country_entry(x, at);
            if (entry != KJ_NONE && !kj_emit(x, at, at + 1, joint ? types->joint : types->lone, entry, KJ_NO_INTEGER))
                return false;
        }
    }
    return true;
}

bool kj_segment_run(kj_extraction *x) {
    kj_segment *s = x->segment;
    return kj_graph_read(x) && kj_names_propose(x) && kj_candidates_weigh(x) && kj_graph_path(x) && emit_names(x, s) &&
           kj_nouns_find(x) && emit_countries(x, s) && kj_bodies_find(x) && kj_lattice_index(&x->lattice);
}

bool kj_segment_token(const kj_extraction *x, size_t index, kj_edge *token) {
    const kj_segment *s = x->segment;
    if (index >= s->path.size)
        return false;
    *token = s->path.at[index];
    if (token->kind == KJ_NONE)
        token->entry = KJ_NONE;
    return true;
}

bool kj_segment_name(const kj_extraction *x, size_t index, kj_weighed *name) {
    const kj_segment *s = x->segment;
    if (index >= s->candidates.size)
        return false;
    const kj_edge *c = &s->candidates.at[index];
    bool joint = c->kind == x->model->types.joint;
    *name = (kj_weighed){.edge = *c, .margin = s->margins.at[index], .type = KJ_NONE, .rival = KJ_NONE};
    name->joined = name->margin > (joint ? 0 : KJ_JOIN_MARGIN);
    name->floor = !joint && name->margin < KJ_MARGIN_FLOOR;
    if (!joint && !name->floor)
        name->type = name_type(x, s, (uint32_t)index);
    if (!joint && s->best_start[kj_name_group(&x->model->types, c->kind)].at[c->start] != index)
        name->rival = s->best_start[kj_name_group(&x->model->types, c->kind)].at[c->start];
    return true;
}
