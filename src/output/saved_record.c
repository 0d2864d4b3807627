/* One record as JSON -> its place in a result; the mirror of records.c, member by member. Invariant: every index in a
 * result points into it. Cost: linear in the record, and one look-up for each id in it. */
#include "output/saved.h"

#include <string.h>

/* ------------------------------------------------------------------ the document */

static void read_articles(kj_saved_document *d, kj_fields *f) {
    for (size_t i = 0, count = kj_field_count(f, "articles"); i < count; i++) {
        kj_fields a = kj_field_item_object(f, "articles", i);
        kaoju_article article = {.cp = kj_field_range(&a, "cp"),
                                 .reference_date = kj_field_string(&a, "reference_date"),
                                 .date_source = kj_field_needed(&a, "date_source"),
                                 .dateline = kj_field_string(&a, "dateline"),
                                 .agency = kj_field_string(&a, "agency"),
                                 .place = kj_field_string(&a, "place")};
        kj_field_join(f, &a);
        f->memory |= !kj_push(&d->result.articles, article);
    }
}

bool kj_saved_head(kj_saved_document *d, kj_fields *f) {
    kaoju_result *r = &d->result;
    kj_fields source = kj_field_object(f, "source");
    const char *sha256 = kj_field_needed(&source, "sha256");
    r->id = kj_field_string(f, "doc");
    r->path = kj_field_string(&source, "path");
    r->url = kj_field_string(&source, "url");
    r->encoding = kj_field_needed(&source, "encoding");
    r->bytes = kj_field_integer(&source, "bytes");
    r->date = kj_field_string(f, "reference_date");
    const char *model = kj_field_needed(f, "model");
    if (strlen(sha256) + 1 == sizeof r->sha256)
        memcpy(r->sha256, sha256, sizeof r->sha256);
    else
        source.wrong = "sha256";
    if (strlen(model) + 1 == sizeof d->model.fingerprint)
        memcpy(d->model.fingerprint, model, sizeof d->model.fingerprint);
    else
        f->wrong = "model";
    r->model = &d->model;
    kj_field_join(f, &source);
    read_articles(d, f);
    return !f->wrong && !f->memory;
}

/* ------------------------------------------------------------------ values */

static void read_bounds(kj_fields *f, kaoju_value *v) {
    v->number = kj_field_string(f, "number");
    v->low = kj_field_string(f, "low");
    v->high = kj_field_string(f, "high");
    v->comparator = kj_field_string(f, "comparator");
    v->cue = kj_field_string(f, "cue");
}

static void read_figure(kj_fields *f, kaoju_value *v) {
    kj_fields unit = kj_field_object(f, "unit");
    size_t count = kj_field_count(f, "candidates");
    kaoju_string *candidates = count ? kj_arena_new(f->arena, count, sizeof *candidates) : NULL;
    f->memory |= count && !candidates;
    read_bounds(f, v);
    v->kind = kj_field_string(f, "kind");
    v->fraction = kj_field_string(f, "fraction");
    v->unit_kind = kj_field_string(&unit, "kind");
    v->unit = kj_field_string(&unit, "code");
    v->unit_text = kj_field_string(&unit, "text");
    for (size_t i = 0; candidates && i < count; i++)
        candidates[i] = kj_field_item(f, "candidates", i);
    v->candidates = candidates;
    v->candidate_count = candidates ? count : 0;
    v->object = kj_field_string(f, "object");
    v->significant_digits = (uint32_t)kj_field_integer(f, "significant_digits");
    kj_field_join(f, &unit);
}

static void read_date(kj_fields *f, kaoju_value *v) {
    v->edtf = kj_field_string(f, "edtf");
    v->start = kj_field_string(f, "start");
    v->end = kj_field_string(f, "end");
    v->grain = kj_field_string(f, "grain");
    v->relative = kj_field_boolean(f, "relative");
    v->anchor = kj_field_string(f, "anchor");
    v->mod = kj_field_string(f, "mod");
    v->zone = kj_field_string(f, "zone");
}

static void read_value(kj_fields *f, const char *type, kaoju_value *v) {
    if (!strcmp(type, "FIGURE")) {
        read_figure(f, v);
    } else if (!strcmp(type, "DATE") || !strcmp(type, "DATE_VAGUE")) {
        read_date(f, v);
    } else if (!strcmp(type, "SET")) {
        v->iso = kj_field_string(f, "period");
        v->pattern = kj_field_string(f, "pattern");
    } else if (!strcmp(type, "DURATION") || !strcmp(type, "ORDINAL")) {
        read_bounds(f, v);
        v->unit = kj_field_string(f, "unit");
        v->iso = kj_field_string(f, "iso");
    } else {
        v->name = kj_field_string(f, "name");
        v->code = kj_field_string(f, "code");
        v->qid = kj_field_string(f, "qid");
        v->kind = kj_field_string(f, "kind");
    }
}

/* ------------------------------------------------------------------ mentions, and ids that stand for them */

static bool add_mention(kj_saved_document *d, kj_fields *f, kaoju_mention m) {
    bool ok = kj_push(&d->result.mentions, m) && kj_names_add(d->mention_ids, kj_string(m.id)) != KJ_NONE;
    f->memory |= !ok;
    return ok;
}

/* Mentions stand in reading order, and before the records that refer to them. */
static bool is_behind(const kj_saved_document *d, const kaoju_mention *m) {
    size_t count = d->result.mentions.size;
    const kaoju_mention *last = count ? &d->result.mentions.at[count - 1] : NULL;
    return !last || (last->text.data && last->cp.start <= m->cp.start);
}

static kaoju_string needed(kj_fields *f, const char *name) {
    kaoju_string s = kj_field_string(f, name);
    if (!s.data && !f->wrong)
        f->wrong = name;
    return s.data ? s : kj_string("");
}

static bool read_mention(kj_saved_document *d, kj_fields *f) {
    kj_fields span = kj_field_object(f, "span"), sentence = kj_field_object(f, "sentence");
    kj_fields value = kj_field_object(f, "value");
    kaoju_mention m = {.id = kj_field_needed(f, "id"),
                       .type = kj_field_needed(f, "type"),
                       .text = needed(f, "text"),
                       .norm = needed(f, "norm"),
                       .cp = kj_field_range(&span, "cp"),
                       .utf8 = kj_field_range(&span, "utf8"),
                       .source = kj_field_range(&span, "source"),
                       .line = (uint32_t)kj_field_integer(&span, "line"),
                       .column = (uint32_t)kj_field_integer(&span, "column"),
                       .sentence = kj_field_range(&sentence, "cp"),
                       .entity = kj_field_text(f, "entity"),
                       .parent = kj_field_text(f, "parent"),
                       .rule = kj_field_needed(f, "rule"),
                       .confidence = kj_field_fraction(f, "confidence")};
    read_value(&value, m.type, &m.value);
    kj_field_join(f, &span);
    kj_field_join(f, &sentence);
    kj_field_join(f, &value);
    if (!f->wrong && kj_names_find(d->mention_ids, kj_string(m.id)) != KJ_NONE)
        f->wrong = "id";
    if (!is_behind(d, &m))
        f->wrong = "span";
    return !f->wrong && !f->memory && add_mention(d, f, m);
}

/* Index of a mention by id. Records written with --types refer to mentions that are not there: such a one gets a place
 * with its id and no text. */
static size_t mention_index(kj_saved_document *d, kj_fields *f, kaoju_string id) {
    uint32_t index = kj_names_find(d->mention_ids, id);
    if (index == KJ_NONE)
        add_mention(d, f, (kaoju_mention){.id = id.data, .type = "", .rule = "", .norm = kj_string("")});
    return index == KJ_NONE ? d->result.mentions.size - 1 : index;
}

static size_t *read_mentions(kj_saved_document *d, kj_fields *f, size_t *out) {
    size_t count = kj_field_count(f, "mentions"), *list = kj_arena_new(f->arena, count, sizeof *list);
    f->memory |= !list;
    for (size_t i = 0; list && !f->wrong && i < count; i++) {
        kaoju_string id = kj_field_item_text(f, "mentions", i);
        if (id.data)
            list[i] = mention_index(d, f, id);
    }
    *out = list ? count : 0;
    return list;
}

/* ------------------------------------------------------------------ entities and relations */

static bool read_entity(kj_saved_document *d, kj_fields *f) {
    kj_fields links = kj_field_object(f, "links");
    kaoju_entity e = {.id = kj_field_needed(f, "id"),
                      .type = kj_field_needed(f, "type"),
                      .name = kj_field_string(f, "name"),
                      .name_count = kj_field_count(f, "names"),
                      .iso = kj_field_string(&links, "iso"),
                      .wikidata = kj_field_string(&links, "wikidata")};
    kaoju_string *names = kj_arena_new(f->arena, e.name_count, sizeof *names);
    f->memory |= !names;
    for (size_t i = 0; names && i < e.name_count; i++)
        names[i] = kj_field_item(f, "names", i);
    e.names = names;
    e.mentions = read_mentions(d, f, &e.mention_count);
    kj_field_join(f, &links);
    if (!f->wrong && kj_names_find(d->entity_ids, kj_string(e.id)) != KJ_NONE)
        f->wrong = "id";
    if (f->wrong || f->memory)
        return false;
    /* The name of a country is not in the value of its mentions. */
    for (size_t i = 0; i < e.mention_count; i++)
        if (!d->result.mentions.at[e.mentions[i]].value.name.data)
            d->result.mentions.at[e.mentions[i]].value.name = e.name;
    f->memory = !kj_push(&d->result.entities, e) || kj_names_add(d->entity_ids, kj_string(e.id)) == KJ_NONE;
    return !f->memory;
}

static bool read_relation(kj_saved_document *d, kj_fields *f) {
    kj_fields sentence = kj_field_object(f, "sentence");
    kaoju_relation r = {.relation = kj_field_needed(f, "relation"),
                        .person = kj_field_needed(f, "person"),
                        .title = kj_field_string(f, "title"),
                        .of = kj_field_text(f, "of"),
                        .of_text = kj_field_string(f, "of_text"),
                        .former = kj_field_boolean(f, "former"),
                        .sentence = kj_field_range(&sentence, "cp"),
                        .rule = kj_field_needed(f, "rule")};
    r.mentions = read_mentions(d, f, &r.mention_count);
    kj_field_join(f, &sentence);
    if (f->wrong || f->memory)
        return false;
    return kj_push(&d->result.relations, r) || !(f->memory = true);
}

/* ------------------------------------------------------------------ facts */

/* The mention of a figure or date of a fact; SIZE_MAX if the fact has none. Its value is in the fact, too. */
static size_t read_part(kj_saved_document *d, kj_fields *f, const char *name, kj_fields *value, const char *type) {
    kaoju_string id = kj_string(kj_field_text(f, name));
    size_t index = id.data ? mention_index(d, f, id) : SIZE_MAX;
    if (value && index != SIZE_MAX && !f->memory && !d->result.mentions.at[index].text.data)
        read_value(value, type, &d->result.mentions.at[index].value);
    return index;
}

static void read_subjects(kj_fields *f, kaoju_fact *fact) {
    size_t count = kj_field_count(f, "subject");
    const char **list = kj_arena_new(f->arena, count, sizeof *list);
    f->memory |= !list;
    for (size_t i = 0; list && i < count; i++)
        list[i] = kj_field_item_text(f, "subject", i).data;
    fact->subjects = list;
    fact->subject_count = list ? count : 0;
}

/* Not always the value of the date it stands by: 西安峰会以来 has no end. */
static void read_time(kj_saved_document *d, kj_fields *f, kaoju_fact *fact) {
    if (kj_field_has(f, "time")) {
        kj_fields time = kj_field_object(f, "time");
        read_date(&time, &fact->when);
        fact->time = read_part(d, f, "time_mention", &time, "DATE");
        kj_field_join(f, &time);
    } else {
        fact->time = read_part(d, f, "time_mention", NULL, NULL);
    }
}

static bool read_fact(kj_saved_document *d, kj_fields *f) {
    kj_fields value = kj_field_object(f, "value");
    kj_fields sentence = kj_field_object(f, "sentence");
    kaoju_fact fact = {.id = kj_field_needed(f, "id"),
                       .metric = kj_field_string(f, "metric"),
                       .topic = kj_field_string(f, "topic"),
                       .figure = read_part(d, f, "figure", &value, "FIGURE"),
                       .earlier = read_part(d, f, "from", NULL, NULL),
                       .change = kj_field_string(f, "change"),
                       .base = kj_field_string(f, "base"),
                       .status = kj_field_string(f, "status"),
                       .attribution = kj_field_text(f, "attribution"),
                       .attribution_text = kj_field_string(f, "attribution_text"),
                       .sentence = kj_field_range(&sentence, "cp"),
                       .sentence_text = kj_field_string(&sentence, "text"),
                       .rule = kj_field_needed(f, "rule"),
                       .confidence = kj_field_fraction(f, "confidence")};
    read_time(d, f, &fact);
    read_subjects(f, &fact);
    if (fact.figure == SIZE_MAX)
        f->wrong = "figure";
    kj_field_join(f, &value);
    kj_field_join(f, &sentence);
    if (!f->wrong && kj_names_find(d->fact_ids, kj_string(fact.id)) != KJ_NONE)
        f->wrong = "id";
    if (f->wrong || f->memory)
        return false;
    f->memory = !kj_push(&d->result.facts, fact) || kj_names_add(d->fact_ids, kj_string(fact.id)) == KJ_NONE;
    return !f->memory;
}

static bool read_warning(kj_saved_document *d, kj_fields *f) {
    kj_fields sentence = kj_field_object(f, "sentence");
    kaoju_warning w = {.kind = kj_field_needed(f, "kind"),
                       .message = kj_field_string(f, "message"),
                       .fact_count = kj_field_count(f, "facts"),
                       .sentence = kj_field_range(&sentence, "cp")};
    size_t *facts = kj_arena_new(f->arena, w.fact_count, sizeof *facts);
    f->memory |= !facts;
    for (size_t i = 0; facts && i < w.fact_count; i++) {
        kaoju_string id = kj_field_item_text(f, "facts", i);
        uint32_t index = id.data ? kj_names_find(d->fact_ids, id) : KJ_NONE;
        facts[i] = index;
        if (index == KJ_NONE)
            f->wrong = "facts";
    }
    w.facts = facts;
    kj_field_join(f, &sentence);
    if (f->wrong || f->memory)
        return false;
    return kj_push(&d->result.warnings, w) || !(f->memory = true);
}

bool kj_saved_record(kj_saved_document *d, kj_fields *f, const char *record) {
    static const struct {
        const char *name;
        bool (*read)(kj_saved_document *d, kj_fields *f);
    } kinds[] = {{"mention", read_mention},
                 {"entity", read_entity},
                 {"relation", read_relation},
                 {"fact", read_fact},
                 {"warning", read_warning}};
    kaoju_string doc = kj_field_string(f, "doc");
    if (!kj_string_same(doc, d->result.id))
        f->wrong = "doc";
    for (size_t i = 0; !f->wrong && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, record))
            return kinds[i].read(d, f);
    if (!f->wrong)
        f->wrong = "record";
    return false;
}
