/* The words beside a candidate of a name -> what they say for it or against it.
 *
 * In comes the token of the best segmentation that stands before or after; out goes a log-odds in milli-nats. Words with a
 * row in dict/person/context.tsv say what is written there (会见 before, 表示 or 市 after), the others what their part of
 * speech says (src/model/scores.c). Cost: the entries that start where the token starts. */
#include "extract/segment.h"

/* The start and the end of a paragraph. */
#define START 1000
#define END 0
/* A post or a form of address. */
#define TITLE 700

static inline int32_t context(const kj_extraction *x, const kj_edge *token, const int32_t *scores,
                              int32_t edge_of_text) {
    if (!token || x->text.symbol[token->start] == KJ_BREAK)
        return edge_of_text;
    const kj_span *listed = NULL;
    if (kj_spot_is(x, token->start, KJ_TRAIT_CONTEXT | KJ_TRAIT_TITLE)) {
        listed = kj_span_over(x, token->start, token->end, KJ_TRAIT_CONTEXT);
        if (!listed && kj_span_over(x, token->start, token->end, KJ_TRAIT_TITLE))
            return TITLE;
    }
    uint32_t entry = listed ? listed->entry : kj_edge_word(x, token);
    return entry == KJ_NONE ? 0 : scores[entry];
}

static int32_t most(const int32_t *scores, uint32_t count, int32_t edge_of_text) {
    int32_t best = edge_of_text > TITLE ? edge_of_text : TITLE;
    for (uint32_t i = 0; i < count; i++)
        best = scores[i] > best ? scores[i] : best;
    return best;
}

int32_t kj_context_most(const kj_extraction *x) {
    uint32_t count = kj_lexicon_count(x->model->lexicon);
    return most(x->model->scores.before, count, START) + most(x->model->scores.after, count, END);
}

int32_t kj_context_before(const kj_extraction *x, const kj_edge *token) {
    return context(x, token, x->model->scores.before, START);
}

int32_t kj_context_after(const kj_extraction *x, const kj_edge *token) {
    return context(x, token, x->model->scores.after, END);
}
