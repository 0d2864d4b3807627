/* Records as JSON objects; see records.h. */
#include "output/records.h"

#include <string.h>

static void write_article(kj_json *json, const kaoju_article *article) {
    kj_json_open(json, NULL, '{');
    kj_json_range(json, "cp", article->cp);
    kj_json_string(json, "reference_date", article->reference_date);
    kj_json_text(json, "date_source", article->date_source);
    kj_json_string(json, "dateline", article->dateline);
    kj_json_string(json, "agency", article->agency);
    kj_json_string(json, "place", article->place);
    kj_json_close(json, '}');
}

void kj_write_document(kj_json *json, const kaoju_result *result) {
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"document\"");
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_open(json, "source", '{');
    kj_json_string(json, "path", kaoju_result_path(result));
    kj_json_string(json, "url", kaoju_result_url(result));
    kj_json_text(json, "sha256", kaoju_result_sha256(result));
    kj_json_text(json, "encoding", kaoju_result_encoding(result));
    kj_json_integer(json, "bytes", kaoju_result_bytes(result));
    kj_json_close(json, '}');
    kj_json_string(json, "reference_date", kaoju_result_date(result));
    kj_json_text(json, "model", kaoju_result_model(result));
    kj_json_open(json, "articles", '[');
    for (size_t i = 0; i < kaoju_article_count(result); i++)
        write_article(json, kaoju_article_at(result, i));
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

/* ------------------------------------------------------------------ values, by type */

static void write_bounds(kj_json *json, const kaoju_value *v) {
    kj_json_string(json, "number", v->number);
    kj_json_string(json, "low", v->low);
    kj_json_string(json, "high", v->high);
}

static void write_candidates(kj_json *json, const kaoju_value *v) {
    if (!v->candidate_count) {
        kj_json_text(json, "candidates", NULL);
        return;
    }
    kj_json_open(json, "candidates", '[');
    for (size_t i = 0; i < v->candidate_count; i++)
        kj_json_string(json, NULL, v->candidates[i]);
    kj_json_close(json, ']');
}

static void write_figure(kj_json *json, const kaoju_value *v) {
    kj_json_string(json, "kind", v->kind);
    write_bounds(json, v);
    kj_json_string(json, "fraction", v->fraction);
    kj_json_string(json, "comparator", v->comparator);
    kj_json_string(json, "cue", v->cue);
    kj_json_open(json, "unit", '{');
    kj_json_string(json, "kind", v->unit_kind);
    kj_json_string(json, "code", v->unit);
    kj_json_string(json, "text", v->unit_text);
    kj_json_close(json, '}');
    write_candidates(json, v);
    kj_json_string(json, "object", v->object);
    kj_json_integer(json, "significant_digits", v->significant_digits);
}

static void write_date(kj_json *json, const kaoju_value *v) {
    kj_json_string(json, "edtf", v->edtf);
    kj_json_string(json, "start", v->start);
    kj_json_string(json, "end", v->end);
    kj_json_string(json, "grain", v->grain);
    kj_json_boolean(json, "relative", v->relative);
    kj_json_string(json, "anchor", v->anchor);
    kj_json_string(json, "mod", v->mod);
    kj_json_string(json, "zone", v->zone);
}

/* Most types differ in the first letter. */
static inline bool is_type(const kaoju_mention *m, const char *type) {
    return m->type[0] == type[0] && !strcmp(m->type, type);
}

void kj_write_value(kj_json *json, const char *key, const kaoju_mention *m) {
    const kaoju_value *v = &m->value;
    kj_json_open(json, key, '{');
    if (is_type(m, "PERSON")) {
        kj_json_string(json, "name", v->name);
    } else if (is_type(m, "COUNTRY")) {
        kj_json_string(json, "code", v->code);
        kj_json_string(json, "qid", v->qid);
    } else if (is_type(m, "DATE") || is_type(m, "DATE_VAGUE")) {
        write_date(json, v);
    } else if (is_type(m, "FIGURE")) {
        write_figure(json, v);
    } else if (is_type(m, "DURATION")) {
        write_bounds(json, v);
        kj_json_string(json, "unit", v->unit);
        kj_json_string(json, "comparator", v->comparator);
        kj_json_string(json, "cue", v->cue);
        kj_json_string(json, "iso", v->iso);
    } else if (is_type(m, "SET")) {
        kj_json_string(json, "period", v->iso);
        kj_json_string(json, "pattern", v->pattern);
    } else if (is_type(m, "ORDINAL")) {
        write_bounds(json, v);
    } else if (is_type(m, "ORG") || is_type(m, "PLACE")) {
        kj_json_string(json, "name", v->name);
        kj_json_string(json, "kind", v->kind);
    } else if (v->name.data) {
        kj_json_string(json, "name", v->name);
    }
    kj_json_close(json, '}');
}

/* The keys span and sentence: all of it is constants and numbers. */
static void write_places(kj_json *json, const kaoju_mention *m) {
    char *to = kj_json_start(json, "span", 80 + 4 * KJ_RANGE_TEXT + 2 * KJ_INTEGER_TEXT);
    if (!to)
        return;
    to = kj_json_put_range(kj_json_put(to, "{\"cp\":"), m->cp);
    const char *utf8 = to = kj_json_put(to, ",\"utf8\":");
    to = kj_json_put_range(to, m->utf8);
    size_t size = (size_t)(to - utf8);
    to = kj_json_put(to, ",\"source\":");
    if (m->source.start == m->utf8.start && m->source.end == m->utf8.end) { /* the source is UTF-8 */
        memcpy(to, utf8, size);
        to += size;
    } else {
        to = kj_json_put_range(to, m->source);
    }
    to = kj_json_put(to, ",\"line\":");
    to += kj_integer_write(m->line, to);
    to = kj_json_put(to, ",\"column\":");
    to += kj_integer_write(m->column, to);
    to = kj_json_put_range(kj_json_put(to, "},\"sentence\":{\"cp\":"), m->sentence);
    kj_json_end(json, kj_json_put(to, "}"));
}

void kj_write_mention(kj_json *json, const kaoju_result *result, const kaoju_mention *m) {
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"mention\"");
    kj_json_text(json, "id", m->id);
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_text(json, "type", m->type);
    kj_json_string(json, "text", m->text);
    kj_json_string(json, "norm", m->norm);
    write_places(json, m);
    kj_write_value(json, "value", m);
    kj_json_text(json, "entity", m->entity);
    kj_json_text(json, "parent", m->parent);
    kj_json_text(json, "rule", m->rule);
    kj_json_hundredths(json, "confidence", m->confidence);
    kj_json_close(json, '}');
}

/* ------------------------------------------------------------------ entities and relations */

static void write_ids(kj_json *json, const kaoju_result *result, const size_t *mentions, size_t count) {
    kj_json_open(json, "mentions", '[');
    for (size_t i = 0; i < count; i++)
        kj_json_text(json, NULL, kaoju_mention_at(result, mentions[i])->id);
    kj_json_close(json, ']');
}

void kj_write_entity(kj_json *json, const kaoju_result *result, const kaoju_entity *e) {
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"entity\"");
    kj_json_text(json, "id", e->id);
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_text(json, "type", e->type);
    kj_json_string(json, "name", e->name);
    kj_json_open(json, "names", '[');
    for (size_t i = 0; i < e->name_count; i++)
        kj_json_string(json, NULL, e->names[i]);
    kj_json_close(json, ']');
    write_ids(json, result, e->mentions, e->mention_count);
    kj_json_open(json, "links", '{');
    kj_json_string(json, "iso", e->iso);
    kj_json_string(json, "wikidata", e->wikidata);
    kj_json_close(json, '}');
    kj_json_close(json, '}');
}

void kj_write_relation(kj_json *json, const kaoju_result *result, const kaoju_relation *r) {
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"relation\"");
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_text(json, "relation", r->relation);
    kj_json_text(json, "person", r->person);
    kj_json_string(json, "title", r->title);
    kj_json_text(json, "of", r->of);
    kj_json_string(json, "of_text", r->of_text);
    kj_json_boolean(json, "former", r->former);
    write_ids(json, result, r->mentions, r->mention_count);
    kj_json_open(json, "sentence", '{');
    kj_json_range(json, "cp", r->sentence);
    kj_json_close(json, '}');
    kj_json_text(json, "rule", r->rule);
    kj_json_close(json, '}');
}

/* ------------------------------------------------------------------ facts */

void kj_write_fact(kj_json *json, const kaoju_result *result, const kaoju_fact *f) {
    const kaoju_mention *figure = kaoju_mention_at(result, f->figure);
    const kaoju_mention *time = f->time == SIZE_MAX ? NULL : kaoju_mention_at(result, f->time);
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"fact\"");
    kj_json_text(json, "id", f->id);
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_string(json, "metric", f->metric);
    kj_json_open(json, "subject", '[');
    for (size_t i = 0; i < f->subject_count; i++)
        kj_json_text(json, NULL, f->subjects[i]);
    kj_json_close(json, ']');
    kj_json_string(json, "topic", f->topic);
    kj_json_text(json, "figure", figure->id);
    kj_json_open(json, "value", '{');
    write_figure(json, &figure->value);
    kj_json_close(json, '}');
    kj_json_text(json, "time_mention", time ? time->id : NULL);
    if (f->when.edtf.data) {
        kj_json_open(json, "time", '{');
        write_date(json, &f->when);
        kj_json_close(json, '}');
    } else {
        kj_json_null(json, "time");
    }
    kj_json_string(json, "change", f->change);
    kj_json_text(json, "from", f->earlier == SIZE_MAX ? NULL : kaoju_mention_at(result, f->earlier)->id);
    kj_json_string(json, "base", f->base);
    kj_json_string(json, "status", f->status);
    kj_json_text(json, "attribution", f->attribution);
    kj_json_string(json, "attribution_text", f->attribution_text);
    kj_json_open(json, "sentence", '{');
    kj_json_range(json, "cp", f->sentence);
    kj_json_string(json, "text", f->sentence_text);
    kj_json_close(json, '}');
    kj_json_text(json, "rule", f->rule);
    kj_json_hundredths(json, "confidence", f->confidence);
    kj_json_close(json, '}');
}

void kj_write_warning(kj_json *json, const kaoju_result *result, const kaoju_warning *w) {
    kj_json_open(json, NULL, '{');
    kj_json_plain(json, "record", "\"warning\"");
    kj_json_string(json, "doc", kaoju_result_id(result));
    kj_json_text(json, "kind", w->kind);
    kj_json_string(json, "message", w->message);
    kj_json_open(json, "facts", '[');
    for (size_t i = 0; i < w->fact_count; i++)
        kj_json_text(json, NULL, kaoju_fact_at(result, w->facts[i])->id);
    kj_json_close(json, ']');
    kj_json_open(json, "sentence", '{');
    kj_json_range(json, "cp", w->sentence);
    kj_json_close(json, '}');
    kj_json_close(json, '}');
}
