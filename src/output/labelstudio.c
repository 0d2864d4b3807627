/* Label Studio: a JSON list with a task for each document, its mentions as predictions. Offsets count UTF-16 code units, as
 * JavaScript does. The labelling configuration that goes with it: <Labels name="label" toName="text"> over
 * <Text name="text" value="$text"/>, with a <Label> for each mention type. */
#include "output/cell.h"
#include "output/json.h"
#include "output/labels.h"
#include "output/offsets.h"
#include "output/writer.h"

static void add_region(kj_json *json, const kaoju_mention *m, const kj_offsets *o) {
    kj_buffer value = {0}, plain = {0};
    kj_label_value(&value, m);
    kj_cell_inert(&plain, (kaoju_string){value.data, value.size});
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "id", m->id);
    kj_json_text(json, "from_name", "label");
    kj_json_text(json, "to_name", "text");
    kj_json_text(json, "type", "labels");
    kj_json_open(json, "value", '{');
    kj_json_integer(json, "start", kj_offsets_utf16(o, m->cp.start));
    kj_json_integer(json, "end", kj_offsets_utf16(o, m->cp.end));
    kj_json_string(json, "text", m->text);
    kj_json_open(json, "labels", '[');
    kj_json_text(json, NULL, m->type);
    kj_json_close(json, ']');
    kj_json_close(json, '}');
    kj_json_hundredths(json, "score", m->confidence);
    kj_json_open(json, "meta", '{');
    kj_json_open(json, "text", '[');
    kj_json_string(json, NULL, (kaoju_string){plain.data ? plain.data : "", plain.size});
    kj_json_close(json, ']');
    kj_json_close(json, '}');
    kj_json_close(json, '}');
    json->out->failed |= value.failed || plain.failed;
    kj_buffer_free(&value);
    kj_buffer_free(&plain);
}

static void add_relation(kj_json *json, const kaoju_writer *writer, const kaoju_result *result, const char *label,
                         size_t one, size_t other) {
    if (one == SIZE_MAX || other == SIZE_MAX || !kj_writer_shows(writer, kaoju_mention_at(result, one)) ||
        !kj_writer_shows(writer, kaoju_mention_at(result, other)))
        return;
    kj_json_open(json, NULL, '{');
    kj_json_text(json, "type", "relation");
    kj_json_text(json, "from_id", kaoju_mention_at(result, one)->id);
    kj_json_text(json, "to_id", kaoju_mention_at(result, other)->id);
    kj_json_text(json, "direction", "right");
    kj_json_open(json, "labels", '[');
    kj_json_text(json, NULL, label);
    kj_json_close(json, ']');
    kj_json_close(json, '}');
}

static void add_results(kj_json *json, const kaoju_writer *writer, const kaoju_result *result, const kj_offsets *o) {
    for (size_t i = 0; i < kaoju_mention_count(result); i++)
        if (kj_writer_shows(writer, kaoju_mention_at(result, i)))
            add_region(json, kaoju_mention_at(result, i), o);
    for (size_t i = 0; i < kaoju_relation_count(result); i++) {
        size_t person, of;
        kj_label_ends(result, kaoju_relation_at(result, i), &person, &of);
        add_relation(json, writer, result, "holds_post", person, of);
    }
    for (size_t i = 0; i < kaoju_fact_count(result); i++) {
        const kaoju_fact *f = kaoju_fact_at(result, i);
        add_relation(json, writer, result, "time", f->figure, f->time);
        add_relation(json, writer, result, "from", f->figure, f->earlier);
    }
}

static void write_task(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    kj_json json = {.out = out};
    kj_offsets o;
    kj_buffer_text(out, writer->documents ? ",\n" : "\n");
    out->failed |= !kj_offsets_open(&o, kaoju_result_text(result));
    kj_json_open(&json, NULL, '{');
    kj_json_open(&json, "data", '{');
    kj_json_string(&json, "text", kaoju_result_text(result));
    kj_json_string(&json, "doc", kaoju_result_id(result));
    kj_json_string(&json, "url", kaoju_result_url(result));
    kj_json_close(&json, '}');
    kj_json_open(&json, "predictions", '[');
    kj_json_open(&json, NULL, '{');
    kj_json_text(&json, "model_version", kaoju_result_model(result));
    kj_json_open(&json, "result", '[');
    if (!out->failed)
        add_results(&json, writer, result, &o);
    kj_json_close(&json, ']');
    kj_json_close(&json, '}');
    kj_json_close(&json, ']');
    kj_json_close(&json, '}');
    kj_offsets_close(&o);
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "[");
}

static void end(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_buffer_text(out, "\n]\n");
}

const kj_format kj_format_labelstudio = {
    .info = {"labelstudio", "tasks with predictions for Label Studio", KAOJU_STREAM, true, NULL},
    .begin = begin,
    .document = write_task,
    .end = end};
