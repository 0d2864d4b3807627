/* Tokens of the best segmentation in; spans noun (a noun phrase, as figures count it) and topic (what is measured) out.
 * A phrase has at most NOUN_MAX characters, so the cost is linear. */
#include "extract/extract.h"

/* Characters of a noun phrase: the counted noun of a figure, not a clause. */
#define NOUN_MAX 24
#define HAN_DE 0x7684u
#define HAN_MEI 0x6BCFu /* 每 */

/* The role in dict/word/noun_suffix.tsv of what the edge covers; absent if it has none. */
static kaoju_string suffix_role(const kj_extraction *x, const kj_edge *edge) {
    kj_each_span (i, &x->lattice, edge->start, edge->start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->type == x->model->types.noun_suffix && span->end == edge->end)
            return kj_entry_field(x->model->lexicon, span->entry, "role");
    }
    return (kaoju_string){NULL, 0};
}

/* What stands before an edge in a noun phrase; ADJECTIVE only while no noun has come. */
typedef enum before { NOTHING, NOUN, ADJECTIVE, OTHER } before;

static bool flag(const bool *flags, uint32_t word) {
    return word != KJ_NONE && flags[word];
}

/* Does a phrase go on over a word that is no noun, for what comes next? 沉甸甸 的, 制造 中心 */
static bool leads_on(const kj_extraction *x, uint32_t word, const kj_edge *edge, const kj_edge *next) {
    const kj_scores *scores = &x->model->scores;
    if (flag(scores->modifier, word))
        return true;
    if (!next || edge->end - edge->start < 2)
        return false;
    return (flag(scores->adjective, word) && x->text.symbol[next->start] == HAN_DE) ||
           (flag(scores->verb, word) && kj_string_is(suffix_role(x, next), "agent"));
}

/* Is the same also a word, and a verb? */
static bool is_verb(const kj_extraction *x, kj_edge edge) {
    edge.kind = KJ_NONE;
    return flag(x->model->scores.verb, kj_edge_word(x, &edge));
}

/* Does the phrase go on over this edge (*modifier), and may it end here? */
static bool noun_end(const kj_extraction *x, const kj_edge *edge, const kj_edge *next, before *last, bool *modifier) {
    uint32_t word = kj_edge_word(x, edge);
    bool first = *last == NOTHING || *last == ADJECTIVE;
    bool noun = flag(x->model->scores.noun, word);
    if (word == KJ_NONE &&
        edge->entry != KJ_NONE) /* places, organisations, titles, units; not 共计, a cue and a verb */
        noun = edge->end - edge->start > 1 && !is_verb(x, *edge);
    *modifier = noun || leads_on(x, word, edge, next);
    if (!noun && *last == NOUN) { /* 指导 组, 部 级 平台 */
        kaoju_string role = suffix_role(x, edge);
        noun = kj_string_is(role, "head");
        *modifier |= noun || kj_string_is(role, "inner");
    }
    if (*last == ADJECTIVE && x->text.symbol[edge->start] == HAN_DE && edge->end == edge->start + 1)
        *modifier = true;
    *last = noun ? NOUN : first && flag(x->model->scores.adjective, word) ? ADJECTIVE : OTHER;
    return noun;
}

/* Does a word for a change or for reaching an amount, or a date word, stand here? It is a noun for jieba (增长), but ends
 * what is measured. */
static bool ends_topic(const kj_extraction *x, const kj_edge *edge) {
    const kj_types *types = &x->model->types;
    kj_each_span (i, &x->lattice, edge->start, edge->start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        bool ends = span->type == types->change || span->type == types->reach || span->type == types->rate_noun ||
                    span->type == types->source || span->type == types->relative;
        if (span->end < edge->end && (span->type == types->idle || kj_edge_word(x, edge) != KJ_NONE))
            continue; /* 累计 of 累计票房 */
        ends |= span->type == types->idle;
        if (ends && (span->end >= edge->end || span->end - span->start > 1)) /* 超过 of the cue 超过了 */
            return true;
    }
    return false;
}

/* ends_topic of every token, each asked once for all phrases that it stands in. */
static bool find_ends(kj_extraction *x) {
    kj_edge edge;
    x->topic_ends.size = 0;
    for (size_t i = 0; kj_segment_token(x, i, &edge); i++)
        if (!kj_push(&x->topic_ends, ends_topic(x, &edge)))
            return false;
    return true;
}

/* From each token, the longest run of modifiers that ends in a noun; and, once for each end, the longest that ends before
 * a word like 增长. A topic does not begin with what a bare number counts (国 of 两国双边贸易额). */
bool kj_nouns_find(kj_extraction *x) {
    uint32_t done = KJ_NONE;
    kj_edge first, before_first = {.kind = KJ_NONE};
    if (!find_ends(x))
        return false;
    for (size_t i = 0; kj_segment_token(x, i, &first); before_first = first, i++) {
        uint32_t end = KJ_NONE, topic = KJ_NONE;
        bool modifier = true, measured = true;
        before last = NOTHING;
        kj_edge edge = first, next;
        for (size_t j = i; modifier && edge.end - first.start <= NOUN_MAX; j++) {
            bool more = kj_segment_token(x, j + 1, &next);
            measured &= !x->topic_ends.at[j];
            if (noun_end(x, &edge, more ? &next : NULL, &last, &modifier))
                end = edge.end;
            if (end == edge.end && measured)
                topic = end;
            if (!more)
                break;
            edge = next;
        }
        bool starts = !x->topic_ends.at[i]; /* 1500亿元增至: no counted thing */
        if (end != KJ_NONE && starts && !kj_emit(x, first.start, end, x->model->types.noun, KJ_NONE, KJ_NO_INTEGER))
            return false;
        bool each = first.start && x->text.symbol[first.start - 1] == HAN_MEI;
        bool counted = before_first.kind == x->model->types.number || each; /* 每桶 */
        bool again = topic == KJ_NONE || topic == done || counted || topic - first.start < 2;
        if (!again)
            done = topic;
        if (!again && !kj_emit(x, first.start, topic, x->model->types.topic, KJ_NONE, KJ_NO_INTEGER))
            return false;
    }
    return true;
}
