/* CoNLL columns for sequence taggers: a line for each character that is no blank, an empty line between sentences.
 *
 *     character TAB offset TAB inner tag TAB outer tag
 *
 * Offsets count code points of the document. Tags are BIO over mentions; the last column is the outermost mention, the one
 * before it a mention nested in that (中国 in 中国外交部). A document begins with a line -DOCSTART- that carries its id. A
 * mention never runs over an empty line. Cost: linear in the text. */
#include "output/facts.h"
#include "output/labels.h"
#include "output/offsets.h"
#include "output/writer.h"

#include "text/utf8.h"

#include <inttypes.h>

enum { OUTER, INNER, LAYERS };

typedef struct walk {
    const kaoju_writer *writer;
    const kaoju_result *result;
    const kaoju_mention *open[LAYERS]; /* what the character belongs to, or the last one before it */
    size_t next;                       /* mention not yet looked at */
    size_t sentence;                   /* mention whose sentence is the current or next one */
    uint32_t last;                     /* last character written */
    bool any;                          /* there was one, in this sentence */
    unsigned lines;                    /* line ends since */
} walk;

/* Mentions that begin at or before `cp` take their layer; one that overlaps both layers has no place. */
static void open_mentions(walk *w, uint32_t cp) {
    for (; w->next < kaoju_mention_count(w->result); w->next++) {
        const kaoju_mention *m = kaoju_mention_at(w->result, w->next);
        if (m->text.data && m->cp.start > cp)
            return;
        if (!kj_writer_shows(w->writer, m))
            continue;
        for (int layer = 0; layer < LAYERS; layer++)
            if (!w->open[layer] || w->open[layer]->cp.end <= m->cp.start) {
                w->open[layer] = m;
                break;
            }
    }
}

static bool is_inside(const walk *w, int layer, uint32_t cp) {
    return w->open[layer] && w->open[layer]->cp.start < cp && cp < w->open[layer]->cp.end;
}

/* The sentence of mentions that holds `cp`, or the next one. */
static kaoju_range known_sentence(walk *w, uint32_t cp) {
    for (; w->sentence < kaoju_mention_count(w->result); w->sentence++) {
        const kaoju_mention *m = kaoju_mention_at(w->result, w->sentence);
        if (m->text.data && m->sentence.end > cp)
            return m->sentence;
    }
    return (kaoju_range){UINT32_MAX, UINT32_MAX};
}

static bool ends_sentence(uint32_t c) {
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?';
}

static bool closes(uint32_t c) {
    return c == 0x201D || c == 0x2019 || c == 0xFF09 || c == 0x300D || c == 0x300F || c == 0x300B || c == ')' ||
           c == '"';
}

/* Does a sentence begin at `cp`? Records know the sentences of mentions; between those, full stops and empty lines do. */
static bool breaks(walk *w, const kj_offsets *o, uint32_t cp, uint32_t c) {
    kaoju_range known = known_sentence(w, cp);
    if (!w->any || is_inside(w, OUTER, cp) || is_inside(w, INNER, cp))
        return false;
    if (cp >= known.start)
        return w->last < known.start;
    size_t at = o->byte[w->last];
    uint32_t before = kj_utf8_next(o->text.data, o->text.size, &at);
    return w->lines > 1 || (ends_sentence(before) && !closes(c) && !ends_sentence(c));
}

static void add_tag(kj_buffer *out, const walk *w, int layer, uint32_t cp) {
    const kaoju_mention *m = w->open[layer];
    if (!m || cp < m->cp.start || cp >= m->cp.end) {
        kj_buffer_text(out, "O");
        return;
    }
    kj_buffer_text(out, cp == m->cp.start ? "B-" : "I-");
    kj_label_type(out, m->type);
}

static void add_character(walk *w, const kj_offsets *o, uint32_t cp, kj_buffer *out) {
    size_t at = o->byte[cp];
    uint32_t c = kj_utf8_next(o->text.data, o->text.size, &at);
    open_mentions(w, cp);
    if (c == '\n' || c == '\r' || kj_char_is_space(c)) {
        w->lines += c == '\n';
        return;
    }
    if (breaks(w, o, cp, c)) {
        kj_buffer_text(out, "\n");
        w->any = false;
    }
    if (kj_char_is_control(c))
        kj_buffer_text(out, "\xEF\xBF\xBD");
    else
        kj_buffer_add(out, o->text.data + o->byte[cp], at - o->byte[cp]);
    kj_buffer_format(out, "\t%" PRIu32 "\t", cp);
    add_tag(out, w, INNER, cp);
    kj_buffer_text(out, "\t");
    add_tag(out, w, OUTER, cp);
    kj_buffer_text(out, "\n");
    w->last = cp;
    w->any = true;
    w->lines = 0;
}

static void write_document(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    walk w = {.writer = writer, .result = result};
    kj_offsets o;
    kj_buffer_text(out, "-DOCSTART-\t");
    kj_plain(out, kaoju_result_id(result));
    kj_buffer_text(out, "\tO\tO\n\n");
    out->failed |= !kj_offsets_open(&o, kaoju_result_text(result));
    for (uint32_t cp = 0; !out->failed && cp < o.length; cp++)
        add_character(&w, &o, cp, out);
    if (w.any)
        kj_buffer_text(out, "\n");
    kj_offsets_close(&o);
}

const kj_format kj_format_conll = {
    .info = {"conll", "a character a line with BIO tags of mentions, for taggers", KAOJU_STREAM, true, NULL},
    .document = write_document};
