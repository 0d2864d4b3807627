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

/* The entry of class `type` that is exactly this token, or KJ_NONE. */
static uint32_t entry_of(const kj_extraction *x, const kj_edge *token, uint32_t type) {
    const kj_span *span = kj_span_over(x, token->start, token->end, type);
    return span ? span->entry : KJ_NONE;
}

uint32_t kj_edge_word(const kj_extraction *x, const kj_edge *token) {
    if (token->kind != KJ_NONE)
        return token->kind == x->model->types.word ? token->entry : KJ_NONE;
    return entry_of(x, token, x->model->types.word);
}

static int32_t context(const kj_extraction *x, const kj_edge *token, const int32_t *scores, int32_t edge_of_text) {
    if (!token || x->text.symbol[token->start] == KJ_BREAK)
        return edge_of_text;
    uint32_t entry = entry_of(x, token, x->model->types.context);
    if (entry == KJ_NONE && entry_of(x, token, x->model->types.title) != KJ_NONE)
        return TITLE;
    if (entry == KJ_NONE)
        entry = kj_edge_word(x, token);
    return entry == KJ_NONE ? 0 : scores[entry];
}

int32_t kj_context_before(const kj_extraction *x, const kj_edge *token) {
    return context(x, token, x->model->scores.before, START);
}

int32_t kj_context_after(const kj_extraction *x, const kj_edge *token) {
    return context(x, token, x->model->scores.after, END);
}
