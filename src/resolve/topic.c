/* What a fact is about where no entity says it: the noun phrase that its clause begins with (全球多达40%的土地), a work in title
 * marks, what a relative clause belongs to (拥有1078座岛屿的人工湖——千岛湖), the modifiers of a long metric (数据中心集群用电量).
 * Cost: bounded for a fact. */
#include "resolve/fact.h"

#include <string.h>

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
    kj_each_typed (i, &x->lattice, x->model->types.dateline, from, at + 1)
        if (x->lattice.spans.at[i].end > at)
            return true;
    return false;
}

static kaoju_range topic_between(const kj_extraction *x, uint32_t start, uint32_t end) {
    const kj_lattice *lattice = &x->lattice;
    kj_each_typed (i, lattice, x->model->types.topic, start, end) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end <= end && !in_dateline(x, span->start))
            return (kaoju_range){span->start, span->end};
    }
    return (kaoju_range){0, 0};
}

/* Does a word like 在 stand right before `at`? */
static bool is_where(const kj_extraction *x, uint32_t at) {
    return kj_typed_to(&x->lattice, x->model->types.role, at ? at - 1 : 0, at, at) != KJ_NONE;
}

/* 全国, 高铁 of 这条高铁, or 该县 where no county is named: the last such word in [start, end). */
static kaoju_range whole_between(const kj_fact_context *c, uint32_t start, uint32_t end) {
    const kj_lattice *lattice = &c->x->lattice;
    const kj_types *types = &c->x->model->types;
    kaoju_range whole = {0, 0};
    kj_each_span (i, lattice, start, end) {
        const kj_span *span = &lattice->spans.at[i];
        bool is = span->type == types->scope || span->type == types->pointed ||
                  (span->type == types->anaphor && !kj_fact_anaphor(c, span->start, span->end));
        if (is && span->end <= end && span->end > whole.end && !kj_begins_word(c->x, span) &&
            !is_where(c->x, span->start))
            whole = (kaoju_range){span->start, span->end};
    }
    return whole;
}

/* Characters before a topic that still begins its clause, dates aside: 其中, 而. */
#define BEFORE_TOPIC 2

static bool opens(const kj_fact_context *c, uint32_t clause, kaoju_range topic) {
    uint32_t count = 0;
    size_t m = kj_mention_from(c->r, clause);
    for (uint32_t at = clause; at < topic.start && count <= BEFORE_TOPIC; at++) {
        while (m < c->r->mentions.size && c->r->mentions.at[m].cp.start < at)
            m++;
        if (m < c->r->mentions.size && c->r->mentions.at[m].cp.start == at &&
            !strcmp(c->r->mentions.at[m].type, "DATE"))
            at = c->r->mentions.at[m].cp.end - 1;
        else
            count += c->x->text.symbol[at] < KJ_SKIP;
    }
    return topic.end && count <= BEFORE_TOPIC;
}

static bool has_scope(const kj_extraction *x, uint32_t at) {
    return kj_has_typed(&x->lattice, x->model->types.scope, at, at + 1);
}

/* What stands before another figure of the clause is measured by that one: 教育支出61亿元、卫生支出59亿元. */
static uint32_t behind_figures(const kj_fact_context *c, uint32_t start, uint32_t end) {
    for (size_t i = c->figure; i-- > 0 && c->r->mentions.at[i].cp.start >= start;)
        if (!strcmp(c->r->mentions.at[i].type, "FIGURE") && c->r->mentions.at[i].cp.end <= end)
            return c->r->mentions.at[i].cp.end;
    return start;
}

static kaoju_range clause_topic(const kj_fact_context *c, kaoju_range metric) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    uint32_t end = metric.end > metric.start && metric.start < figure ? metric.start : figure;
    if (end <= c->clause.start)
        return c->head;
    uint32_t start = end - c->clause.start > KJ_FACT_CHARACTERS ? end - KJ_FACT_CHARACTERS : c->clause.start;
    kaoju_range whole = whole_between(c, start, end), work = work_between(c->x, start, end);
    bool scope = whole.end && has_scope(c->x, whole.start) && opens(c, c->clause.start, whole);
    if (c->head.end && !scope)
        return c->head;
    return work.end ? work : whole.end ? whole : topic_between(c->x, behind_figures(c, start, end), end);
}

/* Characters between a figure and the 的 before what its clause belongs to. */
#define RELATIVE_MAX 24
#define HAN_DE 0x7684u
#define DASH '-' /* — folds to it */

static bool is_abstract(const kj_extraction *x, uint32_t end, uint32_t start) {
    return kj_typed_to(&x->lattice, x->model->types.abstract_noun, start, end, end) != KJ_NONE;
}

/* The noun phrase at `start`, the longest one; {0, 0} if there is none. */
static kaoju_range noun_at(const kj_extraction *x, uint32_t start) {
    kaoju_range noun = {0, 0};
    kj_each_span (i, &x->lattice, start, start + 1) {
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
#define MODIFIERS_ONLY 2 /* where nothing else says what the fact is about */
#define MEASURED_MAX 4

/* 数据中心集群 of 数据中心集群用电量增幅: all before the noun of what is measured, a noun for a change aside. */
static kaoju_range modifiers(const kj_extraction *x, kaoju_range metric, uint32_t min) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t end = metric.end;
    kj_each_typed (i, lattice, x->model->types.rate_noun, metric.start, metric.end)
        if (lattice->spans.at[i].end == metric.end)
            end = lattice->spans.at[i].start;
    kj_each_typed (i, lattice, x->model->types.noun, metric.start + 1, end) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end >= end && end - span->start <= MEASURED_MAX)
            return span->start >= metric.start + min ? (kaoju_range){metric.start, span->start} : (kaoju_range){0, 0};
    }
    return (kaoju_range){0, 0};
}

/* Is it a word of dict/fact/anaphor.tsv, or the noun behind 这 or 该? */
static bool stands_for(const kj_extraction *x, kaoju_range topic) {
    kj_each_span (i, &x->lattice, topic.start, topic.start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if ((span->type == x->model->types.anaphor || span->type == x->model->types.pointed) && span->end == topic.end)
            return true;
    }
    return false;
}

/* Characters of the noun that a description shares with what it describes, and how far back that may be. */
#define DESCRIBED_NOUN 2
#define DESCRIBED_BACK 400

/* 贵山云计算平台 for 该平台: the last noun phrase before in the article that ends like the description and says more. */
static kaoju_range described(const kj_fact_context *c, kaoju_range topic) {
    const kj_text *text = &c->x->text;
    kaoju_range article = c->r->articles.at[kj_article_of(c->r, topic.start)].cp, best = {0, 0};
    uint32_t from = topic.start > DESCRIBED_BACK ? topic.start - DESCRIBED_BACK : 0;
    from = from > article.start ? from : article.start;
    if (topic.end - topic.start < DESCRIBED_NOUN || !stands_for(c->x, topic))
        return topic;
    kj_each_typed (i, &c->x->lattice, c->x->model->types.noun, from, topic.start) {
        const kj_span *span = &c->x->lattice.spans.at[i];
        bool more = span->end <= topic.start && span->end - span->start >= 2 * (topic.end - topic.start) &&
                    span->end > best.end;
        if (more && !memcmp(&text->symbol[span->end - DESCRIBED_NOUN], &text->symbol[topic.end - DESCRIBED_NOUN],
                            DESCRIBED_NOUN * sizeof *text->symbol))
            best = (kaoju_range){span->start, span->end};
    }
    return best.end ? best : topic;
}

static bool set_topic(const kj_fact_context *c, kaoju_range topic, kaoju_fact *fact) {
    if (!topic.end || is_entity(c->r, topic))
        return true;
    topic = described(c, topic);
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
    c->opens = opens(c, c->clause.start, topic);
    c->own = false;
    if (c->item.end && !c->measured) {
        topic = c->item;
        c->opens = true;
    } else if (said && said->start != KJ_NONE) {
        topic = (kaoju_range){said->start, said->end};
        c->opens = true;
    }
    if (c->shared.end && (!topic.end || !has_scope(c->x, topic.start))) {
        c->opens = c->own = true;
        topic = (kaoju_range){c->item.start, c->item.end < c->shared.start ? c->item.end : c->shared.start};
        while (topic.end > topic.start && c->x->text.symbol[topic.end - 1] == HAN_DE)
            topic.end--;
        if (topic.end <= topic.start) /* nothing but the noun */
            topic = (kaoju_range){0, 0};
    }
    if (!topic.end && metric.end > metric.start && metric.end <= c->r->mentions.at[c->figure].cp.start) {
        topic = modifiers(c->x, metric, MODIFIERS_MIN);
        c->own = topic.end > 0;
    }
    return set_topic(c, topic, fact);
}

/* 西安峰会 of 西安峰会以来 is a time, not what the sentence is about. */
static bool names_event(const kj_extraction *x, uint32_t start, uint32_t end) {
    return kj_typed_to(&x->lattice, x->model->types.event_noun, start, end, end) != KJ_NONE;
}

bool kj_fact_sentence_topic(const kj_fact_context *c, kaoju_fact *fact) {
    const kj_lattice *lattice = &c->x->lattice;
    for (uint32_t end = c->clause.start; end > c->sentence.start && end + KJ_FACT_CHARACTERS > c->clause.start;) {
        uint32_t start = kj_text_solid(&c->x->text, kj_text_clause(&c->x->text, end - 1).start);
        if (start >= end)
            break;
        kaoju_range whole = whole_between(c, start, end), work = work_between(c->x, start, end);
        if (work.end || (whole.end && opens(c, start, whole)))
            return set_topic(c, work.end ? work : whole, fact);
        kj_each_typed (i, lattice, c->x->model->types.topic, start, start + 1)
            if (!in_dateline(c->x, start) && !names_event(c->x, start, lattice->spans.at[i].end))
                return set_topic(c, (kaoju_range){start, lattice->spans.at[i].end}, fact);
        end = start;
    }
    return true;
}

bool kj_fact_metric_topic(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact) {
    if (metric.end == metric.start || metric.end > c->r->mentions.at[c->figure].cp.start)
        return true;
    c->own = true;
    return set_topic(c, modifiers(c->x, metric, MODIFIERS_ONLY), fact);
}

/* Characters that no dictionary knows inside a name: 春雅里 of 青禾埃及春雅里工厂. */
#define STRANGE_MAX 3

/* Is the character part of no word but itself, and neither verb nor function word? */
static bool is_strange(const kj_extraction *x, uint32_t at) {
    if (x->text.symbol[at] < 0x4E00)
        return false;
    kj_each_span (i, &x->lattice, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        bool word = span->type == x->model->types.word;
        if (span->type == x->model->types.function || (word && span->end > at + 1) ||
            (word && kj_string_is(kj_says(x, span->entry, "pos"), "v")))
            return false;
    }
    return true;
}

/* End of the noun phrase that goes on behind `at`, over characters that no dictionary knows; `at` if none does. */
static uint32_t phrase_end(const kj_extraction *x, uint32_t at, uint32_t limit) {
    uint32_t start = kj_text_solid(&x->text, at);
    for (uint32_t k = 0; k <= STRANGE_MAX && start < limit; k++) {
        kaoju_range noun = noun_at(x, start);
        if (noun.end > start + 1)
            return noun.end;
        if (!is_strange(x, start))
            break;
        start = kj_text_solid(&x->text, start + 1);
    }
    return at;
}

bool kj_fact_phrase_topic(const kj_fact_context *c, kaoju_range entity, kaoju_range metric, kaoju_fact *fact) {
    kaoju_range clause = kj_text_clause(&c->x->text, entity.start), phrase = entity;
    uint32_t limit = metric.end > metric.start && metric.start < clause.end ? metric.start : clause.end;
    if (entity.start >= limit || entity.start - clause.start > KJ_MATCH_MAX)
        return true;
    kj_each_typed (i, &c->x->lattice, c->x->model->types.noun, clause.start, entity.start) {
        const kj_span *span = &c->x->lattice.spans.at[i];
        if (span->end >= entity.end && span->start < phrase.start)
            phrase.start = span->start;
    }
    phrase.end = phrase_end(c->x, entity.end, limit);
    if (phrase.end == entity.end || phrase.end > limit || !opens(c, clause.start, phrase))
        return true;
    return set_topic(c, phrase, fact);
}
