/* Who says what a figure states.
 *
 * Rules (rules/sayings.yaml) find who speaks; what follows in the paragraph is said by them until someone else speaks. Where words
 * in quotation marks come first (“……”，李书平说), the speaker behind them counts. Cost: logarithmic in the sayings, and bounded. */
#include "resolve/fact.h"

static bool is_quote_open(uint32_t s) {
    return s == 0x201C || s == 0x300C;
}
static bool is_quote_close(uint32_t s) {
    return s == 0x201D || s == 0x300D;
}

/* Is `at` inside quotation marks that opened in [start, at), not too far back? */
static bool is_quoted(const kj_text *text, uint32_t start, uint32_t at) {
    int depth = 0;
    for (uint32_t i = at - start > KJ_FACT_CHARACTERS ? at - KJ_FACT_CHARACTERS : start; i < at; i++)
        depth += is_quote_open(text->symbol[i]) ? 1 : is_quote_close(text->symbol[i]) && depth ? -1 : 0;
    return depth > 0;
}

/* Number of sayings that start before `at`. */
static size_t before(const kj_givens *sayings, uint32_t at) {
    size_t low = 0, high = sayings->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sayings->at[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool kj_fact_quoted(const kj_fact_context *c) {
    return is_quoted(&c->x->text, c->paragraph.start, c->r->mentions.at[c->figure].cp.start);
}

const kj_given *kj_fact_saying(const kj_fact_context *c) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    bool quoted = kj_fact_quoted(c);
    size_t next = before(c->sayings, figure);
    const kj_given *last = next ? &c->sayings->at[next - 1] : NULL;
    /* “数据显示……”，罗希说: in a quotation its speaker counts, not whom he names. */
    bool told = last && quoted && is_quoted(&c->x->text, c->paragraph.start, last->start);
    if (last && last->start >= c->paragraph.start && !told)
        return last;
    while (quoted && next < c->sayings->size &&
           is_quoted(&c->x->text, c->paragraph.start, c->sayings->at[next].start) &&
           c->sayings->at[next].start < figure + KJ_FACT_CHARACTERS)
        next++;
    const kj_given *behind = next < c->sayings->size ? &c->sayings->at[next] : NULL;
    if (quoted && behind && behind->start < c->paragraph.end)
        return behind;
    return told ? last : NULL;
}
