/* The best segmentation of the text, as soft evidence: what is a name, a noun phrase, a lone country character.
 *
 * The words, other dictionary entries and numerals of the text are edges between its characters, each with a log
 * probability; the best path is found by dynamic programming forwards and backwards (Viterbi over a word graph, as in
 * jieba). A candidate name is worth
 *     margin = forward(start) + score(name) + backward(end) - best + context
 * the gain over reading the place without it; the context is what the words beside it say of a name there (context.c).
 * Candidates with a gain join the graph and the best path is taken again;
 * noun phrases and lone characters are read off it. Rules decide with the margin as one piece of evidence.
 * Cost: O(edges); every edge has bounded length. */
#include "extract/bodies.h"

#include <stdlib.h>
#include <string.h>

/* ln P of a numeral and of an ASCII letter or digit that no entry holds. */
#define NUMBER_SCORE (-5000)
#define LETTER_SCORE (-6000)
/* ln P of a middle dot that joins no parts of a name. */
#define DOT_SCORE (-14000)
#define MIDDLE_DOT 0x00B7u
/* Names with a margin under this are never given to rules, not even beside a title. */
#define MARGIN_FLOOR (-9000)
/* Gain from which a name joins the best path (a joint abbreviation: any). */
#define JOIN_MARGIN 1500
/* What the characters alone can say for a name: a long transliteration is surely a proper noun, but of a person, a place
 * or a brand; a middle dot is what tells. Beyond this much only a small part of the gain counts. */
#define HAN_MARGIN_FULL 5000
#define FOREIGN_MARGIN_FULL 1500
#define HAN_BEYOND 10
#define FOREIGN_BEYOND 40
/* A transliterated name behind the name of a country. */
#define IN_COUNTRY (-1500)
/* A name that cuts a known place in two. */
#define CUTS_PLACE (-3000)
/* One with a noun behind it. */
#define BEFORE_NOUN (-1200)
/* Code points before a candidate at which a longer transliterated name around it may start. */
#define AROUND_MAX 8
/* What speaks for a name in the other places of the document counts by this share, what speaks against it whole; the bounds, and the margin from which candidates take part. */
#define POOL_SHARE 2
#define POOL_LEAST (-4000)
#define POOL_MOST 1000
#define POOL_FLOOR (-4000)
#define NEVER (INT64_MIN / 4)

struct kj_segment {
    kj_edges edges;      /* by start */
    kj_edges merged;     /* scratch: the edges that come next */
    kj_edges candidates; /* names and joints, by start */
    int64_t *forward, *backward;
    uint32_t *from, *to; /* best edge into a position, out of it; KJ_NONE */
    size_t room;
    KJ_VEC(uint32_t) place_end;
    KJ_VEC(uint32_t) path; /* edges of the best path, in order */
    kj_tokens tokens;      /* the same as bodies.c wants them */
    KJ_VEC(int32_t) margins;
    KJ_VEC(int32_t) contexts; /* what the words beside each candidate say */
    KJ_VEC(uint32_t) name;    /* number of its text among those of the document */
    KJ_VEC(int64_t) total;    /* contexts of a text */
    KJ_VEC(int64_t) ranks;    /* by which candidates of one start, one end are compared */
    KJ_VEC(uint32_t)
    best_start[2], best_end[2]; /* per position: best Chinese [0], foreign [1] name that starts, ends there */
};

struct kj_segment *kj_segment_new(void) {
    return kj_new(1, sizeof(struct kj_segment));
}

void kj_segment_free(struct kj_segment *s) {
    if (!s)
        return;
    kj_vec_free(&s->edges);
    kj_vec_free(&s->merged);
    kj_vec_free(&s->candidates);
    kj_vec_free(&s->place_end);
    kj_vec_free(&s->path);
    kj_vec_free(&s->tokens);
    kj_vec_free(&s->margins);
    kj_vec_free(&s->ranks);
    kj_vec_free(&s->contexts);
    kj_vec_free(&s->name);
    kj_vec_free(&s->total);
    for (int k = 0; k < 2; k++) {
        kj_vec_free(&s->best_start[k]);
        kj_vec_free(&s->best_end[k]);
    }
    free(s->forward);
    free(s->backward);
    free(s->from);
    free(s->to);
    free(s);
}

static bool make_room(struct kj_segment *s, size_t count) {
    if (count <= s->room)
        return true;
    free(s->forward);
    free(s->backward);
    free(s->from);
    free(s->to);
    s->forward = kj_new(count, sizeof *s->forward);
    s->backward = kj_new(count, sizeof *s->backward);
    s->from = kj_new(count, sizeof *s->from);
    s->to = kj_new(count, sizeof *s->to);
    s->room = s->forward && s->backward && s->from && s->to ? count : 0;
    return s->room != 0;
}

static int32_t letter_score(const kj_extraction *x, uint32_t at) {
    uint32_t symbol = x->text.symbol[at];
    if (symbol == KJ_BREAK)
        return 0;
    if (symbol == MIDDLE_DOT)
        return DOT_SCORE;
    if (symbol < 0x250)
        return LETTER_SCORE;
    return symbol < 65536 ? x->model->scores.character[symbol] : x->model->scores.unknown;
}

/* One edge for every character, so that a path always exists, and one for every entry and numeral. */
static bool collect_edges(kj_extraction *x, struct kj_segment *s) {
    const kj_types *types = &x->model->types;
    s->edges.size = 0;
    for (uint32_t at = kj_text_solid(&x->text, 0); at < x->text.length; at = kj_text_solid(&x->text, at + 1)) {
        kj_edge single = {at, at + 1, letter_score(x, at), KJ_NONE, KJ_NONE};
        if (!kj_push(&s->edges, single))
            return false;
        kj_each_span (i, &x->lattice, at, at + 1) {
            const kj_span *span = &x->lattice.spans.at[i];
            bool entry = span->entry != KJ_NONE;
            bool edges =
                entry ? x->model->scores.token[span->entry]
                      : span->type == types->number || span->type == types->fraction || span->type == types->percentage;
            if (!edges)
                continue;
            if ((span->type == types->suffix || span->type == types->quantity) && span->end - span->start == 1)
                continue; /* 部, 局 and 量 are words already */
            kj_edge edge = {span->start, span->end, NUMBER_SCORE, span->type, span->entry};
            if (entry)
                edge.score = x->model->scores.entry[span->entry];
            if (!kj_push(&s->edges, edge))
                return false;
        }
    }
    return true;
}

static void run_forward(const kj_extraction *x, struct kj_segment *s) {
    const kj_text *text = &x->text;
    for (uint32_t at = 0; at <= text->length; at++) {
        s->forward[at] = NEVER;
        s->from[at] = KJ_NONE;
    }
    s->forward[kj_text_solid(text, 0)] = 0;
    for (size_t i = 0; i < s->edges.size; i++) {
        const kj_edge *edge = &s->edges.at[i];
        uint32_t to = kj_text_solid(text, edge->end);
        int64_t score = s->forward[edge->start] + edge->score;
        if (s->forward[edge->start] > NEVER && score > s->forward[to]) {
            s->forward[to] = score;
            s->from[to] = (uint32_t)i;
        }
    }
}

static void run_backward(const kj_extraction *x, struct kj_segment *s) {
    const kj_text *text = &x->text;
    for (uint32_t at = 0; at <= text->length; at++) {
        s->backward[at] = NEVER;
        s->to[at] = KJ_NONE;
    }
    s->backward[text->length] = 0;
    for (size_t i = s->edges.size; i-- > 0;) {
        const kj_edge *edge = &s->edges.at[i];
        int64_t score = s->backward[kj_text_solid(text, edge->end)] + edge->score;
        if (score > s->backward[edge->start]) {
            s->backward[edge->start] = score;
            s->to[edge->start] = (uint32_t)i;
        }
    }
}

/* A transliterated name right behind a country's, or with a noun behind it that is no title, is mostly a place or a brand:
 * 哈萨克斯坦伊塞克, 拉哈特古城. */
static int32_t foreign_context(const kj_extraction *x, const kj_edge *before, const kj_edge *after) {
    const kj_types *types = &x->model->types;
    int32_t context = 0;
    if (before && before->entry != KJ_NONE && kj_entry_class(x->model->lexicon, before->entry) == types->country_class)
        context += IN_COUNTRY;
    uint32_t word = after ? kj_edge_word(x, after) : KJ_NONE;
    bool noun = word != KJ_NONE && x->model->scores.noun[word] && x->model->scores.after[word] < 0;
    if (noun)
        kj_each_span (i, &x->lattice, after->start, after->start + 1) {
            uint32_t type = x->lattice.spans.at[i].type;
            noun &= type != types->title && type != types->context;
        }
    return context + (noun ? BEFORE_NOUN : 0);
}

/* The farthest end of a country or region that starts at each place; 0 where none does. */
static bool find_places(const kj_extraction *x, struct kj_segment *s) {
    const kj_types *types = &x->model->types;
    s->place_end.size = 0;
    if (!kj_reserve(&s->place_end, x->text.length + 1))
        return false;
    memset(s->place_end.at, 0, (x->text.length + 1) * sizeof *s->place_end.at);
    for (size_t i = 0; i < x->lattice.spans.size; i++) {
        const kj_span *place = &x->lattice.spans.at[i];
        if ((place->type == types->region || place->type == types->country_class) &&
            place->end > s->place_end.at[place->start])
            s->place_end.at[place->start] = place->end;
    }
    return true;
}

/* Does the candidate cut a country or region in two (吉 | 林省, 任海南 | 省), or is it a piece of one? */
static bool cuts_place(const struct kj_segment *s, const kj_edge *c) {
    const uint32_t *ends = s->place_end.at;
    for (uint32_t at = c->start > AROUND_MAX ? c->start - AROUND_MAX : 0; at < c->start; at++)
        if (ends[at] > c->start)
            return true;
    for (uint32_t at = c->start; at < c->end; at++)
        if (ends[at] > c->end)
            return true;
    return false;
}

static int32_t name_context(const kj_extraction *x, const struct kj_segment *s, const kj_edge *c) {
    uint32_t from = s->from[c->start], to = s->to[kj_text_solid(&x->text, c->end)];
    const kj_edge *before = from == KJ_NONE ? NULL : &s->edges.at[from];
    const kj_edge *after = to == KJ_NONE ? NULL : &s->edges.at[to];
    return kj_context_before(x, before) + kj_context_after(x, after) + (cuts_place(s, c) ? CUTS_PLACE : 0) +
           (c->kind == x->model->types.foreign_name ? foreign_context(x, before, after) : 0);
}

/* Chinese names 0, transliterated ones 1: they are ranked apart. */
static int group_of(const kj_types *types, uint32_t kind) {
    return kind == types->foreign_name || kind == types->dotted_name;
}

/* The best candidate for each start and each end. The context decides where a Chinese name ends (王毅 | 向), the gain alone
 * where a foreign one does: its part 塞瓦斯托 must not win because 港 stands behind 塞瓦斯托波尔. */
static bool rank_candidates(kj_extraction *x, struct kj_segment *s) {
    size_t places = (size_t)x->text.length + 1;
    for (int k = 0; k < 2; k++) {
        s->best_start[k].size = s->best_end[k].size = 0;
        if (!kj_reserve(&s->best_start[k], places) || !kj_reserve(&s->best_end[k], places))
            return false;
        for (size_t at = 0; at < places; at++)
            s->best_start[k].at[at] = s->best_end[k].at[at] = KJ_NONE;
    }
    for (uint32_t i = 0; i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        int k = group_of(&x->model->types, c->kind);
        uint32_t *start = &s->best_start[k].at[c->start], *end = &s->best_end[k].at[c->end];
        if (*start == KJ_NONE || s->ranks.at[i] > s->ranks.at[*start])
            *start = i;
        if (*end == KJ_NONE || s->ranks.at[i] > s->ranks.at[*end])
            *end = i;
    }
    return true;
}

static int64_t gain_of(const kj_extraction *x, const struct kj_segment *s, const kj_edge *c) {
    return s->forward[c->start] + c->score + s->backward[kj_text_solid(&x->text, c->end)] - s->forward[x->text.length];
}

/* Gain of the best transliterated name around a candidate or over its start: 切尔诺梅尔金 around 梅尔金. */
static int64_t gain_around(const struct kj_segment *s, const kj_edge *c) {
    int64_t best = NEVER;
    for (uint32_t at = c->start > AROUND_MAX ? c->start - AROUND_MAX : 0; at <= c->start; at++) {
        uint32_t i = s->best_start[1].at[at];
        if (i == KJ_NONE)
            continue;
        const kj_edge *d = &s->candidates.at[i];
        bool around = d->end >= c->end && d->end - d->start > c->end - c->start;
        if ((around || (d->start < c->start && d->end > c->start)) && s->ranks.at[i] > best)
            best = s->ranks.at[i];
    }
    return best;
}

static int32_t clamp(int64_t value, int32_t low, int32_t high) {
    return (int32_t)(value < low ? low : value > high ? high : value);
}

/* What is said of a name in one place holds for all places of the document: 札纳塔斯市 makes 札纳塔斯 a place everywhere. */
static bool pool_contexts(kj_extraction *x, struct kj_segment *s) {
    kj_names *names = kj_names_new();
    bool ok = names != NULL;
    s->name.size = s->total.size = 0;
    for (size_t i = 0; ok && i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        uint32_t id = KJ_NONE;
        if (c->kind != x->model->types.joint && s->margins.at[i] >= POOL_FLOOR) {
            kaoju_string text = kj_text_norm(&x->text, c->start, c->end, &x->arena);
            id = text.data ? kj_names_add(names, text) : KJ_NONE;
            ok = id != KJ_NONE && (id < s->total.size || kj_push(&s->total, 0));
            if (ok)
                s->total.at[id] += s->contexts.at[i];
        }
        ok = ok && kj_push(&s->name, id);
    }
    for (size_t i = 0; ok && i < s->candidates.size; i++)
        if (s->name.at[i] != KJ_NONE) {
            bool han = !group_of(&x->model->types, s->candidates.at[i].kind);
            int64_t others = s->total.at[s->name.at[i]] - s->contexts.at[i];
            s->margins.at[i] += clamp(others < 0 ? others : others / POOL_SHARE, POOL_LEAST, han ? POOL_MOST : 0);
        }
    kj_names_free(names);
    return ok;
}

/* Margins of all candidates. */
static bool weigh_candidates(kj_extraction *x, struct kj_segment *s) {
    const kj_types *types = &x->model->types;
    size_t count = s->candidates.size;
    s->margins.size = s->ranks.size = s->contexts.size = 0;
    if (!kj_reserve(&s->margins, count) || !kj_reserve(&s->ranks, count) || !kj_reserve(&s->contexts, count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const kj_edge *c = &s->candidates.at[i];
        s->contexts.at[i] = c->kind == types->joint ? 0 : name_context(x, s, c);
        s->ranks.at[i] = gain_of(x, s, c) + (c->kind == types->foreign_name ? 0 : s->contexts.at[i]);
    }
    if (!rank_candidates(x, s))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const kj_edge *c = &s->candidates.at[i];
        int64_t margin = gain_of(x, s, c), full = HAN_MARGIN_FULL, beyond = HAN_BEYOND;
        if (c->kind != types->joint) {
            int64_t around = gain_around(s, c);
            if (around > margin)
                margin -= around;
            else if (c->kind == types->foreign_name)
                full = FOREIGN_MARGIN_FULL, beyond = FOREIGN_BEYOND;
            margin = (margin > full ? full + (margin - full) / beyond : margin) + s->contexts.at[i];
        }
        s->margins.at[i] = clamp(margin, -1000000, 1000000);
    }
    return pool_contexts(x, s);
}

/* Is a candidate a token? A transliteration is one whether it names a person or a place, so its gain decides, without the
 * context. */
static bool joins(const kj_types *types, const struct kj_segment *s, size_t i) {
    uint32_t kind = s->candidates.at[i].kind;
    if (kind == types->joint)
        return s->margins.at[i] > 0;
    return (group_of(types, kind) ? s->ranks.at[i] : s->margins.at[i]) > JOIN_MARGIN;
}

/* The words again, now with every candidate that gains. Keeps the order by start. */
static bool merge_candidates(const kj_types *types, struct kj_segment *s) {
    const kj_edges words = s->edges;
    kj_edges *merged = &s->merged;
    merged->size = 0;
    if (!kj_reserve(merged, words.size + s->candidates.size))
        return false;
    size_t w = 0;
    for (size_t i = 0; i < s->candidates.size; i++) {
        for (; w < words.size && words.at[w].start <= s->candidates.at[i].start; w++)
            merged->at[merged->size++] = words.at[w];
        if (joins(types, s, i))
            merged->at[merged->size++] = s->candidates.at[i];
    }
    for (; w < words.size; w++)
        merged->at[merged->size++] = words.at[w];
    s->edges = *merged;
    s->merged = words;
    return true;
}

static bool trace_path(const kj_extraction *x, struct kj_segment *s) {
    s->path.size = 0;
    uint32_t start = kj_text_solid(&x->text, 0);
    for (uint32_t at = x->text.length; at > start; at = s->edges.at[s->from[at]].start)
        if (!kj_push(&s->path, s->from[at]))
            return false;
    for (size_t i = 0, j = s->path.size; i + 1 < j; i++, j--) {
        uint32_t swap = s->path.at[i];
        s->path.at[i] = s->path.at[j - 1];
        s->path.at[j - 1] = swap;
    }
    return true;
}

/* The heaviest reading of a country character: the a-priori one; resolve/ may choose another. */
static uint32_t country_entry(const kj_extraction *x, uint32_t at) {
    uint32_t best = KJ_NONE;
    kj_each_span (i, &x->lattice, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->type == x->model->types.country_char &&
            (best == KJ_NONE ||
             kj_entry_weight(x->model->lexicon, span->entry) > kj_entry_weight(x->model->lexicon, best)))
            best = span->entry;
    }
    return best;
}

/* Where a title stands before, the start is known and the best end counts; where a verb of saying follows, the other way
 * round. So the best candidate of a start has the plain type, one that is best for its end only is a name_end. With a
 * middle dot the end is what is sure. */
static uint32_t name_type(const kj_extraction *x, const struct kj_segment *s, uint32_t i) {
    const kj_types *types = &x->model->types;
    const kj_edge *c = &s->candidates.at[i];
    int k = group_of(types, c->kind);
    bool starts = s->best_start[k].at[c->start] == i, ends = s->best_end[k].at[c->end] == i;
    if (c->kind == types->dotted_name)
        return ends && starts ? types->dotted_name : starts ? types->foreign_name : KJ_NONE;
    return starts ? c->kind : ends && !k ? types->name_end : KJ_NONE;
}

static bool emit_names(kj_extraction *x, struct kj_segment *s) {
    for (uint32_t i = 0; i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        if (c->kind == x->model->types.joint || s->margins.at[i] < MARGIN_FLOOR)
            continue;
        uint32_t type = name_type(x, s, i);
        if (type != KJ_NONE && !kj_emit(x, c->start, c->end, type, KJ_NONE, s->margins.at[i]))
            return false;
    }
    return true;
}

/* Country characters: all of a joint on the path, and those that are a token by themselves. */
static bool emit_countries(kj_extraction *x, const struct kj_segment *s) {
    const kj_types *types = &x->model->types;
    for (size_t i = 0; i < s->path.size; i++) {
        const kj_edge *edge = &s->edges.at[s->path.at[i]];
        bool joint = edge->kind == types->joint;
        if (!joint && edge->end - edge->start > 1)
            continue;
        for (uint32_t at = edge->start; at < edge->end; at++) {
            uint32_t entry = country_entry(x, at);
            if (entry != KJ_NONE && !kj_emit(x, at, at + 1, joint ? types->joint : types->lone, entry, KJ_NO_INTEGER))
                return false;
        }
    }
    return true;
}

/* Organisations and places along the path. */
static bool emit_bodies(kj_extraction *x, struct kj_segment *s) {
    s->tokens.size = 0;
    for (size_t i = 0; i < s->path.size; i++)
        if (!kj_token_add(x, &s->tokens, &s->edges.at[s->path.at[i]]))
            return false;
    return kj_bodies_find(x, &s->tokens);
}

bool kj_emit(kj_extraction *x, uint32_t start, uint32_t end, uint32_t type, uint32_t entry, int64_t integer) {
    kj_span span = {start, end, type, entry, KJ_NONE, KJ_NONE, integer};
    return kj_push(&x->lattice.spans, span);
}

bool kj_segment_run(kj_extraction *x) {
    struct kj_segment *s = x->segment;
    s->candidates.size = 0;
    if (!make_room(s, (size_t)x->text.length + 2) || !collect_edges(x, s) || !find_places(x, s) ||
        !kj_names_propose(x, &s->candidates))
        return false;
    run_forward(x, s);
    run_backward(x, s);
    if (!weigh_candidates(x, s) || !merge_candidates(&x->model->types, s))
        return false;
    run_forward(x, s);
    return trace_path(x, s) && emit_names(x, s) && kj_nouns_find(x) && emit_countries(x, s) && emit_bodies(x, s) &&
           kj_lattice_index(&x->lattice);
}

bool kj_segment_token(const kj_extraction *x, size_t index, kj_edge *token) {
    const struct kj_segment *s = x->segment;
    if (index >= s->path.size)
        return false;
    *token = s->edges.at[s->path.at[index]];
    return true;
}

bool kj_segment_name(const kj_extraction *x, size_t index, kj_weighed *name) {
    const struct kj_segment *s = x->segment;
    if (index >= s->candidates.size)
        return false;
    const kj_edge *c = &s->candidates.at[index];
    bool joint = c->kind == x->model->types.joint;
    *name = (kj_weighed){.edge = *c, .margin = s->margins.at[index], .type = KJ_NONE, .rival = KJ_NONE};
    name->joined = name->margin > (joint ? 0 : JOIN_MARGIN);
    name->floor = !joint && name->margin < MARGIN_FLOOR;
    if (!joint && !name->floor)
        name->type = name_type(x, s, (uint32_t)index);
    if (!joint && s->best_start[group_of(&x->model->types, c->kind)].at[c->start] != index)
        name->rival = s->best_start[group_of(&x->model->types, c->kind)].at[c->start];
    return true;
}
