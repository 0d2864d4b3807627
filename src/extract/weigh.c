/* Candidates of names in; what each is worth, and which of them are tokens, out.
 *
 * A candidate name is worth
 *     margin = forward(start) + score(name) + backward(end) - best + context
 * the gain over reading the place without it; the context is what the words beside it say of a name there (context.c),
 * which is asked once for each place.
 * Cost: linear in the candidates, which have bounded length. */
#include "extract/segment.h"

#include <string.h>

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
/* What speaks for a name in the other places of the document counts by this share, what speaks against it whole; the
 * bounds, and the margin from which candidates take part. */
#define POOL_SHARE 2
#define POOL_LEAST (-4000)
#define POOL_MOST 1000
#define POOL_FLOOR (-4000)

/* ------------------------------------------------------------------ contexts */

/* A transliterated name right behind a country's, or with a noun behind it that is no title, is mostly a place or a brand:
 * 哈萨克斯坦伊塞克, 拉哈特古城. */
static int32_t foreign_before(const kj_extraction *x, const kj_edge *before) {
    bool country = before && before->entry != KJ_NONE &&
                   kj_entry_class(x->model->lexicon, before->entry) == x->model->types.country_class;
    return country ? IN_COUNTRY : 0;
}

static int32_t foreign_after(const kj_extraction *x, const kj_edge *after) {
    uint32_t word = after ? kj_edge_word(x, after) : KJ_NONE;
    bool noun = word != KJ_NONE && x->model->scores.speech[word] & KJ_SPEECH_NOUN && x->model->scores.after[word] < 0 &&
                !kj_spot_is(x, after->start, KJ_TRAIT_TITLE | KJ_TRAIT_CONTEXT);
    return noun ? BEFORE_NOUN : 0;
}

/* Where the longest country or region that starts at `at` ends; 0: none does. */
static inline uint32_t place_end(const kj_segment *s, uint32_t at) {
    return s->spots.at[at].traits & (KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY) ? s->notes.at[at].place_end : 0;
}

/* Does the candidate cut a country or region in two (吉 | 林省, 任海南 | 省), or is it a piece of one? */
static bool cuts_place(const kj_segment *s, const kj_edge *c) {
    const kj_spot *spots = s->spots.at;
    if (spots[c->start].traits & KJ_TRAIT_BEHIND_PLACE)
        for (uint32_t at = c->start > KJ_AROUND ? c->start - KJ_AROUND : 0; at < c->start; at++)
            if (place_end(s, at) > c->start)
                return true;
    if (spots[c->end].traits & KJ_TRAIT_BEHIND_PLACE || c->end - c->start > KJ_AROUND)
        for (uint32_t at = c->start; at < c->end; at++)
            if (place_end(s, at) > c->end)
                return true;
    return false;
}

/* The word before a candidate, or behind one; NULL at the edges of the text. */
static const kj_edge *word_before(const kj_segment *s, const kj_edge *c) {
    uint32_t from = s->ways.at[c->start].from;
    return from == KJ_NONE ? NULL : &s->edges.at[from];
}

static const kj_edge *word_after(const kj_segment *s, const kj_edge *c) {
    uint32_t to = s->ways.at[c->end].to;
    return to == KJ_NONE ? NULL : &s->edges.at[to];
}

static int32_t name_context(const kj_extraction *x, kj_segment *s, const kj_edge *c) {
    kj_note *start = &s->notes.at[c->start], *end = &s->notes.at[c->end];
    if (!kj_spot_is(x, c->start, KJ_TRAIT_BEFORE_KNOWN)) {
        s->spots.at[c->start].traits |= KJ_TRAIT_BEFORE_KNOWN;
        start->before = kj_context_before(x, word_before(s, c));
    }
    if (!kj_spot_is(x, c->end, KJ_TRAIT_AFTER_KNOWN)) {
        s->spots.at[c->end].traits |= KJ_TRAIT_AFTER_KNOWN;
        end->after = kj_context_after(x, word_after(s, c));
    }
    int32_t context = start->before + end->after + (cuts_place(s, c) ? CUTS_PLACE : 0);
    if (c->kind != x->model->types.foreign_name)
        return context;
    return context + foreign_before(x, word_before(s, c)) + foreign_after(x, word_after(s, c));
}

/* ------------------------------------------------------------------ what is worth weighing */

static inline int64_t gain_of(const kj_extraction *x, const kj_edge *c) {
    const kj_way *ways = x->segment->ways.at;
    return ways[c->start].forward + c->score + ways[c->end].backward - ways[x->text.length].forward;
}

/* A transliterated name starts at `start`. */
static void mark_foreign(kj_segment *s, uint32_t start) {
    if (s->spots.at[start].traits & KJ_TRAIT_NEAR_FOREIGN && s->notes.at[start].foreign & 1)
        return;
    for (uint32_t k = 0; k <= KJ_AROUND && start + k < s->spots.size; k++) {
        kj_spot *spot = &s->spots.at[start + k];
        kj_note *note = &s->notes.at[start + k];
        note->foreign = (spot->traits & KJ_TRAIT_NEAR_FOREIGN ? note->foreign : 0) | 1u << k;
        spot->traits |= KJ_TRAIT_NEAR_FOREIGN;
    }
}

/* Can this Chinese name have a margin over the floor, or be compared with one that has? Its rank is more than its margin,
 * unless it starts near a transliterated name, and so are those of the others from its start and to its end. */
static inline bool is_hopeless(const kj_extraction *x, const kj_edge *c) {
    return !kj_spot_is(x, c->start, KJ_TRAIT_NEAR_FOREIGN) && !kj_spot_is(x, c->end, KJ_TRAIT_NEAR_END) &&
           gain_of(x, c) < KJ_MARGIN_FLOOR - x->segment->context_most;
}

/* Marks what stands near transliterated names and leaves out the hopeless candidates, which are half of all. The last one
 * before those that are not by start stays: it says up to where edges are tried before them (kj_joined). */
static void weed(kj_extraction *x, kj_segment *s) {
    const kj_types *types = &x->model->types;
    kj_edge *c = s->candidates.at;
    size_t count = s->candidates.size, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kj_name_group(types, c[i].kind))
            mark_foreign(s, c[i].start);
    for (size_t i = 0; i < count; i++)
        if (c[i].kind == types->han_name && kj_spot_is(x, c[i].start, KJ_TRAIT_NEAR_FOREIGN))
            s->spots.at[c[i].end].traits |= KJ_TRAIT_NEAR_END;
    if (x->trace) /* which tells of all */
        return;
    if (!s->context_most)
        s->context_most = kj_context_most(x);
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 < count && c[i + 1].start < c[i].start;
        if (c[i].kind != types->han_name || last || !is_hopeless(x, &c[i]))
            c[kept++] = c[i];
    }
    s->candidates.size = kept;
}

/* ------------------------------------------------------------------ margins */

/* Room to weigh all candidates in, and for the best of each start and each end. */
static bool make_room(kj_segment *s, size_t places) {
    size_t count = s->candidates.size;
    s->margins.size = s->ranks.size = s->contexts.size = s->joined.size = s->late.size = 0;
    for (int k = 0; k < 2; k++) {
        s->best_start[k].size = s->best_end[k].size = 0;
        if (!kj_reserve(&s->best_start[k], places) || !kj_reserve(&s->best_end[k], places))
            return false;
        memset(s->best_start[k].at, 0xFF, places * sizeof *s->best_start[k].at); /* KJ_NONE */
        memset(s->best_end[k].at, 0xFF, places * sizeof *s->best_end[k].at);
    }
    return kj_reserve(&s->margins, count) && kj_reserve(&s->ranks, count) && kj_reserve(&s->contexts, count);
}

/* Another name that starts (or ends) where the best one so far does, `*best`. */
static inline void prefer(const int64_t *ranks, uint32_t *best, uint32_t i) {
    if (*best == KJ_NONE || ranks[i] > ranks[*best])
        *best = i;
}

/* The gain of each candidate by which it is ranked, and its place among those of its start and its end. The context decides
 * where a Chinese name ends (王毅 | 向), the gain alone where a foreign one does: its part 塞瓦斯托 must not win because 港
 * stands behind 塞瓦斯托波尔. */
static void rank(const kj_extraction *x, kj_segment *s) {
    const kj_types *types = &x->model->types;
    int64_t *ranks = s->ranks.at;
    uint32_t count = (uint32_t)s->candidates.size;
    for (uint32_t i = 0; i < count; i++) {
        const kj_edge *c = &s->candidates.at[i];
        int32_t context = c->kind == types->joint ? 0 : name_context(x, s, c);
        s->contexts.at[i] = context;
        ranks[i] = gain_of(x, c);
        if (!kj_name_group(types, c->kind)) {
            ranks[i] += context;
            prefer(ranks, &s->best_start[0].at[c->start], i);
            prefer(ranks, &s->best_end[0].at[c->end], i);
            continue;
        }
        ranks[i] += c->kind == types->foreign_name ? 0 : context;
        prefer(ranks, &s->best_start[1].at[c->start], i);
        prefer(ranks, &s->best_end[1].at[c->end], i);
    }
}

/* Gain of the best transliterated name around a candidate, which is near one, or over its start: 切尔诺梅尔金 around 梅尔金. */
static int64_t gain_around(const kj_segment *s, const kj_edge *c) {
    int64_t best = KJ_NEVER;
    uint32_t foreign = s->notes.at[c->start].foreign;
    for (uint32_t at = c->start; foreign; at--, foreign >>= 1) {
        if (!(foreign & 1))
            continue;
        uint32_t i = s->best_start[1].at[at];
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

static inline int32_t margin_of(const kj_types *types, const kj_segment *s, uint32_t i) {
    const kj_edge *c = &s->candidates.at[i];
    int64_t margin = s->ranks.at[i], full = HAN_MARGIN_FULL, beyond = HAN_BEYOND;
    if (c->kind == types->joint)
        return clamp(margin, -1000000, 1000000);
    margin -= c->kind == types->foreign_name ? 0 : s->contexts.at[i]; /* the gain */
    if (s->spots.at[c->start].traits & KJ_TRAIT_NEAR_FOREIGN) {
        int64_t around = gain_around(s, c);
        if (around > margin)
            margin -= around;
        else if (c->kind == types->foreign_name)
            full = FOREIGN_MARGIN_FULL, beyond = FOREIGN_BEYOND;
    }
    margin = (margin > full ? full + (margin - full) / beyond : margin) + s->contexts.at[i];
    return clamp(margin, -1000000, 1000000);
}

/* What is said of a name in one place holds for all places of the document: 札纳塔斯市 makes 札纳塔斯 a place everywhere. */
static bool pool_contexts(kj_extraction *x, kj_segment *s) {
    kj_names *names = kj_names_new();
    bool ok = names != NULL;
    s->pooled.size = s->name.size = s->total.size = 0;
    for (uint32_t i = 0; ok && i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        if (s->margins.at[i] < POOL_FLOOR || c->kind == x->model->types.joint)
            continue;
        kaoju_string text = kj_text_norm(&x->text, c->start, c->end, &x->arena);
        uint32_t id = text.data ? kj_names_add(names, text) : KJ_NONE;
        ok = id != KJ_NONE && (id < s->total.size || kj_push(&s->total, 0)) && kj_push(&s->pooled, i) &&
             kj_push(&s->name, id);
        if (ok)
            s->total.at[id] += s->contexts.at[i];
    }
    for (size_t p = 0; ok && p < s->pooled.size; p++) {
        uint32_t i = s->pooled.at[p];
        bool han = !kj_name_group(&x->model->types, s->candidates.at[i].kind);
        int64_t others = s->total.at[s->name.at[p]] - s->contexts.at[i];
        s->margins.at[i] += clamp(others < 0 ? others : others / POOL_SHARE, POOL_LEAST, han ? POOL_MOST : 0);
    }
    kj_names_free(names);
    return ok;
}

/* Is a candidate a token? A transliteration is one whether it names a person or a place, so its gain decides, without the
 * context. */
static bool joins(const kj_types *types, const kj_segment *s, uint32_t i) {
    uint32_t kind = s->candidates.at[i].kind;
    if (kind == types->joint)
        return s->margins.at[i] > 0;
    return (kj_name_group(types, kind) ? s->ranks.at[i] : s->margins.at[i]) > KJ_JOIN_MARGIN;
}

bool kj_candidates_weigh(kj_extraction *x) {
    kj_segment *s = x->segment;
    const kj_types *types = &x->model->types;
    uint32_t after = 0;
    weed(x, s);
    const uint32_t count = (uint32_t)s->candidates.size;
    if (!make_room(s, (size_t)x->text.length + 1))
        return false;
    rank(x, s);
    for (uint32_t i = 0; i < count; i++)
        s->margins.at[i] = margin_of(types, s, i);
    if (!pool_contexts(x, s))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t start = s->candidates.at[i].start;
        after = start > after ? start : after;
        if (joins(types, s, i) && !kj_push(start < after ? &s->late : &s->joined, ((kj_joined){i, start, after})))
            return false;
    }
    return true;
}
