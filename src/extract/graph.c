/* Spans of the lattice in; the word graph, its best ways and its best path out.
 *
 * The words, other dictionary entries and numerals of the text are edges between its characters, each with a log
 * probability; the best way to each place and from each place to the end is found by dynamic programming (Viterbi over a
 * word graph, as in jieba). Spans come by start, so the best way to a place is known when its edges are read: the way
 * forward is found in the same pass.
 * Cost: O(edges); every edge has bounded length. */
#include "extract/segment.h"

/* ln P of a numeral and of an ASCII letter or digit that no entry holds. */
#define NUMBER_SCORE (-5000)
#define LETTER_SCORE (-6000)
/* ln P of a middle dot that joins no parts of a name. */
#define DOT_SCORE (-14000)

static bool make_room(kj_segment *s, size_t count) {
    if (count <= s->room)
        return true;
    free(s->spots);
    s->spots = kj_new(count, sizeof *s->spots);
    s->room = s->spots ? count : 0;
    return s->room != 0;
}

static void start_places(kj_segment *s, size_t count) {
    const kj_spot empty = {.forward = KJ_NEVER,
                            .backward = KJ_NEVER,
                            .from = KJ_NONE,
                            .to = KJ_NONE,
                            .suffix = KJ_NONE,
                            .before = KJ_UNASKED,
                            .after = KJ_UNASKED,
                            .foreign_before = KJ_UNASKED,
                            .foreign_after = KJ_UNASKED};
    for (size_t at = 0; at < count; at++)
        s->spots[at] = empty;
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

/* Remembers of a span what is asked for again and again. The longest suffix that ends somewhere is the first one, since
 * spans come by start. */
#define REMEMBERED (KJ_TRAIT_GIVEN | KJ_TRAIT_TRANSLIT | KJ_TRAIT_SUFFIX | KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY)
static void remember(const kj_lattice *lattice, kj_segment *s, uint32_t i, uint32_t traits) {
    const kj_span *span = &lattice->spans.at[i];
    kj_spot *spot = &s->spots[span->start];
    if (traits & KJ_TRAIT_GIVEN && span->end - span->start == 1 && !(spot->ones & KJ_TRAIT_GIVEN))
        spot->given = i;
    if (traits & KJ_TRAIT_TRANSLIT &&
        (!(spot->traits & KJ_TRAIT_TRANSLIT) || span->end > lattice->spans.at[spot->translit].end))
        spot->translit = i;
    if (traits & KJ_TRAIT_SUFFIX && s->spots[span->end].suffix == KJ_NONE)
        s->spots[span->end].suffix = i;
    if (traits & (KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY) && span->end > spot->place_end)
        spot->place_end = span->end;
}

/* A better way to `to` than the ones before? */
static inline void try_edge(kj_segment *s, uint32_t to, int64_t score, uint32_t edge) {
    kj_spot *spot = &s->spots[to];
    if (score > spot->forward) {
        spot->forward = score;
        spot->from = edge;
    }
}

/* One more edge, for which there is room. */
static inline void add_edge(const kj_text *text, kj_segment *s, kj_edge edge, int64_t forward) {
    uint32_t number = (uint32_t)s->edges.size++;
    s->edges.at[number] = edge;
    try_edge(s, kj_text_solid(text, edge.end), forward + edge.score, number);
}

/* The entries and numerals that start at `at`. */
static void read_place(const kj_extraction *x, kj_segment *s, uint32_t at) {
    const kj_lattice *lattice = &x->lattice;
    const kj_scores *scores = &x->model->scores;
    kj_spot *spot = &s->spots[at];
    int64_t forward = spot->forward;
    for (uint32_t i = lattice->first.at[at]; i < lattice->first.at[at + 1]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        uint32_t traits = kj_type_traits(&x->model->types, span->type);
        bool one = span->end - span->start == 1, entry = span->entry != KJ_NONE;
        if (traits & REMEMBERED)
            remember(lattice, s, i, traits);
        spot->traits |= traits;
        spot->ones |= one ? traits : 0;
        if (entry ? !scores->token[span->entry] : !(traits & KJ_TRAIT_NUMERAL))
            continue;
        if (one && traits & (KJ_TRAIT_SUFFIX | KJ_TRAIT_QUANTITY))
            continue; /* 部, 局 and 量 are words already */
        int32_t score = entry ? scores->entry[span->entry] : NUMBER_SCORE;
        add_edge(&x->text, s, (kj_edge){span->start, span->end, score, span->type, span->entry}, forward);
    }
}

static void run_backward(const kj_text *text, kj_segment *s) {
    s->spots[text->length].backward = 0;
    for (size_t i = s->edges.size; i-- > 0;) {
        const kj_edge *edge = &s->edges.at[i];
        int64_t score = s->spots[kj_text_solid(text, edge->end)].backward + edge->score;
        kj_spot *start = &s->spots[edge->start];
        if (score > start->backward) {
            start->backward = score;
            start->to = (uint32_t)i;
        }
    }
}

/* One edge for every character, so that a path always exists, and one for every entry and numeral. */
bool kj_graph_read(kj_extraction *x) {
    kj_segment *s = x->segment;
    const kj_text *text = &x->text;
    s->edges.size = s->dots.size = 0;
    if (!make_room(s, (size_t)text->length + 2) || !kj_reserve(&s->edges, text->length + x->lattice.spans.size))
        return false;
    start_places(s, (size_t)text->length + 2);
    uint32_t at = kj_text_solid(text, 0), before = at;
    for (s->spots[at].forward = 0; at < text->length; before = at, at = kj_text_solid(text, at + 1)) {
        uint32_t symbol = text->symbol[at];
        int32_t score = letter_score(&x->model->scores, symbol);
        add_edge(text, s, (kj_edge){at, at + 1, score, KJ_NONE, KJ_NONE}, s->spots[at].forward);
        if (symbol == KJ_MIDDLE_DOT) {
            s->spots[before].traits |= before < at ? KJ_TRAIT_DOT_BEHIND : 0;
            if (!kj_push(&s->dots, at))
                return false;
        }
        read_place(x, s, at);
    }
    run_backward(text, s);
    return true;
}

/* The ways forward again, with the candidates that joined. They are the edges behind the others. */
static void run_again(const kj_text *text, kj_segment *s) {
    uint32_t count = (uint32_t)s->edges.size, e = 0;
    for (uint32_t at = 0; at <= text->length; at++)
        s->spots[at].forward = KJ_NEVER;
    s->spots[kj_text_solid(text, 0)].forward = 0;
    for (uint32_t j = 0; j <= s->joined.size; j++) {
        bool more = j < s->joined.size;
        for (; e < count && (!more || s->edges.at[e].start <= s->joined.at[j].after); e++) {
            const kj_edge *edge = &s->edges.at[e];
            try_edge(s, kj_text_solid(text, edge->end), s->spots[edge->start].forward + edge->score, e);
        }
        if (!more)
            break;
        const kj_edge *name = &s->candidates.at[s->joined.at[j].candidate];
        try_edge(s, kj_text_solid(text, name->end), s->spots[name->start].forward + name->score, count + j);
    }
}

static const kj_edge *edge_at(const kj_segment *s, uint32_t i) {
    return i < s->edges.size ? &s->edges.at[i] : &s->candidates.at[s->joined.at[i - s->edges.size].candidate];
}

bool kj_graph_path(kj_extraction *x) {
    kj_segment *s = x->segment;
    if (s->joined.size)
        run_again(&x->text, s);
    uint32_t start = kj_text_solid(&x->text, 0), count = 0;
    for (uint32_t at = x->text.length; at > start; at = edge_at(s, s->spots[at].from)->start)
        count++;
    s->path.size = 0;
    if (!kj_reserve(&s->path, count))
        return false;
    s->path.size = count;
    for (uint32_t at = x->text.length; at > start; at = s->path.at[count].start)
        s->path.at[--count] = *edge_at(s, s->spots[at].from);
    return true;
}
