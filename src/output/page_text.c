/* A document -> its text with marks. The mentions are walked in the order of their starts with a stack of the open ones: where
 * one ends that is not on top (they overlap, neither inside the other), those above it are closed and opened again behind it.
 *
 * Cost: linear in the text, and in the mentions times PAGE_NEST_MAX. */
#include "output/page.h"

#include "base/memory.h"
#include "output/html.h"
#include "output/labels.h"
#include "output/offsets.h"

#include <inttypes.h>

/* Mentions inside one another that are marked; browsers flatten what is nested hundreds deep. Rules give three or four. */
#define PAGE_NEST_MAX 32

typedef struct mark {
    const kaoju_mention *mention;
    size_t index; /* in the result */
    uint32_t start, end;
} mark;

typedef struct walk {
    kj_buffer *out;
    const kj_facts *facts;
    size_t document;
    const mark *stack[PAGE_NEST_MAX];
    size_t depth;
} walk;

static void attribute(kj_buffer *out, const char *name, kaoju_string value) {
    kj_buffer_format(out, " data-%s=\"", name);
    kj_html_text(out, value);
    kj_buffer_text(out, "\"");
}

static void begin_mark(kj_buffer *out, const mark *m) {
    kj_buffer_text(out, "<mark class=\"m t-");
    kj_label_type(out, m->mention->type);
    kj_buffer_text(out, "\"");
    attribute(out, "type", kj_string(m->mention->type));
}

static void add_entity(walk *w, const char *id) {
    const kaoju_entity *e = kj_facts_entity(w->facts, id);
    kj_buffer_text(w->out, " data-entity=\"");
    if (e) {
        kj_html_text(w->out, e->name);
        kj_buffer_text(w->out, " ");
    }
    kj_html_text(w->out, kj_string(id));
    kj_buffer_text(w->out, "\"");
}

static void open_mark(walk *w, const mark *m) {
    const kaoju_mention *mention = m->mention;
    int hundredths = (int)(mention->confidence * 100 + 0.5);
    kj_buffer value = {0};
    kj_label_value(&value, mention);
    begin_mark(w->out, m);
    kj_buffer_format(w->out, " id=\"m%zu-%zu\"", w->document, m->index);
    attribute(w->out, "value", (kaoju_string){value.data, value.size});
    if (mention->entity)
        add_entity(w, mention->entity);
    attribute(w->out, "rule", kj_string(mention->rule));
    kj_buffer_format(w->out, " data-confidence=\"%d.%02d\">", hundredths / 100, hundredths % 100);
    w->out->failed |= value.failed;
    kj_buffer_free(&value);
}

static void open_again(walk *w, const mark *m) {
    begin_mark(w->out, m);
    kj_buffer_format(w->out, " data-of=\"m%zu-%zu\">", w->document, m->index);
}

/* Ends the marks that end at `at`. Below the lowest of them nothing changes; the others above it go on. */
static void close_marks(walk *w, uint32_t at) {
    size_t lowest = 0, kept;
    while (lowest < w->depth && w->stack[lowest]->end > at)
        lowest++;
    for (size_t i = lowest; i < w->depth; i++)
        kj_buffer_text(w->out, "</mark>");
    kept = lowest;
    for (size_t i = lowest; i < w->depth; i++)
        if (w->stack[i]->end > at) {
            open_again(w, w->stack[i]);
            w->stack[kept++] = w->stack[i];
        }
    w->depth = kept;
}

static uint32_t next_end(const walk *w, uint32_t none) {
    for (size_t i = 0; i < w->depth; i++)
        none = w->stack[i]->end < none ? w->stack[i]->end : none;
    return none;
}

static void add_text(walk *w, const kj_offsets *o, const mark *marks, size_t count) {
    size_t next = 0;
    for (uint32_t at = 0; at < o->length || w->depth;) {
        close_marks(w, at);
        for (; next < count && marks[next].start <= at; next++)
            if (w->depth < PAGE_NEST_MAX) {
                open_mark(w, &marks[next]);
                w->stack[w->depth++] = &marks[next];
            }
        uint32_t end = next_end(w, o->length), start = next < count ? marks[next].start : o->length;
        uint32_t to = end < start ? end : start;
        if (to <= at) /* all that is left ends here, at the end of the text */
            break;
        kj_html_source(w->out, kj_offsets_slice(o, at, to));
        at = to;
    }
    close_marks(w, o->length);
}

/* By start, then the longest first, then in the order of the records. */
static int by_place(const void *a, const void *b) {
    const mark *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

void kj_page_text(const kaoju_writer *writer, const kj_facts *facts, size_t document, kj_buffer *out) {
    const kaoju_result *result = facts->result;
    walk w = {.out = out, .facts = facts, .document = document};
    size_t all = kaoju_mention_count(result), count = 0;
    mark *marks = kj_new(all, sizeof *marks);
    kj_offsets o;
    out->failed |= !kj_offsets_open(&o, kaoju_result_text(result)) || !marks;
    for (size_t i = 0; !out->failed && i < all; i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        uint32_t end = m->cp.end < o.length ? m->cp.end : o.length;
        if (kj_writer_shows(writer, m) && m->cp.start < end)
            marks[count++] = (mark){m, i, m->cp.start, end};
    }
    if (!out->failed && count)
        qsort(marks, count, sizeof *marks, by_place);
    if (!out->failed)
        add_text(&w, &o, marks, count);
    kj_offsets_close(&o);
    free(marks);
}
