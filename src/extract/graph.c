/* Spans of the lattice in; the word graph, its best ways and its best path out.
 *
 * The words, other dictionary entries and numerals of the text are edges between its characters, each with a log
 * probability; the best way to each place and from each place to the end is found by dynamic programming (Viterbi over a
 * word graph, as in jieba). Spans come by start, so the best way to a place is known when its edges are read: the way
 * forward is found in the same pass. An edge ends behind its last character; skips behind that are crossed for nothing,
 * so that the ways to and from both of their ends are the same.
 * Cost: O(edges); every edge has bounded length. */
#include "extract/segment.h"

#include <stdlib.h>
#include <string.h>

/* ln P of a numeral and of an ASCII letter or digit that no entry holds. */
#define NUMBER_SCORE (-5000)
#define LETTER_SCORE (-6000)
/* ln P of a middle dot that joins no parts of a name. */
#define DOT_SCORE (-14000)

/* Room for `count` places, which nothing reaches yet. */
static bool start_places(kj_segment *s, size_t count) {
    s->spots.size = s->ways.size = s->notes.size = 0;
    if (!kj_reserve(&s->spots, count) || !kj_reserve(&s->ways, count) || !kj_reserve(&s->notes, count))
        return false;
    s->spots.size = s->ways.size = s->notes.size = count;
    memset(s->spots.at, 0, count * sizeof *s->spots.at);
    for (size_t at = 0; at < count; at++)
        s->ways.at[at] = (kj_way){KJ_NEVER, KJ_NEVER, KJ_NONE, KJ_NONE, 0};
    return true;
}

static int32_t letter_score(const kj_scores *scores, uint32_t symbol) {
    if (symbol == KJ_BREAK)
        return 0;
    if (symbol == KJ_MIDDLE_DOT)
        return DOT_SCORE;
    if (symbol < 0x250)
        return LETTER_SCORE;
    return symbol < KJ_SCORE_CHARACTERS ? scores->character[symbol] : scores->unknown;
}

/* A better way to a place than the ones before? Nobody can foretell it, so there is no branch. */
static inline void try_arc(kj_way *to, int64_t score, uint32_t arc) {
    int64_t forward = to->forward;
    uint32_t from = to->from;
    to->from = score > forward ? arc : from;
    to->forward = score > forward ? score : forward;
}

/* Remembers of a start of names, a suffix or a place what is asked for again and again; `before` are the traits of the
 * spans before it that start there. The longest suffix that ends somewhere is the first one, since spans come by start. */
#define REMEMBERED (KJ_NAME_STARTS | KJ_TRAIT_SUFFIX | KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY)
static void remember(const kj_lattice *lattice, kj_segment *s, uint32_t i, uint32_t traits, uint32_t before) {
    uint32_t start = lattice->spans.at[i].start, end = lattice->spans.at[i].end;
    kj_note *note = &s->notes.at[start];
    kj_spot *behind = &s->spots.at[end];
    if (traits & KJ_NAME_STARTS)
        s->starts.at[s->starts.size++] = (kj_name_start){start, i};
    if (traits & KJ_TRAIT_TRANSLIT && (!(before & KJ_TRAIT_TRANSLIT) || end > lattice->spans.at[note->translit].end))
        note->translit = i;
    if (traits & KJ_TRAIT_SUFFIX && !(behind->traits & KJ_TRAIT_SUFFIX_END)) {
        behind->traits |= KJ_TRAIT_SUFFIX_END;
        s->notes.at[end].suffix = start;
    }
    if (traits & (KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY)) {
        note->place_end = end; /* spans of one start come by end */
        for (uint32_t at = start + 1; at <= start + KJ_AROUND && at < s->spots.size; at++)
            s->spots.at[at].traits |= KJ_TRAIT_BEHIND_PLACE;
    }
}

/* The arcs over the same characters, while those of a place are read: as many as are as good as any of them. */
typedef struct same_arcs {
    uint32_t first, end;
    int32_t score;
} same_arcs;

/* Number of the arc of an entry or numeral, `count` or one before it that it beats; KJ_NONE if another one beats it. */
static inline uint32_t arc_number(same_arcs *same, uint32_t end, int32_t score, uint32_t count) {
    if (end != same->end)
        *same = (same_arcs){count, end, score};
    else if (score < same->score)
        return KJ_NONE;
    else if (score > same->score)
        same->score = score, count = same->first;
    return count;
}

/* The arcs of the character at `at` and of the entries and numerals that start there, for which there is room; `traits`
 * has the place already. Gives the farthest end of these arcs, the last one since spans of one start come by end. */
static uint32_t read_place(const kj_extraction *x, kj_segment *s, uint32_t at, uint32_t traits) {
    const kj_lattice *lattice = &x->lattice;
    kj_way *ways = s->ways.at;
    kj_edge *arcs = s->arcs.at;
    uint32_t count = (uint32_t)s->arcs.size, ones = 0, given = 0, word = KJ_NONE;
    int64_t forward = ways[at].forward;
    same_arcs same = {count, at + 1, letter_score(&x->model->scores, x->text.symbol[at])};
    ways[at].arc = count;
    arcs[count] = (kj_edge){at, at + 1, same.score, KJ_NONE, KJ_NONE};
    try_arc(&ways[at + 1], forward + same.score, count++);
    kj_each_span (i, lattice, at, at + 1) {
        const kj_span *span = &lattice->spans.at[i];
        uint32_t end = span->end, entry = span->entry, here = kj_type_traits(&x->model->types, span->type);
        uint32_t one = end - at == 1 ? here : 0;
        given = one & ~ones & KJ_TRAIT_GIVEN ? entry : given;
        word = one & ~ones & KJ_TRAIT_WORD ? entry : word;
        if (here & REMEMBERED)
            remember(lattice, s, i, here, traits);
        traits |= here;
        ones |= one;
        if (here & KJ_TRAIT_DESCRIBES || one & (KJ_TRAIT_SUFFIX | KJ_TRAIT_QUANTITY))
            continue; /* 部, 局 and 量 are words already */
        if (entry == KJ_NONE && !(here & KJ_TRAIT_NUMERAL))
            continue;
        int32_t score = entry == KJ_NONE ? NUMBER_SCORE : x->model->scores.entry[entry];
        uint32_t number = arc_number(&same, end, score, count);
        if (number == KJ_NONE)
            continue;
        arcs[number] = (kj_edge){at, end, score, span->type, entry};
        try_arc(&ways[end], forward + score, number);
        count = number + 1;
    }
    kj_spot *spot = &s->spots.at[at];
    *spot = (kj_spot){spot->traits | traits, ones, given};
    kj_edge *bare = &arcs[ways[at].arc];
    bare->entry = bare->kind == KJ_NONE ? word : bare->entry;
    s->arcs.size = count;
    return same.end;
}

/* The best way to `at`, the first character that is no skip behind the one at `before`. */
static inline void cross_skips(kj_way *ways, uint32_t before, uint32_t at) {
    if (at > before + 1) {
        ways[at].forward = ways[before + 1].forward;
        ways[at].from = ways[before + 1].from;
    }
}

static void run_backward(const kj_text *text, kj_segment *s) {
    kj_way *ways = s->ways.at;
    const kj_edge *arcs = s->arcs.at;
    uint32_t at = text->length, arc = (uint32_t)s->arcs.size;
    for (ways[at].backward = 0; at-- > 0;) {
        ways[at].backward = ways[at + 1].backward;
        ways[at].to = ways[at + 1].to;
        if (text->symbol[at] == KJ_SKIP)
            continue;
        int64_t best = KJ_NEVER;
        uint32_t to = KJ_NONE;
        for (uint32_t first = ways[at].arc; arc > first; arc--) {
            int64_t score = ways[arcs[arc - 1].end].backward + arcs[arc - 1].score;
            to = score > best ? arc - 1 : to;
            best = score > best ? score : best;
        }
        ways[at].backward = best;
        ways[at].to = to;
    }
}

/* A middle dot at `at`, and `before` it another character: a name may start there with any entry. False: out of memory. */
static bool read_dot(kj_segment *s, uint32_t before, uint32_t at) {
    if (before == at)
        return kj_push(&s->dots, at);
    s->spots.at[before].traits |= KJ_TRAIT_DOT_BEHIND;
    while (s->starts.size && s->starts.at[s->starts.size - 1].at == before)
        s->starts.size--;
    s->starts.at[s->starts.size++] = (kj_name_start){before, KJ_NONE};
    return kj_push(&s->dots, at);
}

/* One edge for every character, so that a path always exists, and one for every entry and numeral. */
bool kj_graph_read(kj_extraction *x) {
    kj_segment *s = x->segment;
    const kj_text *text = &x->text;
    size_t most = text->length + x->lattice.spans.size;
    s->arcs.size = s->dots.size = s->starts.size = 0;
    if (!start_places(s, (size_t)text->length + 2) || !kj_reserve(&s->arcs, most) || !kj_reserve(&s->starts, most))
        return false;
    uint32_t at = kj_text_solid(text, 0), before = at, reach = at;
    s->ways.at[at].forward = 0;
    while (at < text->length) {
        if (text->symbol[at] == KJ_MIDDLE_DOT && !read_dot(s, before, at))
            return false;
        uint32_t end = read_place(x, s, at, reach <= at ? KJ_TRAIT_CUT : 0);
        before = at;
        at = kj_text_solid(text, at + 1);
        cross_skips(s->ways.at, before, at);
        reach = end > reach ? end : reach;
    }
    s->spots.at[text->length].traits |= KJ_TRAIT_CUT;
    run_backward(text, s);
    return true;
}

/* ------------------------------------------------------------------ the best path */

/* Candidates that joined have the numbers behind those of the arcs. */
static inline const kj_edge *edge_at(const kj_segment *s, uint32_t i) {
    return i < s->arcs.size ? &s->arcs.at[i] : &s->candidates.at[i - s->arcs.size];
}

static void try_candidate(const kj_text *text, kj_segment *s, uint32_t candidate) {
    const kj_edge *name = &s->candidates.at[candidate];
    int64_t score = s->ways.at[name->start].forward + name->score;
    uint32_t number = (uint32_t)s->arcs.size + candidate;
    try_arc(&s->ways.at[name->end], score, number);
    try_arc(&s->ways.at[kj_text_solid(text, name->end)], score, number); /* the skips may have been crossed */
}

/* The candidates that are next; of the late ones only those of the stretch that is read, [late, late_end). */
typedef struct due {
    size_t joined, late, late_end;
} due;

/* Tries those that are due behind the edges from `at`, in the order of the candidates. */
static void try_due(const kj_text *text, kj_segment *s, due *d, uint32_t at) {
    for (;;) {
        const kj_joined *joined = d->joined < s->joined.size ? &s->joined.at[d->joined] : NULL;
        const kj_joined *late = d->late < d->late_end ? &s->late.at[d->late] : NULL;
        bool first = joined && joined->start == at, second = late && late->after <= at;
        if (!first && !second)
            return;
        bool is_late = !first || (second && late->candidate < joined->candidate);
        try_candidate(text, s, is_late ? late->candidate : joined->candidate);
        d->joined += !is_late;
        d->late += is_late;
    }
}

/* The best ways from one cut to the next, over the edges and the candidates that start between them. */
static void run_stretch(const kj_text *text, kj_segment *s, due *d, uint32_t begin, uint32_t end) {
    kj_way *ways = s->ways.at;
    const kj_edge *arcs = s->arcs.at;
    for (uint32_t at = begin + 1; at <= end; at++)
        ways[at].forward = KJ_NEVER;
    ways[begin].forward = 0;
    for (uint32_t at = begin, next; at < end; at = next) {
        next = kj_text_solid(text, at + 1);
        int64_t forward = ways[at].forward;
        uint32_t last = next < text->length ? ways[next].arc : (uint32_t)s->arcs.size;
        for (uint32_t e = ways[at].arc; e < last; e++)
            try_arc(&ways[arcs[e].end], forward + arcs[e].score, e);
        try_due(text, s, d, at);
        cross_skips(ways, at, next);
    }
    for (; d->late < d->late_end; d->late++)
        try_candidate(text, s, s->late.at[d->late].candidate);
}

static int by_start(const void *left, const void *right) {
    const kj_joined *a = left, *b = right;
    return a->start != b->start ? (a->start < b->start ? -1 : 1)
                                : (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static int by_candidate(const void *left, const void *right) {
    const kj_joined *a = left, *b = right;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static void clear_cuts(kj_segment *s, const kj_joineds *list) {
    for (size_t i = 0; i < list->size; i++)
        for (uint32_t at = list->at[i].start + 1; at < s->candidates.at[list->at[i].candidate].end; at++)
            s->spots.at[at].traits &= ~(uint32_t)KJ_TRAIT_CUT;
}

/* The ways forward again, with the candidates that joined. Between two cuts the best way does not depend on what is
 * outside, so only the stretches with such a candidate are read again. */
static void run_again(const kj_text *text, kj_segment *s) {
    due d = {0, 0, 0};
    clear_cuts(s, &s->joined);
    clear_cuts(s, &s->late);
    if (s->late.size)
        qsort(s->late.at, s->late.size, sizeof *s->late.at, by_start);
    while (d.joined < s->joined.size || d.late < s->late.size) {
        uint32_t begin = d.joined < s->joined.size ? s->joined.at[d.joined].start : KJ_NONE;
        if (d.late < s->late.size && s->late.at[d.late].start < begin)
            begin = s->late.at[d.late].start;
        uint32_t end = begin + 1;
        while (!(s->spots.at[begin].traits & KJ_TRAIT_CUT))
            begin--;
        while (!(s->spots.at[end].traits & KJ_TRAIT_CUT))
            end++;
        for (d.late_end = d.late; d.late_end < s->late.size && s->late.at[d.late_end].start < end;)
            d.late_end++;
        if (d.late_end - d.late > 1)
            qsort(s->late.at + d.late, d.late_end - d.late, sizeof *s->late.at, by_candidate);
        run_stretch(text, s, &d, begin, end);
    }
}

/* Written from the end of the room that a path of all places would take, since it is known only from its end. */
bool kj_graph_path(kj_extraction *x) {
    kj_segment *s = x->segment;
    run_again(&x->text, s);
    uint32_t start = kj_text_solid(&x->text, 0), length = x->text.length, first = length;
    s->path.size = 0;
    if (!kj_reserve(&s->path, length))
        return false;
    for (uint32_t at = length; at > start; at = s->path.at[first].start)
        s->path.at[--first] = *edge_at(s, s->ways.at[at].from);
    s->path.size = length - first;
    if (s->path.size)
        memmove(s->path.at, s->path.at + first, s->path.size * sizeof *s->path.at);
    return true;
}
