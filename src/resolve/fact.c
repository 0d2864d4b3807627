/* Spans of type "fact" -> facts: the figure with what it measures, of whom, when, how sure, and who says so.
 *
 * A rule (rules/facts.yaml) tells the figure, the metric and the change. Everything else is inherited: the metric from the fact
 * before in the same sentence, the status from a word before the figure, the time from fact_time.c, subjects and speaker
 * from subject.c and attribution.c. Cost: linear in the facts and the mentions of their
 * sentences. */
#include "resolve/fact.h"

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

/* 将, 力争, 未: c->status is what the last such word says before the figure in its clause, or right behind it. Nothing is stated
 * (c->supposed) in 如果票价涨到50元, or in a question. */
static void find_status(kj_fact_context *c) {
    const kj_extraction *x = c->x;
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    uint32_t start = figure - c->clause.start > KJ_FACT_CHARACTERS ? figure - KJ_FACT_CHARACTERS : c->clause.start;
    uint32_t end = c->r->mentions.at[c->figure].cp.end + STATUS_BEHIND;
    end = end < c->clause.end ? end : c->clause.end;
    c->status = kj_string("stated");
    c->supposed = c->sentence.end > c->sentence.start && x->text.symbol[c->sentence.end - 1] == '?';
    kj_each_typed (i, &x->lattice, x->model->types.status, start, end > figure ? end : figure) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->entry == KJ_NONE)
            continue;
        kaoju_string says = kj_says(x, span->entry, "status");
        c->supposed |= span->start < figure && kj_string_is(says, "supposed");
        if (span->start < end)
            c->status = says;
    }
}

/* ------------------------------------------------------------------ the fact */

static bool fill_saying(kj_fact_context *c, kaoju_fact *fact) {
    kaoju_range who = c->said = kj_fact_saying(c);
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
    kj_each_typed (i, &x->lattice, x->model->types.figure, figure->start, figure->start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->value == KJ_NONE)
            continue;
        const kj_value *value = x->values.at[span->value];
        return !(kj_string_is(value->kind, "count") && value->number && value->number->han);
    }
    return false;
}

/* 降幅 of 降幅比上月扩大0.4个百分点: what comes next is not of that. */
static bool is_rate(const kj_fact_context *c, kaoju_range metric) {
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t i = kj_typed_first(lattice, c->x->model->types.rate_noun, metric.start, metric.end);
    return i != KJ_NONE && lattice->spans.at[i].start == metric.start && lattice->spans.at[i].end == metric.end;
}

/* Bytes of what an item and the shared noun have in common, to count as one: two characters. */
#define COMMON_MIN 6

/* 原煤产量 of 原煤、原油产量分别增长. */
static kaoju_string shared_metric(const kj_fact_context *c) {
    kaoju_string item = kj_text_norm(&c->x->text, c->item.start, c->item.end, &c->r->arena);
    kaoju_string noun = kj_text_norm(&c->x->text, c->shared.start, c->shared.end, &c->r->arena);
    for (size_t size = noun.size; size >= COMMON_MIN; size--) { /* 城镇居民 and 居民收入 share 居民 */
        if (size < noun.size && size <= item.size && !memcmp(item.data + item.size - size, noun.data, size)) {
            item.size -= size;
            break;
        }
    }
    char *whole = kj_arena_new(&c->r->arena, item.size + noun.size + 1, 1);
    if (!whole || !item.data || !noun.data)
        return (kaoju_string){NULL, 0};
    memcpy(whole, item.data, item.size);
    memcpy(whole + item.size, noun.data, noun.size);
    return (kaoju_string){whole, item.size + noun.size};
}

static bool add_fact(kj_fact_context *c) {
    kaoju_result *r = c->r;
    const kj_value *value = c->x->values.at[c->fact->value];
    const kaoju_mention *figure = &r->mentions.at[c->figure];
    kaoju_fact fact = {
        .id = kj_make_id(r, 'f', "fact", figure->cp, NULL), .figure = c->figure, .sentence = c->sentence};
    kaoju_range range = kj_fact_metric(c);
    kj_fact_respective(c, range);
    if (c->item.end && c->measured)
        range = c->item;
    if (c->sentence.end - c->sentence.start <= KJ_SENTENCE_TEXT_MAX)
        fact.sentence_text = kj_text_slice(&c->x->text, c->sentence.start, c->sentence.end);
    fact.change = kj_value_text(value, "change");
    fact.base = kj_value_text(value, "against");
    fact.rule = c->x->model->rules.rules[c->fact->rule].name;
    fact.confidence = c->fact->confidence;
    if (c->shared.end && range.end <= c->shared.start)
        fact.metric = shared_metric(c);
    else if (range.end > range.start)
        fact.metric = kj_text_norm(&c->x->text, range.start, range.end, &r->arena);
    else if (c->follows && c->listed.end > c->listed.start)
        fact.metric = kj_text_norm(&c->x->text, c->listed.start, c->listed.end, &r->arena);
    else if (c->twin != SIZE_MAX)
        fact.metric = r->facts.at[c->twin].metric;
    else if (c->basis != SIZE_MAX && r->facts.at[c->basis].sentence.start == c->sentence.start)
        fact.metric = r->facts.at[c->basis].metric;
    if (!fact.change.data && c->follows) {
        fact.change = r->facts.at[c->previous].change;
        fact.base = r->facts.at[c->previous].base;
    }
    const kj_attribute *earlier = kj_value_attribute(value, "earlier");
    fact.earlier = earlier && earlier->start != KJ_NONE ? figure_at(r, earlier->start, earlier->end) : SIZE_MAX;
    if (!is_rate(c, range))
        c->basis = r->facts.size;
    fact.status = c->status;
    kj_fact_time(c, range, &fact);
    return fact.id && kj_fact_topic(c, range, &fact) && fill_saying(c, &fact) && kj_fact_subjects(c, range, &fact) &&
           kj_push(&r->facts, fact);
}

static bool is_person(const kj_extraction *x, const kj_given *g) {
    return kj_typed_to(&x->lattice, x->model->types.person, g->start, g->start + 1, g->end) != KJ_NONE;
}

/* In reading order. Of those before one verb (供电局副总经理罗希说, 统计局公布的数据显示) a person speaks, else the first. */
static bool collect_sayings(const kj_extraction *x, kj_givens *out) {
    for (size_t i = 0; i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i], *last = out->size ? &out->at[out->size - 1] : NULL;
        if (g->type != x->model->types.saying)
            continue;
        bool again = last && last->match_end == g->match_end;
        if (again && !is_person(x, g))
            continue;
        if (again && !is_person(x, last))
            out->size--;
        if (!kj_push(out, *g))
            return false;
    }
    return true;
}

/* Characters between the end of a sentence and the next one that goes on with it. */
#define JOINT_MAX 3

/* Is the fact before in the same sentence, or in one that goes on here, 其中? */
static bool is_joined(const kj_fact_context *c) {
    if (c->previous == SIZE_MAX)
        return false;
    const kj_text *text = &c->x->text;
    kaoju_range before = c->r->facts.at[c->previous].sentence;
    if (before.start == c->sentence.start)
        return true;
    if (before.start < c->paragraph.start || before.end + JOINT_MAX < c->sentence.start)
        return false;
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t start = kj_text_solid(text, c->sentence.start);
    return kj_has_typed(lattice, c->x->model->types.also, start, start + 1);
}

static bool make_facts(kj_extraction *x, kaoju_result *r, const kj_givens *sayings, const uint8_t *posts,
                       size_t *counts) {
    size_t article = SIZE_MAX;
    kj_fact_context c = {
        .x = x, .r = r, .sayings = sayings, .posts = posts, .counts = counts, .previous = SIZE_MAX, .basis = SIZE_MAX};
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
            c.previous = c.basis = SIZE_MAX;
            c.main = kj_main_entity(&c, r->articles.at[here].cp);
            kj_article_speaker(&c, r->articles.at[here].cp);
        }
        article = here;
        if (g->start < c.sentence.start || g->start >= c.sentence.end) { /* else it is that of the fact before */
            c.sentence = kj_text_sentence(&x->text, g->start);
            c.paragraph = kj_text_paragraph(&x->text, g->start);
        }
        c.clause = kj_text_clause(&x->text, g->start);
        find_status(&c);
        if (c.supposed)
            continue;
        c.quoted = kj_quoted(&x->text, c.paragraph.start, g->start);
        c.joined = is_joined(&c);
        if (!add_fact(&c))
            return false;
        c.previous_own = c.own;
        c.previous = r->facts.size - 1;
    }
    return true;
}

/* Characters of a headline: a paragraph of its own that ends like no sentence. */
#define HEADLINE_MAX 60
#define HAN_STOP 0x3002u

static bool is_headline(const kj_extraction *x, const kaoju_result *r, const kaoju_fact *fact) {
    kaoju_range line = kj_text_paragraph(&x->text, r->mentions.at[fact->figure].cp.start);
    uint32_t last = line.end > line.start ? x->text.symbol[line.end - 1] : 0;
    return line.end - line.start <= HEADLINE_MAX && last != HAN_STOP && last != ';' && last != '!' && last != 0x201D;
}

static bool says_the_same(const kaoju_result *r, const kaoju_fact *a, const kaoju_fact *b) {
    const kaoju_mention *m = &r->mentions.at[a->figure], *n = &r->mentions.at[b->figure];
    return kj_article_of(r, m->cp.start) == kj_article_of(r, n->cp.start) && m->value.number.data &&
           kj_string_same(m->value.number, n->value.number) && kj_string_same(m->value.unit, n->value.unit) &&
           kj_string_same(a->metric, b->metric);
}

/* A headline leaves out what a sentence of the same article says: when it was, and of whom. */
static void complete_headlines(const kj_extraction *x, kaoju_result *r) {
    for (size_t i = 0; i < r->facts.size; i++) {
        kaoju_fact *fact = &r->facts.at[i];
        if ((fact->time != SIZE_MAX && fact->subject_count) || !is_headline(x, r, fact))
            continue;
        size_t from = i > KJ_FACT_MENTIONS ? i - KJ_FACT_MENTIONS : 0;
        for (size_t k = from; k < r->facts.size && k < i + KJ_FACT_MENTIONS; k++) {
            const kaoju_fact *full = &r->facts.at[k];
            if (k == i || !says_the_same(r, fact, full) || is_headline(x, r, full))
                continue;
            if (fact->time == SIZE_MAX) {
                fact->time = full->time;
                fact->when = full->when;
            }
            if (!fact->subject_count) {
                fact->subjects = full->subjects;
                fact->subject_count = full->subject_count;
                fact->topic = full->topic;
            }
            break;
        }
    }
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
    if (ok)
        complete_headlines(x, r);
    free(counts);
    kj_vec_free(&sayings);
    free(posts);
    return ok;
}
