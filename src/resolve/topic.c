/* What a fact is about where no entity says it: the noun phrase that its clause begins with (全球多达40%的土地), a work in title
 * marks, what a relative clause belongs to (拥有1078座岛屿的人工湖——千岛湖), the modifiers of a long metric (数据中心集群用电量).
 * Cost: bounded for a fact. */
#include "resolve/fact.h"

/* Characters of a dateline before a phrase that may stand in it: 新华社贵阳6月18日电. */
#define DATELINE_MAX 32

/* 《…》 in [start, end), the last one; {0, 0} if there is none. */
static kaoju_range work_between(const kj_extraction *x, uint32_t start, uint32_t end) {
    kaoju_range work = {0, 0};
    for (uint32_t at = start, open = end; at < end; at++) {
        if (x->text.symbol[at] == 0x300A)
            open = at;
        else if (x->text.symbol[at] == 0x300B && open < at)
            work = (kaoju_range){open, at + 1};
    }
    return work;
}

static bool in_dateline(const kj_extraction *x, uint32_t at) {
    uint32_t from = at > DATELINE_MAX ? at - DATELINE_MAX : 0;
    for (uint32_t i = x->lattice.first.at[from]; i < x->lattice.first.at[at + 1]; i++)
        if (x->lattice.spans.at[i].type == x->model->types.dateline && x->lattice.spans.at[i].end > at)
            return true;
    return false;
}

static kaoju_range topic_between(const kj_extraction *x, uint32_t start, uint32_t end) {
    const kj_lattice *lattice = &x->lattice;
    for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[end]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == x->model->types.topic && span->end <= end && !in_dateline(x, span->start))
            return (kaoju_range){span->start, span->end};
    }
    return (kaoju_range){0, 0};
}

static kaoju_range clause_topic(const kj_fact_context *c, kaoju_range metric) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    uint32_t end = metric.end > metric.start && metric.start < figure ? metric.start : figure;
    if (c->head.end)
        return c->head;
    if (end <= c->clause.start)
        return (kaoju_range){0, 0};
    uint32_t start = end - c->clause.start > KJ_FACT_CHARACTERS ? end - KJ_FACT_CHARACTERS : c->clause.start;
    kaoju_range work = work_between(c->x, start, end);
    return work.end ? work : topic_between(c->x, start, end);
}

/* Characters between a figure and the 的 before what its clause belongs to. */
#define RELATIVE_MAX 24
#define HAN_DE 0x7684u
#define DASH '-' /* — folds to it */

static bool is_abstract(const kj_extraction *x, uint32_t end, uint32_t start) {
    for (uint32_t at = start; at < end; at++)
        for (uint32_t i = x->lattice.first.at[at]; i < x->lattice.first.at[at + 1]; i++)
            if (x->lattice.spans.at[i].type == x->model->types.abstract_noun && x->lattice.spans.at[i].end == end)
                return true;
    return false;
}

/* The noun phrase at `start`, the longest one; {0, 0} if there is none. */
static kaoju_range noun_at(const kj_extraction *x, uint32_t start) {
    kaoju_range noun = {0, 0};
    for (uint32_t i = x->lattice.first.at[start]; i < x->lattice.first.at[start + 1]; i++) {
        const kj_span *span = &x->lattice.spans.at[i];
        if ((span->type == x->model->types.noun || span->type == x->model->types.place_record) && span->end > noun.end)
            noun = (kaoju_range){span->start, span->end};
    }
    return noun;
}

/* 人工湖——千岛湖: what it is called counts more than what it is. */
static kaoju_range apposed(const kj_extraction *x, kaoju_range head) {
    uint32_t at = kj_text_solid(&x->text, head.end), dashes = 0;
    for (; dashes < 2 && x->text.symbol[at] == DASH; dashes++)
        at = kj_text_solid(&x->text, at + 1);
    kaoju_range name = dashes == 2 ? noun_at(x, at) : (kaoju_range){0, 0};
    return name.end ? name : head;
}

static kaoju_range relative_head(const kj_fact_context *c, uint32_t from) {
    const kj_extraction *x = c->x;
    uint32_t end = from + RELATIVE_MAX < c->clause.end ? from + RELATIVE_MAX : c->clause.end;
    for (uint32_t at = from; at < end; at++) {
        if (x->text.symbol[at] != HAN_DE)
            continue;
        kaoju_range head = noun_at(x, kj_text_solid(&x->text, at + 1));
        if (head.end && !is_abstract(x, head.end, head.start))
            return apposed(x, head);
    }
    return (kaoju_range){0, 0};
}

static bool is_entity(const kaoju_result *r, kaoju_range cp) {
    for (size_t i = kj_mention_from(r, cp.start); i < r->mentions.size && r->mentions.at[i].cp.start == cp.start; i++)
        if (r->mentions.at[i].entity && r->mentions.at[i].cp.end == cp.end)
            return true;
    return false;
}

/* Characters of the modifiers of a metric that can be a topic by themselves; most of the noun behind them. */
#define MODIFIERS_MIN 4
#define MEASURED_MAX 4

/* 数据中心集群 of 数据中心集群用电量增幅: all before the noun of what is measured, a noun for a change aside. */
static kaoju_range modifiers(const kj_extraction *x, kaoju_range metric) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t end = metric.end;
    for (uint32_t i = lattice->first.at[metric.start]; i < lattice->first.at[metric.end]; i++)
        if (lattice->spans.at[i].type == x->model->types.rate_noun && lattice->spans.at[i].end == metric.end)
            end = lattice->spans.at[i].start;
    for (uint32_t i = lattice->first.at[metric.start + 1]; i < lattice->first.at[end]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == x->model->types.noun && span->end >= end && end - span->start <= MEASURED_MAX)
            return span->start >= metric.start + MODIFIERS_MIN ? (kaoju_range){metric.start, span->start}
                                                               : (kaoju_range){0, 0};
    }
    return (kaoju_range){0, 0};
}

static bool set_topic(const kj_fact_context *c, kaoju_range topic, kaoju_fact *fact) {
    if (!topic.end || is_entity(c->r, topic))
        return true;
    fact->topic = kj_text_norm(&c->x->text, topic.start, topic.end, &c->r->arena);
    if (fact->topic.data && kj_string_same(fact->topic, fact->metric)) {
        fact->topic = (kaoju_string){NULL, 0};
        return true;
    }
    return fact->topic.data != NULL;
}

bool kj_fact_topic(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact) {
    const kj_attribute *said = kj_value_attribute(c->x->values.at[c->fact->value], "topic");
    uint32_t figure = c->r->mentions.at[c->figure].cp.end;
    c->head = relative_head(c, metric.end > figure ? metric.end : figure);
    kaoju_range topic = clause_topic(c, metric);
    if (said && said->start != KJ_NONE)
        topic = (kaoju_range){said->start, said->end};
    if (!topic.end && metric.end > metric.start && metric.end <= c->r->mentions.at[c->figure].cp.start)
        topic = modifiers(c->x, metric);
    return set_topic(c, topic, fact);
}

/* 西安峰会 of 西安峰会以来 is a time, not what the sentence is about. */
static bool names_event(const kj_extraction *x, uint32_t start, uint32_t end) {
    for (uint32_t i = x->lattice.first.at[start]; i < x->lattice.first.at[end]; i++)
        if (x->lattice.spans.at[i].type == x->model->types.event_noun && x->lattice.spans.at[i].end == end)
            return true;
    return false;
}

bool kj_fact_sentence_topic(const kj_fact_context *c, kaoju_fact *fact) {
    const kj_lattice *lattice = &c->x->lattice;
    for (uint32_t end = c->clause.start; end > c->sentence.start && end + KJ_FACT_CHARACTERS > c->clause.start;) {
        uint32_t start = kj_text_solid(&c->x->text, kj_text_clause(&c->x->text, end - 1).start);
        if (start >= end)
            break;
        for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[start + 1]; i++)
            if (lattice->spans.at[i].type == c->x->model->types.topic &&
                !names_event(c->x, start, lattice->spans.at[i].end))
                return set_topic(c, (kaoju_range){start, lattice->spans.at[i].end}, fact);
        end = start;
    }
    return true;
}
