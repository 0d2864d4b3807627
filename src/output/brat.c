/* brat standoff: NAME.txt and NAME.ann for each document, and one annotation.conf.
 *
 * NAME.txt is the decoded text; offsets count its code points, as brat does. A mention that runs over a line end (or
 * another control character) is a discontinuous one, since an annotation is one line: its fragments are the parts between,
 * and its text is the fragments with a space between them. Cost: linear in the text. */
#include "output/cell.h"
#include "output/facts.h"
#include "output/labels.h"
#include "output/offsets.h"
#include "output/writer.h"

#include "text/utf8.h"

#include <inttypes.h>

typedef struct state {
    kj_names *taken; /* file names */
} state;

typedef struct page {
    const kaoju_writer *writer;
    const kaoju_result *result;
    kj_offsets offsets;
    kj_buffer *out;
    uint32_t normalizations, notes, relations;
} page;

static void begin(kaoju_writer *writer, kj_buffer *out) {
    static const char *const types[] = {"PERSON",     "COUNTRY",  "ORG", "PLACE",  "TITLE",   "DATE",
                                        "DATE_VAGUE", "DURATION", "SET", "FIGURE", "ORDINAL", NULL};
    state *s = writer->state;
    s->taken = kj_names_new();
    out->failed |= !s->taken;
    kj_buffer_text(out, "[entities]\n");
    for (size_t i = 0; types[i]; i++)
        kj_buffer_format(out, "%s\n", types[i]);
    kj_buffer_text(out, "\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
                        "holds_post\tArg1:PERSON, Arg2:<ENTITY>\ntime\tArg1:FIGURE, Arg2:<ENTITY>\n"
                        "from\tArg1:FIGURE, Arg2:FIGURE\n\n[events]\n\n[attributes]\n");
    kj_writer_put(writer, "annotation.conf", out);
}

/* The parts of a mention between control characters, as "5 8;9 11" or as their text. */
static void add_parts(const page *p, const kaoju_mention *m, bool text) {
    uint32_t from = m->cp.start;
    bool more = false;
    for (uint32_t cp = m->cp.start; cp <= m->cp.end; cp++) {
        bool cut = cp == m->cp.end || (unsigned char)p->offsets.text.data[p->offsets.byte[cp]] < 0x20;
        if (!cut)
            continue;
        if (cp > from) {
            kaoju_string part = kj_offsets_slice(&p->offsets, from, cp);
            kj_buffer_text(p->out, !more ? "" : text ? " " : ";");
            if (text)
                kj_buffer_add(p->out, part.data, part.size);
            else
                kj_buffer_format(p->out, "%" PRIu32 " %" PRIu32, from, cp);
            more = true;
        }
        from = cp + 1;
    }
}

/* T for the mention, N for what it is in Wikidata, # for its value. Their number is that of the mention, from 1. */
static void add_mention(page *p, size_t index) {
    const kaoju_mention *m = kaoju_mention_at(p->result, index);
    kj_buffer value = {0};
    kj_buffer_format(p->out, "T%zu\t", index + 1);
    kj_label_type(p->out, m->type);
    kj_buffer_text(p->out, " ");
    add_parts(p, m, false);
    kj_buffer_text(p->out, "\t");
    add_parts(p, m, true);
    kj_buffer_text(p->out, "\n");
    kj_label_value(&value, m);
    kj_buffer_format(p->out, "#%" PRIu32 "\tAnnotatorNotes T%zu\t", ++p->notes, index + 1);
    kj_cell_inert(p->out, (kaoju_string){value.data, value.size});
    kj_buffer_text(p->out, "\n");
    p->out->failed |= value.failed;
    kj_buffer_free(&value);
}

static void add_links(page *p, const kaoju_entity *e) {
    for (size_t i = 0; e->wikidata.data && i < e->mention_count; i++) {
        if (!kj_writer_shows(p->writer, kaoju_mention_at(p->result, e->mentions[i])))
            continue;
        kj_buffer_format(p->out, "N%" PRIu32 "\tReference T%zu Wikidata:", ++p->normalizations, e->mentions[i] + 1);
        kj_plain(p->out, e->wikidata);
        kj_buffer_text(p->out, "\t");
        kj_plain(p->out, e->name);
        kj_buffer_text(p->out, "\n");
    }
}

static bool add_relation(page *p, const char *name, size_t one, size_t other) {
    if (one == SIZE_MAX || other == SIZE_MAX || !kj_writer_shows(p->writer, kaoju_mention_at(p->result, one)) ||
        !kj_writer_shows(p->writer, kaoju_mention_at(p->result, other)))
        return false;
    kj_buffer_format(p->out, "R%" PRIu32 "\t%s Arg1:T%zu Arg2:T%zu\t\n", ++p->relations, name, one + 1, other + 1);
    return true;
}

static void add_annotations(page *p) {
    for (size_t i = 0; i < kaoju_mention_count(p->result); i++)
        if (kj_writer_shows(p->writer, kaoju_mention_at(p->result, i)))
            add_mention(p, i);
    for (size_t i = 0; i < kaoju_entity_count(p->result); i++)
        add_links(p, kaoju_entity_at(p->result, i));
    for (size_t i = 0; i < kaoju_relation_count(p->result); i++) {
        size_t person, of;
        const kaoju_relation *r = kaoju_relation_at(p->result, i);
        kj_label_ends(p->result, r, &person, &of);
        if (!add_relation(p, "holds_post", person, of))
            continue;
        kj_buffer_format(p->out, "#%" PRIu32 "\tAnnotatorNotes R%" PRIu32 "\t%s", ++p->notes, p->relations,
                         r->former ? "原" : "");
        kj_plain(p->out, r->title);
        kj_buffer_text(p->out, "\n");
    }
    for (size_t i = 0; i < kaoju_fact_count(p->result); i++) {
        const kaoju_fact *f = kaoju_fact_at(p->result, i);
        add_relation(p, "time", f->figure, f->time);
        add_relation(p, "from", f->figure, f->earlier);
    }
}

static void put(kaoju_writer *writer, const kj_buffer *name, const char *ending, kj_buffer *piece) {
    kj_buffer file = {0};
    kj_buffer_format(&file, "%.*s%s", (int)name->size, name->data, ending);
    piece->failed |= file.failed;
    kj_writer_put(writer, file.data, piece);
    kj_buffer_free(&file);
}

static void write_page(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    state *s = writer->state;
    page p = {.writer = writer, .result = result, .out = out};
    kaoju_string text = kaoju_result_text(result);
    kj_buffer name = {0}, copy = {0};
    if (kj_label_file(&name, kaoju_result_id(result), s->taken) && kj_offsets_open(&p.offsets, text)) {
        add_annotations(&p);
        kj_buffer_add(&copy, text.data, text.size);
        copy.failed |= out->failed;
        put(writer, &name, ".txt", &copy);
        put(writer, &name, ".ann", out);
    } else {
        kj_fail_memory(&writer->problem);
    }
    kj_offsets_close(&p.offsets);
    kj_buffer_free(&copy);
    kj_buffer_free(&name);
}

static void release(kaoju_writer *writer) {
    state *s = writer->state;
    kj_names_free(s->taken);
}

const kj_format kj_format_brat = {
    .info = {"brat", "folder: a text and a standoff file for each document, for the brat annotator", KAOJU_FOLDER, true,
             NULL},
    .state = sizeof(state),
    .begin = begin,
    .document = write_page,
    .release = release};
