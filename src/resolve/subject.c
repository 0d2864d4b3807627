/* What a fact is about: the entities nearest to its metric.
 *
 * In this order, the first that has any: behind the figure what its clause belongs to (拥有1078座岛屿的千岛湖); inside what is
 * printed of the metric, and before the figure in its clause; before it in the sentence, the nearest clause first; those of the
 * fact before, in the same paragraph, or, in a quotation, the body that its speaker belongs to; before it in the paragraph; the one
 * that the article names most. A word like 当地 or 该公司 stands for the entity that it means (anaphor.c). No subjects are: the
 * agency and the place of a dateline, what a person's post belongs to, what stands inside the name of an organisation or names
 * an event, and outside the sentence the place where something is. Whom something is done for (为中亚国家提供) is one, but the one
 * who does it is looked for too. Cost: bounded for a fact; linear in the mentions for an article. */
#include "resolve/fact.h"

#include <string.h>

/* Characters before an entity at which a word for its role may start. */
#define ROLE_MAX 6

/* Entities of one fact, in reading order. */
typedef struct subjects {
    const char *list[KJ_FACT_MENTIONS + 2];
    size_t count;
    bool acts;         /* one of them is more than the other side */
    bool listens;      /* who says it is none of them */
    bool persons;      /* a person may be one */
    bool failed;       /* out of memory */
    kaoju_range first; /* where the first of them stands */
} subjects;

static bool is_type(const kaoju_mention *m, const char *type) {
    return !strcmp(m->type, type);
}

static bool is_body(const kj_fact_context *c, size_t i) {
    const kj_types *types = &c->x->model->types;
    uint32_t type = c->x->mentions.at[i].type;
    return (type == types->country || type == types->org_record || type == types->place_record) &&
           c->r->mentions.at[i].entity;
}

bool kj_in_dateline(const kj_fact_context *c, const kaoju_mention *m) {
    const kaoju_result *r = c->r;
    kaoju_string line = r->articles.at[kj_article_of(r, m->cp.start)].dateline;
    if (!line.data)
        return false;
    size_t start = (size_t)(line.data - c->x->text.utf8);
    return m->utf8.start >= start && m->utf8.end <= start + line.size;
}

/* Where (place), for whom (other), or NULL: by the word right before it, dict/fact/role.tsv. */
static kaoju_string role_of(const kj_extraction *x, const kaoju_mention *m) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t from = m->cp.start > ROLE_MAX ? m->cp.start - ROLE_MAX : 0;
    kj_each_typed (i, lattice, x->model->types.role, from, m->cp.start) {
        const kj_span *span = &lattice->spans.at[i];
        if (kj_text_solid(&x->text, span->end) == m->cp.start)
            return kj_says(x, span->entry, "role");
    }
    return (kaoju_string){NULL, 0};
}

/* 西安 of 西安峰会 names the event. */
static bool names_event(const kj_extraction *x, const kaoju_mention *m) {
    uint32_t at = kj_text_solid(&x->text, m->cp.end);
    return kj_has_typed(&x->lattice, x->model->types.event_noun, at, at + 1);
}

static bool is_inside_body(const kj_fact_context *c, size_t i) {
    uint32_t parent = c->x->mentions.at[i].parent;
    return parent != KJ_NONE && is_type(&c->r->mentions.at[parent], "ORG");
}

static void add(subjects *s, const char *entity) {
    for (size_t k = 0; k < s->count; k++)
        if (!strcmp(s->list[k], entity))
            return;
    if (s->count < KJ_FACT_MENTIONS)
        s->list[s->count++] = entity;
}

/* May a fact be about this mention at all? */
static bool may_be(const kj_fact_context *c, size_t i) {
    const kaoju_mention *m = &c->r->mentions.at[i];
    return is_body(c, i) && !c->posts[i] && !is_inside_body(c, i) && !kj_string_is(m->value.kind, "media") &&
           !kj_in_dateline(c, m);
}

static void keep(const kj_fact_context *c, subjects *s, size_t i, bool far) {
    const kaoju_mention *m = &c->r->mentions.at[i];
    bool person = s->persons && m->entity && is_type(m, "PERSON");
    if (!(person || may_be(c, i)) || names_event(c->x, m) ||
        (s->listens && m->cp.start >= c->said.start && m->cp.end <= c->said.end))
        return;
    kaoju_string role = role_of(c->x, m);
    if (far && kj_string_is(role, "place"))
        return;
    s->acts |= !kj_string_is(role, "other");
    if (!s->first.end)
        s->first = m->cp;
    add(s, m->entity);
}

/* Adds the entities of [start, end); `far`: not the figure's clause. */
static void collect(const kj_fact_context *c, uint32_t start, uint32_t end, bool far, subjects *s) {
    const kaoju_result *r = c->r;
    size_t first = c->figure, floor = c->figure > KJ_FACT_MENTIONS ? c->figure - KJ_FACT_MENTIONS : 0;
    while (first > floor && r->mentions.at[first - 1].cp.start >= start)
        first--;
    for (size_t i = first; i < r->mentions.size && r->mentions.at[i].cp.start < end; i++)
        keep(c, s, i, far);
    const char *meant = kj_fact_anaphor(c, start, end);
    if (meant) {
        add(s, meant);
        s->acts = true;
    }
}

/* The nearest clause of [floor, the figure's clause) that has any. */
static void collect_before(const kj_fact_context *c, uint32_t floor, subjects *s) {
    size_t before = s->count;
    uint32_t near = c->clause.start > KJ_FACT_CHARACTERS ? c->clause.start - KJ_FACT_CHARACTERS : 0;
    floor = floor > near ? floor : near;
    for (uint32_t end = c->clause.start; s->count == before && end > floor;) {
        uint32_t start = kj_text_clause(&c->x->text, end - 1).start;
        if (start >= end)
            break;
        collect(c, start, end, start < c->sentence.start, s);
        end = start;
    }
}

const char *kj_main_entity(const kj_fact_context *c, kaoju_range article) {
    const kaoju_result *r = c->r;
    size_t *counts = c->counts, first = kj_mention_from(r, article.start), best = SIZE_MAX, last;
    for (last = first; last < r->mentions.size && r->mentions.at[last].cp.start < article.end; last++)
        if (may_be(c, last))
            counts[r->entity_of.at[last]]++;
    for (size_t i = first; i < last; i++) {
        size_t e = r->entity_of.at[i];
        if (e != KJ_NONE && counts[e] &&
            (best == SIZE_MAX || counts[e] > counts[best] || (counts[e] == counts[best] && e < best)))
            best = e;
    }
    for (size_t i = first; i < last; i++)
        if (r->entity_of.at[i] != KJ_NONE)
            counts[r->entity_of.at[i]] = 0;
    return best == SIZE_MAX ? NULL : r->entities.at[best].id;
}

/* The body to which the speaker of a quotation belongs: “……”，供电局副总经理罗希说. */
static const char *speakers_body(const kj_fact_context *c, const kaoju_fact *fact) {
    const kaoju_result *r = c->r;
    if (!fact->attribution || !c->quoted)
        return NULL;
    for (size_t i = 0; i < r->relations.size; i++)
        if (!strcmp(r->relations.at[i].person, fact->attribution) && r->relations.at[i].of)
            return r->relations.at[i].of;
    return NULL;
}

static void take_fact(subjects *s, const kaoju_fact *before) {
    for (size_t i = 0; i < before->subject_count; i++)
        add(s, before->subjects[i]);
    s->acts |= before->subject_count > 0;
}

/* How surely an entity that stands there is what the fact is about. */
static const double sure_of_clause = 0.9, sure_of_sentence = 0.8, sure_of_fact_before = 0.6, sure_of_article = 0.5;

/* What stands in the sentence before the clause; where that is an amount, what that is about. `before` is the fact that the
 * sentence goes on with, NULL if it does not. */
/* 基础设施项目16项，投资8亿元；民生项目5项: what one part of the sentence measures is nothing to the next, if it measures something
 * itself. */
static bool is_apart(const kj_fact_context *c, const kaoju_fact *before, kaoju_range metric) {
    uint32_t from = c->r->mentions.at[before->figure].cp.end, to = c->r->mentions.at[c->figure].cp.start;
    bool apart = false;
    from = to > from + KJ_FACT_CHARACTERS ? to - KJ_FACT_CHARACTERS : from;
    for (uint32_t at = from; at < to && !apart; at++)
        apart = c->x->text.symbol[at] == ';';
    return (apart || kj_is_thing(c, metric)) && c->previous_own && c->twin == SIZE_MAX && metric.end > metric.start &&
           metric.start >= from;
}

static bool gather_sentence(kj_fact_context *c, const kaoju_fact *before, kaoju_range metric, kaoju_fact *fact,
                            subjects *s) {
    uint32_t floor = c->sentence.start;
    if (before)
        floor = kj_text_clause(&c->x->text, c->r->mentions.at[before->figure].cp.start).end;
    if (floor < c->clause.start)
        collect_before(c, floor, s);
    if (s->acts)
        return true;
    if (before && (before->subject_count || before->topic.data)) {
        take_fact(s, before);
        if (!c->opens && before->topic.data && !is_apart(c, before, metric)) {
            fact->topic = before->topic;
            c->own = c->previous_own;
        }
        return true;
    }
    if (before)
        collect_before(c, c->sentence.start, s);
    return s->acts || fact->topic.data || kj_fact_sentence_topic(c, fact);
}

/* From near to far, until somebody is found who is more than the other side. */
static double gather(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact, subjects *s) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    size_t last = c->twin != SIZE_MAX ? c->twin : c->previous;
    const kaoju_fact *before = last == SIZE_MAX ? NULL : &c->r->facts.at[last];
    kaoju_range own = c->item.end && !c->measured ? c->item : c->head;
    if (own.end)
        collect(c, own.start, own.end, false, s);
    if (s->acts || (c->item.end && !c->measured))
        return sure_of_clause;
    collect(c, metric.start < c->clause.start ? metric.start : c->clause.start, figure, false, s);
    if (s->acts || (c->head.end && fact->topic.data))
        return sure_of_clause;
    s->listens = true;
    s->persons = true; /* 周海涛捕鱼3吨 */
    collect(c, c->clause.start, figure, false, s);
    s->persons = false;
    if (s->acts)
        return sure_of_clause;
    s->failed = !gather_sentence(c, c->joined ? before : NULL, metric, fact, s);
    if (s->acts || fact->topic.data) /* 全球多达40%的土地: nobody further away */
        return sure_of_sentence;
    s->failed |= !kj_fact_metric_topic(c, metric, fact);
    if (fact->topic.data)
        return sure_of_sentence;
    const char *speaker = speakers_body(c, fact);
    if (!speaker && c->quoted) /* 我种了1200亩水稻 */
        speaker = fact->attribution;
    if (speaker) { /* nobody outside the quotation */
        add(s, speaker);
        return sure_of_fact_before;
    }
    if (before && before->sentence.start >= c->paragraph.start)
        take_fact(s, before);
    if (s->acts)
        return sure_of_fact_before;
    collect_before(c, c->paragraph.start, s);
    s->listens = false;
    if (!s->acts)
        collect_before(c, c->sentence.start, s);
    if (!s->acts && c->main)
        add(s, c->main);
    return sure_of_article;
}

bool kj_fact_subjects(kj_fact_context *c, kaoju_range metric, kaoju_fact *fact) {
    subjects s = {.count = 0};
    fact->confidence = kj_hundredths(fact->confidence * gather(c, metric, fact, &s));
    if (!s.failed && s.first.end && !fact->topic.data)
        s.failed = !kj_fact_phrase_topic(c, s.first, metric, fact);
    /* 上证综指报3388点: the clause is about what is measured. */
    if (!s.failed && !s.count && !fact->topic.data && metric.end <= c->r->mentions.at[c->figure].cp.start) {
        fact->topic = fact->metric;
        c->own = true;
    }
    if (s.failed || !s.count)
        return !s.failed;
    const char **list = kj_arena_new(&c->r->arena, s.count, sizeof *list);
    if (!list)
        return false;
    memcpy(list, s.list, s.count * sizeof *list);
    fact->subjects = list;
    fact->subject_count = s.count;
    return true;
}
