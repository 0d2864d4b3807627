/* Spans of type "fact" -> facts: the figure with what it measures, of whom, when, how sure, and who says so.
 *
 * A rule (rules/facts.yaml) tells the figure, the metric and the change. Everything else is inherited: the metric from the fact
 * before in the same sentence, the time from a date in the clause or in front of it, the status from a word before the
 * figure, subjects and speaker from subject.c and attribution.c. Cost: linear in the facts and the mentions of their
 * sentences. */
#include "resolve/fact.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static kaoju_string attribute_text(const kj_value *value, const char *key) {
    const kj_attribute *found = kj_value_attribute(value, key);
    return found ? found->text : (kaoju_string){NULL, 0};
}

static bool is_type(const kaoju_mention *m, const char *type) {
    return !strcmp(m->type, type);
}

/* First mention that starts at or behind `at`. */
static size_t mention_from(const kaoju_result *r, uint32_t at) {
    size_t low = 0, high = r->mentions.size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->mentions.at[middle].cp.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t figure_at(const kaoju_result *r, uint32_t start, uint32_t end) {
    for (size_t i = mention_from(r, start); i < r->mentions.size && r->mentions.at[i].cp.start == start; i++)
        if (r->mentions.at[i].cp.end == end && is_type(&r->mentions.at[i], "FIGURE"))
            return i;
    return SIZE_MAX;
}

/* ------------------------------------------------------------------ time */

/* Characters beside a date that may still be no more than 到, 自, 以来, 期间. */
#define BESIDE_DATE 3

/* Is the date all that its clause says? 两年来，贸易额增长, 到2030年，覆盖率将达到. */
static bool fills_clause(const kj_extraction *x, const kaoju_mention *date) {
    kaoju_range clause = kj_text_clause(&x->text, date->cp.start);
    uint32_t beside = 0;
    for (uint32_t at = clause.start; at < clause.end && beside <= BESIDE_DATE; at++)
        beside +=
            (at < date->cp.start || at >= date->cp.end) && x->text.symbol[at] < KJ_SKIP && x->text.symbol[at] != ',';
    return beside <= BESIDE_DATE;
}

/* 比去年同期: not the time of the fact. */
static bool is_compared(const kj_extraction *x, const kaoju_mention *date) {
    const kj_lattice *lattice = &x->lattice;
    for (uint32_t i = lattice->first.at[date->cp.start]; i < lattice->first.at[date->cp.start + 1]; i++)
        if (lattice->spans.at[i].type == x->model->types.compared && lattice->spans.at[i].end == date->cp.end)
            return true;
    return false;
}

/* 并派出: the clause goes on with the time of the one before. */
static bool goes_on(const kj_extraction *x, kaoju_range clause) {
    uint32_t at = kj_text_solid(&x->text, clause.start);
    for (uint32_t i = x->lattice.first.at[at]; i < x->lattice.first.at[at + 1]; i++)
        if (x->lattice.spans.at[i].type == x->model->types.also)
            return true;
    return false;
}

/* The date that the fact is of: the last one before the figure in its clause; one that is a clause of its own before it; for
 * a change, and where the clause goes on with 并, also another one before it in the sentence; the first one behind it in the clause. */
static size_t time_of(const kj_fact_context *c, bool change) {
    const kaoju_result *r = c->r;
    uint32_t figure = r->mentions.at[c->figure].cp.start;
    size_t floor = c->figure > KJ_FACT_MENTIONS ? c->figure - KJ_FACT_MENTIONS : 0;
    for (size_t i = c->figure; i-- > floor && r->mentions.at[i].cp.start >= c->sentence.start;) {
        const kaoju_mention *m = &r->mentions.at[i];
        if (!is_type(m, "DATE") || m->cp.start >= figure || is_compared(c->x, m))
            continue;
        if (m->cp.start >= c->clause.start || change || fills_clause(c->x, m) || goes_on(c->x, c->clause))
            return i;
        break;
    }
    for (size_t i = c->figure + 1; i < r->mentions.size && r->mentions.at[i].cp.start < c->clause.end; i++)
        if (is_type(&r->mentions.at[i], "DATE"))
            return i;
    return SIZE_MAX;
}

/* ------------------------------------------------------------------ status */

/* 将, 力争, 未: the last such word before the figure in its clause. */
static kaoju_string status_of(const kj_fact_context *c) {
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    kaoju_string status = kj_string("stated");
    uint32_t start = figure - c->clause.start > KJ_FACT_CHARACTERS ? figure - KJ_FACT_CHARACTERS : c->clause.start;
    for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[figure]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == c->x->model->types.status && span->entry != KJ_NONE)
            status = kj_entry_field(c->x->model->lexicon, span->entry, "status");
    }
    return status;
}

/* ------------------------------------------------------------------ metric */

/* The metric without the entity in front of it: 哈萨克斯坦风力发电 is about 哈萨克斯坦 and measures 风力发电. */
static kaoju_range trim_metric(const kj_fact_context *c, const kj_attribute *metric) {
    kaoju_range range = {metric->start, metric->end};
    for (size_t i = mention_from(c->r, range.start); i < c->r->mentions.size; i++) {
        const kaoju_mention *m = &c->r->mentions.at[i];
        if (m->cp.start != range.start)
            break;
        uint32_t next = kj_text_solid(&c->x->text, m->cp.end);
        if (m->cp.end < range.end && range.end - next >= 2)
            range.start = next;
    }
    return range;
}

/* 潜力 alone says little: of 风力发电的潜力 the words before 的 belong to it. */
#define SHORT_METRIC 2
#define HAN_DE 0x7684u
static kaoju_range extend_metric(const kj_extraction *x, kaoju_range metric, uint32_t floor) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t at = metric.start;
    while (at > floor && x->text.symbol[at - 1] == KJ_SKIP)
        at--;
    if (metric.end - metric.start > SHORT_METRIC || at <= floor || x->text.symbol[at - 1] != HAN_DE)
        return metric;
    uint32_t end = at - 1, start = end > KJ_MATCH_MAX && end - KJ_MATCH_MAX > floor ? end - KJ_MATCH_MAX : floor;
    for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[end]; i++)
        if (lattice->spans.at[i].type == x->model->types.topic && lattice->spans.at[i].end == end)
            return (kaoju_range){lattice->spans.at[i].start, metric.end};
    return metric;
}

/* ------------------------------------------------------------------ the fact */

static const char *fact_id(kaoju_result *r, const kaoju_mention *figure) {
    char text[160], id[24] = "f";
    int size = snprintf(text, sizeof text, "%s|%s|fact|%" PRIu32 "|%" PRIu32, r->sha256, r->model->fingerprint,
                        figure->cp.start, figure->cp.end);
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1);
    kj_sha256_hex(&hash, id + 1, 16);
    return kj_arena_copy(&r->arena, id, strlen(id));
}

static bool fill_saying(const kj_fact_context *c, kaoju_fact *fact) {
    const kj_given *saying = kj_fact_saying(c);
    if (!saying)
        return true;
    fact->attribution_text = kj_text_norm(&c->x->text, saying->start, saying->end, &c->r->arena);
    for (size_t i = mention_from(c->r, saying->start); i < c->r->mentions.size; i++) {
        const kaoju_mention *m = &c->r->mentions.at[i];
        if (m->cp.start != saying->start)
            break;
        if (m->cp.end == saying->end && m->entity)
            fact->attribution = m->entity;
    }
    return fact->attribution_text.data != NULL;
}

/* An amount counted in Chinese numerals (三个, 两份) is hardly ever a claim. */
static bool is_claim(const kj_extraction *x, const kj_given *g) {
    const kj_attribute *figure = kj_value_attribute(x->values.at[g->value], "figure");
    if (!figure || figure->start == KJ_NONE)
        return false;
    for (uint32_t i = x->lattice.first.at[figure->start]; i < x->lattice.first.at[figure->start + 1]; i++) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->type != x->model->types.figure || span->value == KJ_NONE)
            continue;
        const kj_value *value = x->values.at[span->value];
        return !(kj_string_is(value->kind, "count") && value->number && value->number->han);
    }
    return false;
}

static bool is_entity(const kaoju_result *r, kaoju_range cp) {
    for (size_t i = mention_from(r, cp.start); i < r->mentions.size && r->mentions.at[i].cp.start == cp.start; i++)
        if (r->mentions.at[i].entity && r->mentions.at[i].cp.end == cp.end)
            return true;
    return false;
}

static bool add_fact(kj_fact_context *c) {
    kaoju_result *r = c->r;
    const kj_value *value = c->x->values.at[c->fact->value];
    const kj_attribute *metric = kj_value_attribute(value, "metric");
    const kaoju_mention *figure = &r->mentions.at[c->figure];
    kaoju_fact fact = {.id = fact_id(r, figure), .figure = c->figure, .sentence = c->sentence};
    kaoju_range range = {c->clause.start, c->clause.start};
    if (c->sentence.end - c->sentence.start <= KJ_SENTENCE_TEXT_MAX)
        fact.sentence_text = kj_text_slice(&c->x->text, c->sentence.start, c->sentence.end);
    fact.change = attribute_text(value, "change");
    fact.base = attribute_text(value, "against");
    fact.rule = c->x->model->rules.rules[c->fact->rule].name;
    fact.confidence = c->fact->confidence;
    if (metric && metric->start != KJ_NONE) {
        range = trim_metric(c, metric);
        range = extend_metric(c->x, range, c->clause.start);
        fact.metric = kj_text_norm(&c->x->text, range.start, range.end, &r->arena);
    } else if (c->previous != SIZE_MAX && r->facts.at[c->previous].sentence.start == c->sentence.start) {
        fact.metric = r->facts.at[c->previous].metric;
    }
    kaoju_range topic = kj_fact_topic(c, range);
    if (topic.end && !is_entity(r, topic))
        fact.topic = kj_text_norm(&c->x->text, topic.start, topic.end, &r->arena);
    if (fact.topic.data && kj_string_same(fact.topic, fact.metric))
        fact.topic = (kaoju_string){NULL, 0};
    const kj_attribute *earlier = kj_value_attribute(value, "earlier");
    fact.earlier = earlier && earlier->start != KJ_NONE ? figure_at(r, earlier->start, earlier->end) : SIZE_MAX;
    fact.time = time_of(c, fact.change.data != NULL);
    fact.status = status_of(c);
    return fact.id && fill_saying(c, &fact) && kj_fact_subjects(c, range, &fact) && kj_push(&r->facts, fact);
}

static bool collect_sayings(const kj_extraction *x, kj_givens *out) {
    for (size_t i = 0; i < x->given.size; i++)
        if (x->given.at[i].type == x->model->types.saying && !kj_push(out, x->given.at[i]))
            return false;
    return true;
}

static bool make_facts(kj_extraction *x, kaoju_result *r, const kj_givens *sayings, const uint8_t *posts) {
    size_t article = SIZE_MAX;
    kj_fact_context c = {.x = x, .r = r, .sayings = sayings, .posts = posts, .previous = SIZE_MAX};
    for (size_t i = 0; i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i];
        if (g->type != x->model->types.fact || !is_claim(x, g))
            continue;
        c.fact = g;
        c.figure = figure_at(r, g->start, g->end);
        if (c.figure == SIZE_MAX)
            continue;
        size_t here = kj_article_of(r, g->start);
        if (here != article) {
            c.previous = SIZE_MAX;
            c.main = kj_main_entity(r, r->articles.at[here].cp);
        }
        article = here;
        c.sentence = kj_text_sentence(&x->text, g->start);
        c.clause = kj_text_clause(&x->text, g->start);
        c.paragraph = kj_text_paragraph(&x->text, g->start);
        if (!add_fact(&c))
            return false;
        c.previous = r->facts.size - 1;
    }
    return true;
}

/* 哈萨克斯坦总统 is not what a fact behind it is about. */
static uint8_t *mark_posts(const kaoju_result *r) {
    uint8_t *posts = kj_new(r->mentions.size + 1, 1);
    for (size_t i = 0; posts && i < r->relations.size; i++)
        for (size_t k = 0; k < r->relations.at[i].mention_count; k++)
            posts[r->relations.at[i].mentions[k]] = 1;
    return posts;
}

bool kj_make_facts(kj_extraction *x, kaoju_result *r) {
    kj_givens sayings = {0};
    uint8_t *posts = mark_posts(r);
    bool ok = posts && (!r->articles.size || (collect_sayings(x, &sayings) && make_facts(x, r, &sayings, posts)));
    kj_vec_free(&sayings);
    free(posts);
    return ok;
}
