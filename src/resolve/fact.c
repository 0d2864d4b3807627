/* Spans of type "fact" -> facts: the figure with what it measures, of whom, when, how sure, and who says so.
 *
 * A rule (rules/facts.yaml) tells the figure, the metric and the change. Everything else is inherited: the metric from the fact
 * before in the same sentence, the status from a word before the figure, the time from fact_time.c, subjects and speaker
 * from subject.c and attribution.c. Cost: linear in the facts and the mentions of their
 * sentences. */
#include "resolve/fact.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_type(const kaoju_mention *m, const char *type) {
    return !strcmp(m->type, type);
}

size_t kj_mention_from(const kaoju_result *r, uint32_t at) {
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
    for (size_t i = kj_mention_from(r, start); i < r->mentions.size && r->mentions.at[i].cp.start == start; i++)
        if (r->mentions.at[i].cp.end == end && is_type(&r->mentions.at[i], "FIGURE"))
            return i;
    return SIZE_MAX;
}

/* ------------------------------------------------------------------ status */

/* Characters behind a figure that may hold such a word, too: 其中30%将供应. */
#define STATUS_BEHIND 2

/* 将, 力争, 未: the last such word before the figure in its clause, or right behind it. */
static kaoju_string status_of(const kj_fact_context *c) {
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    kaoju_string status = kj_string("stated");
    uint32_t start = figure - c->clause.start > KJ_FACT_CHARACTERS ? figure - KJ_FACT_CHARACTERS : c->clause.start;
    uint32_t end = c->r->mentions.at[c->figure].cp.end + STATUS_BEHIND;
    end = end < c->clause.end ? end : c->clause.end;
    for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[end]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == c->x->model->types.status && span->entry != KJ_NONE)
            status = kj_entry_field(c->x->model->lexicon, span->entry, "status");
    }
    return status;
}

/* ------------------------------------------------------------------ metric */

/* Behind 国家, if it stands at `at`: 中亚国家. */
static uint32_t behind_side(const kj_extraction *x, uint32_t at) {
    uint32_t end = at;
    for (uint32_t i = x->lattice.first.at[at]; i < x->lattice.first.at[at + 1]; i++)
        if (x->lattice.spans.at[i].type == x->model->types.side && x->lattice.spans.at[i].end > end)
            end = x->lattice.spans.at[i].end;
    return kj_text_solid(&x->text, end);
}

/* The metric without the entity in front of it: 哈萨克斯坦风力发电 is about 哈萨克斯坦 and measures 风力发电. */
static kaoju_range trim_metric(const kj_fact_context *c, const kj_attribute *metric) {
    kaoju_range range = {metric->start, metric->end};
    for (size_t i = kj_mention_from(c->r, range.start); i < c->r->mentions.size; i++) {
        const kaoju_mention *m = &c->r->mentions.at[i];
        if (m->cp.start != range.start)
            break;
        uint32_t next = behind_side(c->x, kj_text_solid(&c->x->text, m->cp.end));
        if (m->cp.end < range.end && next < range.end && range.end - next >= 2)
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
    kaoju_range who = kj_fact_saying(c);
    if (!who.end)
        return true;
    fact->attribution_text = kj_text_norm(&c->x->text, who.start, who.end, &c->r->arena);
    for (size_t i = kj_mention_from(c->r, who.start); i < c->r->mentions.size; i++) {
        const kaoju_mention *m = &c->r->mentions.at[i];
        if (m->cp.start != who.start)
            break;
        if (m->cp.end == who.end && m->entity)
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

static bool add_fact(kj_fact_context *c) {
    kaoju_result *r = c->r;
    const kj_value *value = c->x->values.at[c->fact->value];
    const kj_attribute *metric = kj_value_attribute(value, "metric");
    const kaoju_mention *figure = &r->mentions.at[c->figure];
    kaoju_fact fact = {.id = fact_id(r, figure), .figure = c->figure, .sentence = c->sentence};
    kaoju_range range = {c->clause.start, c->clause.start};
    if (c->sentence.end - c->sentence.start <= KJ_SENTENCE_TEXT_MAX)
        fact.sentence_text = kj_text_slice(&c->x->text, c->sentence.start, c->sentence.end);
    fact.change = kj_value_text(value, "change");
    fact.base = kj_value_text(value, "against");
    fact.rule = c->x->model->rules.rules[c->fact->rule].name;
    fact.confidence = c->fact->confidence;
    if (metric && metric->start != KJ_NONE) {
        range = trim_metric(c, metric);
        range = extend_metric(c->x, range, c->clause.start);
        fact.metric = kj_text_norm(&c->x->text, range.start, range.end, &r->arena);
    } else if (c->previous != SIZE_MAX && r->facts.at[c->previous].sentence.start == c->sentence.start) {
        fact.metric = r->facts.at[c->previous].metric;
    }
    const kj_attribute *earlier = kj_value_attribute(value, "earlier");
    fact.earlier = earlier && earlier->start != KJ_NONE ? figure_at(r, earlier->start, earlier->end) : SIZE_MAX;
    fact.status = status_of(c);
    kj_fact_time(c, range, &fact);
    return fact.id && kj_fact_topic(c, range, &fact) && fill_saying(c, &fact) && kj_fact_subjects(c, range, &fact) &&
           kj_push(&r->facts, fact);
}

static bool is_person(const kj_extraction *x, const kj_given *g) {
    for (uint32_t i = x->lattice.first.at[g->start]; i < x->lattice.first.at[g->start + 1]; i++)
        if (x->lattice.spans.at[i].type == x->model->types.person && x->lattice.spans.at[i].end == g->end)
            return true;
    return false;
}

/* In reading order. 供电局副总经理罗希说: of a body and a person before one verb the person speaks. */
static bool collect_sayings(const kj_extraction *x, kj_givens *out) {
    for (size_t i = 0; i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i], *last = out->size ? &out->at[out->size - 1] : NULL;
        if (g->type != x->model->types.saying)
            continue;
        if (last && last->match_end == g->match_end && is_person(x, g) && !is_person(x, last))
            out->size--;
        if (!kj_push(out, *g))
            return false;
    }
    return true;
}

static bool make_facts(kj_extraction *x, kaoju_result *r, const kj_givens *sayings, const uint8_t *posts,
                       size_t *counts) {
    size_t article = SIZE_MAX;
    kj_fact_context c = {.x = x, .r = r, .sayings = sayings, .posts = posts, .counts = counts, .previous = SIZE_MAX};
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
            c.main = kj_main_entity(&c, r->articles.at[here].cp);
            kj_article_speaker(&c, r->articles.at[here].cp);
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
    size_t *counts = kj_new(r->entities.size + 1, sizeof *counts);
    bool ok = posts && counts &&
              (!r->articles.size || (collect_sayings(x, &sayings) && make_facts(x, r, &sayings, posts, counts)));
    free(counts);
    kj_vec_free(&sayings);
    free(posts);
    return ok;
}
