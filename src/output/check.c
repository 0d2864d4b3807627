/* A check -> JSON Lines: one object for each reprint, agreement and claim, with every source line in it. */
#include "output/check.h"

#include "output/json.h"

#include <string.h>

void kj_check_place(const kaoju_source *source, kj_buffer *out) {
    kaoju_string name = source->path.data ? source->path : source->doc;
    kj_buffer_add(out, name.data ? name.data : "", name.data ? name.size : 0);
    kj_buffer_format(out, ":%u:%u", (unsigned)source->line, (unsigned)source->column);
}

void kj_check_subject(const kaoju_statement *s, kj_buffer *out) {
    for (size_t i = 0; i < s->subject_count; i++) {
        kj_buffer_text(out, i ? ", " : "");
        kj_buffer_add(out, s->names[i].data ? s->names[i].data : "", s->names[i].data ? s->names[i].size : 0);
    }
    if (!s->subject_count && s->topic.data)
        kj_buffer_add(out, s->topic.data, s->topic.size);
}

void kj_check_sources(size_t origins, size_t statements, kj_buffer *out) {
    kj_buffer_format(out, "%zu source%s", origins, origins == 1 ? "" : "s");
    if (statements > origins)
        kj_buffer_format(out, ", printed %zu times", statements);
}

const char *kj_check_words(kaoju_verdict verdict) {
    static const char *const words[] = {"same", "same within rounding", "period differs", "unit differs", "CONFLICT"};
    return (unsigned)verdict < sizeof words / sizeof *words ? words[verdict] : "";
}

static void write_source(kj_json *json, const char *key, const kaoju_source *source) {
    kj_json_open(json, key, '{');
    kj_json_string(json, "doc", source->doc);
    kj_json_string(json, "path", source->path);
    kj_json_integer(json, "line", source->line);
    kj_json_integer(json, "column", source->column);
    kj_json_range(json, "cp", source->cp);
    kj_json_close(json, '}');
}

static void write_statement(kj_json *json, const char *key, const kaoju_statement *s) {
    kj_json_open(json, key, '{');
    kj_json_text(json, "fact", s->fact);
    write_source(json, "source", &s->source);
    kj_json_string(json, "figure", s->figure);
    kj_json_string(json, "metric", s->metric);
    kj_json_open(json, "subject", '[');
    for (size_t i = 0; i < s->subject_count; i++)
        kj_json_text(json, NULL, s->subjects[i]);
    kj_json_close(json, ']');
    kj_json_string(json, "topic", s->topic);
    kj_json_string(json, "number", s->number);
    kj_json_string(json, "low", s->low);
    kj_json_string(json, "high", s->high);
    kj_json_string(json, "comparator", s->comparator);
    kj_json_string(json, "unit", s->unit);
    kj_json_string(json, "change", s->change);
    kj_json_string(json, "time", s->edtf);
    kj_json_string(json, "status", s->status);
    kj_json_string(json, "attribution", s->attribution);
    kj_json_string(json, "sentence", s->sentence);
    kj_json_close(json, '}');
}

static void write_agreement(kj_json *json, const kaoju_check *check, const kaoju_agreement *a) {
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "record", "agreement");
    kj_json_text(json, "verdict", kaoju_verdict_name(a->verdict));
    kj_json_string(json, "metric", kaoju_statement_at(check, a->statements[0])->metric);
    kj_json_integer(json, "origins", a->origin_count);
    kj_json_open(json, "between", '[');
    kj_json_text(json, NULL, kaoju_statement_at(check, a->first)->fact);
    kj_json_text(json, NULL, kaoju_statement_at(check, a->second)->fact);
    kj_json_close(json, ']');
    kj_json_open(json, "statements", '[');
    for (size_t i = 0; i < a->statement_count; i++)
        write_statement(json, NULL, kaoju_statement_at(check, a->statements[i]));
    kj_json_close(json, ']');
    kj_json_open(json, "origin", '[');
    for (size_t i = 0; i < a->statement_count; i++)
        kj_json_text(json, NULL, kaoju_statement_at(check, a->origins[i])->fact);
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

static void write_reprint(kj_json *json, const kaoju_reprint *r) {
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "record", "reprint");
    kj_json_open(json, "articles", '[');
    for (size_t i = 0; i < r->source_count; i++) {
        kj_json_open(json, NULL, '{');
        write_source(json, "source", &r->sources[i]);
        kj_json_integer(json, "shared_percent", r->shared[i]);
        kj_json_close(json, '}');
    }
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

static void write_claim(kj_json *json, const kaoju_check *check, const kaoju_claim *c) {
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "record", "claim");
    kj_json_integer(json, "line", c->line);
    kj_json_string(json, "text", c->text);
    kj_json_text(json, "judgement", kaoju_judgement_name(c->judgement));
    kj_json_string(json, "reason", c->reason);
    if (c->statement)
        write_statement(json, "states", c->statement);
    else
        kj_json_null(json, "states");
    kj_json_integer(json, "origins", c->origin_count);
    kj_json_open(json, "evidence", '[');
    for (size_t i = 0; i < c->evidence_count; i++)
        write_statement(json, NULL, kaoju_statement_at(check, c->evidence[i]));
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

static void write_lines(const kaoju_check *check, kj_buffer *out) {
    for (size_t i = 0; i < kaoju_reprint_count(check); i++) {
        kj_json json = {.out = out};
        write_reprint(&json, kaoju_reprint_at(check, i));
        kj_buffer_text(out, "\n");
    }
    for (size_t i = 0; i < kaoju_agreement_count(check); i++) {
        kj_json json = {.out = out};
        write_agreement(&json, check, kaoju_agreement_at(check, i));
        kj_buffer_text(out, "\n");
    }
    for (size_t i = 0; i < kaoju_claim_count(check); i++) {
        kj_json json = {.out = out};
        write_claim(&json, check, kaoju_claim_at(check, i));
        kj_buffer_text(out, "\n");
    }
}

kaoju_status kaoju_check_write(const kaoju_check *check, const char *format, const kaoju_write_options *options,
                               kaoju_sink sink, void *context, kaoju_error *error) {
    if (!check || !format || !sink)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_check_write: check, format or sink is NULL");
    kj_buffer out = {0};
    if (!strcmp(format, "table"))
        kj_check_table(check, options && options->color, &out);
    else if (!strcmp(format, "html"))
        kj_check_html(check, &out);
    else if (!strcmp(format, "jsonl"))
        write_lines(check, &out);
    else
        return kj_fail(error, KAOJU_E_ARGUMENT, "no format %s for a check: there are jsonl, table and html", format);
    kaoju_status status = KAOJU_OK;
    if (out.failed)
        status = kj_fail_memory(error);
    else if (out.size && !sink(context, out.data, out.size))
        status = kj_fail(error, KAOJU_E_IO, "the output could not be written");
    kj_buffer_free(&out);
    return status;
}
