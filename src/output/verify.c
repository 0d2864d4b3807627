/* Saved records against their source: does every span still hold the text of its record, and if the file has changed,
 * where is it now?
 *
 * In a changed file a mention is looked for where it would stand if it had moved as far as the one before it; else at the
 * nearest place, at most KJ_MOVED_MAX bytes away. So a paragraph put in front moves what is behind it, and an edit loses
 * only what it touched. Cost: linear in the text for an unchanged file; else KJ_MOVED_MAX a mention that is lost. */
#include "output/saved.h"

#include "base/limits.h"
#include "text/utf8.h"

#include <string.h>

/* A place in the new text that only goes forward, so that line and column cost a pass in all. */
typedef struct walker {
    kaoju_string text;
    size_t byte;
    uint32_t cp, line, column;
} walker;

static void walk_to(walker *w, size_t byte) {
    if (byte < w->byte)
        *w = (walker){.text = w->text, .line = 1, .column = 1};
    while (w->byte < byte) {
        uint32_t cp = kj_utf8_next(w->text.data, w->text.size, &w->byte);
        bool end = cp == '\n' || (cp == '\r' && !(w->byte < w->text.size && w->text.data[w->byte] == '\n'));
        w->cp++;
        w->line += end;
        w->column = end ? 1 : w->column + 1;
    }
}

static bool is_at(kaoju_string text, int64_t at, kaoju_string piece) {
    return at >= 0 && (uint64_t)at <= text.size && piece.size <= text.size - (size_t)at &&
           !memcmp(text.data + at, piece.data, piece.size);
}

/* The occurrence nearest to `at`, or -1. UTF-8 finds itself on characters only. */
static int64_t nearest(kaoju_string text, int64_t at, kaoju_string piece) {
    for (int64_t away = 0; away <= KJ_MOVED_MAX; away++) {
        if (is_at(text, at - away, piece))
            return at - away;
        if (is_at(text, at + away, piece))
            return at + away;
    }
    return -1;
}

static kaoju_status decode(kj_saved_document *d, bool same, kaoju_error *error) {
    kaoju_result *r = &d->result;
    kj_decoded_free(&r->decoded);
    kaoju_status status = kj_decode(d->bytes.data ? d->bytes.data : "", d->bytes.size, r->encoding, &r->decoded, error);
    if (status && !same) /* a changed file may have changed that, too */
        status = kj_decode(d->bytes.data, d->bytes.size, NULL, &r->decoded, error);
    return status;
}

/* Is the record true of the text, in all its units? */
static bool is_true(const kj_saved_document *d, const kaoju_mention *m, kaoju_string text, walker *w) {
    const kj_decoded *decoded = &d->result.decoded;
    if (m->utf8.end - m->utf8.start != m->text.size || !is_at(text, m->utf8.start, m->text))
        return false;
    walk_to(w, m->utf8.start);
    uint32_t length = (uint32_t)kj_utf8_length(m->text.data, m->text.size);
    kaoju_range source = m->utf8;
    if (decoded->source && w->cp + length <= decoded->length)
        source = (kaoju_range){decoded->source[w->cp], decoded->source[w->cp + length]};
    return w->byte == m->utf8.start && m->cp.start == w->cp && m->cp.end == w->cp + length && m->line == w->line &&
           m->column == w->column && m->source.start == source.start && m->source.end == source.end;
}

static kaoju_finding judge(const kj_saved_document *d, const kaoju_mention *m, bool same, walker *w, int64_t *moved) {
    kaoju_finding v = {.mention = m, .outcome = KAOJU_IN_PLACE, .line = m->line, .column = m->column};
    if (is_true(d, m, w->text, w))
        return v;
    int64_t at = (int64_t)m->utf8.start + *moved;
    if (!same && !is_at(w->text, at, m->text))
        at = nearest(w->text, at, m->text);
    v.outcome = same ? KAOJU_FALSE : at < 0 ? KAOJU_GONE : KAOJU_MOVED;
    if (v.outcome != KAOJU_MOVED)
        return v;
    *moved = at - (int64_t)m->utf8.start;
    walk_to(w, (size_t)at);
    v.line = w->line;
    v.column = w->column;
    return v;
}

kaoju_status kaoju_saved_verify(kaoju_saved *saved, const char *root, kaoju_verify_report report, void *context,
                                kaoju_verify_counts *counts, kaoju_error *error) {
    if (!saved || !saved->complete || !counts)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_saved_verify: there is no complete document");
    kj_saved_document *d = &saved->documents[!saved->current];
    kaoju_status status = kj_source_find(saved, d, root, error);
    bool same = !status;
    if (status && status != KAOJU_E_ARGUMENT)
        return status;
    if ((status = decode(d, same, error)) != KAOJU_OK)
        return status;
    counts->documents++;
    counts->changed += !same;
    if (report && !same)
        report(context, &d->result, NULL);
    walker w = {
        .text = {d->result.decoded.utf8 ? d->result.decoded.utf8 : "", d->result.decoded.size}, .line = 1, .column = 1};
    int64_t moved = 0;
    for (size_t i = 0; i < d->result.mentions.size; i++) {
        if (!d->result.mentions.at[i].text.data)
            continue;
        kaoju_finding v = judge(d, &d->result.mentions.at[i], same, &w, &moved);
        counts->mentions[v.outcome]++;
        if (report && v.outcome != KAOJU_IN_PLACE)
            report(context, &d->result, &v);
    }
    return KAOJU_OK;
}

kaoju_status kaoju_saved_source(kaoju_saved *saved, const char *root, kaoju_error *error) {
    if (!saved || !saved->complete)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_saved_source: there is no complete document");
    kj_saved_document *d = &saved->documents[!saved->current];
    kaoju_status status = kj_source_find(saved, d, root, error);
    if (status)
        return status;
    if ((status = decode(d, true, error)) != KAOJU_OK)
        return status;
    kaoju_string text = {d->result.decoded.utf8 ? d->result.decoded.utf8 : "", d->result.decoded.size};
    walker w = {.text = text, .line = 1, .column = 1};
    size_t length = kj_utf8_length(text.data, text.size);
    for (size_t i = 0; i < d->result.mentions.size; i++) {
        const kaoju_mention *m = &d->result.mentions.at[i];
        if (m->text.data && (!is_true(d, m, text, &w) || m->sentence.end > length))
            return kj_fail(error, KAOJU_E_ARGUMENT, "mention %s does not stand where its record says", m->id);
    }
    d->result.text = text;
    return KAOJU_OK;
}
