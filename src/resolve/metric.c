/* What a fact measures, as printed: the capture of the rule without what is not a part of it and with what belongs to it.
 *
 * Off come, in front, an entity (哈萨克斯坦风力发电), a word for a whole (全市财政收入) and what is pointed at (这条高铁全长),
 * at both ends words of dict/fact/idle.tsv (总产量预计). On goes, for a noun of dict/fact/quantity.tsv, the verb or noun before it
 * (报名人数); for a short one, the phrase before 的 (风力发电的潜力). If nothing is left, the noun behind the figure, else what the
 * fact before in the sentence measures. Cost: bounded for a fact. */
#include "resolve/fact.h"

#include <string.h>

/* Characters of a metric that alone says little: 潜力. */
#define SHORT_METRIC 2
/* Characters of a word in front of a quantity, and of all of them. */
#define WORD_MAX 4
#define EXTENSION_MAX 12
#define HAN_DE 0x7684u

/* End of the span of `type` at `start`, the longest one; 0 if there is none. */
static uint32_t span_end(const kj_extraction *x, uint32_t start, uint32_t type) {
    uint32_t end = 0;
    kj_each_typed (i, &x->lattice, type, start, start + 1)
        if (x->lattice.spans.at[i].end > end)
            end = x->lattice.spans.at[i].end;
    return end;
}

bool kj_begins_word(const kj_extraction *x, const kj_span *span) {
    return span_end(x, span->start, x->model->types.word) > span->end;
}

static bool is_edge(const kj_extraction *x, const kj_span *span, const char *edge) {
    kaoju_string field = kj_says(x, span->entry, "edge");
    return kj_string_is(field, edge) || kj_string_is(field, "both");
}

/* End of what stands at the front of the metric without being a part of it; 0. */
static uint32_t front(const kj_fact_context *c, uint32_t start) {
    const kj_extraction *x = c->x;
    const kj_types *types = &x->model->types;
    for (size_t i = kj_mention_from(c->r, start); i < c->r->mentions.size; i++) {
        const kaoju_mention *m = &c->r->mentions.at[i];
        if (m->cp.start != start)
            break;
        if (strcmp(m->type, "FIGURE") != 0 && strcmp(m->type, "ORDINAL") != 0) {
            uint32_t side = span_end(x, kj_text_solid(&x->text, m->cp.end), types->side); /* 国家 of 中亚国家 */
            return side ? side : m->cp.end;
        }
    }
    kj_each_span (i, &x->lattice, start, start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (kj_begins_word(x, span))
            continue;
        if (span->type == types->scope || span->type == types->anaphor || span->type == types->pointed ||
            (span->type == types->idle && is_edge(x, span, "front")))
            return span->end;
    }
    uint32_t measure = span_end(x, start, types->measure); /* 条 of 这条高铁 */
    return measure ? span_end(x, measure, types->pointed) : 0;
}

static uint32_t back(const kj_extraction *x, uint32_t start, uint32_t end) {
    uint32_t from = end - start > WORD_MAX ? end - WORD_MAX : start;
    kj_each_typed (i, &x->lattice, x->model->types.idle, from, end) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->end == end && is_edge(x, span, "back"))
            return span->start;
    }
    return end;
}

kaoju_range kj_fact_trim(const kj_fact_context *c, kaoju_range metric) {
    for (uint32_t end; (end = front(c, metric.start)) && end <= metric.end;) {
        uint32_t next = kj_text_solid(&c->x->text, end);
        if (next < metric.end && metric.end - next < 2) /* one character says nothing */
            break;
        metric.start = next < metric.end ? next : metric.end;
    }
    for (uint32_t start; metric.end > metric.start && (start = back(c->x, metric.start, metric.end)) < metric.end;)
        metric.end = start;
    return metric;
}

bool kj_is_thing(const kj_fact_context *c, kaoju_range metric) {
    const kj_types *types = &c->x->model->types;
    uint32_t from = metric.end - metric.start > WORD_MAX ? metric.end - WORD_MAX : metric.start;
    const kj_lattice *lattice = &c->x->lattice;
    return kj_typed_to(lattice, types->quantity, from, metric.end, metric.end) == KJ_NONE &&
           kj_typed_to(lattice, types->topic, metric.start, metric.start + 1, metric.end) != KJ_NONE;
}

/* ------------------------------------------------------------------ more of it */

/* A word that says of what a quantity is: any but those that say that it changes or who tells it. */
static bool is_content(const kj_extraction *x, const kj_span *word) {
    const kj_types *types = &x->model->types;
    kaoju_string pos = kj_says(x, word->entry, "pos");
    if (!pos.size || !strchr("nvabjl", pos.data[0]) || word->end - word->start < 2)
        return false;
    kj_each_span (i, &x->lattice, word->start, word->start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        uint32_t type = span->type;
        if (span->end >= word->end &&
            (type == types->change || type == types->reach || type == types->status || type == types->idle ||
             type == types->scope || type == types->anaphor || type == types->date || type == types->figure))
            return false;
    }
    return true;
}

/* Where the word begins that ends at `end`, or that goes over it; `end` if none does. */
static uint32_t word_before(const kj_extraction *x, uint32_t end, uint32_t floor) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t from = end > floor + WORD_MAX ? end - WORD_MAX : floor, best = end;
    kj_each_typed (i, lattice, x->model->types.word, from, end) {
        const kj_span *span = &lattice->spans.at[i];
        bool over = span->end > end && span->end <= end + 1;
        if (span->start < best && (over || kj_text_solid(&x->text, span->end) == end) && is_content(x, span))
            best = span->start;
    }
    return best;
}

/* Does an entity stand at `start`? It is the subject, not what is measured. */
static bool is_entity(const kaoju_result *r, uint32_t start) {
    for (size_t i = kj_mention_from(r, start); i < r->mentions.size && r->mentions.at[i].cp.start == start; i++)
        if (r->mentions.at[i].entity)
            return true;
    return false;
}

static kaoju_range extend(const kj_fact_context *c, kaoju_range metric) {
    const kj_extraction *x = c->x;
    uint32_t floor = c->clause.start, first = metric.start;
    bool quantity = metric.end <= c->r->mentions.at[c->figure].cp.start &&
                    span_end(x, metric.start, x->model->types.quantity) >= metric.end;
    while (quantity && first - metric.start < EXTENSION_MAX) {
        uint32_t start = word_before(x, metric.start, floor);
        if (start == metric.start || is_entity(c->r, start))
            break;
        metric.start = start;
    }
    uint32_t at = metric.start;
    while (at > floor && x->text.symbol[at - 1] == KJ_SKIP)
        at--;
    if (metric.end - metric.start > SHORT_METRIC || at <= floor || x->text.symbol[at - 1] != HAN_DE)
        return metric;
    uint32_t end = at - 1, start = end > KJ_MATCH_MAX && end - KJ_MATCH_MAX > floor ? end - KJ_MATCH_MAX : floor;
    uint32_t topic = kj_typed_to(&x->lattice, x->model->types.topic, start, end, end);
    return topic != KJ_NONE ? (kaoju_range){x->lattice.spans.at[topic].start, metric.end} : metric;
}

/* The noun right behind the figure; empty if there is none. */
static kaoju_range counted(const kj_fact_context *c) {
    uint32_t start = kj_text_solid(&c->x->text, c->r->mentions.at[c->figure].cp.end);
    uint32_t end = span_end(c->x, start, c->x->model->types.topic);
    end = end ? end : span_end(c->x, start, c->x->model->types.noun);
    return (kaoju_range){start, end ? end : start};
}

/* 灯火 of 《长夜灯火》 names a work. */
static bool is_in_title(const kj_extraction *x, kaoju_range metric) {
    uint32_t behind = kj_text_solid(&x->text, metric.end);
    return behind < x->text.length && x->text.symbol[behind] == 0x300B;
}

kaoju_range kj_fact_metric(const kj_fact_context *c) {
    const kj_value *value = c->x->values.at[c->fact->value];
    const kj_attribute *said = kj_value_attribute(value, "metric");
    kaoju_range metric = {c->clause.start, c->clause.start};
    if (!said || said->start == KJ_NONE || is_in_title(c->x, (kaoju_range){said->start, said->end}))
        return metric;
    metric = kj_fact_trim(c, (kaoju_range){said->start, said->end});
    if (metric.end == metric.start)
        return counted(c);
    return extend(c, metric);
}
