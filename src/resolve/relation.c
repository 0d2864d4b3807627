/* Relation spans -> relations between entities.
 *
 * A rule that emits `relation.holds_post` gives `person` (one PERSON, or a list of them) and either `post`, a span of type post
 * with the fields title, core, of and former, or these fields themselves. A relation whose person did not become a mention is
 * left out. What a post belongs to, if nothing stands beside it, is looked for in this order:
 *     1. the post before it in the same list (青禾集团董事长、总裁), of the same person or of the one before; an office of a
 *        state takes its country, one of a place the place in its name
 *     2. another relation of the same person whose title ends the same way (习近平主席: 国家主席)
 *     3. the agency of the dateline, for the press
 *     4. dict/org/office.tsv (国家主席: 中国)
 * Then equal relations become one, with all their mentions. dict/org/office.tsv also says which titles are none (青年) and
 * which one several people in a list share. Cost: linear in relations, binary search in the mentions. */
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX "relation."
/* Relations of one person that are compared with each other. */
#define CHAIN_MAX 64

/* Code points between two people of a list. */
#define GAP_MAX 4

typedef struct draft {
    size_t person, of; /* mentions; of = SIZE_MAX: none */
    const char *of_id;
    kaoju_string title, of_text;
    kaoju_string country;    /* code of the one that `of` is or belongs to */
    kaoju_string default_of; /* what office.tsv says */
    const char *relation, *rule;
    bool former, state, local, press, post; /* local: an office of a place, 市长; post: one before the
                                                person, and no calling */
    uint32_t start, end;                    /* code points of the match */
    uint32_t key;                           /* number of its relation */
    uint32_t earlier;                       /* draft of the same person before this one, KJ_NONE */
} draft;
typedef KJ_VEC(draft) drafts;

typedef struct maker {
    kj_extraction *x;
    kaoju_result *r;
    drafts list;
    kj_names *people, *keys, *entities;
    KJ_VEC(uint32_t) last;  /* per person: its last draft */
    KJ_VEC(uint32_t) named; /* per name in `entities`: an entity */
} maker;

/* First mention at or behind `start`. Mentions are in reading order. */
static size_t first_mention(const kaoju_result *r, uint32_t start) {
    size_t low = 0, high = r->mentions.size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->mentions.at[middle].cp.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_body(const char *type) {
    return !strcmp(type, "ORG") || !strcmp(type, "COUNTRY") || !strcmp(type, "PLACE");
}

/* Organisation, country or place with exactly this span; SIZE_MAX if there is none. */
static size_t body_at(const kaoju_result *r, const kj_attribute *a) {
    if (!a || a->start == KJ_NONE)
        return SIZE_MAX;
    for (size_t i = first_mention(r, a->start); i < r->mentions.size && r->mentions.at[i].cp.start == a->start; i++)
        if (r->mentions.at[i].cp.end == a->end && is_body(r->mentions.at[i].type))
            return i;
    return SIZE_MAX;
}

/* The span of `type` over an attribute's place; NULL if there is none. */
static const kj_span *span_of(const kj_extraction *x, const kj_attribute *a, uint32_t type) {
    if (!a || a->start == KJ_NONE)
        return NULL;
    uint32_t i = kj_typed_to(&x->lattice, type, a->start, a->start + 1, a->end);
    return i != KJ_NONE ? &x->lattice.spans.at[i] : NULL;
}

static kaoju_string entry_says(const kj_extraction *x, const kj_span *span, const char *column) {
    return span ? kj_says(x, span->entry, column) : (kaoju_string){NULL, 0};
}

/* The country behind a country, a body or a place: its code. */
static kaoju_string country_of(const maker *m, size_t mention) {
    if (mention == SIZE_MAX)
        return (kaoju_string){NULL, 0};
    if (m->r->mentions.at[mention].value.code.data)
        return m->r->mentions.at[mention].value.code;
    const kj_value *value = m->x->values.at[m->x->mentions.at[mention].value];
    return value->entry == KJ_NONE ? (kaoju_string){NULL, 0} : kj_says(m->x, value->entry, "country");
}

/* ------------------------------------------------------------------ drafts */

static bool push_draft(maker *m, draft d) {
    kaoju_string person = kj_string(m->r->mentions.at[d.person].entity);
    uint32_t id = kj_names_find(m->people, person);
    if (id >= m->last.size) {
        id = kj_names_add(m->people, person);
        if (id == KJ_NONE || !kj_push(&m->last, KJ_NONE))
            return false;
    }
    d.earlier = m->last.at[id];
    m->last.at[id] = (uint32_t)m->list.size;
    return kj_push(&m->list, d);
}

static bool add_relation(maker *m, const kj_given *g) {
    kj_extraction *x = m->x;
    const kj_value *value = x->values.at[g->value];
    const kj_attribute *who = kj_value_attribute(value, "person");
    const kj_span *post = span_of(x, kj_value_attribute(value, "post"), x->model->types.post);
    bool former = kj_value_attribute(value, "former") != NULL;
    if (post)
        value = x->values.at[post->value];
    const kj_attribute *title = kj_value_attribute(value, "title"), *of = kj_value_attribute(value, "of");
    const kj_attribute *core = kj_value_attribute(value, "core"); /* the title without 执行, 第一 */
    const kj_span *office = span_of(x, core ? core : title, x->model->types.office);
    kaoju_string scope = entry_says(x, office, "scope");
    if (!who || who->start == KJ_NONE || kj_string_is(scope, "none"))
        return true;
    draft d = {.of = body_at(m->r, of), .start = g->start, .end = g->end};
    d.relation = kj_names_at(x->model->names, g->type) + strlen(PREFIX);
    d.rule = x->model->rules.rules[g->rule].name;
    d.former = former || kj_value_attribute(value, "former") != NULL;
    d.state = kj_string_is(scope, "state");
    d.default_of = entry_says(x, office, "of");
    d.local = kj_string_is(scope, "place");
    kaoju_string kind = entry_says(x, span_of(x, core ? core : title, x->model->types.title), "kind");
    d.press = kj_string_is(kind, "press");
    d.post = post && kj_string_is(kind, "post");
    d.country = country_of(m, d.of);
    if (title)
        d.title = title->text;
    if (d.of != SIZE_MAX) {
        d.of_text = of->text;
        d.of_id = m->r->mentions.at[d.of].entity;
    }
    bool many = d.press || kj_string_is(scope, "many");
    for (size_t i = first_mention(m->r, who->start); i < m->r->mentions.size && m->r->mentions.at[i].cp.end <= who->end;
         i++) {
        if (strcmp(m->r->mentions.at[i].type, "PERSON") != 0)
            continue;
        d.person = i;
        if (!push_draft(m, d))
            return false;
        if (!many)
            break;
    }
    return true;
}

/* ------------------------------------------------------------------ what a post belongs to */

/* Entities by their id and any of their names. */
static bool name_entities(maker *m) {
    for (uint32_t e = 0; e < m->r->entities.size; e++) {
        const kaoju_entity *entity = &m->r->entities.at[e];
        if (!is_body(entity->type))
            continue;
        for (size_t n = 0; n < entity->name_count + 2; n++) {
            kaoju_string name = n < entity->name_count    ? entity->names[n]
                                : n == entity->name_count ? entity->name
                                                          : kj_string(entity->id);
            if (!name.data)
                continue;
            uint32_t id = kj_names_add(m->entities, name);
            if (id == KJ_NONE || (id == m->named.size && !kj_push(&m->named, e)))
                return false;
        }
    }
    return true;
}

static const kaoju_entity *entity_called(const maker *m, kaoju_string name) {
    uint32_t id = name.data ? kj_names_find(m->entities, name) : KJ_NONE;
    return id == KJ_NONE ? NULL : &m->r->entities.at[m->named.at[id]];
}

static void belongs_to_name(const maker *m, draft *d, kaoju_string name) {
    const kaoju_entity *entity = entity_called(m, name);
    const kj_lexicon *lexicon = m->x->model->lexicon;
    uint32_t state = name.data ? kj_lexicon_find(lexicon, "country", name) : KJ_NONE;
    uint32_t body = name.data ? kj_lexicon_find(lexicon, "org", name) : KJ_NONE;
    d->of_text = name;
    if (state != KJ_NONE)
        d->country = kj_says(m->x, state, "code");
    else if (body != KJ_NONE)
        d->country = kj_says(m->x, body, "country");
    if (entity)
        d->of_id = entity->id;
}

/* `before` is another post, of that country or of a body of it. */
static void belongs_to_country(const maker *m, draft *d, const draft *before) {
    const char *id = kj_country_id(&m->r->arena, before->country); /* the arena remembers a failure */
    const kaoju_entity *entity = entity_called(m, kj_string(id));
    d->country = before->country;
    if (entity) {
        d->of_text = entity->name;
        d->of_id = entity->id;
    } else if (before->state) {
        d->of_text = before->of_text;
    }
}

static void belongs_like(draft *d, const draft *other) {
    d->of = other->of;
    d->of_id = other->of_id;
    d->of_text = other->of_text;
    d->country = other->country;
}

/* The last place inside the name of a body: 北京 in 北京市委. */
static void belongs_to_place(const maker *m, draft *d, const draft *before) {
    const kaoju_result *r = m->r;
    if (before->of == SIZE_MAX)
        return;
    uint32_t end = r->mentions.at[before->of].cp.end;
    for (size_t i = before->of; i < r->mentions.size && r->mentions.at[i].cp.start < end; i++) {
        if (strcmp(r->mentions.at[i].type, "PLACE") != 0 || r->mentions.at[i].cp.end > end)
            continue;
        d->of = i;
        d->of_id = r->mentions.at[i].entity;
        d->of_text = r->mentions.at[i].norm;
        d->country = country_of(m, i);
    }
}

/* End of the courtesy word that starts at `at`, or `at`. */
static uint32_t behind_courtesy(const kj_extraction *x, uint32_t at) {
    kj_each_typed (i, &x->lattice, x->model->types.title, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (kj_string_is(entry_says(x, span, "kind"), "courtesy"))
            return span->end;
    }
    return at;
}

/* Nothing but commas, 、 and 和 between two matches, and a courtesy word perhaps: 董事长…先生，总裁…. */
static bool side_by_side(const maker *m, const draft *before, const draft *d) {
    const kj_text *text = &m->x->text;
    if (d->start <= before->end || d->start - before->end > GAP_MAX)
        return false;
    uint32_t at = behind_courtesy(m->x, before->end);
    if (at >= d->start)
        return false;
    for (; at < d->start; at++) {
        uint32_t symbol = text->symbol[at];
        if (symbol != KJ_SKIP && symbol != ',' && symbol != 0x3001 && symbol != 0x548C) /* 、 和 */
            return false;
    }
    return true;
}

/* 中共中央政治局委员、外交部长王毅: the posts of one list stand before the same mention of the person. The next person of a
 * list may go on with the same body too: 青禾集团董事长甲、总经理乙. */
static void follow_list(maker *m) {
    for (size_t i = 1; i < m->list.size; i++) {
        draft *d = &m->list.at[i], *before = d - 1;
        bool same = d->person == before->person, next = d->post && before->post && side_by_side(m, before, d);
        if (d->of_text.data || !before->of_text.data || !(same || next))
            continue;
        if (d->local)
            belongs_to_place(m, d, before);
        else if (d->state && before->country.data)
            belongs_to_country(m, d, before);
        else if (!d->state)
            belongs_like(d, before);
        if (same)
            d->default_of = (kaoju_string){NULL, 0};
    }
}

static bool ends_with(kaoju_string text, kaoju_string end) {
    return text.data && end.data && text.size >= end.size &&
           !memcmp(text.data + text.size - end.size, end.data, end.size);
}

/* Takes over from a relation of the same person that says more; both ways along the chain of its drafts. */
static void follow_person(maker *m) {
    for (size_t p = 0; p < m->last.size; p++) {
        uint32_t chain[CHAIN_MAX], count = 0;
        for (uint32_t i = m->last.at[p]; i != KJ_NONE && count < CHAIN_MAX; i = m->list.at[i].earlier)
            chain[count++] = i;
        for (uint32_t a = count; a-- > 0;)
            for (uint32_t b = count; b-- > 0;) {
                draft *d = &m->list.at[chain[a]];
                const draft *other = &m->list.at[chain[b]];
                if (d->of_text.data || !other->of_text.data || d->former != other->former ||
                    !ends_with(other->title, d->title))
                    continue;
                belongs_like(d, other);
                d->title = other->title;
                break;
            }
    }
}

static void follow_page(maker *m) {
    for (size_t i = 0; i < m->list.size; i++) {
        draft *d = &m->list.at[i];
        if (d->of_text.data)
            continue;
        if (d->press && m->r->articles.size)
            belongs_to_name(m, d, m->r->articles.at[kj_article_of(m->r, d->start)].agency);
        else
            belongs_to_name(m, d, d->default_of);
    }
}

/* ------------------------------------------------------------------ the relations */

/* Number of the relation that says the same, or the next free one. */
static uint32_t key_of(maker *m, const draft *d) {
    const kaoju_string bar = {"|", 1};
    kaoju_string parts[] = {kj_string(d->relation),
                            bar,
                            kj_string(m->r->mentions.at[d->person].entity),
                            bar,
                            d->title,
                            bar,
                            d->of_id ? kj_string(d->of_id) : d->of_text,
                            bar,
                            {"former", d->former ? 6 : 0}};
    size_t size = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        size += parts[i].size;
    char *key = kj_arena_new(&m->r->arena, size + 1, 1);
    if (!key)
        return KJ_NONE;
    size = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; size += parts[i].size, i++)
        if (parts[i].size)
            memcpy(key + size, parts[i].data, parts[i].size);
    return kj_names_add(m->keys, (kaoju_string){key, size});
}

/* The first draft of each key makes the relation; `d->key` stays with all of them. */
static bool make_records(maker *m) {
    kaoju_result *r = m->r;
    for (size_t i = 0; i < m->list.size; i++) {
        draft *d = &m->list.at[i];
        d->key = key_of(m, d);
        if (d->key == KJ_NONE)
            return false;
        if (d->key == r->relations.size) {
            kaoju_relation relation = {.relation = d->relation,
                                       .person = r->mentions.at[d->person].entity,
                                       .title = d->title,
                                       .of = d->of_id,
                                       .of_text = d->of_text,
                                       .former = d->former,
                                       .sentence = r->mentions.at[d->person].sentence,
                                       .rule = d->rule};
            if (!kj_push(&r->relations, relation))
                return false;
        }
        r->relations.at[d->key].mention_count += 2;
    }
    return true;
}

static void add_mention(kaoju_relation *relation, size_t mention) {
    size_t *mentions = (size_t *)relation->mentions, count = relation->mention_count;
    for (size_t back = 1; back <= 2 && back <= count; back++)
        if (mentions[count - back] == mention)
            return;
    mentions[relation->mention_count++] = mention;
}

static bool add_mentions(maker *m) {
    kaoju_result *r = m->r;
    for (size_t i = 0; i < r->relations.size; i++) {
        kaoju_relation *relation = &r->relations.at[i];
        relation->mentions = kj_arena_new(&r->arena, relation->mention_count, sizeof *relation->mentions);
        if (!relation->mentions)
            return false;
        relation->mention_count = 0;
    }
    for (size_t i = 0; i < m->list.size; i++) {
        kaoju_relation *relation = &r->relations.at[m->list.at[i].key];
        add_mention(relation, m->list.at[i].person);
        if (m->list.at[i].of != SIZE_MAX)
            add_mention(relation, m->list.at[i].of);
    }
    return true;
}

static bool collect(maker *m) {
    for (size_t i = 0; i < m->x->given.size; i++) {
        const char *type = kj_names_at(m->x->model->names, m->x->given.at[i].type);
        if (!strncmp(type, PREFIX, strlen(PREFIX)) && !add_relation(m, &m->x->given.at[i]))
            return false;
    }
    return true;
}

bool kj_make_relations(kj_extraction *x, kaoju_result *r) {
    maker m = {.x = x, .r = r, .people = kj_names_new(), .keys = kj_names_new(), .entities = kj_names_new()};
    bool ok = m.people && m.keys && m.entities && name_entities(&m) && collect(&m);
    if (ok) {
        follow_list(&m);
        follow_person(&m);
        follow_page(&m);
        follow_list(&m);
        follow_person(&m);
        ok = make_records(&m) && add_mentions(&m);
    }
    kj_vec_free(&m.list);
    kj_vec_free(&m.last);
    kj_vec_free(&m.named);
    kj_names_free(m.people);
    kj_names_free(m.keys);
    kj_names_free(m.entities);
    return ok;
}
