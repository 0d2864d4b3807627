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
    return before && before->kind == x->model->types.country_class ? IN_COUNTRY : 0;
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

/* Token `arc` of the best way into a candidate or out of it; NULL at the edges of the text. */
static inline const kj_edge *beside(const kj_segment *s, uint32_t arc) {
    return arc == KJ_NONE ? NULL : &s->arcs.at[arc];
}

static int32_t name_context(const kj_extraction *x, kj_segment *s, const kj_edge *c) {
    uint32_t from = s->ways.at[c->start].from, to = s->ways.at[c->end].to;
    kj_note *start = &s->notes.at[c->start], *end = &s->notes.at[c->end];
    if (!kj_spot_is(x, c->start, KJ_TRAIT_BEFORE_KNOWN)) {
        s->spots.at[c->start].traits |= KJ_TRAIT_BEFORE_KNOWN;
        start->before = kj_context_before(x, beside(s, from));
    }
    if (!kj_spot_is(x, c->end, KJ_TRAIT_AFTER_KNOWN)) {
        s->spots.at[c->end].traits |= KJ_TRAIT_AFTER_KNOWN;
        end->after = kj_context_after(x, beside(s, to));
    }
    int32_t context = start->before + end->after + (cuts_place(s, c) ? CUTS_PLACE : 0);
    if (c->kind != x->model->types.foreign_name)
        return context;
    context += foreign_before(x, beside(s, from));
    return context + foreign_after(x, beside(s, to));
}

/* ------------------------------------------------------------------ margins */

/* Room to weigh all candidates in, and for the best of each start and each end. */
static bool make_room(kj_segment *s, size_t places) {
    size_t count = s->candidates.size;
    s->margins.size = s->ranks.size = s->contexts.size = s->foreign.size = 0;
    s->kept.size = s->joined.size = s->late.size = 0;
    for (int k = 0; k < 2; k++) {
        s->best_start[k].size = s->best_end[k].size = 0;
        if (!kj_reserve(&s->best_start[k], places) || !kj_reserve(&s->best_end[k], places))
            return false;
        memset(s->best_start[k].at, 0xFF, places * sizeof *s->best_start[k].at); /* KJ_NONE */
        memset(s->best_end[k].at, 0xFF, places * sizeof *s->best_end[k].at);
    }
    return kj_reserve(&s->margins, count) && kj_reserve(&s->ranks, count) && kj_reserve(&s->contexts, count) &&
           kj_reserve(&s->foreign, count + 1) && kj_reserve(&s->kept, count + 1);
}

/* Is the candidate the best of its group so far that starts or ends where it does? */
static inline void prefer(kj_segment *s, int group, uint32_t i) {
    const kj_edge *c = &s->candidates.at[i];
    const int64_t *ranks = s->ranks.at;
    uint32_t *start = &s->best_start[group].at[c->start], *end = &s->best_end[group].at[c->end];
    if (*start == KJ_NONE || ranks[i] > ranks[*start])
        *start = i;
    if (*end == KJ_NONE || ranks[i] > ranks[*end])
        *end = i;
}

/* A transliterated name starts at `start`. */
static void mark_foreign(kj_segment *s, uint32_t start) {
    for (uint32_t k = 0; k <= KJ_AROUND && start + k < s->spots.size; k++) {
        kj_spot *spot = &s->spots.at[start + k];
        kj_note *note = &s->notes.at[start + k];
        note->foreign = (spot->traits & KJ_TRAIT_NEAR_FOREIGN ? note->foreign : 0) | 1u << k;
        spot->traits |= KJ_TRAIT_NEAR_FOREIGN;
    }
}

#define MARGIN_MOST 1000000
static inline int32_t clamp(int64_t value, int32_t low, int32_t high) {
    return (int32_t)(value < low ? low : value > high ? high : value);
}

/* Gains of all candidates, which are their ranks and margins so far, and the list of the foreign ones. */
static void rank_all(const kj_extraction *x, kj_segment *s) {
    const kj_types *types = &x->model->types;
    const kj_way *ways = s->ways.at;
    const int64_t total = ways[x->text.length].forward;
    uint32_t *foreign = s->foreign.at;
    for (uint32_t i = 0; i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        int64_t gain = ways[c->start].forward + c->score + ways[c->end].backward - total;
        s->contexts.at[i] = 0;
        s->ranks.at[i] = gain;
        s->margins.at[i] = clamp(gain, INT32_MIN / 2, INT32_MAX / 2);
        *foreign = i;
        foreign += kj_name_group(types, c->kind);
    }
    s->foreign.size = (size_t)(foreign - s->foreign.at);
}

/* The ranks of foreign names: their gain alone decides where they end. Their part 塞瓦斯托 must not win because 港 stands
 * behind 塞瓦斯托波尔. */
static void rank_foreign(const kj_extraction *x, kj_segment *s) {
    for (size_t k = 0; k < s->foreign.size; k++) {
        uint32_t i = s->foreign.at[k];
        const kj_edge *c = &s->candidates.at[i];
        if (c->kind == x->model->types.dotted_name)
            s->ranks.at[i] += s->contexts.at[i] = name_context(x, s, c);
        if (s->best_start[1].at[c->start] == KJ_NONE)
            mark_foreign(s, c->start);
        prefer(s, 1, i);
    }
}

/* Gain of the best transliterated name around a candidate, which is near one, or over its start: 切尔诺梅尔金 around 梅尔金. */
static int64_t gain_around(const kj_segment *s, const kj_edge *c) {
    int64_t best = KJ_NEVER;
    uint32_t foreign = s->notes.at[c->start].foreign;
    for (; foreign; foreign &= foreign - 1) {
        uint32_t i = s->best_start[1].at[c->start - (uint32_t)__builtin_ctz(foreign)];
        const kj_edge *d = &s->candidates.at[i];
        bool around = d->end >= c->end && d->end - d->start > c->end - c->start;
        if ((around || (d->start < c->start && d->end > c->start)) && s->ranks.at[i] > best)
            best = s->ranks.at[i];
    }
    return best;
}

/* Of what is beyond `full` only a part counts. */
static inline int64_t flatten(int64_t margin, int64_t full, int64_t beyond) {
    return margin > full ? full + (margin - full) / beyond : margin;
}

/* Margins of names near transliterated ones, without the contexts; `least` is the one from which a context may lift a name
 * over the floor. A name whose margin is more than its gain has a lower rank than its margin says: marks where it starts
 * and ends. */
static void weigh_near(const kj_extraction *x, kj_segment *s, int32_t least) {
    const kj_types *types = &x->model->types;
    for (uint32_t i = 0; i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        if (!(s->spots.at[c->start].traits & KJ_TRAIT_NEAR_FOREIGN) || c->kind == types->joint)
            continue;
        int64_t gain = s->ranks.at[i] - s->contexts.at[i], around = gain_around(s, c);
        bool part = around > gain, foreign = !part && c->kind == types->foreign_name;
        int64_t margin = foreign ? flatten(gain, FOREIGN_MARGIN_FULL, FOREIGN_BEYOND)
                                 : flatten(part ? gain - around : gain, HAN_MARGIN_FULL, HAN_BEYOND);
        s->margins.at[i] = clamp(margin, INT32_MIN / 2, INT32_MAX / 2);
        if (c->kind == types->han_name && margin > gain && margin >= least) {
            s->spots.at[c->start].traits |= KJ_TRAIT_LIFTED;
            s->spots.at[c->end].traits |= KJ_TRAIT_LIFTED;
        }
    }
}

/* Most names are so bad that nothing beside them can lift them over the floor; the rank of most of these is lower as well
 * than that of any name of its start or end that is better, but for those that are lifted, so that it need not be known
 * either. Nobody can foretell which, so there is no branch. */
static void keep_some(const kj_extraction *x, kj_segment *s, int32_t least) {
    const kj_types *types = &x->model->types;
    const kj_spot *spots = s->spots.at;
    uint32_t *kept = s->kept.at;
    for (uint32_t i = 0; i < s->candidates.size; i++) {
        const kj_edge *c = &s->candidates.at[i];
        bool lifted = (spots[c->start].traits | spots[c->end].traits) & KJ_TRAIT_LIFTED;
        bool han = (s->ranks.at[i] >= least) | lifted, foreign = s->ranks.at[i] > KJ_JOIN_MARGIN;
        bool counts = kj_name_group(types, c->kind) ? foreign : han;
        *kept = i;
        kept += (s->margins.at[i] >= least) | counts | (c->kind == types->joint) | (i >= s->ordered);
    }
    s->kept.size = (size_t)(kept - s->kept.at);
}

/* Contexts, and ranks of Chinese names, for which they decide where one ends: 王毅 | 向. */
static void weigh_contexts(const kj_extraction *x, kj_segment *s) {
    const kj_types *types = &x->model->types;
    for (size_t k = 0; k < s->kept.size; k++) {
        uint32_t i = s->kept.at[k];
        const kj_edge *c = &s->candidates.at[i];
        int64_t margin = s->margins.at[i];
        if (!kj_spot_is(x, c->start, KJ_TRAIT_NEAR_FOREIGN) && c->kind != types->joint)
            margin = flatten(margin, HAN_MARGIN_FULL, HAN_BEYOND);
        if (c->kind == types->han_name || c->kind == types->foreign_name)
            s->contexts.at[i] = name_context(x, s, c);
        s->margins.at[i] = clamp(margin + s->contexts.at[i], -MARGIN_MOST, MARGIN_MOST);
        if (kj_name_group(types, c->kind))
            continue;
        s->ranks.at[i] += s->contexts.at[i];
        prefer(s, 0, i);
    }
}

/* What is said of a name in one place holds for all places of the document: 札纳塔斯市 makes 札纳塔斯 a place everywhere. */
static bool pool_contexts(kj_extraction *x, kj_segment *s) {
    kj_names *names = kj_names_new();
    bool ok = names != NULL;
    s->pooled.size = s->name.size = s->total.size = 0;
    for (size_t k = 0; ok && k < s->kept.size; k++) {
        uint32_t i = s->kept.at[k];
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

/* Those that are not in order are tried behind all that are, whether these were kept or not; they are few and all kept. */
static bool find_joined(const kj_extraction *x, kj_segment *s) {
    uint32_t after = 0;
    for (size_t k = 0; k < s->kept.size; k++) {
        uint32_t i = s->kept.at[k], start = s->candidates.at[i].start;
        if (i >= s->ordered && s->ordered && s->candidates.at[s->ordered - 1].start > after)
            after = s->candidates.at[s->ordered - 1].start;
        after = start > after ? start : after;
        if (joins(&x->model->types, s, i) &&
            !kj_push(start < after ? &s->late : &s->joined, ((kj_joined){i, start, after})))
            return false;
    }
    return true;
}

bool kj_candidates_weigh(kj_extraction *x) {
    kj_segment *s = x->segment;
    if (!s->context_most)
        s->context_most = kj_context_most(x);
    int32_t least = x->trace ? INT32_MIN : KJ_MARGIN_FLOOR - s->context_most; /* a trace tells of all */
    if (!make_room(s, (size_t)x->text.length + 1))
        return false;
    rank_all(x, s);
    rank_foreign(x, s);
    weigh_near(x, s, least);
    keep_some(x, s, least);
    weigh_contexts(x, s);
    return pool_contexts(x, s) && find_joined(x, s);
}
