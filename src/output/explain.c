/* An explanation -> JSON Lines, one candidate a line: fixed order of keys, every key always there. */
#include "output/explain.h"
#include "output/json.h"

#include <string.h>

static void write_pairs(kj_json *json, const char *key, const kaoju_pair *pairs, size_t count) {
    kj_json_open(json, key, '{');
    for (size_t i = 0; i < count; i++)
        kj_json_string(json, pairs[i].name, pairs[i].text);
    kj_json_close(json, '}');
}

static void write_captures(kj_json *json, const kaoju_candidate *c) {
    kj_json_open(json, "captures", '[');
    for (size_t i = 0; i < c->capture_count; i++) {
        kj_json_open(json, NULL, '{');
        kj_json_text(json, "name", c->captures[i].name);
        kj_json_string(json, "text", c->captures[i].text);
        kj_json_text(json, "type", c->captures[i].type);
        kj_json_string(json, "entry", c->captures[i].entry);
        kj_json_range(json, "cp", c->captures[i].cp);
        kj_json_close(json, '}');
    }
    kj_json_close(json, ']');
}

static void write_rule(kj_json *json, const kaoju_candidate *c) {
    if (!c->rule) {
        kj_json_null(json, "rule");
        return;
    }
    kj_json_open(json, "rule", '{');
    kj_json_text(json, "name", c->rule);
    kj_json_text(json, "file", c->rule_file);
    kj_json_integer(json, "line", c->rule_line);
    kj_json_range(json, "match", c->match);
    kj_json_signed(json, "priority", c->priority);
    kj_json_hundredths(json, "confidence", c->confidence);
    kj_json_close(json, '}');
}

static void write_outcome(kj_json *json, const kaoju_explanation *e, const kaoju_candidate *c) {
    kj_json_text(json, "outcome", c->outcome);
    kj_json_text(json, "why", c->why);
    kj_json_string(json, "reason", c->reason);
    if (c->winner == KAOJU_NO_INDEX)
        kj_json_null(json, "winner");
    else
        kj_json_integer(json, "winner", c->winner);
    if (c->other.end)
        kj_json_range(json, "other", c->other);
    else
        kj_json_null(json, "other");
    kj_json_text(json, "mention",
                 c->mention == KAOJU_NO_INDEX ? NULL : kaoju_mention_at(kaoju_explanation_result(e), c->mention)->id);
}

static void write_candidate(kj_json *json, const kaoju_explanation *e, size_t index) {
    const kaoju_candidate *c = kaoju_candidate_at(e, index);
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "record", "candidate");
    kj_json_integer(json, "index", index);
    kj_json_string(json, "doc", kaoju_result_id(kaoju_explanation_result(e)));
    kj_json_text(json, "step", c->step);
    kj_json_text(json, "policy", c->policy);
    kj_json_text(json, "type", c->type);
    kj_json_string(json, "text", c->text);
    kj_json_string(json, "norm", c->norm);
    kj_json_open(json, "span", '{');
    kj_json_range(json, "cp", c->cp);
    kj_json_integer(json, "line", c->line);
    kj_json_integer(json, "column", c->column);
    kj_json_close(json, '}');
    write_rule(json, c);
    kj_json_string(json, "entry", c->entry);
    write_captures(json, c);
    write_pairs(json, "fields", c->fields, c->field_count);
    if (c->weighed)
        kj_json_signed(json, "milli_nats", c->milli_nats);
    else
        kj_json_null(json, "milli_nats");
    write_outcome(json, e, c);
    kj_json_close(json, '}');
}

kaoju_status kaoju_explanation_write(const kaoju_explanation *explanation, const char *format,
                                     const kaoju_write_options *options, kaoju_sink sink, void *context,
                                     kaoju_error *error) {
    if (!explanation || !format || !sink)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_explanation_write: explanation, format or sink is NULL");
    kj_buffer out = {0};
    if (!strcmp(format, "table")) {
        kj_explain_table(explanation, options && options->color, &out);
    } else if (!strcmp(format, "jsonl")) {
        for (size_t i = 0; i < kaoju_candidate_count(explanation); i++) {
            kj_json json = {.out = &out};
            write_candidate(&json, explanation, i);
            kj_buffer_text(&out, "\n");
        }
    } else {
        return kj_fail(error, KAOJU_E_ARGUMENT, "no format %s for explanations: there are jsonl and table", format);
    }
    kaoju_status status = KAOJU_OK;
    if (out.failed)
        status = kj_fail_memory(error);
    else if (out.size && !sink(context, out.data, out.size))
        status = kj_fail(error, KAOJU_E_IO, "the output could not be written");
    kj_buffer_free(&out);
    return status;
}
